/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-group-list.h"

#include "callout-search-leave.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CalloutGroupList
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget      *box;
  GtkStack       *stack;
  GtkWidget      *entry;
  GtkListBox     *list;
  GtkLabel       *problem;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  char           *current; /* key of the group that has it now */

  GtkCheckButton *first;   /* the others' radio group */
};

enum { CHANGED, ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutGroupList, callout_group_list, GTK_TYPE_WIDGET)

static const char *
row_key (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "key");
}

static GtkCheckButton *
row_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

static gboolean
row_matches (GtkListBoxRow *row,
             gpointer       data)
{
  CalloutGroupList *self = data;
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *name = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (name, needle) != NULL;
}

static void
row_activated_cb (CalloutGroupList *self,
                  GtkListBoxRow    *row)
{
  gtk_check_button_set_active (row_check (GTK_WIDGET (row)), TRUE);
}

static void
toggled_cb (CalloutGroupList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Return in the search takes the only group left. */
static void
entry_activate_cb (CalloutGroupList *self)
{
  GtkWidget *only = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_child_visible (row) && gtk_widget_get_sensitive (row))
      {
        if (only != NULL)
          return;
        only = row;
      }
  if (only == NULL)
    return;
  if (gtk_check_button_get_active (row_check (only)))
    g_signal_emit (self, signals[ACTIVATED], 0);
  else
    gtk_check_button_set_active (row_check (only), TRUE);
}

static void
add_group (CalloutGroupList *self,
           CalloutGroup     *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = g_markup_escape_text (group->name != NULL ? group->name : group->key, -1);
  g_autofree char *people = g_strdup_printf (ngettext ("%d person", "%d people", (int) group->n_members),
                                             (int) group->n_members);
  g_autofree char *pending = g_strdup_printf (ngettext ("%d waiting", "%d waiting", (int) group->pending),
                                              (int) group->pending);
  g_autofree char *subtitle = NULL;
  gboolean is_current = g_strcmp0 (self->current, group->key) == 0;

  if (is_current)
    subtitle = g_strdup (_("Has it now"));
  else if (group->type == CALLOUT_GROUP_TYPE_PROVIDER)
    subtitle = g_strjoin (" · ", _("External provider"), people, pending, NULL);
  else
    subtitle = g_strjoin (" · ", people, pending, NULL);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (self->first == NULL)
    self->first = GTK_CHECK_BUTTON (check);
  else
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, !is_current);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (group->key), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  gtk_list_box_append (self->list, row);
}

static void
groups_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutGroupList *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (groups == NULL || groups->len == 0)
    {
      gtk_label_set_text (self->problem, error != NULL ? error->message : _("There are no service groups yet"));
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  for (guint i = 0; i < groups->len; i++)
    add_group (self, g_ptr_array_index (groups, i));
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
load_groups (CalloutGroupList *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_GROUP);

  callout_query_set_sort (query, "name", FALSE, NULL);
  /* Every group may be chosen, also those this person has nothing else to do with. */
  callout_workspace_list_async (callout_session_get_workspace (self->session), 0, query, self->cancellable,
                                groups_cb, self);
}

static void
work_order_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutGroupList *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity != NULL)
    self->current = g_strdup (CALLOUT_WORK_ORDER (entity)->group_key);
  load_groups (self);
}

static void
callout_group_list_dispose (GObject *object)
{
  CalloutGroupList *self = CALLOUT_GROUP_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_group_list_parent_class)->dispose (object);
}

static void
callout_group_list_class_init (CalloutGroupListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_group_list_dispose;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_GROUP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", CALLOUT_TYPE_GROUP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-group-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutGroupList, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutGroupList, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutGroupList, entry);
  gtk_widget_class_bind_template_child (widget_class, CalloutGroupList, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutGroupList, problem);
  gtk_widget_class_bind_template_callback (widget_class, callout_search_leave);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_group_list_init (CalloutGroupList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_list_box_set_filter_func (self->list, row_matches, self, NULL);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter), self->list,
                           G_CONNECT_SWAPPED);
}

/**
 * callout_group_list_load:
 * @work_order: (nullable): the group that has it now is shown, but not to be chosen
 */
void
callout_group_list_load (CalloutGroupList *self,
                         CalloutSession   *session,
                         const char       *work_order)
{
  g_set_object (&self->session, session);
  if (work_order != NULL)
    callout_workspace_get_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                                 CALLOUT_KIND_WORK_ORDER, work_order, self->cancellable, work_order_cb, self);
  else
    load_groups (self);
}

/**
 * callout_group_list_get_chosen:
 *
 * Returns: (nullable): the key of the group chosen
 */
const char *
callout_group_list_get_chosen (CalloutGroupList *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (row_check (row)))
      return row_key (row);
  return NULL;
}
