/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-drop.h"

#include "callout-error.h"
#include "callout-format.h"
#include "callout-nearest.h"

#include <glib/gi18n-lib.h>

struct _CalloutMapDrop
{
  GObject          parent_instance;

  /* Owned */
  CalloutSession  *session;
  GCancellable    *cancellable;
  GPtrArray       *neighbours; /* of the work order asked about, once they are known */
  char            *command;    /* that would do it; NULL: none may */
  char            *why_not;
  GError          *error;

  /* Borrowed */
  CalloutMapLayer *layer;

  gint64           work_order;
  gint64           waiting;    /* somebody it was let go on before the answer was here */
  gint64           over;       /* somebody it is held over */
  gboolean         has_offers;
};

G_DEFINE_FINAL_TYPE (CalloutMapDrop, callout_map_drop, G_TYPE_OBJECT)

static gboolean
is_known (CalloutMapDrop *self)
{
  return self->error != NULL || (self->has_offers && self->neighbours != NULL);
}

static CalloutNeighbour *
find_neighbour (CalloutMapDrop *self,
                gint64          person)
{
  for (guint i = 0; i < self->neighbours->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (self->neighbours, i);

      if (callout_entity_get_id (CALLOUT_ENTITY (neighbour->person)) == person)
        return neighbour;
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): why not, or NULL if they may have it */
static char *
objection (CalloutMapDrop    *self,
           gint64             person,
           CalloutNeighbour **neighbour)
{
  *neighbour = NULL;
  if (self->error != NULL)
    return g_strdup (self->error->message);
  if (self->command == NULL)
    return g_strdup (self->why_not ? self->why_not : _("This work order cannot be assigned now."));
  *neighbour = find_neighbour (self, person);
  if (*neighbour == NULL)
    return g_strdup (_("You cannot assign work to this person."));
  if ((*neighbour)->eligible)
    return NULL;
  if ((*neighbour)->sentences != NULL && (*neighbour)->sentences[0] != NULL)
    return g_strjoinv ("\n", (*neighbour)->sentences);
  return g_strdup (_("This person is not eligible."));
}

static void
show_verdict (CalloutMapDrop *self)
{
  g_autofree char *why_not = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *ref = NULL;
  CalloutNeighbour *neighbour;

  if (self->over <= 0)
    return;
  if (!is_known (self))
    {
      callout_map_layer_set_verdict (self->layer, self->over, CALLOUT_MAP_VERDICT_PENDING, _("One moment…"));
      return;
    }
  why_not = objection (self, self->over, &neighbour);
  if (why_not != NULL)
    {
      callout_map_layer_set_verdict (self->layer, self->over, CALLOUT_MAP_VERDICT_NO, why_not);
      return;
    }
  ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, self->work_order);
  if (neighbour->distance_m >= 0)
    {
      g_autofree char *distance = callout_format_distance (neighbour->distance_m);

      /* Translators: a work order's reference, a person's name, a distance */
      sentence = g_strdup_printf (_("Assign %s to %s, %s away"), ref, neighbour->person->name, distance);
    }
  else
    /* Translators: a work order's reference, a person's name */
    sentence = g_strdup_printf (_("Assign %s to %s"), ref, neighbour->person->name);
  callout_map_layer_set_verdict (self->layer, self->over, CALLOUT_MAP_VERDICT_YES, sentence);
}

static void
give_now (CalloutMapDrop *self,
          gint64          person)
{
  CalloutNeighbour *neighbour;
  g_autofree char *why_not = objection (self, person, &neighbour);
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, self->work_order);
  g_autoptr (CalloutArgs) args = NULL;

  if (why_not != NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED,
                                                      g_strdelimit (why_not, "\n", ' '));

      callout_session_fail (self->session, error);
      return;
    }
  args = callout_args_new_with ("lead", neighbour->person->login, NULL);
  callout_session_run (self->session, self->command, ref, args, 0, NULL, NULL);
}

static void
answer (CalloutMapDrop *self)
{
  gint64 waiting = self->waiting;

  show_verdict (self);
  if (waiting == 0 || !is_known (self))
    return;
  self->waiting = 0;
  give_now (self, waiting);
}

static void
fail (CalloutMapDrop *self,
      GError         *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->error == NULL)
    self->error = g_error_copy (error);
}

static void
nearest_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CalloutMapDrop) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *neighbours = callout_workspace_nearest_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (neighbours == NULL)
    fail (self, error);
  else
    {
      g_clear_pointer (&self->neighbours, g_ptr_array_unref);
      self->neighbours = neighbours;
    }
  answer (self);
}

/* A work order nobody is on is assigned, any other reallocated: whichever of
 * the two the table of commands offers. */
static void
take_offers (CalloutMapDrop *self,
             GPtrArray      *offers)
{
  static const char *const commands[] = { "work-order.assign", "work-order.reallocate" };
  const CalloutMapItem *item = callout_map_layer_find (self->layer, CALLOUT_KIND_WORK_ORDER, self->work_order);
  guint proper = item != NULL && (item->flags & CALLOUT_MAP_ITEM_TAKEN) ? 1 : 0;

  for (guint c = 0; c < G_N_ELEMENTS (commands) && self->command == NULL; c++)
    for (guint i = 0; i < offers->len; i++)
      {
        const CalloutOffer *offer = g_ptr_array_index (offers, i);

        if (!g_str_equal (offer->command->name, commands[c]))
          continue;
        if (offer->allowed)
          {
            self->command = g_strdup (commands[c]);
            break;
          }
        if (c == proper)
          {
            g_free (self->why_not);
            self->why_not = g_strdup (offer->why_not);
          }
      }
  self->has_offers = TRUE;
}

static void
offer_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CalloutMapDrop) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = callout_workspace_offer_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (offers == NULL)
    fail (self, error);
  else
    take_offers (self, offers);
  answer (self);
}

/* Asks about a work order when it is first held over somebody; what is known
 * then holds for as long as the hand is on it. */
static void
ask (CalloutMapDrop *self,
     gint64          work_order)
{
  CalloutWorkspace *workspace = callout_session_get_workspace (self->session);
  CalloutNearestQuestion question = {
    .person = callout_session_get_person_id (self->session),
    .work_order = work_order,
    .all = TRUE,
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  g_clear_pointer (&self->command, g_free);
  g_clear_pointer (&self->why_not, g_free);
  g_clear_error (&self->error);
  self->has_offers = FALSE;
  self->waiting = 0;
  self->work_order = work_order;
  if (work_order == 0)
    return;

  self->cancellable = g_cancellable_new ();
  callout_workspace_nearest_async (workspace, &question, self->cancellable, nearest_cb, g_object_ref (self));
  callout_workspace_offer_async (workspace, question.person, CALLOUT_KIND_WORK_ORDER, work_order, self->cancellable,
                                 offer_cb, g_object_ref (self));
}

static void
drag_hovered_cb (CalloutMapDrop *self,
                 gint64          work_order,
                 gint64          person)
{
  self->over = person;
  if (self->work_order != work_order)
    ask (self, work_order);
  show_verdict (self);
}

static void
drag_ended_cb (CalloutMapDrop *self)
{
  self->over = 0;
  /* The next drag asks anew: much may have changed. An answer a drop still
   * waits for is let come. */
  if (self->waiting == 0 && is_known (self))
    self->work_order = 0;
}

static void
dropped_cb (CalloutMapDrop *self,
            gint64          work_order,
            gint64          person)
{
  callout_map_drop_give (self, work_order, person);
}

static void
callout_map_drop_dispose (GObject *object)
{
  CalloutMapDrop *self = CALLOUT_MAP_DROP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->neighbours, g_ptr_array_unref);
  g_clear_pointer (&self->command, g_free);
  g_clear_pointer (&self->why_not, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (callout_map_drop_parent_class)->dispose (object);
}

static void
callout_map_drop_class_init (CalloutMapDropClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_map_drop_dispose;
}

static void
callout_map_drop_init (CalloutMapDrop *self)
{
}

/**
 * callout_map_drop_new:
 * @layer: whose drags it answers; it must outlive this
 */
CalloutMapDrop *
callout_map_drop_new (CalloutSession  *session,
                      CalloutMapLayer *layer)
{
  CalloutMapDrop *self = g_object_new (CALLOUT_TYPE_MAP_DROP, NULL);

  self->session = g_object_ref (session);
  self->layer = layer;
  g_signal_connect_object (layer, "drag-hovered", G_CALLBACK (drag_hovered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "drag-ended", G_CALLBACK (drag_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * callout_map_drop_give:
 *
 * Gives a work order to an engineer as its lead, or tells why not.
 */
void
callout_map_drop_give (CalloutMapDrop *self,
                       gint64          work_order,
                       gint64          person)
{
  g_return_if_fail (CALLOUT_IS_MAP_DROP (self));

  ask (self, work_order);
  self->waiting = person;
}
