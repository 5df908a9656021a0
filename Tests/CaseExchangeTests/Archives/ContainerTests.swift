import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite struct ContainerTests {
  typealias Entry = ZipSample.Entry

  private func write(_ bytes: [UInt8], _ name: String, _ folder: TemporaryFolder) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path).appendingPathComponent(name))
  }

  private func text(_ file: EvidenceBundle.File, _ bundle: EvidenceBundle) throws -> String {
    String(decoding: try Unpacked.all(try bundle.open(file)), as: UTF8.self)
  }

  static let mail = """
    From: a@firm.example\r\nTo: b@office.example\r\nSubject: papers\r\nMIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\n\r\nsee below\r\n--X\r
    Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="t.csv"\r
    Content-Transfer-Encoding: base64\r\n\r\naWQsbmFtZQox\r\nLEEK\r\n--X--\r\n
    """

  @Test func nested() throws {
    let folder = try TemporaryFolder()
    let tar = TarSample.of([("deep/t.csv", "id,n\n1,2\n"), ("note.txt", "hello")])
    let zip = ZipSample([
      Entry("x.tgz").with { $0.content = Packed.gzip(tar) },
      Entry("m.eml").with { $0.content = Array(Self.mail.utf8) },
      Entry("s.json").with { $0.content = Array(Invented.bundle.utf8) },
    ])
    try write(zip.bytes(), "o.zip", folder)
    for path in [folder.path, folder.path + "/o.zip"] {
      let bundle = try EvidenceBundle.list(path)
      #expect(
        bundle.files.map { "\($0.path) \($0.format.rawValue) \($0.container ?? "-")" } == [
          "o.zip zip -", "o.zip/m.eml eml o.zip", "o.zip/m.eml/t.csv csv o.zip/m.eml",
          "o.zip/s.json stix o.zip",
          "o.zip/x.tgz gzip o.zip", "o.zip/x.tgz/deep/t.csv csv o.zip/x.tgz",
          "o.zip/x.tgz/note.txt attachment o.zip/x.tgz",
        ])
      #expect(bundle.problems.isEmpty, "\(bundle.problems)")
      #expect(try text(bundle.files[2], bundle) == "id,name\n1,A\n")
      #expect(try text(bundle.files[6], bundle) == "hello")
      for file in bundle.files { #expect(try text(file, bundle).utf8.count >= 5, "\(file)") }
    }
  }

  /// A container takes no room from the files beside it, whatever it is called.
  @Test func aContainerOfTooManyIsRefusedAlone() throws {
    let folder = try TemporaryFolder()
    for (name, count) in [("a.zip", 3), ("h.zip", 4)] {
      try write(ZipSample((0..<count).map { Entry("\($0).txt") }).bytes(), name, folder)
    }
    for name in ["good.csv", "z.txt"] { try folder.write("id,name\n1,Tarn\n", to: name) }
    var budget = ReadingBudget()
    budget.maximumFiles = 8
    let bundle = try EvidenceBundle.list(folder.path, budget: budget)
    #expect(
      bundle.files.map(\.path) == [
        "a.zip", "a.zip/0.txt", "a.zip/1.txt", "a.zip/2.txt", "good.csv", "h.zip", "z.txt",
      ])
    #expect(
      bundle.problems.map(\.reason) == [
        "nothing in it is listed: with its 4 members the bundle would have more than 8 files"
      ])
    #expect(bundle.problems.map(\.path) == ["h.zip"])
    budget.maximumFiles = 3
    let refusal = try #require(throws: ImportRefusal.self) {
      try EvidenceBundle.list(folder.path, budget: budget)
    }
    #expect(refusal.reason == "the bundle has more than 3 files")
  }

  /// The number that tells two members of one name apart is no part of what their sender called them.
  @Test func theSecondOfOneNameIsReadByItsOwnFormat() throws {
    let folder = try TemporaryFolder()
    let names = ["t.csv", "t.csv", "T.TSV", "T.TSV", "m.eml", "m.eml", "t.csv", "x.csv", "x.csv"]
    let texts = [
      "id,n\n1,2\n", "id,n\n3,4\n", "id\tn\n", "id\tn\n5\t6\n", Self.mail, Self.mail, "id,n\n", "word",
      "words",
    ]
    try write(ZipSample(zip(names, texts).map { Entry($0, $1) }).bytes(), "o.zip", folder)
    let bundle = try EvidenceBundle.list(folder.path + "/o.zip")
    #expect(
      bundle.files.dropFirst().map { "\($0.path.dropFirst(6)) \($0.format.rawValue)" } == [
        "T.TSV csv", "T.TSV#2 csv", "m.eml eml", "m.eml#2 eml", "m.eml#2/t.csv csv", "m.eml/t.csv csv",
        "t.csv csv", "t.csv#2 csv", "t.csv#3 csv", "x.csv attachment", "x.csv#2 attachment",
      ])
    let surprises = bundle.problems.filter { $0.reason.hasPrefix("it does not look like a table") }
    #expect(surprises.map(\.path) == ["o.zip/x.csv", "o.zip/x.csv#2"])
  }

  /// More containers than stand open at once, read in any order.
  @Test func reopening() throws {
    let folder = try TemporaryFolder()
    let inner = (0..<20).map { number in
      Entry("\(number).gz").with { $0.content = Packed.gzip(Array("content \(number)".utf8)) }
    }
    try write(ZipSample(inner).bytes(), "o.zip", folder)
    let bundle = try EvidenceBundle.list(folder.path)
    var random = SeededGenerator(seed: 1)
    for file in bundle.files.shuffled(using: &random)
    where file.container == "o.zip" && file.format == .attachment {
      Issue.record("not a container: \(file)")
    }
    let leaves = bundle.files.filter { $0.path.hasSuffix("/content") || $0.format == .attachment }
    #expect(leaves.count == 20)
    for file in leaves.shuffled(using: &random) {
      let number = file.path.split(separator: "/")[1].dropLast(3)
      #expect(try text(file, bundle) == "content \(number)")
    }
  }

  @Test func changedSinceListed() throws {
    let folder = try TemporaryFolder()
    for number in 0...ContainerContents.heldContainers {
      try write(TarSample.of([("f", "old")]), "\(number).tar", folder)
    }
    let bundle = try EvidenceBundle.list(folder.path)
    try write(TarSample.of([("f", "new"), ("g", "")]), "0.tar", folder)
    let error = try #require(throws: SourceError.self) { try bundle.open(bundle.files[1]) }
    #expect(error.reason.contains("changed"))
  }

  /// Also one that is held open, and after a member was read.
  @Test func changedWhileItStandsOpen() throws {
    let folder = try TemporaryFolder()
    let inner = TarSample.of([("f", "old")])
    try write(inner, "a.tar", folder)
    try write(ZipSample([Entry("i.tar").with { $0.content = inner }]).bytes(), "b.zip", folder)
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.map(\.path) == ["a.tar", "a.tar/f", "b.zip", "b.zip/i.tar", "b.zip/i.tar/f"])
    let members = [bundle.files[1], bundle.files[4]]
    for member in members {
      #expect(try text(member, bundle) == "old")
      try bundle.requireUnchanged(member)
    }
    let other = TarSample.of([("f", "new"), ("g", "")])
    try write(other, "a.tar", folder)
    try write(ZipSample([Entry("i.tar").with { $0.content = other }]).bytes(), "b.zip", folder)
    for member in members {
      #expect(throws: SourceError.self, "\(member.path)") { try bundle.requireUnchanged(member) }
      let error = try #require(throws: SourceError.self) { try bundle.open(member) }
      #expect(error.reason.contains("changed"), "\(member.path)")
    }
  }

  @Test func depth() throws {
    let folder = try TemporaryFolder()
    var bytes = ZipSample([Entry("leaf")]).bytes()
    for level in 0..<5 {
      try write(bytes, "o.zip", folder)
      let bundle = try EvidenceBundle.list(folder.path)
      #expect(bundle.files.count == min(level + 2, 5), "\(level)")
      #expect(bundle.problems.isEmpty == (level < 4), "\(level)")
      bytes = ZipSample([
        Entry("i.zip").with {
          $0.content = bytes; $0.method = 0
        }
      ]).bytes()
    }
  }

  @Test func refusedContainerStays() throws {
    let folder = try TemporaryFolder()
    try write(ZipSample([Entry("a")]).bytes() + [0], "bad.zip", folder)
    try write(ZipSample([Entry("b"), Entry("../c")]).bytes(), "good.zip", folder)
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.map(\.path) == ["bad.zip", "good.zip", "good.zip/b"])
    #expect(
      bundle.problems.map { URL(fileURLWithPath: $0.path).lastPathComponent } == ["bad.zip", "good.zip"])
    #expect(bundle.problems.allSatisfy { $0.severity == .refused } && bundle.problems[1].object == "../c")
  }

  @Test func budgets() throws {
    let bytes = ZipSample([Entry("a"), Entry("b"), Entry("c")]).bytes()
    var budget = ReadingBudget()
    budget.maximumEntries = 2
    #expect(throws: ImportRefusal.self) { try Unpacked(bytes, .zip, budget: budget) }
    budget.maximumEntries = 3
    budget.maximumBytes = 26
    #expect(throws: ImportRefusal.self) { try Unpacked(bytes, .zip, budget: budget) }
    budget.maximumBytes = 27
    #expect(try Unpacked(bytes, .zip, budget: budget).contents.count == 3)
    budget.maximumBytes = 3
    #expect(throws: ImportRefusal.self) { try Unpacked(TarSample.of([("a", "1234")]), .tar, budget: budget) }
    #expect(throws: ImportRefusal.self) { try Unpacked(Packed.gzip([1, 2, 3, 4]), .gzip, budget: budget) }
  }

  /// A container that is refused leaves the others what the bundle may unfold to.
  @Test func refusedContainersCostOthersNothing() throws {
    let folder = try TemporaryFolder()
    try write(TarSample.of((1...4).map { ("f\($0)", "1234") }), "a.tar", folder)
    try write(TarSample.of((1...3).map { ("f\($0)", "1234") }), "b.tar", folder)
    var budget = ReadingBudget()
    budget.maximumEntries = 3
    let bundle = try EvidenceBundle.list(folder.path, budget: budget)
    #expect(bundle.problems.map(\.severity) == [.refused])
    #expect(bundle.files.map(\.path) == ["a.tar", "b.tar", "b.tar/f1", "b.tar/f2", "b.tar/f3"])
  }

  /// A zip is a document by the whole name of its first member, or by the folder that this stands in.
  @Test(arguments: [
    ("mimetype", false), ("mimetypes.csv", true), ("mimetype/a.txt", true), ("[Content_Types].xml", false),
    ("[Content_Types].xml.csv", true), ("META-INF/MANIFEST.MF", false), ("META-INFO/a.txt", true),
    ("_rels/.rels", false), ("docProps/app.xml", false), ("docProps.txt", true),
  ])
  func documentsAndArchives(_ first: String, _ isOpened: Bool) throws {
    let folder = try TemporaryFolder()
    let bytes = ZipSample([Entry(first), Entry("b.txt")]).bytes()
    for name in ["box", "box.Docx", "box.ZIP"] { try write(bytes, name, folder) }
    let bundle = try EvidenceBundle.list(folder.path)
    let paths = bundle.files.map(\.path)
    #expect(paths.contains("box/b.txt") == isOpened && paths.contains("box.Docx/b.txt") == isOpened)
    #expect(bundle.files[0].format == (isOpened ? .zip : .attachment))
    // One that is called an archive is opened, and one that is called neither is pointed out.
    #expect(paths.contains("box.ZIP/b.txt"))
    let said = bundle.problems.filter { $0.reason.hasPrefix("it is a document") }
    #expect(said.map(\.path) == (isOpened ? [] : ["box"]))
    #expect(said.allSatisfy { $0.severity == .warning && $0.remedy.contains("--format zip") })
  }

  /// A document is one piece of evidence, though most of its lines look like rows of a list.
  @Test func aDocumentWithRowsOfAList() throws {
    let row =
      "101,\"QUILLFEATHER, Ansel\",\"individual\",\"TEST\"" + String(repeating: ",-0- ", count: 8) + "\r\n"
    let rows = String(repeating: row, count: 20)
    func kind(_ bytes: [UInt8]) throws -> EvidenceFormat {
      try ContainersInPlace().kind(of: MemoryBytes(bytes), name: "g.docm").format
    }
    func stored(_ first: String) -> [UInt8] {
      ZipSample([Entry(first), Entry("sdn.csv", rows)].map { $0.with { $0.method = 0 } }).bytes()
    }
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x0A]
    for bytes in [
      stored("[Content_Types].xml"), stored("mimetype"), compound + Array(rows.utf8),
      Array(("%PDF-1.7\n" + rows).utf8), Array(("other\0magic\n" + rows).utf8),
    ] {
      #expect(try kind(bytes) == .attachment, "\(String(decoding: bytes.prefix(40), as: UTF8.self))")
    }
    #expect(try kind(Array(rows.utf8)) == .sdnCSV)
  }

  @Test func formatByName() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,b\n1,2\n", to: "table.txt")
    #expect(try EvidenceBundle.list(folder.path + "/table.txt").files[0].format == .attachment)
    #expect(try EvidenceBundle.list(folder.path + "/table.txt", as: .csv).files[0].format == .csv)
    try write(ZipSample([Entry("[Content_Types].xml"), Entry("word/d.xml")]).bytes(), "d.docx", folder)
    #expect(try EvidenceBundle.list(folder.path + "/d.docx").files.map(\.format) == [.attachment])
    #expect(try EvidenceBundle.list(folder.path + "/d.docx", as: .zip).files.count == 3)
  }

  /// Whatever is changed, nothing crashes, every entry is accounted for, and no member gives more than it is listed with.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func mutations(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tar = TarSample.of([("a", "one"), ("b/c", String(repeating: "two ", count: 200))])
    let zip = ZipSample([Entry("a", "one"), Entry("b/c", String(repeating: "two ", count: 200))]).bytes()
    let samples: [([UInt8], EvidenceFormat)] = [
      (zip, .zip), (tar, .tar), (Packed.gzip(tar), .gzip), (Array(Self.mail.utf8), .mail),
      (Array(("From x Mon Jan  5 10:00:00 2026\n" + Self.mail).utf8), .mailbox),
    ]
    for (bytes, format) in samples {
      for _ in 0..<25 {
        var changed = bytes
        for _ in 0...Int.random(in: 0..<4, using: &random) {
          let index = Int.random(in: 0..<changed.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
          case 1: changed[index] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
          case 2: changed.removeSubrange(index..<min(changed.count, index + 3))
          default: changed.insert(contentsOf: changed[index...].prefix(7), at: index)
          }
        }
        do {
          let found = try Unpacked(changed, format)
          #expect(found.isAccounted)
          for (member, content) in zip2(found) {
            if case .success(let bytes) = content { #expect(bytes.count == member.lengthBytes) }
          }
        } catch is ImportRefusal {}
      }
    }
  }

  private func zip2(_ found: Unpacked) -> [(ArchiveMember, Result<[UInt8], SourceError>)] {
    Array(Swift.zip(found.listing.members, found.contents.map(\.result)))
  }
}
