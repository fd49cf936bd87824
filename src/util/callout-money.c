/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-money.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

static const struct {
  const char *currency;
  guint       decimals;
} exceptions[] = {
  { "BHD", 3 }, { "CLP", 0 }, { "ISK", 0 }, { "IQD", 3 }, { "JOD", 3 }, { "JPY", 0 }, { "KRW", 0 }, { "KWD", 3 },
  { "LYD", 3 }, { "OMR", 3 }, { "PYG", 0 }, { "TND", 3 }, { "UGX", 0 }, { "VND", 0 }, { "XAF", 0 }, { "XOF", 0 },
};

static guint
get_decimals (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_strcmp0 (exceptions[i].currency, currency) == 0)
      return exceptions[i].decimals;
  return 2;
}

static gboolean
take (__int128   value,
      gint64    *result,
      GError   **error)
{
  if (value > CALLOUT_MONEY_MOST || value < -CALLOUT_MONEY_MOST)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                           _("This comes to more money than can be counted; check the quantity and the price"));
      return FALSE;
    }
  *result = (gint64) value;
  return TRUE;
}

/* Half a unit is rounded away from nothing, as on every invoice. */
static __int128
divide (__int128 value,
        gint64   by)
{
  return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

/**
 * callout_money_multiply:
 * @quantity: thousandths
 *
 * Errors: %CALLOUT_ERROR_INVALID for more than can be counted.
 */
gboolean
callout_money_multiply (gint64    price,
                        gint64    quantity,
                        gint64   *amount,
                        GError  **error)
{
  return take (divide ((__int128) price * quantity, CALLOUT_QUANTITY_ONE), amount, error);
}

/**
 * callout_money_tax:
 * @rate: hundredths of a percent
 */
gboolean
callout_money_tax (gint64    net,
                   gint64    rate,
                   gint64   *tax,
                   GError  **error)
{
  return take (divide ((__int128) net * rate, 10000), tax, error);
}

gboolean
callout_money_add (gint64   *sum,
                   gint64    amount,
                   GError  **error)
{
  return take ((__int128) *sum + amount, sum, error);
}

/* Digits with the locale's separators; where it has none between thousands, a
 * narrow blank, which no locale takes for a decimal point. */
static char *
format_digits (gint64   value,
               guint    decimals,
               gboolean strip)
{
  const char *point = nl_langinfo (RADIXCHAR);
  const char *between = nl_langinfo (THOUSEP);
  guint64 whole = value < 0 ? (guint64) -value : (guint64) value;
  g_autofree char *digits = g_strdup_printf ("%0*" G_GUINT64_FORMAT, (int) decimals + 1, whole);
  gsize length = strlen (digits) - decimals;
  GString *text = g_string_new (value < 0 ? "−" : "");

  if (*between == '\0')
    between = "\xe2\x80\xaf";
  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (text, digits[i]);
      if (i + 1 < length && (length - i - 1) % 3 == 0)
        g_string_append (text, between);
    }
  while (strip && decimals > 0 && digits[length + decimals - 1] == '0')
    decimals--;
  if (decimals > 0)
    {
      g_string_append (text, point);
      g_string_append_len (text, digits + length, decimals);
    }
  return g_string_free (text, FALSE);
}

/**
 * callout_money_format:
 * @currency: its three letters
 *
 * Returns: (transfer full): as people read it, with the currency's letters
 */
char *
callout_money_format (gint64      amount,
                      const char *currency)
{
  g_autofree char *digits = format_digits (amount, get_decimals (currency), FALSE);

  return g_strdup_printf ("%s\xc2\xa0%s", digits, currency);
}

char *
callout_quantity_format (gint64 quantity)
{
  return format_digits (quantity, 3, TRUE);
}

/* Returns: (transfer full): like “6.25 %” */
char *
callout_tax_format (gint64 rate)
{
  g_autofree char *digits = format_digits (rate, 2, TRUE);

  return g_strdup_printf ("%s\xc2\xa0%%", digits);
}
