/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-order-columns.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>

static void
fill_priority (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_priority (cell, CALLOUT_WORK_ORDER (entity)->priority);
}

static void
fill_due (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  callout_cell_set_due (cell, CALLOUT_WORK_ORDER (entity)->due_latest);
}

static void
fill_type (CalloutCell    *cell,
           CalloutEntity  *entity,
           CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_WORK_ORDER (entity)->type);
}

static void
fill_title (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_WORK_ORDER (entity)->title);
}

static void
fill_address (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);

  if (callout_work_order_has_location (work_order))
    callout_cell_set_text (cell, work_order->address);
  else
    callout_cell_set (cell, work_order->address != NULL ? work_order->address : _("No location"),
                      "callout-no-position-symbolic", "dim-label");
}

static void
fill_district (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_WORK_ORDER (entity)->district);
}

static void
fill_group (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);

  callout_cell_set_text (cell, work_order->group_name != NULL ? work_order->group_name : work_order->group_key);
}

static void
fill_skills (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  callout_cell_set_keys (cell, CALLOUT_WORK_ORDER (entity)->skills);
}

static void
fill_opened (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  g_autofree char *text = callout_format_time_short (CALLOUT_WORK_ORDER (entity)->opened_at,
                                                     callout_session_get_zone (session), callout_clock_now ());

  callout_cell_set (cell, text, NULL, "numeric");
}

static void
fill_planned (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);
  g_autofree char *text = callout_format_window (work_order->planned_start, work_order->planned_end,
                                                 callout_session_get_zone (session), callout_clock_now ());

  callout_cell_set (cell, text, NULL, work_order->planned_start != 0 ? "numeric" : "dim-label");
}

static void
fill_ref (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  g_autofree char *text = callout_entity_dup_ref (entity);

  callout_cell_set (cell, text, CALLOUT_WORK_ORDER (entity)->locked ? "callout-lock-symbolic" : NULL, "numeric");
}

static void
fill_ticket (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  g_autofree char *text = callout_ref_format (CALLOUT_KIND_TICKET, CALLOUT_WORK_ORDER (entity)->ticket);

  callout_cell_set (cell, text, NULL, "numeric");
}

static void
fill_state (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  callout_cell_set (cell, callout_enum_label (CALLOUT_TYPE_WORK_STATE, CALLOUT_WORK_ORDER (entity)->state), NULL, NULL);
}

static void
fill_lead (CalloutCell    *cell,
           CalloutEntity  *entity,
           CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);
  g_auto (GStrv) others = NULL;
  guint n;
  g_autofree char *text = NULL;

  if (work_order->lead_name == NULL || work_order->collaborators == NULL)
    {
      callout_cell_set_text (cell, work_order->lead_name);
      return;
    }
  others = g_strsplit (work_order->collaborators, " ", -1);
  n = g_strv_length (others);
  /* Translators: the lead's name, and how many others are on the work order */
  text = g_strdup_printf (_("%s +%u"), work_order->lead_name, n);
  callout_cell_set (cell, text, NULL, NULL);
}

static void
fill_customer (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_WORK_ORDER (entity)->customer_name);
}

static void
fill_external (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_WORK_ORDER (entity)->external_id);
}

static const CalloutColumn columns[] = {
  { "priority", NC_("column", "Priority"), "priority", TRUE, FALSE, 84, fill_priority },
  { "due", NC_("column", "Due"), "due_latest", TRUE, FALSE, 140, fill_due },
  { "title", NC_("column", "Work"), "title", TRUE, TRUE, 144, fill_title },
  { "type", NC_("column", "Type"), "type", FALSE, FALSE, 170, fill_type },
  { "address", NC_("column", "Address"), "address", TRUE, TRUE, 138, fill_address },
  { "district", NC_("column", "District"), "district", FALSE, FALSE, 130, fill_district },
  { "group", NC_("column", "Group"), "group_name", TRUE, FALSE, 104, fill_group },
  { "skills", NC_("column", "Skills"), "skills", TRUE, FALSE, 104, fill_skills },
  { "state", NC_("column", "State"), "state", FALSE, FALSE, 130, fill_state },
  { "lead", NC_("column", "Engineers"), "lead_name", FALSE, FALSE, 150, fill_lead },
  { "planned", NC_("column", "Planned"), "planned_start", FALSE, FALSE, 170, fill_planned },
  { "opened", NC_("column", "Opened"), "opened_at", FALSE, FALSE, 130, fill_opened },
  { "customer", NC_("column", "Customer"), "customer_name", FALSE, FALSE, 150, fill_customer },
  { "ticket", NC_("column", "Ticket"), "ticket", FALSE, FALSE, 80, fill_ticket },
  { "ref", NC_("column", "Number"), "id", TRUE, FALSE, 84, fill_ref },
  { "external", NC_("column", "External Number"), NULL, FALSE, FALSE, 140, fill_external },
};

static void
fill_compact (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);
  CalloutTime now = callout_clock_now ();
  g_autofree char *due = callout_format_due (work_order->due_latest, now);
  g_autofree char *second = NULL;
  const char *where = work_order->address != NULL ? work_order->address : _("No location");

  second = g_strjoin (" · ", due, where, work_order->lead_name != NULL ? work_order->lead_name : work_order->group_name,
                      NULL);
  callout_cell_set (cell, work_order->title != NULL ? work_order->title : "",
                    callout_priority_icon (work_order->priority),
                    work_order->priority == CALLOUT_PRIORITY_HIGH ? "priority-high" : NULL);
  callout_cell_set_second (cell, second);
}

static const CalloutColumnSet set = {
  "dispatch", columns, G_N_ELEMENTS (columns), "due", FALSE, fill_compact,
};

/**
 * callout_work_order_columns:
 *
 * Returns: (transfer none): every column of work orders there is
 */
const CalloutColumnSet *
callout_work_order_columns (void)
{
  return &set;
}
