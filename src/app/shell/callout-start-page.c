/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-start-page.h"

#include "callout-person-list.h"

#include <glib/gi18n-lib.h>

/* What is there at once needs no spinner that flashes by. */
#define PATIENCE_MS 300
#define PULSE_MS 120

struct _CalloutStartPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack          *stack;
  GtkWidget         *loading;
  GtkProgressBar    *progress;
  GtkLabel          *loading_text;
  AdwStatusPage     *problem;
  GtkLabel          *place;
  CalloutPersonList *people;

  guint              patience;
  guint              pulse;
};

enum { CREATE, OPEN_OTHER, RETRY, PERSON_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutStartPage, callout_start_page, ADW_TYPE_BIN)

static void
stop_loading (CalloutStartPage *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (CALLOUT_START_PAGE (data)->progress);
  return G_SOURCE_CONTINUE;
}

static gboolean
patience_cb (gpointer data)
{
  CalloutStartPage *self = data;

  self->patience = 0;
  gtk_widget_set_visible (self->loading, TRUE);
  return G_SOURCE_REMOVE;
}

static void
demo_cb (CalloutStartPage *self)
{
  g_signal_emit (self, signals[CREATE], 0, TRUE);
}

static void
empty_cb (CalloutStartPage *self)
{
  g_signal_emit (self, signals[CREATE], 0, FALSE);
}

static void
other_cb (CalloutStartPage *self)
{
  g_signal_emit (self, signals[OPEN_OTHER], 0);
}

static void
retry_cb (CalloutStartPage *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
person_cb (CalloutStartPage *self,
           CalloutPerson    *person)
{
  g_signal_emit (self, signals[PERSON_CHOSEN], 0, person);
}

static void
callout_start_page_dispose (GObject *object)
{
  stop_loading (CALLOUT_START_PAGE (object));
  G_OBJECT_CLASS (callout_start_page_parent_class)->dispose (object);
}

static void
callout_start_page_class_init (CalloutStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_start_page_dispose;
  signals[CREATE] = g_signal_new ("create", CALLOUT_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[OPEN_OTHER] = g_signal_new ("open-other", CALLOUT_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", CALLOUT_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[PERSON_CHOSEN] = g_signal_new ("person-chosen", CALLOUT_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, CALLOUT_TYPE_PERSON);
  g_type_ensure (CALLOUT_TYPE_PERSON_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/shell/callout-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, loading);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, progress);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, loading_text);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, place);
  gtk_widget_class_bind_template_child (widget_class, CalloutStartPage, people);
  gtk_widget_class_bind_template_callback (widget_class, demo_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
}

static void
callout_start_page_init (CalloutStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_start_page_show_loading:
 * @sentence: what is under way
 */
void
callout_start_page_show_loading (CalloutStartPage *self,
                                 const char       *sentence)
{
  stop_loading (self);
  gtk_label_set_text (self->loading_text, sentence);
  gtk_widget_set_visible (self->loading, FALSE);
  self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
  self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/**
 * callout_start_page_show_problem:
 * @sentence: why the store cannot be opened, as the error says it
 */
void
callout_start_page_show_problem (CalloutStartPage *self,
                                 const char       *title,
                                 const char       *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  stop_loading (self);
  adw_status_page_set_title (self->problem, title);
  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/**
 * callout_start_page_show_welcome:
 * @uri: where the store will be
 */
void
callout_start_page_show_welcome (CalloutStartPage *self,
                                 const char       *uri)
{
  /* Translators: %s is a file's path */
  g_autofree char *text = g_strdup_printf (_("It will be kept in %s"), uri);

  stop_loading (self);
  gtk_label_set_text (self->place, text);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

/**
 * callout_start_page_show_sign_in:
 */
void
callout_start_page_show_sign_in (CalloutStartPage *self,
                                 CalloutSession   *session)
{
  stop_loading (self);
  callout_person_list_set_session (self->people, session);
  callout_person_list_load (self->people);
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
  gtk_widget_grab_focus (GTK_WIDGET (self->people));
}
