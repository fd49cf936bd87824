/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sign-in.h"

#include "callout-error.h"
#include "callout-password.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* As whom to begin */

typedef struct {
  char        *logins[3]; /* by who asks loudest */
  char        *zone;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->logins); i++)
    g_free (self->logins[i]);
  g_free (self->zone);
  g_free (self);
}

/* The zone of the site is read on the way: nothing may be shown before it is known. */
static gpointer
read_person (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Search *self = data;

  self->zone = callout_store_get_setting (store, CALLOUT_SETTING_TIME_ZONE, 0, error);
  if (self->zone == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->logins); i++)
    {
      g_autoptr (CalloutEntity) person = NULL;

      if (self->logins[i] == NULL || *self->logins[i] == '\0')
        continue;
      person = callout_store_find (store, CALLOUT_KIND_PERSON, "login", self->logins[i], NULL);
      /* Customers have their pages; this is the desk of those who work here. One
       * who is named on purpose sees their own tickets. */
      if (person != NULL && CALLOUT_PERSON (person)->active
          && (i == 0 || !callout_person_has_role (CALLOUT_PERSON (person), CALLOUT_ROLE_CODE_USER)))
        return g_steal_pointer (&person);
    }
  g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("Nobody here goes by your name"));
  return NULL;
}

static void
set_zone (CalloutSession *session,
          const char     *name)
{
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  if (zone != NULL)
    callout_session_set_zone (session, zone);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutPerson *person = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);
  Search *search = g_task_get_task_data (task);

  set_zone (g_task_get_source_object (task), search->zone);
  if (person == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, person, g_object_unref);
}

/**
 * callout_sign_in_find_async:
 *
 * Looks for who was signed in last, else who `$CALLOUT_USER` names, else the
 * user of this computer; and sets the site's time zone.
 */
void
callout_sign_in_find_async (CalloutSession      *session,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, callout_sign_in_find_async);
  search->logins[0] = g_strdup (g_getenv ("CALLOUT_USER"));
  search->logins[1] = g_settings_get_string (callout_session_get_settings (session), "last-person");
  search->logins[2] = g_strdup (g_get_user_name ());
  g_task_set_task_data (task, search, search_free);
  callout_workspace_read_async (callout_session_get_workspace (session), read_person, search, NULL, g_object_unref,
                                cancellable, read_cb, task);
}

/**
 * callout_sign_in_find_finish:
 *
 * Returns: (transfer full): the person, not signed in yet. Errors:
 *   %CALLOUT_ERROR_NOT_FOUND, and the store's.
 */
CalloutPerson *
callout_sign_in_find_finish (CalloutSession  *session,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Signing in */

static void
living_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutSession) session = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) person = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (person == NULL)
    {
      callout_session_fail (session, error);
      return;
    }
  g_settings_set_string (callout_session_get_settings (session), "last-person", CALLOUT_PERSON (person)->login);
  callout_session_set_person (session, CALLOUT_PERSON (person));
}

static void
enter (CalloutSession *session,
       CalloutPerson  *person)
{
  callout_workspace_get_async (callout_session_get_workspace (session), 0, CALLOUT_KIND_PERSON, person->login, NULL,
                               living_cb, g_object_ref (session));
}

typedef struct {
  CalloutSession *session;
  CalloutPerson  *person;
  GtkWindow      *dialog; /* referenced */
  GtkWidget      *entry;
  GtkWidget      *wrong;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->session);
  g_object_unref (asking->person);
  g_object_unref (asking->dialog);
  g_free (asking);
}

typedef struct {
  char *password;
  char *hash;
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  memset (self->password, 0, strlen (self->password));
  g_free (self->password);
  g_free (self->hash);
  g_free (self);
}

/* Verifying is slow on purpose. */
static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Check *check = data;

  g_task_return_boolean (task, callout_password_verify (check->password, check->hash));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Asking *asking = data;

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      enter (asking->session, asking->person);
      gtk_window_destroy (asking->dialog);
    }
  else
    {
      gtk_widget_set_sensitive (asking->entry, TRUE);
      gtk_widget_set_visible (asking->wrong, TRUE);
      gtk_editable_select_region (GTK_EDITABLE (asking->entry), 0, -1);
      gtk_widget_grab_focus (asking->entry);
    }
  asking_free (asking);
}

static void
check_cb (GtkWidget *entry,
          Asking    *asking)
{
  g_autoptr (GTask) task = NULL;
  Asking *copy = g_memdup2 (asking, sizeof *asking);
  Check *check = g_new0 (Check, 1);

  g_object_ref (copy->session);
  g_object_ref (copy->person);
  g_object_ref (copy->dialog);
  task = g_task_new (NULL, NULL, checked_cb, copy);
  check->password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (asking->entry)));
  check->hash = g_strdup (asking->person->password_hash);
  gtk_widget_set_sensitive (asking->entry, FALSE);
  g_task_set_source_tag (task, check_cb);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_thread);
}

static void
button_cb (GtkWidget *button,
           Asking    *asking)
{
  check_cb (asking->entry, asking);
}

static void
ask_password (GtkWindow      *parent,
              CalloutSession *session,
              CalloutPerson  *person)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/calloutdesk/Callout/shell/callout-sign-in.ui");
  GtkWidget *heading = GTK_WIDGET (gtk_builder_get_object (builder, "heading"));
  GtkWidget *button = GTK_WIDGET (gtk_builder_get_object (builder, "button"));
  Asking *asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (session);
  asking->person = g_object_ref (person);
  asking->dialog = g_object_ref (GTK_WINDOW (gtk_builder_get_object (builder, "dialog")));
  asking->entry = GTK_WIDGET (gtk_builder_get_object (builder, "entry"));
  asking->wrong = GTK_WIDGET (gtk_builder_get_object (builder, "wrong"));
  gtk_label_set_text (GTK_LABEL (heading), person->name != NULL ? person->name : person->login);
  g_signal_connect (asking->entry, "activate", G_CALLBACK (check_cb), asking);
  g_signal_connect (button, "clicked", G_CALLBACK (button_cb), asking);
  g_object_set_data_full (G_OBJECT (button), "asking", asking, (GDestroyNotify) asking_free);
  gtk_window_set_transient_for (asking->dialog, parent);
  gtk_window_present (asking->dialog);
  gtk_widget_grab_focus (asking->entry);
}

/**
 * callout_sign_in:
 *
 * Signs a person in, after their password where they have one. `notify::person`
 * of the session tells that it is done.
 */
void
callout_sign_in (GtkWindow      *parent,
                 CalloutSession *session,
                 CalloutPerson  *person)
{
  if (callout_entity_get_id (CALLOUT_ENTITY (person)) == callout_session_get_person_id (session))
    return;
  if (person->password_hash != NULL && *person->password_hash != '\0')
    ask_password (parent, session, person);
  else
    enter (session, person);
}
