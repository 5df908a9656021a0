import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite struct JSONTests {
  // MARK: Verdicts

  @Test(arguments: [
    ("{}", JSONValue.object([])),
    (
      " [1, -0, 2.50e+1, 12345678901234567890] ",
      .array(["1", "-0", "2.50e+1", "12345678901234567890"].map { .number($0) })
    ),
    (
      #"{"b":null,"a":[true,false]}"#,
      .object([.init(key: "b", value: .null), .init(key: "a", value: .array([.bool(true), .bool(false)]))])
    ),
    (#""\u00e9\n\/\"\\\ud83d\ude00\u0000""#, .string("é\n/\"\\😀\u{0}")),
    ("\"七个房间\"", .string("七个房间")),
    ("7", .number("7")),
  ])
  func accepted(_ text: String, _ value: JSONValue) throws {
    #expect(try JSON.parse(Array(text.utf8)) == value)
    try JSON.validate(Array(text.utf8))
  }

  @Test(arguments: [
    ("", JSONFault.Kind.empty, 0, 1),
    (" \n ", .empty, 3, 2),
    ("{", .truncated, 1, 1),
    ("[1,", .truncated, 3, 1),
    ("[1,]", .unexpectedByte, 3, 1),
    ("[,1]", .unexpectedByte, 1, 1),
    ("{\"a\":1,}", .unexpectedByte, 7, 1),
    ("{\"a\" 1}", .unexpectedByte, 5, 1),
    ("{a:1}", .unexpectedByte, 1, 1),
    ("[1}", .unexpectedByte, 2, 1),
    ("{\"a\":1]", .unexpectedByte, 6, 1),
    ("]", .unexpectedByte, 0, 1),
    ("[1 2]", .unexpectedByte, 3, 1),
    ("{}\n{}", .trailingBytes, 3, 2),
    ("[01]", .badNumber, 1, 1),
    ("[1.]", .badNumber, 3, 1),
    ("[-]", .badNumber, 2, 1),
    ("[1e+]", .badNumber, 4, 1),
    ("-", .truncated, 1, 1),
    ("[+1]", .unexpectedByte, 1, 1),
    ("[NaN]", .unexpectedByte, 1, 1),
    ("[nul]", .badLiteral, 1, 1),
    ("tru", .truncated, 3, 1),
    ("[\n\"a\tb\"]", .controlCharacter, 4, 2),
    ("[\"a\\x\"]", .badEscape, 3, 1),
    ("[\"\\u12G4\"]", .badEscape, 2, 1),
    ("[\"\\ud800\"]", .loneSurrogate, 2, 1),
    ("[\"\\udc00\"]", .loneSurrogate, 2, 1),
    ("[\"\\ud800\\u0041\"]", .loneSurrogate, 2, 1),
    ("[\"abc", .truncated, 5, 1),
    ("// no\n1", .unexpectedByte, 0, 1),
  ])
  func refused(_ text: String, _ kind: JSONFault.Kind, _ offset: Int, _ line: Int) {
    expectRefusal(Array(text.utf8), kind, offset, line)
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x7B, 0x7D], JSONFault.Kind.byteOrderMark, 0),
      ([0xFE, 0xFF, 0x00, 0x7B], .notUTF8Text, 0),
      ([0xFF, 0xFE, 0x7B, 0x00], .notUTF8Text, 0),
      ([0x00, 0x7B], .notUTF8Text, 0),
      ([0x22, 0xC0, 0xAF, 0x22], .badUTF8, 1),  // overlong slash
      ([0x22, 0xE0, 0x80, 0xAF, 0x22], .badUTF8, 1),  // overlong in three
      ([0x22, 0xED, 0xA0, 0x80, 0x22], .badUTF8, 1),  // U+D800 as bytes
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .badUTF8, 1),  // beyond U+10FFFF
      ([0x22, 0x61, 0x80, 0x22], .badUTF8, 2),
      ([0x22, 0xE2, 0x82, 0x22], .badUTF8, 1),  // cut by the quote
      ([0x22, 0xE2, 0x82], .truncated, 1),  // cut by the end
    ] as [([UInt8], JSONFault.Kind, Int)])
  func refusedBytes(_ bytes: [UInt8], _ kind: JSONFault.Kind, _ offset: Int) {
    expectRefusal(bytes, kind, offset, 1)
  }

  private func expectRefusal(_ bytes: [UInt8], _ kind: JSONFault.Kind, _ offset: Int, _ line: Int) {
    let wanted = JSONError(JSONFault(kind: kind, offset: offset), line: line)
    #expect(throws: wanted) { try JSON.parse(bytes) }
    #expect(throws: wanted) { try JSON.validate(bytes) }
    #expect(!wanted.reason.isEmpty && !wanted.remedy.isEmpty)
  }

  // MARK: Keys

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, 7),
    (#"{"a":1,"b":2,"a":1}"#, 13),
    (#"{"a":1,"\u0061":2}"#, 7),
    (#"{"x":{"k":[],"k":[]}}"#, 13),
    ("{\"\u{E9}\":1,\"e\u{301}\":2}", 8),  // NFC and NFD
    (#"{"\u00e9":1,"e\u0301":2}"#, 12),
    ("{\"\u{212A}\":1,\"K\":2}", 9),  // the Kelvin sign is K in NFC
    (#"{"":1,"":2}"#, 6),
  ])
  func duplicateKeys(_ text: String, _ offset: Int) {
    expectRefusal(Array(text.utf8), .duplicateKey, offset, 1)
  }

  @Test(arguments: [
    #"{"a":1,"A":2}"#, #"{"a":{"a":{"a":1}},"b":{"a":1}}"#, #"[{"a":1},{"a":1}]"#,
    "{\"e\":1,\"\u{E9}\":2}", #"{"a":1,"a ":2,"":3}"#, "{\"\u{FB01}\":1,\"fi\":2}",
  ])
  func differentKeys(_ text: String) throws {
    try JSON.validate(Array(text.utf8))
  }

  /// Beyond a few keys another way of searching is used.
  @Test(arguments: [1, 31, 32, 33, 34, 5_000])
  func duplicateAmongMany(_ count: Int) throws {
    let keys = (0..<count).map { "\"key \($0)\":{\"x\":1}" }
    try JSON.validate(Array("{\(keys.joined(separator: ","))}".utf8))
    for twin in [0, count / 2, count - 1] {
      let text = "{\(keys.joined(separator: ",")),\"key \(twin)\":2}"
      #expect(throws: JSONError.self) { try JSON.validate(Array(text.utf8)) }
    }
  }

  @Test func tooManyKeys() {
    var ledger = KeyLedger()
    var verdicts: [KeyLedger.Verdict] = []
    for depth in 0..<2 {
      ledger.openObject()
      // The first 32 of a large frame are counted in both of its forms.
      for key in 0..<UInt64(500_000 - 32) {
        let verdict = ledger.note(key)
        if verdict != .new { verdicts.append(verdict) }
      }
      if depth == 1 { verdicts.append(ledger.note(.max)) }
    }
    #expect(verdicts == [.tooMany])
    ledger.closeObject()
    // The room of the closed object is free again.
    for key in 0..<1_000 as Range<UInt64> { #expect(ledger.note(.max - key) == .new) }
  }

  // MARK: Depth

  @Test func depth() throws {
    let deep = { (levels: Int) in
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    try JSON.validate(deep(64))
    _ = try JSON.parse(deep(64))
    expectRefusal(deep(65), .tooDeep, 64, 1)
    expectRefusal(deep(100_000), .tooDeep, 64, 1)
    let objects = Array(String(repeating: "{\"a\":", count: 1_000_000).utf8)
    expectRefusal(objects, .tooDeep, 64 * 5, 1)
  }

  // MARK: Streaming

  private static let sample =
    #"{"a":[1,-2.5e3,true,false,null,"t\u00e9\ud83d\ude00","naïve 七"],"b":{"c":"long enough for two words"}} "#

  private func tokens(_ bytes: [UInt8], capacity: Int) throws -> [String] {
    var stream = JSONStream(MemorySource(bytes, pieceBytes: 1), capacity: capacity, limitBytes: 1024)
    var found: [String] = []
    while true {
      let token = try stream.next()
      let hasText = [.key, .string, .number].contains(token.kind)
      found.append("\(token.kind) \(hasText ? stream.scanner.string(of: token) : "")")
      if token.kind == .end { return found }
    }
  }

  /// Wherever the pieces end, the tokens are the same.
  @Test(arguments: 1..<80)
  func pieces(capacity: Int) throws {
    let bytes = Array(Self.sample.utf8)
    #expect(try tokens(bytes, capacity: capacity) == tokens(bytes, capacity: 1024))
  }

  @Test func everyPrefixIsRefused() {
    let bytes = Array(Self.sample.utf8)
    for count in 0..<bytes.count - 1 {
      #expect(throws: JSONFault.self) { try tokens(Array(bytes[..<count]), capacity: 7) }
      #expect(throws: JSONError.self) { try JSON.validate(Array(bytes[..<count])) }
    }
  }

  /// One changed byte never crashes a reader, and all of them agree.
  @Test(arguments: 0..<8)
  func everyChangedByte(bit: Int) {
    let bytes = Array(Self.sample.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(bit)
      let parsed = (try? JSON.parse(changed)) != nil
      #expect(parsed == ((try? JSON.validate(changed)) != nil))
      #expect(parsed == ((try? tokens(changed, capacity: 5)) != nil))
    }
  }

  // MARK: The public suite

  /// Accepted by RFC 8259, refused by us on purpose.
  private static let stricter: Set = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
  ]

  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func publicSuite() throws {
    var verdicts = (accepted: 0, refused: 0)
    for (path, _) in try Corpus.expected("json/nst-parsing/") {
      let name = path.split(separator: "/").last.map(String.init)!
      let bytes = try Corpus.bytes(path)
      let isAccepted = (try? JSON.validate(bytes)) != nil
      #expect(isAccepted == ((try? JSON.parse(bytes)) != nil), "\(name)")
      #expect(isAccepted == !Self.isNotJSON(bytes), "\(name)")
      if name.hasPrefix("y_") { #expect(isAccepted == !Self.stricter.contains(name), "\(name)") }
      if name.hasPrefix("n_") { #expect(!isAccepted, "\(name)") }
      if isAccepted { verdicts.accepted += 1 } else { verdicts.refused += 1 }
    }
    #expect(verdicts.accepted >= 40 && verdicts.refused >= 96)
  }

  /// The streaming reader's verdict on the same bytes.
  private static func isNotJSON(_ bytes: [UInt8]) -> Bool {
    do {
      let source = MemorySource(bytes, pieceBytes: 1)
      _ = try STIXReader.read(source, path: "x", capacity: 3, maximumObjectBytes: 4096) { _ in }
      return false
    } catch let refusal as ImportRefusal {
      return refusal.kind == .notJSON
    } catch {
      return true
    }
  }
}
