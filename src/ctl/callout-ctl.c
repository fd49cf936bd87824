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
