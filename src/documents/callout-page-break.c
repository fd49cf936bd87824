/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-maker-private.h"

#include <glib/gi18n-lib.h>

/*
 * Strips become pages: what must stay together does, heads are repeated, and
 * what stands on every page is put there once their number is known.
 */

typedef struct {
  CalloutPageMaker *maker;
  GArray           *page; /* of CalloutMark */
  double            top;
  double            bottom;
  double            y;
  guint             head; /* of what stands above, as in CalloutStrip */
} Placing;

static CalloutStrip *
get_strip (CalloutPageMaker *self,
           guint             i)
{
  return &g_array_index (self->strips, CalloutStrip, i);
}

static void
begin_page (Placing *self)
{
  self->page = callout_marks_new ();
  g_ptr_array_add (self->maker->pages->pages, self->page);
  self->y = self->top;
  self->head = 0;
}

static void
put (Placing            *self,
     const CalloutStrip *strip)
{
  for (guint i = 0; i < strip->n_marks; i++)
    {
      CalloutMark mark = callout_mark_copy (&g_array_index (self->maker->marks, CalloutMark, strip->first + i));

      mark.y += self->y;
      g_array_append_val (self->page, mark);
    }
  self->y += strip->height;
}

static void
put_head (Placing *self,
          guint    number)
{
  const CalloutHead *head = &g_array_index (self->maker->heads, CalloutHead, number - 1);

  for (guint i = 0; i < head->n_strips; i++)
    put (self, get_strip (self->maker, head->first_strip + i));
}

/* How much must find room below @y with strip @i: all that is kept with it. */
static double
get_needed (Placing *self,
            guint    i)
{
  double needed = get_strip (self->maker, i)->height;

  while (get_strip (self->maker, i)->keep && i + 1 < self->maker->strips->len)
    {
      i++;
      needed += get_strip (self->maker, i)->gap + get_strip (self->maker, i)->height;
    }
  return needed;
}

static gboolean
is_head (Placing *self,
         guint    i,
         guint    number)
{
  const CalloutHead *head = &g_array_index (self->maker->heads, CalloutHead, number - 1);

  return i < head->first_strip + head->n_strips;
}

static void
place (Placing  *self,
       guint     i,
       gboolean  first_of_chain,
       double    needed)
{
  CalloutStrip *strip = get_strip (self->maker, i);
  gboolean fresh = self->y <= self->top;
  double gap = fresh ? 0 : strip->gap;
  double whole = self->bottom - self->top;

  /* What is longer than a page is broken wherever one ends. */
  if (!fresh && self->y + gap + (first_of_chain && needed <= whole ? needed : strip->height) > self->bottom + 0.01)
    {
      begin_page (self);
      gap = 0;
    }
  if (strip->head != 0 && strip->head != self->head && !is_head (self, i, strip->head))
    put_head (self, strip->head);
  self->head = strip->head;
  self->y += gap;
  if (strip->waypoint != NULL)
    {
      CalloutWaypoint waypoint = { g_strdup (strip->waypoint), strip->level, self->maker->pages->pages->len - 1, self->y };

      g_array_append_val (self->maker->pages->waypoints, waypoint);
    }
  put (self, strip);
}

static void
add_line (GArray           *page,
          CalloutNode      *node,
          CalloutTextStyle  style,
          const char       *text,
          double            x,
          double            width,
          double            y,
          gboolean          to_end)
{
  g_autoptr (GPtrArray) lines = callout_press_shape (style, 0, text, width, 1);
  CalloutTextLine *line = g_ptr_array_index (lines, 0);
  CalloutMark mark = { CALLOUT_MARK_LINE_OF_TEXT, to_end ? x + width - line->width : x, y, .node = node };

  mark.what = callout_text_line_ref (line);
  g_array_append_val (page, mark);
}

static void
add_rule (GArray *page,
          double  x,
          double  y,
          double  width)
{
  CalloutMark mark = { CALLOUT_MARK_RULE, x, y, width, 0, callout_ink_rule };

  g_array_append_val (page, mark);
}

static void
add_banner (CalloutPageMaker *self,
            GArray           *page)
{
  const CalloutPaper *paper = &self->pages->paper;
  CalloutMark bar = { CALLOUT_MARK_BOX, 0, CALLOUT_MM (5), paper->width, 16, callout_ink_warning };

  g_array_append_val (page, bar);
  add_line (page, callout_page_maker_node (self, "P", NULL), CALLOUT_TEXT_BANNER, self->banner, paper->left,
            paper->width - paper->left - paper->right, bar.y + 11.3, FALSE);
}

static void
add_frame (CalloutPageMaker *self,
           guint             number)
{
  GArray *page = g_ptr_array_index (self->pages->pages, number);
  const CalloutPaper *paper = &self->pages->paper;
  double width = paper->width - paper->left - paper->right;
  double y = paper->height - paper->bottom + CALLOUT_MM (4);
  CalloutNode *node = callout_page_maker_node (self, "P", NULL);
  /* Translators: at the foot of a page of a document */
  g_autofree char *count = g_strdup_printf (_("Page %u of %u"), number + 1, self->pages->pages->len);

  if (self->banner != NULL)
    add_banner (self, page);
  if (self->running != NULL && number > 0)
    {
      double top = paper->top - CALLOUT_MM (4);

      add_line (page, node, CALLOUT_TEXT_SMALL, self->running, paper->left, width, top, FALSE);
      add_rule (page, paper->left, top + 4, width);
    }
  add_rule (page, paper->left, y, width);
  if (self->footer != NULL)
    add_line (page, node, CALLOUT_TEXT_SMALL, self->footer, paper->left, width * 0.78, y + 12, FALSE);
  add_line (page, node, CALLOUT_TEXT_SMALL, count, paper->left + width * 0.8, width * 0.2, y + 12, TRUE);
}

void
callout_page_maker_break (CalloutPageMaker *self)
{
  const CalloutPaper *paper = &self->pages->paper;
  Placing placing = { self, NULL, paper->top, paper->height - paper->bottom };
  gboolean kept = FALSE;

  if (self->banner != NULL)
    placing.top += 4;
  begin_page (&placing);
  for (guint i = 0; i < self->strips->len; i++)
    {
      place (&placing, i, !kept, kept ? 0 : get_needed (&placing, i));
      kept = get_strip (self, i)->keep;
    }
  for (guint i = 0; i < self->pages->pages->len; i++)
    add_frame (self, i);
}
