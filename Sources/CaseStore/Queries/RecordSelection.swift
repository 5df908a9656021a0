/// The SQL that finds the records of a `RecordScope`.
///
/// In all of it ?1 is the case, ?2 the name space, ?3 the hashes of files in hex as a JSON array, each NULL
/// when it does not matter; ?4 is a JSON array of the records that were written again. `this` is the record,
/// `op` its operation.
enum RecordSelection {
  /// Operation, time and hash of the records that are meant.
  static func sql(_ which: RecordVersions) -> String {
    """
    SELECT this.op, op.hlc, op.hash \(rows(which, "NOT \(hasAnother)"))
    UNION ALL
    SELECT op, hlc, hash FROM (
      SELECT this.op AS op, op.hlc AS hlc, op.hash AS hash, \(counts(which)) AS counts \(rows(which, hasAnother)))
    WHERE counts
    """
  }

  private static func rows(_ which: RecordVersions, _ condition: String) -> String {
    let isNotWrittenAgain = which == .newest ? "" : "AND this.op NOT IN (SELECT value FROM json_each(?4))"
    return """
      FROM sourceRecord AS this JOIN op ON op.id = this.op
      WHERE \(condition) AND \(isIn("this")) AND (?2 IS NULL OR this.source = ?2)
        \(isNotWrittenAgain)
      """
  }

  /// Versions of one record are looked at side by side, in one pass over them. Most records have one, and need no look.
  private static let hasAnother = """
    EXISTS (
      SELECT 1 FROM sourceRecord AS another
      WHERE another.externalID = this.externalID AND another.source = this.source AND another.op <> this.op)
    """

  private static let amongVersions = """
    OVER (PARTITION BY this.externalID, this.source
      ORDER BY coalesce(this.modified, ''), op.hlc, op.hash)
    """

  /// The record is one of the versions that are meant.
  private static func counts(_ which: RecordVersions) -> String {
    switch which {
    case .newest:
      // Rows of one table that stand beside each other under one key all count. A cluster has thousands of them: other
      // tables' rows, and those of the same place, are looked for as the index `sourceRecordRow` has them.
      """
      CASE WHEN \(isOneOfMany) AND this.way <> 0 THEN
        \(hasNoLater(
          "later.way <> 0 AND later.bundle < this.bundle", "later.way <> 0 AND later.bundle > this.bundle",
          "later.way <> 0 AND later.bundle = this.bundle AND later.offset = this.offset"))
      WHEN \(isOneOfMany) THEN
        \(hasNoLater("NOT (later.bundle = this.bundle AND later.offset <> this.offset)"))
      ELSE lead(this.op) \(amongVersions) IS NULL
      END
      """
    case .all: "\(isOneOfMany) OR this.content IS NOT lag(this.content) \(amongVersions)"
    case .written: "1"
    }
  }

  private static let isOneOfMany = StoreReader.isOneOfMany("this")

  /// In the file it came in, or in another that states it, too.
  private static func isStated(_ record: String, in files: (String) -> String) -> String {
    """
    (\(files("\(record).bundle")) OR EXISTS (
      SELECT 1 FROM restatedRecord AS again WHERE again.op = \(record).op AND \(files("again.bundle"))))
    """
  }

  private static func isIn(_ record: String) -> String {
    let ofCase = isStated(record) { file in
      """
      \(file) IN (SELECT sha256 FROM caseExhibit JOIN exhibit ON exhibit.id = caseExhibit.exhibit
        WHERE caseExhibit.caseID = ?1 AND sha256 IS NOT NULL)
      """
    }
    let ofFiles = isStated(record) { "hex(\($0)) IN (SELECT value FROM json_each(?3))" }
    return "\(StoreReader.stands(record)) AND (?1 IS NULL OR \(ofCase)) AND (?3 IS NULL OR \(ofFiles))"
  }

  /// Another version of the same record in the same scope.
  private static func other(_ record: String) -> String {
    """
    sourceRecord AS \(record) JOIN op AS \(record)Op ON \(record)Op.id = \(record).op
    WHERE \(record).externalID = this.externalID AND \(record).source = this.source
      AND \(record).op <> this.op AND \(isIn(record))
    """
  }

  private static func order(_ record: String, _ op: String) -> String {
    "(coalesce(\(record).modified, ''), \(op).hlc, \(op).hash)"
  }

  /// One select for each condition, so that no expression nests deeper for it.
  private static func hasNoLater(_ conditions: String...) -> String {
    let selects = conditions.map {
      "SELECT 1 FROM \(other("later")) AND (\($0) AND \(order("later", "laterOp")) > \(order("this", "op")))"
    }
    return "NOT EXISTS (\(selects.joined(separator: " UNION ALL ")))"
  }
}
