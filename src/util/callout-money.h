/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Money is whole minor units (cents) of a currency, never a fraction. Quantities
 * are thousandths, taxes hundredths of a percent. */

#define CALLOUT_QUANTITY_ONE 1000
#define CALLOUT_MONEY_MOST G_GINT64_CONSTANT (1000000000000000) /* either way: what anybody can owe */

gboolean  callout_money_multiply     (gint64        price,
                                      gint64        quantity,
                                      gint64       *amount,
                                      GError      **error);
gboolean  callout_money_tax          (gint64        net,
                                      gint64        rate,
                                      gint64       *tax,
                                      GError      **error);
gboolean  callout_money_add          (gint64       *sum,
                                      gint64        amount,
                                      GError      **error);
char     *callout_money_format       (gint64        amount,
                                      const char   *currency);
char     *callout_quantity_format    (gint64        quantity);
char     *callout_tax_format         (gint64        rate);

G_END_DECLS
