/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-width-bin.h"

struct _CalloutWidthBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  int        natural_width;
  int        compact_width;
  gboolean   compact;
  guint      idle;
  int        width;
};

enum { PROP_0, PROP_CHILD, PROP_NATURAL_WIDTH, PROP_COMPACT_WIDTH, PROP_COMPACT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalloutWidthBin, callout_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

static gboolean
tell_cb (gpointer data)
{
  CalloutWidthBin *self = data;
  gboolean compact = self->width < self->compact_width;

  self->idle = 0;
  if (self->compact != compact)
    {
      self->compact = compact;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
    }
  return G_SOURCE_REMOVE;
}

static void
callout_width_bin_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->natural_width >= 0)
    *natural = MAX (*minimum, self->natural_width);
}

/* What follows from the width changes other widgets, which must not happen
 * amid their being given their places. */
static void
callout_width_bin_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (widget);

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
  self->width = width;
  if ((width < self->compact_width) != self->compact && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);
}

static GtkSizeRequestMode
callout_width_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
callout_width_bin_compute_expand (GtkWidget *widget,
                                  gboolean  *hexpand,
                                  gboolean  *vexpand)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (widget);

  *hexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

static void
callout_width_bin_add_child (GtkBuildable *buildable,
                             GtkBuilder   *builder,
                             GObject      *child,
                             const char   *type)
{
  if (GTK_IS_WIDGET (child))
    g_object_set (buildable, "child", child, NULL);
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = callout_width_bin_add_child;
}

static void
callout_width_bin_dispose (GObject *object)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_width_bin_parent_class)->dispose (object);
}

static void
callout_width_bin_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;
    case PROP_COMPACT_WIDTH:
      g_value_set_int (value, self->compact_width);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_width_bin_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CalloutWidthBin *self = CALLOUT_WIDTH_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_clear_pointer (&self->child, gtk_widget_unparent);
      self->child = g_value_get_object (value);
      if (self->child != NULL)
        gtk_widget_set_parent (self->child, GTK_WIDGET (self));
      break;
    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      break;
    case PROP_COMPACT_WIDTH:
      self->compact_width = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
callout_width_bin_class_init (CalloutWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_width_bin_dispose;
  object_class->get_property = callout_width_bin_get_property;
  object_class->set_property = callout_width_bin_set_property;
  widget_class->measure = callout_width_bin_measure;
  widget_class->size_allocate = callout_width_bin_size_allocate;
  widget_class->get_request_mode = callout_width_bin_get_request_mode;
  widget_class->compute_expand = callout_width_bin_compute_expand;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, -1, G_MAXINT, -1,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT_WIDTH] = g_param_spec_int ("compact-width", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
callout_width_bin_init (CalloutWidthBin *self)
{
  self->natural_width = -1;
}

gboolean
callout_width_bin_get_compact (CalloutWidthBin *self)
{
  return self->compact;
}

/**
 * callout_width_bin_expect:
 * @width: how wide it is going to be, as far as is known
 *
 * Says before the first frame what would else be found out by it: a window
 * that began too wide would not become narrow by itself.
 */
void
callout_width_bin_expect (CalloutWidthBin *self,
                          int              width)
{
  self->width = width;
  g_clear_handle_id (&self->idle, g_source_remove);
  tell_cb (self);
}
