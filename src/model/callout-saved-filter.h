/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutSavedFilter:
 *
 * A list as somebody wants to find it again, under a name.
 */
#define CALLOUT_TYPE_SAVED_FILTER (callout_saved_filter_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSavedFilter, callout_saved_filter, CALLOUT, SAVED_FILTER, CalloutEntity)

struct _CalloutSavedFilter
{
  CalloutEntity parent_instance;

  gint64      person;
  char       *view;
  char       *name;
  char       *filter;
  char       *sort;
  gboolean    shared;              /* everybody may use it */

  /* Derived */
  char       *login;
};

G_END_DECLS
