import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import CaseSync

/// Both ends in one process, over real descriptors, with real keys.
@Suite struct PeerTests {
  private final class Box<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private func log(_ number: UInt64) -> InMemoryOperationLog {
    InMemoryOperationLog(name: "Office \(number)", signer: TestSigner(seed: number), seed: number)
  }

  /// Runs both ends; the second one in a thread.
  private func session(
    _ first: InMemoryOperationLog, _ second: InMemoryOperationLog, enrols: Bool = false,
    keyWords: String? = nil, accepts: Bool = true
  ) throws -> (SyncReport, SyncReport) {
    let (near, far) = try StdioTransport.pair()
    let log = Box(second)
    let answer = Box<Result<SyncReport, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      answer.value = Result { try Peer.serve(log: log.value, transport: far, acceptsEnrolment: accepts) }
      far.close()
      done.signal()
    }
    thread.start()
    defer { near.close() }
    let report = Result {
      try Peer.synchronise(log: first, transport: near, enrols: enrols, keyWords: keyWords)
    }
    done.wait()
    return (try report.get(), try answer.value!.get())
  }

  @Test func firstContactShowsTheKeyAndNothingElse() throws {
    let (a, b) = (log(1), log(2))
    try b.note("secret", on: EntityID(high: 1, low: 1))
    let (report, answer) = try session(a, b)
    #expect(report.outcome == .notEnrolled(b.descriptor))
    #expect(report.peer?.key.words == b.signer.key.words)
    #expect(answer.outcome == .endedByPeer(.notEnrolled))
    #expect(report.bytesIn < 500)
    #expect(a.state.operations.isEmpty)
  }

  /// Whoever answers at the address later is not who answered first: nobody is taken in, on either side.
  @Test func onlyTheKeyWhoseWordsWereComparedIsEnrolled() throws {
    let (a, b, c) = (log(1), log(2), log(3))
    try a.note("secret", on: EntityID(high: 1, low: 1))
    let words = try session(a, b).0.peer?.key.words
    let (report, answer) = try session(a, c, enrols: true, keyWords: words)
    #expect(report.outcome == .notEnrolled(c.descriptor))
    #expect(answer.outcome == .endedByPeer(.notEnrolled))
    #expect(c.state.operations.isEmpty && a.state.operations.count == 1)
    #expect(try session(a, b, enrols: true, keyWords: words).0.outcome == .complete)
    #expect(a.stateDigest() == b.stateDigest())
  }

  @Test func servingMayRefuseToEnrol() throws {
    let (a, b) = (log(1), log(2))
    let (report, answer) = try session(a, b, enrols: true, accepts: false)
    #expect(report.outcome == .endedByPeer(.notEnrolled))
    #expect(answer.outcome == .notEnrolled(a.descriptor))
    #expect(b.state.operations.isEmpty)
  }

  @Test func bothWaysThenNothingToDo() throws {
    let (a, b) = (log(1), log(2))
    let entity = EntityID(high: 1, low: 1)
    for number in 0..<2500 { try a.note("from a \(number)", on: entity) }
    for number in 0..<1500 { try b.note("from b \(number)", on: entity) }
    let (first, answer) = try session(a, b, enrols: true)
    #expect(first.outcome == .complete)
    #expect(first.sentOperations == 2501)
    #expect(first.receivedOperations == 1501)
    #expect(answer.receivedOperations == 2501)
    #expect(first.tally.statusesAgree)
    #expect(a.stateDigest() == b.stateDigest())
    let (second, _) = try session(b, a)
    #expect(second.bytesIn + second.bytesOut <= 600)
    #expect(second.roundTrips <= 3)
    try a.note("one more", on: entity)
    let (third, _) = try session(a, b)
    #expect(third.sentOperations == 1)
    #expect(third.bytesIn + third.bytesOut < 2000)
  }

  /// A third office learns of the second through the first.
  @Test func enrolmentSpreads() throws {
    let (a, b, c) = (log(1), log(2), log(3))
    try b.note("from b", on: EntityID(high: 1, low: 1))
    _ = try session(a, b, enrols: true)
    let (report, _) = try session(c, a, enrols: true)
    #expect(report.refused.isEmpty)
    #expect(c.stateDigest() == a.stateDigest())
    let (direct, _) = try session(b, a)
    #expect(direct.outcome == .complete)
    let (stranger, _) = try session(c, b)
    #expect(stranger.outcome == .complete)
  }

  @Test func blobsFollowTheirOperations() throws {
    let (a, b) = (log(1), log(2))
    var random = SeededGenerator(seed: 1)
    let large = random.bytes(3_200_000)
    let hash = try a.attach(large, to: EntityID(high: 1, low: 1))
    let empty = try a.attach([], to: EntityID(high: 1, low: 2))
    _ = try session(a, b, enrols: true)
    #expect(b.blob(hash) == large)
    #expect(b.blob(empty) == [])
    let (again, _) = try session(a, b)
    #expect(again.bytesIn + again.bytesOut <= 600)
  }

  /// More than are looked up at once, and those that the peer lacks stand before those that it has.
  @Test func allContentComesInOneSession() throws {
    let (a, b) = (log(1), log(2))
    let lacking = (0..<70).map { number in [UInt8(number)] }
    let there = (0..<SyncLimits.blobNeeds).map { number in
      [1, 2, UInt8(number >> 8), UInt8(number & 0xFF)] as [UInt8]
    }
    for (number, content) in (lacking + there).enumerated() {
      _ = try a.attach(content, to: EntityID(high: 1, low: UInt64(number) + 1))
    }
    for content in lacking { a.lose(.sha256(content)) }
    let (report, _) = try session(b, a, enrols: true)
    #expect(report.tally.receivedBlobs == there.count)
    #expect(there.allSatisfy { b.blob(.sha256($0)) != nil })
    #expect(report.tally.unservedBlobs == lacking.count)
    #expect(report.tally.unserved.count == 5)
    #expect(report.tally.unserved.allSatisfy { hash in lacking.contains { .sha256($0) == hash } })
  }

  @Test func aSegmentThatIsNotWhatWasSealedIsKeptAside() throws {
    let (a, b) = (log(1), log(2))
    try a.note("true", on: EntityID(high: 1, low: 1))
    _ = try session(a, b, enrols: true)
    try a.note("also true", on: EntityID(high: 1, low: 1))
    try a.seal()
    var segments: [Segment] = []
    a.segments(of: a.descriptor.feed, after: 0) {
      segments.append($0)
      return true
    }
    let last = segments.last!
    let forged = Segment(
      feed: last.feed, first: last.first, previous: last.previous, operations: last.operations,
      proof: SegmentProof(
        replica: last.proof.replica, incarnation: last.proof.incarnation, sealNumber: last.proof.sealNumber,
        leafIndex: last.proof.leafIndex, blind: Array(repeating: 0, count: 16), path: last.proof.path))
    let seals = a.seals(of: a.descriptor.replica, incarnation: a.descriptor.incarnation, after: 0)
    let received = try b.receive(
      descriptors: [a.descriptor], seals: seals, segments: [forged], from: a.descriptor.replica)
    #expect(received.operations == 0)
    #expect(received.quarantined.count == 1)
    var unsigned = seals
    for index in unsigned.indices { unsigned[index].signatures = [] }
    try b.restore(b.state, witness: b.witness)
    let c = log(3)
    try c.enrol(a.descriptor)
    let none = try c.receive(
      descriptors: [a.descriptor], seals: unsigned, segments: segments, from: a.descriptor.replica)
    #expect(none.operations == 0)
    #expect(!none.quarantined.isEmpty)
  }

  @Test func aSecretBlobIsServedByReferenceOnly() throws {
    let a = log(1)
    let hash = try a.attach([1, 2, 3], to: EntityID(high: 1, low: 1))
    let other = try a.set(.title, of: EntityID(high: 1, low: 1), to: "x")
    #expect(a.readBlob(hash, cited: other.dot, offset: 0, count: 3) == nil)
  }

  @Test func someoneElsesKeyDoesNotOpenASession() throws {
    let (a, b) = (log(1), log(2))
    _ = try session(a, b, enrols: true)
    var configuration = Session.Configuration(role: .responder, challenge: Array(repeating: 1, count: 32))
    configuration.check = { _, _, _ in false }
    var session = try Session(log: b, configuration: configuration)
    try session.receive(
      .hello(Hello(feed: a.descriptor.feed, epoch: 1, challenge: Array(repeating: 2, count: 32))))
    #expect(throws: ProtocolViolation.badSignature) {
      try session.receive(.auth(signature: Array(repeating: 3, count: 96), descriptor: nil))
    }
  }

  @Test func contentBeforeAuthenticationIsOutOfTurn() throws {
    for (_, message) in CodecTests.samples where message.kind.rawValue >= SyncMessage.Kind.status.rawValue {
      if case .bye = message { continue }
      var session = try Session(
        log: log(1),
        configuration: Session.Configuration(role: .responder, challenge: Array(repeating: 1, count: 32)))
      #expect(throws: ProtocolViolation.self) { try session.receive(message) }
    }
  }

  /// Before they have proved who they are, nobody makes this side sign more than twice, or hold more answers (§3.2).
  @Test func whoIsAnsweredOnce() throws {
    var caller = try Session(
      log: log(1),
      configuration: Session.Configuration(role: .initiator, challenge: Array(repeating: 1, count: 32)))
    var session = try Session(
      log: log(2),
      configuration: Session.Configuration(role: .responder, challenge: Array(repeating: 2, count: 32)))
    try session.receive(try #require(try caller.next()))
    try session.receive(.who)
    #expect(throws: ProtocolViolation.outOfTurn(.who)) { try session.receive(.who) }
  }

  /// A peer may acknowledge what it likes: only what is here is remembered.
  @Test func onlyHeadsThatAreHeldAreRemembered() throws {
    let (a, b) = (log(1), log(2))
    _ = try session(a, b, enrols: true)
    try b.note("new", on: EntityID(high: 1, low: 1))
    var ends = try [(a, Session.Role.initiator), (b, .responder)].map { log, role in
      try Session(
        log: log, configuration: Session.Configuration(role: role, challenge: Array(repeating: 1, count: 32)))
    }
    greeting: while true {
      for side in [0, 1] {
        guard let message = try ends[side].next() else { continue }
        try ends[1 - side].receive(message)
        if side == 0, case .status = message { break greeting }
      }
    }
    let held = try #require(Set(b.heads()).subtracting(ends[1].memory.heads).first)
    let strange = (0..<100 as Range<UInt8>).map { number in
      FeedHead(feed: held.feed, seq: held.seq, hash: .sha256([number]))
    }
    let before = ends[1].memory.heads
    try ends[1].receive(.ack([held] + strange))
    #expect(ends[1].memory.heads == before.union([held]))
  }

  @Test func cancelling() throws {
    let (near, far) = try StdioTransport.pair()
    defer {
      near.close()
      far.close()
    }
    #expect(throws: SyncError.cancelled) {
      try Peer.synchronise(log: log(1), transport: near, isCancelled: { true })
    }
  }

  /// What was committed before the connection broke is not sent again.
  @Test func resumesWhereItWasCut() throws {
    let (a, b) = (log(1), log(2))
    _ = try session(a, b, enrols: true)
    let text = String(repeating: "x", count: 900)
    for number in 0..<2000 { try a.note("\(number) \(text)", on: EntityID(high: 1, low: 1)) }
    var ends = try [(a, Session.Role.initiator), (b, .responder)].map { log, role in
      try Session(
        log: log, configuration: Session.Configuration(role: role, challenge: Array(repeating: 1, count: 32)))
    }
    cut: while true {
      for side in [0, 1] {
        if let message = try ends[side].next() {
          if case .ack = message { break cut }
          try ends[1 - side].receive(message)
          try ends[1 - side].advance(milliseconds: 600)
        }
      }
    }
    let committed = b.state.operations.count
    #expect(committed > 500 && committed < 2000)
    let (report, _) = try session(a, b)
    #expect(report.sentOperations == UInt64(2002 - committed))
    #expect(a.stateDigest() == b.stateDigest())
  }

  /// The same over two pipes, as ssh gives them.
  @Test func pipesCarryIt() throws {
    let (a, b) = (log(1), log(2))
    for number in 0..<300 { try a.note("from a \(number)", on: EntityID(high: 1, low: 1)) }
    var there: [CInt] = [0, 0]
    var back: [CInt] = [0, 0]
    #expect(pipe(&there) == 0 && pipe(&back) == 0)
    let near = StdioTransport(input: back[0], output: there[1])
    let far = StdioTransport(input: there[0], output: back[1])
    let log = Box(b)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      _ = try? Peer.serve(log: log.value, transport: far)
      far.close()
      done.signal()
    }
    thread.start()
    let report = try Peer.synchronise(log: a, transport: near, enrols: true)
    near.close()
    done.wait()
    #expect(report.tally.statusesAgree)
    #expect(b.stateDigest() == a.stateDigest())
  }
}
