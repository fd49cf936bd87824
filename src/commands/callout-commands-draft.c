/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A ticket that is begun by a flow (contract 2.7–2.14): a draft of its author's
 * alone, kept at every answer, until it is submitted. It stays with the version
 * of the flow it began under. */

/* What employees are asked besides (2.8, 2.9); no plan may ask it. */
#define VISIBILITY_QUESTION "visibility"

typedef struct {
  CalloutFlow     *flow;
  CalloutFlowPlan *plan;
  GPtrArray       *rows;    /* of CalloutAnswer */
  GHashTable      *answers; /* path → value, unowned */
} Draft;

static void
draft_clear (Draft *self)
{
  g_clear_object (&self->flow);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static CalloutTicket *
ticket (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

static gboolean
read_answers (CalloutCall  *call,
              gint64        id,
              Draft        *draft,
              GError      **error)
{
  g_clear_pointer (&draft->answers, g_hash_table_unref);
  g_clear_pointer (&draft->rows, g_ptr_array_unref);
  draft->rows = callout_store_children (call->store, CALLOUT_KIND_ANSWER, "ticket", id, error);
  draft->answers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; draft->rows != NULL && i < draft->rows->len; i++)
    {
      CalloutAnswer *answer = g_ptr_array_index (draft->rows, i);

      if (!g_str_equal (answer->question, VISIBILITY_QUESTION))
        g_hash_table_insert (draft->answers, answer->question, answer->value != NULL ? answer->value : (char *) "");
    }
  return draft->rows != NULL;
}

static gboolean
read_draft (CalloutCall    *call,
            CalloutTicket  *self,
            Draft          *draft,
            GError        **error)
{
  g_autoptr (CalloutEntity) flow = callout_store_get_plain (call->store, CALLOUT_KIND_FLOW, self->flow, error);

  if (flow == NULL)
    return FALSE;
  draft->plan = callout_flow_plan_parse (CALLOUT_FLOW (flow)->plan, NULL);
  if (draft->plan == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CORRUPT, _("The flow “%s” can no longer be read"), CALLOUT_FLOW (flow)->key);
      return FALSE;
    }
  draft->flow = CALLOUT_FLOW (g_steal_pointer (&flow));
  return read_answers (call, CALLOUT_ENTITY (self)->id, draft, error);
}

static CalloutAnswer *
find_row (Draft      *draft,
          const char *path)
{
  for (guint i = 0; i < draft->rows->len; i++)
    {
      CalloutAnswer *answer = g_ptr_array_index (draft->rows, i);

      if (g_str_equal (answer->question, path))
        return answer;
    }
  return NULL;
}

/* @value: (nullable): %NULL takes the answer away */
static gboolean
put_answer (CalloutCall  *call,
            gint64        id,
            Draft        *draft,
            const char   *path,
            const char   *value,
            GError      **error)
{
  CalloutAnswer *present = find_row (draft, path);
  g_autoptr (CalloutAnswer) fresh = NULL;

  if (value == NULL)
    return present == NULL || callout_store_delete (call->store, CALLOUT_ENTITY (present), error);
  if (present != NULL)
    {
      g_free (present->value);
      present->value = g_strdup (value);
      return callout_store_update (call->store, CALLOUT_ENTITY (present), error);
    }
  fresh = g_object_new (CALLOUT_TYPE_ANSWER, NULL);
  fresh->ticket = id;
  fresh->question = g_strdup (path);
  fresh->value = g_strdup (value);
  return callout_store_insert (call->store, CALLOUT_ENTITY (fresh), error);
}

/* Beginning */

static gboolean
refuse_with_flow (CalloutCall  *call,
                  GError      **error)
{
  static const char *const others[] = { "external_source", "external_id", "opened_at", "closed_at", "closed", "visit", "channel" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (callout_call_has (call, others[i]))
      {
        callout_refuse (error, CALLOUT_ERROR_INVALID, _("A ticket that begins with a flow takes no %s"), others[i]);
        return FALSE;
      }
  return TRUE;
}

static CalloutFlow *
find_flow (CalloutCall  *call,
           GError      **error)
{
  g_autofree char *key = callout_call_dup_text (call, "flow");
  GError *failure = NULL;
  g_autoptr (CalloutFlow) flow = callout_store_current_flow (call->store, key, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (flow == NULL)
    callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no flow “%s”"), key);
  else if (flow->state == CALLOUT_FLOW_STATE_RETIRED)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("The flow “%s” is retired; no new tickets begin with it"), flow->name);
  else
    return g_steal_pointer (&flow);
  return NULL;
}

/* Out of sight is as if it were not there. */
static gboolean
check_sight (CalloutCall    *call,
             CalloutEntity  *entity,
             GError        **error)
{
  CalloutSight sight = callout_commands_sight (call->actor);
  g_autofree char *ref = NULL;
  g_autoptr (GError) failure = NULL;

  if (!callout_person_is_code_user (call->actor)
      || callout_store_can_see (call->store, callout_entity_get_kind (entity), entity->id, &sight, &failure))
    return TRUE;
  ref = callout_entity_dup_ref (entity);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s” that %s may see"), ref, call->actor->name);
  return FALSE;
}

static gboolean
take_equipment (CalloutCall    *call,
                CalloutTicket  *self,
                GError        **error)
{
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GError) failure = NULL;
  CalloutEquipment *equipment;

  entity = callout_call_get_entity (call, "equipment", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (entity == NULL)
    return TRUE;
  if (!check_sight (call, entity, error))
    return FALSE;
  equipment = CALLOUT_EQUIPMENT (entity);
  if (!equipment->active)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("“%s” is no longer in use"), equipment->name);
      return FALSE;
    }
  self->equipment = entity->id;
  if (self->customer == 0)
    self->customer = equipment->customer;
  if (self->address == NULL)
    self->address = g_strdup (equipment->address);
  if (!callout_ticket_has_location (self))
    {
      self->latitude = equipment->latitude;
      self->longitude = equipment->longitude;
    }
  return TRUE;
}

static gboolean
take_contact (CalloutCall    *call,
              CalloutTicket  *self,
              GError        **error)
{
  g_autoptr (CalloutEntity) contact = NULL;
  g_autoptr (GError) failure = NULL;

  if (callout_person_is_code_user (call->actor))
    {
      self->contact = CALLOUT_ENTITY (call->actor)->id;
      self->customer = call->actor->customer;
      return TRUE;
    }
  contact = callout_call_get_entity (call, "contact", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (contact == NULL)
    return TRUE;
  if (!callout_person_is_code_user (CALLOUT_PERSON (contact)))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s works here and cannot be a ticket’s contact"), CALLOUT_PERSON (contact)->name);
      return FALSE;
    }
  self->contact = contact->id;
  if (self->customer == 0)
    self->customer = CALLOUT_PERSON (contact)->customer;
  return TRUE;
}

/**
 * callout_call_take_parties:
 * @self: new, with what the parameters say taken over
 *
 * Takes over whom a ticket is for and which machine it is about, by the
 * parameters `contact` and `equipment`, with what follows from them: the
 * customer and the place, where none is given.
 */
gboolean
callout_call_take_parties (CalloutCall    *call,
                           CalloutTicket  *self,
                           GError        **error)
{
  return take_contact (call, self, error) && take_equipment (call, self, error);
}

/* A customer's ticket is public; an employee must say so or otherwise (2.9). */
static gboolean
take_visibility (CalloutCall    *call,
                 CalloutTicket  *self,
                 gboolean       *said,
                 GError        **error)
{
  *said = callout_args_get (call->args, "visibility") != NULL && *callout_args_get (call->args, "visibility") != '\0';
  if (!callout_person_is_code_user (call->actor))
    return TRUE;
  if (*said && self->visibility != CALLOUT_VISIBILITY_PUBLIC)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Internal tickets are for those who work here"));
      return FALSE;
    }
  *said = FALSE;
  self->visibility = CALLOUT_VISIBILITY_PUBLIC;
  return TRUE;
}

/**
 * callout_call_begin_draft:
 * @self: new, with what the parameters say taken over
 *
 * Makes the draft of a ticket that begins with the flow named by the
 * parameter `flow`.
 */
gboolean
callout_call_begin_draft (CalloutCall    *call,
                          CalloutTicket  *self,
                          GError        **error)
{
  g_autoptr (CalloutFlow) flow = NULL;
  gboolean said;

  if (!refuse_with_flow (call, error))
    return FALSE;
  flow = find_flow (call, error);
  if (flow == NULL || !callout_call_take_parties (call, self, error) || !take_visibility (call, self, &said, error))
    return FALSE;
  self->progress = CALLOUT_PROGRESS_DRAFT;
  self->flow = CALLOUT_ENTITY (flow)->id;
  if (self->title == NULL)
    self->title = g_strdup (flow->name);
  if (self->type == NULL)
    self->type = g_strdup (flow->name);
  if (self->skills == NULL)
    self->skills = g_strdup (flow->skills);
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  if (said)
    {
      g_auto (Draft) draft = { NULL };

      draft.rows = g_ptr_array_new ();
      return put_answer (call, CALLOUT_ENTITY (self)->id, &draft, VISIBILITY_QUESTION,
                         callout_enum_key (CALLOUT_TYPE_VISIBILITY, self->visibility), error);
    }
  return TRUE;
}

/* Guards */

CALLOUT_GUARD (ticket_draft)
{
  g_autofree char *ref = callout_entity_dup_ref (call->target);

  if (ticket (call)->flow == 0)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s was not begun with a flow"), ref);
  else if (ticket (call)->created_by != CALLOUT_ENTITY (call->actor)->id)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is somebody else’s draft"), ref);
  else
    return TRUE;
  return FALSE;
}

/* Answering */

static gboolean
drop_files (CalloutCall  *call,
            gint64        id,
            const char   *path,
            const char   *kept,
            GError      **error)
{
  g_autoptr (GPtrArray) files = callout_store_children (call->store, CALLOUT_KIND_FILE, "ticket", id, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);
      g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (file));

      if (g_strcmp0 (file->question, path) != 0 || callout_keys_contain (kept, ref))
        continue;
      if (!callout_store_delete (call->store, CALLOUT_ENTITY (file), error))
        return FALSE;
    }
  return files != NULL;
}

/* What an earlier answer hides is not kept. */
static gboolean
drop_stale (CalloutCall  *call,
            gint64        id,
            Draft        *draft,
            GError      **error)
{
  g_autoptr (GPtrArray) stale = NULL;

  if (!read_answers (call, id, draft, error))
    return FALSE;
  stale = callout_flow_plan_stale (draft->plan, draft->answers);
  for (guint i = 0; i < stale->len; i++)
    if (!drop_files (call, id, g_ptr_array_index (stale, i), NULL, error)
        || !put_answer (call, id, draft, g_ptr_array_index (stale, i), NULL, error))
      return FALSE;
  return stale->len == 0 || read_answers (call, id, draft, error);
}

static const char *
get_answer (Draft      *draft,
            const char *path)
{
  const char *value = g_hash_table_lookup (draft->answers, path);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Questions of these keys and kinds say what the ticket is about. */
static void
take_facts (CalloutTicket *self,
            Draft         *draft)
{
  const CalloutFlowQuestion *place = callout_flow_plan_find_kind (draft->plan, CALLOUT_QUESTION_LOCATION);
  const char *title = get_answer (draft, "title");
  const char *description = get_answer (draft, "description");
  const char *priority = get_answer (draft, "priority");
  const char *location = place != NULL ? get_answer (draft, place->key) : NULL;
  double latitude, longitude;
  g_autofree char *address = NULL;

  if (callout_flow_plan_find (draft->plan, "title", NULL) != NULL)
    {
      g_free (self->title);
      self->title = g_strdup (title != NULL ? title : draft->flow->name);
    }
  if (callout_flow_plan_find (draft->plan, "description", NULL) != NULL)
    {
      g_free (self->description);
      self->description = g_strdup (description);
    }
  if (priority != NULL)
    callout_enum_parse (CALLOUT_TYPE_PRIORITY, priority, &self->priority);
  if (location != NULL && callout_answer_parse_location (location, &latitude, &longitude, &address, NULL))
    {
      self->latitude = latitude;
      self->longitude = longitude;
      if (address != NULL)
        {
          g_free (self->address);
          self->address = g_steal_pointer (&address);
        }
    }
}

static gboolean
is_asked (Draft      *draft,
          const char *path)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (draft->plan, draft->answers);

  for (guint i = 0; i < shown->len; i++)
    if (g_str_equal (((CalloutShownQuestion *) g_ptr_array_index (shown, i))->path, path))
      return TRUE;
  return FALSE;
}

/* One more of a form than there are: it is counted up by being answered. */
static gboolean
count_up (CalloutCall  *call,
          Draft        *draft,
          const char   *path,
          guint         repeat,
          GError      **error)
{
  g_autofree char *form = g_strndup (path, strcspn (path, "["));
  const char *count = get_answer (draft, form);
  g_autofree char *more = g_strdup_printf ("%u", repeat);

  if (repeat == 0 || (count != NULL && (guint) atoi (count) >= repeat) || (guint) (count != NULL ? atoi (count) : 0) + 1 != repeat)
    return TRUE;
  return callout_flow_plan_check_answer (callout_flow_plan_find (draft->plan, form, NULL), more, error)
         && put_answer (call, call->target->id, draft, form, more, error)
         && read_answers (call, call->target->id, draft, error);
}

static CalloutFileUse
use_of (const CalloutFlowQuestion *question)
{
  return question->kind == CALLOUT_QUESTION_PHOTO ? CALLOUT_FILE_PHOTO
                                                  : question->kind == CALLOUT_QUESTION_SIGNATURE ? CALLOUT_FILE_SIGNATURE
                                                                                                 : CALLOUT_FILE_ANY;
}

/* Files are added to those that are there; a value names those that stay. */
static gboolean
answer_with_files (CalloutCall                *call,
                   Draft                      *draft,
                   const CalloutFlowQuestion  *question,
                   const char                 *path,
                   GError                    **error)
{
  g_autofree char *kept = callout_call_dup_keys (call, "value");
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  const char *present = get_answer (draft, path);
  g_autoptr (CalloutFile) like = g_object_new (CALLOUT_TYPE_FILE, NULL);
  double max = callout_question_get_max (question);

  if (!callout_call_has (call, "value") && max > 1)
    kept = g_strdup (present);
  for (const char *word = kept; word != NULL && *word != '\0'; word += strcspn (word, " "), word += strspn (word, " "))
    {
      g_autofree char *ref = g_strndup (word, strcspn (word, " "));

      if (callout_keys_contain (present, ref))
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", ref);
      else
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is answered with a file"), question->label);
          return FALSE;
        }
    }
  if (!drop_files (call, call->target->id, path, all->str, error))
    return FALSE;
  like->ticket = call->target->id;
  like->question = g_strdup (path);
  files = callout_call_keep_files (call, "file", use_of (question), like, error);
  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *ref = callout_entity_dup_ref (g_ptr_array_index (files, i));

      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", ref);
    }
  if (all->len > 0)
    {
      CalloutFlowQuestion least = *question;

      /* The first of several is not refused because it is not enough yet. */
      least.min = NAN;
      if (!callout_flow_plan_check_answer (&least, all->str, error))
        return FALSE;
    }
  return put_answer (call, call->target->id, draft, path, all->len > 0 ? all->str : NULL, error);
}

static gboolean
answer_visibility (CalloutCall  *call,
                   Draft        *draft,
                   const char   *value,
                   GError      **error)
{
  int visibility;

  if (callout_person_is_code_user (call->actor))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Internal tickets are for those who work here"));
      return FALSE;
    }
  if (!callout_enum_parse (CALLOUT_TYPE_VISIBILITY, value, &visibility))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Say whether the ticket is internal or public"));
      return FALSE;
    }
  ticket (call)->visibility = visibility;
  return put_answer (call, call->target->id, draft, VISIBILITY_QUESTION, value, error);
}

static gboolean
answer_question (CalloutCall  *call,
                 Draft        *draft,
                 const char   *path,
                 const char   *value,
                 GError      **error)
{
  guint repeat;
  const CalloutFlowQuestion *question = callout_flow_plan_find (draft->plan, path, &repeat);

  if (question == NULL || question->kind == CALLOUT_QUESTION_TEXT)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” does not ask “%s”"), draft->flow->name, path);
      return FALSE;
    }
  if (!count_up (call, draft, path, repeat, error))
    return FALSE;
  if (!is_asked (draft, path))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is not asked after what was answered so far"), question->label);
      return FALSE;
    }
  if (callout_question_is_file (question))
    return answer_with_files (call, draft, question, path, error);
  if (callout_call_has (call, "file"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is not answered with a file"), question->label);
      return FALSE;
    }
  if (value != NULL && !callout_flow_plan_check_answer (question, value, error))
    return FALSE;
  return put_answer (call, call->target->id, draft, path, value, error);
}

CALLOUT_APPLY (ticket_answer)
{
  g_autofree char *path = callout_call_dup_text (call, "question");
  g_autofree char *value = callout_call_dup_text (call, "value");
  g_auto (Draft) draft = { NULL };
  gboolean answered;

  if (!callout_call_has (call, "value") && !callout_call_has (call, "file"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Give an answer: a value or a file; an empty value takes it away"));
      return FALSE;
    }
  if (!read_draft (call, ticket (call), &draft, error))
    return FALSE;
  answered = g_str_equal (path, VISIBILITY_QUESTION) ? answer_visibility (call, &draft, value, error)
                                                     : answer_question (call, &draft, path, value, error);
  if (!answered || !drop_stale (call, call->target->id, &draft, error))
    return FALSE;
  take_facts (ticket (call), &draft);
  return callout_store_update (call->store, call->target, error);
}

/* Submitting */

CALLOUT_APPLY (ticket_submit)
{
  g_auto (Draft) draft = { NULL };
  g_autoptr (GError) why = NULL;
  g_autofree char *missing = NULL;

  if (!read_draft (call, ticket (call), &draft, error))
    return FALSE;
  missing = callout_flow_plan_next_missing (draft.plan, draft.answers, NULL, &why);
  if (missing != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("It cannot be submitted yet: %s"), why->message);
      return FALSE;
    }
  if (!callout_person_is_code_user (call->actor) && find_row (&draft, VISIBILITY_QUESTION) == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("It cannot be submitted yet: say whether the ticket is internal or public"));
      return FALSE;
    }
  take_facts (ticket (call), &draft);
  ticket (call)->progress = CALLOUT_PROGRESS_OPEN;
  if (!callout_store_update (call->store, call->target, error))
    return FALSE;
  if (draft.flow->visit)
    callout_call_follow_visit (call, call->target->id);
  return TRUE;
}

/* Throwing away */

/* One that was submitted for a while and came back may have been spoken of. */
static gboolean
check_unspoken (CalloutCall  *call,
                GError      **error)
{
  g_autoptr (GPtrArray) messages = callout_store_children (call->store, CALLOUT_KIND_MESSAGE, "ticket", call->target->id, error);
  g_autofree char *ref = NULL;

  if (messages == NULL || messages->len == 0)
    return messages != NULL;
  ref = callout_entity_dup_ref (call->target);
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s was submitted before, and what was said of it stays; cancel it instead"),
                  ref);
  return FALSE;
}

CALLOUT_APPLY (ticket_delete_draft)
{
  static const CalloutKind kinds[] = { CALLOUT_KIND_ANSWER, CALLOUT_KIND_FILE };

  if (!check_unspoken (call, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) rows = callout_store_children (call->store, kinds[i], "ticket", call->target->id, error);

      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        if (!callout_store_delete (call->store, g_ptr_array_index (rows, j), error))
          return FALSE;
    }
  call->result = g_object_ref (CALLOUT_ENTITY (call->actor));
  return callout_store_forget_threads (call->store, call->target->id, error)
         && callout_store_delete (call->store, call->target, error);
}

/* Once more */

static gboolean
copy_file (CalloutCall   *call,
           CalloutFile   *file,
           gint64         to,
           GString       *refs,
           GError       **error)
{
  g_autoptr (GBytes) bytes = callout_store_read_file (call->store, CALLOUT_ENTITY (file)->id, error);
  g_autoptr (CalloutEntity) copy = callout_entity_copy (CALLOUT_ENTITY (file));
  g_autofree char *ref = NULL;

  copy->id = copy->version = 0;
  copy->created_at = 0;
  CALLOUT_FILE (copy)->ticket = to;
  CALLOUT_FILE (copy)->author = CALLOUT_ENTITY (call->actor)->id;
  if (bytes == NULL || !callout_store_add_file (call->store, CALLOUT_FILE (copy), bytes, error))
    return FALSE;
  ref = callout_entity_dup_ref (copy);
  g_string_append_printf (refs, "%s%s", refs->len > 0 ? " " : "", ref);
  return TRUE;
}

/* The files of an answer, again, for the new ticket; their references. */
static char *
copy_files (CalloutCall  *call,
            gint64        from,
            gint64        to,
            const char   *path,
            GError      **error)
{
  g_autoptr (GPtrArray) files = callout_store_children (call->store, CALLOUT_KIND_FILE, "ticket", from, error);
  g_autoptr (GString) refs = g_string_new (NULL);

  if (files == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    if (g_strcmp0 (((CalloutFile *) g_ptr_array_index (files, i))->question, path) == 0
        && !copy_file (call, g_ptr_array_index (files, i), to, refs, error))
      return NULL;
  return g_string_free (g_steal_pointer (&refs), FALSE);
}

/* What was answered, as far as the version in force still asks it so. */
static gboolean
copy_answers (CalloutCall    *call,
              CalloutTicket  *from,
              CalloutTicket  *to,
              GError        **error)
{
  g_auto (Draft) old = { NULL };
  g_auto (Draft) fresh = { NULL };

  if (!read_draft (call, from, &old, error) || !read_draft (call, to, &fresh, error))
    return FALSE;
  for (guint i = 0; i < old.rows->len; i++)
    {
      CalloutAnswer *answer = g_ptr_array_index (old.rows, i);
      const CalloutFlowQuestion *question = callout_flow_plan_find (fresh.plan, answer->question, NULL);
      g_autofree char *value = NULL;

      if (question == NULL || answer->value == NULL || !callout_flow_plan_check_answer (question, answer->value, NULL))
        continue;
      value = callout_question_is_file (question)
                ? copy_files (call, CALLOUT_ENTITY (from)->id, CALLOUT_ENTITY (to)->id, answer->question, error)
                : g_strdup (answer->value);
      if (value == NULL || !put_answer (call, CALLOUT_ENTITY (to)->id, &fresh, answer->question, *value != '\0' ? value : NULL, error))
        return FALSE;
    }
  if (!drop_stale (call, CALLOUT_ENTITY (to)->id, &fresh, error))
    return FALSE;
  take_facts (to, &fresh);
  return callout_store_update (call->store, CALLOUT_ENTITY (to), error);
}

/* The version a copy begins under; %NULL without error where none is in force. */
static CalloutFlow *
find_flow_for (CalloutCall    *call,
               CalloutTicket  *from,
               GError        **error)
{
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (CalloutFlow) current = NULL;

  if (from->flow == 0)
    return NULL;
  flow = callout_store_get_plain (call->store, CALLOUT_KIND_FLOW, from->flow, error);
  if (flow == NULL)
    return NULL;
  current = callout_store_current_flow (call->store, CALLOUT_FLOW (flow)->key, error);
  return current != NULL && current->state == CALLOUT_FLOW_STATE_PUBLISHED ? g_steal_pointer (&current) : NULL;
}

/**
 * callout_call_clone:
 * @from: what is asked for once more
 *
 * Within an event of its own: a draft with the same answers where its flow is
 * in force, else an open ticket with the same facts. Nothing of what was done
 * goes with it.
 *
 * Returns: (transfer full): the new ticket
 */
CalloutEntity *
callout_call_clone (CalloutCall    *call,
                    CalloutTicket  *from,
                    GError        **error)
{
  g_autoptr (CalloutEntity) entity = callout_entity_copy (CALLOUT_ENTITY (from));
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutFlow) flow = find_flow_for (call, from, &failure);
  CalloutTicket *self = CALLOUT_TICKET (entity);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  entity->id = entity->version = 0;
  entity->created_at = 0;
  self->progress = flow != NULL ? CALLOUT_PROGRESS_DRAFT : CALLOUT_PROGRESS_OPEN;
  self->flow = flow != NULL ? CALLOUT_ENTITY (flow)->id : 0;
  self->created_by = CALLOUT_ENTITY (call->actor)->id;
  self->outcome = CALLOUT_OUTCOME_NONE;
  self->cycle = 0;
  self->closed_at = self->done_at = self->due_earliest = self->due_latest = 0;
  self->grabbed_by = 0;
  self->escalated = FALSE;
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->external_source, g_free);
  g_clear_pointer (&self->external_id, g_free);
  if (!callout_store_insert (call->store, entity, error) || (flow != NULL && !copy_answers (call, from, self, error)))
    return NULL;
  return g_steal_pointer (&entity);
}

CALLOUT_GUARD (ticket_clone)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutFlow) flow = NULL;

  if (!callout_person_is_code_user (call->actor))
    return TRUE;
  flow = find_flow_for (call, ticket (call), &failure);
  if (flow != NULL)
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("Tickets of this kind are no longer taken; begin another"));
  return FALSE;
}

CALLOUT_APPLY (ticket_clone)
{
  callout_call_follow_clone (call, call->target->id);
  return TRUE;
}
