/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"

G_DEFINE_QUARK (callout-error-quark, callout_error)

/**
 * callout_error_key:
 * @error: any error
 *
 * The stable word for an error, as the command line prints it before the
 * sentence: `NOT_ALLOWED`, `CONFLICT` …; `FAILED` for foreign domains.
 */
const char *
callout_error_key (const GError *error)
{
  static const char *const keys[] = {
    "FAILED", "NOT_ALLOWED", "WRONG_STATE", "INVALID", "CONFLICT", "NOT_FOUND",
    "BUSY", "CONSTRAINT", "CORRUPT", "NO_SPACE",
  };

  g_return_val_if_fail (error != NULL, keys[0]);

  if (error->domain != CALLOUT_ERROR || error->code < 0 || error->code >= (int) G_N_ELEMENTS (keys))
    return keys[0];
  return keys[error->code];
}
