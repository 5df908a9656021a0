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
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.title, $0.marking) })
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

  private func apply(_ decisions: DecisionFile) throws -> ImportReport { try apply(step: nil, decisions) }
}
