import Foundation
import Testing

@testable import CaseExchange

/// Every reader on a thread with 128 KiB of stack, which is what some C libraries give a thread, on input that is nested as
/// deep as it may be: what takes stack for each level would end the process here.
@Suite struct SmallStackTests {
  static let stackBytes = 128 * 1024

  private final class Box<Answer>: @unchecked Sendable {
    var answer: Answer?
    var stackBytes = 0
  }

  /// What `body` gives on a thread with a small stack.
  private static func onSmallStack<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) throws
    -> Answer
  {
    let box = Box<Answer>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.stackBytes = stackBytesHere()
      box.answer = body()
      done.signal()
    }
    thread.stackSize = stackBytes
    thread.start()
    done.wait()
    // Else the test would say nothing.
    #expect(box.stackBytes > 0 && box.stackBytes <= stackBytes)
    return try #require(box.answer)
  }

  /// The size of the stack of this thread. The function that says it is not among the names that Swift sees.
  private static func stackBytesHere() -> Int {
    typealias Get = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt
    guard let address = dlsym(nil, "pthread_getattr_np") else { return 0 }
    var attributes = pthread_attr_t()
    guard unsafeBitCast(address, to: Get.self)(pthread_self(), &attributes) == 0 else { return 0 }
    defer { pthread_attr_destroy(&attributes) }
    var size = 0
    return pthread_attr_getstacksize(&attributes, &size) == 0 ? size : 0
  }

  struct Fixture: Sendable, CustomTestStringConvertible {
    let format: EvidenceFormat
    let bytes: [UInt8]
    var testDescription: String { "\(format), \(bytes.count) bytes" }
    var isJSON: Bool {
      bytes.first { $0 > 0x20 }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
    }
    var isXML: Bool {
      bytes.contains(UInt8(ascii: "<")) && String(decoding: bytes, as: UTF8.self).contains("xmlns")
        || [.sdnXML, .unXML, .euXML].contains(format)
    }

    init(_ format: EvidenceFormat, _ bytes: [UInt8]) { (self.format, self.bytes) = (format, bytes) }
    init(_ format: EvidenceFormat, _ text: String) { self.init(format, Array(text.utf8)) }
  }

  static let fixtures: [Fixture] =
    MadeLists.all.map { Fixture($0.format, $0.bytes) } + GraphFixture.all.map { Fixture($0.0.format, $0.1) }
    + [
      Fixture(.bods, RegisterTests.samples[0].1), Fixture(.gleif, GLEIFSamples.leiXML),
      Fixture(.gleif, GLEIFSamples.leiJSON), Fixture(.companiesHouse, RegisterTests.psc),
      Fixture(
        .stix,
        #"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--2","labels":["x"]}]}"#
      ),
      Fixture(
        .caseUCO,
        #"{"@context":{"kb":"http://example.org/"},"@graph":[{"@id":"kb:1","@type":"uco-observable:File","uco-core:hasFacet":[{"@id":"kb:2"}]}]}"#
      ),
      Fixture(.csv, "id,name\n1,Ann\n2,\"B, C\"\n"),
      Fixture(.mail, "From: ann@list.example\nSubject: one\n\nText\n"),
      Fixture(
        .mailbox,
        "From ann@list.example Sat Jan  2 03:04:05 2027\nFrom: ann@list.example\nSubject: one\n\nText\n"),
    ]

  /// The fixture with something nested to the limit at each place where a value or an element may begin.
  private static func nested(_ fixture: Fixture) -> [[UInt8]] {
    if fixture.isXML { return nestedElements(fixture.bytes) }
    return fixture.isJSON ? nestedValues(fixture.bytes) : []
  }

  private static func nestedValues(_ bytes: [UInt8]) -> [[UInt8]] {
    var depth = 0
    var found: [[UInt8]] = []
    for (index, byte) in bytes.enumerated() {
      let isObject = byte == UInt8(ascii: "{")
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
      guard isObject || byte == UInt8(ascii: "[") else { continue }
      depth += 1
      let next = bytes[(index + 1)...].first { $0 > 0x20 }
      let isEmpty = next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
      for (open, close) in [("[", "]"), (#"{"deep":"#, "}")] {
        let room = JSONScanner.maximumDepth - depth
        let nest = String(repeating: open, count: room) + "1" + String(repeating: close, count: room)
        let text = (isObject ? #""deep":"# : "") + nest + (isEmpty ? "" : ",")
        found.append(bytes[...index] + Array(text.utf8) + bytes[(index + 1)...])
      }
    }
    return found
  }

  private static func nestedElements(_ bytes: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var depth = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ">") && index > 0 {
      guard let open = bytes[..<index].lastIndex(of: UInt8(ascii: "<")), bytes[index - 1] != UInt8(ascii: "?")
      else {
        continue
      }
      if bytes[open + 1] == UInt8(ascii: "/") {
        depth -= 1
        continue
      }
      if bytes[index - 1] == UInt8(ascii: "/") { continue }
      depth += 1
      let room = XMLScanner.maximumDepth - depth
      let nest = String(repeating: "<z>", count: room) + String(repeating: "</z>", count: room)
      found.append(bytes[...index] + Array(nest.utf8) + bytes[(index + 1)...])
    }
    return found
  }

  @Test func everyReaderHasAFixture() {
    let covered = Set(Self.fixtures.map(\.format))
    #expect(EvidenceFormats.readers.map { $0.format }.filter { !covered.contains($0) } == [])
    let deep = Self.fixtures.filter { !Self.nested($0).isEmpty }
    #expect(deep.contains { $0.isXML } && deep.count { $0.isJSON } > 8)
  }

  @Test(arguments: fixtures)
  func aSmallStackIsEnough(_ fixture: Fixture) throws {
    let reader = try #require(EvidenceFormats.reader(of: fixture.format))
    let inputs = [fixture.bytes] + Self.nested(fixture)
    let usual = try inputs.map { try ListReading(reader, $0) }
    #expect(usual.allSatisfy { !$0.objects.isEmpty })
    let small = try Self.onSmallStack { inputs.map { try? ListReading(reader, $0) } }
    #expect(small == usual)
  }

  @Test func objectsAreValidatedOnASmallStack() throws {
    let pattern =
      "[" + String(repeating: "(", count: 2_000) + "a:b = 1" + String(repeating: ")", count: 2_000) + "]"
    let text =
      #"{"type":"indicator","spec_version":"2.1","id":"indicator--2","pattern_type":"stix","pattern":"\#(pattern)","x":"#
      + String(repeating: "[", count: 63) + String(repeating: "]", count: 63) + "}"
    let findings = try Self.onSmallStack { () -> Int in
      var validator = STIXValidator()
      return Array(text.utf8).withUnsafeBufferPointer { validator.check($0).count }
    }
    #expect(findings > 0)
  }

  @Test func containersAreReadOnASmallStack() throws {
    let archives: [([UInt8], EvidenceFormat)] = [
      (ZipSample([.init("a.txt"), .init("b.txt")]).bytes(), .zip),
      (TarSample.of([("a", "1"), ("b", "2")]), .tar),
      (Packed.gzip(TarSample.of([("a", "1")])), .gzip), (Self.nestedMail, .mail),
    ]
    for (bytes, format) in archives {
      let usual = try Unpacked(bytes, format).texts
      let small = try Self.onSmallStack { (try? Unpacked(bytes, format))?.texts }
      #expect(!usual.isEmpty && small == usual, "\(format)")
    }
  }

  /// Messages inside messages, and parts inside parts, as deep as they are read.
  private static let nestedMail: [UInt8] = {
    var text = "From: a@list.example\nContent-Disposition: attachment; filename=a.txt\n\nText\n"
    for level in 0..<12 {
      text = "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n\(text)\n--b\(level)--\n"
      text = "From: a@list.example\n" + text
      if level.isMultiple(of: 3) { text = "Content-Type: message/rfc822\n\n" + text }
    }
    return Array(("From: a@list.example\nTo: b@list.example\n" + text).utf8)
  }()
}
