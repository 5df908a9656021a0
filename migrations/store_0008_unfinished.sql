-- Long imports that have not ended (docs/exchange.md, decision 0033). Not state: it says how far this store
-- is, is never replicated, and a rebuild leaves it alone.
CREATE TABLE IF NOT EXISTS unfinishedImport (
  asked       BLOB PRIMARY KEY CHECK (length(asked) = 32),  -- SHA-256 over the files with their content, case, mapping, decisions
  run         BLOB CHECK (length(run) = 16),                -- the record of the import; NULL while nothing was new
  step        BLOB NOT NULL                                 -- where it stands, as the importer wrote it
) STRICT, WITHOUT ROWID;
