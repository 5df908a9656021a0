-- What a row of a table was read as: 64 bits of a hash over what a mapping decides; 0 for every other format.
ALTER TABLE sourceRecord ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
-- The way in which its table was read; 0 for every other format.
ALTER TABLE sourceRecord ADD COLUMN way INTEGER NOT NULL DEFAULT 0;

-- Ways in which imports read tables, and those of them that count: the last of each sender, and of nobody while no
-- later one is somebody's, among imports that are not taken back.
CREATE TABLE tableReading (
  run         BLOB NOT NULL CHECK (length(run) = 16),
  bundle      BLOB NOT NULL CHECK (length(bundle) = 32),  -- SHA-256 of the table
  way         INTEGER NOT NULL,
  sender      TEXT,
  hlc         INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (run, bundle, way)
) STRICT, WITHOUT ROWID;
CREATE INDEX tableReadingFile ON tableReading (bundle);
CREATE TABLE currentReading (
  bundle      BLOB NOT NULL,
  way         INTEGER NOT NULL,
  PRIMARY KEY (bundle, way)
) STRICT, WITHOUT ROWID;

-- 1: somebody had added the exhibit, or has it from elsewhere: only what imports read from it is taken back.
ALTER TABLE withdrawnExhibit ADD COLUMN stays INTEGER NOT NULL DEFAULT 0;

-- When the author of a value said so, in Unix milliseconds: what is written at once has one time.
ALTER TABLE live ADD COLUMN saidAt INTEGER NOT NULL DEFAULT 0;

-- What an import wrote at once with its link to an exhibit: made it, or put it into the case.
ALTER TABLE importExhibit ADD COLUMN feedID BLOB CHECK (length(feedID) = 16);
ALTER TABLE importExhibit ADD COLUMN saidAt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE importExhibit ADD COLUMN caseID BLOB;
-- Which cases an exhibit was put into (field 18; an index WHERE field = 18 would have SQLite
-- prepare each statement anew that binds a field with =).
CREATE INDEX liveExhibit ON live (value) WHERE field >= 18 AND field < 19;

-- Files whose records do not count: imports alone stated them, and all are taken back.
DROP VIEW withdrawnFile;
CREATE VIEW withdrawnFile AS
SELECT sha256 FROM withdrawnExhibit WHERE sha256 IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM exhibit JOIN importExhibit ON importExhibit.exhibit = exhibit.id
    JOIN importRun ON importRun.id = importExhibit.run
  WHERE exhibit.sha256 = withdrawnExhibit.sha256 AND importRun.withdrawn = 0);

-- Source records that count: of a file that is not taken back, or that another one states, too; of a table, rows of a
-- reading that counts.
CREATE VIEW standingRecord AS
SELECT op FROM sourceRecord
WHERE (way = 0 OR EXISTS (
    SELECT 1 FROM currentReading
    WHERE currentReading.bundle = sourceRecord.bundle AND currentReading.way = sourceRecord.way))
  AND (bundle IS NULL OR bundle NOT IN (SELECT sha256 FROM withdrawnFile)
    OR EXISTS (SELECT 1 FROM restatedRecord AS again WHERE again.op = sourceRecord.op));
