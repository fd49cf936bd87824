/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-section.h"

#include "callout-flow-card.h"

#include <glib/gi18n-lib.h>

struct _CalloutFlowSection
{
  GtkWidget       parent_instance;

  /* Children */
  GtkWidget      *box;
  GtkWidget      *handle;
  GtkLabel       *number;
  GtkWidget      *title;
  GtkLabel       *fault;
  GtkBox         *cards;

  /* Owned */
  CalloutFlowDoc *doc;

  guint           id;
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (CalloutFlowSection, callout_flow_section, GTK_TYPE_WIDGET)

static void
title_cb (CalloutFlowSection *self)
{
  CalloutSketchStep *step;
  g_autofree char *merge = g_strdup_printf ("%u.title", self->id);

  if (self->filling || self->doc == NULL)
    return;
  callout_flow_doc_begin (self->doc, merge);
  step = callout_flow_sketch_find_step (callout_flow_doc_get_sketch (self->doc), self->id, NULL);
  if (step != NULL)
    {
      g_free (step->title);
      step->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title)));
    }
  callout_flow_doc_end (self->doc);
}

static gboolean
up_cb (GtkWidget *widget,
       GVariant  *args,
       gpointer   data)
{
  return gtk_widget_activate_action (widget, "flow.move", "(ui)", CALLOUT_FLOW_SECTION (data)->id, -1);
}

static gboolean
down_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  return gtk_widget_activate_action (widget, "flow.move", "(ui)", CALLOUT_FLOW_SECTION (data)->id, 1);
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
add_menu (CalloutFlowSection *self,
          GtkWidget          *line)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  append_item (menu, _("Move Up (Alt+Up)"), "flow.move", g_variant_new ("(ui)", self->id, -1));
  append_item (menu, _("Move Down (Alt+Down)"), "flow.move", g_variant_new ("(ui)", self->id, 1));
  append_item (menu, _("Remove Step"), "flow.remove", g_variant_new ("u", self->id));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("Step menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Step menu"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (line), button);
}

static void
add_header (CalloutFlowSection *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->handle = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->number = GTK_LABEL (gtk_label_new (NULL));
  self->title = gtk_entry_new ();
  gtk_widget_add_css_class (image, "dim-label");
  gtk_widget_add_css_class (self->handle, "handle");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "caption-heading");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->title), 6);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->title), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->title), _("Title of the step"));
  gtk_box_append (GTK_BOX (self->handle), image);
  gtk_box_append (GTK_BOX (self->handle), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (line), self->handle);
  gtk_box_append (GTK_BOX (line), self->title);
  add_menu (self, line);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Up, GDK_ALT_MASK), gtk_callback_action_new (up_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, GDK_ALT_MASK), gtk_callback_action_new (down_cb, self, NULL)));
  gtk_widget_add_controller (line, keys);
  g_signal_connect_object (self->title, "changed", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), line);
}

static gboolean
callout_flow_section_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CALLOUT_FLOW_SECTION (widget)->title);
}

static void
callout_flow_section_dispose (GObject *object)
{
  CalloutFlowSection *self = CALLOUT_FLOW_SECTION (object);

  self->filling = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->doc);
  G_OBJECT_CLASS (callout_flow_section_parent_class)->dispose (object);
}

static void
callout_flow_section_class_init (CalloutFlowSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_section_dispose;
  widget_class->grab_focus = callout_flow_section_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "flowsection");
}

static void
callout_flow_section_init (CalloutFlowSection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * callout_flow_section_new:
 * @id: a step's
 *
 * Returns: (transfer floating)
 */
CalloutFlowSection *
callout_flow_section_new (CalloutFlowDoc *doc,
                          guint           id)
{
  CalloutFlowSection *self = g_object_new (CALLOUT_TYPE_FLOW_SECTION, NULL);

  self->doc = g_object_ref (doc);
  self->id = id;
  add_header (self);
  self->fault = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE,
                                         "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->fault));
  self->cards = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->cards));
  gtk_box_append (GTK_BOX (self->box), callout_flow_kind_menu_new (id, 0, _("Add Question")));
  return self;
}

guint
callout_flow_section_get_id (CalloutFlowSection *self)
{
  return self->id;
}

GtkBox *
callout_flow_section_get_cards (CalloutFlowSection *self)
{
  return self->cards;
}

/* What is taken by the pointer. */
GtkWidget *
callout_flow_section_get_handle (CalloutFlowSection *self)
{
  return self->handle;
}

/**
 * callout_flow_section_sync:
 * @number: counted from 1
 * @fault: (nullable)
 */
void
callout_flow_section_sync (CalloutFlowSection *self,
                           guint               number,
                           const char         *fault)
{
  CalloutSketchStep *step = callout_flow_sketch_find_step (callout_flow_doc_get_sketch (self->doc), self->id, NULL);
  g_autofree char *text = g_strdup_printf (_("Step %u"), number);
  g_autofree char *spoken = g_strdup_printf (_("Title of step %u"), number);

  self->filling = TRUE;
  gtk_label_set_text (self->number, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title)), step->title))
    gtk_editable_set_text (GTK_EDITABLE (self->title), step->title);
  gtk_label_set_text (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  self->filling = FALSE;
}
