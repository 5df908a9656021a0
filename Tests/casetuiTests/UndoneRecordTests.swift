import ArgumentParser
import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What was taken back is named as that, is no party to a judgement, and stays while a judgement rests on it. Everybody
/// here is invented.
@Suite struct UndoneRecordTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func take(_ people: [String: String], _ name: String) throws -> EntityID {
    let rows = people.sorted { $0.key < $1.key }.map {
      #"{"id":"\#($0)","schema":"Person","properties":{"name":["\#($1)"]}}"# + "\n"
    }
    let report = try Importer.apply(
      scratch.write(rows.joined(), name), to: nil, in: office.store, as: office.author)
    return try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
  }

  private func undo(_ run: EntityID) throws -> [Obstacle] {
    try office.store.undo(run, reason: "the wrong file", as: office.author).obstacles
  }

  private func entry(_ id: String) throws -> NameBearer { try office.store.read { try $0.bearer(id) } }

  @Test func whatWasTakenBackIsNoRecord() throws {
    let run = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    #expect(try undo(run).isEmpty)
    #expect(throws: StoreError.self) { try entry("p1") }
    #expect(throws: StoreError.self) {
      try office.store.acceptActor("p1", kind: .person, names: nil, reason: nil, as: office.author)
    }
    try office.store.close()
    for words in [
      ["actor", "show", "p1"], ["actor", "accept", "p1"],
      ["actor", "same", "p1", "p2", "--reason", "one passport"],
    ] {
      let program = try Program(words + ["--store", office.path, "--as", "ann"])
      #expect(program.status != 0)
      #expect(
        program.errors.contains("source record p1 was taken back with import IM-0001-"),
        "\(words): \(program.output) \(program.errors)")
    }
  }

  /// Also where somebody added its bytes without an import since: that is no statement.
  @Test(arguments: [nil, 1] as [Int?]) func whatWasAddedByHandSinceComesAgain(step: Int?) throws {
    let run = try take(["p1": "Orlin Vask"], "a/people.json")
    #expect(try undo(run).isEmpty)
    let path = scratch.path + "/a/people.json"
    _ = try office.store.addExhibit(
      path: path, title: nil, mediaType: "application/json", from: "ann", marking: nil, caseID: nil,
      as: office.author)
    #expect(throws: StoreError.self) { try entry("p1") }
    let again = try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(stepObjects: step))
    #expect(again.reference != nil)
    #expect(try entry("p1") == .entry(source: "ftm", id: "p1"))
  }

  /// What is counted and in no answer is said to be; what a person added is not said to go with an import.
  @Test func whatCountsAndWhatStaysIsSaid() throws {
    func run(_ command: any ParsableCommand) throws -> [String] {
      try #require(command as? any StoreCommand).answer(office.store).lines
    }
    func status() throws -> [String] {
      try run(StatusCommand.parse(["--as", "ann"])).filter { $0.contains("taken_back") }
    }
    let run1 = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    #expect(try status() == [])
    let words = ["--reason", "the wrong file", "--as", "ann"]
    let undone = try #require(
      try ImportCommand.Undo.parse([try office.store.read { try $0.reference(of: run1) }] + words)
        .answer(office.store) as Answer?)
    #expect(undone.isToRead && undone.lines.contains { $0.hasPrefix("  taken back: EX-0001") })
    #expect(
      try status() == [
        "  1  exhibits_taken_back, counted above, too", "  2  source_records_taken_back, counted above, too",
      ])
    let letter = try scratch.write("Nothing but words.", "b/letter.txt")
    let content = try office.store.vault.take(
      Array("Nothing but words.".utf8), name: "letter.txt", mediaType: "text/plain")
    try office.store.write(as: office.author) { writer in
      _ = try writer.addExhibit(content, title: "letter.txt", from: "ann", marking: nil, caseID: nil)
    }
    let said = try run(ImportCommand.Apply.parse([letter, "--as", "ann"])).last
    #expect(said?.hasSuffix("stays whatever import is taken back: somebody added it without one") == true)
  }

  /// Its bytes may still go out, and say what became of it.
  @Test func anExhibitThatWasTakenBackSaysSo() throws {
    let run = try take(["p1": "Orlin Vask"], "a/people.json")
    func told(_ program: Program) -> [[String: String]] {
      program.json["taken_back"] as? [[String: String]] ?? []
    }
    let words = ["EX-0001", "--store", office.path, "--as", "ann"]
    try office.store.close()
    let before = try Program(["evidence", "show"] + words)
    #expect(before.status == 0 && !before.output.contains("taken back"))
    #expect(try Program(["evidence", "show", "--json"] + words).json["taken_back"] as? [String] == [])
    let store = try CaseStore.open(at: office.path)
    #expect(try store.undo(run, reason: "the wrong file", as: office.author).obstacles.isEmpty)
    try store.close()
    let shown = try Program(["evidence", "show"] + words)
    #expect(shown.output.contains("taken back with import IM-0001-HO on "), "\(shown.output)")
    #expect(shown.output.contains(": the wrong file"))
    let out = scratch.path + "/again.json"
    let exported = try Program(["evidence", "export", "--json", "--out", out] + words)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(told(exported).map { $0["import"] } == ["IM-0001-HO"])
    #expect(told(exported).map { $0["reason"] } == ["the wrong file"])
    #expect(FileManager.default.contents(atPath: out)?.isEmpty == false)
  }

  @Test func whatAnotherFileStatesIsStillARecord() throws {
    let run = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    _ = try take(["p1": "Orlin Vask", "p3": "Tarn Ulbek"], "b/people.json")
    let made = try office.store.acceptActor("p1", kind: .person, names: nil, reason: nil, as: office.author)
    #expect(try undo(run).isEmpty, "\(made.reference) rests on the other file, too")
    let held = try entry("p1")
    #expect(try office.store.read { try $0.names(of: held) }.map(\.name.text) == ["Orlin Vask"])
  }

  @Test func whatAJudgementRestsOnStays() throws {
    let run = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    _ = try take(["q1": "Orlin Vasck"], "b/people.json")
    let made = try office.store.acceptActor("p1", kind: .person, names: nil, reason: nil, as: office.author)
    let judged = try office.store.judge(
      entry("p2"), entry("q1"), .different, reason: "two births", as: office.author)
    let before = try office.store.rebuild().after
    let obstacles = try undo(run)
    #expect(obstacles.map(\.code) == [.importCited, .importCited])
    let told = obstacles.map(\.message).joined(separator: "\n")
    #expect(told.contains("\(made.reference) and p1 are judged same by ann"), "\(told)")
    #expect(told.contains("p2 and q1 are judged different by ann"), "\(told)")
    #expect(try office.store.rebuild().before == before, "nothing was written")
    for row in try office.store.read({ try $0.judgements(of: .actor(made.id)) }) {
      _ = try office.store.undoJudgement(row.id, reason: nil, as: office.author)
    }
    #expect(try undo(run).count == 1)
    _ = try office.store.undoJudgement(judged.id, reason: nil, as: office.author)
    #expect(try undo(run).isEmpty)
  }

  /// What another source states under the same id was not accepted with it.
  @Test func anAcceptanceIsOfItsOwnSource() throws {
    let row =
      "101,\"QUILLFEATHER, Ansel\",\"individual\",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    _ = try Importer.apply(
      scratch.write(row, "a/sdn.csv"), to: nil, in: office.store, as: office.author)
    let made = try office.store.acceptActor("sdn:101", kind: nil, names: nil, reason: "r", as: office.author)
    let run = try take(["sdn:101": "Orlin Vask"], "b/people.json")
    func judged() throws -> [String] {
      try office.store.read { reader in
        try reader.judgements(of: .actor(made.id)).map { try reader.reference(of: $0.second) }
      }
    }
    #expect(try judged() == ["ofac:sdn:101"])
    let other = NameBearer.entry(source: "ftm", id: "sdn:101")
    #expect(try office.store.read { try $0.cluster(of: other).members } == [other])
    // It is nobody of ours, and may become one.
    let second = try office.store.acceptActor(
      "ftm:sdn:101", kind: .person, names: nil, reason: "s", as: office.author)
    #expect(second.reference != made.reference)
    for actor in [made.id, second.id] {
      for row in try office.store.read({ try $0.judgements(of: .actor(actor)) }) {
        _ = try office.store.undoJudgement(row.id, reason: nil, as: office.author)
      }
      #expect(try office.store.read { try $0.judgements(of: .actor(actor)) }.isEmpty)
    }
    #expect(try undo(run).isEmpty)
  }

  /// An acceptance that is taken back is shown as that, to whom it was and why; judged different, it is no more.
  @Test func whatBecameOfAnAcceptanceIsShown() throws {
    _ = try take(["p1": "Orlin Vask"], "a/people.json")
    let made = try office.store.acceptActor("p1", kind: .person, names: nil, reason: "r", as: office.author)
    let row = try #require(try office.store.read { try $0.judgements(of: .actor(made.id)) }.first)
    _ = try office.store.undoJudgement(row.id, reason: "a namesake", as: office.author)
    for bearer in [NameBearer.actor(made.id), try entry("p1")] {
      let back = try office.store.read { try $0.takenBack(of: bearer) }
      #expect(back.map(\.reason) == ["a namesake"] && back.map(\.verdict) == [.withdrawn])
      #expect(try office.store.read { try $0.judgements(of: bearer) }.isEmpty)
    }
    let second = try office.store.acceptActor("p1", kind: .person, names: nil, reason: "s", as: office.author)
    let actor = NameBearer.actor(second.id)
    let (id, _) = try office.store.judge(
      actor, entry("p1"), .different, reason: "another passport", as: office.author)
    let standing = try office.store.read { try $0.judgements(of: actor) }
    #expect(standing.map(\.id) == [id] && standing.map(\.verdict) == [.different])
    #expect(try office.store.read { try $0.cluster(of: actor).members } == [actor])
    #expect(try office.store.read { try $0.cluster(of: actor).contradictions }.isEmpty)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  /// Taken back again, an acceptance is said to be taken back, as any judgement is.
  @Test(arguments: [true, false]) func whatWasTakenBackIsSaidToBe(isAccepted: Bool) throws {
    _ = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    let id: String
    if isAccepted {
      let made = try office.store.acceptActor(
        "p1", kind: .person, names: nil, reason: "r", as: office.author)
      id = try #require(try office.store.read { try $0.judgements(of: .actor(made.id)) }.first).id
    } else {
      id = try office.store.judge(entry("p1"), entry("p2"), .same, reason: "r", as: office.author).id
    }
    _ = try office.store.undoJudgement(id, reason: "a namesake", as: office.author)
    for text in [id, String(id.prefix(6))] {
      let error = #expect(throws: StoreError.self) {
        try office.store.undoJudgement(text, reason: "again", as: office.author)
      }
      let message = error?.message ?? ""
      #expect(message.hasPrefix("judgement \(text) was taken back by ") && message.hasSuffix(": a namesake"))
    }
    let unknown = #expect(throws: StoreError.self) {
      try office.store.undoJudgement("ffffffffffff", reason: nil, as: office.author)
    }
    #expect(unknown?.message.contains("taken back") == false)
  }

  /// Also after another judgement of the same pair was taken back.
  @Test func anAcceptanceTakenBackLastIsShown() throws {
    _ = try take(["p1": "Orlin Vask"], "a/people.json")
    let made = try office.store.acceptActor("p1", kind: .person, names: nil, reason: "r", as: office.author)
    let record = try entry("p1")
    let actor = NameBearer.actor(made.id)
    let accepted = try #require(try office.store.read { try $0.judgements(of: actor) }.first)
    let same = try office.store.judge(
      actor, record, .same, reason: "one passport", as: office.author)
    _ = try office.store.undoJudgement(same.id, reason: "a misprint", as: office.author)
    #expect(try office.store.read { try $0.judgements(of: actor) } == [accepted])
    _ = try office.store.undoJudgement(accepted.id, reason: "a namesake", as: office.author)
    #expect(try office.store.read { try $0.judgements(of: actor) }.isEmpty)
    let back = try office.store.read { try $0.takenBack(of: actor) }
    #expect(back.map(\.reason) == ["a namesake"])
    let all = try office.store.read { try $0.judgementHistory(actor, record) }
    #expect(all.map(\.reason) == ["a namesake", "a misprint", "one passport"])
  }

  /// What another source states under an accepted id is proposed all the same.
  @Test func anAcceptedIdOfAnotherSourceIsProposed() throws {
    let bundle = #"""
      {"type":"bundle","id":"bundle--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1b01","objects":[{"type":"identity",
      "spec_version":"2.1","id":"identity--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1b02","identity_class":"organization",
      "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","name":"Quill Works"}]}
      """#
    let id = "identity--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1b02"
    _ = try Importer.apply(scratch.write(bundle, "a/b.json"), to: nil, in: office.store, as: office.author)
    var options = Importer.Options()
    options.format = .followTheMoney
    let row = #"{"id":"\#(id)","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n"
    _ = try Importer.apply(
      scratch.write(row, "a/people.json"), to: nil, in: office.store, as: office.author, options)
    let made = try office.store.acceptActor(
      "ftm:\(id)", kind: .person, names: nil, reason: nil, as: office.author)
    #expect(try office.store.read { try $0.proposedActors() }.map(\.id) == ["stix:\(id)"])
    let judged = try #require(try office.store.read { try $0.judgements(of: .actor(made.id)) }.first)
    _ = try office.store.undoJudgement(judged.id, reason: nil, as: office.author)
    #expect(try office.store.read { try $0.proposedActors() }.map(\.id) == [id])
  }

  /// Accepted for a case, an actor is its subject; a subject that it has is not replaced in passing.
  @Test func anActorIsAcceptedAsTheSubjectOfACase() throws {
    _ = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    let opened = try office.store.newCase(title: "Relays", as: office.author)
    func accept(_ id: String, for caseID: CaseID?) throws -> ActorID {
      let made = try office.store.acceptActor(
        id, kind: nil, names: nil, reason: "r", caseID: caseID, as: office.author)
      return made.id
    }
    let first = try accept("p1", for: opened.id)
    #expect(try office.store.read { try $0.caseFile(opened.id, rehash: false).subject.actor } == first)
    let command = try #require(
      try CaseCommand.Show.parseAsRoot([opened.reference, "--as", "ann"]) as? CaseCommand.Show)
    let shown = try command.answer(office.store)
    #expect((shown.read["subject"] as? [String: Any])?["name"] as? String == "Orlin Vask")
    #expect(
      shown.lines.contains { $0.contains("subject AC-0001-") && $0.contains("Orlin Vask") }, "\(shown.lines)")
    let error = #expect(throws: StoreError.self) { try accept("p2", for: opened.id) }
    #expect(error?.message.contains("has a subject already: AC-0001-") == true)
    #expect(try office.store.read { try $0.actors() }.filter { $0.status == .accepted }.count == 1)
    #expect(try accept("p2", for: nil) != first)
  }

  /// An indicator rests on source records, too: their import stays, and none is made on what was taken back.
  @Test func anIndicatorKeepsItsRecords() throws {
    let opened = try office.store.newCase(title: "Relays", as: office.author)
    let added = try scratch.write("words", "note.txt")
    let exhibit = try #require(
      try Importer.apply(added, to: opened.id, in: office.store, as: office.author).exhibits.first)
    let run = try take(["p1": "Orlin Vask"], "a/people.json")
    func sign(_ record: String) throws -> Answer {
      try IndicatorCommand.Add.parse([
        opened.reference, "--kind", "payment-link", "--statement", "One card.", "--reporter",
        "Aurora Foundry",
        "--exhibit", exhibit, "--source", record, "--response-altered", "unknown", "--benign",
        "a team's card",
        "--as", "ann",
      ]).answer(office.store)
    }
    #expect(try sign("p1").exit == .ok)
    let obstacles = try undo(run)
    #expect(
      obstacles.map(\.message) == [
        "source record p1 is cited by an indicator IN-0001-HO in case \(opened.reference)"
      ])
    _ = try IndicatorCommand.Withdraw.parse([opened.reference, "IN-0001", "--reason", "r", "--as", "ann"])
      .answer(office.store)
    #expect(try undo(run).isEmpty)
    let refused = try sign("p1")
    #expect(refused.exit == .refused && refused.lines.contains { $0.contains("p1") }, "\(refused.lines)")
  }

  /// The same bytes under another name are read anew, and what named the rows of before is told.
  @Test(arguments: [nil, 1] as [Int?]) func whatNamesRowsThatCountNoMoreIsSaid(step: Int?) throws {
    let opened = try office.store.newCase(title: "Relays", as: office.author)
    let rows = "id,name\nr1,Orlin Vask\nr2,Dessa Mirov\nr3,Sela Orn\n"
    func take(_ name: String) throws -> ImportReport {
      try Importer.apply(
        scratch.write(rows, name), to: opened.id, in: office.store, as: office.author,
        .init(stepObjects: step))
    }
    let first = try take("y.csv")
    #expect(first.problems.isEmpty, "\(first.problems)")
    let added = try IndicatorCommand.Add.parse([
      opened.reference, "--kind", "payment-link", "--statement", "One card.", "--reporter", "Aurora Foundry",
      "--exhibit", try #require(first.exhibits.first), "--source", "y.csv#r1", "--response-altered",
      "unknown",
      "--benign", "a team's card", "--as", "ann",
    ]).answer(office.store)
    #expect(added.exit == .ok)
    _ = try office.store.judge(
      entry("y.csv#r2"), entry("y.csv#r3"), .different, reason: "two births", as: office.author)
    let second = try take("x.csv")
    #expect(second.new == 3)
    let told = second.problems.map(\.reason)
    #expect(
      told == [
        "3 rows that were read from it before, as y.csv#r1 and the like, count no more, as the same bytes are "
          + "read otherwise now",
        "source record y.csv#r2, which counts no more, is cited by a judgement (y.csv#r2 and y.csv#r3 are judged "
          + "different by ann)",
        "source record y.csv#r3, which counts no more, is cited by a judgement (y.csv#r2 and y.csv#r3 are judged "
          + "different by ann)",
        "source record y.csv#r1, which counts no more, is cited by an indicator IN-0001-HO in case "
          + opened.reference,
      ])
    #expect(second.problems.allSatisfy { $0.severity == .warning })
    // Once it is said; and with the import they count again.
    #expect(try take("x.csv").problems.isEmpty)
    let run: EntityID = try office.store.read {
      try $0.find(try #require(second.reference), .importRun, as: Entity.self)
    }
    #expect(try undo(run).isEmpty)
    _ = try entry("y.csv#r1")
  }

  /// What was taken back is nothing that a reference could lead to.
  @Test func referencesIntoWhatWasTakenBackLeadOutside() throws {
    let link =
      #"{"id":"o9","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["60"]}}"#
    func dangling() throws -> Int {
      try Importer.scan(scratch.write(link + "\n", "o/o9.json"), in: office.store).danglingRefs
    }
    #expect(try dangling() == 2)
    let run = try take(["p1": "Orlin Vask", "c1": "Dessa Mirov"], "a/people.json")
    #expect(try dangling() == 0)
    #expect(try undo(run).isEmpty)
    #expect(try dangling() == 2)
  }

  /// A file that comes again as plain bytes brings what was read from it before: that is said.
  @Test(arguments: [nil, 1] as [Int?]) func whatCountsAgainIsSaid(step: Int?) throws {
    let run = try take(["p1": "Orlin Vask", "p2": "Dessa Mirov"], "a/people.json")
    #expect(try undo(run).isEmpty)
    var options = Importer.Options()
    options.format = .attachment
    options.stepObjects = step
    let report = try Importer.apply(
      scratch.path + "/a/people.json", to: nil, in: office.store, as: office.author, options)
    #expect(
      report.problems.map(\.reason) == [
        "2 records that an import which was taken back had read from it count again"
      ])
  }

  private func takeList() throws {
    let row =
      "101,\"QUILLFEATHER, Ansel\",\"individual\",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    _ = try Importer.apply(scratch.write(row, "l/sdn.csv"), to: nil, in: office.store, as: office.author)
  }

  /// Earlier builds did not say whose id was accepted: it is that of the sources which had stated it by then. On records
  /// of two sources it is one judgement, and taken back as one.
  @Test(arguments: [false, true]) func anAcceptanceOfAnEarlierBuild(isOfBoth: Bool) throws {
    _ = try take(["sdn:101": "Orlin Vask"], "a/people.json")
    if isOfBoth { try takeList() }
    let made = try office.store.newActor(kind: .person, names: [ActorName("Orlin Vask")], as: office.author)
    try office.store.write(as: office.author) { writer in
      try writer.add(
        Target(made.id.cast(), .judgements), Judgement(externalID: "sdn:101", verdict: .same).cbor,
        basis: "old")
    }
    if !isOfBoth { try takeList() }
    let rows = try office.store.read { try $0.judgements(of: .actor(made.id)) }
    let entries = (isOfBoth ? ["ftm", "ofac"] : ["ftm"]).map { NameBearer.entry(source: $0, id: "sdn:101") }
    #expect(rows.map(\.second) == entries)
    #expect(Set(rows.map(\.id)).count == 1)
    _ = try office.store.undoJudgement(try #require(rows.first).id, reason: nil, as: office.author)
    #expect(try office.store.read { try $0.judgements(of: .actor(made.id)) }.isEmpty)
  }
}
