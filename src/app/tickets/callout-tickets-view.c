/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-tickets-view.h"

#include "callout-action-area.h"
#include "callout-command-dialog.h"
#include "callout-document-window.h"
#include "callout-location-dialog.h"
#include "callout-ratings-window.h"
#include "callout-saved-filters.h"
#include "callout-table.h"
#include "callout-ticket-assistant.h"
#include "callout-ticket-columns.h"
#include "callout-ticket-details.h"
#include "callout-ticket-export.h"
#include "callout-ticket-filter.h"
#include "callout-width-bin.h"

#include "callout-tickets-resources.h"

#include <glib/gi18n-lib.h>

/* The commands that stand as buttons, in the order of a ticket's life; all the
 * others are behind the last button. */
static const CalloutActionButton buttons[] = {
  { "offer.accept", "callout-step-accept-symbolic", FALSE, TRUE },
  { "offer.decline", "callout-step-reject-symbolic", TRUE, TRUE },
  { "ticket.submit", "callout-publish-symbolic", FALSE, FALSE },
  { "ticket.answer", NULL, TRUE, FALSE },
  { "ticket.assign", "callout-assign-symbolic", FALSE, TRUE },
  { "ticket.start", "callout-step-work-symbolic", FALSE, FALSE },
  { "ticket.done", "callout-status-finished-symbolic", FALSE, FALSE },
  { "ticket.pause", "callout-icon-pause-symbolic", TRUE, FALSE },
  { "ticket.resume", "callout-undo-assign-symbolic", TRUE, FALSE },
  { "ticket.reopen", "callout-undo-assign-symbolic", TRUE, FALSE },
  { "ticket.edit", "document-edit-symbolic", TRUE, FALSE },
  { "ticket.rate", "starred-symbolic", FALSE, TRUE },
};

struct _CalloutTicketsView
{
  CalloutView parent_instance;

  /* Template children */
  AdwLeaflet           *leaflet;
  GtkWidget            *details_page;
  CalloutWidthBin      *width_bin;
  CalloutTicketFilter  *filter;
  CalloutSavedFilters  *saved;
  CalloutTable         *table;
  CalloutTicketDetails *details;
  CalloutActionArea    *action_area;
  GtkWidget            *back;
  GtkWidget            *ratings;
  GtkWidget            *export;
  GtkWidget            *settings;
  GtkWidget            *more;
  GtkPopover           *more_popover;
  GtkWidget            *more_ratings;
};

G_DEFINE_FINAL_TYPE (CalloutTicketsView, callout_tickets_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutTicketsView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

/* What the actions are about: what is selected, else what was opened. */

static void
show_chosen (CalloutTicketsView *self)
{
  GArray *chosen = callout_table_get_chosen (self->table);

  if (chosen->len == 1)
    callout_ticket_details_set_id (self->details, g_array_index (chosen, gint64, 0));
  else if (chosen->len == 0)
    callout_ticket_details_set_id (self->details, 0);
  else
    callout_ticket_details_set_several (self->details, chosen->len);
  callout_action_area_set_ids (self->action_area, (const gint64 *) (gpointer) chosen->data, chosen->len);
}

/* Why there is none */

static gboolean
is_narrowed (CalloutTicketsView *self)
{
  return callout_ticket_filter_is_narrowed (self->filter) || callout_view_get_search_text (CALLOUT_VIEW (self)) != NULL;
}

static void
set_empty (CalloutTicketsView *self)
{
  if (is_narrowed (self))
    callout_table_set_empty (self->table, _("Nothing Found"), _("No ticket fits the search and the filters."),
                             _("Show All"));
  else
    switch (callout_ticket_filter_get_list (self->filter))
      {
      case CALLOUT_TICKET_LIST_MINE:
        callout_table_set_empty (self->table, _("Nothing Is Assigned to You"),
                                 _("Tickets stand here from when you are on them until they are done."),
                                 _("All Open Tickets"));
        break;
      case CALLOUT_TICKET_LIST_ALL:
        callout_table_set_empty (self->table, _("No Tickets Yet"),
                                 _("What customers ask for stands here, from the first question to the rating."), NULL);
        break;
      case CALLOUT_TICKET_LIST_OPEN:
      default:
        callout_table_set_empty (self->table, _("No Open Tickets"),
                                 _("New tickets appear here by themselves, the newest first."), _("All Tickets"));
      }
}

static void
empty_action_cb (CalloutTicketsView *self)
{
  if (is_narrowed (self))
    {
      callout_view_set_search_text (CALLOUT_VIEW (self), NULL);
      callout_ticket_filter_clear (self->filter);
    }
  else
    callout_ticket_filter_set_list (self->filter,
                                    callout_ticket_filter_get_list (self->filter) == CALLOUT_TICKET_LIST_MINE
                                      ? CALLOUT_TICKET_LIST_OPEN : CALLOUT_TICKET_LIST_ALL);
}

static void
update_query (CalloutTicketsView *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  if (session_of (self) == NULL || callout_session_get_person (session_of (self)) == NULL)
    return;
  query = callout_ticket_filter_dup_query (self->filter);
  callout_query_set_words (query, callout_view_get_search_text (CALLOUT_VIEW (self)));
  set_empty (self);
  callout_table_set_query (self->table, query);
}

/* Filters that are kept */

static void
ask_present_cb (CalloutTicketsView *self)
{
  g_autofree char *filter = callout_ticket_filter_dup_text (self->filter);
  g_autofree char *order = callout_table_dup_order (self->table);

  callout_saved_filters_set_present (self->saved, filter, order);
}

static void
apply_cb (CalloutTicketsView *self,
          const char *filter,
          const char *order)
{
  g_autoptr (GError) error = NULL;

  if (!callout_ticket_filter_set_text (self->filter, filter, &error))
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
  callout_table_choose_columns (CALLOUT_TICKETS_VIEW (widget)->table);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (widget);
  g_autoptr (GPtrArray) columns = callout_table_dup_columns (self->table);
  CalloutQuery *query = callout_table_get_query (self->table);

  if (query != NULL)
    callout_ticket_export (GTK_WINDOW (gtk_widget_get_root (widget)), session_of (self), query, columns);
}

static void
ratings_clicked_cb (CalloutTicketsView *self)
{
  gtk_popover_popdown (self->more_popover);
  callout_ratings_window_open (GTK_WIDGET (self), session_of (self));
}

/* On a phone one button stands for those there is no room for; columns it has
 * none. How the house does is its own affair. */
static void
show_header_buttons (CalloutTicketsView *self)
{
  gboolean narrow = adw_leaflet_get_folded (self->leaflet) && callout_width_bin_get_compact (self->width_bin);
  CalloutPerson *person = callout_session_get_person (session_of (self));
  gboolean house = person != NULL && !callout_person_is_code_user (person);

  gtk_widget_set_visible (self->ratings, house && !narrow);
  gtk_widget_set_visible (self->more_ratings, house);
  gtk_widget_set_visible (self->export, !narrow);
  gtk_widget_set_visible (self->settings, !narrow);
  gtk_widget_set_visible (self->more, narrow);
}

static void
export_clicked_cb (CalloutTicketsView *self)
{
  gtk_popover_popdown (self->more_popover);
  export_action (GTK_WIDGET (self), NULL, NULL);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  callout_ticket_assistant_open (GTK_WINDOW (gtk_widget_get_root (widget)), session_of (CALLOUT_TICKETS_VIEW (widget)), 0);
}

static void
new_clicked_cb (CalloutTicketsView *self)
{
  new_action (GTK_WIDGET (self), NULL, NULL);
}

static void
columns_clicked_cb (CalloutTicketsView *self)
{
  callout_table_choose_columns (self->table);
}

static void
record_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (widget);
  CalloutTicket *ticket = callout_ticket_details_get_ticket (self->details);

  if (ticket != NULL)
    callout_record_window_open (widget, session_of (self), ticket);
}

/* Commands */

static void
open_location (CalloutTicketsView *self)
{
  CalloutTicket *ticket = callout_ticket_details_get_ticket (self->details);
  GtkWidget *dialog;

  if (ticket == NULL)
    return;
  dialog = callout_location_dialog_new (session_of (self), callout_entity_get_id (CALLOUT_ENTITY (ticket)),
                                        ticket->address, ticket->latitude, ticket->longitude);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gint64
chosen_version (CalloutTicketsView *self)
{
  CalloutTicket *ticket = callout_ticket_details_get_ticket (self->details);

  return callout_table_get_chosen (self->table)->len == 1 && ticket != NULL ? CALLOUT_ENTITY (ticket)->version : 0;
}

static void
command_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (widget);
  GArray *chosen = callout_table_get_chosen (self->table);
  g_auto (GStrv) refs = callout_table_dup_refs (self->table);

  /* A draft is taken up again where it was left. */
  if (chosen->len == 1 && (g_str_equal (name, "ticket.submit") || g_str_equal (name, "ticket.answer")))
    callout_ticket_assistant_open (GTK_WINDOW (gtk_widget_get_root (widget)), session_of (self),
                                   g_array_index (chosen, gint64, 0));
  else if (g_str_equal (name, "ticket.set-location") && chosen->len == 1)
    open_location (self);
  else
    callout_command_dialog_give (widget, session_of (self), name, (const char *const *) refs, chosen_version (self));
}

/* The one place that says which actions are possible. */
static void
offers_changed_cb (CalloutTicketsView *self)
{
  guint n;
  const CalloutCommand *commands = callout_commands_get (&n);

  callout_ticket_details_set_may_post (self->details, callout_action_area_allows (self->action_area, "update.post"),
                                       callout_action_area_get_why_not (self->action_area, "update.post"));
  for (guint i = 0; i < n; i++)
    if (commands[i].target == CALLOUT_KIND_TICKET)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), commands[i].name,
                                     callout_action_area_allows (self->action_area, commands[i].name));
}

/* The leaflet: beside each other, or one after the other */

static void
show_details (CalloutTicketsView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
}

static void
leaflet_cb (CalloutTicketsView *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_set_visible (self->back,
                          folded && adw_leaflet_get_visible_child (self->leaflet) == self->details_page);
  callout_action_area_set_compact (self->action_area, folded && callout_width_bin_get_compact (self->width_bin));
  show_header_buttons (self);
}

static void
compact_changed_cb (CalloutTicketsView *self)
{
  callout_table_set_compact (self->table, callout_width_bin_get_compact (self->width_bin));
  leaflet_cb (self);
}

static void
back_cb (CalloutTicketsView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (widget);

  return gtk_widget_get_visible (self->back) && adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* What the window asks of every view */

static void
callout_tickets_view_person_changed (CalloutView *view)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (view);

  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  show_header_buttons (self);
  callout_table_restart (self->table);
  /* A customer's are few, and what is done waits for their word. */
  callout_ticket_filter_set_list (self->filter, callout_person_is_code_user (callout_session_get_person (session_of (self)))
                                                  ? CALLOUT_TICKET_LIST_ALL : CALLOUT_TICKET_LIST_OPEN);
  update_query (self);
}

static void
callout_tickets_view_search (CalloutView *view,
                             const char  *words)
{
  update_query (CALLOUT_TICKETS_VIEW (view));
}

static gboolean
callout_tickets_view_open (CalloutView *view,
                           CalloutKind  kind,
                           gint64       id)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (view);

  if (kind != CALLOUT_KIND_TICKET)
    return FALSE;
  callout_table_open (self->table, id);
  show_details (self);
  return TRUE;
}

static gboolean
callout_tickets_view_allows (CalloutView *view,
                             const char  *command)
{
  return callout_action_area_allows (CALLOUT_TICKETS_VIEW (view)->action_area, command);
}

static char *
callout_tickets_view_dup_subject (CalloutView *view)
{
  GArray *chosen = callout_table_get_chosen (CALLOUT_TICKETS_VIEW (view)->table);

  if (chosen->len == 0)
    return NULL;
  if (chosen->len == 1)
    return callout_ref_format (CALLOUT_KIND_TICKET, g_array_index (chosen, gint64, 0));
  return g_strdup_printf (ngettext ("%u ticket", "%u tickets", chosen->len), chosen->len);
}

static gboolean
callout_tickets_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_TICKETS_VIEW (widget)->table));
}

static void
callout_tickets_view_constructed (GObject *object)
{
  CalloutTicketsView *self = CALLOUT_TICKETS_VIEW (object);
  CalloutSession *session = session_of (self);

  G_OBJECT_CLASS (callout_tickets_view_parent_class)->constructed (object);
  callout_table_set_session (self->table, session, callout_ticket_columns ());
  callout_ticket_filter_set_session (self->filter, session);
  callout_saved_filters_set_session (self->saved, session, "tickets");
  callout_ticket_details_set_session (self->details, session, callout_table_get_highlight (self->table));
  callout_action_area_set_session (self->action_area, session);
  callout_action_area_set_buttons (self->action_area, CALLOUT_KIND_TICKET, buttons, G_N_ELEMENTS (buttons));
  offers_changed_cb (self);
  if (callout_session_get_person (session) != NULL)
    callout_tickets_view_person_changed (CALLOUT_VIEW (self));
}

static void
load_resources (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_tickets_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/tickets/tickets.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutTicketsView, child)

static void
install_commands (GtkWidgetClass *widget_class)
{
  guint n;
  const CalloutCommand *commands = callout_commands_get (&n);

  for (guint i = 0; i < n; i++)
    if (commands[i].target == CALLOUT_KIND_TICKET)
      gtk_widget_class_install_action (widget_class, commands[i].name, NULL, command_action);
}

static void
callout_tickets_view_class_init (CalloutTicketsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_tickets_view_constructed;
  widget_class->grab_focus = callout_tickets_view_grab_focus;
  view_class->person_changed = callout_tickets_view_person_changed;
  view_class->search = callout_tickets_view_search;
  view_class->open = callout_tickets_view_open;
  view_class->allows = callout_tickets_view_allows;
  view_class->dup_subject = callout_tickets_view_dup_subject;

  load_resources ();
  g_type_ensure (CALLOUT_TYPE_ACTION_AREA);
  g_type_ensure (CALLOUT_TYPE_SAVED_FILTERS);
  g_type_ensure (CALLOUT_TYPE_TABLE);
  g_type_ensure (CALLOUT_TYPE_TICKET_DETAILS);
  g_type_ensure (CALLOUT_TYPE_TICKET_FILTER);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-tickets-view.ui");
  BIND (leaflet);
  BIND (details_page);
  BIND (width_bin);
  BIND (filter);
  BIND (saved);
  BIND (table);
  BIND (details);
  BIND (action_area);
  BIND (back);
  BIND (ratings);
  BIND (export);
  BIND (settings);
  BIND (more);
  BIND (more_popover);
  BIND (more_ratings);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_present_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_location);
  gtk_widget_class_bind_template_callback (widget_class, ratings_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_details);
  gtk_widget_class_bind_template_callback (widget_class, update_query);

  gtk_widget_class_install_action (widget_class, "tickets.columns", NULL, columns_action);
  gtk_widget_class_install_action (widget_class, "tickets.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "tickets.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "tickets.record", NULL, record_action);
  install_commands (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "tickets.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "tickets.record", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, escape_cb, NULL);
}

static void
callout_tickets_view_init (CalloutTicketsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_tickets_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_tickets_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_TICKETS_VIEW, "session", session, NULL);
}
