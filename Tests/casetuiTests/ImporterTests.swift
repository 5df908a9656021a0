import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Reading on one thread while another writes changes nothing that anybody sees.
@Suite struct ImporterTests {
  /// While content is stored, in the first file, and in the last.
  @Test(arguments: [1, 3, 20]) func aCancelledImportLeavesNothing(answers: Int) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    for number in 0..<3 { _ = try scratch.write(KillTests.bundle(2000 + number), "b/\(number).json") }
    let before = try office.digest()
    var asked = 0
    #expect(throws: (any Error).self) {
      try Importer.apply(
        scratch.path + "/b", to: nil, in: office.store, as: office.author,
        isCancelled: {
          asked += 1
          return asked > answers * 10
        })
    }
    #expect(asked > answers * 10)
    #expect(try office.digest() == before)
    #expect(try office.store.read { try $0.sourceCount() } == 0)
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
    #expect(try office.store.search("statement").isEmpty)
    #expect(try office.store.verify().isSound)
  }

  /// Also where a file brings no object, between which somebody would be asked, and where nothing is read from it.
  @Test(arguments: ["a.json", "a.txt"]) func whoCancelsIsHeardBeforeItIsDone(name: String) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let path = try scratch.write(KillTests.bundle(0), name)
    var options = Importer.Options()
    options.format = name == "a.txt" ? .attachment : .stix
    let before = try office.digest()
    var isReading = false
    #expect(throws: (any Error).self) {
      try Importer.apply(
        path, to: nil, in: office.store, as: office.author, options, isCancelled: { isReading },
        progress: { if $0.hasPrefix("reading") { isReading = true } })
    }
    #expect(isReading)
    #expect(try office.digest() == before)
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
  }

  /// What was damaged in the store is not read under the hash of what comes again, which takes its place.
  @Test(arguments: [nil, 1] as [Int?]) func aDamagedCopyIsReplaced(step: Int?) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let path = try scratch.write("id,name\n1,Orlin Tarn\n", "a.csv")
    _ = try Importer.apply(path, to: nil, in: office.store, as: office.author, .init(format: .attachment))
    let hash = try #require(try office.store.read { try $0.exhibits().first?.sha256 })
    let copy = URL(fileURLWithPath: office.store.vault.path(of: hash))
    try Data("id,name\n1,Orlin Evil\n".utf8).write(to: copy)
    #expect(office.store.vault.check(hash) != .intact)
    let report = try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(stepObjects: step))
    #expect(report.new == 1)
    var names: [String?] = []
    try office.store.read { reader in try reader.sourceRecords { names.append($0.name) } }
    #expect(names == ["Orlin Tarn"])
    #expect(office.store.vault.check(hash) == .intact)
    #expect(try office.store.verify().isSound)
  }

  /// What the sender's folder says by then does not matter.
  @Test func theVerdictOnABagIsAboutWhatWasStored() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let hash = Digest256.sha256(Array("good".utf8)).hex
    _ = try scratch.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "b/bagit.txt")
    _ = try scratch.write("\(hash)  data/a.txt\n", "b/manifest-sha256.txt")
    _ = try scratch.write("evil", "b/data/a.txt")
    let report = try Importer.apply(
      scratch.path + "/b", to: nil, in: office.store, as: office.author,
      progress: { line in
        guard line == "storing manifest-sha256.txt" else { return }
        do { _ = try scratch.write("good", "b/data/a.txt") } catch { Issue.record(error) }
      })
    #expect(try String(contentsOfFile: scratch.path + "/b/data/a.txt", encoding: .utf8) == "good")
    #expect(report.bags.map(\.verdict) == ["INVALID"])
    #expect(report.problems.contains { $0.path == "data/a.txt" && $0.reason.contains("the hash") })
  }

  /// Its members would be taken from other bytes than those that are kept as the container.
  @Test func aContainerThatChangesAfterItWasStoredGivesNoMember() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    func mail(_ row: String) -> String {
      "From: a@firm.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        + "Content-Type: text/csv; name=t.csv\r\n\r\nid,email\r\n\(row)\r\n--x--\r\n"
    }
    let path = try scratch.write(mail("1,b@firm.example"), "m.eml")
    let report = try Importer.apply(
      path, to: nil, in: office.store, as: office.author,
      progress: { line in
        guard line == "storing m.eml/t.csv" else { return }
        do { _ = try scratch.write(mail("1,somebody@else.example"), "m.eml") } catch { Issue.record(error) }
      })
    #expect(report.files.map(\.path) == ["m.eml", "m.eml/t.csv"])
    #expect(report.files.map(\.state) == [.new, .refused])
    #expect(
      report.problems.contains {
        $0.path == "m.eml/t.csv" && $0.reason == "it has changed since the bundle was listed"
      }, "\(report.problems)")
  }

  /// Its hash would stand in the decisions, and questions about other bytes beside it.
  @Test func aFileThatChangesWhileItIsScannedIsRefused() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let path = try scratch.write("id,name\n1,Orlin Tarn\n", "a.csv")
    var isReading = false
    var asked = 0
    let report = try Importer.scan(
      path, in: office.store,
      isCancelled: {
        guard isReading else { return false }
        asked += 1
        // Twice while it is hashed, and then while it is read.
        if asked == 3 {
          do { _ = try scratch.write("id,name\n1,Somebody Else\n", "a.csv") } catch { Issue.record(error) }
        }
        return false
      }, progress: { if $0.hasPrefix("reading") { isReading = true } })
    #expect(asked >= 3)
    #expect(report.refused == 1 && report.files.map(\.state) == [.refused])
    #expect(report.problems.contains { $0.reason == "it has changed since the bundle was listed" })
    #expect(report.decisions?.files.map(\.isRefused) == [true])
  }

  /// A store holds private keys, and evidence goes to other offices.
  @Test(arguments: ["office", "office/keys", "office/keys/seal.p384", ".", "link"])
  func aStoreIsNoEvidence(path: String) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    try FileManager.default.copyItem(atPath: office.path, toPath: scratch.path + "/office")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: scratch.path + "/office/keys/seal.p384")
    let fault = #expect(throws: StoreError.self) {
      try Importer.apply(scratch.path + "/" + path, to: nil, in: office.store, as: office.author)
    }
    #expect(fault?.message.contains("/office") == true, "\(fault?.message ?? "")")
    #expect(fault.map { Failure($0).exit } == .usage)
    #expect(throws: StoreError.self) { try Importer.scan(scratch.path + "/" + path, in: office.store) }
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
  }

  /// Nor is a single file of it, by whatever way one comes to it.
  @Test(arguments: ["office/keys/seal.p384", "office/case.db", "link/seal.p384"])
  func aFileOfAStoreIsNoExhibit(path: String) throws {
    let desk = try CommandDesk()
    try FileManager.default.createSymbolicLink(
      atPath: desk.folder + "/link", withDestinationPath: desk.folder + "/office/keys")
    let fault = #expect(throws: StoreError.self) {
      try desk.run(EvidenceCommand.Add.self, desk.folder + "/" + path)
    }
    #expect(fault?.message.contains("/office): its keys") == true, "\(fault?.message ?? "")")
    #expect(try desk.store.read { try $0.exhibitCount() } == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.store.folder.blobs) == [])
  }

  /// A file whose name cannot be shown is in the account of bytes all the same.
  @Test func whatHasNoNameIsCounted() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    _ = try scratch.write("words", "b/a.txt")
    let raw =
      Array((scratch.path + "/b/x").utf8).map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xFF), 1, 0]
    let file = open(raw, O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0 && write(file, "1234567", 7) == 7)
    close(file)
    for report in [
      try Importer.scan(scratch.path + "/b", in: office.store),
      try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author),
    ] {
      #expect(report.rawBytes == 5 && report.ignoredBytes == 7 && report.mappedBytes == 0)
      let refused = report.files.filter { $0.state == .refused }
      #expect(refused.map(\.lengthBytes) == [7] && report.refused == 1)
      #expect(report.problems.first?.path == refused.first?.path)
    }
  }

  /// Files of equal bytes are one exhibit, and each name they had is on record, at every office.
  @Test(arguments: [nil, 1] as [Int?]) func equalBytesKeepAllTheirNames(step: Int?) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    var options = Importer.Options()
    options.stepObjects = step
    for name in ["a.txt", "copies/statement.txt", "copies/Cafe\u{301}.txt"] {
      _ = try scratch.write("the same words", "b/" + name)
    }
    let first = try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author, options)
    #expect(Set(first.exhibits).count == 1)
    let exhibit = try office.store.read { try $0.find(first.exhibits[0], .exhibit) as ExhibitID }
    func names(_ office: TestOffice) throws -> [String] {
      try office.store.read { try $0.furtherNames(of: exhibit) }
    }
    #expect(try office.store.read { try $0.exhibitRow(exhibit).title } == "a.txt")
    #expect(try names(office) == ["copies/Caf\u{E9}.txt", "copies/statement.txt"])
    #expect(try office.store.search("statement").count == 1)
    // The same bundle again says nothing new; another says one more, until it is taken back.
    _ = try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author, options)
    #expect(try names(office).count == 2)
    let later = try scratch.write("the same words", "later.txt")
    let run = try Importer.apply(later, to: nil, in: office.store, as: office.author, options)
    #expect(try names(office).contains("later.txt"))
    let field = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: true)
    #expect(try names(field) == names(office))
    let reference = try #require(run.reference)
    let id = try office.store.read { try $0.find(reference, .importRun, as: Entity.self) }
    #expect(try office.store.undo(id, reason: "sent by mistake", as: office.author).obstacles.isEmpty)
    #expect(try names(office) == ["copies/Caf\u{E9}.txt", "copies/statement.txt"])
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: false)
    #expect(try names(field) == names(office))
    #expect(try office.digest() == field.digest())
    #expect(try office.store.verify().isSound && field.store.verify().isSound)
  }

  /// So is what stands below a folder whose name cannot be shown.
  @Test func whatStandsBelowNoNameIsCounted() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    _ = try scratch.write("words", "b/a.txt")
    _ = try scratch.write("1234567", "b/x/in.txt")
    _ = try scratch.write("123", "b/x/deep/er.txt")
    let name = Array((scratch.path + "/b/x").utf8).map { CChar(bitPattern: $0) }
    try #require(rename(name + [0], name + [CChar(bitPattern: 0xFF), 0]) == 0)
    let report = try Importer.scan(scratch.path + "/b", in: office.store)
    #expect(report.rawBytes == 5 && report.ignoredBytes == 10 && report.mappedBytes == 0)
    let refused = report.files.filter { $0.state == .refused }
    #expect(
      refused.map { "\($0.path) \($0.lengthBytes)" }.sorted() == ["x\\xff/deep/er.txt 3", "x\\xff/in.txt 7"])
    #expect(report.problems.map(\.path) == ["x\\xff"])
  }

  /// Swift mends words that are no UTF-8; a path that was mended names no file, or another.
  @Test func aPathThatIsNoTextIsRefused() throws {
    let scratch = try Scratch()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "exec \"$0\" import scan \"$(printf 'a\\377')\" --json", builtProduct("casetui"),
    ]
    shell.environment = ["CASETUI_STORE": scratch.path]
    let output = Pipe()
    shell.standardOutput = output
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 64)
    #expect(text.contains("E-USAGE") && text.contains("not UTF-8"), "\(text)")
  }

  /// A file that turns out not to be STIX at its very end is undone alone, and its words with it.
  @Test func whatIsRefusedLateIsNotFound() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let marked = KillTests.bundle(3000).replacingOccurrences(of: "identity--0", with: "identity--f")
    _ = try scratch.write(KillTests.bundle(300), "b/a.json")
    _ = try scratch.write(
      String(marked.replacingOccurrences(of: "Invented", with: "Refused").dropLast(2)), "b/b.json")
    _ = try scratch.write(KillTests.bundle(400), "b/c.json")
    let report = try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author)
    #expect(report.refused == 1)
    #expect(report.new == 400 && report.known == 300)
    #expect(try office.store.search("refused").isEmpty)
    #expect(try office.store.search("invented 399").count == 1)
    #expect(try office.store.verify().isSound)
  }

  /// The order of the file is the order of the journal.
  @Test func recordsAreInTheOrderOfTheFile() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let path = try scratch.write(KillTests.bundle(3000), "b.json")
    _ = try Importer.apply(path, to: nil, in: office.store, as: office.author)
    var offsets: [UInt64] = []
    try office.store.read { try $0.sourceRecords { offsets.append($0.offset) } }
    #expect(offsets.count == 3000)
    #expect(offsets == offsets.sorted())
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.search("invented 2999").count == 1)
  }
}
