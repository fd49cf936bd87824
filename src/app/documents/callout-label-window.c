/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-document-window.h"
#include "callout-label-sheet.h"

#include <glib/gi18n-lib.h>

/* Labels for machines: which sheet, and with which of its labels it begins. */

typedef struct {
  CalloutDocumentWindow *window;
  GtkDropDown           *sheet;
  GtkSpinButton         *start;
  GArray                *ids; /* of gint64 */
} Labels;

/* What is read for a sheet, and made on another thread. */
typedef struct {
  gint64             person;
  GArray            *ids;
  GPtrArray         *equipment;
  char              *base;
  char              *house;
  CalloutLabelSheet  sheet;
  guint              start;
} Wish;

static void
labels_free (gpointer data)
{
  Labels *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_array_unref (wish->ids);
  g_clear_pointer (&wish->equipment, g_ptr_array_unref);
  g_free (wish->base);
  g_free (wish->house);
  g_free (wish);
}

static gpointer
read_equipment (CalloutStore  *store,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const Wish *asked = data;
  g_autoptr (CalloutEntity) actor = callout_store_get_plain (store, CALLOUT_KIND_PERSON, asked->person, error);
  g_autoptr (GPtrArray) equipment = NULL;
  CalloutSight sight;
  Wish *wish;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  equipment = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->ids->len; i++)
    {
      gint64 id = g_array_index (asked->ids, gint64, i);
      CalloutEntity *row = callout_store_can_see (store, CALLOUT_KIND_EQUIPMENT, id, &sight, NULL)
                             ? callout_store_get_plain (store, CALLOUT_KIND_EQUIPMENT, id, NULL) : NULL;

      /* What is gone meanwhile needs no label. */
      if (row != NULL)
        g_ptr_array_add (equipment, row);
    }
  wish = g_memdup2 (asked, sizeof *asked);
  wish->ids = g_array_ref (asked->ids);
  wish->equipment = g_steal_pointer (&equipment);
  wish->base = callout_store_get_setting (store, CALLOUT_SETTING_PORTAL, 0, NULL);
  wish->house = callout_store_get_setting (store, CALLOUT_SETTING_HOUSE_NAME, 0, NULL);
  return wish;
}

static CalloutPages *
make_pages (gpointer   data,
            GError   **error)
{
  Wish *wish = data;

  return callout_label_sheet_make_pages (&wish->sheet, wish->equipment, wish->base, wish->house, wish->start,
                                         callout_clock_now (), error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutDocumentWindow) window = data;
  g_autoptr (GError) error = NULL;
  Wish *wish = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (wish != NULL)
    callout_document_window_make (window, make_pages, wish, wish_free);
  else
    callout_document_window_fail (window, error);
}

static void
load (Labels *self)
{
  CalloutSession *session = callout_document_window_get_session (self->window);
  Wish *wish = g_new0 (Wish, 1);

  callout_label_sheet_parse (callout_label_sheet_get_name (gtk_drop_down_get_selected (self->sheet)), &wish->sheet, NULL);
  wish->person = callout_session_get_person_id (session);
  wish->ids = g_array_ref (self->ids);
  wish->start = (guint) MIN (gtk_spin_button_get_value_as_int (self->start), (int) callout_label_sheet_get_count (&wish->sheet));
  callout_workspace_read_async (callout_session_get_workspace (session), read_equipment, wish, wish_free, wish_free,
                                callout_document_window_begin (self->window), read_cb, g_object_ref (self->window));
}

/* A sheet has only so many labels to begin at. */
static void
sheet_cb (Labels *self)
{
  CalloutLabelSheet sheet;

  callout_label_sheet_parse (callout_label_sheet_get_name (gtk_drop_down_get_selected (self->sheet)), &sheet, NULL);
  gtk_spin_button_set_range (self->start, 1, callout_label_sheet_get_count (&sheet));
  load (self);
}

static void
add_controls (Labels *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Begin at label"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; callout_label_sheet_get_name (i) != NULL; i++)
    gtk_string_list_append (titles, callout_label_sheet_get_title (i));
  self->sheet = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (titles)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sheet"), -1);
  self->start = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 24, 1));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->start));
  callout_document_window_add_control (self->window, GTK_WIDGET (self->sheet));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->start));
  callout_document_window_add_control (self->window, box);
  g_signal_connect_swapped (self->sheet, "notify::selected", G_CALLBACK (sheet_cb), self);
  g_signal_connect_swapped (self->start, "value-changed", G_CALLBACK (load), self);
}

/**
 * callout_label_window_open:
 * @ids: of equipment
 *
 * Shows a sheet of labels for machines, to be printed or kept.
 */
void
callout_label_window_open (GtkWidget      *parent,
                           CalloutSession *session,
                           const gint64   *ids,
                           guint           n_ids)
{
  Labels *self = g_new0 (Labels, 1);

  self->window = callout_document_window_new (parent, session, _("Labels"));
  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (self->ids, ids, n_ids);
  g_object_set_data_full (G_OBJECT (self->window), "labels", self, labels_free);
  add_controls (self);
  load (self);
  gtk_window_present (GTK_WINDOW (self->window));
}
