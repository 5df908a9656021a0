import CaseDomain
import GRDB

/// The state as rows: takes operations in, keeps `live` and its digests, and brings the listed rows up
/// to date when `flush` is called. One instance serves one transaction.
///
/// The same code runs for a user's edit, for what a peer sent and for a rebuild.
struct Projection {
  let db: Database
  let sql: SQLCache
  let feeds: FeedNumbers
  /// What was touched since the last flush.
  private var touched: Set<Target> = []
  /// Targets that stand in `conflict`.
  var conflicts: Set<Target> = []
  /// Whether full-text entries wait for `refreshSearch`: making the index anew is far cheaper than
  /// adding to it row by row.
  let defersSearch: Bool
  var searchChanges = SearchChanges()
  var nameKeys = NameKeyChanges()
  /// By case, the exhibits that were put into it since its row was brought up to date.
  private(set) var putExhibits: [EntityID: Set<EntityID>] = [:]
  private var total = Digest256.zero
  private var perCase: [EntityID: Digest256] = [:]
  /// The row of `op` that is being applied.
  private(set) var currentRow: Int64 = 0
  private var hasDead: Bool

  init(_ db: Database, _ sql: SQLCache, _ feeds: FeedNumbers, defersSearch: Bool = false) throws {
    self.db = db
    self.sql = sql
    self.feeds = feeds
    self.defersSearch = try defersSearch || Projection.isSearchStale(sql)
    let open = try sql("SELECT entity, field FROM conflict")
    while try open.step() { conflicts.insert(Target(entity: try open.id(0), field: open.uint(1))) }
    if defersSearch { try sql("INSERT OR IGNORE INTO searchStale (one) VALUES (1)").run() }
    let dead = try sql("SELECT 1 FROM dead LIMIT 1")
    hasDead = try dead.step()
    dead.reset()
  }

  /// Takes in an operation that was just stored under `row`.
  ///
  /// - Parameter body: `nil` when the payload is withheld or not in the form this version reads.
  mutating func apply(_ operation: Operation, body: OperationBody?, row: Int64) throws {
    currentRow = row
    if let target = try Merge.apply(operation, body: body, to: &self) { touched.insert(target) }
  }

  /// Takes in a source record that was prepared beforehand: what `apply` makes of its operation.
  mutating func add(_ prepared: PreparedRecord, as operation: Operation, row: Int64) throws {
    currentRow = row
    count(LiveValue.digest(of: operation.hash, on: prepared.target), of: prepared.caseID)
    try insert(
      prepared.record, content: prepared.content, text: defersSearch ? nil : prepared.text,
      caseID: prepared.caseID, by: operation.dot)
  }

  /// Writes the digests and refreshes every listed row that a touched value shows in.
  mutating func flush() throws {
    try settleDigests()
    // In the order of the keys of `live`, so that neighbours are found on pages just read.
    let targets = touched.sorted()
    touched.removeAll(keepingCapacity: true)
    try refresh(targets)
    putExhibits.removeAll(keepingCapacity: true)
    try writeNameKeys()
    try writeSearchChanges()
  }

  /// Whether the full-text index is behind `searchText`.
  static func isSearchStale(_ sql: SQLCache) throws -> Bool {
    let select = try sql("SELECT 1 FROM searchStale")
    defer { select.reset() }
    return try select.step()
  }

  private mutating func settleDigests() throws {
    if total != .zero { try addDigest([], total) }
    for (caseID, delta) in perCase.sorted(by: { $0.key < $1.key }) where delta != .zero {
      try addDigest(caseID.bytes, delta)
    }
    total = .zero
    perCase.removeAll(keepingCapacity: true)
  }

  private func addDigest(_ scope: [UInt8], _ delta: Digest256) throws {
    let select = try sql("SELECT value FROM digest WHERE scope = ?1")
    select.bind(1, scope)
    let old = try select.step() ? select.digest(0) : .zero
    select.reset()
    let new = old &+ delta
    let write =
      new == .zero
      ? try sql("DELETE FROM digest WHERE scope = ?1")
      : try sql("INSERT OR REPLACE INTO digest (scope, value) VALUES (?1, ?2)")
    write.bind(1, scope)
    if new != .zero { write.bind(2, new) }
    try write.run()
  }

  private mutating func count(_ digest: Digest256, of caseID: EntityID?) {
    total = total &+ digest
    if let caseID { perCase[caseID, default: .zero] = perCase[caseID, default: .zero] &+ digest }
  }
}

extension Projection: LiveValues {
  mutating func insert(_ value: LiveValue) throws {
    count(value.digest, of: value.caseID)
    if value.target.field == Field.sourceRecord.rawValue {
      try insertSourceRecord(value)
      return
    }
    let insert = try sql(
      """
      INSERT INTO live (entity, field, feed, seq, hash, hlc, caseID, value, saidAt)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    insert.bind(1, value.target.entity)
    insert.bind(2, value.target.field)
    insert.bind(3, try feeds.number(of: value.dot.feed))
    insert.bind(4, value.dot.seq)
    insert.bind(5, value.hash)
    insert.bind(6, value.hlc.value)
    insert.bind(7, value.caseID)
    insert.bind(8, value.value.encoded)
    insert.bind(9, value.saidAtMilliseconds)
    try insert.run()
    if value.target.field == Field.exhibits.rawValue, let exhibit = EntityID(value.value) {
      putExhibits[value.target.entity, default: []].insert(exhibit)
    }
    if value.target.field == Field.notes.rawValue { try indexNote(value) }
    if value.target.field == Field.restated.rawValue { try insertRestated(value) }
    // Only what the record says matters here, not who closed it.
    if value.target.field == Field.frozenRecord.rawValue,
      let record = FrozenRecord(value.value, by: Person(""))
    {
      try cite(record.manifest, record.manifestBytes, by: value.dot)
    }
  }

  mutating func remove(_ dot: Dot, from target: Target) throws -> Bool {
    guard let feed = try feeds.existing(dot.feed) else { return false }
    let select = try sql(
      "SELECT hash, caseID FROM live WHERE entity = ?1 AND field = ?2 AND feed = ?3 AND seq = ?4")
    select.bind(1, target.entity)
    select.bind(2, target.field)
    select.bind(3, feed)
    select.bind(4, dot.seq)
    var found: (hash: Digest256, caseID: EntityID?)?
    while try select.step() {
      let hash = try select.digest(0)
      if hash.prefix8 == dot.hash8 { found = (hash, select.isNull(1) ? nil : try select.id(1)) }
    }
    guard let found else { return false }
    let delete = try sql(
      "DELETE FROM live WHERE entity = ?1 AND field = ?2 AND feed = ?3 AND seq = ?4 AND hash = ?5")
    delete.bind(1, target.entity)
    delete.bind(2, target.field)
    delete.bind(3, feed)
    delete.bind(4, dot.seq)
    delete.bind(5, found.hash)
    try delete.run()
    let gone = LiveValue(
      target: target, dot: dot, hash: found.hash, hlc: HLC(0), value: .null, caseID: found.caseID)
    count(gone.digest.negated, of: found.caseID)
    return true
  }

  func holds(_ dot: Dot) throws -> Bool {
    guard let feed = try feeds.existing(dot.feed) else { return false }
    // During a rebuild operations are taken in by `id`: what comes later is not held yet.
    let select = try sql("SELECT hash FROM op WHERE feed = ?1 AND seq = ?2 AND id <= ?3")
    select.bind(1, feed)
    select.bind(2, dot.seq)
    select.bind(3, currentRow)
    defer { select.reset() }
    while try select.step() {
      if try select.digest(0).prefix8 == dot.hash8 { return true }
    }
    return false
  }

  mutating func markDead(_ dot: Dot, on target: Target) throws {
    hasDead = true
    let insert = try sql(
      "INSERT OR IGNORE INTO dead (feedID, seq, hash8, entity, field) VALUES (?1, ?2, ?3, ?4, ?5)")
    insert.bind(1, dot.feed)
    insert.bind(2, dot.seq)
    insert.bind(3, dot.hash8)
    insert.bind(4, target.entity)
    insert.bind(5, target.field)
    try insert.run()
  }

  func isDead(_ dot: Dot, on target: Target) throws -> Bool {
    guard hasDead else { return false }
    let select = try sql(
      "SELECT 1 FROM dead WHERE feedID = ?1 AND seq = ?2 AND hash8 = ?3 AND entity = ?4 AND field = ?5")
    select.bind(1, dot.feed)
    select.bind(2, dot.seq)
    select.bind(3, dot.hash8)
    select.bind(4, target.entity)
    select.bind(5, target.field)
    defer { select.reset() }
    return try select.step()
  }

  mutating func keepUnread(_ operation: Operation, body: OperationBody?) throws {
    let insert = try sql(
      "INSERT OR REPLACE INTO unread (op, caseID, entity, field, kind) VALUES (?1, ?2, ?3, ?4, ?5)")
    insert.bind(1, currentRow)
    insert.bind(2, body?.caseID)
    insert.bind(3, body?.target?.entity)
    if let body {
      if let target = body.target { insert.bind(4, target.field) } else { insert.bindNull(4) }
      insert.bind(5, body.kind)
    } else {
      insert.bindNull(4)
      insert.bindNull(5)
    }
    try insert.run()
  }
}

/// Feed identifiers and the row numbers that stand for them in this database.
final class FeedNumbers {
  private let sql: SQLCache
  private var numbers: [FeedID: Int64] = [:]
  private var identifiers: [Int64: FeedID] = [:]

  init(_ sql: SQLCache) { self.sql = sql }

  func existing(_ feed: FeedID) throws -> Int64? {
    if let number = numbers[feed] { return number }
    let select = try sql("SELECT feed FROM feed WHERE feedID = ?1")
    select.bind(1, feed)
    defer { select.reset() }
    guard try select.step() else { return nil }
    remember(feed, select.int(0))
    return select.int(0)
  }

  func number(of feed: FeedID) throws -> Int64 {
    guard let number = try existing(feed) else {
      throw StoreError.damaged("feed \(feed) is not in the store")
    }
    return number
  }

  func identifier(of number: Int64) throws -> FeedID {
    if let feed = identifiers[number] { return feed }
    let select = try sql("SELECT feedID FROM feed WHERE feed = ?1")
    select.bind(1, number)
    defer { select.reset() }
    guard try select.step() else { throw StoreError.damaged("feed number \(number) is not in the store") }
    let feed: FeedID = try select.id(0)
    remember(feed, number)
    return feed
  }

  private func remember(_ feed: FeedID, _ number: Int64) {
    numbers[feed] = number
    identifiers[number] = feed
  }
}
