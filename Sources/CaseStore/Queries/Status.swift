import CaseDomain
import Foundation

/// A feed and how far it is held.
public struct FeedStatus: Hashable, Sendable {
  public let feed: FeedID
  public let office: String
  public let replica: ReplicaID
  public let seq: UInt64
  public let sealedSeq: UInt64
  public let hash: Digest256
  public let isOwn: Bool
  /// Above 0 for a branch of a forked feed.
  public let branch: Int64
}

/// A replica that was taken in.
public struct PeerStatus: Hashable, Sendable {
  public let replica: ReplicaID
  public let office: String
  public let words: String
  public let lastSyncAt: UInt64?
  public let address: String?
}

/// An office whose newest operation lies further ahead of the clock here than the bound (docs/journal.md §6).
public struct FastClock: Hashable, Sendable {
  public let office: String
  public let isOwn: Bool
  public let milliseconds: UInt64
}

/// Something that a peer sent and this store did not take in (docs/sync-protocol.md §4).
public struct KeptAside: Hashable, Sendable {
  /// In milliseconds since 1970.
  public let receivedAt: UInt64
  public let peer: ReplicaID
  /// Of the peer; `nil` when it is not taken in.
  public let office: String?
  public let feed: FeedID
  public let reason: String
}

/// What `casetui status` says.
public struct StoreStatus: Sendable {
  public let counts: [(name: String, count: Int)]
  public let feeds: [FeedStatus]
  /// Over all sealed heads; equal in two stores that hold the same operations.
  public let headsDigest: Digest256
  public let stateDigest: Digest256
  public let unsealed: Int
  public let quarantined: Int
  public let unread: Int
  public let fastClocks: [FastClock]
  public let sqliteVersion: String
  public let journalMode: String
  public let synchronous: String
  public let gate: String
}

extension StoreReader {
  public func feedStatus() throws -> [FeedStatus] {
    let select = try sql(
      """
      SELECT feed.feedID, feed.replica, feed.descriptor, head.seq, head.sealedSeq, head.hash, head.branch
      FROM feed LEFT JOIN head USING (feed) ORDER BY feed.feedID, head.branch
      """)
    var rows: [FeedStatus] = []
    while try select.step() {
      let replica: ReplicaID = try select.id(1)
      rows.append(
        FeedStatus(
          feed: try select.id(0), office: try FeedDescriptor(encoded: select.bytes(2)).officeName,
          replica: replica, seq: select.uint(3), sealedSeq: select.uint(4),
          hash: select.isNull(5) ? .zero : try select.digest(5), isOwn: replica == store.identity.replica,
          branch: select.int(6)))
    }
    return rows
  }

  public func peers() throws -> [PeerStatus] {
    let select = try sql(
      """
      SELECT replica.replica, replica.officeName, replica.key, peer.lastSyncAt, peer.address
      FROM replica LEFT JOIN peer USING (replica) ORDER BY replica.officeName, replica.replica
      """)
    var rows: [PeerStatus] = []
    while try select.step() {
      let id: ReplicaID = try select.id(0)
      guard id != store.identity.replica else { continue }
      rows.append(
        PeerStatus(
          replica: id, office: select.text(1), words: SealKey(encoded: select.bytes(2))?.words ?? "",
          lastSyncAt: select.isNull(3) ? nil : select.uint(3), address: select.optionalText(4)))
    }
    return rows
  }

  /// What was kept aside, the last first.
  public func keptAside(limit: Int) throws -> [KeptAside] {
    let select = try sql(
      """
      SELECT receivedAt, peer, officeName, feedID, reason
      FROM quarantine LEFT JOIN replica ON replica.replica = quarantine.peer ORDER BY id DESC LIMIT ?1
      """)
    select.bind(1, limit)
    var rows: [KeptAside] = []
    while try select.step() {
      rows.append(
        KeptAside(
          receivedAt: select.uint(0), peer: try select.id(1), office: select.optionalText(2),
          feed: try select.id(3), reason: select.text(4)))
    }
    return rows
  }

  public func stateDigest(of caseID: CaseID? = nil) throws -> Digest256 {
    let select = try sql("SELECT value FROM digest WHERE scope = ?1")
    select.bind(1, caseID?.bytes ?? [])
    defer { select.reset() }
    return try select.step() ? select.digest(0) : .zero
  }

  public func status() throws -> StoreStatus {
    let feeds = try feedStatus()
    let gone = try withdrawnCounts()
    let facts = try StoreDatabase.facts(db)
    return StoreStatus(
      counts: [
        ("operations", try count("op")), ("cases", try count("caseFile")), ("exhibits", try exhibitCount()),
        ("exhibits_taken_back", gone.exhibits), ("actors", try count("actor")),
        ("source_records", try sourceCount()), ("source_records_taken_back", gone.records),
        ("conflicts", try conflictCount()), ("peers", try peers().count),
      ],
      feeds: feeds,
      headsDigest: try sealedHeads().reduce(.zero) { sum, hash in
        sum &+ hash.withUnsafeBytes { Digest256.sha256($0) }
      },
      stateDigest: try stateDigest(),
      unsealed: Int(feeds.filter(\.isOwn).map { $0.seq - $0.sealedSeq }.reduce(0, +)),
      quarantined: try count("quarantine"), unread: try count("unread"),
      fastClocks: try fastClocks(), sqliteVersion: facts.version,
      journalMode: facts.journalMode, synchronous: store.writerSynchronous, gate: StoreDatabase.walGate())
  }

  /// Offices whose clock is, or was, fast, each once.
  public func fastClocks() throws -> [FastClock] {
    let now = store.clock()
    // Readings rise along a feed.
    let select = try sql(
      """
      SELECT feed.replica, feed.descriptor, max(op.hlc) FROM head JOIN feed ON feed.feed = head.feed
      CROSS JOIN op ON op.feed = head.feed AND op.seq = head.seq AND op.branch = head.branch
      GROUP BY feed.replica ORDER BY feed.replica
      """)
    var found: [FastClock] = []
    while try select.step() {
      let (replica, newest): (ReplicaID, HLC) = (try select.id(0), HLC(select.uint(2)))
      guard newest.isSuspect(wallMilliseconds: now) else { continue }
      found.append(
        FastClock(
          office: try FeedDescriptor(encoded: select.bytes(1)).officeName,
          isOwn: replica == store.identity.replica, milliseconds: newest.milliseconds))
    }
    return found
  }

  /// What is counted among exhibits and source records, and is in no answer: taken back with its imports, or read
  /// otherwise since.
  private func withdrawnCounts() throws -> (exhibits: Int, records: Int) {
    let exhibits = try sql(
      "SELECT count(*) FROM exhibit WHERE id IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0)")
    defer { exhibits.reset() }
    _ = try exhibits.step()
    // Looked for only where something can have gone: there may be millions of records.
    let records = try sql(
      """
      SELECT CASE WHEN EXISTS (SELECT 1 FROM importRun WHERE withdrawn = 1) OR EXISTS (SELECT 1 FROM tableReading)
        THEN (SELECT count(*) FROM sourceRecord) - (SELECT count(*) FROM standingRecord) ELSE 0 END
      """)
    defer { records.reset() }
    _ = try records.step()
    return (Int(exhibits.int(0)), Int(records.int(0)))
  }

  private func sealedHeads() throws -> [Digest256] {
    let select = try sql("SELECT sealedHash FROM head WHERE sealedSeq > 0")
    var hashes: [Digest256] = []
    while try select.step() { hashes.append(try select.digest(0)) }
    return hashes
  }
}
