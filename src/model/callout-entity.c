/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-entity.h"

#include "callout-model.h"

#include <math.h>
#include <string.h>

G_DEFINE_ABSTRACT_TYPE (CalloutEntity, callout_entity, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_VERSION,
  PROP_CREATED_AT,
  PROP_UPDATED_AT,
  N_COMMON_PROPS
};

static GParamSpec *common_properties[N_COMMON_PROPS];

static void
clear_text_fields (CalloutEntity *self)
{
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == CALLOUT_FIELD_TEXT || klass->fields[i].type == CALLOUT_FIELD_KEYS)
      g_clear_pointer (&CALLOUT_ENTITY_FIELD (self, &klass->fields[i], char *), g_free);
}

/* Not in init: there an instance still has its parent's class, and no fields. */
static void
callout_entity_constructed (GObject *object)
{
  CalloutEntity *self = CALLOUT_ENTITY (object);
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);

  G_OBJECT_CLASS (callout_entity_parent_class)->constructed (object);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == CALLOUT_FIELD_REAL)
      CALLOUT_ENTITY_FIELD (self, &klass->fields[i], double) = NAN;
}

static void
callout_entity_finalize (GObject *object)
{
  clear_text_fields (CALLOUT_ENTITY (object));
  G_OBJECT_CLASS (callout_entity_parent_class)->finalize (object);
}

static void
get_field_property (CalloutEntity      *self,
                    const CalloutField *field,
                    GValue             *value)
{
  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      g_value_set_string (value, CALLOUT_ENTITY_FIELD (self, field, char *));
      break;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      g_value_set_int64 (value, CALLOUT_ENTITY_FIELD (self, field, gint64));
      break;
    case CALLOUT_FIELD_BOOLEAN:
      g_value_set_boolean (value, CALLOUT_ENTITY_FIELD (self, field, gboolean));
      break;
    case CALLOUT_FIELD_REAL:
      g_value_set_double (value, CALLOUT_ENTITY_FIELD (self, field, double));
      break;
    case CALLOUT_FIELD_ENUM:
      g_value_set_enum (value, CALLOUT_ENTITY_FIELD (self, field, int));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
callout_entity_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CalloutEntity *self = CALLOUT_ENTITY (object);
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_VERSION:
      g_value_set_int64 (value, self->version);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_UPDATED_AT:
      g_value_set_int64 (value, self->updated_at);
      break;
    default:
      if (prop_id - N_COMMON_PROPS < klass->n_fields)
        get_field_property (self, &klass->fields[prop_id - N_COMMON_PROPS], value);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_entity_class_init (CalloutEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = callout_entity_constructed;
  object_class->finalize = callout_entity_finalize;
  object_class->get_property = callout_entity_get_property;

  common_properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  common_properties[PROP_VERSION] = g_param_spec_int64 ("version", NULL, NULL, 0, G_MAXINT64, 0, flags);
  common_properties[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  common_properties[PROP_UPDATED_AT] = g_param_spec_int64 ("updated-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_COMMON_PROPS, common_properties);
}

static void
callout_entity_init (CalloutEntity *self)
{
}

static GParamSpec *
param_spec_for_field (const CalloutField *field)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');
  const char *interned = g_intern_string (name);

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      return g_param_spec_string (interned, NULL, NULL, NULL, flags);
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return g_param_spec_int64 (interned, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case CALLOUT_FIELD_BOOLEAN:
      return g_param_spec_boolean (interned, NULL, NULL, FALSE, flags);
    case CALLOUT_FIELD_REAL:
      return g_param_spec_double (interned, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
    case CALLOUT_FIELD_ENUM:
      {
        GEnumClass *klass = g_type_class_ref (field->enum_type ());
        return g_param_spec_enum (interned, NULL, NULL, field->enum_type (), klass->values[0].value, flags);
      }
    default:
      g_assert_not_reached ();
    }
}

/**
 * callout_entity_class_set_fields:
 *
 * Called in a kind's class_init: makes the table of fields its properties.
 */
void
callout_entity_class_set_fields (CalloutEntityClass *klass,
                                 CalloutKind         kind,
                                 const CalloutField *fields,
                                 guint               n_fields,
                                 const char         *key_field)
{
  klass->kind = kind;
  klass->fields = fields;
  klass->n_fields = n_fields;
  klass->key_field = key_field;

  /* GObject does not hand this one down to derived classes. */
  G_OBJECT_CLASS (klass)->get_property = callout_entity_get_property;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), N_COMMON_PROPS + i,
                                     param_spec_for_field (&fields[i]));
}

/**
 * callout_entity_type_for_kind:
 *
 * The class of a kind; %G_TYPE_INVALID for kinds that have no rows of their own.
 */
GType
callout_entity_type_for_kind (CalloutKind kind)
{
  switch (kind)
    {
    case CALLOUT_KIND_PERSON:
      return CALLOUT_TYPE_PERSON;
    case CALLOUT_KIND_GROUP:
      return CALLOUT_TYPE_GROUP;
    case CALLOUT_KIND_MEMBERSHIP:
      return CALLOUT_TYPE_MEMBERSHIP;
    case CALLOUT_KIND_CUSTOMER:
      return CALLOUT_TYPE_CUSTOMER;
    case CALLOUT_KIND_TICKET:
      return CALLOUT_TYPE_TICKET;
    case CALLOUT_KIND_WORK_ORDER:
      return CALLOUT_TYPE_WORK_ORDER;
    case CALLOUT_KIND_ASSIGNMENT:
      return CALLOUT_TYPE_ASSIGNMENT;
    case CALLOUT_KIND_STEP_EVENT:
      return CALLOUT_TYPE_STEP_EVENT;
    case CALLOUT_KIND_STEP:
      return CALLOUT_TYPE_STEP;
    case CALLOUT_KIND_SETTING:
      return CALLOUT_TYPE_SETTING;
    case CALLOUT_KIND_EVENT:
      return CALLOUT_TYPE_EVENT;
    case CALLOUT_KIND_WORKFLOW:
      return CALLOUT_TYPE_WORKFLOW;
    case CALLOUT_KIND_STATUS:
      return CALLOUT_TYPE_STATUS;
    case CALLOUT_KIND_STATUS_LABEL:
      return CALLOUT_TYPE_STATUS_LABEL;
    case CALLOUT_KIND_ICON:
      return CALLOUT_TYPE_ICON;
    case CALLOUT_KIND_FLOW:
      return CALLOUT_TYPE_FLOW;
    case CALLOUT_KIND_ANSWER:
      return CALLOUT_TYPE_ANSWER;
    case CALLOUT_KIND_OFFER:
      return CALLOUT_TYPE_TICKET_OFFER;
    case CALLOUT_KIND_TICKET_ASSIGNEE:
      return CALLOUT_TYPE_TICKET_ASSIGNEE;
    case CALLOUT_KIND_UPDATE:
      return CALLOUT_TYPE_UPDATE;
    case CALLOUT_KIND_FILE:
      return CALLOUT_TYPE_FILE;
    case CALLOUT_KIND_RATING:
      return CALLOUT_TYPE_RATING;
    case CALLOUT_KIND_EQUIPMENT:
      return CALLOUT_TYPE_EQUIPMENT;
    case CALLOUT_KIND_NOTIFICATION:
      return CALLOUT_TYPE_NOTIFICATION;
    case CALLOUT_KIND_NOTIFICATION_PREF:
      return CALLOUT_TYPE_NOTIFICATION_PREF;
    case CALLOUT_KIND_OUTBOX:
      return CALLOUT_TYPE_OUTBOX;
    case CALLOUT_KIND_SAVED_FILTER:
      return CALLOUT_TYPE_SAVED_FILTER;
    case CALLOUT_KIND_MESSAGE:
      return CALLOUT_TYPE_MESSAGE;
    case CALLOUT_KIND_READ_MARK:
      return CALLOUT_TYPE_READ_MARK;
    case CALLOUT_KIND_CONVERSATION:
      return CALLOUT_TYPE_CONVERSATION;
    case CALLOUT_KIND_SNIPPET:
      return CALLOUT_TYPE_SNIPPET;
    case CALLOUT_KIND_ASSISTANT_ELEMENT:
      return CALLOUT_TYPE_ASSISTANT_ELEMENT;
    case CALLOUT_KIND_PICTURE:
      return CALLOUT_TYPE_PICTURE;
    case CALLOUT_KIND_NONE:
    case CALLOUT_N_KINDS:
    default:
      return G_TYPE_INVALID;
    }
}

/* Classes are kept for the life of the program, so that worker threads may
 * look up fields without taking references. */
static CalloutEntityClass *
class_for_kind (CalloutKind kind)
{
  GType type = callout_entity_type_for_kind (kind);
  gpointer klass;

  g_return_val_if_fail (type != G_TYPE_INVALID, NULL);

  klass = g_type_class_peek (type);
  return klass != NULL ? klass : g_type_class_ref (type);
}

CalloutEntity *
callout_entity_new_for_kind (CalloutKind kind)
{
  return g_object_new (callout_entity_type_for_kind (kind), NULL);
}

CalloutKind
callout_entity_get_kind (CalloutEntity *self)
{
  g_return_val_if_fail (CALLOUT_IS_ENTITY (self), CALLOUT_KIND_NONE);

  return CALLOUT_ENTITY_GET_CLASS (self)->kind;
}

const CalloutField *
callout_kind_get_fields (CalloutKind  kind,
                         guint       *n_fields)
{
  CalloutEntityClass *klass = class_for_kind (kind);

  g_return_val_if_fail (klass != NULL, NULL);

  *n_fields = klass->n_fields;
  return klass->fields;
}

const CalloutField *
callout_kind_find_field (CalloutKind  kind,
                         const char  *name)
{
  CalloutEntityClass *klass = class_for_kind (kind);

  g_return_val_if_fail (klass != NULL, NULL);

  for (guint i = 0; i < klass->n_fields; i++)
    if (CALLOUT_SAME_NAME (klass->fields[i].name, name))
      return &klass->fields[i];
  return NULL;
}

const char *
callout_kind_get_key_field (CalloutKind kind)
{
  CalloutEntityClass *klass = class_for_kind (kind);

  return klass != NULL ? klass->key_field : NULL;
}

gint64
callout_entity_get_id (CalloutEntity *self)
{
  g_return_val_if_fail (CALLOUT_IS_ENTITY (self), 0);

  return self->id;
}

/**
 * callout_entity_dup_ref:
 *
 * Returns: (transfer full): what a person calls it: `T-1001`, a login, a key
 */
char *
callout_entity_dup_ref (CalloutEntity *self)
{
  CalloutEntityClass *klass;

  g_return_val_if_fail (CALLOUT_IS_ENTITY (self), NULL);

  klass = CALLOUT_ENTITY_GET_CLASS (self);
  if (klass->key_field != NULL)
    return callout_entity_dup_value (self, callout_kind_find_field (klass->kind, klass->key_field));
  return callout_ref_format (klass->kind, self->id);
}

gboolean
callout_entity_is_absent (CalloutEntity      *self,
                          const CalloutField *field)
{
  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      return CALLOUT_ENTITY_FIELD (self, field, char *) == NULL;
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return CALLOUT_ENTITY_FIELD (self, field, gint64) == 0;
    case CALLOUT_FIELD_REAL:
      return isnan (CALLOUT_ENTITY_FIELD (self, field, double));
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_BOOLEAN:
    case CALLOUT_FIELD_ENUM:
    default:
      return FALSE;
    }
}

/**
 * callout_entity_dup_value:
 *
 * The stored form of a field as text, as the audit trail keeps it: numbers and
 * times in decimal, enums by key, references by id.
 *
 * Returns: (transfer full) (nullable): %NULL when absent
 */
char *
callout_entity_dup_value (CalloutEntity      *self,
                          const CalloutField *field)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (callout_entity_is_absent (self, field))
    return NULL;

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      return g_strdup (CALLOUT_ENTITY_FIELD (self, field, char *));
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return g_strdup_printf ("%" G_GINT64_FORMAT, CALLOUT_ENTITY_FIELD (self, field, gint64));
    case CALLOUT_FIELD_BOOLEAN:
      return g_strdup (CALLOUT_ENTITY_FIELD (self, field, gboolean) ? "1" : "0");
    case CALLOUT_FIELD_REAL:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, CALLOUT_ENTITY_FIELD (self, field, double)));
    case CALLOUT_FIELD_ENUM:
      return g_strdup (callout_enum_key (field->enum_type (), CALLOUT_ENTITY_FIELD (self, field, int)));
    default:
      g_assert_not_reached ();
    }
}

/**
 * callout_entity_take_value:
 * @value: (nullable): the text form of callout_entity_dup_value()
 *
 * Sets a field from its stored text form, without notifying.
 *
 * Returns: %FALSE if @value is not of the field's type; the field is unchanged
 */
gboolean
callout_entity_take_value (CalloutEntity      *self,
                           const CalloutField *field,
                           const char         *value)
{
  char *end = NULL;
  int enum_value;
  gint64 number;
  double real;

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      g_free (CALLOUT_ENTITY_FIELD (self, field, char *));
      CALLOUT_ENTITY_FIELD (self, field, char *) = g_strdup (value);
      return TRUE;
    case CALLOUT_FIELD_BOOLEAN:
      CALLOUT_ENTITY_FIELD (self, field, gboolean) = g_strcmp0 (value, "1") == 0;
      return TRUE;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      number = value != NULL ? g_ascii_strtoll (value, &end, 10) : 0;
      if (value != NULL && (end == value || *end != '\0'))
        return FALSE;
      CALLOUT_ENTITY_FIELD (self, field, gint64) = number;
      return TRUE;
    case CALLOUT_FIELD_REAL:
      real = value != NULL ? g_ascii_strtod (value, &end) : NAN;
      if (value != NULL && (end == value || *end != '\0'))
        return FALSE;
      CALLOUT_ENTITY_FIELD (self, field, double) = real;
      return TRUE;
    case CALLOUT_FIELD_ENUM:
      if (!callout_enum_parse (field->enum_type (), value, &enum_value))
        return FALSE;
      CALLOUT_ENTITY_FIELD (self, field, int) = enum_value;
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

gboolean
callout_entity_field_equal (CalloutEntity      *a,
                            CalloutEntity      *b,
                            const CalloutField *field)
{
  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      return g_strcmp0 (CALLOUT_ENTITY_FIELD (a, field, char *), CALLOUT_ENTITY_FIELD (b, field, char *)) == 0;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return CALLOUT_ENTITY_FIELD (a, field, gint64) == CALLOUT_ENTITY_FIELD (b, field, gint64);
    case CALLOUT_FIELD_BOOLEAN:
      return !CALLOUT_ENTITY_FIELD (a, field, gboolean) == !CALLOUT_ENTITY_FIELD (b, field, gboolean);
    case CALLOUT_FIELD_REAL:
      {
        double x = CALLOUT_ENTITY_FIELD (a, field, double);
        double y = CALLOUT_ENTITY_FIELD (b, field, double);
        return memcmp (&x, &y, sizeof x) == 0 || (isnan (x) && isnan (y));
      }
    case CALLOUT_FIELD_ENUM:
      return CALLOUT_ENTITY_FIELD (a, field, int) == CALLOUT_ENTITY_FIELD (b, field, int);
    default:
      g_assert_not_reached ();
    }
}

static void
copy_field (CalloutEntity      *to,
            CalloutEntity      *from,
            const CalloutField *field)
{
  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      g_free (CALLOUT_ENTITY_FIELD (to, field, char *));
      CALLOUT_ENTITY_FIELD (to, field, char *) = g_strdup (CALLOUT_ENTITY_FIELD (from, field, char *));
      break;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      CALLOUT_ENTITY_FIELD (to, field, gint64) = CALLOUT_ENTITY_FIELD (from, field, gint64);
      break;
    case CALLOUT_FIELD_BOOLEAN:
      CALLOUT_ENTITY_FIELD (to, field, gboolean) = CALLOUT_ENTITY_FIELD (from, field, gboolean);
      break;
    case CALLOUT_FIELD_REAL:
      CALLOUT_ENTITY_FIELD (to, field, double) = CALLOUT_ENTITY_FIELD (from, field, double);
      break;
    case CALLOUT_FIELD_ENUM:
      CALLOUT_ENTITY_FIELD (to, field, int) = CALLOUT_ENTITY_FIELD (from, field, int);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * callout_entity_update_from:
 * @fresh: a newer reading of the same row
 *
 * Takes over every field that differs and notifies each.
 *
 * Returns: whether anything did
 */
gboolean
callout_entity_update_from (CalloutEntity *self,
                            CalloutEntity *fresh)
{
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);
  GObject *object = G_OBJECT (self);
  gboolean changed = FALSE;

  g_return_val_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (fresh), FALSE);

  if (self == fresh)
    return FALSE;

  g_object_freeze_notify (object);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!callout_entity_field_equal (self, fresh, &klass->fields[i]))
      {
        g_autofree char *name = g_strdelimit (g_strdup (klass->fields[i].name), "_", '-');

        copy_field (self, fresh, &klass->fields[i]);
        g_object_notify (object, name);
        changed = TRUE;
      }
  if (self->version != fresh->version)
    {
      self->version = fresh->version;
      self->updated_at = fresh->updated_at;
      g_object_notify_by_pspec (object, common_properties[PROP_VERSION]);
      g_object_notify_by_pspec (object, common_properties[PROP_UPDATED_AT]);
      changed = TRUE;
    }
  self->id = fresh->id;
  self->created_at = fresh->created_at;
  g_object_thaw_notify (object);
  return changed;
}

/**
 * callout_entity_copy:
 *
 * Returns: (transfer full): an equal entity that nobody else holds
 */
CalloutEntity *
callout_entity_copy (CalloutEntity *self)
{
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);
  CalloutEntity *copy = g_object_new (G_OBJECT_TYPE (self), NULL);

  copy->id = self->id;
  copy->version = self->version;
  copy->created_at = self->created_at;
  copy->updated_at = self->updated_at;
  for (guint i = 0; i < klass->n_fields; i++)
    copy_field (copy, self, &klass->fields[i]);
  return copy;
}

/**
 * callout_entity_hide_internal:
 *
 * Empties what customers are never shown. Of a copy that is handed to one, not
 * of anything that is written.
 */
void
callout_entity_hide_internal (CalloutEntity *self)
{
  CalloutEntityClass *klass = CALLOUT_ENTITY_GET_CLASS (self);
  g_autoptr (CalloutEntity) empty = callout_entity_new_for_kind (klass->kind);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & CALLOUT_FIELD_INTERNAL)
      copy_field (self, empty, &klass->fields[i]);
}
