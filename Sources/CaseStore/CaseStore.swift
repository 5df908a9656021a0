import CaseDomain
import Foundation
import GRDB

/// One office's folder: the journal, the tables that follow from it, and the evidence (`docs/architecture.md` §5).
///
/// There is one write path: decide, append operations, project, in one transaction under one lock; then
/// the witness is brought up to date, and only then is anything acknowledged.
public final class CaseStore: @unchecked Sendable {
  public let folder: StoreFolder
  public let identity: StoreIdentity
  public let vault: EvidenceVault
  let pool: DatabasePool
  let lock: StoreLock
  let own: OwnFeed
  let key: KeyFile
  let clock: @Sendable () -> UInt64
  /// `synchronous` as the writing connection reported it when the store was opened.
  let writerSynchronous: String
  /// What a person should know about how the store was found; printed once.
  public let warnings: [String]
  /// Opened to be looked at only: nothing is sealed, rotated or folded in.
  let inspects: Bool

  /// Operations that may stay unsealed, and for how long: sealing costs a signature (docs/journal.md §5).
  static let sealAfterOperations: UInt64 = 1000
  static let sealAfterMilliseconds: UInt64 = 60_000
  /// The write-ahead log is folded into the database when it grows beyond this.
  static let checkpointBytes = 32 << 20
  /// A log up to this size is read through in no time at the next start.
  static let quickLogBytes = 4 << 20

  private init(
    folder: StoreFolder, identity: StoreIdentity, pool: DatabasePool, lock: StoreLock, own: OwnFeed,
    key: KeyFile, clock: @escaping @Sendable () -> UInt64, warnings: [String], inspects: Bool
  ) throws {
    self.folder = folder
    self.identity = identity
    self.pool = pool
    self.lock = lock
    self.own = own
    self.key = key
    self.clock = clock
    self.warnings = warnings
    self.inspects = inspects
    vault = EvidenceVault(folder)
    writerSynchronous = try pool.writeWithoutTransaction { try StoreDatabase.facts($0).synchronous }
  }

  /// Wall clock in Unix milliseconds.
  public static let wallClock: @Sendable () -> UInt64 = { UInt64(Date().timeIntervalSince1970 * 1000) }

  // MARK: making and opening

  /// Makes a store: folder, key, database, and the operations that name the office and its first user.
  ///
  /// - Parameter tag: what follows the numbers that the office gives out: 1 to 8 of A-Z and 0-9. `nil` makes one from the
  ///   office's name.
  public static func create(
    at path: String, office: String, user: String, tag: String? = nil,
    clock: @escaping @Sendable () -> UInt64 = wallClock
  ) throws -> CaseStore {
    guard !office.saysNothing else {
      throw StoreError.usage("an office needs a name", remedy: "pass --office NAME")
    }
    guard !user.saysNothing else {
      throw StoreError.usage("the first user needs a name", remedy: "pass --user NAME")
    }
    let tag = tag ?? StoreIdentity.tag(for: office)
    guard StoreIdentity.isTag(tag) else {
      throw StoreError.usage(
        "the tag \"\(tag)\" cannot follow the numbers of cases and exhibits",
        remedy: "pass --tag with 1 to 8 of the letters A to Z and the digits, or leave it out")
    }
    let folder = StoreFolder(path)
    try folder.create()
    let lock = try StoreLock(folder)
    let key = try KeyFile.create(at: folder.sealKey)
    try lock.withLock {
      let pool = try StoreDatabase.open(folder, creating: true)
      var generator = SystemRandomNumberGenerator()
      let identity = StoreIdentity(
        office: OfficeID(milliseconds: clock(), random: (generator.next(), generator.next())),
        officeName: office,
        tag: tag, replica: key.key.replica, incarnation: generator.next(),
        storeEpoch: generator.next())
      try pool.write { db in
        try Migrations.run(on: db)
        try identity.insert(db, createdAt: clock())
        _ = try FeedRow.insert(identity.descriptor(key: key.key), SQLCache(db))
      }
      try pool.close()
    }
    let store = try open(at: path, clock: clock)
    try store.write(as: Author(user: user, role: "administrator")) { writer in
      let descriptor = store.own.descriptor
      try writer.add(
        Target(descriptor.replica.cast(), .enrolment), .record([1: .bytes(descriptor.encoded)]), kind: .enrol)
      try writer.register(
        Registration(name: user, roles: [.lead, .analyst, .custodian, .records]), in: store.identity.office)
    }
    return store
  }

  /// Opens a store, checks its settings and its witness, and gives it a new incarnation when it looks
  /// like a restored backup or a copy (docs/journal.md §8).
  ///
  /// - Parameter inspecting: leaves everything as it is, for `verify`, which says itself what looks wrong.
  public static func open(
    at path: String, inspecting: Bool = false, clock: @escaping @Sendable () -> UInt64 = wallClock
  ) throws -> CaseStore {
    let folder = StoreFolder(path)
    try folder.check()
    let lock = try StoreLock(folder)
    let key = try KeyFile.load(folder.sealKey)
    // GRDB writes to a database whose write-ahead log is empty: that must not race a checkpoint.
    let size = (try? FileManager.default.attributesOfItem(atPath: folder.log)[.size] as? Int) ?? 0
    let pool =
      size == 0
      ? try lock.withLock { try StoreDatabase.open(folder) } : try StoreDatabase.open(folder)
    if try pool.read({
      try Migrations.check($0); return try Migrations.isBehind($0)
    }) {
      guard !inspecting else {
        throw StoreError.foreignSchema(
          "an older version of casetui made it; open it once with this one, such as by casetui status, and it is "
            + "brought up to date")
      }
      try lock.withLock {
        try pool.writeWithoutTransaction { db in
          try db.inTransaction(.immediate) {
            if try Migrations.isBehind(db) { try Migrations.upgrade(db) }
            return .commit
          }
        }
      }
    }
    var (identity, own, suspicion) = try pool.read { db in
      try Migrations.check(db)
      let identity = try StoreIdentity.fetch(db)
      let own = try OwnFeed.fetch(db, identity, key: key.key)
      return (identity, own, inspecting ? nil : try Suspicion.find(db, own, identity, folder))
    }
    if suspicion != nil {
      try lock.withLock {
        (identity, own, suspicion) = try pool.write { db in
          let current = try StoreIdentity.fetch(db)
          let feed = try OwnFeed.fetch(db, current, key: key.key)
          guard let found = try Suspicion.find(db, feed, current, folder) else { return (current, feed, nil) }
          let rotated = try current.rotated(db)
          _ = try FeedRow.insert(rotated.descriptor(key: key.key), SQLCache(db))
          return (rotated, try OwnFeed.fetch(db, rotated, key: key.key), found)
        }
        if suspicion != nil {
          try pool.read { try Witness.current($0, own, folder).save(folder.witness) }
        }
      }
    }
    return try CaseStore(
      folder: folder, identity: identity, pool: pool, lock: lock, own: own, key: key, clock: clock,
      warnings: suspicion.map { [$0.description] } ?? [], inspects: inspecting)
  }

  /// Seals what has waited long enough, folds the log in when it has grown, and lets go of the file.
  public func close() throws {
    if !inspects {
      try sealIfDue()
      try emptyLog()
    }
    try pool.close()
  }

  // MARK: facts

  public static var sqliteVersion: String { StoreDatabase.libraryVersion }
  public static var walGate: String { StoreDatabase.walGate() }
  /// This store's key as words, for another office to compare by voice.
  public var keyWords: String { key.key.words }
  /// The office's day in UTC.
  public var today: Day { Day(milliseconds: clock()) }

  // MARK: the write path

  /// Runs `body` in one transaction under the lock; what it appends is durable when this returns.
  @discardableResult
  public func write<Result>(
    as author: Author, _ body: (inout JournalWriter) throws -> Result
  ) throws -> Result {
    try lock.withLock {
      var appended: UInt64 = 0
      var value: Result?
      try pool.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          var writer = try JournalWriter(db, own: own, author: author, nowMilliseconds: clock())
          value = try body(&writer)
          try writer.finish()
          appended = writer.appended
          return .commit
        }
      }
      // Sealing ends with an acknowledgement of its own; nothing was promised to anybody before it.
      let isSealed = try appended >= CaseStore.sealAfterOperations && sealLocked()
      if appended > 0, !isSealed { try acknowledge() }
      try checkpointIfLarge()
      return value!
    }
  }

  /// Removes content that nothing cites: of files that were refused after they had been stored. What another import
  /// stores at the same time may go with it; it finds that out before it cites it (`requireContent`).
  public func discardUncited(_ hashes: [Digest256]) throws {
    try lock.withLock {
      for hash in hashes where try !read({ try $0.isCited(hash) }) { try vault.remove(hash) }
    }
  }

  /// - Parameter name: what a person knows it by.
  /// - Throws: when content that is about to be cited is not in the vault any more.
  public func requireContent(_ hash: Digest256, name: String) throws {
    guard vault.holds(hash) else {
      throw StoreError.invalid(
        "the content of \(name) was removed while it was taken in", remedy: "import it again")
    }
  }

  /// Remembers where a peer was reached, and when; not again within a minute, for that costs a commit.
  public func notePeer(_ replica: ReplicaID, address: String) throws {
    let held = try read { try $0.peers() }.first { $0.replica == replica }
    if held?.address == address, let last = held?.lastSyncAt, clock() < last + 60_000 { return }
    try lock.withLock {
      try pool.write { db in
        try db.execute(
          sql: """
            INSERT INTO peer (replica, address, lastSyncAt) VALUES (?1, ?2, ?3)
            ON CONFLICT (replica) DO UPDATE SET address = ?2, lastSyncAt = ?3
            """,
          arguments: [Data(replica.bytes), address, Int64(clock())])
      }
    }
  }

  /// Makes the full-text index anew when bulk work left it behind.
  public func refreshSearch() throws {
    guard try pool.read({ try Projection.isSearchStale(SQLCache($0)) }) else { return }
    try lock.withLock {
      try pool.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          try Projection.refreshSearch(SQLCache(db))
          return .commit
        }
      }
      try checkpointIfLarge()
    }
  }

  /// Reads from one consistent snapshot.
  public func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
    try pool.read { db in try body(StoreReader(db, store: self)) }
  }

  /// Writes what was committed into the witness. The lock is held.
  func acknowledge() throws {
    try pool.read { try Witness.current($0, own, folder) }.save(folder.witness)
  }

  /// The lock is held, so no commit can race this (`StoreLock`).
  func checkpointIfLarge() throws {
    let size = (try FileManager.default.attributesOfItem(atPath: folder.log)[.size] as? Int) ?? 0
    guard size > CaseStore.checkpointBytes else { return }
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
  }

  /// Empties the log, so that the next start need not read it through. A reader elsewhere may keep it.
  private func emptyLog() throws {
    let size = (try FileManager.default.attributesOfItem(atPath: folder.log)[.size] as? Int) ?? 0
    guard size > CaseStore.quickLogBytes else { return }
    try lock.withLock {
      do {
        _ = try pool.writeWithoutTransaction { db in
          try db.execute(sql: "PRAGMA busy_timeout = 50")
          return try db.checkpoint(.truncate)
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        return  // somebody reads: the log stays, which costs time and nothing else
      }
    }
  }
}

/// Who a store is.
public struct StoreIdentity: Hashable, Sendable {
  public let office: OfficeID
  public let officeName: String
  /// Follows short references, so that two offices' numbers differ.
  public let tag: String
  public let replica: ReplicaID
  public let incarnation: UInt64
  public let storeEpoch: UInt64

  /// Up to three letters of an office's name: initials of several words, or the first three letters.
  static func tag(for name: String) -> String {
    let words = name.uppercased().split { !$0.isLetter && !$0.isNumber }
    let letters = words.count > 1 ? String(words.compactMap(\.first)) : String(words.first ?? "X")
    let plain = letters.unicodeScalars.filter { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
    return plain.isEmpty ? "X" : String(String.UnicodeScalarView(plain.prefix(3)))
  }

  /// It is part of references, and so of names of files and of commands that somebody copies.
  static func isTag(_ text: String) -> Bool {
    (1...8).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  func descriptor(key: SealKey) -> FeedDescriptor {
    FeedDescriptor(
      office: office, officeName: officeName, replica: replica, incarnation: incarnation,
      audience: .everyOffice, key: key)
  }

  func insert(_ db: Database, createdAt: UInt64) throws {
    try db.execute(
      sql: """
        INSERT INTO identity (one, office, officeName, tag, replica, incarnation, storeEpoch, createdAt)
        VALUES (1, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(office.bytes), officeName, tag, Data(replica.bytes), Int64(bitPattern: incarnation),
        Int64(bitPattern: storeEpoch), Int64(createdAt),
      ])
  }

  static func fetch(_ db: Database) throws -> StoreIdentity {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM identity"),
      let office = OfficeID(bytes: row["office"] as Data),
      let replica = ReplicaID(bytes: row["replica"] as Data)
    else { throw StoreError.damaged("case.db does not say whose it is") }
    return StoreIdentity(
      office: office, officeName: row["officeName"], tag: row["tag"], replica: replica,
      incarnation: UInt64(bitPattern: row["incarnation"]), storeEpoch: UInt64(bitPattern: row["storeEpoch"]))
  }

  /// The same office with a new incarnation and epoch, recorded.
  func rotated(_ db: Database) throws -> StoreIdentity {
    var generator = SystemRandomNumberGenerator()
    let next = StoreIdentity(
      office: office, officeName: officeName, tag: tag, replica: replica, incarnation: generator.next(),
      storeEpoch: generator.next())
    try db.execute(
      sql: "UPDATE identity SET incarnation = ?, storeEpoch = ?",
      arguments: [Int64(bitPattern: next.incarnation), Int64(bitPattern: next.storeEpoch)])
    return next
  }
}

/// Why a store looks restored or copied.
enum Suspicion: CustomStringConvertible {
  /// The database ends before what was acknowledged.
  case shorter(acknowledged: UInt64, found: UInt64)
  case moved
  case noWitness

  var description: String {
    switch self {
    case .shorter(let acknowledged, let found):
      "this copy is older than what was acknowledged: \(found) of \(acknowledged) operations are here; "
        + "writing goes on under a new incarnation, and casetui sync run brings back what peers hold"
    case .moved:
      "the store was moved or copied since it was last used; writing goes on under a new incarnation"
    case .noWitness:
      "the store's witness file is missing or damaged; writing goes on under a new incarnation"
    }
  }

  static func find(
    _ db: Database, _ own: OwnFeed, _ identity: StoreIdentity, _ folder: StoreFolder
  ) throws -> Suspicion? {
    let head = try own.head(SQLCache(db))
    guard let witness = try Witness.load(folder.witness) else { return head.seq == 0 ? nil : .noWitness }
    guard witness.incarnation == identity.incarnation else { return head.seq == 0 ? nil : .moved }
    if head.seq < witness.seq { return .shorter(acknowledged: witness.seq, found: head.seq) }
    if witness.seq > 0 {
      let hash = try Data.fetchOne(
        db, sql: "SELECT hash FROM op WHERE feed = ? AND seq = ? AND branch = 0",
        arguments: [own.number, Int64(witness.seq)])
      guard let hash, Digest256(hash) == witness.head else {
        return .shorter(acknowledged: witness.seq, found: head.seq)
      }
    }
    return witness.place == folder.place ? nil : .moved
  }
}

extension Witness {
  static func current(_ db: Database, _ own: OwnFeed, _ folder: StoreFolder) throws -> Witness {
    let sql = SQLCache(db)
    let head = try own.head(sql)
    let seal = try Row.fetchOne(
      db,
      sql: "SELECT number, hash FROM seal WHERE replica = ? AND incarnation = ? ORDER BY number DESC LIMIT 1",
      arguments: [Data(own.descriptor.replica.bytes), Int64(bitPattern: own.descriptor.incarnation)])
    let count = try Int64.fetchOne(db, sql: "SELECT max(id) FROM op") ?? 0
    return Witness(
      incarnation: own.descriptor.incarnation, seq: head.seq, head: head.hash,
      sealNumber: seal.map { UInt64(bitPattern: $0["number"]) } ?? 0,
      sealHash: seal.flatMap { Digest256($0["hash"] as Data) } ?? .zero, operations: UInt64(count),
      place: folder.place)
  }
}

extension OwnFeed {
  static func fetch(_ db: Database, _ identity: StoreIdentity, key: SealKey) throws -> OwnFeed {
    let descriptor = identity.descriptor(key: key)
    guard key.replica == identity.replica else {
      throw StoreError.damaged("the key in keys/ is not the one this store was made with")
    }
    guard let number = try FeedNumbers(SQLCache(db)).existing(descriptor.feed) else {
      throw StoreError.damaged("the store's own feed is missing")
    }
    return OwnFeed(descriptor: descriptor, number: number, tag: identity.tag)
  }
}

/// Feeds as rows of `feed`.
enum FeedRow {
  static func insert(_ descriptor: FeedDescriptor, _ sql: SQLCache) throws -> Int64 {
    let insert = try sql(
      """
      INSERT OR IGNORE INTO feed (feedID, replica, incarnation, audience, descriptor) VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    insert.bind(1, descriptor.feed)
    insert.bind(2, descriptor.replica)
    insert.bind(3, descriptor.incarnation)
    insert.bind(4, descriptor.audience.value)
    insert.bind(5, descriptor.encoded)
    try insert.run()
    return try FeedNumbers(sql).number(of: descriptor.feed)
  }

  /// `nil` when nothing of the feed is here.
  static func descriptor(of feed: FeedID, _ sql: SQLCache) throws -> FeedDescriptor? {
    let select = try sql("SELECT descriptor FROM feed WHERE feedID = ?1")
    select.bind(1, feed)
    defer { select.reset() }
    return try select.step() ? FeedDescriptor(encoded: select.bytes(0)) : nil
  }
}
