/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-message.h"

#include "callout-markup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CalloutField message_fields[] = {
  CALLOUT_FIELD_R (CalloutMessage, ticket, TICKET),
  CALLOUT_FIELD_E (CalloutMessage, thread, callout_thread_get_type),
  CALLOUT_FIELD_R (CalloutMessage, author, PERSON),
  CALLOUT_FIELD_E (CalloutMessage, kind, callout_message_kind_get_type),
  CALLOUT_FIELD (CalloutMessage, text, TEXT),
  CALLOUT_FIELD_R (CalloutMessage, event, EVENT),
  CALLOUT_FIELD_D (CalloutMessage, author_login, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, author_name, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, n_files, INTEGER),
  CALLOUT_FIELD_D (CalloutMessage, title, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, command, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, from_state, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, to_state, TEXT),
  CALLOUT_FIELD_D (CalloutMessage, undoes, INTEGER),
  CALLOUT_FIELD_DI (CalloutMessage, actor_name, TEXT),
  CALLOUT_FIELD_DI (CalloutMessage, joined, TEXT),
  CALLOUT_FIELD_DI (CalloutMessage, left, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutMessage, callout_message, CALLOUT_TYPE_ENTITY)

static void
callout_message_class_init (CalloutMessageClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_MESSAGE,
                                   message_fields, G_N_ELEMENTS (message_fields), NULL);
}

static void
callout_message_init (CalloutMessage *self)
{
}

static const CalloutField read_mark_fields[] = {
  CALLOUT_FIELD_R (CalloutReadMark, person, PERSON),
  CALLOUT_FIELD_R (CalloutReadMark, ticket, TICKET),
  CALLOUT_FIELD_E (CalloutReadMark, thread, callout_thread_get_type),
  CALLOUT_FIELD (CalloutReadMark, read_to, INTEGER),
  CALLOUT_FIELD (CalloutReadMark, delivered_to, INTEGER),
  CALLOUT_FIELD_D (CalloutReadMark, login, TEXT),
  CALLOUT_FIELD_D (CalloutReadMark, name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutReadMark, callout_read_mark, CALLOUT_TYPE_ENTITY)

static void
callout_read_mark_class_init (CalloutReadMarkClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_READ_MARK,
                                   read_mark_fields, G_N_ELEMENTS (read_mark_fields), NULL);
}

static void
callout_read_mark_init (CalloutReadMark *self)
{
}

static const CalloutField conversation_fields[] = {
  CALLOUT_FIELD_R (CalloutConversation, ticket, TICKET),
  CALLOUT_FIELD_E (CalloutConversation, thread, callout_thread_get_type),
  CALLOUT_FIELD_R (CalloutConversation, last, MESSAGE),
  CALLOUT_FIELD_D (CalloutConversation, last_at, TIME),
  CALLOUT_FIELD_DE (CalloutConversation, last_kind, callout_message_kind_get_type),
  CALLOUT_FIELD_D (CalloutConversation, last_text, TEXT),
  CALLOUT_FIELD_DR (CalloutConversation, last_author, PERSON),
  CALLOUT_FIELD_D (CalloutConversation, last_author_login, TEXT),
  CALLOUT_FIELD_D (CalloutConversation, last_author_name, TEXT),
  CALLOUT_FIELD_D (CalloutConversation, last_n_files, INTEGER),
  CALLOUT_FIELD_D (CalloutConversation, title, TEXT),
  CALLOUT_FIELD_DE (CalloutConversation, progress, callout_progress_get_type),
  CALLOUT_FIELD_DE (CalloutConversation, visibility, callout_visibility_get_type),
  CALLOUT_FIELD_D (CalloutConversation, customer_name, TEXT),
  CALLOUT_FIELD_D (CalloutConversation, contact_name, TEXT),
  CALLOUT_FIELD_DI (CalloutConversation, assignees, KEYS),
  CALLOUT_FIELD_DI (CalloutConversation, groups, KEYS),
  CALLOUT_FIELD_D (CalloutConversation, unread, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutConversation, callout_conversation, CALLOUT_TYPE_ENTITY)

static void
callout_conversation_class_init (CalloutConversationClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_CONVERSATION,
                                   conversation_fields, G_N_ELEMENTS (conversation_fields), NULL);
}

static void
callout_conversation_init (CalloutConversation *self)
{
}

static const CalloutField snippet_fields[] = {
  CALLOUT_FIELD_R (CalloutSnippet, person, PERSON),
  CALLOUT_FIELD (CalloutSnippet, name, TEXT),
  CALLOUT_FIELD (CalloutSnippet, text, TEXT),
  CALLOUT_FIELD_D (CalloutSnippet, login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutSnippet, callout_snippet, CALLOUT_TYPE_ENTITY)

static void
callout_snippet_class_init (CalloutSnippetClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_SNIPPET,
                                   snippet_fields, G_N_ELEMENTS (snippet_fields), NULL);
}

static void
callout_snippet_init (CalloutSnippet *self)
{
}

/* What the house says of a move. @named has a %s for who made it. */
static const struct {
  const char *from; /* NULL: any */
  const char *to;
  const char *named;
  const char *sentence;
} moves[] = {
  { "closed", "open", N_("%s opened the ticket again"), N_("The ticket was opened again") },
  { "closed", "assigned", N_("%s opened the ticket again"), N_("The ticket was opened again") },
  { "assigned", "open", NULL, N_("Nobody takes care of the ticket any more: it is open again") },
  { NULL, "open", NULL, N_("The ticket is open") },
  { "in-progress", "assigned", N_("%s paused the work"), N_("The work is paused") },
  { NULL, "assigned", NULL, N_("Somebody takes care of the ticket") },
  { "done", "in-progress", N_("%s says it is not solved yet; the work goes on"), N_("It is not solved yet; the work goes on") },
  { NULL, "in-progress", N_("%s began to work"), N_("The work has begun") },
  { NULL, "done", N_("%s says it is done"), N_("The ticket is done") },
  { NULL, "closed", NULL, N_("The ticket is closed") },
  { NULL, "cancelled", N_("%s cancelled the ticket"), N_("The ticket was cancelled") },
};

static char *
fill_in (const char *sentence,
         const char *name)
{
  g_autoptr (GString) text = g_string_new (sentence);

  if (name != NULL)
    g_string_replace (text, "%s", name, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_move (CalloutMessage *self,
          gboolean        names)
{
  /* Taken back: where it led is all there is to say. */
  if (self->undoes != 0)
    {
      int progress;

      if (callout_enum_parse (CALLOUT_TYPE_PROGRESS, self->to_state, &progress))
        {
          /* Translators: a step was undone; the progress it has again */
          return fill_in (_("The ticket is “%s” again"), callout_enum_label (CALLOUT_TYPE_PROGRESS, progress));
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_strcmp0 (moves[i].to, self->to_state) == 0
        && (moves[i].from == NULL || g_strcmp0 (moves[i].from, self->from_state) == 0))
      return names && moves[i].named != NULL && self->actor_name != NULL ? fill_in (_(moves[i].named), self->actor_name)
                                                                         : g_strdup (_(moves[i].sentence));
  return g_strdup ("");
}

/**
 * callout_message_dup_sentence:
 * @self: a line of the house
 * @names: whether to say who it was; customers are not told
 *
 * Returns: (transfer full): what it tells, without a full stop
 */
char *
callout_message_dup_sentence (CalloutMessage *self,
                              gboolean        names)
{
  gboolean moved = g_strcmp0 (self->from_state, self->to_state) != 0;

  g_return_val_if_fail (CALLOUT_IS_MESSAGE (self), NULL);

  if (moved)
    return dup_move (self, names);
  if (self->joined != NULL)
    return names ? fill_in (_("%s takes care of the ticket"), self->joined) : g_strdup (_("Somebody takes care of the ticket"));
  if (self->left != NULL)
    return names ? fill_in (_("%s no longer takes care of the ticket"), self->left)
                 : g_strdup (_("Somebody no longer takes care of the ticket"));
  if (g_strcmp0 (self->command, "ticket.unassign") == 0)
    return g_strdup (_("Somebody no longer takes care of the ticket"));
  return g_strdup (_("Somebody takes care of the ticket"));
}

/**
 * callout_message_dup_session:
 *
 * Returns: (transfer full) (nullable): the address of the video session a
 *   message invites to; %NULL if it is another kind
 */
char *
callout_message_dup_session (CalloutMessage *self)
{
  g_autoptr (GPtrArray) spans = NULL;

  g_return_val_if_fail (CALLOUT_IS_MESSAGE (self), NULL);

  if (self->kind != CALLOUT_MESSAGE_KIND_VIDEO_LINK || self->text == NULL)
    return NULL;
  /* It stands behind whatever was written. */
  spans = callout_markup_parse (self->text);
  for (guint i = spans->len; i > 0; i--)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i - 1);

      if (span->type == CALLOUT_SPAN_LINK)
        return g_strdup (span->address);
    }
  return NULL;
}

/**
 * callout_shape_format:
 *
 * Returns: (transfer full): levels as they are kept; of very many the loudest of each stretch
 */
char *
callout_shape_format (const guint8 *levels,
                      guint         n_levels)
{
  guint n = MIN (n_levels, CALLOUT_SHAPE_MAX);
  GString *shape = g_string_sized_new (n * 2);

  for (guint i = 0; i < n; i++)
    {
      guint from = (guint) ((guint64) i * n_levels / n);
      guint to = (guint) ((guint64) (i + 1) * n_levels / n);
      guint8 level = 0;

      for (guint j = from; j < to; j++)
        level = MAX (level, levels[j]);
      g_string_append_printf (shape, "%02x", level);
    }
  return g_string_free (shape, FALSE);
}

/**
 * callout_shape_parse:
 * @shape: (nullable): as it is kept
 *
 * Returns: (transfer full) (nullable): a byte a level; %NULL if it is no shape
 */
GBytes *
callout_shape_parse (const char *shape)
{
  gsize length = shape != NULL ? strlen (shape) : 0;
  g_autofree guint8 *levels = NULL;

  if (length == 0 || length % 2 != 0 || length > CALLOUT_SHAPE_MAX * 2)
    return NULL;
  levels = g_new (guint8, length / 2);
  for (gsize i = 0; i < length; i += 2)
    {
      int high = g_ascii_xdigit_value (shape[i]);
      int low = g_ascii_xdigit_value (shape[i + 1]);

      if (high < 0 || low < 0)
        return NULL;
      levels[i / 2] = (guint8) (high << 4 | low);
    }
  return g_bytes_new_take (g_steal_pointer (&levels), length / 2);
}

/**
 * callout_snippet_fill:
 * @customer: (nullable): the customer's name
 * @ticket: the ticket's reference
 * @me: who writes
 *
 * Returns: (transfer full): @text with its placeholders filled in. What there
 *   is nothing for is left out; what is no placeholder stays as it is.
 */
char *
callout_snippet_fill (const char *text,
                      const char *customer,
                      const char *ticket,
                      const char *me)
{
  const struct {
    const char *word;
    const char *value;
  } words[] = { { "{customer}", customer }, { "{ticket}", ticket }, { "{me}", me } };
  g_autoptr (GString) filled = g_string_new (NULL);

  /* In one pass: a name with braces in it is a name. */
  while (*text != '\0')
    {
      gsize length = 0;

      for (guint i = 0; *text == '{' && i < G_N_ELEMENTS (words); i++)
        if (g_str_has_prefix (text, words[i].word))
          {
            length = strlen (words[i].word);
            g_string_append (filled, words[i].value != NULL ? words[i].value : "");
            break;
          }
      if (length == 0)
        {
          g_string_append_c (filled, *text);
          length = 1;
        }
      text += length;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}
