/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
write_time (CalloutCtl     *self,
            CalloutCtlJson *json,
            const char     *name,
            CalloutTime     time)
{
  g_autofree char *text = time != 0 ? callout_ctl_format_time (self, time) : NULL;

  callout_ctl_json_name (json, name);
  callout_ctl_json_text (json, text);
}

static void
write_status (CalloutCtlJson *json,
              const char     *status,
              const char     *label,
              const char     *icon)
{
  callout_ctl_json_name (json, "status");
  callout_ctl_json_text (json, status);
  callout_ctl_json_name (json, "label");
  callout_ctl_json_text (json, label);
  callout_ctl_json_name (json, "icon");
  callout_ctl_json_text (json, icon);
}

static void
write_line (CalloutCtl              *self,
            CalloutCtlJson          *json,
            const char              *name,
            const CalloutStatusLine *line)
{
  callout_ctl_json_name (json, name);
  callout_ctl_json_begin_object (json);
  write_status (json, line->status, line->label, line->icon);
  callout_ctl_json_name (json, "milestones");
  callout_ctl_json_begin_array (json);
  for (guint i = 0; i < line->milestones->len; i++)
    {
      const CalloutMilestone *milestone = g_ptr_array_index (line->milestones, i);

      callout_ctl_json_begin_object (json);
      write_status (json, milestone->status, milestone->label, milestone->icon);
      write_time (self, json, "reached_at", milestone->reached_at);
      callout_ctl_json_name (json, "current");
      callout_ctl_json_boolean (json, milestone->current);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_end_array (json);
  callout_ctl_json_end_object (json);
}

static void
write_place (CalloutCtlJson *json,
             const char     *name,
             double          degrees)
{
  callout_ctl_json_name (json, name);
  if (isnan (degrees))
    callout_ctl_json_null (json);
  else
    callout_ctl_json_real (json, degrees);
}

static void
write_view (CalloutCtl                *self,
            CalloutCtlJson            *json,
            const CalloutCustomerView *view)
{
  callout_ctl_json_begin_object (json);
  write_line (self, json, "chat_portal", view->chat_portal);
  write_line (self, json, "customer_portal", view->customer_portal);
  callout_ctl_json_name (json, "appointment");
  if (view->appointment_start == 0)
    callout_ctl_json_null (json);
  else
    {
      callout_ctl_json_begin_object (json);
      write_time (self, json, "start", view->appointment_start);
      write_time (self, json, "end", view->appointment_end);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_name (json, "engineer");
  if (view->engineer == NULL)
    callout_ctl_json_null (json);
  else
    {
      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "name");
      callout_ctl_json_text (json, view->engineer);
      write_place (json, "latitude", view->latitude);
      write_place (json, "longitude", view->longitude);
      write_time (self, json, "position_at", view->position_at);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_name (json, "rating");
  if (view->stars == 0)
    callout_ctl_json_null (json);
  else
    {
      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "stars");
      callout_ctl_json_integer (json, view->stars);
      callout_ctl_json_name (json, "comment");
      callout_ctl_json_text (json, view->comment);
      callout_ctl_json_name (json, "source");
      callout_ctl_json_text (json, callout_enum_key (CALLOUT_TYPE_RATING_SOURCE, view->rated_by));
      write_time (self, json, "at", view->rated_at);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_name (json, "banner");
  callout_ctl_json_text (json, view->banner);
  callout_ctl_json_end_object (json);
}

static void
add_line (CalloutCtl              *self,
          CalloutCtlTable         *table,
          const char              *name,
          const CalloutStatusLine *line)
{
  for (guint i = 0; i < line->milestones->len; i++)
    {
      const CalloutMilestone *milestone = g_ptr_array_index (line->milestones, i);

      callout_ctl_table_add (table, i == 0 ? name : "");
      callout_ctl_table_add (table, milestone->current ? "→" : "");
      callout_ctl_table_add (table, milestone->label);
      callout_ctl_table_take (table, milestone->reached_at != 0 ? callout_ctl_readable_time (self, milestone->reached_at)
                                                                : g_strdup (""));
    }
}

static void
print_view (CalloutCtl                *self,
            const CalloutCustomerView *view)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  for (guint i = 0; i < 4; i++)
    callout_ctl_table_add_column (table, NULL, FALSE);
  add_line (self, table, callout_enum_label (CALLOUT_TYPE_VOCABULARY, CALLOUT_VOCABULARY_CHAT_PORTAL), view->chat_portal);
  add_line (self, table, callout_enum_label (CALLOUT_TYPE_VOCABULARY, CALLOUT_VOCABULARY_CUSTOMER_PORTAL), view->customer_portal);
  if (view->appointment_start != 0)
    {
      callout_ctl_table_add (table, _("Appointment"));
      callout_ctl_table_add (table, "");
      callout_ctl_table_take (table, callout_ctl_readable_time (self, view->appointment_start));
      callout_ctl_table_take (table, view->appointment_end != 0 ? callout_ctl_readable_time (self, view->appointment_end)
                                                                : g_strdup (""));
    }
  if (view->engineer != NULL)
    {
      callout_ctl_table_add (table, _("On the way"));
      callout_ctl_table_add (table, "");
      callout_ctl_table_add (table, view->engineer);
      callout_ctl_table_take (table, view->position_at != 0 ? callout_ctl_readable_time (self, view->position_at) : g_strdup (""));
    }
  if (view->stars != 0)
    {
      callout_ctl_table_add (table, _("Rating"));
      callout_ctl_table_add (table, "");
      callout_ctl_table_take (table, g_strdup_printf (ngettext ("%d star", "%d stars", (gulong) view->stars), (int) view->stars));
      callout_ctl_table_add (table, view->comment != NULL ? view->comment : "");
    }
  callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
  if (view->banner != NULL)
    printf ("%s\n", view->banner);
}

CALLOUT_CTL_VERB (customer_view)
{
  g_autofree char *language = NULL;
  const GOptionEntry entries[] = {
    { "language", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &language, N_("The customer’s language, like “de”"), N_("CODE") },
    { NULL }
  };
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutCustomerView) view = NULL;

  if (!callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  ticket = callout_workspace_get_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, CALLOUT_KIND_TICKET, arguments[0], error);
  if (ticket == NULL)
    return CALLOUT_CTL_FAILED;
  view = callout_workspace_customer_view_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, ticket->id, language, error);
  if (view == NULL)
    return CALLOUT_CTL_FAILED;
  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      write_view (self, json, view);
      return CALLOUT_CTL_DONE;
    }
  print_view (self, view);
  return CALLOUT_CTL_DONE;
}
