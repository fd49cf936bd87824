/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-compat.h"

/*
 * Before GTK 4.10 a column view does not say which column it is sorted by. It
 * does ask its columns' sorters, the first one first and turned round where
 * the order is descending: so a sorter that answers “larger” and remembers
 * that it was asked tells both.
 */
#define CALLOUT_TYPE_COLUMN_SORTER (callout_column_sorter_get_type ())
G_DECLARE_FINAL_TYPE (CalloutColumnSorter, callout_column_sorter, CALLOUT, COLUMN_SORTER, GtkSorter)

struct _CalloutColumnSorter
{
  GtkSorter parent_instance;

  gpointer  column;
};

G_DEFINE_FINAL_TYPE (CalloutColumnSorter, callout_column_sorter, GTK_TYPE_SORTER)

static CalloutColumnSorter *asked;

static GtkOrdering
callout_column_sorter_compare (GtkSorter *sorter,
                               gpointer   item1,
                               gpointer   item2)
{
  if (asked == NULL)
    asked = CALLOUT_COLUMN_SORTER (sorter);
  return GTK_ORDERING_LARGER;
}

static GtkSorterOrder
callout_column_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
callout_column_sorter_class_init (CalloutColumnSorterClass *klass)
{
  GTK_SORTER_CLASS (klass)->compare = callout_column_sorter_compare;
  GTK_SORTER_CLASS (klass)->get_order = callout_column_sorter_get_order;
}

static void
callout_column_sorter_init (CalloutColumnSorter *self)
{
}

/**
 * callout_compat_column_sorter_new:
 * @column: whatever shall be told of the column; not copied
 *
 * Returns: (transfer full): a sorter that sorts nothing, but makes the
 *   column's header clickable; see callout_compat_sort_column()
 */
GtkSorter *
callout_compat_column_sorter_new (gpointer column)
{
  CalloutColumnSorter *self = g_object_new (CALLOUT_TYPE_COLUMN_SORTER, NULL);

  self->column = column;
  return GTK_SORTER (self);
}

/**
 * callout_compat_sort_column:
 * @sorter: of a column view whose columns have sorters from
 *   callout_compat_column_sorter_new()
 *
 * Returns: %FALSE when it is not sorted by any column
 */
gboolean
callout_compat_sort_column (GtkSorter *sorter,
                            gpointer  *column,
                            gboolean  *descending)
{
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering order;

  asked = NULL;
  order = gtk_sorter_compare (sorter, one, other);
  if (asked == NULL)
    return FALSE;
  *column = asked->column;
  *descending = order == GTK_ORDERING_SMALLER;
  asked = NULL;
  return TRUE;
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_BASE (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (GTK_IS_LIST_BASE (child))
      return child;
  return NULL;
}

/**
 * callout_compat_scroll_to:
 * @list: a list view, grid view or column view
 *
 * Brings a row into sight and gives it the focus' place.
 */
void
callout_compat_scroll_to (GtkWidget *list,
                          guint      position)
{
  GtkWidget *inner = find_list (list);

  if (inner != NULL)
    gtk_widget_activate_action (inner, "list.scroll-to-item", "u", position);
}

/**
 * callout_compat_in_browser:
 *
 * Returns: whether the screen is the page of a web browser, which is a window
 *   already and of another size than those of the desktop. The header that
 *   declares the type is not in every build of GTK.
 */
gboolean
callout_compat_in_browser (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_display (widget)), "GdkBroadwayDisplay");
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (gtk_show_uri_full_finish (g_task_get_task_data (task), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * callout_compat_open_file_async:
 * @parent: (nullable)
 *
 * Opens a file with the program of the desktop that is for such files.
 */
void
callout_compat_open_file_async (GtkWindow           *parent,
                                GFile               *file,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *uri = g_file_get_uri (file);

  g_task_set_source_tag (task, callout_compat_open_file_async);
  if (parent != NULL)
    g_task_set_task_data (task, g_object_ref (parent), g_object_unref);
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, shown_cb, task);
}

/**
 * callout_compat_open_file_finish:
 *
 * Returns: whether a program was started
 */
gboolean
callout_compat_open_file_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_compat_open_file_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
