import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// An import in steps brings what one transaction brings, can be left and gone on with, and taken back half-way.
@Suite struct LongImportTests {
  /// A bundle with a table, an attachment and two STIX files, one object in both, one reference that leads outside.
  private func bundle(_ scratch: Scratch) throws -> String {
    _ = try scratch.write(KillTests.bundle(700), "b/a.json")
    _ = try scratch.write("account,ip\nx1,203.0.113.9\nx2,203.0.113.10\n", "b/accounts.csv")
    _ = try scratch.write("Nothing but words.", "b/letter.txt")
    let relationship = """
      {"type":"relationship","spec_version":"2.1","id":"relationship--00000000-0000-4000-8000-00000000000a",\
      "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","relationship_type":"uses",\
      "source_ref":"identity--00000000-0000-4000-8000-000000000001",\
      "target_ref":"malware--00000000-0000-4000-8000-00000000000b"}
      """
    let twin = KillTests.bundle(1).replacingOccurrences(of: "Invented 0", with: "Invented otherwise")
    _ = try scratch.write(
      twin.replacingOccurrences(of: "]}", with: ",\(relationship)]}"), "b/z.json")
    return scratch.path + "/b"
  }

  private func apply(
    _ path: String, step: Int?, in office: TestOffice, to caseID: CaseID? = nil,
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> ImportReport {
    var options = Importer.Options()
    options.stepObjects = step
    return try Importer.apply(
      path, to: caseID, in: office.store, as: office.author, options, isCancelled: isCancelled)
  }

  /// Cancels after so many steps: it is asked before each, and within.
  private func leave(_ path: String, afterSteps steps: Int, in office: TestOffice) throws -> ImportStopped? {
    var unfinished: Set<[UInt8]> = []
    do {
      _ = try apply(
        path, step: 100, in: office,
        isCancelled: {
          let rows = (try? office.store.read { try $0.unfinishedImports() }) ?? []
          unfinished.formUnion(rows.map(\.step))
          return unfinished.count >= steps
        })
      return nil
    } catch let stopped as ImportStopped {
      return stopped
    }
  }

  @Test(arguments: [1, 64, 1_000_000]) func stepsBringTheSame(step: Int) throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let (whole, parts) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    var one = try apply(path, step: nil, in: whole)
    var other = try apply(path, step: step, in: parts)
    for report in [one, other] {
      #expect(report.new == 703 && report.conflicts == 1 && report.danglingRefs == 1)
      #expect(report.mappedBytes + report.rawBytes > 100_000)
    }
    (one.seconds, other.seconds, one.exhibits, other.exhibits) = (0, 0, [], [])
    (one.reference, other.reference) = (nil, nil)
    one.files = one.files.map(withoutReference)
    other.files = other.files.map(withoutReference)
    #expect(one == other)
    #expect(try held(whole) == held(parts))
    #expect(try parts.store.read { try $0.unfinishedImports() }.isEmpty)
    #expect(try parts.store.read { try $0.imports() }.map(\.run.new) == [703])
    #expect(try parts.store.verify().isSound)
    let rebuilt = try parts.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try apply(path, step: step, in: parts).known == 704)
    #expect(try parts.store.read { try $0.imports() }.count == 1)
  }

  /// Files with the same bytes are one exhibit, whether one step reaches both or two do.
  @Test(arguments: [nil, 1, 100] as [Int?]) func copiesAreOneExhibit(step: Int?) throws {
    let scratch = try Scratch()
    let office = try TestOffice("Head Office")
    _ = try scratch.write("Nothing but words.", "d/a.txt")
    for name in ["b", "c", "d"] { _ = try scratch.write("Nothing but words.", "d/\(name).txt") }
    let report = try apply(scratch.path + "/d", step: step, in: office)
    #expect(report.files.map(\.state) == [.new, .known, .known, .known])
    let exhibits = try office.store.read { try $0.exhibits() }
    #expect(exhibits.map(\.title) == ["a.txt"])
    let id = try #require(exhibits.first?.id)
    #expect(try office.store.read { try $0.furtherNames(of: id) }.sorted() == ["b.txt", "c.txt", "d.txt"])
  }

  @Test func whatWasLeftGoesOn() throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let (whole, parts) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try apply(path, step: nil, in: whole)
    let first = try #require(try leave(path, afterSteps: 2, in: parts))
    #expect(first.done >= 200 && first.done < first.of)
    let stand = try #require(try parts.store.read { try $0.imports() }.first)
    #expect(stand.reference == first.reference && stand.run.new == first.done)
    #expect(try parts.store.read { try $0.sourceCount() } == first.done)
    #expect(try parts.store.verify().isSound)
    // A rebuild between two runs loses nothing of it.
    let rebuilt = try parts.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    let second = try #require(try leave(path, afterSteps: 3, in: parts))
    #expect(second.done > first.done && second.reference == first.reference)
    let report = try apply(path, step: 100, in: parts)
    #expect(report.resumed == second.done)
    #expect(report.new == 703 && report.conflicts == 1 && report.known == 0)
    #expect(report.problems.contains { $0.reason.contains("same modified time") })
    #expect(try held(whole) == held(parts))
    #expect(try parts.store.read { try $0.imports() }.map(\.run.new) == [703])
    #expect(try parts.store.read { try $0.unfinishedImports() }.isEmpty)
    #expect(try parts.store.verify().isSound)
  }

  /// What a run that was stopped had to say of its files, the run that ends the import says.
  @Test func whatWasSaidBeforeItWasLeftIsSaidInTheEnd() throws {
    let scratch = try Scratch()
    let office = try TestOffice("Head Office")
    let row = #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n"
    let people = try Importer.apply(
      scratch.write(row, "b/a.json"), to: nil, in: office.store, as: office.author)
    let run: EntityID = try office.store.read {
      try $0.find(try #require(people.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "the wrong file", as: office.author).obstacles.isEmpty)
    let letter = try scratch.write("Nothing but words.", "b/b.txt")
    _ = try Importer.apply(
      letter, to: nil, in: office.store, as: office.author, Importer.Options(sender: "Northgate"))
    for name in ["b/c.txt", "b/d.txt"] { _ = try scratch.write("Words of \(name).", name) }
    let options = Importer.Options(format: .attachment, sender: "Southgate", stepObjects: 2)
    // Asked by what cannot throw: a store that cannot be read stops nothing, and then no error comes.
    #expect(throws: ImportStopped.self) {
      try Importer.apply(
        scratch.path + "/b", to: nil, in: office.store, as: office.author, options,
        isCancelled: { (try? office.store.read { try $0.unfinishedImports() })?.isEmpty == false })
    }
    let report = try Importer.apply(
      scratch.path + "/b", to: nil, in: office.store, as: office.author, options)
    #expect(report.files.map(\.path) == ["a.json", "b.txt", "c.txt", "d.txt"])
    let said = report.problems.map(\.reason)
    #expect(said.count == 2, "\(said)")
    #expect(
      said.first == "1 records that an import which was taken back had read from it count again")
    #expect(said.last?.hasSuffix(", from Northgate") == true)
  }

  /// How long a step is says nothing about what is imported: what was begun in steps is ended by the plain command, too.
  @Test func whatWasLeftGoesOnWithOtherSteps() throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let office = try TestOffice("Head Office")
    let first = try #require(try leave(path, afterSteps: 2, in: office))
    let report = try apply(path, step: nil, in: office)
    #expect(report.resumed == first.done && report.new == 703 && report.known == 0)
    #expect(report.reference == first.reference)
    #expect(try office.store.read { try $0.unfinishedImports() }.isEmpty)
    #expect(try office.store.read { try $0.imports() }.map(\.run.new) == [703])
  }

  @Test func whatWasLeftIsTakenBackAsAUnit() throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let office = try TestOffice("Head Office")
    let left = try #require(try leave(path, afterSteps: 2, in: office))
    #expect(try office.store.search("invented 5").count > 0)
    let row = try #require(try office.store.read { try $0.imports() }.first)
    let (obstacles, _) = try office.store.undo(row.run.id, reason: "the wrong bundle", as: office.author)
    #expect(obstacles.isEmpty)
    #expect(try office.store.search("invented 5").isEmpty)
    #expect(try office.store.read { try $0.unfinishedImports() }.isEmpty)
    // The same file brings it again, all of it, and writes nothing twice.
    let report = try apply(path, step: 100, in: office)
    #expect(report.resumed == 0 && report.new == 703 && report.known == 0 && report.conflicts == 1)
    #expect(left.done > 1)
    #expect(try office.store.read { try $0.sourceCount() } == 704)
    #expect(try office.store.search("invented 5").count > 0)
  }

  /// Somebody takes it back between two steps of a run: no further step is written.
  @Test func whatIsTakenBackMeanwhileEnds() throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let office = try TestOffice("Head Office")
    var options = Importer.Options()
    options.stepObjects = 100
    var taken = 0
    #expect(throws: StoreError.self) {
      try Importer.apply(
        path, to: nil, in: office.store, as: office.author, options,
        progress: { line in
          guard line.hasPrefix("writing: 2"), taken == 0,
            let row = try? office.store.read({ try $0.imports() }).first
          else { return }
          let undone = try? office.store.undo(row.run.id, reason: "not ours", as: office.author)
          taken = undone?.obstacles.isEmpty == true ? row.run.read : -1
        })
    }
    #expect(taken >= 200)
    #expect(try office.store.read { try $0.sourceCount() } == taken)
    #expect(try office.store.search("invented 5").isEmpty)
    #expect(try office.store.read { try $0.unfinishedImports() }.isEmpty)
    #expect(try office.store.verify().isSound)
  }

  /// Cancelled later and later, until it is done before anybody asks: within a step somebody asks as well, though the file
  /// at hand brings no object.
  @Test func aStepWithoutObjectsIsCancelled() throws {
    let scratch = try Scratch()
    let path = try scratch.write(KillTests.bundle(0), "a.json")
    var (stops, answers) = (0, 0)
    while answers < 200 {
      let office = try TestOffice("Head Office")
      var asked = 0
      do {
        let report = try apply(
          path, step: 100, in: office,
          isCancelled: {
            asked += 1
            return asked > answers
          })
        #expect(report.files.map(\.state) == [.new])
        break
      } catch let stopped as ImportStopped {
        #expect(stopped.done == 0)
        stops += 1
        // It goes on, and comes to its end.
        #expect(try apply(path, step: 100, in: office).files.count == 1)
        #expect(try office.store.read { try $0.unfinishedImports() }.isEmpty)
      } catch is CancellationError {} catch let refusal as ImportRefusal where refusal.kind == .cancelled {}
      answers += 1
    }
    // Before the step, and in it.
    #expect(stops >= 2 && answers < 200)
  }

  /// A file that turns out broken at its end is refused before anything is written.
  @Test func aBrokenFileLeavesNothing() throws {
    let scratch = try Scratch()
    let office = try TestOffice("Head Office")
    let path = try scratch.write(String(KillTests.bundle(400).dropLast(2)), "b.json")
    let before = try office.digest()
    let report = try apply(path, step: 100, in: office)
    #expect(report.isAllRefused && report.new == 0)
    #expect(report.problems.first?.offset != nil)
    #expect(try office.digest() == before)
    // Among others it alone stays out.
    let folder = try bundle(scratch)
    _ = try scratch.write(String(KillTests.bundle(400).dropLast(2)), "b/n.json")
    let mixed = try apply(folder, step: 100, in: office)
    #expect(mixed.refused == 1 && mixed.new == 703)
    #expect(mixed.files.count == 5 && mixed.exhibits.count == 4)
  }

  /// The same files for another case, or with one byte changed, are another import.
  @Test func anotherImportDoesNotGoOn() throws {
    let scratch = try Scratch()
    let path = try bundle(scratch)
    let office = try TestOffice("Head Office")
    _ = try #require(try leave(path, afterSteps: 2, in: office))
    let id = try office.store.newCase(title: "Other", as: office.author).id
    let other = try apply(path, step: 100, in: office, to: id)
    #expect(other.resumed == 0 && other.known >= 200)
    #expect(try office.store.read { try $0.unfinishedImports() }.count == 1)
    #expect(try office.store.read { try $0.caseRow(id).exhibits } == 4)
  }

  private func withoutReference(_ file: ImportedFile) -> ImportedFile {
    ImportedFile(
      path: file.path, role: file.role, lengthBytes: file.lengthBytes, state: file.state, reference: nil)
  }

  /// What the records say, in the order of the journal.
  private func held(_ office: TestOffice) throws -> [String] {
    var found: [String] = []
    try office.store.read { reader in
      try reader.sourceRecords { record in
        found.append("\(record.externalID) \(record.content) \(record.offset) \(record.bundle)")
      }
    }
    return found
  }
}

@Suite struct ReferencesTests {
  /// What a refused file refers to, or defines, is as if it had never been read.
  @Test(arguments: [2, 100_000]) func ofARefusedFileNothingIsLeft(limit: Int) throws {
    let office = try TestOffice("Head Office")
    var references = References(in: office.store.folder, limit: limit)
    references.begin()
    try references.note("a", ["b", "c"])
    try references.keep()
    references.begin()
    try references.note("b", ["d", "e", "f"])
    references.drop()
    #expect(try references.dangling { _ in false } == 2)
    references.begin()
    try references.note("b", ["d"])
    try references.keep()
    #expect(try references.dangling { _ in false } == 2, "c and d")
  }

  /// With little memory as with much: what is referred to and neither here nor held, each once.
  @Test(arguments: [3, 50, 100_000]) func whatDanglesIsCountedOnce(limit: Int) throws {
    let office = try TestOffice("Head Office")
    var references = References(in: office.store.folder, limit: limit)
    var (defined, wanted) = (Set<Int>(), Set<Int>())
    for number in 0..<1000 {
      let targets = [number * 7 % 1500, number + 400, number / 2, 3]
      try references.note("id-\(number)", targets.map { "id-\($0)" })
      defined.insert(number)
      wanted.formUnion(targets)
    }
    let outside = wanted.subtracting(defined)
    let held = outside.filter { $0.isMultiple(of: 10) }
    #expect(!held.isEmpty && held.count < outside.count)
    let count = try references.dangling { id in held.contains(Int(id.dropFirst(3))!) }
    #expect(count == outside.count - held.count)
  }
}
