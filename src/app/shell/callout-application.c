/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-application.h"

#include "callout-app-resources.h"
#include "callout-data.h"
#include "callout-desktop-notifier.h"
#include "callout-store.h"
#include "callout-window.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CalloutApplication
{
  AdwApplication parent_instance;

  GSettings     *settings;
};

G_DEFINE_FINAL_TYPE (CalloutApplication, callout_application, ADW_TYPE_APPLICATION)

static CalloutWindow *
find_window (CalloutApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CALLOUT_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static CalloutWindow *
ensure_window (CalloutApplication *self)
{
  CalloutWindow *window = find_window (self);

  if (window == NULL)
    window = callout_window_new (self, self->settings);
  return window;
}

/* Which store, by who asks loudest: the option, the environment of who started
 * the program, what was open last, the default place. */
static char *
choose_store (CalloutApplication *self,
              const char         *option,
              const char         *environment)
{
  g_autofree char *last = g_settings_get_string (self->settings, "store-uri");

  if (option != NULL && *option != '\0')
    return g_strdup (option);
  if (environment != NULL && *environment != '\0')
    return g_strdup (environment);
  if (*last != '\0')
    return g_steal_pointer (&last);
  return callout_store_default_uri ();
}

static int
callout_application_command_line (GApplication            *application,
                                  GApplicationCommandLine *command_line)
{
  CalloutApplication *self = CALLOUT_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *option = NULL;
  g_autofree char *uri = NULL;
  CalloutWindow *window = find_window (self);

  g_variant_dict_lookup (options, "store", "^&ay", &option);
  uri = choose_store (self, option, g_application_command_line_getenv (command_line, "CALLOUT_STORE"));
  if (window == NULL || option != NULL)
    callout_window_open_store (ensure_window (self), uri);
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
  return 0;
}

static void
callout_application_activate (GApplication *application)
{
  CalloutApplication *self = CALLOUT_APPLICATION (application);

  if (find_window (self) == NULL)
    {
      g_autofree char *uri = choose_store (self, NULL, g_getenv ("CALLOUT_STORE"));

      callout_window_open_store (ensure_window (self), uri);
    }
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

static int
callout_application_handle_local_options (GApplication *application,
                                          GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("%s %s\n", _("Callout"), CALLOUT_VERSION);
      return 0;
    }
  return -1;
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  CalloutApplication *self = data;
  const char *developers[] = { "The Callout contributors", NULL };

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", _("Callout"),
                         "application-icon", CALLOUT_APP_ID,
                         "version", CALLOUT_VERSION,
                         "developer-name", _("The Callout contributors"),
                         "developers", developers,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Dispatch field service work: requests in, the right engineer on each, nothing lost."),
                         /* Translators: your names, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  CalloutWindow *window = find_window (data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

/* What is pressed on the desktop: it may also be what starts the program. */

static void
act_on_notification (CalloutApplication *self,
                     GVariant           *parameter,
                     gboolean            accept)
{
  gint64 person, notification;

  g_variant_get (parameter, "(xx)", &person, &notification);
  if (find_window (self) == NULL)
    g_application_activate (G_APPLICATION (self));
  callout_window_act_on_notification (ensure_window (self), person, notification, accept);
}

static void
notification_open_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  act_on_notification (data, parameter, FALSE);
}

static void
notification_accept_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  act_on_notification (data, parameter, TRUE);
}

static void
notification_inbox_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  g_application_activate (data);
  callout_window_open_inbox (ensure_window (data));
}

static void
color_scheme_changed_cb (CalloutApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int chosen = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[CLAMP (chosen, 0, 2)]);
}

static void
set_accels (CalloutApplication *self)
{
  static const struct {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "win.undo(@x 0)", { "<Control>z" } },
    { "win.redo", { "<Shift><Control>z", "<Control>y" } },
    { "win.palette", { "<Control>k" } },
    { "win.search", { "<Control>f" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.toggle-sidebar", { "F9" } },
    { "win.person", { "<Control>u" } },
    { "win.inbox", { "<Shift><Control>n" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.show-help-overlay", { "<Control>question" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.nth-view(%d)", i - 1);
      g_autofree char *accel = g_strdup_printf ("<Alt>%d", i);
      const char *both[] = { accel, NULL };

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, both);
    }
}

static void
callout_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", about_cb },
    { "quit", quit_cb },
    { CALLOUT_NOTIFICATION_OPEN, notification_open_cb, "(xx)" },
    { CALLOUT_NOTIFICATION_ACCEPT, notification_accept_cb, "(xx)" },
    { CALLOUT_NOTIFICATION_INBOX, notification_inbox_cb },
  };
  CalloutApplication *self = CALLOUT_APPLICATION (application);

  G_APPLICATION_CLASS (callout_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (CALLOUT_APP_ID);
  self->settings = g_settings_new (CALLOUT_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (color_scheme_changed_cb), self,
                           G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self);
}

static void
callout_application_dispose (GObject *object)
{
  g_clear_object (&CALLOUT_APPLICATION (object)->settings);
  G_OBJECT_CLASS (callout_application_parent_class)->dispose (object);
}

static void
callout_application_class_init (CalloutApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_application_dispose;
  application_class->startup = callout_application_startup;
  application_class->activate = callout_application_activate;
  application_class->command_line = callout_application_command_line;
  application_class->handle_local_options = callout_application_handle_local_options;
}

static void
callout_application_init (CalloutApplication *self)
{
  static const GOptionEntry options[] = {
    { "store", 's', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL, N_("The store to open"), N_("URI") },
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * callout_application_new:
 *
 * Returns: (transfer full): the program, with its translations and its resources at hand
 */
CalloutApplication *
callout_application_new (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, callout_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Callout"));
  /* Linked from a library, the resources would be dropped unless they are named. */
  g_resources_register (callout_app_get_resource ());

  return g_object_new (CALLOUT_TYPE_APPLICATION,
                       "application-id", CALLOUT_APP_ID,
                       "resource-base-path", "/io/github/calloutdesk/Callout",
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_SEND_ENVIRONMENT,
                       NULL);
}
