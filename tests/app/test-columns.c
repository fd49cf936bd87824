/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store.h"
#include "callout-ticket-columns.h"
#include "callout-work-order-columns.h"

static char *
keys_of (GPtrArray *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((CalloutColumn *) g_ptr_array_index (columns, i))->key);
  return g_string_free (text, FALSE);
}

static void
test_what_was_kept_is_shown_in_its_order (void)
{
  static const struct {
    const char *kept;
    const char *shown; /* NULL: as delivered */
  } rows[] = {
    { "due title", "due title" },
    { "title due", "title due" },
    { "due,due  title", "due title" },
    { "due no-such-column", "due" },
    { "no-such-column", NULL },
    { "", NULL },
    { NULL, NULL },
  };
  g_autofree char *delivered = callout_column_set_default (callout_work_order_columns ());

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) columns = NULL;
      g_autofree char *keys = NULL;

      g_assert_cmpint (callout_column_set_parse (callout_work_order_columns (), rows[i].kept, &columns), ==, rows[i].shown != NULL);
      keys = keys_of (columns);
      g_assert_cmpstr (keys, ==, rows[i].shown != NULL ? rows[i].shown : delivered);
    }
}

/* A header that can be clicked must name a field the store can sort by. */
static void
check_set (const CalloutColumnSet *set,
           CalloutKind             kind)
{
  g_assert_nonnull (callout_column_set_find (set, set->sorted_by));
  for (guint i = 0; i < set->n_columns; i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (kind);
      g_autoptr (GError) error = NULL;

      if (set->columns[i].sort != NULL)
        callout_query_set_sort (query, set->columns[i].sort, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (set->columns[i].width, >, 0);
    }
}

static void
test_every_order_is_one_the_store_knows (void)
{
  check_set (callout_work_order_columns (), CALLOUT_KIND_WORK_ORDER);
  check_set (callout_ticket_columns (), CALLOUT_KIND_TICKET);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/columns/kept", test_what_was_kept_is_shown_in_its_order);
  g_test_add_func ("/app/columns/sort", test_every_order_is_one_the_store_knows);
  return g_test_run ();
}
