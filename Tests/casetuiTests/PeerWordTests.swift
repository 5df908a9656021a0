import CaseDomain
import CaseSync
import Foundation
import Testing

@testable import CaseStore
@testable import casetui

/// What an enrolled peer writes may be anything: no office stops at it. Everybody here is invented.
@Suite struct PeerWordTests {
  private let (a, b): (TestOffice, TestOffice)
  private let scratch: Scratch

  init() throws {
    (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    scratch = try Scratch()
  }

  private func exchange() throws { _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true) }

  /// A number beyond all counting in a reference of our own tag: ours go on where they were.
  @Test func aReferenceOfAnyNumberEndsNothing() throws {
    try exchange()
    _ = try Importer.apply(scratch.write("one", "one.txt"), to: nil, in: a.store, as: a.author)
    for number in ["9223372036854775807", "18446744073709551616", "1000000000"] {
      try b.store.write(as: b.author) { writer in
        let entity = EntityID.derived("test", from: EntityID(high: 1, low: 2), number)
        try writer.append(
          writer.body(
            .create, Target(entity, .created),
            Creation(type: .exhibit, reference: "EX-\(number)-HO").cbor, caseID: nil))
      }
    }
    try exchange()
    let report = try Importer.apply(scratch.write("two", "two.txt"), to: nil, in: a.store, as: a.author)
    #expect(report.exhibits == ["EX-0002-HO"])
  }

  /// Values of any size are shown.
  @Test func aNumberOfAnySizeIsShown() throws {
    let opened = try b.store.newCase(title: "Relays", as: b.author)
    try b.store.write(as: b.author) { writer in
      try writer.append(
        writer.body(
          .set, Target(opened.id.cast(), .priority), .negative(.max), caseID: opened.id.cast()))
    }
    try exchange()
    let log = try AuditCommand.Log.parse(["--as", "ann"]).answer(a.store)
    #expect(log.lines.contains { $0.contains("-18446744073709551616") }, "\(log.lines)")
    #expect(CBOR.negative(0).legible == "-1")
    #expect(CustodyEntry.read(.record([1: ExhibitID(high: 1, low: 1).cbor, 2: .int(-1)])) == nil)
  }

  /// An exhibit that is in a case and in no store yet: the case is there all the same, and says so.
  @Test func anExhibitThatIsNotHereYet() throws {
    let opened = try b.store.newCase(title: "Relays", as: b.author)
    _ = try Importer.apply(scratch.write("one", "one.txt"), to: opened.id, in: b.store, as: b.author)
    try b.store.write(as: b.author) { writer in
      try writer.append(
        writer.body(
          .add, Target(opened.id.cast(), .exhibits), ExhibitID(high: 7, low: 7).cbor,
          caseID: opened.id.cast()))
    }
    try exchange()
    for office in [a, b] {
      let shown = try CaseCommand.Show.parse([opened.reference, "--as", "ann"]).answer(office.store)
      #expect(shown.read["exhibits_to_come"] as? Int == 1)
      #expect(shown.lines.contains { $0.contains("1 of these exhibits are not in this store yet") })
      #expect(try AuditCommand.Log.parse(["--as", "ann"]).answer(office.store).lines.count > 3)
    }
  }

  /// Two offices that imported and said where it is from apart: what is taken back contradicts nobody.
  @Test func anOriginThatWasTakenBackIsNoConflict() throws {
    let path = try scratch.write(
      #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n", "people.json")
    let first = try Importer.apply(path, to: nil, in: a.store, as: a.author)
    try exchange()
    let id: ExhibitID = try a.store.read { try $0.find(first.exhibits[0], .exhibit) }
    _ = try a.store.set(.origin, of: id, to: .text("Owner Z"), as: a.author)
    let second = try Importer.apply(path, to: nil, in: b.store, as: b.author, .init(sender: "Owner Y"))
    try exchange()
    #expect(try a.conflicts().count == 1, "both are said")
    let run: EntityID = try b.store.read {
      try $0.find(try #require(second.reference), .importRun, as: Entity.self)
    }
    #expect(try b.store.undo(run, reason: "not theirs", as: b.author).obstacles.isEmpty)
    try exchange()
    for office in [a, b] {
      #expect(try office.conflicts().isEmpty)
      #expect(try office.store.read { try $0.exhibitRow(id).origin } == "Owner Z")
      let rebuilt = try office.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
  }

  /// Equal scores stand in one order, whoever took which file in first.
  @Test func equalMatchesStandInOneOrder() throws {
    for (office, id) in [(a, "x2"), (b, "x1")] {
      let row = #"{"id":"\#(id)","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n"
      _ = try Importer.apply(scratch.write(row, "\(id).json"), to: nil, in: office.store, as: office.author)
    }
    try exchange()
    var pairs: [[String]] = []
    for office in [a, b] {
      let found = try ScreenCommand.Name.parse(["Orlin Vask", "--as", "ann"]).answer(office.store)
      #expect(found.rows("hits").map { $0.text("id") } == ["x1", "x2"])
      pairs.append(try ScreenCommand.Duplicates.parse(["--as", "ann"]).answer(office.store).lines)
    }
    #expect(pairs[0] == pairs[1] && pairs[0].contains { $0.contains("x1") && $0.contains("x2") }, "\(pairs)")
  }

  /// What a killed process left is removed by the next import; what one writes now is not.
  @Test func leftoversOfTheKilledGo() throws {
    let (dead, alive) = ("\(a.path)/blobs/incoming-2147483647-ab", "\(a.path)/blobs/incoming-\(getpid())-ab")
    let folder = "\(a.path)/passing-2147483647-ab"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for path in [dead, alive, "\(a.path)/verify-2147483647.db", folder + "/page.html"] {
      try Data([1]).write(to: URL(fileURLWithPath: path))
    }
    _ = try Importer.apply(scratch.write("one", "one.txt"), to: nil, in: a.store, as: a.author)
    #expect(!FileManager.default.fileExists(atPath: dead))
    #expect(!FileManager.default.fileExists(atPath: "\(a.path)/verify-2147483647.db"))
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(FileManager.default.fileExists(atPath: alive))
  }
}
