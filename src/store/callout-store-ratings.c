/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <glib/gi18n-lib.h>

/* What customers thought, taken together (contract 0.28): how many gave how
 * many stars, to whom, where and when. */

/* Who was on a ticket by the time it was rated. */
#define ENGINEERS \
  "(SELECT ta.ticket, ta.person, min (ta.created_at) AS since FROM ticket_assignee ta GROUP BY ta.ticket, ta.person" \
  " UNION ALL SELECT w.ticket, a.person, min (a.created_at) FROM work_order w JOIN assignment a ON a.work_order = w.id" \
  " AND a.state IN ('assigned', 'accepted') GROUP BY w.ticket, a.person)"

/* A group, by a visit it held or by whom it lent. */
#define GROUPS \
  "(SELECT w.ticket, w.\"group\", min (w.created_at) AS since FROM work_order w WHERE w.\"group\" IS NOT NULL" \
  " GROUP BY w.ticket, w.\"group\"" \
  " UNION ALL SELECT e.ticket, m.\"group\", min (e.since) FROM " ENGINEERS " e JOIN membership m ON m.person = e.person" \
  " AND m.part = 'member' GROUP BY e.ticket, m.\"group\")"

/* Each rating once for each it counts for: key, name, stars, time. */
static const char *
select_for (CalloutRatingsBy by)
{
  switch (by)
    {
    case CALLOUT_RATINGS_BY_ENGINEER:
      return "SELECT DISTINCT p.login, p.name, r.stars, r.created_at, r.id FROM rating r JOIN " ENGINEERS " e"
             " ON e.ticket = r.ticket AND e.since <= r.created_at JOIN person p ON p.id = e.person";
    case CALLOUT_RATINGS_BY_GROUP:
      return "SELECT DISTINCT g.key, g.name, r.stars, r.created_at, r.id FROM rating r JOIN " GROUPS " e"
             " ON e.ticket = r.ticket AND e.since <= r.created_at JOIN service_group g ON g.id = e.\"group\"";
    case CALLOUT_RATINGS_BY_MONTH:
    case CALLOUT_RATINGS_ALL:
    default:
      return "SELECT NULL, NULL, r.stars, r.created_at, r.id FROM rating r";
    }
}

static const char *
order_for (CalloutRatingsBy by)
{
  switch (by)
    {
    case CALLOUT_RATINGS_BY_ENGINEER:
      return " ORDER BY p.name COLLATE NOCASE, p.login";
    case CALLOUT_RATINGS_BY_GROUP:
      return " ORDER BY g.name COLLATE NOCASE, g.key";
    case CALLOUT_RATINGS_BY_MONTH:
    case CALLOUT_RATINGS_ALL:
    default:
      return " ORDER BY r.created_at, r.id";
    }
}

void
callout_rating_sum_free (CalloutRatingSum *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

/**
 * callout_rating_sum_get_average:
 *
 * Returns: from 1 to 5; 0 where nobody rated
 */
double
callout_rating_sum_get_average (const CalloutRatingSum *self)
{
  gint64 total = 0;

  for (guint i = 0; i < CALLOUT_MAX_STARS; i++)
    total += self->stars[i] * (i + 1);
  return self->n > 0 ? (double) total / (double) self->n : 0;
}

static char *
dup_month (CalloutTime  time,
           GTimeZone   *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m") : g_strdup ("");
}

static void
count_rating (GPtrArray  *sums,
              const char *key,
              const char *name,
              gint64      stars)
{
  CalloutRatingSum *sum = sums->len > 0 ? g_ptr_array_index (sums, sums->len - 1) : NULL;

  if (stars < 1 || stars > CALLOUT_MAX_STARS)
    return;
  if (sum == NULL || g_strcmp0 (sum->key, key) != 0)
    {
      sum = g_new0 (CalloutRatingSum, 1);
      sum->key = g_strdup (key);
      sum->name = g_strdup (name);
      g_ptr_array_add (sums, sum);
    }
  sum->n++;
  sum->stars[stars - 1]++;
}

static gboolean
read_sums (CalloutStatement  *statement,
           CalloutRatingsBy   by,
           GTimeZone         *zone,
           GPtrArray         *sums,
           GError           **error)
{
  gboolean row;

  for (;;)
    {
      g_autofree char *month = NULL;

      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (by == CALLOUT_RATINGS_BY_MONTH)
        month = dup_month (callout_statement_get_int64 (statement, 3), zone);
      count_rating (sums, month != NULL ? month : callout_statement_get_text (statement, 0), callout_statement_get_text (statement, 1),
                    callout_statement_get_int64 (statement, 2));
    }
}

/**
 * callout_store_ratings:
 * @query: of ratings: which ones count
 * @sight: (nullable): how far the reader sees
 * @zone: in which a month begins
 *
 * How ratings are spread over the stars: for each engineer who was on the
 * ticket when it was rated, for each group that held a visit or lent an
 * engineer, for each month, or altogether. One given to two engineers counts
 * for both.
 *
 * Errors: %CALLOUT_ERROR_NOT_ALLOWED for a code user: how the house does is its own affair.
 *
 * Returns: (transfer full) (element-type CalloutRatingSum): by name, or by time;
 *   only those with a rating
 */
GPtrArray *
callout_store_ratings (CalloutStore        *self,
                       CalloutQuery        *query,
                       const CalloutSight  *sight,
                       CalloutRatingsBy     by,
                       GTimeZone           *zone,
                       GError             **error)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_rating_sum_free);
  g_autoptr (CalloutSelect) select = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  g_autofree char *chosen = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (query->kind == CALLOUT_KIND_RATING, NULL);

  if (sight != NULL && sight->extent == CALLOUT_SIGHT_CONTACT)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED, _("How ratings are spread is for those who work here"));
      return NULL;
    }
  select = callout_query_select (query, self->driver, sight, NULL, 0, "r.id");
  chosen = g_strdup (select->sql->str);
  g_string_printf (select->sql, "%s WHERE r.id IN (%s)%s", select_for (by), chosen, order_for (by));
  statement = callout_select_prepare (select, self->driver, error);
  if (statement == NULL || !read_sums (statement, by, zone, sums, error))
    return NULL;
  return g_steal_pointer (&sums);
}
