/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-customer.h"

static const CalloutField customer_fields[] = {
  CALLOUT_FIELD (CalloutCustomer, name, TEXT),
  CALLOUT_FIELD (CalloutCustomer, tax_id, TEXT),
  CALLOUT_FIELD (CalloutCustomer, email, TEXT),
  CALLOUT_FIELD (CalloutCustomer, phone, TEXT),
  CALLOUT_FIELD (CalloutCustomer, address, TEXT),
  CALLOUT_FIELD (CalloutCustomer, latitude, REAL),
  CALLOUT_FIELD (CalloutCustomer, longitude, REAL),
  CALLOUT_FIELD (CalloutCustomer, time_zone, TEXT),
  CALLOUT_FIELD (CalloutCustomer, holiday_region, TEXT),
  CALLOUT_FIELD (CalloutCustomer, external_source, TEXT),
  CALLOUT_FIELD (CalloutCustomer, external_id, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutCustomer, callout_customer, CALLOUT_TYPE_ENTITY)

static void
callout_customer_class_init (CalloutCustomerClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_CUSTOMER,
                                   customer_fields, G_N_ELEMENTS (customer_fields), NULL);
}

static void
callout_customer_init (CalloutCustomer *self)
{
}
