/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-notify-matrix.h"

#include "callout-notify-rules.h"

#include <glib/gi18n-lib.h>

#define N_TOPICS (CALLOUT_TOPIC_RETURN + 1)

typedef enum { DESKTOP, INBOX, EMAIL, LOCKED, N_COLUMNS } Column;

static const struct {
  const char *parameter;
  const char *title;
} columns[N_COLUMNS] = {
  { "desktop", NC_("channel", "Desktop") },
  { "inbox", NC_("channel", "Inbox") },
  { "email", NC_("channel", "E-mail") },
  { "locked", NC_("channel", "Locked") },
};

struct _CalloutNotifyMatrix
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  CalloutSession     *session;
  GPtrArray          *prefs; /* (nullable): of CalloutNotificationPref, as last read */

  /* Borrowed */
  AdwActionRow       *rows[N_TOPICS];
  GtkWidget          *boxes[N_TOPICS][N_COLUMNS]; /* what is ticked, and pressed to lock */

  gboolean            house;
  gboolean            quiet;
};

G_DEFINE_FINAL_TYPE (CalloutNotifyMatrix, callout_notify_matrix, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
get_active (GtkWidget *box)
{
  return GTK_IS_CHECK_BUTTON (box) ? gtk_check_button_get_active (GTK_CHECK_BUTTON (box))
                                   : gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (box));
}

static void
set_active (GtkWidget *box,
            gboolean   active)
{
  if (GTK_IS_CHECK_BUTTON (box))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (box), active);
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (box), active);
}

static void
show_lock (GtkWidget *lock,
           gboolean   locked)
{
  const char *said = locked ? _("Locked: nobody may choose otherwise") : _("Everybody may choose otherwise");

  gtk_button_set_icon_name (GTK_BUTTON (lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  gtk_widget_set_tooltip_text (lock, said);
}

static void
show_topic (CalloutNotifyMatrix *self,
            CalloutTopic         topic)
{
  gint64 person = self->house ? 0 : callout_session_get_person_id (self->session);
  CalloutNotifyWish wish = callout_notify_wish_find (self->prefs, person, topic, FALSE);
  gboolean shut = !self->house && wish.locked;
  GtkWidget **boxes = self->boxes[topic];

  set_active (boxes[DESKTOP], wish.desktop);
  set_active (boxes[INBOX], wish.inbox);
  set_active (boxes[EMAIL], wish.email);
  for (guint i = DESKTOP; i <= EMAIL; i++)
    gtk_widget_set_sensitive (boxes[i], !shut);
  adw_action_row_set_subtitle (self->rows[topic], shut ? _("An administrator has locked this") : "");
  if (self->house)
    {
      set_active (boxes[LOCKED], wish.locked);
      show_lock (boxes[LOCKED], wish.locked);
    }
}

/* A refusal is told where it was tried, and the row says again how it is. */
static void
set_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (CalloutNotifyMatrix) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *escaped = NULL;

  if (entity != NULL || self->prefs == NULL)
    return;
  callout_notify_matrix_show (self, self->prefs);
  escaped = g_markup_escape_text (error->message, -1);
  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

static void
toggled_cb (CalloutNotifyMatrix *self,
            GtkWidget           *box)
{
  g_autoptr (CalloutArgs) args = NULL;

  if (self->quiet)
    return;
  for (int topic = 0; topic < N_TOPICS; topic++)
    for (guint i = 0; i < N_COLUMNS; i++)
      {
        if (self->boxes[topic][i] != box)
          continue;
        args = callout_args_new_with ("topic", callout_enum_key (CALLOUT_TYPE_TOPIC, topic),
                                      columns[i].parameter, get_active (box) ? "true" : "false", NULL);
        if (self->house)
          callout_args_add (args, "house", "true");
        callout_session_run_async (self->session, "notification.set", NULL, args, 0, NULL, set_cb, g_object_ref (self));
      }
}

static GtkWidget *
make_box (CalloutNotifyMatrix *self,
          CalloutTopic         topic,
          Column               column)
{
  GtkWidget *box = column == LOCKED ? gtk_toggle_button_new () : gtk_check_button_new ();
  /* Translators: a topic, and a way to be told of it: “Offer: Desktop” */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), callout_enum_label (CALLOUT_TYPE_TOPIC, topic),
                                           g_dpgettext2 (GETTEXT_PACKAGE, "channel", columns[column].title));

  if (column == LOCKED)
    {
      gtk_widget_add_css_class (box, "flat");
      show_lock (box, FALSE);
    }
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (box, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
add_cell (AdwActionRow *row,
          GtkSizeGroup *size,
          GtkWidget    *child)
{
  GtkWidget *cell = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (cell), child);
  gtk_size_group_add_widget (size, cell);
  adw_action_row_add_suffix (row, cell);
}

static AdwActionRow *
add_row (CalloutNotifyMatrix *self,
         const char          *title)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 3);
  adw_action_row_set_subtitle_lines (row, 3);
  gtk_widget_set_focusable (GTK_WIDGET (row), FALSE); /* its boxes are */
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  return row;
}

static void
build (CalloutNotifyMatrix *self)
{
  guint n_columns = self->house ? N_COLUMNS : LOCKED;
  g_autoptr (GPtrArray) sizes = g_ptr_array_new_with_free_func (g_object_unref);
  AdwActionRow *head = add_row (self, "");

  gtk_widget_add_css_class (GTK_WIDGET (head), "matrix-head");
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *label = gtk_label_new (g_dpgettext2 (GETTEXT_PACKAGE, "channel", columns[i].title));

      gtk_widget_set_margin_start (label, 3);
      gtk_widget_set_margin_end (label, 3);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "dim-label");
      g_ptr_array_add (sizes, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
      add_cell (head, g_ptr_array_index (sizes, i), label);
    }
  for (int topic = 0; topic < N_TOPICS; topic++)
    {
      self->rows[topic] = add_row (self, callout_enum_label (CALLOUT_TYPE_TOPIC, topic));
      for (guint i = 0; i < n_columns; i++)
        {
          self->boxes[topic][i] = make_box (self, topic, i);
          add_cell (self->rows[topic], g_ptr_array_index (sizes, i), self->boxes[topic][i]);
        }
    }
}

static void
callout_notify_matrix_dispose (GObject *object)
{
  CalloutNotifyMatrix *self = CALLOUT_NOTIFY_MATRIX (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->prefs, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_notify_matrix_parent_class)->dispose (object);
}

static void
callout_notify_matrix_class_init (CalloutNotifyMatrixClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_notify_matrix_dispose;
}

static void
callout_notify_matrix_init (CalloutNotifyMatrix *self)
{
}

/**
 * callout_notify_matrix_new:
 * @house: whether it is about everybody who did not choose
 *
 * Returns: (transfer floating): it cannot be used before it is shown how things are
 */
GtkWidget *
callout_notify_matrix_new (CalloutSession *session,
                           gboolean        house)
{
  CalloutNotifyMatrix *self = g_object_new (CALLOUT_TYPE_NOTIFY_MATRIX, NULL);

  self->session = g_object_ref (session);
  self->house = house;
  build (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  return GTK_WIDGET (self);
}

/**
 * callout_notify_matrix_show:
 * @prefs: (element-type CalloutNotificationPref): of everybody and of the person signed in
 */
void
callout_notify_matrix_show (CalloutNotifyMatrix *self,
                            GPtrArray           *prefs)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_ref (prefs);

  g_clear_pointer (&self->prefs, g_ptr_array_unref);
  self->prefs = g_steal_pointer (&kept);
  self->quiet = TRUE;
  for (int topic = 0; topic < N_TOPICS; topic++)
    show_topic (self, topic);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
}
