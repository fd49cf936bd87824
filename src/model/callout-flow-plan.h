/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What a creation flow asks (contract 2.10): steps of questions, each shown or
 * not by what was answered before. Pure: what is stored, and by whom it was
 * answered, is no business of this.
 *
 * Answers are texts by path. The path of a question is its key; inside the
 * repetitions of a sub-form it is `parts[2].number`, counted from 1, and the
 * form's own answer is how many there are. What an answer looks like:
 *   short, long       the words; min and max count characters
 *   number            decimal, with a point; min and max bound it
 *   single, multi     keys of options, apart by blanks; min and max count them
 *   date              2026-03-08
 *   datetime          RFC 3339 with offset
 *   location          `42.36,-71.06`, `42.36,-71.06; 2 Beacon St` or `2 Beacon St`
 *   photo, attachment, signature
 *                     references of files, apart by blanks; min and max count them
 *   form              a whole number; min and max bound it
 */

typedef enum {
  CALLOUT_QUESTION_TEXT, /* a paragraph shown; nothing is answered */
  CALLOUT_QUESTION_SHORT,
  CALLOUT_QUESTION_LONG,
  CALLOUT_QUESTION_NUMBER,
  CALLOUT_QUESTION_SINGLE,
  CALLOUT_QUESTION_MULTI,
  CALLOUT_QUESTION_DATE,
  CALLOUT_QUESTION_DATETIME,
  CALLOUT_QUESTION_LOCATION,
  CALLOUT_QUESTION_PHOTO,
  CALLOUT_QUESTION_ATTACHMENT,
  CALLOUT_QUESTION_SIGNATURE,
  CALLOUT_QUESTION_FORM,
  CALLOUT_N_QUESTIONS
} CalloutQuestionKind;

#define CALLOUT_TYPE_QUESTION_KIND (callout_question_kind_get_type ())
GType callout_question_kind_get_type (void) G_GNUC_CONST;

typedef enum {
  CALLOUT_SHOW_IS,
  CALLOUT_SHOW_IS_NOT,
  CALLOUT_SHOW_CONTAINS,
  CALLOUT_SHOW_LESS,
  CALLOUT_SHOW_MORE,
} CalloutShowOp;

typedef struct {
  char *key;
  char *label;
} CalloutQuestionOption;

/**
 * CalloutFlowQuestion:
 *
 * Shown only if the answer to @if_question, an earlier question, matches; an
 * unanswered one matches nothing. @min and @max are NaN where there are none.
 */
typedef struct {
  char               *key;
  CalloutQuestionKind kind;
  char               *label;
  char               *help;        /* (nullable) */
  gboolean            required;
  double              min;
  double              max;
  GPtrArray          *options;     /* of CalloutQuestionOption; empty where there are none */
  char               *if_question; /* (nullable) */
  CalloutShowOp       if_op;
  char               *if_value;
  GPtrArray          *questions;   /* of CalloutFlowQuestion; a form's */
} CalloutFlowQuestion;

typedef struct {
  char      *title;
  GPtrArray *questions; /* of CalloutFlowQuestion */
} CalloutFlowPlanStep;

/**
 * CalloutFlowPlan:
 *
 * Never changed once it is made, so any thread may read it.
 */
typedef struct {
  GPtrArray *steps; /* of CalloutFlowPlanStep */
} CalloutFlowPlan;

/* One question as it is asked now. */
typedef struct {
  char                  *path;
  guint                  step;   /* index of the step it stands in */
  guint                  repeat; /* which repetition of its form, from 1; 0: in none */
  const CalloutFlowQuestion *question;
} CalloutShownQuestion;

/* A fault and where it is: indices, -1 where it is of what is around. */
typedef struct {
  int   step;
  int   question;
  int   inner;    /* in a form */
  char *sentence;
} CalloutFlowFault;

#define CALLOUT_TYPE_FLOW_PLAN (callout_flow_plan_get_type ())
GType            callout_flow_plan_get_type     (void) G_GNUC_CONST;

CalloutFlowPlan *callout_flow_plan_parse        (const char            *json,
                                                 GPtrArray             *faults);
GPtrArray       *callout_flow_plan_find_faults  (const char            *json,
                                                 CalloutFlowPlan      **plan);
CalloutFlowPlan *callout_flow_plan_ref          (CalloutFlowPlan       *self);
void             callout_flow_plan_unref        (CalloutFlowPlan       *self);
char            *callout_flow_plan_to_json      (CalloutFlowPlan       *self);
guint            callout_flow_plan_count        (CalloutFlowPlan       *self);
const CalloutFlowQuestion *callout_flow_plan_find   (CalloutFlowPlan       *self,
                                                 const char            *path,
                                                 guint                 *repeat);
const CalloutFlowQuestion *callout_flow_plan_find_kind (CalloutFlowPlan    *self,
                                                 CalloutQuestionKind    kind);
gboolean         callout_flow_plan_check_answer (const CalloutFlowQuestion *question,
                                                 const char            *value,
                                                 GError               **error);
GPtrArray       *callout_flow_plan_shown        (CalloutFlowPlan       *self,
                                                 GHashTable            *answers);
GPtrArray       *callout_flow_plan_stale        (CalloutFlowPlan       *self,
                                                 GHashTable            *answers);
char            *callout_flow_plan_next_missing (CalloutFlowPlan       *self,
                                                 GHashTable            *answers,
                                                 guint                 *step,
                                                 GError               **why);

const char      *callout_question_kind_label    (CalloutQuestionKind    kind);
gboolean         callout_question_counts        (CalloutQuestionKind    kind);
const char      *callout_show_op_sign           (CalloutShowOp          op);
gboolean         callout_question_is_file       (const CalloutFlowQuestion *question);
double           callout_question_get_max       (const CalloutFlowQuestion *question);
const CalloutQuestionOption *callout_question_find_option (const CalloutFlowQuestion *question,
                                                 const char            *key);
gboolean         callout_answer_parse_location  (const char            *value,
                                                 double                *latitude,
                                                 double                *longitude,
                                                 char                 **address,
                                                 GError               **error);
void             callout_shown_question_free    (CalloutShownQuestion  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutFlowPlan, callout_flow_plan_unref)

G_END_DECLS
