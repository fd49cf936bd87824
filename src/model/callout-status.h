/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutStatus:
 *
 * One of the twelve milestones a customer may see: five in chat and portal
 * (contract 0.8–0.12), seven on the tracking page (3.46–3.52). There are
 * always these and no others; their names and icons are the house's.
 */
#define CALLOUT_TYPE_STATUS (callout_status_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStatus, callout_status, CALLOUT, STATUS, CalloutEntity)

struct _CalloutStatus
{
  CalloutEntity parent_instance;

  char       *key;
  int         vocabulary;          /* CalloutVocabulary */
  gint64      position;            /* 1, 2, 3 … within its vocabulary */
  char       *icon;                /* name of a shipped icon, or the key of one of the house's own */

  /* Derived */
  char       *label;               /* the house's own name for every language; %NULL: the built-in one */
};

/**
 * CalloutStatusLabel:
 *
 * What the house calls a status in a language. An empty language is every one
 * without a name of its own; without a label the built-in name stands again.
 */
#define CALLOUT_TYPE_STATUS_LABEL (callout_status_label_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStatusLabel, callout_status_label, CALLOUT, STATUS_LABEL, CalloutEntity)

struct _CalloutStatusLabel
{
  CalloutEntity parent_instance;

  gint64      status;
  char       *language;            /* "", "de", "pt_BR" */
  char       *label;
};

/**
 * CalloutIcon:
 *
 * A picture of the house's own, from a file that was checked. Its key is the
 * checksum of its bytes, so it is never changed, only left unused.
 */
#define CALLOUT_TYPE_ICON (callout_icon_get_type ())
G_DECLARE_FINAL_TYPE (CalloutIcon, callout_icon, CALLOUT, ICON, CalloutEntity)

struct _CalloutIcon
{
  CalloutEntity parent_instance;

  char       *key;                 /* sha256-… */
  char       *name;                /* the file's, for people */
  char       *media_type;          /* image/svg+xml, image/png */
  char       *data;                /* the bytes in base64 */
  gint64      width;               /* pixels; 0: says none */
  gint64      height;
};

#define CALLOUT_ICON_KEY_PREFIX "sha256-"

#define CALLOUT_N_CHAT_STATUSES 5
#define CALLOUT_N_CUSTOMER_STATUSES 7

const char *callout_status_builtin_label       (const char        *key);
const char *callout_status_builtin_description (const char        *key);
const char *callout_status_builtin_icon        (const char        *key);
GPtrArray  *callout_status_builtin_all         (void);
char       *callout_status_dup_label           (CalloutStatus     *self,
                                                GPtrArray         *labels,
                                                const char        *language);
const char *callout_portal_status_key          (int                portal_status);
GBytes     *callout_icon_dup_bytes             (CalloutIcon       *self);

G_END_DECLS
