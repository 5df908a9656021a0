import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite struct BagTests {
  static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

  static func hash(_ text: String, _ algorithm: ForeignDigest.Algorithm = .sha256) -> String {
    var digest = ForeignDigest(algorithm)
    Array(text.utf8).withUnsafeBytes { digest.update($0) }
    return Hex.encode(digest.bytes)
  }

  private func check(_ files: [String: String]) throws -> Bag.Report {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    let bundle = try EvidenceBundle.list(folder.path)
    return try Bag.check("", in: bundle)
  }

  @Test(arguments: [
    ("md5", "900150983cd24fb0d6963f7d28e17f72"), ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
  ])
  func digests(_ algorithm: String, _ hex: String) throws {
    #expect(Self.hash("abc", try #require(.init(rawValue: algorithm))) == hex)
  }

  static let good: [String: String] = [
    "bagit.txt": declaration, "data/a.txt": "one", "data/b/c.txt": "two",
    "manifest-sha256.txt": "\(hash("one"))  data/a.txt\n\(hash("two"))  data/b/c.txt\n",
    "bag-info.txt": "Source-Organization: Firm\nPayload-Oxum: 6.2\n",
    "tagmanifest-sha256.txt": "\(hash(declaration))  bagit.txt\n",
  ]

  @Test func valid() throws {
    let report = try check(Self.good)
    #expect(report.verdict == .valid && report.checkedFiles == 2 && report.version == "1.0")
  }

  /// Files and tag files, whatever the bundle says by then.
  @Test func theVerdictIsAboutWhatWasTakenIn() throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.good { try folder.write(text, to: name) }
    let taken = try TemporaryFolder()
    let bundle = try EvidenceBundle.list(folder.path)
    for (file, text) in [("data/a.txt", "0ne"), ("bag-info.txt", "Payload-Oxum: 7.2\n")] {
      try taken.write(text, to: "content")
      let report = try Bag.check(
        "", in: bundle,
        stored: { (found: EvidenceBundle.File) throws(SourceError) -> FileSource? in
          guard found.path == file else { return nil }
          return try FileSource(path: taken.path + "/content")
        })
      #expect(report.verdict == .invalid && report.problems.map(\.path) == [file], "\(report.problems)")
    }
    #expect(try Bag.check("", in: bundle).verdict == .valid)
    // Read from the bundle, it is what was listed.
    try folder.write("one more", to: "data/a.txt")
    let report = try Bag.check("", in: bundle)
    #expect(report.problems.map(\.reason) == ["it has changed since the bundle was listed"])
  }

  /// What is changed, the verdict, and the file that is named.
  @Test(
    arguments: [
      (["data/a.txt": "0ne"], "INVALID", "data/a.txt"), (["data/a.txt": nil], "INVALID", "data/a.txt"),
      (["data/x.txt": "new"], "INVALID", "data/x.txt"), (["bagit.txt": nil], "INVALID", "bagit.txt"),
      (["bagit.txt": "BagIt-Version: 1.0\n"], "INVALID", "bagit.txt"),
      (["bagit.txt": "\u{FEFF}" + BagTests.declaration], "INVALID", "bagit.txt"),
      (
        ["bagit.txt": BagTests.declaration.replacingOccurrences(of: ": 1", with: " : 1")], "INVALID",
        "bagit.txt"
      ),
      (
        ["bagit.txt": BagTests.declaration.replacingOccurrences(of: "UTF-8", with: "EBCDIC")], "INVALID",
        "manifest-sha256.txt"
      ),
      (["bag-info.txt": "Payload-Oxum: 7.2\n"], "INVALID", "bag-info.txt"),
      (["bag-info.txt": "nothing\n"], "VALID WITH WARNINGS", "bag-info.txt"),
      (["fetch.txt": "http://files.example/x 3 data/x\n"], "INVALID", "fetch.txt"),
      (["fetch.txt": "http://files.example/x 3 data/a.txt\n"], "VALID", ""),
      (["fetch.txt": "http://files.example/x 3 ../x\n"], "INVALID", "fetch.txt"),
      (["manifest-sha256.txt": nil], "INVALID", "manifest-*.txt"),
      (["manifest-sha1.txt": "\(BagTests.hash("one", .sha1))  data/a.txt\n"], "INVALID", "data/b/c.txt"),
      (["manifest-crc9.txt": "12  data/a.txt\n"], "VALID WITH WARNINGS", "manifest-crc9.txt"),
      (["tagmanifest-sha256.txt": "\(BagTests.hash("x"))  bagit.txt\n"], "INVALID", "bagit.txt"),
    ] as [([String: String?], String, String)])
  func changed(_ change: [String: String?], _ verdict: String, _ file: String) throws {
    var files = Self.good
    for (name, text) in change { files[name] = text }
    if change.keys.contains("bagit.txt") { files["tagmanifest-sha256.txt"] = nil }
    let report = try check(files)
    #expect(report.verdict.rawValue == verdict, "\(report.problems)")
    #expect(file.isEmpty || report.problems.contains { $0.path == file }, "\(report.problems.map(\.path))")
  }

  @Test(arguments: [
    ("data/a.txt", true), ("./data/a.txt", true), ("*data/a.txt", true), ("../a.txt", false),
    ("/a.txt", false),
    ("~/a.txt", false), ("C:\\a.txt", false), ("\\\\server\\a", false), ("%HomeDrive%\\a", false),
    ("data/../../a", false), ("data//a.txt", false), ("bagit.txt", false), ("data/\u{301}b.txt", true),
    ("data\u{301}/b.txt", false),
  ])
  func manifestNames(_ name: String, _ isGood: Bool) throws {
    let text = "\(Self.hash("one"))  \(name)\n"
    let found = try Self.manifest(text)
    #expect(
      !found.notes.contains { $0.severity == .refused } == isGood && found.lines.count == (isGood ? 1 : 0))
  }

  private static func manifest(_ text: String) throws -> BagTagFile {
    try BagTagFile.read(
      MemorySource(Array(text.utf8)),
      as: .manifest(
        BagManifestName(algorithm: .sha256, isOfTags: false), encoding: "UTF-8", escapesPercent: true))
  }

  /// However much there is to warn of, what makes a bag invalid is seen.
  @Test func warningsHideNoFault() throws {
    var files = Self.good
    files["data/a.txt"] = "0ne"
    files["bag-info.txt"] = String(repeating: "nothing\n", count: 10_100)
    let report = try check(files)
    #expect(report.verdict == .invalid && report.unlistedFaults == 0)
    #expect(report.problems.count == 10_001 && report.problems.last?.path == "data/a.txt")
  }

  @Test func faultsBeyondTheListAreCounted() throws {
    var files = Self.good
    files["manifest-sha256.txt"]! += String(repeating: "x\n", count: 10_007)
    let report = try check(files)
    #expect(report.verdict == .invalid && report.unlistedFaults == 7 && report.checkedFiles == 2)
    #expect(report.problems.last?.reason == "7 more faults of the bag are not listed")
  }

  @Test func twoManifestsOfOneKind() throws {
    var files = Self.good
    files["Manifest-SHA256.txt"] = files["manifest-sha256.txt"]
    let report = try check(files)
    #expect(report.problems.map(\.path) == ["manifest-sha256.txt"] && report.verdict == .invalid)
  }

  @Test func aManifestHasLimits() throws {
    let hash = Self.hash("one")
    let names = try Self.manifest((0...BagTagFile.maximumLines).map { "\(hash) data/\($0)\n" }.joined())
    #expect(names.lines.count == BagTagFile.maximumLines)
    #expect(names.notes.map(\.reason) == ["it names more than 100000 files"])
    let long = try Self.manifest("\(hash)  data/\(String(repeating: "x", count: 4_092))\n")
    #expect(long.lines.isEmpty && long.notes.map(\.reason) == ["line 1 names a file in 4097 bytes"])
  }

  /// A long value goes on in the next line, and may have its label there.
  @Test func aMarkingIsReadFromFoldedLines() throws {
    func information(_ text: String) throws -> BagTagFile {
      try BagTagFile.read(MemorySource(Array(text.utf8)), as: .information(encoding: "UTF-8"))
    }
    let found = try information(
      "  lost\nSource-Organization: Firm\nMarking: CUI\r\n  for\r\n\tuse TLP:RED\nX: y\n")
    #expect(found.marking == BagTagFile.Marking(light: TLP.red.rawValue, text: "CUI for use TLP:RED"))
    #expect(found.notes.isEmpty)
    #expect(try information("Payload-Oxum:\n 6.2\n").oxums == [BagTagFile.Oxum(lengthBytes: 6, files: 2)])
  }

  @Test(arguments: [("for our eyes", true), ("TLP RED", true), ("CUI", false), ("CUI TLP:GREEN", false)])
  func aMarkingThatIsNotUnderstoodIsSaid(_ text: String, _ isSaid: Bool) throws {
    let found = try BagTagFile.read(
      MemorySource(Array("Marking: \(text)\n".utf8)), as: .information(encoding: "UTF-8"))
    #expect(
      found.notes.map(\.reason) == (isSaid ? ["its Marking is not understood, and not followed"] : []))
    #expect(found.notes.allSatisfy { $0.severity == .warning && $0.object == text })
  }

  /// Of what a reader in another process says of a marking, nothing is taken that it cannot have read.
  @Test func aMarkingIsALabelOfTheProtocol() throws {
    func information(_ text: String) throws -> BagTagFile {
      try BagTagFile.read(MemorySource(Array(text.utf8)), as: .information(encoding: "UTF-8"))
    }
    #expect(try information("Marking: CUI\nMarked: TLP:RED\n").marking == nil)
    let found = try information("Marking: TLP:GREEN\nmarking : CUI\n\t TLP:AMBER+STRICT\n")
    let strict = BagTagFile.Marking(light: TLP.amberStrict.rawValue, text: "CUI TLP:AMBER+STRICT")
    #expect(found.marking == strict)
    var taken = BagTagFile()
    #expect(try taken.take(found.pieces[0], of: .information(encoding: "UTF-8")) && taken == found)
    #expect(throws: WireFault.self) { try taken.take(found.pieces[0], of: .declaration) }
    var bad = found
    bad.marking = BagTagFile.Marking(light: 9, text: "")
    #expect(throws: WireFault.self) { try taken.take(bad, of: .information(encoding: "UTF-8")) }
  }

  /// What a reader in another process says comes in pieces; what no reader says is not taken.
  @Test(arguments: [0, 1, 999, 1_000, 1_001, 2_500])
  func piecesMakeTheWhole(_ count: Int) throws {
    let kind = BagTagFile.Kind.manifest(
      .init(algorithm: .sha256, isOfTags: false), encoding: "UTF-8", escapesPercent: true)
    let hash = Self.hash("one")
    let whole = try Self.manifest("x\n" + (0..<count).map { "\(hash) ./data/\($0)\n" }.joined())
    var found = BagTagFile()
    for (index, piece) in whole.pieces.enumerated() {
      #expect(try found.take(piece, of: kind) == (index == whole.pieces.count - 1))
    }
    #expect(found == whole && found.notes.count == 1 + count)
    guard count > 0 else { return }
    for other in [
      BagTagFile.Kind.declaration, .information(encoding: "UTF-8"),
      .fetch(encoding: "UTF-8", escapesPercent: true),
      .manifest(.init(algorithm: .md5, isOfTags: false), encoding: "UTF-8", escapesPercent: true),
    ] {
      var found = BagTagFile()
      #expect(throws: WireFault.self) { try found.take(whole.pieces[0], of: other) }
    }
  }

  @Test func namesWithPercentAndLineEnds() throws {
    var files = Self.good
    files["data/a.txt"] = nil
    files["data/50%.txt"] = "one"
    files["manifest-sha256.txt"] =
      "\(Self.hash("one"))  data/50%25.txt\r\(Self.hash("two"))\tdata/b/c.txt\r\n"
    #expect(try check(files).verdict == .valid)
  }

  /// Only from 1.0 on is a percent sign written `%25`. Where a file is taken by the letters of its line, no other line
  /// means it. All files have the same content.
  @Test(
    arguments: [
      ("0.97", ["50%25.txt"], ["50%.txt"], "INVALID"),
      ("0.97", ["50%25.txt"], ["50%25.txt"], "VALID"),
      ("0.97", ["50%25.txt", "50%.txt"], ["50%25.txt", "50%.txt"], "VALID"),
      ("0.97", ["50%25.txt", "50%.txt"], ["50%.txt"], "INVALID"),
      ("1.0", ["50%25.txt"], ["50%.txt"], "VALID"),
      ("1.0", ["50%25.txt"], ["50%25.txt"], "VALID"),
      ("1.0", ["50%25.txt", "50%2525.txt"], ["50%25.txt", "50%.txt"], "VALID"),
      ("1.0", ["50%25.txt", "50%2525.txt"], ["50%25.txt"], "INVALID"),
      ("1.0", ["50%25.txt", "50%.txt"], ["50%25.txt", "50%.txt"], "INVALID"),
    ] as [(String, [String], [String], String)])
  func percentSigns(_ version: String, _ named: [String], _ payload: [String], _ verdict: String) throws {
    var files = [
      "bagit.txt": Self.declaration.replacingOccurrences(of: "1.0", with: version),
      "manifest-sha256.txt": named.map { "\(Self.hash("one"))  data/\($0)\n" }.joined(),
    ]
    for name in payload { files["data/" + name] = "one" }
    let report = try check(files)
    #expect(report.verdict.rawValue == verdict, "\(report.problems)")
  }

  /// Nor does a line of `fetch.txt` before 1.0 mean another file than it spells.
  @Test func aFileToBeFetchedHasItsPercentSign() throws {
    let report = try check([
      "bagit.txt": Self.declaration.replacingOccurrences(of: "1.0", with: "0.97"), "data/50%.txt": "one",
      "manifest-sha256.txt": "\(Self.hash("one"))  data/50%.txt\n",
      "fetch.txt": "http://files.example/x 3 data/50%25.txt\n",
    ])
    #expect(report.verdict == .invalid && report.problems.map(\.path) == ["fetch.txt"])
  }

  /// The line that spells its name means another file.
  @Test func aPlantedLinkThatALineSpells() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.declaration, to: "box/bagit.txt")
    try folder.write("one", to: "box/data/50%.txt")
    try folder.write("\(Self.hash("one"))  data/50%25.txt\n", to: "box/manifest-sha256.txt")
    #expect(try Bag.check("box", in: try EvidenceBundle.list(folder.path)).verdict == .valid)
    symlink("50%.txt", folder.path + "/box/data/50%25.txt")
    let report = try Bag.check("box", in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .invalid && report.problems.map(\.path) == ["box/data/50%25.txt"])
  }

  /// A file of the payload that no line was matched with was planted, however like a named one it is called.
  @Test(arguments: [
    ("data/a.txt", ["data/a.txt": "one", "data/A.txt": "planted"], "data/A.txt"),
    ("data/e\u{301}.txt", ["data/e\u{301}.txt": "one", "data/\u{C9}.txt": "one"], "data/\u{C9}.txt"),
    ("data/a%25b.txt", ["data/a%b.txt": "one", "data/a%25b.txt": "planted"], "data/a%25b.txt"),
  ])
  func aPlantedFileOfALikeName(_ named: String, _ payload: [String: String], _ planted: String) throws {
    let folder = try TemporaryFolder()
    let files =
      [
        ("bagit.txt", Self.declaration), ("manifest-sha256.txt", "\(Self.hash("one"))  \(named)\n"),
      ] + payload.map { ($0.key, $0.value) }
    try Data(TarSample.of(files.map { ("box/" + $0.0, $0.1) })).write(
      to: URL(fileURLWithPath: folder.path + "/b.tar"))
    let report = try Bag.check("b.tar/box", in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .invalid && report.checkedFiles == 1)
    #expect(report.problems.map(\.path) == ["b.tar/box/" + planted])
    #expect(report.problems.map(\.reason) == ["it is not in manifest-sha256.txt"])
  }

  /// So was what stands in the payload and is not listed, unless a manifest names it: then it is missing.
  @Test func plantedLinksAndOddNames() throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.good { try folder.write(text, to: "box/" + name) }
    try folder.write("outside of the payload", to: "box/notes/n.txt")
    symlink("a.txt", folder.path + "/box/notes/link")
    #expect(try Bag.check("box", in: try EvidenceBundle.list(folder.path)).verdict == .valid)
    symlink("a.txt", folder.path + "/box/data/link")
    let odd = open(folder.path + "/box/data/x\u{1}y.csv", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    try #require(odd >= 0)
    close(odd)
    let report = try Bag.check("box", in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .invalid)
    #expect(report.problems.map(\.path) == ["box/data/link", "box/data/x\\x01y.csv"])
    try FileManager.default.removeItem(atPath: folder.path + "/box/data/a.txt")
    symlink("b/c.txt", folder.path + "/box/data/a.txt")
    let missing = try Bag.check("box", in: try EvidenceBundle.list(folder.path))
    #expect(missing.problems.filter { $0.path == "box/data/a.txt" }.count == 1)
  }

  @Test func plantedMembersThatAreRefused() throws {
    func box(_ more: [ZipSample.Entry]) throws -> Bag.Report {
      let folder = try TemporaryFolder()
      let files = Self.good.filter { $0.key != "bag-info.txt" }.sorted { $0.key < $1.key }
      let entries = files.map { ZipSample.Entry("b\u{E9}/" + $0.key, $0.value) } + more
      try Data(ZipSample(entries).bytes()).write(to: URL(fileURLWithPath: folder.path + "/b.zip"))
      return try Bag.check("b.zip/b\u{E9}", in: try EvidenceBundle.list(folder.path))
    }
    #expect(try box([]).verdict == .valid)
    let outside = ZipSample.Entry("b\u{E9}/extra.bin").with { $0.method = 12 }
    #expect(try box([outside]).verdict == .valid)
    let packed = ZipSample.Entry("b\u{E9}/data/extra.bin").with { $0.method = 12 }
    #expect(try box([packed]).problems.map(\.path) == ["b.zip/b\u{E9}/data/extra.bin"])
    let odd = ZipSample.Entry("./b\u{E9}/data/x\u{1}y.csv")
    let report = try box([odd])
    #expect(report.verdict == .invalid)
    #expect(report.problems.map(\.path) == ["b.zip/b\u{E9}/data/x\\x01y.csv"])
    for (name, planted) in [
      ("b\u{E9}\\data\\ev\u{1}il.txt", "data/ev\\x01il.txt"), ("b\u{E9}/x/../data/evil", "data/evil"),
      ("b\u{E9}\\..\\b\u{E9}/data/./e", "data/e"), ("/b\u{E9}/data/e", "data/e"),
      ("b\u{E9}/data\u{1}", nil), ("b\u{E9}/data-x/\u{1}", nil), ("b\u{E9}/x/../\u{1}", nil),
      // Programs that unpack leave `..` out or follow it.
      ("b\u{E9}/data/../tag2", "data/tag2"), ("b\u{E9}/data/../\u{1}", "data/\\x01"),
      ("b\u{E9}\\data\\..\\tag2", "data/tag2"), ("../b\u{E9}/data/e", "data/e"),
      ("b\u{E9}/data/sub/../../../data/plant.txt", "data/sub/data/plant.txt"),
      ("b\u{E9}/sub/../../data/e", nil), ("b\u{E9}/../data", "data"),
    ] as [(String, String?)] {
      let report = try box([.init(name)])
      #expect(report.verdict == (planted == nil ? .valid : .invalid), "\(name)")
      #expect(
        report.problems.map(\.path) == [planted].compactMap { $0 }.map { "b.zip/b\u{E9}/" + $0 }, "\(name)")
    }
    // In either place.
    let either = try box([.init("b\u{E9}/data/x/../e")])
    #expect(either.verdict == .invalid)
    #expect(either.problems.map(\.path) == ["b.zip/b\u{E9}/data/e", "b.zip/b\u{E9}/data/x/e"])
    // In the place of the folder itself.
    let link = ZipSample.Entry("b\u{E9}/data").with { ($0.mode, $0.method) = (0o120777, 0) }
    #expect(try box([link]).problems.map(\.reason).contains { $0.contains("place of the payload's folder") })
    let file = try box([.init("b\u{E9}/data")])
    #expect(file.verdict == .invalid && file.problems.map(\.path) == ["b.zip/b\u{E9}/data"])
  }

  /// The name that is shown is cut; where it stands is not.
  @Test func plantedMembersBelowALongName() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "n", count: 300)
    let entries = Self.good.sorted { $0.key < $1.key }.map { ZipSample.Entry("\(long)/\($0.key)", $0.value) }
    try Data(ZipSample(entries + [.init("\(long)/data/x\u{1}")]).bytes()).write(
      to: URL(fileURLWithPath: folder.path + "/b.zip"))
    let report = try Bag.check("b.zip/" + long, in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .invalid && report.problems.map(\.path) == ["b.zip/\(long)/data/x\\x01"])
  }

  /// Of many, each is told of what stands in itself.
  @Test func plantedMembersOfSeveralBags() throws {
    let folder = try TemporaryFolder()
    let names = ["a", "a-b", "a/c", "ab"] + (0..<300).map { "n\($0)" }
    var entries: [ZipSample.Entry] = []
    for name in names {
      for (file, text) in Self.good.sorted(by: { $0.key < $1.key }) {
        entries.append(.init("\(name)/\(file)", text))
      }
      for number in 0..<3 where name != "n7" {
        entries.append(ZipSample.Entry("\(name)/data/\(number)").with { $0.method = 12 })
      }
    }
    try Data(ZipSample(entries).bytes()).write(to: URL(fileURLWithPath: folder.path + "/b.zip"))
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(Set(bundle.bags) == Set(names.map { "b.zip/" + $0 }))
    for name in names {
      let planted = name == "n7" ? [] : (0..<3).map { "b.zip/\(name)/data/\($0)" }
      #expect(try Bag.check("b.zip/" + name, in: bundle).problems.map(\.path) == planted)
    }
  }

  @Test func bagInAnArchive() throws {
    let folder = try TemporaryFolder()
    let files = Self.good.sorted { $0.key < $1.key }.map { ("box/" + $0.key, $0.value) }
    try Data(TarSample.of(files)).write(to: URL(fileURLWithPath: folder.path + "/b.tar"))
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.bags == ["b.tar/box"])
    #expect(try Bag.check("b.tar/box", in: bundle).verdict == .valid)
  }

  /// A slash and an accent behind it are one Character: `data/` is the folder all the same.
  @Test func aNameThatBeginsWithAnAccent() throws {
    let folder = try TemporaryFolder()
    let files = [
      ("bagit.txt", Self.declaration), ("data/\u{301}b.txt", "one"),
      ("manifest-sha256.txt", "\(Self.hash("one"))  data/\u{301}b.txt\n"),
    ]
    try Data(TarSample.of(files.map { ("box/" + $0.0, $0.1) })).write(
      to: URL(fileURLWithPath: folder.path + "/b.tar"))
    let report = try Bag.check("b.tar/box", in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .valid && report.checkedFiles == 1, "\(report.problems)")
  }

  /// So are U+0600 and a slash behind it: what is wrong is said of the file by its path.
  @Test func aFolderThatEndsInASignBeforeNumbers() throws {
    let folder = try TemporaryFolder()
    let files = Self.good.merging(["data/x.txt": "planted"]) { $1 }.filter { $0.key != "bag-info.txt" }
    let box = "box\u{600}"
    try Data(TarSample.of(files.sorted { $0.key < $1.key }.map { ("\(box)/\($0.key)", $0.value) })).write(
      to: URL(fileURLWithPath: folder.path + "/b.tar"))
    let bundle = try EvidenceBundle.list(folder.path)
    #expect(bundle.bags == ["b.tar/\(box)"])
    let report = try Bag.check("b.tar/\(box)", in: bundle)
    #expect(report.problems.map { Array($0.path.utf8) } == [Array("b.tar/\(box)/data/x.txt".utf8)])
  }

  /// Bags are found as their definition has it: not in the payload of another.
  @Test func bagsInBags() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<60 {
      let folder = try TemporaryFolder()
      var paths: Set<String> = []
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
          ["data", "a", "data2", "xdata"].randomElement(using: &random)!
        }
        paths.insert((parts + ["bagit.txt"]).joined(separator: "/"))
      }
      for path in paths { try folder.write("x", to: path) }
      let roots = paths.map { String($0.dropLast("bagit.txt".count)) }
      let expected = roots.filter { root in !roots.contains { root.hasPrefix($0 + "data/") } }
        .map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      let bundle = try EvidenceBundle.list(folder.path)
      #expect(bundle.bags.sorted() == expected.sorted())
      for path in ["", "a/", "data/", "a/data", "z"] {
        #expect(
          bundle.files(below: path).map(\.path) == bundle.files.map(\.path).filter { $0.hasPrefix(path) })
      }
    }
  }

  // MARK: Writing

  private func written() throws -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    func sink(_ path: String, _ piece: UnsafeRawBufferPointer) {
      if files.last?.path != path { files.append((path, [])) }
      files[files.count - 1].bytes += piece
    }
    var writer = BagWriter(information: [("Source-Organization", "Office\nof Records")])
    try writer.add("exhibits/a.bin", MemorySource([1, 2, 3], pieceBytes: 1), to: sink)
    try writer.add("empty", MemorySource([]), to: sink)
    try writer.add("50% caf\u{E9}.txt", MemorySource(Array("x".utf8)), to: sink)
    for name in ["../x", "", "a//b", "empty", "a\u{0}"] {
      let fault = #expect(throws: BagWriter.BadName.self) {
        try writer.add(name, MemorySource([]), to: sink)
      }
      #expect(fault.map { "\($0)" }?.contains("cannot hold a file \"\(name)\"") == true)
    }
    try writer.finish(to: sink)
    return files
  }

  private func onDisk(_ files: [(path: String, bytes: [UInt8])]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (path, bytes) in files {
      let url = URL(fileURLWithPath: folder.path).appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    return folder
  }

  @Test func whatIsWrittenIsValid() throws {
    let files = try written()
    let folder = try onDisk(files)
    let report = try Bag.check("", in: try EvidenceBundle.list(folder.path))
    #expect(report.verdict == .valid && report.checkedFiles == 3, "\(report.problems)")
    #expect(try written().map(\.bytes) == files.map(\.bytes))
  }

  static let hasBagit: Bool = {
    let has = (try? status(["-c", "import bagit"])) == 0
    if !has { print("SKIPPED: the check of bags by the public tool, because python3 has no module bagit") }
    return has
  }()

  private static func status(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(.enabled(if: BagTests.hasBagit, "SKIPPED: python3 has no module bagit"))
  func thePublicToolAgrees() throws {
    let folder = try onDisk(try written())
    let check = "import bagit,sys; sys.exit(0 if bagit.Bag(sys.argv[1]).is_valid() else 3)"
    #expect(try Self.status(["-c", check, folder.path]) == 0)
    try folder.write("changed", to: "data/empty")
    #expect(try Self.status(["-c", check, folder.path]) == 3)
  }

  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func corpus() throws {
    var count = 0
    for (path, facts) in try Corpus.expected("bagit/") where path.hasSuffix(".tar") {
      let stated = facts["expected"] as? String ?? (facts["bagit_python"] as? String ?? "").uppercased()
      // On Windows only, or on Linux only: an unsafe name is unsafe wherever it is opened.
      let expected =
        stated.hasPrefix("INVALID")
        ? "INVALID" : stated.hasPrefix("VALID WITH") ? "VALID WITH WARNINGS" : stated
      let bundle = try EvidenceBundle.list(Corpus.folder!.appendingPathComponent(path).path)
      let bags = bundle.bags
      #expect(bags.count == 1, "\(path): \(bags) \(bundle.problems)")
      for bag in bags {
        let report = try Bag.check(bag, in: bundle)
        #expect(
          report.verdict.rawValue == expected,
          "\(path): \(report.problems.map { "\($0.path): \($0.reason)" })")
        #expect(report.verdict == .valid || report.problems.allSatisfy { !$0.path.isEmpty })
      }
      count += 1
    }
    #expect(count == 34)
  }
}
