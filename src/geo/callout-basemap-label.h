/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap-private.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum {
  LABEL_TOWN,
  LABEL_PART,
  LABEL_MAJOR_STREET,
  LABEL_STREET,
  N_LABEL_KINDS
} LabelKind;

/* Outlines of letters, at EM pixels, of all letters the map's names are made
 * of. Made once, then only read. */
typedef struct {
  double        advance;
  cairo_path_t *path;
} Glyph;

#define EM 256.0

typedef struct {
  float  x, y;        /* where the glyph's origin goes, relative to the label's middle */
  float  angle;
  guint  glyph;       /* index into the font's glyphs */
} PlacedGlyph;

typedef struct {
  LabelKind kind;
  double    x, y;     /* the middle, in pixels of the zoom */
  double    reach;    /* no part of the label is further from the middle */
  guint     first;    /* of the placed glyphs */
  guint     n_glyphs;
} Label;

/* The labels of a whole zoom level. They are placed for the whole map at once,
 * the most important first, so that what a tile shows does not depend on where
 * tiles end. Never changes once made. */
typedef struct {
  guint     zoom;
  GArray   *labels;   /* Label */
  GArray   *placed;   /* PlacedGlyph */
  GArray   *glyphs;   /* Glyph */
} LabelSet;

double    callout_label_size       (LabelKind       kind,
                                    guint           zoom);
LabelSet *callout_basemap_labels   (CalloutBasemap *self,
                                    guint           zoom);
void      callout_label_set_unref  (LabelSet       *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabelSet, callout_label_set_unref)

G_END_DECLS
