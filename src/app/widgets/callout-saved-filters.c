/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-saved-filters.h"

#include <glib/gi18n-lib.h>

struct _CalloutSavedFilters
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget      *button;
  GtkPopover     *popover;
  GtkWidget      *scroller;
  GtkListBox     *list;
  GtkWidget      *none;
  GtkLabel       *heading;
  GtkEntry       *name;
  GtkCheckButton *shared;
  GtkLabel       *problem;
  GtkWidget      *stop;
  GtkButton      *keep;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  char           *view;
  char           *filter;  /* (nullable): what is shown */
  char           *sort;    /* (nullable) */
  char           *changed; /* (nullable): reference of the one that is changed, not saved anew */

  gboolean        keeping;
};

enum { ASK_PRESENT, APPLY, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutSavedFilters, callout_saved_filters, GTK_TYPE_WIDGET)

/* The form below: a new one, or one that is there */

static void
tell_problem (CalloutSavedFilters *self,
              const char          *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
changed_cb (CalloutSavedFilters *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  tell_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), *name != '\0' && !self->keeping);
}

static void
begin (CalloutSavedFilters *self,
       CalloutSavedFilter  *filter)
{
  g_autofree char *heading = filter != NULL ? g_strdup_printf (_("Change “%s”"), filter->name) : g_strdup (_("Save What Is Shown"));

  g_free (self->changed);
  self->changed = filter != NULL ? callout_entity_dup_ref (CALLOUT_ENTITY (filter)) : NULL;
  gtk_label_set_text (self->heading, heading);
  gtk_editable_set_text (GTK_EDITABLE (self->name), filter != NULL ? filter->name : "");
  gtk_check_button_set_active (self->shared, filter != NULL && filter->shared);
  gtk_button_set_label (self->keep, filter != NULL ? _("Change") : _("Save"));
  gtk_widget_set_visible (self->stop, filter != NULL);
  changed_cb (self);
}

static void
stop_cb (CalloutSavedFilters *self)
{
  begin (self, NULL);
}

static void load (CalloutSavedFilters *self);

/* What was typed stays when it is refused. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutSavedFilters) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  self->keeping = FALSE;
  if (self->session == NULL)
    return;
  if (entity != NULL)
    begin (self, NULL);
  changed_cb (self);
  if (error != NULL)
    tell_problem (self, error->message);
}

static void
keep_cb (CalloutSavedFilters *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  const char *shared = gtk_check_button_get_active (self->shared) ? "true" : "false";
  g_autoptr (CalloutArgs) args = NULL;

  if (*name == '\0' || self->keeping)
    return;
  args = callout_args_new_with ("name", name, "shared", shared, NULL);
  if (self->changed == NULL)
    {
      g_signal_emit (self, signals[ASK_PRESENT], 0);
      callout_args_add (args, "view", self->view);
      callout_args_add (args, "new", "true");
      if (self->filter != NULL && *self->filter != '\0')
        callout_args_add (args, "filter", self->filter);
      if (self->sort != NULL)
        callout_args_add (args, "sort", self->sort);
    }
  self->keeping = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), FALSE);
  callout_session_run_async (self->session, self->changed != NULL ? "filter.edit" : "filter.save", self->changed, args, 0,
                             NULL, kept_cb, g_object_ref (self));
}

/* The list above */

static void
edit_cb (CalloutSavedFilters *self,
         GtkWidget           *button)
{
  begin (self, g_object_get_data (G_OBJECT (button), "filter"));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
remove_cb (CalloutSavedFilters *self,
           GtkWidget           *button)
{
  g_autofree char *ref = callout_entity_dup_ref (g_object_get_data (G_OBJECT (button), "filter"));

  if (g_strcmp0 (ref, self->changed) == 0)
    begin (self, NULL);
  callout_session_run (self->session, "filter.remove", ref, NULL, 0, NULL, NULL);
}

static void
row_activated_cb (CalloutSavedFilters *self,
                  GtkListBoxRow       *row)
{
  CalloutSavedFilter *filter = g_object_get_data (G_OBJECT (row), "filter");

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[APPLY], 0, filter->filter != NULL ? filter->filter : "", filter->sort);
}

static GtkWidget *
make_button (CalloutSavedFilters *self,
             CalloutSavedFilter  *filter,
             const char          *icon,
             const char          *label,
             GCallback            callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "filter", g_object_ref (filter), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static gboolean
is_present (CalloutSavedFilters *self,
            CalloutSavedFilter  *filter)
{
  return g_strcmp0 (filter->filter != NULL ? filter->filter : "", self->filter != NULL ? self->filter : "") == 0
         && g_strcmp0 (filter->sort, self->sort) == 0;
}

static GtkWidget *
make_texts (CalloutSavedFilters *self,
            CalloutSavedFilter  *filter,
            gboolean             mine)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", filter->name, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                  "tooltip-text", filter->name, NULL);
  /* Translators: a login */
  g_autofree char *whose = mine ? g_strdup (_("Everybody may use it")) : g_strdup_printf (_("Shared by %s"), filter->login);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name);
  if (filter->shared)
    {
      GtkWidget *under = g_object_new (GTK_TYPE_LABEL, "label", whose, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

      gtk_widget_add_css_class (under, "caption");
      gtk_widget_add_css_class (under, "dim-label");
      gtk_box_append (GTK_BOX (texts), under);
    }
  return texts;
}

static void
add_filter (CalloutSavedFilters *self,
            CalloutSavedFilter  *filter)
{
  CalloutPerson *person = callout_session_get_person (self->session);
  gboolean mine = filter->person == callout_session_get_person_id (self->session);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_set_opacity (mark, is_present (self, filter) ? 1 : 0);
  gtk_widget_set_tooltip_text (mark, is_present (self, filter) ? _("Shown now") : NULL);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), make_texts (self, filter, mine));
  if (mine || callout_person_has_role (person, CALLOUT_ROLE_ADMIN))
    {
      g_autofree char *edit = g_strdup_printf (_("Rename or share “%s”"), filter->name);
      g_autofree char *remove = g_strdup_printf (_("Remove “%s”"), filter->name);

      gtk_box_append (GTK_BOX (box), make_button (self, filter, "document-edit-symbolic", edit, G_CALLBACK (edit_cb)));
      gtk_box_append (GTK_BOX (box), make_button (self, filter, "user-trash-symbolic", remove, G_CALLBACK (remove_cb)));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "filter", g_object_ref (filter), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, filter->name, -1);
  gtk_list_box_append (self->list, row);
}

static void
filters_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) filters = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutSavedFilters *self = data;
  GtkWidget *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (filters == NULL)
    {
      tell_problem (self, error->message);
      return;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < filters->len; i++)
    add_filter (self, g_ptr_array_index (filters, i));
  gtk_widget_set_visible (self->scroller, filters->len > 0);
  gtk_widget_set_visible (self->none, filters->len == 0);
}

static void
load (CalloutSavedFilters *self)
{
  const char *views[] = { self->view, NULL };
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_SAVED_FILTER);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_query_add (query, "view", CALLOUT_OP_IS, views, NULL);
  callout_query_set_sort (query, "name", FALSE, NULL);
  callout_workspace_list_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                query, self->cancellable, filters_cb, self);
}

static void
show_cb (CalloutSavedFilters *self)
{
  if (self->session == NULL)
    return;
  g_signal_emit (self, signals[ASK_PRESENT], 0);
  load (self);
}

static void
feed_cb (CalloutSavedFilters *self,
         CalloutFeed         *feed)
{
  if (callout_feed_touches (feed, CALLOUT_KIND_SAVED_FILTER) && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    show_cb (self);
}

static void
person_cb (CalloutSavedFilters *self)
{
  gtk_popover_popdown (self->popover);
  begin (self, NULL);
}

static void
callout_saved_filters_dispose (GObject *object)
{
  CalloutSavedFilters *self = CALLOUT_SAVED_FILTERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->sort, g_free);
  g_clear_pointer (&self->changed, g_free);
  G_OBJECT_CLASS (callout_saved_filters_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutSavedFilters, child)

static void
callout_saved_filters_class_init (CalloutSavedFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_saved_filters_dispose;
  signals[ASK_PRESENT] = g_signal_new ("ask-present", CALLOUT_TYPE_SAVED_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[APPLY] = g_signal_new ("apply", CALLOUT_TYPE_SAVED_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-saved-filters.ui");
  BIND (button);
  BIND (popover);
  BIND (scroller);
  BIND (list);
  BIND (none);
  BIND (heading);
  BIND (name);
  BIND (shared);
  BIND (problem);
  BIND (stop);
  BIND (keep);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_saved_filters_init (CalloutSavedFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  begin (self, NULL);
}

/**
 * callout_saved_filters_set_session:
 * @view: what the filters are kept under
 *
 * To be called once.
 */
void
callout_saved_filters_set_session (CalloutSavedFilters *self,
                                   CalloutSession      *session,
                                   const char          *view)
{
  g_set_object (&self->session, session);
  self->view = g_strdup (view);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * callout_saved_filters_set_present:
 * @sort: (nullable)
 *
 * Says what the view shows now.
 */
void
callout_saved_filters_set_present (CalloutSavedFilters *self,
                                   const char          *filter,
                                   const char          *sort)
{
  g_free (self->filter);
  g_free (self->sort);
  self->filter = g_strdup (filter);
  self->sort = g_strdup (sort);
}
