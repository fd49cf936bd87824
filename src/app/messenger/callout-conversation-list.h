/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutConversationList:
 *
 * The conversations a person has part in, the one with the latest message
 * first; narrowed to one's own, to unread ones, to groups. While words are
 * searched for, the messages that hold them.
 *
 * Signals: `open` (gint64 ticket, gint thread, gint64 message): one was chosen;
 * message 0: as it is.
 */
#define CALLOUT_TYPE_CONVERSATION_LIST (callout_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutConversationList, callout_conversation_list, CALLOUT, CONVERSATION_LIST, GtkWidget)

GtkWidget *callout_conversation_list_new         (void);
void       callout_conversation_list_set_session (CalloutConversationList *self,
                                                  CalloutSession          *session);
void       callout_conversation_list_restart     (CalloutConversationList *self);
void       callout_conversation_list_search      (CalloutConversationList *self,
                                                  const char              *words);
void       callout_conversation_list_choose      (CalloutConversationList *self,
                                                  gint64                   ticket,
                                                  int                      thread);

G_END_DECLS
