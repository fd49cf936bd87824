/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-layer-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What stands together on the map, where it is, and what is said of it. */

/* From this level on only what lies almost in one place is taken together. */
#define STREET_LEVEL 17

static double
cluster_radius (int level)
{
  double pixels = level < STREET_LEVEL ? 46 : level == STREET_LEVEL ? 28 : 16;

  return pixels / (CALLOUT_MAP_TILE_SIZE * exp2 (level));
}

static CalloutMapMark
make_mark (CalloutMapLayer    *self,
           CalloutMapClusters *clusters,
           guint               nth,
           const guint        *members,
           guint               n)
{
  const CalloutMapItem *first = callout_map_layer_item (self, members[0]);
  CalloutMapMark mark = {
    .clusters = clusters,
    .nth = nth,
    .first = members[0],
    .n = n,
    .kind = first->kind,
    .taken = TRUE,
    .left_out = (first->flags & CALLOUT_MAP_ITEM_LEFT_OUT) != 0,
  };

  for (guint i = 0; i < n; i++)
    {
      const CalloutMapItem *item = callout_map_layer_item (self, members[i]);

      if (item->flags & CALLOUT_MAP_ITEM_EXTERNAL)
        mark.n_external++;
      if (!(item->flags & CALLOUT_MAP_ITEM_TAKEN))
        mark.taken = FALSE;
    }
  /* Of what still waits the most urgent tells the colour; of what is taken
   * only where nothing waits. */
  for (guint i = 0; i < n; i++)
    {
      const CalloutMapItem *item = callout_map_layer_item (self, members[i]);

      if (mark.taken || !(item->flags & CALLOUT_MAP_ITEM_TAKEN))
        mark.priority = MAX (mark.priority, item->priority);
    }
  if (clusters != NULL)
    {
      const CalloutMapCluster *cluster = &g_array_index (clusters->clusters, CalloutMapCluster, nth);

      mark.x = cluster->x;
      mark.y = cluster->y;
    }
  else
    {
      mark.x = self->x[members[0]];
      mark.y = self->y[members[0]];
    }
  return mark;
}

static void
add_marks (CalloutMapLayer    *self,
           CalloutMapClusters *clusters)
{
  for (guint c = 0; c < clusters->clusters->len; c++)
    {
      const CalloutMapCluster *cluster = &g_array_index (clusters->clusters, CalloutMapCluster, c);
      CalloutMapMark mark = make_mark (self, clusters, c,
                                       &g_array_index (clusters->members, guint, cluster->first),
                                       cluster->n);

      g_array_append_val (self->marks, mark);
    }
}

/* What is drawn later lies on top: people over work orders, the south over the
 * north so that pins stand before one another, the chosen over all. */
static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  const CalloutMapMark *one = a;
  const CalloutMapMark *two = b;

  if ((one->clusters == NULL) != (two->clusters == NULL))
    return one->clusters == NULL ? 1 : -1;
  if (one->kind != two->kind)
    return one->kind == CALLOUT_KIND_PERSON ? 1 : -1;
  if (one->left_out != two->left_out)
    return one->left_out ? -1 : 1;
  if (one->y != two->y)
    return one->y > two->y ? 1 : -1;
  return one->first > two->first ? 1 : one->first < two->first ? -1 : 0;
}

static void
group (CalloutMapLayer *self,
       int              level)
{
  guint n = self->items->len;
  g_autofree guint *orders = g_new (guint, MAX (n, 1));
  g_autofree guint *engineers = g_new (guint, MAX (n, 1));
  g_autofree guint *left_out = g_new (guint, MAX (n, 1));
  guint n_orders = 0, n_engineers = 0, n_left_out = 0;

  g_array_set_size (self->marks, 0);
  g_clear_pointer (&self->orders, callout_map_clusters_free);
  g_clear_pointer (&self->engineers, callout_map_clusters_free);
  g_clear_pointer (&self->left_out, callout_map_clusters_free);

  for (guint i = 0; i < n; i++)
    {
      const CalloutMapItem *item = callout_map_layer_item (self, i);

      if (item->flags & CALLOUT_MAP_ITEM_ALONE)
        {
          CalloutMapMark mark = make_mark (self, NULL, 0, &i, 1);

          g_array_append_val (self->marks, mark);
        }
      else if (item->kind == CALLOUT_KIND_WORK_ORDER)
        orders[n_orders++] = i;
      else if (item->flags & CALLOUT_MAP_ITEM_LEFT_OUT)
        left_out[n_left_out++] = i;
      else
        engineers[n_engineers++] = i;
    }

  self->orders = callout_map_clusters_new (self->x, self->y, orders, n_orders, cluster_radius (level));
  self->engineers = callout_map_clusters_new (self->x, self->y, engineers, n_engineers,
                                              cluster_radius (level));
  self->left_out = callout_map_clusters_new (self->x, self->y, left_out, n_left_out, cluster_radius (level));
  add_marks (self, self->orders);
  add_marks (self, self->left_out);
  add_marks (self, self->engineers);
  g_array_sort (self->marks, compare_marks);
  self->level = level;
}

/* Where every mark stands on the widget now. Only when the zoom passes a whole
 * level, or the items change, is anything regrouped. */
void
callout_map_layer_lay_out (CalloutMapLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  double zoom = shumate_viewport_get_zoom_level (viewport);
  double size = CALLOUT_MAP_TILE_SIZE * exp2 (zoom);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  int level = CLAMP ((int) floor (zoom + 0.001), 0, 24);
  CalloutPoint middle = {
    shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
    shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
  };
  double cx, cy;

  if (self->level != level)
    group (self, level);

  callout_mercator_project (&middle, &cx, &cy);
  for (guint i = 0; i < self->marks->len; i++)
    {
      CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
      double dx = mark->x - cx;

      /* The nearer way around the earth. */
      dx -= round (dx);
      mark->px = (float) (width / 2 + dx * size);
      mark->py = (float) (height / 2 + (mark->y - cy) * size);
      mark->in_sight = mark->px > -60 && mark->px < width + 60 && mark->py > -60 && mark->py < height + 60;
    }
}

/* How far the middle of a mark's body lies above the point it stands for. */
double
callout_map_layer_body_height (CalloutMapLayer      *self,
                               const CalloutMapMark *mark)
{
  if (mark->kind != CALLOUT_KIND_WORK_ORDER)
    return 0;
  if (mark->n > 1)
    return 18;
  return callout_map_layer_item (self, mark->first)->flags & CALLOUT_MAP_ITEM_CENTRE ? 24 : 16;
}

/* The nearest mark in reach, of a kind or of any. */
CalloutMapMark *
callout_map_layer_mark_at (CalloutMapLayer *self,
                           double           x,
                           double           y,
                           CalloutKind      kind)
{
  double best = CALLOUT_MAP_REACH * CALLOUT_MAP_REACH;
  CalloutMapMark *found = NULL;

  callout_map_layer_lay_out (self);
  for (guint i = 0; i < self->marks->len; i++)
    {
      CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
      double dx = mark->px - x;
      double dy = mark->py - callout_map_layer_body_height (self, mark) - y;
      double square = dx * dx + dy * dy;

      if (!mark->in_sight || (kind != CALLOUT_KIND_NONE && mark->kind != kind))
        continue;
      /* What is drawn later lies on top and wins where both are as near. */
      if (square <= best)
        {
          best = square;
          found = mark;
        }
    }
  return found;
}

/* The mark a thing is part of, if it is on this map. */
CalloutMapMark *
callout_map_layer_mark_of (CalloutMapLayer     *self,
                           const CalloutMapRef *ref)
{
  int item = callout_map_layer_nth (self, ref->kind, ref->id);

  if (item < 0)
    return NULL;
  callout_map_layer_lay_out (self);
  for (guint i = 0; i < self->marks->len; i++)
    {
      CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
      const guint *members;

      if (mark->first == (guint) item)
        return mark;
      if (mark->n == 1 || mark->kind != ref->kind)
        continue;
      members = &g_array_index (mark->clusters->members, guint,
                                g_array_index (mark->clusters->clusters, CalloutMapCluster, mark->nth).first);
      for (guint m = 0; m < mark->n; m++)
        if (members[m] == (guint) item)
          return mark;
    }
  return NULL;
}

/* What is said of a mark where it cannot be seen: in tooltips and aloud. */
char *
callout_map_layer_describe (CalloutMapLayer      *self,
                            const CalloutMapMark *mark)
{
  const CalloutMapItem *item = callout_map_layer_item (self, mark->first);
  g_autofree char *engineers = NULL;
  g_autofree char *external = NULL;

  if (mark->n == 1 && item->name == NULL)
    return g_strdup (item->details ? item->details : "");
  if (mark->n == 1)
    return item->details && *item->details ? g_strdup_printf ("%s\n%s", item->name, item->details)
                                           : g_strdup (item->name);
  if (mark->kind == CALLOUT_KIND_WORK_ORDER)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u work order", "%u work orders", mark->n), mark->n);

  engineers = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u engineer", "%u engineers", mark->n), mark->n);
  if (mark->n_external == 0)
    return g_steal_pointer (&engineers);
  /* Translators: engineers of a provider, part of "5 engineers, 2 external" */
  external = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u external", "%u external", mark->n_external),
                              mark->n_external);
  return g_strdup_printf ("%s, %s", engineers, external);
}
