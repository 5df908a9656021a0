-- Who is who (docs/names.md §7): names with the keys that find them, identifiers, judgements of pairs.

-- One row for each name of an actor of ours or of a source record.
CREATE TABLE listedName (
  -- The operation that states it times 1024, and twice the name's place in it; one more for a second
  -- row that holds its romanised form. So the number is the same in every rebuild.
  id          INTEGER PRIMARY KEY,
  actor       BLOB CHECK (length(actor) = 16),   -- NULL: a name of the source record of that operation
  about       TEXT,                              -- external id of the record it is an alias of, when another
  text        TEXT NOT NULL,
  kind        TEXT NOT NULL,                     -- primary, aka, fka, nka
  strength    TEXT NOT NULL,                     -- strong, weak
  schema      TEXT NOT NULL                      -- person, organisation, vessel, unknown
) STRICT;
CREATE INDEX listedNameActor ON listedName (actor) WHERE actor IS NOT NULL;
CREATE INDEX listedNameAbout ON listedName (about) WHERE about IS NOT NULL;

-- Keys that spellings of one name share (docs/names.md §4), as 64-bit numbers.
CREATE TABLE nameKey (
  key         INTEGER NOT NULL,
  name        INTEGER NOT NULL,                  -- listedName.id
  PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;

-- Registry numbers, passports, LEI: letters and digits alone, in capitals.
CREATE TABLE listedIdentifier (
  kind        TEXT NOT NULL,
  value       TEXT NOT NULL,
  op          INTEGER NOT NULL,                  -- the source record
  PRIMARY KEY (kind, value, op)
) STRICT, WITHOUT ROWID;

-- Pairs of bearers that somebody judged, one row each; bearers in CBOR (docs/journal.md §7.5).
CREATE TABLE pairJudgement (
  pair        BLOB PRIMARY KEY CHECK (length(pair) = 16),
  first       BLOB NOT NULL,
  second      BLOB NOT NULL,
  verdict     TEXT NOT NULL                      -- same, different, unsure; contested: offices differ
) STRICT, WITHOUT ROWID;
CREATE INDEX pairJudgementFirst ON pairJudgement (first);
CREATE INDEX pairJudgementSecond ON pairJudgement (second);
