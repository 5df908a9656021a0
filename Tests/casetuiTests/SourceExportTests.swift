import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Others' statements go out again in others' formats: what came so byte for byte, and values as claims.
@Suite struct SourceExportTests {
  private static let original =
    #"{"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example","to_ids":true}"#
  private static let entity = #"{"id":"x-1","schema":"Company","properties":{"name":["Beiyuan Xingtu"]}}"#

  private final class Desk {
    let folder = NSTemporaryDirectory() + "casetui-export-\(UUID().uuidString)"
    let store: CaseStore
    let id: CaseID

    init() throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let ann = Author(user: "ann")
      store = try CaseStore.create(at: folder + "/office", office: "Desk", user: "ann")
      id = try store.newCase(title: "Relays \"and\" cards", as: ann).id
      let caseID = id
      let file = try store.vault.take(Array("x".utf8), name: "=cmd.csv", mediaType: "text/csv")
      try store.write(as: ann) { writer in
        let (exhibit, _) = try writer.addExhibit(
          file, title: "=HYPERLINK(\"x\")", from: "s", marking: nil, caseID: caseID)
        func take(_ source: String, _ name: String, _ type: String, _ text: String, _ traces: [Trace?]) throws
        {
          var facts = StatedFacts()
          facts.traces = traces.compactMap(\.self)
          _ = try writer.takeRecord(
            SourceRecord(
              source: source, externalID: name, type: type, name: nil, modified: nil,
              content: .inline(Array(text.utf8)), bundle: file.sha256,
              offset: UInt64(name.utf8.last!), length: 1, facts: facts),
            of: exhibit, caseID: caseID)
        }
        try take("misp", "5b1d", "attribute", SourceExportTests.original, [Trace(.domain, "relay.example")])
        try take("ftm", "x-1", "Company", SourceExportTests.entity, [])
        try take(
          "csv", "a#1", "account-cluster", "row",
          [
            Trace(.payment, "pf-1"), Trace(.fileHash, String(repeating: "a", count: 64)),
            Trace(.ip, "00ff", exercise: "winter"),
          ])
        try take("csv", "a#2", "account-cluster", "row two", [Trace(.payment, "pf-1")])
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Takes a MISP event into a case of its own.
    ///
    /// - Returns: the reference of the case.
    func take(event: String) throws -> String {
      let path = folder + "/event.json"
      try Data(event.utf8).write(to: URL(fileURLWithPath: path))
      let other = try store.newCase(title: "Taps", as: Author(user: "ann")).reference
      let apply = try ImportCommand.Apply.parse([path, "--case", other, "--as", "ann"])
      #expect(try apply.answer(store).exit == .ok)
      return other
    }

    /// - Returns: what the export of a case says, and the text of its file.
    func exportMISP(of reference: String) throws -> (answer: Answer, text: String) {
      let out = folder + "/out.json"
      let answer = try ExportCommand.MISP.parse(["--case", reference, "--out", out, "--as", "ann"]).answer(
        store)
      return (answer, try String(contentsOfFile: out, encoding: .utf8))
    }

    func export<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> String {
      let out = folder + "/out"
      try? FileManager.default.removeItem(atPath: out)
      let command = try #require(
        try Command.parseAsRoot(arguments + ["--out", out, "--as", "ann"]) as? Command)
      _ = try command.answer(store)
      return try String(contentsOfFile: out, encoding: .utf8)
    }
  }

  @Test func aCaseIsAMISPEvent() throws {
    let desk = try Desk()
    let text = try desk.export(ExportCommand.MISP.self, "--case", "26-0001")
    #expect(!text.contains("\"to_ids\":true"), "nothing is set to be blocked")
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: Any]]
    let event = try #require(read?["Event"])
    #expect((event["info"] as? String)?.hasSuffix("Relays \"and\" cards") == true)
    #expect(event["distribution"] as? String == "0" && event["published"] as? Bool == false)
    #expect((event["Tag"] as? [[String: String]])?.first?["name"] == "tlp:amber")
    let attributes = try #require(event["Attribute"] as? [[String: Any]])
    #expect(attributes.map { $0.text("type") } == ["domain", "other", "sha256"])
    #expect(attributes.allSatisfy { $0["to_ids"] as? Bool == false && $0.text("distribution") == "0" })
    #expect(attributes[0].text("uuid") == "5b1d0000-0000-4000-8000-000000000001")
    #expect(!text.contains("00ff"), "a keyed hash is not ours to spread")
    #expect(try desk.export(ExportCommand.MISP.self, "--case", "26-0001") == text, "the same every time")
  }

  private static let event = #"""
    {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps","date":"2026-01-02","distribution":"3",
    "Tag":[{"name":"tlp:white"},{"name":"tap:kind=\"brass\""}],"EventReport":[{"uuid":"5b1d0000-0000-4000-8000-0000000000ab","name":"Цех","distribution":"5","timestamp":"17",
     "content":"# Taps\r\n\t\u0001 e\u0301 \u00e9 \"quoted\" \\/ @[attribute](5b1d0000-0000-4000-8000-000000000001) \ud83d\udea7"},
     {"uuid":"r","name":"empty"}],
    "Attribute":[{"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","category":"Network activity",
     "value":"relay.example","to_ids":true,"distribution":"4","sharing_group_id":"7","Tag":[{"name":"tap:old"}]},
     {"uuid":"5b1d0000-0000-4000-8000-000000000002","type":"float","value":1.50}],
    "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000003","name":"file","meta-category":"file","distribution":"5",
     "template_uuid":"5b1d0000-0000-4000-8000-0000000000ff","template_version":"9",
     "ObjectReference":[{"referenced_uuid":"5b1d0000-0000-4000-8000-000000000001","relationship_type":"drops"}],
     "Attribute":[{"uuid":"5b1d0000-0000-4000-8000-000000000004","type":"md5","object_relation":"md5","to_ids":true,
      "value":"0123456789abcdef0123456789abcdef"}]}],
    "Galaxy":[{"uuid":"g","type":"tester","distribution":"3","GalaxyCluster":[{"uuid":"c","value":"One"}]}]}}
    """#

  /// What a case is marked counts, too: its title goes out.
  @Test func anEventIsMarkedAsItsCase() throws {
    let desk = try Desk()
    _ = try CaseCommand.Set.parse(["26-0001", "--marking", "CUI TLP:RED", "--as", "ann"]).answer(desk.store)
    let text = try desk.export(ExportCommand.MISP.self, "--case", "26-0001")
    #expect(text.contains(#""tlp:red""#) && !text.contains("tlp:amber"))
  }

  /// What somebody would have changed stays here, and so does the address of who proposed it.
  @Test func proposalsStayHere() throws {
    let desk = try Desk()
    let shadow =
      #""ShadowAttribute":[{"uuid":"s","type":"domain","value":"shadow.example","email":"proposer@lab.example"}]"#
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps",\(shadow),"Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example",\(shadow)}],
      "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000003","name":"file","Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000004","type":"md5","object_relation":"md5",\(shadow),
      "value":"0123456789abcdef0123456789abcdef"}]}]}}
      """
    let other = try desk.take(event: event)
    let (answer, text) = try desk.exportMISP(of: other)
    #expect(!text.contains("Shadow") && !text.contains("proposer@") && text.contains("relay.example"))
    #expect(
      answer.read["left_out"] as? [String: Int] == [
        "proposals to events": 1, "proposals to attributes": 2, Self.ofEvents: 1,
      ])
  }

  private static let ofEvents = "what events say of themselves (title, date, threat level)"

  /// What an original says of people and events that it is not about, at any depth; and tags that are its sender's own.
  @Test func whatIsOfOthersStaysHere() throws {
    let desk = try Desk()
    let others = #"""
      "Event":{"id":"1","info":"another","Orgc":{"name":"Strange Lab"},"event_creator_email":"who@strange.example"},
      "RelatedAttribute":[{"value":"related.example"}],"event_creator_email":"desk@strange.example",
      "Sighting":[{"Organisation":{"name":"Strange Lab"},"source":"h"}],
      "Tag":[{"name":"strange:local","local":1},{"name":"strange:inside","exportable":false},{"name":"tap:kept"}]
      """#
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps","Sighting":[{"source":"strange"}],
      "Tag":[{"name":"strange:event","local":true},{"name":"tap:event"}],"Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example",\(others)}],
      "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000003","name":"file","RelatedAttribute":[],"Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000004","type":"md5","object_relation":"md5",\(others),
      "value":"0123456789abcdef0123456789abcdef"}]}]}}
      """
    let other = try desk.take(event: event)
    let (answer, text) = try desk.exportMISP(of: other)
    #expect(!text.lowercased().contains("strange") && !text.contains("related.example"), "\(text)")
    #expect(text.contains("tap:event") && text.components(separatedBy: "tap:kept").count == 3)
    let left = try #require(answer.read["left_out"] as? [String: Int])
    #expect(
      left == [
        Self.ofEvents: 1, "other events that stand in these, with who made them": 2,
        "attributes of other events that are said to be related": 2,
        "addresses of who entered something": 2, "sightings, with who saw something": 3,
        "tags that are local, or not to be exported": 5,
      ], "\(left)")
  }

  /// Who wrote what analysts added is not ours to pass on, wherever that stands; nor what an event says of others.
  @Test func whoWroteNotesStaysHere() throws {
    let desk = try Desk()
    func note(_ kind: String, _ digit: Int) -> String {
      #""\#(kind)":[{"uuid":"5b1d0000-0000-4000-8000-0000000000b\#(digit)","note":"kept \#(digit)","#
        + #""authors":"strange@lab.example","Orgc":{"name":"Strange Lab","contacts":"call strange"}}]"#
    }
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps",\(note("Note", 1)),\(note("Opinion", 2)),
      "event_creator_email":"who@strange.example","RelatedEvent":[{"Event":{"id":"9","info":"strange"}}],
      "RelatedAttribute":[{"value":"strange.example"}],"Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example",\(note("Relationship", 3))}]}}
      """
    let other = try desk.take(event: event)
    let (answer, text) = try desk.exportMISP(of: other)
    #expect(!text.lowercased().contains("strange"), "\(text)")
    for digit in 1...3 { #expect(text.contains("kept \(digit)"), "\(text)") }
    let left = try #require(answer.read["left_out"] as? [String: Int])
    #expect(
      left == [
        Self.ofEvents: 1, "other events that stand in these, with who made them": 1,
        "attributes of other events that are said to be related": 1,
        "addresses of who entered something": 1,
        "authors of notes, opinions and relationships, with their organisations": 6,
      ], "\(left)")
  }

  /// One of a kind may stand without a list; what analysts add goes along.
  @Test func whatStandsAloneInAnEventGoesRound() throws {
    let desk = try Desk()
    let event = #"""
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps","Tag":{"name":"tap:kind"},
      "Galaxy":{"uuid":"g","type":"tester","GalaxyCluster":[{"uuid":"c","value":"One"}]},
      "EventReport":{"uuid":"5b1d0000-0000-4000-8000-0000000000ab","name":"R","content":"written"},
      "Note":{"uuid":"5b1d0000-0000-4000-8000-0000000000ac","note":"noted","distribution":"3"},
      "Opinion":[{"uuid":"5b1d0000-0000-4000-8000-0000000000ad","opinion":"80"}],
      "Relationship":[{"uuid":"5b1d0000-0000-4000-8000-0000000000ae","relationship_type":"x"}],
      "Attribute":[{"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example"}]}}
      """#
    let other = try desk.take(event: event)
    let text = try desk.export(ExportCommand.MISP.self, "--case", other)
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: Any]]
    let written = try #require(read?["Event"])
    for (key, word) in [
      ("Tag", "tap:kind"), ("Galaxy", "tester"), ("EventReport", "written"), ("Note", "noted"),
      ("Opinion", "80"), ("Relationship", "x"),
    ] {
      let all = try #require(written[key] as? [[String: Any]], "\(key)")
      #expect(all.contains { $0.values.contains { $0 as? String == word } }, "\(key)")
    }
    #expect(!text.contains(#""distribution":"3""#))
  }

  /// What comes back from another office, and what a table states, too, stands in an event once.
  @Test func nothingStandsInAnEventTwice() throws {
    let desk = try Desk()
    let first = desk.folder + "/first.json"
    _ = try ExportCommand.MISP.parse(["--case", "26-0001", "--out", first, "--as", "ann"]).answer(desk.store)
    let apply = try ImportCommand.Apply.parse([first, "--case", "26-0001", "--as", "ann"])
    #expect(try apply.answer(desk.store).exit == .ok)
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps","Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000021","type":"domain","value":"relay.example"}],
      "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000022","name":"file","Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000023","type":"ip-dst","object_relation":"ip",
      "value":"203.0.113.9"}]}]}}
      """
    let path = desk.folder + "/more.json"
    try Data(event.utf8).write(to: URL(fileURLWithPath: path))
    let rows = desk.folder + "/rows.csv"
    try Data("id,ip,domain\n1,203.0.113.9,relay.example\n2,203.0.113.10,\n".utf8)
      .write(to: URL(fileURLWithPath: rows))
    for file in [path, rows] {
      let again = try ImportCommand.Apply.parse([file, "--case", "26-0001", "--as", "ann"])
      #expect(try again.answer(desk.store).exit == .ok)
    }
    let text = try desk.export(ExportCommand.MISP.self, "--case", "26-0001")
    let uuids = text.components(separatedBy: #""uuid":""#).dropFirst().map { String($0.prefix(36)) }
    #expect(Set(uuids).count == uuids.count, "\(text)")
    for (value, count) in [("203.0.113.9", 1), ("203.0.113.10", 1), ("pf-1", 1)] {
      #expect(text.components(separatedBy: "\"value\":\"\(value)\"").count - 1 == count, "\(value): \(text)")
    }
    // Of originals each stands, also where two say the same.
    #expect(text.components(separatedBy: #""value":"relay.example""#).count - 1 == 2, "\(text)")
  }

  /// A comment names exhibits, whose owner only this office knows.
  @Test func aValueNamesTheExhibitsThatStateIt() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    for (name, row) in [("a.csv", "1,pf-77\n"), ("b.csv", "9,pf-77\n")] {
      _ = try desk.run(
        ImportCommand.Apply.self, try desk.write(name, "id,payment\n" + row), "--case", "26-0001", "--from",
        "Ardent Labs")
    }
    let out = desk.folder + "/out"
    _ = try desk.run(ExportCommand.MISP.self, "--case", "26-0001", "--out", out)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    let references = try desk.store.read { try $0.exhibits().map(\.reference) }.sorted()
    #expect(references.count == 2)
    #expect(text.contains("\"comment\":\"stated in \(references.joined(separator: ", "))\""), "\(text)")
    #expect(!text.contains("Ardent") && !text.contains(".csv"))
  }

  /// No copy is handed out that its chain of custody does not tell of.
  @Test func whatCustodyDoesNotTellOfIsNotHandedOut() throws {
    let desk = try Desk()
    let exhibit = try desk.store.read { try $0.exhibitIDs(of: desk.id)[0] }
    let out = desk.folder + "/copy"
    func export(_ user: String) throws { _ = try desk.store.export(exhibit, to: out, as: Author(user: user)) }
    // Nobody's name is so long: the entry of custody cannot be written.
    let endless = String(repeating: "x", count: 1_000_000)
    #expect(throws: StoreError.self) { try export(endless) }
    #expect(!FileManager.default.fileExists(atPath: out))
    try export("ann")
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "x")
    // What was there before is not ours to remove.
    #expect(throws: StoreError.self) { try export("ann") }
    #expect(FileManager.default.fileExists(atPath: out))
  }

  private func reports(in event: Data) throws -> [[String: Any]] {
    let read = try JSONSerialization.jsonObject(with: event) as? [String: [String: Any]]
    return try #require(read?["Event"]?["EventReport"] as? [[String: Any]])
  }

  /// What came from MISP goes out as it came, but for who may have it and what it sets off.
  @Test func anEventGoesRound() throws {
    let desk = try Desk()
    let path = desk.folder + "/event.json"
    try Data(Self.event.utf8).write(to: URL(fileURLWithPath: path))
    func scan(_ path: String) throws -> [String: Int] {
      let command = try ImportCommand.Scan.parse([path, "--as", "ann"])
      return try #require(try command.answer(desk.store).read["by_type"] as? [String: Int])
    }
    let before = try scan(path)
    #expect(before["attribute"] == 2 && before["object"] == 1 && before["object-attribute"] == 1)
    let other = try desk.store.newCase(title: "Taps", as: Author(user: "ann"))
    let apply = try ImportCommand.Apply.parse([path, "--case", other.reference, "--as", "ann"])
    #expect(try apply.answer(desk.store).exit == .ok)
    let out = desk.folder + "/out.json"
    let export = try ExportCommand.MISP.parse(["--case", other.reference, "--out", out, "--as", "ann"])
    let answer = try export.answer(desk.store)
    #expect(answer.read["objects"] as? Int == 1 && answer.read["object_attributes"] as? Int == 1)
    #expect(answer.read["event_reports"] as? Int == 1)
    #expect(
      answer.read["left_out"] as? [String: Int] == ["event reports without a text": 1, Self.ofEvents: 1])
    #expect(answer.lines.contains("  left out: 1 event reports without a text"))
    let given = try reports(in: Data(Self.event.utf8))[0]
    let kept = try reports(in: Data(contentsOf: URL(fileURLWithPath: out)))
    #expect(kept.count == 1 && kept[0].text("distribution") == "0")
    for key in ["uuid", "name", "content", "timestamp"] {
      // Not as Swift compares: é is one scalar, or two.
      #expect(kept[0].text(key).map { Array($0.utf8) } == given.text(key).map { Array($0.utf8) }, "\(key)")
    }
    let after = try scan(out)
    for type in ["attribute", "object", "object-attribute", "galaxy", "galaxy-cluster"] {
      #expect(after[type] == before[type], "\(type)")
    }
    let text = try String(contentsOfFile: out, encoding: .utf8)
    for lost in [
      "\"to_ids\":true", "\"distribution\":\"3\"", "\"distribution\":\"5\"", "sharing_group", "tlp:white",
    ] {
      #expect(!text.contains(lost), "\(lost)")
    }
    for kept in [
      "tap:kind=", "tap:old", "\"relationship_type\":\"drops\"", "\"template_version\":\"9\"", "1.50",
    ] {
      #expect(text.contains(kept), "\(kept)")
    }
    let count = text.components(separatedBy: "\"to_ids\":false").count - 1
    #expect(count == 3, "said of every attribute, also of one that did not say it")
  }

  /// No part of an event is labelled more mildly than the event.
  @Test func milderLabelsInsideAnEventStayHere() throws {
    let desk = try Desk()
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps",
      "Galaxy":[{"uuid":"g","type":"tester","GalaxyCluster":[{"uuid":"c","value":"One","Tag":{"name":"TLP:Clear"}}]}],
      "Attribute":[{"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"domain","value":"relay.example",
       "Tag":[{"name":"tlp:clear"},{"name":"TLP:GREEN"},{"name":"tlp:amber"},{"name":"tap:old"}]}],
      "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000003","name":"file","Attribute":[
      {"uuid":"5b1d0000-0000-4000-8000-000000000004","type":"md5","object_relation":"md5",
      "value":"0123456789abcdef0123456789abcdef","Tag":[{"name":"tlp:white"},{"name":"tap:new"}]}]}]}}
      """
    let other = try desk.take(event: event)
    func labels() throws -> [String: Int] {
      let text = try desk.export(ExportCommand.MISP.self, "--case", other).lowercased()
      #expect(text.contains("tap:old") && text.contains("tap:new") && text.contains("tester"))
      return ["clear", "white", "green", "amber", "red"].reduce(into: [:]) { counts, word in
        let count = text.components(separatedBy: #""tlp:\#(word)""#).count - 1
        if count > 0 { counts[word] = count }
      }
    }
    #expect(try labels() == ["amber": 2], "the event's, and what says the same")
    _ = try CaseCommand.Set.parse([other, "--marking", "CUI TLP:RED", "--as", "ann"]).answer(
      desk.store)
    #expect(try labels() == ["red": 1])
  }

  /// One attribute that stands without a list goes round as it came, and is counted.
  @Test func anAttributeAloneInAnObjectGoesRound() throws {
    let desk = try Desk()
    let event = """
      {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Taps",
      "Object":[{"uuid":"5b1d0000-0000-4000-8000-000000000003","name":"file","Attribute":
      {"uuid":"5b1d0000-0000-4000-8000-000000000004","type":"md5","object_relation":"md5","to_ids":true,
      "value":"0123456789abcdef0123456789abcdef"}}]}}
      """
    let other = try desk.take(event: event)
    let out = desk.folder + "/out.json"
    let answer = try ExportCommand.MISP.parse(["--case", other, "--out", out, "--as", "ann"])
      .answer(desk.store)
    #expect(answer.read["objects"] as? Int == 1 && answer.read["object_attributes"] as? Int == 1)
    #expect(answer.read["left_out"] as? [String: Int] == [Self.ofEvents: 1])
    let read = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: out)))
    let written = try #require((read as? [String: [String: Any]])?["Event"]?["Object"] as? [[String: Any]])
    let attribute = try #require(written.first?["Attribute"] as? [String: Any])
    #expect(attribute.text("value") == "0123456789abcdef0123456789abcdef")
    #expect(attribute["to_ids"] as? Bool == false && attribute.text("distribution") == "0")
  }

  /// One line for each entity that holds: no line of a delta, no version that was replaced, nothing deleted.
  @Test func aDeltaGoesOutAsWhatItLeaves() throws {
    let desk = try Desk()
    func name(_ text: String) -> String { #""schema":"Company","properties":{"name":["\#(text)"]}"# }
    let lines = [
      #"{"op":"ADD","entity":{"id":"x-2",\#(name("Glass Heron"))}}"#,
      #"{"op":"ADD","entity":{"id":"x-3",\#(name("Quill"))}}"#,
      #"{"op":"MOD","entity":{"id":"x-2",\#(name("Glass Heron Works"))}}"#,
      #"{"op":"DEL","entity":{"id":"x-3"}}"#,
    ]
    let path = desk.folder + "/delta.json"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    let apply = try ImportCommand.Apply.parse([path, "--case", "26-0001", "--as", "ann"])
    #expect(try apply.answer(desk.store).read["refused"] as? Int == 0)
    let out = desk.folder + "/out"
    let answer = try ExportCommand.FTM.parse(["--out", out, "--as", "ann"]).answer(desk.store)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    #expect(
      text.contains("\"Glass Heron Works\"") && !text.contains("\"Glass Heron\"") && !text.contains("x-3"))
    #expect(!text.contains("\"op\"") && text.split(separator: "\n").count == 2)
    #expect(answer.read["entities"] as? Int == 2 && answer.read["left_out"] as? Int == 3)
  }

  @Test func entitiesGoOutAsTheyCame() throws {
    let desk = try Desk()
    _ = try desk.store.newActor(
      kind: .organisation,
      names: [
        ActorName("北垣星图", romanised: "Beiyuan Xingtu"),
        ActorName("Xingtu", kind: .alsoKnownAs, strength: .weak),
      ], as: Author(user: "ann"))
    let lines = try desk.export(ExportCommand.FTM.self).split(separator: "\n").map(String.init)
    #expect(lines.first == Self.entity)
    #expect(lines.count == 2)
    let own = try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any]
    #expect(own?.text("schema") == "Organization")
    let properties = own?["properties"] as? [String: [String]]
    #expect(properties?["name"] == ["北垣星图", "Beiyuan Xingtu"])
    #expect(properties?["weakAlias"] == ["Xingtu"] && properties?["topics"] == nil)
    let ofCase = try desk.export(ExportCommand.FTM.self, "--case", "26-0001")
    #expect(ofCase == Self.entity + "\n", "the actor is no party of the case")
  }

  /// An actor that was made of a record which was taken back is nobody's word any more; one of ours, judged or not, is.
  @Test func anActorWhoseAcceptanceWasTakenBackStaysHere() throws {
    let desk = try CommandDesk()
    let list = #"101,"ORLIN VASK","individual","TEST""# + String(repeating: ",-0- ", count: 8) + "\r\n"
    let applied = try desk.run(ImportCommand.Apply.self, try desk.write("sdn.csv", list))
    _ = try desk.run(ActorCommand.New.self, "--name", "Quillfeather Works")
    func export() throws -> (text: String, answer: Answer) {
      let out = desk.folder + "/\(UUID().uuidString)"
      let answer = try desk.run(ExportCommand.FTM.self, "--out", out)
      return (try String(contentsOfFile: out, encoding: .utf8), answer)
    }
    func takeBack(_ answer: Answer) throws {
      let id = try #require(answer.rows("judgements").first?.text("judgement"), "\(answer.read)")
      _ = try desk.run(ActorCommand.Undo.self, id, "--reason", "another man")
    }
    let accepted = try desk.run(ActorCommand.Accept.self, "sdn:101")
    let before = try export()
    #expect(before.text.contains("ORLIN VASK") && before.answer.read["actors_left_out"] as? Int == 0)
    try takeBack(accepted)
    let reference = try #require(applied.read["import"] as? String, "\(applied.read)")
    #expect(try desk.run(ImportCommand.Undo.self, reference, "--reason", "the wrong list").exit == .ok)
    let after = try export()
    #expect(!after.text.contains("ORLIN VASK") && after.text.contains("Quillfeather Works"))
    #expect(after.answer.read["entities"] as? Int == 1 && after.answer.read["actors_left_out"] as? Int == 1)
    #expect(after.answer.lines.contains("  left out: 1 actors whose acceptance was taken back"))
  }

  /// The bag is read back by our own check, and each original is there byte for byte.
  @Test func exhibitsGoOutAsABag() throws {
    let desk = try Desk()
    let out = desk.folder + "/bag"
    func export() throws -> Answer {
      try ExportCommand.Bag.parse(["--case", "26-0001", "--out", out, "--as", "ann"]).answer(desk.store)
    }
    #expect(try export().read["exhibits"] as? Int == 1)
    let bundle = try EvidenceBundle.list(out)
    #expect(bundle.bags == [""])
    let report = try Bag.check("", in: bundle)
    #expect(report.verdict == .valid, "\(report.problems)")
    #expect(
      bundle.files.map(\.path).filter { $0.hasPrefix("data/") } == [
        "data/EX-0001-DES.csv", "data/exhibits.csv",
      ])
    #expect(try String(contentsOfFile: out + "/data/EX-0001-DES.csv", encoding: .utf8) == "x")
    let exhibit = try desk.store.read { try $0.exhibitIDs(of: desk.id)[0] }
    let custody = try desk.store.read { try $0.exhibit(exhibit, rehash: true) }
    #expect(custody.custody.entries.map(\.action) == [.received, .exported] && !custody.isDamaged)
    #expect(throws: StoreError.self) { _ = try export() }
    // What is damaged is not handed out, and no half of a bag stays.
    let hash = try #require(try desk.store.read { try $0.exhibitRow(exhibit) }.sha256)
    try FileManager.default.removeItem(atPath: desk.store.vault.path(of: hash))
    try FileManager.default.removeItem(atPath: out)
    #expect(throws: StoreError.self) { _ = try export() }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// Which list a file is and of which table its rows are its name says: another office reads the same out of the bag.
  @Test func aBagSaysTheSameElsewhere() throws {
    let (desk, other) = (try CommandDesk(case: "Lists"), try CommandDesk())
    let row = "101,\"GLASS HERON LLC\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    try desk.write("in/cons_prim.csv", row)
    try desk.write("in/cons_comments.csv", "101,\"; DOB 05 Jun 1950.\"\r\n")
    try desk.write("in/clusters.csv", "cluster_id,account_id\nC1,a1\n")
    let folder = desk.folder + "/in"
    _ = try desk.run(ImportCommand.Apply.self, folder, "--case", "26-0001")
    _ = try desk.run(ExportCommand.Bag.self, "--case", "26-0001", "--out", desk.folder + "/bag")
    _ = try other.run(ImportCommand.Apply.self, desk.folder + "/bag")
    func records(_ desk: CommandDesk) throws -> [String] {
      let out = desk.folder + "/records.csv"
      _ = try desk.run(ExportCommand.Table.self, "records", "--out", out)
      let lines = try String(contentsOfFile: out, encoding: .utf8).split(whereSeparator: \.isNewline)
      return lines.map { $0.split(separator: ",").prefix(3).joined(separator: ",") }.sorted()
    }
    let (here, there) = (try records(desk), try records(other))
    #expect(
      here.contains { $0.contains("cons:101") } && here.contains { $0.contains("clusters.csv#C1") }, "\(here)"
    )
    #expect(Set(here).isSubset(of: there), "\(there)")
  }

  /// What went out as a MISP event and comes in again is in conflict with what it was made from; that it is ours is said.
  @Test func anEventOfOursIsKnownAgain() throws {
    let desk = try CommandDesk(case: "Relays")
    let event = """
      {"Event":{"uuid":"11111111-1111-4111-8111-111111111111","info":"Invented relay","date":"2026-01-02",
      "Attribute":[{"uuid":"22222222-2222-4222-8222-222222222222","type":"domain","to_ids":true,
      "category":"Network activity","distribution":"5","timestamp":"1767312000","value":"relay.example"}]}}
      """
    let path = try desk.write("event.json", event)
    let first = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    _ = try desk.run(ExportCommand.MISP.self, "--case", "26-0001", "--out", desk.folder + "/out.json")
    let scanned = try desk.run(ImportCommand.Scan.self, desk.folder + "/out.json")
    let again = try desk.run(ImportCommand.Apply.self, desk.folder + "/out.json")
    #expect(again.read["conflicts"] as? Int == 1, "\(again.read)")
    func isSaid(_ answer: Answer) -> Bool {
      answer.lines.contains { $0.contains("casetui's own export of case 26-0001-DES") }
    }
    #expect(!isSaid(first) && isSaid(scanned) && isSaid(again), "\(again.lines)")
  }

  /// The label goes with the bag: another office handles what it holds as strictly.
  @Test func aBagIsHandledElsewhereAsItWasHere() throws {
    let (desk, other) = (try CommandDesk(case: "Lists"), try CommandDesk())
    let table = try desk.write("acc.csv", "account_id\na1\n")
    _ = try desk.run(ImportCommand.Apply.self, table, "--from", "Aurora Relay", "--case", "26-0001")
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001-DES", "--marking", "CUI TLP:RED")
    _ = try desk.run(ExportCommand.Bag.self, "--case", "26-0001", "--out", desk.folder + "/bag")
    let information = try String(contentsOfFile: desk.folder + "/bag/bag-info.txt", encoding: .utf8)
    #expect(information.contains("\nMarking: CUI TLP:RED\n"), "\(information)")
    _ = try other.run(ImportCommand.Apply.self, desk.folder + "/bag")
    let rows = try other.store.read { try $0.exhibits() }
    #expect(rows.count == 6 && rows.allSatisfy { $0.marking == "CUI TLP:RED" }, "\(rows)")
  }

  /// Nothing stays of an export that somebody stopped, and no custody tells of one.
  @Test func anExportThatIsStoppedLeavesNothing() throws {
    let desk = try Desk()
    let out = desk.folder + "/out"
    let options = ["--case", "26-0001", "--out", out, "--as", "ann"]
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: desk.folder).sorted()
    }
    let before = try files()
    let exports: [any StoreCommand] = [
      try ExportCommand.STIX.parse(options), try ExportCommand.MISP.parse(options),
      try ExportCommand.FTM.parse(options), try ExportCommand.Table.parse(["evidence"] + options),
      try ExportCommand.Bag.parse(options),
    ]
    for export in exports {
      Watcher.$current.withValue(Watcher(isCancelled: { true }, progress: { _ in })) {
        #expect(throws: CancellationError.self) { _ = try export.answer(desk.store) }
      }
      #expect(try files() == before)
    }
    let exhibit = try desk.store.read { try $0.exhibitIDs(of: desk.id)[0] }
    let noFolder = try ExportCommand.Bag.parse(["--case", "26-0001", "--out", "", "--as", "ann"])
    #expect(throws: Usage.self) { _ = try noFolder.answer(desk.store) }
    let custody = try desk.store.read { try $0.exhibit(exhibit, rehash: false) }
    #expect(custody.custody.entries.map(\.action) == [.received])
    for export in exports {
      _ = try export.answer(desk.store)
      try FileManager.default.removeItem(atPath: out)
    }
  }

  /// Nobody finds half a file under its name, and what took that name meanwhile stays.
  @Test func aFileHasItsNameWhenItIsWhole() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/out"
    func isThere() -> Bool { FileManager.default.fileExists(atPath: path) }
    try StreamedFile.make(path) { output in
      try output.write([UInt8](repeating: 0x78, count: 200_000))
      #expect(!isThere())
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 200_000)
    // As long as a name may be.
    let long = scratch.path + "/" + String(repeating: "x", count: 255)
    try StreamedFile.make(long) { output in try output.write("words".utf8) }
    try FileManager.default.removeItem(atPath: long)
    #expect(throws: StoreError.system("cannot write \(path)", code: EEXIST)) {
      try StreamedFile.make(path) { output in try output.write("never".utf8) }
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: StoreError.system("cannot write \(path)", code: EEXIST)) {
      try StreamedFile.make(path) { _ in _ = try scratch.write("another's", "out") }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "another's")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["out"])
  }

  /// Foundation breaks off the program on a path of one character.
  @Test(arguments: [
    ("x", "."), ("é", "."), ("", "."), ("/", "/"), ("/x", "/"), ("x/", "."), ("a/x", "a"), ("a//x//", "a"),
    ("/a/b/x", "/a/b"), ("//x", "/"), ("a/\u{301}x", "a"),
  ]) func eachPathHasItsFolder(path: String, folder: String) {
    #expect(path.folderAround == folder)
  }

  /// The reference of another office may be no name of a file, or one that is taken.
  @Test func everyExhibitOfABagHasItsName() {
    func id(_ number: UInt64) -> ExhibitID { ExhibitID(high: 0, low: number) }
    let names = EvidenceBag.names(of: [
      (id(1), "EX-0001-DES", "a b.pdf"), (id(2), "EX-0001-DES", "b .PDF"), (id(3), "EX-0001-A-1/2", "c!.txt"),
      (id(4), "../../x", "d "), (id(5), "", "é"), (id(6), "exhibits", "f f.csv"),
      (id(7), "EX-0002-DES", "lists/cons_prim.csv"), (id(8), "ex-0002-des", "cons_alt.csv"),
      (id(9), "EX-0003-DES", ".hidden"), (id(10), "EX-0003-DES", "no.p"), (id(11), "exhibits.csv", "x"),
    ])
    #expect(
      names == [
        "EX-0001-DES.pdf", "\(id(2))-2.PDF", "\(id(3)).txt", "\(id(4))", "\(id(5))", "\(id(6))-2.csv",
        "EX-0002-DES/cons_prim.csv", "\(id(8))-2/cons_alt.csv", "EX-0003-DES", "\(id(10))-2/no.p",
        "\(id(11))/x",
      ])
  }

  @Test func tablesAreSafeToOpen() throws {
    let desk = try Desk()
    let evidence = try desk.export(ExportCommand.Table.self, "evidence", "--case", "26-0001")
    #expect(evidence.contains(",\"'=HYPERLINK(\"\"x\"\")\","))
    let records = try desk.export(ExportCommand.Table.self, "records")
    #expect(records.split(whereSeparator: \.isNewline).count == 5)
    let traces = try desk.export(ExportCommand.Table.self, "traces")
    #expect(traces.contains("payment,pf-1,,csv,a#1"))
    #expect(!traces.contains("00ff") && !traces.contains("winter"), "a keyed hash is not ours to spread")
    #expect(throws: Usage.self) { _ = try desk.export(ExportCommand.Table.self, "secrets") }
  }
}
