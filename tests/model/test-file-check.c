/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-file-check.h"

#include <string.h>

/* What comes as an attachment, and what it pretends to be (contract 2.34, 2.43). */

#define PNG_HEAD(width, height) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" width height "\x08\x02\0\0\0crcc"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define PNG PNG_HEAD ("\0\0\0\x20", "\0\0\0\x10") "\0\0\0\2IDATxxcrcc" PNG_END
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\0\x10\0\x20\3\1\"\0\2\x11\1\3\x11\1" \
             "\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0picture\xff\xd9"
#define GIF "GIF89a\x20\0\x10\0\0\0\0,\0\0\0\0\x3b"
#define WEBP "RIFF\x1e\0\0\0WEBPVP8 \x12\0\0\0\x30\1\0\x9d\1\x2a\x20\0\x10\0picturep"

#define FILE_OF(literal) literal, sizeof literal - 1

static const struct {
  const char *name;
  const char *data;
  gsize length;
  CalloutFileUse use;
  const char *media_type; /* NULL: refused */
  const char *says;
} cases[] = {
  { "a.png", FILE_OF (PNG), CALLOUT_FILE_ANY, "image/png" },
  { "a.png", FILE_OF (PNG), CALLOUT_FILE_PHOTO, "image/png" },
  { "a.png", FILE_OF (PNG), CALLOUT_FILE_SIGNATURE, "image/png" },
  { "A.JPG", FILE_OF (JPEG), CALLOUT_FILE_PHOTO, "image/jpeg" },
  { "a.jpeg", FILE_OF (JPEG "\0\0"), CALLOUT_FILE_ANY, "image/jpeg" },
  { "a.gif", FILE_OF (GIF), CALLOUT_FILE_ANY, "image/gif" },
  { "a.webp", FILE_OF (WEBP), CALLOUT_FILE_PHOTO, "image/webp" },
  { "photo", FILE_OF (JPEG), CALLOUT_FILE_PHOTO, "image/jpeg" },
  { "a.pdf", FILE_OF ("%PDF-1.4\nobj\n%%EOF\n"), CALLOUT_FILE_ANY, "application/pdf" },
  { "notes.txt", FILE_OF ("Grüße\n"), CALLOUT_FILE_ANY, "text/plain" },
  { "a.csv", FILE_OF ("a,b\n"), CALLOUT_FILE_ANY, "text/csv" },
  { "a.docx", FILE_OF ("PK\3\4rest"), CALLOUT_FILE_ANY, "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  { "a.bin", FILE_OF ("\1\2\0\3"), CALLOUT_FILE_ANY, "application/octet-stream" },
  { "路 (2).png", FILE_OF (PNG), CALLOUT_FILE_ANY, "image/png" },
  { "page.html", FILE_OF ("<html><script>x</script></html>"), CALLOUT_FILE_ANY, "text/plain" },

  { "a.png", FILE_OF (""), CALLOUT_FILE_ANY, NULL, "empty" },
  { NULL, FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "name" },
  { "", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "name" },
  { "../../etc/passwd", FILE_OF ("x"), CALLOUT_FILE_ANY, NULL, "begin with" },
  { "a/../b.png", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "slashes" },
  { "c:\\x.png", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "slashes" },
  { "a\n.png", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "slashes" },
  { "a\xe2\x80\xaegnp.exe", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "slashes" },
  { ".hidden", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "begin with" },
  { "bad\xff.png", FILE_OF (PNG), CALLOUT_FILE_ANY, NULL, "UTF-8" },
  { "a.png", FILE_OF (JPEG), CALLOUT_FILE_ANY, NULL, "not what its name says" },
  { "a.pdf", FILE_OF ("no document"), CALLOUT_FILE_ANY, NULL, "not what its name says" },
  { "a.txt", FILE_OF ("\0\1\2"), CALLOUT_FILE_ANY, NULL, "not what its name says" },
  { "a.docx", FILE_OF ("%PDF-1.4 %%EOF"), CALLOUT_FILE_ANY, NULL, "not what its name says" },
  { "a.png", FILE_OF (PNG_HEAD ("\0\0\0\x20", "\0\0\0\x10")), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.png", FILE_OF ("\x89PNG\r\n\x1a\n"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.png", FILE_OF ("\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR0123456789"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.jpg", FILE_OF ("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.jpg", FILE_OF ("\xff\xd8\xff"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.gif", FILE_OF ("GIF89a\x20\0"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.webp", FILE_OF ("RIFF\xff\xff\0\0WEBPVP8 \x12\0\0\0\x30\1\0\x9d\1\x2a\x20\0\x10\0pic"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.pdf", FILE_OF ("%PDF-1.4\nobj"), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "bomb.png", FILE_OF (PNG_HEAD ("\0\0\x7f\xff", "\0\0\x7f\xff") PNG_END), CALLOUT_FILE_ANY, NULL, "too large" },
  { "bomb.png", FILE_OF (PNG_HEAD ("\xff\xff\xff\xff", "\xff\xff\xff\xff") PNG_END), CALLOUT_FILE_ANY, NULL, "too large" },
  { "none.png", FILE_OF (PNG_HEAD ("\0\0\0\0", "\0\0\0\x10") PNG_END), CALLOUT_FILE_ANY, NULL, "cut off" },
  { "a.svg", FILE_OF ("<svg xmlns='x'><script>alert(1)</script></svg>"), CALLOUT_FILE_ANY, NULL, "SVG" },
  { "a.txt", FILE_OF ("<?xml version='1.0'?>\n<SVG onload='x'/>"), CALLOUT_FILE_ANY, NULL, "SVG" },
  { "a.exe", FILE_OF ("MZ\x90\0"), CALLOUT_FILE_ANY, NULL, "program" },
  { "a.png", FILE_OF ("\x7f" "ELF\2"), CALLOUT_FILE_ANY, NULL, "program" },
  { "run", FILE_OF ("#!/bin/sh\n"), CALLOUT_FILE_ANY, NULL, "program" },
  { "a.gif", FILE_OF (GIF), CALLOUT_FILE_PHOTO, NULL, "no photo" },
  { "a.pdf", FILE_OF ("%PDF-1.4 %%EOF"), CALLOUT_FILE_PHOTO, NULL, "no photo" },
  { "a.jpg", FILE_OF (JPEG), CALLOUT_FILE_SIGNATURE, NULL, "no signature" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].length);
      g_autoptr (GError) error = NULL;
      CalloutFileFacts facts;
      gboolean good = callout_file_check (bytes, cases[i].name, cases[i].use, 1, &facts, &error);

      g_test_message ("%u: %s", i, good ? facts.media_type : error->message);
      if (cases[i].media_type != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (facts.media_type, ==, cases[i].media_type);
          if (g_str_has_prefix (facts.media_type, "image/"))
            {
              g_assert_cmpuint (facts.width, ==, 32);
              g_assert_cmpuint (facts.height, ==, 16);
            }
          continue;
        }
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_false (callout_file_check (bytes, cases[i].name, cases[i].use, 1, &facts, NULL));
    }
}

static void
test_limits (void)
{
  g_autofree char *data = g_strnfill (1024 * 1024 + 1, 'a');
  g_autoptr (GBytes) just = g_bytes_new (data, 1024 * 1024);
  g_autoptr (GBytes) over = g_bytes_new (data, 1024 * 1024 + 1);
  g_autofree char *name = g_strnfill (201, 'a');
  g_autoptr (GError) error = NULL;
  CalloutFileFacts facts;

  g_assert_true (callout_file_check (just, "a.txt", CALLOUT_FILE_ANY, 1, &facts, &error));
  g_assert_no_error (error);
  g_assert_false (callout_file_check (over, "a.txt", CALLOUT_FILE_ANY, 1, &facts, &error));
  g_assert_nonnull (strstr (error->message, "larger than 1 MiB"));
  g_clear_error (&error);
  g_assert_false (callout_file_check (just, name, CALLOUT_FILE_ANY, 1, &facts, &error));
  g_assert_nonnull (strstr (error->message, "200"));
}

/* Cut anywhere, a picture is either whole or refused, and nothing is read past its end. */
static void
test_cut_anywhere (void)
{
  static const struct {
    const char *name;
    const char *data;
    gsize length;
  } pictures[] = {
    { "a.png", FILE_OF (PNG) }, { "a.jpg", FILE_OF (JPEG) }, { "a.gif", FILE_OF (GIF) }, { "a.webp", FILE_OF (WEBP) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    for (gsize length = 1; length < pictures[i].length; length++)
      {
        /* A copy of just that length, for the sanitizer to watch its end. */
        g_autoptr (GBytes) bytes = g_bytes_new (pictures[i].data, length);
        g_autoptr (GError) error = NULL;
        CalloutFileFacts facts;

        g_assert_false (callout_file_check (bytes, pictures[i].name, CALLOUT_FILE_PHOTO, 1, &facts, &error));
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      }
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 20000; i++)
    {
      const guint which = g_rand_int_range (rand, 0, 15);
      g_autofree guchar *data = g_memdup2 (cases[which].data, cases[which].length);
      g_autoptr (GBytes) bytes = NULL;
      CalloutFileFacts facts;

      for (guint j = 0; j < 3; j++)
        data[g_rand_int_range (rand, 0, cases[which].length)] = (guchar) g_rand_int (rand);
      bytes = g_bytes_new (data, cases[which].length);
      if (callout_file_check (bytes, cases[which].name, CALLOUT_FILE_ANY, 1, &facts, NULL)
          && g_str_has_prefix (facts.media_type, "image/"))
        {
          g_assert_cmpuint (facts.width, <=, CALLOUT_FILE_MAX_SIDE);
          g_assert_cmpuint (facts.height, >, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-check/cases", test_cases);
  g_test_add_func ("/file-check/limits", test_limits);
  g_test_add_func ("/file-check/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/file-check/noise", test_noise);
  return g_test_run ();
}
