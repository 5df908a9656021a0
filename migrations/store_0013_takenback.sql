-- What a row of a table was read as: 64 bits of a hash over what a mapping decides; 0 for every other format.
ALTER TABLE sourceRecord ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
-- The import that read it; of rows of tables only.
ALTER TABLE sourceRecord ADD COLUMN run BLOB CHECK (length(run) = 16);
CREATE INDEX sourceRecordRun ON sourceRecord (run) WHERE run IS NOT NULL;
-- An index WHERE source = 'csv' would have SQLite prepare each statement anew that binds a source with =.
CREATE INDEX sourceRecordRow ON sourceRecord (bundle, offset) WHERE reading <> 0;
-- What rows of tables were read as before an import that is not taken back read them otherwise.
CREATE TABLE rereadRecord (
  op          INTEGER PRIMARY KEY          -- sourceRecord.op
) STRICT;

-- 1: somebody had added the exhibit, or has it from elsewhere: only what imports read from it is taken back.
ALTER TABLE withdrawnExhibit ADD COLUMN stays INTEGER NOT NULL DEFAULT 0;

-- When the author of a value said so, in Unix milliseconds: what is written at once has one time.
ALTER TABLE live ADD COLUMN saidAt INTEGER NOT NULL DEFAULT 0;

-- What an import wrote at once with its link to an exhibit: made it, or put it into the case.
ALTER TABLE importExhibit ADD COLUMN feedID BLOB CHECK (length(feedID) = 16);
ALTER TABLE importExhibit ADD COLUMN saidAt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE importExhibit ADD COLUMN caseID BLOB;
-- Which cases an exhibit was put into (field 18, not with = for the same reason).
CREATE INDEX liveExhibit ON live (value) WHERE field >= 18 AND field < 19;
