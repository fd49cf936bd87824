/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-equipment-details.h"

#include <glib/gi18n-lib.h>

struct _CalloutEquipmentDetails
{
  AdwBin parent_instance;

  /* Children */
  GtkStack         *pages;
  AdwStatusPage    *several;
  AdwStatusPage    *problem;
  GtkLabel         *title;
  GtkLabel         *subtitle;
  GtkListBox       *facts;

  /* Owned */
  CalloutSession   *session;
  GCancellable     *cancellable;
  CalloutEquipment *equipment; /* (nullable): until it is there; tells of changes */
  gulong            handler;
};

G_DEFINE_FINAL_TYPE (CalloutEquipmentDetails, callout_equipment_details, ADW_TYPE_BIN)

/* A fact that is absent takes no room. */
static void
add_fact (CalloutEquipmentDetails *self,
          const char              *title,
          const char              *text)
{
  GtkWidget *row;
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  row = adw_action_row_new ();
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_add_css_class (row, "fact");
  gtk_list_box_append (self->facts, row);
}

static void
show (CalloutEquipmentDetails *self)
{
  CalloutEquipment *equipment = self->equipment;
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (equipment));
  g_autofree char *subtitle = equipment->template != NULL ? g_strjoin (" · ", ref, equipment->template, NULL) : g_strdup (ref);
  GtkWidget *row;

  gtk_label_set_text (self->title, equipment->name);
  gtk_label_set_text (self->subtitle, subtitle);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_list_box_remove (self->facts, row);
  add_fact (self, C_("equipment", "Use"), equipment->active ? C_("equipment", "In use") : C_("equipment", "Out of use"));
  add_fact (self, C_("equipment", "Serial number"), equipment->serial);
  add_fact (self, C_("equipment", "Customer"), equipment->customer_name);
  add_fact (self, C_("equipment", "Address"), equipment->address);
  add_fact (self, C_("equipment", "Code on its label"), equipment->code);
  add_fact (self, C_("equipment", "External number"), equipment->external_id);
  gtk_stack_set_visible_child_name (self->pages, "details");
}

static void
drop (CalloutEquipmentDetails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->equipment != NULL)
    g_clear_signal_handler (&self->handler, self->equipment);
  g_clear_object (&self->equipment);
}

static void
get_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (CalloutEquipmentDetails) self = data;
  g_autoptr (GError) error = NULL;
  CalloutEntity *entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (entity != NULL)
    {
      drop (self);
      self->equipment = CALLOUT_EQUIPMENT (entity);
      self->handler = g_signal_connect_object (entity, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
      show (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->session != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->pages, "problem");
    }
}

static AdwStatusPage *
add_status (CalloutEquipmentDetails *self,
            const char              *name,
            const char              *title,
            const char              *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  gtk_widget_add_css_class (page, "compact");
  gtk_stack_add_named (self->pages, page, name);
  return ADW_STATUS_PAGE (page);
}

static GtkLabel *
make_label (const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style_class);
  return GTK_LABEL (label);
}

static GtkWidget *
make_details (CalloutEquipmentDetails *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = make_label ("title-3");
  self->subtitle = make_label ("dim-label");
  self->facts = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->facts, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "boxed-list");
  gtk_widget_set_margin_top (GTK_WIDGET (self->facts), 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
callout_equipment_details_dispose (GObject *object)
{
  CalloutEquipmentDetails *self = CALLOUT_EQUIPMENT_DETAILS (object);

  drop (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_equipment_details_parent_class)->dispose (object);
}

static void
callout_equipment_details_class_init (CalloutEquipmentDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_equipment_details_dispose;
}

static void
callout_equipment_details_init (CalloutEquipmentDetails *self)
{
  self->pages = GTK_STACK (gtk_stack_new ());
  add_status (self, "nothing", _("Nothing Selected"), _("Choose a machine in the list to see all about it."));
  self->several = add_status (self, "several", "", _("What you do is done to all of them."));
  self->problem = add_status (self, "problem", _("Cannot Be Shown"), NULL);
  adw_status_page_set_icon_name (self->problem, "dialog-warning-symbolic");
  gtk_stack_add_named (self->pages, make_details (self), "details");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
}

/* To be called once. */
void
callout_equipment_details_set_session (CalloutEquipmentDetails *self,
                                       CalloutSession          *session)
{
  g_set_object (&self->session, session);
}

/**
 * callout_equipment_details_set_id:
 * @id: 0: nothing is selected
 */
void
callout_equipment_details_set_id (CalloutEquipmentDetails *self,
                                  gint64                   id)
{
  g_autofree char *ref = id != 0 ? callout_ref_format (CALLOUT_KIND_EQUIPMENT, id) : NULL;

  if (self->equipment != NULL && callout_entity_get_id (CALLOUT_ENTITY (self->equipment)) == id)
    return;
  drop (self);
  if (id == 0)
    {
      gtk_stack_set_visible_child_name (self->pages, "nothing");
      return;
    }
  self->cancellable = g_cancellable_new ();
  callout_workspace_get_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                               CALLOUT_KIND_EQUIPMENT, ref, self->cancellable, get_cb, g_object_ref (self));
}

/* So many are selected that none is shown. */
void
callout_equipment_details_set_several (CalloutEquipmentDetails *self,
                                       guint                    n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Machine Selected", "%u Machines Selected", n), n);

  drop (self);
  adw_status_page_set_title (self->several, title);
  gtk_stack_set_visible_child_name (self->pages, "several");
}

/* Returns: (transfer none) (nullable): what is shown, once it is there */
CalloutEquipment *
callout_equipment_details_get_equipment (CalloutEquipmentDetails *self)
{
  return self->equipment;
}
