/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step-card.h"

#include <glib/gi18n-lib.h>

/* What may not be wholly readable on the card, in characters. */
#define LONG_TEXT 20

struct _CalloutStepCard
{
  GtkWidget    parent_instance;

  /* Template children */
  GtkImage    *icon;
  GtkLabel    *name;
  GtkLabel    *description;
  GtkImage    *lock;
  GtkButton   *configure;

  /* Owned */
  CalloutStep *step;
  char        *place;     /* where it stands, in words */
  char        *announced; /* (nullable): said instead, while it is on the move */
};

G_DEFINE_FINAL_TYPE (CalloutStepCard, callout_step_card, GTK_TYPE_WIDGET)

/* What a screen reader says of the card: it hears of a change of the
 * description of what has the focus, which GTK 4.8 has no other way to tell. */
static void
describe (CalloutStepCard *self)
{
  g_autoptr (GString) text = g_string_new (self->place);

  if (self->announced != NULL)
    g_string_assign (text, self->announced);
  else
    {
      if (self->step->branch)
        g_string_append_printf (text, ". %s", _("It moves with that step"));
      if (self->step->standard)
        g_string_append_printf (text, ". %s", _("A standard step; it cannot be removed"));
      if (self->step->description != NULL)
        g_string_append_printf (text, ". %s", self->step->description);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
activate_on (CalloutStepCard *self,
             const char      *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", self->step->key);
}

static void
configure_cb (CalloutStepCard *self)
{
  activate_on (self, "workflow.configure");
}

static void
callout_step_card_dispose (GObject *object)
{
  CalloutStepCard *self = CALLOUT_STEP_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->step);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->announced, g_free);
  G_OBJECT_CLASS (callout_step_card_parent_class)->dispose (object);
}

static void
callout_step_card_class_init (CalloutStepCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_step_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "stepcard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-step-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutStepCard, icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepCard, name);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepCard, description);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepCard, lock);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepCard, configure);
  gtk_widget_class_bind_template_callback (widget_class, configure_cb);
}

static void
callout_step_card_init (CalloutStepCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_step_card_new (void)
{
  return g_object_new (CALLOUT_TYPE_STEP_CARD, NULL);
}

/**
 * callout_step_card_set:
 * @place: where it stands, in words
 */
void
callout_step_card_set (CalloutStepCard *self,
                       CalloutStep     *step,
                       CalloutIconBook *icons,
                       const char      *place)
{
  /* Translators: %s is a workflow step's name */
  g_autofree char *spoken = g_strdup_printf (_("Configuration of %s"), step->label);

  g_set_object (&self->step, step);
  g_free (self->place);
  self->place = g_strdup (place);
  callout_icon_book_show (icons, self->icon, step->icon);
  gtk_label_set_text (self->name, step->label);
  gtk_label_set_text (self->description, step->description != NULL ? step->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), step->description != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), g_utf8_strlen (step->label, -1) > LONG_TEXT ? step->label : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->description), step->description);
  gtk_widget_set_visible (GTK_WIDGET (self->lock), step->standard);
  if (step->branch)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "branch");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->lock),
                                   _("A standard step: it moves with the one it stands beside, and cannot be removed"));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->configure), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, step->label, -1);
  describe (self);
}

/**
 * callout_step_card_get_step:
 *
 * Returns: (transfer none)
 */
CalloutStep *
callout_step_card_get_step (CalloutStepCard *self)
{
  return self->step;
}

/**
 * callout_step_card_announce:
 * @sentence: (nullable): what a screen reader shall say now; %NULL: what the
 *   card is again
 */
void
callout_step_card_announce (CalloutStepCard *self,
                            const char      *sentence)
{
  if (g_strcmp0 (self->announced, sentence) == 0)
    return;
  g_free (self->announced);
  self->announced = g_strdup (sentence);
  describe (self);
}
