/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-person-list.h"

#include "callout-search-leave.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* More than that are found by searching, not by scrolling. */
#define MAX_PEOPLE 200

struct _CalloutPersonList
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget      *box;
  GtkStack       *stack;
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GtkLabel       *problem;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutPersonList, callout_person_list, GTK_TYPE_WIDGET)

/**
 * callout_person_describe:
 *
 * Returns: (transfer full): what somebody is here, in words
 */
char *
callout_person_describe (CalloutPerson *person)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (int role = 0; role < CALLOUT_N_ROLES; role++)
    if (callout_person_has_role (person, role))
      g_ptr_array_add (words, (gpointer) callout_enum_label (CALLOUT_TYPE_ROLE, role));
  if (words->len == 0)
    return g_strdup (_("No role"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static int
rank_of (CalloutPerson *person)
{
  if (callout_person_has_role (person, CALLOUT_ROLE_DISPATCHER))
    return 0;
  if (callout_person_has_role (person, CALLOUT_ROLE_GROUP_DISPATCHER))
    return 1;
  return callout_person_is_engineer (person) ? 3 : 2;
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  CalloutPerson *one = *(CalloutPerson *const *) a;
  CalloutPerson *other = *(CalloutPerson *const *) b;
  int by_rank = rank_of (one) - rank_of (other);

  return by_rank != 0 ? by_rank : g_utf8_collate (one->name != NULL ? one->name : "", other->name != NULL ? other->name : "");
}

static void
add_person (CalloutPersonList *self,
            CalloutPerson     *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, person->name, TRUE);
  g_autofree char *name = g_markup_escape_text (person->name != NULL ? person->name : person->login, -1);
  g_autofree char *described = callout_person_describe (person);
  g_autofree char *text = person->dispatches != NULL ? g_strjoin (" · ", described, person->dispatches, NULL)
                                                     : g_strdup (described);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  if (person->password_hash != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-password-symbolic",
                                             "tooltip-text", _("A password is asked for"), NULL));
  if (person == callout_session_get_person (self->session)
      || callout_entity_get_id (CALLOUT_ENTITY (person)) == callout_session_get_person_id (self->session))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic",
                                             "tooltip-text", _("Signed in"), NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutPersonList *self = data;
  GtkWidget *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (people == NULL || people->len == 0)
    {
      gtk_label_set_text (self->problem, error != NULL ? error->message : _("Nobody found"));
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_ptr_array_sort (people, compare_people);
  for (guint i = 0; i < people->len; i++)
    if (!callout_person_has_role (g_ptr_array_index (people, i), CALLOUT_ROLE_CODE_USER)) /* they have their own pages */
      add_person (self, g_ptr_array_index (people, i));
  gtk_stack_set_visible_child_name (self->stack, "list");
}

/**
 * callout_person_list_load:
 *
 * Reads the people anew, as the search says.
 */
void
callout_person_list_load (CalloutPersonList *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_PERSON);

  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_query_add_filter (query, "active=true", NULL);
  callout_query_set_words (query, words);
  callout_query_set_limit (query, MAX_PEOPLE, 0);
  callout_workspace_list_async (callout_session_get_workspace (self->session), 0, query, self->cancellable,
                                people_cb, self);
}

static void
row_activated_cb (CalloutPersonList *self,
                  GtkListBoxRow     *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "person"));
}

/* Return in the search takes the first one. */
static void
entry_activate_cb (CalloutPersonList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "list"))
    row_activated_cb (self, row);
}

static gboolean
callout_person_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_PERSON_LIST (widget)->entry));
}

static void
callout_person_list_dispose (GObject *object)
{
  CalloutPersonList *self = CALLOUT_PERSON_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_person_list_parent_class)->dispose (object);
}

static void
callout_person_list_class_init (CalloutPersonListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_person_list_dispose;
  widget_class->grab_focus = callout_person_list_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", CALLOUT_TYPE_PERSON_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, CALLOUT_TYPE_PERSON);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/shell/callout-person-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutPersonList, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutPersonList, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutPersonList, entry);
  gtk_widget_class_bind_template_child (widget_class, CalloutPersonList, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutPersonList, problem);
  gtk_widget_class_bind_template_callback (widget_class, callout_person_list_load);
  gtk_widget_class_bind_template_callback (widget_class, callout_search_leave);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_person_list_init (CalloutPersonList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_person_list_set_session:
 * @session: (nullable)
 */
void
callout_person_list_set_session (CalloutPersonList *self,
                                 CalloutSession    *session)
{
  g_set_object (&self->session, session);
}
