/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-export.h"

#include <glib/gstdio.h>

static const char *const header[] = { "ref", "title", "longitude", NULL };

static gboolean
three_rows_cb (guint64     row,
               GPtrArray  *cells,
               gpointer    data,
               GError    **error)
{
  static const char *const titles[] = { "=HYPERLINK(\"http://bad\")", "two\nlines, \"quoted\"", NULL };

  if (row == 3)
    return FALSE;
  g_ptr_array_add (cells, g_strdup_printf ("T-%u", 1001 + (guint) row));
  g_ptr_array_add (cells, g_strdup (titles[row]));
  if (row != 1)
    g_ptr_array_add (cells, g_strdup ("-71.0587"));
  return TRUE;
}

static gboolean
failing_cb (guint64     row,
            GPtrArray  *cells,
            gpointer    data,
            GError    **error)
{
  if (row < 2)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY, "the store is busy");
  return FALSE;
}

static char *
dup_path (void)
{
  g_autofree char *directory = g_dir_make_tmp ("callout-export-XXXXXX", NULL);

  return g_build_filename (directory, "out.csv", NULL);
}

static void
remove_path (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);

  g_remove (path);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
test_table (void)
{
  g_autofree char *path = dup_path ();
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  g_assert_true (callout_export_csv (path, header, three_rows_cb, NULL, NULL, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  g_file_get_contents (path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==,
                   "ref,title,longitude\r\n"
                   "T-1001,\"'=HYPERLINK(\"\"http://bad\"\")\",-71.0587\r\n"
                   "T-1002,\"two\nlines, \"\"quoted\"\"\",\r\n"
                   "T-1003,,-71.0587\r\n");
  remove_path (path);
}

static void
test_failure_leaves_nothing (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_false (callout_export_csv (path, header, failing_cb, NULL, NULL, NULL, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (callout_export_csv (path, header, three_rows_cb, NULL, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_path (path);
}

/* What a full disk says; the device is there on every Linux machine. */
static void
test_full_disk (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (callout_export_csv ("/dev/full", header, three_rows_cb, NULL, NULL, NULL, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE);
  g_assert_cmpstr (error->message, ==, "There is no space left to write “/dev/full”");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/table", test_table);
  g_test_add_func ("/export/failure-leaves-nothing", test_failure_leaves_nothing);
  g_test_add_func ("/export/full-disk", test_full_disk);
  return g_test_run ();
}
