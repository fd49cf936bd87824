/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The markup of messages (contract 2.33, 2.36, 2.37): `**bold**`, `*italic*`,
 * addresses as they are, `[[address|text]]` for those with a text of their
 * own, `[[assistant:key|text]]` into the Assistant, `@login` for a colleague.
 * A backslash before a star or a bracket leaves it one. What is no markup is
 * text: nothing is ever refused for how it looks.
 */

#define CALLOUT_MARKUP_MAX 20000 /* characters of a message */
#define CALLOUT_MARKUP_ASSISTANT "assistant:"

typedef enum {
  CALLOUT_SPAN_TEXT,
  CALLOUT_SPAN_LINK,
  CALLOUT_SPAN_ASSISTANT,
  CALLOUT_SPAN_MENTION,
} CalloutSpanType;

/**
 * CalloutSpan:
 *
 * A stretch of a message that looks the same. @address is what a link opens
 * (http, https or mailto alone), the key of an element of the Assistant, or
 * the login of who is mentioned; %NULL for text.
 */
typedef struct {
  CalloutSpanType type;
  gboolean        bold;
  gboolean        italic;
  char           *text;
  char           *address;
} CalloutSpan;

GPtrArray *callout_markup_parse        (const char   *text);
char      *callout_markup_clean        (const char   *text);
gboolean   callout_markup_check        (const char   *text,
                                        GError      **error);
char      *callout_markup_to_pango     (const char   *text);
char      *callout_markup_to_plain     (const char   *text);
char      *callout_markup_to_line      (const char   *text,
                                        guint         max);
char     **callout_markup_dup_mentions (const char   *text);
char     **callout_markup_dup_elements (const char   *text);
gboolean   callout_markup_hides        (const CalloutSpan *span);
gboolean   callout_address_is_safe     (const char   *address);

G_END_DECLS
