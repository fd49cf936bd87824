/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-status.h"
#include "callout-step.h"
#include "callout-work-order.h"

G_BEGIN_DECLS

/*
 * What the customer sees of a ticket, in both vocabularies (domain section 4).
 * It is computed here from facts and nowhere else, and never stored.
 */

/**
 * CalloutVisitFacts:
 *
 * What a work order says of itself.
 */
typedef struct {
  int         state;         /* CalloutWorkState */
  CalloutTime planned_at;    /* when its appointment was set; 0: it has none */
  CalloutTime planned_start; /* the appointment */
  CalloutTime planned_end;
  CalloutTime published_at;  /* 0: it is on nobody's device */
  CalloutTime ended_at;      /* when it was closed */
  GPtrArray  *steps;         /* of CalloutStep: the version it was made under, in order */
  GPtrArray  *reports;       /* of CalloutStepEvent, oldest first; those that only log are passed over */
  char       *lead;          /* (nullable): the engineer's name */
  double      latitude;      /* where the engineer is; NaN: unknown */
  double      longitude;
  CalloutTime position_at;
} CalloutVisitFacts;

/**
 * CalloutCustomerFacts:
 *
 * All that the customer's view depends on.
 */
typedef struct {
  int         progress;    /* CalloutProgress */
  CalloutTime created_at;
  CalloutTime reopened_at; /* 0: never; work orders ended before it count no more */
  CalloutTime done_at;     /* 0: unknown */
  CalloutTime closed_at;
  gint64      stars;       /* the rating of this cycle; 0: none yet */
  char       *comment;     /* (nullable): what was said beside it */
  int         rated_by;    /* CalloutRatingSource: how it came in */
  CalloutTime rated_at;
  GPtrArray  *visits;      /* of CalloutVisitFacts, in the order they were made */
  GPtrArray  *statuses;    /* (nullable): of CalloutStatus; the built-in ones if absent */
  GPtrArray  *labels;      /* (nullable): of CalloutStatusLabel */
  char       *language;    /* (nullable): the customer's, e.g. "de" */
} CalloutCustomerFacts;

CalloutVisitFacts    *callout_visit_facts_new             (void);
void                  callout_visit_facts_free            (CalloutVisitFacts    *self);

CalloutCustomerFacts *callout_customer_facts_new          (void);
void                  callout_customer_facts_free         (CalloutCustomerFacts *self);
void                  callout_customer_facts_set_statuses (CalloutCustomerFacts *self,
                                                           GPtrArray            *statuses,
                                                           GPtrArray            *labels,
                                                           const char           *language);
CalloutCustomerFacts *callout_customer_facts_sample       (GPtrArray            *steps,
                                                           const char           *at);

/**
 * CalloutMilestone:
 *
 * One of the statuses of a vocabulary, in their order.
 */
typedef struct {
  char       *status;     /* key */
  char       *label;
  char       *icon;       /* (nullable): name of a shipped icon, or the key of one of the house's own */
  CalloutTime reached_at; /* 0: not yet, or passed without a time of its own */
  gboolean    current;
} CalloutMilestone;

typedef struct {
  char      *status;
  char      *label;
  char      *icon;        /* (nullable) */
  GPtrArray *milestones;  /* of CalloutMilestone: five or seven */
} CalloutStatusLine;

/**
 * CalloutCustomerView:
 *
 * Of the engineer the customer sees something only while they are on the way,
 * from Travel until they arrive.
 */
typedef struct {
  CalloutStatusLine *chat_portal;
  CalloutStatusLine *customer_portal;
  gint64             stars;             /* what the customer gave, however it came in; 0: nothing */
  char              *comment;           /* (nullable): beside it */
  int                rated_by;          /* CalloutRatingSource */
  CalloutTime        rated_at;
  gboolean           asks_rating;       /* it may be given now */
  char              *banner;            /* (nullable): what stands across it: “Cancelled” */
  CalloutTime        appointment_start; /* 0: none */
  CalloutTime        appointment_end;
  char              *engineer;          /* (nullable): name */
  double             latitude;          /* NaN: not shown */
  double             longitude;
  CalloutTime        position_at;
} CalloutCustomerView;

CalloutCustomerView  *callout_customer_view_new           (const CalloutCustomerFacts *facts);
void                  callout_customer_view_free          (CalloutCustomerView  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutVisitFacts, callout_visit_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCustomerFacts, callout_customer_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCustomerView, callout_customer_view_free)

G_END_DECLS
