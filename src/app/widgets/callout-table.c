/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-table.h"

#include "callout-column-chooser.h"
#include "callout-columns-setting.h"
#include "callout-compat.h"
#include "callout-list-pages.h"

/* Of a longer selection the rest is not looked for again after a reordering. */
#define MAX_RESTORED 500

struct _CalloutTable
{
  GtkWidget parent_instance;

  /* Template children */
  CalloutListPages       *pages;
  GtkColumnView          *column_view;

  /* Owned */
  CalloutSession         *session;
  CalloutHighlight       *highlight;
  CalloutQuery           *query; /* without an order */
  CalloutQueryList       *list;
  GtkMultiSelection      *selection;
  GCancellable           *cancellable;
  GArray                 *chosen;  /* ids, in the order of the list */
  char                   *columns; /* keys shown; NULL: as delivered */
  char                   *label;

  const CalloutColumnSet *set;
  const CalloutColumn    *sorted_by;
  gint64                  opened;  /* shown although it is not in the list */
  guint                   restore_idle;
  gboolean                descending;
  gboolean                compact;
  gboolean                filling; /* while the columns change, not what they say */
  gboolean                restoring;
  gboolean                asking;  /* for other rows or another order, not for what changed */
};

enum { PROP_0, PROP_LABEL, PROP_ICON_NAME, N_PROPS };
enum { CHOSEN_CHANGED, ACTIVATE, TOUCHED, EMPTY_ACTION, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutTable, callout_table, GTK_TYPE_WIDGET)

/* What is chosen */

static void
read_selection (CalloutTable *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  g_array_set_size (self->chosen, 0);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = callout_query_list_get_nth_id (self->list, position);

      g_array_append_val (self->chosen, id);
    }
}

static gboolean
same_ids (GArray *a,
          GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static void
selection_changed_cb (CalloutTable *self)
{
  g_autoptr (GArray) before = NULL;

  if (self->restoring)
    return;
  before = g_array_copy (self->chosen);
  read_selection (self);
  self->opened = 0;
  if (!same_ids (before, self->chosen))
    g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
}

/* A row that was moved by the feed or by another order is still the one that
 * was chosen; one that left the list is chosen no more. */
static void
restore_selection (CalloutTable *self)
{
  g_autoptr (GtkBitset) bits = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_empty ();
  g_autoptr (GArray) before = g_array_copy (self->chosen);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < before->len && i < MAX_RESTORED; i++)
    {
      guint position;

      if (callout_query_list_find (self->list, g_array_index (before, gint64, i), &position))
        gtk_bitset_add (bits, position);
    }
  if (n > 0)
    gtk_bitset_add_range (mask, 0, n);
  self->restoring = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), bits, mask);
  self->restoring = FALSE;

  if (self->opened != 0)
    return;
  read_selection (self);
  if (!same_ids (before, self->chosen))
    g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
}

static gboolean
restore_cb (gpointer data)
{
  CalloutTable *self = data;

  self->restore_idle = 0;
  restore_selection (self);
  return G_SOURCE_REMOVE;
}

/* The list */

static void
show_page (CalloutTable *self)
{
  callout_list_pages_show (self->pages, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                           callout_query_list_get_loading (self->list), callout_query_list_get_error (self->list));
}

static void
items_changed_cb (CalloutTable *self)
{
  show_page (self);
  if (self->chosen->len > 0 && self->restore_idle == 0)
    self->restore_idle = g_idle_add (restore_cb, self);
}

/* A view keeps its place by the rows it shows, wherever these go. Who asks for
 * other rows wants to see the first of them, or what they have chosen. */
static void
loading_cb (CalloutTable *self)
{
  guint position = 0;

  show_page (self);
  if (!self->asking || callout_query_list_get_loading (self->list))
    return;
  self->asking = FALSE;
  if (self->chosen->len == 0
      || !callout_query_list_find (self->list, g_array_index (self->chosen, gint64, 0), &position))
    position = 0;
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    callout_compat_scroll_to (GTK_WIDGET (self->column_view), position);
}

static void
run_query (CalloutTable *self)
{
  g_autoptr (CalloutQuery) query = NULL;

  /* Columns that are taken down change the order, too. */
  if (self->query == NULL || callout_session_get_person (self->session) == NULL)
    return;
  query = callout_query_copy (self->query);
  callout_query_set_sort (query, self->sorted_by->sort, self->descending, NULL);
  callout_query_list_set_query (self->list, query);
  self->asking = callout_query_list_get_loading (self->list);
  show_page (self);
}

/* Columns */

static void
setup_cb (CalloutTable       *self,
          GtkListItem        *item,
          GtkListItemFactory *factory)
{
  const CalloutColumn *column = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *cell = callout_cell_new (self->session, column != NULL ? column->fill : self->set->fill_compact);

  callout_cell_watch (CALLOUT_CELL (cell), self->highlight);
  gtk_list_item_set_child (item, cell);
  /* In GTK 4.8 a cell answers to a click as well as its row does, and what
   * Control and a click had chosen would not be chosen again at once. */
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (CalloutTable *self,
         GtkListItem  *item)
{
  callout_cell_set_row (CALLOUT_CELL (gtk_list_item_get_child (item)), CALLOUT_ROW (gtk_list_item_get_item (item)));
}

static void
unbind_cb (CalloutTable *self,
           GtkListItem  *item)
{
  callout_cell_set_row (CALLOUT_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkColumnViewColumn *
make_column (CalloutTable        *self,
             const CalloutColumn *info)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) info);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  column = gtk_column_view_column_new (info != NULL ? callout_column_title (info) : NULL, factory);
  if (info == NULL)
    {
      gtk_column_view_column_set_expand (column, TRUE);
      return column;
    }
  gtk_column_view_column_set_fixed_width (column, info->width);
  gtk_column_view_column_set_expand (column, info->expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (info->sort != NULL)
    {
      g_autoptr (GtkSorter) sorter = callout_compat_column_sorter_new ((gpointer) info);

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

static void
fill_columns (CalloutTable *self)
{
  g_autoptr (GPtrArray) chosen = NULL;

  callout_column_set_parse (self->set, self->columns, &chosen);
  for (guint i = 0; i < chosen->len; i++)
    {
      const CalloutColumn *info = g_ptr_array_index (chosen, i);
      g_autoptr (GtkColumnViewColumn) column = make_column (self, info);

      gtk_column_view_append_column (self->column_view, column);
      if (info == self->sorted_by)
        gtk_column_view_sort_by_column (self->column_view, column,
                                        self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

static void
show_columns (CalloutTable *self)
{
  GListModel *present = gtk_column_view_get_columns (self->column_view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  self->filling = TRUE;
  while (g_list_model_get_n_items (present) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (present, 0);

      gtk_column_view_remove_column (self->column_view, column);
    }
  gtk_widget_set_visible (header, !self->compact);
  if (self->compact)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (self, NULL);

      gtk_column_view_append_column (self->column_view, column);
    }
  else
    fill_columns (self);
  self->filling = FALSE;
}

/* A column that is not shown any more is still what the list is sorted by. */
static void
sorter_changed_cb (CalloutTable *self)
{
  const CalloutColumn *column = NULL;
  gboolean descending = FALSE;

  if (self->filling)
    return;
  if (!callout_compat_sort_column (gtk_column_view_get_sorter (self->column_view), (gpointer *) &column, &descending))
    {
      column = callout_column_set_find (self->set, self->set->sorted_by);
      descending = self->set->descending;
    }
  if (self->sorted_by == column && self->descending == descending)
    return;
  self->sorted_by = column;
  self->descending = descending;
  run_query (self);
}

static void
columns_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *columns = callout_columns_setting_load_finish (CALLOUT_SESSION (object), result, &error);
  CalloutTable *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_strcmp0 (self->columns, columns) == 0)
    return;
  g_free (self->columns);
  self->columns = g_steal_pointer (&columns);
  show_columns (self);
}

static void
columns_applied_cb (CalloutTable *self,
                    const char   *columns)
{
  g_free (self->columns);
  self->columns = g_strdup (columns);
  show_columns (self);
  callout_columns_setting_keep (self->session, self->set->name, columns);
}

/* What is done with the list */

static void
activate_cb (CalloutTable *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
released_cb (CalloutTable *self,
             int           n_press)
{
  if (n_press == 1 && self->chosen->len == 1)
    g_signal_emit (self, signals[TOUCHED], 0);
}

static void
empty_action_cb (CalloutTable *self)
{
  g_signal_emit (self, signals[EMPTY_ACTION], 0);
}

static gboolean
callout_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CALLOUT_TABLE (widget)->column_view));
}

static void
callout_table_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CalloutTable *self = CALLOUT_TABLE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_object_get_property (G_OBJECT (self->pages), "icon-name", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_table_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  CalloutTable *self = CALLOUT_TABLE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label, -1);
      break;
    case PROP_ICON_NAME:
      g_object_set_property (G_OBJECT (self->pages), "icon-name", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_table_dispose (GObject *object)
{
  CalloutTable *self = CALLOUT_TABLE (object);

  /* Columns that go with the view are not what somebody clicked on. */
  self->filling = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->restore_idle, g_source_remove);
  if (self->pages != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->pages));
      self->pages = NULL;
    }
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->highlight);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, callout_query_free);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (callout_table_parent_class)->dispose (object);
}

static void
add_signal (guint       number,
            const char *name)
{
  signals[number] = g_signal_new (name, CALLOUT_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
callout_table_class_init (CalloutTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_table_dispose;
  object_class->get_property = callout_table_get_property;
  object_class->set_property = callout_table_set_property;
  widget_class->grab_focus = callout_table_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  add_signal (CHOSEN_CHANGED, "chosen-changed");
  add_signal (ACTIVATE, "activate");
  add_signal (TOUCHED, "touched");
  add_signal (EMPTY_ACTION, "empty-action");

  g_type_ensure (CALLOUT_TYPE_LIST_PAGES);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutTable, pages);
  gtk_widget_class_bind_template_child (widget_class, CalloutTable, column_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_query);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_table_init (CalloutTable *self)
{
  self->cancellable = g_cancellable_new ();
  self->highlight = callout_highlight_new ();
  self->chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_table_set_session:
 *
 * To be called once.
 */
void
callout_table_set_session (CalloutTable           *self,
                           CalloutSession         *session,
                           const CalloutColumnSet *set)
{
  g_set_object (&self->session, session);
  self->set = set;
  self->sorted_by = callout_column_set_find (set, set->sorted_by);
  self->descending = set->descending;
  self->list = callout_query_list_new (callout_session_get_workspace (session),
                                       callout_session_get_person_id (session));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed", G_CALLBACK (sorter_changed_cb),
                           self, G_CONNECT_SWAPPED);
  show_columns (self);
}

/**
 * callout_table_restart:
 *
 * Somebody else has signed in: nothing is chosen, and the columns are theirs.
 */
void
callout_table_restart (CalloutTable *self)
{
  self->opened = 0;
  g_array_set_size (self->chosen, 0);
  g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
  callout_query_list_set_person (self->list, callout_session_get_person_id (self->session));
  callout_columns_setting_load_async (self->session, self->set->name, self->cancellable, columns_cb, self);
}

/**
 * callout_table_set_query:
 * @query: what is in the list; the order is the table's
 */
void
callout_table_set_query (CalloutTable *self,
                         CalloutQuery *query)
{
  g_clear_pointer (&self->query, callout_query_free);
  self->query = callout_query_copy (query);
  callout_highlight_set_words (self->highlight, callout_query_get_words (query));
  run_query (self);
}

/**
 * callout_table_get_query:
 *
 * Returns: (transfer none) (nullable): what is in the list, in its order
 */
CalloutQuery *
callout_table_get_query (CalloutTable *self)
{
  return callout_query_list_get_query (self->list);
}

/**
 * callout_table_set_sort:
 * @column: a key; one that is not known changes nothing
 */
void
callout_table_set_sort (CalloutTable *self,
                        const char   *column,
                        gboolean      descending)
{
  const CalloutColumn *found = callout_column_set_find (self->set, column);

  if (found == NULL || found->sort == NULL || (found == self->sorted_by && descending == self->descending))
    return;
  self->sorted_by = found;
  self->descending = descending;
  show_columns (self);
  run_query (self);
}

/**
 * callout_table_dup_sort:
 *
 * Returns: (transfer full): the key of the column it is sorted by, after a
 *   minus where the order is descending
 */
char *
callout_table_dup_sort (CalloutTable *self)
{
  return g_strconcat (self->descending ? "-" : "", self->sorted_by->key, NULL);
}

/**
 * callout_table_set_order:
 * @order: (nullable): a field, after a minus for the other way round; one that
 *   no column is sorted by changes nothing
 */
void
callout_table_set_order (CalloutTable *self,
                         const char   *order)
{
  gboolean descending = order != NULL && *order == '-';
  const char *field = descending ? order + 1 : order;

  for (guint i = 0; field != NULL && i < self->set->n_columns; i++)
    if (g_strcmp0 (self->set->columns[i].sort, field) == 0)
      {
        callout_table_set_sort (self, self->set->columns[i].key, descending);
        return;
      }
}

/**
 * callout_table_dup_order:
 *
 * Returns: (transfer full): the field it is sorted by, as the store knows it
 */
char *
callout_table_dup_order (CalloutTable *self)
{
  return g_strconcat (self->descending ? "-" : "", self->sorted_by->sort, NULL);
}

/**
 * callout_table_set_empty:
 *
 * As callout_list_pages_set_empty().
 */
void
callout_table_set_empty (CalloutTable *self,
                         const char   *title,
                         const char   *text,
                         const char   *action)
{
  callout_list_pages_set_empty (self->pages, title, text, action);
}

/**
 * callout_table_set_compact:
 * @compact: whether there is no room for columns
 */
void
callout_table_set_compact (CalloutTable *self,
                           gboolean      compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  if (self->set != NULL)
    show_columns (self);
}

/**
 * callout_table_choose_columns:
 *
 * Opens the window in which columns are chosen.
 */
void
callout_table_choose_columns (CalloutTable *self)
{
  GtkWidget *chooser = callout_column_chooser_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->set,
                                                   self->columns);

  g_signal_connect_object (chooser, "applied", G_CALLBACK (columns_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

/**
 * callout_table_dup_columns:
 *
 * Returns: (transfer container) (element-type CalloutColumn): those chosen, in order
 */
GPtrArray *
callout_table_dup_columns (CalloutTable *self)
{
  GPtrArray *chosen;

  callout_column_set_parse (self->set, self->columns, &chosen);
  return chosen;
}

/**
 * callout_table_get_chosen:
 *
 * Returns: (transfer none) (element-type gint64): ids in the order of the list,
 *   or the one that was opened
 */
GArray *
callout_table_get_chosen (CalloutTable *self)
{
  return self->chosen;
}

/**
 * callout_table_dup_refs:
 *
 * Returns: (transfer full): what commands are given to
 */
char **
callout_table_dup_refs (CalloutTable *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  CalloutKind kind = self->query != NULL ? callout_query_get_kind (self->query) : CALLOUT_KIND_NONE;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *ref = callout_ref_format (kind, g_array_index (self->chosen, gint64, i));

      g_strv_builder_add (builder, ref);
    }
  return g_strv_builder_end (builder);
}

/**
 * callout_table_open:
 *
 * Chooses a thing, also one that the list does not hold.
 */
void
callout_table_open (CalloutTable *self,
                    gint64        id)
{
  guint position;

  if (callout_query_list_find (self->list, id, &position))
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      callout_compat_scroll_to (GTK_WIDGET (self->column_view), position);
      return;
    }
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  g_array_set_size (self->chosen, 0);
  g_array_append_val (self->chosen, id);
  self->opened = id;
  g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
}

/**
 * callout_table_get_highlight:
 *
 * Returns: (transfer none): the words the query searches for
 */
CalloutHighlight *
callout_table_get_highlight (CalloutTable *self)
{
  return self->highlight;
}

guint
callout_table_get_n_rows (CalloutTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}
