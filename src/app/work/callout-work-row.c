/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-row.h"

#include "callout-format.h"
#include "callout-step-bar.h"
#include "callout-work-facts.h"

#include <glib/gi18n-lib.h>

struct _CalloutWorkRow
{
  GtkListBoxRow     parent_instance;

  /* Template children */
  GtkImage         *priority;
  GtkLabel         *title;
  GtkLabel         *ref;
  GtkLabel         *place;
  GtkLabel         *planned;
  GtkLabel         *due;
  CalloutStepBar   *bar;
  GtkLabel         *state;

  /* Owned */
  CalloutSession   *session;
  CalloutStepCache *steps;
  CalloutRow       *row;
  CalloutWorkOrder *work_order;
};

G_DEFINE_FINAL_TYPE (CalloutWorkRow, callout_work_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_times (CalloutWorkRow *self)
{
  CalloutWorkOrder *work_order = self->work_order;
  GTimeZone *zone = callout_session_get_zone (self->session);
  CalloutTime now = callout_clock_now ();
  gboolean over = work_order->state == CALLOUT_WORK_STATE_CLOSED;
  const char *urgency = callout_urgency_class (callout_urgency_of (work_order->due_latest, now));
  const char *classes[] = { "numeric", urgency, NULL };
  g_autofree char *planned = work_order->planned_start != 0
                               ? callout_format_window (work_order->planned_start, work_order->planned_end, zone, now)
                               : g_strdup (_("No planned time"));
  g_autofree char *due = callout_format_due (work_order->due_latest, now);
  g_autofree char *ended = NULL;

  if (over)
    {
      g_autofree char *at = callout_format_time_short (CALLOUT_ENTITY (work_order)->updated_at, zone, now);

      /* Translators: when a work order was closed */
      ended = g_strdup_printf (_("Closed %s"), at);
    }
  gtk_label_set_text (self->planned, over ? ended : planned);
  gtk_label_set_text (self->due, due);
  gtk_widget_set_css_classes (GTK_WIDGET (self->due), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->due), !over && work_order->due_latest != 0);
}

static void
show_steps (CalloutWorkRow *self)
{
  GPtrArray *steps = callout_step_cache_get (self->steps, self->work_order->workflow);
  guint n_done = 0;
  guint n_steps = 0;

  if (steps != NULL)
    n_done = callout_work_count_done (steps, self->work_order, &n_steps);
  callout_step_bar_set (self->bar, n_done, n_steps);
}

static void
show (CalloutWorkRow *self)
{
  CalloutWorkOrder *work_order = self->work_order;
  g_autofree char *ref = NULL;
  g_autofree char *place = NULL;
  const char *icon;
  const char *priority;

  if (work_order == NULL)
    return;
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  place = g_strjoin (" · ", work_order->address != NULL ? work_order->address : _("No address"),
                     work_order->customer_name, NULL);
  icon = callout_priority_icon (work_order->priority);
  priority = callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority);
  gtk_widget_set_visible (GTK_WIDGET (self->priority), icon != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->priority, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->priority), priority);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->priority), GTK_ACCESSIBLE_PROPERTY_LABEL, priority, -1);
  gtk_label_set_text (self->title, work_order->title != NULL ? work_order->title : ref);
  gtk_label_set_text (self->ref, ref);
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->state, work_order->outcome != CALLOUT_OUTCOME_NONE
                                     ? callout_enum_label (CALLOUT_TYPE_OUTCOME, work_order->outcome)
                                     : callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state));
  show_times (self);
  show_steps (self);
}

static void
entity_cb (CalloutWorkRow *self)
{
  CalloutEntity *entity = callout_row_get_entity (self->row);

  if (self->work_order != NULL && CALLOUT_ENTITY (self->work_order) != entity)
    g_signal_handlers_disconnect_by_func (self->work_order, show, self);
  if (g_set_object (&self->work_order, (CalloutWorkOrder *) entity) && entity != NULL)
    g_signal_connect_object (entity, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
callout_work_row_dispose (GObject *object)
{
  CalloutWorkRow *self = CALLOUT_WORK_ROW (object);

  g_clear_object (&self->work_order);
  g_clear_object (&self->row);
  g_clear_object (&self->steps);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_work_row_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkRow, child)

static void
callout_work_row_class_init (CalloutWorkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_work_row_dispose;
  g_type_ensure (CALLOUT_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/work/callout-work-row.ui");
  BIND (priority);
  BIND (title);
  BIND (ref);
  BIND (place);
  BIND (planned);
  BIND (due);
  BIND (bar);
  BIND (state);
}

static void
callout_work_row_init (CalloutWorkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_work_row_new (CalloutSession   *session,
                      CalloutStepCache *steps,
                      CalloutRow       *row)
{
  CalloutWorkRow *self = g_object_new (CALLOUT_TYPE_WORK_ROW, NULL);

  self->session = g_object_ref (session);
  self->steps = g_object_ref (steps);
  self->row = g_object_ref (row);
  g_signal_connect_object (row, "notify::entity", G_CALLBACK (entity_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (steps, "loaded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  entity_cb (self);
  return GTK_WIDGET (self);
}

gint64
callout_work_row_get_id (CalloutWorkRow *self)
{
  return callout_row_get_id (self->row);
}
