-- Rows of a cluster or of payments stand beside each other under one key, thousands of them: one that is read is looked
-- for at its own place.
CREATE INDEX sourceRecordRow ON sourceRecord (externalID, source, bundle, offset) WHERE way <> 0;

-- Values that were written differently and mean one thing meet (docs/exchange.md, Correlation): what follows from the
-- journal has to be made anew, which any further migration brings about.
