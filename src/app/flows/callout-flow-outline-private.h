/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-card.h"
#include "callout-flow-outline.h"
#include "callout-flow-section.h"

G_BEGIN_DECLS

struct _CalloutFlowOutline
{
  GtkWidget       parent_instance;

  /* Children */
  GtkWidget      *box;
  GtkBox         *head;        /* what stands above the steps */
  GtkBox         *sections;
  GtkWidget      *gap;         /* where what is carried would come to stand */

  /* Owned */
  CalloutFlowDoc *doc;         /* (nullable) */
  GHashTable     *section_of;  /* id → CalloutFlowSection */
  GHashTable     *card_of;     /* id → CalloutFlowCard */

  guint           open;        /* whose form is open; 0: none */
  guint           fresh;       /* what was added last, and has not been left yet */

  /* What is carried by the pointer */
  guint           carried;     /* 0: nothing */
  gboolean        carries_step;
  gboolean        may_drop;
  CalloutSketchPlace target;   /* of a step only the index */
  double          pointer_x;
  double          pointer_y;
  guint           scroll_tick;
  gint64          scroll_time;
};

void callout_flow_outline_sync        (CalloutFlowOutline *self);
void callout_flow_outline_add_source  (CalloutFlowOutline *self,
                                       GtkWidget          *handle,
                                       GtkWidget          *picture,
                                       guint               id);
void callout_flow_outline_add_target  (CalloutFlowOutline *self);
void callout_flow_outline_drop_gap    (CalloutFlowOutline *self);
void callout_flow_outline_announce    (CalloutFlowOutline *self,
                                       guint               id);

G_END_DECLS
