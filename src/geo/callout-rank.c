/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner loops of the ranking. They are written so that a compiler turns
 * them into vector code for any processor: no branches, one column at a time,
 * comparisons of 64-bit numbers by the sign of a difference (baseline x86-64
 * has no such comparison). A squared chord stands in for the distance: it grows
 * with it, and needs no trigonometry. */

#include "callout-roster-private.h"

#include <math.h>
#include <string.h>

/* 2⁻⁶⁴: the largest squared chord, (2 × 2³⁰)², comes out as ¼ */
#define KEY_SCALE 5.421010862427522e-20f

/* How many lines ahead of its turn a row is fetched. */
#define AHEAD 24
/* How many boxes are looked into before a pass over all is tried; and how many
 * tell whether so many will be enough. */
#define MAX_BOXES 24
#define FIRST_BOXES 4

typedef struct {
  guint64 rank;   /* sort key << 32 | load */
  guint32 row;    /* rows stand in the order of ids */
} Entry;

static guint32
float_bits (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static float
bits_float (guint32 bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* All ones where any bit of @value is set in the lowest place, as a number. */
static inline guint64
is_nonzero (guint64 value)
{
  return (value | (0 - value)) >> 63;
}

/* The chord keys of @n unit vectors. Rows without a position stand at the
 * earth's centre and come out half a world away. */
static void
chord_keys (const Inquiry         *inquiry,
            const gint32 *restrict x,
            const gint32 *restrict y,
            const gint32 *restrict z,
            guint                  n,
            guint32 *restrict      out)
{
  gint32 px = inquiry->x, py = inquiry->y, pz = inquiry->z;

  for (guint i = 0; i < n; i++)
    {
      float dx = (float) (x[i] - px);
      float dy = (float) (y[i] - py);
      float dz = (float) (z[i] - pz);

      out[i] = float_bits ((dx * dx + dy * dy + dz * dz) * KEY_SCALE);
    }
}

static void
judge_flags (const Inquiry  *inquiry,
             guint           first,
             guint           n,
             CalloutReasons *reasons)
{
  const guint8 *restrict flags = inquiry->roster->flags + first;
  guint32 *restrict out = (guint32 *) reasons;
  guint32 no_position = inquiry->has_place ? CALLOUT_REASON_NO_POSITION : 0;
  guint32 external = inquiry->allow_external ? 0 : CALLOUT_REASON_EXTERNAL_NOT_ALLOWED;

  for (guint i = 0; i < n; i++)
    {
      guint32 f = flags[i];

      out[i] = ((0u - (f & 1)) & no_position) |
               ((0u - (f >> 1 & 1)) & CALLOUT_REASON_UNAVAILABLE) |
               ((0u - (f >> 2 & 1)) & external);
    }
}

static void
judge_times (const Inquiry  *inquiry,
             guint           first,
             guint           n,
             CalloutReasons *reasons)
{
  const gint64 *restrict from = inquiry->roster->duty_from + first;
  const gint64 *restrict until = inquiry->roster->duty_until + first;
  const gint64 *restrict seen = inquiry->roster->position_at + first;
  guint32 *restrict out = (guint32 *) reasons;
  gint64 at = inquiry->at;
  gint64 oldest = inquiry->at - inquiry->validity;

  for (guint i = 0; i < n; i++)
    {
      guint64 outside = (guint64) (at - from[i]) | (guint64) (until[i] - 1 - at);

      out[i] |= (guint32) (outside >> 63) * CALLOUT_REASON_OFF_DUTY;
    }
  if (inquiry->has_place && inquiry->validity > 0)
    for (guint i = 0; i < n; i++)
      out[i] |= (guint32) ((guint64) (seen[i] - oldest) >> 63) * CALLOUT_REASON_POSITION_TOO_OLD;
}

static void
judge_skills (const Inquiry  *inquiry,
              guint           first,
              guint           n,
              CalloutReasons *reasons)
{
  const BitColumns *columns = &inquiry->roster->skills;
  guint32 *restrict out = (guint32 *) reasons;

  for (guint w = 0; w < inquiry->skills->n_words; w++)
    {
      guint64 wanted = inquiry->skills->words[w];

      if (wanted == 0)
        continue;
      if (w >= columns->n_words)
        {
          /* nobody has ever had a skill of this number */
          for (guint i = 0; i < n; i++)
            out[i] |= CALLOUT_REASON_MISSING_SKILL;
        }
      else
        {
          const guint64 *restrict has = columns->words[w] + first;

          for (guint i = 0; i < n; i++)
            out[i] |= (guint32) is_nonzero (wanted & ~has[i]) * CALLOUT_REASON_MISSING_SKILL;
        }
    }
}

static void
judge_groups (const Inquiry  *inquiry,
              guint           first,
              guint           n,
              CalloutReasons *reasons)
{
  const BitColumns *columns = &inquiry->roster->groups;
  guint32 *restrict out = (guint32 *) reasons;
  guint64 common[BLOCK_ROWS];

  if (inquiry->any_group)
    return;

  memset (common, 0, n * sizeof (guint64));
  for (guint w = 0; w < MIN (inquiry->groups->n_words, columns->n_words); w++)
    {
      const guint64 *restrict member = columns->words[w] + first;
      guint64 allowed = inquiry->groups->words[w];

      if (allowed != 0)
        for (guint i = 0; i < n; i++)
          common[i] |= member[i] & allowed;
    }
  for (guint i = 0; i < n; i++)
    out[i] |= (guint32) (is_nonzero (common[i]) ^ 1) * CALLOUT_REASON_NOT_IN_GROUP;
}

/* Turns chord keys into sort keys, with the reasons that come of the distance. */
static void
judge_distance (const Inquiry  *inquiry,
                guint           first,
                guint           n,
                CalloutReasons *reasons,
                guint32        *keys)
{
  const guint8 *restrict flags = inquiry->roster->flags + first;
  guint32 *restrict out = (guint32 *) reasons;
  guint32 *restrict key = keys;
  gint32 radius = (gint32) inquiry->radius_key;

  for (guint i = 0; i < n; i++)
    {
      guint32 placed = (guint32) (flags[i] & FLAG_NO_POSITION) - 1;  /* all ones, or 0 */
      guint32 far_away = (gint32) key[i] > radius ? CALLOUT_REASON_TOO_FAR : 0;

      out[i] |= far_away & placed;
      key[i] = (key[i] & placed) | (KEY_NO_DISTANCE & ~placed);
    }
}

static void
mark_left_out (const Inquiry  *inquiry,
               guint           n,
               CalloutReasons *reasons,
               guint32        *keys)
{
  const guint32 *restrict why = (const guint32 *) reasons;
  guint32 *restrict key = keys;
  guint32 counted = ~(guint32) inquiry->waived;

  for (guint i = 0; i < n; i++)
    key[i] |= (why[i] & counted) != 0 ? KEY_LEFT_OUT : 0;
}

/*
 * callout_rank_judge:
 * @n_rows: at most BLOCK_ROWS
 * @reasons: (out caller-allocates): of each row
 * @keys: (out caller-allocates): sort keys of each row
 */
void
callout_rank_judge (const Inquiry  *inquiry,
                    guint           first,
                    guint           n_rows,
                    CalloutReasons *reasons,
                    guint32        *keys)
{
  G_STATIC_ASSERT (sizeof (CalloutReasons) == sizeof (guint32));

  judge_flags (inquiry, first, n_rows, reasons);
  judge_times (inquiry, first, n_rows, reasons);
  judge_skills (inquiry, first, n_rows, reasons);
  judge_groups (inquiry, first, n_rows, reasons);
  for (guint i = 0; i < inquiry->n_assigned; i++)
    if (inquiry->assigned[i] - first < n_rows)
      reasons[inquiry->assigned[i] - first] |= CALLOUT_REASON_ALREADY_ASSIGNED;

  if (inquiry->has_place)
    {
      chord_keys (inquiry, inquiry->roster->x + first, inquiry->roster->y + first,
                  inquiry->roster->z + first, n_rows, keys);
      judge_distance (inquiry, first, n_rows, reasons, keys);
    }
  else
    {
      for (guint i = 0; i < n_rows; i++)
        keys[i] = KEY_NO_DISTANCE;
    }
  mark_left_out (inquiry, n_rows, reasons, keys);
}

/* Metres of a chord key. Up to a thousand kilometres the series is exact to a
 * millimetre and many times faster than the library's arc sine. */
static double
key_to_metres (guint32 key)
{
  double units = bits_float (key & KEY_CHORD) / (double) KEY_SCALE;
  double h = units / (4 * CALLOUT_UNIT_SCALE * CALLOUT_UNIT_SCALE);
  double half = sqrt (h);

  if (h < 0.005)
    half *= 1 + h * (1.0 / 6 + h * (3.0 / 40 + h * (15.0 / 336 + h * (105.0 / 3456))));
  else
    half = asin (MIN (half, 1.0));
  return 2 * CALLOUT_EARTH_RADIUS_M * half;
}

/*
 * callout_rank_radius_key:
 * @metres: a radius, 0 for none
 *
 * The largest chord key that is still within the radius.
 */
guint32
callout_rank_radius_key (double metres)
{
  double chord;

  if (!(metres > 0) || metres >= G_PI * CALLOUT_EARTH_RADIUS_M)
    return KEY_CHORD;
  chord = 2 * sin (metres / (2 * CALLOUT_EARTH_RADIUS_M)) * CALLOUT_UNIT_SCALE;
  return float_bits ((float) (chord * chord) * KEY_SCALE);
}

/*
 * callout_rank_describe:
 * @key: the row's sort key
 * @candidate: (out caller-allocates): where the line of the answer goes
 */
void
callout_rank_describe (const Inquiry    *inquiry,
                       guint             row,
                       guint32           key,
                       CalloutReasons    reasons,
                       CalloutCandidate *candidate)
{
  const Summary *summary = &inquiry->roster->summary[row];

  candidate->id = summary->id;
  candidate->distance_m = key & KEY_NO_DISTANCE ? -1 : key_to_metres (key);
  candidate->position_age = summary->position_at == NO_TIME
                            ? -1 : MAX (inquiry->at - summary->position_at, 0);
  candidate->reasons = reasons;
  candidate->pending = summary->load >> 16;
  candidate->today = summary->load & 0xffff;
}

/* Sorts by the upper halves of the items, least significant of three digits
 * first; stable. A digit all items share costs no pass. The sorted items end up
 * in the returned one of the two arrays. */
guint64 *
callout_rank_sort (guint64 *items,
                   guint64 *spare,
                   gsize    n)
{
  enum { BITS = 11, SIZE = 1 << BITS };
  guint32 counts[3][SIZE] = { 0 };

  for (gsize i = 0; i < n; i++)
    for (guint digit = 0; digit < 3; digit++)
      counts[digit][items[i] >> (32 + digit * BITS) & ((digit == 2 ? SIZE / 2 : SIZE) - 1)]++;

  for (guint digit = 0; digit < 3; digit++)
    {
      guint low = 32 + digit * BITS;
      guint mask = (digit == 2 ? SIZE / 2 : SIZE) - 1;
      guint32 *count = counts[digit];
      guint32 start = 0;
      guint64 *swap = items;

      if (n == 0 || count[items[0] >> low & mask] == n)
        continue;
      for (guint value = 0; value <= mask; value++)
        {
          guint32 here = count[value];

          count[value] = start;
          start += here;
        }
      for (gsize i = 0; i < n; i++)
        spare[count[items[i] >> low & mask]++] = items[i];
      items = spare;
      spare = swap;
    }
  return items;
}

/* Brings rows whose keys are equal into the order of their load. They are in
 * the order of their ids already, and both ways of sorting keep that. */
static void
sort_ties (const Inquiry *inquiry,
           guint64       *items,
           guint64       *spare,
           gsize          n)
{
  const Summary *summary = inquiry->roster->summary;
  guint64 key = items[0] >> 32 << 32;
  guint64 *sorted;

  if (n <= 24)
    {
      for (gsize i = 1; i < n; i++)
        {
          guint64 item = items[i];
          gsize j = i;

          for (; j > 0 && summary[(guint32) items[j - 1]].load > summary[(guint32) item].load; j--)
            items[j] = items[j - 1];
          items[j] = item;
        }
      return;
    }

  for (gsize i = 0; i < n; i++)
    items[i] = (guint64) summary[(guint32) items[i]].load << 32 | (guint32) items[i];
  sorted = callout_rank_sort (items, spare, n);
  for (gsize i = 0; i < n; i++)
    items[i] = key | (guint32) sorted[i];
}

static void
sort_all_ties (const Inquiry *inquiry,
               guint64       *items,
               guint64       *spare,
               gsize          n)
{
  gsize start = 0;

  for (gsize i = 1; i <= n; i++)
    {
      if (i < n && items[i] >> 32 == items[start] >> 32)
        continue;
      if (i - start > 1)
        sort_ties (inquiry, items + start, spare, i - start);
      start = i;
    }
}

/*
 * callout_rank_all:
 *
 * Everybody, or everybody eligible, in order.
 *
 * Returns: (transfer full) (element-type CalloutCandidate): the answer
 */
GArray *
callout_rank_all (const Inquiry *inquiry,
                  gboolean       include_left_out)
{
  guint n_rows = inquiry->roster->n_rows;
  g_autofree CalloutReasons *reasons = g_new (CalloutReasons, n_rows + 1);
  g_autofree guint64 *items = g_new (guint64, n_rows + 1);
  g_autofree guint64 *spare = g_new (guint64, n_rows + 1);
  guint32 keys[BLOCK_ROWS];
  GArray *answer;
  guint64 *sorted;
  gsize n = 0;

  for (guint first = 0; first < n_rows; first += BLOCK_ROWS)
    {
      guint n_block = MIN (BLOCK_ROWS, n_rows - first);

      callout_rank_judge (inquiry, first, n_block, reasons + first, keys);
      for (guint i = 0; i < n_block; i++)
        {
          items[n] = (guint64) keys[i] << 32 | (first + i);
          n += include_left_out || (keys[i] & KEY_LEFT_OUT) == 0;
        }
    }

  sorted = callout_rank_sort (items, spare, n);
  answer = g_array_sized_new (FALSE, FALSE, sizeof (CalloutCandidate), n);
  g_array_set_size (answer, n);
  sort_all_ties (inquiry, sorted, sorted == items ? spare : items, n);
  for (gsize i = 0; i < n; i++)
    {
      guint row = (guint32) sorted[i];

      /* rows come in any order, and are fetched before their turn */
      if (i + AHEAD < n)
        {
          __builtin_prefetch (&inquiry->roster->summary[(guint32) sorted[i + AHEAD]]);
          __builtin_prefetch (&reasons[(guint32) sorted[i + AHEAD]]);
        }
      callout_rank_describe (inquiry, row, (guint32) (sorted[i] >> 32), reasons[row],
                             &g_array_index (answer, CalloutCandidate, i));
    }
  return answer;
}

static gboolean
entry_before (const Entry *a,
              const Entry *b)
{
  return a->rank < b->rank || (a->rank == b->rank && a->row < b->row);
}

static void
sift_down (Entry *heap,
           guint  n,
           guint  at)
{
  Entry moving = heap[at];

  for (;;)
    {
      guint child = 2 * at + 1;

      if (child >= n)
        break;
      if (child + 1 < n && entry_before (&heap[child], &heap[child + 1]))
        child++;
      if (!entry_before (&moving, &heap[child]))
        break;
      heap[at] = heap[child];
      at = child;
    }
  heap[at] = moving;
}

/* Keeps the best @limit entries, the worst of them on top. */
static void
offer (Entry *heap,
       guint *n_heap,
       guint  limit,
       Entry  entry)
{
  guint at;

  if (*n_heap == limit)
    {
      if (!entry_before (&entry, &heap[0]))
        return;
      heap[0] = entry;
      sift_down (heap, limit, 0);
      return;
    }

  for (at = (*n_heap)++; at > 0 && entry_before (&heap[(at - 1) / 2], &entry); at = (at - 1) / 2)
    heap[at] = heap[(at - 1) / 2];
  heap[at] = entry;
}

/* The rows of a block near enough to matter. Most blocks have none, which the
 * vector code finds out before the rows are looked at one by one. */
static guint
find_near (const guint32 *keys,
           guint          n,
           guint32        bound,
           guint         *rows)
{
  guint n_near = 0;

  for (guint start = 0; start < n; start += 64)
    {
      guint end = MIN (start + 64, n);
      gint32 least = G_MAXINT32;

      for (guint i = start; i < end; i++)
        least = MIN (least, (gint32) keys[i]);
      if (least > (gint32) bound)
        continue;
      for (guint i = start; i < end; i++)
        {
          rows[n_near] = i;
          n_near += keys[i] <= bound;
        }
    }
  return n_near;
}

static int
compare_entries (const void *a,
                 const void *b)
{
  return entry_before (a, b) ? -1 : 1;
}

/* Judges one row and offers it when eligible. */
static void
try_row (const Inquiry *inquiry,
         guint          row,
         Entry         *heap,
         guint         *n_heap,
         guint          limit)
{
  CalloutReasons reasons;
  guint32 key;

  callout_rank_judge (inquiry, row, 1, &reasons, &key);
  if ((key & KEY_LEFT_OUT) == 0)
    offer (heap, n_heap, limit,
           (Entry) { (guint64) key << 32 | inquiry->roster->summary[row].load, row });
}

/* No row in a box can have a smaller key than this: differences of integers
 * and every step of the sum grow with the distance, rounding included. */
static void
box_keys (const Inquiry *inquiry,
          const Nearby  *nearby,
          guint32       *keys)
{
  const gint32 place[3] = { inquiry->x, inquiry->y, inquiry->z };

  for (guint i = 0; i < nearby->n_boxes; i++)
    {
      float off[3];

      for (guint axis = 0; axis < 3; axis++)
        {
          gint32 below = nearby->low[axis][i] > place[axis] ? nearby->low[axis][i] - place[axis] : 0;
          gint32 above = nearby->high[axis][i] < place[axis] ? place[axis] - nearby->high[axis][i] : 0;

          off[axis] = (float) (below + above);
        }
      keys[i] = float_bits ((off[0] * off[0] + off[1] * off[1] + off[2] * off[2]) * KEY_SCALE);
    }
}

/* Looks into the boxes, nearest first, until no other can hold anybody better.
 * Gives up, with FALSE, on a question so few can answer that a pass over all is
 * the quicker way. */
static gboolean
search_boxes (const Inquiry *inquiry,
              const Nearby  *nearby,
              Entry         *heap,
              guint         *n_heap,
              guint          limit)
{
  g_autofree guint32 *bounds = g_new (guint32, nearby->n_boxes + 1);
  g_autofree Entry *queue = g_new (Entry, nearby->n_boxes + 1);
  guint32 keys[BOX_SLOTS];
  guint n_queue = nearby->n_boxes;

  box_keys (inquiry, nearby, bounds);
  for (guint i = 0; i < n_queue; i++)
    queue[i] = (Entry) { G_MAXUINT32 - bounds[i], i };   /* the heap has the largest on top */
  for (guint i = n_queue / 2; i-- > 0;)
    sift_down (queue, n_queue, i);

  for (guint seen = 0; n_queue > 0; seen++)
    {
      guint box = queue[0].row;
      guint first = box * BOX_SLOTS;
      guint n = MIN (BOX_SLOTS, nearby->n_slots - first);

      if (*n_heap == limit && bounds[box] > heap[0].rank >> 32)
        return TRUE;
      if (seen > MAX_BOXES || (seen >= FIRST_BOXES && *n_heap * MAX_BOXES < limit * seen))
        return FALSE;
      chord_keys (inquiry, nearby->x + first, nearby->y + first, nearby->z + first, n, keys);
      for (guint i = 0; i < n; i++)
        if (*n_heap < limit || keys[i] <= heap[0].rank >> 32)
          try_row (inquiry, nearby->row[first + i], heap, n_heap, limit);
      queue[0] = queue[--n_queue];
      sift_down (queue, n_queue, 0);
    }
  /* whoever is eligible without a position has no box, or a stale one */
  return *n_heap == limit && heap[0].rank >> 32 < KEY_NO_DISTANCE;
}

/* A pass over all rows. Distances come first and for all; the rest of the
 * question is only put for rows that are nearer than the worst of the best. */
static void
search_all (const Inquiry *inquiry,
            Entry         *heap,
            guint         *n_heap,
            guint          limit)
{
  const CalloutRoster *roster = inquiry->roster;
  CalloutReasons reasons[BLOCK_ROWS];
  guint32 keys[BLOCK_ROWS];
  guint near_rows[BLOCK_ROWS];

  for (guint first = 0; first < roster->n_rows; first += BLOCK_ROWS)
    {
      guint n_block = MIN (BLOCK_ROWS, roster->n_rows - first);
      guint32 bound = *n_heap < limit ? KEY_LEFT_OUT - 1 : (guint32) (heap[0].rank >> 32);
      guint n_near;

      if (inquiry->has_place)
        chord_keys (inquiry, roster->x + first, roster->y + first, roster->z + first, n_block, keys);
      else
        memset (keys, 0, n_block * sizeof (guint32));
      n_near = find_near (keys, n_block, bound, near_rows);

      /* a question few can answer keeps the bound wide: then whole columns are
       * quicker than row after row */
      if (n_near > n_block / 16)
        {
          callout_rank_judge (inquiry, first, n_block, reasons, keys);
          for (guint i = 0; i < n_near; i++)
            if ((keys[near_rows[i]] & KEY_LEFT_OUT) == 0)
              offer (heap, n_heap, limit,
                     (Entry) { (guint64) keys[near_rows[i]] << 32 | roster->summary[first + near_rows[i]].load,
                               first + near_rows[i] });
        }
      else
        {
          for (guint i = 0; i < n_near; i++)
            try_row (inquiry, first + near_rows[i], heap, n_heap, limit);
        }
    }
}

/*
 * callout_rank_best:
 * @limit: how many, at least 1
 *
 * The best of those eligible, in order.
 *
 * Returns: (transfer full) (element-type CalloutCandidate): the answer
 */
GArray *
callout_rank_best (const Inquiry *inquiry,
                   guint          limit)
{
  const Nearby *nearby = inquiry->roster->nearby;
  g_autofree Entry *heap = g_new (Entry, limit);
  guint n_heap = 0;
  GArray *answer;

  if (!inquiry->has_place || nearby == NULL || !search_boxes (inquiry, nearby, heap, &n_heap, limit))
    {
      n_heap = 0;
      search_all (inquiry, heap, &n_heap, limit);
    }

  qsort (heap, n_heap, sizeof (Entry), compare_entries);
  answer = g_array_sized_new (FALSE, FALSE, sizeof (CalloutCandidate), n_heap);
  g_array_set_size (answer, n_heap);
  for (guint i = 0; i < n_heap; i++)
    {
      CalloutReasons reasons;
      guint32 key;

      callout_rank_judge (inquiry, heap[i].row, 1, &reasons, &key);
      callout_rank_describe (inquiry, heap[i].row, key, reasons,
                             &g_array_index (answer, CalloutCandidate, i));
    }
  return answer;
}
