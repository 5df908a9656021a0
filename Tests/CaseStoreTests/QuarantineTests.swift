import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

/// What a peer sent and this store did not take in is kept aside as it came.
@Suite struct QuarantineTests {
  private let sender: Office
  private let receiver: Office
  private let log: SQLiteOperationLog
  private let other: SQLiteOperationLog

  init() throws {
    sender = try Office("Northgate")
    receiver = try Office("Head Office")
    log = SQLiteOperationLog(receiver.store)
    other = SQLiteOperationLog(sender.store)
    for title in ["First", "Second"] {
      try sender.sampleCase(title)
      try other.seal()
    }
  }

  /// Everything that the sender has written.
  private func sent() throws -> (seals: [Seal], segments: [Segment]) {
    var segments: [Segment] = []
    try other.segments(of: other.descriptor.feed, after: 0) { segment in
      segments.append(segment)
      return true
    }
    let own = other.descriptor
    return (try other.seals(of: own.replica, incarnation: own.incarnation, after: 0), segments)
  }

  private func receive(_ seals: [Seal], _ segments: [Segment]) throws -> Received {
    try log.receive(
      descriptors: [other.descriptor], seals: seals, segments: segments, from: other.descriptor.replica)
  }

  private func kept() throws -> [[UInt8]] {
    try receiver.store.pool.read { db in
      try Data.fetchAll(db, sql: "SELECT bytes FROM quarantine ORDER BY id").map { Array($0) }
    }
  }

  /// The segment that does not fit, and not another one of its feed.
  @Test func theSegmentThatIsRefusedIsKept() throws {
    try log.enrol(other.descriptor)
    let (seals, segments) = try sent()
    let last = try #require(segments.last)
    try #require(segments.count > 1)
    let proof = SegmentProof(
      replica: last.proof.replica, incarnation: last.proof.incarnation, sealNumber: last.proof.sealNumber,
      leafIndex: last.proof.leafIndex, blind: Array(repeating: 0, count: 16), path: last.proof.path)
    let forged = Segment(
      feed: last.feed, first: last.first, previous: last.previous, operations: last.operations, proof: proof)
    let received = try receive(seals, segments.dropLast() + [forged])
    #expect(received.operations > 0 && received.quarantined.count == 1)
    var writer = CBORWriter()
    forged.encode(into: &writer)
    #expect(try kept() == [writer.bytes])
  }

  /// A seal with another's signature is kept with that signature.
  @Test func theSealThatIsRefusedIsKept() throws {
    try log.enrol(other.descriptor)
    let (seals, segments) = try sent()
    let stranger = SealSignature(algorithm: 1, keyID: 1, bytes: Array(repeating: 7, count: 96))
    let forged = seals.map { seal in
      var seal = seal
      seal.signatures = [stranger]
      return seal
    }
    #expect(try receive(forged, segments).operations == 0)
    let expected = forged.map { seal in
      CBOR.array([.bytes(seal.body), SealSignature.encode([stranger])]).encoded
    }
    #expect(try Set(kept()) == Set(expected))
  }
}
