import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

/// An import is taken back as a unit, unless something rests on it; the same file brings it again.
@Suite struct ImportRunTests {
  private struct Taken {
    let caseID: CaseID
    let exhibit: ExhibitID
    let run: EntityID
  }

  private func take(_ office: Office, _ caseID: CaseID? = nil) throws -> Taken {
    let id = try caseID ?? office.sampleCase()
    let exhibit = try StatedTests.submit(
      office, id, origin: "Aurora Foundry", file: "wanderingword", [[Trace(.ip, "192.0.2.7")]],
      holdings: [StatedHolding(owner: "a", owned: "b", leastPPM: 1, mostPPM: 1)])
    return Taken(caseID: id, exhibit: exhibit, run: try record(office, [exhibit], id))
  }

  private func record(_ office: Office, _ exhibits: [ExhibitID], _ caseID: CaseID) throws -> EntityID {
    try office.store.write(as: office.author) { writer in
      try writer.record(
        ImportRun(
          id: EntityID(high: 0, low: 0), name: "a.csv", read: 2, new: 2, exhibits: exhibits),
        caseID: caseID
      ).id
    }
  }

  private struct Seen: Equatable {
    var exhibits: Int
    var listed: Int
    var records: Int
    var traces: Int
    var stakes: Int
    var hits: Int
  }

  private func seen(_ office: Office, _ caseID: CaseID) throws -> Seen {
    let hits = try office.store.search("wanderingword")
    return try office.store.read { reader in
      var records = 0
      try reader.sourceRecords { _ in records += 1 }
      return Seen(
        exhibits: try reader.exhibitIDs(of: caseID).count,
        listed: try reader.cases().first { $0.id == caseID }?.exhibits ?? -1, records: records,
        traces: try reader.correlations(onlyAcrossOwners: false).found.count,
        stakes: try reader.statedStakes().count, hits: hits.filter { $0.kind == "account-cluster" }.count)
    }
  }

  @Test func itIsTakenBackAndBroughtAgain() throws {
    let office = try Office()
    let taken = try take(office)
    let other = try StatedTests.submit(
      office, taken.caseID, origin: "B", file: "other", [[Trace(.ip, "192.0.2.7")]])
    let all = Seen(exhibits: 3, listed: 3, records: 3, traces: 1, stakes: 1, hits: 2)
    #expect(try seen(office, taken.caseID) == all)
    let listed = try office.store.read { try $0.imports() }
    #expect(listed.map(\.reference) == ["IM-0001-TO"])
    #expect(listed.map(\.run.exhibits) == [[taken.exhibit]])
    #expect(listed.first?.by == "ann")

    let back = try office.store.undo(taken.run, reason: "the wrong file", as: office.author)
    #expect(back.obstacles == [])
    let without = Seen(exhibits: 2, listed: 2, records: 1, traces: 0, stakes: 0, hits: 0)
    #expect(try seen(office, taken.caseID) == without)
    #expect(try office.store.read { try $0.exhibitIDs(of: taken.caseID) }.contains(other))
    #expect(try office.store.read { try $0.imports() }.first?.run.withdrawal?.reason == "the wrong file")
    #expect(throws: StoreError.self) { try office.store.undo(taken.run, reason: "again", as: office.author) }
    let report = try office.store.rebuild()
    #expect(report.before == report.after)
    #expect(try seen(office, taken.caseID) == without)
    #expect(try office.store.verify().damaged == [])

    _ = try record(office, [taken.exhibit], taken.caseID)
    #expect(try seen(office, taken.caseID) == all)
    #expect(try office.store.verify().damaged == [])
  }

  /// What a finding rests on is not pulled away from under it.
  @Test func whatIsCitedStays() throws {
    let office = try Office()
    let taken = try take(office)
    _ = try office.store.setFinding(
      .m1, of: taken.caseID, .met, exhibits: [taken.exhibit], rationale: "no permission", as: office.author)
    let before = try seen(office, taken.caseID)
    let back = try office.store.undo(taken.run, reason: "the wrong file", as: office.author)
    #expect(back.obstacles.map(\.code.rawValue) == ["E-IMPORT-941"])
    #expect(back.obstacles.first?.message.contains("finding") == true)
    #expect(back.change.operations == 0)
    #expect(try seen(office, taken.caseID) == before)
  }

  /// Two imports brought one file: taking one back leaves what the other brought.
  @Test func whatAnotherImportBroughtTooStays() throws {
    let office = try Office()
    let taken = try take(office)
    let second = try record(office, [taken.exhibit], taken.caseID)
    let before = try seen(office, taken.caseID)
    _ = try office.store.undo(taken.run, reason: "twice", as: office.author)
    #expect(try seen(office, taken.caseID) == before)
    _ = try office.store.undo(second, reason: "not at all", as: office.author)
    #expect(try seen(office, taken.caseID).records == 0)
    #expect(throws: StoreError.self) { try office.store.undo(second, reason: " ", as: office.author) }
  }

  /// Whether a record stands, and which file states it, is asked about its own file: to list all that are taken back would
  /// cost each statement as much as there are.
  @Test(arguments: [
    "SELECT 1 FROM standingRecord WHERE op = 1",
    "SELECT \(StoreReader.standingFile("r")) FROM sourceRecord AS r WHERE r.op = 1",
  ])
  func filesTakenBackAreNotListed(_ statement: String) throws {
    let office = try Office()
    let plan = try office.store.pool.read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement).map { $0["detail"] as String? ?? "" }
    }
    let ofFiles = plan.filter { $0.contains("withdrawnExhibit") }
    #expect(!ofFiles.isEmpty)
    for line in ofFiles { #expect(line.contains("withdrawnExhibitContent (sha256=?)"), "\(plan)") }
  }

  /// So it is with the files that state an entry.
  @Test func filesOfAnEntryAreLookedUpOneByOne() throws {
    let office = try Office()
    let caseID = try office.sampleCase()
    func work() throws -> Int {
      try office.store.read { reader in
        var row: SourceRow?
        try reader.sourceRecords { row = $0 }
        let stated = try #require(row)
        return try SQLiteWork.of(reader.db) {
          let exhibits = try reader.exhibits(stating: stated)
          #expect(exhibits.count == 1)
        }.hundreds
      }
    }
    func exhibit(_ text: String) throws -> ExhibitID {
      try StatedTests.submit(
        office, caseID, origin: "Aurora Foundry", file: text, [[Trace(.ip, "192.0.2.7")]])
    }
    _ = try exhibit("stays")
    let before = try work()
    let run = try record(office, (0..<150).map { try exhibit("file \($0)") }, caseID)
    _ = try office.store.undo(run, reason: "the wrong files", as: office.author)
    #expect(try work() < before + 20)
  }
}
