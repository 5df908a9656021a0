import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Who replaces or revokes what another sender stated is named, and so is what a file says oddly of itself.
/// Everybody here is invented.
@Suite struct AnothersWordTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func apply(_ path: String, from sender: String?, step: Int? = nil) throws -> ImportReport {
    try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(sender: sender, stepObjects: step))
  }

  private func holding(_ percent: Int) -> String {
    """
    {"id":"h1","schema":"Ownership","properties":{"owner":["o1"],"asset":["a1"],"percentage":["\(percent)"]}}

    """
  }

  private let person = #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n"
  private let deletion =
    #"{"op":"DEL","entity":{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}}"# + "\n"

  @Test(arguments: [nil, 1]) func whoReplacesAnothersWordIsNamed(step: Int?) throws {
    _ = try apply(scratch.write(holding(60) + person, "a/reg.json"), from: "Registry", step: step)
    let mine = try scratch.write(holding(10) + deletion, "b/mal.json")
    let scanned = try Importer.scan(mine, in: office.store, .init(sender: "Mallory"))
    let report = try apply(mine, from: "Mallory", step: step)
    #expect(report.changed == 2)
    let told = report.problems.map(\.reason)
    #expect(
      told == [
        "2 objects from Mallory (mal.json) take the place of what Registry (reg.json) stated, 1 of them to say that "
          + "it no longer stands"
      ])
    #expect(report.problems.map(\.object) == ["h1"])
    #expect(scanned.problems.map(\.reason) == told)
    #expect(try apply(mine, from: "Mallory", step: step).problems.isEmpty, "nothing is replaced any more")
  }

  /// Two senders state one thing of one moment, and not alike: both are named, whichever came first.
  @Test(arguments: [nil, 1]) func whoContradictsAnotherIsNamed(step: Int?) throws {
    func report(_ name: String) -> String {
      """
      {"type":"bundle","id":"bundle--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1a01","objects":[{"type":"intrusion-set",
      "spec_version":"2.1","id":"intrusion-set--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1a02",
      "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","name":"\(name)"}]}
      """
    }
    _ = try apply(scratch.write(report("Quiet Heron"), "a/one.json"), from: "Northgate", step: step)
    let path = try scratch.write(report("Loud Heron"), "b/two.json")
    let scanned = try Importer.scan(path, in: office.store, .init(sender: "Mallory"))
    let applied = try apply(path, from: "Mallory", step: step)
    for report in [scanned, applied] {
      #expect(report.conflicts == 1)
      #expect(
        report.problems.map(\.reason) == [
          "the same modified time is here with other content",
          "1 object from Mallory (two.json) takes the place of what Northgate (one.json) stated",
        ])
    }
  }

  /// Next week's list of one sender, however somebody spells it, or under one name from nobody; and files of one import.
  @Test(arguments: ["Northern Registry", "NORTHERN  registry ", "Nor\u{200B}thern Registry"])
  func itsOwnNextListIsNoOthersWord(spelling: String) throws {
    _ = try apply(scratch.write(holding(60), "a/reg.json"), from: "Northern Registry")
    let next = try scratch.write(holding(70), "b/new.json")
    #expect(try Importer.scan(next, in: office.store, .init(sender: spelling)).problems.isEmpty)
    #expect(try apply(next, from: spelling).problems.isEmpty)
    // The same bytes from the same sender: nobody else is on record as having sent them.
    #expect(try apply(next, from: "Northern Registry").problems.isEmpty)
    _ = try apply(scratch.write(person, "c/people.json"), from: nil)
    #expect(try apply(scratch.write(deletion, "d/people.json"), from: nil).problems.isEmpty)
    let renamed = person.replacingOccurrences(of: "Vask", with: "Vasko")
    let third = try apply(scratch.write(renamed, "e/other.json"), from: nil)
    #expect(third.problems.count == 1, "another name, and no origin: somebody should look")
    _ = try scratch.write(person.replacingOccurrences(of: "p1", with: "p2"), "f/1.json")
    _ = try scratch.write(deletion.replacingOccurrences(of: "p1", with: "p2"), "f/2.json")
    let both = try apply(scratch.path + "/f", from: nil)
    #expect(both.changed == 1 && both.problems.isEmpty)
  }

  private func asksOfItsName(_ path: String) throws -> Bool {
    let scanned = try Importer.scan(path, in: office.store)
    return try #require(scanned.decisions).questions.contains { $0.about == .sameName }
  }

  /// A file is known by what it was called when it came, and again, whatever title its exhibit has by now.
  @Test func aTitleIsNoNameOfAFile() throws {
    let first = try apply(scratch.write(holding(60), "a/list.json"), from: nil)
    _ = try EvidenceCommand.Set.parse([
      try #require(first.exhibits.first), "--title", "Report of January", "--as", "ann",
    ]).answer(office.store)
    let next = try scratch.write(holding(70), "b/list.json")
    #expect(try asksOfItsName(next))
    #expect(try apply(next, from: nil).problems.isEmpty)
    _ = try apply(scratch.write(holding(70), "c/kept.json"), from: nil)
    let third = try scratch.write(holding(80), "d/kept.json")
    #expect(try asksOfItsName(third))
    #expect(try apply(third, from: nil).problems.isEmpty)
    let other = try scratch.write(holding(90), "e/Report of January")
    #expect(try !asksOfItsName(other))
  }

  /// The title that somebody gave an exhibit is the name of the file that comes next, with the same bytes.
  @Test(arguments: [nil, 1] as [Int?]) func aFileThatIsCalledAsATitleHasThatName(step: Int?) throws {
    let first = try apply(scratch.write(holding(60), "a/jan.json"), from: nil)
    _ = try EvidenceCommand.Set.parse([
      try #require(first.exhibits.first), "--title", "list.json", "--as", "ann",
    ]).answer(office.store)
    let again = try scratch.write(holding(60), "b/list.json")
    let next = try scratch.write(holding(70), "c/list.json")
    #expect(try !asksOfItsName(next), "nothing came under that name yet")
    #expect(try apply(again, from: nil, step: step).reference != nil)
    #expect(try apply(again, from: nil, step: step).reference == nil, "it is said once")
    #expect(try asksOfItsName(next))
    #expect(try apply(next, from: nil).problems.isEmpty)
  }

  @Test func whatWasTakenBackHasNoName() throws {
    let first = try apply(scratch.write(holding(60), "a/list.json"), from: nil)
    let next = try scratch.write(holding(70), "b/list.json")
    #expect(try asksOfItsName(next))
    let run: EntityID = try office.store.read {
      try $0.find(try #require(first.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "too early", as: office.author).obstacles.isEmpty)
    #expect(try !asksOfItsName(next))
  }

  @Test func screeningSaysWhoRevoked() throws {
    _ = try apply(scratch.write(person, "a/reg.json"), from: "Registry")
    _ = try apply(scratch.write(deletion, "b/mal.json"), from: "Mallory")
    func lines() throws -> [String] {
      try office.store.read { reader in
        try Screener(reader).screen(ScreeningQuery("Orlin Vask", schema: .person)).hits.flatMap(\.lines)
      }.filter { $0.contains("revoked") }
    }
    #expect(
      try lines() == [
        "       revoked: Mallory (mal.json) says that this no longer stands; it was stated by Registry (reg.json)"
      ])
    _ = try apply(scratch.write(person + deletion, "c/reg.json"), from: "Registry")
    #expect(try lines() == ["       revoked: its source says that this no longer stands"])
  }

  /// Who replaced what another stated, and then revokes that, is not its source: at the import, in screening and of an
  /// entry it is said whose word that takes the place of.
  @Test(arguments: [nil, 1]) func whoRevokesItsOwnVersionOfAnothersWordIsNamed(step: Int?) throws {
    let changed = person.replacingOccurrences(of: "Vask\"", with: "Vasko\"")
    _ = try apply(scratch.write(person, "a/reg.json"), from: "Registry", step: step)
    _ = try apply(scratch.write(changed, "b/one.json"), from: "Mallory", step: step)
    let path = try scratch.write(deletion, "c/two.json")
    let scanned = try Importer.scan(path, in: office.store, .init(sender: "Mallory"))
    let report = try apply(path, from: "Mallory", step: step)
    let told = [
      "1 object from Mallory (two.json) takes the place of what Registry (reg.json) stated before others did, "
        + "to say that it no longer stands"
    ]
    #expect(report.problems.map(\.reason) == told)
    #expect(scanned.problems.map(\.reason) == told)
    // That it stated it itself is not hidden.
    let stated = "it was stated by Registry (reg.json), and by Mallory itself"
    let words = "revoked: Mallory (two.json) says that this no longer stands; \(stated)"
    let obstacle = try #require(
      try office.store.read { try $0.obstacle(toAccepting: "p1", of: "ftm") })
    #expect(obstacle.message.hasSuffix("says that it no longer stands; \(stated)"))
    #expect(obstacle.remedy.hasPrefix("if one of these words does not count"))
    let shown = try ActorCommand.Show.parse(["p1"]).answer(office.store)
    #expect(shown.lines.contains { $0.hasSuffix(words) }, "\(shown.lines)")
    #expect(!shown.lines.contains { $0.contains("its source says") })
    let screened = try office.store.read { reader in
      try Screener(reader).screen(ScreeningQuery("Orlin Vask", schema: .person)).hits.flatMap(\.lines)
    }
    #expect(screened.contains { $0.hasSuffix(words) }, "\(screened)")
  }

  @Test(arguments: [nil, 1]) func datesInTheFutureAreSaid(step: Int?) throws {
    let path = try scratch.write(
      "id,name,modified\n1,Orlin Vask,2999-01-01\n2,Dessa Mirov,2998-01-01\n", "u.csv")
    let scan = try Importer.scan(path, in: office.store)
    #expect(scan.problems.isEmpty, "a scan asks")
    let report = try apply(path, from: nil, step: step)
    #expect(
      report.problems.map(\.reason) == ["2 objects are dated in the future, such as u.csv#1 of 2999-01-01"])
  }

  /// Whoever was asked is not told.
  @Test func whoDecidedIsNotTold() throws {
    let path = try scratch.write("id,name,modified\n1,Orlin Vask,2999-01-01\n", "u.csv")
    let decisions = try #require(try Importer.scan(path, in: office.store).decisions)
    let report = try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(decisions: (decisions, .zero)))
    #expect(report.problems.isEmpty)
  }

  @Test func aKeyThatRepeatsInOneFileIsSaidToDoSo() throws {
    let rows = "id,name\n1,Orlin Vask\n1,Dessa Mirov\n1,Tarn Ulbek\n"
    let path = try scratch.write(rows, "a/t.csv")
    let told = try [Importer.scan(path, in: office.store), apply(path, from: nil)]
    for report in told {
      #expect(report.new == 1 && report.changed == 2)
      #expect(
        report.problems.map(\.reason) == [
          "this key repeats in this file: its rows count as versions of one, and the last holds"
        ])
    }
    // Another file of this name says so, too.
    let next = try scratch.write("id,name\n1,Orlin Vask\n", "b/t.csv")
    for report in try [Importer.scan(next, in: office.store), apply(next, from: nil)] {
      #expect(
        report.problems.count == 1 && report.problems[0].reason.contains("came before in a file of this name")
      )
    }
  }

  /// A table whose id is no key: the scan and the import refuse the same rows, and every byte is accounted for.
  @Test func rowsUnderOneKeyHaveALimit() throws {
    let rows = (0..<1_005).map { "1,Orlin Vask \($0)\n" }.joined()
    let path = try scratch.write("id,name\n" + rows + "2,Dessa Mirov\n", "log.csv")
    for report in try [Importer.scan(path, in: office.store), apply(path, from: nil)] {
      #expect(report.read == 1_001 && report.refused == 5 && report.new == 2 && report.changed == 999)
      #expect(report.problems.contains { $0.reason.hasPrefix("5 objects whose identifier this file states") })
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      #expect(report.mappedBytes + report.rawBytes + report.ignoredBytes == size)
    }
  }

  /// A scan, as an import, goes on after a refused file as if it had not been read: what it states is new in the next.
  @Test func ofARefusedFileNothingIsCompared() throws {
    let head = #"{"type":"bundle","id":"bundle--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1a01","objects":["#
    let object = """
      {"type":"intrusion-set","spec_version":"2.1","id":"intrusion-set--7c4b1f6e-5c3d-4b8a-9b56-0a4d3c2b1a02",
      "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","name":"Quiet Heron"}
      """
    _ = try scratch.write(head + object + ",{", "s/1.json")
    _ = try scratch.write(head + object + "]}", "s/2.json")
    let folder = scratch.path + "/s"
    for report in try [Importer.scan(folder, in: office.store), apply(folder, from: nil)] {
      #expect(report.new == 1 && report.known == 0 && report.refused == 1, "\(report)")
      #expect(report.files.map(\.state) == [.refused, .new])
      #expect(report.exhibits.count == 1 || report.decisions != nil)
      #expect(report.problems.count { $0.severity == .refused } == 1)
    }
  }

  /// A report goes back to where it was, however long its lists are.
  @Test func aReportGoesBackToItsMark() throws {
    var report = ImportReport()
    func problem(_ reason: String) -> ImportProblem {
      ImportProblem(path: "a", reason: reason, remedy: "none", severity: .warning)
    }
    report.problems = [problem("one")]
    report.exhibits = ["EX-0001"]
    (report.read, report.byType) = (3, ["x": 3])
    let (mark, before) = (report.mark, report)
    report.problems.append(problem("two"))
    report.exhibits.append("EX-0002")
    report.bags.append(BagVerdict(path: "b", verdict: "VALID", checkedFiles: 1))
    (report.read, report.byType, report.kind) = (9, ["x": 4, "y": 5], "bag")
    report.goBack(to: mark)
    #expect(report == before)
  }

  /// A cluster has as many rows as it has accounts.
  @Test func rowsOfAClusterAreOrdinary() throws {
    let path = try scratch.write("cluster_id,ip\nc1,192.0.2.1\nc1,192.0.2.2\nc1,192.0.2.3\n", "t.csv")
    #expect(try Importer.scan(path, in: office.store).problems.isEmpty)
    let report = try apply(path, from: nil)
    #expect(report.problems.isEmpty && report.new == 3)
  }
}
