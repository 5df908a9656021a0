import CaseDomain
import Foundation
import GRDB

/// Something that is not what it claims to be.
public struct Damage: Hashable, Sendable {
  /// `operation`, `seal`, `segment`, `feed`, `head`, `witness`, `content`, `table`, `database`.
  public let kind: String
  /// Which one: an operation as `FEED:SEQ (number N)`, content by its hash and exhibit.
  public let item: String
  public let reason: String
  public let remedy: String
}

/// What `casetui verify` found.
public struct VerifyReport: Sendable {
  public var checked: [(name: String, count: Int)] = []
  public var damaged: [Damage] = []
  /// Content that operations cite and that has not arrived yet: not damage.
  public var absent: [String] = []
  /// What is not damage but worth knowing, such as that this is a copy.
  public var remarks: [String] = []
  public var isSound: Bool { damaged.isEmpty }
}

extension CaseStore {
  /// Recomputes every hash, chain, seal, projection row and file, and names what does not fit. Changes
  /// nothing (`docs/architecture.md` §5: SQLite's own check finds 5 % of flipped bits).
  ///
  /// - Parameter progress: told in words what is being checked.
  public func verify(
    isCancelled: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) throws -> VerifyReport {
    var report = VerifyReport()
    do {
      try pool.read { db in
        var verifier = Verifier(db: db, store: self, isCancelled: isCancelled)
        defer { report = verifier.report }
        progress("database pages")
        try verifier.attempt("database pages") { try $0.checkPages() }
        progress("operations")
        try verifier.attempt("operations") { try $0.checkOperations() }
        progress("seals")
        try verifier.attempt("seals") { try $0.checkSeals() }
        verifier.checkWitness()
        progress("content")
        try verifier.attempt("content") { try $0.checkContent() }
      }
    } catch let error as DatabaseError {
      report.cannotRead("case.db", error)  // even ending the reading fails on some damaged files
    }
    progress("tables")
    try checkTables(&report, isCancelled: isCancelled)
    progress("search index")
    try checkSearch(&report)
    return report
  }

  /// Replays the journal into a scratch database beside this one and compares every table, row by row.
  private func checkTables(_ report: inout VerifyReport, isCancelled: () -> Bool) throws {
    let path = folder.scratchDatabase
    defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) } }
    umask(0o077)
    let scratch = try DatabaseQueue(path: path)
    do {
      try scratch.writeWithoutTransaction { copy in
        try copy.execute(
          sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")
        try copy.inTransaction {
          try Migrations.run(on: copy)
          try pool.read { db in
            try replay(db, into: copy, isCancelled: isCancelled)
            try compare(db, copy, &report)
          }
          return .commit
        }
      }
    } catch let error as DatabaseError {
      report.cannotRead("the tables", error)
    } catch let error as StoreError {
      report.cannotRead("the tables", error)
    } catch let error as CBORError {
      report.cannotRead("the tables", error)
    }
  }

  /// Compares the full-text index with the text it was made from; an index that waits to be made anew is
  /// not compared.
  private func checkSearch(_ report: inout VerifyReport) throws {
    try lock.withLock {
      do {
        try pool.writeWithoutTransaction { db in
          guard try !Projection.isSearchStale(SQLCache(db)) else { return }
          try db.execute(sql: "INSERT INTO searchIndex (searchIndex, rank) VALUES ('integrity-check', 1)")
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        report.damaged.append(
          Damage(
            kind: "table", item: "searchIndex", reason: "does not follow from searchText",
            remedy: "casetui rebuild"))
      }
    }
  }

  private func replay(_ db: Database, into copy: Database, isCancelled: () -> Bool) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM feed") {
      try copy.execute(
        sql: "INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?)", arguments: StatementArguments(row.databaseValues))
    }
    let target = SQLCache(copy)
    var projection = try Projection(copy, target, FeedNumbers(target), defersSearch: true)
    let insert = try target(
      "INSERT INTO op (id, feed, seq, branch, hash, hlc, flags, stubHash, stubLength) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, zeroblob(32), 0)"
    )
    let source = SQLCache(db)
    let keep: (SQLStatement, Operation) throws -> Void = { row, operation in
      insert.bind(1, row.int(0))
      insert.bind(2, row.int(8))
      insert.bind(3, operation.header.seq)
      insert.bind(4, row.int(9))
      insert.bind(5, operation.hash)
      insert.bind(6, operation.header.hlc.value)
      try insert.run()
    }
    try Replay.run(
      from: source, FeedNumbers(source), into: &projection, isCancelled: isCancelled, keep: keep)
  }

  /// Walks both copies of each table in the same order.
  private func compare(_ db: Database, _ copy: Database, _ report: inout VerifyReport) throws {
    let (ours, theirs) = (SQLCache(db), SQLCache(copy))
    var count = 0
    for table in StateTables.all {
      let (mine, right) = (
        try ours.composed(StateTables.query(table)), try theirs.composed(StateTables.query(table))
      )
      var differences = 0
      while true {
        let (isHere, isThere) = (try mine.step(), try right.step())
        guard isHere || isThere else { break }
        count += 1
        if isHere, isThere, mine.digestOfRow(prefix: []) == right.digestOfRow(prefix: []) { continue }
        differences += 1
        let reason =
          !isHere ? "a row is missing" : !isThere ? "a row too many" : "does not follow from the journal"
        report.damaged.append(
          Damage(
            kind: "table", item: "\(table.name) [\((isHere ? mine : right).nameOfRow())]", reason: reason,
            remedy: "casetui rebuild"))
        if differences == 5 || isHere != isThere { break }
      }
      mine.reset()
      right.reset()
    }
    report.checked.append(("rows", count))
  }
}

extension VerifyReport {
  /// A part that damage keeps from being looked at.
  fileprivate mutating func cannotRead(_ what: String, _ error: any Error) {
    let why = (error as? DatabaseError)?.message ?? "\(error)"
    damaged.append(
      Damage(
        kind: "database", item: what, reason: "cannot be read through: \(why)", remedy: Verifier.fromPeer))
  }
}

/// The checks that read the store as it is.
private struct Verifier {
  let db: Database
  let store: CaseStore
  let sql: SQLCache
  let isCancelled: () -> Bool
  var report = VerifyReport()

  private struct Branch: Hashable {
    let feed: Int64
    let branch: Int64
  }
  /// The last operation of each branch, as the rows say.
  private var ends: [Branch: (seq: UInt64, hash: Digest256)] = [:]
  private var descriptors: [Int64: FeedDescriptor] = [:]

  init(db: Database, store: CaseStore, isCancelled: @escaping () -> Bool) {
    self.db = db
    self.store = store
    self.isCancelled = isCancelled
    sql = SQLCache(db)
  }

  private mutating func damage(_ kind: String, _ item: String, _ reason: String, _ remedy: String) {
    report.damaged.append(Damage(kind: kind, item: item, reason: reason, remedy: remedy))
  }

  /// Runs one check; what SQLite cannot read is damage, and the other checks go on.
  mutating func attempt(_ what: String, _ check: (inout Verifier) throws -> Void) throws {
    do { try check(&self) } catch let error as DatabaseError { report.cannotRead(what, error) } catch let
      error
      as StoreError
    { report.cannotRead(what, error) }
  }

  /// For the journal: no operation is ever replaced in place.
  static let fromPeer =
    "restore a backup, or make a new store and take the record from an office that holds it: casetui sync run PEER --enrol"
  /// For content: a file that is missing is fetched at the next sync.
  static let contentFromPeer = "casetui sync run PEER with an office that holds it"

  // MARK: pages

  mutating func checkPages() throws {
    do {
      let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
      for line in lines where line != "ok" { damage("database", "case.db", line, Verifier.fromPeer) }
    } catch let error as DatabaseError {
      damage("database", "case.db", error.message ?? "\(error)", Verifier.fromPeer)
    }
    report.checked.append(("pages", try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0))
  }

  // MARK: operations

  mutating func checkOperations() throws {
    try readDescriptors()
    let last = (try? Int64.fetchOne(db, sql: "SELECT max(id) FROM op")) ?? nil
    var next: Int64 = 1
    var checked = 0
    do {
      let rows = try sql.composed(
        "SELECT \(OperationRow.columns), op.feed, op.branch, op.caseID FROM op NOT INDEXED WHERE id >= ?1 ORDER BY id"
      )
      rows.bind(1, next)
      while try rows.step() {
        let number = rows.int(0)
        for missing in next..<max(next, min(number, next + 20)) { missingOperation(missing) }
        try check(rows)
        next = number + 1
        checked += 1
        if checked.isMultiple(of: 4096), isCancelled() { throw CancellationError() }
      }
    } catch is DatabaseError {
      // The page cannot be walked: ask for each operation by number, and name those that are lost.
      checked += try probe(from: next, through: last ?? next)
    }
    report.checked.append(("operations", checked))
    try checkHeads()
  }

  private mutating func readDescriptors() throws {
    let rows = try sql("SELECT feed, feedID, descriptor, replica, incarnation, audience FROM feed")
    while try rows.step() {
      let feed = rows.int(0)
      guard let descriptor = try? FeedDescriptor(encoded: rows.bytes(2)),
        descriptor.feed.bytes == rows.bytes(1), descriptor.replica.bytes == rows.bytes(3),
        descriptor.incarnation == rows.uint(4), descriptor.audience.value == rows.uint(5)
      else {
        damage(
          "feed", "feed \(feed)", "its descriptor does not have the hash it is filed under", Verifier.fromPeer
        )
        continue
      }
      descriptors[feed] = descriptor
    }
  }

  private mutating func missingOperation(_ number: Int64) {
    damage("operation", "number \(number)", "is missing", Verifier.fromPeer)
  }

  private mutating func probe(from first: Int64, through last: Int64) throws -> Int {
    var checked = 0
    guard first <= last else { return 0 }
    for number in first...last {
      do {
        let row = try SQLStatement(
          db,
          "SELECT \(OperationRow.columns), op.feed, op.branch, op.caseID FROM op NOT INDEXED WHERE id = ?1")
        row.bind(1, number)
        if try row.step() {
          try check(row)
          checked += 1
        } else {
          missingOperation(number)
        }
        row.reset()
      } catch let error as DatabaseError {
        damage(
          "operation", "number \(number)", "cannot be read: \(error.message ?? "\(error)")", Verifier.fromPeer
        )
      }
      if report.damaged.count > 100 { break }
    }
    return checked
  }

  private mutating func check(_ row: SQLStatement) throws {
    let (feed, branch) = (row.int(8), row.int(9))
    let place = Branch(feed: feed, branch: branch)
    let name: String
    let seq = row.uint(1)
    guard let descriptor = descriptors[feed] else {
      damage("operation", "number \(row.int(0))", "belongs to a feed that is not here", Verifier.fromPeer)
      return
    }
    name = "\(descriptor.feed):\(seq) (number \(row.int(0)))"
    guard row.raw(2).count == 32 else {
      damage("operation", name, "its hash is damaged", Verifier.fromPeer)
      return
    }
    // A flipped type reads as 0 where a number was: only looking at the types shows it.
    guard [1, 3, 4, 8, 9].allSatisfy({ row.isInteger($0) }), row.isNull(7) || row.isInteger(7),
      row.isBlob(2), [5, 6, 10].allSatisfy({ row.isNull($0) || row.isBlob($0) })
    else {
      damage("operation", name, "a column does not hold what it should", Verifier.fromPeer)
      return
    }
    let stored = try row.digest(2)
    var parents: [Digest256] = []
    if let end = ends[place] {
      if end.seq + 1 != seq { damage("operation", name, "follows operation \(end.seq)", Verifier.fromPeer) }
      parents = [end.hash]
    } else if seq == 1 {
      parents = [descriptor.genesis]
    } else {
      parents = try parentsElsewhere(feed, seq)
      if branch > 0, try isAlone(feed, seq) {
        damage("operation", name, "stands on a branch, but the feed is not forked there", Verifier.fromPeer)
      }
    }
    // A damaged operation must not make its healthy child look damaged: the next one is checked
    // against the hash this one was stored with.
    ends[place] = (seq, stored)
    guard row.isNull(5) == false || row.raw(6).count == 32 else {
      damage("operation", name, "its payload is gone", Verifier.fromPeer)
      return
    }
    let fits = try parents.contains {
      try OperationRow.read(row, feed: descriptor.feed, previous: $0).1.header.hash == stored
    }
    if !fits {
      damage(
        "operation", "\(name) \(stored.hex.prefix(16))", "does not have the hash it was stored with",
        Verifier.fromPeer)
    } else if !row.isNull(5) {
      let body = try? OperationBody(payload: row.raw(5))
      let filed = row.isNull(10) ? nil : EntityID(bytes: row.raw(10))
      if body?.caseID != filed {
        damage("operation", name, "is filed under another case than it names", Verifier.fromPeer)
      }
    }
  }

  private func isAlone(_ feed: Int64, _ seq: UInt64) throws -> Bool {
    let select = try sql("SELECT count(*) FROM op WHERE feed = ?1 AND seq = ?2")
    select.bind(1, feed)
    select.bind(2, seq)
    defer { select.reset() }
    _ = try select.step()
    return select.int(0) < 2
  }

  private func parentsElsewhere(_ feed: Int64, _ seq: UInt64) throws -> [Digest256] {
    let select = try sql("SELECT hash FROM op WHERE feed = ?1 AND seq = ?2")
    select.bind(1, feed)
    select.bind(2, seq - 1)
    var hashes: [Digest256] = []
    while try select.step() { hashes.append(try select.digest(0)) }
    return hashes
  }

  private mutating func checkHeads() throws {
    let rows = try sql("SELECT feed, branch, seq, hash, sealedSeq, sealedHash FROM head")
    var found: Set<Branch> = []
    while try rows.step() {
      let place = Branch(feed: rows.int(0), branch: rows.int(1))
      found.insert(place)
      let name = descriptors[place.feed].map { "\($0.feed)" } ?? "feed \(place.feed)"
      guard let end = ends[place], end.seq == rows.uint(2), end.hash.bytes == rows.bytes(3) else {
        damage("head", name, "does not name the feed's last operation", Verifier.fromPeer)
        continue
      }
      if rows.uint(4) > rows.uint(2) {
        damage("head", name, "says more is sealed than there is", Verifier.fromPeer)
      } else if try rows.uint(4) > 0 && !isSealed(place.feed, rows.uint(4), rows.bytes(5)) {
        damage("head", name, "says that a seal ends where none does", Verifier.fromPeer)
      }
    }
    for place in ends.keys where !found.contains(place) {
      damage("head", "feed \(place.feed)", "has operations but no head", Verifier.fromPeer)
    }
  }

  /// Whether a sealed segment ends with that operation.
  private func isSealed(_ feed: Int64, _ seq: UInt64, _ hash: [UInt8]) throws -> Bool {
    let select = try sql(
      """
      SELECT op.hash FROM segment JOIN op ON op.feed = segment.feed AND op.seq = segment.last
      WHERE segment.feed = ?1 AND segment.last = ?2
      """)
    select.bind(1, feed)
    select.bind(2, seq)
    defer { select.reset() }
    while try select.step() { if select.bytes(0) == hash { return true } }
    return false
  }

  // MARK: seals

  mutating func checkSeals() throws {
    var seals: [String: [Seal]] = [:]
    var keys: [String: SealKey] = [:]
    for descriptor in descriptors.values {
      keys[line(descriptor.replica, descriptor.incarnation)] = descriptor.key
    }
    let rows = try sql(
      "SELECT body, signatures, replica, incarnation, number, hash FROM seal ORDER BY replica, incarnation, number"
    )
    var count = 0
    while try rows.step() {
      count += 1
      let name = "\(Hex.encode(rows.bytes(2).prefix(4))) \(rows.uint(3)) number \(rows.uint(4))"
      guard let seal = try? SealRow.read(rows), seal.hash.bytes == rows.bytes(5),
        seal.replica.bytes == rows.bytes(2), seal.incarnation == rows.uint(3), seal.number == rows.uint(4)
      else {
        damage("seal", name, "does not have the hash it was stored with", Verifier.fromPeer)
        continue
      }
      seals[line(seal.replica, seal.incarnation), default: []].append(seal)
    }
    report.checked.append(("seals", count))
    for (line, chain) in seals { check(chain, key: keys[line], line) }
    try checkSegments(seals)
  }

  private func line(_ replica: ReplicaID, _ incarnation: UInt64) -> String { "\(replica)/\(incarnation)" }

  private mutating func check(_ chain: [Seal], key: SealKey?, _ line: String) {
    let hashes = Set(chain.map(\.hash))
    for seal in chain {
      let name = "\(line.prefix(8)) number \(seal.number)"
      if seal.number > 1, !hashes.contains(seal.previous) {
        damage("seal", name, "the seal before it is missing", Verifier.fromPeer)
      }
      guard let key else {
        damage("seal", name, "its replica has no feed here", Verifier.fromPeer)
        continue
      }
      if !seal.signatures.isEmpty, !seal.isSigned(by: key) {
        damage("seal", name, "its signature is not the replica's", Verifier.fromPeer)
      }
    }
    let parents = Set(chain.map(\.previous))
    for seal in chain where seal.signatures.isEmpty && !parents.contains(seal.hash) {
      damage(
        "seal", "\(line.prefix(8)) number \(seal.number)", "is the last and bears no signature",
        Verifier.fromPeer)
    }
  }

  private mutating func checkSegments(_ seals: [String: [Seal]]) throws {
    var places: [(Int64, SegmentRow.Place)] = []
    let rows = try sql.composed("SELECT \(SegmentRow.columns), feed FROM segment ORDER BY feed, last, branch")
    while try rows.step() {
      guard let place = try? SegmentRow.read(rows) else {
        damage("segment", "feed \(rows.int(8))", "its path is damaged", Verifier.fromPeer)
        continue
      }
      places.append((rows.int(8), place))
    }
    for (feed, place) in places {
      guard let descriptor = descriptors[feed] else { continue }
      let name = "\(descriptor.feed):\(place.first)-\(place.last)"
      // Operations that cannot be read were named before.
      guard
        let segment = try? SQLiteOperationLog.load(place, of: descriptor.feed, feed, descriptor, sql)
      else {
        damage("segment", name, "its operations are damaged", Verifier.fromPeer)
        continue
      }
      let candidates = seals[line(descriptor.replica, descriptor.incarnation)] ?? []
      if !candidates.contains(where: { $0.number == place.sealNumber && segment.isCovered(by: $0) }) {
        damage("segment", name, "is not what seal \(place.sealNumber) signed", Verifier.fromPeer)
      }
      if isCancelled() { throw CancellationError() }
    }
    report.checked.append(("segments", places.count))
  }

  // MARK: witness and content

  mutating func checkWitness() {
    do {
      switch try Suspicion.find(db, store.own, store.identity, store.folder) {
      case .shorter(let acknowledged, let found):
        damage(
          "witness", "witness", "\(acknowledged) operations were acknowledged, \(found) are here",
          Verifier.fromPeer)
      case .some(let other): report.remarks.append(other.description)
      case nil: break
      }
    } catch {
      damage("witness", "witness", "\(error)", Verifier.fromPeer)
    }
  }

  mutating func checkContent() throws {
    let rows = try sql(
      """
      SELECT blobRef.sha256, max(feed.replica = ?1),
        (SELECT min(reference) FROM exhibit WHERE exhibit.sha256 = blobRef.sha256)
      FROM blobRef JOIN feed USING (feed) GROUP BY blobRef.sha256
      """)
    rows.bind(1, store.identity.replica)
    var content: [(Digest256, Bool, String?)] = []
    while try rows.step() {
      guard rows.raw(0).count == 32 else { continue }
      content.append((try rows.digest(0), rows.int(1) != 0, rows.optionalText(2)))
    }
    for (hash, isOwn, reference) in content {
      let name = reference.map { "\($0) \(hash)" } ?? hash.hex
      switch store.vault.check(hash) {
      case .intact: break
      case .missing where !isOwn: report.absent.append(name)
      case .missing: damage("content", name, "the file is missing", Verifier.contentFromPeer)
      case .damaged(let found):
        damage(
          "content", name, "the file now hashes to \(found)",
          "remove the file under blobs/, then \(Verifier.contentFromPeer)")
      case .unreadable(let why): damage("content", name, why, Verifier.contentFromPeer)
      }
      if isCancelled() { throw CancellationError() }
    }
    report.checked.append(("content", content.count))
  }
}
