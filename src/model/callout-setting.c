/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-setting.h"

static const CalloutField setting_fields[] = {
  CALLOUT_FIELD (CalloutSetting, key, TEXT),
  CALLOUT_FIELD_R (CalloutSetting, person, PERSON),
  CALLOUT_FIELD (CalloutSetting, value, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutSetting, callout_setting, CALLOUT_TYPE_ENTITY)

static void
callout_setting_class_init (CalloutSettingClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_SETTING,
                                   setting_fields, G_N_ELEMENTS (setting_fields), "key");
}

static void
callout_setting_init (CalloutSetting *self)
{
}
