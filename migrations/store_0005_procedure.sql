-- What a case says of itself beyond its listed row: the analysis, reviews, votes, tracks. The bulk fields of
-- a large import (titles, notes, exhibits) have numbers below 19 and stay out of the index.
CREATE INDEX liveProcedure ON live (caseID, field) WHERE field >= 19;
-- What offices say of themselves: people, texts of the law.
CREATE INDEX liveOffice ON live (field) WHERE field >= 80 AND field < 89;
