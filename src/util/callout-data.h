/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char       *callout_data_path  (const char *first,
                                ...) G_GNUC_NULL_TERMINATED;
const char *callout_locale_dir (void);

G_END_DECLS
