/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bits.h"

#include <string.h>

#define WORD_BITS 64

static guint64
bit_of (guint number)
{
  return G_GUINT64_CONSTANT (1) << (number % WORD_BITS);
}

static void
reserve (CalloutBits *self,
         guint        n_words)
{
  if (n_words <= self->n_words)
    return;
  self->words = g_renew (guint64, self->words, n_words);
  memset (self->words + self->n_words, 0, (n_words - self->n_words) * sizeof (guint64));
  self->n_words = n_words;
}

/**
 * callout_bits_add:
 * @number: the number that is now in the set
 */
void
callout_bits_add (CalloutBits *self,
                  guint        number)
{
  reserve (self, number / WORD_BITS + 1);
  self->words[number / WORD_BITS] |= bit_of (number);
}

/**
 * callout_bits_remove:
 * @number: the number that is no longer in the set
 */
void
callout_bits_remove (CalloutBits *self,
                     guint        number)
{
  if (number / WORD_BITS < self->n_words)
    self->words[number / WORD_BITS] &= ~bit_of (number);
}

/**
 * callout_bits_has:
 *
 * Whether @number is in the set.
 */
gboolean
callout_bits_has (const CalloutBits *self,
                  guint              number)
{
  return (callout_bits_word (self, number / WORD_BITS) & bit_of (number)) != 0;
}

/**
 * callout_bits_is_empty:
 *
 * Whether no number is in the set.
 */
gboolean
callout_bits_is_empty (const CalloutBits *self)
{
  for (guint i = 0; i < self->n_words; i++)
    if (self->words[i] != 0)
      return FALSE;
  return TRUE;
}

/**
 * callout_bits_count:
 *
 * How many numbers are in the set.
 */
guint
callout_bits_count (const CalloutBits *self)
{
  guint count = 0;

  for (guint i = 0; i < self->n_words; i++)
    count += __builtin_popcountll (self->words[i]);
  return count;
}

/**
 * callout_bits_equal:
 *
 * Whether both sets hold the same numbers, however much room each has.
 */
gboolean
callout_bits_equal (const CalloutBits *a,
                    const CalloutBits *b)
{
  for (guint i = 0; i < MAX (a->n_words, b->n_words); i++)
    if (callout_bits_word (a, i) != callout_bits_word (b, i))
      return FALSE;
  return TRUE;
}

/**
 * callout_bits_word:
 *
 * The numbers 64 × @index … 64 × @index + 63 as the bits of one word.
 */
guint64
callout_bits_word (const CalloutBits *self,
                   guint              index)
{
  return index < self->n_words ? self->words[index] : 0;
}

/**
 * callout_bits_set_word:
 *
 * The counterpart of callout_bits_word().
 */
void
callout_bits_set_word (CalloutBits *self,
                       guint        index,
                       guint64      word)
{
  if (word != 0)
    reserve (self, index + 1);
  if (index < self->n_words)
    self->words[index] = word;
}

/**
 * callout_bits_copy:
 * @self: the set to fill; what it held is forgotten
 */
void
callout_bits_copy (CalloutBits       *self,
                   const CalloutBits *from)
{
  if (self == from)
    return;
  callout_bits_reset (self);
  for (guint i = 0; i < from->n_words; i++)
    callout_bits_set_word (self, i, from->words[i]);
}

/**
 * callout_bits_reset:
 *
 * Empties the set and keeps its memory, for a set filled again and again.
 */
void
callout_bits_reset (CalloutBits *self)
{
  if (self->n_words > 0)
    memset (self->words, 0, self->n_words * sizeof (guint64));
}

/**
 * callout_bits_clear:
 *
 * Empties the set and frees its memory.
 */
void
callout_bits_clear (CalloutBits *self)
{
  g_clear_pointer (&self->words, g_free);
  self->n_words = 0;
}
