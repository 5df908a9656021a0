import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A case with four exhibits, a finding, a contest, signed approvals and a signed vote.
private final class RecordOffice {
  let path = NSTemporaryDirectory() + "casetui-record-\(UUID().uuidString)"
  let store: CaseStore
  let ann = Author(user: "ann")
  let counsel = Author(user: "cy", role: "counsel")
  let member = Author(user: "mo", role: "erc-member")
  let id: CaseID
  let reference: String
  private(set) var exhibits: [ExhibitID] = []

  static let names = [
    "letter.txt", "../../x\u{1B}[31m", "北斗\u{202E}.pdf", String(repeating: "n", count: 4000) + ".bin",
  ]
  static let contents: [[UInt8]] = [
    Array((1...130).map { "line \($0)\n" }.joined().utf8), Array("a denial: it was not them".utf8),
    Array("the source's name".utf8), [UInt8](repeating: 0xFE, count: 70_000),
  ]

  init() throws {
    store = try CaseStore.create(at: path, office: "Head Office", user: "ann", clock: { 1_800_000_000_000 })
    (id, reference, _) = try store.newCase(title: "Northwind *Lattice*", as: ann)
    for (name, bytes) in zip(Self.names, Self.contents) {
      let file = try store.vault.take(bytes, name: name, mediaType: "text/html")
      try store.write(as: ann) { writer in
        exhibits.append(try writer.addExhibit(file, title: name, from: "a host", marking: nil, caseID: id).id)
      }
    }
    _ = try store.setFinding(.m1, of: id, .met, exhibits: [exhibits[0]], rationale: "as shown", as: ann)
    let contest = Contest(
      id: ContestID(high: 0, low: 0), kind: .denial, statedBy: "the subject", text: "it denies",
      exhibits: [exhibits[1]], weight: .medium)
    _ = try store.addRecord(.contest, .contest, contest.cbor, to: id, as: ann)
    try register("mo", [.ercMember], .commerce)
    try register("cy", [.counsel])
    try register("ann", [.lead, .analyst, .custodian, .records])
    try takeActs()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func register(_ name: String, _ roles: Set<CaseDomain.Role>, _ agency: Agency? = nil) throws {
    let key = try store.makeKey(for: name)
    let outcome = try store.register(
      Registration(name: name, roles: roles, agency: agency, publicKey: key.encoded), as: ann)
    #expect(outcome.obstacles == [])
  }

  private func takeActs() throws {
    let track = EntityID.derived("track", from: id.cast(), Track.entityList.recordKey)
    let proposal = Proposal(action: .add, proposer: .commerce, circulatedOn: store.today)
    try store.write(as: ann) { writer in
      try writer.move(
        track, StageEvent(from: "none", to: "proposed"), caseID: id.cast(), basis: nil, subject: nil,
        restsOn: [])
      try writer.set(Target(track, .proposal), proposal.cbor, caseID: id.cast())
    }
    #expect(try store.approve(id, .legalMemo, text: "sound", as: counsel).obstacles == [])
    #expect(try store.vote(id, agency: .commerce, .inFavour, reason: nil, as: member).obstacles == [])
  }

  func file() throws -> CaseFile { try store.read { try $0.caseFile(id, rehash: false) } }
  func digest() throws -> Digest256 { try store.read { try $0.stateDigest() } }

  /// Closes the record and writes it out.
  func export(to path: String, withholding: [FrozenRecord.Withheld] = []) throws -> RecordManifest {
    let outcome = try store.freeze(id, withholding: withholding, as: ann)
    #expect(outcome.obstacles == [])
    let parts = try store.recordParts(of: id)
    try RecordFolder.write(parts, to: path, from: store.vault)
    return parts.manifest
  }
}

/// Every file below a folder, with its bytes and mode.
private func tree(_ path: String) throws -> [String: Data] {
  var files: [String: Data] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
    files[name] = isFolder.boolValue ? Data() : try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
  }
  return files
}

/// Runs one line in a shell, in a folder.
private func shell(_ line: String, in folder: String) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", line]
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, output)
}

private let hasTools = ["/usr/bin/sha256sum", "/usr/bin/openssl"].allSatisfy { (path: String) in
  access(path, X_OK) == 0
}

@Suite struct RecordTests {
  // MARK: closing

  @Test func closingLeavesThePackageAndTheActsAsTheyAre() throws {
    let office = try RecordOffice()
    let before = try office.file()
    #expect(before.frozenRecord == nil && before.approval(.legalMemo) != nil)
    let outcome = try office.store.freeze(office.id, as: office.ann)
    #expect(outcome.isNew && outcome.record?.number == 1 && outcome.change.operations == 1)
    let after = try office.file()
    #expect(after.package == before.package && after.matter == before.matter)
    #expect(after.frozenRecord?.number == 1)
    #expect(after.approval(.legalMemo) != nil && after.voidedActs == [])
    #expect(outcome.manifest?.signatures.map(\.act) == [.approval, .vote])
    #expect(outcome.manifest?.votes.first?.facts["signature_holds"] == .flag(true))

    let digest = try office.digest()
    let again = try office.store.freeze(office.id, as: office.counsel)
    #expect(!again.isNew && again.record?.number == 1 && again.change.operations == 0)
    #expect(try office.digest() == digest)
    let withheld = try office.store.freeze(
      office.id, withholding: [.init(office.exhibits[2], reason: "source")], as: office.ann)
    #expect(withheld.isNew && withheld.record?.number == 2)
    // A peer may give any number; ours go on from what can have been counted to.
    var foreign = try #require(withheld.record)
    foreign.number = .max
    try office.store.write(as: office.ann) { writer in
      try writer.add(
        Target(office.id.cast(), .frozenRecord), foreign.cbor, caseID: office.id.cast())
    }
    let next = try office.store.freeze(
      office.id, withholding: [.init(office.exhibits[1], reason: "source")], as: office.ann)
    #expect(next.isNew && next.record?.number == 3)
  }

  @Test(arguments: ["grade", "exhibit", "finding"])
  func anyChangeVoidsWhatWasSigned(_ what: String) throws {
    let office = try RecordOffice()
    _ = try office.store.freeze(office.id, as: office.ann)
    #expect(try office.store.recordState(of: office.id, rehash: true).differences == [])
    let words: String
    switch what {
    case "grade":
      _ = try office.store.set(.grade, of: office.exhibits[0], to: .record([1: .text("E5")]), as: office.ann)
      words = "exhibit EX-0001-HO changed: grade none -> E5"
    case "exhibit":
      let file = try office.store.vault.take(Array("new".utf8), name: "n", mediaType: "")
      try office.store.write(as: office.ann) { writer in
        _ = try writer.addExhibit(file, title: "n", from: "x", marking: nil, caseID: office.id)
      }
      words = "exhibit EX-0005-HO added"
    default:
      _ = try office.store.setFinding(
        .m1, of: office.id, .notMet, exhibits: [office.exhibits[0]], rationale: "as shown", as: office.ann)
      words = "finding M1 unauthorised changed: result met -> not met"
    }
    let file = try office.file()
    #expect(file.frozenRecord == nil)
    #expect(file.approvals.allSatisfy { file.faults(of: $0).map(\.code).contains(.approvalVoid) })
    let state = try office.store.recordState(of: office.id, rehash: false)
    #expect(!state.holds)
    #expect(state.differences.map(\.words).contains(words), "\(state.differences.map(\.words))")
    #expect(Set(state.file.voidedActs.map(\.id)) == ["approval", "vote"])
    // Closing again makes a second record; what was signed on the first stays void.
    #expect(try office.store.freeze(office.id, as: office.ann).record?.number == 2)
    #expect(try office.file().approval(.legalMemo) == nil)
  }

  @Test func damagedAndMissingExhibitsAreAllNamed() throws {
    let office = try RecordOffice()
    let hashes = RecordOffice.contents.map { Digest256.sha256($0) }
    try Data("other".utf8).write(to: URL(fileURLWithPath: office.store.vault.path(of: hashes[0])))
    try FileManager.default.removeItem(atPath: office.store.vault.path(of: hashes[3]))
    let digest = try office.digest()
    let outcome = try office.store.freeze(office.id, as: office.ann)
    #expect(outcome.obstacles.map(\.code) == [.exhibitDamaged, .exhibitDamaged])
    for name in ["EX-0001-HO", "EX-0004-HO"] {
      #expect(outcome.obstacles.contains { $0.message.hasPrefix(name) })
    }
    #expect(try office.digest() == digest && office.file().records.isEmpty)
  }

  @Test func anOutsiderMayNotCloseIt() throws {
    let office = try RecordOffice()
    let outcome = try office.store.freeze(office.id, as: office.member)
    #expect(outcome.obstacles.map(\.code) == [.roleNotHeld])
  }

  // MARK: handing out

  @Test func twoExportsAreEqualByteForByte() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    _ = try office.export(to: scratch.path + "/a")
    let digest = try office.digest()
    // Whatever happens afterwards, the frozen record stays what it was.
    _ = try office.store.note("later", on: office.id, as: office.ann)
    _ = try office.store.setFinding(
      .m1, of: office.id, .notMet, exhibits: [office.exhibits[0]], rationale: "no", as: office.ann)
    try office.store.seal()
    let parts = try office.store.recordParts(of: office.id, named: "1")
    let before = try office.digest()
    try RecordFolder.write(parts, to: scratch.path + "/b/", from: office.store.vault)
    #expect(try office.digest() == before && before != digest)
    let (first, second) = (try tree(scratch.path + "/a"), try tree(scratch.path + "/b"))
    #expect(first == second)
    #expect(first.count > 30)
    #expect(first.keys.contains("signatures/0002.der") && first.keys.contains("seals/0001.pem"))
  }

  @Test(.enabled(if: hasTools, "sha256sum and openssl are needed"))
  func otherToolsAgree() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    _ = try office.export(to: out, withholding: [.init(office.exhibits[2], reason: "source")])
    let readme = try String(contentsOfFile: out + "/README.txt", encoding: .utf8)
    let commands = readme.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("sha256sum ") || $0.hasPrefix("openssl ") }
    #expect(commands.count >= 4, "the sums, a seal, two signatures")
    for command in commands {
      let result = try shell(command, in: out)
      #expect(result.status == 0, "\(command): \(result.output)")
    }
    // The name of the first operation, as README.txt says it is made.
    let index = try String(contentsOfFile: out + "/operations/index.csv", encoding: .utf8)
    let fields = index.split(separator: "\n")[1].split(separator: ",").map(String.init)
    let made = try shell("(printf '\\000'; head -c \(fields[4]) \(fields[0])) | sha256sum", in: out)
    #expect(made.output.hasPrefix(fields[1]))
    // A forged seal is seen by openssl as well.
    try Data("forged".utf8).write(to: URL(fileURLWithPath: out + "/seals/0001.bin"))
    #expect(try shell(commands[1], in: out).status != 0)
    #expect(try shell(commands[0], in: out).status != 0)
  }

  @Test func whatIsWithheldIsListedAndAbsentAndWhatIsAdverseIsThere() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    let manifest = try office.export(
      to: out, withholding: [.init(office.exhibits[2], reason: "names a source")])
    let withheld = try #require(manifest.exhibits.first { $0.id == office.exhibits[2].description })
    #expect(withheld.withheld && withheld.withheldReason == "names a source")
    let files = try tree(out)
    let secret = Data(RecordOffice.contents[2])
    for (name, bytes) in files { #expect(bytes.range(of: secret) == nil, "\(name)") }
    let stub = try #require(files["exhibits/\(withheld.number).withheld.txt"])
    #expect(String(decoding: stub, as: UTF8.self).contains("Reason: names a source"))
    #expect(String(decoding: files["record.md"] ?? Data(), as: UTF8.self).contains("names a source"))

    let adverse = try #require(manifest.exhibits.first { $0.id == office.exhibits[1].description })
    #expect(files[adverse.file] == Data(RecordOffice.contents[1]))
    #expect(adverse.citedIn.contains { $0.hasPrefix("contest CN-") })
  }

  @Test func hostileNamesAreSafeAndUnique() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    let manifest = try office.export(to: out)
    #expect(Set(manifest.exhibits.map { $0.file.lowercased() }).count == 4)
    for (exhibit, bytes) in zip(
      manifest.exhibits.sorted { $0.reference < $1.reference }, RecordOffice.contents)
    {
      let name = exhibit.file.dropFirst("exhibits/".count)
      #expect(name.utf8.count <= 90)
      #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(exhibit.file)")) == Data(bytes))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["record"])
  }

  @Test func aFolderInUseIsNotTouched() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    _ = try office.store.freeze(office.id, as: office.ann)
    let parts = try office.store.recordParts(of: office.id)
    _ = try scratch.write("mine", "full/file")
    #expect(throws: StoreError.self) {
      try RecordFolder.write(parts, to: scratch.path + "/full", from: office.store.vault)
    }
    #expect(throws: StoreError.self) {
      try RecordFolder.write(parts, to: scratch.path + "/full/file", from: office.store.vault)
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: scratch.path) == ["full", "full/file"])
    let empty = scratch.path + "/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    try RecordFolder.write(parts, to: empty, from: office.store.vault)
    #expect(try RecordFolder.check(empty).faults == [])
  }

  // MARK: checking

  /// One flipped byte of any file is found and named; and also when the sums are made anew over it.
  @Test func aFlippedByteIsFound() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    _ = try office.export(to: out, withholding: [.init(office.exhibits[2], reason: "source")])
    let whole = try RecordFolder.check(out)
    #expect(whole.faults == [] && whole.seals >= 1 && whole.signatures == 2)
    let sums = URL(fileURLWithPath: out + "/SHA256SUMS")
    let sound = try String(contentsOf: sums, encoding: .utf8)
    for (name, bytes) in try tree(out).sorted(by: { $0.key < $1.key }) where !bytes.isEmpty {
      let url = URL(fileURLWithPath: "\(out)/\(name)")
      for place in Set([0, bytes.count / 2, bytes.count - 1]) {
        var flipped = bytes
        flipped[flipped.startIndex + place] ^= 0x01
        try flipped.write(to: url)
        let faults = try RecordFolder.check(out).faults
        #expect(faults.contains { $0.file == name || name == "SHA256SUMS" }, "\(name) at \(place)")
        guard name != "SHA256SUMS", place == bytes.count / 2 else { continue }
        let (old, new) = (Digest256.sha256(bytes).hex, Digest256.sha256(flipped).hex)
        try Data(sound.replacingOccurrences(of: "\(old)  \(name)\n", with: "\(new)  \(name)\n").utf8).write(
          to: sums)
        #expect(try RecordFolder.check(out).faults != [], "\(name), with sums made anew")
        try Data(sound.utf8).write(to: sums)
      }
      try bytes.write(to: url)
    }
    #expect(try RecordFolder.check(out).faults == [])
  }

  /// Not called falsified: what follows from its manifest was made by other rules. What is wrong all the same is.
  @Test func aRecordOfAnotherFormIsRefused() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    var other = try office.export(to: out)
    other.format = "casetui-record/1"
    func replace(_ name: String, _ old: String, _ new: String) throws {
      let url = URL(fileURLWithPath: "\(out)/\(name)")
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.contains(old))
      try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url)
    }
    func sum(_ name: String) throws -> String {
      Digest256.sha256(try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(name)"))).hex
    }
    let old = try sum("manifest.json")
    try replace("manifest.json", RecordManifest.format, other.format)
    try replace("SHA256SUMS", old, try sum("manifest.json"))
    let thrown = #expect(throws: StoreError.self) { try RecordFolder.check(out) }
    let refusal = try #require(thrown)
    #expect(refusal.message.contains("its form is casetui-record/1"), "\(refusal)")
    #expect(refusal.remedy.contains("README.txt"))
    let verified = try Program(["record", "verify", out, "--store", scratch.path + "/none"])
    #expect(verified.status == 4 && !verified.output.contains("WRONG"), "\(verified)")
    try replace("index.csv", "page", "Page")
    #expect(try RecordFolder.check(out).faults.contains { $0.file == "index.csv" })

    let parts = try office.store.recordParts(of: office.id)
    let kept = try office.store.vault.take(
      other.bytes, name: "manifest.json", mediaType: "application/json")
    let record = FrozenRecord(
      number: 1, package: parts.record.package, manifest: kept.sha256, by: parts.record.by,
      on: parts.record.on)
    let notRead = #expect(throws: StoreError.self) {
      try office.store.read { _ = try $0.manifest(of: record) }
    }
    let unread = try #require(notRead)
    #expect(unread.message.contains("another build") && unread.remedy.contains("record freeze"))
  }

  @Test func whatIsMissingOrTooMuchIsFound() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    let manifest = try office.export(to: out)
    let added = try scratch.write("x", "record/exhibits/E-009-x.txt")
    #expect(try RecordFolder.check(out).faults.contains { $0.file == "exhibits/E-009-x.txt" })
    try FileManager.default.removeItem(atPath: added)
    let gone = manifest.exhibits[0].file
    try FileManager.default.removeItem(atPath: "\(out)/\(gone)")
    #expect(try RecordFolder.check(out).faults.contains { $0.file == gone && $0.reason == "is missing" })
    symlink("/dev/null", "\(out)/\(gone)")
    #expect(try RecordFolder.check(out).faults.contains { $0.file == gone })
  }

  /// Names are told apart by their bytes: KELVIN SIGN and K are one to Strings.
  @Test func aPlantedFileIsNamedAndNoOther() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let file = try office.store.vault.take(Array("a key".utf8), name: "KEY.txt", mediaType: "text/plain")
    _ = try office.store.write(as: office.ann) { writer in
      try writer.addExhibit(file, title: "KEY.txt", from: "x", marking: nil, caseID: office.id).reference
    }
    let out = scratch.path + "/record"
    let manifest = try office.export(to: out)
    #expect(try RecordFolder.check(out).faults == [])
    let exhibit = try #require(manifest.exhibits.map(\.file).first { $0.hasSuffix("-KEY.txt") })
    let planted = String(exhibit.dropLast("KEY.txt".count)) + "\u{212A}EY.txt"
    _ = try scratch.write("x", "record/" + planted)
    let faults = try RecordFolder.check(out).faults
    #expect(faults.map(\.reason) == ["is not in SHA256SUMS", "has no place in a record"])
    #expect(faults.allSatisfy { $0.file.utf8.elementsEqual(planted.utf8) }, "\(faults)")
  }

  /// No link is followed, and of a file that is read whole only so much is.
  @Test func aFolderIsReadWithinLimits() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    _ = try office.export(to: out)
    let manifest = out + "/manifest.json"
    try FileManager.default.moveItem(atPath: manifest, toPath: scratch.path + "/manifest.json")
    symlink(scratch.path + "/manifest.json", manifest)
    let linked = try RecordFolder.check(out)
    #expect(linked.manifest == nil)
    #expect(
      linked.faults == [RecordFault("manifest.json", "is not a file that can be read")], "\(linked.faults)")
    unlink(manifest)
    try FileManager.default.moveItem(atPath: scratch.path + "/manifest.json", toPath: manifest)
    #expect(try RecordFolder.check(out).faults == [])
    #expect(truncate(out + "/signatures/0001.pem", (1 << 20) + 1) == 0)
    let long = try RecordFolder.check(out, maximumPartBytes: 1 << 20)
    #expect(
      long.faults.filter { $0.file == "signatures/0001.pem" }.map(\.reason).prefix(2) == [
        "does not have the hash in SHA256SUMS", "has 1048577 bytes; at most 1048576 are read of it",
      ], "\(long.faults)")
  }

  /// What lists the operations grows with their number: in a large case it is longer than any part.
  @Test func aLongListIsReadWhole() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    _ = try office.export(to: out)
    let (proofs, sums) = (out + "/seals/proofs.json", URL(fileURLWithPath: out + "/SHA256SUMS"))
    let short = try Data(contentsOf: URL(fileURLWithPath: proofs))
    let long = short + Data(repeating: UInt8(ascii: " "), count: 1 << 20)
    try long.write(to: URL(fileURLWithPath: proofs))
    let text = try String(contentsOf: sums, encoding: .utf8)
    let (old, new) = (Digest256.sha256(short).hex, Digest256.sha256(long).hex)
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: sums)
    let report = try RecordFolder.check(out, maximumPartBytes: 1 << 20)
    #expect(report.faults == [] && report.seals >= 1, "\(report.faults)")
  }

  // MARK: the program

  /// What is left out is not in the folder under another number.
  @Test func whatIsWithheldTakesItsCopiesAlong() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let file = try office.store.vault.take(
      RecordOffice.contents[2], name: "copy.txt", mediaType: "text/plain")
    _ = try office.store.write(as: office.ann) { writer in
      try writer.addExhibit(file, title: "Copy", from: "x", marking: nil, caseID: office.id).reference
    }
    let frozen = try RecordCommand.Freeze.parse([
      office.id.description, "--withhold", "EX-0003", "--why", "a source", "--as", "ann",
    ]).answer(office.store)
    #expect(frozen.exit == .ok, "\(frozen.lines)")
    #expect(frozen.rows("withheld").map { $0.text("reason") } == ["a source", "a source"])
    let out = scratch.path + "/record"
    try RecordFolder.write(
      try office.store.recordParts(of: office.id), to: out, from: office.store.vault)
    let secret = Data(RecordOffice.contents[2])
    #expect(try tree(out).values.allSatisfy { $0.range(of: secret) == nil })
  }

  @Test func recordsAreScripted() throws {
    let (office, scratch) = (try RecordOffice(), try Scratch())
    let out = scratch.path + "/record"
    func run(_ arguments: String...) throws -> Program {
      try Program(["record"] + arguments + ["--store", office.path, "--as", "ann", "--json"])
    }
    let id = office.id.description
    #expect(try run("verify", id).status == 3)
    #expect(try run("freeze", id, "--withhold", "EX-0003").status == 64)
    let frozen = try run("freeze", id, "--withhold", "EX-0003", "--why", "a source")
    #expect(frozen.status == 0, "\(frozen.output) \(frozen.errors)")
    #expect(frozen.json["changed"] as? Bool == true && frozen.json["number"] as? Int == 1)
    #expect((frozen.json["withheld"] as? [Any])?.count == 1 && frozen.json["pages"] as? Int == 7)
    let again = try run("freeze", id, "--withhold", "EX-0003", "--why", "a source")
    #expect(
      again.status == 0 && again.json["changed"] as? Bool == false && again.json["operations"] as? Int == 0)
    #expect((try run("list", id).json["items"] as? [Any])?.count == 1)

    let exported = try run("export", id, "--out", out)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(access(out + "/SHA256SUMS", F_OK) == 0)
    #expect(try run("export", id, "--out", out).status == 4)
    // No store is needed to check a folder.
    let checked = try Program(["record", "verify", out, "--store", scratch.path + "/none", "--json"])
    #expect(checked.status == 0 && checked.json["ok"] as? Bool == true, "\(checked.output)")
    #expect(try run("verify", id).status == 0)
    #expect(try run("diff", id).json["unchanged"] as? Bool == true)

    #expect(
      try Program([
        "evidence", "set", "EX-0001", "--grade", "E5", "--store", office.path, "--as", "ann", "--json",
      ]).status
        == 0)
    let stale = try run("verify", id)
    #expect(stale.status == 4 && stale.json["holds"] as? Bool == false)
    #expect(stale.json["package_then"] as? String != stale.json["package_now"] as? String)
    let diff = try run("diff", id)
    #expect(diff.status == 0 && diff.json["holds"] as? Bool == false)
    #expect(diff.output.contains("\"grade\"") && (diff.json["voided"] as? [Any])?.count == 2)

    try Data("x".utf8).write(to: URL(fileURLWithPath: out + "/index.csv"))
    let damaged = try run("verify", out)
    #expect(damaged.status == 8)
    #expect((damaged.json["faults"] as? [[String: Any]])?.first?["file"] as? String == "index.csv")
  }
}
