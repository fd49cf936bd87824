/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-list-private.h"

#include "callout-splice.h"

/*
 * What the worker does for a list: the ids of a query, the ids after changes,
 * and rows by the page.
 */

typedef struct {
  CalloutQuery *query;
  gint64        person;
  GArray       *ids;   /* (nullable): the ids before … */
  CalloutAsOf   as_of; /* … and what they know of */
  guint         generation;
  gboolean      first; /* not all, just what a view shows at once */
} Inquiry;

static void
inquiry_free (gpointer data)
{
  Inquiry *inquiry = data;

  callout_query_free (inquiry->query);
  g_clear_pointer (&inquiry->ids, g_array_unref);
  g_free (inquiry);
}

static Inquiry *
inquiry_new (CalloutQuery *query,
             gint64        person)
{
  Inquiry *inquiry = g_new0 (Inquiry, 1);

  inquiry->query = callout_query_copy (query);
  inquiry->person = person;
  return inquiry;
}

/* A reference to the list that the way through the worker does not keep alive. */
typedef struct {
  GWeakRef list;
  guint    generation;
} Return;

static Return *
return_new (CalloutQueryList *list,
            guint             generation)
{
  Return *back = g_new0 (Return, 1);

  g_weak_ref_init (&back->list, list);
  back->generation = generation;
  return back;
}

static CalloutQueryList *
return_to_list (Return *back)
{
  CalloutQueryList *list = g_weak_ref_get (&back->list);

  g_weak_ref_clear (&back->list);
  return list;
}

/* The ids of a query */

static void
ids_free (gpointer data)
{
  CalloutIds *answer = data;

  g_array_unref (answer->ids);
  g_clear_pointer (&answer->splices, g_array_unref);
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

static CalloutIds *
ids_new (Inquiry     *inquiry,
         GArray      *ids,
         CalloutAsOf  as_of)
{
  CalloutIds *answer = g_new0 (CalloutIds, 1);

  answer->ids = ids;
  answer->as_of = as_of;
  answer->generation = inquiry->generation;
  return answer;
}

static gpointer
query_ids (CalloutBack   *back,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Inquiry *inquiry = data;
  CalloutSight sight;
  CalloutIds *answer;
  GArray *ids;
  CalloutAsOf as_of;

  as_of.event = callout_store_last_event (back->store, error);
  if (as_of.event < 0 || (as_of.mark = callout_store_last_mark (back->store, error)) < 0
      || !callout_back_find_sight (back, inquiry->person, &sight, error))
    return NULL;
  if (inquiry->first)
    callout_query_set_limit (inquiry->query, CALLOUT_FIRST_IDS, 0);
  ids = callout_store_query_ids (back->store, inquiry->query, &sight, cancellable, error);
  if (ids == NULL)
    return NULL;

  answer = ids_new (inquiry, ids, as_of);
  answer->more = inquiry->first && ids->len == CALLOUT_FIRST_IDS;
  /* Of the first all will be asked for: a view that has them at once is laid
   * out and drawn once. */
  if (inquiry->first)
    answer->rows = callout_back_hide (&sight, callout_store_get_many (back->store, callout_query_get_kind (inquiry->query),
                                                                      (const gint64 *) (gpointer) ids->data, ids->len, NULL));
  return answer;
}

static const CalloutJob ids_job = { query_ids, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, inquiry_free, ids_free };

static void
ids_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Return *back = user_data;
  g_autoptr (CalloutQueryList) list = return_to_list (back);
  g_autoptr (GError) error = NULL;
  CalloutIds *answer;

  answer = callout_workspace_finish_job (CALLOUT_WORKSPACE (source), &ids_job, result, &error);
  if (list != NULL)
    callout_query_list_take_ids (list, answer, back->generation, error);
  g_clear_pointer (&answer, ids_free);
  g_free (back);
}

/*
 * callout_query_list_read_ids:
 * @first: not all of them, but at once
 */
void
callout_query_list_read_ids (CalloutQueryList *self,
                             CalloutWorkspace *workspace,
                             CalloutQuery     *query,
                             gint64            person,
                             gboolean          first,
                             GCancellable     *cancellable,
                             guint             generation)
{
  Inquiry *inquiry = inquiry_new (query, person);

  inquiry->first = first;
  callout_workspace_push_job (workspace, &ids_job, inquiry, cancellable, ids_cb, return_new (self, generation));
}

/* The ids after changes */

/* What hangs on the roles of the person who looks is not found by what changed. */
static gboolean
changes_sight (Inquiry *inquiry,
               GArray  *touched)
{
  for (guint i = 0; inquiry->person != 0 && i < touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (touched, CalloutTouch, i);

      if (touch->kind == CALLOUT_KIND_PERSON && (touch->id == inquiry->person || touch->id == 0))
        return TRUE;
    }
  return FALSE;
}

static GHashTable *
collect_moved (Inquiry *inquiry,
               GArray  *touched)
{
  CalloutKind kind = callout_query_get_kind (inquiry->query);
  GHashTable *moved = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (touched, CalloutTouch, i);

      if (touch->kind == kind)
        g_hash_table_add (moved, &touch->id);
    }
  return moved;
}

/* All that happened since the ids were read is looked at, not just what the
 * feed has told so far: rows are placed among rows as they are now, so every
 * one that moved must be known to have moved. */
static gpointer
refresh (CalloutBack   *back,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Inquiry *inquiry = data;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) touched = NULL;
  g_autoptr (GHashTable) moved = NULL;
  CalloutAsOf as_of = inquiry->as_of;
  CalloutIds *answer;
  CalloutSight sight;
  GArray *ids;

  events = callout_store_events_after (back->store, as_of.event, &touched, error);
  if (events == NULL || !callout_back_find_sight (back, inquiry->person, &sight, error)
      || !callout_store_marks_after (back->store, &as_of.mark, touched, error))
    return NULL;
  if (changes_sight (inquiry, touched))
    ids = callout_store_query_ids (back->store, inquiry->query, &sight, cancellable, error);
  else
    ids = callout_store_refresh_ids (back->store, inquiry->query, &sight, inquiry->ids,
                                     (CalloutTouch *) (gpointer) touched->data, touched->len, error);
  if (ids == NULL)
    return NULL;

  if (events->len > 0)
    as_of.event = CALLOUT_ENTITY (g_ptr_array_index (events, events->len - 1))->id;
  answer = ids_new (inquiry, ids, as_of);
  moved = collect_moved (inquiry, touched);
  answer->splices = callout_splices_find (inquiry->ids, ids, moved);
  return answer;
}

const CalloutJob callout_refresh_job = { refresh, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, inquiry_free, ids_free };

gpointer
callout_refresh_new (CalloutQuery *query,
                     gint64        person,
                     GArray       *ids,
                     CalloutAsOf   as_of,
                     guint         generation)
{
  Inquiry *inquiry = inquiry_new (query, person);

  inquiry->ids = g_array_ref (ids);
  inquiry->as_of = as_of;
  inquiry->generation = generation;
  return inquiry;
}

/* Rows */

typedef struct {
  CalloutKind kind;
  gint64      person;
  GArray     *ids;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_array_unref (page->ids);
  g_free (page);
}

static gpointer
read_page (CalloutBack   *back,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Page *page = data;
  CalloutSight sight;

  if (!callout_back_find_sight (back, page->person, &sight, error))
    return NULL;
  return callout_back_hide (&sight, callout_store_get_many (back->store, page->kind, (const gint64 *) (gpointer) page->ids->data,
                                                            page->ids->len, error));
}

static const CalloutJob page_job = {
  read_page, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, page_free, (GDestroyNotify) g_ptr_array_unref
};

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Return *back = user_data;
  g_autoptr (CalloutQueryList) list = return_to_list (back);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  rows = callout_workspace_finish_job (CALLOUT_WORKSPACE (source), &page_job, result, &error);
  if (list != NULL)
    callout_query_list_take_rows (list, rows, error);
  g_free (back);
}

/*
 * callout_query_list_read_rows:
 * @ids: (transfer none): of gint64; not changed any more
 */
void
callout_query_list_read_rows (CalloutQueryList *self,
                              CalloutWorkspace *workspace,
                              CalloutKind       kind,
                              gint64            person,
                              GArray           *ids)
{
  Page *page = g_new0 (Page, 1);

  page->kind = kind;
  page->person = person;
  page->ids = g_array_ref (ids);
  callout_workspace_push_job (workspace, &page_job, page, NULL, page_cb, return_new (self, 0));
}
