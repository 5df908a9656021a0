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
