/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-store.h"

G_BEGIN_DECLS

/**
 * CalloutScene:
 *
 * What telling a story needs besides the events: who and what the ids in them
 * are. Names are read once each. On the worker's thread.
 */
typedef struct {
  CalloutStore *store;
  GHashTable   *names; /* CalloutTouch → name */
  GTimeZone    *zone;  /* of the site */
} CalloutScene;

CalloutScene *callout_scene_new       (CalloutStore  *store);
void          callout_scene_free      (CalloutScene  *self);
const char   *callout_scene_get_name  (CalloutScene  *self,
                                       CalloutKind    kind,
                                       gint64         id);
char         *callout_scene_dup_time  (CalloutScene  *self,
                                       CalloutTime    time);

char         *callout_history_sentence (CalloutScene *scene,
                                        CalloutEvent *event,
                                        GPtrArray    *changes);

char         *callout_history_workflow (CalloutScene *scene,
                                        CalloutEvent *event,
                                        GPtrArray    *changes);

/* Parts of sentences */
char         *callout_history_ticket   (CalloutScene *scene,
                                        CalloutEvent *event,
                                        GPtrArray    *changes);
char         *callout_history_changes  (CalloutScene *scene,
                                        GPtrArray    *changes,
                                        CalloutKind   kind,
                                        gint64        id);
char         *callout_history_join     (GPtrArray    *names);
char         *callout_history_progress (CalloutEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutScene, callout_scene_free)

G_END_DECLS
