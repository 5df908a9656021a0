-- The state: a function of the set of operations (docs/journal.md §7). `casetui rebuild` drops these
-- tables, makes them anew and replays the journal into them.

-- Values that no operation has replaced.
CREATE TABLE live (
  entity      BLOB NOT NULL CHECK (length(entity) = 16),
  field       INTEGER NOT NULL,
  feed        INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  hlc         INTEGER NOT NULL,
  caseID      BLOB,
  value       BLOB NOT NULL,
  PRIMARY KEY (entity, field, feed, seq, hash)
) STRICT, WITHOUT ROWID;

-- Operations replaced before they arrived.
CREATE TABLE dead (
  feedID      BLOB NOT NULL,
  seq         INTEGER NOT NULL,
  hash8       INTEGER NOT NULL,
  entity      BLOB NOT NULL,
  field       INTEGER NOT NULL,
  PRIMARY KEY (feedID, seq, hash8, entity, field)
) STRICT, WITHOUT ROWID;

-- Operations this version cannot reduce: made by a newer one, or withheld.
CREATE TABLE unread (
  op          INTEGER PRIMARY KEY,
  caseID      BLOB,
  entity      BLOB,
  field       INTEGER,
  kind        INTEGER
) STRICT;

-- Registers and stages with several unequal live values.
CREATE TABLE conflict (
  entity      BLOB NOT NULL,
  field       INTEGER NOT NULL,
  caseID      BLOB,
  hard        INTEGER NOT NULL,            -- 1: blocks outward moves
  PRIMARY KEY (entity, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflictCase ON conflict (caseID);

-- Sums mod 2^256 of the hashes of live values: for everything (scope empty) and for each case.
CREATE TABLE digest (
  scope       BLOB PRIMARY KEY,
  value       BLOB NOT NULL CHECK (length(value) = 32)
) STRICT, WITHOUT ROWID;

-- Every record that was begun, with its short reference.
CREATE TABLE record (
  entity      BLOB PRIMARY KEY CHECK (length(entity) = 16),
  type        INTEGER NOT NULL,
  reference   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recordReference ON record (reference);

-- Offices taken in, and by whose word.
CREATE TABLE replica (
  replica     BLOB PRIMARY KEY CHECK (length(replica) = 16),
  office      BLOB NOT NULL,
  officeName  TEXT NOT NULL,
  key         BLOB NOT NULL,
  enrolledBy  INTEGER NOT NULL             -- the feed whose operation says so; this store's own: 0
) STRICT, WITHOUT ROWID;
