/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-founding.h"

#include "callout-commands.h"
#include "callout-demo.h"
#include "callout-store.h"

typedef struct {
  char     *uri;
  gboolean  demo;
} Founding;

static void
founding_free (gpointer data)
{
  Founding *self = data;

  g_free (self->uri);
  g_free (self);
}

/* A login has fewer letters to choose from than a user's name. */
static char *
make_login (void)
{
  g_autofree char *login = g_ascii_strdown (g_get_user_name (), -1);

  g_strcanon (login, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
  return g_ascii_isalpha (*login) ? g_steal_pointer (&login) : g_strdup ("admin");
}

static const char *
find_name (void)
{
  const char *name = g_get_real_name ();

  return name == NULL || *name == '\0' || g_str_equal (name, "Unknown") ? NULL : name;
}

static gboolean
found (Founding  *self,
       GError   **error)
{
  g_autoptr (CalloutStore) store = callout_store_open (self->uri, CALLOUT_STORE_CREATE, error);
  g_autoptr (CalloutEntity) founder = NULL;
  g_autofree char *login = make_login ();

  if (store == NULL || !callout_commands_found (store, login, find_name (), error))
    return FALSE;
  if (!self->demo)
    return TRUE;
  founder = callout_store_find (store, CALLOUT_KIND_PERSON, "login", login, error);
  return founder != NULL && callout_demo_load (store, founder->id, 0, NULL, error);
}

static void
found_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (found (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * callout_founding_async:
 * @demo: whether to fill it with the demonstration city
 *
 * Makes a new store on a thread of its own, with the user of this computer as
 * its first administrator.
 */
void
callout_founding_async (const char          *uri,
                        gboolean             demo,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Founding *self = g_new0 (Founding, 1);

  self->uri = g_strdup (uri);
  self->demo = demo;
  g_task_set_source_tag (task, callout_founding_async);
  g_task_set_task_data (task, self, founding_free);
  g_task_run_in_thread (task, found_thread);
}

/**
 * callout_founding_finish:
 *
 * Errors: those of opening and of loading. What was half made is left, so that
 * nothing is ever removed that might be somebody's.
 */
gboolean
callout_founding_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
