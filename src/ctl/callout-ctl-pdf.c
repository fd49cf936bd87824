/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"
#include "callout-label-sheet.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* Documents: the service record of a case, labels for machines. */

static gboolean
write_output (CalloutPages  *pages,
              GError       **error)
{
  g_autoptr (GBytes) bytes = callout_pages_to_pdf (pages, error);
  gsize length;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    return FALSE;
  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, errno == ENOSPC ? CALLOUT_ERROR_NO_SPACE : CALLOUT_ERROR_FAILED,
               _("The output cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

static gboolean
save (CalloutCtl    *self,
      CalloutPages  *pages,
      const char    *file,
      GError       **error)
{
  guint n = callout_pages_get_count (pages);

  if (g_str_equal (file, "-"))
    return write_output (pages, error);
  if (!callout_pages_save_pdf (pages, file, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "file");
      callout_ctl_json_text (json, file);
      callout_ctl_json_name (json, "pages");
      callout_ctl_json_integer (json, n);
      callout_ctl_json_end_object (json);
    }
  else
    printf (ngettext ("%s: %u page\n", "%s: %u pages\n", n), file, n);
  return TRUE;
}

static gboolean
check_paper (const char  *paper,
             GError     **error)
{
  if (paper == NULL || g_str_equal (callout_paper_find (paper)->key, paper))
    return TRUE;
  callout_ctl_misused (error, _("Paper is a4 or letter, not “%s”"), paper);
  return FALSE;
}

static CalloutPages *
make_record (CalloutCtl     *self,
             CalloutEntity  *ticket,
             gboolean        internal,
             const char     *paper,
             GError        **error)
{
  g_autoptr (CalloutServiceRecord) record = NULL;

  record = callout_workspace_record_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, ticket->id, internal, error);
  if (record == NULL)
    return NULL;
  return callout_service_record_make_pages (record, callout_paper_find (paper != NULL ? paper : record->paper));
}

CALLOUT_CTL_VERB (pdf)
{
  g_autofree char *output = NULL;
  g_autofree char *wanted = NULL;
  char *file = NULL;
  char *paper = NULL;
  gboolean internal = FALSE;
  const GOptionEntry entries[] = {
    { "internal", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &internal,
      N_("The edition for employees, with what is internal"), NULL },
    { "paper", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &paper, N_("a4 or letter; else as the setting says"), N_("PAPER") },
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &file,
      N_("Where it is written to, - for the output; else T-REF.pdf here"), N_("FILE") },
    { NULL }
  };
  gboolean parsed = callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error);
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (CalloutPages) pages = NULL;
  g_autofree char *ref = NULL;

  output = file;
  wanted = paper;
  if (!parsed || !check_paper (paper, error))
    return CALLOUT_CTL_USAGE;
  if (g_str_has_prefix (arguments[0], "SO-"))
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                           _("This version of Callout keeps no service orders yet"));
      return CALLOUT_CTL_FAILED;
    }
  if (!callout_ctl_sign_in (self, error) || (entity = callout_ctl_resolve (self, arguments[0], error)) == NULL)
    return CALLOUT_CTL_FAILED;
  ref = callout_entity_dup_ref (entity);
  if (callout_entity_get_kind (entity) != CALLOUT_KIND_TICKET)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s has no document; tickets have a service record"), ref);
      return CALLOUT_CTL_FAILED;
    }
  pages = make_record (self, entity, internal, paper, error);
  if (output == NULL)
    output = g_strdup_printf ("%s%s.pdf", ref, internal ? "-internal" : "");
  return pages != NULL && save (self, pages, output, error) ? CALLOUT_CTL_DONE : CALLOUT_CTL_FAILED;
}

static gboolean
take_equipment (CalloutCtl     *self,
                char          **refs,
                GPtrArray      *equipment,
                GError        **error)
{
  for (guint i = 0; refs[i] != NULL; i++)
    {
      g_autoptr (CalloutEntity) entity = callout_ctl_resolve (self, refs[i], error);

      if (entity == NULL)
        return FALSE;
      if (callout_entity_get_kind (entity) != CALLOUT_KIND_EQUIPMENT)
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” is no equipment; labels are for EQ-1 and the like"),
                       refs[i]);
          return FALSE;
        }
      g_ptr_array_add (equipment, g_steal_pointer (&entity));
    }
  return TRUE;
}

static GPtrArray *
find_equipment (CalloutCtl   *self,
                char        **refs,
                const char   *filter,
                GError      **error)
{
  g_autoptr (GPtrArray) equipment = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CalloutQuery) query = NULL;

  if (*refs != NULL)
    return take_equipment (self, refs, equipment, error) ? g_steal_pointer (&equipment) : NULL;
  query = callout_query_new (CALLOUT_KIND_EQUIPMENT);
  if (!callout_query_add_filter (query, filter, error))
    return NULL;
  return callout_workspace_list_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, query, error);
}

CALLOUT_CTL_VERB (labels)
{
  g_autofree char *output = NULL;
  g_autofree char *base = NULL;
  g_autofree char *house = NULL;
  char *file = NULL;
  char *format = NULL;
  char *filter = NULL;
  int start = 1;
  const GOptionEntry entries[] = {
    { "sheet", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &format,
      N_("a4-3x8 and others, or PAPER:COLUMNSxROWS:LEFT,TOP,RIGHT,BOTTOM[:ACROSS,DOWN] in millimetres"), N_("SHEET") },
    { "start", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &start, N_("With which label of the first sheet it begins; 1"), N_("N") },
    { "filter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &filter, N_("Instead of references: customer=C-3"), N_("EXPR") },
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &file,
      N_("Where it is written to, - for the output; else labels.pdf here"), N_("FILE") },
    { NULL }
  };
  gboolean parsed = callout_ctl_parse (self, verb, entries, NULL, 0, G_MAXUINT, &arguments, error);
  g_autofree char *wanted = format;
  g_autofree char *condition = filter;
  g_autoptr (GPtrArray) equipment = NULL;
  g_autoptr (CalloutPages) pages = NULL;
  CalloutLabelSheet sheet;

  output = file;
  if (!parsed)
    return CALLOUT_CTL_USAGE;
  if ((arguments[0] == NULL) == (filter == NULL))
    {
      callout_ctl_misused (error, _("Say which equipment: references like EQ-1, or --filter"));
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  base = callout_workspace_get_setting_sync (self->workspace, CALLOUT_SETTING_PORTAL, 0);
  house = callout_workspace_get_setting_sync (self->workspace, CALLOUT_SETTING_HOUSE_NAME, 0);
  if (!callout_label_sheet_parse (format != NULL ? format : "a4-3x8", &sheet, error)
      || (equipment = find_equipment (self, arguments, filter, error)) == NULL)
    return CALLOUT_CTL_FAILED;
  if (equipment->len == 0)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no such equipment that you may see"));
      return CALLOUT_CTL_FAILED;
    }
  pages = callout_label_sheet_make_pages (&sheet, equipment, base, house, (guint) MAX (start, 0), callout_clock_now (), error);
  if (pages == NULL || !save (self, pages, output != NULL ? output : "labels.pdf", error))
    return CALLOUT_CTL_FAILED;
  return CALLOUT_CTL_DONE;
}
