/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* The workflow every house begins with (domain section 4): Accept under
 * Planned, Reject beside it, and so on to Close under Finished. */
static const struct {
  const char *key;
  const char *label;
  const char *icon;
  CalloutPortalStatus status;
  gboolean branch;
} default_steps[] = {
  { "accept", "Accept", "callout-step-accept-symbolic", CALLOUT_PORTAL_STATUS_PLANNED, FALSE },
  { "reject", "Reject", "callout-step-reject-symbolic", CALLOUT_PORTAL_STATUS_PLANNED, TRUE },
  { "travel", "Travel", "callout-step-travel-symbolic", CALLOUT_PORTAL_STATUS_TRAVEL, FALSE },
  { "work", "Work", "callout-step-work-symbolic", CALLOUT_PORTAL_STATUS_WORK, FALSE },
  { "checkout", "Checkout", "callout-step-checkout-symbolic", CALLOUT_PORTAL_STATUS_FINISHED, FALSE },
  { "close", "Close", "callout-step-close-symbolic", CALLOUT_PORTAL_STATUS_FINISHED, FALSE },
};

static CalloutEvent *
begin_event (CalloutStore *store,
             const char   *command,
             CalloutKind   kind)
{
  CalloutEvent *event = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  event->at = callout_clock_now ();
  event->source = CALLOUT_SOURCE_AUTO;
  event->command = g_strdup (command);
  event->kind = kind;
  callout_store_begin_event (store, event);
  return event;
}

static gboolean
record (CalloutStore   *store,
        const char     *command,
        CalloutEntity  *entity,
        GError        **error)
{
  g_autoptr (CalloutEvent) event = begin_event (store, command, callout_entity_get_kind (entity));

  if (!callout_store_insert (store, entity, error))
    return FALSE;
  event->target = entity->id;
  return callout_store_end_event (store, error);
}

/* A workflow is published once it has its steps, as everybody's is. */
static gboolean
add_workflow (CalloutStore  *store,
              GError       **error)
{
  g_autoptr (CalloutWorkflow) workflow = g_object_new (CALLOUT_TYPE_WORKFLOW, NULL);
  g_autoptr (CalloutEvent) event = NULL;

  if (!record (store, "workflow.take-up", CALLOUT_ENTITY (workflow), error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (default_steps); i++)
    {
      g_autoptr (CalloutStep) step = g_object_new (CALLOUT_TYPE_STEP, NULL);

      step->workflow = CALLOUT_ENTITY (workflow)->id;
      step->key = g_strdup (default_steps[i].key);
      step->label = g_strdup (default_steps[i].label);
      step->icon = g_strdup (default_steps[i].icon);
      step->position = i + 1;
      step->portal_status = default_steps[i].status;
      step->standard = TRUE;
      step->branch = default_steps[i].branch;
      if (!record (store, "workflow.add-step", CALLOUT_ENTITY (step), error))
        return FALSE;
    }
  event = begin_event (store, "workflow.publish", CALLOUT_KIND_WORKFLOW);
  event->target = CALLOUT_ENTITY (workflow)->id;
  workflow->state = CALLOUT_WORKFLOW_STATE_PUBLISHED;
  workflow->number = 1;
  workflow->published_at = event->at;
  return callout_store_update (store, CALLOUT_ENTITY (workflow), error) && callout_store_end_event (store, error);
}

static gboolean
add_rows (CalloutStore  *store,
          const char    *login,
          const char    *name,
          GError       **error)
{
  g_autoptr (CalloutPerson) admin = g_object_new (CALLOUT_TYPE_PERSON, NULL);
  const char *roles[] = { "admin", "dispatcher", NULL };

  admin->login = g_strdup (login);
  admin->name = g_strdup (name != NULL && *name != '\0' ? name : login);
  admin->roles = callout_keys_normalise (roles);
  admin->grants = g_strdup ("reallocate");
  admin->active = TRUE;
  return record (store, "person.create", CALLOUT_ENTITY (admin), error) && add_workflow (store, error)
         && callout_found_flows (store, callout_clock_now (), record, error);
}

/**
 * callout_commands_found:
 * @admin_login: the first administrator's login
 * @admin_name: (nullable): their name
 *
 * Furnishes a store that was just created: its first person, who may
 * administer and dispatch, and the default workflow.
 */
gboolean
callout_commands_found (CalloutStore  *store,
                        const char    *admin_login,
                        const char    *admin_name,
                        GError       **error)
{
  if (!callout_check_key (_("A login"), admin_login, error) || !callout_store_begin (store, TRUE, error))
    return FALSE;
  if (add_rows (store, admin_login, admin_name, error))
    return callout_store_commit (store, error);
  callout_store_rollback (store);
  return FALSE;
}
