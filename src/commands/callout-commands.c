/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

CalloutRequest *
callout_request_new (gint64         actor,
                     CalloutSource  source,
                     const char    *command,
                     const char    *ref,
                     CalloutArgs   *args)
{
  CalloutRequest *self = g_new0 (CalloutRequest, 1);

  self->actor = actor;
  self->source = source;
  self->command = g_strdup (command);
  self->ref = g_strdup (ref);
  self->args = args != NULL ? callout_args_ref (args) : callout_args_new ();
  return self;
}

void
callout_request_free (CalloutRequest *self)
{
  g_free (self->command);
  g_free (self->ref);
  g_clear_pointer (&self->args, callout_args_unref);
  g_clear_object (&self->draft);
  g_free (self);
}

void
callout_offer_free (CalloutOffer *self)
{
  g_free (self->why_not);
  g_free (self);
}

/**
 * callout_commands_sight:
 *
 * How far a person sees (domain C13): dispatchers and those above see the
 * house, a group's dispatcher their groups, an engineer their own work.
 */
CalloutSight
callout_commands_sight (CalloutPerson *person)
{
  CalloutRoles roles = callout_person_get_roles (person);
  CalloutSight sight = { CALLOUT_SIGHT_OWN, CALLOUT_ENTITY (person)->id };
  CalloutRoles all = CALLOUT_ROLE_BIT (CALLOUT_ROLE_ADMIN) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_MODERATOR)
                     | CALLOUT_ROLE_BIT (CALLOUT_ROLE_DISPATCHER) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_SUPERVISOR)
                     | CALLOUT_ROLE_BIT (CALLOUT_ROLE_COORDINATOR);

  if (callout_person_is_code_user (person))
    sight.extent = CALLOUT_SIGHT_CONTACT;
  else if (roles & all)
    sight.extent = CALLOUT_SIGHT_ALL;
  else if (roles & CALLOUT_ROLE_BIT (CALLOUT_ROLE_GROUP_DISPATCHER))
    sight.extent = CALLOUT_SIGHT_GROUPS;
  return sight;
}

/* The stored state of a target, as the table's bits mean it; NULL where it has none. */
static const char *
state_key (CalloutEntity *target)
{
  if (target == NULL)
    return NULL;
  switch (callout_entity_get_kind (target))
    {
    case CALLOUT_KIND_WORK_ORDER:
      return callout_enum_key (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_ORDER (target)->state);
    case CALLOUT_KIND_TICKET:
      return callout_enum_key (CALLOUT_TYPE_PROGRESS, CALLOUT_TICKET (target)->progress);
    case CALLOUT_KIND_PERSON:
      return CALLOUT_PERSON (target)->active ? "active" : "inactive";
    case CALLOUT_KIND_WORKFLOW:
      return callout_enum_key (CALLOUT_TYPE_WORKFLOW_STATE, CALLOUT_WORKFLOW (target)->state);
    case CALLOUT_KIND_FLOW:
      return callout_enum_key (CALLOUT_TYPE_FLOW_STATE, CALLOUT_FLOW (target)->state);
    case CALLOUT_KIND_OFFER:
      return callout_enum_key (CALLOUT_TYPE_OFFER_STATE, CALLOUT_TICKET_OFFER (target)->state);
    case CALLOUT_KIND_NONE:
    case CALLOUT_KIND_GROUP:
    case CALLOUT_KIND_MEMBERSHIP:
    case CALLOUT_KIND_CUSTOMER:
    case CALLOUT_KIND_ASSIGNMENT:
    case CALLOUT_KIND_STEP_EVENT:
    case CALLOUT_KIND_STEP:
    case CALLOUT_KIND_SETTING:
    case CALLOUT_KIND_EVENT:
    case CALLOUT_KIND_STATUS:
    case CALLOUT_KIND_STATUS_LABEL:
    case CALLOUT_KIND_ICON:
    case CALLOUT_KIND_ANSWER:
    case CALLOUT_KIND_TICKET_ASSIGNEE:
    case CALLOUT_KIND_UPDATE:
    case CALLOUT_KIND_FILE:
    case CALLOUT_KIND_RATING:
    case CALLOUT_KIND_EQUIPMENT:
    case CALLOUT_KIND_NOTIFICATION:
    case CALLOUT_KIND_NOTIFICATION_PREF:
    case CALLOUT_KIND_OUTBOX:
    case CALLOUT_KIND_SAVED_FILTER:
    case CALLOUT_KIND_MESSAGE:
    case CALLOUT_KIND_READ_MARK:
    case CALLOUT_KIND_CONVERSATION:
    case CALLOUT_KIND_SNIPPET:
    case CALLOUT_KIND_ASSISTANT_ELEMENT:
    case CALLOUT_KIND_PICTURE:
    case CALLOUT_N_KINDS:
    default:
      return NULL;
    }
}

static char *
join_labels (GType type,
             guint bits)
{
  GPtrArray *words = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 32; i++)
    if (bits & (1u << i))
      g_ptr_array_add (words, (gpointer) callout_enum_label (type, i));
  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 == words->len ? _(" or ") : ", ");
      g_string_append (text, g_ptr_array_index (words, i));
    }
  g_ptr_array_unref (words);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_actor (CalloutCall  *call,
             GError      **error)
{
  const CalloutCommand *command = call->command;

  if (!call->actor->active)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is no longer active here"), call->actor->name);
      return FALSE;
    }
  if (command->roles != 0 && (callout_person_get_roles (call->actor) & command->roles) == 0)
    {
      g_autofree char *roles = join_labels (CALLOUT_TYPE_ROLE, command->roles);

      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("“%s” is for the role %s, which %s does not have"),
                      callout_command_get_label (command), roles, call->actor->name);
      return FALSE;
    }
  if (command->grant != NULL && !callout_person_has_grant (call->actor, command->grant))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("“%s” needs the permission “%s”, which %s was not given"),
                      callout_command_get_label (command), command->grant, call->actor->name);
      return FALSE;
    }
  return TRUE;
}

/* The machine of a target whose states the table's bits mean. */
static gboolean
get_state (CalloutEntity *target,
           GType         *type,
           int           *state)
{
  switch ((int) callout_entity_get_kind (target))
    {
    case CALLOUT_KIND_WORK_ORDER:
      *type = CALLOUT_TYPE_WORK_STATE;
      *state = CALLOUT_WORK_ORDER (target)->state;
      return TRUE;
    case CALLOUT_KIND_TICKET:
      *type = CALLOUT_TYPE_PROGRESS;
      *state = CALLOUT_TICKET (target)->progress;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
check_state (CalloutCall  *call,
             GError      **error)
{
  g_autofree char *states = NULL;
  g_autofree char *ref = NULL;
  GType type;
  int state;

  if (call->command->states == 0 || !get_state (call->target, &type, &state)
      || (call->command->states & CALLOUT_STATE_BIT (state)) != 0)
    return TRUE;
  ref = callout_entity_dup_ref (call->target);
  states = join_labels (type, call->command->states);
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s is “%s”; “%s” is possible while it is %s"), ref,
                  callout_enum_label (type, state), callout_command_get_label (call->command), states);
  return FALSE;
}

static gboolean
check_now (CalloutCall  *call,
           GError      **error)
{
  return check_state (call, error) && (call->command->guard == NULL || call->command->guard (call, error));
}

/**
 * callout_commands_offer:
 * @target: (nullable): fresh, within the actor's sight; %NULL for the commands
 *   that make something new
 *
 * Returns: (transfer full) (element-type CalloutOffer): every command for that
 *   kind of thing, with the sentence why not where it is not possible now
 */
GPtrArray *
callout_commands_offer (CalloutStore   *store,
                        gint64          actor,
                        CalloutEntity  *target,
                        GError        **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_offer_free);
  g_autoptr (CalloutEntity) person = callout_store_get (store, CALLOUT_KIND_PERSON, actor, error);
  g_autoptr (CalloutArgs) args = callout_args_new ();
  guint n_commands;
  const CalloutCommand *commands = callout_commands_get (&n_commands);
  CalloutKind kind = target != NULL ? callout_entity_get_kind (target) : CALLOUT_KIND_NONE;

  if (person == NULL)
    return NULL;
  for (guint i = 0; i < n_commands; i++)
    if (commands[i].target == kind)
      {
        CalloutCall call = { .store = store, .command = &commands[i], .actor = CALLOUT_PERSON (person), .args = args,
                             .source = CALLOUT_SOURCE_DESKTOP, .now = callout_clock_now (), .target = target };
        g_autoptr (GError) why = NULL;
        CalloutOffer *offer = g_new0 (CalloutOffer, 1);

        offer->command = &commands[i];
        offer->allowed = check_actor (&call, &why) && check_now (&call, &why);
        offer->why_not = why != NULL ? g_strdup (why->message) : NULL;
        g_ptr_array_add (offers, offer);
      }
  return g_steal_pointer (&offers);
}

/* Who answers an offer that was withdrawn meanwhile is told so: that there is
 * such a ticket they know from the offer. */
static gboolean
was_offered (CalloutCall *call)
{
  g_autoptr (GPtrArray) offers = NULL;
  gboolean offered = FALSE;

  if (!g_str_has_prefix (call->command->name, "offer."))
    return FALSE;
  offers = callout_store_children (call->store, CALLOUT_KIND_OFFER, "ticket", call->target->id, NULL);
  for (guint i = 0; offers != NULL && i < offers->len; i++)
    offered |= CALLOUT_TICKET_OFFER (g_ptr_array_index (offers, i))->person == CALLOUT_ENTITY (call->actor)->id;
  return offered;
}

static gboolean
find_target (CalloutCall     *call,
             CalloutRequest  *request,
             GError         **error)
{
  CalloutSight sight;
  g_autoptr (GError) failure = NULL;

  if (call->command->target == CALLOUT_KIND_NONE)
    {
      if (request->ref == NULL)
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s makes something new; it takes no reference (%s)"),
                      call->command->name, request->ref);
      return FALSE;
    }
  if (request->ref == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s needs a reference: what shall it be done to?"), call->command->name);
      return FALSE;
    }
  call->target = callout_store_resolve (call->store, call->command->target, request->ref, error);
  if (call->target == NULL)
    return FALSE;
  /* What a person may not see is not there for them, whatever they want with it. */
  sight = callout_commands_sight (call->actor);
  if (!was_offered (call)
      && !callout_store_can_see (call->store, call->command->target, call->target->id, &sight, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s” that %s may see"), request->ref, call->actor->name);
      return FALSE;
    }
  if (request->expected_version != 0 && call->target->version != request->expected_version)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("%s was changed by somebody else while you were looking at it"),
                      request->ref);
      return FALSE;
    }
  return TRUE;
}

/* Where a note is kept with what was done, and not in what it was done to. */
static gboolean
notes_are_reasons (const CalloutCommand *command)
{
  return g_str_has_prefix (command->name, "work-order.") || g_str_equal (command->name, "flow.publish");
}

static CalloutEvent *
begin_event (CalloutCall *call)
{
  CalloutEvent *event = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  event->at = call->now;
  event->actor = CALLOUT_ENTITY (call->actor)->id;
  event->source = call->source;
  event->command = g_strdup (call->command->name);
  event->from_state = g_strdup (state_key (call->target));
  event->reason = callout_call_dup_text (call, "reason");
  if (event->reason == NULL && notes_are_reasons (call->command))
    event->reason = callout_call_dup_text (call, "note");
  if (call->target != NULL)
    {
      event->kind = callout_entity_get_kind (call->target);
      event->target = call->target->id;
    }
  callout_store_begin_event (call->store, event);
  return event;
}

static gboolean
apply (CalloutCall  *call,
       GError      **error)
{
  gboolean creates = call->target == NULL;

  call->event = begin_event (call);
  if (!call->command->apply (call, error))
    return FALSE;
  if (call->command->quiet)
    {
      callout_store_drop_event (call->store);
      return TRUE;
    }
  if (creates)
    {
      call->event->kind = callout_entity_get_kind (call->target);
      call->event->target = call->target->id;
    }
  call->event->to_state = g_strdup (state_key (call->target));
  if (!callout_store_end_event (call->store, error))
    return FALSE;
  if (call->events != NULL)
    g_ptr_array_insert (call->events, 0, g_object_ref (call->event));
  return callout_call_run_follows (call, error) && (call->events == NULL || callout_call_notify (call, error));
}

/* FTS5 writes its index to the disk at every savepoint, which an import of a
 * hundred thousand rows could not bear; those do without. */
static gboolean
apply_guarded (CalloutCall  *call,
               gboolean      savepoint,
               GError      **error)
{
  if (!savepoint)
    {
      if (apply (call, error))
        return TRUE;
      callout_store_fail_event (call->store, call->event != NULL && CALLOUT_ENTITY (call->event)->id != 0);
      return FALSE;
    }
  if (!callout_store_savepoint (call->store, error))
    return FALSE;
  if (apply (call, error))
    {
      callout_store_release (call->store);
      return TRUE;
    }
  callout_store_rollback_to_savepoint (call->store);
  return FALSE;
}

static CalloutEntity *
run_in_transaction (CalloutStore    *store,
                    CalloutRequest  *request,
                    CalloutPerson   *actor,
                    gboolean         savepoint,
                    gint64          *event,
                    GError         **error)
{
  g_autoptr (GPtrArray) follows = g_ptr_array_new_with_free_func (g_free);
  /* Nobody wants to be told of each of a hundred thousand rows. */
  g_autoptr (GPtrArray) events = request->bulk ? NULL : g_ptr_array_new_with_free_func (g_object_unref);
  CalloutCall call = { .store = store, .actor = actor, .source = request->source, .args = request->args,
                       .draft = &request->draft, .follows = follows, .events = events,
                       .command = request->prepared != NULL ? request->prepared : callout_commands_find (request->command),
                       .now = request->at != 0 ? request->at : callout_clock_now () };
  CalloutEntity *result = NULL;

  if (call.command == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no command “%s”"), request->command);
      return NULL;
    }
  if (check_actor (&call, error) && find_target (&call, request, error)
      && (request->prepared != NULL || callout_command_check_params (call.command, call.args, error))
      && check_now (&call, error) && apply_guarded (&call, savepoint, error))
    {
      CalloutEntity *given = call.result != NULL ? call.result : call.target;
      CalloutSight sight = callout_commands_sight (actor);

      if (!request->bulk)
        callout_store_set_reader (store, &sight);
      result = request->bulk ? g_object_ref (given)
                             : callout_store_get_seen (store, callout_entity_get_kind (given), given->id, error);
      /* What a customer gets back is what they may see of it. */
      if (result != NULL && !request->bulk && callout_person_is_code_user (actor))
        callout_entity_hide_internal (result);
    }
  if (result != NULL && event != NULL)
    *event = CALLOUT_ENTITY (call.event)->id;
  g_clear_object (&call.target);
  g_clear_object (&call.result);
  g_clear_object (&call.event);
  return result;
}

/**
 * callout_commands_run_inside:
 * @actor: who does it, fresh
 * @event: (out) (optional): the number of the event; 0 where a command writes none
 *
 * One command inside the transaction that is open: guard, apply, event, and
 * what follows from it. On failure nothing of it stays.
 *
 * Returns: (transfer full): the target as it then is
 */
CalloutEntity *
callout_commands_run_inside (CalloutStore    *store,
                             CalloutRequest  *request,
                             CalloutPerson   *actor,
                             gint64          *event,
                             GError         **error)
{
  return run_in_transaction (store, request, actor, !request->bulk, event, error);
}

/**
 * callout_commands_run:
 *
 * One command in a transaction of its own; when this returns, it is on the disk.
 */
CalloutEntity *
callout_commands_run (CalloutStore    *store,
                      CalloutRequest  *request,
                      gint64          *event,
                      GError         **error)
{
  g_autoptr (CalloutEntity) actor = NULL;
  g_autoptr (CalloutEntity) result = NULL;

  if (!callout_store_begin (store, TRUE, error))
    return NULL;
  actor = callout_store_get_plain (store, CALLOUT_KIND_PERSON, request->actor, error);
  if (actor != NULL)
    result = run_in_transaction (store, request, CALLOUT_PERSON (actor), FALSE, event, error);
  if (result == NULL)
    {
      callout_store_rollback (store);
      return NULL;
    }
  return callout_store_commit (store, error) ? g_steal_pointer (&result) : NULL;
}
