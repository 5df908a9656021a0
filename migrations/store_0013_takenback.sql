-- What a row of a table was read as: 64 bits of a hash over what a mapping decides; 0 for every other format.
ALTER TABLE sourceRecord ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
-- The import that read it; of rows of tables only.
ALTER TABLE sourceRecord ADD COLUMN run BLOB CHECK (length(run) = 16);
CREATE INDEX sourceRecordRun ON sourceRecord (run) WHERE run IS NOT NULL;
CREATE INDEX sourceRecordRow ON sourceRecord (bundle, offset) WHERE source = 'csv';
-- What rows of tables were read as before an import that is not taken back read them otherwise.
CREATE TABLE rereadRecord (
  op          INTEGER PRIMARY KEY          -- sourceRecord.op
) STRICT;

-- 1: somebody had added the exhibit, or has it from elsewhere: only what imports read from it is taken back.
ALTER TABLE withdrawnExhibit ADD COLUMN stays INTEGER NOT NULL DEFAULT 0;

-- When the author of a value said so, in Unix milliseconds: what is written at once has one time.
ALTER TABLE live ADD COLUMN saidAt INTEGER NOT NULL DEFAULT 0;
