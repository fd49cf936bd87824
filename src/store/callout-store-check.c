/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <glib/gi18n-lib.h>

/* Each rule is a query for what breaks it; the first column says which thing,
 * and the sentence what is wrong with it. */
static const struct {
  const char *sql;
  const char *sentence;
} rules[] = {
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.state IN ('assigned', 'dispatched', 'accepted', 'travel', 'work')"
    " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = w.id AND a.part = 'lead' AND a.state IN ('assigned', 'accepted'))",
    N_("%s is assigned but has no lead") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.state IN ('pending-dispatch', 'pending-group', 'cancelled')"
    " AND EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = w.id AND a.state IN ('assigned', 'accepted'))",
    N_("%s has engineers although it is not assigned") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.state = 'pending-group' AND w.\"group\" IS NULL",
    N_("%s waits in a group but has none") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.state = 'pending-dispatch' AND w.\"group\" IS NOT NULL",
    N_("%s waits for the dispatchers but is held by a group") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.published_at IS NULL"
    " AND w.state IN ('dispatched', 'accepted', 'travel', 'work', 'checked-out', 'closed')",
    N_("%s is under way but was never published") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.published_at IS NOT NULL"
    " AND w.state IN ('pending-dispatch', 'pending-group', 'assigned')",
    N_("%s counts as published although nobody has it") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE (w.state = 'closed') <> (w.outcome <> 'none')",
    N_("%s has an outcome that does not fit its state") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.planned_end < w.planned_start",
    N_("%s is planned to end before it begins") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.state IN ('accepted', 'travel', 'work', 'checked-out')"
    " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = w.id AND a.part = 'lead' AND a.state = 'accepted')",
    N_("%s is accepted, but not by its lead") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'open' AND EXISTS (SELECT 1 FROM work_order w JOIN assignment a"
    " ON a.work_order = w.id AND a.state IN ('assigned', 'accepted') WHERE w.ticket = t.id"
    " AND w.state NOT IN ('closed', 'cancelled'))",
    N_("%s is open although somebody is assigned") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress IN ('open', 'assigned') AND EXISTS (SELECT 1 FROM work_order w"
    " WHERE w.ticket = t.id AND w.state IN ('travel', 'work', 'checked-out'))",
    N_("%s is not in progress although work has begun") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress IN ('closed', 'cancelled') AND EXISTS (SELECT 1 FROM work_order w"
    " WHERE w.ticket = t.id AND w.state NOT IN ('closed', 'cancelled'))",
    N_("%s is at its end although a work order is not") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'open' AND EXISTS"
    " (SELECT 1 FROM ticket_assignee a WHERE a.ticket = t.id)",
    N_("%s is open although somebody is assigned") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'assigned' AND NOT EXISTS"
    " (SELECT 1 FROM ticket_assignee a WHERE a.ticket = t.id) AND NOT EXISTS (SELECT 1 FROM work_order w JOIN assignment a"
    " ON a.work_order = w.id AND a.part = 'lead' AND a.state IN ('assigned', 'accepted') WHERE w.ticket = t.id"
    " AND w.state NOT IN ('closed', 'cancelled'))",
    N_("%s is assigned, but to nobody") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'done' AND EXISTS (SELECT 1 FROM work_order w"
    " WHERE w.ticket = t.id AND w.state NOT IN ('closed', 'cancelled'))",
    N_("%s is done although a work order is not at its end") },
  { "SELECT 'T-' || t.id FROM ticket t LEFT JOIN flow f ON f.id = t.flow WHERE t.progress = 'done'"
    " AND (t.visibility <> 'public' OR t.outcome = 'not-performed' OR coalesce(f.ratings, 0) = 0"
    " OR EXISTS (SELECT 1 FROM rating r WHERE r.ticket = t.id AND r.cycle = t.cycle))",
    N_("%s waits for a rating that will not come") },
  { "SELECT 'T-' || r.ticket FROM rating r JOIN ticket t ON t.id = r.ticket"
    " WHERE r.cycle > t.cycle OR (r.cycle = t.cycle AND t.progress <> 'closed')",
    N_("%s was rated although it is not closed") },
  { "SELECT 'T-' || o.ticket FROM offer o JOIN ticket t ON t.id = o.ticket WHERE o.state = 'offered'"
    " AND (t.progress IN ('draft', 'closed', 'cancelled') OR o.cycle <> t.cycle)",
    N_("%s is still offered although nobody can take it") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'draft' AND (EXISTS (SELECT 1 FROM work_order w WHERE w.ticket = t.id)"
    " OR EXISTS (SELECT 1 FROM offer o WHERE o.ticket = t.id) OR EXISTS (SELECT 1 FROM ticket_assignee a WHERE a.ticket = t.id))",
    N_("%s is a draft, but somebody was told of it") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.due_latest < t.due_earliest",
    N_("%s is due before it may begin") },
  { "SELECT p.login FROM person p WHERE p.latitude IS NOT NULL AND p.position_at IS NULL",
    N_("%s has a position without a time") },
  /* The audit trail: a row that was ever changed was changed by an event, and
   * the last one left it as it is. */
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = t.id AND c.kind = 'ticket' AND c.version = t.version)",
    N_("%s was changed without a trace") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = w.id AND c.kind = 'work-order' AND c.version = w.version)",
    N_("%s was changed without a trace") },
  { "SELECT p.login FROM person p WHERE p.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = p.id AND c.kind = 'person' AND c.version = p.version)",
    N_("%s was changed without a trace") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE NOT EXISTS"
    " (SELECT 1 FROM event e WHERE e.target = t.id AND e.kind = 'ticket')",
    N_("%s appeared without an event") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE NOT EXISTS"
    " (SELECT 1 FROM event e WHERE e.target = w.id AND e.kind = 'work-order')",
    N_("%s appeared without an event") },
  { "SELECT 'WF-' || f.id FROM workflow f WHERE (f.state = 'draft') <> (f.number = 0)"
    " OR (f.number <> 0 AND f.published_at IS NULL)",
    N_("%s has a number, a state and a time of publishing that do not fit together") },
  { "SELECT 'WF-' || f.id FROM workflow f WHERE f.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = f.id AND c.kind = 'workflow' AND c.version = f.version)",
    N_("%s was changed without a trace") },
  { "SELECT s.key FROM status s WHERE s.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = s.id AND c.kind = 'status' AND c.version = s.version)",
    N_("%s was changed without a trace") },
  { "SELECT 'WO-' || w.id FROM work_order w WHERE w.workflow NOT IN (SELECT f.id FROM workflow f WHERE f.number <> 0)",
    N_("%s goes by a workflow that was never published") },
  { "SELECT 'WO-' || w.id FROM work_order w JOIN step_event e ON e.work_order = w.id"
    " WHERE EXISTS (SELECT 1 FROM workflow f WHERE f.id = w.workflow)"
    " AND NOT EXISTS (SELECT 1 FROM step s WHERE s.workflow = w.workflow AND s.key = e.step)",
    N_("a step was reported on %s that its workflow does not have") },
  { "SELECT x.key FROM (SELECT key, icon FROM step UNION ALL SELECT key, icon FROM status) x WHERE x.icon LIKE 'sha256-%'"
    " AND NOT EXISTS (SELECT 1 FROM icon i WHERE i.key = x.icon)",
    N_("%s shows a picture that is not there") },
  { "SELECT k.column1 FROM (VALUES ('open'), ('planned'), ('travel'), ('work'), ('finished'), ('ticket-received'),"
    " ('ticket-scheduling'), ('ticket-dispatched'), ('on-route'), ('arrived-onsite'), ('visit-completed'), ('closed')) k"
    " WHERE NOT EXISTS (SELECT 1 FROM status s WHERE s.key = k.column1)",
    N_("the status %s is missing") },
  { "SELECT f.key FROM flow f WHERE (f.state = 'draft') <> (f.number = 0) OR (f.number <> 0 AND f.published_at IS NULL)",
    N_("a version of %s has a number, a state and a time of publishing that do not fit together") },
  { "SELECT f.key FROM flow f WHERE f.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = f.id AND c.kind = 'flow' AND c.version = f.version)",
    N_("%s was changed without a trace") },
  { "SELECT 'EQ-' || q.id FROM equipment q WHERE q.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = q.id AND c.kind = 'equipment' AND c.version = q.version)",
    N_("%s was changed without a trace") },
  { "SELECT 'T-' || t.id FROM ticket t JOIN flow f ON f.id = t.flow WHERE f.state = 'draft'",
    N_("%s goes by a flow that was never published") },
  { "SELECT DISTINCT 'T-' || t.id FROM answer a JOIN ticket t ON t.id = a.ticket WHERE t.flow IS NULL",
    N_("%s was asked nothing but has answers") },
  { "SELECT 'T-' || t.id FROM ticket t WHERE t.progress = 'draft' AND (EXISTS (SELECT 1 FROM offer o WHERE o.ticket = t.id)"
    " OR EXISTS (SELECT 1 FROM ticket_assignee a WHERE a.ticket = t.id) OR EXISTS (SELECT 1 FROM work_order w WHERE w.ticket = t.id)"
    " OR EXISTS (SELECT 1 FROM ticket_update u WHERE u.ticket = t.id))",
    N_("%s is a draft although others have it already") },
  { "SELECT 'U-' || u.id FROM ticket_update u JOIN ticket_update c ON c.id = u.corrects WHERE c.ticket <> u.ticket OR c.id >= u.id",
    N_("%s corrects what it cannot correct") },
  { "SELECT 'F-' || f.id FROM file f WHERE (f.update_ref IS NOT NULL) + (f.question IS NOT NULL) + (f.message IS NOT NULL) <> 1"
    " OR EXISTS (SELECT 1 FROM ticket_update u WHERE u.id = f.update_ref AND u.ticket <> f.ticket)"
    " OR EXISTS (SELECT 1 FROM message m WHERE m.id = f.message AND m.ticket <> f.ticket)",
    N_("%s hangs neither on an update, nor on a message, nor on an answer of its ticket") },
  { "SELECT 'F-' || f.id FROM file f JOIN file o ON o.id = f.original WHERE o.ticket <> f.ticket OR o.message IS NOT f.message"
    " OR o.original IS NOT NULL",
    N_("%s was made from a picture of another message") },
  { "SELECT 'MSG-' || m.id FROM message m WHERE m.thread = 'record' OR (m.kind = 'system') <> (m.author IS NULL)"
    " OR (m.kind = 'system' AND m.text IS NOT NULL)",
    N_("%s is no message as anybody can write one") },
  { "SELECT 'MSG-' || m.id FROM message m JOIN ticket t ON t.id = m.ticket WHERE t.progress = 'draft' AND m.kind <> 'system'",
    N_("%s was written about a draft") },
  { "SELECT 'MSG-' || m.id FROM message m JOIN person p ON p.id = m.author WHERE m.thread = 'workspace' AND p.roles = 'code-user'",
    N_("%s was written by a customer where none may write") },
  { "SELECT 'MSG-' || m.id FROM message m LEFT JOIN event e ON e.id = m.event WHERE m.kind = 'system'"
    " AND (e.kind <> 'ticket' OR e.target <> m.ticket)",
    N_("%s tells of what happened to another ticket") },
  { "SELECT 'T-' || x.ticket FROM (SELECT ticket, thread, max(id) AS last FROM message GROUP BY ticket, thread) x"
    " LEFT JOIN conversation v ON v.ticket = x.ticket AND v.thread = x.thread WHERE v.last IS NOT x.last"
    " UNION SELECT 'T-' || v.ticket FROM conversation v WHERE NOT EXISTS"
    " (SELECT 1 FROM message m WHERE m.id = v.last AND m.ticket = v.ticket AND m.thread = v.thread)",
    N_("%s has a last message that is not its last") },
  { "SELECT 'RM-' || k.id FROM read_mark k WHERE k.read_to > k.delivered_to OR k.read_to < 0",
    N_("%s was read before it arrived") },
  { "SELECT e.key FROM assistant_element e WHERE e.id NOT IN (WITH RECURSIVE tree (id) AS (SELECT id FROM assistant_element"
    " WHERE parent IS NULL UNION SELECT c.id FROM assistant_element c JOIN tree ON c.parent = tree.id) SELECT id FROM tree)",
    N_("%s hangs in a circle") },
  { "SELECT e.key FROM assistant_element e WHERE e.picture IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM picture p WHERE p.key = e.picture)",
    N_("%s shows a picture that is not there") },
  { "SELECT e.key FROM assistant_element e WHERE e.version > 1 AND NOT EXISTS"
    " (SELECT 1 FROM change c WHERE c.id = e.id AND c.kind = 'assistant' AND c.version = e.version)",
    N_("%s was changed without a trace") },
  { "SELECT p.login FROM person p WHERE ' ' || p.roles || ' ' LIKE '% code-user %' AND p.roles <> 'code-user'",
    N_("%s is a customer and works here") },
};

static gboolean
check_rule (CalloutStore  *self,
            const char    *sql,
            const char    *sentence,
            GPtrArray     *faults,
            GError       **error)
{
  g_autofree char *limited = g_strconcat (sql, " LIMIT 20", NULL);
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, limited, error);
  gboolean row;

  for (;;)
    {
      g_autoptr (GString) fault = NULL;

      if (statement == NULL || !callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      fault = g_string_new (sentence);
      g_string_replace (fault, "%s", callout_statement_get_text (statement, 0), 1);
      g_ptr_array_add (faults, g_string_free (g_steal_pointer (&fault), FALSE));
    }
}

/* Every stored enum must be one of its keys: a foreign hand or a newer version wrote it. */
static gboolean
check_enums (CalloutStore  *self,
             GPtrArray     *faults,
             GError       **error)
{
  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    {
      const CalloutMapping *mapping = callout_mapping_get (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autoptr (GString) sql = NULL;
          g_autofree char *sentence = NULL;
          GEnumClass *klass;

          if (fields[i].type != CALLOUT_FIELD_ENUM || (fields[i].flags & CALLOUT_FIELD_DERIVED) != 0)
            continue;
          klass = g_type_class_ref (fields[i].enum_type ());
          sql = g_string_new (NULL);
          g_string_append_printf (sql, "SELECT r.id || ': ' || r.\"%s\" FROM %s r WHERE r.\"%s\" NOT IN (", fields[i].name,
                                  mapping->table, fields[i].name);
          for (guint j = 0; j < klass->n_values; j++)
            g_string_append_printf (sql, "%s'%s'", j > 0 ? ", " : "", klass->values[j].value_nick);
          g_string_append_c (sql, ')');
          g_type_class_unref (klass);
          sentence = g_strdup_printf (_("%s.%s holds an unknown key in row %%s"), mapping->table, fields[i].name);
          if (!check_rule (self, sql->str, sentence, faults, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* The rules the editor goes by, on every version there is. */
static gboolean
check_workflows (CalloutStore  *self,
                 GPtrArray     *faults,
                 GError       **error)
{
  g_autoptr (GPtrArray) workflows = callout_store_all_plain (self, CALLOUT_KIND_WORKFLOW, error);

  for (guint i = 0; workflows != NULL && i < workflows->len; i++)
    {
      gint64 id = CALLOUT_ENTITY (g_ptr_array_index (workflows, i))->id;
      g_autoptr (GPtrArray) steps = callout_store_workflow_steps (self, id, error);
      g_autoptr (GPtrArray) broken = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORKFLOW, id);

      if (steps == NULL)
        return FALSE;
      callout_workflow_check (steps, broken);
      for (guint j = 0; j < broken->len; j++)
        g_ptr_array_add (faults, g_strdup_printf ("%s: %s", ref, (char *) g_ptr_array_index (broken, j)));
    }
  return workflows != NULL;
}

static gboolean
check_icons (CalloutStore  *self,
             GPtrArray     *faults,
             GError       **error)
{
  g_autoptr (GPtrArray) icons = callout_store_all_plain (self, CALLOUT_KIND_ICON, error);

  for (guint i = 0; icons != NULL && i < icons->len; i++)
    {
      CalloutIcon *icon = g_ptr_array_index (icons, i);
      g_autoptr (GBytes) bytes = callout_icon_dup_bytes (icon);
      g_autofree char *key = callout_icon_dup_key (bytes);

      if (g_strcmp0 (key, icon->key) != 0)
        g_ptr_array_add (faults, g_strdup_printf (_("the picture %s is not what it was when it came"), icon->key));
    }
  return icons != NULL;
}

static gboolean
check_pictures (CalloutStore  *self,
                GPtrArray     *faults,
                GError       **error)
{
  g_autoptr (GPtrArray) pictures = callout_store_all_plain (self, CALLOUT_KIND_PICTURE, error);

  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    {
      CalloutPicture *picture = g_ptr_array_index (pictures, i);
      g_autoptr (GBytes) bytes = callout_picture_dup_bytes (picture);
      g_autofree char *key = callout_picture_dup_key (bytes);

      if (g_strcmp0 (key, picture->key) != 0)
        g_ptr_array_add (faults, g_strdup_printf (_("the picture %s is not what it was when it came"), picture->key));
    }
  return pictures != NULL;
}

/* Every plan can still be asked. */
static gboolean
check_flows (CalloutStore  *self,
             GPtrArray     *faults,
             GError       **error)
{
  g_autoptr (GPtrArray) flows = callout_store_all_plain (self, CALLOUT_KIND_FLOW, error);

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      CalloutFlow *flow = g_ptr_array_index (flows, i);
      g_autoptr (GPtrArray) broken = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (CalloutFlowPlan) plan = callout_flow_plan_parse (flow->plan, broken);

      for (guint j = 0; j < broken->len; j++)
        g_ptr_array_add (faults, g_strdup_printf ("%s: %s", flow->key, (char *) g_ptr_array_index (broken, j)));
    }
  return flows != NULL;
}

gboolean
callout_store_check_rules (CalloutStore  *self,
                           GPtrArray     *faults,
                           GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!check_rule (self, rules[i].sql, _(rules[i].sentence), faults, error))
      return FALSE;
  return check_workflows (self, faults, error) && check_icons (self, faults, error)
         && check_pictures (self, faults, error) && check_flows (self, faults, error)
         && callout_store_check_files (self, faults, error) && check_enums (self, faults, error);
}
