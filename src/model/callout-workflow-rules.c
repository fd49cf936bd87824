/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-rules.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_KEY 64

/* What every workflow has, in the order it must be reported. */
static const char *const line_keys[] = {
  CALLOUT_STEP_ACCEPT, CALLOUT_STEP_TRAVEL, CALLOUT_STEP_WORK, CALLOUT_STEP_CHECKOUT, CALLOUT_STEP_CLOSE,
};

static gboolean
refuse (GError     **error,
        CalloutError code,
        const char  *format,
        ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError     **error,
        CalloutError code,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CALLOUT_ERROR, code, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
has_key (CalloutStep *step,
         const char  *key)
{
  return g_strcmp0 (step->key, key) == 0;
}

/* Looking */

static int
find_place (GPtrArray  *steps,
            const char *key)
{
  for (guint i = 0; i < steps->len; i++)
    if (has_key (g_ptr_array_index (steps, i), key))
      return (int) i;
  return -1;
}

/**
 * callout_workflow_find:
 *
 * Returns: (nullable) (transfer none): the step of that key
 */
CalloutStep *
callout_workflow_find (GPtrArray  *steps,
                       const char *key)
{
  int place = find_place (steps, key);

  return place >= 0 ? g_ptr_array_index (steps, place) : NULL;
}

/**
 * callout_workflow_index:
 *
 * Where a step stands within its column or the tray, 0 for the uppermost;
 * %CALLOUT_WORKFLOW_END for a branch or a key there is not.
 */
guint
callout_workflow_index (GPtrArray  *steps,
                        const char *key)
{
  CalloutStep *step = callout_workflow_find (steps, key);
  guint index = 0;

  if (step == NULL || step->branch)
    return CALLOUT_WORKFLOW_END;
  for (guint i = 0; g_ptr_array_index (steps, i) != step; i++)
    {
      CalloutStep *other = g_ptr_array_index (steps, i);

      index += !other->branch && other->portal_status == step->portal_status;
    }
  return index;
}

/**
 * callout_workflow_next_step:
 * @last_key: (nullable): the step reached, as callout_workflow_reached_key()
 *   tells it; %NULL: none yet
 *
 * Returns: (nullable) (transfer none): what is to be reported next; %NULL after the last
 */
CalloutStep *
callout_workflow_next_step (GPtrArray  *steps,
                            const char *last_key)
{
  gboolean past = last_key == NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (past && !step->branch)
        return step;
      past |= last_key != NULL && has_key (step, last_key);
    }
  return NULL;
}

/**
 * callout_workflow_reached_key:
 * @state: the work order's state, a #CalloutWorkState
 * @last_key: (nullable): the last step that was reported on it
 *
 * How far along the line a work order is now. Before it is sent out, and after
 * a rejection, that is nowhere, whatever was reported before; as long as it is
 * not accepted again, only a step that stands before Accept counts.
 *
 * Returns: (nullable): a step's key
 */
const char *
callout_workflow_reached_key (GPtrArray  *steps,
                              int         state,
                              const char *last_key)
{
  int accept = find_place (steps, CALLOUT_STEP_ACCEPT);
  int last = last_key != NULL ? find_place (steps, last_key) : -1;

  switch (state)
    {
    case CALLOUT_WORK_STATE_DISPATCHED:
      return last >= 0 && last < accept ? last_key : NULL;
    case CALLOUT_WORK_STATE_ACCEPTED:
    case CALLOUT_WORK_STATE_TRAVEL:
    case CALLOUT_WORK_STATE_WORK:
    case CALLOUT_WORK_STATE_CHECKED_OUT:
    case CALLOUT_WORK_STATE_CLOSED:
      return last >= accept && last >= 0 ? last_key : CALLOUT_STEP_ACCEPT;
    default:
      return NULL;
    }
}

/**
 * callout_workflow_state_after:
 * @present: a #CalloutWorkState
 *
 * The state of a work order once a step is reported on it. A step of the
 * house's own moves nobody.
 */
int
callout_workflow_state_after (const char *key,
                              int         present)
{
  static const struct {
    const char *key;
    CalloutWorkState state;
  } states[] = {
    { CALLOUT_STEP_ACCEPT, CALLOUT_WORK_STATE_ACCEPTED },
    { CALLOUT_STEP_TRAVEL, CALLOUT_WORK_STATE_TRAVEL },
    { CALLOUT_STEP_WORK, CALLOUT_WORK_STATE_WORK },
    { CALLOUT_STEP_CHECKOUT, CALLOUT_WORK_STATE_CHECKED_OUT },
    { CALLOUT_STEP_CLOSE, CALLOUT_WORK_STATE_CLOSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].key, key))
      return states[i].state;
  return present;
}

/* Placing */

static void
number_line (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    ((CalloutStep *) g_ptr_array_index (steps, i))->position = i + 1;
}

static GPtrArray *
copy_line (GPtrArray *steps)
{
  GPtrArray *copy = g_ptr_array_new_full (steps->len + 1, g_object_unref);

  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (copy, callout_entity_copy (g_ptr_array_index (steps, i)));
  return copy;
}

/* Branches follow the step they stand beside. */
static void
bring_branches (GPtrArray *steps)
{
  CalloutStep *accept = callout_workflow_find (steps, CALLOUT_STEP_ACCEPT);
  g_autoptr (GPtrArray) branches = g_ptr_array_new ();
  guint place;

  for (guint i = steps->len; i > 0; i--)
    if (((CalloutStep *) g_ptr_array_index (steps, i - 1))->branch)
      g_ptr_array_insert (branches, 0, g_ptr_array_steal_index (steps, i - 1));
  if (accept != NULL)
    g_ptr_array_find (steps, accept, &place);
  else
    place = steps->len;
  for (guint i = 0; i < branches->len; i++)
    {
      CalloutStep *branch = g_ptr_array_index (branches, i);

      if (accept != NULL)
        branch->portal_status = accept->portal_status;
      g_ptr_array_insert (steps, (int) MIN (place + 1 + i, steps->len), branch);
    }
}

static gboolean
is_placed_after (GPtrArray *line,
               guint      place)
{
  for (guint i = place; i < line->len; i++)
    if (((CalloutStep *) g_ptr_array_index (line, i))->portal_status != CALLOUT_PORTAL_STATUS_TRAY)
      return TRUE;
  return FALSE;
}

/* Where in the line the place @index of a column is; @line has no branches and
 * not the step that is to be placed. */
static guint
find_insertion (GPtrArray  *line,
                const char *key,
                int         status,
                guint       index)
{
  guint seen = 0;
  guint after = 0; /* behind the last step of this column or of those before it */

  for (guint i = 0; i < line->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (line, i);

      if (step->portal_status == CALLOUT_PORTAL_STATUS_TRAY || step->portal_status > status)
        continue;
      if (step->portal_status == status
          && (seen++ == index || (index == CALLOUT_WORKFLOW_END && has_key (step, CALLOUT_STEP_CLOSE))))
        return i;
      after = i + 1;
    }
  /* What is unplaced does not come after what ends the line, either. */
  if (is_placed_after (line, after))
    return after;
  return g_str_equal (key, CALLOUT_STEP_CLOSE) ? line->len : after;
}

/**
 * callout_workflow_place:
 * @index: place within the column from above, 0-based, as if the step were
 *   not there; %CALLOUT_WORKFLOW_END: the last one; of no meaning for the tray
 *
 * The line as it would be, whether that is allowed or not. As first or middle
 * one of a column a step stands directly before the one below it; as the last
 * directly behind the one above it; alone in its column directly behind the
 * last one of the columns before. Close as the last of all stands behind what
 * is unplaced, too.
 *
 * Returns: (transfer full) (element-type CalloutStep): copies, numbered anew;
 *   the line as it is for a branch or a key there is not
 */
GPtrArray *
callout_workflow_place (GPtrArray           *steps,
                        const char          *key,
                        CalloutPortalStatus  status,
                        guint                index)
{
  GPtrArray *line = copy_line (steps);
  CalloutStep *step = callout_workflow_find (line, key);

  if (step == NULL || step->branch)
    return line;
  if (status != CALLOUT_PORTAL_STATUS_TRAY)
    {
      g_autoptr (GPtrArray) branches = g_ptr_array_new ();

      for (guint i = line->len; i > 0; i--)
        if (((CalloutStep *) g_ptr_array_index (line, i - 1))->branch)
          g_ptr_array_insert (branches, 0, g_ptr_array_steal_index (line, i - 1));
      g_ptr_array_steal_index (line, (guint) find_place (line, key));
      g_ptr_array_insert (line, (int) find_insertion (line, key, status, index), step);
      g_ptr_array_extend (line, branches, NULL, NULL);
    }
  step->portal_status = status;
  bring_branches (line);
  number_line (line);
  return line;
}

/**
 * callout_workflow_insert:
 * @step: a new one, not in @steps
 *
 * As callout_workflow_place() with a step more. One that is unplaced stands
 * last in the line, but before Close.
 *
 * Returns: (transfer full) (element-type CalloutStep): copies, numbered anew
 */
GPtrArray *
callout_workflow_insert (GPtrArray           *steps,
                         CalloutStep         *step,
                         CalloutPortalStatus  status,
                         guint                index)
{
  GPtrArray *line = copy_line (steps);
  CalloutStep *fresh = CALLOUT_STEP (callout_entity_copy (CALLOUT_ENTITY (step)));
  int close = find_place (line, CALLOUT_STEP_CLOSE);
  GPtrArray *placed;

  fresh->portal_status = CALLOUT_PORTAL_STATUS_TRAY;
  g_ptr_array_insert (line, close >= 0 ? close : (int) line->len, fresh);
  number_line (line);
  if (status == CALLOUT_PORTAL_STATUS_TRAY)
    return line;
  placed = callout_workflow_place (line, step->key, status, index);
  g_ptr_array_unref (line);
  return placed;
}

/**
 * callout_workflow_remove:
 *
 * Returns: (transfer full) (element-type CalloutStep): copies of all others, numbered anew
 */
GPtrArray *
callout_workflow_remove (GPtrArray  *steps,
                         const char *key)
{
  GPtrArray *line = copy_line (steps);
  int place = find_place (line, key);

  if (place >= 0)
    g_ptr_array_remove_index (line, (guint) place);
  number_line (line);
  return line;
}

static gboolean
check_order (GPtrArray  *line,
             GError    **error)
{
  CalloutStep *last = NULL;
  int last_place = -1;

  for (guint i = 0; i < G_N_ELEMENTS (line_keys); i++)
    {
      int place = find_place (line, line_keys[i]);
      CalloutStep *step;

      if (place < 0)
        continue;
      step = g_ptr_array_index (line, place);
      if (place < last_place)
        return refuse (error, CALLOUT_ERROR_INVALID, _("“%s” must come before “%s”"), last->label, step->label);
      last = step;
      last_place = place;
    }
  if (last != NULL && has_key (last, CALLOUT_STEP_CLOSE) && last_place + 1 < (int) line->len)
    return refuse (error, CALLOUT_ERROR_INVALID, _("“%s” ends the work order, so no step can come after it"), last->label);
  return TRUE;
}

/**
 * callout_workflow_may_place:
 * @index: as for callout_workflow_place()
 *
 * Whether a step may be put there. To leave it where it is may always be.
 *
 * Errors: %CALLOUT_ERROR_INVALID with the one sentence why not;
 * %CALLOUT_ERROR_NOT_FOUND for a key there is not.
 */
gboolean
callout_workflow_may_place (GPtrArray           *steps,
                            const char          *key,
                            CalloutPortalStatus  status,
                            guint                index,
                            GError             **error)
{
  CalloutStep *step = callout_workflow_find (steps, key);
  CalloutStep *accept = callout_workflow_find (steps, CALLOUT_STEP_ACCEPT);
  g_autoptr (GPtrArray) line = NULL;

  if (step == NULL)
    return refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow step “%s”"), key);
  if (step->branch)
    return refuse (error, CALLOUT_ERROR_INVALID, _("“%s” stands beside “%s” and moves with it"), step->label,
                   accept != NULL ? accept->label : CALLOUT_STEP_ACCEPT);
  line = callout_workflow_place (steps, key, status, index);
  return check_order (line, error);
}

/**
 * callout_workflow_may_remove:
 *
 * Whether a step is one that may ever be taken out. Whether work orders stand
 * on it is for the command to find out.
 *
 * Errors: %CALLOUT_ERROR_WRONG_STATE for a standard step.
 */
gboolean
callout_workflow_may_remove (GPtrArray   *steps,
                             const char  *key,
                             GError     **error)
{
  CalloutStep *step = callout_workflow_find (steps, key);

  if (step == NULL)
    return refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow step “%s”"), key);
  if (step->standard)
    return refuse (error, CALLOUT_ERROR_WRONG_STATE, _("“%s” is a standard step and cannot be removed; it can be put in the tray"),
                   step->label);
  return TRUE;
}

/* Checking */

static void
add_fault (GPtrArray  *faults,
           const char *format,
           ...) G_GNUC_PRINTF (2, 3);

static void
add_fault (GPtrArray  *faults,
           const char *format,
           ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (faults, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
check_standard (GPtrArray *steps,
                GPtrArray *faults)
{
  for (guint i = 0; i <= G_N_ELEMENTS (line_keys); i++)
    {
      gboolean branch = i == G_N_ELEMENTS (line_keys);
      const char *key = branch ? CALLOUT_STEP_REJECT : line_keys[i];
      CalloutStep *step = callout_workflow_find (steps, key);

      if (step == NULL || !step->standard || !step->branch != !branch)
        add_fault (faults, _("the standard step “%s” is missing"), key);
    }
}

/* Branches directly behind Accept and under its status. */
static void
check_branch (GPtrArray   *steps,
              CalloutStep *branch,
              guint        place,
              GPtrArray   *faults)
{
  CalloutStep *accept = callout_workflow_find (steps, CALLOUT_STEP_ACCEPT);

  if (accept == NULL)
    return;
  if (place == 0 || g_ptr_array_index (steps, place - 1) != accept || branch->portal_status != accept->portal_status)
    add_fault (faults, _("“%s” does not stand beside “%s”"), branch->label, accept->label);
}

/**
 * callout_workflow_check:
 * @faults: (nullable) (element-type utf8): a sentence is added for each rule that is broken
 *
 * Returns: whether the steps are a workflow that may be published
 */
gboolean
callout_workflow_check (GPtrArray *steps,
                        GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  CalloutStep *placed = NULL;
  gboolean sound;

  check_standard (steps, found);
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (step->position != (gint64) i + 1)
        add_fault (found, _("“%s” has the position %d instead of %u"), step->label, (int) step->position, i + 1);
      if (find_place (steps, step->key) != (int) i)
        add_fault (found, _("two steps have the key “%s”"), step->key);
      if (!callout_workflow_check_label (steps, step->key, step->label, &error))
        add_fault (found, "%s", error->message);
      g_clear_error (&error);
      if (step->branch)
        check_branch (steps, step, i, found);
      if (step->branch || step->portal_status == CALLOUT_PORTAL_STATUS_TRAY)
        continue;
      if (placed != NULL && placed->portal_status > step->portal_status)
        add_fault (found, _("“%s” comes after “%s”, but stands under an earlier status"), step->label, placed->label);
      placed = step;
    }
  if (!check_order (steps, &error))
    add_fault (found, "%s", error->message);
  sound = found->len == 0;
  if (faults != NULL)
    g_ptr_array_extend_and_steal (faults, g_steal_pointer (&found));
  return sound;
}

/* Names */

/* Signs that turn the direction of the text around them; letters have theirs
 * without them. */
static gboolean
turns_text (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * callout_label_is_fit:
 *
 * Whether a text can be the name of a step or a status: 1 to 80 characters of
 * one line in any script, the blanks around it taken off.
 */
gboolean
callout_label_is_fit (const char  *label,
                      GError     **error)
{
  glong length;

  if (label == NULL || *label == '\0')
    return refuse (error, CALLOUT_ERROR_INVALID, _("It needs a name"));
  if (!g_utf8_validate (label, -1, NULL))
    return refuse (error, CALLOUT_ERROR_INVALID, _("The name is not valid UTF-8 text"));
  length = g_utf8_strlen (label, -1);
  if (length > CALLOUT_STEP_LABEL_MAX)
    return refuse (error, CALLOUT_ERROR_INVALID, _("The name has %ld characters; at most %d are possible"), length,
                   CALLOUT_STEP_LABEL_MAX);
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
          || turns_text (c))
        return refuse (error, CALLOUT_ERROR_INVALID, _("The name holds a control character (U+%04X), which nobody could read"), c);
    }
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isgraph (g_utf8_get_char (p)))
      return TRUE;
  return refuse (error, CALLOUT_ERROR_INVALID, _("The name needs a sign that can be seen"));
}

/* What two names that look alike have in common: without regard to case, to
 * ways of writing the same letter, to signs nobody sees and to blanks around. */
static char *
fold (const char *label)
{
  g_autofree char *normal = g_utf8_normalize (label, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : label, -1);
  GString *seen = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_type (g_utf8_get_char (p)) != G_UNICODE_FORMAT)
      g_string_append_unichar (seen, g_utf8_get_char (p));
  return g_strstrip (g_string_free (seen, FALSE));
}

/**
 * callout_workflow_check_label:
 * @key: (nullable): of the step that shall have the name; %NULL: a new one
 *
 * Whether a step may be called so: fit for a name, and like no other step's,
 * whatever the case of its letters.
 *
 * Errors: %CALLOUT_ERROR_INVALID; %CALLOUT_ERROR_CONFLICT where another has it.
 */
gboolean
callout_workflow_check_label (GPtrArray   *steps,
                              const char  *key,
                              const char  *label,
                              GError     **error)
{
  g_autofree char *folded = NULL;

  if (!callout_label_is_fit (label, error))
    return FALSE;
  folded = fold (label);
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);
      g_autofree char *other = NULL;

      if ((key != NULL && has_key (step, key)) || step->label == NULL)
        continue;
      other = fold (step->label);
      if (g_str_equal (folded, other))
        return refuse (error, CALLOUT_ERROR_CONFLICT, _("There is a step called “%s” already"), step->label);
    }
  return TRUE;
}

/**
 * callout_workflow_make_key:
 *
 * A key from a name, that no other step has. Of a name in another script than
 * Latin nothing may be left; it is then numbered.
 *
 * Returns: (transfer full)
 */
char *
callout_workflow_make_key (GPtrArray  *steps,
                           const char *label)
{
  g_autofree char *ascii = g_str_to_ascii (label, "C");
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *stem = NULL;

  for (const char *p = ascii; *p != '\0' && key->len < MAX_KEY - 8; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (key->len > 0 && key->str[key->len - 1] != '-')
      g_string_append_c (key, '-');
  while (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  stem = g_strdup (key->len > 0 ? key->str : "step");
  if (key->len == 0)
    g_string_assign (key, "step-1");
  for (guint i = 2; find_place (steps, key->str) >= 0; i++)
    g_string_printf (key, "%s-%u", stem, i);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Comparing */

static gboolean
looks_equal (CalloutStep *a,
             CalloutStep *b)
{
  return g_strcmp0 (a->icon, b->icon) == 0 && g_strcmp0 (a->description, b->description) == 0
         && !a->show_original_name == !b->show_original_name && !a->show_original_icon == !b->show_original_icon;
}

/**
 * callout_workflow_equal:
 *
 * Whether two versions are the same in everything people made of them.
 */
gboolean
callout_workflow_equal (GPtrArray *a,
                        GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      CalloutStep *one = g_ptr_array_index (a, i);
      CalloutStep *other = g_ptr_array_index (b, i);

      if (!has_key (one, other->key) || g_strcmp0 (one->label, other->label) != 0
          || one->portal_status != other->portal_status || !looks_equal (one, other))
        return FALSE;
    }
  return TRUE;
}

/* The keys of @steps that @others has as well, in order. */
static char *
common_line (GPtrArray *steps,
             GPtrArray *others)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (find_place (others, step->key) >= 0)
        g_string_append_printf (text, "%s ", step->key);
    }
  return g_string_free (text, FALSE);
}

static void
compare_step (CalloutStep *before,
              CalloutStep *after,
              GPtrArray   *sentences)
{
  if (g_strcmp0 (before->label, after->label) != 0)
    add_fault (sentences, _("“%s” is called “%s” now"), before->label, after->label);
  if (before->portal_status != after->portal_status)
    add_fault (sentences, _("“%s” moves from “%s” to “%s”"), after->label,
               callout_enum_label (CALLOUT_TYPE_PORTAL_STATUS, before->portal_status),
               callout_enum_label (CALLOUT_TYPE_PORTAL_STATUS, after->portal_status));
  if (!before->show_original_name != !after->show_original_name)
    add_fault (sentences, after->show_original_name ? _("“%s” shows the customer its own name")
                                                    : _("“%s” shows the customer the status’s name"), after->label);
  if (!before->show_original_icon != !after->show_original_icon)
    add_fault (sentences, after->show_original_icon ? _("“%s” shows the customer its own icon")
                                                    : _("“%s” shows the customer the status’s icon"), after->label);
  if (g_strcmp0 (before->icon, after->icon) != 0)
    add_fault (sentences, _("“%s” has another icon"), after->label);
  if (g_strcmp0 (before->description, after->description) != 0)
    add_fault (sentences, _("“%s” has another description"), after->label);
}

/**
 * callout_workflow_compare:
 *
 * Returns: (transfer full) (element-type utf8): what is different in the newer
 *   version, a sentence each without a full stop; empty if nothing is
 */
GPtrArray *
callout_workflow_compare (GPtrArray *older,
                          GPtrArray *newer)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line_before = common_line (older, newer);
  g_autofree char *line_after = common_line (newer, older);

  for (guint i = 0; i < newer->len; i++)
    {
      CalloutStep *after = g_ptr_array_index (newer, i);
      CalloutStep *before = callout_workflow_find (older, after->key);

      if (before != NULL)
        compare_step (before, after, sentences);
      else
        add_fault (sentences, _("“%s” is new, under “%s”"), after->label,
                   callout_enum_label (CALLOUT_TYPE_PORTAL_STATUS, after->portal_status));
    }
  for (guint i = 0; i < older->len; i++)
    {
      CalloutStep *before = g_ptr_array_index (older, i);

      if (find_place (newer, before->key) < 0)
        add_fault (sentences, _("“%s” is gone"), before->label);
    }
  if (!g_str_equal (line_before, line_after))
    {
      g_autoptr (GString) labels = g_string_new (NULL);

      for (guint i = 0; i < newer->len; i++)
        {
          CalloutStep *step = g_ptr_array_index (newer, i);

          if (!step->branch)
            g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", step->label);
        }
      add_fault (sentences, _("The order is now %s"), labels->str);
    }
  return sentences;
}
