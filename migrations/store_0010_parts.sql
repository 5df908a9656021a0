-- Rows of a list that state facts of an entry which has a row of its own, such as OFAC's addresses
-- (docs/names.md §7).
CREATE TABLE listedPart (
  op          INTEGER PRIMARY KEY,               -- the source record
  source      TEXT NOT NULL,
  about       TEXT NOT NULL                      -- external id of the entry, in the same source
) STRICT;
CREATE INDEX listedPartAbout ON listedPart (about, source);
