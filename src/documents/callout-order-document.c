/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-order-document.h"

#include "callout-error.h"
#include "callout-money.h"
#include "callout-page-maker.h"

#include <glib/gi18n-lib.h>

/* So much of a hash tells two versions apart on paper. */
#define SHORT_HASH 12

static gboolean
count_line (const CalloutOrderLine  *line,
            gint64                  *net,
            gint64                  *tax,
            GError                 **error)
{
  if (line->quantity <= 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” needs a quantity of more than nothing"), line->name);
      return FALSE;
    }
  if (line->tax < 0 || line->tax > 10000)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("The tax on “%s” must be from 0 to 100 percent"), line->name);
      return FALSE;
    }
  if (callout_money_multiply (line->price, line->quantity, net, error) && callout_money_tax (*net, line->tax, tax, error))
    return TRUE;
  g_prefix_error (error, "“%s”: ", line->name);
  return FALSE;
}

/**
 * callout_order_count:
 *
 * Adds up whole minor units, with the tax of each line rounded by itself: the
 * same sums wherever they stand. Errors: %CALLOUT_ERROR_INVALID, with the line's
 * name.
 */
gboolean
callout_order_count (const CalloutOrderLine  *lines,
                     guint                    n_lines,
                     CalloutOrderTotals      *totals,
                     GError                 **error)
{
  *totals = (CalloutOrderTotals) { 0 };
  for (guint i = 0; i < n_lines; i++)
    {
      gint64 net, tax;

      if (!count_line (&lines[i], &net, &tax, error) || !callout_money_add (&totals->net, net, error)
          || !callout_money_add (&totals->tax, tax, error))
        return FALSE;
    }
  totals->total = totals->net;
  return callout_money_add (&totals->total, totals->tax, error);
}

static char *
format_time (const CalloutOrderDocument *self,
             CalloutTime                 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / CALLOUT_SECOND);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  /* Translators: a day and the time of day, see g_date_time_format() */
  return at != 0 && there != NULL ? g_date_time_format (there, C_("date and time", "%-d %b %Y, %H:%M")) : NULL;
}

static char *
format_span (const CalloutOrderDocument *self,
             CalloutTime                 from,
             CalloutTime                 until)
{
  g_autofree char *start = format_time (self, from);
  g_autofree char *end = format_time (self, until);

  if (start == NULL || end == NULL)
    return g_strdup (start != NULL ? start : end);
  return g_strdup_printf ("%s – %s", start, end);
}

static void
add_head (const CalloutOrderDocument *self,
          CalloutPageMaker           *maker)
{
  g_autofree char *version = g_strdup_printf ("%u", self->version);
  g_autofree char *created = format_time (self, self->created_at);
  g_autofree char *approved = self->n_approvals > 0 ? format_time (self, self->approvals[0].at) : NULL;
  g_autofree char *planned = format_span (self, self->planned_start, self->planned_end);
  g_autofree char *actual = format_span (self, self->actual_start, self->actual_end);
  const CalloutParty parties[] = {
    { C_("order", "Client"), self->client, self->client_lines }, { C_("order", "Provider"), self->provider, self->provider_lines }
  };
  const CalloutFact facts[] = {
    { C_("order", "Number"), self->ref }, { C_("order", "Version"), version }, { C_("order", "Type"), self->kind },
    { C_("order", "Created"), created }, { C_("order", "Approved"), approved }, { C_("order", "Times"), self->zone_name },
  };
  const CalloutFact times[] = { { C_("order", "Planned"), planned }, { C_("order", "Actual"), actual } };

  callout_page_maker_add_facts (maker, facts, G_N_ELEMENTS (facts), 3);
  callout_page_maker_add_facts (maker, times, G_N_ELEMENTS (times), 2);
  callout_page_maker_add_parties (maker, parties, G_N_ELEMENTS (parties));
  if (self->description != NULL && *self->description != '\0')
    {
      callout_page_maker_add_heading (maker, 1, C_("order", "Description"));
      callout_page_maker_add_text (maker, CALLOUT_TEXT_BODY, self->description);
    }
}

static void
add_performers (const CalloutOrderDocument *self,
                CalloutPageMaker           *maker)
{
  const CalloutPageColumn columns[] = { { C_("order", "Name"), 1 }, { C_("order", "Part"), 0.5 }, { C_("order", "Hours"), 0, TRUE } };

  if (self->n_performers == 0)
    return;
  callout_page_maker_add_heading (maker, 1, C_("order", "Performed By"));
  callout_page_maker_begin_table (maker, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->n_performers; i++)
    {
      const CalloutOrderPerformer *performer = &self->performers[i];
      g_autofree char *hours = performer->minutes > 0 ? callout_quantity_format (performer->minutes * 1000 / 60) : NULL;
      CalloutPageCell cells[] = { { performer->name }, { performer->part }, { hours } };

      callout_page_maker_add_row (maker, cells);
    }
  callout_page_maker_end_table (maker, NULL, 0);
}

/* Lines. What they come to was counted before, so nothing can go wrong here. */

static char *
dup_amount (const CalloutOrderDocument *self,
            const CalloutOrderLine     *line)
{
  gint64 net = 0;

  callout_money_multiply (line->price, line->quantity, &net, NULL);
  return callout_money_format (net, self->currency);
}

static void
add_line (const CalloutOrderDocument *self,
          CalloutPageMaker           *maker,
          guint                       number,
          const CalloutOrderLine     *line)
{
  g_autofree char *count = g_strdup_printf ("%u", number);
  g_autofree char *quantity = callout_quantity_format (line->quantity);
  g_autofree char *measure = line->unit != NULL ? g_strdup_printf ("%s\xc2\xa0%s", quantity, line->unit) : g_strdup (quantity);
  g_autofree char *price = callout_money_format (line->price, self->currency);
  g_autofree char *tax = callout_tax_format (line->tax);
  g_autofree char *amount = dup_amount (self, line);
  CalloutPageCell cells[] = {
    { count }, { line->name, CALLOUT_TEXT_BODY, line->note }, { measure }, { price }, { tax }, { amount }
  };

  callout_page_maker_add_row (maker, cells);
}

static void
add_lines (const CalloutOrderDocument *self,
           CalloutPageMaker           *maker,
           gboolean                    material,
           const char                 *title,
           const CalloutTotal         *totals,
           guint                       n_totals)
{
  const CalloutPageColumn columns[] = {
    { C_("order", "No."), 0, TRUE }, { C_("order", "Name"), 1 }, { C_("order", "Quantity"), 0, TRUE },
    { C_("order", "Unit price"), 0, TRUE }, { C_("order", "Tax"), 0, TRUE }, { C_("order", "Amount"), 0, TRUE },
  };
  guint number = 0;

  callout_page_maker_add_heading (maker, 1, title);
  callout_page_maker_begin_table (maker, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->n_lines; i++)
    {
      number++;
      if (self->lines[i].material == material)
        add_line (self, maker, number, &self->lines[i]);
    }
  callout_page_maker_end_table (maker, totals, n_totals);
}

static gboolean
has_lines (const CalloutOrderDocument *self,
           gboolean                    material)
{
  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].material == material)
      return TRUE;
  return FALSE;
}

static void
add_all_lines (const CalloutOrderDocument *self,
               CalloutPageMaker           *maker,
               const CalloutOrderTotals   *sums)
{
  g_autofree char *net = callout_money_format (sums->net, self->currency);
  g_autofree char *tax = callout_money_format (sums->tax, self->currency);
  g_autofree char *total = callout_money_format (sums->total, self->currency);
  const CalloutTotal totals[] = { { C_("order", "Subtotal"), net }, { C_("order", "Tax"), tax }, { C_("order", "Total"), total, TRUE } };
  gboolean materials = has_lines (self, TRUE);

  /* What all comes to stands below the last table. */
  if (has_lines (self, FALSE))
    add_lines (self, maker, FALSE, C_("order", "Services"), totals, materials ? 0 : G_N_ELEMENTS (totals));
  if (materials)
    add_lines (self, maker, TRUE, C_("order", "Materials"), totals, G_N_ELEMENTS (totals));
}

/* Changes against the version before */

static const CalloutOrderLine *
find_line (const CalloutOrderLine *lines,
           guint                   n_lines,
           const char             *key)
{
  for (guint i = 0; i < n_lines; i++)
    if (g_strcmp0 (lines[i].key, key) == 0)
      return &lines[i];
  return NULL;
}

static char *
describe (const CalloutOrderDocument *self,
          const CalloutOrderLine     *line)
{
  g_autofree char *quantity = callout_quantity_format (line->quantity);
  g_autofree char *price = callout_money_format (line->price, self->currency);
  g_autofree char *tax = callout_tax_format (line->tax);

  return g_strdup_printf ("%s%s%s × %s, %s", quantity, line->unit != NULL ? "\xc2\xa0" : "", line->unit != NULL ? line->unit : "",
                          price, tax);
}

static gboolean
is_same (const CalloutOrderLine *a,
         const CalloutOrderLine *b)
{
  return a->quantity == b->quantity && a->price == b->price && a->tax == b->tax && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->unit, b->unit) == 0 && g_strcmp0 (a->note, b->note) == 0;
}

static void
add_change (const CalloutOrderDocument *self,
            CalloutPageMaker           *maker,
            const CalloutOrderLine     *before,
            const CalloutOrderLine     *now)
{
  g_autofree char *old = before != NULL ? describe (self, before) : NULL;
  g_autofree char *new = now != NULL ? describe (self, now) : NULL;
  const char *what = before == NULL ? C_("order", "added") : now == NULL ? C_("order", "removed") : C_("order", "changed");
  CalloutPageCell cells[] = {
    { (now != NULL ? now : before)->name, now == NULL ? CALLOUT_TEXT_REMOVED : CALLOUT_TEXT_BODY, what },
    { old, now == NULL ? CALLOUT_TEXT_REMOVED : CALLOUT_TEXT_BODY },
    { new, CALLOUT_TEXT_ADDED },
  };

  callout_page_maker_add_row (maker, cells);
}

static void
add_changes (const CalloutOrderDocument *self,
             CalloutPageMaker           *maker)
{
  const CalloutPageColumn columns[] = { { C_("order", "Name"), 1 }, { C_("order", "Before"), 1 }, { C_("order", "Now"), 1 } };
  /* Translators: heading; the number of the version before */
  g_autofree char *title = g_strdup_printf (_("Changes Against Version %u"), self->version - 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  callout_page_maker_add_heading (maker, 1, title);
  for (guint i = 0; i < self->n_before; i++)
    g_hash_table_insert (known, (gpointer) self->before[i].key, (gpointer) &self->before[i]);
  callout_page_maker_begin_table (maker, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->n_lines; i++)
    {
      const CalloutOrderLine *before = g_hash_table_lookup (known, self->lines[i].key);

      if (before != NULL && is_same (before, &self->lines[i]))
        continue;
      add_change (self, maker, before, &self->lines[i]);
      n++;
    }
  for (guint i = 0; i < self->n_before; i++)
    if (find_line (self->lines, self->n_lines, self->before[i].key) == NULL)
      {
        add_change (self, maker, &self->before[i], NULL);
        n++;
      }
  if (n == 0)
    {
      CalloutPageCell cells[] = { { C_("order", "None: all lines are the same") }, { NULL }, { NULL } };

      callout_page_maker_add_row (maker, cells);
    }
  callout_page_maker_end_table (maker, NULL, 0);
}

static void
add_approvals (const CalloutOrderDocument *self,
               CalloutPageMaker           *maker)
{
  if (self->n_approvals == 0)
    return;
  callout_page_maker_add_heading (maker, 1, C_("order", "Approval"));
  for (guint i = 0; i < self->n_approvals; i++)
    {
      const CalloutOrderApproval *approval = &self->approvals[i];
      g_autofree char *at = format_time (self, approval->at);
      g_autofree char *when = at != NULL ? g_strdup_printf ("%s (%s)", at, self->zone_name) : NULL;

      callout_page_maker_add_signature (maker, approval->role, approval->name, when, approval->strokes, approval->picture);
    }
}

static char *
dup_footer (const CalloutOrderDocument *self)
{
  GString *text = g_string_new (NULL);

  /* Translators: at the foot of a document: its number and its version */
  g_string_append_printf (text, _("%s, version %u"), self->ref, self->version);
  if (self->hash != NULL)
    g_string_append_printf (text, " · %.*s", SHORT_HASH, self->hash);
  if (self->hash_before != NULL)
    g_string_append_printf (text, _(" after %.*s"), SHORT_HASH, self->hash_before);
  return g_string_free (text, FALSE);
}

/**
 * callout_order_make_pages:
 *
 * Of any thread. Errors: %CALLOUT_ERROR_INVALID for lines that cannot be counted.
 *
 * Returns: (transfer full)
 */
CalloutPages *
callout_order_make_pages (const CalloutOrderDocument  *self,
                          const CalloutPaper          *paper,
                          GError                     **error)
{
  g_autofree char *running = g_strdup_printf ("%s · %s", self->ref, self->title);
  g_autofree char *footer = dup_footer (self);
  const CalloutAbout about = { running, running, NULL, footer, self->provider, _("Service order"), self->ref, self->made_at };
  const CalloutHouse house = { self->provider, self->provider_lines, self->logo };
  g_autoptr (CalloutPageMaker) maker = NULL;
  g_autoptr (CalloutShape) code = NULL;
  CalloutOrderTotals totals;

  if (!callout_order_count (self->lines, self->n_lines, &totals, error)
      || (self->link != NULL && (code = callout_shape_new_code (self->link, error)) == NULL))
    return NULL;
  maker = callout_page_maker_new (paper, &about);
  callout_page_maker_add_letterhead (maker, &house);
  callout_page_maker_add_title (maker, _("Service order"), self->title, code, self->link);
  add_head (self, maker);
  add_performers (self, maker);
  add_all_lines (self, maker, &totals);
  if (self->before != NULL)
    add_changes (self, maker);
  add_approvals (self, maker);
  if (self->terms != NULL)
    {
      callout_page_maker_add_heading (maker, 1, C_("order", "Terms"));
      callout_page_maker_add_text (maker, CALLOUT_TEXT_SMALL, self->terms);
    }
  return callout_page_maker_finish (maker);
}
