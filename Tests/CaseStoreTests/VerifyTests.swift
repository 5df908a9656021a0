import CaseDomain
import CaseTesting
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct VerifyTests {
  /// Every flipped bit that changes what the file says is found, and a changed operation is named. 25 flips a
  /// seed; FLIPS sets another number of seeds.
  @Test(arguments: 0..<(ProcessInfo.processInfo.environment["FLIPS"].flatMap(UInt64.init) ?? 8))
  func flippedBits(seed: UInt64) throws {
    let office = try Office()
    for number in 0..<6 { try office.sampleCase("Case \(number)") }
    try office.store.seal()
    try office.fold()
    let before = try dump(office.path)
    let original = try Data(contentsOf: URL(fileURLWithPath: office.path + "/case.db"))
    var random = SeededGenerator(seed: seed)
    // Empty space says nothing: only bytes that are in use are flipped.
    let used = original.indices.filter { original[$0] != 0 }
    var changed = 0
    for _ in 0..<25 {
      var bytes = original
      let bit = used.randomElement(using: &random)! * 8 + Int.random(in: 0..<8, using: &random)
      bytes[bit / 8] ^= 1 << (bit % 8)
      try bytes.write(to: URL(fileURLWithPath: office.path + "/case.db"))
      unlink(office.path + "/case.db-wal")
      unlink(office.path + "/case.db-shm")
      let after = try? dump(office.path)
      if after == before { continue }
      changed += 1
      let found = try look(office.path)
      #expect(found.isDetected, "bit \(bit) changed the file and was not found")
      // A schema that was hit changes how every row reads, and the store is refused as a whole.
      guard found.opens else { continue }
      if let operations = after?["op"], let were = before["op"], operations.count == were.count,
        operations != were
      {
        // Not by place: an operation whose own number was hit stands elsewhere.
        let gone = try #require(Set(were).subtracting(operations).first)
        let number = gone.dropFirst().prefix { $0.isNumber }
        #expect(found.named.contains { $0.contains("number \(number)") }, "bit \(bit): \(found.why)")
      }
    }
    #expect(changed > 0)
  }

  private func look(_ path: String) throws -> (isDetected: Bool, opens: Bool, named: [String], why: String) {
    do {
      let store = try CaseStore.open(at: path, inspecting: true)
      let report = try store.verify()
      try store.close()
      let named = report.damaged.filter { $0.kind == "operation" }.map(\.item)
      return (!report.isSound, true, named, "\(report.damaged)")
    } catch {
      return (true, false, [], "\(error)")
    }
  }

  /// Each byte of one operation's row, changed with triggers off, is found under that operation's name.
  @Test(arguments: [
    "hlc = hlc + 1", "flags = 1", "payload = CAST(payload || x'00' AS BLOB)",
    "payload = zeroblob(length(payload))",
    "hash = zeroblob(32)", "seq = seq + 100", "caseID = zeroblob(16)", "branch = 3",
  ])
  func aChangedOperationIsNamed(change: String) throws {
    let office = try Office()
    try office.sampleCase()
    try office.store.seal()
    try office.store.close()
    let queue = try DatabaseQueue(path: office.path + "/case.db")
    let trigger = try queue.writeWithoutTransaction { db in
      let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'opNeverChanges'")!
      try db.execute(sql: "DROP TRIGGER opNeverChanges")
      try db.execute(sql: "UPDATE op SET \(change) WHERE id = 5")
      try db.execute(sql: sql)
      return sql
    }
    #expect(!trigger.isEmpty)
    try queue.close()
    let store = try CaseStore.open(at: office.path, inspecting: true)
    let report = try store.verify()
    #expect(!report.isSound)
    #expect(
      report.damaged.contains { $0.kind == "operation" && $0.item.contains("number 5") }, "\(report.damaged)")
    // One damaged operation does not make its healthy neighbours look damaged.
    if !change.hasPrefix("seq"), !change.hasPrefix("branch"), !change.hasPrefix("hash") {
      #expect(report.damaged.filter { $0.kind == "operation" }.count == 1, "\(report.damaged)")
    }
  }

  @Test func aSoundStoreIsSound() throws {
    let office = try Office()
    try office.sampleCase()
    try office.store.seal()
    let report = try office.store.verify()
    #expect(report.isSound, "\(report.damaged)")
    #expect(report.checked.contains { $0.name == "operations" && $0.count > 5 })
    #expect(report.checked.contains { $0.name == "seals" && $0.count == 1 })
    #expect(report.checked.contains { $0.name == "content" && $0.count == 1 })
  }

  @Test(
    arguments: StateTables.all.map(\.name).filter {
      ![
        "dead", "unread", "conflict", "actor", "judgement", "sourceRecord", "listedName", "nameKey",
        "listedIdentifier", "listedPart", "pairJudgement",
      ].contains($0)
    })
  func aRowTooFewIsFoundAndRebuilt(table: String) throws {
    let office = try Office()
    let id = try office.sampleCase()
    let exhibit = try StatedTests.submit(
      office, id, origin: "A", file: "one", [[Trace(.ip, "192.0.2.7")]],
      holdings: [StatedHolding(owner: "a", owned: "b")], areRevoked: true)
    let run = ImportRun(
      id: EntityID(high: 0, low: 0), name: "a", read: 1, new: 1, exhibits: [exhibit])
    let recorded = try office.store.write(as: office.author) { try $0.record(run, caseID: id).id }
    _ = try office.store.undo(recorded, reason: "sample", as: office.author)
    let feed = FeedID(bytes: [UInt8](repeating: 7, count: 16))!
    let restated = RestatedRecords.split([5], of: feed, statedIn: .sha256([9]))[0]
    _ = try office.store.write(as: office.author) {
      try $0.add(Target(exhibit.cast(), .restated), restated.cbor, caseID: id.cast())
    }
    let standing = ImportRun(
      id: EntityID(high: 0, low: 0), name: "t", read: 1, new: 1,
      readings: [TableReading(of: .sha256([3]), named: "t.csv", nil, from: "Sample Sender")])
    _ = try office.store.write(as: office.author) { try $0.record(standing, caseID: id) }
    try office.store.pool.write { db in try deleteFirst(db, table) }
    let damaged = try office.store.verify()
    #expect(damaged.damaged.contains { $0.kind == "table" && $0.item.hasPrefix(table) }, "\(damaged.damaged)")
    let report = try office.store.rebuild()
    #expect(report.before != report.after)
    let after = try office.store.verify()
    #expect(after.isSound, "\(after.damaged)")
  }

  private func deleteFirst(_ db: Database, _ table: String) throws {
    if table == "searchText" { return try db.execute(sql: "DELETE FROM searchText WHERE id = 1") }
    let key = StateTables.all.first { $0.name == table }!.order
    try db.execute(sql: "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) LIMIT 1)")
  }

  @Test func evidenceThatChangedIsNamed() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let row = try office.store.read { try $0.exhibits(of: id)[0] }
    let path = office.store.vault.path(of: row.sha256!)
    try Data("evidence of Sample?".utf8).write(to: URL(fileURLWithPath: path))
    let report = try office.store.verify()
    #expect(report.damaged.contains { $0.kind == "content" && $0.item.contains(row.reference) })
    unlink(path)
    #expect(try office.store.verify().damaged.contains { $0.reason == "the file is missing" })
  }

  @Test func rebuildGivesEqualTables() throws {
    let office = try Office()
    for number in 0..<5 { try office.sampleCase("Case \(number)") }
    let report = try office.store.rebuild()
    #expect(report.before == report.after)
    #expect(report.stateBefore == report.stateAfter)
    #expect(try office.store.read { try $0.search("note case 3") }.count == 1)
  }
}
