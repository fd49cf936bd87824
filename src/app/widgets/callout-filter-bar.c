/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-filter-bar.h"

#include <glib/gi18n-lib.h>

struct _CalloutFilterBar
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *box;
  AdwBin    *filters;
  GtkWidget *clear;
};

enum { PROP_0, PROP_CHILD, PROP_NARROWED, N_PROPS };
enum { CLEAR, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFilterBar, callout_filter_bar, GTK_TYPE_WIDGET)

static void
clear_cb (CalloutFilterBar *self)
{
  g_signal_emit (self, signals[CLEAR], 0);
}

static void
callout_filter_bar_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CalloutFilterBar *self = CALLOUT_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->filters));
      break;
    case PROP_NARROWED:
      g_value_set_boolean (value, gtk_widget_get_visible (self->clear));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_filter_bar_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CalloutFilterBar *self = CALLOUT_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      adw_bin_set_child (self->filters, g_value_get_object (value));
      break;
    case PROP_NARROWED:
      callout_filter_bar_set_narrowed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_filter_bar_dispose (GObject *object)
{
  CalloutFilterBar *self = CALLOUT_FILTER_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_filter_bar_parent_class)->dispose (object);
}

static void
callout_filter_bar_class_init (CalloutFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_filter_bar_dispose;
  object_class->get_property = callout_filter_bar_get_property;
  object_class->set_property = callout_filter_bar_set_property;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROWED] = g_param_spec_boolean ("narrowed", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLEAR] = g_signal_new ("clear", CALLOUT_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterBar, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterBar, filters);
  gtk_widget_class_bind_template_child (widget_class, CalloutFilterBar, clear);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_filter_bar_init (CalloutFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_filter_bar_set_narrowed:
 * @narrowed: whether the list shows less than all of it
 */
void
callout_filter_bar_set_narrowed (CalloutFilterBar *self,
                                 gboolean          narrowed)
{
  if (gtk_widget_get_visible (self->clear) == narrowed)
    return;
  gtk_widget_set_visible (self->clear, narrowed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROWED]);
}

/**
 * callout_filter_add:
 * @value: the first of the values, one of which it is to be
 */
void
callout_filter_add (CalloutQuery *query,
                    const char   *field,
                    CalloutOp     op,
                    const char   *value,
                    ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, value);
  for (; value != NULL; value = va_arg (args, const char *))
    g_strv_builder_add (builder, value);
  va_end (args);
  values = g_strv_builder_end (builder);
  if (!callout_query_add (query, field, op, (const char *const *) values, &error))
    g_critical ("%s", error->message);
}

void
callout_filter_add_time (CalloutQuery *query,
                         const char   *field,
                         CalloutOp     op,
                         CalloutTime   time)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = callout_time_format (time, utc);

  callout_filter_add (query, field, op, text, NULL);
}

/**
 * callout_filter_add_chosen:
 *
 * Adds what is ticked, or nothing where nothing is.
 */
void
callout_filter_add_chosen (CalloutFilterChip *chip,
                           CalloutQuery      *query,
                           const char        *field,
                           CalloutOp          op)
{
  g_auto (GStrv) chosen = callout_filter_chip_get_chosen (chip);
  g_autoptr (GError) error = NULL;

  if (chosen[0] != NULL && !callout_query_add (query, field, op, (const char *const *) chosen, &error))
    g_critical ("%s", error->message);
}

void
callout_filter_fill_priority (CalloutFilterChip *chip)
{
  for (int priority = CALLOUT_PRIORITY_HIGH; priority >= CALLOUT_PRIORITY_LOW; priority--)
    callout_filter_chip_add_option (chip, callout_enum_key (CALLOUT_TYPE_PRIORITY, priority),
                                    callout_enum_label (CALLOUT_TYPE_PRIORITY, priority));
}

void
callout_filter_fill_due (CalloutFilterChip *chip)
{
  callout_filter_chip_add_option (chip, "late", C_("due", "Late"));
  callout_filter_chip_add_option (chip, "soon", C_("due", "Within 2 hours"));
  callout_filter_chip_add_option (chip, "today", C_("due", "By the end of today"));
  callout_filter_chip_add_option (chip, "none", C_("due", "No due time"));
}

static CalloutTime
end_of_day (GTimeZone   *zone,
            CalloutTime  now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / CALLOUT_SECOND);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (here), g_date_time_get_month (here),
                                                    g_date_time_get_day_of_month (here), 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (midnight, 1);

  return g_date_time_to_unix (next) * CALLOUT_SECOND;
}

/**
 * callout_filter_add_due:
 * @chip: filled by callout_filter_fill_due()
 */
void
callout_filter_add_due (CalloutFilterChip *chip,
                        CalloutQuery      *query,
                        GTimeZone         *zone)
{
  g_auto (GStrv) chosen = callout_filter_chip_get_chosen (chip);
  CalloutTime now = callout_clock_now ();

  if (chosen[0] == NULL)
    return;
  if (g_str_equal (chosen[0], "late"))
    callout_filter_add_time (query, "due_latest", CALLOUT_OP_LESS, now);
  else if (g_str_equal (chosen[0], "soon"))
    callout_filter_add_time (query, "due_latest", CALLOUT_OP_LESS, now + 2 * CALLOUT_HOUR);
  else if (g_str_equal (chosen[0], "today"))
    callout_filter_add_time (query, "due_latest", CALLOUT_OP_LESS, end_of_day (zone, now));
  else
    callout_filter_add (query, "due_latest", CALLOUT_OP_IS, "", NULL);
}
