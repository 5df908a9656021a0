import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Every export writes the version that counts, the same in each office, of the exhibits that a case has. Everybody here is
/// invented.
@Suite struct ExportVersionTests {
  private let head: TestOffice
  private let field: TestOffice
  private let scratch: Scratch

  init() throws {
    head = try TestOffice("Head Office")
    field = try TestOffice("Field East", user: "bob")
    scratch = try Scratch()
  }

  private func take(_ text: String, _ name: String, in office: TestOffice, to caseID: CaseID? = nil) throws {
    let path = try scratch.write(text, name)
    let report = try Importer.apply(path, to: caseID, in: office.store, as: office.author)
    #expect(report.refused == 0 && report.files.allSatisfy { $0.state != .refused }, "\(report.problems)")
  }

  private func stix(_ name: String, _ modified: String, _ tail: String = "1") -> String {
    """
    {"type":"identity","spec_version":"2.1","id":"identity--00000000-0000-4000-8000-00000000000\(tail)",\
    "created":"2025-01-01T00:00:00Z","modified":"\(modified)","name":"\(name)","identity_class":"organization"}
    """
  }

  private func entity(_ id: String, _ name: String) -> String {
    #"{"id":"\#(id)","schema":"Company","properties":{"name":["\#(name)"]}}"#
  }

  private func attribute(_ value: String, at seconds: Int) -> String {
    #"{"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"\#(value)","timestamp":"\#(seconds)"}"#
  }

  private func event(_ attribute: String) -> String {
    #"{"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps","Attribute":[\#(attribute)]}}"#
  }

  /// What all exports of an office write.
  private func exports(of office: TestOffice, case id: CaseID? = nil) throws -> [String: String] {
    var found: [String: String] = [:]
    func write(_ name: String, _ body: (String) throws -> Void) throws {
      let path = scratch.path + "/out-\(UUID().uuidString)"
      try body(path)
      found[name] = try String(contentsOfFile: path, encoding: .utf8)
    }
    try write("stix") { _ = try STIXExport.write(to: $0, caseID: id, in: office.store) }
    try write("ftm") { _ = try SourceExport.followTheMoney(to: $0, case: id, in: office.store) }
    for table in [SourceExport.Table.records, .traces] {
      try write(table.rawValue) { _ = try SourceExport.table(table, to: $0, case: id, in: office.store) }
    }
    if let id { try write("misp") { _ = try SourceExport.misp(to: $0, case: id, in: office.store) } }
    return found
  }

  @Test func anOldVersionThatComesLateDoesNotCount() throws {
    try take(stix("Tarnwick Works", "2026-02-01T00:00:00.5Z"), "new.json", in: head)
    try take(stix("Tarnwick Foundry", "2026-02-01T00:00:00Z"), "old.json", in: head)
    let text = try #require(try exports(of: head)["stix"])
    #expect(text.contains("Tarnwick Works") && !text.contains("Tarnwick Foundry"))
  }

  @Test func whatComesBackGoesOut() throws {
    let (first, second) = (entity("x-1", "Glass Heron"), entity("x-1", "Glass Heron Works"))
    for (week, text) in [first, second, first].enumerated() {
      try take(text + "\n" + entity("w-\(week)", "Week \(week)"), "week\(week).ftm.json", in: head)
    }
    let added = #"{"op":"ADD","entity":\#(entity("x-2", "Quill"))}"#
    try take(
      [added, #"{"op":"DEL","entity":{"id":"x-2"}}"#, added].joined(separator: "\n"), "delta.json", in: head)
    let lines = try #require(try exports(of: head)["ftm"]).split(separator: "\n").map(String.init)
    #expect(lines.contains(first) && !lines.contains(second))
    #expect(lines.contains { $0.contains("Quill") })
  }

  /// What came in one order here and in another there.
  @Test func twoOfficesExportTheSame() throws {
    let id = try head.store.newCase(title: "Taps", as: head.author).id
    _ = try Syncer.run(field.path, in: head.store, as: head.author, enrol: true)
    try take(stix("Tarnwick Works", "2026-02-01T00:00:00Z"), "new.json", in: head, to: id)
    try take(entity("x-1", "Glass Heron"), "a.ftm.json", in: head, to: id)
    try take(event(attribute("tap.example", at: 1_000_000_000)), "new-event.json", in: head, to: id)
    try take("id,name,email\n1,A,desk@mail.example\n", "rows.csv", in: head, to: id)
    try take(stix("Tarnwick Foundry", "2025-02-01T00:00:00Z"), "old.json", in: field, to: id)
    try take(stix("Other", "2025-02-01T00:00:00Z", "2"), "other.json", in: field, to: id)
    try take(entity("x-1", "Glass Heron Works"), "b.ftm.json", in: field, to: id)
    try take(event(attribute("old.example", at: 999_999_999)), "old-event.json", in: field, to: id)
    try take("id,name,email\n1,B,post@mail.example\n", "more/rows.csv", in: field, to: id)
    _ = try Syncer.run(field.path, in: head.store, as: head.author, enrol: false)
    let (here, there) = (try exports(of: head, case: id), try exports(of: field, case: id))
    for (name, text) in here where name != "misp" { #expect(there[name] == text, "\(name)") }
    for exported in [here, there] {
      #expect(exported["stix"]?.contains("Tarnwick Works") == true)
      #expect(exported["stix"]?.contains("Tarnwick Foundry") == false)
      #expect(exported["ftm"]?.contains("Glass Heron Works") == true)
      #expect(exported["misp"]?.contains("tap.example") == true)
      #expect(exported["misp"]?.contains("old.example") == false)
      #expect(exported["misp"]?.contains("post@mail.example") == true)
      #expect(exported["misp"]?.contains("desk@mail.example") == false)
      #expect(exported["records"]?.contains("rows.csv#1") == true)
    }
    #expect(try exports(of: head)["stix"] == exports(of: field)["stix"])
  }

  /// A value of something that its source revoked goes out as no claim of anybody's; that of what is revoked elsewhere
  /// goes out, and the exhibit with the later word is said.
  @Test func whatIsRevokedIsNoLiveValue() throws {
    func observed(_ modified: String, isRevoked: Bool) -> String {
      """
      {"type":"bundle","id":"bundle--00000000-0000-4000-8000-00000000000b","spec_version":"2.0","objects":[\
      {"type":"observed-data","id":"observed-data--00000000-0000-4000-8000-000000000001",\
      "created":"2026-01-01T00:00:00.000Z","modified":"\(modified)",\(isRevoked ? "\"revoked\":true," : "")\
      "first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":1,\
      "objects":{"0":{"type":"domain-name","value":"later.example"}}}]}
      """
    }
    let ids = try ["Taps", "Cards", "Relays"].map { try head.store.newCase(title: $0, as: head.author).id }
    try take(observed("2026-01-01T00:00:00.000Z", isRevoked: false), "od1.json", in: head, to: ids[0])
    try take(observed("2026-02-01T00:00:00.000Z", isRevoked: true), "od2.json", in: head, to: ids[1])
    let references = try ids.map { id in try head.store.read { try $0.caseRow(id).reference } }
    func export<Command: StoreCommand>(
      _: Command.Type, _ arguments: String..., case place: Int
    ) throws -> (answer: Answer, text: String) {
      let path = scratch.path + "/out-\(UUID().uuidString)"
      let all = arguments + ["--case", references[place], "--out", path, "--as", "ann"]
      let answer = try #require(try Command.parseAsRoot(all) as? Command).answer(head.store)
      return (answer, try String(contentsOfFile: path, encoding: .utf8))
    }
    let (stated, event) = try export(ExportCommand.MISP.self, case: 0)
    #expect(event.contains("later.example") && stated.read["revoked_later"] as? Int == 1, "\(stated.lines)")
    let (revoked, empty) = try export(ExportCommand.MISP.self, case: 1)
    #expect(!empty.contains("later.example"), "\(empty)")
    let left = try #require(revoked.read["left_out"] as? [String: Int])
    #expect(left == ["values of records that their source revoked or deleted": 1], "\(left)")
    for what in ["records", "traces"] {
      let (answer, table) = try export(ExportCommand.Table.self, what, case: 0)
      #expect(answer.read["revoked_later"] as? Int == 1, "\(answer.lines)")
      #expect(table.contains(",revoked,marking") && !table.contains(",yes,"))
      #expect(try export(ExportCommand.Table.self, what, case: 1).text.contains(",yes,"))
    }
    // Nothing of another case is told of.
    #expect(try export(ExportCommand.MISP.self, case: 2).answer.read["later_in"] as? [String] == [])
  }

  /// The case's records are those of its exhibits, however these came to it.
  @Test func whatIsLinkedLaterGoesOut() throws {
    let id = try head.store.newCase(title: "Taps", as: head.author).id
    try take(stix("Tarnwick Works", "2026-02-01T00:00:00Z"), "new.json", in: head)
    try take(entity("x-1", "Glass Heron"), "a.ftm.json", in: head)
    try take(event(attribute("tap.example", at: 1_000_000_000)), "event.json", in: head)
    try take("id,name,email\n1,A,desk@mail.example\n", "rows.csv", in: head)
    func found() throws -> [Bool] {
      let exported = try exports(of: head, case: id)
      let words = [
        ("stix", "Tarnwick"), ("ftm", "Glass Heron"), ("misp", "tap.example"), ("traces", "desk@mail"),
        ("records", "x-1"),
      ]
      return words.map { exported[$0.0]?.contains($0.1) == true }
    }
    #expect(try found() == [false, false, false, false, false])
    let held = try head.store.read { try $0.exhibits() }
    try head.store.write(as: head.author) { writer in
      for exhibit in held { try writer.link(exhibit.id, to: id) }
    }
    #expect(try found() == [true, true, true, true, true])
    let second = try head.store.newCase(title: "Cards", as: head.author).id
    try take("id,name,email\n1,A,desk@mail.example\n", "rows.csv", in: head, to: second)
    #expect(try exports(of: head, case: second)["traces"]?.contains("desk@mail.example") == true)
  }
}
