/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-model.h"

#include <string.h>

static void
test_refs (void)
{
  static const struct {
    const char *text;
    CalloutKind kind;
    gint64 id;
  } good[] = {
    { "T-1001", CALLOUT_KIND_TICKET, 1001 },
    { "t-1001", CALLOUT_KIND_TICKET, 1001 },
    { "WO-12", CALLOUT_KIND_WORK_ORDER, 12 },
    { "wO-012", CALLOUT_KIND_WORK_ORDER, 12 },
    { "C-3", CALLOUT_KIND_CUSTOMER, 3 },
    { "A-1", CALLOUT_KIND_ASSIGNMENT, 1 },
    { "M-1", CALLOUT_KIND_MEMBERSHIP, 1 },
    { "SE-7", CALLOUT_KIND_STEP_EVENT, 7 },
    { "WF-2", CALLOUT_KIND_WORKFLOW, 2 },
    { "T-9223372036854775807", CALLOUT_KIND_TICKET, G_MAXINT64 },
  };
  static const char *const bad[] = {
    "", "T", "T-", "-1", "T-0", "T--1", "T-+1", "T- 1", "T-1 ", " T-1", "T-1x", "T-1-2", "X-1", "TT-1", "W-12",
    "T1001", "1001", "T-9223372036854775808", "T-99999999999999999999999", "Ṫ-1", "ada", "street-lights",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      CalloutKind kind = CALLOUT_KIND_NONE;
      gint64 id = 0;

      g_test_message ("%s", good[i].text);
      g_assert_true (callout_ref_parse (good[i].text, &kind, &id));
      g_assert_cmpint (kind, ==, good[i].kind);
      g_assert_cmpint (id, ==, good[i].id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      CalloutKind kind = CALLOUT_KIND_NONE;
      gint64 id = 0;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (callout_ref_parse (bad[i], &kind, &id));
      g_assert_cmpint (id, ==, 0);
    }
}

static void
test_ref_round_trip (void)
{
  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    {
      g_autofree char *ref = callout_ref_format (kind, 4711);
      CalloutKind back;
      gint64 id;

      if (callout_kind_get_prefix (kind) == NULL)
        {
          g_assert_false (callout_ref_parse (ref, &back, &id));
          continue;
        }
      g_assert_true (callout_ref_parse (ref, &back, &id));
      g_assert_cmpint (back, ==, kind);
      g_assert_cmpint (id, ==, 4711);
    }
}

static void
test_contain (void)
{
  g_assert_true (callout_keys_contain ("lamp", "lamp"));
  g_assert_true (callout_keys_contain ("ladder lamp", "lamp"));
  g_assert_true (callout_keys_contain ("lamp ladder", "lamp"));
  g_assert_true (callout_keys_contain ("a  lamp", "lamp"));
  g_assert_false (callout_keys_contain ("lamps", "lamp"));
  g_assert_false (callout_keys_contain ("streetlamp", "lamp"));
  g_assert_false (callout_keys_contain ("lam", "lamp"));
  g_assert_false (callout_keys_contain ("Lamp", "lamp"));
  g_assert_false (callout_keys_contain ("", "lamp"));
  g_assert_false (callout_keys_contain (NULL, "lamp"));
  g_assert_false (callout_keys_contain ("lamp", ""));
}

static void
test_normalise (void)
{
  static const struct {
    const char *words[5];
    const char *text;
  } cases[] = {
    { { NULL }, NULL },
    { { "", NULL }, NULL },
    { { " , ", "\t\n", NULL }, NULL },
    { { "lamp", NULL }, "lamp" },
    { { "lamp", "ladder", "lamp", NULL }, "ladder lamp" },
    { { "lamp,ladder", " crane\tlamp ", NULL }, "crane ladder lamp" },
    { { "b a c", "a", "c", NULL }, "a b c" },
    { { "élan", "a", NULL }, "a élan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = callout_keys_normalise (cases[i].words);
      g_autofree char *again = NULL;
      const char *once[] = { text, NULL };

      g_assert_cmpstr (text, ==, cases[i].text);
      again = callout_keys_normalise (once);
      g_assert_cmpstr (again, ==, text);
    }
  g_assert_null (callout_keys_normalise (NULL));
}

/* Keys are stored: those that were ever written must mean the same for ever. */
static void
test_enums (void)
{
  static const struct {
    GType (*type) (void);
    const char *keys;
  } enums[] = {
    { callout_kind_get_type, "none person group membership customer ticket work-order assignment step-event step setting event workflow status "
                            "status-label icon" },
    { callout_role_get_type, "admin moderator dispatcher group-dispatcher supervisor coordinator member" },
    { callout_availability_get_type, "available busy break offline" },
    { callout_group_type_get_type, "in-house provider" },
    { callout_group_mode_get_type, "manual grab" },
    { callout_progress_get_type, "draft open assigned in-progress done closed cancelled" },
    { callout_visibility_get_type, "internal public" },
    { callout_priority_get_type, "low normal high" },
    { callout_outcome_get_type, "none completed not-performed" },
    { callout_work_state_get_type,
      "pending-dispatch pending-group assigned dispatched accepted travel work checked-out closed cancelled" },
    { callout_part_get_type, "lead collaborator" },
    { callout_assignment_state_get_type, "assigned accepted rejected removed" },
    { callout_membership_part_get_type, "member dispatcher" },
    { callout_portal_status_get_type, "tray open planned travel work finished" },
    { callout_workflow_state_get_type, "draft published" },
    { callout_vocabulary_get_type, "chat-portal customer-portal" },
    { callout_source_get_type, "desktop portal ctl auto" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    {
      g_auto (GStrv) keys = g_strsplit (enums[i].keys, " ", -1);
      int value;

      for (int j = 0; keys[j] != NULL; j++)
        {
          g_assert_cmpstr (callout_enum_key (enums[i].type (), j), ==, keys[j]);
          g_assert_true (callout_enum_parse (enums[i].type (), keys[j], &value));
          g_assert_cmpint (value, ==, j);
          g_assert_cmpuint (strlen (callout_enum_label (enums[i].type (), j)), >, 0);
        }
      value = 42;
      g_assert_false (callout_enum_parse (enums[i].type (), "nonsense", &value));
      g_assert_false (callout_enum_parse (enums[i].type (), "", &value));
      g_assert_false (callout_enum_parse (enums[i].type (), NULL, &value));
      g_assert_cmpint (value, ==, 42);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/keys/refs", test_refs);
  g_test_add_func ("/model/keys/ref-round-trip", test_ref_round_trip);
  g_test_add_func ("/model/keys/contain", test_contain);
  g_test_add_func ("/model/keys/normalise", test_normalise);
  g_test_add_func ("/model/keys/enums", test_enums);
  return g_test_run ();
}
