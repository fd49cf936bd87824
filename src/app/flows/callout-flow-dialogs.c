/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-dialogs.h"

#include "callout-flow-rows.h"
#include "callout-publish-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* The questions asked before a flow is published, discarded, retired or made. */

#define ASK_WIDTH 420

static GtkWidget *
make_dialog (GtkWidget  *parent,
             const char *heading,
             const char *body,
             const char *label,
             gboolean    destructive)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "go", label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), destructive ? "cancel" : "go");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

static GtkWidget *
make_entry (GtkWidget  *box,
            const char *title)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = callout_flow_entry_new (title);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_box_append (GTK_BOX (box), list);
  return entry;
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  if (entity == NULL)
    callout_session_fail (CALLOUT_SESSION (object), error);
}

static void
give (CalloutFlowDoc *doc,
      const char     *command,
      CalloutArgs    *args,
      const char     *sentence)
{
  CalloutSession *session = callout_flow_desk_get_session (callout_flow_doc_get_desk (doc));

  callout_session_run_saying_async (session, command, callout_flow_doc_get_key (doc), args, 0, sentence, NULL, given_cb, NULL);
}

static CalloutArgs *
seen_args (CalloutFlowDoc *doc)
{
  CalloutArgs *args = callout_args_new ();

  callout_flow_doc_add_seen (doc, args);
  return args;
}

/* Publishing */

static void
publish_response_cb (GtkWidget  *dialog,
                     const char *response,
                     GtkWidget  *note)
{
  CalloutFlowDoc *doc = g_object_get_data (G_OBJECT (dialog), "doc");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (note))));
  g_autofree char *sentence = NULL;
  g_autoptr (CalloutArgs) args = NULL;

  if (!g_str_equal (response, "go"))
    return;
  args = seen_args (doc);
  if (*text != '\0')
    callout_args_add (args, "note", text);
  /* Translators: %s is a flow’s name */
  sentence = g_strdup_printf (_("“%s” published; new tickets begin with it"), callout_flow_doc_get_seen (doc)->name);
  give (doc, "flow.publish", args, sentence);
}

static GtkWidget *
make_changes (GPtrArray *changes)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What changes"), -1);
  callout_change_list_fill (GTK_LIST_BOX (list), changes);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

/**
 * callout_flow_publish_open:
 *
 * Shows what would change, and publishes that and no later edit of somebody else.
 */
void
callout_flow_publish_open (GtkWidget      *parent,
                           CalloutFlowDoc *doc)
{
  const CalloutFlowEntry *entry = callout_flow_desk_find (callout_flow_doc_get_desk (doc), callout_flow_doc_get_key (doc));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *dialog = make_dialog (parent, _("Publish the Flow?"),
                                   _("New tickets begin with it. Tickets that are being begun keep the version they have."),
                                   _("_Publish"), FALSE);
  GtkWidget *note;

  if (entry != NULL && entry->current != NULL)
    {
      g_autoptr (GPtrArray) changes = callout_flow_compare (entry->current, callout_flow_doc_get_seen (doc));

      if (changes->len > 0)
        gtk_box_append (GTK_BOX (box), make_changes (changes));
    }
  note = make_entry (box, _("What is new (optional)"));
  gtk_widget_set_size_request (box, MIN (ASK_WIDTH, gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (parent))) - 80), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  g_object_set_data_full (G_OBJECT (dialog), "doc", g_object_ref (doc), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (publish_response_cb), note, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (note);
}

/* Discarding */

static void
discard_response_cb (GtkWidget      *dialog,
                     const char     *response,
                     CalloutFlowDoc *doc)
{
  g_autoptr (CalloutArgs) args = NULL;

  if (!g_str_equal (response, "go"))
    return;
  callout_flow_doc_revert (doc);
  args = seen_args (doc);
  give (doc, "flow.discard", args, _("Draft discarded"));
}

void
callout_flow_discard_open (GtkWidget      *parent,
                           CalloutFlowDoc *doc)
{
  const CalloutFlowEntry *entry = callout_flow_desk_find (callout_flow_doc_get_desk (doc), callout_flow_doc_get_key (doc));
  GtkWidget *dialog = make_dialog (parent, _("Discard the Draft?"),
                                   entry != NULL && entry->current != NULL
                                     ? _("What was published stays as it is. Undo brings the draft back.")
                                     : _("It was never published: nothing is left of the flow."),
                                   _("_Discard"), TRUE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response_cb), doc, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Retiring */

static void
retire_response_cb (GtkWidget      *dialog,
                    const char     *response,
                    CalloutFlowDoc *doc)
{
  g_autofree char *sentence = NULL;

  if (!g_str_equal (response, "go"))
    return;
  /* Translators: %s is a flow’s name */
  sentence = g_strdup_printf (_("“%s” retired; no new tickets begin with it"), callout_flow_doc_get_seen (doc)->name);
  give (doc, "flow.retire", NULL, sentence);
}

void
callout_flow_retire_open (GtkWidget      *parent,
                          CalloutFlowDoc *doc)
{
  GtkWidget *dialog = make_dialog (parent, _("Retire the Flow?"),
                                   _("No new tickets begin with it. Those that are being begun may still be submitted. Publishing it anew brings it back."),
                                   _("_Retire"), TRUE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (retire_response_cb), doc, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A new one */

typedef struct {
  CalloutFlowDesk *desk;
  CalloutFlowMade  made;
  GWeakRef         data;
  char            *key;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->desk);
  g_weak_ref_clear (&self->data);
  g_free (self->key);
  g_free (self);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Making *making = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);
  g_autoptr (GObject) target = g_weak_ref_get (&making->data);

  if (entity == NULL)
    callout_session_fail (CALLOUT_SESSION (object), error);
  else if (target != NULL)
    making->made (making->key, target);
  making_free (making);
}

/* Small letters, figures and hyphens; and one that there is not yet. */
static char *
free_key (CalloutFlowDesk *desk,
          const char      *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *wish = NULL;
  GString *key = g_string_new (NULL);

  for (const char *p = plain; *p != '\0' && key->len < 32; p++)
    if (g_ascii_isalpha (*p) || (g_ascii_isdigit (*p) && key->len > 0))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (key->len > 0 && key->str[key->len - 1] != '-')
      g_string_append_c (key, '-');
  while (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  if (key->len < 2)
    g_string_assign (key, "flow");
  wish = g_strdup (key->str);
  for (guint n = 2; callout_flow_desk_find (desk, key->str) != NULL; n++)
    g_string_printf (key, "%s-%u", wish, n);
  return g_string_free (key, FALSE);
}

static void
new_response_cb (GtkWidget  *dialog,
                 const char *response,
                 GtkWidget  *entry)
{
  Making *making = g_object_steal_data (G_OBJECT (dialog), "making");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *sentence = NULL;
  g_autoptr (CalloutArgs) args = NULL;

  if (making == NULL || !g_str_equal (response, "go") || *name == '\0')
    {
      g_clear_pointer (&making, making_free);
      return;
    }
  making->key = free_key (making->desk, name);
  args = callout_args_new_with ("key", making->key, "name", name, NULL);
  /* Translators: %s is a flow’s name */
  sentence = g_strdup_printf (_("“%s” begun as a draft"), name);
  callout_session_run_saying_async (callout_flow_desk_get_session (making->desk), "flow.create", NULL, args, 0, sentence,
                                    NULL, made_cb, making);
}

static void
name_cb (GtkWidget *dialog,
         GtkWidget *entry)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "go", *name != '\0');
}

/**
 * callout_flow_new_open:
 * @made: told the new flow's key, if @data still lives
 */
void
callout_flow_new_open (GtkWidget       *parent,
                       CalloutFlowDesk *desk,
                       CalloutFlowMade  made,
                       GObject         *data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *dialog = make_dialog (parent, _("New Flow"), _("It is a draft until it is published."), _("_Create"), FALSE);
  GtkWidget *entry = make_entry (box, _("Name"));
  Making *making = g_new0 (Making, 1);

  making->desk = g_object_ref (desk);
  making->made = made;
  g_weak_ref_init (&making->data, data);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "go", FALSE);
  g_object_set_data_full (G_OBJECT (dialog), "making", making, making_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (new_response_cb), entry, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
