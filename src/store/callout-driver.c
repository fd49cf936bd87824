/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-driver.h"

G_DEFINE_ABSTRACT_TYPE (CalloutDriver, callout_driver, G_TYPE_OBJECT)

static void
callout_driver_class_init (CalloutDriverClass *klass)
{
}

static void
callout_driver_init (CalloutDriver *self)
{
}

gboolean
callout_driver_begin (CalloutDriver  *self,
                      gboolean        writing,
                      GError        **error)
{
  return CALLOUT_DRIVER_GET_CLASS (self)->begin (self, writing, error);
}

gboolean
callout_driver_commit (CalloutDriver  *self,
                       GError        **error)
{
  return CALLOUT_DRIVER_GET_CLASS (self)->commit (self, error);
}

void
callout_driver_rollback (CalloutDriver *self)
{
  CALLOUT_DRIVER_GET_CLASS (self)->rollback (self);
}

/**
 * callout_driver_prepare:
 * @sql: one statement with parameters `$1, $2 …`
 *
 * Returns: (transfer none): the statement, ready to bind; give it back with
 *   callout_statement_reset()
 */
CalloutStatement *
callout_driver_prepare (CalloutDriver  *self,
                        const char     *sql,
                        GError        **error)
{
  return CALLOUT_DRIVER_GET_CLASS (self)->prepare (self, sql, error);
}

/**
 * callout_driver_execute:
 * @script: statements without parameters
 */
gboolean
callout_driver_execute (CalloutDriver  *self,
                        const char     *script,
                        GError        **error)
{
  return CALLOUT_DRIVER_GET_CLASS (self)->execute (self, script, error);
}
