/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-legend.h"

#include "callout-map-glyphs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutMapLegend
{
  GtkWidget             parent_instance;

  CalloutMapLegendKind  kind;
};

G_DEFINE_FINAL_TYPE (CalloutMapLegend, callout_map_legend, GTK_TYPE_WIDGET)

static void
add (CalloutMapLegend      *self,
     const CalloutMapGlyph *glyph,
     const char            *text)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (glyph->texture));
  GtkWidget *label = gtk_label_new (text);

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_size_request (picture, (int) glyph->bounds.size.width, (int) glyph->bounds.size.height);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (pair), picture);
  gtk_box_append (GTK_BOX (pair), label);
  gtk_widget_set_parent (pair, GTK_WIDGET (self));
}

/* The pictures are of one style and resolution, as on the map. */
static void
rebuild (CalloutMapLegend *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (CalloutMapGlyphs) glyphs = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  glyphs = callout_map_glyphs_new (gtk_widget_get_pango_context (GTK_WIDGET (self)),
                                   gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                   adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));

  add (self, callout_map_glyphs_engineer (glyphs, 0, 0, TRUE), _("Engineer"));
  add (self, callout_map_glyphs_engineer (glyphs, CALLOUT_MAP_ITEM_EXTERNAL, 0, TRUE), _("External"));
  add (self, callout_map_glyphs_engineer (glyphs, CALLOUT_MAP_ITEM_STALE, 0, TRUE), _("Old position"));
  add (self, callout_map_glyphs_engineer (glyphs, CALLOUT_MAP_ITEM_OFF, 0, TRUE), _("Not available"));
  if (self->kind == CALLOUT_MAP_LEGEND_CANDIDATES)
    add (self, callout_map_glyphs_engineer (glyphs, CALLOUT_MAP_ITEM_LEFT_OUT, 0, TRUE), _("Not eligible"));
  else
    {
      add (self, callout_map_glyphs_work_order (glyphs, 0, CALLOUT_PRIORITY_NORMAL, TRUE), _("Pending"));
      add (self, callout_map_glyphs_work_order (glyphs, CALLOUT_MAP_ITEM_TAKEN, CALLOUT_PRIORITY_NORMAL, TRUE),
           _("Assigned"));
    }
}

static void
callout_map_legend_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (callout_map_legend_parent_class)->dispose (object);
}

static void
callout_map_legend_class_init (CalloutMapLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_map_legend_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "callout-map-legend");
}

static void
callout_map_legend_init (CalloutMapLegend *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 12);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "callout-map-legend");
}

GtkWidget *
callout_map_legend_new (CalloutMapLegendKind kind)
{
  CalloutMapLegend *self = g_object_new (CALLOUT_TYPE_MAP_LEGEND, NULL);

  self->kind = kind;
  rebuild (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (rebuild), NULL);
  return GTK_WIDGET (self);
}
