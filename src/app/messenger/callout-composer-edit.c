/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-composer-edit.h"

#include <string.h>

/* Whether @sign stands right before @at, and is no part of a longer row of stars. */
static gboolean
stands_before (const GtkTextIter *at,
               const char        *sign)
{
  GtkTextIter from = *at;
  g_autofree char *text = NULL;

  if (!gtk_text_iter_backward_chars (&from, (int) strlen (sign)) && gtk_text_iter_get_offset (at) < (int) strlen (sign))
    return FALSE;
  text = gtk_text_iter_get_text (&from, at);
  if (!g_str_equal (text, sign))
    return FALSE;
  return strlen (sign) != 1 || !gtk_text_iter_backward_char (&from) || gtk_text_iter_get_char (&from) != (gunichar) *sign;
}

static gboolean
stands_behind (const GtkTextIter *at,
               const char        *sign)
{
  GtkTextIter until = *at;
  g_autofree char *text = NULL;

  gtk_text_iter_forward_chars (&until, (int) strlen (sign));
  text = gtk_text_iter_get_text (at, &until);
  return g_str_equal (text, sign) && (strlen (sign) != 1 || gtk_text_iter_get_char (&until) != (gunichar) *sign);
}

/* Markup hugs its words: blanks at the ends stay outside. */
static void
tighten (GtkTextIter *start,
         GtkTextIter *end)
{
  while (gtk_text_iter_compare (start, end) < 0 && g_unichar_isspace (gtk_text_iter_get_char (start)))
    gtk_text_iter_forward_char (start);
  while (gtk_text_iter_compare (start, end) < 0)
    {
      GtkTextIter last = *end;

      gtk_text_iter_backward_char (&last);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&last)))
        break;
      *end = last;
    }
}

/**
 * callout_composer_toggle:
 * @sign: `**` or `*`
 *
 * Puts what is chosen between two signs, or takes them away again; with
 * nothing chosen, what is written next comes to stand between them.
 */
void
callout_composer_toggle (GtkTextBuffer *buffer,
                         const char    *sign)
{
  int length = (int) strlen (sign);
  GtkTextIter start, end;
  int from, until;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  tighten (&start, &end);
  from = gtk_text_iter_get_offset (&start);
  until = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_begin_user_action (buffer);
  if (stands_before (&start, sign) && stands_behind (&end, sign))
    {
      GtkTextIter at = end;

      gtk_text_iter_forward_chars (&at, length);
      gtk_text_buffer_delete (buffer, &end, &at);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from - length);
      gtk_text_buffer_get_iter_at_offset (buffer, &at, from);
      gtk_text_buffer_delete (buffer, &start, &at);
      length = -length;
    }
  else
    {
      gtk_text_buffer_insert (buffer, &end, sign, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
      gtk_text_buffer_insert (buffer, &start, sign, -1);
    }
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from + length);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, until + length);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * callout_composer_dup_chosen:
 *
 * Returns: (transfer full): what is selected; empty if nothing is
 */
char *
callout_composer_dup_chosen (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * callout_composer_insert:
 *
 * Puts a text in the place of what is selected.
 */
void
callout_composer_insert (GtkTextBuffer *buffer,
                         const char    *text)
{
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * callout_composer_link:
 * @text: (nullable): what it says; empty or %NULL: the address itself
 */
void
callout_composer_link (GtkTextBuffer *buffer,
                       const char    *address,
                       const char    *text)
{
  g_autofree char *safe = text != NULL && *text != '\0' ? g_strdelimit (g_strdup (text), "[]|\n", ' ') : NULL;
  g_autofree char *link = safe != NULL && !g_str_equal (safe, address) ? g_strdup_printf ("[[%s|%s]]", address, safe)
                                                                       : g_strdup (address);

  callout_composer_insert (buffer, link);
}
