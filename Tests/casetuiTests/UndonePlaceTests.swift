import CaseDomain
import CaseStore
import CaseSync
import Foundation
import Synchronization
import Testing

@testable import casetui

/// An exhibit leaves the case that only an import put it into, when that import is taken back.
@Suite struct UndonePlaceTests {
  private let office: TestOffice
  private let scratch: Scratch
  private let cases: [CaseID]
  private let path: String

  init() throws {
    // Each transaction has a time of its own.
    let milliseconds = Mutex<UInt64>(1_790_000_000_000)
    let office = try TestOffice("Head Office") {
      milliseconds.withLock { now in
        now += 1
        return now
      }
    }
    self.office = office
    scratch = try Scratch()
    cases = try ["One", "Two"].map { try office.store.newCase(title: $0, as: office.author).id }
    path = try scratch.write(
      #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n", "a/p.json")
  }

  private func apply(_ place: Int?, path: String? = nil, step: Int? = nil) throws -> EntityID {
    let report = try Importer.apply(
      path ?? self.path, to: place.map { cases[$0] }, in: office.store, as: office.author,
      .init(stepObjects: step))
    return try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
  }

  private func undo(_ run: EntityID) throws {
    #expect(try office.store.undo(run, reason: "the wrong case", as: office.author).obstacles.isEmpty)
  }

  /// How many exhibits each case has, as listed and as counted; the same after a rebuild.
  private func counts() throws -> [Int] {
    func now() throws -> [Int] {
      try office.store.read { reader in
        let found = try cases.map { try reader.exhibitIDs(of: $0).count }
        let rows = try reader.cases()
        #expect(try found == cases.map { id in try #require(rows.first { $0.id == id }).exhibits })
        return found
      }
    }
    let found = try now()
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try now() == found)
    return found
  }

  @Test(arguments: [nil, 1]) func itLeavesTheCaseItWasPutInto(step: Int?) throws {
    _ = try apply(0, step: step)
    let second = try apply(1, step: step)
    #expect(try counts() == [1, 1])
    try undo(second)
    #expect(try counts() == [1, 0])
    // The same again brings it there again.
    let third = try apply(1, step: step)
    #expect(try counts() == [1, 1])
    try undo(third)
    #expect(try counts() == [1, 0])
  }

  @Test func theFirstImportTakesItsCaseAlong() throws {
    let first = try apply(0)
    _ = try apply(1)
    try undo(first)
    #expect(try counts() == [0, 1])
  }

  @Test(arguments: [true, false]) func whatAPersonPutThereStays(before: Bool) throws {
    _ = try apply(0)
    let exhibit = try #require(try office.store.read { try $0.exhibitIDs(of: cases[0]) }.first)
    func place() throws {
      try office.store.write(as: office.author) { _ = try $0.place(exhibit, in: cases[1]) }
    }
    if before { try place() }
    let second = try Importer.apply(path, to: cases[1], in: office.store, as: office.author)
    if !before { try place() }
    if let reference = second.reference {
      try undo(try office.store.read { try $0.find(reference, .importRun, as: Entity.self) })
    }
    #expect(try counts() == [1, 1])
  }

  /// An exhibit that a person added, and an import then read: taken back is what was read, and the exhibit stays.
  @Test(arguments: [nil, 1]) func whatAPersonAddedStays(step: Int?) throws {
    let content = try office.store.vault.take(
      Array(try Data(contentsOf: URL(fileURLWithPath: path))), name: "p.json", mediaType: "application/json")
    try office.store.write(as: office.author) { writer in
      _ = try writer.addExhibit(content, title: "By hand", from: "ann", marking: nil, caseID: cases[0])
    }
    let run = try apply(1, step: step)
    #expect(try counts() == [1, 1])
    #expect(try records() == 1)
    try undo(run)
    #expect(try counts() == [1, 0])
    #expect(try records() == 0)
    #expect(try office.store.search("hand").count == 1)
    #expect(try office.store.read { try $0.exhibits(of: nil).count } == 1)
    _ = try apply(1, step: step)
    #expect(try counts() == [1, 1])
    #expect(try records() == 1)
    #expect(try office.store.verify().isSound)
  }

  /// By a name that only an import gave, what a person added is found while that import stands.
  @Test(arguments: [nil, 1]) func aNameGoesWithItsImport(step: Int?) throws {
    let words = "invented words"
    _ = try office.store.addExhibit(
      path: try scratch.write(words, "hand.txt"), title: nil, mediaType: "text/plain", from: "ann",
      marking: nil, caseID: nil, as: office.author)
    func isFound() throws -> Bool { try !office.store.search("zebra").isEmpty }
    let folder = try (scratch.write(words, "t/zebra.txt") as NSString).deletingLastPathComponent
    for _ in 0..<2 {
      #expect(try !isFound())
      let run = try apply(nil, path: folder, step: step)
      #expect(try isFound())
      try undo(run)
    }
    #expect(try !isFound())
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try !isFound())
    #expect(try office.store.search("hand").count == 1)
  }

  /// A finding rests on an exhibit that stays in the case by a person's word, and keeps no import.
  @Test func whatAPersonPutThereMayBeCited() throws {
    let content = try office.store.vault.take(
      Array(try Data(contentsOf: URL(fileURLWithPath: path))), name: "p.json", mediaType: "application/json")
    let exhibit = try office.store.write(as: office.author) { writer in
      try writer.addExhibit(content, title: "By hand", from: "ann", marking: nil, caseID: cases[0]).id
    }
    for id in cases {
      let run = try apply(id == cases[0] ? 0 : 1)
      _ = try office.store.setFinding(
        .m1, of: id, .met, exhibits: [exhibit], rationale: "no permission", as: office.author)
      let obstacles = try office.store.undo(run, reason: "the wrong case", as: office.author).obstacles
      // Into the other case only the import put it.
      #expect(obstacles.map(\.code) == (id == cases[0] ? [] : [.importCited]), "\(obstacles.map(\.message))")
    }
    #expect(try counts() == [1, 1])
  }

  /// What a practice rests on stays; where another office takes it back, the practice stays at home.
  @Test func whatAPracticeRestsOnStays() throws {
    let run = try apply(0)
    func go<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
      try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
    }
    _ = try go(
      PracticeCommand.Add.self, "--kind", "detect", "--text", "Compare the cards.", "--source", "the desk",
      "--exhibit", "EX-0001")
    func mayBePublished() throws -> Bool? {
      try office.store.read { try $0.practices().first?.mayBePublished }
    }
    #expect(try mayBePublished() == true)
    let obstacles = try office.store.undo(run, reason: "the wrong case", as: office.author).obstacles
    #expect(
      obstacles.map(\.message) == ["exhibit EX-0001-HO is cited by a practice PR-0001-HO"], "\(obstacles)")
    // As when another office that does not see the practice takes the import back.
    try office.store.write(as: office.author) { writer in
      try writer.add(Target(run, .withdrawal), Withdrawal(on: office.store.today, reason: "not ours").cbor)
    }
    #expect(try mayBePublished() == false)
    #expect(try go(PracticeCommand.Show.self, "PR-0001").exit == .ok)
    _ = try apply(0)
    #expect(try mayBePublished() == true)
    _ = try go(PracticeCommand.Retire.self, "PR-0001", "--reason", "old")
    let second = try #require(try office.store.read { try $0.imports() }.first).run.id
    #expect(try office.store.undo(second, reason: "the wrong case", as: office.author).obstacles.isEmpty)
  }

  /// Word that an import was taken back may come before word of the exhibit that it found.
  @Test func theOrderOfComingDoesNotMatter() throws {
    let content = try office.store.vault.take(
      Array(try Data(contentsOf: URL(fileURLWithPath: path))), name: "p.json", mediaType: "application/json")
    try office.store.write(as: office.author) { writer in
      _ = try writer.addExhibit(content, title: "By hand", from: "ann", marking: nil, caseID: cases[0])
    }
    let other = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: true)
    let report = try Importer.apply(path, to: cases[1], in: other.store, as: other.author)
    let run: EntityID = try other.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try other.store.undo(run, reason: "the wrong file", as: other.author).obstacles.isEmpty)
    try other.store.seal()
    let third = try TestOffice("Field West", user: "cy")
    let (from, into) = (SQLiteOperationLog(other.store), SQLiteOperationLog(third.store))
    let heads = try from.heads()
    let own = from.descriptor.feed
    try into.take([own] + heads.map(\.feed).filter { $0 != own }, from: from)
    for store in [other.store, third.store] {
      try store.read { (reader: StoreReader) throws in
        var records = 0
        try reader.sourceRecords { _ in records += 1 }
        #expect(records == 0)
        #expect(try reader.exhibits(of: nil).map(\.title) == ["By hand"])
        #expect(try cases.map { try reader.exhibitIDs(of: $0).count } == [1, 0])
      }
      let rebuilt = try store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
      #expect(try store.verify().damaged == [])
    }
  }

  private func records() throws -> Int {
    var count = 0
    try office.store.read { try $0.sourceRecords { _ in count += 1 } }
    return count
  }

  /// Nothing is done to an exhibit that is gone.
  @Test func whatWasTakenBackTakesNoAct() throws {
    let run = try apply(0)
    let exhibit = try #require(try office.store.read { try $0.exhibitIDs(of: cases[0]) }.first)
    try office.store.read { try $0.requireNotTakenBack(exhibit) }
    try undo(run)
    let before = try office.digest()
    let name = try office.store.read { try $0.reference(of: exhibit.cast()) }
    for arguments in [["link", name, "--case", "26-0001"], ["set", name, "--grade", "A1"]] {
      let command = try #require(
        try EvidenceCommand.parseAsRoot(arguments + ["--as", "ann"]) as? any StoreCommand)
      let fault = #expect(throws: StoreError.self) { try command.answer(office.store) }
      #expect(fault.map { "\($0)" }?.contains("taken back with import IM-") == true)
    }
    #expect(try office.digest() == before)
  }

  @Test func whatAnotherImportPutThereStays() throws {
    _ = try apply(0)
    let second = try apply(1)
    _ = try scratch.write("Nothing but words.", "a/letter.txt")
    _ = try apply(1, path: scratch.path + "/a")
    try undo(second)
    #expect(try counts() == [1, 2])
  }

  /// Where an exhibit is said to come from by an import that is taken back is nothing for a record or a count of origins.
  @Test func anOriginThatWasTakenBackIsNone() throws {
    let bytes = try scratch.write("words", "b/note.txt")
    let exhibit = try #require(
      try Importer.apply(bytes, to: cases[0], in: office.store, as: office.author).exhibits.first)
    let id: ExhibitID = try office.store.read { try $0.find(exhibit, .exhibit) }
    let report = try Importer.apply(
      bytes, to: cases[1], in: office.store, as: office.author, .init(sender: "Aurora Foundry"))
    #expect(try office.store.read { try $0.exhibit(id, rehash: false).origin } == "Aurora Foundry")
    try undo(
      try office.store.read { try $0.find(try #require(report.reference), .importRun, as: Entity.self) })
    #expect(try office.store.read { try $0.exhibit(id, rehash: false).origin } == nil)
    #expect(try office.store.read { try $0.exhibitRow(id).origin } == nil)
  }

  /// An origin that another import says, too, or a person who says so after an import, stays.
  @Test(arguments: [nil, 1] as [Int?], [false, true]) func anOriginThatAnotherSaysTooStays(
    step: Int?, byPerson: Bool
  ) throws {
    let note = try scratch.write("words", "b/note.txt")
    let id = try office.store.addExhibit(
      path: note, title: nil, mediaType: "text/plain", from: "ann", marking: nil, caseID: nil,
      as: office.author
    ).id
    func take(_ path: String) throws -> EntityID {
      let report = try Importer.apply(
        path, to: cases[0], in: office.store, as: office.author,
        .init(sender: "Aurora Foundry", stepObjects: step))
      return try office.store.read {
        try $0.find(try #require(report.reference), .importRun, as: Entity.self)
      }
    }
    func origin() throws -> String? { try office.store.read { try $0.exhibitRow(id).origin } }
    let first = try take(note)
    _ = try scratch.write("other words", "b/other.txt")
    let second = try take(scratch.path + "/b")
    if byPerson {
      try office.store.write(as: office.author) { writer in
        try writer.setOrigin("Aurora Foundry", of: id, caseID: nil)
      }
    }
    try undo(first)
    #expect(try origin() == "Aurora Foundry")
    try undo(second)
    #expect(try origin() == (byPerson ? "Aurora Foundry" : nil))
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try origin() == (byPerson ? "Aurora Foundry" : nil))
  }

  /// So does a further sender that another import says, too.
  @Test(arguments: [nil, 1] as [Int?]) func aSenderThatAnotherSaysTooStays(step: Int?) throws {
    let note = try scratch.write("words", "b/note.txt")
    let id = try office.store.addExhibit(
      path: note, title: nil, mediaType: "text/plain", from: "ann", marking: nil, caseID: nil,
      as: office.author
    ).id
    _ = try office.store.set(.origin, of: id, to: .text("Aurora Foundry"), as: office.author)
    func take(_ path: String) throws -> EntityID {
      let report = try Importer.apply(
        path, to: nil, in: office.store, as: office.author,
        .init(sender: "Larkspur Cognition", stepObjects: step))
      return try office.store.read {
        try $0.find(try #require(report.reference), .importRun, as: Entity.self)
      }
    }
    func senders() throws -> [String] { try office.store.read { try $0.senders(of: id) } }
    let first = try take(note)
    _ = try scratch.write("other words", "b/other.txt")
    let second = try take(scratch.path + "/b")
    #expect(try senders() == ["Larkspur Cognition"])
    try undo(first)
    #expect(try senders() == ["Larkspur Cognition"])
    try undo(second)
    #expect(try senders() == [])
  }
}
