import CaseDomain
import Foundation
import Synchronization
import Testing

@testable import CaseStore
@testable import casetui

/// The same bytes taken in by two offices are two exhibits and one file: what one of them takes back, the other's import
/// still states, and its exhibit is the one that is named. Everybody here is invented.
@Suite struct SameContentTests {
  private let a: TestOffice
  private let b: TestOffice
  private let scratch: Scratch

  init() throws {
    // Each transaction has a time of its own.
    let milliseconds = Mutex<UInt64>(1_790_000_000_000)
    let clock: @Sendable () -> UInt64 = {
      milliseconds.withLock { now in
        now += 1
        return now
      }
    }
    a = try TestOffice("Head Office", clock: clock)
    b = try TestOffice("Field East", user: "bob", clock: clock)
    scratch = try Scratch()
  }

  @discardableResult
  private func apply(_ path: String, in office: TestOffice, from sender: String? = nil, step: Int? = nil)
    throws -> ImportReport
  {
    try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(sender: sender, stepObjects: step))
  }

  private func undo(_ report: ImportReport, in office: TestOffice) throws {
    let run: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "the wrong file", as: office.author).obstacles.isEmpty)
  }

  private func sync(enrol: Bool = false) throws {
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: enrol)
  }

  private func run<Command: StoreCommand>(_ office: TestOffice, _: Command.Type, _ arguments: String...)
    throws
    -> Answer
  {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func company(_ id: String, _ name: String) -> String {
    #"{"id":"\#(id)","schema":"Company","properties":{"name":["\#(name)"]}}"# + "\n"
  }

  private func holding(_ id: String, of owned: String = "c1") -> String {
    #"{"id":"\#(id)","schema":"Ownership","properties":{"owner":["p1"],"asset":["\#(owned)"],"percentage":["60"]}}"#
      + "\n"
  }

  @Test(arguments: [nil, 1]) func whatIsHereByAnothersImportDoesNotComeBack(step: Int?) throws {
    let first = try scratch.write(company("x", "Glass Heron"), "a/all.json")
    let own = try apply(first, in: a, step: step)
    try apply(first, in: b)
    try sync(enrol: true)
    try apply(scratch.write(company("x", "Heron Works"), "b/all.json"), in: a, step: step)
    try undo(own, in: a)
    let exhibit = try a.store.read { reader in
      let content = try #require(reader.exhibits().first { $0.title == "all.json" }?.sha256)
      return try #require(reader.exhibit(holding: content).map { try reader.exhibitRow($0) }).reference
    }
    #expect(exhibit.hasSuffix("-FE"), "b's import stands")
    let scanned = try Importer.scan(first, in: a.store)
    let again = try apply(first, in: a, step: step)
    #expect(scanned.known == 1 && scanned.changed == 0)
    #expect(again.known == 1 && again.changed == 0)
    #expect(again.reference == nil)
    var counting: [String?] = []
    try a.store.read { reader in try reader.sourceRecords(in: .init(), .newest) { counting.append($0.name) } }
    #expect(counting == ["Heron Works"])
    for report in [scanned, again] { #expect(report.files.map(\.reference) == [exhibit]) }
  }

  /// A share is named by an exhibit that still states it.
  @Test func ownershipCitesWhatStands() throws {
    let people = #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n"
    let first = try apply(
      scratch.write(people + company("c1", "Glass Heron") + holding("h1"), "a/own.json"), in: a, from: "P")
    try apply(
      scratch.write(
        people + company("c1", "Glass Heron") + holding("h1") + company("c2", "Quill"), "b/own.json"),
      in: a, from: "Q")
    func cited() throws -> String {
      try run(a, OwnershipCommand.Tree.self, "p1", "--as-of", "2026-01-01").lines.joined(separator: "\n")
    }
    #expect(try cited().contains("EX-0001-HO"))
    try undo(first, in: a)
    let now = try cited()
    #expect(now.contains("EX-0002-HO") && !now.contains("EX-0001-HO"), "\(now)")
    let blocked = try run(a, OwnershipCommand.Held.self, "--seed", "p1", "--as-of", "2026-01-01").lines
    #expect(blocked.contains { $0.contains("EX-0002-HO") }, "\(blocked)")
    #expect(!blocked.contains { $0.contains("EX-0001-HO") }, "\(blocked)")
    var desk = Sitting(a.store, as: "ann")
    desk.press("g", "n", "text:Glass Heron", "Ctrl-S", "Enter")
    #expect(desk.text.contains("EX-0002-HO") && !desk.text.contains("EX-0001-HO"), "\(desk.text)")
  }

  /// The same bytes in two offices: the exhibit of the import that stands is named.
  @Test func ownershipCitesTheExhibitThatStands() throws {
    let path = try scratch.write(company("c1", "Glass Heron") + holding("h1"), "a/own.json")
    let own = try apply(path, in: a)
    try apply(path, in: b)
    try sync(enrol: true)
    try undo(own, in: a)
    let tree = try run(a, OwnershipCommand.Tree.self, "p1", "--as-of", "2026-01-01").lines
    #expect(tree.contains { $0.contains("EX-0001-FE") }, "\(tree)")
    #expect(!tree.contains { $0.contains("EX-0001-HO") }, "\(tree)")
  }

  @Test func aNameThatWasTakenBackFindsNobody() throws {
    let first = try apply(scratch.write(company("c1", "Wrongly Named Ltd"), "a/a.json"), in: a)
    try apply(scratch.write(company("c1", "Right Name Ltd") + holding("h1"), "b/b.json"), in: a)
    try undo(first, in: a)
    #expect(throws: StoreError.self) {
      try run(a, OwnershipCommand.Tree.self, "Wrongly Named Ltd", "--as-of", "2026-01-01")
    }
    #expect(try run(a, OwnershipCommand.Parties.self, "Wrongly").rows("items").isEmpty)
    #expect(try run(a, OwnershipCommand.Parties.self, "Right").rows("items").count == 1)
  }

  /// Its own file is gone, though another office's word names it, too.
  @Test func aLostFileOfOnesOwnIsDamage() throws {
    let path = try scratch.write(company("x", "Glass Heron"), "a/all.json")
    try apply(path, in: a)
    try apply(path, in: b)
    try sync(enrol: true)
    let content = try #require(try a.store.read { try $0.exhibits().first?.sha256 })
    #expect(try a.store.verify().isSound)
    try FileManager.default.removeItem(atPath: a.store.vault.path(of: content))
    let report = try a.store.verify()
    #expect(report.damaged.map(\.reason) == ["the file is missing"] && report.absent.isEmpty)
  }

  /// A peer's operation that should state a record and does not stops nothing.
  @Test func aRecordThatCannotBeReadIsKeptUnread() throws {
    try apply(scratch.write(company("x", "Glass Heron"), "a/all.json"), in: b)
    let exhibit = try #require(try b.store.read { try $0.exhibits().first?.id })
    try b.store.write(as: b.author) { writer in
      let target = Target(exhibit.cast(), .sourceRecord)
      try writer.append(writer.body(.record, target, .record([1: .text("ftm")]), caseID: nil))
    }
    _ = try b.store.newCase(title: "After it", as: b.author)
    try sync(enrol: true)
    for office in [a, b] {
      #expect(try office.store.read { try $0.cases().map(\.title) } == ["After it"])
      #expect(try office.store.read { try $0.count("unread") } == 1)
      #expect(try office.store.read { try $0.sourceCount() } == 1)
      #expect(try office.store.verify().isSound)
      let rebuilt = try office.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
    #expect(try a.digest() == b.digest())
  }

  /// Each office means its own mapping of a name.
  @Test func aMappingIsOnesOwn() throws {
    func mapping(_ header: String) -> ColumnMapping { ColumnMapping(columns: [.init(header, .id)]) }
    let c = try TestOffice("Field West", user: "cyd")
    for (office, header) in [(a, "Nr"), (b, "Number"), (c, "No")] {
      _ = try office.store.save(mapping(header), named: "acme", as: office.author)
    }
    try sync(enrol: true)
    #expect(try a.store.read { try $0.mapping(named: "acme") } == mapping("Nr"))
    #expect(try b.store.read { try $0.mapping(named: "acme") } == mapping("Number"))
    let listed = try run(a, MappingCommand.List.self)
    #expect(listed.rows("items").map { $0.text("office") } == ["Head Office", "Field East"])
    #expect(listed.lines.contains("acme  plain rows  of Field East"), "\(listed.lines)")
    // Who has none of that name takes the only one, and of two neither.
    let d = try TestOffice("Field South", user: "dot")
    _ = try Syncer.run(c.path, in: d.store, as: d.author, enrol: true)
    #expect(try d.store.read { try $0.mapping(named: "acme") } == mapping("No"))
    _ = try Syncer.run(b.path, in: d.store, as: d.author, enrol: true)
    let doubt = #expect(throws: StoreError.self) { try d.store.read { try $0.mapping(named: "acme") } }
    #expect(doubt?.message.contains("offices have a mapping named acme: ") == true)
  }

  /// An import in steps that another office took back: before it goes on, and between two of its steps.
  @Test(arguments: [false, true]) func aLongImportThatAnotherOfficeTookBack(meanwhile: Bool) throws {
    let path = try scratch.write(KillTests.bundle(600), "big.json")
    try sync(enrol: true)
    var options = Importer.Options()
    options.stepObjects = 100
    func takeBack() throws {
      try sync()
      let row = try #require(try b.store.read { try $0.imports() }.first)
      #expect(try b.store.undo(row.run.id, reason: "not ours", as: b.author).obstacles.isEmpty)
      try sync()
    }
    var steps = 0
    var takingBack: Result<Void, any Error>?
    do {
      _ = try Importer.apply(
        path, to: nil, in: a.store, as: a.author, options, isCancelled: { !meanwhile && steps > 1 },
        progress: { line in
          guard line.hasPrefix("writing: ") else { return }
          steps += 1
          if meanwhile, steps == 2 { takingBack = Result { try takeBack() } }
        })
      Issue.record("it went on")
    } catch let stopped as ImportStopped {
      #expect(!meanwhile && stopped.done >= 200)
    } catch let error as StoreError {
      #expect(meanwhile && error.message.hasPrefix("the import was taken back"), "\(error)")
    }
    if meanwhile { try #require(takingBack).get() } else { try takeBack() }
    let held = try a.store.read { try $0.sourceCount() }
    #expect(held >= 200 && held < 600, "\(held)")
    let list = try run(a, ImportCommand.List.self)
    #expect(!list.lines.contains { $0.contains("goes on") }, "\(list.lines)")
    let again = try Importer.apply(path, to: nil, in: a.store, as: a.author, options)
    #expect(again.resumed == 0 && again.new == 600 && again.reference == "IM-0002-HO")
    #expect(try a.store.read { try $0.exhibits().count } == 1)
    #expect(try a.store.read { try $0.unfinishedImports() }.isEmpty)
    #expect(try a.store.read { try $0.sourceRecordCount(in: .init(), .newest) } == 600)
    try sync()
    #expect(try b.store.read { try $0.sourceRecordCount(in: .init(), .newest) } == 600)
    #expect(try a.store.verify().isSound)
  }
}
