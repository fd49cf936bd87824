/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What callout-peek answers on its standard output: this head, then the pixels
 * (RGBA, straight alpha, width × height × 4 bytes), then the levels (a byte
 * each). It is read by a process of the same build on the same machine.
 */
#define CALLOUT_PEEK_MAGIC 0x4b455043u

/* What it may take of the machine. */
#define CALLOUT_PEEK_MAX_MEMORY (1536 * 1024 * 1024ul) /* bytes of addresses */
#define CALLOUT_PEEK_MAX_CPU 20                        /* seconds */
#define CALLOUT_PEEK_MAX_SIDE 8192                     /* pixels, of what is answered */
#define CALLOUT_PEEK_N_LEVELS 96

typedef struct {
  guint32 magic;
  guint32 width;       /* of the pixels that follow; 0: none */
  guint32 height;
  guint32 full_width;  /* as it is in the file, upright */
  guint32 full_height;
  guint32 n_levels;
  gint64  duration;    /* milliseconds; 0: unknown */
} CalloutPeekHead;

/* Why there is no answer, as the exit status; anything else is a fault. */
typedef enum {
  CALLOUT_PEEK_DONE = 0,
  CALLOUT_PEEK_BROKEN = 10,      /* damaged, or not what it says */
  CALLOUT_PEEK_TOO_LARGE = 11,
  CALLOUT_PEEK_NO_DECODER = 12,
} CalloutPeekStatus;

G_END_DECLS
