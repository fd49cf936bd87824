/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench.h"

#include "callout-order-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A service order as a PDF, from the facts to the bytes, warm: one page, and
 * five hundred lines; beside WeasyPrint and LibreOffice writing the same page,
 * where they are installed.
 */

#define ROUNDS 15

static GBytes *
make (guint     n_lines,
      GError  **error)
{
  g_autofree CalloutOrderLine *lines = g_new0 (CalloutOrderLine, n_lines);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (CalloutPages) pages = NULL;
  CalloutOrderDocument order = {
    .ref = "SO-1001", .title = "Replace the boiler", .version = 1, .link = "https://service.example.com/o/1001",
    .description = "The old boiler leaks; it is replaced with all valves and pipes up to the wall.",
    .provider = "Fixture & Sons", .provider_lines = "12 Harbour Street, Boston", .client = "Hotel Beacon",
    .client_lines = "2 Beacon Street, Boston", .zone = zone, .zone_name = "UTC", .created_at = 1795424400 * CALLOUT_SECOND,
    .made_at = 1795424400 * CALLOUT_SECOND, .currency = "USD", .lines = lines, .n_lines = n_lines,
  };

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *name = g_strdup_printf ("Valve %u, brass, with a seat that can be replaced", i + 1);

      lines[i] = (CalloutOrderLine) { TRUE, name, g_string_chunk_insert (texts, name), NULL, (i % 7 + 1) * 1000, "pcs", 1795 + i * 13, 625 };
      lines[i].key = lines[i].name;
    }
  pages = callout_order_make_pages (&order, &callout_paper_a4, error);
  return pages != NULL ? callout_pages_to_pdf (pages, error) : NULL;
}

static gboolean
measure (guint     n_lines,
         double   *best,
         GError  **error)
{
  *best = G_MAXDOUBLE;
  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = callout_bench_seconds ();
      g_autoptr (GBytes) bytes = make (n_lines, error);

      if (bytes == NULL)
        return FALSE;
      *best = MIN (*best, (callout_bench_seconds () - start) * 1000);
    }
  return TRUE;
}

/* The same page as a browser would be given it. */
static char *
write_html (CalloutBench *bench)
{
  char *file = g_build_filename (callout_bench_get_folder (bench), "order.html", NULL);
  const char *text =
    "<!DOCTYPE html><meta charset=utf-8><title>SO-1001</title><style>@page{size:A4;margin:20mm}body{font:9.5pt 'Noto Sans'}"
    "table{width:100%;border-collapse:collapse}td,th{border-bottom:1px solid #ccc;text-align:left}</style>"
    "<b>Fixture &amp; Sons</b><p>12 Harbour Street, Boston<hr><p>Service order<h1>Replace the boiler</h1>"
    "<p>Number SO-1001, version 1, created 23 Nov 2026<p>Client<br><b>Hotel Beacon</b><br>2 Beacon Street, Boston"
    "<h2>Description</h2><p>The old boiler leaks; it is replaced with all valves and pipes up to the wall.<h2>Materials</h2>"
    "<table><thead><tr><th>No.<th>Name<th>Quantity<th>Unit price<th>Tax<th>Amount</thead><tr><td>1<td>Valve 1, brass, with a seat"
    " that can be replaced<td>1 pcs<td>17.95 USD<td>6.25 %<td>17.95 USD</table><p>Subtotal 17.95 USD<br>Tax 1.12 USD<br>"
    "<b>Total 19.07 USD</b>";

  g_file_set_contents (file, text, -1, NULL);
  return file;
}

/* Milliseconds that a command says on its output; 0 where it is not here. */
static double
ask (const char *const *command)
{
  g_autofree char *out = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                     &status, NULL) || !g_spawn_check_wait_status (status, NULL))
    return 0;
  return g_ascii_strtod (out, NULL);
}

static double
ask_weasyprint (const char *html)
{
  /* Warm, and without what starting Python costs. */
  static const char program[] =
    "import sys, time, weasyprint\n"
    "best = 1e9\n"
    "for i in range(6):\n"
    "    start = time.perf_counter()\n"
    "    weasyprint.HTML(sys.argv[1]).write_pdf()\n"
    "    best = min(best, time.perf_counter() - start)\n"
    "print(best * 1000)\n";
  const char *const command[] = { "/usr/bin/python3", "-c", program, html, NULL };

  return ask (command);
}

/* It has to be started each time; there is no other way to ask it. */
static double
time_libreoffice (CalloutBench *bench,
                  const char   *html)
{
  const char *const command[] = {
    "soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", callout_bench_get_folder (bench), html, NULL
  };
  g_autofree char *program = g_find_program_in_path ("soffice");
  double start;
  int status;

  if (program == NULL)
    return 0;
  start = callout_bench_seconds ();
  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, &status, NULL) || !g_spawn_check_wait_status (status, NULL))
    return 0;
  return (callout_bench_seconds () - start) * 1000;
}

/**
 * callout_bench_documents:
 *
 * One page within 5 ms and twenty times as fast as WeasyPrint; five hundred
 * lines within 100 ms.
 */
gboolean
callout_bench_documents (CalloutBench  *self,
                         GError       **error)
{
  g_autofree char *html = write_html (self);
  double page, lines, weasyprint, libreoffice;

  if (!measure (1, &page, error) || !measure (500, &lines, error))
    return FALSE;
  callout_bench_limit (self, _("an order of one page as PDF, warm"), page, "ms", CALLOUT_BENCH_AT_MOST, 5);
  callout_bench_limit (self, _("an order of 500 lines as PDF, warm"), lines, "ms", CALLOUT_BENCH_AT_MOST, 100);
  weasyprint = ask_weasyprint (html);
  if (weasyprint > 0)
    callout_bench_ratio (self, _("the same page, warm"), page, "ms", _("WeasyPrint"), weasyprint, CALLOUT_BENCH_AT_MOST, 0.05);
  libreoffice = time_libreoffice (self, html);
  if (libreoffice > 0)
    callout_bench_ratio (self, _("the same page, started anew"), page, "ms", _("LibreOffice"), libreoffice,
                         CALLOUT_BENCH_AT_MOST, 0.05);
  return TRUE;
}
