/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-sheet.h"

#include <glib/gi18n-lib.h>

#define MARGIN 12
#define LEAST_WIDTH 240
#define LARGEST 1.4 /* pixels a point */

struct _CalloutPageSheet
{
  GtkWidget     parent_instance;

  CalloutPages *pages; /* (nullable) */
  guint         page;
};

G_DEFINE_FINAL_TYPE (CalloutPageSheet, callout_page_sheet, GTK_TYPE_WIDGET)

static double
get_scale (CalloutPageSheet *self,
           int               width)
{
  const CalloutPaper *paper = callout_pages_get_paper (self->pages);

  return MIN ((width - 2 * MARGIN) / paper->width, LARGEST);
}

static GtkSizeRequestMode
callout_page_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
callout_page_sheet_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  CalloutPageSheet *self = CALLOUT_PAGE_SHEET (widget);
  const CalloutPaper *paper = self->pages != NULL ? callout_pages_get_paper (self->pages) : &callout_paper_a4;
  int largest = (int) (paper->width * LARGEST) + 2 * MARGIN;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = largest;
    }
  else
    {
      double width = for_size >= 0 ? CLAMP (for_size, LEAST_WIDTH, largest) : largest;

      *minimum = *natural = (int) ((width - 2 * MARGIN) * paper->height / paper->width) + MARGIN;
    }
}

static void
callout_page_sheet_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const GdkRGBA edge = { 0, 0, 0, 0.22 };
  CalloutPageSheet *self = CALLOUT_PAGE_SHEET (widget);
  const CalloutPaper *paper;
  graphene_rect_t area;
  GskRoundedRect outline;
  double scale;
  cairo_t *cr;

  if (self->pages == NULL)
    return;
  paper = callout_pages_get_paper (self->pages);
  scale = get_scale (self, gtk_widget_get_width (widget));
  area = GRAPHENE_RECT_INIT ((float) ((gtk_widget_get_width (widget) - paper->width * scale) / 2), MARGIN / 2.0f,
                             (float) (paper->width * scale), (float) (paper->height * scale));
  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &edge, 0, 1, 0, 4);
  gtk_snapshot_append_color (snapshot, &white, &area);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_translate (cr, area.origin.x, area.origin.y);
  cairo_scale (cr, scale, scale);
  callout_pages_draw (self->pages, self->page, cr);
  cairo_destroy (cr);
}

static void
callout_page_sheet_finalize (GObject *object)
{
  CalloutPageSheet *self = CALLOUT_PAGE_SHEET (object);

  g_clear_pointer (&self->pages, callout_pages_unref);
  G_OBJECT_CLASS (callout_page_sheet_parent_class)->finalize (object);
}

static void
callout_page_sheet_class_init (CalloutPageSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_page_sheet_finalize;
  widget_class->get_request_mode = callout_page_sheet_get_request_mode;
  widget_class->measure = callout_page_sheet_measure;
  widget_class->snapshot = callout_page_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
callout_page_sheet_init (CalloutPageSheet *self)
{
}

GtkWidget *
callout_page_sheet_new (void)
{
  return g_object_new (CALLOUT_TYPE_PAGE_SHEET, NULL);
}

/**
 * callout_page_sheet_set_page:
 * @pages: (nullable): %NULL: nothing is shown
 * @page: from 0
 */
void
callout_page_sheet_set_page (CalloutPageSheet *self,
                             CalloutPages     *pages,
                             guint             page)
{
  g_autofree char *label = NULL;

  if (pages != NULL)
    callout_pages_ref (pages);
  g_clear_pointer (&self->pages, callout_pages_unref);
  self->pages = pages;
  self->page = page;
  if (pages != NULL)
    {
      label = g_strdup_printf (_("Page %u of %u"), page + 1, callout_pages_get_count (pages));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
