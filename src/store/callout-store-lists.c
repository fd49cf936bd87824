/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Past this many changed rows, reading the whole list again is quicker than
 * finding each row's place. */
#define MANY_CHANGES 100

/* Some thousand ids at a time: of a million rows each call counts.
 * @more: (out): whether there may be more */
static gboolean
read_stretch (CalloutStatement  *statement,
              GArray            *ids,
              gboolean          *more,
              GError           **error)
{
  gint64 stretch[4096];
  guint n = 0;

  do
    {
      if (!callout_statement_step (statement, more, error))
        return FALSE;
      if (*more)
        stretch[n++] = callout_statement_get_int64 (statement, 0);
    }
  while (*more && n < G_N_ELEMENTS (stretch));
  g_array_append_vals (ids, stretch, n);
  return TRUE;
}

static gboolean
read_ids (CalloutStore        *self,
          CalloutQuery        *query,
          const CalloutSight  *sight,
          GCancellable        *cancellable,
          GArray              *ids,
          GError             **error)
{
  g_autoptr (CalloutSelect) select = callout_query_select (query, self->driver, sight, NULL, 0, "r.id");
  g_autoptr (CalloutStatementScope) statement = callout_select_prepare (select, self->driver, error);
  gboolean more = TRUE;
  gboolean good;

  if (statement == NULL)
    return FALSE;
  do
    good = !g_cancellable_set_error_if_cancelled (cancellable, error) && read_stretch (statement, ids, &more, error);
  while (good && more);
  return good;
}

static CalloutQuery *
copy_part (CalloutQuery *query,
           guint         nth,
           gint64        limit)
{
  CalloutQuery *part = callout_query_copy_part (query, nth, limit);

  return part != NULL ? part : callout_query_copy_rank (query, nth, limit);
}

/* The parts of a query, as far as its limit goes. */
static gboolean
read_ids_by_part (CalloutStore        *self,
                  CalloutQuery        *query,
                  const CalloutSight  *sight,
                  GCancellable        *cancellable,
                  GArray              *ids,
                  GError             **error)
{
  gint64 limit = callout_query_get_limit (query);

  for (guint i = 0; limit < 0 || ids->len < limit; i++)
    {
      g_autoptr (CalloutQuery) part = copy_part (query, i, limit < 0 ? -1 : limit - ids->len);

      if (part == NULL)
        return i > 0 || read_ids (self, query, sight, cancellable, ids, error);
      if (!read_ids (self, part, sight, cancellable, ids, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * callout_store_query_ids:
 * @sight: (nullable): how far the reader sees; %NULL: everything
 *
 * Returns: (transfer full) (element-type gint64): the ids of the rows that match, sorted
 */
GArray *
callout_store_query_ids (CalloutStore        *self,
                         CalloutQuery        *query,
                         const CalloutSight  *sight,
                         GCancellable        *cancellable,
                         GError             **error)
{
  CalloutDriverClass *klass = CALLOUT_DRIVER_GET_CLASS (self->driver);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean good;

  CALLOUT_ASSERT_STORE_THREAD (self);

  klass->set_cancellable (self->driver, cancellable);
  /* What the index of words is read from is needed again by the next word typed. */
  klass->set_streaming (self->driver, callout_query_get_words (query) == NULL);
  if (callout_query_get_limit (query) != 0 && (sight == NULL || sight->extent == CALLOUT_SIGHT_ALL))
    good = read_ids_by_part (self, query, sight, cancellable, ids, error);
  else
    good = read_ids (self, query, sight, cancellable, ids, error);
  klass->set_streaming (self->driver, FALSE);
  klass->set_cancellable (self->driver, NULL);
  return good ? g_steal_pointer (&ids) : NULL;
}

/**
 * callout_store_count:
 *
 * Returns: how many rows match; -1 on error
 */
gint64
callout_store_count (CalloutStore        *self,
                     CalloutQuery        *query,
                     const CalloutSight  *sight,
                     GError             **error)
{
  g_autoptr (CalloutSelect) select = callout_query_select (query, self->driver, sight, NULL, 0, "count(*)");
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_select_prepare (select, self->driver, error);
  if (statement == NULL || !callout_statement_step (statement, &row, error))
    return -1;
  return row ? callout_statement_get_int64 (statement, 0) : 0;
}

static int
compare_ids (const void *a,
             const void *b)
{
  const gint64 *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

/* The ids that are not among the changed ones, in their order. Long stretches
 * are copied at once: of a million ids a command changes one or two. */
static GArray *
copy_without (GArray *ids,
              gint64 *changed,
              guint   n_changed,
              guint   n_room)
{
  GArray *fresh = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len + n_room);
  const gint64 *all = (const gint64 *) (gpointer) ids->data;
  guint start = 0;

  qsort (changed, n_changed, sizeof (gint64), compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      if (all[i] < changed[0] || all[i] > changed[n_changed - 1]
          || bsearch (&all[i], changed, n_changed, sizeof (gint64), compare_ids) == NULL)
        continue;
      g_array_append_vals (fresh, all + start, i - start);
      start = i + 1;
    }
  if (start < ids->len)
    g_array_append_vals (fresh, all + start, ids->len - start);
  return fresh;
}

/* Which of two rows the list's own ORDER BY puts first; a row that is gone
 * comes first, so that its place is left as it is. */
static gboolean
comes_first (CalloutStore        *self,
             CalloutQuery        *order,
             const CalloutSight  *reader,
             gint64               a,
             gint64               b,
             gboolean            *first,
             GError             **error)
{
  gint64 pair[2] = { a, b };
  g_autoptr (CalloutSelect) select = callout_query_select (order, self->driver, reader, pair, 2, "r.id");
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;
  guint n = 0;
  gint64 winner = a;

  statement = callout_select_prepare (select, self->driver, error);
  if (statement == NULL)
    return FALSE;
  for (;; n++)
    {
      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (n == 0)
        winner = callout_statement_get_int64 (statement, 0);
    }
  *first = n < 2 || winner == a;
  return TRUE;
}

static gboolean
insert_sorted (CalloutStore        *self,
               CalloutQuery        *order,
               const CalloutSight  *reader,
               GArray              *ids,
               gint64               id,
               GError             **error)
{
  guint low = 0;
  guint high = ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gboolean first;

      if (!comes_first (self, order, reader, g_array_index (ids, gint64, middle), id, &first, error))
        return FALSE;
      if (first)
        low = middle + 1;
      else
        high = middle;
    }
  g_array_insert_val (ids, low, id);
  return TRUE;
}

/* Whether what a person sees may differ beyond the rows that changed: rights
 * come with memberships and groups, and some things are seen only by the work
 * orders they belong to. */
static gboolean
sight_differs (CalloutKind         kind,
               const CalloutTouch *touched,
               guint               n_touched)
{
  gboolean by_work = kind == CALLOUT_KIND_EVENT || kind == CALLOUT_KIND_CUSTOMER || kind == CALLOUT_KIND_ASSIGNMENT
                     || kind == CALLOUT_KIND_STEP_EVENT || kind == CALLOUT_KIND_EQUIPMENT || kind == CALLOUT_KIND_ANSWER
                     || kind == CALLOUT_KIND_OFFER || kind == CALLOUT_KIND_TICKET_ASSIGNEE || kind == CALLOUT_KIND_UPDATE
                     || kind == CALLOUT_KIND_FILE || kind == CALLOUT_KIND_RATING || kind == CALLOUT_KIND_MESSAGE
                     || kind == CALLOUT_KIND_READ_MARK || kind == CALLOUT_KIND_CONVERSATION;

  for (guint i = 0; i < n_touched; i++)
    if (touched[i].kind == CALLOUT_KIND_MEMBERSHIP || touched[i].kind == CALLOUT_KIND_GROUP
        || (by_work && (touched[i].kind == CALLOUT_KIND_WORK_ORDER || touched[i].kind == CALLOUT_KIND_TICKET)))
      return TRUE;
  return FALSE;
}

/**
 * callout_store_refresh_ids:
 * @ids: what the query gave before
 * @touched: what changed since
 *
 * The query's answer now, found by placing the changed rows alone: a list of a
 * million rows takes one changed row in twenty comparisons.
 *
 * Returns: (transfer full): a new vector, or @ids again if none of it is concerned
 */
GArray *
callout_store_refresh_ids (CalloutStore        *self,
                           CalloutQuery        *query,
                           const CalloutSight  *sight,
                           GArray              *ids,
                           const CalloutTouch  *touched,
                           guint                n_touched,
                           GError             **error)
{
  gint64 changed[MANY_CHANGES];
  guint n_changed = 0;
  CalloutKind kind = callout_query_get_kind (query);
  g_autoptr (CalloutSelect) select = NULL;
  g_autoptr (CalloutQuery) order = NULL;
  g_autoptr (GArray) fresh = NULL;
  g_autoptr (GArray) matching = NULL;
  CalloutStatement *statement;
  gboolean personal, row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  for (guint i = 0; i < n_touched; i++)
    if (touched[i].kind == kind)
      {
        if (touched[i].id == 0 || n_changed == MANY_CHANGES)
          return callout_store_query_ids (self, query, sight, NULL, error);
        changed[n_changed++] = touched[i].id;
      }
  if (sight != NULL && sight->extent != CALLOUT_SIGHT_ALL
      && (sight->extent == CALLOUT_SIGHT_CONTACT || sight_differs (kind, touched, n_touched)))
    return callout_store_query_ids (self, query, sight, NULL, error);
  if (n_changed == 0)
    return g_array_ref (ids);
  /* What falls out at the end of a limit, or moves up into it, is not found by what changed. */
  if (callout_query_is_limited (query))
    return callout_store_query_ids (self, query, sight, NULL, error);

  matching = g_array_new (FALSE, FALSE, sizeof (gint64));
  select = callout_query_select (query, self->driver, sight, changed, n_changed, "r.id");
  statement = callout_select_prepare (select, self->driver, error);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      gint64 id;

      if (!callout_statement_step (statement, &row, error))
        {
          callout_statement_reset (statement);
          return NULL;
        }
      if (!row)
        break;
      id = callout_statement_get_int64 (statement, 0);
      g_array_append_val (matching, id);
    }
  callout_statement_reset (statement);

  fresh = copy_without (ids, changed, n_changed, matching->len);
  order = callout_query_copy_order (query);
  personal = callout_mapping_is_personal (callout_mapping_get (kind), query->sort);
  for (guint i = 0; i < matching->len; i++)
    if (!insert_sorted (self, order, personal ? sight : NULL, fresh, g_array_index (matching, gint64, i), error))
      return NULL;
  return g_steal_pointer (&fresh);
}

/**
 * callout_store_can_see:
 *
 * Whether a row is there and within a person's sight. %FALSE with @error set
 * only if it could not be read.
 */
gboolean
callout_store_can_see (CalloutStore        *self,
                       CalloutKind          kind,
                       gint64               id,
                       const CalloutSight  *sight,
                       GError             **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (CalloutSelect) select = callout_query_select (query, self->driver, sight, &id, 1, "r.id");
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_select_prepare (select, self->driver, error);
  return statement != NULL && callout_statement_step (statement, &row, error) && row;
}

void
callout_resource_row_free (CalloutResourceRow *self)
{
  g_free (self->shift);
  g_free (self->skills);
  g_array_unref (self->groups);
  g_free (self);
}

/* ` AND COLUMN IN (…)`, or nothing for everybody. */
static char *
only_persons (const char   *column,
              const gint64 *persons,
              guint         n_persons)
{
  g_autoptr (GString) clause = g_string_new (NULL);

  if (persons == NULL || n_persons == 0)
    return g_string_free (g_steal_pointer (&clause), FALSE);
  for (guint i = 0; i < n_persons; i++)
    {
      if (i == 0)
        g_string_append_printf (clause, " AND %s IN (", column);
      g_string_append_printf (clause, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", persons[i]);
    }
  g_string_append_c (clause, ')');
  return g_string_free (g_steal_pointer (&clause), FALSE);
}

static gboolean
add_groups (CalloutStore  *self,
            GHashTable    *rows,
            const gint64  *persons,
            guint          n_persons,
            GError       **error)
{
  g_autofree char *only = only_persons ("m.person", persons, n_persons);
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  sql = g_strdup_printf ("SELECT m.person, m.\"group\", g.type FROM membership m"
                         " JOIN service_group g ON g.id = m.\"group\" WHERE m.part = 'member'%s", only);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      CalloutResourceRow *resource;
      gint64 person, group;

      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      person = callout_statement_get_int64 (statement, 0);
      group = callout_statement_get_int64 (statement, 1);
      resource = g_hash_table_lookup (rows, &person);
      if (resource == NULL)
        continue;
      g_array_append_val (resource->groups, group);
      if (g_strcmp0 (callout_statement_get_text (statement, 2), "provider") == 0)
        resource->external = TRUE;
    }
}

static gboolean
add_loads (CalloutStore  *self,
           GHashTable    *rows,
           CalloutTime    day_start,
           CalloutTime    day_end,
           const gint64  *persons,
           guint          n_persons,
           GError       **error)
{
  g_autofree char *only = only_persons ("a.person", persons, n_persons);
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  sql = g_strdup_printf ("SELECT a.person, count(*), coalesce(sum(coalesce(w.planned_start, a.assigned_at) >= $1"
                         " AND coalesce(w.planned_start, a.assigned_at) < $2), 0)"
                         " FROM assignment a JOIN work_order w ON w.id = a.work_order"
                         " WHERE a.state IN ('assigned', 'accepted')"
                         " AND w.state IN ('assigned', 'dispatched', 'accepted', 'travel', 'work')%s"
                         " GROUP BY a.person", only);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, day_start);
  callout_statement_bind_int64 (statement, 2, day_end);
  for (;;)
    {
      CalloutResourceRow *resource;
      gint64 person;

      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      person = callout_statement_get_int64 (statement, 0);
      resource = g_hash_table_lookup (rows, &person);
      if (resource == NULL)
        continue;
      resource->pending = (guint) callout_statement_get_int64 (statement, 1);
      resource->today = (guint) callout_statement_get_int64 (statement, 2);
    }
}

static CalloutResourceRow *
read_resource (CalloutStatement *statement)
{
  CalloutResourceRow *resource = g_new0 (CalloutResourceRow, 1);
  int availability = CALLOUT_AVAILABILITY_OFFLINE;

  resource->person = callout_statement_get_int64 (statement, 0);
  resource->latitude = callout_statement_is_null (statement, 1) ? NAN : callout_statement_get_real (statement, 1);
  resource->longitude = callout_statement_is_null (statement, 2) ? NAN : callout_statement_get_real (statement, 2);
  resource->position_at = callout_statement_get_int64 (statement, 3);
  callout_enum_parse (CALLOUT_TYPE_AVAILABILITY, callout_statement_get_text (statement, 4), &availability);
  resource->availability = availability;
  resource->shift = g_strdup (callout_statement_get_text (statement, 5));
  resource->skills = g_strdup (callout_statement_get_text (statement, 6));
  resource->groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  return resource;
}

/**
 * callout_store_resources:
 * @day_start: the site's midnight, and @day_end the next
 * @persons: (nullable): whom to read; %NULL: everybody
 *
 * Returns: (transfer full) (element-type CalloutResourceRow): active engineers only
 */
GPtrArray *
callout_store_resources (CalloutStore  *self,
                         CalloutTime    day_start,
                         CalloutTime    day_end,
                         const gint64  *persons,
                         guint          n_persons,
                         GError       **error)
{
  g_autoptr (GPtrArray) resources = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_resource_row_free);
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *only = only_persons ("id", persons, n_persons);
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (persons != NULL && n_persons == 0)
    return g_steal_pointer (&resources);
  sql = g_strconcat ("SELECT id, latitude, longitude, position_at, availability, shift, skills FROM person"
                     " WHERE active = 1 AND (roles = 'member' OR ' ' || roles || ' ' LIKE '% member %')", only, NULL);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      CalloutResourceRow *resource;

      if (!callout_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      resource = read_resource (statement);
      g_ptr_array_add (resources, resource);
      g_hash_table_insert (rows, &resource->person, resource);
    }
  return add_groups (self, rows, persons, n_persons, error)
                 && add_loads (self, rows, day_start, day_end, persons, n_persons, error)
             ? g_steal_pointer (&resources)
             : NULL;
}
