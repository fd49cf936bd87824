/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The one table of everything that may happen (domain sections 3 and 6). It is
 * long because it is one table: who may do what, from which states, with which
 * parameters, can be read here from top to bottom and nowhere else.
 */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

#define R(role) CALLOUT_ROLE_BIT (CALLOUT_ROLE_##role)
#define S(state) CALLOUT_STATE_BIT (CALLOUT_WORK_STATE_##state)

#define TICKET_EDITORS (R (ADMIN) | R (MODERATOR) | R (DISPATCHER) | R (GROUP_DISPATCHER) | R (COORDINATOR))
#define CUSTOMER_EDITORS (R (ADMIN) | R (MODERATOR) | R (DISPATCHER) | R (COORDINATOR) | R (SUPERVISOR))
#define DISPATCHERS (R (DISPATCHER) | R (GROUP_DISPATCHER))

/* Everybody who works here. */
#define EMPLOYEES (TICKET_EDITORS | R (SUPERVISOR) | R (MEMBER))

#define TP(progress) CALLOUT_STATE_BIT (CALLOUT_PROGRESS_##progress)
#define UNDER_WAY (TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS) | TP (DONE))

#define PENDING (S (PENDING_DISPATCH) | S (PENDING_GROUP))
#define BEFORE_TRAVEL (PENDING | S (ASSIGNED) | S (DISPATCHED) | S (ACCEPTED))
#define OPEN (BEFORE_TRAVEL | S (TRAVEL) | S (WORK) | S (CHECKED_OUT))

#define REQUIRED CALLOUT_PARAM_REQUIRED
#define OPTIONAL CALLOUT_PARAM_OPTIONAL
#define MANY CALLOUT_PARAM_MANY

static const CalloutParam none[] = { { NULL } };

#define TICKET_PARAMS \
  { "type", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What kind of work it is") }, \
  { "description", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What the customer said") }, \
  { "customer", CALLOUT_PARAM_CUSTOMER, OPTIONAL, N_("Whom it is for") }, \
  { "priority", CALLOUT_PARAM_ENUM, OPTIONAL, N_("How urgent it is"), callout_priority_get_type }, \
  { "visibility", CALLOUT_PARAM_ENUM, OPTIONAL, N_("Whether the customer may see it"), callout_visibility_get_type }, \
  { "skills", CALLOUT_PARAM_KEYS, MANY, N_("Skills the work needs, as keys") }, \
  { "due_earliest", CALLOUT_PARAM_TIME, OPTIONAL, N_("Not to be begun before") }, \
  { "due_latest", CALLOUT_PARAM_TIME, OPTIONAL, N_("To be done by") }, \
  { "address", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Where it is, in words") }, \
  { "district", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The part of the city") }, \
  { "note", CALLOUT_PARAM_TEXT, OPTIONAL, N_("A private note for employees") }, \
  { "vip", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("A customer to be treated with care") }, \
  { "escalated", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Needs somebody higher up to look at it") }

#define PLACE_PARAMS(flags) \
  { "latitude", CALLOUT_PARAM_REAL, flags, N_("Degrees north, WGS-84; together with the longitude") }, \
  { "longitude", CALLOUT_PARAM_REAL, flags, N_("Degrees east, WGS-84; together with the latitude") }

static const CalloutParam ticket_create[] = {
  { "flow", CALLOUT_PARAM_FLOW, OPTIONAL, N_("The flow that asks for the rest: it begins as a draft") },
  { "title", CALLOUT_PARAM_TEXT, REQUIRED | CALLOUT_PARAM_OR_FLOW, N_("What it is about, in a line") },
  TICKET_PARAMS,
  { "equipment", CALLOUT_PARAM_EQUIPMENT, OPTIONAL, N_("The machine it is about") },
  { "contact", CALLOUT_PARAM_PERSON, OPTIONAL, N_("The code user it is for") },
  PLACE_PARAMS (OPTIONAL),
  { "channel", CALLOUT_PARAM_TEXT, OPTIONAL, N_("How it came in") },
  { "external_source", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The system it comes from") },
  { "external_id", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Its number there") },
  { "opened_at", CALLOUT_PARAM_TIME, OPTIONAL, N_("When it was opened, if not now") },
  { "closed_at", CALLOUT_PARAM_TIME, OPTIONAL, N_("When it was closed, for what is history") },
  { "closed", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Closed already, at a time nobody knows") },
  { "visit", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Needs a visit: a work order is made at once") },
  { NULL }
};

static const CalloutParam ticket_answer[] = {
  { "question", CALLOUT_PARAM_TEXT, REQUIRED, N_("Which question, by its key; in a form like parts[2].number") },
  { "value", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The answer; empty takes it away") },
  { "file", CALLOUT_PARAM_FILE, MANY, N_("A photo, signature or other file, where one is asked for") },
  { NULL }
};

#define FLOW_PARAMS(name_flags) \
  { "name", CALLOUT_PARAM_TEXT, name_flags, N_("As people call it") }, \
  { "description", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What it is for") }, \
  { "button", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What an action button says that begins it; empty: none") }, \
  { "plan", CALLOUT_PARAM_LONG, OPTIONAL, N_("Its steps and questions, as JSON") }, \
  { "visit", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether submitting makes a work order") }, \
  { "ratings", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether the customer is asked for a rating") }, \
  { "skills", CALLOUT_PARAM_KEYS, MANY, N_("Skills the work needs, as keys") }, \
  { "notify_group", CALLOUT_PARAM_GROUP, OPTIONAL, N_("Who is told of new tickets") }, \
  { "offer_group", CALLOUT_PARAM_GROUP, OPTIONAL, N_("Who receives offers; the house’s default group if not given") }

static const CalloutParam flow_create[] = {
  { "key", CALLOUT_PARAM_TEXT, REQUIRED, N_("The short key it goes by") },
  FLOW_PARAMS (REQUIRED),
  { NULL }
};

#define FLOW_SEEN_PARAMS \
  { "seen", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("The number of what was looked at, 0 for a draft; refused if another is edited now") }, \
  { "version", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("Its version as it was looked at; refused if it was edited since") }

static const CalloutParam flow_edit[] = { FLOW_PARAMS (OPTIONAL), FLOW_SEEN_PARAMS, { NULL } };
static const CalloutParam flow_seen[] = { FLOW_SEEN_PARAMS, { NULL } };

static const CalloutParam flow_publish[] = {
  { "note", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What is new in it") },
  FLOW_SEEN_PARAMS,
  { NULL }
};

#define EQUIPMENT_PARAMS(name_flags) \
  { "name", CALLOUT_PARAM_TEXT, name_flags, N_("As people call it") }, \
  { "template", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What kind of machine it is") }, \
  { "serial", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Its maker’s number") }, \
  { "customer", CALLOUT_PARAM_CUSTOMER, OPTIONAL, N_("Whose it is") }, \
  { "address", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Where it is, in words") }, \
  PLACE_PARAMS (OPTIONAL), \
  { "active", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether it is in use") }, \
  { "external_source", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The system it comes from") }, \
  { "external_id", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Its number there") }

static const CalloutParam equipment_create[] = {
  EQUIPMENT_PARAMS (REQUIRED),
  { "code", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The code on its label, if it has one; else one is made that nobody can guess") },
  { NULL }
};

static const CalloutParam equipment_edit[] = {
  EQUIPMENT_PARAMS (OPTIONAL),
  { "new_code", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("true: the code on its label no longer leads to it, another does") },
  { NULL }
};

static const CalloutParam filter_save[] = {
  { "view", CALLOUT_PARAM_TEXT, REQUIRED, N_("Which list it is for") },
  { "name", CALLOUT_PARAM_TEXT, REQUIRED, N_("As it is found again; one of that name is replaced") },
  { "filter", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What the list holds") },
  { "sort", CALLOUT_PARAM_TEXT, OPTIONAL, N_("In which order") },
  { "shared", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether everybody may use it") },
  { "new", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("true: one of that name is not replaced, it is refused") },
  { NULL }
};

static const CalloutParam filter_edit[] = {
  { "name", CALLOUT_PARAM_TEXT, OPTIONAL, N_("As it is found again") },
  { "filter", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What the list holds") },
  { "sort", CALLOUT_PARAM_TEXT, OPTIONAL, N_("In which order") },
  { "shared", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether everybody may use it") },
  { NULL }
};

static const CalloutParam ticket_edit[] = {
  { "title", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What it is about, in a line") },
  TICKET_PARAMS,
  { NULL }
};

static const CalloutParam ticket_set_location[] = {
  PLACE_PARAMS (OPTIONAL),
  { "address", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Where it is, in words") },
  { "district", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The part of the city") },
  { NULL }
};

static const CalloutParam ticket_set_priority[] = {
  { "priority", CALLOUT_PARAM_ENUM, REQUIRED, N_("How urgent it is"), callout_priority_get_type },
  { NULL }
};

static const CalloutParam ticket_set_note[] = {
  { "note", CALLOUT_PARAM_TEXT, REQUIRED, N_("A private note for employees; empty takes it away") },
  { NULL }
};

static const CalloutParam ticket_done[] = {
  { "outcome", CALLOUT_PARAM_ENUM, OPTIONAL, N_("What came of it; completed if not given"), callout_outcome_get_type },
  { NULL }
};

static const CalloutParam ticket_cancel[] = {
  { "reason", CALLOUT_PARAM_TEXT, REQUIRED, N_("Why") },
  { "comment", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What else there is to say about it") },
  { NULL }
};

static const CalloutParam ticket_set_visibility[] = {
  { "visibility", CALLOUT_PARAM_ENUM, REQUIRED, N_("Whether the customer may see it"), callout_visibility_get_type },
  { NULL }
};

static const CalloutParam ticket_people[] = {
  { "person", CALLOUT_PARAM_PERSON, REQUIRED | MANY, N_("Who") },
  { NULL }
};

static const CalloutParam ticket_rate[] = {
  { "stars", CALLOUT_PARAM_INTEGER, REQUIRED, N_("From 1 to 5") },
  { "comment", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What there is to say about it") },
  { "source", CALLOUT_PARAM_ENUM, OPTIONAL, N_("How it came in"), callout_rating_source_get_type },
  { NULL }
};

static const CalloutParam notification_set[] = {
  { "topic", CALLOUT_PARAM_ENUM, REQUIRED, N_("What to be told of"), callout_topic_get_type },
  { "desktop", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether it pops up") },
  { "inbox", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether it waits in the inbox to be read") },
  { "email", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether it comes by e-mail") },
  { "house", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("For everybody who did not choose; for administrators") },
  { "locked", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("With house: nobody may choose otherwise") },
  { NULL }
};

static const CalloutParam notification_read[] = {
  { "notification", CALLOUT_PARAM_KEYS, MANY, N_("Which, like N-7; all that are unread if not given") },
  { NULL }
};

static const CalloutParam update_post[] = {
  { "text", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What there is to report") },
  { "visibility", CALLOUT_PARAM_ENUM, OPTIONAL, N_("Whether the customer may see it; as the ticket if not given"),
    callout_visibility_get_type },
  { "corrects", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The update it corrects, like U-7") },
  { "file", CALLOUT_PARAM_FILE, MANY, N_("A picture, document or other file that belongs to it") },
  { NULL }
};

static const CalloutParam message_post[] = {
  { "text", CALLOUT_PARAM_LONG, OPTIONAL, N_("What there is to say; **bold**, *italic*, [[address|text]]") },
  { "thread", CALLOUT_PARAM_ENUM, OPTIONAL, N_("Where: where the customer reads it, too, or among those who work here"),
    callout_thread_get_type },
  { "file", CALLOUT_PARAM_FILE, MANY, N_("A picture, video or other file") },
  { "original", CALLOUT_PARAM_FILE, MANY, N_("What a picture of the same name was made smaller from") },
  { "voice", CALLOUT_PARAM_FILE, OPTIONAL, N_("A voice message, Opus in Ogg") },
  { "shape", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The levels of the voice message, two hexadecimal digits each") },
  { "video", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("true: opens a new video session and invites to it") },
  { NULL }
};

static const CalloutParam message_mark_read[] = {
  { "thread", CALLOUT_PARAM_ENUM, OPTIONAL, N_("What was read; the messenger if not given"), callout_thread_get_type },
  { "to", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Up to which message or update, like MSG-7; the last one if not given") },
  { "delivered", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("true: it has arrived, but nobody has looked at it yet") },
  { NULL }
};

#define ASSISTANT_PARAMS(title_flags) \
  { "title", CALLOUT_PARAM_TEXT, title_flags, N_("What is asked or answered, in a line") }, \
  { "kind", CALLOUT_PARAM_ENUM, OPTIONAL, N_("A question, an answer or a text"), callout_element_kind_get_type }, \
  { "text", CALLOUT_PARAM_LONG, OPTIONAL, N_("What there is to say; with markup as in messages") }, \
  { "picture", CALLOUT_PARAM_FILE, OPTIONAL, N_("A PNG, JPEG or WebP picture of at most 2 MiB; empty takes it away") }, \
  { "flow", CALLOUT_PARAM_FLOW, OPTIONAL, N_("The flow its action button begins; empty: none, and no button is offered") }, \
  { "button", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What the action button says; as the flow has it if not given") }

#define ASSISTANT_PLACE_PARAMS \
  { "under", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The key of the element it hangs below; empty: the top") }, \
  { "index", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("Its place among those that hang there, from 0; the last one if not given") }

static const CalloutParam assistant_add[] = {
  ASSISTANT_PARAMS (REQUIRED),
  ASSISTANT_PLACE_PARAMS,
  { "key", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The short key it goes by; made from the title if not given") },
  { NULL }
};

static const CalloutParam assistant_edit[] = { ASSISTANT_PARAMS (OPTIONAL), { NULL } };
static const CalloutParam assistant_place[] = { ASSISTANT_PLACE_PARAMS, { NULL } };

static const CalloutParam snippet_save[] = {
  { "name", CALLOUT_PARAM_TEXT, REQUIRED, N_("As it is found again; one of that name is replaced") },
  { "text", CALLOUT_PARAM_LONG, REQUIRED, N_("What it says; {customer}, {ticket} and {me} are filled in") },
  { "house", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("For everybody; for administrators") },
  { NULL }
};

#define PLAN_PARAMS \
  { "planned_start", CALLOUT_PARAM_TIME, OPTIONAL, N_("When it is planned to begin") }, \
  { "planned_end", CALLOUT_PARAM_TIME, OPTIONAL, N_("When it is planned to end") }

static const CalloutParam work_order_create[] = {
  { "ticket", CALLOUT_PARAM_TICKET, REQUIRED, N_("The ticket it is a visit for") },
  PLAN_PARAMS,
  { "duration", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("How long it should take, in minutes") },
  { NULL }
};

static const CalloutParam work_order_route[] = {
  { "group", CALLOUT_PARAM_GROUP, REQUIRED, N_("The service group that shall see to it") },
  { "note", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What the group should know") },
  { NULL }
};

static const CalloutParam work_order_assign[] = {
  { "lead", CALLOUT_PARAM_PERSON, REQUIRED, N_("The engineer who answers for the job") },
  { "collaborator", CALLOUT_PARAM_PERSON, MANY, N_("Engineers who help") },
  PLAN_PARAMS,
  { NULL }
};

static const CalloutParam work_order_reallocate[] = {
  { "lead", CALLOUT_PARAM_PERSON, OPTIONAL, N_("The new lead; the present one if not given") },
  { "collaborator", CALLOUT_PARAM_PERSON, MANY, N_("Everybody who shall help; the present ones if not given, nobody if empty") },
  { "reason", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Why") },
  { NULL }
};

static const CalloutParam work_order_schedule[] = {
  PLAN_PARAMS,
  { "duration", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("How long it should take, in minutes") },
  { NULL }
};

static const CalloutParam reason_required[] = {
  { "reason", CALLOUT_PARAM_TEXT, REQUIRED, N_("Why") },
  { NULL }
};

static const CalloutParam reason_optional[] = {
  { "reason", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Why") },
  { NULL }
};

static const CalloutParam position_optional[] = {
  PLACE_PARAMS (OPTIONAL),
  { NULL }
};

static const CalloutParam work_order_step[] = {
  { "step", CALLOUT_PARAM_STEP, OPTIONAL, N_("The workflow step; the next one if not given") },
  { "outcome", CALLOUT_PARAM_ENUM, OPTIONAL, N_("At the last step: what came of it"), callout_outcome_get_type },
  { "reason", CALLOUT_PARAM_TEXT, OPTIONAL, N_("At the last step: why it was not performed") },
  PLACE_PARAMS (OPTIONAL),
  { NULL }
};

#define PERSON_PARAMS(name_flags) \
  { "name", CALLOUT_PARAM_TEXT, name_flags, N_("As people call them") }, \
  { "email", CALLOUT_PARAM_TEXT, OPTIONAL, N_("E-mail address") }, \
  { "phone", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Telephone number") }, \
  { "customer", CALLOUT_PARAM_CUSTOMER, OPTIONAL, N_("Whose contact a code user is") }, \
  { "skills", CALLOUT_PARAM_KEYS, MANY, N_("What they can do, as keys") }, \
  { "shift", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Duty hours, like “Mo-Fr 07:00-15:30; Sa 22:00-06:00”; none: always") }

static const CalloutParam person_create[] = {
  { "login", CALLOUT_PARAM_TEXT, REQUIRED, N_("The short name they sign in with") },
  PERSON_PARAMS (REQUIRED),
  { "roles", CALLOUT_PARAM_KEYS, MANY, N_("admin, moderator, dispatcher, group-dispatcher, supervisor, coordinator, member; or code-user alone") },
  { "grants", CALLOUT_PARAM_KEYS, MANY, N_("Special permissions, e.g. reallocate") },
  { "availability", CALLOUT_PARAM_ENUM, OPTIONAL, N_("What they say of themselves"), callout_availability_get_type },
  PLACE_PARAMS (OPTIONAL),
  { "position_at", CALLOUT_PARAM_TIME, OPTIONAL, N_("When they were there") },
  { NULL }
};

static const CalloutParam person_edit[] = { PERSON_PARAMS (OPTIONAL), { NULL } };

static const CalloutParam person_set_availability[] = {
  { "availability", CALLOUT_PARAM_ENUM, REQUIRED, N_("What they say of themselves"), callout_availability_get_type },
  { NULL }
};

static const CalloutParam person_set_location[] = {
  PLACE_PARAMS (REQUIRED),
  { "position_at", CALLOUT_PARAM_TIME, OPTIONAL, N_("When they were there, if not now") },
  { NULL }
};

static const CalloutParam person_set_roles[] = {
  { "roles", CALLOUT_PARAM_KEYS, REQUIRED | MANY, N_("All roles they shall have") },
  { NULL }
};

static const CalloutParam person_set_grant[] = {
  { "grant", CALLOUT_PARAM_TEXT, REQUIRED, N_("The special permission, e.g. reallocate") },
  { "on", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("false takes it away") },
  { NULL }
};

static const CalloutParam person_set_password[] = {
  { "password", CALLOUT_PARAM_SECRET, REQUIRED, N_("The new password; empty: none is asked for") },
  { NULL }
};

#define GROUP_PARAMS(name_flags) \
  { "name", CALLOUT_PARAM_TEXT, name_flags, N_("As people call it") }, \
  { "type", CALLOUT_PARAM_ENUM, OPTIONAL, N_("Own people or an external company"), callout_group_type_get_type }, \
  { "mode", CALLOUT_PARAM_ENUM, OPTIONAL, N_("Whether members may take work for themselves"), callout_group_mode_get_type }, \
  { "allow_cross_group", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Whether engineers of other groups may be assigned") }, \
  { "providers", CALLOUT_PARAM_KEYS, MANY, N_("Keys of provider groups whose people it may send") }

static const CalloutParam group_create[] = {
  { "key", CALLOUT_PARAM_TEXT, REQUIRED, N_("The short key it goes by") },
  GROUP_PARAMS (REQUIRED),
  { NULL }
};

static const CalloutParam group_edit[] = { GROUP_PARAMS (OPTIONAL), { NULL } };

static const CalloutParam group_people[] = {
  { "person", CALLOUT_PARAM_PERSON, REQUIRED | MANY, N_("Who") },
  { NULL }
};

static const CalloutParam group_set_dispatchers[] = {
  { "person", CALLOUT_PARAM_PERSON, MANY, N_("Everybody who shall dispatch for the group") },
  { NULL }
};

#define CUSTOMER_PARAMS(name_flags) \
  { "name", CALLOUT_PARAM_TEXT, name_flags, N_("As people call them") }, \
  { "tax_id", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Tax number") }, \
  { "email", CALLOUT_PARAM_TEXT, OPTIONAL, N_("E-mail address") }, \
  { "phone", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Telephone number") }, \
  { "address", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Where they are, in words") }, \
  PLACE_PARAMS (OPTIONAL), \
  { "time_zone", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Their time zone, like America/New_York") }, \
  { "holiday_region", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Whose holidays they keep") }, \
  { "external_source", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The system it comes from") }, \
  { "external_id", CALLOUT_PARAM_TEXT, OPTIONAL, N_("Its number there") }

static const CalloutParam customer_create[] = { CUSTOMER_PARAMS (REQUIRED), { NULL } };
static const CalloutParam customer_edit[] = { CUSTOMER_PARAMS (OPTIONAL), { NULL } };

static const CalloutParam settings_set[] = {
  { "key", CALLOUT_PARAM_TEXT, REQUIRED, N_("Which setting") },
  { "value", CALLOUT_PARAM_TEXT, REQUIRED, N_("Its value; empty: as if never set") },
  { "person", CALLOUT_PARAM_PERSON, OPTIONAL, N_("Whose own; everybody's if not given") },
  { NULL }
};

/* Two administrators at once: the second is told. */
#define SEEN_PARAMS \
  { "workflow", CALLOUT_PARAM_WORKFLOW, OPTIONAL, N_("The draft or version that was looked at; refused if another is edited now") }, \
  { "version", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("Its version as it was looked at; refused if it was edited since") }

#define ICON_PARAMS \
  { "icon", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The name of an icon; empty takes it away") }, \
  { "icon_file", CALLOUT_PARAM_FILE, OPTIONAL, N_("An SVG or PNG picture of the house’s own, at most 64 KiB") }

#define PLACE_STEP_PARAMS(flags) \
  { "status", CALLOUT_PARAM_ENUM, flags, N_("The status it stands under, or the tray"), callout_portal_status_get_type }, \
  { "index", CALLOUT_PARAM_INTEGER, OPTIONAL, N_("Its place in the column, from 0; the last one if not given") }

static const CalloutParam workflow_add_step[] = {
  { "label", CALLOUT_PARAM_TEXT, REQUIRED, N_("What technicians read") },
  { "description", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What it is for; customers never see it") },
  ICON_PARAMS,
  PLACE_STEP_PARAMS (OPTIONAL),
  { "key", CALLOUT_PARAM_TEXT, OPTIONAL, N_("The short key it goes by; made from the name if not given") },
  SEEN_PARAMS,
  { NULL }
};

static const CalloutParam workflow_edit_step[] = {
  { "label", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What technicians read") },
  { "description", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What it is for; customers never see it") },
  ICON_PARAMS,
  { "show_original_name", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Show original status name instead of external status") },
  { "show_original_icon", CALLOUT_PARAM_BOOLEAN, OPTIONAL, N_("Show original icon (if available)") },
  SEEN_PARAMS,
  { NULL }
};

static const CalloutParam workflow_place_step[] = { PLACE_STEP_PARAMS (REQUIRED), SEEN_PARAMS, { NULL } };

static const CalloutParam workflow_seen[] = { SEEN_PARAMS, { NULL } };

static const CalloutParam workflow_publish[] = {
  { "note", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What is new in it") },
  SEEN_PARAMS,
  { NULL }
};

static const CalloutParam portal_edit_status[] = {
  { "label", CALLOUT_PARAM_TEXT, OPTIONAL, N_("What customers read; empty: the built-in name again") },
  { "language", CALLOUT_PARAM_TEXT, OPTIONAL, N_("For which language, like “de”; for all without a name of their own if not given") },
  ICON_PARAMS,
  { NULL }
};

#define T CALLOUT_KIND_TICKET
#define W CALLOUT_KIND_WORK_ORDER
#define P CALLOUT_KIND_PERSON
#define G CALLOUT_KIND_GROUP
#define C CALLOUT_KIND_CUSTOMER
#define N CALLOUT_KIND_NONE
#define STEP CALLOUT_KIND_STEP
#define WF CALLOUT_KIND_WORKFLOW
#define FLOW CALLOUT_KIND_FLOW

#define GUARD(name) callout_guard_##name
#define APPLY(name) callout_apply_##name

static const CalloutCommand table[] = {
  /* name, label, target, roles, grant, states, params, guard, apply, undoable, quiet */
  { "ticket.create", N_("New Ticket"), N, 0, NULL, 0, ticket_create, NULL, APPLY (ticket_create), TRUE },
  { "ticket.answer", N_("Answer"), T, 0, NULL, TP (DRAFT), ticket_answer, GUARD (ticket_draft), APPLY (ticket_answer), TRUE },
  { "ticket.submit", N_("Submit"), T, 0, NULL, TP (DRAFT), none, GUARD (ticket_draft), APPLY (ticket_submit), TRUE },
  { "ticket.delete-draft", N_("Delete Draft"), T, 0, NULL, TP (DRAFT), none, GUARD (ticket_draft), APPLY (ticket_delete_draft),
    TRUE },
  { "ticket.clone", N_("Once More"), T, 0, NULL, TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS) | TP (DONE) | TP (CLOSED) | TP (CANCELLED),
    none, GUARD (ticket_clone), APPLY (ticket_clone), TRUE },
  { "ticket.edit", N_("Edit Ticket"), T, TICKET_EDITORS, NULL, 0, ticket_edit, NULL, APPLY (ticket_edit), TRUE },
  { "ticket.set-location", N_("Set Location"), T, TICKET_EDITORS, NULL, 0, ticket_set_location, NULL,
    APPLY (ticket_set_location), TRUE },
  { "ticket.set-priority", N_("Set Priority"), T, TICKET_EDITORS, NULL, 0, ticket_set_priority, NULL, APPLY (ticket_edit), TRUE },
  { "ticket.set-note", N_("Private Note"), T, TICKET_EDITORS, NULL, 0, ticket_set_note, NULL, APPLY (ticket_edit), TRUE },
  { "ticket.set-visibility", N_("Internal or Public"), T, TICKET_EDITORS, NULL, 0, ticket_set_visibility, NULL,
    APPLY (ticket_set_visibility), TRUE },
  /* From where they lead: callout-progress.h. Who may: its table, asked by the guard. */
  { "ticket.start", N_("Start Working"), T, EMPLOYEES, NULL, TP (ASSIGNED), none, GUARD (ticket_move), APPLY (ticket_start), TRUE },
  { "ticket.pause", N_("Pause"), T, EMPLOYEES, NULL, TP (IN_PROGRESS), reason_optional, GUARD (ticket_pause),
    APPLY (ticket_pause), TRUE },
  { "ticket.done", N_("Done"), T, EMPLOYEES, NULL, TP (ASSIGNED) | TP (IN_PROGRESS), ticket_done, GUARD (ticket_done),
    APPLY (ticket_done), TRUE },
  { "ticket.resume", N_("Not Solved"), T, EMPLOYEES, NULL, TP (DONE), reason_optional, GUARD (ticket_move),
    APPLY (ticket_resume), TRUE },
  { "ticket.reopen", N_("Reopen"), T, EMPLOYEES, NULL, TP (CLOSED), reason_optional, GUARD (ticket_move), APPLY (ticket_reopen),
    TRUE },
  { "ticket.cancel", N_("Cancel Ticket"), T, 0, NULL, TP (DRAFT) | TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS), ticket_cancel,
    GUARD (ticket_cancel), APPLY (ticket_cancel), TRUE },
  { "ticket.assign", N_("Assign"), T, R (ADMIN) | R (MODERATOR), NULL, TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS), ticket_people,
    NULL, APPLY (ticket_assign), TRUE },
  { "ticket.unassign", N_("Withdraw"), T, R (ADMIN) | R (MODERATOR), NULL, TP (ASSIGNED) | TP (IN_PROGRESS), ticket_people,
    NULL, APPLY (ticket_unassign), TRUE },
  { "ticket.grab", N_("Look After It"), T, EMPLOYEES, NULL, UNDER_WAY, none, GUARD (ticket_grab), APPLY (ticket_grab), TRUE },
  { "ticket.release", N_("Release"), T, EMPLOYEES, NULL, 0, none, GUARD (ticket_release), APPLY (ticket_release), TRUE },
  { "ticket.rate", N_("Rate"), T, 0, NULL, 0, ticket_rate, GUARD (ticket_rate), APPLY (ticket_rate), FALSE },

  { "offer.accept", N_("Accept Offer"), T, EMPLOYEES, NULL, TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS), none,
    GUARD (offer_answer), APPLY (offer_accept), TRUE },
  { "offer.decline", N_("Decline Offer"), T, EMPLOYEES, NULL, TP (OPEN) | TP (ASSIGNED) | TP (IN_PROGRESS), reason_optional,
    GUARD (offer_answer), APPLY (offer_decline), TRUE },

  { "update.post", N_("Post Update"), T, 0, NULL, UNDER_WAY | TP (CLOSED) | TP (CANCELLED), update_post, GUARD (update_post),
    APPLY (update_post), FALSE },

  { "message.post", N_("Send Message"), T, 0, NULL, UNDER_WAY | TP (CLOSED) | TP (CANCELLED), message_post, GUARD (message_post),
    APPLY (message_post), FALSE },
  { "message.mark-read", N_("Mark as Read"), T, 0, NULL, UNDER_WAY | TP (CLOSED) | TP (CANCELLED), message_mark_read, NULL,
    APPLY (message_mark_read), FALSE, TRUE },

  { "work-order.create", N_("New Work Order"), N, R (DISPATCHER), NULL, 0, work_order_create, NULL,
    APPLY (work_order_create), TRUE },
  { "work-order.assign", N_("Assign Work Order"), W, DISPATCHERS | R (MEMBER), NULL, PENDING, work_order_assign,
    GUARD (work_order_assign), APPLY (work_order_assign), TRUE },
  { "work-order.route", N_("Route to Group"), W, R (DISPATCHER), NULL, S (PENDING_DISPATCH), work_order_route,
    GUARD (work_order_unlocked), APPLY (work_order_route), TRUE },
  { "work-order.reassign-group", N_("Reassign Group"), W, DISPATCHERS, NULL, S (PENDING_GROUP), work_order_route,
    GUARD (work_order_own_group), APPLY (work_order_reassign_group), TRUE },
  { "work-order.return", N_("Return to Dispatcher"), W, DISPATCHERS, NULL, S (PENDING_GROUP), reason_optional,
    GUARD (work_order_own_group), APPLY (work_order_return), TRUE },
  { "work-order.reallocate", N_("Reallocate"), W, DISPATCHERS, "reallocate", S (ASSIGNED) | S (DISPATCHED) | S (ACCEPTED),
    work_order_reallocate, GUARD (work_order_held_unlocked), APPLY (work_order_reallocate), TRUE },
  { "work-order.schedule", N_("Schedule"), W, DISPATCHERS, NULL, BEFORE_TRAVEL, work_order_schedule, GUARD (work_order_held),
    APPLY (work_order_schedule), TRUE },
  { "work-order.publish", N_("Publish"), W, DISPATCHERS, NULL, S (ASSIGNED), none, GUARD (work_order_held),
    APPLY (work_order_publish), TRUE },
  { "work-order.unpublish", N_("Unpublish"), W, DISPATCHERS, NULL, S (DISPATCHED) | S (ACCEPTED), none,
    GUARD (work_order_held), APPLY (work_order_unpublish), TRUE },
  { "work-order.accept", N_("Accept"), W, R (MEMBER), NULL, S (DISPATCHED), position_optional, GUARD (work_order_accept),
    APPLY (work_order_accept), TRUE },
  { "work-order.reject", N_("Reject Work Order"), W, R (MEMBER), NULL, S (DISPATCHED) | S (ACCEPTED), reason_required,
    GUARD (work_order_on_it), APPLY (work_order_reject), TRUE },
  { "work-order.step", N_("Report Step"), W, R (MEMBER), NULL, S (DISPATCHED) | S (ACCEPTED) | S (TRAVEL) | S (WORK) | S (CHECKED_OUT),
    work_order_step, GUARD (work_order_step), APPLY (work_order_step), TRUE },
  { "work-order.override", N_("Back to Accepted"), W, R (DISPATCHER), NULL, S (TRAVEL) | S (WORK) | S (CHECKED_OUT),
    reason_required, NULL, APPLY (work_order_override), TRUE },
  { "work-order.lock", N_("Lock"), W, DISPATCHERS, NULL, OPEN, none, GUARD (work_order_lock), APPLY (work_order_lock), TRUE },
  { "work-order.unlock", N_("Unlock"), W, DISPATCHERS, NULL, OPEN, none, GUARD (work_order_unlock),
    APPLY (work_order_unlock), TRUE },
  { "work-order.cancel", N_("Cancel Work Order"), W, R (DISPATCHER) | R (MODERATOR) | R (ADMIN), NULL, PENDING | S (ASSIGNED),
    reason_required, GUARD (work_order_unlocked), APPLY (work_order_cancel), TRUE },

  { "person.create", N_("New Person"), N, R (ADMIN), NULL, 0, person_create, NULL, APPLY (person_create), FALSE },
  { "person.edit", N_("Edit Person"), P, R (ADMIN), NULL, 0, person_edit, NULL, APPLY (person_edit), TRUE },
  { "person.set-availability", N_("Set Availability"), P, EMPLOYEES, NULL, 0, person_set_availability,
    GUARD (person_self_or_dispatch), APPLY (person_set_availability), TRUE },
  { "person.set-location", N_("Report Position"), P, EMPLOYEES, NULL, 0, person_set_location, GUARD (person_self_or_dispatch),
    APPLY (person_set_location), TRUE },
  { "person.set-roles", N_("Set Roles"), P, R (ADMIN), NULL, 0, person_set_roles, NULL, APPLY (person_set_roles), TRUE },
  { "person.set-grant", N_("Set Permission"), P, R (ADMIN), NULL, 0, person_set_grant, NULL, APPLY (person_set_grant), TRUE },
  { "person.set-password", N_("Set Password"), P, 0, NULL, 0, person_set_password, GUARD (person_self_or_admin),
    APPLY (person_set_password), FALSE },
  { "person.deactivate", N_("Deactivate"), P, R (ADMIN), NULL, 0, none, GUARD (person_deactivate),
    APPLY (person_deactivate), TRUE },

  { "group.create", N_("New Group"), N, R (ADMIN), NULL, 0, group_create, NULL, APPLY (group_create), TRUE },
  { "group.edit", N_("Edit Group"), G, R (ADMIN), NULL, 0, group_edit, NULL, APPLY (group_edit), TRUE },
  { "group.add-member", N_("Add Member"), G, R (ADMIN), NULL, 0, group_people, NULL, APPLY (group_add_member), TRUE },
  { "group.remove-member", N_("Remove Member"), G, R (ADMIN), NULL, 0, group_people, NULL, APPLY (group_remove_member), TRUE },
  { "group.set-dispatchers", N_("Set Dispatchers"), G, R (ADMIN), NULL, 0, group_set_dispatchers, NULL,
    APPLY (group_set_dispatchers), TRUE },

  { "customer.create", N_("New Customer"), N, CUSTOMER_EDITORS, NULL, 0, customer_create, NULL, APPLY (customer_create), TRUE },
  { "customer.edit", N_("Edit Customer"), C, CUSTOMER_EDITORS, NULL, 0, customer_edit, NULL, APPLY (customer_edit), TRUE },

  { "workflow.add-step", N_("Add Step"), N, R (ADMIN), NULL, 0, workflow_add_step, NULL, APPLY (workflow_add_step), TRUE },
  { "workflow.edit-step", N_("Edit Step"), STEP, R (ADMIN), NULL, 0, workflow_edit_step, NULL, APPLY (workflow_edit_step), TRUE },
  { "workflow.place-step", N_("Place Step"), STEP, R (ADMIN), NULL, 0, workflow_place_step, NULL, APPLY (workflow_place_step),
    TRUE },
  { "workflow.remove-step", N_("Remove Step"), STEP, R (ADMIN), NULL, 0, workflow_seen, GUARD (workflow_remove_step),
    APPLY (workflow_remove_step), TRUE },
  { "workflow.publish", N_("Publish Workflow"), N, R (ADMIN), NULL, 0, workflow_publish, GUARD (workflow_draft),
    APPLY (workflow_publish), TRUE },
  { "workflow.discard", N_("Discard Draft"), N, R (ADMIN), NULL, 0, workflow_seen, GUARD (workflow_draft),
    APPLY (workflow_discard), TRUE },
  { "workflow.take-up", N_("Take Up as Draft"), WF, R (ADMIN), NULL, 0, none, GUARD (workflow_take_up),
    APPLY (workflow_take_up), TRUE },

  { "portal.edit-status", N_("Edit Status"), CALLOUT_KIND_STATUS, R (ADMIN), NULL, 0, portal_edit_status, NULL,
    APPLY (portal_edit_status), TRUE },

  { "notification.set", N_("Choose Notifications"), N, 0, NULL, 0, notification_set, NULL, APPLY (notification_set), TRUE },
  { "notification.read", N_("Mark as Read"), N, 0, NULL, 0, notification_read, NULL, APPLY (notification_read), FALSE },
  { "flow.create", N_("New Flow"), N, R (ADMIN), NULL, 0, flow_create, NULL, APPLY (flow_create), TRUE },
  { "flow.edit", N_("Edit Flow"), FLOW, R (ADMIN), NULL, 0, flow_edit, NULL, APPLY (flow_edit), TRUE },
  { "flow.publish", N_("Publish Flow"), FLOW, R (ADMIN), NULL, 0, flow_publish, GUARD (flow_draft), APPLY (flow_publish), TRUE },
  { "flow.discard", N_("Discard Draft"), FLOW, R (ADMIN), NULL, 0, flow_seen, GUARD (flow_draft), APPLY (flow_discard), TRUE },
  { "flow.retire", N_("Retire Flow"), FLOW, R (ADMIN), NULL, 0, none, GUARD (flow_retire), APPLY (flow_retire), TRUE },

  { "equipment.create", N_("New Equipment"), N, CUSTOMER_EDITORS, NULL, 0, equipment_create, NULL, APPLY (equipment_create), TRUE },
  { "equipment.edit", N_("Edit Equipment"), CALLOUT_KIND_EQUIPMENT, CUSTOMER_EDITORS, NULL, 0, equipment_edit, NULL,
    APPLY (equipment_edit), TRUE },

  { "filter.save", N_("Save Filter"), N, EMPLOYEES, NULL, 0, filter_save, NULL, APPLY (filter_save), TRUE },
  { "filter.edit", N_("Change Filter"), CALLOUT_KIND_SAVED_FILTER, EMPLOYEES, NULL, 0, filter_edit, GUARD (filter_edit),
    APPLY (filter_edit), TRUE },
  { "filter.remove", N_("Remove Filter"), CALLOUT_KIND_SAVED_FILTER, EMPLOYEES, NULL, 0, none, GUARD (filter_remove),
    APPLY (filter_remove), TRUE },

  { "assistant.add", N_("New Element"), N, R (ADMIN), NULL, 0, assistant_add, NULL, APPLY (assistant_add), TRUE },
  { "assistant.edit", N_("Edit Element"), CALLOUT_KIND_ASSISTANT_ELEMENT, R (ADMIN), NULL, 0, assistant_edit, NULL,
    APPLY (assistant_edit), TRUE },
  { "assistant.place", N_("Place Element"), CALLOUT_KIND_ASSISTANT_ELEMENT, R (ADMIN), NULL, 0, assistant_place, NULL,
    APPLY (assistant_place), TRUE },
  { "assistant.remove", N_("Remove Element"), CALLOUT_KIND_ASSISTANT_ELEMENT, R (ADMIN), NULL, 0, none, GUARD (assistant_remove),
    APPLY (assistant_remove), TRUE },
  { "snippet.save", N_("Save Text"), N, EMPLOYEES, NULL, 0, snippet_save, NULL, APPLY (snippet_save), TRUE },
  { "snippet.remove", N_("Remove Text"), CALLOUT_KIND_SNIPPET, EMPLOYEES, NULL, 0, none, GUARD (snippet_remove),
    APPLY (snippet_remove), TRUE },

  { "settings.set", N_("Change Setting"), N, 0, NULL, 0, settings_set, NULL, APPLY (settings_set), TRUE },
};

/**
 * callout_commands_get:
 *
 * The whole table.
 */
const CalloutCommand *
callout_commands_get (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (table);
  return table;
}

/**
 * callout_commands_find:
 *
 * Returns: (nullable): the row of that name
 */
const CalloutCommand *
callout_commands_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

/**
 * callout_command_get_label:
 *
 * What a button or menu says, translated.
 */
const char *
callout_command_get_label (const CalloutCommand *self)
{
  return _(self->label);
}

/**
 * callout_param_type_key:
 *
 * The word for a parameter's type, for the command line and its JSON.
 */
const char *
callout_param_type_key (CalloutParamType type)
{
  static const char *const keys[] = {
    "text", "integer", "real", "boolean", "time", "enum", "keys", "person", "group", "customer", "ticket", "step", "secret",
    "workflow", "file", "flow", "equipment", "long text",
  };

  g_return_val_if_fail (type < G_N_ELEMENTS (keys), "");

  return keys[type];
}
