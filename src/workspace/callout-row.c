/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-list-private.h"

struct _CalloutRow
{
  GObject           parent_instance;

  CalloutEntity    *entity;   /* (nullable) */
  CalloutQueryList *list;     /* (nullable), borrowed: it lets go of us first, or we of it */
  gint64            id;
  guint             position; /* where it was last asked for */
};

enum {
  PROP_0,
  PROP_ID,
  PROP_ENTITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CalloutRow, callout_row, G_TYPE_OBJECT)

static void
callout_row_dispose (GObject *object)
{
  CalloutRow *self = CALLOUT_ROW (object);

  if (self->list != NULL)
    callout_query_list_forget_row (self->list, self);
  self->list = NULL;
  g_clear_object (&self->entity);
  G_OBJECT_CLASS (callout_row_parent_class)->dispose (object);
}

static void
callout_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CalloutRow *self = CALLOUT_ROW (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ENTITY:
      g_value_set_object (value, self->entity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_row_class_init (CalloutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = callout_row_dispose;
  object_class->get_property = callout_row_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ENTITY] = g_param_spec_object ("entity", NULL, NULL, CALLOUT_TYPE_ENTITY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
callout_row_init (CalloutRow *self)
{
}

CalloutRow *
callout_row_new (CalloutQueryList *list,
                 gint64            id,
                 guint             position)
{
  CalloutRow *self = g_object_new (CALLOUT_TYPE_ROW, NULL);

  self->list = list;
  self->id = id;
  self->position = position;
  return self;
}

guint
callout_row_get_position (CalloutRow *self)
{
  return self->position;
}

void
callout_row_set_position (CalloutRow *self,
                          guint       position)
{
  self->position = position;
}

void
callout_row_set_entity (CalloutRow    *self,
                        CalloutEntity *entity)
{
  if (g_set_object (&self->entity, entity))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTITY]);
}

/* The list is going away; who holds the row keeps what it shows. */
void
callout_row_leave (CalloutRow *self)
{
  self->list = NULL;
}

/**
 * callout_row_get_id:
 *
 * Returns: the id of what stands here, known from the start
 */
gint64
callout_row_get_id (CalloutRow *self)
{
  g_return_val_if_fail (CALLOUT_IS_ROW (self), 0);

  return self->id;
}

/**
 * callout_row_get_entity:
 *
 * Returns: (transfer none) (nullable): the living object, %NULL until it is read
 */
CalloutEntity *
callout_row_get_entity (CalloutRow *self)
{
  g_return_val_if_fail (CALLOUT_IS_ROW (self), NULL);

  return self->entity;
}
