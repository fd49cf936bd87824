/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-paper.h"

/* The margins leave room for a punch on the left, and for what stands on every
 * page above and below. */
const CalloutPaper callout_paper_a4 = {
  "a4", CALLOUT_MM (210), CALLOUT_MM (297), CALLOUT_MM (20), CALLOUT_MM (18), CALLOUT_MM (22), CALLOUT_MM (20)
};

const CalloutPaper callout_paper_letter = {
  "letter", 612, 792, CALLOUT_MM (20), CALLOUT_MM (18), CALLOUT_MM (22), CALLOUT_MM (20)
};

/**
 * callout_paper_find:
 * @key: (nullable): `a4` or `letter`
 *
 * Returns: (transfer none): the paper; A4 for what is none
 */
const CalloutPaper *
callout_paper_find (const char *key)
{
  return g_strcmp0 (key, callout_paper_letter.key) == 0 ? &callout_paper_letter : &callout_paper_a4;
}
