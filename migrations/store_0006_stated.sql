-- What source records state that we compare: rows that follow from the operations.

-- Values that submissions of two owners may share. One row for each record that states one: no table of
-- pairs, which would grow with the square of a common value.
CREATE TABLE trace (
  kind        TEXT NOT NULL,
  exercise    TEXT NOT NULL,               -- empty: `value` is the value itself, else a keyed hash of it
  value       TEXT NOT NULL,
  bundle      BLOB NOT NULL CHECK (length(bundle) = 32),  -- SHA-256 of the file it came in
  op          INTEGER NOT NULL,
  PRIMARY KEY (kind, exercise, value, bundle, op)
) STRICT, WITHOUT ROWID;

-- Who holds how much of whom, as a source says.
CREATE TABLE statedHolding (
  op          INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,
  externalID  TEXT NOT NULL,               -- of the statement: its versions replace each other
  owner       TEXT NOT NULL,
  owned       TEXT NOT NULL,
  leastPPM    INTEGER,
  mostPPM     INTEGER,
  firstDay    TEXT,
  endDay      TEXT,                        -- exclusive
  direct      INTEGER,
  interest    TEXT NOT NULL
) STRICT;
CREATE INDEX statedHoldingOwned ON statedHolding (owned, source);
CREATE INDEX statedHoldingOwner ON statedHolding (owner, source);

-- Imports as units, and the exhibits each made or found.
CREATE TABLE importRun (
  id          BLOB PRIMARY KEY CHECK (length(id) = 16),
  reference   TEXT NOT NULL,
  name        TEXT NOT NULL,
  withdrawn   INTEGER NOT NULL             -- 1: taken back
) STRICT, WITHOUT ROWID;
CREATE TABLE importExhibit (
  exhibit     BLOB NOT NULL,
  run         BLOB NOT NULL,
  PRIMARY KEY (exhibit, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX importExhibitRun ON importExhibit (run);

-- Exhibits that only imports brought which were taken back: in no case, and their records in no answer.
CREATE TABLE withdrawnExhibit (
  exhibit     BLOB PRIMARY KEY CHECK (length(exhibit) = 16),
  sha256      BLOB CHECK (length(sha256) = 32)
) STRICT, WITHOUT ROWID;
-- Their files, unless another exhibit has the same.
CREATE VIEW withdrawnFile AS
SELECT sha256 FROM withdrawnExhibit WHERE sha256 IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM exhibit WHERE exhibit.sha256 = withdrawnExhibit.sha256
    AND exhibit.id NOT IN (SELECT exhibit FROM withdrawnExhibit));
