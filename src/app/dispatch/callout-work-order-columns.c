/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-order-columns.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>

static void
fill_text (CalloutCell *cell,
           const char  *text)
{
  gboolean absent = text == NULL || *text == '\0';

  callout_cell_set (cell, absent ? "–" : text, NULL, absent ? "dim-label" : NULL);
}

static void
fill_priority (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  int priority = CALLOUT_WORK_ORDER (entity)->priority;

  callout_cell_set (cell, callout_enum_label (CALLOUT_TYPE_PRIORITY, priority), callout_priority_icon (priority),
                    priority == CALLOUT_PRIORITY_HIGH ? "priority-high" : NULL);
}

static void
fill_due (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  CalloutTime now = callout_clock_now ();
  CalloutTime due = CALLOUT_WORK_ORDER (entity)->due_latest;
  CalloutUrgency urgency = callout_urgency_of (due, now);
  g_autofree char *text = callout_format_due (due, now);

  callout_cell_set (cell, text, NULL, callout_urgency_class (urgency));
}

static void
fill_type (CalloutCell    *cell,
           CalloutEntity  *entity,
           CalloutSession *session)
{
  fill_text (cell, CALLOUT_WORK_ORDER (entity)->type);
}

static void
fill_title (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  fill_text (cell, CALLOUT_WORK_ORDER (entity)->title);
}

static void
fill_address (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);

  if (callout_work_order_has_location (work_order))
    fill_text (cell, work_order->address);
  else
    callout_cell_set (cell, work_order->address != NULL ? work_order->address : _("No location"),
                      "callout-no-position-symbolic", "dim-label");
}

static void
fill_district (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  fill_text (cell, CALLOUT_WORK_ORDER (entity)->district);
}

static void
fill_group (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  CalloutWorkOrder *work_order = CALLOUT_WORK_ORDER (entity);

  fill_text (cell, work_order->group_name != NULL ? work_order->group_name : work_order->group_key);
}

static void
fill_skills (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  g_autofree char *text = callout_format_keys (CALLOUT_WORK_ORDER (entity)->skills);

  callout_cell_set (cell, text, NULL, CALLOUT_WORK_ORDER (entity)->skills != NULL ? NULL : "dim-label");
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
      fill_text (cell, work_order->lead_name);
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
  fill_text (cell, CALLOUT_WORK_ORDER (entity)->customer_name);
}

static void
fill_external (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  fill_text (cell, CALLOUT_WORK_ORDER (entity)->external_id);
}

static const CalloutWorkOrderColumn columns[] = {
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

/**
 * callout_work_order_columns:
 *
 * Returns: (transfer none): every column there is, in the order of the table
 */
const CalloutWorkOrderColumn *
callout_work_order_columns (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * callout_work_order_column_find:
 *
 * Returns: (nullable)
 */
const CalloutWorkOrderColumn *
callout_work_order_column_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].key, key))
      return &columns[i];
  return NULL;
}

const char *
callout_work_order_column_title (const CalloutWorkOrderColumn *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "column", self->title);
}

/**
 * callout_work_order_columns_default:
 *
 * Returns: (transfer full): what is shown unless a person chose otherwise, as
 *   callout_work_order_columns_parse() takes it
 */
char *
callout_work_order_columns_default (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].shown)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", columns[i].key);
  return g_string_free (text, FALSE);
}

/**
 * callout_work_order_columns_parse:
 * @text: (nullable): keys apart by blanks, in the order shown; unknown ones and
 *   repetitions are passed over
 * @chosen: (out) (transfer container): of #CalloutWorkOrderColumn; never empty
 *
 * Returns: whether @text named any column
 */
gboolean
callout_work_order_columns_parse (const char  *text,
                                  GPtrArray  **chosen)
{
  g_auto (GStrv) keys = g_strsplit_set (text != NULL ? text : "", " ,", -1);
  g_autofree char *fallback = NULL;

  *chosen = g_ptr_array_new ();
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const CalloutWorkOrderColumn *column = callout_work_order_column_find (keys[i]);

      if (column != NULL && !g_ptr_array_find (*chosen, column, NULL))
        g_ptr_array_add (*chosen, (gpointer) column);
    }
  if ((*chosen)->len > 0)
    return TRUE;

  g_ptr_array_unref (*chosen);
  fallback = callout_work_order_columns_default ();
  callout_work_order_columns_parse (fallback, chosen);
  return FALSE;
}

/**
 * callout_work_order_fill_compact:
 *
 * Everything that matters in one cell, for where there is no room for columns.
 */
void
callout_work_order_fill_compact (CalloutCell    *cell,
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
