/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"
#include "callout-data.h"
#include "callout-demo.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Where the demonstration city lies. */
#define DEMO_ZONE "America/New_York"

typedef struct {
  char    *admin;
  gboolean demo;
  gint64   seed;
} Wish;

/* The machine's zone by its IANA name, where it has one. */
static char *
dup_machine_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);

  if (name != NULL && callout_setting_validate (CALLOUT_SETTING_TIME_ZONE, name, NULL))
    return g_strdup (name);
  return g_strdup ("UTC");
}

static gboolean
set_zone (CalloutWorkspace  *workspace,
          gint64             actor,
          const char        *zone,
          GError           **error)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("key", CALLOUT_SETTING_TIME_ZONE, "value", zone, NULL);
  g_autoptr (CalloutRequest) request = callout_request_new (actor, CALLOUT_SOURCE_CTL, "settings.set", NULL, args);
  g_autoptr (CalloutEntity) setting = callout_workspace_run_sync (workspace, request, NULL, error);

  return setting != NULL;
}

static gboolean
fill (CalloutWorkspace  *workspace,
      const Wish        *wish,
      GError           **error)
{
  g_autoptr (CalloutEntity) admin = NULL;
  g_autofree char *zone = wish->demo ? g_strdup (DEMO_ZONE) : dup_machine_zone ();
  g_autofree char *city = NULL;
  const char *name = wish->admin;

  /* The full name the machine knows, where it is about the same person. */
  if (g_strcmp0 (wish->admin, g_get_user_name ()) == 0 && g_strcmp0 (g_get_real_name (), "Unknown") != 0
      && g_utf8_validate (g_get_real_name (), -1, NULL))
    name = g_get_real_name ();
  if (!callout_workspace_found_sync (workspace, wish->admin, name, error))
    return FALSE;
  admin = callout_workspace_get_sync (workspace, 0, CALLOUT_KIND_PERSON, wish->admin, error);
  if (admin == NULL || !set_zone (workspace, admin->id, zone, error))
    return FALSE;
  if (!wish->demo)
    return TRUE;
  city = callout_data_path ("demo", NULL);
  return callout_demo_load_sync (workspace, admin->id, (guint32) wish->seed, city, error);
}

static gboolean
make_store (const char  *uri,
            const Wish  *wish,
            GError     **error)
{
  g_autoptr (CalloutWorkspace) workspace = callout_workspace_open_sync (uri, CALLOUT_STORE_CREATE, error);

  return workspace != NULL && fill (workspace, wish, error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Gives a file its name unless the name is taken, and sees to it that the
 * folder's entry is on the disk. */
static gboolean
put_in_place (const char  *from,
              const char  *to,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd;

  if (link (from, to) != 0)
    {
      int reason = errno;

      /* Some file systems know no second name; there the gap is a moment wide. */
      if (reason == EEXIST || g_file_test (to, G_FILE_TEST_EXISTS) || rename (from, to) != 0)
        {
          g_set_error (error, CALLOUT_ERROR, reason == EEXIST ? CALLOUT_ERROR_CONFLICT : CALLOUT_ERROR_FAILED,
                       _("The new store cannot be put at “%s”: %s"), to, g_strerror (reason));
          return FALSE;
        }
    }
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

/* The store is made beside its place and moved there when it is whole, so that
 * whatever ends the program before leaves no half of one behind. */
static gboolean
make_store_file (const char  *path,
                 const Wish  *wish,
                 GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_strconcat (path, ".new-XXXXXX", NULL);
  g_autofree char *file = NULL;
  g_autofree char *uri = NULL;
  gboolean done;

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, errno == ENOSPC ? CALLOUT_ERROR_NO_SPACE : CALLOUT_ERROR_FAILED,
                   _("No store can be made in “%s”: %s"), parent, g_strerror (errno));
      return FALSE;
    }
  file = g_build_filename (folder, "callout.db", NULL);
  uri = g_strconcat ("sqlite:", file, NULL);
  done = make_store (uri, wish, error) && put_in_place (file, path, error);
  remove_folder (folder);
  return done;
}

static const char *
find_path (const char *uri)
{
  if (g_str_has_prefix (uri, "sqlite:"))
    return uri + strlen ("sqlite:");
  return strstr (uri, "://") == NULL ? uri : NULL;
}

CALLOUT_CTL_VERB (init)
{
  Wish wish = { NULL, FALSE, 1 };
  const GOptionEntry entries[] = {
    { "admin", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &wish.admin,
      N_("The first administrator's login; else the system user's"), N_("LOGIN") },
    { "demo", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &wish.demo, N_("Fill it with the demonstration city"), NULL },
    { "seed", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &wish.seed,
      N_("Which of the demonstration's many cities; 1"), N_("N") },
    { NULL }
  };
  g_autofree char *uri = NULL;
  g_autofree char *admin = NULL;
  const char *path;

  if (!callout_ctl_parse (self, verb, entries, NULL, 0, 0, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (wish.seed < 0 || wish.seed > G_MAXUINT32)
    {
      callout_ctl_misused (error, _("A seed is a number from 0 to 4294967295"));
      return CALLOUT_CTL_USAGE;
    }
  if (wish.admin == NULL)
    wish.admin = g_strdup (g_get_user_name ());
  admin = wish.admin;
  uri = callout_ctl_dup_uri (self);
  path = find_path (uri);

  if (callout_store_exists (uri))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT,
                   _("Something is at “%s” already, and init never touches what is there"), path != NULL ? path : uri);
      return CALLOUT_CTL_FAILED;
    }
  if (path != NULL ? !make_store_file (path, &wish, error) : !make_store (uri, &wish, error))
    return CALLOUT_CTL_FAILED;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "store");
      callout_ctl_json_text (json, uri);
      callout_ctl_json_name (json, "admin");
      callout_ctl_json_text (json, wish.admin);
      callout_ctl_json_end_object (json);
    }
  else
    printf (_("The store is at %s; its administrator is “%s”.\n"), path != NULL ? path : uri, wish.admin);
  return CALLOUT_CTL_DONE;
}
