/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-clock.h"
#include "callout-enums.h"

#include <string.h>

G_BEGIN_DECLS

/**
 * CalloutFieldType:
 *
 * How a field stands in its C struct, and what it means. Absent values: %NULL
 * text, 0 for times and references, NaN for reals. 0.0 is a real value.
 */
typedef enum {
  CALLOUT_FIELD_TEXT,    /* char * */
  CALLOUT_FIELD_KEYS,    /* char *: keys joined by single blanks, sorted; %NULL when empty */
  CALLOUT_FIELD_INTEGER, /* gint64 */
  CALLOUT_FIELD_BOOLEAN, /* gboolean */
  CALLOUT_FIELD_REAL,    /* double */
  CALLOUT_FIELD_TIME,    /* CalloutTime */
  CALLOUT_FIELD_ENUM,    /* int (a C enum) */
  CALLOUT_FIELD_REF,     /* gint64: the id of a row of another kind */
} CalloutFieldType;

typedef enum {
  CALLOUT_FIELD_PLAIN   = 0,
  CALLOUT_FIELD_DERIVED = 1 << 0, /* read from other rows by the store, never written */
  CALLOUT_FIELD_SECRET  = 1 << 1, /* never shown, exported or logged by value */
  CALLOUT_FIELD_INTERNAL = 1 << 2, /* for employees: a customer never sees it, nor finds or sorts by it */
} CalloutFieldFlags;

typedef struct {
  const char       *name; /* as column, filter word and JSON member: lower_case */
  CalloutFieldType  type;
  gsize             offset;
  CalloutFieldFlags flags;
  GType (*enum_type) (void); /* for ENUM */
  CalloutKind       kind;    /* for REF */
} CalloutField;

#define CALLOUT_FIELD(Struct, member, TYPE) \
  { #member, CALLOUT_FIELD_##TYPE, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_PLAIN, NULL, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_E(Struct, member, get_type) \
  { #member, CALLOUT_FIELD_ENUM, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_PLAIN, get_type, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_R(Struct, member, KIND) \
  { #member, CALLOUT_FIELD_REF, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_PLAIN, NULL, CALLOUT_KIND_##KIND }
#define CALLOUT_FIELD_S(Struct, member, TYPE) \
  { #member, CALLOUT_FIELD_##TYPE, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_SECRET, NULL, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_I(Struct, member, TYPE) \
  { #member, CALLOUT_FIELD_##TYPE, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_INTERNAL, NULL, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_IR(Struct, member, KIND) \
  { #member, CALLOUT_FIELD_REF, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_INTERNAL, NULL, CALLOUT_KIND_##KIND }
#define CALLOUT_FIELD_DI(Struct, member, TYPE) \
  { #member, CALLOUT_FIELD_##TYPE, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_DERIVED | CALLOUT_FIELD_INTERNAL, NULL, \
    CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_D(Struct, member, TYPE) \
  { #member, CALLOUT_FIELD_##TYPE, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_DERIVED, NULL, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_DE(Struct, member, get_type) \
  { #member, CALLOUT_FIELD_ENUM, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_DERIVED, get_type, CALLOUT_KIND_NONE }
#define CALLOUT_FIELD_DR(Struct, member, KIND) \
  { #member, CALLOUT_FIELD_REF, G_STRUCT_OFFSET (Struct, member), CALLOUT_FIELD_DERIVED, NULL, CALLOUT_KIND_##KIND }

/**
 * CalloutEntity:
 *
 * A row as an object. The fields of entities are public to read; only commands
 * write them, on fresh copies on the store's thread. An entity of the
 * workspace's identity map lives on the main thread and tells of every change
 * by notify; its properties carry the names of its fields with hyphens.
 */
#define CALLOUT_TYPE_ENTITY            (callout_entity_get_type ())
#define CALLOUT_ENTITY(o)              (G_TYPE_CHECK_INSTANCE_CAST ((o), CALLOUT_TYPE_ENTITY, CalloutEntity))
#define CALLOUT_ENTITY_CLASS(k)        (G_TYPE_CHECK_CLASS_CAST ((k), CALLOUT_TYPE_ENTITY, CalloutEntityClass))
#define CALLOUT_IS_ENTITY(o)           (G_TYPE_CHECK_INSTANCE_TYPE ((o), CALLOUT_TYPE_ENTITY))
#define CALLOUT_ENTITY_GET_CLASS(o)    (G_TYPE_INSTANCE_GET_CLASS ((o), CALLOUT_TYPE_ENTITY, CalloutEntityClass))

typedef struct _CalloutEntity      CalloutEntity;
typedef struct _CalloutEntityClass CalloutEntityClass;

GType callout_entity_get_type (void) G_GNUC_CONST;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutEntity, g_object_unref)

struct _CalloutEntity
{
  GObject     parent_instance;

  gint64      id;      /* 0 until inserted */
  gint64      version; /* counts every write of the row */
  CalloutTime created_at;
  CalloutTime updated_at;
};

struct _CalloutEntityClass
{
  GObjectClass        parent_class;

  CalloutKind         kind;
  const CalloutField *fields;
  guint               n_fields;
  const char         *key_field; /* the field that is its reference (login, key); %NULL for numbered kinds */
};

void                callout_entity_class_set_fields (CalloutEntityClass *klass,
                                                     CalloutKind         kind,
                                                     const CalloutField *fields,
                                                     guint               n_fields,
                                                     const char         *key_field);

GType               callout_entity_type_for_kind    (CalloutKind         kind);
CalloutEntity      *callout_entity_new_for_kind     (CalloutKind         kind);
CalloutKind         callout_entity_get_kind         (CalloutEntity      *self);
const CalloutField *callout_kind_get_fields         (CalloutKind         kind,
                                                     guint              *n_fields);
const CalloutField *callout_kind_find_field         (CalloutKind         kind,
                                                     const char         *name);
const char         *callout_kind_get_key_field      (CalloutKind         kind);

gint64              callout_entity_get_id           (CalloutEntity      *self);
char               *callout_entity_dup_ref          (CalloutEntity      *self);
gboolean            callout_entity_is_absent        (CalloutEntity      *self,
                                                     const CalloutField *field);
char               *callout_entity_dup_value        (CalloutEntity      *self,
                                                     const CalloutField *field);
gboolean            callout_entity_take_value       (CalloutEntity      *self,
                                                     const CalloutField *field,
                                                     const char         *value);
gboolean            callout_entity_field_equal      (CalloutEntity      *a,
                                                     CalloutEntity      *b,
                                                     const CalloutField *field);
gboolean            callout_entity_update_from      (CalloutEntity      *self,
                                                     CalloutEntity      *fresh);
CalloutEntity      *callout_entity_copy             (CalloutEntity      *self);
void                callout_entity_hide_internal    (CalloutEntity      *self);

/* Typed access to a field of any entity, for mappers and printers. */
#define CALLOUT_ENTITY_FIELD(entity, field, ctype) G_STRUCT_MEMBER (ctype, (entity), (field)->offset)

/* The references people write: T-1001, WO-12, C-3. */
const char         *callout_kind_get_prefix         (CalloutKind         kind);
char               *callout_ref_format              (CalloutKind         kind,
                                                     gint64              id);
gboolean            callout_ref_parse               (const char         *text,
                                                     CalloutKind        *kind,
                                                     gint64             *id);

/* Equality for short names that are looked up very often: most differ in the first letter. */
#define CALLOUT_SAME_NAME(a, b) (*(a) == *(b) && strcmp ((a), (b)) == 0)

/* Sets of keys as blank-separated text. */
gboolean            callout_keys_contain            (const char         *keys,
                                                     const char         *key);
char               *callout_keys_normalise          (const char *const  *keys);

G_END_DECLS
