/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-args.h"

#include "callout-entity.h"

#include <stdarg.h>
#include <string.h>

typedef struct {
  const char   *name; /* interned: few names, very many parameters */
  char         *value;
  gconstpointer tag;
} Pair;

struct _CalloutArgs
{
  gatomicrefcount ref_count;
  GArray         *pairs; /* of Pair */
};

G_DEFINE_BOXED_TYPE (CalloutArgs, callout_args, callout_args_ref, callout_args_unref)

static void
clear_pair (gpointer data)
{
  g_free (((Pair *) data)->value);
}

static Pair *
nth_pair (CalloutArgs *self,
          guint        n)
{
  return &g_array_index (self->pairs, Pair, n);
}

CalloutArgs *
callout_args_new (void)
{
  CalloutArgs *self = g_new0 (CalloutArgs, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pairs = g_array_sized_new (FALSE, FALSE, sizeof (Pair), 16);
  g_array_set_clear_func (self->pairs, clear_pair);
  return self;
}

/**
 * callout_args_new_with:
 * @name: the first name, followed by its value and further pairs, ended by %NULL;
 *   a pair whose value is %NULL ends them too
 */
CalloutArgs *
callout_args_new_with (const char *name,
                       ...)
{
  CalloutArgs *self = callout_args_new ();
  va_list list;

  va_start (list, name);
  while (name != NULL)
    {
      const char *value = va_arg (list, const char *);

      if (value == NULL)
        break;
      callout_args_add (self, name, value);
      name = va_arg (list, const char *);
    }
  va_end (list);
  return self;
}

CalloutArgs *
callout_args_ref (CalloutArgs *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
callout_args_unref (CalloutArgs *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->pairs);
  g_free (self);
}

static void
take_pair (CalloutArgs *self,
           const char  *name,
           char        *value)
{
  Pair pair = { g_intern_string (name), value, NULL };

  g_array_append_val (self->pairs, pair);
}

void
callout_args_add (CalloutArgs *self,
                  const char  *name,
                  const char  *value)
{
  g_return_if_fail (name != NULL && value != NULL);

  take_pair (self, name, g_strdup (value));
}

void
callout_args_add_time (CalloutArgs *self,
                       const char  *name,
                       CalloutTime  value)
{
  /* Written as its number of microseconds: exact, and quick for imports. */
  take_pair (self, name, g_strdup_printf ("@%" G_GINT64_FORMAT, value));
}

void
callout_args_add_real (CalloutArgs *self,
                       const char  *name,
                       double       value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  callout_args_add (self, name, g_ascii_dtostr (buffer, sizeof buffer, value));
}

/**
 * callout_args_add_file:
 * @file_name: (nullable): what people know it by; folders before it are left out
 */
void
callout_args_add_file (CalloutArgs *self,
                       const char  *name,
                       GBytes      *bytes,
                       const char  *file_name)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *digits = length > 0 ? g_base64_encode (data, length) : g_strdup ("");
  g_autofree char *base = file_name != NULL ? g_path_get_basename (file_name) : NULL;
  g_autofree char *readable = base != NULL ? g_utf8_make_valid (base, -1) : NULL;

  take_pair (self, name, g_strconcat (digits, readable != NULL ? " " : NULL, readable, NULL));
}

gboolean
callout_args_has (CalloutArgs *self,
                  const char  *name)
{
  return callout_args_get (self, name) != NULL;
}

/**
 * callout_args_get:
 *
 * Returns: (nullable) (transfer none): the first value of that name
 */
const char *
callout_args_get (CalloutArgs *self,
                  const char  *name)
{
  for (guint i = 0; i < self->pairs->len; i++)
    if (CALLOUT_SAME_NAME (nth_pair (self, i)->name, name))
      return nth_pair (self, i)->value;
  return NULL;
}

/**
 * callout_args_get_all:
 *
 * Returns: (transfer full): every value of that name, in order
 */
char **
callout_args_get_all (CalloutArgs *self,
                      const char  *name)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->pairs->len; i++)
    if (CALLOUT_SAME_NAME (nth_pair (self, i)->name, name))
      g_ptr_array_add (values, g_strdup (nth_pair (self, i)->value));
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
}

guint
callout_args_get_size (CalloutArgs *self)
{
  return self->pairs->len;
}

/**
 * callout_args_get_nth:
 * @value: (out) (nullable) (transfer none)
 *
 * Returns: (transfer none): the name of the nth pair
 */
const char *
callout_args_get_nth (CalloutArgs  *self,
                      guint         n,
                      const char  **value)
{
  g_return_val_if_fail (n < self->pairs->len, NULL);

  if (value != NULL)
    *value = nth_pair (self, n)->value;
  return nth_pair (self, n)->name;
}

/**
 * callout_args_set_tag:
 * @tag: what the checker found the nth pair to be, so that nobody need look again
 */
void
callout_args_set_tag (CalloutArgs   *self,
                      guint          n,
                      gconstpointer  tag)
{
  g_return_if_fail (n < self->pairs->len);

  nth_pair (self, n)->tag = tag;
}

gconstpointer
callout_args_get_tag (CalloutArgs *self,
                      guint        n)
{
  g_return_val_if_fail (n < self->pairs->len, NULL);

  return nth_pair (self, n)->tag;
}
