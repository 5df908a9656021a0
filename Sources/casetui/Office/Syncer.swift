import CaseDomain
import CaseStore
import CaseSync
import Foundation

/// What a synchronisation came to, for people and for scripts.
struct SyncResult: Equatable, Sendable {
  var peerName = ""
  var sentOperations: UInt64 = 0
  var receivedOperations: UInt64 = 0
  var bytesOut: UInt64 = 0
  var bytesIn: UInt64 = 0
  var roundTrips = 0
  /// Open in this store afterwards.
  var conflicts = 0
  var refused: [String] = []
  /// Files that this store lacks and the peer did not give.
  var missingFiles = 0
  /// The first of them: the exhibits that they are the content of, or their SHA-256.
  var missing: [String] = []
  var fastClocks: [FastClock] = []
  /// How many judgements in force name a record that no file states any more; `nil` when nothing new came.
  var judgementsWithoutRecord: Int?
  /// The first of them, with what became of the record.
  var lostJudgements: [String] = []
  var stateDigest = ""
  var peerStateDigest = ""
  /// `nil` when the stores are equal now, and when nothing was exchanged.
  var difference: SyncDifference?
  var seconds = 0.0
  /// Set when the peer is not enrolled: words of its key, for two people to compare. Nothing was exchanged.
  var unknownPeerWords: String?
}

/// Synchronises with a peer: a store's folder on this machine, or one reached over ssh.
enum Syncer {
  /// - Parameter keyWords: with `enrol`, takes in only a peer whose key has these words, which somebody compared;
  ///   `nil` for any.
  static func run(
    _ peer: String, in store: CaseStore, as author: Author, enrol: Bool, keyWords: String? = nil,
    ssh: String = "ssh", isCancelled: @escaping () -> Bool = { false },
    progress: (String) -> Void = { _ in }
  ) throws -> SyncResult {
    let started = ContinuousClock.now
    progress("calling \(peer)")
    let log = SQLiteOperationLog(store)
    let report: SyncReport
    var address = peer
    if let (destination, options) = try remote(peer) {
      let transport = try SSHTransport(to: destination, program: ssh, options: options)
      report = try carry(over: transport) {
        try Peer.synchronise(
          log: log, transport: transport, enrols: enrol, keyWords: keyWords, isCancelled: isCancelled)
      }
    } else {
      // It is called again from other folders.
      address = URL(fileURLWithPath: peer).standardizedFileURL.path
      report = try beside(peer, log, enrol: enrol, keyWords: keyWords, isCancelled)
    }
    try log.finish()
    var result = SyncResult(report)
    result.conflicts = try store.read { try $0.conflictCount() }
    result.fastClocks = try store.read { try $0.fastClocks() }
    result.missing = try store.read { reader in
      try report.tally.unserved.map { content in
        try reader.exhibit(holding: content).map { try reader.exhibitRow($0).reference } ?? content.hex
      }
    }
    if result.receivedOperations > 0 {
      try store.read { reader in
        let rows = try reader.judgementsWithoutRecord()
        result.judgementsWithoutRecord = rows.count
        result.lostJudgements = try rows.prefix(5).map { row in
          let ends = [try reader.reference(of: row.first), try reader.reference(of: row.second)]
          return "\(ends[0]) and \(ends[1]), \(try row.sentence(reader))"
        }
      }
    }
    if result.unknownPeerWords == nil, let replica = report.peer?.replica {
      try store.notePeer(replica, address: address)
    }
    result.seconds = (ContinuousClock.now - started).seconds
    return result
  }

  /// `ssh://[user@]host[:port]/path`; `nil` for a path of this machine.
  static func remote(_ peer: String) throws -> (SSHDestination, options: [String])? {
    guard peer.hasPrefix("ssh://") else { return nil }
    guard let url = URLComponents(string: peer), let host = url.host, !host.isEmpty, url.path.count > 1 else {
      throw StoreError.invalid(
        "\(peer) is not an address", remedy: "write it as ssh://user@host/path/of/store")
    }
    let user = url.user.map { "\($0)@" } ?? ""
    // ssh://host/~/office is relative to the account's home, as git has it.
    let path = url.path.hasPrefix("/~/") ? String(url.path.dropFirst(3)) : url.path
    guard let destination = try SSHDestination("\(user)\(host):\(path)") else {
      throw StoreError.invalid(
        "\(peer) is not an address", remedy: "write it as ssh://user@host/path/of/store")
    }
    return (destination, url.port.map { ["-p", String($0)] } ?? [])
  }

  /// When ssh itself failed, what it said matters more than that the stream ended.
  private static func carry(over transport: SSHTransport, _ body: () throws -> SyncReport) throws
    -> SyncReport
  {
    do {
      let report = try body()
      try transport.close()
      return report
    } catch let failure {
      do { try transport.close() } catch {
        if case SyncError.cancelled = failure { throw failure }
        throw error
      }
      throw failure
    }
  }

  /// The other store is on this machine: both ends run here, over the same protocol.
  private static func beside(
    _ path: String, _ log: SQLiteOperationLog, enrol: Bool, keyWords: String?,
    _ isCancelled: @escaping () -> Bool
  ) throws -> SyncReport {
    let other = try CaseStore.open(at: path)
    let (mine, theirs) = try StdioTransport.pair()
    let server = Thread.start {
      defer { theirs.close() }
      let log = SQLiteOperationLog(other)
      _ = try Peer.serve(log: log, transport: theirs)
      try log.finish()
    }
    let outcome = Result {
      defer { mine.close() }
      return try Peer.synchronise(
        log: log, transport: mine, enrols: enrol, keyWords: keyWords, isCancelled: isCancelled)
    }
    let served = server.wait()
    try other.close()
    // A failure of the other store explains a cut stream better than the cut does.
    if case .failure(let error as SyncError) = outcome, error == .cut, case .failure(let reason) = served {
      throw reason
    }
    return try outcome.get()
  }
}

extension SyncResult {
  fileprivate init(_ report: SyncReport) {
    peerName = report.peerName
    sentOperations = report.sentOperations
    receivedOperations = report.receivedOperations
    bytesOut = report.bytesOut
    bytesIn = report.bytesIn
    roundTrips = report.roundTrips
    refused =
      (report.refused + report.quarantined).map(\.reason) + report.tally.equivocations
      + report.tally.peerAlarms
    missingFiles = report.tally.unservedBlobs
    stateDigest = report.stateDigest?.hex ?? ""
    peerStateDigest = report.peerStateDigest?.hex ?? ""
    difference = SyncDifference(report)
    switch report.outcome {
    case .complete: break
    case .notEnrolled(let descriptor):
      peerName = descriptor.officeName
      unknownPeerWords = descriptor.key.words
    case .noCommonVersion(let theirs):
      refused.append("the peer speaks other versions of the protocol: \(theirs)")
    case .endedByPeer(let reason): refused.append("the peer ended the session: \(reason)")
    }
  }
}

/// Work on a thread of its own, with its result.
final class BackgroundWork: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Void, any Error> = .success(())

  fileprivate func run(_ body: () throws -> Void) {
    result = Result(catching: body)
    done.signal()
  }

  func wait() -> Result<Void, any Error> {
    done.wait()
    return result
  }
}

extension Thread {
  static func start(_ body: @escaping @Sendable () throws -> Void) -> BackgroundWork {
    let work = BackgroundWork()
    let thread = Thread { work.run(body) }
    thread.stackSize = 4 << 20
    thread.start()
    return work
  }
}
