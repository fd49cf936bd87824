/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-param-row.h"

#include "callout-format.h"
#include "callout-people-row.h"
#include "callout-stars-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const CalloutParam *param;
  GTimeZone          *zone;
  GtkWidget          *control; /* the switch of a yes or no */
  char               *before;  /* what the thing says already; NULL: not known */
} Info;

static void
info_free (gpointer data)
{
  Info *info = data;

  g_time_zone_unref (info->zone);
  g_free (info->before);
  g_free (info);
}

static Info *
row_info (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "callout-param");
}

/* A moment as it is typed: “2026-03-08 14:30”, by the clocks of the site. */
static gboolean
parse_moment (const char  *text,
              GTimeZone   *zone,
              CalloutTime *time)
{
  g_autoptr (GDateTime) moment = NULL;
  int year, month, day, hour, minute, used = 0;

  if (sscanf (text, " %4d-%2d-%2d%*[ T]%2d:%2d %n", &year, &month, &day, &hour, &minute, &used) < 5
      || text[used] != '\0' || used == 0)
    return FALSE;
  moment = g_date_time_new (zone, year, month, day, hour, minute, 0);
  if (moment == NULL)
    return FALSE;
  *time = g_date_time_to_unix (moment) * CALLOUT_SECOND;
  return TRUE;
}

static void
day_selected_cb (GtkCalendar *calendar,
                 GtkWidget   *row)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *before = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  const char *clock = strlen (before) >= 16 ? before + 11 : "09:00";
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d %s", g_date_time_get_year (day),
                                           g_date_time_get_month (day), g_date_time_get_day_of_month (day), clock);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
add_calendar (GtkWidget *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _("Choose a day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose a day"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), row, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static GtkWidget *
make_switch (Info *info)
{
  GtkWidget *row = adw_action_row_new ();

  info->control = gtk_switch_new ();
  gtk_widget_set_valign (info->control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), info->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), info->control);
  return row;
}

static GtkWidget *
make_choice (const CalloutParam *param)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GTypeClass) klass = g_type_class_ref (param->enum_type ());

  for (guint i = 0; i < G_ENUM_CLASS (klass)->n_values; i++)
    gtk_string_list_append (labels, callout_enum_label (param->enum_type (), G_ENUM_CLASS (klass)->values[i].value));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  return row;
}

/**
 * callout_param_row_new:
 *
 * Returns: (transfer floating): a row of a boxed list
 */
GtkWidget *
callout_param_row_new (const CalloutParam *param,
                       CalloutSession     *session)
{
  Info *info = g_new0 (Info, 1);
  g_autofree char *title = NULL;
  GtkWidget *row;

  info->param = param;
  info->zone = g_time_zone_ref (callout_session_get_zone (session));
  switch (param->type)
    {
    case CALLOUT_PARAM_BOOLEAN:
      row = make_switch (info);
      break;
    case CALLOUT_PARAM_ENUM:
      row = make_choice (param);
      break;
    case CALLOUT_PARAM_SECRET:
      row = adw_password_entry_row_new ();
      break;
    case CALLOUT_PARAM_PERSON:
      row = callout_people_row_new (session, (param->flags & CALLOUT_PARAM_MANY) != 0);
      break;
    case CALLOUT_PARAM_INTEGER:
      row = g_str_equal (param->name, "stars") ? callout_stars_row_new () : adw_entry_row_new ();
      break;
    case CALLOUT_PARAM_TIME:
      row = adw_entry_row_new ();
      add_calendar (row);
      break;
    default:
      row = adw_entry_row_new ();
    }
  if (ADW_IS_ENTRY_ROW (row))
    adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  title = CALLOUT_IS_STARS_ROW (row) ? g_strdup (_("Rating")) : g_markup_escape_text (param->description != NULL ? _(param->description) : param->name, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data_full (G_OBJECT (row), "callout-param", info, info_free);
  return row;
}

/**
 * callout_param_row_get_param:
 *
 * Returns: (transfer none): what stands in the row
 */
const CalloutParam *
callout_param_row_get_param (GtkWidget *row)
{
  return row_info (row)->param;
}

/**
 * callout_param_row_watch:
 * @changed: called with @object alone whenever something else stands in the row
 */
void
callout_param_row_watch (GtkWidget *row,
                         GCallback  changed,
                         gpointer   object)
{
  Info *info = row_info (row);

  if (GTK_IS_EDITABLE (row) || CALLOUT_IS_PEOPLE_ROW (row) || CALLOUT_IS_STARS_ROW (row))
    g_signal_connect_object (row, "changed", changed, object, G_CONNECT_SWAPPED);
  else if (ADW_IS_COMBO_ROW (row))
    g_signal_connect_object (row, "notify::selected", changed, object, G_CONNECT_SWAPPED);
  else
    g_signal_connect_object (info->control, "notify::active", changed, object, G_CONNECT_SWAPPED);
}

static char *
moment_text (CalloutTime  time,
             GTimeZone   *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (here, "%Y-%m-%d %H:%M");
}

/* As it would be typed; %NULL for what cannot be. */
static char *
dup_typed (Info               *info,
           CalloutEntity      *entity,
           const CalloutField *field)
{
  if (callout_entity_is_absent (entity, field))
    return g_strdup ("");
  switch (field->type)
    {
    case CALLOUT_FIELD_TIME:
      return moment_text (CALLOUT_ENTITY_FIELD (entity, field, CalloutTime), info->zone);
    case CALLOUT_FIELD_REF:
      return callout_kind_get_prefix (field->kind) != NULL
               ? callout_ref_format (field->kind, CALLOUT_ENTITY_FIELD (entity, field, gint64)) : NULL;
    default:
      return callout_entity_dup_value (entity, field);
    }
}

/**
 * callout_param_row_fill:
 *
 * Shows what @entity says already, where the parameter is a field of it. What
 * is left as it was is not given to the command then; what is emptied is.
 */
void
callout_param_row_fill (GtkWidget     *row,
                        CalloutEntity *entity)
{
  Info *info = row_info (row);
  const CalloutField *field = callout_kind_find_field (callout_entity_get_kind (entity), info->param->name);
  char *text = field != NULL && !CALLOUT_IS_PEOPLE_ROW (row) && !CALLOUT_IS_STARS_ROW (row) && (field->flags & CALLOUT_FIELD_SECRET) == 0 ? dup_typed (info, entity, field) : NULL;

  if (text == NULL)
    return;
  g_free (info->before);
  info->before = text;
  if (info->param->type == CALLOUT_PARAM_BOOLEAN)
    gtk_switch_set_active (GTK_SWITCH (info->control), CALLOUT_ENTITY_FIELD (entity, field, gboolean));
  else if (info->param->type == CALLOUT_PARAM_ENUM)
    {
      g_autoptr (GTypeClass) klass = g_type_class_ref (info->param->enum_type ());

      for (guint i = 0; i < G_ENUM_CLASS (klass)->n_values; i++)
        if (G_ENUM_CLASS (klass)->values[i].value == CALLOUT_ENTITY_FIELD (entity, field, int))
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
  else if (GTK_IS_EDITABLE (row))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
is_as_before (Info       *info,
              const char *text)
{
  return info->before != NULL && (info->param->flags & CALLOUT_PARAM_REQUIRED) == 0 && g_str_equal (info->before, text);
}

/**
 * callout_param_row_is_valid:
 *
 * Returns: whether the command could be given with what stands there; what is
 *   more is the command's to judge
 */
gboolean
callout_param_row_is_valid (GtkWidget *row)
{
  Info *info = row_info (row);
  g_autofree char *text = NULL;
  CalloutTime time;
  gboolean valid;

  if (CALLOUT_IS_PEOPLE_ROW (row))
    {
      g_auto (GStrv) chosen = callout_people_row_dup_chosen (CALLOUT_PEOPLE_ROW (row));

      return chosen[0] != NULL || (info->param->flags & CALLOUT_PARAM_REQUIRED) == 0;
    }
  if (CALLOUT_IS_STARS_ROW (row))
    return callout_stars_row_get_stars (CALLOUT_STARS_ROW (row)) > 0;
  if (!GTK_IS_EDITABLE (row))
    return TRUE;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  if (*text == '\0')
    valid = TRUE;
  else
    valid = info->param->type != CALLOUT_PARAM_TIME || parse_moment (text, info->zone, &time);
  if (valid)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  return valid && (*text != '\0' || (info->param->flags & CALLOUT_PARAM_REQUIRED) == 0);
}

/**
 * callout_param_row_collect:
 *
 * Adds what stands in the row to @args; nothing where it was left empty.
 */
void
callout_param_row_collect (GtkWidget   *row,
                           CalloutArgs *args)
{
  Info *info = row_info (row);

  if (CALLOUT_IS_PEOPLE_ROW (row))
    {
      g_auto (GStrv) chosen = callout_people_row_dup_chosen (CALLOUT_PEOPLE_ROW (row));

      for (guint i = 0; chosen[i] != NULL; i++)
        callout_args_add (args, info->param->name, chosen[i]);
    }
  else if (CALLOUT_IS_STARS_ROW (row))
    {
      g_autofree char *stars = g_strdup_printf ("%u", callout_stars_row_get_stars (CALLOUT_STARS_ROW (row)));

      callout_args_add (args, info->param->name, stars);
    }
  else if (info->param->type == CALLOUT_PARAM_BOOLEAN)
    {
      const char *text = gtk_switch_get_active (GTK_SWITCH (info->control)) ? "true" : "false";

      if (!is_as_before (info, text))
        callout_args_add (args, info->param->name, text);
    }
  else if (info->param->type == CALLOUT_PARAM_ENUM)
    {
      g_autoptr (GTypeClass) klass = g_type_class_ref (info->param->enum_type ());
      guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

      if (chosen < G_ENUM_CLASS (klass)->n_values
          && !is_as_before (info, G_ENUM_CLASS (klass)->values[chosen].value_nick))
        callout_args_add (args, info->param->name, G_ENUM_CLASS (klass)->values[chosen].value_nick);
    }
  else
    {
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
      CalloutTime time;

      if (is_as_before (info, text))
        return;
      if (*text == '\0')
        {
          if (info->before != NULL)
            callout_args_add (args, info->param->name, "");
          return;
        }
      if (info->param->type == CALLOUT_PARAM_TIME && parse_moment (text, info->zone, &time))
        callout_args_add_time (args, info->param->name, time);
      else
        callout_args_add (args, info->param->name, text);
    }
}
