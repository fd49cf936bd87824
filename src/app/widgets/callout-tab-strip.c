/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-tab-strip.h"

struct _CalloutTabStrip
{
  GtkWidget          parent_instance;

  /* Children */
  GtkWidget         *box;

  /* Owned */
  GtkStack          *stack;
  GtkSelectionModel *pages;

  gboolean           showing;
};

enum { PROP_0, PROP_STACK, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CalloutTabStrip, callout_tab_strip, GTK_TYPE_WIDGET)

static void
toggled_cb (CalloutTabStrip *self,
            GtkToggleButton *tab)
{
  if (!self->showing && gtk_toggle_button_get_active (tab))
    gtk_stack_set_visible_child (self->stack, gtk_stack_page_get_child (g_object_get_data (G_OBJECT (tab), "page")));
}

/* Which is in front, and what its tab says. */
static void
show (CalloutTabStrip *self)
{
  self->showing = TRUE;
  for (GtkWidget *tab = gtk_widget_get_first_child (self->box); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    {
      GtkStackPage *page = g_object_get_data (G_OBJECT (tab), "page");
      gboolean front = gtk_stack_page_get_child (page) == gtk_stack_get_visible_child (self->stack);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), front);
      gtk_widget_set_visible (g_object_get_data (G_OBJECT (tab), "title"), front);
      gtk_widget_set_visible (tab, gtk_stack_page_get_visible (page));
      gtk_accessible_update_state (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_STATE_SELECTED, front, -1);
    }
  self->showing = FALSE;
}

static void
add_tab (CalloutTabStrip *self,
         GtkStackPage    *page)
{
  GtkWidget *tab = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", gtk_stack_page_get_icon_name (page),
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", gtk_stack_page_get_title (page), "ellipsize", PANGO_ELLIPSIZE_END,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *before = gtk_widget_get_first_child (self->box);

  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), title);
  gtk_button_set_child (GTK_BUTTON (tab), content);
  gtk_widget_add_css_class (tab, "flat");
  gtk_widget_set_tooltip_text (tab, gtk_stack_page_get_title (page));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_stack_page_get_title (page), -1);
  g_object_set_data_full (G_OBJECT (tab), "page", g_object_ref (page), g_object_unref);
  g_object_set_data (G_OBJECT (tab), "title", title);
  if (before != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (before));
  g_signal_connect_object (tab, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::visible", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), tab);
}

static void
fill (CalloutTabStrip *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

  while (gtk_widget_get_first_child (self->box) != NULL)
    gtk_box_remove (GTK_BOX (self->box), gtk_widget_get_first_child (self->box));
  self->showing = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

      add_tab (self, GTK_STACK_PAGE (page));
    }
  show (self);
}

static void
callout_tab_strip_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_STACK)
    g_value_set_object (value, CALLOUT_TAB_STRIP (object)->stack);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_tab_strip_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (prop_id == PROP_STACK)
    callout_tab_strip_set_stack (CALLOUT_TAB_STRIP (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_tab_strip_dispose (GObject *object)
{
  CalloutTabStrip *self = CALLOUT_TAB_STRIP (object);

  self->showing = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->pages);
  g_clear_object (&self->stack);
  G_OBJECT_CLASS (callout_tab_strip_parent_class)->dispose (object);
}

static void
callout_tab_strip_class_init (CalloutTabStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_tab_strip_dispose;
  object_class->get_property = callout_tab_strip_get_property;
  object_class->set_property = callout_tab_strip_set_property;
  properties[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, GTK_TYPE_STACK,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tabstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TAB_LIST);
}

static void
callout_tab_strip_init (CalloutTabStrip *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
callout_tab_strip_set_stack (CalloutTabStrip *self,
                             GtkStack        *stack)
{
  if (stack == NULL || self->stack != NULL)
    return;
  self->stack = g_object_ref (stack);
  self->pages = gtk_stack_get_pages (stack);
  g_signal_connect_object (self->pages, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  fill (self);
}
