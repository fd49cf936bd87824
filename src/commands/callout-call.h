/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-commands.h"
#include "callout-error.h"

G_BEGIN_DECLS

/* What the functions of the command table work with: one command being done,
 * on the store's thread, inside its transaction. */
struct _CalloutCall
{
  CalloutStore         *store;
  const CalloutCommand *command;
  CalloutPerson        *actor;
  CalloutSource         source;
  CalloutTime           now;
  CalloutArgs          *args;
  CalloutEntity        *target;  /* fresh; what a creating command made, once it has */
  CalloutEvent         *event;
  CalloutEntity       **draft;   /* (nullable): what was prepared of the thing to be made; taken by whoever uses it */
  GPtrArray            *follows; /* (nullable) of Follow: what must be looked at once the event is written */
  GPtrArray            *events;  /* (nullable) of CalloutEvent: everything written so far, to tell of it; NULL: nobody is told */
  CalloutEntity        *result;  /* (nullable): what is given back where the target is gone */
};

/* Shorthand for refusing. */
void     callout_refuse (GError     **error,
                         CalloutError code,
                         const char  *format,
                         ...) G_GNUC_PRINTF (3, 4);

/* Parameters, already checked against the table. */
gboolean       callout_call_has          (CalloutCall  *self,
                                          const char   *name);
char          *callout_call_dup_text     (CalloutCall  *self,
                                          const char   *name);
char          *callout_call_dup_keys     (CalloutCall  *self,
                                          const char   *name);
gint64         callout_call_get_integer  (CalloutCall  *self,
                                          const char   *name);
double         callout_call_get_real     (CalloutCall  *self,
                                          const char   *name);
gboolean       callout_call_get_boolean  (CalloutCall  *self,
                                          const char   *name);
CalloutTime    callout_call_get_time     (CalloutCall  *self,
                                          const char   *name);
int            callout_call_get_enum     (CalloutCall  *self,
                                          const char   *name);
GBytes        *callout_call_get_file     (CalloutCall  *self,
                                          const char   *name,
                                          char        **file_name);
CalloutEntity *callout_call_get_entity   (CalloutCall  *self,
                                          const char   *name,
                                          GError      **error);
GPtrArray     *callout_call_get_entities (CalloutCall  *self,
                                          const char   *name,
                                          GError      **error);

/* Sets the fields of @entity that parameters of the same names were given for. */
void           callout_call_take_fields  (CalloutCall   *self,
                                          CalloutEntity *entity);
CalloutEntity *callout_call_make_entity  (CalloutCall   *self,
                                          CalloutKind    kind);
gboolean       callout_call_take_place   (CalloutCall   *self,
                                          double        *latitude,
                                          double        *longitude,
                                          GError       **error);

/* Whether the icon that parameters named or brought is one, and its name in the store. */
gboolean       callout_call_take_icon    (CalloutCall   *self,
                                          char         **icon,
                                          GError       **error);

/* Files that came with the command; for each a row, its bytes beside it. */
GPtrArray     *callout_call_keep_files   (CalloutCall   *self,
                                          const char    *name,
                                          CalloutFileUse use,
                                          CalloutFile   *like,
                                          GError       **error);

/* Consequences: done after the command's own event, each an event of its own. */
void           callout_call_follow_ticket  (CalloutCall *self,
                                            gint64       ticket);
void           callout_call_follow_publish (CalloutCall *self,
                                            gint64       work_order);
void           callout_call_follow_visit   (CalloutCall *self,
                                            gint64       ticket);
void           callout_call_follow_clone   (CalloutCall *self,
                                            gint64       ticket);
void           callout_call_follow_cancel  (CalloutCall *self,
                                            gint64       ticket);
gboolean       callout_call_notify         (CalloutCall *self,
                                            GError     **error);
gboolean       callout_call_run_follows    (CalloutCall *self,
                                            GError     **error);
gboolean       callout_write_system_line   (CalloutStore *store,
                                            CalloutEvent *event,
                                            CalloutTicket *ticket,
                                            GError     **error);

/* Who is who */
gboolean       callout_actor_is            (CalloutCall   *self,
                                            CalloutRole    role);
gboolean       callout_actor_dispatches    (CalloutCall   *self,
                                            gint64         group,
                                            gboolean      *dispatches,
                                            GError       **error);
gboolean       callout_person_is_in        (CalloutStore  *store,
                                            gint64         person,
                                            gint64         group,
                                            CalloutMembershipPart part,
                                            gboolean      *is_in,
                                            GError       **error);
CalloutAssignment *callout_find_assignment (GPtrArray     *assignments,
                                            gint64         person);
CalloutAssignment *callout_find_lead       (GPtrArray     *assignments);
gboolean           callout_end_assignments (CalloutCall   *self,
                                            GPtrArray     *assignments,
                                            CalloutAssignmentState state,
                                            GError       **error);

/* Tickets */
gboolean           callout_call_take_parties (CalloutCall        *self,
                                              CalloutTicket      *ticket,
                                              GError            **error);
gboolean           callout_call_begin_draft  (CalloutCall        *self,
                                              CalloutTicket      *ticket,
                                              GError            **error);
CalloutEntity     *callout_call_clone        (CalloutCall        *self,
                                              CalloutTicket      *from,
                                              GError            **error);
gboolean           callout_read_ticket_facts (CalloutStore       *store,
                                              CalloutTicket      *ticket,
                                              CalloutTicketFacts *facts,
                                              GError            **error);
gboolean           callout_actor_to_ticket   (CalloutCall        *self,
                                              CalloutTicket      *ticket,
                                              guint              *who,
                                              GError            **error);
gboolean           callout_withdraw_offers   (CalloutCall        *self,
                                              gint64              ticket,
                                              GError            **error);
gint64             callout_default_group     (CalloutStore       *store,
                                              GError            **error);

/* The flows of a new house. */
typedef gboolean (*CalloutFoundRecord) (CalloutStore   *store,
                                        const char     *command,
                                        CalloutEntity  *entity,
                                        GError        **error);
gboolean           callout_found_flows     (CalloutStore      *store,
                                            CalloutTime        now,
                                            CalloutFoundRecord record,
                                            GError           **error);

gboolean           callout_check_key       (const char    *what,
                                            const char    *key,
                                            GError       **error);

/* apply functions, by noun */
#define CALLOUT_APPLY(name) gboolean callout_apply_##name (CalloutCall *call, GError **error)
#define CALLOUT_GUARD(name) gboolean callout_guard_##name (CalloutCall *call, GError **error)

CALLOUT_APPLY (ticket_create);
CALLOUT_APPLY (ticket_answer);
CALLOUT_APPLY (ticket_submit);
CALLOUT_APPLY (ticket_delete_draft);
CALLOUT_APPLY (ticket_clone);
CALLOUT_GUARD (ticket_draft);
CALLOUT_GUARD (ticket_clone);
CALLOUT_APPLY (ticket_edit);
CALLOUT_APPLY (ticket_set_location);
CALLOUT_APPLY (ticket_start);
CALLOUT_APPLY (ticket_pause);
CALLOUT_APPLY (ticket_done);
CALLOUT_APPLY (ticket_resume);
CALLOUT_APPLY (ticket_reopen);
CALLOUT_APPLY (ticket_cancel);
CALLOUT_APPLY (ticket_set_visibility);
CALLOUT_GUARD (ticket_move);
CALLOUT_GUARD (ticket_pause);
CALLOUT_GUARD (ticket_done);
CALLOUT_GUARD (ticket_cancel);
CALLOUT_APPLY (ticket_assign);
CALLOUT_APPLY (ticket_unassign);
CALLOUT_APPLY (ticket_grab);
CALLOUT_APPLY (ticket_release);
CALLOUT_APPLY (ticket_rate);
CALLOUT_GUARD (ticket_grab);
CALLOUT_GUARD (ticket_release);
CALLOUT_GUARD (ticket_rate);

CALLOUT_APPLY (offer_accept);
CALLOUT_APPLY (offer_decline);
CALLOUT_GUARD (offer_answer);

CALLOUT_APPLY (notification_set);
CALLOUT_APPLY (notification_read);

CALLOUT_APPLY (update_post);
CALLOUT_GUARD (update_post);

CALLOUT_APPLY (message_post);
CALLOUT_APPLY (message_mark_read);
CALLOUT_GUARD (message_post);

CALLOUT_APPLY (assistant_add);
CALLOUT_APPLY (assistant_edit);
CALLOUT_APPLY (assistant_place);
CALLOUT_APPLY (assistant_remove);
CALLOUT_APPLY (snippet_save);
CALLOUT_APPLY (snippet_remove);
CALLOUT_GUARD (assistant_remove);
CALLOUT_GUARD (snippet_remove);

CALLOUT_APPLY (work_order_create);
CALLOUT_APPLY (work_order_route);
CALLOUT_APPLY (work_order_assign);
CALLOUT_APPLY (work_order_reassign_group);
CALLOUT_APPLY (work_order_return);
CALLOUT_APPLY (work_order_reallocate);
CALLOUT_APPLY (work_order_schedule);
CALLOUT_APPLY (work_order_publish);
CALLOUT_APPLY (work_order_unpublish);
CALLOUT_APPLY (work_order_accept);
CALLOUT_APPLY (work_order_reject);
CALLOUT_APPLY (work_order_step);
CALLOUT_APPLY (work_order_override);
CALLOUT_APPLY (work_order_lock);
CALLOUT_APPLY (work_order_unlock);
CALLOUT_APPLY (work_order_cancel);
CALLOUT_GUARD (work_order_unlocked);
CALLOUT_GUARD (work_order_assign);
CALLOUT_GUARD (work_order_own_group);
CALLOUT_GUARD (work_order_held);
CALLOUT_GUARD (work_order_held_unlocked);
CALLOUT_GUARD (work_order_lead);
CALLOUT_GUARD (work_order_on_it);
CALLOUT_GUARD (work_order_accept);
CALLOUT_GUARD (work_order_step);
CALLOUT_GUARD (work_order_lock);
CALLOUT_GUARD (work_order_unlock);

CALLOUT_APPLY (person_create);
CALLOUT_APPLY (person_edit);
CALLOUT_APPLY (person_set_availability);
CALLOUT_APPLY (person_set_location);
CALLOUT_APPLY (person_set_roles);
CALLOUT_APPLY (person_set_grant);
CALLOUT_APPLY (person_set_password);
CALLOUT_APPLY (person_deactivate);
CALLOUT_GUARD (person_self_or_dispatch);
CALLOUT_GUARD (person_self_or_admin);
CALLOUT_GUARD (person_deactivate);

CALLOUT_APPLY (group_create);
CALLOUT_APPLY (group_edit);
CALLOUT_APPLY (group_add_member);
CALLOUT_APPLY (group_remove_member);
CALLOUT_APPLY (group_set_dispatchers);

CALLOUT_APPLY (customer_create);
CALLOUT_APPLY (customer_edit);

CALLOUT_APPLY (equipment_create);
CALLOUT_APPLY (equipment_edit);

CALLOUT_APPLY (filter_save);
CALLOUT_APPLY (filter_edit);
CALLOUT_GUARD (filter_edit);
CALLOUT_APPLY (filter_remove);
CALLOUT_GUARD (filter_remove);

CALLOUT_APPLY (flow_create);
CALLOUT_APPLY (flow_edit);
CALLOUT_APPLY (flow_publish);
CALLOUT_APPLY (flow_discard);
CALLOUT_APPLY (flow_retire);
CALLOUT_GUARD (flow_draft);
CALLOUT_GUARD (flow_retire);

CALLOUT_APPLY (settings_set);

CALLOUT_APPLY (portal_edit_status);

CALLOUT_APPLY (workflow_add_step);
CALLOUT_APPLY (workflow_edit_step);
CALLOUT_APPLY (workflow_place_step);
CALLOUT_APPLY (workflow_remove_step);
CALLOUT_APPLY (workflow_publish);
CALLOUT_APPLY (workflow_discard);
CALLOUT_APPLY (workflow_take_up);
CALLOUT_GUARD (workflow_draft);
CALLOUT_GUARD (workflow_remove_step);
CALLOUT_GUARD (workflow_take_up);

G_END_DECLS
