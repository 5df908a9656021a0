import CaseTesting
import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Imports by format, from the command line: accounting, decisions, undo, and lists that go out again.
@Suite struct ImportFormatsTests {
  private static let sdn =
    "101,\"QUILLFEATHER, Ansel\",\"individual\",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 12 Mar 1965.\"\r\n"
    + "102,\"GLASS HERON LLC\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
  private static let alternates = "101,9001,\"aka\",\"FEATHER, A.\",-0- \r\n"
  private static let event = """
    {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Relays","date":"2026-01-02","Attribute":[
    {"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example","to_ids":true},
    {"uuid":"5b1d0000-0000-4000-8000-000000000002","type":"ip-src","value":"192.0.2.7"}]}}
    """
  private static let entity =
    #"{"id":"x-1","schema":"Company","properties":{"name":["Beiyuan Xingtu"],"country":["xa"]}}"# + "\n"
  private static let mail =
    "From: Ann <ann@aurora.example>\r\nTo: desk@office.example\r\nSubject: Cards\r\nMessage-ID: <m1@aurora.example>\r\n"
    + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nOne card pays for all.\r\n"

  /// Sum of what is on disk below a folder.
  private static func size(_ folder: String) throws -> Int {
    let names = try #require(FileManager.default.enumerator(atPath: folder))
    return try names.compactMap { $0 as? String }.reduce(0) { sum, name in
      let facts = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return sum + ((facts[.type] as? FileAttributeType) == .typeRegular ? facts[.size] as? Int ?? 0 : 0)
    }
  }

  /// A document that may hold macros is asked about, also where somebody says that it is a list.
  @Test func aDocumentWithRowsOfAListIsAskedAbout() throws {
    let desk = try CommandDesk()
    let name = "[Content_Types].xml"
    let head = "PK\u{3}\u{4}" + String(repeating: "\0", count: 22) + "\u{13}\0\0\0" + name
    let path = try desk.write(
      "g.docm", head + "\nword/vbaProject.bin\n" + String(repeating: Self.sdn, count: 3))
    for said in [nil, "ofac-csv"] as [String?] {
      let format = said.map { ["--format", $0] } ?? []
      let scan = try desk.run(ImportCommand.Scan.self, [path] + format)
      let kind = said ?? "attachment"
      #expect(scan.read["kind"] as? String == kind && (scan.read["read"] as? Int == 0) == (said == nil))
      #expect(scan.rows("questions").contains { $0.text("about") == "macro-document" }, "\(kind)")
    }
  }

  @Test func everyByteOfAMixedFolderIsAccountedFor() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/sdn.csv", Self.sdn)
    try desk.write("in/alt.csv", Self.alternates)
    try desk.write("in/event.json", Self.event)
    try desk.write("in/entities.json", Self.entity)
    try desk.write("in/letter.eml", Self.mail)
    try desk.write("in/notes.txt", "plain words")
    try desk.write("in/broken.json", "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[{]}")
    let scan = try desk.run(ImportCommand.Scan.self, desk.folder + "/in")
    let kinds = scan.rows("files").map { "\($0.text("path") ?? "") \($0.text("role") ?? "")" }
    #expect(
      kinds == [
        "alt.csv ofac-csv", "broken.json stix", "entities.json ftm", "event.json misp", "letter.eml eml",
        "notes.txt attachment", "sdn.csv ofac-csv",
      ])
    let bytes = ["bytes_mapped", "bytes_raw", "bytes_ignored"].map { scan.read[$0] as? Int ?? -1 }
    #expect(bytes.reduce(0, +) == (try Self.size(desk.folder + "/in")))
    #expect(bytes.allSatisfy { $0 > 0 })
    #expect(scan.read["kind"] as? String == "folder" && scan.exit == .partly)
    let types = try #require(scan.read["by_type"] as? [String: Int])
    #expect(types["sdn-entry"] == 2 && types["sdn-alias"] == 1 && types["attribute"] == 2)
    #expect(types["message"] ?? types["mail"] == 1)
    let done = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--case", "26-0001")
    #expect(done.read["new"] as? Int == scan.read["new"] as? Int)
    #expect(try desk.store.verify().damaged == [])
    let again = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--case", "26-0001")
    #expect(again.read["new"] as? Int == 0 && again.read["import"] is NSNull)
  }

  /// What hangs on mails counts whatever it is read as; else what nothing is read from, but for archives.
  @Test func attachmentsAreWhatIsAttached() throws {
    let desk = try CommandDesk()
    func part(_ header: String, _ body: String) -> String { "--q\r\n\(header)\r\n\r\n\(body)\r\n" }
    let inner =
      "Subject: inner\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=r\r\n\r\n--r\r\n"
      + "Content-Type: application/pdf; name=b.pdf\r\n\r\nx\r\n--r--"
    let mail =
      "Subject: outer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
      + part("Content-Type: text/plain", "see below")
      + part("Content-Type: text/csv; name=clusters.csv", "cluster_id,ip\r\nc1,192.0.2.1")
      + part("Content-Type: image/png", "no name")
      + part("Content-Type: message/rfc822; name=a.eml", inner) + "--q--\r\n"
    let path = try desk.write("in/m.eml", mail)
    #expect(try desk.run(ImportCommand.Scan.self, path).read["attachments"] as? Int == 3)
    try desk.write("in/notes.txt", "plain words")
    try desk.write("in/sdn.csv", Self.sdn)
    let scan = try desk.run(ImportCommand.Scan.self, desk.folder + "/in")
    #expect(scan.read["attachments"] as? Int == 4)
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.currentDirectoryURL = URL(fileURLWithPath: desk.folder)
    tar.arguments = ["tar", "cf", "list.tar", "-C", "in", "sdn.csv"]
    try tar.run()
    tar.waitUntilExit()
    let list = try desk.run(ImportCommand.Scan.self, desk.folder + "/list.tar")
    #expect(list.read["kind"] as? String == "tar" && list.read["attachments"] as? Int == 0)
    #expect(list.read["records"] as? Int == 2)
  }

  /// Only what is a bag as a whole is one: a folder, or an archive of it.
  @Test func aBagAmongOtherThingsIsNotTheKind() throws {
    let desk = try CommandDesk()
    try desk.write("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    try desk.write("bag/data/a.txt", "words")
    try desk.write("sdn.csv", Self.sdn)
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.currentDirectoryURL = URL(fileURLWithPath: desk.folder)
    let steps = [
      "tar cf whole.tar bag", "tar cf bare.tar -C bag bagit.txt data", "tar cf both.tar sdn.csv bag",
      "tar cf deep.tar both.tar", "mkdir around", "cp -r bag around",
    ]
    tar.arguments = ["sh", "-c", steps.joined(separator: " && ")]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    let kinds = try ["bag", "whole.tar", "bare.tar", "both.tar", "deep.tar", "around"].map { name in
      let scan = try desk.run(ImportCommand.Scan.self, desk.folder + "/" + name)
      #expect(scan.rows("bags").count == 1, "\(name)")
      return scan.read["kind"] as? String
    }
    #expect(kinds == ["bag", "bag", "bag", "tar", "tar", "folder"])
  }

  @Test func aFormatCanBeSaid() throws {
    let desk = try CommandDesk(case: "Lists")
    let path = try desk.write("a.csv", "id,name\n1,x\n")
    #expect(try desk.run(ImportCommand.Scan.self, path).read["kind"] as? String == "csv")
    let said = try desk.run(ImportCommand.Scan.self, path, "--format", "attachment")
    #expect(said.read["kind"] as? String == "attachment" && said.read["attachments"] as? Int == 1)
    #expect(said.read["records"] as? Int == 0)
    let wrong = try desk.run(ImportCommand.Scan.self, path, "--format", "misp")
    #expect(wrong.exit == .refused)
  }

  /// A mapping that no file uses would be dropped in silence.
  @Test func aMappingWithoutATableIsRefused() throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(MappingCommand.Save.self, "Cards", "--column", "Nr=id")
    let path = try desk.write("in/event.json", Self.event)
    for target in [path, desk.folder + "/in"] {
      let scan = #expect(throws: Usage.self) {
        _ = try desk.run(ImportCommand.Scan.self, target, "--mapping", "Cards")
      }
      #expect(scan?.message.contains("event.json is read as misp") == true)
      #expect(throws: Usage.self) {
        _ = try desk.run(ImportCommand.Apply.self, target, "--mapping", "Cards")
      }
    }
    try desk.write("in/cards.csv", "Nr;Name\n7;Quill\n")
    let done = try desk.run(ImportCommand.Scan.self, desk.folder + "/in", "--mapping", "Cards")
    #expect((done.read["by_type"] as? [String: Int])?["csv-row"] == 1)
    #expect(done.rows("problems").contains { $0.text("reason")?.contains("parted by semicolons") == true })
  }

  /// On the page of an import: `m` reads by a saved mapping, `d` follows a file of decisions, both for good on `C`.
  @Test func theImportPageTakesAMappingAndDecisions() throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(MappingCommand.Save.self, "Cards", "--column", "Nr=id")
    let path = try desk.write("in/cards.csv", "Nr,Name\n7,Quill\n")
    let notes = try desk.write("in/notes.docm", "PK")
    _ = notes
    let decisions = desk.folder + "/decisions.json"
    _ = try desk.run(
      ImportCommand.Scan.self, desk.folder + "/in", "--mapping", "Cards", "--decisions", decisions)
    let text = try String(contentsOfFile: decisions, encoding: .utf8)
    try text.replacingOccurrences(of: "CUI TLP:AMBER", with: "CUI TLP:RED")
      .write(toFile: decisions, atomically: true, encoding: .utf8)
    var sitting = Sitting(desk.store, as: "ann")
    sitting.press("g", "i", "text:\(desk.folder)/in", "Enter", "m", "text:Crads", "Enter")
    #expect(sitting.text.contains("there is no mapping"), "\(sitting.text)")
    sitting.press("m", "Ctrl-U", "text:Cards", "Enter")
    #expect(sitting.text.contains("mapping Cards") && sitting.text.contains("csv-row"), "\(sitting.text)")
    sitting.press("d", "text:\(decisions)", "Enter")
    #expect(sitting.text.contains("decisions decisions.json"), "\(sitting.text)")
    sitting.press("t", "w", "C")
    #expect(sitting.text.contains(">4 receipt"), "\(sitting.text)")
    let exhibits = try desk.store.read { try $0.exhibits(of: nil, limit: .max) }
    #expect(exhibits.allSatisfy { $0.marking.contains("RED") }, "\(exhibits.map(\.marking))")
    _ = path
    sitting.press("m")
    #expect(sitting.status.contains("it was imported"))
  }

  /// Pairs of one import are found by its number or its name, as `import list` gives both.
  @Test func duplicatesOfAnImport() throws {
    let desk = try CommandDesk(case: "Lists")
    func person(_ id: Int, _ name: String) -> String {
      "{\"id\":\"P-\(id)\",\"schema\":\"Person\",\"properties\":{\"name\":[\"\(name)\"]}}\n"
    }
    let first = try desk.write("a/a.json", person(1, "Mira Sampleton") + person(2, "Sampleton Mira"))
    let second = try desk.write("b/b.json", person(3, "Barnaby Fieldglass"))
    for path in [first, second] { _ = try desk.run(ImportCommand.Apply.self, path) }
    let rows = try desk.run(ImportCommand.List.self).rows("items")
    #expect(rows.count == 2)
    for row in rows {
      for name in [row.text("id"), row.text("name")] {
        let found = try desk.run(
          ScreenCommand.Duplicates.self, "--imported", try #require(name))
        #expect(found.rows("pairs").count == (row.text("name") == "a.json" ? 1 : 0), "\(row): \(found.lines)")
      }
    }
    #expect(throws: StoreError.self) {
      try desk.run(ScreenCommand.Duplicates.self, "--imported", "IM-0099-XX")
    }
  }

  /// What another file stated first is of an import, too, also once the other's is taken back.
  @Test func duplicatesOfAnImportThatStatesThemAgain() throws {
    let desk = try CommandDesk()
    func person(_ id: Int, _ name: String) -> String {
      "{\"id\":\"P-\(id)\",\"schema\":\"Person\",\"properties\":{\"name\":[\"\(name)\"],\"passportNumber\":[\"A\(id % 2)\"]}}\n"
    }
    let both = person(1, "Mira Sampleton") + person(2, "Oskar Quist") + person(3, "Sampleton Mira")
    for (name, text) in [("a", both), ("b", both + person(5, "Barnaby Fieldglass"))] {
      let done = try desk.run(ImportCommand.Apply.self, try desk.write("\(name)/\(name).json", text))
      #expect(done.exit == .ok, "\(done.lines)")
    }
    func pairs(_ imported: String) throws -> [String] {
      try desk.run(ScreenCommand.Duplicates.self, "--imported", imported).rows("pairs").map {
        "\($0.text("a") ?? "") \($0.text("b") ?? "")"
      }.sorted()
    }
    let all = ["P-1 P-3", "P-1 P-5", "P-3 P-5"]
    for imported in ["IM-0002", "EX-0002", "b.json"] { #expect(try pairs(imported) == all, "\(imported)") }
    #expect(try pairs("IM-0001") == ["P-1 P-3"])
    _ = try desk.run(ImportCommand.Undo.self, "IM-0001", "--reason", "the wrong file")
    for imported in ["IM-0002", "EX-0002"] { #expect(try pairs(imported) == all, "\(imported)") }
  }

  /// One name means one thing, whichever command asks: what two imports have is refused with their numbers, and what was
  /// taken back has no name.
  @Test func aNameOfTwoImportsIsNone() throws {
    let desk = try CommandDesk()
    for (folder, name) in [("one", "Mira Sampleton"), ("two", "Oskar Quist")] {
      let person = "{\"id\":\"P-\(folder)\",\"schema\":\"Person\",\"properties\":{\"name\":[\"\(name)\"]}}\n"
      _ = try desk.run(ImportCommand.Apply.self, try desk.write("\(folder)/people.json", person))
    }
    func duplicates(_ name: String) throws -> Answer {
      try desk.run(ScreenCommand.Duplicates.self, "--imported", name)
    }
    func export(_ name: String) throws -> Answer {
      try desk.run(
        ListCommand.Export.self, "--imported", name, "--format", "sdn-csv", "--out", desk.folder + "/out")
    }
    for ask in [duplicates, export] {
      let doubt = try #require(throws: StoreError.self) { try ask("people.json") }
      #expect(doubt.message.contains("IM-0001") && doubt.message.contains("IM-0002"), "\(doubt.message)")
    }
    _ = try desk.run(ImportCommand.Undo.self, "IM-0001", "--reason", "the wrong file")
    for ask in [duplicates, export] {
      #expect(throws: Never.self) { try ask("people.json") }
      let gone = try #require(throws: StoreError.self) { try ask("IM-0001") }
      #expect(gone.message.hasSuffix("was taken back"), "\(gone.message)")
    }
    #expect(try export("people.json").read["records"] as? Int == 1)
  }

  @Test func aMappingThatIsReplacedIsShown() throws {
    let desk = try CommandDesk(case: "Lists")
    let first = try desk.run(MappingCommand.Save.self, "Cards", "--column", "Nr=id")
    #expect(first.read["replaced"] as? Bool == false)
    let again = try desk.run(MappingCommand.Save.self, "Cards", "--column", "Nr=id")
    #expect(again.read["replaced"] as? Bool == false, "it is the same")
    let other = try desk.run(MappingCommand.Save.self, "Cards", "--column", "Number=id")
    #expect(other.read["replaced"] as? Bool == true && other.lines.contains("    Nr = id"))
  }

  /// What is not there is said with the command that lists what is.
  @Test func whatIsNotThereIsListedByItsOwnCommand() throws {
    let desk = try CommandDesk(case: "Lists")
    let mapping = #expect(throws: StoreError.self) {
      _ = try desk.run(ImportCommand.Scan.self, "/dev/null", "--mapping", "nope")
    }
    #expect(
      mapping?.description == "there is no mapping named nope; see what there is with: casetui mapping list")
    let undone = #expect(throws: StoreError.self) {
      _ = try desk.run(ImportCommand.Undo.self, "IM-0099", "--reason", "x")
    }
    #expect(undone?.remedy == "see what there is with: casetui import list")
    let judged = #expect(throws: StoreError.self) {
      _ = try desk.store.read { try $0.judgement(named: "abcdef") }
    }
    #expect(judged?.remedy.hasSuffix("casetui actor show ID") == true)
    let taken = #expect(throws: StoreError.self) {
      _ = try desk.run(ExportCommand.STIX.self, "--out", try desk.write("taken", "x"))
    }
    #expect(taken?.remedy.hasPrefix("give another name") == true)
  }

  /// What breaks the standard is said and taken in.
  @Test func aScanSaysWhatIsNotValidSTIX() throws {
    let desk = try CommandDesk(case: "Lists")
    let bad = """
      {"type":"identity","spec_version":"2.1","id":"identity--5b1d0000-0000-4000-8000-000000000001",
      "created":"2026-01-02T00:00:00.000Z","modified":"2025-01-02T00:00:00.000Z","name":"x"}
      """
    let scan = try desk.run(ImportCommand.Scan.self, try desk.write("a.json", bad))
    #expect(scan.read["invalid_stix"] as? Int == 1 && scan.read["records"] as? Int == 1 && scan.exit == .ok)
    #expect(scan.rows("problems").first?.text("reason")?.contains("not valid STIX") == true)
  }

  /// What was not checked in full is said to be so: no verdict, and counted as none.
  @Test func whatIsNotCheckedIsNotCalledInvalid() throws {
    let desk = try CommandDesk(case: "Lists")
    let values = String(repeating: "1,", count: 500_001) + "1"
    let large = """
      {"type":"identity","spec_version":"2.1","id":"identity--5b1d0000-0000-4000-8000-000000000001",
      "created":"2026-01-02T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","name":"x","x_all":[\(values)]}
      """
    let later = """
      {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-00000000000b","spec_version":"3.0","objects":[]}
      """
    for (name, text) in [("large.json", large), ("later.json", later)] {
      let scan = try desk.run(ImportCommand.Scan.self, try desk.write(name, text))
      #expect(scan.read["invalid_stix"] as? Int == 0, "\(name)")
      let reasons = scan.rows("problems").compactMap { $0.text("reason") }
      #expect(
        reasons.count { $0.hasPrefix("not checked in full against the STIX standard: ") } == 1, "\(reasons)")
      #expect(!reasons.contains { $0.contains("not valid STIX") }, "\(reasons)")
    }
  }

  /// Objects of a 2.0 bundle are held against 2.0 though they say so themselves, and go out as such.
  @Test func aBundleOfSTIX20StaysOne() throws {
    let desk = try CommandDesk(case: "Lists")
    let bundle = """
      {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-00000000000b","spec_version":"2.0","objects":[
      {"type":"indicator","spec_version":"2.0","id":"indicator--5b1d0000-0000-4000-8000-000000000001",
      "created":"2026-01-02T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","labels":["benign"],
      "pattern":"[file:name = 'x']","valid_from":"2026-01-01T00:00:00Z"}]}
      """
    let path = try desk.write("old.json", bundle)
    let scan = try desk.run(ImportCommand.Scan.self, path)
    #expect(scan.read["invalid_stix"] as? Int == 0 && scan.read["records"] as? Int == 1, "\(scan.lines)")
    #expect(try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001").exit == .ok)
    let out = desk.folder + "/out.json"
    _ = try desk.run(ExportCommand.STIX.self, "--out", out)
    #expect(try String(contentsOfFile: out, encoding: .utf8).contains(#""spec_version":"2.0","objects":["#))
    let again = try desk.run(ImportCommand.Scan.self, out)
    #expect(again.read["invalid_stix"] as? Int == 0, "\(again.lines)")
  }

  @Test func decisionsAreFollowedForTheSameBundleAlone() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/sdn.csv", Self.sdn)
    try desk.write("in/late.csv", "id,created\n1,2399-01-01\n")
    let file = desk.folder + "/decisions.json"
    let scan = try desk.run(ImportCommand.Scan.self, desk.folder + "/in", "--decisions", file)
    #expect(scan.rows("questions").map { $0.text("about") } == ["marking-missing", "date-in-the-future"])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let answers = text.replacingOccurrences(of: "\"answer\":\"take\"", with: "\"answer\":\"leave\"")
      .replacingOccurrences(of: "\"answer\":\"CUI TLP:AMBER\"", with: "\"answer\":\"CUI TLP:RED\"")
    #expect(answers != text)
    try Data(answers.utf8).write(to: URL(fileURLWithPath: file))
    let more = try desk.write("in/more.txt", "x")
    #expect(throws: Usage.self) {
      _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--decisions", file)
    }
    #expect(try desk.store.read { try $0.exhibits() }.isEmpty, "nothing was written")
    try FileManager.default.removeItem(atPath: more)
    let done = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--decisions", file)
    #expect(done.rows("files").map { $0.text("state") } == ["left", "new"])
    #expect(try desk.store.read { try $0.exhibits() }.map(\.marking) == ["CUI TLP:RED"])
    #expect(try desk.store.read { try $0.imports() }.first?.run.decisions != nil)
  }

  @Test func anImportIsTakenBackFromTheCommandLine() throws {
    let desk = try CommandDesk(case: "Lists")
    let path = try desk.write("sdn.csv", Self.sdn)
    let done = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    let reference = try #require(done.read["import"] as? String)
    #expect(try desk.run(SearchCommand.self, "quillfeather").rows("items").count == 1)
    func hits() throws -> Int {
      try desk.run(ScreenCommand.Name.self, "Ansel Quillfeather").rows("hits").count
    }
    #expect(try hits() == 1)
    func files() throws -> Int {
      try desk.run(SearchCommand.self, "sdn").rows("items").filter { $0.text("kind") == "exhibit" }.count
    }
    #expect(try files() == 1)
    #expect(try desk.run(EvidenceCommand.List.self).rows("items").count == 1)
    #expect(try desk.run(ImportCommand.Undo.self, reference, "--reason", "wrong list").exit == .ok)
    #expect(try hits() == 0)
    #expect(try desk.run(EvidenceCommand.List.self).rows("items").isEmpty)
    #expect(try files() == 0)
    #expect(try desk.run(SearchCommand.self, "quillfeather").rows("items").isEmpty)
    let row = try #require(try desk.run(ImportCommand.List.self).rows("items").first)
    #expect(row.text("withdrawal_reason") == "wrong list")
    let again = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    #expect(again.read["new"] as? Int == done.read["new"] as? Int && again.read["import"] is String)
    #expect(try desk.run(SearchCommand.self, "quillfeather").rows("items").count == 1)
  }

  /// What was taken back is neither counted among what is held nor judged, on any page.
  @Test func whatWasTakenBackIsNotHeld() throws {
    let desk = try CommandDesk(case: "Lists")
    let done = try desk.run(ImportCommand.Apply.self, try desk.write("sdn.csv", Self.sdn))
    func held() throws -> Int? {
      try desk.run(ScreenCommand.Name.self, "QUILLFEATHER, Ansel").read["held"] as? Int
    }
    #expect(try held() == 2)
    let pair = (
      NameBearer.entry(source: "ofac", id: "sdn:101"), NameBearer.entry(source: "ofac", id: "sdn:102")
    )
    let ann = Author(user: "ann")
    let judged = try desk.store.judge(pair.0, pair.1, .different, reason: "another kind", as: ann)
    let reference = try #require(done.read["import"] as? String)
    #expect(try desk.run(ImportCommand.Undo.self, reference, "--reason", "x").exit == .refused)
    _ = try desk.store.undoJudgement(judged.id, reason: "x", as: ann)
    #expect(try desk.run(ImportCommand.Undo.self, reference, "--reason", "x").exit == .ok)
    #expect(try held() == 0)
    let fault = #expect(throws: StoreError.self) {
      try desk.store.judge(pair.0, pair.1, .same, reason: "r", as: ann)
    }
    #expect(fault?.message.contains("was taken back with import \(reference)") == true)
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("sdn.csv", Self.sdn))
    #expect(try held() == 2)
  }

  /// Whom a plain row or a corporate record names is screened, by aliases, too; the name of an account is not.
  @Test func namesInTablesAreScreened() throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(
      ImportCommand.Apply.self,
      try desk.write("firms.csv", "id,name,aliases,country\n1,Orchid Harbour Ltd,Wrenfield Inc;Lark Ltd,CN\n")
    )
    _ = try desk.run(
      ImportCommand.Apply.self,
      try desk.write("accounts.csv", "cluster_id,name,ip\n7,Orchid Harbour Ltd,203.0.113.9\n"))
    for name in ["Orchid Harbour", "Wrenfield", "Lark Ltd"] {
      let hits = try desk.run(ScreenCommand.Name.self, name).rows("hits")
      #expect(hits.map { $0.text("id") } == ["firms.csv#1"], "\(name): \(hits)")
    }
    let shown = try desk.run(ActorCommand.Show.self, "firms.csv#1")
    #expect(shown.lines.contains { $0.contains("Wrenfield Inc") }, "\(shown.lines)")
  }

  /// A search from a search is a new one; what is cut off is said, in the terminal and for scripts.
  @Test func aSearchFromASearch() throws {
    let desk = try CommandDesk(case: "Lists")
    let rows = (0..<203).map { "\($0),Marshlight relay\n" }
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("t.csv", "id,name\n" + rows.joined()))
    var sitting = Sitting(desk.store, as: "ann")
    sitting.press("g", "/", "text:Lists", "Enter")
    #expect(sitting.text.contains("Search / Lists") && sitting.status.contains("1 record with Lists"))
    sitting.press("g", "/", "text:marshlight", "Enter")
    #expect(sitting.text.contains("Search / marshlight"), "\(sitting.text)")
    #expect(sitting.status.contains("the first 200 records with marshlight, of more"), "\(sitting.status)")
    let cut = try desk.run(SearchCommand.self, "marshlight")
    #expect(cut.rows("items").count == 50 && cut.read["is_partial"] as? Bool == true)
    #expect(cut.lines.last?.hasPrefix("and more") == true)
    let whole = try desk.run(SearchCommand.self, "marshlight", "--limit", "203")
    #expect(whole.rows("items").count == 203 && whole.read["is_partial"] as? Bool == false)
  }

  /// Of many problems those that cost something come first, with the path that tells which file it is.
  @Test func whatWasRefusedComesFirst() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/a/t.csv", "id,name\n" + String(repeating: "\n", count: 60) + "1,2,3\n")
    let scan = try desk.run(ImportCommand.Scan.self, desk.folder + "/in")
    #expect(scan.rows("problems").count > 60)
    let first = try #require(scan.lines.first { $0.hasPrefix("  refused: ") || $0.hasPrefix("  warning: ") })
    #expect(first.hasPrefix("  refused: ") && first.contains("it has 3 columns"), "\(first)")
    var sitting = Sitting(desk.store, as: "ann")
    sitting.press("g", "i", "text:\(desk.folder)/in", "Enter")
    #expect(sitting.text.contains("a/t.csv"), "\(sitting.text)")
  }

  /// What has no room in the list of problems is counted, in the scan and in the import.
  @Test func problemsBeyondTheListAreSaid() throws {
    let desk = try CommandDesk(case: "Lists")
    let path = try desk.write("t.csv", "id,name\n" + String(repeating: "\n", count: 10_007) + "1,2,3\n")
    for answer in [try desk.run(ImportCommand.Scan.self, path), try desk.run(ImportCommand.Apply.self, path)]
    {
      let reasons = answer.rows("problems").compactMap { $0.text("reason") }
      #expect(reasons.contains("7 more problems of this file are not listed"))
      #expect(reasons.contains("it has 3 columns, the header has 2"))
    }
  }

  @Test func anImportedListGoesOutAsItCame() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/sdn.csv", Self.sdn)
    try desk.write("in/alt.csv", Self.alternates)
    try desk.write("in/notes.csv", "id,name\n1,x\n")
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--case", "26-0001")
    let out = desk.folder + "/out"
    let done = try desk.run(
      ListCommand.Export.self, "--imported", "in", "--format", "sdn-csv", "--out", out)
    #expect(try String(contentsOfFile: out + "/SDN.CSV", encoding: .utf8) == Self.sdn)
    #expect(try String(contentsOfFile: out + "/ALT.CSV", encoding: .utf8) == Self.alternates)
    #expect(done.read["records"] as? Int == 4 && done.read["unchanged"] as? Int == 3)
    #expect(done.read["left"] as? [String] == ["notes.csv#1: its source (csv) is no list"])
    #expect(done.exit == .partly)
    #expect(throws: Usage.self) {
      try desk.run(
        ListCommand.Export.self, "--imported", "in", "--format", "sdn-csv", "--as-of", "2026-01-01", "--out",
        out + "3")
    }
    #expect(throws: StoreError.self) {
      _ = try desk.run(
        ListCommand.Export.self, "--imported", "nothing", "--format", "sdn-csv", "--out", out + "2")
    }
  }

  /// A list that comes every week goes out as it came that week, row by row, what was refused among it.
  @Test func eachWeeksListGoesOutAsItCame() throws {
    let desk = try CommandDesk(case: "Lists")
    let added = "103,\"LATE ENTRY\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    let second = String(Self.sdn.drop { $0 != "\r\n" }.dropFirst()) + added + "104,short\r\n"
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("one/sdn.csv", Self.sdn))
    let done = try desk.run(ImportCommand.Apply.self, try desk.write("two/sdn.csv", second))
    #expect(done.read["new"] as? Int == 1 && done.read["known"] as? Int == 1)
    func export(_ name: String) throws -> (text: String, answer: Answer) {
      let out = desk.folder + "/out-" + name
      let answer = try desk.run(
        ListCommand.Export.self, "--imported", name, "--format", "sdn-csv", "--out", out)
      return (try String(contentsOfFile: out + "/SDN.CSV", encoding: .utf8), answer)
    }
    #expect(try export("IM-0001").text == Self.sdn)
    // A name that two imports have is none of them.
    let doubt = try #require(throws: StoreError.self) { try export("sdn.csv") }
    #expect(doubt.message.contains("IM-0001") && doubt.message.contains("IM-0002"), "\(doubt.message)")
    for name in ["IM-0002", "EX-0002"] {
      let (text, answer) = try export(name)
      #expect(text + "104,short\r\n" == second, "\(name)")
      #expect(answer.read["records"] as? Int == 2)
      let refused = try #require(answer.read["refused"] as? [String])
      #expect(refused.count == 1 && refused[0].hasPrefix("sdn.csv, byte "), "\(refused)")
      #expect(answer.exit == .partly)
    }
  }

  /// Other lists of OFAC keep the names of their files, on which the numbers of their rows depend.
  @Test func otherListsKeepTheirNames() throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("cons_prim.csv", Self.sdn))
    let out = desk.folder + "/out"
    let done = try desk.run(
      ListCommand.Export.self, "--imported", "cons_prim.csv", "--format", "sdn-csv", "--out", out)
    #expect(done.rows("files").map { $0.text("name") } == ["CONS_PRIM.CSV"])
    #expect(try String(contentsOfFile: out + "/CONS_PRIM.CSV", encoding: .utf8) == Self.sdn)
    let scan = try desk.run(ImportCommand.Scan.self, out)
    #expect(scan.read["known"] as? Int == 2 && scan.read["new"] as? Int == 0)
  }

  /// The name of the file says which list it is, whatever title its exhibit got.
  @Test func aTitleDoesNotMoveRowsToAnotherList() throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("in/cons_prim.csv", Self.sdn))
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001", "--title", "OFAC list of May")
    let done = try desk.run(
      ListCommand.Export.self, "--imported", "EX-0001", "--format", "sdn-csv", "--out", desk.folder + "/out")
    #expect(done.rows("files").map { $0.text("name") } == ["CONS_PRIM.CSV"])
  }

  /// What an import was told to read as a list goes out as one; what was read as something else is not lost in silence.
  @Test func whatAFormatWasSaidOfGoesOut() throws {
    let desk = try CommandDesk(case: "Lists")
    let row = "101,\"; DOB 05 Jun 1950.\"\r\n"
    let path = try desk.write("in/remarks.csv", row)
    _ = try desk.run(ImportCommand.Apply.self, path, "--format", "ofac-csv")
    let out = desk.folder + "/out"
    let done = try desk.run(
      ListCommand.Export.self, "--imported", "EX-0001", "--format", "sdn-csv", "--out", out)
    #expect(done.read["records"] as? Int == 1 && done.exit == .ok, "\(done.lines)")
    #expect(try String(contentsOfFile: out + "/SDN_COMMENTS.CSV", encoding: .utf8) == row)
    let other = try desk.write("in/words.txt", "X-Note: a\n\nplain words\n")
    let forced = try desk.run(ImportCommand.Apply.self, other, "--format", "eml")
    #expect(forced.read["new"] as? Int == 1, "\(forced.lines)")
    let rest = try desk.run(
      ListCommand.Export.self, "--imported", "EX-0002", "--format", "sdn-csv", "--out", out + "2")
    let refused = try #require(rest.read["refused"] as? [String])
    #expect(refused.count == 1 && refused[0].hasPrefix("words.txt: its records (mail) "), "\(refused)")
    #expect(rest.exit == .refused)
  }

  /// A bundle of STIX 2.0 says so: the standard asks for it.
  @Test func aBundleOfSTIX20SaysSo() throws {
    let desk = try CommandDesk(case: "Lists")
    func object(_ digit: Int, _ more: String) -> String {
      """
      {"type":"identity",\(more)"id":"identity--5b1d0000-0000-4000-8000-00000000000\(digit)",\
      "created":"2026-01-02T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","name":"x",\
      "identity_class":"organization"}
      """
    }
    func export() throws -> [String: Any] {
      let out = desk.folder + "/\(UUID().uuidString).json"
      _ = try desk.run(ExportCommand.STIX.self, "--out", out)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: out))
      return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }
    #expect(try export()["spec_version"] == nil, "of nothing it is of no edition")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("a.json", object(1, "")))
    #expect(try export()["spec_version"] as? String == "2.0")
    let newer = object(2, #""spec_version":"2.1","#)
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("b.json", newer))
    #expect(try export()["spec_version"] == nil)
  }

  /// Both of OFAC's lists in one folder: each row back into its own file, parts and comments too.
  @Test func partsOfBothListsKeepTheirFiles() throws {
    let desk = try CommandDesk(case: "Lists")
    let files = [
      "SDN.CSV": Self.sdn, "ALT.CSV": Self.alternates,
      "ADD.CSV": "101,7001,\"1 Brass Lane\",\"Port Orlin\",\"Testland\",-0- \r\n",
      "SDN_COMMENTS.CSV": "101,\"cut. Phone Number 1.\"\r\n",
      "CONS_PRIM.CSV": Self.sdn.replacingOccurrences(of: "TEST", with: "OTHER"),
      "CONS_ALT.CSV": "101,9002,\"aka\",\"THE QUILL\",-0- \r\n",
      "CONS_ADD.CSV": "102,7002,\"2 Brass Lane\",\"Port Orlin\",\"Testland\",-0- \r\n",
      "CONS_COMMENTS.CSV": "102,\"cut. Phone Number 2.\"\r\n",
    ]
    for (name, text) in files { try desk.write("in/\(name)", text) }
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in")
    let out = desk.folder + "/out"
    let done = try desk.run(ListCommand.Export.self, "--imported", "in", "--format", "sdn-csv", "--out", out)
    for (name, text) in files {
      #expect(try String(contentsOfFile: out + "/" + name, encoding: .utf8) == text, "\(name)")
    }
    #expect(done.rows("files").count == 8 && done.exit == .ok)
  }

  /// An issue that came as rows and in XML, and a copy of the rows: each entry goes out once, and that is said.
  @Test func whatCameTwiceGoesOutOnce() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/b/sdn.csv", Self.sdn)
    let added = "104,\"LATE ENTRY\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    try desk.write("in/copy/sdn.csv", Self.sdn + added)
    try desk.write(
      "in/a/sdn.xml",
      "<sdnList><publshInformation><Publish_Date>01/02/2027</Publish_Date><Record_Count>2</Record_Count></publshInformation>"
        + "<sdnEntry><uid>101</uid><lastName>QUILLFEATHER</lastName><sdnType>Individual</sdnType></sdnEntry>"
        + "<sdnEntry><uid>103</uid><lastName>MARSHLIGHT WORKS</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>"
    )
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in")
    let out = desk.folder + "/out"
    let done = try desk.run(ListCommand.Export.self, "--imported", "in", "--format", "sdn-csv", "--out", out)
    let text = try String(contentsOfFile: out + "/SDN.CSV", encoding: .utf8)
    #expect(text.hasPrefix(Self.sdn + added + "103,\"MARSHLIGHT WORKS\","))
    #expect(text.split(whereSeparator: \.isNewline).count == 4)
    #expect(done.read["records"] as? Int == 7 && done.read["unchanged"] as? Int == 3)
    #expect(done.read["written"] as? Int == 1)
    #expect(done.read["repeated"] as? [String] == ["sdn:101", "sdn:102", "sdn:101"] && done.exit == .ok)
    #expect(done.lines.contains("  3 are there already: they go out once"))
  }

  /// Entries of other lists get numbers that no entry of OFAC's has, whatever theirs are.
  @Test func numbersOfOtherListsStandApart() throws {
    let desk = try CommandDesk(case: "Lists")
    try desk.write("in/sdn.csv", Self.sdn)
    try desk.write(
      "in/un.xml",
      "<CONSOLIDATED_LIST dateGenerated=\"2027-01-02T00:00:00Z\"><INDIVIDUALS><INDIVIDUAL><DATAID>101</DATAID>"
        + "<FIRST_NAME>OTHER</FIRST_NAME><SECOND_NAME>PERSON</SECOND_NAME></INDIVIDUAL></INDIVIDUALS>"
        + "<ENTITIES></ENTITIES></CONSOLIDATED_LIST>")
    try desk.write("in/x.ftm.json", Self.entity)
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in")
    let out = desk.folder + "/out"
    let done = try desk.run(ListCommand.Export.self, "--imported", "in", "--format", "sdn-csv", "--out", out)
    let text = try String(contentsOfFile: out + "/SDN.CSV", encoding: .utf8)
    let numbers = text.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: ",").first }
    #expect(numbers.prefix(2) == ["101", "102"] && Set(numbers).count == 4)
    #expect(numbers.dropFirst(2).allSatisfy { (1_000_000_001...9_999_999_999).contains(Int($0) ?? 0) })
    #expect(done.read["numbered_here"] as? Int == 2 && done.read["written"] as? Int == 2)
    #expect(done.lines.contains { $0.contains("2 of those written have no number of OFAC's") })
  }

  /// Entries of the CSL and the EU, written in OFAC's words and taken in again: they say what they said.
  @Test(arguments: [
    (
      "consolidated.csv",
      "_id,source,entity_number,type,programs,name,addresses,federal_register_notice,start_date,alt_names,"
        + "citizenships,dates_of_birth,nationalities,ids\n"
        + "q1,Test List (TL) - Test Department,,Individual,TEST,\"QUILLFEATHER, Ansel\",,,2027-01-02,THE QUILL,IR,"
        + "1950-06-05; 1951,CN,\"Passport, A1234567, RU; 7700000000, Tax ID No.\"\n",
      "csl:q1", [String]()
    ),
    (
      "full.xml",
      """
      <export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity logicalId="601" euReferenceNumber="EU.1.2">
      <subjectType code="enterprise"/><nameAlias wholeName="VANTAGE TEST WORKS"/><nameAlias wholeName="VTW" strong="false"/>
      <address countryIso2Code="IR"/><birthdate birthdate="2011-05-05"/>
      <identification number="A-77" identificationTypeCode="regnumber"/></sanctionEntity></export>
      """, "eu:601", ["eu:601: eu-reference EU.1.2"]
    ),
  ])
  func otherListsComeBack(_ name: String, _ text: String, _ id: String, _ left: [String]) throws {
    let desk = try CommandDesk(case: "Lists")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write(name, text))
    let out = desk.folder + "/out"
    try desk.write("out/SDN.CSV", "an older export\n")
    try desk.write("out/SDN_COMMENTS.CSV", "an older export\n")
    let done = try desk.run(ListCommand.Export.self, "--imported", name, "--format", "sdn-csv", "--out", out)
    #expect(done.read["left_values"] as? [String] == left)
    #expect(done.exit == (left.isEmpty ? .ok : .partly))
    #expect(done.notes.contains { $0.contains("SDN_COMMENTS.CSV") })
    try FileManager.default.removeItem(atPath: out + "/SDN_COMMENTS.CSV")
    _ = try desk.run(ImportCommand.Apply.self, out)
    func facts(_ id: String) throws -> (names: Set<String>, facts: ScreeningFacts) {
      let source = id.hasPrefix("sdn") ? "ofac" : String(id.prefix { $0 != ":" })
      return try desk.store.read { reader in
        let bearer = NameBearer.entry(source: source, id: id)
        return (Set(try reader.names(of: bearer).map(\.name.text)), try reader.facts(of: bearer))
      }
    }
    let row = try String(contentsOfFile: out + "/SDN.CSV", encoding: .utf8)
    let (before, after) = try (facts(id), facts("sdn:\(row.prefix { $0 != "," })"))
    #expect(!before.names.isEmpty && before.names == after.names)
    #expect(Set(before.facts.birthDates) == Set(after.facts.birthDates))
    #expect(Set(before.facts.countries.map { Country($0) }) == Set(after.facts.countries.map { Country($0) }))
    func numbers(_ facts: ScreeningFacts) -> Set<String> {
      Set(
        facts.identifiers.filter { !["ofac", "eu-reference"].contains($0.kind) }.map {
          "\($0.kind) \($0.value)"
        })
    }
    #expect(!numbers(before.facts).isEmpty && numbers(before.facts) == numbers(after.facts))
  }

  private func contents(_ desk: CommandDesk) throws -> Set<String> {
    let all = try FileManager.default.subpathsOfDirectory(atPath: desk.folder + "/office/blobs")
    return Set(all.filter { $0.contains("/") || $0.hasPrefix("incoming") })
  }

  /// Of what is refused, or cancelled, no byte stays; what another exhibit holds stays.
  @Test func nothingStaysOfWhatIsNotTakenIn() throws {
    let desk = try CommandDesk(case: "Lists")
    let broken = try desk.write("broken.json", String(Self.event.dropLast(3)))
    #expect(try desk.run(ImportCommand.Apply.self, broken, "--format", "misp").exit != .ok)
    #expect(try contents(desk).isEmpty)
    // An object too long for the journal, before the place where the file breaks off.
    let long =
      #"{"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000001","objects":["#
      + #"{"type":"note","spec_version":"2.1","id":"note--5b1d0000-0000-4000-8000-000000000002","content":""#
      + String(repeating: "n", count: SourceRecord.inlineLimit) + #""}"#
    #expect(try desk.run(ImportCommand.Apply.self, desk.write("long.json", long)).exit != .ok)
    #expect(try contents(desk).isEmpty)
    #expect(try desk.run(ImportCommand.Apply.self, desk.write("whole.json", long + "]}")).exit == .ok)
    #expect(try contents(desk).count == 2, "the file and its object")
    let longOnes = try contents(desk)
    let good = try desk.write("good/sdn.csv", Self.sdn)
    // Cancelled sooner and later, until it is done before anybody asks.
    var cancelled = 0
    while cancelled < 100 {
      var asked = 0
      do {
        _ = try Importer.apply(
          good, to: nil, in: desk.store, as: Author(user: "ann"),
          isCancelled: {
            asked += 1
            return asked > cancelled
          })
        break
      } catch is CancellationError {} catch let refusal as ImportRefusal where refusal.kind == .cancelled {}
      cancelled += 1
      #expect(try contents(desk) == longOnes, "after \(cancelled)")
    }
    #expect(cancelled >= 2)
    let held = try contents(desk)
    #expect(held.count == 3)
    try desk.write("good/broken.json", String(Self.event.dropLast(3)))
    let both = try desk.run(ImportCommand.Apply.self, desk.folder + "/good", "--format", "misp")
    #expect(both.read["refused"] as? Int == 2, "\(both.lines)")
    #expect(try contents(desk) == held)
    #expect(try desk.store.verify().isSound)
  }

  /// Entities that are added, changed and deleted, in one file or in several: what was deleted holds nobody any more.
  @Test(arguments: [false, true], ["", "\"last_change\":\"2024-05-01T00:00:00\","])
  func deletedEntitiesHoldNobody(inOneFile: Bool, time: String) throws {
    let desk = try CommandDesk(case: "Lists")
    let first = """
      {"op":"ADD","entity":{"id":"q1",\(time)"schema":"Person","properties":{"name":["Ondra Vellmar"]}}}
      {"op":"ADD","entity":{"id":"c1","schema":"Company","properties":{"name":["Oldname Works"]}}}
      {"op":"ADD","entity":{"id":"ow",\(time)"schema":"Ownership","properties":{"owner":["q1"],"asset":["c1"],"percentage":["60"]}}}

      """
    let second = """
      {"op":"MOD","entity":{"id":"c1","schema":"Company","properties":{"name":["Newname Works"]}}}
      {"op":"DEL","entity":{"id":"ow"}}
      {"op":"DEL","entity":{"id":"q1"}}

      """
    func held() throws -> [String] {
      try desk.run(OwnershipCommand.Held.self, "--seed", "q1", "--as-of", "2026-01-01").read["blocked"]
        as? [String] ?? []
    }
    if inOneFile {
      _ = try desk.run(ImportCommand.Apply.self, try desk.write("all.ftm.json", first + second))
    } else {
      _ = try desk.run(ImportCommand.Apply.self, try desk.write("1.ftm.json", first))
      #expect(try held() == ["ftm:c1"])
      let done = try desk.run(ImportCommand.Apply.self, try desk.write("2.ftm.json", second))
      #expect(done.read["changed"] as? Int == 3 && done.read["conflicts"] as? Int == 0, "\(done.lines)")
      let again = try desk.run(ImportCommand.Apply.self, desk.folder + "/1.ftm.json")
      #expect(again.read["known"] as? Int == 3, "the first file again says nothing later")
    }
    if inOneFile {
      #expect(throws: StoreError.self) { try held() }
    } else {
      // Two files of nobody: who deleted may be another than who stated, which is said of a party that is known.
      #expect(try held() == [])
    }
    let hits = try desk.run(ScreenCommand.Name.self, "Newname Works", "--schema", "organisation").rows("hits")
    #expect(hits.map { $0.text("caption") } == ["Newname Works"])
    #expect(hits.map { $0["revoked"] as? Bool } == [false])
    let gone = try desk.run(ScreenCommand.Name.self, "Ondra Vellmar").rows("hits")
    #expect(gone.map { $0["revoked"] as? Bool } == [true])
    #expect(try desk.store.verify().isSound)
    let rebuilt = try desk.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  /// Each group of public samples goes through a scan: nothing crashes, and every byte is accounted for.
  @Test(
    .enabled(if: Corpus.isPresent),
    arguments: [
      "misp", "ownership", "sanctions", "case_uco", "email", "bagit", "archives", "json", "unicode", "xml",
    ])
  func everyGroupIsScanned(_ group: String) throws {
    let folder = try #require(Corpus.folder).path + "/" + group
    let desk = try CommandDesk(case: "Lists")
    let report = try Importer.scan(folder, in: desk.store)
    let listed = report.files.reduce(0) { $0 + $1.lengthBytes }
    #expect(report.mappedBytes + report.rawBytes + report.ignoredBytes == listed)
    #expect(report.mappedBytes >= 0 && report.rawBytes >= 0 && !report.files.isEmpty)
    #expect(report.problems.allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
    #expect(try desk.store.read { try $0.sourceCount() } == 0, "a scan writes nothing")
  }
}
