/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-row.h"

#include "callout-file-access.h"
#include "callout-picture-window.h"

#include <glib/gi18n-lib.h>

#define PICTURE_PIXELS 40
#define ICON_PIXELS 24

struct _CalloutFileRow
{
  GtkListBoxRow parent_instance;

  /* Children */
  GtkWidget      *box;
  GtkWidget      *image;

  /* Owned */
  CalloutSession *session; /* (nullable): of one that is kept */
  CalloutFile    *file;    /* (nullable) */
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (CalloutFileRow, callout_file_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_picture (CalloutFileRow *self,
              GdkTexture     *picture)
{
  gtk_image_set_from_paintable (GTK_IMAGE (self->image), GDK_PAINTABLE (picture));
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), PICTURE_PIXELS);
}

static void
thumbnail_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutFileRow) self = data;
  g_autoptr (GdkTexture) picture = callout_file_thumbnail_finish (result, NULL);

  /* The icon says enough of one that cannot be drawn; opening it says why. */
  if (picture != NULL && self->image != NULL)
    show_picture (self, picture);
}

/* Only what is looked at is read. */
static void
callout_file_row_map (GtkWidget *widget)
{
  CalloutFileRow *self = CALLOUT_FILE_ROW (widget);

  GTK_WIDGET_CLASS (callout_file_row_parent_class)->map (widget);
  if (self->file == NULL || self->cancellable != NULL || !callout_file_is_picture (self->file->media_type))
    return;
  self->cancellable = g_cancellable_new ();
  callout_file_thumbnail_async (self->session, self->file, self->cancellable, thumbnail_cb, g_object_ref (self));
}

static void
save_cb (CalloutFileRow *self)
{
  callout_file_save (GTK_WIDGET (self), self->session, self->file);
}

/**
 * callout_file_row_open:
 *
 * Shows a picture here, and hands anything else to the program that opens it.
 */
void
callout_file_row_open (CalloutFileRow *self)
{
  if (self->file == NULL)
    return;
  if (callout_file_is_picture (self->file->media_type))
    callout_picture_window_open (GTK_WIDGET (self), self->session, self->file);
  else
    callout_file_open (GTK_WIDGET (self), self->session, self->file);
}

static void
callout_file_row_dispose (GObject *object)
{
  CalloutFileRow *self = CALLOUT_FILE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  self->image = NULL;
  G_OBJECT_CLASS (callout_file_row_parent_class)->dispose (object);
}

static void
callout_file_row_class_init (CalloutFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_file_row_dispose;
  GTK_WIDGET_CLASS (klass)->map = callout_file_row_map;
}

static void
callout_file_row_init (CalloutFileRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), ICON_PIXELS);
  gtk_widget_set_size_request (self->image, PICTURE_PIXELS, PICTURE_PIXELS);
  gtk_widget_add_css_class (self->box, "file-row");
  gtk_box_append (GTK_BOX (self->box), self->image);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
}

/* The name is shortened in its middle: what it ends with says what it is. */
static void
describe (CalloutFileRow *self,
          const char     *name,
          const char     *media_type,
          guint64         bytes)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *kind = g_content_type_get_description (media_type);
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *text = g_strjoin (" · ", kind, size, NULL);
  g_autoptr (GIcon) icon = g_content_type_get_symbolic_icon (media_type);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                                   "tooltip-text", name, NULL);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_image_set_from_gicon (GTK_IMAGE (self->image), icon);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), caption);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * callout_file_row_new:
 * @file: one that is kept
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_file_row_new (CalloutSession *session,
                      CalloutFile    *file)
{
  CalloutFileRow *self = g_object_new (CALLOUT_TYPE_FILE_ROW, NULL);
  GtkWidget *save = gtk_button_new_from_icon_name ("document-save-symbolic");
  const char *name = file->name != NULL ? file->name : _("File");
  /* Translators: %s is a file's name */
  g_autofree char *label = g_strdup_printf (_("Save %s…"), name);

  self->session = g_object_ref (session);
  self->file = g_object_ref (file);
  describe (self, name, file->media_type != NULL ? file->media_type : "application/octet-stream", (guint64) file->bytes);
  gtk_widget_set_tooltip_text (save, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (save), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (save, "flat");
  g_signal_connect_object (save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  callout_file_row_add_suffix (self, save);
  return GTK_WIDGET (self);
}

/**
 * callout_file_row_new_loaded:
 * @file: one that is to be sent
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_file_row_new_loaded (CalloutLoadedFile *file)
{
  CalloutFileRow *self = g_object_new (CALLOUT_TYPE_FILE_ROW, "activatable", FALSE, NULL);

  describe (self, file->name, file->media_type, g_bytes_get_size (file->bytes));
  if (file->picture != NULL)
    show_picture (self, file->picture);
  return GTK_WIDGET (self);
}

void
callout_file_row_add_suffix (CalloutFileRow *self,
                             GtkWidget      *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), widget);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row)
{
  callout_file_row_open (CALLOUT_FILE_ROW (row));
}

/**
 * callout_file_list_new:
 * @label: what a screen reader calls it
 *
 * Returns: (transfer floating): a list for #CalloutFileRow, which opens them
 */
GtkWidget *
callout_file_list_new (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), NULL);
  return list;
}
