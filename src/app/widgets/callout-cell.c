/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-cell.h"

#include "callout-format.h"

struct _CalloutCell
{
  GtkWidget parent_instance;

  /* Children. A list has thousands of cells, and most of them say one line. */
  GtkWidget       *image;  /* (nullable) */
  GtkWidget       *lines;  /* (nullable): holds both lines where there are two */
  GtkWidget       *label;
  GtkWidget       *second; /* (nullable) */

  /* Owned */
  CalloutSession  *session;
  CalloutRow      *row;
  CalloutEntity   *entity;
  CalloutHighlight *highlight;

  CalloutCellFunc  func;
  const char      *style_class; /* a literal */
  gulong           tick;
};

G_DEFINE_FINAL_TYPE (CalloutCell, callout_cell, GTK_TYPE_WIDGET)

static void
say (CalloutCell *self)
{
  if (self->entity != NULL)
    self->func (self, self->entity, self->session);
  else
    callout_cell_set (self, "", NULL, NULL);
}

static void
mark_words (CalloutCell *self,
            GtkWidget   *label)
{
  PangoAttrList *attributes = NULL;

  if (self->highlight == NULL || label == NULL)
    return;
  attributes = callout_highlight_dup_attributes (self->highlight, gtk_label_get_text (GTK_LABEL (label)));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static void
highlight_cb (CalloutCell *self)
{
  mark_words (self, self->label);
  mark_words (self, self->second);
}

static void
entity_changed_cb (CalloutCell *self)
{
  say (self);
}

static void
watch_entity (CalloutCell   *self,
              CalloutEntity *entity)
{
  if (self->entity == entity)
    return;
  if (self->entity != NULL)
    g_signal_handlers_disconnect_by_func (self->entity, entity_changed_cb, self);
  g_set_object (&self->entity, entity);
  if (entity != NULL)
    g_signal_connect_object (entity, "notify", G_CALLBACK (entity_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
row_changed_cb (CalloutCell *self)
{
  watch_entity (self, callout_row_get_entity (self->row));
  say (self);
}

/* Cells out of sight need not count the minutes. */
static void
callout_cell_map (GtkWidget *widget)
{
  CalloutCell *self = CALLOUT_CELL (widget);

  GTK_WIDGET_CLASS (callout_cell_parent_class)->map (widget);
  if (self->session != NULL && self->tick == 0)
    self->tick = g_signal_connect_swapped (self->session, "tick", G_CALLBACK (say), self);
}

static void
stop_tick (CalloutCell *self)
{
  if (self->tick != 0 && self->session != NULL)
    g_signal_handler_disconnect (self->session, self->tick);
  self->tick = 0;
}

static void
callout_cell_unmap (GtkWidget *widget)
{
  stop_tick (CALLOUT_CELL (widget));
  GTK_WIDGET_CLASS (callout_cell_parent_class)->unmap (widget);
}

static void
callout_cell_dispose (GObject *object)
{
  CalloutCell *self = CALLOUT_CELL (object);

  stop_tick (self);
  callout_cell_set_row (self, NULL);
  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (self->lines != NULL ? &self->lines : &self->label, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->highlight);
  G_OBJECT_CLASS (callout_cell_parent_class)->dispose (object);
}

static void
callout_cell_class_init (CalloutCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_cell_dispose;
  widget_class->map = callout_cell_map;
  widget_class->unmap = callout_cell_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "calloutcell");
}

static GtkWidget *
make_label (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE,
                       "valign", GTK_ALIGN_CENTER, NULL);
}

static void
make_image (CalloutCell *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_CENTER,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_insert_before (self->image, GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static void
make_second (CalloutCell *self)
{
  g_autoptr (GtkWidget) label = g_object_ref (self->label);

  self->lines = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE,
                              "valign", GTK_ALIGN_CENTER, NULL);
  self->second = make_label ();
  gtk_widget_add_css_class (self->second, "dim-label");
  gtk_widget_add_css_class (self->second, "caption");
  gtk_widget_unparent (self->label);
  gtk_box_append (GTK_BOX (self->lines), self->label);
  gtk_box_append (GTK_BOX (self->lines), self->second);
  gtk_widget_set_parent (self->lines, GTK_WIDGET (self));
}

static void
callout_cell_init (CalloutCell *self)
{
  self->label = make_label ();
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
}

/**
 * callout_cell_new:
 * @func: says what stands in the cell
 */
GtkWidget *
callout_cell_new (CalloutSession  *session,
                  CalloutCellFunc  func)
{
  CalloutCell *self = g_object_new (CALLOUT_TYPE_CELL, NULL);

  self->session = g_object_ref (session);
  self->func = func;
  return GTK_WIDGET (self);
}

/**
 * callout_cell_set_row:
 * @row: (nullable): %NULL lets go of the row
 */
void
callout_cell_set_row (CalloutCell *self,
                      CalloutRow  *row)
{
  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, row_changed_cb, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    {
      watch_entity (self, NULL);
      return;
    }
  g_signal_connect_object (row, "notify::entity", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  row_changed_cb (self);
}

/**
 * callout_cell_set:
 * @icon_name: (nullable)
 * @style_class: (nullable): a literal; replaces the one set before
 *
 * The whole text is also the tooltip where it does not fit.
 */
void
callout_cell_set (CalloutCell *self,
                  const char  *text,
                  const char  *icon_name,
                  const char  *style_class)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), text) != 0)
    {
      gtk_label_set_text (GTK_LABEL (self->label), text);
      mark_words (self, self->label);
    }
  if (icon_name != NULL && self->image == NULL)
    make_image (self);
  if (icon_name != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  if (self->image != NULL)
    gtk_widget_set_visible (self->image, icon_name != NULL);

  if (g_strcmp0 (self->style_class, style_class) == 0)
    return;
  if (self->style_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style_class);
  if (style_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style_class);
  self->style_class = style_class;
}

/**
 * callout_cell_set_second:
 *
 * Sets a second, dimmed line.
 */
void
callout_cell_set_second (CalloutCell *self,
                         const char  *text)
{
  if (self->second == NULL)
    make_second (self);
  gtk_label_set_text (GTK_LABEL (self->second), text);
  mark_words (self, self->second);
}

/**
 * callout_cell_set_text:
 * @text: (nullable): absent or empty: a dash
 */
void
callout_cell_set_text (CalloutCell *self,
                       const char  *text)
{
  gboolean absent = text == NULL || *text == '\0';

  callout_cell_set (self, absent ? "–" : text, NULL, absent ? "dim-label" : NULL);
}

void
callout_cell_set_priority (CalloutCell *self,
                           int          priority)
{
  callout_cell_set (self, callout_enum_label (CALLOUT_TYPE_PRIORITY, priority), callout_priority_icon (priority),
                    priority == CALLOUT_PRIORITY_HIGH ? "priority-high" : NULL);
}

/**
 * callout_cell_set_due:
 * @due: 0: nothing is due
 */
void
callout_cell_set_due (CalloutCell *self,
                      CalloutTime  due)
{
  CalloutTime now = callout_clock_now ();
  g_autofree char *text = callout_format_due (due, now);

  callout_cell_set (self, text, NULL, callout_urgency_class (callout_urgency_of (due, now)));
}

/**
 * callout_cell_set_keys:
 * @keys: (nullable): such as skills
 */
void
callout_cell_set_keys (CalloutCell *self,
                       const char  *keys)
{
  g_autofree char *text = callout_format_keys (keys);

  callout_cell_set (self, text, NULL, keys != NULL ? NULL : "dim-label");
}

/**
 * callout_cell_watch:
 *
 * Marks the words that are searched for wherever the cell says one of them.
 * To be called once.
 */
void
callout_cell_watch (CalloutCell      *self,
                    CalloutHighlight *highlight)
{
  g_set_object (&self->highlight, highlight);
  g_signal_connect_object (highlight, "changed", G_CALLBACK (highlight_cb), self, G_CONNECT_SWAPPED);
}
