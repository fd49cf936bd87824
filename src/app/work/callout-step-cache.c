/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step-cache.h"

struct _CalloutStepCache
{
  GObject         parent_instance;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  GHashTable     *versions; /* workflow → its steps; without any while they are read */
};

enum { LOADED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutStepCache, callout_step_cache, G_TYPE_OBJECT)

typedef struct {
  gint64     workflow;
  GPtrArray *steps;
} Version;

static void
version_free (gpointer data)
{
  Version *version = data;

  g_clear_pointer (&version->steps, g_ptr_array_unref);
  g_free (version);
}

static gpointer
read_version (CalloutStore  *store,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Version *wanted = data;
  GPtrArray *steps = callout_store_workflow_steps (store, wanted->workflow, error);
  Version *version;

  if (steps == NULL)
    return NULL;
  version = g_new0 (Version, 1);
  version->workflow = wanted->workflow;
  version->steps = steps;
  return version;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  Version *version = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutStepCache *self = data;

  /* What cannot be read leaves a list without its steps; the details say why. */
  if (version == NULL)
    return;
  g_hash_table_insert (self->versions, g_memdup2 (&version->workflow, sizeof version->workflow),
                       g_steal_pointer (&version->steps));
  version_free (version);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
unref_steps (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static void
callout_step_cache_dispose (GObject *object)
{
  CalloutStepCache *self = CALLOUT_STEP_CACHE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_step_cache_parent_class)->dispose (object);
}

static void
callout_step_cache_finalize (GObject *object)
{
  CalloutStepCache *self = CALLOUT_STEP_CACHE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->versions, g_hash_table_unref);
  G_OBJECT_CLASS (callout_step_cache_parent_class)->finalize (object);
}

static void
callout_step_cache_class_init (CalloutStepCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_step_cache_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_step_cache_finalize;
  signals[LOADED] = g_signal_new ("loaded", CALLOUT_TYPE_STEP_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
callout_step_cache_init (CalloutStepCache *self)
{
  self->cancellable = g_cancellable_new ();
  self->versions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_steps);
}

CalloutStepCache *
callout_step_cache_new (CalloutSession *session)
{
  CalloutStepCache *self = g_object_new (CALLOUT_TYPE_STEP_CACHE, NULL);

  self->session = g_object_ref (session);
  return self;
}

/**
 * callout_step_cache_get:
 * @workflow: a published one
 *
 * Returns: (transfer none) (nullable) (element-type CalloutStep): %NULL until `loaded`
 */
GPtrArray *
callout_step_cache_get (CalloutStepCache *self,
                        gint64            workflow)
{
  gpointer steps;
  Version *wanted;

  if (g_hash_table_lookup_extended (self->versions, &workflow, NULL, &steps))
    return steps;
  g_hash_table_insert (self->versions, g_memdup2 (&workflow, sizeof workflow), NULL);
  wanted = g_new0 (Version, 1);
  wanted->workflow = workflow;
  callout_workspace_read_async (callout_session_get_workspace (self->session), read_version, wanted, version_free,
                                version_free, self->cancellable, read_cb, self);
  return NULL;
}
