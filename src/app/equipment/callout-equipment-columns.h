/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-columns.h"

G_BEGIN_DECLS

const CalloutColumnSet *callout_equipment_columns (void);

G_END_DECLS
