/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-filter.h"

#include <glib/gi18n-lib.h>

enum {
  PENDING,
  ASSIGNED,
  UNDER_WAY,
  HOUSE,
  EXTERNAL,
  UNAVAILABLE,
  N_CHOICES
};

struct _CalloutMapFilter
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *choices[N_CHOICES];
  GtkWidget     *groups;

  /* Owned */
  GPtrArray     *keys; /* of the groups, after the first row, which is all */

  gboolean       filling;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutMapFilter, callout_map_filter, GTK_TYPE_WIDGET)

static void
changed_cb (CalloutMapFilter *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_on (CalloutMapFilter *self,
       int               choice)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->choices[choice]));
}

static void
callout_map_filter_dispose (GObject *object)
{
  CalloutMapFilter *self = CALLOUT_MAP_FILTER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_map_filter_parent_class)->dispose (object);
}

static void
callout_map_filter_class_init (CalloutMapFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_map_filter_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_heading (CalloutMapFilter *self,
             const char       *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
add_choice (CalloutMapFilter *self,
            int               choice,
            const char       *text)
{
  self->choices[choice] = gtk_check_button_new_with_mnemonic (text);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[choice]), TRUE);
  g_signal_connect_swapped (self->choices[choice], "toggled", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->choices[choice]);
}

static void
callout_map_filter_init (CalloutMapFilter *self)
{
  const char *all[] = { _("All Groups"), NULL };

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  add_heading (self, _("Work Orders"));
  add_choice (self, PENDING, _("_Pending"));
  add_choice (self, ASSIGNED, _("_Assigned"));
  add_choice (self, UNDER_WAY, _("Under _Way"));
  add_heading (self, _("Engineers"));
  add_choice (self, HOUSE, _("_In-House"));
  add_choice (self, EXTERNAL, _("_External"));
  add_choice (self, UNAVAILABLE, _("_Not Available"));
  add_heading (self, _("Service Group"));
  self->groups = gtk_drop_down_new_from_strings (all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->groups), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Service Group"), -1);
  g_signal_connect_swapped (self->groups, "notify::selected", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->groups);
}

GtkWidget *
callout_map_filter_new (void)
{
  return g_object_new (CALLOUT_TYPE_MAP_FILTER, NULL);
}

typedef struct {
  const char *key;
  const char *name;
} Group;

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (((const Group *) a)->name, ((const Group *) b)->name);
}

static gboolean
same_keys (CalloutMapFilter *self,
           GArray           *groups)
{
  if (self->keys->len != groups->len)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (!g_str_equal (g_ptr_array_index (self->keys, i), g_array_index (groups, Group, i).key))
      return FALSE;
  return TRUE;
}

/**
 * callout_map_filter_set_groups:
 * @groups: names by keys
 *
 * The choice holds as long as its group is among them.
 */
void
callout_map_filter_set_groups (CalloutMapFilter *self,
                               GHashTable       *groups)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GtkStringList) names = NULL;
  g_autofree char *chosen = g_strdup (callout_map_filter_get_group (self));
  GHashTableIter iter;
  gpointer key, name;
  guint selected = 0;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &key, &name))
    {
      Group group = { key, name };

      g_array_append_val (sorted, group);
    }
  g_array_sort (sorted, compare_groups);
  if (same_keys (self, sorted))
    return;

  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("All Groups"));
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Group *group = &g_array_index (sorted, Group, i);

      if (g_strcmp0 (group->key, chosen) == 0)
        selected = i + 1;
      g_ptr_array_add (self->keys, g_strdup (group->key));
      gtk_string_list_append (names, group->name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->groups), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->groups), selected);
  self->filling = FALSE;
}

/**
 * callout_map_filter_get_group:
 *
 * Returns: (nullable): the key of the group chosen; %NULL: all
 */
const char *
callout_map_filter_get_group (CalloutMapFilter *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->groups));

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION || selected > self->keys->len)
    return NULL;
  return g_ptr_array_index (self->keys, selected - 1);
}

gboolean
callout_map_filter_has_work_order (CalloutMapFilter *self,
                                   CalloutWorkOrder *work_order)
{
  const char *group = callout_map_filter_get_group (self);

  if (group != NULL && g_strcmp0 (work_order->group_key, group) != 0)
    return FALSE;
  switch ((CalloutWorkState) work_order->state)
    {
    case CALLOUT_WORK_STATE_PENDING_DISPATCH:
    case CALLOUT_WORK_STATE_PENDING_GROUP:
      return is_on (self, PENDING);
    case CALLOUT_WORK_STATE_ASSIGNED:
    case CALLOUT_WORK_STATE_DISPATCHED:
    case CALLOUT_WORK_STATE_ACCEPTED:
      return is_on (self, ASSIGNED);
    case CALLOUT_WORK_STATE_TRAVEL:
    case CALLOUT_WORK_STATE_WORK:
    case CALLOUT_WORK_STATE_CHECKED_OUT:
      return is_on (self, UNDER_WAY);
    case CALLOUT_WORK_STATE_CLOSED:
    case CALLOUT_WORK_STATE_CANCELLED:
    case CALLOUT_N_WORK_STATES:
    default:
      return FALSE;
    }
}

gboolean
callout_map_filter_has_neighbour (CalloutMapFilter *self,
                                  CalloutNeighbour *neighbour)
{
  const char *group = callout_map_filter_get_group (self);
  CalloutPerson *person = neighbour->person;
  gboolean available = neighbour->on_duty && person->availability == CALLOUT_AVAILABILITY_AVAILABLE;

  if (group != NULL && !callout_keys_contain (person->groups, group))
    return FALSE;
  if (!available && !is_on (self, UNAVAILABLE))
    return FALSE;
  return is_on (self, person->external ? EXTERNAL : HOUSE);
}

/**
 * callout_map_filter_is_plain:
 *
 * Whether everything is shown.
 */
gboolean
callout_map_filter_is_plain (CalloutMapFilter *self)
{
  for (int i = 0; i < N_CHOICES; i++)
    if (!is_on (self, i))
      return FALSE;
  return callout_map_filter_get_group (self) == NULL;
}
