import CaseDomain
import CaseSync
import CaseTesting
import Foundation
import Testing

/// Bytes of every message. A released vector never changes; `RECORD=1 swift test` writes new ones.
@Suite struct CodecTests {
  static let samples: [(String, SyncMessage)] = {
    let log = InMemoryOperationLog(name: "Büro 7", signer: TestSigner(seed: 1), seed: 1)
    let entity = EntityID(high: 1, low: 2)
    try! log.set(.title, of: entity, to: "Vessel")
    try! log.note("Seen in port", on: entity)
    // ECDSA signatures differ from run to run: the vectors carry one of hashes.
    let feed = log.descriptor.feed
    let cheap = CheapSigner(0)
    let copy = InMemoryOperationLog(name: "Büro 7", signer: cheap, seed: 1, check: CheapSigner.check)
    try! copy.set(.title, of: entity, to: "Vessel")
    try! copy.note("Seen in port", on: entity)
    try! copy.seal()
    var segments: [Segment] = []
    copy.segments(of: copy.descriptor.feed, after: 0) {
      segments.append($0)
      return true
    }
    let seals = copy.seals(of: copy.descriptor.replica, incarnation: copy.descriptor.incarnation, after: 0)
    let heads = copy.heads()
    let status = SyncStatus(heads)
    let dot = Dot(feed: feed, seq: 7, hash8: 0x0102_0304_0506_0708)
    let hash = Digest256.sha256([1, 2, 3])
    return [
      ("hello", .hello(Hello(feed: feed, epoch: 77, challenge: Array(0..<32), flags: [.enrol]))),
      ("auth", .auth(signature: Array(repeating: 0xAB, count: 96), descriptor: nil)),
      (
        "auth-introducing",
        .auth(signature: Array(repeating: 0xAB, count: 96), descriptor: log.descriptor.encoded)
      ),
      ("who", .who),
      ("status", .status(status)),
      ("heads", .heads(last: true, heads, descriptors: [copy.descriptor.encoded])),
      (
        "want",
        .want([Want(have: heads[0], seal: 3), Want(have: FeedHead(feed: feed, seq: 0, hash: .zero), seal: 0)])
      ),
      ("seal", .seals(seals)),
      ("seg", .segments(last: false, segments)),
      ("seg-last", .segments(last: true, [])),
      ("ack", .ack(heads)),
      ("blobwant", .blobWant([BlobWant(hash: hash, cited: dot, size: 5_000_000, offset: 1 << 20)])),
      ("blobchunk", .blobChunk(hash: hash, offset: 0, bytes: [9, 8, 7])),
      ("blobchunk-none", .blobChunk(hash: hash, offset: 0, bytes: nil)),
      ("digest", .digest(reducer: 1, state: hash, nil)),
      ("digest-status", .digest(reducer: 1, state: hash, status)),
      ("alarm", .alarm("replica 12 signed two seals with number 3")),
      ("bye", .bye(.notEnrolled)),
    ]
  }()

  private static func read(_ frame: [UInt8]) throws(ProtocolViolation) -> SyncMessage? {
    let reader = FrameReader(expectsPreamble: false)
    reader.append(frame)
    return try reader.next()
  }

  @Test(arguments: samples.map(\.0))
  func vectors(name: String) throws {
    let message = Self.samples.first { $0.0 == name }!.1
    let bytes = try FrameWriter().frame(message, compressing: false)
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/\(name).hex")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try (Hex.encode(bytes) + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    #expect(Hex.encode(bytes) == recorded)
    #expect(try Self.read(bytes) == message)
  }

  @Test func everyKindHasAVector() {
    #expect(Set(Self.samples.map(\.1.kind)) == Set(SyncMessage.Kind.allCases))
  }

  @Test func compressedFramesReadTheSame() throws {
    let heads = (1...2000).map { FeedHead(feed: FeedID(high: 1, low: UInt64($0)), seq: 1, hash: .zero) }
    let message = SyncMessage.heads(last: true, heads, descriptors: [])
    let writer = FrameWriter()
    let plain = try writer.frame(message, compressing: false)
    let frame = try writer.frame(message)
    #expect(frame.count < plain.count / 2)
    #expect(frame[5] == 1)
    #expect(try Self.read(frame) == message)
  }

  /// Shortened anywhere, with the length field as it was or made to fit, a frame is an error or unfinished:
  /// never a message, never a crash.
  @Test(arguments: samples.map(\.0))
  func truncated(name: String) throws {
    let frame = try FrameWriter().frame(Self.samples.first { $0.0 == name }!.1, compressing: false)
    for length in 0..<frame.count {
      var short = Array(frame[..<length])
      #expect(try Self.read(short) == nil)
      guard length >= 6 else { continue }
      withUnsafeBytes(of: UInt32(length - 6).bigEndian) { short.replaceSubrange(0..<4, with: $0) }
      #expect(throws: ProtocolViolation.self) { try Self.read(short) }
    }
  }

  @Test func damagedBytesNeverCrash() throws {
    var random = SeededGenerator(seed: 5)
    let writer = FrameWriter()
    for (_, message) in Self.samples {
      let frame = try writer.frame(message, compressing: false)
      for _ in 0..<300 {
        var damaged = frame
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          damaged[Int.random(in: 6..<damaged.count, using: &random)] = UInt8.random(
            in: .min ... .max, using: &random)
        }
        _ = try? Self.read(damaged)
      }
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<20_000 {
      var bytes = random.bytes(Int.random(in: 0...60, using: &random))
      let body = UInt32(bytes.count)
      bytes = [UInt8.random(in: 0...15, using: &random), UInt8.random(in: 0...1, using: &random)] + bytes
      bytes = withUnsafeBytes(of: body.bigEndian, Array.init) + bytes
      _ = try? Self.read(bytes)
    }
  }

  @Test(arguments: [
    ("over the frame limit", "00100401 08 00"),
    ("unknown type", "00000000 0f 00"),
    ("unknown flag", "00000001 03 02 80"),
    ("not zstd", "00000004 08 01 01020304"),
    // A zstd header that declares 2 GiB.
    ("bomb", "00000009 08 01 28b52ffd a0 00000080"),
    // A header that declares no size.
    ("size not declared", "00000009 08 01 28b52ffd 00 58 010000"),
  ])
  func refused(_ why: String, _ hex: String) {
    let bytes = Hex.decode(hex.filter { $0 != " " })!
    #expect(throws: ProtocolViolation.self) { try Self.read(bytes) }
  }

  /// 8 MiB and one byte of zeros take some hundred bytes: the bound is on what comes out.
  @Test func bombIsRefused() throws {
    let writer = FrameWriter()
    let bomb = try writer.frame(
      .auth(signature: Array(repeating: 0, count: SyncLimits.decompressedBody), descriptor: nil))
    #expect(bomb.count < 2000)
    #expect(throws: ProtocolViolation.badCompression) { try Self.read(bomb) }
    let large = try writer.frame(
      .auth(signature: Array(repeating: 0, count: SyncLimits.decompressedBody - 16), descriptor: nil))
    #expect(try Self.read(large) != nil)
  }

  @Test func noiseBeforeThePreambleIsSkipped() throws {
    let reader = FrameReader()
    let frame = try FrameWriter().frame(.who)
    for byte in Array("Welcome to host\n\u{89}cts".utf8) + FrameWriter.preamble + frame {
      reader.append([byte])
    }
    #expect(try reader.next() == .who)
    let deaf = FrameReader()
    deaf.append(Array("bash: casetui: command not found\n".utf8) + Array(repeating: 0x20, count: 70_000))
    #expect(throws: ProtocolViolation.noPreamble("bash: casetui: command not found")) { try deaf.next() }
  }
}
