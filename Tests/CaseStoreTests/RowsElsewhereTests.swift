import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

/// Rows that stand beside each other under one key: thousands of them must not be read again for each.
@Suite struct RowsElsewhereTests {
  private let office: Office

  init() throws { office = try Office() }

  private func row(
    _ offset: UInt64, _ text: String, of bundle: Digest256, way: UInt64 = 7, type: String = "payment"
  ) -> SourceRecord {
    SourceRecord(
      source: "csv", externalID: "t.csv#K", type: type, name: nil, modified: nil,
      content: .inline(Array(text.utf8)), bundle: bundle, offset: offset, length: 1, way: way)
  }

  private func take(_ records: [SourceRecord]) throws -> [Arrival] {
    let caseID = try office.sampleCase()
    let content = try office.store.vault.take(Array("x".utf8), name: "t.csv", mediaType: "text/csv")
    return try office.store.write(as: office.author) { writer in
      let exhibit = try writer.addExhibit(content, title: "t.csv", from: "s", marking: nil, caseID: caseID)
      return try records.map { try writer.takeRecord($0, of: exhibit.id, caseID: caseID) }
    }
  }

  /// A row is looked for by its place in the table, through the index, and not among all rows of its key.
  @Test func aRowIsLookedForAtItsPlace() throws {
    let plan = try office.store.pool.read { db in
      try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + HeldVersion.atPlace,
        arguments: ["a", "csv", nil, Data(Digest256.zero.bytes), 0])
    }.map { $0["detail"] as String? ?? "" }
    #expect(
      plan.contains { $0.contains("sourceRecordRow (externalID=? AND source=? AND bundle=? AND offset=?)") },
      "\(plan)")
  }

  /// Of one table no row replaces or repeats another, equal ones neither.
  @Test func rowsOfOneTableAreNew() throws {
    let bundle = Digest256.sha256([1])
    let rows = (0..<40).map { row(UInt64($0), "row \($0 / 2)", of: bundle) }
    #expect(try take(rows) == Array(repeating: .new, count: 40))
    try standing([bundle])
    #expect(try take(rows) == Array(repeating: .known, count: 40))
    #expect(try office.store.read { try $0.sourceCount() } == 40)
  }

  /// Of another table those that say the same are known, the others change it.
  @Test func rowsOfAnotherTableAreCompared() throws {
    let (first, second) = (Digest256.sha256([1]), Digest256.sha256([2]))
    _ = try take((0..<10).map { row(UInt64($0), "row \($0)", of: first) })
    try standing([first, second])
    let arrivals = try take((0..<20).map { row(UInt64($0), "row \($0)", of: second) })
    #expect(arrivals == Array(repeating: .known, count: 10) + Array(repeating: .changed, count: 10))
  }

  /// Also rows of a key with more of them than are remembered are read once for each file, whatever stands between.
  @Test func rowsOfALargeKeyAreReadOnce() throws {
    let (first, second) = (Digest256.sha256([1]), Digest256.sha256([2]))
    _ = try take((0..<40).map { row(UInt64($0), "row \($0)", of: first) })
    try standing([first])
    try office.store.read { reader in
      var elsewhere = RowsElsewhere(mostKept: 10)
      let work = try SQLiteWork.of(reader.db) {
        for place in 0..<20 {
          let large = try elsewhere.rows(reader.sql, "csv", "t.csv#K", besides: second)
          #expect(large.said.count == 40)
          let other = try elsewhere.rows(reader.sql, "csv", "t.csv#\(place % 2)", besides: second)
          #expect(other.said.isEmpty)
        }
      }
      #expect(work.runs(of: "bundle <> ?4") == 3)
    }
  }

  /// A cluster is one proposal, also where the same id of another source was accepted, and costs what its rows
  /// are, not the square of that; where only actors of ours are asked for, nothing.
  @Test func aClusterIsProposedOnce() throws {
    func work(_ rows: Int) throws -> [Int] {
      let tests = try RowsElsewhereTests()
      let bundle = Digest256.sha256([1])
      _ = try tests.take(
        (0..<rows).map { tests.row(UInt64($0), "row \($0)", of: bundle, type: "account-cluster") })
      try tests.standing([bundle])
      func proposed(_ expected: [String]) throws -> Int {
        try tests.office.store.read { reader in
          try SQLiteWork.of(reader.db) {
            let found = try reader.actors().filter { $0.status == .proposed }
            #expect(found.map(\.id) == expected)
          }.hundreds
        }
      }
      let unjudged = try proposed(["t.csv#K"])
      let other = SourceRecord(
        source: "listx", externalID: "t.csv#K", type: "identity", name: "Tarnwick Works", modified: nil,
        content: .inline([2]), bundle: .sha256([2]), offset: 0, length: 1)
      _ = try tests.take([other])
      _ = try tests.office.store.acceptActor(
        "listx:t.csv#K", kind: nil, names: nil, reason: nil, as: tests.office.author)
      let ofAnotherSource = try proposed(["csv:t.csv#K"])
      try tests.office.store.read { reader in
        let own = try SQLiteWork.of(reader.db) {
          let found = [try reader.ownActors(), try reader.actors(limit: 1)]
          #expect(found.map { $0.map(\.name) } == [["Tarnwick Works"], ["Tarnwick Works"]])
        }
        #expect(own.runs(of: "FROM sourceRecord AS r") == 0)
      }
      return [unjudged, ofAnotherSource]
    }
    let (few, many) = (try work(50), try work(400))
    for (one, other) in zip(few, many) { #expect(other < 16 * one, "\(few), of eight times as many \(many)") }
  }

  /// The readings of these tables count, as an import would have said.
  private func standing(_ bundles: [Digest256]) throws {
    try office.store.pool.writeWithoutTransaction { db in
      for bundle in bundles {
        try db.execute(
          sql: "INSERT OR IGNORE INTO currentReading (bundle, way) VALUES (?, 7)",
          arguments: [Data(bundle.bytes)])
      }
    }
  }
}
