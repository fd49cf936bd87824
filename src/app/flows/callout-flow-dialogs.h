/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*CalloutFlowMade) (const char *key,
                                 gpointer    data);

void callout_flow_publish_open (GtkWidget       *parent,
                                CalloutFlowDoc  *doc);
void callout_flow_discard_open (GtkWidget       *parent,
                                CalloutFlowDoc  *doc);
void callout_flow_retire_open  (GtkWidget       *parent,
                                CalloutFlowDoc  *doc);
void callout_flow_new_open     (GtkWidget       *parent,
                                CalloutFlowDesk *desk,
                                CalloutFlowMade  made,
                                GObject         *data);

G_END_DECLS
