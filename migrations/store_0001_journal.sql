-- The journal: the record itself (docs/journal.md). Rows here are never changed.

-- Who this store is. One row.
CREATE TABLE identity (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  office      BLOB NOT NULL CHECK (length(office) = 16),
  officeName  TEXT NOT NULL,
  tag         TEXT NOT NULL,               -- follows short references: 26-0001-HQ
  replica     BLOB NOT NULL CHECK (length(replica) = 16),
  incarnation INTEGER NOT NULL,            -- the bits of an unsigned 64-bit number
  storeEpoch  INTEGER NOT NULL,
  createdAt   INTEGER NOT NULL             -- Unix milliseconds
) STRICT;

CREATE TABLE feed (
  feed        INTEGER PRIMARY KEY,
  feedID      BLOB NOT NULL UNIQUE CHECK (length(feedID) = 16),
  replica     BLOB NOT NULL CHECK (length(replica) = 16),
  incarnation INTEGER NOT NULL,
  audience    INTEGER NOT NULL,
  descriptor  BLOB NOT NULL
) STRICT;

-- One row for each operation, in order of arrival: `id` is the audit number of this store.
CREATE TABLE op (
  id          INTEGER PRIMARY KEY,
  feed        INTEGER NOT NULL REFERENCES feed (feed),
  seq         INTEGER NOT NULL CHECK (seq > 0),
  branch      INTEGER NOT NULL DEFAULT 0,  -- above 0 only after a fork; a local number
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  hlc         INTEGER NOT NULL,
  flags       INTEGER NOT NULL,
  caseID      BLOB CHECK (length(caseID) = 16),
  payload     BLOB,                        -- as received; NULL for a stub
  stubHash    BLOB CHECK (length(stubHash) = 32),
  stubLength  INTEGER,
  CHECK ((payload IS NULL) = (stubHash IS NOT NULL) AND (payload IS NULL) = (stubLength IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX opPlace ON op (feed, seq, branch);
CREATE INDEX opCase ON op (caseID, id) WHERE caseID IS NOT NULL;

-- The leaves of each feed: one, or one for each branch of a forked feed.
CREATE TABLE head (
  feed        INTEGER NOT NULL REFERENCES feed (feed),
  branch      INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  sealedSeq   INTEGER NOT NULL,            -- how far a seal reaches; 0: nothing is sealed
  sealedHash  BLOB CHECK (length(sealedHash) = 32),
  PRIMARY KEY (feed, branch)
) STRICT, WITHOUT ROWID;

CREATE TABLE seal (
  replica     BLOB NOT NULL CHECK (length(replica) = 16),
  incarnation INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  body        BLOB NOT NULL,
  signatures  BLOB NOT NULL,
  PRIMARY KEY (replica, incarnation, number, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
  feed        INTEGER NOT NULL REFERENCES feed (feed),
  last        INTEGER NOT NULL,
  branch      INTEGER NOT NULL,            -- that holds its last operation
  first       INTEGER NOT NULL,
  previous    BLOB NOT NULL CHECK (length(previous) = 32),
  sealNumber  INTEGER NOT NULL,
  leafIndex   INTEGER NOT NULL,
  blind       BLOB NOT NULL CHECK (length(blind) = 16),
  path        BLOB NOT NULL,               -- 32 bytes a step
  PRIMARY KEY (feed, last, branch)
) STRICT, WITHOUT ROWID;

-- What peers sent and this store did not take in, with the reason.
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY,
  receivedAt  INTEGER NOT NULL,
  peer        BLOB NOT NULL,
  feedID      BLOB NOT NULL,
  reason      TEXT NOT NULL,
  bytes       BLOB NOT NULL
) STRICT;

-- What this store remembers of its peers between sessions. Local: never part of the record.
CREATE TABLE peer (
  replica     BLOB PRIMARY KEY CHECK (length(replica) = 16),
  memory      BLOB,
  lastSyncAt  INTEGER,
  address     TEXT,
  lastReport  TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER opNeverChanges BEFORE UPDATE ON op
BEGIN SELECT RAISE(ABORT, 'operations never change: write a further one'); END;
CREATE TRIGGER opNeverLeaves BEFORE DELETE ON op
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
CREATE TRIGGER feedNeverChanges BEFORE UPDATE ON feed
BEGIN SELECT RAISE(ABORT, 'feeds never change'); END;
CREATE TRIGGER feedNeverLeaves BEFORE DELETE ON feed
BEGIN SELECT RAISE(ABORT, 'feeds are never deleted'); END;
CREATE TRIGGER sealNeverChanges BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seals never change'); END;
CREATE TRIGGER sealNeverLeaves BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
CREATE TRIGGER segmentNeverChanges BEFORE UPDATE ON segment
BEGIN SELECT RAISE(ABORT, 'segments never change'); END;
CREATE TRIGGER segmentNeverLeaves BEFORE DELETE ON segment
BEGIN SELECT RAISE(ABORT, 'segments are never deleted'); END;
