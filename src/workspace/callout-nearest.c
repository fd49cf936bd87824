/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-nearest.h"

#include "callout-workspace-private.h"

/*
 * Who could do a work order? The question is put together from the work order,
 * the settings and who asks; the roster ranks; people are read for the answer
 * alone.
 */

G_DEFINE_FINAL_TYPE (CalloutNeighbour, callout_neighbour, G_TYPE_OBJECT)

static void
callout_neighbour_finalize (GObject *object)
{
  CalloutNeighbour *self = CALLOUT_NEIGHBOUR (object);

  g_clear_object (&self->person);
  g_clear_pointer (&self->sentences, g_strfreev);
  g_free (self->skills_missing);
  g_free (self->group_name);
  g_free (self->group_key);
  G_OBJECT_CLASS (callout_neighbour_parent_class)->finalize (object);
}

static void
callout_neighbour_class_init (CalloutNeighbourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_neighbour_finalize;
}

static void
callout_neighbour_init (CalloutNeighbour *self)
{
}

/* Whom the one who asks may see at all: nobody learns of others, not even that
 * they are not eligible. */
typedef struct {
  gboolean    everybody;
  CalloutBits groups; /* members of these … */
  gint64      person; /* … and this one */
} Circle;

static void
circle_clear (Circle *circle)
{
  callout_bits_clear (&circle->groups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Circle, circle_clear)

static gboolean
circle_find (Circle       *circle,
             CalloutBack  *back,
             gint64        person,
             GError      **error)
{
  g_autoptr (CalloutEntity) row = NULL;
  CalloutSight sight;
  CalloutBookGroup *group;

  circle->everybody = person == 0;
  if (circle->everybody)
    return TRUE;

  row = callout_store_get (back->store, CALLOUT_KIND_PERSON, person, error);
  if (row == NULL)
    return FALSE;
  sight = callout_commands_sight (CALLOUT_PERSON (row));
  circle->everybody = sight.extent == CALLOUT_SIGHT_ALL;
  circle->person = person;
  if (sight.extent != CALLOUT_SIGHT_GROUPS)
    return TRUE;

  callout_book_add_groups (back->book, CALLOUT_PERSON (row)->dispatches, &circle->groups);
  for (guint i = 0; (group = callout_book_get_group (back->book, i)) != NULL; i++)
    if (callout_keys_contain (CALLOUT_PERSON (row)->dispatches, group->key))
      callout_book_add_providers (back->book, group, &circle->groups);
  return TRUE;
}

static gboolean
bits_meet (const CalloutBits *a,
           const CalloutBits *b)
{
  for (guint i = 0; i < MIN (a->n_words, b->n_words); i++)
    if ((callout_bits_word (a, i) & callout_bits_word (b, i)) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
circle_has (const Circle          *circle,
            const CalloutResource *resource)
{
  return circle->everybody || resource->id == circle->person || bits_meet (&circle->groups, &resource->groups);
}

/* The question */

typedef struct {
  CalloutQuestion question;
  CalloutBits     own_groups; /* of the holder, for telling which of somebody's groups matters */
  GArray         *assigned;   /* of gint64 */
} Asked;

static void
asked_clear (Asked *asked)
{
  callout_question_clear (&asked->question);
  callout_bits_clear (&asked->own_groups);
  g_clear_pointer (&asked->assigned, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static gboolean
read_number (CalloutBack   *back,
             const char    *key,
             gint64         person,
             double        *number,
             GError       **error)
{
  g_autofree char *text = callout_store_get_setting (back->store, key, person, error);

  if (text == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, NULL);
  return TRUE;
}

static gboolean
ask_distance (Asked                         *asked,
              CalloutBack                   *back,
              const CalloutNearestQuestion  *wish,
              GError                       **error)
{
  double minutes, kilometres;

  if (!read_number (back, CALLOUT_SETTING_POSITION_VALIDITY, 0, &minutes, error)
      || !read_number (back, CALLOUT_SETTING_RADIUS, 0, &kilometres, error))
    return FALSE;
  if (wish->within_km != 0)
    kilometres = MAX (wish->within_km, 0);
  asked->question.position_validity = (CalloutTime) (minutes * CALLOUT_MINUTE);
  asked->question.radius_m = kilometres * 1000;
  return TRUE;
}

/* Held by a group, its members are asked and its providers'; held by the
 * dispatchers, everybody is. */
static void
ask_groups (Asked       *asked,
            CalloutBack *back,
            gint64       group_id)
{
  CalloutBookGroup *group;
  guint number;

  asked->question.allow_external = TRUE;
  group = group_id != 0 ? callout_book_find_group (back->book, group_id, &number) : NULL;
  if (group == NULL)
    {
      asked->question.any_group = TRUE;
      return;
    }
  callout_bits_add (&asked->own_groups, number);
  callout_bits_add (&asked->question.groups, number);
  callout_book_add_providers (back->book, group, &asked->question.groups);
  asked->question.any_group = group->allow_cross_group;
}

static gboolean
ask_assigned (Asked        *asked,
              CalloutBack  *back,
              gint64        work_order,
              GError      **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  rows = callout_store_children (back->store, CALLOUT_KIND_ASSIGNMENT, "work_order", work_order, error);
  if (rows == NULL)
    return FALSE;
  asked->assigned = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (rows, i);

      if (callout_assignment_is_active (assignment))
        g_array_append_val (asked->assigned, assignment->person);
    }
  asked->question.assigned = (const gint64 *) (gpointer) asked->assigned->data;
  asked->question.n_assigned = asked->assigned->len;
  return TRUE;
}

static gboolean
ask (Asked                         *asked,
     CalloutBack                   *back,
     const CalloutNearestQuestion  *wish,
     CalloutTime                    at,
     GError                       **error)
{
  g_autoptr (CalloutEntity) row = NULL;
  CalloutWorkOrder *order;

  row = callout_store_get (back->store, CALLOUT_KIND_WORK_ORDER, wish->work_order, error);
  if (row == NULL
      || !callout_back_check_sight (back, wish->person, CALLOUT_KIND_WORK_ORDER, wish->work_order, error))
    return FALSE;
  order = CALLOUT_WORK_ORDER (row);
  asked->question.at = at;
  asked->question.has_place = callout_work_order_has_location (order);
  if (asked->question.has_place)
    asked->question.place = (CalloutPoint) { order->latitude, order->longitude };
  callout_book_add_skills (back->book, order->skills, &asked->question.skills);
  ask_groups (asked, back, order->group);
  return ask_distance (asked, back, wish, error) && ask_assigned (asked, back, wish->work_order, error);
}

/* The answer */

static char **
describe_reasons (CalloutRoster          *roster,
                  CalloutBook            *book,
                  const CalloutQuestion  *question,
                  const CalloutCandidate *candidate,
                  char                  **skills_missing)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_auto (CalloutBits) missing = CALLOUT_BITS_INIT;
  g_autofree char *skills = NULL;

  if ((candidate->reasons & CALLOUT_REASON_MISSING_SKILL) != 0)
    callout_roster_missing_skills (roster, question, candidate->id, &missing);
  *skills_missing = callout_book_dup_skills (book, &missing, " ");
  skills = callout_book_dup_skills (book, &missing, ", ");
  if (skills != NULL)
    g_strdelimit (skills, "-", ' '); /* keys, read as words */

  for (guint i = 0; i < CALLOUT_N_REASONS; i++)
    if ((candidate->reasons & (1u << i)) != 0)
      {
        g_autofree char *sentence = callout_reason_describe (1u << i, candidate, question, skills);

        g_strv_builder_add (sentences, sentence);
      }
  return g_strv_builder_end (sentences);
}

/* Of somebody's groups the one that tells why they are in the answer: the
 * holder, else one that was asked, else one that the asker knows, else any. */
static CalloutBookGroup *
choose_group (CalloutBook           *book,
              const Asked           *asked,
              const Circle          *circle,
              const CalloutResource *resource)
{
  const CalloutBits *wanted[] = { &asked->own_groups, &asked->question.groups, &circle->groups, &resource->groups };
  CalloutBookGroup *group;

  for (guint w = 0; w < G_N_ELEMENTS (wanted); w++)
    for (guint i = 0; (group = callout_book_get_group (book, i)) != NULL; i++)
      if (callout_bits_has (wanted[w], i) && callout_bits_has (&resource->groups, i)
          && (circle->everybody || wanted[w] != &resource->groups))
        return group;
  return NULL;
}

static CalloutNeighbour *
neighbour_new (CalloutBook            *book,
               const Asked            *asked,
               const Circle           *circle,
               const CalloutCandidate *candidate,
               const CalloutResource  *resource)
{
  CalloutNeighbour *self = g_object_new (CALLOUT_TYPE_NEIGHBOUR, NULL);
  CalloutBookGroup *group = choose_group (book, asked, circle, resource);
  CalloutTime at = asked->question.at;

  self->eligible = callout_candidate_is_eligible (candidate, &asked->question);
  self->reasons = candidate->reasons;
  self->sentences = describe_reasons (callout_book_get_roster (book), book, &asked->question, candidate,
                                      &self->skills_missing);
  self->distance_m = candidate->distance_m;
  self->position_age = candidate->position_age;
  self->duty_from = resource->duty_from;
  self->duty_until = resource->duty_until;
  self->on_duty = (resource->duty_from == 0 && resource->duty_until == 0)
                  || (at >= resource->duty_from && at < resource->duty_until);
  self->pending = candidate->pending;
  self->today = candidate->today;
  if (group != NULL)
    {
      self->group_name = g_strdup (group->name);
      self->group_key = g_strdup (group->key);
    }
  return self;
}

/* Gives each neighbour their person; who is gone since is left out. */
static GPtrArray *
add_people (CalloutBack  *back,
            GArray       *ids,
            GPtrArray    *neighbours,
            GError      **error)
{
  GPtrArray *answer;
  g_autoptr (GPtrArray) people = NULL;
  guint found = 0;

  people = callout_store_get_many (back->store, CALLOUT_KIND_PERSON, (const gint64 *) (gpointer) ids->data, ids->len,
                                   error);
  if (people == NULL)
    return NULL;

  answer = g_ptr_array_new_full (people->len, g_object_unref);
  for (guint i = 0; i < ids->len && found < people->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (neighbours, i);
      CalloutEntity *person = g_ptr_array_index (people, found);

      if (person->id != g_array_index (ids, gint64, i))
        continue;
      found++;
      neighbour->person = g_object_ref (CALLOUT_PERSON (person));
      g_ptr_array_add (answer, g_object_ref (neighbour));
    }
  return answer;
}

/* Whether a candidate is wanted at all, beyond being in the asker's circle. */
typedef gboolean (*Wanted) (const CalloutResource *resource);

static GPtrArray *
answer_with (CalloutBack   *back,
             const Asked   *asked,
             const Circle  *circle,
             GArray        *candidates,
             guint          limit,
             Wanted         wanted,
             GError       **error)
{
  CalloutRoster *roster = callout_book_get_roster (back->book);
  g_autoptr (GPtrArray) neighbours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (CalloutResource) resource = { 0 };

  for (guint i = 0; i < candidates->len && (limit == 0 || ids->len < limit); i++)
    {
      CalloutCandidate *candidate = &g_array_index (candidates, CalloutCandidate, i);

      if (!callout_roster_lookup (roster, candidate->id, &resource) || !circle_has (circle, &resource))
        continue;
      if (wanted != NULL && !wanted (&resource))
        continue;
      g_array_append_val (ids, candidate->id);
      g_ptr_array_add (neighbours, neighbour_new (back->book, asked, circle, candidate, &resource));
    }
  return add_people (back, ids, neighbours, error);
}

static gpointer
find_nearest (CalloutBack   *back,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const CalloutNearestQuestion *wish = data;
  CalloutTime at = callout_clock_now ();
  g_auto (Asked) asked = { 0 };
  g_auto (Circle) circle = { 0 };
  g_autoptr (GArray) candidates = NULL;

  if (!callout_book_refresh (back->book, back->store, at, error)
      || !circle_find (&circle, back, wish->person, error) || !ask (&asked, back, wish, at, error))
    return NULL;

  /* Where not everybody may be shown, the limit counts those who are. */
  candidates = callout_roster_rank (callout_book_get_roster (back->book), &asked.question,
                                    circle.everybody ? wish->limit : 0, wish->all);
  return answer_with (back, &asked, &circle, candidates, wish->limit, NULL, error);
}

static const CalloutJob nearest_job = {
  find_nearest, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, g_free, (GDestroyNotify) g_ptr_array_unref
};

/**
 * callout_workspace_nearest_async:
 * @question: (transfer none): which work order, how many, how far, who asks
 */
void
callout_workspace_nearest_async (CalloutWorkspace             *self,
                                 const CalloutNearestQuestion *question,
                                 GCancellable                 *cancellable,
                                 GAsyncReadyCallback           callback,
                                 gpointer                      user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (question != NULL);

  callout_workspace_push_job (self, &nearest_job, g_memdup2 (question, sizeof *question), cancellable, callback,
                              user_data);
}

/* The people of an answer are living objects too, where a view has it. */
static GPtrArray *
intern_people (CalloutWorkspace *self,
               GPtrArray        *answer)
{
  for (guint i = 0; answer != NULL && i < answer->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (answer, i);
      g_autoptr (CalloutEntity) fresh = CALLOUT_ENTITY (g_steal_pointer (&neighbour->person));

      neighbour->person = CALLOUT_PERSON (callout_workspace_intern (self, fresh));
    }
  return answer;
}

/**
 * callout_workspace_nearest_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND, also where the work order is out of the
 * asker's sight.
 *
 * Returns: (transfer full) (element-type CalloutNeighbour): best first
 */
GPtrArray *
callout_workspace_nearest_finish (CalloutWorkspace  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return intern_people (self, callout_workspace_finish_job (self, &nearest_job, result, error));
}

GPtrArray *
callout_workspace_nearest_sync (CalloutWorkspace              *self,
                                const CalloutNearestQuestion  *question,
                                GError                       **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (question != NULL, NULL);

  return callout_workspace_do_job (self, &nearest_job, g_memdup2 (question, sizeof *question), error);
}

/* Everybody on the map */

static gboolean
has_position (const CalloutResource *resource)
{
  return resource->has_position;
}

static gpointer
find_resources (CalloutBack   *back,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const gint64 *person = data;
  CalloutTime at = callout_clock_now ();
  g_auto (Asked) asked = { 0 };
  g_auto (Circle) circle = { 0 };
  g_autoptr (GArray) candidates = NULL;

  if (!callout_book_refresh (back->book, back->store, at, error) || !circle_find (&circle, back, *person, error))
    return NULL;

  asked.question.at = at;
  ask_groups (&asked, back, 0);
  candidates = callout_roster_rank (callout_book_get_roster (back->book), &asked.question, 0, TRUE);
  return answer_with (back, &asked, &circle, candidates, 0, has_position, error);
}

static const CalloutJob resources_job = {
  find_resources, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, g_free, (GDestroyNotify) g_ptr_array_unref
};

/**
 * callout_workspace_resources_async:
 * @person: who looks, 0 for no limit
 */
void
callout_workspace_resources_async (CalloutWorkspace    *self,
                                   gint64               person,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &resources_job, g_memdup2 (&person, sizeof person), cancellable, callback,
                              user_data);
}

/**
 * callout_workspace_resources_finish:
 *
 * Returns: (transfer full) (element-type CalloutNeighbour): everybody with a
 *   position; eligible is who is on duty and available
 */
GPtrArray *
callout_workspace_resources_finish (CalloutWorkspace  *self,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return intern_people (self, callout_workspace_finish_job (self, &resources_job, result, error));
}
