import CaseTesting
import Testing

@testable import CaseExchange

@Suite struct STIXPatternTests {
  private func fault(_ pattern: String, _ version: STIXSpecVersion = .v21) -> PatternFault? {
    Array(pattern.utf8).withUnsafeBufferPointer { bytes in
      var parser = PatternParser(bytes, version)
      return parser.run { PatternNames.fault($0, RuleBook.of(version)) }
    }
  }

  @Test(arguments: [
    "[ipv4-addr:value = '192.0.2.1']", "[file:size >= -5 AND file:size != 1.5]", "[file:name NOT LIKE 'a%']",
    "[file:name IN ('a', 'b')]", "[file:name IN ()]",
    "[(file:size = 1 OR file:size == 2) AND file:name <> 'c']",
    "([file:size = 1] AND [file:size = 2]) WITHIN 1.5 SECONDS", "[file:size=1]FOLLOWEDBY[file:size=2]",
    "[file:size = 1] REPEATS 2 TIMES WITHIN 3 SECONDS",
    "[file:size = 1] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'",
    "[file:'x_any_name'.sections[*].'an x'[0] = h'0aFF']", "[artifact:payload_bin = b'YWI=']",
    "[file:name = 'it\\'s \\\\']",
    "[ipv4-addr:value ISSUBSET '192.0.2.0/24' OR ipv6-addr:value ISSUPERSET '2001:db8::1']",
    "[process:is_hidden = true] /* said */", "[ file : size = +5 ] // said", "[x-lumen-probe-:level=.5]",
    "[file:hashes.'SHA-1' = '0123456789012345678901234567890123456789']", "[file:hashes[*].any = 'zz']",
    "[file:name\u{A0}=\u{2003}'é']", "((([file:size = 1])))",
    "[file:hashes.'MD5' MATCHES '0123456789abcdef0123456789abcdef']",
  ])
  func good(_ pattern: String) {
    #expect(fault(pattern) == nil, "\(pattern)")
    #expect(fault(pattern, .v20) == nil, "\(pattern)")
  }

  @Test(arguments: [
    ("", 0), ("file:size = 1", 0), ("[]", 1), ("[file:size = 1", 14), ("[file:size = 1]]", 15),
    ("([file:size = 1]", 16), ("[file:size = 1])", 15), ("[(file:size = 1]", 15), ("[file:size = 1)]", 14),
    ("[file:size]", 10), ("[file = 1]", 6), ("[file:size = ]", 13), ("[file:size = a]", 13),
    ("[file:size = 01]", 13), ("[file:size = 1.]", 14), ("[file:size = 1e5]", 14), ("[file:size > true]", 13),
    ("[file:size = TRUE]", 13), ("[file:size = 1 and file:size = 2]", 15), ("[file:name LIKE 5]", 16),
    ("[file:name MATCHES h'ff']", 19), ("[file:name IN ('a',)]", 19),
    ("[file:name IN 'a']", 14), ("[file:name = 'a]", 13), ("[file:name = 'a\\x']", 15),
    ("[file:name = t'2026-13-01T00:00:00Z']", 13), ("[file:name = h'abc']", 13), ("[file:name = b'abc']", 13),
    ("[file:sections[-1] = 1]", 15), ("[file:sections[1.5] = 1]", 15), ("[file:a-b = 1]", 6),
    ("[AND:size = 1]", 1),
    ("[file:size = 1] WITHIN -1 SECONDS", 23), ("[file:size = 1] WITHIN 1", 24),
    ("[file:size = 1] REPEATS 1.5 TIMES", 24),
    ("[file:size = 1] START '2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'", 22),
    ("[file:size = 1] [file:size = 2]", 16), ("[file:size = 1] OR", 18), ("[file:size = 1] /* open", 16),
    ("[é:size = 1]", 1), ("[file:size = 1;]", 14), ("[ab:size = 1]", 1), ("[FILE:size = 1]", 1),
    ("[file:Size = 1]", 1),
    ("[file:hashes.MD5 = 'abc']", 1), ("[file:hashes.'SHA-256' IN ('ab')]", 1),
    ("[file:hashes.MD5 = 5]", 1), ("[file:hashes.MD5 != h'00']", 1), ("[file:hashes.'SHA-1' = true]", 1),
    ("[file:'hashes'.MD5 = 'abc']", 1), ("[file:content_ref.'hashes'.'MD5' = 'abc']", 1),
  ])
  func bad(_ pattern: String, _ offset: Int) {
    #expect(fault(pattern)?.offset == offset, "\(pattern)")
    #expect(fault(pattern, .v20)?.offset == offset, "\(pattern)")
  }

  /// Since 2.1 an observation has each qualifier once; how many a group has is not counted.
  @Test(
    arguments: [
      ("[file:size = 1] REPEATS 2 TIMES REPEATS 3 TIMES", 32),
      ("[file:size = 1] WITHIN 2 SECONDS REPEATS 2 TIMES WITHIN 3 SECONDS", 49),
      (
        "[file:size = 1] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z' START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'",
        75
      ),
      ("[file:size = 1] AND [file:size = 2] REPEATS 2 TIMES REPEATS 2 TIMES", 52),
      ("[file:size = 1] REPEATS 2 TIMES AND [file:size = 2] REPEATS 2 TIMES", nil),
      ("([file:size = 1] REPEATS 2 TIMES) REPEATS 3 TIMES", nil),
      ("([file:size = 1] AND [file:size = 2]) REPEATS 2 TIMES REPEATS 3 TIMES", nil),
    ] as [(String, Int?)])
  func qualifiersStandOnce(_ pattern: String, _ offset: Int?) {
    #expect(fault(pattern)?.offset == offset, "\(pattern)")
    #expect(fault(pattern, .v20) == nil, "\(pattern)")
  }

  /// EXISTS came with 2.1; names of custom things had to start with x in 2.0.
  @Test(arguments: [
    ("[EXISTS file:size]", true, false), ("[NOT EXISTS file:size]", true, false),
    ("[file:EXISTS = 1]", false, false), ("[NOT file:size = 1]", false, false),
    ("[lumen-probe:level = 1]", true, false), ("[x-lumen:level = 1]", true, false),
    ("[x-lumen-probe:level = 1]", true, true),
    ("[file:level = 1]", true, false), ("[file:x_level = 1]", true, false),
    ("[file:x_lumen_level = 1]", true, true),
    ("[email-message:message_id = 'a']", true, false),
    ("[file:ctime = t'2026-01-01T00:00:00Z']", true, false),
  ])
  func editions(_ pattern: String, _ isGood: Bool, _ isGoodOld: Bool) {
    #expect((fault(pattern) == nil) == isGood, "\(pattern)")
    #expect((fault(pattern, .v20) == nil) == isGoodOld, "\(pattern)")
  }

  /// The names of a path are looked at once, however many values follow it.
  @Test(
    arguments: [
      ("[file:hashes.'sha-256' IN ('a', 'b', 'c')]", PatternHash.digits([64]), [true, false, false]),
      ("[file:hashes.'SSDEEP' = 'a' OR file:name = 'b']", .ssdeep, [true, true]),
      ("[file:hashes.other IN ('a', 'b')]", nil, [true, false]), ("[file:name IN ()]", nil, [true]),
    ] as [(String, PatternHash?, [Bool])])
  func namesAreLookedAtOnce(_ pattern: String, _ algorithm: PatternHash?, _ isFirst: [Bool]) {
    Array(pattern.utf8).withUnsafeBufferPointer { bytes in
      var parser = PatternParser(bytes, .v20)
      let seen = Seen()
      let fault = parser.run {
        seen.comparisons.append(($0.algorithm, $0.isFirst))
        return nil
      }
      #expect(fault == nil && seen.comparisons.map(\.isFirst) == isFirst)
      #expect(seen.comparisons.first?.algorithm == algorithm)
    }
  }

  private final class Seen {
    var comparisons: [(algorithm: PatternHash?, isFirst: Bool)] = []
  }

  /// A million parentheses cost no stack.
  @Test func nestingHasNoLimit() {
    let open = String(repeating: "(", count: 1_000_000)
    let close = String(repeating: ")", count: 1_000_000)
    #expect(fault("\(open)[\(open)file:size = 1\(close)]\(close)") == nil)
    #expect(fault("\(open)[file:size = 1]")?.offset == 1_000_015)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func damagedPatterns(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let good =
      "([file:name NOT IN ('a', h'ff') AND x-l-p:a.b[*] >= t'2026-01-01T00:00:00Z'] OR [a-b:c = 1.5]) WITHIN 5 SECONDS"
    for _ in 0..<200 {
      var bytes = Array(good.utf8)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0...20, using: &random))
      bytes.withUnsafeBufferPointer { bytes in
        for version in STIXSpecVersion.allCases {
          var parser = PatternParser(bytes, version)
          let fault = parser.run { PatternNames.fault($0, RuleBook.of(version)) }
          if let fault { #expect((0...bytes.count).contains(fault.offset)) }
        }
      }
    }
  }
}
