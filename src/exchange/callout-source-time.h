/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-clock.h"

G_BEGIN_DECLS

/* What was to be decided on the way from a wall clock to a moment. */
typedef enum {
  CALLOUT_WALL_EXACT,
  CALLOUT_WALL_SKIPPED, /* the clocks were put forward over it */
  CALLOUT_WALL_TWICE,   /* the clocks were put back, so it came twice */
} CalloutWall;

typedef enum {
  CALLOUT_DATE_OK,
  CALLOUT_DATE_UNREADABLE,   /* not written like any of the formats */
  CALLOUT_DATE_NO_SUCH_DAY,  /* 30 February, 25 o'clock */
} CalloutDateResult;

typedef struct _CalloutSourceTime CalloutSourceTime;

CalloutSourceTime *callout_source_time_new     (const char         *zone,
                                                const char *const  *formats,
                                                GError            **error);
void               callout_source_time_free    (CalloutSourceTime  *self);
GTimeZone         *callout_source_time_get_zone (CalloutSourceTime *self);

CalloutDateResult  callout_source_time_parse   (CalloutSourceTime  *self,
                                                const char         *text,
                                                gsize               length,
                                                CalloutTime        *out,
                                                CalloutWall        *wall);
CalloutWall        callout_source_time_to_utc  (CalloutSourceTime  *self,
                                                gint64              wall_seconds,
                                                gint64             *utc_seconds);

gint64             callout_days_from_civil     (int                 year,
                                                int                 month,
                                                int                 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutSourceTime, callout_source_time_free)

G_END_DECLS
