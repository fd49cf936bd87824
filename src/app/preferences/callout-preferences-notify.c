/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-preferences-notify.h"

#include "callout-notify-matrix.h"
#include "callout-notify-rules.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Who turns the hours on begins with these. */
#define FIRST_HOURS "22:00-06:00"
#define MINUTES_A_DAY (24 * 60)
/* Turning a number sets it many times; it is kept when the hand rests. */
#define REST_MS 400

/* How somebody wants to be told: a page that lives as long as its window. */
typedef struct {
  CalloutSession      *session;
  GCancellable        *cancellable;
  AdwPreferencesPage  *page;   /* borrowed: it owns this */
  CalloutNotifyMatrix *own;
  CalloutNotifyMatrix *house;  /* (nullable): for administrators */
  AdwActionRow        *hours;
  GtkSwitch           *hours_on;
  GtkSpinButton       *from;
  GtkSpinButton       *until;
  guint                rest;
  gboolean             quiet;
} Page;

typedef struct {
  GPtrArray *prefs;
  char      *own_hours; /* (nullable): none of one's own */
  char      *house_hours;
} Wishes;

static void
wishes_free (Wishes *wishes)
{
  g_clear_pointer (&wishes->prefs, g_ptr_array_unref);
  g_free (wishes->own_hours);
  g_free (wishes->house_hours);
  g_free (wishes);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wishes, wishes_free)

static gpointer
read_wishes (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const gint64 *person = data;
  g_autoptr (Wishes) wishes = g_new0 (Wishes, 1);
  g_autoptr (GPtrArray) settings = callout_store_children (store, CALLOUT_KIND_SETTING, "person", *person, error);

  wishes->prefs = callout_store_all_plain (store, CALLOUT_KIND_NOTIFICATION_PREF, error);
  wishes->house_hours = callout_store_get_setting (store, CALLOUT_SETTING_QUIET_HOURS, 0, error);
  if (settings == NULL || wishes->prefs == NULL || wishes->house_hours == NULL)
    return NULL;
  for (guint i = 0; i < settings->len; i++)
    {
      CalloutSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, CALLOUT_SETTING_QUIET_HOURS) && setting->value != NULL && *setting->value != '\0')
        wishes->own_hours = g_strdup (setting->value);
    }
  return g_steal_pointer (&wishes);
}

/* Quiet hours */

static void
show_hours (Page       *self,
            const char *own,
            const char *house)
{
  guint h1, m1, h2, m2;
  g_autofree char *subtitle = NULL;

  if (sscanf (own != NULL ? own : *house != '\0' ? house : FIRST_HOURS, "%2u:%2u-%2u:%2u", &h1, &m1, &h2, &m2) == 4)
    {
      gtk_spin_button_set_value (self->from, h1 * 60 + m1);
      gtk_spin_button_set_value (self->until, h2 * 60 + m2);
    }
  if (own != NULL)
    subtitle = g_strdup (_("Nothing pops up then; it waits in the inbox"));
  else if (*house != '\0')
    /* Translators: hours like 22:00-06:30 */
    subtitle = g_strdup_printf (_("As for everybody: %s"), house);
  else
    subtitle = g_strdup (_("What you are told may pop up at any time"));
  adw_action_row_set_subtitle (self->hours, subtitle);
  gtk_switch_set_active (self->hours_on, own != NULL);
}

static void
hours_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);
  GtkRoot *window = gtk_widget_get_root (page);
  g_autofree char *escaped = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  if (error != NULL && ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

static void
keep_hours (Page *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  int from = gtk_spin_button_get_value_as_int (self->from);
  int until = gtk_spin_button_get_value_as_int (self->until);
  g_autofree char *hours = gtk_switch_get_active (self->hours_on)
                             ? g_strdup_printf ("%02d:%02d-%02d:%02d", from / 60, from % 60, until / 60, until % 60)
                             : g_strdup ("");
  g_autoptr (CalloutArgs) args = NULL;

  if (person == NULL)
    return;
  args = callout_args_new_with ("key", CALLOUT_SETTING_QUIET_HOURS, "value", hours, "person", person->login, NULL);
  callout_session_run_async (self->session, "settings.set", NULL, args, 0, NULL, hours_cb, g_object_ref (self->page));
}

static gboolean
rested_cb (gpointer data)
{
  Page *self = data;

  self->rest = 0;
  keep_hours (self);
  return G_SOURCE_REMOVE;
}

static void
hours_changed_cb (Page *self)
{
  if (self->quiet)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
hours_enabled_cb (Page *self)
{
  if (!self->quiet)
    keep_hours (self);
}

static gboolean
time_output_cb (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* “6:30” and “6” are times, too. */
static int
time_input_cb (GtkSpinButton *spin,
               double        *value)
{
  guint hour, minute = 0;
  int n = sscanf (gtk_editable_get_text (GTK_EDITABLE (spin)), "%2u:%2u", &hour, &minute);

  if (n < 1 || hour > 23 || minute > 59)
    return GTK_INPUT_ERROR;
  *value = hour * 60 + minute;
  return TRUE;
}

static GtkSpinButton *
add_time (Page                *self,
          AdwPreferencesGroup *group,
          const char          *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MINUTES_A_DAY - 1, 15);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE); /* there is a colon in it */
  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_object_bind_property (self->hours_on, "active", row, "visible", G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (group, row);
  g_signal_connect (spin, "output", G_CALLBACK (time_output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (time_input_cb), NULL);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (hours_changed_cb), self);
  return GTK_SPIN_BUTTON (spin);
}

static void
add_hours (Page *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->hours = ADW_ACTION_ROW (adw_action_row_new ());
  self->hours_on = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->hours_on), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hours), _("Quiet Hours"));
  adw_action_row_add_suffix (self->hours, GTK_WIDGET (self->hours_on));
  adw_action_row_set_activatable_widget (self->hours, GTK_WIDGET (self->hours_on));
  adw_preferences_group_add (group, GTK_WIDGET (self->hours));
  self->from = add_time (self, group, C_("hours", "From"));
  self->until = add_time (self, group, C_("hours", "Until"));
  g_signal_connect_swapped (self->hours_on, "notify::active", G_CALLBACK (hours_enabled_cb), self);
  adw_preferences_page_add (self->page, group);
}

/* Reading */

static void
wishes_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Wishes) wishes = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);
  Page *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (wishes == NULL)
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->own), error->message);
      return;
    }
  callout_notify_matrix_show (self->own, wishes->prefs);
  if (self->house != NULL)
    callout_notify_matrix_show (self->house, wishes->prefs);
  /* Not while somebody turns them. */
  if (self->rest != 0)
    return;
  self->quiet = TRUE;
  show_hours (self, wishes->own_hours, wishes->house_hours);
  self->quiet = FALSE;
}

static void
load (Page *self)
{
  gint64 person = callout_session_get_person_id (self->session);

  callout_workspace_read_async (callout_session_get_workspace (self->session), read_wishes,
                                g_memdup2 (&person, sizeof person), g_free, (GDestroyNotify) wishes_free, self->cancellable,
                                wishes_cb, self);
}

static void
feed_cb (GtkWidget   *page,
         CalloutFeed *feed)
{
  Page *self = g_object_get_data (G_OBJECT (page), "notify");

  if (callout_feed_touches (feed, CALLOUT_KIND_NOTIFICATION_PREF) || callout_feed_touches (feed, CALLOUT_KIND_SETTING))
    load (self);
}

static void
page_free (gpointer data)
{
  Page *self = data;

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}

/* What was turned last is kept, also by who closes the window at once. */
static void
unmap_cb (Page *self)
{
  if (self->rest == 0)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  keep_hours (self);
}

static char *
dup_address_line (CalloutPerson *person)
{
  if (person->email == NULL)
    return g_strdup (_("No e-mail address of yours is known; an administrator can enter it."));
  /* Translators: an e-mail address */
  return g_strdup_printf (_("E-mail goes to %s."), person->email);
}

/**
 * callout_preferences_notify_new:
 *
 * Returns: (transfer floating): the page of how the person signed in is told,
 *   and, for administrators, how everybody is who did not choose
 */
AdwPreferencesPage *
callout_preferences_notify_new (CalloutSession *session)
{
  Page *self = g_new0 (Page, 1);
  CalloutPerson *person = callout_session_get_person (session);
  g_autofree char *line = dup_address_line (person);
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_preferences_page_set_title (self->page, _("Notifications"));
  adw_preferences_page_set_icon_name (self->page, "callout-bell-symbolic");
  self->own = CALLOUT_NOTIFY_MATRIX (callout_notify_matrix_new (session, FALSE));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->own), _("What I Am Told"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->own), escaped);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->own));
  add_hours (self);
  if (callout_person_has_role (person, CALLOUT_ROLE_ADMIN))
    {
      self->house = CALLOUT_NOTIFY_MATRIX (callout_notify_matrix_new (session, TRUE));
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->house), _("For Everybody"));
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->house),
                                             _("These hold for who did not choose; what is locked holds for all."));
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->house));
    }
  g_object_set_data_full (G_OBJECT (self->page), "notify", self, page_free);
  g_signal_connect_swapped (self->page, "unmap", G_CALLBACK (unmap_cb), self);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self->page,
                           G_CONNECT_SWAPPED);
  load (self);
  return self->page;
}
