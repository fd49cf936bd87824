-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messenger and the Assistant: messages with their files, how far each
-- person has read, text snippets, and the tree of questions and answers.

-- What was said stays said: rows are added, never changed, never deleted. What
-- the house itself says hangs on the event it tells of, and is worded anew
-- whenever it is read.
CREATE TABLE message (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ticket     INTEGER NOT NULL REFERENCES ticket (id),
  thread     TEXT    NOT NULL,
  author     INTEGER REFERENCES person (id),
  kind       TEXT    NOT NULL,
  text       TEXT,
  event      INTEGER REFERENCES event (id),
  CHECK ((event IS NULL) = (kind <> 'system'))
) STRICT;
-- With its author, so that what somebody has not read is counted without a look at the rows.
CREATE INDEX message_thread ON message (ticket, thread, id, author);
CREATE INDEX message_event ON message (event) WHERE event IS NOT NULL;
CREATE TRIGGER message_fixed BEFORE UPDATE ON message
  BEGIN SELECT raise (ABORT, 'messages are never changed'); END;
-- Only what the house said of a ticket that is a draft again goes with it.
CREATE TRIGGER message_kept BEFORE DELETE ON message
  WHEN OLD.kind <> 'system' OR NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = OLD.ticket AND t.progress = 'draft')
  BEGIN SELECT raise (ABORT, 'messages are never deleted'); END;

-- An index more than a table: which message of each thread is the last, so that
-- conversations stand in the order of it however many there are.
CREATE TABLE conversation (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  thread TEXT    NOT NULL,
  last   INTEGER NOT NULL REFERENCES message (id),
  UNIQUE (ticket, thread)
) STRICT;
CREATE UNIQUE INDEX conversation_last ON conversation (last);
CREATE TRIGGER message_last AFTER INSERT ON message
  BEGIN
    INSERT INTO conversation (ticket, thread, last) VALUES (NEW.ticket, NEW.thread, NEW.id)
      ON CONFLICT (ticket, thread) DO UPDATE SET last = excluded.last;
  END;

CREATE TRIGGER message_gone BEFORE DELETE ON message
  BEGIN DELETE FROM conversation WHERE ticket = OLD.ticket AND thread = OLD.thread AND last = OLD.id; END;

-- How far somebody has read a thread, and how far it has reached them. It only
-- ever moves forward. Every move has a number of its own, by which other
-- processes find what is new: it is no event, as the case stays what it was.
CREATE TABLE read_mark (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  version      INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  person       INTEGER NOT NULL REFERENCES person (id),
  ticket       INTEGER NOT NULL REFERENCES ticket (id),
  thread       TEXT    NOT NULL,
  read_to      INTEGER NOT NULL,
  delivered_to INTEGER NOT NULL,
  stamp        INTEGER NOT NULL DEFAULT 0,
  UNIQUE (person, ticket, thread)
) STRICT;
CREATE INDEX read_mark_ticket ON read_mark (ticket);
CREATE INDEX read_mark_stamp ON read_mark (stamp);
CREATE TRIGGER read_mark_forward BEFORE UPDATE ON read_mark
  WHEN NEW.read_to < OLD.read_to OR NEW.delivered_to < OLD.delivered_to OR NEW.person IS NOT OLD.person
       OR NEW.ticket IS NOT OLD.ticket OR NEW.thread IS NOT OLD.thread
  BEGIN SELECT raise (ABORT, 'what was read stays read'); END;
CREATE TRIGGER read_mark_made AFTER INSERT ON read_mark
  BEGIN UPDATE read_mark SET stamp = (SELECT max (stamp) + 1 FROM read_mark) WHERE id = NEW.id; END;
CREATE TRIGGER read_mark_moved AFTER UPDATE OF version ON read_mark
  BEGIN UPDATE read_mark SET stamp = (SELECT max (stamp) + 1 FROM read_mark) WHERE id = NEW.id; END;

-- Files hang on messages, too. Of sound there is how long it lasts and its shape.
ALTER TABLE file ADD COLUMN message INTEGER REFERENCES message (id);
ALTER TABLE file ADD COLUMN duration INTEGER NOT NULL DEFAULT 0;
ALTER TABLE file ADD COLUMN shape TEXT;
ALTER TABLE file ADD COLUMN original INTEGER REFERENCES file (id);
CREATE INDEX file_message ON file (message) WHERE message IS NOT NULL;
CREATE INDEX file_original ON file (original) WHERE original IS NOT NULL;
DROP TRIGGER file_kept;
CREATE TRIGGER file_kept BEFORE DELETE ON file WHEN OLD.update_ref IS NOT NULL OR OLD.message IS NOT NULL
  BEGIN SELECT raise (ABORT, 'files of updates and messages are never deleted'); END;

-- A publication may be taken back as long as no ticket has begun under it.
DROP TRIGGER flow_fixed;
CREATE TRIGGER flow_fixed BEFORE UPDATE ON flow
  WHEN OLD.state <> 'draft'
       AND (NEW.plan IS NOT OLD.plan OR NEW.key IS NOT OLD.key OR NEW.name IS NOT OLD.name OR NEW.visit IS NOT OLD.visit
            OR NEW.ratings IS NOT OLD.ratings
            OR (NEW.number IS NOT OLD.number OR NEW.state = 'draft')
               AND (NEW.number <> 0 OR NEW.state <> 'draft' OR EXISTS (SELECT 1 FROM ticket t WHERE t.flow = OLD.id)))
  BEGIN SELECT raise (ABORT, 'a published flow is never changed'); END;

-- Whose person is NULL is everybody's.
CREATE TABLE snippet (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  person     INTEGER REFERENCES person (id),
  name       TEXT    NOT NULL,
  text       TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX snippet_once ON snippet (coalesce (person, 0), name);

CREATE TABLE assistant_element (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  key        TEXT    NOT NULL UNIQUE,
  parent     INTEGER REFERENCES assistant_element (id),
  position   INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  text       TEXT,
  picture    TEXT,
  button     TEXT,
  flow       TEXT
) STRICT;
CREATE INDEX assistant_element_parent ON assistant_element (parent, position);

-- Pictures of the Assistant by the checksum of their bytes: never changed, only left unused.
CREATE TABLE picture (
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

CREATE VIRTUAL TABLE message_search USING fts5 (
  text,
  content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
