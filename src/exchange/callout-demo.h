/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workspace.h"

G_BEGIN_DECLS

gboolean callout_demo_load_sync    (CalloutWorkspace  *workspace,
                                    gint64             actor,
                                    guint32            seed,
                                    const char        *directory,
                                    GError           **error);
gboolean callout_demo_load         (CalloutStore      *store,
                                    gint64             actor,
                                    guint32            seed,
                                    const char        *directory,
                                    GError           **error);
char    *callout_demo_rotate_shift (const char        *shift,
                                    int                minutes);

G_END_DECLS
