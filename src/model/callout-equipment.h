/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutEquipment:
 *
 * A customer's machine, with the code that leads from it to the service.
 */
#define CALLOUT_TYPE_EQUIPMENT (callout_equipment_get_type ())
G_DECLARE_FINAL_TYPE (CalloutEquipment, callout_equipment, CALLOUT, EQUIPMENT, CalloutEntity)

struct _CalloutEquipment
{
  CalloutEntity parent_instance;

  char       *template;            /* what kind of machine it is */
  char       *name;
  char       *serial;
  char       *code;                /* on its label; cannot be guessed */
  gint64      customer;
  char       *address;
  double      latitude;
  double      longitude;           /* with latitude or not at all */
  gboolean    active;
  char       *external_source;
  char       *external_id;

  /* Derived */
  char       *customer_name;
};

G_END_DECLS
