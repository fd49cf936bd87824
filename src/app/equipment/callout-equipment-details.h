/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutEquipmentDetails:
 *
 * All that is known of one machine.
 */
#define CALLOUT_TYPE_EQUIPMENT_DETAILS (callout_equipment_details_get_type ())
G_DECLARE_FINAL_TYPE (CalloutEquipmentDetails, callout_equipment_details, CALLOUT, EQUIPMENT_DETAILS, AdwBin)

void              callout_equipment_details_set_session   (CalloutEquipmentDetails *self,
                                                           CalloutSession          *session);
void              callout_equipment_details_set_id        (CalloutEquipmentDetails *self,
                                                           gint64                   id);
void              callout_equipment_details_set_several   (CalloutEquipmentDetails *self,
                                                           guint                    n);
CalloutEquipment *callout_equipment_details_get_equipment (CalloutEquipmentDetails *self);

G_END_DECLS
