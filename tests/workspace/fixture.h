/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-nearest.h"
#include "callout-query-list.h"
#include "callout-workspace.h"

G_BEGIN_DECLS

/* Monday 2 March 2026, 10:00 in UTC: when it is in every test that does not turn the clock. */
#define NOON_ISH "2026-03-02T10:00:00Z"

/* A store of its own for each test, with a house of a few people. */
typedef struct {
  char             *folder;
  char             *path;
  CalloutWorkspace *workspace;
  gint64            admin;
  gint64            dora;  /* dispatcher, may reallocate */
  gint64            greta; /* dispatcher of the group water */
} Fixture;

void           fixture_set_up     (Fixture          *fixture,
                                   gconstpointer     data);
void           fixture_tear_down  (Fixture          *fixture,
                                   gconstpointer     data);
void           fixture_people     (Fixture          *fixture);

/* One command that must succeed: names and values of parameters end with NULL. */
CalloutEntity *run                (CalloutWorkspace *workspace,
                                   gint64            actor,
                                   const char       *command,
                                   const char       *ref,
                                   ...) G_GNUC_NULL_TERMINATED;
void           do_it              (CalloutWorkspace *workspace,
                                   gint64            actor,
                                   const char       *command,
                                   const char       *ref,
                                   ...) G_GNUC_NULL_TERMINATED;
gint64         make_person        (CalloutWorkspace *workspace,
                                   gint64            admin,
                                   const char       *login,
                                   const char       *name,
                                   const char       *roles,
                                   ...) G_GNUC_NULL_TERMINATED;
char          *make_ticket        (CalloutWorkspace *workspace,
                                   gint64            actor,
                                   const char       *title,
                                   ...) G_GNUC_NULL_TERMINATED;
char          *make_work_order    (CalloutWorkspace *workspace,
                                   gint64            actor,
                                   const char       *ticket);
gint64         id_of              (const char       *ref);

/* Turns the main loop until an answer is there. */
void           take_answer_cb     (GObject          *source,
                                   GAsyncResult     *result,
                                   gpointer          answer);
GAsyncResult  *wait_for_answer    (GAsyncResult    **answer);

#define WAIT_UNTIL(condition)                     \
  G_STMT_START                                    \
    {                                             \
      while (!(condition))                        \
        g_main_context_iteration (NULL, TRUE);    \
    }                                             \
  G_STMT_END

G_END_DECLS
