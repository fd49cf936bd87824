/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-layer-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

guint callout_map_layer_signals[CALLOUT_MAP_LAYER_N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutMapLayer, callout_map_layer, SHUMATE_TYPE_LAYER)

static gpointer
ref_key (CalloutKind kind,
         gint64      id)
{
  return GSIZE_TO_POINTER ((gsize) id << 1 | (kind == CALLOUT_KIND_WORK_ORDER));
}

/* The number of a thing among the items; -1: it is not on this map. */
int
callout_map_layer_nth (CalloutMapLayer *self,
                       CalloutKind      kind,
                       gint64           id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_ref, ref_key (kind, id)));

  return kind != CALLOUT_KIND_NONE && place > 0 ? (int) place - 1 : -1;
}

/* Brings the members of a cluster apart; where no zoom can, tells who they are. */
void
callout_map_layer_open_cluster (CalloutMapLayer      *self,
                                const CalloutMapMark *mark)
{
  double spread = mark->clusters ? callout_map_clusters_spread (mark->clusters, mark->nth, self->x, self->y) : 0;
  double side = MIN (gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  double zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  double fit = spread > 0 ? floor (log2 (MAX (side - 160, 80) / (2 * spread * CALLOUT_MAP_TILE_SIZE))) : zoom;
  CalloutPoint point;

  callout_mercator_unproject (mark->x, mark->y, &point);
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_GO_TO], 0, point.latitude, point.longitude,
                 CLAMP (fit, floor (zoom) + 1, 18));
}

static void
announce (CalloutMapLayer *self)
{
  CalloutMapMark *mark = callout_map_layer_mark_of (self, &self->selected);
  g_autofree char *what = mark ? callout_map_layer_describe (self, mark) : NULL;
  g_autofree char *label = NULL;

  if (what != NULL)
    g_strdelimit (what, "\n", ' ');
  /* Translators: what a screen reader says of the map; %s: what is selected on it */
  label = what ? g_strdup_printf (_("Map, %s"), what) : g_strdup (_("Map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
callout_map_layer_contains (GtkWidget *widget,
                            double     x,
                            double     y)
{
  /* Everywhere: the layer follows the pointer, and passes on what it does not
   * need itself. */
  return x >= 0 && y >= 0 && x < gtk_widget_get_width (widget) && y < gtk_widget_get_height (widget);
}

static gboolean
callout_map_layer_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (widget);
  g_autofree char *text = NULL;
  CalloutMapMark *mark;

  if (self->dragged != 0)
    return FALSE;
  mark = keyboard ? callout_map_layer_mark_of (self, &self->selected)
                  : callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);
  if (mark == NULL)
    return FALSE;
  text = callout_map_layer_describe (self, mark);
  if (*text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) mark->px - 16, (int) mark->py - 32, 32, 48 });
  return TRUE;
}

static void
callout_map_layer_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
callout_map_layer_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (widget);
  GtkRequisition natural;
  int x, y;

  if (!gtk_widget_should_layout (self->verdict_box))
    return;
  gtk_widget_get_preferred_size (self->verdict_box, NULL, &natural);
  natural.width = MIN (natural.width, width);
  /* Below the pointer and within the map, never under the hand; what comes
   * from a list has its picture there, so then above. */
  x = (int) CLAMP (self->drag_x - natural.width / 2.0, 0, width - natural.width);
  y = (int) self->drag_y + 28;
  if (self->drag_from_outside || y + natural.height > height)
    y = MAX (0, (int) self->drag_y - (self->drag_from_outside ? 28 : 56) - natural.height);
  gtk_widget_size_allocate (self->verdict_box, &(GtkAllocation) { x, y, natural.width, natural.height }, -1);
}

/* Some names were left for the next frame, so that none takes long. */
static gboolean
more_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  CALLOUT_MAP_LAYER (widget)->more = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
callout_map_layer_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  int scale = gtk_widget_get_scale_factor (widget);
  gboolean dark = adw_style_manager_get_dark (style);
  gboolean high_contrast = adw_style_manager_get_high_contrast (style);

  if (self->glyphs == NULL || !callout_map_glyphs_suits (self->glyphs, scale, dark, high_contrast))
    {
      g_clear_pointer (&self->glyphs, callout_map_glyphs_free);
      self->glyphs = callout_map_glyphs_new (gtk_widget_get_pango_context (widget), scale, dark, high_contrast);
    }
  callout_map_layer_snapshot_all (self, snapshot);
  if (callout_map_glyphs_begin_frame (self->glyphs) && self->more == 0)
    self->more = gtk_widget_add_tick_callback (widget, more_cb, NULL, NULL);
  gtk_widget_snapshot_child (widget, self->verdict_box, snapshot);
}

/* Letters may come in another font now. */
static void
callout_map_layer_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (widget);

  GTK_WIDGET_CLASS (callout_map_layer_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->glyphs, callout_map_glyphs_free);
}

static void
viewport_changed_cb (CalloutMapLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  /* A turned map has no use here and would leave every label aslant. */
  if (shumate_viewport_get_rotation (viewport) != 0)
    shumate_viewport_set_rotation (viewport, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
callout_map_layer_constructed (GObject *object)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (object);

  G_OBJECT_CLASS (callout_map_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (self)), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  callout_map_layer_add_input (self);
  announce (self);
}

static void
callout_map_layer_dispose (GObject *object)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (object);

  g_clear_handle_id (&self->spring, g_source_remove);
  g_clear_pointer (&self->verdict_box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_map_layer_parent_class)->dispose (object);
}

static void
callout_map_layer_finalize (GObject *object)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (object);

  g_clear_pointer (&self->orders, callout_map_clusters_free);
  g_clear_pointer (&self->engineers, callout_map_clusters_free);
  g_clear_pointer (&self->left_out, callout_map_clusters_free);
  g_clear_pointer (&self->glyphs, callout_map_glyphs_free);
  g_array_unref (self->marks);
  g_array_unref (self->items);
  g_hash_table_unref (self->by_ref);
  g_free (self->x);
  g_free (self->y);
  g_free (self->initials);
  G_OBJECT_CLASS (callout_map_layer_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            guint       n_params,
            ...)
{
  GType types[4];
  va_list args;

  g_assert (n_params <= G_N_ELEMENTS (types));
  va_start (args, n_params);
  for (guint i = 0; i < n_params; i++)
    types[i] = va_arg (args, GType);
  va_end (args);
  return g_signal_newv (name, CALLOUT_TYPE_MAP_LAYER, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                        G_TYPE_NONE, n_params, types);
}

static void
callout_map_layer_class_init (CalloutMapLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  guint *signals = callout_map_layer_signals;

  object_class->constructed = callout_map_layer_constructed;
  object_class->dispose = callout_map_layer_dispose;
  object_class->finalize = callout_map_layer_finalize;
  widget_class->contains = callout_map_layer_contains;
  widget_class->query_tooltip = callout_map_layer_query_tooltip;
  widget_class->measure = callout_map_layer_measure;
  widget_class->size_allocate = callout_map_layer_size_allocate;
  widget_class->snapshot = callout_map_layer_snapshot;
  widget_class->css_changed = callout_map_layer_css_changed;

  signals[CALLOUT_MAP_LAYER_ITEM_ACTIVATED] =
    add_signal ("item-activated", 4, G_TYPE_INT, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CALLOUT_MAP_LAYER_CLUSTER_ACTIVATED] =
    add_signal ("cluster-activated", 3, G_TYPE_ARRAY, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CALLOUT_MAP_LAYER_GROUND_CLICKED] =
    add_signal ("ground-clicked", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CALLOUT_MAP_LAYER_HOVERED] = add_signal ("hovered", 2, G_TYPE_INT, G_TYPE_INT64);
  signals[CALLOUT_MAP_LAYER_SELECTED] = add_signal ("selected", 2, G_TYPE_INT, G_TYPE_INT64);
  signals[CALLOUT_MAP_LAYER_GO_TO] =
    add_signal ("go-to", 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CALLOUT_MAP_LAYER_DRAG_HOVERED] = add_signal ("drag-hovered", 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[CALLOUT_MAP_LAYER_DROPPED] = add_signal ("dropped", 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[CALLOUT_MAP_LAYER_DRAG_ENDED] = add_signal ("drag-ended", 0);

  gtk_widget_class_set_css_name (widget_class, "callout-map-layer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
callout_map_layer_init (CalloutMapLayer *self)
{
  self->items = callout_map_items_new (0);
  self->marks = g_array_new (FALSE, FALSE, sizeof (CalloutMapMark));
  self->by_ref = g_hash_table_new (NULL, NULL);
  self->level = -1;

  self->verdict_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->verdict_icon = gtk_image_new ();
  self->verdict_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->verdict_label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->verdict_label), 36);
  gtk_label_set_xalign (GTK_LABEL (self->verdict_label), 0);
  gtk_box_append (GTK_BOX (self->verdict_box), self->verdict_icon);
  gtk_box_append (GTK_BOX (self->verdict_box), self->verdict_label);
  gtk_widget_add_css_class (self->verdict_box, "osd");
  gtk_widget_add_css_class (self->verdict_box, "callout-map-verdict");
  gtk_widget_set_visible (self->verdict_box, FALSE);
  gtk_widget_set_can_target (self->verdict_box, FALSE);
  gtk_widget_set_parent (self->verdict_box, GTK_WIDGET (self));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

CalloutMapLayer *
callout_map_layer_new (ShumateViewport *viewport)
{
  return g_object_new (CALLOUT_TYPE_MAP_LAYER, "viewport", viewport, NULL);
}

/**
 * callout_map_layer_set_items:
 * @items: an array of callout_map_items_new(), which the layer keeps from now on
 *
 * The order of the items should stay the same from one time to the next, so
 * that clusters do. Selection and what is hovered hold where they are still there.
 */
void
callout_map_layer_set_items (CalloutMapLayer *self,
                             GArray          *items)
{
  g_return_if_fail (CALLOUT_IS_MAP_LAYER (self));

  g_array_ref (items);
  g_array_unref (self->items);
  self->items = items;
  self->x = g_renew (double, self->x, MAX (items->len, 1));
  self->y = g_renew (double, self->y, MAX (items->len, 1));
  self->initials = g_renew (guint64, self->initials, MAX (items->len, 1));
  g_hash_table_remove_all (self->by_ref);
  for (guint i = 0; i < items->len; i++)
    {
      const CalloutMapItem *item = callout_map_layer_item (self, i);

      callout_mercator_project (&item->point, &self->x[i], &self->y[i]);
      self->initials[i] = item->kind == CALLOUT_KIND_PERSON ? callout_map_initials (item->name) : 0;
      g_hash_table_insert (self->by_ref, ref_key (item->kind, item->id), GUINT_TO_POINTER (i + 1));
    }
  self->level = -1;
  g_array_set_size (self->marks, 0);
  if (callout_map_layer_nth (self, self->selected.kind, self->selected.id) < 0)
    self->selected = (CalloutMapRef) { 0 };
  if (callout_map_layer_nth (self, self->hovered.kind, self->hovered.id) < 0)
    self->hovered = (CalloutMapRef) { 0 };
  announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_get_items:
 *
 * Returns: (transfer none): the array of #CalloutMapItem
 */
GArray *
callout_map_layer_get_items (CalloutMapLayer *self)
{
  return self->items;
}

/**
 * callout_map_layer_find:
 *
 * Returns: (nullable): the item, until the items are set anew
 */
const CalloutMapItem *
callout_map_layer_find (CalloutMapLayer *self,
                        CalloutKind      kind,
                        gint64           id)
{
  int item = callout_map_layer_nth (self, kind, id);

  return item < 0 ? NULL : callout_map_layer_item (self, item);
}

/**
 * callout_map_layer_set_chosen:
 * @lead: a person; 0: nobody
 *
 * Marks who is to go. They are shown on their own, and joined to the middle of
 * the rings by a line.
 */
void
callout_map_layer_set_chosen (CalloutMapLayer *self,
                              gint64           lead,
                              const gint64    *collaborators,
                              guint            n_collaborators)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      CalloutMapItem *item = &g_array_index (self->items, CalloutMapItem, i);

      item->flags &= ~(CALLOUT_MAP_ITEM_LEAD | CALLOUT_MAP_ITEM_COLLABORATOR);
      if (item->kind != CALLOUT_KIND_PERSON)
        continue;
      if (lead != 0 && item->id == lead)
        item->flags |= CALLOUT_MAP_ITEM_LEAD;
      for (guint c = 0; c < n_collaborators; c++)
        if (item->id == collaborators[c] && item->id != lead)
          item->flags |= CALLOUT_MAP_ITEM_COLLABORATOR;
    }
  self->level = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_select:
 * @kind: %CALLOUT_KIND_NONE selects nothing
 */
void
callout_map_layer_select (CalloutMapLayer *self,
                          CalloutKind      kind,
                          gint64           id)
{
  if (self->selected.kind == kind && self->selected.id == id)
    return;
  self->selected = (CalloutMapRef) { kind, id };
  announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_get_selected:
 * @id: (out) (optional)
 */
CalloutKind
callout_map_layer_get_selected (CalloutMapLayer *self,
                                gint64          *id)
{
  if (id != NULL)
    *id = self->selected.id;
  return self->selected.kind;
}

/**
 * callout_map_layer_set_hovered:
 *
 * Shows a thing as if the pointer were on it, for a list that stands beside.
 * Tells nobody.
 */
void
callout_map_layer_set_hovered (CalloutMapLayer *self,
                               CalloutKind      kind,
                               gint64           id)
{
  if (self->hovered.kind == kind && self->hovered.id == id)
    return;
  self->hovered = (CalloutMapRef) { kind, id };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_set_rings:
 * @centre: (nullable): where the rings of distance are drawn around
 */
void
callout_map_layer_set_rings (CalloutMapLayer    *self,
                             const CalloutPoint *centre)
{
  self->has_rings = centre != NULL;
  if (centre != NULL)
    self->ring_centre = *centre;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_set_can_drag:
 *
 * Whether a work order can be taken from its place and dropped on an engineer,
 * and one from elsewhere dropped here.
 */
void
callout_map_layer_set_can_drag (CalloutMapLayer *self,
                                gboolean         can_drag)
{
  self->can_drag = can_drag;
  if (!can_drag)
    callout_map_layer_end_drag (self);
}

/**
 * callout_map_layer_set_verdict:
 * @person: whom the answer is about; ignored when the pointer is elsewhere by now
 * @sentence: what would happen, or why it cannot
 */
void
callout_map_layer_set_verdict (CalloutMapLayer   *self,
                               gint64             person,
                               CalloutMapVerdict  verdict,
                               const char        *sentence)
{
  static const char *const icons[] = { "content-loading-symbolic", "object-select-symbolic", "action-unavailable-symbolic" };

  if (self->dragged == 0 || self->target != person)
    return;
  self->verdict = verdict;
  gtk_label_set_text (GTK_LABEL (self->verdict_label), sentence);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->verdict_icon), icons[verdict]);
  if (verdict == CALLOUT_MAP_VERDICT_NO)
    gtk_widget_add_css_class (self->verdict_box, "refused");
  else
    gtk_widget_remove_css_class (self->verdict_box, "refused");
  gtk_widget_set_visible (self->verdict_box, sentence != NULL && *sentence != '\0');
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_map_layer_pick:
 * @id: (out): of the nearest thing in reach, where it stands alone
 *
 * Returns: its kind, or %CALLOUT_KIND_NONE
 */
CalloutKind
callout_map_layer_pick (CalloutMapLayer *self,
                        double           x,
                        double           y,
                        gint64          *id)
{
  CalloutMapMark *mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);

  *id = 0;
  if (mark == NULL || mark->n > 1)
    return CALLOUT_KIND_NONE;
  *id = callout_map_layer_item (self, mark->first)->id;
  return mark->kind;
}

/**
 * callout_map_layer_open_selected:
 *
 * Zooms in on the cluster that is selected, until its members stand apart.
 */
void
callout_map_layer_open_selected (CalloutMapLayer *self)
{
  CalloutMapMark *mark = callout_map_layer_mark_of (self, &self->selected);

  if (mark != NULL && mark->n > 1)
    callout_map_layer_open_cluster (self, mark);
}

/**
 * callout_map_layer_is_alone:
 *
 * Whether it has a mark of its own now, rather than part in a cluster's.
 */
gboolean
callout_map_layer_is_alone (CalloutMapLayer *self,
                            CalloutKind      kind,
                            gint64           id)
{
  CalloutMapMark *mark = callout_map_layer_mark_of (self, &(CalloutMapRef) { kind, id });

  return mark != NULL && mark->n == 1;
}

/**
 * callout_map_layer_locate:
 * @x: (out): where the body of its mark stands on the widget
 *
 * Returns: whether it is on the map, alone or in a cluster
 */
gboolean
callout_map_layer_locate (CalloutMapLayer *self,
                          CalloutKind      kind,
                          gint64           id,
                          double          *x,
                          double          *y)
{
  CalloutMapMark *mark = callout_map_layer_mark_of (self, &(CalloutMapRef) { kind, id });

  if (mark == NULL)
    return FALSE;
  *x = mark->px;
  *y = mark->py - callout_map_layer_body_height (self, mark);
  return TRUE;
}
