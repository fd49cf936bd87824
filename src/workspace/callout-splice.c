/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-splice.h"

/* More than this many single changes are told as one. */
#define MAX_SPLICES 64

static gint64
id_at (GArray *ids,
       guint   position)
{
  return g_array_index (ids, gint64, position);
}

static guint
common_prefix (GArray *a,
               GArray *b)
{
  guint n = MIN (a->len, b->len);
  guint i = 0;

  while (i < n && id_at (a, i) == id_at (b, i))
    i++;
  return i;
}

static guint
common_suffix (GArray *a,
               GArray *b,
               guint   prefix)
{
  guint n = MIN (a->len, b->len) - prefix;
  guint i = 0;

  while (i < n && id_at (a, a->len - 1 - i) == id_at (b, b->len - 1 - i))
    i++;
  return i;
}

static void
add_splice (GArray        *splices,
            CalloutSplice  splice)
{
  CalloutSplice *last = splices->len > 0 ? &g_array_index (splices, CalloutSplice, splices->len - 1) : NULL;

  if (last != NULL && last->old_position + last->n_removed == splice.old_position
      && last->new_position + last->n_added == splice.new_position)
    {
      last->n_removed += splice.n_removed;
      last->n_added += splice.n_added;
      return;
    }
  g_array_append_val (splices, splice);
}

/* Both lists side by side: what is not at the same place must be one of those
 * that may have moved, come or gone; if it is not, the lists differ otherwise. */
static gboolean
walk (GArray     *old_ids,
      GArray     *new_ids,
      guint       start,
      guint       old_end,
      guint       new_end,
      GHashTable *moved,
      GArray     *splices)
{
  guint i = start, j = start;

  while (i < old_end || j < new_end)
    {
      gint64 gone = i < old_end ? id_at (old_ids, i) : 0;
      gint64 come = j < new_end ? id_at (new_ids, j) : 0;

      if (i < old_end && j < new_end && gone == come)
        {
          i++;
          j++;
          continue;
        }
      if (splices->len > MAX_SPLICES)
        return FALSE;
      if (i < old_end && (j == new_end || g_hash_table_contains (moved, &gone)))
        add_splice (splices, (CalloutSplice) { i++, 1, j, 0 });
      else if (j < new_end && (i == old_end || g_hash_table_contains (moved, &come)))
        add_splice (splices, (CalloutSplice) { i, 0, j++, 1 });
      else
        return FALSE;
    }
  return splices->len <= MAX_SPLICES;
}

GArray *
callout_splices_all (guint n_old,
                     guint n_new)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (CalloutSplice));
  CalloutSplice all = { 0, n_old, 0, n_new };

  if (n_old > 0 || n_new > 0)
    g_array_append_val (splices, all);
  return splices;
}

/**
 * callout_splices_find:
 * @moved: ids (gint64) that may have changed their place; the others kept
 *   theirs among each other
 *
 * The fewest changes that make the old list the new one, in order of position.
 *
 * Returns: (transfer full) (element-type CalloutSplice)
 */
GArray *
callout_splices_find (GArray     *old_ids,
                      GArray     *new_ids,
                      GHashTable *moved)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (CalloutSplice));
  guint prefix = common_prefix (old_ids, new_ids);
  guint suffix = common_suffix (old_ids, new_ids, prefix);
  guint old_end = old_ids->len - suffix;
  guint new_end = new_ids->len - suffix;
  CalloutSplice whole = { prefix, old_end - prefix, prefix, new_end - prefix };

  if (whole.n_removed == 0 && whole.n_added == 0)
    return splices;
  if (MAX (whole.n_removed, whole.n_added) > CALLOUT_SPLICE_SPAN
      && walk (old_ids, new_ids, prefix, old_end, new_end, moved, splices))
    return splices;

  g_array_set_size (splices, 0);
  g_array_append_val (splices, whole);
  return splices;
}
