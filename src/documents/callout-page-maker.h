/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-pages-private.h"

G_BEGIN_DECLS

/**
 * CalloutPageMaker:
 *
 * Makes pages of what is added one below the other: no row is torn from its
 * table's head, no heading from what it is about, no total from the last of
 * what it adds up. One thread at a time; what it makes belongs to any.
 */
typedef struct _CalloutPageMaker CalloutPageMaker;

/**
 * CalloutAbout:
 *
 * What stands on every page, and what the file says of itself. Everything but
 * the title may be %NULL.
 */
typedef struct {
  const char *title;   /* the document's */
  const char *running; /* on top of the second page and those after it */
  const char *banner;  /* on a bar on top of every page: who must not get this */
  const char *footer;  /* beside “Page 1 of 3” */
  const char *author;
  const char *subject;
  const char *keywords;
  CalloutTime created;
} CalloutAbout;

/* Who hands a document out. */
typedef struct {
  const char     *name;
  const char     *lines; /* (nullable): address, telephone, tax number: a line each */
  CalloutPlate *logo;  /* (nullable) */
} CalloutHouse;

typedef struct {
  const char *label;
  const char *value; /* (nullable): left out then */
  const char *link;  /* (nullable) */
} CalloutFact;

typedef struct {
  const char *title;
  double      share;   /* of the width that the others leave; 0: as wide as its widest */
  gboolean    figures; /* stands at the right */
} CalloutPageColumn;

typedef struct {
  const char       *text; /* (nullable) */
  CalloutTextStyle  style;
  const char       *note; /* (nullable): small, below it */
  const char       *link; /* (nullable) */
} CalloutPageCell;

typedef struct {
  const char *label;
  const char *amount;
  gboolean    strong; /* what it comes to */
} CalloutTotal;

typedef struct {
  CalloutPlate *picture;
  const char     *caption; /* (nullable) */
} CalloutFigure;

/* A party: whom the document is for, or by. */
typedef struct {
  const char *role;
  const char *name;
  const char *lines; /* (nullable) */
} CalloutParty;

CalloutPageMaker *callout_page_maker_new            (const CalloutPaper      *paper,
                                                     const CalloutAbout      *about);
void              callout_page_maker_free           (CalloutPageMaker        *self);
CalloutPages     *callout_page_maker_finish         (CalloutPageMaker        *self);

void              callout_page_maker_add_letterhead (CalloutPageMaker        *self,
                                                     const CalloutHouse      *house);
void              callout_page_maker_add_title      (CalloutPageMaker        *self,
                                                     const char              *above,
                                                     const char              *title,
                                                     CalloutShape            *code,
                                                     const char              *link);
void              callout_page_maker_add_heading    (CalloutPageMaker        *self,
                                                     guint                    level,
                                                     const char              *text);
void              callout_page_maker_add_text       (CalloutPageMaker        *self,
                                                     CalloutTextStyle         style,
                                                     const char              *text);
void              callout_page_maker_add_facts      (CalloutPageMaker        *self,
                                                     const CalloutFact       *facts,
                                                     guint                    n_facts,
                                                     guint                    columns);
void              callout_page_maker_add_parties    (CalloutPageMaker        *self,
                                                     const CalloutParty      *parties,
                                                     guint                    n_parties);
void              callout_page_maker_add_entry      (CalloutPageMaker        *self,
                                                     const CalloutPageCell   *side,
                                                     const CalloutPageCell   *main,
                                                     const CalloutFigure     *figures,
                                                     guint                    n_figures);
void              callout_page_maker_add_figures    (CalloutPageMaker        *self,
                                                     const CalloutFigure     *figures,
                                                     guint                    n_figures,
                                                     double                   indent);
void              callout_page_maker_begin_table    (CalloutPageMaker        *self,
                                                     const CalloutPageColumn *columns,
                                                     guint                    n_columns);
void              callout_page_maker_add_row        (CalloutPageMaker        *self,
                                                     const CalloutPageCell   *cells);
void              callout_page_maker_end_table      (CalloutPageMaker        *self,
                                                     const CalloutTotal      *totals,
                                                     guint                    n_totals);
void              callout_page_maker_add_signature  (CalloutPageMaker        *self,
                                                     const char              *role,
                                                     const char              *name,
                                                     const char              *when,
                                                     CalloutShape            *strokes,
                                                     CalloutPlate          *picture);
void              callout_page_maker_add_space      (CalloutPageMaker        *self,
                                                     double                   height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPageMaker, callout_page_maker_free)

G_END_DECLS
