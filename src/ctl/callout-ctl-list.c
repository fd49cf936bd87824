/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-list.h"

#include <glib/gi18n-lib.h>

/* Rows are read so many at a time and never all held at once. */
#define PAGE 512

void
callout_ctl_listing_clear (CalloutCtlListing *listing)
{
  g_clear_pointer (&listing->filter, g_free);
  g_clear_pointer (&listing->sort, g_free);
  g_clear_pointer (&listing->columns, g_free);
  g_clear_pointer (&listing->query, callout_query_free);
  g_clear_pointer (&listing->picked, g_array_unref);
}

/**
 * callout_ctl_listing_prepare:
 * @word: the kind as it was typed
 * @everything: whether all columns are wanted where none were named
 *
 * Makes a query and columns of the words.
 */
gboolean
callout_ctl_listing_prepare (CalloutCtlListing  *listing,
                             const char         *word,
                             gboolean            everything,
                             GError            **error)
{
  listing->kind = callout_ctl_find_kind (word, error);
  if (listing->kind == NULL)
    return FALSE;

  listing->query = callout_query_new (listing->kind->kind);
  if (listing->kind->kind == CALLOUT_KIND_STEP)
    callout_query_set_sort (listing->query, "position", FALSE, NULL); /* as technicians know them */
  if (listing->filter != NULL && !callout_query_add_filter (listing->query, listing->filter, error))
    return FALSE;
  if (listing->sort != NULL && !callout_query_parse_sort (listing->query, listing->sort, error))
    return FALSE;
  callout_query_set_limit (listing->query, listing->limit, listing->offset);

  if (listing->columns != NULL)
    listing->picked = callout_ctl_pick_columns (listing->kind->kind, listing->columns, error);
  else if (everything)
    listing->picked = callout_ctl_columns (listing->kind->kind);
  else
    listing->picked = callout_ctl_pick_columns (listing->kind->kind, listing->kind->columns, error);
  return listing->picked != NULL;
}

typedef struct {
  CalloutCtl        *ctl;
  CalloutCtlListing *listing;
  CalloutCtlRowFunc  func;
  gpointer           data;
} Reading;

/* Steps are those everybody works by, where nobody asked for another version's. */
static gboolean
choose_workflow (CalloutStore       *store,
                 CalloutCtlListing  *listing,
                 GError            **error)
{
  gint64 current;
  g_autofree char *id = NULL;
  const char *values[2] = { NULL, NULL };

  if (listing->kind->kind != CALLOUT_KIND_STEP
      || (listing->filter != NULL && g_regex_match_simple ("(^|\\s)workflow\\s*[!=<>~]", listing->filter, 0, 0)))
    return TRUE;
  current = callout_store_current_workflow (store, error);
  if (current < 0)
    return FALSE;
  values[0] = id = g_strdup_printf ("%" G_GINT64_FORMAT, current);
  return callout_query_add (listing->query, "workflow", CALLOUT_OP_IS, values, error);
}

static gpointer
read_rows (CalloutStore  *store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Reading *reading = data;
  CalloutQuery *query = reading->listing->query;
  CalloutSight sight = callout_commands_sight (reading->ctl->person);
  g_autoptr (GArray) ids = NULL;

  if (!choose_workflow (store, reading->listing, error)
      || (ids = callout_store_query_ids (store, query, &sight, cancellable, error)) == NULL)
    return NULL;
  callout_store_set_reader (store, &sight);
  for (guint first = 0; first < ids->len; first += PAGE)
    {
      g_autoptr (GPtrArray) rows = NULL;

      rows = callout_store_get_many (store, callout_query_get_kind (query), &g_array_index (ids, gint64, first),
                                     MIN (PAGE, ids->len - first), error);
      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->len && sight.extent == CALLOUT_SIGHT_CONTACT; i++)
        callout_entity_hide_internal (g_ptr_array_index (rows, i));
      for (guint i = 0; i < rows->len; i++)
        if (!reading->func (reading->ctl, g_ptr_array_index (rows, i), reading->data, error))
          return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/**
 * callout_ctl_listing_read:
 * @func: (scope call): called for each row the acting person may see, in order,
 *   all of them of one moment
 */
gboolean
callout_ctl_listing_read (CalloutCtl         *self,
                          CalloutCtlListing  *listing,
                          CalloutCtlRowFunc   func,
                          gpointer            data,
                          GError            **error)
{
  Reading reading = { self, listing, func, data };

  return callout_ctl_read (self, read_rows, &reading, error);
}

typedef struct {
  CalloutCtlListing *listing;
  CalloutCtlJson    *json;  /* either this */
  CalloutCtlTable   *table; /* or that */
} Printing;

static gboolean
print_row (CalloutCtl     *self,
           CalloutEntity  *row,
           gpointer        data,
           GError        **error)
{
  Printing *printing = data;
  GArray *columns = printing->listing->picked;

  if (printing->table != NULL)
    {
      for (guint i = 0; i < columns->len; i++)
        callout_ctl_table_take (printing->table,
                                callout_ctl_dup_value (self, row, &g_array_index (columns, CalloutCtlColumn, i), TRUE));
      return TRUE;
    }

  callout_ctl_json_begin_object (printing->json);
  callout_ctl_write_members (self, printing->json, row, columns);
  /* An event without what it changed says little. */
  if (printing->listing->columns == NULL && callout_entity_get_kind (row) == CALLOUT_KIND_EVENT)
    {
      g_autoptr (GPtrArray) changes = callout_store_event_changes (self->store, row->id, error);

      if (changes == NULL)
        return FALSE;
      callout_ctl_json_name (printing->json, "changes");
      callout_ctl_write_changes (self, printing->json, changes);
    }
  callout_ctl_json_end_object (printing->json);
  return TRUE;
}

static gboolean
is_number (const CalloutCtlColumn *column)
{
  if (column->from == CALLOUT_CTL_FROM_NUMBER || column->from == CALLOUT_CTL_FROM_VERSION)
    return TRUE;
  return column->field != NULL
         && (column->field->type == CALLOUT_FIELD_INTEGER || column->field->type == CALLOUT_FIELD_REAL);
}

static CalloutCtlTable *
make_table (GArray *columns)
{
  CalloutCtlTable *table = callout_ctl_table_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      const CalloutCtlColumn *column = &g_array_index (columns, CalloutCtlColumn, i);

      callout_ctl_table_add_column (table, column->name, is_number (column));
    }
  return table;
}

static gboolean
print_rows (CalloutCtl         *self,
            CalloutCtlListing  *listing,
            GError            **error)
{
  g_autoptr (CalloutCtlJson) json = NULL;
  g_autoptr (CalloutCtlTable) table = NULL;
  Printing printing = { listing, NULL, NULL };

  if (self->json)
    {
      printing.json = json = callout_ctl_json_new (stdout, TRUE);
      callout_ctl_json_begin_array (json);
    }
  else
    printing.table = table = make_table (listing->picked);
  if (!callout_ctl_listing_read (self, listing, print_row, &printing, error))
    return FALSE;
  if (json != NULL)
    callout_ctl_json_end_array (json);
  else
    callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
  return TRUE;
}

/* Ratings, taken together */

static const char *const grouped_by[] = { "all", "engineer", "group", "month" };

static void
print_sums_as_json (GPtrArray *sums)
{
  g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

  callout_ctl_json_begin_array (json);
  for (guint i = 0; i < sums->len; i++)
    {
      const CalloutRatingSum *sum = g_ptr_array_index (sums, i);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "key");
      callout_ctl_json_text (json, sum->key);
      callout_ctl_json_name (json, "name");
      callout_ctl_json_text (json, sum->name);
      callout_ctl_json_name (json, "ratings");
      callout_ctl_json_integer (json, sum->n);
      callout_ctl_json_name (json, "average");
      callout_ctl_json_real (json, callout_rating_sum_get_average (sum));
      callout_ctl_json_name (json, "stars");
      callout_ctl_json_begin_array (json);
      for (guint j = 0; j < CALLOUT_MAX_STARS; j++)
        callout_ctl_json_integer (json, sum->stars[j]);
      callout_ctl_json_end_array (json);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_end_array (json);
}

static void
print_sums (GPtrArray        *sums,
            CalloutRatingsBy  by)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  callout_ctl_table_add_column (table, grouped_by[by], FALSE);
  callout_ctl_table_add_column (table, "name", FALSE);
  callout_ctl_table_add_column (table, "ratings", TRUE);
  callout_ctl_table_add_column (table, "average", TRUE);
  for (guint j = 1; j <= CALLOUT_MAX_STARS; j++)
    {
      g_autofree char *stars = g_strdup_printf ("%u", j);

      callout_ctl_table_add_column (table, stars, TRUE);
    }
  for (guint i = 0; i < sums->len; i++)
    {
      const CalloutRatingSum *sum = g_ptr_array_index (sums, i);

      callout_ctl_table_add (table, sum->key != NULL ? sum->key : "");
      callout_ctl_table_add (table, sum->name != NULL ? sum->name : "");
      callout_ctl_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, sum->n));
      callout_ctl_table_take (table, g_strdup_printf ("%.2f", callout_rating_sum_get_average (sum)));
      for (guint j = 0; j < CALLOUT_MAX_STARS; j++)
        callout_ctl_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, sum->stars[j]));
    }
  callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
}

static gboolean
find_grouping (CalloutCtlListing  *listing,
               const char         *word,
               CalloutRatingsBy   *by,
               GError            **error)
{
  if (listing->kind->kind != CALLOUT_KIND_RATING)
    {
      callout_ctl_misused (error, _("Only ratings are taken together, not %s"), listing->kind->word);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (grouped_by); i++)
    if (g_str_equal (grouped_by[i], word))
      {
        *by = (CalloutRatingsBy) i;
        return TRUE;
      }
  callout_ctl_misused (error, _("Ratings are taken together by engineer, group, month or all, not by “%s”"), word);
  return FALSE;
}

static CalloutCtlStatus
list_sums (CalloutCtl         *self,
           CalloutCtlListing  *listing,
           const char         *word,
           GError            **error)
{
  CalloutRatingsBy by;
  g_autoptr (GPtrArray) sums = NULL;

  if (!find_grouping (listing, word, &by, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  sums = callout_workspace_ratings_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, listing->query, by, error);
  if (sums == NULL)
    return CALLOUT_CTL_FAILED;
  if (self->json)
    print_sums_as_json (sums);
  else
    print_sums (sums, by);
  return CALLOUT_CTL_DONE;
}

CALLOUT_CTL_VERB (list)
{
  g_auto (CalloutCtlListing) listing = CALLOUT_CTL_LISTING_INIT;
  char *group_by = NULL;
  const GOptionEntry entries[] = {
    { "filter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.filter,
      N_("field=a|b, !=, ~, <, >, joined by “and”"), N_("EXPR") },
    { "sort", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.sort,
      N_("By which field; -FIELD for the other way round"), N_("FIELD") },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.columns,
      N_("Which columns, apart by commas"), N_("A,B") },
    { "limit", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &listing.limit, N_("At most so many"), N_("N") },
    { "offset", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &listing.offset, N_("Without the first so many"), N_("N") },
    { "group-by", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &group_by,
      N_("Ratings taken together: engineer, group, month or all"), N_("WHAT") },
    { NULL }
  };
  g_autofree char *words = callout_ctl_kind_words ();
  g_autofree char *description = g_strdup_printf (_("KIND is one of %s."), words);
  gboolean parsed = callout_ctl_parse (self, verb, entries, description, 1, 1, &arguments, error);
  g_autofree char *grouping = group_by;

  if (!parsed)
    return CALLOUT_CTL_USAGE;
  if (listing.limit < -1 || listing.offset < 0)
    {
      callout_ctl_misused (error, _("A limit and an offset are not negative"));
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_listing_prepare (&listing, arguments[0], self->json, error))
    return CALLOUT_CTL_FAILED;
  if (grouping != NULL)
    return list_sums (self, &listing, grouping, error);
  if (!callout_ctl_sign_in (self, error) || !print_rows (self, &listing, error))
    return CALLOUT_CTL_FAILED;
  return CALLOUT_CTL_DONE;
}
