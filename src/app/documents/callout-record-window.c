/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-document-window.h"

#include <glib/gi18n-lib.h>

/* The service record of a ticket (contract 2.45): the customer's edition, and
 * for employees their own. */

typedef struct {
  CalloutDocumentWindow *window;
  GtkDropDown           *edition; /* (nullable): there is only one */
  gint64                 ticket;
  gboolean               internal;
} Record;

static CalloutPages *
make_pages (gpointer   data,
            GError   **error)
{
  CalloutServiceRecord *record = data;

  return callout_service_record_make_pages (record, callout_paper_find (record->paper));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutDocumentWindow) window = data;
  g_autoptr (GError) error = NULL;
  CalloutServiceRecord *record = callout_workspace_record_finish (CALLOUT_WORKSPACE (object), result, &error);
  g_autofree char *name = record != NULL ? callout_service_record_dup_name (record) : NULL;

  if (record == NULL)
    {
      callout_document_window_fail (window, error);
      return;
    }
  callout_document_window_set_name (window, name);
  callout_document_window_make (window, make_pages, record, (GDestroyNotify) callout_service_record_free);
}

static void
load (Record *self)
{
  CalloutSession *session = callout_document_window_get_session (self->window);
  gboolean internal = self->edition != NULL ? gtk_drop_down_get_selected (self->edition) == 1 : self->internal;

  callout_workspace_record_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                                  self->ticket, internal, callout_document_window_begin (self->window), read_cb,
                                  g_object_ref (self->window));
}

static void
add_editions (Record *self)
{
  const char *const editions[] = { _("For the customer"), _("Internal, for employees only"), NULL };

  self->edition = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (editions));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edition), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Edition"), -1);
  g_signal_connect_swapped (self->edition, "notify::selected", G_CALLBACK (load), self);
  callout_document_window_add_control (self->window, GTK_WIDGET (self->edition));
}

/**
 * callout_record_window_open:
 *
 * Shows the service record of a ticket, to be printed or kept.
 */
void
callout_record_window_open (GtkWidget      *parent,
                            CalloutSession *session,
                            CalloutTicket  *ticket)
{
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (ticket));
  /* Translators: title of a window; the ticket's number */
  g_autofree char *title = g_strdup_printf (_("%s Service Record"), ref);
  gboolean customer = callout_person_has_role (callout_session_get_person (session), CALLOUT_ROLE_CODE_USER);
  Record *self = g_new0 (Record, 1);

  self->window = callout_document_window_new (parent, session, title);
  self->ticket = callout_entity_get_id (CALLOUT_ENTITY (ticket));
  self->internal = ticket->visibility == CALLOUT_VISIBILITY_INTERNAL;
  g_object_set_data_full (G_OBJECT (self->window), "record", self, g_free);
  if (!customer && !self->internal)
    add_editions (self);
  load (self);
  gtk_window_present (GTK_WINDOW (self->window));
}
