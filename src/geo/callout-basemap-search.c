/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding a street, a crossing or a place by what somebody types or what an
 * address column holds. Names are compared in a plain form, the same for both
 * sides: no case, no accents, no punctuation, abbreviations written out. */

#include "callout-basemap-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Streets that do not share a point (a bridge, two carriageways) still meet
 * when they come this near. */
#define MEETING_METRES 40.0
/* Crossings of two carriageways are one crossing. */
#define SAME_CROSSING_METRES 80.0
/* How far from its middle a part of a city may reach. */
#define PART_METRES 3000.0
#define MAX_CROSSING_NAMES 40

typedef enum {
  MATCH_EXACT,
  MATCH_BEGINS,    /* the name begins like it */
  MATCH_WORDS,     /* its words begin words of the name, in their order */
  MATCH_SIMILAR,   /* a typing error away */
  MATCH_FAINT,     /* two */
} Match;

typedef struct {
  guint name;
  Match match;
} NameMatch;

typedef struct {
  CalloutPlace *hit;
  Match       match;
  gboolean    wanted_place;
  guint       importance;   /* smaller is more */
} Found;

static const struct {
  const char *is, *means;
} abbreviations[] = {
  { "al", "alley" }, { "av", "avenue" }, { "ave", "avenue" }, { "blvd", "boulevard" },
  { "brg", "bridge" }, { "centre", "center" }, { "cir", "circle" }, { "cres", "crescent" },
  { "ct", "court" }, { "ctr", "center" }, { "dr", "drive" }, { "ext", "extension" },
  { "fifth", "5th" }, { "first", "1st" }, { "fourth", "4th" }, { "ft", "fort" },
  { "eighth", "8th" }, { "fwy", "freeway" }, { "gdn", "garden" }, { "gdns", "gardens" },
  { "gr", "grove" }, { "hts", "heights" }, { "hwy", "highway" }, { "ln", "lane" },
  { "mt", "mount" }, { "ninth", "9th" }, { "pk", "park" }, { "pkwy", "parkway" },
  { "pky", "parkway" }, { "pl", "place" }, { "plz", "plaza" }, { "rd", "road" },
  { "second", "2nd" }, { "seventh", "7th" }, { "sixth", "6th" }, { "sq", "square" },
  { "ter", "terrace" }, { "terr", "terrace" }, { "third", "3rd" }, { "tpke", "turnpike" },
  { "whf", "wharf" }, { "wy", "way" },
};

static const char *const street_words[] = {
  "alley", "avenue", "boulevard", "circle", "court", "drive", "lane", "park", "parkway",
  "place", "road", "row", "square", "street", "terrace", "way", NULL,
};

static const struct {
  const char *is, *means;
} directions[] = {
  { "e", "east" }, { "n", "north" }, { "s", "south" }, { "w", "west" },
};

/* The words of @text: letters and digits, without case and accents; an
 * apostrophe joins what it stands between. */
static GPtrArray *
split_words (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = ascii;; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (word, g_ascii_tolower (*p));
      else if (*p != '\'' && word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (*p == '\0')
        return words;
    }
}

static const char *
long_form (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strcmp (abbreviations[i].is, word) == 0)
      return abbreviations[i].means;
  return word;
}

static gboolean
is_street_word (const char *word)
{
  return strcmp (word, "st") == 0 || g_strv_contains (street_words, long_form (word));
}

/* “St” ends a street's name and begins a saint's; a single letter is a
 * direction before a name (E Broadway) and a name before “Street” (E Street). */
static const char *
plain_word (GPtrArray *words,
            guint      index,
            guint      n)
{
  const char *word = g_ptr_array_index (words, index);
  const char *next = index + 1 < n ? g_ptr_array_index (words, index + 1) : NULL;

  if (strcmp (word, "st") == 0)
    return next == NULL && index > 0 ? "street" : "saint";
  if (next != NULL && !is_street_word (next))
    for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
      if (strcmp (directions[i].is, word) == 0)
        return directions[i].means;
  if (index == 0 && strcmp (word, "dr") == 0)
    return "doctor";
  return long_form (word);
}

static char *
join_plain (GPtrArray *words,
            guint      n)
{
  GString *plain = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (plain, ' ');
      g_string_append (plain, plain_word (words, i, n));
    }
  return g_string_free (plain, FALSE);
}

char *
callout_basemap_plain_name (const char *name)
{
  g_autoptr (GPtrArray) words = split_words (name);

  return join_plain (words, words->len);
}

static gboolean
is_house_number (const char *word)
{
  guint digits = strspn (word, "0123456789");

  return digits > 0 && (word[digits] == '\0' || word[digits + 1] == '\0');
}

static void
drop_house_number (GPtrArray *words)
{
  while (words->len > 1 && is_house_number (g_ptr_array_index (words, 0)))
    g_ptr_array_remove_index (words, 0);
}

/* “MA 02108”, “02108-1234”, “USA” at the end say nothing a street's name does. */
static void
drop_postal_end (GPtrArray *words)
{
  static const char *const ends[] = { "ma", "mass", "massachusetts", "usa", NULL };

  while (words->len > 1)
    {
      const char *last = g_ptr_array_index (words, words->len - 1);
      gsize digits = strspn (last, "0123456789");

      if (!(last[digits] == '\0' && digits >= 4) && !g_strv_contains (ends, last))
        return;
      g_ptr_array_remove_index (words, words->len - 1);
    }
}

/* Takes a place's name off the end. Returns its index, or -1. */
static int
take_place (CalloutBasemap *self,
            GPtrArray      *words)
{
  int place = -1;
  guint taken = 0;

  for (guint i = 0; i < self->places->len; i++)
    {
      g_autoptr (GPtrArray) name = split_words (PLACE (self, i)->name);
      gboolean same = name->len < words->len && name->len > taken;

      for (guint j = 0; same && j < name->len; j++)
        same = g_str_equal (g_ptr_array_index (name, j),
                            g_ptr_array_index (words, words->len - name->len + j));
      if (same)
        {
          place = i;
          taken = name->len;
        }
    }
  g_ptr_array_set_size (words, words->len - taken);
  return place;
}

static gboolean
words_begin (const char *typed,
             const char *name)
{
  for (;;)
    {
      gsize length = strcspn (typed, " ");

      while (strncmp (typed, name, length) != 0)
        {
          name = strchr (name, ' ');
          if (name == NULL)
            return FALSE;
          name++;
        }
      if (typed[length] == '\0')
        return TRUE;
      typed += length + 1;
      name = strchr (name, ' ');
      if (name == NULL)
        return FALSE;
      name++;
    }
}

/* How many letters must be typed differently to get from @a to @b, two that
 * changed places counted once; @most + 1 for more than @most. */
static guint
letters_between (const char *a,
                 const char *b,
                 guint       most)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  guint rows[3][64];

  if (n_a >= 63 || n_b >= 63 || n_a > n_b + most || n_b > n_a + most)
    return most + 1;
  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
      guint least = row[0] = i;

      for (gsize j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > most)
        return most + 1;
    }
  return rows[n_a % 3][n_b];
}

static gboolean
matches (const char *plain,
         const char *name,
         Match       match)
{
  switch (match)
    {
    case MATCH_EXACT:
      return strcmp (plain, name) == 0;
    case MATCH_BEGINS:
      return g_str_has_prefix (name, plain);
    case MATCH_WORDS:
      return words_begin (plain, name);
    case MATCH_SIMILAR:
      return letters_between (plain, name, 1) <= 1;
    case MATCH_FAINT:
      return letters_between (plain, name, 2) <= 2;
    default:
      g_assert_not_reached ();
    }
}

static void
add_matches (CalloutBasemap *self,
             const char     *plain,
             Match           match,
             GArray         *out)
{
  guint before = out->len;

  for (guint i = 0; i < self->plain_names->len; i++)
    {
      NameMatch found = { i, match };
      gboolean known = FALSE;

      if (!matches (plain, g_ptr_array_index (self->plain_names, i), match))
        continue;
      for (guint j = 0; j < before && !known; j++)
        known = g_array_index (out, NameMatch, j).name == i;
      if (!known)
        g_array_append_val (out, found);
    }
}

/* The streets a text may mean, best first. What is found exactly is followed by
 * what begins alike, for somebody still typing; the rest is only looked for
 * when there is nothing so good. */
static GArray *
match_names (CalloutBasemap *self,
             const char     *text,
             int            *place)
{
  g_autoptr (GPtrArray) words = split_words (text);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (NameMatch));
  g_autofree char *whole = NULL;
  g_autofree char *plain = NULL;

  *place = -1;
  whole = join_plain (words, words->len);
  if (words->len == 0)
    return found;

  add_matches (self, whole, MATCH_EXACT, found);
  if (found->len == 0)
    {
      drop_house_number (words);
      drop_postal_end (words);
      *place = take_place (self, words);
    }
  plain = join_plain (words, words->len);
  add_matches (self, plain, MATCH_EXACT, found);
  /* “Main St Apt 4”: the longest beginning that is a street */
  for (guint n = words->len - 1; found->len == 0 && n >= 2; n--)
    {
      g_autofree char *beginning = join_plain (words, n);

      add_matches (self, beginning, MATCH_EXACT, found);
    }
  add_matches (self, plain, MATCH_BEGINS, found);
  if (found->len == 0)
    add_matches (self, plain, MATCH_WORDS, found);
  if (found->len == 0 && strlen (plain) >= 4)
    add_matches (self, plain, MATCH_SIMILAR, found);
  if (found->len == 0 && strlen (plain) >= 9)
    add_matches (self, plain, MATCH_FAINT, found);
  return found;
}

static CalloutPlace *
hit_new (CalloutPlaceKind  kind,
         char           *label,
         const Spot     *spot,
         Match           match)
{
  CalloutPlace *hit = g_new0 (CalloutPlace, 1);

  hit->kind = kind;
  hit->label = label;
  hit->exact = match == MATCH_EXACT;
  callout_basemap_to_point (spot, &hit->point);
  return hit;
}

/* A point on the street itself, as near as may be to the middle of it all. */
static void
middle_of_street (CalloutBasemap *self,
                  const Street   *street,
                  Spot           *middle,
                  guint          *importance)
{
  double x = 0, y = 0, weight = 0, best = G_MAXDOUBLE;
  StreetClass largest = N_STREET_CLASSES;

  for (guint i = 0; i < street->n_lines; i++)
    {
      const Line *line = LINE (self, street->first_line + i);
      const Spot *spots = SPOTS (self, line);

      largest = MIN (largest, line->street_class);
      for (guint j = 1; j < line->n_points; j++)
        {
          double length = hypot ((double) spots[j].x - spots[j - 1].x,
                                 (double) spots[j].y - spots[j - 1].y);

          x += length * ((double) spots[j].x + spots[j - 1].x) / 2;
          y += length * ((double) spots[j].y + spots[j - 1].y) / 2;
          weight += length;
        }
    }
  if (weight > 0)
    {
      x /= weight;
      y /= weight;
    }

  *middle = *SPOTS (self, LINE (self, street->first_line));
  for (guint i = 0; i < street->n_lines; i++)
    {
      const Line *line = LINE (self, street->first_line + i);
      const Spot *spots = SPOTS (self, line);

      for (guint j = 1; j < line->n_points; j++)
        {
          double px, py;
          double off = callout_basemap_segment_distance (&spots[j - 1], &spots[j], x, y, &px, &py);

          if (off < best)
            {
              best = off;
              *middle = (Spot) { (gint32) lrint (px), (gint32) lrint (py) };
            }
        }
    }
  *importance = largest * 1000000u + 999999u - (guint) MIN (weight, 999999);
}

/* Whether a hit may be what was meant when a part of the city was named too.
 * Borders of parts are a matter of opinion, so that nearness is enough. */
static gboolean
fits_place (CalloutBasemap   *self,
            const CalloutPlace *hit,
            int               wanted,
            guint             place)
{
  CalloutPoint centre;

  if (wanted < 0 || wanted == (int) place || PLACE (self, wanted)->is_town)
    return TRUE;
  callout_basemap_to_point (&PLACE (self, wanted)->spot, &centre);
  return callout_point_distance (&centre, &hit->point) < PART_METRES;
}

static void
find_streets (CalloutBasemap *self,
              GArray         *names,
              int             place,
              GArray         *found)
{
  for (guint i = 0; i < self->streets->len; i++)
    for (guint j = 0; j < names->len; j++)
      {
        const Street *street = STREET (self, i);
        const NameMatch *name = &g_array_index (names, NameMatch, j);
        Found one = { .match = name->match };
        Spot middle;

        if (street->name != name->name || street->n_lines == 0)
          continue;
        middle_of_street (self, street, &middle, &one.importance);
        one.wanted_place = place == (int) street->place;
        /* Translators: a street and the town or part of a city it is in */
        one.hit = hit_new (CALLOUT_PLACE_STREET,
                           g_strdup_printf (_("%s, %s"), NAME (self, street),
                                            PLACE (self, street->place)->name),
                           &middle, name->match);
        one.hit->exact = one.hit->exact && fits_place (self, one.hit, place, street->place);
        g_array_append_val (found, one);
      }
}

static void
find_places (CalloutBasemap *self,
             const char     *text,
             GArray         *found)
{
  g_autofree char *plain = callout_basemap_plain_name (text);

  if (*plain == '\0')
    return;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = PLACE (self, i);
      g_autofree char *name = callout_basemap_plain_name (place->name);
      Match match = strcmp (name, plain) == 0 ? MATCH_EXACT : MATCH_BEGINS;
      Found one = { .match = match };

      if (!matches (plain, name, match))
        continue;
      one.hit = hit_new (CALLOUT_PLACE_AREA, g_strdup (place->name), &place->spot, match);
      g_array_append_val (found, one);
    }
}

static GPtrArray *
lines_of_name (CalloutBasemap *self,
               guint           name)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < self->streets->len; i++)
    if (STREET (self, i)->name == name)
      for (guint j = 0; j < STREET (self, i)->n_lines; j++)
        g_ptr_array_add (lines, LINE (self, STREET (self, i)->first_line + j));
  return lines;
}

typedef struct {
  Spot   spot;
  guint  place;
  double off;
} Meeting;

/* The nearest approach of two lines. That is at a corner of one of them, or
 * nought where they cross, and streets that cross on the level share a point. */
static gboolean
lines_meet (CalloutBasemap *self,
            const Line     *a,
            const Line     *b,
            double          reach,
            Meeting        *meeting)
{
  Box wide = { a->box.x1 - (gint32) reach, a->box.y1 - (gint32) reach,
               a->box.x2 + (gint32) reach, a->box.y2 + (gint32) reach };
  double best = reach;
  gboolean met = FALSE;

  if (!boxes_meet (&wide, &b->box))
    return FALSE;
  for (guint side = 0; side < 2; side++)
    {
      const Line *corners = side == 0 ? a : b;
      const Line *other = side == 0 ? b : a;
      const Spot *c = SPOTS (self, corners), *o = SPOTS (self, other);

      for (guint i = 0; i < corners->n_points; i++)
        for (guint j = 1; j < other->n_points; j++)
          {
            double x, y;
            double off = callout_basemap_segment_distance (&o[j - 1], &o[j], c[i].x, c[i].y, &x, &y);

            if (off >= best)
              continue;
            best = off;
            met = TRUE;
            meeting->spot = (Spot) { (gint32) lrint ((x + c[i].x) / 2), (gint32) lrint ((y + c[i].y) / 2) };
          }
    }
  meeting->off = best;
  meeting->place = STREET (self, a->street)->place;
  return met;
}

static int
compare_meetings (const void *a,
                  const void *b)
{
  const Meeting *one = a, *other = b;

  if (one->off != other->off)
    return one->off < other->off ? -1 : 1;
  if (one->spot.x != other->spot.x)
    return one->spot.x < other->spot.x ? -1 : 1;
  return (one->spot.y > other->spot.y) - (one->spot.y < other->spot.y);
}

/* Where two streets meet, each crossing once. */
static GArray *
find_meetings (CalloutBasemap *self,
               guint           name_a,
               guint           name_b)
{
  g_autoptr (GPtrArray) lines_a = lines_of_name (self, name_a);
  g_autoptr (GPtrArray) lines_b = lines_of_name (self, name_b);
  g_autoptr (GArray) every = g_array_new (FALSE, FALSE, sizeof (Meeting));
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  CalloutPoint here;
  double metres;

  callout_basemap_to_point (&(Spot) { self->box.x1, self->box.y1 }, &here);
  metres = callout_mercator_metres_per_pixel (here.latitude, WORLD_BITS - 8, 256);
  for (guint i = 0; i < lines_a->len; i++)
    for (guint j = 0; j < lines_b->len; j++)
      {
        Meeting meeting;

        if (lines_meet (self, g_ptr_array_index (lines_a, i), g_ptr_array_index (lines_b, j),
                        MEETING_METRES / metres, &meeting))
          g_array_append_val (every, meeting);
      }

  g_array_sort (every, compare_meetings);
  for (guint i = 0; i < every->len; i++)
    {
      Meeting *meeting = &g_array_index (every, Meeting, i);
      gboolean known = FALSE;

      for (guint j = 0; j < meetings->len && !known; j++)
        {
          const Spot *other = &g_array_index (meetings, Meeting, j).spot;

          known = hypot ((double) other->x - meeting->spot.x, (double) other->y - meeting->spot.y)
                  * metres < SAME_CROSSING_METRES;
        }
      if (!known)
        g_array_append_val (meetings, *meeting);
    }
  return meetings;
}

static void
find_crossings (CalloutBasemap *self,
                const char     *one_street,
                const char     *other_street,
                GArray         *found)
{
  int place_a, place_b;
  g_autoptr (GArray) names_a = match_names (self, one_street, &place_a);
  g_autoptr (GArray) names_b = match_names (self, other_street, &place_b);
  int place = place_b >= 0 ? place_b : place_a;

  for (guint i = 0; i < MIN (names_a->len, MAX_CROSSING_NAMES); i++)
    for (guint j = 0; j < MIN (names_b->len, MAX_CROSSING_NAMES); j++)
      {
        NameMatch *a = &g_array_index (names_a, NameMatch, i);
        NameMatch *b = &g_array_index (names_b, NameMatch, j);
        g_autoptr (GArray) meetings = NULL;

        if (a->name == b->name)
          continue;
        meetings = find_meetings (self, a->name, b->name);
        for (guint k = 0; k < meetings->len; k++)
          {
            Meeting *meeting = &g_array_index (meetings, Meeting, k);
            Found one = { .match = MAX (a->match, b->match), .importance = (guint) meeting->off };

            one.wanted_place = place == (int) meeting->place;
            /* Translators: two streets that meet, and the town or part of a city */
            one.hit = hit_new (CALLOUT_PLACE_INTERSECTION,
                               g_strdup_printf (_("%s & %s, %s"),
                                                (char *) g_ptr_array_index (self->names, a->name),
                                                (char *) g_ptr_array_index (self->names, b->name),
                                                PLACE (self, meeting->place)->name),
                               &meeting->spot, one.match);
            one.hit->exact = one.hit->exact && fits_place (self, one.hit, place, meeting->place);
            g_array_append_val (found, one);
          }
      }
}

/* “Beacon St & Charles St”, “INTERSECTION of …”, “Beacon at Charles” */
static gboolean
split_crossing (const char  *text,
                char       **one,
                char       **other)
{
  static const char *const between[] = { "&", "@", "/", " and ", " at ", " und ", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *start = lower;

  if (g_str_has_prefix (start, "intersection "))
    start += strlen ("intersection ");
  if (g_str_has_prefix (start, "of "))
    start += strlen ("of ");
  for (guint i = 0; between[i] != NULL; i++)
    {
      const char *at = strstr (start, between[i]);

      if (at == NULL || at == start)
        continue;
      *one = g_strndup (start, at - start);
      *other = g_strdup (at + strlen (between[i]));
      return TRUE;
    }
  return FALSE;
}

static int
compare_found (const void *a,
               const void *b)
{
  const Found *one = a, *other = b;

  if (one->match != other->match)
    return one->match < other->match ? -1 : 1;
  if (one->wanted_place != other->wanted_place)
    return one->wanted_place ? -1 : 1;
  if (one->hit->kind != other->hit->kind)
    return one->hit->kind > other->hit->kind ? -1 : 1;
  if (one->importance != other->importance)
    return one->importance < other->importance ? -1 : 1;
  return strcmp (one->hit->label, other->hit->label);
}

static void
clear_found (gpointer data)
{
  callout_place_free (((Found *) data)->hit);
}

/**
 * callout_place_free:
 * @self: (transfer full) (nullable): a hit
 */
void
callout_place_free (CalloutPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self);
}

/**
 * callout_basemap_search:
 * @text: as typed, or an address column's value: a street with or without a
 *   house number, town and postal code; two streets that meet ("Beacon St &
 *   Charles St", "INTERSECTION of …"); a place; or coordinates
 * @limit: how many hits at most, 0 for all
 *
 * What the text may mean, best first. Takes a few milliseconds at most. There
 * are no house numbers in the map: for an address, the street is found.
 *
 * Returns: (transfer full) (element-type CalloutPlace): the hits, possibly none
 */
GPtrArray *
callout_basemap_search (CalloutBasemap *self,
                        const char     *text,
                        guint           limit)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_place_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  CalloutPoint point;

  g_return_val_if_fail (self != NULL && text != NULL, hits);

  if (callout_point_parse (text, &point, NULL))
    {
      CalloutPlace *hit = g_new0 (CalloutPlace, 1);

      *hit = (CalloutPlace) { callout_point_to_string (&point), point, CALLOUT_PLACE_POSITION, TRUE };
      g_ptr_array_add (hits, hit);
      return hits;
    }

  g_array_set_clear_func (found, clear_found);
  if (split_crossing (text, &one, &other))
    find_crossings (self, one, other, found);
  if (found->len == 0)
    {
      int place;
      g_autoptr (GArray) names = match_names (self, one != NULL ? one : text, &place);

      find_streets (self, names, place, found);
      find_places (self, one != NULL ? one : text, found);
    }

  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len && (limit == 0 || i < limit); i++)
    g_ptr_array_add (hits, g_steal_pointer (&g_array_index (found, Found, i).hit));
  return hits;
}
