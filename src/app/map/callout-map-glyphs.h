/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutMapGlyph:
 * @bounds: where the picture lies around the point it stands for, in pixels
 *
 * A mark of the map, drawn once and shown often.
 */
typedef struct {
  GdkTexture      *texture;
  graphene_rect_t  bounds;
} CalloutMapGlyph;

typedef enum {
  CALLOUT_MAP_TEXT_NAME, /* beside a mark */
  CALLOUT_MAP_TEXT_NOTE, /* smaller and paler: an age, a distance */
} CalloutMapTextStyle;

/**
 * CalloutMapGlyphs:
 *
 * The marks of the map for one resolution and one style. Who is who is told by
 * the form as well as by the colour: engineers of the house are discs, those
 * of a provider diamonds, work orders pins with a sign for their priority;
 * what is filled is current, what is hollow is not.
 */
typedef struct _CalloutMapGlyphs CalloutMapGlyphs;

CalloutMapGlyphs      *callout_map_glyphs_new         (PangoContext         *context,
                                                       int                   scale,
                                                       gboolean              dark,
                                                       gboolean              high_contrast);
void                   callout_map_glyphs_free        (CalloutMapGlyphs     *self);
gboolean               callout_map_glyphs_suits       (CalloutMapGlyphs     *self,
                                                       int                   scale,
                                                       gboolean              dark,
                                                       gboolean              high_contrast);

gboolean               callout_map_glyphs_begin_frame (CalloutMapGlyphs     *self);

const CalloutMapGlyph *callout_map_glyphs_engineer    (CalloutMapGlyphs     *self,
                                                       CalloutMapItemFlags   flags,
                                                       guint64               initials,
                                                       gboolean              small);
const CalloutMapGlyph *callout_map_glyphs_work_order  (CalloutMapGlyphs     *self,
                                                       CalloutMapItemFlags   flags,
                                                       int                   priority,
                                                       gboolean              small);
const CalloutMapGlyph *callout_map_glyphs_engineers   (CalloutMapGlyphs     *self,
                                                       guint                 n,
                                                       guint                 n_external,
                                                       gboolean              left_out);
const CalloutMapGlyph *callout_map_glyphs_work_orders (CalloutMapGlyphs     *self,
                                                       guint                 n,
                                                       int                   priority,
                                                       gboolean              taken);
const CalloutMapGlyph *callout_map_glyphs_halo        (CalloutMapGlyphs     *self,
                                                       guint                 radius,
                                                       gboolean              strong);
const CalloutMapGlyph *callout_map_glyphs_text        (CalloutMapGlyphs     *self,
                                                       CalloutMapTextStyle   style,
                                                       const char           *text);

guint64                callout_map_initials           (const char           *name);
void                   callout_map_glyph_snapshot     (const CalloutMapGlyph *glyph,
                                                       GtkSnapshot          *snapshot,
                                                       double                x,
                                                       double                y,
                                                       int                   scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutMapGlyphs, callout_map_glyphs_free)

G_END_DECLS
