import CaseDomain

/// Where a long import stands: what its last step committed together with its rows (docs/exchange.md).
public struct UnfinishedImport: Hashable, Sendable {
  /// A hash over everything that was asked for: the same asked again goes on here.
  public let asked: Digest256
  /// The record of the import; `nil` while it has brought nothing new.
  public var run: EntityID?
  /// The importer's own account of where it is.
  public var step: [UInt8]

  public init(asked: Digest256, run: EntityID?, step: [UInt8]) {
    self.asked = asked
    self.run = run
    self.step = step
  }
}

extension StoreReader {
  public func unfinishedImport(_ asked: Digest256) throws -> UnfinishedImport? {
    try unfinishedImports().first { $0.asked == asked }
  }

  /// Whether an import may have brought less than its files state: its last step is not written, or word of it has not
  /// come. One that an earlier build began in steps does not say so, and is told by where it stands here.
  func isUnfinished(_ run: EntityID) throws -> Bool {
    guard let value = RegisterState(try live(run, .importRun))?.shown.value,
      let found = ImportRun(value, id: run), !found.isUnfinished
    else { return true }
    let select = try sql("SELECT 1 FROM unfinishedImport WHERE run = ?1 LIMIT 1")
    select.bind(1, run)
    defer { select.reset() }
    return try select.step()
  }

  /// Those that may go on: one that was taken back, here or by another office, begins anew.
  public func unfinishedImports() throws -> [UnfinishedImport] {
    let select = try sql(
      """
      SELECT asked, run, step FROM unfinishedImport
      WHERE run IS NULL OR run NOT IN (SELECT id FROM importRun WHERE withdrawn = 1) ORDER BY asked
      """)
    var found: [UnfinishedImport] = []
    while try select.step() {
      found.append(
        UnfinishedImport(
          asked: try select.digest(0), run: select.isNull(1) ? nil : try select.id(1), step: select.bytes(2)))
    }
    return found
  }
}
