/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-preferences-house.h"

#include <glib/gi18n-lib.h>

/* The house's settings, a row for each row of their table, kept by the command
 * settings.set: everybody at every seat has them. */

typedef struct {
  CalloutSession           *session;
  const CalloutSettingInfo *info;
  GtkWidget                *row;
  GtkWidget                *control; /* the switch of a yes or no */
  gboolean                  quiet;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_object_unref (self->session);
  g_free (self);
}

/* A refusal shows where the value stands, and the value stays. */
static void
set_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  if (entity != NULL)
    {
      gtk_widget_remove_css_class (widget, "error");
      return;
    }
  gtk_widget_add_css_class (widget, "error");
  if (ADW_IS_PREFERENCES_WINDOW (window))
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
    }
}

static void
set_value (Row        *self,
           const char *value)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("key", self->info->key, "value", value, NULL);

  callout_session_run_async (self->session, "settings.set", NULL, args, 0, NULL, set_cb, g_object_ref (self->row));
}

static void
applied_cb (GtkWidget *widget,
            Row       *self)
{
  set_value (self, gtk_editable_get_text (GTK_EDITABLE (self->row)));
}

static void
switched_cb (GtkWidget  *widget,
             GParamSpec *pspec,
             Row        *self)
{
  if (!self->quiet)
    set_value (self, gtk_switch_get_active (GTK_SWITCH (widget)) ? "true" : "false");
}

static void
show_value (Row        *self,
            const char *value)
{
  self->quiet = TRUE;
  if (self->control != NULL)
    gtk_switch_set_active (GTK_SWITCH (self->control), g_strcmp0 (value, "true") == 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->row), value != NULL ? value : "");
  gtk_widget_set_sensitive (self->row, callout_person_has_role (callout_session_get_person (self->session), CALLOUT_ROLE_ADMIN));
  self->quiet = FALSE;
}

static gpointer
read_value (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return callout_store_get_setting (store, data, 0, error);
}

static void
value_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autofree char *value = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, NULL);
  Row *row = g_object_get_data (G_OBJECT (widget), "setting");

  if (row != NULL)
    show_value (row, value);
}

static GtkWidget *
make_row (CalloutSession           *session,
          const CalloutSettingInfo *info)
{
  Row *self = g_new0 (Row, 1);
  g_autofree char *title = g_markup_escape_text (_(info->description), -1);

  self->session = g_object_ref (session);
  self->info = info;
  if (info->type == CALLOUT_SETTING_BOOLEAN)
    {
      self->row = adw_action_row_new ();
      adw_action_row_set_title_lines (ADW_ACTION_ROW (self->row), 3);
      self->control = gtk_switch_new ();
      gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->control);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->control);
      g_signal_connect (self->control, "notify::active", G_CALLBACK (switched_cb), self);
    }
  else
    {
      self->row = adw_entry_row_new ();
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), TRUE);
      g_signal_connect (self->row, "apply", G_CALLBACK (applied_cb), self);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  gtk_widget_set_sensitive (self->row, FALSE);
  g_object_set_data_full (G_OBJECT (self->row), "setting", self, row_free);
  callout_workspace_read_async (callout_session_get_workspace (session), read_value, (gpointer) info->key, NULL, g_free,
                                NULL, value_cb, g_object_ref (self->row));
  return self->row;
}

/**
 * callout_preferences_house_new:
 *
 * Returns: (transfer floating): the page of what holds for everybody
 */
AdwPreferencesPage *
callout_preferences_house_new (CalloutSession *session)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint n;
  const CalloutSettingInfo *infos = callout_setting_infos (&n);

  adw_preferences_page_set_title (page, _("Dispatch"));
  adw_preferences_page_set_icon_name (page, "callout-dispatch-symbolic");
  adw_preferences_group_set_title (group, _("For Everybody"));
  adw_preferences_group_set_description (group, callout_person_has_role (callout_session_get_person (session), CALLOUT_ROLE_ADMIN)
    ? _("These hold at every seat.") : _("These hold at every seat; administrators change them."));
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (group, make_row (session, &infos[i]));
  adw_preferences_page_add (page, group);
  return page;
}
