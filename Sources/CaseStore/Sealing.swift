import CaseDomain
import Foundation
import GRDB

extension CaseStore {
  /// Seals everything of this replica that no seal covers yet (docs/journal.md §5).
  public func seal() throws { _ = try lock.withLock { try sealLocked() } }

  /// Seals when much is unsealed, or when the oldest unsealed operation is older than a minute.
  func sealIfDue() throws {
    let due = try pool.read { db -> Bool in
      let sql = SQLCache(db)
      let waiting = try Sealing.unsealed(own, sql)
      guard waiting.count > 0 else { return false }
      return UInt64(waiting.count) >= CaseStore.sealAfterOperations
        || clock() > waiting.oldestMilliseconds + CaseStore.sealAfterMilliseconds
    }
    if due { try seal() }
  }

  /// The lock is held. Returns whether there was something to seal; then it is acknowledged, too.
  @discardableResult
  func sealLocked() throws -> Bool {
    var sealed = false
    try pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        sealed = try Sealing.seal(own, signer: key, clock: clock(), SQLCache(db))
        return .commit
      }
    }
    if sealed { try acknowledge() }
    return sealed
  }
}

enum Sealing {
  static func unsealed(_ own: OwnFeed, _ sql: SQLCache) throws -> (count: Int64, oldestMilliseconds: UInt64) {
    let select = try sql(
      """
      SELECT head.seq - head.sealedSeq,
        (SELECT hlc FROM op WHERE op.feed = head.feed AND op.seq = head.sealedSeq + 1 AND op.branch = 0)
      FROM head WHERE head.feed = ?1 AND head.branch = 0
      """)
    select.bind(1, own.number)
    defer { select.reset() }
    guard try select.step() else { return (0, 0) }
    return (select.int(0), HLC(select.uint(1)).milliseconds)
  }

  /// Signs what is unsealed. Every operation is read back from the database and hashed anew first: a
  /// flipped bit must never be signed (`docs/journal.md` §5.1).
  static func seal(
    _ own: OwnFeed, signer: some SealSigner, clock: UInt64, _ sql: SQLCache
  ) throws -> Bool {
    let head = try sql("SELECT seq, hash, sealedSeq, sealedHash FROM head WHERE feed = ?1 AND branch = 0")
    head.bind(1, own.number)
    guard try head.step() else { return false }
    let (last, lastHash, sealedSeq) = (head.uint(0), try head.digest(1), head.uint(2))
    let sealed = sealedSeq == 0 ? own.descriptor.genesis : try head.digest(3)
    head.reset()
    guard last > sealedSeq else { return false }

    let number = try lastSeal(own.descriptor, sql)
    let feed = own.descriptor.feed
    let blind = signer.blind(feed.bytes + withUnsafeBytes(of: (number.number + 1).bigEndian, Array.init))
    var unsealed = SegmentRuns(feed: feed, blind: blind, first: sealedSeq + 1, previous: sealed)
    try readBack(own, after: sealedSeq, into: &unsealed, sql)
    unsealed.close(at: last)
    guard unsealed.head == lastHash else {
      throw StoreError.damaged(
        "the head of this store's feed does not fit its operations; nothing was sealed")
    }

    let leaves = SegmentProof.padded(unsealed.runs.map(\.leaf))
    let seal = try Seal(
      replica: own.descriptor.replica, incarnation: own.descriptor.incarnation, number: number.number + 1,
      previous: number.hash, hlc: unsealed.newest.next(wallMilliseconds: clock), root: Merkle.root(leaves),
      leafCount: UInt64(leaves.count), keyID: signer.key.id, reducerVersion: Merge.reducerVersion
    ).signed(by: signer)
    try SealRow.insert(seal, sql)
    for (index, run) in unsealed.runs.enumerated() {
      let proof = SegmentProof(
        replica: seal.replica, incarnation: seal.incarnation, sealNumber: seal.number,
        leafIndex: UInt64(index), blind: blind, path: Merkle.path(to: index, in: leaves))
      try SegmentRow.insert(
        feed: own.number, branch: 0, first: run.first, last: run.last, previous: run.previous, proof: proof,
        sql)
    }
    let move = try sql("UPDATE head SET sealedSeq = ?2, sealedHash = ?3 WHERE feed = ?1 AND branch = 0")
    move.bind(1, own.number)
    move.bind(2, last)
    move.bind(3, lastHash)
    try move.run()
    return true
  }

  private static func readBack(
    _ own: OwnFeed, after sealedSeq: UInt64, into unsealed: inout SegmentRuns, _ sql: SQLCache
  ) throws {
    let rows = try sql.composed(
      """
      SELECT \(OperationRow.columns) FROM op WHERE op.feed = ?1 AND op.branch = 0 AND op.seq > ?2 ORDER BY op.seq
      """)
    rows.bind(1, own.number)
    rows.bind(2, sealedSeq)
    while try rows.step() {
      let (_, operation) = try OperationRow.read(rows, feed: own.descriptor.feed, previous: unsealed.head)
      guard operation.header.hash == operation.hash else {
        rows.reset()
        throw StoreError.damaged(
          "operation \(operation.dot) does not have the hash it was stored with; nothing was sealed")
      }
      unsealed.take(operation)
    }
  }

  private static func lastSeal(_ descriptor: FeedDescriptor, _ sql: SQLCache) throws -> (
    number: UInt64, hash: Digest256
  ) {
    let select = try sql(
      "SELECT number, hash FROM seal WHERE replica = ?1 AND incarnation = ?2 ORDER BY number DESC LIMIT 1")
    select.bind(1, descriptor.replica)
    select.bind(2, descriptor.incarnation)
    defer { select.reset() }
    guard try select.step() else { return (0, .zero) }
    return (select.uint(0), try select.digest(1))
  }
}

/// Seals as rows of `seal`.
enum SealRow {
  static func insert(_ seal: Seal, _ sql: SQLCache) throws {
    let insert = try sql(
      """
      INSERT OR IGNORE INTO seal (replica, incarnation, number, hash, body, signatures) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    insert.bind(1, seal.replica)
    insert.bind(2, seal.incarnation)
    insert.bind(3, seal.number)
    insert.bind(4, seal.hash)
    insert.bind(5, seal.body)
    insert.bind(6, SealSignature.encode(seal.signatures).encoded)
    try insert.run()
  }

  /// Those of one number, in the order of their hashes: none, one, or several after a fork.
  static func all(
    of replica: ReplicaID, _ incarnation: UInt64, _ number: UInt64, _ sql: SQLCache
  ) throws -> [Seal] {
    let select = try sql(
      """
      SELECT body, signatures FROM seal WHERE replica = ?1 AND incarnation = ?2 AND number = ?3 ORDER BY hash
      """)
    select.bind(1, replica)
    select.bind(2, incarnation)
    select.bind(3, number)
    var seals: [Seal] = []
    while try select.step() { seals.append(try read(select)) }
    return seals
  }

  /// Reads the columns `body, signatures` at `column`.
  static func read(_ row: SQLStatement, _ column: Int32 = 0) throws -> Seal {
    let signatures = try SealSignature.decode(try CBORReader.decode(row.bytes(column + 1)))
    return try Seal(body: row.bytes(column), signatures: signatures)
  }
}

/// Which leaf of which seal covers which operations.
enum SegmentRow {
  static func insert(
    feed: Int64, branch: Int64, first: UInt64, last: UInt64, previous: Digest256, proof: SegmentProof,
    _ sql: SQLCache
  ) throws {
    let insert = try sql(
      """
      INSERT OR IGNORE INTO segment (feed, last, branch, first, previous, sealNumber, leafIndex, blind, path)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    insert.bind(1, feed)
    insert.bind(2, last)
    insert.bind(3, branch)
    insert.bind(4, first)
    insert.bind(5, previous)
    insert.bind(6, proof.sealNumber)
    insert.bind(7, proof.leafIndex)
    insert.bind(8, proof.blind)
    insert.bind(9, proof.path.flatMap(\.bytes))
    try insert.run()
  }

  struct Place {
    let branch: Int64
    let first: UInt64
    let last: UInt64
    let previous: Digest256
    let sealNumber: UInt64
    let leafIndex: UInt64
    let blind: [UInt8]
    let path: [Digest256]
  }

  static let columns = "branch, first, last, previous, sealNumber, leafIndex, blind, path"

  static func read(_ row: SQLStatement) throws -> Place {
    let path = row.bytes(7)
    guard path.count.isMultiple(of: 32) else {
      throw StoreError.damaged("a seal path in the database is cut")
    }
    return Place(
      branch: row.int(0), first: row.uint(1), last: row.uint(2), previous: try row.digest(3),
      sealNumber: row.uint(4), leafIndex: row.uint(5), blind: row.bytes(6),
      path: stride(from: 0, to: path.count, by: 32).map { Digest256(path[$0..<$0 + 32])! })
  }
}
