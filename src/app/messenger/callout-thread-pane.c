/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-thread-pane.h"

#include "callout-composer.h"
#include "callout-thread-facts.h"
#include "callout-thread-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutThreadPane
{
  GtkWidget           parent_instance;

  /* Children */
  GtkWidget          *box;
  GtkWidget          *head;
  GtkWidget          *titles;
  GtkLabel           *title;
  GtkLabel           *subtitle;
  GtkWidget          *sides;
  GtkToggleButton    *outside;
  GtkToggleButton    *inside;
  GtkStack           *stack;
  AdwStatusPage      *empty;
  AdwStatusPage      *problem;
  CalloutThreadList  *list;
  GtkWidget          *down;
  GtkLabel           *below;
  CalloutComposer    *composer;

  /* Owned */
  CalloutSession     *session;
  CalloutThreadState *state;   /* (nullable) */
  GCancellable       *cancellable;

  gint64              ticket;
  gint64              message; /* to open at; 0: at the first unread one */
  gint64              marking; /* up to this one it is being marked as read */
  int                 thread;
  gboolean            chosen;  /* the side was; else the ticket decides */
  gboolean            compact;
};

enum { PROP_0, PROP_COMPACT, N_PROPS };
enum { THREAD_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutThreadPane, callout_thread_pane, GTK_TYPE_WIDGET)

static gboolean
is_customer (CalloutThreadPane *self)
{
  CalloutPerson *person = self->session != NULL ? callout_session_get_person (self->session) : NULL;

  return person != NULL && callout_person_is_code_user (person);
}

/* What was seen is read */

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  /* A mark that is not set now is set with the next message. */
  if (entity == NULL)
    g_debug ("not marked as read: %s", error->message);
}

static void
seen_cb (CalloutThreadPane *self,
         gint64             message)
{
  g_autofree char *ref = NULL;
  g_autofree char *to = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutRequest) request = NULL;

  if (message <= self->marking || message <= callout_thread_state_get_read_to (self->state))
    return;
  self->marking = message;
  ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
  to = callout_ref_format (CALLOUT_KIND_MESSAGE, message);
  args = callout_args_new_with ("thread", callout_enum_key (CALLOUT_TYPE_THREAD, self->thread), "to", to, NULL);
  request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP, "message.mark-read",
                                 ref, args);
  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, marked_cb, NULL);
}

static void
update_down (CalloutThreadPane *self)
{
  guint n = callout_thread_list_get_n_below (self->list);
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_widget_set_visible (self->down, !callout_thread_list_is_at_end (self->list)
                                        && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0);
  gtk_label_set_text (self->below, text);
  gtk_widget_set_visible (GTK_WIDGET (self->below), n > 0);
}

static void
down_cb (CalloutThreadPane *self)
{
  callout_thread_list_go_to_end (self->list);
}

static void
loaded_cb (CalloutThreadPane *self,
           gboolean           empty)
{
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  update_down (self);
}

/* What it is about */

static void
show_empty (CalloutThreadPane *self)
{
  gboolean inside = self->thread == CALLOUT_THREAD_WORKSPACE;

  adw_status_page_set_title (self->empty, inside ? _("Nothing Was Said Among Colleagues") : _("No Messages Yet"));
  adw_status_page_set_description (self->empty, inside ? _("What is written here the customer never reads.")
                                   : is_customer (self) ? _("Write what we should know, or ask.")
                                                        : _("What is written here the customer reads at once."));
}

static void
show_allowed (CalloutThreadPane  *self,
              CalloutThreadFacts *facts)
{
  gboolean closed_off = self->thread == CALLOUT_THREAD_MESSENGER && facts->ticket->visibility == CALLOUT_VISIBILITY_INTERNAL;
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (facts->ticket));
  g_autofree char *internal = closed_off
    ? g_strdup_printf (_("%s is internal: its customer reads nothing of it, so it is talked about in the workspace"), ref) : NULL;

  callout_composer_set_allowed (self->composer, facts->allowed && !closed_off, facts->allowed ? internal : facts->why_not);
}

static void
show_heading (CalloutThreadPane  *self,
              CalloutThreadFacts *facts)
{
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (facts->ticket));
  g_autofree char *subtitle = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, facts->ticket->progress),
                                         facts->customer, NULL);

  gtk_label_set_text (self->title, facts->ticket->title != NULL ? facts->ticket->title : ref);
  gtk_label_set_text (self->subtitle, subtitle);
}

static void
show_sides (CalloutThreadPane *self)
{
  gtk_toggle_button_set_active (self->thread == CALLOUT_THREAD_WORKSPACE ? self->inside : self->outside, TRUE);
  gtk_widget_set_visible (self->sides, !is_customer (self));
  gtk_widget_set_visible (self->titles, !self->compact);
  gtk_widget_set_visible (self->head, !self->compact || !is_customer (self));
}

static void
begin (CalloutThreadPane  *self,
       CalloutThreadFacts *facts)
{
  if (!self->chosen)
    self->thread = facts->ticket->visibility == CALLOUT_VISIBILITY_INTERNAL && !is_customer (self) ? CALLOUT_THREAD_WORKSPACE
                                                                                                  : CALLOUT_THREAD_MESSENGER;
  self->state = callout_thread_state_new (self->session, self->ticket, self->thread);
  callout_thread_state_set_marks (self->state, facts->marks);
  show_sides (self);
  show_empty (self);
  callout_composer_set_thread (self->composer, self->ticket, self->thread, facts->customer);
  callout_thread_list_set (self->list, self->state, self->ticket, self->thread, self->message);
  self->message = 0;
}

static void
facts_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutThreadPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutThreadFacts) facts = callout_thread_facts_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    return;
  if (facts == NULL)
    {
      adw_status_page_set_description (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      callout_composer_set_allowed (self->composer, FALSE, NULL);
      return;
    }
  if (self->state == NULL)
    begin (self, facts);
  else
    callout_thread_state_set_marks (self->state, facts->marks);
  show_heading (self, facts);
  show_allowed (self, facts);
  update_down (self);
}

static void
read_facts (CalloutThreadPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_thread_facts_async (self->session, self->ticket, self->cancellable, facts_cb, g_object_ref (self));
}

/* Whether the ticket may be written to, and who has read what, may have changed. */
static void
changed_cb (CalloutThreadPane *self,
            CalloutFeed       *feed)
{
  if (self->ticket == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (callout_feed_touches (feed, CALLOUT_KIND_TICKET) || callout_feed_touches (feed, CALLOUT_KIND_READ_MARK)
      || callout_feed_touches (feed, CALLOUT_KIND_TICKET_ASSIGNEE) || callout_feed_touches (feed, CALLOUT_KIND_PERSON))
    read_facts (self);
}

static void
reopen (CalloutThreadPane *self)
{
  callout_thread_list_set (self->list, NULL, 0, 0, 0);
  g_clear_object (&self->state);
  self->marking = 0;
  gtk_widget_set_visible (self->down, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  /* Of tickets that are only passed by nothing is read. */
  if (self->ticket != 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_facts (self);
}

static void
side_cb (CalloutThreadPane *self)
{
  int thread = gtk_toggle_button_get_active (self->outside) ? CALLOUT_THREAD_MESSENGER : CALLOUT_THREAD_WORKSPACE;

  if (self->state == NULL || thread == self->thread)
    return;
  self->thread = thread;
  self->chosen = TRUE;
  reopen (self);
  g_signal_emit (self, signals[THREAD_CHANGED], 0);
}

static void
sent_cb (CalloutThreadPane *self)
{
  callout_thread_list_go_to_end (self->list);
}

static void
ticket_cb (CalloutThreadPane *self)
{
  callout_session_open (self->session, CALLOUT_KIND_TICKET, self->ticket);
}

/* What was not read, or has changed, while nobody looked. */
static void
callout_thread_pane_map (GtkWidget *widget)
{
  CalloutThreadPane *self = CALLOUT_THREAD_PANE (widget);

  GTK_WIDGET_CLASS (callout_thread_pane_parent_class)->map (widget);
  if (self->ticket != 0 && self->session != NULL)
    read_facts (self);
}

static gboolean
callout_thread_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_THREAD_PANE (widget)->composer));
}

static void
callout_thread_pane_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_COMPACT)
    g_value_set_boolean (value, CALLOUT_THREAD_PANE (object)->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_thread_pane_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (prop_id == PROP_COMPACT)
    CALLOUT_THREAD_PANE (object)->compact = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_thread_pane_dispose (GObject *object)
{
  CalloutThreadPane *self = CALLOUT_THREAD_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->state);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_thread_pane_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutThreadPane, child)

static void
callout_thread_pane_class_init (CalloutThreadPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_thread_pane_dispose;
  object_class->get_property = callout_thread_pane_get_property;
  object_class->set_property = callout_thread_pane_set_property;
  widget_class->map = callout_thread_pane_map;
  widget_class->grab_focus = callout_thread_pane_grab_focus;
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[THREAD_CHANGED] = g_signal_new ("thread-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  g_type_ensure (CALLOUT_TYPE_COMPOSER);
  g_type_ensure (CALLOUT_TYPE_THREAD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/messenger/callout-thread-pane.ui");
  BIND (box);
  BIND (head);
  BIND (titles);
  BIND (title);
  BIND (subtitle);
  BIND (sides);
  BIND (outside);
  BIND (inside);
  BIND (stack);
  BIND (empty);
  BIND (problem);
  BIND (list);
  BIND (down);
  BIND (below);
  BIND (composer);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, loaded_cb);
  gtk_widget_class_bind_template_callback (widget_class, seen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_bind_template_callback (widget_class, ticket_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_down);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "threadpane");
}

static void
callout_thread_pane_init (CalloutThreadPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->head, FALSE);
}

GtkWidget *
callout_thread_pane_new (void)
{
  return g_object_new (CALLOUT_TYPE_THREAD_PANE, NULL);
}

/**
 * callout_thread_pane_set_session:
 *
 * To be called once.
 */
void
callout_thread_pane_set_session (CalloutThreadPane *self,
                                 CalloutSession    *session)
{
  self->session = g_object_ref (session);
  callout_composer_set_session (self->composer, session);
  callout_composer_take_drops (self->composer, GTK_WIDGET (self));
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * callout_thread_pane_open:
 * @ticket: 0: none
 * @message: to open at; 0: at the first unread one
 */
void
callout_thread_pane_open (CalloutThreadPane *self,
                          gint64             ticket,
                          int                thread,
                          gint64             message)
{
  if (self->ticket == ticket && self->thread == thread && self->state != NULL)
    {
      if (message != 0)
        callout_thread_list_go_to (self->list, message);
      return;
    }
  self->ticket = ticket;
  self->thread = thread;
  self->message = message;
  self->chosen = TRUE;
  reopen (self);
}

/**
 * callout_thread_pane_open_ticket:
 *
 * Of an internal ticket what is said among colleagues, else what the customer reads.
 */
void
callout_thread_pane_open_ticket (CalloutThreadPane *self,
                                 gint64             ticket)
{
  if (self->ticket == ticket)
    return;
  self->ticket = ticket;
  self->message = 0;
  self->chosen = FALSE;
  reopen (self);
}

gint64
callout_thread_pane_get_ticket (CalloutThreadPane *self)
{
  return self->ticket;
}

int
callout_thread_pane_get_thread (CalloutThreadPane *self)
{
  return self->thread;
}
