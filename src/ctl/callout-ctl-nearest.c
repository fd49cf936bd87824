/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"
#include "callout-nearest.h"

#include <glib/gi18n-lib.h>

static void
write_neighbour (CalloutCtlJson         *json,
                 const CalloutNeighbour *neighbour)
{
  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "login");
  callout_ctl_json_text (json, neighbour->person->login);
  callout_ctl_json_name (json, "name");
  callout_ctl_json_text (json, neighbour->person->name);
  callout_ctl_json_name (json, "group");
  callout_ctl_json_text (json, neighbour->group_key);
  callout_ctl_json_name (json, "external");
  callout_ctl_json_boolean (json, neighbour->person->external);
  callout_ctl_json_name (json, "eligible");
  callout_ctl_json_boolean (json, neighbour->eligible);
  callout_ctl_json_name (json, "reasons");
  callout_ctl_json_begin_array (json);
  for (guint i = 0; neighbour->sentences != NULL && neighbour->sentences[i] != NULL; i++)
    callout_ctl_json_text (json, neighbour->sentences[i]);
  callout_ctl_json_end_array (json);
  callout_ctl_json_name (json, "distance_m");
  if (neighbour->distance_m < 0)
    callout_ctl_json_null (json);
  else
    callout_ctl_json_real (json, neighbour->distance_m);
  callout_ctl_json_name (json, "position_age_s");
  if (neighbour->position_age < 0)
    callout_ctl_json_null (json);
  else
    callout_ctl_json_integer (json, neighbour->position_age / CALLOUT_SECOND);
  callout_ctl_json_name (json, "availability");
  callout_ctl_json_text (json, callout_enum_key (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability));
  callout_ctl_json_name (json, "pending");
  callout_ctl_json_integer (json, neighbour->pending);
  callout_ctl_json_name (json, "today");
  callout_ctl_json_integer (json, neighbour->today);
  callout_ctl_json_name (json, "skills_missing");
  callout_ctl_json_words (json, neighbour->skills_missing);
  callout_ctl_json_end_object (json);
}

static char *
describe_distance (double metres)
{
  if (metres < 0)
    return g_strdup ("");
  if (metres < 1000)
    return g_strdup_printf (_("%.0f m"), metres);
  return g_strdup_printf (_("%.1f km"), metres / 1000);
}

static char *
describe_age (CalloutTime age)
{
  if (age < 0)
    return g_strdup ("");
  if (age < 2 * CALLOUT_HOUR)
    return g_strdup_printf (_("%d min"), (int) (age / CALLOUT_MINUTE));
  if (age < 2 * CALLOUT_DAY)
    return g_strdup_printf (_("%d h"), (int) (age / CALLOUT_HOUR));
  return g_strdup_printf (_("%d days"), (int) MIN (age / CALLOUT_DAY, G_MAXINT));
}

static void
print_neighbours (GPtrArray *neighbours,
                  gboolean   reasons)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  callout_ctl_table_add_column (table, _("login"), FALSE);
  callout_ctl_table_add_column (table, _("name"), FALSE);
  callout_ctl_table_add_column (table, _("group"), FALSE);
  callout_ctl_table_add_column (table, _("distance"), TRUE);
  callout_ctl_table_add_column (table, _("position"), TRUE);
  callout_ctl_table_add_column (table, _("availability"), FALSE);
  callout_ctl_table_add_column (table, _("pending"), TRUE);
  callout_ctl_table_add_column (table, _("today"), TRUE);
  if (reasons)
    callout_ctl_table_add_column (table, _("left out because"), FALSE);
  for (guint i = 0; i < neighbours->len; i++)
    {
      const CalloutNeighbour *neighbour = g_ptr_array_index (neighbours, i);

      callout_ctl_table_add (table, neighbour->person->login);
      callout_ctl_table_add (table, neighbour->person->name);
      callout_ctl_table_add (table, neighbour->group_key);
      callout_ctl_table_take (table, describe_distance (neighbour->distance_m));
      callout_ctl_table_take (table, describe_age (neighbour->position_age));
      callout_ctl_table_add (table, callout_enum_label (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability));
      callout_ctl_table_take (table, g_strdup_printf ("%u", neighbour->pending));
      callout_ctl_table_take (table, g_strdup_printf ("%u", neighbour->today));
      if (reasons)
        callout_ctl_table_take (table, neighbour->sentences != NULL ? g_strjoinv ("; ", neighbour->sentences) : NULL);
    }
  if (reasons)
    callout_ctl_table_print_whole (table, stdout);
  else
    callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
}

CALLOUT_CTL_VERB (nearest)
{
  int limit = 0;
  double within = 0;
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "limit", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &limit, N_("At most so many"), N_("N") },
    { "within", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_DOUBLE, &within,
      N_("How far away at most; else the site's radius"), N_("KM") },
    { "all", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &all, N_("Those left out as well, with the reasons"), NULL },
    { NULL }
  };
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GPtrArray) neighbours = NULL;
  CalloutNearestQuestion question = { 0 };

  if (!callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (limit < 0 || within < 0)
    {
      callout_ctl_misused (error, _("A limit and a distance are not negative"));
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  entity = callout_ctl_resolve (self, arguments[0], error);
  if (entity == NULL)
    return CALLOUT_CTL_FAILED;
  if (!CALLOUT_IS_WORK_ORDER (entity))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("Candidates are ranked for a work order, and “%s” is none"), arguments[0]);
      return CALLOUT_CTL_FAILED;
    }

  question.person = CALLOUT_ENTITY (self->person)->id;
  question.work_order = entity->id;
  question.limit = (guint) limit;
  question.within_km = within;
  question.all = all;
  neighbours = callout_workspace_nearest_sync (self->workspace, &question, error);
  if (neighbours == NULL)
    return CALLOUT_CTL_FAILED;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_array (json);
      for (guint i = 0; i < neighbours->len; i++)
        write_neighbour (json, g_ptr_array_index (neighbours, i));
      callout_ctl_json_end_array (json);
    }
  else
    print_neighbours (neighbours, all);
  return CALLOUT_CTL_DONE;
}
