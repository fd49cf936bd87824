/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with one of each thing the harness must be able to work: the
 * harness is tested against this, so that a failing window test speaks of
 * the application and not of the harness.
 */

#include <adwaita.h>

typedef struct
{
  GtkLabel *said;
  GtkWindow *window;
} Fixture;

static void
say (Fixture    *fixture,
     const char *text)
{
  gtk_label_set_label (fixture->said, text);
}

static void
button_clicked_cb (GtkButton *button,
                   Fixture   *fixture)
{
  say (fixture, gtk_button_get_label (button));
}

static void
entry_activate_cb (GtkEntry *entry,
                   Fixture  *fixture)
{
  g_autofree char *text = g_strdup_printf ("Entered %s", gtk_editable_get_text (GTK_EDITABLE (entry)));

  say (fixture, text);
}

static void
warn_clicked_cb (GtkButton *button,
                 Fixture   *fixture)
{
  g_warning ("the fixture was asked to warn");
}

static void
menu_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  say (user_data, "Menu item");
}

static void
key_action_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  say (user_data, "Shortcut");
}

static void
dialog_clicked_cb (GtkButton *button,
                   Fixture   *fixture)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_button_new_with_label ("In the dialog");

  gtk_window_set_title (GTK_WINDOW (dialog), "Second window");
  gtk_window_set_transient_for (GTK_WINDOW (dialog), fixture->window);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 320, 240);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_valign (inner, GTK_ALIGN_END);
  gtk_widget_set_vexpand (inner, TRUE);
  g_signal_connect (inner, "clicked", G_CALLBACK (button_clicked_cb), fixture);
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, "parcel");
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         Fixture       *fixture)
{
  g_autofree char *text = g_strdup_printf ("Dropped %s", g_value_get_string (value));

  say (fixture, text);
  return TRUE;
}

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

static void
row_activate_cb (GtkListView *list,
                 guint        position,
                 Fixture     *fixture)
{
  g_autofree char *text = g_strdup_printf ("Opened row %u", position);

  say (fixture, text);
}

static GtkWidget *
build_list (Fixture *fixture)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Row %u", i);

      gtk_string_list_append (strings, name);
    }
  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  g_signal_connect (list, "activate", G_CALLBACK (row_activate_cb), fixture);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
build_buttons (Fixture *fixture)
{
  GtkWidget *box = gtk_flow_box_new ();
  GtkWidget *greet = gtk_button_new_with_label ("Greet");
  GtkWidget *open = gtk_button_new_with_label ("Open dialog");
  GtkWidget *warn = gtk_button_new_with_label ("Warn");
  GtkWidget *source = gtk_label_new ("Parcel");
  GtkWidget *target = gtk_label_new ("Address");
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect (greet, "clicked", G_CALLBACK (button_clicked_cb), fixture);
  g_signal_connect (open, "clicked", G_CALLBACK (dialog_clicked_cb), fixture);
  g_signal_connect (warn, "clicked", G_CALLBACK (warn_clicked_cb), fixture);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), NULL);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), fixture);
  gtk_widget_add_controller (source, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (target, GTK_EVENT_CONTROLLER (drop));
  gtk_flow_box_append (GTK_FLOW_BOX (box), greet);
  gtk_flow_box_append (GTK_FLOW_BOX (box), open);
  gtk_flow_box_append (GTK_FLOW_BOX (box), warn);
  gtk_flow_box_append (GTK_FLOW_BOX (box), source);
  gtk_flow_box_append (GTK_FLOW_BOX (box), target);
  return box;
}

static GtkWidget *
build_menu_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, "Choose this", "app.choose");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Menu", -1);
  return button;
}

static void
activate_cb (GtkApplication *application,
             Fixture        *fixture)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *entry = gtk_entry_new ();

  fixture->window = GTK_WINDOW (window);
  fixture->said = GTK_LABEL (gtk_label_new ("Nothing yet"));
  gtk_window_set_title (GTK_WINDOW (window), "Fixture");
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 420);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Name", -1);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), fixture);

  adw_header_bar_pack_end (ADW_HEADER_BAR (header), build_menu_button ());
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), build_buttons (fixture));
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->said));
  gtk_box_append (GTK_BOX (box), build_list (fixture));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (CALLOUT_APP_ID ".Fixture", 0);
  Fixture fixture = { NULL, NULL };
  const GActionEntry actions[] = {
    { "choose", menu_action_cb, NULL, NULL, NULL, { 0 } },
    { "shortcut", key_action_cb, NULL, NULL, NULL, { 0 } },
  };
  const char *accels[] = { "<Control>k", NULL };

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), &fixture);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.shortcut", accels);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &fixture);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
