/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-filter-chip.h"

#include "callout-search-leave.h"

#include <glib/gi18n-lib.h>

/* From how many choices on they are searched rather than looked through. */
#define MANY_OPTIONS 12

struct _CalloutFilterChip
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *button;
  GtkWidget *caption;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *clear;

  /* Owned */
  char      *label;

  gboolean   single;
  gboolean   quiet; /* while several ticks change at once */
};

enum { PROP_0, PROP_LABEL, PROP_SINGLE, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFilterChip, callout_filter_chip, GTK_TYPE_WIDGET)

static GtkCheckButton *
row_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
}

static const char *
check_key (GtkCheckButton *check)
{
  return g_object_get_data (G_OBJECT (check), "key");
}

static void
say (CalloutFilterChip *self)
{
  const char *first = NULL;
  guint n = 0;
  g_autofree char *text = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (row_check (row)))
      {
        if (first == NULL)
          first = gtk_check_button_get_label (row_check (row));
        n++;
      }
  if (n == 0)
    text = g_strdup (self->label);
  else if (n == 1)
    /* Translators: what a list is filtered by, and the one choice made */
    text = g_strdup_printf (C_("filter", "%s: %s"), self->label, first);
  else
    /* Translators: what a list is filtered by, and how many choices were made */
    text = g_strdup_printf (C_("filter", "%s: %u"), self->label, n);
  gtk_label_set_text (GTK_LABEL (self->caption), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_sensitive (self->clear, n > 0);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
}

static void
toggled_cb (CalloutFilterChip *self,
            GtkCheckButton    *check)
{
  if (self->quiet)
    return;
  if (self->single && gtk_check_button_get_active (check))
    {
      const char *one[] = { check_key (check), NULL };

      self->quiet = TRUE;
      callout_filter_chip_set_chosen (self, one);
      self->quiet = FALSE;
    }
  say (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_cb (CalloutFilterChip *self)
{
  callout_filter_chip_set_chosen (self, NULL);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static gboolean
option_matches (GtkListBoxRow *row,
                gpointer       data)
{
  CalloutFilterChip *self = data;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *needle = g_utf8_casefold (words, -1);
  g_autofree char *text = g_utf8_casefold (gtk_check_button_get_label (row_check (GTK_WIDGET (row))), -1);

  return *words == '\0' || strstr (text, needle) != NULL;
}

static void
callout_filter_chip_dispose (GObject *object)
{
  CalloutFilterChip *self = CALLOUT_FILTER_CHIP (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_filter_chip_parent_class)->dispose (object);
}

static void
callout_filter_chip_finalize (GObject *object)
{
  g_free (CALLOUT_FILTER_CHIP (object)->label);
  G_OBJECT_CLASS (callout_filter_chip_parent_class)->finalize (object);
}

static void
callout_filter_chip_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  CalloutFilterChip *self = CALLOUT_FILTER_CHIP (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_SINGLE:
      g_value_set_boolean (value, self->single);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_filter_chip_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  CalloutFilterChip *self = CALLOUT_FILTER_CHIP (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      say (self);
      break;
    case PROP_SINGLE:
      self->single = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_filter_chip_class_init (CalloutFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_filter_chip_dispose;
  object_class->finalize = callout_filter_chip_finalize;
  object_class->get_property = callout_filter_chip_get_property;
  object_class->set_property = callout_filter_chip_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SINGLE] = g_param_spec_boolean ("single", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterChip, button);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterChip, caption);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterChip, entry);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterChip, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterChip, clear);
  gtk_widget_class_bind_template_callback (widget_class, callout_search_leave);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterchip");
}

static void
callout_filter_chip_init (CalloutFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), option_matches, self, NULL);
  g_signal_connect_object (self->entry, "search-changed",
                           G_CALLBACK (gtk_list_box_invalidate_filter), self->list, G_CONNECT_SWAPPED);
}

/**
 * callout_filter_chip_clear_options:
 *
 * Takes all choices away.
 */
void
callout_filter_chip_clear_options (CalloutFilterChip *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_widget_set_visible (self->entry, FALSE);
  say (self);
}

/**
 * callout_filter_chip_add_option:
 * @key: what callout_filter_chip_get_chosen() answers
 * @label: what people read
 */
void
callout_filter_chip_add_option (CalloutFilterChip *self,
                                const char        *key,
                                const char        *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);
  GtkWidget *row = gtk_list_box_row_new ();
  guint n = 0;

  g_object_set_data_full (G_OBJECT (check), "key", g_strdup (key), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  gtk_widget_set_visible (self->entry, n > MANY_OPTIONS);
}

/**
 * callout_filter_chip_get_chosen:
 *
 * Returns: (transfer full): the keys ticked; empty: no narrowing
 */
char **
callout_filter_chip_get_chosen (CalloutFilterChip *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (row_check (row)))
      g_strv_builder_add (builder, check_key (row_check (row)));
  return g_strv_builder_end (builder);
}

/**
 * callout_filter_chip_set_chosen:
 * @keys: (nullable): %NULL for none
 */
void
callout_filter_chip_set_chosen (CalloutFilterChip *self,
                                const char *const *keys)
{
  gboolean was_quiet = self->quiet;
  gboolean changed = FALSE;

  self->quiet = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = row_check (row);
      gboolean active = keys != NULL && g_strv_contains (keys, check_key (check));

      changed |= active != gtk_check_button_get_active (check);
      gtk_check_button_set_active (check, active);
    }
  self->quiet = was_quiet;
  say (self);
  if (changed && !self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * callout_filter_chip_is_active:
 *
 * Returns: whether anything is chosen
 */
gboolean
callout_filter_chip_is_active (CalloutFilterChip *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "chosen");
}
