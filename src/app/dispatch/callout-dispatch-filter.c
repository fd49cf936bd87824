/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-dispatch-filter.h"

#include "callout-filter-bar.h"
#include "callout-filter-text.h"
#include "callout-format.h"

#include <glib/gi18n-lib.h>

/* Skills are gathered from so many people at most; they repeat long before. */
#define PEOPLE_FOR_SKILLS 500

struct _CalloutDispatchFilter
{
  GtkWidget parent_instance;

  /* Template children */
  CalloutFilterBar  *bar;
  GtkToggleButton   *pending;
  GtkToggleButton   *assigned;
  GtkToggleButton   *open;
  CalloutFilterChip *where;
  CalloutFilterChip *priority;
  CalloutFilterChip *due;
  CalloutFilterChip *group;
  CalloutFilterChip *skill;
  GtkToggleButton   *no_location;
  GtkWidget         *extra;
  GtkLabel          *extra_label;

  /* Owned */
  CalloutSession    *session;
  char              *extra_text; /* (nullable) */
  GCancellable      *cancellable;

  gboolean           quiet;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutDispatchFilter, callout_dispatch_filter, GTK_TYPE_WIDGET)

static gboolean
is_general_dispatcher (CalloutPerson *person)
{
  return callout_person_has_role (person, CALLOUT_ROLE_DISPATCHER)
         || callout_person_has_role (person, CALLOUT_ROLE_ADMIN)
         || callout_person_has_role (person, CALLOUT_ROLE_MODERATOR);
}

static void
changed_cb (CalloutDispatchFilter *self)
{
  if (self->quiet || self->session == NULL || callout_session_get_person (self->session) == NULL)
    return;
  callout_filter_bar_set_narrowed (self->bar, callout_dispatch_filter_is_narrowed (self));
  gtk_widget_set_visible (GTK_WIDGET (self->where),
                          callout_dispatch_filter_get_list (self) == CALLOUT_DISPATCH_PENDING
                          && is_general_dispatcher (callout_session_get_person (self->session)));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was saved by other means than these filters, and is kept as it is. */
static void
set_extra (CalloutDispatchFilter *self,
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
extra_clicked_cb (CalloutDispatchFilter *self)
{
  set_extra (self, NULL);
  changed_cb (self);
}

/* Of the three buttons one goes out while another comes in: one change, not two. */
static void
list_toggled_cb (CalloutDispatchFilter *self,
                 GtkToggleButton       *button)
{
  if (gtk_toggle_button_get_active (button))
    changed_cb (self);
}

static void
tick_cb (CalloutDispatchFilter *self)
{
  if (callout_filter_chip_is_active (self->due))
    changed_cb (self);
}

/* Choices that come from the store */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
groups_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutDispatchFilter *self = data;
  g_auto (GStrv) chosen = NULL;

  if (groups == NULL)
    return;
  self->quiet = TRUE;
  chosen = callout_filter_chip_get_chosen (self->group);
  callout_filter_chip_clear_options (self->group);
  for (guint i = 0; i < groups->len; i++)
    {
      CalloutGroup *group = g_ptr_array_index (groups, i);

      callout_filter_chip_add_option (self->group, group->key, group->name);
    }
  callout_filter_chip_set_chosen (self->group, (const char *const *) chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->group), groups->len > 1);
  self->quiet = FALSE;
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gpointer *skills = NULL;
  CalloutDispatchFilter *self = data;
  g_auto (GStrv) chosen = NULL;
  guint n;

  if (people == NULL)
    return;
  for (guint i = 0; i < people->len; i++)
    {
      CalloutPerson *person = g_ptr_array_index (people, i);
      g_auto (GStrv) keys = g_strsplit (person->skills != NULL ? person->skills : "", " ", -1);

      for (guint j = 0; keys[j] != NULL; j++)
        if (*keys[j] != '\0')
          g_hash_table_add (seen, g_strdup (keys[j]));
    }
  skills = g_hash_table_get_keys_as_array (seen, &n);
  qsort (skills, n, sizeof *skills, compare_texts);

  self->quiet = TRUE;
  chosen = callout_filter_chip_get_chosen (self->skill);
  callout_filter_chip_clear_options (self->skill);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = callout_format_key (skills[i]);

      callout_filter_chip_add_option (self->skill, skills[i], label);
    }
  callout_filter_chip_set_chosen (self->skill, (const char *const *) chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->skill), n > 0);
  self->quiet = FALSE;
}

static void
load_choices (CalloutDispatchFilter *self)
{
  CalloutWorkspace *workspace = callout_session_get_workspace (self->session);
  g_autoptr (CalloutQuery) groups = callout_query_new (CALLOUT_KIND_GROUP);
  g_autoptr (CalloutQuery) people = callout_query_new (CALLOUT_KIND_PERSON);

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  callout_query_set_sort (groups, "name", FALSE, NULL);
  callout_query_set_limit (people, PEOPLE_FOR_SKILLS, 0);
  callout_workspace_list_async (workspace, callout_session_get_person_id (self->session), groups,
                                self->cancellable, groups_cb, self);
  callout_workspace_list_async (workspace, callout_session_get_person_id (self->session), people,
                                self->cancellable, people_cb, self);
}

static void
feed_cb (CalloutDispatchFilter *self,
         CalloutFeed           *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_GROUP))
    load_choices (self);
}

static void
person_changed_cb (CalloutDispatchFilter *self)
{
  if (callout_session_get_person (self->session) != NULL)
    load_choices (self);
  callout_dispatch_filter_clear (self);
}

static void
callout_dispatch_filter_dispose (GObject *object)
{
  CalloutDispatchFilter *self = CALLOUT_DISPATCH_FILTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->extra_text, g_free);
  if (self->bar != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->bar));
      self->bar = NULL;
    }
  G_OBJECT_CLASS (callout_dispatch_filter_parent_class)->dispose (object);
}

static void
callout_dispatch_filter_class_init (CalloutDispatchFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_dispatch_filter_dispose;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_DISPATCH_FILTER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CALLOUT_TYPE_FILTER_BAR);
  g_type_ensure (CALLOUT_TYPE_FILTER_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/dispatch/callout-dispatch-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, bar);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, pending);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, assigned);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, open);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, where);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, priority);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, due);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, group);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, skill);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, no_location);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, extra);
  gtk_widget_class_bind_template_child (widget_class, CalloutDispatchFilter, extra_label);
  gtk_widget_class_bind_template_callback (widget_class, extra_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, callout_dispatch_filter_clear);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_dispatch_filter_init (CalloutDispatchFilter *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  callout_filter_fill_priority (self->priority);
  callout_filter_fill_due (self->due);
  callout_filter_chip_add_option (self->where, "dispatchers", _("With the dispatchers"));
  callout_filter_chip_add_option (self->where, "groups", _("In service groups"));
  callout_filter_chip_add_option (self->where, "returned", _("Returned to me"));
  self->quiet = FALSE;
}

/**
 * callout_dispatch_filter_set_session:
 *
 * To be called once, before the bar is shown.
 */
void
callout_dispatch_filter_set_session (CalloutDispatchFilter *self,
                                     CalloutSession        *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed",
                           G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);
  if (callout_session_get_person (session) != NULL)
    load_choices (self);
}

CalloutDispatchList
callout_dispatch_filter_get_list (CalloutDispatchFilter *self)
{
  if (gtk_toggle_button_get_active (self->assigned))
    return CALLOUT_DISPATCH_ASSIGNED;
  if (gtk_toggle_button_get_active (self->open))
    return CALLOUT_DISPATCH_OPEN;
  return CALLOUT_DISPATCH_PENDING;
}

void
callout_dispatch_filter_set_list (CalloutDispatchFilter *self,
                                  CalloutDispatchList    list)
{
  GtkToggleButton *buttons[] = { self->pending, self->assigned, self->open };

  gtk_toggle_button_set_active (buttons[list], TRUE);
}

/**
 * callout_dispatch_filter_is_narrowed:
 *
 * Returns: whether the list shows less than all of it
 */
gboolean
callout_dispatch_filter_is_narrowed (CalloutDispatchFilter *self)
{
  return callout_filter_chip_is_active (self->priority) || callout_filter_chip_is_active (self->due)
         || callout_filter_chip_is_active (self->group) || callout_filter_chip_is_active (self->skill)
         || callout_filter_chip_is_active (self->where) || gtk_toggle_button_get_active (self->no_location)
         || self->extra_text != NULL;
}

/**
 * callout_dispatch_filter_clear:
 *
 * Shows the whole list again.
 */
void
callout_dispatch_filter_clear (CalloutDispatchFilter *self)
{
  self->quiet = TRUE;
  callout_filter_chip_set_chosen (self->priority, NULL);
  callout_filter_chip_set_chosen (self->due, NULL);
  callout_filter_chip_set_chosen (self->group, NULL);
  callout_filter_chip_set_chosen (self->skill, NULL);
  callout_filter_chip_set_chosen (self->where, NULL);
  gtk_toggle_button_set_active (self->no_location, FALSE);
  set_extra (self, NULL);
  self->quiet = FALSE;
  changed_cb (self);
}

/* What waits for a dispatcher is what lies with the dispatchers and was not
 * returned to another one of them; for a group's dispatcher, what lies there. */
static void
add_pending (CalloutQuery  *query,
             CalloutPerson *person)
{
  gboolean general = is_general_dispatcher (person);
  g_auto (GStrv) groups = g_strsplit (person->dispatches != NULL ? person->dispatches : "", " ", -1);
  gboolean of_groups = person->dispatches != NULL && callout_person_has_role (person, CALLOUT_ROLE_GROUP_DISPATCHER);

  if (general && of_groups)
    callout_filter_add (query, "state", CALLOUT_OP_IS, "pending-dispatch", "pending-group", NULL);
  else if (general)
    {
      callout_filter_add (query, "state", CALLOUT_OP_IS, "pending-dispatch", NULL);
      callout_filter_add (query, "routed_by_login", CALLOUT_OP_IS, "", person->login, NULL);
    }
  else if (!of_groups && callout_person_is_engineer (person))
    callout_filter_add (query, "state", CALLOUT_OP_IS, "dispatched", "accepted", "travel", "work", "checked-out", NULL);
  else
    {
      callout_filter_add (query, "state", CALLOUT_OP_IS, "pending-group", NULL);
      if (groups[0] != NULL)
        callout_query_add (query, "group_key", CALLOUT_OP_IS, (const char *const *) groups, NULL);
    }
}

/**
 * callout_dispatch_query_for:
 *
 * Returns: (transfer full): a whole list, as it is for @person
 */
CalloutQuery *
callout_dispatch_query_for (CalloutPerson       *person,
                            CalloutDispatchList  list)
{
  CalloutQuery *query = callout_query_new (CALLOUT_KIND_WORK_ORDER);

  switch (list)
    {
    case CALLOUT_DISPATCH_ASSIGNED:
      callout_filter_add (query, "state", CALLOUT_OP_IS, "assigned", "dispatched", "accepted", NULL);
      break;
    case CALLOUT_DISPATCH_OPEN:
      callout_filter_add (query, "state", CALLOUT_OP_IS, "pending-dispatch", "pending-group", "assigned", "dispatched", "accepted",
           "travel", "work", "checked-out", NULL);
      break;
    case CALLOUT_DISPATCH_PENDING:
    default:
      add_pending (query, person);
    }
  return query;
}

/**
 * callout_dispatch_filter_dup_query:
 *
 * Returns: (transfer full): what the list shall hold, without words and order
 */
CalloutQuery *
callout_dispatch_filter_dup_query (CalloutDispatchFilter *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  CalloutDispatchList list = callout_dispatch_filter_get_list (self);
  g_auto (GStrv) where = callout_filter_chip_get_chosen (self->where);
  CalloutQuery *query;

  if (list == CALLOUT_DISPATCH_PENDING && where[0] != NULL)
    {
      query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
      callout_filter_add (query, "state", CALLOUT_OP_IS, g_str_equal (where[0], "groups") ? "pending-group" : "pending-dispatch", NULL);
      if (g_str_equal (where[0], "returned"))
        callout_filter_add (query, "routed_by_login", CALLOUT_OP_IS, person->login, NULL);
    }
  else
    query = callout_dispatch_query_for (person, list);

  callout_filter_add_chosen (self->priority, query, "priority", CALLOUT_OP_IS);
  callout_filter_add_chosen (self->group, query, "group_key", CALLOUT_OP_IS);
  callout_filter_add_chosen (self->skill, query, "skills", CALLOUT_OP_CONTAINS);
  callout_filter_add_due (self->due, query, callout_session_get_zone (self->session));
  if (gtk_toggle_button_get_active (self->no_location))
    callout_filter_add (query, "latitude", CALLOUT_OP_IS, "", NULL);
  if (self->extra_text != NULL)
    callout_query_add_filter (query, self->extra_text, NULL); /* looked at when it was taken */
  return query;
}

static const char *const list_words[] = { "pending", "assigned", "open" };
static const char *const nowhere[] = { "", NULL };

/**
 * callout_dispatch_filter_dup_text:
 *
 * Returns: (transfer full): what the bar says, to be kept; which list it is
 *   stands before it as a word of its own, since what is pending differs from
 *   one person to the next
 */
char *
callout_dispatch_filter_dup_text (CalloutDispatchFilter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  callout_filter_text_add_one (text, "list", "=", list_words[callout_dispatch_filter_get_list (self)]);
  callout_filter_text_add_chip (text, self->where, "where", "=");
  callout_filter_text_add_chip (text, self->priority, "priority", "=");
  callout_filter_text_add_due (text, self->due);
  callout_filter_text_add_chip (text, self->group, "group_key", "=");
  callout_filter_text_add_chip (text, self->skill, "skills", "~");
  if (gtk_toggle_button_get_active (self->no_location))
    callout_filter_text_add (text, "latitude", "=", nowhere);
  if (self->extra_text != NULL)
    callout_filter_text_append (text, self->extra_text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * callout_dispatch_filter_set_text:
 * @text: what callout_dispatch_filter_dup_text() said, or any other filter of
 *   work orders
 *
 * Errors: those of a filter that says nothing about work orders.
 */
gboolean
callout_dispatch_filter_set_text (CalloutDispatchFilter  *self,
                                  const char             *text,
                                  GError                **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  g_autoptr (CalloutFilterText) taken = callout_filter_text_new (text);
  g_auto (GStrv) list = callout_filter_text_take (taken, "list", "=");
  g_auto (GStrv) where = callout_filter_text_take (taken, "where", "=");
  g_autofree char *fields = callout_filter_text_dup_rest (taken);
  g_autofree char *rest = NULL;
  guint chosen = CALLOUT_DISPATCH_OPEN;

  if (!callout_query_add_filter (query, fields, error))
    return FALSE;
  for (guint i = 0; list != NULL && i < G_N_ELEMENTS (list_words); i++)
    if (g_str_equal (list[0], list_words[i]))
      chosen = i;
  self->quiet = TRUE;
  callout_dispatch_filter_set_list (self, chosen);
  callout_filter_chip_set_chosen (self->where, (const char *const *) where);
  callout_filter_text_take_chip (taken, self->priority, "priority", "=");
  callout_filter_text_take_due (taken, self->due);
  callout_filter_text_take_chip (taken, self->group, "group_key", "=");
  callout_filter_text_take_chip (taken, self->skill, "skills", "~");
  gtk_toggle_button_set_active (self->no_location, callout_filter_text_take_is (taken, "latitude", nowhere));
  rest = callout_filter_text_dup_rest (taken);
  set_extra (self, rest);
  self->quiet = FALSE;
  changed_cb (self);
  return TRUE;
}
