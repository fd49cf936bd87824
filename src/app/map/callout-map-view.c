/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-view.h"

#include "callout-location-dialog.h"
#include "callout-map.h"
#include "callout-map-card.h"
#include "callout-map-drop.h"
#include "callout-map-facts.h"
#include "callout-map-filter.h"
#include "callout-map-legend.h"
#include "callout-pending-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Several changes in a row are one for the map. */
#define PAUSE_MS 120

/* More open work orders than this are no longer looked at on a map. */
#define MAX_WORK_ORDERS 20000

#define ITEM_ZOOM 16

struct _CalloutMapView
{
  CalloutView         parent_instance;

  GtkWidget          *flap;
  GtkWidget          *list;
  GtkWidget          *filter;
  GtkWidget          *filter_button;
  GtkWidget          *spinner;
  CalloutMap         *map;

  /* Owned */
  CalloutMapDrop     *drop;
  GCancellable       *cancellable;
  GPtrArray          *work_orders; /* of CalloutWorkOrder */
  GPtrArray          *resources;   /* of CalloutNeighbour */

  CalloutKind         card_kind;   /* of what the card tells; NONE: of several */
  gint64              card_id;
  gint64              card_version;
  CalloutTime         validity;
  guint               pause;
  guint               loading;     /* answers still awaited */
  gboolean            dirty;       /* changed while nobody looked */
  gboolean            placed;      /* the map has been taken somewhere once */
};

G_DEFINE_FINAL_TYPE (CalloutMapView, callout_map_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutMapView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

static CalloutMapLayer *
layer_of (CalloutMapView *self)
{
  return callout_map_get_layer (self->map);
}

static CalloutWorkOrder *
find_work_order (CalloutMapView *self,
                 gint64          id)
{
  for (guint i = 0; self->work_orders != NULL && i < self->work_orders->len; i++)
    {
      CalloutEntity *entity = g_ptr_array_index (self->work_orders, i);

      if (callout_entity_get_id (entity) == id)
        return CALLOUT_WORK_ORDER (entity);
    }
  return NULL;
}

static CalloutNeighbour *
find_resource (CalloutMapView *self,
               gint64          id)
{
  for (guint i = 0; self->resources != NULL && i < self->resources->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->resources, i);

      if (callout_entity_get_id (CALLOUT_ENTITY (neighbour->person)) == id)
        return neighbour;
    }
  return NULL;
}

static void
close_card (CalloutMapView *self)
{
  callout_map_close_card (self->map);
}

/* Returns: (transfer floating) (nullable): the card of a thing, if it is known */
static GtkWidget *
make_card (CalloutMapView *self,
           CalloutKind     kind,
           gint64          id)
{
  GTimeZone *zone = callout_session_get_zone (session_of (self));
  CalloutWorkOrder *order = kind == CALLOUT_KIND_WORK_ORDER ? find_work_order (self, id) : NULL;
  CalloutNeighbour *neighbour = kind == CALLOUT_KIND_PERSON ? find_resource (self, id) : NULL;

  self->card_kind = kind;
  self->card_id = id;
  if (order != NULL)
    {
      self->card_version = CALLOUT_ENTITY (order)->version;
      return callout_map_card_new_work_order (order, zone);
    }
  if (neighbour == NULL)
    return NULL;
  self->card_version = CALLOUT_ENTITY (neighbour->person)->version;
  return callout_map_card_new_engineer (neighbour, zone);
}

static void
show_item (CalloutMapView *self,
           CalloutKind     kind,
           gint64          id,
           double          x,
           double          y)
{
  GtkWidget *card = make_card (self, kind, id);

  if (card != NULL)
    callout_map_show_card (self->map, card, x, y);
}

/* A card that is open tells what is so now, and goes with what it tells of. It
 * is left alone while that is the same, for somebody may be about to press. */
static void
update_card (CalloutMapView *self)
{
  CalloutWorkOrder *order = NULL;
  CalloutNeighbour *neighbour = NULL;
  CalloutEntity *entity = NULL;

  if (!callout_map_has_card (self->map) || self->card_kind == CALLOUT_KIND_NONE)
    return;
  if (self->card_kind == CALLOUT_KIND_WORK_ORDER && (order = find_work_order (self, self->card_id)) != NULL)
    entity = CALLOUT_ENTITY (order);
  if (self->card_kind == CALLOUT_KIND_PERSON && (neighbour = find_resource (self, self->card_id)) != NULL)
    entity = CALLOUT_ENTITY (neighbour->person);
  if (entity == NULL)
    close_card (self);
  else if (entity->version != self->card_version)
    callout_map_update_card (self->map, make_card (self, self->card_kind, self->card_id));
}

static gboolean
matches_words (CalloutMapView *self,
               const char     *name)
{
  const char *words = callout_view_get_search_text (CALLOUT_VIEW (self));

  return words == NULL || *words == '\0' || (name != NULL && g_str_match_string (words, name, TRUE));
}

static void
add_group (GHashTable *groups,
           const char *key,
           const char *name)
{
  if (key != NULL && name != NULL && !g_hash_table_contains (groups, key))
    g_hash_table_insert (groups, g_strdup (key), g_strdup (name));
}

static void
update_groups (CalloutMapView *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->work_orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (self->work_orders, i);

      add_group (groups, order->group_key, order->group_name);
    }
  for (guint i = 0; i < self->resources->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->resources, i);

      add_group (groups, neighbour->group_key, neighbour->group_name);
    }
  callout_map_filter_set_groups (CALLOUT_MAP_FILTER (self->filter), groups);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const CalloutMapItem *one = a;
  const CalloutMapItem *two = b;

  if (one->kind != two->kind)
    return one->kind < two->kind ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

/* The same work and people always come in the same order, so that clusters
 * stay as they are when one thing among them changes. */
static void
update_items (CalloutMapView *self)
{
  CalloutMapFilter *filter = CALLOUT_MAP_FILTER (self->filter);
  g_autoptr (GArray) items = NULL;

  if (self->work_orders == NULL || self->resources == NULL)
    return;
  items = callout_map_items_new (self->work_orders->len + self->resources->len);
  for (guint i = 0; i < self->work_orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (self->work_orders, i);

      if (callout_map_filter_has_work_order (filter, order))
        callout_map_add_work_order (items, order, 0);
    }
  for (guint i = 0; i < self->resources->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->resources, i);

      if (callout_map_filter_has_neighbour (filter, neighbour) && matches_words (self, neighbour->person->name))
        callout_map_add_neighbour (items, neighbour, self->validity, FALSE);
    }
  g_array_sort (items, compare_items);
  callout_map_layer_set_items (layer_of (self), items);
  if (!self->placed && items->len > 0)
    {
      self->placed = TRUE;
      callout_map_fit_items (self->map, FALSE);
    }
}

static void
arrived (CalloutMapView *self,
         const GError   *error)
{
  self->loading--;
  gtk_widget_set_visible (self->spinner, self->loading > 0 && (self->work_orders == NULL || self->resources == NULL));
  if (error != NULL)
    {
      callout_session_fail (session_of (self), error);
      return;
    }
  if (self->loading > 0 || self->work_orders == NULL || self->resources == NULL)
    return;
  update_groups (self);
  update_items (self);
  update_card (self);
}

static void
work_orders_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (CalloutMapView) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *work_orders = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (work_orders != NULL)
    {
      g_clear_pointer (&self->work_orders, g_ptr_array_unref);
      self->work_orders = work_orders;
    }
  arrived (self, error);
}

static void
resources_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CalloutMapView) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *resources = callout_workspace_resources_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (resources != NULL)
    {
      g_clear_pointer (&self->resources, g_ptr_array_unref);
      self->resources = resources;
    }
  arrived (self, error);
}

static void
settings_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CalloutMapView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) settings = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->validity = callout_map_default_validity ();
  for (guint i = 0; settings != NULL && i < settings->len; i++)
    {
      CalloutSetting *setting = g_ptr_array_index (settings, i);

      if (g_strcmp0 (setting->key, CALLOUT_SETTING_POSITION_VALIDITY) == 0 && setting->person == 0)
        self->validity = g_ascii_strtoll (setting->value, NULL, 10) * CALLOUT_MINUTE;
    }
  /* Who reads no settings sees ages by the rule that holds without any. */
  arrived (self, NULL);
}

static void
load (CalloutMapView *self)
{
  CalloutSession *session = session_of (self);
  CalloutWorkspace *workspace = callout_session_get_workspace (session);
  gint64 person = callout_session_get_person_id (session);
  const char *over[] = {
    callout_enum_key (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_STATE_CLOSED),
    callout_enum_key (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_STATE_CANCELLED),
    NULL
  };
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  g_autoptr (CalloutQuery) settings = callout_query_new (CALLOUT_KIND_SETTING);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->dirty = FALSE;
  self->loading = 0;
  if (person == 0)
    return;

  callout_query_add (query, "state", CALLOUT_OP_IS_NOT, over, NULL);
  callout_query_set_words (query, callout_view_get_search_text (CALLOUT_VIEW (self)));
  callout_query_set_limit (query, MAX_WORK_ORDERS, 0);
  callout_query_add (settings, "key", CALLOUT_OP_IS, (const char *[]) { CALLOUT_SETTING_POSITION_VALIDITY, NULL }, NULL);

  self->cancellable = g_cancellable_new ();
  self->loading = 3;
  gtk_widget_set_visible (self->spinner, self->work_orders == NULL);
  callout_workspace_list_async (workspace, person, query, self->cancellable, work_orders_cb, g_object_ref (self));
  callout_workspace_resources_async (workspace, person, self->cancellable, resources_cb, g_object_ref (self));
  callout_workspace_list_async (workspace, 0, settings, self->cancellable, settings_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (data);

  self->pause = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
queue_load (CalloutMapView *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->dirty = TRUE;
      return;
    }
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
feed_cb (CalloutMapView *self,
         CalloutFeed    *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_WORK_ORDER) || callout_feed_touches (feed, CALLOUT_KIND_TICKET) ||
      callout_feed_touches (feed, CALLOUT_KIND_PERSON) || callout_feed_touches (feed, CALLOUT_KIND_ASSIGNMENT) ||
      callout_feed_touches (feed, CALLOUT_KIND_MEMBERSHIP) || callout_feed_touches (feed, CALLOUT_KIND_GROUP) ||
      callout_feed_touches (feed, CALLOUT_KIND_SETTING))
    queue_load (self);
}

static void
item_activated_cb (CalloutMapView *self,
                   int             kind,
                   gint64          id,
                   double          x,
                   double          y)
{
  show_item (self, kind, id, x, y);
}

static void
cluster_activated_cb (CalloutMapView *self,
                      GArray         *items,
                      double          x,
                      double          y)
{
  self->card_kind = CALLOUT_KIND_NONE;
  callout_map_show_card (self->map, callout_map_card_new_cluster (layer_of (self), items), x, y);
}

static void
layer_selected_cb (CalloutMapView *self,
                   int             kind,
                   gint64          id)
{
  gboolean alone = kind == CALLOUT_KIND_WORK_ORDER && callout_map_layer_is_alone (layer_of (self), kind, id);

  close_card (self);
  callout_pending_list_select (CALLOUT_PENDING_LIST (self->list), alone ? id : 0);
}

static void
list_selected_cb (CalloutMapView   *self,
                  CalloutWorkOrder *order)
{
  gint64 id = order ? callout_entity_get_id (CALLOUT_ENTITY (order)) : 0;

  close_card (self);
  callout_map_layer_select (layer_of (self), order ? CALLOUT_KIND_WORK_ORDER : CALLOUT_KIND_NONE, id);
  if (order != NULL && callout_work_order_has_location (order))
    callout_map_go_to (self->map, &(CalloutPoint) { order->latitude, order->longitude }, -1, TRUE);
}

static void
list_activated_cb (CalloutMapView   *self,
                   CalloutWorkOrder *order)
{
  gint64 id = callout_entity_get_id (CALLOUT_ENTITY (order));

  if (callout_work_order_has_location (order))
    gtk_widget_activate_action (GTK_WIDGET (self), "map-view.show", "(ix)", CALLOUT_KIND_WORK_ORDER, id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "map-view.locate", "(ix)", CALLOUT_KIND_WORK_ORDER, id);
}

static void
filter_changed_cb (CalloutMapView *self)
{
  gboolean plain = callout_map_filter_is_plain (CALLOUT_MAP_FILTER (self->filter));

  /* Translators: the button that chooses what the map shows, while it leaves something out */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filter_button), plain ? _("Show") : _("Show (Filtered)"));
  close_card (self);
  update_items (self);
  callout_pending_list_set_filter (CALLOUT_PENDING_LIST (self->list),
                                   callout_map_filter_get_group (CALLOUT_MAP_FILTER (self->filter)),
                                   callout_view_get_search_text (CALLOUT_VIEW (self)));
}

static void
moved_cb (CalloutMapView *self)
{
  close_card (self);
}

/* Actions, all with a kind and an id. */

static void
assign_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (widget);
  CalloutWorkOrder *order;
  gint64 id;
  int kind;

  g_variant_get (parameter, "(ix)", &kind, &id);
  order = find_work_order (self, id);
  close_card (self);
  if (order != NULL)
    g_signal_emit_by_name (self, "assign",
                           callout_work_order_is_pending (order) ? "work-order.assign" : "work-order.reallocate", id);
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  gint64 id;
  int kind;

  g_variant_get (parameter, "(ix)", &kind, &id);
  close_card (CALLOUT_MAP_VIEW (widget));
  callout_session_open (session_of (CALLOUT_MAP_VIEW (widget)), kind, id);
}

static void
locate_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  CalloutWorkOrder *order;
  GtkWidget *dialog;
  gint64 id;
  int kind;

  g_variant_get (parameter, "(ix)", &kind, &id);
  order = find_work_order (self, id);
  close_card (self);
  if (order == NULL)
    return;
  dialog = callout_location_dialog_new (session_of (self), order->ticket, order->address,
                                        order->latitude, order->longitude);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
show_thing (CalloutMapView *self,
            CalloutKind     kind,
            gint64          id)
{
  const CalloutMapItem *item = callout_map_layer_find (layer_of (self), kind, id);
  double zoom = shumate_viewport_get_zoom_level (callout_map_get_viewport (self->map));

  if (item == NULL)
    return FALSE;
  close_card (self);
  callout_map_layer_select (layer_of (self), kind, id);
  callout_map_go_to (self->map, &item->point, MAX (zoom, ITEM_ZOOM), FALSE);
  show_item (self, kind, id, gtk_widget_get_width (GTK_WIDGET (layer_of (self))) / 2.0,
             gtk_widget_get_height (GTK_WIDGET (layer_of (self))) / 2.0);
  return TRUE;
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gint64 id;
  int kind;

  g_variant_get (parameter, "(ix)", &kind, &id);
  show_thing (CALLOUT_MAP_VIEW (widget), kind, id);
}

static void
open_cluster_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  callout_map_layer_open_selected (layer_of (CALLOUT_MAP_VIEW (widget)));
}

/* On the map: A assigns what is selected, Escape closes what is open. */
static gboolean
key_pressed_cb (CalloutMapView  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  CalloutKind kind;
  gint64 id;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  kind = callout_map_layer_get_selected (layer_of (self), &id);
  if ((keyval == GDK_KEY_a || keyval == GDK_KEY_A) && kind == CALLOUT_KIND_WORK_ORDER)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "map-view.assign", "(ix)", CALLOUT_KIND_WORK_ORDER, id);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape && callout_map_has_card (self->map))
    {
      close_card (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
callout_map_view_map (GtkWidget *widget)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (callout_map_view_parent_class)->map (widget);
  if (self->dirty || self->work_orders == NULL)
    load (self);
}

/* Where one was looking is where one comes back to, the next day too. */
static void
callout_map_view_unmap (GtkWidget *widget)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (widget);
  GSettings *settings = callout_session_get_settings (session_of (self));
  ShumateViewport *viewport = callout_map_get_viewport (self->map);

  close_card (self);
  if (self->placed && settings != NULL)
    {
      g_settings_set_double (settings, "map-latitude", shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
      g_settings_set_double (settings, "map-longitude", shumate_location_get_longitude (SHUMATE_LOCATION (viewport)));
      g_settings_set_double (settings, "map-zoom", shumate_viewport_get_zoom_level (viewport));
    }
  GTK_WIDGET_CLASS (callout_map_view_parent_class)->unmap (widget);
}

static void
callout_map_view_person_changed (CalloutView *view)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (view);
  g_autoptr (GArray) nothing = NULL;

  close_card (self);
  callout_map_layer_select (layer_of (self), CALLOUT_KIND_NONE, 0);
  callout_pending_list_set_person (CALLOUT_PENDING_LIST (self->list), callout_session_get_person_id (session_of (self)));
  /* What somebody else may see is gone before it is known what this one may. */
  nothing = callout_map_items_new (0);
  callout_map_layer_set_items (layer_of (self), nothing);
  g_clear_pointer (&self->work_orders, g_ptr_array_unref);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  queue_load (self);
}

static void
callout_map_view_search (CalloutView *view,
                         const char  *words)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (view);

  callout_pending_list_set_filter (CALLOUT_PENDING_LIST (self->list),
                                   callout_map_filter_get_group (CALLOUT_MAP_FILTER (self->filter)), words);
  queue_load (self);
}

static gboolean
callout_map_view_open (CalloutView *view,
                       CalloutKind  kind,
                       gint64       id)
{
  /* Other views tell more of a thing; here it is shown when here is looked at. */
  return gtk_widget_get_mapped (GTK_WIDGET (view)) && kind == CALLOUT_KIND_PERSON
         && show_thing (CALLOUT_MAP_VIEW (view), kind, id);
}

/* Where there is no room for both, the map comes first. */
static void
folded_cb (CalloutMapView *self)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), !adw_flap_get_folded (ADW_FLAP (self->flap)));
}

/* On the map rather than in the header bar, which is full on a phone. */
static void
build_tools (CalloutMapView *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *reveal = gtk_toggle_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_button_set_icon_name (GTK_BUTTON (reveal), "view-list-symbolic");
  gtk_widget_set_tooltip_text (reveal, _("Pending Work Orders"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reveal), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pending Work Orders"), -1);
  gtk_widget_add_css_class (reveal, "osd");
  g_object_bind_property (self->flap, "reveal-flap", reveal, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (tools), reveal);

  self->filter = callout_map_filter_new ();
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->filter, "callout-map-filter");
  gtk_popover_set_child (GTK_POPOVER (popover), self->filter);
  self->filter_button = gtk_menu_button_new ();
  /* Translators: the button that chooses what the map shows */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filter_button), _("Show"));
  gtk_widget_set_tooltip_text (self->filter_button, _("What Is Shown"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->filter_button), popover);
  gtk_widget_add_css_class (self->filter_button, "osd");
  gtk_box_append (GTK_BOX (tools), self->filter_button);
  callout_map_set_tools (self->map, tools);
}

static void
build_map (CalloutMapView *self)
{
  CalloutSession *session = session_of (self);
  g_autoptr (CalloutMapTiles) tiles = callout_map_tiles_get (callout_session_get_settings (session));
  GtkEventController *keys = gtk_event_controller_key_new ();
  CalloutMapLayer *layer;

  self->map = callout_map_new (tiles);
  layer = callout_map_get_layer (self->map);
  callout_map_set_legend (self->map, callout_map_legend_new (CALLOUT_MAP_LEGEND_EVERYTHING));
  callout_map_layer_set_can_drag (layer, TRUE);
  self->drop = callout_map_drop_new (session, layer);

  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (self->spinner, FALSE);
  gtk_widget_set_visible (self->spinner, FALSE);
  callout_map_add_overlay (self->map, self->spinner);

  g_signal_connect_object (layer, "item-activated", G_CALLBACK (item_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "cluster-activated", G_CALLBACK (cluster_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "selected", G_CALLBACK (layer_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "go-to", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "drag-hovered", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_map_get_viewport (self->map), "notify::zoom-level", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Back to where the map was left; everything at once the first time. */
static void
restore_place (CalloutMapView *self)
{
  GSettings *settings = callout_session_get_settings (session_of (self));
  g_autoptr (GVariant) saved = settings ? g_settings_get_user_value (settings, "map-zoom") : NULL;
  CalloutPoint point = { 42.3361, -71.0875 };
  double zoom = 12;

  if (settings != NULL)
    {
      point = (CalloutPoint) { g_settings_get_double (settings, "map-latitude"),
                               g_settings_get_double (settings, "map-longitude") };
      zoom = g_settings_get_double (settings, "map-zoom");
    }
  callout_map_go_to (self->map, &point, zoom, FALSE);
  self->placed = saved != NULL;
}

static void
callout_map_view_constructed (GObject *object)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (object);
  CalloutSession *session;

  G_OBJECT_CLASS (callout_map_view_parent_class)->constructed (object);
  session = session_of (self);
  callout_view_set_title (CALLOUT_VIEW (self), _("Map"));
  callout_view_set_icon_name (CALLOUT_VIEW (self), "callout-map-symbolic");
  callout_view_set_can_search (CALLOUT_VIEW (self), TRUE);
  callout_view_set_count (CALLOUT_VIEW (self), -1);
  self->validity = callout_map_default_validity ();

  build_map (self);
  self->list = callout_pending_list_new (session);
  gtk_widget_set_size_request (self->list, 300, -1);
  g_signal_connect_object (self->list, "selected", G_CALLBACK (list_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (list_activated_cb), self, G_CONNECT_SWAPPED);

  self->flap = adw_flap_new ();
  adw_flap_set_flap (ADW_FLAP (self->flap), self->list);
  adw_flap_set_separator (ADW_FLAP (self->flap), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_flap_set_content (ADW_FLAP (self->flap), GTK_WIDGET (self->map));
  adw_flap_set_swipe_to_open (ADW_FLAP (self->flap), FALSE);
  g_signal_connect_object (self->flap, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->flap);
  build_tools (self);
  restore_place (self);

  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Positions grow old by themselves. */
  g_signal_connect_object (session, "tick", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
}

static void
callout_map_view_dispose (GObject *object)
{
  CalloutMapView *self = CALLOUT_MAP_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->drop);
  g_clear_pointer (&self->work_orders, g_ptr_array_unref);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_map_view_parent_class)->dispose (object);
}

static void
callout_map_view_class_init (CalloutMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_map_view_constructed;
  object_class->dispose = callout_map_view_dispose;
  widget_class->map = callout_map_view_map;
  widget_class->unmap = callout_map_view_unmap;
  view_class->person_changed = callout_map_view_person_changed;
  view_class->search = callout_map_view_search;
  view_class->open = callout_map_view_open;

  g_signal_new ("assign", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "map-view.assign", "(ix)", assign_action);
  gtk_widget_class_install_action (widget_class, "map-view.details", "(ix)", details_action);
  gtk_widget_class_install_action (widget_class, "map-view.locate", "(ix)", locate_action);
  gtk_widget_class_install_action (widget_class, "map-view.show", "(ix)", show_action);
  gtk_widget_class_install_action (widget_class, "map-view.open-cluster", NULL, open_cluster_action);
}

static void
callout_map_view_init (CalloutMapView *self)
{
}

CalloutView *
callout_map_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_MAP_VIEW, "session", session, NULL);
}
