/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-bits.h"
#include "callout-clock.h"
#include "callout-point.h"

G_BEGIN_DECLS

/**
 * CalloutResource:
 *
 * What the ranking knows about one person. Zeroed memory is a person without
 * position, skills and groups who says they are not available.
 */
typedef struct {
  gint64       id;             /* the person's */
  gboolean     has_position;
  CalloutPoint position;       /* read only if has_position */
  CalloutTime  position_at;    /* when they were there */
  gboolean     available;      /* what the person says of themselves */
  CalloutTime  duty_from;      /* the shift that holds now or comes next, until exclusive; */
  CalloutTime  duty_until;     /*   both 0: always on duty; any other empty span: never */
  CalloutBits  skills;         /* numbered by the caller */
  CalloutBits  groups;         /* numbered by the caller; several are possible */
  gboolean     external;       /* works for a provider */
  guint16      pending;        /* work orders waiting with this person */
  guint16      today;          /* work orders due today */
} CalloutResource;

/**
 * CalloutReasons:
 *
 * Why somebody is left out; none is the answer for who is eligible.
 */
typedef enum {
  CALLOUT_REASON_NOT_IN_GROUP         = 1 << 0,
  CALLOUT_REASON_OFF_DUTY             = 1 << 1,  /* outside the shift */
  CALLOUT_REASON_UNAVAILABLE          = 1 << 2,  /* says so */
  CALLOUT_REASON_MISSING_SKILL        = 1 << 3,
  CALLOUT_REASON_NO_POSITION          = 1 << 4,  /* only where the question has a place */
  CALLOUT_REASON_POSITION_TOO_OLD     = 1 << 5,  /* only where the question has a place */
  CALLOUT_REASON_TOO_FAR              = 1 << 6,  /* only where the question has a place */
  CALLOUT_REASON_EXTERNAL_NOT_ALLOWED = 1 << 7,
  CALLOUT_REASON_ALREADY_ASSIGNED     = 1 << 8,
} CalloutReasons;

#define CALLOUT_N_REASONS 9

/**
 * CalloutQuestion:
 *
 * Who could do this work? Zeroed memory asks without a place, for the year
 * 1970, for anybody of no group: set what applies.
 */
typedef struct {
  gboolean       has_place;
  CalloutPoint   place;              /* read only if has_place */
  CalloutTime    at;                 /* the moment duty and ages are taken at */
  CalloutBits    skills;             /* all of these are needed */
  gboolean       any_group;          /* everybody, whatever the groups */
  CalloutBits    groups;             /* else members of one of these */
  gboolean       allow_external;
  CalloutTime    position_validity;  /* how old a position may be; 0: any age */
  double         radius_m;           /* how far away; 0: any distance */
  CalloutReasons waived;             /* reported, but no ground for leaving anybody out */
  const gint64  *assigned;           /* ids who have this work already, not copied */
  guint          n_assigned;
} CalloutQuestion;

/**
 * CalloutCandidate:
 *
 * One line of the answer. Eligible is who has no reasons but waived ones.
 */
typedef struct {
  gint64         id;
  double         distance_m;      /* great circle; negative when not known */
  CalloutTime    position_age;    /* negative when there is no position; 0 for one from the future */
  CalloutReasons reasons;
  guint16        pending;
  guint16        today;
} CalloutCandidate;

/**
 * CalloutRoster:
 *
 * Every resource in memory, a column for each fact, so that all are judged and
 * ranked in one pass. Used by one thread at a time.
 */
typedef struct _CalloutRoster CalloutRoster;

#define CALLOUT_TYPE_ROSTER (callout_roster_get_type ())

GType          callout_roster_get_type       (void);
CalloutRoster *callout_roster_new            (void);
CalloutRoster *callout_roster_ref            (CalloutRoster         *self);
void           callout_roster_unref          (CalloutRoster         *self);

void           callout_roster_set            (CalloutRoster         *self,
                                              const CalloutResource *resource);
gboolean       callout_roster_set_position   (CalloutRoster         *self,
                                              gint64                 id,
                                              const CalloutPoint    *position,
                                              CalloutTime            at);
gboolean       callout_roster_set_load       (CalloutRoster         *self,
                                              gint64                 id,
                                              guint                  pending,
                                              guint                  today);
gboolean       callout_roster_remove         (CalloutRoster         *self,
                                              gint64                 id);
void           callout_roster_remove_all     (CalloutRoster         *self);
guint          callout_roster_get_size       (CalloutRoster         *self);
gboolean       callout_roster_lookup         (CalloutRoster         *self,
                                              gint64                 id,
                                              CalloutResource       *resource);

GArray        *callout_roster_rank           (CalloutRoster         *self,
                                              const CalloutQuestion *question,
                                              guint                  limit,
                                              gboolean               include_left_out);
gboolean       callout_roster_judge          (CalloutRoster         *self,
                                              const CalloutQuestion *question,
                                              gint64                 id,
                                              CalloutCandidate      *candidate);
void           callout_roster_missing_skills (CalloutRoster         *self,
                                              const CalloutQuestion *question,
                                              gint64                 id,
                                              CalloutBits           *missing);

gboolean       callout_candidate_is_eligible (const CalloutCandidate *self,
                                              const CalloutQuestion  *question);
const char    *callout_reason_key            (CalloutReasons          reason);
char          *callout_reason_describe       (CalloutReasons          reason,
                                              const CalloutCandidate *candidate,
                                              const CalloutQuestion  *question,
                                              const char             *missing_skills);

void           callout_resource_clear        (CalloutResource       *self);
void           callout_question_clear        (CalloutQuestion       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutRoster, callout_roster_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalloutResource, callout_resource_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalloutQuestion, callout_question_clear)

G_END_DECLS
