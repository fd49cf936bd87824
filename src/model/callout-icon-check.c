/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-check.h"

#include "callout-error.h"
#include "callout-status.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Whether a file from outside may become an icon that customers' browsers and
 * everybody's window draw. Nothing is decoded here: of a PNG the chunks are
 * walked and the header read, an SVG is parsed as XML and looked through for
 * whatever could run, fetch or swell.
 */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MAX_ELEMENTS 4000
#define MAX_DEPTH 64
#define MAX_USES 32 /* each may double what is drawn */

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

/* PNG */

static const guchar png_magic[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static guint32
read_number (const guchar *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* Bit depths there are for a colour type; the specification's table. */
static gboolean
is_depth (guint depth,
          guint colour)
{
  switch (colour)
    {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return FALSE;
    }
}

/* From chunk to chunk to the end: lengths that lie lead out of the file. */
static gboolean
walk_chunks (const guchar *data,
             gsize         length)
{
  gsize at = sizeof png_magic;
  gboolean pixels = FALSE;

  while (at + 12 <= length)
    {
      guint32 size = read_number (data + at);
      const guchar *type = data + at + 4;

      if (size > length - at - 12)
        return FALSE;
      at += (gsize) size + 12;
      pixels |= memcmp (type, "IDAT", 4) == 0;
      if (memcmp (type, "IEND", 4) == 0)
        return pixels && size == 0 && at == length;
    }
  return FALSE;
}

static gboolean
check_png (const guchar      *data,
           gsize              length,
           CalloutIconFacts  *facts,
           GError           **error)
{
  const guchar *header = data + sizeof png_magic;

  if (length < sizeof png_magic + 25 || read_number (header) != 13 || memcmp (header + 4, "IHDR", 4) != 0)
    return refuse (error, _("The PNG picture has no header; it is cut off or damaged"));
  facts->media_type = "image/png";
  facts->width = read_number (header + 8);
  facts->height = read_number (header + 12);
  if (facts->width == 0 || facts->height == 0 || facts->width > CALLOUT_ICON_MAX_PIXELS || facts->height > CALLOUT_ICON_MAX_PIXELS)
    return refuse (error, _("The PNG picture says it is %u × %u pixels large; at most %d × %d are possible"), facts->width,
                   facts->height, CALLOUT_ICON_MAX_PIXELS, CALLOUT_ICON_MAX_PIXELS);
  if (!is_depth (header[16], header[17]) || header[18] != 0 || header[19] != 0 || header[20] > 1)
    return refuse (error, _("The PNG picture’s header makes no sense"));
  if (!walk_chunks (data, length))
    return refuse (error, _("The PNG picture is cut off, or something is hidden behind it"));
  return TRUE;
}

/* SVG */

typedef struct {
  CalloutIconFacts *facts;
  guint             n_elements;
  guint             n_uses;
  guint             depth;
  guint             style; /* the depth of the style element we are in; 0: in none */
} Svg;

/* The name without its namespace's prefix. */
static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static gboolean
is_one_of (const char        *name,
           const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Only what is in the file itself: url(#gradient), with quotes or without. */
static gboolean
fetches (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (const char *url = lower; (url = strstr (url, "url")) != NULL; url++)
    {
      const char *p = url + 3;

      while (g_ascii_isspace (*p))
        p++;
      if (*p != '(')
        continue;
      p++;
      while (g_ascii_isspace (*p) || *p == '"' || *p == '\'')
        p++;
      if (*p != '#')
        return TRUE;
    }
  return FALSE;
}

/* A backslash or a comment could spell url( and @import so that they are not
 * found; no icon needs them. */
static gboolean
check_style (const char  *text,
             GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (strchr (text, '\\') != NULL || strstr (text, "/*") != NULL)
    return refuse (error, _("The SVG picture hides something in its style; save it without comments and escapes"));
  if (strstr (lower, "@import") != NULL || strstr (lower, "@font-face") != NULL || strstr (lower, "image-set") != NULL
      || fetches (text))
    return refuse (error, _("The SVG picture’s style fetches something from elsewhere; an icon must hold everything itself"));
  if (strstr (lower, "expression") != NULL || strstr (lower, "javascript:") != NULL || strstr (lower, "behavior") != NULL
      || strstr (lower, "-moz-binding") != NULL)
    return refuse (error, _("The SVG picture holds a script in its style; an icon must not run anything"));
  return TRUE;
}

static gboolean
check_element (Svg         *self,
               const char  *name,
               GError     **error)
{
  static const char *const scripts[] = { "script", "handler", "listener", NULL };
  static const char *const foreign[] = {
    "foreignObject", "iframe", "embed", "object", "image", "video", "audio", "canvas", "html", "body", "link", "meta", "base", NULL
  };
  static const char *const moving[] = { "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard", NULL };

  if (is_one_of (name, scripts))
    return refuse (error, _("The SVG picture holds a script; an icon must not run anything"));
  if (is_one_of (name, foreign))
    return refuse (error, _("The SVG picture holds something that is no drawing (%s)"), name);
  if (is_one_of (name, moving))
    return refuse (error, _("The SVG picture moves (%s); an icon stands still"), name);
  self->n_uses += g_ascii_strcasecmp (name, "use") == 0;
  if (++self->n_elements > MAX_ELEMENTS || self->depth > MAX_DEPTH || self->n_uses > MAX_USES)
    return refuse (error, _("The SVG picture is too intricate for an icon"));
  return TRUE;
}

static gboolean
check_attribute (const char  *name,
                 const char  *value,
                 GError     **error)
{
  static const char *const references[] = { "href", "src", "action", "formaction", "data", "poster", NULL };
  const char *local = local_name (name);
  g_autofree char *trimmed = g_strstrip (g_strdup (value));

  if (g_ascii_strncasecmp (local, "on", 2) == 0)
    return refuse (error, _("The SVG picture holds a script (%s); an icon must not run anything"), name);
  if (g_ascii_strcasecmp (name, "xml:base") == 0)
    return refuse (error, _("The SVG picture refers to something outside itself; an icon must hold everything itself"));
  if (is_one_of (local, references) && *trimmed != '#' && *trimmed != '\0')
    return refuse (error, _("The SVG picture refers to something outside itself; an icon must hold everything itself"));
  if (g_ascii_strcasecmp (local, "style") == 0)
    return check_style (value, error);
  if (fetches (value))
    return refuse (error, _("The SVG picture refers to something outside itself; an icon must hold everything itself"));
  return TRUE;
}

static guint
read_pixels (const char *value)
{
  char *end;
  double number = g_ascii_strtod (value, &end);

  return end != value && (*end == '\0' || g_str_equal (end, "px")) && number >= 0 && number <= 100000 ? (guint) (number + 0.5) : 0;
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              data,
                  GError              **error)
{
  Svg *self = data;
  const char *name = local_name (element);

  if (self->depth == 0 && g_strcmp0 (name, "svg") != 0)
    {
      refuse (error, _("It is XML, but no SVG picture: it begins with “%s”"), element);
      return;
    }
  if (self->depth == 0 && self->n_elements > 0)
    {
      refuse (error, _("There is something behind the SVG picture’s end"));
      return;
    }
  self->depth++;
  if (!check_element (self, name, error))
    return;
  if (g_ascii_strcasecmp (name, "style") == 0 && self->style == 0)
    self->style = self->depth;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!check_attribute (names[i], values[i], error))
        return;
      if (self->depth == 1 && g_str_equal (names[i], "width"))
        self->facts->width = read_pixels (values[i]);
      if (self->depth == 1 && g_str_equal (names[i], "height"))
        self->facts->height = read_pixels (values[i]);
    }
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              data,
                GError              **error)
{
  Svg *self = data;

  if (self->style == self->depth)
    self->style = 0;
  self->depth--;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Svg *self = data;
  g_autofree char *copy = g_strndup (text, length);

  if (self->style != 0)
    check_style (copy, error);
}

/* Comments, the declaration at the beginning, and what else begins with <! or <?. */
static void
passthrough_cb (GMarkupParseContext  *context,
                const char           *text,
                gsize                 length,
                gpointer              data,
                GError              **error)
{
  g_autofree char *copy = g_strndup (text, length);

  if (g_str_has_prefix (copy, "<!--"))
    return;
  if (g_str_has_prefix (copy, "<?xml") && g_ascii_isspace (copy[5]))
    return;
  if (g_ascii_strncasecmp (copy, "<!", 2) == 0)
    refuse (error, _("The SVG picture declares a document type or entities; save it as plain SVG"));
  else
    refuse (error, _("The SVG picture holds an instruction to programs (%.20s…); save it as plain SVG"), copy);
}

static gboolean
check_svg (const char        *text,
           gsize              length,
           CalloutIconFacts  *facts,
           GError           **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, passthrough_cb, NULL };
  Svg self = { facts, 0, 0, 0, 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  g_autoptr (GError) failure = NULL;

  facts->media_type = "image/svg+xml";
  if (length >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (g_markup_parse_context_parse (context, text, (gssize) length, &failure)
      && g_markup_parse_context_end_parse (context, &failure) && self.n_elements > 0)
    return TRUE;
  if (failure != NULL && failure->domain == CALLOUT_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    refuse (error, _("The SVG picture is not well-formed: %s"), failure != NULL ? failure->message : _("there is nothing in it"));
  return FALSE;
}

/* What it is, by its bytes; what it is called must not say something else. */

static gboolean
looks_like_xml (const char *text,
                gsize       length)
{
  gsize at = length >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (text[at]))
    at++;
  return at < length && text[at] == '<';
}

static gboolean
has_suffix (const char *file_name,
            const char *suffix)
{
  g_autofree char *lower = file_name != NULL ? g_ascii_strdown (file_name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, suffix);
}

/**
 * callout_icon_check:
 * @file_name: (nullable): what it is called
 * @facts: (out): what it is
 *
 * Whether a file is fit for an icon: small, what it says it is, whole, and for
 * an SVG without anything that runs, moves or comes from elsewhere.
 *
 * Errors: %CALLOUT_ERROR_INVALID with what is wrong with it.
 */
gboolean
callout_icon_check (GBytes            *bytes,
                    const char        *file_name,
                    CalloutIconFacts  *facts,
                    GError           **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  gboolean png;

  *facts = (CalloutIconFacts) { NULL, 0, 0 };
  if (length == 0)
    return refuse (error, _("The file is empty"));
  if (length > CALLOUT_ICON_MAX_BYTES)
    return refuse (error, _("The file has %u KiB; an icon has at most %d"), (guint) ((length + 1023) / 1024),
                   CALLOUT_ICON_MAX_BYTES / 1024);
  png = length >= sizeof png_magic && memcmp (data, png_magic, sizeof png_magic) == 0;
  if (png ? has_suffix (file_name, ".svg") : has_suffix (file_name, ".png"))
    return refuse (error, png ? _("“%s” is called an SVG picture, but it is a PNG") : _("“%s” is called a PNG picture, but it is none"),
                   file_name);
  if (png)
    return check_png (data, length, facts, error);
  if (!looks_like_xml ((const char *) data, length))
    return refuse (error, _("The file is neither an SVG nor a PNG picture"));
  if (memchr (data, 0, length) != NULL || !g_utf8_validate ((const char *) data, (gssize) length, NULL))
    return refuse (error, _("The SVG picture is not text in UTF-8"));
  return check_svg ((const char *) data, length, facts, error);
}

/**
 * callout_icon_dup_key:
 *
 * Returns: (transfer full): what an icon of these bytes goes by
 */
char *
callout_icon_dup_key (GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strconcat (CALLOUT_ICON_KEY_PREFIX, sum, NULL);
}
