/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-people-row.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>

/* More than that are found by searching, not by scrolling. */
#define MAX_PEOPLE 40

/* So long after the last key it is searched. */
#define PAUSE_MS 150

struct _CalloutPeopleRow
{
  AdwExpanderRow parent_instance;

  /* Children */
  GtkWidget      *search;
  GtkWidget      *note;    /* a row: why there are no others */
  GPtrArray      *rows;    /* of the people shown, borrowed */
  GtkCheckButton *first;   /* the others' radio group */

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  char           *filter;
  char           *only;    /* (nullable): logins that may be chosen */
  char           *except;  /* (nullable): logins that have it already */
  GPtrArray      *chosen;  /* of CalloutPerson, in the order they were chosen */

  guint           pause;
  gboolean        many;
  gboolean        filling;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutPeopleRow, callout_people_row, ADW_TYPE_EXPANDER_ROW)

static const char *
name_of (CalloutPerson *person)
{
  return person->name != NULL ? person->name : person->login;
}

static gboolean
find_chosen (CalloutPeopleRow *self,
             CalloutPerson    *person,
             guint            *index)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_strcmp0 (((CalloutPerson *) g_ptr_array_index (self->chosen, i))->login, person->login) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
show_chosen (CalloutPeopleRow *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < self->chosen->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_of (g_ptr_array_index (self->chosen, i)));
  escaped = g_markup_escape_text (names->len > 0 ? names->str : _("Nobody chosen yet"), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
}

static void
toggled_cb (CalloutPeopleRow *self,
            GtkCheckButton   *check)
{
  CalloutPerson *person = g_object_get_data (G_OBJECT (check), "person");
  guint index;

  if (self->filling)
    return;
  if (find_chosen (self, person, &index))
    g_ptr_array_remove_index (self->chosen, index);
  if (gtk_check_button_get_active (check))
    {
      if (!self->many)
        g_ptr_array_set_size (self->chosen, 0);
      g_ptr_array_add (self->chosen, g_object_ref (person));
    }
  show_chosen (self);
  /* Of one there is nothing more to choose. */
  if (!self->many && self->chosen->len > 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What helps to choose: whether they are there, what they can, what waits. */
static char *
describe (CalloutPeopleRow *self,
          CalloutPerson    *person,
          gboolean          has_it)
{
  g_autofree char *skills = callout_format_keys (person->skills);
  g_autofree char *waiting = g_strdup_printf (ngettext ("%d waiting", "%d waiting", (int) person->pending), (int) person->pending);
  const char *words[5] = { NULL };
  guint n = 0;

  if (has_it)
    return g_strdup (_("Has it now"));
  if (callout_person_is_code_user (person))
    return g_strdup (person->customer_name != NULL ? person->customer_name : person->login);
  words[n++] = callout_enum_label (CALLOUT_TYPE_AVAILABILITY, person->availability);
  if (person->skills != NULL && *person->skills != '\0')
    words[n++] = skills;
  if (person->pending > 0)
    words[n++] = waiting;
  return g_strjoinv (" · ", (char **) words);
}

static void
add_person (CalloutPeopleRow *self,
            CalloutPerson    *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  gboolean has_it = callout_keys_contain (self->except, person->login);
  g_autofree char *name = g_markup_escape_text (name_of (person), -1);
  g_autofree char *described = describe (self, person, has_it);
  g_autofree char *subtitle = g_markup_escape_text (described, -1);
  guint index;

  if (!self->many && self->first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first);
  else if (!self->many)
    self->first = GTK_CHECK_BUTTON (check);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, name_of (person), TRUE));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, !has_it);
  g_object_set_data_full (G_OBJECT (check), "person", g_object_ref (person), g_object_unref);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), find_chosen (self, person, &index));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
tell (CalloutPeopleRow *self,
      const char       *sentence)
{
  g_autofree char *escaped = sentence != NULL ? g_markup_escape_text (sentence, -1) : NULL;

  gtk_widget_set_visible (self->note, sentence != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->note), escaped != NULL ? escaped : "");
}

static void
empty (CalloutPeopleRow *self)
{
  self->first = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutPeopleRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->filling = TRUE;
  empty (self);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      CalloutPerson *person = g_ptr_array_index (people, i);

      if (self->only == NULL || callout_keys_contain (self->only, person->login))
        add_person (self, person);
    }
  self->filling = FALSE;
  if (people == NULL)
    tell (self, error->message);
  else if (self->rows->len == 0)
    tell (self, _("Nobody found"));
  else
    tell (self, people->len == MAX_PEOPLE ? _("There are more; search for a name") : NULL);
}

static void
load (CalloutPeopleRow *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_PERSON);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_query_add_filter (query, self->filter, NULL);
  if (*words != '\0')
    callout_query_set_words (query, words);
  callout_query_set_sort (query, "name", FALSE, NULL);
  /* Of a few that are named, all are looked through. */
  if (self->only == NULL)
    callout_query_set_limit (query, MAX_PEOPLE, 0);
  callout_workspace_list_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                query, self->cancellable, people_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  CalloutPeopleRow *self = data;

  self->pause = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
search_cb (CalloutPeopleRow *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* Return takes the first one. */
static void
search_activate_cb (CalloutPeopleRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_sensitive (g_ptr_array_index (self->rows, i)))
      {
        GtkWidget *check = adw_action_row_get_activatable_widget (g_ptr_array_index (self->rows, i));

        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
        return;
      }
}

static void
callout_people_row_dispose (GObject *object)
{
  CalloutPeopleRow *self = CALLOUT_PEOPLE_ROW (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  self->filling = TRUE;
  G_OBJECT_CLASS (callout_people_row_parent_class)->dispose (object);
}

static void
callout_people_row_finalize (GObject *object)
{
  CalloutPeopleRow *self = CALLOUT_PEOPLE_ROW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_free (self->filter);
  g_free (self->only);
  g_free (self->except);
  G_OBJECT_CLASS (callout_people_row_parent_class)->finalize (object);
}

static void
callout_people_row_class_init (CalloutPeopleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_people_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_people_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_PEOPLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_people_row_init (CalloutPeopleRow *self)
{
  self->rows = g_ptr_array_new ();
  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  self->filter = g_strdup ("active=true");
  self->search = gtk_search_entry_new ();
  gtk_widget_set_margin_top (self->search, 9);
  gtk_widget_set_margin_bottom (self->search, 9);
  gtk_widget_set_margin_start (self->search, 9);
  gtk_widget_set_margin_end (self->search, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search people"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->search);
  self->note = adw_action_row_new ();
  gtk_widget_set_visible (self->note, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->note);
  show_chosen (self);
}

/**
 * callout_people_row_new:
 * @many: whether several can be chosen
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_people_row_new (CalloutSession *session,
                        gboolean        many)
{
  CalloutPeopleRow *self = g_object_new (CALLOUT_TYPE_PEOPLE_ROW, NULL);

  self->session = g_object_ref (session);
  self->many = many;
  load (self);
  return GTK_WIDGET (self);
}

/**
 * callout_people_row_set_choice:
 * @filter: who can be chosen, as a filter of people
 * @only: (nullable): logins, apart by blanks: nobody else
 * @except: (nullable): logins of those who have it already
 */
void
callout_people_row_set_choice (CalloutPeopleRow *self,
                               const char       *filter,
                               const char       *only,
                               const char       *except)
{
  g_free (self->filter);
  g_free (self->only);
  g_free (self->except);
  self->filter = g_strdup (filter);
  self->only = g_strdup (only);
  self->except = g_strdup (except);
  load (self);
}

/**
 * callout_people_row_dup_chosen:
 *
 * Returns: (transfer full): their logins
 */
char **
callout_people_row_dup_chosen (CalloutPeopleRow *self)
{
  g_autoptr (GStrvBuilder) logins = g_strv_builder_new ();

  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (logins, ((CalloutPerson *) g_ptr_array_index (self->chosen, i))->login);
  return g_strv_builder_end (logins);
}
