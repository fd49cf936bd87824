/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-load.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutFileTray:
 *
 * Files that are to go out with what is being written: chosen, dropped or
 * pasted, looked at before anything is sent, and taken out again at will. It
 * takes no room while it holds none.
 *
 * Signals:
 *  - `changed`: it holds others, or has come to hold all that was chosen
 *  - `problem` (const char *sentence): why one was not taken; %NULL: all well
 */
#define CALLOUT_TYPE_FILE_TRAY (callout_file_tray_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFileTray, callout_file_tray, CALLOUT, FILE_TRAY, GtkWidget)

GtkWidget  *callout_file_tray_new             (void);
void        callout_file_tray_set_session     (CalloutFileTray      *self,
                                               CalloutSession       *session);
void        callout_file_tray_choose          (CalloutFileTray      *self);
void        callout_file_tray_add             (CalloutFileTray      *self,
                                               GFile                *file);
gboolean    callout_file_tray_paste           (CalloutFileTray      *self);
void        callout_file_tray_take_drops      (CalloutFileTray      *self,
                                               GtkWidget            *area);
guint       callout_file_tray_get_n_files     (CalloutFileTray      *self);
gboolean    callout_file_tray_is_loading      (CalloutFileTray      *self);
GPtrArray  *callout_file_tray_dup_files       (CalloutFileTray      *self);
void        callout_file_tray_set_files       (CalloutFileTray      *self,
                                               GPtrArray            *files);
char       *callout_file_tray_describe_limits (CalloutFileTray      *self);

G_END_DECLS
