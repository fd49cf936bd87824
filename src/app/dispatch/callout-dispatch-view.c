/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-dispatch-view.h"

#include "callout-action-area.h"
#include "callout-assign-window.h"
#include "callout-command-dialog.h"
#include "callout-dispatch-filter.h"
#include "callout-location-dialog.h"
#include "callout-saved-filters.h"
#include "callout-table.h"
#include "callout-width-bin.h"
#include "callout-work-order-columns.h"
#include "callout-work-order-details.h"

#include <glib/gi18n-lib.h>

/* The commands that stand as buttons, in the order of a work order's life; all
 * the others are behind the last button. What an engineer reports from outside
 * is not the dispatcher's to choose here. */
static const CalloutActionButton buttons[] = {
  { "work-order.assign", "callout-assign-symbolic", FALSE, FALSE },
  { "work-order.reallocate", "callout-reallocate-symbolic", FALSE, FALSE },
  { "work-order.route", "callout-route-symbolic", FALSE, FALSE },
  { "work-order.reassign-group", "callout-reassign-symbolic", FALSE, FALSE },
  { "work-order.return", "callout-return-symbolic", FALSE, FALSE },
  { "work-order.publish", "callout-publish-symbolic", FALSE, FALSE },
  { "work-order.unpublish", "callout-unpublish-symbolic", FALSE, FALSE },
  { "work-order.accept", NULL, FALSE, FALSE },
  { "work-order.reject", NULL, FALSE, FALSE },
  { "work-order.step", NULL, FALSE, FALSE },
};

struct _CalloutDispatchView
{
  CalloutView parent_instance;

  /* Template children */
  AdwLeaflet              *leaflet;
  GtkWidget               *list_page;
  GtkWidget               *details_page;
  CalloutWidthBin         *width_bin;
  CalloutDispatchFilter   *filter;
  CalloutSavedFilters     *saved;
  CalloutTable            *table;
  CalloutWorkOrderDetails *details;
  CalloutActionArea       *action_area;
  GtkWidget               *back;

  /* Owned */
  GCancellable            *count_cancellable;
};

G_DEFINE_FINAL_TYPE (CalloutDispatchView, callout_dispatch_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutDispatchView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

/* What the actions are about: what is selected, else what was opened. */

static void
show_chosen (CalloutDispatchView *self)
{
  GArray *chosen = callout_table_get_chosen (self->table);

  if (chosen->len == 1)
    callout_work_order_details_set_id (self->details, g_array_index (chosen, gint64, 0));
  else if (chosen->len == 0)
    callout_work_order_details_set_id (self->details, 0);
  else
    callout_work_order_details_set_several (self->details, chosen->len);
  callout_action_area_set_ids (self->action_area, (const gint64 *) (gpointer) chosen->data, chosen->len);
}

/* Why there is none */

static gboolean
is_narrowed (CalloutDispatchView *self)
{
  return callout_dispatch_filter_is_narrowed (self->filter)
         || callout_view_get_search_text (CALLOUT_VIEW (self)) != NULL;
}

static void
set_empty (CalloutDispatchView *self)
{
  if (is_narrowed (self))
    callout_table_set_empty (self->table, _("Nothing Found"), _("No work order fits the search and the filters."),
                             _("Show All"));
  else
    switch (callout_dispatch_filter_get_list (self->filter))
      {
      case CALLOUT_DISPATCH_ASSIGNED:
        callout_table_set_empty (self->table, _("Nothing Is Assigned"),
                                 _("Work orders stand here from when an engineer is on them until the work begins."),
                                 _("All Open Work Orders"));
        break;
      case CALLOUT_DISPATCH_OPEN:
        callout_table_set_empty (self->table, _("No Open Work Orders"),
                                 _("Work orders stand here until they are closed or cancelled."), NULL);
        break;
      case CALLOUT_DISPATCH_PENDING:
      default:
        callout_table_set_empty (self->table, _("Nothing Waits for You"),
                                 _("New work orders appear here by themselves, the most urgent first."),
                                 _("All Open Work Orders"));
      }
}

static void
empty_action_cb (CalloutDispatchView *self)
{
  if (is_narrowed (self))
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

  if (session_of (self) == NULL || callout_session_get_person (session_of (self)) == NULL)
    return;
  query = callout_dispatch_filter_dup_query (self->filter);
  callout_query_set_words (query, callout_view_get_search_text (CALLOUT_VIEW (self)));
  set_empty (self);
  callout_table_set_query (self->table, query);
}

static void
compact_changed_cb (CalloutDispatchView *self)
{
  gboolean compact = callout_width_bin_get_compact (self->width_bin);

  callout_table_set_compact (self->table, compact);
  callout_action_area_set_compact (self->action_area, adw_leaflet_get_folded (self->leaflet) && compact);
}

/* Filters that are kept */

static void
ask_present_cb (CalloutDispatchView *self)
{
  g_autofree char *filter = callout_dispatch_filter_dup_text (self->filter);
  g_autofree char *order = callout_table_dup_order (self->table);

  callout_saved_filters_set_present (self->saved, filter, order);
}

static void
apply_cb (CalloutDispatchView *self,
          const char *filter,
          const char *order)
{
  g_autoptr (GError) error = NULL;

  if (!callout_dispatch_filter_set_text (self->filter, filter, &error))
    {
      callout_session_fail (session_of (self), error);
      return;
    }
  callout_table_set_order (self->table, order);
  callout_view_set_search_text (CALLOUT_VIEW (self), NULL);
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  callout_table_choose_columns (CALLOUT_DISPATCH_VIEW (widget)->table);
}

static void
columns_clicked_cb (CalloutDispatchView *self)
{
  callout_table_choose_columns (self->table);
}

/* Commands */

static gint64
chosen_version (CalloutDispatchView *self)
{
  CalloutWorkOrder *work_order = callout_work_order_details_get_work_order (self->details);

  return callout_table_get_chosen (self->table)->len == 1 && work_order != NULL ? CALLOUT_ENTITY (work_order)->version : 0;
}

static void
command_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (widget);
  GArray *chosen = callout_table_get_chosen (self->table);
  g_auto (GStrv) refs = callout_table_dup_refs (self->table);

  if (g_str_equal (name, "work-order.assign") || g_str_equal (name, "work-order.reallocate"))
    callout_assign_window_open (widget, session_of (self), name, (const gint64 *) (gpointer) chosen->data, chosen->len);
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
  dialog = callout_location_dialog_new (session_of (self), work_order->ticket, work_order->address,
                                        work_order->latitude, work_order->longitude);
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
touched_cb (CalloutDispatchView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
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
  callout_table_restart (self->table);
  callout_dispatch_filter_set_list (self->filter, CALLOUT_DISPATCH_PENDING);
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

  if (kind != CALLOUT_KIND_WORK_ORDER)
    return FALSE;
  callout_table_open (self->table, id);
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
  GArray *chosen = callout_table_get_chosen (self->table);
  guint n = chosen->len;

  if (n == 0)
    return NULL;
  if (n == 1)
    return callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (chosen, gint64, 0));
  return g_strdup_printf (ngettext ("%u work order", "%u work orders", n), n);
}

static gboolean
callout_dispatch_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_DISPATCH_VIEW (widget)->table));
}

static void
callout_dispatch_view_constructed (GObject *object)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (object);
  CalloutSession *session = session_of (self);
  CalloutWorkspace *workspace = callout_session_get_workspace (session);

  G_OBJECT_CLASS (callout_dispatch_view_parent_class)->constructed (object);

  callout_table_set_session (self->table, session, callout_work_order_columns ());
  g_signal_connect_object (workspace, "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);

  callout_dispatch_filter_set_session (self->filter, session);
  callout_saved_filters_set_session (self->saved, session, "dispatch");
  callout_work_order_details_set_session (self->details, session);
  callout_action_area_set_session (self->action_area, session);
  callout_action_area_set_buttons (self->action_area, CALLOUT_KIND_WORK_ORDER, buttons, G_N_ELEMENTS (buttons));
  offers_changed_cb (self);
  if (callout_session_get_person (session) != NULL)
    callout_dispatch_view_person_changed (CALLOUT_VIEW (self));
}

static void
callout_dispatch_view_dispose (GObject *object)
{
  CalloutDispatchView *self = CALLOUT_DISPATCH_VIEW (object);

  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
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
  g_type_ensure (CALLOUT_TYPE_SAVED_FILTERS);
  g_type_ensure (CALLOUT_TYPE_TABLE);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  g_type_ensure (CALLOUT_TYPE_WORK_ORDER_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/dispatch/callout-dispatch-view.ui");
  BIND (leaflet);
  BIND (list_page);
  BIND (details_page);
  BIND (width_bin);
  BIND (filter);
  BIND (saved);
  BIND (table);
  BIND (details);
  BIND (action_area);
  BIND (back);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_present_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_location_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_query);

  gtk_widget_class_install_action (widget_class, "dispatch.columns", NULL, columns_action);
  install_commands (widget_class);
}

static void
callout_dispatch_view_init (CalloutDispatchView *self)
{
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
