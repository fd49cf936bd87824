/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutTicketOffer:
 *
 * A ticket offered to a person (domain section 3-F), once a cycle.
 */
#define CALLOUT_TYPE_TICKET_OFFER (callout_ticket_offer_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketOffer, callout_ticket_offer, CALLOUT, TICKET_OFFER, CalloutEntity)

struct _CalloutTicketOffer
{
  CalloutEntity parent_instance;

  gint64      ticket;
  gint64      person;
  gint64      cycle;
  int         state;               /* CalloutOfferState */
  CalloutTime answered_at;

  /* Derived */
  char       *login;
  char       *name;
  char       *title;               /* the ticket's */
  int         progress;            /* CalloutProgress; the ticket's */
};

/**
 * CalloutTicketAssignee:
 *
 * Somebody who took a ticket, or was given it.
 */
#define CALLOUT_TYPE_TICKET_ASSIGNEE (callout_ticket_assignee_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketAssignee, callout_ticket_assignee, CALLOUT, TICKET_ASSIGNEE, CalloutEntity)

struct _CalloutTicketAssignee
{
  CalloutEntity parent_instance;

  gint64      ticket;
  gint64      person;
  gint64      by;
  int         via;                 /* CalloutAssigneeVia */

  /* Derived */
  char       *login;
  char       *name;
};

/**
 * CalloutUpdate:
 *
 * An entry of a ticket's record: added, never changed, never deleted; one that
 * was wrong is corrected by another.
 */
#define CALLOUT_TYPE_UPDATE (callout_update_get_type ())
G_DECLARE_FINAL_TYPE (CalloutUpdate, callout_update, CALLOUT, UPDATE, CalloutEntity)

struct _CalloutUpdate
{
  CalloutEntity parent_instance;

  gint64      ticket;
  gint64      author;
  int         visibility;          /* CalloutVisibility */
  char       *text;
  gint64      corrects;

  /* Derived */
  char       *author_login;
  char       *author_name;
  gint64      corrected_by;        /* the last that does; 0: none */
  gint64      n_files;
};

/**
 * CalloutFile:
 *
 * A file that hangs on an update or a message, or answers a question. Its bytes are kept in
 * pieces beside it; the name is shown, never used as a path.
 */
#define CALLOUT_TYPE_FILE (callout_file_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFile, callout_file, CALLOUT, FILE, CalloutEntity)

struct _CalloutFile
{
  CalloutEntity parent_instance;

  char       *name;
  char       *media_type;
  gint64      bytes;
  char       *sha256;
  gint64      width;               /* of a picture; 0: none */
  gint64      height;
  gint64      ticket;
  gint64      update_ref;          /* 0: of an answer or a message */
  char       *question;            /* the answer's; absent: of an update or a message */
  gint64      author;
  gint64      message;             /* 0: of an update or an answer */
  gint64      duration;            /* of sound, in milliseconds; 0: none */
  char       *shape;               /* of sound: see callout_shape_parse(); absent: none */
  gint64      original;            /* what this picture was made smaller from; 0: nothing */

  /* Derived */
  char       *author_login;
};

/**
 * CalloutRating:
 *
 * What the customer thought of it, once a cycle.
 */
#define CALLOUT_TYPE_RATING (callout_rating_get_type ())
G_DECLARE_FINAL_TYPE (CalloutRating, callout_rating, CALLOUT, RATING, CalloutEntity)

struct _CalloutRating
{
  CalloutEntity parent_instance;

  gint64      ticket;
  gint64      cycle;
  gint64      stars;               /* 1 to 5 */
  char       *comment;
  int         source;              /* CalloutRatingSource */
  gint64      person;              /* who gave it; 0: unknown */

  /* Derived */
  char       *login;
  char       *name;
};

G_END_DECLS
