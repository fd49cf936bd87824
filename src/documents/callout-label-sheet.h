/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-equipment.h"
#include "callout-pages.h"

G_BEGIN_DECLS

/**
 * CalloutLabelSheet:
 *
 * How labels lie on a sheet. Points; between labels lies what the margins and
 * the labels leave.
 */
typedef struct {
  CalloutPaper paper;   /* its margins are where the first and last labels begin and end */
  guint        columns;
  guint        rows;
  double       across;  /* between two columns */
  double       down;    /* between two rows */
} CalloutLabelSheet;

#define CALLOUT_LABEL_MAX_COLUMNS 10
#define CALLOUT_LABEL_MAX_ROWS 30

gboolean      callout_label_sheet_parse      (const char               *text,
                                              CalloutLabelSheet        *sheet,
                                              GError                  **error);
guint         callout_label_sheet_get_count  (const CalloutLabelSheet  *self);
char         *callout_label_sheet_dup_names  (void);
const char   *callout_label_sheet_get_name   (guint                     i);
const char   *callout_label_sheet_get_title  (guint                     i);

char         *callout_label_dup_address      (const char               *base,
                                              const char               *code);
CalloutPages *callout_label_sheet_make_pages (const CalloutLabelSheet  *self,
                                              GPtrArray                *equipment,
                                              const char               *base,
                                              const char               *house,
                                              guint                     start,
                                              CalloutTime               at,
                                              GError                  **error);

G_END_DECLS
