/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-view.h"

#include "callout-list-pages.h"
#include "callout-position.h"
#include "callout-step-cache.h"
#include "callout-width-bin.h"
#include "callout-work-details.h"
#include "callout-work-lists.h"
#include "callout-work-row.h"

#include "callout-work-resources.h"

#include <glib/gi18n-lib.h>

/* What a technician can do here; what there is besides is for dispatchers. */
static const char *const commands[] = { "work-order.accept", "work-order.step", "work-order.reject" };

struct _CalloutWorkView
{
  CalloutView parent_instance;

  /* Template children */
  AdwLeaflet         *leaflet;
  GtkWidget          *list_page;
  GtkWidget          *details_page;
  CalloutListPages   *pages;
  GtkListBox         *list_box;
  CalloutWorkDetails *details;
  GtkWidget          *back;

  /* Owned */
  CalloutWorkLists   *lists;
  CalloutStepCache   *steps;
  CalloutPosition    *position;

  gint64              chosen;    /* 0: none */
  gint64              refused;   /* by the person looking, the last; 0: none */
  guint               idle;      /* the lists have changed */
  gboolean            restoring; /* rows are selected to show what is chosen already */
  gboolean            fresh;     /* nothing was chosen yet: the first shall be */
};

G_DEFINE_FINAL_TYPE (CalloutWorkView, callout_work_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutWorkView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

static gboolean
is_searching (CalloutWorkView *self)
{
  const char *words = callout_view_get_search_text (CALLOUT_VIEW (self));

  return words != NULL && *words != '\0';
}

/* The pages: the list, or why there is none */

static void
show_page (CalloutWorkView *self)
{
  if (is_searching (self))
    callout_list_pages_set_empty (self->pages, _("Nothing Found"), _("None of your work orders fits the search."),
                                  _("Show All"));
  else
    callout_list_pages_set_empty (self->pages, _("No Work for You Now"),
                                  _("Work orders appear here by themselves when a dispatcher offers them to you."), NULL);
  callout_list_pages_show (self->pages, g_list_model_get_n_items (callout_work_lists_get_items (self->lists)),
                           callout_work_lists_get_loading (self->lists), callout_work_lists_get_error (self->lists));
}

static void
show_count (CalloutWorkView *self)
{
  if (!is_searching (self) && !callout_work_lists_get_loading (self->lists))
    callout_view_set_count (CALLOUT_VIEW (self), callout_work_lists_count (self->lists, CALLOUT_WORK_GROUP_NOW)
                                                 + callout_work_lists_count (self->lists, CALLOUT_WORK_GROUP_ACCEPTED)
                                                 + callout_work_lists_count (self->lists, CALLOUT_WORK_GROUP_OFFERED));
}

/* What is chosen */

static void
choose (CalloutWorkView *self,
        gint64           id)
{
  self->chosen = id;
  if (id != 0)
    self->fresh = FALSE;
  callout_work_details_set_id (self->details, id);
}

static GtkListBoxRow *
find_row (CalloutWorkView *self,
          gint64           id)
{
  guint position;

  if (id == 0 || !callout_work_lists_find (self->lists, id, &position))
    return NULL;
  return gtk_list_box_get_row_at_index (self->list_box, (int) position);
}

static void
show_list (CalloutWorkView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_page);
}

/* A row that went to another group is another row, and still what was chosen.
 * What is in no group any more has been taken away. */
static void
restore (CalloutWorkView *self)
{
  GtkListBoxRow *row = find_row (self, self->chosen);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (row == NULL && self->fresh && !adw_leaflet_get_folded (self->leaflet)
      && !callout_work_lists_get_loading (self->lists))
    row = gtk_list_box_get_row_at_index (self->list_box, 0);
  self->restoring = TRUE;
  if (row != NULL)
    gtk_list_box_select_row (self->list_box, row);
  else
    gtk_list_box_unselect_all (self->list_box);
  self->restoring = FALSE;
  if (row != NULL)
    {
      choose (self, callout_work_row_get_id (CALLOUT_WORK_ROW (row)));
      /* The row that had the keyboard went with it. */
      if ((focus == NULL || focus == GTK_WIDGET (self->list_box)) && gtk_widget_get_mapped (GTK_WIDGET (row)))
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static gboolean
lists_idle_cb (gpointer data)
{
  CalloutWorkView *self = data;

  self->idle = 0;
  show_page (self);
  show_count (self);
  restore (self);
  return G_SOURCE_REMOVE;
}

static void
lists_changed_cb (CalloutWorkView *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lists_idle_cb, self, NULL);
}

static void
row_selected_cb (CalloutWorkView *self,
                 GtkListBoxRow   *row)
{
  if (self->restoring || row == NULL)
    return;
  choose (self, callout_work_row_get_id (CALLOUT_WORK_ROW (row)));
}

/* On a phone a touch opens what it touches. */
static void
row_activated_cb (CalloutWorkView *self,
                  GtkListBoxRow   *row)
{
  choose (self, callout_work_row_get_id (CALLOUT_WORK_ROW (row)));
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->details));
}

/* From the list on, not from row to row: each of them would be chosen. */
static gboolean
key_pressed_cb (CalloutWorkView *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if (key != GDK_KEY_Tab || adw_leaflet_get_folded (self->leaflet)
      || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->details), GTK_DIR_TAB_FORWARD);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (widget);

  return gtk_widget_get_visible (self->back) && adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* What somebody refuses goes, too; that they know. */
static void
feed_cb (CalloutWorkView *self,
         CalloutFeed     *feed)
{
  gint64 person = callout_session_get_person_id (session_of (self));

  for (guint i = 0; i < feed->events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (feed->events, i);

      if (event->actor == person && event->kind == CALLOUT_KIND_WORK_ORDER && event->target == self->chosen)
        self->refused = g_strcmp0 (event->command, "work-order.reject") == 0 ? event->target : 0;
    }
}

/* Taken back by a dispatcher, or given to somebody else. */
static void
gone_cb (CalloutWorkView *self,
         const char      *sentence)
{
  if (self->refused != self->chosen)
    callout_session_tell (session_of (self), sentence);
  choose (self, 0);
  show_list (self);
}

static void
allowed_cb (CalloutWorkView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), commands[i],
                                   callout_work_details_allows (self->details, commands[i]));
}

static void
command_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  callout_work_details_give (CALLOUT_WORK_VIEW (widget)->details, name);
}

static void
leaflet_cb (CalloutWorkView *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean inside = folded && adw_leaflet_get_visible_child (self->leaflet) == self->details_page;

  gtk_list_box_set_activate_on_single_click (self->list_box, folded);
  if (gtk_widget_get_visible (self->back) && folded && !inside)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->back, inside);
}

static void
back_cb (CalloutWorkView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* Whether the device is followed is each desktop's own to say. */
static void
record_position_cb (CalloutWorkView *self)
{
  GSettings *settings = callout_session_get_settings (session_of (self));

  callout_position_set_active (self->position, g_settings_get_boolean (settings, "record-position"));
}

static void
show_all_cb (CalloutWorkView *self)
{
  callout_view_set_search_text (CALLOUT_VIEW (self), NULL);
}

static void
refresh (CalloutWorkView *self)
{
  callout_work_lists_refresh (self->lists);
  show_page (self);
}

/* Rows and the headings of the groups */

static GtkWidget *
create_row (gpointer row,
            gpointer data)
{
  CalloutWorkView *self = data;

  return callout_work_row_new (session_of (self), self->steps, row);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  CalloutWorkView *self = data;
  guint position = (guint) gtk_list_box_row_get_index (row);
  CalloutWorkGroup group = callout_work_lists_get_group (self->lists, position);
  const char *title = callout_work_group_get_title (group);
  GtkWidget *header = gtk_list_box_row_get_header (row);

  if (before != NULL && callout_work_lists_get_group (self->lists, position - 1) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (GTK_IS_LABEL (header) && g_str_equal (gtk_label_get_text (GTK_LABEL (header)), title))
    return;
  header = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "work-heading");
  gtk_widget_add_css_class (header, "heading");
  gtk_list_box_row_set_header (row, header);
}

/* What the window asks of every view */

static void
callout_work_view_person_changed (CalloutView *view)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (view);

  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  choose (self, 0);
  self->fresh = TRUE;
  show_list (self);
  refresh (self);
}

static void
callout_work_view_search (CalloutView *view,
                          const char  *words)
{
  callout_work_lists_set_words (CALLOUT_WORK_VIEW (view)->lists, words);
}

static gboolean
callout_work_view_open (CalloutView *view,
                        CalloutKind  kind,
                        gint64       id)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (view);
  GtkListBoxRow *row;

  if (kind != CALLOUT_KIND_WORK_ORDER || (row = find_row (self, id)) == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list_box, row);
  choose (self, id);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
  return TRUE;
}

static gboolean
callout_work_view_allows (CalloutView *view,
                          const char  *command)
{
  return callout_work_details_allows (CALLOUT_WORK_VIEW (view)->details, command);
}

static char *
callout_work_view_dup_subject (CalloutView *view)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (view);

  return self->chosen != 0 ? callout_ref_format (CALLOUT_KIND_WORK_ORDER, self->chosen) : NULL;
}

static gboolean
callout_work_view_grab_focus (GtkWidget *widget)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list_box));
}

static void
callout_work_view_constructed (GObject *object)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (object);
  CalloutSession *session = session_of (self);

  G_OBJECT_CLASS (callout_work_view_parent_class)->constructed (object);
  self->lists = callout_work_lists_new (session);
  self->steps = callout_step_cache_new (session);
  g_signal_connect_object (self->lists, "changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
  self->position = callout_position_new ();
  callout_work_details_set_session (self->details, session, self->position);
  g_signal_connect_object (callout_session_get_settings (session), "changed::record-position",
                           G_CALLBACK (record_position_cb), self, G_CONNECT_SWAPPED);
  record_position_cb (self);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_set_header_func (self->list_box, header_cb, self, NULL);
  gtk_list_box_bind_model (self->list_box, callout_work_lists_get_items (self->lists), create_row, self, NULL);
  allowed_cb (self);
  if (callout_session_get_person (session) != NULL)
    callout_work_view_person_changed (CALLOUT_VIEW (self));
}

static void
callout_work_view_dispose (GObject *object)
{
  CalloutWorkView *self = CALLOUT_WORK_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->lists != NULL)
    {
      self->restoring = TRUE;
      gtk_list_box_set_header_func (self->list_box, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->lists);
  g_clear_object (&self->steps);
  g_clear_object (&self->position);
  G_OBJECT_CLASS (callout_work_view_parent_class)->dispose (object);
}

static void
load_resources (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_work_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/work/work.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkView, child)

static void
callout_work_view_class_init (CalloutWorkViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_work_view_constructed;
  object_class->dispose = callout_work_view_dispose;
  widget_class->grab_focus = callout_work_view_grab_focus;
  view_class->person_changed = callout_work_view_person_changed;
  view_class->search = callout_work_view_search;
  view_class->open = callout_work_view_open;
  view_class->allows = callout_work_view_allows;
  view_class->dup_subject = callout_work_view_dup_subject;

  load_resources ();
  g_type_ensure (CALLOUT_TYPE_LIST_PAGES);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  g_type_ensure (CALLOUT_TYPE_WORK_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/work/callout-work-view.ui");
  BIND (leaflet);
  BIND (list_page);
  BIND (details_page);
  BIND (pages);
  BIND (list_box);
  BIND (details);
  BIND (back);
  gtk_widget_class_bind_template_callback (widget_class, allowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, gone_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (widget_class, commands[i], NULL, command_action);
}

static void
callout_work_view_init (CalloutWorkView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_work_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_work_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_WORK_VIEW, "session", session, NULL);
}
