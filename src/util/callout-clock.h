/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Every time in Callout is a gint64 of microseconds since 1970 in UTC. */
typedef gint64 CalloutTime;

#define CALLOUT_SECOND ((CalloutTime) 1000000)
#define CALLOUT_MINUTE (60 * CALLOUT_SECOND)
#define CALLOUT_HOUR   (60 * CALLOUT_MINUTE)
#define CALLOUT_DAY    (24 * CALLOUT_HOUR)

CalloutTime callout_clock_now     (void);
void        callout_clock_set     (CalloutTime now);

gboolean    callout_time_parse    (const char   *text,
                                   CalloutTime  *out,
                                   GError      **error);
char       *callout_time_format   (CalloutTime   time,
                                   GTimeZone    *zone);

G_END_DECLS
