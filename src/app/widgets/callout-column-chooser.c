/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-column-chooser.h"

#include <glib/gi18n-lib.h>

struct _CalloutColumnChooser
{
  AdwWindow parent_instance;

  /* Template children */
  GtkListBox *list;
  GtkButton  *apply;
  GtkWidget  *none;

  const CalloutColumnSet *set;
};

enum { APPLIED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutColumnChooser, callout_column_chooser, ADW_TYPE_WINDOW)

static GtkCheckButton *
row_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

static char *
chosen_columns (CalloutColumnChooser *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (row_check (row)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              (const char *) g_object_get_data (G_OBJECT (row), "key"));
  return g_string_free (text, FALSE);
}

static void
update (CalloutColumnChooser *self)
{
  g_autofree char *chosen = chosen_columns (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), *chosen != '\0');
  gtk_widget_set_visible (self->none, *chosen == '\0');
}

static void
move_row (CalloutColumnChooser *self,
          GtkWidget            *row,
          int                   by)
{
  int to = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + by;

  if (to < 0 || gtk_list_box_get_row_at_index (self->list, to) == NULL)
    return;
  g_object_ref (row);
  gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, to);
  gtk_widget_grab_focus (row);
  g_object_unref (row);
}

static void
up_cb (GtkButton *button,
       gpointer   data)
{
  move_row (data, gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW), -1);
}

static void
down_cb (GtkButton *button,
         gpointer   data)
{
  move_row (data, gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW), 1);
}

static gboolean
key_cb (CalloutColumnChooser *self,
        guint                 keyval,
        guint                 keycode,
        GdkModifierType       state)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL && GTK_IS_LIST_BOX_ROW (focus) ? focus :
                   focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if ((state & GDK_ALT_MASK) == 0 || row == NULL || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  move_row (self, row, keyval == GDK_KEY_Up ? -1 : 1);
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_arrow (CalloutColumnChooser *self,
            const char           *icon_name,
            const char           *what,
            const char           *title,
            GCallback             callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  /* Translators: “Move up: Priority” */
  g_autofree char *label = g_strdup_printf (_("%s: %s"), what, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  return button;
}

static void
add_column (CalloutColumnChooser *self,
            const CalloutColumn  *column,
            gboolean              active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  const char *title = callout_column_title (column);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_arrow (self, "go-up-symbolic", _("Move up"), title, G_CALLBACK (up_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_arrow (self, "go-down-symbolic", _("Move down"), title, G_CALLBACK (down_cb)));
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) column->key);
  gtk_list_box_append (self->list, row);
}

static void
fill (CalloutColumnChooser *self,
      const char           *text)
{
  g_autoptr (GPtrArray) chosen = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  callout_column_set_parse (self->set, text, &chosen);
  for (guint i = 0; i < chosen->len; i++)
    add_column (self, g_ptr_array_index (chosen, i), TRUE);
  for (guint i = 0; i < self->set->n_columns; i++)
    if (!g_ptr_array_find (chosen, &self->set->columns[i], NULL))
      add_column (self, &self->set->columns[i], FALSE);
  update (self);
}

static void
reset_cb (CalloutColumnChooser *self)
{
  fill (self, NULL);
}

static void
apply_cb (CalloutColumnChooser *self)
{
  g_autofree char *chosen = chosen_columns (self);

  g_signal_emit (self, signals[APPLIED], 0, chosen);
  gtk_window_close (GTK_WINDOW (self));
}

static void
callout_column_chooser_class_init (CalloutColumnChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[APPLIED] = g_signal_new ("applied", CALLOUT_TYPE_COLUMN_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutColumnChooser, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutColumnChooser, apply);
  gtk_widget_class_bind_template_child (widget_class, CalloutColumnChooser, none);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_column_chooser_init (CalloutColumnChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_column_chooser_new:
 * @columns: (nullable): the keys shown now
 */
GtkWidget *
callout_column_chooser_new (GtkWindow              *parent,
                            const CalloutColumnSet *set,
                            const char             *columns)
{
  CalloutColumnChooser *self = g_object_new (CALLOUT_TYPE_COLUMN_CHOOSER, "transient-for", parent, NULL);

  self->set = set;
  fill (self, columns);
  return GTK_WIDGET (self);
}
