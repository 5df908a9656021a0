import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A table that was read without its mapping, or with the wrong one, can be read again; the last reading counts.
/// Everybody here is invented.
@Suite struct ReadOtherwiseTests {
  private let office: TestOffice
  private let scratch: Scratch
  private let path: String

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
    path = try scratch.write(
      "no,handle,seen from,box\nx1,Orlin Vask,192.0.2.7,desk@mail.example\nx2,Dessa Mirov,192.0.2.8,\n",
      "a/t.csv")
  }

  private static let right = ColumnMapping(
    evidence: .accountCluster,
    columns: [
      .init("no", .id), .init("handle", .name),
      .init("seen from", .trace(.ip, exercise: nil)),
    ])
  private static let wrong = ColumnMapping(
    evidence: nil,
    columns: [.init("handle", .id), .init("box", .trace(.email, exercise: nil))])

  private func apply(
    _ mapping: ColumnMapping?, from sender: String? = nil, step: Int? = nil, path: String? = nil
  ) throws -> ImportReport {
    try Importer.apply(
      path ?? self.path, to: nil, in: office.store, as: office.author,
      .init(mapping: mapping, sender: sender, stepObjects: step))
  }

  private func counts(_ report: ImportReport) -> [Int] { [report.new, report.known, report.changed] }

  /// The types and keys of rows, the traces of the file, and what a word finds.
  private func stated() throws -> [String] {
    let hits = try office.store.search("Orlin").filter { $0.kind != "exhibit" }.map(\.kind)
    return try office.store.read { reader in
      var rows: [String] = []
      try reader.sourceRecords { rows.append("\($0.type) \($0.externalID)") }
      let found = try reader.correlations(onlyAcrossOwners: false).found
      return rows + found.map { "\($0.trace.kind.rawValue) \($0.trace.value)" } + hits
    }
  }

  private static let rightly = [
    "account-cluster t.csv#x1", "account-cluster t.csv#x2", "ip 192.0.2.7", "account-cluster",
  ]

  /// Somebody else's file, so that values meet.
  private func bringAnother() throws {
    _ = try apply(
      nil, path: scratch.write("id,ip,email\nq,192.0.2.7,desk@mail.example\n", "b/other.csv"))
  }

  private func mine(_ stated: [String]) -> [String] { stated.filter { !$0.contains("other.csv") } }

  @Test(arguments: [nil, 1]) func theLastReadingCounts(step: Int?) throws {
    try bringAnother()
    #expect(counts(try apply(nil, step: step)) == [2, 0, 0])
    let scanned = try Importer.scan(path, in: office.store, .init(mapping: Self.right))
    let again = try apply(Self.right, step: step)
    #expect(counts(scanned) == counts(again))
    #expect(mine(try stated()) == Self.rightly)
    #expect(counts(try apply(Self.right, step: step)) == [0, 2, 0])
    // The wrong one, and then the right one once more.
    _ = try apply(Self.wrong, step: step)
    #expect(
      mine(try stated()) == [
        "csv-row t.csv#Orlin Vask", "csv-row t.csv#Dessa Mirov", "email desk@mail.example", "csv-row",
      ])
    _ = try apply(Self.right, step: step)
    #expect(mine(try stated()) == Self.rightly)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(mine(try stated()) == Self.rightly)
  }

  /// A table that came from somebody and comes again as nobody's counts twice, and that is said.
  @Test(arguments: [nil, 1]) func rowsThatStandTwiceAreSaid(step: Int?) throws {
    func said(_ report: ImportReport) -> [String] {
      report.problems.filter { $0.reason.contains("stand twice") }.map { "\($0.reason); \($0.remedy)" }
    }
    #expect(said(try apply(nil, from: "Aurora Foundry", step: step)) == [])
    let scanned = try Importer.scan(path, in: office.store)
    let report = try apply(nil, step: step)
    for one in [scanned, report] {
      #expect(
        said(one) == [
          "its rows stand twice with this import: once as Aurora Foundry's, once as nobody's; "
            + "give --from 'Aurora Foundry', or take this import back: casetui import undo"
        ], "\(one.problems)")
    }
    try undo(report)
    #expect(said(try apply(nil, from: "Aurora Foundry", step: step)) == [])
  }

  /// So does one that comes under another spelling of its sender; when it comes so again nothing is recorded, or said.
  @Test(arguments: [nil, 1]) func rowsUnderTwoSpellingsAreSaid(step: Int?) throws {
    func said(_ report: ImportReport) -> [String] {
      report.problems.filter { $0.reason.contains("stand twice") }.map { "\($0.reason); \($0.remedy)" }
    }
    #expect(said(try apply(nil, from: "Aurora Foundry", step: step)) == [])
    #expect(
      said(try apply(nil, from: "Larkspur Cognition", step: step)) == [], "another one's are another thing")
    let scanned = try Importer.scan(path, in: office.store, .init(sender: "AURORA foundry"))
    let report = try apply(nil, from: "AURORA foundry", step: step)
    for one in [scanned, report] {
      #expect(
        said(one) == [
          "its rows stand twice with this import: once as Aurora Foundry's, once as AURORA foundry's; "
            + "give --from 'Aurora Foundry', or take this import back: casetui import undo"
        ], "\(one.problems)")
    }
    for sender in ["AURORA foundry", "Aurora Foundry"] {
      #expect(said(try apply(nil, from: sender, step: step)) == [], "\(sender)")
    }
  }

  /// Under the same keys it is a later version, and no conflict where the rows have a time.
  @Test func otherFactsAreALaterVersion() throws {
    let timed = try scratch.write("id,name,modified,seen\n1,Orlin Vask,2026-01-01,192.0.2.7\n", "c/u.csv")
    let mapping = ColumnMapping(
      evidence: .accountCluster,
      columns: [
        .init("id", .id), .init("name", .name),
        .init("modified", .modified), .init("seen", .trace(.ip, exercise: nil)),
      ])
    #expect(counts(try apply(nil, path: timed)) == [1, 0, 0])
    let report = try apply(mapping, path: timed)
    #expect(counts(report) == [0, 0, 1] && report.conflicts == 0)
    #expect(report.problems.isEmpty, "\(report.problems)")
  }

  @Test func afterTheWrongOneWasTakenBack() throws {
    try bringAnother()
    try undo(apply(Self.wrong))
    #expect(counts(try apply(Self.right)) == [2, 0, 0])
    #expect(mine(try stated()) == Self.rightly)
  }

  private func undo(_ report: ImportReport) throws {
    let id: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(id, reason: "the wrong mapping", as: office.author).obstacles.isEmpty)
  }

  /// Taking back the import that read it otherwise brings back what it was read as before.
  @Test(arguments: [nil, 1]) func theFormerReadingIsBackWhenTheLaterIsTakenBack(step: Int?) throws {
    try bringAnother()
    let first = try apply(Self.right, step: step)
    let second = try apply(Self.wrong, step: step)
    let wrongly = mine(try stated())
    #expect(wrongly != Self.rightly)
    try undo(second)
    #expect(mine(try stated()) == Self.rightly)
    // The wrong one once more is news, and may be taken back once more.
    let third = try apply(Self.wrong, step: step)
    #expect(try third.reference != nil && mine(stated()) == wrongly)
    try undo(first)
    #expect(mine(try stated()) == wrongly, "another import reads it so")
    try undo(third)
    #expect(mine(try stated()).isEmpty)
    _ = try apply(Self.right, step: step)
    #expect(mine(try stated()) == Self.rightly)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.verify().isSound)
    #expect(mine(try stated()) == Self.rightly)
  }

  /// Two imports read it alike, one after the other was taken back; a third reads it otherwise, and is taken back.
  @Test func whatIsBackCountsBeforeWhatWasTakenBack() throws {
    try bringAnother()
    try undo(apply(Self.right))
    _ = try apply(Self.right)
    try undo(apply(Self.wrong))
    #expect(mine(try stated()) == Self.rightly)
  }

  /// What was taken in from nobody and then from somebody is theirs; two senders of the same bytes stand beside
  /// each other.
  @Test func aSenderSaidLaterIsTheSender() throws {
    _ = try apply(Self.right)
    _ = try apply(Self.right, from: "Aurora Foundry")
    _ = try apply(Self.right, from: "Larkspur Cognition")
    let keys = try stated().filter { $0.contains("#x1") }
    #expect(keys == ["Aurora Foundry", "Larkspur Cognition"].map { "account-cluster \($0)/t.csv#x1" })
  }

  private func keys() throws -> [String] {
    var keys: [String] = []
    try office.store.read { try $0.sourceRecords { keys.append($0.externalID) } }
    return keys.sorted()
  }

  /// A sender that was said wrongly is gone with the import that said so, whatever comes after it.
  @Test(arguments: [nil, 1]) func aWrongSenderIsTakenBack(step: Int?) throws {
    try undo(apply(Self.right, from: "Wrong", step: step))
    _ = try apply(Self.right, from: "Aurora Foundry", step: step)
    #expect(try keys() == ["Aurora Foundry/t.csv#x1", "Aurora Foundry/t.csv#x2"])
    let links = try office.store.read { try $0.correlations(onlyAcrossOwners: true).found }
    #expect(links.isEmpty, "\(links)")
    let second = try apply(Self.right, from: "Larkspur Cognition", step: step)
    #expect(try keys().count == 4)
    #expect(try !office.store.read { try $0.correlations(onlyAcrossOwners: true).found }.isEmpty)
    try undo(second)
    #expect(try keys() == ["Aurora Foundry/t.csv#x1", "Aurora Foundry/t.csv#x2"])
    #expect(try office.store.read { try $0.correlations(onlyAcrossOwners: true).found }.isEmpty)
    #expect(try office.store.verify().isSound)
  }

  @Test func aSenderIsTakenBackBesideNone() throws {
    _ = try apply(Self.right)
    let second = try apply(Self.right, from: "Aurora Foundry")
    #expect(try keys() == ["Aurora Foundry/t.csv#x1", "Aurora Foundry/t.csv#x2"])
    try undo(second)
    #expect(try keys() == ["t.csv#x1", "t.csv#x2"])
  }

  /// A reading counts as a whole: no row of the one before is left where the later one has none to put in its place.
  @Test func noRowOfTheFormerReadingStays() throws {
    let table = try scratch.write(
      "name,ip,zz\nEps,192.0.2.1,v1\nZeta,192.0.2.2,v9\nEps,192.0.2.1,v1\n", "d/v.csv")
    let mapping = ColumnMapping(
      evidence: .sharedInfrastructure,
      columns: [.init("name", .id), .init("ip", .trace(.ip, exercise: nil)), .init("zz", .name)])
    _ = try apply(nil, path: table)
    #expect(try keys() == ["v.csv#2", "v.csv#3", "v.csv#4"])
    let second = try apply(mapping, path: table)
    #expect(try Set(keys()) == ["v.csv#Eps", "v.csv#Zeta"])
    try undo(second)
    #expect(try keys() == ["v.csv#2", "v.csv#3", "v.csv#4"])
  }

  /// The number of a row and the id of another may be one key: what was said of the row of before is told. That rows were
  /// read otherwise is no repetition of keys.
  @Test(arguments: [nil, 1]) func whatNamesAnotherRowNowIsSaid(step: Int?) throws {
    let table = try scratch.write(
      "No,name,country\n1,Orlin Works,China\n2,Dessa Metals,China\n3,Sela Shipping,Russia\n", "g/co.csv")
    _ = try apply(nil, step: step, path: table)
    _ = try office.store.acceptActor(
      "co.csv#3", kind: .organisation, names: nil, reason: "r", as: office.author)
    let named = try office.store.read { [try $0.bearer("co.csv#2"), try $0.bearer("co.csv#4")] }
    _ = try office.store.judge(named[0], named[1], .different, reason: "two seats", as: office.author)
    let mapping = ColumnMapping(
      evidence: .corporateRecord,
      columns: [.init("No", .id), .init("name", .name), .init("country", .country)])
    let scanned = try Importer.scan(table, in: office.store, .init(mapping: mapping))
    #expect(scanned.problems.isEmpty, "\(scanned.problems)")
    let report = try apply(mapping, step: step, path: table)
    let told = report.problems.map(\.reason)
    let gone =
      "3 rows that were read from it before, as co.csv#2 and the like, count no more, as the same bytes are "
      + "read otherwise now"
    #expect(told.first == gone, "\(told)")
    func cited(_ row: String) -> [String] {
      told.filter { $0.hasPrefix("source record co.csv#\(row), which ") }
    }
    for row in ["2", "3"] {
      #expect(cited(row).map { $0.contains("is another row now, is cited by ") } == [true], "\(told)")
    }
    #expect(cited("4").map { $0.contains("counts no more, is cited by ") } == [true], "\(told)")
    #expect(told.count == 4, "\(told)")
    // Once it is said.
    #expect(try apply(mapping, step: step, path: table).problems.isEmpty)
  }

  /// The rows of a cluster bear one key and are no versions of each other: all are exported, none is a conflict.
  @Test(arguments: [nil, 1]) func rowsOfAClusterStandBesideEachOther(step: Int?) throws {
    let rows = [
      "cluster_id,ip,modified", "c1,192.0.2.1,2026-01-01", "c1,192.0.2.2,2026-01-01",
      "c2,192.0.2.3,2026-01-01",
    ]
    let first = try scratch.write(rows.joined(separator: "\n") + "\n", "e/w.csv")
    let scanned = try Importer.scan(first, in: office.store)
    let report = try apply(nil, step: step, path: first)
    for one in [scanned, report] { #expect(counts(one) == [3, 0, 0] && one.conflicts == 0) }
    #expect(counts(try apply(nil, step: step, path: first)) == [0, 3, 0])
    func newest() throws -> [String] {
      var found: [String] = []
      try office.store.read {
        try $0.sourceRecords(in: RecordScope(), .newest) { found.append($0.externalID) }
      }
      return found
    }
    #expect(try newest() == ["w.csv#c1", "w.csv#c1", "w.csv#c2"])
    // Next week's table states c1 anew, as a whole.
    let next = try scratch.write("cluster_id,ip,modified\nc1,192.0.2.9,2026-01-08\n", "f/w.csv")
    #expect(counts(try apply(nil, step: step, path: next)) == [0, 0, 1])
    #expect(try newest() == ["w.csv#c2", "w.csv#c1"])
  }

  @Test func aScanHintsAtWhatItWasAsked() throws {
    let path = try scratch.write("id,name\n1,Orlin Vask\n", "d e/it's.csv")
    try office.store.close()
    let program = try Program([
      "import", "scan", path, "--from", "Aurora Foundry", "--format", "csv", "--store", office.path, "--as",
      "ann",
    ])
    let quoted = "'" + path.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
    #expect(
      program.output.contains(
        "casetui import apply \(quoted) --format csv --from 'Aurora Foundry' --case ID"),
      "\(program.output)\(program.errors)")
  }
}
