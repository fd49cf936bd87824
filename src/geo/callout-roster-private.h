/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-roster.h"

G_BEGIN_DECLS

/* A unit vector's components are kept as integers in steps of 1 / 1073741823,
 * six millimetres on the ground. Differences of two are exact, which those of
 * single-precision numbers are not: neighbours are told apart to a centimetre
 * at half the memory of double precision. The scale is the largest at which the
 * difference of two components still fits 32 bits. */
#define CALLOUT_UNIT_SCALE 1073741823.0

/* The flags say what speaks against a person, so that 0 is the common case. */
enum {
  FLAG_NO_POSITION = 1 << 0,
  FLAG_UNAVAILABLE = 1 << 1,
  FLAG_EXTERNAL    = 1 << 2,
};

/* Far from any real moment and far from overflow: sums and differences of
 * times within ±this stay in 64 bits. */
#define FAR_TIME (G_MAXINT64 / 4)

/* When somebody without a position was there: never too long ago. */
#define NO_TIME (FAR_TIME + 1)

typedef struct {
  guint64 **words;   /* words[w][row] */
  guint     n_words;
} BitColumns;

/* What an answer's line repeats, together, since lines are filled in an order
 * that jumps from row to row. */
typedef struct {
  gint64  id;
  gint64  position_at;   /* as in the column */
  guint32 load;          /* pending << 16 | today */
} Summary;

/* Boxes round rows that stand near each other, so that the few nearest are found
 * without a look at all. Positions may move on: their box grows, and when many
 * have moved the whole is made anew. */
typedef struct {
  guint    n_slots;      /* rows with a position */
  gint32  *x, *y, *z;    /* of each slot */
  guint32 *row;          /* of each slot */
  guint32 *slot;         /* of each row, or NO_SLOT */
  guint    n_boxes;      /* each of BOX_SLOTS slots, the last perhaps of fewer */
  gint32  *low[3];       /* of each box */
  gint32  *high[3];
  guint    n_moved;
} Nearby;

#define BOX_SLOTS 128u
#define NO_SLOT G_MAXUINT32

struct _CalloutRoster
{
  guint        n_rows;
  guint        n_allocated;
  gboolean     unsorted;      /* rows are not in the order of their ids */
  GHashTable  *row_of;        /* gint64 * (owned) → row */

  Summary     *summary;
  gint32      *x, *y, *z;     /* 0, the earth's centre, without a position */
  guint8      *flags;
  gint64      *position_at;   /* NO_TIME without a position */
  gint64      *duty_from;
  gint64      *duty_until;
  double      *latitude;      /* as given, to be given back */
  double      *longitude;
  BitColumns   skills;
  BitColumns   groups;

  Nearby      *nearby;        /* (nullable) */
  guint        n_passes;      /* questions answered without it since it was dropped */
};

/* A question in the form the inner loops want it. */
typedef struct {
  const CalloutRoster *roster;
  gboolean             has_place;
  gint32               x, y, z;
  gint64               at;
  gint64               validity;
  guint32              radius_key;
  CalloutReasons       waived;
  gboolean             any_group;
  gboolean             allow_external;
  const CalloutBits   *skills;
  const CalloutBits   *groups;
  guint               *assigned;    /* rows */
  guint                n_assigned;
} Inquiry;

#define BLOCK_ROWS 1024u

/* A sort key's highest bit says left out, the next that no distance is known;
 * below are the bits of the squared chord, scaled to below 1/2, which as a
 * positive single-precision number sorts like the integer it is stored as. */
#define KEY_LEFT_OUT    (1u << 31)
#define KEY_NO_DISTANCE (1u << 30)
#define KEY_CHORD       (KEY_NO_DISTANCE - 1)

void    callout_rank_judge    (const Inquiry   *inquiry,
                               guint            first,
                               guint            n_rows,
                               CalloutReasons  *reasons,
                               guint32         *keys);
GArray *callout_rank_all      (const Inquiry   *inquiry,
                               gboolean         include_left_out);
GArray *callout_rank_best     (const Inquiry   *inquiry,
                               guint            limit);
void    callout_rank_describe (const Inquiry    *inquiry,
                               guint             row,
                               guint32           key,
                               CalloutReasons    reasons,
                               CalloutCandidate *candidate);
guint32 callout_rank_radius_key (double metres);

Nearby *callout_nearby_new    (const CalloutRoster *roster);
void    callout_nearby_free   (Nearby              *self);
gboolean callout_nearby_move  (Nearby              *self,
                               const CalloutRoster *roster,
                               guint                row);

guint64 *callout_rank_sort    (guint64             *items,
                               guint64             *spare,
                               gsize                n);

G_END_DECLS
