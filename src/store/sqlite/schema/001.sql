-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Times are microseconds since 1970 in UTC, positions WGS-84
-- degrees (both or neither), enums short text keys, sets blank-separated keys.

CREATE TABLE person (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  version       INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  login         TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  email         TEXT,
  phone         TEXT,
  roles         TEXT,
  grants        TEXT,
  skills        TEXT,
  availability  TEXT    NOT NULL,
  shift         TEXT,
  latitude      REAL    CHECK (latitude BETWEEN -90 AND 90),
  longitude     REAL    CHECK (longitude BETWEEN -180 AND 180),
  position_at   INTEGER,
  active        INTEGER NOT NULL CHECK (active IN (0, 1)),
  password_hash TEXT,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX person_name ON person (name COLLATE NOCASE);

CREATE TABLE service_group (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  version           INTEGER NOT NULL,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  key               TEXT    NOT NULL UNIQUE,
  name              TEXT    NOT NULL,
  type              TEXT    NOT NULL,
  mode              TEXT    NOT NULL,
  allow_cross_group INTEGER NOT NULL CHECK (allow_cross_group IN (0, 1)),
  providers         TEXT
) STRICT;

CREATE TABLE membership (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  "group"    INTEGER NOT NULL REFERENCES service_group (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  part       TEXT    NOT NULL,
  UNIQUE ("group", part, person)
) STRICT;
CREATE INDEX membership_person ON membership (person);

CREATE TABLE customer (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  version         INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  tax_id          TEXT,
  email           TEXT,
  phone           TEXT,
  address         TEXT,
  latitude        REAL    CHECK (latitude BETWEEN -90 AND 90),
  longitude       REAL    CHECK (longitude BETWEEN -180 AND 180),
  time_zone       TEXT,
  holiday_region  TEXT,
  external_source TEXT,
  external_id     TEXT,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX customer_name ON customer (name COLLATE NOCASE);
CREATE UNIQUE INDEX customer_external ON customer (external_source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE ticket (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  version         INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  title           TEXT    NOT NULL,
  type            TEXT,
  description     TEXT,
  customer        INTEGER REFERENCES customer (id),
  progress        TEXT    NOT NULL,
  visibility      TEXT    NOT NULL,
  priority        TEXT    NOT NULL,
  created_by      INTEGER REFERENCES person (id),
  due_earliest    INTEGER,
  due_latest      INTEGER,
  closed_at       INTEGER,
  skills          TEXT,
  outcome         TEXT    NOT NULL,
  cycle           INTEGER NOT NULL,
  address         TEXT,
  district        TEXT,
  latitude        REAL    CHECK (latitude BETWEEN -90 AND 90),
  longitude       REAL    CHECK (longitude BETWEEN -180 AND 180),
  note            TEXT,
  vip             INTEGER NOT NULL CHECK (vip IN (0, 1)),
  escalated       INTEGER NOT NULL CHECK (escalated IN (0, 1)),
  channel         TEXT,
  external_source TEXT,
  external_id     TEXT,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX ticket_created_at ON ticket (created_at);
CREATE INDEX ticket_due_latest ON ticket (due_latest);
CREATE INDEX ticket_title ON ticket (title COLLATE NOCASE);
CREATE INDEX ticket_type ON ticket (type COLLATE NOCASE);
CREATE INDEX ticket_progress ON ticket (progress);
CREATE INDEX ticket_customer ON ticket (customer) WHERE customer IS NOT NULL;
CREATE UNIQUE INDEX ticket_external ON ticket (external_source, external_id) WHERE external_id IS NOT NULL;
INSERT INTO sqlite_sequence (name, seq) VALUES ('ticket', 1000);

CREATE TABLE work_order (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  version       INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  ticket        INTEGER NOT NULL REFERENCES ticket (id),
  service_order INTEGER NOT NULL DEFAULT 0,
  state         TEXT    NOT NULL,
  routed_by     INTEGER REFERENCES person (id),
  "group"       INTEGER REFERENCES service_group (id),
  planned_start INTEGER,
  planned_end   INTEGER,
  duration      INTEGER NOT NULL,
  published_at  INTEGER,
  outcome       TEXT    NOT NULL,
  locked        INTEGER NOT NULL CHECK (locked IN (0, 1))
) STRICT;
CREATE INDEX work_order_ticket ON work_order (ticket);
CREATE INDEX work_order_state ON work_order (state);
CREATE INDEX work_order_group ON work_order ("group", state) WHERE "group" IS NOT NULL;

CREATE TABLE assignment (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  version     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  work_order  INTEGER NOT NULL REFERENCES work_order (id),
  person      INTEGER NOT NULL REFERENCES person (id),
  part        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  reason      TEXT,
  assigned_by INTEGER REFERENCES person (id),
  assigned_at INTEGER
) STRICT;
CREATE INDEX assignment_work_order ON assignment (work_order);
CREATE INDEX assignment_person ON assignment (person, state);
-- One lead, and nobody twice: what no transaction can get round.
CREATE UNIQUE INDEX assignment_one_lead ON assignment (work_order)
  WHERE part = 'lead' AND state IN ('assigned', 'accepted');
CREATE UNIQUE INDEX assignment_once ON assignment (work_order, person)
  WHERE state IN ('assigned', 'accepted');

CREATE TABLE step_event (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  work_order INTEGER NOT NULL REFERENCES work_order (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  step       TEXT    NOT NULL,
  log_only   INTEGER NOT NULL CHECK (log_only IN (0, 1)),
  at         INTEGER NOT NULL,
  latitude   REAL    CHECK (latitude BETWEEN -90 AND 90),
  longitude  REAL    CHECK (longitude BETWEEN -180 AND 180)
) STRICT;
CREATE INDEX step_event_work_order ON step_event (work_order);

CREATE TABLE step (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  version            INTEGER NOT NULL,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  key                TEXT    NOT NULL UNIQUE,
  label              TEXT    NOT NULL,
  description        TEXT,
  icon               TEXT,
  position           INTEGER NOT NULL,
  portal_status      TEXT    NOT NULL,
  standard           INTEGER NOT NULL CHECK (standard IN (0, 1)),
  branch             INTEGER NOT NULL CHECK (branch IN (0, 1)),
  show_original_name INTEGER NOT NULL CHECK (show_original_name IN (0, 1)),
  show_original_icon INTEGER NOT NULL CHECK (show_original_icon IN (0, 1))
) STRICT;

CREATE TABLE setting (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  key        TEXT    NOT NULL,
  person     INTEGER REFERENCES person (id),
  value      TEXT
) STRICT;
CREATE UNIQUE INDEX setting_once ON setting (key, coalesce(person, 0));

-- The audit trail. Rows are added, never changed, never deleted.
CREATE TABLE event (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
CREATE INDEX event_target ON event (target, kind);
CREATE INDEX event_actor ON event (actor) WHERE source <> 'auto';
CREATE INDEX event_cause ON event (cause) WHERE cause <> 0;
CREATE UNIQUE INDEX event_undoes ON event (undoes) WHERE undoes <> 0;
CREATE TRIGGER event_fixed BEFORE UPDATE ON event BEGIN SELECT raise (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT raise (ABORT, 'events are never deleted'); END;

-- What an event did, field by field. The creation of an event's own target is
-- not repeated here: its row is the record.
CREATE TABLE change (
  event   INTEGER NOT NULL REFERENCES event (id),
  kind    TEXT    NOT NULL,
  id      INTEGER NOT NULL,
  field   TEXT    NOT NULL,
  version INTEGER NOT NULL,
  before  TEXT,
  after   TEXT,
  PRIMARY KEY (event, kind, id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change (id, kind);
CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN SELECT raise (ABORT, 'events are never changed'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT raise (ABORT, 'events are never deleted'); END;

-- Full text over what people look for. The driver writes these beside the rows
-- and not a trigger: inside one, FTS5 would put its index on the disk row by row.
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  title, type, address, district, description, external_id,
  content = 'ticket', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE person_search USING fts5 (
  login, name, email, skills,
  content = 'person', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE customer_search USING fts5 (
  name, address, email, external_id,
  content = 'customer', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
