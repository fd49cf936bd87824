/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Facts and what the customer sees of them: every row of domain section 4, and
 * what lies between the rows.
 */
#include "callout-customer-view.h"
#include "callout-model.h"

#include <math.h>
#include <string.h>

/* Times are told in minutes after the ticket came in, at minute 100. */
#define MINUTE(n) ((CalloutTime) (n) * CALLOUT_MINUTE)

/* Steps as `key:status`, with ! for a branch, N for the flag of the name and I
 * for that of the icon; those in capitals have an icon. */
static GPtrArray *
read_steps (const char *text)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 3);
      CalloutStep *step = g_object_new (CALLOUT_TYPE_STEP, NULL);

      step->branch = g_str_has_suffix (parts[0], "!");
      step->key = g_strndup (parts[0], strlen (parts[0]) - (step->branch ? 1 : 0));
      step->label = g_strconcat ("Step ", step->key, NULL);
      step->icon = g_ascii_isupper (*step->key) ? g_strconcat ("icon-", step->key, NULL) : NULL;
      step->position = i + 1;
      step->show_original_name = parts[2] != NULL && strchr (parts[2], 'N') != NULL;
      step->show_original_icon = parts[2] != NULL && strchr (parts[2], 'I') != NULL;
      g_assert_true (callout_enum_parse (CALLOUT_TYPE_PORTAL_STATUS, parts[1], &step->portal_status));
      g_ptr_array_add (steps, step);
    }
  return steps;
}

/* `state planned=110 published=120 ended=190 accept@130 travel@140`, the times
 * in minutes; ~ before a report is a collaborator's own. */
static CalloutVisitFacts *
read_visit (const char *text,
            const char *steps)
{
  CalloutVisitFacts *visit = callout_visit_facts_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  g_ptr_array_unref (visit->steps);
  visit->steps = read_steps (steps);
  g_assert_true (callout_enum_parse (CALLOUT_TYPE_WORK_STATE, words[0], &visit->state));
  for (guint i = 1; words[i] != NULL; i++)
    {
      char *at = strpbrk (words[i], "@=");
      CalloutTime time;

      g_assert_nonnull (at);
      time = MINUTE (g_ascii_strtoll (at + 1, NULL, 10));
      if (g_str_has_prefix (words[i], "planned="))
        {
          visit->planned_at = time;
          visit->planned_start = MINUTE (1000);
          visit->planned_end = MINUTE (1060);
        }
      else if (g_str_has_prefix (words[i], "published="))
        visit->published_at = time;
      else if (g_str_has_prefix (words[i], "ended="))
        visit->ended_at = time;
      else
        {
          CalloutStepEvent *event = g_object_new (CALLOUT_TYPE_STEP_EVENT, NULL);

          g_assert_cmpint (*at, ==, '@');
          event->log_only = *words[i] == '~';
          event->step = g_strndup (words[i] + event->log_only, at - words[i] - event->log_only);
          event->at = time;
          g_ptr_array_add (visit->reports, event);
        }
    }
  visit->lead = g_strdup ("Ada");
  visit->latitude = 42.36;
  visit->longitude = -71.06;
  visit->position_at = MINUTE (500);
  return visit;
}

/* `open@100 planned@110 *travel@140`: those that were reached, with the
 * minute where there is one, and a * before the current one. */
static char *
write_line (CalloutStatusLine *line)
{
  GString *text = g_string_new (NULL);
  gboolean past = FALSE;

  for (guint i = 0; i < line->milestones->len; i++)
    {
      CalloutMilestone *milestone = g_ptr_array_index (line->milestones, i);

      if (past)
        g_assert_cmpint (milestone->reached_at, ==, 0);
      else
        g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", milestone->current ? "*" : "", milestone->status);
      if (milestone->reached_at != 0)
        g_string_append_printf (text, "@%d", (int) (milestone->reached_at / CALLOUT_MINUTE));
      if (milestone->current)
        {
          g_assert_cmpstr (line->status, ==, milestone->status);
          g_assert_cmpstr (line->label, ==, milestone->label);
          g_assert_cmpstr (line->icon, ==, milestone->icon);
        }
      g_assert_false (past && milestone->current);
      past |= milestone->current;
    }
  g_assert_true (past);
  return g_string_free (text, FALSE);
}

#define DEFAULT "accept:planned reject!:planned travel:travel work:work checkout:finished close:finished"
#define MAX_VISITS 4

static const struct {
  const char *name;
  const char *steps;   /* NULL: the default ones */
  const char *ticket;  /* progress, then reopened=, done=, closed= */
  const char *visits[MAX_VISITS];
  const char *chat;
  const char *portal;
} rows[] = {
  /* Domain section 4, from the top. */
  { "created", NULL, "open", { NULL }, "*open@100", "*ticket-received@100" },
  { "created, a visit is wanted", NULL, "open", { "pending-dispatch" }, "*open@100", "*ticket-received@100" },
  { "engineer set, no appointment", NULL, "assigned", { "assigned" }, "*open@100", "*ticket-received@100" },
  { "appointment set", NULL, "assigned", { "assigned planned=110" }, "open@100 *planned@110",
    "ticket-received@100 *ticket-scheduling@110" },
  { "appointment set, nobody assigned", NULL, "open", { "pending-group planned=110" }, "open@100 *planned@110",
    "ticket-received@100 *ticket-scheduling@110" },
  { "published", NULL, "assigned", { "dispatched planned=110 published=120" }, "open@100 *planned@110",
    "ticket-received@100 ticket-scheduling@110 *ticket-dispatched@120" },
  { "published without an appointment", NULL, "assigned", { "dispatched published=120" }, "open@100 *planned@120",
    "ticket-received@100 ticket-scheduling *ticket-dispatched@120" },
  { "accepted", NULL, "assigned", { "accepted planned=110 published=120 accept@130" }, "open@100 *planned@110",
    "ticket-received@100 ticket-scheduling@110 *ticket-dispatched@120" },
  { "rejected, appointment kept", NULL, "open", { "pending-dispatch planned=110 accept@130" }, "open@100 *planned@110",
    "ticket-received@100 *ticket-scheduling@110" },
  { "rejected, no appointment", NULL, "open", { "pending-group accept@130" }, "*open@100", "*ticket-received@100" },
  { "driving", NULL, "in-progress", { "travel planned=110 published=120 accept@130 travel@140" },
    "open@100 planned@110 *travel@140", "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 *on-route@140" },
  { "working", NULL, "in-progress", { "work planned=110 published=120 accept@130 travel@140 work@150" },
    "open@100 planned@110 travel@140 *work@150",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route@140 *arrived-onsite@150" },
  { "checked out", NULL, "in-progress",
    { "checked-out planned=110 published=120 accept@130 travel@140 work@150 checkout@160" },
    "open@100 planned@110 travel@140 work@150 *finished@160",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route@140 arrived-onsite@150 *visit-completed@160" },
  { "work order closed", NULL, "in-progress",
    { "closed planned=110 published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170" },
    "open@100 planned@110 travel@140 work@150 *finished@160",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route@140 arrived-onsite@150 *visit-completed@160" },
  { "ticket done", NULL, "done done=180",
    { "closed planned=110 published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170" },
    "open@100 planned@110 travel@140 work@150 *finished@160",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route@140 arrived-onsite@150 *visit-completed@160" },
  { "ticket closed", NULL, "closed done=180 closed=185",
    { "closed planned=110 published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170" },
    "open@100 planned@110 travel@140 work@150 *finished@160",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route@140 arrived-onsite@150 visit-completed@160 *closed@185" },
  { "cancelled", NULL, "cancelled", { "cancelled planned=110" }, "*open@100", "*ticket-received@100" },

  /* Without a visit. */
  { "messenger only, under way", NULL, "in-progress", { NULL }, "*open@100", "*ticket-received@100" },
  { "messenger only, done", NULL, "done done=180", { NULL }, "open@100 planned travel work *finished@180",
    "ticket-received@100 ticket-scheduling ticket-dispatched on-route arrived-onsite *visit-completed@180" },
  { "messenger only, closed", NULL, "closed closed=185", { NULL }, "open@100 planned travel work *finished@185",
    "ticket-received@100 ticket-scheduling ticket-dispatched on-route arrived-onsite visit-completed@185 *closed@185" },

  /* There and back. */
  { "rejected while driving was reported before", NULL, "open", { "pending-dispatch planned=110 accept@130 travel@140" },
    "open@100 *planned@110", "ticket-received@100 *ticket-scheduling@110" },
  { "unpublished", NULL, "assigned", { "assigned planned=110 accept@130" }, "open@100 *planned@110",
    "ticket-received@100 *ticket-scheduling@110" },
  { "published anew after an acceptance", NULL, "assigned", { "dispatched published=150 accept@130" }, "open@100 *planned@150",
    "ticket-received@100 ticket-scheduling *ticket-dispatched@150" },
  { "accepted anew", NULL, "assigned", { "accepted published=150 accept@130 travel@140 accept@155" }, "open@100 *planned@150",
    "ticket-received@100 ticket-scheduling *ticket-dispatched@150" },
  { "driving anew", NULL, "in-progress", { "travel published=150 accept@130 travel@140 accept@155 travel@160" },
    "open@100 planned@150 *travel@160", "ticket-received@100 ticket-scheduling ticket-dispatched@150 *on-route@160" },
  { "set back by the dispatcher", NULL, "in-progress", { "accepted published=120 accept@130 travel@140 work@150 accept@170" },
    "open@100 *planned@120", "ticket-received@100 ticket-scheduling *ticket-dispatched@120" },
  { "appointment taken away", NULL, "assigned", { "assigned" }, "*open@100", "*ticket-received@100" },
  { "a collaborator's time is nobody's business", NULL, "assigned", { "accepted published=120 accept@130 ~travel@140 ~work@150" },
    "open@100 *planned@120", "ticket-received@100 ticket-scheduling *ticket-dispatched@120" },

  /* Several visits. */
  { "the first that is not ended", NULL, "in-progress", { "travel published=120 accept@130 travel@140", "assigned planned=200" },
    "open@100 planned@120 *travel@140", "ticket-received@100 ticket-scheduling ticket-dispatched@120 *on-route@140" },
  { "the second visit", NULL, "in-progress",
    { "closed published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170", "assigned planned=200" },
    "open@100 *planned@200", "ticket-received@100 *ticket-scheduling@200" },
  { "the cancelled one does not count", NULL, "assigned", { "cancelled planned=105", "assigned planned=200" },
    "open@100 *planned@200", "ticket-received@100 *ticket-scheduling@200" },
  { "only cancelled ones", NULL, "open", { "cancelled planned=105", "cancelled" }, "*open@100", "*ticket-received@100" },
  { "all ended: the last", NULL, "in-progress",
    { "closed published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170",
      "closed planned=200 published=210 ended=270 accept@230 travel@240 work@250 checkout@260 close@270", "cancelled" },
    "open@100 planned@200 travel@240 work@250 *finished@260",
    "ticket-received@100 ticket-scheduling@200 ticket-dispatched@210 on-route@240 arrived-onsite@250 *visit-completed@260" },

  /* Reopened. */
  { "reopened, nobody yet", NULL, "open reopened=300",
    { "closed published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170" }, "*open@300",
    "*ticket-received@300" },
  { "reopened, a new visit", NULL, "assigned reopened=300",
    { "closed published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170", "dispatched planned=310 published=320" },
    "open@300 *planned@310", "ticket-received@300 ticket-scheduling@310 *ticket-dispatched@320" },
  { "reopened and closed again", NULL, "closed reopened=300 closed=400",
    { "closed published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170",
      "closed planned=310 published=320 ended=370 accept@330 travel@340 work@350 checkout@360 close@370" },
    "open@300 planned@310 travel@340 work@350 *finished@360",
    "ticket-received@300 ticket-scheduling@310 ticket-dispatched@320 on-route@340 arrived-onsite@350 visit-completed@360 *closed@400" },

  /* Steps of the house's own, and where the standard ones stand. */
  { "another step under Travel", "accept:planned reject!:planned travel:travel park:travel work:work checkout:finished close:finished",
    "in-progress", { "travel published=120 accept@130 travel@140 park@145" }, "open@100 planned@120 *travel@140",
    "ticket-received@100 ticket-scheduling ticket-dispatched@120 *on-route@140" },
  { "Arrived as a step under Work", "accept:planned reject!:planned travel:travel arrived:work work:work checkout:finished close:finished",
    "in-progress", { "travel published=120 accept@130 travel@140 arrived@150" }, "open@100 planned@120 travel@140 *work@150",
    "ticket-received@100 ticket-scheduling ticket-dispatched@120 on-route@140 *arrived-onsite@150" },
  { "an unplaced step changes nothing", "accept:planned reject!:planned travel:travel park:tray work:work checkout:finished close:finished",
    "in-progress", { "travel published=120 accept@130 travel@140 park@145" }, "open@100 planned@120 *travel@140",
    "ticket-received@100 ticket-scheduling ticket-dispatched@120 *on-route@140" },
  { "Travel unplaced", "accept:planned reject!:planned travel:tray work:work checkout:finished close:finished",
    "in-progress", { "travel published=120 accept@130 travel@140" }, "open@100 *planned@120",
    "ticket-received@100 ticket-scheduling *ticket-dispatched@120" },
  { "Travel unplaced, working", "accept:planned reject!:planned travel:tray work:work checkout:finished close:finished",
    "in-progress", { "work published=120 accept@130 travel@140 work@150" }, "open@100 planned@120 travel *work@150",
    "ticket-received@100 ticket-scheduling ticket-dispatched@120 on-route *arrived-onsite@150" },
  { "all unplaced", "accept:tray reject!:tray travel:tray work:tray checkout:tray close:tray",
    "in-progress", { "checked-out planned=110 published=120 accept@130 travel@140 work@150 checkout@160" },
    "open@100 *planned@110", "ticket-received@100 ticket-scheduling@110 *ticket-dispatched@120" },
  { "all unplaced, closed", "accept:tray reject!:tray travel:tray work:tray checkout:tray close:tray",
    "in-progress", { "closed planned=110 published=120 ended=170 accept@130 travel@140 work@150 checkout@160 close@170" },
    "open@100 planned@110 travel work *finished@170",
    "ticket-received@100 ticket-scheduling@110 ticket-dispatched@120 on-route arrived-onsite *visit-completed@170" },
  { "Checkout still under Work", "accept:planned reject!:planned travel:travel work:work checkout:work close:finished",
    "in-progress", { "checked-out published=120 accept@130 travel@140 work@150 checkout@160" },
    "open@100 planned@120 travel@140 *work@150", "ticket-received@100 ticket-scheduling ticket-dispatched@120 on-route@140 *arrived-onsite@150" },
  { "Accept under Open: the device tells more", "accept:open reject!:open travel:travel work:work checkout:finished close:finished",
    "assigned", { "accepted published=120 accept@130" }, "open@100 *planned@120",
    "ticket-received@100 ticket-scheduling *ticket-dispatched@120" },
  { "Accept under Travel", "accept:travel reject!:travel travel:travel work:work checkout:finished close:finished",
    "assigned", { "accepted published=120 accept@130" }, "open@100 planned@120 *travel@130",
    "ticket-received@100 ticket-scheduling ticket-dispatched@120 *on-route@130" },
  { "a step before Accept", "read:open accept:planned reject!:planned travel:travel work:work checkout:finished close:finished",
    "assigned", { "dispatched planned=110 published=120 read@125" }, "open@100 *planned@110",
    "ticket-received@100 ticket-scheduling@110 *ticket-dispatched@120" },
  { "a step that its version does not have", NULL, "in-progress", { "travel published=120 accept@130 travel@140 gone@150" },
    "open@100 planned@120 *travel@140", "ticket-received@100 ticket-scheduling ticket-dispatched@120 *on-route@140" },
};

static CalloutCustomerFacts *
read_facts (const char        *ticket,
            const char *const *visits,
            const char        *steps)
{
  CalloutCustomerFacts *facts = callout_customer_facts_new ();
  g_auto (GStrv) words = g_strsplit (ticket, " ", -1);

  facts->created_at = MINUTE (100);
  g_assert_true (callout_enum_parse (CALLOUT_TYPE_PROGRESS, words[0], &facts->progress));
  for (guint i = 1; words[i] != NULL; i++)
    {
      CalloutTime time = MINUTE (g_ascii_strtoll (strchr (words[i], '=') + 1, NULL, 10));

      *(g_str_has_prefix (words[i], "reopened") ? &facts->reopened_at
        : g_str_has_prefix (words[i], "done")   ? &facts->done_at
                                                : &facts->closed_at) = time;
    }
  for (guint i = 0; i < MAX_VISITS && visits[i] != NULL; i++)
    g_ptr_array_add (facts->visits, read_visit (visits[i], steps));
  return facts;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CalloutCustomerFacts) facts = read_facts (rows[i].ticket, rows[i].visits, rows[i].steps != NULL ? rows[i].steps : DEFAULT);
      g_autoptr (CalloutCustomerView) view = callout_customer_view_new (facts);
      g_autofree char *chat = write_line (view->chat_portal);
      g_autofree char *portal = write_line (view->customer_portal);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (view->chat_portal->milestones->len, ==, 5);
      g_assert_cmpuint (view->customer_portal->milestones->len, ==, 7);
      g_assert_cmpstr (chat, ==, rows[i].chat);
      g_assert_cmpstr (portal, ==, rows[i].portal);
      g_assert_cmpstr (view->banner, ==, facts->progress == CALLOUT_PROGRESS_CANCELLED ? "Cancelled" : NULL);
      /* Of the engineer, only while they drive. */
      if (g_str_equal (view->customer_portal->status, "on-route"))
        {
          g_assert_cmpstr (view->engineer, ==, "Ada");
          g_assert_cmpfloat (view->latitude, ==, 42.36);
        }
      else
        {
          g_assert_null (view->engineer);
          g_assert_true (isnan (view->latitude) && isnan (view->longitude));
          g_assert_cmpint (view->position_at, ==, 0);
        }
    }
}

/* Both flags in all combinations, with an icon and without. */
static void
test_flags (void)
{
  static const struct {
    const char *step;
    const char *label;
    const char *icon;
  } cases[] = {
    { "park:travel", "Travel", "callout-status-travel-symbolic" },
    { "park:travel:N", "Step park", "callout-status-travel-symbolic" },
    { "park:travel:I", "Travel", "callout-status-travel-symbolic" },
    { "park:travel:NI", "Step park", "callout-status-travel-symbolic" },
    { "Park:travel", "Travel", "callout-status-travel-symbolic" },
    { "Park:travel:N", "Step Park", "callout-status-travel-symbolic" },
    { "Park:travel:I", "Travel", "icon-Park" },
    { "Park:travel:NI", "Step Park", "icon-Park" },
    { "Park:tray:NI", "Travel", "callout-status-travel-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *steps = g_strdup_printf ("accept:planned:N reject!:planned travel:travel %s work:work checkout:finished "
                                                "close:finished:N", cases[i].step);
      g_autofree char *driving = g_strdup_printf ("travel published=120 accept@130 travel@140 %.4s@145", cases[i].step);
      g_autofree char *working = g_strdup_printf ("work published=120 accept@130 travel@140 %.4s@145 work@150", cases[i].step);
      const char *visits[MAX_VISITS] = { driving };
      g_autoptr (CalloutCustomerFacts) facts = read_facts ("in-progress", visits, steps);
      g_autoptr (CalloutCustomerView) view = callout_customer_view_new (facts);
      CalloutMilestone *milestone;

      g_test_message ("%s", cases[i].step);
      g_assert_cmpstr (view->chat_portal->status, ==, "travel");
      g_assert_cmpstr (view->chat_portal->label, ==, cases[i].label);
      g_assert_cmpstr (view->chat_portal->icon, ==, cases[i].icon);
      /* The tracking page has its own words. */
      g_assert_cmpstr (view->customer_portal->label, ==, "On Route to You");
      g_assert_cmpstr (view->customer_portal->icon, ==, "callout-status-travel-symbolic");
      /* What was passed keeps what it was called; what is to come is the status itself. */
      milestone = g_ptr_array_index (view->chat_portal->milestones, 1);
      g_assert_cmpstr (milestone->label, ==, "Step accept");
      milestone = g_ptr_array_index (view->chat_portal->milestones, 4);
      g_assert_cmpstr (milestone->label, ==, "Finished");

      visits[0] = working;
      callout_customer_facts_free (g_steal_pointer (&facts));
      facts = read_facts ("in-progress", visits, steps);
      callout_customer_view_free (g_steal_pointer (&view));
      view = callout_customer_view_new (facts);
      milestone = g_ptr_array_index (view->chat_portal->milestones, 2);
      g_assert_cmpstr (milestone->label, ==, cases[i].label);
      g_assert_cmpstr (view->chat_portal->label, ==, "Work");
    }
}

static void
add_label (GPtrArray  *labels,
           gint64      status,
           const char *language,
           const char *label)
{
  CalloutStatusLabel *row = g_object_new (CALLOUT_TYPE_STATUS_LABEL, NULL);

  row->status = status;
  row->language = g_strdup (language);
  row->label = g_strdup (label);
  g_ptr_array_add (labels, row);
}

/* The house's own names, by language, with what stands in for those there are not. */
static void
test_names (void)
{
  static const struct {
    const char *language;
    const char *label;
  } cases[] = {
    { NULL, "Noted" }, { "", "Noted" }, { "fr", "Noted" }, { "de", "Offen" }, { "de_AT", "Vorgemerkt" }, { "de_CH", "Offen" },
    { "de-DE", "Offen" }, { "d", "Noted" }, { "es", "Noted" }, { "ar", "مفتوح" },
  };
  g_autoptr (GPtrArray) statuses = callout_status_builtin_all ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_object_unref);
  const char *visits[MAX_VISITS] = { NULL };

  add_label (labels, 1, "", "Noted");
  add_label (labels, 1, "de", "Offen");
  add_label (labels, 1, "de_AT", "Vorgemerkt");
  add_label (labels, 1, "es", NULL); /* taken away again */
  add_label (labels, 1, "ar", "مفتوح");
  add_label (labels, 2, "de", "Geplant");
  g_free (((CalloutStatus *) g_ptr_array_index (statuses, 5))->icon);
  ((CalloutStatus *) g_ptr_array_index (statuses, 5))->icon = g_strdup ("sha256-0");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutCustomerFacts) facts = read_facts ("open", visits, DEFAULT);
      g_autoptr (CalloutCustomerView) view = NULL;

      callout_customer_facts_set_statuses (facts, statuses, labels, cases[i].language);
      view = callout_customer_view_new (facts);
      g_assert_cmpstr (view->chat_portal->label, ==, cases[i].label);
      g_assert_cmpstr (view->customer_portal->label, ==, "Ticket Received");
      g_assert_cmpstr (view->customer_portal->icon, ==, "sha256-0");
    }
}

static void
test_sample (void)
{
  static const struct {
    const char *at;
    const char *chat;
    const char *portal;
  } cases[] = {
    { NULL, "open", "ticket-received" },
    { "ticket-received", "open", "ticket-received" },
    { "ticket-scheduling", "planned", "ticket-scheduling" },
    { "ticket-dispatched", "planned", "ticket-dispatched" },
    { "read", "planned", "ticket-dispatched" },
    { "accept", "planned", "ticket-dispatched" },
    { "travel", "travel", "on-route" },
    { "park", "travel", "on-route" },
    { "work", "work", "arrived-onsite" },
    { "close", "finished", "visit-completed" },
    { "closed", "finished", "closed" },
  };
  g_autoptr (GPtrArray) steps = read_steps ("read:open accept:planned reject!:planned travel:travel park:tray work:work "
                                            "checkout:finished close:finished");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutCustomerFacts) facts = callout_customer_facts_sample (steps, cases[i].at);
      g_autoptr (CalloutCustomerView) view = callout_customer_view_new (facts);

      g_test_message ("%s", cases[i].at != NULL ? cases[i].at : "new");
      g_assert_cmpstr (view->chat_portal->status, ==, cases[i].chat);
      g_assert_cmpstr (view->customer_portal->status, ==, cases[i].portal);
    }
}

/* Along any line of steps the customer's status never goes back. */
static void
test_only_forward (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) line = read_steps (DEFAULT);
      int chat = 0, portal = 0;

      for (guint i = 0; i < 12; i++)
        {
          g_autoptr (CalloutStep) own = g_object_new (CALLOUT_TYPE_STEP, NULL);
          CalloutPortalStatus status = g_rand_int_range (rand, 0, 6);
          guint index = (guint) g_rand_int_range (rand, 0, 4);
          g_autoptr (GPtrArray) before = line;

          own->key = g_strdup_printf ("own-%u", i);
          own->label = g_strdup (own->key);
          line = callout_workflow_insert (before, own, CALLOUT_PORTAL_STATUS_TRAY, 0);
          if (callout_workflow_may_place (line, own->key, status, index, NULL))
            {
              g_ptr_array_unref (line);
              line = callout_workflow_insert (before, own, status, index);
            }
        }
      for (guint i = 0; i < line->len; i++)
        {
          CalloutStep *step = g_ptr_array_index (line, i);
          g_autoptr (CalloutCustomerFacts) facts = callout_customer_facts_sample (line, step->key);
          g_autoptr (CalloutCustomerView) view = NULL;
          int status = 0, place = 0;

          if (step->branch)
            continue;
          view = callout_customer_view_new (facts);
          g_assert_true (callout_enum_parse (CALLOUT_TYPE_PORTAL_STATUS, view->chat_portal->status, &status));
          for (guint j = 0; j < view->customer_portal->milestones->len; j++)
            if (((CalloutMilestone *) g_ptr_array_index (view->customer_portal->milestones, j))->current)
              place = (int) j;
          g_assert_cmpint (status, >=, chat);
          g_assert_cmpint (place, >=, portal);
          chat = status;
          portal = place;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/customer-view/table", test_table);
  g_test_add_func ("/model/customer-view/flags", test_flags);
  g_test_add_func ("/model/customer-view/names", test_names);
  g_test_add_func ("/model/customer-view/sample", test_sample);
  g_test_add_func ("/model/customer-view/only-forward", test_only_forward);
  return g_test_run ();
}
