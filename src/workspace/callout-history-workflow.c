/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Sentences about the workflow and the statuses. Steps of a draft come and go,
 * so what one was called may only stand in the changes.
 */

/* A change of the row the event is about. */
static CalloutChange *
find_own (CalloutEvent *event,
          GPtrArray    *changes,
          const char   *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if ((int) change->kind == event->kind && change->id == event->target && g_str_equal (change->field, field))
        return change;
    }
  return NULL;
}

static CalloutChange *
find_kind (GPtrArray   *changes,
           CalloutKind  kind,
           const char  *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == kind && g_str_equal (change->field, field))
        return change;
    }
  return NULL;
}

static CalloutStep *
get_step (CalloutScene *scene,
          CalloutEvent *event)
{
  CalloutEntity *row = event->kind == CALLOUT_KIND_STEP ? callout_store_get (scene->store, CALLOUT_KIND_STEP, event->target, NULL) : NULL;

  return row != NULL ? CALLOUT_STEP (row) : NULL;
}

/* What the step was called right after the event, as far as that is known. */
static char *
dup_label (CalloutEvent *event,
           GPtrArray    *changes,
           CalloutStep  *step)
{
  CalloutChange *change = find_own (event, changes, "label");

  if (change != NULL)
    return g_strdup (change->after != NULL ? change->after : change->before);
  if (step != NULL)
    return g_strdup (step->label);
  return g_strdup (event->target_ref != NULL ? event->target_ref : _("a step that is gone"));
}

static const char *
status_label (const char *key)
{
  int status;

  return callout_enum_parse (CALLOUT_TYPE_PORTAL_STATUS, key, &status) ? callout_enum_label (CALLOUT_TYPE_PORTAL_STATUS, status) : key;
}

static char *
tell_add (CalloutScene *scene,
          CalloutEvent *event,
          GPtrArray    *changes)
{
  g_autoptr (CalloutStep) step = get_step (scene, event);
  g_autofree char *label = dup_label (event, changes, step);

  return g_strdup_printf (_("Step “%s” added"), label);
}

static char *
tell_edit (CalloutScene *scene,
           CalloutEvent *event,
           GPtrArray    *changes)
{
  g_autoptr (CalloutStep) step = get_step (scene, event);
  g_autofree char *label = dup_label (event, changes, step);
  g_autofree char *what = callout_history_changes (scene, changes, event->kind, event->target);

  /* Translators: the name of a workflow step, and what was changed of it */
  return what != NULL ? g_strdup_printf (_("Step “%s”: %s"), label, what) : g_strdup_printf (_("Step “%s” edited"), label);
}

static char *
tell_place (CalloutScene *scene,
            CalloutEvent *event,
            GPtrArray    *changes)
{
  g_autoptr (CalloutStep) step = get_step (scene, event);
  g_autofree char *label = dup_label (event, changes, step);
  CalloutChange *status = find_own (event, changes, "portal_status");

  if (status == NULL)
    return g_strdup_printf (_("Step “%s” moved within its status"), label);
  if (g_strcmp0 (status->after, "tray") == 0)
    return g_strdup_printf (_("Step “%s” put in the tray"), label);
  return g_strdup_printf (_("Step “%s” moved from “%s” to “%s”"), label, status_label (status->before), status_label (status->after));
}

static char *
tell_remove (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  g_autofree char *label = dup_label (event, changes, NULL);

  return g_strdup_printf (_("Step “%s” removed"), label);
}

static char *
tell_publish (CalloutScene *scene,
              CalloutEvent *event,
              GPtrArray    *changes)
{
  CalloutChange *number = find_own (event, changes, "number");
  CalloutChange *note = find_own (event, changes, "note");

  if (number == NULL)
    return NULL;
  if (note != NULL && note->after != NULL)
    /* Translators: the number of a version of the workflow, and what is new in it */
    return g_strdup_printf (_("Published as version %s: %s"), number->after, note->after);
  return g_strdup_printf (_("Published as version %s"), number->after);
}

static char *
tell_discard (CalloutScene *scene,
              CalloutEvent *event,
              GPtrArray    *changes)
{
  return g_strdup (_("Draft discarded"));
}

static char *
tell_take_up (CalloutScene *scene,
              CalloutEvent *event,
              GPtrArray    *changes)
{
  g_autoptr (CalloutEntity) row = callout_store_get (scene->store, CALLOUT_KIND_WORKFLOW, event->target, NULL);

  if (row == NULL || CALLOUT_WORKFLOW (row)->base_number == 0)
    return g_strdup (_("Draft begun"));
  return g_strdup_printf (_("Version %d taken up as the draft"), (int) CALLOUT_WORKFLOW (row)->base_number);
}

/* The first name in a language is a row that came, later ones are changes of it. */
static char *
tell_name (CalloutScene *scene,
           GPtrArray    *changes)
{
  CalloutChange *came = find_kind (changes, CALLOUT_KIND_STATUS_LABEL, "+");
  CalloutChange *change = find_kind (changes, CALLOUT_KIND_STATUS_LABEL, "label");
  gint64 id = came != NULL ? came->id : change != NULL ? change->id : 0;
  g_autoptr (CalloutEntity) row = id != 0 ? callout_store_get (scene->store, CALLOUT_KIND_STATUS_LABEL, id, NULL) : NULL;
  const char *label = change != NULL ? change->after : row != NULL ? CALLOUT_STATUS_LABEL (row)->label : NULL;
  const char *language = row != NULL ? CALLOUT_STATUS_LABEL (row)->language : "";

  if (id == 0)
    return NULL;
  if (label == NULL)
    return *language != '\0' ? g_strdup_printf (_("Name taken away in the language “%s”"), language) : g_strdup (_("Name taken away"));
  if (*language != '\0')
    return g_strdup_printf (_("Called “%s” in the language “%s”"), label, language);
  return g_strdup_printf (_("Called “%s”"), label);
}

static char *
tell_status (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  g_autofree char *name = tell_name (scene, changes);
  g_autofree char *what = callout_history_changes (scene, changes, event->kind, event->target);

  if (name != NULL && what != NULL)
    return g_strdup_printf ("%s; %s", name, what);
  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&what);
}

/**
 * callout_history_workflow:
 *
 * Returns: (transfer full) (nullable): %NULL if the event is of another command
 */
char *
callout_history_workflow (CalloutScene *scene,
                          CalloutEvent *event,
                          GPtrArray    *changes)
{
  static const struct {
    const char *command;
    char *(*tell) (CalloutScene *scene, CalloutEvent *event, GPtrArray *changes);
  } tellers[] = {
    { "workflow.add-step", tell_add },
    { "workflow.edit-step", tell_edit },
    { "workflow.place-step", tell_place },
    { "workflow.remove-step", tell_remove },
    { "workflow.publish", tell_publish },
    { "workflow.discard", tell_discard },
    { "workflow.take-up", tell_take_up },
    { "portal.edit-status", tell_status },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (g_strcmp0 (tellers[i].command, event->command) == 0)
      return tellers[i].tell (scene, event, changes);
  return NULL;
}
