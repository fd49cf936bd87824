/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-order-document.h"
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

/* Orders: COUNT says which of the cases. */

#define SIGNATURE "10,60 30,10 50,70 70,20; 80,50 120,40 160,60 200,20 240,55; 60,80 220,78"

typedef struct {
  const char *name;  /* of client, performer and lines */
  guint       n_lines;
  gint64      quantity;
  gint64      price;
  const char *currency;
  gsize       description;
  gboolean    changed; /* it is the second version */
  gboolean    signed_;
} Case;

static const Case cases[] = {
  { "Valve", 1, 1000, 1795, "USD", 0, FALSE, FALSE },
  { "صمام نحاسي", 3, 2500, 1795, "USD", 80, FALSE, TRUE },
  { "黄铜阀门", 3, 1000, 250000, "JPY", 80, FALSE, TRUE },
  { "पीतल वाल्व", 3, 1000, 1795, "EUR", 80, FALSE, TRUE },
  { "Valve 🔧😀", 3, 1000, 1795, "USD", 80, FALSE, FALSE },
  { "Valve", 2, 1000, 1795, "USD", 4000, FALSE, TRUE },
  { "Valve", 6, 1000, 1795, "USD", 80, TRUE, TRUE },
  { "Valve", 40, 1500, 99, "EUR", 80, TRUE, TRUE },
  { "A valve with a name that goes on and on, as some makers have them, and does not end where a line does", 5,
    1000000000000, 1795, "KWD", 80, FALSE, TRUE },
  { "Valve", 500, 1000, 1795, "USD", 80, FALSE, TRUE },
  /* What is refused */
  { "Valve", 1, 0, 1795, "USD", 0, FALSE, FALSE },
  { "Valve", 1, -1000, 1795, "USD", 0, FALSE, FALSE },
  { "Valve", 1, 1000000000000, G_MAXINT64, "USD", 0, FALSE, FALSE },
};

static void
fill_lines (GArray     *lines,
            const Case *wanted,
            GPtrArray  *texts)
{
  for (guint i = 0; i < wanted->n_lines; i++)
    {
      char *name = g_strdup_printf ("line-%u %s", i + 1, wanted->name);
      char *key = g_strdup_printf ("k%u", i);
      CalloutOrderLine line = { i % 2 == 1, key, name, NULL, wanted->quantity, i % 2 == 1 ? "pcs" : "h", wanted->price, 625 };

      g_array_append_val (lines, line);
      g_ptr_array_add (texts, name);
      g_ptr_array_add (texts, key);
    }
}

/* Of the version before the first line cost less, the second was another, and
 * the third is new. */
static void
fill_before (GArray *before,
             GArray *lines)
{
  CalloutOrderLine gone = { TRUE, "gone", "line-gone Old valve", NULL, 1000, "pcs", 500, 625 };

  for (guint i = 0; i < lines->len; i++)
    {
      CalloutOrderLine line = g_array_index (lines, CalloutOrderLine, i);

      if (i == 0)
        line.price -= 9;
      if (i == 1)
        line.quantity *= 2;
      if (i != 2)
        g_array_append_val (before, line);
    }
  g_array_append_val (before, gone);
}

static CalloutPages *
make_order (const CalloutPaper  *paper,
            guint                number,
            GError             **error)
{
  const Case *wanted = &cases[MIN (number, G_N_ELEMENTS (cases) - 1)];
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CalloutOrderLine));
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (CalloutOrderLine));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) description = g_string_new (NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (CalloutShape) strokes = callout_shape_new_signature (SIGNATURE, NULL);
  const CalloutOrderPerformer performers[] = { { wanted->name, "Lead", 150 }, { "Ned North", "Collaborator", 90 } };
  const CalloutOrderApproval approvals[] = { { "Approved by", wanted->name, CREATED, strokes, NULL } };
  CalloutOrderDocument order = {
    "SO-1001", "Replace the boiler", "Repair", NULL, wanted->changed ? 2 : 1,
    "4f0c1d2e3a5b6978aabbccddeeff00112233445566778899aabbccddeeff0011", NULL, "https://service.example.com/o/1001",
    "Fixture & Sons", "12 Harbour Street, Boston\nTax number 04-1234567", NULL, wanted->name, "2 Beacon Street, Boston",
    "Payable within 30 days.", zone, "America/New_York", CREATED, CREATED, CREATED, CREATED + 2 * CALLOUT_HOUR, 0, 0,
    wanted->currency
  };

  while (description->len < wanted->description)
    g_string_append_printf (description, "%s is replaced. ", wanted->name);
  fill_lines (lines, wanted, texts);
  if (wanted->changed)
    fill_before (before, lines);
  order.description = description->str;
  order.hash_before = wanted->changed ? "99887766554433221100" : NULL;
  order.lines = (CalloutOrderLine *) (gpointer) lines->data;
  order.n_lines = lines->len;
  order.before = wanted->changed ? (CalloutOrderLine *) (gpointer) before->data : NULL;
  order.n_before = before->len;
  order.performers = performers;
  order.n_performers = G_N_ELEMENTS (performers);
  order.approvals = approvals;
  order.n_approvals = wanted->signed_ ? 1 : 0;
  return callout_order_make_pages (&order, paper, error);
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
  else if (g_str_equal (argv[1], "order"))
    pages = make_order (paper, count, &error);
  else
    return 2;
  if (pages == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_str_has_suffix (argv[4], ".png"))
    return save_png (pages, argv[4]) ? 0 : 1;
  if (callout_pages_save_pdf (pages, argv[4], &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
