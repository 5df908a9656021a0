-- Full text: words folded, Chinese, Japanese and Korean as overlapping pairs (the trigram tokenizer of 3.40
-- misses two-character words). One row here for each text in the index.
CREATE TABLE searchText (
  id          INTEGER PRIMARY KEY,
  entity      BLOB,                        -- a record of ours; NULL for a source record
  field       INTEGER NOT NULL,
  op          INTEGER,                     -- for notes and source records: op.id
  body        TEXT,                        -- folded; NULL when the operation holds the text, which never changes
  CHECK ((body IS NULL) = (op IS NOT NULL))
) STRICT;
CREATE INDEX searchTextEntity ON searchText (entity, field) WHERE entity IS NOT NULL;

-- What the index is made of. `search_text` is a function of this program; plain sqlite3 opens the file,
-- reads every table and finds rows by MATCH, and cannot read this view.
CREATE VIEW searchContent AS
  SELECT searchText.id AS id, coalesce(searchText.body, search_text(op.payload)) AS body
  FROM searchText LEFT JOIN op ON op.id = searchText.op;

CREATE VIRTUAL TABLE searchIndex USING fts5 (
  body, content = 'searchContent', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);

-- Has a row while the index is behind `searchText`: after bulk work, until the index is made anew.
CREATE TABLE searchStale (
  one         INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
