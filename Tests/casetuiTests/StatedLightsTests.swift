import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What senders mark more strictly than what nobody marked is handled so. All of it is invented.
@Suite struct StatedLightsTests {
  private let office: TestOffice
  private let scratch: Scratch
  private static let event = #"""
    {"Event":{"uuid":"11111111-1111-4111-8111-111111111111","info":"Invented relay","date":"2026-01-02",
    "Tag":[{"name":"tlp:red"}],"Attribute":[{"uuid":"22222222-2222-4222-8222-222222222222","type":"domain",
    "category":"Network activity","value":"relay.example"}]}}
    """#

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
    _ = try scratch.write(Self.event, "b/event.json")
    _ = try scratch.write("words", "b/notes.txt")
  }

  private func apply(_ path: String = "/b", step: Int? = nil, _ decisions: DecisionFile? = nil) throws
    -> ImportReport
  {
    var options = Importer.Options()
    options.stepObjects = step
    options.decisions = decisions.map { ($0, Digest256.sha256([])) }
    return try Importer.apply(scratch.path + path, to: nil, in: office.store, as: office.author, options)
  }

  private func marks() throws -> [String: String] {
    let rows = try office.store.read { try $0.exhibits() }
    return Dictionary(rows.map { ($0.title, $0.marking) }) { "\($0), \($1)" }
  }

  @Test(arguments: [nil, 1] as [Int?]) func theLabelOfASenderCounts(step: Int?) throws {
    let report = try apply(step: step)
    #expect(try marks() == ["event.json": "CUI TLP:RED", "notes.txt": "CUI TLP:AMBER"])
    let said = report.problems.filter { $0.reason.contains("TLP:RED") }
    #expect(said.map(\.path) == ["event.json"] && said.first?.severity == .warning)
    // The same again has nothing to say.
    #expect(try apply(step: step).problems.allSatisfy { !$0.reason.contains("TLP:RED") })
  }

  @Test func aContainerIsAsStrictAsWhatItHolds() throws {
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    zip.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    zip.arguments = ["tar", "cf", "b.tar", "b"]
    try zip.run()
    zip.waitUntilExit()
    _ = try apply("/b.tar")
    #expect(
      try marks() == [
        "b.tar": "CUI TLP:RED", "b.tar/b/event.json": "CUI TLP:RED", "b.tar/b/notes.txt": "CUI TLP:AMBER",
      ])
  }

  /// A long import that is broken off leaves nothing for others that is handled less strictly than its sender asks.
  @Test func theFirstStepMarks() throws {
    let attributes = (0..<20).map {
      #"{"uuid":"22222222-2222-4222-8222-2222222222\#(30 + $0)","type":"domain","value":"r\#($0).example"}"#
    }
    _ = try scratch.write(
      Self.event.replacingOccurrences(
        of: "\"Attribute\":[", with: "\"Attribute\":[\(attributes.joined(separator: ",")),"),
      "long/event.json")
    var options = Importer.Options()
    options.stepObjects = 2
    var isWriting = false
    #expect(throws: ImportStopped.self) {
      try Importer.apply(
        scratch.path + "/long", to: nil, in: office.store, as: office.author, options,
        isCancelled: { isWriting }, progress: { if $0.hasPrefix("writing") { isWriting = true } })
    }
    #expect(try marks() == ["event.json": "CUI TLP:RED"])
    let report = try apply("/long", step: 2)
    #expect(report.resumed > 0 && report.new == 22)
    #expect(try marks() == ["event.json": "CUI TLP:RED"])
  }

  /// What is said of a bag counts for each of its files, however little of it can be checked.
  @Test(arguments: [nil, 1] as [Int?]) func aBagIsAsStrictAsItSays(step: Int?) throws {
    let files = [
      "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
      "bag-info.txt": "Marking: TLP:RED\nMARKING:  CUI//SP-LEI TLP:RED\nMarking: TLP:GREEN\n",
      "data/a.txt": "one",
    ]
    for (name, text) in files { _ = try scratch.write(text, "o/bag/" + name) }
    _ = try scratch.write("words", "o/beside.txt")
    let asked = try Importer.scan(scratch.path + "/o", in: office.store).decisions?.questions
    #expect(
      asked?.filter { $0.about == .marking }.map(\.path) == [
        "", "bag/bag-info.txt", "bag/bagit.txt", "bag/data/a.txt",
      ])
    let report = try apply("/o", step: step)
    #expect(
      try marks() == [
        "bag/bag-info.txt": "CUI TLP:RED", "bag/bagit.txt": "CUI TLP:RED", "bag/data/a.txt": "CUI TLP:RED",
        "beside.txt": "CUI TLP:AMBER",
      ])
    #expect(
      report.problems.contains { $0.path == "bag/data/a.txt" && $0.object == "Marking: TLP:RED" },
      "\(report.problems)")
  }

  /// What a mail encloses is as strict as the mail.
  @Test(arguments: [nil, 1] as [Int?]) func attachmentsAreAsStrictAsTheirMail(step: Int?) throws {
    let mail = """
      From: a@firm.example\r
      Subject: [TLP:RED] source list\r
      MIME-Version: 1.0\r
      Content-Type: multipart/mixed; boundary=x\r
      \r
      --x\r
      Content-Type: text/csv; name=sources.csv\r
      \r
      id,email\r
      1,b@firm.example\r
      --x--\r

      """
    _ = try scratch.write(mail, "m/red.eml")
    _ = try scratch.write("words", "m/notes.txt")
    _ = try apply("/m", step: step)
    #expect(
      try marks() == [
        "red.eml": "CUI TLP:RED", "red.eml/sources.csv": "CUI TLP:RED", "notes.txt": "CUI TLP:AMBER",
      ])
  }

  /// Two names of one look are two files: what is said of one is not said of the other.
  @Test(arguments: [nil, 1] as [Int?]) func namesOfOneLookAreTold(step: Int?) throws {
    let (composed, apart) = ("\u{E9}.json", "e\u{301}.json")
    _ = try scratch.write(Self.event, "t/" + apart)
    _ = try scratch.write(
      Self.event.replacingOccurrences(of: "tlp:red", with: "tlp:green"), "t/" + composed)
    _ = try apply("/t", step: step)
    let rows = try office.store.read { try $0.exhibits() }
    let red = rows.filter { $0.marking == "CUI TLP:RED" }
    let names = try red.map { row in
      try String(
        decoding: Data(contentsOf: URL(fileURLWithPath: office.store.vault.path(of: #require(row.sha256)))),
        as: UTF8.self)
    }
    #expect(rows.count == 2 && names == [Self.event])
  }

  /// A zip may hold both `inner.zip` and `inner.zip/a`: each member is a file of its own.
  @Test func pathsInContainersAreTold() throws {
    _ = try scratch.write(Self.event, "z/a.json")
    _ = try scratch.write("words", "y/inner.tar/a.json")
    let run = Process()
    run.executableURL = URL(fileURLWithPath: "/bin/sh")
    run.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    run.arguments = [
      "-c",
      "cd z && tar cf ../inner.tar a.json && cd .. && tar cf coll.tar inner.tar && tar rf coll.tar -C y inner.tar/a.json",
    ]
    try run.run()
    run.waitUntilExit()
    _ = try apply("/coll.tar")
    #expect(
      try marks() == [
        "coll.tar": "CUI TLP:RED", "coll.tar/inner.tar": "CUI TLP:RED",
        "coll.tar/inner.tar/a.json": "CUI TLP:AMBER", "coll.tar/inner.tar/a.json#2": "CUI TLP:RED",
      ])
  }

  /// A file that is held already is handled as was decided now, or it is said that it is not.
  @Test func aDecisionCountsForWhatIsHeld() throws {
    _ = try apply("/b/notes.txt")
    var decisions = try #require(try Importer.scan(scratch.path + "/b/notes.txt", in: office.store).decisions)
    decisions.questions[0].answer = "CUI TLP:RED"
    var options = Importer.Options()
    options.decisions = (decisions, Digest256.sha256([]))
    _ = try Importer.apply(
      scratch.path + "/b/notes.txt", to: nil, in: office.store, as: office.author, options)
    #expect(try marks() == ["notes.txt": "CUI TLP:RED"])
    let id = try #require(try office.store.read { try $0.exhibits().first?.id })
    _ = try office.store.set(.marking, of: id, to: .text("CUI TLP:GREEN"), as: office.author)
    let report = try Importer.apply(
      scratch.path + "/b/notes.txt", to: nil, in: office.store, as: office.author, options)
    #expect(try marks() == ["notes.txt": "CUI TLP:GREEN"])
    #expect(
      report.problems.contains { $0.reason.contains("handled as CUI TLP:GREEN, as somebody decided before") })
  }

  @Test func aScanAsksAndADecisionStands() throws {
    var decisions = try #require(try Importer.scan(scratch.path + "/b", in: office.store).decisions)
    let asked = decisions.questions.filter { $0.about == .marking }
    #expect(asked.map(\.path) == ["", "event.json"])
    #expect(asked.map(\.answer) == ["CUI TLP:AMBER", "CUI TLP:RED"])
    let place = try #require(decisions.questions.firstIndex { $0.path == "event.json" })
    decisions.questions[place].answer = "CUI TLP:AMBER"
    let report = try apply(decisions)
    #expect(try marks()["event.json"] == "CUI TLP:AMBER", "a person decided")
    #expect(report.problems.contains { $0.reason.contains("as somebody decided") })
  }

  /// One exhibit holds the bytes under each of their names: the strictest of what was decided for them counts.
  @Test(arguments: [nil, 1] as [Int?]) func copiesAreHandledAsTheStrictestOfThem(step: Int?) throws {
    _ = try scratch.write("the list of names\n", "l/a.txt")
    _ = try scratch.write(RedMail.enclosing("the list of names\n"), "l/m.eml")
    let decisions = try #require(try Importer.scan(scratch.path + "/l", in: office.store).decisions)
    let strict = decisions.questions.filter { $0.about == .marking && $0.answer == "CUI TLP:RED" }
    #expect(strict.map(\.path) == ["m.eml", "m.eml/list.txt"])
    let report = try apply("/l", step: step, decisions)
    #expect(try marks() == ["a.txt": "CUI TLP:RED", "m.eml": "CUI TLP:RED"])
    #expect(report.problems.allSatisfy { !$0.reason.contains("as somebody decided") })
  }

  private func apply(_ decisions: DecisionFile) throws -> ImportReport { try apply(step: nil, decisions) }
}
