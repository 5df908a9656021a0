-- Versions of source records by which their source revokes, deletes or closes what it stated.
CREATE TABLE revokedRecord (
  op          INTEGER PRIMARY KEY          -- sourceRecord.op
) STRICT;
