/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_TEXT 4000 /* characters */
#define MAX_LONG (256 * 1024)
#define BASE64_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

void
callout_refuse (GError     **error,
                CalloutError code,
                const char  *format,
                ...)
{
  va_list args;

  if (error == NULL)
    return;
  va_start (args, format);
  *error = g_error_new_valist (CALLOUT_ERROR, code, format, args);
  va_end (args);
}

static const CalloutParam *
find_param (const CalloutCommand *command,
            const char           *name)
{
  for (const CalloutParam *param = command->params; param->name != NULL; param++)
    if (CALLOUT_SAME_NAME (param->name, name))
      return param;
  return NULL;
}

/* Checking */

static gboolean
parse_time (const char   *text,
            CalloutTime  *time,
            GError      **error)
{
  char *end;

  if (*text != '@')
    return callout_time_parse (text, time, error);
  *time = g_ascii_strtoll (text + 1, &end, 10);
  if (end != text + 1 && *end == '\0')
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is not a date and time"), text);
  return FALSE;
}

static gboolean
check_text (const char  *name,
            const char  *value,
            gsize        max,
            GError     **error)
{
  if (!g_utf8_validate (value, -1, NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is not valid UTF-8 text"), name);
      return FALSE;
    }
  if (strlen (value) > max && (gsize) g_utf8_strlen (value, -1) > max)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is longer than %d characters"), name, (int) max);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_file (const char  *name,
            const char  *value,
            GError     **error)
{
  gsize length = strcspn (value, " ");

  if (length % 4 == 0 && strspn (value, BASE64_DIGITS) >= length && g_utf8_validate (value, -1, NULL))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is a file: its bytes in base64, then a blank and its name"), name);
  return FALSE;
}

static gboolean
check_enum (const CalloutParam *param,
            const char         *value,
            GError            **error)
{
  g_autoptr (GString) keys = NULL;
  GEnumClass *klass;
  int ignored;

  if (callout_enum_parse (param->enum_type (), value, &ignored))
    return TRUE;
  klass = g_type_class_peek (param->enum_type ());
  keys = g_string_new (NULL);
  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s must be one of %s, not “%s”"), param->name, keys->str, value);
  return FALSE;
}

static gboolean
check_value (const CalloutParam *param,
             const char         *value,
             GError            **error)
{
  CalloutTime time;
  gint64 integer;
  char *end = NULL;
  double real;

  if (param->type == CALLOUT_PARAM_FILE)
    return check_file (param->name, value, error);
  if (!check_text (param->name, value, param->type == CALLOUT_PARAM_LONG ? MAX_LONG : MAX_TEXT, error))
    return FALSE;
  /* Empty takes away what need not be there. */
  if (*value == '\0' && (param->flags & CALLOUT_PARAM_REQUIRED) == 0)
    return TRUE;
  switch (param->type)
    {
    case CALLOUT_PARAM_INTEGER:
      if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s must be a whole number, not “%s”"), param->name, value);
      return FALSE;
    case CALLOUT_PARAM_REAL:
      real = g_ascii_strtod (value, &end);
      if (end != value && *end == '\0' && isfinite (real))
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s must be a number, not “%s”"), param->name, value);
      return FALSE;
    case CALLOUT_PARAM_BOOLEAN:
      if (g_str_equal (value, "true") || g_str_equal (value, "false"))
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s must be true or false, not “%s”"), param->name, value);
      return FALSE;
    case CALLOUT_PARAM_TIME:
      return parse_time (value, &time, error);
    case CALLOUT_PARAM_ENUM:
      return check_enum (param, value, error);
    case CALLOUT_PARAM_TEXT:
    case CALLOUT_PARAM_KEYS:
    case CALLOUT_PARAM_PERSON:
    case CALLOUT_PARAM_GROUP:
    case CALLOUT_PARAM_CUSTOMER:
    case CALLOUT_PARAM_TICKET:
    case CALLOUT_PARAM_STEP:
    case CALLOUT_PARAM_SECRET:
    case CALLOUT_PARAM_WORKFLOW:
    case CALLOUT_PARAM_FILE:
    case CALLOUT_PARAM_FLOW:
    case CALLOUT_PARAM_EQUIPMENT:
    case CALLOUT_PARAM_LONG:
    default:
      return TRUE;
    }
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
check_known (const CalloutCommand *command,
             const CalloutParam   *param,
             const char           *name,
             GError              **error)
{
  g_autoptr (GString) known = NULL;

  if (param != NULL)
    return TRUE;
  known = g_string_new (NULL);
  for (param = command->params; param->name != NULL; param++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", param->name);
  callout_refuse (error, CALLOUT_ERROR_INVALID,
                  known->len > 0 ? _("%s has no parameter “%s”; it has %s") : _("%s has no parameter “%s”%s"), command->name, name,
                  known->str);
  return FALSE;
}

static gboolean
check_given (const CalloutCommand  *command,
             CalloutArgs           *args,
             GError               **error)
{
  guint n = callout_args_get_size (args);

  for (guint i = 0; i < n; i++)
    {
      const char *value;
      const char *name = callout_args_get_nth (args, i, &value);
      const CalloutParam *param = find_param (command, name);

      if (!check_known (command, param, name, error) || !check_value (param, value, error))
        return FALSE;
      if ((param->flags & CALLOUT_PARAM_MANY) == 0 && callout_args_get (args, name) != value)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s can be given once only"), name);
          return FALSE;
        }
      callout_args_set_tag (args, i, param);
    }
  return TRUE;
}

/**
 * callout_command_check_params:
 *
 * Whether what was given fits the command's row: known names, right types,
 * nothing missing. What refers to other things is looked up later. On any thread.
 */
gboolean
callout_command_check_params (const CalloutCommand  *self,
                              CalloutArgs           *args,
                              GError               **error)
{
  if (!check_given (self, args, error))
    return FALSE;
  for (const CalloutParam *param = self->params; param->name != NULL; param++)
    {
      const char *value;
      gboolean may_be_empty;

      if ((param->flags & CALLOUT_PARAM_REQUIRED) == 0)
        continue;
      if ((param->flags & CALLOUT_PARAM_OR_FLOW) != 0 && callout_args_has (args, "flow"))
        continue;
      value = callout_args_get (args, param->name);
      may_be_empty = param->type == CALLOUT_PARAM_SECRET || g_str_equal (param->name, "note")
                     || g_str_equal (param->name, "value");
      if (value == NULL || (!may_be_empty && is_blank (value)))
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s needs %s: %s"), self->name, param->name, _(param->description));
          return FALSE;
        }
    }
  return TRUE;
}

/* Reading */

static char *
dup_trimmed (const char *value)
{
  gsize length;

  if (value == NULL)
    return NULL;
  while (g_ascii_isspace (*value))
    value++;
  length = strlen (value);
  while (length > 0 && g_ascii_isspace (value[length - 1]))
    length--;
  return length > 0 ? g_strndup (value, length) : NULL;
}

gboolean
callout_call_has (CalloutCall *self,
                  const char  *name)
{
  return callout_args_has (self->args, name);
}

/**
 * callout_call_dup_text:
 *
 * Returns: (transfer full) (nullable): the trimmed text; %NULL if not given or empty
 */
char *
callout_call_dup_text (CalloutCall *self,
                       const char  *name)
{
  return dup_trimmed (callout_args_get (self->args, name));
}

static char *
dup_keys (CalloutArgs *args,
          const char  *name)
{
  g_auto (GStrv) values = callout_args_get_all (args, name);

  return callout_keys_normalise ((const char *const *) values);
}

char *
callout_call_dup_keys (CalloutCall *self,
                       const char  *name)
{
  return dup_keys (self->args, name);
}

gint64
callout_call_get_integer (CalloutCall *self,
                          const char  *name)
{
  const char *value = callout_args_get (self->args, name);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

/* NaN if not given or empty. */
double
callout_call_get_real (CalloutCall *self,
                       const char  *name)
{
  const char *value = callout_args_get (self->args, name);

  return value != NULL && *value != '\0' ? g_ascii_strtod (value, NULL) : NAN;
}

/**
 * callout_call_get_file:
 * @file_name: (out) (nullable) (transfer full): what the file was called
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL if not given or empty
 */
GBytes *
callout_call_get_file (CalloutCall  *self,
                       const char   *name,
                       char        **file_name)
{
  const char *value = callout_args_get (self->args, name);
  const char *blank = value != NULL ? strchr (value, ' ') : NULL;
  g_autofree char *digits = NULL;
  gsize length = 0;
  guchar *bytes;

  *file_name = NULL;
  if (value == NULL || *value == '\0')
    return NULL;
  digits = blank != NULL ? g_strndup (value, blank - value) : g_strdup (value);
  bytes = g_base64_decode (digits, &length);
  if (blank != NULL && blank[1] != '\0')
    *file_name = g_strdup (blank + 1);
  return g_bytes_new_take (bytes, length);
}

gboolean
callout_call_get_boolean (CalloutCall *self,
                          const char  *name)
{
  return g_strcmp0 (callout_args_get (self->args, name), "true") == 0;
}

static CalloutTime
get_time (const char *value)
{
  CalloutTime time = 0;

  if (value != NULL && *value != '\0')
    parse_time (value, &time, NULL);
  return time;
}

CalloutTime
callout_call_get_time (CalloutCall *self,
                       const char  *name)
{
  return get_time (callout_args_get (self->args, name));
}

int
callout_call_get_enum (CalloutCall *self,
                       const char  *name)
{
  const char *value = callout_args_get (self->args, name);
  const CalloutParam *param = find_param (self->command, name);
  int result = 0;

  if (value != NULL)
    callout_enum_parse (param->enum_type (), value, &result);
  return result;
}

static CalloutKind
kind_of (CalloutParamType type)
{
  switch (type)
    {
    case CALLOUT_PARAM_PERSON:
      return CALLOUT_KIND_PERSON;
    case CALLOUT_PARAM_GROUP:
      return CALLOUT_KIND_GROUP;
    case CALLOUT_PARAM_CUSTOMER:
      return CALLOUT_KIND_CUSTOMER;
    case CALLOUT_PARAM_TICKET:
      return CALLOUT_KIND_TICKET;
    case CALLOUT_PARAM_STEP:
      return CALLOUT_KIND_STEP;
    case CALLOUT_PARAM_WORKFLOW:
      return CALLOUT_KIND_WORKFLOW;
    case CALLOUT_PARAM_FLOW:
      return CALLOUT_KIND_FLOW;
    case CALLOUT_PARAM_EQUIPMENT:
      return CALLOUT_KIND_EQUIPMENT;
    case CALLOUT_PARAM_TEXT:
    case CALLOUT_PARAM_INTEGER:
    case CALLOUT_PARAM_REAL:
    case CALLOUT_PARAM_BOOLEAN:
    case CALLOUT_PARAM_TIME:
    case CALLOUT_PARAM_ENUM:
    case CALLOUT_PARAM_KEYS:
    case CALLOUT_PARAM_SECRET:
    case CALLOUT_PARAM_FILE:
    case CALLOUT_PARAM_LONG:
    default:
      return CALLOUT_KIND_NONE;
    }
}

/**
 * callout_call_get_entity:
 *
 * Returns: (transfer full) (nullable): what a reference parameter names; %NULL
 *   without error if it was not given or is empty
 */
CalloutEntity *
callout_call_get_entity (CalloutCall  *self,
                         const char   *name,
                         GError      **error)
{
  const CalloutParam *param = find_param (self->command, name);
  g_autofree char *ref = callout_call_dup_text (self, name);

  return ref != NULL ? callout_store_resolve (self->store, kind_of (param->type), ref, error) : NULL;
}

/**
 * callout_call_get_entities:
 *
 * Returns: (transfer full): what a repeated reference parameter names, each
 *   once; %NULL on error
 */
GPtrArray *
callout_call_get_entities (CalloutCall  *self,
                           const char   *name,
                           GError      **error)
{
  const CalloutParam *param = find_param (self->command, name);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) values = callout_args_get_all (self->args, name);
  g_autofree char *joined = callout_keys_normalise ((const char *const *) values);
  g_auto (GStrv) refs = g_strsplit (joined != NULL ? joined : "", " ", -1);

  for (guint i = 0; refs[i] != NULL; i++)
    {
      CalloutEntity *entity;

      if (*refs[i] == '\0')
        continue;
      entity = callout_store_resolve (self->store, kind_of (param->type), refs[i], error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
    }
  return g_steal_pointer (&entities);
}

static void
take_field (CalloutArgs        *args,
            CalloutEntity      *entity,
            const CalloutField *field,
            const CalloutParam *param,
            const char         *value)
{
  switch (param->type)
    {
    case CALLOUT_PARAM_TEXT:
      g_free (CALLOUT_ENTITY_FIELD (entity, field, char *));
      CALLOUT_ENTITY_FIELD (entity, field, char *) = dup_trimmed (value);
      break;
    case CALLOUT_PARAM_KEYS:
      g_free (CALLOUT_ENTITY_FIELD (entity, field, char *));
      CALLOUT_ENTITY_FIELD (entity, field, char *) = dup_keys (args, param->name);
      break;
    case CALLOUT_PARAM_INTEGER:
      CALLOUT_ENTITY_FIELD (entity, field, gint64) = g_ascii_strtoll (value, NULL, 10);
      break;
    case CALLOUT_PARAM_TIME:
      CALLOUT_ENTITY_FIELD (entity, field, CalloutTime) = get_time (value);
      break;
    case CALLOUT_PARAM_BOOLEAN:
      CALLOUT_ENTITY_FIELD (entity, field, gboolean) = g_str_equal (value, "true");
      break;
    case CALLOUT_PARAM_ENUM:
      callout_enum_parse (param->enum_type (), value, &CALLOUT_ENTITY_FIELD (entity, field, int));
      break;
    case CALLOUT_PARAM_REAL:
    case CALLOUT_PARAM_PERSON:
    case CALLOUT_PARAM_GROUP:
    case CALLOUT_PARAM_CUSTOMER:
    case CALLOUT_PARAM_TICKET:
    case CALLOUT_PARAM_STEP:
    case CALLOUT_PARAM_SECRET:
    case CALLOUT_PARAM_WORKFLOW:
    case CALLOUT_PARAM_FILE:
    case CALLOUT_PARAM_FLOW:
    case CALLOUT_PARAM_EQUIPMENT:
    case CALLOUT_PARAM_LONG:
    default:
      break; /* these need looking at by the command itself */
    }
}

static void
take_fields (CalloutArgs   *args,
             CalloutEntity *entity)
{
  CalloutKind kind = callout_entity_get_kind (entity);
  guint n = callout_args_get_size (args);

  for (guint i = 0; i < n; i++)
    {
      const char *value;
      const CalloutParam *param = callout_args_get_tag (args, i);
      const CalloutField *field = param != NULL ? callout_kind_find_field (kind, param->name) : NULL;

      callout_args_get_nth (args, i, &value);
      if (field != NULL)
        take_field (args, entity, field, param, value);
    }
}

void
callout_call_take_fields (CalloutCall   *self,
                          CalloutEntity *entity)
{
  take_fields (self->args, entity);
}

/**
 * callout_call_make_entity:
 *
 * Returns: (transfer full): a new thing with the fields that parameters of the
 *   same names were given for; the draft, if one was prepared
 */
CalloutEntity *
callout_call_make_entity (CalloutCall *self,
                          CalloutKind  kind)
{
  CalloutEntity *entity;

  if (self->draft != NULL && *self->draft != NULL && callout_entity_get_kind (*self->draft) == kind)
    return g_steal_pointer (self->draft);
  entity = callout_entity_new_for_kind (kind);
  take_fields (self->args, entity);
  return entity;
}

/* What a command makes; NONE if it does something to what is there. */
static CalloutKind
made_by (const CalloutCommand *command)
{
  g_autofree char *noun = g_strndup (command->name, strcspn (command->name, "."));
  int kind = CALLOUT_KIND_NONE;

  if (command->target == CALLOUT_KIND_NONE)
    callout_enum_parse (CALLOUT_TYPE_KIND, noun, &kind);
  return kind;
}

/**
 * callout_request_prepare:
 *
 * Does beforehand, on any thread, what needs no store: looks the command up,
 * checks its parameters and drafts what it will make. For imports, which
 * would keep the store waiting for it.
 *
 * Errors: as callout_commands_run() for an unknown command or parameters that do not fit.
 */
gboolean
callout_request_prepare (CalloutRequest  *self,
                         GError         **error)
{
  const CalloutCommand *command = callout_commands_find (self->command);
  CalloutKind kind;

  if (command == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no command “%s”"), self->command);
      return FALSE;
    }
  if (!callout_command_check_params (command, self->args, error))
    return FALSE;
  kind = made_by (command);
  self->prepared = command;
  if (kind != CALLOUT_KIND_NONE)
    {
      self->draft = callout_entity_new_for_kind (kind);
      take_fields (self->args, self->draft);
    }
  return TRUE;
}

/**
 * callout_call_take_place:
 * @latitude: (inout): and @longitude, changed together if they were given
 *
 * Errors: %CALLOUT_ERROR_INVALID for one without the other or off the globe.
 */
gboolean
callout_call_take_place (CalloutCall  *self,
                         double       *latitude,
                         double       *longitude,
                         GError      **error)
{
  double lat = callout_call_get_real (self, "latitude");
  double lon = callout_call_get_real (self, "longitude");

  if (!callout_call_has (self, "latitude") && !callout_call_has (self, "longitude"))
    return TRUE;
  if (isnan (lat) != isnan (lon))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A place needs both latitude and longitude, or neither"));
      return FALSE;
    }
  if (!isnan (lat) && (lat < -90 || lat > 90))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The latitude must be from -90 to 90, not %s"),
                      callout_args_get (self->args, "latitude"));
      return FALSE;
    }
  if (!isnan (lon) && (lon < -180 || lon > 180))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The longitude must be from -180 to 180, not %s"),
                      callout_args_get (self->args, "longitude"));
      return FALSE;
    }
  *latitude = lat;
  *longitude = lon;
  return TRUE;
}

/* Who is who */

gboolean
callout_actor_is (CalloutCall *self,
                  CalloutRole  role)
{
  return callout_person_has_role (self->actor, role);
}

/**
 * callout_person_is_in:
 * @is_in: (out)
 *
 * Returns: %FALSE on error only
 */
gboolean
callout_person_is_in (CalloutStore           *store,
                      gint64                  person,
                      gint64                  group,
                      CalloutMembershipPart   part,
                      gboolean               *is_in,
                      GError                **error)
{
  g_autoptr (GPtrArray) memberships = callout_store_children (store, CALLOUT_KIND_MEMBERSHIP, "person", person, error);

  *is_in = FALSE;
  if (memberships == NULL)
    return FALSE;
  for (guint i = 0; i < memberships->len; i++)
    {
      CalloutMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->group == group && membership->part == (int) part)
        *is_in = TRUE;
    }
  return TRUE;
}

gboolean
callout_actor_dispatches (CalloutCall  *self,
                          gint64        group,
                          gboolean     *dispatches,
                          GError      **error)
{
  return callout_person_is_in (self->store, CALLOUT_ENTITY (self->actor)->id, group,
                               CALLOUT_MEMBERSHIP_PART_DISPATCHER, dispatches, error);
}

/**
 * callout_find_assignment:
 *
 * Returns: (nullable) (transfer none): the person's active assignment
 */
CalloutAssignment *
callout_find_assignment (GPtrArray *assignments,
                         gint64     person)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->person == person && callout_assignment_is_active (assignment))
        return assignment;
    }
  return NULL;
}

CalloutAssignment *
callout_find_lead (GPtrArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->part == CALLOUT_PART_LEAD && callout_assignment_is_active (assignment))
        return assignment;
    }
  return NULL;
}
