/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-driver.h"
#include "callout-mapping.h"
#include "callout-query-private.h"
#include "callout-store.h"

G_BEGIN_DECLS

struct _CalloutStore
{
  GObject        parent_instance;

  CalloutDriver *driver;
  GThread       *thread;
  char          *selects[CALLOUT_N_KINDS]; /* SELECT … FROM … with every join, without WHERE */
  char          *gets[CALLOUT_N_KINDS];    /* that for one number */
  char          *seen[CALLOUT_N_KINDS];    /* that as the reader sees it, of kinds that look different to different people */
  char          *plain[CALLOUT_N_KINDS]; /* SELECT … FROM … WHERE id = $1, without what is derived */
  char          *inserts[CALLOUT_N_KINDS];

  CalloutSight   reader;   /* whose view of rows that look different to different people; person 0: nobody's */
  gint64         workflow; /* the current one, as far as it was looked up in this transaction; 0: it was not */
  gboolean       again;   /* the event being recorded has brought a deleted row back */
  gboolean       spoilt;  /* a command failed half-way without a savepoint: this must not be committed */
  CalloutEvent  *event;   /* the one being recorded */
  GArray        *changes; /* of CalloutChange, its fields owned */
};

#define CALLOUT_ASSERT_STORE_THREAD(self) g_assert ((self)->thread == g_thread_self ())

const char    *callout_store_get_select  (CalloutStore      *self,
                                          CalloutKind        kind);
CalloutEntity *callout_store_read_row    (CalloutKind        kind,
                                          CalloutStatement  *statement);
GPtrArray     *callout_store_read_rows   (CalloutKind        kind,
                                          CalloutStatement  *statement,
                                          GError           **error);
void           callout_store_bind_field  (CalloutStatement  *statement,
                                          int                parameter,
                                          CalloutEntity     *entity,
                                          const CalloutField *field);
gboolean       callout_store_check_files (CalloutStore      *self,
                                          GPtrArray         *faults,
                                          GError           **error);
gboolean       callout_store_check_rules (CalloutStore      *self,
                                          GPtrArray         *faults,
                                          GError           **error);

G_END_DECLS
