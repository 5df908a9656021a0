import CaseDomain
import Glibc

/// What a synchronisation came to.
public struct SyncReport: Equatable, Sendable {
  public var outcome: Session.Outcome
  /// Who was at the other end; `nil` when it did not come to that.
  public var peer: FeedDescriptor?
  public var tally = SyncTally()
  public var bytesOut: UInt64 = 0
  public var bytesIn: UInt64 = 0
  /// How often this side had said all it could and waited for the peer.
  public var roundTrips = 0

  public var peerName: String { peer?.officeName ?? "" }
  public var sentOperations: UInt64 { tally.sentOperations }
  public var receivedOperations: UInt64 { tally.receivedOperations }
  public var refused: [Quarantined] { tally.refused }
  public var quarantined: [Quarantined] { tally.quarantined }
  public var stateDigest: Digest256? { tally.stateDigest }
  public var peerStateDigest: Digest256? { tally.peerStateDigest }
}

/// Drives a session over a transport: reads, writes, polls. Blocks its thread until the session is over.
public struct Peer {
  /// Asked between polls, at least four times a second.
  public var isCancelled: () -> Bool = { false }
  public var silenceSeconds = 300

  private let transport: any Transport
  private var session: Session
  private let writer = FrameWriter()
  private let reader = FrameReader()
  private var pending: ArraySlice<UInt8> = FrameWriter.preamble[...]
  private var report = SyncReport(outcome: .complete)
  private var wroteSinceWait = true
  /// The peer reads no more; what it said before that is still worth reading.
  private var outputIsClosed = false

  private static let pollMilliseconds: CInt = 250
  /// Fits wherever `poll` reports room (PIPE_BUF), so that a write never blocks while input waits.
  private static let writeBytes = 4096
  private static let readBytes = 256 * 1024

  public init(session: Session, transport: any Transport) {
    self.session = session
    self.transport = transport
    signal(SIGPIPE, SIG_IGN)  // a peer that hangs up is an error of this session, not the end of the process
  }

  /// Asks a peer to synchronise.
  ///
  /// - Parameters:
  ///   - enrols: takes a peer in that is not known, and asks to be taken in (§3.2).
  ///   - keyWords: with `enrols`, only a peer whose key has these words; `nil` for any.
  public static func synchronise(
    log: any OperationLog, transport: any Transport, enrols: Bool = false, keyWords: String? = nil,
    comparesInFull: Bool = false, movesBlobs: Bool = true, isCancelled: @escaping () -> Bool = { false }
  ) throws -> SyncReport {
    var configuration = Session.Configuration(role: .initiator, challenge: randomChallenge())
    configuration.enrols = enrols
    configuration.keyWords = keyWords
    configuration.comparesInFull = comparesInFull
    configuration.movesBlobs = movesBlobs
    var peer = Peer(session: try Session(log: log, configuration: configuration), transport: transport)
    peer.isCancelled = isCancelled
    return try peer.run()
  }

  /// Answers a peer that asks.
  ///
  /// - Parameter acceptsEnrolment: whether an unknown peer that asks for it is taken in. On by default:
  ///   whoever can start this program as its account can write the store anyway (§3.2).
  public static func serve(
    log: any OperationLog, transport: any Transport, acceptsEnrolment: Bool = true, movesBlobs: Bool = true,
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> SyncReport {
    var configuration = Session.Configuration(role: .responder, challenge: randomChallenge())
    configuration.enrols = acceptsEnrolment
    configuration.movesBlobs = movesBlobs
    var peer = Peer(session: try Session(log: log, configuration: configuration), transport: transport)
    peer.isCancelled = isCancelled
    return try peer.run()
  }

  private static func randomChallenge() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// - Throws: `ProtocolViolation`, `SyncError`, or what the log throws.
  public mutating func run() throws -> SyncReport {
    do {
      try loop()
    } catch let error as SyncError {
      if error == .cancelled { farewell(.cancelled) }
      throw error
    } catch let error as ProtocolViolation {
      farewell(error == .badSignature ? .badSignature : .violation)
      throw error
    } catch {
      farewell(.failure)
      throw error
    }
    report.outcome = session.outcome!
    report.peer = session.peer
    report.tally = session.tally
    return report
  }

  private mutating func loop() throws {
    let clock = ContinuousClock()
    var last = clock.now
    var silence: UInt64 = 0
    while true {
      while pending.isEmpty, !outputIsClosed, let message = try session.next() {
        pending = try writer.frame(message)[...]
      }
      if pending.isEmpty, session.isOver || (outputIsClosed && session.outcome != nil) { return }
      guard !isCancelled() else { throw SyncError.cancelled }
      if pending.isEmpty, wroteSinceWait {
        report.roundTrips += 1
        wroteSinceWait = false
      }
      let ready = try poll()
      let now = clock.now
      let elapsed = UInt64(max(0, (now - last) / .milliseconds(1)))
      if elapsed > 0 {
        last = now
        try session.advance(milliseconds: elapsed)
      }
      silence = ready.reads || ready.writes ? 0 : silence + elapsed
      guard silence < UInt64(silenceSeconds) * 1000 else { throw SyncError.silent(seconds: silenceSeconds) }
      if ready.reads { try read() }
      if ready.writes { try write() }
    }
  }

  private func poll() throws(SyncError) -> (reads: Bool, writes: Bool) {
    var polled = [
      pollfd(fd: transport.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: transport.output, events: Int16(POLLOUT), revents: 0),
    ]
    let count = Glibc.poll(&polled, pending.isEmpty ? 1 : 2, Peer.pollMilliseconds)
    guard count >= 0 || errno == EINTR else { throw Peer.systemError("poll") }
    guard count > 0 else { return (false, false) }
    return (polled[0].revents != 0, polled[1].revents != 0)
  }

  private mutating func read() throws {
    let count = try withUnsafeTemporaryAllocation(byteCount: Peer.readBytes, alignment: 1) {
      buffer throws -> Int in
      let count = Glibc.read(transport.input, buffer.baseAddress!, buffer.count)
      if count > 0 { reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
      return count
    }
    if count > 0 {
      report.bytesIn += UInt64(count)
      while session.outcome == nil, let message = try reader.next() { try session.receive(message) }
    } else if count == 0 || errno == ECONNRESET {
      if !reader.sawPreamble, !reader.noise.isEmpty { throw ProtocolViolation.noPreamble(reader.noise) }
      guard session.endOfStream() else { throw SyncError.cut }
      pending = []  // nobody is left to read it
    } else if errno != EINTR, errno != EAGAIN {
      throw Peer.systemError("read")
    }
  }

  private mutating func write() throws(SyncError) {
    let count = pending.prefix(Peer.writeBytes).withUnsafeBytes {
      Glibc.write(transport.output, $0.baseAddress!, $0.count)
    }
    if count >= 0 {
      report.bytesOut += UInt64(count)
      pending = pending.dropFirst(count)
      wroteSinceWait = true
    } else if errno == EPIPE || errno == ECONNRESET {
      _ = session.endOfStream()
      outputIsClosed = true
      pending = []
    } else if errno != EINTR, errno != EAGAIN {
      throw Peer.systemError("write")
    }
  }

  /// Tells the peer why, when there is room for it. A frame begun is not finished, so only between frames.
  private mutating func farewell(_ reason: ByeReason) {
    guard pending.isEmpty, let frame = try? writer.frame(.bye(reason)) else { return }
    pending = frame[...]
    if let ready = try? poll(), ready.writes { try? write() }
  }

  private static func systemError(_ call: String) -> SyncError {
    .system("\(call): \(String(cString: strerror(errno)))")
  }
}
