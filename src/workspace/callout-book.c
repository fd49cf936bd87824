/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-book.h"

#include <math.h>

/* So many changed people are read one by one; more, and all are read anew. */
#define MANY_PEOPLE 1000

/* One way of working, shared by all who have it, and its window at the moment. */
typedef struct {
  CalloutShift *shift; /* (nullable): not understood, so always on duty */
  CalloutTime   from;
  CalloutTime   until;
} Duty;

struct _CalloutBook
{
  CalloutRoster *roster;
  GPtrArray     *skills;        /* keys, by number */
  GHashTable    *skill_numbers; /* key → number + 1 */
  GHashTable    *skill_sets;    /* keys apart by blanks → CalloutBits */
  GPtrArray     *groups;        /* of CalloutBookGroup, by number */
  GHashTable    *group_numbers; /* id → number + 1 */
  GHashTable    *duties;        /* text of a shift → Duty */
  GHashTable    *duty_of;       /* person → Duty, which it does not hold */
  GTimeZone     *zone;

  GHashTable    *stale_people;  /* ids */
  CalloutTime    day_start;     /* “today” is from here … */
  CalloutTime    day_end;       /* … to here */
  CalloutTime    duties_from;   /* the windows hold from here … */
  CalloutTime    duties_until;  /* … to here */
  gboolean       filled;
  gboolean       groups_stale;
};

static void
duty_free (gpointer data)
{
  Duty *duty = data;

  g_clear_pointer (&duty->shift, callout_shift_free);
  g_free (duty);
}

static void
skill_set_free (gpointer data)
{
  callout_bits_clear (data);
  g_free (data);
}

static void
group_free (gpointer data)
{
  CalloutBookGroup *group = data;

  g_free (group->key);
  g_free (group->name);
  g_free (group->providers);
  g_free (group);
}

CalloutBook *
callout_book_new (void)
{
  CalloutBook *self = g_new0 (CalloutBook, 1);

  self->roster = callout_roster_new ();
  self->skills = g_ptr_array_new_with_free_func (g_free);
  self->skill_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->skill_sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, skill_set_free);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->group_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->duties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, duty_free);
  self->duty_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->stale_people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
callout_book_free (CalloutBook *self)
{
  callout_roster_unref (self->roster);
  g_hash_table_unref (self->skill_sets);
  g_hash_table_unref (self->skill_numbers);
  g_ptr_array_unref (self->skills);
  g_hash_table_unref (self->group_numbers);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->duty_of);
  g_hash_table_unref (self->duties);
  g_hash_table_unref (self->stale_people);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

/**
 * callout_book_touch:
 *
 * Notes what changed; it is read at the next question.
 */
void
callout_book_touch (CalloutBook        *self,
                    const CalloutTouch *touched,
                    guint               n_touched)
{
  for (guint i = 0; self->filled && i < n_touched; i++)
    {
      const CalloutTouch *touch = &touched[i];

      if (touch->kind == CALLOUT_KIND_SETTING || (touch->kind == CALLOUT_KIND_PERSON && touch->id == 0)
          || (touch->kind == CALLOUT_KIND_GROUP && touch->id == 0))
        self->filled = FALSE;
      else if (touch->kind == CALLOUT_KIND_PERSON)
        g_hash_table_add (self->stale_people, g_memdup2 (&touch->id, sizeof touch->id));
      else if (touch->kind == CALLOUT_KIND_GROUP)
        self->groups_stale = TRUE;
    }
}

/* Numbers */

static guint
skill_number (CalloutBook *self,
              const char  *key)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->skill_numbers, key));
  char *copy;

  if (number > 0)
    return number - 1;
  copy = g_strdup (key);
  g_ptr_array_add (self->skills, copy);
  g_hash_table_insert (self->skill_numbers, copy, GUINT_TO_POINTER (self->skills->len));
  return self->skills->len - 1;
}

/* Many people have the same skills, so a set is taken apart once. */
static const CalloutBits *
find_skill_set (CalloutBook *self,
                const char  *keys)
{
  CalloutBits *set = g_hash_table_lookup (self->skill_sets, keys);
  g_auto (GStrv) words = NULL;

  if (set != NULL)
    return set;
  set = g_new0 (CalloutBits, 1);
  words = g_strsplit (keys, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      callout_bits_add (set, skill_number (self, words[i]));
  g_hash_table_insert (self->skill_sets, g_strdup (keys), set);
  return set;
}

/**
 * callout_book_add_skills:
 * @keys: (nullable): skills apart by blanks; what nobody has yet gets a number too
 */
void
callout_book_add_skills (CalloutBook *self,
                         const char  *keys,
                         CalloutBits *bits)
{
  const CalloutBits *set = keys != NULL ? find_skill_set (self, keys) : NULL;

  for (guint w = 0; set != NULL && w < set->n_words; w++)
    callout_bits_set_word (bits, w, callout_bits_word (bits, w) | callout_bits_word (set, w));
}

/**
 * callout_book_dup_skills:
 *
 * Returns: (transfer full) (nullable): the keys of the skills; %NULL for none
 */
char *
callout_book_dup_skills (CalloutBook       *self,
                         const CalloutBits *bits,
                         const char        *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->skills->len; i++)
    if (callout_bits_has (bits, i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "",
                              (const char *) g_ptr_array_index (self->skills, i));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * callout_book_find_group:
 * @number: (out) (optional): its number
 *
 * Returns: (transfer none) (nullable)
 */
CalloutBookGroup *
callout_book_find_group (CalloutBook *self,
                         gint64       id,
                         guint       *number)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->group_numbers, &id));

  if (found == 0)
    return NULL;
  if (number != NULL)
    *number = found - 1;
  return g_ptr_array_index (self->groups, found - 1);
}

CalloutBookGroup *
callout_book_get_group (CalloutBook *self,
                        guint        number)
{
  return number < self->groups->len ? g_ptr_array_index (self->groups, number) : NULL;
}

/**
 * callout_book_add_groups:
 * @keys: (nullable): groups apart by blanks; what is none is passed over
 */
void
callout_book_add_groups (CalloutBook *self,
                         const char  *keys,
                         CalloutBits *bits)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      CalloutBookGroup *group = g_ptr_array_index (self->groups, i);

      if (callout_keys_contain (keys, group->key))
        callout_bits_add (bits, i);
    }
}

/**
 * callout_book_add_providers:
 *
 * Adds the providers a group may send people of.
 */
void
callout_book_add_providers (CalloutBook      *self,
                            CalloutBookGroup *group,
                            CalloutBits      *bits)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      CalloutBookGroup *other = g_ptr_array_index (self->groups, i);

      if (other->provider && callout_keys_contain (group->providers, other->key))
        callout_bits_add (bits, i);
    }
}

static guint
group_number (CalloutBook *self,
              gint64       id)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->group_numbers, &id));
  CalloutBookGroup *group;

  if (number > 0)
    return number - 1;
  group = g_new0 (CalloutBookGroup, 1);
  group->id = id;
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (self->group_numbers, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (self->groups->len));
  return self->groups->len - 1;
}

static void
set_group (CalloutBook  *self,
           CalloutGroup *row)
{
  guint number = group_number (self, CALLOUT_ENTITY (row)->id);
  CalloutBookGroup *group = g_ptr_array_index (self->groups, number);

  g_free (group->key);
  g_free (group->name);
  g_free (group->providers);
  group->key = g_strdup (row->key);
  group->name = g_strdup (row->name);
  group->providers = g_strdup (row->providers);
  group->provider = row->type == CALLOUT_GROUP_TYPE_PROVIDER;
  group->allow_cross_group = row->allow_cross_group;
}

static gboolean
read_groups (CalloutBook   *self,
             CalloutStore  *store,
             GError       **error)
{
  g_autoptr (GPtrArray) rows = callout_store_all_plain (store, CALLOUT_KIND_GROUP, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    set_group (self, g_ptr_array_index (rows, i));
  self->groups_stale = FALSE;
  return TRUE;
}

/* Duty */

static void
find_window (CalloutBook *self,
             Duty        *duty,
             CalloutTime  at)
{
  duty->from = duty->until = 0;
  if (duty->shift == NULL)
    return;
  if (!callout_shift_find (duty->shift, at, self->zone, &duty->from, &duty->until))
    duty->from = duty->until = 1; /* an empty span: never */
  else
    self->duties_until = MIN (self->duties_until, duty->until);
}

static Duty *
find_duty (CalloutBook *self,
           const char  *text)
{
  Duty *duty;

  if (text == NULL)
    return NULL;
  duty = g_hash_table_lookup (self->duties, text);
  if (duty != NULL)
    return duty;
  duty = g_new0 (Duty, 1);
  duty->shift = callout_shift_parse (text, NULL);
  find_window (self, duty, self->duties_from);
  g_hash_table_insert (self->duties, g_strdup (text), duty);
  return duty;
}

/* Windows hold until the first of them ends; and no longer than a day, for
 * shifts that begin only next week. */
static void
find_windows (CalloutBook *self,
              CalloutTime  at)
{
  GHashTableIter iter;
  gpointer duty;

  self->duties_from = at;
  self->duties_until = at + CALLOUT_DAY;
  g_hash_table_iter_init (&iter, self->duties);
  while (g_hash_table_iter_next (&iter, NULL, &duty))
    find_window (self, duty, at);
}

static void
turn_windows (CalloutBook *self,
              CalloutTime  at)
{
  GHashTableIter iter;
  gpointer person, data;

  find_windows (self, at);
  g_hash_table_iter_init (&iter, self->duty_of);
  while (g_hash_table_iter_next (&iter, &person, &data))
    {
      g_auto (CalloutResource) resource = { 0 };
      Duty *duty = data;

      if (!callout_roster_lookup (self->roster, *(gint64 *) person, &resource))
        continue;
      if (resource.duty_from == duty->from && resource.duty_until == duty->until)
        continue;
      resource.duty_from = duty->from;
      resource.duty_until = duty->until;
      callout_roster_set (self->roster, &resource);
    }
}

/* People */

static void
set_person (CalloutBook        *self,
            CalloutResourceRow *row)
{
  g_auto (CalloutResource) resource = { 0 };
  Duty *duty = find_duty (self, row->shift);

  resource.id = row->person;
  resource.has_position = !isnan (row->latitude) && !isnan (row->longitude);
  resource.position = (CalloutPoint) { row->latitude, row->longitude };
  resource.position_at = row->position_at;
  resource.available = row->availability == CALLOUT_AVAILABILITY_AVAILABLE;
  resource.external = row->external;
  resource.pending = MIN (row->pending, G_MAXUINT16);
  resource.today = MIN (row->today, G_MAXUINT16);
  callout_book_add_skills (self, row->skills, &resource.skills);
  for (guint i = 0; i < row->groups->len; i++)
    callout_bits_add (&resource.groups, group_number (self, g_array_index (row->groups, gint64, i)));
  if (duty != NULL)
    {
      resource.duty_from = duty->from;
      resource.duty_until = duty->until;
      g_hash_table_insert (self->duty_of, g_memdup2 (&row->person, sizeof row->person), duty);
    }
  else
    {
      g_hash_table_remove (self->duty_of, &row->person);
    }
  callout_roster_set (self->roster, &resource);
}

static GArray *
collect_ids (GHashTable *set)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);
  return ids;
}

static gboolean
read_stale (CalloutBook   *self,
            CalloutStore  *store,
            GError       **error)
{
  g_autoptr (GArray) people = collect_ids (self->stale_people);
  g_autoptr (GPtrArray) rows = NULL;

  if (self->groups_stale && !read_groups (self, store, error))
    return FALSE;
  if (people->len == 0)
    return TRUE;

  rows = callout_store_resources (store, self->day_start, self->day_end, (const gint64 *) (gpointer) people->data,
                                  people->len, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutResourceRow *row = g_ptr_array_index (rows, i);

      set_person (self, row);
      g_hash_table_remove (self->stale_people, &row->person);
    }

  /* Who is not among them is no engineer any more. */
  for (guint i = 0; i < people->len; i++)
    {
      gint64 *id = &g_array_index (people, gint64, i);

      if (!g_hash_table_contains (self->stale_people, id))
        continue;
      callout_roster_remove (self->roster, *id);
      g_hash_table_remove (self->duty_of, id);
    }
  g_hash_table_remove_all (self->stale_people);
  return TRUE;
}

static gboolean
read_zone (CalloutBook   *self,
           CalloutStore  *store,
           GError       **error)
{
  g_autofree char *name = callout_store_get_setting (store, CALLOUT_SETTING_TIME_ZONE, 0, error);

  if (name == NULL)
    return FALSE;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_new_identifier (name);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return TRUE;
}

/* The site's midnights around a moment; a day may have 23 or 25 hours. */
static void
find_day (CalloutBook *self,
          CalloutTime  at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / CALLOUT_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;

  start = g_date_time_new (self->zone, g_date_time_get_year (local), g_date_time_get_month (local),
                           g_date_time_get_day_of_month (local), 0, 0, 0);
  end = g_date_time_add_days (start, 1);
  self->day_start = g_date_time_to_unix (start) * CALLOUT_SECOND;
  self->day_end = g_date_time_to_unix (end) * CALLOUT_SECOND;
}

static gboolean
fill (CalloutBook   *self,
      CalloutStore  *store,
      CalloutTime    at,
      GError       **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!read_zone (self, store, error))
    return FALSE;
  find_day (self, at);
  if (!read_groups (self, store, error))
    return FALSE;
  rows = callout_store_resources (store, self->day_start, self->day_end, NULL, 0, error);
  if (rows == NULL)
    return FALSE;

  callout_roster_remove_all (self->roster);
  g_hash_table_remove_all (self->duty_of);
  g_hash_table_remove_all (self->duties);
  g_hash_table_remove_all (self->stale_people);
  find_windows (self, at);
  for (guint i = 0; i < rows->len; i++)
    set_person (self, g_ptr_array_index (rows, i));
  self->filled = TRUE;
  return TRUE;
}

/**
 * callout_book_refresh:
 * @at: the moment the next question is about
 *
 * Brings the roster to what the store says now.
 */
gboolean
callout_book_refresh (CalloutBook   *self,
                      CalloutStore  *store,
                      CalloutTime    at,
                      GError       **error)
{
  if (!self->filled || at < self->day_start || at >= self->day_end
      || g_hash_table_size (self->stale_people) > MANY_PEOPLE)
    return fill (self, store, at, error);

  if (at < self->duties_from || at >= self->duties_until)
    turn_windows (self, at);
  return read_stale (self, store, error);
}

/**
 * callout_book_get_roster:
 *
 * Returns: (transfer none)
 */
CalloutRoster *
callout_book_get_roster (CalloutBook *self)
{
  return self->roster;
}
