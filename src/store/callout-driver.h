/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-error.h"
#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutStatement:
 *
 * A prepared statement of an engine. Parameters are `$1, $2 …`, counted from 1;
 * columns from 0. A statement belongs to its driver, which keeps it prepared;
 * callout_statement_reset() gives it back.
 */
typedef struct _CalloutStatement CalloutStatement;

typedef struct {
  void        (*bind_int64) (CalloutStatement *self, int parameter, gint64 value);
  void        (*bind_real)  (CalloutStatement *self, int parameter, double value);
  void        (*bind_text)  (CalloutStatement *self, int parameter, const char *value);
  void        (*bind_null)  (CalloutStatement *self, int parameter);
  gboolean    (*step)       (CalloutStatement *self, gboolean *row, GError **error);
  void        (*reset)      (CalloutStatement *self);
  gboolean    (*is_null)    (CalloutStatement *self, int column);
  gint64      (*get_int64)  (CalloutStatement *self, int column);
  double      (*get_real)   (CalloutStatement *self, int column);
  const char *(*get_text)   (CalloutStatement *self, int column);
  void        (*bind_blob)  (CalloutStatement *self, int parameter, const guchar *data, gsize length);
  const guchar *(*get_blob) (CalloutStatement *self, int column, gsize *length);
} CalloutStatementClass;

struct _CalloutStatement
{
  const CalloutStatementClass *klass;
};

/**
 * CalloutDriver:
 *
 * An engine: what differs between SQLite and PostgreSQL, and nothing else.
 * All of it is called on the store's one thread.
 */
#define CALLOUT_TYPE_DRIVER (callout_driver_get_type ())
G_DECLARE_DERIVABLE_TYPE (CalloutDriver, callout_driver, CALLOUT, DRIVER, GObject)

struct _CalloutDriverClass
{
  GObjectClass parent_class;

  const char       *engine;
  gboolean          (*begin)        (CalloutDriver *self, gboolean writing, GError **error);
  gboolean          (*commit)       (CalloutDriver *self, GError **error);
  void              (*rollback)     (CalloutDriver *self);
  CalloutStatement *(*prepare)      (CalloutDriver *self, const char *sql, GError **error);
  gboolean          (*execute)      (CalloutDriver *self, const char *script, GError **error);
  gint64            (*last_id)      (CalloutDriver *self);
  /* A number that differs when another connection has committed meanwhile. */
  gint64            (*data_version) (CalloutDriver *self);
  /* The file whose change on disk tells of foreign commits; %NULL if there is none. */
  char             *(*dup_watch)    (CalloutDriver *self);
  /* A condition on `alias.id` that full-text matches parameter $n; %NULL where the kind has no text. */
  char             *(*match_clause) (CalloutDriver *self, CalloutKind kind, const char *alias, int parameter);
  char             *(*match_text)   (CalloutDriver *self, const char *words);
  /* A SELECT of just the ids, as `rowid`, that full-text matches parameter $1, quicker than to look each
   * row up; %NULL where the kind has none. */
  char             *(*match_ids)    (CalloutDriver *self, CalloutKind kind);
  /* A row's text came (no before), went (no after) or may have changed. */
  gboolean          (*index_text)   (CalloutDriver *self, CalloutEntity *before, CalloutEntity *after, GError **error);
  int               (*schema_version) (CalloutDriver *self, GError **error);
  gboolean          (*check)        (CalloutDriver *self, GPtrArray *faults, GError **error);
  gboolean          (*backup)       (CalloutDriver *self, const char *file, GError **error);
  gint64            (*size)         (CalloutDriver *self);
  /* What may break off the statements run from now on, with %G_IO_ERROR_CANCELLED; %NULL: nothing. */
  void              (*set_cancellable) (CalloutDriver *self, GCancellable *cancellable);
  /* Many rows are about to be looked at, each of them once. */
  void              (*set_streaming) (CalloutDriver *self, gboolean streaming);
};

gboolean          callout_driver_begin    (CalloutDriver     *self,
                                           gboolean           writing,
                                           GError           **error);
gboolean          callout_driver_commit   (CalloutDriver     *self,
                                           GError           **error);
void              callout_driver_rollback (CalloutDriver     *self);
CalloutStatement *callout_driver_prepare  (CalloutDriver     *self,
                                           const char        *sql,
                                           GError           **error);
gboolean          callout_driver_execute  (CalloutDriver     *self,
                                           const char        *script,
                                           GError           **error);

static inline void
callout_statement_bind_int64 (CalloutStatement *self, int parameter, gint64 value)
{
  self->klass->bind_int64 (self, parameter, value);
}

static inline void
callout_statement_bind_real (CalloutStatement *self, int parameter, double value)
{
  self->klass->bind_real (self, parameter, value);
}

/* (nullable): %NULL binds NULL. The text is not copied: it must stay as it is
 * for as long as rows are stepped through. */
static inline void
callout_statement_bind_text (CalloutStatement *self, int parameter, const char *value)
{
  self->klass->bind_text (self, parameter, value);
}

static inline void
callout_statement_bind_null (CalloutStatement *self, int parameter)
{
  self->klass->bind_null (self, parameter);
}

/* @row: (out): whether there is one; at %FALSE without error the rows are over */
static inline gboolean
callout_statement_step (CalloutStatement *self, gboolean *row, GError **error)
{
  return self->klass->step (self, row, error);
}

static inline void
callout_statement_reset (CalloutStatement *self)
{
  self->klass->reset (self);
}

static inline gboolean
callout_statement_is_null (CalloutStatement *self, int column)
{
  return self->klass->is_null (self, column);
}

static inline gint64
callout_statement_get_int64 (CalloutStatement *self, int column)
{
  return self->klass->get_int64 (self, column);
}

static inline double
callout_statement_get_real (CalloutStatement *self, int column)
{
  return self->klass->get_real (self, column);
}

/* (nullable) (transfer none): valid until the next step or reset */
static inline const char *
callout_statement_get_text (CalloutStatement *self, int column)
{
  return self->klass->get_text (self, column);
}

/* Not copied, as text is not. */
static inline void
callout_statement_bind_blob (CalloutStatement *self, int parameter, const guchar *data, gsize length)
{
  self->klass->bind_blob (self, parameter, data, length);
}

/* (nullable) (transfer none): valid until the next step or reset */
static inline const guchar *
callout_statement_get_blob (CalloutStatement *self, int column, gsize *length)
{
  return self->klass->get_blob (self, column, length);
}

/* Resets a statement at the end of the scope that runs it. */
typedef CalloutStatement CalloutStatementScope;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutStatementScope, callout_statement_reset)

G_END_DECLS
