/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-model.h"
#include "callout-query.h"

G_BEGIN_DECLS

/**
 * CalloutStore:
 *
 * Where things are kept. Everything here runs on one thread, the one that
 * opened it. Rows come and go as fresh entities nobody else holds.
 *
 * Errors of all functions: %CALLOUT_ERROR_BUSY (another process holds the
 * store), %CALLOUT_ERROR_NO_SPACE, %CALLOUT_ERROR_CORRUPT,
 * %CALLOUT_ERROR_CONSTRAINT, and what is said at each.
 */
#define CALLOUT_TYPE_STORE (callout_store_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStore, callout_store, CALLOUT, STORE, GObject)

typedef enum {
  CALLOUT_STORE_OPEN,      /* must exist */
  CALLOUT_STORE_CREATE,    /* must not exist */
  CALLOUT_STORE_READ_ONLY, /* must exist; nothing is written, not even a migration */
} CalloutStoreMode;

CalloutStore   *callout_store_open            (const char           *uri,
                                               CalloutStoreMode      mode,
                                               GError              **error);
gboolean        callout_store_exists          (const char           *uri);
char           *callout_store_default_uri     (void);

/* Transactions: writes only within one; a command's writes and its event together. */
gboolean        callout_store_begin           (CalloutStore         *self,
                                               gboolean              writing,
                                               GError              **error);
gboolean        callout_store_commit          (CalloutStore         *self,
                                               GError              **error);
void            callout_store_rollback        (CalloutStore         *self);

/* Within one: a command that fails leaves no trace of itself. */
gboolean        callout_store_savepoint       (CalloutStore         *self,
                                               GError              **error);
void            callout_store_release         (CalloutStore         *self);
void            callout_store_rollback_to_savepoint (CalloutStore   *self);

/* Rows */
CalloutEntity  *callout_store_get             (CalloutStore         *self,
                                               CalloutKind           kind,
                                               gint64                id,
                                               GError              **error);
CalloutEntity  *callout_store_get_seen        (CalloutStore         *self,
                                               CalloutKind           kind,
                                               gint64                id,
                                               GError              **error);
CalloutEntity  *callout_store_get_plain       (CalloutStore         *self,
                                               CalloutKind           kind,
                                               gint64                id,
                                               GError              **error);
CalloutEntity  *callout_store_find            (CalloutStore         *self,
                                               CalloutKind           kind,
                                               const char           *field,
                                               const char           *value,
                                               GError              **error);
CalloutEntity  *callout_store_resolve         (CalloutStore         *self,
                                               CalloutKind           kind,
                                               const char           *ref,
                                               GError              **error);
/* The id of the version new work orders are made under, and of the draft; 0 if there is none, -1 on error. */
gint64          callout_store_current_workflow (CalloutStore        *self,
                                               GError              **error);
gint64          callout_store_draft_workflow  (CalloutStore         *self,
                                               GError              **error);
GPtrArray      *callout_store_workflow_steps  (CalloutStore         *self,
                                               gint64                workflow,
                                               GError              **error);
CalloutCustomerFacts *callout_store_customer_facts (CalloutStore    *self,
                                               gint64                ticket,
                                               const char           *language,
                                               GError              **error);
/* The id of what came from another system; 0 if it never came, -1 on error. */
gint64          callout_store_find_external   (CalloutStore         *self,
                                               CalloutKind           kind,
                                               const char           *source,
                                               const char           *external_id,
                                               GError              **error);
GPtrArray      *callout_store_get_many        (CalloutStore         *self,
                                               CalloutKind           kind,
                                               const gint64         *ids,
                                               guint                 n_ids,
                                               GError              **error);
GPtrArray      *callout_store_all_plain       (CalloutStore         *self,
                                               CalloutKind           kind,
                                               GError              **error);
GPtrArray      *callout_store_children        (CalloutStore         *self,
                                               CalloutKind           kind,
                                               const char           *field,
                                               gint64                parent,
                                               GError              **error);
gboolean        callout_store_insert          (CalloutStore         *self,
                                               CalloutEntity        *entity,
                                               GError              **error);
gboolean        callout_store_update          (CalloutStore         *self,
                                               CalloutEntity        *entity,
                                               GError              **error);
gboolean        callout_store_delete          (CalloutStore         *self,
                                               CalloutEntity        *entity,
                                               GError              **error);

/* What the house said of a ticket and who has read it: before a draft is thrown away. */
gboolean        callout_store_forget_threads  (CalloutStore         *self,
                                               gint64                ticket,
                                               GError              **error);

/* Whose view rows show from here on, where they look different to different people: what is unread. */
void            callout_store_set_reader      (CalloutStore         *self,
                                               const CalloutSight   *reader);

/* Files: rows with bytes beside them */
gboolean        callout_store_add_file        (CalloutStore         *self,
                                               CalloutFile          *file,
                                               GBytes               *bytes,
                                               GError              **error);
GBytes         *callout_store_read_file       (CalloutStore         *self,
                                               gint64                id,
                                               GError              **error);

/* Flows: the version new tickets begin under, and the draft; NULL without error if there is none. */
CalloutFlow    *callout_store_current_flow    (CalloutStore         *self,
                                               const char           *key,
                                               GError              **error);
CalloutFlow    *callout_store_draft_flow      (CalloutStore         *self,
                                               const char           *key,
                                               GError              **error);

/* The audit trail */
void            callout_store_begin_event     (CalloutStore         *self,
                                               CalloutEvent         *event);
gboolean        callout_store_end_event       (CalloutStore         *self,
                                               GError              **error);
void            callout_store_drop_event      (CalloutStore         *self);
void            callout_store_fail_event      (CalloutStore         *self,
                                               gboolean              written);
GPtrArray      *callout_store_event_changes   (CalloutStore         *self,
                                               gint64                event,
                                               GError              **error);
/* Events of a thing and of what hangs on it, oldest first. */
GPtrArray      *callout_store_events_of       (CalloutStore         *self,
                                               CalloutKind           kind,
                                               gint64                id,
                                               GError              **error);
/* @touched: of CalloutTouch, each once, with what depends on it; id 0 means everything of the kind. */
GPtrArray      *callout_store_events_after    (CalloutStore         *self,
                                               gint64                event,
                                               GArray              **touched,
                                               GError              **error);
gint64          callout_store_last_event      (CalloutStore         *self,
                                               GError              **error);
/* Read marks are no events: they have numbers of their own. */
gboolean        callout_store_marks_after     (CalloutStore         *self,
                                               gint64               *mark,
                                               GArray               *touched,
                                               GError              **error);
gint64          callout_store_last_mark       (CalloutStore         *self,
                                               GError              **error);
gint64          callout_store_last_event_by   (CalloutStore         *self,
                                               gint64                person,
                                               GError              **error);

/* One thing that changed: what the change feed carries. */
typedef struct {
  CalloutKind kind;
  gint64      id;
} CalloutTouch;

/* Lists */
GArray         *callout_store_query_ids       (CalloutStore         *self,
                                               CalloutQuery         *query,
                                               const CalloutSight   *sight,
                                               GCancellable         *cancellable,
                                               GError              **error);
gint64          callout_store_count           (CalloutStore         *self,
                                               CalloutQuery         *query,
                                               const CalloutSight   *sight,
                                               GError              **error);
GArray         *callout_store_refresh_ids     (CalloutStore         *self,
                                               CalloutQuery         *query,
                                               const CalloutSight   *sight,
                                               GArray               *ids,
                                               const CalloutTouch   *touched,
                                               guint                 n_touched,
                                               GError              **error);
/* @ids: (transfer none): as read before; the result is a new array, or another reference to @ids */
gboolean        callout_store_can_see         (CalloutStore         *self,
                                               CalloutKind           kind,
                                               gint64                id,
                                               const CalloutSight   *sight,
                                               GError              **error);
/* Ratings taken together */
#define CALLOUT_MAX_STARS 5

typedef enum {
  CALLOUT_RATINGS_ALL,
  CALLOUT_RATINGS_BY_ENGINEER,
  CALLOUT_RATINGS_BY_GROUP,
  CALLOUT_RATINGS_BY_MONTH,
} CalloutRatingsBy;

/**
 * CalloutRatingSum:
 *
 * How many ratings somebody or something got, and how many of them were of
 * one star, two …
 */
typedef struct {
  char  *key;  /* a login, a group's key, a month like 2026-03; %NULL: altogether */
  char  *name; /* (nullable) */
  gint64 n;
  gint64 stars[CALLOUT_MAX_STARS];
} CalloutRatingSum;

void            callout_rating_sum_free       (CalloutRatingSum     *self);
double          callout_rating_sum_get_average (const CalloutRatingSum *self);
GPtrArray      *callout_store_ratings         (CalloutStore         *self,
                                               CalloutQuery         *query,
                                               const CalloutSight   *sight,
                                               CalloutRatingsBy      by,
                                               GTimeZone            *zone,
                                               GError              **error);
/* Tickets that may be about the same thing; see there. */
GPtrArray      *callout_store_duplicates      (CalloutStore         *self,
                                               CalloutTicket        *ticket,
                                               const CalloutSight   *sight,
                                               GError              **error);
/* Of CalloutResourceRow; @persons %NULL: everybody. Who is no active engineer is left out. */
GPtrArray      *callout_store_resources       (CalloutStore         *self,
                                               CalloutTime           day_start,
                                               CalloutTime           day_end,
                                               const gint64         *persons,
                                               guint                 n_persons,
                                               GError              **error);

/**
 * CalloutResourceRow:
 *
 * What ranking needs to know of an active engineer. @pending counts work orders
 * they are on that are not checked out, closed or cancelled; @today those of
 * them planned within the day, or assigned within it where nothing is planned.
 */
typedef struct {
  gint64      person;
  double      latitude; /* NaN: no position */
  double      longitude;
  CalloutTime position_at;
  int         availability;
  char       *shift;
  char       *skills;
  GArray     *groups;   /* of gint64: ids of groups a member of */
  gboolean    external;
  guint       pending;
  guint       today;
} CalloutResourceRow;

void callout_resource_row_free (CalloutResourceRow *self);

/* Settings: the person's own value, else the house's, else the fallback. */
char           *callout_store_get_setting     (CalloutStore         *self,
                                               const char           *key,
                                               gint64                person,
                                               GError              **error);

/* Keeping house */
const char     *callout_store_get_engine      (CalloutStore         *self);
int             callout_store_get_schema_version (CalloutStore      *self);
gint64          callout_store_get_size        (CalloutStore         *self);
gint64          callout_store_data_version    (CalloutStore         *self);
char           *callout_store_dup_watch       (CalloutStore         *self);
gboolean        callout_store_check           (CalloutStore         *self,
                                               GPtrArray            *faults,
                                               GError              **error);
gboolean        callout_store_backup          (CalloutStore         *self,
                                               const char           *file,
                                               GError              **error);
gboolean        callout_store_restore         (const char           *uri,
                                               const char           *file,
                                               GPtrArray            *faults,
                                               GError              **error);

G_END_DECLS
