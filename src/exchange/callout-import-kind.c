/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-mapping-private.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

static const CalloutTarget ticket_targets[] = {
  { "external_id",  CALLOUT_TARGET_TEXT, TRUE },
  { "title",        CALLOUT_TARGET_TEXT, TRUE },
  { "type",         CALLOUT_TARGET_TEXT },
  { "description",  CALLOUT_TARGET_PARAGRAPH },
  { "note",         CALLOUT_TARGET_PARAGRAPH },
  { "channel",      CALLOUT_TARGET_TEXT },
  { "customer",     CALLOUT_TARGET_TEXT },
  { "address",      CALLOUT_TARGET_ADDRESS },
  { "postcode",     CALLOUT_TARGET_POSTCODE },
  { "district",     CALLOUT_TARGET_TEXT },
  { "latitude",     CALLOUT_TARGET_NUMBER },
  { "longitude",    CALLOUT_TARGET_NUMBER },
  { "opened_at",    CALLOUT_TARGET_TIME },
  { "due_earliest", CALLOUT_TARGET_TIME },
  { "due_latest",   CALLOUT_TARGET_TIME },
  { "closed_at",    CALLOUT_TARGET_TIME },
  { "closed",       CALLOUT_TARGET_BOOLEAN },
  { "visit",        CALLOUT_TARGET_BOOLEAN },
  { "visibility",   CALLOUT_TARGET_KEY },
  { "priority",     CALLOUT_TARGET_KEY },
  { "skills",       CALLOUT_TARGET_KEYS },
  { "vip",          CALLOUT_TARGET_BOOLEAN },
};

static const CalloutTarget people_targets[] = {
  { "login",        CALLOUT_TARGET_TEXT, TRUE },
  { "name",         CALLOUT_TARGET_TEXT, TRUE },
  { "email",        CALLOUT_TARGET_TEXT },
  { "phone",        CALLOUT_TARGET_TEXT },
  { "roles",        CALLOUT_TARGET_KEYS },
  { "grants",       CALLOUT_TARGET_KEYS },
  { "skills",       CALLOUT_TARGET_KEYS },
  { "groups",       CALLOUT_TARGET_KEYS },
  { "dispatches",   CALLOUT_TARGET_KEYS },
  { "shift",        CALLOUT_TARGET_TEXT },
  { "availability", CALLOUT_TARGET_KEY },
  { "latitude",     CALLOUT_TARGET_NUMBER },
  { "longitude",    CALLOUT_TARGET_NUMBER },
  { "position_at",  CALLOUT_TARGET_TIME },
};

static const CalloutTarget customer_targets[] = {
  { "external_id",    CALLOUT_TARGET_TEXT, TRUE },
  { "name",           CALLOUT_TARGET_TEXT, TRUE },
  { "tax_id",         CALLOUT_TARGET_TEXT },
  { "email",          CALLOUT_TARGET_TEXT },
  { "phone",          CALLOUT_TARGET_TEXT },
  { "address",        CALLOUT_TARGET_ADDRESS },
  { "postcode",       CALLOUT_TARGET_POSTCODE },
  { "latitude",       CALLOUT_TARGET_NUMBER },
  { "longitude",      CALLOUT_TARGET_NUMBER },
  { "time_zone",      CALLOUT_TARGET_TEXT },
  { "holiday_region", CALLOUT_TARGET_TEXT },
};

static const CalloutTarget equipment_targets[] = {
  { "external_id", CALLOUT_TARGET_TEXT, TRUE },
  { "name",        CALLOUT_TARGET_TEXT, TRUE },
  { "template",    CALLOUT_TARGET_TEXT },
  { "serial",      CALLOUT_TARGET_TEXT },
  { "code",        CALLOUT_TARGET_TEXT },
  { "customer",    CALLOUT_TARGET_TEXT },
  { "address",     CALLOUT_TARGET_ADDRESS },
  { "postcode",    CALLOUT_TARGET_POSTCODE },
  { "latitude",    CALLOUT_TARGET_NUMBER },
  { "longitude",   CALLOUT_TARGET_NUMBER },
  { "active",      CALLOUT_TARGET_BOOLEAN },
};

static const CalloutTarget holiday_targets[] = {
  { "region", CALLOUT_TARGET_TEXT, TRUE },
  { "date",   CALLOUT_TARGET_TEXT, TRUE },
  { "name",   CALLOUT_TARGET_TEXT },
};

static const struct {
  const char          *key;
  const CalloutTarget *targets;
  guint                n_targets;
} kinds[CALLOUT_N_IMPORTS] = {
  { "tickets",   ticket_targets,    G_N_ELEMENTS (ticket_targets) },
  { "people",    people_targets,    G_N_ELEMENTS (people_targets) },
  { "customers", customer_targets,  G_N_ELEMENTS (customer_targets) },
  { "equipment", equipment_targets, G_N_ELEMENTS (equipment_targets) },
  { "holidays",  holiday_targets,   G_N_ELEMENTS (holiday_targets) },
};

/* The word for a kind on the command line and in mappings. */
const char *
callout_import_kind_key (CalloutImportKind kind)
{
  return kinds[kind].key;
}

/**
 * callout_import_kind_parse:
 *
 * Errors: %CALLOUT_ERROR_INVALID for a word that is no kind.
 */
gboolean
callout_import_kind_parse (const char         *key,
                           CalloutImportKind  *out,
                           GError            **error)
{
  for (guint i = 0; i < CALLOUT_N_IMPORTS; i++)
    if (g_str_equal (kinds[i].key, key))
      {
        *out = (CalloutImportKind) i;
        return TRUE;
      }
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
               _("“%s” cannot be imported; there are tickets, people, customers, equipment and holidays"), key);
  return FALSE;
}

/* The parameters a kind's rows may give. */
const CalloutTarget *
callout_import_kind_get_targets (CalloutImportKind  kind,
                                 guint             *n_targets)
{
  *n_targets = kinds[kind].n_targets;
  return kinds[kind].targets;
}

const CalloutTarget *
callout_import_kind_find_target (CalloutImportKind  kind,
                                 const char        *name)
{
  for (guint i = 0; i < kinds[kind].n_targets; i++)
    if (g_str_equal (kinds[kind].targets[i].name, name))
      return &kinds[kind].targets[i];
  return NULL;
}

/* The names of a kind's parameters, for sentences. */
char *
callout_import_kind_list_targets (CalloutImportKind kind)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < kinds[kind].n_targets; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", kinds[kind].targets[i].name);
  return g_string_free (list, FALSE);
}

/* A note's key, as in the results of an import. */
const char *
callout_note_key (CalloutNote note)
{
  switch (note)
    {
    case CALLOUT_NOTE_DEFAULT_POINT: return "default-point";
    case CALLOUT_NOTE_CLOSED_BEFORE_OPENED: return "closed-before-opened";
    case CALLOUT_NOTE_SKIPPED_HOUR: return "skipped-hour";
    case CALLOUT_NOTE_REPEATED_HOUR: return "repeated-hour";
    case CALLOUT_NOTE_NO_LOCATION: return "no-location";
    case CALLOUT_NOTE_NO_ADDRESS: return "no-address";
    case CALLOUT_N_NOTES:
    default: g_return_val_if_reached ("");
    }
}

/**
 * callout_note_describe:
 *
 * Returns: (transfer full): a sentence on what was done with so many rows
 */
char *
callout_note_describe (CalloutNote note,
                       guint       n_rows)
{
  const char *format;

  switch (note)
    {
    case CALLOUT_NOTE_DEFAULT_POINT:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row stood on a default point and was taken without a location",
                            "%u rows stood on a default point and were taken without a location", n_rows);
      break;
    case CALLOUT_NOTE_CLOSED_BEFORE_OPENED:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row was closed before it was opened and was taken as closed, its closing time unknown",
                            "%u rows were closed before they were opened and were taken as closed, their closing time unknown",
                            n_rows);
      break;
    case CALLOUT_NOTE_SKIPPED_HOUR:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row has a time the clocks were put forward over; it was moved on by as much",
                            "%u rows have a time the clocks were put forward over; it was moved on by as much", n_rows);
      break;
    case CALLOUT_NOTE_REPEATED_HOUR:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row has a time that came twice that night; the first was taken",
                            "%u rows have a time that came twice that night; the first was taken", n_rows);
      break;
    case CALLOUT_NOTE_NO_LOCATION:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row has no coordinates", "%u rows have no coordinates", n_rows);
      break;
    case CALLOUT_NOTE_NO_ADDRESS:
      format = g_dngettext (GETTEXT_PACKAGE,
                            "%u row has no address", "%u rows have no address", n_rows);
      break;
    case CALLOUT_N_NOTES:
    default:
      g_return_val_if_reached (NULL);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, n_rows);
#pragma GCC diagnostic pop
}
