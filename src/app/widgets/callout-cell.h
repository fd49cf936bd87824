/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-highlight.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutCell:
 *
 * One cell of a list: an icon where there is one, and a line of text. It
 * follows the row it is given, says what the row's entity says now, and says
 * it anew when the entity changes or time goes on.
 */
#define CALLOUT_TYPE_CELL (callout_cell_get_type ())
G_DECLARE_FINAL_TYPE (CalloutCell, callout_cell, CALLOUT, CELL, GtkWidget)

/**
 * CalloutCellFunc:
 * @entity: what to say something about
 *
 * Fills the cell by callout_cell_set().
 */
typedef void (*CalloutCellFunc) (CalloutCell    *cell,
                                 CalloutEntity  *entity,
                                 CalloutSession *session);

GtkWidget *callout_cell_new     (CalloutSession  *session,
                                 CalloutCellFunc  func);
void       callout_cell_set_row (CalloutCell     *self,
                                 CalloutRow      *row);
void       callout_cell_set     (CalloutCell     *self,
                                 const char      *text,
                                 const char      *icon_name,
                                 const char      *style_class);
void       callout_cell_set_second (CalloutCell  *self,
                                    const char   *text);
void       callout_cell_set_text     (CalloutCell *self,
                                      const char  *text);
void       callout_cell_set_priority (CalloutCell *self,
                                      int          priority);
void       callout_cell_set_due      (CalloutCell *self,
                                      CalloutTime  due);
void       callout_cell_set_keys     (CalloutCell *self,
                                      const char  *keys);
void       callout_cell_watch        (CalloutCell      *self,
                                      CalloutHighlight *highlight);

G_END_DECLS
