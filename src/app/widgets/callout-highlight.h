/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * CalloutHighlight:
 *
 * The words that are searched for, so that whatever shows a text can show
 * where they stand in it. Signal `changed`.
 */
#define CALLOUT_TYPE_HIGHLIGHT (callout_highlight_get_type ())
G_DECLARE_FINAL_TYPE (CalloutHighlight, callout_highlight, CALLOUT, HIGHLIGHT, GObject)

CalloutHighlight *callout_highlight_new            (void);
void              callout_highlight_set_words      (CalloutHighlight *self,
                                                    const char       *words);
GArray           *callout_highlight_find           (CalloutHighlight *self,
                                                    const char       *text);
PangoAttrList    *callout_highlight_dup_attributes (CalloutHighlight *self,
                                                    const char       *text);

G_END_DECLS
