/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-pages.h"
#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutMakePagesFunc:
 * @data: read by no one else meanwhile
 *
 * Makes pages, on a thread of its own.
 */
typedef CalloutPages *(*CalloutMakePagesFunc) (gpointer   data,
                                               GError   **error);

/**
 * CalloutDocumentWindow:
 *
 * A document before it is printed or kept: its pages as they will be, Print and
 * Save as PDF. What is chosen about it stands above the pages.
 */
#define CALLOUT_TYPE_DOCUMENT_WINDOW (callout_document_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDocumentWindow, callout_document_window, CALLOUT, DOCUMENT_WINDOW, AdwWindow)

CalloutDocumentWindow *callout_document_window_new          (GtkWidget             *parent,
                                                             CalloutSession        *session,
                                                             const char            *title);
CalloutSession        *callout_document_window_get_session  (CalloutDocumentWindow *self);
void                   callout_document_window_add_control  (CalloutDocumentWindow *self,
                                                             GtkWidget             *control);
void                   callout_document_window_set_name     (CalloutDocumentWindow *self,
                                                             const char            *name);
GCancellable          *callout_document_window_begin        (CalloutDocumentWindow *self);
void                   callout_document_window_make         (CalloutDocumentWindow *self,
                                                             CalloutMakePagesFunc   func,
                                                             gpointer               data,
                                                             GDestroyNotify         destroy);
void                   callout_document_window_fail         (CalloutDocumentWindow *self,
                                                             const GError          *error);

/* What there is to look at */
void                   callout_record_window_open           (GtkWidget             *parent,
                                                             CalloutSession        *session,
                                                             CalloutTicket         *ticket);
void                   callout_label_window_open            (GtkWidget             *parent,
                                                             CalloutSession        *session,
                                                             const gint64          *ids,
                                                             guint                  n_ids);

G_END_DECLS
