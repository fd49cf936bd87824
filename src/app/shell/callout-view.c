/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-view.h"

#include "callout-app-base-resources.h"

typedef struct
{
  /* Owned */
  CalloutSession *session;
  GtkWidget      *header_start;
  GtkWidget      *header_end;
  char           *title;
  char           *icon_name;
  char           *search_text;

  gint64          count;
  gboolean        can_search;
} CalloutViewPrivate;

enum {
  PROP_0,
  PROP_SESSION,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_COUNT,
  PROP_HEADER_START,
  PROP_HEADER_END,
  PROP_CAN_SEARCH,
  PROP_SEARCH_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CalloutView, callout_view, ADW_TYPE_BIN)

static void
person_changed_cb (CalloutView *self)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  if (klass->person_changed != NULL)
    klass->person_changed (self);
}

static void
callout_view_constructed (GObject *object)
{
  CalloutView *self = CALLOUT_VIEW (object);
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  G_OBJECT_CLASS (callout_view_parent_class)->constructed (object);
  if (priv->session != NULL)
    g_signal_connect_object (priv->session, "notify::person",
                             G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
callout_view_dispose (GObject *object)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (CALLOUT_VIEW (object));

  g_clear_object (&priv->session);
  g_clear_object (&priv->header_start);
  g_clear_object (&priv->header_end);
  G_OBJECT_CLASS (callout_view_parent_class)->dispose (object);
}

static void
callout_view_finalize (GObject *object)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (CALLOUT_VIEW (object));

  g_free (priv->title);
  g_free (priv->icon_name);
  g_free (priv->search_text);
  G_OBJECT_CLASS (callout_view_parent_class)->finalize (object);
}

static void
callout_view_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CalloutView *self = CALLOUT_VIEW (object);
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, priv->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, priv->count);
      break;
    case PROP_HEADER_START:
      g_value_set_object (value, priv->header_start);
      break;
    case PROP_HEADER_END:
      g_value_set_object (value, priv->header_end);
      break;
    case PROP_CAN_SEARCH:
      g_value_set_boolean (value, priv->can_search);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, priv->search_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_view_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CalloutView *self = CALLOUT_VIEW (object);
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      callout_view_set_title (self, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      callout_view_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_COUNT:
      callout_view_set_count (self, g_value_get_int64 (value));
      break;
    case PROP_HEADER_START:
      callout_view_set_header_start (self, g_value_get_object (value));
      break;
    case PROP_HEADER_END:
      callout_view_set_header_end (self, g_value_get_object (value));
      break;
    case PROP_CAN_SEARCH:
      callout_view_set_can_search (self, g_value_get_boolean (value));
      break;
    case PROP_SEARCH_TEXT:
      callout_view_set_search_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_view_class_init (CalloutViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_resources_register (callout_app_base_get_resource ());
  object_class->constructed = callout_view_constructed;
  object_class->dispose = callout_view_dispose;
  object_class->finalize = callout_view_finalize;
  object_class->get_property = callout_view_get_property;
  object_class->set_property = callout_view_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, CALLOUT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_int64 ("count", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_HEADER_START] =
    g_param_spec_object ("header-start", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_HEADER_END] =
    g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CAN_SEARCH] = g_param_spec_boolean ("can-search", NULL, NULL, FALSE, flags);
  properties[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
callout_view_init (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  priv->count = -1;
}

static void
set_text (CalloutView *self,
          char       **place,
          const char  *text,
          guint        prop)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* The window puts these into its header bar and takes them out again, so they
 * must outlive the time between. */
static void
set_header (CalloutView *self,
            GtkWidget  **place,
            GtkWidget   *widget,
            guint        prop)
{
  if (*place == widget)
    return;
  g_clear_object (place);
  if (widget != NULL)
    *place = g_object_ref_sink (widget);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/**
 * callout_view_get_session:
 *
 * Returns: (transfer none)
 */
CalloutSession *
callout_view_get_session (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  g_return_val_if_fail (CALLOUT_IS_VIEW (self), NULL);
  return priv->session;
}

const char *
callout_view_get_title (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->title;
}

void
callout_view_set_title (CalloutView *self,
                        const char  *title)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  set_text (self, &priv->title, title, PROP_TITLE);
}

const char *
callout_view_get_icon_name (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->icon_name;
}

void
callout_view_set_icon_name (CalloutView *self,
                            const char  *icon_name)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  set_text (self, &priv->icon_name, icon_name, PROP_ICON_NAME);
}

gint64
callout_view_get_count (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->count;
}

void
callout_view_set_count (CalloutView *self,
                        gint64       count)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  if (priv->count == count)
    return;
  priv->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * callout_view_get_header_start:
 *
 * Returns: (transfer none) (nullable): what stands at the header bar's start
 *   while the view is shown
 */
GtkWidget *
callout_view_get_header_start (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->header_start;
}

void
callout_view_set_header_start (CalloutView *self,
                               GtkWidget   *widget)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  set_header (self, &priv->header_start, widget, PROP_HEADER_START);
}

/**
 * callout_view_get_header_end:
 *
 * Returns: (transfer none) (nullable): what stands at the header bar's end
 *   while the view is shown
 */
GtkWidget *
callout_view_get_header_end (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->header_end;
}

void
callout_view_set_header_end (CalloutView *self,
                             GtkWidget   *widget)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  set_header (self, &priv->header_end, widget, PROP_HEADER_END);
}

gboolean
callout_view_get_can_search (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->can_search;
}

void
callout_view_set_can_search (CalloutView *self,
                             gboolean     can_search)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  if (priv->can_search == !!can_search)
    return;
  priv->can_search = !!can_search;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEARCH]);
}

/**
 * callout_view_get_search_text:
 *
 * Returns: (nullable): the words searched for in this view
 */
const char *
callout_view_get_search_text (CalloutView *self)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);

  return priv->search_text;
}

void
callout_view_set_search_text (CalloutView *self,
                              const char  *words)
{
  CalloutViewPrivate *priv = callout_view_get_instance_private (self);
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  if (words != NULL && *words == '\0')
    words = NULL;
  if (g_strcmp0 (priv->search_text, words) == 0)
    return;
  set_text (self, &priv->search_text, words, PROP_SEARCH_TEXT);
  if (klass->search != NULL)
    klass->search (self, words != NULL ? words : "");
}

/**
 * callout_view_open:
 *
 * Shows a thing in the view.
 *
 * Returns: %FALSE if the view does not show things of that kind
 */
gboolean
callout_view_open (CalloutView *self,
                   CalloutKind  kind,
                   gint64       id)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  return klass->open != NULL && klass->open (self, kind, id);
}

/**
 * callout_view_shown:
 *
 * Called by the window when the view comes to the front.
 */
void
callout_view_shown (CalloutView *self)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  if (klass->shown != NULL)
    klass->shown (self);
}

/**
 * callout_view_allows:
 *
 * Returns: whether the view's action named as @command is possible now
 */
gboolean
callout_view_allows (CalloutView *self,
                     const char  *command)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  return klass->allows != NULL && klass->allows (self, command);
}

/**
 * callout_view_dup_subject:
 *
 * Returns: (transfer full) (nullable): what is selected, in words
 */
char *
callout_view_dup_subject (CalloutView *self)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  return klass->dup_subject != NULL ? klass->dup_subject (self) : NULL;
}

/**
 * callout_view_undo:
 * @redo: whether to do again what was taken back
 *
 * Returns: %FALSE if the view has nothing of its own to take back
 */
gboolean
callout_view_undo (CalloutView *self,
                   gboolean     redo)
{
  CalloutViewClass *klass = CALLOUT_VIEW_GET_CLASS (self);

  return klass->undo != NULL && klass->undo (self, redo);
}
