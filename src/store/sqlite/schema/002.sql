-- SPDX-License-Identifier: GPL-3.0-or-later
-- Workflows in versions, the statuses customers see with the house's own names,
-- and icons of the house's own.

CREATE TABLE workflow (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  version      INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  base         INTEGER REFERENCES workflow (id),
  edits        INTEGER NOT NULL,
  published_at INTEGER,
  published_by INTEGER REFERENCES person (id),
  note         TEXT
) STRICT;
CREATE UNIQUE INDEX workflow_number ON workflow (number) WHERE number <> 0;
CREATE UNIQUE INDEX workflow_one_draft ON workflow (state) WHERE state = 'draft';

-- Whoever has steps has worked by them: they are the first version.
INSERT INTO workflow (id, version, created_at, updated_at, number, state, edits, published_at)
  SELECT 1, 1, min(created_at), min(created_at), 1, 'published', 0, min(created_at) FROM step HAVING count(*) > 0;

CREATE TABLE step_of_workflow (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  version            INTEGER NOT NULL,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  workflow           INTEGER NOT NULL REFERENCES workflow (id) DEFERRABLE INITIALLY DEFERRED,
  key                TEXT    NOT NULL,
  label              TEXT    NOT NULL,
  description        TEXT,
  icon               TEXT,
  position           INTEGER NOT NULL,
  portal_status      TEXT    NOT NULL,
  standard           INTEGER NOT NULL CHECK (standard IN (0, 1)),
  branch             INTEGER NOT NULL CHECK (branch IN (0, 1)),
  show_original_name INTEGER NOT NULL CHECK (show_original_name IN (0, 1)),
  show_original_icon INTEGER NOT NULL CHECK (show_original_icon IN (0, 1)),
  UNIQUE (workflow, key)
) STRICT;
INSERT INTO step_of_workflow (id, version, created_at, updated_at, workflow, key, label, description, icon, position,
                              portal_status, standard, branch, show_original_name, show_original_icon)
  SELECT id, version, created_at, updated_at, 1, key, label, description, icon, position, portal_status, standard, branch,
         show_original_name, show_original_icon FROM step ORDER BY id;
-- No version is without the standard steps.
INSERT INTO step_of_workflow (version, created_at, updated_at, workflow, key, label, icon, position, portal_status, standard,
                              branch, show_original_name, show_original_icon)
  SELECT 1, w.created_at, w.created_at, 1, s.column1, s.column2, 'callout-step-' || s.column1 || '-symbolic', s.column3,
         s.column4, 1, s.column1 = 'reject', 0, 0
  FROM workflow w, (VALUES ('accept', 'Accept', 1, 'planned'), ('reject', 'Reject', 2, 'planned'), ('travel', 'Travel', 3, 'travel'),
                           ('work', 'Work', 4, 'work'), ('checkout', 'Checkout', 5, 'finished'), ('close', 'Close', 6, 'finished')) s
  WHERE NOT EXISTS (SELECT 1 FROM step o WHERE o.key = s.column1);
DROP TABLE step;
ALTER TABLE step_of_workflow RENAME TO step;

CREATE TRIGGER step_fixed BEFORE UPDATE ON step
  WHEN EXISTS (SELECT 1 FROM workflow w WHERE w.id = OLD.workflow AND w.state = 'published')
  BEGIN SELECT raise (ABORT, 'steps of a published workflow are never changed'); END;
CREATE TRIGGER step_kept BEFORE DELETE ON step
  WHEN EXISTS (SELECT 1 FROM workflow w WHERE w.id = OLD.workflow AND w.state = 'published')
  BEGIN SELECT raise (ABORT, 'steps of a published workflow are never deleted'); END;
CREATE TRIGGER step_closed BEFORE INSERT ON step
  WHEN EXISTS (SELECT 1 FROM workflow w WHERE w.id = NEW.workflow AND w.state = 'published')
  BEGIN SELECT raise (ABORT, 'a published workflow gets no more steps'); END;
CREATE TRIGGER workflow_kept BEFORE DELETE ON workflow WHEN OLD.state = 'published'
  BEGIN SELECT raise (ABORT, 'a published workflow is never deleted'); END;

-- No foreign key: it would have every row of a large store written anew, and
-- look at all of them whenever a draft is discarded. What check finds is told.
ALTER TABLE work_order ADD COLUMN workflow INTEGER NOT NULL DEFAULT 1;

CREATE TABLE status (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  key        TEXT    NOT NULL UNIQUE,
  vocabulary TEXT    NOT NULL,
  position   INTEGER NOT NULL,
  icon       TEXT
) STRICT;
INSERT INTO status (version, created_at, updated_at, key, vocabulary, position, icon) VALUES
  (1, 0, 0, 'open', 'chat-portal', 1, 'callout-status-open-symbolic'),
  (1, 0, 0, 'planned', 'chat-portal', 2, 'callout-status-planned-symbolic'),
  (1, 0, 0, 'travel', 'chat-portal', 3, 'callout-status-travel-symbolic'),
  (1, 0, 0, 'work', 'chat-portal', 4, 'callout-status-work-symbolic'),
  (1, 0, 0, 'finished', 'chat-portal', 5, 'callout-status-finished-symbolic'),
  (1, 0, 0, 'ticket-received', 'customer-portal', 1, 'callout-status-open-symbolic'),
  (1, 0, 0, 'ticket-scheduling', 'customer-portal', 2, 'callout-status-planned-symbolic'),
  (1, 0, 0, 'ticket-dispatched', 'customer-portal', 3, 'callout-status-dispatched-symbolic'),
  (1, 0, 0, 'on-route', 'customer-portal', 4, 'callout-status-travel-symbolic'),
  (1, 0, 0, 'arrived-onsite', 'customer-portal', 5, 'callout-status-work-symbolic'),
  (1, 0, 0, 'visit-completed', 'customer-portal', 6, 'callout-status-finished-symbolic'),
  (1, 0, 0, 'closed', 'customer-portal', 7, 'callout-status-closed-symbolic');

CREATE TABLE status_label (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  status     INTEGER NOT NULL REFERENCES status (id),
  language   TEXT    NOT NULL,
  label      TEXT,
  UNIQUE (status, language)
) STRICT;

CREATE TABLE icon (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  key        TEXT    NOT NULL UNIQUE,
  name       TEXT,
  media_type TEXT    NOT NULL,
  data       TEXT    NOT NULL,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL
) STRICT;

-- Sorting by type does without, and equal types are found by what else is asked for.
DROP INDEX ticket_type;

-- Numbers of events need no keeping: none is ever deleted, so the next is the
-- highest and one. Keeping them cost a write more for every command. What
-- refers to events is laid anew with them, so that no reference is ever loose.
CREATE TABLE event_anew (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  actor      INTEGER REFERENCES person (id),
  source     TEXT    NOT NULL,
  command    TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  target     INTEGER NOT NULL,
  from_state TEXT,
  to_state   TEXT,
  reason     TEXT,
  cause      INTEGER NOT NULL DEFAULT 0,
  undoes     INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO event_anew (id, at, actor, source, command, kind, target, from_state, to_state, reason, cause, undoes)
  SELECT id, at, actor, source, command, kind, target, from_state, to_state, reason, cause, undoes FROM event;
CREATE TABLE change_anew (
  event   INTEGER NOT NULL REFERENCES event_anew (id),
  kind    TEXT    NOT NULL,
  id      INTEGER NOT NULL,
  field   TEXT    NOT NULL,
  version INTEGER NOT NULL,
  before  TEXT,
  after   TEXT,
  PRIMARY KEY (event, kind, id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO change_anew (event, kind, id, field, version, before, after)
  SELECT event, kind, id, field, version, before, after FROM change;
DROP TABLE change;
DROP TABLE event;
ALTER TABLE event_anew RENAME TO event;
ALTER TABLE change_anew RENAME TO change;
CREATE INDEX event_target ON event (target, kind);
CREATE INDEX event_actor ON event (actor) WHERE source <> 'auto';
CREATE INDEX event_cause ON event (cause) WHERE cause <> 0;
CREATE UNIQUE INDEX event_undoes ON event (undoes) WHERE undoes <> 0;
CREATE TRIGGER event_fixed BEFORE UPDATE ON event BEGIN SELECT raise (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT raise (ABORT, 'events are never deleted'); END;
CREATE INDEX change_row ON change (id, kind);
CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN SELECT raise (ABORT, 'events are never changed'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT raise (ABORT, 'events are never deleted'); END;
