/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-args.h"
#include "callout-file-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutLoadedFile:
 * @name: what people know it by
 * @media_type: told from what is in it
 * @picture: (nullable): small, to be looked at
 *
 * A file that came from outside and may be kept.
 */
typedef struct {
  char       *name;
  GBytes     *bytes;
  char       *media_type;
  GdkTexture *picture;
} CalloutLoadedFile;

CalloutLoadedFile *callout_loaded_file_ref       (CalloutLoadedFile    *self);
void               callout_loaded_file_unref     (CalloutLoadedFile    *self);
void               callout_file_load_async       (GFile                *file,
                                                  CalloutFileUse        use,
                                                  guint                 max_mib,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void               callout_file_load_texture_async (GdkTexture         *texture,
                                                  const char           *name,
                                                  CalloutFileUse        use,
                                                  guint                 max_mib,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CalloutLoadedFile *callout_file_load_finish      (GAsyncResult         *result,
                                                  GError              **error);
void               callout_loaded_files_collect_async  (GPtrArray            *files,
                                                        CalloutArgs          *args,
                                                        const char           *name,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean           callout_loaded_files_collect_finish (GAsyncResult         *result,
                                                        GError              **error);
gboolean           callout_file_is_picture       (const char           *media_type);
GdkTexture        *callout_file_draw             (GBytes               *bytes,
                                                  const char           *name,
                                                  int                   side,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutLoadedFile, callout_loaded_file_unref)

G_END_DECLS
