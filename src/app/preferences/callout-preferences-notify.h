/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

AdwPreferencesPage *callout_preferences_notify_new (CalloutSession *session);

G_END_DECLS
