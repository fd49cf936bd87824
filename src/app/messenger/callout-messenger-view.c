/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-messenger-view.h"

#include "callout-conversation-list.h"
#include "callout-messenger-resources.h"
#include "callout-sound.h"
#include "callout-thread-pane.h"
#include "callout-width-bin.h"

#include <glib/gi18n-lib.h>

struct _CalloutMessengerView
{
  CalloutView              parent_instance;

  /* Template children */
  AdwLeaflet              *leaflet;
  GtkWidget               *thread_page;
  CalloutConversationList *list;
  GtkStack                *stack;
  CalloutThreadPane       *pane;
  GtkWidget               *back;

  /* Owned */
  GCancellable            *counting;
};

G_DEFINE_FINAL_TYPE (CalloutMessengerView, callout_messenger_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutMessengerView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

/* How many conversations hold something unread */

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CalloutMessengerView) self = data;
  g_autoptr (GError) error = NULL;
  gint64 n = callout_workspace_count_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (error == NULL && self->leaflet != NULL)
    callout_view_set_count (CALLOUT_VIEW (self), n);
}

static void
count (CalloutMessengerView *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CONVERSATION);
  const char *none[] = { "0", NULL };

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  self->counting = g_cancellable_new ();
  callout_query_add (query, "unread", CALLOUT_OP_MORE, none, NULL);
  callout_workspace_count_async (callout_session_get_workspace (session_of (self)),
                                 callout_session_get_person_id (session_of (self)), query, self->counting, counted_cb,
                                 g_object_ref (self));
}

static void
changed_cb (CalloutMessengerView *self,
            CalloutFeed          *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_MESSAGE) || callout_feed_touches (feed, CALLOUT_KIND_READ_MARK))
    count (self);
}

/* Beside each other, or one after the other */

static void
leaflet_cb (CalloutMessengerView *self)
{
  gtk_widget_set_visible (self->back, adw_leaflet_get_folded (self->leaflet)
                                        && adw_leaflet_get_visible_child (self->leaflet) == self->thread_page);
}

static void
back_cb (CalloutMessengerView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (widget);

  return gtk_widget_get_visible (self->back) && adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
open_cb (CalloutMessengerView *self,
         gint64                ticket,
         int                   thread,
         gint64                message)
{
  gtk_stack_set_visible_child_name (self->stack, "thread");
  callout_thread_pane_open (self->pane, ticket, thread, message);
  callout_conversation_list_choose (self->list, ticket, thread);
  adw_leaflet_set_visible_child (self->leaflet, self->thread_page);
  if (message == 0 && !adw_leaflet_get_folded (self->leaflet))
    gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
side_cb (CalloutMessengerView *self)
{
  callout_conversation_list_choose (self->list, callout_thread_pane_get_ticket (self->pane),
                                    callout_thread_pane_get_thread (self->pane));
}

/* What the window asks of every view */

static void
callout_messenger_view_person_changed (CalloutView *view)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (view);

  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "none");
  callout_thread_pane_open (self->pane, 0, CALLOUT_THREAD_MESSENGER, 0);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  callout_conversation_list_restart (self->list);
  count (self);
}

static void
callout_messenger_view_search (CalloutView *view,
                               const char  *words)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (view);

  callout_conversation_list_search (self->list, words);
  if (words != NULL && *words != '\0' && adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
message_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CalloutMessengerView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) message = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (message != NULL)
    open_cb (self, CALLOUT_MESSAGE (message)->ticket, CALLOUT_MESSAGE (message)->thread, callout_entity_get_id (message));
  else
    callout_session_fail (session_of (self), error);
}

/* A message is opened where it was said. */
static gboolean
callout_messenger_view_open (CalloutView *view,
                             CalloutKind  kind,
                             gint64       id)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (view);
  g_autofree char *ref = NULL;

  if (kind != CALLOUT_KIND_MESSAGE)
    return FALSE;
  ref = callout_ref_format (kind, id);
  callout_workspace_get_async (callout_session_get_workspace (session_of (self)),
                               callout_session_get_person_id (session_of (self)), kind, ref, NULL, message_cb,
                               g_object_ref (self));
  return TRUE;
}

static void
callout_messenger_view_shown (CalloutView *view)
{
  callout_sound_warm_up ();
}

static gboolean
callout_messenger_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_MESSENGER_VIEW (widget)->list));
}

static void
callout_messenger_view_constructed (GObject *object)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (object);
  CalloutSession *session = session_of (self);

  G_OBJECT_CLASS (callout_messenger_view_parent_class)->constructed (object);
  callout_conversation_list_set_session (self->list, session);
  callout_thread_pane_set_session (self->pane, session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (callout_session_get_person (session) != NULL)
    callout_messenger_view_person_changed (CALLOUT_VIEW (self));
}

static void
callout_messenger_view_dispose (GObject *object)
{
  CalloutMessengerView *self = CALLOUT_MESSENGER_VIEW (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->leaflet = NULL;
  G_OBJECT_CLASS (callout_messenger_view_parent_class)->dispose (object);
}

/**
 * callout_messenger_load_look:
 *
 * Its forms and colours; to be called by whoever uses a part of it.
 */
void
callout_messenger_load_look (void)
{
  static gboolean loaded;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  g_resources_register (callout_messenger_get_resource ());
  if (display == NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/messenger/messenger.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutMessengerView, child)

static void
callout_messenger_view_class_init (CalloutMessengerViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_messenger_view_constructed;
  object_class->dispose = callout_messenger_view_dispose;
  widget_class->grab_focus = callout_messenger_view_grab_focus;
  view_class->person_changed = callout_messenger_view_person_changed;
  view_class->search = callout_messenger_view_search;
  view_class->open = callout_messenger_view_open;
  view_class->shown = callout_messenger_view_shown;

  callout_messenger_load_look ();
  g_type_ensure (CALLOUT_TYPE_CONVERSATION_LIST);
  g_type_ensure (CALLOUT_TYPE_THREAD_PANE);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/messenger/callout-messenger-view.ui");
  BIND (leaflet);
  BIND (thread_page);
  BIND (list);
  BIND (stack);
  BIND (pane);
  BIND (back);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, escape_cb, NULL);
}

static void
callout_messenger_view_init (CalloutMessengerView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_messenger_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_messenger_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_MESSENGER_VIEW, "session", session, NULL);
}
