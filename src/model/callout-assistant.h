/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutAssistantElement:
 *
 * A question, an answer or a text in the Assistant's tree. The action button is
 * offered only where it names a creation flow that is in force (contract 2.3).
 */
#define CALLOUT_TYPE_ASSISTANT_ELEMENT (callout_assistant_element_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssistantElement, callout_assistant_element, CALLOUT, ASSISTANT_ELEMENT, CalloutEntity)

struct _CalloutAssistantElement
{
  CalloutEntity parent_instance;

  char       *key;
  gint64      parent;              /* 0: at the top */
  gint64      position;            /* among those of the same parent, from 0 */
  int         kind;                /* CalloutElementKind */
  char       *title;
  char       *text;                /* with markup as messages have it */
  char       *picture;             /* sha256-…; see CalloutPicture */
  char       *button;              /* what the action button says; absent: what the flow says */
  char       *flow;                /* the key of the flow it begins */

  /* Derived */
  char       *parent_key;
  gint64      n_children;
  gboolean    offered;             /* whether the button is shown: its flow is in force */
  char       *button_text;         /* what the button then says */
};

/**
 * CalloutPicture:
 *
 * A picture of the Assistant's, from a file that was checked. Its key is the
 * checksum of its bytes, so it is never changed, only left unused.
 */
#define CALLOUT_TYPE_PICTURE (callout_picture_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPicture, callout_picture, CALLOUT, PICTURE, CalloutEntity)

struct _CalloutPicture
{
  CalloutEntity parent_instance;

  char       *key;                 /* sha256-… */
  char       *name;                /* the file's, for people */
  char       *media_type;
  char       *data;                /* the bytes in base64 */
  gint64      width;               /* pixels */
  gint64      height;
};

char   *callout_picture_dup_key   (GBytes         *bytes);
GBytes *callout_picture_dup_bytes (CalloutPicture *self);

/* The tree: @elements is of CalloutAssistantElement, all there are. */
gboolean                 callout_assistant_is_below (GPtrArray  *elements,
                                                     gint64      id,
                                                     gint64      ancestor);
gboolean                 callout_assistant_is_tree  (GPtrArray  *elements);
GPtrArray               *callout_assistant_children (GPtrArray  *elements,
                                                     gint64      parent,
                                                     gint64      except);
CalloutAssistantElement *callout_assistant_find     (GPtrArray  *elements,
                                                     const char *key);
char                    *callout_assistant_make_key (GPtrArray  *elements,
                                                     const char *title);

G_END_DECLS
