/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <math.h>

/* Tickets that may be about the same thing. */

#define NEAR_METRES 100.0
#define EARTH_METRES 6371008.8
#define MOST 20

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

static double
metres_between (double north_a,
                double east_a,
                double north_b,
                double east_b)
{
  double up = sin (radians (north_b - north_a) / 2);
  double along = sin (radians (east_b - east_a) / 2);
  double part = up * up + cos (radians (north_a)) * cos (radians (north_b)) * along * along;

  return 2 * EARTH_METRES * asin (sqrt (MIN (part, 1)));
}

static gboolean
is_like (CalloutTicket *self,
         CalloutTicket *other)
{
  if (self->customer != 0 && self->customer == other->customer)
    return TRUE;
  return callout_ticket_has_location (self) && callout_ticket_has_location (other)
         && metres_between (self->latitude, self->longitude, other->latitude, other->longitude) <= NEAR_METRES;
}

/**
 * callout_store_duplicates:
 * @sight: (nullable): of whom is told: nobody hears of a ticket they may not see
 *
 * Tickets of the same flow for the same customer, or within a hundred metres,
 * that came within the days of %CALLOUT_SETTING_DUPLICATE_DAYS and were not
 * cancelled.
 *
 * Returns: (transfer full) (element-type CalloutTicket): the newest first, at most 20
 */
GPtrArray *
callout_store_duplicates (CalloutStore        *self,
                          CalloutTicket       *ticket,
                          const CalloutSight  *sight,
                          GError             **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *setting = callout_store_get_setting (self, CALLOUT_SETTING_DUPLICATE_DAYS, 0, error);
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (setting == NULL)
    return NULL;
  if (ticket->flow == 0 || g_str_equal (setting, "0"))
    return g_steal_pointer (&found);
  sql = g_strdup_printf ("%s WHERE r.flow IN (SELECT o.id FROM flow f JOIN flow o ON o.key = f.key WHERE f.id = $1)"
                         " AND r.created_at >= $2 AND r.id <> $3 AND r.progress NOT IN ('draft', 'cancelled')"
                         " AND (r.customer = $4 OR (r.latitude BETWEEN $5 AND $6)) ORDER BY r.id DESC",
                         callout_store_get_select (self, CALLOUT_KIND_TICKET));
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, ticket->flow);
  callout_statement_bind_int64 (statement, 2, callout_clock_now () - g_ascii_strtoll (setting, NULL, 10) * CALLOUT_DAY);
  callout_statement_bind_int64 (statement, 3, CALLOUT_ENTITY (ticket)->id);
  callout_statement_bind_int64 (statement, 4, ticket->customer);
  if (callout_ticket_has_location (ticket))
    {
      callout_statement_bind_real (statement, 5, ticket->latitude - 0.001);
      callout_statement_bind_real (statement, 6, ticket->latitude + 0.001);
    }
  rows = callout_store_read_rows (CALLOUT_KIND_TICKET, statement, error);
  for (guint i = 0; rows != NULL && i < rows->len && found->len < MOST; i++)
    {
      CalloutTicket *other = g_ptr_array_index (rows, i);
      g_autoptr (GError) failure = NULL;

      if (!is_like (ticket, other))
        continue;
      if (sight == NULL || callout_store_can_see (self, CALLOUT_KIND_TICKET, CALLOUT_ENTITY (other)->id, sight, &failure))
        g_ptr_array_add (found, g_object_ref (other));
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return rows != NULL ? g_steal_pointer (&found) : NULL;
}
