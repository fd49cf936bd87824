/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * Where text becomes glyphs. Pango's fonts belong to one thread at a time; what
 * comes out of here is cairo's alone and may be drawn by any thread.
 */

/**
 * CalloutTextStyle:
 *
 * The few ways text looks in documents: a family, so that they all look alike.
 */
typedef enum {
  CALLOUT_TEXT_BODY,
  CALLOUT_TEXT_STRONG,
  CALLOUT_TEXT_TITLE,
  CALLOUT_TEXT_HEADING,
  CALLOUT_TEXT_SUBHEADING,
  CALLOUT_TEXT_SMALL,
  CALLOUT_TEXT_LABEL,  /* what a fact or a column is called */
  CALLOUT_TEXT_LINK,
  CALLOUT_TEXT_HOUSE,  /* who hands the document out */
  CALLOUT_TEXT_BANNER, /* white on a bar */
  CALLOUT_TEXT_ADDED,
  CALLOUT_TEXT_REMOVED,
  CALLOUT_N_TEXT_STYLES
} CalloutTextStyle;

typedef struct {
  double red, green, blue;
} CalloutInk;

extern const CalloutInk callout_ink_text;
extern const CalloutInk callout_ink_faint;
extern const CalloutInk callout_ink_rule;
extern const CalloutInk callout_ink_shade;
extern const CalloutInk callout_ink_accent;
extern const CalloutInk callout_ink_warning;

/* A stretch of one font. A colour font's glyphs are pictures beside which the
 * text stands unseen, so that it can be found and copied. */
typedef struct {
  cairo_scaled_font_t       *font;
  cairo_glyph_t             *glyphs; /* from the line's start and base line */
  int                        n_glyphs;
  cairo_text_cluster_t      *clusters;
  int                        n_clusters;
  cairo_text_cluster_flags_t flags;
  const char                *text;
  int                        n_bytes;
  cairo_surface_t           *picture; /* (nullable) */
  double                     x, y, scale; /* of the picture */
} CalloutTextRun;

/**
 * CalloutTextLine:
 *
 * A line of text, shaped and never changed again.
 */
typedef struct {
  gatomicrefcount refs;
  CalloutInk      ink;
  double          ascent; /* from its top to the base line */
  double          height;
  double          width;
  double          struck; /* through it goes a line so far above the base line; 0: none */
  gboolean        from_right; /* of a paragraph that begins at the right */
  GArray         *runs; /* of CalloutTextRun */
} CalloutTextLine;

CalloutTextLine *callout_text_line_ref   (CalloutTextLine  *self);
void             callout_text_line_unref (CalloutTextLine  *self);
void             callout_text_line_draw  (CalloutTextLine  *self,
                                          cairo_t          *cr,
                                          double            x,
                                          double            y);

/* How many lines a text may have at most; 0: all. The last one then ends in “…”. */
GPtrArray       *callout_press_shape     (CalloutTextStyle  style,
                                          double            size,
                                          const char       *text,
                                          double            width,
                                          guint             most);
double           callout_press_get_size  (CalloutTextStyle  style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutTextLine, callout_text_line_unref)

G_END_DECLS
