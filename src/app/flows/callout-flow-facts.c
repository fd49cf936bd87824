/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-facts.h"

#include "callout-flow-rows.h"

#include <glib/gi18n-lib.h>

enum { NAME, DESCRIPTION, BUTTON, SKILLS, N_TEXTS };
enum { VISIT, RATINGS, N_FLAGS };
enum { NOTIFY, OFFER, N_GROUPS };

struct _CalloutFlowFacts
{
  GtkWidget       parent_instance;

  /* Children */
  GtkWidget      *box;
  GtkWidget      *expander;
  GtkWidget      *texts[N_TEXTS];
  GtkWidget      *flags[N_FLAGS];
  GtkWidget      *groups[N_GROUPS];
  GtkLabel       *fault;

  /* Owned */
  CalloutFlowDoc *doc;   /* (nullable) */
  GPtrArray      *keys;  /* of char: the groups', in the order shown; the first is "" */

  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (CalloutFlowFacts, callout_flow_facts, GTK_TYPE_WIDGET)

static CalloutFlowSketch *
sketch_of (CalloutFlowFacts *self)
{
  return callout_flow_doc_get_sketch (self->doc);
}

static char **
text_place (CalloutFlowSketch *sketch,
            guint              which)
{
  char **places[] = { &sketch->name, &sketch->description, &sketch->button, &sketch->skills };

  return places[which];
}

static gboolean *
flag_place (CalloutFlowSketch *sketch,
            guint              which)
{
  return which == VISIT ? &sketch->visit : &sketch->ratings;
}

static char **
group_place (CalloutFlowSketch *sketch,
             guint              which)
{
  return which == NOTIFY ? &sketch->notify_group : &sketch->offer_group;
}

static guint
which_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "which"));
}

static void
replace (char       **place,
         const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
text_cb (CalloutFlowFacts *self,
         GtkWidget        *row)
{
  g_autofree char *merge = g_strdup_printf ("fact.%u", which_of (row));

  if (self->filling || self->doc == NULL)
    return;
  callout_flow_doc_begin (self->doc, merge);
  replace (text_place (sketch_of (self), which_of (row)), gtk_editable_get_text (GTK_EDITABLE (row)));
  callout_flow_doc_end (self->doc);
}

static void
flag_cb (CalloutFlowFacts *self,
         GParamSpec       *pspec,
         GtkWidget        *control)
{
  if (self->filling || self->doc == NULL)
    return;
  callout_flow_doc_begin (self->doc, NULL);
  *flag_place (sketch_of (self), which_of (control)) = gtk_switch_get_active (GTK_SWITCH (control));
  callout_flow_doc_end (self->doc);
}

static void
group_cb (CalloutFlowFacts *self,
          GParamSpec       *pspec,
          GtkWidget        *row)
{
  guint nth = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->filling || self->doc == NULL || nth >= self->keys->len)
    return;
  callout_flow_doc_begin (self->doc, NULL);
  replace (group_place (sketch_of (self), which_of (row)), g_ptr_array_index (self->keys, nth));
  callout_flow_doc_end (self->doc);
}

/* Building */

static void
add_text (CalloutFlowFacts *self,
          guint             which,
          const char       *title)
{
  GtkWidget *row = callout_flow_entry_new (title);

  g_object_set_data (G_OBJECT (row), "which", GUINT_TO_POINTER (which));
  g_signal_connect_object (row, "changed", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->expander), row);
  self->texts[which] = row;
}

static void
add_flag (CalloutFlowFacts *self,
          guint             which,
          const char       *title,
          const char       *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  g_object_set_data (G_OBJECT (control), "which", GUINT_TO_POINTER (which));
  g_signal_connect_object (control, "notify::active", G_CALLBACK (flag_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->expander), row);
  self->flags[which] = control;
}

static void
add_group (CalloutFlowFacts *self,
           guint             which,
           const char       *title,
           const char       *subtitle)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  g_object_set_data (G_OBJECT (row), "which", GUINT_TO_POINTER (which));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (group_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->expander), row);
  self->groups[which] = row;
}

/* Showing */

static const char *
group_name (CalloutFlowFacts *self,
            const char       *key)
{
  GPtrArray *groups = callout_flow_desk_get_groups (callout_flow_doc_get_desk (self->doc));

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    if (g_str_equal (((CalloutGroup *) g_ptr_array_index (groups, i))->key, key))
      return ((CalloutGroup *) g_ptr_array_index (groups, i))->name;
  return key;
}

static void
sync_group (CalloutFlowFacts *self,
            guint             which)
{
  GPtrArray *groups = callout_flow_desk_get_groups (callout_flow_doc_get_desk (self->doc));
  const char *chosen = *group_place (sketch_of (self), which);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *present = adw_combo_row_get_model (ADW_COMBO_ROW (self->groups[which]));
  gboolean same;
  guint selected = 0;

  g_ptr_array_set_size (self->keys, 0);
  g_ptr_array_add (self->keys, g_strdup (""));
  gtk_string_list_append (names, which == NOTIFY ? _("Nobody") : _("Default group"));
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      CalloutGroup *group = g_ptr_array_index (groups, i);

      if (g_str_equal (group->key, chosen))
        selected = self->keys->len;
      g_ptr_array_add (self->keys, g_strdup (group->key));
      gtk_string_list_append (names, group->name);
    }
  same = present != NULL && g_list_model_get_n_items (present) == self->keys->len;
  for (guint i = 0; same && i < self->keys->len; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (present), i), gtk_string_list_get_string (names, i));
  if (!same)
    adw_combo_row_set_model (ADW_COMBO_ROW (self->groups[which]), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->groups[which]), selected);
}

/* What one wants to know of it without opening it. */
static char *
summarize (CalloutFlowFacts *self)
{
  CalloutFlowSketch *sketch = sketch_of (self);
  GString *text = g_string_new (*sketch->offer_group != '\0' ? NULL : _("offered to the default group"));

  if (*sketch->offer_group != '\0')
    /* Translators: %s is a group */
    g_string_append_printf (text, _("offered to %s"), group_name (self, sketch->offer_group));
  g_string_append_printf (text, " · %s", sketch->visit ? _("with a visit") : _("without a visit"));
  if (*sketch->skills != '\0')
    g_string_append_printf (text, " · %s", sketch->skills);
  return g_string_free (text, FALSE);
}

static void
refresh (CalloutFlowFacts *self)
{
  CalloutFlowSketch *sketch = sketch_of (self);
  const char *fault = callout_flow_doc_get_fault (self->doc, 0);
  g_autofree char *summary = summarize (self);
  g_autofree char *title = g_markup_escape_text (*sketch->name != '\0' ? sketch->name : _("Flow"), -1);
  g_autofree char *subtitle = g_markup_escape_text (summary, -1);

  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->expander), subtitle);
  for (guint i = 0; i < N_TEXTS; i++)
    if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->texts[i])), *text_place (sketch, i)))
      gtk_editable_set_text (GTK_EDITABLE (self->texts[i]), *text_place (sketch, i));
  for (guint i = 0; i < N_FLAGS; i++)
    gtk_switch_set_active (GTK_SWITCH (self->flags[i]), *flag_place (sketch, i));
  for (guint i = 0; i < N_GROUPS; i++)
    sync_group (self, i);
  gtk_label_set_text (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  self->filling = FALSE;
}

static void
callout_flow_facts_dispose (GObject *object)
{
  CalloutFlowFacts *self = CALLOUT_FLOW_FACTS (object);

  callout_flow_facts_set_doc (self, NULL);
  self->filling = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_flow_facts_parent_class)->dispose (object);
}

static void
callout_flow_facts_class_init (CalloutFlowFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_flow_facts_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
callout_flow_facts_init (CalloutFlowFacts *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->expander = adw_expander_row_new ();
  gtk_list_box_append (GTK_LIST_BOX (list), self->expander);
  gtk_box_append (GTK_BOX (self->box), list);
  add_text (self, NAME, _("Name"));
  add_text (self, DESCRIPTION, _("Description (optional)"));
  add_text (self, BUTTON, _("Text of the Action Button (optional)"));
  add_group (self, NOTIFY, _("Told of New Tickets"), _("Everybody in this group"));
  add_group (self, OFFER, _("Receives the Offers"), _("Those of this group who have the skills"));
  add_text (self, SKILLS, _("Skills It Needs (keys, apart by blanks)"));
  add_flag (self, VISIT, _("Needs a Visit"), _("A work order is made when a ticket is submitted"));
  add_flag (self, RATINGS, _("Ask for a Rating"), _("The customer is asked when the ticket is done"));
  self->fault = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE,
                                         "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->fault));
}

/**
 * callout_flow_facts_set_doc:
 * @doc: (nullable)
 */
void
callout_flow_facts_set_doc (CalloutFlowFacts *self,
                            CalloutFlowDoc   *doc)
{
  if (self->doc == doc)
    return;
  if (self->doc != NULL)
    g_signal_handlers_disconnect_by_func (self->doc, refresh, self);
  g_set_object (&self->doc, doc);
  if (doc == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->expander), FALSE);
  g_signal_connect_object (doc, "edited", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
