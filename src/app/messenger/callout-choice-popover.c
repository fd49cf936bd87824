/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-choice-popover.h"

#include "callout-markup.h"

#include <glib/gi18n-lib.h>

struct _CalloutChoicePopover
{
  GtkPopover      parent_instance;

  /* Children */
  GtkWidget      *search;
  GtkListBox     *list;
  GtkLabel       *none;

  /* Owned */
  CalloutSession *session;
  GPtrArray      *things; /* of CalloutEntity, as the rows */
  GCancellable   *cancellable;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutChoicePopover, callout_choice_popover, GTK_TYPE_POPOVER)

static const char *
title_of (CalloutEntity *thing)
{
  return CALLOUT_IS_SNIPPET (thing) ? CALLOUT_SNIPPET (thing)->name : CALLOUT_ASSISTANT_ELEMENT (thing)->title;
}

static const char *
text_of (CalloutEntity *thing)
{
  const char *text = CALLOUT_IS_SNIPPET (thing) ? CALLOUT_SNIPPET (thing)->text : CALLOUT_ASSISTANT_ELEMENT (thing)->text;

  return text != NULL ? text : "";
}

static gboolean
fits_cb (GtkListBoxRow *row,
         gpointer       data)
{
  CalloutChoicePopover *self = data;
  CalloutEntity *thing = g_ptr_array_index (self->things, (guint) gtk_list_box_row_get_index (row));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *words == '\0' || g_str_match_string (words, title_of (thing), TRUE) || g_str_match_string (words, text_of (thing), TRUE);
}

static void
search_cb (CalloutChoicePopover *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
activated_cb (CalloutChoicePopover *self,
              GtkListBoxRow        *row)
{
  g_autoptr (CalloutEntity) thing = g_object_ref (g_ptr_array_index (self->things, (guint) gtk_list_box_row_get_index (row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, thing);
}

/* Return takes the first that is left. */
static void
first_cb (CalloutChoicePopover *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        activated_cb (self, row);
        return;
      }
}

static void
add_thing (CalloutChoicePopover *self,
           CalloutEntity        *thing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *line = callout_markup_to_line (text_of (thing), 60);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", title_of (thing), "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", line, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (text, "caption");
  gtk_widget_add_css_class (text, "dim-label");
  gtk_widget_set_visible (text, *line != '\0');
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_append (self->list, box);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutChoicePopover) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *things = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (things == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->none, error->message);
      return;
    }
  self->things = things;
  for (guint i = 0; i < things->len; i++)
    add_thing (self, g_ptr_array_index (things, i));
  gtk_widget_set_visible (GTK_WIDGET (self->none), things->len == 0);
  gtk_widget_set_visible (self->search, things->len > 6);
  if (things->len > 6)
    gtk_widget_grab_focus (self->search);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
callout_choice_popover_dispose (GObject *object)
{
  CalloutChoicePopover *self = CALLOUT_CHOICE_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_choice_popover_parent_class)->dispose (object);
}

static void
callout_choice_popover_finalize (GObject *object)
{
  g_clear_pointer (&CALLOUT_CHOICE_POPOVER (object)->things, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_choice_popover_parent_class)->finalize (object);
}

static void
callout_choice_popover_class_init (CalloutChoicePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = callout_choice_popover_dispose;
  object_class->finalize = callout_choice_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  CALLOUT_TYPE_ENTITY);
}

static void
callout_choice_popover_init (CalloutChoicePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "propagate-natural-height", TRUE, "max-content-height", 320, "width-request", 280, NULL);

  self->cancellable = g_cancellable_new ();
  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "visible", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->none = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "visible", FALSE, "max-width-chars", 32, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, fits_cb, self, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->none));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (first_cb), self, G_CONNECT_SWAPPED);
}

/**
 * callout_choice_popover_new:
 * @kind: %CALLOUT_KIND_SNIPPET or %CALLOUT_KIND_ASSISTANT_ELEMENT
 * @empty: what is said where there are none
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_choice_popover_new (CalloutSession *session,
                            CalloutKind     kind,
                            const char     *empty)
{
  CalloutChoicePopover *self = g_object_new (CALLOUT_TYPE_CHOICE_POPOVER, NULL);
  g_autoptr (CalloutQuery) query = callout_query_new (kind);

  self->session = g_object_ref (session);
  gtk_label_set_text (self->none, empty);
  callout_query_set_sort (query, kind == CALLOUT_KIND_SNIPPET ? "name" : "position", FALSE, NULL);
  callout_workspace_list_async (callout_session_get_workspace (session), callout_session_get_person_id (session), query,
                                self->cancellable, read_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
