/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-filter.h"

#include "callout-filter-bar.h"
#include "callout-filter-text.h"

#include <glib/gi18n-lib.h>

struct _CalloutTicketFilter
{
  GtkWidget parent_instance;

  /* Template children */
  CalloutFilterBar  *bar;
  GtkToggleButton   *open;
  GtkToggleButton   *mine;
  GtkToggleButton   *all;
  CalloutFilterChip *progress;
  CalloutFilterChip *priority;
  CalloutFilterChip *due;
  CalloutFilterChip *visibility;
  CalloutFilterChip *marks;
  GtkWidget         *extra;
  GtkLabel          *extra_label;

  /* Owned */
  CalloutSession    *session;
  char              *extra_text; /* (nullable) */

  gboolean           quiet;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutTicketFilter, callout_ticket_filter, GTK_TYPE_WIDGET)

static void
changed_cb (CalloutTicketFilter *self)
{
  if (self->quiet || self->session == NULL || callout_session_get_person (self->session) == NULL)
    return;
  callout_filter_bar_set_narrowed (self->bar, callout_ticket_filter_is_narrowed (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was saved by other means than these filters, and is kept as it is. */
static void
set_extra (CalloutTicketFilter *self,
           const char *extra)
{
  g_autofree char *kept = extra != NULL && *extra != '\0' ? g_strdup (extra) : NULL;

  g_free (self->extra_text);
  self->extra_text = g_steal_pointer (&kept);
  gtk_label_set_text (self->extra_label, self->extra_text != NULL ? self->extra_text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->extra), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->extra_label), -1);
  gtk_widget_set_visible (self->extra, self->extra_text != NULL);
}

static void
extra_clicked_cb (CalloutTicketFilter *self)
{
  set_extra (self, NULL);
  changed_cb (self);
}

/* Of the buttons one goes out while another comes in: one change, not two. */
static void
list_toggled_cb (CalloutTicketFilter *self,
                 GtkToggleButton     *button)
{
  if (gtk_toggle_button_get_active (button))
    changed_cb (self);
}

static void
tick_cb (CalloutTicketFilter *self)
{
  if (callout_filter_chip_is_active (self->due))
    changed_cb (self);
}

static void
person_changed_cb (CalloutTicketFilter *self)
{
  callout_ticket_filter_clear (self);
}

static void
callout_ticket_filter_dispose (GObject *object)
{
  CalloutTicketFilter *self = CALLOUT_TICKET_FILTER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->extra_text, g_free);
  if (self->bar != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->bar));
      self->bar = NULL;
    }
  G_OBJECT_CLASS (callout_ticket_filter_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutTicketFilter, child)

static void
callout_ticket_filter_class_init (CalloutTicketFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_ticket_filter_dispose;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_TICKET_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (CALLOUT_TYPE_FILTER_BAR);
  g_type_ensure (CALLOUT_TYPE_FILTER_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-ticket-filter.ui");
  BIND (bar);
  BIND (open);
  BIND (mine);
  BIND (all);
  BIND (progress);
  BIND (priority);
  BIND (due);
  BIND (visibility);
  BIND (marks);
  BIND (extra);
  BIND (extra_label);
  gtk_widget_class_bind_template_callback (widget_class, extra_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, callout_ticket_filter_clear);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_toggled_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_enum (CalloutFilterChip *chip,
          GType              type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  for (guint i = 0; i < G_ENUM_CLASS (klass)->n_values; i++)
    {
      int value = G_ENUM_CLASS (klass)->values[i].value;

      callout_filter_chip_add_option (chip, callout_enum_key (type, value), callout_enum_label (type, value));
    }
}

static void
callout_ticket_filter_init (CalloutTicketFilter *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_enum (self->progress, CALLOUT_TYPE_PROGRESS);
  add_enum (self->visibility, CALLOUT_TYPE_VISIBILITY);
  callout_filter_fill_priority (self->priority);
  callout_filter_fill_due (self->due);
  callout_filter_chip_add_option (self->marks, "vip", _("VIP"));
  callout_filter_chip_add_option (self->marks, "escalated", _("Escalated"));
  callout_filter_chip_add_option (self->marks, "unread", _("Unread"));
  self->quiet = FALSE;
}

/**
 * callout_ticket_filter_set_session:
 *
 * To be called once, before the bar is shown.
 */
void
callout_ticket_filter_set_session (CalloutTicketFilter *self,
                                   CalloutSession      *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

CalloutTicketList
callout_ticket_filter_get_list (CalloutTicketFilter *self)
{
  if (gtk_toggle_button_get_active (self->mine))
    return CALLOUT_TICKET_LIST_MINE;
  if (gtk_toggle_button_get_active (self->all))
    return CALLOUT_TICKET_LIST_ALL;
  return CALLOUT_TICKET_LIST_OPEN;
}

void
callout_ticket_filter_set_list (CalloutTicketFilter *self,
                                CalloutTicketList    list)
{
  GtkToggleButton *buttons[] = { self->open, self->mine, self->all };

  gtk_toggle_button_set_active (buttons[list], TRUE);
}

/**
 * callout_ticket_filter_is_narrowed:
 *
 * Returns: whether the list shows less than all of it
 */
gboolean
callout_ticket_filter_is_narrowed (CalloutTicketFilter *self)
{
  return callout_filter_chip_is_active (self->progress) || callout_filter_chip_is_active (self->priority)
         || callout_filter_chip_is_active (self->due) || callout_filter_chip_is_active (self->visibility)
         || callout_filter_chip_is_active (self->marks) || self->extra_text != NULL;
}

/**
 * callout_ticket_filter_clear:
 *
 * Shows the whole list again.
 */
void
callout_ticket_filter_clear (CalloutTicketFilter *self)
{
  self->quiet = TRUE;
  callout_filter_chip_set_chosen (self->progress, NULL);
  callout_filter_chip_set_chosen (self->priority, NULL);
  callout_filter_chip_set_chosen (self->due, NULL);
  callout_filter_chip_set_chosen (self->visibility, NULL);
  callout_filter_chip_set_chosen (self->marks, NULL);
  set_extra (self, NULL);
  self->quiet = FALSE;
  changed_cb (self);
}

static void
add_list (CalloutTicketFilter *self,
          CalloutQuery        *query)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  CalloutTicketList list = callout_ticket_filter_get_list (self);

  if (list == CALLOUT_TICKET_LIST_ALL)
    return;
  /* Who chooses the progress chooses among all of them. */
  if (!callout_filter_chip_is_active (self->progress))
    {
      /* Drafts are seen by their authors alone. */
      if (list == CALLOUT_TICKET_LIST_OPEN)
        callout_filter_add (query, "progress", CALLOUT_OP_IS, "draft", "open", "assigned", "in-progress", NULL);
      else
        callout_filter_add (query, "progress", CALLOUT_OP_IS, "open", "assigned", "in-progress", NULL);
    }
  if (list == CALLOUT_TICKET_LIST_MINE)
    callout_filter_add (query, "assignees", CALLOUT_OP_IS, person->login, NULL);
}

/**
 * callout_ticket_filter_dup_query:
 *
 * Returns: (transfer full): what the bar says
 */
CalloutQuery *
callout_ticket_filter_dup_query (CalloutTicketFilter *self)
{
  CalloutQuery *query = callout_query_new (CALLOUT_KIND_TICKET);
  g_auto (GStrv) marks = callout_filter_chip_get_chosen (self->marks);

  add_list (self, query);
  callout_filter_add_chosen (self->progress, query, "progress", CALLOUT_OP_IS);
  callout_filter_add_chosen (self->priority, query, "priority", CALLOUT_OP_IS);
  callout_filter_add_chosen (self->visibility, query, "visibility", CALLOUT_OP_IS);
  callout_filter_add_due (self->due, query, callout_session_get_zone (self->session));
  for (guint i = 0; marks[i] != NULL; i++)
    if (g_str_equal (marks[i], "unread"))
      callout_filter_add (query, "unread", CALLOUT_OP_MORE, "0", NULL);
    else
      callout_filter_add (query, marks[i], CALLOUT_OP_IS, "true", NULL);
  if (self->extra_text != NULL)
    callout_query_add_filter (query, self->extra_text, NULL); /* looked at when it was taken */
  return query;
}

static const char *const open_progress[] = { "draft", "open", "assigned", "in-progress", NULL };
static const char *const mine_progress[] = { "open", "assigned", "in-progress", NULL };
/* Whoever looks at it. */
static const char *const me[] = { "me", NULL };

/**
 * callout_ticket_filter_dup_text:
 *
 * Returns: (transfer full): what the bar says, to be kept: “Mine” stays whose
 *   list it is, and “Late” goes by the time it is looked at
 */
char *
callout_ticket_filter_dup_text (CalloutTicketFilter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CalloutTicketList list = callout_ticket_filter_get_list (self);
  g_auto (GStrv) marks = callout_filter_chip_get_chosen (self->marks);

  if (callout_filter_chip_is_active (self->progress))
    callout_filter_text_add_chip (text, self->progress, "progress", "=");
  else if (list != CALLOUT_TICKET_LIST_ALL)
    callout_filter_text_add (text, "progress", "=", list == CALLOUT_TICKET_LIST_OPEN ? open_progress : mine_progress);
  if (list == CALLOUT_TICKET_LIST_MINE)
    callout_filter_text_add (text, "assignees", "=", me);
  callout_filter_text_add_chip (text, self->priority, "priority", "=");
  callout_filter_text_add_due (text, self->due);
  callout_filter_text_add_chip (text, self->visibility, "visibility", "=");
  for (guint i = 0; marks[i] != NULL; i++)
    if (g_str_equal (marks[i], "unread"))
      callout_filter_text_add_one (text, "unread", ">", "0");
    else
      callout_filter_text_add_one (text, marks[i], "=", "true");
  if (self->extra_text != NULL)
    callout_filter_text_append (text, self->extra_text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_list (CalloutTicketFilter *self,
           CalloutFilterText   *text)
{
  CalloutTicketList list = CALLOUT_TICKET_LIST_ALL;

  if (callout_filter_text_take_is (text, "assignees", me))
    {
      list = CALLOUT_TICKET_LIST_MINE;
      callout_filter_text_take_is (text, "progress", mine_progress);
    }
  else if (callout_filter_text_take_is (text, "progress", open_progress))
    list = CALLOUT_TICKET_LIST_OPEN;
  callout_ticket_filter_set_list (self, list);
}

static void
take_marks (CalloutTicketFilter *self,
            CalloutFilterText   *text)
{
  static const char *const yes[] = { "true", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) unread = callout_filter_text_take (text, "unread", ">");
  g_auto (GStrv) marks = NULL;

  if (unread != NULL)
    g_strv_builder_add (builder, "unread");

  if (callout_filter_text_take_is (text, "vip", yes))
    g_strv_builder_add (builder, "vip");
  if (callout_filter_text_take_is (text, "escalated", yes))
    g_strv_builder_add (builder, "escalated");
  marks = g_strv_builder_end (builder);
  callout_filter_chip_set_chosen (self->marks, (const char *const *) marks);
}

/**
 * callout_ticket_filter_set_text:
 * @text: what callout_ticket_filter_dup_text() said, or any other filter
 *
 * Errors: those of a filter that says nothing about tickets; nothing is
 * changed then.
 */
gboolean
callout_ticket_filter_set_text (CalloutTicketFilter  *self,
                                const char           *text,
                                GError              **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (CalloutFilterText) taken = callout_filter_text_new (text);
  g_autofree char *rest = NULL;

  if (!callout_query_add_filter (query, text, error))
    return FALSE;
  self->quiet = TRUE;
  take_list (self, taken);
  callout_filter_text_take_chip (taken, self->progress, "progress", "=");
  callout_filter_text_take_chip (taken, self->priority, "priority", "=");
  callout_filter_text_take_due (taken, self->due);
  callout_filter_text_take_chip (taken, self->visibility, "visibility", "=");
  take_marks (self, taken);
  rest = callout_filter_text_dup_rest (taken);
  set_extra (self, rest);
  self->quiet = FALSE;
  changed_cb (self);
  return TRUE;
}
