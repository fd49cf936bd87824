/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-equipment-columns.h"

#include <glib/gi18n-lib.h>

static void
fill_ref (CalloutCell    *cell,
          CalloutEntity  *entity,
          CalloutSession *session)
{
  g_autofree char *text = callout_entity_dup_ref (entity);

  callout_cell_set (cell, text, NULL, "numeric");
}

/* What is no longer in use stays listed, but quietly. */
static void
fill_name (CalloutCell    *cell,
           CalloutEntity  *entity,
           CalloutSession *session)
{
  callout_cell_set (cell, CALLOUT_EQUIPMENT (entity)->name, NULL, CALLOUT_EQUIPMENT (entity)->active ? NULL : "dim-label");
}

static void
fill_template (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_EQUIPMENT (entity)->template);
}

static void
fill_serial (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_EQUIPMENT (entity)->serial);
}

static void
fill_customer (CalloutCell    *cell,
               CalloutEntity  *entity,
               CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_EQUIPMENT (entity)->customer_name);
}

static void
fill_address (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_EQUIPMENT (entity)->address);
}

static void
fill_active (CalloutCell    *cell,
             CalloutEntity  *entity,
             CalloutSession *session)
{
  callout_cell_set_text (cell, CALLOUT_EQUIPMENT (entity)->active ? C_("equipment", "In use") : C_("equipment", "Out of use"));
}

static const CalloutColumn columns[] = {
  { "ref", NC_("column", "Number"), "id", TRUE, FALSE, 84, fill_ref },
  { "name", NC_("column", "Name"), "name", TRUE, TRUE, 190, fill_name },
  { "template", NC_("column", "Kind"), "template", TRUE, FALSE, 140, fill_template },
  { "serial", NC_("column", "Serial Number"), "serial", TRUE, FALSE, 140, fill_serial },
  { "customer", NC_("column", "Customer"), "customer_name", TRUE, FALSE, 170, fill_customer },
  { "address", NC_("column", "Address"), "address", FALSE, TRUE, 150, fill_address },
  { "active", NC_("column", "Use"), "active", FALSE, FALSE, 100, fill_active },
};

static void
fill_compact (CalloutCell    *cell,
              CalloutEntity  *entity,
              CalloutSession *session)
{
  CalloutEquipment *equipment = CALLOUT_EQUIPMENT (entity);
  g_autofree char *ref = callout_entity_dup_ref (entity);
  g_autoptr (GString) second = g_string_new (ref);

  if (equipment->serial != NULL)
    g_string_append_printf (second, " · %s", equipment->serial);
  if (equipment->customer_name != NULL)
    g_string_append_printf (second, " · %s", equipment->customer_name);
  fill_name (cell, entity, session);
  callout_cell_set_second (cell, second->str);
}

static const CalloutColumnSet set = {
  "equipment", columns, G_N_ELEMENTS (columns), "ref", TRUE, fill_compact,
};

/**
 * callout_equipment_columns:
 *
 * Returns: (transfer none): every column of equipment there is
 */
const CalloutColumnSet *
callout_equipment_columns (void)
{
  return &set;
}
