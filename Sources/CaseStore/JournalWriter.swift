import CaseDomain
import Foundation
import GRDB

/// Appends this replica's own operations inside one transaction: hash, store, project.
public struct JournalWriter {
  let db: Database
  let sql: SQLCache
  public let author: Author
  public let nowMilliseconds: UInt64
  var projection: Projection
  private let own: OwnFeed
  private var seq: UInt64
  private var previous: Digest256
  private var hlc: HLC
  private let firstSeq: UInt64
  private var lastReference: [String: Int64] = [:]
  var salts = Salts()
  var restated = RestatedChanges()
  /// What other files state under keys of many rows.
  var elsewhere = RowsElsewhere()
  /// What is held under identifiers of many versions.
  var many = ManyVersions()
  var takenIn = TakenIn()
  /// The audit number of the newest operation; 0 before the first.
  public private(set) var auditNumber: Int64 = 0

  var officeName: String { own.descriptor.officeName }
  var replica: ReplicaID { own.descriptor.replica }
  var feed: FeedID { own.descriptor.feed }
  public var appended: UInt64 { seq - firstSeq }

  init(
    _ db: Database, own: OwnFeed, author: Author, nowMilliseconds: UInt64
  ) throws {
    self.db = db
    sql = SQLCache(db)
    self.own = own
    self.author = author
    self.nowMilliseconds = nowMilliseconds
    let head = try own.head(sql)
    seq = head.seq
    firstSeq = head.seq
    previous = head.hash
    hlc = try JournalWriter.newest(sql).reduce(head.hlc) { $0.seeing($1, wallMilliseconds: nowMilliseconds) }
    projection = try Projection(db, sql, FeedNumbers(sql))
  }

  /// Writes one operation and takes it into the state.
  @discardableResult
  public mutating func append(_ body: OperationBody) throws -> Dot {
    let payload = body.payload(salt: salts.next())
    let hash = payload.withUnsafeBytes { OperationHeader.hash(payload: $0) }
    let operation = try append(payload, hash, caseID: body.caseID)
    try projection.apply(operation, body: body, row: auditNumber)
    return operation.dot
  }

  /// Writes a source record that was prepared beforehand. The rules have one answer for it: a record is
  /// added, and replaces nothing.
  mutating func append(_ prepared: PreparedRecord) throws {
    let operation = try append(prepared.payload, prepared.payloadHash, caseID: prepared.caseID)
    try projection.add(prepared, as: operation, row: auditNumber)
    try many.add(sql, prepared.record, auditNumber)
  }

  /// The next operation counts in the place of one that has this reading (docs/journal.md §6).
  mutating func follow(_ seen: HLC) { hlc = hlc.replacing(seen) }

  /// The next operation of the feed, stored and not yet taken into the state.
  private mutating func append(_ payload: [UInt8], _ payloadHash: Digest256, caseID: EntityID?) throws
    -> Operation
  {
    guard payload.count + Segment.bytesPerOperation <= Segment.maximumBytes else {
      throw StoreError.invalid(
        "a value of \(payload.count) bytes is too long for one entry",
        remedy: "take it in as a file: casetui evidence add")
    }
    seq += 1
    hlc = hlc.next(wallMilliseconds: nowMilliseconds)
    let header = OperationHeader(
      feed: own.descriptor.feed, seq: seq, previous: previous, hlc: hlc, payloadHash: payloadHash,
      payloadLength: UInt64(payload.count), flags: [])
    let operation = Operation(header: header, hash: header.hash, payload: payload)
    previous = operation.hash
    auditNumber = try OperationRow.insert(operation, feed: own.number, branch: 0, caseID: caseID, sql)
    return operation
  }

  /// Ends the transaction's work: digests, listed rows, and the head of the feed.
  mutating func finish() throws {
    try writeRestated()
    try projection.flush()
    guard appended > 0 else { return }
    try own.move(to: seq, hash: previous, sql)
  }

  /// The clock readings at the ends of all feeds.
  private static func newest(_ sql: SQLCache) throws -> [HLC] {
    let select = try sql(
      """
      SELECT op.hlc FROM head CROSS JOIN op ON op.feed = head.feed AND op.seq = head.seq AND op.branch = head.branch
      """)
    var readings: [HLC] = []
    while try select.step() { readings.append(HLC(select.uint(0))) }
    return readings
  }
}

extension JournalWriter {
  func body(_ kind: OperationKind, _ target: Target, _ value: CBOR?, caseID: EntityID?, basis: String? = nil)
    -> OperationBody
  {
    OperationBody(
      kind: kind, caseID: caseID, target: target, value: value, author: author,
      saidAtMilliseconds: nowMilliseconds, basis: basis)
  }

  /// Begins a record of a kind under a new identifier and the office's next short reference.
  public mutating func create<Record>(_ type: RecordType, caseID: EntityID? = nil) throws -> (
    id: ID<Record>, reference: String
  ) {
    var generator = SystemRandomNumberGenerator()
    let id = EntityID(milliseconds: nowMilliseconds, random: (generator.next(), generator.next()))
    let reference = try nextReference(type)
    try append(
      body(
        .create, Target(id, .created), Creation(type: type, reference: reference).cbor,
        caseID: type == .caseFile ? id : caseID))
    try projection.flush()
    return (id.cast(), reference)
  }

  /// Sets a register, replacing every value that is live here. Nothing is written when it says so already.
  @discardableResult
  public mutating func set(
    _ target: Target, _ value: CBOR, caseID: EntityID? = nil, basis: String? = nil, again: Bool = false
  ) throws -> Bool {
    let seen = try projection.live(target)
    if !again, seen.count == 1, seen[0].value == value { return false }
    var body = body(.set, target, value, caseID: caseID, basis: basis)
    body.supersedes = seen.map(\.dot).sorted()
    try append(body)
    return true
  }

  /// Adds an element to a set; not again while an equal one is live.
  @discardableResult
  public mutating func add(
    _ target: Target, _ value: CBOR, kind: OperationKind = .add, caseID: EntityID? = nil, basis: String? = nil
  ) throws -> Bool {
    guard try projection.live(target, equalTo: value).isEmpty else { return false }
    try append(body(kind, target, value, caseID: caseID, basis: basis))
    return true
  }

  /// Takes every live element equal to `value` out of a set.
  @discardableResult
  public mutating func remove(_ target: Target, _ value: CBOR, caseID: EntityID? = nil, basis: String? = nil)
    throws -> Bool
  {
    let seen = try projection.live(target, equalTo: value)
    guard !seen.isEmpty else { return false }
    var body = body(.remove, target, nil, caseID: caseID, basis: basis)
    body.supersedes = seen.map(\.dot).sorted()
    try append(body)
    return true
  }

  public mutating func note(_ entity: EntityID, _ text: String, caseID: EntityID?) throws {
    try append(body(.note, Target(entity, .notes), .text(text), caseID: caseID))
  }

  /// Records a move of a case or track, replacing every move that is live here.
  public mutating func move(
    _ entity: EntityID, _ event: StageEvent, caseID: EntityID, basis: String?, subject: Digest256?,
    restsOn: [Dot]
  ) throws {
    let target = Target(entity, .stage)
    var body = body(.stage, target, event.details, caseID: caseID, basis: basis)
    body.supersedes = try projection.live(target).map(\.dot).sorted()
    body.restsOn = restsOn
    body.subject = subject
    try append(body)
  }

  /// `26-0001-HQ`, `EX-0001-HQ`, `AC-0001-HQ`: numbers of this office, told apart by its tag.
  private mutating func nextReference(_ type: RecordType) throws -> String {
    let year = Day(milliseconds: nowMilliseconds).year % 100
    let prefix = type.prefix ?? (year < 10 ? "0" : "") + String(year)
    let next = try (lastReference[prefix] ?? highestReference(prefix)) + 1
    lastReference[prefix] = next
    let digits = String(next)
    return "\(prefix)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)-\(own.tag)"
  }
}

extension JournalWriter {
  private func highestReference(_ prefix: String) throws -> Int64 {
    let select = try sql(
      """
      SELECT max(CAST(substr(reference, length(?1) + 2) AS INTEGER)) FROM record
      WHERE reference >= ?1 || '-' AND reference < ?1 || '.' AND reference LIKE '%-' || ?2
        -- A peer may have given any number; ours go on from what a person can have counted to.
        AND CAST(substr(reference, length(?1) + 2) AS INTEGER) < 1000000000
      """)
    select.bind(1, prefix)
    select.bind(2, own.tag)
    defer { select.reset() }
    _ = try select.step()
    return select.int(0)
  }
}

/// Where this replica's own operations go.
struct OwnFeed: Sendable {
  let descriptor: FeedDescriptor
  /// The row of `feed`.
  let number: Int64
  let tag: String

  func head(_ sql: SQLCache) throws -> (seq: UInt64, hash: Digest256, hlc: HLC) {
    let select = try sql(
      """
      SELECT head.seq, head.hash, (SELECT max(hlc) FROM op WHERE op.feed = head.feed AND op.seq = head.seq)
      FROM head WHERE head.feed = ?1 AND head.branch = 0
      """)
    select.bind(1, number)
    defer { select.reset() }
    guard try select.step() else { return (0, descriptor.genesis, HLC(0)) }
    return (select.uint(0), try select.digest(1), HLC(select.uint(2)))
  }

  func move(to seq: UInt64, hash: Digest256, _ sql: SQLCache) throws {
    let write = try sql(
      """
      INSERT INTO head (feed, branch, seq, hash, sealedSeq) VALUES (?1, 0, ?2, ?3, 0)
      ON CONFLICT (feed, branch) DO UPDATE SET seq = ?2, hash = ?3
      """)
    write.bind(1, number)
    write.bind(2, seq)
    write.bind(3, hash)
    try write.run()
  }
}

/// Operations as rows of `op`.
enum OperationRow {
  static func insert(
    _ operation: Operation, feed: Int64, branch: Int64, caseID: EntityID?, _ sql: SQLCache
  ) throws -> Int64 {
    let insert = try sql(
      """
      INSERT INTO op (feed, seq, branch, hash, hlc, flags, caseID, payload, stubHash, stubLength)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """)
    insert.bind(1, feed)
    insert.bind(2, operation.header.seq)
    insert.bind(3, branch)
    insert.bind(4, operation.hash)
    insert.bind(5, operation.header.hlc.value)
    insert.bind(6, Int(operation.header.flags.rawValue))
    insert.bind(7, caseID)
    if let payload = operation.payload {
      insert.bindNull(9)
      insert.bindNull(10)
      return try insert.withBlob(8, payload) { try insert.insertRow() }
    }
    insert.bindNull(8)
    insert.bind(9, operation.header.payloadHash)
    insert.bind(10, operation.header.payloadLength)
    return try insert.insertRow()
  }

  /// The columns that `read` needs, in order.
  static let columns = "op.id, op.seq, op.hash, op.hlc, op.flags, op.payload, op.stubHash, op.stubLength"

  /// The operation of a row; its parent is whatever precedes it, which the caller knows.
  static func read(_ row: SQLStatement, feed: FeedID, previous: Digest256) throws -> (Int64, Operation) {
    let payload = row.isNull(5) ? nil : row.bytes(5)
    let header = OperationHeader(
      feed: feed, seq: row.uint(1), previous: previous, hlc: HLC(row.uint(3)),
      payloadHash: try payload.map { $0.withUnsafeBytes { OperationHeader.hash(payload: $0) } }
        ?? row.digest(6),
      payloadLength: payload.map { UInt64($0.count) } ?? row.uint(7),
      flags: OperationFlags(rawValue: UInt8(truncatingIfNeeded: row.int(4))))
    return (row.int(0), Operation(header: header, hash: try row.digest(2), payload: payload))
  }
}
