/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assign-choice.h"

#include <glib/gi18n-lib.h>

struct _CalloutAssignChoice
{
  GObject        parent_instance;

  CalloutPerson *lead;
  GPtrArray     *collaborators; /* in the order they were chosen */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutAssignChoice, callout_assign_choice, G_TYPE_OBJECT)

static gint64
id_of (CalloutPerson *person)
{
  return callout_entity_get_id (CALLOUT_ENTITY (person));
}

static gboolean
find_collaborator (CalloutAssignChoice *self,
                   gint64               person,
                   guint               *position)
{
  for (guint i = 0; i < self->collaborators->len; i++)
    if (id_of (g_ptr_array_index (self->collaborators, i)) == person)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

static void
callout_assign_choice_dispose (GObject *object)
{
  CalloutAssignChoice *self = CALLOUT_ASSIGN_CHOICE (object);

  g_clear_object (&self->lead);
  g_clear_pointer (&self->collaborators, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_assign_choice_parent_class)->dispose (object);
}

static void
callout_assign_choice_class_init (CalloutAssignChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_assign_choice_dispose;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_ASSIGN_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_assign_choice_init (CalloutAssignChoice *self)
{
  self->collaborators = g_ptr_array_new_with_free_func (g_object_unref);
}

CalloutAssignChoice *
callout_assign_choice_new (void)
{
  return g_object_new (CALLOUT_TYPE_ASSIGN_CHOICE, NULL);
}

/**
 * callout_assign_choice_set_lead:
 * @person: (nullable): %NULL for nobody yet
 *
 * Who was a collaborator before is one no more.
 */
void
callout_assign_choice_set_lead (CalloutAssignChoice *self,
                                CalloutPerson       *person)
{
  guint position;

  if (self->lead != NULL && person != NULL && id_of (self->lead) == id_of (person))
    return;
  if (self->lead == NULL && person == NULL)
    return;
  if (person != NULL && find_collaborator (self, id_of (person), &position))
    g_ptr_array_remove_index (self->collaborators, position);
  g_set_object (&self->lead, person);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * callout_assign_choice_set_collaborator:
 *
 * Adds or removes a collaborator. Who was the lead before is the lead no more.
 */
void
callout_assign_choice_set_collaborator (CalloutAssignChoice *self,
                                        CalloutPerson       *person,
                                        gboolean             on)
{
  guint position;
  gboolean found = find_collaborator (self, id_of (person), &position);

  if (found == on)
    return;
  if (!on)
    g_ptr_array_remove_index (self->collaborators, position);
  else
    {
      if (callout_assign_choice_is_lead (self, id_of (person)))
        g_clear_object (&self->lead);
      g_ptr_array_add (self->collaborators, g_object_ref (person));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * callout_assign_choice_get_lead:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutPerson *
callout_assign_choice_get_lead (CalloutAssignChoice *self)
{
  return self->lead;
}

/**
 * callout_assign_choice_get_collaborators:
 *
 * Returns: (transfer none) (element-type CalloutPerson)
 */
GPtrArray *
callout_assign_choice_get_collaborators (CalloutAssignChoice *self)
{
  return self->collaborators;
}

gboolean
callout_assign_choice_is_lead (CalloutAssignChoice *self,
                               gint64               person)
{
  return self->lead != NULL && id_of (self->lead) == person;
}

gboolean
callout_assign_choice_is_collaborator (CalloutAssignChoice *self,
                                       gint64               person)
{
  guint position;

  return find_collaborator (self, person, &position);
}

/**
 * callout_assign_choice_toggle:
 *
 * What a double click on somebody means: the lead if there is none yet, else a
 * collaborator; who is chosen already is chosen no more.
 */
void
callout_assign_choice_toggle (CalloutAssignChoice *self,
                              CalloutPerson       *person)
{
  gint64 id = id_of (person);

  if (callout_assign_choice_is_lead (self, id))
    callout_assign_choice_set_lead (self, NULL);
  else if (callout_assign_choice_is_collaborator (self, id))
    callout_assign_choice_set_collaborator (self, person, FALSE);
  else if (self->lead == NULL)
    callout_assign_choice_set_lead (self, person);
  else
    callout_assign_choice_set_collaborator (self, person, TRUE);
}

/**
 * callout_assign_choice_describe:
 *
 * Returns: (transfer full): the line that says what will be assigned
 */
char *
callout_assign_choice_describe (CalloutAssignChoice *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *others = NULL;

  for (guint i = 0; i < self->collaborators->len; i++)
    g_ptr_array_add (names, ((CalloutPerson *) g_ptr_array_index (self->collaborators, i))->name);
  g_ptr_array_add (names, NULL);
  others = g_strjoinv (", ", (char **) names->pdata);
  if (self->lead == NULL && self->collaborators->len == 0)
    return g_strdup (_("Choose the engineer who leads"));
  if (self->lead == NULL)
    /* Translators: names of collaborators */
    return g_strdup_printf (_("Choose the engineer who leads; with %s"), others);
  if (self->collaborators->len == 0)
    /* Translators: the name of the lead */
    return g_strdup_printf (_("%s leads"), self->lead->name);
  /* Translators: the name of the lead, names of collaborators */
  return g_strdup_printf (_("%s leads, with %s"), self->lead->name, others);
}
