/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-equipment-view.h"

#include "callout-action-area.h"
#include "callout-command-dialog.h"
#include "callout-document-window.h"
#include "callout-equipment-columns.h"
#include "callout-equipment-details.h"
#include "callout-table.h"
#include "callout-width-bin.h"

#include "callout-equipment-resources.h"

#include <glib/gi18n-lib.h>

static const CalloutActionButton buttons[] = {
  { "equipment.edit", "document-edit-symbolic", TRUE, FALSE },
};

struct _CalloutEquipmentView
{
  CalloutView parent_instance;

  /* Template children */
  AdwLeaflet              *leaflet;
  GtkWidget               *details_page;
  CalloutWidthBin         *width_bin;
  CalloutTable            *table;
  CalloutEquipmentDetails *details;
  CalloutActionArea       *action_area;
  GtkWidget               *back;
  GtkWidget               *labels;
  GtkWidget               *new_button;
  GtkWidget               *settings;
};

G_DEFINE_FINAL_TYPE (CalloutEquipmentView, callout_equipment_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutEquipmentView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

static void
show_chosen (CalloutEquipmentView *self)
{
  GArray *chosen = callout_table_get_chosen (self->table);

  if (chosen->len > 1)
    callout_equipment_details_set_several (self->details, chosen->len);
  else
    callout_equipment_details_set_id (self->details, chosen->len == 1 ? g_array_index (chosen, gint64, 0) : 0);
  callout_action_area_set_ids (self->action_area, (const gint64 *) (gpointer) chosen->data, chosen->len);
  /* The button stands in the window's header bar, where the view's actions end. */
  gtk_widget_set_sensitive (self->labels, chosen->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "equipment.labels", chosen->len > 0);
}

static void
update_query (CalloutEquipmentView *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EQUIPMENT);
  const char *words = callout_view_get_search_text (CALLOUT_VIEW (self));

  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  if (words != NULL)
    {
      const char *const values[] = { words, NULL };

      callout_query_add (query, "name", CALLOUT_OP_CONTAINS, values, NULL);
      callout_table_set_empty (self->table, _("Nothing Found"), _("No machine has that in its name."), _("Show All"));
    }
  else
    callout_table_set_empty (self->table, _("No Equipment Yet"),
                             _("Machines stand here with the code that leads from them to the service."), _("New Equipment"));
  callout_table_set_query (self->table, query);
}

/* Commands */

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const char *const none[] = { NULL };

  callout_command_dialog_give (widget, session_of (CALLOUT_EQUIPMENT_VIEW (widget)), "equipment.create", none, 0);
}

static void
new_clicked_cb (CalloutEquipmentView *self)
{
  new_action (GTK_WIDGET (self), NULL, NULL);
}

static void
empty_action_cb (CalloutEquipmentView *self)
{
  if (callout_view_get_search_text (CALLOUT_VIEW (self)) != NULL)
    callout_view_set_search_text (CALLOUT_VIEW (self), NULL);
  else
    new_action (GTK_WIDGET (self), NULL, NULL);
}

static void
labels_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutEquipmentView *self = CALLOUT_EQUIPMENT_VIEW (widget);
  GArray *chosen = callout_table_get_chosen (self->table);

  if (chosen->len > 0)
    callout_label_window_open (widget, session_of (self), (const gint64 *) (gpointer) chosen->data, chosen->len);
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  callout_table_choose_columns (CALLOUT_EQUIPMENT_VIEW (widget)->table);
}

static void
columns_clicked_cb (CalloutEquipmentView *self)
{
  callout_table_choose_columns (self->table);
}

static void
labels_clicked_cb (CalloutEquipmentView *self)
{
  labels_action (GTK_WIDGET (self), NULL, NULL);
}

static void
command_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutEquipmentView *self = CALLOUT_EQUIPMENT_VIEW (widget);
  GArray *chosen = callout_table_get_chosen (self->table);
  g_auto (GStrv) refs = callout_table_dup_refs (self->table);
  CalloutEquipment *equipment = callout_equipment_details_get_equipment (self->details);
  gint64 version = chosen->len == 1 && equipment != NULL ? CALLOUT_ENTITY (equipment)->version : 0;

  callout_command_dialog_give (widget, session_of (self), name, (const char *const *) refs, version);
}

static void
offers_changed_cb (CalloutEquipmentView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "equipment.edit",
                                 callout_action_area_allows (self->action_area, "equipment.edit"));
}

/* The leaflet: beside each other, or one after the other */

static void
show_details (CalloutEquipmentView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->details_page);
}

static void
leaflet_cb (CalloutEquipmentView *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean alone = folded && adw_leaflet_get_visible_child (self->leaflet) == self->details_page;

  gtk_widget_set_visible (self->back, alone);
  /* On a phone there is room for what concerns the page that is seen. */
  gtk_widget_set_visible (self->new_button, !alone);
  gtk_widget_set_visible (self->settings, !alone);
  gtk_widget_set_visible (self->labels, alone || !folded);
  callout_action_area_set_compact (self->action_area, folded && callout_width_bin_get_compact (self->width_bin));
}

static void
compact_changed_cb (CalloutEquipmentView *self)
{
  callout_table_set_compact (self->table, callout_width_bin_get_compact (self->width_bin));
  leaflet_cb (self);
}

static void
back_cb (CalloutEquipmentView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* What the window asks of every view */

static void
callout_equipment_view_person_changed (CalloutView *view)
{
  CalloutEquipmentView *self = CALLOUT_EQUIPMENT_VIEW (view);

  if (callout_session_get_person (session_of (self)) == NULL)
    return;
  callout_table_restart (self->table);
  update_query (self);
}

static void
callout_equipment_view_search (CalloutView *view,
                               const char  *words)
{
  update_query (CALLOUT_EQUIPMENT_VIEW (view));
}

static gboolean
callout_equipment_view_open (CalloutView *view,
                             CalloutKind  kind,
                             gint64       id)
{
  CalloutEquipmentView *self = CALLOUT_EQUIPMENT_VIEW (view);

  if (kind != CALLOUT_KIND_EQUIPMENT)
    return FALSE;
  callout_table_open (self->table, id);
  show_details (self);
  return TRUE;
}

static gboolean
callout_equipment_view_allows (CalloutView *view,
                               const char  *command)
{
  return callout_action_area_allows (CALLOUT_EQUIPMENT_VIEW (view)->action_area, command);
}

static char *
callout_equipment_view_dup_subject (CalloutView *view)
{
  GArray *chosen = callout_table_get_chosen (CALLOUT_EQUIPMENT_VIEW (view)->table);

  if (chosen->len == 0)
    return NULL;
  if (chosen->len == 1)
    return callout_ref_format (CALLOUT_KIND_EQUIPMENT, g_array_index (chosen, gint64, 0));
  return g_strdup_printf (ngettext ("%u machine", "%u machines", chosen->len), chosen->len);
}

static gboolean
callout_equipment_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_EQUIPMENT_VIEW (widget)->table));
}

static void
callout_equipment_view_constructed (GObject *object)
{
  CalloutEquipmentView *self = CALLOUT_EQUIPMENT_VIEW (object);
  CalloutSession *session = session_of (self);

  G_OBJECT_CLASS (callout_equipment_view_parent_class)->constructed (object);
  callout_table_set_session (self->table, session, callout_equipment_columns ());
  callout_equipment_details_set_session (self->details, session);
  callout_action_area_set_session (self->action_area, session);
  callout_action_area_set_buttons (self->action_area, CALLOUT_KIND_EQUIPMENT, buttons, G_N_ELEMENTS (buttons));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "equipment.labels", FALSE);
  offers_changed_cb (self);
  if (callout_session_get_person (session) != NULL)
    callout_equipment_view_person_changed (CALLOUT_VIEW (self));
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutEquipmentView, child)

static void
callout_equipment_view_class_init (CalloutEquipmentViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_equipment_view_constructed;
  widget_class->grab_focus = callout_equipment_view_grab_focus;
  view_class->person_changed = callout_equipment_view_person_changed;
  view_class->search = callout_equipment_view_search;
  view_class->open = callout_equipment_view_open;
  view_class->allows = callout_equipment_view_allows;
  view_class->dup_subject = callout_equipment_view_dup_subject;

  g_resources_register (callout_equipment_get_resource ());
  g_type_ensure (CALLOUT_TYPE_ACTION_AREA);
  g_type_ensure (CALLOUT_TYPE_EQUIPMENT_DETAILS);
  g_type_ensure (CALLOUT_TYPE_TABLE);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/equipment/callout-equipment-view.ui");
  BIND (leaflet);
  BIND (details_page);
  BIND (width_bin);
  BIND (table);
  BIND (details);
  BIND (action_area);
  BIND (back);
  BIND (labels);
  BIND (new_button);
  BIND (settings);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, labels_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_details);

  gtk_widget_class_install_action (widget_class, "equipment.columns", NULL, columns_action);
  gtk_widget_class_install_action (widget_class, "equipment.create", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "equipment.edit", NULL, command_action);
  gtk_widget_class_install_action (widget_class, "equipment.labels", NULL, labels_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "equipment.create", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "equipment.labels", NULL);
}

static void
callout_equipment_view_init (CalloutEquipmentView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_equipment_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_equipment_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_EQUIPMENT_VIEW, "session", session, NULL);
}
