/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutCustomer:
 *
 * Whom the work is done for.
 */
#define CALLOUT_TYPE_CUSTOMER (callout_customer_get_type ())
G_DECLARE_FINAL_TYPE (CalloutCustomer, callout_customer, CALLOUT, CUSTOMER, CalloutEntity)

struct _CalloutCustomer
{
  CalloutEntity parent_instance;

  char       *name;
  char       *tax_id;
  char       *email;
  char       *phone;
  char       *address;
  double      latitude;
  double      longitude;
  char       *time_zone;           /* IANA name; absent: the house's */
  char       *holiday_region;
  char       *external_source;
  char       *external_id;
};

G_END_DECLS
