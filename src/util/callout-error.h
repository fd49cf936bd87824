/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CALLOUT_ERROR:
 *
 * The one error domain. Every message is one sentence a person can act on;
 * the code says what a caller must tell apart.
 */
#define CALLOUT_ERROR (callout_error_quark ())

typedef enum {
  CALLOUT_ERROR_FAILED,       /* none of the below: files, networks, bugs */
  CALLOUT_ERROR_NOT_ALLOWED,  /* this person may not do this */
  CALLOUT_ERROR_WRONG_STATE,  /* the thing is not in a state for this */
  CALLOUT_ERROR_INVALID,      /* what was given makes no sense */
  CALLOUT_ERROR_CONFLICT,     /* somebody else changed it meanwhile */
  CALLOUT_ERROR_NOT_FOUND,
  CALLOUT_ERROR_BUSY,         /* another process holds the store */
  CALLOUT_ERROR_CONSTRAINT,   /* the store's own rules refuse the row */
  CALLOUT_ERROR_CORRUPT,      /* not a store, a damaged one, or a newer one */
  CALLOUT_ERROR_NO_SPACE,
} CalloutError;

GQuark      callout_error_quark (void);
const char *callout_error_key   (const GError *error);

G_END_DECLS
