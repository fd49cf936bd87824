/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-view-list.h"

#include "callout-assign-window.h"
#include "callout-dispatch-view.h"
#include "callout-equipment-view.h"
#include "callout-flows-view.h"
#include "callout-map-view.h"
#include "callout-messenger-view.h"
#include "callout-tickets-view.h"
#include "callout-work-view.h"
#include "callout-workflow-view.h"

#include <glib/gi18n-lib.h>

/* The map knows of no windows above it; it asks for the one to assign in. */
static void
assign_cb (CalloutView *view,
           const char  *command,
           gint64       work_order)
{
  callout_assign_window_open (GTK_WIDGET (view), callout_view_get_session (view), command, &work_order, 1);
}

static CalloutView *
create_map (CalloutSession *session)
{
  CalloutView *view = callout_map_view_new (session);

  g_signal_connect (view, "assign", G_CALLBACK (assign_cb), NULL);
  return view;
}

/* Who keeps the house's books. */
#define EQUIPMENT_ROLES \
  (CALLOUT_ROLE_BIT (CALLOUT_ROLE_ADMIN) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_MODERATOR) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_DISPATCHER) \
   | CALLOUT_ROLE_BIT (CALLOUT_ROLE_COORDINATOR) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_SUPERVISOR))

static const CalloutViewInfo views[] = {
  { "dispatch", N_("Dispatch"), "callout-dispatch-symbolic", TRUE, 0, callout_dispatch_view_new, 0 },
  { "map", N_("Map"), "callout-map-symbolic", FALSE, 0, create_map, 0 },
  { "tickets", N_("Tickets"), "callout-tickets-symbolic", FALSE, 0, callout_tickets_view_new, 0 },
  { "messenger", N_("Messenger"), "callout-messenger-symbolic", TRUE, 0, callout_messenger_view_new, 0 },
  { "work", N_("My Work"), "callout-step-work-symbolic", TRUE, CALLOUT_ROLE_BIT (CALLOUT_ROLE_MEMBER), callout_work_view_new,
    CALLOUT_ROLE_BIT (CALLOUT_ROLE_MEMBER) },
  { "equipment", N_("Equipment"), "callout-icon-gauge-symbolic", FALSE, EQUIPMENT_ROLES, callout_equipment_view_new, 0 },
  { "workflow", N_("Workflow"), "callout-workflow-symbolic", FALSE, CALLOUT_ROLE_BIT (CALLOUT_ROLE_ADMIN),
    callout_workflow_view_new, 0 },
  { "flows", N_("Creation Flows"), "callout-icon-checklist-symbolic", FALSE, CALLOUT_ROLE_BIT (CALLOUT_ROLE_ADMIN),
    callout_flows_view_new, 0 },
};

/**
 * callout_view_list_get:
 *
 * Returns: (transfer none): every view there is, in the sidebar's order
 */
const CalloutViewInfo *
callout_view_list_get (guint *n_views)
{
  *n_views = G_N_ELEMENTS (views);
  return views;
}

gboolean
callout_view_info_is_for (const CalloutViewInfo *self,
                          CalloutPerson         *person)
{
  /* Customers have no more than their own tickets. */
  if (callout_person_is_code_user (person))
    return g_str_equal (self->name, "tickets");
  return self->roles == 0 || (callout_person_get_roles (person) & self->roles) != 0;
}

/**
 * callout_view_list_find:
 *
 * Returns: (transfer container) (element-type CalloutViewInfo): the views a
 *   person has, as they stand in the sidebar
 */
GPtrArray *
callout_view_list_find (CalloutPerson *person)
{
  CalloutRoles roles = callout_person_get_roles (person);
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (callout_view_info_is_for (&views[i], person))
      g_ptr_array_insert (order, roles != 0 && views[i].first_for == roles ? 0 : -1, (gpointer) &views[i]);
  return order;
}
