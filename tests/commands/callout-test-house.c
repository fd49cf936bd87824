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

static void
record (House         *self,
        const char    *command,
        CalloutEntity *entity)
{
  g_autoptr (CalloutEvent) event = g_object_new (CALLOUT_TYPE_EVENT, NULL);
  g_autoptr (GError) error = NULL;

  event->at = callout_clock_now ();
  event->source = CALLOUT_SOURCE_CTL;
  event->command = g_strdup (command);
  event->kind = callout_entity_get_kind (entity);
  callout_store_begin (self->store, TRUE, &error);
  g_assert_no_error (error);
  callout_store_begin_event (self->store, event);
  callout_store_insert (self->store, entity, &error);
  g_assert_no_error (error);
  event->target = entity->id;
  callout_store_end_event (self->store, &error);
  g_assert_no_error (error);
  callout_store_commit (self->store, &error);
  g_assert_no_error (error);
}

/* A published flow “problem” whose tickets are offered to those of the lights
 * group who know lamps. */
void
house_new_flow (House    *self,
                gboolean  ratings)
{
  g_autoptr (CalloutFlow) flow = g_object_new (CALLOUT_TYPE_FLOW, NULL);
  g_autoptr (CalloutEntity) group = callout_store_resolve (self->store, CALLOUT_KIND_GROUP, "lights", NULL);

  flow->key = g_strdup ("problem");
  flow->number = 1;
  flow->state = CALLOUT_FLOW_STATE_PUBLISHED;
  flow->name = g_strdup ("Problem Report");
  flow->plan = g_strdup ("{\"steps\":[]}");
  flow->ratings = ratings;
  flow->skills = g_strdup ("lamp");
  flow->offer_group = group->id;
  flow->notify_group = group->id;
  flow->published_at = callout_clock_now ();
  record (self, "flow.publish", CALLOUT_ENTITY (flow));
}

/* A public ticket of that flow, begun by @author, who is its contact if a
 * customer's; draft or closed, from where commands bring it anywhere. */
char *
house_new_case (House           *self,
                const char      *title,
                const char      *author,
                CalloutProgress  progress)
{
  g_autoptr (CalloutTicket) ticket = g_object_new (CALLOUT_TYPE_TICKET, NULL);
  g_autoptr (CalloutEntity) flow = callout_store_find (self->store, CALLOUT_KIND_FLOW, "key", "problem", NULL);
  g_autoptr (CalloutEntity) person = callout_store_resolve (self->store, CALLOUT_KIND_PERSON, author, NULL);

  ticket->title = g_strdup (title);
  ticket->progress = progress;
  ticket->outcome = progress == CALLOUT_PROGRESS_CLOSED ? CALLOUT_OUTCOME_COMPLETED : CALLOUT_OUTCOME_NONE;
  ticket->visibility = CALLOUT_VISIBILITY_PUBLIC;
  ticket->priority = CALLOUT_PRIORITY_NORMAL;
  ticket->flow = flow->id;
  ticket->created_by = person->id;
  ticket->contact = callout_person_is_code_user (CALLOUT_PERSON (person)) ? person->id : 0;
  record (self, "ticket.create", CALLOUT_ENTITY (ticket));
  return callout_entity_dup_ref (CALLOUT_ENTITY (ticket));
}
