/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-engineer-row.h"

#include "callout-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutEngineerRow
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget           *box;
  GtkCheckButton      *lead;
  GtkCheckButton      *help;
  AdwAvatar           *avatar;
  GtkLabel            *name;
  GtkImage            *external;
  GtkLabel            *second;
  GtkLabel            *reasons;
  GtkWidget           *availability_box;
  GtkImage            *availability_icon;
  GtkLabel            *availability;
  GtkLabel            *duty;
  GtkWidget           *place_box;
  GtkLabel            *distance;
  GtkLabel            *age;
  GtkWidget           *work_box;
  GtkLabel            *pending;
  GtkLabel            *today;
  GtkInscription      *skills; /* as wide as its column, however long the text */

  /* Owned */
  CalloutAssignChoice *choice;
  CalloutNeighbour    *neighbour;

  gboolean             may_be_chosen;
  gboolean             compact;
  gboolean             quiet;
};

G_DEFINE_FINAL_TYPE (CalloutEngineerRow, callout_engineer_row, GTK_TYPE_WIDGET)

static gint64
person_id (CalloutEngineerRow *self)
{
  return callout_entity_get_id (CALLOUT_ENTITY (self->neighbour->person));
}

static void
show_choice (CalloutEngineerRow *self)
{
  gboolean lead;
  gboolean help;

  if (self->neighbour == NULL)
    return;
  lead = callout_assign_choice_is_lead (self->choice, person_id (self));
  help = callout_assign_choice_is_collaborator (self->choice, person_id (self));
  self->quiet = TRUE;
  gtk_check_button_set_active (self->lead, lead);
  gtk_check_button_set_active (self->help, help);
  self->quiet = FALSE;
}

static void
lead_cb (CalloutEngineerRow *self)
{
  if (self->quiet || self->neighbour == NULL)
    return;
  if (gtk_check_button_get_active (self->lead))
    callout_assign_choice_set_lead (self->choice, self->neighbour->person);
  else if (callout_assign_choice_is_lead (self->choice, person_id (self)))
    callout_assign_choice_set_lead (self->choice, NULL);
}

static void
help_cb (CalloutEngineerRow *self)
{
  if (!self->quiet && self->neighbour != NULL)
    callout_assign_choice_set_collaborator (self->choice, self->neighbour->person,
                                            gtk_check_button_get_active (self->help));
}

static char *
describe_duty (CalloutNeighbour *neighbour)
{
  g_autofree char *span = NULL;
  CalloutTime now = callout_clock_now ();

  if (neighbour->duty_until == 0)
    return g_strdup ("");
  if (!neighbour->on_duty)
    return g_strdup (_("Off duty"));
  span = callout_format_span (MAX (neighbour->duty_until - now, 0));
  /* Translators: for how long somebody is still on duty, such as “3 h” */
  return g_strdup_printf (_("%s on duty"), span);
}

static void
show_figures (CalloutEngineerRow *self)
{
  CalloutNeighbour *neighbour = self->neighbour;
  g_autofree char *distance = callout_format_distance (neighbour->distance_m);
  g_autofree char *age = callout_format_age (neighbour->position_age);
  g_autofree char *duty = describe_duty (neighbour);
  g_autofree char *pending = g_strdup_printf (ngettext ("%u pending", "%u pending", neighbour->pending), neighbour->pending);
  g_autofree char *today = g_strdup_printf (ngettext ("%u today", "%u today", neighbour->today), neighbour->today);
  g_autofree char *skills = callout_format_keys (neighbour->person->skills);

  gtk_image_set_from_icon_name (self->availability_icon, callout_availability_icon (neighbour->person->availability));
  gtk_label_set_text (self->availability, callout_enum_label (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability));
  gtk_label_set_text (self->duty, duty);
  gtk_label_set_text (self->distance, distance);
  gtk_label_set_text (self->age, neighbour->position_age < 0 ? _("No position") : age);
  gtk_label_set_text (self->pending, pending);
  gtk_label_set_text (self->today, today);
  gtk_inscription_set_text (self->skills, skills);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->skills), skills);
}

static void
show_second (CalloutEngineerRow *self)
{
  CalloutNeighbour *neighbour = self->neighbour;
  g_autofree char *text = NULL;

  if (!self->compact)
    text = g_strdup (neighbour->group_name != NULL ? neighbour->group_name : "");
  else
    {
      g_autofree char *distance = callout_format_distance (neighbour->distance_m);
      g_autofree char *age = callout_format_age (neighbour->position_age);
      g_autofree char *pending = g_strdup_printf (ngettext ("%u pending", "%u pending", neighbour->pending), neighbour->pending);

      /* A position is never shown without its age. */
      if (neighbour->position_age < 0)
        text = g_strjoin (" · ", callout_enum_label (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability),
                          _("No position"), pending, NULL);
      else
        text = g_strjoin (" · ", callout_enum_label (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability),
                          distance, age, pending, NULL);
    }
  gtk_label_set_text (self->second, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->second), text);
  gtk_widget_set_visible (GTK_WIDGET (self->second), *text != '\0');
}

static void
show_reasons (CalloutEngineerRow *self)
{
  g_autofree char *text = NULL;

  if (!self->may_be_chosen && self->neighbour->sentences != NULL)
    text = g_strjoinv (" · ", self->neighbour->sentences);
  gtk_label_set_text (self->reasons, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reasons), text);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), text != NULL && *text != '\0');
}

static void
show_columns (CalloutEngineerRow *self)
{
  gtk_widget_set_visible (self->availability_box, !self->compact);
  gtk_widget_set_visible (self->place_box, !self->compact);
  gtk_widget_set_visible (self->work_box, !self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->skills), !self->compact);
}

static void
label_control (GtkCheckButton *control,
               const char     *format_free_label,
               const char     *name)
{
  /* Translators: “Lead: Maria Diaz”, the name of a control for screen readers */
  g_autofree char *label = g_strdup_printf (_("%s: %s"), format_free_label, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
callout_engineer_row_dispose (GObject *object)
{
  CalloutEngineerRow *self = CALLOUT_ENGINEER_ROW (object);

  g_clear_object (&self->neighbour);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_engineer_row_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutEngineerRow, child)

static void
callout_engineer_row_class_init (CalloutEngineerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_engineer_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/assign/callout-engineer-row.ui");
  BIND (box);
  BIND (lead);
  BIND (help);
  BIND (avatar);
  BIND (name);
  BIND (external);
  BIND (second);
  BIND (reasons);
  BIND (availability_box);
  BIND (availability_icon);
  BIND (availability);
  BIND (duty);
  BIND (place_box);
  BIND (distance);
  BIND (age);
  BIND (work_box);
  BIND (pending);
  BIND (today);
  BIND (skills);
  gtk_widget_class_bind_template_callback (widget_class, lead_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "engineer");
}

static void
callout_engineer_row_init (CalloutEngineerRow *self)
{
  /* Alone in its group a check button would be a tick: what makes it round is
   * that there are others, of which one is in every row. */
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_engineer_row_new (CalloutAssignChoice *choice)
{
  CalloutEngineerRow *self = g_object_new (CALLOUT_TYPE_ENGINEER_ROW, NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (show_choice), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * callout_engineer_row_set_neighbour:
 * @neighbour: (nullable): %NULL lets go of it
 * @may_be_chosen: else the row is greyed and says why
 */
void
callout_engineer_row_set_neighbour (CalloutEngineerRow *self,
                                    CalloutNeighbour   *neighbour,
                                    gboolean            may_be_chosen)
{
  const char *name;

  g_set_object (&self->neighbour, neighbour);
  self->may_be_chosen = may_be_chosen;
  if (neighbour == NULL)
    return;
  name = neighbour->person->name != NULL ? neighbour->person->name : neighbour->person->login;
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_widget_set_visible (GTK_WIDGET (self->external), neighbour->person->external);
  gtk_widget_set_sensitive (GTK_WIDGET (self->lead), may_be_chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->help), may_be_chosen);
  if (may_be_chosen)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-out");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-out");
  label_control (self->lead, _("Lead"), name);
  label_control (self->help, _("Collaborator"), name);
  show_figures (self);
  show_second (self);
  show_reasons (self);
  show_choice (self);
}

/**
 * callout_engineer_row_get_neighbour:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutNeighbour *
callout_engineer_row_get_neighbour (CalloutEngineerRow *self)
{
  return self->neighbour;
}

/**
 * callout_engineer_row_set_compact:
 * @compact: whether the figures stand under the name instead of in columns
 */
void
callout_engineer_row_set_compact (CalloutEngineerRow *self,
                                  gboolean            compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  show_columns (self);
  if (self->neighbour != NULL)
    show_second (self);
}

/**
 * callout_engineer_row_set_pointed:
 * @pointed: whether the pointer is on this person on the map
 */
void
callout_engineer_row_set_pointed (CalloutEngineerRow *self,
                                  gboolean            pointed)
{
  if (pointed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pointed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pointed");
}
