/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-tray.h"

#include "callout-file-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Three rows; more scroll. */
#define MAX_HEIGHT 168

struct _CalloutFileTray
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget            *scroller;
  GtkWidget            *list;

  /* Owned */
  CalloutSession       *session;
  GCancellable         *cancellable; /* of what is being read for it */
  GPtrArray            *files;       /* of CalloutLoadedFile, as they stand in the list */
  GtkFileChooserNative *chooser;

  guint                 max_mib;
  guint                 max_files;
  guint                 n_loading;
};

enum { CHANGED, PROBLEM, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFileTray, callout_file_tray, GTK_TYPE_WIDGET)

static void
changed (CalloutFileTray *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->files->len > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell_problem (CalloutFileTray *self,
              const char      *sentence)
{
  g_signal_emit (self, signals[PROBLEM], 0, sentence);
}

/* The limits of the house */

static gpointer
read_limits (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *mib = callout_store_get_setting (store, CALLOUT_SETTING_FILE_MAX_MIB, 0, error);
  g_autofree char *files = mib != NULL ? callout_store_get_setting (store, CALLOUT_SETTING_FILES_PER_POST, 0, error) : NULL;
  guint *limits;

  if (files == NULL)
    return NULL;
  limits = g_new (guint, 2);
  limits[0] = (guint) g_ascii_strtoull (mib, NULL, 10);
  limits[1] = (guint) g_ascii_strtoull (files, NULL, 10);
  return limits;
}

static void
limits_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutFileTray) self = data;
  g_autofree guint *limits = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, NULL);

  if (limits == NULL)
    return;
  self->max_mib = limits[0];
  self->max_files = limits[1];
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Anew for each thing that is written: an administrator may change them. */
static void
ask_limits (CalloutFileTray *self)
{
  if (self->session != NULL)
    callout_workspace_read_async (callout_session_get_workspace (self->session), read_limits, NULL, NULL, g_free, NULL,
                                  limits_cb, g_object_ref (self));
}

/**
 * callout_file_tray_describe_limits:
 *
 * Returns: (transfer full): what may be added, in words
 */
char *
callout_file_tray_describe_limits (CalloutFileTray *self)
{
  return g_strdup_printf (ngettext ("Add files: %u at most, of %u MiB", "Add files: %u at most, of %u MiB each",
                                    self->max_files), self->max_files, self->max_mib);
}

/* What is in it */

static void
remove_cb (CalloutFileTray *self,
           GtkWidget       *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_remove_index (self->files, (guint) index);
  tell_problem (self, NULL);
  changed (self);
}

static void
add_row (CalloutFileTray   *self,
         CalloutLoadedFile *file)
{
  GtkWidget *row = callout_file_row_new_loaded (file);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is a file's name */
  g_autofree char *label = g_strdup_printf (_("Remove %s"), file->name);

  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  callout_file_row_add_suffix (CALLOUT_FILE_ROW (row), remove);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
has_room (CalloutFileTray *self)
{
  g_autofree char *sentence = NULL;

  if (self->files->len + self->n_loading < self->max_files)
    return TRUE;
  sentence = g_strdup_printf (_("At most %u files can be given at once"), self->max_files);
  tell_problem (self, sentence);
  return FALSE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutFileTray) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutLoadedFile) file = callout_file_load_finish (result, &error);

  /* What was meant for what is no longer written was counted off already. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  self->n_loading--;
  if (file != NULL)
    {
      g_ptr_array_add (self->files, callout_loaded_file_ref (file));
      add_row (self, file);
    }
  else
    tell_problem (self, error->message);
  changed (self);
}

/**
 * callout_file_tray_add:
 *
 * Reads a file and takes it in; `problem` says so where it cannot be.
 */
void
callout_file_tray_add (CalloutFileTray *self,
                       GFile           *file)
{
  if (self->session == NULL || !has_room (self))
    return;
  self->n_loading++;
  g_signal_emit (self, signals[CHANGED], 0);
  callout_file_load_async (file, CALLOUT_FILE_ANY, self->max_mib, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
add_texture (CalloutFileTray *self,
             GdkTexture      *texture)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (callout_clock_now () / CALLOUT_SECOND);
  /* Translators: what a picture from the clipboard is called; the time follows */
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H.%M.%S");
  g_autofree char *name = g_strdup_printf (_("Picture %s.png"), when);

  if (self->session == NULL || !has_room (self))
    return;
  self->n_loading++;
  g_signal_emit (self, signals[CHANGED], 0);
  callout_file_load_texture_async (texture, name, CALLOUT_FILE_ANY, self->max_mib, self->cancellable, loaded_cb,
                                   g_object_ref (self));
}

static void
add_list (CalloutFileTray *self,
          GdkFileList     *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);

  tell_problem (self, NULL);
  for (GSList *one = files; one != NULL; one = one->next)
    callout_file_tray_add (self, one->data);
}

/* Choosing */

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           CalloutFileTray *self)
{
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      tell_problem (self, NULL);
    }
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      callout_file_tray_add (self, file);
    }
  g_clear_object (&self->chooser);
}

/**
 * callout_file_tray_choose:
 *
 * Lets files be chosen.
 */
void
callout_file_tray_choose (CalloutFileTray *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Add Files"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"),
                                               _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Pasting and dropping */

static void
pasted_files_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (CalloutFileTray) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);

  if (value != NULL)
    add_list (self, g_value_get_boxed (value));
  else
    tell_problem (self, _("What was copied cannot be read any more"));
}

static void
pasted_picture_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (CalloutFileTray) self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (object), result, NULL);

  tell_problem (self, texture != NULL ? NULL : _("What was copied cannot be read any more"));
  if (texture != NULL)
    add_texture (self, texture);
}

/**
 * callout_file_tray_paste:
 *
 * Returns: whether files or a picture were copied, and are taken in now; words
 *   are for the entry
 */
gboolean
callout_file_tray_paste (CalloutFileTray *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GdkContentFormats) all = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (formats));

  if (gdk_content_formats_contain_gtype (all, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable, pasted_files_cb,
                                    g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (all, GDK_TYPE_TEXTURE) && !gdk_content_formats_contain_gtype (all, G_TYPE_STRING))
    gdk_clipboard_read_texture_async (clipboard, self->cancellable, pasted_picture_cb, g_object_ref (self));
  else
    return FALSE;
  return TRUE;
}

static gboolean
drop_cb (CalloutFileTray *self,
         const GValue    *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    add_list (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    add_texture (self, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

/**
 * callout_file_tray_take_drops:
 * @area: files and pictures dropped there are taken in
 */
void
callout_file_tray_take_drops (CalloutFileTray *self,
                              GtkWidget       *area)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the entry within, which would take a file's address as words. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (target));
}

static void
callout_file_tray_dispose (GObject *object)
{
  CalloutFileTray *self = CALLOUT_FILE_TRAY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_file_tray_parent_class)->dispose (object);
}

static void
callout_file_tray_finalize (GObject *object)
{
  CalloutFileTray *self = CALLOUT_FILE_TRAY (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_file_tray_parent_class)->finalize (object);
}

static void
callout_file_tray_class_init (CalloutFileTrayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_file_tray_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_file_tray_finalize;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_FILE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", CALLOUT_TYPE_FILE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filetray");
}

static void
callout_file_tray_init (CalloutFileTray *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_loaded_file_unref);
  self->cancellable = g_cancellable_new ();
  self->max_mib = (guint) g_ascii_strtoull (callout_setting_find (CALLOUT_SETTING_FILE_MAX_MIB)->fallback, NULL, 10);
  self->max_files = (guint) g_ascii_strtoull (callout_setting_find (CALLOUT_SETTING_FILES_PER_POST)->fallback, NULL, 10);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Files to be sent"), -1);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "max-content-height", MAX_HEIGHT,
                                 "propagate-natural-height", TRUE, "child", self->list, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
callout_file_tray_new (void)
{
  return g_object_new (CALLOUT_TYPE_FILE_TRAY, NULL);
}

/**
 * callout_file_tray_set_session:
 *
 * To be called once.
 */
void
callout_file_tray_set_session (CalloutFileTray *self,
                               CalloutSession  *session)
{
  g_set_object (&self->session, session);
  ask_limits (self);
}

guint
callout_file_tray_get_n_files (CalloutFileTray *self)
{
  return self->files->len;
}

/**
 * callout_file_tray_is_loading:
 *
 * Returns: whether something chosen is still being read
 */
gboolean
callout_file_tray_is_loading (CalloutFileTray *self)
{
  return self->n_loading > 0;
}

/**
 * callout_file_tray_dup_files:
 *
 * Returns: (transfer full) (element-type CalloutLoadedFile): what it holds
 */
GPtrArray *
callout_file_tray_dup_files (CalloutFileTray *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_loaded_file_unref);

  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (files, callout_loaded_file_ref (g_ptr_array_index (self->files, i)));
  return files;
}

/**
 * callout_file_tray_set_files:
 * @files: (nullable) (element-type CalloutLoadedFile): what it shall hold instead;
 *   what is still being read was for what was written before, and is dropped
 */
void
callout_file_tray_set_files (CalloutFileTray *self,
                             GPtrArray       *files)
{
  GtkWidget *row;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_loading = 0;
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->files, 0);
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      g_ptr_array_add (self->files, callout_loaded_file_ref (g_ptr_array_index (files, i)));
      add_row (self, g_ptr_array_index (files, i));
    }
  changed (self);
  ask_limits (self);
}
