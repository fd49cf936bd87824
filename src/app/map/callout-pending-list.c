/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-pending-list.h"

#include "callout-compat.h"
#include "callout-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

struct _CalloutPendingList
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkWidget          *title;
  GtkWidget          *stack;
  GtkWidget          *view;
  GtkWidget          *empty;

  /* Owned */
  CalloutSession     *session;
  CalloutQueryList   *list;
  GtkSingleSelection *selection;

  gboolean            selecting; /* told from outside: no signal */
  gboolean            asking;    /* for other rows, not for what changed */
};

enum {
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutPendingList, callout_pending_list, GTK_TYPE_WIDGET)

static CalloutWorkOrder *
work_order_of (gpointer row)
{
  CalloutEntity *entity = row ? callout_row_get_entity (CALLOUT_ROW (row)) : NULL;

  return CALLOUT_IS_WORK_ORDER (entity) ? CALLOUT_WORK_ORDER (entity) : NULL;
}

static GtkWidget *
child_named (GtkWidget  *row,
             const char *name)
{
  return g_object_get_data (G_OBJECT (row), name);
}

static void
show_row (GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  CalloutWorkOrder *order = work_order_of (gtk_list_item_get_item (item));
  GtkLabel *due = GTK_LABEL (child_named (row, "due"));
  CalloutTime now = callout_clock_now ();
  g_autofree char *ref = NULL;
  g_autofree char *left = NULL;
  const char *style[] = { "caption", NULL, NULL };

  gtk_widget_set_opacity (row, order != NULL ? 1 : 0);
  if (order == NULL)
    return;
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (order));
  left = order->due_latest != 0 ? callout_format_due (order->due_latest, now) : g_strdup ("");
  style[1] = callout_urgency_class (callout_urgency_of (order->due_latest, now));
  gtk_image_set_from_icon_name (GTK_IMAGE (child_named (row, "icon")), callout_priority_icon (order->priority));
  gtk_widget_set_tooltip_text (child_named (row, "icon"), callout_enum_label (CALLOUT_TYPE_PRIORITY, order->priority));
  gtk_label_set_text (GTK_LABEL (child_named (row, "title")), order->title ? order->title : ref);
  gtk_label_set_text (GTK_LABEL (child_named (row, "ref")), ref);
  gtk_label_set_text (GTK_LABEL (child_named (row, "address")), order->address ? order->address : "");
  gtk_label_set_text (due, left);
  gtk_widget_set_css_classes (GTK_WIDGET (due), style);
  gtk_widget_set_visible (child_named (row, "nowhere"), !callout_work_order_has_location (order));
}

static void
entity_changed_cb (GtkListItem *item)
{
  show_row (item);
}

/* Under X11 GTK's drag and drop takes up what lies under a finger, but never
 * hears of the finger again: it would hang there, with the pointer grabbed. */
static gboolean
is_finger_in_vain (GtkDragSource *source)
{
#ifdef GDK_WINDOWING_X11
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return GDK_IS_X11_DISPLAY (gtk_widget_get_display (row))
         && gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (source)) != NULL;
#else
  return FALSE;
#endif
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            gpointer       data)
{
  GtkListItem *item = GTK_LIST_ITEM (data);
  CalloutWorkOrder *order = work_order_of (gtk_list_item_get_item (item));

  if (order == NULL || !callout_work_order_is_pending (order) || is_finger_in_vain (source))
    return NULL;
  return gdk_content_provider_new_typed (CALLOUT_TYPE_WORK_ORDER, order);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  GtkListItem *item = GTK_LIST_ITEM (data);
  CalloutWorkOrder *order = work_order_of (gtk_list_item_get_item (item));
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  GtkWidget *label;
  g_autofree char *ref = NULL;
  g_autofree char *text = NULL;

  if (order == NULL)
    return;
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (order));
  text = order->title ? g_strdup_printf ("%s  %s", ref, order->title) : g_strdup (ref);
  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "callout-map-drag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), label);
  /* The tip of the pointer stays free: it is what points at somebody. */
  gdk_drag_set_hotspot (drag, -12, -12);
}

static GtkWidget *
add_label (GtkWidget  *row,
           GtkWidget  *box,
           const char *name,
           const char *style,
           gboolean    expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (expand)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  g_object_set_data (G_OBJECT (row), name, label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *upper = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lower = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *nowhere = gtk_image_new_from_icon_name ("callout-no-position-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_widget_set_hexpand (lines, TRUE);
  add_label (row, upper, "title", NULL, TRUE);
  add_label (row, upper, "ref", "dim-label", FALSE);
  gtk_widget_add_css_class (child_named (row, "ref"), "caption");
  gtk_widget_set_tooltip_text (nowhere, _("No location yet"));
  g_object_set_data (G_OBJECT (row), "nowhere", nowhere);
  gtk_box_append (GTK_BOX (lower), nowhere);
  add_label (row, lower, "address", "dim-label", TRUE);
  gtk_widget_add_css_class (child_named (row, "address"), "caption");
  add_label (row, lower, "due", "caption", FALSE);
  gtk_box_append (GTK_BOX (lines), upper);
  gtk_box_append (GTK_BOX (lines), lower);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_widget_add_css_class (row, "callout-pending-row");
  gtk_list_item_set_child (item, row);

  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), item);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  gpointer row = gtk_list_item_get_item (item);

  g_signal_connect_object (row, "notify::entity", G_CALLBACK (entity_changed_cb), item, G_CONNECT_SWAPPED);
  show_row (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), entity_changed_cb, item);
}

static void
selected_cb (CalloutPendingList *self)
{
  if (!self->selecting)
    g_signal_emit (self, signals[SELECTED], 0, work_order_of (gtk_single_selection_get_selected_item (self->selection)));
}

static void
activated_cb (CalloutPendingList *self,
              guint               position)
{
  g_autoptr (CalloutRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  CalloutWorkOrder *order = work_order_of (row);

  if (order != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, order);
}

static void
update (CalloutPendingList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const GError *error = callout_query_list_get_error (self->list);
  g_autofree char *title = g_strdup_printf (_("Pending (%u)"), n);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (n > 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
      return;
    }
  if (error != NULL)
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _("The List Cannot Be Read"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), error->message);
    }
  else
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _("Nothing Pending"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                       _("Work orders that wait for an engineer appear here."));
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    callout_query_list_get_loading (self->list) ? "loading" : "empty");
}

/* Other rows begin at the top, wherever those went that were in sight. */
static void
loading_cb (CalloutPendingList *self)
{
  update (self);
  if (!self->asking || callout_query_list_get_loading (self->list))
    return;
  self->asking = FALSE;
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION
      && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    callout_compat_scroll_to (self->view, 0);
}

static void
callout_pending_list_dispose (GObject *object)
{
  CalloutPendingList *self = CALLOUT_PENDING_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_pending_list_parent_class)->dispose (object);
}

static void
callout_pending_list_class_init (CalloutPendingListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_pending_list_dispose;
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, CALLOUT_TYPE_WORK_ORDER);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, CALLOUT_TYPE_WORK_ORDER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "callout-pending-list");
}

static void
callout_pending_list_init (CalloutPendingList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->view = gtk_list_view_new (NULL, g_steal_pointer (&factory));
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pending work orders"),
                                  -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_set_vexpand (scrolled, TRUE);

  self->empty = adw_status_page_new ();
  gtk_widget_add_css_class (self->empty, "compact");
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (self->title, "callout-pending-title");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
callout_pending_list_new (CalloutSession *session)
{
  CalloutPendingList *self = g_object_new (CALLOUT_TYPE_PENDING_LIST, NULL);

  self->session = g_object_ref (session);
  self->list = callout_query_list_new (callout_session_get_workspace (session),
                                       callout_session_get_person_id (session));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  callout_pending_list_set_filter (self, NULL, NULL);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * callout_pending_list_set_filter:
 * @group: (nullable): key of the group that holds them
 * @words: (nullable): to be found in them
 */
void
callout_pending_list_set_filter (CalloutPendingList *self,
                                 const char         *group,
                                 const char         *words)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  const char *states[] = {
    callout_enum_key (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_STATE_PENDING_DISPATCH),
    callout_enum_key (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_STATE_PENDING_GROUP),
    NULL
  };
  g_autoptr (GError) error = NULL;

  if (!callout_query_add (query, "state", CALLOUT_OP_IS, states, &error) ||
      (group != NULL && !callout_query_add (query, "group_key", CALLOUT_OP_IS, (const char *[]) { group, NULL }, &error)) ||
      !callout_query_parse_sort (query, "due_latest", &error))
    g_debug ("Pending list: %s", error->message);
  callout_query_set_words (query, words && *words ? words : NULL);
  callout_query_list_set_query (self->list, query);
  self->asking = callout_query_list_get_loading (self->list);
}

void
callout_pending_list_set_person (CalloutPendingList *self,
                                 gint64              person)
{
  callout_query_list_set_person (self->list, person);
  self->asking = callout_query_list_get_loading (self->list);
}

/**
 * callout_pending_list_select:
 * @work_order: selected if it is in the list; else nothing is
 */
void
callout_pending_list_select (CalloutPendingList *self,
                             gint64              work_order)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (work_order != 0 && !callout_query_list_find (self->list, work_order, &position))
    position = GTK_INVALID_LIST_POSITION;
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    callout_compat_scroll_to (self->view, position);
}
