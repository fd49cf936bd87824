/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-inbox.h"

#include "callout-filter-bar.h"
#include "callout-inbox-row.h"
#include "callout-list-pages.h"

#include <glib/gi18n-lib.h>

struct _CalloutInbox
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget         *box;
  GtkWidget         *heading;
  GtkWidget         *read_all;
  CalloutListPages  *pages;
  GtkListView       *list_view;

  /* Owned */
  CalloutSession    *session; /* (nullable) */
  CalloutQueryList  *list;    /* (nullable): as long as there is a session */
  GCancellable      *counting;

  guint              unread;
  gboolean           entering; /* the first row to come takes the focus */
};

enum { PROP_0, PROP_UNREAD, N_PROPS };
enum { OPENED, LEFT, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutInbox, callout_inbox, GTK_TYPE_WIDGET)

static CalloutQuery *
make_query (CalloutInbox *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  CalloutQuery *query = callout_query_new (CALLOUT_KIND_NOTIFICATION);

  callout_filter_add (query, "login", CALLOUT_OP_IS, person->login, NULL);
  callout_filter_add (query, "kept", CALLOUT_OP_IS, "true", NULL);
  return query;
}

/* How many are unread */

static void
set_unread (CalloutInbox *self,
            guint         unread)
{
  gtk_widget_set_sensitive (self->read_all, unread > 0);
  if (self->unread == unread)
    return;
  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = callout_workspace_count_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (error == NULL)
    set_unread (data, (guint) CLAMP (count, 0, G_MAXINT));
}

static void
stop_counting (CalloutInbox *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count (CalloutInbox *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  stop_counting (self);
  if (self->session == NULL || callout_session_get_person (self->session) == NULL)
    {
      set_unread (self, 0);
      return;
    }
  query = make_query (self);
  callout_filter_add (query, "read_at", CALLOUT_OP_IS, "", NULL);
  self->counting = g_cancellable_new ();
  callout_workspace_count_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                 query, self->counting, count_cb, self);
}

static void
feed_cb (CalloutInbox *self,
         CalloutFeed  *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_NOTIFICATION))
    count (self);
}

/* The list */

static void
show_page (CalloutInbox *self)
{
  guint n;

  if (self->list == NULL)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  callout_list_pages_show (self->pages, n, callout_query_list_get_loading (self->list),
                           callout_query_list_get_error (self->list));
  if (n > 0 && self->entering)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  self->entering = self->entering && n == 0;
}

static void
run_query (CalloutInbox *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  if (self->list == NULL)
    return;
  if (callout_session_get_person (self->session) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      query = make_query (self);
      callout_query_set_sort (query, "event", TRUE, NULL);
    }
  callout_query_list_set_person (self->list, callout_session_get_person_id (self->session));
  callout_query_list_set_query (self->list, query);
  show_page (self);
}

static void
person_cb (CalloutInbox *self)
{
  run_query (self);
  count (self);
}

static void
retry_cb (CalloutInbox *self)
{
  callout_query_list_set_query (self->list, NULL);
  run_query (self);
}

static void
callout_inbox_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (callout_inbox_parent_class)->map (widget);
  CALLOUT_INBOX (widget)->entering = TRUE;
  run_query (CALLOUT_INBOX (widget));
}

static void
callout_inbox_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (callout_inbox_parent_class)->unmap (widget);
  run_query (CALLOUT_INBOX (widget));
}

static void
setup_cb (CalloutInbox *self,
          GtkListItem  *item)
{
  gtk_list_item_set_child (item, callout_inbox_row_new (self->session));
}

static void
bind_cb (CalloutInbox *self,
         GtkListItem  *item)
{
  callout_inbox_row_set_row (CALLOUT_INBOX_ROW (gtk_list_item_get_child (item)), CALLOUT_ROW (gtk_list_item_get_item (item)));
}

static void
unbind_cb (CalloutInbox *self,
           GtkListItem  *item)
{
  callout_inbox_row_set_row (CALLOUT_INBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

/* What is done with it */

static void
activate_cb (CalloutInbox *self,
             guint         position)
{
  g_autoptr (CalloutRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  CalloutEntity *entity = row != NULL ? callout_row_get_entity (row) : NULL;
  g_autoptr (CalloutNotification) notification = NULL;

  if (entity == NULL) /* not read from the store yet */
    return;
  notification = CALLOUT_NOTIFICATION (g_object_ref (entity));
  if (notification->read_at == 0)
    {
      g_autofree char *ref = callout_entity_dup_ref (entity);
      g_autoptr (CalloutArgs) args = callout_args_new_with ("notification", ref, NULL);

      callout_session_run (self->session, "notification.read", NULL, args, 0, NULL, NULL);
    }
  g_signal_emit (self, signals[OPENED], 0);
  callout_session_open (self->session, notification->kind, notification->target);
}

static void
read_all_cb (CalloutInbox *self)
{
  callout_session_run (self->session, "notification.read", NULL, NULL, 0, NULL, NULL);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  g_signal_emit (widget, signals[LEFT], 0);
  return TRUE;
}

static gboolean
callout_inbox_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_INBOX (widget)->list_view));
}

static void
callout_inbox_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CalloutInbox *self = CALLOUT_INBOX (object);

  switch (prop_id)
    {
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
leave_session (CalloutInbox *self)
{
  stop_counting (self);
  if (self->list_view != NULL)
    {
      gtk_list_view_set_model (self->list_view, NULL);
      gtk_list_view_set_factory (self->list_view, NULL);
    }
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (callout_session_get_workspace (self->session), self);
    }
  g_clear_object (&self->list);
  g_clear_object (&self->session);
}

static void
callout_inbox_dispose (GObject *object)
{
  CalloutInbox *self = CALLOUT_INBOX (object);

  leave_session (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->list_view = NULL;
  G_OBJECT_CLASS (callout_inbox_parent_class)->dispose (object);
}

static void
callout_inbox_class_init (CalloutInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_inbox_dispose;
  object_class->get_property = callout_inbox_get_property;
  widget_class->grab_focus = callout_inbox_grab_focus;
  widget_class->map = callout_inbox_map;
  widget_class->unmap = callout_inbox_unmap;

  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPENED] = g_signal_new ("opened", CALLOUT_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", CALLOUT_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  g_type_ensure (CALLOUT_TYPE_LIST_PAGES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/inbox/callout-inbox.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutInbox, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutInbox, heading);
  gtk_widget_class_bind_template_child (widget_class, CalloutInbox, read_all);
  gtk_widget_class_bind_template_child (widget_class, CalloutInbox, pages);
  gtk_widget_class_bind_template_child (widget_class, CalloutInbox, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_inbox_init (CalloutInbox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  callout_list_pages_set_empty (self->pages, _("Nothing to Tell You"),
                                _("Offers, assignments, updates and whatever else concerns you will stand here."), NULL);
}

/**
 * callout_inbox_set_session:
 * @session: (nullable)
 */
void
callout_inbox_set_session (CalloutInbox   *self,
                           CalloutSession *session)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  GtkSelectionModel *model;

  if (self->session == session)
    return;
  leave_session (self);
  set_unread (self, 0);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->list = callout_query_list_new (callout_session_get_workspace (session), callout_session_get_person_id (session));
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
  gtk_list_view_set_model (self->list_view, model);
  g_object_unref (model);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);
  person_cb (self);
}

guint
callout_inbox_get_unread (CalloutInbox *self)
{
  return self->unread;
}

/**
 * callout_inbox_set_headed:
 * @headed: whether it says itself what it is; on a page the header bar does
 */
void
callout_inbox_set_headed (CalloutInbox *self,
                          gboolean      headed)
{
  gtk_widget_set_visible (self->heading, headed);
}
