import CaseDomain
import Foundation
import GRDB

/// Takes what a peer sent into the database: verified, stored, projected, in the caller's transaction.
struct Intake: SegmentLookup {
  private let db: Database
  private let sql: SQLCache
  private let feeds: FeedNumbers
  private var projection: Projection
  private let peer: ReplicaID
  private let clock: UInt64
  private(set) var received = Received()

  /// So many operations at once that the full-text index is better made anew, if it is not far larger.
  static let bulk = 2000

  init(_ db: Database, from peer: ReplicaID, clock: UInt64, operations: Int = 0) throws {
    self.db = db
    sql = SQLCache(db)
    feeds = FeedNumbers(sql)
    let indexed = try sql("SELECT max(id) FROM searchText")
    _ = try indexed.step()
    let isBulk = operations > Intake.bulk && indexed.int(0) < 4 * Int64(operations)
    indexed.reset()
    projection = try Projection(db, sql, feeds, defersSearch: isBulk)
    self.peer = peer
    self.clock = clock
  }

  mutating func take(_ descriptors: [FeedDescriptor], _ seals: [Seal], _ segments: [Segment]) throws {
    let verified = try SegmentVerifier.verify(
      descriptors: descriptors, seals: seals, segments: segments, against: self)
    for descriptor in verified.descriptors { _ = try FeedRow.insert(descriptor, sql) }
    for seal in verified.seals { try SealRow.insert(seal, sql) }
    for segment in verified.segments { try store(segment) }
    try projection.flush()
    received.quarantined = verified.incomplete + verified.refused.map(\.why)
    for refused in verified.refused {
      try quarantine(refused.why.feed, refused.why.reason) { refused.bytes }
    }
    for (one, other) in verified.equivocations { try quarantine(one, other) }
  }

  // MARK: operations

  private mutating func store(_ segment: Segment) throws {
    let feed = try feeds.number(of: segment.feed)
    var branch =
      try Intake.holds(segment.previous, at: segment.first - 1, in: segment.feed, sql, feeds) ?? 0
    // The common case: the segment continues a branch where it ends, so every operation is new.
    let continues = try ends(feed, branch, at: segment.first - 1)
    for operation in segment.operations {
      if !continues {
        let seq = operation.header.seq
        if let held = try Intake.holds(operation.hash, at: seq, in: segment.feed, sql, feeds) {
          branch = held
          continue
        }
        if try isTaken(feed, seq, branch) { branch = try nextBranch(feed) }
      }
      let body = operation.payload.flatMap { try? OperationBody(payload: $0) }
      let row = try OperationRow.insert(operation, feed: feed, branch: branch, caseID: body?.caseID, sql)
      try projection.apply(operation, body: body, row: row)
      received.operations += 1
    }
    try SegmentRow.insert(
      feed: feed, branch: branch, first: segment.first, last: segment.last, previous: segment.previous,
      proof: segment.proof, sql)
    try moveHead(feed, branch, segment)
  }

  private func ends(_ feed: Int64, _ branch: Int64, at seq: UInt64) throws -> Bool {
    let select = try sql("SELECT coalesce(max(seq), 0) FROM head WHERE feed = ?1 AND branch = ?2")
    select.bind(1, feed)
    select.bind(2, branch)
    defer { select.reset() }
    _ = try select.step()
    return select.uint(0) == seq
  }

  private func isTaken(_ feed: Int64, _ seq: UInt64, _ branch: Int64) throws -> Bool {
    let select = try sql("SELECT 1 FROM op WHERE feed = ?1 AND seq = ?2 AND branch = ?3")
    select.bind(1, feed)
    select.bind(2, seq)
    select.bind(3, branch)
    defer { select.reset() }
    return try select.step()
  }

  private func nextBranch(_ feed: Int64) throws -> Int64 {
    let select = try sql("SELECT max(branch) FROM op WHERE feed = ?1")
    select.bind(1, feed)
    defer { select.reset() }
    _ = try select.step()
    return select.int(0) + 1
  }

  private func moveHead(_ feed: Int64, _ branch: Int64, _ segment: Segment) throws {
    let write = try sql(
      """
      INSERT INTO head (feed, branch, seq, hash, sealedSeq, sealedHash) VALUES (?1, ?2, ?3, ?4, ?3, ?4)
      ON CONFLICT (feed, branch) DO UPDATE SET
        seq = max(seq, ?3), hash = CASE WHEN seq < ?3 THEN ?4 ELSE hash END,
        sealedSeq = max(sealedSeq, ?3), sealedHash = CASE WHEN sealedSeq < ?3 THEN ?4 ELSE sealedHash END
      """)
    write.bind(1, feed)
    write.bind(2, branch)
    write.bind(3, segment.last)
    write.bind(4, segment.head)
    try write.run()
  }

  /// The branch that holds an operation of that name at that place; `nil` when none does. Place 0 is the
  /// genesis, which every feed has.
  static func holds(
    _ hash: Digest256, at seq: UInt64, in feed: FeedID, _ sql: SQLCache, _ feeds: FeedNumbers
  ) throws -> Int64? {
    guard let number = try feeds.existing(feed) else { return nil }
    if seq == 0 { return 0 }
    let select = try sql("SELECT branch, hash FROM op WHERE feed = ?1 AND seq = ?2")
    select.bind(1, number)
    select.bind(2, seq)
    defer { select.reset() }
    while try select.step() {
      if try select.digest(1) == hash { return select.int(0) }
    }
    return nil
  }

  // MARK: what is kept aside

  private mutating func quarantine(_ one: Seal, _ other: Seal) throws {
    let reason =
      "two seals of replica \(one.replica) bear number \(one.number): it was cloned or restored, or it deceives"
    received.equivocations.append(reason)
    try quarantine(FeedID(bytes: one.replica.bytes)!, reason) {
      CBOR.array([.bytes(one.body), .bytes(other.body)]).encoded
    }
  }

  /// - Parameter bytes: made only of what was not kept aside for this reason before.
  private func quarantine(_ feed: FeedID, _ reason: String, _ bytes: () -> [UInt8]) throws {
    let known = try sql("SELECT 1 FROM quarantine WHERE feedID = ?1 AND reason = ?2")
    known.bind(1, feed)
    known.bind(2, reason)
    let isKnown = try known.step()
    known.reset()
    guard !isKnown else { return }
    let insert = try sql(
      "INSERT INTO quarantine (receivedAt, peer, feedID, reason, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")
    insert.bind(1, clock)
    insert.bind(2, peer)
    insert.bind(3, feed)
    insert.bind(4, reason)
    insert.bind(5, bytes())
    try insert.run()
  }

  // MARK: SegmentLookup

  func descriptor(of feed: FeedID) throws -> FeedDescriptor? { try FeedRow.descriptor(of: feed, sql) }

  func isKnown(_ replica: ReplicaID, key: SealKey) throws -> Bool {
    let select = try sql("SELECT 1 FROM replica WHERE replica = ?1 AND key = ?2")
    select.bind(1, replica)
    select.bind(2, key.encoded)
    defer { select.reset() }
    return try select.step()
  }

  func seals(of replica: ReplicaID, incarnation: UInt64, number: UInt64) throws -> [Seal] {
    try SealRow.all(of: replica, incarnation, number, sql)
  }

  func holds(_ head: FeedHead) throws -> Bool {
    try Intake.holds(head.hash, at: head.seq, in: head.feed, sql, feeds) != nil
  }
}
