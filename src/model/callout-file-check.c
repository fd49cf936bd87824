/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-check.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Whether a file from outside may be kept and handed to others. What it is, is
 * told from what is in it, never from its name; a name that says otherwise is
 * refused. Nothing is decoded: of pictures only the frame they stand in is
 * walked, so that one that was cut off, or is far too large to draw, is told.
 */

typedef struct {
  const char   *name;
  const guchar *data;
  gsize         length;
  GError      **error;
} File;

static gboolean
refuse (GError    **error,
        const char *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CALLOUT_ERROR, CALLOUT_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}

/* Names */

/* Signs that make a name look like another, or end it early. */
static gboolean
is_hostile (gunichar c)
{
  return g_unichar_iscntrl (c) || c == '/' || c == '\\' || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
         || c == 0x200e || c == 0x200f || c == 0xfeff || c == 0x2028 || c == 0x2029;
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (!g_utf8_validate (name, -1, NULL))
    return refuse (error, _("A file’s name must be valid UTF-8 text"));
  if (*name == '\0' || *name == '.' || g_ascii_isspace (*name))
    return refuse (error, _("“%s” is no name for a file; it must begin with a letter or figure"), name);
  if (g_utf8_strlen (name, -1) > CALLOUT_FILE_MAX_NAME)
    return refuse (error, _("A file’s name can have at most %d characters"), CALLOUT_FILE_MAX_NAME);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (is_hostile (g_utf8_get_char (p)))
      {
        g_autofree char *shown = g_utf8_make_valid (name, p - name);

        return refuse (error, _("A file’s name may hold no slashes, line ends and invisible signs; this one does after “%s”"), shown);
      }
  return TRUE;
}

/* What is in it */

static gboolean
starts (const File *file,
        gsize       at,
        const char *bytes,
        gsize       n)
{
  return file->length >= at + n && memcmp (file->data + at, bytes, n) == 0;
}

#define STARTS(file, at, literal) starts (file, at, literal, sizeof literal - 1)

static guint32
read_big (const guchar *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static guint32
read_little (const guchar *bytes)
{
  return (guint32) bytes[3] << 24 | (guint32) bytes[2] << 16 | (guint32) bytes[1] << 8 | bytes[0];
}

static gboolean
cut_off (const File *file)
{
  return refuse (file->error, _("“%s” was cut off: the picture is not whole"), file->name);
}

static gboolean
check_png (const File        *file,
           CalloutFileFacts  *facts)
{
  gsize at = 8;

  while (at + 12 <= file->length)
    {
      gsize length = read_big (file->data + at);

      if (length > file->length - at - 12)
        return cut_off (file);
      if (at == 8)
        {
          if (length != 13 || !starts (file, at + 4, "IHDR", 4))
            return cut_off (file);
          facts->width = read_big (file->data + at + 8);
          facts->height = read_big (file->data + at + 12);
        }
      if (starts (file, at + 4, "IEND", 4))
        return TRUE;
      at += length + 12;
    }
  return cut_off (file);
}

static gboolean
is_frame (guchar marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
check_jpeg (const File        *file,
            CalloutFileFacts  *facts)
{
  gsize at = 2;
  gsize end = file->length;

  while (at + 4 <= file->length && file->data[at] == 0xff)
    {
      guchar marker = file->data[at + 1];
      gsize length = (gsize) file->data[at + 2] << 8 | file->data[at + 3];

      if (marker == 0xff) /* padding */
        {
          at++;
          continue;
        }
      if (length < 2 || at + 2 + length > file->length)
        return cut_off (file);
      if (is_frame (marker) && length >= 7)
        {
          facts->height = (guint) file->data[at + 5] << 8 | file->data[at + 6];
          facts->width = (guint) file->data[at + 7] << 8 | file->data[at + 8];
        }
      if (marker == 0xda)
        break;
      at += 2 + length;
    }
  /* Cameras pad the end; nothing else comes after it. */
  while (end > 2 && file->data[end - 1] == 0)
    end--;
  return facts->width > 0 && file->data[end - 2] == 0xff && file->data[end - 1] == 0xd9 ? TRUE : cut_off (file);
}

static gboolean
check_gif (const File        *file,
           CalloutFileFacts  *facts)
{
  gsize end = file->length;

  if (file->length < 14)
    return cut_off (file);
  facts->width = (guint) file->data[7] << 8 | file->data[6];
  facts->height = (guint) file->data[9] << 8 | file->data[8];
  while (end > 14 && file->data[end - 1] == 0)
    end--;
  return file->data[end - 1] == 0x3b ? TRUE : cut_off (file);
}

static gboolean
check_webp (const File        *file,
            CalloutFileFacts  *facts)
{
  const guchar *chunk = file->data + 12;

  if (file->length < 30 || (gsize) read_little (file->data + 4) + 8 > file->length)
    return cut_off (file);
  if (memcmp (chunk, "VP8X", 4) == 0)
    {
      facts->width = 1 + (read_little (chunk + 12) & 0xffffff);
      facts->height = 1 + (read_little (chunk + 14) >> 8);
    }
  else if (memcmp (chunk, "VP8L", 4) == 0)
    {
      guint32 bits = read_little (chunk + 9);

      facts->width = 1 + (bits & 0x3fff);
      facts->height = 1 + (bits >> 14 & 0x3fff);
    }
  else
    {
      facts->width = ((guint) chunk[15] << 8 | chunk[14]) & 0x3fff;
      facts->height = ((guint) chunk[17] << 8 | chunk[16]) & 0x3fff;
    }
  return TRUE;
}

static gboolean
check_pdf (const File        *file,
           CalloutFileFacts  *facts)
{
  gsize from = file->length > 2048 ? file->length - 2048 : 0;

  if (g_strstr_len ((const char *) file->data + from, (gssize) (file->length - from), "%%EOF") != NULL)
    return TRUE;
  return refuse (file->error, _("“%s” was cut off: the document is not whole"), file->name);
}

/* A page of Ogg: its mark, and at 6 the number of the last sample in it. */
#define OGG_PAGE 27
#define OPUS_RATE 48 /* samples a millisecond */
#define OPUS_HEAD 28 /* where the first packet begins, being alone on its page */

static gboolean
is_opus (const File *file)
{
  return STARTS (file, 0, "OggS") && STARTS (file, OPUS_HEAD, "OpusHead") && file->length >= OPUS_HEAD + 19;
}

/* How long it lasts says its last page; what goes before the beginning is in its first. */
static gboolean
check_ogg (const File        *file,
           CalloutFileFacts  *facts)
{
  guint64 before, last;

  if (!is_opus (file))
    return TRUE;
  for (gsize at = file->length - OGG_PAGE; at > 0; at--)
    if (STARTS (file, at, "OggS"))
      {
        before = (guint64) file->data[OPUS_HEAD + 11] << 8 | file->data[OPUS_HEAD + 10];
        last = (guint64) read_little (file->data + at + 10) << 32 | read_little (file->data + at + 6);
        /* No sound lasts a week; all bits set mean that the page ends no packet. */
        if (last > before && (last - before) / OPUS_RATE < G_GUINT64_CONSTANT (604800000))
          facts->duration = (last - before) / OPUS_RATE;
        break;
      }
  return TRUE;
}

static gboolean
is_text (const File *file)
{
  return memchr (file->data, 0, file->length) == NULL && g_utf8_validate ((const char *) file->data, (gssize) file->length, NULL);
}

/* A picture in words may hold a program, and browsers run it. */
static gboolean
is_svg (const File *file)
{
  g_autofree char *head = g_ascii_strdown ((const char *) file->data, (gssize) MIN (file->length, 4096));

  return strstr (head, "<svg") != NULL;
}

static const struct {
  const char *magic;
  gsize       length;
  gsize       at;
  const char *media_type;
  gboolean  (*check) (const File *file, CalloutFileFacts *facts);
} kinds[] = {
  { "\x89PNG\r\n\x1a\n", 8, 0, "image/png", check_png },
  { "\xff\xd8\xff", 3, 0, "image/jpeg", check_jpeg },
  { "GIF87a", 6, 0, "image/gif", check_gif },
  { "GIF89a", 6, 0, "image/gif", check_gif },
  { "WEBP", 4, 8, "image/webp", check_webp },
  { "%PDF-", 5, 0, "application/pdf", check_pdf },
  { "PK\x03\x04", 4, 0, "application/zip", NULL },
  { "ftyp", 4, 4, "video/mp4", NULL },
  { "OggS", 4, 0, "audio/ogg", check_ogg },
  { "\x1a\x45\xdf\xa3", 4, 0, "video/webm", NULL },
};

/* Endings that promise something. What is kept as a ZIP has its own names. */
static const struct {
  const char *ending;
  const char *media_type; /* what must be in it */
  const char *said;       /* (nullable): what it is called then */
} endings[] = {
  { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".gif", "image/gif" },
  { ".webp", "image/webp" }, { ".pdf", "application/pdf" }, { ".zip", "application/zip" }, { ".mp4", "video/mp4" },
  { ".mov", "video/mp4" }, { ".m4a", "video/mp4", "audio/mp4" }, { ".ogg", "audio/ogg" }, { ".oga", "audio/ogg" },
  { ".opus", "audio/ogg" }, { ".m4v", "video/mp4" }, { ".webm", "video/webm" }, { ".mkv", "video/webm", "video/x-matroska" },
  { ".txt", "text/plain" }, { ".csv", "text/plain", "text/csv" }, { ".log", "text/plain" },
  { ".docx", "application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  { ".xlsx", "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { ".odt", "application/zip", "application/vnd.oasis.opendocument.text" },
  { ".ods", "application/zip", "application/vnd.oasis.opendocument.spreadsheet" },
};

static gboolean
look_inside (const File        *file,
             CalloutFileFacts  *facts)
{
  if (STARTS (file, 0, "MZ") || STARTS (file, 0, "\x7f" "ELF") || STARTS (file, 0, "#!"))
    return refuse (file->error, _("“%s” is a program; programs are not taken"), file->name);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (starts (file, kinds[i].at, kinds[i].magic, kinds[i].length))
      {
        facts->media_type = kinds[i].media_type;
        return kinds[i].check == NULL || kinds[i].check (file, facts);
      }
  if (is_text (file))
    {
      facts->media_type = "text/plain";
      if (is_svg (file))
        return refuse (file->error, _("“%s” is an SVG picture, which may hold programs; save it as PNG"), file->name);
    }
  return TRUE;
}

static gboolean
check_ending (const File        *file,
              CalloutFileFacts  *facts)
{
  g_autofree char *lower = g_ascii_strdown (file->name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (!g_str_has_suffix (lower, endings[i].ending))
        continue;
      if (!g_str_equal (facts->media_type, endings[i].media_type))
        return refuse (file->error, _("“%s” is not what its name says: there is no “%s” in it"), file->name, endings[i].ending + 1);
      if (endings[i].said != NULL)
        facts->media_type = endings[i].said;
    }
  return TRUE;
}

static gboolean
check_size (const File              *file,
            const CalloutFileFacts  *facts)
{
  if (!g_str_has_prefix (facts->media_type, "image/"))
    return TRUE;
  if (facts->width == 0 || facts->height == 0)
    return cut_off (file);
  if (facts->width <= CALLOUT_FILE_MAX_SIDE && facts->height <= CALLOUT_FILE_MAX_SIDE
      && (guint64) facts->width * facts->height <= CALLOUT_FILE_MAX_PIXELS)
    return TRUE;
  return refuse (file->error, _("“%s” is a picture of %u × %u pixels, which is too large to be shown"), file->name, facts->width,
                 facts->height);
}

static gboolean
check_use (const File              *file,
           const CalloutFileFacts  *facts,
           CalloutFileUse           use)
{
  static const char *const photos[] = { "image/png", "image/jpeg", "image/webp", NULL };

  if (use == CALLOUT_FILE_PHOTO && !g_strv_contains (photos, facts->media_type))
    return refuse (file->error, _("“%s” is no photo; a PNG, JPEG or WebP picture is needed"), file->name);
  if (use == CALLOUT_FILE_SIGNATURE && !g_str_equal (facts->media_type, "image/png"))
    return refuse (file->error, _("“%s” is no signature; a PNG picture is needed"), file->name);
  if (use == CALLOUT_FILE_VOICE && (!is_opus (file) || facts->duration == 0))
    return refuse (file->error, _("“%s” is no voice message; Opus sound in Ogg is needed"), file->name);
  return TRUE;
}

/**
 * callout_file_check:
 * @file_name: (nullable): as it came
 * @max_mib: the most it may be
 * @facts: (out)
 *
 * Errors: %CALLOUT_ERROR_INVALID, one sentence.
 */
gboolean
callout_file_check (GBytes            *bytes,
                    const char        *file_name,
                    CalloutFileUse     use,
                    guint              max_mib,
                    CalloutFileFacts  *facts,
                    GError           **error)
{
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  File file = { file_name, bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL, length, error };

  *facts = (CalloutFileFacts) { "application/octet-stream", 0, 0, 0 };
  if (file_name == NULL)
    return refuse (error, _("A file needs a name"));
  if (!check_name (file_name, error))
    return FALSE;
  if (length == 0)
    return refuse (error, _("“%s” is empty"), file_name);
  if (length > (gsize) max_mib * 1024 * 1024)
    return refuse (error, _("“%s” is larger than %u MiB"), file_name, max_mib);
  return look_inside (&file, facts) && check_ending (&file, facts) && check_size (&file, facts) && check_use (&file, facts, use);
}
