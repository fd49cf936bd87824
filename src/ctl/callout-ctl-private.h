/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-ctl-json.h"
#include "callout-ctl-table.h"
#include "callout-error.h"
#include "callout-workspace.h"

G_BEGIN_DECLS

/* What the shell is told. */
typedef enum {
  CALLOUT_CTL_DONE,
  CALLOUT_CTL_FAILED,
  CALLOUT_CTL_USAGE,
  CALLOUT_CTL_IN_PART,
} CalloutCtlStatus;

/* Errors of this domain are wrong usage, all others failures. */
#define CALLOUT_CTL_ERROR (callout_ctl_error_quark ())
GQuark callout_ctl_error_quark (void);

/**
 * CalloutCtl:
 *
 * One run of the program: what the options said, and what was opened since.
 */
typedef struct {
  char             *uri;       /* (nullable): as given */
  char             *login;     /* (nullable): as given */
  gboolean          json;

  CalloutWorkspace *workspace; /* (nullable): opened on demand */
  CalloutPerson    *person;    /* (nullable): found on demand */
  GTimeZone        *zone;      /* (nullable): the site's, found on demand */
  GHashTable       *refs;      /* "kind id" → reference, of what went by */

  CalloutStore     *store;     /* (unowned) (nullable): while a reading is under way */
} CalloutCtl;

typedef struct _CalloutCtlVerb CalloutCtlVerb;

/**
 * CalloutCtlVerb:
 *
 * A row of the one table of verbs.
 */
struct _CalloutCtlVerb
{
  const char       *name;
  const char       *arguments; /* as in the usage line */
  const char       *summary;   /* translatable */
  CalloutCtlStatus (*run) (CalloutCtl           *self,
                           const CalloutCtlVerb *verb,
                           char                **arguments,
                           GError              **error);
};

const CalloutCtlVerb *callout_ctl_verbs      (guint                *n_verbs);
const CalloutCtlVerb *callout_ctl_find_verb  (const char           *name);

/* Arguments */
gboolean              callout_ctl_parse      (CalloutCtl           *self,
                                              const CalloutCtlVerb *verb,
                                              const GOptionEntry   *entries,
                                              const char           *description,
                                              guint                 least,
                                              guint                 most,
                                              char               ***arguments,
                                              GError              **error);
void                  callout_ctl_misused    (GError              **error,
                                              const char           *format,
                                              ...) G_GNUC_PRINTF (2, 3);

/* What is opened on demand */
char                 *callout_ctl_dup_uri    (CalloutCtl           *self);
gboolean              callout_ctl_open       (CalloutCtl           *self,
                                              GError              **error);
gboolean              callout_ctl_sign_in    (CalloutCtl           *self,
                                              GError              **error);
gboolean              callout_ctl_read       (CalloutCtl           *self,
                                              CalloutReadFunc       func,
                                              gpointer              data,
                                              GError              **error);
GTimeZone            *callout_ctl_get_zone   (CalloutCtl           *self);
CalloutEntity        *callout_ctl_resolve    (CalloutCtl           *self,
                                              const char           *ref,
                                              GError              **error);
char                 *callout_ctl_dup_ref    (CalloutCtl           *self,
                                              CalloutKind           kind,
                                              gint64                id);

/**
 * CalloutCtlColumn:
 *
 * A member of a thing as the contract names it, and where its value comes from.
 */
typedef struct {
  const char         *name;
  enum {
    CALLOUT_CTL_FROM_FIELD,
    CALLOUT_CTL_FROM_REF,
    CALLOUT_CTL_FROM_NUMBER,  /* an event's */
    CALLOUT_CTL_FROM_VERSION,
    CALLOUT_CTL_FROM_CREATED,
    CALLOUT_CTL_FROM_UPDATED,
  } from;
  const CalloutField *field;
  const CalloutField *text;        /* (nullable): where a reference is spelled out already */
  gboolean            zero_absent; /* 0 means that there is none */
} CalloutCtlColumn;

GArray *callout_ctl_columns          (CalloutKind             kind);
GArray *callout_ctl_pick_columns     (CalloutKind             kind,
                                      const char             *names,
                                      GError                **error);
void    callout_ctl_write_value      (CalloutCtl             *self,
                                      CalloutCtlJson         *json,
                                      CalloutEntity          *entity,
                                      const CalloutCtlColumn *column);
char   *callout_ctl_dup_value        (CalloutCtl             *self,
                                      CalloutEntity          *entity,
                                      const CalloutCtlColumn *column,
                                      gboolean                readable);
void    callout_ctl_write_members    (CalloutCtl             *self,
                                      CalloutCtlJson         *json,
                                      CalloutEntity          *entity,
                                      GArray                 *columns);
void    callout_ctl_write_changes    (CalloutCtl             *self,
                                      CalloutCtlJson         *json,
                                      GPtrArray              *changes);
void    callout_ctl_print_entity     (CalloutCtl             *self,
                                      CalloutEntity          *entity);

/* Times */
char   *callout_ctl_format_time      (CalloutCtl             *self,
                                      CalloutTime             time);
char   *callout_ctl_readable_time    (CalloutCtl             *self,
                                      CalloutTime             time);

/**
 * CalloutCtlKind:
 *
 * A word after `list`, and the columns a person wants to see first.
 */
typedef struct {
  const char  *word;
  CalloutKind  kind;    /* NONE: nothing keeps such things yet, or it is no row */
  const char  *columns;
} CalloutCtlKind;

const CalloutCtlKind *callout_ctl_kinds     (guint       *n_kinds);
const CalloutCtlKind *callout_ctl_find_kind (const char  *word,
                                             GError     **error);
char                 *callout_ctl_kind_words (void);

/* The verbs, a file per topic */
#define CALLOUT_CTL_VERB(name) \
  CalloutCtlStatus callout_ctl_##name (CalloutCtl           *self, \
                                       const CalloutCtlVerb *verb, \
                                       char                **arguments, \
                                       GError              **error)
CALLOUT_CTL_VERB (init);
CALLOUT_CTL_VERB (info);
CALLOUT_CTL_VERB (check);
CALLOUT_CTL_VERB (backup);
CALLOUT_CTL_VERB (restore);
CALLOUT_CTL_VERB (import);
CALLOUT_CTL_VERB (export);
CALLOUT_CTL_VERB (list);
CALLOUT_CTL_VERB (show);
CALLOUT_CTL_VERB (commands);
CALLOUT_CTL_VERB (do);
CALLOUT_CTL_VERB (undo);
CALLOUT_CTL_VERB (nearest);
CALLOUT_CTL_VERB (history);
CALLOUT_CTL_VERB (search);
CALLOUT_CTL_VERB (customer_view);
CALLOUT_CTL_VERB (calendar);
CALLOUT_CTL_VERB (pdf);
CALLOUT_CTL_VERB (labels);
CALLOUT_CTL_VERB (watch);
CALLOUT_CTL_VERB (bench);

G_END_DECLS
