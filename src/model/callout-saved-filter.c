/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-saved-filter.h"

static const CalloutField saved_filter_fields[] = {
  CALLOUT_FIELD_R (CalloutSavedFilter, person, PERSON),
  CALLOUT_FIELD (CalloutSavedFilter, view, TEXT),
  CALLOUT_FIELD (CalloutSavedFilter, name, TEXT),
  CALLOUT_FIELD (CalloutSavedFilter, filter, TEXT),
  CALLOUT_FIELD (CalloutSavedFilter, sort, TEXT),
  CALLOUT_FIELD (CalloutSavedFilter, shared, BOOLEAN),
  CALLOUT_FIELD_D (CalloutSavedFilter, login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutSavedFilter, callout_saved_filter, CALLOUT_TYPE_ENTITY)

static void
callout_saved_filter_class_init (CalloutSavedFilterClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_SAVED_FILTER,
                                   saved_filter_fields, G_N_ELEMENTS (saved_filter_fields), NULL);
}

static void
callout_saved_filter_init (CalloutSavedFilter *self)
{
}
