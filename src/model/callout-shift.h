/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-clock.h"

G_BEGIN_DECLS

/**
 * CalloutShift:
 *
 * A week's duty hours, written `Mo-Fr 07:00-15:30; Sa 08:00-12:00`. An end at
 * or before the start lies on the next day (`22:00-06:00`).
 */
typedef struct _CalloutShift CalloutShift;

#define CALLOUT_TYPE_SHIFT (callout_shift_get_type ())
GType         callout_shift_get_type (void) G_GNUC_CONST;

CalloutShift *callout_shift_parse    (const char    *text,
                                      GError       **error);
CalloutShift *callout_shift_copy     (CalloutShift  *self);
void          callout_shift_free     (CalloutShift  *self);
gboolean      callout_shift_find     (CalloutShift  *self,
                                      CalloutTime    at,
                                      GTimeZone     *zone,
                                      CalloutTime   *from,
                                      CalloutTime   *until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutShift, callout_shift_free)

G_END_DECLS
