/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-book.h"

#include "callout-icon-picture.h"

#include <string.h>

/* Twice the largest size at which an icon is shown. */
#define PICTURE_SIZE 64

/* In bytes; the command that takes files takes none that are larger. */
#define LARGEST_FILE (64 * 1024)

struct _CalloutIconBook
{
  GObject       parent_instance;

  GHashTable   *pictures; /* key → GdkPaintable; NULL while it is decoded */
  GCancellable *cancellable;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutIconBook, callout_icon_book, G_TYPE_OBJECT)

gboolean
callout_icon_is_key (const char *icon)
{
  return icon != NULL && g_str_has_prefix (icon, "sha256-");
}

/* A picture that says it is larger than the house takes is not unpacked. */
static gboolean
is_small (const guchar *data,
          gsize         length)
{
  const guchar *size = data + 16;

  if (length < 24 || memcmp (data, "\x89PNG\r\n\x1a\n", 8) != 0)
    return length <= LARGEST_FILE;
  return size[0] == 0 && size[1] == 0 && size[2] < 4 && size[4] == 0 && size[5] == 0 && size[6] < 4;
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  gsize length;
  guchar *raw = g_base64_decode (g_task_get_task_data (task), &length);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  gboolean small = is_small (raw, length);

  stream = g_memory_input_stream_new_from_data (raw, (gssize) length, g_free);
  if (small)
    pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, PICTURE_SIZE, PICTURE_SIZE, TRUE, cancellable, &error);
  if (!small)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "too large");
  else if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&pixbuf), g_object_unref);
}

/* What cannot be drawn stays the plain sign; the command that took the file
 * has looked at it as far as it may. */
static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  CalloutIconBook *self = CALLOUT_ICON_BOOK (object);
  g_autofree char *key = data;
  g_autoptr (GdkPixbuf) pixbuf = g_task_propagate_pointer (G_TASK (result), NULL);

  if (pixbuf == NULL)
    return;
  g_hash_table_replace (self->pictures, g_steal_pointer (&key), callout_icon_picture_new (pixbuf));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
unref_picture (gpointer picture)
{
  if (picture != NULL)
    g_object_unref (picture);
}

static void
callout_icon_book_dispose (GObject *object)
{
  CalloutIconBook *self = CALLOUT_ICON_BOOK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  G_OBJECT_CLASS (callout_icon_book_parent_class)->dispose (object);
}

static void
callout_icon_book_class_init (CalloutIconBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_icon_book_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_icon_book_init (CalloutIconBook *self)
{
  self->cancellable = g_cancellable_new ();
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_picture);
}

CalloutIconBook *
callout_icon_book_new (void)
{
  return g_object_new (CALLOUT_TYPE_ICON_BOOK, NULL);
}

/**
 * callout_icon_book_add:
 * @key: of the picture; one that is known is not decoded again
 * @base64: the file as the store has it
 */
void
callout_icon_book_add (CalloutIconBook *self,
                       const char      *key,
                       const char      *base64)
{
  g_autoptr (GTask) task = NULL;

  if (g_hash_table_contains (self->pictures, key))
    return;
  g_hash_table_insert (self->pictures, g_strdup (key), NULL);
  task = g_task_new (self, self->cancellable, decoded_cb, g_strdup (key));
  g_task_set_source_tag (task, callout_icon_book_add);
  g_task_set_task_data (task, g_strdup (base64), g_free);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
show (GtkImage        *image,
      CalloutIconBook *self)
{
  const char *icon = g_object_get_data (G_OBJECT (image), "callout-icon");
  GdkPaintable *picture = icon != NULL ? g_hash_table_lookup (self->pictures, icon) : NULL;
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (image)));

  if (picture != NULL)
    gtk_image_set_from_paintable (image, picture);
  else if (icon != NULL && !callout_icon_is_key (icon) && gtk_icon_theme_has_icon (theme, icon))
    gtk_image_set_from_icon_name (image, icon);
  else
    gtk_image_set_from_icon_name (image, CALLOUT_ICON_NONE);
}

static void
changed_cb (GtkImage        *image,
            CalloutIconBook *self)
{
  if (callout_icon_is_key (g_object_get_data (G_OBJECT (image), "callout-icon")))
    show (image, self);
}

/**
 * callout_icon_book_show:
 * @icon: (nullable): the name of an icon, or the key of a picture
 */
void
callout_icon_book_show (CalloutIconBook *self,
                        GtkImage        *image,
                        const char      *icon)
{
  g_object_set_data_full (G_OBJECT (image), "callout-icon", g_strdup (icon), g_free);
  if (g_object_get_data (G_OBJECT (image), "callout-icon-book") != self)
    {
      g_object_set_data (G_OBJECT (image), "callout-icon-book", self);
      g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), image, G_CONNECT_SWAPPED);
    }
  show (image, self);
}
