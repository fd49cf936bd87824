/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-application.h"
#include "callout-session.h"
#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutWindow:
 *
 * The window: the views the person signed in has, or, before that, what stands
 * in the way of them: no store yet, a store that cannot be opened, nobody
 * signed in.
 */
#define CALLOUT_TYPE_WINDOW (callout_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWindow, callout_window, CALLOUT, WINDOW, AdwApplicationWindow)

CalloutWindow  *callout_window_new              (CalloutApplication *application,
                                                 GSettings          *settings);
void            callout_window_open_store       (CalloutWindow      *self,
                                                 const char         *uri);
CalloutSession *callout_window_get_session      (CalloutWindow      *self);
CalloutView    *callout_window_get_view         (CalloutWindow      *self);
CalloutView    *callout_window_find_view        (CalloutWindow      *self,
                                                 const char         *name);
void            callout_window_show_view        (CalloutWindow      *self,
                                                 const char         *name);
void            callout_window_choose_store     (CalloutWindow      *self);
void            callout_window_open_inbox       (CalloutWindow      *self);
void            callout_window_act_on_notification (CalloutWindow   *self,
                                                 gint64              person,
                                                 gint64              notification,
                                                 gboolean            accept);

G_END_DECLS
