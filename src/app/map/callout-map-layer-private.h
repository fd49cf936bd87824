/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-cluster.h"
#include "callout-map-glyphs.h"
#include "callout-map-layer.h"

G_BEGIN_DECLS

#define CALLOUT_MAP_TILE_SIZE 256.0

/* How near to a mark counts as on it, in pixels. */
#define CALLOUT_MAP_REACH 24.0

typedef struct {
  CalloutKind kind; /* NONE: nothing */
  gint64      id;
} CalloutMapRef;

/* A thing or several taken together, as they are drawn. */
typedef struct {
  double              x, y;      /* on the unit square */
  float               px, py;    /* on the widget, of the last layout */
  gboolean            in_sight;
  CalloutMapClusters *clusters;  /* not owned; NULL: it stands alone */
  guint               nth;       /* of the clusters */
  guint               first;     /* number of the first item */
  guint               n;
  CalloutKind         kind;
  guint               n_external;
  int                 priority;  /* the highest */
  gboolean            taken;     /* all of them */
  gboolean            left_out;  /* all of them */
} CalloutMapMark;

struct _CalloutMapLayer
{
  ShumateLayer        parent_instance;

  GtkWidget          *verdict_box;
  GtkWidget          *verdict_icon;
  GtkWidget          *verdict_label;

  /* Owned */
  GArray             *items;
  double             *x;
  double             *y;
  guint64            *initials;
  GHashTable         *by_ref;      /* number + 1 by the place of a CalloutMapRef */
  CalloutMapClusters *orders;
  CalloutMapClusters *engineers;
  CalloutMapClusters *left_out;    /* engineers too, but nobody is hidden among them */
  GArray             *marks;       /* of CalloutMapMark, in the order they are drawn */
  CalloutMapGlyphs   *glyphs;

  /* Borrowed */
  GtkGesture         *click;
  GtkGesture         *drag;

  CalloutPoint        ring_centre;
  CalloutMapRef       selected;
  CalloutMapRef       hovered;
  CalloutMapRef       pressed;     /* the work order under the button, while it may become a drag */
  gint64              dragged;     /* the work order held; 0: none */
  gint64              target;      /* the engineer it is held over */
  double              drag_x, drag_y;
  double              pointer_x, pointer_y;
  CalloutMapVerdict   verdict;
  int                 level;       /* the marks are for this zoom level; -1: for none */
  guint               more;        /* tick that draws what the last frame had no time for */
  guint               glide;       /* tick that moves the map while a drag rests at its edge */
  guint               spring;      /* source that opens the cluster a drag rests on */
  gboolean            has_rings;
  gboolean            can_drag;
  gboolean            drag_from_outside;
  gboolean            pointer_inside;
};

enum {
  CALLOUT_MAP_LAYER_ITEM_ACTIVATED,
  CALLOUT_MAP_LAYER_CLUSTER_ACTIVATED,
  CALLOUT_MAP_LAYER_GROUND_CLICKED,
  CALLOUT_MAP_LAYER_HOVERED,
  CALLOUT_MAP_LAYER_SELECTED,
  CALLOUT_MAP_LAYER_GO_TO,
  CALLOUT_MAP_LAYER_DRAG_HOVERED,
  CALLOUT_MAP_LAYER_DROPPED,
  CALLOUT_MAP_LAYER_DRAG_ENDED,
  CALLOUT_MAP_LAYER_N_SIGNALS
};

extern guint callout_map_layer_signals[CALLOUT_MAP_LAYER_N_SIGNALS];

static inline const CalloutMapItem *
callout_map_layer_item (CalloutMapLayer *self,
                        guint            nth)
{
  return &g_array_index (self->items, CalloutMapItem, nth);
}

int             callout_map_layer_nth           (CalloutMapLayer      *self,
                                                 CalloutKind           kind,
                                                 gint64                id);
void            callout_map_layer_lay_out       (CalloutMapLayer      *self);
double          callout_map_layer_body_height   (CalloutMapLayer      *self,
                                                 const CalloutMapMark *mark);
CalloutMapMark *callout_map_layer_mark_at       (CalloutMapLayer      *self,
                                                 double                x,
                                                 double                y,
                                                 CalloutKind           kind);
CalloutMapMark *callout_map_layer_mark_of       (CalloutMapLayer      *self,
                                                 const CalloutMapRef  *ref);
void            callout_map_layer_open_cluster  (CalloutMapLayer      *self,
                                                 const CalloutMapMark *mark);
void            callout_map_layer_snapshot_all  (CalloutMapLayer      *self,
                                                 GtkSnapshot          *snapshot);
void            callout_map_layer_add_input     (CalloutMapLayer      *self);
void            callout_map_layer_end_drag      (CalloutMapLayer      *self);
char           *callout_map_layer_describe      (CalloutMapLayer      *self,
                                                 const CalloutMapMark *mark);

G_END_DECLS
