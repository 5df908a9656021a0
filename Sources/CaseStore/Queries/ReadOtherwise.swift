import CaseDomain

extension StoreReader {
  /// The import by which the table of a row that counts no more is read otherwise since: an import that read it as this
  /// row has it is not taken back.
  ///
  /// - Returns: Its reference; `nil` of a row that counts, and of one that counts no more for another reason.
  public func readOtherwise(since row: SourceRow) throws -> String? {
    let select = try sql(
      """
      SELECT importRun.reference FROM sourceRecord AS r
        JOIN currentReading AS now ON now.bundle = r.bundle
        JOIN tableReading AS reading ON reading.bundle = now.bundle AND reading.way = now.way
        JOIN importRun ON importRun.id = reading.run
      WHERE r.op = ?1 AND r.way <> 0 AND importRun.withdrawn = 0
        AND NOT EXISTS (SELECT 1 FROM currentReading AS own WHERE own.bundle = r.bundle AND own.way = r.way)
        AND EXISTS (
          SELECT 1 FROM tableReading AS former JOIN importRun AS run ON run.id = former.run
          WHERE former.bundle = r.bundle AND former.way = r.way AND run.withdrawn = 0)
      ORDER BY reading.hlc DESC, reading.hash DESC LIMIT 1
      """)
    select.bind(1, row.auditNumber)
    defer { select.reset() }
    return try select.step() ? select.text(0) : nil
  }

  /// The same of a record of which no version counts any more.
  func readOtherwise(since externalID: String, of source: String) throws -> String? {
    for version in try versions(of: externalID) where version.source.utf8.elementsEqual(source.utf8) {
      if let since = try readOtherwise(since: version) { return since }
    }
    return nil
  }
}
