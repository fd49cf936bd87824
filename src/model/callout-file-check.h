/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CALLOUT_FILE_MAX_SIDE 16384            /* pixels, either way */
#define CALLOUT_FILE_MAX_PIXELS (100 * 1000000) /* what a picture would take to draw */
#define CALLOUT_FILE_MAX_NAME 200              /* characters */

typedef enum {
  CALLOUT_FILE_ANY,
  CALLOUT_FILE_PHOTO,     /* PNG, JPEG or WebP */
  CALLOUT_FILE_SIGNATURE, /* PNG */
  CALLOUT_FILE_VOICE,     /* Opus in Ogg */
} CalloutFileUse;

/**
 * CalloutFileFacts:
 *
 * What a file that may be kept is, by what is in it.
 */
typedef struct {
  const char *media_type;
  guint       width;  /* pixels; 0: no picture */
  guint       height;
  guint64     duration; /* milliseconds; 0: no sound, or none that says */
} CalloutFileFacts;

gboolean callout_file_check (GBytes           *bytes,
                             const char       *file_name,
                             CalloutFileUse    use,
                             guint             max_mib,
                             CalloutFileFacts *facts,
                             GError          **error);

G_END_DECLS
