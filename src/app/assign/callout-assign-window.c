/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assign-window.h"

#include "callout-assign-list.h"
#include "callout-assign-map.h"
#include "callout-format.h"
#include "callout-search-leave.h"
#include "callout-width-bin.h"

#include <glib/gi18n-lib.h>

/* Several changes that come together are one reason to ask again. */
#define RELOAD_MS 250

struct _CalloutAssignWindow
{
  AdwWindow parent_instance;

  /* Template children */
  CalloutWidthBin      *window_bin;
  GtkStack             *title_stack;
  AdwWindowTitle       *title;
  GtkBox               *head;
  GtkButton            *give;
  GtkLabel             *title_line;
  GtkLabel             *facts;
  GtkSearchEntry       *search;
  GtkStack             *state_stack;
  AdwStatusPage        *problem_page;
  AdwViewStack         *tabs;
  CalloutWidthBin      *list_bin;
  CalloutAssignList    *list;
  CalloutWidthBin      *map_bin;
  AdwBin               *map_place;
  CalloutAssignList    *side_list;
  GtkWidget            *side;
  GtkLabel             *summary;
  GtkLabel             *problem;
  GtkEntry             *reason;

  /* Owned */
  CalloutSession       *session;
  CalloutAssignChoice  *choice;
  CalloutAssignMap     *map;
  CalloutWorkOrder     *work_order;
  GPtrArray            *neighbours;
  GArray               *ids;
  GArray               *present; /* who is on it now */
  GCancellable         *cancellable;

  const CalloutCommand *command;
  guint                 reload;
  gboolean              reallocating;
  gboolean              preloaded;
  gboolean              running;
  gboolean              pressed; /* somebody is in the middle of a click */
};

G_DEFINE_FINAL_TYPE (CalloutAssignWindow, callout_assign_window, ADW_TYPE_WINDOW)

static gint64
id_of (gpointer entity)
{
  return callout_entity_get_id (CALLOUT_ENTITY (entity));
}

/* What will be assigned */

static void
show_map_choice (CalloutAssignWindow *self)
{
  GPtrArray *collaborators = callout_assign_choice_get_collaborators (self->choice);
  CalloutPerson *lead = callout_assign_choice_get_lead (self->choice);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < collaborators->len; i++)
    {
      gint64 id = id_of (g_ptr_array_index (collaborators, i));

      g_array_append_val (ids, id);
    }
  callout_assign_map_set_chosen (self->map, lead != NULL ? id_of (lead) : 0, (const gint64 *) (gpointer) ids->data,
                                 ids->len);
}

static void
choice_changed_cb (CalloutAssignWindow *self)
{
  g_autofree char *text = callout_assign_choice_describe (self->choice);

  /* Rows that are renewed beneath the same choice leave standing what went wrong with it. */
  if (g_strcmp0 (gtk_label_get_text (self->summary), text) != 0)
    gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->give),
                            !self->running && callout_assign_choice_get_lead (self->choice) != NULL);
  show_map_choice (self);
}

/* The work order */

static void
show_work_order (CalloutAssignWindow *self)
{
  CalloutWorkOrder *work_order = self->work_order;
  CalloutTime now = callout_clock_now ();
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  g_autofree char *due = callout_format_due (work_order->due_latest, now);
  g_autofree char *skills = work_order->skills != NULL ? callout_format_keys (work_order->skills) : NULL;
  g_autofree char *needs = skills != NULL ? g_strdup_printf (_("needs %s"), skills) : NULL;
  const char *place = work_order->address != NULL ? work_order->address : _("No address");
  const char *priority = callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority);
  g_autofree char *text = NULL;

  if (self->ids->len > 1)
    text = g_strdup_printf (ngettext ("%u work order; distances are from %s, %s",
                                      "%u work orders; distances are from %s, %s", self->ids->len),
                            self->ids->len, ref, place);
  else if (work_order->due_latest != 0)
    text = g_strjoin (" · ", priority, due, place, needs, NULL);
  else
    text = g_strjoin (" · ", priority, place, needs, NULL);
  gtk_label_set_text (self->title_line, work_order->title != NULL ? work_order->title : ref);
  gtk_label_set_text (self->facts, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), text);
}

/* Candidates */

/* Who is on it and is chosen already is no stranger to the list. */
static void
preload (CalloutAssignWindow *self,
         GPtrArray           *assignments)
{
  g_array_set_size (self->present, 0);
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      if (callout_assignment_is_active (assignment))
        g_array_append_val (self->present, assignment->person);
    }
  for (guint i = 0; !self->preloaded && i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      for (guint j = 0; j < self->neighbours->len; j++)
        {
          CalloutNeighbour *neighbour = g_ptr_array_index (self->neighbours, j);

          if (!callout_assignment_is_active (assignment) || id_of (neighbour->person) != assignment->person)
            continue;
          if (assignment->part == CALLOUT_PART_LEAD)
            callout_assign_choice_set_lead (self->choice, neighbour->person);
          else
            callout_assign_choice_set_collaborator (self->choice, neighbour->person, TRUE);
        }
    }
  self->preloaded = TRUE;
}

static void
show_neighbours (CalloutAssignWindow *self)
{
  const gint64 *present = (const gint64 *) (gpointer) self->present->data;

  callout_assign_list_set_neighbours (self->list, self->neighbours, present, self->present->len);
  callout_assign_list_set_neighbours (self->side_list, self->neighbours, present, self->present->len);
  callout_assign_map_set_work_order (self->map, self->work_order);
  callout_assign_map_set_neighbours (self->map, self->neighbours);
  choice_changed_cb (self);
  gtk_stack_set_visible_child_name (self->state_stack, "ready");
}

static void
show_failure (CalloutAssignWindow *self,
              const GError        *error)
{
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->state_stack, "problem");
}

static void
assignments_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) assignments = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutAssignWindow *self = data;

  if (assignments == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error);
      return;
    }
  preload (self, assignments);
  show_neighbours (self);
}

static gboolean reload_cb (gpointer data);

/* Rows that are replaced between a press and its release would lose the click.
 * A release that went elsewhere is learnt of from the next movement. */
static gboolean
event_cb (CalloutAssignWindow *self,
          GdkEvent            *event)
{
  const GdkModifierType buttons = GDK_BUTTON1_MASK | GDK_BUTTON2_MASK | GDK_BUTTON3_MASK;
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    self->pressed = TRUE;
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL
           || (type == GDK_MOTION_NOTIFY && (gdk_event_get_modifier_state (event) & buttons) == 0))
    self->pressed = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
nearest_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) neighbours = callout_workspace_nearest_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutAssignWindow *self = data;

  if (neighbours == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error);
      return;
    }
  if (self->neighbours != NULL && self->pressed)
    {
      if (self->reload == 0)
        self->reload = g_timeout_add (RELOAD_MS, reload_cb, self);
      return;
    }
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  self->neighbours = g_steal_pointer (&neighbours);
  if (self->reallocating)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_ASSIGNMENT);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, id_of (self->work_order));
      const char *values[] = { id, NULL };

      callout_query_add (query, "work_order", CALLOUT_OP_IS, values, NULL);
      callout_workspace_list_async (CALLOUT_WORKSPACE (object), callout_session_get_person_id (self->session), query,
                                    self->cancellable, assignments_cb, self);
    }
  else
    show_neighbours (self);
}

static void
work_order_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutAssignWindow *self = data;
  CalloutNearestQuestion question = { 0 };

  if (entity == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error);
      return;
    }
  g_set_object (&self->work_order, CALLOUT_WORK_ORDER (entity));
  show_work_order (self);
  question.person = callout_session_get_person_id (self->session);
  question.work_order = id_of (self->work_order);
  question.all = TRUE;
  callout_workspace_nearest_async (CALLOUT_WORKSPACE (object), &question, self->cancellable, nearest_cb, self);
}

static void
load (CalloutAssignWindow *self)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (self->ids, gint64, 0));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_workspace_get_async (callout_session_get_workspace (self->session),
                               callout_session_get_person_id (self->session), CALLOUT_KIND_WORK_ORDER, ref,
                               self->cancellable, work_order_cb, self);
}

static void
retry_cb (CalloutAssignWindow *self)
{
  gtk_stack_set_visible_child_name (self->state_stack, "loading");
  load (self);
}

static gboolean
reload_cb (gpointer data)
{
  CalloutAssignWindow *self = data;

  self->reload = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* Positions, availability and loads go on changing while somebody compares. */
static void
feed_cb (CalloutAssignWindow *self,
         CalloutFeed         *feed)
{
  if (self->running || self->reload != 0)
    return;
  if (callout_feed_touches (feed, CALLOUT_KIND_PERSON) || callout_feed_touches (feed, CALLOUT_KIND_WORK_ORDER)
      || callout_feed_touches (feed, CALLOUT_KIND_TICKET))
    self->reload = g_timeout_add (RELOAD_MS, reload_cb, self);
}

/* Giving the command */

static CalloutArgs *
collect (CalloutAssignWindow *self)
{
  CalloutArgs *args = callout_args_new ();
  GPtrArray *collaborators = callout_assign_choice_get_collaborators (self->choice);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  callout_args_add (args, "lead", callout_assign_choice_get_lead (self->choice)->login);
  for (guint i = 0; i < collaborators->len; i++)
    callout_args_add (args, "collaborator", ((CalloutPerson *) g_ptr_array_index (collaborators, i))->login);
  if (self->reallocating && collaborators->len == 0)
    callout_args_add (args, "collaborator", "");
  if (self->reallocating && *reason != '\0')
    callout_args_add (args, "reason", reason);
  return args;
}

static void
ended (CalloutAssignWindow *self,
       const char          *problem)
{
  self->running = FALSE;
  if (problem == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  choice_changed_cb (self);
  gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutAssignWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  ended (self, entity == NULL ? error->message : NULL);
}

static void
given_many_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (CalloutAssignWindow) self = data;
  g_autoptr (GPtrArray) refusals = NULL;
  g_autofree char *problem = NULL;

  callout_session_run_many_finish (CALLOUT_SESSION (object), result, &refusals);
  if (refusals->len > 0)
    {
      g_ptr_array_add (refusals, NULL);
      problem = g_strjoinv ("\n", (char **) refusals->pdata);
    }
  ended (self, problem);
}

static void
give_cb (CalloutAssignWindow *self)
{
  g_autoptr (CalloutArgs) args = NULL;

  if (self->running || self->work_order == NULL || callout_assign_choice_get_lead (self->choice) == NULL)
    return;
  args = collect (self);
  self->running = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), FALSE);
  if (self->ids->len == 1)
    {
      g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (self->work_order));

      callout_session_run_async (self->session, self->command->name, ref, args,
                                 CALLOUT_ENTITY (self->work_order)->version, NULL, given_cb, g_object_ref (self));
    }
  else
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) refs = NULL;

      for (guint i = 0; i < self->ids->len; i++)
        {
          g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (self->ids, gint64, i));

          g_strv_builder_add (builder, ref);
        }
      refs = g_strv_builder_end (builder);
      callout_session_run_many_async (self->session, self->command->name, (const char *const *) refs, args, NULL, NULL,
                                      given_many_cb, g_object_ref (self));
    }
}

/* What the map tells */

static CalloutNeighbour *
find_neighbour (CalloutAssignWindow *self,
                gint64               person)
{
  for (guint i = 0; self->neighbours != NULL && i < self->neighbours->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->neighbours, i);

      if (id_of (neighbour->person) == person)
        return neighbour;
    }
  return NULL;
}

static gboolean
is_present (CalloutAssignWindow *self,
            gint64               person)
{
  for (guint i = 0; i < self->present->len; i++)
    if (g_array_index (self->present, gint64, i) == person)
      return TRUE;
  return FALSE;
}

static void
person_activated_cb (CalloutAssignWindow *self,
                     gint64               person)
{
  CalloutNeighbour *neighbour = find_neighbour (self, person);

  if (neighbour == NULL)
    return;
  if (neighbour->eligible || is_present (self, person))
    callout_assign_choice_toggle (self->choice, neighbour->person);
  else if (neighbour->sentences != NULL && neighbour->sentences[0] != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("%s is not eligible: %s"), neighbour->person->name,
                                               neighbour->sentences[0]);

      gtk_label_set_text (self->problem, text);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    }
  callout_assign_list_point_at (self->side_list, person);
}

static void
hovered_cb (CalloutAssignWindow *self,
            gint64               person)
{
  callout_assign_list_point_at (self->side_list, person);
}

static void
search_cb (CalloutAssignWindow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  callout_assign_list_set_words (self->list, words);
  callout_assign_list_set_words (self->side_list, words);
}

static void
compact_cb (CalloutAssignWindow *self)
{
  callout_assign_list_set_compact (self->list, callout_width_bin_get_compact (self->list_bin));
}

static void
window_compact_cb (CalloutAssignWindow *self)
{
  gboolean compact = callout_width_bin_get_compact (self->window_bin);

  gtk_stack_set_visible_child_name (self->title_stack, compact ? "title" : "switcher");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->head, compact ? 6 : 12);
}

static void
map_compact_cb (CalloutAssignWindow *self)
{
  gtk_widget_set_visible (self->side, !callout_width_bin_get_compact (self->map_bin));
}

static gboolean
callout_assign_window_close_request (GtkWindow *window)
{
  CalloutAssignWindow *self = CALLOUT_ASSIGN_WINDOW (window);
  GSettings *settings = callout_session_get_settings (self->session);
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  /* On a small screen it is as small as it has to be, not as it is wanted. */
  if (width >= 600 && height >= 400)
    {
      g_settings_set_int (settings, "assign-width", width);
      g_settings_set_int (settings, "assign-height", height);
    }
  return GTK_WINDOW_CLASS (callout_assign_window_parent_class)->close_request (window);
}

static void
callout_assign_window_dispose (GObject *object)
{
  CalloutAssignWindow *self = CALLOUT_ASSIGN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choice);
  g_clear_object (&self->work_order);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  g_clear_pointer (&self->present, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  G_OBJECT_CLASS (callout_assign_window_parent_class)->dispose (object);
}

static void
callout_assign_window_finalize (GObject *object)
{
  g_clear_object (&CALLOUT_ASSIGN_WINDOW (object)->session);
  G_OBJECT_CLASS (callout_assign_window_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutAssignWindow, child)

static void
callout_assign_window_class_init (CalloutAssignWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_assign_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_assign_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = callout_assign_window_close_request;

  g_type_ensure (CALLOUT_TYPE_ASSIGN_LIST);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/assign/callout-assign-window.ui");
  BIND (window_bin);
  BIND (title_stack);
  BIND (title);
  BIND (head);
  BIND (give);
  BIND (title_line);
  BIND (facts);
  BIND (search);
  BIND (state_stack);
  BIND (problem_page);
  BIND (tabs);
  BIND (list_bin);
  BIND (list);
  BIND (map_bin);
  BIND (map_place);
  BIND (side_list);
  BIND (side);
  BIND (summary);
  BIND (problem);
  BIND (reason);
  gtk_widget_class_bind_template_callback (widget_class, callout_search_leave);
  gtk_widget_class_bind_template_callback (widget_class, compact_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_compact_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, window_compact_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_assign_window_init (CalloutAssignWindow *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->present = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->choice = callout_assign_choice_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  callout_assign_list_set_choice (self->list, self->choice);
  callout_assign_list_set_choice (self->side_list, self->choice);
  callout_assign_list_set_compact (self->side_list, TRUE);
}

static void
set_titles (CalloutAssignWindow *self)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, g_array_index (self->ids, gint64, 0));
  g_autofree char *many = g_strdup_printf (ngettext ("%u Work Order", "%u Work Orders", self->ids->len), self->ids->len);
  const char *what = self->ids->len > 1 ? many : ref;
  /* Translators: a work order's number, or how many */
  g_autofree char *title = self->reallocating ? g_strdup_printf (_("Reallocate %s"), what)
                                              : g_strdup_printf (_("Assign %s"), what);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_button_set_label (self->give, self->reallocating ? _("Reallocate") : _("Assign"));
  gtk_widget_set_visible (GTK_WIDGET (self->reason), self->reallocating);
}

/* As large as it was last, but not larger than what it belongs to; on a phone
 * it fills the screen. */
static void
set_size (CalloutAssignWindow *self,
          GtkRoot             *parent)
{
  GSettings *settings = callout_session_get_settings (self->session);
  int width = MIN (g_settings_get_int (settings, "assign-width"), MAX (gtk_widget_get_width (GTK_WIDGET (parent)), 360));
  int height = MIN (g_settings_get_int (settings, "assign-height"), MAX (gtk_widget_get_height (GTK_WIDGET (parent)), 294));

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  callout_width_bin_expect (self->window_bin, width);
  callout_width_bin_expect (self->list_bin, width);
  callout_width_bin_expect (self->map_bin, width);
  if (callout_width_bin_get_compact (self->window_bin))
    gtk_window_maximize (GTK_WINDOW (self));
}

/**
 * callout_assign_window_open:
 * @command: `work-order.assign` or `work-order.reallocate`
 * @ids: of work orders, at least one
 *
 * Returns: (transfer none): the window, which is on the screen
 */
GtkWidget *
callout_assign_window_open (GtkWidget      *parent,
                            CalloutSession *session,
                            const char     *command,
                            const gint64   *ids,
                            guint           n_ids)
{
  CalloutAssignWindow *self;

  g_return_val_if_fail (n_ids > 0, NULL);
  self = g_object_new (CALLOUT_TYPE_ASSIGN_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);
  self->session = g_object_ref (session);
  self->command = callout_commands_find (command);
  self->reallocating = g_str_equal (command, "work-order.reallocate");
  g_array_append_vals (self->ids, ids, n_ids);
  self->map = CALLOUT_ASSIGN_MAP (callout_assign_map_new (session));
  g_signal_connect_object (self->map, "person-activated", G_CALLBACK (person_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->map_place, GTK_WIDGET (self->map));
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  set_titles (self);
  set_size (self, gtk_widget_get_root (parent));
  load (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
