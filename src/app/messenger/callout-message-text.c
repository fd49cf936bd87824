/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-message-text.h"

#include "callout-markup.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * callout_message_open_address:
 *
 * In the program the desktop has for it; what is no link is not opened.
 */
void
callout_message_open_address (GtkWidget  *widget,
                              const char *address)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (callout_address_is_safe (address))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, address, GDK_CURRENT_TIME);
}

static void
asked_cb (AdwMessageDialog *dialog,
          const char       *response,
          GtkWidget        *label)
{
  if (g_str_equal (response, "open"))
    callout_message_open_address (label, g_object_get_data (G_OBJECT (dialog), "address"));
}

/* Where a link leads is told whole before anybody goes there. */
static void
ask (GtkWidget  *label,
     const char *address)
{
  GtkRoot *root = gtk_widget_get_root (label);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Open This Link?"), NULL);
  GtkWidget *whole = g_object_new (GTK_TYPE_LABEL, "label", address, "wrap", TRUE, "wrap-mode", PANGO_WRAP_CHAR,
                                   "selectable", TRUE, "max-width-chars", 40, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _("The text of the link says something else than where it leads:"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), whole);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "open", _("_Open"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "address", g_strdup (address), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), label, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The Assistant */

static void
element_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog;

  if (root == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), NULL, NULL);
  if (entity != NULL)
    {
      CalloutAssistantElement *element = CALLOUT_ASSISTANT_ELEMENT (entity);
      g_autofree char *markup = callout_markup_to_pango (element->text != NULL ? element->text : "");

      adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), element->title);
      adw_message_dialog_set_body_use_markup (ADW_MESSAGE_DIALOG (dialog), TRUE);
      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), markup);
    }
  else
    {
      adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), _("Not in the Assistant Any More"));
      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), error->message);
    }
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * callout_message_open_element:
 *
 * Shows what the Assistant says there.
 */
void
callout_message_open_element (GtkWidget      *widget,
                              CalloutSession *session,
                              const char     *key)
{
  callout_workspace_get_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                               CALLOUT_KIND_ASSISTANT_ELEMENT, key, NULL, element_cb, g_object_ref (widget));
}

/* Whether a link says where it leads; only then it is opened at once. */
static gboolean
says_so (GtkWidget  *label,
         const char *address)
{
  const char *text = g_object_get_data (G_OBJECT (label), "text");
  g_autoptr (GPtrArray) spans = callout_markup_parse (text != NULL ? text : "");

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      if (span->type == CALLOUT_SPAN_LINK && g_str_equal (span->address, address) && callout_markup_hides (span))
        return FALSE;
    }
  return TRUE;
}

static gboolean
link_cb (GtkWidget      *label,
         const char     *address,
         CalloutSession *session)
{
  if (g_str_has_prefix (address, CALLOUT_MARKUP_ASSISTANT))
    callout_message_open_element (label, session, address + strlen (CALLOUT_MARKUP_ASSISTANT));
  else if (says_so (label, address))
    callout_message_open_address (label, address);
  else
    ask (label, address);
  return GDK_EVENT_STOP;
}

/**
 * callout_message_text_new:
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_message_text_new (CalloutSession *session)
{
  /* A least width, as GTK 4.8 is not of one mind about the narrowest a text can be. */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "width-chars", 5, "max-width-chars", 56, "use-markup", TRUE, "selectable", TRUE, NULL);

  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), session, 0);
  return label;
}

/**
 * callout_message_text_set:
 * @text: with its markup, see callout-markup.h
 */
void
callout_message_text_set (GtkWidget  *label,
                          const char *text)
{
  g_autofree char *markup = callout_markup_to_pango (text);

  g_object_set_data_full (G_OBJECT (label), "text", g_strdup (text), g_free);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  /* With the Tab key one goes to links; a text without would be selected whole. */
  gtk_widget_set_focusable (label, strstr (markup, "<a href=") != NULL);
}
