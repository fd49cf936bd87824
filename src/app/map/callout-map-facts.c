/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-facts.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * callout_map_default_validity:
 *
 * How old a position may be where nobody has set it otherwise.
 */
CalloutTime
callout_map_default_validity (void)
{
  const CalloutSettingInfo *info = callout_setting_find (CALLOUT_SETTING_POSITION_VALIDITY);

  return info ? g_ascii_strtoll (info->fallback, NULL, 10) * CALLOUT_MINUTE : CALLOUT_HOUR;
}

static void
add_line (GString    *lines,
          const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
}

/**
 * callout_map_describe_neighbour:
 * @judged: as a candidate for a work order, so that distance and reasons mean something
 *
 * Returns: (transfer full): lines below the name
 */
char *
callout_map_describe_neighbour (CalloutNeighbour *neighbour,
                                gboolean          judged)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *age = callout_format_age (neighbour->position_age);
  g_autofree char *load = NULL;
  g_autofree char *place = NULL;

  if (neighbour->person->external)
    {
      /* Translators: %s is a provider's name */
      g_autofree char *external = neighbour->group_name ? g_strdup_printf (_("External, %s"), neighbour->group_name)
                                                        : g_strdup (_("External"));
      add_line (lines, external);
    }
  else
    add_line (lines, neighbour->group_name);

  if (judged && neighbour->distance_m >= 0)
    {
      g_autofree char *distance = callout_format_distance (neighbour->distance_m);

      /* Translators: a distance, then how old the position is, e.g. "1.2 km away, 5 min ago" */
      place = g_strdup_printf (_("%s away, position %s"), distance, age);
    }
  else if (neighbour->position_age >= 0)
    /* Translators: how old a position is, e.g. "5 min ago" */
    place = g_strdup_printf (_("Position %s"), age);
  add_line (lines, place);

  /* Translators: work orders waiting with somebody, and those due today */
  load = g_strdup_printf (_("%u pending, %u today"), neighbour->pending, neighbour->today);
  add_line (lines, load);

  if (judged && neighbour->sentences != NULL)
    for (guint i = 0; neighbour->sentences[i] != NULL; i++)
      add_line (lines, neighbour->sentences[i]);
  else if (!neighbour->on_duty)
    add_line (lines, _("Off duty"));
  else if (neighbour->person->availability != CALLOUT_AVAILABILITY_AVAILABLE)
    add_line (lines, callout_enum_label (CALLOUT_TYPE_AVAILABILITY, neighbour->person->availability));
  return g_string_free (lines, FALSE);
}

/**
 * callout_map_add_neighbour:
 * @validity: how old a position may be; 0: any age
 * @judged: as a candidate for a work order: who is not eligible is shown paler
 *
 * Returns: whether there is a position to show
 */
gboolean
callout_map_add_neighbour (GArray           *items,
                           CalloutNeighbour *neighbour,
                           CalloutTime       validity,
                           gboolean          judged)
{
  CalloutPerson *person = neighbour->person;
  CalloutMapItem item = { .kind = CALLOUT_KIND_PERSON };

  if (isnan (person->latitude) || isnan (person->longitude))
    return FALSE;
  item.id = callout_entity_get_id (CALLOUT_ENTITY (person));
  item.point = (CalloutPoint) { person->latitude, person->longitude };
  item.name = g_strdup (person->name);
  item.details = callout_map_describe_neighbour (neighbour, judged);
  if (person->external)
    item.flags |= CALLOUT_MAP_ITEM_EXTERNAL;
  if (!neighbour->on_duty || person->availability != CALLOUT_AVAILABILITY_AVAILABLE)
    item.flags |= CALLOUT_MAP_ITEM_OFF;
  if (judged && !neighbour->eligible)
    item.flags |= CALLOUT_MAP_ITEM_LEFT_OUT;
  if ((neighbour->reasons & CALLOUT_REASON_POSITION_TOO_OLD) != 0 ||
      (validity > 0 && neighbour->position_age > validity))
    {
      item.flags |= CALLOUT_MAP_ITEM_STALE;
      item.age = callout_format_age (neighbour->position_age);
    }
  g_array_append_val (items, item);
  return TRUE;
}

/**
 * callout_map_describe_work_order:
 *
 * Returns: (transfer full): lines below the reference
 */
char *
callout_map_describe_work_order (CalloutWorkOrder *work_order)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *due = callout_format_due (work_order->due_latest, callout_clock_now ());
  g_autofree char *first = NULL;

  add_line (lines, work_order->title ? work_order->title : work_order->type);
  add_line (lines, work_order->address);
  /* Translators: a priority, then how long there is until it is due */
  first = work_order->due_latest != 0
    ? g_strdup_printf (_("%s priority, %s"), callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority), due)
    : g_strdup_printf (_("%s priority"), callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority));
  add_line (lines, first);
  if (work_order->lead_name != NULL)
    {
      /* Translators: whom a work order is assigned to */
      g_autofree char *lead = g_strdup_printf (_("Assigned to %s"), work_order->lead_name);

      add_line (lines, lead);
    }
  else
    add_line (lines, callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state));
  return g_string_free (lines, FALSE);
}

/**
 * callout_map_add_work_order:
 *
 * Returns: whether there is a location to show
 */
gboolean
callout_map_add_work_order (GArray              *items,
                            CalloutWorkOrder    *work_order,
                            CalloutMapItemFlags  flags)
{
  CalloutMapItem item = { .kind = CALLOUT_KIND_WORK_ORDER, .flags = flags };

  if (!callout_work_order_has_location (work_order))
    return FALSE;
  item.id = callout_entity_get_id (CALLOUT_ENTITY (work_order));
  item.point = (CalloutPoint) { work_order->latitude, work_order->longitude };
  item.priority = work_order->priority;
  item.name = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  item.details = callout_map_describe_work_order (work_order);
  if (!callout_work_order_is_pending (work_order))
    item.flags |= CALLOUT_MAP_ITEM_TAKEN;
  g_array_append_val (items, item);
  return TRUE;
}
