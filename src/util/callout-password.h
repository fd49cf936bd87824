/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *callout_password_hash   (const char  *password,
                                   GError     **error);
gboolean  callout_password_verify (const char  *password,
                                   const char  *hash);

G_END_DECLS
