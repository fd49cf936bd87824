/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-location-dialog.h"

#include "callout-map.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_PLACES 6
#define PAUSE_MS 150
#define CLOSE_ZOOM 16

struct _CalloutLocationDialog
{
  AdwWindow       parent_instance;

  GtkWidget      *entry;
  GtkWidget      *places;   /* list of what the search found */
  GtkWidget      *revealer;
  GtkWidget      *hint;
  GtkWidget      *problem;
  GtkWidget      *save;
  CalloutMap     *map;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  GPtrArray      *found;    /* of CalloutPlace */
  char           *named;    /* the address this dialog wrote itself */

  CalloutPoint    point;
  gint64          ticket;
  guint           pause;
  gboolean        has_point;
  gboolean        settling; /* the entry is set by us: no search */
  gboolean        first;    /* the search for the address the ticket came with */
  gboolean        closed;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutLocationDialog, callout_location_dialog, ADW_TYPE_WINDOW)

static void
tell_problem (CalloutLocationDialog *self,
              const char            *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

static void
set_address (CalloutLocationDialog *self,
             const char            *address)
{
  self->settling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), address);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->settling = FALSE;
  g_free (self->named);
  self->named = g_strdup (address);
}

static void
show_point (CalloutLocationDialog *self,
            const CalloutPoint    *point,
            gboolean               travel)
{
  g_autoptr (GArray) items = callout_map_items_new (1);
  g_autofree char *where = callout_point_to_string (point);
  g_autofree char *hint = NULL;
  CalloutMapItem item = {
    .kind = CALLOUT_KIND_WORK_ORDER,
    .id = 1,
    .point = *point,
    .flags = CALLOUT_MAP_ITEM_CENTRE,
    .priority = CALLOUT_PRIORITY_NORMAL,
  };

  g_array_append_val (items, item);
  callout_map_layer_set_items (callout_map_get_layer (self->map), items);
  if (travel)
    callout_map_go_to (self->map, point, CLOSE_ZOOM, TRUE);

  self->point = *point;
  self->has_point = TRUE;
  /* Translators: %s is a position in degrees */
  hint = g_strdup_printf (_("Location: %s"), where);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
  gtk_widget_set_sensitive (self->save, TRUE);
  tell_problem (self, NULL);
}

static void
take_place (CalloutLocationDialog *self,
            const CalloutPlace    *place)
{
  CalloutPoint point = place->point;

  /* Coordinates somebody typed are no address. */
  if (place->kind != CALLOUT_PLACE_POSITION)
    set_address (self, place->label);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  show_point (self, &point, TRUE);
}

static const char *
place_icon (CalloutPlaceKind kind)
{
  switch (kind)
    {
    case CALLOUT_PLACE_AREA:
      return "find-location-symbolic";
    default:
      return "mark-location-symbolic";
    }
}

static void
show_places (CalloutLocationDialog *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->places)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->places), row);
  for (guint i = 0; i < self->found->len; i++)
    {
      const CalloutPlace *place = g_ptr_array_index (self->found, i);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *label = gtk_label_new (place->label);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place_icon (place->kind)));
      gtk_box_append (GTK_BOX (box), label);
      gtk_widget_set_margin_top (box, 9);
      gtk_widget_set_margin_bottom (box, 9);
      gtk_widget_set_margin_start (box, 9);
      gtk_widget_set_margin_end (box, 9);
      row = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, place->label, -1);
      gtk_list_box_append (GTK_LIST_BOX (self->places), row);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), self->found->len > 0);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CalloutLocationDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = callout_basemap_store_search_finish (result, &error);
  gboolean first = self->first;

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->first = FALSE;
  if (found == NULL)
    {
      tell_problem (self, error->message);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  show_places (self);

  if (self->found->len == 0 && !first)
    tell_problem (self, _("Nothing of that name is on the map; try the street alone, or click the place."));
  else
    tell_problem (self, NULL);
  /* Where the ticket's own address leaves no doubt it is taken; the dispatcher
   * has still to say yes. */
  if (first && !self->has_point && self->found->len > 0)
    {
      const CalloutPlace *place = g_ptr_array_index (self->found, 0);

      if (place->exact)
        {
          show_point (self, &place->point, TRUE);
          gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
        }
    }
}

static void
search (CalloutLocationDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  tell_problem (self, NULL);
  if (*text == '\0')
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
      return;
    }
  self->cancellable = g_cancellable_new ();
  callout_basemap_store_search_async (callout_map_tiles_get_store (callout_map_get_tiles (self->map)), text,
                                      MAX_PLACES, self->cancellable, found_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  CalloutLocationDialog *self = CALLOUT_LOCATION_DIALOG (data);

  self->pause = 0;
  search (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (CalloutLocationDialog *self)
{
  if (self->settling)
    return;
  self->first = FALSE;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
entry_activate_cb (CalloutLocationDialog *self)
{
  if (gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)) && self->found != NULL && self->found->len > 0)
    take_place (self, g_ptr_array_index (self->found, 0));
  else if (self->has_point)
    gtk_widget_activate (self->save);
}

static void
row_activated_cb (CalloutLocationDialog *self,
                  GtkListBoxRow         *row)
{
  take_place (self, g_ptr_array_index (self->found, gtk_list_box_row_get_index (row)));
}

static void
named_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CalloutLocationDialog) self = user_data;
  g_autofree char *name = callout_basemap_store_name_finish (result, NULL);
  const char *text;

  if (self->closed || name == NULL)
    return;
  /* What somebody typed is worth more than a street's name. */
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (*text == '\0' || g_strcmp0 (text, self->named) == 0)
    set_address (self, name);
}

static void
ground_clicked_cb (CalloutLocationDialog *self,
                   double                 latitude,
                   double                 longitude)
{
  CalloutPoint point = { latitude, longitude };

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  show_point (self, &point, FALSE);
  callout_basemap_store_name_async (callout_map_tiles_get_store (callout_map_get_tiles (self->map)), &point, NULL,
                                    named_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CalloutLocationDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) ticket = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  if (self->closed)
    return;
  if (ticket != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  /* Everything stays as it was typed. */
  tell_problem (self, error->message);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
save_cb (CalloutLocationDialog *self)
{
  g_autoptr (CalloutArgs) args = callout_args_new ();
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);

  if (!self->has_point)
    return;
  if (self->ticket == 0)
    {
      g_signal_emit (self, signals[CHOSEN], 0, self->point.latitude, self->point.longitude, address);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (*address != '\0')
    callout_args_add (args, "address", address);
  callout_args_add_real (args, "latitude", self->point.latitude);
  callout_args_add_real (args, "longitude", self->point.longitude);
  gtk_widget_set_sensitive (self->save, FALSE);
  tell_problem (self, NULL);
  callout_session_run_async (self->session, "ticket.set-location", ref, args, 0, NULL, saved_cb, g_object_ref (self));
}

static gboolean
close_request_cb (CalloutLocationDialog *self)
{
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  return GDK_EVENT_PROPAGATE;
}

static void
callout_location_dialog_dispose (GObject *object)
{
  CalloutLocationDialog *self = CALLOUT_LOCATION_DIALOG (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->named, g_free);
  G_OBJECT_CLASS (callout_location_dialog_parent_class)->dispose (object);
}

static void
callout_location_dialog_class_init (CalloutLocationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_location_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", CALLOUT_TYPE_LOCATION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_location_dialog_init (CalloutLocationDialog *self)
{
}

static GtkWidget *
make_header (CalloutLocationDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);

  self->save = gtk_button_new_with_label (_("Set Location"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  return bar;
}

static GtkWidget *
make_search (CalloutLocationDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Street, crossing, or latitude and longitude"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Address"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (box), self->problem);

  self->places = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->places), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->places, "boxed-list");
  g_signal_connect_swapped (self->places, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->places);
  gtk_box_append (GTK_BOX (box), self->revealer);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  return box;
}

static void
build (CalloutLocationDialog *self)
{
  g_autoptr (CalloutMapTiles) tiles = callout_map_tiles_get (callout_session_get_settings (self->session));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->map = callout_map_new (tiles);
  callout_map_set_fit_button (self->map, FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (callout_map_get_layer (self->map)), "crosshair");
  g_signal_connect_object (callout_map_get_layer (self->map), "ground-clicked", G_CALLBACK (ground_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  self->hint = gtk_label_new (_("Click the map where the work is."));
  gtk_widget_add_css_class (self->hint, "osd");
  gtk_widget_add_css_class (self->hint, "callout-map-notice");
  gtk_widget_set_halign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->hint, GTK_ALIGN_START);
  gtk_widget_set_can_target (self->hint, FALSE);
  callout_map_add_overlay (self->map, self->hint);

  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_search (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->map));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

/* Where it is now, else what is known of it, else where the map was last. */
static void
begin (CalloutLocationDialog *self,
       const char            *address,
       const CalloutPoint    *point)
{
  GSettings *settings = callout_session_get_settings (self->session);
  CalloutPoint start = { 42.3361, -71.0875 };
  double zoom = 12;

  if (settings != NULL)
    {
      start = (CalloutPoint) { g_settings_get_double (settings, "map-latitude"),
                               g_settings_get_double (settings, "map-longitude") };
      zoom = g_settings_get_double (settings, "map-zoom");
    }
  callout_map_go_to (self->map, &start, zoom, FALSE);

  if (address != NULL)
    {
      set_address (self, address);
      /* Not ours: a click on the map must not take it away. */
      g_clear_pointer (&self->named, g_free);
    }
  if (!isnan (point->latitude) && !isnan (point->longitude))
    {
      show_point (self, point, FALSE);
      callout_map_go_to (self->map, point, CLOSE_ZOOM, FALSE);
    }
  else if (address != NULL && *address != '\0')
    {
      self->first = TRUE;
      search (self);
    }
}

static GtkWidget *
make_dialog (CalloutSession *session,
             gint64          ticket,
             const char     *title,
             const char     *address,
             double          latitude,
             double          longitude)
{
  CalloutPoint point = { latitude, longitude };
  CalloutLocationDialog *self = g_object_new (CALLOUT_TYPE_LOCATION_DIALOG,
                                              "modal", TRUE,
                                              "title", title,
                                              "default-width", 720,
                                              "default-height", 600,
                                              NULL);

  self->session = g_object_ref (session);
  self->ticket = ticket;
  build (self);
  begin (self, address, &point);
  gtk_widget_grab_focus (self->entry);
  return GTK_WIDGET (self);
}

/**
 * callout_location_dialog_new:
 * @ticket: id of the ticket whose location is set
 * @address: (nullable): the one it has
 * @latitude: NaN, as @longitude, where it has none
 *
 * Returns: (transfer floating): a window to present over its parent
 */
GtkWidget *
callout_location_dialog_new (CalloutSession *session,
                             gint64          ticket,
                             const char     *address,
                             double          latitude,
                             double          longitude)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, ticket);
  /* Translators: %s is a ticket's reference, e.g. T-1001 */
  g_autofree char *title = g_strdup_printf (_("Location of %s"), ref);

  return make_dialog (session, ticket, title, address, latitude, longitude);
}

/**
 * callout_location_dialog_new_to_choose:
 * @address: (nullable): where it begins
 * @latitude: NaN, as @longitude, if it is not known
 *
 * Returns: (transfer floating): a window that sets nothing, but tells what was
 *   chosen by `chosen`
 */
GtkWidget *
callout_location_dialog_new_to_choose (CalloutSession *session,
                                       const char     *address,
                                       double          latitude,
                                       double          longitude)
{
  return make_dialog (session, 0, _("Choose a Place"), address, latitude, longitude);
}
