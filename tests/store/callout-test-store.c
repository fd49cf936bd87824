/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-store.h"

#include <glib/gstdio.h>
#include <stdarg.h>

static char *
fresh_sqlite_uri (const char *folder)
{
  return g_strconcat ("sqlite:", folder, "/store.db", NULL);
}

static const Engine engines[] = {
  { "sqlite", fresh_sqlite_uri },
};

typedef struct {
  const Engine *engine;
  void        (*func) (Fixture *fixture);
} Case;

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
run_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { self->engine, g_dir_make_tmp ("callout-store-XXXXXX", &error), NULL, NULL };

  g_assert_no_error (error);
  callout_clock_set (G_GINT64_CONSTANT (1772980200000000));
  fixture.uri = self->engine->fresh_uri (fixture.folder);
  fixture.store = fixture_open (&fixture, CALLOUT_STORE_CREATE);
  self->func (&fixture);
  g_clear_object (&fixture.store);
  remove_folder (fixture.folder);
  g_free (fixture.folder);
  g_free (fixture.uri);
}

void
add_store_test (const char *path,
                void      (*func) (Fixture *fixture))
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autofree char *full = g_strconcat ("/store/", engines[i].name, "/", path, NULL);
      Case one = { &engines[i], func };

      g_test_add_data_func_full (full, g_memdup2 (&one, sizeof one), run_case, g_free);
    }
}

char *
fixture_path (Fixture    *self,
              const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

CalloutStore *
fixture_open (Fixture          *self,
              CalloutStoreMode  mode)
{
  g_autoptr (GError) error = NULL;
  CalloutStore *store = callout_store_open (self->uri, mode, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
write_begin (CalloutStore *store,
             const char   *command)
{
  g_autoptr (CalloutEvent) event = g_object_new (CALLOUT_TYPE_EVENT, NULL);
  g_autoptr (GError) error = NULL;

  callout_store_begin (store, TRUE, &error);
  g_assert_no_error (error);
  event->at = callout_clock_now ();
  event->command = g_strdup (command);
  event->source = CALLOUT_SOURCE_CTL;
  callout_store_begin_event (store, event);
}

/* The number of the event. */
gint64
write_end (CalloutStore *store)
{
  g_autoptr (GError) error = NULL;

  callout_store_end_event (store, &error);
  g_assert_no_error (error);
  callout_store_commit (store, &error);
  g_assert_no_error (error);
  return callout_store_last_event (store, NULL);
}

/* Inside write_begin(): names of fields with their stored form, ended by NULL. */
CalloutEntity *
insert_row (CalloutStore *store,
            CalloutKind   kind,
            const char   *field,
            ...)
{
  CalloutEntity *entity = callout_entity_new_for_kind (kind);
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, field);
  for (; field != NULL; field = va_arg (list, const char *))
    g_assert_true (callout_entity_take_value (entity, callout_kind_find_field (kind, field), va_arg (list, const char *)));
  va_end (list);
  callout_store_insert (store, entity, &error);
  g_assert_no_error (error);
  return entity;
}

void
change_row (CalloutStore  *store,
            CalloutEntity *entity,
            const char    *field,
            const char    *value)
{
  const CalloutField *known = callout_kind_find_field (callout_entity_get_kind (entity), field);
  g_autoptr (GError) error = NULL;

  g_assert_true (callout_entity_take_value (entity, known, value));
  callout_store_update (store, entity, &error);
  g_assert_no_error (error);
}

char *
join_ids (GArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (ids, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
assert_no_faults (CalloutStore *store)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  callout_store_check (store, faults, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("fault: %s", (char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (faults->len, ==, 0);
}
