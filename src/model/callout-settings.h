/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutSettingInfo:
 *
 * A setting of the house: its key, what it is when nobody set it, and what it
 * may be. Keys that start with `view.` are free and kept per person.
 */
typedef struct {
  const char *key;
  const char *fallback;
  enum {
    CALLOUT_SETTING_TEXT,
    CALLOUT_SETTING_NUMBER,  /* whole, not negative */
    CALLOUT_SETTING_BOOLEAN, /* true or false */
    CALLOUT_SETTING_ZONE,    /* IANA time zone */
    CALLOUT_SETTING_HOURS,   /* of the day, like 22:00-06:30; empty: none */
    CALLOUT_SETTING_SITE,    /* of the web, secure or not, without a question in it; empty: none */
    CALLOUT_SETTING_CHOICE,  /* one of choices, apart by | */
    CALLOUT_SETTING_ADDRESS, /* https://…/ */
  } type;
  const char *choices;
  const char *description;
} CalloutSettingInfo;

const CalloutSettingInfo *callout_setting_infos    (guint       *n_infos);
const CalloutSettingInfo *callout_setting_find     (const char  *key);
gboolean                  callout_setting_validate (const char  *key,
                                                    const char  *value,
                                                    GError     **error);

#define CALLOUT_SETTING_TIME_ZONE          "site.time-zone"
#define CALLOUT_SETTING_POSITION_VALIDITY  "dispatch.position-validity-minutes"
#define CALLOUT_SETTING_RADIUS             "dispatch.radius-km"
#define CALLOUT_SETTING_AUTO_PUBLISH       "dispatch.auto-publish"
#define CALLOUT_SETTING_REASON_REQUIRED    "dispatch.return-reason-required"
#define CALLOUT_SETTING_DEFAULT_GROUP      "tickets.default-group"
#define CALLOUT_SETTING_QUIET_HOURS        "notify.quiet-hours"
#define CALLOUT_SETTING_WITHDRAW_OFFERS    "tickets.withdraw-offers"
#define CALLOUT_SETTING_FILE_MAX_MIB       "tickets.file-max-mib"
#define CALLOUT_SETTING_FILES_PER_POST     "tickets.files-per-post"
#define CALLOUT_SETTING_DUPLICATE_DAYS     "tickets.duplicate-days"
#define CALLOUT_SETTING_VIDEO_BASE         "messenger.video-base"
#define CALLOUT_SETTING_HOUSE_NAME         "house.name"
#define CALLOUT_SETTING_HOUSE_ADDRESS      "house.address"
#define CALLOUT_SETTING_PAPER              "house.paper"
#define CALLOUT_SETTING_PORTAL             "portal.address"

G_END_DECLS
