import CaseTesting
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Containers are taken apart by a process that can do nothing else: the outcome is that of this process, and one that
/// deceives is not believed.
@Suite struct ConfinedContainersTests {
  /// All that a bundle says, and the bytes of every file of it or why they cannot be had.
  private struct Outcome: Equatable {
    var files: [EvidenceBundle.File] = []
    var problems: [ImportProblem] = []
    var contents: [Result<Data, SourceError>] = []
    var refusal: ImportRefusal?

    init(_ path: String, by reader: any ContainerReading, budget: ReadingBudget = ReadingBudget()) {
      do throws(ImportRefusal) {
        let bundle = try EvidenceBundle.list(path, budget: budget, by: reader)
        files = bundle.files
        problems = bundle.problems
        contents = files.map { file in
          Result { () throws(SourceError) in try Self.all(try bundle.open(file)) }
        }
      } catch { refusal = error }
    }

    private static func all(_ source: any ByteSource) throws(SourceError) -> Data {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100_000, alignment: 16)
      defer { buffer.deallocate() }
      var data = Data()
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { return data }
        data.append(contentsOf: buffer[..<count])
      }
    }
  }

  private func confined(
    _ program: String = builtProduct("casetui"), isCancelled: @escaping () -> Bool = { false }
  ) -> ConfinedContainers {
    ConfinedContainers(
      processes: ConfinedProcesses(program), temporaryFolder: NSTemporaryDirectory(),
      isCancelled: isCancelled)
  }

  private func run(_ command: String, in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command)")
  }

  private static let mail = """
    From: a@example.org\r
    Subject: two parts\r
    MIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary=x\r
    \r
    --x\r
    Content-Type: text/plain\r
    \r
    hello\r
    --x\r
    Content-Type: application/octet-stream; name=table.csv\r
    Content-Transfer-Encoding: base64\r
    \r
    YWNjb3VudCxpcAp4MSwyMDMuMC4xMTMuOQo=\r
    --x--\r

    """

  /// Packed twice, in mail, cut off, no archive at all, and in names that are not in NFC.
  private func boxes() throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(KillTests.bundle(2_000), "in/a.json")
    _ = try scratch.write("account,ip\nx1,203.0.113.9\n", "in/u\u{308}nder/accounts.csv")
    _ = try scratch.write(Self.mail, "in/letter.eml")
    _ = try scratch.write("plain words", "in/note.txt")
    try run(
      """
      mkdir b && tar -cf b/all.tar in && gzip -c in/a.json > b/a.json.gz && gzip -c in/letter.eml > in/l.gz
      tar -czf b/twice.tar.gz b/all.tar in/l.gz b/a.json.gz && cp in/letter.eml b
      head -c 4000 b/a.json.gz > b/cut.json.gz && head -c 60000 b/all.tar > b/cut.tar
      printf '\\037\\213\\010\\000nonsense' > b/none.gz && : > b/empty
      """, in: scratch.path)
    return scratch
  }

  @Test func theyAreTakenApartAlike() throws {
    let scratch = try boxes()
    let here = Outcome(scratch.path + "/b", by: ContainersInPlace())
    let apart = Outcome(scratch.path + "/b", by: confined())
    #expect(here.files.count > 20, "\(here.files.map(\.path))")
    #expect(here.files.contains { $0.path == "twice.tar.gz/b/all.tar/in/letter.eml/table.csv" })
    #expect(here.problems.filter { $0.severity == .refused }.count >= 3, "\(here.problems)")
    #expect(apart == here)
    #expect(apart.files.map { Array($0.path.utf8) } == here.files.map { Array($0.path.utf8) })
    for name in ["a.json.gz", "none.gz", "letter.eml", "empty"] {
      let path = scratch.path + "/b/" + name
      #expect(Outcome(path, by: confined()) == Outcome(path, by: ContainersInPlace()), "\(name)")
    }
    var small = ReadingBudget()
    small.maximumBytes = 200_000
    small.maximumEntries = 12
    #expect(
      Outcome(scratch.path + "/b", by: confined(), budget: small)
        == Outcome(scratch.path + "/b", by: ContainersInPlace(), budget: small))
  }

  @Test(.enabled(if: Corpus.isPresent)) func publicOnesAreTakenApartAlike() throws {
    let folder = try #require(Corpus.folder).path
    var members = 0
    for group in ["archives", "bagit", "email"] {
      let here = Outcome("\(folder)/\(group)", by: ContainersInPlace())
      let apart = Outcome("\(folder)/\(group)", by: confined())
      #expect(apart.refusal == here.refusal)
      #expect(apart.problems == here.problems)
      #expect(apart == here, "\(group)")
      members += here.files.filter { $0.container != nil }.count
    }
    #expect(members > 100, "\(members)")
  }

  /// What a member unfolds to is read while others are open, and what nobody reads to its end spoils nothing.
  @Test func membersAreReadSideBySide() throws {
    let scratch = try boxes()
    let bundle = try EvidenceBundle.list(scratch.path + "/b/twice.tar.gz", by: confined())
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10, alignment: 16)
    defer { buffer.deallocate() }
    var open: [any ByteSource] = []
    for _ in 0..<3 {
      for file in bundle.files where file.lengthBytes > 10 {
        let source = try bundle.open(file)
        #expect(try source.read(into: buffer) == 10, "\(file.path)")
        open.append(source)
      }
      open.removeAll()
    }
    let text = try #require(bundle.files.first { $0.path.hasSuffix("note.txt") })
    let source = try bundle.open(text)
    #expect(try source.read(into: buffer) == 10)
    #expect(Array(buffer) == Array("plain word".utf8))
  }

  private func script(_ text: String, _ scratch: Scratch) throws -> String {
    let program = scratch.path + "/reader"
    // A file that this process writes may be open in a child that another test starts meanwhile, and could then not be
    // run: a shell writes it.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", #"printf '%s\n' "$1" > "$2" && chmod 700 "$2""#, "sh", "#!/bin/sh\n\(text)", program,
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    return program
  }

  private func frame(_ kind: FrameConnection.Kind, _ bytes: some Collection<UInt8>) -> Data {
    var frame = Data([kind.rawValue])
    withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { frame.append(contentsOf: $0) }
    return frame + Data(bytes)
  }

  /// A program that answers with these frames whatever it is asked.
  private func answering(_ frames: Data, _ scratch: Scratch) throws -> String {
    try frames.write(to: URL(fileURLWithPath: scratch.path + "/frames"))
    return try script("exec cat '\(scratch.path)/frames'", scratch)
  }

  private func archive(_ scratch: Scratch, _ file: String) throws -> Archive {
    let path = scratch.path + "/b/" + file
    return Archive(path: file, format: .tar, unpacked: try FileSource(path: path))
  }

  /// A listing that cannot be true refuses the container, and nothing of it is used.
  @Test(arguments: [
    "outside", "negative", "twice", "control", "missing", "too-large", "too-many", "undecided",
  ]) func aListingThatCannotBeTrue(lie: String) throws {
    let scratch = try boxes()
    let archive = try archive(scratch, "all.tar")
    var budget = ReadingBudget()
    let honest = try ContainersInPlace().contents(of: archive, budget: &budget) { false }
    var members = try honest.members.map { member in
      try #require(
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(member)) as? [String: Any])
    }
    var rest = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(honest.rest)) as? [String: Any])
    func change(_ key: String, _ value: Any) throws {
      var inner = try #require(members[0]["member"] as? [String: Any])
      inner[key] = value
      members[0]["member"] = inner
    }
    switch lie {
    case "outside": try change("offset", archive.bytes.lengthBytes)
    case "negative": try change("packedBytes", -1)
    case "twice": try change("path", honest.members[1].member.path)
    case "control": try change("path", "a\u{1b}[2J")
    case "missing": members.removeLast()
    case "too-large": try change("lengthBytes", Int.max)
    case "too-many": rest["entries"] = Int.max
    case "undecided": members[0]["kind"] = nil
    default: Issue.record("no such lie")
    }
    var frames = Data()
    for member in members {
      frames += frame(.member, try JSONSerialization.data(withJSONObject: member))
    }
    frames += frame(.rest, try JSONSerialization.data(withJSONObject: rest))
    let reader = confined(try answering(frames, scratch))
    var granted = ReadingBudget()
    let refusal = #expect(throws: ImportRefusal.self) {
      try reader.contents(of: archive, budget: &granted) { false }
    }
    #expect(refusal?.reason.contains("cannot be in it") == true, "\(lie): \(refusal?.reason ?? "")")
  }

  /// The same frames with no lie in them are taken.
  @Test func aListingThatIsTrue() throws {
    let scratch = try boxes()
    let archive = try archive(scratch, "all.tar")
    var budget = ReadingBudget()
    let honest = try ContainersInPlace().contents(of: archive, budget: &budget) { false }
    var frames = Data()
    for member in honest.members { frames += frame(.member, try JSONEncoder().encode(member)) }
    frames += frame(.rest, try JSONEncoder().encode(honest.rest))
    var granted = ReadingBudget()
    let found = try confined(try answering(frames, scratch)).contents(of: archive, budget: &granted) { false }
    #expect(found == honest)
    #expect(granted == budget)
  }

  /// More bytes than a member was listed with, fewer, or other frames: it is refused, and none beyond is handed out.
  @Test(arguments: ["more", "fewer", "other", "gone"]) func aStreamThatCannotBeTrue(lie: String) throws {
    let scratch = try boxes()
    let archive = try archive(scratch, "all.tar")
    var budget = ReadingBudget()
    let contents = try ContainersInPlace().contents(of: archive, budget: &budget) { false }
    let member = try #require(contents.members.first { $0.member.path.hasSuffix("note.txt") }).member
    #expect(member.lengthBytes == 11)
    let frames =
      switch lie {
      case "more": frame(.bytes, "plain words".utf8) + frame(.bytes, "!".utf8) + frame(.end, [])
      case "fewer": frame(.bytes, "plain".utf8) + frame(.end, [])
      case "other": frame(.bytes, "plain words".utf8) + frame(.summary, [])
      default: frame(.bytes, "plain words".utf8)
      }
    let source = try confined(try answering(frames, scratch)).open(member, of: archive)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 16)
    defer { buffer.deallocate() }
    var read = 0
    let fault = #expect(throws: SourceError.self) {
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { break }
        read += count
      }
    }
    #expect(read <= member.lengthBytes)
    let words = lie == "gone" ? "its reader ended" : "no reader sends"
    #expect(fault?.reason.contains(words) == true, "\(fault?.reason ?? "")")
  }

  /// One that ends refuses the container alone: the file itself and the others stay in the bundle.
  @Test func aReaderThatEndsRefusesTheContainer() throws {
    let scratch = try boxes()
    // It says what each file is, and ends when it is asked for more.
    let kind = frame(.kind, Array("{\"format\":\"tar\"}".utf8))
    let program = try answering(kind, scratch)
    let bundle = try EvidenceBundle.list(scratch.path + "/b/all.tar", by: confined(program))
    #expect(bundle.files.map(\.path) == ["all.tar"])
    #expect(bundle.problems.count == 1)
    #expect(bundle.problems.first?.reason.contains("its reader ended") == true, "\(bundle.problems)")
  }

  // MARK: Bags

  private struct Verdict: Equatable {
    let verdict: Bag.Verdict
    let version: String?
    let problems: [ImportProblem]
    let checkedFiles: Int

    init(_ bag: String, in bundle: EvidenceBundle) throws {
      let report = try Bag.check(bag, in: bundle)
      verdict = report.verdict
      version = report.version
      problems = report.problems
      checkedFiles = report.checkedFiles
    }
  }

  private func verdicts(_ path: String, by reader: any ContainerReading) throws -> [String: Verdict] {
    let bundle = try EvidenceBundle.list(path, by: reader)
    return try bundle.bags.reduce(into: [:]) { $0[$1] = try Verdict($1, in: bundle) }
  }

  /// A good bag, one with every kind of fault, and one whose manifest comes in several pieces.
  private func bags() throws -> Scratch {
    let scratch = try Scratch()
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    let one = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    for (bag, manifest, more) in [
      ("good", "\(one)  data/a.txt\n", "Payload-Oxum: 3.1\n"),
      ("bad", "\(one)  data/b.txt\nx\n\(one)  ../a\n", "Payload-Oxum: 4.1\nnothing\n"),
      ("long", (0..<2_500).map { "\(one)  data/\($0)\n" }.joined() + "\(one) *data/a.txt\n", ""),
    ] {
      _ = try scratch.write(declaration, "b/\(bag)/bagit.txt")
      _ = try scratch.write("one", "b/\(bag)/data/a.txt")
      _ = try scratch.write(manifest, "b/\(bag)/manifest-sha256.txt")
      _ = try scratch.write(more, "b/\(bag)/bag-info.txt")
      _ = try scratch.write(
        "http://files.example/x 3 data/x\n", "b/\(bag)/\(bag == "bad" ? "fetch.txt" : "other.txt")")
    }
    try run("tar -C b -cf b/all.tar good bad long && tar -C b -czf b/all.tgz good bad", in: scratch.path)
    return scratch
  }

  @Test func bagsAreCheckedAlike() throws {
    let scratch = try bags()
    let here = try verdicts(scratch.path + "/b", by: ContainersInPlace())
    #expect(here.count == 8, "\(here.keys)")
    #expect(here["good"]?.verdict == .valid && here["all.tgz/all/good"]?.verdict ?? .valid == .valid)
    #expect(here["bad"]?.problems.count == 7, "\(here["bad"]?.problems.map(\.reason) ?? [])")
    #expect(here["long"]?.problems.count == 2_500 && here["long"]?.checkedFiles == 1)
    #expect(try verdicts(scratch.path + "/b", by: confined()) == here)
  }

  @Test(.enabled(if: Corpus.isPresent)) func publicBagsAreCheckedAlike() throws {
    let folder = try #require(Corpus.folder).path + "/bagit"
    let here = try verdicts(folder, by: ContainersInPlace())
    #expect(here.count >= 34)
    #expect(try verdicts(folder, by: confined()) == here)
  }

  /// What a manifest cannot say makes the bag invalid, and is not used.
  @Test(arguments: ["outside", "short", "other", "gone"]) func aManifestThatCannotBeTrue(lie: String) throws {
    let scratch = try bags()
    let file = try FileSource(path: scratch.path + "/b/good/manifest-sha256.txt")
    let kind = BagTagFile.Kind.manifest(
      .init(algorithm: .sha256, isOfTags: false), encoding: "UTF-8", escapesPercent: true)
    let honest = try ContainersInPlace().tags(of: file, as: kind)
    #expect(honest.lines.count == 1 && honest.notes.isEmpty)
    let text = String(decoding: try JSONEncoder().encode(honest), as: UTF8.self)
    let frames =
      switch lie {
      case "outside":
        frame(.tags, text.replacingOccurrences(of: "\"isUnsafe\":false", with: "\"isUnsafe\":true").utf8)
      case "short": frame(.tags, text.replacingOccurrences(of: "7692c3ad", with: "").utf8)
      case "other": frame(.kind, text.utf8)
      default: Data()
      }
    #expect(try confined(try answering(frame(.tags, text.utf8), scratch)).tags(of: file, as: kind) == honest)
    let refusal = #expect(throws: ImportRefusal.self) {
      try confined(try answering(frames, scratch)).tags(of: file, as: kind)
    }
    let words = ["other": "no reader sends", "gone": "its reader ended"][lie] ?? "no tag file can say"
    #expect(refusal?.reason.contains(words) == true, "\(refusal?.reason ?? "")")
  }

  @Test func aReaderThatEndsMakesTheBagInvalid() throws {
    let scratch = try bags()
    // It says of each of the five files what it is, and ends when it is asked for more.
    let kind = frame(.kind, Array("{\"format\":\"attachment\"}".utf8))
    let program = try answering(kind + kind + kind + kind + kind, scratch)
    let report = try #require(try verdicts(scratch.path + "/b/good", by: confined(program))[""])
    #expect(report.verdict == .invalid && report.problems.map(\.path) == ["bagit.txt"])
    #expect(report.problems.first?.reason.contains("its reader ended") == true, "\(report.problems)")
  }

  @Test func aSilentReaderIsCancelled() throws {
    let scratch = try boxes()
    let program = try script("exec cat > /dev/null", scratch)
    var asked = 0
    let reader = confined(program) {
      asked += 1
      return asked > 2
    }
    let fault = #expect(throws: ImportRefusal.self) {
      try EvidenceBundle.list(scratch.path + "/b/all.tar", by: reader)
    }
    #expect(fault?.reason == "cancelled", "\(fault.debugDescription)")
  }
}
