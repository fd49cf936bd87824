/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-service-record.h"

#include <string.h>

/* Reference counted, since pages are made of it by another thread. */
typedef struct {
  CalloutServiceRecord record;
  gatomicrefcount      refs;
} Counted;

G_DEFINE_BOXED_TYPE (CalloutServiceRecord, callout_service_record, callout_service_record_copy, callout_service_record_free)

static GPtrArray *
list_of (gpointer free_func)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_func);
}

/**
 * callout_service_record_new:
 *
 * Returns: (transfer full): with nothing in it; the lists are there
 */
CalloutServiceRecord *
callout_service_record_new (void)
{
  Counted *counted = g_new0 (Counted, 1);
  CalloutServiceRecord *self = &counted->record;

  g_atomic_ref_count_init (&counted->refs);
  self->answers = list_of (callout_record_answer_free);
  self->steps = list_of (callout_record_step_free);
  self->updates = list_of (callout_record_update_free);
  self->visits = list_of (callout_record_visit_free);
  self->ratings = list_of (g_object_unref);
  return self;
}

/* The same one: nobody changes it once it is read. */
CalloutServiceRecord *
callout_service_record_copy (CalloutServiceRecord *self)
{
  g_atomic_ref_count_inc (&((Counted *) self)->refs);
  return self;
}

void
callout_service_record_free (CalloutServiceRecord *self)
{
  if (!g_atomic_ref_count_dec (&((Counted *) self)->refs))
    return;
  g_free (self->house);
  g_free (self->house_lines);
  g_free (self->paper);
  g_free (self->zone_name);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->ticket);
  g_clear_object (&self->customer);
  g_clear_object (&self->equipment);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->updates);
  g_ptr_array_unref (self->visits);
  g_ptr_array_unref (self->ratings);
  g_free (self);
}

/* @bytes: (transfer full) (nullable) */
CalloutRecordFile *
callout_record_file_new (CalloutFile *file,
                         GBytes      *bytes)
{
  CalloutRecordFile *self = g_new0 (CalloutRecordFile, 1);

  self->file = g_object_ref (file);
  self->bytes = bytes;
  return self;
}

void
callout_record_file_free (CalloutRecordFile *self)
{
  g_object_unref (self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* @text: (transfer full) (nullable) */
CalloutRecordAnswer *
callout_record_answer_new (const char *label,
                           char       *text)
{
  CalloutRecordAnswer *self = g_new0 (CalloutRecordAnswer, 1);

  self->label = g_strdup (label);
  self->text = text;
  self->files = list_of (callout_record_file_free);
  return self;
}

void
callout_record_answer_free (CalloutRecordAnswer *self)
{
  g_free (self->label);
  g_free (self->text);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* @what: (transfer full) */
CalloutRecordStep *
callout_record_step_new (CalloutTime  at,
                         const char  *who,
                         char        *what)
{
  CalloutRecordStep *self = g_new0 (CalloutRecordStep, 1);

  self->at = at;
  self->who = g_strdup (who);
  self->what = what;
  return self;
}

void
callout_record_step_free (CalloutRecordStep *self)
{
  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

CalloutRecordUpdate *
callout_record_update_new (CalloutUpdate *update)
{
  CalloutRecordUpdate *self = g_new0 (CalloutRecordUpdate, 1);

  self->update = g_object_ref (update);
  self->files = list_of (callout_record_file_free);
  return self;
}

void
callout_record_update_free (CalloutRecordUpdate *self)
{
  g_object_unref (self->update);
  g_ptr_array_unref (self->files);
  g_free (self);
}

CalloutRecordVisit *
callout_record_visit_new (CalloutWorkOrder *order)
{
  CalloutRecordVisit *self = g_new0 (CalloutRecordVisit, 1);

  self->order = g_object_ref (order);
  self->people = list_of (g_object_unref);
  self->steps = list_of (callout_record_step_free);
  return self;
}

void
callout_record_visit_free (CalloutRecordVisit *self)
{
  g_object_unref (self->order);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->steps);
  g_free (self);
}
