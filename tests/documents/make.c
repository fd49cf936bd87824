/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-maker.h"

#include <locale.h>
#include <string.h>

/*
 * make WHAT PAPER COUNT FILE.pdf: writes a document for the tests to look at. A
 * FILE that ends in .png gets the first page as the screen draws it.
 */

/* 2026-11-23 09:00 UTC, so that the same document is the same bytes. */
#define CREATED (1795424400 * CALLOUT_SECOND)

static const char *const names[] = {
  "Ada Lovelace", "محمد بن عبد الله", "王小明", "प्रिया शर्मा", "Zoë 😀👍🏽 Nuñez", "Nguyễn Thị Ánh", "Ελένη Παπαδοπούλου", "אברהם כהן"
};

static CalloutPageMaker *
begin (const CalloutPaper *paper,
       const char         *banner)
{
  const CalloutAbout about = {
    "Replace the boiler", "T-1001 · Replace the boiler", banner, "Fixture & Sons · made on 23 November 2026",
    "Fixture & Sons", "Service record", "T-1001", CREATED
  };
  const CalloutHouse house = { "Fixture & Sons", "12 Harbour Street, Boston\n+1 617 555 0100", NULL };
  CalloutPageMaker *maker = callout_page_maker_new (paper, &about);

  callout_page_maker_add_letterhead (maker, &house);
  return maker;
}

static CalloutPages *
make_table (const CalloutPaper *paper,
            guint               count)
{
  static const CalloutPageColumn columns[] = {
    { "No.", 0, TRUE }, { "Description", 1 }, { "Quantity", 0, TRUE }, { "Unit price", 0, TRUE }, { "Amount", 0, TRUE }
  };
  static const CalloutTotal totals[] = { { "Subtotal", "$1,234.00" }, { "Tax 6.25 %", "$77.13" }, { "Total", "$1,311.13", TRUE } };
  g_autoptr (CalloutPageMaker) maker = begin (paper, NULL);

  callout_page_maker_add_title (maker, "Service order", "Replace the boiler", NULL, NULL);
  callout_page_maker_begin_table (maker, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *text = g_strdup_printf ("line-%u for %s", i + 1, names[i % G_N_ELEMENTS (names)]);
      g_autofree char *amount = g_strdup_printf ("$%u.%02u", (i + 1) * 17, i % 100);
      CalloutPageCell cells[] = { { number }, { text }, { "1" }, { amount }, { amount } };

      callout_page_maker_add_row (maker, cells);
    }
  callout_page_maker_end_table (maker, totals, G_N_ELEMENTS (totals));
  return callout_page_maker_finish (maker);
}

static CalloutPages *
make_text (const CalloutPaper *paper,
           guint               count)
{
  g_autoptr (CalloutPageMaker) maker = begin (paper, "Internal edition: not for customers");
  g_autoptr (GString) text = g_string_new (NULL);

  callout_page_maker_add_title (maker, "Text", "Replace the boiler", NULL, NULL);
  for (guint i = 0; text->len < count; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? " " : "", names[i % G_N_ELEMENTS (names)], i);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *heading = g_strdup_printf ("Chapter %u", i + 1);

      callout_page_maker_add_heading (maker, 1 + i % 2, heading);
      callout_page_maker_add_text (maker, CALLOUT_TEXT_BODY, text->str);
    }
  return callout_page_maker_finish (maker);
}

static gboolean
save_png (CalloutPages *pages,
          const char   *file)
{
  const CalloutPaper *paper = callout_pages_get_paper (pages);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (paper->width * 1.5), (int) (paper->height * 1.5));
  cairo_t *cr = cairo_create (image);
  gboolean done;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 1.5, 1.5);
  callout_pages_draw (pages, 0, cr);
  cairo_destroy (cr);
  done = cairo_surface_write_to_png (image, file) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (image);
  return done;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (CalloutPages) pages = NULL;
  g_autoptr (GError) error = NULL;
  const CalloutPaper *paper;
  guint count;

  setlocale (LC_ALL, "");
  if (argc != 5)
    return 2;
  paper = callout_paper_find (argv[2]);
  count = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  if (g_str_equal (argv[1], "table"))
    pages = make_table (paper, count);
  else if (g_str_equal (argv[1], "text"))
    pages = make_text (paper, count);
  else
    return 2;
  if (g_str_has_suffix (argv[4], ".png"))
    return save_png (pages, argv[4]) ? 0 : 1;
  if (callout_pages_save_pdf (pages, argv[4], &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
