/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-visit.h"

#include <glib/gi18n-lib.h>

static void
visits_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutSession) session = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) visits = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (visits == NULL)
    callout_session_fail (session, error);
  else if (visits->len > 0)
    callout_session_open (session, CALLOUT_KIND_WORK_ORDER, callout_entity_get_id (g_ptr_array_index (visits, 0)));
  else
    callout_session_tell (session, _("There is no work order for this ticket yet"));
}

/**
 * callout_visit_open:
 * @ticket: id of a ticket
 *
 * Shows the last visit that is made for a ticket.
 */
void
callout_visit_open (CalloutSession *session,
                    gint64          ticket,
                    GCancellable   *cancellable)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ticket);
  const char *values[] = { id, NULL };

  callout_query_add (query, "ticket", CALLOUT_OP_IS, values, NULL);
  callout_query_set_sort (query, "id", TRUE, NULL);
  callout_query_set_limit (query, 1, 0);
  callout_workspace_list_async (callout_session_get_workspace (session), callout_session_get_person_id (session), query,
                                cancellable, visits_cb, g_object_ref (session));
}
