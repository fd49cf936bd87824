/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-password.h"

#include "callout-error.h"

#include <crypt.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * callout_password_hash:
 *
 * Returns: (transfer full): what may be stored: the platform's strongest
 *   crypt(3) hash with a random salt
 */
char *
callout_password_hash (const char  *password,
                       GError     **error)
{
  struct crypt_data data = { 0 };
  char salt[CRYPT_GENSALT_OUTPUT_SIZE];
  const char *hash = NULL;

  if (crypt_gensalt_rn (NULL, 0, NULL, 0, salt, sizeof salt) != NULL)
    hash = crypt_r (password, salt, &data);
  if (hash == NULL || *hash == '*')
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The password could not be hashed"));
      return NULL;
    }
  return g_strdup (hash);
}

/**
 * callout_password_verify:
 * @hash: (nullable): as stored; %NULL is no password, which any input opens
 *
 * Takes a good part of a second on purpose; never on the main thread.
 */
gboolean
callout_password_verify (const char *password,
                         const char *hash)
{
  struct crypt_data data = { 0 };
  const char *again;

  if (hash == NULL)
    return TRUE;
  again = crypt_r (password, hash, &data);
  return again != NULL && *again != '*' && strcmp (again, hash) == 0;
}
