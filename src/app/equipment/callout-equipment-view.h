/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutEquipmentView:
 *
 * The machines of all customers, and the labels that lead from them to the
 * service.
 */
#define CALLOUT_TYPE_EQUIPMENT_VIEW (callout_equipment_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutEquipmentView, callout_equipment_view, CALLOUT, EQUIPMENT_VIEW, CalloutView)

CalloutView *callout_equipment_view_new (CalloutSession *session);

G_END_DECLS
