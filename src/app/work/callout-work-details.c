/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-details.h"

#include "callout-error.h"
#include "callout-format.h"
#include "callout-step-line.h"
#include "callout-work-dialog.h"
#include "callout-work-facts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* After a step the button names the next one. Whoever tapped twice meant one
 * step: so long the next is not taken. */
#define REST_MS 600

struct _CalloutWorkDetails
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack          *stack;
  AdwStatusPage     *problem;
  GtkScrolledWindow *scroller;
  GtkLabel          *title;
  GtkLabel          *subtitle;
  GtkLabel          *state;
  GtkImage          *priority_icon;
  GtkLabel          *priority;
  GtkWidget         *due_tag;
  GtkLabel          *due;
  GtkWidget         *actions;
  GtkWidget         *primary;
  GtkLabel          *primary_label;
  GtkWidget         *reject;
  GtkLabel          *hint;
  CalloutStepLine   *line;
  GtkLabel          *description;
  AdwActionRow      *address;
  AdwActionRow      *planned;
  AdwActionRow      *due_window;
  AdwActionRow      *customer;
  AdwActionRow      *skills;
  AdwActionRow      *people;

  /* Owned */
  CalloutSession    *session;
  CalloutPosition   *position;
  GCancellable      *cancellable;
  CalloutWorkFacts  *facts;

  gint64             id;
  guint              rest;        /* a source: steps are not taken yet */
  gboolean           running;     /* a step is under way */
  gboolean           wants_focus; /* as soon as there is something to press */
};

enum { GONE, ALLOWED_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkDetails, callout_work_details, GTK_TYPE_WIDGET)

static void load (CalloutWorkDetails *self);

/* A fact that is absent takes no room. */
static void
set_fact (AdwActionRow *row,
          const char   *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : "");
}

static const char *
state_label (CalloutWorkOrder *work_order)
{
  if (work_order->state == CALLOUT_WORK_STATE_CLOSED && work_order->outcome != CALLOUT_OUTCOME_NONE)
    return callout_enum_label (CALLOUT_TYPE_OUTCOME, work_order->outcome);
  return callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state);
}

static void
show_head (CalloutWorkDetails *self)
{
  CalloutWorkOrder *work_order = self->facts->work_order;
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
  gtk_label_set_text (self->state, state_label (work_order));
  gtk_widget_set_visible (GTK_WIDGET (self->priority_icon), icon != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->priority_icon, icon);
  gtk_label_set_text (self->priority, callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority));
  gtk_label_set_text (self->due, due);
  gtk_widget_set_css_classes (GTK_WIDGET (self->due), due_classes);
  gtk_widget_set_visible (self->due_tag, work_order->due_latest != 0 && work_order->state < CALLOUT_WORK_STATE_CLOSED);
}

/* The lead first. */
static char *
people_text (GPtrArray *assignments)
{
  GString *text = g_string_new (NULL);

  for (int part = CALLOUT_PART_LEAD; part <= CALLOUT_PART_COLLABORATOR; part++)
    for (guint i = 0; i < assignments->len; i++)
      {
        CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

        if (!callout_assignment_is_active (assignment) || assignment->part != part)
          continue;
        g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? "\n" : "",
                                assignment->name != NULL ? assignment->name : assignment->login,
                                callout_enum_label (CALLOUT_TYPE_PART, part));
      }
  return g_string_free (text, FALSE);
}

static void
show_facts (CalloutWorkDetails *self)
{
  CalloutWorkOrder *work_order = self->facts->work_order;
  GTimeZone *zone = callout_session_get_zone (self->session);
  CalloutTime now = callout_clock_now ();
  const char *text = self->facts->ticket->description;
  g_autofree char *address = g_strjoin (", ", work_order->address != NULL ? work_order->address : _("No address"),
                                        work_order->district, NULL);
  g_autofree char *planned = callout_format_window (work_order->planned_start, work_order->planned_end, zone, now);
  g_autofree char *due = callout_format_window (work_order->due_earliest, work_order->due_latest, zone, now);
  g_autofree char *skills = callout_format_keys (work_order->skills);
  g_autofree char *people = people_text (self->facts->assignments);

  gtk_label_set_text (self->description, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), text != NULL && *text != '\0');
  set_fact (self->address, address);
  set_fact (self->planned, work_order->planned_start != 0 ? planned : NULL);
  set_fact (self->due_window, work_order->due_latest != 0 ? due : NULL);
  set_fact (self->customer, work_order->customer_name);
  set_fact (self->skills, work_order->skills != NULL ? skills : NULL);
  set_fact (self->people, people);
}

/* The one place that says what can be pressed. */
static void
show_actions (CalloutWorkDetails *self)
{
  CalloutWorkFacts *facts = self->facts;
  gboolean logs = facts->part == CALLOUT_PART_COLLABORATOR;
  gboolean open = facts->command != NULL;
  gboolean busy = self->running || self->rest != 0;
  const char *hint = NULL;

  if (open && !facts->allowed)
    hint = facts->why_not;
  else if (open && logs)
    hint = _("You log your own times; the lead’s steps move the work order.");
  gtk_widget_set_visible (self->primary, open);
  if (open)
    {
      gtk_label_set_text (self->primary_label, facts->next->label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->primary), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->next->label, -1);
      gtk_widget_set_tooltip_text (self->primary, facts->next->description);
    }
  /* A button that went grey would lose the keyboard, and a pointer at rest. */
  gtk_widget_set_sensitive (self->primary, open && facts->allowed);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->primary), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  gtk_widget_set_visible (self->reject, facts->can_reject);
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_widget_set_visible (self->actions, open || facts->can_reject);
}

static void
show (CalloutWorkDetails *self)
{
  if (self->facts == NULL)
    return;
  show_head (self);
  show_facts (self);
  show_actions (self);
}

static void
take_facts (CalloutWorkDetails *self,
            CalloutWorkFacts   *facts)
{
  g_clear_pointer (&self->facts, callout_work_facts_free);
  self->facts = facts;
  show (self);
  callout_step_line_set_facts (self->line, facts, callout_session_get_zone (self->session));
  gtk_stack_set_visible_child_name (self->stack, "details");
  if (self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[ALLOWED_CHANGED], 0);
}

static void
facts_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  CalloutWorkFacts *facts = callout_work_facts_finish (CALLOUT_SESSION (object), result, &error);
  CalloutWorkDetails *self = data;
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts != NULL)
    {
      take_facts (self, facts);
      return;
    }
  g_clear_pointer (&self->facts, callout_work_facts_free);
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  g_signal_emit (self, signals[ALLOWED_CHANGED], 0);
  if (g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[GONE], 0, error->message);
}

static void
load (CalloutWorkDetails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->id == 0 || callout_session_get_person (self->session) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  callout_work_facts_async (self->session, self->id, self->cancellable, facts_cb, self);
}

static void
feed_cb (CalloutWorkDetails *self,
         CalloutFeed        *feed)
{
  gint64 ticket = self->facts != NULL ? self->facts->work_order->ticket : 0;

  for (guint i = 0; self->id != 0 && i < feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (feed->touched, CalloutTouch, i);
      gboolean whole = touch->id == 0;

      if ((touch->kind == CALLOUT_KIND_WORK_ORDER && (whole || touch->id == self->id))
          || (touch->kind == CALLOUT_KIND_TICKET && (whole || touch->id == ticket))
          || (touch->kind == CALLOUT_KIND_PERSON
              && (whole || touch->id == callout_session_get_person_id (self->session)))
          || touch->kind == CALLOUT_KIND_STEP_EVENT)
        {
          load (self);
          return;
        }
    }
}

/* Giving */

static gboolean
rested_cb (gpointer data)
{
  CalloutWorkDetails *self = data;

  self->rest = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
begin_rest (CalloutWorkDetails *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutWorkDetails) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  self->running = FALSE;
  if (self->session == NULL) /* the view went meanwhile */
    return;
  if (entity == NULL)
    callout_session_fail (self->session, error);
  begin_rest (self);
  /* What was refused may look different now; what was done comes by the feed. */
  load (self);
  show (self);
}

static char *
sentence_for (CalloutWorkFacts *facts,
              const char       *ref)
{
  if (g_str_equal (facts->command, "work-order.accept"))
    return NULL;
  if (facts->part == CALLOUT_PART_COLLABORATOR)
    /* Translators: a work order's number, a step's name */
    return g_strdup_printf (_("%s: your time for “%s” is logged"), ref, facts->next->label);
  /* Translators: a work order's number, a step's name */
  return g_strdup_printf (_("%s: “%s” reported"), ref, facts->next->label);
}

static void
give_next (CalloutWorkDetails *self)
{
  CalloutWorkFacts *facts = self->facts;
  g_autoptr (CalloutArgs) args = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *sentence = NULL;

  if (facts == NULL || facts->command == NULL || !facts->allowed || self->running || self->rest != 0)
    return;
  if (facts->ends)
    {
      callout_work_dialog_end (GTK_WIDGET (self), self->session, self->position, facts->work_order, facts->next);
      return;
    }
  args = callout_args_new ();
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (facts->work_order));
  sentence = sentence_for (facts, ref);
  if (g_str_equal (facts->command, "work-order.step"))
    callout_args_add (args, "step", facts->next->key);
  callout_position_add_to (self->position, args);
  self->running = TRUE;
  show_actions (self);
  callout_session_run_saying_async (self->session, facts->command, ref, args,
                                    CALLOUT_ENTITY (facts->work_order)->version, sentence, NULL, given_cb,
                                    g_object_ref (self));
}

static void
give_reject (CalloutWorkDetails *self)
{
  if (self->facts != NULL && self->facts->can_reject && !self->running)
    callout_work_dialog_reject (GTK_WIDGET (self), self->session, self->facts->work_order, self->facts->part);
}

static void
primary_cb (CalloutWorkDetails *self)
{
  give_next (self);
}

static void
reject_cb (CalloutWorkDetails *self)
{
  give_reject (self);
}

static gboolean
callout_work_details_grab_focus (GtkWidget *widget)
{
  CalloutWorkDetails *self = CALLOUT_WORK_DETAILS (widget);

  self->wants_focus = self->facts == NULL && self->id != 0;
  return gtk_widget_grab_focus (self->primary) || gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

static void
callout_work_details_dispose (GObject *object)
{
  CalloutWorkDetails *self = CALLOUT_WORK_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->position);
  g_clear_pointer (&self->facts, callout_work_facts_free);
  if (self->stack != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  G_OBJECT_CLASS (callout_work_details_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkDetails, child)

static void
callout_work_details_class_init (CalloutWorkDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_work_details_dispose;
  widget_class->grab_focus = callout_work_details_grab_focus;
  signals[GONE] = g_signal_new ("gone", CALLOUT_TYPE_WORK_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ALLOWED_CHANGED] = g_signal_new ("allowed-changed", CALLOUT_TYPE_WORK_DETAILS, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CALLOUT_TYPE_STEP_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/work/callout-work-details.ui");
  BIND (stack);
  BIND (problem);
  BIND (scroller);
  BIND (title);
  BIND (subtitle);
  BIND (state);
  BIND (priority_icon);
  BIND (priority);
  BIND (due_tag);
  BIND (due);
  BIND (actions);
  BIND (primary);
  BIND (primary_label);
  BIND (reject);
  BIND (hint);
  BIND (line);
  BIND (description);
  BIND (address);
  BIND (planned);
  BIND (due_window);
  BIND (customer);
  BIND (skills);
  BIND (people);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_work_details_init (CalloutWorkDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_work_details_set_session:
 *
 * @position: where the device is, to be written down with each step
 *
 * To be called once.
 */
void
callout_work_details_set_session (CalloutWorkDetails *self,
                                  CalloutSession     *session,
                                  CalloutPosition    *position)
{
  g_set_object (&self->session, session);
  g_set_object (&self->position, position);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

/**
 * callout_work_details_set_id:
 * @id: 0: nothing is selected
 */
void
callout_work_details_set_id (CalloutWorkDetails *self,
                             gint64              id)
{
  if (self->id == id)
    return;
  self->id = id;
  self->wants_focus = FALSE;
  g_clear_pointer (&self->facts, callout_work_facts_free);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (id == 0)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  load (self);
  g_signal_emit (self, signals[ALLOWED_CHANGED], 0);
}

gint64
callout_work_details_get_id (CalloutWorkDetails *self)
{
  return self->id;
}

/**
 * callout_work_details_allows:
 *
 * Returns: whether the command can be given to what is shown
 */
gboolean
callout_work_details_allows (CalloutWorkDetails *self,
                             const char         *command)
{
  if (self->facts == NULL)
    return FALSE;
  if (g_str_equal (command, "work-order.reject"))
    return self->facts->can_reject;
  return self->facts->allowed && g_strcmp0 (self->facts->command, command) == 0;
}

/**
 * callout_work_details_give:
 *
 * Gives a command as its button does; nothing where it is not possible.
 */
void
callout_work_details_give (CalloutWorkDetails *self,
                           const char         *command)
{
  if (!callout_work_details_allows (self, command))
    return;
  if (g_str_equal (command, "work-order.reject"))
    give_reject (self);
  else
    give_next (self);
}
