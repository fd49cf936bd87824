/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-order-details.h"

#include "callout-format.h"
#include "callout-history-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutWorkOrderDetails
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack           *stack;
  AdwStatusPage      *several;
  AdwStatusPage      *problem;
  GtkScrolledWindow  *scroller;
  GtkLabel           *title;
  GtkLabel           *subtitle;
  GtkImage           *priority_icon;
  GtkLabel           *priority;
  GtkLabel           *due;
  GtkLabel           *state;
  GtkLabel           *description;
  AdwActionRow       *address;
  GtkButton          *set_location;
  AdwActionRow       *due_window;
  AdwActionRow       *opened;
  AdwActionRow       *planned;
  AdwActionRow       *skills;
  AdwActionRow       *holder;
  AdwActionRow       *customer;
  AdwActionRow       *external;
  GtkWidget          *people_heading;
  GtkListBox         *people;
  CalloutHistoryPane *history;

  /* Owned */
  CalloutSession     *session;
  GCancellable       *cancellable;
  CalloutWorkOrder   *work_order;
  CalloutTicket      *ticket;
  GPtrArray          *assignments;

  gint64              id;
};

enum { SET_LOCATION, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkOrderDetails, callout_work_order_details, GTK_TYPE_WIDGET)

/* A fact that is absent takes no room. */
static void
set_fact (AdwActionRow *row,
          const char   *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : "");
}

static void
show_head (CalloutWorkOrderDetails *self)
{
  CalloutWorkOrder *work_order = self->work_order;
  CalloutTime now = callout_clock_now ();
  const char *icon = callout_priority_icon (work_order->priority);
  const char *urgency = callout_urgency_class (callout_urgency_of (work_order->due_latest, now));
  const char *due_classes[] = { "numeric", urgency, NULL };
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  g_autofree char *ticket = callout_ref_format (CALLOUT_KIND_TICKET, work_order->ticket);
  g_autofree char *due = callout_format_due (work_order->due_latest, now);
  g_autofree char *subtitle = g_strjoin (" · ", ref, ticket, work_order->type, NULL);

  gtk_label_set_text (self->title, work_order->title != NULL ? work_order->title : ref);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->priority_icon), icon != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->priority_icon, icon);
  gtk_label_set_text (self->priority, callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority));
  gtk_label_set_text (self->due, due);
  gtk_widget_set_css_classes (GTK_WIDGET (self->due), due_classes);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->due)), work_order->due_latest != 0);
  gtk_label_set_text (self->state, callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state));
}

static char *
holder_text (CalloutWorkOrder *work_order)
{
  if (work_order->group_name == NULL)
    return g_strdup (_("The dispatchers"));
  if (work_order->routed_by_name == NULL)
    return g_strdup (work_order->group_name);
  /* Translators: a service group, and the dispatcher who routed the work order to it */
  return g_strdup_printf (_("%s, routed by %s"), work_order->group_name, work_order->routed_by_name);
}

static void
show_facts (CalloutWorkOrderDetails *self)
{
  CalloutWorkOrder *work_order = self->work_order;
  GTimeZone *zone = callout_session_get_zone (self->session);
  CalloutTime now = callout_clock_now ();
  gboolean located = callout_work_order_has_location (work_order);
  g_autofree char *window = callout_format_window (work_order->due_earliest, work_order->due_latest, zone, now);
  g_autofree char *opened = callout_format_time (work_order->opened_at, zone, now);
  g_autofree char *planned = callout_format_window (work_order->planned_start, work_order->planned_end, zone, now);
  g_autofree char *skills = callout_format_keys (work_order->skills);
  g_autofree char *holder = holder_text (work_order);
  g_autofree char *address = g_strjoin (", ", work_order->address != NULL ? work_order->address : _("No address"),
                                        work_order->district, NULL);
  g_autofree char *place = located ? g_strdup (address) : g_strdup_printf (_("%s – not on the map yet"), address);

  set_fact (self->address, place);
  gtk_widget_set_visible (GTK_WIDGET (self->set_location), !located);
  set_fact (self->due_window, work_order->due_latest != 0 ? window : NULL);
  set_fact (self->opened, opened);
  set_fact (self->planned, work_order->planned_start != 0 ? planned : NULL);
  set_fact (self->skills, work_order->skills != NULL ? skills : NULL);
  set_fact (self->holder, holder);
  set_fact (self->customer, work_order->customer_name);
  set_fact (self->external, work_order->external_id);
}

static void
show_ticket (CalloutWorkOrderDetails *self)
{
  const char *text = self->ticket != NULL ? self->ticket->description : NULL;

  gtk_label_set_text (self->description, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), text != NULL && *text != '\0');
}

static void
add_assignment (CalloutWorkOrderDetails *self,
                CalloutAssignment       *assignment)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, assignment->name, TRUE);
  g_autofree char *name = g_markup_escape_text (assignment->name != NULL ? assignment->name : assignment->login, -1);
  g_autofree char *state = g_strjoin (" · ", callout_enum_label (CALLOUT_TYPE_PART, assignment->part),
                                      callout_enum_label (CALLOUT_TYPE_ASSIGNMENT_STATE, assignment->state),
                                      assignment->reason, NULL);
  g_autofree char *subtitle = g_markup_escape_text (state, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  if (!callout_assignment_is_active (assignment))
    gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_append (self->people, row);
}

/* The lead first; those who refused stay in sight, since the next choice depends on it. */
static void
show_people (CalloutWorkOrderDetails *self)
{
  GtkWidget *row;
  guint n_shown = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    gtk_list_box_remove (self->people, row);
  for (int pass = 0; pass < 3; pass++)
    for (guint i = 0; self->assignments != NULL && i < self->assignments->len; i++)
      {
        CalloutAssignment *assignment = g_ptr_array_index (self->assignments, i);
        gboolean active = callout_assignment_is_active (assignment);
        gboolean lead = active && assignment->part == CALLOUT_PART_LEAD;
        int turn = lead ? 0 : active ? 1 : 2;

        if (turn != pass || assignment->state == CALLOUT_ASSIGNMENT_STATE_REMOVED)
          continue;
        add_assignment (self, assignment);
        n_shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->people), n_shown > 0);
  gtk_widget_set_visible (self->people_heading, n_shown > 0);
}

static void
show (CalloutWorkOrderDetails *self)
{
  if (self->work_order == NULL)
    return;
  show_head (self);
  show_facts (self);
}

/* Loading */

static void
ticket_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutWorkOrderDetails *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->ticket);
  if (entity != NULL)
    self->ticket = CALLOUT_TICKET (g_steal_pointer (&entity));
  show_ticket (self);
}

static void
assignments_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) assignments = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutWorkOrderDetails *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  self->assignments = g_steal_pointer (&assignments);
  show_people (self);
}

static void
load_rest (CalloutWorkOrderDetails *self)
{
  CalloutWorkspace *workspace = callout_session_get_workspace (self->session);
  gint64 person = callout_session_get_person_id (self->session);
  g_autofree char *ticket = callout_ref_format (CALLOUT_KIND_TICKET, self->work_order->ticket);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);
  const char *values[] = { id, NULL };
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_ASSIGNMENT);

  callout_query_add (query, "work_order", CALLOUT_OP_IS, values, NULL);
  callout_workspace_get_async (workspace, person, CALLOUT_KIND_TICKET, ticket, self->cancellable, ticket_cb, self);
  callout_workspace_list_async (workspace, person, query, self->cancellable, assignments_cb, self);
}

static void
work_order_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutWorkOrderDetails *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_set_object (&self->work_order, CALLOUT_WORK_ORDER (entity));
  show (self);
  gtk_stack_set_visible_child_name (self->stack, "details");
  load_rest (self);
}

static void
load (CalloutWorkOrderDetails *self)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, self->id);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->id == 0 || callout_session_get_person (self->session) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  callout_workspace_get_async (callout_session_get_workspace (self->session),
                               callout_session_get_person_id (self->session), CALLOUT_KIND_WORK_ORDER, ref,
                               self->cancellable, work_order_cb, self);
}

static void
feed_cb (CalloutWorkOrderDetails *self,
         CalloutFeed             *feed)
{
  for (guint i = 0; self->id != 0 && i < feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (feed->touched, CalloutTouch, i);

      if ((touch->kind == CALLOUT_KIND_WORK_ORDER && touch->id == self->id)
          || (touch->kind == CALLOUT_KIND_TICKET && self->work_order != NULL && touch->id == self->work_order->ticket))
        {
          load (self);
          return;
        }
    }
}

static void
set_location_cb (CalloutWorkOrderDetails *self)
{
  g_signal_emit (self, signals[SET_LOCATION], 0);
}

static void
callout_work_order_details_dispose (GObject *object)
{
  CalloutWorkOrderDetails *self = CALLOUT_WORK_ORDER_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->work_order);
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  if (self->stack != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  G_OBJECT_CLASS (callout_work_order_details_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkOrderDetails, child)

static void
callout_work_order_details_class_init (CalloutWorkOrderDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_work_order_details_dispose;
  signals[SET_LOCATION] = g_signal_new ("set-location", CALLOUT_TYPE_WORK_ORDER_DETAILS, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CALLOUT_TYPE_HISTORY_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/dispatch/callout-work-order-details.ui");
  BIND (stack);
  BIND (several);
  BIND (problem);
  BIND (scroller);
  BIND (title);
  BIND (subtitle);
  BIND (priority_icon);
  BIND (priority);
  BIND (due);
  BIND (state);
  BIND (description);
  BIND (address);
  BIND (set_location);
  BIND (due_window);
  BIND (opened);
  BIND (planned);
  BIND (skills);
  BIND (holder);
  BIND (customer);
  BIND (external);
  BIND (people_heading);
  BIND (people);
  BIND (history);
  gtk_widget_class_bind_template_callback (widget_class, set_location_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_work_order_details_init (CalloutWorkOrderDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_work_order_details_set_session:
 *
 * To be called once.
 */
void
callout_work_order_details_set_session (CalloutWorkOrderDetails *self,
                                        CalloutSession          *session)
{
  g_set_object (&self->session, session);
  callout_history_pane_set_session (self->history, session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

/**
 * callout_work_order_details_set_id:
 * @id: 0: nothing is selected
 */
void
callout_work_order_details_set_id (CalloutWorkOrderDetails *self,
                                   gint64                   id)
{
  if (self->id == id && id != 0)
    return;
  self->id = id;
  g_clear_object (&self->work_order);
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  show_ticket (self);
  show_people (self);
  callout_history_pane_set_target (self->history, CALLOUT_KIND_WORK_ORDER, id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (id == 0)
    {
      g_cancellable_cancel (self->cancellable);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
    }
  else
    load (self);
}

/**
 * callout_work_order_details_set_several:
 * @n: so many are selected that none is shown
 */
void
callout_work_order_details_set_several (CalloutWorkOrderDetails *self,
                                        guint                    n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Work Order Selected", "%u Work Orders Selected", n), n);

  callout_work_order_details_set_id (self, 0);
  adw_status_page_set_title (self->several, title);
  gtk_stack_set_visible_child_name (self->stack, "several");
}

/**
 * callout_work_order_details_get_work_order:
 *
 * Returns: (transfer none) (nullable): the work order shown, once it is there
 */
CalloutWorkOrder *
callout_work_order_details_get_work_order (CalloutWorkOrderDetails *self)
{
  return self->work_order;
}
