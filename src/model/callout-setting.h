/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutSetting:
 *
 * A named value for everybody, or for one person.
 */
#define CALLOUT_TYPE_SETTING (callout_setting_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSetting, callout_setting, CALLOUT, SETTING, CalloutEntity)

struct _CalloutSetting
{
  CalloutEntity parent_instance;

  char       *key;
  gint64      person;              /* 0: everybody */
  char       *value;
};

G_END_DECLS
