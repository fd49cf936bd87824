/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-lane-header.h"

#include <glib/gi18n-lib.h>

struct _CalloutLaneHeader
{
  GtkWidget  parent_instance;

  /* Template children */
  GtkImage  *icon;
  GtkLabel  *label;
  GtkLabel  *description;
  GtkButton *edit;

  char      *status; /* (nullable): the tray is none */
};

G_DEFINE_FINAL_TYPE (CalloutLaneHeader, callout_lane_header, GTK_TYPE_WIDGET)

static void
edit_cb (CalloutLaneHeader *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "workflow.edit-status", "s", self->status);
}

static void
callout_lane_header_dispose (GObject *object)
{
  CalloutLaneHeader *self = CALLOUT_LANE_HEADER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->status, g_free);
  G_OBJECT_CLASS (callout_lane_header_parent_class)->dispose (object);
}

static void
callout_lane_header_class_init (CalloutLaneHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_lane_header_dispose;
  gtk_widget_class_set_css_name (widget_class, "laneheader");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-lane-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutLaneHeader, icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutLaneHeader, label);
  gtk_widget_class_bind_template_child (widget_class, CalloutLaneHeader, description);
  gtk_widget_class_bind_template_child (widget_class, CalloutLaneHeader, edit);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
}

static void
callout_lane_header_init (CalloutLaneHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_lane_header_new:
 * @status: (nullable): the key of the status; %NULL for the tray
 * @description: what it means for the customer
 */
GtkWidget *
callout_lane_header_new (const char *status,
                         const char *description)
{
  CalloutLaneHeader *self = g_object_new (CALLOUT_TYPE_LANE_HEADER, NULL);

  self->status = g_strdup (status);
  gtk_label_set_text (self->description, description);
  gtk_widget_set_visible (GTK_WIDGET (self->edit), status != NULL);
  return GTK_WIDGET (self);
}

void
callout_lane_header_set (CalloutLaneHeader *self,
                         CalloutIconBook   *icons,
                         const char        *icon,
                         const char        *label)
{
  /* Translators: %s is the label of a status that customers see */
  g_autofree char *spoken = g_strdup_printf (_("Edit the status %s"), label);

  callout_icon_book_show (icons, self->icon, icon);
  gtk_label_set_text (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edit), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
