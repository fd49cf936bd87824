/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-splice.h"

static GArray *
ids_new (const char *letters)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = letters; *p != '\0'; p++)
    {
      gint64 id = *p;

      g_array_append_val (ids, id);
    }
  return ids;
}

static GHashTable *
set_new (GArray *ids)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  return set;
}

/* Does to the old list what the splices say, from the back as a list does it. */
static GArray *
apply (GArray *old_ids,
       GArray *new_ids,
       GArray *splices)
{
  GArray *ids = g_array_copy (old_ids);

  for (guint i = splices->len; i-- > 0;)
    {
      CalloutSplice *splice = &g_array_index (splices, CalloutSplice, i);

      if (splice->n_removed > 0)
        g_array_remove_range (ids, splice->old_position, splice->n_removed);
      if (splice->n_added > 0)
        g_array_insert_vals (ids, splice->old_position, &g_array_index (new_ids, gint64, splice->new_position),
                             splice->n_added);
    }
  return ids;
}

static void
assert_same (GArray *a,
             GArray *b)
{
  g_assert_cmpmem (a->data, a->len * sizeof (gint64), b->data, b->len * sizeof (gint64));
}

typedef struct {
  const char *before;
  const char *after;
  const char *moved;
  guint       n_splices;
  guint       position;
  guint       n_removed;
  guint       n_added;
} Case;

/* Short lists: one change tells it all, no wider than it must be. */
static void
test_short (void)
{
  static const Case cases[] = {
    { "abcdef", "abcdef", "c", 0, 0, 0, 0 },
    { "", "", "", 0, 0, 0, 0 },
    { "", "abc", "abc", 1, 0, 0, 3 },
    { "abc", "", "abc", 1, 0, 3, 0 },
    { "abcdef", "abdef", "c", 1, 2, 1, 0 },
    { "abdef", "abcdef", "c", 1, 2, 0, 1 },
    { "abcdef", "acdebf", "b", 1, 1, 4, 4 },
    { "abcdef", "xbcdef", "ax", 1, 0, 1, 1 },
    { "abcdef", "abcdex", "fx", 1, 5, 1, 1 },
    { "abcdef", "bcdefa", "a", 1, 0, 6, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) before = ids_new (cases[i].before);
      g_autoptr (GArray) after = ids_new (cases[i].after);
      g_autoptr (GArray) moved_ids = ids_new (cases[i].moved);
      g_autoptr (GHashTable) moved = set_new (moved_ids);
      g_autoptr (GArray) splices = callout_splices_find (before, after, moved);
      g_autoptr (GArray) result = apply (before, after, splices);

      assert_same (result, after);
      g_assert_cmpuint (splices->len, ==, cases[i].n_splices);
      if (splices->len == 0)
        continue;
      g_assert_cmpuint (g_array_index (splices, CalloutSplice, 0).old_position, ==, cases[i].position);
      g_assert_cmpuint (g_array_index (splices, CalloutSplice, 0).n_removed, ==, cases[i].n_removed);
      g_assert_cmpuint (g_array_index (splices, CalloutSplice, 0).n_added, ==, cases[i].n_added);
    }
}

static GArray *
numbers (guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 1; i <= n; i++)
    g_array_append_val (ids, i);
  return ids;
}

/* A row that goes a long way leaves what lies between alone. */
static void
test_long_way (void)
{
  g_autoptr (GArray) before = numbers (10000);
  g_autoptr (GArray) after = g_array_copy (before);
  g_autoptr (GHashTable) moved = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) splices = NULL;
  g_autoptr (GArray) result = NULL;
  gint64 id = 101;
  guint touched = 0;

  g_array_remove_index (after, 100);
  g_array_insert_val (after, 9000, id);
  g_hash_table_add (moved, &id);
  splices = callout_splices_find (before, after, moved);
  result = apply (before, after, splices);
  assert_same (result, after);
  g_assert_cmpuint (splices->len, ==, 2);
  for (guint i = 0; i < splices->len; i++)
    touched += g_array_index (splices, CalloutSplice, i).n_removed + g_array_index (splices, CalloutSplice, i).n_added;
  g_assert_cmpuint (touched, ==, 2);
}

/* A list that differs in more than was said to have moved is told as a whole. */
static void
test_unexplained (void)
{
  g_autoptr (GArray) before = numbers (1000);
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) moved = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) splices = NULL;
  g_autoptr (GArray) result = NULL;

  for (gint64 i = 1000; i >= 1; i--)
    g_array_append_val (after, i);
  splices = callout_splices_find (before, after, moved);
  result = apply (before, after, splices);
  assert_same (result, after);
  g_assert_cmpuint (splices->len, ==, 1);
}

/* Whatever happens to a list, the splices lead from the old one to the new. */
static void
test_random (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      guint n = g_test_rand_int_range (0, 2000);
      g_autoptr (GArray) before = numbers (n);
      g_autoptr (GArray) after = g_array_copy (before);
      g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GHashTable) moved = NULL;
      g_autoptr (GArray) splices = NULL;
      g_autoptr (GArray) result = NULL;
      guint n_changes = g_test_rand_int_range (0, 12);

      for (guint i = 0; i < n_changes; i++)
        {
          gint64 id = 10000 + i;

          if (after->len > 0 && g_test_rand_int_range (0, 3) > 0)
            {
              guint position = g_test_rand_int_range (0, after->len);

              id = g_array_index (after, gint64, position);
              g_array_remove_index (after, position);
            }
          if (g_test_rand_int_range (0, 3) > 0)
            g_array_insert_val (after, (guint) g_test_rand_int_range (0, after->len + 1), id);
          g_array_append_val (changed, id);
        }
      moved = set_new (changed);
      splices = callout_splices_find (before, after, moved);
      result = apply (before, after, splices);
      assert_same (result, after);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/splice/short", test_short);
  g_test_add_func ("/workspace/splice/long-way", test_long_way);
  g_test_add_func ("/workspace/splice/unexplained", test_unexplained);
  g_test_add_func ("/workspace/splice/random", test_random);
  return g_test_run ();
}
