/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-clock.h"

G_BEGIN_DECLS

/**
 * CalloutArgs:
 *
 * The parameters of a command as they come to the door: names with text values,
 * as on the command line. A name given several times is a list. What a value
 * must look like stands in the command's table row; it is checked there.
 */
typedef struct _CalloutArgs CalloutArgs;

#define CALLOUT_TYPE_ARGS (callout_args_get_type ())
GType        callout_args_get_type (void) G_GNUC_CONST;

CalloutArgs *callout_args_new      (void);
CalloutArgs *callout_args_new_with (const char  *name,
                                    ...) G_GNUC_NULL_TERMINATED;
CalloutArgs *callout_args_ref      (CalloutArgs *self);
void         callout_args_unref    (CalloutArgs *self);
void         callout_args_add      (CalloutArgs *self,
                                    const char  *name,
                                    const char  *value);
void         callout_args_add_time (CalloutArgs *self,
                                    const char  *name,
                                    CalloutTime  value);
void         callout_args_add_real (CalloutArgs *self,
                                    const char  *name,
                                    double       value);
void         callout_args_add_file (CalloutArgs *self,
                                    const char  *name,
                                    GBytes      *bytes,
                                    const char  *file_name);
gboolean     callout_args_has      (CalloutArgs *self,
                                    const char  *name);
const char  *callout_args_get      (CalloutArgs *self,
                                    const char  *name);
char       **callout_args_get_all  (CalloutArgs *self,
                                    const char  *name);
guint        callout_args_get_size (CalloutArgs *self);
const char  *callout_args_get_nth  (CalloutArgs *self,
                                    guint        n,
                                    const char **value);
void         callout_args_set_tag  (CalloutArgs  *self,
                                    guint         n,
                                    gconstpointer tag);
gconstpointer callout_args_get_tag (CalloutArgs  *self,
                                    guint         n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutArgs, callout_args_unref)

G_END_DECLS
