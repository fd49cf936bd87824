/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sentence.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* What a toast says when a command is through: %s is the thing's reference. */
static const struct {
  const char *command;
  const char *text;
} sentences[] = {
  { "work-order.create", N_("%s created") },
  { "work-order.return", N_("%s returned to the dispatcher") },
  { "work-order.schedule", N_("%s scheduled") },
  { "work-order.publish", N_("%s published") },
  { "work-order.unpublish", N_("%s taken back from the device") },
  { "work-order.accept", N_("%s accepted") },
  { "work-order.reject", N_("%s rejected") },
  { "work-order.override", N_("%s set back") },
  { "work-order.lock", N_("%s locked") },
  { "work-order.unlock", N_("%s unlocked") },
  { "work-order.cancel", N_("%s cancelled") },
  { "filter.save", N_("Filter saved") },
  { "filter.edit", N_("Filter changed") },
  { "filter.remove", N_("Filter removed") },
  { "ticket.set-location", N_("Location of %s set") },
  { "ticket.set-priority", N_("Priority of %s changed") },
  { "ticket.set-note", N_("Note on %s saved") },
};

/* Puts @word where the translated text has its one placeholder. */
static char *
fill (const char *text,
      const char *placeholder,
      const char *word)
{
  g_auto (GStrv) parts = g_strsplit (text, placeholder, 2);

  return g_strjoinv (word, parts);
}

static char *
assigned_sentence (CalloutWorkOrder *work_order,
                   const char       *ref)
{
  g_auto (GStrv) others = g_strsplit (work_order->collaborators != NULL ? work_order->collaborators : "", " ", -1);
  guint n_others = work_order->collaborators != NULL ? g_strv_length (others) : 0;
  const char *lead = work_order->lead_name != NULL ? work_order->lead_name : work_order->lead;

  if (lead == NULL)
    return g_strdup_printf (_("%s assigned"), ref);
  if (n_others == 0)
    /* Translators: a work order's number, an engineer's name */
    return g_strdup_printf (_("%s assigned to %s"), ref, lead);
  return g_strdup_printf (ngettext ("%s assigned to %s and %u other",
                                    "%s assigned to %s and %u others", n_others),
                          ref, lead, n_others);
}

static char *
group_sentence (CalloutWorkOrder *work_order,
                const char       *ref)
{
  if (work_order->group_name == NULL)
    return g_strdup_printf (_("%s routed"), ref);
  /* Translators: a work order's number, a service group's name */
  return g_strdup_printf (_("%s routed to %s"), ref, work_order->group_name);
}

/* Steps are called by the name people gave them. */
static char *
step_sentence (const char  *command,
               CalloutStep *step)
{
  static const struct {
    const char *command;
    const char *text;
  } texts[] = {
    { "workflow.add-step", N_("“%s” added") },
    { "workflow.edit-step", N_("“%s” changed") },
    { "workflow.place-step", N_("“%s” moved") },
    { "workflow.remove-step", N_("“%s” removed") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].command, command))
      return fill (_(texts[i].text), "%s", step->label);
  return NULL;
}

static char *
workflow_sentence (const char      *command,
                   CalloutWorkflow *workflow)
{
  if (g_str_equal (command, "workflow.publish"))
    /* Translators: the number of a version of the workflow */
    return g_strdup_printf (_("Version %" PRId64 " published; new work orders are made with it"), workflow->number);
  if (g_str_equal (command, "workflow.discard"))
    return g_strdup (_("Draft discarded"));
  if (g_str_equal (command, "workflow.take-up"))
    return g_strdup (_("Taken up as the new draft"));
  return NULL;
}

/**
 * callout_sentence_done:
 * @target: (nullable): the target as it now is
 *
 * Returns: (transfer full): what has happened, for a toast
 */
char *
callout_sentence_done (const char    *command,
                       CalloutEntity *target)
{
  g_autofree char *ref = target != NULL ? callout_entity_dup_ref (target) : g_strdup ("");
  const CalloutCommand *known;
  char *sentence = NULL;

  if (CALLOUT_IS_WORK_ORDER (target))
    {
      if (g_str_equal (command, "work-order.assign") || g_str_equal (command, "work-order.reallocate"))
        return assigned_sentence (CALLOUT_WORK_ORDER (target), ref);
      if (g_str_equal (command, "work-order.route") || g_str_equal (command, "work-order.reassign-group"))
        return group_sentence (CALLOUT_WORK_ORDER (target), ref);
    }
  if (CALLOUT_IS_STEP (target))
    sentence = step_sentence (command, CALLOUT_STEP (target));
  else if (CALLOUT_IS_WORKFLOW (target))
    sentence = workflow_sentence (command, CALLOUT_WORKFLOW (target));
  if (sentence != NULL)
    return sentence;
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].command, command))
      return fill (_(sentences[i].text), "%s", ref);

  known = callout_commands_find (command);
  /* Translators: the command's name, and what it was done to */
  return g_strdup_printf (_("Done: %s %s"), known != NULL ? callout_command_get_label (known) : command, ref);
}

static const char *
text_for_many (const char *command,
               guint       n)
{
  if (g_str_equal (command, "work-order.route"))
    return ngettext ("%u work order routed", "%u work orders routed", n);
  if (g_str_equal (command, "work-order.reassign-group"))
    return ngettext ("%u work order reassigned", "%u work orders reassigned", n);
  if (g_str_equal (command, "work-order.return"))
    return ngettext ("%u work order returned", "%u work orders returned", n);
  if (g_str_equal (command, "work-order.assign"))
    return ngettext ("%u work order assigned", "%u work orders assigned", n);
  if (g_str_equal (command, "work-order.publish"))
    return ngettext ("%u work order published", "%u work orders published", n);
  if (g_str_equal (command, "work-order.unpublish"))
    return ngettext ("%u work order taken back", "%u work orders taken back", n);
  if (g_str_equal (command, "work-order.lock"))
    return ngettext ("%u work order locked", "%u work orders locked", n);
  if (g_str_equal (command, "work-order.unlock"))
    return ngettext ("%u work order unlocked", "%u work orders unlocked", n);
  if (g_str_equal (command, "work-order.cancel"))
    return ngettext ("%u work order cancelled", "%u work orders cancelled", n);
  return ngettext ("%u change made", "%u changes made", n);
}

/**
 * callout_sentence_done_many:
 *
 * Returns: (transfer full): what has happened to several things
 */
char *
callout_sentence_done_many (const char *command,
                            guint       n_done)
{
  g_autofree char *number = g_strdup_printf ("%u", n_done);

  return fill (text_for_many (command, n_done), "%u", number);
}
