/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-plate.h"

#include <cairo.h>

G_BEGIN_DECLS

void callout_plate_draw (CalloutPlate *self,
                           cairo_t        *cr,
                           double          width,
                           double          height);

G_END_DECLS
