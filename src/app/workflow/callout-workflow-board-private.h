/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-lane-header.h"
#include "callout-step-card.h"
#include "callout-workflow-board.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Around the picture of what is carried, for its shadow: as in workflow.css. */
#define CALLOUT_PICTURE_MARGIN 6

/* Where a card goes, and where it came from when that was decided: between the
 * two it glides. */
typedef struct {
  GtkWidget *card;
  guint      lane;
  guint      index;    /* of the step it is, or stands beside, in the lane */
  gboolean   branch;
  gboolean   seen;     /* has had a place before */
  int        x, y, width, height;
  int        from_x, from_y;
  int        closed_y; /* while no gap is open */
} CalloutBoardSlot;

typedef struct {
  int x, y, width, height; /* of the whole lane, with its header */
  int closed_y, closed_height;
  int header_height;
} CalloutBoardLane;

typedef enum {
  CALLOUT_CARRY_NONE,
  CALLOUT_CARRY_POINTER,  /* the card is at the pointer, its place a gap */
  CALLOUT_CARRY_KEYS,     /* the card itself moves from gap to gap */
} CalloutCarryMode;

typedef struct {
  CalloutCarryMode mode;
  char            *key;
  guint            from_lane, from_index;
  guint            lane, index;
  guint            sought;     /* the lane last asked for by the keyboard, allowed or not */
  gboolean         open;       /* a gap: it may be let go there */
  gboolean         asked;      /* lane and index have been judged */
  char            *why_not;    /* (nullable) */
  int              height;     /* of what is carried, with its branches */
} CalloutCarry;

struct _CalloutWorkflowBoard
{
  GtkWidget          parent_instance;

  /* Children */
  GtkWidget         *grounds[CALLOUT_N_LANES];
  GtkWidget         *headers[CALLOUT_N_LANES];
  GtkWidget         *gap;
  GtkWidget         *hint;
  GtkWidget         *hint_label;
  GtkWidget         *menu;

  /* Owned */
  CalloutIconBook   *icons;
  GPtrArray         *steps;      /* of CalloutStep */
  CalloutLanes      *lanes;
  GHashTable        *slots;      /* key → CalloutBoardSlot */
  GPtrArray         *order;      /* the slots as they are read, borrowed */
  AdwAnimation      *animation;
  GtkWidget         *homing;     /* (nullable): the card last put back, weak */
  char              *labels[CALLOUT_N_LANES];
  char              *announcement;

  CalloutCarry       carry;
  CalloutBoardLane   places[CALLOUT_N_LANES];
  int                gap_x, gap_y, gap_width, gap_height;
  int                total_height;
  int                arranged_width; /* 0: not arranged */
  double             progress;       /* of the gliding: 0 … 1 */
  gboolean           compact;

  /* The pointer or finger, while it carries, or is told why not */
  double             pointer_x, pointer_y;
  double             hold_x, hold_y; /* where on the card it holds it */
  GtkWidget         *lifted;         /* (nullable): the picture there */
  GtkWidget         *stuck;          /* (nullable): the card, weak */
  gboolean           moved;          /* since it was pressed */
  guint              scroll_tick;
  gint64             scroll_time;
};

/* Layout */
void              callout_board_arrange        (CalloutWorkflowBoard *self,
                                                int                   width);
void              callout_board_rearrange      (CalloutWorkflowBoard *self);
gboolean          callout_board_locate         (CalloutWorkflowBoard *self,
                                                double                x,
                                                double                y,
                                                double                top,
                                                guint                *lane,
                                                guint                *index);
CalloutBoardSlot *callout_board_find_slot      (CalloutWorkflowBoard *self,
                                                const char           *key);
gboolean          callout_board_is_carried     (CalloutWorkflowBoard *self,
                                                CalloutBoardSlot     *slot);
GtkScrolledWindow *callout_board_get_scroller  (CalloutWorkflowBoard *self);

/* Carrying */
void              callout_board_pick_up        (CalloutWorkflowBoard *self,
                                                CalloutStep          *step,
                                                CalloutCarryMode      mode);
void              callout_board_refuse_pick_up (CalloutWorkflowBoard *self,
                                                CalloutStep          *step,
                                                CalloutCarryMode      mode);
gboolean          callout_board_carry_to       (CalloutWorkflowBoard *self,
                                                guint                 lane,
                                                guint                 index);
gboolean          callout_board_let_go         (CalloutWorkflowBoard *self);
void              callout_board_put_back       (CalloutWorkflowBoard *self);
void              callout_board_carry_on       (CalloutWorkflowBoard *self);
void              callout_board_end_carry      (CalloutWorkflowBoard *self);
char             *callout_board_dup_place      (CalloutWorkflowBoard *self,
                                                guint                 lane,
                                                guint                 index,
                                                guint                 n);
void              callout_board_announce       (CalloutWorkflowBoard *self,
                                                const char           *sentence);

/* Input */
void              callout_board_add_pointer    (CalloutWorkflowBoard *self);
void              callout_board_lift           (CalloutWorkflowBoard *self,
                                                GtkWidget            *card,
                                                double                x,
                                                double                y);
void              callout_board_point_at       (CalloutWorkflowBoard *self,
                                                double                x,
                                                double                y);
void              callout_board_stop_pointer   (CalloutWorkflowBoard *self);
void              callout_board_add_keys       (CalloutWorkflowBoard *self);
CalloutBoardSlot *callout_board_slot_at        (CalloutWorkflowBoard *self,
                                                double                x,
                                                double                y);
void              callout_board_show_menu      (CalloutWorkflowBoard *self,
                                                CalloutBoardSlot     *slot,
                                                double                x,
                                                double                y);
gboolean          callout_board_focus          (CalloutWorkflowBoard *self,
                                                GtkDirectionType      direction);

G_END_DECLS
