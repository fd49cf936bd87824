/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assign-map.h"

#include "callout-location-dialog.h"
#include "callout-map.h"
#include "callout-map-facts.h"
#include "callout-map-legend.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* So many of the nearest are shown at first; the rest is a step back away. */
#define FIRST_SIGHT 5

/* No nearer than this at first: where it is has to be seen too. */
#define FIRST_ZOOM 15

struct _CalloutAssignMap
{
  GtkWidget         parent_instance;

  GtkWidget        *stack;
  GtkWidget        *set_location;
  CalloutMap       *map;

  /* Owned */
  CalloutSession   *session;
  CalloutWorkOrder *work_order;
  GPtrArray        *neighbours;
  GArray           *collaborators; /* of gint64 */

  gint64            lead;
  CalloutPoint      shown;  /* where the map was last taken to */
  gboolean          placed; /* the map has been taken there */
  gboolean          seen;   /* and its neighbours too */
};

enum {
  PERSON_ACTIVATED,
  HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutAssignMap, callout_assign_map, GTK_TYPE_WIDGET)

static gboolean
has_location (CalloutAssignMap *self)
{
  return self->work_order != NULL && callout_work_order_has_location (self->work_order);
}

/* The work in the middle, and around it as much as holds those nearest to it. */
static void
show_nearest (CalloutAssignMap *self)
{
  CalloutPoint here = { self->work_order->latitude, self->work_order->longitude };
  CalloutPoint points[FIRST_SIGHT * 2 + 1] = { here };
  double x, y;
  guint n = 1;

  callout_mercator_project (&here, &x, &y);
  for (guint i = 0; self->neighbours != NULL && i < self->neighbours->len && n < FIRST_SIGHT * 2; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->neighbours, i);
      CalloutPoint there = { neighbour->person->latitude, neighbour->person->longitude };
      double other_x, other_y;

      if (!neighbour->eligible || neighbour->distance_m < 0)
        continue;
      callout_mercator_project (&there, &other_x, &other_y);
      points[n++] = there;
      callout_mercator_unproject (2 * x - other_x, 2 * y - other_y, &points[n++]);
    }
  if (n == 1)
    callout_map_go_to (self->map, &here, 13, FALSE);
  else
    callout_map_fit (self->map, points, n, FIRST_ZOOM, FALSE);
  self->shown = here;
  self->placed = TRUE;
  self->seen = self->neighbours != NULL;
}

static void
update_items (CalloutAssignMap *self)
{
  CalloutMapLayer *layer = callout_map_get_layer (self->map);
  g_autoptr (GArray) items = callout_map_items_new (self->neighbours ? self->neighbours->len + 1 : 1);

  if (has_location (self))
    callout_map_add_work_order (items, self->work_order, CALLOUT_MAP_ITEM_CENTRE);
  for (guint i = 0; self->neighbours != NULL && i < self->neighbours->len; i++)
    callout_map_add_neighbour (items, g_ptr_array_index (self->neighbours, i), 0, TRUE);
  callout_map_layer_set_items (layer, items);
  callout_map_layer_set_chosen (layer, self->lead, (const gint64 *) self->collaborators->data,
                                self->collaborators->len);
}

static void
update (CalloutAssignMap *self)
{
  CalloutPoint here;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), has_location (self) ? "map" : "none");
  gtk_widget_set_sensitive (self->set_location, self->work_order != NULL);
  callout_map_layer_set_rings (callout_map_get_layer (self->map), NULL);
  if (!has_location (self))
    return;

  here = (CalloutPoint) { self->work_order->latitude, self->work_order->longitude };
  callout_map_layer_set_rings (callout_map_get_layer (self->map), &here);
  update_items (self);
  /* Taken there once, and again when the place is another or the first
   * neighbours arrive; after that the map is the dispatcher's own. */
  if (!self->placed || !self->seen || !callout_point_equal (&self->shown, &here))
    show_nearest (self);
}

static void
item_activated_cb (CalloutAssignMap *self,
                   int               kind,
                   gint64            id)
{
  if (kind == CALLOUT_KIND_PERSON)
    g_signal_emit (self, signals[PERSON_ACTIVATED], 0, id);
}

static void
hovered_cb (CalloutAssignMap *self,
            int               kind,
            gint64            id)
{
  g_signal_emit (self, signals[HOVERED], 0, kind == CALLOUT_KIND_PERSON ? id : (gint64) 0);
}

static void
set_location_cb (CalloutAssignMap *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (self->work_order == NULL)
    return;
  dialog = callout_location_dialog_new (self->session, self->work_order->ticket, self->work_order->address,
                                        self->work_order->latitude, self->work_order->longitude);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
make_none (CalloutAssignMap *self)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "callout-no-position-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Location"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("This work order has no location yet. Set one to see who is near."));
  self->set_location = gtk_button_new_with_label (_("Set Location…"));
  gtk_widget_set_halign (self->set_location, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->set_location, "suggested-action");
  gtk_widget_add_css_class (self->set_location, "pill");
  g_signal_connect_swapped (self->set_location, "clicked", G_CALLBACK (set_location_cb), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), self->set_location);
  return page;
}

static void
callout_assign_map_dispose (GObject *object)
{
  CalloutAssignMap *self = CALLOUT_ASSIGN_MAP (object);

  if (self->work_order != NULL)
    g_signal_handlers_disconnect_by_data (self->work_order, self);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->work_order);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_assign_map_parent_class)->dispose (object);
}

static void
callout_assign_map_finalize (GObject *object)
{
  g_array_unref (CALLOUT_ASSIGN_MAP (object)->collaborators);
  G_OBJECT_CLASS (callout_assign_map_parent_class)->finalize (object);
}

static void
callout_assign_map_class_init (CalloutAssignMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_assign_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_assign_map_finalize;

  signals[PERSON_ACTIVATED] = g_signal_new ("person-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "callout-assign-map");
}

static void
callout_assign_map_init (CalloutAssignMap *self)
{
  self->collaborators = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/**
 * callout_assign_map_new:
 *
 * Returns: (transfer floating): a map without a work order
 */
GtkWidget *
callout_assign_map_new (CalloutSession *session)
{
  CalloutAssignMap *self = g_object_new (CALLOUT_TYPE_ASSIGN_MAP, NULL);
  g_autoptr (CalloutMapTiles) tiles = callout_map_tiles_get (callout_session_get_settings (session));
  CalloutMapLayer *layer;

  self->session = g_object_ref (session);
  self->map = callout_map_new (tiles);
  callout_map_set_legend (self->map, callout_map_legend_new (CALLOUT_MAP_LEGEND_CANDIDATES));
  layer = callout_map_get_layer (self->map);
  gtk_stack_add_named (GTK_STACK (self->stack), make_none (self), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->map), "map");
  g_signal_connect_object (layer, "item-activated", G_CALLBACK (item_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * callout_assign_map_set_work_order:
 * @work_order: (nullable): followed from now on, as when it is given a location
 */
void
callout_assign_map_set_work_order (CalloutAssignMap *self,
                                   CalloutWorkOrder *work_order)
{
  g_return_if_fail (CALLOUT_IS_ASSIGN_MAP (self));

  if (self->work_order == work_order)
    return;
  if (self->work_order != NULL)
    g_signal_handlers_disconnect_by_data (self->work_order, self);
  g_set_object (&self->work_order, work_order);
  if (work_order != NULL)
    {
      g_signal_connect_object (work_order, "notify::latitude", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (work_order, "notify::longitude", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  self->placed = FALSE;
  self->seen = FALSE;
  update (self);
}

/**
 * callout_assign_map_set_neighbours:
 * @neighbours: (nullable) (element-type CalloutNeighbour): candidates, best first, with those left out
 */
void
callout_assign_map_set_neighbours (CalloutAssignMap *self,
                                   GPtrArray        *neighbours)
{
  g_return_if_fail (CALLOUT_IS_ASSIGN_MAP (self));

  if (neighbours != NULL)
    g_ptr_array_ref (neighbours);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  self->neighbours = neighbours;
  update (self);
}

/**
 * callout_assign_map_set_chosen:
 * @lead: a person's id; 0: nobody yet
 */
void
callout_assign_map_set_chosen (CalloutAssignMap *self,
                               gint64            lead,
                               const gint64     *collaborators,
                               guint             n_collaborators)
{
  g_return_if_fail (CALLOUT_IS_ASSIGN_MAP (self));

  self->lead = lead;
  g_array_set_size (self->collaborators, 0);
  if (n_collaborators > 0)
    g_array_append_vals (self->collaborators, collaborators, n_collaborators);
  callout_map_layer_set_chosen (callout_map_get_layer (self->map), lead, collaborators, n_collaborators);
}

/**
 * callout_assign_map_set_hovered:
 * @person: whom a list beside points at; 0: nobody
 */
void
callout_assign_map_set_hovered (CalloutAssignMap *self,
                                gint64            person)
{
  g_return_if_fail (CALLOUT_IS_ASSIGN_MAP (self));

  callout_map_layer_set_hovered (callout_map_get_layer (self->map),
                                 person != 0 ? CALLOUT_KIND_PERSON : CALLOUT_KIND_NONE, person);
}
