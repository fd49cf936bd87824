/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/**
 * CalloutCtlJson:
 *
 * Writes one JSON document to a stream as its parts become known, so that a
 * list of any length is never held in memory. Each value in an object comes
 * after its callout_ctl_json_name().
 */
typedef struct _CalloutCtlJson CalloutCtlJson;

CalloutCtlJson *callout_ctl_json_new          (FILE           *file,
                                               gboolean        indented);
void            callout_ctl_json_free         (CalloutCtlJson *self);

void            callout_ctl_json_begin_object (CalloutCtlJson *self);
void            callout_ctl_json_end_object   (CalloutCtlJson *self);
void            callout_ctl_json_begin_array  (CalloutCtlJson *self);
void            callout_ctl_json_end_array    (CalloutCtlJson *self);
void            callout_ctl_json_name         (CalloutCtlJson *self,
                                               const char     *name);
void            callout_ctl_json_text         (CalloutCtlJson *self,
                                               const char     *text);
void            callout_ctl_json_integer      (CalloutCtlJson *self,
                                               gint64          value);
void            callout_ctl_json_real         (CalloutCtlJson *self,
                                               double          value);
void            callout_ctl_json_boolean      (CalloutCtlJson *self,
                                               gboolean        value);
void            callout_ctl_json_null         (CalloutCtlJson *self);
void            callout_ctl_json_words        (CalloutCtlJson *self,
                                               const char     *keys);

char           *callout_ctl_real_to_text      (double          value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCtlJson, callout_ctl_json_free)

G_END_DECLS
