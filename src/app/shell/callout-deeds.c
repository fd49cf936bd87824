/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-deeds.h"

/* More than anybody takes back one by one. */
#define MOST_DEEDS 200

typedef struct {
  gint64       event;
  char        *command;
  char        *ref;
  CalloutArgs *args;
} Deed;

struct _CalloutDeeds
{
  GPtrArray *done;   /* of Deed, the last one last */
  GPtrArray *undone; /* of Deed, the last one taken back last */
};

static void
deed_free (gpointer data)
{
  Deed *self = data;

  g_free (self->command);
  g_free (self->ref);
  g_clear_pointer (&self->args, callout_args_unref);
  g_free (self);
}

/* Which state of a thing was looked at says nothing any more. */
static gboolean
is_lasting (const char *name)
{
  return !g_str_equal (name, "version") && !g_str_equal (name, "workflow") && !g_str_equal (name, "seen");
}

static CalloutArgs *
copy_lasting (CalloutArgs *args)
{
  CalloutArgs *copy = callout_args_new ();

  for (guint i = 0; args != NULL && i < callout_args_get_size (args); i++)
    {
      const char *value;
      const char *name = callout_args_get_nth (args, i, &value);

      if (is_lasting (name))
        callout_args_add (copy, name, value);
    }
  return copy;
}

static gboolean
find (GPtrArray *deeds,
      gint64     event,
      guint     *nth)
{
  for (guint i = deeds->len; i > 0; i--)
    if (((Deed *) g_ptr_array_index (deeds, i - 1))->event == event)
      {
        *nth = i - 1;
        return TRUE;
      }
  return FALSE;
}

CalloutDeeds *
callout_deeds_new (void)
{
  CalloutDeeds *self = g_new0 (CalloutDeeds, 1);

  self->done = g_ptr_array_new_with_free_func (deed_free);
  self->undone = g_ptr_array_new_with_free_func (deed_free);
  return self;
}

void
callout_deeds_free (CalloutDeeds *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

/**
 * callout_deeds_add:
 * @event: that it wrote
 * @again: whether it was done again; anything else ends what could be
 */
void
callout_deeds_add (CalloutDeeds *self,
                   gint64        event,
                   const char   *command,
                   const char   *ref,
                   CalloutArgs  *args,
                   gboolean      again)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->event = event;
  deed->command = g_strdup (command);
  deed->ref = g_strdup (ref);
  deed->args = copy_lasting (args);
  g_ptr_array_add (self->done, deed);
  if (self->done->len > MOST_DEEDS)
    g_ptr_array_remove_index (self->done, 0);
  if (!again)
    g_ptr_array_set_size (self->undone, 0);
}

/**
 * callout_deeds_undone:
 *
 * It was taken back.
 */
void
callout_deeds_undone (CalloutDeeds *self,
                      gint64        event)
{
  guint nth;

  if (find (self->done, event, &nth))
    g_ptr_array_add (self->undone, g_ptr_array_steal_index (self->done, nth));
}

/**
 * callout_deeds_forget:
 *
 * It cannot be taken back any more.
 */
void
callout_deeds_forget (CalloutDeeds *self,
                      gint64        event)
{
  guint nth;

  if (find (self->done, event, &nth))
    g_ptr_array_remove_index (self->done, nth);
}

void
callout_deeds_clear (CalloutDeeds *self)
{
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
}

/**
 * callout_deeds_get_last:
 *
 * Returns: the event of what was done last; 0: nothing is known
 */
gint64
callout_deeds_get_last (CalloutDeeds *self)
{
  return self->done->len > 0 ? ((Deed *) g_ptr_array_index (self->done, self->done->len - 1))->event : 0;
}

gboolean
callout_deeds_can_redo (CalloutDeeds *self)
{
  return self->undone->len > 0;
}

/**
 * callout_deeds_take_redo:
 * @command: (out) (transfer full):
 * @ref: (out) (transfer full) (nullable):
 * @args: (out) (transfer full):
 *
 * Takes away what was taken back last.
 *
 * Returns: %FALSE if there is nothing
 */
gboolean
callout_deeds_take_redo (CalloutDeeds  *self,
                         char         **command,
                         char         **ref,
                         CalloutArgs  **args)
{
  Deed *deed;

  if (self->undone->len == 0)
    return FALSE;
  deed = g_ptr_array_index (self->undone, self->undone->len - 1);
  *command = g_steal_pointer (&deed->command);
  *ref = g_steal_pointer (&deed->ref);
  *args = g_steal_pointer (&deed->args);
  g_ptr_array_remove_index (self->undone, self->undone->len - 1);
  return TRUE;
}
