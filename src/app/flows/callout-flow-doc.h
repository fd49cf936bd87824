/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-desk.h"

G_BEGIN_DECLS

/**
 * CalloutFlowDoc:
 *
 * One flow on which somebody works: what was typed, the way back and forth
 * through it, and what of it is kept. It is kept by itself whenever it is
 * sound; what is not sound yet stays here.
 *
 * An edit goes callout_flow_doc_begin(), change the sketch,
 * callout_flow_doc_end().
 *
 * Signals:
 *  - `edited`: the sketch is another one than before, or says something else.
 *  - `state-changed`: what is kept, or what stands in the way of it.
 */
#define CALLOUT_TYPE_FLOW_DOC (callout_flow_doc_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowDoc, callout_flow_doc, CALLOUT, FLOW_DOC, GObject)

typedef void (*CalloutFlowDocFunc) (CalloutFlowDoc *doc,
                                    gpointer        data);

CalloutFlowDoc    *callout_flow_doc_new           (CalloutFlowDesk    *desk,
                                                   const char         *key);
const char        *callout_flow_doc_get_key       (CalloutFlowDoc     *self);
CalloutFlowDesk   *callout_flow_doc_get_desk      (CalloutFlowDoc     *self);
CalloutFlowSketch *callout_flow_doc_get_sketch    (CalloutFlowDoc     *self);
CalloutFlowPlan   *callout_flow_doc_get_plan      (CalloutFlowDoc     *self);
CalloutFlow       *callout_flow_doc_get_seen      (CalloutFlowDoc     *self);
const char        *callout_flow_doc_get_fault     (CalloutFlowDoc     *self,
                                                   guint               id);
guint              callout_flow_doc_get_n_faults  (CalloutFlowDoc     *self);
guint              callout_flow_doc_get_first_fault (CalloutFlowDoc   *self);
gboolean           callout_flow_doc_is_kept       (CalloutFlowDoc     *self);
const char        *callout_flow_doc_get_problem   (CalloutFlowDoc     *self);
gboolean           callout_flow_doc_is_in_conflict (CalloutFlowDoc    *self);

void               callout_flow_doc_begin         (CalloutFlowDoc     *self,
                                                   const char         *merge);
void               callout_flow_doc_end           (CalloutFlowDoc     *self);
gboolean           callout_flow_doc_can_undo      (CalloutFlowDoc     *self);
gboolean           callout_flow_doc_can_redo      (CalloutFlowDoc     *self);
void               callout_flow_doc_undo          (CalloutFlowDoc     *self);
void               callout_flow_doc_redo          (CalloutFlowDoc     *self);
void               callout_flow_doc_take_up       (CalloutFlowDoc     *self,
                                                   CalloutFlow        *version);
void               callout_flow_doc_revert        (CalloutFlowDoc     *self);
void               callout_flow_doc_keep          (CalloutFlowDoc     *self,
                                                   CalloutFlowDocFunc  func,
                                                   gpointer            data);
void               callout_flow_doc_settle        (CalloutFlowDoc     *self,
                                                   gboolean            mine);
void               callout_flow_doc_add_seen      (CalloutFlowDoc     *self,
                                                   CalloutArgs        *args);

G_END_DECLS
