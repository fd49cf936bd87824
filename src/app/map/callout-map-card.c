/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-card.h"

#include "callout-format.h"

#include <glib/gi18n-lib.h>

/* More than this nobody reads in a card; zooming in is the better way. */
#define MAX_ROWS 60

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_line (GtkWidget  *box,
          const char *icon,
          const char *text,
          const char *style)
{
  GtkWidget *line;
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  label = make_label (text, style);
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_widget_set_valign (image, GTK_ALIGN_START);
      gtk_widget_add_css_class (image, "dim-label");
      gtk_box_append (GTK_BOX (line), image);
    }
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
add_button (GtkWidget   *box,
            const char  *text,
            const char  *action,
            CalloutKind  kind,
            gint64       id,
            gboolean     suggested)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ix)", (int) kind, id);
  gtk_widget_set_hexpand (button, TRUE);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_card (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "callout-map-card");
  return box;
}

/**
 * callout_map_card_new_work_order:
 * @zone: whose clocks times are told by
 */
GtkWidget *
callout_map_card_new_work_order (CalloutWorkOrder *work_order,
                                 GTimeZone        *zone)
{
  CalloutTime now = callout_clock_now ();
  GtkWidget *card = make_card ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  g_autofree char *due = callout_format_due (work_order->due_latest, now);
  g_autofree char *skills = callout_format_keys (work_order->skills);
  const char *state = callout_enum_label (CALLOUT_TYPE_WORK_STATE, work_order->state);
  gint64 id = callout_entity_get_id (CALLOUT_ENTITY (work_order));
  gboolean pending = callout_work_order_is_pending (work_order);

  gtk_box_append (GTK_BOX (card), make_label (work_order->title ? work_order->title : ref, "heading"));
  add_line (card, NULL, ref, "dim-label");
  add_line (card, callout_priority_icon (work_order->priority),
            callout_enum_label (CALLOUT_TYPE_PRIORITY, work_order->priority), NULL);
  if (callout_work_order_has_location (work_order))
    add_line (card, "mark-location-symbolic", work_order->address, NULL);
  else
    add_line (card, "callout-no-position-symbolic", _("No location yet"), NULL);
  if (work_order->due_latest != 0)
    add_line (card, "alarm-symbolic", due, callout_urgency_class (callout_urgency_of (work_order->due_latest, now)));
  if (work_order->lead_name != NULL)
    {
      /* Translators: a state, then who leads: "Accepted, Ana Costa" */
      g_autofree char *lead = g_strdup_printf (_("%s, %s"), state, work_order->lead_name);

      add_line (card, "callout-lead-symbolic", lead, NULL);
    }
  else
    add_line (card, "callout-assign-symbolic", state, NULL);
  add_line (card, "callout-people-symbolic", work_order->group_name, NULL);
  if (work_order->skills != NULL)
    add_line (card, "callout-skills-symbolic", skills, NULL);

  if (!callout_work_order_has_location (work_order))
    add_button (buttons, _("Set Location…"), "map-view.locate", CALLOUT_KIND_WORK_ORDER, id, FALSE);
  add_button (buttons, pending ? _("Assign…") : _("Reallocate…"), "map-view.assign", CALLOUT_KIND_WORK_ORDER, id,
              pending);
  add_button (buttons, _("Details"), "map-view.details", CALLOUT_KIND_WORK_ORDER, id, FALSE);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (card), buttons);
  return card;
}

GtkWidget *
callout_map_card_new_engineer (CalloutNeighbour *neighbour,
                               GTimeZone        *zone)
{
  CalloutPerson *person = neighbour->person;
  GtkWidget *card = make_card ();
  g_autofree char *age = callout_format_age (neighbour->position_age);
  /* Translators: how old a position is, e.g. "5 min ago" */
  g_autofree char *position = g_strdup_printf (_("Position %s"), age);
  /* Translators: work orders waiting with somebody, and those due today */
  g_autofree char *load = g_strdup_printf (_("%u pending, %u today"), neighbour->pending, neighbour->today);
  g_autofree char *skills = callout_format_keys (person->skills);
  g_autofree char *duty = NULL;

  gtk_box_append (GTK_BOX (card), make_label (person->name, "heading"));
  if (person->external)
    {
      /* Translators: %s is a provider's name */
      g_autofree char *external = neighbour->group_name ? g_strdup_printf (_("External, %s"), neighbour->group_name)
                                                        : g_strdup (_("External"));
      add_line (card, "callout-external-symbolic", external, NULL);
    }
  else
    add_line (card, "callout-people-symbolic", neighbour->group_name, NULL);

  if (!neighbour->on_duty)
    duty = g_strdup (_("Off duty"));
  else if (neighbour->duty_until != 0)
    {
      g_autofree char *until = callout_format_time (neighbour->duty_until, zone, callout_clock_now ());

      /* Translators: an availability, then a time: "Available until Today 16:00" */
      duty = g_strdup_printf (_("%s until %s"), callout_enum_label (CALLOUT_TYPE_AVAILABILITY, person->availability),
                              until);
    }
  else
    duty = g_strdup (callout_enum_label (CALLOUT_TYPE_AVAILABILITY, person->availability));
  add_line (card, neighbour->on_duty ? callout_availability_icon (person->availability) : "weather-clear-night-symbolic",
            duty, NULL);
  add_line (card, "mark-location-symbolic", position, NULL);
  add_line (card, "callout-dispatch-symbolic", load, NULL);
  if (person->skills != NULL)
    add_line (card, "callout-skills-symbolic", skills, NULL);
  return card;
}

static GtkWidget *
make_row (const CalloutMapItem *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *first = g_strdup (item->details ? item->details : "");
  g_autofree char *text = NULL;
  GtkWidget *label;

  first[strcspn (first, "\n")] = '\0';
  text = *first ? g_strdup_printf ("%s  %s", item->name, first) : g_strdup (item->name);
  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (item->kind == CALLOUT_KIND_PERSON
                                                  ? item->flags & CALLOUT_MAP_ITEM_EXTERNAL ? "callout-external-symbolic"
                                                                                            : "avatar-default-symbolic"
                                                  : callout_priority_icon (item->priority)));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map-view.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ix)", (int) item->kind, item->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return button;
}

/**
 * callout_map_card_new_cluster:
 * @items: numbers of the layer's items
 */
GtkWidget *
callout_map_card_new_cluster (CalloutMapLayer *layer,
                              GArray          *items)
{
  GArray *all = callout_map_layer_get_items (layer);
  const CalloutMapItem *head = &g_array_index (all, CalloutMapItem, g_array_index (items, guint, 0));
  GtkWidget *card = make_card ();
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *heading, *zoom;
  g_autofree char *title = NULL;

  if (head->kind == CALLOUT_KIND_WORK_ORDER)
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u work order here", "%u work orders here", items->len),
                             items->len);
  else
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u engineer here", "%u engineers here", items->len),
                             items->len);
  heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (heading), make_label (title, "heading"));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (heading), TRUE);
  zoom = gtk_button_new_from_icon_name ("zoom-in-symbolic");
  gtk_widget_set_tooltip_text (zoom, _("Zoom In on These"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (zoom), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Zoom In on These"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (zoom), "map-view.open-cluster");
  gtk_widget_add_css_class (zoom, "flat");
  gtk_box_append (GTK_BOX (heading), zoom);
  gtk_box_append (GTK_BOX (card), heading);
  for (guint i = 0; i < items->len && i < MAX_ROWS; i++)
    gtk_box_append (GTK_BOX (rows), make_row (&g_array_index (all, CalloutMapItem, g_array_index (items, guint, i))));
  if (items->len > MAX_ROWS)
    gtk_box_append (GTK_BOX (rows), make_label (_("Zoom in to see the rest."), "dim-label"));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), rows);
  gtk_box_append (GTK_BOX (card), scrolled);
  return card;
}
