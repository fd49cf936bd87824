/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-drafts.h"

#define GROUP "drafts"
#define PATIENCE 400 /* milliseconds from the first change to the file */

struct _CalloutDrafts
{
  GObject         parent_instance;

  /* Owned */
  GKeyFile       *texts;
  char           *path;    /* (nullable): nobody is signed in */

  /* Borrowed */
  CalloutSession *session; /* it holds us */

  guint           writing;
  gboolean        unwritten;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutDrafts, callout_drafts, G_TYPE_OBJECT)

static char *
make_key (gint64 ticket,
          int    thread)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%d", ticket, thread);
}

/* One file for each store and person. */
static char *
find_path (CalloutSession *session)
{
  const char *uri = callout_workspace_get_uri (callout_session_get_workspace (session));
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  g_autofree char *name = NULL;

  if (callout_session_get_person (session) == NULL)
    return NULL;
  sum[16] = '\0';
  name = g_strdup_printf ("drafts-%s-%" G_GINT64_FORMAT ".ini", sum, callout_session_get_person_id (session));
  return g_build_filename (g_get_user_data_dir (), "callout", name, NULL);
}

static gboolean
write_cb (gpointer data)
{
  CalloutDrafts *self = data;

  self->writing = 0; /* goes with the answer */
  callout_drafts_flush (self);
  return G_SOURCE_REMOVE;
}

static void
person_cb (CalloutDrafts *self)
{
  callout_drafts_flush (self);
  g_free (self->path);
  g_key_file_unref (self->texts);
  self->texts = g_key_file_new ();
  self->path = find_path (self->session);
  if (self->path != NULL)
    g_key_file_load_from_file (self->texts, self->path, G_KEY_FILE_NONE, NULL);
}

static void
callout_drafts_dispose (GObject *object)
{
  callout_drafts_flush (CALLOUT_DRAFTS (object));
  G_OBJECT_CLASS (callout_drafts_parent_class)->dispose (object);
}

static void
callout_drafts_finalize (GObject *object)
{
  CalloutDrafts *self = CALLOUT_DRAFTS (object);

  g_key_file_unref (self->texts);
  g_free (self->path);
  G_OBJECT_CLASS (callout_drafts_parent_class)->finalize (object);
}

static void
callout_drafts_class_init (CalloutDraftsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = callout_drafts_dispose;
  object_class->finalize = callout_drafts_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   2, G_TYPE_INT64, G_TYPE_INT);
}

static void
callout_drafts_init (CalloutDrafts *self)
{
  self->texts = g_key_file_new ();
}

/**
 * callout_drafts_get_for:
 *
 * Returns: (transfer none): the one of this session
 */
CalloutDrafts *
callout_drafts_get_for (CalloutSession *session)
{
  CalloutDrafts *self = g_object_get_data (G_OBJECT (session), "callout-drafts");

  if (self == NULL)
    {
      self = g_object_new (CALLOUT_TYPE_DRAFTS, NULL);
      self->session = session;
      g_object_set_data_full (G_OBJECT (session), "callout-drafts", self, g_object_unref);
      g_signal_connect_object (session, "notify::person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
      person_cb (self);
    }
  return self;
}

/**
 * callout_drafts_dup:
 *
 * Returns: (transfer full) (nullable): what was being written there
 */
char *
callout_drafts_dup (CalloutDrafts *self,
                    gint64         ticket,
                    int            thread)
{
  g_autofree char *key = make_key (ticket, thread);

  return g_key_file_get_string (self->texts, GROUP, key, NULL);
}

/**
 * callout_drafts_set:
 * @text: (nullable): empty or %NULL: nothing is being written there
 */
void
callout_drafts_set (CalloutDrafts *self,
                    gint64         ticket,
                    int            thread,
                    const char    *text)
{
  g_autofree char *key = make_key (ticket, thread);
  g_autofree char *before = g_key_file_get_string (self->texts, GROUP, key, NULL);

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (before, text) == 0)
    return;
  if (text != NULL)
    g_key_file_set_string (self->texts, GROUP, key, text);
  else
    g_key_file_remove_key (self->texts, GROUP, key, NULL);
  self->unwritten = TRUE;
  if (self->writing == 0)
    self->writing = g_timeout_add (PATIENCE, write_cb, self);
  g_signal_emit (self, signals[CHANGED], 0, ticket, thread);
}

/**
 * callout_drafts_flush:
 *
 * Writes what has changed. The file is a few lines, and nobody else's.
 */
void
callout_drafts_flush (CalloutDrafts *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_clear_handle_id (&self->writing, g_source_remove);
  if (self->path == NULL || !self->unwritten)
    return;
  self->unwritten = FALSE;
  folder = g_path_get_dirname (self->path);
  text = g_key_file_to_data (self->texts, &length, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (self->path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    g_info ("What is being written could not be kept in %s", self->path);
}
