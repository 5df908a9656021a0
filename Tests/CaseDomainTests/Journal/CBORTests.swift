import CaseDomain
import Testing

/// The deterministic subset of docs/journal.md §2: one way to write each thing, every other way refused.
@Suite struct CBORTests {
  /// Hexadecimal bytes and what they say; RFC 8949 appendix A where it has the case.
  static let vectors: [(String, CBOR)] = [
    ("00", .uint(0)), ("17", .uint(23)), ("1818", .uint(24)), ("18ff", .uint(255)), ("190100", .uint(256)),
    ("19ffff", .uint(65535)), ("1a00010000", .uint(65536)), ("1b0000000100000000", .uint(1 << 32)),
    ("1bffffffffffffffff", .uint(.max)), ("20", .negative(0)), ("3863", .negative(99)),
    ("3bffffffffffffffff", .negative(.max)), ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
    ("60", .text("")), ("6449455446", .text("IETF")), ("62c3bc", .text("ü")), ("63e6b0b4", .text("水")),
    ("64f0908591", .text("𐅑")), ("80", .array([])), ("83010203", .array([.uint(1), .uint(2), .uint(3)])),
    ("8301820203820405", .array([.uint(1), .array([.uint(2), .uint(3)]), .array([.uint(4), .uint(5)])])),
    ("a0", .map([])), ("a201020304", .map([CBORPair(1, .uint(2)), CBORPair(3, .uint(4))])),
    ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
  ]

  @Test(arguments: vectors)
  func bothWays(_ hex: String, _ item: CBOR) throws {
    #expect(Hex.encode(item.encoded) == hex)
    #expect(try CBORReader.decode(Hex.decode(hex)!) == item)
  }

  @Test(arguments: [
    ("1800", "a number in two bytes that fits one"), ("1817", "23 in two bytes"),
    ("1900ff", "255 in three bytes"), ("1a0000ffff", "65,535 in five bytes"),
    ("1b00000000ffffffff", "2^32 - 1 in nine bytes"), ("5800", "an empty string with a long length"),
    ("9fff", "an indefinite array"), ("5f42010243030405ff", "indefinite bytes"),
    ("bfff", "an indefinite map"),
    ("f90000", "half a float"), ("fa47c35000", "a float"), ("fb3ff199999999999a", "a double"),
    ("c074323031332d30332d32315432303a30343a30305a", "a tag"), ("f7", "undefined"), ("f0", "a simple value"),
    ("f818", "a simple value in two bytes"), ("a203040102", "keys out of order"),
    ("a201020103", "a key twice"),
    ("a1616101", "a key that is text"), ("62c328", "text that is not UTF-8"), ("63757cc8", "text cut short"),
    ("6375cc88", "text that is not NFC"), ("01ff", "bytes after the item"), ("", "nothing"),
    ("18", "a cut number"),
    ("4401", "cut bytes"), ("9a7fffffff01", "an array longer than its bytes"),
    ("bb7fffffffffffffff", "a map longer than its bytes"), ("1c", "a reserved length"),
    ("ff", "a stray break"),
  ])
  func refused(_ hex: String, _ why: String) {
    #expect(throws: CBORError.self, "\(why)") { try CBORReader.decode(Hex.decode(hex)!) }
  }

  @Test func nestingIsBounded() throws {
    let deep = [UInt8](repeating: 0x81, count: 15) + [0x80]
    #expect(try CBORReader.decode(deep).arrayValue?.count == 1)
    #expect(throws: CBORError(offset: 16, reason: "nested deeper than 16")) {
      try CBORReader.decode([0x81] + deep)
    }
    #expect(throws: CBORError.self) { try CBORReader.decode([UInt8](repeating: 0x81, count: 1_000_000)) }
  }

  @Test func textIsWrittenInNFC() throws {
    #expect(CBOR.text("Zoe\u{308}").encoded == CBOR.text("Zo\u{EB}").encoded)
  }

  /// Whatever the bytes, the reader ends; what it accepts, it would write the same way.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    for _ in 0..<100 {
      // Mostly heads of short items, so that a good part is well formed.
      let bytes = (0..<Int(next() % 24)).map { _ in
        next() % 3 == 0 ? next() : [0x00, 0x41, 0x61, 0x81, 0xA1, 0xF6][Int(next() % 6)]
      }
      if let item = try? CBORReader.decode(bytes) { #expect(item.encoded == bytes) }
    }
  }
}
