/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-mapping-private.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond so many different values nothing more is remembered. */
#define REMEMBERED_MOST 10000

static void
prefix_free (gpointer data)
{
  CalloutPrefix *prefix = data;

  g_free (prefix->prefix);
  g_free (prefix->result);
  g_free (prefix);
}

static void
value_map_free (CalloutValueMap *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->exact);
  g_ptr_array_unref (self->prefixes);
  g_hash_table_unref (self->remembered);
  g_free (self->fallback);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  CalloutImportEntry *entry = data;

  g_strfreev (entry->columns);
  value_map_free (entry->values);
  g_free (entry->constant);
  g_free (entry);
}

static void
default_point_clear (gpointer data)
{
  g_free (((CalloutDefaultPoint *) data)->name);
}

/**
 * callout_value_map_lookup:
 *
 * What a value of the source's becomes: by itself, or by the longest prefix
 * written `prefix*`. The fallback is the caller's business.
 */
const char *
callout_value_map_lookup (CalloutValueMap *self,
                          const char      *value,
                          gsize            length)
{
  g_autofree char *key = g_strndup (value, length);
  gpointer found;

  if (g_hash_table_lookup_extended (self->exact, key, NULL, &found) ||
      g_hash_table_lookup_extended (self->remembered, key, NULL, &found))
    return found;

  found = NULL;
  for (guint i = 0; i < self->prefixes->len && found == NULL; i++)
    {
      const CalloutPrefix *prefix = g_ptr_array_index (self->prefixes, i);

      if (g_str_has_prefix (key, prefix->prefix))
        found = prefix->result;
    }
  if (g_hash_table_size (self->remembered) < REMEMBERED_MOST)
    g_hash_table_insert (self->remembered, g_steal_pointer (&key), found);
  return found;
}

static int
compare_prefixes (gconstpointer a,
                  gconstpointer b)
{
  const CalloutPrefix *first = *(const CalloutPrefix *const *) a;
  const CalloutPrefix *second = *(const CalloutPrefix *const *) b;
  gsize n = strlen (first->prefix), m = strlen (second->prefix);

  return n != m ? (n > m ? -1 : 1) : strcmp (first->prefix, second->prefix);
}

static CalloutValueMap *
value_map_new (GKeyFile   *file,
               const char *group)
{
  CalloutValueMap *self = g_new0 (CalloutValueMap, 1);
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  self->exact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prefixes = g_ptr_array_new_with_free_func (prefix_free);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *result = g_key_file_get_string (file, group, keys[i], NULL);

      if (g_str_equal (keys[i], "*"))
        self->fallback = result;
      else if (g_str_has_suffix (keys[i], "*"))
        {
          CalloutPrefix *prefix = g_new0 (CalloutPrefix, 1);

          prefix->prefix = g_strndup (keys[i], strlen (keys[i]) - 1);
          prefix->result = result;
          g_ptr_array_add (self->prefixes, prefix);
        }
      else
        g_hash_table_insert (self->exact, g_strdup (keys[i]), result);
    }
  g_ptr_array_sort (self->prefixes, compare_prefixes);
  return self;
}

static gboolean
refuse (CalloutImportMapping    *self,
        GError                 **error,
        const char              *format,
        ...) G_GNUC_PRINTF (3,   4);

static gboolean
refuse (CalloutImportMapping  *self,
        GError               **error,
        const char            *format,
        ...)
{
  va_list arguments;
  g_autofree char *clause = NULL;

  va_start (arguments, format);
  clause = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("The mapping “%s” cannot be used: %s"), self->name, clause);
  return FALSE;
}

static gboolean
check_keys (CalloutImportMapping  *self,
            GKeyFile              *file,
            const char            *group,
            const char *const     *known,
            GError               **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!g_strv_contains (known, keys[i]))
      {
        g_autofree char *list = g_strjoinv (", ", (char **) known);

        return refuse (self, error, _("[%s] has a key “%s” that means nothing; there are %s"), group, keys[i], list);
      }
  return TRUE;
}

static gboolean
read_number (CalloutImportMapping  *self,
             GKeyFile              *file,
             const char            *group,
             const char            *key,
             double                *out,
             GError               **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  char *end = NULL;

  if (text != NULL)
    *out = g_ascii_strtod (text, &end);
  if (text == NULL || end == text || *end != '\0')
    return refuse (self, error, _("“%s” in [%s] must be a number"), key, group);
  return TRUE;
}

static gboolean
read_source (CalloutImportMapping  *self,
             GKeyFile              *file,
             GError               **error)
{
  static const char *const known[] = { "kind", "name", "delimiter", "encoding", "time-zone", "date-formats", NULL };
  g_autofree char *kind = g_key_file_get_string (file, "source", "kind", NULL);
  g_autofree char *delimiter = g_key_file_get_string (file, "source", "delimiter", NULL);

  if (!check_keys (self, file, "source", known, error))
    return FALSE;
  self->source = g_key_file_get_string (file, "source", "name", NULL);
  self->encoding = g_key_file_get_string (file, "source", "encoding", NULL);
  self->time_zone = g_key_file_get_string (file, "source", "time-zone", NULL);
  self->date_formats = g_key_file_get_string_list (file, "source", "date-formats", NULL, NULL);
  if (kind == NULL)
    return refuse (self, error, _("[source] must say what kind of things the rows are, as kind=tickets"));
  if (!callout_import_kind_parse (kind, &self->kind, error))
    {
      g_prefix_error (error, _("The mapping “%s” cannot be used: "), self->name);
      return FALSE;
    }
  if (self->source == NULL || *self->source == '\0')
    return refuse (self, error, _("[source] must give the source a name, as name=boston311"));

  if (delimiter == NULL || g_str_equal (delimiter, "auto"))
    self->delimiter = 0;
  else if (g_str_equal (delimiter, "tab"))
    self->delimiter = '\t';
  else if (strlen (delimiter) == 1 && strchr ("\"\r\n", delimiter[0]) == NULL)
    self->delimiter = delimiter[0];
  else
    return refuse (self, error, _("the delimiter must be one character, “tab” or “auto”, not “%s”"), delimiter);
  return TRUE;
}

static CalloutImportEntry *
ensure_entry (CalloutImportMapping  *self,
              const char            *name,
              GError               **error)
{
  const CalloutTarget *target = callout_import_kind_find_target (self->kind, name);
  CalloutImportEntry *entry;

  if (target == NULL)
    {
      g_autofree char *list = callout_import_kind_list_targets (self->kind);

      refuse (self, error, _("%s have no “%s”; they have %s"), callout_import_kind_key (self->kind), name, list);
      return NULL;
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = g_ptr_array_index (self->entries, i);
      if (entry->target == target)
        return entry;
    }
  entry = g_new0 (CalloutImportEntry, 1);
  entry->target = target;
  entry->columns = g_new0 (char *, 1);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static gboolean
read_columns (CalloutImportMapping  *self,
              GKeyFile              *file,
              GError               **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, "columns", NULL, NULL);
  g_auto (GStrv) constants = g_key_file_get_keys (file, "constants", NULL, NULL);

  if (names == NULL)
    return refuse (self, error, _("it has no [columns]"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      CalloutImportEntry *entry = ensure_entry (self, names[i], error);

      if (entry == NULL)
        return FALSE;
      g_strfreev (entry->columns);
      entry->columns = g_key_file_get_string_list (file, "columns", names[i], NULL, NULL);
      if (entry->columns == NULL || entry->columns[0] == NULL)
        {
          g_clear_pointer (&entry->columns, g_strfreev);
          entry->columns = g_new0 (char *, 1);
          return refuse (self, error, _("“%s” in [columns] names no column"), names[i]);
        }
    }
  for (guint i = 0; constants != NULL && constants[i] != NULL; i++)
    {
      CalloutImportEntry *entry = ensure_entry (self, constants[i], error);

      if (entry == NULL)
        return FALSE;
      g_free (entry->constant);
      entry->constant = g_key_file_get_string (file, "constants", constants[i], NULL);
    }
  return TRUE;
}

static gboolean
read_default_point (CalloutImportMapping  *self,
                    GKeyFile              *file,
                    const char            *group,
                    GError               **error)
{
  static const char *const known[] = { "latitude", "longitude", "tolerance-m", NULL };
  CalloutDefaultPoint point = { .tolerance_m = 1 };

  if (!check_keys (self, file, group, known, error) ||
      !read_number (self, file, group, "latitude", &point.latitude, error) ||
      !read_number (self, file, group, "longitude", &point.longitude, error))
    return FALSE;
  if (g_key_file_has_key (file, group, "tolerance-m", NULL) &&
      !read_number (self, file, group, "tolerance-m", &point.tolerance_m, error))
    return FALSE;
  point.name = g_strdup (group + strlen ("default-point "));
  g_array_append_val (self->default_points, point);
  return TRUE;
}

static gboolean
read_address (CalloutImportMapping  *self,
              GKeyFile              *file,
              GError               **error)
{
  static const char *const known[] = { "intersections", "postcode-digits", NULL };

  if (!check_keys (self, file, "address", known, error))
    return FALSE;
  self->intersections = g_key_file_get_string_list (file, "address", "intersections", NULL, NULL);
  if (g_key_file_has_key (file, "address", "postcode-digits", NULL))
    {
      double digits;

      if (!read_number (self, file, "address", "postcode-digits", &digits, error))
        return FALSE;
      self->postcode_digits = (guint) CLAMP (digits, 0, 12);
    }
  return TRUE;
}

static gboolean
read_bounds (CalloutImportMapping  *self,
             GKeyFile              *file,
             GError               **error)
{
  static const char *const known[] = { "south", "north", "west", "east", NULL };

  return check_keys (self, file, "bounds", known, error) &&
         read_number (self, file, "bounds", "south", &self->south, error) &&
         read_number (self, file, "bounds", "north", &self->north, error) &&
         read_number (self, file, "bounds", "west", &self->west, error) &&
         read_number (self, file, "bounds", "east", &self->east, error);
}

static gboolean
read_values (CalloutImportMapping  *self,
             GKeyFile              *file,
             const char            *group,
             GError               **error)
{
  CalloutImportEntry *entry = ensure_entry (self, group + strlen ("values "), error);

  if (entry == NULL)
    return FALSE;
  if (entry->columns[0] == NULL)
    return refuse (self, error, _("[%s] has no columns to look in; name them in [columns]"), group);
  value_map_free (entry->values);
  entry->values = value_map_new (file, group);
  return TRUE;
}

static gboolean
read_group (CalloutImportMapping  *self,
            GKeyFile              *file,
            const char            *group,
            GError               **error)
{
  if (g_str_has_prefix (group, "values "))
    return read_values (self, file, group, error);
  if (g_str_has_prefix (group, "default-point "))
    return read_default_point (self, file, group, error);
  if (g_str_equal (group, "address"))
    return read_address (self, file, error);
  if (g_str_equal (group, "bounds"))
    return read_bounds (self, file, error);
  if (g_str_equal (group, "source") || g_str_equal (group, "columns") || g_str_equal (group, "constants"))
    return TRUE;
  return refuse (self, error, _("it has a section [%s] that means nothing; there are [source], [columns], [constants], "
                                "[values …], [address], [bounds] and [default-point …]"), group);
}

static gboolean
check_required (CalloutImportMapping  *self,
                GError               **error)
{
  guint n_targets;
  const CalloutTarget *targets = callout_import_kind_get_targets (self->kind, &n_targets);

  for (guint i = 0; i < n_targets; i++)
    {
      gboolean found = !targets[i].required;

      for (guint j = 0; j < self->entries->len && !found; j++)
        found = ((CalloutImportEntry *) g_ptr_array_index (self->entries, j))->target == &targets[i];
      if (!found)
        return refuse (self, error, _("it says nowhere where “%s” comes from"), targets[i].name);
    }
  return TRUE;
}

static CalloutImportMapping *
mapping_new (const char *name)
{
  CalloutImportMapping *self = g_new0 (CalloutImportMapping, 1);

  self->name = g_strdup (name);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->default_points = g_array_new (FALSE, FALSE, sizeof (CalloutDefaultPoint));
  g_array_set_clear_func (self->default_points, default_point_clear);
  self->south = self->west = -180;
  self->north = self->east = 180;
  return self;
}

/* The ways Callout itself writes and reads times. */
static char **
plain_date_formats (void)
{
  static const char *const formats[] = {
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", NULL,
  };

  return g_strdupv ((char **) formats);
}

static gboolean
check_times (CalloutImportMapping  *self,
             GError               **error)
{
  g_autoptr (CalloutSourceTime) times = NULL;

  if (self->date_formats == NULL || self->date_formats[0] == NULL)
    {
      g_strfreev (self->date_formats);
      self->date_formats = plain_date_formats ();
    }
  times = callout_source_time_new (self->time_zone, (const char *const *) self->date_formats, error);
  if (times == NULL)
    g_prefix_error (error, _("The mapping “%s” cannot be used: "), self->name);
  return times != NULL;
}

/**
 * callout_import_mapping_new_from_data:
 * @text: an INI text
 * @name: what to call it in sentences
 *
 * Returns: (transfer full) (nullable): the mapping, or %NULL with
 * %CALLOUT_ERROR_INVALID and a sentence naming what in it means nothing
 */
CalloutImportMapping *
callout_import_mapping_new_from_data (const char  *text,
                                      const char  *name,
                                      GError     **error)
{
  g_autoptr (CalloutImportMapping) self = mapping_new (name);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &local))
    {
      refuse (self, error, "%s", local->message);
      return NULL;
    }
  if (!read_source (self, file, error) || !read_columns (self, file, error))
    return NULL;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (self, file, groups[i], error))
      return NULL;
  if (!check_required (self, error) || !check_times (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * callout_import_mapping_load:
 * @path: an INI file
 *
 * Returns: (transfer full) (nullable): the mapping; %NULL with
 * %CALLOUT_ERROR_NOT_FOUND, %CALLOUT_ERROR_INVALID or %CALLOUT_ERROR_FAILED
 */
CalloutImportMapping *
callout_import_mapping_load (const char  *path,
                             GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) local = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no mapping “%s”"), path);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The mapping “%s” cannot be read: %s"), path, local->message);
      return NULL;
    }
  return callout_import_mapping_new_from_data (text, name, error);
}

/**
 * callout_import_mapping_new_plain:
 * @time_zone: (nullable): the zone of times written without an offset
 *
 * The mapping for a file whose columns are named as our parameters. It knows
 * every column it meets or refuses the file, so that a slip in a header never
 * drops a column without a word.
 *
 * Returns: (transfer full) (nullable): a mapping
 */
CalloutImportMapping *
callout_import_mapping_new_plain (CalloutImportKind   kind,
                                  const char         *time_zone,
                                  GError            **error)
{
  g_autoptr (CalloutImportMapping) self = mapping_new (callout_import_kind_key (kind));
  guint n_targets;
  const CalloutTarget *targets = callout_import_kind_get_targets (kind, &n_targets);

  self->kind = kind;
  self->plain = TRUE;
  self->source = g_strdup ("csv");
  self->time_zone = g_strdup (time_zone);
  for (guint i = 0; i < n_targets; i++)
    {
      CalloutImportEntry *entry = g_new0 (CalloutImportEntry, 1);

      entry->target = &targets[i];
      entry->columns = g_new0 (char *, 2);
      entry->columns[0] = g_strdup (targets[i].name);
      g_ptr_array_add (self->entries, entry);
    }
  return check_times (self, error) ? g_steal_pointer (&self) : NULL;
}

void
callout_import_mapping_free (CalloutImportMapping *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->source);
  g_free (self->encoding);
  g_free (self->time_zone);
  g_strfreev (self->date_formats);
  g_strfreev (self->intersections);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->default_points);
  g_free (self);
}

CalloutImportKind
callout_import_mapping_get_kind (CalloutImportMapping *self)
{
  return self->kind;
}

/* The source's own name, the external_source of what is imported from it. */
const char *
callout_import_mapping_get_source (CalloutImportMapping *self)
{
  return self->source;
}

/* (nullable): %NULL is UTF-8 */
const char *
callout_import_mapping_get_encoding (CalloutImportMapping *self)
{
  return self->encoding;
}

/* The delimiter, 0 to tell it from the header. */
char
callout_import_mapping_get_delimiter (CalloutImportMapping *self)
{
  return self->delimiter;
}
