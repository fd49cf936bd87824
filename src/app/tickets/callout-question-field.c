/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-question-field.h"

#include "callout-clock.h"
#include "callout-file-row.h"
#include "callout-signature-pad.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _CalloutQuestionField
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget           *box;
  GtkWidget           *control; /* (nullable): an entry, a text view, or a list */
  GtkWidget           *problem;
  GtkWidget           *pad;     /* (nullable): to sign on */
  GtkWidget           *pad_box; /* (nullable): with what belongs to it */

  /* Owned */
  char                *path;
  char                *spelt;   /* (nullable): the words beside the place on the map */
  GTimeZone           *zone;

  const CalloutFlowQuestion *question;
  guint                n_forms;
  double               latitude;  /* NaN, as the longitude: none was chosen */
  double               longitude;
  gboolean             filling; /* it is set, not answered */
};

enum { ANSWERED, ADD_FILE, ADD_PICTURE, REMOVE_FILE, CHOOSE_PLACE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutQuestionField, callout_question_field, GTK_TYPE_WIDGET)

static void
answered_cb (CalloutQuestionField *self)
{
  if (self->filling)
    return;
  callout_question_field_set_problem (self, NULL);
  g_signal_emit (self, signals[ANSWERED], 0);
}

/* Entries */

static void
day_selected_cb (GtkCalendar *calendar,
                 GtkWidget   *entry)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  CalloutQuestionKind kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "kind"));
  g_autofree char *text = g_date_time_format (day, kind == CALLOUT_QUESTION_DATETIME ? "%Y-%m-%d 09:00" : "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkWidget *
make_calendar (GtkWidget *entry)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _("Choose a day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose a day"), -1);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), entry, 0);
  return button;
}

static void
choose_place_cb (CalloutQuestionField *self)
{
  g_signal_emit (self, signals[CHOOSE_PLACE], 0);
}

static GtkWidget *
make_place_button (CalloutQuestionField *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("callout-map-symbolic");

  gtk_widget_set_tooltip_text (button, _("Choose it on the map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose it on the map"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_place_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_entry (CalloutQuestionField *self)
{
  CalloutQuestionKind kind = self->question->kind;
  gboolean dated = kind == CALLOUT_QUESTION_DATE || kind == CALLOUT_QUESTION_DATETIME;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->control = gtk_entry_new ();
  gtk_widget_set_hexpand (self->control, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->control), TRUE);
  g_object_set_data (G_OBJECT (self->control), "kind", GINT_TO_POINTER (kind));
  if (kind == CALLOUT_QUESTION_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->control), GTK_INPUT_PURPOSE_NUMBER);
  if (kind == CALLOUT_QUESTION_DATE)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _("YYYY-MM-DD"));
  if (kind == CALLOUT_QUESTION_DATETIME)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _("YYYY-MM-DD HH:MM"));
  if (kind == CALLOUT_QUESTION_LOCATION)
    {
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _("An address, or degrees: 42.36,-71.06"));
      gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->control), GTK_ENTRY_ICON_PRIMARY, "mark-location-symbolic");
    }
  g_signal_connect_object (self->control, "changed", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->control);
  if (dated)
    gtk_box_append (GTK_BOX (line), make_calendar (self->control));
  if (kind == CALLOUT_QUESTION_LOCATION)
    gtk_box_append (GTK_BOX (line), make_place_button (self));
  gtk_box_append (GTK_BOX (self->box), line);
}

static void
add_text_view (CalloutQuestionField *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->control = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 110);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->control);
  gtk_widget_add_css_class (scroller, "card");
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed", G_CALLBACK (answered_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), scroller);
}

/* Choices */

static void
add_options (CalloutQuestionField *self)
{
  GtkWidget *first = NULL;

  self->control = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->control), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->control, "boxed-list");
  for (guint i = 0; i < self->question->options->len; i++)
    {
      CalloutQuestionOption *option = g_ptr_array_index (self->question->options, i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();
      g_autofree char *label = g_markup_escape_text (option->label, -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, option->label, -1);
      if (self->question->kind == CALLOUT_QUESTION_SINGLE && first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
      first = first != NULL ? first : check;
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_object_set_data (G_OBJECT (row), "check", check);
      g_object_set_data (G_OBJECT (row), "key", option->key);
      g_signal_connect_object (check, "toggled", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (GTK_LIST_BOX (self->control), row);
    }
  gtk_box_append (GTK_BOX (self->box), self->control);
}

static char *
dup_chosen (CalloutQuestionField *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (self->control); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (g_object_get_data (G_OBJECT (row), "check")))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              (const char *) g_object_get_data (G_OBJECT (row), "key"));
  return g_string_free (text, FALSE);
}

/* Sub-forms: how many there are */

static void
count_cb (CalloutQuestionField *self,
          GtkWidget            *button)
{
  int by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by"));

  if (by < 0 && self->n_forms == 0)
    return;
  self->n_forms = (guint) ((int) self->n_forms + by);
  answered_cb (self);
}

static void
add_count (CalloutQuestionField *self)
{
  static const struct { const char *label; int by; } buttons[] = { { N_("Add One"), 1 }, { N_("Remove the Last"), -1 } };

  self->control = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(buttons[i].label));

      g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (buttons[i].by));
      g_signal_connect_object (button, "clicked", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->control), button);
    }
  gtk_box_append (GTK_BOX (self->box), self->control);
}

/* Files */

static void
add_file_cb (CalloutQuestionField *self)
{
  g_signal_emit (self, signals[ADD_FILE], 0);
}

static void
remove_file_cb (CalloutQuestionField *self,
                GtkWidget            *button)
{
  g_signal_emit (self, signals[REMOVE_FILE], 0, g_object_get_data (G_OBJECT (button), "ref"));
}

static void
signed_cb (CalloutQuestionField *self)
{
  g_autoptr (GdkTexture) picture = callout_signature_pad_draw (CALLOUT_SIGNATURE_PAD (self->pad));

  callout_question_field_set_problem (self, NULL);
  g_signal_emit (self, signals[ADD_PICTURE], 0, picture);
}

static void
clear_cb (CalloutQuestionField *self)
{
  callout_signature_pad_clear (CALLOUT_SIGNATURE_PAD (self->pad));
  g_signal_emit (self, signals[REMOVE_FILE], 0, "");
}

/* Who cannot draw brings a picture. */
static void
add_pad (CalloutQuestionField *self)
{
  GtkWidget *clear = gtk_button_new_with_label (_("Clear"));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bring = gtk_button_new_with_label (_("Add a Picture Instead…"));

  self->pad_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->pad = callout_signature_pad_new ();
  gtk_widget_add_css_class (self->pad, "card");
  gtk_widget_set_hexpand (bring, TRUE);
  gtk_widget_set_halign (bring, GTK_ALIGN_START);
  g_signal_connect_object (self->pad, "signed", G_CALLBACK (signed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bring, "clicked", G_CALLBACK (add_file_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), bring);
  gtk_box_append (GTK_BOX (line), clear);
  gtk_box_append (GTK_BOX (self->pad_box), self->pad);
  gtk_box_append (GTK_BOX (self->pad_box), line);
  gtk_box_append (GTK_BOX (self->box), self->pad_box);
}

static void
add_files (CalloutQuestionField *self)
{
  CalloutQuestionKind kind = self->question->kind;
  GtkWidget *button;

  if (kind == CALLOUT_QUESTION_SIGNATURE)
    add_pad (self);
  self->control = callout_file_list_new (self->question->label);
  gtk_widget_set_visible (self->control, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->control);
  if (kind == CALLOUT_QUESTION_SIGNATURE)
    return;
  button = gtk_button_new_with_label (kind == CALLOUT_QUESTION_PHOTO ? _("Add Photo…") : _("Add File…"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_file_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
callout_question_field_dispose (GObject *object)
{
  CalloutQuestionField *self = CALLOUT_QUESTION_FIELD (object);

  self->filling = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->spelt, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (callout_question_field_parent_class)->dispose (object);
}

static void
callout_question_field_class_init (CalloutQuestionFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_question_field_dispose;
  signals[ANSWERED] = g_signal_new ("answered", CALLOUT_TYPE_QUESTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[ADD_FILE] = g_signal_new ("add-file", CALLOUT_TYPE_QUESTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[ADD_PICTURE] = g_signal_new ("add-picture", CALLOUT_TYPE_QUESTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
  signals[CHOOSE_PLACE] = g_signal_new ("choose-place", CALLOUT_TYPE_QUESTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[REMOVE_FILE] = g_signal_new ("remove-file", CALLOUT_TYPE_QUESTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "questionfield");
}

static void
callout_question_field_init (CalloutQuestionField *self)
{
  self->latitude = self->longitude = NAN;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
add_label (CalloutQuestionField *self,
           const char           *text,
           const char           *style_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

/* What must be answered says so in words, too. */
static void
add_head (CalloutQuestionField *self,
          guint                 repeat)
{
  const CalloutFlowQuestion *question = self->question;
  g_autofree char *numbered = repeat > 0 ? g_strdup_printf (_("%u. %s"), repeat, question->label) : NULL;
  const char *label = numbered != NULL ? numbered : question->label;
  /* Translators: a question that need not be answered */
  g_autofree char *optional = g_strdup_printf (_("%s (optional)"), label);
  gboolean asks = question->kind != CALLOUT_QUESTION_TEXT;

  add_label (self, asks && !question->required ? optional : label, asks ? "heading" : NULL);
  if (question->help != NULL && *question->help != '\0')
    gtk_widget_add_css_class (add_label (self, question->help, "caption"), "dim-label");
}

static void
add_control (CalloutQuestionField *self)
{
  switch (self->question->kind)
    {
    case CALLOUT_QUESTION_LONG:
      add_text_view (self);
      break;
    case CALLOUT_QUESTION_SINGLE:
    case CALLOUT_QUESTION_MULTI:
      add_options (self);
      break;
    case CALLOUT_QUESTION_FORM:
      add_count (self);
      break;
    case CALLOUT_QUESTION_PHOTO:
    case CALLOUT_QUESTION_ATTACHMENT:
    case CALLOUT_QUESTION_SIGNATURE:
      add_files (self);
      break;
    case CALLOUT_QUESTION_TEXT:
      break;
    default:
      add_entry (self);
    }
  if (self->control != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, self->question->label, -1);
}

/**
 * callout_question_field_new:
 * @question: of a plan that outlives the field
 * @repeat: which one of its form; 0: it stands in none
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_question_field_new (const CalloutFlowQuestion *question,
                            const char                *path,
                            guint                      repeat,
                            GTimeZone                 *zone)
{
  CalloutQuestionField *self = g_object_new (CALLOUT_TYPE_QUESTION_FIELD, NULL);

  self->question = question;
  self->path = g_strdup (path);
  self->zone = g_time_zone_ref (zone);
  add_head (self, repeat);
  add_control (self);
  self->problem = add_label (self, "", "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_set_visible (self->problem, FALSE);
  if (repeat > 0)
    gtk_widget_set_margin_start (GTK_WIDGET (self), 18);
  return GTK_WIDGET (self);
}

const char *
callout_question_field_get_path (CalloutQuestionField *self)
{
  return self->path;
}

static char *
show_moment (CalloutQuestionField *self,
             const char           *value)
{
  CalloutTime time;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) here = NULL;

  if (!callout_time_parse (value, &time, NULL))
    return g_strdup (value);
  utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  here = g_date_time_to_timezone (utc, self->zone);
  return g_date_time_format (here, "%Y-%m-%d %H:%M");
}

/* By the clocks of the site; what cannot be read is left for the check to name. */
static char *
read_moment (CalloutQuestionField *self,
             const char           *text)
{
  int year, month, day, hour, minute, used = 0;
  g_autoptr (GDateTime) moment = NULL;

  if (sscanf (text, " %4d-%2d-%2d%*[ T]%2d:%2d %n", &year, &month, &day, &hour, &minute, &used) < 5
      || used == 0 || text[used] != '\0')
    return g_strdup (text);
  moment = g_date_time_new (self->zone, year, month, day, hour, minute, 0);
  return moment != NULL ? callout_time_format (g_date_time_to_unix (moment) * CALLOUT_SECOND, self->zone) : g_strdup (text);
}

/* A place on the map is shown by its words, if it has any. */
static char *
show_place (CalloutQuestionField *self,
            const char           *value)
{
  g_autofree char *address = NULL;

  g_clear_pointer (&self->spelt, g_free);
  self->latitude = self->longitude = NAN;
  if (!callout_answer_parse_location (value, &self->latitude, &self->longitude, &address, NULL) || isnan (self->latitude)
      || address == NULL)
    return g_strdup (value);
  self->spelt = g_steal_pointer (&address);
  return g_strdup (self->spelt);
}

/* The place goes with the words it was chosen with; other words are another. */
static char *
read_place (CalloutQuestionField *self,
            const char           *text)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->spelt == NULL || isnan (self->latitude) || !g_str_equal (text, self->spelt))
    return g_strdup (text);
  return g_strdup_printf ("%s,%s;%s", g_ascii_formatd (north, sizeof north, "%.6f", self->latitude),
                          g_ascii_formatd (east, sizeof east, "%.6f", self->longitude), text);
}

static char *
show_value (CalloutQuestionField *self,
            const char           *text)
{
  if (*text != '\0' && self->question->kind == CALLOUT_QUESTION_DATETIME)
    return show_moment (self, text);
  if (self->question->kind == CALLOUT_QUESTION_LOCATION)
    return show_place (self, text);
  return g_strdup (text);
}

/**
 * callout_question_field_set_answer:
 * @value: (nullable): as it is kept; %NULL: not answered yet
 */
void
callout_question_field_set_answer (CalloutQuestionField *self,
                                   const char           *value)
{
  const char *text = value != NULL ? value : "";

  self->filling = TRUE;
  if (GTK_IS_TEXT_VIEW (self->control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), text, -1);
  else if (GTK_IS_ENTRY (self->control))
    {
      g_autofree char *shown = show_value (self, text);

      gtk_editable_set_text (GTK_EDITABLE (self->control), shown);
    }
  else if (self->question->kind == CALLOUT_QUESTION_FORM)
    self->n_forms = (guint) g_ascii_strtoull (text, NULL, 10);
  else if (self->question->options->len > 0)
    for (GtkWidget *row = gtk_widget_get_first_child (self->control); row != NULL; row = gtk_widget_get_next_sibling (row))
      {
        g_auto (GStrv) keys = g_strsplit (text, " ", -1);

        gtk_check_button_set_active (g_object_get_data (G_OBJECT (row), "check"),
                                     g_strv_contains ((const char *const *) keys, g_object_get_data (G_OBJECT (row), "key")));
      }
  self->filling = FALSE;
}

/**
 * callout_question_field_dup_answer:
 *
 * Returns: (transfer full): as it is kept; empty: not answered
 */
char *
callout_question_field_dup_answer (CalloutQuestionField *self)
{
  g_autofree char *text = NULL;

  if (GTK_IS_TEXT_VIEW (self->control))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
    }
  if (self->question->kind == CALLOUT_QUESTION_FORM)
    return g_strdup_printf ("%u", self->n_forms);
  if (self->question->options->len > 0)
    return dup_chosen (self);
  if (!GTK_IS_ENTRY (self->control))
    return g_strdup ("");
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control))));
  if (self->question->kind == CALLOUT_QUESTION_DATETIME && *text != '\0')
    return read_moment (self, text);
  if (self->question->kind == CALLOUT_QUESTION_LOCATION)
    return read_place (self, text);
  return g_steal_pointer (&text);
}

/**
 * callout_question_field_take_answer:
 * @value: as it is kept
 *
 * Answers in the person's stead, as if it had been typed.
 */
void
callout_question_field_take_answer (CalloutQuestionField *self,
                                    const char           *value)
{
  callout_question_field_set_answer (self, value);
  answered_cb (self);
}

/**
 * callout_question_field_set_files:
 * @files: (element-type CalloutFile): that answer it
 */
void
callout_question_field_set_files (CalloutQuestionField *self,
                                  CalloutSession       *session,
                                  GPtrArray            *files)
{
  gboolean drawn = self->pad != NULL && !callout_signature_pad_is_empty (CALLOUT_SIGNATURE_PAD (self->pad));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->control)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->control), row);
  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);
      GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
      /* Translators: %s is a file's name */
      g_autofree char *label = g_strdup_printf (_("Remove %s"), file->name);

      gtk_widget_set_tooltip_text (remove, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_add_css_class (remove, "flat");
      g_object_set_data_full (G_OBJECT (remove), "ref", callout_entity_dup_ref (CALLOUT_ENTITY (file)), g_free);
      g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_file_cb), self, G_CONNECT_SWAPPED);
      row = callout_file_row_new (session, file);
      callout_file_row_add_suffix (CALLOUT_FILE_ROW (row), remove);
      gtk_list_box_append (GTK_LIST_BOX (self->control), row);
    }
  /* What was signed just now stands on the sheet itself. */
  gtk_widget_set_visible (self->control, files->len > 0 && !drawn);
  if (self->pad_box != NULL)
    gtk_widget_set_visible (self->pad_box, files->len == 0 || drawn);
}

/**
 * callout_question_field_get_question:
 *
 * Returns: (transfer none): what it asks
 */
const CalloutFlowQuestion *
callout_question_field_get_question (CalloutQuestionField *self)
{
  return self->question;
}

/**
 * callout_question_field_set_problem:
 * @sentence: (nullable): why the answer cannot be taken
 */
void
callout_question_field_set_problem (CalloutQuestionField *self,
                                    const char           *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}
