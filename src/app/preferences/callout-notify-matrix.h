/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutNotifyMatrix:
 *
 * Of what somebody is told, and how: a row for each topic, a box to tick for
 * each channel (contract 2.23). Either one's own wishes, where what is locked
 * for everybody says so; or what everybody gets who did not choose, where rows
 * can be locked.
 */
#define CALLOUT_TYPE_NOTIFY_MATRIX (callout_notify_matrix_get_type ())
G_DECLARE_FINAL_TYPE (CalloutNotifyMatrix, callout_notify_matrix, CALLOUT, NOTIFY_MATRIX, AdwPreferencesGroup)

GtkWidget *callout_notify_matrix_new  (CalloutSession      *session,
                                       gboolean             house);
void       callout_notify_matrix_show (CalloutNotifyMatrix *self,
                                       GPtrArray           *prefs);

G_END_DECLS
