/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-editor.h"

#include "callout-flow-dialogs.h"
#include "callout-flow-facts.h"
#include "callout-flow-outline.h"
#include "callout-flow-preview.h"
#include "callout-width-bin.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutFlowEditor
{
  GtkWidget           parent_instance;

  /* Template children */
  GtkWidget          *box;
  GtkRevealer        *notice_revealer;
  GtkLabel           *notice;
  GtkWidget          *mine;
  GtkWidget          *theirs;
  GtkLabel           *state;
  GtkLabel           *changes;
  GtkWidget          *undo;
  GtkWidget          *redo;
  GtkWidget          *discard;
  GtkWidget          *publish;
  GtkWidget          *pages;
  GtkToggleButton    *build_page;
  GtkToggleButton    *preview_page;
  CalloutWidthBin    *width_bin;
  GtkWidget          *build;
  CalloutFlowOutline *outline;
  GtkWidget          *separator;
  CalloutFlowPreview *preview;
  GtkLabel           *announcement;

  CalloutFlowFacts   *facts;

  /* Owned */
  CalloutFlowDoc     *doc;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CalloutFlowEditor, callout_flow_editor, GTK_TYPE_WIDGET)

/* What is said of it */

static char *
dup_state (CalloutFlowEditor *self)
{
  CalloutFlowDesk *desk = callout_flow_doc_get_desk (self->doc);
  CalloutFlow *seen = callout_flow_doc_get_seen (self->doc);
  const CalloutFlowEntry *entry = callout_flow_desk_find (desk, callout_flow_doc_get_key (self->doc));
  CalloutFlow *current = entry != NULL ? entry->current : NULL;
  g_autofree char *day = NULL;

  if (seen->state == CALLOUT_FLOW_STATE_DRAFT && current == NULL)
    return g_strdup (_("Draft, never published"));
  if (seen->state == CALLOUT_FLOW_STATE_DRAFT)
    /* Translators: a flow's draft, and the number of the version in force */
    return g_strdup_printf (_("Draft, besides version %" PRId64), current->number);
  day = callout_flow_desk_dup_day (desk, seen->published_at);
  if (seen->state == CALLOUT_FLOW_STATE_RETIRED)
    return g_strdup_printf (_("Version %" PRId64 ", retired"), seen->number);
  /* Translators: a version, and when it was published: “Version 3, published 12 Nov” */
  return g_strdup_printf (_("Version %" PRId64 ", published %s"), seen->number, day);
}

static char *
dup_changes (CalloutFlowEditor *self)
{
  guint n = callout_flow_doc_get_n_faults (self->doc);

  if (callout_flow_doc_get_problem (self->doc) != NULL)
    return g_strdup (callout_flow_doc_get_problem (self->doc));
  if (n > 0)
    return g_strdup_printf (ngettext ("Kept when %u fault is mended", "Kept when %u faults are mended", n), n);
  if (!callout_flow_doc_is_kept (self->doc))
    return g_strdup (_("Being kept…"));
  if (callout_flow_doc_get_seen (self->doc)->state != CALLOUT_FLOW_STATE_DRAFT)
    return g_strdup (_("The first change begins a draft"));
  return g_strdup (_("All is kept"));
}

static void
show_conflict (CalloutFlowEditor *self)
{
  gboolean conflict = callout_flow_doc_is_in_conflict (self->doc);

  gtk_widget_set_visible (self->mine, conflict);
  gtk_widget_set_visible (self->theirs, conflict);
  if (!conflict)
    return;
  gtk_label_set_text (self->notice,
                      _("Somebody else has changed this flow meanwhile. What you wrote is still here; whichever you choose, Undo brings the other back."));
  gtk_revealer_set_reveal_child (self->notice_revealer, TRUE);
}

static void
show_state (CalloutFlowEditor *self)
{
  g_autofree char *state = dup_state (self);
  g_autofree char *changes = dup_changes (self);
  guint n_faults = callout_flow_doc_get_n_faults (self->doc);
  gboolean draft = callout_flow_doc_get_seen (self->doc)->state == CALLOUT_FLOW_STATE_DRAFT
                   || !callout_flow_doc_is_kept (self->doc);

  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->changes, changes);
  if (n_faults > 0 || callout_flow_doc_get_problem (self->doc) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->changes), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->changes), "error");
  gtk_widget_set_visible (self->discard, draft);
  gtk_widget_set_visible (self->publish, draft);
  gtk_widget_set_sensitive (self->undo, callout_flow_doc_can_undo (self->doc));
  gtk_widget_set_sensitive (self->redo, callout_flow_doc_can_redo (self->doc));
  show_conflict (self);
}

/* Publishing goes by what is kept. */

static void
publish_kept (CalloutFlowDoc *doc,
              gpointer        data)
{
  g_autoptr (CalloutFlowEditor) self = data;

  if (self->doc == doc && callout_flow_doc_is_kept (doc))
    callout_flow_publish_open (GTK_WIDGET (self), doc);
}

static void
go_to_fault (CalloutFlowEditor *self)
{
  gtk_toggle_button_set_active (self->build_page, TRUE);
  callout_flow_outline_show (self->outline, callout_flow_doc_get_first_fault (self->doc));
}

static void
publish_cb (CalloutFlowEditor *self)
{
  if (self->doc == NULL)
    return;
  /* What stands in the way is shown, and opened. */
  if (callout_flow_doc_get_n_faults (self->doc) > 0)
    go_to_fault (self);
  else
    callout_flow_doc_keep (self->doc, publish_kept, g_object_ref (self));
}

static void
discard_cb (CalloutFlowEditor *self)
{
  if (self->doc != NULL)
    callout_flow_discard_open (GTK_WIDGET (self), self->doc);
}

static void
undo_cb (CalloutFlowEditor *self)
{
  callout_flow_editor_undo (self, FALSE);
}

static void
redo_cb (CalloutFlowEditor *self)
{
  callout_flow_editor_undo (self, TRUE);
}

static void
mine_cb (CalloutFlowEditor *self)
{
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
  callout_flow_doc_settle (self->doc, TRUE);
}

static void
theirs_cb (CalloutFlowEditor *self)
{
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
  callout_flow_doc_settle (self->doc, FALSE);
}

static void
close_notice_cb (CalloutFlowEditor *self)
{
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
}

/* Beside each other, or one after the other */

static void
show_pages (CalloutFlowEditor *self)
{
  gboolean compact = callout_width_bin_get_compact (self->width_bin);
  gboolean preview = gtk_toggle_button_get_active (self->preview_page);

  gtk_widget_set_visible (self->pages, compact);
  gtk_widget_set_visible (self->separator, !compact);
  gtk_widget_set_visible (self->build, !compact || !preview);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), !compact || preview);
  gtk_widget_set_hexpand (GTK_WIDGET (self->preview), compact);
}

static void
at_step_cb (CalloutFlowEditor *self,
            guint              step)
{
  callout_flow_preview_show_step (self->preview, step);
}

static void
announce_cb (CalloutFlowEditor *self,
             const char        *sentence)
{
  gtk_label_set_text (self->announcement, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->announcement), TRUE);
}

static gboolean
callout_flow_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CALLOUT_FLOW_EDITOR (widget)->facts), GTK_DIR_TAB_FORWARD);
}

static void
callout_flow_editor_dispose (GObject *object)
{
  CalloutFlowEditor *self = CALLOUT_FLOW_EDITOR (object);

  if (self->box != NULL)
    callout_flow_editor_set_doc (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_flow_editor_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutFlowEditor, child)
#define CALLBACK(function) gtk_widget_class_bind_template_callback (widget_class, function)

static void
callout_flow_editor_class_init (CalloutFlowEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_editor_dispose;
  widget_class->grab_focus = callout_flow_editor_grab_focus;
  g_type_ensure (CALLOUT_TYPE_FLOW_OUTLINE);
  g_type_ensure (CALLOUT_TYPE_FLOW_PREVIEW);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/flows/callout-flow-editor.ui");
  BIND (box);
  BIND (notice_revealer);
  BIND (notice);
  BIND (mine);
  BIND (theirs);
  BIND (state);
  BIND (changes);
  BIND (undo);
  BIND (redo);
  BIND (discard);
  BIND (publish);
  BIND (pages);
  BIND (build_page);
  BIND (preview_page);
  BIND (width_bin);
  BIND (build);
  BIND (outline);
  BIND (separator);
  BIND (preview);
  BIND (announcement);
  CALLBACK (announce_cb);
  CALLBACK (at_step_cb);
  CALLBACK (close_notice_cb);
  CALLBACK (discard_cb);
  CALLBACK (mine_cb);
  CALLBACK (publish_cb);
  CALLBACK (redo_cb);
  CALLBACK (show_pages);
  CALLBACK (theirs_cb);
  CALLBACK (undo_cb);
}

static void
callout_flow_editor_init (CalloutFlowEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->facts = g_object_new (CALLOUT_TYPE_FLOW_FACTS, NULL);
  gtk_box_append (callout_flow_outline_get_head (self->outline), GTK_WIDGET (self->facts));
  show_pages (self);
}

/**
 * callout_flow_editor_get_doc:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutFlowDoc *
callout_flow_editor_get_doc (CalloutFlowEditor *self)
{
  return self->doc;
}

/**
 * callout_flow_editor_set_doc:
 * @doc: (nullable)
 */
void
callout_flow_editor_set_doc (CalloutFlowEditor *self,
                             CalloutFlowDoc    *doc)
{
  if (self->doc == doc)
    return;
  if (self->doc != NULL)
    g_signal_handlers_disconnect_by_func (self->doc, show_state, self);
  g_set_object (&self->doc, doc);
  callout_flow_facts_set_doc (self->facts, doc);
  callout_flow_outline_set_doc (self->outline, doc);
  callout_flow_preview_set_doc (self->preview, doc);
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->announcement), FALSE);
  if (doc == NULL)
    return;
  gtk_toggle_button_set_active (self->build_page, TRUE);
  g_signal_connect_object (doc, "state-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}

/**
 * callout_flow_editor_show_notice:
 *
 * Says what somebody else did, until it is closed.
 */
void
callout_flow_editor_show_notice (CalloutFlowEditor *self,
                                 const char        *sentence)
{
  gtk_label_set_text (self->notice, sentence);
  gtk_revealer_set_reveal_child (self->notice_revealer, TRUE);
}

/**
 * callout_flow_editor_undo:
 *
 * Returns: whether there was something to go back to, or forth
 */
gboolean
callout_flow_editor_undo (CalloutFlowEditor *self,
                          gboolean           redo)
{
  if (self->doc == NULL || !(redo ? callout_flow_doc_can_redo (self->doc) : callout_flow_doc_can_undo (self->doc)))
    return FALSE;
  if (redo)
    callout_flow_doc_redo (self->doc);
  else
    callout_flow_doc_undo (self->doc);
  return TRUE;
}
