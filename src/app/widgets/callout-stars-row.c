/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-stars-row.h"

#include <glib/gi18n-lib.h>

#define N_STARS 5

struct _CalloutStarsRow
{
  AdwActionRow parent_instance;

  /* Children */
  GtkWidget *buttons[N_STARS];

  guint      stars; /* 0: none given yet */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutStarsRow, callout_stars_row, ADW_TYPE_ACTION_ROW)

/* How many were given is said in words as well. */
static void
give (CalloutStarsRow *self,
      guint            stars)
{
  g_autofree char *said = g_strdup_printf (ngettext ("%u star", "%u stars", stars), stars);

  self->stars = stars;
  for (guint i = 0; i < N_STARS; i++)
    {
      gtk_button_set_icon_name (GTK_BUTTON (self->buttons[i]), i < stars ? "starred-symbolic" : "non-starred-symbolic");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_STATE_PRESSED,
                                   i + 1 == stars ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), said);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clicked_cb (CalloutStarsRow *self,
            GtkWidget       *button)
{
  for (guint i = 0; i < N_STARS; i++)
    if (self->buttons[i] == button)
      give (self, i + 1);
}

static gboolean
key_cb (CalloutStarsRow *self,
        guint            keyval)
{
  guint figure = keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_5 ? keyval - GDK_KEY_KP_0
                 : keyval >= GDK_KEY_1 && keyval <= GDK_KEY_5     ? keyval - GDK_KEY_0
                                                                  : 0;

  if (figure == 0)
    return GDK_EVENT_PROPAGATE;
  give (self, figure);
  gtk_widget_grab_focus (self->buttons[figure - 1]);
  return GDK_EVENT_STOP;
}

static void
callout_stars_row_class_init (CalloutStarsRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_STARS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_stars_row_init (CalloutStarsRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  for (guint i = 0; i < N_STARS; i++)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%u star", "%u stars", i + 1), i + 1);

      self->buttons[i] = gtk_button_new_from_icon_name ("non-starred-symbolic");
      gtk_widget_set_tooltip_text (self->buttons[i], label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_add_css_class (self->buttons[i], "flat");
      gtk_widget_add_css_class (self->buttons[i], "star");
      gtk_widget_set_valign (self->buttons[i], GTK_ALIGN_CENTER);
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("None given yet"));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * callout_stars_row_new:
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_stars_row_new (void)
{
  return g_object_new (CALLOUT_TYPE_STARS_ROW, NULL);
}

/**
 * callout_stars_row_get_stars:
 *
 * Returns: 1 to 5; 0: none were given yet
 */
guint
callout_stars_row_get_stars (CalloutStarsRow *self)
{
  return self->stars;
}
