/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-picture-window.h"

#include "callout-dialog-fit.h"
#include "callout-file-access.h"

#include <glib/gi18n-lib.h>

#define MAX_SIDE 4096 /* pixels; larger ones are made smaller to be shown */

struct _CalloutPictureWindow
{
  AdwWindow parent_instance;

  /* Children */
  GtkStack       *stack;
  GtkPicture     *picture;
  GtkWidget      *whole;   /* the toggle */
  AdwStatusPage  *problem;
  AdwWindowTitle *title;
  GtkWidget      *previous;
  GtkWidget      *next;

  /* Owned */
  CalloutSession *session;
  GPtrArray      *files;   /* of CalloutFile */
  CalloutFile    *file;    /* the one that is shown */
  GCancellable   *cancellable;

  guint           index;
};

G_DEFINE_FINAL_TYPE (CalloutPictureWindow, callout_picture_window, ADW_TYPE_WINDOW)

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutPictureWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = callout_file_picture_finish (result, &error);
  g_autofree char *escaped = NULL;

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
      gtk_widget_set_sensitive (self->whole, TRUE);
      gtk_stack_set_visible_child_name (self->stack, "picture");
      return;
    }
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show (CalloutPictureWindow *self,
      guint                 index)
{
  g_autofree char *size = NULL;
  g_autofree char *facts = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->index = index;
  g_set_object (&self->file, g_ptr_array_index (self->files, index));
  size = g_format_size ((guint64) self->file->bytes);
  /* Translators: a picture's width and height in pixels, and its size: “1600 × 1200 · 2 MB” */
  facts = g_strdup_printf (_("%d × %d · %s"), (int) self->file->width, (int) self->file->height, size);
  adw_window_title_set_title (self->title, self->file->name);
  adw_window_title_set_subtitle (self->title, facts);
  gtk_window_set_title (GTK_WINDOW (self), self->file->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, self->file->name, -1);
  gtk_widget_set_sensitive (self->previous, index > 0);
  gtk_widget_set_sensitive (self->next, index + 1 < self->files->len);
  gtk_widget_set_sensitive (self->whole, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  callout_file_picture_async (self->session, self->file, MAX_SIDE, self->cancellable, drawn_cb, g_object_ref (self));
}

static void
previous_cb (CalloutPictureWindow *self)
{
  if (self->index > 0)
    show (self, self->index - 1);
}

static void
next_cb (CalloutPictureWindow *self)
{
  if (self->index + 1 < self->files->len)
    show (self, self->index + 1);
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  gboolean back = g_variant_get_boolean (args) == (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL);

  if (back)
    previous_cb (CALLOUT_PICTURE_WINDOW (widget));
  else
    next_cb (CALLOUT_PICTURE_WINDOW (widget));
  return TRUE;
}

static void
whole_cb (CalloutPictureWindow *self)
{
  gtk_picture_set_can_shrink (self->picture, !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->whole)));
}

static void
save_cb (CalloutPictureWindow *self)
{
  callout_file_save (GTK_WIDGET (self), self->session, self->file);
}

static void
open_cb (CalloutPictureWindow *self)
{
  callout_file_open (GTK_WIDGET (self), self->session, self->file);
}

static void
callout_picture_window_dispose (GObject *object)
{
  CalloutPictureWindow *self = CALLOUT_PICTURE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_picture_window_parent_class)->dispose (object);
}

static void
callout_picture_window_class_init (CalloutPictureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_picture_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, 0, step_cb, "b", TRUE);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Right, 0, step_cb, "b", FALSE);
}

static void
callout_picture_window_init (CalloutPictureWindow *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
add_button (CalloutPictureWindow *self,
            AdwHeaderBar         *header,
            const char           *icon_name,
            const char           *label,
            GCallback             callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (header, button);
  return button;
}

static GtkWidget *
make_header (CalloutPictureWindow *self)
{
  AdwHeaderBar *header = ADW_HEADER_BAR (adw_header_bar_new ());

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (header, GTK_WIDGET (self->title));
  self->previous = add_button (self, header, "go-previous-symbolic", _("Previous Picture"), G_CALLBACK (previous_cb));
  self->next = add_button (self, header, "go-next-symbolic", _("Next Picture"), G_CALLBACK (next_cb));
  gtk_widget_set_visible (self->previous, self->files->len > 1);
  gtk_widget_set_visible (self->next, self->files->len > 1);
  self->whole = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->whole), "zoom-original-symbolic");
  gtk_widget_set_sensitive (self->whole, FALSE);
  gtk_widget_set_tooltip_text (self->whole, _("As large as it is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->whole), GTK_ACCESSIBLE_PROPERTY_LABEL, _("As large as it is"), -1);
  g_signal_connect_object (self->whole, "toggled", G_CALLBACK (whole_cb), self, G_CONNECT_SWAPPED);
  add_button (self, header, "document-save-symbolic", _("Save…"), G_CALLBACK (save_cb));
  add_button (self, header, "document-open-symbolic", _("Open With Another Program"), G_CALLBACK (open_cb));
  adw_header_bar_pack_end (header, self->whole);
  return GTK_WIDGET (header);
}

static void
build (CalloutPictureWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->picture = GTK_PICTURE (gtk_picture_new ());
  self->problem = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->picture));
  adw_status_page_set_icon_name (self->problem, "dialog-warning-symbolic");
  adw_status_page_set_title (self->problem, _("Cannot Be Shown"));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, scroller, "picture");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->problem), "problem");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * callout_picture_window_open:
 * @parent: a widget of the window it shall be over
 */
void
callout_picture_window_open (GtkWidget      *parent,
                             CalloutSession *session,
                             CalloutFile    *file)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (file));
  callout_picture_window_open_among (parent, session, files, 0);
}

/**
 * callout_picture_window_open_among:
 * @files: (element-type CalloutFile): between which one goes by button and arrow key
 * @index: of the one to begin with
 */
void
callout_picture_window_open_among (GtkWidget      *parent,
                                   CalloutSession *session,
                                   GPtrArray      *files,
                                   guint           index)
{
  CalloutPictureWindow *self = g_object_new (CALLOUT_TYPE_PICTURE_WINDOW, "transient-for", gtk_widget_get_root (parent),
                                             "modal", TRUE, "default-width", 900, "default-height", 640, NULL);

  self->session = g_object_ref (session);
  self->files = g_ptr_array_ref (files);
  build (self);
  show (self, index);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
