/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-maker.h"
#include "callout-service-record.h"

#include <glib/gi18n-lib.h>

/* The digital service record as pages (contract 2.45). */

/* Three pictures side by side at 220 dots an inch, a little more for one that is
 * looked at closely. */
#define PICTURE_PIXELS 640

static char *
format (CalloutServiceRecord *self,
        CalloutTime           at,
        const char           *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / CALLOUT_SECOND);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return at != 0 && there != NULL ? g_date_time_format (there, format) : NULL;
}

static char *
format_time (CalloutServiceRecord *self,
             CalloutTime           at)
{
  /* Translators: a day and the time of day, see g_date_time_format() */
  return format (self, at, C_("date and time", "%-d %b %Y, %H:%M"));
}

static char *
format_window (CalloutServiceRecord *self,
               CalloutTime           from,
               CalloutTime           until)
{
  g_autofree char *start = format_time (self, from);
  g_autofree char *day = format (self, from, "%F");
  g_autofree char *last_day = format (self, until, "%F");
  g_autofree char *end = g_strcmp0 (day, last_day) == 0 ? format (self, until, "%H:%M") : format_time (self, until);

  if (start == NULL || end == NULL)
    return g_strdup (start != NULL ? start : end);
  return g_strdup_printf ("%s – %s", start, end);
}

static char *
dup_stars (gint64 stars)
{
  GString *text = g_string_new (NULL);

  for (gint64 i = 1; i <= 5; i++)
    g_string_append (text, i <= stars ? "★" : "☆");
  return g_string_free (text, FALSE);
}

static char *
dup_address (const char *address,
             const char *district)
{
  if (address == NULL || district == NULL)
    return g_strdup (address != NULL ? address : district);
  return g_strdup_printf ("%s, %s", address, district);
}

static void
add_head (CalloutServiceRecord *self,
          CalloutPageMaker     *maker,
          const char           *ref)
{
  CalloutTicket *ticket = self->ticket;
  g_autofree char *opened = format_time (self, CALLOUT_ENTITY (ticket)->created_at);
  g_autofree char *done = format_time (self, ticket->done_at);
  g_autofree char *closed = format_time (self, ticket->closed_at);
  g_autofree char *due = ticket->due_latest != 0 ? format_window (self, ticket->due_earliest, ticket->due_latest) : NULL;
  g_autofree char *place = dup_address (ticket->address, ticket->district);
  g_auto (GStrv) logins = g_strsplit (ticket->assignees != NULL ? ticket->assignees : "", " ", -1);
  g_autofree char *assignees = g_strjoinv (", ", logins);
  const CalloutFact facts[] = {
    { C_("record", "Number"), ref },
    { C_("record", "Status"), callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress) },
    { C_("record", "Type"), ticket->type != NULL ? ticket->type : ticket->flow_name },
    { C_("record", "Opened"), opened },
    { C_("record", "Done"), done },
    { C_("record", "Closed"), closed },
    { C_("record", "Customer"), self->customer != NULL ? self->customer->name : NULL },
    { C_("record", "Contact"), ticket->contact_name },
    { C_("record", "Equipment"), self->equipment != NULL ? self->equipment->name : NULL },
    { C_("record", "Serial number"), self->equipment != NULL ? self->equipment->serial : NULL },
    { C_("record", "Place"), place },
    { C_("record", "Outcome"), ticket->outcome != CALLOUT_OUTCOME_NONE ? callout_enum_label (CALLOUT_TYPE_OUTCOME, ticket->outcome) : NULL },
    { C_("record", "Due"), due },
    { C_("record", "Priority"), self->internal ? callout_enum_label (CALLOUT_TYPE_PRIORITY, ticket->priority) : NULL },
    { C_("record", "Visibility"), self->internal ? callout_enum_label (CALLOUT_TYPE_VISIBILITY, ticket->visibility) : NULL },
    { C_("record", "Escalated"), self->internal && ticket->escalated ? C_("record", "Yes") : NULL },
    { C_("record", "VIP"), self->internal && ticket->vip ? C_("record", "Yes") : NULL },
    { C_("record", "Assignees"), self->internal ? assignees : NULL },
    { C_("record", "Times"), self->zone_name },
  };

  callout_page_maker_add_facts (maker, facts, G_N_ELEMENTS (facts), 3);
  if (ticket->description != NULL && *ticket->description != '\0')
    {
      callout_page_maker_add_heading (maker, 1, C_("record", "Description"));
      callout_page_maker_add_text (maker, CALLOUT_TEXT_BODY, ticket->description);
    }
  if (self->internal && ticket->note != NULL && *ticket->note != '\0')
    {
      callout_page_maker_add_heading (maker, 1, _("Private note"));
      callout_page_maker_add_text (maker, CALLOUT_TEXT_BODY, ticket->note);
    }
}

static void
figure_clear (gpointer data)
{
  g_clear_pointer (&((CalloutFigure *) data)->picture, callout_plate_unref);
}

/* Pictures as pictures; the rest, and what cannot be drawn, by name. */
static GArray *
make_figures (GPtrArray *files,
              GString   *names)
{
  GArray *figures = g_array_new (FALSE, TRUE, sizeof (CalloutFigure));

  g_array_set_clear_func (figures, figure_clear);
  for (guint i = 0; i < files->len; i++)
    {
      const CalloutRecordFile *file = g_ptr_array_index (files, i);
      CalloutFigure figure = { NULL, file->file->name };

      if (file->bytes != NULL)
        figure.picture = callout_plate_new (file->bytes, PICTURE_PIXELS, NULL);
      if (figure.picture != NULL)
        {
          g_array_append_val (figures, figure);
        }
      else
        {
          g_autofree char *size = g_format_size ((guint64) file->file->bytes);

          g_string_append_printf (names, "%s%s (%s)", names->len > 0 ? "\n" : "", file->file->name, size);
        }
    }
  return figures;
}

static void
add_entry (CalloutPageMaker *maker,
           const char       *side,
           const char       *side_note,
           const char       *text,
           CalloutTextStyle  side_style,
           GPtrArray        *files)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GArray) figures = files != NULL ? make_figures (files, names) : NULL;
  CalloutPageCell left = { side, side_style, side_note };
  CalloutPageCell right = { text, CALLOUT_TEXT_BODY, names->str };

  callout_page_maker_add_entry (maker, &left, &right, figures != NULL ? (CalloutFigure *) (gpointer) figures->data : NULL,
                                figures != NULL ? figures->len : 0);
}

static void
add_answers (CalloutServiceRecord *self,
             CalloutPageMaker     *maker)
{
  if (self->answers->len == 0)
    return;
  callout_page_maker_add_heading (maker, 1, _("What Was Reported"));
  for (guint i = 0; i < self->answers->len; i++)
    {
      const CalloutRecordAnswer *answer = g_ptr_array_index (self->answers, i);

      add_entry (maker, answer->label, NULL, answer->text, CALLOUT_TEXT_STRONG, answer->files);
    }
}

static void
add_steps (CalloutServiceRecord *self,
           CalloutPageMaker     *maker,
           GPtrArray            *steps)
{
  const CalloutPageColumn columns[] = { { C_("record", "When"), 0 }, { C_("record", "What"), 1 }, { C_("record", "Who"), 0.34 } };
  gboolean named = FALSE;

  for (guint i = 0; i < steps->len; i++)
    named |= ((const CalloutRecordStep *) g_ptr_array_index (steps, i))->who != NULL;
  callout_page_maker_begin_table (maker, columns, named ? 3 : 2);
  for (guint i = 0; i < steps->len; i++)
    {
      const CalloutRecordStep *step = g_ptr_array_index (steps, i);
      g_autofree char *when = format_time (self, step->at);
      CalloutPageCell cells[] = { { when }, { step->what }, { step->who } };

      callout_page_maker_add_row (maker, cells);
    }
  callout_page_maker_end_table (maker, NULL, 0);
}

static char *
dup_correction (const CalloutUpdate *update)
{
  if (update->corrects != 0)
    return g_strdup_printf (_("corrects U-%d"), (int) update->corrects);
  if (update->corrected_by != 0)
    return g_strdup_printf (_("corrected by U-%d"), (int) update->corrected_by);
  return NULL;
}

static void
add_updates (CalloutServiceRecord *self,
             CalloutPageMaker     *maker)
{
  if (self->updates->len == 0)
    return;
  callout_page_maker_add_heading (maker, 1, C_("record", "Updates"));
  for (guint i = 0; i < self->updates->len; i++)
    {
      const CalloutRecordUpdate *entry = g_ptr_array_index (self->updates, i);
      const CalloutUpdate *update = entry->update;
      gboolean internal = update->visibility == CALLOUT_VISIBILITY_INTERNAL;
      g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (update));
      g_autofree char *when = format_time (self, CALLOUT_ENTITY (update)->created_at);
      g_autofree char *correction = dup_correction (update);
      g_autoptr (GString) note = g_string_new (update->author_name != NULL ? update->author_name : "");

      g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", ref);
      if (correction != NULL)
        g_string_append_printf (note, ", %s", correction);
      if (internal)
        g_string_append_printf (note, "\n%s", C_("record", "Internal"));
      add_entry (maker, when, note->str, update->text, CALLOUT_TEXT_STRONG, entry->files);
    }
}

static char *
dup_people (const CalloutRecordVisit *visit)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < visit->people->len; i++)
    {
      CalloutAssignment *person = g_ptr_array_index (visit->people, i);

      g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? ", " : "", person->name != NULL ? person->name : person->login,
                              callout_enum_label (CALLOUT_TYPE_PART, person->part));
    }
  return g_string_free (text, FALSE);
}

static void
add_visits (CalloutServiceRecord *self,
            CalloutPageMaker     *maker)
{
  if (self->visits->len == 0)
    return;
  callout_page_maker_add_heading (maker, 1, self->internal ? _("Work Orders") : C_("record", "Visits"));
  for (guint i = 0; i < self->visits->len; i++)
    {
      const CalloutRecordVisit *visit = g_ptr_array_index (self->visits, i);
      CalloutWorkOrder *order = visit->order;
      g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (order));
      g_autofree char *planned = format_window (self, order->planned_start, order->planned_end);
      g_autofree char *people = dup_people (visit);
      const CalloutFact facts[] = {
        { C_("record", "State"), self->internal ? callout_enum_label (CALLOUT_TYPE_WORK_STATE, order->state) : NULL },
        { C_("record", "Planned"), planned },
        { C_("record", "Outcome"), order->outcome != CALLOUT_OUTCOME_NONE ? callout_enum_label (CALLOUT_TYPE_OUTCOME, order->outcome) : NULL },
        { C_("record", "Group"), self->internal ? order->group_name : NULL },
        { C_("record", "Engineers"), people },
      };

      callout_page_maker_add_heading (maker, 2, ref);
      callout_page_maker_add_facts (maker, facts, G_N_ELEMENTS (facts), 3);
      if (visit->steps->len > 0)
        add_steps (self, maker, visit->steps);
    }
}

static void
add_ratings (CalloutServiceRecord *self,
             CalloutPageMaker     *maker)
{
  if (self->ratings->len == 0)
    return;
  callout_page_maker_add_heading (maker, 1, C_("record", "Rating"));
  for (guint i = 0; i < self->ratings->len; i++)
    {
      CalloutRating *rating = g_ptr_array_index (self->ratings, i);
      g_autofree char *stars = dup_stars (rating->stars);
      /* Translators: how many of five stars a customer gave, after as many stars drawn */
      g_autofree char *line = g_strdup_printf (_("%s %d of 5"), stars, (int) rating->stars);
      g_autofree char *when = format_time (self, CALLOUT_ENTITY (rating)->created_at);
      g_autofree char *text = rating->comment != NULL ? g_strdup_printf ("%s\n%s", line, rating->comment) : g_strdup (line);

      add_entry (maker, when, rating->name, text, CALLOUT_TEXT_STRONG, NULL);
    }
}

/**
 * callout_service_record_dup_name:
 *
 * Returns: (transfer full): what its file may be called, without a suffix
 */
char *
callout_service_record_dup_name (CalloutServiceRecord *self)
{
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (self->ticket));

  /* Translators: name of a file; the ticket's number */
  return g_strdup_printf (self->internal ? _("%s Service Record, Internal") : _("%s Service Record"), ref);
}

/**
 * callout_service_record_make_pages:
 *
 * Of any thread.
 *
 * Returns: (transfer full)
 */
CalloutPages *
callout_service_record_make_pages (CalloutServiceRecord *self,
                                   const CalloutPaper   *paper)
{
  CalloutTicket *ticket = self->ticket;
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (ticket));
  const char *title = ticket->title != NULL ? ticket->title : ref;
  g_autofree char *running = g_strdup_printf ("%s · %s", ref, title);
  g_autofree char *made = format_time (self, self->made_at);
  /* Translators: at the foot of a document; when it was made, in which time zone */
  g_autofree char *footer = g_strdup_printf (_("%s · as of %s (%s)"), ref, made, self->zone_name);
  const char *kind = self->internal ? _("Service record, internal edition") : _("Service record");
  const CalloutAbout about = {
    running, running, self->internal ? _("Internal edition: for employees only, not for customers") : NULL, footer, self->house,
    kind, ref, self->made_at
  };
  const CalloutHouse house = { self->house, self->house_lines, NULL };
  g_autoptr (CalloutPageMaker) maker = callout_page_maker_new (paper, &about);

  if (self->house != NULL && *self->house != '\0')
    callout_page_maker_add_letterhead (maker, &house);
  callout_page_maker_add_title (maker, kind, title, NULL, NULL);
  add_head (self, maker, ref);
  add_answers (self, maker);
  if (self->steps->len > 0)
    {
      callout_page_maker_add_heading (maker, 1, _("Course of the Case"));
      add_steps (self, maker, self->steps);
    }
  add_updates (self, maker);
  add_visits (self, maker);
  add_ratings (self, maker);
  return callout_page_maker_finish (maker);
}
