import CaseDomain

/// How tables count before an import reads them, and what rested on nothing then. A long import keeps it between its
/// steps.
public struct ReadingsBefore: Codable, Sendable {
  fileprivate struct Way: Codable, Hashable {
    /// SHA-256 of the table, in hexadecimal.
    let file: String
    /// As `TableReading.way`; JSON has no whole numbers of 64 bits.
    let way: String
  }

  fileprivate let ways: [Way]
  /// Judgements and indicators that named a record which no file stated.
  fileprivate let judgements: Set<String>
  fileprivate let indicators: Set<String>
}

/// What counts no more since tables are read in another way, as under another name.
public struct ReplacedRows: Hashable, Sendable {
  /// Rows of one reading that nothing states any more under their ids.
  public struct Table: Hashable, Sendable {
    public let file: Digest256
    public let rows: Int
    /// The id of one of them.
    public let example: String
  }

  /// Something in force that names such a row.
  public struct Citation: Hashable, Sendable {
    public let record: String
    /// With its article: `an indicator IN-0001-HO in case 26-0001-HO`.
    public let place: String
    /// The row's id is stated still, of another row.
    public let isAnother: Bool
  }

  public var tables: [Table] = []
  public var citations: [Citation] = []

  /// Readings as a list in JSON of what SQLite makes of their columns: a BLOB in hexadecimal, and a whole number with its
  /// sign.
  fileprivate static func keys(_ readings: [ReadingsBefore.Way]) -> String {
    let keys = readings.compactMap { one in
      UInt64(one.way).map { "\"\(one.file.uppercased()) \(Int64(bitPattern: $0))\"" }
    }
    return "[\(keys.joined(separator: ","))]"
  }
}

extension StoreReader {
  /// How the tables of an import count before it; `nil` when it cannot replace a reading of any.
  public func readingsBefore(_ readings: [TableReading]) throws -> ReadingsBefore? {
    let given = Set(readings.map { ReadingsBefore.Way(file: $0.file.hex, way: String($0.way)) })
    let now = try Set(readings.map(\.file)).flatMap { try countingWays(of: $0) }
    guard now.contains(where: { !given.contains($0) }) else { return nil }
    return ReadingsBefore(
      ways: now.sorted { ($0.file, $0.way) < ($1.file, $1.way) },
      judgements: Set(try judgementsWithoutRecord().map(\.id)),
      indicators: Set(try indicatorsWithoutRecord().map(\.key)))
  }

  /// What an import took away by reading tables otherwise, once its record is written.
  public func replaced(since before: ReadingsBefore) throws -> ReplacedRows {
    var found = ReplacedRows()
    let former = try before.ways.filter { one in
      guard let file = Hex.decode(one.file).flatMap({ Digest256($0) }) else { return false }
      return try !countingWays(of: file).contains(one)
    }
    guard !former.isEmpty else { return found }
    let keys = ReplacedRows.keys(former)
    let gone = try rowsGone(keys)
    found.tables = former.compactMap { gone[$0] }
    guard !found.tables.isEmpty else { return found }
    for row in try judgements(naming: { try !isStated($0, $1) || isGone($0, $1, keys) }) {
      let ends = [try reference(of: row.first), try reference(of: row.second)]
      let verdict = row.verdict?.rawValue ?? "apart"  // by two offices
      let place = "a judgement (\(ends[0]) and \(ends[1]) are judged \(verdict) by \(row.by))"
      for (bearer, name) in zip([row.first, row.second], ends) {
        guard case .entry(let source, let id) = bearer else { continue }
        let isAnother = try isStated(source, id)
        guard try isAnother ? isGone(source, id, keys) : !before.judgements.contains(row.id) else { continue }
        found.citations.append(.init(record: name, place: place, isAnother: isAnother))
      }
    }
    for sign in try indicators(restingOn: { try !isAnyStanding($0) || isGone(nil, $0, keys) }) {
      let isAnother = try isAnyStanding(sign.record)
      guard isAnother || !before.indicators.contains(sign.key) else { continue }
      let (name, its) = (try reference(of: sign.indicator), try reference(of: sign.caseID))
      found.citations.append(
        .init(record: sign.record, place: "an indicator \(name) in case \(its)", isAnother: isAnother))
    }
    return found
  }

  /// Who is said to have sent a table whose rows count as read for them now, by name.
  ///
  /// - Parameter run: an import that does not count; `nil` for none.
  public func senders(reading file: Digest256, besides run: EntityID? = nil) throws -> [String] {
    let select = try sql(
      """
      SELECT DISTINCT sender FROM tableReading
        JOIN currentReading ON currentReading.bundle = tableReading.bundle AND currentReading.way = tableReading.way
        JOIN importRun ON importRun.id = tableReading.run
      WHERE tableReading.bundle = ?1 AND sender IS NOT NULL AND withdrawn = 0 AND tableReading.run IS NOT ?2
      ORDER BY sender
      """)
    select.bind(1, file)
    select.bind(2, run)
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }

  private func countingWays(of file: Digest256) throws -> [ReadingsBefore.Way] {
    let select = try sql("SELECT way FROM currentReading WHERE bundle = ?1 ORDER BY way")
    select.bind(1, file)
    var ways: [ReadingsBefore.Way] = []
    while try select.step() { ways.append(.init(file: file.hex, way: String(select.uint(0)))) }
    return ways
  }

  /// A row of a reading that nothing states any more under its id: nothing states the id, or only of other rows, as where
  /// rows known by their numbers are known by ids of their own now.
  private static let goneRow = """
    hex(bundle) || ' ' || way IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (
      SELECT 1 FROM sourceRecord AS r
      WHERE r.externalID = gone.externalID AND r.source = gone.source AND r.content = gone.content
        AND \(StoreReader.stands("r")))
    """

  /// By reading, its rows that are gone, where there are any. Reads all records once, however many tables there are.
  ///
  /// - Parameter keys: of the readings, as `ReplacedRows.keys`.
  private func rowsGone(_ keys: String) throws -> [ReadingsBefore.Way: ReplacedRows.Table] {
    let select = try sql.composed(
      """
      SELECT bundle, way, count(*), min(externalID) FROM sourceRecord AS gone
      WHERE \(StoreReader.goneRow) GROUP BY bundle, way
      """)
    select.bind(1, keys)
    var found: [ReadingsBefore.Way: ReplacedRows.Table] = [:]
    while try select.step() {
      let file = try select.digest(0)
      found[.init(file: file.hex, way: String(select.uint(1)))] = ReplacedRows.Table(
        file: file, rows: Int(select.int(2)), example: select.text(3))
    }
    return found
  }

  /// Whether a row of the readings that bore an id is gone.
  ///
  /// - Parameter source: `nil` for any.
  private func isGone(_ source: String?, _ externalID: String, _ keys: String) throws -> Bool {
    let select = try sql.composed(
      """
      SELECT 1 FROM sourceRecord AS gone
      WHERE externalID = ?2 AND (?3 IS NULL OR source = ?3) AND \(StoreReader.goneRow) LIMIT 1
      """)
    select.bind(1, keys)
    select.bind(2, externalID)
    if let source { select.bind(3, source) } else { select.bindNull(3) }
    defer { select.reset() }
    return try select.step()
  }
}
