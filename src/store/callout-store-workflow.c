/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

/* The few questions about workflows that are asked for every work order. */

static gint64
get_number (CalloutStore  *self,
            const char    *sql,
            GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (statement == NULL || !callout_statement_step (statement, &row, error))
    return -1;
  return row ? callout_statement_get_int64 (statement, 0) : 0;
}

/**
 * callout_store_current_workflow:
 *
 * Looked up once in a writing transaction: an import asks for every row.
 *
 * Returns: the id of the published version with the highest number; 0 if none
 *   was published yet, -1 on error
 */
gint64
callout_store_current_workflow (CalloutStore  *self,
                                GError       **error)
{
  static const char sql[] = "SELECT id FROM workflow WHERE number <> 0 ORDER BY number DESC LIMIT 1";

  /* While something is written nobody else can publish another. */
  if (self->event == NULL)
    return get_number (self, sql, error);
  if (self->workflow <= 0)
    self->workflow = get_number (self, sql, error);
  return self->workflow;
}

gint64
callout_store_draft_workflow (CalloutStore  *self,
                              GError       **error)
{
  return get_number (self, "SELECT id FROM workflow WHERE state = 'draft'", error);
}

static CalloutFlow *
find_flow (CalloutStore  *self,
           const char    *key,
           const char    *which,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("%s WHERE r.key = $1 AND r.number %s 0 ORDER BY r.number DESC LIMIT 1",
                                          callout_store_get_select (self, CALLOUT_KIND_FLOW), which);
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (statement == NULL)
    return NULL;
  callout_statement_bind_text (statement, 1, key);
  if (!callout_statement_step (statement, &row, error) || !row)
    return NULL;
  return CALLOUT_FLOW (callout_store_read_row (CALLOUT_KIND_FLOW, statement));
}

/**
 * callout_store_current_flow:
 *
 * Returns: (transfer full) (nullable): what was published last under a key, also
 *   if it is retired; %NULL without error if nothing was
 */
CalloutFlow *
callout_store_current_flow (CalloutStore  *self,
                            const char    *key,
                            GError       **error)
{
  return find_flow (self, key, "<>", error);
}

CalloutFlow *
callout_store_draft_flow (CalloutStore  *self,
                          const char    *key,
                          GError       **error)
{
  return find_flow (self, key, "=", error);
}

/**
 * callout_store_workflow_steps:
 *
 * Returns: (transfer full) (element-type CalloutStep): in order of position
 */
GPtrArray *
callout_store_workflow_steps (CalloutStore  *self,
                              gint64         workflow,
                              GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("%s WHERE r.workflow = $1 ORDER BY r.position, r.id",
                                          callout_store_get_select (self, CALLOUT_KIND_STEP));
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, workflow);
  return callout_store_read_rows (CALLOUT_KIND_STEP, statement, error);
}
