/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-inbox-button.h"

#include "callout-inbox.h"

#include <glib/gi18n-lib.h>

/* More than that is just many. */
#define MAX_SHOWN 99

struct _CalloutInboxButton
{
  GtkWidget parent_instance;

  /* Template children */
  GtkToggleButton *button;
  GtkLabel        *badge;
  GtkPopover      *popover;
  AdwBin          *bin;

  /* Owned */
  CalloutInbox    *inbox;

  /* Borrowed */
  AdwBin          *page; /* where it is shown if there is no room for a popover */

  gboolean         compact;
};

enum { PROP_0, PROP_COMPACT, PROP_PAGE_SHOWN, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CalloutInboxButton, callout_inbox_button, GTK_TYPE_WIDGET)

static void
show_unread (CalloutInboxButton *self)
{
  guint unread = callout_inbox_get_unread (self->inbox);
  g_autofree char *number = unread > MAX_SHOWN ? g_strdup_printf ("%d+", MAX_SHOWN) : g_strdup_printf ("%u", unread);
  g_autofree char *said = unread > 0 ? g_strdup_printf (ngettext ("Notifications, %u unread", "Notifications, %u unread", unread),
                                                        unread)
                                     : g_strdup (_("Notifications"));

  gtk_label_set_text (self->badge, number);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), unread > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
toggled_cb (CalloutInboxButton *self)
{
  gboolean active = gtk_toggle_button_get_active (self->button);

  if (self->compact)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE_SHOWN]);
  else if (active)
    gtk_popover_popup (self->popover);
  else
    gtk_popover_popdown (self->popover);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->inbox));
}

static void
put_inbox (CalloutInboxButton *self)
{
  gboolean on_page = self->compact && self->page != NULL;

  adw_bin_set_child (self->bin, NULL);
  if (self->page != NULL)
    adw_bin_set_child (self->page, NULL);
  callout_inbox_set_headed (self->inbox, !on_page);
  adw_bin_set_child (on_page ? self->page : self->bin, GTK_WIDGET (self->inbox));
}

static void
callout_inbox_button_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  CalloutInboxButton *self = CALLOUT_INBOX_BUTTON (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_PAGE_SHOWN:
      g_value_set_boolean (value, callout_inbox_button_get_page_shown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_inbox_button_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  CalloutInboxButton *self = CALLOUT_INBOX_BUTTON (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      callout_inbox_button_set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_inbox_button_dispose (GObject *object)
{
  CalloutInboxButton *self = CALLOUT_INBOX_BUTTON (object);

  callout_inbox_button_set_page (self, NULL);
  if (self->inbox != NULL)
    callout_inbox_set_session (self->inbox, NULL);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->popover = NULL;
  self->button = NULL;
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (callout_inbox_button_parent_class)->dispose (object);
}

static void
callout_inbox_button_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  GTK_WIDGET_CLASS (callout_inbox_button_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (CALLOUT_INBOX_BUTTON (widget)->popover);
}

static void
callout_inbox_button_class_init (CalloutInboxButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_inbox_button_dispose;
  object_class->get_property = callout_inbox_button_get_property;
  object_class->set_property = callout_inbox_button_set_property;
  widget_class->size_allocate = callout_inbox_button_size_allocate;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PAGE_SHOWN] = g_param_spec_boolean ("page-shown", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/inbox/callout-inbox-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxButton, button);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxButton, badge);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxButton, bin);
  gtk_widget_class_bind_template_callback (widget_class, callout_inbox_button_close);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_inbox_button_init (CalloutInboxButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inbox = g_object_ref_sink (g_object_new (CALLOUT_TYPE_INBOX, NULL));
  g_signal_connect_object (self->inbox, "notify::unread", G_CALLBACK (show_unread), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inbox, "opened", G_CALLBACK (callout_inbox_button_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inbox, "left", G_CALLBACK (callout_inbox_button_close), self, G_CONNECT_SWAPPED);
  put_inbox (self);
  show_unread (self);
}

/**
 * callout_inbox_button_set_session:
 * @session: (nullable)
 */
void
callout_inbox_button_set_session (CalloutInboxButton *self,
                                  CalloutSession     *session)
{
  callout_inbox_button_close (self);
  callout_inbox_set_session (self->inbox, session);
}

/**
 * callout_inbox_button_set_page:
 * @page: (nullable): where the inbox goes if there is no room for a popover
 */
void
callout_inbox_button_set_page (CalloutInboxButton *self,
                               AdwBin             *page)
{
  if (self->page == page)
    return;
  if (self->page != NULL && self->compact)
    adw_bin_set_child (self->page, NULL);
  self->page = page;
  if (page != NULL)
    put_inbox (self);
}

void
callout_inbox_button_set_compact (CalloutInboxButton *self,
                                  gboolean            compact)
{
  if (self->compact == !!compact)
    return;
  callout_inbox_button_close (self);
  self->compact = !!compact;
  put_inbox (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

/**
 * callout_inbox_button_get_page_shown:
 *
 * Returns: whether the page with the inbox shall be in front
 */
gboolean
callout_inbox_button_get_page_shown (CalloutInboxButton *self)
{
  return self->compact && self->button != NULL && gtk_toggle_button_get_active (self->button);
}

void
callout_inbox_button_open (CalloutInboxButton *self)
{
  gtk_toggle_button_set_active (self->button, TRUE);
}

void
callout_inbox_button_close (CalloutInboxButton *self)
{
  if (self->button != NULL)
    gtk_toggle_button_set_active (self->button, FALSE);
}
