/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-pages.h"
#include "callout-plate-private.h"
#include "callout-press-private.h"
#include "callout-shape-private.h"

#include <cairo-pdf.h>

G_BEGIN_DECLS

/**
 * CalloutNode:
 *
 * What a mark is in the document's structure: a heading, a cell of a row of a
 * table. The names are PDF's.
 */
typedef struct _CalloutNode CalloutNode;

struct _CalloutNode
{
  const char  *name;
  CalloutNode *parent; /* (nullable) */
  guint        depth;
};

/**
 * CalloutMark:
 *
 * One thing drawn. Where it stands is on the page, or, as long as pages are
 * not made yet, from the top of its strip.
 */
typedef struct {
  enum {
    CALLOUT_MARK_LINE_OF_TEXT,
    CALLOUT_MARK_BOX,     /* filled */
    CALLOUT_MARK_RULE,    /* a line from x, y by width, height */
    CALLOUT_MARK_PICTURE,
    CALLOUT_MARK_SHAPE,
  } type;
  double       x, y; /* of text: its start on the base line */
  double       width, height;
  CalloutInk   ink;
  gpointer     what;   /* CalloutTextLine, CalloutPlate, CalloutShape */
  CalloutNode *node;   /* (nullable): what only decorates has none */
  const char  *link;   /* (nullable): where a click leads */
  guint        cell;   /* of its row: by which marks of a row are read in order */
  guint        row;    /* of the document; 0: no row */
} CalloutMark;

/* Where the outline leads. */
typedef struct {
  char  *title;
  guint  level; /* from 0 */
  guint  page;  /* from 0 */
  double y;
} CalloutWaypoint;

struct _CalloutPages
{
  gatomicrefcount refs;
  CalloutPaper    paper;
  char           *title;
  char           *author;
  char           *subject;
  char           *keywords;
  CalloutTime     created;
  GPtrArray      *pages;     /* of GArray of CalloutMark */
  GArray         *waypoints; /* of CalloutWaypoint */
  GPtrArray      *nodes;     /* of CalloutNode */
  GStringChunk   *links;
};

CalloutPages *callout_pages_new (const CalloutPaper *paper);
GArray       *callout_marks_new (void);
void          callout_mark_clear (gpointer           data);
CalloutMark   callout_mark_copy (const CalloutMark  *self);
void          callout_mark_draw (const CalloutMark  *self,
                                 cairo_t            *cr);

G_END_DECLS
