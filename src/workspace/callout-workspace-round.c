/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

/*
 * Taking in what the feed brought: the identity map, the lists that follow,
 * and the round in which both are brought up to date.
 */

typedef struct {
  const CalloutFollowerClass *klass;
  gpointer                    object;
} Follower;

/* Identity map */

static guint
touch_hash (gconstpointer data)
{
  const CalloutTouch *touch = data;

  return g_int64_hash (&touch->id) * 31 + touch->kind;
}

static gboolean
touch_equal (gconstpointer a,
             gconstpointer b)
{
  const CalloutTouch *one = a, *other = b;

  return one->kind == other->kind && one->id == other->id;
}

GHashTable *
callout_living_new (void)
{
  return g_hash_table_new_full (touch_hash, touch_equal, g_free, NULL);
}

static void
entity_gone_cb (gpointer  data,
                GObject  *where)
{
  CalloutWorkspace *self = data;
  CalloutEntity *entity = (CalloutEntity *) where;
  CalloutTouch key = { CALLOUT_ENTITY_GET_CLASS (entity)->kind, entity->id };

  g_hash_table_remove (self->living, &key);
}

void
callout_workspace_clear_living (CalloutWorkspace *self)
{
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    {
      g_object_weak_unref (entity, entity_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
}

/**
 * callout_workspace_lookup:
 *
 * Returns: (transfer none) (nullable): the living object of a row, %NULL if
 *   nobody holds one
 */
CalloutEntity *
callout_workspace_lookup (CalloutWorkspace *self,
                          CalloutKind       kind,
                          gint64            id)
{
  CalloutTouch key = { kind, id };

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return g_hash_table_lookup (self->living, &key);
}

/*
 * callout_workspace_intern:
 * @fresh: what was just read
 *
 * Returns: (transfer full): the one living object of that row, which now says
 *   what @fresh says; @fresh itself if there was none
 */
CalloutEntity *
callout_workspace_intern (CalloutWorkspace *self,
                          CalloutEntity    *fresh)
{
  CalloutTouch key = { callout_entity_get_kind (fresh), fresh->id };
  CalloutEntity *known = g_hash_table_lookup (self->living, &key);

  if (known == NULL)
    {
      g_object_weak_ref (G_OBJECT (fresh), entity_gone_cb, self);
      g_hash_table_insert (self->living, g_memdup2 (&key, sizeof key), fresh);
      return g_object_ref (fresh);
    }

  g_object_ref (known);
  callout_entity_update_from (known, fresh);
  return known;
}

/* Followers */

void
callout_workspace_follow (CalloutWorkspace           *self,
                          const CalloutFollowerClass *klass,
                          gpointer                    object)
{
  Follower *follower = g_new0 (Follower, 1);

  follower->klass = klass;
  follower->object = object;
  g_ptr_array_add (self->followers, follower);
}

void
callout_workspace_unfollow (CalloutWorkspace *self,
                            gpointer          object)
{
  for (guint i = 0; i < self->followers->len; i++)
    {
      Follower *follower = g_ptr_array_index (self->followers, i);

      if (follower->object == object)
        {
          g_ptr_array_remove_index_fast (self->followers, i);
          return;
        }
    }
}

/* Reading the living anew */

static gpointer
read_living (CalloutBack   *back,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  GArray *wanted = data;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) rows = NULL;

      for (guint i = 0; i < wanted->len; i++)
        if ((int) g_array_index (wanted, CalloutTouch, i).kind == kind)
          g_array_append_val (ids, g_array_index (wanted, CalloutTouch, i).id);
      if (ids->len == 0)
        continue;
      rows = callout_store_get_many (back->store, kind, (const gint64 *) (gpointer) ids->data, ids->len, error);
      if (rows == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&rows));
    }
  return g_steal_pointer (&all);
}

static const CalloutJob living_job = {
  read_living, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, (GDestroyNotify) g_array_unref,
  (GDestroyNotify) g_ptr_array_unref
};

static void begin_round (CalloutWorkspace *self);

static void
round_free (CalloutRound *round)
{
  callout_feed_free (round->feed);
  g_free (round);
}

static void
end_round (CalloutWorkspace *self)
{
  CalloutRound *round = g_steal_pointer (&self->round);

  g_object_ref (self);
  g_signal_emit_by_name (self, "changed", round->feed);
  round_free (round);
  begin_round (self);
  g_object_unref (self);
}

static void
answer_arrived (CalloutWorkspace *self)
{
  if (self->round != NULL && --self->round->n_waiting == 0)
    end_round (self);
}

static void
living_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CalloutWorkspace *self = CALLOUT_WORKSPACE (source);
  g_autoptr (GPtrArray) rows = callout_workspace_finish_job (self, &living_job, result, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      g_object_unref (callout_workspace_intern (self, g_ptr_array_index (rows, i)));
  answer_arrived (self);
}

/* After very much at once a whole kind counts as touched: all of it that lives. */
static void
want_kind (CalloutWorkspace *self,
           CalloutKind       kind,
           GArray           *wanted)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (((CalloutTouch *) key)->kind == kind)
      g_array_append_val (wanted, *(CalloutTouch *) key);
}

static void
refresh_living (CalloutWorkspace *self,
                CalloutRound     *round)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (CalloutTouch));

  for (guint i = 0; i < round->feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (round->feed->touched, CalloutTouch, i);

      if (touch->id == 0)
        want_kind (self, touch->kind, wanted);
      else if (g_hash_table_contains (self->living, touch))
        g_array_append_val (wanted, *touch);
    }
  if (wanted->len == 0)
    return;
  round->n_waiting++;
  callout_workspace_push_job (self, &living_job, g_steal_pointer (&wanted), NULL, living_cb, NULL);
}

static void
follower_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  CalloutWorkspace *self = CALLOUT_WORKSPACE (source);
  Follower *follower = user_data; /* a copy that holds its object */
  g_autoptr (GError) error = NULL;
  gpointer answer;

  answer = callout_workspace_finish_job (self, follower->klass->job, result, &error);
  follower->klass->take (follower->object, answer, error);
  if (answer != NULL)
    follower->klass->job->free_result (answer);
  g_object_unref (follower->object);
  g_free (follower);
  answer_arrived (self);
}

static void
refresh_followers (CalloutWorkspace *self,
                   CalloutRound     *round)
{
  for (guint i = 0; i < self->followers->len; i++)
    {
      Follower *follower = g_ptr_array_index (self->followers, i);
      gpointer data = follower->klass->prepare (follower->object, round->feed);

      if (data == NULL)
        continue;
      follower = g_memdup2 (follower, sizeof *follower);
      g_object_ref (follower->object);
      round->n_waiting++;
      callout_workspace_push_job (self, follower->klass->job, data, NULL, follower_cb, follower);
    }
}

/* All that waits becomes one feed; a thing touched twice is touched once. */
static CalloutFeed *
merge_feeds (CalloutWorkspace *self)
{
  g_autoptr (GHashTable) seen = NULL;
  CalloutFeed *merged = g_queue_pop_head (&self->feeds);
  CalloutFeed *next;
  GArray *touched;

  if (g_queue_is_empty (&self->feeds))
    return merged;

  seen = g_hash_table_new_full (touch_hash, touch_equal, g_free, NULL);
  touched = g_array_new (FALSE, FALSE, sizeof (CalloutTouch));
  for (next = merged; next != NULL; next = g_queue_pop_head (&self->feeds))
    {
      for (guint i = 0; i < next->touched->len; i++)
        {
          CalloutTouch *touch = &g_array_index (next->touched, CalloutTouch, i);

          if (g_hash_table_add (seen, g_memdup2 (touch, sizeof *touch)))
            g_array_append_val (touched, *touch);
        }
      if (next != merged)
        {
          for (guint i = 0; i < next->events->len; i++)
            g_ptr_array_add (merged->events, g_object_ref (g_ptr_array_index (next->events, i)));
          callout_feed_free (next);
        }
    }
  g_array_unref (merged->touched);
  merged->touched = touched;
  return merged;
}

static void
begin_round (CalloutWorkspace *self)
{
  CalloutRound *round;

  if (self->round != NULL || g_queue_is_empty (&self->feeds))
    return;

  round = self->round = g_new0 (CalloutRound, 1);
  round->feed = merge_feeds (self);
  refresh_living (self, round);
  refresh_followers (self, round);
  if (round->n_waiting == 0)
    end_round (self);
}

/*
 * callout_workspace_take_feed:
 * @feed: (transfer full): what the worker sent
 */
void
callout_workspace_take_feed (CalloutWorkspace *self,
                             CalloutFeed      *feed)
{
  g_queue_push_tail (&self->feeds, feed);
  begin_round (self);
}

void
callout_workspace_clear_feeds (CalloutWorkspace *self)
{
  g_queue_clear_full (&self->feeds, (GDestroyNotify) callout_feed_free);
  g_clear_pointer (&self->round, round_free);
}
