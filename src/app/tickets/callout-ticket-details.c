/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-details.h"

#include "callout-draft-review.h"
#include "callout-file-row.h"
#include "callout-format.h"
#include "callout-history-pane.h"
#include "callout-icon-book.h"
#include "callout-map.h"
#include "callout-messenger-view.h"
#include "callout-milestone-line.h"
#include "callout-thread-pane.h"
#include "callout-tab-strip.h"
#include "callout-ticket-sheet.h"
#include "callout-update-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Near enough to read the streets around. */
#define CLOSE_ZOOM 16

struct _CalloutTicketDetails
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack             *pages;
  AdwStatusPage        *several;
  AdwStatusPage        *problem;
  GtkLabel             *title;
  GtkLabel             *subtitle;
  GtkBox               *tags;
  CalloutMilestoneLine *milestones;
  GtkLabel             *banner;
  GtkStack             *tabs;
  GtkScrolledWindow    *scroller;
  GtkLabel             *description;
  AdwBin               *map_bin;
  AdwActionRow         *address;
  GtkButton            *set_location;
  AdwActionRow         *customer;
  AdwActionRow         *phone;
  AdwActionRow         *email;
  AdwActionRow         *due_window;
  AdwActionRow         *opened;
  AdwActionRow         *closed;
  AdwActionRow         *outcome;
  AdwActionRow         *assignees;
  AdwActionRow         *skills;
  AdwActionRow         *channel;
  AdwActionRow         *external;
  AdwActionRow         *note;
  GtkWidget            *answers_heading;
  GtkWidget            *record;
  GtkListBox           *answers;
  GtkStack             *visit_pages;
  GtkListBox           *visits;
  AdwActionRow         *equipment;
  AdwActionRow         *contact;
  GtkLabel             *rating;
  CalloutUpdatePane    *updates;
  CalloutUpdatePane    *internal;
  CalloutThreadPane    *messenger;
  CalloutHistoryPane   *history;

  /* Owned */
  CalloutSession       *session;
  CalloutHighlight     *highlight;
  CalloutIconBook      *icons;
  GCancellable         *cancellable;
  CalloutTicketSheet   *sheet;
  CalloutMap           *map; /* made when first needed */

  gint64                id;
};

enum { SET_LOCATION, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutTicketDetails, callout_ticket_details, GTK_TYPE_WIDGET)

/* A fact that is absent takes no room. */
static void
set_fact (AdwActionRow *row,
          const char   *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : "");
}

static void
mark_words (CalloutTicketDetails *self,
            GtkLabel             *label)
{
  PangoAttrList *attributes = callout_highlight_dup_attributes (self->highlight, gtk_label_get_text (label));

  gtk_label_set_attributes (label, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static void
highlight_cb (CalloutTicketDetails *self)
{
  mark_words (self, self->title);
  mark_words (self, self->description);
}

/* The head: what it is called, and where it stands */

static void
add_tag (CalloutTicketDetails *self,
         const char           *text,
         const char           *icon_name,
         const char           *style_class)
{
  GtkWidget *tag = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (text);

  if (icon_name != NULL)
    {
      GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name,
                                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_box_append (GTK_BOX (tag), image);
    }
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (tag), label);
  gtk_widget_add_css_class (tag, "tag");
  gtk_widget_set_margin_end (tag, 6);
  gtk_box_append (self->tags, tag);
}

static void
show_tags (CalloutTicketDetails *self)
{
  CalloutTicket *ticket = self->sheet->ticket;
  CalloutTime now = callout_clock_now ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);
  add_tag (self, callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress), NULL, NULL);
  add_tag (self, callout_enum_label (CALLOUT_TYPE_VISIBILITY, ticket->visibility),
           ticket->visibility == CALLOUT_VISIBILITY_INTERNAL ? "callout-lock-symbolic" : NULL, NULL);
  if (ticket->priority != CALLOUT_PRIORITY_NORMAL)
    add_tag (self, callout_enum_label (CALLOUT_TYPE_PRIORITY, ticket->priority),
             callout_priority_icon (ticket->priority), NULL);
  if (ticket->due_latest != 0 && ticket->progress < CALLOUT_PROGRESS_DONE)
    {
      g_autofree char *due = callout_format_due (ticket->due_latest, now);

      add_tag (self, due, NULL, callout_urgency_class (callout_urgency_of (ticket->due_latest, now)));
    }
  if (ticket->vip)
    add_tag (self, _("VIP"), "callout-icon-star-symbolic", NULL);
  if (ticket->escalated)
    add_tag (self, _("Escalated"), "callout-icon-warning-symbolic", "error");
}

static char *
describe_rating (CalloutTicketDetails *self)
{
  GPtrArray *ratings = self->sheet->ratings;
  CalloutRating *last = ratings->len > 0 ? g_ptr_array_index (ratings, ratings->len - 1) : NULL;
  g_autofree char *stars = last != NULL ? callout_format_stars (last->stars) : NULL;

  if (last == NULL)
    return NULL;
  /* Translators: stars, and what was said with them */
  return last->comment != NULL && *last->comment != '\0' ? g_strdup_printf (_("%s “%s”"), stars, last->comment)
                                                         : g_steal_pointer (&stars);
}

static void
show_head (CalloutTicketDetails *self)
{
  g_autofree char *rating = describe_rating (self);
  CalloutTicket *ticket = self->sheet->ticket;
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (ticket));
  g_autofree char *subtitle = ticket->type != NULL ? g_strjoin (" · ", ref, ticket->type, NULL) : g_strdup (ref);

  gtk_label_set_text (self->title, ticket->title != NULL ? ticket->title : ref);
  gtk_label_set_text (self->subtitle, subtitle);
  show_tags (self);
  callout_milestone_line_show (self->milestones, self->icons, self->sheet->line->chat_portal,
                               callout_session_get_zone (self->session));
  gtk_label_set_text (self->banner, self->sheet->line->banner != NULL ? self->sheet->line->banner : "");
  gtk_widget_set_visible (GTK_WIDGET (self->banner), self->sheet->line->banner != NULL);
  gtk_label_set_text (self->rating, rating != NULL ? rating : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rating), rating != NULL);
}

/* General */

/* To be looked at: what scrolls here is the page around it. */
static void
show_map (CalloutTicketDetails *self)
{
  CalloutTicket *ticket = self->sheet->ticket;
  CalloutPoint point = { ticket->latitude, ticket->longitude };
  g_autoptr (GArray) items = NULL;
  CalloutMapItem item = {
    .kind = CALLOUT_KIND_WORK_ORDER,
    .id = self->id,
    .point = point,
    .flags = CALLOUT_MAP_ITEM_CENTRE,
    .priority = ticket->priority,
  };

  gtk_widget_set_visible (GTK_WIDGET (self->map_bin), callout_ticket_has_location (ticket));
  if (!callout_ticket_has_location (ticket))
    return;
  if (self->map == NULL)
    {
      self->map = callout_map_new (callout_map_tiles_get (callout_session_get_settings (self->session)));
      callout_map_set_still (self->map);
      gtk_widget_set_vexpand (GTK_WIDGET (self->map), FALSE);
      gtk_widget_set_valign (GTK_WIDGET (self->map), GTK_ALIGN_START);
      adw_bin_set_child (self->map_bin, GTK_WIDGET (self->map));
    }
  items = callout_map_items_new (1);
  g_array_append_val (items, item);
  callout_map_layer_set_items (callout_map_get_layer (self->map), items);
  callout_map_go_to (self->map, &point, CLOSE_ZOOM, FALSE);
}

static void
show_place (CalloutTicketDetails *self)
{
  CalloutTicket *ticket = self->sheet->ticket;
  gboolean located = callout_ticket_has_location (ticket);
  g_autofree char *address = g_strjoin (", ", ticket->address != NULL ? ticket->address : _("No address"),
                                        ticket->district, NULL);
  g_autofree char *place = located ? g_strdup (address) : g_strdup_printf (_("%s – not on the map yet"), address);

  set_fact (self->address, place);
  gtk_widget_set_visible (GTK_WIDGET (self->set_location), !located);
  show_map (self);
}

static void
show_times (CalloutTicketDetails *self)
{
  CalloutTicket *ticket = self->sheet->ticket;
  GTimeZone *zone = callout_session_get_zone (self->session);
  CalloutTime now = callout_clock_now ();
  g_autofree char *window = callout_format_window (ticket->due_earliest, ticket->due_latest, zone, now);
  g_autofree char *opened = callout_format_time (CALLOUT_ENTITY (ticket)->created_at, zone, now);
  g_autofree char *who = ticket->created_by_login != NULL ? g_strjoin (" · ", opened, ticket->created_by_login, NULL)
                                                          : g_strdup (opened);
  g_autofree char *closed = callout_format_time (ticket->closed_at, zone, now);

  set_fact (self->due_window, ticket->due_latest != 0 ? window : NULL);
  set_fact (self->opened, who);
  set_fact (self->closed, ticket->closed_at != 0 ? closed : NULL);
}

/* Who took it or was given it first, then those who are on its visits only. */
static char *
describe_people (CalloutTicketDetails *self)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) logins = g_strsplit (self->sheet->ticket->assignees != NULL ? self->sheet->ticket->assignees : "", " ", -1);

  for (guint i = 0; i < self->sheet->people->len; i++)
    {
      CalloutTicketAssignee *person = g_ptr_array_index (self->sheet->people, i);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", person->name != NULL ? person->name : person->login);
    }
  for (guint i = 0; logins[i] != NULL; i++)
    {
      gboolean told = *logins[i] == '\0';

      for (guint j = 0; !told && j < self->sheet->people->len; j++)
        told = g_strcmp0 (((CalloutTicketAssignee *) g_ptr_array_index (self->sheet->people, j))->login, logins[i]) == 0;
      if (!told)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", logins[i]);
    }
  return g_string_free (text, FALSE);
}

static void
answer_activated_cb (CalloutTicketDetails *self,
                     GtkListBoxRow        *row)
{
  if (CALLOUT_IS_FILE_ROW (row))
    callout_file_row_open (CALLOUT_FILE_ROW (row));
}

static void
show_answers (CalloutTicketDetails *self)
{
  GtkWidget *row;
  gboolean any;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_list_box_remove (self->answers, row);
  if (self->sheet->plan != NULL)
    callout_draft_add_answers (self->answers, self->session, self->sheet->plan, self->sheet->answers, self->sheet->files);
  any = gtk_widget_get_first_child (GTK_WIDGET (self->answers)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->answers), any);
  gtk_widget_set_visible (self->answers_heading, any);
}

static void
show_facts (CalloutTicketDetails *self)
{
  CalloutTicket *ticket = self->sheet->ticket;
  CalloutCustomer *customer = self->sheet->customer;
  g_autofree char *skills = callout_format_keys (ticket->skills);
  g_autofree char *people = describe_people (self);

  gtk_label_set_text (self->description, ticket->description != NULL ? ticket->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), ticket->description != NULL && *ticket->description != '\0');
  set_fact (self->customer, customer != NULL ? customer->name : NULL);
  set_fact (self->phone, customer != NULL ? customer->phone : NULL);
  set_fact (self->email, customer != NULL ? customer->email : NULL);
  set_fact (self->outcome, ticket->outcome != CALLOUT_OUTCOME_NONE
                             ? callout_enum_label (CALLOUT_TYPE_OUTCOME, ticket->outcome) : NULL);
  set_fact (self->assignees, people);
  set_fact (self->equipment, ticket->equipment_name);
  set_fact (self->contact, ticket->contact_name);
  set_fact (self->skills, ticket->skills != NULL ? skills : NULL);
  set_fact (self->channel, ticket->channel);
  set_fact (self->external, ticket->external_id);
  set_fact (self->note, ticket->note);
  gtk_widget_set_visible (self->record, ticket->progress != CALLOUT_PROGRESS_DRAFT);
  show_answers (self);
  show_place (self);
  show_times (self);
}

/* Work orders */

static void
visit_activated_cb (CalloutTicketDetails *self,
                    GtkListBoxRow        *row)
{
  CalloutWorkOrder *visit = g_ptr_array_index (self->sheet->visits, (guint) gtk_list_box_row_get_index (row));

  callout_session_open (self->session, CALLOUT_KIND_WORK_ORDER, callout_entity_get_id (CALLOUT_ENTITY (visit)));
}

static void
add_visit (CalloutTicketDetails *self,
           CalloutWorkOrder     *visit)
{
  GtkWidget *row = adw_action_row_new ();
  GTimeZone *zone = callout_session_get_zone (self->session);
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (visit));
  g_autofree char *title = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_WORK_STATE, visit->state), NULL);
  g_autofree char *planned = callout_format_window (visit->planned_start, visit->planned_end, zone, callout_clock_now ());
  const char *who = visit->lead_name != NULL ? visit->lead_name :
                    visit->group_name != NULL ? visit->group_name : _("Nobody yet");
  g_autofree char *text = visit->planned_start != 0 ? g_strjoin (" · ", who, planned, NULL) : g_strdup (who);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->visits, row);
}

static void
show_visits (CalloutTicketDetails *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->visits))) != NULL)
    gtk_list_box_remove (self->visits, row);
  for (guint i = 0; i < self->sheet->visits->len; i++)
    add_visit (self, g_ptr_array_index (self->sheet->visits, i));
  gtk_stack_set_visible_child_name (self->visit_pages, self->sheet->visits->len > 0 ? "list" : "empty");
}

static void
show_now (CalloutTicketDetails *self)
{
  if (self->sheet == NULL)
    return;
  show_head (self);
  show_times (self);
}

static void
show (CalloutTicketDetails *self)
{
  show_head (self);
  show_facts (self);
  show_visits (self);
  callout_update_pane_show (self->updates, self->sheet->updates, self->sheet->files);
  callout_update_pane_show (self->internal, self->sheet->updates, self->sheet->files);
  highlight_cb (self);
  gtk_stack_set_visible_child_name (self->pages, "details");
}

/* Loading */

static void
sheet_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutTicketSheet) sheet = callout_ticket_sheet_finish (CALLOUT_SESSION (object), result, &error);
  CalloutTicketDetails *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->sheet, callout_ticket_sheet_free);
  self->sheet = g_steal_pointer (&sheet);
  if (self->sheet == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->pages, "problem");
    }
  else
    show (self);
}

/* What is written internally does not exist for a customer. */
static void
show_tabs (CalloutTicketDetails *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  GtkStackPage *page = gtk_stack_get_page (self->tabs, GTK_WIDGET (self->internal));

  gtk_stack_page_set_visible (page, person == NULL || !callout_person_is_code_user (person));
}

static void
load (CalloutTicketDetails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_tabs (self);
  if (self->id == 0 || callout_session_get_person (self->session) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  callout_ticket_sheet_async (self->session, self->id, self->cancellable, sheet_cb, self);
}

static gboolean
is_about (CalloutTicketDetails *self,
          CalloutTouch         *touch)
{
  if (touch->kind == CALLOUT_KIND_TICKET)
    return touch->id == self->id;
  if (touch->kind != CALLOUT_KIND_WORK_ORDER || self->sheet == NULL)
    return FALSE;
  for (guint i = 0; i < self->sheet->visits->len; i++)
    if (callout_entity_get_id (g_ptr_array_index (self->sheet->visits, i)) == touch->id)
      return TRUE;
  return FALSE;
}

static void
feed_cb (CalloutTicketDetails *self,
         CalloutFeed          *feed)
{
  for (guint i = 0; self->id != 0 && i < feed->touched->len; i++)
    if (is_about (self, &g_array_index (feed->touched, CalloutTouch, i)))
      {
        load (self);
        return;
      }
}

static void
set_location_cb (CalloutTicketDetails *self)
{
  g_signal_emit (self, signals[SET_LOCATION], 0);
}

static void
callout_ticket_details_dispose (GObject *object)
{
  CalloutTicketDetails *self = CALLOUT_TICKET_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->highlight);
  g_clear_object (&self->icons);
  g_clear_pointer (&self->sheet, callout_ticket_sheet_free);
  if (self->pages != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->pages));
      self->pages = NULL;
    }
  G_OBJECT_CLASS (callout_ticket_details_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutTicketDetails, child)

static void
callout_ticket_details_class_init (CalloutTicketDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_ticket_details_dispose;
  signals[SET_LOCATION] = g_signal_new ("set-location", CALLOUT_TYPE_TICKET_DETAILS, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CALLOUT_TYPE_HISTORY_PANE);
  callout_messenger_load_look ();
  g_type_ensure (CALLOUT_TYPE_MILESTONE_LINE);
  g_type_ensure (CALLOUT_TYPE_THREAD_PANE);
  g_type_ensure (CALLOUT_TYPE_TAB_STRIP);
  g_type_ensure (CALLOUT_TYPE_UPDATE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-ticket-details.ui");
  BIND (pages);
  BIND (several);
  BIND (problem);
  BIND (title);
  BIND (subtitle);
  BIND (tags);
  BIND (milestones);
  BIND (banner);
  BIND (tabs);
  BIND (scroller);
  BIND (description);
  BIND (map_bin);
  BIND (address);
  BIND (set_location);
  BIND (customer);
  BIND (phone);
  BIND (email);
  BIND (due_window);
  BIND (opened);
  BIND (closed);
  BIND (outcome);
  BIND (assignees);
  BIND (skills);
  BIND (channel);
  BIND (external);
  BIND (note);
  BIND (answers_heading);
  BIND (record);
  BIND (answers);
  BIND (visit_pages);
  BIND (visits);
  BIND (equipment);
  BIND (contact);
  BIND (rating);
  BIND (updates);
  BIND (internal);
  BIND (messenger);
  BIND (history);
  gtk_widget_class_bind_template_callback (widget_class, answer_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_location_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ticketdetails");
}

static void
callout_ticket_details_init (CalloutTicketDetails *self)
{
  self->icons = callout_icon_book_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_ticket_details_set_session:
 * @highlight: the words the list beside it is searched for
 *
 * To be called once.
 */
void
callout_ticket_details_set_session (CalloutTicketDetails *self,
                                    CalloutSession       *session,
                                    CalloutHighlight     *highlight)
{
  g_set_object (&self->session, session);
  g_set_object (&self->highlight, highlight);
  callout_history_pane_set_session (self->history, session);
  callout_update_pane_set_session (self->updates, session);
  callout_update_pane_set_session (self->internal, session);
  callout_thread_pane_set_session (self->messenger, session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (show_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (highlight, "changed", G_CALLBACK (highlight_cb), self, G_CONNECT_SWAPPED);
}

/**
 * callout_ticket_details_set_id:
 * @id: 0: nothing is selected
 */
void
callout_ticket_details_set_id (CalloutTicketDetails *self,
                               gint64                id)
{
  if (self->id == id && id != 0)
    return;
  self->id = id;
  g_clear_pointer (&self->sheet, callout_ticket_sheet_free);
  callout_history_pane_set_target (self->history, CALLOUT_KIND_TICKET, id);
  callout_update_pane_set_ticket (self->updates, id);
  callout_update_pane_set_ticket (self->internal, id);
  callout_thread_pane_open_ticket (self->messenger, id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (id == 0)
    gtk_stack_set_visible_child_name (self->pages, "nothing");
  load (self);
}

/**
 * callout_ticket_details_set_several:
 * @n: so many are selected that none is shown
 */
void
callout_ticket_details_set_several (CalloutTicketDetails *self,
                                    guint                 n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Ticket Selected", "%u Tickets Selected", n), n);

  callout_ticket_details_set_id (self, 0);
  adw_status_page_set_title (self->several, title);
  gtk_stack_set_visible_child_name (self->pages, "several");
}

/**
 * callout_ticket_details_set_may_post:
 * @why_not: (nullable): the sentence why nothing can be written to the record
 */
void
callout_ticket_details_set_may_post (CalloutTicketDetails *self,
                                     gboolean              allowed,
                                     const char           *why_not)
{
  callout_update_pane_set_allowed (self->updates, allowed, why_not);
  callout_update_pane_set_allowed (self->internal, allowed, why_not);
  if (self->sheet == NULL)
    return;
  callout_update_pane_show (self->updates, self->sheet->updates, self->sheet->files);
  callout_update_pane_show (self->internal, self->sheet->updates, self->sheet->files);
}

/**
 * callout_ticket_details_get_ticket:
 *
 * Returns: (transfer none) (nullable): the ticket shown, once it is there
 */
CalloutTicket *
callout_ticket_details_get_ticket (CalloutTicketDetails *self)
{
  return self->sheet != NULL ? self->sheet->ticket : NULL;
}
