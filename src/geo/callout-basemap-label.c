/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where names go. Each zoom's labels are placed once for the whole map: towns,
 * then streets by class and length, each at intervals along its line wherever
 * there is room and the line is straight enough to read. */

#include "callout-basemap-label.h"

#include <math.h>

#define FONT "Cantarell"

/* Sets of zooms last used are kept; a person looks at two or three. */
#define MAX_SETS 4

/* In pixels. */
#define REPEAT_DISTANCE 280.0
#define INTERVAL 420.0
#define STEP 28.0
#define BUCKET 64.0

/* In radians: how far a line may turn from one letter to the next, and over a
 * whole name. */
#define MAX_TURN 0.42
#define MAX_BEND 1.1

typedef struct {
  float x, y, radius;
  gint  next;               /* the next disc of the bucket, or -1 */
} Disc;

typedef struct {
  float x, y;
  gint  next;               /* the next anchor of the name, or -1 */
} Anchor;

typedef struct {
  guint  line;
  double length;
} Candidate;

typedef struct {
  CalloutBasemap *map;
  guint           zoom;
  double          scale;    /* pixels in a unit */
  LabelSet       *set;
  GArray         *discs;
  GHashTable     *buckets;  /* bucket → first disc + 1 */
  GArray         *anchors;
  gint           *anchor_of;  /* first anchor of each name, or -1 */
  GArray         *path;     /* double pairs: the line at hand, in pixels */
  GArray         *along;    /* double: how far along each of its points is */
  GArray         *text;     /* guint: the glyphs of the name at hand */
} Placer;

double
callout_label_size (LabelKind kind,
                    guint     zoom)
{
  switch (kind)
    {
    case LABEL_TOWN:
      return zoom <= 10 ? 14 : zoom <= 12 ? 17 : 20;
    case LABEL_PART:
      return zoom <= 12 ? 12 : 14;
    case LABEL_MAJOR_STREET:
      return zoom <= 14 ? 10.5 : zoom <= 16 ? 11.5 : zoom <= 18 ? 12.5 : 14;
    case LABEL_STREET:
    default:
      return zoom <= 15 ? 9.5 : zoom <= 16 ? 10.5 : zoom <= 18 ? 12 : 13.5;
    }
}

/* The first zoom the names of a class are shown at. */
static guint
first_zoom (StreetClass street_class)
{
  switch (street_class)
    {
    case STREET_MOTORWAY:
    case STREET_TRUNK:
    case STREET_PRIMARY:
      return 13;
    case STREET_SECONDARY:
      return 14;
    case STREET_TERTIARY:
      return 15;
    default:
      return 16;
    }
}

static void
clear_glyph (gpointer data)
{
  cairo_path_destroy (((Glyph *) data)->path);
}

static void
load_glyph (cairo_t *cr,
            gunichar letter,
            Glyph   *glyph)
{
  char text[7] = "";
  cairo_text_extents_t extents;

  g_unichar_to_utf8 (letter, text);
  cairo_text_extents (cr, text, &extents);
  cairo_new_path (cr);
  cairo_move_to (cr, 0, 0);
  cairo_text_path (cr, text);
  glyph->advance = extents.x_advance;
  glyph->path = cairo_copy_path (cr);
}

static void
load_letters (CalloutBasemap *map,
              cairo_t        *cr,
              const char     *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      Glyph glyph;

      if (g_hash_table_contains (map->glyph_of, GUINT_TO_POINTER (letter)))
        continue;
      load_glyph (cr, letter, &glyph);
      g_hash_table_insert (map->glyph_of, GUINT_TO_POINTER (letter),
                           GUINT_TO_POINTER (map->glyphs->len));
      g_array_append_val (map->glyphs, glyph);
    }
}

/* All letters of the map's names, once. */
static void
ensure_glyphs (CalloutBasemap *map)
{
  cairo_surface_t *surface;
  cairo_font_options_t *options;
  cairo_t *cr;

  if (map->glyphs != NULL)
    return;

  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  options = cairo_font_options_create ();
  cr = cairo_create (surface);
  map->glyphs = g_array_new (FALSE, FALSE, sizeof (Glyph));
  g_array_set_clear_func (map->glyphs, clear_glyph);
  map->glyph_of = g_hash_table_new (NULL, NULL);

  /* outlines, not screen letters: nothing may be fitted to a pixel grid */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options (cr, options);
  cairo_select_font_face (cr, FONT, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, EM);
  for (guint i = 0; i < map->names->len; i++)
    load_letters (map, cr, g_ptr_array_index (map->names, i));
  for (guint i = 0; i < map->places->len; i++)
    load_letters (map, cr, PLACE (map, i)->name);

  cairo_destroy (cr);
  cairo_font_options_destroy (options);
  cairo_surface_destroy (surface);
}

/* Sets the text at hand; returns its width at @size. */
static double
take_text (Placer     *placer,
           const char *text,
           double      size)
{
  double width = 0;

  g_array_set_size (placer->text, 0);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (placer->map->glyph_of,
                                                           GUINT_TO_POINTER (g_utf8_get_char (p))));

      g_array_append_val (placer->text, index);
      width += g_array_index (placer->map->glyphs, Glyph, index).advance * size / EM;
    }
  return width;
}

static double
advance_of (Placer *placer,
            guint   index,
            double  size)
{
  guint glyph = g_array_index (placer->text, guint, index);

  return g_array_index (placer->map->glyphs, Glyph, glyph).advance * size / EM;
}

static gpointer
bucket_key (int column,
            int row)
{
  /* some key for every bucket; two that share one cost time, not correctness */
  return GUINT_TO_POINTER ((guint) column * 73856093u ^ (guint) row * 19349663u);
}

static gboolean
disc_is_free (Placer *placer,
              double  x,
              double  y,
              double  radius)
{
  int column = (int) floor (x / BUCKET), row = (int) floor (y / BUCKET);

  for (int r = row - 1; r <= row + 1; r++)
    for (int c = column - 1; c <= column + 1; c++)
      {
        gint at = GPOINTER_TO_INT (g_hash_table_lookup (placer->buckets, bucket_key (c, r))) - 1;

        while (at >= 0)
          {
            const Disc *disc = &g_array_index (placer->discs, Disc, at);

            if (hypot (disc->x - x, disc->y - y) < disc->radius + radius)
              return FALSE;
            at = disc->next;
          }
      }
  return TRUE;
}

static void
take_disc (Placer *placer,
           double  x,
           double  y,
           double  radius)
{
  gpointer key = bucket_key ((int) floor (x / BUCKET), (int) floor (y / BUCKET));
  Disc disc = { (float) x, (float) y, (float) radius,
                GPOINTER_TO_INT (g_hash_table_lookup (placer->buckets, key)) - 1 };

  g_array_append_val (placer->discs, disc);
  g_hash_table_insert (placer->buckets, key, GINT_TO_POINTER (placer->discs->len));
}

/* Takes the room of the placed glyphs from @first on, or none of it. */
static gboolean
take_room (Placer *placer,
           double  x,
           double  y,
           guint   first,
           double  size)
{
  GArray *placed = placer->set->placed;
  double radius = size * 0.62;

  for (guint i = first; i < placed->len; i++)
    {
      const PlacedGlyph *glyph = &g_array_index (placed, PlacedGlyph, i);

      if (!disc_is_free (placer, x + glyph->x, y + glyph->y, radius))
        return FALSE;
    }
  for (guint i = first; i < placed->len; i += 2)
    {
      const PlacedGlyph *glyph = &g_array_index (placed, PlacedGlyph, i);

      take_disc (placer, x + glyph->x, y + glyph->y, radius);
    }
  return TRUE;
}

static void
add_label (Placer    *placer,
           LabelKind  kind,
           double     x,
           double     y,
           guint      first,
           double     size)
{
  Label label = { kind, x, y, 0, first, placer->set->placed->len - first };

  for (guint i = 0; i < label.n_glyphs; i++)
    {
      const PlacedGlyph *glyph = &g_array_index (placer->set->placed, PlacedGlyph, first + i);

      label.reach = MAX (label.reach, hypot (glyph->x, glyph->y) + size);
    }
  g_array_append_val (placer->set->labels, label);
}

static void
place_town (Placer      *placer,
            const Place *place,
            LabelKind    kind)
{
  double size = callout_label_size (kind, placer->zoom);
  double width = take_text (placer, place->name, size);
  double x = place->spot.x * placer->scale, y = place->spot.y * placer->scale;
  guint first = placer->set->placed->len;
  double at = -width / 2;

  for (guint i = 0; i < placer->text->len; i++)
    {
      PlacedGlyph glyph = { (float) at, (float) (size * 0.34), 0,
                            g_array_index (placer->text, guint, i) };

      g_array_append_val (placer->set->placed, glyph);
      at += advance_of (placer, i, size);
    }
  if (take_room (placer, x, y, first, size * 1.3))
    add_label (placer, kind, x, y, first, size);
  else
    g_array_set_size (placer->set->placed, first);
}

static void
place_towns (Placer *placer)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < placer->map->places->len; i++)
      {
        const Place *place = PLACE (placer->map, i);

        if (pass == 0 && place->is_town && placer->zoom >= 8 && placer->zoom <= 13)
          place_town (placer, place, LABEL_TOWN);
        if (pass == 1 && !place->is_town && placer->zoom >= 11 && placer->zoom <= 14)
          place_town (placer, place, LABEL_PART);
      }
}

/* Sets the path at hand to a line as it is drawn; returns its length. */
static double
take_path (Placer     *placer,
           const Line *line)
{
  const Spot *spots = SPOTS (placer->map, line);
  const guint8 *detail = placer->map->detail + line->first;
  double gone = 0, last_x = 0, last_y = 0;

  g_array_set_size (placer->path, 0);
  g_array_set_size (placer->along, 0);
  for (guint i = 0; i < line->n_points; i++)
    {
      double point[2] = { spots[i].x * placer->scale, spots[i].y * placer->scale };

      if (detail[i] > placer->zoom)
        continue;
      if (placer->path->len > 0)
        gone += hypot (point[0] - last_x, point[1] - last_y);
      g_array_append_vals (placer->path, point, 1);
      g_array_append_val (placer->along, gone);
      last_x = point[0];
      last_y = point[1];
    }
  return gone;
}

/* The point so far along the path at hand; @hint speeds up going on from there. */
static void
path_at (Placer *placer,
         double  distance,
         guint  *hint,
         double *x,
         double *y)
{
  const double *along = (const double *) placer->along->data;
  const double (*points)[2] = (const double (*)[2]) placer->path->data;
  guint last = placer->along->len - 1;
  guint i = *hint;
  double part;

  while (i > 0 && along[i] > distance)
    i--;
  while (i + 2 <= last && along[i + 1] < distance)
    i++;
  *hint = i;
  part = along[i + 1] > along[i] ? (distance - along[i]) / (along[i + 1] - along[i]) : 0;
  *x = points[i][0] + part * (points[i + 1][0] - points[i][0]);
  *y = points[i][1] + part * (points[i + 1][1] - points[i][1]);
}

static double
turn_between (double a,
              double b)
{
  double turn = fabs (a - b);

  return turn > G_PI ? 2 * G_PI - turn : turn;
}

/* Lays the text at hand along the path at hand, its middle @middle along. Fails
 * where the line bends too much to be read, and where there is no room. */
static gboolean
lay_text (Placer    *placer,
          double     middle,
          double     width,
          double     size,
          LabelKind  kind)
{
  GArray *placed = placer->set->placed;
  guint first = placed->len;
  guint hint = 0;
  double x1, y1, x2, y2, mx, my, from, direction = 1;
  double first_angle = 0, last_angle = 0;

  path_at (placer, middle - width / 2, &hint, &x1, &y1);
  path_at (placer, middle + width / 2, &hint, &x2, &y2);
  path_at (placer, middle, &hint, &mx, &my);
  /* from left to right, and upwards where that cannot be told */
  if (x2 < x1 - 0.5 || (fabs (x2 - x1) <= 0.5 && y2 > y1))
    direction = -1;
  from = middle - direction * width / 2;

  for (guint i = 0; i < placer->text->len; i++)
    {
      double advance = advance_of (placer, i, size);
      double centre = from + direction * advance / 2;
      double half = MAX (advance, size) / 2;
      double angle, cx, cy;
      PlacedGlyph glyph;

      path_at (placer, MAX (centre - half, 0), &hint, &x1, &y1);
      path_at (placer, MIN (centre + half, g_array_index (placer->along, double, placer->along->len - 1)),
               &hint, &x2, &y2);
      path_at (placer, centre, &hint, &cx, &cy);
      angle = direction > 0 ? atan2 (y2 - y1, x2 - x1) : atan2 (y1 - y2, x1 - x2);
      if (i == 0)
        first_angle = last_angle = angle;
      if (turn_between (angle, last_angle) > MAX_TURN || turn_between (angle, first_angle) > MAX_BEND)
        goto give_up;
      last_angle = angle;

      /* from the middle of the letter on the line to its origin on the baseline */
      glyph.x = (float) (cx - cos (angle) * advance / 2 - sin (angle) * size * 0.34 - mx);
      glyph.y = (float) (cy - sin (angle) * advance / 2 + cos (angle) * size * 0.34 - my);
      glyph.angle = (float) angle;
      glyph.glyph = g_array_index (placer->text, guint, i);
      g_array_append_val (placed, glyph);
      from += direction * advance;
    }

  if (take_room (placer, mx, my, first, size))
    {
      add_label (placer, kind, mx, my, first, size);
      return TRUE;
    }

give_up:
  g_array_set_size (placed, first);
  return FALSE;
}

/* Whether the same name stands near already: on the other carriageway, or on
 * the line this one goes on from. */
static gboolean
is_repeated (Placer *placer,
             guint   name,
             double  x,
             double  y)
{
  for (gint at = placer->anchor_of[name]; at >= 0;)
    {
      const Anchor *anchor = &g_array_index (placer->anchors, Anchor, at);

      if (hypot (anchor->x - x, anchor->y - y) < REPEAT_DISTANCE)
        return TRUE;
      at = anchor->next;
    }
  return FALSE;
}

static void
place_street (Placer          *placer,
              const Candidate *candidate)
{
  const Line *line = LINE (placer->map, candidate->line);
  guint name = STREET (placer->map, line->street)->name;
  LabelKind kind = line->street_class <= STREET_SECONDARY ? LABEL_MAJOR_STREET : LABEL_STREET;
  double size = callout_label_size (kind, placer->zoom);
  double width = take_text (placer, g_ptr_array_index (placer->map->names, name), size);
  double length = take_path (placer, line);
  double slack = length - width - size;
  guint n_labels;

  if (slack < 0 || placer->path->len < 2)
    return;

  n_labels = MAX (1, (guint) (length / (width + INTERVAL)));
  for (guint i = 0; i < n_labels; i++)
    {
      double share = length / n_labels;
      double middle = share * (i + 0.5);
      double reach = MAX (share / 2 - width / 2 - size / 2, 0);

      /* the middle of its share of the line first, then by turns to either side */
      for (guint attempt = 0; attempt * STEP / 2 <= reach; attempt++)
        {
          double at = middle + (attempt % 2 ? 1 : -1) * ((attempt + 1) / 2) * STEP;
          double x, y;
          guint hint = 0;
          Anchor anchor;

          if (fabs (at - middle) > reach)
            break;
          path_at (placer, at, &hint, &x, &y);
          if (is_repeated (placer, name, x, y))
            continue;
          if (!lay_text (placer, at, width, size, kind))
            continue;
          anchor = (Anchor) { (float) x, (float) y, placer->anchor_of[name] };
          placer->anchor_of[name] = placer->anchors->len;
          g_array_append_val (placer->anchors, anchor);
          break;
        }
    }
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b,
                    gpointer      data)
{
  const Candidate *one = a, *other = b;
  CalloutBasemap *map = data;
  StreetClass class_a = LINE (map, one->line)->street_class;
  StreetClass class_b = LINE (map, other->line)->street_class;

  if (class_a != class_b)
    return class_a < class_b ? -1 : 1;
  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;
  return (one->line > other->line) - (one->line < other->line);
}

static void
place_streets (Placer *placer)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < placer->map->lines->len; i++)
    {
      const Line *line = LINE (placer->map, i);
      const Spot *spots = SPOTS (placer->map, line);
      Candidate candidate = { i, 0 };

      if (line->is_link || first_zoom (line->street_class) > placer->zoom)
        continue;
      for (guint j = 1; j < line->n_points; j++)
        candidate.length += hypot ((double) spots[j].x - spots[j - 1].x,
                                   (double) spots[j].y - spots[j - 1].y);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort_with_data (candidates, compare_candidates, placer->map);
  for (guint i = 0; i < candidates->len; i++)
    place_street (placer, &g_array_index (candidates, Candidate, i));
}

static LabelSet *
label_set_new (CalloutBasemap *map,
               guint           zoom)
{
  LabelSet *set = g_atomic_rc_box_new0 (LabelSet);
  guint n_names = map->names->len;
  Placer placer = {
    .map = map, .zoom = zoom, .scale = exp2 ((double) zoom + 8 - WORLD_BITS), .set = set,
    .discs = g_array_new (FALSE, FALSE, sizeof (Disc)),
    .buckets = g_hash_table_new (NULL, NULL),
    .anchors = g_array_new (FALSE, FALSE, sizeof (Anchor)),
    .anchor_of = g_new (gint, n_names + 1),
    .path = g_array_new (FALSE, FALSE, 2 * sizeof (double)),
    .along = g_array_new (FALSE, FALSE, sizeof (double)),
    .text = g_array_new (FALSE, FALSE, sizeof (guint)),
  };

  set->zoom = zoom;
  set->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  set->placed = g_array_new (FALSE, FALSE, sizeof (PlacedGlyph));
  set->glyphs = g_array_ref (map->glyphs);
  for (guint i = 0; i < n_names; i++)
    placer.anchor_of[i] = -1;

  place_towns (&placer);
  place_streets (&placer);

  g_array_unref (placer.discs);
  g_hash_table_unref (placer.buckets);
  g_array_unref (placer.anchors);
  g_free (placer.anchor_of);
  g_array_unref (placer.path);
  g_array_unref (placer.along);
  g_array_unref (placer.text);
  return set;
}

static void
label_set_finalize (gpointer data)
{
  LabelSet *set = data;

  g_array_unref (set->labels);
  g_array_unref (set->placed);
  g_array_unref (set->glyphs);
}

/*
 * callout_basemap_labels:
 *
 * The labels of a zoom, placed now when they were not yet. Any thread may ask;
 * the others wait meanwhile.
 *
 * Returns: (transfer full): the set
 */
LabelSet *
callout_basemap_labels (CalloutBasemap *self,
                        guint           zoom)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->label_lock);
  LabelSet *set = NULL;

  ensure_glyphs (self);
  if (self->label_sets == NULL)
    self->label_sets = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_label_set_unref);

  for (guint i = 0; i < self->label_sets->len && set == NULL; i++)
    {
      set = g_ptr_array_index (self->label_sets, i);
      if (set->zoom == zoom)
        set = g_ptr_array_steal_index (self->label_sets, i);
      else
        set = NULL;
    }
  if (set == NULL)
    set = label_set_new (self, zoom);

  g_ptr_array_insert (self->label_sets, 0, set);
  if (self->label_sets->len > MAX_SETS)
    g_ptr_array_set_size (self->label_sets, MAX_SETS);
  return g_atomic_rc_box_acquire (set);
}

void
callout_label_set_unref (LabelSet *set)
{
  g_atomic_rc_box_release_full (set, label_set_finalize);
}
