/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Parts of sentences: names, times, and what became of a field.
 */

/* Longer texts are not repeated in a sentence. */
#define SHORT_TEXT 60

/* What a field is called in a sentence that begins with it. */
static const struct {
  const char *field;
  const char *label;
} labels[] = {
  { "title", N_("Title") },
  { "type", N_("Type") },
  { "description", N_("Description") },
  { "customer", N_("Customer") },
  { "progress", N_("Progress") },
  { "visibility", N_("Visibility") },
  { "priority", N_("Priority") },
  { "due_earliest", N_("Earliest begin") },
  { "due_latest", N_("Due time") },
  { "closed_at", N_("Closing time") },
  { "skills", N_("Skills") },
  { "outcome", N_("Outcome") },
  { "address", N_("Address") },
  { "district", N_("District") },
  { "latitude", N_("Location") },
  { "note", N_("Private note") },
  { "vip", N_("VIP mark") },
  { "escalated", N_("Escalation") },
  { "channel", N_("Channel") },
  { "state", N_("State") },
  { "group", N_("Group") },
  { "planned_start", N_("Planned begin") },
  { "planned_end", N_("Planned end") },
  { "duration", N_("Duration in minutes") },
  { "login", N_("Login") },
  { "name", N_("Name") },
  { "email", N_("E-mail address") },
  { "phone", N_("Telephone number") },
  { "roles", N_("Roles") },
  { "grants", N_("Special permissions") },
  { "availability", N_("Availability") },
  { "shift", N_("Shift") },
  { "password_hash", N_("Password") },
  { "mode", N_("Mode") },
  { "allow_cross_group", N_("Other groups’ engineers") },
  { "providers", N_("Linked providers") },
  { "tax_id", N_("Tax number") },
  { "time_zone", N_("Time zone") },
  { "holiday_region", N_("Holiday region") },
  { "value", N_("Value") },
  { "label", N_("Name") },
  { "icon", N_("Icon") },
  { "show_original_name", N_("Own name for customers") },
  { "show_original_icon", N_("Own icon for customers") },
};

/* Said by something else in the same sentence, or of no interest to people. */
static const char *const silent[] = {
  "longitude", "position_at", "closed_at", "routed_by", "cycle", "published_at", "position", "workflow", "+", "-",
};

static guint
touch_hash (gconstpointer data)
{
  const CalloutTouch *touch = data;

  return g_int64_hash (&touch->id) * 31 + touch->kind;
}

static gboolean
touch_equal (gconstpointer a,
             gconstpointer b)
{
  const CalloutTouch *one = a, *other = b;

  return one->kind == other->kind && one->id == other->id;
}

CalloutScene *
callout_scene_new (CalloutStore *store)
{
  CalloutScene *self = g_new0 (CalloutScene, 1);
  g_autofree char *zone = callout_store_get_setting (store, CALLOUT_SETTING_TIME_ZONE, 0, NULL);

  self->store = store;
  self->names = g_hash_table_new_full (touch_hash, touch_equal, g_free, g_free);
  self->zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return self;
}

void
callout_scene_free (CalloutScene *self)
{
  g_hash_table_unref (self->names);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * callout_scene_get_name:
 *
 * What people call a row: its name, else its reference, never its number.
 */
const char *
callout_scene_get_name (CalloutScene *self,
                        CalloutKind   kind,
                        gint64        id)
{
  CalloutTouch key = { kind, id };
  const CalloutField *field;
  g_autoptr (CalloutEntity) row = NULL;
  char *name = g_hash_table_lookup (self->names, &key);

  if (name != NULL)
    return name;

  row = callout_store_get (self->store, kind, id, NULL);
  field = callout_kind_find_field (kind, kind == CALLOUT_KIND_STEP ? "label" : "name");
  if (row != NULL && field != NULL)
    name = callout_entity_dup_value (row, field);
  else if (row != NULL)
    name = callout_entity_dup_ref (row);
  if (name == NULL)
    name = g_strdup (_("somebody or something that is gone"));
  g_hash_table_insert (self->names, g_memdup2 (&key, sizeof key), name);
  return name;
}

/**
 * callout_scene_dup_time:
 *
 * A moment as a person at the site reads it.
 */
char *
callout_scene_dup_time (CalloutScene *self,
                        CalloutTime   time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  if (local == NULL)
    return g_strdup ("");
  /* Translators: a day and the time of day, see g_date_time_format() */
  return g_date_time_format (local, C_("date and time", "%-d %b %Y, %H:%M"));
}

/**
 * callout_history_join:
 * @names: of strings, at least one
 *
 * “Ann”, “Ann and Ben”, “Ann, Ben and Mia”.
 */
char *
callout_history_join (GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (g_ptr_array_index (names, 0));

  for (guint i = 1; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      /* Translators: joins names: “Ann, Ben” and “Ann, Ben and Mia” */
      g_autofree char *longer = i + 1 < names->len ? g_strdup_printf (C_("names", "%s, %s"), text->str, name)
                                                   : g_strdup_printf (C_("names", "%s and %s"), text->str, name);

      g_string_assign (text, longer);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
roles_text (const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  int role;

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (names, callout_enum_parse (CALLOUT_TYPE_ROLE, words[i], &role)
                              ? (char *) callout_enum_label (CALLOUT_TYPE_ROLE, role)
                              : words[i]);
  return callout_history_join (names);
}

static char *
keys_text (const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);

  return g_strjoinv (", ", words);
}

/* A stored value as a person reads it; NULL for texts too long to repeat. */
static char *
value_text (CalloutScene       *scene,
            const CalloutField *field,
            const char         *value)
{
  int number;

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
      if (g_utf8_strlen (value, -1) > SHORT_TEXT || strchr (value, '\n') != NULL)
        return NULL;
      return g_strdup_printf (_("“%s”"), value);
    case CALLOUT_FIELD_KEYS:
      return g_str_equal (field->name, "roles") ? roles_text (value) : keys_text (value);
    case CALLOUT_FIELD_ENUM:
      if (!callout_enum_parse (field->enum_type (), value, &number))
        return g_strdup (value);
      return g_strdup (callout_enum_label (field->enum_type (), number));
    case CALLOUT_FIELD_BOOLEAN:
      return g_strdup (g_str_equal (value, "1") ? C_("a field", "yes") : C_("a field", "no"));
    case CALLOUT_FIELD_TIME:
      return callout_scene_dup_time (scene, g_ascii_strtoll (value, NULL, 10));
    case CALLOUT_FIELD_REF:
      return g_strdup (callout_scene_get_name (scene, field->kind, g_ascii_strtoll (value, NULL, 10)));
    case CALLOUT_FIELD_INTEGER:
      return g_strdup (value);
    case CALLOUT_FIELD_REAL:
    default:
      return NULL;
    }
}

static const char *
field_label (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].field, name))
      return _(labels[i].label);
  return NULL;
}

static gboolean
is_silent (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    if (g_str_equal (silent[i], name))
      return TRUE;
  return FALSE;
}

/* Names of icons and sums of pictures tell people nothing. */
static gboolean
is_unspeakable (const char *name)
{
  return g_str_equal (name, "icon");
}

static char *
change_text (CalloutScene  *scene,
             CalloutChange *change)
{
  const CalloutField *field = callout_kind_find_field (change->kind, change->field);
  const char *label = field_label (change->field);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (field == NULL || label == NULL)
    return NULL;
  if (is_unspeakable (change->field))
    return g_strdup_printf (_("%s changed"), label);
  before = change->before != NULL ? value_text (scene, field, change->before) : NULL;
  after = change->after != NULL ? value_text (scene, field, change->after) : NULL;

  /* Translators: the first word is the name of a field */
  if (change->before == NULL && after != NULL)
    return g_strdup_printf (_("%s set to %s"), label, after);
  if (change->after == NULL && before != NULL)
    return g_strdup_printf (_("%s taken away, it was %s"), label, before);
  if (before != NULL && after != NULL)
    return g_strdup_printf (_("%s changed from %s to %s"), label, before, after);
  return g_strdup_printf (_("%s changed"), label);
}

/**
 * callout_history_changes:
 *
 * What became of the fields of one row, as one sentence.
 *
 * Returns: (transfer full) (nullable): %NULL if there is nothing to say
 */
char *
callout_history_changes (CalloutScene *scene,
                         GPtrArray    *changes,
                         CalloutKind   kind,
                         gint64        id)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      g_autofree char *part = NULL;

      if (change->kind != kind || change->id != id || is_silent (change->field))
        continue;
      part = change_text (scene, change);
      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", part);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const char *
state_label (CalloutKind  kind,
             const char  *key)
{
  GType type = kind == CALLOUT_KIND_TICKET       ? CALLOUT_TYPE_PROGRESS
               : kind == CALLOUT_KIND_WORK_ORDER ? CALLOUT_TYPE_WORK_STATE
               : kind == CALLOUT_KIND_PERSON     ? CALLOUT_TYPE_AVAILABILITY
                                                 : G_TYPE_INVALID;
  int value;

  if (type == G_TYPE_INVALID || !callout_enum_parse (type, key, &value))
    return key;
  return callout_enum_label (type, value);
}

/**
 * callout_history_progress:
 *
 * Returns: (transfer full) (nullable): from which state to which, %NULL if it
 *   stayed the same
 */
char *
callout_history_progress (CalloutEvent *event)
{
  if (event->to_state == NULL || g_strcmp0 (event->from_state, event->to_state) == 0)
    return NULL;
  if (event->from_state == NULL)
    return g_strdup (state_label (event->kind, event->to_state));
  return g_strdup_printf (C_("states", "%s → %s"), state_label (event->kind, event->from_state),
                          state_label (event->kind, event->to_state));
}
