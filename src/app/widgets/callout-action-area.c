/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-action-area.h"

#include "callout-offers.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CalloutActionArea
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget      *revealer;
  GtkLabel       *selected;
  GtkBox         *buttons;
  GtkLabel       *reason;
  GtkMenuButton  *more;
  GtkListBox     *more_list;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  GPtrArray      *offers;
  GArray         *ids;
  char           *said;       /* what the rows behind the last button say */
  GPtrArray      *by_command; /* of GtkWidget, as the table of buttons; NULL: none */

  const CalloutActionButton *infos;
  guint           n_infos;
  CalloutKind     kind;
  gboolean        compact;
};

enum { OFFERS_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutActionArea, callout_action_area, GTK_TYPE_WIDGET)

static const CalloutActionButton *
find_info (CalloutActionArea *self,
           const char        *command)
{
  for (guint i = 0; i < self->n_infos; i++)
    if (g_str_equal (self->infos[i].command, command))
      return &self->infos[i];
  return NULL;
}

static void
more_activated_cb (CalloutActionArea *self,
                   GtkListBoxRow     *row)
{
  const char *command = g_object_get_data (G_OBJECT (row), "command");

  gtk_menu_button_popdown (self->more);
  gtk_widget_activate_action (GTK_WIDGET (self), command, NULL);
}

static void
add_more (CalloutActionArea *self,
          CalloutOfferSum   *sum)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *why = sum->why_not != NULL ? g_markup_escape_text (sum->why_not, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), callout_command_get_label (sum->command));
  if (sum->n_allowed == 0 && why != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), sum->n_allowed > 0);
  gtk_widget_set_sensitive (row, sum->n_allowed > 0);
  g_object_set_data (G_OBJECT (row), "command", (gpointer) sum->command->name);
  gtk_list_box_append (self->more_list, row);
}

/* A customer is not told of all that is for those who work here. */
static gboolean
is_for_customer (CalloutActionArea *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);

  return person != NULL && callout_person_is_code_user (person);
}

/* What belongs elsewhere stands here only when it can be done. */
static gboolean
belongs_here (CalloutActionArea *self,
              CalloutOfferSum   *sum)
{
  const CalloutActionButton *info = find_info (self, sum->command->name);

  return sum->n_allowed > 0 || (sum->fits && !is_for_customer (self) && (info == NULL || info->icon_name != NULL));
}

static gboolean
has_button (CalloutActionArea *self,
            CalloutOfferSum   *sum)
{
  const CalloutActionButton *info = find_info (self, sum->command->name);

  return info != NULL && info->icon_name != NULL;
}

/* To lock what is locked is nobody's wish. */
static const char *const opposites[][2] = {
  { "work-order.lock", "work-order.unlock" },
  { "ticket.grab", "ticket.release" },
};

static gboolean
is_done_already (CalloutActionArea *self,
                 CalloutOfferSum   *sum)
{
  if (sum->n_allowed > 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (opposites); i++)
    for (guint j = 0; j < 2; j++)
      if (g_str_equal (sum->command->name, opposites[i][j]))
        return callout_action_area_allows (self, opposites[i][1 - j]);
  return FALSE;
}

static gboolean
is_in_more (CalloutActionArea *self,
            CalloutOfferSum   *sum)
{
  return (!has_button (self, sum) || self->compact) && belongs_here (self, sum) && !is_done_already (self, sum);
}

/* Rows that say the same stay: somebody may be pressing one of them. */
static char *
describe_more (CalloutActionArea *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->offers != NULL && i < self->offers->len; i++)
    {
      CalloutOfferSum *sum = g_ptr_array_index (self->offers, i);

      if (is_in_more (self, sum))
        g_string_append_printf (text, "%s %d %s\n", sum->command->name, sum->n_allowed > 0,
                                sum->why_not != NULL ? sum->why_not : "");
    }
  return g_string_free (text, FALSE);
}

static void
show_more (CalloutActionArea *self)
{
  g_autofree char *said = describe_more (self);
  GtkWidget *child;
  guint n = 0;

  if (g_strcmp0 (self->said, said) == 0)
    return;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->more_list))) != NULL)
    gtk_list_box_remove (self->more_list, child);
  for (guint i = 0; self->offers != NULL && i < self->offers->len; i++)
    {
      CalloutOfferSum *sum = g_ptr_array_index (self->offers, i);

      if (is_in_more (self, sum))
        {
          add_more (self, sum);
          n++;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > 0);
}

/* The one sentence under the buttons: why the first of them cannot be pressed. */
static void
show_reason (CalloutActionArea *self,
             CalloutOfferSum   *refused)
{
  g_autofree char *text = NULL;

  if (refused != NULL && refused->why_not != NULL)
    /* Translators: a command's name and the sentence why it is not possible */
    text = g_strdup_printf (_("%s: %s"), callout_command_get_label (refused->command), refused->why_not);
  gtk_label_set_text (self->reason, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), text);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), text != NULL);
}

static void
show_buttons (CalloutActionArea *self)
{
  CalloutOfferSum *refused = NULL;
  gboolean suggested = FALSE;
  guint n_shown = 0;

  for (guint i = 0; i < self->n_infos; i++)
    {
      CalloutOfferSum *sum = callout_offers_find (self->offers, self->infos[i].command);
      gboolean allowed = sum != NULL && sum->n_allowed > 0;
      gboolean told = sum != NULL && sum->fits && !self->infos[i].if_possible && !is_for_customer (self);
      gboolean shown = (allowed || told) && !(self->compact && n_shown > 0);
      GtkWidget *button = g_ptr_array_index (self->by_command, i);

      if (button == NULL)
        continue;
      gtk_widget_set_visible (button, shown);
      if (!shown)
        continue;
      n_shown++;
      gtk_widget_set_tooltip_text (button, allowed ? NULL : sum->why_not);
      if (!allowed && refused == NULL)
        refused = sum;
      if (allowed && !suggested && !self->infos[i].plain)
        gtk_widget_add_css_class (button, "suggested-action");
      else
        gtk_widget_remove_css_class (button, "suggested-action");
      suggested |= allowed;
    }
  show_reason (self, refused);
}

static void
show (CalloutActionArea *self)
{
  guint n = self->ids->len;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), n > 0);
  if (n == 1)
    text = callout_ref_format (self->kind, g_array_index (self->ids, gint64, 0));
  else
    text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  gtk_label_set_text (self->selected, text);
  gtk_widget_set_visible (GTK_WIDGET (self->selected), !self->compact || n > 1);
  show_buttons (self);
  show_more (self);
}

static void
offers_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = callout_offers_finish (CALLOUT_SESSION (object), result, &error);
  CalloutActionArea *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = g_steal_pointer (&offers);
  show (self);
  g_signal_emit (self, signals[OFFERS_CHANGED], 0);
}

static void
ask (CalloutActionArea *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->ids->len == 0 || callout_session_get_person (self->session) == NULL)
    {
      g_clear_pointer (&self->offers, g_ptr_array_unref);
      show (self);
      g_signal_emit (self, signals[OFFERS_CHANGED], 0);
      return;
    }
  self->cancellable = g_cancellable_new ();
  callout_offers_async (self->session, self->kind, (const gint64 *) (gpointer) self->ids->data,
                        self->ids->len, self->cancellable, offers_cb, self);
}

static void
callout_action_area_dispose (GObject *object)
{
  CalloutActionArea *self = CALLOUT_ACTION_AREA (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->by_command, g_ptr_array_unref);
  g_clear_pointer (&self->said, g_free);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_action_area_parent_class)->dispose (object);
}

static void
callout_action_area_class_init (CalloutActionAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_action_area_dispose;
  signals[OFFERS_CHANGED] = g_signal_new ("offers-changed", CALLOUT_TYPE_ACTION_AREA, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-action-area.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, revealer);
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, selected);
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, buttons);
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, reason);
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, more);
  gtk_widget_class_bind_template_child (widget_class, CalloutActionArea, more_list);
  gtk_widget_class_bind_template_callback (widget_class, more_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_button (CalloutActionArea         *self,
             const CalloutActionButton *info)
{
  const CalloutCommand *command = callout_commands_find (info->command);
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *button = gtk_button_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), info->icon_name);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), callout_command_get_label (command));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), info->command);
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (self->buttons, button);
  return button;
}

static void
callout_action_area_init (CalloutActionArea *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->by_command = g_ptr_array_new ();
}

/**
 * callout_action_area_set_session:
 *
 * To be called once. From then on what is possible is asked anew whenever
 * somebody changed something.
 */
void
callout_action_area_set_session (CalloutActionArea *self,
                                 CalloutSession    *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
}

/**
 * callout_action_area_set_buttons:
 * @kind: what it is about
 * @infos: what stands as a button, in that order; not copied. One without an
 *   icon belongs elsewhere and is offered here only when it can be done.
 *
 * To be called once. A command that is not in the table has no button.
 */
void
callout_action_area_set_buttons (CalloutActionArea         *self,
                                 CalloutKind                kind,
                                 const CalloutActionButton *infos,
                                 guint                      n_infos)
{
  self->kind = kind;
  self->infos = infos;
  self->n_infos = n_infos;
  for (guint i = 0; i < n_infos; i++)
    {
      gboolean shown = infos[i].icon_name != NULL && callout_commands_find (infos[i].command) != NULL;

      g_ptr_array_add (self->by_command, shown ? make_button (self, &infos[i]) : NULL);
    }
}

/**
 * callout_action_area_set_ids:
 *
 * Sets which things it is about.
 */
void
callout_action_area_set_ids (CalloutActionArea *self,
                             const gint64      *ids,
                             guint              n_ids)
{
  g_array_set_size (self->ids, 0);
  g_array_append_vals (self->ids, ids, n_ids);
  ask (self);
}

/**
 * callout_action_area_set_compact:
 * @compact: whether there is room for one button only
 */
void
callout_action_area_set_compact (CalloutActionArea *self,
                                 gboolean           compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  show (self);
}

gboolean
callout_action_area_allows (CalloutActionArea *self,
                            const char        *command)
{
  CalloutOfferSum *sum = callout_offers_find (self->offers, command);

  return sum != NULL && sum->n_allowed > 0;
}

/**
 * callout_action_area_get_why_not:
 *
 * Returns: (nullable): the sentence why a command is not possible
 */
const char *
callout_action_area_get_why_not (CalloutActionArea *self,
                                 const char        *command)
{
  CalloutOfferSum *sum = callout_offers_find (self->offers, command);

  return sum != NULL && sum->n_allowed == 0 ? sum->why_not : NULL;
}
