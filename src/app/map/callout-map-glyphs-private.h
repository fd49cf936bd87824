/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-glyphs.h"

G_BEGIN_DECLS

struct _CalloutMapGlyphs
{
  PangoContext *context;
  GHashTable   *marks; /* of CalloutMapGlyph by Key */
  GHashTable   *texts; /* of CalloutMapGlyph by style and text */
  int           scale;
  guint         drawn;   /* texts, in this frame */
  gboolean      missing; /* a text was left for the next */
  gboolean      dark;
  gboolean      high_contrast;
};

/* Drawn anew: callout-map-glyphs.c keeps them. (transfer full) */
CalloutMapGlyph *callout_map_draw_engineer    (CalloutMapGlyphs    *self,
                                               CalloutMapItemFlags  flags,
                                               guint64              initials,
                                               gboolean             small);
CalloutMapGlyph *callout_map_draw_work_order  (CalloutMapGlyphs    *self,
                                               CalloutMapItemFlags  flags,
                                               int                  priority,
                                               gboolean             small);
CalloutMapGlyph *callout_map_draw_engineers   (CalloutMapGlyphs    *self,
                                               guint                n,
                                               guint                n_external,
                                               gboolean             left_out);
CalloutMapGlyph *callout_map_draw_work_orders (CalloutMapGlyphs    *self,
                                               guint                n,
                                               int                  priority,
                                               gboolean             taken);
CalloutMapGlyph *callout_map_draw_halo        (CalloutMapGlyphs    *self,
                                               guint                radius,
                                               gboolean             strong);
CalloutMapGlyph *callout_map_draw_text        (CalloutMapGlyphs    *self,
                                               CalloutMapTextStyle  style,
                                               const char          *text);

G_END_DECLS
