/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-status.h"

#include <glib/gi18n-lib.h>

static const CalloutField status_fields[] = {
  CALLOUT_FIELD (CalloutStatus, key, TEXT),
  CALLOUT_FIELD_E (CalloutStatus, vocabulary, callout_vocabulary_get_type),
  CALLOUT_FIELD (CalloutStatus, position, INTEGER),
  CALLOUT_FIELD (CalloutStatus, icon, TEXT),
  CALLOUT_FIELD_D (CalloutStatus, label, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutStatus, callout_status, CALLOUT_TYPE_ENTITY)

static void
callout_status_class_init (CalloutStatusClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_STATUS,
                                   status_fields, G_N_ELEMENTS (status_fields), "key");
}

static void
callout_status_init (CalloutStatus *self)
{
}

static const CalloutField status_label_fields[] = {
  CALLOUT_FIELD_R (CalloutStatusLabel, status, STATUS),
  CALLOUT_FIELD (CalloutStatusLabel, language, TEXT),
  CALLOUT_FIELD (CalloutStatusLabel, label, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutStatusLabel, callout_status_label, CALLOUT_TYPE_ENTITY)

static void
callout_status_label_class_init (CalloutStatusLabelClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_STATUS_LABEL,
                                   status_label_fields, G_N_ELEMENTS (status_label_fields), NULL);
}

static void
callout_status_label_init (CalloutStatusLabel *self)
{
}

static const CalloutField icon_fields[] = {
  CALLOUT_FIELD (CalloutIcon, key, TEXT),
  CALLOUT_FIELD (CalloutIcon, name, TEXT),
  CALLOUT_FIELD (CalloutIcon, media_type, TEXT),
  CALLOUT_FIELD (CalloutIcon, data, TEXT),
  CALLOUT_FIELD (CalloutIcon, width, INTEGER),
  CALLOUT_FIELD (CalloutIcon, height, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutIcon, callout_icon, CALLOUT_TYPE_ENTITY)

static void
callout_icon_class_init (CalloutIconClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_ICON,
                                   icon_fields, G_N_ELEMENTS (icon_fields), "key");
}

static void
callout_icon_init (CalloutIcon *self)
{
}

/* As documents 0 and 3 name and explain them. */
static const struct {
  const char *key;
  const char *icon;
  const char *label;
  const char *description;
} builtin[] = {
  { "open", "callout-status-open-symbolic", NC_("status", "Open"),
    N_("The service request has been made, but not yet planned") },
  { "planned", "callout-status-planned-symbolic", NC_("status", "Planned"),
    N_("The service request has been planned") },
  { "travel", "callout-status-travel-symbolic", NC_("status", "Travel"),
    N_("The technician is on the way to the location") },
  { "work", "callout-status-work-symbolic", NC_("status", "Work"),
    N_("The activity is in progress") },
  { "finished", "callout-status-finished-symbolic", NC_("status", "Finished"),
    N_("The activity is complete") },
  { "ticket-received", "callout-status-open-symbolic", NC_("status", "Ticket Received"),
    N_("The ticket has arrived") },
  { "ticket-scheduling", "callout-status-planned-symbolic", NC_("status", "Ticket Scheduling"),
    N_("The ticket has been scheduled by the dispatcher") },
  { "ticket-dispatched", "callout-status-dispatched-symbolic", NC_("status", "Ticket Dispatched"),
    N_("The ticket has arrived on the engineer’s device") },
  { "on-route", "callout-status-travel-symbolic", NC_("status", "On Route to You"),
    N_("The engineer is driving to the customer’s location") },
  { "arrived-onsite", "callout-status-work-symbolic", NC_("status", "Arrived Onsite"),
    N_("The engineer has arrived and starts solving the ticket") },
  { "visit-completed", "callout-status-finished-symbolic", NC_("status", "Visit Completed"),
    N_("The engineer has completed the visit") },
  { "closed", "callout-status-closed-symbolic", NC_("status", "Closed"),
    N_("The ticket has been closed") },
};

/**
 * callout_status_builtin_label:
 *
 * The name a status has where the house gave it none, in the program's
 * language.
 */
const char *
callout_status_builtin_label (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (g_str_equal (builtin[i].key, key))
      return g_dpgettext2 (GETTEXT_PACKAGE, "status", builtin[i].label);
  return key;
}

/**
 * callout_status_builtin_description:
 *
 * What a status means, in a sentence without a full stop.
 */
const char *
callout_status_builtin_description (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (g_str_equal (builtin[i].key, key))
      return _(builtin[i].description);
  return "";
}

/**
 * callout_status_builtin_all:
 *
 * Returns: (transfer full) (element-type CalloutStatus): the twelve as they are
 *   before anybody changed them, in order
 */
GPtrArray *
callout_status_builtin_all (void)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    {
      CalloutStatus *status = g_object_new (CALLOUT_TYPE_STATUS, NULL);
      gboolean portal = i >= CALLOUT_N_CHAT_STATUSES;

      CALLOUT_ENTITY (status)->id = i + 1;
      status->key = g_strdup (builtin[i].key);
      status->vocabulary = portal ? CALLOUT_VOCABULARY_CUSTOMER_PORTAL : CALLOUT_VOCABULARY_CHAT_PORTAL;
      status->position = portal ? i + 1 - CALLOUT_N_CHAT_STATUSES : i + 1;
      status->icon = g_strdup (builtin[i].icon);
      g_ptr_array_add (statuses, status);
    }
  return statuses;
}

/**
 * callout_status_builtin_icon:
 *
 * Returns: (nullable): the icon a status has until the house gives it another
 */
const char *
callout_status_builtin_icon (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (g_str_equal (builtin[i].key, key))
      return builtin[i].icon;
  return NULL;
}

static const char *
find_label (GPtrArray  *labels,
            gint64      status,
            const char *language,
            gsize       length)
{
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      CalloutStatusLabel *label = g_ptr_array_index (labels, i);

      if (label->status == status && label->label != NULL && label->language != NULL
          && strlen (label->language) == length && strncmp (label->language, language, length) == 0)
        return label->label;
    }
  return NULL;
}

/**
 * callout_status_dup_label:
 * @labels: (nullable) (element-type CalloutStatusLabel): all of the house's own
 * @language: (nullable): e.g. "de_AT"; %NULL or "": whatever is for every language
 *
 * The name a customer reads: the house's own in that very language, in the
 * language without its country, or for every language; else the built-in one.
 *
 * Returns: (transfer full)
 */
char *
callout_status_dup_label (CalloutStatus *self,
                          GPtrArray     *labels,
                          const char    *language)
{
  gint64 id = CALLOUT_ENTITY (self)->id;
  const char *label = NULL;

  g_return_val_if_fail (CALLOUT_IS_STATUS (self), NULL);

  if (language != NULL && *language != '\0')
    {
      label = find_label (labels, id, language, strlen (language));
      if (label == NULL)
        label = find_label (labels, id, language, strcspn (language, "_-.@"));
    }
  if (label == NULL)
    label = find_label (labels, id, "", 0);
  return g_strdup (label != NULL ? label : callout_status_builtin_label (self->key));
}

/**
 * callout_portal_status_key:
 *
 * Returns: (nullable): the key of the status a step's column stands for; %NULL for the tray
 */
const char *
callout_portal_status_key (int portal_status)
{
  return portal_status == CALLOUT_PORTAL_STATUS_TRAY ? NULL : callout_enum_key (CALLOUT_TYPE_PORTAL_STATUS, portal_status);
}

/**
 * callout_icon_dup_bytes:
 *
 * Returns: (transfer full): the file as it came
 */
GBytes *
callout_icon_dup_bytes (CalloutIcon *self)
{
  gsize length = 0;
  guchar *bytes;

  g_return_val_if_fail (CALLOUT_IS_ICON (self), NULL);

  bytes = g_base64_decode (self->data != NULL ? self->data : "", &length);
  return g_bytes_new_take (bytes, length);
}
