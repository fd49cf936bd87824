/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-toasts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A refusal longer than a toast can show gets a dialog. */
#define TOAST_LENGTH 90

/* How long a toast offers to undo: long enough to see what one has done. */
#define UNDO_SECONDS 10

#define REFUSAL_SECONDS 8

/**
 * callout_toasts_tell:
 * @undoable: the event that can be undone; 0: none
 */
void
callout_toasts_tell (AdwToastOverlay *overlay,
                     const char      *sentence,
                     gint64           undoable)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *before = g_object_get_data (G_OBJECT (overlay), "callout-told");
  AdwToast *toast = adw_toast_new (escaped);

  if (undoable != 0)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_action_target (toast, "x", undoable);
      adw_toast_set_timeout (toast, UNDO_SECONDS);
    }
  /* The last deed is the one that is undone; older ones do not wait for their turn. */
  if (before != NULL)
    adw_toast_dismiss (before);
  g_object_set_data_full (G_OBJECT (overlay), "callout-told", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
callout_toasts_fail (AdwToastOverlay *overlay,
                     const GError    *error)
{
  if (g_utf8_strlen (error->message, -1) <= TOAST_LENGTH && !strchr (error->message, '\n'))
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);
      AdwToast *toast = adw_toast_new (escaped);

      adw_toast_set_timeout (toast, REFUSAL_SECONDS);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      adw_toast_overlay_add_toast (overlay, toast);
    }
  else
    {
      GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (overlay))),
                                                  _("Not Done"), error->message);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
      gtk_window_present (GTK_WINDOW (dialog));
    }
}
