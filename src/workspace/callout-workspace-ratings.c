/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

/*
 * How customers rate the service, taken together.
 */

typedef struct {
  gint64           person;
  CalloutQuery    *query;
  CalloutRatingsBy by;
} Survey;

static void
survey_free (gpointer data)
{
  Survey *survey = data;

  callout_query_free (survey->query);
  g_free (survey);
}

static Survey *
survey_new (gint64           person,
            CalloutQuery    *query,
            CalloutRatingsBy by)
{
  Survey *survey = g_new0 (Survey, 1);

  survey->person = person;
  survey->query = query != NULL ? callout_query_copy (query) : callout_query_new (CALLOUT_KIND_RATING);
  survey->by = by;
  return survey;
}

/* Months begin where the house stands. */
static GTimeZone *
find_zone (CalloutBack  *back,
           GError      **error)
{
  g_autofree char *name = callout_store_get_setting (back->store, CALLOUT_SETTING_TIME_ZONE, 0, error);
  GTimeZone *zone;

  if (name == NULL)
    return NULL;
  zone = g_time_zone_new_identifier (name);
  return zone != NULL ? zone : g_time_zone_new_local ();
}

static gpointer
survey (CalloutBack   *back,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Survey *asked = data;
  g_autoptr (GTimeZone) zone = find_zone (back, error);
  CalloutSight sight;

  if (zone == NULL || !callout_back_find_sight (back, asked->person, &sight, error))
    return NULL;
  return callout_store_ratings (back->store, asked->query, &sight, asked->by, zone, error);
}

static const CalloutJob ratings_job = {
  survey, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, survey_free, (GDestroyNotify) g_ptr_array_unref
};

/**
 * callout_workspace_ratings_async:
 * @person: who asks, 0 for no limit
 * @query: (nullable): of ratings: which ones count; %NULL for all
 */
void
callout_workspace_ratings_async (CalloutWorkspace    *self,
                                 gint64               person,
                                 CalloutQuery        *query,
                                 CalloutRatingsBy     by,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &ratings_job, survey_new (person, query, by), cancellable, callback, user_data);
}

/**
 * callout_workspace_ratings_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_ALLOWED for a code user.
 *
 * Returns: (transfer full) (element-type CalloutRatingSum): as callout_store_ratings()
 */
GPtrArray *
callout_workspace_ratings_finish (CalloutWorkspace  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &ratings_job, result, error);
}

GPtrArray *
callout_workspace_ratings_sync (CalloutWorkspace  *self,
                                gint64             person,
                                CalloutQuery      *query,
                                CalloutRatingsBy   by,
                                GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_do_job (self, &ratings_job, survey_new (person, query, by), error);
}
