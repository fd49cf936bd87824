/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-dispatch-view.h"

#include "callout-action-area.h"
#include "callout-assign-window.h"
#include "callout-column-chooser.h"
#include "callout-columns-setting.h"
#include "callout-command-dialog.h"
#include "callout-compat.h"
#include "callout-dispatch-filter.h"
#include "callout-location-dialog.h"
#include "callout-width-bin.h"
#include "callout-work-order-columns.h"
#include "callout-work-order-details.h"

#include <glib/gi18n-lib.h>

/* Of a longer selection the rest is not looked for again after a reordering. */
#define MAX_RESTORED 500

struct _CalloutDispatchView
{
  CalloutView parent_instance;

  /* Template children */
  AdwLeaflet              *leaflet;
  GtkWidget               *list_page;
  GtkWidget               *details_page;
  CalloutWidthBin         *width_bin;
  CalloutDispatchFilter   *filter;
  GtkStack                *stack;
  AdwStatusPage           *empty;
  GtkButton               *empty_action;
  AdwStatusPage           *problem;
  GtkColumnView           *column_view;
  CalloutWorkOrderDetails *details;
  CalloutActionArea       *action_area;
  GtkWidget               *back;

  /* Owned */
  CalloutQueryList        *list;
  GtkMultiSelection       *selection;
  GCancellable            *cancellable;
  GCancellable            *count_cancellable;
  GArray                  *chosen;  /* ids, in the order of the list */
  char                    *columns; /* keys shown; NULL: as delivered */

  const CalloutWorkOrderColumn *sorted_by;
  gint64                   opened; /* shown although it is not in the list */
  guint                    restore_idle;
  gboolean                 descending;
  gboolean                 filling;   /* while the columns change, not what they say */
  gboolean                 restoring;
  gboolean                 asking;    /* for other rows or another order, not for what changed */
};

G_DEFINE_FINAL_TYPE (CalloutDispatchView, callout_dispatch_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutDispatchView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

/* What the actions are about: what is selected, else what was opened. */

static char **
chosen_refs (CalloutDispatchView *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (self->chosen, gint64, i));

      g_strv_builder_add (builder, ref);
    }
  return g_strv_builder_end (builder);
}

static void
show_chosen (CalloutDispatchView *self)
{
  if (self->chosen->len == 1)
    callout_work_order_details_set_id (self->details, g_array_index (self->chosen, gint64, 0));
  else if (self->chosen->len == 0)
    callout_work_order_details_set_id (self->details, 0);
  else
    callout_work_order_details_set_several (self->details, self->chosen->len);
  callout_action_area_set_ids (self->action_area, (const gint64 *) (gpointer) self->chosen->data, self->chosen->len);
}

static void
read_selection (CalloutDispatchView *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  g_array_set_size (self->chosen, 0);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = callout_query_list_get_nth_id (self->list, position);

      g_array_append_val (self->chosen, id);
    }
}

static gboolean
same_ids (GArray *a,
          GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static void
selection_changed_cb (CalloutDispatchView *self)
{
  g_autoptr (GArray) before = NULL;

  if (self->restoring)
    return;
  before = g_array_copy (self->chosen);
  read_selection (self);
  self->opened = 0;
  if (!same_ids (before, self->chosen))
    show_chosen (self);
}

/* A row that was moved by the feed or by another order is still the one that
 * was chosen; one that left the list is chosen no more. */
static void
restore_selection (CalloutDispatchView *self)
{
  g_autoptr (GtkBitset) bits = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_empty ();
  g_autoptr (GArray) before = g_array_copy (self->chosen);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < before->len && i < MAX_RESTORED; i++)
    {
      guint position;

      if (callout_query_list_find (self->list, g_array_index (before, gint64, i), &position))
        gtk_bitset_add (bits, position);
    }
  if (n > 0)
    gtk_bitset_add_range (mask, 0, n);
  self->restoring = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), bits, mask);
  self->restoring = FALSE;

  if (self->opened != 0)
    return;
  read_selection (self);
  if (!same_ids (before, self->chosen))
    show_chosen (self);
}

static gboolean
restore_cb (gpointer data)
{
  CalloutDispatchView *self = data;

  self->restore_idle = 0;
  restore_selection (self);
  return G_SOURCE_REMOVE;
}

/* The pages: the list, or why there is none */

static void
show_empty (CalloutDispatchView *self)
{
  gboolean narrowed = callout_dispatch_filter_is_narrowed (self->filter)
                      || callout_view_get_search_text (CALLOUT_VIEW (self)) != NULL;
  const char *title;
  const char *text;

  if (narrowed)
    {
      title = _("Nothing Found");
      text = _("No work order fits the search and the filters.");
    }
  else
    switch (callout_dispatch_filter_get_list (self->filter))
      {
      case CALLOUT_DISPATCH_ASSIGNED:
        title = _("Nothing Is Assigned");
        text = _("Work orders stand here from when an engineer is on them until the work begins.");
        break;
      case CALLOUT_DISPATCH_OPEN:
        title = _("No Open Work Orders");
        text = _("Work orders stand here until they are closed or cancelled.");
        break;
      case CALLOUT_DISPATCH_PENDING:
      default:
        title = _("Nothing Waits for You");
        text = _("New work orders appear here by themselves, the most urgent first.");
      }
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
  gtk_button_set_label (self->empty_action, narrowed ? _("Show All") : _("All Open Work Orders"));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_action),
                          narrowed || callout_dispatch_filter_get_list (self->filter) != CALLOUT_DISPATCH_OPEN);
}

static void
show_page (CalloutDispatchView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const GError *error = callout_query_list_get_error (self->list);

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  else if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (callout_query_list_get_loading (self->list))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else
    {
      show_empty (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

static void
items_changed_cb (CalloutDispatchView *self)
{
  show_page (self);
  if (self->chosen->len > 0 && self->restore_idle == 0)
    self->restore_idle = g_idle_add (restore_cb, self);
}

/* A view keeps its place by the rows it shows, wherever these go. Who asks for
 * other rows wants to see the first of them, or what they have chosen. */
static void
loading_cb (CalloutDispatchView *self)
{
  guint position = 0;

  show_page (self);
  if (!self->asking || callout_query_list_get_loading (self->list))
    return;
  self->asking = FALSE;
  if (self->chosen->len == 0
      || !callout_query_list_find (self->list, g_array_index (self->chosen, gint64, 0), &position))
    position = 0;
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    callout_compat_scroll_to (GTK_WIDGET (self->column_view), position);
}

static void
empty_action_cb (CalloutDispatchView *self)
{
  if (callout_dispatch_filter_is_narrowed (self->filter)
      || callout_view_get_search_text (CALLOUT_VIEW (self)) != NULL)
    {
      callout_view_set_search_text (CALLOUT_VIEW (self), NULL);
      callout_dispatch_filter_clear (self->filter);
    }
  else
    callout_dispatch_filter_set_list (self->filter, CALLOUT_DISPATCH_OPEN);
}

/* The query */

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = callout_workspace_count_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (error == NULL)
    callout_view_set_count (data, count);
}

static void
count_pending (CalloutDispatchView *self)
{
  CalloutSession *session = session_of (self);
  CalloutPerson *person = callout_session_get_person (session);
  g_autoptr (CalloutQuery) query = NULL;

  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
  if (person == NULL)
    return;
  self->count_cancellable = g_cancellable_new ();
  query = callout_dispatch_query_for (person, CALLOUT_DISPATCH_PENDING);
  callout_workspace_count_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                                 query, self->count_cancellable, count_cb, self);
}

static void
feed_cb (CalloutDispatchView *self,
         CalloutFeed         *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_WORK_ORDER) || callout_feed_touches (feed, CALLOUT_KIND_TICKET))
    count_pending (self);
}

static void
update_query (CalloutDispatchView *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  /* Columns that are taken down change the order, too. */
  if (session_of (self) == NULL || callout_session_get_person (session_of (self)) == NULL)
    return;
  query = callout_dispatch_filter_dup_query (self->filter);
  callout_query_set_words (query, callout_view_get_search_text (CALLOUT_VIEW (self)));
  callout_query_set_sort (query, self->sorted_by->sort, self->descending, NULL);
  callout_query_list_set_query (self->list, query);
  self->asking = callout_query_list_get_loading (self->list);
  show_page (self);
}

/* Columns */

static void
setup_cb (CalloutDispatchView *self,
          GtkListItem         *item,
          GtkListItemFactory  *factory)
{
  const CalloutWorkOrderColumn *column = g_object_get_data (G_OBJECT (factory), "column");

  gtk_list_item_set_child (item, callout_cell_new (session_of (self),
                                                   column != NULL ? column->fill : callout_work_order_fill_compact));
  /* In GTK 4.8 a cell answers to a click as well as its row does, and what
   * Control and a click had chosen would not be chosen again at once. */
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (CalloutDispatchView *self,
         GtkListItem         *item)
{
  callout_cell_set_row (CALLOUT_CELL (gtk_list_item_get_child (item)), CALLOUT_ROW (gtk_list_item_get_item (item)));
}

static void
unbind_cb (CalloutDispatchView *self,
           GtkListItem         *item)
{
  callout_cell_set_row (CALLOUT_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkColumnViewColumn *
make_column (CalloutDispatchView          *self,
             const CalloutWorkOrderColumn *info)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) info);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  column = gtk_column_view_column_new (info != NULL ? callout_work_order_column_title (info) : NULL, factory);
  if (info == NULL)
    {
      gtk_column_view_column_set_expand (column, TRUE);
      return column;
    }
  gtk_column_view_column_set_fixed_width (column, info->width);
  gtk_column_view_column_set_expand (column, info->expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (info->sort != NULL)
    {
      g_autoptr (GtkSorter) sorter = callout_compat_column_sorter_new ((gpointer) info);

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

static void
fill_columns (CalloutDispatchView *self)
{
  g_autoptr (GPtrArray) chosen = NULL;

  callout_work_order_columns_parse (self->columns, &chosen);
  for (guint i = 0; i < chosen->len; i++)
    {
      const CalloutWorkOrderColumn *info = g_ptr_array_index (chosen, i);
      g_autoptr (GtkColumnViewColumn) column = make_column (self, info);

      gtk_column_view_append_column (self->column_view, column);
      if (info == self->sorted_by)
        gtk_column_view_sort_by_column (self->column_view, column,
                                        self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

static void
show_columns (CalloutDispatchView *self)
{
  GListModel *present = gtk_column_view_get_columns (self->column_view);
  gboolean compact = callout_width_bin_get_compact (self->width_bin);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  self->filling = TRUE;
  while (g_list_model_get_n_items (present) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (present, 0);

      gtk_column_view_remove_column (self->column_view, column);
    }
  gtk_widget_set_visible (header, !compact);
  if (compact)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (self, NULL);

      gtk_column_view_append_column (self->column_view, column);
    }
  else
    fill_columns (self);
  self->filling = FALSE;
}

/* A column that is not shown any more is still what the list is sorted by. */
static void
sorter_changed_cb (CalloutDispatchView *self)
{
  const CalloutWorkOrderColumn *column = NULL;
  gboolean descending = FALSE;

  if (self->filling)
    return;
  if (!callout_compat_sort_column (gtk_column_view_get_sorter (self->column_view), (gpointer *) &column, &descending))
    column = callout_work_order_column_find ("due");
  if (self->sorted_by == column && self->descending == descending)
    return;
  self->sorted_by = column;
  self->descending = descending;
  update_query (self);
}

static void
compact_changed_cb (CalloutDispatchView *self)
{
  show_columns (self);
  callout_action_area_set_compact (self->action_area, adw_leaflet_get_folded (self->leaflet)
                                                      && callout_width_bin_get_compact (self->width_bin));
}

static void
columns_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *columns = callout_columns_setting_load_finish (CALLOUT_SESSION (object), result, &error);
  CalloutDispatchView *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_strcmp0 (self->columns, columns) == 0)
    return;
  g_free (self->columns);
  self->columns = g_steal_pointer (&columns);
  show_columns (self);
}

static void
columns_applied_cb (CalloutDispatchView *self,
                    const char          *columns)
{
  g_free (self->columns);
  self->columns = g_strdup (columns);
  show_columns (self);
  callout_columns_setting_keep (session_of (self), columns);
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (widget);
  GtkWidget *chooser = callout_column_chooser_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->columns);

  g_signal_connect_object (chooser, "applied", G_CALLBACK (columns_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
columns_clicked_cb (CalloutDispatchView *self)
{
  columns_action (GTK_WIDGET (self), NULL, NULL);
}

/* Commands */

static gint64
chosen_version (CalloutDispatchView *self)
{
  CalloutWorkOrder *work_order = callout_work_order_details_get_work_order (self->details);

  return self->chosen->len == 1 && work_order != NULL ? CALLOUT_ENTITY (work_order)->version : 0;
}

static void
command_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (widget);
  g_auto (GStrv) refs = chosen_refs (self);

  if (g_str_equal (name, "work-order.assign") || g_str_equal (name, "work-order.reallocate"))
    callout_assign_window_open (widget, session_of (self), name, (const gint64 *) (gpointer) self->chosen->data,
                                self->chosen->len);
  else
    callout_command_dialog_give (widget, session_of (self), name, (const char *const *) refs, chosen_version (self));
}

static void
set_location_cb (CalloutDispatchView *self)
{
  CalloutWorkOrder *work_order = callout_work_order_details_get_work_order (self->details);
  GtkWidget *dialog;

  if (work_order == NULL)
    return;
  dialog = callout_location_dialog_new (session_of (self), work_order);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The one place that says which actions are possible. */
static void
offers_changed_cb (CalloutDispatchView *self)
{
  guint n;
  const CalloutCommand *commands = callout_commands_get (&n);

  for (guint i = 0; i < n; i++)
    if (commands[i].target == CALLOUT_KIND_WORK_ORDER)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), commands[i].name,
                                     callout_action_area_allows (self->action_area, commands[i].name));
}

static void
activate_cb (CalloutDispatchView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
  else if (callout_action_area_allows (self->action_area, "work-order.assign"))
    gtk_widget_activate_action (GTK_WIDGET (self), "work-order.assign", NULL);
}

/* On a phone a touch opens what it touches. */
static void
released_cb (CalloutDispatchView *self,
             int                  n_press)
{
  if (n_press == 1 && adw_leaflet_get_folded (self->leaflet) && self->chosen->len == 1)
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
}

static void
leaflet_cb (CalloutDispatchView *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_set_visible (self->back,
                          folded && adw_leaflet_get_visible_child (self->leaflet) == self->details_page);
  callout_action_area_set_compact (self->action_area, folded && callout_width_bin_get_compact (self->width_bin));
}

static void
back_cb (CalloutDispatchView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* What the window asks of every view */

static void
callout_dispatch_view_person_changed (CalloutView *view)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (view);
  CalloutSession *session = session_of (self);

  if (callout_session_get_person (session) == NULL)
    return;
  self->opened = 0;
  g_array_set_size (self->chosen, 0);
  show_chosen (self);
  callout_query_list_set_person (self->list, callout_session_get_person_id (session));
  callout_dispatch_filter_set_list (self->filter, CALLOUT_DISPATCH_PENDING);
  callout_columns_setting_load_async (session, self->cancellable, columns_cb, self);
  update_query (self);
  count_pending (self);
}

static void
callout_dispatch_view_search (CalloutView *view,
                              const char  *words)
{
  update_query (CALLOUT_DISPATCH_VIEW (view));
}

static gboolean
callout_dispatch_view_open (CalloutView *view,
                            CalloutKind  kind,
                            gint64       id)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (view);
  guint position;

  if (kind != CALLOUT_KIND_WORK_ORDER)
    return FALSE;
  if (callout_query_list_find (self->list, id, &position))
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      callout_compat_scroll_to (GTK_WIDGET (self->column_view), position);
    }
  else
    {
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      g_array_set_size (self->chosen, 0);
      g_array_append_val (self->chosen, id);
      self->opened = id;
      show_chosen (self);
    }
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
  return TRUE;
}

static gboolean
callout_dispatch_view_allows (CalloutView *view,
                              const char  *command)
{
  return callout_action_area_allows (CALLOUT_DISPATCH_VIEW (view)->action_area, command);
}

static char *
callout_dispatch_view_dup_subject (CalloutView *view)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (view);
  guint n = self->chosen->len;

  if (n == 0)
    return NULL;
  if (n == 1)
    return callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (self->chosen, gint64, 0));
  return g_strdup_printf (ngettext ("%u work order", "%u work orders", n), n);
}

static gboolean
callout_dispatch_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_DISPATCH_VIEW (widget)->column_view));
}

static void
callout_dispatch_view_constructed (GObject *object)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (object);
  CalloutSession *session = session_of (self);
  CalloutWorkspace *workspace = callout_session_get_workspace (session);

  G_OBJECT_CLASS (callout_dispatch_view_parent_class)->constructed (object);

  self->list = callout_query_list_new (workspace, callout_session_get_person_id (session));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);

  callout_dispatch_filter_set_session (self->filter, session);
  callout_work_order_details_set_session (self->details, session);
  callout_action_area_set_session (self->action_area, session);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed", G_CALLBACK (sorter_changed_cb),
                           self, G_CONNECT_SWAPPED);
  show_columns (self);
  offers_changed_cb (self);
  if (callout_session_get_person (session) != NULL)
    callout_dispatch_view_person_changed (CALLOUT_VIEW (self));
}

static void
callout_dispatch_view_dispose (GObject *object)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (object);

  /* Columns that go with the view are not what somebody clicked on. */
  self->filling = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->count_cancellable);
  g_clear_handle_id (&self->restore_idle, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->count_cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->columns, g_free);
  G_OBJECT_CLASS (callout_dispatch_view_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutDispatchView, child)

static void
install_commands (GtkWidgetClass *widget_class)
{
  guint n;
  const CalloutCommand *commands = callout_commands_get (&n);

  for (guint i = 0; i < n; i++)
    if (commands[i].target == CALLOUT_KIND_WORK_ORDER)
      gtk_widget_class_install_action (widget_class, commands[i].name, NULL, command_action);
}

static void
callout_dispatch_view_class_init (CalloutDispatchViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_dispatch_view_constructed;
  object_class->dispose = callout_dispatch_view_dispose;
  widget_class->grab_focus = callout_dispatch_view_grab_focus;
  view_class->person_changed = callout_dispatch_view_person_changed;
  view_class->search = callout_dispatch_view_search;
  view_class->open = callout_dispatch_view_open;
  view_class->allows = callout_dispatch_view_allows;
  view_class->dup_subject = callout_dispatch_view_dup_subject;

  g_type_ensure (CALLOUT_TYPE_ACTION_AREA);
  g_type_ensure (CALLOUT_TYPE_DISPATCH_FILTER);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  g_type_ensure (CALLOUT_TYPE_WORK_ORDER_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/dispatch/callout-dispatch-view.ui");
  BIND (leaflet);
  BIND (list_page);
  BIND (details_page);
  BIND (width_bin);
  BIND (filter);
  BIND (stack);
  BIND (empty);
  BIND (empty_action);
  BIND (problem);
  BIND (column_view);
  BIND (details);
  BIND (action_area);
  BIND (back);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_location_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_query);

  gtk_widget_class_install_action (widget_class, "dispatch.columns", NULL, columns_action);
  install_commands (widget_class);
}

static void
callout_dispatch_view_init (CalloutDispatchView *self)
{
  self->cancellable = g_cancellable_new ();
  self->chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sorted_by = callout_work_order_column_find ("due");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_dispatch_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_dispatch_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_DISPATCH_VIEW, "session", session, NULL);
}
