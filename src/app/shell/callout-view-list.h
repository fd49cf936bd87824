/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutViewInfo:
 * @title: untranslated
 * @counts: tells what waits in it, also before anybody looks at it
 * @roles: who has the view; 0: everybody
 * @first_for: who has these roles and no other has it before the others; 0: nobody
 *
 * A view of the window. To add one is to add a row to the table.
 */
typedef struct {
  const char    *name;
  const char    *title;
  const char    *icon_name;
  gboolean       counts;
  CalloutRoles   roles;
  CalloutView *(*create) (CalloutSession *session);
  CalloutRoles   first_for;
} CalloutViewInfo;

const CalloutViewInfo *callout_view_list_get    (guint                 *n_views);
gboolean               callout_view_info_is_for (const CalloutViewInfo *self,
                                                 CalloutPerson         *person);
GPtrArray             *callout_view_list_find   (CalloutPerson         *person);

G_END_DECLS
