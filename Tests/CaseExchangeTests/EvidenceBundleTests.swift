import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

@Suite struct EvidenceBundleTests {
  @Test func roles() throws {
    let folder = try TemporaryFolder()
    try folder.write(Invented.bundle, to: "b/report.json")
    try folder.write(Invented.actor, to: "B.txt")
    try folder.write("cluster_id,n\n1,2\n", to: "a/accounts.CSV")
    try folder.write("dear, sir\n", to: "letter.txt")
    try folder.write("{}", to: "other.json")
    try folder.write("no table\0,", to: "bad.csv")
    let bundle = try EvidenceBundle.list(folder.path + "//")
    #expect(
      bundle.files.map { "\($0.path) \($0.format)" } == [
        "B.txt stix", "a/accounts.CSV csv", "b/report.json stix", "bad.csv attachment",
        "letter.txt attachment",
        "other.json attachment",
      ])
    #expect(bundle.problems.map(\.severity) == [.warning, .warning])
    let summary = try STIXReader.read(try bundle.open(bundle.files[2]), path: "b/report.json") { _ in }
    #expect(summary.read == 4 && summary.fileBytes == bundle.files[2].lengthBytes)
  }

  /// A list under its published name that is no such list any more is pointed out.
  @Test func aTableThatIsCalledLikeAList() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,b\n1,2\n", to: "UK-Sanctions-List.csv")
    try folder.write("a,b\n1,2\n", to: "sdn_comments.csv")
    let problems = try EvidenceBundle.list(folder.path).problems
    #expect(
      problems.contains { $0.reason.hasPrefix("it is called like the UK Sanctions List") }, "\(problems)")
    #expect(problems.contains { $0.reason.hasPrefix("it is called like OFAC's SDN_COMMENTS.CSV") })
    let empty = try TemporaryFolder()
    try empty.write("", to: "SDN.CSV")
    try empty.write("", to: "notes.csv")
    let told = try EvidenceBundle.list(empty.path).problems.filter { $0.reason.contains("takes nobody off") }
    #expect(told.map(\.path) == ["SDN.CSV"], "another empty file is no list")
    #expect(told.allSatisfy { !$0.remedy.contains("undo") }, "the issue before would come back")
    // As the file is called, so that a problem can be put to its file.
    #expect(Set(problems.map(\.path)) == ["UK-Sanctions-List.csv", "sdn_comments.csv"])
  }

  /// JSON that no reader takes for its first bytes is pointed out by what they are, whatever it is called.
  @Test func jsonBehindAMark() throws {
    let folder = try TemporaryFolder()
    let json = "{\"type\":\"bundle\"}"
    for name in ["a.txt", "b.json"] { try folder.write("\u{FEFF} \n" + json, to: name) }
    for (name, text) in [("c.bin", "\u{FEFF}[" + json + "]"), ("d.bin", json)] {
      let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    try folder.write("\u{FEFF}[1] see below", to: "e.txt")
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.allSatisfy { $0.format == .attachment })
    let said = bundle.problems.map { "\($0.path): \($0.reason)" }
    let start = "it is not read as JSON, and is kept as an attachment: the "
    #expect(
      said == [
        "a.txt: \(start)file starts with a byte order mark",
        "b.json: \(start)file starts with a byte order mark",
        "c.bin: \(start)text is not UTF-8 (a NUL byte or a UTF-16 mark)",
        "d.bin: \(start)text is not UTF-8 (a NUL byte or a UTF-16 mark)",
      ])
    #expect(bundle.problems.allSatisfy { $0.severity == .warning && $0.remedy.contains("plain UTF-8") })
  }

  /// Spreadsheets call it "Unicode text": what keeps such a table from being read is said, whichever it is called like.
  @Test func aTableInUTF16() throws {
    let folder = try TemporaryFolder()
    let table = "cluster_id,ip\r\nC1,192.0.2.7\r\n"
    func write(_ text: String, _ name: String, isBigEndian: Bool = false) throws {
      let bytes = text.utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isBigEndian ? pair.reversed() : pair
      }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    try write("\u{FEFF}\u{438}\u{43C}\u{44F}\t" + table, "a.csv")
    try write(table, "b.TSV", isBigEndian: true)
    try write(table, "sdn.csv")
    try write("\u{FEFF}" + table, "notes.txt")
    try Data([0, 1, 0, 0, 7, 9]).write(to: URL(fileURLWithPath: folder.path + "/z.csv"))
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.allSatisfy { $0.format == .attachment })
    let isUTF16 = "it is not read as a table, and is kept as an attachment: the text is UTF-16"
    #expect(
      bundle.problems.map { "\($0.path): \($0.reason)" } == [
        "a.csv: \(isUTF16)", "b.TSV: \(isUTF16)", "sdn.csv: \(isUTF16)",
        "z.csv: it does not look like a table, and is kept as an attachment",
      ])
    #expect(bundle.problems.dropLast().allSatisfy { $0.remedy.contains("CSV UTF-8") })
  }

  /// What is said of tables has the path of a file, too.
  @Test func problemsOfTablesArePutToTheirFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("id,n\n1,2\n", to: "a/t.csv")
    try folder.write("id,n\n1,3\n", to: "b/t.csv")
    try folder.write("id,n\n1,4\n", to: "c/u.csv")
    try folder.write("id,n\n1,4\n", to: "d/v.csv")
    var bundle = try EvidenceBundle.list(folder.path)
    let contents = ["a": 1, "b": 2, "c": 3, "d": 3] as [String: UInt8]
    bundle.tellTablesApart { file in contents[String(file.path.prefix(1))].map { Digest256.sha256([$0]) } }
    let problems = bundle.problems.map { "\($0.path): \($0.reason.prefix(30))" }
    #expect(problems.contains { $0.hasPrefix("a/t.csv: 2 different tables") }, "\(problems)")
    #expect(problems.contains { $0.hasPrefix("c/u.csv: the same table stands") }, "\(problems)")
    #expect(bundle.problems.allSatisfy { problem in bundle.files.contains { $0.path == problem.path } })
  }

  /// What somebody says of a container is not said of what it holds.
  @Test func theFormatOfAContainerIsItsOwn() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "From: a@firm.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        + "Content-Type: text/csv; name=t.csv\r\n\r\nid,email\r\n1,b@firm.example\r\n--x--\r\n", to: "msg.txt"
    )
    let mail = try EvidenceBundle.list(folder.path + "/msg.txt", as: .mail)
    #expect(mail.files.map { "\($0.path) \($0.format)" } == ["msg.txt mail", "msg.txt/t.csv csv"])
    let other = try EvidenceBundle.list(folder.path + "/msg.txt", as: .stix)
    #expect(other.files.map { "\($0.path) \($0.format)" } == ["msg.txt stix"])
  }

  /// Of an archive that is given alone a format is said of what it holds, unless it is one of containers, or keeps all.
  @Test func theFormatOfALoneArchiveIsThatOfItsFiles() throws {
    let folder = try TemporaryFolder()
    let rows = "101,\"remarks\"\r\n"
    func list(_ bytes: [UInt8], _ name: String, _ format: EvidenceFormat) throws -> [String] {
      let path = folder.path + "/" + name
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return try EvidenceBundle.list(path, as: format).files.map { "\($0.path) \($0.format)" }
    }
    let zip = ZipSample([.init("a.txt", rows)]).bytes()
    #expect(try list(zip, "z.bin", .sdnCSV) == ["z.bin zip", "z.bin/a.txt sdnCSV"])
    #expect(try list(zip, "z.bin", .zip) == ["z.bin zip", "z.bin/a.txt attachment"])
    #expect(try list(zip, "z.bin", .attachment) == ["z.bin attachment"])
    #expect(
      try list(TarSample.of([("a.txt", rows)]), "t.tar", .sdnCSV) == ["t.tar tar", "t.tar/a.txt sdnCSV"])
    #expect(
      try list(Packed.gzip(Array(rows.utf8)), "c.txt.gz", .sdnCSV) == [
        "c.txt.gz gzip", "c.txt.gz/c.txt sdnCSV",
      ])
  }

  /// A reader that breaks off advises to keep a file as it is: that goes for mail, wherever it lies.
  @Test func mailIsKeptAsItIsWhereThatIsSaid() throws {
    let folder = try TemporaryFolder()
    let mail = ContainerTests.mail
    try folder.write(mail, to: "a.eml")
    try folder.write("From a@firm.example Mon Jan  5 10:00:00 2026\n" + mail, to: "b.mbox")
    try Data(ZipSample([.init("c.eml", mail)]).bytes()).write(
      to: URL(fileURLWithPath: folder.path + "/z.zip"))
    let read = try EvidenceBundle.list(folder.path, as: .stix).files.map { "\($0.path) \($0.format)" }
    #expect(
      read.contains("a.eml mail") && read.contains("b.mbox mailbox") && read.contains("z.zip/c.eml mail"))
    let kept = try EvidenceBundle.list(folder.path, as: .attachment)
    #expect(
      kept.files.map { "\($0.path) \($0.format)" } == [
        "a.eml attachment", "b.mbox attachment", "z.zip zip", "z.zip/c.eml attachment",
      ])
    #expect(kept.problems.isEmpty)
  }

  /// One that cannot be read is refused and counted, and the others are listed.
  @Test func anUnreadableFileStopsNoOther() throws {
    struct Reader: ContainerReading {
      let inner = ContainersInPlace()
      var temporaryFolder: String { inner.temporaryFolder }
      func kind(of file: any RandomBytes, name: String) throws(SourceError) -> FileKind {
        if name == "b.txt" { throw SourceError(path: file.path, reason: "Permission denied", remedy: "ask") }
        return try inner.kind(of: file, name: name)
      }
      func contents(
        of archive: Archive, budget: inout ReadingBudget, isCancelled: () -> Bool
      ) throws(ImportRefusal) -> ArchiveContents {
        try inner.contents(of: archive, budget: &budget, isCancelled: isCancelled)
      }
      func open(_ member: ArchiveMember, of archive: Archive) throws(SourceError) -> any ByteSource {
        try inner.open(member, of: archive)
      }
      func unpacked(_ file: any RandomBytes, path: String) throws(SourceError) -> any ByteSource {
        try inner.unpacked(file, path: path)
      }
      func tags(of file: any RandomBytes, as kind: BagTagFile.Kind) throws(ImportRefusal) -> BagTagFile {
        try inner.tags(of: file, as: kind)
      }
    }
    let folder = try TemporaryFolder()
    for name in ["a.txt", "d/b.txt", "c.txt"] { try folder.write("words", to: name) }
    let bundle = try EvidenceBundle.list(folder.path, by: Reader())
    #expect(bundle.files.map(\.path) == ["a.txt", "c.txt"])
    #expect(bundle.problems.map(\.reason) == ["Permission denied"] && bundle.problems[0].severity == .refused)
    #expect(bundle.leftOut == [.init(path: "d/b.txt", lengthBytes: 5)], "it is in the account of bytes")
  }

  /// What is unpacked for a reader cannot be changed by it.
  @Test func unpackedBytesAreReadOnly() throws {
    let file = try UnnamedFile(MemorySource([1, 2, 3]), in: NSTemporaryDirectory(), path: "x") { _ in }
    let part = try #require(file.part)
    #expect(fcntl(part.file, F_GETFL) & O_ACCMODE == O_RDONLY && part.lengthBytes == 3)
  }

  /// What is unpacked lies where the caller says, and nowhere else: without that folder it is refused.
  @Test func unpackedBytesLieWhereTheCallerSays() throws {
    let folder = try TemporaryFolder()
    let inner = Packed.gzip(Array("id,name\n1,Velmar\n".utf8))
    try Data(inner).write(to: URL(fileURLWithPath: folder.path + "/t.csv.gz"))
    let here = try EvidenceBundle.list(folder.path, by: ContainersInPlace(temporaryFolder: folder.path))
    #expect(here.files.map(\.path) == ["t.csv.gz", "t.csv.gz/t.csv"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.csv.gz"])
    let away = folder.path + "/away"
    let nowhere = try EvidenceBundle.list(folder.path, by: ContainersInPlace(temporaryFolder: away))
    #expect(nowhere.problems.contains { $0.remedy.contains(away) }, "\(nowhere.problems)")
  }

  /// A table whose header is text is one: its rows that are not are refused singly.
  @Test func aTableWithARowThatIsNoText() throws {
    let folder = try TemporaryFolder()
    let rows = Array("id,name\n1,Velmar\n2,M\u{1}ller\n3,Tarn\n".utf8)
    let latin = rows.map { $0 == 1 ? 0xFC : $0 }
    try Data(latin).write(to: URL(fileURLWithPath: folder.path + "/t.csv"))
    try Data(rows.map { $0 == 1 ? 0 : $0 }).write(to: URL(fileURLWithPath: folder.path + "/z.csv"))
    try Data([0xFC] + latin).write(to: URL(fileURLWithPath: folder.path + "/h.csv"))
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.map { "\($0.path) \($0.format)" } == ["h.csv attachment", "t.csv csv", "z.csv csv"])
    for file in bundle.files.dropFirst() {
      var names: [String] = []
      let summary = try CSVReader.read(try bundle.open(file), path: file.path) { row, _ in
        names.append(row.name ?? "")
      }
      #expect(names == ["Velmar", "Tarn"] && summary.refused == 1, "\(file.path)")
    }
  }

  @Test func singleFile() throws {
    let folder = try TemporaryFolder()
    try folder.write(Invented.bundle, to: "one.json")
    let bundle = try EvidenceBundle.list(folder.path + "/one.json")
    #expect(bundle.files.map(\.path) == ["one.json"] && bundle.files[0].format == .stix)
    _ = try bundle.open(bundle.files[0])
  }

  @Test func linksAndPipesAreLeftOut() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "secret.txt")
    try folder.write("x", to: "real/file.txt")
    symlink(outside.path + "/secret.txt", folder.path + "/link.txt")
    symlink(outside.path, folder.path + "/folder")
    mkfifo(folder.path + "/pipe", 0o600)
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.map(\.path) == ["real/file.txt"])
    #expect(bundle.problems.count == 3 && bundle.problems.allSatisfy { $0.severity == .refused })
    #expect(throws: SourceError.self) { try FileSource(path: folder.path + "/link.txt") }
    #expect(throws: SourceError.self) { try FileSource(path: folder.path + "/pipe") }
    #expect(throws: SourceError.self) { try FileSource(path: folder.path) }
    // U+0600 and a slash behind it are one Character.
    for name in ["root", "root\u{600}"] {
      symlink(folder.path, outside.path + "/" + name)
      #expect(throws: ImportRefusal.self) { try EvidenceBundle.list(outside.path + "/" + name) }
      #expect(throws: ImportRefusal.self) { try EvidenceBundle.list(outside.path + "/" + name + "//") }
    }
  }

  /// A folder that became a link after the listing.
  @Test func swappedFolderIsNotFollowed() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try folder.write("x", to: "in/file.txt")
    try outside.write("secret", to: "file.txt")
    let bundle = try EvidenceBundle.list(folder.path)
    try FileManager.default.removeItem(atPath: folder.path + "/in")
    symlink(outside.path, folder.path + "/in")
    #expect(throws: SourceError.self) { try bundle.open(bundle.files[0]) }
  }

  /// Two readings of a file are about the same bytes, or the second is refused.
  @Test func whatChangedSinceTheListingIsRefused() throws {
    let folder = try TemporaryFolder()
    for name in ["a.txt", "b.txt", "c.txt"] { try folder.write("one", to: name) }
    let bundle = try EvidenceBundle.list(folder.path)
    _ = try bundle.open(bundle.files[0])
    try folder.write("one and two", to: "a.txt")
    // Of the same length.
    try folder.write("two", to: "b.txt")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: folder.path + "/b.txt")
    for file in bundle.files.prefix(2) {
      let error = try #require(throws: SourceError.self) { try bundle.open(file) }
      #expect(error.reason == "it has changed since the bundle was listed", "\(file.path)")
      #expect(throws: SourceError.self) { try bundle.requireUnchanged(file) }
    }
    try bundle.requireUnchanged(bundle.files[2])
    #expect(try Unpacked.all(try bundle.open(bundle.files[2])) == Array("one".utf8))
  }

  /// A slash and an accent behind it are one Character, and two parts of a path all the same.
  @Test func swappedFolderIsNotFollowedToANameThatBeginsWithAnAccent() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try folder.write("x", to: "in/plain.txt")
    try outside.write("x", to: "plain.txt")
    for place in [folder.path + "/in", outside.path] {
      let made = open(place + "/\u{301}x.txt", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
      try #require(made >= 0)
      close(made)
    }
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.map(\.name) == ["plain.txt", "\u{301}x.txt"])
    for file in bundle.files { _ = try bundle.open(file) }
    try FileManager.default.removeItem(atPath: folder.path + "/in")
    symlink(outside.path, folder.path + "/in")
    for file in bundle.files { #expect(throws: SourceError.self) { try bundle.open(file) } }
  }

  @Test func theKeysOfATableWhoseNameBeginsWithAnAccent() throws {
    var keys: [String] = []
    _ = try CSVReader.read(MemorySource(Array("id,name\n1,Tarn\n".utf8)), path: "d/\u{301}x.csv") { row, _ in
      keys.append(row.externalID)
    }
    #expect(keys.map { Array($0.utf8) } == [Array("\u{301}x.csv#1".utf8)])
  }

  @Test(arguments: ["../x", "a/../../x", "/etc/passwd", "a//b", ".", ""])
  func escapingNames(_ path: String) throws {
    let folder = try TemporaryFolder()
    let bundle = EvidenceBundle(folder: folder.path, files: [], problems: [])
    let file = EvidenceBundle.File(path: path, lengthBytes: 0, format: .attachment)
    let error = try #require(throws: SourceError.self) { try bundle.open(file) }
    #expect(error.reason.contains("leads out"))
  }

  @Test func oddNames() throws {
    let folder = try TemporaryFolder()
    for name in [[0x61, 0xFF], [0x61, 0x0A, 0x62], [0x1B, 0x5B, 0x6D]] as [[UInt8]] {
      let path = Array(folder.path.utf8) + [0x2F] + name + [0]
      let descriptor = path.withUnsafeBytes {
        open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
      }
      try #require(descriptor >= 0)
      close(descriptor)
    }
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.isEmpty)
    #expect(bundle.problems.map(\.path) == ["\\x1b[m", "a\\x0ab", "a\\xff"])
  }

  @Test func twins() throws {
    let folder = try TemporaryFolder()
    for name in ["Caf\u{E9}.txt", "cafe\u{301}.txt", "other.txt"] { try folder.write("x", to: name) }
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.files.count == 3 && bundle.problems.count == 1)
    #expect(
      bundle.problems[0].path == bundle.files[1].path && bundle.problems[0].object == bundle.files[0].path)
  }

  @Test func depth() throws {
    let folder = try TemporaryFolder()
    let path = (1...16).map { "d\($0)" }.joined(separator: "/")
    try folder.write("x", to: path + "/x.txt")
    #expect(try EvidenceBundle.list(folder.path).files.count == 1)
    try folder.write("x", to: path + "/d17/x.txt")
    #expect(throws: ImportRefusal.self) { try EvidenceBundle.list(folder.path) }
  }

  @Test func missing() throws {
    let refusal = try #require(throws: ImportRefusal.self) { try EvidenceBundle.list("/nonexistent/x") }
    #expect(refusal.kind == .missing && refusal.reason.contains("no such file"))
  }
}
