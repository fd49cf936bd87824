/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

/* The flows every house begins with (contract 2.10): a problem that needs a
 * visit, a question, an order. Who runs the house edits them as their own. */

static const char problem_report[] =
  "{\"steps\":[{\"title\":\"What happened\",\"questions\":[{\"key\":\"title\",\"kind\":\"short\",\"label\":\"What is the problem?\","
  "\"help\":\"In a line, as you would say it on the telephone.\",\"required\":true,\"min\":3,\"max\":120},{\"key\":\"area\","
  "\"kind\":\"single\",\"label\":\"What is it about?\",\"required\":true,\"options\":[{\"key\":\"machine\",\"label\":\"A machine or device\"}"
  ",{\"key\":\"building\",\"label\":\"A building\"},{\"key\":\"street\",\"label\":\"A street or a public place\"},{\"key\":\"other\","
  "\"label\":\"Something else\"}]},{\"key\":\"machine\",\"kind\":\"short\",\"label\":\"Which machine is it?\",\"help\":\"The number on its label,"
  " if there is one.\",\"max\":80,\"show_if\":{\"question\":\"area\",\"op\":\"=\",\"value\":\"machine\"}},{\"key\":\"description\","
  "\"kind\":\"long\",\"label\":\"What else should we know?\",\"max\":2000}]},{\"title\":\"Where and how urgent\",\"questions\":[{\"key\":\"place\","
  "\"kind\":\"location\",\"label\":\"Where is it?\",\"required\":true},{\"key\":\"priority\",\"kind\":\"single\",\"label\":\"How urgent is it?\","
  "\"required\":true,\"options\":[{\"key\":\"low\",\"label\":\"It can wait\"},{\"key\":\"normal\",\"label\":\"In the next days\"}"
  ",{\"key\":\"high\",\"label\":\"Today\"}]},{\"key\":\"danger\",\"kind\":\"short\",\"label\":\"Is somebody in danger? Say how.\","
  "\"required\":true,\"max\":200,\"show_if\":{\"question\":\"priority\",\"op\":\"=\",\"value\":\"high\"}}]},{\"title\":\"Pictures and times\","
  "\"questions\":[{\"key\":\"photos\",\"kind\":\"photo\",\"label\":\"Photos\",\"help\":\"A picture often saves a second visit.\","
  "\"max\":5},{\"key\":\"since\",\"kind\":\"date\",\"label\":\"Since when?\"},{\"key\":\"visit\",\"kind\":\"datetime\",\"label\":\"When would a visit suit you best?\"}"
  "]}]}";

static const char general_inquiry[] =
  "{\"steps\":[{\"title\":\"Your question\",\"questions\":[{\"key\":\"hello\",\"kind\":\"text\",\"label\":\"Ask whatever you want to know; we answer here.\"}"
  ",{\"key\":\"title\",\"kind\":\"short\",\"label\":\"What is it about?\",\"required\":true,\"min\":3,\"max\":120},{\"key\":\"description\","
  "\"kind\":\"long\",\"label\":\"Your question\",\"required\":true,\"max\":4000},{\"key\":\"topics\",\"kind\":\"multi\",\"label\":\"Which of these does it touch?\","
  "\"max\":3,\"options\":[{\"key\":\"prices\",\"label\":\"Prices\"},{\"key\":\"dates\",\"label\":\"Dates\"},{\"key\":\"products\",\"label\":\"Products\"}"
  ",{\"key\":\"contract\",\"label\":\"A contract\"}]},{\"key\":\"contract\",\"kind\":\"short\",\"label\":\"The contract’s number\","
  "\"max\":40,\"show_if\":{\"question\":\"topics\",\"op\":\"=\",\"value\":\"contract\"}},{\"key\":\"papers\",\"kind\":\"attachment\","
  "\"label\":\"Papers that belong to it\",\"max\":5}]}]}";

static const char spare_parts_order[] =
  "{\"steps\":[{\"title\":\"Parts\",\"questions\":[{\"key\":\"parts\",\"kind\":\"form\",\"label\":\"Parts\",\"help\":\"One entry for each kind of part.\","
  "\"required\":true,\"min\":1,\"max\":20,\"questions\":[{\"key\":\"number\",\"kind\":\"short\",\"label\":\"Part number\",\"required\":true,"
  "\"max\":40},{\"key\":\"quantity\",\"kind\":\"number\",\"label\":\"How many?\",\"required\":true,\"min\":1,\"max\":999},{\"key\":\"note\","
  "\"kind\":\"short\",\"label\":\"Note\",\"max\":120}]}]},{\"title\":\"Delivery\",\"questions\":[{\"key\":\"delivery\",\"kind\":\"single\","
  "\"label\":\"How shall they come?\",\"required\":true,\"options\":[{\"key\":\"send\",\"label\":\"Send them\"},{\"key\":\"collect\","
  "\"label\":\"I collect them\"}]},{\"key\":\"address\",\"kind\":\"location\",\"label\":\"Where to?\",\"required\":true,\"show_if\":{\"question\":\"delivery\","
  "\"op\":\"=\",\"value\":\"send\"}},{\"key\":\"until\",\"kind\":\"date\",\"label\":\"Needed by\"}]},{\"title\":\"Order\",\"questions\":[{\"key\":\"signature\","
  "\"kind\":\"signature\",\"label\":\"Signature\",\"help\":\"With it the order is binding.\"}]}]}";

static const struct {
  const char *key;
  const char *name;
  const char *description;
  const char *button;
  const char *plan;
  gboolean    visit;
} flows[] = {
  { "problem-report", "Problem Report", "Something is broken and somebody has to come", "Report a Problem", problem_report, TRUE },
  { "general-inquiry", "General Inquiry", "A question that can be answered from here", "Ask a Question", general_inquiry, FALSE },
  { "spare-parts-order", "Spare Parts Order", "Parts to be sent or collected", "Order Spare Parts", spare_parts_order, FALSE },
};

/**
 * callout_found_flows:
 * @record: writes one of them as an event of its own
 *
 * Adds the flows of a new house, published.
 */
gboolean
callout_found_flows (CalloutStore      *store,
                     CalloutTime        now,
                     CalloutFoundRecord record,
                     GError           **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      g_autoptr (CalloutFlow) flow = g_object_new (CALLOUT_TYPE_FLOW, NULL);
      g_autoptr (CalloutFlowPlan) plan = callout_flow_plan_parse (flows[i].plan, NULL);

      g_return_val_if_fail (plan != NULL, FALSE);
      flow->key = g_strdup (flows[i].key);
      flow->name = g_strdup (flows[i].name);
      flow->description = g_strdup (flows[i].description);
      flow->button = g_strdup (flows[i].button);
      flow->plan = callout_flow_plan_to_json (plan);
      flow->visit = flows[i].visit;
      flow->ratings = TRUE;
      flow->number = 1;
      flow->state = CALLOUT_FLOW_STATE_PUBLISHED;
      flow->published_at = now;
      if (!record (store, "flow.publish", CALLOUT_ENTITY (flow), error))
        return FALSE;
    }
  return TRUE;
}
