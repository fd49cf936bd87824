/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void callout_preferences_open (GtkWindow      *parent,
                               CalloutSession *session);

G_END_DECLS
