/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutMessage:
 *
 * Something said about a ticket: in the messenger, where the customer reads
 * it, or in the workspace, where none but employees do (domain C12). Added,
 * never changed, never deleted. What the house itself says has no author and
 * no text: its sentence is made of the event it tells of.
 */
#define CALLOUT_TYPE_MESSAGE (callout_message_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMessage, callout_message, CALLOUT, MESSAGE, CalloutEntity)

struct _CalloutMessage
{
  CalloutEntity parent_instance;

  gint64      ticket;
  int         thread;              /* CalloutThread */
  gint64      author;              /* 0: the house */
  int         kind;                /* CalloutMessageKind */
  char       *text;                /* with its markup, see callout-markup.h */
  gint64      event;               /* what a line of the house tells of; 0: none */

  /* Derived */
  char       *author_login;
  char       *author_name;
  gint64      n_files;
  char       *title;               /* the ticket's */
  char       *command;             /* the event's, as are the next four */
  char       *from_state;
  char       *to_state;
  gint64      undoes;
  char       *actor_name;
  char       *joined;              /* names of who took the ticket, or was given it */
  char       *left;                /* names of who was taken off it */
};

char *callout_message_dup_sentence (CalloutMessage *self,
                                    gboolean        names);
char *callout_message_dup_session  (CalloutMessage *self);

/* The shape of sound: so many levels from silence (0) to the loudest (255), as two hexadecimal digits each. */
#define CALLOUT_SHAPE_MAX 200

char   *callout_shape_format (const guint8 *levels,
                              guint         n_levels);
GBytes *callout_shape_parse  (const char   *shape);

/**
 * CalloutReadMark:
 *
 * How far a person has read a thread of a ticket, and how far it has reached
 * them: numbers of messages, of updates where it is the record. Both only move
 * forward.
 */
#define CALLOUT_TYPE_READ_MARK (callout_read_mark_get_type ())
G_DECLARE_FINAL_TYPE (CalloutReadMark, callout_read_mark, CALLOUT, READ_MARK, CalloutEntity)

struct _CalloutReadMark
{
  CalloutEntity parent_instance;

  gint64      person;
  gint64      ticket;
  int         thread;              /* CalloutThread */
  gint64      read_to;
  gint64      delivered_to;

  /* Derived */
  char       *login;
  char       *name;
};

/**
 * CalloutConversation:
 *
 * A thread of a ticket in which something was said, by its last message. It is
 * made with the first one and never written by anybody.
 */
#define CALLOUT_TYPE_CONVERSATION (callout_conversation_get_type ())
G_DECLARE_FINAL_TYPE (CalloutConversation, callout_conversation, CALLOUT, CONVERSATION, CalloutEntity)

struct _CalloutConversation
{
  CalloutEntity parent_instance;

  gint64      ticket;
  int         thread;              /* CalloutThread */
  gint64      last;                /* the message */

  /* Derived */
  CalloutTime last_at;
  int         last_kind;           /* CalloutMessageKind */
  char       *last_text;
  gint64      last_author;
  char       *last_author_login;
  char       *last_author_name;
  gint64      last_n_files;
  char       *title;               /* the ticket's, as are the next six */
  int         progress;            /* CalloutProgress */
  int         visibility;          /* CalloutVisibility */
  char       *customer_name;
  char       *contact_name;
  char       *assignees;
  char       *groups;              /* keys of those that see to it */
  gint64      unread;              /* by whoever asks */
};

/**
 * CalloutSnippet:
 *
 * A text to be used again; person 0: everybody's.
 */
#define CALLOUT_TYPE_SNIPPET (callout_snippet_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSnippet, callout_snippet, CALLOUT, SNIPPET, CalloutEntity)

struct _CalloutSnippet
{
  CalloutEntity parent_instance;

  gint64      person;
  char       *name;
  char       *text;                /* with {customer}, {ticket} and {me} */

  /* Derived */
  char       *login;
};

char *callout_snippet_fill (const char *text,
                            const char *customer,
                            const char *ticket,
                            const char *me);

G_END_DECLS
