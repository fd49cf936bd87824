/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-basemap-source.h"

/* A click farther than this from every street has no street's name. */
#define NAME_RADIUS_M 120.0

struct _CalloutBasemapStore
{
  gatomicrefcount  refs;
  GMutex           lock;
  char            *path;
  CalloutBasemap  *basemap;
  GError          *error;
};

G_DEFINE_BOXED_TYPE (CalloutBasemapStore, callout_basemap_store, callout_basemap_store_ref, callout_basemap_store_unref)

CalloutBasemapStore *
callout_basemap_store_new (const char *path)
{
  CalloutBasemapStore *self = g_new0 (CalloutBasemapStore, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  return self;
}

CalloutBasemapStore *
callout_basemap_store_ref (CalloutBasemapStore *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
callout_basemap_store_unref (CalloutBasemapStore *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->basemap, callout_basemap_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}

/**
 * callout_basemap_store_load:
 *
 * Reads the file the first time; never on the main thread. What went wrong
 * once is told again without another try.
 *
 * Returns: (transfer full): the map
 */
CalloutBasemap *
callout_basemap_store_load (CalloutBasemapStore  *self,
                            GError              **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->basemap == NULL && self->error == NULL)
    self->basemap = callout_basemap_load (self->path, &self->error);
  if (self->basemap == NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  return callout_basemap_ref (self->basemap);
}

typedef struct {
  CalloutBasemapStore *store;
  char                *text;
  guint                limit;
  CalloutPoint         point;
} Question;

static void
question_free (Question *question)
{
  callout_basemap_store_unref (question->store);
  g_free (question->text);
  g_free (question);
}

static GTask *
question_task (CalloutBasemapStore *self,
               Question            *question,
               gpointer             tag,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  question->store = callout_basemap_store_ref (self);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  return task;
}

static void
search_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (CalloutBasemap) basemap = NULL;
  GError *error = NULL;

  basemap = callout_basemap_store_load (question->store, &error);
  if (basemap == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, callout_basemap_search (basemap, question->text, question->limit),
                           (GDestroyNotify) g_ptr_array_unref);
}

/**
 * callout_basemap_store_search_async:
 * @text: a street, two streets joined by “&” or “and”, a place, or coordinates
 */
void
callout_basemap_store_search_async (CalloutBasemapStore *self,
                                    const char          *text,
                                    guint                limit,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = NULL;

  question->text = g_strdup (text);
  question->limit = limit;
  task = question_task (self, question, callout_basemap_store_search_async, cancellable, callback, user_data);
  g_task_run_in_thread (task, search_thread);
}

GPtrArray *
callout_basemap_store_search_finish (GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
name_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (CalloutBasemap) basemap = NULL;
  GError *error = NULL;

  basemap = callout_basemap_store_load (question->store, &error);
  if (basemap == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, callout_basemap_nearest_street (basemap, &question->point, NAME_RADIUS_M, NULL),
                           g_free);
}

/**
 * callout_basemap_store_name_async:
 *
 * What a place is called: the nearest street, if there is one close by.
 */
void
callout_basemap_store_name_async (CalloutBasemapStore *self,
                                  const CalloutPoint  *point,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = NULL;

  question->point = *point;
  task = question_task (self, question, callout_basemap_store_name_async, cancellable, callback, user_data);
  g_task_run_in_thread (task, name_thread);
}

/* Returns: (nullable): %NULL without an error where no street is near */
char *
callout_basemap_store_name_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
