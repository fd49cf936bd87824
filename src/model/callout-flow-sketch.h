/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"
#include "callout-flow.h"

G_BEGIN_DECLS

/*
 * A creation flow while it is being written (contract 2.10): it holds what was
 * typed, sound or not, and says what is wrong with it and where. Things in it
 * go by numbers that stay theirs, so that a condition follows a question that
 * is renamed or moved. Pure: nothing here is stored.
 */

typedef struct {
  guint     id;
  char     *key;
  gboolean  follows; /* the key is made of the label */
  char     *label;
} CalloutSketchOption;

typedef struct {
  guint               id;
  char               *key;
  gboolean            follows;
  CalloutQuestionKind kind;
  char               *label;
  char               *help;
  gboolean            required;
  char               *min;          /* as typed */
  char               *max;
  GPtrArray          *options;      /* of CalloutSketchOption; kept while the kind has none */
  gboolean            conditional;
  guint               if_id;        /* 0: a question that is not there */
  char               *if_key;       /* its key, when last there was one */
  CalloutShowOp       if_op;
  guint               if_option;    /* 0: the value is in words */
  char               *if_value;
  GPtrArray          *questions;    /* of CalloutSketchQuestion; a form's */
} CalloutSketchQuestion;

typedef struct {
  guint      id;
  char      *title;
  GPtrArray *questions; /* of CalloutSketchQuestion */
} CalloutSketchStep;

typedef struct {
  guint      last_id;
  char      *name;
  char      *description;
  char      *button;
  char      *skills;
  char      *notify_group; /* a group's key; empty: none */
  char      *offer_group;
  gboolean   visit;
  gboolean   ratings;
  GPtrArray *steps;        /* of CalloutSketchStep */
} CalloutFlowSketch;

/* Where something stands. @step and @form are ids; @form is 0 outside of forms. */
typedef struct {
  guint step;
  guint form;
  guint index;
} CalloutSketchPlace;

typedef struct {
  guint id; /* a step's or question's; 0: of the flow */
  char *sentence;
} CalloutSketchFault;

CalloutFlowSketch     *callout_flow_sketch_new           (CalloutFlow            *flow);
CalloutFlowSketch     *callout_flow_sketch_copy          (CalloutFlowSketch      *self);
void                   callout_flow_sketch_free          (CalloutFlowSketch      *self);
char                  *callout_flow_sketch_to_json       (CalloutFlowSketch      *self);
gboolean               callout_flow_sketch_equal         (CalloutFlowSketch      *self,
                                                          CalloutFlowSketch      *other);
GPtrArray             *callout_flow_sketch_check         (CalloutFlowSketch      *self,
                                                          CalloutFlowPlan       **plan);

CalloutSketchStep     *callout_flow_sketch_find_step     (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          guint                  *index);
CalloutSketchQuestion *callout_flow_sketch_find          (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          CalloutSketchPlace     *place);
GPtrArray             *callout_flow_sketch_earlier       (CalloutFlowSketch      *self,
                                                          guint                   id);
char                  *callout_flow_sketch_dup_condition (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question);

guint                  callout_flow_sketch_add_step      (CalloutFlowSketch      *self,
                                                          guint                   index);
guint                  callout_flow_sketch_add_question  (CalloutFlowSketch      *self,
                                                          const CalloutSketchPlace *place,
                                                          CalloutQuestionKind     kind);
guint                  callout_flow_sketch_duplicate     (CalloutFlowSketch      *self,
                                                          guint                   id);
void                   callout_flow_sketch_remove        (CalloutFlowSketch      *self,
                                                          guint                   id);
gboolean               callout_flow_sketch_may_move      (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          const CalloutSketchPlace *place);
gboolean               callout_flow_sketch_move          (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          const CalloutSketchPlace *place);
gboolean               callout_flow_sketch_move_by       (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          int                     by);
void                   callout_flow_sketch_move_step     (CalloutFlowSketch      *self,
                                                          guint                   id,
                                                          guint                   index);

void                   callout_flow_sketch_set_label     (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question,
                                                          const char             *label);
void                   callout_flow_sketch_set_kind      (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question,
                                                          CalloutQuestionKind     kind);
void                   callout_flow_sketch_set_condition (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question,
                                                          guint                   asked);
CalloutSketchOption   *callout_flow_sketch_add_option    (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question);
void                   callout_flow_sketch_set_option    (CalloutFlowSketch      *self,
                                                          CalloutSketchQuestion  *question,
                                                          CalloutSketchOption    *option,
                                                          const char             *label);

gboolean               callout_question_kind_chooses     (CalloutQuestionKind     kind);
void                   callout_sketch_fault_free         (CalloutSketchFault     *self);

GPtrArray             *callout_flow_compare              (CalloutFlow            *older,
                                                          CalloutFlow            *newer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutFlowSketch, callout_flow_sketch_free)

G_END_DECLS
