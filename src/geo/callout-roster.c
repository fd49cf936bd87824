/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-roster-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CalloutRoster, callout_roster, callout_roster_ref, callout_roster_unref)

/* Fewer rows are passed over in no time. */
#define LEAST_ROWS 2000
#define PASSES_FIRST 16

typedef struct {
  gint64 id;
  guint  row;
} Place;

static gint64
clamp_time (CalloutTime time)
{
  return CLAMP (time, -FAR_TIME, FAR_TIME);
}

static void
set_words (CalloutRoster     *self,
           BitColumns        *columns,
           guint              row,
           const CalloutBits *bits)
{
  for (guint w = columns->n_words; w < bits->n_words; w++)
    {
      if (bits->words[w] == 0)
        continue;
      columns->words = g_renew (guint64 *, columns->words, w + 1);
      for (; columns->n_words <= w; columns->n_words++)
        columns->words[columns->n_words] = g_new0 (guint64, self->n_allocated);
    }
  for (guint w = 0; w < columns->n_words; w++)
    columns->words[w][row] = callout_bits_word (bits, w);
}

static void
get_words (const BitColumns *columns,
           guint             row,
           CalloutBits      *bits)
{
  callout_bits_reset (bits);
  for (guint w = 0; w < columns->n_words; w++)
    callout_bits_set_word (bits, w, columns->words[w][row]);
}

static void
clear_words (BitColumns *columns)
{
  for (guint w = 0; w < columns->n_words; w++)
    g_free (columns->words[w]);
  g_clear_pointer (&columns->words, g_free);
  columns->n_words = 0;
}

/* Calls @function for the address of every column, with its width, so that no
 * column is forgotten where all are moved or grown. */
static void
for_each_column (CalloutRoster *self,
                 void         (*function) (gpointer *column, gsize width, gpointer data),
                 gpointer       data)
{
#define COLUMN(name) function ((gpointer *) &self->name, sizeof *self->name, data)
  COLUMN (summary);
  COLUMN (x);
  COLUMN (y);
  COLUMN (z);
  COLUMN (flags);
  COLUMN (position_at);
  COLUMN (duty_from);
  COLUMN (duty_until);
  COLUMN (latitude);
  COLUMN (longitude);
  for (guint w = 0; w < self->skills.n_words; w++)
    COLUMN (skills.words[w]);
  for (guint w = 0; w < self->groups.n_words; w++)
    COLUMN (groups.words[w]);
#undef COLUMN
}

static void
grow_column (gpointer *column,
             gsize     width,
             gpointer  data)
{
  *column = g_realloc_n (*column, *(guint *) data, width);
}

static void
free_column (gpointer *column,
             gsize     width,
             gpointer  data)
{
  g_clear_pointer (column, g_free);
}

typedef struct {
  guint from, to;
} Move;

static void
move_row (gpointer *column,
          gsize     width,
          gpointer  data)
{
  const Move *move = data;

  memcpy ((char *) *column + move->to * width, (char *) *column + move->from * width, width);
}

typedef struct {
  const Place *places;
  guint        n_rows;
  guint        n_allocated;
} Order;

static void
reorder_column (gpointer *column,
                gsize     width,
                gpointer  data)
{
  const Order *order = data;
  char *old = *column;
  char *fresh = g_malloc_n (order->n_allocated, width);

  for (guint i = 0; i < order->n_rows; i++)
    memcpy (fresh + i * width, old + order->places[i].row * width, width);
  g_free (old);
  *column = fresh;
}

static int
compare_places (const void *a,
                const void *b)
{
  const Place *one = a, *other = b;

  return (one->id > other->id) - (one->id < other->id);
}

/* The boxes name rows, so they go when rows come, go or move. */
static void
drop_nearby (CalloutRoster *self)
{
  g_clear_pointer (&self->nearby, callout_nearby_free);
  self->n_passes = 0;
}

/* Making the boxes costs as much as some dozens of passes without them, so they
 * are made once it shows that questions are more frequent than changes. */
static void
ensure_nearby (CalloutRoster *self)
{
  if (self->nearby == NULL && self->n_rows >= LEAST_ROWS && ++self->n_passes > PASSES_FIRST)
    self->nearby = callout_nearby_new (self);
}

/* Ties are broken by id, which comes for nothing when rows are in that order.
 * People come and go seldom and are read in order of id, so that the order is
 * restored when a question needs it, not at every change. */
static void
ensure_sorted (CalloutRoster *self)
{
  g_autofree Place *places = NULL;
  Order order;

  if (!self->unsorted)
    return;

  drop_nearby (self);
  places = g_new (Place, self->n_rows);
  for (guint row = 0; row < self->n_rows; row++)
    places[row] = (Place) { self->summary[row].id, row };
  qsort (places, self->n_rows, sizeof (Place), compare_places);
  order = (Order) { places, self->n_rows, self->n_allocated };
  for_each_column (self, reorder_column, &order);
  for (guint row = 0; row < self->n_rows; row++)
    g_hash_table_insert (self->row_of, g_memdup2 (&self->summary[row].id, sizeof (gint64)),
                         GUINT_TO_POINTER (row));
  self->unsorted = FALSE;
}

static gboolean
find_row (CalloutRoster *self,
          gint64         id,
          guint         *row)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (self->row_of, &id, NULL, &value))
    return FALSE;
  *row = GPOINTER_TO_UINT (value);
  return TRUE;
}

static guint
append_row (CalloutRoster *self,
            gint64         id)
{
  guint row = self->n_rows;

  drop_nearby (self);
  if (row == self->n_allocated)
    {
      self->n_allocated = MAX (64, self->n_allocated * 2);
      for_each_column (self, grow_column, &self->n_allocated);
    }
  self->n_rows++;
  self->summary[row].id = id;
  if (row > 0 && self->summary[row - 1].id > id)
    self->unsorted = TRUE;
  g_hash_table_insert (self->row_of, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (row));
  return row;
}

static void
place_row (CalloutRoster      *self,
           guint               row,
           const CalloutPoint *position,
           CalloutTime         at)
{
  double vector[3] = { 0, 0, 0 };

  if (position != NULL && callout_point_is_valid (position))
    {
      callout_point_to_vector (position, vector);
      self->flags[row] &= ~FLAG_NO_POSITION;
      self->position_at[row] = clamp_time (at);
      self->latitude[row] = position->latitude;
      self->longitude[row] = position->longitude;
    }
  else
    {
      self->flags[row] |= FLAG_NO_POSITION;
      self->position_at[row] = NO_TIME;
      self->latitude[row] = self->longitude[row] = 0;
    }
  self->x[row] = (gint32) lrint (vector[0] * CALLOUT_UNIT_SCALE);
  self->y[row] = (gint32) lrint (vector[1] * CALLOUT_UNIT_SCALE);
  self->z[row] = (gint32) lrint (vector[2] * CALLOUT_UNIT_SCALE);
  self->summary[row].position_at = self->position_at[row];
  if (self->nearby != NULL && !callout_nearby_move (self->nearby, self, row))
    drop_nearby (self);
}

static void
shift_row (CalloutRoster         *self,
           guint                  row,
           const CalloutResource *resource)
{
  gboolean always = resource->duty_from == 0 && resource->duty_until == 0;

  self->duty_from[row] = always ? -FAR_TIME : clamp_time (resource->duty_from);
  self->duty_until[row] = always ? FAR_TIME + 1 : clamp_time (resource->duty_until);
}

static void
inquiry_init (Inquiry               *inquiry,
              CalloutRoster         *roster,
              const CalloutQuestion *question)
{
  double vector[3] = { 0, 0, 0 };

  inquiry->roster = roster;
  inquiry->has_place = question->has_place && callout_point_is_valid (&question->place);
  if (inquiry->has_place)
    callout_point_to_vector (&question->place, vector);
  inquiry->x = (gint32) lrint (vector[0] * CALLOUT_UNIT_SCALE);
  inquiry->y = (gint32) lrint (vector[1] * CALLOUT_UNIT_SCALE);
  inquiry->z = (gint32) lrint (vector[2] * CALLOUT_UNIT_SCALE);
  inquiry->at = clamp_time (question->at);
  inquiry->validity = clamp_time (question->position_validity);
  inquiry->radius_key = callout_rank_radius_key (question->radius_m);
  inquiry->waived = question->waived;
  inquiry->any_group = question->any_group;
  inquiry->allow_external = question->allow_external;
  inquiry->skills = &question->skills;
  inquiry->groups = &question->groups;
  inquiry->assigned = g_new (guint, question->n_assigned + 1);
  inquiry->n_assigned = 0;
  for (guint i = 0; i < question->n_assigned; i++)
    if (find_row (roster, question->assigned[i], &inquiry->assigned[inquiry->n_assigned]))
      inquiry->n_assigned++;
}

static void
roster_finalize (gpointer data)
{
  CalloutRoster *self = data;

  drop_nearby (self);
  for_each_column (self, free_column, NULL);
  clear_words (&self->skills);
  clear_words (&self->groups);
  g_hash_table_unref (self->row_of);
}

/**
 * callout_roster_new:
 *
 * Returns: (transfer full): a roster of nobody
 */
CalloutRoster *
callout_roster_new (void)
{
  CalloutRoster *self = g_atomic_rc_box_new0 (CalloutRoster);

  self->row_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * callout_roster_ref:
 *
 * Returns: (transfer full): the same roster
 */
CalloutRoster *
callout_roster_ref (CalloutRoster *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * callout_roster_unref:
 * @self: (transfer full): a roster
 */
void
callout_roster_unref (CalloutRoster *self)
{
  g_atomic_rc_box_release_full (self, roster_finalize);
}

/**
 * callout_roster_set:
 * @resource: what is known of a person; copied
 *
 * Adds the person, or replaces what was known. A position that is not on earth
 * counts as none.
 */
void
callout_roster_set (CalloutRoster         *self,
                    const CalloutResource *resource)
{
  guint row;

  g_return_if_fail (self != NULL && resource != NULL);

  if (!find_row (self, resource->id, &row))
    row = append_row (self, resource->id);
  self->flags[row] = (resource->available ? 0 : FLAG_UNAVAILABLE) |
                     (resource->external ? FLAG_EXTERNAL : 0);
  self->summary[row].load = (guint32) resource->pending << 16 | resource->today;
  place_row (self, row, resource->has_position ? &resource->position : NULL, resource->position_at);
  shift_row (self, row, resource);
  set_words (self, &self->skills, row, &resource->skills);
  set_words (self, &self->groups, row, &resource->groups);
}

/**
 * callout_roster_set_position:
 * @position: (nullable): where the person is, %NULL when that is not known
 * @at: when they were there
 *
 * Returns: whether there is such a person
 */
gboolean
callout_roster_set_position (CalloutRoster      *self,
                             gint64              id,
                             const CalloutPoint *position,
                             CalloutTime         at)
{
  guint row;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!find_row (self, id, &row))
    return FALSE;
  place_row (self, row, position, at);
  return TRUE;
}

/**
 * callout_roster_set_load:
 * @pending: work orders waiting with the person
 * @today: those due today
 *
 * Returns: whether there is such a person
 */
gboolean
callout_roster_set_load (CalloutRoster *self,
                         gint64         id,
                         guint          pending,
                         guint          today)
{
  guint row;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!find_row (self, id, &row))
    return FALSE;
  self->summary[row].load = MIN (pending, G_MAXUINT16) << 16 | MIN (today, G_MAXUINT16);
  return TRUE;
}

/**
 * callout_roster_remove:
 *
 * Returns: whether there was such a person
 */
gboolean
callout_roster_remove (CalloutRoster *self,
                       gint64         id)
{
  guint row, last;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!find_row (self, id, &row))
    return FALSE;

  drop_nearby (self);
  g_hash_table_remove (self->row_of, &id);
  last = --self->n_rows;
  if (row != last)
    {
      Move move = { last, row };

      for_each_column (self, move_row, &move);
      g_hash_table_insert (self->row_of, g_memdup2 (&self->summary[row].id, sizeof (gint64)),
                           GUINT_TO_POINTER (row));
      self->unsorted = TRUE;
    }
  return TRUE;
}

/**
 * callout_roster_remove_all:
 *
 * Forgets everybody, before all are read anew.
 */
void
callout_roster_remove_all (CalloutRoster *self)
{
  g_return_if_fail (self != NULL);

  drop_nearby (self);
  g_hash_table_remove_all (self->row_of);
  self->n_rows = 0;
  self->unsorted = FALSE;
}

/**
 * callout_roster_get_size:
 *
 * How many people are in the roster.
 */
guint
callout_roster_get_size (CalloutRoster *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * callout_roster_lookup:
 * @resource: (out caller-allocates): starts zeroed or filled before, and ends
 *   with callout_resource_clear()
 *
 * Returns: whether there is such a person
 */
gboolean
callout_roster_lookup (CalloutRoster   *self,
                       gint64           id,
                       CalloutResource *resource)
{
  guint row;

  g_return_val_if_fail (self != NULL && resource != NULL, FALSE);

  if (!find_row (self, id, &row))
    return FALSE;

  resource->id = id;
  resource->has_position = (self->flags[row] & FLAG_NO_POSITION) == 0;
  resource->position = (CalloutPoint) { self->latitude[row], self->longitude[row] };
  resource->position_at = resource->has_position ? self->position_at[row] : 0;
  resource->available = (self->flags[row] & FLAG_UNAVAILABLE) == 0;
  resource->external = (self->flags[row] & FLAG_EXTERNAL) != 0;
  resource->duty_from = self->duty_until[row] > FAR_TIME ? 0 : self->duty_from[row];
  resource->duty_until = self->duty_until[row] > FAR_TIME ? 0 : self->duty_until[row];
  resource->pending = self->summary[row].load >> 16;
  resource->today = self->summary[row].load & 0xffff;
  get_words (&self->skills, row, &resource->skills);
  get_words (&self->groups, row, &resource->groups);
  return TRUE;
}

/**
 * callout_roster_rank:
 * @question: who is sought; a place that is not on earth counts as none
 * @limit: how many to answer with, 0 for all
 * @include_left_out: whether those who are not eligible follow, with reasons
 *
 * Who could do the work: the eligible first, each part by distance, then those
 * whose distance is not known; the same distance (to a ten-millionth) by orders
 * pending, by orders today, and by id, so that the order is always the same.
 *
 * The distance is exact to a centimetre and a ten-millionth up to a thousand
 * kilometres.
 *
 * Returns: (transfer full) (element-type CalloutCandidate): the answer
 */
GArray *
callout_roster_rank (CalloutRoster         *self,
                     const CalloutQuestion *question,
                     guint                  limit,
                     gboolean               include_left_out)
{
  Inquiry inquiry;
  GArray *answer;

  g_return_val_if_fail (self != NULL && question != NULL, NULL);

  ensure_sorted (self);
  inquiry_init (&inquiry, self, question);
  if (limit > 0 && limit <= self->n_rows / 64 && !include_left_out)
    {
      ensure_nearby (self);
      answer = callout_rank_best (&inquiry, limit);
    }
  else
    answer = callout_rank_all (&inquiry, include_left_out);
  if (limit > 0 && answer->len > limit)
    g_array_set_size (answer, limit);
  g_free (inquiry.assigned);
  return answer;
}

/**
 * callout_roster_judge:
 * @candidate: (out caller-allocates): the one line of the answer
 *
 * The same question about one person alone, as when a work order is dropped on
 * somebody.
 *
 * Returns: whether there is such a person
 */
gboolean
callout_roster_judge (CalloutRoster         *self,
                      const CalloutQuestion *question,
                      gint64                 id,
                      CalloutCandidate      *candidate)
{
  Inquiry inquiry;
  CalloutReasons reasons;
  guint32 key;
  guint row;

  g_return_val_if_fail (self != NULL && question != NULL && candidate != NULL, FALSE);

  if (!find_row (self, id, &row))
    return FALSE;
  inquiry_init (&inquiry, self, question);
  callout_rank_judge (&inquiry, row, 1, &reasons, &key);
  callout_rank_describe (&inquiry, row, key, reasons, candidate);
  g_free (inquiry.assigned);
  return TRUE;
}

/**
 * callout_roster_missing_skills:
 * @missing: starts as %CALLOUT_BITS_INIT or filled before
 *
 * Which of the skills asked for the person does not have; none for a person
 * not in the roster.
 */
void
callout_roster_missing_skills (CalloutRoster         *self,
                               const CalloutQuestion *question,
                               gint64                 id,
                               CalloutBits           *missing)
{
  guint row;

  g_return_if_fail (self != NULL && question != NULL && missing != NULL);

  callout_bits_reset (missing);
  if (!find_row (self, id, &row))
    return;
  for (guint w = 0; w < question->skills.n_words; w++)
    {
      guint64 has = w < self->skills.n_words ? self->skills.words[w][row] : 0;

      callout_bits_set_word (missing, w, question->skills.words[w] & ~has);
    }
}

/**
 * callout_resource_clear:
 *
 * Frees what the struct holds, and zeroes it.
 */
void
callout_resource_clear (CalloutResource *self)
{
  callout_bits_clear (&self->skills);
  callout_bits_clear (&self->groups);
  memset (self, 0, sizeof *self);
}

/**
 * callout_question_clear:
 *
 * Frees what the struct holds, and zeroes it; the ids in `assigned` stay the
 * caller's.
 */
void
callout_question_clear (CalloutQuestion *self)
{
  callout_bits_clear (&self->skills);
  callout_bits_clear (&self->groups);
  memset (self, 0, sizeof *self);
}
