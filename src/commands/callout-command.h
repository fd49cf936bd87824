/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-args.h"
#include "callout-model.h"

G_BEGIN_DECLS

typedef struct _CalloutCall    CalloutCall;
typedef struct _CalloutCommand CalloutCommand;

typedef enum {
  CALLOUT_PARAM_TEXT,     /* valid UTF-8, trimmed; at most 4,000 characters */
  CALLOUT_PARAM_INTEGER,
  CALLOUT_PARAM_REAL,
  CALLOUT_PARAM_BOOLEAN,  /* true, false */
  CALLOUT_PARAM_TIME,     /* RFC 3339 with offset */
  CALLOUT_PARAM_ENUM,     /* a key of enum_type */
  CALLOUT_PARAM_KEYS,     /* words apart by blanks or commas, or repeated */
  CALLOUT_PARAM_PERSON,   /* a login */
  CALLOUT_PARAM_GROUP,    /* a key */
  CALLOUT_PARAM_CUSTOMER, /* C-1 */
  CALLOUT_PARAM_TICKET,   /* T-1001 */
  CALLOUT_PARAM_STEP,     /* a key */
  CALLOUT_PARAM_SECRET,   /* text that is never logged */
  CALLOUT_PARAM_WORKFLOW, /* WF-1 */
  CALLOUT_PARAM_FILE,     /* bytes in base64, then a blank and the file's name; see callout_args_add_file() */
  CALLOUT_PARAM_FLOW,     /* a key */
  CALLOUT_PARAM_EQUIPMENT, /* EQ-1 */
  CALLOUT_PARAM_LONG,     /* valid UTF-8 of any length that a command is ready for: a flow's plan */
} CalloutParamType;

typedef struct {
  const char       *name;
  CalloutParamType  type;
  enum {
    CALLOUT_PARAM_OPTIONAL = 0,
    CALLOUT_PARAM_REQUIRED = 1 << 0,
    CALLOUT_PARAM_MANY     = 1 << 1,
    CALLOUT_PARAM_OR_FLOW  = 1 << 2, /* not required where the parameter flow is given */
  } flags;
  const char       *description; /* translatable */
  GType (*enum_type) (void);
} CalloutParam;

/**
 * CalloutCommand:
 *
 * A row of the one table of everything that may happen. The window, the
 * command line, the portal and the permission tests all walk this table.
 */
struct _CalloutCommand
{
  const char         *name;   /* e.g. work-order.assign */
  const char         *label;  /* translatable: what a button says */
  CalloutKind         target; /* NONE: makes something new */
  CalloutRoles        roles;  /* any of these may; 0: everybody who is active */
  const char         *grant;  /* needed as well; NULL: none */
  CalloutStates       states; /* of the target's machine it is legal from; 0: any */
  const CalloutParam *params; /* ends with a NULL name */
  gboolean          (*guard) (CalloutCall *call, GError **error); /* by target and actor alone; NULL: none */
  gboolean          (*apply) (CalloutCall *call, GError **error);
  gboolean            undoable;
  gboolean            quiet;  /* changes nothing of the case and writes no event: how far somebody has read */
};

const CalloutCommand *callout_commands_get       (guint       *n_commands);
const CalloutCommand *callout_commands_find      (const char  *name);
const char           *callout_command_get_label  (const CalloutCommand *self);
const char           *callout_param_type_key     (CalloutParamType      type);
gboolean              callout_command_check_params (const CalloutCommand  *self,
                                                    CalloutArgs           *args,
                                                    GError               **error);

/**
 * CalloutOffer:
 *
 * Whether a person may give a command to a thing now; if not, the sentence why.
 */
typedef struct {
  const CalloutCommand *command;
  gboolean              allowed;
  char                 *why_not; /* (nullable) */
} CalloutOffer;

void callout_offer_free (CalloutOffer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutOffer, callout_offer_free)

G_END_DECLS
