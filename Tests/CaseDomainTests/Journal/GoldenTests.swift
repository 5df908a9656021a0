import CaseDomain
import CaseTesting
import Crypto
import Foundation
import Testing

/// Bytes that must never change: a change of format breaks these (docs/journal.md §3, §5).
@Suite struct GoldenTests {
  static let descriptor = FeedDescriptor(
    office: OfficeID(high: 0x0123_4567_89AB_7DEF, low: 0x8123_4567_89AB_CDEF), officeName: "Büro Süd",
    replica: TestSigner(seed: 1).key.replica, incarnation: 0xFEED_FACE_CAFE_F00D, audience: .everyOffice,
    key: TestSigner(seed: 1).key)
  static let caseID = EntityID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
  static let salt = (0..<16).map { UInt8($0) }

  static let body: OperationBody = {
    var body = OperationBody(
      kind: .set, caseID: caseID, target: Target(caseID, .title), value: .text("深度 – Zoë"),
      supersedes: [Dot(feed: descriptor.feed, seq: 7, hash8: 0x0102_0304_0506_0708)],
      restsOn: [Dot(feed: descriptor.feed, seq: 6, hash8: 9)],
      author: Author(user: "ann", role: "analyst", assurance: 1, onBehalfOf: "bob"),
      saidAtMilliseconds: 1_780_000_000_000, basis: "corrected",
      subject: Digest256.sha256(Array("package".utf8)))
    body.zoneMinutes = -300
    body.transaction = TransactionPart(id: 5, index: 0, count: 2)
    body.userSignature = .array([.uint(1), .bytes([1, 2]), .bytes([3])])
    return body
  }()

  static func operation(_ seq: UInt64, after previous: Digest256, _ body: OperationBody)
    -> CaseDomain.Operation
  {
    let payload = body.payload(salt: salt)
    let header = OperationHeader(
      feed: descriptor.feed, seq: seq, previous: previous,
      hlc: HLC(milliseconds: 1_780_000_000_000, counter: seq),
      payloadHash: payload.withUnsafeBytes { OperationHeader.hash(payload: $0) },
      payloadLength: UInt64(payload.count), flags: seq == 1 ? .continues : [])
    return CaseDomain.Operation(header: header, hash: header.hash, payload: payload)
  }

  static let first = operation(1, after: descriptor.genesis, body)
  static let second = operation(
    2, after: first.hash,
    OperationBody(
      kind: .note, target: Target(caseID, .notes), value: .text("x"), author: Author(user: "b"),
      saidAtMilliseconds: 1))

  static let proof = SegmentProof(
    replica: descriptor.replica, incarnation: descriptor.incarnation, sealNumber: 3, leafIndex: 0,
    blind: TestSigner(seed: 1).blind(descriptor.feed.bytes), path: [])
  static let segment = Segment(
    feed: descriptor.feed, first: 1, previous: descriptor.genesis, operations: [first, second], proof: proof)
  static let seal = Seal(
    replica: descriptor.replica, incarnation: descriptor.incarnation, number: 3,
    previous: Digest256.sha256(Array("seal 2".utf8)), hlc: HLC(milliseconds: 1_780_000_000_001),
    root: segment.leaf,
    leafCount: 1, keyID: descriptor.key.id, reducerVersion: 1)

  static var vectors: [(name: String, bytes: [UInt8])] {
    var header = CBORWriter()
    first.header.encode(into: &header)
    var carried = CBORWriter()
    segment.encode(into: &carried)
    var values = CBORWriter()
    for item in sampleValues { values.write(item) }
    return [
      ("descriptor", descriptor.encoded), ("feed", descriptor.feed.bytes),
      ("genesis", descriptor.genesis.bytes),
      ("body", body.encoded), ("payload", first.payload!), ("header", header.bytes),
      ("hash", first.hash.bytes),
      ("segment", carried.bytes), ("leaf", segment.leaf.bytes), ("seal", seal.body),
      ("seal-hash", seal.hash.bytes),
      ("seal-message", seal.signedMessage), ("key-words", Array(descriptor.key.words.utf8)),
      ("values", values.bytes),
      ("live-digest", live.digest.bytes), ("derived", EntityID.derived("finding", from: caseID, "M1").bytes),
    ]
  }

  static let live = LiveValue(
    target: Target(caseID, .title), dot: first.dot, hash: first.hash, hlc: first.header.hlc,
    value: .text("x"),
    caseID: caseID)

  /// One value of every kind that has a form of its own (docs/journal.md §7.5).
  static let sampleValues: [CBOR] = {
    let exhibit = ExhibitID(high: 1, low: 2)
    let owner = OwnerID(high: 3, low: 4)
    let day = Day("2026-05-01")!
    let hash = Digest256.sha256(Array("x".utf8))
    return [
      Creation(type: .caseFile, reference: "26-0001-HQ").cbor,
      FileFacts(sha256: hash, bytes: 9, mediaType: "text/plain", name: "a.txt", chunkRoot: hash).cbor,
      SourceRecord(
        source: "stix", externalID: "identity--1", type: "identity", name: "N", modified: nil,
        content: .inline([0x7B, 0x7D]), bundle: hash, offset: 3, length: 2
      ).cbor,
      Judgement(externalID: "identity--1", verdict: .same).cbor,
      Party(actor: ActorID(high: 5, low: 6), role: "subject").cbor,
      ActorName("北垣星图", kind: .primary, romanised: "Beiyuan Xingtu").cbor,
      Subject(actor: nil, kind: .entity, roles: [.conducted, .directed], concernBases: [.location]).cbor,
      Identification(.assessment, on: day).cbor, ConductWindow(first: day, last: day)!.cbor,
      Owner(id: owner, name: "Aurora Foundry", isUSPerson: true).cbor,
      TermsVersion(owner: owner, name: "v2", from: day, barsTraining: true).cbor,
      PublicBasis("because", exhibits: [exhibit]).cbor,
      ElementFinding(.m1, Finding(.met, exhibits: [exhibit], rationale: "r", author: "a")).cbor,
      ListingValue("Beiyuan", exhibits: [exhibit]).cbor(for: .primaryName),
      OwnerConsent(owner: owner, covers: [.init(exhibit, .basis)], signer: "S", givenOn: day).cbor,
      CustodyEntry(
        position: 0, action: .received, from: "a", to: "b", atMilliseconds: 1, by: "c",
        sha256: ContentHash(hash.bytes)!, previousHash: nil
      ).cbor(of: exhibit),
      StageEvent(from: "lead", to: "triage", details: [CBORPair(3, .text("2026-05-01"))]).details,
    ]
  }()

  @Test(arguments: vectors.map(\.name))
  func bytesAreAsReleased(_ name: String) throws {
    let bytes = GoldenTests.vectors.first { $0.name == name }!.bytes
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Vectors/\(name).hex")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data((Hex.encode(bytes) + "\n").utf8).write(to: file)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    #expect(Hex.encode(bytes) == recorded)
  }

  @Test func theHeaderHasTheSizeTheDesignCountsOn() {
    var writer = CBORWriter()
    GoldenTests.first.header.encode(into: &writer)
    #expect(writer.bytes.count <= 110)
  }

  @Test func whatIsWrittenReadsBack() throws {
    #expect(try OperationBody(payload: GoldenTests.first.payload!) == GoldenTests.body)
    #expect(try FeedDescriptor(encoded: GoldenTests.descriptor.encoded) == GoldenTests.descriptor)
    #expect(try Seal(body: GoldenTests.seal.body) == GoldenTests.seal)
    var writer = CBORWriter()
    GoldenTests.segment.encode(into: &writer)
    let read = try writer.bytes.withUnsafeBytes { buffer in
      var reader = CBORReader(buffer)
      return try Segment(from: &reader)
    }
    #expect(read == GoldenTests.segment)
  }

  @Test func everyValueReadsBack() {
    let values = GoldenTests.sampleValues
    #expect(Creation(values[0])?.cbor == values[0])
    #expect(FileFacts(values[1])?.cbor == values[1])
    #expect(SourceRecord(values[2])?.cbor == values[2])
    #expect(Judgement(values[3])?.cbor == values[3])
    #expect(Party(values[4])?.cbor == values[4])
    #expect(ActorName(values[5])?.cbor == values[5])
    #expect(Subject(values[6])?.cbor == values[6])
    #expect(Identification(values[7])?.cbor == values[7])
    #expect(ConductWindow(values[8])?.cbor == values[8])
    #expect(Owner(values[9])?.cbor == values[9])
    #expect(TermsVersion(values[10])?.cbor == values[10])
    #expect(PublicBasis(values[11])?.cbor == values[11])
    #expect(ElementFinding(values[12], author: "a")?.cbor == values[12])
    #expect(ListingValue.read(values[13])?.value.cbor(for: .primaryName) == values[13])
    #expect(OwnerConsent(values[14], revokedOn: nil)?.cbor == values[14])
    #expect(CustodyEntry.read(values[15]).map { $0.entry.cbor(of: $0.exhibit) } == values[15])
    #expect(StageEvent(values[16])?.details == values[16])
  }

  /// A flipped bit anywhere in a carried segment is either refused or gives another leaf.
  @Test func aFlippedBitNeverPasses() {
    var writer = CBORWriter()
    GoldenTests.segment.encode(into: &writer)
    let seal = GoldenTests.seal
    #expect(GoldenTests.segment.isCovered(by: seal))
    for bit in 0..<writer.bytes.count * 8 {
      var bytes = writer.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      let read: Segment? = bytes.withUnsafeBytes { buffer in
        var reader = CBORReader(buffer)
        return try? Segment(from: &reader)
      }
      #expect(read?.isCovered(by: seal) != true, "bit \(bit)")
    }
  }

  @Test func sealsAreSignedOverTheirExactBytes() throws {
    let signer = TestSigner(seed: 1)
    let signed = try GoldenTests.seal.signed(by: signer)
    #expect(signed.isSigned(by: signer.key))
    #expect(!signed.isSigned(by: TestSigner(seed: 2).key))
    let other = Seal(
      replica: signed.replica, incarnation: signed.incarnation, number: signed.number + 1,
      previous: signed.previous,
      hlc: signed.hlc, root: signed.root, leafCount: signed.leafCount, keyID: signed.keyID,
      reducerVersion: signed.reducerVersion, signatures: signed.signatures)
    #expect(!other.isSigned(by: signer.key))
  }
}
