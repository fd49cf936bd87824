/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-versions.h"

#include "callout-dialog-fit.h"
#include "callout-publish-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutFlowVersions
{
  AdwWindow       parent_instance;

  /* Template children */
  AdwComboRow    *older;
  AdwComboRow    *newer;
  GtkLabel       *summary;
  GtkListBox     *changes;
  GtkListBox     *versions;

  /* Owned */
  CalloutFlowDoc *doc;
  GPtrArray      *choices; /* of CalloutFlow, the newest first, the draft before all */

  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (CalloutFlowVersions, callout_flow_versions, ADW_TYPE_WINDOW)

static char *
dup_name (CalloutFlow *flow)
{
  if (flow->state == CALLOUT_FLOW_STATE_DRAFT)
    return g_strdup (_("Draft"));
  if (flow->state == CALLOUT_FLOW_STATE_RETIRED)
    return g_strdup_printf (_("Version %" PRId64 " (retired)"), flow->number);
  return g_strdup_printf (_("Version %" PRId64), flow->number);
}

static void
compare_cb (CalloutFlowVersions *self)
{
  g_autoptr (GPtrArray) changes = NULL;
  guint older, newer;

  if (self->filling || self->choices == NULL)
    return;
  older = adw_combo_row_get_selected (self->older);
  newer = adw_combo_row_get_selected (self->newer);
  if (older >= self->choices->len || newer >= self->choices->len)
    return;
  changes = callout_flow_compare (g_ptr_array_index (self->choices, older), g_ptr_array_index (self->choices, newer));
  gtk_label_set_text (self->summary, changes->len == 0 ? _("There is no difference between the two") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), changes->len == 0);
  callout_change_list_fill (self->changes, changes);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes->len > 0);
}

static void
take_up_cb (CalloutFlowVersions *self,
            GtkWidget           *button)
{
  callout_flow_doc_take_up (self->doc, g_object_get_data (G_OBJECT (button), "version"));
  gtk_window_close (GTK_WINDOW (self));
}

static char *
describe (CalloutFlowVersions *self,
          CalloutFlow         *flow)
{
  CalloutFlowDesk *desk = callout_flow_doc_get_desk (self->doc);
  const char *note = callout_flow_desk_get_note (desk, flow);
  g_autofree char *when = callout_flow_desk_dup_day (desk, flow->published_at);
  g_autoptr (GString) text = g_string_new (NULL);

  if (flow->published_by_login != NULL)
    /* Translators: when a version was published, and by whom */
    g_string_printf (text, _("Published %s by %s"), when, flow->published_by_login);
  else
    g_string_assign (text, _("The flow every house begins with"));
  if (note != NULL)
    g_string_append_printf (text, "\n%s", note);
  return g_markup_escape_text (text->str, -1);
}

static GtkWidget *
make_row (CalloutFlowVersions *self,
          CalloutFlow         *flow)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Take Up"));
  g_autofree char *name = dup_name (flow);
  g_autofree char *text = describe (self, flow);
  g_autofree char *spoken = g_strdup_printf (_("Take up %s as new draft"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "version", g_object_ref (flow), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_up_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill (CalloutFlowVersions *self)
{
  const CalloutFlowEntry *entry = callout_flow_desk_find (callout_flow_doc_get_desk (self->doc), callout_flow_doc_get_key (self->doc));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
  if (entry == NULL)
    return;
  if (entry->draft != NULL)
    g_ptr_array_add (self->choices, g_object_ref (entry->draft));
  for (guint i = 0; i < entry->versions->len; i++)
    {
      g_ptr_array_add (self->choices, g_object_ref (g_ptr_array_index (entry->versions, i)));
      gtk_list_box_append (self->versions, make_row (self, g_ptr_array_index (entry->versions, i)));
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      g_autofree char *name = dup_name (g_ptr_array_index (self->choices, i));

      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->older, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->newer, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->newer, 0);
  adw_combo_row_set_selected (self->older, self->choices->len > 1 ? 1 : 0);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->versions), entry->versions->len > 0);
  compare_cb (self);
}

static void
close_cb (CalloutFlowVersions *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
callout_flow_versions_dispose (GObject *object)
{
  CalloutFlowVersions *self = CALLOUT_FLOW_VERSIONS (object);

  self->filling = TRUE;
  g_clear_object (&self->doc);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_flow_versions_parent_class)->dispose (object);
}

static void
callout_flow_versions_class_init (CalloutFlowVersionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_versions_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/flows/callout-flow-versions.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutFlowVersions, older);
  gtk_widget_class_bind_template_child (widget_class, CalloutFlowVersions, newer);
  gtk_widget_class_bind_template_child (widget_class, CalloutFlowVersions, summary);
  gtk_widget_class_bind_template_child (widget_class, CalloutFlowVersions, changes);
  gtk_widget_class_bind_template_child (widget_class, CalloutFlowVersions, versions);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_flow_versions_init (CalloutFlowVersions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
callout_flow_versions_open (GtkWidget      *parent,
                            CalloutFlowDoc *doc)
{
  CalloutFlowVersions *self = g_object_new (CALLOUT_TYPE_FLOW_VERSIONS, NULL);

  self->doc = g_object_ref (doc);
  fill (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
