/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assign-list.h"

#include "callout-compat.h"
#include "callout-engineer-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CalloutAssignList
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget           *box;
  GtkWidget           *header;
  GtkStack            *stack;
  GtkListView         *view;

  /* Owned */
  CalloutAssignChoice *choice;
  GListStore          *store; /* of CalloutNeighbour, and GtkStringObject where a section begins */
  GPtrArray           *neighbours;
  GArray              *present;
  GPtrArray           *rows;  /* the CalloutEngineerRow there are, borrowed */
  char                *words;

  gint64               pointed;
  gboolean             compact;
};

G_DEFINE_FINAL_TYPE (CalloutAssignList, callout_assign_list, GTK_TYPE_WIDGET)

static gint64
id_of (CalloutNeighbour *neighbour)
{
  return callout_entity_get_id (CALLOUT_ENTITY (neighbour->person));
}

static gboolean
is_present (CalloutAssignList *self,
            CalloutNeighbour  *neighbour)
{
  for (guint i = 0; i < self->present->len; i++)
    if (g_array_index (self->present, gint64, i) == id_of (neighbour))
      return TRUE;
  return FALSE;
}

static gboolean
text_matches (const char *text,
              const char *needle)
{
  g_autofree char *hay = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return hay != NULL && strstr (hay, needle) != NULL;
}

static gboolean
fits_words (CalloutAssignList *self,
            CalloutNeighbour  *neighbour)
{
  g_autofree char *needle = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  needle = g_utf8_casefold (self->words, -1);
  return text_matches (neighbour->person->name, needle) || text_matches (neighbour->person->login, needle)
         || text_matches (neighbour->group_name, needle) || text_matches (neighbour->person->skills, needle);
}

typedef enum { SECTION_PRESENT, SECTION_ELIGIBLE, SECTION_LEFT_OUT, N_SECTIONS } Section;

static Section
section_of (CalloutAssignList *self,
            CalloutNeighbour  *neighbour)
{
  if (is_present (self, neighbour))
    return SECTION_PRESENT;
  return neighbour->eligible ? SECTION_ELIGIBLE : SECTION_LEFT_OUT;
}

static char *
section_title (Section section,
               guint   n)
{
  switch (section)
    {
    case SECTION_PRESENT:
      return g_strdup (_("On It Now"));
    case SECTION_ELIGIBLE:
      return g_strdup_printf (ngettext ("%u Eligible, Best First", "%u Eligible, Best First", n), n);
    case SECTION_LEFT_OUT:
    default:
      return g_strdup_printf (ngettext ("%u Not Eligible", "%u Not Eligible", n), n);
    }
}

/* One replacement of everything: the list keeps its place by itself as long as
 * the rows before it stay as many. */
static void
fill (CalloutAssignList *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (Section section = 0; section < N_SECTIONS; section++)
    {
      g_autoptr (GPtrArray) members = g_ptr_array_new ();
      g_autofree char *title = NULL;

      for (guint i = 0; self->neighbours != NULL && i < self->neighbours->len; i++)
        {
          CalloutNeighbour *neighbour = g_ptr_array_index (self->neighbours, i);

          if (section_of (self, neighbour) == section && fits_words (self, neighbour))
            g_ptr_array_add (members, neighbour);
        }
      if (members->len == 0)
        continue;
      title = section_title (section, members->len);
      g_ptr_array_add (items, gtk_string_object_new (title));
      for (guint i = 0; i < members->len; i++)
        g_ptr_array_add (items, g_object_ref (g_ptr_array_index (members, i)));
    }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
}

static void
row_gone (gpointer  data,
          GObject  *row)
{
  g_ptr_array_remove_fast (data, row);
}

static void
setup_cb (CalloutAssignList *self,
          GtkListItem       *item)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, NULL);
  GtkWidget *row = callout_engineer_row_new (self->choice);

  gtk_widget_add_css_class (heading, "section-heading");
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_add_named (GTK_STACK (stack), heading, "heading");
  gtk_stack_add_named (GTK_STACK (stack), row, "row");
  callout_engineer_row_set_compact (CALLOUT_ENGINEER_ROW (row), self->compact);
  g_ptr_array_add (self->rows, row);
  g_object_weak_ref (G_OBJECT (row), row_gone, g_ptr_array_ref (self->rows));
  gtk_list_item_set_child (item, stack);
}

static void
bind_cb (CalloutAssignList *self,
         GtkListItem       *item)
{
  GtkStack *stack = GTK_STACK (gtk_list_item_get_child (item));
  GObject *object = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_stack_get_child_by_name (stack, "row");

  if (GTK_IS_STRING_OBJECT (object))
    {
      gtk_label_set_text (GTK_LABEL (gtk_stack_get_child_by_name (stack, "heading")),
                          gtk_string_object_get_string (GTK_STRING_OBJECT (object)));
      gtk_list_item_set_activatable (item, FALSE);
      gtk_stack_set_visible_child_name (stack, "heading");
      return;
    }
  callout_engineer_row_set_neighbour (CALLOUT_ENGINEER_ROW (row), CALLOUT_NEIGHBOUR (object),
                                      section_of (self, CALLOUT_NEIGHBOUR (object)) != SECTION_LEFT_OUT);
  callout_engineer_row_set_pointed (CALLOUT_ENGINEER_ROW (row), id_of (CALLOUT_NEIGHBOUR (object)) == self->pointed);
  gtk_list_item_set_activatable (item, TRUE);
  gtk_stack_set_visible_child_name (stack, "row");
}

static void
unbind_cb (CalloutAssignList *self,
           GtkListItem       *item)
{
  GtkStack *stack = GTK_STACK (gtk_list_item_get_child (item));

  callout_engineer_row_set_neighbour (CALLOUT_ENGINEER_ROW (gtk_stack_get_child_by_name (stack, "row")), NULL, FALSE);
}

static void
activate_cb (CalloutAssignList *self,
             guint              position)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (CALLOUT_IS_NEIGHBOUR (object) && section_of (self, CALLOUT_NEIGHBOUR (object)) != SECTION_LEFT_OUT)
    callout_assign_choice_toggle (self->choice, CALLOUT_NEIGHBOUR (object)->person);
}

static void
callout_assign_list_dispose (GObject *object)
{
  CalloutAssignList *self = CALLOUT_ASSIGN_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->choice);
  g_clear_object (&self->store);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  g_clear_pointer (&self->present, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (callout_assign_list_parent_class)->dispose (object);
}

static void
callout_assign_list_class_init (CalloutAssignListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_assign_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/assign/callout-assign-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutAssignList, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutAssignList, header);
  gtk_widget_class_bind_template_child (widget_class, CalloutAssignList, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutAssignList, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_assign_list_init (CalloutAssignList *self)
{
  self->store = g_list_store_new (G_TYPE_OBJECT);
  self->present = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_assign_list_set_choice:
 *
 * To be called once, before anybody is shown.
 */
void
callout_assign_list_set_choice (CalloutAssignList   *self,
                                CalloutAssignChoice *choice)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_set_object (&self->choice, choice);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)))));
}

/**
 * callout_assign_list_set_neighbours:
 * @neighbours: (element-type CalloutNeighbour): best first, those left out last
 * @present: who is on the work order now and may stay
 */
void
callout_assign_list_set_neighbours (CalloutAssignList *self,
                                    GPtrArray         *neighbours,
                                    const gint64      *present,
                                    guint              n_present)
{
  g_ptr_array_ref (neighbours);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  self->neighbours = neighbours;
  g_array_set_size (self->present, 0);
  g_array_append_vals (self->present, present, n_present);
  fill (self);
}

/**
 * callout_assign_list_set_words:
 *
 * Shows only those whose name, group or skills hold the words.
 */
void
callout_assign_list_set_words (CalloutAssignList *self,
                               const char        *words)
{
  if (g_strcmp0 (self->words, words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  fill (self);
}

/**
 * callout_assign_list_set_compact:
 * @compact: whether the figures stand under the names
 */
void
callout_assign_list_set_compact (CalloutAssignList *self,
                                 gboolean           compact)
{
  self->compact = compact;
  gtk_widget_set_visible (self->header, !compact);
  for (guint i = 0; i < self->rows->len; i++)
    callout_engineer_row_set_compact (g_ptr_array_index (self->rows, i), compact);
}

/**
 * callout_assign_list_point_at:
 * @person: who is under the pointer on the map; 0: nobody
 */
void
callout_assign_list_point_at (CalloutAssignList *self,
                              gint64             person)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (self->pointed == person)
    return;
  self->pointed = person;
  for (guint i = 0; i < self->rows->len; i++)
    {
      CalloutEngineerRow *row = g_ptr_array_index (self->rows, i);
      CalloutNeighbour *neighbour = callout_engineer_row_get_neighbour (row);

      callout_engineer_row_set_pointed (row, person != 0 && neighbour != NULL && id_of (neighbour) == person);
    }
  for (guint i = 0; person != 0 && i < n; i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (CALLOUT_IS_NEIGHBOUR (object) && id_of (CALLOUT_NEIGHBOUR (object)) == person)
        {
          callout_compat_scroll_to (GTK_WIDGET (self->view), i);
          return;
        }
    }
}
