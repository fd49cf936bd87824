/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-outline-private.h"

#include <glib/gi18n-lib.h>

enum { AT_STEP, ANNOUNCE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFlowOutline, callout_flow_outline, GTK_TYPE_WIDGET)

static CalloutFlowSketch *
sketch_of (CalloutFlowOutline *self)
{
  return callout_flow_doc_get_sketch (self->doc);
}

/* Laying out */

/* Puts a child behind another one, wherever it stood before. */
static void
place (GtkBox    *box,
       GtkWidget *child,
       GtkWidget *before)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent == GTK_WIDGET (box))
    {
      if (gtk_widget_get_prev_sibling (child) != before)
        gtk_box_reorder_child_after (box, child, before);
      return;
    }
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), child);
  gtk_box_insert_child_after (box, child, before);
}

static void
drop_rest (GtkBox    *box,
           GtkWidget *last)
{
  GtkWidget *rest = last != NULL ? gtk_widget_get_next_sibling (last) : gtk_widget_get_first_child (GTK_WIDGET (box));

  while (rest != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (rest);

      gtk_box_remove (box, rest);
      rest = next;
    }
}

static CalloutFlowCard *
ensure_card (CalloutFlowOutline *self,
             guint               id)
{
  CalloutFlowCard *card = g_hash_table_lookup (self->card_of, GUINT_TO_POINTER (id));

  if (card != NULL)
    return card;
  card = g_object_ref_sink (callout_flow_card_new (id));
  callout_flow_outline_add_source (self, callout_flow_card_get_handle (card), GTK_WIDGET (card), id);
  g_hash_table_insert (self->card_of, GUINT_TO_POINTER (id), card);
  return card;
}

/* Who has not written a question yet need not be told that it has no label. */
static const char *
fault_of (CalloutFlowOutline    *self,
          CalloutSketchQuestion *question)
{
  g_autofree char *label = g_strstrip (g_strdup (question->label));

  if (question->id == self->fresh && *label == '\0')
    return NULL;
  return callout_flow_doc_get_fault (self->doc, question->id);
}

static void
fill_cards (CalloutFlowOutline *self,
            GtkBox             *box,
            GPtrArray          *questions,
            guint               step)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);
      CalloutFlowCard *card = ensure_card (self, question->id);

      place (box, GTK_WIDGET (card), before);
      callout_flow_card_sync (card, self->doc, step, fault_of (self, question));
      before = GTK_WIDGET (card);
      fill_cards (self, callout_flow_card_get_inner (card), question->questions, step);
    }
  drop_rest (box, before);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer data)
{
  CalloutFlowOutline *self = data;

  return callout_flow_sketch_find (sketch_of (self), GPOINTER_TO_UINT (key), NULL) == NULL;
}

static gboolean
step_is_gone (gpointer key,
              gpointer value,
              gpointer data)
{
  CalloutFlowOutline *self = data;

  return callout_flow_sketch_find_step (sketch_of (self), GPOINTER_TO_UINT (key), NULL) == NULL;
}

static CalloutFlowSection *
ensure_section (CalloutFlowOutline *self,
                guint               id)
{
  CalloutFlowSection *section = g_hash_table_lookup (self->section_of, GUINT_TO_POINTER (id));

  if (section != NULL)
    return section;
  section = g_object_ref_sink (callout_flow_section_new (self->doc, id));
  callout_flow_outline_add_source (self, callout_flow_section_get_handle (section), GTK_WIDGET (section), id);
  g_hash_table_insert (self->section_of, GUINT_TO_POINTER (id), section);
  return section;
}

/* Cards that are there stay where the keyboard is. */
void
callout_flow_outline_sync (CalloutFlowOutline *self)
{
  CalloutFlowSketch *sketch = sketch_of (self);
  GtkWidget *before = NULL;

  callout_flow_outline_drop_gap (self);
  for (guint i = 0; i < sketch->steps->len; i++)
    {
      CalloutSketchStep *step = g_ptr_array_index (sketch->steps, i);
      CalloutFlowSection *section = ensure_section (self, step->id);

      place (self->sections, GTK_WIDGET (section), before);
      callout_flow_section_sync (section, i + 1,
                                 step->id == self->fresh ? NULL : callout_flow_doc_get_fault (self->doc, step->id));
      fill_cards (self, callout_flow_section_get_cards (section), step->questions, step->id);
      before = GTK_WIDGET (section);
    }
  drop_rest (self->sections, before);
  g_hash_table_foreach_remove (self->card_of, is_gone, self);
  g_hash_table_foreach_remove (self->section_of, step_is_gone, self);
  if (self->open != 0 && g_hash_table_lookup (self->card_of, GUINT_TO_POINTER (self->open)) == NULL)
    self->open = 0;
}

/* Opening */

static CalloutFlowCard *
card (CalloutFlowOutline *self,
      guint               id)
{
  return g_hash_table_lookup (self->card_of, GUINT_TO_POINTER (id));
}

static void
tell_step (CalloutFlowOutline *self,
           guint               id)
{
  CalloutSketchPlace at;
  guint index = 0;

  if (callout_flow_sketch_find (sketch_of (self), id, &at) != NULL
      && callout_flow_sketch_find_step (sketch_of (self), at.step, &index) != NULL)
    g_signal_emit (self, signals[AT_STEP], 0, index);
}

static void
set_open (CalloutFlowOutline *self,
          guint               id)
{
  CalloutFlowCard *old = card (self, self->open);
  CalloutFlowCard *new = card (self, id);

  if (self->open == id)
    return;
  if (self->fresh != 0 && self->fresh != id)
    self->fresh = 0;
  self->open = new != NULL ? id : 0;
  if (old != NULL)
    callout_flow_card_close (old);
  if (new != NULL)
    callout_flow_card_open (new, self->doc);
  callout_flow_outline_sync (self);
  tell_step (self, id);
}

static void
toggle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  guint id = g_variant_get_uint32 (parameter);

  set_open (self, self->open == id ? 0 : id);
}

static void
focus_on (CalloutFlowOutline *self,
          guint               id)
{
  CalloutFlowSection *section = g_hash_table_lookup (self->section_of, GUINT_TO_POINTER (id));

  if (section != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (section));
  else if (card (self, id) != NULL)
    gtk_widget_grab_focus (callout_flow_card_get_header (card (self, id)));
}

/* Changing */

static void
add_question_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  CalloutSketchPlace at = { 0, 0, G_MAXUINT };
  guint kind, id;

  g_variant_get (parameter, "(uuu)", &at.step, &at.form, &kind);
  callout_flow_doc_begin (self->doc, NULL);
  id = callout_flow_sketch_add_question (sketch_of (self), &at, kind);
  self->fresh = id;
  callout_flow_doc_end (self->doc);
  if (id != 0)
    set_open (self, id);
}

static void
add_step_cb (CalloutFlowOutline *self)
{
  guint id;

  if (self->doc == NULL)
    return;
  callout_flow_doc_begin (self->doc, NULL);
  id = callout_flow_sketch_add_step (sketch_of (self), G_MAXUINT);
  self->fresh = id;
  callout_flow_doc_end (self->doc);
  focus_on (self, id);
}

/* What comes after takes the focus, or what stands before. */
static guint
neighbour_of (CalloutFlowOutline *self,
              guint               id)
{
  CalloutSketchPlace at;
  GtkWidget *widget = card (self, id) != NULL ? GTK_WIDGET (card (self, id)) : NULL;
  GtkWidget *other;

  if (widget == NULL)
    return 0;
  other = gtk_widget_get_next_sibling (widget);
  if (other == NULL)
    other = gtk_widget_get_prev_sibling (widget);
  if (CALLOUT_IS_FLOW_CARD (other))
    return callout_flow_card_get_id (CALLOUT_FLOW_CARD (other));
  callout_flow_sketch_find (sketch_of (self), id, &at);
  return at.form != 0 ? at.form : at.step;
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  guint id = g_variant_get_uint32 (parameter);
  guint neighbour = neighbour_of (self, id);

  callout_flow_doc_begin (self->doc, NULL);
  callout_flow_sketch_remove (sketch_of (self), id);
  callout_flow_doc_end (self->doc);
  focus_on (self, neighbour);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  guint id;

  callout_flow_doc_begin (self->doc, NULL);
  id = callout_flow_sketch_duplicate (sketch_of (self), g_variant_get_uint32 (parameter));
  callout_flow_doc_end (self->doc);
  set_open (self, id);
}

static char *
describe_place (CalloutFlowOutline *self,
                guint               id)
{
  CalloutSketchPlace at;
  CalloutSketchQuestion *question = callout_flow_sketch_find (sketch_of (self), id, &at);
  CalloutSketchStep *step = callout_flow_sketch_find_step (sketch_of (self), id, &at.index);

  if (step != NULL)
    /* Translators: a step's title, and its new place, counted from 1 */
    return g_strdup_printf (_("“%s” is step %u now"), step->title, at.index + 1);
  if (question == NULL)
    return NULL;
  step = callout_flow_sketch_find_step (sketch_of (self), at.step, NULL);
  /* Translators: a question, a step's title, and the place in it */
  return g_strdup_printf (_("“%s” stands in “%s” now, at place %u"), question->label, step->title, at.index + 1);
}

void
callout_flow_outline_announce (CalloutFlowOutline *self,
                               guint               id)
{
  g_autofree char *sentence = describe_place (self, id);

  if (sentence != NULL)
    g_signal_emit (self, signals[ANNOUNCE], 0, sentence);
}

static GtkWidget *
focus_within (CalloutFlowOutline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  g_autoptr (CalloutFlowSketch) trial = NULL;
  GtkWidget *focus = focus_within (self);
  guint id;
  int by;

  g_variant_get (parameter, "(ui)", &id, &by);
  trial = callout_flow_sketch_copy (sketch_of (self));
  if (!callout_flow_sketch_move_by (trial, id, by))
    return;
  callout_flow_doc_begin (self->doc, NULL);
  callout_flow_sketch_move_by (sketch_of (self), id, by);
  callout_flow_doc_end (self->doc);
  /* A card that goes over into another step takes the focus along. */
  if (focus == NULL || focus_within (self) != focus)
    focus_on (self, id);
  callout_flow_outline_announce (self, id);
  tell_step (self, id);
}

static void
callout_flow_outline_dispose (GObject *object)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (object);

  callout_flow_outline_set_doc (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->gap);
  g_clear_pointer (&self->card_of, g_hash_table_unref);
  g_clear_pointer (&self->section_of, g_hash_table_unref);
  G_OBJECT_CLASS (callout_flow_outline_parent_class)->dispose (object);
}

static void
callout_flow_outline_class_init (CalloutFlowOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_outline_dispose;
  signals[AT_STEP] = g_signal_new ("at-step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ANNOUNCE] = g_signal_new ("announce", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "flowoutline");
  gtk_widget_class_install_action (widget_class, "flow.toggle", "u", toggle_action);
  gtk_widget_class_install_action (widget_class, "flow.add-question", "(uuu)", add_question_action);
  gtk_widget_class_install_action (widget_class, "flow.remove", "u", remove_action);
  gtk_widget_class_install_action (widget_class, "flow.duplicate", "u", duplicate_action);
  gtk_widget_class_install_action (widget_class, "flow.move", "(ui)", move_action);
}

static void
callout_flow_outline_init (CalloutFlowOutline *self)
{
  GtkWidget *add = gtk_button_new_with_label (_("Add Step"));

  self->section_of = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->card_of = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->sections = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->gap = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (self->gap, "gap");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_step_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sections));
  gtk_box_append (GTK_BOX (self->box), add);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  callout_flow_outline_add_target (self);
}

/**
 * callout_flow_outline_set_doc:
 * @doc: (nullable)
 */
void
callout_flow_outline_set_doc (CalloutFlowOutline *self,
                              CalloutFlowDoc     *doc)
{
  if (self->doc == doc)
    return;
  if (self->doc != NULL)
    g_signal_handlers_disconnect_by_func (self->doc, callout_flow_outline_sync, self);
  self->open = self->fresh = self->carried = 0;
  callout_flow_outline_drop_gap (self);
  drop_rest (self->sections, NULL);
  g_hash_table_remove_all (self->card_of);
  g_hash_table_remove_all (self->section_of);
  g_set_object (&self->doc, doc);
  if (doc == NULL)
    return;
  g_signal_connect_object (doc, "edited", G_CALLBACK (callout_flow_outline_sync), self, G_CONNECT_SWAPPED);
  callout_flow_outline_sync (self);
}

/**
 * callout_flow_outline_get_head:
 *
 * Returns: (transfer none): for what stands above the steps
 */
GtkBox *
callout_flow_outline_get_head (CalloutFlowOutline *self)
{
  return self->head;
}

/**
 * callout_flow_outline_show:
 * @id: a step or a question
 *
 * Opens what something is wrong with.
 */
void
callout_flow_outline_show (CalloutFlowOutline *self,
                           guint               id)
{
  self->fresh = 0;
  if (card (self, id) != NULL)
    set_open (self, id);
  callout_flow_outline_sync (self);
  if (card (self, id) == NULL)
    focus_on (self, id);
}
