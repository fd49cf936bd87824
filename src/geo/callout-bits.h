/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutBits:
 *
 * A set of small numbers (the caller numbers its skills, or its groups, from 0)
 * that grows as needed: there is no largest number. Starts as
 * %CALLOUT_BITS_INIT or zeroed memory; ends with callout_bits_clear().
 */
typedef struct {
  guint64 *words;
  guint    n_words;
} CalloutBits;

#define CALLOUT_BITS_INIT { NULL, 0 }

void     callout_bits_add      (CalloutBits       *self,
                                guint              number);
void     callout_bits_remove   (CalloutBits       *self,
                                guint              number);
gboolean callout_bits_has      (const CalloutBits *self,
                                guint              number);
gboolean callout_bits_is_empty (const CalloutBits *self);
guint    callout_bits_count    (const CalloutBits *self);
gboolean callout_bits_equal    (const CalloutBits *a,
                                const CalloutBits *b);
guint64  callout_bits_word     (const CalloutBits *self,
                                guint              index);
void     callout_bits_set_word (CalloutBits       *self,
                                guint              index,
                                guint64            word);
void     callout_bits_copy     (CalloutBits       *self,
                                const CalloutBits *from);
void     callout_bits_reset    (CalloutBits       *self);
void     callout_bits_clear    (CalloutBits       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalloutBits, callout_bits_clear)

G_END_DECLS
