/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Icon files as they come from outside, honest ones and others. */
#include "callout-error.h"
#include "callout-model.h"

#include <string.h>

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='16' height='16px'>"

static void
add_number (GByteArray *bytes,
            guint32     number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, 4);
}

static void
add_chunk (GByteArray   *bytes,
           const char   *type,
           const guint8 *data,
           guint32       length)
{
  add_number (bytes, length);
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (bytes, data, length);
  add_number (bytes, 0);
}

/* The chunks of a PNG of that size; what would be drawn is never looked at. */
static GByteArray *
make_png (guint32 width,
          guint32 height,
          guint8  depth,
          guint8  colour)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  const guint8 rest[5] = { depth, colour, 0, 0, 0 };

  add_number (header, width);
  add_number (header, height);
  g_byte_array_append (header, rest, sizeof rest);
  g_byte_array_append (bytes, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  add_chunk (bytes, "IHDR", header->data, header->len);
  add_chunk (bytes, "IDAT", (const guint8 *) "pixels", 6);
  add_chunk (bytes, "IEND", NULL, 0);
  return bytes;
}

static gboolean
check (const void       *data,
       gsize             length,
       const char       *name,
       CalloutIconFacts *facts,
       GError          **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return callout_icon_check (bytes, name, facts, error);
}

static void
assert_refused (const void *data,
                gsize       length,
                const char *name,
                const char *part)
{
  CalloutIconFacts facts;
  g_autoptr (GError) error = NULL;

  g_assert_false (check (data, length, name, &facts, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_test_message ("%s", error->message);
  if (part != NULL && strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static void
test_png (void)
{
  static const struct {
    guint32 width, height;
    guint8 depth, colour;
    const char *fault;
  } cases[] = {
    { 16, 16, 8, 6, NULL }, { 512, 512, 16, 2, NULL }, { 1, 1, 1, 0, NULL }, { 48, 48, 4, 3, NULL },
    { 513, 16, 8, 6, "513 × 16" }, { 16, 100000, 8, 6, "100000" }, { G_MAXUINT32, G_MAXUINT32, 8, 6, "4294967295" },
    { 0, 16, 8, 6, "0 × 16" }, { 16, 16, 3, 6, "no sense" }, { 16, 16, 8, 5, "no sense" }, { 16, 16, 16, 3, "no sense" },
  };
  CalloutIconFacts facts;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) png = make_png (cases[i].width, cases[i].height, cases[i].depth, cases[i].colour);

      if (cases[i].fault != NULL)
        {
          assert_refused (png->data, png->len, "logo.png", cases[i].fault);
          continue;
        }
      g_assert_true (check (png->data, png->len, "logo.png", &facts, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (facts.media_type, ==, "image/png");
      g_assert_cmpuint (facts.width, ==, cases[i].width);
      g_assert_cmpuint (facts.height, ==, cases[i].height);
      /* Cut off anywhere, and with anything behind its end. */
      for (gsize length = 8; length < png->len; length++)
        assert_refused (png->data, length, NULL, NULL);
      g_byte_array_append (png, (const guint8 *) "<script>", 8);
      assert_refused (png->data, png->len, "logo.png", "hidden");
    }
}

/* A chunk that says it is longer than the file. */
static void
test_png_that_lies (void)
{
  g_autoptr (GByteArray) png = make_png (16, 16, 8, 6);
  static const guint32 lengths[] = { 7, 1000, 0x7fffffff, 0xffffffff };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint32 big = GUINT32_TO_BE (lengths[i]);

      memcpy (png->data + 8 + 25, &big, 4);
      assert_refused (png->data, png->len, "logo.png", NULL);
    }
}

static void
test_svg (void)
{
  static const char *const good[] = {
    SVG "<path d='M0,0h16v16z' fill='#2e3436'/></svg>",
    "<?xml version='1.0' encoding='UTF-8'?>\n<!-- made by hand -->\n" SVG "<g/></svg>\n",
    "\xef\xbb\xbf" SVG "<title>Ein Wagen – سيارة</title></svg>",
    "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:rect width='1' height='1'/></svg:svg>",
    SVG "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs><path fill='url(#a)' style='stroke: url( \"#a\" )'/></svg>",
    SVG "<g id='b'/><use xlink:href='#b'/><use href='#b'/></svg>",
    SVG "<style type='text/css'>.a { fill: red; }</style><path class='a'/></svg>",
    SVG "<style><![CDATA[ .a { fill: url(#a) } ]]></style></svg>",
    SVG "<metadata><rdf:RDF xmlns:rdf='x'><cc:Work xmlns:cc='y' rdf:about=''/></rdf:RDF></metadata></svg>",
    "<svg/>",
  };
  static const struct {
    const char *text;
    const char *fault;
  } bad[] = {
    { SVG "<script>alert(1)</script></svg>", "script" },
    { SVG "<SCRIPT/></svg>", "script" },
    { "<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:script/></x:svg>", "script" },
    { SVG "<path onclick='alert(1)'/></svg>", "script" },
    { "<svg ONLOAD='alert(1)'/>", "script" },
    { "<svg xmlns:e='x' e:onload='alert(1)'/>", "script" },
    { SVG "<foreignObject><body/></foreignObject></svg>", "no drawing" },
    { SVG "<image href='#a'/></svg>", "no drawing" },
    { SVG "<a href='https://example.org/'/></svg>", "outside" },
    { SVG "<a xlink:href=' javascript:alert(1)'/></svg>", "outside" },
    { SVG "<use xlink:href='other.svg#a'/></svg>", "outside" },
    { SVG "<use href='data:image/svg+xml;base64,AAAA'/></svg>", "outside" },
    { SVG "<use href='&#x64;ata:x'/></svg>", "outside" },
    { SVG "<path fill='url(https://example.org/a)'/></svg>", "outside" },
    { SVG "<path fill='URL ( \"//example.org/a\")'/></svg>", "outside" },
    { SVG "<g xml:base='https://example.org/'/></svg>", "outside" },
    { SVG "<path style='fill:url(https://example.org/a)'/></svg>", "fetches" },
    { SVG "<style>@import 'https://example.org/a.css';</style></svg>", "fetches" },
    { SVG "<style>a{background:url(x.png)}</style></svg>", "fetches" },
    { SVG "<style>a{fill:u\\72l(x)}</style></svg>", "hides" },
    { SVG "<style>@im/**/port 'x'</style></svg>", "hides" },
    { SVG "<style><![CDATA[@import 'x';]]></style></svg>", "fetches" },
    { SVG "<style><g/>@import 'x';</style></svg>", "fetches" },
    { SVG "<set attributeName='href' to='javascript:alert(1)'/></svg>", "moves" },
    { SVG "<animate attributeName='x'/></svg>", "moves" },
    { "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>" SVG "</svg>", "document type" },
    { "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", NULL },
    { "<svg>&lol;</svg>", "well-formed" },
    { "<?xml-stylesheet href='x.css'?><svg/>", "instruction" },
    { "<?php system('id') ?><svg/>", "instruction" },
    { "<html><svg/></html>", "begins with “html”" },
    { SVG, "well-formed" },
    { SVG "<g></svg>", "well-formed" },
    { "<svg/><svg/>", NULL },
    { "<svg", "well-formed" },
    { "<!-- nothing -->", NULL },
    { "   ", "neither" },
    { "GIF89a", "neither" },
    { "\xff\xd8\xff\xe0 JFIF", "neither" },
    { "<svg>\xff</svg>", "UTF-8" },
  };
  CalloutIconFacts facts;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", good[i]);
      g_assert_true (check (good[i], strlen (good[i]), "a.svg", &facts, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (facts.media_type, ==, "image/svg+xml");
    }
  g_assert_true (check (good[0], strlen (good[0]), NULL, &facts, NULL));
  g_assert_cmpuint (facts.width, ==, 16);
  g_assert_cmpuint (facts.height, ==, 16);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *readable = g_utf8_make_valid (bad[i].text, -1);

      g_test_message ("%s", readable);
      assert_refused (bad[i].text, strlen (bad[i].text), NULL, bad[i].fault);
    }
  assert_refused ("<svg>\0</svg>", 12, NULL, "UTF-8");
  assert_refused ("", 0, NULL, "empty");
}

static void
test_size_and_name (void)
{
  g_autoptr (GByteArray) png = make_png (16, 16, 8, 6);
  g_autoptr (GString) svg = g_string_new (SVG);
  CalloutIconFacts facts;

  assert_refused ("<svg/>", 6, "logo.png", "called a PNG");
  assert_refused (png->data, png->len, "LOGO.SVG", "called an SVG");
  g_assert_true (check (png->data, png->len, "logo", &facts, NULL));
  g_assert_true (check (png->data, png->len, NULL, &facts, NULL));

  while (svg->len < CALLOUT_ICON_MAX_BYTES - 6)
    g_string_append_c (svg, ' ');
  g_string_append (svg, "</svg>");
  g_assert_true (check (svg->str, svg->len, NULL, &facts, NULL));
  g_string_append_c (svg, '\n');
  assert_refused (svg->str, svg->len, NULL, "KiB");
}

/* What swells when it is drawn, or when it is parsed. */
static void
test_swelling (void)
{
  g_autoptr (GString) uses = g_string_new (SVG "<g id='g0'/>");
  g_autoptr (GString) deep = g_string_new (SVG);
  g_autoptr (GString) many = g_string_new (SVG);

  for (guint i = 1; i <= 40; i++)
    g_string_append_printf (uses, "<g id='g%u'><use href='#g%u'/><use href='#g%u'/></g>", i, i - 1, i - 1);
  g_string_append (uses, "</svg>");
  assert_refused (uses->str, uses->len, NULL, "intricate");
  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<g>");
  assert_refused (deep->str, deep->len, NULL, "intricate");
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, "<g/>");
  g_string_append (many, "</svg>");
  assert_refused (many->str, many->len, NULL, "intricate");
}

/* Whatever comes: a yes or a sentence. */
static void
test_broken (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GByteArray) png = make_png (16, 16, 8, 6);
  const char *svg = SVG "<style>.a { fill: url(#a) }</style><path class='a' style='x' href='#b' d='M0,0'/></svg>";

  for (guint i = 0; i < 20000; i++)
    {
      gboolean picture = i % 2 == 0;
      gsize length = picture ? png->len : strlen (svg);
      g_autofree guint8 *copy = g_memdup2 (picture ? (const void *) png->data : svg, length);
      CalloutIconFacts facts;
      g_autoptr (GError) error = NULL;

      for (int j = g_rand_int_range (rand, 1, 5); j > 0; j--)
        copy[g_rand_int_range (rand, 0, (int) length)] = (guint8) g_rand_int_range (rand, 0, 256);
      length = (gsize) g_rand_int_range (rand, (int) length / 2, (int) length + 1);
      if (check (copy, length, NULL, &facts, &error))
        {
          g_assert_no_error (error);
          g_assert_nonnull (facts.media_type);
          continue;
        }
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_assert_cmpuint (strlen (error->message), >, 10);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/icon-check/png", test_png);
  g_test_add_func ("/model/icon-check/png-that-lies", test_png_that_lies);
  g_test_add_func ("/model/icon-check/svg", test_svg);
  g_test_add_func ("/model/icon-check/size-and-name", test_size_and_name);
  g_test_add_func ("/model/icon-check/swelling", test_swelling);
  g_test_add_func ("/model/icon-check/broken", test_broken);
  return g_test_run ();
}
