-- Records that a file states, too, and that are written once, for the file that stated them first
-- (docs/decisions/0036): of each 64 operations of a feed, a bit for each that holds one.
CREATE TABLE restated (
  feedID      BLOB NOT NULL CHECK (length(feedID) = 16),
  page        INTEGER NOT NULL,                  -- op.seq / 64
  bundle      BLOB NOT NULL CHECK (length(bundle) = 32),  -- SHA-256 of the file that states them, too
  bits        INTEGER NOT NULL,                  -- bit op.seq % 64
  PRIMARY KEY (feedID, page, bundle)
) STRICT, WITHOUT ROWID;

CREATE INDEX withdrawnExhibitContent ON withdrawnExhibit (sha256);

-- Source records that a file states, too, which is not taken back.
CREATE VIEW restatedRecord AS
SELECT op.id AS op, restated.bundle AS bundle FROM op JOIN feed ON feed.feed = op.feed
  JOIN restated ON restated.feedID = feed.feedID AND restated.page = op.seq >> 6
WHERE restated.bits >> (op.seq & 63) & 1
  AND NOT EXISTS (SELECT 1 FROM withdrawnFile WHERE withdrawnFile.sha256 = restated.bundle);
