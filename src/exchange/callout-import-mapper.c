/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-mapping-private.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define METRES_PER_DEGREE 111195.0

/* An entry of the mapping with the places of its columns in this file. */
typedef struct {
  const CalloutImportEntry *entry;
  guint                     *columns;
  guint                      n_columns;
} Binding;

struct _CalloutImportMapper
{
  CalloutImportMapping    *mapping; /* borrowed */
  CalloutCsvReader  *reader;  /* borrowed */
  CalloutSourceTime *times;
  GArray            *bindings; /* of Binding */
};

static void
binding_clear (gpointer data)
{
  g_free (((Binding *) data)->columns);
}

static void
value_clear (gpointer data)
{
  g_free (((CalloutImportValue *) data)->text);
}

/* An empty row, to be filled again and again. */
CalloutImportRow *
callout_import_row_new (void)
{
  CalloutImportRow *self = g_new0 (CalloutImportRow, 1);

  self->values = g_array_sized_new (FALSE, FALSE, sizeof (CalloutImportValue), 24);
  g_array_set_clear_func (self->values, value_clear);
  return self;
}

void
callout_import_row_free (CalloutImportRow *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->values);
  g_free (self->reason);
  g_free (self);
}

/* (nullable): a row's value by its parameter's name */
const CalloutImportValue *
callout_import_row_find (const CalloutImportRow *self,
                         const char             *target)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const CalloutImportValue *value = &g_array_index (self->values, CalloutImportValue, i);

      if (g_str_equal (value->target->name, target))
        return value;
    }
  return NULL;
}

/* (nullable): as callout_import_row_find(), for text */
const char *
callout_import_row_get_text (const CalloutImportRow *self,
                             const char             *target)
{
  const CalloutImportValue *value = callout_import_row_find (self, target);

  return value != NULL ? value->text : NULL;
}

static void
remove_value (CalloutImportRow *row,
              const char       *target)
{
  for (guint i = 0; i < row->values->len; i++)
    if (g_str_equal (g_array_index (row->values, CalloutImportValue, i).target->name, target))
      {
        g_array_remove_index (row->values, i);
        return;
      }
}

static gboolean
reject (CalloutImportRow       *row,
        const char             *format,
        ...) G_GNUC_PRINTF (2,  3);

static gboolean
reject (CalloutImportRow *row,
        const char       *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (row->reason);
  row->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

/* A value in a sentence: whole if short, its beginning if not. */
static char *
quote_value (const CalloutCsvField *field)
{
  g_autofree char *tidy = callout_tidy_text (field->text, MIN (field->length, 4096));
  g_autofree char *start = NULL;

  if (tidy == NULL || g_utf8_strlen (tidy, -1) <= 60)
    return g_steal_pointer (&tidy);
  start = g_utf8_substring (tidy, 0, 60);
  return g_strconcat (start, "…", NULL);
}

static gboolean
is_empty (const CalloutCsvField *field)
{
  for (gsize i = 0; i < field->length; i++)
    if (field->text[i] != ' ' && field->text[i] != '\t')
      return FALSE;
  return TRUE;
}

static CalloutCsvField
trim (const CalloutCsvField *field)
{
  CalloutCsvField trimmed = *field;

  while (trimmed.length > 0 && trimmed.text[0] == ' ')
    {
      trimmed.text++;
      trimmed.length--;
    }
  while (trimmed.length > 0 && trimmed.text[trimmed.length - 1] == ' ')
    trimmed.length--;
  return trimmed;
}

static gboolean
read_time (CalloutImportMapper   *self,
           const CalloutCsvField *field,
           guint                  column,
           CalloutImportValue    *value,
           CalloutImportRow      *row)
{
  CalloutCsvField text = trim (field);
  const char *name = callout_csv_reader_get_header (self->reader)[column];
  g_autofree char *quoted = NULL;
  CalloutWall wall;

  switch (callout_source_time_parse (self->times, text.text, text.length, &value->time, &wall))
    {
    case CALLOUT_DATE_OK:
      if (wall == CALLOUT_WALL_SKIPPED)
        row->notes |= CALLOUT_NOTE_SKIPPED_HOUR;
      else if (wall == CALLOUT_WALL_TWICE)
        row->notes |= CALLOUT_NOTE_REPEATED_HOUR;
      return TRUE;
    case CALLOUT_DATE_NO_SUCH_DAY:
      quoted = quote_value (field);
      return reject (row, _("“%s” in column “%s” is a date or time that does not exist"), quoted, name);
    case CALLOUT_DATE_UNREADABLE:
    default:
      quoted = quote_value (field);
      return reject (row, _("“%s” in column “%s” is not a date written like %s"), quoted, name,
                     self->mapping->date_formats[0]);
    }
}

static gboolean
read_number (CalloutImportMapper   *self,
             const CalloutCsvField *field,
             guint                  column,
             CalloutImportValue    *value,
             CalloutImportRow      *row)
{
  CalloutCsvField text = trim (field);
  char buffer[64];
  char *end = buffer;

  if (text.length < sizeof buffer)
    {
      memcpy (buffer, text.text, text.length);
      buffer[text.length] = '\0';
      value->number = g_ascii_strtod (buffer, &end);
    }
  if (end == buffer || *end != '\0' || !isfinite (value->number))
    {
      g_autofree char *quoted = quote_value (field);

      return reject (row, _("“%s” in column “%s” is not a number"), quoted,
                     callout_csv_reader_get_header (self->reader)[column]);
    }
  value->text = g_strdup (buffer);
  return TRUE;
}

static gboolean
read_boolean (CalloutImportMapper   *self,
              const CalloutCsvField *field,
              guint                  column,
              CalloutImportValue    *value,
              CalloutImportRow      *row)
{
  static const char *const yes[] = { "true", "yes", "1", "y", "x", NULL };
  static const char *const no[] = { "false", "no", "0", "n", NULL };
  g_autofree char *tidy = callout_tidy_text (field->text, field->length);
  g_autofree char *lower = g_ascii_strdown (tidy, -1);

  value->number = g_strv_contains (yes, lower);
  if (value->number == 0 && !g_strv_contains (no, lower))
    {
      g_autofree char *quoted = quote_value (field);

      return reject (row, _("“%s” in column “%s” is neither yes nor no"), quoted,
                     callout_csv_reader_get_header (self->reader)[column]);
    }
  return TRUE;
}

/* Keys are lower-case words, however the source divides them. */
static char *
read_keys (const char *text,
           gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *lower = g_utf8_strdown (copy, -1);
  char *tidy;

  g_strdelimit (lower, ",;|\t\n\r", ' ');
  tidy = callout_tidy_text (lower, strlen (lower));
  return tidy;
}

static char *
read_paragraph (const char *text,
                gsize       length)
{
  char *copy = g_strndup (text, length);

  g_strstrip (copy);
  return *copy != '\0' ? copy : (g_free (copy), NULL);
}

static char *
read_text (CalloutImportMapper *self,
           CalloutTargetType    type,
           const char          *text,
           gsize                length)
{
  switch (type)
    {
    case CALLOUT_TARGET_KEYS:
    case CALLOUT_TARGET_KEY:
      return read_keys (text, length);
    case CALLOUT_TARGET_PARAGRAPH:
      return read_paragraph (text, length);
    case CALLOUT_TARGET_POSTCODE:
      return callout_tidy_postcode (text, length, self->mapping->postcode_digits);
    case CALLOUT_TARGET_ADDRESS:
      return callout_tidy_address (text, length, (const char *const *) self->mapping->intersections, NULL);
    case CALLOUT_TARGET_TEXT:
    default:
      return callout_tidy_text (text, length);
    case CALLOUT_TARGET_TIME:
    case CALLOUT_TARGET_NUMBER:
    case CALLOUT_TARGET_BOOLEAN:
      g_return_val_if_reached (NULL);
    }
}

/* Takes what one column holds. %FALSE: the row is rejected. */
static gboolean
read_value (CalloutImportMapper   *self,
            const CalloutTarget   *target,
            const CalloutCsvField *field,
            guint                  column,
            CalloutImportValue    *value,
            CalloutImportRow      *row)
{
  switch (target->type)
    {
    case CALLOUT_TARGET_TIME:
      return read_time (self, field, column, value, row);
    case CALLOUT_TARGET_NUMBER:
      return read_number (self, field, column, value, row);
    case CALLOUT_TARGET_BOOLEAN:
      return read_boolean (self, field, column, value, row);
    case CALLOUT_TARGET_TEXT:
    case CALLOUT_TARGET_PARAGRAPH:
    case CALLOUT_TARGET_KEYS:
    case CALLOUT_TARGET_KEY:
    case CALLOUT_TARGET_ADDRESS:
    case CALLOUT_TARGET_POSTCODE:
    default:
      value->text = read_text (self, target->type, field->text, field->length);
      return TRUE;
    }
}

static gboolean
add_constant (CalloutImportMapper *self,
              const CalloutTarget *target,
              const char          *text,
              CalloutImportRow    *row)
{
  CalloutImportValue value = { .target = target };
  CalloutCsvField field = { text, strlen (text) };

  if (!read_value (self, target, &field, 0, &value, row))
    return FALSE;
  if (value.text != NULL || target->type == CALLOUT_TARGET_NUMBER || target->type == CALLOUT_TARGET_BOOLEAN ||
      target->type == CALLOUT_TARGET_TIME)
    g_array_append_val (row->values, value);
  return TRUE;
}

/* A target with a table of values: the first column whose value is in it. */
static gboolean
map_by_values (CalloutImportMapper    *self,
               const Binding          *binding,
               const CalloutCsvRecord *record,
               CalloutImportRow       *row)
{
  CalloutValueMap *values = binding->entry->values;
  const CalloutTarget *target = binding->entry->target;
  const CalloutCsvField *unknown = NULL;
  guint unknown_column = 0;

  for (guint i = 0; i < binding->n_columns; i++)
    {
      CalloutCsvField field = trim (&record->fields[binding->columns[i]]);
      const char *result;

      if (field.length == 0)
        continue;
      result = callout_value_map_lookup (values, field.text, field.length);
      if (result != NULL)
        return add_constant (self, target, result, row);
      unknown = &record->fields[binding->columns[i]];
      unknown_column = binding->columns[i];
    }
  if (values->fallback != NULL)
    return add_constant (self, target, values->fallback, row);
  if (unknown != NULL && (target->type == CALLOUT_TARGET_KEY || target->type == CALLOUT_TARGET_BOOLEAN))
    {
      g_autofree char *quoted = quote_value (unknown);

      return reject (row, _("“%s” in column “%s” is not a value the mapping knows"), quoted,
                     callout_csv_reader_get_header (self->reader)[unknown_column]);
    }
  return TRUE;
}

static gboolean
map_entry (CalloutImportMapper    *self,
           const Binding          *binding,
           const CalloutCsvRecord *record,
           CalloutImportRow       *row)
{
  CalloutImportValue value = { .target = binding->entry->target };

  if (binding->entry->values != NULL)
    return map_by_values (self, binding, record, row);

  for (guint i = 0; i < binding->n_columns; i++)
    {
      const CalloutCsvField *field = &record->fields[binding->columns[i]];

      if (is_empty (field))
        continue;
      if (!read_value (self, value.target, field, binding->columns[i], &value, row))
        return FALSE;
      if (value.text == NULL && value.target->type != CALLOUT_TARGET_TIME &&
          value.target->type != CALLOUT_TARGET_NUMBER && value.target->type != CALLOUT_TARGET_BOOLEAN)
        continue;
      g_array_append_val (row->values, value);
      return TRUE;
    }
  if (binding->entry->constant != NULL)
    return add_constant (self, value.target, binding->entry->constant, row);
  if (value.target->required)
    return reject (row, _("there is nothing in column “%s”, which gives the %s"),
                   callout_csv_reader_get_header (self->reader)[binding->columns[0]], value.target->name);
  return TRUE;
}

/* A degree of longitude is shorter the further north; good to a metre here. */
static gboolean
is_default_point (CalloutImportMapping *mapping,
                  double                latitude,
                  double                longitude)
{
  for (guint i = 0; i < mapping->default_points->len; i++)
    {
      const CalloutDefaultPoint *point = &g_array_index (mapping->default_points, CalloutDefaultPoint, i);
      double north = (latitude - point->latitude) * METRES_PER_DEGREE;
      double east = (longitude - point->longitude) * METRES_PER_DEGREE * cos (point->latitude * G_PI / 180);

      if (north * north + east * east <= point->tolerance_m * point->tolerance_m)
        return TRUE;
    }
  return FALSE;
}

/*
 * Both coordinates or neither. One alone, or one that no place on Earth has,
 * says that something is wrong with the row, and then nothing else in it can
 * be trusted either: it is rejected. A default point says that nobody knew
 * the place, which is no fault of the row: it is taken, without a location.
 */
static gboolean
judge_location (CalloutImportMapper *self,
                CalloutImportRow    *row)
{
  CalloutImportMapping *mapping = self->mapping;
  const CalloutImportValue *latitude = callout_import_row_find (row, "latitude");
  const CalloutImportValue *longitude = callout_import_row_find (row, "longitude");

  if (latitude == NULL && longitude == NULL)
    {
      row->notes |= CALLOUT_NOTE_NO_LOCATION;
      return TRUE;
    }
  if (longitude == NULL)
    return reject (row, _("it has a latitude but no longitude"));
  if (latitude == NULL)
    return reject (row, _("it has a longitude but no latitude"));
  if (latitude->number < -90 || latitude->number > 90)
    return reject (row, _("%g is no latitude; it must lie between -90 and 90"), latitude->number);
  if (longitude->number < -180 || longitude->number > 180)
    return reject (row, _("%g is no longitude; it must lie between -180 and 180"), longitude->number);
  if (is_default_point (mapping, latitude->number, longitude->number))
    {
      row->notes |= CALLOUT_NOTE_DEFAULT_POINT;
      remove_value (row, "latitude");
      remove_value (row, "longitude");
      return TRUE;
    }
  if (latitude->number < mapping->south || latitude->number > mapping->north ||
      longitude->number < mapping->west || longitude->number > mapping->east)
    return reject (row, _("%g, %g lies outside the area this source covers"), latitude->number, longitude->number);
  return TRUE;
}

static void
set_boolean (CalloutImportMapper *self,
             CalloutImportRow    *row,
             const char          *target,
             gboolean             on)
{
  CalloutImportValue value = { .target = callout_import_kind_find_target (self->mapping->kind, target), .number = on };

  remove_value (row, target);
  g_array_append_val (row->values, value);
}

static gboolean
get_boolean (CalloutImportRow *row,
             const char       *target)
{
  const CalloutImportValue *value = callout_import_row_find (row, target);

  return value != NULL && value->number != 0;
}

/*
 * A row with a closing time is closed, whatever else it says, and needs no
 * visit any more. One closed before it was opened (clocks of two machines that
 * differ by seconds, in the Boston data) is still a real request that was
 * really dealt with; only the moment is not known, so that is left out and the
 * request kept.
 */
static void
judge_closing (CalloutImportMapper *self,
               CalloutImportRow    *row)
{
  const CalloutImportValue *closed = callout_import_row_find (row, "closed_at");
  const CalloutImportValue *opened = callout_import_row_find (row, "opened_at");

  if (closed != NULL)
    {
      if (opened != NULL && closed->time < opened->time)
        {
          row->notes |= CALLOUT_NOTE_CLOSED_BEFORE_OPENED;
          remove_value (row, "closed_at");
        }
      set_boolean (self, row, "closed", TRUE);
    }
  if (get_boolean (row, "closed"))
    remove_value (row, "visit");
}

static void
finish_address (CalloutImportRow *row)
{
  CalloutImportValue *address = (CalloutImportValue *) callout_import_row_find (row, "address");
  const char *postcode = callout_import_row_get_text (row, "postcode");

  if (address == NULL)
    row->notes |= CALLOUT_NOTE_NO_ADDRESS;
  else if (postcode != NULL && !g_str_has_suffix (address->text, postcode))
    {
      char *whole = g_strconcat (address->text, " ", postcode, NULL);

      g_free (address->text);
      address->text = whole;
    }
  remove_value (row, "postcode");
}

/**
 * callout_import_mapper_map:
 * @record: a row of the file the mapper was made for
 * @row: what to fill; what it held is dropped
 *
 * Returns: whether the row can be taken; if not, its reason says why
 */
gboolean
callout_import_mapper_map (CalloutImportMapper    *self,
                           const CalloutCsvRecord *record,
                           CalloutImportRow       *row)
{
  g_array_set_size (row->values, 0);
  g_clear_pointer (&row->reason, g_free);
  row->line = record->line;
  row->notes = 0;

  if (record->fault != CALLOUT_CSV_FAULT_NONE)
    {
      row->reason = callout_csv_record_describe_fault (record, self->reader);
      return FALSE;
    }
  for (guint i = 0; i < self->bindings->len; i++)
    if (!map_entry (self, &g_array_index (self->bindings, Binding, i), record, row))
      return FALSE;

  if (callout_import_kind_find_target (self->mapping->kind, "latitude") != NULL && !judge_location (self, row))
    return FALSE;
  if (callout_import_kind_find_target (self->mapping->kind, "postcode") != NULL)
    finish_address (row);
  if (self->mapping->kind == CALLOUT_IMPORT_TICKETS)
    judge_closing (self, row);
  return TRUE;
}

static char *
list_columns (CalloutCsvReader *reader)
{
  return g_strjoinv (", ", (char **) callout_csv_reader_get_header (reader));
}

static gboolean
bind_entry (CalloutImportMapper       *self,
            const CalloutImportEntry  *entry,
            GError                   **error)
{
  Binding binding = { .entry = entry };

  binding.columns = g_new0 (guint, g_strv_length (entry->columns) + 1);
  for (guint i = 0; entry->columns[i] != NULL; i++)
    {
      int column = callout_csv_reader_find_column (self->reader, entry->columns[i]);

      if (column >= 0)
        binding.columns[binding.n_columns++] = (guint) column;
      else if (!self->mapping->plain || entry->target->required)
        {
          g_autofree char *list = list_columns (self->reader);

          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                       _("“%s” has no column “%s”, which gives the %s; its columns are %s"),
                       callout_csv_reader_get_name (self->reader), entry->columns[i], entry->target->name, list);
          g_free (binding.columns);
          return FALSE;
        }
    }
  if (binding.n_columns > 0 || entry->constant != NULL)
    g_array_append_val (self->bindings, binding);
  else
    g_free (binding.columns);
  return TRUE;
}

/* A file without a mapping must not have a column nobody knows. Those that a
 * rejects file adds are known: it shall be importable once it is put right. */
static gboolean
check_unknown_columns (CalloutImportMapper  *self,
                       GError              **error)
{
  const char *const *header = callout_csv_reader_get_header (self->reader);

  for (guint i = 0; self->mapping->plain && header[i] != NULL; i++)
    {
      g_autofree char *list = NULL;

      if (header[i][0] == '\0' || g_str_equal (header[i], "line") || g_str_equal (header[i], "reason") ||
          callout_import_kind_find_target (self->mapping->kind, header[i]) != NULL)
        continue;
      list = callout_import_kind_list_targets (self->mapping->kind);
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” has a column “%s” that %s do not have; they have %s"),
                   callout_csv_reader_get_name (self->reader), header[i],
                   callout_import_kind_key (self->mapping->kind), list);
      return FALSE;
    }
  return TRUE;
}

/**
 * callout_import_mapper_new:
 * @mapping: kept by the caller as long as the mapper lives
 * @reader: likewise
 *
 * Finds the mapping's columns in a file.
 *
 * Returns: (transfer full) (nullable): a mapper, or %NULL with
 * %CALLOUT_ERROR_INVALID and a sentence naming the column and those there are
 */
CalloutImportMapper *
callout_import_mapper_new (CalloutImportMapping  *mapping,
                           CalloutCsvReader      *reader,
                           GError               **error)
{
  g_autoptr (CalloutImportMapper) self = g_new0 (CalloutImportMapper, 1);

  self->mapping = mapping;
  self->reader = reader;
  self->bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  g_array_set_clear_func (self->bindings, binding_clear);
  self->times = callout_source_time_new (mapping->time_zone, (const char *const *) mapping->date_formats, error);
  if (self->times == NULL || !check_unknown_columns (self, error))
    return NULL;
  for (guint i = 0; i < mapping->entries->len; i++)
    if (!bind_entry (self, g_ptr_array_index (mapping->entries, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

void
callout_import_mapper_free (CalloutImportMapper *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->times, callout_source_time_free);
  g_array_unref (self->bindings);
  g_free (self);
}
