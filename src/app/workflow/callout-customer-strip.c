/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-customer-strip.h"

#include "callout-milestone-line.h"

#include <glib/gi18n-lib.h>

struct _CalloutCustomerStrip
{
  GtkWidget             parent_instance;

  /* Template children */
  GtkWidget            *title;
  GtkWidget            *steps;
  GtkButton            *back;
  GtkButton            *forward;
  GtkLabel             *moment;
  GtkEntry             *ticket;
  GtkWidget            *chooser;
  GtkToggleButton      *show_portal;
  GtkWidget            *chat_box;
  GtkWidget            *portal_box;
  GtkWidget            *chat_title;
  GtkWidget            *portal_title;
  CalloutMilestoneLine *chat_line;
  CalloutMilestoneLine *portal_line;

  /* Owned */
  CalloutWorkflowDesk  *desk;
  GCancellable         *cancellable;
  char                 *at;          /* (nullable): how far the sample is, as the model names it */
  char                 *ref;         /* (nullable): the ticket that is shown instead */
  gint64                ticket_id;

  gboolean              compact;
};

G_DEFINE_FINAL_TYPE (CalloutCustomerStrip, callout_customer_strip, GTK_TYPE_WIDGET)

/* What happens before the first step, and after the last. */
static const struct {
  const char *at;
  const char *text;
} before_steps[] = {
  { "ticket-received", N_("As if the request had just been made") },
  { "ticket-scheduling", N_("As if an appointment had just been set") },
  { "ticket-dispatched", N_("As if the work order had just come to the technician’s device") },
};

static GPtrArray *
steps_of (CalloutCustomerStrip *self)
{
  const CalloutWorkflowSnap *snap = self->desk != NULL ? callout_workflow_desk_get_snap (self->desk) : NULL;

  return snap != NULL ? snap->steps : NULL;
}

/* The moments the sample can be at, in order: keys that the model knows. */
static GPtrArray *
list_moments (GPtrArray *steps)
{
  GPtrArray *moments = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (before_steps); i++)
    g_ptr_array_add (moments, (gpointer) before_steps[i].at);
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (!step->branch)
        g_ptr_array_add (moments, step->key);
    }
  g_ptr_array_add (moments, (gpointer) "closed");
  return moments;
}

/* A moment that is gone, as its step is, is the first again. */
static guint
find_moment (CalloutCustomerStrip *self,
             GPtrArray            *moments)
{
  guint at;

  return self->at != NULL && g_ptr_array_find_with_equal_func (moments, self->at, g_str_equal, &at) ? at : 0;
}

static char *
describe_moment (GPtrArray  *steps,
                 const char *at)
{
  CalloutStep *step = callout_workflow_find (steps, at);

  for (guint i = 0; i < G_N_ELEMENTS (before_steps); i++)
    if (g_str_equal (before_steps[i].at, at))
      return g_strdup (_(before_steps[i].text));
  if (step == NULL)
    return g_strdup (_("As if the ticket had just been closed"));
  /* Translators: %s is the name of a workflow step */
  return g_strdup_printf (_("As if the technician had just reported: %s"), step->label);
}

static void
show_view (CalloutCustomerStrip *self,
           CalloutCustomerView  *view,
           GTimeZone            *zone)
{
  CalloutIconBook *icons = callout_workflow_desk_get_icons (self->desk);

  callout_milestone_line_show (self->chat_line, icons, view->chat_portal, zone);
  callout_milestone_line_show (self->portal_line, icons, view->customer_portal, zone);
}

static void
show_sample (CalloutCustomerStrip *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autoptr (GPtrArray) moments = list_moments (snap->steps);
  guint nth = find_moment (self, moments);
  const char *at = g_ptr_array_index (moments, nth);
  g_autofree char *text = describe_moment (snap->steps, at);
  g_autoptr (CalloutCustomerFacts) facts = callout_customer_facts_sample (snap->steps, at);
  g_autoptr (CalloutCustomerView) view = NULL;

  callout_customer_facts_set_statuses (facts, snap->statuses, snap->labels, callout_workflow_desk_get_language ());
  view = callout_customer_view_new (facts);
  show_view (self, view, NULL);
  gtk_label_set_text (self->moment, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->moment), text);
  gtk_widget_set_visible (self->steps, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), nth > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward), nth + 1 < moments->len);
}

/* A ticket */

static void
show_problem (CalloutCustomerStrip *self,
              const char           *sentence)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->ticket), "error");
  gtk_label_set_text (self->moment, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->moment), sentence);
}

static void
view_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCustomerView) view =
    callout_workspace_customer_view_finish (CALLOUT_WORKSPACE (object), result, &error);
  g_autofree char *text = NULL;
  CalloutCustomerStrip *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  show_view (self, view, callout_session_get_zone (callout_workflow_desk_get_session (self->desk)));
  if (view->banner != NULL)
    /* Translators: a ticket's number, and a word that stands across what its customer sees, e.g. Cancelled */
    text = g_strdup_printf (_("%s as its customer sees it now: %s"), self->ref, view->banner);
  else
    /* Translators: %s is a ticket's number */
    text = g_strdup_printf (_("%s as its customer sees it now"), self->ref);
  gtk_label_set_text (self->moment, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->moment),
                               _("Its work orders keep the version of the workflow they were made with"));
}

static void
show_ticket (CalloutCustomerStrip *self)
{
  CalloutSession *session = callout_workflow_desk_get_session (self->desk);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->steps, FALSE);
  callout_workspace_customer_view_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                                         self->ticket_id, callout_workflow_desk_get_language (), self->cancellable,
                                         view_cb, self);
}

static void
show (CalloutCustomerStrip *self)
{
  if (steps_of (self) == NULL)
    return;
  if (self->ref != NULL)
    show_ticket (self);
  else
    show_sample (self);
}

static void
leave_ticket (CalloutCustomerStrip *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->ref, g_free);
  gtk_widget_remove_css_class (GTK_WIDGET (self->ticket), "error");
  show (self);
}

/* “t-1001”, “1001”: people know their tickets by the number. */
static void
ticket_cb (CalloutCustomerStrip *self)
{
  g_autofree char *text = g_ascii_strup (gtk_editable_get_text (GTK_EDITABLE (self->ticket)), -1);
  g_autofree char *ref = NULL;
  CalloutKind kind = CALLOUT_KIND_NONE;
  gint64 id;

  g_strstrip (text);
  leave_ticket (self);
  if (*text == '\0')
    return;
  ref = g_ascii_isdigit (*text) ? g_strconcat ("T-", text, NULL) : g_strdup (text);
  if (!callout_ref_parse (ref, &kind, &id) || kind != CALLOUT_KIND_TICKET)
    {
      show_problem (self, _("A ticket’s number looks like T-1001"));
      return;
    }
  self->ref = g_steal_pointer (&ref);
  self->ticket_id = id;
  show (self);
}

static void
ticket_changed_cb (CalloutCustomerStrip *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->ticket)) == '\0' && self->desk != NULL)
    leave_ticket (self);
}

static void
feed_cb (CalloutCustomerStrip *self,
         CalloutFeed          *feed)
{
  if (self->ref != NULL && (callout_feed_touches (feed, CALLOUT_KIND_TICKET)
                            || callout_feed_touches (feed, CALLOUT_KIND_WORK_ORDER)
                            || callout_feed_touches (feed, CALLOUT_KIND_STEP_EVENT)))
    show_ticket (self);
}

/* The sample */

static void
walk (CalloutCustomerStrip *self,
      int                   by)
{
  GPtrArray *steps = steps_of (self);
  g_autoptr (GPtrArray) moments = NULL;
  guint nth;

  if (steps == NULL)
    return;
  moments = list_moments (steps);
  nth = find_moment (self, moments);
  if ((by < 0 && nth == 0) || (by > 0 && nth + 1 >= moments->len))
    return;
  g_free (self->at);
  self->at = g_strdup (g_ptr_array_index (moments, by < 0 ? nth - 1 : nth + 1));
  show (self);
}

static void
back_cb (CalloutCustomerStrip *self)
{
  walk (self, -1);
}

static void
forward_cb (CalloutCustomerStrip *self)
{
  walk (self, 1);
}

/* On a phone there is room for one of the two. */
static void
show_lines (CalloutCustomerStrip *self)
{
  gboolean portal = gtk_toggle_button_get_active (self->show_portal);

  gtk_widget_set_visible (self->chat_box, !self->compact || !portal);
  gtk_widget_set_visible (self->portal_box, !self->compact || portal);
  gtk_widget_set_visible (self->chat_title, !self->compact);
  gtk_widget_set_visible (self->portal_title, !self->compact);
  gtk_widget_set_visible (self->chooser, self->compact);
  gtk_widget_set_visible (self->title, !self->compact);
}

static void
callout_customer_strip_dispose (GObject *object)
{
  CalloutCustomerStrip *self = CALLOUT_CUSTOMER_STRIP (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->ref, g_free);
  G_OBJECT_CLASS (callout_customer_strip_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutCustomerStrip, child)

static void
callout_customer_strip_class_init (CalloutCustomerStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_customer_strip_dispose;
  g_type_ensure (CALLOUT_TYPE_MILESTONE_LINE);
  gtk_widget_class_set_css_name (widget_class, "customerstrip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-customer-strip.ui");
  BIND (title);
  BIND (steps);
  BIND (back);
  BIND (forward);
  BIND (moment);
  BIND (ticket);
  BIND (chooser);
  BIND (show_portal);
  BIND (chat_box);
  BIND (portal_box);
  BIND (chat_title);
  BIND (portal_title);
  BIND (chat_line);
  BIND (portal_line);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_lines);
  gtk_widget_class_bind_template_callback (widget_class, ticket_cb);
  gtk_widget_class_bind_template_callback (widget_class, ticket_changed_cb);
}

static void
callout_customer_strip_init (CalloutCustomerStrip *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  callout_milestone_line_set_editable (self->chat_line, TRUE);
  callout_milestone_line_set_editable (self->portal_line, TRUE);
  show_lines (self);
}

void
callout_customer_strip_set_desk (CalloutCustomerStrip *self,
                                 CalloutWorkflowDesk  *desk)
{
  CalloutSession *session = callout_workflow_desk_get_session (desk);

  g_set_object (&self->desk, desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

void
callout_customer_strip_set_compact (CalloutCustomerStrip *self,
                                    gboolean              compact)
{
  self->compact = !!compact;
  show_lines (self);
}
