/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-board-private.h"

#include "callout-workflow-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Narrower than this, lanes side by side are scrolled sideways. */
#define LEAST_LANE_WIDTH 148
#define LEAST_COMPACT_WIDTH 280

/* How long a card takes to its new place, in milliseconds. */
#define GLIDE_MS 160

/* Between the card at the pointer and what is said of it. */
#define HINT_OFFSET 6

enum { PROP_0, PROP_ANNOUNCEMENT, N_PROPS };
enum { PLACE, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkflowBoard, callout_workflow_board, GTK_TYPE_WIDGET)

/* The tray is no status: nothing is said of it but here. */
static const char *
lane_label (guint lane)
{
  return lane == CALLOUT_LANE_TRAY ? _("Tray")
                                   : callout_status_builtin_label (callout_portal_status_key (callout_lane_status (lane)));
}

static const char *
lane_description (guint lane)
{
  if (lane == CALLOUT_LANE_TRAY)
    return _("Reported by the technician, but not shown to the customer");
  return callout_status_builtin_description (callout_portal_status_key (callout_lane_status (lane)));
}

static CalloutBoardSlot *
slot_new (GtkWidget *card)
{
  CalloutBoardSlot *slot = g_new0 (CalloutBoardSlot, 1);

  slot->card = card;
  return slot;
}

static void
slot_free (gpointer data)
{
  CalloutBoardSlot *slot = data;

  gtk_widget_unparent (slot->card);
  g_free (slot);
}

/* Drawing and places */

static void
callout_workflow_board_measure (GtkWidget      *widget,
                                GtkOrientation  orientation,
                                int             for_size,
                                int            *minimum,
                                int            *natural,
                                int            *minimum_baseline,
                                int            *natural_baseline)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);
  int least = self->compact ? LEAST_COMPACT_WIDTH : CALLOUT_N_LANES * (LEAST_LANE_WIDTH + 8) + 16;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = least;
      return;
    }
  callout_board_arrange (self, for_size > 0 ? MAX (for_size, least) : least);
  *minimum = *natural = self->total_height;
}

/* On whole pixels: in between, every edge and letter would have to be smoothed
 * anew, which takes twice as long where there is no graphics card. */
static void
allocate_whole (GtkWidget *child,
                double     x,
                double     y,
                int        width,
                int        height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) floor (x + 0.5), (float) floor (y + 0.5))));
}

static void
allocate_at (CalloutWorkflowBoard *self,
             GtkWidget            *child,
             double                x,
             double                y,
             int                   width,
             int                   height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  allocate_whole (child, x, y, width, height);
}

static void
allocate_slot (CalloutWorkflowBoard *self,
               CalloutBoardSlot     *slot)
{
  double t = self->progress;
  int width;

  if (!slot->seen)
    {
      slot->from_x = slot->x;
      slot->from_y = slot->y;
      slot->seen = TRUE;
    }
  gtk_widget_measure (slot->card, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  allocate_at (self, slot->card, slot->from_x + (slot->x - slot->from_x) * t,
               slot->from_y + (slot->y - slot->from_y) * t, MAX (slot->width, width), slot->height);
}

static double
scroll_offset (CalloutWorkflowBoard *self)
{
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);

  return scroller != NULL ? gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)) : 0;
}

static double
scroll_bottom (CalloutWorkflowBoard *self)
{
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);
  GtkAdjustment *adjustment = scroller != NULL ? gtk_scrolled_window_get_vadjustment (scroller) : NULL;

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
                            : gtk_widget_get_height (GTK_WIDGET (self));
}

/* Side by side, what a lane is called stays in sight however far one scrolls. */
static void
allocate_lanes (CalloutWorkflowBoard *self,
                int                   height)
{
  double offset = self->compact ? 0 : scroll_offset (self);

  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      const CalloutBoardLane *lane = &self->places[i];
      int lane_height = self->compact ? lane->height : MAX (height - 2 * lane->y, lane->height);
      double y = MAX (lane->y, offset);

      allocate_at (self, self->grounds[i], lane->x, lane->y, lane->width, lane_height);
      allocate_at (self, self->headers[i], lane->x, y, lane->width, lane->header_height);
    }
}

static void
allocate_hint (CalloutWorkflowBoard *self,
               int                   width)
{
  CalloutBoardSlot *carried = callout_board_find_slot (self, self->carry.key);
  GtkRequisition size;
  double x;
  double y;

  if (!gtk_widget_get_visible (self->hint))
    return;
  gtk_widget_get_preferred_size (self->hint, NULL, &size);
  x = self->pointer_x - self->hold_x;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL && carried != NULL)
    x += gtk_widget_get_width (carried->card) - size.width;
  x = CLAMP (x, 6, MAX (width - size.width - 6, 6));
  /* Beneath the card at the pointer; above it where there is no room. */
  y = self->pointer_y - self->hold_y + self->carry.height + HINT_OFFSET;
  if (y + size.height > scroll_bottom (self))
    y = self->pointer_y - self->hold_y - size.height - HINT_OFFSET;
  allocate_whole (self->hint, x, y, size.width, size.height);
}

static void
allocate_lifted (CalloutWorkflowBoard *self)
{
  GtkRequisition size;
  double x = self->pointer_x - self->hold_x - CALLOUT_PICTURE_MARGIN;
  double y = self->pointer_y - self->hold_y - CALLOUT_PICTURE_MARGIN;

  if (self->lifted == NULL)
    return;
  gtk_widget_get_preferred_size (self->lifted, &size, NULL);
  allocate_whole (self->lifted, x, y, size.width, size.height);
}

static void
callout_workflow_board_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);

  callout_board_arrange (self, width);
  allocate_lanes (self, height);
  for (guint i = 0; i < self->order->len; i++)
    allocate_slot (self, g_ptr_array_index (self->order, i));
  if (gtk_widget_get_visible (self->gap))
    allocate_at (self, self->gap, self->gap_x, self->gap_y, MAX (self->gap_width, 1), MAX (self->gap_height, 1));
  allocate_lifted (self);
  allocate_hint (self, width);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static GtkSizeRequestMode
callout_workflow_board_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The line that ties a branch to the step it stands beside. */
static void
draw_tie (CalloutWorkflowBoard *self,
          CalloutBoardSlot     *slot,
          GtkSnapshot          *snapshot)
{
  graphene_rect_t at;
  GdkRGBA colour;
  float x;
  float middle;

  if (gtk_widget_get_opacity (slot->card) < 1 || !gtk_widget_compute_bounds (slot->card, GTK_WIDGET (self), &at))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.35f;
  middle = at.origin.y + MIN (at.size.height / 2, 18);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = at.origin.x + at.size.width + 8;
  else
    x = at.origin.x - 10;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, at.origin.y - 6, 2, middle - at.origin.y + 7));
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x -= 8;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, middle - 1, 10, 2));
}

static void
callout_workflow_board_snapshot (GtkWidget   *widget,
                                 GtkSnapshot *snapshot)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);

  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    gtk_widget_snapshot_child (widget, self->grounds[i], snapshot);
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (slot->branch)
        draw_tie (self, slot, snapshot);
    }
  gtk_widget_snapshot_child (widget, self->gap, snapshot);
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (slot->card != self->homing)
        gtk_widget_snapshot_child (widget, slot->card, snapshot);
    }
  if (self->homing != NULL)
    gtk_widget_snapshot_child (widget, self->homing, snapshot);
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    gtk_widget_snapshot_child (widget, self->headers[i], snapshot);
  if (self->lifted != NULL)
    gtk_widget_snapshot_child (widget, self->lifted, snapshot);
  gtk_widget_snapshot_child (widget, self->hint, snapshot);
}

static void
glide_cb (double   value,
          gpointer data)
{
  CalloutWorkflowBoard *self = data;

  self->progress = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Cards */

static GtkWidget *
make_card (CalloutWorkflowBoard *self)
{
  GtkWidget *card = callout_step_card_new ();

  gtk_widget_insert_before (card, GTK_WIDGET (self), self->headers[0]);
  return card;
}

static void
take_step (CalloutWorkflowBoard *self,
           GHashTable           *before,
           CalloutStep          *step,
           guint                 lane,
           guint                 index)
{
  char *key = NULL;
  CalloutBoardSlot *slot = NULL;
  g_autofree char *place = NULL;

  if (step->branch)
    /* Translators: where a workflow step stands that is no step of the line: “Beside Accept” */
    place = g_strdup_printf (_("Beside %s"), callout_lanes_get_step (self->lanes, lane, index)->label);
  else
    place = callout_board_dup_place (self, lane, index, callout_lanes_get_size (self->lanes, lane));
  if (g_hash_table_steal_extended (before, step->key, (gpointer *) &key, (gpointer *) &slot))
    g_free (key);
  else
    slot = slot_new (make_card (self));
  slot->lane = lane;
  slot->index = index;
  slot->branch = step->branch;
  callout_step_card_set (CALLOUT_STEP_CARD (slot->card), step, self->icons, place);
  g_hash_table_insert (self->slots, g_strdup (step->key), slot);
  g_ptr_array_add (self->order, slot);
}

static void
take_steps (CalloutWorkflowBoard *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->slots);

  self->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, slot_free);
  g_ptr_array_set_size (self->order, 0);
  for (guint lane = 0; lane < CALLOUT_N_LANES; lane++)
    for (guint i = 0; i < callout_lanes_get_size (self->lanes, lane); i++)
      {
        GPtrArray *branches = callout_lanes_get_branches (self->lanes, lane, i);

        take_step (self, before, callout_lanes_get_step (self->lanes, lane, i), lane, i);
        for (guint j = 0; j < branches->len; j++)
          take_step (self, before, g_ptr_array_index (branches, j), lane, i);
      }
}

static void
make_lanes (CalloutWorkflowBoard *self)
{
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      self->grounds[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_widget_add_css_class (self->grounds[i], i == CALLOUT_LANE_TRAY ? "tray" : "lane");
      gtk_widget_set_parent (self->grounds[i], GTK_WIDGET (self));
      self->labels[i] = g_strdup (lane_label (i));
    }
  self->gap = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->gap, "gap");
  gtk_widget_set_visible (self->gap, FALSE);
  gtk_widget_set_parent (self->gap, GTK_WIDGET (self));
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      const char *key = i == CALLOUT_LANE_TRAY ? NULL : callout_portal_status_key (callout_lane_status (i));

      self->headers[i] = callout_lane_header_new (key, lane_description (i));
      if (i == CALLOUT_LANE_TRAY)
        gtk_widget_add_css_class (self->headers[i], "tray");
      gtk_widget_set_parent (self->headers[i], GTK_WIDGET (self));
    }
}

static void
make_hint (CalloutWorkflowBoard *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("action-unavailable-symbolic");

  self->hint = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->hint_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->hint_label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->hint_label), 32);
  gtk_label_set_xalign (GTK_LABEL (self->hint_label), 0);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->hint), icon);
  gtk_box_append (GTK_BOX (self->hint), self->hint_label);
  gtk_widget_add_css_class (self->hint, "refusal");
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));
}

static void
scrolled_cb (CalloutWorkflowBoard *self)
{
  if (!self->compact)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
callout_workflow_board_root (GtkWidget *widget)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);
  GtkScrolledWindow *scroller;

  GTK_WIDGET_CLASS (callout_workflow_board_parent_class)->root (widget);
  scroller = callout_board_get_scroller (self);
  if (scroller != NULL)
    g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "value-changed", G_CALLBACK (scrolled_cb),
                             self, G_CONNECT_SWAPPED);
}

static void
callout_workflow_board_unroot (GtkWidget *widget)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);

  callout_board_stop_pointer (self);
  if (scroller != NULL)
    g_signal_handlers_disconnect_by_func (gtk_scrolled_window_get_vadjustment (scroller), scrolled_cb, self);
  GTK_WIDGET_CLASS (callout_workflow_board_parent_class)->unroot (widget);
}

static gboolean
callout_workflow_board_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  return callout_board_focus (CALLOUT_WORKFLOW_BOARD (widget), direction);
}

static void
callout_workflow_board_dispose (GObject *object)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (object);
  GtkWidget *child;

  if (self->slots != NULL)
    callout_board_end_carry (self);
  g_clear_weak_pointer (&self->stuck);
  g_clear_weak_pointer (&self->homing);
  g_clear_object (&self->animation);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_hash_table_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->lanes, callout_lanes_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_object (&self->icons);
  g_clear_pointer (&self->announcement, g_free);
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    g_clear_pointer (&self->labels[i], g_free);
  G_OBJECT_CLASS (callout_workflow_board_parent_class)->dispose (object);
}

static void
callout_workflow_board_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  if (prop_id == PROP_ANNOUNCEMENT)
    g_value_set_string (value, CALLOUT_WORKFLOW_BOARD (object)->announcement);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_workflow_board_class_init (CalloutWorkflowBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_workflow_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/workflow/workflow.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }

  object_class->dispose = callout_workflow_board_dispose;
  object_class->get_property = callout_workflow_board_get_property;
  widget_class->measure = callout_workflow_board_measure;
  widget_class->size_allocate = callout_workflow_board_size_allocate;
  widget_class->get_request_mode = callout_workflow_board_get_request_mode;
  widget_class->snapshot = callout_workflow_board_snapshot;
  widget_class->root = callout_workflow_board_root;
  widget_class->unroot = callout_workflow_board_unroot;
  widget_class->focus = callout_workflow_board_focus;
  gtk_widget_class_set_css_name (widget_class, "workflowboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);

  properties[PROP_ANNOUNCEMENT] = g_param_spec_string ("announcement", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PLACE] = g_signal_new ("place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, CALLOUT_TYPE_STEP, G_TYPE_INT, G_TYPE_UINT);
}

static void
callout_workflow_board_init (CalloutWorkflowBoard *self)
{
  self->icons = callout_icon_book_new ();
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  self->lanes = callout_lanes_new (self->steps);
  self->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, slot_free);
  self->order = g_ptr_array_new ();
  self->progress = 1;
  make_lanes (self);
  make_hint (self);
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, GLIDE_MS,
                                             adw_callback_animation_target_new (glide_cb, self, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), ADW_EASE_OUT_CUBIC);
  callout_board_add_pointer (self);
  callout_board_add_keys (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Workflow steps"), -1);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    callout_workflow_board_set_status (self, i, NULL, NULL);
}

GtkWidget *
callout_workflow_board_new (void)
{
  return g_object_new (CALLOUT_TYPE_WORKFLOW_BOARD, NULL);
}

/**
 * callout_workflow_board_set_icons:
 * @icons: what shows the steps' and the statuses' icons
 */
void
callout_workflow_board_set_icons (CalloutWorkflowBoard *self,
                                  CalloutIconBook      *icons)
{
  g_set_object (&self->icons, icons);
}

/**
 * callout_workflow_board_set_status:
 * @label: (nullable): as the house calls it; %NULL: the built-in name
 */
void
callout_workflow_board_set_status (CalloutWorkflowBoard *self,
                                   guint                 lane,
                                   const char           *label,
                                   const char           *icon)
{
  g_free (self->labels[lane]);
  self->labels[lane] = g_strdup (label != NULL ? label : lane_label (lane));
  callout_lane_header_set (CALLOUT_LANE_HEADER (self->headers[lane]), self->icons, icon, self->labels[lane]);
  self->arranged_width = 0;
}

/**
 * callout_workflow_board_set_steps:
 * @steps: (element-type CalloutStep): all of the workflow; what is told apart
 *   by its key stays the same card, with the focus if it has it
 */
void
callout_workflow_board_set_steps (CalloutWorkflowBoard *self,
                                  GPtrArray            *steps)
{
  /* Somebody else's change must not tear a card out of one's hand, but where
   * it may go is then judged anew. */
  gboolean carrying = self->carry.mode != CALLOUT_CARRY_NONE;

  g_ptr_array_set_size (self->steps, 0);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (self->steps, g_object_ref (g_ptr_array_index (steps, i)));
  callout_lanes_free (self->lanes);
  self->lanes = callout_lanes_new (self->steps);
  callout_board_rearrange (self);
  take_steps (self);
  if (carrying)
    callout_board_carry_on (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * callout_workflow_board_set_compact:
 * @compact: whether the lanes stand beneath each other
 */
void
callout_workflow_board_set_compact (CalloutWorkflowBoard *self,
                                    gboolean              compact)
{
  if (self->compact == !!compact)
    return;
  self->compact = !!compact;
  self->arranged_width = 0;
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * callout_workflow_board_find_card:
 *
 * Returns: (transfer none) (nullable)
 */
GtkWidget *
callout_workflow_board_find_card (CalloutWorkflowBoard *self,
                                  const char           *key)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, key);

  return slot != NULL ? slot->card : NULL;
}

/**
 * callout_workflow_board_get_focus_step:
 *
 * Returns: (transfer none) (nullable): the step whose card, or a part of it, has the focus
 */
CalloutStep *
callout_workflow_board_get_focus_step (CalloutWorkflowBoard *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return CALLOUT_IS_STEP_CARD (child) ? callout_step_card_get_step (CALLOUT_STEP_CARD (child)) : NULL;
}

const char *
callout_workflow_board_get_announcement (CalloutWorkflowBoard *self)
{
  return self->announcement;
}

/* What is going on: shown in the line of status, and told to who hears it. */
void
callout_board_announce (CalloutWorkflowBoard *self,
                        const char           *sentence)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);

  if (slot != NULL)
    callout_step_card_announce (CALLOUT_STEP_CARD (slot->card), sentence);
  if (g_strcmp0 (self->announcement, sentence) == 0)
    return;
  g_free (self->announcement);
  self->announcement = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANNOUNCEMENT]);
}
