/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-error.h"
#include "callout-store.h"

G_BEGIN_DECLS

/**
 * Engine:
 *
 * What keeps stores. The tests of this folder are run once for each, and know
 * nothing of it but how to come by a place where no store is yet.
 */
typedef struct {
  const char *name;
  char     *(*fresh_uri) (const char *folder);
} Engine;

/**
 * Fixture:
 *
 * A fresh store of an engine, open, with a folder for whatever else is needed.
 */
typedef struct {
  const Engine *engine;
  char         *folder;
  char         *uri;
  CalloutStore *store;
} Fixture;

/* Adds the test once for each engine, as /store/ENGINE/path. */
void           add_store_test     (const char     *path,
                                   void          (*func) (Fixture *fixture));

char          *fixture_path       (Fixture        *self,
                                   const char     *name);
CalloutStore  *fixture_open       (Fixture        *self,
                                   CalloutStoreMode mode);

/* Writes, in a transaction and an event of their own. */
void           write_begin        (CalloutStore   *store,
                                   const char     *command);
gint64         write_end          (CalloutStore   *store);
CalloutEntity *insert_row         (CalloutStore   *store,
                                   CalloutKind     kind,
                                   const char     *first_field,
                                   ...) G_GNUC_NULL_TERMINATED;
void           change_row         (CalloutStore   *store,
                                   CalloutEntity  *entity,
                                   const char     *field,
                                   const char     *value);

/* Ids as text, apart by blanks. */
char          *join_ids           (GArray         *ids);
void           assert_no_faults   (CalloutStore   *store);

G_END_DECLS
