/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-customer.h"
#include "callout-customer-view.h"
#include "callout-enums.h"
#include "callout-event.h"
#include "callout-group.h"
#include "callout-icon-set.h"
#include "callout-person.h"
#include "callout-setting.h"
#include "callout-settings.h"
#include "callout-shift.h"
#include "callout-status.h"
#include "callout-step.h"
#include "callout-ticket.h"
#include "callout-work-order.h"
#include "callout-workflow.h"
#include "callout-workflow-rules.h"
