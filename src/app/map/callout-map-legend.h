/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutMapLegend:
 *
 * What the marks of the map mean, in a line.
 */
#define CALLOUT_TYPE_MAP_LEGEND (callout_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapLegend, callout_map_legend, CALLOUT, MAP_LEGEND, GtkWidget)

/**
 * CalloutMapLegendKind:
 *
 * What there is to explain: the candidates for one work order, or everything.
 */
typedef enum {
  CALLOUT_MAP_LEGEND_CANDIDATES,
  CALLOUT_MAP_LEGEND_EVERYTHING,
} CalloutMapLegendKind;

GtkWidget *callout_map_legend_new (CalloutMapLegendKind kind);

G_END_DECLS
