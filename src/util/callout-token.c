/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-token.h"

#include <errno.h>
#include <sys/random.h>

#define TOKEN_BYTES 16

/**
 * callout_token_new:
 *
 * Returns: (transfer full): 26 letters and figures nobody can guess, fit for an
 *   address and to be read aloud
 */
char *
callout_token_new (void)
{
  /* Without i, l, o and u: they are taken for others, or make words. */
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guchar bytes[TOKEN_BYTES];
  GString *token = g_string_new (NULL);
  gsize filled = 0;
  guint bits = 0, n_bits = 0;

  while (filled < sizeof bytes)
    {
      gssize n = getrandom (bytes + filled, sizeof bytes - filled, 0);

      if (n < 0 && errno != EINTR)
        g_error ("The system gives no random numbers");
      filled += (gsize) MAX (n, 0);
    }
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      bits = bits << 8 | bytes[i];
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        g_string_append_c (token, digits[bits >> (n_bits - 5) & 31]);
    }
  g_string_append_c (token, digits[bits << (5 - n_bits) & 31]);
  return g_string_free (token, FALSE);
}
