/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-columns-setting.h"

typedef struct {
  char   *key;
  gint64  person;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->key);
  g_free (self);
}

static char *
setting_key (const char *name)
{
  return g_strdup_printf ("view.%s.columns", name);
}

static gpointer
read_columns (CalloutStore  *store,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Question *question = data;

  return callout_store_get_setting (store, question->key, question->person, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *columns = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, columns, g_free);
}

/**
 * callout_columns_setting_load_async:
 * @name: of the list, as in its #CalloutColumnSet
 */
void
callout_columns_setting_load_async (CalloutSession      *session,
                                    const char          *name,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_columns_setting_load_async);
  question->key = setting_key (name);
  question->person = callout_session_get_person_id (session);
  callout_workspace_read_async (callout_session_get_workspace (session), read_columns, question, question_free, g_free,
                                cancellable, read_cb, task);
}

/**
 * callout_columns_setting_load_finish:
 *
 * Returns: (transfer full) (nullable): keys; %NULL without an error: as delivered
 */
char *
callout_columns_setting_load_finish (CalloutSession  *session,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * callout_columns_setting_keep:
 *
 * Serves document 4, row 4.5.
 */
void
callout_columns_setting_keep (CalloutSession *session,
                              const char     *name,
                              const char     *columns)
{
  CalloutPerson *person = callout_session_get_person (session);
  g_autofree char *key = setting_key (name);
  g_autoptr (CalloutArgs) args = NULL;

  if (person == NULL)
    return;
  args = callout_args_new_with ("key", key, "value", columns, "person", person->login, NULL);
  callout_session_run (session, "settings.set", NULL, args, 0, NULL, NULL);
}
