/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-commands.h"
#include "callout-error.h"

G_BEGIN_DECLS

/**
 * House:
 *
 * A small furnished store in a folder of its own, on the calling thread: two
 * dispatchers (dina with the permission to reallocate, otto without), two
 * groups with a dispatcher and engineers each, a linked provider, one ticket
 * with a work order.
 */
typedef struct {
  char         *folder;
  char         *uri;
  CalloutStore *store;
} House;

House         *house_new        (void);
void           house_free       (House       *self);
gint64         house_person     (House       *self,
                                 const char  *login);
CalloutEntity *house_try        (House       *self,
                                 const char  *login,
                                 const char  *command,
                                 const char  *ref,
                                 const char  *args,
                                 GError     **error);
CalloutEntity *house_try_inside (House       *self,
                                 const char  *login,
                                 const char  *command,
                                 const char  *ref,
                                 const char  *args,
                                 GError     **error);
CalloutEntity *house_do         (House       *self,
                                 const char  *login,
                                 const char  *command,
                                 const char  *ref,
                                 const char  *args);
char          *house_new_order  (House       *self);
CalloutWorkOrder *house_order   (House       *self,
                                 const char  *ref);
void           house_assert_sound (House     *self);
void           house_new_flow   (House       *self,
                                 gboolean     ratings);
char          *house_new_case   (House       *self,
                                 const char  *title,
                                 const char  *author,
                                 CalloutProgress progress);

/* The refusal's code, after asserting that it says something. */
void           house_assert_refused (House        *self,
                                     const char   *login,
                                     const char   *command,
                                     const char   *ref,
                                     const char   *args,
                                     CalloutError  code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (House, house_free)

G_END_DECLS
