/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-composer.h"

#include "callout-choice-popover.h"
#include "callout-composer-edit.h"
#include "callout-drafts.h"
#include "callout-file-tray.h"
#include "callout-markup.h"
#include "callout-parcel.h"
#include "callout-sound.h"
#include "callout-voice-recorder.h"

#include <glib/gi18n-lib.h>

struct _CalloutComposer
{
  GtkWidget             parent_instance;

  /* Template children */
  GtkWidget            *box;
  GtkStack             *stack;
  GtkLabel             *refusal;
  CalloutFileTray      *tray;
  GtkCheckButton       *originals;
  GtkTextView          *entry;
  GtkTextBuffer        *buffer;
  GtkWidget            *hint;
  GtkMenuButton        *more;
  GtkMenuButton        *link;
  GtkPopover           *link_popover;
  GtkEditable          *link_address;
  GtkEditable          *link_text;
  GtkWidget            *link_insert;
  GtkProgressBar       *progress;
  GtkWidget            *voice;
  GtkWidget            *cancel;
  GtkWidget            *send;
  CalloutVoiceRecorder *recorder;
  GtkLabel             *problem;

  /* Owned */
  CalloutSession       *session;
  CalloutDrafts        *drafts;
  GHashTable           *kept;      /* conversation → GPtrArray of files that wait there */
  GCancellable         *sending;   /* (nullable): while something is under way */
  GCancellable         *asking;    /* for a microphone */
  char                 *customer;

  gint64                ticket;
  int                   thread;
  gboolean              allowed;
  gboolean              filling;   /* the entry changes by itself */
};

enum { SENT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutComposer, callout_composer, GTK_TYPE_WIDGET)

static char *
dup_text (CalloutComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
tell_problem (CalloutComposer *self,
              const char      *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static gboolean
has_something (CalloutComposer *self)
{
  g_autofree char *text = dup_text (self);

  return *g_strstrip (text) != '\0' || callout_file_tray_get_n_files (self->tray) > 0;
}

/* The one place that says what can be pressed. */
static void
update (CalloutComposer *self)
{
  gboolean busy = self->sending != NULL;
  gboolean ready = has_something (self) && !callout_file_tray_is_loading (self->tray);

  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tray), !busy);
  gtk_widget_set_visible (self->hint, gtk_text_buffer_get_char_count (self->buffer) == 0);
  gtk_widget_set_visible (self->cancel, busy);
  gtk_widget_set_visible (self->send, !busy);
  gtk_widget_set_sensitive (self->send, ready);
  gtk_widget_set_sensitive (self->voice, !busy);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "composer.attach", "composer.element", "composer.snippet", "composer.video" };

      gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], !busy);
    }
}

static void
show_page (CalloutComposer *self,
           const char      *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* Sending */

static void
begin_sending (CalloutComposer *self)
{
  self->sending = g_cancellable_new ();
  tell_problem (self, NULL);
  update (self);
}

static void
end_sending (CalloutComposer *self)
{
  g_clear_object (&self->sending);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  update (self);
}

static void
clear (CalloutComposer *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  gtk_text_buffer_set_text (self->buffer, "", -1);
  callout_file_tray_set_files (self->tray, none);
  gtk_check_button_set_active (self->originals, FALSE);
}

typedef struct {
  CalloutComposer *composer;
  CalloutArgs     *args;
  gint64           ticket;
  int              thread;
  gboolean         keeps; /* what stands in the entry is no part of it */
} Letter;

static void
letter_free (Letter *self)
{
  g_object_unref (self->composer);
  callout_args_unref (self->args);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Letter, letter_free)

static Letter *
letter_new (CalloutComposer *self)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->composer = g_object_ref (self);
  letter->ticket = self->ticket;
  letter->thread = self->thread;
  letter->args = callout_args_new_with ("thread", callout_enum_key (CALLOUT_TYPE_THREAD, self->thread), NULL);
  return letter;
}

/* What was written stays when it is refused; whoever has gone on to another
 * conversation finds it where it was. */
static void
posted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Letter) letter = data;
  CalloutComposer *self = letter->composer;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);
  gboolean here = letter->ticket == self->ticket && letter->thread == self->thread;

  if (self->session == NULL)
    return;
  if (entity != NULL && !letter->keeps)
    {
      if (here)
        clear (self);
      else
        callout_drafts_set (self->drafts, letter->ticket, letter->thread, NULL);
    }
  end_sending (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (here)
        tell_problem (self, error->message);
      else
        callout_session_fail (self->session, error);
      return;
    }
  if (entity != NULL && here)
    {
      show_page (self, "write");
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      g_signal_emit (self, signals[SENT], 0);
    }
}

static void
post (Letter *letter)
{
  CalloutComposer *self = letter->composer;
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, letter->ticket);
  g_autoptr (CalloutRequest) request = callout_request_new (callout_session_get_person_id (self->session),
                                                            CALLOUT_SOURCE_DESKTOP, "message.post", ref, letter->args);

  /* It stands in the thread: nobody needs to be told besides. */
  callout_workspace_run_async (callout_session_get_workspace (self->session), request, self->sending, posted_cb, letter);
}

static void
packed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Letter) letter = data;
  CalloutComposer *self = letter->composer;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (callout_parcel_finish (result, &error))
    {
      post (g_steal_pointer (&letter));
      return;
    }
  end_sending (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_problem (self, error->message);
}

static void
progress_cb (goffset  done,
             goffset  total,
             gpointer data)
{
  CalloutComposer *self = ((Letter *) data)->composer;

  if (self->box == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0);
}

static void
send_cb (CalloutComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  Letter *letter;

  g_strstrip (text);
  if (!self->allowed || self->sending != NULL || !has_something (self) || callout_file_tray_is_loading (self->tray))
    return;
  if (!callout_markup_check (text, &error))
    {
      tell_problem (self, error->message);
      return;
    }
  letter = letter_new (self);
  files = callout_file_tray_dup_files (self->tray);
  if (*text != '\0')
    callout_args_add (letter->args, "text", text);
  begin_sending (self);
  if (files->len == 0)
    post (letter);
  else
    callout_parcel_async (files, gtk_check_button_get_active (self->originals), letter->args, self->sending, progress_cb,
                          packed_cb, letter);
}

static void
cancel_cb (CalloutComposer *self)
{
  g_cancellable_cancel (self->sending);
}

/* Writing */

/* A draft is kept as it is written. */
static void
changed_cb (CalloutComposer *self)
{
  int n = gtk_text_buffer_get_char_count (self->buffer);

  if (!self->filling && self->drafts != NULL && self->ticket != 0)
    {
      g_autofree char *text = dup_text (self);

      callout_drafts_set (self->drafts, self->ticket, self->thread, text);
      if (n > CALLOUT_MARKUP_MAX)
        {
          g_autofree char *sentence = g_strdup_printf (_("This message has %d characters; at most %d can be sent at once"), n,
                                                       CALLOUT_MARKUP_MAX);

          tell_problem (self, sentence);
        }
      else
        tell_problem (self, NULL);
    }
  update (self);
}

/* The same conversation may be open in another place of the window. */
static void
draft_cb (CalloutComposer *self,
          gint64           ticket,
          int              thread)
{
  g_autofree char *draft = NULL;
  g_autofree char *text = NULL;

  if (ticket != self->ticket || thread != self->thread)
    return;
  draft = callout_drafts_dup (self->drafts, ticket, thread);
  text = dup_text (self);
  if (g_strcmp0 (draft != NULL ? draft : "", text) == 0)
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (self->buffer, draft != NULL ? draft : "", -1);
  self->filling = FALSE;
  update (self);
}

static gboolean
key_cb (CalloutComposer       *self,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  GdkModifierType held = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  /* Return may end a word that is being composed. */
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->entry, event))
    return GDK_EVENT_STOP;
  if (held != 0 && held != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  send_cb (self);
  return GDK_EVENT_STOP;
}

static void
text_pasted_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (CalloutComposer) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  glong n;

  if (text == NULL || self->box == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->entry)))
    return;
  n = g_utf8_strlen (text, -1);
  if (gtk_text_buffer_get_char_count (self->buffer) + n > CALLOUT_MARKUP_MAX)
    {
      g_autofree char *sentence = g_strdup_printf (_("What was copied has %ld characters, and a message at most %d; nothing was "
                                                     "inserted, it can be attached as a file"), n, CALLOUT_MARKUP_MAX);

      tell_problem (self, sentence);
      return;
    }
  callout_composer_insert (self->buffer, text);
  gtk_text_view_scroll_mark_onscreen (self->entry, gtk_text_buffer_get_insert (self->buffer));
}

/* Files and pictures go to the tray; of text no more than can be sent. */
static void
paste_cb (CalloutComposer *self)
{
  g_signal_stop_emission_by_name (self->entry, "paste-clipboard");
  if (!callout_file_tray_paste (self->tray))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_pasted_cb, g_object_ref (self));
}

static void
tray_cb (CalloutComposer *self)
{
  g_autoptr (GPtrArray) files = callout_file_tray_dup_files (self->tray);

  gtk_widget_set_visible (GTK_WIDGET (self->originals), callout_parcel_is_large (files));
  update (self);
}

static void
emoji_cb (CalloutComposer *self,
          const char      *emoji)
{
  callout_composer_insert (self->buffer, emoji);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
toggle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutComposer *self = CALLOUT_COMPOSER (widget);

  callout_composer_toggle (self->buffer, g_str_equal (name, "composer.bold") ? "**" : "*");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Links */

static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_menu_button_popup (CALLOUT_COMPOSER (widget)->link);
}

static void
link_changed_cb (CalloutComposer *self)
{
  gtk_widget_set_sensitive (self->link_insert, callout_address_is_safe (gtk_editable_get_text (self->link_address)));
}

static void
link_shown_cb (CalloutComposer *self)
{
  g_autofree char *chosen = callout_composer_dup_chosen (self->buffer);
  gboolean address = callout_address_is_safe (chosen);

  gtk_editable_set_text (self->link_address, address ? chosen : "");
  gtk_editable_set_text (self->link_text, address ? "" : chosen);
  link_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->link_address));
}

static void
link_cb (CalloutComposer *self)
{
  if (!gtk_widget_get_sensitive (self->link_insert))
    return;
  callout_composer_link (self->buffer, gtk_editable_get_text (self->link_address), gtk_editable_get_text (self->link_text));
  gtk_popover_popdown (self->link_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* What is inserted */

static void
attach_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  callout_file_tray_choose (CALLOUT_COMPOSER (widget)->tray);
}

static void
chosen_cb (CalloutComposer *self,
           CalloutEntity   *thing)
{
  if (CALLOUT_IS_SNIPPET (thing))
    {
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
      CalloutPerson *person = callout_session_get_person (self->session);
      g_autofree char *text = callout_snippet_fill (CALLOUT_SNIPPET (thing)->text, self->customer, ref,
                                                    person != NULL ? person->name : NULL);

      callout_composer_insert (self->buffer, text);
    }
  else
    {
      CalloutAssistantElement *element = CALLOUT_ASSISTANT_ELEMENT (thing);
      g_autofree char *address = g_strconcat (CALLOUT_MARKUP_ASSISTANT, element->key, NULL);

      callout_composer_link (self->buffer, address, element->title);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutComposer *self = CALLOUT_COMPOSER (widget);
  gboolean snippet = g_str_equal (name, "composer.snippet");
  GtkWidget *popover = callout_choice_popover_new (self->session,
                                                   snippet ? CALLOUT_KIND_SNIPPET : CALLOUT_KIND_ASSISTANT_ELEMENT,
                                                   snippet ? _("There are no text snippets yet")
                                                           : _("There is nothing in the Assistant yet"));

  gtk_widget_set_parent (popover, GTK_WIDGET (self->more));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
video_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CalloutComposer *self = CALLOUT_COMPOSER (widget);
  Letter *letter = letter_new (self);

  letter->keeps = TRUE;
  callout_args_add (letter->args, "video", "true");
  begin_sending (self);
  post (letter);
}

/* Voice */

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutComposer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean found = callout_microphone_find_finish (result, &error);

  if (self->box == NULL)
    return;
  gtk_widget_set_sensitive (self->voice, TRUE);
  tell_problem (self, found ? NULL : error->message);
  gtk_widget_set_tooltip_text (self->voice, found ? _("Record a voice message") : error->message);
  if (!found)
    return;
  show_page (self, "voice");
  callout_voice_recorder_start (self->recorder);
}

static void
voice_cb (CalloutComposer *self)
{
  gtk_widget_set_sensitive (self->voice, FALSE);
  callout_microphone_find_async (self->asking, found_cb, g_object_ref (self));
}

static void
voice_send_cb (CalloutComposer *self,
               GBytes          *bytes,
               gint64           duration,
               const char      *shape)
{
  Letter *letter = letter_new (self);

  if (self->sending != NULL)
    {
      letter_free (letter);
      return;
    }
  letter->keeps = TRUE;
  callout_args_add_file (letter->args, "voice", bytes, "voice.ogg");
  if (*shape != '\0')
    callout_args_add (letter->args, "shape", shape);
  begin_sending (self);
  post (letter);
}

static void
voice_cancelled_cb (CalloutComposer *self)
{
  tell_problem (self, NULL);
  show_page (self, "write");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
voice_failed_cb (CalloutComposer *self,
                 const char      *sentence)
{
  show_page (self, "write");
  tell_problem (self, sentence);
}

/* Object */

static gboolean
callout_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_COMPOSER (widget)->entry));
}

static void
callout_composer_dispose (GObject *object)
{
  CalloutComposer *self = CALLOUT_COMPOSER (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->sending);
  g_clear_object (&self->drafts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->customer, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_composer_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutComposer, child)

static void
callout_composer_class_init (CalloutComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_composer_dispose;
  widget_class->grab_focus = callout_composer_grab_focus;
  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CALLOUT_TYPE_FILE_TRAY);
  g_type_ensure (CALLOUT_TYPE_VOICE_RECORDER);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/messenger/callout-composer.ui");
  BIND (box);
  BIND (stack);
  BIND (refusal);
  BIND (tray);
  BIND (originals);
  BIND (entry);
  BIND (buffer);
  BIND (hint);
  BIND (more);
  BIND (link);
  BIND (link_popover);
  BIND (link_address);
  BIND (link_text);
  BIND (link_insert);
  BIND (progress);
  BIND (voice);
  BIND (cancel);
  BIND (send);
  BIND (recorder);
  BIND (problem);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, emoji_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, voice_cancelled_cb);
  gtk_widget_class_bind_template_callback (widget_class, voice_cb);
  gtk_widget_class_bind_template_callback (widget_class, voice_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, voice_send_cb);
  gtk_widget_class_install_action (widget_class, "composer.bold", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "composer.italic", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "composer.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "composer.element", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "composer.snippet", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "composer.video", NULL, video_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "composer.bold", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "composer.italic", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "composer.link", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
callout_composer_init (CalloutComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->asking = g_cancellable_new ();
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (tray_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "problem", G_CALLBACK (tell_problem), self, G_CONNECT_SWAPPED);
  show_page (self, "refused");
  update (self);
}

GtkWidget *
callout_composer_new (void)
{
  return g_object_new (CALLOUT_TYPE_COMPOSER, NULL);
}

/**
 * callout_composer_set_session:
 *
 * To be called once.
 */
void
callout_composer_set_session (CalloutComposer *self,
                              CalloutSession  *session)
{
  self->session = g_object_ref (session);
  self->drafts = g_object_ref (callout_drafts_get_for (session));
  g_signal_connect_object (self->drafts, "changed", G_CALLBACK (draft_cb), self, G_CONNECT_SWAPPED);
  callout_file_tray_set_session (self->tray, session);
}

/**
 * callout_composer_set_thread:
 * @ticket: 0: none
 * @customer: (nullable): for the snippets
 *
 * What was being written for another conversation waits there.
 */
void
callout_composer_set_thread (CalloutComposer *self,
                             gint64           ticket,
                             int              thread,
                             const char      *customer)
{
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT "-%d", self->ticket, self->thread);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT "-%d", ticket, thread);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *text = NULL;
  GPtrArray *files;

  g_free (self->customer);
  self->customer = g_strdup (customer);
  if (g_str_equal (before, now))
    return;
  if (callout_file_tray_get_n_files (self->tray) > 0)
    g_hash_table_replace (self->kept, g_steal_pointer (&before), callout_file_tray_dup_files (self->tray));
  else
    g_hash_table_remove (self->kept, before);
  callout_voice_recorder_cancel (self->recorder);
  self->ticket = ticket;
  self->thread = thread;
  self->filling = TRUE;
  text = callout_drafts_dup (self->drafts, ticket, thread);
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  files = g_hash_table_lookup (self->kept, now);
  callout_file_tray_set_files (self->tray, files != NULL ? files : none);
  self->filling = FALSE;
  tell_problem (self, NULL);
  update (self);
}

/**
 * callout_composer_set_allowed:
 * @why_not: (nullable): the sentence that stands in its place
 */
void
callout_composer_set_allowed (CalloutComposer *self,
                              gboolean         allowed,
                              const char      *why_not)
{
  const char *shown = gtk_stack_get_visible_child_name (self->stack);

  self->allowed = allowed;
  gtk_label_set_text (self->refusal, why_not != NULL ? why_not : "");
  if (!allowed)
    {
      callout_voice_recorder_cancel (self->recorder);
      show_page (self, "refused");
    }
  else if (g_strcmp0 (shown, "refused") == 0)
    show_page (self, "write");
  gtk_widget_set_visible (GTK_WIDGET (self), allowed || (why_not != NULL && *why_not != '\0'));
}

/**
 * callout_composer_take_drops:
 * @area: files that are dropped there are attached
 */
void
callout_composer_take_drops (CalloutComposer *self,
                             GtkWidget       *area)
{
  callout_file_tray_take_drops (self->tray, area);
}
