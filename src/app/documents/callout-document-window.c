/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-document-window.h"

#include "callout-dialog-fit.h"
#include "callout-page-sheet.h"

#include <glib/gi18n-lib.h>

struct _CalloutDocumentWindow
{
  AdwWindow parent_instance;

  /* Children */
  AdwWindowTitle *heading;
  GtkWidget      *print;
  GtkWidget      *save;
  GtkFlowBox     *controls; /* below each other on a phone */
  GtkStack       *stack;
  GtkListView    *list;
  AdwStatusPage  *problem;

  /* Owned */
  CalloutSession *session;
  CalloutPages   *pages;       /* (nullable): until they are made */
  char           *name;        /* of the file */
  GCancellable   *cancellable; /* of what is under way */
};

G_DEFINE_FINAL_TYPE (CalloutDocumentWindow, callout_document_window, ADW_TYPE_WINDOW)

/* The pages */

static void
setup_cb (CalloutDocumentWindow    *self,
          GtkListItem              *item,
          GtkSignalListItemFactory *factory)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, callout_page_sheet_new ());
}

static void
bind_cb (CalloutDocumentWindow    *self,
         GtkListItem              *item,
         GtkSignalListItemFactory *factory)
{
  guint page = gtk_list_item_get_position (item);

  if (self->pages != NULL && page < callout_pages_get_count (self->pages))
    callout_page_sheet_set_page (CALLOUT_PAGE_SHEET (gtk_list_item_get_child (item)), self->pages, page);
}

static void
show_pages (CalloutDocumentWindow *self)
{
  guint n = callout_pages_get_count (self->pages);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u page", "%u pages", n), n);
  GtkNoSelection *model;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (rows, "");
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_object_unref (model);
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.print", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save", TRUE);
}

typedef struct {
  CalloutMakePagesFunc func;
  gpointer             data;
  GDestroyNotify       destroy;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  if (making->destroy != NULL)
    making->destroy (making->data);
  g_free (making);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  CalloutPages *pages = making->func (making->data, &error);

  if (pages != NULL)
    g_task_return_pointer (task, pages, (GDestroyNotify) callout_pages_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  CalloutDocumentWindow *self = CALLOUT_DOCUMENT_WINDOW (object);
  g_autoptr (GError) error = NULL;
  CalloutPages *pages = g_task_propagate_pointer (G_TASK (result), &error);

  if (pages == NULL)
    {
      callout_document_window_fail (self, error);
      return;
    }
  g_clear_pointer (&self->pages, callout_pages_unref);
  self->pages = pages;
  show_pages (self);
}

/* Printing: the same routine draws */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              CalloutPages      *pages)
{
  callout_pages_draw (pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

static GtkPageSetup *
make_page_setup (CalloutPages *pages)
{
  const CalloutPaper *paper = callout_pages_get_paper (pages);
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (g_str_equal (paper->key, "letter") ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  return g_steal_pointer (&setup);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         CalloutSession          *session)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  callout_session_fail (session, error);
}

static void
print_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  CalloutDocumentWindow *self = CALLOUT_DOCUMENT_WINDOW (widget);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (self->pages);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_n_pages (operation, (int) callout_pages_get_count (self->pages));
  gtk_print_operation_set_job_name (operation, self->name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The document has margins of its own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), callout_pages_ref (self->pages),
                         (GClosureNotify) (void (*) (void)) callout_pages_unref, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), self->session, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR && error != NULL)
    callout_session_fail (self->session, error);
}

/* Keeping */

typedef struct {
  CalloutPages *pages;
  char         *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  callout_pages_unref (saving->pages);
  g_free (saving->path);
  g_free (saving);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (callout_pages_save_pdf (saving->pages, saving->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CalloutSession *session = CALLOUT_SESSION (object);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (saving->path);
  g_autofree char *said = g_strdup_printf (_("“%s” is written"), name);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    callout_session_tell (session, said);
  else
    callout_session_fail (session, error);
}

static void
response_cb (GtkNativeDialog       *chooser,
             int                    response,
             CalloutDocumentWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->pages != NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = g_file_get_path (file);
    }
  if (path != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self->session, NULL, saved_cb, NULL);
      Saving *saving = g_new0 (Saving, 1);

      saving->pages = callout_pages_ref (self->pages);
      saving->path = g_steal_pointer (&path);
      g_task_set_source_tag (task, response_cb);
      g_task_set_task_data (task, saving, saving_free);
      g_task_run_in_thread (task, save_thread);
    }
  g_object_unref (chooser);
}

static void
save_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  CalloutDocumentWindow *self = CALLOUT_DOCUMENT_WINDOW (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save as PDF"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  g_autofree char *name = g_strdup_printf ("%s.pdf", self->name);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The window */

static GtkWidget *
make_button (const char *icon_name,
             const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_stack (CalloutDocumentWindow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *spinner = gtk_spinner_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "document-pages");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->problem = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->problem, "dialog-warning-symbolic");
  adw_status_page_set_title (self->problem, _("Cannot Be Made"));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, scroller, "pages");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->problem), "problem");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

static void
callout_document_window_dispose (GObject *object)
{
  CalloutDocumentWindow *self = CALLOUT_DOCUMENT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->pages, callout_pages_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (callout_document_window_parent_class)->dispose (object);
}

static void
callout_document_window_class_init (CalloutDocumentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_document_window_dispose;
  gtk_widget_class_install_action (widget_class, "document.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "document.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "document.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "document.save", NULL);
}

static void
callout_document_window_init (CalloutDocumentWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->heading = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->print = make_button ("document-print-symbolic", _("Print…"), "document.print");
  self->save = make_button ("document-save-symbolic", _("Save as PDF…"), "document.save");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->heading));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->print);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->save);
  self->controls = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->controls, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (self->controls, 12);
  gtk_widget_set_halign (GTK_WIDGET (self->controls), GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (GTK_WIDGET (self->controls), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->controls), 6);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), FALSE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->controls));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save", FALSE);
}

/**
 * callout_document_window_new:
 * @parent: a widget of the window it shall be over
 *
 * Returns: (transfer none): not shown yet
 */
CalloutDocumentWindow *
callout_document_window_new (GtkWidget      *parent,
                             CalloutSession *session,
                             const char     *title)
{
  CalloutDocumentWindow *self = g_object_new (CALLOUT_TYPE_DOCUMENT_WINDOW, "transient-for", gtk_widget_get_root (parent),
                                              "modal", TRUE, "title", title, "default-width", 820,
                                              "default-height", 720, NULL);

  self->session = g_object_ref (session);
  self->name = g_strdup (title);
  adw_window_title_set_title (self->heading, title);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  return self;
}

CalloutSession *
callout_document_window_get_session (CalloutDocumentWindow *self)
{
  return self->session;
}

void
callout_document_window_add_control (CalloutDocumentWindow *self,
                                     GtkWidget             *control)
{
  gtk_flow_box_insert (self->controls, control, -1);
  /* What is in it is pressed, not the place it has. */
  gtk_widget_set_focusable (gtk_widget_get_parent (control), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), TRUE);
}

/* What the file will be called, without a suffix. */
void
callout_document_window_set_name (CalloutDocumentWindow *self,
                                  const char            *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

/**
 * callout_document_window_begin:
 *
 * Something else is to be shown: what was under way is called off.
 *
 * Returns: (transfer none): for what is under way now
 */
GCancellable *
callout_document_window_begin (CalloutDocumentWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return self->cancellable;
}

/**
 * callout_document_window_make:
 * @data: (transfer full)
 *
 * Has the pages made, while the window goes on, and shows them.
 */
void
callout_document_window_make (CalloutDocumentWindow *self,
                              CalloutMakePagesFunc   func,
                              gpointer               data,
                              GDestroyNotify         destroy)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, made_cb, NULL);
  Making *making = g_new0 (Making, 1);

  making->func = func;
  making->data = data;
  making->destroy = destroy;
  g_task_set_source_tag (task, callout_document_window_make);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);
}

/* Says why there are no pages; what was called off says nothing. */
void
callout_document_window_fail (CalloutDocumentWindow *self,
                              const GError          *error)
{
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->problem, escaped);
  adw_window_title_set_subtitle (self->heading, "");
  gtk_stack_set_visible_child_name (self->stack, "problem");
}
