/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-house.h"

#include <glib/gstdio.h>
#include <string.h>

static CalloutArgs *
parse_args (const char *text)
{
  CalloutArgs *args = callout_args_new ();
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      callout_args_add (args, g_strstrip (pairs[i]), equals + 1);
    }
  return args;
}

gint64
house_person (House      *self,
              const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) person = callout_store_resolve (self->store, CALLOUT_KIND_PERSON, login, &error);

  g_assert_no_error (error);
  return person->id;
}

/* @args: `name=value;name=value` */
CalloutEntity *
house_try (House       *self,
           const char  *login,
           const char  *command,
           const char  *ref,
           const char  *text,
           GError     **error)
{
  g_autoptr (CalloutArgs) args = parse_args (text);
  g_autoptr (CalloutRequest) request = NULL;

  request = callout_request_new (house_person (self, login), CALLOUT_SOURCE_CTL, command, ref, args);
  return callout_commands_run (self->store, request, NULL, error);
}

/* As house_try(), inside the transaction that is open. */
CalloutEntity *
house_try_inside (House       *self,
                  const char  *login,
                  const char  *command,
                  const char  *ref,
                  const char  *text,
                  GError     **error)
{
  g_autoptr (CalloutArgs) args = parse_args (text);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutEntity) actor = callout_store_resolve (self->store, CALLOUT_KIND_PERSON, login, error);

  g_assert_nonnull (actor);
  request = callout_request_new (actor->id, CALLOUT_SOURCE_CTL, command, ref, args);
  return callout_commands_run_inside (self->store, request, CALLOUT_PERSON (actor), NULL, error);
}

CalloutEntity *
house_do (House      *self,
          const char *login,
          const char *command,
          const char *ref,
          const char *args)
{
  g_autoptr (GError) error = NULL;
  CalloutEntity *result = house_try (self, login, command, ref, args, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static void
furnish (House      *self,
         const char *login,
         const char *command,
         const char *ref,
         const char *args)
{
  g_object_unref (house_do (self, login, command, ref, args));
}

House *
house_new (void)
{
  House *self = g_new0 (House, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("callout-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->uri = g_build_filename (self->folder, "callout.db", NULL);
  self->store = callout_store_open (self->uri, CALLOUT_STORE_CREATE, &error);
  g_assert_no_error (error);
  callout_commands_found (self->store, "root", "Rita Root", &error);
  g_assert_no_error (error);

  furnish (self, "root", "person.create", NULL, "login=dina;name=Dina Desk;roles=dispatcher");
  furnish (self, "root", "person.set-grant", "dina", "grant=reallocate");
  furnish (self, "root", "person.create", NULL, "login=otto;name=Otto Desk;roles=dispatcher");
  furnish (self, "root", "person.create", NULL, "login=gina;name=Gina Group;roles=group-dispatcher");
  furnish (self, "root", "person.create", NULL, "login=gert;name=Gert Group;roles=group-dispatcher");
  furnish (self, "root", "person.create", NULL, "login=mona;name=Mona Moderator;roles=moderator");
  furnish (self, "root", "person.create", NULL, "login=sven;name=Sven Supervisor;roles=supervisor");
  furnish (self, "root", "person.create", NULL, "login=cora;name=Cora Coordinator;roles=coordinator");
  furnish (self, "root", "person.create", NULL, "login=ada;name=Ada Engineer;roles=member;skills=lamp");
  furnish (self, "root", "person.create", NULL, "login=ben;name=Ben Engineer;roles=member;skills=lamp ladder");
  furnish (self, "root", "person.create", NULL, "login=cem;name=Cem Engineer;roles=member");
  furnish (self, "root", "person.create", NULL, "login=zoe;name=Zoe Engineer;roles=member");
  furnish (self, "root", "person.create", NULL, "login=pia;name=Pia Provider;roles=member");
  furnish (self, "root", "group.create", NULL, "key=contractor;name=Contractor Inc;type=provider");
  furnish (self, "root", "group.create", NULL, "key=lights;name=Street Lights;providers=contractor");
  furnish (self, "root", "group.create", NULL, "key=trees;name=Trees;mode=grab");
  furnish (self, "root", "group.add-member", "lights", "person=ada;person=ben;person=cem");
  furnish (self, "root", "group.add-member", "trees", "person=zoe");
  furnish (self, "root", "group.add-member", "contractor", "person=pia");
  furnish (self, "root", "group.set-dispatchers", "lights", "person=gina");
  furnish (self, "root", "group.set-dispatchers", "trees", "person=gert");
  return self;
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

void
house_free (House *self)
{
  g_clear_object (&self->store);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self);
}

/* A ticket with a work order that waits for the dispatchers; its reference. */
char *
house_new_order (House *self)
{
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutEntity) order = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *args = NULL;

  ticket = house_do (self, "dina", "ticket.create", NULL, "title=Lamp is out;skills=lamp;latitude=42.36;longitude=-71.06");
  ref = callout_entity_dup_ref (ticket);
  args = g_strconcat ("ticket=", ref, NULL);
  order = house_do (self, "dina", "work-order.create", NULL, args);
  return callout_entity_dup_ref (order);
}

CalloutWorkOrder *
house_order (House      *self,
             const char *ref)
{
  g_autoptr (GError) error = NULL;
  CalloutEntity *order = callout_store_resolve (self->store, CALLOUT_KIND_WORK_ORDER, ref, &error);

  g_assert_no_error (error);
  return CALLOUT_WORK_ORDER (order);
}

void
house_assert_sound (House *self)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  callout_store_check (self->store, faults, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("fault: %s", (char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (faults->len, ==, 0);
}

void
house_assert_refused (House        *self,
                      const char   *login,
                      const char   *command,
                      const char   *ref,
                      const char   *args,
                      CalloutError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = house_try (self, login, command, ref, args, &error);

  g_assert_null (result);
  g_assert_nonnull (error);
  g_test_message ("%s %s: %s", login, command, error->message);
  g_assert_error (error, CALLOUT_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 8);
}
