-- What the screens list: rows that follow from `live` and are rebuilt with it.

CREATE TABLE caseFile (
  id          BLOB PRIMARY KEY CHECK (length(id) = 16),
  reference   TEXT NOT NULL,
  title       TEXT NOT NULL,
  stage       TEXT NOT NULL,
  contested   INTEGER NOT NULL,
  track       TEXT,                        -- stage of the attackers-list track, once begun
  marking     TEXT NOT NULL,
  priority    TEXT,
  assignees   TEXT NOT NULL,
  exhibits    INTEGER NOT NULL,
  hlc         INTEGER NOT NULL             -- newest of the values above
) STRICT, WITHOUT ROWID;
CREATE INDEX caseFileReference ON caseFile (reference);

CREATE TABLE exhibit (
  id          BLOB PRIMARY KEY CHECK (length(id) = 16),
  reference   TEXT NOT NULL,
  title       TEXT NOT NULL,
  sha256      BLOB CHECK (length(sha256) = 32),
  bytes       INTEGER,
  mediaType   TEXT NOT NULL,
  grade       TEXT,
  origin      TEXT,
  marking     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibitReference ON exhibit (reference);
CREATE INDEX exhibitContent ON exhibit (sha256);

CREATE TABLE caseExhibit (
  caseID      BLOB NOT NULL,
  exhibit     BLOB NOT NULL,
  PRIMARY KEY (caseID, exhibit)
) STRICT, WITHOUT ROWID;
CREATE INDEX caseExhibitBack ON caseExhibit (exhibit);

-- Which chains of custody an exhibit has: one for each replica that handled its copy.
CREATE TABLE custodyChain (
  exhibit     BLOB NOT NULL,
  chain       BLOB NOT NULL,               -- the entity in `live`
  PRIMARY KEY (exhibit, chain)
) STRICT, WITHOUT ROWID;

-- Content that operations cite; the bytes are files under blobs/.
-- (Key columns first: SQLite 3.40 otherwise reports NULLs that are not there in `integrity_check`.)
CREATE TABLE blobRef (
  sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
  feed        INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  PRIMARY KEY (sha256, feed, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (
  id          BLOB PRIMARY KEY CHECK (length(id) = 16),
  reference   TEXT NOT NULL,
  kind        TEXT NOT NULL,
  name        TEXT NOT NULL,
  original    TEXT,
  country     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX actorReference ON actor (reference);

-- One object as somebody else stated it; versions by content. The bytes are in the operation.
CREATE TABLE sourceRecord (
  op          INTEGER PRIMARY KEY,         -- op.id
  source      TEXT NOT NULL,
  externalID  TEXT NOT NULL,
  type        TEXT NOT NULL,
  name        TEXT,
  modified    TEXT,
  content     BLOB NOT NULL CHECK (length(content) = 32),  -- SHA-256 of its bytes
  bundle      BLOB,                        -- SHA-256 of the file it came in
  offset      INTEGER,
  length      INTEGER NOT NULL,
  caseID      BLOB
) STRICT;
CREATE INDEX sourceRecordID ON sourceRecord (externalID, source);
CREATE INDEX sourceRecordCase ON sourceRecord (caseID) WHERE caseID IS NOT NULL;
CREATE INDEX sourceRecordType ON sourceRecord (type, name) WHERE type IN
  ('threat-actor', 'intrusion-set', 'identity', 'account-cluster', 'campaign');

-- "This source record is this actor", and what else people judged.
CREATE TABLE judgement (
  actor       BLOB NOT NULL,
  externalID  TEXT NOT NULL,
  verdict     TEXT NOT NULL,
  PRIMARY KEY (actor, externalID, verdict)
) STRICT, WITHOUT ROWID;
CREATE INDEX judgementExternal ON judgement (externalID);
