import CaseDomain
import Foundation
import GRDB

/// The journal as synchronisation sees it (docs/sync-protocol.md).
public final class SQLiteOperationLog: OperationLog {
  private let store: CaseStore

  public init(_ store: CaseStore) { self.store = store }

  public var descriptor: FeedDescriptor { store.own.descriptor }
  public var storeEpoch: UInt64 { store.identity.storeEpoch }

  public func seal() throws { try store.seal() }
  public func sign(_ message: [UInt8]) throws -> [UInt8] { try store.key.sign(message) }

  private func read<Result>(_ body: (SQLCache, FeedNumbers) throws -> Result) throws -> Result {
    try store.pool.read { db in
      let sql = SQLCache(db)
      return try body(sql, FeedNumbers(sql))
    }
  }

  // MARK: what is here

  public func heads() throws -> [FeedHead] {
    try read { sql, _ in
      let select = try sql(
        """
        SELECT feed.feedID, head.sealedSeq, head.sealedHash FROM head JOIN feed USING (feed)
        WHERE head.sealedSeq > 0 ORDER BY feed.feedID, head.sealedSeq, head.sealedHash
        """)
      var heads: [FeedHead] = []
      while try select.step() {
        heads.append(FeedHead(feed: try select.id(0), seq: select.uint(1), hash: try select.digest(2)))
      }
      return heads
    }
  }

  public func descriptor(of feed: FeedID) throws -> FeedDescriptor? {
    try read { sql, _ in try FeedRow.descriptor(of: feed, sql) }
  }

  public func holds(_ head: FeedHead) throws -> Bool {
    try read { sql, feeds in try Intake.holds(head.hash, at: head.seq, in: head.feed, sql, feeds) != nil }
  }

  public func lastSeal(of replica: ReplicaID, incarnation: UInt64) throws -> UInt64 {
    try read { sql, _ in
      let select = try sql("SELECT max(number) FROM seal WHERE replica = ?1 AND incarnation = ?2")
      select.bind(1, replica)
      select.bind(2, incarnation)
      defer { select.reset() }
      _ = try select.step()
      return select.uint(0)
    }
  }

  public func seals(of replica: ReplicaID, incarnation: UInt64, after number: UInt64) throws -> [Seal] {
    try read { sql, _ in
      let select = try sql(
        """
        SELECT body, signatures FROM seal WHERE replica = ?1 AND incarnation = ?2 AND number > ?3
        ORDER BY number, hash
        """)
      select.bind(1, replica)
      select.bind(2, incarnation)
      select.bind(3, number)
      var seals: [Seal] = []
      while try select.step() { seals.append(try SealRow.read(select)) }
      return seals
    }
  }

  public func segments(of feed: FeedID, after seq: UInt64, _ body: (Segment) throws -> Bool) throws {
    var after = seq
    while true {
      // One segment a read: nothing stays open while the peer is slow.
      let segment = try read { sql, feeds -> Segment? in
        guard let number = try feeds.existing(feed),
          let descriptor = try FeedRow.descriptor(of: feed, sql)
        else { return nil }
        let select = try sql.composed(
          """
          SELECT \(SegmentRow.columns) FROM segment WHERE feed = ?1 AND last > ?2 ORDER BY last, branch LIMIT 1
          """)
        select.bind(1, number)
        select.bind(2, after)
        guard try select.step() else { return nil }
        let place = try SegmentRow.read(select)
        select.reset()
        return try SQLiteOperationLog.load(place, of: feed, number, descriptor, sql)
      }
      guard let segment else { return }
      after = segment.last
      guard try body(segment) else { return }
      for twin in try twins(of: segment) where try !body(twin) { return }
    }
  }

  /// Segments of other branches that end at the same place; none unless the feed is forked.
  private func twins(of segment: Segment) throws -> [Segment] {
    try read { sql, feeds in
      guard let number = try feeds.existing(segment.feed),
        let descriptor = try FeedRow.descriptor(of: segment.feed, sql)
      else { return [] }
      let select = try sql.composed(
        "SELECT \(SegmentRow.columns) FROM segment WHERE feed = ?1 AND last = ?2 ORDER BY branch")
      select.bind(1, number)
      select.bind(2, segment.last)
      var places: [SegmentRow.Place] = []
      while try select.step() { places.append(try SegmentRow.read(select)) }
      return try places.dropFirst().map {
        try SQLiteOperationLog.load($0, of: segment.feed, number, descriptor, sql)
      }
    }
  }

  /// Reads a segment and hashes it anew: what is damaged here is never sent on.
  static func load(
    _ place: SegmentRow.Place, of feed: FeedID, _ number: Int64, _ descriptor: FeedDescriptor, _ sql: SQLCache
  ) throws -> Segment {
    let rows = try sql.composed(
      """
      SELECT \(OperationRow.columns), op.branch FROM op
      WHERE op.feed = ?1 AND op.seq BETWEEN ?2 AND ?3 ORDER BY op.seq, op.branch
      """)
    rows.bind(1, number)
    rows.bind(2, place.first)
    rows.bind(3, place.last)
    var previous = place.previous
    var operations: [Operation] = []
    operations.reserveCapacity(Int(place.last - place.first + 1))
    var forks: [(operation: Operation, branch: Int64)] = []
    while try rows.step() {
      let (_, operation) = try OperationRow.read(rows, feed: feed, previous: previous)
      if operation.header.seq == place.first + UInt64(operations.count),
        operation.header.hash == operation.hash, forks.isEmpty
      {
        previous = operation.hash
        operations.append(operation)
      } else {
        forks.append((operation, rows.int(8)))
      }
    }
    if !forks.isEmpty || operations.last?.header.seq != place.last {
      operations = try untangle(place, of: feed, number, sql)
    }
    return Segment(
      feed: feed, first: place.first, previous: place.previous, operations: operations,
      proof: SegmentProof(
        replica: descriptor.replica, incarnation: descriptor.incarnation, sealNumber: place.sealNumber,
        leafIndex: place.leafIndex, blind: place.blind, path: place.path))
  }

  /// The operations of a segment when several share a place in the feed: after a fork, or when one is
  /// damaged. Follows the chain of hashes, depth first.
  private static func untangle(
    _ place: SegmentRow.Place, of feed: FeedID, _ number: Int64, _ sql: SQLCache
  ) throws -> [Operation] {
    let rows = try sql.composed(
      """
      SELECT \(OperationRow.columns), op.branch FROM op
      WHERE op.feed = ?1 AND op.seq = ?2 ORDER BY op.branch = ?3 DESC, op.branch
      """)
    var deepest = place.first
    func follow(_ seq: UInt64, _ previous: Digest256) throws -> [Operation]? {
      deepest = max(deepest, seq)
      rows.bind(1, number)
      rows.bind(2, seq)
      rows.bind(3, place.branch)
      var candidates: [(Operation, Int64)] = []
      while try rows.step() {
        let (_, operation) = try OperationRow.read(rows, feed: feed, previous: previous)
        if operation.header.hash == operation.hash { candidates.append((operation, rows.int(8))) }
      }
      for (operation, branch) in candidates {
        if seq == place.last {
          if branch == place.branch { return [operation] }
        } else if let rest = try follow(seq + 1, operation.hash) {
          return [operation] + rest
        }
      }
      return nil
    }
    guard let operations = try follow(place.first, place.previous) else {
      throw StoreError.damaged(
        "operation \(feed):\(deepest) is missing or does not have the hash it was stored with")
    }
    return operations
  }

  // MARK: whom we know

  public func isKnown(_ replica: ReplicaID, key: SealKey) throws -> Bool {
    try read { sql, _ in
      let select = try sql("SELECT 1 FROM replica WHERE replica = ?1 AND key = ?2")
      select.bind(1, replica)
      select.bind(2, key.encoded)
      defer { select.reset() }
      return try select.step()
    }
  }

  public func enrol(_ descriptor: FeedDescriptor) throws {
    try store.write(as: Author(user: "enrolment", role: "administrator")) { writer in
      try writer.add(
        Target(descriptor.replica.cast(), .enrolment), .record([1: .bytes(descriptor.encoded)]), kind: .enrol)
    }
    try store.seal()
  }

  // MARK: taking in

  public func receive(
    descriptors: [FeedDescriptor], seals: [Seal], segments: [Segment], from peer: ReplicaID
  ) throws -> Received {
    try store.lock.withLock {
      var received = Received()
      try store.pool.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          var intake = try Intake(
            db, from: peer, clock: store.clock(), operations: segments.reduce(0) { $0 + $1.operations.count })
          try intake.take(descriptors, seals, segments)
          received = intake.received
          return .commit
        }
      }
      // Somebody else writes this store's own feed: it was cloned while it ran. Without its witness it
      // begins a new incarnation when it is next opened; both branches are kept (docs/journal.md §8).
      if segments.contains(where: { $0.feed == store.own.descriptor.feed }), received.operations > 0 {
        unlink(store.folder.witness)
      }
      try store.checkpointIfLarge()
      return received
    }
  }

  public func stateDigest() throws -> Digest256 {
    try read { sql, _ in
      let select = try sql("SELECT value FROM digest WHERE scope = x''")
      defer { select.reset() }
      return try select.step() ? select.digest(0) : .zero
    }
  }

  // MARK: content

  public func missingBlobs(after former: BlobNeed?, limit: Int) throws -> [BlobNeed] {
    let cited = try read { sql, feeds in
      let select = try sql(
        """
        SELECT sha256, bytes, feed, seq FROM blobRef
        WHERE ?1 IS NULL OR (bytes, sha256) > (?1, ?2) ORDER BY bytes, sha256, feed, seq
        """)
      if let former {
        select.bind(1, former.size)
        select.bind(2, former.hash)
      } else {
        select.bindNull(1)
        select.bindNull(2)
      }
      var needs: [(Digest256, UInt64, Int64, UInt64)] = []
      var last: Digest256?
      while try select.step() {
        let hash = try select.digest(0)
        guard hash != last else { continue }
        last = hash
        if store.vault.holds(hash) { continue }
        needs.append((hash, select.uint(1), select.int(2), select.uint(3)))
        if needs.count == limit { break }
      }
      select.reset()
      return try needs.map { hash, size, feed, seq in
        BlobNeed(
          hash: hash, size: size, have: store.vault.partialBytes(hash),
          cited: try SQLiteOperationLog.dot(feed, seq, sql, feeds))
      }
    }
    return cited
  }

  private static func dot(_ feed: Int64, _ seq: UInt64, _ sql: SQLCache, _ feeds: FeedNumbers) throws -> Dot {
    let select = try sql("SELECT hash FROM op WHERE feed = ?1 AND seq = ?2 ORDER BY branch LIMIT 1")
    select.bind(1, feed)
    select.bind(2, seq)
    _ = try select.step()
    let hash = try select.digest(0)
    select.reset()
    return Dot(feed: try feeds.identifier(of: feed), seq: seq, hash8: hash.prefix8)
  }

  public func readBlob(_ hash: Digest256, cited: Dot, offset: UInt64, count: Int) throws -> [UInt8]? {
    let allowed = try read { sql, feeds -> Bool in
      guard let feed = try feeds.existing(cited.feed) else { return false }
      let select = try sql("SELECT 1 FROM blobRef WHERE sha256 = ?1 AND feed = ?2 AND seq = ?3")
      select.bind(1, hash)
      select.bind(2, feed)
      select.bind(3, cited.seq)
      defer { select.reset() }
      return try select.step()
    }
    return allowed ? try store.vault.piece(hash, offset: offset, count: count) : nil
  }

  public func writeBlob(_ hash: Digest256, size: UInt64, offset: UInt64, bytes: [UInt8]) throws -> Bool {
    try store.vault.append(bytes, to: hash, size: size, offset: offset)
  }

  /// Brings the full-text index up to date after bulk work. Call when a session is over.
  public func finish() throws { try store.refreshSearch() }

  // MARK: memory of peers

  public func memory(of peer: ReplicaID) throws -> [UInt8]? {
    try read { sql, _ in
      let select = try sql("SELECT memory FROM peer WHERE replica = ?1 AND memory IS NOT NULL")
      select.bind(1, peer)
      defer { select.reset() }
      return try select.step() ? select.bytes(0) : nil
    }
  }

  public func remember(_ bytes: [UInt8], of peer: ReplicaID) throws {
    guard try memory(of: peer) != bytes else { return }
    try store.lock.withLock {
      try store.pool.write { db in
        let write = try SQLCache(db)(
          """
          INSERT INTO peer (replica, memory, lastSyncAt) VALUES (?1, ?2, ?3)
          ON CONFLICT (replica) DO UPDATE SET memory = ?2, lastSyncAt = ?3
          """)
        write.bind(1, peer)
        write.bind(2, bytes)
        write.bind(3, store.clock())
        try write.run()
      }
    }
  }
}
