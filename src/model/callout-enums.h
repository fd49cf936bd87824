/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Every enum is stored and spoken as its short text key (the nick). The list
 * of keys only ever grows at its end; the numbers are never stored.
 */

/**
 * CalloutKind:
 *
 * What a row, an event's target or a reference is.
 */
typedef enum {
  CALLOUT_KIND_NONE,
  CALLOUT_KIND_PERSON,
  CALLOUT_KIND_GROUP,
  CALLOUT_KIND_MEMBERSHIP,
  CALLOUT_KIND_CUSTOMER,
  CALLOUT_KIND_TICKET,
  CALLOUT_KIND_WORK_ORDER,
  CALLOUT_KIND_ASSIGNMENT,
  CALLOUT_KIND_STEP_EVENT,
  CALLOUT_KIND_STEP,
  CALLOUT_KIND_SETTING,
  CALLOUT_KIND_EVENT,
  CALLOUT_KIND_WORKFLOW,
  CALLOUT_KIND_STATUS,
  CALLOUT_KIND_STATUS_LABEL,
  CALLOUT_KIND_ICON,
  CALLOUT_KIND_FLOW,
  CALLOUT_KIND_ANSWER,
  CALLOUT_KIND_OFFER,
  CALLOUT_KIND_TICKET_ASSIGNEE,
  CALLOUT_KIND_UPDATE,
  CALLOUT_KIND_FILE,
  CALLOUT_KIND_RATING,
  CALLOUT_KIND_EQUIPMENT,
  CALLOUT_KIND_NOTIFICATION,
  CALLOUT_KIND_NOTIFICATION_PREF,
  CALLOUT_KIND_OUTBOX,
  CALLOUT_KIND_SAVED_FILTER,
  CALLOUT_KIND_MESSAGE,
  CALLOUT_KIND_READ_MARK,
  CALLOUT_KIND_CONVERSATION,
  CALLOUT_KIND_SNIPPET,
  CALLOUT_KIND_ASSISTANT_ELEMENT,
  CALLOUT_KIND_PICTURE,
  CALLOUT_N_KINDS
} CalloutKind;

typedef enum {
  CALLOUT_ROLE_ADMIN,
  CALLOUT_ROLE_MODERATOR,
  CALLOUT_ROLE_DISPATCHER,
  CALLOUT_ROLE_GROUP_DISPATCHER,
  CALLOUT_ROLE_SUPERVISOR,
  CALLOUT_ROLE_COORDINATOR,
  CALLOUT_ROLE_MEMBER,
  CALLOUT_ROLE_CODE_USER, /* an end customer's contact: never together with another */
  CALLOUT_N_ROLES
} CalloutRole;

/* A set of roles, one bit each. */
typedef guint CalloutRoles;
#define CALLOUT_ROLE_BIT(role) (1u << (role))

typedef enum {
  CALLOUT_AVAILABILITY_AVAILABLE,
  CALLOUT_AVAILABILITY_BUSY,
  CALLOUT_AVAILABILITY_BREAK,
  CALLOUT_AVAILABILITY_OFFLINE,
} CalloutAvailability;

typedef enum {
  CALLOUT_GROUP_TYPE_IN_HOUSE,
  CALLOUT_GROUP_TYPE_PROVIDER,
} CalloutGroupType;

typedef enum {
  CALLOUT_GROUP_MODE_MANUAL,
  CALLOUT_GROUP_MODE_GRAB,
} CalloutGroupMode;

typedef enum {
  CALLOUT_PROGRESS_DRAFT,
  CALLOUT_PROGRESS_OPEN,
  CALLOUT_PROGRESS_ASSIGNED,
  CALLOUT_PROGRESS_IN_PROGRESS,
  CALLOUT_PROGRESS_DONE,
  CALLOUT_PROGRESS_CLOSED,
  CALLOUT_PROGRESS_CANCELLED,
} CalloutProgress;

typedef enum {
  CALLOUT_VISIBILITY_INTERNAL,
  CALLOUT_VISIBILITY_PUBLIC,
} CalloutVisibility;

typedef enum {
  CALLOUT_PRIORITY_LOW,
  CALLOUT_PRIORITY_NORMAL,
  CALLOUT_PRIORITY_HIGH,
} CalloutPriority;

typedef enum {
  CALLOUT_OUTCOME_NONE,
  CALLOUT_OUTCOME_COMPLETED,
  CALLOUT_OUTCOME_NOT_PERFORMED,
} CalloutOutcome;

/**
 * CalloutWorkState:
 *
 * Domain section 3-C. The order is the order of a normal life.
 */
typedef enum {
  CALLOUT_WORK_STATE_PENDING_DISPATCH,
  CALLOUT_WORK_STATE_PENDING_GROUP,
  CALLOUT_WORK_STATE_ASSIGNED,
  CALLOUT_WORK_STATE_DISPATCHED,
  CALLOUT_WORK_STATE_ACCEPTED,
  CALLOUT_WORK_STATE_TRAVEL,
  CALLOUT_WORK_STATE_WORK,
  CALLOUT_WORK_STATE_CHECKED_OUT,
  CALLOUT_WORK_STATE_CLOSED,
  CALLOUT_WORK_STATE_CANCELLED,
  CALLOUT_N_WORK_STATES
} CalloutWorkState;

/* A set of states, one bit each. */
typedef guint CalloutStates;
#define CALLOUT_STATE_BIT(state) (1u << (state))

typedef enum {
  CALLOUT_PART_LEAD,
  CALLOUT_PART_COLLABORATOR,
} CalloutPart;

typedef enum {
  CALLOUT_ASSIGNMENT_STATE_ASSIGNED,
  CALLOUT_ASSIGNMENT_STATE_ACCEPTED,
  CALLOUT_ASSIGNMENT_STATE_REJECTED,
  CALLOUT_ASSIGNMENT_STATE_REMOVED,
} CalloutAssignmentState;

typedef enum {
  CALLOUT_MEMBERSHIP_PART_MEMBER,
  CALLOUT_MEMBERSHIP_PART_DISPATCHER,
} CalloutMembershipPart;

/**
 * CalloutPortalStatus:
 *
 * The five milestones of document 0 a step may stand under; TRAY is none.
 */
typedef enum {
  CALLOUT_PORTAL_STATUS_TRAY,
  CALLOUT_PORTAL_STATUS_OPEN,
  CALLOUT_PORTAL_STATUS_PLANNED,
  CALLOUT_PORTAL_STATUS_TRAVEL,
  CALLOUT_PORTAL_STATUS_WORK,
  CALLOUT_PORTAL_STATUS_FINISHED,
} CalloutPortalStatus;

/**
 * CalloutWorkflowState:
 *
 * A draft is edited; what was published is never changed again.
 */
typedef enum {
  CALLOUT_WORKFLOW_STATE_DRAFT,
  CALLOUT_WORKFLOW_STATE_PUBLISHED,
} CalloutWorkflowState;

/**
 * CalloutVocabulary:
 *
 * Whose words a status belongs to: the five of document 0, or the seven of the
 * customer's tracking page in document 3.
 */
typedef enum {
  CALLOUT_VOCABULARY_CHAT_PORTAL,
  CALLOUT_VOCABULARY_CUSTOMER_PORTAL,
} CalloutVocabulary;

/**
 * CalloutFlowState:
 *
 * A draft is edited; what was published is never changed again. No new ticket
 * begins under a retired one, drafts that did may still be submitted.
 */
typedef enum {
  CALLOUT_FLOW_STATE_DRAFT,
  CALLOUT_FLOW_STATE_PUBLISHED,
  CALLOUT_FLOW_STATE_RETIRED,
} CalloutFlowState;

/**
 * CalloutOfferState:
 *
 * Domain section 3-F.
 */
typedef enum {
  CALLOUT_OFFER_STATE_OFFERED,
  CALLOUT_OFFER_STATE_ACCEPTED,
  CALLOUT_OFFER_STATE_DECLINED,
  CALLOUT_OFFER_STATE_WITHDRAWN,
} CalloutOfferState;

/* How somebody came to be on a ticket. */
typedef enum {
  CALLOUT_ASSIGNEE_VIA_OFFER,
  CALLOUT_ASSIGNEE_VIA_ASSIGNED,
} CalloutAssigneeVia;

typedef enum {
  CALLOUT_RATING_SOURCE_PORTAL,
  CALLOUT_RATING_SOURCE_EMAIL,
  CALLOUT_RATING_SOURCE_ASSISTANT,
} CalloutRatingSource;

/**
 * CalloutTopic:
 *
 * What people are told of.
 */
typedef enum {
  CALLOUT_TOPIC_NEW_TICKET,
  CALLOUT_TOPIC_OFFER,
  CALLOUT_TOPIC_ASSIGNMENT, /* assigned and withdrawn */
  CALLOUT_TOPIC_MESSAGE,
  CALLOUT_TOPIC_UPDATE,
  CALLOUT_TOPIC_STATUS,
  CALLOUT_TOPIC_RATING,
  CALLOUT_TOPIC_APPROVAL,
  CALLOUT_TOPIC_RETURN,     /* rejected and returned */
  CALLOUT_N_TOPICS
} CalloutTopic;

typedef enum {
  CALLOUT_CHANNEL_EMAIL,
  CALLOUT_CHANNEL_SMS,
} CalloutChannel;

typedef enum {
  CALLOUT_OUTBOX_STATE_PENDING,
  CALLOUT_OUTBOX_STATE_SENT,
  CALLOUT_OUTBOX_STATE_FAILED,
} CalloutOutboxState;

/**
 * CalloutThread:
 *
 * What is said about a ticket, by who reads it: the messenger is the
 * customer's, too; the workspace is for employees; the record are the updates.
 */
typedef enum {
  CALLOUT_THREAD_MESSENGER,
  CALLOUT_THREAD_WORKSPACE,
  CALLOUT_THREAD_RECORD, /* holds no messages: for how far somebody has read it */
} CalloutThread;

/**
 * CalloutMessageKind:
 *
 * Follows from what was posted.
 */
typedef enum {
  CALLOUT_MESSAGE_KIND_TEXT,
  CALLOUT_MESSAGE_KIND_MEDIA,
  CALLOUT_MESSAGE_KIND_VOICE,
  CALLOUT_MESSAGE_KIND_ASSISTANT_LINK,
  CALLOUT_MESSAGE_KIND_VIDEO_LINK,
  CALLOUT_MESSAGE_KIND_SYSTEM, /* a line of the house: what happened to the ticket */
} CalloutMessageKind;

typedef enum {
  CALLOUT_ELEMENT_KIND_QUESTION,
  CALLOUT_ELEMENT_KIND_ANSWER,
  CALLOUT_ELEMENT_KIND_TEXT,
} CalloutElementKind;

/**
 * CalloutSource:
 *
 * Through which door a command came; AUTO is the house itself.
 */
typedef enum {
  CALLOUT_SOURCE_DESKTOP,
  CALLOUT_SOURCE_PORTAL,
  CALLOUT_SOURCE_CTL,
  CALLOUT_SOURCE_AUTO,
} CalloutSource;

#define CALLOUT_TYPE_KIND             (callout_kind_get_type ())
#define CALLOUT_TYPE_ROLE             (callout_role_get_type ())
#define CALLOUT_TYPE_AVAILABILITY     (callout_availability_get_type ())
#define CALLOUT_TYPE_GROUP_TYPE       (callout_group_type_get_type ())
#define CALLOUT_TYPE_GROUP_MODE       (callout_group_mode_get_type ())
#define CALLOUT_TYPE_PROGRESS         (callout_progress_get_type ())
#define CALLOUT_TYPE_VISIBILITY       (callout_visibility_get_type ())
#define CALLOUT_TYPE_PRIORITY         (callout_priority_get_type ())
#define CALLOUT_TYPE_OUTCOME          (callout_outcome_get_type ())
#define CALLOUT_TYPE_WORK_STATE       (callout_work_state_get_type ())
#define CALLOUT_TYPE_PART             (callout_part_get_type ())
#define CALLOUT_TYPE_ASSIGNMENT_STATE (callout_assignment_state_get_type ())
#define CALLOUT_TYPE_MEMBERSHIP_PART  (callout_membership_part_get_type ())
#define CALLOUT_TYPE_PORTAL_STATUS    (callout_portal_status_get_type ())
#define CALLOUT_TYPE_WORKFLOW_STATE   (callout_workflow_state_get_type ())
#define CALLOUT_TYPE_VOCABULARY       (callout_vocabulary_get_type ())
#define CALLOUT_TYPE_SOURCE           (callout_source_get_type ())
#define CALLOUT_TYPE_FLOW_STATE       (callout_flow_state_get_type ())
#define CALLOUT_TYPE_OFFER_STATE      (callout_offer_state_get_type ())
#define CALLOUT_TYPE_ASSIGNEE_VIA     (callout_assignee_via_get_type ())
#define CALLOUT_TYPE_RATING_SOURCE    (callout_rating_source_get_type ())
#define CALLOUT_TYPE_TOPIC            (callout_topic_get_type ())
#define CALLOUT_TYPE_CHANNEL          (callout_channel_get_type ())
#define CALLOUT_TYPE_OUTBOX_STATE     (callout_outbox_state_get_type ())
#define CALLOUT_TYPE_THREAD           (callout_thread_get_type ())
#define CALLOUT_TYPE_MESSAGE_KIND     (callout_message_kind_get_type ())
#define CALLOUT_TYPE_ELEMENT_KIND     (callout_element_kind_get_type ())

GType callout_kind_get_type             (void) G_GNUC_CONST;
GType callout_role_get_type             (void) G_GNUC_CONST;
GType callout_availability_get_type     (void) G_GNUC_CONST;
GType callout_group_type_get_type       (void) G_GNUC_CONST;
GType callout_group_mode_get_type       (void) G_GNUC_CONST;
GType callout_progress_get_type         (void) G_GNUC_CONST;
GType callout_visibility_get_type       (void) G_GNUC_CONST;
GType callout_priority_get_type         (void) G_GNUC_CONST;
GType callout_outcome_get_type          (void) G_GNUC_CONST;
GType callout_work_state_get_type       (void) G_GNUC_CONST;
GType callout_part_get_type             (void) G_GNUC_CONST;
GType callout_assignment_state_get_type (void) G_GNUC_CONST;
GType callout_membership_part_get_type  (void) G_GNUC_CONST;
GType callout_portal_status_get_type    (void) G_GNUC_CONST;
GType callout_workflow_state_get_type   (void) G_GNUC_CONST;
GType callout_vocabulary_get_type       (void) G_GNUC_CONST;
GType callout_source_get_type           (void) G_GNUC_CONST;
GType callout_flow_state_get_type       (void) G_GNUC_CONST;
GType callout_offer_state_get_type      (void) G_GNUC_CONST;
GType callout_assignee_via_get_type     (void) G_GNUC_CONST;
GType callout_rating_source_get_type    (void) G_GNUC_CONST;
GType callout_topic_get_type            (void) G_GNUC_CONST;
GType callout_channel_get_type          (void) G_GNUC_CONST;
GType callout_outbox_state_get_type     (void) G_GNUC_CONST;
GType callout_thread_get_type           (void) G_GNUC_CONST;
GType callout_message_kind_get_type     (void) G_GNUC_CONST;
GType callout_element_kind_get_type     (void) G_GNUC_CONST;

const char *callout_enum_key   (GType       type,
                                int         value);
gboolean    callout_enum_parse (GType       type,
                                const char *key,
                                int        *out);
const char *callout_enum_label (GType       type,
                                int         value);

G_END_DECLS
