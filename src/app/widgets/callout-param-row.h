/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that asks for one parameter of a command, of the shape its type asks for. */

GtkWidget *callout_param_row_new      (const CalloutParam *param,
                                       CalloutSession     *session);
const CalloutParam *callout_param_row_get_param (GtkWidget *row);
void       callout_param_row_watch    (GtkWidget          *row,
                                       GCallback           changed,
                                       gpointer            object);
void       callout_param_row_fill     (GtkWidget          *row,
                                       CalloutEntity      *entity);
gboolean   callout_param_row_is_valid (GtkWidget          *row);
void       callout_param_row_collect  (GtkWidget          *row,
                                       CalloutArgs        *args);

G_END_DECLS
