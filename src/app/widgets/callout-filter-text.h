/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-filter-chip.h"
#include "callout-query.h"

G_BEGIN_DECLS

/**
 * CalloutFilterText:
 *
 * What a list is narrowed to, as text that can be kept: conditions as the
 * command line writes them. Filters take out of it what they can show; what is
 * left is kept as it is.
 */
typedef struct _CalloutFilterText CalloutFilterText;

CalloutFilterText *callout_filter_text_new      (const char        *text);
void               callout_filter_text_free     (CalloutFilterText *self);
char             **callout_filter_text_take     (CalloutFilterText *self,
                                                 const char        *field,
                                                 const char        *op);
gboolean           callout_filter_text_take_is  (CalloutFilterText *self,
                                                 const char        *field,
                                                 const char *const *values);
char              *callout_filter_text_dup_rest (CalloutFilterText *self);

void               callout_filter_text_add      (GString           *text,
                                                 const char        *field,
                                                 const char        *op,
                                                 const char *const *values);
void               callout_filter_text_add_one  (GString           *text,
                                                 const char        *field,
                                                 const char        *op,
                                                 const char        *value);
void               callout_filter_text_append   (GString           *text,
                                                 const char        *rest);

/* Chips */
void               callout_filter_text_add_chip  (GString           *text,
                                                  CalloutFilterChip *chip,
                                                  const char        *field,
                                                  const char        *op);
void               callout_filter_text_take_chip (CalloutFilterText *self,
                                                  CalloutFilterChip *chip,
                                                  const char        *field,
                                                  const char        *op);
void               callout_filter_text_add_due   (GString           *text,
                                                  CalloutFilterChip *chip);
void               callout_filter_text_take_due  (CalloutFilterText *self,
                                                  CalloutFilterChip *chip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutFilterText, callout_filter_text_free)

G_END_DECLS
