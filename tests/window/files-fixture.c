/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another program of the desktop: it offers the files it was started with to
 * be copied, or to be taken away by the pointer.
 */

#include <adwaita.h>

static GdkFileList *
make_list (char **paths)
{
  GSList *files = NULL;
  GdkFileList *list;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  list = gdk_file_list_new_from_list (files);
  g_slist_free_full (files, g_object_unref);
  return list;
}

static void
copy_files_cb (GtkWidget *button,
               char     **paths)
{
  GdkFileList *list = make_list (paths);

  gdk_clipboard_set (gtk_widget_get_clipboard (button), GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
}

static void
copy_picture_cb (GtkWidget *button,
                 char     **paths)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_filename (paths[0], NULL);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (button), texture);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            char         **paths)
{
  GdkFileList *list = make_list (paths);
  GdkContentProvider *content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);

  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return content;
}

static void
activate_cb (GtkApplication *application,
             char          **paths)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *files = gtk_button_new_with_label ("Copy Files");
  GtkWidget *picture = gtk_button_new_with_label ("Copy Picture");
  GtkWidget *take = gtk_label_new ("Take Away");
  GtkDragSource *drag = gtk_drag_source_new ();

  g_signal_connect (files, "clicked", G_CALLBACK (copy_files_cb), paths);
  g_signal_connect (picture, "clicked", G_CALLBACK (copy_picture_cb), paths);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_cb), paths);
  gtk_widget_add_controller (take, GTK_EVENT_CONTROLLER (drag));
  gtk_box_append (GTK_BOX (box), files);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), take);
  gtk_window_set_title (GTK_WINDOW (window), "Files");
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 160);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (outer), box);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), outer);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (CALLOUT_APP_ID ".Files", 0);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv + 1);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
