-- Whether a record stands is asked about its own file: a list of all files taken back was made for each statement that
-- asked. Names are compared by new rules since: tables are made anew.
DROP VIEW standingRecord;
-- Source records that count: of a file that is not taken back, or that another one states, too; of a table, rows of a
-- reading that counts.
CREATE VIEW standingRecord AS
SELECT op FROM sourceRecord
WHERE (way = 0 OR EXISTS (
    SELECT 1 FROM currentReading
    WHERE currentReading.bundle = sourceRecord.bundle AND currentReading.way = sourceRecord.way))
  AND (NOT EXISTS (SELECT 1 FROM withdrawnFile WHERE withdrawnFile.sha256 = sourceRecord.bundle)
    OR EXISTS (SELECT 1 FROM restatedRecord AS again WHERE again.op = sourceRecord.op));

-- What else the bytes of an exhibit are called (field 47): one value of many is looked up, as with `liveExhibit`.
CREATE INDEX liveName ON live (value) WHERE field >= 47 AND field < 48;
