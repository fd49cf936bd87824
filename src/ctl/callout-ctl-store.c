/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

/*
 * Looking after a store as a whole: whoever can read its file may, so these
 * verbs ask for no person, and need no workspace.
 */

static CalloutStore *
open_store (CalloutCtl  *self,
            GError     **error)
{
  g_autofree char *uri = callout_ctl_dup_uri (self);
  CalloutStore *store = callout_store_open (uri, CALLOUT_STORE_READ_ONLY, error);

  self->store = store;
  return store;
}

static void
close_store (CalloutCtl   *self,
             CalloutStore *store)
{
  self->store = NULL;
  g_clear_object (&store);
}

typedef struct {
  int         version;
  gint64      rows[CALLOUT_N_KINDS];
  gint64      bytes;
} Info;

static gboolean
count_rows (CalloutStore  *store,
            Info          *info,
            GError       **error)
{
  const CalloutSight sight = { CALLOUT_SIGHT_ALL, 0 };
  guint n_kinds;
  const CalloutCtlKind *kinds = callout_ctl_kinds (&n_kinds);

  if (!callout_store_begin (store, FALSE, error))
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i].kind != CALLOUT_KIND_NONE)
      {
        g_autoptr (CalloutQuery) query = callout_query_new (kinds[i].kind);
        gint64 count = callout_store_count (store, query, &sight, error);

        if (count < 0)
          {
            callout_store_rollback (store);
            return FALSE;
          }
        info->rows[kinds[i].kind] = count;
      }
  info->version = callout_store_get_schema_version (store);
  info->bytes = callout_store_get_size (store);
  return callout_store_commit (store, error);
}

static void
print_info (CalloutCtl   *self,
            CalloutStore *store,
            const Info   *info)
{
  guint n_kinds;
  const CalloutCtlKind *kinds = callout_ctl_kinds (&n_kinds);
  g_autoptr (CalloutCtlTable) table = NULL;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "engine");
      callout_ctl_json_text (json, callout_store_get_engine (store));
      callout_ctl_json_name (json, "schema_version");
      callout_ctl_json_integer (json, info->version);
      callout_ctl_json_name (json, "rows");
      callout_ctl_json_begin_object (json);
      for (guint i = 0; i < n_kinds; i++)
        if (kinds[i].kind != CALLOUT_KIND_NONE)
          {
            callout_ctl_json_name (json, kinds[i].word);
            callout_ctl_json_integer (json, info->rows[kinds[i].kind]);
          }
      callout_ctl_json_end_object (json);
      callout_ctl_json_name (json, "bytes");
      callout_ctl_json_integer (json, info->bytes);
      callout_ctl_json_end_object (json);
      return;
    }

  table = callout_ctl_table_new ();
  callout_ctl_table_add_column (table, NULL, FALSE);
  callout_ctl_table_add_column (table, NULL, FALSE);
  callout_ctl_table_add (table, _("engine:"));
  callout_ctl_table_add (table, callout_store_get_engine (store));
  callout_ctl_table_add (table, _("schema version:"));
  callout_ctl_table_take (table, g_strdup_printf ("%d", info->version));
  callout_ctl_table_add (table, _("size:"));
  callout_ctl_table_take (table, g_format_size (info->bytes));
  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i].kind != CALLOUT_KIND_NONE)
      {
        callout_ctl_table_take (table, g_strconcat (kinds[i].word, ":", NULL));
        callout_ctl_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, info->rows[kinds[i].kind]));
      }
  callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
}

CALLOUT_CTL_VERB (info)
{
  CalloutStore *store;
  Info info = { 0 };
  gboolean counted;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 0, 0, &arguments, error))
    return CALLOUT_CTL_USAGE;
  store = open_store (self, error);
  if (store == NULL)
    return CALLOUT_CTL_FAILED;
  counted = count_rows (store, &info, error);
  if (counted)
    print_info (self, store, &info);
  close_store (self, store);
  return counted ? CALLOUT_CTL_DONE : CALLOUT_CTL_FAILED;
}

static void
print_faults (CalloutCtl *self,
              GPtrArray  *faults)
{
  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "faults");
      callout_ctl_json_begin_array (json);
      for (guint i = 0; i < faults->len; i++)
        callout_ctl_json_text (json, g_ptr_array_index (faults, i));
      callout_ctl_json_end_array (json);
      callout_ctl_json_end_object (json);
      return;
    }
  if (faults->len == 0)
    printf ("%s\n", _("The store is whole."));
  for (guint i = 0; i < faults->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (faults, i));
}

CALLOUT_CTL_VERB (check)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  CalloutStore *store;
  gboolean looked;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 0, 0, &arguments, error))
    return CALLOUT_CTL_USAGE;
  store = open_store (self, error);
  if (store == NULL)
    return CALLOUT_CTL_FAILED;
  looked = callout_store_check (store, faults, error);
  close_store (self, store);
  if (!looked)
    return CALLOUT_CTL_FAILED;

  print_faults (self, faults);
  if (faults->len == 0)
    return CALLOUT_CTL_DONE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
               ngettext ("The store has %u fault", "The store has %u faults", faults->len), faults->len);
  return CALLOUT_CTL_FAILED;
}

CALLOUT_CTL_VERB (backup)
{
  CalloutStore *store;
  gboolean done;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  store = open_store (self, error);
  if (store == NULL)
    return CALLOUT_CTL_FAILED;
  done = callout_store_backup (store, arguments[0], error);
  close_store (self, store);
  return done ? CALLOUT_CTL_DONE : CALLOUT_CTL_FAILED;
}

CALLOUT_CTL_VERB (restore)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *uri = NULL;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  uri = callout_ctl_dup_uri (self);
  if (callout_store_restore (uri, arguments[0], faults, error))
    return CALLOUT_CTL_DONE;
  if (faults->len > 0)
    print_faults (self, faults);
  return CALLOUT_CTL_FAILED;
}
