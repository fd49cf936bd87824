/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-window.h"

#include "callout-compat.h"
#include "callout-desktop-notifier.h"
#include "callout-dispatch-view.h"
#include "callout-error.h"
#include "callout-founding.h"
#include "callout-inbox-button.h"
#include "callout-palette.h"
#include "callout-person-list.h"
#include "callout-preferences.h"
#include "callout-sidebar-row.h"
#include "callout-sign-in.h"
#include "callout-start-page.h"
#include "callout-toasts.h"
#include "callout-view-list.h"
#include "callout-width-bin.h"

#include <glib/gi18n-lib.h>

/* How long opening may take before one wants to see that it does. */
#define START_MS 300
/* Until the first view has its rows and is drawn. */
#define OTHER_VIEWS_MS 500

struct _CalloutWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwToastOverlay   *toasts;
  GtkStack          *root_stack;
  CalloutStartPage  *start_page;
  AdwFlap           *flap;
  GtkListBox        *sidebar;
  CalloutWidthBin   *content_bin;
  GtkHeaderBar      *header_bar;
  AdwWindowTitle    *title;
  GtkToggleButton   *sidebar_button;
  AdwBin            *header_start;
  AdwBin            *header_end;
  GtkWidget         *menu_button;
  GtkMenuButton     *person_button;
  GtkPopover        *person_popover;
  AdwAvatar         *avatar;
  CalloutPersonList *people;
  GtkToggleButton   *search_button;
  GtkSearchBar      *search_bar;
  GtkSearchEntry    *search_entry;
  CalloutInboxButton *inbox_button;
  GtkStack          *pages;
  AdwBin            *inbox_page;
  GtkStack          *views;

  /* Owned */
  GSettings         *settings;
  CalloutSession    *session;
  CalloutDesktopNotifier *notifier; /* as long as there is a session */
  GtkWidget         *inbox_back;
  GVariant          *asked;   /* (nullable): by the desktop, before anybody was signed in */
  GCancellable      *cancellable;
  char              *uri;
  GtkFileChooserNative *chooser;
  guint              waiting; /* for the store, before saying so */
  guint              making;  /* of the views that nobody looks at yet */

  /* Borrowed */
  CalloutView       *view;
};

G_DEFINE_FINAL_TYPE (CalloutWindow, callout_window, ADW_TYPE_APPLICATION_WINDOW)

static void
ran_cb (CalloutWindow *self,
        gint64         event,
        const char    *sentence,
        gboolean       undoable)
{
  callout_toasts_tell (self->toasts, sentence, undoable ? event : 0);
}

static void
failed_cb (CalloutWindow *self,
           const GError  *error)
{
  callout_toasts_fail (self->toasts, error);
}

/* A store is mostly open sooner than a page that says so could be read: until
 * it takes longer, the window stays empty. */
static void
show_start (CalloutWindow *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  gtk_stack_set_visible_child_name (self->root_stack, "start");
}

static gboolean
waited_cb (gpointer data)
{
  show_start (data);
  return G_SOURCE_REMOVE;
}

/* Views */

static void
show_title (CalloutWindow *self)
{
  CalloutPerson *person = self->session != NULL ? callout_session_get_person (self->session) : NULL;
  const char *title = callout_inbox_button_get_page_shown (self->inbox_button) ? _("Notifications") :
                      self->view != NULL ? callout_view_get_title (self->view) : NULL;
  g_autofree char *whole = title != NULL ? g_strdup_printf (_("%s – Callout"), title) : g_strdup (_("Callout"));

  adw_window_title_set_title (self->title, title != NULL ? title : "");
  adw_window_title_set_subtitle (self->title, person != NULL && person->name != NULL ? person->name : "");
  gtk_window_set_title (GTK_WINDOW (self), whole);
}

static void
show_header (CalloutWindow *self)
{
  gboolean inbox = callout_inbox_button_get_page_shown (self->inbox_button);
  CalloutView *view = inbox ? NULL : self->view;

  adw_bin_set_child (self->header_start, inbox ? self->inbox_back : view != NULL ? callout_view_get_header_start (view) : NULL);
  adw_bin_set_child (self->header_end, view != NULL ? callout_view_get_header_end (view) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), view != NULL && callout_view_get_can_search (view));
  gtk_widget_set_visible (GTK_WIDGET (self->search_bar), !inbox);
}

/* Where there is no room for a popover, the inbox takes the place of the view. */
static void
inbox_page_cb (CalloutWindow *self)
{
  gboolean inbox = callout_inbox_button_get_page_shown (self->inbox_button);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  gtk_stack_set_visible_child_name (self->pages, inbox ? "inbox" : "views");
  show_header (self);
  show_title (self);
}

static void
view_search_text_cb (CalloutWindow *self)
{
  const char *words = callout_view_get_search_text (self->view);

  if (words == NULL)
    words = "";
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), words) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  gtk_search_bar_set_search_mode (self->search_bar,
                                  *words != '\0' || gtk_search_bar_get_search_mode (self->search_bar));
}

static CalloutSidebarRow *
find_row (CalloutWindow *self,
          const char    *name)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (callout_sidebar_row_get_info (CALLOUT_SIDEBAR_ROW (row))->name, name))
      return CALLOUT_SIDEBAR_ROW (row);
  return NULL;
}

/* The view of a row, made if nobody needed it before. */
static CalloutView *
ensure_view (CalloutWindow     *self,
             CalloutSidebarRow *row)
{
  const CalloutViewInfo *info = callout_sidebar_row_get_info (row);
  GtkWidget *view = gtk_stack_get_child_by_name (self->views, info->name);

  if (view == NULL)
    {
      view = GTK_WIDGET (info->create (self->session));
      gtk_stack_add_named (self->views, view, info->name);
    }
  if (callout_sidebar_row_get_view (row) == NULL)
    callout_sidebar_row_set_view (row, CALLOUT_VIEW (view));
  return CALLOUT_VIEW (view);
}

static void
select_sidebar_row (CalloutWindow *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (callout_sidebar_row_get_view (CALLOUT_SIDEBAR_ROW (row)) == self->view)
      gtk_list_box_select_row (self->sidebar, GTK_LIST_BOX_ROW (row));
}

static void
leave_view (CalloutWindow *self)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_func (self->view, view_search_text_cb, self);
  self->view = NULL;
}

static void
view_changed_cb (CalloutWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->views);

  if (child == GTK_WIDGET (self->view) || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  leave_view (self);
  callout_inbox_button_close (self->inbox_button);
  self->view = child != NULL ? CALLOUT_VIEW (child) : NULL;
  show_header (self);
  show_title (self);
  if (self->view == NULL)
    return;
  g_settings_set_string (self->settings, "last-view", gtk_stack_get_visible_child_name (self->views));
  gtk_search_bar_set_search_mode (self->search_bar, callout_view_get_search_text (self->view) != NULL);
  g_signal_connect_object (self->view, "notify::search-text", G_CALLBACK (view_search_text_cb), self,
                           G_CONNECT_SWAPPED);
  view_search_text_cb (self);
  select_sidebar_row (self);
  callout_view_shown (self->view);
}

static void
search_changed_cb (CalloutWindow *self)
{
  if (self->view != NULL)
    callout_view_set_search_text (self->view, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* Closing the search ends it. */
static void
search_mode_cb (CalloutWindow *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar) && self->view != NULL)
    callout_view_set_search_text (self->view, NULL);
}

static void
sidebar_activated_cb (CalloutWindow *self,
                      GtkListBoxRow *row)
{
  CalloutView *view = ensure_view (self, CALLOUT_SIDEBAR_ROW (row));

  callout_inbox_button_close (self->inbox_button);
  gtk_stack_set_visible_child (self->views, GTK_WIDGET (view));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (view)); /* who goes there wants to work there */
}

static void
clear_views (CalloutWindow *self)
{
  GtkWidget *child;

  self->view = NULL;
  g_clear_handle_id (&self->making, g_source_remove);
  adw_bin_set_child (self->header_start, NULL);
  adw_bin_set_child (self->header_end, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar))) != NULL)
    gtk_list_box_remove (self->sidebar, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->views))) != NULL)
    gtk_stack_remove (self->views, child);
}

/* A view that counts is made also if nobody looks at it, when the one that is
 * looked at has been drawn. */
static gboolean
make_counting_cb (gpointer data)
{
  CalloutWindow *self = data;

  self->making = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (callout_sidebar_row_get_info (CALLOUT_SIDEBAR_ROW (row))->counts)
      ensure_view (self, CALLOUT_SIDEBAR_ROW (row));
  return G_SOURCE_REMOVE;
}

static void
add_row (CalloutWindow         *self,
         const CalloutViewInfo *info)
{
  GtkWidget *row = callout_sidebar_row_new (info);

  gtk_list_box_append (self->sidebar, row);
  if (gtk_stack_get_child_by_name (self->views, info->name) != NULL)
    ensure_view (self, CALLOUT_SIDEBAR_ROW (row));
}

static void
remove_views_of_others (CalloutWindow *self)
{
  guint n;
  const CalloutViewInfo *infos = callout_view_list_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *view = gtk_stack_get_child_by_name (self->views, infos[i].name);

      if (view == NULL || callout_view_info_is_for (&infos[i], callout_session_get_person (self->session)))
        continue;
      if (view == GTK_WIDGET (self->view))
        leave_view (self);
      gtk_stack_remove (self->views, view);
    }
}

/* Everybody sees the views their roles need; the views stay, they are told of
 * the person by the session themselves. */
static void
fill_views (CalloutWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-view");
  g_autoptr (GPtrArray) infos = callout_view_list_find (callout_session_get_person (self->session));
  CalloutSidebarRow *front;
  GtkWidget *row;

  remove_views_of_others (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar))) != NULL)
    gtk_list_box_remove (self->sidebar, row);
  for (guint i = 0; i < infos->len; i++)
    add_row (self, g_ptr_array_index (infos, i));
  front = find_row (self, last);
  if (front == NULL && gtk_stack_get_visible_child_name (self->views) != NULL)
    front = find_row (self, gtk_stack_get_visible_child_name (self->views));
  if (front == NULL)
    front = CALLOUT_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->sidebar, 0));
  gtk_stack_set_visible_child (self->views, GTK_WIDGET (ensure_view (self, front)));
  view_changed_cb (self);
  select_sidebar_row (self);
  if (self->making == 0)
    self->making = g_timeout_add (OTHER_VIEWS_MS, make_counting_cb, self);
}

/* What the desktop asks for before somebody is signed in is done then. */
static void
act_on_asked (CalloutWindow *self)
{
  g_autoptr (GVariant) asked = NULL;
  gint64 person, notification;
  gboolean accept;

  if (self->asked == NULL || self->notifier == NULL || callout_session_get_person (self->session) == NULL)
    return;
  asked = g_steal_pointer (&self->asked);
  g_variant_get (asked, "(xxb)", &person, &notification, &accept);
  callout_desktop_notifier_act (self->notifier, person, notification, accept);
}

static void
person_changed_cb (CalloutWindow *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  g_autofree char *label = NULL;

  if (person == NULL)
    return;
  /* Translators: a person's name */
  label = g_strdup_printf (_("Signed in as %s"), person->name != NULL ? person->name : person->login);
  adw_avatar_set_text (self->avatar, person->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->person_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  fill_views (self);
  show_title (self);
  if (gtk_stack_get_visible_child (self->root_stack) != GTK_WIDGET (self->flap))
    {
      gtk_stack_set_visible_child_full (self->root_stack, "main", self->waiting == 0
                                        ? GTK_STACK_TRANSITION_TYPE_CROSSFADE : GTK_STACK_TRANSITION_TYPE_NONE);
      g_clear_handle_id (&self->waiting, g_source_remove);
      if (self->view != NULL)
        gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
    }
  act_on_asked (self);
}

/* People are shown where they are. */
static void
open_person (CalloutWindow *self,
             gint64         id)
{
  CalloutView *map = callout_window_find_view (self, "map");

  if (map != NULL)
    callout_window_show_view (self, "map");
  if (map == NULL || !callout_view_open (map, CALLOUT_KIND_PERSON, id))
    callout_session_tell (self->session, _("The map does not show this person"));
}

static void
open_cb (CalloutWindow *self,
         int            kind,
         gint64         id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      CalloutView *view = ensure_view (self, CALLOUT_SIDEBAR_ROW (row));

      if (callout_view_open (view, kind, id))
        {
          gtk_stack_set_visible_child (self->views, GTK_WIDGET (view));
          return;
        }
    }
  if (kind == CALLOUT_KIND_PERSON)
    open_person (self, id);
}

/* People */

static void
person_popover_show_cb (CalloutWindow *self)
{
  callout_person_list_set_session (self->people, self->session);
  callout_person_list_load (self->people);
}

static void
person_chosen_cb (CalloutWindow *self,
                  CalloutPerson *person)
{
  gtk_popover_popdown (self->person_popover);
  callout_sign_in (GTK_WINDOW (self), self->session, person);
}

static void
found_person_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  CalloutSession *session = CALLOUT_SESSION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutPerson) person = callout_sign_in_find_finish (session, result, &error);
  CalloutWindow *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (person == NULL || person->password_hash != NULL)
    {
      callout_start_page_show_sign_in (self->start_page, session);
      show_start (self);
    }
  if (person != NULL)
    callout_sign_in (GTK_WINDOW (self), session, person);
}

/* The store */

static void
close_session (CalloutWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clear_views (self);
  callout_person_list_set_session (self->people, NULL);
  callout_inbox_button_set_session (self->inbox_button, NULL);
  g_clear_object (&self->notifier);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutWorkspace) workspace = callout_workspace_open_finish (result, &error);
  CalloutWindow *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
    {
      callout_start_page_show_welcome (self->start_page, self->uri);
      show_start (self);
      return;
    }
  if (workspace == NULL)
    {
      callout_start_page_show_problem (self->start_page, _("The Store Cannot Be Opened"), error->message);
      show_start (self);
      return;
    }
  g_settings_set_string (self->settings, "store-uri", self->uri);
  self->session = callout_session_new (workspace, self->settings);
  g_signal_connect_object (self->session, "ran", G_CALLBACK (ran_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::person", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  callout_inbox_button_set_session (self->inbox_button, self->session);
  self->notifier = callout_desktop_notifier_new (self->session);
  callout_sign_in_find_async (self->session, self->cancellable, found_person_cb, self);
}

static void
founded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CalloutWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (callout_founding_finish (result, &error))
    callout_window_open_store (self, self->uri);
  else
    callout_start_page_show_problem (self->start_page, _("The Workspace Cannot Be Made"), error->message);
}

static void
create_cb (CalloutWindow *self,
           gboolean       demo)
{
  callout_start_page_show_loading (self->start_page,
                                   demo ? _("Building the demonstration city…") : _("Making the workspace…"));
  callout_founding_async (self->uri, demo, NULL, founded_cb, g_object_ref (self));
}

static void
retry_cb (CalloutWindow *self)
{
  g_autofree char *uri = g_strdup (self->uri);

  callout_window_open_store (self, uri);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         data)
{
  CalloutWindow *self = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        callout_window_open_store (self, path);
    }
  g_clear_object (&self->chooser);
}

/* Actions */

/* Who types wants the last letters back, not the last command. */
static gboolean
act_on_text (CalloutWindow *self,
             const char    *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
         && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);
  gint64 event = g_variant_get_int64 (parameter);

  if (self->session == NULL || (event == 0 && ((self->view != NULL && callout_view_undo (self->view, FALSE))
                                               || act_on_text (self, "text.undo"))))
    return;
  if (event == 0)
    callout_session_undo_last (self->session);
  else
    callout_session_undo (self->session, event);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->session != NULL && !(self->view != NULL && callout_view_undo (self->view, TRUE)) && !act_on_text (self, "text.redo"))
    callout_session_redo (self->session);
}

static void
palette_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->session != NULL && callout_session_get_person (self->session) != NULL)
    callout_palette_open (self);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->view == NULL || !callout_view_get_can_search (self->view))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);
  gboolean reveal = !adw_flap_get_reveal_flap (self->flap);

  adw_flap_set_reveal_flap (self->flap, reveal);
  if (!adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, "sidebar-folded", !reveal);
}

static void
sidebar_button_cb (CalloutWindow *self)
{
  toggle_sidebar_action (GTK_WIDGET (self), NULL, NULL);
}

static void
flap_cb (CalloutWindow *self)
{
  gboolean revealed = adw_flap_get_reveal_flap (self->flap);

  gtk_toggle_button_set_active (self->sidebar_button, revealed);
}

/* On a phone windows are neither small nor large. */
static void
compact_cb (CalloutWindow *self)
{
  gboolean compact = callout_width_bin_get_compact (self->content_bin);

  gtk_header_bar_set_decoration_layout (self->header_bar, compact ? ":close" : NULL);
  callout_inbox_button_set_compact (self->inbox_button, compact);
}

static void
person_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->session == NULL || callout_session_get_person (self->session) == NULL)
    return;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_menu_button_popup (self->person_button);
}

static void
inbox_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  callout_window_open_inbox (CALLOUT_WINDOW (widget));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->session != NULL)
    callout_workspace_poll (callout_session_get_workspace (self->session));
}

static void
nth_view_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, g_variant_get_int32 (parameter));

  if (row != NULL)
    sidebar_activated_cb (self, row);
}

static void
open_store_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  callout_window_choose_store (CALLOUT_WINDOW (widget));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CalloutWindow *self = CALLOUT_WINDOW (widget);

  if (self->session != NULL && callout_session_get_person (self->session) != NULL)
    callout_preferences_open (GTK_WINDOW (self), self->session);
}

static void
save_state (CalloutWindow *self)
{
  int width;
  int height;

  if (callout_compat_in_browser (GTK_WIDGET (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!gtk_window_is_maximized (GTK_WINDOW (self)) && width >= 360 && height >= 294)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
callout_window_close_request (GtkWindow *window)
{
  save_state (CALLOUT_WINDOW (window));
  return GTK_WINDOW_CLASS (callout_window_parent_class)->close_request (window);
}

static void
callout_window_dispose (GObject *object)
{
  CalloutWindow *self = CALLOUT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->views != NULL)
    clear_views (self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->inbox_back);
  g_clear_pointer (&self->asked, g_variant_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->uri, g_free);
  G_OBJECT_CLASS (callout_window_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWindow, child)

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.person", NULL, person_action);
  gtk_widget_class_install_action (widget_class, "win.inbox", NULL, inbox_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.nth-view", "i", nth_view_action);
  gtk_widget_class_install_action (widget_class, "win.open-store", NULL, open_store_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
}

static void
callout_window_class_init (CalloutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = callout_window_close_request;

  g_type_ensure (CALLOUT_TYPE_INBOX_BUTTON);
  g_type_ensure (CALLOUT_TYPE_PERSON_LIST);
  g_type_ensure (CALLOUT_TYPE_START_PAGE);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/shell/callout-window.ui");
  BIND (toasts);
  BIND (root_stack);
  BIND (start_page);
  BIND (flap);
  BIND (sidebar);
  BIND (content_bin);
  BIND (header_bar);
  BIND (title);
  BIND (sidebar_button);
  BIND (header_start);
  BIND (header_end);
  BIND (menu_button);
  BIND (person_button);
  BIND (person_popover);
  BIND (avatar);
  BIND (people);
  BIND (search_button);
  BIND (search_bar);
  BIND (search_entry);
  BIND (inbox_button);
  BIND (pages);
  BIND (inbox_page);
  BIND (views);
  gtk_widget_class_bind_template_callback (widget_class, callout_window_choose_store);
  gtk_widget_class_bind_template_callback (widget_class, compact_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, flap_cb);
  gtk_widget_class_bind_template_callback (widget_class, inbox_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_popover_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  install_actions (widget_class);
}

static void
make_inbox_back (CalloutWindow *self)
{
  self->inbox_back = g_object_ref_sink (gtk_button_new_from_icon_name ("go-previous-symbolic"));
  gtk_widget_set_tooltip_text (self->inbox_back, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->inbox_back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_object (self->inbox_back, "clicked", G_CALLBACK (callout_inbox_button_close), self->inbox_button,
                           G_CONNECT_SWAPPED);
}

static void
callout_window_init (CalloutWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_inbox_back (self);
  callout_inbox_button_set_page (self->inbox_button, self->inbox_page);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  flap_cb (self);
}

/**
 * callout_window_new:
 *
 * Returns: (transfer none): the window, of the size it had last
 */
CalloutWindow *
callout_window_new (CalloutApplication *application,
                    GSettings          *settings)
{
  CalloutWindow *self = g_object_new (CALLOUT_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized") || callout_compat_in_browser (GTK_WIDGET (self)))
    gtk_window_maximize (GTK_WINDOW (self));
  if (g_settings_get_boolean (settings, "sidebar-folded"))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  return self;
}

/**
 * callout_window_open_store:
 *
 * Closes what is open and opens @uri; where there is nothing, the first-start
 * page offers to make it.
 */
void
callout_window_open_store (CalloutWindow *self,
                           const char    *uri)
{
  g_autofree char *wanted = g_strdup (uri);

  close_session (self);
  g_free (self->uri);
  self->uri = g_steal_pointer (&wanted);
  gtk_stack_set_visible_child_name (self->root_stack, "nothing");
  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add (START_MS, waited_cb, self);
  callout_start_page_show_loading (self->start_page, _("Opening…"));
  callout_workspace_open_async (self->uri, CALLOUT_STORE_OPEN, self->cancellable, opened_cb, self);
}

/**
 * callout_window_choose_store:
 *
 * Asks for the file of another store.
 */
void
callout_window_choose_store (CalloutWindow *self)
{
  GtkFileFilter *filter;

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Open a Store"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("Callout stores"));
  gtk_file_filter_add_suffix (filter, "db");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_object_unref (filter);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("All files"));
  gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_object_unref (filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * callout_window_get_session:
 *
 * Returns: (transfer none) (nullable): %NULL while no store is open
 */
CalloutSession *
callout_window_get_session (CalloutWindow *self)
{
  return self->session;
}

/**
 * callout_window_get_view:
 *
 * Returns: (transfer none) (nullable): the view in front
 */
CalloutView *
callout_window_get_view (CalloutWindow *self)
{
  return self->view;
}

/**
 * callout_window_find_view:
 *
 * Returns: (transfer none) (nullable): a view the person signed in has
 */
CalloutView *
callout_window_find_view (CalloutWindow *self,
                          const char    *name)
{
  CalloutSidebarRow *row = find_row (self, name);

  return row != NULL ? ensure_view (self, row) : NULL;
}

/**
 * callout_window_show_view:
 * @name: as in the list of views
 */
void
callout_window_show_view (CalloutWindow *self,
                          const char    *name)
{
  CalloutView *view = callout_window_find_view (self, name);

  if (view != NULL)
    gtk_stack_set_visible_child (self->views, GTK_WIDGET (view));
}

/**
 * callout_window_open_inbox:
 *
 * Shows what the person signed in was told.
 */
void
callout_window_open_inbox (CalloutWindow *self)
{
  if (self->session != NULL && callout_session_get_person (self->session) != NULL)
    callout_inbox_button_open (self->inbox_button);
}

/**
 * callout_window_act_on_notification:
 * @person: whose notification it is
 * @accept: whether to accept the offer it tells of; else what it is about is opened
 *
 * Does what was pressed on the desktop, as soon as somebody is signed in.
 */
void
callout_window_act_on_notification (CalloutWindow *self,
                                    gint64         person,
                                    gint64         notification,
                                    gboolean       accept)
{
  g_clear_pointer (&self->asked, g_variant_unref);
  self->asked = g_variant_ref_sink (g_variant_new ("(xxb)", person, notification, accept));
  act_on_asked (self);
}
