/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-settings.h"

#include "callout-error.h"
#include "callout-markup.h"
#include "callout-notify-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CalloutSettingInfo infos[] = {
  { CALLOUT_SETTING_TIME_ZONE, "UTC", CALLOUT_SETTING_ZONE, NULL,
    N_("The time zone of the site: what “today” and shifts mean") },
  { CALLOUT_SETTING_POSITION_VALIDITY, "120", CALLOUT_SETTING_NUMBER, NULL,
    N_("For how many minutes a reported position counts; 0: for ever") },
  { CALLOUT_SETTING_RADIUS, "0", CALLOUT_SETTING_NUMBER, NULL,
    N_("Within how many kilometres engineers are offered; 0: everywhere") },
  { CALLOUT_SETTING_AUTO_PUBLISH, "false", CALLOUT_SETTING_BOOLEAN, NULL,
    N_("Whether an assigned work order goes to the engineer at once") },
  { CALLOUT_SETTING_REASON_REQUIRED, "true", CALLOUT_SETTING_BOOLEAN, NULL,
    N_("Whether a group must say why it returns a work order") },
  { CALLOUT_SETTING_DEFAULT_GROUP, "", CALLOUT_SETTING_TEXT, NULL,
    N_("The key of the group that tickets are offered to where their flow names none; empty: the first group") },
  { CALLOUT_SETTING_QUIET_HOURS, "", CALLOUT_SETTING_HOURS, NULL,
    N_("When nothing pops up, like 22:00-06:30; each person may set their own") },
  { CALLOUT_SETTING_WITHDRAW_OFFERS, "false", CALLOUT_SETTING_BOOLEAN, NULL,
    N_("Whether the first who accepts an offer is the only one: the others are withdrawn then") },
  { CALLOUT_SETTING_FILE_MAX_MIB, "25", CALLOUT_SETTING_NUMBER, NULL, N_("How large a file may be, in MiB") },
  { CALLOUT_SETTING_FILES_PER_POST, "10", CALLOUT_SETTING_NUMBER, NULL, N_("How many files may come at once") },
  { CALLOUT_SETTING_DUPLICATE_DAYS, "14", CALLOUT_SETTING_NUMBER, NULL,
    N_("For how many days back a new ticket is compared with others; 0: not at all") },
  { CALLOUT_SETTING_VIDEO_BASE, "https://meet.jit.si/", CALLOUT_SETTING_ADDRESS, NULL,
    N_("Where video sessions are held: the address before the name of a room, as Jitsi has it") },
  { CALLOUT_SETTING_HOUSE_NAME, "", CALLOUT_SETTING_TEXT, NULL, N_("The house's name, as it stands on documents") },
  { CALLOUT_SETTING_HOUSE_ADDRESS, "", CALLOUT_SETTING_TEXT, NULL,
    N_("The house's address on documents; a semicolon begins a new line") },
  { CALLOUT_SETTING_PAPER, "a4", CALLOUT_SETTING_CHOICE, "a4|letter", N_("The paper documents are made for: a4 or letter") },
  { CALLOUT_SETTING_PORTAL, "", CALLOUT_SETTING_SITE, NULL,
    N_("The web address that the codes on labels lead to, like https://service.example.com") },
};

const CalloutSettingInfo *
callout_setting_infos (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (infos);
  return infos;
}

const CalloutSettingInfo *
callout_setting_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if (g_str_equal (infos[i].key, key))
      return &infos[i];
  return NULL;
}

static gboolean
is_choice (const char *choices,
           const char *value)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);

  return g_strv_contains ((const char *const *) words, value);
}

static gboolean
is_web_address (const char *value)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && g_uri_get_host (uri) != NULL
         && *g_uri_get_host (uri) != '\0' && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL
         && strlen (value) <= 200;
}

/**
 * callout_setting_validate:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND for an unknown key, %CALLOUT_ERROR_INVALID
 * for a value the key cannot have.
 */
gboolean
callout_setting_validate (const char  *key,
                          const char  *value,
                          GError     **error)
{
  const CalloutSettingInfo *info = callout_setting_find (key);
  guint64 number;

  if (g_str_has_prefix (key, "view."))
    return TRUE;
  if (info == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no setting “%s”"), key);
      return FALSE;
    }

  switch (info->type)
    {
    case CALLOUT_SETTING_NUMBER:
      if (g_ascii_string_to_unsigned (value, 10, 0, 1000000, &number, NULL))
        return TRUE;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("%s must be a whole number from 0 to 1000000, not “%s”"), key, value);
      return FALSE;
    case CALLOUT_SETTING_BOOLEAN:
      if (is_choice ("true|false", value))
        return TRUE;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s must be true or false, not “%s”"), key, value);
      return FALSE;
    case CALLOUT_SETTING_ZONE:
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (value);
        if (zone != NULL)
          return TRUE;
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” is not a time zone; write it like America/New_York"), value);
        return FALSE;
      }
    case CALLOUT_SETTING_HOURS:
      return callout_quiet_hours_check (value, error);
    case CALLOUT_SETTING_SITE:
      if (*value == '\0' || is_web_address (value))
        return TRUE;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("%s must be a web address like https://service.example.com, not “%s”"), key, value);
      return FALSE;
    case CALLOUT_SETTING_CHOICE:
      if (is_choice (info->choices, value))
        return TRUE;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("%s must be one of %s, not “%s”"), key, info->choices, value);
      return FALSE;
    case CALLOUT_SETTING_ADDRESS:
      if (callout_address_is_safe (value) && g_str_has_prefix (value, "https://") && g_str_has_suffix (value, "/"))
        return TRUE;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("%s must be an address like https://meet.example.org/, not “%s”"), key, value);
      return FALSE;
    case CALLOUT_SETTING_TEXT:
    default:
      return TRUE;
    }
}
