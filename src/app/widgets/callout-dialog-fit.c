/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-dialog-fit.h"

/* On a screen narrower than this, a dialog takes all of it. */
#define PHONE_WIDTH 480

/* Around a dialog that would be wider than its window. */
#define MARGIN 8

/**
 * callout_dialog_fit:
 * @parent: a widget of the window it belongs to
 *
 * Makes a dialog belong to a window, and no larger than that; on a phone it
 * fills the screen. To be called before it is presented.
 */
void
callout_dialog_fit (GtkWindow *dialog,
                    GtkWidget *parent)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (parent));
  int width;
  int height;

  gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_get_default_size (dialog, &width, &height);
  width = MIN (width, gtk_widget_get_width (root) - 2 * MARGIN);
  if (height > 0)
    height = MIN (height, gtk_widget_get_height (root) - 2 * MARGIN);
  gtk_window_set_default_size (dialog, width, height);
  if (gtk_widget_get_width (root) < PHONE_WIDTH && gtk_window_is_maximized (GTK_WINDOW (root)))
    gtk_window_maximize (dialog);
}

/* By its first letter, as a label takes its direction. */
static gboolean
begins_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_unichar_get_script (g_utf8_get_char (p)))
      {
      case G_UNICODE_SCRIPT_ARABIC:
      case G_UNICODE_SCRIPT_HEBREW:
      case G_UNICODE_SCRIPT_NKO:
      case G_UNICODE_SCRIPT_SYRIAC:
      case G_UNICODE_SCRIPT_THAANA:
        return TRUE;
      default:
        if (g_unichar_isalpha (g_utf8_get_char (p)))
          return FALSE;
      }
  return FALSE;
}

/**
 * callout_text_lead:
 *
 * Returns: (transfer full): the text, to be read in the direction of the
 *   interface even if it begins with a name in a script of the other one
 */
char *
callout_text_lead (GtkWidget  *widget,
                   const char *text)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (begins_rtl (text) == rtl)
    return g_strdup (text);
  return g_strconcat (rtl ? "\342\200\217" : "\342\200\216", text, NULL);
}
