/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-update-pane.h"

#include "callout-file-row.h"
#include "callout-file-tray.h"
#include "callout-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutUpdatePane
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget         *box;
  GtkStack          *stack;
  AdwStatusPage     *empty;
  GtkScrolledWindow *scroller;
  GtkListBox        *list;
  GtkWidget         *correcting;
  GtkLabel          *correcting_label;
  GtkTextView       *entry;
  GtkButton         *attach;
  GtkButton         *post;
  CalloutFileTray   *tray;
  GtkLabel          *problem;

  /* Owned */
  CalloutSession    *session;
  GHashTable        *unposted; /* ticket → Unposted: what was being written for others */

  gint64             ticket;
  gint64             posted_for; /* the ticket something is being posted for */
  gint64             newest;   /* id of the last one by somebody else that is shown */
  gint64             marked;   /* id up to which it was said that this was read */
  gint64             corrects; /* id of the update that is corrected; 0: none */
  guint              n_shown;
  int                visibility;
  gboolean           allowed;
  gboolean           posting;
  gboolean           at_end; /* the latest is in sight, and shall stay so */
  gboolean           says_why_not; /* the sentence shown is why nothing can be written */
};

enum { PROP_0, PROP_VISIBILITY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CalloutUpdatePane, callout_update_pane, GTK_TYPE_WIDGET)

/* What was being written for a ticket when another was chosen. */
typedef struct {
  char      *text;
  GPtrArray *files;
} Unposted;

static void
unposted_free (gpointer data)
{
  Unposted *unposted = data;

  g_free (unposted->text);
  g_ptr_array_unref (unposted->files);
  g_free (unposted);
}

static char *
dup_text (CalloutUpdatePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->entry);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Whether there is something to post, and all of it is there. */
static gboolean
is_ready (CalloutUpdatePane *self)
{
  g_autofree char *text = dup_text (self);

  return self->allowed && !self->posting && !callout_file_tray_is_loading (self->tray)
         && (*text != '\0' || callout_file_tray_get_n_files (self->tray) > 0);
}

static void
update_post (CalloutUpdatePane *self)
{
  gboolean writable = self->allowed && !self->posting;

  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tray), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->post), is_ready (self));
}

static void
set_corrects (CalloutUpdatePane *self,
              CalloutUpdate     *update)
{
  self->corrects = update != NULL ? callout_entity_get_id (CALLOUT_ENTITY (update)) : 0;
  gtk_widget_set_visible (self->correcting, update != NULL);
  if (update != NULL)
    {
      /* Translators: the words that are corrected by what is written below */
      g_autofree char *said = g_strdup_printf (_("Correcting “%s”"), update->text != NULL ? update->text : "");

      gtk_label_set_text (self->correcting_label, said);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
}

static void
stop_correcting_cb (CalloutUpdatePane *self)
{
  set_corrects (self, NULL);
}

static void
tell_problem (CalloutUpdatePane *self,
              const char        *sentence)
{
  self->says_why_not = FALSE;
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* What was typed stays when it is refused. */
static void
posted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutUpdatePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  self->posting = FALSE;
  if (self->session == NULL)
    return;
  if (entity != NULL)
    {
      g_hash_table_remove (self->unposted, &self->posted_for);
      if (self->posted_for == self->ticket)
        {
          gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), "", -1);
          callout_file_tray_set_files (self->tray, NULL);
        }
      set_corrects (self, NULL);
    }
  tell_problem (self, error != NULL ? error->message : NULL);
  update_post (self);
}

/* What is on its way, and for which ticket: another may be chosen meanwhile. */
typedef struct {
  CalloutUpdatePane *self;
  CalloutArgs       *args;
  char              *ref;
} Post;

static void
collected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  Post *post = data;
  CalloutUpdatePane *self = post->self;

  callout_loaded_files_collect_finish (result, NULL);
  if (self->session != NULL)
    callout_session_run_async (self->session, "update.post", post->ref, post->args, 0, NULL, posted_cb, g_object_ref (self));
  callout_args_unref (post->args);
  g_object_unref (post->self);
  g_free (post->ref);
  g_free (post);
}

static void
post_cb (CalloutUpdatePane *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (GPtrArray) files = NULL;
  Post *post;

  if (!is_ready (self))
    return;
  args = callout_args_new_with ("visibility", callout_enum_key (CALLOUT_TYPE_VISIBILITY, self->visibility), NULL);
  if (*text != '\0')
    callout_args_add (args, "text", text);
  if (self->corrects != 0)
    {
      g_autofree char *corrects = callout_ref_format (CALLOUT_KIND_UPDATE, self->corrects);

      callout_args_add (args, "corrects", corrects);
    }
  self->posting = TRUE;
  self->posted_for = self->ticket;
  self->at_end = TRUE;
  update_post (self);
  post = g_new0 (Post, 1);
  post->self = g_object_ref (self);
  post->args = callout_args_ref (args);
  post->ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
  files = callout_file_tray_dup_files (self->tray);
  callout_loaded_files_collect_async (files, args, "file", NULL, collected_cb, post);
}

static void
attach_cb (CalloutUpdatePane *self)
{
  callout_file_tray_choose (self->tray);
}

static void
problem_cb (CalloutUpdatePane *self,
            const char        *sentence)
{
  tell_problem (self, sentence);
}

static void
tray_changed_cb (CalloutUpdatePane *self)
{
  g_autofree char *limits = callout_file_tray_describe_limits (self->tray);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->attach), limits);
  update_post (self);
}

/* Files and pictures go to the tray, words into the text. */
static void
paste_cb (CalloutUpdatePane *self)
{
  if (callout_file_tray_paste (self->tray))
    g_signal_stop_emission_by_name (self->entry, "paste-clipboard");
}

static gboolean
key_cb (CalloutUpdatePane *self,
        guint              keyval,
        guint              keycode,
        GdkModifierType    state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  post_cb (self);
  return GDK_EVENT_STOP;
}

/* The rows */

static void
correct_cb (GtkButton *button,
            gpointer   data)
{
  set_corrects (data, g_object_get_data (G_OBJECT (button), "update"));
}

static GtkWidget *
make_head (CalloutUpdatePane *self,
           CalloutUpdate     *update)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *name = update->author_name != NULL ? update->author_name : _("Automatically");
  g_autofree char *when = callout_format_time (CALLOUT_ENTITY (update)->created_at,
                                               callout_session_get_zone (self->session), callout_clock_now ());
  GtkWidget *who = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *at = g_object_new (GTK_TYPE_LABEL, "label", when, "xalign", 0.0, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (who, "heading");
  gtk_widget_add_css_class (at, "caption");
  gtk_widget_add_css_class (at, "dim-label");
  gtk_box_append (GTK_BOX (head), adw_avatar_new (24, name, TRUE));
  gtk_box_append (GTK_BOX (head), who);
  gtk_box_append (GTK_BOX (head), at);
  if (update->author == callout_session_get_person_id (self->session) && update->corrected_by == 0 && self->allowed)
    {
      GtkWidget *correct = gtk_button_new_from_icon_name ("document-edit-symbolic");

      gtk_widget_set_tooltip_text (correct, _("Correct it by another update"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (correct), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Correct"), -1);
      gtk_widget_add_css_class (correct, "flat");
      g_object_set_data_full (G_OBJECT (correct), "update", g_object_ref (update), g_object_unref);
      g_signal_connect_object (correct, "clicked", G_CALLBACK (correct_cb), self, 0);
      gtk_box_append (GTK_BOX (head), correct);
    }
  return head;
}

static void
add_note (GtkWidget  *box,
          const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_files (CalloutUpdatePane *self,
           CalloutUpdate     *update,
           GPtrArray         *files,
           GtkWidget         *box)
{
  GtkWidget *list = callout_file_list_new (_("Attachments"));

  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);

      if (file->update_ref == callout_entity_get_id (CALLOUT_ENTITY (update)))
        gtk_list_box_append (GTK_LIST_BOX (list), callout_file_row_new (self->session, file));
    }
  gtk_widget_set_margin_top (list, 6);
  gtk_box_append (GTK_BOX (box), list);
}

static void
add_update (CalloutUpdatePane *self,
            CalloutUpdate     *update,
            GPtrArray         *files)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", update->text != NULL ? update->text : "", "xalign", 0.0,
                                  "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE,
                                  "can-focus", FALSE, NULL);

  gtk_box_append (GTK_BOX (box), make_head (self, update));
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_set_visible (text, update->text != NULL && *update->text != '\0');
  if (update->n_files > 0)
    add_files (self, update, files, box);
  if (update->corrects != 0)
    add_note (box, _("Corrects an earlier update"));
  if (update->corrected_by != 0)
    {
      add_note (box, _("Corrected by a later update"));
      gtk_widget_add_css_class (text, "corrected");
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

/* What was looked at is read */

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  /* A mark that is not set now is set with the next update. */
  if (entity == NULL)
    g_debug ("not marked as read: %s", error->message);
}

static void
mark_read (CalloutUpdatePane *self)
{
  g_autofree char *ref = NULL;
  g_autofree char *to = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutRequest) request = NULL;

  if (self->session == NULL || self->newest <= self->marked || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->marked = self->newest;
  ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
  to = callout_ref_format (CALLOUT_KIND_UPDATE, self->newest);
  args = callout_args_new_with ("thread", callout_enum_key (CALLOUT_TYPE_THREAD, CALLOUT_THREAD_RECORD), "to", to, NULL);
  request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP, "message.mark-read",
                                 ref, args);
  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, marked_cb, NULL);
}

static void
callout_update_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (callout_update_pane_parent_class)->map (widget);
  mark_read (CALLOUT_UPDATE_PANE (widget));
}

/* The latest is what one comes for; where somebody reads further up, they stay. */
static void
room_changed_cb (CalloutUpdatePane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (self->at_end)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
scrolled_cb (CalloutUpdatePane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->scroller)))
    self->at_end = gtk_adjustment_get_value (adjustment) >= end - 1;
}

static void
callout_update_pane_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_VISIBILITY)
    g_value_set_enum (value, CALLOUT_UPDATE_PANE (object)->visibility);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_update_pane_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  CalloutUpdatePane *self = CALLOUT_UPDATE_PANE (object);
  gboolean internal;

  if (prop_id != PROP_VISIBILITY)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  self->visibility = g_value_get_enum (value);
  internal = self->visibility == CALLOUT_VISIBILITY_INTERNAL;
  adw_status_page_set_title (self->empty, internal ? _("No Internal Updates") : _("No Updates"));
  adw_status_page_set_description (self->empty, internal ? _("What is written here the customer never reads.")
                                                         : _("What is written here the customer can read."));
  gtk_button_set_label (self->post, internal ? _("Post Internally") : _("Post for the Customer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  internal ? _("New internal update") : _("New update"), -1);
}

static void
callout_update_pane_dispose (GObject *object)
{
  CalloutUpdatePane *self = CALLOUT_UPDATE_PANE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->unposted, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_update_pane_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutUpdatePane, child)

static void
callout_update_pane_class_init (CalloutUpdatePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_update_pane_dispose;
  widget_class->map = callout_update_pane_map;
  object_class->get_property = callout_update_pane_get_property;
  object_class->set_property = callout_update_pane_set_property;
  properties[PROP_VISIBILITY] = g_param_spec_enum ("visibility", NULL, NULL, CALLOUT_TYPE_VISIBILITY,
                                                   CALLOUT_VISIBILITY_INTERNAL,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (CALLOUT_TYPE_FILE_TRAY);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-update-pane.ui");
  BIND (box);
  BIND (stack);
  BIND (empty);
  BIND (scroller);
  BIND (list);
  BIND (correcting);
  BIND (correcting_label);
  BIND (entry);
  BIND (attach);
  BIND (tray);
  BIND (post);
  BIND (problem);
  gtk_widget_class_bind_template_callback (widget_class, attach_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, post_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_correcting_cb);
  gtk_widget_class_bind_template_callback (widget_class, tray_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "updatepane");
}

static void
callout_update_pane_init (CalloutUpdatePane *self)
{
  self->unposted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unposted_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  callout_file_tray_take_drops (self->tray, GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (room_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed", G_CALLBACK (scrolled_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->entry), "changed", G_CALLBACK (update_post), self,
                           G_CONNECT_SWAPPED);
  update_post (self);
}

/**
 * callout_update_pane_set_session:
 *
 * To be called once.
 */
void
callout_update_pane_set_session (CalloutUpdatePane *self,
                                 CalloutSession    *session)
{
  g_set_object (&self->session, session);
  callout_file_tray_set_session (self->tray, session);
}

static void
put_aside (CalloutUpdatePane *self)
{
  g_autofree char *text = dup_text (self);
  Unposted *unposted;

  if (*text == '\0' && callout_file_tray_get_n_files (self->tray) == 0)
    return;
  unposted = g_new0 (Unposted, 1);
  unposted->text = g_steal_pointer (&text);
  unposted->files = callout_file_tray_dup_files (self->tray);
  g_hash_table_insert (self->unposted, g_memdup2 (&self->ticket, sizeof self->ticket), unposted);
}

static void
take_up (CalloutUpdatePane *self)
{
  Unposted *unposted = g_hash_table_lookup (self->unposted, &self->ticket);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), unposted != NULL ? unposted->text : "", -1);
  callout_file_tray_set_files (self->tray, unposted != NULL ? unposted->files : NULL);
  g_hash_table_remove (self->unposted, &self->ticket);
}

/**
 * callout_update_pane_set_ticket:
 *
 * Another ticket: what was being written was for the one before, and is there
 * again when that is chosen again.
 */
void
callout_update_pane_set_ticket (CalloutUpdatePane *self,
                                gint64             ticket)
{
  if (self->ticket == ticket)
    return;
  self->at_end = TRUE;
  put_aside (self);
  self->ticket = ticket;
  self->newest = self->marked = 0;
  take_up (self);
  set_corrects (self, NULL);
  tell_problem (self, NULL);
}

/**
 * callout_update_pane_show:
 * @updates: (element-type CalloutUpdate): all of the ticket, the first first
 * @files: (element-type CalloutFile): all of the ticket
 */
void
callout_update_pane_show (CalloutUpdatePane *self,
                          GPtrArray         *updates,
                          GPtrArray         *files)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->n_shown = 0;
  self->newest = 0;
  for (guint i = 0; i < updates->len; i++)
    {
      CalloutUpdate *update = g_ptr_array_index (updates, i);

      if (update->visibility != self->visibility)
        continue;
      add_update (self, update, files);
      self->n_shown++;
      if (update->ticket == self->ticket && update->author != callout_session_get_person_id (self->session))
        self->newest = MAX (self->newest, CALLOUT_ENTITY (update)->id);
    }
  gtk_stack_set_visible_child_name (self->stack, self->n_shown > 0 ? "list" : "empty");
  mark_read (self);
}

/**
 * callout_update_pane_set_allowed:
 * @why_not: (nullable): the sentence why nothing can be written
 */
void
callout_update_pane_set_allowed (CalloutUpdatePane *self,
                                 gboolean           allowed,
                                 const char        *why_not)
{
  self->allowed = allowed;
  if (!allowed && !self->posting)
    {
      tell_problem (self, why_not);
      self->says_why_not = TRUE;
    }
  else if (allowed && self->says_why_not)
    tell_problem (self, NULL);
  update_post (self);
}

guint
callout_update_pane_get_n_shown (CalloutUpdatePane *self)
{
  return self->n_shown;
}
