import CaseDomain
import CaseStore
import Foundation
import GRDB

/// A store in a folder of its own that goes away with it.
final class Office {
  let path: String
  let clock = TestClock()
  private(set) var store: CaseStore
  let author = Author(user: "ann")

  init(_ name: String = "Test Office") throws {
    path = NSTemporaryDirectory() + "casetui-test-\(UUID().uuidString)"
    let clock = clock
    store = try CaseStore.create(at: path, office: name, user: "ann", clock: { clock.now })
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Closes the store and opens it as a later start of the program would.
  func reopen() throws {
    try store.close()
    let clock = clock
    store = try CaseStore.open(at: path, clock: { clock.now })
  }

  /// Folds the write-ahead log into the database file, and closes.
  func fold() throws {
    try store.close()
    let queue = try DatabaseQueue(path: path + "/case.db")
    try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try queue.close()
  }

  /// The exhibit of a sample case.
  func sampleExhibit() throws -> ExhibitID {
    let caseID = try sampleCase()
    return try store.read { try $0.exhibits(of: caseID)[0].id }
  }

  /// A case with a title, a note and an exhibit.
  @discardableResult
  func sampleCase(_ title: String = "Sample") throws -> CaseID {
    let (id, _, _) = try store.newCase(title: title, as: author)
    _ = try store.note("a note on \(title)", on: id, as: author)
    let file = try store.vault.take(
      Array("evidence of \(title)".utf8), name: "a.txt", mediaType: "text/plain")
    try store.write(as: author) { writer in
      _ = try writer.addExhibit(file, title: "Letter", from: "sender", marking: nil, caseID: id)
    }
    return id
  }
}

/// A clock that moves only when it is told to.
final class TestClock: @unchecked Sendable {
  var now: UInt64 = 1_780_000_000_000
}

/// Everything a raw look at the database file shows, table by table.
func dump(_ path: String) throws -> [String: [String]] {
  var configuration = Configuration()
  configuration.readonly = true
  let queue = try DatabaseQueue(path: path + "/case.db", configuration: configuration)
  defer { try? queue.close() }
  return try queue.read { db in
    var tables: [String: [String]] = [:]
    let names = try String.fetchAll(
      db,
      sql:
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'searchIndex%' ORDER BY name")
    for name in names {
      tables[name] = try Row.fetchAll(db, sql: "SELECT * FROM \(name)").map { "\($0.databaseValues)" }
        .sorted()
    }
    return tables
  }
}
