/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-answer-text.h"
#include "callout-history-private.h"
#include "callout-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Reads the service record of a ticket (contract 2.45). The employees' edition
 * has what its reader sees; the other one has what the customer may see,
 * whoever asks for it.
 */

/* So many bytes of pictures are printed; what comes after is named. */
#define MOST_PICTURE_BYTES (48 * 1024 * 1024)

typedef struct {
  gint64   person;
  gint64   ticket;
  gboolean internal;
} Wish;

typedef struct {
  CalloutStore         *store;
  CalloutSight          sight;
  CalloutServiceRecord *record;
  CalloutScene         *scene;
  GCancellable         *cancellable;
  gint64                picture_bytes;
} Reading;

/* What hangs on a row, as far as the reader sees it. */
static GPtrArray *
read_children (Reading      *self,
               CalloutKind   kind,
               const char   *field,
               gint64        parent,
               GError      **error)
{
  g_autoptr (GPtrArray) all = callout_store_children (self->store, kind, field, parent, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      CalloutEntity *row = g_ptr_array_index (all, i - 1);
      g_autoptr (GError) failure = NULL;

      if (callout_sight_is_whole (&self->sight, kind)
          || callout_store_can_see (self->store, kind, row->id, &self->sight, &failure))
        continue;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      g_ptr_array_remove_index (all, i - 1);
    }
  if (all != NULL && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  return g_steal_pointer (&all);
}

/* Answers, updates and their files */

static gboolean
is_picture (CalloutFile *file)
{
  return file->width > 0 && file->media_type != NULL && g_str_has_prefix (file->media_type, "image/");
}

/* A picture that is damaged is named like any other file; the rest is printed. */
static CalloutRecordFile *
read_file (Reading     *self,
           CalloutFile *file)
{
  GBytes *bytes = NULL;

  if (is_picture (file) && self->picture_bytes + file->bytes <= MOST_PICTURE_BYTES)
    {
      bytes = callout_store_read_file (self->store, CALLOUT_ENTITY (file)->id, NULL);
      self->picture_bytes += file->bytes;
    }
  return callout_record_file_new (file, bytes);
}

static void
take_files (Reading    *self,
            GPtrArray  *files,
            gint64      update,
            const char *question,
            GPtrArray  *into)
{
  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);

      if (question != NULL ? file->update_ref == 0 && g_strcmp0 (file->question, question) == 0 : file->update_ref == update)
        g_ptr_array_add (into, read_file (self, file));
    }
}

static void
add_answer (Reading                    *self,
            const CalloutShownQuestion *shown,
            const char                 *value,
            GPtrArray                  *files)
{
  const CalloutFlowQuestion *question = shown->question;
  gboolean is_file = callout_question_is_file (question);
  g_autofree char *label = shown->repeat > 0 ? g_strdup_printf ("%s (%u)", question->label, shown->repeat)
                                             : g_strdup (question->label);
  CalloutRecordAnswer *answer;

  if (value == NULL || *value == '\0')
    return;
  answer = callout_record_answer_new (label, is_file ? NULL : callout_answer_dup_text (question, value, self->record->zone));
  if (is_file)
    take_files (self, files, 0, shown->path, answer->files);
  g_ptr_array_add (self->record->answers, answer);
}

static gboolean
read_answers (Reading    *self,
              GPtrArray  *files,
              GError    **error)
{
  CalloutTicket *ticket = self->record->ticket;
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (CalloutFlowPlan) plan = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (ticket->flow == 0)
    return TRUE;
  flow = callout_store_get_plain (self->store, CALLOUT_KIND_FLOW, ticket->flow, error);
  rows = flow != NULL ? callout_store_children (self->store, CALLOUT_KIND_ANSWER, "ticket", CALLOUT_ENTITY (ticket)->id, error)
                      : NULL;
  if (rows == NULL)
    return FALSE;
  /* A plan that cannot be read any more leaves the rest of the case readable. */
  plan = callout_flow_plan_parse (CALLOUT_FLOW (flow)->plan, NULL);
  if (plan == NULL)
    return TRUE;
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutAnswer *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (answers, g_strdup (row->question), g_strdup (row->value));
    }
  shown = callout_flow_plan_shown (plan, answers);
  for (guint i = 0; i < shown->len; i++)
    {
      const CalloutShownQuestion *question = g_ptr_array_index (shown, i);

      add_answer (self, question, g_hash_table_lookup (answers, question->path), files);
    }
  return TRUE;
}

static gboolean
is_public (CalloutUpdate *update)
{
  return update->visibility == CALLOUT_VISIBILITY_PUBLIC;
}

static gboolean
read_updates (Reading    *self,
              GPtrArray  *files,
              GError    **error)
{
  g_autoptr (GPtrArray) updates = read_children (self, CALLOUT_KIND_UPDATE, "ticket",
                                                 CALLOUT_ENTITY (self->record->ticket)->id, error);

  if (updates == NULL)
    return FALSE;
  for (guint i = 0; i < updates->len; i++)
    {
      CalloutUpdate *update = g_ptr_array_index (updates, i);
      CalloutRecordUpdate *entry;

      if (!self->record->internal && !is_public (update))
        continue;
      entry = callout_record_update_new (update);
      take_files (self, files, CALLOUT_ENTITY (update)->id, NULL, entry->files);
      g_ptr_array_add (self->record->updates, entry);
    }
  return TRUE;
}

/* What happened */

static gboolean
add_told (Reading       *self,
          CalloutEvent  *event,
          GError       **error)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (self->store, CALLOUT_ENTITY (event)->id, error);
  g_autofree char *sentence = NULL;
  const char *who = event->source == CALLOUT_SOURCE_AUTO ? C_("history", "by itself") : event->actor_name;

  if (changes == NULL)
    return FALSE;
  sentence = callout_history_sentence (self->scene, event, changes);
  g_ptr_array_add (self->record->steps,
                   callout_record_step_new (event->at, who,
                                            event->kind == CALLOUT_KIND_WORK_ORDER
                                              ? g_strdup_printf ("%s: %s", event->target_ref, sentence) : g_steal_pointer (&sentence)));
  return TRUE;
}

/* The customer reads how their ticket stood, not who moved it or why. */
static void
add_progress (Reading      *self,
              CalloutEvent *event)
{
  int before = CALLOUT_PROGRESS_DRAFT, after;
  char *what;

  if (event->kind != CALLOUT_KIND_TICKET || event->undoes != 0 || event->undone_by != 0
      || !callout_enum_parse (CALLOUT_TYPE_PROGRESS, event->to_state, &after)
      || g_strcmp0 (event->from_state, event->to_state) == 0 || after == CALLOUT_PROGRESS_DRAFT)
    return;
  if (event->from_state != NULL)
    callout_enum_parse (CALLOUT_TYPE_PROGRESS, event->from_state, &before);
  if (after == CALLOUT_PROGRESS_OPEN)
    what = g_strdup (before == CALLOUT_PROGRESS_DRAFT ? _("Ticket opened") : _("Opened again"));
  else
    what = g_strdup (callout_enum_label (CALLOUT_TYPE_PROGRESS, after));
  g_ptr_array_add (self->record->steps, callout_record_step_new (event->at, NULL, what));
}

static gboolean
read_steps (Reading  *self,
            GError  **error)
{
  CalloutTicket *ticket = self->record->ticket;
  g_autoptr (GPtrArray) events = callout_store_events_of (self->store, CALLOUT_KIND_TICKET, CALLOUT_ENTITY (ticket)->id, error);
  gboolean opened = FALSE;

  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);

      if (self->record->internal && !add_told (self, event, error))
        return FALSE;
      if (!self->record->internal)
        add_progress (self, event);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  if (self->record->internal)
    return TRUE;

  for (guint i = 0; i < self->record->steps->len; i++)
    opened |= ((CalloutRecordStep *) g_ptr_array_index (self->record->steps, i))->at <= CALLOUT_ENTITY (ticket)->created_at;
  /* One that was imported was opened before anything is told of it. */
  if (!opened)
    g_ptr_array_insert (self->record->steps, 0,
                        callout_record_step_new (CALLOUT_ENTITY (ticket)->created_at, NULL, g_strdup (_("Ticket opened"))));
  return TRUE;
}

/* Work orders */

static const CalloutStep *
find_step (GPtrArray  *steps,
           const char *key)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_strcmp0 (((CalloutStep *) g_ptr_array_index (steps, i))->key, key) == 0)
      return g_ptr_array_index (steps, i);
  return NULL;
}

/* A step as the customer knows it: by the status it leads to. */
static char *
dup_status (Reading           *self,
            const CalloutStep *step)
{
  const char *key = step != NULL ? callout_portal_status_key (step->portal_status) : NULL;
  g_autoptr (CalloutEntity) status = key != NULL ? callout_store_find (self->store, CALLOUT_KIND_STATUS, "key", key, NULL) : NULL;

  if (status != NULL && CALLOUT_STATUS (status)->label != NULL)
    return g_strdup (CALLOUT_STATUS (status)->label);
  return key != NULL ? g_strdup (callout_status_builtin_label (key)) : NULL;
}

static gboolean
read_reports (Reading             *self,
              CalloutRecordVisit  *visit,
              GError             **error)
{
  g_autoptr (GPtrArray) steps = callout_store_workflow_steps (self->store, visit->order->workflow, error);
  g_autoptr (GPtrArray) reports = NULL;
  g_autofree char *last = NULL;

  reports = steps != NULL ? callout_store_children (self->store, CALLOUT_KIND_STEP_EVENT, "work_order",
                                                    CALLOUT_ENTITY (visit->order)->id, error) : NULL;
  if (reports == NULL)
    return FALSE;
  for (guint i = 0; i < reports->len; i++)
    {
      CalloutStepEvent *report = g_ptr_array_index (reports, i);
      const CalloutStep *step = find_step (steps, report->step);
      g_autofree char *status = self->record->internal ? NULL : dup_status (self, step);

      if (self->record->internal)
        {
          g_ptr_array_add (visit->steps,
                           callout_record_step_new (report->at, callout_scene_get_name (self->scene, CALLOUT_KIND_PERSON, report->person),
                                                    g_strdup (step != NULL ? step->label : report->step)));
        }
      else if (status != NULL && !report->log_only && g_strcmp0 (status, last) != 0)
        {
          g_free (last);
          last = g_strdup (status);
          g_ptr_array_add (visit->steps, callout_record_step_new (report->at, NULL, g_steal_pointer (&status)));
        }
    }
  return TRUE;
}

static gboolean
read_people (Reading             *self,
             CalloutRecordVisit  *visit,
             GError             **error)
{
  g_autoptr (GPtrArray) people = read_children (self, CALLOUT_KIND_ASSIGNMENT, "work_order", CALLOUT_ENTITY (visit->order)->id, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (callout_assignment_is_active (g_ptr_array_index (people, i)))
      g_ptr_array_add (visit->people, g_object_ref (g_ptr_array_index (people, i)));
  return people != NULL;
}

/* The customer sees no work orders, but was there when somebody came. */
static gboolean
is_told (Reading          *self,
         CalloutWorkOrder *order)
{
  return self->record->internal
         || (order->state != CALLOUT_WORK_STATE_CANCELLED && (order->published_at != 0 || order->state > CALLOUT_WORK_STATE_ASSIGNED));
}

/* Of a work order the customer's edition has when it was, and what came of it. */
static CalloutWorkOrder *
make_visit (CalloutWorkOrder *order)
{
  CalloutWorkOrder *visit = g_object_new (CALLOUT_TYPE_WORK_ORDER, NULL);

  CALLOUT_ENTITY (visit)->id = CALLOUT_ENTITY (order)->id;
  visit->ticket = order->ticket;
  visit->workflow = order->workflow;
  visit->planned_start = order->planned_start;
  visit->planned_end = order->planned_end;
  visit->outcome = order->outcome;
  return visit;
}

static gboolean
read_visits (Reading  *self,
             GError  **error)
{
  gint64 ticket = CALLOUT_ENTITY (self->record->ticket)->id;
  g_autoptr (GPtrArray) orders = self->record->internal
                                   ? read_children (self, CALLOUT_KIND_WORK_ORDER, "ticket", ticket, error)
                                   : callout_store_children (self->store, CALLOUT_KIND_WORK_ORDER, "ticket", ticket, error);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (orders, i);
      g_autoptr (CalloutWorkOrder) told = NULL;
      CalloutRecordVisit *visit;

      if (!is_told (self, order))
        continue;
      told = self->record->internal ? g_object_ref (order) : make_visit (order);
      visit = callout_record_visit_new (told);
      g_ptr_array_add (self->record->visits, visit);
      if (!read_reports (self, visit, error) || (self->record->internal && !read_people (self, visit, error)))
        return FALSE;
    }
  return orders != NULL;
}

/* The whole */

static char *
dup_setting (CalloutStore *store,
             const char   *key)
{
  return callout_store_get_setting (store, key, 0, NULL);
}

static void
read_house (CalloutServiceRecord *record,
            CalloutStore         *store)
{
  record->house = dup_setting (store, CALLOUT_SETTING_HOUSE_NAME);
  record->house_lines = dup_setting (store, CALLOUT_SETTING_HOUSE_ADDRESS);
  if (record->house_lines != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (record->house_lines, ";", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        g_strstrip (lines[i]);
      g_free (record->house_lines);
      record->house_lines = g_strjoinv ("\n", lines);
    }
  record->paper = dup_setting (store, CALLOUT_SETTING_PAPER);
  record->zone_name = dup_setting (store, CALLOUT_SETTING_TIME_ZONE);
  record->zone = record->zone_name != NULL ? g_time_zone_new_identifier (record->zone_name) : NULL;
  if (record->zone == NULL)
    {
      record->zone = g_time_zone_new_utc ();
      g_free (record->zone_name);
      record->zone_name = g_strdup ("UTC");
    }
  record->made_at = callout_clock_now ();
}

/* The site is where the customer is, if they have a zone of their own. */
static void
take_zone (CalloutServiceRecord *record)
{
  GTimeZone *zone = record->customer != NULL && record->customer->time_zone != NULL
                      ? g_time_zone_new_identifier (record->customer->time_zone) : NULL;

  if (zone == NULL)
    return;
  g_time_zone_unref (record->zone);
  record->zone = zone;
  g_free (record->zone_name);
  record->zone_name = g_strdup (record->customer->time_zone);
}

static gboolean
check_edition (CalloutTicket       *ticket,
               const Wish          *wish,
               const CalloutSight  *sight,
               GError             **error)
{
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (ticket));

  if (ticket->progress == CALLOUT_PROGRESS_DRAFT)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE,
                   _("%s is a draft: it has a service record once it is submitted"), ref);
      return FALSE;
    }
  if (wish->internal && sight->extent == CALLOUT_SIGHT_CONTACT)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED, _("The internal edition is for employees"));
      return FALSE;
    }
  if (!wish->internal && ticket->visibility == CALLOUT_VISIBILITY_INTERNAL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE,
                   _("%s is internal: its service record has an internal edition only"), ref);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_ticket (Reading     *self,
             const Wish  *wish,
             GError     **error)
{
  CalloutServiceRecord *record = self->record;

  record->ticket = (CalloutTicket *) callout_store_get (self->store, CALLOUT_KIND_TICKET, wish->ticket, error);
  if (record->ticket == NULL || !check_edition (record->ticket, wish, &self->sight, error))
    return FALSE;
  if (record->ticket->customer != 0
      && (record->customer = (CalloutCustomer *) callout_store_get_plain (self->store, CALLOUT_KIND_CUSTOMER,
                                                                          record->ticket->customer, error)) == NULL)
    return FALSE;
  if (record->ticket->equipment != 0
      && (record->equipment = (CalloutEquipment *) callout_store_get_plain (self->store, CALLOUT_KIND_EQUIPMENT,
                                                                            record->ticket->equipment, error)) == NULL)
    return FALSE;
  if (!record->internal)
    callout_entity_hide_internal (CALLOUT_ENTITY (record->ticket));
  take_zone (record);
  return TRUE;
}

static gpointer
read_record (CalloutBack   *back,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Wish *wish = data;
  g_autoptr (CalloutServiceRecord) record = callout_service_record_new ();
  g_autoptr (CalloutScene) scene = NULL;
  g_autoptr (GPtrArray) files = NULL;
  Reading self = { back->store, { CALLOUT_SIGHT_ALL, 0 }, record, NULL, cancellable };

  if (!callout_back_find_sight (back, wish->person, &self.sight, error)
      || !callout_back_check_sight (back, wish->person, CALLOUT_KIND_TICKET, wish->ticket, error))
    return NULL;
  self.scene = scene = callout_scene_new (back->store);
  record->internal = wish->internal;
  read_house (record, back->store);
  if (!read_ticket (&self, wish, error))
    return NULL;
  files = read_children (&self, CALLOUT_KIND_FILE, "ticket", wish->ticket, error);
  if (files == NULL || !read_answers (&self, files, error) || !read_updates (&self, files, error)
      || !read_steps (&self, error) || !read_visits (&self, error))
    return NULL;
  g_ptr_array_unref (record->ratings);
  record->ratings = read_children (&self, CALLOUT_KIND_RATING, "ticket", wish->ticket, error);
  if (record->ratings == NULL)
    {
      record->ratings = g_ptr_array_new ();
      return NULL;
    }
  return g_steal_pointer (&record);
}

static const CalloutJob record_job = {
  read_record, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, g_free, (GDestroyNotify) callout_service_record_free
};

static Wish *
wish_new (gint64   person,
          gint64   ticket,
          gboolean internal)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->person = person;
  wish->ticket = ticket;
  wish->internal = internal;
  return wish;
}

/**
 * callout_workspace_record_async:
 * @person: who asks
 * @internal: the employees' edition, with what is internal; else what the
 *   customer may see
 *
 * Reads all that the ticket's service record tells (contract 2.45). Pages are
 * made of it by callout_service_record_make_pages(), on any thread.
 */
void
callout_workspace_record_async (CalloutWorkspace    *self,
                                gint64               person,
                                gint64               ticket,
                                gboolean             internal,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &record_job, wish_new (person, ticket, internal), cancellable, callback, user_data);
}

/**
 * callout_workspace_record_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND where the ticket is out of sight,
 * %CALLOUT_ERROR_NOT_ALLOWED for a customer who asks for the internal edition,
 * %CALLOUT_ERROR_WRONG_STATE for a draft, and for the customer's edition of what
 * is internal.
 *
 * Returns: (transfer full)
 */
CalloutServiceRecord *
callout_workspace_record_finish (CalloutWorkspace  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &record_job, result, error);
}

CalloutServiceRecord *
callout_workspace_record_sync (CalloutWorkspace  *self,
                               gint64             person,
                               gint64             ticket,
                               gboolean           internal,
                               GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_do_job (self, &record_job, wish_new (person, ticket, internal), error);
}
