/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutView:
 *
 * One page of the window. A view is made with its session and lives until the
 * store is closed; when another person signs in, it is told and shows theirs.
 *
 * Properties: `session` (construct only), `title`, `icon-name`, `count` (what
 * waits there; negative: nothing to count), `header-start` and `header-end`
 * (widgets the window shows in its header bar while the view is shown),
 * `can-search`, `search-text` (what the search entry says).
 */
#define CALLOUT_TYPE_VIEW (callout_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (CalloutView, callout_view, CALLOUT, VIEW, AdwBin)

/**
 * CalloutViewClass:
 * @person_changed: somebody else has signed in
 * @search: the words in the search entry changed; empty: no search
 * @open: show this thing; %FALSE if it is none of this view's
 * @shown: the view came to the front
 * @allows: whether the action of that command is possible now
 * @dup_subject: what commands would be given to, in words; %NULL: nothing
 * @undo: take back, or do again, what was last done here; %FALSE: there is
 *   nothing of this view's own
 */
struct _CalloutViewClass
{
  AdwBinClass parent_class;

  void     (*person_changed) (CalloutView *self);
  void     (*search)         (CalloutView *self,
                              const char  *words);
  gboolean (*open)           (CalloutView *self,
                              CalloutKind  kind,
                              gint64       id);
  void     (*shown)          (CalloutView *self);
  gboolean (*allows)         (CalloutView *self,
                              const char  *command);
  char    *(*dup_subject)    (CalloutView *self);
  gboolean (*undo)           (CalloutView *self,
                              gboolean     redo);

  gpointer padding[2];
};

CalloutSession *callout_view_get_session      (CalloutView *self);
const char     *callout_view_get_title        (CalloutView *self);
void            callout_view_set_title        (CalloutView *self,
                                               const char  *title);
const char     *callout_view_get_icon_name    (CalloutView *self);
void            callout_view_set_icon_name    (CalloutView *self,
                                               const char  *icon_name);
gint64          callout_view_get_count        (CalloutView *self);
void            callout_view_set_count        (CalloutView *self,
                                               gint64       count);
GtkWidget      *callout_view_get_header_start (CalloutView *self);
void            callout_view_set_header_start (CalloutView *self,
                                               GtkWidget   *widget);
GtkWidget      *callout_view_get_header_end   (CalloutView *self);
void            callout_view_set_header_end   (CalloutView *self,
                                               GtkWidget   *widget);
gboolean        callout_view_get_can_search   (CalloutView *self);
void            callout_view_set_can_search   (CalloutView *self,
                                               gboolean     can_search);
const char     *callout_view_get_search_text  (CalloutView *self);
void            callout_view_set_search_text  (CalloutView *self,
                                               const char  *words);
gboolean        callout_view_open             (CalloutView *self,
                                               CalloutKind  kind,
                                               gint64       id);
void            callout_view_shown            (CalloutView *self);
gboolean        callout_view_allows           (CalloutView *self,
                                               const char  *command);
char           *callout_view_dup_subject      (CalloutView *self);
gboolean        callout_view_undo             (CalloutView *self,
                                               gboolean     redo);

G_END_DECLS
