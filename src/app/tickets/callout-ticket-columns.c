/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-columns.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>

static void
fill_ref (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  g_autofree char *text = callout_entity_dup_ref (entity);

  callout_cell_set (cell, text, NULL, "numeric");
}

static void
fill_title (CalloutCell    *cell,
            CalloutEntity  *entity,
            CalloutSession *session)
{
  CalloutTicket *ticket = CALLOUT_TICKET (entity);
  const char *icon = ticket->escalated ? "callout-icon-warning-symbolic" :
                     ticket->vip ? "callout-icon-star-symbolic" : NULL;

  callout_cell_set_text (cell, ticket->title);
  if (icon != NULL && ticket->title != NULL)
    callout_cell_set (cell, ticket->title, icon, NULL);
}

/* Nothing where there is nothing new: a column of noughts hides the news. */
static void
fill_unread (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  gint64 unread = CALLOUT_TICKET (entity)->unread;
  g_autofree char *text = unread > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, unread) : g_strdup ("");

  callout_cell_set (cell, text, NULL, unread > 0 ? "unread-count" : NULL);
}

static void
fill_progress (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  int progress = CALLOUT_TICKET (entity)->progress;

  callout_cell_set (cell, callout_enum_label (CALLOUT_TYPE_PROGRESS, progress), NULL,
                    progress >= CALLOUT_PROGRESS_CLOSED ? "dim-label" : NULL);
}

/* What customers cannot see has a lock beside it. */
static void
fill_visibility (CalloutCell    *cell,
                 CalloutEntity  *entity,
                 CalloutSession *session)
{
  int visibility = CALLOUT_TICKET (entity)->visibility;

  callout_cell_set (cell, callout_enum_label (CALLOUT_TYPE_VISIBILITY, visibility),
                    visibility == CALLOUT_VISIBILITY_INTERNAL ? "callout-lock-symbolic" : NULL, NULL);
}

static void
fill_priority (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_priority (cell, CALLOUT_TICKET (entity)->priority);
}

static void
fill_customer (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->customer_name);
}

static void
fill_type (CalloutCell    *cell,
           CalloutEntity  *entity,
           CalloutSession *session)
{
  CalloutTicket *ticket = CALLOUT_TICKET (entity);

  callout_cell_set_text (cell, ticket->type != NULL ? ticket->type : ticket->flow_name);
}

static void
fill_rating (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  gint64 stars = CALLOUT_TICKET (entity)->rating;
  g_autofree char *text = callout_format_stars (stars);

  callout_cell_set (cell, text, NULL, stars > 0 ? NULL : "dim-label");
}

static void
fill_equipment (CalloutCell    *cell,
                CalloutEntity  *entity,
                CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->equipment_name);
}

static void
fill_contact (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->contact_name);
}

static void
fill_age (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  CalloutTime age = callout_clock_now () - entity->created_at;
  g_autofree char *text = callout_format_span (MAX (age, 0));

  callout_cell_set (cell, text, NULL, "numeric");
}

static void
fill_opened (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  g_autofree char *text = callout_format_time_short (entity->created_at, callout_session_get_zone (session),
                                                     callout_clock_now ());

  callout_cell_set (cell, text, NULL, "numeric");
}

static void
fill_due (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  CalloutTicket *ticket = CALLOUT_TICKET (entity);

  /* What has ended is not late any more. */
  callout_cell_set_due (cell, ticket->progress < CALLOUT_PROGRESS_DONE ? ticket->due_latest : 0);
}

static void
fill_assignees (CalloutCell    *cell,
                CalloutEntity  *entity,
                CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->assignees);
}

static void
fill_address (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->address);
}

static void
fill_district (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->district);
}

static void
fill_skills (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  callout_cell_set_keys (cell, CALLOUT_TICKET (entity)->skills);
}

static void
fill_created_by (CalloutCell    *cell,
                 CalloutEntity  *entity,
                 CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->created_by_login);
}

static void
fill_channel (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->channel);
}

static void
fill_external (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_TICKET (entity)->external_id);
}

static const CalloutColumn columns[] = {
  { "ref", NC_("column", "Number"), "id", TRUE, FALSE, 84, fill_ref },
  { "title", NC_("column", "Title"), "title", TRUE, TRUE, 150, fill_title },
  { "unread", NC_("column", "Unread"), "unread", TRUE, FALSE, 76, fill_unread },
  { "progress", NC_("column", "Progress"), "progress", TRUE, FALSE, 112, fill_progress },
  { "visibility", NC_("column", "Visibility"), "visibility", FALSE, FALSE, 100, fill_visibility },
  { "priority", NC_("column", "Priority"), "priority", TRUE, FALSE, 92, fill_priority },
  { "customer", NC_("column", "Customer"), "customer_name", FALSE, FALSE, 150, fill_customer },
  { "type", NC_("column", "Type"), "type", FALSE, FALSE, 150, fill_type },
  { "age", NC_("column", "Age"), "created_at", TRUE, FALSE, 84, fill_age },
  { "due", NC_("column", "Due"), "due_latest", TRUE, FALSE, 146, fill_due },
  { "assignees", NC_("column", "Assignees"), "assignees", FALSE, FALSE, 130, fill_assignees },
  { "rating", NC_("column", "Rating"), "rating", FALSE, FALSE, 92, fill_rating },
  { "equipment", NC_("column", "Equipment"), "equipment_name", FALSE, FALSE, 150, fill_equipment },
  { "contact", NC_("column", "Contact"), "contact_name", FALSE, FALSE, 140, fill_contact },
  { "opened", NC_("column", "Opened"), "created_at", FALSE, FALSE, 130, fill_opened },
  { "address", NC_("column", "Address"), "address", FALSE, TRUE, 150, fill_address },
  { "district", NC_("column", "District"), "district", FALSE, FALSE, 130, fill_district },
  { "skills", NC_("column", "Skills"), "skills", FALSE, FALSE, 120, fill_skills },
  { "created-by", NC_("column", "Created By"), "created_by_login", FALSE, FALSE, 120, fill_created_by },
  { "channel", NC_("column", "Channel"), "channel", FALSE, FALSE, 120, fill_channel },
  { "external", NC_("column", "External Number"), NULL, FALSE, FALSE, 140, fill_external },
};

static void
fill_compact (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutTicket *ticket = CALLOUT_TICKET (entity);
  CalloutTime now = callout_clock_now ();
  gboolean live = ticket->progress < CALLOUT_PROGRESS_DONE && ticket->due_latest != 0;
  g_autofree char *ref = callout_entity_dup_ref (entity);
  g_autofree char *due = live ? callout_format_due (ticket->due_latest, now)
                              : callout_format_age (MAX (now - entity->created_at, 0));
  g_autofree char *facts = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress), due,
                                      ticket->customer_name, NULL);
  g_autofree char *news = g_strdup_printf (ngettext ("%d unread", "%d unread", (int) ticket->unread), (int) ticket->unread);
  g_autofree char *second = ticket->unread > 0 ? g_strjoin (" · ", news, facts, NULL) : g_strdup (facts);

  callout_cell_set (cell, ticket->title != NULL ? ticket->title : ref, callout_priority_icon (ticket->priority),
                    ticket->priority == CALLOUT_PRIORITY_HIGH ? "priority-high" : NULL);
  callout_cell_set_second (cell, second);
}

static const CalloutColumnSet set = {
  "tickets", columns, G_N_ELEMENTS (columns), "ref", TRUE, fill_compact,
};

/**
 * callout_ticket_columns:
 *
 * Returns: (transfer none): every column of tickets there is
 */
const CalloutColumnSet *
callout_ticket_columns (void)
{
  return &set;
}
