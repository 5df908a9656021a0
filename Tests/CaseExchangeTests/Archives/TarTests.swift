import Foundation
import Testing

@testable import CaseExchange

@Suite struct TarTests {
  @Test func readsWhatIsInIt() throws {
    var sample = TarSample()
    sample.add("./", kind: "5")
    sample.add("./a.txt", "one")
    sample.addPax([("path", "long/name.txt"), ("mtime", "1.5")])
    sample.add("short", "two")
    sample.add("././@LongLink", "gnu/name.txt\u{0}", kind: "L")
    sample.add("gnu", "three")
    sample.blocks += TarSample.header(Array("leaf".utf8), size: 0, prefix: "in/front")
    sample.blocks += TarSample.header(Array("old".utf8), size: 0, kind: "\u{0}", magic: "")
    sample.addPax([("comment", "made by nobody")], kind: "g")
    sample.blocks += TarSample.header([0xC3, 0xA9], size: 0, isSigned: true)
    var wide = [UInt8](repeating: 0, count: 12)
    (wide[0], wide[11]) = (0x80, 2)
    sample.blocks +=
      TarSample.header(Array("wide".utf8), size: 0, sizeField: wide) + TarSample.padded([0x34, 0x32])
    let found = try Unpacked(sample.bytes(), .tar)
    #expect(
      found.texts == [
        "a.txt=one", "long/name.txt=two", "gnu/name.txt=three", "in/front/leaf=", "old=", "\u{E9}=",
        "wide=42",
      ])
    #expect(found.isAccounted && found.listing.folders == 1 && found.listing.problems.isEmpty)
    #expect(found.listing.members[0].modified == "2026-05-03T03:09:37Z")
  }

  static let whole: [(String, @Sendable (inout TarSample) -> Void)] = [
    (
      "two sizes",
      {
        $0.addPax([("size", "512")]); $0.add("a", "x")
      }
    ),
    (
      "two sizes",
      {
        $0.addPax([("size", "0")]); $0.add("a", String(repeating: "x", count: 512))
      }
    ),
    (
      "two sizes",
      {
        $0.addPax([("size", "1"), ("size", "2")]); $0.add("a", "x")
      }
    ),
    (
      "no number",
      {
        $0.addPax([("size", "-1")]); $0.add("a", "x")
      }
    ),
    (
      "two names",
      {
        $0.addPax([("path", "p"), ("path", "q")]); $0.add("a", "x")
      }
    ),
    (
      "two names",
      {
        $0.addPax([("path", "p")]); $0.add("L", "q\u{0}", kind: "L"); $0.add("a", "x")
      }
    ),
    (
      "two pax headers",
      {
        $0.addPax([("path", "p")]); $0.addPax([("path", "p")]); $0.add("a", "x")
      }
    ),
    (
      "two long names",
      {
        $0.add("L", "q", kind: "L"); $0.add("L", "q", kind: "L"); $0.add("a", "x")
      }
    ),
    (
      "same path",
      {
        $0.addPax([("path", "p")], kind: "g"); $0.add("a", "x")
      }
    ),
    (
      "same size",
      {
        $0.addPax([("size", "1")], kind: "g"); $0.add("a", "x")
      }
    ),
    (
      "pax header is damaged",
      {
        $0.add("x", "99 path=p\n", kind: "x"); $0.add("a", "x")
      }
    ),
    ("belongs to no member", { $0.addPax([("path", "p")]) }),
    ("several volumes", { $0.add("m", "x", kind: "M") }),
    ("states 512 bytes", { $0.add("l", String(repeating: "x", count: 512), kind: "2") }),
    ("states 5 bytes", { $0.add("d", "abcde", kind: "5") }),
    ("cut off in a member", { $0.add("a", "x", size: 100_000) }),
    ("checksum", { $0.blocks += TarSample.header([0x61], size: 0, breaksSum: true) }),
    (
      "negative",
      { $0.blocks += TarSample.header([0x61], size: 0, sizeField: [UInt8](repeating: 0xFF, count: 12)) }
    ),
    ("no number", { $0.blocks += TarSample.header([0x61], size: 0, sizeField: Array("0000000009 ".utf8)) }),
    (
      "no number",
      {
        $0.blocks += TarSample.header(
          [0x61], size: 0, sizeField: [0xBF] + [UInt8](repeating: 0xFF, count: 11))
      }
    ),
    (
      "behind its end mark",
      {
        $0.blocks += [UInt8](repeating: 0, count: 1024); $0.add("a", "x")
      }
    ),
    (
      "behind its end mark",
      {
        $0.blocks += [UInt8](repeating: 0, count: 512); $0.add("a", "x")
      }
    ),
  ]

  @Test(arguments: TarTests.whole.indices)
  func ambiguousWhole(_ index: Int) throws {
    var sample = TarSample()
    sample.add("good", "1")
    Self.whole[index].1(&sample)
    let refusal = try #require(throws: ImportRefusal.self) { try Unpacked(sample.bytes(), .tar) }
    #expect(refusal.reason.contains(Self.whole[index].0), "\(index): \(refusal.reason)")
  }

  @Test(
    arguments: [
      ("hard link", "1"), ("symbolic link", "2"), ("device", "3"), ("device", "4"), ("pipe", "6"),
      ("sparse", "S"), ("label", "V"), ("unknown kind", "Q"),
    ] as [(String, Character)])
  func oneEntry(_ reason: String, _ kind: Character) throws {
    var sample = TarSample()
    sample.add("a", "1")
    sample.add("odd", "", kind: kind)
    sample.add("z", "2")
    let found = try Unpacked(sample.bytes(), .tar)
    #expect(found.texts == ["a=1", "z=2"] && found.isAccounted)
    #expect(found.listing.problems.count == 1 && found.listing.problems[0].reason.contains(reason))
  }

  @Test func aLargeSizeMayStandInPax() throws {
    // 9 GiB are stated and not there: it gets as far as finding that out.
    var sample = TarSample()
    sample.addPax([("size", "9663676416")])
    sample.add("a")
    let refusal = try #require(throws: ImportRefusal.self) { try Unpacked(sample.bytes(), .tar) }
    #expect(refusal.reason.contains("cut off in a member"))
  }

  @Test func withoutEndMark() throws {
    var sample = TarSample()
    sample.add("a", "1")
    let found = try Unpacked(sample.blocks, .tar)
    #expect(found.texts == ["a=1"] && found.listing.problems.map(\.severity) == [.warning])
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
      (-86_401, "1969-12-30T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (-62_135_596_800, "0001-01-01T00:00:00Z"), (-62_135_596_801, nil),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (253_402_300_800, nil), (.min, nil), (.max, nil),
    ] as [(Int, String?)])
  func times(_ seconds: Int, _ text: String?) { #expect(UTCTime.text(seconds) == text) }
}

@Suite struct GzipTests {
  @Test func membersAndPadding() throws {
    let bytes = Packed.gzip(Array("one ".utf8)) + Packed.gzip(Array("two".utf8))
    #expect(try Unpacked(bytes, .gzip).texts == ["content=one two"])
    #expect(try Unpacked(bytes + [0, 0, 0], .gzip).texts == ["content=one two"])
    #expect(
      Archive.unpackedName("a/table.CSV.gz") == "table.CSV" && Archive.unpackedName("x.tgz") == "content")
  }

  @Test func tarInside() throws {
    #expect(try Unpacked(Packed.gzip(TarSample.of([("a/b", "1")])), .gzip).texts == ["a/b=1"])
  }

  @Test func damage() throws {
    let good = Packed.gzip(Array(repeating: 7, count: 5000))
    for bytes in [
      good + [1], good + [0, 1], good + [0x1F, 0x8B], Array(good.dropLast()), Array(good.dropLast(9)),
    ] {
      #expect(throws: ImportRefusal.self) { try Unpacked(bytes, .gzip) }
    }
    var flipped = good
    flipped[good.count - 6] ^= 1
    #expect(throws: ImportRefusal.self) { try Unpacked(flipped, .gzip) }
  }

  @Test func bomb() throws {
    let bytes = Packed.gzip([UInt8](repeating: 0, count: 20_000_000))
    let refusal = try #require(throws: ImportRefusal.self) { try Unpacked(bytes, .gzip) }
    #expect(refusal.kind == .overBudget)
  }
}
