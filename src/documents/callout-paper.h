/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lengths in documents are points, 1/72 of an inch; people say millimetres. */
#define CALLOUT_MM(mm) ((mm) * 72.0 / 25.4)

/**
 * CalloutPaper:
 *
 * A sheet and what of it stays white around. Points.
 */
typedef struct {
  const char *key;    /* `a4` or `letter`, as in the setting */
  double      width;
  double      height;
  double      left, right; /* margins */
  double      top, bottom;
} CalloutPaper;

extern const CalloutPaper callout_paper_a4;
extern const CalloutPaper callout_paper_letter;

const CalloutPaper *callout_paper_find (const char *key);

G_END_DECLS
