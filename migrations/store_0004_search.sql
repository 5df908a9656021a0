-- Full text over a folded, pre-segmented column, so that plain sqlite3 can read it: words folded,
-- Chinese, Japanese and Korean as pairs (the trigram tokenizer of 3.40 misses two-character words).
CREATE TABLE searchText (
  id          INTEGER PRIMARY KEY,
  entity      BLOB,                        -- a record of ours; NULL for a source record
  field       INTEGER NOT NULL,
  op          INTEGER,                     -- for notes and source records: op.id
  body        TEXT NOT NULL
) STRICT;
CREATE INDEX searchTextEntity ON searchText (entity, field) WHERE entity IS NOT NULL;
CREATE VIRTUAL TABLE searchIndex USING fts5 (
  body, content = 'searchText', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);

-- Has a row while the index is behind `searchText`: after bulk work, until the index is made anew.
CREATE TABLE searchStale (
  one         INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
