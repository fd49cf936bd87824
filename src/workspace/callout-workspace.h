/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-commands.h"
#include "callout-error.h"
#include "callout-roster.h"
#include "callout-service-record.h"

G_BEGIN_DECLS

/**
 * CalloutWorkspace:
 *
 * The one inner door. It belongs to the main thread; behind it one worker
 * thread owns the store. Functions ending in _async never block; those ending
 * in _sync wait for the worker and are for the command line and for tests.
 *
 * Signal `changed` (CalloutFeed *feed): new events, from here or from another
 * process, after every living object and list has taken them in.
 */
#define CALLOUT_TYPE_WORKSPACE (callout_workspace_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkspace, callout_workspace, CALLOUT, WORKSPACE, GObject)

/**
 * CalloutFeed:
 *
 * What the change feed brought: the events in order, and everything they touched.
 */
typedef struct {
  GPtrArray *events;  /* of CalloutEvent */
  GArray    *touched; /* of CalloutTouch, each once; derived effects included; an id of 0 is the whole kind */
} CalloutFeed;

#define CALLOUT_TYPE_FEED (callout_feed_get_type ())
GType        callout_feed_get_type (void) G_GNUC_CONST;
CalloutFeed *callout_feed_copy     (CalloutFeed *self);
void         callout_feed_free     (CalloutFeed *self);
gboolean     callout_feed_touches  (CalloutFeed *self,
                                    CalloutKind  kind);

/* Opening. Errors: NOT_FOUND (no store there), CORRUPT (not one, damaged, newer), BUSY. */
CalloutWorkspace *callout_workspace_open_sync    (const char           *uri,
                                                  CalloutStoreMode      mode,
                                                  GError              **error);
void              callout_workspace_open_async   (const char           *uri,
                                                  CalloutStoreMode      mode,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CalloutWorkspace *callout_workspace_open_finish  (GAsyncResult         *result,
                                                  GError              **error);
gboolean          callout_workspace_found_sync   (CalloutWorkspace     *self,
                                                  const char           *admin_login,
                                                  const char           *admin_name,
                                                  GError              **error);
const char       *callout_workspace_get_uri      (CalloutWorkspace     *self);

/* Commands. The result is the target as it now is (transfer full). */
void              callout_workspace_run_async    (CalloutWorkspace     *self,
                                                  CalloutRequest       *request,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CalloutEntity    *callout_workspace_run_finish   (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  gint64               *event,
                                                  GError              **error);
CalloutEntity    *callout_workspace_run_sync     (CalloutWorkspace     *self,
                                                  CalloutRequest       *request,
                                                  gint64               *event,
                                                  GError              **error);
/* @event 0: the person's last one that is not undone. */
void              callout_workspace_undo_async   (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutSource         source,
                                                  gint64                event,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CalloutEntity    *callout_workspace_undo_finish  (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  gint64               *event,
                                                  GError              **error);
CalloutEntity    *callout_workspace_undo_sync    (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutSource         source,
                                                  gint64                event,
                                                  gint64               *undo_event,
                                                  GError              **error);

/**
 * CalloutBatchFunc:
 * @store: inside one open transaction
 *
 * Many commands in one transaction, for imports: the function runs on the
 * worker's thread and calls callout_commands_run_inside() as often as it
 * likes; what fails there leaves no trace and may be passed over. Returning
 * %FALSE rolls the whole batch back.
 */
typedef gboolean (*CalloutBatchFunc) (CalloutStore *store, gpointer data, GError **error);

gboolean          callout_workspace_batch_sync   (CalloutWorkspace     *self,
                                                  CalloutBatchFunc      func,
                                                  gpointer              data,
                                                  GError              **error);
void              callout_workspace_batch_async  (CalloutWorkspace     *self,
                                                  CalloutBatchFunc      func,
                                                  gpointer              data,
                                                  GDestroyNotify        destroy,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          callout_workspace_batch_finish (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * CalloutReadFunc:
 *
 * Any reading of the store, on the worker's thread inside one read
 * transaction. Returns what the task shall return, or %NULL with @error.
 */
typedef gpointer (*CalloutReadFunc) (CalloutStore *store, gpointer data, GCancellable *cancellable, GError **error);

void              callout_workspace_read_async   (CalloutWorkspace     *self,
                                                  CalloutReadFunc       func,
                                                  gpointer              data,
                                                  GDestroyNotify        destroy_data,
                                                  GDestroyNotify        destroy_result,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gpointer          callout_workspace_read_finish  (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
gpointer          callout_workspace_read_sync    (CalloutWorkspace     *self,
                                                  CalloutReadFunc       func,
                                                  gpointer              data,
                                                  GError              **error);

/* One thing, by reference, as far as @person may see it (0: no limit). */
void              callout_workspace_get_async    (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutKind           kind,
                                                  const char           *ref,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CalloutEntity    *callout_workspace_get_finish   (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
CalloutEntity    *callout_workspace_get_sync     (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutKind           kind,
                                                  const char           *ref,
                                                  GError              **error);

/* Whole lists as fresh entities, a GPtrArray of CalloutEntity: for short ones, exports and the command line. */
void              callout_workspace_list_async   (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutQuery         *query,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray        *callout_workspace_list_finish  (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
GPtrArray        *callout_workspace_list_sync    (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutQuery         *query,
                                                  GError              **error);
void              callout_workspace_count_async  (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutQuery         *query,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gint64            callout_workspace_count_finish (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* How customers rate the service, taken together; of CalloutRatingSum */
void              callout_workspace_ratings_async (CalloutWorkspace    *self,
                                                  gint64                person,
                                                  CalloutQuery         *query,
                                                  CalloutRatingsBy      by,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray        *callout_workspace_ratings_finish (CalloutWorkspace   *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
GPtrArray        *callout_workspace_ratings_sync (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutQuery         *query,
                                                  CalloutRatingsBy      by,
                                                  GError              **error);

/* What a person may do with a thing: a GPtrArray of CalloutOffer. */
void              callout_workspace_offer_async  (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutKind           kind,
                                                  gint64                id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray        *callout_workspace_offer_finish (CalloutWorkspace     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
GPtrArray        *callout_workspace_offer_sync   (CalloutWorkspace     *self,
                                                  gint64                person,
                                                  CalloutKind           kind,
                                                  gint64                id,
                                                  GError              **error);

/* Everything that happened to a thing: a GPtrArray of CalloutHistoryEntry, oldest first. */
typedef struct {
  CalloutEvent *event;
  GPtrArray    *changes; /* of CalloutChange */
  char         *sentence; /* as a person reads it */
} CalloutHistoryEntry;

void              callout_history_entry_free       (CalloutHistoryEntry *self);
const char       *callout_history_entry_get_manner (const CalloutHistoryEntry *self);
char             *callout_history_entry_dup_line   (const CalloutHistoryEntry *self,
                                                    GTimeZone           *zone);
void              callout_workspace_history_async  (CalloutWorkspace    *self,
                                                    gint64               person,
                                                    CalloutKind          kind,
                                                    gint64               id,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
GPtrArray        *callout_workspace_history_finish (CalloutWorkspace    *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
GPtrArray        *callout_workspace_history_sync   (CalloutWorkspace    *self,
                                                    gint64               person,
                                                    CalloutKind          kind,
                                                    gint64               id,
                                                    GError             **error);

/* What the customer sees of a ticket. */
void                 callout_workspace_customer_view_async  (CalloutWorkspace    *self,
                                                             gint64               person,
                                                             gint64               ticket,
                                                             const char          *language,
                                                             GCancellable        *cancellable,
                                                             GAsyncReadyCallback  callback,
                                                             gpointer             user_data);
CalloutCustomerView *callout_workspace_customer_view_finish (CalloutWorkspace    *self,
                                                             GAsyncResult        *result,
                                                             GError             **error);
CalloutCustomerView *callout_workspace_customer_view_sync   (CalloutWorkspace    *self,
                                                             gint64               person,
                                                             gint64               ticket,
                                                             const char          *language,
                                                             GError             **error);

/* All that a ticket's service record tells. */
void                  callout_workspace_record_async  (CalloutWorkspace     *self,
                                                       gint64                person,
                                                       gint64                ticket,
                                                       gboolean              internal,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CalloutServiceRecord *callout_workspace_record_finish (CalloutWorkspace     *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
CalloutServiceRecord *callout_workspace_record_sync   (CalloutWorkspace     *self,
                                                       gint64                person,
                                                       gint64                ticket,
                                                       gboolean              internal,
                                                       GError              **error);

/* Found by words: a GPtrArray of CalloutHit, best first. */
typedef struct {
  CalloutKind    kind;
  CalloutEntity *entity;
} CalloutHit;

void              callout_hit_free                 (CalloutHit          *self);
void              callout_workspace_search_async   (CalloutWorkspace    *self,
                                                    gint64               person,
                                                    const char          *words,
                                                    guint                limit,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
GPtrArray        *callout_workspace_search_finish  (CalloutWorkspace    *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
GPtrArray        *callout_workspace_search_sync    (CalloutWorkspace    *self,
                                                    gint64               person,
                                                    const char          *words,
                                                    guint                limit,
                                                    GError             **error);

/* Settings of the house, or of one person. */
char             *callout_workspace_get_setting_sync (CalloutWorkspace  *self,
                                                      const char        *key,
                                                      gint64             person);

/* The living object of a row, if a view holds it now. */
CalloutEntity    *callout_workspace_lookup         (CalloutWorkspace    *self,
                                                    CalloutKind          kind,
                                                    gint64               id);

/* Reads foreign commits now instead of at the next sign of one. */
void              callout_workspace_poll           (CalloutWorkspace    *self);

/* The last command error of a CONFLICT tells what changed; nothing here blocks at dispose
 * but the jobs already given. */

G_END_DECLS
