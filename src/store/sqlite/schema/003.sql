-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tickets whole: flows and answers, offers and assignees, the record with its
-- files, ratings, equipment, notifications, the outbox and saved filters.

-- One row a version; the plan is the whole of its questions as JSON.
CREATE TABLE flow (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  version      INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  key          TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  description  TEXT,
  button       TEXT,
  plan         TEXT    NOT NULL,
  visit        INTEGER NOT NULL CHECK (visit IN (0, 1)),
  ratings      INTEGER NOT NULL CHECK (ratings IN (0, 1)),
  skills       TEXT,
  notify_group INTEGER REFERENCES service_group (id),
  offer_group  INTEGER REFERENCES service_group (id),
  published_at INTEGER,
  published_by INTEGER REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX flow_number ON flow (key, number) WHERE number <> 0;
CREATE UNIQUE INDEX flow_one_draft ON flow (key) WHERE state = 'draft';
CREATE TRIGGER flow_fixed BEFORE UPDATE ON flow
  WHEN OLD.state <> 'draft' AND (NEW.plan IS NOT OLD.plan OR NEW.number IS NOT OLD.number OR NEW.key IS NOT OLD.key
                                 OR NEW.name IS NOT OLD.name OR NEW.visit IS NOT OLD.visit OR NEW.ratings IS NOT OLD.ratings
                                 OR NEW.state = 'draft')
  BEGIN SELECT raise (ABORT, 'a published flow is never changed'); END;
CREATE TRIGGER flow_kept BEFORE DELETE ON flow WHEN OLD.state <> 'draft'
  BEGIN SELECT raise (ABORT, 'a published flow is never deleted'); END;

CREATE TABLE equipment (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  version         INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  template        TEXT,
  name            TEXT    NOT NULL,
  serial          TEXT,
  code            TEXT    NOT NULL UNIQUE,
  customer        INTEGER REFERENCES customer (id),
  address         TEXT,
  latitude        REAL    CHECK (latitude BETWEEN -90 AND 90),
  longitude       REAL    CHECK (longitude BETWEEN -180 AND 180),
  active          INTEGER NOT NULL CHECK (active IN (0, 1)),
  external_source TEXT,
  external_id     TEXT,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX equipment_customer ON equipment (customer) WHERE customer IS NOT NULL;
CREATE UNIQUE INDEX equipment_external ON equipment (external_source, external_id) WHERE external_id IS NOT NULL;

-- Imports bring none of these: their indexes hold only what has them.
ALTER TABLE ticket ADD COLUMN flow INTEGER REFERENCES flow (id);
ALTER TABLE ticket ADD COLUMN equipment INTEGER REFERENCES equipment (id);
ALTER TABLE ticket ADD COLUMN contact INTEGER REFERENCES person (id);
ALTER TABLE ticket ADD COLUMN grabbed_by INTEGER REFERENCES person (id);
ALTER TABLE ticket ADD COLUMN done_at INTEGER;
CREATE INDEX ticket_flow ON ticket (flow) WHERE flow IS NOT NULL;
CREATE INDEX ticket_equipment ON ticket (equipment) WHERE equipment IS NOT NULL;
CREATE INDEX ticket_contact ON ticket (contact) WHERE contact IS NOT NULL;
CREATE INDEX ticket_author ON ticket (created_by) WHERE flow IS NOT NULL;

ALTER TABLE person ADD COLUMN customer INTEGER REFERENCES customer (id);

CREATE TABLE answer (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  question   TEXT    NOT NULL,
  value      TEXT,
  UNIQUE (ticket, question)
) STRICT;

CREATE TABLE offer (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  version     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  ticket      INTEGER NOT NULL REFERENCES ticket (id),
  person      INTEGER NOT NULL REFERENCES person (id),
  cycle       INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  answered_at INTEGER,
  UNIQUE (ticket, person, cycle)
) STRICT;
CREATE INDEX offer_person ON offer (person, state);

CREATE TABLE ticket_assignee (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  "by"       INTEGER REFERENCES person (id),
  via        TEXT    NOT NULL,
  UNIQUE (ticket, person)
) STRICT;
CREATE INDEX ticket_assignee_person ON ticket_assignee (person);

-- The record of a case: rows are added, never changed, never deleted.
CREATE TABLE ticket_update (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  author     INTEGER REFERENCES person (id),
  visibility TEXT    NOT NULL,
  text       TEXT,
  corrects   INTEGER REFERENCES ticket_update (id)
) STRICT;
CREATE INDEX ticket_update_ticket ON ticket_update (ticket);
CREATE INDEX ticket_update_corrects ON ticket_update (corrects) WHERE corrects IS NOT NULL;
CREATE TRIGGER ticket_update_fixed BEFORE UPDATE ON ticket_update
  BEGIN SELECT raise (ABORT, 'updates are never changed'); END;
CREATE TRIGGER ticket_update_kept BEFORE DELETE ON ticket_update
  BEGIN SELECT raise (ABORT, 'updates are never deleted'); END;

CREATE TABLE file (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  media_type TEXT    NOT NULL,
  bytes      INTEGER NOT NULL,
  sha256     TEXT    NOT NULL,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  update_ref INTEGER REFERENCES ticket_update (id),
  question   TEXT,
  author     INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX file_ticket ON file (ticket);
CREATE INDEX file_update ON file (update_ref) WHERE update_ref IS NOT NULL;
CREATE TRIGGER file_kept BEFORE DELETE ON file WHEN OLD.update_ref IS NOT NULL
  BEGIN SELECT raise (ABORT, 'files of updates are never deleted'); END;

-- In pieces, so that no file needs as much memory as it is long.
CREATE TABLE file_chunk (
  id     INTEGER PRIMARY KEY,
  file   INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  data   BLOB    NOT NULL,
  UNIQUE (file, number)
) STRICT;
CREATE TRIGGER file_chunk_fixed BEFORE UPDATE ON file_chunk
  BEGIN SELECT raise (ABORT, 'files are never changed'); END;

CREATE TABLE rating (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  cycle      INTEGER NOT NULL,
  stars      INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  comment    TEXT,
  source     TEXT    NOT NULL,
  person     INTEGER REFERENCES person (id),
  UNIQUE (ticket, cycle)
) STRICT;

CREATE TABLE notification (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  person     INTEGER NOT NULL REFERENCES person (id),
  topic      TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  target     INTEGER NOT NULL,
  event      INTEGER REFERENCES event (id),
  read_at    INTEGER
) STRICT;
CREATE INDEX notification_person ON notification (person);
CREATE INDEX notification_event ON notification (event);
CREATE INDEX notification_unread ON notification (person) WHERE read_at IS NULL;

-- Whose person is NULL is what the house goes by.
CREATE TABLE notification_pref (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  person     INTEGER REFERENCES person (id),
  topic      TEXT    NOT NULL,
  desktop    INTEGER NOT NULL CHECK (desktop IN (0, 1)),
  inbox      INTEGER NOT NULL CHECK (inbox IN (0, 1)),
  email      INTEGER NOT NULL CHECK (email IN (0, 1)),
  locked     INTEGER NOT NULL CHECK (locked IN (0, 1)),
  CHECK (locked = 0 OR person IS NULL)
) STRICT;
CREATE UNIQUE INDEX notification_pref_once ON notification_pref (topic, coalesce(person, 0));

CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  person     INTEGER REFERENCES person (id),
  channel    TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  subject    TEXT,
  body       TEXT,
  state      TEXT    NOT NULL,
  ticket     INTEGER REFERENCES ticket (id)
) STRICT;
CREATE INDEX outbox_pending ON outbox (state) WHERE state <> 'sent';
CREATE INDEX outbox_ticket ON outbox (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE saved_filter (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  person     INTEGER NOT NULL REFERENCES person (id),
  view       TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  filter     TEXT,
  sort       TEXT,
  shared     INTEGER NOT NULL CHECK (shared IN (0, 1)),
  UNIQUE (person, view, name)
) STRICT;

CREATE VIRTUAL TABLE update_search USING fts5 (
  text,
  content = 'ticket_update', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
