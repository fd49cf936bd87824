/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-card.h"

#include "callout-dialog-fit.h"
#include "callout-flow-question-form.h"

#include <glib/gi18n-lib.h>

struct _CalloutFlowCard
{
  GtkWidget  parent_instance;

  /* Children */
  GtkWidget *box;
  GtkWidget *handle;
  GtkWidget *header;
  GtkWidget *icon;
  GtkLabel  *label;
  GtkLabel  *facts;
  GtkWidget *arrow;
  GtkLabel  *fault;
  GtkWidget *body;      /* where the form is while it is open */
  GtkWidget *form;      /* (nullable) */
  GtkWidget *nested;
  GtkBox    *inner;
  GtkWidget *add;       /* (nullable): to a sub-form */

  guint      id;
};

G_DEFINE_FINAL_TYPE (CalloutFlowCard, callout_flow_card, GTK_TYPE_WIDGET)

static const char *
icon_of (CalloutQuestionKind kind)
{
  static const char *const icons[] = {
    "format-justify-left-symbolic", "insert-text-symbolic", "view-list-symbolic", "accessories-calculator-symbolic",
    "radio-checked-symbolic", "callout-icon-checklist-symbolic", "x-office-calendar-symbolic",
    "callout-icon-clock-symbolic", "mark-location-symbolic", "callout-icon-camera-symbolic",
    "mail-attachment-symbolic", "callout-icon-signature-symbolic", "view-paged-symbolic",
  };

  return icons[kind];
}

/* Commands given to the card are the outline's. */

static gboolean
up_cb (GtkWidget *widget,
       GVariant  *args,
       gpointer   data)
{
  return gtk_widget_activate_action (widget, "flow.move", "(ui)", CALLOUT_FLOW_CARD (widget)->id, -1);
}

static gboolean
down_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  return gtk_widget_activate_action (widget, "flow.move", "(ui)", CALLOUT_FLOW_CARD (widget)->id, 1);
}

static gboolean
duplicate_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   data)
{
  return gtk_widget_activate_action (widget, "flow.duplicate", "u", CALLOUT_FLOW_CARD (widget)->id);
}

/* In an entry the key takes a letter away, and nothing else. */
static gboolean
delete_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  CalloutFlowCard *self = CALLOUT_FLOW_CARD (widget);

  if (!gtk_widget_is_focus (self->header))
    return FALSE;
  return gtk_widget_activate_action (widget, "flow.remove", "u", self->id);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  CalloutFlowCard *self = CALLOUT_FLOW_CARD (widget);

  if (self->form == NULL)
    return FALSE;
  gtk_widget_grab_focus (self->header);
  return gtk_widget_activate_action (widget, "flow.toggle", "u", self->id);
}

static void
toggle_cb (CalloutFlowCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "flow.toggle", "u", self->id);
}

/* Building */

static void
add_header (CalloutFlowCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  /* A button takes every press for itself: what is carried is held beside it. */
  self->handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  self->header = gtk_button_new ();
  self->icon = gtk_image_new ();
  self->arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  self->label = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                         "lines", 3, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 8, NULL));
  self->facts = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                         "lines", 2, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 8, NULL));
  gtk_widget_add_css_class (self->header, "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "question");
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "dim-label");
  gtk_widget_add_css_class (self->handle, "dim-label");
  gtk_widget_add_css_class (self->handle, "handle");
  gtk_widget_set_hexpand (self->header, TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), self->arrow);
  gtk_button_set_child (GTK_BUTTON (self->header), line);
  g_signal_connect_object (self->header, "clicked", G_CALLBACK (toggle_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), self->handle);
  gtk_box_append (GTK_BOX (row), self->header);
  gtk_box_append (GTK_BOX (self->box), row);
}

static GtkWidget *
make_button (CalloutFlowCard *self,
             const char      *icon,
             const char      *label,
             const char      *action,
             GVariant        *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_buttons (CalloutFlowCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = make_button (self, "user-trash-symbolic", _("Remove Question"), "flow.remove", g_variant_new ("u", self->id));

  gtk_box_append (GTK_BOX (line), make_button (self, "go-up-symbolic", _("Move Up (Alt+Up)"), "flow.move",
                                               g_variant_new ("(ui)", self->id, -1)));
  gtk_box_append (GTK_BOX (line), make_button (self, "go-down-symbolic", _("Move Down (Alt+Down)"), "flow.move",
                                               g_variant_new ("(ui)", self->id, 1)));
  gtk_box_append (GTK_BOX (line), make_button (self, "edit-copy-symbolic", _("Duplicate (Ctrl+D)"), "flow.duplicate",
                                               g_variant_new ("u", self->id)));
  gtk_widget_set_hexpand (remove, TRUE);
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), remove);
  return line;
}

static void
add_shortcut (GtkEventController *keys,
              guint               keyval,
              GdkModifierType     modifiers,
              GtkShortcutFunc     func)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                                          gtk_callback_action_new (func, NULL, NULL)));
}

static void
add_keys (CalloutFlowCard *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_shortcut (keys, GDK_KEY_Up, GDK_ALT_MASK, up_cb);
  add_shortcut (keys, GDK_KEY_Down, GDK_ALT_MASK, down_cb);
  add_shortcut (keys, GDK_KEY_d, GDK_CONTROL_MASK, duplicate_cb);
  add_shortcut (keys, GDK_KEY_Delete, 0, delete_cb);
  add_shortcut (keys, GDK_KEY_Escape, 0, escape_cb);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
callout_flow_card_dispose (GObject *object)
{
  CalloutFlowCard *self = CALLOUT_FLOW_CARD (object);

  self->form = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_flow_card_parent_class)->dispose (object);
}

static void
callout_flow_card_class_init (CalloutFlowCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "flowcard");
}

static void
callout_flow_card_init (CalloutFlowCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_header (self);
  self->fault = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                         "visible", FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "fault");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->fault));
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_visible (self->body, FALSE);
  gtk_widget_add_css_class (self->body, "body");
  gtk_box_append (GTK_BOX (self->box), self->body);
  self->nested = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->inner = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_visible (self->nested, FALSE);
  gtk_widget_add_css_class (self->nested, "nested");
  gtk_box_append (GTK_BOX (self->nested), GTK_WIDGET (self->inner));
  gtk_box_append (GTK_BOX (self->box), self->nested);
  add_keys (self);
}

/**
 * callout_flow_card_new:
 *
 * Returns: (transfer floating)
 */
CalloutFlowCard *
callout_flow_card_new (guint id)
{
  CalloutFlowCard *self = g_object_new (CALLOUT_TYPE_FLOW_CARD, NULL);

  self->id = id;
  return self;
}

guint
callout_flow_card_get_id (CalloutFlowCard *self)
{
  return self->id;
}

/**
 * callout_flow_card_get_inner:
 *
 * Returns: (transfer none): where the cards of a sub-form's questions stand
 */
GtkBox *
callout_flow_card_get_inner (CalloutFlowCard *self)
{
  return self->inner;
}

/* What is taken by the pointer. */
GtkWidget *
callout_flow_card_get_handle (CalloutFlowCard *self)
{
  return self->handle;
}

/* What has the focus. */
GtkWidget *
callout_flow_card_get_header (CalloutFlowCard *self)
{
  return self->header;
}

gboolean
callout_flow_card_is_open (CalloutFlowCard *self)
{
  return self->form != NULL;
}

static void
tell_open (CalloutFlowCard *self)
{
  gboolean open = self->form != NULL;

  gtk_widget_set_visible (self->body, open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  /* Opened, it says all of what is asked. */
  gtk_label_set_lines (self->label, open ? -1 : 3);
  gtk_label_set_ellipsize (self->label, open ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
}

void
callout_flow_card_open (CalloutFlowCard *self,
                        CalloutFlowDoc  *doc)
{
  if (self->form != NULL)
    return;
  self->form = callout_flow_question_form_new (doc, self->id);
  gtk_box_append (GTK_BOX (self->body), self->form);
  gtk_box_append (GTK_BOX (self->body), make_buttons (self));
  tell_open (self);
  gtk_widget_grab_focus (self->form);
}

void
callout_flow_card_close (CalloutFlowCard *self)
{
  GtkWidget *child;

  self->form = NULL;
  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
  tell_open (self);
}

static char *
dup_facts (CalloutSketchQuestion *question,
           CalloutFlowSketch     *sketch)
{
  g_autofree char *condition = callout_flow_sketch_dup_condition (sketch, question);
  GString *text = g_string_new (callout_question_kind_label (question->kind));

  if (question->required && question->kind != CALLOUT_QUESTION_TEXT)
    g_string_append_printf (text, " · %s", _("must be answered"));
  if (condition != NULL)
    g_string_append_printf (text, " · %s", condition);
  return g_string_free (text, FALSE);
}

/**
 * callout_flow_card_sync:
 * @step: id of the step it stands in
 * @fault: (nullable): what is wrong with it
 */
void
callout_flow_card_sync (CalloutFlowCard *self,
                        CalloutFlowDoc  *doc,
                        guint            step,
                        const char      *fault)
{
  CalloutFlowSketch *sketch = callout_flow_doc_get_sketch (doc);
  CalloutSketchQuestion *question = callout_flow_sketch_find (sketch, self->id, NULL);
  gboolean form = question->kind == CALLOUT_QUESTION_FORM;
  g_autofree char *tidy = g_strstrip (g_strdup (question->label));
  g_autofree char *facts = dup_facts (question, sketch);
  g_autofree char *led = callout_text_lead (GTK_WIDGET (self->facts), facts);
  const char *label = *tidy != '\0' ? tidy : _("New question");

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_of (question->kind));
  gtk_label_set_text (self->label, label);
  gtk_label_set_text (self->facts, led);
  gtk_label_set_text (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "faulty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "faulty");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts, -1);
  gtk_widget_set_visible (self->nested, form);
  if (form && self->add == NULL)
    {
      self->add = callout_flow_kind_menu_new (step, self->id, _("Add Question to the Form"));
      gtk_box_append (GTK_BOX (self->nested), self->add);
    }
  if (self->form != NULL)
    callout_flow_question_form_sync (CALLOUT_FLOW_QUESTION_FORM (self->form));
}

/**
 * callout_flow_kind_menu_new:
 * @form: id of the sub-form; 0: of none
 *
 * Returns: (transfer floating): a button for another question, of one of the kinds
 */
GtkWidget *
callout_flow_kind_menu_new (guint       step,
                            guint       form,
                            const char *label)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint kind = CALLOUT_QUESTION_SHORT; kind <= CALLOUT_N_QUESTIONS; kind++)
    {
      /* What asks nothing comes last. */
      guint which = kind < CALLOUT_N_QUESTIONS ? kind : CALLOUT_QUESTION_TEXT;
      g_autoptr (GMenuItem) item = NULL;

      if (form != 0 && which == CALLOUT_QUESTION_FORM)
        continue;
      item = g_menu_item_new (callout_question_kind_label (which), NULL);
      g_menu_item_set_action_and_target (item, "flow.add-question", "(uuu)", step, form, which);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  return button;
}
