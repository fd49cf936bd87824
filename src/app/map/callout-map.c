/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map.h"

#include "callout-map-layer-private.h"
#include "callout-map-resources.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MIN_ZOOM 8
#define MAX_ZOOM 19
#define MOVE_MS 250

/* No narrower, or buttons would cover each other. */
#define MIN_WIDTH 300
#define MIN_HEIGHT 200

/* Between the edge and what stands there. */
#define GAP 10

/* Between a place and the card about it. */
#define CARD_GAP 22

/* What the zoom buttons and the gaps take of the width. */
#define BUTTONS_WIDTH 96

/* How far a touchpad is stroked for a level. */
#define STROKE_PER_LEVEL 90.0
#define SETTLE_MS 220

struct _CalloutMap
{
  GtkWidget         parent_instance;

  GtkWidget        *overlay;
  ShumateMap       *map;
  ShumateMapLayer  *ground;
  CalloutMapLayer  *layer;
  GtkWidget        *attribution;
  GtkWidget        *notice;
  GtkWidget        *card;
  GtkWidget        *tools;
  GtkWidget        *legend;
  GtkWidget        *fit_button;
  GtkWidget        *zoom_in;
  GtkWidget        *zoom_out;

  /* Owned */
  CalloutMapTiles  *tiles;
  GArray           *to_fit; /* of CalloutPoint: shown as a whole until somebody moves the map */

  CalloutPoint      card_point;
  double            fit_max_zoom;
  CalloutPoint      fit_middle;
  int               fit_width, fit_height; /* of the map when they were; 0: not yet */
  double            aim;    /* the zoom under way, while one is */
  double            pointer_x, pointer_y;
  guint             settle;
};

G_DEFINE_FINAL_TYPE (CalloutMap, callout_map, GTK_TYPE_WIDGET)

static CalloutBasemapStyle
current_style (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return (adw_style_manager_get_dark (manager) ? CALLOUT_BASEMAP_DARK : 0)
         | (adw_style_manager_get_high_contrast (manager) ? CALLOUT_BASEMAP_CONTRAST : 0);
}

static void
set_css_class (CalloutMap *self,
               const char *name,
               gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* Takes the ground that suits the style, the screen and the settings now. */
static void
update_ground (CalloutMap *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  CalloutBasemapStyle style = current_style ();
  ShumateMapSource *source = callout_map_tiles_get_source (self->tiles, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                                           style);
  ShumateMapLayer *old = self->ground;

  set_css_class (self, "dark", (style & CALLOUT_BASEMAP_DARK) != 0);
  set_css_class (self, "high-contrast", (style & CALLOUT_BASEMAP_CONTRAST) != 0);
  gtk_label_set_text (GTK_LABEL (self->attribution), callout_map_tiles_get_attribution (self->tiles));

  if (old != NULL && shumate_viewport_get_reference_map_source (viewport) == source)
    return;
  /* Everything that asks the viewport for a place needs this first. */
  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_min_zoom_level (viewport, MIN_ZOOM);
  shumate_viewport_set_max_zoom_level (viewport, MAX_ZOOM);
  self->ground = shumate_map_layer_new (source, viewport);
  gtk_widget_set_can_target (GTK_WIDGET (self->ground), FALSE);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->ground),
                                   self->layer ? SHUMATE_LAYER (self->layer) : NULL);
  if (old != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (old));
}

static void
update_notice (CalloutMap *self)
{
  const char *failure = callout_map_tiles_get_failure (self->tiles);

  gtk_label_set_text (GTK_LABEL (self->notice), failure ? failure : "");
  gtk_widget_set_visible (self->notice, failure != NULL);
}

static void
update_buttons (CalloutMap *self)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));

  gtk_widget_set_sensitive (self->zoom_in, zoom < MAX_ZOOM);
  gtk_widget_set_sensitive (self->zoom_out, zoom > MIN_ZOOM);
}

static void
move_to (CalloutMap *self,
         double      latitude,
         double      longitude,
         double      zoom,
         gboolean    animate)
{
  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  latitude = CLAMP (latitude, -85, 85);
  self->aim = zoom;
  shumate_map_stop_go_to (self->map);
  shumate_map_go_to_full_with_duration (self->map, latitude, longitude, zoom, animate ? MOVE_MS : 0);
}

/* Zooms so that what lies under a place of the widget stays there. */
static void
zoom_around (CalloutMap *self,
             double      x,
             double      y,
             double      zoom,
             gboolean    animate)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  double now = shumate_viewport_get_zoom_level (viewport);
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  CalloutPoint middle = {
    shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
    shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
  };
  double mx, my, change;

  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  callout_mercator_project (&middle, &mx, &my);
  change = 1 / (CALLOUT_MAP_TILE_SIZE * exp2 (now)) - 1 / (CALLOUT_MAP_TILE_SIZE * exp2 (zoom));
  callout_mercator_unproject (mx + dx * change, my + dy * change, &middle);
  move_to (self, middle.latitude, middle.longitude, zoom, animate);
}

static gboolean
settle_cb (gpointer data)
{
  CalloutMap *self = CALLOUT_MAP (data);
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));

  self->settle = 0;
  zoom_around (self, self->pointer_x, self->pointer_y, round (zoom), TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
scroll_cb (CalloutMap               *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));

  if (dy == 0)
    return GDK_EVENT_STOP;
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL)
    {
      /* A second notch while the first is under way counts from its end. */
      double from = fabs (self->aim - zoom) <= 1 ? self->aim : zoom;

      zoom_around (self, self->pointer_x, self->pointer_y, dy < 0 ? floor (from + 1) : ceil (from - 1), TRUE);
      return GDK_EVENT_STOP;
    }

  zoom_around (self, self->pointer_x, self->pointer_y, zoom - dy / STROKE_PER_LEVEL, FALSE);
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
  return GDK_EVENT_STOP;
}

static void
motion_cb (CalloutMap *self,
           double      x,
           double      y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
go_to_cb (CalloutMap *self,
          double      latitude,
          double      longitude,
          double      zoom)
{
  move_to (self, latitude, longitude, zoom, TRUE);
}

static void
fit_now (CalloutMap *self,
         int         width,
         int         height,
         gboolean    animate)
{
  double left = 1, right = 0, top = 1, bottom = 0;
  double zoom = self->fit_max_zoom;

  for (guint i = 0; i < self->to_fit->len; i++)
    {
      double x, y;

      callout_mercator_project (&g_array_index (self->to_fit, CalloutPoint, i), &x, &y);
      left = MIN (left, x);
      right = MAX (right, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }

  /* Room for the marks themselves, whose points are not their edges. */
  if (right > left)
    zoom = MIN (zoom, log2 (MAX (width - 96, 64) / ((right - left) * CALLOUT_MAP_TILE_SIZE)));
  if (bottom > top)
    zoom = MIN (zoom, log2 (MAX (height - 112, 64) / ((bottom - top) * CALLOUT_MAP_TILE_SIZE)));
  callout_mercator_unproject ((left + right) / 2, (top + bottom) / 2, &self->fit_middle);
  self->fit_width = width;
  self->fit_height = height;
  move_to (self, self->fit_middle.latitude, self->fit_middle.longitude, floor (zoom), animate);
}

/* Whether the map is still where showing everything has put it. */
static gboolean
is_fitted (CalloutMap *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  return self->to_fit != NULL && (self->fit_width == 0 ||
         (shumate_viewport_get_zoom_level (viewport) == self->aim &&
          fabs (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)) - self->fit_middle.latitude) < 1e-7 &&
          fabs (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)) - self->fit_middle.longitude) < 1e-7));
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  callout_map_zoom_by (CALLOUT_MAP (widget), g_str_equal (name, "map.zoom-in") ? 1 : -1);
}

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  callout_map_fit_items (CALLOUT_MAP (widget), TRUE);
}

static GtkRequisition
natural_size (GtkWidget *widget)
{
  GtkRequisition size = { 0, 0 };

  if (widget != NULL)
    gtk_widget_get_preferred_size (widget, NULL, &size);
  return size;
}

/* The legend stands beside the tools; one there is no room for would cover
 * what it explains. */
static gboolean
legend_fits (CalloutMap *self,
             int         width)
{
  return natural_size (self->tools).width + natural_size (self->legend).width + BUTTONS_WIDTH <= width;
}

/* Below its place, so that the mark stays in sight; above where there is more
 * room. It goes with the map when that is moved. */
static void
place_card (CalloutMap   *self,
            GdkRectangle *place)
{
  GtkRequisition size = natural_size (self->card);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x, y;
  int below, above;

  shumate_viewport_location_to_widget_coords (shumate_map_get_viewport (self->map), GTK_WIDGET (self),
                                              self->card_point.latitude, self->card_point.longitude, &x, &y);
  below = (int) y + CARD_GAP;
  above = (int) y - CARD_GAP - CARD_GAP - size.height;
  place->width = MIN (size.width, width);
  place->height = MIN (size.height, height);
  place->x = CLAMP ((int) x - place->width / 2, MIN (GAP, width - place->width), MAX (width - place->width - GAP, 0));
  place->y = below + place->height <= height - GAP || above < GAP ? below : above;
  place->y = CLAMP (place->y, 0, height - place->height);
}

static gboolean
child_position_cb (CalloutMap   *self,
                   GtkWidget    *child,
                   GdkRectangle *place)
{
  GtkRequisition legend, tools;

  if (child == self->card)
    {
      place_card (self, place);
      return TRUE;
    }
  if (child != self->legend)
    return FALSE;
  legend = natural_size (self->legend);
  tools = natural_size (self->tools);
  *place = (GdkRectangle) { MAX (tools.width, GAP), MAX ((tools.height - legend.height) / 2, GAP),
                            legend.width, legend.height };
  return TRUE;
}

static void
callout_map_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  CalloutMap *self = CALLOUT_MAP (widget);


  if (self->legend != NULL)
    gtk_widget_set_child_visible (self->legend, legend_fits (self, width));
  /* Before the children are given their places: this moves some of them. */
  if ((self->fit_width != width || self->fit_height != height) && is_fitted (self))
    fit_now (self, width, height, FALSE);
  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
}

static void
callout_map_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  CalloutMap *self = CALLOUT_MAP (widget);

  /* The world is wide, but nobody's window has to be. */
  gtk_widget_measure (self->overlay, orientation, for_size, NULL, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = *minimum;
}

static void
callout_map_dispose (GObject *object)
{
  CalloutMap *self = CALLOUT_MAP (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->tiles);
  g_clear_pointer (&self->to_fit, g_array_unref);
  G_OBJECT_CLASS (callout_map_parent_class)->dispose (object);
}

static void
callout_map_class_init (CalloutMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_map_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/map/map.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }

  G_OBJECT_CLASS (klass)->dispose = callout_map_dispose;
  widget_class->measure = callout_map_measure;
  widget_class->size_allocate = callout_map_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "callout-map");
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.fit", NULL, fit_action);
  for (guint i = 0; i < 2; i++)
    {
      static const guint in[] = { GDK_KEY_plus, GDK_KEY_KP_Add };
      static const guint out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

      gtk_widget_class_add_binding_action (widget_class, in[i], 0, "map.zoom-in", NULL);
      gtk_widget_class_add_binding_action (widget_class, out[i], 0, "map.zoom-out", NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, 0, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.fit", NULL);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "osd");
  return button;
}

static void
add_buttons (CalloutMap *self)
{
  GtkWidget *zoom = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->zoom_in = make_button ("zoom-in-symbolic", _("Zoom In"), "map.zoom-in");
  self->zoom_out = make_button ("zoom-out-symbolic", _("Zoom Out"), "map.zoom-out");
  gtk_box_append (GTK_BOX (zoom), self->zoom_in);
  gtk_box_append (GTK_BOX (zoom), self->zoom_out);
  gtk_widget_add_css_class (zoom, "linked");
  self->fit_button = make_button ("zoom-fit-best-symbolic", _("Show Everything"), "map.fit");
  gtk_box_append (GTK_BOX (box), self->fit_button);
  gtk_box_append (GTK_BOX (box), zoom);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "callout-map-buttons");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), box);
}

static void
add_card (CalloutMap *self)
{
  self->card = adw_bin_new ();
  gtk_widget_add_css_class (self->card, "callout-map-bubble");
  gtk_widget_set_visible (self->card, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->card);
  /* A tooltip would lie over it and say the same in fewer words. */
  g_object_bind_property (self->card, "visible", self->layer, "has-tooltip", G_BINDING_INVERT_BOOLEAN);
}

static void
viewport_moved_cb (CalloutMap *self)
{
  if (gtk_widget_get_visible (self->card))
    gtk_widget_queue_allocate (self->overlay);
}

static void
add_foot (CalloutMap *self)
{
  ShumateScale *scale = shumate_scale_new (shumate_map_get_viewport (self->map));

  shumate_scale_set_unit (scale, SHUMATE_UNIT_METRIC);
  shumate_scale_set_max_width (scale, 120);
  gtk_widget_set_halign (GTK_WIDGET (scale), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (scale), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (scale), FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (scale));

  self->attribution = gtk_label_new (NULL);
  gtk_widget_set_halign (self->attribution, GTK_ALIGN_END);
  gtk_widget_set_valign (self->attribution, GTK_ALIGN_END);
  gtk_widget_set_can_target (self->attribution, FALSE);
  gtk_widget_add_css_class (self->attribution, "callout-map-attribution");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->attribution);

  self->notice = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->notice), TRUE);
  gtk_widget_set_halign (self->notice, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->notice, GTK_ALIGN_START);
  gtk_widget_set_visible (self->notice, FALSE);
  gtk_widget_add_css_class (self->notice, "osd");
  gtk_widget_add_css_class (self->notice, "callout-map-notice");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->notice);
}

static void
callout_map_init (CalloutMap *self)
{
  self->map = shumate_map_new ();
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  g_signal_connect_swapped (self->overlay, "get-child-position", G_CALLBACK (child_position_cb), self);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->fit_max_zoom = 15;
}

static void
add_controllers (CalloutMap *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  /* Before the map's own, which zooms by fifths, where every tile is blurred. */
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), scroll);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);
}

/**
 * callout_map_new:
 * @tiles: where its ground comes from
 */
CalloutMap *
callout_map_new (CalloutMapTiles *tiles)
{
  CalloutMap *self = g_object_new (CALLOUT_TYPE_MAP, NULL);
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  self->tiles = g_object_ref (tiles);
  add_foot (self);
  update_ground (self);
  self->layer = callout_map_layer_new (viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  add_buttons (self);
  add_card (self);
  add_controllers (self);
  update_buttons (self);
  update_notice (self);

  g_signal_connect_object (self->layer, "go-to", G_CALLBACK (go_to_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tiles, "changed", G_CALLBACK (update_ground), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tiles, "changed", G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tiles, "failed", G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_ground), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_ground), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (update_ground), NULL);
  return self;
}

/**
 * callout_map_get_layer:
 *
 * Returns: (transfer none): what shows engineers and work orders
 */
CalloutMapLayer *
callout_map_get_layer (CalloutMap *self)
{
  return self->layer;
}

ShumateViewport *
callout_map_get_viewport (CalloutMap *self)
{
  return shumate_map_get_viewport (self->map);
}

CalloutMapTiles *
callout_map_get_tiles (CalloutMap *self)
{
  return self->tiles;
}

/**
 * callout_map_add_overlay:
 *
 * Puts a widget over the map, where its alignment says.
 */
void
callout_map_add_overlay (CalloutMap *self,
                         GtkWidget  *widget)
{
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), widget);
}

/**
 * callout_map_set_legend:
 * @legend: (transfer floating): what the marks mean; left out where there is no room
 */
void
callout_map_set_legend (CalloutMap *self,
                        GtkWidget  *legend)
{
  g_return_if_fail (self->legend == NULL);

  self->legend = legend;
  callout_map_add_overlay (self, legend);
}

/**
 * callout_map_set_tools:
 * @tools: (transfer floating): buttons for the upper corner
 */
void
callout_map_set_tools (CalloutMap *self,
                       GtkWidget  *tools)
{
  self->tools = tools;
  gtk_widget_set_halign (tools, GTK_ALIGN_START);
  gtk_widget_set_valign (tools, GTK_ALIGN_START);
  gtk_widget_add_css_class (tools, "callout-map-buttons");
  callout_map_add_overlay (self, tools);
}

/**
 * callout_map_show_card:
 * @card: (transfer floating): what is to be told of a place
 * @x: where that is on the map now
 */
void
callout_map_show_card (CalloutMap *self,
                       GtkWidget  *card,
                       double      x,
                       double      y)
{
  shumate_viewport_widget_coords_to_location (shumate_map_get_viewport (self->map), GTK_WIDGET (self), x, y,
                                              &self->card_point.latitude, &self->card_point.longitude);
  adw_bin_set_child (ADW_BIN (self->card), card);
  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_queue_allocate (self->overlay);
}

/**
 * callout_map_update_card:
 * @card: (transfer floating): what is to be told now of the same place
 */
void
callout_map_update_card (CalloutMap *self,
                         GtkWidget  *card)
{
  adw_bin_set_child (ADW_BIN (self->card), card);
  gtk_widget_queue_allocate (self->overlay);
}

void
callout_map_close_card (CalloutMap *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  /* The keyboard goes on where it came from. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->card))
    gtk_widget_grab_focus (GTK_WIDGET (self->layer));
  gtk_widget_set_visible (self->card, FALSE);
  adw_bin_set_child (ADW_BIN (self->card), NULL);
}

gboolean
callout_map_has_card (CalloutMap *self)
{
  return gtk_widget_get_visible (self->card);
}

/**
 * callout_map_set_fit_button:
 *
 * Whether there is a button that shows everything there is.
 */
void
callout_map_set_fit_button (CalloutMap *self,
                            gboolean    fit_button)
{
  gtk_widget_set_visible (self->fit_button, fit_button);
}

/**
 * callout_map_set_still:
 *
 * Makes it a picture in a page: nothing in it is pressed, moved or reached by
 * keyboard, and what scrolls is the page.
 */
void
callout_map_set_still (CalloutMap *self)
{
  gtk_widget_set_visible (gtk_widget_get_parent (self->zoom_in), FALSE);
  gtk_widget_set_visible (self->fit_button, FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
}

/**
 * callout_map_go_to:
 * @zoom: negative: as it is
 */
void
callout_map_go_to (CalloutMap         *self,
                   const CalloutPoint *point,
                   double              zoom,
                   gboolean            animate)
{
  g_clear_pointer (&self->to_fit, g_array_unref);
  move_to (self, point->latitude, point->longitude,
           zoom < 0 ? shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map)) : zoom, animate);
}

/**
 * callout_map_fit:
 * @max_zoom: no nearer than this, however close together they lie
 *
 * Shows all these points, at once or as soon as the map has a size.
 */
void
callout_map_fit (CalloutMap         *self,
                 const CalloutPoint *points,
                 guint               n_points,
                 double              max_zoom,
                 gboolean            animate)
{
  if (n_points == 0)
    return;
  g_clear_pointer (&self->to_fit, g_array_unref);
  self->to_fit = g_array_sized_new (FALSE, FALSE, sizeof (CalloutPoint), n_points);
  g_array_append_vals (self->to_fit, points, n_points);
  self->fit_max_zoom = max_zoom;
  self->fit_width = 0;
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 1 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fit_now (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), animate);
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * callout_map_fit_items:
 *
 * Shows everything there is on the layer.
 */
void
callout_map_fit_items (CalloutMap *self,
                       gboolean    animate)
{
  GArray *items = callout_map_layer_get_items (self->layer);
  g_autofree CalloutPoint *points = g_new (CalloutPoint, MAX (items->len, 1));

  for (guint i = 0; i < items->len; i++)
    points[i] = g_array_index (items, CalloutMapItem, i).point;
  callout_map_fit (self, points, items->len, 16, animate);
}

/**
 * callout_map_zoom_by:
 * @levels: how many, inwards if positive
 */
void
callout_map_zoom_by (CalloutMap *self,
                     int         levels)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));
  double from = fabs (self->aim - zoom) <= 1 ? self->aim : zoom;

  zoom_around (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0,
               levels > 0 ? floor (from + levels) : ceil (from + levels), TRUE);
}
