/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-peek-client.h"
#include "callout-session.h"

G_BEGIN_DECLS

typedef enum {
  CALLOUT_FILE_LOOK_PICTURE,
  CALLOUT_FILE_LOOK_VIDEO,
  CALLOUT_FILE_LOOK_SOUND,
  CALLOUT_FILE_LOOK_OTHER,
} CalloutFileLook;

/**
 * CalloutFileSource:
 *
 * A file as the window shows it: what is known of it at once, and its bytes
 * when somebody asks. It is a row of the store, or bytes that are not there yet.
 * What it looks like is kept as long as it is.
 */
#define CALLOUT_TYPE_FILE_SOURCE (callout_file_source_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFileSource, callout_file_source, CALLOUT, FILE_SOURCE, GObject)

CalloutFileSource *callout_file_source_new            (CalloutSession       *session,
                                                       CalloutFile          *file);
CalloutFileSource *callout_file_source_new_for_bytes  (const char           *name,
                                                       const char           *media_type,
                                                       GBytes               *bytes);
gint64             callout_file_source_get_id         (CalloutFileSource    *self);
const char        *callout_file_source_get_name       (CalloutFileSource    *self);
const char        *callout_file_source_get_media_type (CalloutFileSource    *self);
gint64             callout_file_source_get_size       (CalloutFileSource    *self);
guint              callout_file_source_get_width      (CalloutFileSource    *self);
guint              callout_file_source_get_height     (CalloutFileSource    *self);
CalloutFileLook    callout_file_source_get_look       (CalloutFileSource    *self);
GdkTexture        *callout_file_source_get_texture    (CalloutFileSource    *self);
void               callout_file_source_load_async     (CalloutFileSource    *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GBytes            *callout_file_source_load_finish    (CalloutFileSource    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void               callout_file_source_peek_async     (CalloutFileSource    *self,
                                                       guint                 side,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CalloutPeek       *callout_file_source_peek_finish    (CalloutFileSource    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
