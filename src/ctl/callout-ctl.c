/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl.h"

#include "callout-ctl-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

G_DEFINE_QUARK (callout-ctl-error-quark, callout_ctl_error)

/**
 * callout_ctl_misused:
 *
 * Sets an error that ends the program with the status of wrong usage.
 */
void
callout_ctl_misused (GError     **error,
                     const char  *format,
                     ...)
{
  va_list values;

  if (error == NULL)
    return;
  va_start (values, format);
  *error = g_error_new_valist (CALLOUT_CTL_ERROR, 0, format, values);
  va_end (values);
}

static gboolean
is_misuse (const GError *error)
{
  return error->domain == CALLOUT_CTL_ERROR || error->domain == G_OPTION_ERROR;
}

static gboolean
check_encoding (char   **arguments,
                GError **error)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        g_autofree char *shown = g_utf8_make_valid (arguments[i], -1);

        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” is not written in UTF-8; give it in that encoding"), shown);
        return FALSE;
      }
  return TRUE;
}

/* The options every verb takes, before it and after it. Their type is that of
 * file names because GLib would take texts for text of the locale's encoding. */
static void
add_common_options (GOptionContext *context,
                    char          **uri,
                    char          **login,
                    gboolean       *json)
{
  const GOptionEntry entries[] = {
    { "store", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, uri,
      N_("The store: sqlite:PATH, a path, or postgresql://…; else $CALLOUT_STORE"), N_("URI") },
    { "as", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, login,
      N_("The acting person; else $CALLOUT_USER, else the system user"), N_("LOGIN") },
    { "json", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, json,
      N_("Print JSON instead of a table"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
take_common_options (CalloutCtl *self,
                     char       *uri,
                     char       *login)
{
  if (uri != NULL)
    {
      g_free (self->uri);
      self->uri = uri;
    }
  if (login != NULL)
    {
      g_free (self->login);
      self->login = login;
    }
}

/**
 * callout_ctl_parse:
 * @entries: (nullable): the verb's own options; use file names for texts
 * @description: (nullable): what `--help` says at its end
 * @least: how many arguments the verb needs
 * @most: how many it takes, or %G_MAXUINT for any number
 * @arguments: (inout): what came after the verb; without the options afterwards
 */
gboolean
callout_ctl_parse (CalloutCtl           *self,
                   const CalloutCtlVerb *verb,
                   const GOptionEntry   *entries,
                   const char           *description,
                   guint                 least,
                   guint                 most,
                   char               ***arguments,
                   GError              **error)
{
  g_autofree char *usage = g_strdup_printf ("%s %s", verb->name, verb->arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (g_strchomp (usage));
  char *uri = NULL;
  char *login = NULL;
  guint length;
  guint kept = 0;

  g_option_context_set_summary (context, _(verb->summary));
  g_option_context_set_description (context, description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_common_options (context, &uri, &login, &self->json);

  if (!g_option_context_parse_strv (context, arguments, error))
    return FALSE;
  take_common_options (self, uri, login);
  /* What programs read is in one language; the sentences in it are written by
   * the rooms below, so it is said to them all. */
  if (self->json)
    setlocale (LC_MESSAGES, "C");

  /* The first argument is the program's name; the first "--" has done its work. */
  length = g_strv_length (*arguments);
  g_free ((*arguments)[0]);
  for (guint i = 1; i < length; i++)
    if (kept == i - 1 && g_str_equal ((*arguments)[i], "--"))
      g_free ((*arguments)[i]);
    else
      (*arguments)[kept++] = (*arguments)[i];
  (*arguments)[kept] = NULL;

  if (kept < least || kept > most)
    {
      callout_ctl_misused (error, _("It is written: calloutctl %s"), usage);
      return FALSE;
    }
  return TRUE;
}

/**
 * callout_ctl_dup_uri:
 *
 * Returns: (transfer full): the store that is meant
 */
char *
callout_ctl_dup_uri (CalloutCtl *self)
{
  const char *uri = self->uri;

  if (uri == NULL || *uri == '\0')
    uri = g_getenv ("CALLOUT_STORE");
  return uri != NULL && *uri != '\0' ? g_strdup (uri) : callout_store_default_uri ();
}

/**
 * callout_ctl_open:
 *
 * Opens the workspace on the store, which must exist.
 */
gboolean
callout_ctl_open (CalloutCtl  *self,
                  GError     **error)
{
  g_autofree char *uri = NULL;

  if (self->workspace != NULL)
    return TRUE;
  uri = callout_ctl_dup_uri (self);
  self->workspace = callout_workspace_open_sync (uri, CALLOUT_STORE_OPEN, error);
  return self->workspace != NULL;
}

typedef struct {
  CalloutCtl      *ctl;
  CalloutReadFunc  func;
  gpointer         data;
} Reading;

static gpointer
run_reading (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Reading *reading = data;
  gpointer result;

  reading->ctl->store = store;
  result = reading->func (store, reading->data, cancellable, error);
  reading->ctl->store = NULL;
  return result;
}

/**
 * callout_ctl_read:
 * @func: (scope call): reads on the worker's thread while this one waits, so it
 *   may print; returns anything but %NULL for success, and nothing to be freed
 */
gboolean
callout_ctl_read (CalloutCtl       *self,
                  CalloutReadFunc   func,
                  gpointer          data,
                  GError          **error)
{
  Reading reading = { self, func, data };

  return callout_workspace_read_sync (self->workspace, run_reading, &reading, error) != NULL;
}

static gpointer
find_person (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return callout_store_find (store, CALLOUT_KIND_PERSON, "login", data, error);
}

/**
 * callout_ctl_sign_in:
 *
 * Opens the workspace and finds the acting person.
 */
gboolean
callout_ctl_sign_in (CalloutCtl  *self,
                     GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *login = self->login;
  gboolean guessed = FALSE;

  if (self->person != NULL)
    return TRUE;
  if (!callout_ctl_open (self, error))
    return FALSE;

  if (login == NULL || *login == '\0')
    login = g_getenv ("CALLOUT_USER");
  if (login == NULL || *login == '\0')
    {
      login = g_get_user_name ();
      guessed = TRUE;
    }

  self->person = callout_workspace_read_sync (self->workspace, find_person, (gpointer) login, &local_error);
  if (self->person == NULL)
    {
      if (local_error != NULL && !g_error_matches (local_error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else if (guessed)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                     _("Nobody here has the login “%s” of the system user; say who acts with --as or CALLOUT_USER"),
                     login);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("Nobody here has the login “%s”"), login);
      return FALSE;
    }
  if (!self->person->active)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED,
                   _("“%s” is no longer active here"), self->person->login);
      return FALSE;
    }
  return TRUE;
}

static char *
read_zone (CalloutCtl *self)
{
  if (self->store != NULL)
    return callout_store_get_setting (self->store, CALLOUT_SETTING_TIME_ZONE, 0, NULL);
  if (self->workspace != NULL)
    return callout_workspace_get_setting_sync (self->workspace, CALLOUT_SETTING_TIME_ZONE, 0);
  return NULL;
}

/**
 * callout_ctl_get_zone:
 *
 * Returns: (transfer none): the site's time zone
 */
GTimeZone *
callout_ctl_get_zone (CalloutCtl *self)
{
  if (self->zone == NULL)
    {
      g_autofree char *name = read_zone (self);

      if (name != NULL)
        self->zone = g_time_zone_new_identifier (name);
      if (self->zone == NULL)
        self->zone = g_time_zone_new_utc ();
    }
  return self->zone;
}

/* RFC 3339 with the site's offset */
char *
callout_ctl_format_time (CalloutCtl  *self,
                         CalloutTime  time)
{
  return callout_time_format (time, callout_ctl_get_zone (self));
}

/**
 * callout_ctl_readable_time:
 *
 * A time as a person reads it: in the site's zone, which is named where it is
 * not the one the machine is in.
 */
char *
callout_ctl_readable_time (CalloutCtl  *self,
                           CalloutTime  time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GDateTime) here = NULL;

  if (utc == NULL)
    return g_strdup ("");
  there = g_date_time_to_timezone (utc, callout_ctl_get_zone (self));
  here = g_date_time_to_local (utc);
  if (g_date_time_get_utc_offset (there) == g_date_time_get_utc_offset (here))
    return g_date_time_format (there, "%Y-%m-%d %H:%M");
  return g_date_time_format (there, "%Y-%m-%d %H:%M %Z");
}

/* A kind and a login or key may be given apart by a colon where a login and a
 * key read alike: `group:north`. */
static const char *
split_kind (const char  *ref,
            CalloutKind *kind)
{
  const char *colon = strchr (ref, ':');
  g_autofree char *word = NULL;
  int value;

  if (colon == NULL)
    return NULL;
  word = g_strndup (ref, colon - ref);
  if (!callout_enum_parse (CALLOUT_TYPE_KIND, word, &value) || value == CALLOUT_KIND_NONE)
    return NULL;
  *kind = value;
  return colon + 1;
}

/**
 * callout_ctl_resolve:
 * @ref: `T-1001`, `WO-12`, `C-3`, a login, a group's or a step's key
 *
 * Returns: (transfer full): the thing, as far as the acting person may see it
 */
CalloutEntity *
callout_ctl_resolve (CalloutCtl  *self,
                     const char  *ref,
                     GError     **error)
{
  static const CalloutKind named[] = { CALLOUT_KIND_PERSON, CALLOUT_KIND_GROUP, CALLOUT_KIND_STEP };
  gint64 person = CALLOUT_ENTITY (self->person)->id;
  CalloutKind kind;
  gint64 id;
  const char *rest = split_kind (ref, &kind);

  if (rest != NULL)
    return callout_workspace_get_sync (self->workspace, person, kind, rest, error);
  if (callout_ref_parse (ref, &kind, &id))
    return callout_workspace_get_sync (self->workspace, person, kind, ref, error);

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr (GError) local_error = NULL;
      CalloutEntity *entity = callout_workspace_get_sync (self->workspace, person, named[i], ref, &local_error);

      if (entity != NULL)
        return entity;
      if (!g_error_matches (local_error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
               _("There is no “%s”; write T-1001, WO-12, C-3, a login, or the key of a group or a step"), ref);
  return NULL;
}

typedef struct {
  CalloutKind kind;
  gint64      id;
} Row;

static gpointer
find_ref (CalloutStore  *store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Row *row = data;
  g_autoptr (CalloutEntity) entity = callout_store_get (store, row->kind, row->id, error);

  return entity != NULL ? callout_entity_dup_ref (entity) : NULL;
}

/**
 * callout_ctl_dup_ref:
 *
 * Returns: (transfer full) (nullable): the reference of a row; one that is gone
 *   goes by its number
 */
char *
callout_ctl_dup_ref (CalloutCtl  *self,
                     CalloutKind  kind,
                     gint64       id)
{
  g_autofree char *key = NULL;
  char *ref;

  if (id == 0 || kind == CALLOUT_KIND_NONE)
    return NULL;
  if (kind == CALLOUT_KIND_EVENT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, id);
  if (callout_kind_get_prefix (kind) != NULL)
    return callout_ref_format (kind, id);

  key = g_strdup_printf ("%d %" G_GINT64_FORMAT, kind, id);
  ref = g_hash_table_lookup (self->refs, key);
  if (ref == NULL)
    {
      Row row = { kind, id };

      if (self->store != NULL)
        ref = find_ref (self->store, &row, NULL, NULL);
      else if (self->workspace != NULL)
        ref = callout_workspace_read_sync (self->workspace, find_ref, &row, NULL);
      if (ref == NULL)
        ref = callout_ref_format (kind, id);
      g_hash_table_insert (self->refs, g_steal_pointer (&key), ref);
    }
  return g_strdup (ref);
}

static char *
describe_verbs (void)
{
  GString *text = g_string_new (_("Verbs:"));
  guint n_verbs;
  const CalloutCtlVerb *verbs = callout_ctl_verbs (&n_verbs);

  for (guint i = 0; i < n_verbs; i++)
    g_string_append_printf (text, "\n  %-15s %s", verbs[i].name, _(verbs[i].summary));
  g_string_append_printf (text, "\n\n%s", _("Each verb explains itself: calloutctl VERB --help"));
  return g_string_free (text, FALSE);
}

/* Reads the options before the verb. Returns the verb, or %NULL with @error, or
 * %NULL without when all is said. */
static const CalloutCtlVerb *
find_verb (CalloutCtl   *self,
           char       ***arguments,
           GError      **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("VERB …");
  g_autofree char *verbs = describe_verbs ();
  gboolean version = FALSE;
  char *uri = NULL;
  char *login = NULL;
  const CalloutCtlVerb *verb;
  const GOptionEntry own[] = {
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &version, N_("Print the program's version"), NULL },
    { NULL }
  };

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _("The command line of Callout, the dispatch desk."));
  g_option_context_set_description (context, verbs);
  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);
  add_common_options (context, &uri, &login, &self->json);
  if (!g_option_context_parse_strv (context, arguments, error))
    return NULL;
  take_common_options (self, uri, login);

  if (version)
    {
      printf ("calloutctl %s\n", CALLOUT_VERSION);
      return NULL;
    }
  if ((*arguments)[1] == NULL)
    {
      callout_ctl_misused (error, _("Which verb? calloutctl --help lists them"));
      return NULL;
    }
  verb = callout_ctl_find_verb ((*arguments)[1]);
  if (verb == NULL)
    callout_ctl_misused (error, _("There is no verb “%s”; calloutctl --help lists them"), (*arguments)[1]);
  return verb;
}

/* What is buffered may still fail to be written: a full disk, a closed pipe. */
static gboolean
finish_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, errno == ENOSPC ? CALLOUT_ERROR_NO_SPACE : CALLOUT_ERROR_FAILED,
               _("The answer cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

static CalloutCtlStatus
run (CalloutCtl   *self,
     char       ***arguments,
     GError      **error)
{
  const CalloutCtlVerb *verb;
  CalloutCtlStatus status = CALLOUT_CTL_DONE;
  g_autoptr (GError) local_error = NULL;

  if (!check_encoding (*arguments, error))
    return CALLOUT_CTL_FAILED;
  verb = find_verb (self, arguments, &local_error);
  if (verb != NULL)
    {
      /* The verb takes the place of the program's name, for the verb's own options. */
      g_free ((*arguments)[0]);
      memmove (*arguments, *arguments + 1, g_strv_length (*arguments + 1) * sizeof (char *) + sizeof (char *));
      status = verb->run (self, verb, *arguments, &local_error);
    }
  if (local_error == NULL)
    finish_output (&local_error);
  else
    fflush (stdout);

  if (local_error != NULL)
    {
      status = is_misuse (local_error) ? CALLOUT_CTL_USAGE : CALLOUT_CTL_FAILED;
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  return status;
}

static void
print_error (const GError *error)
{
  g_autofree char *sentence = g_utf8_make_valid (error->message, -1);

  /* One line, whatever a file name or a driver put into the sentence. */
  g_strdelimit (sentence, "\n\r\t\033", ' ');
  fprintf (stderr, "calloutctl: %s: %s\n",
           is_misuse (error) ? "USAGE" : callout_error_key (error), g_strstrip (sentence));
}

/**
 * callout_ctl_main:
 *
 * The whole program. Returns its exit status.
 */
int
callout_ctl_main (int    argc,
                  char **argv)
{
  CalloutCtl self = { NULL };
  g_autoptr (GError) error = NULL;
  char **arguments = g_strdupv (argv);
  CalloutCtlStatus status;

  g_set_prgname ("calloutctl");
  self.refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  status = run (&self, &arguments, &error);
  if (error != NULL)
    print_error (error);

  g_clear_object (&self.person);
  g_clear_object (&self.workspace);
  g_clear_pointer (&self.zone, g_time_zone_unref);
  g_clear_pointer (&self.refs, g_hash_table_unref);
  g_free (self.uri);
  g_free (self.login);
  g_strfreev (arguments);
  return status;
}
