/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) admin = NULL;
  CalloutTime now;

  g_assert_true (callout_time_parse (NOON_ISH, &now, &error));
  callout_clock_set (now);
  fixture->folder = g_dir_make_tmp ("callout-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "callout.db", NULL);
  fixture->workspace = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_CREATE, &error);
  g_assert_no_error (error);
  callout_workspace_found_sync (fixture->workspace, "admin", "Ada Min", &error);
  g_assert_no_error (error);
  admin = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, "admin", &error);
  g_assert_no_error (error);
  fixture->admin = admin->id;
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  /* What is still under way holds the workspace; then it is gone for good. */
  g_object_add_weak_pointer (G_OBJECT (fixture->workspace), (gpointer *) &fixture->workspace);
  g_object_unref (fixture->workspace);
  WAIT_UNTIL (fixture->workspace == NULL);

  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  callout_clock_set (0);
}

static CalloutArgs *
collect_args (va_list list)
{
  CalloutArgs *args = callout_args_new ();
  const char *name;

  while ((name = va_arg (list, const char *)) != NULL)
    callout_args_add (args, name, va_arg (list, const char *));
  return args;
}

static CalloutEntity *
run_with (CalloutWorkspace *workspace,
          gint64            actor,
          const char       *command,
          const char       *ref,
          CalloutArgs      *args)
{
  g_autoptr (CalloutRequest) request = callout_request_new (actor, CALLOUT_SOURCE_DESKTOP, command, ref, args);
  g_autoptr (GError) error = NULL;
  CalloutEntity *entity;

  entity = callout_workspace_run_sync (workspace, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (entity);
  return entity;
}

CalloutEntity *
run (CalloutWorkspace *workspace,
     gint64            actor,
     const char       *command,
     const char       *ref,
     ...)
{
  g_autoptr (CalloutArgs) args = NULL;
  va_list list;

  va_start (list, ref);
  args = collect_args (list);
  va_end (list);
  return run_with (workspace, actor, command, ref, args);
}

void
do_it (CalloutWorkspace *workspace,
       gint64            actor,
       const char       *command,
       const char       *ref,
       ...)
{
  g_autoptr (CalloutArgs) args = NULL;
  va_list list;

  va_start (list, ref);
  args = collect_args (list);
  va_end (list);
  g_object_unref (run_with (workspace, actor, command, ref, args));
}

gint64
make_person (CalloutWorkspace *workspace,
             gint64            admin,
             const char       *login,
             const char       *name,
             const char       *roles,
             ...)
{
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutEntity) person = NULL;
  va_list list;

  va_start (list, roles);
  args = collect_args (list);
  va_end (list);
  callout_args_add (args, "login", login);
  callout_args_add (args, "name", name);
  callout_args_add (args, "roles", roles);
  person = run_with (workspace, admin, "person.create", NULL, args);
  return person->id;
}

char *
make_ticket (CalloutWorkspace *workspace,
             gint64            actor,
             const char       *title,
             ...)
{
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  va_list list;

  va_start (list, title);
  args = collect_args (list);
  va_end (list);
  callout_args_add (args, "title", title);
  ticket = run_with (workspace, actor, "ticket.create", NULL, args);
  return callout_entity_dup_ref (ticket);
}

char *
make_work_order (CalloutWorkspace *workspace,
                 gint64            actor,
                 const char       *ticket)
{
  g_autoptr (CalloutEntity) order = run (workspace, actor, "work-order.create", NULL, "ticket", ticket, NULL);

  return callout_entity_dup_ref (order);
}

gint64
id_of (const char *ref)
{
  CalloutKind kind;
  gint64 id;

  g_assert_true (callout_ref_parse (ref, &kind, &id));
  return id;
}

/* Two groups, a provider, dispatchers, engineers around Boston Common. */
void
fixture_people (Fixture *fixture)
{
  CalloutWorkspace *workspace = fixture->workspace;
  gint64 admin = fixture->admin;

  fixture->dora = make_person (workspace, admin, "dora", "Dora Patch", "dispatcher", "grants", "reallocate", NULL);
  fixture->greta = make_person (workspace, admin, "greta", "Greta Brook", "group-dispatcher", NULL);
  make_person (workspace, admin, "ann", "Ann Ames", "member", "skills", "pipes", "latitude", "42.3551", "longitude",
               "-71.0657", "position_at", NOON_ISH, NULL);
  make_person (workspace, admin, "ben", "Ben Ode", "member", "skills", "pipes pumps", "latitude", "42.3601",
               "longitude", "-71.0589", "position_at", NOON_ISH, NULL);
  make_person (workspace, admin, "mia", "Mia Li", "member", "latitude", "42.3467", "longitude", "-71.0972",
               "position_at", NOON_ISH, NULL);
  make_person (workspace, admin, "zoe", "Zoe Extern", "member", "skills", "pipes", "latitude", "42.3736", "longitude",
               "-71.1097", "position_at", NOON_ISH, NULL);
  do_it (workspace, admin, "group.create", NULL, "key", "water", "name", "Water and Sewer", NULL);
  do_it (workspace, admin, "group.create", NULL, "key", "parks", "name", "Parks", NULL);
  do_it (workspace, admin, "group.create", NULL, "key", "pipeworks", "name", "Pipe Works Inc.", "type", "provider", NULL);
  do_it (workspace, admin, "group.add-member", "water", "person", "ann", "person", "ben", NULL);
  do_it (workspace, admin, "group.add-member", "parks", "person", "mia", NULL);
  do_it (workspace, admin, "group.add-member", "pipeworks", "person", "zoe", NULL);
  do_it (workspace, admin, "group.set-dispatchers", "water", "person", "greta", NULL);
}

void
take_answer_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      answer)
{
  *(GAsyncResult **) answer = g_object_ref (result);
}

GAsyncResult *
wait_for_answer (GAsyncResult **answer)
{
  WAIT_UNTIL (*answer != NULL);
  return *answer;
}
