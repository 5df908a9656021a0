import Foundation
import Testing

@testable import CaseExchange

@Suite struct ZipTests {
  typealias Entry = ZipSample.Entry

  @Test func readsWhatIsInIt() throws {
    let stored = Entry("b/c.txt", "stored").with { $0.method = 0 }
    // The last as Java writes it at level 0.
    let folders = [
      Entry("b/", "").with { $0.method = 0 }, Entry("d/", ""),
      Entry("j/", "").with { $0.packed = [1, 0, 0, 0xFF, 0xFF] },
    ]
    let bytes = ZipSample([Entry("a.txt", "packed"), stored] + folders).bytes()
    let found = try Unpacked(bytes, .zip)
    #expect(found.texts == ["a.txt=packed", "b/c.txt=stored"])
    #expect(found.listing.folders == 3 && found.isAccounted && found.listing.problems.isEmpty)
    #expect(found.listing.members[0].modified == "2026-03-01T10:00:00")
  }

  @Test(arguments: [true, false])
  func sizesBehindTheData(hasSignature: Bool) throws {
    let text = Array("behind".utf8)
    let sum = ZipSample.le(Int(Packed.crc(text)), 4)
    let sizes = ZipSample.le(Packed.deflated(text).count, 4) + ZipSample.le(text.count, 4)
    let record = (hasSignature ? [0x50, 0x4B, 7, 8] : []) + sum + sizes
    let good = ZipSample([Entry("a", "behind").with { $0.descriptor = record }, Entry("b")])
    #expect(try Unpacked(good.bytes(), .zip).texts == ["a=behind", "b=some text"])
    var lie = record
    lie[lie.count - 1] = 1
    let bad = ZipSample([Entry("a", "behind").with { $0.descriptor = lie }, Entry("b")])
    #expect(throws: ImportRefusal.self) { try Unpacked(bad.bytes(), .zip) }
  }

  static let whole: [(String, ZipSample)] = {
    func sample(_ change: (inout ZipSample) -> Void) -> ZipSample {
      var sample = ZipSample([Entry("a.txt"), Entry("b.txt")])
      change(&sample)
      return sample
    }
    let inner = ZipSample([Entry("inner")]).bytes()
    return [
      ("another name", sample { $0.entries[0].localName = Array("x.txt".utf8) }),
      ("in another way", sample { $0.entries[0].localMethod = 0 }),
      ("in another way", sample { $0.entries[0].localFlags = 1 }),
      ("another size or checksum", sample { $0.entries[1].localCRC = 7 }),
      ("another size or checksum", sample { $0.entries[1].localUnpacked = 7 }),
      ("another size or checksum", sample { $0.entries[1].centralUnpacked = 70 }),
      (
        "before or between",
        sample {
          $0.trailing = []; $0.beforeEnd = [1, 2]
        }
      ),
      ("stand before the first", sample { $0.prefix = Array("#!/bin/sh\n".utf8) }),
      ("does not end with the file", sample { $0.trailing = [0] }),
      ("two end records", sample { $0.comment = ZipSample([]).bytes() }),
      ("two end records", sample { $0.comment = [0x50, 0x4B, 5, 6, 1] }),
      (
        "before or between",
        sample {
          $0.prefix = inner; $0.directorySlack = 1
        }
      ),
      ("more than the 1 entries", sample { $0.statedEntries = 1 }),
      ("no header where one must stand", sample { $0.statedEntries = 3 }),
      ("several disks", sample { $0.disk = 1 }),
      ("share the same bytes", sample { $0.entries[1] = $0.entries[0].with { $0.localOffset = 0 } }),
      ("no member stands", sample { $0.entries[1].localOffset = 1 }),
      ("no member stands", sample { $0.entries[1].localOffset = 0x7000_0000 }),
      ("reaches beyond its header", sample { $0.entries[0].extra = [1, 0, 9, 0, 1] }),
      ("wide sizes twice", sample { $0.entries[0].extra = [1, 0, 0, 0, 1, 0, 0, 0] }),
      ("which", sample { $0.entries[0].centralUnpacked = 0xFFFF_FFFF }),
      ("directory is encrypted", sample { $0.entries[0].flags = 0x2000 }),
      (
        "two different sizes",
        sample {
          $0.entries[0].method = 0; $0.entries[0].centralUnpacked = 4; $0.entries[0].localUnpacked = 4
        }
      ),
    ]
  }()

  /// Two programs might see two contents.
  @Test(arguments: ZipTests.whole.indices)
  func ambiguousWhole(_ index: Int) throws {
    let (reason, sample) = Self.whole[index]
    let bytes = sample.bytes()
    let refusal = try #require(throws: ImportRefusal.self, "\(reason)") { try Unpacked(bytes, .zip) }
    #expect(refusal.reason.contains(reason), "\(index): \(refusal.reason)")
    #expect((0...bytes.count).contains(refusal.offset ?? 0), "\(index)")
  }

  @Test func cutOffAnywhere() throws {
    let bytes = ZipSample([Entry("a.txt"), Entry("b.txt")]).bytes()
    for count in 0..<bytes.count {
      #expect(throws: ImportRefusal.self) { try Unpacked(Array(bytes[..<count]), .zip) }
    }
  }

  /// What concerns one member alone leaves the others.
  @Test(arguments: [
    ("encrypted", ZipTests.Entry("s").with { $0.flags = 1 }),
    ("encrypted", ZipTests.Entry("s").with { $0.flags = 0x41 }),
    ("method 12", ZipTests.Entry("s").with { $0.method = 12 }),
    ("symbolic link", ZipTests.Entry("s", "/etc/hosts").with { $0.mode = 0o120777 }),
    ("neither a file nor a folder", ZipTests.Entry("s").with { $0.mode = 0o020666 }),
    ("folder that holds data", ZipTests.Entry("s/")),
    (
      "folder that holds data",
      ZipTests.Entry("evidence.csv", "id,name\n1,hidden in a folder\n").with {
        ($0.method, $0.mode, $0.localUnpacked, $0.centralUnpacked) = (0, 0o040755, 0, 0)
      }
    ),
    (
      "folder that holds data",
      ZipTests.Entry("s/").with { ($0.localUnpacked, $0.centralUnpacked) = (0, 0) }
    ),
    (
      "folder that holds data",
      ZipTests.Entry("s/", "hid").with { ($0.localUnpacked, $0.centralUnpacked) = (0, 0) }
    ),
    ("leads out", ZipTests.Entry("../s")),
    ("over 100 for one", ZipTests.Entry("s", String(repeating: "0", count: 2_000_000))),
  ])
  func oneMember(_ reason: String, _ entry: Entry) throws {
    let found = try Unpacked(ZipSample([Entry("a", "1"), entry, Entry("z", "2")]).bytes(), .zip)
    #expect(found.texts == ["a=1", "z=2"] && found.isAccounted)
    #expect(found.listing.problems.map(\.severity) == [.refused])
    #expect(found.listing.problems[0].reason.contains(reason))
  }

  @Test func wrongContentIsFoundWhenRead() throws {
    var bytes = ZipSample([Entry("a", "1234").with { $0.method = 0 }]).bytes()
    bytes[31] ^= 1
    #expect(try Unpacked(bytes, .zip).texts == ["a!its content does not match its CRC-32"])
    // Both headers agree on a size that is not the content's.
    let more = Entry("a", "12345").with {
      $0.centralUnpacked = 4; $0.localUnpacked = 4
    }
    #expect(try Unpacked(ZipSample([more]).bytes(), .zip).texts[0].contains("more than the 4 bytes"))
    let less = Entry("a", "12345").with {
      $0.centralUnpacked = 6; $0.localUnpacked = 6
    }
    #expect(try Unpacked(ZipSample([less]).bytes(), .zip).texts[0].contains("holds 5 bytes"))
  }

  /// The name in the field counts where the field was made for the plain name, and both headers say the same.
  @Test func namesInUnicode() throws {
    let field = ZipSample.unicodePath("\u{416}.txt", of: "a.txt")
    let other = ZipSample.unicodePath("b.txt", of: "a.txt")
    let foreign = ZipSample.unicodePath("c.txt", of: "x.txt")
    func read(_ extra: [UInt8], local: [UInt8]) throws -> [String] {
      let entry = Entry("a.txt", "1").with { ($0.extra, $0.localExtra) = (extra, local) }
      return try Unpacked(ZipSample([entry, Entry("z", "2")]).bytes(), .zip).texts
    }
    #expect(try read(field, local: field) == ["\u{416}.txt=1", "z=2"])
    #expect(try read(field, local: []) == ["\u{416}.txt=1", "z=2"])
    #expect(try read(foreign, local: foreign) == ["a.txt=1", "z=2"])
    #expect(try read(field + foreign, local: foreign + field + field) == ["\u{416}.txt=1", "z=2"])
    // Too few bytes for a field stand behind fields that are proved; before the data alone, and only there.
    #expect(try read(field, local: field + Array("PK".utf8)) == ["\u{416}.txt=1", "z=2"])
    for (extra, local, reason) in [
      (field, other, "another name"), ([], field, "another name"), (field, field + other, "two names"),
      (field + other, field, "two names"), (field, Array("PK".utf8), "reaches beyond"),
      (field + Array("PK".utf8), field, "reaches beyond"), (foreign, foreign + [1], "reaches beyond"),
      (field, field + [1, 0, 9, 0, 1], "reaches beyond"),
    ] as [([UInt8], [UInt8], String)] {
      let refusal = try #require(throws: ImportRefusal.self, "\(reason)") { try read(extra, local: local) }
      #expect(refusal.reason.contains(reason), "\(refusal.reason)")
    }
  }

  @Test func namesTwice() throws {
    let found = try Unpacked(ZipSample([Entry("a", "1"), Entry("a", "2"), Entry("a#2", "3")]).bytes(), .zip)
    #expect(found.texts == ["a=1", "a#2=2", "a#2#2=3"])
    #expect(found.listing.problems.count == 2)
  }

  @Test func gapIsPointedOut() throws {
    let found = try Unpacked(ZipSample([Entry("a"), Entry("b").with { $0.gapBefore = 9 }]).bytes(), .zip)
    #expect(found.texts.count == 2 && found.listing.problems.map(\.reason) == ["9 bytes belong to no member"])
  }

  @Test(
    arguments: [
      ("a/b.txt", "a/b.txt", nil), ("./a//b", "a/b", nil), ("a\\b", "a/b", nil), ("...", "...", nil),
      ("~$a.docx", "~$a.docx", nil), ("a b\u{E9}.txt", "a b\u{E9}.txt", nil),
      ("/a", "/a", "absolute"), ("\\a", "\\x5ca", "absolute"), ("C:\\a", "C:\\x5ca", "Windows"),
      ("c:a", "c:a", "Windows"), ("../a", "../a", "leads out"), ("a/../b", "a/../b", "leads out"),
      ("a\\..\\b", "a\\x5c..\\x5cb", "leads out"), ("..", "..", "leads out"), ("~/a", "~/a", "home"),
      ("..\\\u{301}a", "..\\x5c\\xcc\\x81a", "leads out"),
      ("a\u{0}b", "a\\x00b", "NUL"), ("a\nb", "a\\x0ab", "control"), ("\u{1B}[m", "\\x1b[m", "control"),
      ("", "", "no name"), (".", ".", "no name"), ("//", "//", "no name"),
    ] as [(String, String, String?)])
  func names(_ text: String, _ shown: String, _ refusal: String?) {
    let name = MemberName(Array(text.utf8))
    #expect(name.text.utf8.elementsEqual(shown.utf8))
    if let refusal {
      #expect(name.refusal?.contains(refusal) == true)
    } else {
      #expect(name.refusal == nil)
    }
  }

  @Test func oddNames() {
    #expect(MemberName([0x61, 0xFF]).text == "a\\xff")
    #expect(MemberName([0x61, 0xFF]).warning != nil && MemberName([0x61, 0xFF]).refusal == nil)
    #expect(MemberName(Array("a\u{202E}fdp.exe".utf8)).warning != nil)
    #expect(MemberName([UInt8](repeating: 0x61, count: 4097)).refusal != nil)
    #expect(MemberName([UInt8](repeating: 0x61, count: 4096)).refusal == nil)
  }
}
