/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Files that come with a command: looked at, then kept. */

static gboolean
get_number (CalloutCall  *self,
            const char   *setting,
            guint        *number,
            GError      **error)
{
  g_autofree char *value = callout_store_get_setting (self->store, setting, 0, error);

  if (value == NULL)
    return FALSE;
  *number = (guint) g_ascii_strtoull (value, NULL, 10);
  return TRUE;
}

/* Four digits are three bytes: what is far too large is not even taken apart. */
static gboolean
check_digits (const char  *value,
              guint        max_mib,
              GError     **error)
{
  if (strcspn (value, " ") / 4 <= ((gsize) max_mib * 1024 * 1024) / 3 + 1)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is larger than %u MiB"),
                  strchr (value, ' ') != NULL ? strchr (value, ' ') + 1 : "", max_mib);
  return FALSE;
}

static CalloutFile *
keep (CalloutCall     *self,
      const char      *value,
      CalloutFileUse   use,
      guint            max_mib,
      CalloutFile     *like,
      GError         **error)
{
  const char *blank = strchr (value, ' ');
  g_autoptr (CalloutFile) file = g_object_new (CALLOUT_TYPE_FILE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digits = NULL;
  CalloutFileFacts facts;
  gsize length = 0;
  guchar *data;

  if (!check_digits (value, max_mib, error))
    return NULL;
  digits = blank != NULL ? g_strndup (value, blank - value) : g_strdup (value);
  data = g_base64_decode (digits, &length);
  bytes = g_bytes_new_take (data, length);
  if (!callout_file_check (bytes, blank != NULL && blank[1] != '\0' ? blank + 1 : NULL, use, max_mib, &facts, error))
    return NULL;
  file->name = g_strdup (blank + 1);
  file->media_type = g_strdup (facts.media_type);
  file->width = facts.width;
  file->height = facts.height;
  file->ticket = like->ticket;
  file->update_ref = like->update_ref;
  file->message = like->message;
  file->question = g_strdup (like->question);
  file->duration = (gint64) facts.duration;
  file->shape = g_strdup (like->shape);
  file->author = CALLOUT_ENTITY (self->actor)->id;
  return callout_store_add_file (self->store, file, bytes, error) ? g_steal_pointer (&file) : NULL;
}

/**
 * callout_call_keep_files:
 * @name: a FILE parameter, which may be repeated
 * @like: what they hang on, and what is known of them otherwise
 *
 * Keeps every file that came under a name. Each is looked at first; with one
 * that is refused, none stays, as the command fails.
 *
 * Returns: (transfer full) (nullable) (element-type CalloutFile): in the order they came
 */
GPtrArray *
callout_call_keep_files (CalloutCall     *self,
                         const char      *name,
                         CalloutFileUse   use,
                         CalloutFile     *like,
                         GError         **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = callout_args_get_size (self->args);
  guint max_mib, max_files;

  if (!get_number (self, CALLOUT_SETTING_FILE_MAX_MIB, &max_mib, error)
      || !get_number (self, CALLOUT_SETTING_FILES_PER_POST, &max_files, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const char *value;
      CalloutFile *file;

      if (!CALLOUT_SAME_NAME (callout_args_get_nth (self->args, i, &value), name) || *value == '\0')
        continue;
      if (files->len >= max_files)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("At most %u files can be given at once"), max_files);
          return NULL;
        }
      file = keep (self, value, use, max_mib, like, error);
      if (file == NULL)
        return NULL;
      g_ptr_array_add (files, file);
    }
  return g_steal_pointer (&files);
}
