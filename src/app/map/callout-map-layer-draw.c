/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-layer-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* Beyond so many marks in sight no name would find a free place. */
#define MAX_LABELLED 250

#define ENGINEER_NAMES_FROM 14.0
#define WORK_ORDER_NAMES_FROM 16.0
#define SMALL_BELOW 11.0

typedef struct {
  CalloutMapLayer *self;
  GtkSnapshot     *snapshot;
  double           zoom;
  int              scale;
  gboolean         small;
} Pass;

static const CalloutMapGlyph *
mark_glyph (const Pass           *pass,
            const CalloutMapMark *mark)
{
  CalloutMapLayer *self = pass->self;
  const CalloutMapItem *item = callout_map_layer_item (self, mark->first);

  if (mark->kind == CALLOUT_KIND_WORK_ORDER)
    return mark->n > 1 ? callout_map_glyphs_work_orders (self->glyphs, mark->n, mark->priority, mark->taken)
                       : callout_map_glyphs_work_order (self->glyphs, item->flags, item->priority, pass->small);
  return mark->n > 1 ? callout_map_glyphs_engineers (self->glyphs, mark->n, mark->n_external, mark->left_out)
                     : callout_map_glyphs_engineer (self->glyphs, item->flags, self->initials[mark->first],
                                                    pass->small);
}

static void
draw_mark (const Pass           *pass,
           const CalloutMapMark *mark)
{
  callout_map_glyph_snapshot (mark_glyph (pass, mark), pass->snapshot, mark->px, mark->py, pass->scale);
}

/* The point of a halo: the middle of the body, not the tip of a pin. */
static void
draw_halo (const Pass           *pass,
           const CalloutMapMark *mark,
           gboolean              strong)
{
  const graphene_rect_t *bounds = &mark_glyph (pass, mark)->bounds;
  gboolean order = mark->kind == CALLOUT_KIND_WORK_ORDER;
  float width = bounds->size.width;
  float middle = order ? bounds->origin.y + (bounds->size.height - 4) * 0.42f : 0;

  callout_map_glyph_snapshot (callout_map_glyphs_halo (pass->self->glyphs, (guint) (width / 2 + (order ? 4 : 1)), strong),
                              pass->snapshot, mark->px, mark->py + middle, pass->scale);
}

static GdkRGBA
ink (CalloutMapLayer *self,
     float            alpha)
{
  GdkRGBA colour;

  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    alpha = MAX (alpha, 0.85f);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha = alpha;
  return colour;
}

static void
draw_rings (const Pass *pass)
{
  static const int kilometres[] = { 1, 2, 5, 10, 20 };
  CalloutMapLayer *self = pass->self;
  double metres_per_pixel = callout_mercator_metres_per_pixel (self->ring_centre.latitude, pass->zoom,
                                                               CALLOUT_MAP_TILE_SIZE);
  GdkRGBA line = ink (self, 0.34f);
  CalloutMapMark middle = { 0 };
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double x, y;

  shumate_viewport_location_to_widget_coords (shumate_layer_get_viewport (SHUMATE_LAYER (self)),
                                              GTK_WIDGET (self), self->ring_centre.latitude,
                                              self->ring_centre.longitude, &x, &y);
  middle.px = (float) x;
  middle.py = (float) y;

  for (guint i = 0; i < G_N_ELEMENTS (kilometres); i++)
    {
      double radius = kilometres[i] * 1000.0 / metres_per_pixel;
      const CalloutMapGlyph *text;
      g_autofree char *label = NULL;
      GskRoundedRect ring;
      float label_width;

      /* Too small to tell apart, or all around what is in sight. */
      if (radius < 26 || radius > hypot (width, height) * 1.2)
        continue;
      gsk_rounded_rect_init_from_rect (&ring,
                                       &GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius),
                                                            (float) radius * 2, (float) radius * 2),
                                       (float) radius);
      gtk_snapshot_append_border (pass->snapshot, &ring, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                                  (GdkRGBA[4]) { line, line, line, line });

      /* Translators: the radius of a ring of distance on the map */
      label = g_strdup_printf (_("%d km"), kilometres[i]);
      text = callout_map_glyphs_text (self->glyphs, CALLOUT_MAP_TEXT_NOTE, label);
      if (text == NULL)
        continue;
      label_width = text->bounds.size.width;
      for (int side = -1; side <= 1; side += 2)
        callout_map_glyph_snapshot (text, pass->snapshot, middle.px - label_width / 2 + 3,
                                    middle.py + side * radius - 8, pass->scale);
    }
}

/* From the work order to who is to go. */
static void
draw_lines (const Pass *pass)
{
  CalloutMapLayer *self = pass->self;
  const CalloutMapMark *from = NULL;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);

      if (callout_map_layer_item (self, mark->first)->flags & CALLOUT_MAP_ITEM_CENTRE)
        from = mark;
    }
  if (from == NULL)
    return;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const CalloutMapMark *to = &g_array_index (self->marks, CalloutMapMark, i);
      CalloutMapItemFlags flags = callout_map_layer_item (self, to->first)->flags;
      gboolean lead = (flags & CALLOUT_MAP_ITEM_LEAD) != 0;
      GdkRGBA colour = ink (self, lead ? 0.75f : 0.45f);
      float thickness = lead ? 3 : 2;
      double dx, dy;

      if (!(flags & (CALLOUT_MAP_ITEM_LEAD | CALLOUT_MAP_ITEM_COLLABORATOR)))
        continue;
      dx = to->px - from->px;
      dy = to->py - from->py;
      gtk_snapshot_save (pass->snapshot);
      gtk_snapshot_translate (pass->snapshot, &GRAPHENE_POINT_INIT (from->px, from->py));
      gtk_snapshot_rotate (pass->snapshot, (float) (atan2 (dy, dx) * 180 / G_PI));
      gtk_snapshot_append_color (pass->snapshot, &colour,
                                 &GRAPHENE_RECT_INIT (0, -thickness / 2, (float) hypot (dx, dy), thickness));
      gtk_snapshot_restore (pass->snapshot);
    }
}

static gboolean
is_free (GArray                *taken,
         const graphene_rect_t *place)
{
  for (guint i = 0; i < taken->len; i++)
    if (graphene_rect_intersection (&g_array_index (taken, graphene_rect_t, i), place, NULL))
      return FALSE;
  return TRUE;
}

/* A name to the right of its mark, its age below; nothing where another mark
 * or name is already, unless it must be. */
static void
draw_label (const Pass           *pass,
            const CalloutMapMark *mark,
            GArray               *taken,
            gboolean              must)
{
  CalloutMapLayer *self = pass->self;
  const CalloutMapItem *item = callout_map_layer_item (self, mark->first);
  const graphene_rect_t *body = &mark_glyph (pass, mark)->bounds;
  const CalloutMapGlyph *name, *age = NULL;
  graphene_rect_t place;
  double x, y;

  if (item->name == NULL)
    return;
  name = callout_map_glyphs_text (self->glyphs, CALLOUT_MAP_TEXT_NAME, item->name);
  if (item->age != NULL)
    age = callout_map_glyphs_text (self->glyphs, CALLOUT_MAP_TEXT_NOTE, item->age);
  if (name == NULL || (item->age != NULL && age == NULL))
    return;

  x = mark->px + body->origin.x + body->size.width + 1;
  y = mark->py + body->origin.y + body->size.height * (mark->kind == CALLOUT_KIND_WORK_ORDER ? 0.42f : 0.5f);
  if (age != NULL)
    y -= (name->bounds.size.height + age->bounds.size.height) / 2 - 6;
  else
    y -= name->bounds.size.height / 2 - 3;

  place = GRAPHENE_RECT_INIT ((float) x - 2, (float) y - 2,
                              MAX (name->bounds.size.width, age ? age->bounds.size.width : 0),
                              name->bounds.size.height + (age ? age->bounds.size.height - 8 : 0));
  if (taken != NULL)
    {
      if (!must && !is_free (taken, &place))
        return;
      g_array_append_val (taken, place);
    }
  callout_map_glyph_snapshot (name, pass->snapshot, x, y, pass->scale);
  if (age != NULL)
    callout_map_glyph_snapshot (age, pass->snapshot, x, y + name->bounds.size.height - 8, pass->scale);
}

static gboolean
wants_name (const Pass           *pass,
            const CalloutMapMark *mark)
{
  CalloutMapItemFlags flags = callout_map_layer_item (pass->self, mark->first)->flags;

  if (mark->n > 1)
    return FALSE;
  if (flags & (CALLOUT_MAP_ITEM_LEAD | CALLOUT_MAP_ITEM_COLLABORATOR))
    return TRUE;
  if (flags & CALLOUT_MAP_ITEM_CENTRE)
    return FALSE;
  return pass->zoom >= (mark->kind == CALLOUT_KIND_PERSON ? ENGINEER_NAMES_FROM : WORK_ORDER_NAMES_FROM);
}

static void
draw_labels (const Pass *pass)
{
  CalloutMapLayer *self = pass->self;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  guint n = 0;

  for (guint i = 0; i < self->marks->len && n <= MAX_LABELLED; i++)
    n += g_array_index (self->marks, CalloutMapMark, i).in_sight;
  if (n > MAX_LABELLED)
    return;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
      graphene_rect_t body;

      if (!mark->in_sight)
        continue;
      body = mark_glyph (pass, mark)->bounds;
      graphene_rect_inset (&body, 5, 5);
      graphene_rect_offset (&body, mark->px, mark->py);
      g_array_append_val (taken, body);
    }

  /* The chosen first, then people, then work. */
  for (int turn = 0; turn < 3; turn++)
    for (guint i = 0; i < self->marks->len; i++)
      {
        const CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
        int due = mark->clusters == NULL ? 0 : mark->kind == CALLOUT_KIND_PERSON ? 1 : 2;

        if (mark->in_sight && due == turn && wants_name (pass, mark))
          draw_label (pass, mark, taken, turn == 0);
      }
}

/* What the pointer or the keyboard is on comes last and so on top. */
static void
draw_foremost (const Pass *pass)
{
  CalloutMapLayer *self = pass->self;
  const CalloutMapMark *selected = callout_map_layer_mark_of (self, &self->selected);
  const CalloutMapMark *hovered = callout_map_layer_mark_of (self, &self->hovered);
  const CalloutMapMark *target = NULL;

  if (self->target > 0)
    target = callout_map_layer_mark_of (self, &(CalloutMapRef) { CALLOUT_KIND_PERSON, self->target });

  if (selected != NULL && selected->in_sight)
    {
      draw_halo (pass, selected, TRUE);
      draw_mark (pass, selected);
      if (selected->n == 1)
        draw_label (pass, selected, NULL, TRUE);
    }
  if (hovered != NULL && hovered != selected && hovered->in_sight)
    {
      draw_halo (pass, hovered, FALSE);
      draw_mark (pass, hovered);
      if (hovered->n == 1)
        draw_label (pass, hovered, NULL, TRUE);
    }
  if (target != NULL && target->in_sight)
    {
      draw_halo (pass, target, self->verdict == CALLOUT_MAP_VERDICT_YES);
      draw_mark (pass, target);
      draw_label (pass, target, NULL, TRUE);
    }
}

/* The pin in the hand. One that comes from elsewhere brings its own picture. */
static void
draw_dragged (const Pass *pass)
{
  CalloutMapLayer *self = pass->self;
  const CalloutMapItem *item;

  if (self->dragged == 0 || self->drag_from_outside)
    return;
  item = callout_map_layer_find (self, CALLOUT_KIND_WORK_ORDER, self->dragged);
  if (item == NULL)
    return;
  callout_map_glyph_snapshot (callout_map_glyphs_work_order (self->glyphs, CALLOUT_MAP_ITEM_CENTRE, item->priority,
                                                             FALSE),
                              pass->snapshot, self->drag_x, self->drag_y, pass->scale);
}

void
callout_map_layer_snapshot_all (CalloutMapLayer *self,
                                GtkSnapshot     *snapshot)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  Pass pass = {
    .self = self,
    .snapshot = snapshot,
    .zoom = shumate_viewport_get_zoom_level (viewport),
    .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
  };

  pass.small = pass.zoom < SMALL_BELOW;
  callout_map_layer_lay_out (self);
  if (self->has_rings)
    draw_rings (&pass);
  draw_lines (&pass);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);

      if (mark->in_sight)
        draw_mark (&pass, mark);
    }
  draw_labels (&pass);
  draw_foremost (&pass);
  draw_dragged (&pass);
}
