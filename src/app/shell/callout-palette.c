/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-palette.h"

#include "callout-view-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HITS 30

struct _CalloutPalette
{
  AdwWindow parent_instance;

  /* Template children */
  GtkSearchEntry *entry;
  GtkStack       *stack;
  GtkListBox     *list;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;

  char           *words;   /* what the rows are for */

  CalloutWindow  *window;  /* transient for it, so it lives longer */
  gboolean        pressed; /* Return, before there was anything to take */
};

G_DEFINE_FINAL_TYPE (CalloutPalette, callout_palette, ADW_TYPE_WINDOW)

/* What choosing a row does */
typedef struct {
  char        *action; /* on the view, or on the window */
  GVariant    *target;
  gboolean     on_view;
  char        *view;   /* to be shown */
  CalloutKind  kind;
  gint64       id;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *self = data;

  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->view);
  g_free (self);
}

static void
do_deed (CalloutWindow  *window,
         CalloutSession *session,
         Deed           *deed)
{
  if (deed->action != NULL)
    gtk_widget_activate_action_variant (deed->on_view ? GTK_WIDGET (callout_window_get_view (window))
                                                      : GTK_WIDGET (window),
                                        deed->action, deed->target);
  else if (deed->view != NULL)
    callout_window_show_view (window, deed->view);
  else
    callout_session_open (session, deed->kind, deed->id);
}

static GtkWidget *
add_row (CalloutPalette *self,
         const char     *icon_name,
         const char     *title,
         const char     *subtitle,
         Deed           *deed)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "deed", deed, deed_free);
  gtk_list_box_append (self->list, row);
  return row;
}

static gboolean
matches (const char *text,
         const char *words)
{
  g_autofree char *hay = g_utf8_casefold (text, -1);
  g_autofree char *needle = g_utf8_casefold (words, -1);
  g_auto (GStrv) parts = g_strsplit_set (needle, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (hay, parts[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* What is there without the store */

static void
add_commands (CalloutPalette *self,
              const char     *words)
{
  CalloutView *view = callout_window_get_view (self->window);
  g_autofree char *subject = view != NULL ? callout_view_dup_subject (view) : NULL;
  guint n;
  const CalloutCommand *commands = callout_commands_get (&n);

  for (guint i = 0; subject != NULL && i < n; i++)
    if (callout_view_allows (view, commands[i].name) && matches (callout_command_get_label (&commands[i]), words))
      {
        Deed *deed = g_new0 (Deed, 1);

        deed->action = g_strdup (commands[i].name);
        deed->on_view = TRUE;
        add_row (self, "system-run-symbolic", callout_command_get_label (&commands[i]), subject, deed);
      }
}

static void
add_views (CalloutPalette *self,
           const char     *words)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  guint n;
  const CalloutViewInfo *infos = callout_view_list_get (&n);

  for (guint i = 0; i < n; i++)
    {
      Deed *deed;

      if (!callout_view_info_is_for (&infos[i], person) || !matches (_(infos[i].title), words))
        continue;
      deed = g_new0 (Deed, 1);
      deed->view = g_strdup (infos[i].name);
      add_row (self, infos[i].icon_name, _(infos[i].title), _("Go to the view"), deed);
    }
}

static void
add_window_actions (CalloutPalette *self,
                    const char     *words)
{
  static const struct {
    const char *label;
    const char *action;
    const char *icon_name;
  } actions[] = {
    { N_("Undo"), "win.undo", "edit-undo-symbolic" },
    { N_("Redo"), "win.redo", "edit-redo-symbolic" },
    { N_("Sign In as…"), "win.person", "avatar-default-symbolic" },
    { N_("Choose Columns…"), "dispatch.columns", "view-list-symbolic" },
    { N_("Preferences"), "win.preferences", "emblem-system-symbolic" },
    { N_("Keyboard Shortcuts"), "win.show-help-overlay", "preferences-desktop-keyboard-symbolic" },
    { N_("Open Another Store…"), "win.open-store", "document-open-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (matches (_(actions[i].label), words))
      {
        Deed *deed = g_new0 (Deed, 1);

        deed->action = g_strdup (actions[i].action);
        deed->on_view = g_str_has_prefix (actions[i].action, "dispatch.");
        if (g_str_equal (actions[i].action, "win.undo"))
          deed->target = g_variant_ref_sink (g_variant_new_int64 (0));
        add_row (self, actions[i].icon_name, _(actions[i].label), NULL, deed);
      }
}

/* What the store finds */

static void
add_hit (CalloutPalette *self,
         CalloutHit     *hit)
{
  g_autofree char *ref = callout_entity_dup_ref (hit->entity);
  g_autofree char *subtitle = NULL;
  Deed *deed = g_new0 (Deed, 1);

  deed->kind = hit->kind;
  deed->id = callout_entity_get_id (hit->entity);
  if (CALLOUT_IS_TICKET (hit->entity))
    {
      CalloutTicket *ticket = CALLOUT_TICKET (hit->entity);

      subtitle = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress), ticket->address, NULL);
      add_row (self, "callout-tickets-symbolic", ticket->title != NULL ? ticket->title : ref, subtitle, deed);
    }
  else if (CALLOUT_IS_WORK_ORDER (hit->entity))
    {
      CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (hit->entity);

      subtitle = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state),
                            work_order->address, NULL);
      add_row (self, "callout-dispatch-symbolic", work_order->title != NULL ? work_order->title : ref, subtitle, deed);
    }
  else if (CALLOUT_IS_PERSON (hit->entity))
    {
      CalloutPerson *person = CALLOUT_PERSON (hit->entity);

      subtitle = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_AVAILABILITY, person->availability), NULL);
      add_row (self, "avatar-default-symbolic", person->name != NULL ? person->name : ref, subtitle, deed);
    }
  else if (CALLOUT_IS_UPDATE (hit->entity))
    {
      CalloutUpdate *update = CALLOUT_UPDATE (hit->entity);

      /* It is read where it stands: in its ticket. */
      deed->kind = CALLOUT_KIND_TICKET;
      deed->id = update->ticket;
      g_free (ref);
      ref = callout_ref_format (CALLOUT_KIND_TICKET, update->ticket);
      subtitle = update->author_name != NULL ? g_strjoin (" · ", ref, update->author_name, NULL) : g_strdup (ref);
      add_row (self, "callout-tickets-symbolic", update->text != NULL ? update->text : ref, subtitle, deed);
    }
  else
    add_row (self, "edit-find-symbolic", ref, NULL, deed);
}

static void
show_page (CalloutPalette *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "list" : "empty");
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, first);
}

static void activated_cb (CalloutPalette *self, GtkListBoxRow *row);

static void
hits_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = callout_workspace_search_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutPalette *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i));
  show_page (self);
  if (self->pressed && gtk_list_box_get_selected_row (self->list) != NULL)
    activated_cb (self, gtk_list_box_get_selected_row (self->list));
}

static void
search_cb (CalloutPalette *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkWidget *row;

  if (g_strcmp0 (self->words, words) == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_free (self->words);
  self->words = g_strdup (words);
  self->pressed = FALSE;
  add_commands (self, words);
  add_views (self, words);
  add_window_actions (self, words);
  if (gtk_list_box_get_row_at_index (self->list, 0) != NULL)
    show_page (self);
  if (strspn (words, " ") == strlen (words))
    {
      show_page (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  callout_workspace_search_async (callout_session_get_workspace (self->session),
                                  callout_session_get_person_id (self->session), words, MAX_HITS,
                                  self->cancellable, hits_cb, self);
}

/* The palette is gone before what was chosen begins: that may open a window. */
static void
activated_cb (CalloutPalette *self,
              GtkListBoxRow  *row)
{
  Deed *deed = g_object_steal_data (G_OBJECT (row), "deed");
  g_autoptr (CalloutWindow) window = g_object_ref (self->window);
  g_autoptr (CalloutSession) session = g_object_ref (self->session);

  gtk_window_close (GTK_WINDOW (self));
  if (deed == NULL)
    return;
  do_deed (window, session, deed);
  deed_free (deed);
}

static void
entry_activate_cb (CalloutPalette *self)
{
  GtkListBoxRow *row;

  /* Who types fast presses Return before the list follows the letters. */
  if (g_strcmp0 (self->words, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    search_cb (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    activated_cb (self, row);
  else
    self->pressed = TRUE;
}

/* The arrows move through the list while the letters go to the entry. */
static gboolean
key_cb (CalloutPalette *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int by = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkListBoxRow *next;

  if (by == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (self->list, MAX (gtk_list_box_row_get_index (row) + by, 0));
  if (next != NULL)
    {
      GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
      graphene_rect_t bounds;

      gtk_list_box_select_row (self->list, next);
      if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &bounds))
        gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
    }
  return GDK_EVENT_STOP;
}

static void
callout_palette_dispose (GObject *object)
{
  CalloutPalette *self = CALLOUT_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (callout_palette_parent_class)->dispose (object);
}

static void
callout_palette_class_init (CalloutPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/shell/callout-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CalloutPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_palette_init (CalloutPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_palette_open:
 *
 * Opens the palette over a window in which somebody is signed in.
 */
void
callout_palette_open (CalloutWindow *window)
{
  CalloutPalette *self = g_object_new (CALLOUT_TYPE_PALETTE, "transient-for", window, NULL);

  self->window = window;
  self->session = g_object_ref (callout_window_get_session (window));
  search_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
