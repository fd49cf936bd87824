/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

#include <string.h>

/*
 * Finding things by words: what is called exactly so first, then full text,
 * kind by kind, as far as the person may see.
 */

/* What is looked through, in the order of the answer. */
static const CalloutKind searched[] = {
  CALLOUT_KIND_TICKET, CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_PERSON, CALLOUT_KIND_CUSTOMER, CALLOUT_KIND_UPDATE,
};

typedef struct {
  gint64 person;
  char  *words;
  guint  limit;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->words);
  g_free (search);
}

static Search *
search_new (gint64      person,
            const char *words,
            guint       limit)
{
  Search *search = g_new0 (Search, 1);

  search->person = person;
  search->words = g_strstrip (g_utf8_make_valid (words, -1));
  search->limit = limit;
  return search;
}

void
callout_hit_free (CalloutHit *self)
{
  g_clear_object (&self->entity);
  g_free (self);
}

static gboolean
has_hit (GPtrArray   *hits,
         CalloutKind  kind,
         gint64       id)
{
  for (guint i = 0; i < hits->len; i++)
    {
      CalloutHit *hit = g_ptr_array_index (hits, i);

      if (hit->kind == kind && hit->entity->id == id)
        return TRUE;
    }
  return FALSE;
}

static void
add_hit (GPtrArray     *hits,
         CalloutEntity *entity)
{
  CalloutKind kind = callout_entity_get_kind (entity);
  CalloutHit *hit;

  if (has_hit (hits, kind, entity->id))
    return;
  hit = g_new0 (CalloutHit, 1);
  hit->kind = kind;
  hit->entity = g_object_ref (entity);
  g_ptr_array_add (hits, hit);
}

/* A row that is not there, or not to be seen, is no hit and no error. */
static gboolean
add_exact (CalloutBack         *back,
           CalloutKind          kind,
           const char          *ref,
           const CalloutSight  *sight,
           GPtrArray           *hits,
           GError             **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutEntity) entity = callout_store_resolve (back->store, kind, ref, &failure);

  if (entity != NULL
      && (callout_sight_is_whole (sight, callout_entity_get_kind (entity))
          || callout_store_can_see (back->store, callout_entity_get_kind (entity), entity->id, sight, &failure)))
    {
      if (sight->extent == CALLOUT_SIGHT_CONTACT)
        callout_entity_hide_internal (entity);
      add_hit (hits, entity);
    }
  if (failure == NULL || g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_exact_hits (CalloutBack         *back,
                const Search        *search,
                const CalloutSight  *sight,
                GPtrArray           *hits,
                GError             **error)
{
  CalloutKind kind;
  gint64 id;

  if (strpbrk (search->words, " \t\n") != NULL)
    return TRUE;
  if (callout_ref_parse (search->words, &kind, &id))
    {
      gboolean shown = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
        shown |= searched[i] == kind;
      return !shown || add_exact (back, kind, search->words, sight, hits, error);
    }
  return add_exact (back, CALLOUT_KIND_PERSON, search->words, sight, hits, error)
         && add_exact (back, CALLOUT_KIND_GROUP, search->words, sight, hits, error);
}

static GPtrArray *
find_kind (CalloutBack         *back,
           const Search        *search,
           CalloutKind          kind,
           const CalloutSight  *sight,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GArray) ids = NULL;

  callout_query_set_words (query, search->words);
  callout_query_set_limit (query, search->limit, 0);
  /* The newest tickets first; people and customers by name. */
  if (!callout_query_parse_sort (query,
                                 kind == CALLOUT_KIND_PERSON || kind == CALLOUT_KIND_CUSTOMER ? "name" : "-created_at",
                                 error))
    return NULL;
  ids = callout_store_query_ids (back->store, query, sight, cancellable, error);
  if (ids == NULL)
    return NULL;
  return callout_back_hide (sight, callout_store_get_many (back->store, kind, (const gint64 *) (gpointer) ids->data, ids->len,
                                                           error));
}

/* Tickets are many; the other kinds are left a share of the answer each, so
 * that a person's name is found although a thousand tickets have the word. */
static void
merge (GPtrArray **found,
       guint       limit,
       GPtrArray  *hits)
{
  guint shares[G_N_ELEMENTS (searched)];
  guint room = limit - MIN (limit, hits->len);
  guint taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    {
      shares[i] = MIN (found[i]->len, MAX (room / (G_N_ELEMENTS (searched) + 1), 1));
      taken += shares[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (searched) && taken < room; i++)
    {
      guint more = MIN (found[i]->len - shares[i], room - taken);

      shares[i] += more;
      taken += more;
    }
  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    for (guint j = 0; j < shares[i] && hits->len < limit; j++)
      add_hit (hits, g_ptr_array_index (found[i], j));
}

static gpointer
look (CalloutBack   *back,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Search *search = data;
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_hit_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  CalloutSight sight;

  if (*search->words == '\0' || search->limit == 0)
    return g_steal_pointer (&hits);
  if (!callout_back_find_sight (back, search->person, &sight, error)
      || !add_exact_hits (back, search, &sight, hits, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    {
      GPtrArray *found = find_kind (back, search, searched[i], &sight, cancellable, error);

      if (found == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&found, g_ptr_array_unref);
          return NULL;
        }
      g_ptr_array_add (all, found);
    }
  merge ((GPtrArray **) all->pdata, search->limit, hits);
  return g_steal_pointer (&hits);
}

static const CalloutJob search_job = {
  look, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, search_free, (GDestroyNotify) g_ptr_array_unref
};

/**
 * callout_workspace_search_async:
 * @words: what was typed: words, their beginnings, or a reference
 * @limit: how many hits at most
 */
void
callout_workspace_search_async (CalloutWorkspace    *self,
                                gint64               person,
                                const char          *words,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (words != NULL);

  callout_workspace_push_job (self, &search_job, search_new (person, words, limit), cancellable, callback, user_data);
}

/**
 * callout_workspace_search_finish:
 *
 * Returns: (transfer full) (element-type CalloutHit): best first, living objects
 */
GPtrArray *
callout_workspace_search_finish (CalloutWorkspace  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  GPtrArray *hits;

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  hits = callout_workspace_finish_job (self, &search_job, result, error);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      CalloutHit *hit = g_ptr_array_index (hits, i);
      g_autoptr (CalloutEntity) fresh = g_steal_pointer (&hit->entity);

      hit->entity = callout_workspace_intern (self, fresh);
    }
  return hits;
}

GPtrArray *
callout_workspace_search_sync (CalloutWorkspace  *self,
                               gint64             person,
                               const char        *words,
                               guint              limit,
                               GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (words != NULL, NULL);

  return callout_workspace_do_job (self, &search_job, search_new (person, words, limit), error);
}
