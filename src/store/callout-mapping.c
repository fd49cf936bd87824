/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-mapping.h"

#include <string.h>

#define ACTIVE "('assigned', 'accepted')"

static const CalloutJoin no_joins[] = { { NULL } };
static const CalloutDerived no_derived[] = { { NULL } };
static const CalloutAlias no_aliases[] = { { NULL } };
static const CalloutAlias numbered_aliases[] = { { "ref", "id" }, { NULL } };
static const CalloutAlias keyed_aliases[] = { { "ref", "key" }, { NULL } };

/* person */

static const CalloutDerived person_derived[] = {
  { "groups", "(SELECT group_concat(key, ' ') FROM (SELECT g.key FROM membership m JOIN service_group g ON g.id = m.\"group\""
              " WHERE m.person = r.id AND m.part = 'member' ORDER BY g.key))" },
  { "dispatches", "(SELECT group_concat(key, ' ') FROM (SELECT g.key FROM membership m JOIN service_group g ON g.id = m.\"group\""
                  " WHERE m.person = r.id AND m.part = 'dispatcher' ORDER BY g.key))" },
  { "external", "EXISTS (SELECT 1 FROM membership m JOIN service_group g ON g.id = m.\"group\""
                " WHERE m.person = r.id AND g.type = 'provider')" },
  { "pending", "(SELECT count(*) FROM assignment a JOIN work_order w ON w.id = a.work_order"
               " WHERE a.person = r.id AND a.state IN " ACTIVE " AND w.state NOT IN ('checked-out', 'closed', 'cancelled'))" },
  { "customer_name", "(SELECT c.name FROM customer c WHERE c.id = r.customer)" },
  { NULL }
};

static const CalloutAlias person_aliases[] = { { "ref", "login" }, { "role", "roles" }, { "skill", "skills" }, { "group", "groups" }, { NULL } };

#define PERSON_GROUPS_SIGHT \
  "(r.id = %1 OR EXISTS (SELECT 1 FROM membership m JOIN membership d ON d.part = 'dispatcher' AND d.person = %1" \
  " WHERE m.person = r.id AND (m.\"group\" = d.\"group\" OR EXISTS (SELECT 1 FROM service_group own JOIN service_group p" \
  " ON p.id = m.\"group\" WHERE own.id = d.\"group\" AND ' ' || own.providers || ' ' LIKE '% ' || p.key || ' %')))" \
  " OR EXISTS (SELECT 1 FROM assignment a JOIN work_order w ON w.id = a.work_order JOIN membership d" \
  " ON d.\"group\" = w.\"group\" AND d.part = 'dispatcher' AND d.person = %1 WHERE a.person = r.id AND a.state IN " ACTIVE "))"

/* group */

static const CalloutDerived group_derived[] = {
  { "n_members", "(SELECT count(*) FROM membership m WHERE m.\"group\" = r.id AND m.part = 'member')" },
  { "pending", "(SELECT count(*) FROM work_order w WHERE w.\"group\" = r.id AND w.state = 'pending-group')" },
  { "members", "(SELECT group_concat(login, ' ') FROM (SELECT p.login FROM membership m JOIN person p ON p.id = m.person"
               " WHERE m.\"group\" = r.id AND m.part = 'member' ORDER BY p.login))" },
  { "dispatchers", "(SELECT group_concat(login, ' ') FROM (SELECT p.login FROM membership m JOIN person p ON p.id = m.person"
                   " WHERE m.\"group\" = r.id AND m.part = 'dispatcher' ORDER BY p.login))" },
  { NULL }
};

/* What of a thread somebody has neither written nor read. What the house says has no author and never counts. */
#define READ_TO(ticket, thread) \
  "coalesce((SELECT k.read_to FROM read_mark k WHERE k.person = %1 AND k.ticket = " ticket " AND k.thread = " thread "), 0)"
#define UNREAD_MESSAGES(ticket, thread) \
  "(SELECT count(*) FROM message x WHERE x.ticket = " ticket " AND x.thread = " thread \
  " AND x.id > " READ_TO (ticket, thread) " AND x.author <> %1)"

/* Where nothing was ever said, which is so of most tickets, one look is enough. */
#define UNREAD_OF_TICKET \
  "(CASE WHEN EXISTS (SELECT 1 FROM conversation v WHERE v.ticket = r.id)" \
  " THEN " UNREAD_MESSAGES ("r.id", "'messenger'") " + (CASE WHEN %2 THEN " UNREAD_MESSAGES ("r.id", "'workspace'") " ELSE 0 END)" \
  " ELSE 0 END" \
  " + (SELECT count(*) FROM ticket_update x WHERE x.ticket = r.id AND x.author IS NOT %1 AND (%2 OR x.visibility = 'public')" \
  " AND +x.id > " READ_TO ("r.id", "'record'") "))"

/* ticket */

static const CalloutJoin ticket_joins[] = {
  { "c", NULL, "LEFT JOIN customer c ON c.id = r.customer" },
  { "cb", NULL, "LEFT JOIN person cb ON cb.id = r.created_by" },
  { NULL }
};

/* Asking whether there is anybody at all is cheap; a union is not, and most tickets of a long list have nobody. */
#define ASSIGNEES(ticket) \
  "CASE WHEN EXISTS (SELECT 1 FROM work_order w WHERE w.ticket = " ticket ")" \
  " OR EXISTS (SELECT 1 FROM ticket_assignee ta WHERE ta.ticket = " ticket ") THEN" \
  " (SELECT group_concat(login, ' ') FROM (SELECT p.login FROM (SELECT a.person FROM work_order w JOIN assignment a" \
  " ON a.work_order = w.id AND a.state IN " ACTIVE " WHERE w.ticket = " ticket \
  " UNION SELECT ta.person FROM ticket_assignee ta WHERE ta.ticket = " ticket ") x" \
  " JOIN person p ON p.id = x.person ORDER BY p.login)) END"

static const CalloutDerived ticket_derived[] = {
  { "customer_name", "c.name" },
  { "created_by_login", "cb.login" },
  { "assignees", ASSIGNEES ("r.id") },
  { "rating", "(SELECT ra.stars FROM rating ra WHERE ra.ticket = r.id AND ra.cycle = r.cycle)" },
  { "flow_name", "(SELECT f.name FROM flow f WHERE f.id = r.flow)" },
  { "equipment_name", "(SELECT e.name FROM equipment e WHERE e.id = r.equipment)" },
  { "contact_name", "(SELECT co.name FROM person co WHERE co.id = r.contact)" },
  { "unread", UNREAD_OF_TICKET },
  { NULL }
};

static const CalloutAlias ticket_aliases[] = {
  { "ref", "id" }, { "created_by", "created_by_login" }, { "skill", "skills" }, { "assignee", "assignees" },
  { NULL }
};

/* Of a million tickets some have a customer, a machine, a rating, an assignee:
 * those are found in order from there, without all the others being looked at. */
static const CalloutDrive ticket_drives[] = {
  { "customer_name", "customer c CROSS JOIN ticket r ON r.customer = c.id", "c.name", "r.customer IS NULL" },
  { "equipment_name", "equipment e CROSS JOIN ticket r ON r.equipment = e.id", "e.name", "r.equipment IS NULL" },
  { "contact_name", "person co CROSS JOIN ticket r ON r.contact = co.id", "co.name", "r.contact IS NULL" },
  { "rating", "rating ra CROSS JOIN ticket r ON r.id = ra.ticket AND r.cycle = ra.cycle", "ra.stars",
    "NOT EXISTS (SELECT 1 FROM rating ra WHERE ra.ticket = r.id AND ra.cycle = r.cycle)" },
  { "assignees", "(SELECT ticket AS id, group_concat(login, ' ') AS logins FROM (SELECT x.ticket, p.login FROM"
                 " (SELECT w.ticket, a.person FROM work_order w JOIN assignment a ON a.work_order = w.id AND a.state IN " ACTIVE
                 " UNION SELECT ta.ticket, ta.person FROM ticket_assignee ta) x JOIN person p ON p.id = x.person"
                 " ORDER BY x.ticket, p.login) GROUP BY ticket) n CROSS JOIN ticket r ON r.id = n.id", "n.logins",
    "NOT EXISTS (SELECT 1 FROM ticket_assignee ta WHERE ta.ticket = r.id) AND NOT EXISTS (SELECT 1 FROM work_order w"
    " JOIN assignment a ON a.work_order = w.id AND a.state IN " ACTIVE " WHERE w.ticket = r.id)" },
  { NULL }
};

static const CalloutLookup ticket_lookups[] = {
  { "customer_name", "lc.name", "r.customer IN (SELECT lc.id FROM customer lc WHERE %c)" },
  { "created_by_login", "lp.login", "r.created_by IN (SELECT lp.id FROM person lp WHERE %c)" },
  { "flow_name", "lf.name", "r.flow IN (SELECT lf.id FROM flow lf WHERE %c)" },
  { "equipment_name", "le.name", "r.equipment IN (SELECT le.id FROM equipment le WHERE %c)" },
  { "contact_name", "lp.name", "r.contact IN (SELECT lp.id FROM person lp WHERE %c)" },
  { "rating", "lr.stars", NULL, "JOIN rating lr ON lr.ticket = r.id AND lr.cycle = r.cycle" },
  { "assignees", "lp.login", "r.id IN (SELECT w.ticket FROM assignment a JOIN work_order w ON w.id = a.work_order WHERE a.state IN "
                             ACTIVE " AND a.person IN (SELECT lp.id FROM person lp WHERE %c) UNION ALL SELECT ta.ticket"
                             " FROM ticket_assignee ta WHERE ta.person IN (SELECT lp.id FROM person lp WHERE %c))" },
  { NULL }
};

#define WORK_ORDER_OWN(w) \
  "(EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = " w ".id AND a.person = %1 AND a.state IN " ACTIVE \
  " AND " w ".published_at IS NOT NULL)" \
  " OR (" w ".state = 'pending-group' AND EXISTS (SELECT 1 FROM membership m JOIN service_group mg ON mg.id = m.\"group\"" \
  " WHERE m.\"group\" = " w ".\"group\" AND m.person = %1 AND m.part = 'member' AND mg.mode = 'grab')))"

#define WORK_ORDER_GROUPS(w) \
  "(" w ".\"group\" IN (SELECT d.\"group\" FROM membership d WHERE d.person = %1 AND d.part = 'dispatcher') OR " WORK_ORDER_OWN (w) ")"

/* work order */

static const CalloutJoin work_order_joins[] = {
  { "t", NULL, "JOIN ticket t ON t.id = r.ticket" },
  { "c", "t", "LEFT JOIN customer c ON c.id = t.customer" },
  { "g", NULL, "LEFT JOIN service_group g ON g.id = r.\"group\"" },
  { "rb", NULL, "LEFT JOIN person rb ON rb.id = r.routed_by" },
  { "la", NULL, "LEFT JOIN assignment la ON la.work_order = r.id AND la.part = 'lead' AND la.state IN " ACTIVE },
  { "lp", "la", "LEFT JOIN person lp ON lp.id = la.person" },
  { NULL }
};

static const CalloutDerived work_order_derived[] = {
  { "title", "t.title" },
  { "type", "t.type" },
  { "address", "t.address" },
  { "district", "t.district" },
  { "priority", "t.priority" },
  { "skills", "t.skills" },
  { "due_earliest", "t.due_earliest" },
  { "due_latest", "t.due_latest" },
  { "opened_at", "t.created_at" },
  { "latitude", "t.latitude" },
  { "longitude", "t.longitude" },
  { "external_id", "t.external_id" },
  { "customer_name", "c.name" },
  { "progress", "t.progress" },
  { "holder", "coalesce(g.key, 'dispatcher')" },
  { "group_key", "g.key" },
  { "group_name", "g.name" },
  { "routed_by_login", "rb.login" },
  { "routed_by_name", "rb.name" },
  { "lead", "lp.login" },
  { "lead_name", "lp.name" },
  { "collaborators", "(SELECT group_concat(login, ' ') FROM (SELECT p.login FROM assignment a JOIN person p ON p.id = a.person"
                     " WHERE a.work_order = r.id AND a.part = 'collaborator' AND a.state IN " ACTIVE " ORDER BY p.login))" },
  { "assignees", "(SELECT group_concat(login, ' ') FROM (SELECT p.login FROM assignment a JOIN person p ON p.id = a.person"
                 " WHERE a.work_order = r.id AND a.state IN " ACTIVE " ORDER BY p.login))" },
  { "step", "(SELECT s.step FROM step_event s WHERE s.work_order = r.id AND s.log_only = 0 ORDER BY s.id DESC LIMIT 1)" },
  { NULL }
};

static const CalloutAlias work_order_aliases[] = {
  { "ref", "id" }, { "group", "group_key" }, { "routed_by", "routed_by_login" }, { "skill", "skills" },
  { "customer", "customer_name" }, { "collaborator", "collaborators" }, { "assignee", "assignees" }, { NULL }
};

/* assignment, membership, step event */

static const CalloutJoin assignment_joins[] = { { "p", NULL, "JOIN person p ON p.id = r.person" }, { NULL } };

static const CalloutDerived assignment_derived[] = { { "login", "p.login" }, { "name", "p.name" }, { NULL } };

/* workflow, status */

static const CalloutJoin workflow_joins[] = { { "pb", NULL, "LEFT JOIN person pb ON pb.id = r.published_by" }, { NULL } };

static const CalloutDerived workflow_derived[] = {
  { "n_steps", "(SELECT count(*) FROM step s WHERE s.workflow = r.id)" },
  { "base_number", "coalesce((SELECT b.number FROM workflow b WHERE b.id = r.base), 0)" },
  { "published_by_login", "pb.login" },
  { "published_by_name", "pb.name" },
  { NULL }
};

static const CalloutAlias workflow_aliases[] = { { "ref", "id" }, { "published_by", "published_by_login" }, { NULL } };

static const CalloutDerived status_derived[] = {
  { "label", "(SELECT l.label FROM status_label l WHERE l.status = r.id AND l.language = '')" },
  { NULL }
};

/* event */

static const CalloutJoin event_joins[] = { { "p", NULL, "LEFT JOIN person p ON p.id = r.actor" }, { NULL } };

static const CalloutDerived event_derived[] = {
  { "version", "1" },
  { "created_at", "r.at" },
  { "updated_at", "r.at" },
  { "actor_login", "p.login" },
  { "actor_name", "p.name" },
  { "target_ref", "CASE r.kind WHEN 'ticket' THEN 'T-' || r.target WHEN 'work-order' THEN 'WO-' || r.target"
                  " WHEN 'customer' THEN 'C-' || r.target WHEN 'person' THEN (SELECT x.login FROM person x WHERE x.id = r.target)"
                  " WHEN 'group' THEN (SELECT x.key FROM service_group x WHERE x.id = r.target)"
                  " WHEN 'step' THEN coalesce((SELECT x.key FROM step x WHERE x.id = r.target),"
                  " (SELECT h.before FROM change h WHERE h.id = r.target AND h.kind = 'step' AND h.field = 'key' LIMIT 1))"
                  " WHEN 'workflow' THEN 'WF-' || r.target"
                  " WHEN 'status' THEN (SELECT x.key FROM status x WHERE x.id = r.target)"
                  " WHEN 'flow' THEN coalesce((SELECT x.key FROM flow x WHERE x.id = r.target),"
                  " (SELECT h.before FROM change h WHERE h.id = r.target AND h.kind = 'flow' AND h.field = 'key' LIMIT 1))"
                  " WHEN 'equipment' THEN 'EQ-' || r.target"
                  " WHEN 'setting' THEN (SELECT x.key FROM setting x WHERE x.id = r.target)"
                  " WHEN 'snippet' THEN 'SN-' || r.target"
                  " WHEN 'assistant' THEN coalesce((SELECT x.key FROM assistant_element x WHERE x.id = r.target),"
                  " (SELECT h.before FROM change h WHERE h.id = r.target AND h.kind = 'assistant' AND h.field = 'key' LIMIT 1)) END" },
  { "undone_by", "(SELECT u.id FROM event u WHERE u.undoes = r.id AND u.undoes <> 0)" },
  { NULL }
};

static const CalloutAlias event_aliases[] = {
  { "number", "id" }, { "ref", "id" }, { "actor", "actor_login" }, { "target", "target_ref" },
  { "from", "from_state" }, { "to", "to_state" }, { NULL }
};

/* flows, and what hangs on a ticket */

static const CalloutDerived flow_derived[] = {
  { "current", "(r.number <> 0 AND r.number = (SELECT max(f.number) FROM flow f WHERE f.key = r.key AND f.number <> 0))" },
  { "notify_group_key", "(SELECT g.key FROM service_group g WHERE g.id = r.notify_group)" },
  { "offer_group_key", "(SELECT g.key FROM service_group g WHERE g.id = r.offer_group)" },
  { "published_by_login", "(SELECT p.login FROM person p WHERE p.id = r.published_by)" },
  { NULL }
};

static const CalloutAlias flow_aliases[] = {
  { "ref", "key" }, { "notify_group", "notify_group_key" }, { "offer_group", "offer_group_key" },
  { "published_by", "published_by_login" }, { NULL }
};

static const CalloutJoin person_row_joins[] = { { "p", NULL, "LEFT JOIN person p ON p.id = r.person" }, { NULL } };
static const CalloutDerived person_row_derived[] = { { "login", "p.login" }, { "name", "p.name" }, { NULL } };
static const CalloutDerived pref_derived[] = { { "login", "p.login" }, { NULL } };
static const CalloutAlias person_row_aliases[] = { { "ref", "id" }, { "person", "login" }, { NULL } };

static const CalloutJoin offer_joins[] = {
  { "p", NULL, "JOIN person p ON p.id = r.person" },
  { "t", NULL, "JOIN ticket t ON t.id = r.ticket" },
  { NULL }
};

static const CalloutDerived offer_derived[] = {
  { "login", "p.login" }, { "name", "p.name" }, { "title", "t.title" }, { "progress", "t.progress" }, { NULL }
};

static const CalloutJoin author_joins[] = { { "p", NULL, "LEFT JOIN person p ON p.id = r.author" }, { NULL } };
static const CalloutAlias author_aliases[] = { { "ref", "id" }, { "author", "author_login" }, { NULL } };

static const CalloutDerived update_derived[] = {
  { "author_login", "p.login" },
  { "author_name", "p.name" },
  { "corrected_by", "(SELECT max(u.id) FROM ticket_update u WHERE u.corrects = r.id)" },
  { "n_files", "(SELECT count(*) FROM file f WHERE f.update_ref = r.id)" },
  { NULL }
};

static const CalloutDerived file_derived[] = { { "author_login", "p.login" }, { NULL } };

/* messages */

static const CalloutJoin message_joins[] = {
  { "p", NULL, "LEFT JOIN person p ON p.id = r.author" },
  { "ev", NULL, "LEFT JOIN event ev ON ev.id = r.event" },
  { NULL }
};

static const CalloutDerived message_derived[] = {
  { "author_login", "p.login" },
  { "author_name", "p.name" },
  { "n_files", "(SELECT count(*) FROM file f WHERE f.message = r.id)" },
  { "title", "(SELECT t.title FROM ticket t WHERE t.id = r.ticket)" },
  { "command", "ev.command" },
  { "from_state", "ev.from_state" },
  { "to_state", "ev.to_state" },
  { "undoes", "ev.undoes" },
  { "actor_name", "(SELECT a.name FROM person a WHERE a.id = ev.actor)" },
  /* Who was taken off again since is known from that. */
  { "joined", "(CASE WHEN r.event IS NULL THEN NULL ELSE (SELECT group_concat(name, ', ') FROM (SELECT x.name FROM change h"
              " JOIN person x ON x.id = coalesce((SELECT ta.person FROM ticket_assignee ta WHERE ta.id = h.id),"
              " (SELECT CAST(d.before AS INTEGER) FROM change d WHERE d.id = h.id AND d.kind = 'ticket-assignee'"
              " AND d.field = 'person' AND d.before IS NOT NULL LIMIT 1))"
              " WHERE h.event = r.event AND h.kind = 'ticket-assignee' AND h.field = '+' ORDER BY x.name)) END)" },
  { "left", "(CASE WHEN r.event IS NULL THEN NULL ELSE (SELECT group_concat(name, ', ') FROM (SELECT x.name FROM change h"
            " JOIN person x ON x.id = CAST(h.before AS INTEGER) WHERE h.event = r.event AND h.kind = 'ticket-assignee'"
            " AND h.field = 'person' AND h.after IS NULL ORDER BY x.name)) END)" },
  { NULL }
};

static const CalloutJoin conversation_joins[] = {
  { "m", NULL, "JOIN message m ON m.id = r.last" },
  { "t", NULL, "JOIN ticket t ON t.id = r.ticket" },
  { "c", "t", "LEFT JOIN customer c ON c.id = t.customer" },
  { "p", "m", "LEFT JOIN person p ON p.id = m.author" },
  { NULL }
};

static const CalloutDerived conversation_derived[] = {
  { "version", "r.last" },
  { "created_at", "m.created_at" },
  { "updated_at", "m.created_at" },
  { "last_at", "m.created_at" },
  { "last_kind", "m.kind" },
  { "last_text", "m.text" },
  { "last_author", "m.author" },
  { "last_author_login", "p.login" },
  { "last_author_name", "p.name" },
  { "last_n_files", "(SELECT count(*) FROM file f WHERE f.message = r.last)" },
  { "title", "t.title" },
  { "progress", "t.progress" },
  { "visibility", "t.visibility" },
  { "customer_name", "c.name" },
  { "contact_name", "(SELECT co.name FROM person co WHERE co.id = t.contact)" },
  { "assignees", ASSIGNEES ("r.ticket") },
  { "groups", "(SELECT group_concat(key, ' ') FROM (SELECT g.key FROM service_group g WHERE g.id IN (SELECT w.\"group\" FROM work_order w"
              " WHERE w.ticket = r.ticket UNION SELECT f.offer_group FROM flow f WHERE f.id = t.flow) ORDER BY g.key))" },
  { "unread", UNREAD_MESSAGES ("r.ticket", "r.thread") },
  { NULL }
};

static const CalloutAlias conversation_aliases[] = {
  { "ref", "id" }, { "assignee", "assignees" }, { "group", "groups" }, { "customer", "customer_name" }, { NULL }
};

/* the Assistant */

#define FLOW_IN_FORCE \
  "f.key = r.flow AND f.state = 'published' AND f.number = (SELECT max(n.number) FROM flow n WHERE n.key = r.flow AND n.number <> 0)"

static const CalloutDerived assistant_derived[] = {
  { "parent_key", "(SELECT e.key FROM assistant_element e WHERE e.id = r.parent)" },
  { "n_children", "(SELECT count(*) FROM assistant_element e WHERE e.parent = r.id)" },
  { "offered", "EXISTS (SELECT 1 FROM flow f WHERE " FLOW_IN_FORCE ")" },
  { "button_text", "coalesce(r.button, (SELECT coalesce(f.button, f.name) FROM flow f WHERE " FLOW_IN_FORCE "))" },
  { NULL }
};

static const CalloutAlias assistant_aliases[] = { { "ref", "key" }, { "parent", "parent_key" }, { NULL } };

static const CalloutDerived equipment_derived[] = {
  { "customer_name", "(SELECT c.name FROM customer c WHERE c.id = r.customer)" }, { NULL }
};

/* notifications */

static const CalloutJoin notification_joins[] = {
  { "p", NULL, "JOIN person p ON p.id = r.person" },
  { "ev", NULL, "LEFT JOIN event ev ON ev.id = r.event" },
  { NULL }
};

static const CalloutDerived notification_derived[] = {
  { "login", "p.login" },
  { "target_ref", "CASE r.kind WHEN 'ticket' THEN 'T-' || r.target WHEN 'work-order' THEN 'WO-' || r.target"
                  " WHEN 'update' THEN 'U-' || r.target WHEN 'offer' THEN 'O-' || r.target END" },
  { "command", "ev.command" },
  { "actor_name", "(SELECT a.name FROM person a WHERE a.id = ev.actor)" },
  { "told_at", "coalesce(ev.at, r.created_at)" },
  /* What only popped up was read from the first, and is never written again. */
  { "kept", "(r.read_at IS NULL OR r.version > 1)" },
  { NULL }
};

static const CalloutAlias notification_aliases[] = { { "ref", "id" }, { "person", "login" }, { "target", "target_ref" }, { NULL } };

/* Drafts are their authors' alone. */
#define FOREIGN_DRAFTS "(SELECT d.id FROM ticket d WHERE d.progress = 'draft' AND d.created_by IS NOT %1)"

/* A draft that was thrown away, or never was, is nobody else's business: not
 * even its number. */
#define FORMER_DRAFT \
  "(NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = r.target) AND EXISTS (SELECT 1 FROM change h WHERE h.id = r.target" \
  " AND h.kind = 'ticket' AND h.field = 'progress' AND h.before = 'draft' AND h.after IS NULL))"

/* One's own, and what one was offered, took, was given or works on. */
#define TICKET_SIGHT(t, work_orders) \
  "(" t ".created_by = %1 OR EXISTS (SELECT 1 FROM work_order w WHERE w.ticket = " t ".id AND " work_orders ")" \
  " OR " t ".id IN (SELECT ta.ticket FROM ticket_assignee ta WHERE ta.person = %1" \
  " UNION ALL SELECT o.ticket FROM offer o WHERE o.person = %1 AND o.state IN ('offered', 'accepted')))"

/* A code user's. Who may begin a ticket at all begins it by a flow. */
#define TICKET_CONTACT(t) \
  "(" t ".visibility = 'public' AND ((" t ".contact = %1 AND (" t ".progress <> 'draft' OR " t ".created_by = %1))" \
  " OR (" t ".created_by = %1 AND " t ".flow IS NOT NULL)))"

#define OF_TICKET(column, sight) "EXISTS (SELECT 1 FROM ticket t WHERE t.id = r." column " AND " sight ")"

#define EVENT_SIGHT(work_orders) \
  "(r.actor = %1 OR (r.kind = 'work-order' AND EXISTS (SELECT 1 FROM work_order w WHERE w.id = r.target AND " work_orders "))" \
  " OR (r.kind = 'ticket' AND " OF_TICKET ("target", TICKET_SIGHT ("t", work_orders)) ")" \
  " OR (r.kind = 'person' AND r.target = %1))"

/* What a customer did, and was told of, is gone with the ticket it was about. */
#define EVENT_CONTACT "(r.actor = %1 AND (r.kind <> 'ticket' OR " OF_TICKET ("target", TICKET_CONTACT ("t")) "))"
#define NOTIFICATION_CONTACT "(r.person = %1 AND (r.kind <> 'ticket' OR " OF_TICKET ("target", TICKET_CONTACT ("t")) "))"

/* Who was told of a ticket that is its author's draft again was told of nothing. */
#define NOTIFICATION_SIGHT \
  "(r.person = %1 AND NOT (r.kind = 'ticket' AND (r.target IN " FOREIGN_DRAFTS " OR " FORMER_DRAFT ")))"

#define CHILD_SIGHT(work_orders) \
  "EXISTS (SELECT 1 FROM work_order w WHERE w.id = r.work_order AND " work_orders ")"

#define CUSTOMER_SIGHT(work_orders) \
  "EXISTS (SELECT 1 FROM ticket ct WHERE ct.customer = r.id AND " TICKET_SIGHT ("ct", work_orders) ")"

#define EQUIPMENT_SIGHT(work_orders) \
  "EXISTS (SELECT 1 FROM ticket et WHERE et.equipment = r.id AND " TICKET_SIGHT ("et", work_orders) ")"

/* What a code user may begin a ticket with: of each key the version in force. */
#define CURRENT_FLOW \
  "(r.state = 'published' AND r.number = (SELECT max(f.number) FROM flow f WHERE f.key = r.key))"

#define SETTING_SIGHT "(r.person IS NULL OR r.person = %1)"
#define MINE "r.person = %1"
#define MINE_OR_SHARED "(r.person = %1 OR r.shared = 1)"
#define NOTHING "0"

/* What hangs on a ticket is seen with it. */
#define OF_TICKET_SIGHTS(contact) \
  .groups_sight = OF_TICKET ("ticket", TICKET_SIGHT ("t", WORK_ORDER_GROUPS ("w"))), \
  .own_sight = OF_TICKET ("ticket", TICKET_SIGHT ("t", WORK_ORDER_OWN ("w"))), \
  .contact_sight = contact, .all_sight = "r.ticket NOT IN " FOREIGN_DRAFTS, .drafts_only = TRUE

static const CalloutMapping mappings[] = {
  { CALLOUT_KIND_PERSON, "person", no_joins, person_derived, person_aliases, PERSON_GROUPS_SIGHT, "r.id = %1", "r.id = %1" },
  { CALLOUT_KIND_GROUP, "service_group", no_joins, group_derived, keyed_aliases, NULL, NULL, NOTHING },
  { CALLOUT_KIND_MEMBERSHIP, "membership", no_joins, no_derived, no_aliases, NULL, NULL, NOTHING },
  { CALLOUT_KIND_CUSTOMER, "customer", no_joins, no_derived, numbered_aliases,
    CUSTOMER_SIGHT (WORK_ORDER_GROUPS ("w")), CUSTOMER_SIGHT (WORK_ORDER_OWN ("w")),
    "r.id = (SELECT me.customer FROM person me WHERE me.id = %1)" },
  { CALLOUT_KIND_TICKET, "ticket", ticket_joins, ticket_derived, ticket_aliases,
    TICKET_SIGHT ("r", WORK_ORDER_GROUPS ("w")), TICKET_SIGHT ("r", WORK_ORDER_OWN ("w")), TICKET_CONTACT ("r"), "progress",
    "r.id NOT IN " FOREIGN_DRAFTS, TRUE, ticket_drives, ticket_lookups },
  { CALLOUT_KIND_WORK_ORDER, "work_order", work_order_joins, work_order_derived, work_order_aliases,
    WORK_ORDER_GROUPS ("r"), WORK_ORDER_OWN ("r"), NOTHING, "state" },
  { CALLOUT_KIND_ASSIGNMENT, "assignment", assignment_joins, assignment_derived, no_aliases,
    CHILD_SIGHT (WORK_ORDER_GROUPS ("w")), CHILD_SIGHT (WORK_ORDER_OWN ("w")), NOTHING },
  { CALLOUT_KIND_STEP_EVENT, "step_event", no_joins, no_derived, no_aliases,
    CHILD_SIGHT (WORK_ORDER_GROUPS ("w")), CHILD_SIGHT (WORK_ORDER_OWN ("w")), NOTHING },
  { CALLOUT_KIND_STEP, "step", no_joins, no_derived, keyed_aliases, NULL, NULL, NOTHING },
  { CALLOUT_KIND_SETTING, "setting", no_joins, no_derived, no_aliases, SETTING_SIGHT, SETTING_SIGHT, MINE },
  { CALLOUT_KIND_EVENT, "event", event_joins, event_derived, event_aliases,
    EVENT_SIGHT (WORK_ORDER_GROUPS ("w")), EVENT_SIGHT (WORK_ORDER_OWN ("w")), EVENT_CONTACT, NULL,
    "(r.actor IS %1 OR NOT ((r.kind = 'ticket' AND (r.target IN " FOREIGN_DRAFTS " OR " FORMER_DRAFT "))"
    " OR (r.kind = 'work-order' AND r.source = 'auto' AND NOT EXISTS (SELECT 1 FROM work_order w WHERE w.id = r.target))))" },
  { CALLOUT_KIND_WORKFLOW, "workflow", workflow_joins, workflow_derived, workflow_aliases, NULL, NULL, NOTHING },
  { CALLOUT_KIND_STATUS, "status", no_joins, status_derived, keyed_aliases, NULL, NULL, NULL },
  { CALLOUT_KIND_STATUS_LABEL, "status_label", no_joins, no_derived, no_aliases, NULL, NULL, NULL },
  { CALLOUT_KIND_ICON, "icon", no_joins, no_derived, keyed_aliases, NULL, NULL, NULL },
  { CALLOUT_KIND_FLOW, "flow", no_joins, flow_derived, flow_aliases, NULL, NULL, CURRENT_FLOW },
  { CALLOUT_KIND_ANSWER, "answer", no_joins, no_derived, no_aliases, OF_TICKET_SIGHTS (OF_TICKET ("ticket", TICKET_CONTACT ("t"))) },
  { CALLOUT_KIND_OFFER, "offer", offer_joins, offer_derived, person_row_aliases, OF_TICKET_SIGHTS (NOTHING) },
  { CALLOUT_KIND_TICKET_ASSIGNEE, "ticket_assignee", person_row_joins, person_row_derived, person_row_aliases,
    OF_TICKET_SIGHTS (NOTHING) },
  { CALLOUT_KIND_UPDATE, "ticket_update", author_joins, update_derived, author_aliases,
    OF_TICKET_SIGHTS ("(r.visibility = 'public' AND " OF_TICKET ("ticket", TICKET_CONTACT ("t")) ")") },
  { CALLOUT_KIND_FILE, "file", author_joins, file_derived, author_aliases,
    OF_TICKET_SIGHTS ("(" OF_TICKET ("ticket", TICKET_CONTACT ("t")) " AND (r.update_ref IS NULL OR EXISTS (SELECT 1 FROM"
                      " ticket_update u WHERE u.id = r.update_ref AND u.visibility = 'public')) AND (r.message IS NULL OR EXISTS"
                      " (SELECT 1 FROM message m WHERE m.id = r.message AND m.thread = 'messenger')))") },
  { CALLOUT_KIND_RATING, "rating", person_row_joins, person_row_derived, person_row_aliases,
    OF_TICKET_SIGHTS (OF_TICKET ("ticket", TICKET_CONTACT ("t"))) },
  { CALLOUT_KIND_EQUIPMENT, "equipment", no_joins, equipment_derived, numbered_aliases,
    EQUIPMENT_SIGHT (WORK_ORDER_GROUPS ("w")), EQUIPMENT_SIGHT (WORK_ORDER_OWN ("w")),
    "r.customer = (SELECT me.customer FROM person me WHERE me.id = %1)" },
  { CALLOUT_KIND_NOTIFICATION, "notification", notification_joins, notification_derived, notification_aliases,
    NOTIFICATION_SIGHT, NOTIFICATION_SIGHT, NOTIFICATION_CONTACT, NULL, NOTIFICATION_SIGHT },
  { CALLOUT_KIND_NOTIFICATION_PREF, "notification_pref", person_row_joins, pref_derived, person_row_aliases, SETTING_SIGHT,
    SETTING_SIGHT, SETTING_SIGHT },
  { CALLOUT_KIND_OUTBOX, "outbox", person_row_joins, pref_derived, person_row_aliases, MINE, MINE, NOTHING },
  { CALLOUT_KIND_SAVED_FILTER, "saved_filter", person_row_joins, pref_derived, person_row_aliases, MINE_OR_SHARED, MINE_OR_SHARED,
    MINE, NULL, MINE_OR_SHARED },
  { CALLOUT_KIND_MESSAGE, "message", message_joins, message_derived, author_aliases,
    OF_TICKET_SIGHTS ("(r.thread = 'messenger' AND " OF_TICKET ("ticket", TICKET_CONTACT ("t")) ")") },
  /* How far others have read the workspace or the record is nothing for customers. */
  { CALLOUT_KIND_READ_MARK, "read_mark", person_row_joins, person_row_derived, person_row_aliases,
    OF_TICKET_SIGHTS ("((r.thread = 'messenger' OR r.person = %1) AND " OF_TICKET ("ticket", TICKET_CONTACT ("t")) ")") },
  { CALLOUT_KIND_CONVERSATION, "conversation", conversation_joins, conversation_derived, conversation_aliases,
    OF_TICKET_SIGHTS ("(r.thread = 'messenger' AND " OF_TICKET ("ticket", TICKET_CONTACT ("t")) ")") },
  { CALLOUT_KIND_SNIPPET, "snippet", person_row_joins, pref_derived, person_row_aliases, SETTING_SIGHT, SETTING_SIGHT, NOTHING, NULL,
    SETTING_SIGHT },
  { CALLOUT_KIND_ASSISTANT_ELEMENT, "assistant_element", no_joins, assistant_derived, assistant_aliases, NULL, NULL, NULL },
  { CALLOUT_KIND_PICTURE, "picture", no_joins, no_derived, keyed_aliases, NULL, NULL, NULL },
};

const CalloutMapping *
callout_mapping_get (CalloutKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (mappings[i].kind == kind)
      return &mappings[i];
  g_return_val_if_reached (NULL);
}

/* What differs by who asks: %1 is their number, %2 whether they work here. Where
 * nobody in particular asks there is nothing. */
static char *
fill_in_reader (const char         *sql,
                const CalloutSight *reader)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *person = NULL;

  if (strstr (sql, "%1") == NULL)
    return g_strdup (sql);
  if (reader == NULL || reader->person == 0)
    return g_strdup ("(0 + 0)"); /* a number alone would name a column to sort by */
  text = g_string_new (sql);
  person = g_strdup_printf ("%" G_GINT64_FORMAT, reader->person);
  g_string_replace (text, "%1", person, 0);
  g_string_replace (text, "%2", reader->extent == CALLOUT_SIGHT_CONTACT ? "0" : "1", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * callout_mapping_is_personal:
 *
 * Whether a field's value differs by who asks.
 */
gboolean
callout_mapping_is_personal (const CalloutMapping *self,
                             const char           *field)
{
  for (guint i = 0; field != NULL && self->derived[i].field != NULL; i++)
    if (g_str_equal (self->derived[i].field, field))
      return strstr (self->derived[i].sql, "%1") != NULL;
  return FALSE;
}

/**
 * callout_mapping_expression:
 * @field: a field's name, or id, version, created_at, updated_at
 * @reader: (nullable): who asks
 *
 * The SQL that gives the field's stored value.
 */
char *
callout_mapping_expression (const CalloutMapping *self,
                            const char           *field,
                            const CalloutSight   *reader)
{
  for (guint i = 0; self->derived[i].field != NULL; i++)
    if (g_str_equal (self->derived[i].field, field))
      return fill_in_reader (self->derived[i].sql, reader);
  return g_strdup_printf ("r.\"%s\"", field);
}

/**
 * callout_mapping_has_reader:
 *
 * Whether rows of the kind look different to different people.
 */
gboolean
callout_mapping_has_reader (const CalloutMapping *self)
{
  return self->kind == CALLOUT_KIND_TICKET || self->kind == CALLOUT_KIND_CONVERSATION;
}

static gboolean
mentions (const char *text,
          const char *alias)
{
  g_autofree char *needle = g_strconcat (alias, ".", NULL);
  const char *found = text;

  while ((found = strstr (found, needle)) != NULL)
    {
      if (found == text || !(g_ascii_isalnum (found[-1]) || found[-1] == '_'))
        return TRUE;
      found++;
    }
  return FALSE;
}

static void
add_join (const CalloutMapping *self,
          const CalloutJoin    *join,
          GString              *sql)
{
  if (strstr (sql->str, join->sql) != NULL)
    return;
  if (join->needs != NULL)
    for (guint i = 0; self->joins[i].alias != NULL; i++)
      if (g_str_equal (self->joins[i].alias, join->needs))
        add_join (self, &self->joins[i], sql);
  g_string_append_c (sql, ' ');
  g_string_append (sql, join->sql);
}

/**
 * callout_mapping_add_joins:
 * @text: the SQL in which fields are used
 * @sql: what the joins it mentions are added to, and no others: a list of a
 *   million rows must not pay for tables it does not look at
 */
void
callout_mapping_add_joins (const CalloutMapping *self,
                           const char           *text,
                           GString              *sql)
{
  for (guint i = 0; self->joins[i].alias != NULL; i++)
    if (mentions (text, self->joins[i].alias))
      add_join (self, &self->joins[i], sql);
}

/**
 * callout_mapping_find_drive:
 *
 * Returns: (nullable): where a list sorted by the field is read from
 */
const CalloutDrive *
callout_mapping_find_drive (const CalloutMapping *self,
                            const char           *field)
{
  for (guint i = 0; self->drives != NULL && self->drives[i].field != NULL; i++)
    if (g_strcmp0 (self->drives[i].field, field) == 0)
      return &self->drives[i];
  return NULL;
}

/**
 * callout_mapping_find_lookup:
 *
 * Returns: (nullable): how rows with a value of the field are found
 */
const CalloutLookup *
callout_mapping_find_lookup (const CalloutMapping *self,
                             const char           *field)
{
  for (guint i = 0; self->lookups != NULL && self->lookups[i].field != NULL; i++)
    if (g_str_equal (self->lookups[i].field, field))
      return &self->lookups[i];
  return NULL;
}

/**
 * callout_mapping_resolve:
 *
 * Returns: (nullable): the field that a filter word means; %NULL if there is none
 */
const char *
callout_mapping_resolve (const CalloutMapping *self,
                         const char           *word)
{
  static const char *const common[] = { "id", "version", "created_at", "updated_at" };
  const CalloutField *field;

  for (guint i = 0; self->aliases[i].word != NULL; i++)
    if (g_str_equal (self->aliases[i].word, word))
      return self->aliases[i].field;
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (common[i], word))
      return common[i];
  field = callout_kind_find_field (self->kind, word);
  return field != NULL && (field->flags & CALLOUT_FIELD_SECRET) == 0 ? field->name : NULL;
}
