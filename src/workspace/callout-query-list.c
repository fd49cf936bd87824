/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-list-private.h"

#include "callout-splice.h"

/*
 * The list: its ids, its rows, and how both change. What the worker does for
 * it is in callout-query-list-work.c.
 *
 * Rows live as long as a view holds them. Of those without an entity, what is
 * still held when the worker is free is read, with its neighbours; so a
 * scrollbar dragged through a million rows reads only where it rests. The last
 * rows read are kept for a while, so that scrolling back finds them.
 */

#define PAGE 64
#define N_KEPT (20 * PAGE)
#define MAX_READ (8 * PAGE)

/* A view asks for its rows within a frame or two; after that nobody does. */
#define VIEW_MS 40

struct _CalloutQueryList
{
  GObject           parent_instance;

  /* Owned */
  CalloutWorkspace *workspace;
  CalloutQuery     *query;      /* (nullable): none is an empty list */
  GArray           *ids;        /* of gint64; never changed, only replaced */
  GArray           *old_ids;    /* (nullable): while splices are told, what is before the cut */
  GHashTable       *rows;       /* id → CalloutRow, which it does not hold */
  GHashTable       *unread;     /* of CalloutRow, which it does not hold */
  GQueue            kept;       /* of CalloutEntity, the latest first */
  GCancellable     *asking;     /* (nullable): ids of a new query are under way */
  GSource          *reader;     /* (nullable): rows are read at the next turn */
  GSource          *rest;       /* (nullable): the ids behind the first wait for the first rows to be read */
  GError           *error;

  gint64            person;
  CalloutAsOf       as_of;      /* what the ids know of */
  guint             generation; /* counts the queries; an answer to an older one is dropped */
  guint             old_cut;    /* up to here the old ids count … */
  guint             new_cut;    /* … and from here the new ones */
  gboolean          loading;
  gboolean          reading;
  gboolean          stale;      /* the ids could not be read, so that changes cannot be added to them */
};

enum {
  PROP_0,
  PROP_WORKSPACE,
  PROP_PERSON,
  PROP_QUERY,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalloutQueryList, callout_query_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
take_error (CalloutQueryList *self,
            const GError     *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Ids, also in the midst of a change */

static guint
count_ids (CalloutQueryList *self)
{
  return self->old_ids != NULL ? self->old_cut + self->ids->len - self->new_cut : self->ids->len;
}

static gint64
nth_id (CalloutQueryList *self,
        guint             position)
{
  if (self->old_ids == NULL)
    return g_array_index (self->ids, gint64, position);
  if (position < self->old_cut)
    return g_array_index (self->old_ids, gint64, position);
  return g_array_index (self->ids, gint64, position - self->old_cut + self->new_cut);
}

/* From the back to the front, so that each is told where the list is still the
 * old one before it and the new one after it. */
static void
tell_splices (CalloutQueryList *self,
              GArray           *ids,
              GArray           *splices)
{
  self->old_ids = g_steal_pointer (&self->ids);
  self->ids = g_array_ref (ids);
  self->old_cut = self->old_ids->len;
  self->new_cut = ids->len;

  for (guint i = splices->len; i-- > 0;)
    {
      CalloutSplice *splice = &g_array_index (splices, CalloutSplice, i);

      self->old_cut = splice->old_position;
      self->new_cut = splice->new_position;
      g_list_model_items_changed (G_LIST_MODEL (self), splice->old_position, splice->n_removed, splice->n_added);
    }
  g_clear_pointer (&self->old_ids, g_array_unref);
}

/* Rows */

static void
keep (CalloutQueryList *self,
      CalloutEntity    *entity)
{
  g_queue_push_head (&self->kept, g_object_ref (entity));
  while (self->kept.length > N_KEPT)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

/* What to read next: the rows somebody waits for, each with the page it is on. */
static GArray *
collect_wanted (CalloutQueryList *self)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  CalloutKind kind = callout_query_get_kind (self->query);
  GHashTableIter iter;
  gpointer key;

  g_array_set_size (wanted, MAX_READ + PAGE);
  g_array_set_size (wanted, 0); /* so that it does not move while the set points into it */
  g_hash_table_iter_init (&iter, self->unread);
  while (wanted->len < MAX_READ && g_hash_table_iter_next (&iter, &key, NULL))
    {
      CalloutRow *row = key;
      guint position = callout_row_get_position (row);
      guint start = position - position % PAGE;
      guint end = MIN (start + PAGE, count_ids (self));
      gint64 id = callout_row_get_id (row);

      g_hash_table_iter_remove (&iter);
      if (position >= count_ids (self) || nth_id (self, position) != id)
        start = end = 0; /* it has moved since; itself is enough */
      for (guint i = start; i < end; i++)
        {
          gint64 neighbour = nth_id (self, i);

          if (neighbour == id || callout_workspace_lookup (self->workspace, kind, neighbour) != NULL)
            continue;
          if (g_hash_table_contains (taken, &neighbour))
            continue;
          g_array_append_val (wanted, neighbour);
          g_hash_table_add (taken, &g_array_index (wanted, gint64, wanted->len - 1));
        }
      if (g_hash_table_contains (taken, &id))
        continue;
      g_array_append_val (wanted, id);
      g_hash_table_add (taken, &g_array_index (wanted, gint64, wanted->len - 1));
    }
  return wanted;
}

static void schedule_reading (CalloutQueryList *self);
static void ask_rest (CalloutQueryList *self);

static void
take_row (CalloutQueryList *self,
          CalloutEntity    *fresh)
{
  g_autoptr (CalloutEntity) entity = NULL;
  CalloutRow *row;

  if (fresh == NULL || self->query == NULL || callout_entity_get_kind (fresh) != callout_query_get_kind (self->query))
    return;
  entity = callout_workspace_intern (self->workspace, fresh);
  keep (self, entity);
  row = g_hash_table_lookup (self->rows, &entity->id);
  if (row == NULL)
    return;
  g_hash_table_remove (self->unread, row);
  callout_row_set_entity (row, entity);
}

/* What could not be read is tried again with whatever is read next. */
static void
want_all_again (CalloutQueryList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (callout_row_get_entity (row) == NULL)
      g_hash_table_add (self->unread, row);
}

/*
 * callout_query_list_take_rows:
 * @rows: (nullable): of CalloutEntity, as read
 */
void
callout_query_list_take_rows (CalloutQueryList *self,
                              GPtrArray        *rows,
                              const GError     *error)
{
  self->reading = FALSE;
  if (error != NULL)
    {
      want_all_again (self);
      take_error (self, error);
      return;
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    take_row (self, g_ptr_array_index (rows, i));
  ask_rest (self);
  if (g_hash_table_size (self->unread) > 0)
    schedule_reading (self);
}

static gboolean
read_cb (gpointer data)
{
  CalloutQueryList *self = data;
  g_autoptr (GArray) wanted = NULL;

  g_clear_pointer (&self->reader, g_source_unref);
  if (self->query == NULL || self->reading)
    return G_SOURCE_REMOVE;

  wanted = collect_wanted (self);
  if (wanted->len > 0)
    {
      self->reading = TRUE;
      callout_query_list_read_rows (self, self->workspace, callout_query_get_kind (self->query), self->person, wanted);
    }
  return G_SOURCE_REMOVE;
}

/* At the next turn of the main loop, when a view has asked for all it shows. */
static void
schedule_reading (CalloutQueryList *self)
{
  if (self->reader != NULL || self->reading)
    return;

  self->reader = g_idle_source_new ();
  g_source_set_priority (self->reader, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->reader, "callout-query-list-read");
  g_source_set_callback (self->reader, read_cb, self, NULL);
  g_source_attach (self->reader, self->workspace->context);
}

void
callout_query_list_forget_row (CalloutQueryList *self,
                               CalloutRow       *row)
{
  gint64 id = callout_row_get_id (row);

  g_hash_table_remove (self->unread, row);
  g_hash_table_remove (self->rows, &id);
}

static void
drop_rows (CalloutQueryList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    callout_row_leave (row);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->unread);
  while (!g_queue_is_empty (&self->kept))
    g_object_unref (g_queue_pop_head (&self->kept));
}

/* GListModel */

static GType
get_item_type (GListModel *model)
{
  return CALLOUT_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return count_ids (CALLOUT_QUERY_LIST (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (model);
  CalloutEntity *entity;
  CalloutRow *row;
  gint64 id;

  if (position >= count_ids (self))
    return NULL;

  id = nth_id (self, position);
  row = g_hash_table_lookup (self->rows, &id);
  if (row != NULL)
    {
      callout_row_set_position (row, position);
      if (g_hash_table_contains (self->unread, row))
        schedule_reading (self);
      return g_object_ref (row);
    }

  row = callout_row_new (self, id, position);
  g_hash_table_insert (self->rows, g_memdup2 (&id, sizeof id), row);
  entity = callout_workspace_lookup (self->workspace, callout_query_get_kind (self->query), id);
  if (entity != NULL)
    {
      callout_row_set_entity (row, entity);
    }
  else
    {
      g_hash_table_add (self->unread, row);
      schedule_reading (self);
    }
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Queries and changes */

static void
set_loading (CalloutQueryList *self,
             gboolean          loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop_asking (CalloutQueryList *self)
{
  self->generation++;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  clear_source (&self->rest);
}

static void
ask (CalloutQueryList *self)
{
  /* Where nothing is shown yet, what fits a window comes before all the rest;
   * but words are looked up once, since that is most of the work. */
  gboolean first = self->ids->len == 0 && callout_query_get_limit (self->query) < 0
                   && callout_query_get_words (self->query) == NULL;

  stop_asking (self);
  self->asking = g_cancellable_new ();
  set_loading (self, TRUE);
  callout_query_list_read_ids (self, self->workspace, self->query, self->person, first, self->asking, self->generation);
}

static void
ask_rest (CalloutQueryList *self)
{
  if (self->rest == NULL)
    return;
  clear_source (&self->rest);
  callout_query_list_read_ids (self, self->workspace, self->query, self->person, FALSE, self->asking, self->generation);
}

static gboolean
rest_cb (gpointer data)
{
  ask_rest (data);
  return G_SOURCE_REMOVE;
}

/* The worker does one thing at a time: the rows of the first window are read
 * before the many ids nobody looks at yet. */
static void
wait_for_view (CalloutQueryList *self)
{
  self->rest = g_timeout_source_new (VIEW_MS);
  g_source_set_static_name (self->rest, "callout-query-list-rest");
  g_source_set_callback (self->rest, rest_cb, self, NULL);
  g_source_attach (self->rest, self->workspace->context);
}

/* All that differs, as one change: who chose a row that is before or behind it
 * keeps it. */
static void
replace_ids (CalloutQueryList *self,
             GArray           *ids)
{
  g_autoptr (GHashTable) moved = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) splices = callout_splices_find (self->ids, ids, moved);

  if (splices->len > 0)
    tell_splices (self, ids, splices);
}

/* Rows whose ids are about to be told: living for as long as they are held, and
 * so found by a view that asks for them at once. */
static GPtrArray *
intern_rows (CalloutQueryList *self,
             GPtrArray        *rows)
{
  GPtrArray *living = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      g_ptr_array_add (living, callout_workspace_intern (self->workspace, g_ptr_array_index (rows, i)));
  return living;
}

/*
 * callout_query_list_take_ids:
 * @answer: (nullable): what a query found
 * @generation: which query it was
 */
void
callout_query_list_take_ids (CalloutQueryList *self,
                             CalloutIds       *answer,
                             guint             generation,
                             const GError     *error)
{
  g_autoptr (GPtrArray) first = NULL;

  if (generation != self->generation)
    return;

  if (answer != NULL && answer->rows != NULL)
    first = intern_rows (self, answer->rows);
  if (answer != NULL && answer->more)
    {
      wait_for_view (self);
      replace_ids (self, answer->ids);
      return;
    }
  g_clear_object (&self->asking);
  g_object_freeze_notify (G_OBJECT (self));
  self->stale = error != NULL;
  take_error (self, error);
  if (answer != NULL)
    {
      self->as_of = answer->as_of;
      replace_ids (self, answer->ids);
    }
  set_loading (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
concerns (CalloutQueryList *self,
          CalloutFeed      *feed)
{
  if (callout_feed_touches (feed, callout_query_get_kind (self->query)))
    return TRUE;
  /* What a person sees hangs on their roles and their groups. */
  return self->person != 0
         && (callout_feed_touches (feed, CALLOUT_KIND_MEMBERSHIP) || callout_feed_touches (feed, CALLOUT_KIND_PERSON)
             || callout_feed_touches (feed, CALLOUT_KIND_GROUP));
}

static gpointer
prepare (gpointer     follower,
         CalloutFeed *feed)
{
  CalloutQueryList *self = follower;

  /* Ids under way are of after these changes, or will be when they are read. */
  if (self->query == NULL || self->asking != NULL || !concerns (self, feed))
    return NULL;
  if (self->stale)
    {
      ask (self);
      return NULL;
    }
  return callout_refresh_new (self->query, self->person, self->ids, self->as_of, self->generation);
}

static void
take (gpointer  follower,
      gpointer  answer,
      GError   *error)
{
  CalloutQueryList *self = follower;
  CalloutIds *refreshed = answer;

  if (error != NULL)
    {
      self->stale = TRUE;
      take_error (self, error);
      return;
    }
  if (refreshed->generation != self->generation)
    return;
  take_error (self, NULL);
  self->as_of = refreshed->as_of;
  if (refreshed->splices->len > 0)
    tell_splices (self, refreshed->ids, refreshed->splices);
}

static const CalloutFollowerClass follower_class = { prepare, take, &callout_refresh_job };

/* Object */

static void
callout_query_list_constructed (GObject *object)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (object);

  G_OBJECT_CLASS (callout_query_list_parent_class)->constructed (object);
  callout_workspace_follow (self->workspace, &follower_class, self);
}

static void
callout_query_list_dispose (GObject *object)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (object);

  stop_asking (self);
  clear_source (&self->reader);
  drop_rows (self);
  if (self->workspace != NULL)
    callout_workspace_unfollow (self->workspace, self);
  G_OBJECT_CLASS (callout_query_list_parent_class)->dispose (object);
}

static void
callout_query_list_finalize (GObject *object)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (object);

  g_clear_pointer (&self->query, callout_query_free);
  g_array_unref (self->ids);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->unread);
  g_clear_error (&self->error);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (callout_query_list_parent_class)->finalize (object);
}

static void
callout_query_list_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_PERSON:
      g_value_set_int64 (value, self->person);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_query_list_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CalloutQueryList *self = CALLOUT_QUERY_LIST (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_PERSON:
      callout_query_list_set_person (self, g_value_get_int64 (value));
      break;
    case PROP_QUERY:
      callout_query_list_set_query (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_query_list_class_init (CalloutQueryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = callout_query_list_constructed;
  object_class->dispose = callout_query_list_dispose;
  object_class->finalize = callout_query_list_finalize;
  object_class->get_property = callout_query_list_get_property;
  object_class->set_property = callout_query_list_set_property;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, CALLOUT_TYPE_WORKSPACE, writable | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_PERSON] = g_param_spec_int64 ("person", NULL, NULL, 0, G_MAXINT64, 0, writable);
  properties[PROP_QUERY] = g_param_spec_boxed ("query", NULL, NULL, CALLOUT_TYPE_QUERY, writable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
callout_query_list_init (CalloutQueryList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->unread = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->kept);
}

/**
 * callout_query_list_new:
 * @person: through whose eyes, 0 for no limit
 *
 * Returns: (transfer full): a list that is empty until it gets a query
 */
CalloutQueryList *
callout_query_list_new (CalloutWorkspace *workspace,
                        gint64            person)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (workspace), NULL);

  return g_object_new (CALLOUT_TYPE_QUERY_LIST, "workspace", workspace, "person", person, NULL);
}

/* Rows of another kind are other rows, even where they have the same ids. */
static void
empty (CalloutQueryList *self)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) splices = callout_splices_all (self->ids->len, 0);

  if (self->ids->len == 0)
    return;
  tell_splices (self, nothing, splices);
  drop_rows (self);
}

/**
 * callout_query_list_set_query:
 * @query: (transfer none) (nullable): copied; %NULL for an empty list
 *
 * The old rows stay until the new ids are there.
 */
void
callout_query_list_set_query (CalloutQueryList *self,
                              CalloutQuery     *query)
{
  gboolean other_kind;

  g_return_if_fail (CALLOUT_IS_QUERY_LIST (self));

  if (query == self->query || (query != NULL && self->query != NULL && callout_query_equal (query, self->query)))
    return;

  other_kind = self->query == NULL || query == NULL
               || callout_query_get_kind (self->query) != callout_query_get_kind (query);
  if (other_kind)
    empty (self);
  g_clear_pointer (&self->query, callout_query_free);
  self->query = query != NULL ? callout_query_copy (query) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);

  if (self->query != NULL)
    {
      ask (self);
      return;
    }
  stop_asking (self);
  take_error (self, NULL);
  set_loading (self, FALSE);
}

/**
 * callout_query_list_get_query:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutQuery *
callout_query_list_get_query (CalloutQueryList *self)
{
  g_return_val_if_fail (CALLOUT_IS_QUERY_LIST (self), NULL);

  return self->query;
}

void
callout_query_list_set_person (CalloutQueryList *self,
                               gint64            person)
{
  g_return_if_fail (CALLOUT_IS_QUERY_LIST (self));

  if (self->person == person)
    return;
  self->person = person;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
  if (self->query != NULL)
    ask (self);
}

/**
 * callout_query_list_get_loading:
 *
 * Whether the ids of the query are still under way; what is shown meanwhile is
 * the query before.
 */
gboolean
callout_query_list_get_loading (CalloutQueryList *self)
{
  g_return_val_if_fail (CALLOUT_IS_QUERY_LIST (self), FALSE);

  return self->loading;
}

/**
 * callout_query_list_get_error:
 *
 * Returns: (transfer none) (nullable): why the list is not what it should be
 */
const GError *
callout_query_list_get_error (CalloutQueryList *self)
{
  g_return_val_if_fail (CALLOUT_IS_QUERY_LIST (self), NULL);

  return self->error;
}

/**
 * callout_query_list_find:
 * @position: (out) (optional): where it is
 *
 * Returns: whether the thing is in the list
 */
gboolean
callout_query_list_find (CalloutQueryList *self,
                         gint64            id,
                         guint            *position)
{
  g_return_val_if_fail (CALLOUT_IS_QUERY_LIST (self), FALSE);

  for (guint i = 0, n = count_ids (self); i < n; i++)
    if (nth_id (self, i) == id)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * callout_query_list_get_nth_id:
 *
 * Returns: the id at a position; 0 behind the end
 */
gint64
callout_query_list_get_nth_id (CalloutQueryList *self,
                               guint             position)
{
  g_return_val_if_fail (CALLOUT_IS_QUERY_LIST (self), 0);

  return position < count_ids (self) ? nth_id (self, position) : 0;
}
