-- Versions of source records by which their source revokes, deletes or closes what it stated.
CREATE TABLE revokedRecord (
  op          INTEGER PRIMARY KEY          -- sourceRecord.op
) STRICT;
-- A store of an earlier build is made anew from its journal with this: keys of names leave out the legal forms of more
-- countries (docs/names.md §1, rule 9), and IPv6 addresses among traces have one form (docs/exchange.md, Correlation).
