/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-export.h"

#include "callout-export.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* So many tickets are read at once; others are served in between. */
#define PAGE 500

#define PROGRESS_MS 100

/* Stands for the reference, which is no field. */
static const CalloutField reference;

/* What the exporting thread and the window share. */
typedef struct {
  gatomicrefcount   refs;

  CalloutWorkspace *workspace;
  gint64            person;
  GTimeZone        *zone;
  CalloutQuery     *query;
  char             *path;
  char            **header;
  GPtrArray        *fields;  /* of CalloutField; NULL: when it was opened */
  GArray           *ids;
  GPtrArray        *page;    /* of CalloutEntity */
  guint             page_at; /* index in ids of the first of the page */
  guint64           n_rows;

  int               done;    /* atomic */
  int               total;   /* atomic; 0 while it is not known */
} Export;

static Export *
export_ref (Export *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
export_unref (gpointer data)
{
  Export *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->workspace);
  g_time_zone_unref (self->zone);
  callout_query_free (self->query);
  g_free (self->path);
  g_strfreev (self->header);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_free (self);
}

/* Reading, in the worker's turns */

static gpointer
read_ids (CalloutStore  *store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Export *self = data;
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, self->person, error);
  CalloutSight sight;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  return callout_store_query_ids (store, self->query, &sight, cancellable, error);
}

static gpointer
read_page (CalloutStore  *store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Export *self = data;
  guint n = MIN (PAGE, self->ids->len - self->page_at);

  return callout_store_get_many (store, CALLOUT_KIND_TICKET, &g_array_index (self->ids, gint64, self->page_at), n, error);
}

static char *
cell_text (Export             *self,
           CalloutEntity      *entity,
           const CalloutField *field)
{
  if (field == NULL)
    return callout_time_format (entity->created_at, self->zone);
  if (field == &reference)
    return callout_entity_dup_ref (entity);
  if (callout_entity_is_absent (entity, field))
    return NULL;
  if (field->type == CALLOUT_FIELD_ENUM)
    return g_strdup (callout_enum_label (field->enum_type (), CALLOUT_ENTITY_FIELD (entity, field, int)));
  if (field->type == CALLOUT_FIELD_TIME)
    return callout_time_format (CALLOUT_ENTITY_FIELD (entity, field, CalloutTime), self->zone);
  return callout_entity_dup_value (entity, field);
}

static gboolean
next_row (guint64     row,
          GPtrArray  *cells,
          gpointer    data,
          GError    **error)
{
  Export *self = data;

  if (row >= self->ids->len)
    return FALSE;
  if (self->page == NULL || row >= self->page_at + self->page->len)
    {
      g_clear_pointer (&self->page, g_ptr_array_unref);
      self->page_at = (guint) row;
      self->page = callout_workspace_read_sync (self->workspace, read_page, self, error);
      /* Shorter than asked for: something was deleted meanwhile. */
      if (self->page == NULL || self->page->len == 0)
        return FALSE;
    }
  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (cells, cell_text (self, g_ptr_array_index (self->page, row - self->page_at),
                                       g_ptr_array_index (self->fields, i)));
  g_atomic_int_set (&self->done, (int) row + 1);
  return TRUE;
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;

  self->ids = callout_workspace_read_sync (self->workspace, read_ids, self, &error);
  if (self->ids != NULL)
    {
      g_atomic_int_set (&self->total, (int) self->ids->len);
      callout_export_csv (self->path, (const char *const *) self->header, next_row, self, cancellable, &self->n_rows,
                          &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The window that shows how far it is */

typedef struct {
  CalloutSession *session;
  Export         *export;
  GtkWindow      *parent;
  GtkWidget      *window; /* (nullable) */
  GtkWidget      *bar;
  GCancellable   *cancellable;
  guint           timer;
} Job;

static gboolean
progress_cb (gpointer data)
{
  Job *job = data;
  int total = g_atomic_int_get (&job->export->total);

  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (job->bar), (double) g_atomic_int_get (&job->export->done) / total);
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (job->bar));
  return G_SOURCE_CONTINUE;
}

static void
cancel_cb (Job *job)
{
  g_cancellable_cancel (job->cancellable);
}

static gboolean
close_request_cb (GtkWindow *window,
                  gpointer   data)
{
  cancel_cb (data);
  return TRUE;
}

static void
show_progress (Job *job)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *heading = gtk_label_new (_("Exporting…"));
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  job->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (job->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Exporting…"), -1);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), job->bar);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  job->window = g_object_new (ADW_TYPE_WINDOW, "transient-for", job->parent, "modal", TRUE, "resizable", FALSE,
                              "title", _("Exporting…"), "default-width", 320, "content", box, NULL);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), job);
  g_signal_connect (job->window, "close-request", G_CALLBACK (close_request_cb), job);
  g_object_add_weak_pointer (G_OBJECT (job->window), (gpointer *) &job->window);
  job->timer = g_timeout_add (PROGRESS_MS, progress_cb, job);
  gtk_window_present (GTK_WINDOW (job->window));
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&job->timer, g_source_remove);
  if (job->window != NULL)
    {
      g_object_remove_weak_pointer (G_OBJECT (job->window), (gpointer *) &job->window);
      gtk_window_destroy (GTK_WINDOW (job->window));
    }
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *said =
        g_strdup_printf (ngettext ("%u ticket exported", "%u tickets exported", (guint) job->export->n_rows),
                         (guint) job->export->n_rows);

      callout_session_tell (job->session, said);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    callout_session_tell (job->session, _("Export cancelled; no file was written"));
  else
    callout_session_fail (job->session, error);
  g_object_unref (job->session);
  g_object_unref (job->cancellable);
  export_unref (job->export);
  g_free (job);
}

static void
begin (GtkWindow      *parent,
       CalloutSession *session,
       Export         *export)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = NULL;

  job->session = g_object_ref (session);
  job->export = export_ref (export);
  job->parent = parent;
  job->cancellable = g_cancellable_new ();
  show_progress (job);
  task = g_task_new (session, job->cancellable, exported_cb, job);
  g_task_set_source_tag (task, begin);
  /* What was cancelled while it was read is told once it has stopped. */
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_task_data (task, export_ref (export), export_unref);
  g_task_run_in_thread (task, export_thread);
}

static void
response_cb (GtkNativeDialog *chooser,
             int              response,
             Export          *export)
{
  CalloutSession *session = g_object_get_data (G_OBJECT (chooser), "session");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      export->path = g_file_get_path (file);
      if (export->path != NULL)
        begin (gtk_native_dialog_get_transient_for (chooser), session, export);
    }
  export_unref (export);
  g_object_unref (chooser);
}

/* Age is told by when it was opened. */
static void
add_column (Export              *self,
            GStrvBuilder        *header,
            const CalloutColumn *column)
{
  const char *name = column->sort != NULL ? column->sort : "external_id";
  const CalloutField *field = g_str_equal (name, "id") ? &reference : callout_kind_find_field (CALLOUT_KIND_TICKET, name);

  if (field == NULL)
    g_strv_builder_add (header, C_("column", "Opened"));
  else
    g_strv_builder_add (header, callout_column_title (column));
  g_ptr_array_add (self->fields, (gpointer) field);
}

/**
 * callout_ticket_export:
 * @query: what is in the list, in its order
 * @columns: (element-type CalloutColumn): what is shown of it
 *
 * Asks for a file and writes the list to it as CSV, while the window goes on.
 */
void
callout_ticket_export (GtkWindow      *parent,
                       CalloutSession *session,
                       CalloutQuery   *query,
                       GPtrArray      *columns)
{
  g_autoptr (GStrvBuilder) header = g_strv_builder_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Export Tickets"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _("_Export"), _("_Cancel"));
  Export *self = g_new0 (Export, 1);

  g_atomic_ref_count_init (&self->refs);
  self->workspace = g_object_ref (callout_session_get_workspace (session));
  self->person = callout_session_get_person_id (session);
  self->zone = g_time_zone_ref (callout_session_get_zone (session));
  self->query = callout_query_copy (query);
  self->fields = g_ptr_array_new ();
  for (guint i = 0; i < columns->len; i++)
    add_column (self, header, g_ptr_array_index (columns, i));
  self->header = g_strv_builder_end (header);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("Tickets.csv"));
  g_object_set_data_full (G_OBJECT (chooser), "session", g_object_ref (session), g_object_unref);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
