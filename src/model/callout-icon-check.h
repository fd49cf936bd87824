/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CALLOUT_ICON_MAX_BYTES (64 * 1024)
#define CALLOUT_ICON_MAX_PIXELS 512 /* either way, of a PNG */

/**
 * CalloutIconFacts:
 *
 * What a file that is fit for an icon says of itself.
 */
typedef struct {
  const char *media_type; /* image/png or image/svg+xml */
  guint       width;      /* pixels; 0: an SVG that says none */
  guint       height;
} CalloutIconFacts;

gboolean callout_icon_check   (GBytes           *bytes,
                               const char       *file_name,
                               CalloutIconFacts *facts,
                               GError          **error);
char    *callout_icon_dup_key (GBytes           *bytes);

G_END_DECLS
