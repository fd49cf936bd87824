/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-model.h"

G_BEGIN_DECLS

/* Facts as a person reads them. Everything returned is new text; a fact that
 * is absent is a dash. */

typedef enum {
  CALLOUT_URGENCY_NONE, /* nothing is due */
  CALLOUT_URGENCY_CALM,
  CALLOUT_URGENCY_SOON, /* within two hours */
  CALLOUT_URGENCY_LATE,
} CalloutUrgency;

CalloutUrgency  callout_urgency_of        (CalloutTime      due,
                                           CalloutTime      now);
const char     *callout_urgency_class     (CalloutUrgency   urgency);
char           *callout_format_due        (CalloutTime      due,
                                           CalloutTime      now);
char           *callout_format_span       (CalloutTime      span);
char           *callout_format_age        (CalloutTime      age);
char           *callout_format_distance   (double           metres);
char           *callout_format_time       (CalloutTime      time,
                                           GTimeZone       *zone,
                                           CalloutTime      now);
char           *callout_format_time_short (CalloutTime      time,
                                           GTimeZone       *zone,
                                           CalloutTime      now);
char           *callout_format_window     (CalloutTime      from,
                                           CalloutTime      until,
                                           GTimeZone       *zone,
                                           CalloutTime      now);
char           *callout_format_minutes    (gint64           minutes);
char           *callout_format_key        (const char      *key);
char           *callout_format_keys       (const char      *keys);
char           *callout_format_stars      (gint64           stars);
char           *callout_format_text       (const char      *text);
const char     *callout_priority_icon     (CalloutPriority  priority);
const char     *callout_availability_icon (CalloutAvailability availability);

G_END_DECLS
