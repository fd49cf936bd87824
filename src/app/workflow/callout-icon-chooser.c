/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-chooser.h"

#include "callout-icon-check.h"
#include "callout-icon-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One byte more than the command takes, so that it can see it is too many. */
#define MOST_READ (CALLOUT_ICON_MAX_BYTES + 1)

struct _CalloutIconChooser
{
  AdwActionRow          parent_instance;

  /* Template children */
  GtkImage             *image;
  GtkPopover           *popover;
  GtkSearchEntry       *search;
  GtkStack             *stack;
  GtkFlowBox           *grid;
  GtkWidget            *none;

  /* Owned */
  CalloutIconBook      *icons;
  char                 *icon;      /* (nullable): name or key; of a file, the key it would have */
  GBytes               *file;      /* (nullable): chosen and not yet kept */
  char                 *file_name;
  GtkFileChooserNative *chooser;
  GCancellable         *cancellable;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutIconChooser, callout_icon_chooser, ADW_TYPE_ACTION_ROW)

static const CalloutIconInfo *
info_of (GtkFlowBoxChild *child)
{
  return g_object_get_data (G_OBJECT (child), "callout-icon-info");
}

/* The first of its words is what it is called. */
static char *
name_of (const CalloutIconInfo *info)
{
  const char *words = callout_icon_info_get_words (info);

  return g_strndup (words, strcspn (words, ","));
}

static void
show (CalloutIconChooser *self)
{
  guint n;
  const CalloutIconInfo *infos = callout_icon_set_get (&n);
  g_autofree char *name = NULL;
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < n && name == NULL; i++)
    if (g_strcmp0 (infos[i].name, self->icon) == 0)
      name = name_of (&infos[i]);
  if (self->file != NULL)
    name = g_strdup (self->file_name);
  else if (self->icon == NULL)
    name = g_strdup (_("None"));
  else if (name == NULL)
    name = g_strdup (_("A picture of your own"));
  escaped = g_markup_escape_text (name, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  callout_icon_book_show (self->icons, self->image, self->icon);
}

static void
choose (CalloutIconChooser *self,
        const char         *icon,
        GBytes             *file,
        const char         *file_name)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->file_name);
  g_free (self->icon);
  self->icon = g_strdup (icon);
  self->file = file != NULL ? g_bytes_ref (file) : NULL;
  self->file_name = g_strdup (file_name);
  gtk_popover_popdown (self->popover);
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen_cb (CalloutIconChooser *self,
           GtkFlowBoxChild    *child)
{
  choose (self, info_of (child)->name, NULL, NULL);
}

static void
none_cb (CalloutIconChooser *self)
{
  choose (self, NULL, NULL, NULL);
}

/* Searching */

static gboolean
filter_cb (GtkFlowBoxChild *child,
           gpointer         data)
{
  CalloutIconChooser *self = data;
  g_autofree char *hay = g_utf8_casefold (callout_icon_info_get_words (info_of (child)), -1);
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_auto (GStrv) words = g_strsplit (g_strstrip (needle), " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (hay, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
search_cb (CalloutIconChooser *self)
{
  gboolean any = FALSE;

  gtk_flow_box_invalidate_filter (self->grid);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL && !any;
       child = gtk_widget_get_next_sibling (child))
    any = filter_cb (GTK_FLOW_BOX_CHILD (child), self);
  gtk_stack_set_visible_child_name (self->stack, any ? "grid" : "nothing");
}

/* Return takes the first that was found. */
static void
search_activate_cb (CalloutIconChooser *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (filter_cb (GTK_FLOW_BOX_CHILD (child), self))
      {
        chosen_cb (self, GTK_FLOW_BOX_CHILD (child));
        return;
      }
}

static void
popover_show_cb (CalloutIconChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* A file */

static void
show_problem (CalloutIconChooser *self,
              const GError       *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _("The Picture Cannot Be Used"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_file (CalloutIconChooser *self,
           GBytes             *bytes,
           const char         *name)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *key = g_strconcat ("sha256-", sum, NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *base64 = g_base64_encode (data, length);

  callout_icon_book_add (self->icons, key, base64);
  choose (self, key, bytes, name);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guchar *buffer = g_object_get_data (object, "callout-buffer");
  CalloutIconChooser *self = data;
  CalloutIconFacts facts;
  gsize length;

  g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &length, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      show_problem (self, error);
      return;
    }
  bytes = g_bytes_new (buffer, length);
  /* Said at once, and before anything is decoded of it. */
  if (!callout_icon_check (bytes, g_object_get_data (object, "callout-name"), &facts, &error))
    {
      show_problem (self, error);
      return;
    }
  take_file (self, bytes, g_object_get_data (object, "callout-name"));
}

/* However large a file says it is, no more of it is read than can be used. */
static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (object), result, &error);
  CalloutIconChooser *self = data;
  guchar *buffer;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stream == NULL)
    {
      show_problem (self, error);
      return;
    }
  buffer = g_malloc (MOST_READ);
  g_object_set_data_full (G_OBJECT (stream), "callout-buffer", buffer, g_free);
  g_object_set_data_full (G_OBJECT (stream), "callout-name", g_file_get_basename (G_FILE (object)), g_free);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), buffer, MOST_READ, G_PRIORITY_DEFAULT, self->cancellable,
                                 read_cb, self);
}

static void
response_cb (CalloutIconChooser *self,
             int                 response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, self);
    }
  g_clear_object (&self->chooser);
}

static void
file_cb (CalloutIconChooser *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_popover_popdown (self->popover);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose a Picture"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _("PNG and SVG pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/svg+xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
fill_grid (CalloutIconChooser *self)
{
  guint n;
  const CalloutIconInfo *infos = callout_icon_set_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();
      GtkWidget *image = gtk_image_new_from_icon_name (infos[i].name);
      g_autofree char *name = name_of (&infos[i]);

      gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
      gtk_widget_set_tooltip_text (child, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), image);
      g_object_set_data (G_OBJECT (child), "callout-icon-info", (gpointer) &infos[i]);
      gtk_flow_box_append (self->grid, child);
    }
}

static void
callout_icon_chooser_dispose (GObject *object)
{
  CalloutIconChooser *self = CALLOUT_ICON_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->icons);
  g_clear_pointer (&self->icon, g_free);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->file_name, g_free);
  G_OBJECT_CLASS (callout_icon_chooser_parent_class)->dispose (object);
}

static void
callout_icon_chooser_class_init (CalloutIconChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_icon_chooser_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-icon-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, image);
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, search);
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, grid);
  gtk_widget_class_bind_template_child (widget_class, CalloutIconChooser, none);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
}

static void
callout_icon_chooser_init (CalloutIconChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_flow_box_set_filter_func (self->grid, filter_cb, self, NULL);
  fill_grid (self);
}

/**
 * callout_icon_chooser_set:
 * @icon: (nullable): what is chosen at first
 */
void
callout_icon_chooser_set (CalloutIconChooser *self,
                          CalloutIconBook    *icons,
                          const char         *icon)
{
  g_set_object (&self->icons, icons);
  g_free (self->icon);
  self->icon = g_strdup (icon);
  show (self);
}

/**
 * callout_icon_chooser_get_icon:
 *
 * Returns: (nullable): the name of the icon, or the key of the picture
 */
const char *
callout_icon_chooser_get_icon (CalloutIconChooser *self)
{
  return self->icon;
}

/**
 * callout_icon_chooser_get_file:
 * @name: (out) (nullable): what the file is called
 *
 * Returns: (transfer none) (nullable): what was read of a file that was chosen
 */
GBytes *
callout_icon_chooser_get_file (CalloutIconChooser  *self,
                               const char         **name)
{
  *name = self->file_name;
  return self->file;
}
