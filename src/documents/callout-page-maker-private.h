/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-page-maker.h"

G_BEGIN_DECLS

/*
 * Whatever is added becomes strips: as wide as the page, as high as they are,
 * never torn. Pages are made of them when everything is there.
 */
typedef struct {
  guint    first; /* of the maker's marks */
  guint    n_marks;
  double   gap;   /* above, where it is not the first of a page */
  double   height;
  gboolean keep;  /* the next one stands on the same page */
  guint    head;  /* 1 + which head stands above it on each page; 0: none */
  guint    level; /* of the waypoint */
  char    *waypoint; /* (nullable) */
} CalloutStrip;

/* What is repeated on each page that a table goes on to. */
typedef struct {
  guint  first_strip;
  guint  n_strips;
  double height;
} CalloutHead;

typedef struct {
  double       x;
  double       width;
  GPtrArray   *lines; /* of CalloutTextLine */
  gboolean     to_end; /* stands at the right */
  gboolean     prose;  /* what is written from the right stands at the right */
  CalloutNode *node;
  const char  *link;
} CalloutRowCell;

typedef struct {
  double   gap;
  double   above, below; /* within the row */
  gboolean rule;         /* a line below it */
  gboolean shade;        /* a ground */
  gboolean keep;         /* with what follows */
} CalloutRowLook;

struct _CalloutPageMaker
{
  CalloutPages *pages;
  char         *running;
  char         *banner;
  char         *footer;
  GArray       *marks;  /* of CalloutMark */
  GArray       *strips; /* of CalloutStrip */
  GArray       *heads;  /* of CalloutHead */
  double        left;   /* of what is added */
  double        width;
  guint         head;   /* as in CalloutStrip */
  guint         n_rows;

  /* The table that is being added */
  CalloutPageColumn *columns;
  guint         n_columns;
  GPtrArray    *cells;  /* of WaitingCell */
};

CalloutNode *callout_page_maker_node      (CalloutPageMaker     *self,
                                           const char           *name,
                                           CalloutNode          *parent);
CalloutStrip *callout_page_maker_strip    (CalloutPageMaker     *self,
                                           double                gap,
                                           double                height);
void         callout_page_maker_mark      (CalloutPageMaker     *self,
                                           CalloutMark           mark);
void         callout_page_maker_row       (CalloutPageMaker     *self,
                                           CalloutRowCell       *cells,
                                           guint                 n_cells,
                                           const CalloutRowLook *look);
const char  *callout_page_maker_link      (CalloutPageMaker     *self,
                                           const char           *link);
void         callout_page_maker_break     (CalloutPageMaker     *self);

G_END_DECLS
