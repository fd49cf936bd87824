/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-json.h"
#include "callout-ctl-table.h"

#include <locale.h>

typedef struct {
  FILE *file;
  char *text;
  gsize length;
} Paper;

static void
paper_open (Paper *paper)
{
  paper->text = NULL;
  paper->length = 0;
  paper->file = open_memstream (&paper->text, &paper->length);
}

static char *
paper_take (Paper *paper)
{
  fclose (paper->file);
  return paper->text;
}

static char *
print_table (const char *const *cells,
             guint              n_columns,
             int                width)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();
  Paper paper;

  for (guint i = 0; i < n_columns; i++)
    callout_ctl_table_add_column (table, cells[i], FALSE);
  for (guint i = n_columns; cells[i] != NULL; i++)
    callout_ctl_table_add (table, cells[i]);
  paper_open (&paper);
  callout_ctl_table_print (table, paper.file, width);
  return paper_take (&paper);
}

static void
test_alignment (void)
{
  static const char *const cells[] = { "ref", "title", "WO-1", "Lamp", "WO-12", "Pipe", NULL };
  g_autofree char *text = print_table (cells, 2, 0);

  g_assert_cmpstr (text, ==, "ref    title\nWO-1   Lamp\nWO-12  Pipe\n");
}

static void
test_wide_and_combining (void)
{
  static const char *const cells[] = { "name", "role", "王小明", "a", "Zoe\xcc\x88", "b", "Amélie", "c", NULL };
  g_autofree char *text = print_table (cells, 2, 0);

  /* Three wide characters are six cells, a combining mark is none. */
  g_assert_cmpstr (text, ==, "name    role\n王小明  a\nZoe\xcc\x88     b\nAmélie  c\n");
  g_assert_cmpuint (callout_ctl_text_width ("王小明"), ==, 6);
  g_assert_cmpuint (callout_ctl_text_width ("Zoe\xcc\x88"), ==, 3);
}

static void
test_numbers_stand_to_the_right (void)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();
  g_autofree char *text = NULL;
  Paper paper;

  callout_ctl_table_add_column (table, "n", TRUE);
  callout_ctl_table_add_column (table, "what", FALSE);
  callout_ctl_table_add (table, "7");
  callout_ctl_table_add (table, "seven");
  callout_ctl_table_add (table, "1000");
  callout_ctl_table_add (table, "many");
  paper_open (&paper);
  callout_ctl_table_print (table, paper.file, 0);
  text = paper_take (&paper);
  g_assert_cmpstr (text, ==, "   n  what\n   7  seven\n1000  many\n");
}

static void
test_cut_to_terminal (void)
{
  static const char *const cells[] = { "ref", "title", "WO-1", "A street light that has been out for weeks", NULL };
  g_autofree char *text = print_table (cells, 2, 24);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[1], ==, "WO-1  A street light th…");
  g_assert_cmpuint (callout_ctl_text_width (lines[1]), ==, 24);
}

static void
test_wide_character_is_not_halved (void)
{
  static const char *const cells[] = { "t", "王小明王小明王小明", NULL };
  g_autofree char *text = print_table (cells, 1, 10);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_utf8_validate (lines[1], -1, NULL));
  g_assert_cmpuint (callout_ctl_text_width (lines[1]), <=, 10);
  g_assert_true (g_str_has_suffix (lines[1], "…"));
}

static void
test_text_does_not_drive_terminal (void)
{
  static const char *const cells[] = { "t", "red\033[31m\nnext\xe2\x80\xae" "gnp\xff", NULL };
  g_autofree char *text = print_table (cells, 1, 0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
}

static void
test_json_document (void)
{
  g_autofree char *text = NULL;
  Paper paper;
  CalloutCtlJson *json;

  paper_open (&paper);
  json = callout_ctl_json_new (paper.file, FALSE);
  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "text");
  callout_ctl_json_text (json, "a \"quoted\" \\ line\nnext\001é");
  callout_ctl_json_name (json, "none");
  callout_ctl_json_text (json, NULL);
  callout_ctl_json_name (json, "words");
  callout_ctl_json_words (json, "lamps pipes");
  callout_ctl_json_name (json, "empty");
  callout_ctl_json_words (json, NULL);
  callout_ctl_json_name (json, "yes");
  callout_ctl_json_boolean (json, TRUE);
  callout_ctl_json_name (json, "n");
  callout_ctl_json_integer (json, G_MININT64);
  callout_ctl_json_end_object (json);
  callout_ctl_json_free (json);
  text = paper_take (&paper);
  g_assert_cmpstr (text, ==,
                   "{\"text\": \"a \\\"quoted\\\" \\\\ line\\nnext\\u0001é\", \"none\": null, "
                   "\"words\": [\"lamps\", \"pipes\"], \"empty\": [], \"yes\": true, "
                   "\"n\": -9223372036854775808}\n");
}

static void
test_reals_read_back (void)
{
  static const double values[] = { 42.3594, -71.0587, 0.1, 1.0 / 3, 0, -0.5, 1e300, 5e-324 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = callout_ctl_real_to_text (values[i]);

      g_assert_true (g_ascii_strtod (text, NULL) == values[i]);
    }
  {
    g_autofree char *text = callout_ctl_real_to_text (42.3594);

    g_assert_cmpstr (text, ==, "42.3594");
  }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/table/alignment", test_alignment);
  g_test_add_func ("/ctl/table/wide-and-combining", test_wide_and_combining);
  g_test_add_func ("/ctl/table/numbers-stand-to-the-right", test_numbers_stand_to_the_right);
  g_test_add_func ("/ctl/table/cut-to-terminal", test_cut_to_terminal);
  g_test_add_func ("/ctl/table/wide-character-is-not-halved", test_wide_character_is_not_halved);
  g_test_add_func ("/ctl/table/text-does-not-drive-terminal", test_text_does_not_drive_terminal);
  g_test_add_func ("/ctl/json/document", test_json_document);
  g_test_add_func ("/ctl/json/reals-read-back", test_reals_read_back);
  return g_test_run ();
}
