/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-pages-private.h"

#include "callout-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CalloutPages, callout_pages, callout_pages_ref, callout_pages_unref)

void
callout_mark_clear (gpointer data)
{
  CalloutMark *self = data;

  if (self->what == NULL)
    return;
  if (self->type == CALLOUT_MARK_LINE_OF_TEXT)
    callout_text_line_unref (self->what);
  else if (self->type == CALLOUT_MARK_PICTURE)
    callout_plate_unref (self->what);
  else if (self->type == CALLOUT_MARK_SHAPE)
    callout_shape_unref (self->what);
  self->what = NULL;
}

CalloutMark
callout_mark_copy (const CalloutMark *self)
{
  CalloutMark copy = *self;

  if (self->what == NULL)
    return copy;
  if (self->type == CALLOUT_MARK_LINE_OF_TEXT)
    callout_text_line_ref (self->what);
  else if (self->type == CALLOUT_MARK_PICTURE)
    callout_plate_ref (self->what);
  else if (self->type == CALLOUT_MARK_SHAPE)
    callout_shape_ref (self->what);
  return copy;
}

void
callout_mark_draw (const CalloutMark *self,
                   cairo_t           *cr)
{
  switch (self->type)
    {
    case CALLOUT_MARK_LINE_OF_TEXT:
      callout_text_line_draw (self->what, cr, self->x, self->y);
      break;
    case CALLOUT_MARK_BOX:
      cairo_set_source_rgb (cr, self->ink.red, self->ink.green, self->ink.blue);
      cairo_rectangle (cr, self->x, self->y, self->width, self->height);
      cairo_fill (cr);
      break;
    case CALLOUT_MARK_RULE:
      cairo_set_source_rgb (cr, self->ink.red, self->ink.green, self->ink.blue);
      cairo_set_line_width (cr, 0.6);
      cairo_move_to (cr, self->x, self->y);
      cairo_line_to (cr, self->x + self->width, self->y + self->height);
      cairo_stroke (cr);
      break;
    case CALLOUT_MARK_PICTURE:
    case CALLOUT_MARK_SHAPE:
    default:
      cairo_save (cr);
      cairo_translate (cr, self->x, self->y);
      cairo_set_source_rgb (cr, self->ink.red, self->ink.green, self->ink.blue);
      if (self->type == CALLOUT_MARK_PICTURE)
        callout_plate_draw (self->what, cr, self->width, self->height);
      else
        callout_shape_draw (self->what, cr, self->width, self->height);
      cairo_restore (cr);
      break;
    }
}

GArray *
callout_marks_new (void)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (CalloutMark));

  g_array_set_clear_func (marks, callout_mark_clear);
  return marks;
}

static void
waypoint_clear (gpointer data)
{
  g_free (((CalloutWaypoint *) data)->title);
}

CalloutPages *
callout_pages_new (const CalloutPaper *paper)
{
  CalloutPages *self = g_new0 (CalloutPages, 1);

  g_atomic_ref_count_init (&self->refs);
  self->paper = *paper;
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->waypoints = g_array_new (FALSE, FALSE, sizeof (CalloutWaypoint));
  g_array_set_clear_func (self->waypoints, waypoint_clear);
  self->nodes = g_ptr_array_new_with_free_func (g_free);
  self->links = g_string_chunk_new (256);
  return self;
}

CalloutPages *
callout_pages_ref (CalloutPages *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
callout_pages_unref (CalloutPages *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->pages);
  g_array_unref (self->waypoints);
  g_ptr_array_unref (self->nodes);
  g_string_chunk_free (self->links);
  g_free (self->title);
  g_free (self->author);
  g_free (self->subject);
  g_free (self->keywords);
  g_free (self);
}

guint
callout_pages_get_count (CalloutPages *self)
{
  return self->pages->len;
}

const CalloutPaper *
callout_pages_get_paper (CalloutPages *self)
{
  return &self->paper;
}

const char *
callout_pages_get_title (CalloutPages *self)
{
  return self->title;
}

static GArray *
get_marks (CalloutPages *self,
           guint         page)
{
  return g_ptr_array_index (self->pages, page);
}

/**
 * callout_pages_draw:
 * @page: from 0
 * @cr: in points from the sheet's upper left corner; scaled at will
 *
 * What is drawn on is white already.
 */
void
callout_pages_draw (CalloutPages *self,
                    guint         page,
                    cairo_t      *cr)
{
  GArray *marks;

  g_return_if_fail (page < self->pages->len);

  marks = get_marks (self, page);
  for (guint i = 0; i < marks->len; i++)
    callout_mark_draw (&g_array_index (marks, CalloutMark, i), cr);
}

/* Structure: the marks of a page in the order they are read, each within what
 * it is part of. */

static void
close_nodes (cairo_t     *cr,
             GPtrArray   *open,
             guint        keep)
{
  while (open->len > keep)
    {
      cairo_tag_end (cr, ((CalloutNode *) g_ptr_array_index (open, open->len - 1))->name);
      g_ptr_array_set_size (open, (int) open->len - 1);
    }
}

static void
open_nodes (cairo_t     *cr,
            GPtrArray   *open,
            CalloutNode *node)
{
  if (node == NULL || (node->depth < open->len && g_ptr_array_index (open, node->depth) == node))
    return;
  open_nodes (cr, open, node->parent);
  cairo_tag_begin (cr, node->name, NULL);
  g_ptr_array_add (open, node);
}

static void
go_to_node (cairo_t     *cr,
            GPtrArray   *open,
            CalloutNode *node)
{
  CalloutNode *common = node;

  while (common != NULL && !(common->depth < open->len && g_ptr_array_index (open, common->depth) == common))
    common = common->parent;
  close_nodes (cr, open, common != NULL ? common->depth + 1 : 0);
  open_nodes (cr, open, node);
}

/* Line by line is how rows are broken over pages, cell by cell is how they are read. */
static int
compare_read (gconstpointer a,
              gconstpointer b)
{
  const CalloutMark *x = *(const CalloutMark *const *) a;
  const CalloutMark *y = *(const CalloutMark *const *) b;

  if (x->row == y->row && x->row != 0 && x->cell != y->cell)
    return x->cell < y->cell ? -1 : 1;
  return x < y ? -1 : x > y;
}

static GPtrArray *
reading_order (GArray *marks)
{
  GPtrArray *order = g_ptr_array_new ();
  guint from = 0;

  for (guint i = 0; i < marks->len; i++)
    g_ptr_array_add (order, &g_array_index (marks, CalloutMark, i));
  for (guint i = 1; i <= marks->len; i++)
    {
      guint row = g_array_index (marks, CalloutMark, from).row;

      if (i < marks->len && g_array_index (marks, CalloutMark, i).row == row)
        continue;
      if (row != 0)
        qsort (order->pdata + from, i - from, sizeof (gpointer), compare_read);
      from = i;
    }
  return order;
}

/* Cairo reads a tag's attributes as text in quotes. */
static char *
dup_link_attributes (const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link, "\\", -1);
  g_autofree char *slashed = g_strjoinv ("\\\\", parts);
  g_auto (GStrv) quoted = g_strsplit (slashed, "'", -1);
  g_autofree char *escaped = g_strjoinv ("\\'", quoted);

  return g_strdup_printf ("uri='%s'", escaped);
}

static void
draw_linked (const CalloutMark *mark,
             cairo_t           *cr)
{
  g_autofree char *attributes = mark->link != NULL ? dup_link_attributes (mark->link) : NULL;

  if (attributes != NULL)
    cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
  callout_mark_draw (mark, cr);
  if (attributes != NULL)
    cairo_tag_end (cr, CAIRO_TAG_LINK);
}

static void
draw_tagged (CalloutPages *self,
             guint         page,
             cairo_t      *cr)
{
  g_autoptr (GPtrArray) order = NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  GArray *marks = get_marks (self, page);

  if (marks->len == 0)
    return;
  /* What decorates lies below what is read, and is no part of it. */
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (marks, CalloutMark, i).node == NULL)
      callout_mark_draw (&g_array_index (marks, CalloutMark, i), cr);
  order = reading_order (marks);
  for (guint i = 0; i < order->len; i++)
    {
      const CalloutMark *mark = g_ptr_array_index (order, i);

      if (mark->node == NULL)
        continue;
      go_to_node (cr, open, mark->node);
      draw_linked (mark, cr);
    }
  close_nodes (cr, open, 0);
}

static void
set_metadata (CalloutPages    *self,
              cairo_surface_t *pdf)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (self->created / CALLOUT_SECOND);
  g_autofree char *date = at != NULL ? g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  const struct {
    cairo_pdf_metadata_t  what;
    const char           *text;
  } facts[] = {
    { CAIRO_PDF_METADATA_TITLE, self->title },
    { CAIRO_PDF_METADATA_AUTHOR, self->author },
    { CAIRO_PDF_METADATA_SUBJECT, self->subject },
    { CAIRO_PDF_METADATA_KEYWORDS, self->keywords },
    { CAIRO_PDF_METADATA_CREATOR, "Callout " CALLOUT_VERSION },
    { CAIRO_PDF_METADATA_CREATE_DATE, date },
    { CAIRO_PDF_METADATA_MOD_DATE, date },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].text != NULL)
      cairo_pdf_surface_set_metadata (pdf, facts[i].what, facts[i].text);
}

static void
add_outline (CalloutPages    *self,
             cairo_surface_t *pdf)
{
  int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < self->waypoints->len; i++)
    {
      const CalloutWaypoint *waypoint = &g_array_index (self->waypoints, CalloutWaypoint, i);
      guint level = MIN (waypoint->level, 2);
      /* Whole points: where numbers have a comma, cairo does not read fractions. */
      g_autofree char *where = g_strdup_printf ("page=%u pos=[0 %d]", waypoint->page + 1, (int) waypoint->y);

      parents[level + 1] = cairo_pdf_surface_add_outline (pdf, parents[level], waypoint->title, where,
                                                          level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
      for (guint deeper = level + 2; deeper < G_N_ELEMENTS (parents); deeper++)
        parents[deeper] = parents[level + 1];
    }
}

static cairo_status_t
take_bytes (void                *data,
            const unsigned char *bytes,
            unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * callout_pages_to_pdf:
 *
 * With structure, outline, links and what the document is about. The same pages
 * give the same bytes. Of any thread.
 *
 * Returns: (transfer full)
 */
GBytes *
callout_pages_to_pdf (CalloutPages *self,
                      GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream (take_bytes, bytes, self->paper.width, self->paper.height);
  cairo_t *cr = cairo_create (pdf);
  cairo_status_t status;

  cairo_pdf_surface_restrict_to_version (pdf, CAIRO_PDF_VERSION_1_5);
  set_metadata (self, pdf);
  /* A reader takes the structure for whole only where all is part of one. */
  cairo_tag_begin (cr, "Document", NULL);
  for (guint i = 0; i < self->pages->len; i++)
    {
      draw_tagged (self, i, cr);
      if (i + 1 == self->pages->len)
        cairo_tag_end (cr, "Document");
      cairo_show_page (cr);
    }
  add_outline (self, pdf);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (pdf);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (pdf);
  cairo_surface_destroy (pdf);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The pages cannot be written as a PDF: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * callout_pages_save_pdf:
 * @file: what stands under that name stays until the new one is whole
 *
 * Errors: %CALLOUT_ERROR_NO_SPACE, %CALLOUT_ERROR_FAILED.
 */
gboolean
callout_pages_save_pdf (CalloutPages *self,
                        const char   *file,
                        GError      **error)
{
  g_autoptr (GBytes) bytes = callout_pages_to_pdf (self, error);
  g_autoptr (GError) failure = NULL;
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (g_file_set_contents_full (file, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0666, &failure))
    return TRUE;
  g_set_error (error, CALLOUT_ERROR,
               g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? CALLOUT_ERROR_NO_SPACE : CALLOUT_ERROR_FAILED,
               _("“%s” cannot be written: %s"), file, failure->message);
  return FALSE;
}
