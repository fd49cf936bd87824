/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-enums.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (CalloutKind, callout_kind,
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_PERSON, "person"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_GROUP, "group"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_MEMBERSHIP, "membership"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_CUSTOMER, "customer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_TICKET, "ticket"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_WORK_ORDER, "work-order"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_ASSIGNMENT, "assignment"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_STEP_EVENT, "step-event"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_STEP, "step"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_SETTING, "setting"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_EVENT, "event"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_WORKFLOW, "workflow"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_STATUS, "status"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_STATUS_LABEL, "status-label"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_ICON, "icon"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_FLOW, "flow"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_ANSWER, "answer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_OFFER, "offer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_TICKET_ASSIGNEE, "ticket-assignee"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_UPDATE, "update"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_RATING, "rating"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_EQUIPMENT, "equipment"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_NOTIFICATION, "notification"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_NOTIFICATION_PREF, "notification-pref"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_OUTBOX, "outbox"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_SAVED_FILTER, "saved-filter"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_MESSAGE, "message"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_READ_MARK, "read-mark"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_CONVERSATION, "conversation"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_SNIPPET, "snippet"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_ASSISTANT_ELEMENT, "assistant"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_KIND_PICTURE, "picture"))

G_DEFINE_ENUM_TYPE (CalloutRole, callout_role,
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_ADMIN, "admin"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_MODERATOR, "moderator"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_DISPATCHER, "dispatcher"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_GROUP_DISPATCHER, "group-dispatcher"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_SUPERVISOR, "supervisor"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_COORDINATOR, "coordinator"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_MEMBER, "member"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ROLE_CODE_USER, "code-user"))

G_DEFINE_ENUM_TYPE (CalloutAvailability, callout_availability,
                    G_DEFINE_ENUM_VALUE (CALLOUT_AVAILABILITY_AVAILABLE, "available"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_AVAILABILITY_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_AVAILABILITY_BREAK, "break"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_AVAILABILITY_OFFLINE, "offline"))

G_DEFINE_ENUM_TYPE (CalloutGroupType, callout_group_type,
                    G_DEFINE_ENUM_VALUE (CALLOUT_GROUP_TYPE_IN_HOUSE, "in-house"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_GROUP_TYPE_PROVIDER, "provider"))

G_DEFINE_ENUM_TYPE (CalloutGroupMode, callout_group_mode,
                    G_DEFINE_ENUM_VALUE (CALLOUT_GROUP_MODE_MANUAL, "manual"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_GROUP_MODE_GRAB, "grab"))

G_DEFINE_ENUM_TYPE (CalloutProgress, callout_progress,
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_ASSIGNED, "assigned"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_IN_PROGRESS, "in-progress"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PROGRESS_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (CalloutVisibility, callout_visibility,
                    G_DEFINE_ENUM_VALUE (CALLOUT_VISIBILITY_INTERNAL, "internal"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_VISIBILITY_PUBLIC, "public"))

G_DEFINE_ENUM_TYPE (CalloutPriority, callout_priority,
                    G_DEFINE_ENUM_VALUE (CALLOUT_PRIORITY_LOW, "low"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PRIORITY_NORMAL, "normal"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PRIORITY_HIGH, "high"))

G_DEFINE_ENUM_TYPE (CalloutOutcome, callout_outcome,
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTCOME_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTCOME_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTCOME_NOT_PERFORMED, "not-performed"))

G_DEFINE_ENUM_TYPE (CalloutWorkState, callout_work_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_PENDING_DISPATCH, "pending-dispatch"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_PENDING_GROUP, "pending-group"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_ASSIGNED, "assigned"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_DISPATCHED, "dispatched"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_TRAVEL, "travel"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_WORK, "work"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_CHECKED_OUT, "checked-out"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORK_STATE_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (CalloutPart, callout_part,
                    G_DEFINE_ENUM_VALUE (CALLOUT_PART_LEAD, "lead"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PART_COLLABORATOR, "collaborator"))

G_DEFINE_ENUM_TYPE (CalloutAssignmentState, callout_assignment_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNMENT_STATE_ASSIGNED, "assigned"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNMENT_STATE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNMENT_STATE_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNMENT_STATE_REMOVED, "removed"))

G_DEFINE_ENUM_TYPE (CalloutMembershipPart, callout_membership_part,
                    G_DEFINE_ENUM_VALUE (CALLOUT_MEMBERSHIP_PART_MEMBER, "member"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MEMBERSHIP_PART_DISPATCHER, "dispatcher"))

G_DEFINE_ENUM_TYPE (CalloutPortalStatus, callout_portal_status,
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_TRAY, "tray"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_PLANNED, "planned"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_TRAVEL, "travel"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_WORK, "work"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_PORTAL_STATUS_FINISHED, "finished"))

G_DEFINE_ENUM_TYPE (CalloutWorkflowState, callout_workflow_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORKFLOW_STATE_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_WORKFLOW_STATE_PUBLISHED, "published"))

G_DEFINE_ENUM_TYPE (CalloutVocabulary, callout_vocabulary,
                    G_DEFINE_ENUM_VALUE (CALLOUT_VOCABULARY_CHAT_PORTAL, "chat-portal"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_VOCABULARY_CUSTOMER_PORTAL, "customer-portal"))

G_DEFINE_ENUM_TYPE (CalloutFlowState, callout_flow_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_FLOW_STATE_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_FLOW_STATE_PUBLISHED, "published"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_FLOW_STATE_RETIRED, "retired"))

G_DEFINE_ENUM_TYPE (CalloutOfferState, callout_offer_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_OFFER_STATE_OFFERED, "offered"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OFFER_STATE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OFFER_STATE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OFFER_STATE_WITHDRAWN, "withdrawn"))

G_DEFINE_ENUM_TYPE (CalloutAssigneeVia, callout_assignee_via,
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNEE_VIA_OFFER, "offer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ASSIGNEE_VIA_ASSIGNED, "assigned"))

G_DEFINE_ENUM_TYPE (CalloutRatingSource, callout_rating_source,
                    G_DEFINE_ENUM_VALUE (CALLOUT_RATING_SOURCE_PORTAL, "portal"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_RATING_SOURCE_EMAIL, "e-mail"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_RATING_SOURCE_ASSISTANT, "assistant"))

G_DEFINE_ENUM_TYPE (CalloutTopic, callout_topic,
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_NEW_TICKET, "new-ticket"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_OFFER, "offer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_ASSIGNMENT, "assignment"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_MESSAGE, "message"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_UPDATE, "update"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_STATUS, "status"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_RATING, "rating"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_APPROVAL, "approval"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_TOPIC_RETURN, "return"))

G_DEFINE_ENUM_TYPE (CalloutChannel, callout_channel,
                    G_DEFINE_ENUM_VALUE (CALLOUT_CHANNEL_EMAIL, "e-mail"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_CHANNEL_SMS, "sms"))

G_DEFINE_ENUM_TYPE (CalloutOutboxState, callout_outbox_state,
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTBOX_STATE_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTBOX_STATE_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_OUTBOX_STATE_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (CalloutThread, callout_thread,
                    G_DEFINE_ENUM_VALUE (CALLOUT_THREAD_MESSENGER, "messenger"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_THREAD_WORKSPACE, "workspace"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_THREAD_RECORD, "record"))

G_DEFINE_ENUM_TYPE (CalloutMessageKind, callout_message_kind,
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_MEDIA, "media"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_VOICE, "voice"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_ASSISTANT_LINK, "assistant-link"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_VIDEO_LINK, "video-link"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_MESSAGE_KIND_SYSTEM, "system"))

G_DEFINE_ENUM_TYPE (CalloutElementKind, callout_element_kind,
                    G_DEFINE_ENUM_VALUE (CALLOUT_ELEMENT_KIND_QUESTION, "question"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ELEMENT_KIND_ANSWER, "answer"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_ELEMENT_KIND_TEXT, "text"))

G_DEFINE_ENUM_TYPE (CalloutSource, callout_source,
                    G_DEFINE_ENUM_VALUE (CALLOUT_SOURCE_DESKTOP, "desktop"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_SOURCE_PORTAL, "portal"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_SOURCE_CTL, "ctl"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_SOURCE_AUTO, "auto"))

/* The words a person reads, by enum and in its order; the context tells like words apart. */
static const struct {
  GType (*type) (void);
  const char *context;
  const char *labels[12];
} labels[] = {
  { callout_role_get_type, "role",
    { NC_("role", "Administrator"), NC_("role", "Moderator"), NC_("role", "Dispatcher"),
      NC_("role", "Group dispatcher"), NC_("role", "Supervisor"), NC_("role", "Coordinator"),
      NC_("role", "Engineer"), NC_("role", "Code user") } },
  { callout_availability_get_type, "availability",
    { NC_("availability", "Available"), NC_("availability", "Busy"), NC_("availability", "On a break"),
      NC_("availability", "Offline") } },
  { callout_group_type_get_type, "group",
    { NC_("group", "In-house"), NC_("group", "Provider") } },
  { callout_group_mode_get_type, "group",
    { NC_("group", "Manual"), NC_("group", "Grab") } },
  { callout_progress_get_type, "progress",
    { NC_("progress", "Draft"), NC_("progress", "Open"), NC_("progress", "Assigned"),
      NC_("progress", "In progress"), NC_("progress", "Done"), NC_("progress", "Closed"),
      NC_("progress", "Cancelled") } },
  { callout_visibility_get_type, "visibility",
    { NC_("visibility", "Internal"), NC_("visibility", "Public") } },
  { callout_priority_get_type, "priority",
    { NC_("priority", "Low"), NC_("priority", "Normal"), NC_("priority", "High") } },
  { callout_outcome_get_type, "outcome",
    { NC_("outcome", "None"), NC_("outcome", "Completed"), NC_("outcome", "Not performed") } },
  { callout_work_state_get_type, "work order",
    { NC_("work order", "Pending dispatch"), NC_("work order", "Pending in group"),
      NC_("work order", "Assigned"), NC_("work order", "Dispatched"), NC_("work order", "Accepted"),
      NC_("work order", "Travelling"), NC_("work order", "Working"), NC_("work order", "Checked out"),
      NC_("work order", "Closed"), NC_("work order", "Cancelled") } },
  { callout_part_get_type, "part",
    { NC_("part", "Lead"), NC_("part", "Collaborator") } },
  { callout_assignment_state_get_type, "assignment",
    { NC_("assignment", "Assigned"), NC_("assignment", "Accepted"), NC_("assignment", "Rejected"),
      NC_("assignment", "Removed") } },
  { callout_membership_part_get_type, "membership",
    { NC_("membership", "Member"), NC_("membership", "Dispatcher") } },
  { callout_portal_status_get_type, "portal",
    { NC_("portal", "Tray"), NC_("portal", "Open"), NC_("portal", "Planned"),
      NC_("portal", "Travel"), NC_("portal", "Work"), NC_("portal", "Finished") } },
  { callout_workflow_state_get_type, "workflow",
    { NC_("workflow", "Draft"), NC_("workflow", "Published") } },
  { callout_vocabulary_get_type, "vocabulary",
    { NC_("vocabulary", "Chat and portal"), NC_("vocabulary", "Customer portal") } },
  { callout_flow_state_get_type, "flow",
    { NC_("flow", "Draft"), NC_("flow", "Published"), NC_("flow", "Retired") } },
  { callout_offer_state_get_type, "offer",
    { NC_("offer", "Offered"), NC_("offer", "Accepted"), NC_("offer", "Declined"), NC_("offer", "Withdrawn") } },
  { callout_assignee_via_get_type, "assignee",
    { NC_("assignee", "by an offer"), NC_("assignee", "assigned") } },
  { callout_rating_source_get_type, "rating",
    { NC_("rating", "Portal"), NC_("rating", "E-mail"), NC_("rating", "Assistant") } },
  { callout_topic_get_type, "topic",
    { NC_("topic", "New ticket"), NC_("topic", "Offer"), NC_("topic", "Assigned or withdrawn"), NC_("topic", "Message"),
      NC_("topic", "Update"), NC_("topic", "Status"), NC_("topic", "Rating"), NC_("topic", "Approval"),
      NC_("topic", "Rejected or returned") } },
  { callout_channel_get_type, "channel",
    { NC_("channel", "E-mail"), NC_("channel", "SMS") } },
  { callout_outbox_state_get_type, "outbox",
    { NC_("outbox", "Pending"), NC_("outbox", "Sent"), NC_("outbox", "Failed") } },
  { callout_thread_get_type, "thread",
    { NC_("thread", "Messenger"), NC_("thread", "Workspace"), NC_("thread", "Updates") } },
  { callout_message_kind_get_type, "message",
    { NC_("message", "Text"), NC_("message", "Picture, video or file"), NC_("message", "Voice message"),
      NC_("message", "Link into the Assistant"), NC_("message", "Video session"), NC_("message", "What happened") } },
  { callout_element_kind_get_type, "assistant",
    { NC_("assistant", "Question"), NC_("assistant", "Answer"), NC_("assistant", "Text") } },
  { callout_source_get_type, "source",
    { NC_("source", "in the window"), NC_("source", "on the portal"),
      NC_("source", "on the command line"), NC_("source", "automatically") } },
};

/**
 * callout_enum_key:
 *
 * The short text key of a value: how it is stored, filtered and printed.
 */
const char *
callout_enum_key (GType type,
                  int   value)
{
  GEnumClass *klass = g_type_class_peek (type);
  GEnumValue *found;

  if (klass == NULL)
    klass = g_type_class_ref (type); /* kept for the life of the program */
  found = g_enum_get_value (klass, value);
  g_return_val_if_fail (found != NULL, "");
  return found->value_nick;
}

/**
 * callout_enum_parse:
 * @out: (out): the value
 *
 * Returns: %FALSE if @key is none of the enum's keys.
 */
gboolean
callout_enum_parse (GType       type,
                    const char *key,
                    int        *out)
{
  GEnumClass *klass = g_type_class_peek (type);
  GEnumValue *found;

  if (klass == NULL)
    klass = g_type_class_ref (type);
  found = key != NULL ? g_enum_get_value_by_nick (klass, key) : NULL;
  if (found == NULL)
    return FALSE;
  *out = found->value;
  return TRUE;
}

/**
 * callout_enum_label:
 *
 * The translated words of a value; its key where it has no words.
 */
const char *
callout_enum_label (GType type,
                    int   value)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (labels[i].type () == type && value >= 0 && value < (int) G_N_ELEMENTS (labels[i].labels)
        && labels[i].labels[value] != NULL)
      return g_dpgettext2 (GETTEXT_PACKAGE, labels[i].context, labels[i].labels[value]);
  return callout_enum_key (type, value);
}
