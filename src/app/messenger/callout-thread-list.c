/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-thread-list.h"

#include "callout-bubble.h"
#include "callout-compat.h"

#include <glib/gi18n-lib.h>

/* So near to the end counts as being there, pixels. */
#define NEAR 24
/* Before what is on the screen is told as seen, milliseconds. */
#define LOOK 250
/* Frames in which what is around a place gets its size. */
#define SETTLE 12

struct _CalloutThreadList
{
  GtkWidget           parent_instance;

  /* Children */
  GtkWidget          *scroller;
  GtkWidget          *view;

  /* Owned */
  CalloutThreadState *state;
  CalloutQueryList   *list;
  GPtrArray          *bubbles;  /* that show a row, borrowed */

  gint64              target;   /* to go to when it is there */
  gint64              seen;     /* the last that was told */
  guint               looking;
  guint               settling; /* frames left; keeps to its place until what is around it has its size */
  gint64              goal;     /* a message that shall stand at the top then; 0: none */
  gboolean            opening;
  gboolean            at_end;
  gboolean            follows;  /* the newest is to stay in sight */
};

enum { SEEN, AT_END_CHANGED, LOADED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutThreadList, callout_thread_list, GTK_TYPE_WIDGET)

static GtkAdjustment *
adjustment_of (CalloutThreadList *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

static guint
count (CalloutThreadList *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

static void
scroll_to (CalloutThreadList *self,
           guint              position)
{
  callout_compat_scroll_to (self->view, position);
}

/* What is on the screen */

static double
distance_to_end (CalloutThreadList *self)
{
  GtkAdjustment *adjustment = adjustment_of (self);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - gtk_adjustment_get_value (adjustment);
}

static gboolean
ends_in_sight (CalloutThreadList *self,
               CalloutBubble     *bubble)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (GTK_WIDGET (bubble)) && gtk_widget_compute_bounds (GTK_WIDGET (bubble), self->scroller, &bounds)
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (self->scroller) + NEAR
         && bounds.origin.y + bounds.size.height > 0;
}

static gboolean
is_looked_at (CalloutThreadList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));
}

static gboolean
look_cb (gpointer data)
{
  CalloutThreadList *self = data;
  gint64 last = 0;

  self->looking = 0; /* goes with the answer */
  if (!is_looked_at (self) || self->opening)
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < self->bubbles->len; i++)
    {
      CalloutBubble *bubble = g_ptr_array_index (self->bubbles, i);
      CalloutRow *row = callout_bubble_get_row (bubble);

      if (row != NULL && callout_row_get_entity (row) != NULL && ends_in_sight (self, bubble))
        last = MAX (last, callout_row_get_id (row));
    }
  if (last > self->seen)
    {
      self->seen = last;
      g_signal_emit (self, signals[SEEN], 0, last);
    }
  return G_SOURCE_REMOVE;
}

static void
look (CalloutThreadList *self)
{
  if (self->looking == 0)
    self->looking = g_timeout_add (LOOK, look_cb, self);
}

static void
scrolled_cb (CalloutThreadList *self)
{
  gboolean at_end = distance_to_end (self) <= NEAR;

  look (self);
  if (self->settling == 0)
    self->follows = at_end;
  if (self->at_end == at_end)
    return;
  self->at_end = at_end;
  g_signal_emit (self, signals[AT_END_CHANGED], 0);
}

/* The numbers of messages rise: the first from @id on. */
static guint
find_from (CalloutThreadList *self,
           gint64             id)
{
  guint low = 0;
  guint high = count (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (callout_query_list_get_nth_id (self->list, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
flash (CalloutThreadList *self,
       gint64             id)
{
  for (guint i = 0; i < self->bubbles->len; i++)
    {
      CalloutRow *row = callout_bubble_get_row (g_ptr_array_index (self->bubbles, i));

      if (row != NULL && callout_row_get_id (row) == id)
        callout_bubble_flash (g_ptr_array_index (self->bubbles, i));
    }
}

/* Rows get their true size a moment after they come: until nothing changes any
 * more, the end stays the end. A goal is come to from the end up, so that it
 * stands at the top and what follows it below; that is not for the eye. */
static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  CalloutThreadList *self = CALLOUT_THREAD_LIST (widget);
  guint n = count (self);

  if (n > 0 && self->goal != 0 && self->settling <= 2 * SETTLE / 3)
    {
      guint position = find_from (self, self->goal);

      scroll_to (self, position > 0 ? position - 1 : 0);
    }
  else if (n > 0 && (self->goal != 0 || (self->follows && distance_to_end (self) > 0)))
    scroll_to (self, n - 1);
  if (--self->settling > 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_set_opacity (self->scroller, 1);
  if (self->target != 0)
    flash (self, self->target);
  self->goal = self->target = 0;
  scrolled_cb (self);
  return G_SOURCE_REMOVE;
}

static void
settle (CalloutThreadList *self)
{
  if (self->settling == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
  self->settling = SETTLE;
}

static void
resized_cb (CalloutThreadList *self)
{
  if (self->follows)
    settle (self);
  else
    scrolled_cb (self);
}

/* Where to */

static void
go (CalloutThreadList *self)
{
  guint n = count (self);
  gint64 from = self->target != 0 ? self->target : callout_thread_state_get_read_to (self->state) + 1;

  self->opening = FALSE;
  if (n == 0)
    return;
  self->follows = find_from (self, from) >= n;
  self->goal = self->follows ? 0 : from;
  gtk_widget_set_opacity (self->scroller, 0);
  settle (self);
  look (self);
}

static void
begin_opening (CalloutThreadList *self)
{
  guint n = count (self);
  guint first;

  if (!self->opening || callout_query_list_get_loading (self->list) || self->state == NULL)
    return;
  first = find_from (self, callout_thread_state_get_read_to (self->state) + 1);
  if (callout_thread_state_get_read_to (self->state) != 0 && first < n && callout_thread_state_get_first_unread (self->state) == 0)
    callout_thread_state_set_first_unread (self->state, callout_query_list_get_nth_id (self->list, first));
  g_signal_emit (self, signals[LOADED], 0, n == 0);
  go (self);
}

static void
items_cb (CalloutThreadList *self,
          guint              position,
          guint              n_removed,
          guint              n_added)
{
  if (self->opening)
    return;
  g_signal_emit (self, signals[LOADED], 0, count (self) == 0);
  if (self->follows)
    settle (self);
  g_signal_emit (self, signals[AT_END_CHANGED], 0);
  look (self);
}

/* Rows */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          CalloutThreadList  *self)
{
  gtk_list_item_set_child (item, callout_bubble_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         CalloutThreadList  *self)
{
  CalloutBubble *bubble = CALLOUT_BUBBLE (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autoptr (CalloutRow) previous = position > 0 ? g_list_model_get_item (G_LIST_MODEL (self->list), position - 1) : NULL;

  callout_bubble_set (bubble, self->state, gtk_list_item_get_item (item), previous);
  g_ptr_array_add (self->bubbles, bubble);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           CalloutThreadList  *self)
{
  CalloutBubble *bubble = CALLOUT_BUBBLE (gtk_list_item_get_child (item));

  g_ptr_array_remove_fast (self->bubbles, bubble);
  callout_bubble_unset (bubble);
}

static void
callout_thread_list_dispose (GObject *object)
{
  CalloutThreadList *self = CALLOUT_THREAD_LIST (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  self->view = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (callout_thread_list_parent_class)->dispose (object);
}

static void
callout_thread_list_finalize (GObject *object)
{
  g_ptr_array_unref (CALLOUT_THREAD_LIST (object)->bubbles);
  G_OBJECT_CLASS (callout_thread_list_parent_class)->finalize (object);
}

static void
callout_thread_list_class_init (CalloutThreadListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_thread_list_dispose;
  object_class->finalize = callout_thread_list_finalize;
  signals[SEEN] = g_signal_new ("seen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
  signals[AT_END_CHANGED] = g_signal_new ("at-end-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "threadlist");
}

static void
callout_thread_list_init (CalloutThreadList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->bubbles = g_ptr_array_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->view = gtk_list_view_new (NULL, factory);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->view, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Messages"), -1);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (adjustment_of (self), "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment_of (self), "changed", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
callout_thread_list_new (void)
{
  return g_object_new (CALLOUT_TYPE_THREAD_LIST, NULL);
}

static CalloutQuery *
make_query (gint64 ticket,
            int    thread)
{
  CalloutQuery *query = callout_query_new (CALLOUT_KIND_MESSAGE);
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, ticket);
  const char *tickets[] = { ref, NULL };
  const char *threads[] = { callout_enum_key (CALLOUT_TYPE_THREAD, thread), NULL };

  callout_query_add (query, "ticket", CALLOUT_OP_IS, tickets, NULL);
  callout_query_add (query, "thread", CALLOUT_OP_IS, threads, NULL);
  callout_query_set_sort (query, "id", FALSE, NULL);
  return query;
}

/**
 * callout_thread_list_set:
 * @state: (nullable): with the marks as they are; %NULL: nothing is shown
 * @target: a message to open at; 0: at the first unread one
 */
void
callout_thread_list_set (CalloutThreadList  *self,
                         CalloutThreadState *state,
                         gint64              ticket,
                         int                 thread,
                         gint64              target)
{
  g_autoptr (CalloutQuery) query = NULL;
  GtkSelectionModel *model;

  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_set_object (&self->state, state);
  self->seen = self->goal = 0;
  self->target = target;
  self->at_end = self->follows = FALSE;
  if (state == NULL)
    return;

  query = make_query (ticket, thread);
  self->opening = TRUE;
  self->list = callout_query_list_new (callout_session_get_workspace (callout_thread_state_get_session (state)),
                                       callout_session_get_person_id (callout_thread_state_get_session (state)));
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (begin_opening), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), model);
  g_object_unref (model);
  callout_query_list_set_query (self->list, query);
}

/**
 * callout_thread_list_go_to:
 *
 * Scrolls to a message and shows which it is.
 */
void
callout_thread_list_go_to (CalloutThreadList *self,
                           gint64             message)
{
  self->target = message;
  if (self->list != NULL && !self->opening)
    go (self);
}

void
callout_thread_list_go_to_end (CalloutThreadList *self)
{
  if (count (self) == 0)
    return;
  self->follows = TRUE;
  self->goal = 0;
  scroll_to (self, count (self) - 1);
  settle (self);
}

gboolean
callout_thread_list_is_at_end (CalloutThreadList *self)
{
  return self->at_end;
}

/**
 * callout_thread_list_get_n_below:
 *
 * Returns: how many messages came that were not seen yet
 */
guint
callout_thread_list_get_n_below (CalloutThreadList *self)
{
  gint64 known = MAX (self->seen, self->state != NULL ? callout_thread_state_get_read_to (self->state) : 0);

  return self->list != NULL && known > 0 ? count (self) - find_from (self, known + 1) : 0;
}
