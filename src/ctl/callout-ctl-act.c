/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A value read from a file is text for one parameter. */
#define MAX_VALUE ((gsize) 1 << 20)
/* Of a file the command says how large it may be; more than this nobody sends. */
#define MAX_FILE ((gsize) 256 << 20)

static const char *
describe_target (CalloutKind kind)
{
  switch (kind)
    {
    case CALLOUT_KIND_TICKET:
      return " T-REF";
    case CALLOUT_KIND_WORK_ORDER:
      return " WO-REF";
    case CALLOUT_KIND_CUSTOMER:
      return " C-REF";
    case CALLOUT_KIND_WORKFLOW:
      return " WF-REF";
    case CALLOUT_KIND_EQUIPMENT:
      return " EQ-REF";
    case CALLOUT_KIND_OFFER:
      return " O-REF";
    case CALLOUT_KIND_SAVED_FILTER:
      return " SF-REF";
    case CALLOUT_KIND_SNIPPET:
      return " SN-REF";
    case CALLOUT_KIND_PERSON:
      return " LOGIN";
    case CALLOUT_KIND_NONE:
      return "";
    default:
      return " KEY";
    }
}

/* The word for its type, or the keys it may be. */
static char *
describe_values (const CalloutParam *param)
{
  GString *keys;
  GEnumClass *klass;

  if (param->type != CALLOUT_PARAM_ENUM || param->enum_type == NULL)
    return g_strdup (callout_param_type_key (param->type));
  keys = g_string_new (NULL);
  klass = g_type_class_ref (param->enum_type ());
  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? "|" : "", klass->values[i].value_nick);
  g_type_class_unref (klass);
  return g_string_free (keys, FALSE);
}

static void
describe_command (GString              *text,
                  const CalloutCommand *command)
{
  g_string_append_printf (text, "calloutctl do %s%s\n  %s\n", command->name, describe_target (command->target),
                          callout_command_get_label (command));
  for (const CalloutParam *param = command->params; param != NULL && param->name != NULL; param++)
    {
      g_autofree char *values = describe_values (param);

      g_string_append_printf (text, "  %s=%s%s%s  %s\n", param->name, values,
                              param->flags & CALLOUT_PARAM_REQUIRED ? _(" (needed)") : "",
                              param->flags & CALLOUT_PARAM_MANY ? _(" (may be repeated)") : "", _(param->description));
    }
}

/* `do COMMAND --help` explains that command, `do --help` names them all. */
static char *
describe_commands (char **arguments)
{
  GString *text = g_string_new (NULL);
  const CalloutCommand *asked = NULL;
  guint n_commands;
  const CalloutCommand *commands = callout_commands_get (&n_commands);

  for (guint i = 1; arguments[i] != NULL && asked == NULL; i++)
    asked = callout_commands_find (arguments[i]);
  if (asked != NULL)
    {
      describe_command (text, asked);
      return g_string_free (text, FALSE);
    }
  g_string_append (text, _("NAME=@FILE reads the value from a file, NAME=@@… begins with an @ itself.\n\nCommands:"));
  for (guint i = 0; i < n_commands; i++)
    g_string_append_printf (text, "\n  %s", commands[i].name);
  return g_string_free (text, FALSE);
}

static GBytes *
read_bytes (const char  *path,
            gsize        max,
            GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *data = g_try_malloc (max + 1);
  gsize length = 0;

  stream = g_file_read (file, NULL, &local_error);
  if (stream == NULL || data == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, max + 1, &length, NULL, &local_error))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” cannot be read: %s"), path,
                   local_error != NULL ? local_error->message : g_strerror (ENOMEM));
      return NULL;
    }
  if (length > max)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is too large for a value; at most %u MiB is read"), path, (guint) (max / ((gsize) 1 << 20)));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* A file goes with its bytes and its name. */
static gboolean
add_file (CalloutArgs  *args,
          const char   *name,
          const char   *path,
          GError      **error)
{
  g_autoptr (GBytes) bytes = read_bytes (path, MAX_FILE, error);

  if (bytes == NULL)
    return FALSE;
  callout_args_add_file (args, name, bytes, path);
  return TRUE;
}

static char *
read_value (const char  *path,
            GError     **error)
{
  g_autoptr (GBytes) bytes = read_bytes (path, MAX_VALUE, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” is not text in UTF-8"), path);
      return NULL;
    }
  /* An editor ends the last line; the value does not. */
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;
  return g_strndup (text, length);
}

static const CalloutParam *
find_param (const CalloutCommand *command,
            const char           *name)
{
  for (const CalloutParam *param = command->params; param != NULL && param->name != NULL; param++)
    if (g_str_equal (param->name, name))
      return param;
  return NULL;
}

static void
refuse_name (const CalloutCommand  *command,
             const char            *name,
             GError               **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const CalloutParam *param = command->params; param != NULL && param->name != NULL; param++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", param->name);
  if (known->len > 0)
    callout_ctl_misused (error, _("%s knows no “%s”; it knows %s"), command->name, name, known->str);
  else
    callout_ctl_misused (error, _("%s knows no “%s”; it takes nothing"), command->name, name);
}

static gboolean
add_argument (CalloutArgs           *args,
              const CalloutCommand  *command,
              const char            *text,
              GError               **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (equals == NULL)
    {
      callout_ctl_misused (error, _("“%s” is no NAME=VALUE"), text);
      return FALSE;
    }
  name = g_strndup (text, equals - text);
  if (find_param (command, name) == NULL)
    {
      refuse_name (command, name, error);
      return FALSE;
    }

  if (find_param (command, name)->type == CALLOUT_PARAM_FILE && equals[1] == '@')
    return add_file (args, name, equals + 2, error);
  if (g_str_has_prefix (equals + 1, "@@"))
    value = g_strdup (equals + 2);
  else if (equals[1] == '@')
    value = read_value (equals + 2, error);
  else
    value = g_strdup (equals + 1);
  if (value == NULL)
    return FALSE;
  callout_args_add (args, name, value);
  return TRUE;
}

/* Takes the arguments apart. What does not fit the command's row is wrong usage. */
static CalloutRequest *
make_request (CalloutCtl  *self,
              char       **arguments,
              GError     **error)
{
  const CalloutCommand *command = callout_commands_find (arguments[0]);
  g_autoptr (CalloutArgs) args = callout_args_new ();
  char **rest = arguments + 1;
  const char *ref = NULL;

  if (command == NULL)
    {
      callout_ctl_misused (error, _("There is no command “%s”; calloutctl do --help lists them"), arguments[0]);
      return NULL;
    }
  if (*rest != NULL && strchr (*rest, '=') == NULL)
    ref = *rest++;
  if (command->target == CALLOUT_KIND_NONE && ref != NULL)
    {
      callout_ctl_misused (error, _("%s makes something new, so “%s” has no place in it"), command->name, ref);
      return NULL;
    }
  if (command->target != CALLOUT_KIND_NONE && ref == NULL)
    {
      callout_ctl_misused (error, _("%s needs to know which; write calloutctl do %s%s"), command->name, command->name,
                           describe_target (command->target));
      return NULL;
    }
  for (; *rest != NULL; rest++)
    if (!add_argument (args, command, *rest, error))
      return NULL;
  return callout_request_new (0, CALLOUT_SOURCE_CTL, command->name, ref, args);
}

/* What was deleted by the command is none that could be printed. */
static void
print_outcome (CalloutCtl    *self,
               CalloutEntity *entity)
{
  if (entity != NULL)
    callout_ctl_print_entity (self, entity);
  else if (self->json)
    printf ("null\n");
}

CALLOUT_CTL_VERB (do)
{
  g_autofree char *description = describe_commands (arguments);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!callout_ctl_parse (self, verb, NULL, description, 1, G_MAXUINT, &arguments, error))
    return CALLOUT_CTL_USAGE;
  request = make_request (self, arguments, error);
  if (request == NULL || !callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;

  request->actor = CALLOUT_ENTITY (self->person)->id;
  entity = callout_workspace_run_sync (self->workspace, request, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CALLOUT_CTL_FAILED;
    }
  print_outcome (self, entity);
  return CALLOUT_CTL_DONE;
}

CALLOUT_CTL_VERB (undo)
{
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GError) local_error = NULL;
  guint64 event = 0;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 0, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (arguments[0] != NULL && !g_ascii_string_to_unsigned (arguments[0], 10, 1, G_MAXINT64, &event, NULL))
    {
      callout_ctl_misused (error, _("“%s” is no event's number"), arguments[0]);
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;

  entity = callout_workspace_undo_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, CALLOUT_SOURCE_CTL,
                                        (gint64) event, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CALLOUT_CTL_FAILED;
    }
  print_outcome (self, entity);
  return CALLOUT_CTL_DONE;
}

static void
write_offer (CalloutCtlJson     *json,
             const CalloutOffer *offer)
{
  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "command");
  callout_ctl_json_text (json, offer->command->name);
  callout_ctl_json_name (json, "allowed");
  callout_ctl_json_boolean (json, offer->allowed);
  callout_ctl_json_name (json, "why_not");
  callout_ctl_json_text (json, offer->why_not);
  callout_ctl_json_name (json, "parameters");
  callout_ctl_json_begin_array (json);
  for (const CalloutParam *param = offer->command->params; param != NULL && param->name != NULL; param++)
    {
      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "name");
      callout_ctl_json_text (json, param->name);
      callout_ctl_json_name (json, "type");
      callout_ctl_json_text (json, callout_param_type_key (param->type));
      callout_ctl_json_name (json, "required");
      callout_ctl_json_boolean (json, (param->flags & CALLOUT_PARAM_REQUIRED) != 0);
      callout_ctl_json_name (json, "many");
      callout_ctl_json_boolean (json, (param->flags & CALLOUT_PARAM_MANY) != 0);
      callout_ctl_json_name (json, "description");
      callout_ctl_json_text (json, param->description != NULL ? _(param->description) : NULL);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_end_array (json);
  callout_ctl_json_end_object (json);
}

static char *
join_params (const CalloutCommand *command)
{
  GString *text = g_string_new (NULL);

  for (const CalloutParam *param = command->params; param != NULL && param->name != NULL; param++)
    g_string_append_printf (text, param->flags & CALLOUT_PARAM_REQUIRED ? "%s%s=" : "%s[%s=]", text->len > 0 ? " " : "",
                            param->name);
  return g_string_free (text, FALSE);
}

CALLOUT_CTL_VERB (commands)
{
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (CalloutCtlTable) table = NULL;

  if (!callout_ctl_parse (self, verb, NULL, _("Without a REF: what may be made anew."), 0, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  if (arguments[0] != NULL && (entity = callout_ctl_resolve (self, arguments[0], error)) == NULL)
    return CALLOUT_CTL_FAILED;
  offers = callout_workspace_offer_sync (self->workspace, CALLOUT_ENTITY (self->person)->id,
                                         entity != NULL ? callout_entity_get_kind (entity) : CALLOUT_KIND_NONE,
                                         entity != NULL ? entity->id : 0, error);
  if (offers == NULL)
    return CALLOUT_CTL_FAILED;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_array (json);
      for (guint i = 0; i < offers->len; i++)
        write_offer (json, g_ptr_array_index (offers, i));
      callout_ctl_json_end_array (json);
      return CALLOUT_CTL_DONE;
    }

  table = callout_ctl_table_new ();
  callout_ctl_table_add_column (table, _("command"), FALSE);
  callout_ctl_table_add_column (table, _("allowed"), FALSE);
  callout_ctl_table_add_column (table, _("parameters, or why not"), FALSE);
  for (guint i = 0; i < offers->len; i++)
    {
      const CalloutOffer *offer = g_ptr_array_index (offers, i);

      callout_ctl_table_add (table, offer->command->name);
      callout_ctl_table_add (table, offer->allowed ? _("yes") : _("no"));
      if (offer->allowed)
        callout_ctl_table_take (table, join_params (offer->command));
      else
        callout_ctl_table_add (table, offer->why_not);
    }
  callout_ctl_table_print_whole (table, stdout);
  return CALLOUT_CTL_DONE;
}
