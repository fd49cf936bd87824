/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-money.h"

#include "callout-error.h"

#include <locale.h>

#define BLANK "\xc2\xa0"
#define NARROW "\xe2\x80\xaf"

static void
test_multiply (void)
{
  static const struct {
    gint64 price, quantity, amount;
  } rows[] = {
    { 1795, 1000, 1795 }, { 1795, 2500, 4488 }, { -1795, 2500, -4488 }, { 1, 500, 1 }, { 1, 499, 0 }, { -1, 500, -1 },
    { 0, 1000000000000, 0 }, { 1795, G_GINT64_CONSTANT (1000000000000), G_GINT64_CONSTANT (1795000000000) },
    { CALLOUT_MONEY_MOST, 1000, CALLOUT_MONEY_MOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 amount;

      g_assert_true (callout_money_multiply (rows[i].price, rows[i].quantity, &amount, &error));
      g_assert_no_error (error);
      g_assert_cmpint (amount, ==, rows[i].amount);
    }
}

static void
test_too_much (void)
{
  static const gint64 prices[] = { G_MAXINT64, G_MININT64, CALLOUT_MONEY_MOST + 1, -CALLOUT_MONEY_MOST - 1 };
  gint64 sum = CALLOUT_MONEY_MOST;
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 amount = 7;

      g_assert_false (callout_money_multiply (prices[i], G_MAXINT64, &amount, &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_assert_cmpint (amount, ==, 7);
    }
  g_assert_false (callout_money_add (&sum, 1, &failure));
  g_assert_error (failure, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpint (sum, ==, CALLOUT_MONEY_MOST);
  g_assert_true (callout_money_add (&sum, -1, NULL));
  g_assert_cmpint (sum, ==, CALLOUT_MONEY_MOST - 1);
}

static void
test_tax (void)
{
  gint64 tax;

  g_assert_true (callout_money_tax (4488, 625, &tax, NULL));
  g_assert_cmpint (tax, ==, 281); /* 280.5 */
  g_assert_true (callout_money_tax (-4488, 625, &tax, NULL));
  g_assert_cmpint (tax, ==, -281);
  g_assert_true (callout_money_tax (4488, 0, &tax, NULL));
  g_assert_cmpint (tax, ==, 0);
}

static void
check_money (gint64      amount,
             const char *currency,
             const char *wanted)
{
  g_autofree char *text = callout_money_format (amount, currency);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_format (void)
{
  g_autofree char *whole = callout_quantity_format (2000);
  g_autofree char *part = callout_quantity_format (1234567);
  g_autofree char *tax = callout_tax_format (1900);

  check_money (0, "USD", "0.00" BLANK "USD");
  check_money (5, "EUR", "0.05" BLANK "EUR");
  check_money (-123456789, "USD", "−1" NARROW "234" NARROW "567.89" BLANK "USD");
  check_money (250000, "JPY", "250" NARROW "000" BLANK "JPY");
  check_money (1795, "KWD", "1.795" BLANK "KWD");
  check_money (100000, "USD", "1" NARROW "000.00" BLANK "USD");
  g_assert_cmpstr (whole, ==, "2");
  g_assert_cmpstr (part, ==, "1" NARROW "234.567");
  g_assert_cmpstr (tax, ==, "19" BLANK "%");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/money/multiply", test_multiply);
  g_test_add_func ("/util/money/too-much", test_too_much);
  g_test_add_func ("/util/money/tax", test_tax);
  g_test_add_func ("/util/money/format", test_format);
  return g_test_run ();
}
