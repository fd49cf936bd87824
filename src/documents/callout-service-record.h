/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-customer-view.h"
#include "callout-model.h"
#include "callout-pages.h"

G_BEGIN_DECLS

/**
 * CalloutRecordFile:
 *
 * A file of the case; the bytes only of pictures that are printed.
 */
typedef struct {
  CalloutFile *file;
  GBytes      *bytes; /* (nullable) */
} CalloutRecordFile;

/* What was answered to a question, as people read it. */
typedef struct {
  char      *label;
  char      *text;  /* (nullable): of a question for files */
  GPtrArray *files; /* of CalloutRecordFile */
} CalloutRecordAnswer;

/* Something that happened. */
typedef struct {
  CalloutTime at;
  char       *who;  /* (nullable): is not told */
  char       *what;
} CalloutRecordStep;

typedef struct {
  CalloutUpdate *update;
  GPtrArray     *files; /* of CalloutRecordFile */
} CalloutRecordUpdate;

/* A work order: whom the customer may not know is not there in their edition. */
typedef struct {
  CalloutWorkOrder *order;
  GPtrArray        *people; /* of CalloutAssignment */
  GPtrArray        *steps;  /* of CalloutRecordStep: what was reported */
} CalloutRecordVisit;

/**
 * CalloutServiceRecord:
 *
 * Every step of a case (contract 2.45), read at one moment for one reader. What
 * that reader may not see is not in it.
 */
typedef struct {
  gboolean          internal;  /* the employees' edition */
  char             *house;     /* (nullable): who hands it out */
  char             *house_lines; /* (nullable) */
  char             *paper;     /* key */
  char             *zone_name; /* in which times are told */
  GTimeZone        *zone;
  CalloutTime       made_at;
  CalloutTicket    *ticket;
  CalloutCustomer  *customer;  /* (nullable) */
  CalloutEquipment *equipment; /* (nullable) */
  GPtrArray        *answers;   /* of CalloutRecordAnswer */
  GPtrArray        *steps;     /* of CalloutRecordStep */
  GPtrArray        *updates;   /* of CalloutRecordUpdate */
  GPtrArray        *visits;    /* of CalloutRecordVisit */
  GPtrArray        *ratings;   /* of CalloutRating */
} CalloutServiceRecord;

#define CALLOUT_TYPE_SERVICE_RECORD (callout_service_record_get_type ())
GType                 callout_service_record_get_type   (void) G_GNUC_CONST;

CalloutServiceRecord *callout_service_record_new        (void);
CalloutServiceRecord *callout_service_record_copy       (CalloutServiceRecord *self);
void                  callout_service_record_free       (CalloutServiceRecord *self);
CalloutPages         *callout_service_record_make_pages (CalloutServiceRecord *self,
                                                         const CalloutPaper   *paper);
char                 *callout_service_record_dup_name   (CalloutServiceRecord *self);

CalloutRecordFile    *callout_record_file_new           (CalloutFile          *file,
                                                         GBytes               *bytes);
void                  callout_record_file_free          (CalloutRecordFile    *self);
CalloutRecordAnswer  *callout_record_answer_new         (const char           *label,
                                                         char                 *text);
void                  callout_record_answer_free        (CalloutRecordAnswer  *self);
CalloutRecordStep    *callout_record_step_new           (CalloutTime           at,
                                                         const char           *who,
                                                         char                 *what);
void                  callout_record_step_free          (CalloutRecordStep    *self);
CalloutRecordUpdate  *callout_record_update_new         (CalloutUpdate        *update);
void                  callout_record_update_free        (CalloutRecordUpdate  *self);
CalloutRecordVisit   *callout_record_visit_new          (CalloutWorkOrder     *order);
void                  callout_record_visit_free         (CalloutRecordVisit   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutServiceRecord, callout_service_record_free)

G_END_DECLS
