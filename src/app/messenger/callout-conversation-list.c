/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-conversation-list.h"

#include "callout-conversation-row.h"
#include "callout-filter-chip.h"
#include "callout-list-pages.h"

#include <glib/gi18n-lib.h>

struct _CalloutConversationList
{
  GtkWidget          parent_instance;

  /* Template children */
  GtkWidget         *box;
  GtkWidget         *filters;
  GtkToggleButton   *all;
  GtkToggleButton   *mine;
  GtkToggleButton   *unread;
  CalloutFilterChip *groups;
  CalloutListPages  *pages;
  GtkListView       *view;

  /* Owned */
  CalloutSession    *session;
  CalloutHighlight  *highlight;
  CalloutQueryList  *list;
  GtkSingleSelection *selection;
  GPtrArray         *rows;      /* that are bound, borrowed */
  GHashTable        *delivered; /* conversation → last message that was told to have arrived */
  CalloutRow        *pressed;   /* what was under the pointer then */
  char              *words;

  gint64             ticket;    /* the one that is open; 0: none */
  int                thread;
};

enum { OPEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutConversationList, callout_conversation_list, GTK_TYPE_WIDGET)

static gboolean
is_searching (CalloutConversationList *self)
{
  return self->words != NULL && *self->words != '\0';
}

/* What is shown */

static CalloutQuery *
make_query (CalloutConversationList *self)
{
  CalloutQuery *query = callout_query_new (is_searching (self) ? CALLOUT_KIND_MESSAGE : CALLOUT_KIND_CONVERSATION);
  CalloutPerson *person = callout_session_get_person (self->session);
  g_auto (GStrv) groups = callout_filter_chip_get_chosen (self->groups);
  const char *me[] = { person->login, NULL };
  const char *none[] = { "0", NULL };

  if (is_searching (self))
    {
      callout_query_set_words (query, self->words);
      callout_query_set_sort (query, "id", TRUE, NULL);
      return query;
    }
  if (gtk_toggle_button_get_active (self->mine))
    callout_query_add (query, "assignee", CALLOUT_OP_IS, me, NULL);
  if (gtk_toggle_button_get_active (self->unread))
    callout_query_add (query, "unread", CALLOUT_OP_MORE, none, NULL);
  if (groups != NULL && *groups != NULL)
    callout_query_add (query, "group", CALLOUT_OP_IS, (const char *const *) groups, NULL);
  callout_query_set_sort (query, "last", TRUE, NULL);
  return query;
}

static void
show_pages (CalloutConversationList *self)
{
  if (self->list == NULL)
    return;
  if (is_searching (self))
    callout_list_pages_set_empty (self->pages, _("Nothing Found"), _("No message holds these words."), NULL);
  else if (gtk_toggle_button_get_active (self->unread))
    callout_list_pages_set_empty (self->pages, _("Everything Is Read"), _("New messages appear here as they come."), NULL);
  else
    callout_list_pages_set_empty (self->pages, _("No Conversations"),
                                  _("What is said about a ticket appears here; begin on the Messenger page of a ticket."), NULL);
  callout_list_pages_show (self->pages, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                           callout_query_list_get_loading (self->list), callout_query_list_get_error (self->list));
}

static void
mark_open (CalloutConversationList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      CalloutConversationRow *row = g_ptr_array_index (self->rows, i);
      CalloutRow *item = callout_conversation_row_get (row);
      CalloutEntity *entity = item != NULL ? callout_row_get_entity (item) : NULL;
      guint position;

      if (entity != NULL && CALLOUT_IS_CONVERSATION (entity) && CALLOUT_CONVERSATION (entity)->ticket == self->ticket
          && CALLOUT_CONVERSATION (entity)->thread == self->thread
          && callout_query_list_find (self->list, callout_row_get_id (item), &position))
        gtk_single_selection_set_selected (self->selection, position);
    }
}

static void
update_query (CalloutConversationList *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  if (self->session == NULL || callout_session_get_person (self->session) == NULL)
    return;
  query = make_query (self);
  gtk_widget_set_visible (self->filters, !is_searching (self));
  callout_query_list_set_person (self->list, callout_session_get_person_id (self->session));
  callout_query_list_set_query (self->list, query);
  show_pages (self);
}

/* What has come to this window has arrived, though nobody looks at it yet. */

static void
delivered_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, NULL);
}

static void
tell_delivered (CalloutConversationList *self,
                CalloutConversation     *conversation)
{
  gint64 id = callout_entity_get_id (CALLOUT_ENTITY (conversation));
  gint64 *told = g_hash_table_lookup (self->delivered, &id);
  g_autofree char *ref = NULL;
  g_autofree char *to = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutRequest) request = NULL;

  if (conversation->unread == 0 || (told != NULL && *told >= conversation->last))
    return;
  g_hash_table_replace (self->delivered, g_memdup2 (&id, sizeof id), g_memdup2 (&conversation->last, sizeof (gint64)));
  ref = callout_ref_format (CALLOUT_KIND_TICKET, conversation->ticket);
  to = callout_ref_format (CALLOUT_KIND_MESSAGE, conversation->last);
  args = callout_args_new_with ("thread", callout_enum_key (CALLOUT_TYPE_THREAD, conversation->thread), "to", to,
                                "delivered", "true", NULL);
  request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP, "message.mark-read", ref,
                                 args);
  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, delivered_cb, NULL);
}

static void
shown_cb (CalloutConversationList *self,
          CalloutConversationRow  *row)
{
  CalloutEntity *entity = callout_row_get_entity (callout_conversation_row_get (row));

  if (CALLOUT_IS_CONVERSATION (entity))
    tell_delivered (self, CALLOUT_CONVERSATION (entity));
  mark_open (self);
}

/* Rows */

static void
setup_cb (GtkListItemFactory      *factory,
          GtkListItem             *item,
          CalloutConversationList *self)
{
  GtkWidget *row = callout_conversation_row_new (self->session, self->highlight);

  g_signal_connect_object (row, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory      *factory,
         GtkListItem             *item,
         CalloutConversationList *self)
{
  CalloutConversationRow *row = CALLOUT_CONVERSATION_ROW (gtk_list_item_get_child (item));

  g_ptr_array_add (self->rows, row);
  callout_conversation_row_set (row, gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory      *factory,
           GtkListItem             *item,
           CalloutConversationList *self)
{
  CalloutConversationRow *row = CALLOUT_CONVERSATION_ROW (gtk_list_item_get_child (item));

  g_ptr_array_remove_fast (self->rows, row);
  callout_conversation_row_set (row, NULL);
}

static void
open_row (CalloutConversationList *self,
          CalloutRow              *row)
{
  CalloutEntity *entity = row != NULL ? callout_row_get_entity (row) : NULL;

  if (entity != NULL && CALLOUT_IS_CONVERSATION (entity))
    g_signal_emit (self, signals[OPEN], 0, CALLOUT_CONVERSATION (entity)->ticket, CALLOUT_CONVERSATION (entity)->thread,
                   G_GINT64_CONSTANT (0));
  else if (entity != NULL && CALLOUT_IS_MESSAGE (entity))
    g_signal_emit (self, signals[OPEN], 0, CALLOUT_MESSAGE (entity)->ticket, CALLOUT_MESSAGE (entity)->thread,
                   callout_entity_get_id (entity));
}

static void
activated_cb (CalloutConversationList *self,
              guint                    position)
{
  g_autoptr (CalloutRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  open_row (self, row);
}

/* What is said meanwhile moves the rows, and takes the click from a row that is
 * made anew: what was under the pointer when it was pressed is what was meant. */

static void
pressed_cb (CalloutConversationList *self,
            int                      n_press,
            double                   x,
            double                   y)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *item = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row;

  g_clear_object (&self->pressed);
  if (item == view)
    return;
  while (item != NULL && gtk_widget_get_parent (item) != view)
    item = gtk_widget_get_parent (item);
  row = item != NULL ? gtk_widget_get_first_child (item) : NULL;
  if (CALLOUT_IS_CONVERSATION_ROW (row))
    g_set_object (&self->pressed, callout_conversation_row_get (CALLOUT_CONVERSATION_ROW (row)));
}

static void
released_cb (CalloutConversationList *self)
{
  g_autoptr (CalloutRow) row = g_steal_pointer (&self->pressed);

  open_row (self, row);
}

static void
tick_cb (CalloutConversationList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    callout_conversation_row_show (g_ptr_array_index (self->rows, i));
}

static void
groups_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutConversationList) self = data;
  g_autoptr (GPtrArray) groups = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, NULL);

  if (self->box == NULL || groups == NULL)
    return;
  callout_filter_chip_clear_options (self->groups);
  for (guint i = 0; i < groups->len; i++)
    {
      CalloutGroup *group = g_ptr_array_index (groups, i);

      callout_filter_chip_add_option (self->groups, group->key, group->name);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->groups), groups->len > 0);
}

static void
read_groups (CalloutConversationList *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_GROUP);

  callout_query_set_sort (query, "name", FALSE, NULL);
  callout_workspace_list_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                query, NULL, groups_cb, g_object_ref (self));
}

static void
callout_conversation_list_dispose (GObject *object)
{
  CalloutConversationList *self = CALLOUT_CONVERSATION_LIST (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->pressed);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_conversation_list_parent_class)->dispose (object);
}

static void
callout_conversation_list_finalize (GObject *object)
{
  CalloutConversationList *self = CALLOUT_CONVERSATION_LIST (object);

  g_clear_object (&self->highlight);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->delivered);
  g_free (self->words);
  G_OBJECT_CLASS (callout_conversation_list_parent_class)->finalize (object);
}

static gboolean
callout_conversation_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_CONVERSATION_LIST (widget)->view));
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutConversationList, child)

static void
callout_conversation_list_class_init (CalloutConversationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_conversation_list_dispose;
  object_class->finalize = callout_conversation_list_finalize;
  widget_class->grab_focus = callout_conversation_list_grab_focus;
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_INT64, G_TYPE_INT, G_TYPE_INT64);
  g_type_ensure (CALLOUT_TYPE_FILTER_CHIP);
  g_type_ensure (CALLOUT_TYPE_LIST_PAGES);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/messenger/callout-conversation-list.ui");
  BIND (box);
  BIND (filters);
  BIND (all);
  BIND (mine);
  BIND (unread);
  BIND (groups);
  BIND (pages);
  BIND (view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "conversationlist");
}

static void
callout_conversation_list_init (CalloutConversationList *self)
{
  self->rows = g_ptr_array_new ();
  self->delivered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->highlight = callout_highlight_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_conversation_list_new (void)
{
  return g_object_new (CALLOUT_TYPE_CONVERSATION_LIST, NULL);
}

/**
 * callout_conversation_list_set_session:
 *
 * To be called once.
 */
void
callout_conversation_list_set_session (CalloutConversationList *self,
                                       CalloutSession          *session)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->session = g_object_ref (session);
  self->list = callout_query_list_new (callout_session_get_workspace (session), callout_session_get_person_id (session));
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "model", self->list, "autoselect", FALSE, "can-unselect", TRUE,
                                  "selected", GTK_INVALID_LIST_POSITION, NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * callout_conversation_list_restart:
 *
 * For the person who is signed in now.
 */
void
callout_conversation_list_restart (CalloutConversationList *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  gboolean customer = person == NULL || callout_person_is_code_user (person);

  g_hash_table_remove_all (self->delivered);
  gtk_toggle_button_set_active (self->all, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->mine), !customer);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), FALSE);
  if (!customer)
    read_groups (self);
  update_query (self);
}

/**
 * callout_conversation_list_search:
 * @words: (nullable): empty or %NULL: no search
 */
void
callout_conversation_list_search (CalloutConversationList *self,
                                  const char              *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  callout_highlight_set_words (self->highlight, words != NULL ? words : "");
  update_query (self);
}

/**
 * callout_conversation_list_choose:
 *
 * Shows which one is open.
 */
void
callout_conversation_list_choose (CalloutConversationList *self,
                                  gint64                   ticket,
                                  int                      thread)
{
  self->ticket = ticket;
  self->thread = thread;
  mark_open (self);
}
