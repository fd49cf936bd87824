/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-status-dialog.h"

#include "callout-dialog-fit.h"
#include "callout-icon-chooser.h"

#include <glib/gi18n-lib.h>

/* Languages that can always be filled in; others are shown when they have been. */
static const char *const languages[] = { "", "en", "de" };

struct _CalloutStatusDialog
{
  AdwWindow            parent_instance;

  /* Template children */
  GtkButton           *save;
  GtkLabel            *explanation;
  GtkListBox          *rows;
  CalloutIconChooser  *icon;
  GtkLabel            *problem;

  /* Owned */
  CalloutWorkflowDesk *desk;
  CalloutStatus       *status;
  char                *icon_before;

  guint                under_way; /* commands */
  gboolean             failed;
};

G_DEFINE_FINAL_TYPE (CalloutStatusDialog, callout_status_dialog, ADW_TYPE_WINDOW)

static char *
dup_language_name (const char *language)
{
  if (*language == '\0')
    return g_strdup (_("In every language"));
  if (g_str_equal (language, "en"))
    return g_strdup (_("In English"));
  if (g_str_equal (language, "de"))
    return g_strdup (_("In German"));
  /* Translators: %s is the code of a language, e.g. pt_BR */
  return g_strdup_printf (_("In the language “%s”"), language);
}

static const char *
find_label (CalloutStatusDialog *self,
            const char          *language)
{
  GPtrArray *labels = callout_workflow_desk_get_snap (self->desk)->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      CalloutStatusLabel *label = g_ptr_array_index (labels, i);

      if (label->status == callout_entity_get_id (CALLOUT_ENTITY (self->status))
          && g_strcmp0 (label->language != NULL ? label->language : "", language) == 0)
        return label->label;
    }
  return NULL;
}

static const char *
language_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "callout-language");
}

static char *
text_of (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
is_changed (GtkWidget *row)
{
  g_autofree char *text = text_of (row);

  return g_strcmp0 (text, g_object_get_data (G_OBJECT (row), "callout-before")) != 0;
}

/* Saving: a command for each language, the icon with the first. */

static void
end (CalloutStatusDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  if (!self->failed)
    gtk_window_close (GTK_WINDOW (self));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutStatusDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  if (entity == NULL)
    {
      self->failed = TRUE;
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    }
  if (--self->under_way == 0)
    end (self);
}

static void
give (CalloutStatusDialog *self,
      CalloutArgs         *args)
{
  self->under_way++;
  callout_workflow_desk_run_async (self->desk, "portal.edit-status", self->status->key, args, NULL, saved_cb,
                                   g_object_ref (self));
}

static void
add_icon (CalloutStatusDialog *self,
          CalloutArgs         *args)
{
  const char *name;
  GBytes *file = callout_icon_chooser_get_file (self->icon, &name);
  const char *icon = callout_icon_chooser_get_icon (self->icon);

  if (file != NULL)
    callout_args_add_file (args, "icon_file", file, name);
  else
    callout_args_add (args, "icon", icon != NULL ? icon : "");
}

static void
save_cb (CalloutStatusDialog *self)
{
  if (self->under_way > 0)
    return;
  self->failed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  self->under_way = 1;
  if (g_strcmp0 (self->icon_before, callout_icon_chooser_get_icon (self->icon)) != 0)
    {
      g_autoptr (CalloutArgs) args = callout_args_new ();

      add_icon (self, args);
      give (self, args);
    }
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (language_of (row) != NULL && is_changed (row))
      {
        g_autofree char *text = text_of (row);
        g_autoptr (CalloutArgs) args = callout_args_new_with ("label", text, "language", language_of (row), NULL);

        give (self, args);
      }
  if (--self->under_way == 0)
    end (self);
}

static void
cancel_cb (CalloutStatusDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Filling */

static void
add_row (CalloutStatusDialog *self,
         const char          *language)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *label = find_label (self, language);
  g_autofree char *name = dup_language_name (language);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), label != NULL ? label : "");
  g_object_set_data_full (G_OBJECT (row), "callout-language", g_strdup (language), g_free);
  g_object_set_data_full (G_OBJECT (row), "callout-before", g_strdup (label != NULL ? label : ""), g_free);
  gtk_list_box_append (self->rows, row);
}

static void
fill (CalloutStatusDialog *self)
{
  GPtrArray *labels = callout_workflow_desk_get_snap (self->desk)->labels;
  const char *builtin = callout_status_builtin_label (self->status->key);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    add_row (self, languages[i]);
  for (guint i = 0; i < labels->len; i++)
    {
      CalloutStatusLabel *label = g_ptr_array_index (labels, i);
      gboolean known = label->language == NULL;

      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        known |= g_strcmp0 (languages[j], label->language) == 0;
      if (!known && label->status == callout_entity_get_id (CALLOUT_ENTITY (self->status)))
        add_row (self, label->language);
    }
  /* Translators: %s is the built-in name of a status that customers see */
  title = g_strdup_printf (_("Status “%s”"), builtin);
  gtk_window_set_title (GTK_WINDOW (self), title);
  /* Translators: %s is the built-in name of a status that customers see */
  text = g_strdup_printf (_("Customers see this at once, with every version of the workflow. "
                            "Where nothing is filled in, they read “%s” in their language."), builtin);
  gtk_label_set_text (self->explanation, text);
}

static void
callout_status_dialog_dispose (GObject *object)
{
  CalloutStatusDialog *self = CALLOUT_STATUS_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->status);
  g_clear_pointer (&self->icon_before, g_free);
  G_OBJECT_CLASS (callout_status_dialog_parent_class)->dispose (object);
}

static void
callout_status_dialog_class_init (CalloutStatusDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_status_dialog_dispose;
  g_type_ensure (CALLOUT_TYPE_ICON_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-status-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutStatusDialog, save);
  gtk_widget_class_bind_template_child (widget_class, CalloutStatusDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CalloutStatusDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, CalloutStatusDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutStatusDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_status_dialog_init (CalloutStatusDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
callout_status_dialog_open (GtkWidget           *parent,
                            CalloutWorkflowDesk *desk,
                            CalloutStatus       *status)
{
  CalloutStatusDialog *self = g_object_new (CALLOUT_TYPE_STATUS_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->status = g_object_ref (status);
  self->icon_before = g_strdup (status->icon);
  callout_icon_chooser_set (self->icon, callout_workflow_desk_get_icons (desk), status->icon);
  fill (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (self->rows), GTK_DIR_TAB_FORWARD);
}
