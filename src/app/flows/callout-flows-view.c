/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flows-view.h"

#include "callout-flow-dialogs.h"
#include "callout-flow-editor.h"
#include "callout-flow-versions.h"
#include "callout-flows-resources.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutFlowsView
{
  CalloutView        parent_instance;

  /* Template children */
  GtkWidget         *back;
  GtkWidget         *add;
  GtkWidget         *versions;
  GtkWidget         *more;
  GtkPopover        *more_popover;
  GtkWidget         *retire;
  GtkStack          *stack;
  AdwStatusPage     *problem;
  GtkListBox        *flows;
  CalloutFlowEditor *editor;

  /* Owned */
  CalloutFlowDesk   *desk;
  GHashTable        *docs;   /* key → CalloutFlowDoc: what was opened, with the way back through it */
  char              *wanted; /* (nullable): whose flow shall be opened when it has been read */
};

G_DEFINE_FINAL_TYPE (CalloutFlowsView, callout_flows_view, CALLOUT_TYPE_VIEW)

static gboolean
is_editing (CalloutFlowsView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "editor") == 0;
}

static void
show_header (CalloutFlowsView *self)
{
  CalloutFlowDoc *doc = callout_flow_editor_get_doc (self->editor);
  const CalloutFlowEntry *entry = doc != NULL ? callout_flow_desk_find (self->desk, callout_flow_doc_get_key (doc)) : NULL;
  gboolean editing = is_editing (self);

  gtk_widget_set_visible (self->back, editing);
  gtk_widget_set_visible (self->add, !editing);
  gtk_widget_set_visible (self->versions, editing);
  gtk_widget_set_visible (self->more, editing);
  gtk_widget_set_sensitive (self->retire, editing && entry != NULL && entry->current != NULL
                                            && entry->current->state == CALLOUT_FLOW_STATE_PUBLISHED);
}

/* The list */

static void
add_tag (GtkWidget  *row,
         const char *text)
{
  GtkWidget *tag = gtk_label_new (text);

  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (tag, "tag");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tag);
}

static char *
dup_version (const CalloutFlowEntry *entry)
{
  if (entry->current == NULL)
    return g_strdup (_("Never published"));
  if (entry->current->state == CALLOUT_FLOW_STATE_RETIRED)
    return g_strdup (_("Retired"));
  return g_strdup_printf (_("Version %" PRId64), entry->current->number);
}

static GtkWidget *
make_row (const CalloutFlowEntry *entry)
{
  CalloutFlow *flow = callout_flow_entry_get_shown (entry);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (flow->name, -1);
  g_autofree char *version = dup_version (entry);
  g_autofree char *text = flow->description != NULL ? g_strdup_printf ("%s · %s", version, flow->description) : g_strdup (version);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (entry->draft != NULL)
    add_tag (row, _("Draft"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (entry->key), g_free);
  return row;
}

static void
show_flows (CalloutFlowsView *self)
{
  GPtrArray *entries = callout_flow_desk_get_entries (self->desk);
  GtkListBoxRow *focused = NULL;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->flows));
  g_autofree char *key = focus != NULL ? g_strdup (g_object_get_data (G_OBJECT (focus), "key")) : NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->flows))) != NULL)
    gtk_list_box_remove (self->flows, row);
  for (guint i = 0; i < entries->len; i++)
    {
      row = make_row (g_ptr_array_index (entries, i));
      gtk_list_box_append (self->flows, row);
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) == 0)
        focused = GTK_LIST_BOX_ROW (row);
    }
  if (focused != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (focused));
}

/* Opening */

static void
open_flow (CalloutFlowsView *self,
           const char       *key)
{
  CalloutFlowDoc *doc = g_hash_table_lookup (self->docs, key);

  if (callout_flow_desk_find (self->desk, key) == NULL)
    return;
  if (doc == NULL)
    {
      doc = callout_flow_doc_new (self->desk, key);
      g_hash_table_insert (self->docs, g_strdup (key), doc);
    }
  callout_flow_editor_set_doc (self->editor, doc);
  gtk_stack_set_visible_child_name (self->stack, "editor");
  show_header (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
go_back (CalloutFlowsView *self)
{
  CalloutFlowDoc *doc = callout_flow_editor_get_doc (self->editor);

  if (doc != NULL)
    callout_flow_doc_keep (doc, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, callout_flow_desk_get_entries (self->desk)->len > 0 ? "list" : "empty");
  show_header (self);
  gtk_widget_child_focus (GTK_WIDGET (self->flows), GTK_DIR_TAB_FORWARD);
}

static void
activated_cb (CalloutFlowsView *self,
              GtkListBoxRow    *row)
{
  open_flow (self, g_object_get_data (G_OBJECT (row), "key"));
}

static gboolean
doc_is_gone (gpointer key,
             gpointer value,
             gpointer data)
{
  CalloutFlowsView *self = data;

  if (callout_flow_desk_find (self->desk, key) != NULL)
    return FALSE;
  if (callout_flow_editor_get_doc (self->editor) == value)
    callout_flow_editor_set_doc (self->editor, NULL);
  return TRUE;
}

static void
desk_changed_cb (CalloutFlowsView *self)
{
  const GError *error = callout_flow_desk_get_error (self->desk);
  GPtrArray *entries = callout_flow_desk_get_entries (self->desk);
  g_autofree char *wanted = NULL;

  if (entries == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_hash_table_foreach_remove (self->docs, doc_is_gone, self);
  show_flows (self);
  if (!is_editing (self) || callout_flow_editor_get_doc (self->editor) == NULL)
    gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : "empty");
  if (self->wanted != NULL && callout_flow_desk_find (self->desk, self->wanted) != NULL)
    {
      wanted = g_steal_pointer (&self->wanted);
      open_flow (self, wanted);
    }
  show_header (self);
}

static void
disturbed_cb (CalloutFlowsView *self,
              const char       *key,
              const char       *sentence)
{
  CalloutFlowDoc *doc = callout_flow_editor_get_doc (self->editor);

  if (doc != NULL && is_editing (self) && g_str_equal (callout_flow_doc_get_key (doc), key))
    callout_flow_editor_show_notice (self->editor, sentence);
}

/* Actions */

static void
made (const char *key,
      gpointer    data)
{
  CalloutFlowsView *self = data;

  g_free (self->wanted);
  self->wanted = g_strdup (key);
  callout_flow_desk_refresh (self->desk);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (widget);

  if (callout_flow_desk_get_entries (self->desk) != NULL)
    callout_flow_new_open (widget, self->desk, made, G_OBJECT (self));
}

static void
versions_kept (CalloutFlowDoc *doc,
               gpointer        data)
{
  g_autoptr (CalloutFlowsView) self = data;

  if (self->desk != NULL && callout_flow_editor_get_doc (self->editor) == doc)
    callout_flow_versions_open (GTK_WIDGET (self), doc);
}

static void
versions_cb (CalloutFlowsView *self)
{
  CalloutFlowDoc *doc = callout_flow_editor_get_doc (self->editor);

  if (doc != NULL)
    callout_flow_doc_keep (doc, versions_kept, g_object_ref (self));
}

/* The header bar's buttons are not within the view while it is shown. */
static void
add_cb (CalloutFlowsView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "flows.new", NULL);
}

static void
retire_cb (CalloutFlowsView *self)
{
  CalloutFlowDoc *doc = callout_flow_editor_get_doc (self->editor);

  gtk_popover_popdown (self->more_popover);
  if (doc != NULL)
    callout_flow_retire_open (GTK_WIDGET (self), doc);
}

/* What the window asks of every view */

static void
callout_flows_view_shown (CalloutView *view)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (view);

  if (callout_flow_desk_get_entries (self->desk) == NULL)
    callout_flow_desk_refresh (self->desk);
}

static gboolean
callout_flows_view_open (CalloutView *view,
                         CalloutKind  kind,
                         gint64       id)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (view);
  GPtrArray *entries = callout_flow_desk_get_entries (self->desk);

  if (kind != CALLOUT_KIND_FLOW)
    return FALSE;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      CalloutFlowEntry *entry = g_ptr_array_index (entries, i);
      gboolean found = entry->draft != NULL && callout_entity_get_id (CALLOUT_ENTITY (entry->draft)) == id;

      for (guint j = 0; j < entry->versions->len && !found; j++)
        found = callout_entity_get_id (g_ptr_array_index (entry->versions, j)) == id;
      if (found)
        {
          open_flow (self, entry->key);
          break;
        }
    }
  return TRUE;
}

static gboolean
callout_flows_view_undo (CalloutView *view,
                         gboolean     redo)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (view);

  return is_editing (self) && callout_flow_editor_undo (self->editor, redo);
}

static void
callout_flows_view_constructed (GObject *object)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (object);

  G_OBJECT_CLASS (callout_flows_view_parent_class)->constructed (object);
  self->desk = callout_flow_desk_new (callout_view_get_session (CALLOUT_VIEW (self)));
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "disturbed", G_CALLBACK (disturbed_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
drop_all (gpointer key,
          gpointer value,
          gpointer data)
{
  /* What waits for its second is kept before it goes. */
  callout_flow_doc_keep (value, NULL, NULL);
  return TRUE;
}

static void
callout_flows_view_dispose (GObject *object)
{
  CalloutFlowsView *self = CALLOUT_FLOWS_VIEW (object);

  if (self->editor != NULL)
    callout_flow_editor_set_doc (self->editor, NULL);
  if (self->docs != NULL)
    g_hash_table_foreach_remove (self->docs, drop_all, NULL);
  g_clear_pointer (&self->docs, g_hash_table_unref);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (callout_flows_view_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutFlowsView, child)

static void
add_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_flows_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/flows/flows.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
}

static void
callout_flows_view_class_init (CalloutFlowsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_flows_view_constructed;
  object_class->dispose = callout_flows_view_dispose;
  view_class->shown = callout_flows_view_shown;
  view_class->open = callout_flows_view_open;
  view_class->undo = callout_flows_view_undo;
  add_style ();
  g_type_ensure (CALLOUT_TYPE_FLOW_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/flows/callout-flows-view.ui");
  BIND (back);
  BIND (add);
  BIND (versions);
  BIND (more);
  BIND (more_popover);
  BIND (retire);
  BIND (stack);
  BIND (problem);
  BIND (flows);
  BIND (editor);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, retire_cb);
  gtk_widget_class_bind_template_callback (widget_class, versions_cb);
  gtk_widget_class_install_action (widget_class, "flows.new", NULL, new_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "flows.new", NULL);
}

static void
callout_flows_view_init (CalloutFlowsView *self)
{
  self->docs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_flows_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_flows_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_FLOWS_VIEW, "session", session, NULL);
}
