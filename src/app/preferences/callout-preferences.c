/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-preferences.h"

#include "callout-dialog-fit.h"
#include "callout-preferences-house.h"
#include "callout-preferences-notify.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define CALLOUT_TYPE_PREFERENCES_WINDOW (callout_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPreferencesWindow, callout_preferences_window, CALLOUT, PREFERENCES_WINDOW, AdwPreferencesWindow)

/* What this computer keeps; what the house keeps is added as a page of its own. */
struct _CalloutPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* Template children */
  AdwComboRow          *color_scheme;
  AdwActionRow         *store;
  GtkSwitch            *record_position;
  GtkSwitch            *online;
  AdwEntryRow          *tile_server;
  AdwActionRow         *mbtiles;
  GtkButton            *clear_mbtiles;

  /* Owned */
  CalloutSession       *session;
  GSettings            *settings;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (CalloutPreferencesWindow, callout_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
show_mbtiles (CalloutPreferencesWindow *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "map-mbtiles");
  g_autofree char *escaped = g_markup_escape_text (*path != '\0' ? path : _("The built-in map is shown"), -1);

  adw_action_row_set_subtitle (self->mbtiles, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->clear_mbtiles), *path != '\0');
}

static void
clear_mbtiles_cb (CalloutPreferencesWindow *self)
{
  g_settings_set_string (self->settings, "map-mbtiles", "");
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         data)
{
  CalloutPreferencesWindow *self = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_settings_set_string (self->settings, "map-mbtiles", path);
    }
  g_clear_object (&self->chooser);
}

static void
choose_mbtiles_cb (CalloutPreferencesWindow *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Choose Map Tiles"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _("MBTiles files"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
color_scheme_cb (CalloutPreferencesWindow *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "color-scheme", adw_combo_row_get_selected (self->color_scheme));
}

static void
tile_server_applied_cb (CalloutPreferencesWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->tile_server));
  gboolean usable = *text == '\0' || (strstr (text, "{z}") != NULL && strstr (text, "{x}") != NULL && strstr (text, "{y}") != NULL);

  if (usable)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->tile_server), "error");
      g_settings_set_string (self->settings, "map-tile-server", text);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->tile_server), "error");
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                        adw_toast_new (_("The address needs {z}, {x} and {y} in it")));
    }
}

static void
callout_preferences_window_dispose (GObject *object)
{
  CalloutPreferencesWindow *self = CALLOUT_PREFERENCES_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (callout_preferences_window_parent_class)->dispose (object);
}

static void
callout_preferences_window_class_init (CalloutPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/preferences/callout-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, record_position);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, store);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, online);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, tile_server);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, mbtiles);
  gtk_widget_class_bind_template_child (widget_class, CalloutPreferencesWindow, clear_mbtiles);
  gtk_widget_class_bind_template_callback (widget_class, choose_mbtiles_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_mbtiles_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_cb);
  gtk_widget_class_bind_template_callback (widget_class, tile_server_applied_cb);
}

static void
callout_preferences_window_init (CalloutPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_preferences_open:
 *
 * Opens the preferences: of this computer for everybody, of the house for who
 * may change them.
 */
void
callout_preferences_open (GtkWindow      *parent,
                          CalloutSession *session)
{
  CalloutPreferencesWindow *self = g_object_new (CALLOUT_TYPE_PREFERENCES_WINDOW, NULL);
  GSettings *settings = callout_session_get_settings (session);
  g_autofree char *server = g_settings_get_string (settings, "map-tile-server");
  g_autofree char *uri = g_markup_escape_text (callout_workspace_get_uri (callout_session_get_workspace (session)), -1);

  self->session = g_object_ref (session);
  adw_combo_row_set_selected (self->color_scheme, g_settings_get_enum (settings, "color-scheme"));
  gtk_editable_set_text (GTK_EDITABLE (self->tile_server), server);
  adw_action_row_set_subtitle (self->store, uri);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "record-position", self->record_position, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "map-online", self->online, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::map-mbtiles", G_CALLBACK (show_mbtiles), self, G_CONNECT_SWAPPED);
  show_mbtiles (self);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), callout_preferences_notify_new (session));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), callout_preferences_house_new (session));
  callout_dialog_fit (GTK_WINDOW (self), GTK_WIDGET (parent));
  gtk_window_present (GTK_WINDOW (self));
}
