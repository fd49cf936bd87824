/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

typedef struct {
  CalloutCtl *ctl;
  GMainLoop  *loop;
  GArray     *columns;
  GError     *error;
  int         failure; /* errno of a line that could not be written */
} Watch;

typedef struct {
  Watch     *watch;
  GPtrArray *events;
} News;

static gboolean
print_json_line (Watch         *watch,
                 CalloutEvent  *event,
                 GError       **error)
{
  CalloutCtl *self = watch->ctl;
  g_autoptr (CalloutCtlJson) json = NULL;
  g_autoptr (GPtrArray) changes = callout_store_event_changes (self->store, CALLOUT_ENTITY (event)->id, error);

  if (changes == NULL)
    return FALSE;
  json = callout_ctl_json_new (stdout, FALSE);
  callout_ctl_json_begin_object (json);
  callout_ctl_write_members (self, json, CALLOUT_ENTITY (event), watch->columns);
  callout_ctl_json_name (json, "changes");
  callout_ctl_write_changes (self, json, changes);
  callout_ctl_json_end_object (json);
  return TRUE;
}

static void
print_text_line (Watch        *watch,
                 CalloutEvent *event)
{
  g_autofree char *at = callout_ctl_readable_time (watch->ctl, event->at);
  g_autofree char *states = NULL;
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  if (event->from_state != NULL || event->to_state != NULL)
    states = g_strdup_printf ("%s → %s", event->from_state != NULL ? event->from_state : "–",
                              event->to_state != NULL ? event->to_state : "–");
  for (guint i = 0; i < 7; i++)
    callout_ctl_table_add_column (table, NULL, FALSE);
  callout_ctl_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, CALLOUT_ENTITY (event)->id));
  callout_ctl_table_add (table, at);
  callout_ctl_table_add (table, event->actor_login != NULL ? event->actor_login : "–");
  callout_ctl_table_add (table, event->command);
  callout_ctl_table_add (table, event->target_ref);
  callout_ctl_table_add (table, states);
  callout_ctl_table_add (table, event->reason);
  callout_ctl_table_print (table, stdout, 0);
}

/* Only what the acting person may see is told. */
static gpointer
print_news (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  News *news = data;
  CalloutCtl *self = news->watch->ctl;
  CalloutSight sight = callout_commands_sight (self->person);

  for (guint i = 0; i < news->events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (news->events, i);
      g_autoptr (GError) local_error = NULL;

      /* Who sees the whole house is told everything but other people's drafts. */
      if (sight.extent == CALLOUT_SIGHT_ALL
              ? !callout_store_can_see (store, CALLOUT_KIND_EVENT, CALLOUT_ENTITY (event)->id, &sight, &local_error)
              : !callout_store_can_see (store, event->kind, event->target, &sight, &local_error))
        {
          if (local_error == NULL)
            continue;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (!self->json)
        print_text_line (news->watch, event);
      else if (!print_json_line (news->watch, event, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
changed_cb (CalloutWorkspace *workspace,
            CalloutFeed      *feed,
            gpointer          data)
{
  Watch *watch = data;
  News news = { watch, feed->events };

  if (watch->error != NULL || watch->failure != 0)
    return;
  if (!callout_ctl_read (watch->ctl, print_news, &news, &watch->error))
    g_main_loop_quit (watch->loop);
  else if (fflush (stdout) != 0)
    {
      watch->failure = errno;
      g_main_loop_quit (watch->loop);
    }
}

static gboolean
signal_cb (gpointer data)
{
  Watch *watch = data;

  g_main_loop_quit (watch->loop);
  return G_SOURCE_CONTINUE;
}

/* Whoever read has gone: there is nobody left to tell. */
static gboolean
output_gone_cb (int          fd,
                GIOCondition condition,
                gpointer     data)
{
  Watch *watch = data;

  g_main_loop_quit (watch->loop);
  return G_SOURCE_REMOVE;
}

CALLOUT_CTL_VERB (watch)
{
  Watch watch = { self, NULL, NULL, NULL, 0 };
  guint sources[3];

  if (!callout_ctl_parse (self, verb, NULL, NULL, 0, 0, &arguments, error))
    return CALLOUT_CTL_USAGE;
  /* A reader that goes away is told by an error of the write, not by a signal. */
  signal (SIGPIPE, SIG_IGN);
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;

  watch.loop = g_main_loop_new (NULL, FALSE);
  watch.columns = callout_ctl_columns (CALLOUT_KIND_EVENT);
  sources[0] = g_unix_signal_add (SIGINT, signal_cb, &watch);
  sources[1] = g_unix_signal_add (SIGTERM, signal_cb, &watch);
  sources[2] = g_unix_fd_add (fileno (stdout), G_IO_ERR | G_IO_HUP, output_gone_cb, &watch);
  g_signal_connect (self->workspace, "changed", G_CALLBACK (changed_cb), &watch);

  g_main_loop_run (watch.loop);

  g_signal_handlers_disconnect_by_data (self->workspace, &watch);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
      g_source_remove (sources[i]);
  g_array_unref (watch.columns);
  g_main_loop_unref (watch.loop);
  if (watch.error != NULL)
    {
      g_propagate_error (error, watch.error);
      return CALLOUT_CTL_FAILED;
    }
  /* A closed pipe is a reader's way to say that it has enough. */
  if (watch.failure == EPIPE)
    clearerr (stdout);
  return CALLOUT_CTL_DONE;
}
