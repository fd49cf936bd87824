/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-markup.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Everything here takes time in proportion to the text, whatever it is. */

static void
span_free (gpointer data)
{
  CalloutSpan *span = data;

  g_free (span->text);
  g_free (span->address);
  g_free (span);
}

/* What is left out of messages: signs that are not seen and make a text look
 * like another one. Joiners stay, as emoji and several scripts are written
 * with them; so do marks of direction, but not what turns a text around. */
static gboolean
is_left_out (gunichar c)
{
  if (c == '\n' || c == '\t')
    return FALSE;
  if (c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x2066 && c <= 0x2069))
    return FALSE;
  if ((c >= 0x202A && c <= 0x202E) || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB))
    return TRUE;
  return g_unichar_iscntrl (c) || (c & 0xFFFE) == 0xFFFE;
}

/**
 * callout_markup_clean:
 * @text: whatever was typed or pasted
 *
 * Returns: (transfer full): valid UTF-8 with line feeds alone between lines,
 *   without control and invisible characters and without blanks around it;
 *   empty if nothing is left
 */
char *
callout_markup_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));
  gboolean seen = FALSE; /* joiners and marks alone are nothing */

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x0085)
        {
          if (c != '\r' || p[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (!is_left_out (c))
        {
          seen |= !g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT;
          g_string_append_unichar (clean, c);
        }
    }
  if (!seen)
    g_string_truncate (clean, 0);
  g_strstrip (clean->str);
  return g_string_free (clean, FALSE);
}

/**
 * callout_markup_check:
 *
 * Whether a text is short enough for a message.
 *
 * Errors: %CALLOUT_ERROR_INVALID.
 */
gboolean
callout_markup_check (const char  *text,
                      GError     **error)
{
  if (strlen (text) <= CALLOUT_MARKUP_MAX || g_utf8_strlen (text, -1) <= CALLOUT_MARKUP_MAX)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
               _("The message has %ld characters; at most %d fit into one – send the rest as a file"),
               g_utf8_strlen (text, -1), CALLOUT_MARKUP_MAX);
  return FALSE;
}

/* Addresses */

static gboolean
has_scheme (const char *text,
            const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/**
 * callout_address_is_safe:
 *
 * Whether it is an address that may be opened from a message: http, https or
 * mailto, with something behind it, and no sign in it that hides the rest.
 */
gboolean
callout_address_is_safe (const char *address)
{
  const char *rest;

  if (has_scheme (address, "https://"))
    rest = address + strlen ("https://");
  else if (has_scheme (address, "http://"))
    rest = address + strlen ("http://");
  else if (has_scheme (address, "mailto:"))
    rest = address + strlen ("mailto:");
  else
    return FALSE;
  if (strcspn (rest, "/?#") == 0 || !g_utf8_validate (address, -1, NULL))
    return FALSE;
  for (const char *p = address; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == '<' || c == '>'
          || c == '"')
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/* How long the address is that begins here; 0: none does. A full stop or a
 * bracket behind it belongs to the sentence. */
static gsize
measure_address (const char *text)
{
  const char *end = text;
  g_autofree char *address = NULL;
  guint open = 0, closed = 0;

  if (!has_scheme (text, "http://") && !has_scheme (text, "https://") && !has_scheme (text, "mailto:"))
    return 0;
  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == '<' || c == '>' || c == '"' || c == '*'
          || g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_type (c) == G_UNICODE_INITIAL_PUNCTUATION
          || g_unichar_type (c) == G_UNICODE_FINAL_PUNCTUATION)
        break;
      open += c == '(';
      closed += c == ')';
      end = g_utf8_next_char (end);
    }
  for (; end > text; end--)
    {
      if (end[-1] == ')' && closed > open)
        closed--;
      else if (strchr (".,;:!?'|]", end[-1]) == NULL)
        break;
    }
  address = g_strndup (text, end - text);
  return callout_address_is_safe (address) ? (gsize) (end - text) : 0;
}

static gboolean
is_key (const char *text,
        gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-_.", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= 64;
}

static gsize
measure_login (const char *text)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[length]) || (text[length] != '\0' && strchr ("-_.", text[length]) != NULL))
    length++;
  while (length > 0 && !g_ascii_isalnum (text[length - 1]))
    length--;
  return length <= 64 ? length : 0;
}

/* Parsing */

typedef struct {
  enum { TOKEN_TEXT, TOKEN_LINK, TOKEN_STARS, TOKEN_BREAK } what;
  CalloutSpanType type;
  char    *text;
  char    *address;
  gboolean bold; /* of stars: two of them, not one */
  gboolean opens;
  gboolean closes;
  gboolean counts;
} Token;

static void
clear_token (gpointer data)
{
  Token *token = data;

  g_free (token->text);
  g_free (token->address);
}

static void
add_text (GArray     *tokens,
          GString    *text)
{
  Token token = { .what = TOKEN_TEXT };

  if (text->len == 0)
    return;
  token.text = g_strndup (text->str, text->len);
  g_array_append_val (tokens, token);
  g_string_truncate (text, 0);
}

static void
add_link (GArray          *tokens,
          CalloutSpanType  type,
          const char      *text,
          gsize            length,
          const char      *address,
          gsize            address_length)
{
  Token token = { .what = TOKEN_LINK, .type = type, .text = g_strndup (text, length),
                  .address = g_strndup (address, address_length) };

  g_array_append_val (tokens, token);
}

/* `[[address|text]]`; how long it is, 0 if it is none. */
static gsize
take_link (GArray     *tokens,
           GString    *before,
           const char *text)
{
  const char *address = text + 2;
  gsize length = strcspn (address, "|]\n");
  const char *label = address + length + 1;
  gsize label_length;
  g_autofree char *whole = NULL;

  if (address[length] != '|')
    return 0;
  label_length = strcspn (label, "]\n");
  if (label_length == 0 || !g_str_has_prefix (label + label_length, "]]"))
    return 0;
  whole = g_strndup (address, length);
  if (g_str_has_prefix (whole, CALLOUT_MARKUP_ASSISTANT)
      && is_key (whole + strlen (CALLOUT_MARKUP_ASSISTANT), length - strlen (CALLOUT_MARKUP_ASSISTANT)))
    {
      add_text (tokens, before);
      add_link (tokens, CALLOUT_SPAN_ASSISTANT, label, label_length, address + strlen (CALLOUT_MARKUP_ASSISTANT),
                length - strlen (CALLOUT_MARKUP_ASSISTANT));
    }
  else if (callout_address_is_safe (whole))
    {
      add_text (tokens, before);
      add_link (tokens, CALLOUT_SPAN_LINK, label, label_length, address, length);
    }
  else
    return 0;
  return (label - text) + label_length + 2;
}

static void
add_stars (GArray  *tokens,
           gboolean bold,
           gboolean opens,
           gboolean closes)
{
  Token token = { .what = TOKEN_STARS, .bold = bold, .opens = opens, .closes = closes };

  g_array_append_val (tokens, token);
}

/* One star, two, or both at once; more are a line of stars. */
static gsize
take_stars (GArray     *tokens,
            GString    *before,
            const char *text,
            gunichar    last)
{
  gsize n = strspn (text, "*");
  gunichar next = g_utf8_get_char (text + n);
  gboolean opens = next != '\0' && !g_unichar_isspace (next);
  gboolean closes = last != '\0' && !g_unichar_isspace (last);

  if (n > 3)
    {
      g_string_append_len (before, text, n);
      return n;
    }
  /* Within a word or a number one star is a star: 2*3*4. */
  if (n == 1)
    {
      opens &= !(last < 0x80 && g_ascii_isalnum ((char) last));
      closes &= !(next < 0x80 && g_ascii_isalnum ((char) next));
    }
  add_text (tokens, before);
  if (n != 1 && (n == 2 || opens))
    add_stars (tokens, TRUE, opens, closes);
  if (n != 2)
    add_stars (tokens, FALSE, opens, closes);
  if (n == 3 && !opens)
    add_stars (tokens, TRUE, opens, closes);
  return n;
}

static GArray *
split (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  g_autoptr (GString) before = g_string_new (NULL);
  gunichar last = '\0';

  g_array_set_clear_func (tokens, clear_token);
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);
      gsize length = 0;

      if (c == '\\' && text[1] != '\0' && strchr ("*[\\@", text[1]) != NULL)
        {
          g_string_append_c (before, text[1]);
          length = 2;
          c = (guchar) text[1];
        }
      else if (c == '*')
        length = take_stars (tokens, before, text, last);
      else if (c == '[' && text[1] == '[')
        length = take_link (tokens, before, text);
      else if (c == '\n' && text[1] == '\n')
        {
          Token token = { .what = TOKEN_BREAK };

          g_string_append_c (before, '\n');
          add_text (tokens, before);
          g_array_append_val (tokens, token);
          length = 1;
        }
      else if ((c == 'h' || c == 'H' || c == 'm' || c == 'M') && !is_word (last) && (length = measure_address (text)) > 0)
        {
          add_text (tokens, before);
          add_link (tokens, CALLOUT_SPAN_LINK, text, length, text, length);
        }
      else if (c == '@' && !is_word (last) && (length = measure_login (text + 1)) > 0)
        {
          length++;
          add_text (tokens, before);
          add_link (tokens, CALLOUT_SPAN_MENTION, text, length, text + 1, length - 1);
        }
      if (length == 0)
        {
          g_string_append_unichar (before, c);
          length = g_utf8_next_char (text) - text;
          last = c;
        }
      else
        last = (guchar) text[length - 1] < 0x80 ? (guchar) text[length - 1] : 'x';
      text += length;
    }
  add_text (tokens, before);
  return tokens;
}

/* Which stars count: those with a partner before the paragraph ends. */
static void
match (GArray *tokens)
{
  Token *open[2] = { NULL, NULL };

  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);
      int which = token->bold ? 1 : 0;

      if (token->what == TOKEN_BREAK)
        open[0] = open[1] = NULL;
      else if (token->what != TOKEN_STARS)
        continue;
      else if (open[which] != NULL && token->closes && open[which] + 1 < token)
        {
          open[which]->counts = token->counts = TRUE;
          open[which] = NULL;
        }
      else if (open[which] == NULL && token->opens)
        open[which] = token;
    }
}

static void
add_span (GPtrArray       *spans,
          CalloutSpanType  type,
          gboolean         bold,
          gboolean         italic,
          const char      *text,
          const char      *address)
{
  CalloutSpan *last = spans->len > 0 ? g_ptr_array_index (spans, spans->len - 1) : NULL;
  CalloutSpan *span;

  if (last != NULL && type == CALLOUT_SPAN_TEXT && last->type == type && last->bold == bold && last->italic == italic)
    {
      char *both = g_strconcat (last->text, text, NULL);

      g_free (last->text);
      last->text = both;
      return;
    }
  span = g_new0 (CalloutSpan, 1);
  span->type = type;
  span->bold = bold;
  span->italic = italic;
  span->text = g_strdup (text);
  span->address = g_strdup (address);
  g_ptr_array_add (spans, span);
}

/**
 * callout_markup_parse:
 * @text: as it is kept
 *
 * Returns: (transfer full) (element-type CalloutSpan): its stretches in order
 */
GPtrArray *
callout_markup_parse (const char *text)
{
  g_autofree char *clean = callout_markup_clean (text);
  g_autoptr (GArray) tokens = split (clean);
  GPtrArray *spans = g_ptr_array_new_with_free_func (span_free);
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean bold = FALSE, italic = FALSE;

  match (tokens);
  for (guint i = 0; i <= tokens->len; i++)
    {
      Token *token = i < tokens->len ? &g_array_index (tokens, Token, i) : NULL;

      if (token != NULL && token->what == TOKEN_TEXT)
        g_string_append (plain, token->text);
      else if (token != NULL && token->what == TOKEN_STARS && !token->counts)
        g_string_append (plain, token->bold ? "**" : "*");
      else
        {
          if (plain->len > 0)
            add_span (spans, CALLOUT_SPAN_TEXT, bold, italic, plain->str, NULL);
          g_string_truncate (plain, 0);
          if (token != NULL && token->what == TOKEN_LINK)
            add_span (spans, token->type, bold, italic, token->text, token->address);
          else if (token != NULL && token->what == TOKEN_STARS && token->bold)
            bold = !bold;
          else if (token != NULL && token->what == TOKEN_STARS)
            italic = !italic;
        }
    }
  return spans;
}

/**
 * callout_markup_hides:
 *
 * Whether a link says something else than where it leads: then the address is
 * shown whole before it is opened.
 */
gboolean
callout_markup_hides (const CalloutSpan *span)
{
  return span->type == CALLOUT_SPAN_LINK && !g_str_equal (span->text, span->address);
}

/* Writing */

/**
 * callout_markup_to_pango:
 *
 * Returns: (transfer full): the message as markup of a GtkLabel. Links lead
 *   where they say, those into the Assistant to `assistant:KEY`; an address that
 *   differs from its text stands in the tip. User's text is text throughout.
 */
char *
callout_markup_to_pango (const char *text)
{
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);
      g_autofree char *shown = g_markup_escape_text (span->text, -1);
      g_autofree char *address = span->address != NULL ? g_markup_escape_text (span->address, -1) : NULL;

      g_string_append_printf (markup, "%s%s", span->bold ? "<b>" : "", span->italic ? "<i>" : "");
      if (callout_markup_hides (span))
        g_string_append_printf (markup, "<a href=\"%s\" title=\"%s\">%s</a>", address, address, shown);
      else if (span->type == CALLOUT_SPAN_LINK)
        g_string_append_printf (markup, "<a href=\"%s\">%s</a>", address, shown);
      else if (span->type == CALLOUT_SPAN_ASSISTANT)
        g_string_append_printf (markup, "<a href=\"" CALLOUT_MARKUP_ASSISTANT "%s\">%s</a>", address, shown);
      else
        g_string_append (markup, shown);
      g_string_append_printf (markup, "%s%s", span->italic ? "</i>" : "", span->bold ? "</b>" : "");
    }
  return g_string_free (markup, FALSE);
}

/**
 * callout_markup_to_plain:
 *
 * Returns: (transfer full): the message without its markup, a link's address in
 *   brackets behind its text where they differ
 */
char *
callout_markup_to_plain (const char *text)
{
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      g_string_append (plain, span->text);
      if (callout_markup_hides (span))
        g_string_append_printf (plain, " (%s)", span->address);
    }
  return g_string_free (plain, FALSE);
}

/**
 * callout_markup_to_line:
 * @max: how many characters at most
 *
 * Returns: (transfer full): the beginning of the message in one line, for lists
 */
char *
callout_markup_to_line (const char *text,
                        guint       max)
{
  /* Of a long one no more is looked at than could be shown. */
  g_autofree char *head = g_utf8_strlen (text, -1) > (glong) max * 4 ? g_utf8_substring (text, 0, (glong) max * 4) : g_strdup (text);
  g_autoptr (GPtrArray) spans = callout_markup_parse (head);
  GString *line = g_string_new (NULL);
  gboolean blank = FALSE;
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      for (const char *p = span->text; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          if (g_unichar_isspace (c))
            {
              blank = line->len > 0;
              continue;
            }
          if (n + (blank ? 1 : 0) >= max)
            {
              g_string_append (line, "…");
              return g_string_free (line, FALSE);
            }
          if (blank)
            g_string_append_c (line, ' ');
          n += blank ? 2 : 1;
          blank = FALSE;
          g_string_append_unichar (line, c);
        }
    }
  return g_string_free (line, FALSE);
}

static char **
dup_addresses (const char      *text,
               CalloutSpanType  type)
{
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      if (span->type == type && g_hash_table_add (seen, span->address))
        g_strv_builder_add (builder, span->address);
    }
  return g_strv_builder_end (builder);
}

/**
 * callout_markup_dup_mentions:
 *
 * Returns: (transfer full): what may be logins of who is mentioned, each once
 */
char **
callout_markup_dup_mentions (const char *text)
{
  return dup_addresses (text, CALLOUT_SPAN_MENTION);
}

/**
 * callout_markup_dup_elements:
 *
 * Returns: (transfer full): keys of the elements of the Assistant it leads to, each once
 */
char **
callout_markup_dup_elements (const char *text)
{
  return dup_addresses (text, CALLOUT_SPAN_ASSISTANT);
}
