/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

static const CalloutCtlKind kinds[] = {
  { "tickets", CALLOUT_KIND_TICKET, "ref,title,progress,priority,address,created_at,due_latest,assignees" },
  { "work-orders", CALLOUT_KIND_WORK_ORDER, "ref,ticket,title,state,priority,holder,lead,collaborators,due_latest" },
  { "service-orders", CALLOUT_KIND_NONE, NULL },
  { "people", CALLOUT_KIND_PERSON, "login,name,roles,groups,skills,availability,pending,active" },
  { "groups", CALLOUT_KIND_GROUP, "key,name,type,mode,n_members,pending,dispatchers" },
  { "customers", CALLOUT_KIND_CUSTOMER, "ref,name,email,phone,address" },
  { "equipment", CALLOUT_KIND_EQUIPMENT, "ref,name,template,serial,customer,address,active" },
  { "steps", CALLOUT_KIND_STEP, "key,label,position,portal_status,standard,branch" },
  { "workflows", CALLOUT_KIND_WORKFLOW, "ref,number,state,base,n_steps,edits,published_at,published_by,note" },
  { "statuses", CALLOUT_KIND_STATUS, "key,vocabulary,position,label,icon" },
  { "flows", CALLOUT_KIND_FLOW, "key,number,state,current,name,button,visit,ratings,skills,notify_group,offer_group,published_at" },
  { "events", CALLOUT_KIND_EVENT, "number,at,actor,source,command,target,from,to,reason" },
  { "documents", CALLOUT_KIND_NONE, NULL },
  { "notifications", CALLOUT_KIND_NOTIFICATION, "ref,created_at,person,topic,target,command,actor_name,read_at" },
  { "outbox", CALLOUT_KIND_OUTBOX, "ref,created_at,state,channel,person,address,subject,ticket" },
  { "answers", CALLOUT_KIND_ANSWER, "ticket,question,value" },
  { "offers", CALLOUT_KIND_OFFER, "ref,ticket,title,person,state,cycle,answered_at" },
  { "updates", CALLOUT_KIND_UPDATE, "ref,ticket,created_at,author,visibility,text,corrects,n_files" },
  { "files", CALLOUT_KIND_FILE, "ref,ticket,name,media_type,bytes,question,update_ref,message,author" },
  { "ratings", CALLOUT_KIND_RATING, "ref,ticket,cycle,stars,comment,source,person" },
  { "messages", CALLOUT_KIND_MESSAGE, "ref,ticket,thread,created_at,author,kind,text,n_files" },
  { "conversations", CALLOUT_KIND_CONVERSATION, "ticket,thread,title,last_at,last_author,last_kind,last_text,unread" },
  { "read-marks", CALLOUT_KIND_READ_MARK, "ticket,thread,person,read_to,delivered_to,updated_at" },
  { "snippets", CALLOUT_KIND_SNIPPET, "ref,name,text,person" },
  { "assistant", CALLOUT_KIND_ASSISTANT_ELEMENT, "key,parent,position,kind,title,text,flow,offered,button_text,n_children" },
  { "filters", CALLOUT_KIND_SAVED_FILTER, "ref,view,name,filter,sort,person,shared" },
};

/**
 * callout_ctl_kinds:
 *
 * The words after `list`, in the order of the contract.
 */
const CalloutCtlKind *
callout_ctl_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

/* Returns: (transfer full): the words, apart by commas */
char *
callout_ctl_kind_words (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", kinds[i].word);
  return g_string_free (text, FALSE);
}

/**
 * callout_ctl_find_kind:
 *
 * An unknown word is wrong usage. A known one that nothing keeps yet is said
 * to be so, rather than answered with a list that is always empty.
 */
const CalloutCtlKind *
callout_ctl_find_kind (const char  *word,
                       GError     **error)
{
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, word))
      {
        if (kinds[i].columns != NULL)
          return &kinds[i];
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                     _("This version of Callout keeps no %s yet"), word);
        return NULL;
      }

  words = callout_ctl_kind_words ();
  callout_ctl_misused (error, _("There is no list “%s”; there are %s"), word, words);
  return NULL;
}
