/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-equipment.h"

static const CalloutField equipment_fields[] = {
  CALLOUT_FIELD (CalloutEquipment, template, TEXT),
  CALLOUT_FIELD (CalloutEquipment, name, TEXT),
  CALLOUT_FIELD (CalloutEquipment, serial, TEXT),
  CALLOUT_FIELD (CalloutEquipment, code, TEXT),
  CALLOUT_FIELD_R (CalloutEquipment, customer, CUSTOMER),
  CALLOUT_FIELD (CalloutEquipment, address, TEXT),
  CALLOUT_FIELD (CalloutEquipment, latitude, REAL),
  CALLOUT_FIELD (CalloutEquipment, longitude, REAL),
  CALLOUT_FIELD (CalloutEquipment, active, BOOLEAN),
  CALLOUT_FIELD (CalloutEquipment, external_source, TEXT),
  CALLOUT_FIELD (CalloutEquipment, external_id, TEXT),
  CALLOUT_FIELD_D (CalloutEquipment, customer_name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutEquipment, callout_equipment, CALLOUT_TYPE_ENTITY)

static void
callout_equipment_class_init (CalloutEquipmentClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_EQUIPMENT,
                                   equipment_fields, G_N_ELEMENTS (equipment_fields), NULL);
}

static void
callout_equipment_init (CalloutEquipment *self)
{
}
