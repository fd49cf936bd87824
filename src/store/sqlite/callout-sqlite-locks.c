/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The locks of POSIX belong to a process and a file: all of them go as soon as
 * the process closes any descriptor of that file, whoever opened it and for
 * whatever. A file chooser that lists the store's folder reads the beginning of
 * what it does not know by its name, and with that another process could write
 * in the middle of our writing. The locks of Linux that belong to an open file
 * (OFD) do not go that way, and exclude those of POSIX like their own kind.
 *
 * SQLite may take a lock with one descriptor and give it back with another, as
 * POSIX allows. So every lock of a file is taken and given back with the one
 * descriptor that took the first; SQLite closes none while its file is locked.
 */

#ifdef F_OFD_SETLK

typedef struct {
  dev_t device;
  ino_t inode;
  int   fd; /* that holds the file's locks */
} Holder;

static GMutex mutex;
static GArray *holders; /* of Holder: few, one a store and its shared memory */
static gboolean unknown_here; /* to the system, or to what keeps the file */

static int
find_holder (int fd)
{
  struct stat info;
  Holder holder;

  if (fstat (fd, &info) != 0)
    return fd;
  for (guint i = 0; i < holders->len; i++)
    {
      Holder *known = &g_array_index (holders, Holder, i);

      if (known->device == info.st_dev && known->inode == info.st_ino)
        return known->fd;
    }
  holder = (Holder) { info.st_dev, info.st_ino, fd };
  g_array_append_val (holders, holder);
  return fd;
}

static int
lock (int           fd,
      int           command,
      struct flock *lock)
{
  int own = command == F_SETLK ? F_OFD_SETLK : command == F_SETLKW ? F_OFD_SETLKW : F_OFD_GETLK;
  int result;

  g_mutex_lock (&mutex);
  if (!unknown_here)
    {
      lock->l_pid = 0;
      result = fcntl (find_holder (fd), own, lock);
      unknown_here = result != 0 && errno == EINVAL;
    }
  if (unknown_here)
    result = fcntl (fd, command, lock);
  g_mutex_unlock (&mutex);
  return result;
}

static int
call_fcntl (int fd,
            int command,
            ...)
{
  va_list args;
  int result;

  va_start (args, command);
  if (command == F_SETLK || command == F_SETLKW || command == F_GETLK)
    result = lock (fd, command, va_arg (args, struct flock *));
  else
    result = fcntl (fd, command, va_arg (args, int));
  va_end (args);
  return result;
}

static int
call_close (int fd)
{
  g_mutex_lock (&mutex);
  for (guint i = holders->len; i > 0; i--)
    if (g_array_index (holders, Holder, i - 1).fd == fd)
      g_array_remove_index_fast (holders, i - 1);
  g_mutex_unlock (&mutex);
  return close (fd);
}

/* Before the first file is opened. */
void
callout_sqlite_keep_locks (void)
{
  sqlite3_vfs *vfs;

  if (sqlite3_initialize () != SQLITE_OK)
    return;
  vfs = sqlite3_vfs_find (NULL);
  if (vfs == NULL || vfs->iVersion < 3 || vfs->xSetSystemCall == NULL)
    return;
  holders = g_array_new (FALSE, FALSE, sizeof (Holder));
  vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) (gpointer) call_fcntl);
  vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) (gpointer) call_close);
}

#else

void
callout_sqlite_keep_locks (void)
{
}

#endif
