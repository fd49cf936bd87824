/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char  *name;   /* the member's */
  CalloutKind  of;     /* what is shown */
  CalloutKind  kind;   /* what hangs on it */
  const char  *field;  /* by which */
  gboolean     refs;   /* only references */
} Part;

/* What hangs on a thing and is told with it. */
static const Part parts[] = {
  { "work_orders", CALLOUT_KIND_TICKET, CALLOUT_KIND_WORK_ORDER, "ticket", TRUE },
  { "answers", CALLOUT_KIND_TICKET, CALLOUT_KIND_ANSWER, "ticket", FALSE },
  { "offers", CALLOUT_KIND_TICKET, CALLOUT_KIND_OFFER, "ticket", FALSE },
  { "taken_by", CALLOUT_KIND_TICKET, CALLOUT_KIND_TICKET_ASSIGNEE, "ticket", FALSE },
  { "updates", CALLOUT_KIND_TICKET, CALLOUT_KIND_UPDATE, "ticket", FALSE },
  { "files", CALLOUT_KIND_TICKET, CALLOUT_KIND_FILE, "ticket", FALSE },
  { "ratings", CALLOUT_KIND_TICKET, CALLOUT_KIND_RATING, "ticket", FALSE },
  { "duplicates", CALLOUT_KIND_TICKET, CALLOUT_KIND_TICKET, NULL, TRUE },
  { "assignments", CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_ASSIGNMENT, "work_order", FALSE },
  { "steps", CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_STEP_EVENT, "work_order", FALSE },
  { "steps", CALLOUT_KIND_WORKFLOW, CALLOUT_KIND_STEP, "workflow", FALSE },
  { "labels", CALLOUT_KIND_STATUS, CALLOUT_KIND_STATUS_LABEL, "status", FALSE },
};

typedef struct {
  CalloutCtl    *ctl;
  CalloutEntity *entity;
} Showing;

static void
write_part (CalloutCtl     *self,
            CalloutCtlJson *json,
            const Part     *part,
            GPtrArray      *rows)
{
  g_autoptr (GArray) columns = callout_ctl_columns (part->kind);

  callout_ctl_json_name (json, part->name);
  callout_ctl_json_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutEntity *row = g_ptr_array_index (rows, i);

      if (part->refs)
        {
          g_autofree char *ref = callout_entity_dup_ref (row);

          callout_ctl_json_text (json, ref);
          continue;
        }
      callout_ctl_json_begin_object (json);
      callout_ctl_write_members (self, json, row, columns);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_end_array (json);
}

/* A workflow's steps stand in their line, everything else in the order it came. */
static GPtrArray *
read_all (CalloutStore        *store,
          const Part          *part,
          CalloutEntity       *entity,
          const CalloutSight  *sight,
          GError             **error)
{
  if (part->kind == CALLOUT_KIND_STEP)
    return callout_store_workflow_steps (store, entity->id, error);
  if (part->field != NULL)
    return callout_store_children (store, part->kind, part->field, entity->id, error);
  /* Pointed out before it is submitted; afterwards they are tickets like others. */
  if (CALLOUT_TICKET (entity)->progress == CALLOUT_PROGRESS_DRAFT)
    return callout_store_duplicates (store, CALLOUT_TICKET (entity), sight, error);
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* What hangs on a thing is not always for everybody who sees the thing. */
static GPtrArray *
read_part (CalloutCtl     *self,
           CalloutStore   *store,
           const Part     *part,
           CalloutEntity  *entity,
           GError        **error)
{
  CalloutSight sight = callout_commands_sight (self->person);
  g_autoptr (GPtrArray) all = read_all (store, part, entity, &sight, error);
  g_autoptr (GPtrArray) seen = NULL;

  if (all == NULL || callout_sight_is_whole (&sight, part->kind))
    return g_steal_pointer (&all);
  seen = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      CalloutEntity *row = g_ptr_array_index (all, i);
      g_autoptr (GError) failure = NULL;

      if (callout_store_can_see (store, part->kind, row->id, &sight, &failure))
        g_ptr_array_add (seen, g_object_ref (row));
      if (sight.extent == CALLOUT_SIGHT_CONTACT)
        callout_entity_hide_internal (row);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return g_steal_pointer (&seen);
}

static gpointer
print_json (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Showing *showing = data;
  CalloutKind kind = callout_entity_get_kind (showing->entity);
  g_autoptr (GArray) columns = callout_ctl_columns (kind);
  g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

  callout_ctl_json_begin_object (json);
  callout_ctl_write_members (showing->ctl, json, showing->entity, columns);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].of == kind)
      {
        g_autoptr (GPtrArray) rows = read_part (showing->ctl, store, &parts[i], showing->entity, error);

        if (rows == NULL)
          return NULL;
        write_part (showing->ctl, json, &parts[i], rows);
      }
  callout_ctl_json_end_object (json);
  return GINT_TO_POINTER (TRUE);
}

static void
print_part (CalloutCtl *self,
            const Part *part,
            GPtrArray  *rows)
{
  static const char *const left_out[] = { "ref", "version", "created_at", "updated_at", "work_order", "workflow", "ticket", NULL };
  g_autoptr (GArray) columns = callout_ctl_columns (part->kind);
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  if (rows->len == 0)
    return;
  for (guint i = columns->len; i > 0; i--)
    if (g_strv_contains (left_out, g_array_index (columns, CalloutCtlColumn, i - 1).name))
      g_array_remove_index (columns, i - 1);

  printf ("\n%s:\n", part->name);
  if (part->refs)
    {
      for (guint i = 0; i < rows->len; i++)
        {
          g_autofree char *ref = callout_entity_dup_ref (g_ptr_array_index (rows, i));

          printf ("%s%s", i > 0 ? " " : "  ", ref);
        }
      printf ("\n");
      return;
    }
  for (guint i = 0; i < columns->len; i++)
    callout_ctl_table_add_column (table, g_array_index (columns, CalloutCtlColumn, i).name, FALSE);
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < columns->len; j++)
      callout_ctl_table_take (table, callout_ctl_dup_value (self, g_ptr_array_index (rows, i),
                                                            &g_array_index (columns, CalloutCtlColumn, j), TRUE));
  callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
}

static gpointer
print_text (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Showing *showing = data;
  CalloutKind kind = callout_entity_get_kind (showing->entity);

  callout_ctl_print_entity (showing->ctl, showing->entity);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].of == kind)
      {
        g_autoptr (GPtrArray) rows = read_part (showing->ctl, store, &parts[i], showing->entity, error);

        if (rows == NULL)
          return NULL;
        print_part (showing->ctl, &parts[i], rows);
      }
  return GINT_TO_POINTER (TRUE);
}

CALLOUT_CTL_VERB (show)
{
  g_autoptr (CalloutEntity) entity = NULL;
  Showing showing = { self, NULL };

  if (!callout_ctl_parse (self, verb, NULL, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  showing.entity = entity = callout_ctl_resolve (self, arguments[0], error);
  if (entity == NULL || !callout_ctl_read (self, self->json ? print_json : print_text, &showing, error))
    return CALLOUT_CTL_FAILED;
  return CALLOUT_CTL_DONE;
}

static void
write_entry (CalloutCtl                *self,
             CalloutCtlJson            *json,
             GArray                    *columns,
             const CalloutHistoryEntry *entry)
{
  callout_ctl_json_begin_object (json);
  callout_ctl_write_members (self, json, CALLOUT_ENTITY (entry->event), columns);
  callout_ctl_json_name (json, "changes");
  callout_ctl_write_changes (self, json, entry->changes);
  callout_ctl_json_end_object (json);
}

CALLOUT_CTL_VERB (history)
{
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (CalloutCtlTable) table = NULL;

  if (!callout_ctl_parse (self, verb, NULL, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  entity = callout_ctl_resolve (self, arguments[0], error);
  if (entity == NULL)
    return CALLOUT_CTL_FAILED;
  entries = callout_workspace_history_sync (self->workspace, CALLOUT_ENTITY (self->person)->id,
                                            callout_entity_get_kind (entity), entity->id, error);
  if (entries == NULL)
    return CALLOUT_CTL_FAILED;

  if (self->json)
    {
      g_autoptr (GArray) columns = callout_ctl_columns (CALLOUT_KIND_EVENT);
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_array (json);
      for (guint i = 0; i < entries->len; i++)
        write_entry (self, json, columns, g_ptr_array_index (entries, i));
      callout_ctl_json_end_array (json);
      return CALLOUT_CTL_DONE;
    }

  table = callout_ctl_table_new ();
  callout_ctl_table_add_column (table, _("number"), TRUE);
  callout_ctl_table_add_column (table, _("at"), FALSE);
  callout_ctl_table_add_column (table, _("command"), FALSE);
  callout_ctl_table_add_column (table, _("how"), FALSE);
  callout_ctl_table_add_column (table, _("what happened"), FALSE);
  for (guint i = 0; i < entries->len; i++)
    {
      const CalloutHistoryEntry *entry = g_ptr_array_index (entries, i);

      callout_ctl_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, CALLOUT_ENTITY (entry->event)->id));
      callout_ctl_table_take (table, callout_ctl_readable_time (self, entry->event->at));
      callout_ctl_table_add (table, entry->event->command);
      callout_ctl_table_add (table, callout_history_entry_get_manner (entry));
      callout_ctl_table_add (table, entry->sentence);
    }
  callout_ctl_table_print_whole (table, stdout);
  return CALLOUT_CTL_DONE;
}

/* What a person knows a thing by: its title, else its name. */
static char *
dup_title (CalloutEntity *entity)
{
  static const char *const fields[] = { "title", "name", "label", "text" };
  CalloutKind kind = callout_entity_get_kind (entity);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const CalloutField *field = callout_kind_find_field (kind, fields[i]);

      if (field != NULL)
        return callout_entity_dup_value (entity, field);
    }
  return NULL;
}

static void
write_hit (CalloutCtl       *self,
           CalloutCtlJson   *json,
           const CalloutHit *hit)
{
  g_autoptr (GArray) columns = callout_ctl_columns (hit->kind);

  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "kind");
  callout_ctl_json_text (json, callout_enum_key (CALLOUT_TYPE_KIND, hit->kind));
  callout_ctl_write_members (self, json, hit->entity, columns);
  callout_ctl_json_end_object (json);
}

CALLOUT_CTL_VERB (search)
{
  int limit = 20;
  const GOptionEntry entries[] = {
    { "limit", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &limit, N_("At most so many; 20"), N_("N") },
    { NULL }
  };
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (CalloutCtlTable) table = NULL;

  if (!callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (limit < 1)
    {
      callout_ctl_misused (error, _("A limit is at least 1"));
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  hits = callout_workspace_search_sync (self->workspace, CALLOUT_ENTITY (self->person)->id, arguments[0],
                                        (guint) limit, error);
  if (hits == NULL)
    return CALLOUT_CTL_FAILED;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_array (json);
      for (guint i = 0; i < hits->len; i++)
        write_hit (self, json, g_ptr_array_index (hits, i));
      callout_ctl_json_end_array (json);
      return CALLOUT_CTL_DONE;
    }

  table = callout_ctl_table_new ();
  callout_ctl_table_add_column (table, _("kind"), FALSE);
  callout_ctl_table_add_column (table, _("ref"), FALSE);
  callout_ctl_table_add_column (table, _("title"), FALSE);
  for (guint i = 0; i < hits->len; i++)
    {
      const CalloutHit *hit = g_ptr_array_index (hits, i);

      callout_ctl_table_add (table, callout_enum_key (CALLOUT_TYPE_KIND, hit->kind));
      callout_ctl_table_take (table, callout_entity_dup_ref (hit->entity));
      callout_ctl_table_take (table, dup_title (hit->entity));
    }
  callout_ctl_table_print (table, stdout, callout_ctl_terminal_width (stdout));
  return CALLOUT_CTL_DONE;
}
