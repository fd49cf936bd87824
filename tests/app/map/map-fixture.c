/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window with nothing but a map of made-up people and work, to look at, to
 * test by the pointer, and (--bench) to measure. */

#include "callout-map.h"

#include <adwaita.h>
#include <math.h>

static int      n_engineers = 60, n_orders = 240, frames = 300;
static double   zoom = 13, latitude = 42.352, longitude = -71.064;
static gboolean bench, rings;

static const GOptionEntry entries[] = {
  { "engineers", 'e', 0, G_OPTION_ARG_INT, &n_engineers, NULL, NULL },
  { "orders", 'o', 0, G_OPTION_ARG_INT, &n_orders, NULL, NULL },
  { "zoom", 'z', 0, G_OPTION_ARG_DOUBLE, &zoom, NULL, NULL },
  { "latitude", 0, 0, G_OPTION_ARG_DOUBLE, &latitude, NULL, NULL },
  { "longitude", 0, 0, G_OPTION_ARG_DOUBLE, &longitude, NULL, NULL },
  { "rings", 0, 0, G_OPTION_ARG_NONE, &rings, NULL, NULL },
  { "bench", 0, 0, G_OPTION_ARG_NONE, &bench, NULL, NULL },
  { "frames", 0, 0, G_OPTION_ARG_INT, &frames, NULL, NULL },
  { NULL }
};

static const char *const first_names[] = { "Ana", "Bao", "Chidi", "Dora", "Émile", "Fatima", "Grace", "Hiro" };
static const char *const last_names[] = { "Alvarez", "Brown", "Costa", "Dubois", "Eriksen", "Fischer", "Gupta" };

/* Crowded in the middle and thin outside, as a city is. */
static double
around (GRand *rand,
        double middle,
        double extent)
{
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += g_rand_double_range (rand, -extent, extent);
  return middle + sum / 2;
}

static void
add_engineer (GArray *items,
              GRand  *rand,
              int     i)
{
  CalloutMapItem item = { .kind = CALLOUT_KIND_PERSON, .id = 1000 + i };

  item.point = (CalloutPoint) { around (rand, 42.34, 0.055), around (rand, -71.07, 0.065) };
  item.name = g_strdup_printf ("%s %s", first_names[g_rand_int_range (rand, 0, 8)],
                               last_names[g_rand_int_range (rand, 0, 7)]);
  if (i % 4 == 3)
    item.flags |= CALLOUT_MAP_ITEM_EXTERNAL;
  if (i % 7 == 2)
    {
      item.flags |= CALLOUT_MAP_ITEM_STALE;
      item.age = g_strdup ("3 h ago");
    }
  if (i % 9 == 5)
    item.flags |= CALLOUT_MAP_ITEM_OFF;
  item.details = g_strdup_printf ("%d pending", i % 5);
  g_array_append_val (items, item);
}

static void
add_order (GArray *items,
           GRand  *rand,
           int     i)
{
  CalloutMapItem item = { .kind = CALLOUT_KIND_WORK_ORDER, .id = 1 + i };

  item.point = (CalloutPoint) { around (rand, 42.335, 0.05), around (rand, -71.075, 0.055) };
  item.name = g_strdup_printf ("WO-%d", 1 + i);
  item.priority = i % 6 == 0 ? CALLOUT_PRIORITY_HIGH : i % 6 < 4 ? CALLOUT_PRIORITY_NORMAL : CALLOUT_PRIORITY_LOW;
  if (i % 5 == 4)
    item.flags |= CALLOUT_MAP_ITEM_TAKEN;
  item.details = g_strdup ("Pothole Repair");
  g_array_append_val (items, item);
}

static void
fill (CalloutMap *map)
{
  CalloutMapLayer *layer = callout_map_get_layer (map);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) items = callout_map_items_new (n_engineers + n_orders);

  for (int i = 0; i < n_engineers; i++)
    add_engineer (items, rand, i);
  for (int i = 0; i < n_orders; i++)
    add_order (items, rand, i);
  if (rings)
    {
      CalloutMapItem *centre = &g_array_index (items, CalloutMapItem, n_engineers);
      gint64 collaborators[] = { 1005, 1007 };

      centre->point = (CalloutPoint) { latitude, longitude };
      centre->flags = CALLOUT_MAP_ITEM_CENTRE;
      for (int i = 0; i < n_engineers; i += 3)
        g_array_index (items, CalloutMapItem, i).flags |= CALLOUT_MAP_ITEM_LEFT_OUT;
      callout_map_layer_set_rings (layer, &centre->point);
      callout_map_layer_set_items (layer, items);
      callout_map_layer_set_chosen (layer, 1004, collaborators, 2);
      return;
    }
  callout_map_layer_set_items (layer, items);
}

static void
hovered_cb (CalloutMapLayer *layer,
            gint64           work_order,
            gint64           person)
{
  const CalloutMapItem *item = callout_map_layer_find (layer, CALLOUT_KIND_PERSON, person);
  g_autofree char *sentence = NULL;

  if (item == NULL)
    return;
  if (item->flags & CALLOUT_MAP_ITEM_OFF)
    {
      sentence = g_strdup_printf ("%s is off duty.", item->name);
      callout_map_layer_set_verdict (layer, person, CALLOUT_MAP_VERDICT_NO, sentence);
      return;
    }
  sentence = g_strdup_printf ("Assign WO-%d to %s", (int) work_order, item->name);
  callout_map_layer_set_verdict (layer, person, CALLOUT_MAP_VERDICT_YES, sentence);
}

static void
dropped_cb (CalloutMapLayer *layer,
            gint64           work_order,
            gint64           person)
{
  g_print ("dropped WO-%d on %d\n", (int) work_order, (int) person);
}

static void
activated_cb (CalloutMapLayer *layer,
              int              kind,
              gint64           id)
{
  g_print ("activated %s %d\n", callout_enum_key (CALLOUT_TYPE_KIND, kind), (int) id);
}

/* What the renderer then takes for it; without a graphics card that is the
 * processor's work. */
static double
render (GtkWidget     *layer,
        GskRenderNode *node)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (layer));
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (layer), gtk_widget_get_height (layer));
  gint64 before = g_get_monotonic_time ();
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, &all);
  g_autofree guchar *pixels = g_malloc ((gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4);

  /* Not done before it can be read. */
  gdk_texture_download (texture, pixels, (gsize) gdk_texture_get_width (texture) * 4);
  return (g_get_monotonic_time () - before) / 1000.0;
}

static double
render_nothing (GtkWidget *layer)
{
  g_autoptr (GskRenderNode) nothing = gsk_color_node_new (&(GdkRGBA) { 1, 1, 1, 1 }, &GRAPHENE_RECT_INIT (0, 0, 1, 1));
  double sum = 0;

  render (layer, nothing);
  for (int i = 0; i < 20; i++)
    sum += render (layer, nothing);
  return sum / 20;
}

/* What one frame of moving the map costs the main thread: a node for all that
 * is in sight. */
static gboolean
measure_cb (gpointer data)
{
  CalloutMap *map = data;
  GtkWidget *layer = GTK_WIDGET (callout_map_get_layer (map));
  ShumateViewport *viewport = callout_map_get_viewport (map);

  g_print ("%d engineers, %d work orders, %d × %d, %d frames a level; %s draws an empty picture in %.2f ms\n",
           n_engineers, n_orders, gtk_widget_get_width (layer), gtk_widget_get_height (layer), frames,
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (gtk_widget_get_native (layer))), render_nothing (layer));
  for (int level = 10; level <= 18; level++)
    {
      double sum = 0, worst = 0, first = 0, drawn = 0;

      shumate_viewport_set_zoom_level (viewport, level);
      for (int i = 0; i <= frames; i++)
        {
          gint64 before, after;
          GtkSnapshot *snapshot = gtk_snapshot_new ();
          g_autoptr (GskRenderNode) node = NULL;

          shumate_location_set_location (SHUMATE_LOCATION (viewport),
                                         latitude + sin (i * 0.05) * 2 / exp2 (level),
                                         longitude + cos (i * 0.05) * 4 / exp2 (level));
          before = g_get_monotonic_time ();
          GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
          node = gtk_snapshot_free_to_node (snapshot);
          after = g_get_monotonic_time ();
          if (i % 10 == 5)
            drawn += render (layer, node);
          /* The first frame of a level groups and draws the marks. */
          if (i == 0)
            {
              first = (after - before) / 1000.0;
              continue;
            }
          sum += (after - before) / 1000.0;
          worst = MAX (worst, (after - before) / 1000.0);
        }
      g_print ("level %d: %.3f ms a frame, worst %.3f ms, first %.3f ms; drawn in %.2f ms\n", level,
               sum / frames, worst, first, drawn * 10 / frames);
    }
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  g_autoptr (CalloutMapTiles) tiles = callout_map_tiles_get (NULL);
  CalloutMap *map = callout_map_new (tiles);
  CalloutMapLayer *layer = callout_map_get_layer (map);

  fill (map);
  callout_map_layer_set_can_drag (layer, TRUE);
  g_signal_connect (layer, "drag-hovered", G_CALLBACK (hovered_cb), NULL);
  g_signal_connect (layer, "dropped", G_CALLBACK (dropped_cb), NULL);
  g_signal_connect (layer, "item-activated", G_CALLBACK (activated_cb), NULL);
  callout_map_go_to (map, &(CalloutPoint) { latitude, longitude }, zoom, FALSE);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (map));
  gtk_window_set_title (GTK_WINDOW (window), "Map");
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  gtk_window_present (GTK_WINDOW (window));
  if (bench)
    g_timeout_add (500, measure_cb, map);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) app = adw_application_new ("io.github.calloutdesk.MapFixture", G_APPLICATION_NON_UNIQUE);

  g_application_add_main_option_entries (G_APPLICATION (app), entries);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
