/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-load.h"
#include "callout-session.h"

G_BEGIN_DECLS

/* Pictures larger than this are made smaller before they are sent, pixels. */
#define CALLOUT_PARCEL_SIDE 2048

gboolean callout_parcel_is_large (GPtrArray            *files);
void     callout_parcel_async    (GPtrArray            *files,
                                  gboolean              originals,
                                  CalloutArgs          *args,
                                  GCancellable         *cancellable,
                                  GFileProgressCallback progress,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean callout_parcel_finish   (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
