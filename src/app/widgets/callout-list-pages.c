/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-list-pages.h"

struct _CalloutListPages
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack      *stack;
  AdwBin        *list;
  AdwStatusPage *empty;
  GtkButton     *empty_action;
  AdwStatusPage *problem;
};

enum { PROP_0, PROP_CHILD, PROP_ICON_NAME, N_PROPS };
enum { EMPTY_ACTION, RETRY, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutListPages, callout_list_pages, GTK_TYPE_WIDGET)

static void
empty_action_cb (CalloutListPages *self)
{
  g_signal_emit (self, signals[EMPTY_ACTION], 0);
}

static void
retry_cb (CalloutListPages *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
callout_list_pages_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CalloutListPages *self = CALLOUT_LIST_PAGES (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->list));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, adw_status_page_get_icon_name (self->empty));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_list_pages_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CalloutListPages *self = CALLOUT_LIST_PAGES (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      adw_bin_set_child (self->list, g_value_get_object (value));
      break;
    case PROP_ICON_NAME:
      adw_status_page_set_icon_name (self->empty, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_list_pages_dispose (GObject *object)
{
  CalloutListPages *self = CALLOUT_LIST_PAGES (object);

  if (self->stack != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  G_OBJECT_CLASS (callout_list_pages_parent_class)->dispose (object);
}

static void
callout_list_pages_class_init (CalloutListPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_list_pages_dispose;
  object_class->get_property = callout_list_pages_get_property;
  object_class->set_property = callout_list_pages_set_property;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EMPTY_ACTION] = g_signal_new ("empty-action", CALLOUT_TYPE_LIST_PAGES, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", CALLOUT_TYPE_LIST_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-list-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutListPages, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutListPages, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutListPages, empty);
  gtk_widget_class_bind_template_child (widget_class, CalloutListPages, empty_action);
  gtk_widget_class_bind_template_child (widget_class, CalloutListPages, problem);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_list_pages_init (CalloutListPages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_list_pages_set_empty:
 * @text: what will appear there, or why nothing does
 * @action: (nullable): what the button says; %NULL: there is none
 */
void
callout_list_pages_set_empty (CalloutListPages *self,
                              const char       *title,
                              const char       *text,
                              const char       *action)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
  if (action != NULL)
    gtk_button_set_label (self->empty_action, action);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_action), action != NULL);
}

/**
 * callout_list_pages_show:
 * @error: (nullable)
 *
 * Says how the list stands. What is there already stays while more is read.
 */
void
callout_list_pages_show (CalloutListPages *self,
                         guint             n_items,
                         gboolean          loading,
                         const GError     *error)
{
  const char *page = "empty";

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem, escaped);
      page = "problem";
    }
  else if (n_items > 0)
    page = "list";
  else if (loading)
    page = "loading";
  gtk_stack_set_visible_child_name (self->stack, page);
}
