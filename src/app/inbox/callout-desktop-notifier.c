/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-desktop-notifier.h"

#include "callout-notification-server.h"
#include "callout-notify-rules.h"

#include <glib/gi18n-lib.h>

/* More than so many at once are shown as one. */
#define MAX_AT_ONCE 3
/* After very much at once, only the last of it is looked at. */
#define MAX_LOOKED_AT 50
#define BURST_ID "notifications"

struct _CalloutDesktopNotifier
{
  GObject parent_instance;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable; /* of the person signed in */
  GHashTable     *shown;       /* ids, gint64, of what stands on the desktop */
  GHashTable     *in_burst;    /* ids, gint64, of what the one for many tells */
  GArray         *waiting;     /* of gint64: touched while others were looked at */

  gint64          told;        /* the last event told of; -1: not known yet */
  gboolean        looking;
};

G_DEFINE_FINAL_TYPE (CalloutDesktopNotifier, callout_desktop_notifier, G_TYPE_OBJECT)

/* On the worker's thread: what is to pop up, and what was read */

typedef struct {
  CalloutNotification *notification;
  char                *title; /* (nullable): of what it is about */
} Pop;

typedef struct {
  GPtrArray *pops; /* of Pop, in their order */
  GArray    *gone; /* of gint64: read, so that it need not stand there any more */
  gint64     last; /* the newest event of all */
} Look;

typedef struct {
  gint64     person;
  gint64     after;
  GArray    *ids;
  GTimeZone *zone;
} Question;

static void
pop_free (gpointer data)
{
  Pop *pop = data;

  g_object_unref (pop->notification);
  g_free (pop->title);
  g_free (pop);
}

static void
look_free (Look *look)
{
  g_ptr_array_unref (look->pops);
  g_array_unref (look->gone);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
question_free (gpointer data)
{
  Question *question = data;

  g_array_unref (question->ids);
  g_time_zone_unref (question->zone);
  g_free (question);
}

/* As far as the person may see it. */
static char *
find_title (CalloutStore        *store,
            CalloutPerson       *person,
            CalloutNotification *notification)
{
  CalloutSight sight = callout_commands_sight (person);
  g_autoptr (CalloutEntity) target = NULL;

  if (!callout_store_can_see (store, notification->kind, notification->target, &sight, NULL))
    return NULL;
  target = callout_store_get (store, notification->kind, notification->target, NULL);
  if (CALLOUT_IS_TICKET (target))
    return g_strdup (CALLOUT_TICKET (target)->title);
  return CALLOUT_IS_WORK_ORDER (target) ? g_strdup (CALLOUT_WORK_ORDER (target)->title) : NULL;
}

static int
compare_pops (gconstpointer a,
              gconstpointer b)
{
  const Pop *one = *(const Pop *const *) a;
  const Pop *other = *(const Pop *const *) b;

  return (one->notification->event > other->notification->event) - (one->notification->event < other->notification->event);
}

static gpointer
look_at (CalloutStore  *store,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutEntity) person = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  g_autoptr (GPtrArray) prefs = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *hours = NULL;
  g_autoptr (Look) look = g_new0 (Look, 1);

  look->pops = g_ptr_array_new_with_free_func (pop_free);
  look->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  look->last = callout_store_last_event (store, error);
  if (person == NULL || look->last < 0
      || (prefs = callout_store_all_plain (store, CALLOUT_KIND_NOTIFICATION_PREF, error)) == NULL
      || (hours = callout_store_get_setting (store, CALLOUT_SETTING_QUIET_HOURS, question->person, error)) == NULL
      || (rows = callout_store_get_many (store, CALLOUT_KIND_NOTIFICATION, (const gint64 *) (gpointer) question->ids->data,
                                         question->ids->len, error)) == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutNotification *row = g_ptr_array_index (rows, i);
      CalloutNotifyWish wish;
      Pop *pop;

      if (row == NULL || row->person != question->person)
        continue;
      if (row->read_at != 0 && row->kept)
        g_array_append_val (look->gone, CALLOUT_ENTITY (row)->id);
      wish = callout_notify_wish_find (prefs, question->person, row->topic, callout_person_is_code_user (CALLOUT_PERSON (person)));
      if (row->event <= question->after
          || !callout_notify_wish_pops_up (&wish, row, hours, question->zone, callout_clock_now ()))
        continue;
      pop = g_new0 (Pop, 1);
      pop->notification = g_object_ref (row);
      pop->title = find_title (store, CALLOUT_PERSON (person), row);
      g_ptr_array_add (look->pops, pop);
    }
  g_ptr_array_sort (look->pops, compare_pops);
  return g_steal_pointer (&look);
}

/* On the desktop */

static char *
dup_id (gint64 notification)
{
  return callout_ref_format (CALLOUT_KIND_NOTIFICATION, notification);
}

static void
withdraw (CalloutDesktopNotifier *self,
          gint64                  notification)
{
  g_autofree char *id = dup_id (notification);

  if (g_hash_table_remove (self->shown, &notification))
    g_application_withdraw_notification (g_application_get_default (), id);
  if (g_hash_table_remove (self->in_burst, &notification) && g_hash_table_size (self->in_burst) == 0)
    g_application_withdraw_notification (g_application_get_default (), BURST_ID);
}

static void
withdraw_all (CalloutDesktopNotifier *self)
{
  g_autoptr (GList) ids = NULL;
  g_autoptr (GList) burst = NULL;

  if (g_application_get_default () == NULL)
    return;
  ids = g_hash_table_get_keys (self->shown);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      g_autofree char *id = dup_id (*(gint64 *) l->data);

      g_application_withdraw_notification (g_application_get_default (), id);
    }
  if (g_hash_table_size (self->in_burst) > 0)
    g_application_withdraw_notification (g_application_get_default (), BURST_ID);
  g_hash_table_remove_all (self->shown);
  g_hash_table_remove_all (self->in_burst);
}

static void
add_button (GNotification       *shown,
            CalloutNotification *notification,
            const char          *label,
            const char          *action)
{
  g_autofree char *whole = g_strconcat ("app.", action, NULL);

  g_notification_add_button_with_target (shown, label, whole, "(xx)", notification->person, CALLOUT_ENTITY (notification)->id);
}

static void
show_one (CalloutDesktopNotifier *self,
          Pop                    *pop)
{
  CalloutNotification *notification = pop->notification;
  gint64 id = CALLOUT_ENTITY (notification)->id;
  g_autofree char *name = dup_id (id);
  g_autofree char *sentence = callout_notification_dup_sentence (notification, TRUE);
  g_autoptr (GNotification) shown = g_notification_new (sentence);

  if (pop->title != NULL)
    g_notification_set_body (shown, pop->title);
  if (notification->topic == CALLOUT_TOPIC_OFFER)
    add_button (shown, notification, _("Accept"), CALLOUT_NOTIFICATION_ACCEPT);
  add_button (shown, notification, C_("notification", "Open"), CALLOUT_NOTIFICATION_OPEN);
  g_notification_set_default_action_and_target (shown, "app." CALLOUT_NOTIFICATION_OPEN, "(xx)", notification->person, id);
  g_hash_table_add (self->shown, g_memdup2 (&id, sizeof id));
  g_application_send_notification (g_application_get_default (), name, shown);
}

static void
show_many (CalloutDesktopNotifier *self,
           GPtrArray              *pops)
{
  g_autofree char *heading = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GNotification) shown = NULL;

  for (guint i = 0; i < pops->len; i++)
    {
      CalloutNotification *notification = ((Pop *) g_ptr_array_index (pops, i))->notification;
      gint64 id = CALLOUT_ENTITY (notification)->id;

      g_hash_table_add (self->in_burst, g_memdup2 (&id, sizeof id));
      if (i < MAX_AT_ONCE)
        {
          g_autofree char *sentence = callout_notification_dup_sentence (notification, TRUE);

          g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", sentence);
        }
    }
  heading = g_strdup_printf (ngettext ("%u new notification", "%u new notifications", g_hash_table_size (self->in_burst)),
                             g_hash_table_size (self->in_burst));
  shown = g_notification_new (heading);
  g_notification_set_body (shown, body->str);
  g_notification_add_button (shown, C_("notification", "Open"), "app." CALLOUT_NOTIFICATION_INBOX);
  g_notification_set_default_action (shown, "app." CALLOUT_NOTIFICATION_INBOX);
  g_application_send_notification (g_application_get_default (), BURST_ID, shown);
}

typedef struct {
  CalloutDesktopNotifier *self; /* owned */
  GPtrArray              *pops;
} Showing;

static void
server_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Showing *showing = data;
  g_autoptr (CalloutDesktopNotifier) self = showing->self;
  g_autoptr (GPtrArray) pops = showing->pops;

  if (!callout_notification_server_find_finish (result, NULL) || self->session == NULL)
    return;
  if (pops->len > MAX_AT_ONCE)
    {
      show_many (self, pops);
      return;
    }
  for (guint i = 0; i < pops->len; i++)
    show_one (self, g_ptr_array_index (pops, i));
}

static void
show_pops (CalloutDesktopNotifier *self,
           GPtrArray              *pops)
{
  Showing *showing;

  if (pops->len == 0 || g_application_get_default () == NULL)
    return;
  showing = g_new0 (Showing, 1);
  showing->self = g_object_ref (self);
  showing->pops = g_ptr_array_ref (pops);
  callout_notification_server_find_async (g_application_get_default (), self->cancellable, server_cb, showing);
}

/* Looking */

static void look (CalloutDesktopNotifier *self);

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutDesktopNotifier) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Look) found = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->looking = FALSE;
  if (found != NULL) /* else the next look finds it */
    {
      /* What was there before somebody signed in stands in the inbox alone. */
      if (self->told >= 0)
        show_pops (self, found->pops);
      self->told = found->last;
      for (guint i = 0; i < found->gone->len; i++)
        withdraw (self, g_array_index (found->gone, gint64, i));
    }
  if (self->waiting->len > 0)
    look (self);
}

static void
look (CalloutDesktopNotifier *self)
{
  Question *question;

  if (self->looking || callout_session_get_person (self->session) == NULL)
    return;
  question = g_new0 (Question, 1);
  question->person = callout_session_get_person_id (self->session);
  question->after = self->told;
  question->ids = g_steal_pointer (&self->waiting);
  question->zone = g_time_zone_ref (callout_session_get_zone (self->session));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->looking = TRUE;
  callout_workspace_read_async (callout_session_get_workspace (self->session), look_at, question, question_free,
                                (GDestroyNotify) look_free, self->cancellable, look_cb, g_object_ref (self));
}

static void
feed_cb (CalloutDesktopNotifier *self,
         CalloutFeed            *feed)
{
  guint before = self->waiting->len;

  for (guint i = 0; i < feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (feed->touched, CalloutTouch, i);

      if (touch->kind == CALLOUT_KIND_NOTIFICATION && touch->id != 0)
        g_array_append_val (self->waiting, touch->id);
    }
  if (self->waiting->len == before)
    return;
  if (self->waiting->len > MAX_LOOKED_AT)
    g_array_remove_range (self->waiting, 0, self->waiting->len - MAX_LOOKED_AT);
  look (self);
}

static void
person_cb (CalloutDesktopNotifier *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  withdraw_all (self);
  g_array_set_size (self->waiting, 0);
  self->told = -1;
  self->looking = FALSE;
  look (self);
}

/* What its buttons do */

typedef struct {
  CalloutDesktopNotifier *self; /* owned */
  gboolean                accept;
} Act;

static void
read_notification (CalloutDesktopNotifier *self,
                   CalloutNotification    *notification)
{
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (notification));
  g_autoptr (CalloutArgs) args = callout_args_new_with ("notification", ref, NULL);

  withdraw (self, CALLOUT_ENTITY (notification)->id);
  if (notification->read_at == 0)
    callout_session_run (self->session, "notification.read", NULL, args, 0, NULL, NULL);
}

static void
present_window (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_activate (application);
}

/* A refusal is to be read: the window that says it comes to the front. */
static void
accepted_cb (CalloutSession *session,
             CalloutEntity  *entity,
             const GError   *error,
             gpointer        data)
{
  if (error != NULL)
    present_window ();
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Act *act = data;
  g_autoptr (CalloutDesktopNotifier) self = act->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutNotification *notification = (CalloutNotification *) entity;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    {
      present_window ();
      callout_session_fail (self->session, error);
      return;
    }
  if (act->accept)
    callout_session_run (self->session, "offer.accept", notification->target_ref, NULL, 0, accepted_cb, NULL);
  else
    {
      present_window ();
      callout_session_open (self->session, notification->kind, notification->target);
    }
  read_notification (self, notification);
}

static void
callout_desktop_notifier_dispose (GObject *object)
{
  CalloutDesktopNotifier *self = CALLOUT_DESKTOP_NOTIFIER (object);

  if (self->session != NULL)
    withdraw_all (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_desktop_notifier_parent_class)->dispose (object);
}

static void
callout_desktop_notifier_finalize (GObject *object)
{
  CalloutDesktopNotifier *self = CALLOUT_DESKTOP_NOTIFIER (object);

  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->in_burst);
  g_array_unref (self->waiting);
  G_OBJECT_CLASS (callout_desktop_notifier_parent_class)->finalize (object);
}

static void
callout_desktop_notifier_class_init (CalloutDesktopNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_desktop_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_desktop_notifier_finalize;
}

static void
callout_desktop_notifier_init (CalloutDesktopNotifier *self)
{
  self->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->in_burst = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->told = -1;
}

/**
 * callout_desktop_notifier_new:
 *
 * Returns: (transfer full): follows the session as long as it lives; what
 *   stands on the desktop goes with it
 */
CalloutDesktopNotifier *
callout_desktop_notifier_new (CalloutSession *session)
{
  CalloutDesktopNotifier *self = g_object_new (CALLOUT_TYPE_DESKTOP_NOTIFIER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);
  person_cb (self);
  return self;
}

/**
 * callout_desktop_notifier_act:
 * @person: whose notification it is
 * @accept: whether to accept the offer; else what it is about is opened
 *
 * Does what a button on the desktop says. Somebody else may have signed in
 * since: then nothing is done in their name.
 */
void
callout_desktop_notifier_act (CalloutDesktopNotifier *self,
                              gint64                  person,
                              gint64                  notification,
                              gboolean                accept)
{
  g_autofree char *ref = dup_id (notification);
  Act *act;

  if (person != callout_session_get_person_id (self->session))
    {
      present_window ();
      callout_session_tell (self->session, _("That notification was for somebody else"));
      return;
    }
  act = g_new0 (Act, 1);
  act->self = g_object_ref (self);
  act->accept = accept;
  callout_workspace_get_async (callout_session_get_workspace (self->session), person, CALLOUT_KIND_NOTIFICATION, ref,
                               self->cancellable, found_cb, act);
}
