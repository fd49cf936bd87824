/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _CalloutSidebarRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkImage    *icon;
  GtkLabel    *title;
  GtkLabel    *count;

  const CalloutViewInfo *info;
  CalloutView           *view; /* (nullable): made when it is first needed */
};

G_DEFINE_FINAL_TYPE (CalloutSidebarRow, callout_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
show (CalloutSidebarRow *self)
{
  gint64 count = self->view != NULL ? callout_view_get_count (self->view) : -1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  g_autofree char *spoken = count > 0 ? g_strdup_printf ("%s, %s", _(self->info->title), text)
                                      : g_strdup (_(self->info->title));

  gtk_image_set_from_icon_name (self->icon, self->info->icon_name);
  gtk_label_set_text (self->title, _(self->info->title));
  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
callout_sidebar_row_dispose (GObject *object)
{
  g_clear_object (&CALLOUT_SIDEBAR_ROW (object)->view);
  G_OBJECT_CLASS (callout_sidebar_row_parent_class)->dispose (object);
}

static void
callout_sidebar_row_class_init (CalloutSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_sidebar_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/shell/callout-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, CalloutSidebarRow, count);
}

static void
callout_sidebar_row_init (CalloutSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_sidebar_row_new (const CalloutViewInfo *info)
{
  CalloutSidebarRow *self = g_object_new (CALLOUT_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  show (self);
  return GTK_WIDGET (self);
}

const CalloutViewInfo *
callout_sidebar_row_get_info (CalloutSidebarRow *self)
{
  return self->info;
}

/**
 * callout_sidebar_row_set_view:
 *
 * From now on the row tells what waits in @view.
 */
void
callout_sidebar_row_set_view (CalloutSidebarRow *self,
                              CalloutView       *view)
{
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::count", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

/**
 * callout_sidebar_row_get_view:
 *
 * Returns: (transfer none) (nullable): %NULL while nobody needed it
 */
CalloutView *
callout_sidebar_row_get_view (CalloutSidebarRow *self)
{
  return self->view;
}
