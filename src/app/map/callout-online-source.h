/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * CalloutOnlineSource:
 *
 * Tiles from a server. While there is no network, and wherever the server does
 * not answer, those of another source.
 */
#define CALLOUT_TYPE_ONLINE_SOURCE (callout_online_source_get_type ())
G_DECLARE_FINAL_TYPE (CalloutOnlineSource, callout_online_source, CALLOUT, ONLINE_SOURCE, ShumateMapSource)

ShumateMapSource *callout_online_source_new (const char       *address,
                                             ShumateMapSource *behind);
gboolean          callout_online_is_address (const char       *address);

G_END_DECLS
