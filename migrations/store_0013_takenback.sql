-- What a row of a table was read as: 64 bits of a hash over what a mapping decides; 0 for every other format.
ALTER TABLE sourceRecord ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sourceRecordRow ON sourceRecord (bundle, offset) WHERE source = 'csv';
-- Rows that the same table was read to state before it was read otherwise.
CREATE TABLE rereadRecord (
  op          INTEGER PRIMARY KEY          -- sourceRecord.op
) STRICT;
