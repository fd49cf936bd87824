/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-picture.h"

#include <string.h>

static GdkPixbuf *
draw (const char *body)
{
  g_autofree char *svg = g_strdup_printf ("<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16'>%s</svg>", body);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (svg, -1, NULL);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, 64, 64, TRUE, NULL, &error);

  g_assert_no_error (error);
  return pixbuf;
}

static void
test_grey (void)
{
  static const struct {
    const char *body;
    gboolean grey;
  } cases[] = {
    { "<path d='M2 2h12v12H2z'/>", TRUE },
    { "<circle cx='8' cy='8' r='6.3' fill='none' stroke='#222'/>", TRUE },
    { "<path fill='white' d='M2 2h12v12H2z'/>", TRUE },
    { "<path fill='#2e3436' d='M2 2l12 5L2 12z'/>", TRUE }, /* the usual grey of symbolic icons */
    { "<path fill-opacity='0.5' d='M2 2h12v12H2z'/><path d='M2 2h4v4H2z'/>", TRUE },
    { "<path fill='red' d='M2 2h12v12H2z'/>", FALSE },
    { "<path d='M2 2h6v12H2z'/><path fill='red' d='M8 2h6v12H8z'/>", FALSE },
    { "<path d='M0 0h16v16H0z'/><path fill='white' d='M4 4h8v8H4z'/>", FALSE }, /* white on black is two */
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = draw (cases[i].body);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpint (callout_icon_picture_is_grey (pixbuf), ==, cases[i].grey);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workflow/icon-picture/grey", test_grey);
  return g_test_run ();
}
