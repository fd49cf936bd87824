/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  CALLOUT_PEEK_PICTURE,
  CALLOUT_PEEK_VIDEO, /* a frame near its beginning */
  CALLOUT_PEEK_SOUND, /* length and loudness */
} CalloutPeekKind;

/**
 * CalloutPeek:
 *
 * What a picture, video or sound from outside looks like, found out in a
 * process of its own.
 */
typedef struct {
  GdkTexture *texture;     /* (nullable): scaled to what was asked for */
  guint       full_width;  /* pixels, as it is in the file */
  guint       full_height;
  gint64      duration;    /* milliseconds; 0: unknown */
  GBytes     *levels;      /* (nullable): how loud it is over time, 0–255 each */
} CalloutPeek;

void         callout_peek_free   (CalloutPeek          *self);
void         callout_peek_async  (GBytes               *bytes,
                                  CalloutPeekKind       kind,
                                  guint                 side,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
CalloutPeek *callout_peek_sync   (GBytes               *bytes,
                                  CalloutPeekKind       kind,
                                  guint                 side,
                                  GCancellable         *cancellable,
                                  GError              **error);
CalloutPeek *callout_peek_finish (GAsyncResult         *result,
                                  GError              **error);
int          callout_memory_file (GBytes               *bytes,
                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPeek, callout_peek_free)

G_END_DECLS
