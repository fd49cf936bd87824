/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* Full text */

/* Which table holds the words of a kind, and which fields they come from. */
/* The statements stand here whole: they are needed for every row of an import. */
static const struct Text {
  CalloutKind kind;
  const char *table;
  const char *columns[CALLOUT_SQLITE_TEXT_COLUMNS + 1];
  const char *add;
  const char *remove;
} texts[CALLOUT_SQLITE_TEXTS] = {
  { CALLOUT_KIND_TICKET, "ticket_search", { "title", "type", "address", "district", "description", "external_id", NULL },
    "INSERT INTO ticket_search (rowid, title, type, address, district, description, external_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
    "INSERT INTO ticket_search (ticket_search, rowid, title, type, address, district, description, external_id)"
    " VALUES ('delete', $1, $2, $3, $4, $5, $6, $7)" },
  { CALLOUT_KIND_PERSON, "person_search", { "login", "name", "email", "skills", NULL },
    "INSERT INTO person_search (rowid, login, name, email, skills) VALUES ($1, $2, $3, $4, $5)",
    "INSERT INTO person_search (person_search, rowid, login, name, email, skills) VALUES ('delete', $1, $2, $3, $4, $5)" },
  { CALLOUT_KIND_CUSTOMER, "customer_search", { "name", "address", "email", "external_id", NULL },
    "INSERT INTO customer_search (rowid, name, address, email, external_id) VALUES ($1, $2, $3, $4, $5)",
    "INSERT INTO customer_search (customer_search, rowid, name, address, email, external_id)"
    " VALUES ('delete', $1, $2, $3, $4, $5)" },
  { CALLOUT_KIND_UPDATE, "update_search", { "text", NULL }, "INSERT INTO update_search (rowid, text) VALUES ($1, $2)",
    "INSERT INTO update_search (update_search, rowid, text) VALUES ('delete', $1, $2)" },
  { CALLOUT_KIND_MESSAGE, "message_search", { "text", NULL }, "INSERT INTO message_search (rowid, text) VALUES ($1, $2)",
    "INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', $1, $2)" },
};

static const struct Text *
find_text (CalloutKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kind == kind)
      return &texts[i];
  return NULL;
}

/* The fields of an index's columns, found once. */
static const CalloutField *const *
text_fields (CalloutSqlite      *self,
             const struct Text  *text)
{
  const CalloutField **fields = self->text_fields[text - texts];

  if (fields[0] == NULL)
    for (int i = 0; text->columns[i] != NULL; i++)
      fields[i] = callout_kind_find_field (text->kind, text->columns[i]);
  return fields;
}

static gboolean
write_text (CalloutSqlite      *self,
            const struct Text  *text,
            CalloutEntity      *entity,
            gboolean            remove,
            GError            **error)
{
  const CalloutField *const *fields = text_fields (self, text);
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  statement = callout_sqlite_prepare (CALLOUT_DRIVER (self), remove ? text->remove : text->add, error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, entity->id);
  for (int i = 0; fields[i] != NULL; i++)
    callout_statement_bind_text (statement, i + 2, CALLOUT_ENTITY_FIELD (entity, fields[i], char *));
  return callout_statement_step (statement, &row, error);
}

gboolean
callout_sqlite_index_text (CalloutDriver  *driver,
                           CalloutEntity  *before,
                           CalloutEntity  *after,
                           GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  const struct Text *text = find_text (callout_entity_get_kind (after != NULL ? after : before));
  const CalloutField *const *fields = text != NULL ? text_fields (self, text) : NULL;
  gboolean differs = before == NULL || after == NULL;

  if (text == NULL)
    return TRUE;
  for (int i = 0; fields[i] != NULL && !differs; i++)
    differs = !callout_entity_field_equal (before, after, fields[i]);
  if (!differs)
    return TRUE;
  return (before == NULL || write_text (self, text, before, TRUE, error))
         && (after == NULL || write_text (self, text, after, FALSE, error));
}

char *
callout_sqlite_match_clause (CalloutDriver *driver,
                             CalloutKind    kind,
                             const char    *alias,
                             int            parameter)
{
  const struct Text *text = find_text (kind == CALLOUT_KIND_WORK_ORDER ? CALLOUT_KIND_TICKET : kind);
  const char *column = kind == CALLOUT_KIND_WORK_ORDER ? "ticket" : "id";

  if (text == NULL)
    return NULL;
  return g_strdup_printf ("%s.%s IN (SELECT rowid FROM %s WHERE %s MATCH $%d)", alias, column, text->table, text->table,
                          parameter);
}

char *
callout_sqlite_match_ids (CalloutDriver *driver,
                          CalloutKind    kind)
{
  const struct Text *text = find_text (kind);

  return text != NULL ? g_strdup_printf ("SELECT rowid FROM %s WHERE %s MATCH $1", text->table, text->table) : NULL;
}

/* Whether the tokenizer finds a word in it at all. */
static gboolean
has_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)) || g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_PRIVATE_USE)
      return TRUE;
  return FALSE;
}

/* What a person types is words, never FTS5's own language. Signs between them
 * are left out: as phrases without a word they would keep every row away. */
char *
callout_sqlite_match_text (CalloutDriver *driver,
                           const char    *words)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " \t\n\r", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!has_word (parts[i]))
        continue;
      g_string_append (text, text->len > 0 ? " \"" : "\"");
      for (const char *p = parts[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (text, '"');
          g_string_append_c (text, *p);
        }
      g_string_append (text, "\"*");
    }
  if (text->len == 0)
    g_string_append (text, "\"\""); /* signs alone are found nowhere */
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Every word beside every row, both ways. */
gboolean
callout_sqlite_check_texts (CalloutSqlite  *self,
                            GPtrArray      *faults,
                            GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", texts[i].table,
                                              texts[i].table);
      int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

      if ((rc & 0xff) == SQLITE_CORRUPT)
        g_ptr_array_add (faults, g_strdup_printf (_("the full-text index %s does not match its rows"), texts[i].table));
      else if (rc != SQLITE_OK)
        {
          callout_sqlite_set_error (self, rc, error);
          return FALSE;
        }
    }
  return TRUE;
}
