/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutActionArea:
 *
 * What can be done with what is selected now, as buttons; what cannot
 * be says why. The buttons activate the actions named as the commands, which
 * the view around it installs.
 *
 * Signal `offers-changed`: what is possible was asked anew.
 */
#define CALLOUT_TYPE_ACTION_AREA (callout_action_area_get_type ())
G_DECLARE_FINAL_TYPE (CalloutActionArea, callout_action_area, CALLOUT, ACTION_AREA, GtkWidget)

void        callout_action_area_set_session  (CalloutActionArea *self,
                                              CalloutSession    *session);
/**
 * CalloutActionButton:
 * @icon_name: (nullable): %NULL: it belongs elsewhere
 * @plain: whether it is never what comes next
 * @if_possible: whether it is not told why it is not possible
 *
 * A command that stands as a button.
 */
typedef struct {
  const char *command;
  const char *icon_name;
  gboolean    plain;
  gboolean    if_possible;
} CalloutActionButton;

void        callout_action_area_set_buttons  (CalloutActionArea         *self,
                                              CalloutKind                kind,
                                              const CalloutActionButton *infos,
                                              guint                      n_infos);
void        callout_action_area_set_ids      (CalloutActionArea *self,
                                              const gint64      *ids,
                                              guint              n_ids);
void        callout_action_area_set_compact  (CalloutActionArea *self,
                                              gboolean           compact);
gboolean    callout_action_area_allows       (CalloutActionArea *self,
                                              const char        *command);
const char *callout_action_area_get_why_not  (CalloutActionArea *self,
                                              const char        *command);

G_END_DECLS
