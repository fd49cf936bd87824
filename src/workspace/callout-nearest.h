/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutNeighbour:
 *
 * A candidate for a work order, with every figure a dispatcher weighs and a
 * sentence for each reason that rules them out.
 */
#define CALLOUT_TYPE_NEIGHBOUR (callout_neighbour_get_type ())
G_DECLARE_FINAL_TYPE (CalloutNeighbour, callout_neighbour, CALLOUT, NEIGHBOUR, GObject)

struct _CalloutNeighbour
{
  GObject         parent_instance;

  CalloutPerson  *person;
  gboolean        eligible;
  CalloutReasons  reasons;
  char          **sentences;      /* one for each reason; empty when eligible */
  double          distance_m;     /* negative: unknown */
  CalloutTime     position_age;   /* negative: no position */
  gboolean        on_duty;
  CalloutTime     duty_from;      /* the shift that holds now or comes next; 0: always */
  CalloutTime     duty_until;
  guint           pending;
  guint           today;
  char           *skills_missing; /* (nullable): keys */
  char           *group_name;     /* (nullable): the first of their groups that matters here */
  char           *group_key;      /* (nullable) */
};

typedef struct {
  gint64   person;     /* who asks: a group dispatcher is shown only their own (C13) */
  gint64   work_order;
  guint    limit;      /* 0: all */
  double   within_km;  /* 0: the setting; negative: no limit */
  gboolean all;        /* with those left out, after the eligible */
} CalloutNearestQuestion;

/* A GPtrArray of CalloutNeighbour, best first. */
void       callout_workspace_nearest_async  (CalloutWorkspace             *self,
                                             const CalloutNearestQuestion *question,
                                             GCancellable                 *cancellable,
                                             GAsyncReadyCallback           callback,
                                             gpointer                      user_data);
GPtrArray *callout_workspace_nearest_finish (CalloutWorkspace             *self,
                                             GAsyncResult                 *result,
                                             GError                      **error);
GPtrArray *callout_workspace_nearest_sync   (CalloutWorkspace             *self,
                                             const CalloutNearestQuestion *question,
                                             GError                      **error);

/* Everybody with a position, for the map: a GPtrArray of CalloutNeighbour without distances. */
void       callout_workspace_resources_async  (CalloutWorkspace    *self,
                                               gint64               person,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
GPtrArray *callout_workspace_resources_finish (CalloutWorkspace    *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
