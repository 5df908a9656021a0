import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct HardeningTests {
  @Test func everySettingIsReadBack() throws {
    let office = try Office()
    let facts = try office.store.read { try $0.status() }
    #expect(facts.journalMode == "wal")
    #expect(facts.synchronous == "FULL")
    #expect(facts.sqliteVersion.hasPrefix("3."))
    try office.store.pool.writeWithoutTransaction { db in
      for setting in StoreDatabase.settings {
        let found = try String.fetchOne(db, sql: "PRAGMA \(setting.name)")
        #expect(found == setting.readBack, "\(setting.name)")
      }
    }
  }

  /// GRDB alone leaves NORMAL, and that must be noticed.
  @Test func aWeakenedConnectionIsCaught() throws {
    let office = try Office()
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let pool = try DatabasePool(path: office.path + "/case.db", configuration: configuration)
    let value = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(value == 1, "GRDB no longer lowers synchronous: StoreDatabase.open may be simpler")
  }

  @Test func nobodyElseMayRead() throws {
    let old = umask(0)
    defer { umask(old) }
    let office = try Office()
    try office.sampleCase()
    let files = FileManager.default.enumerator(atPath: office.path)!.compactMap { $0 as? String }
    #expect(files.contains("case.db") && files.contains("witness") && files.contains("keys/seal.p384"))
    for file in files + ["."] {
      let mode =
        try FileManager.default.attributesOfItem(atPath: office.path + "/" + file)[.posixPermissions] as? Int
      #expect(mode! & 0o077 == 0, "\(file) has mode \(String(mode!, radix: 8))")
    }
  }

  /// What is written to while it is read is refused, and nothing of it is left.
  @Test(arguments: ["longer than before", "other"])
  func aFileThatChangesIsRefused(_ later: String) throws {
    let office = try Office()
    let path = office.path + "-source"
    try Data("first".utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    // Long ago, so that a change shows in the time, too, however coarse its clock.
    let times = Array(repeating: timespec(tv_sec: 1_000_000_000, tv_nsec: 0), count: 2)
    try #require(utimensat(AT_FDCWD, path, times, 0) == 0)
    let taken = try office.store.vault.take(path, name: "a", mediaType: "text/plain")
    #expect(taken.bytes == 5 && office.store.vault.holds(taken.sha256))
    let blobs = try FileManager.default.subpathsOfDirectory(atPath: office.path).count
    let fault = #expect(throws: StoreError.self) {
      try office.store.vault.take(path, name: "a", mediaType: "text/plain") {
        // In place: the open file is the one that is written to.
        let file = open(path, O_WRONLY)
        _ = pwrite(file, later, later.utf8.count, 0)
        close(file)
        return false
      }
    }
    #expect(fault?.message.contains("\(path) changed while it was read") == true, "\(fault?.message ?? "")")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: office.path).count == blobs)
  }

  /// A pipe that nobody writes to is refused, and never waited for.
  @Test func aPipeIsNoFile() throws {
    let office = try Office()
    let pipe = office.path + "-pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    let faults = [
      #expect(throws: StoreError.self) { try PrivateFile.read(pipe) },
      #expect(throws: StoreError.self) { try add(pipe, to: office) },
    ]
    for fault in faults {
      #expect(fault?.message.contains("is not a regular file") == true, "\(fault?.message ?? "")")
    }
  }

  /// Somebody who stops while a long file is read has nothing recorded, and nothing left over.
  @Test func anExhibitThatIsStoppedIsNone() throws {
    let office = try Office()
    let file = office.path + "-file"
    try Data(repeating: 7, count: 3 << 20).write(to: URL(fileURLWithPath: file))
    defer { unlink(file) }
    var asked = 0
    #expect(throws: CancellationError.self) {
      try add(file, to: office) {
        asked += 1
        return asked == 3
      }
    }
    #expect(asked == 3)
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: office.path + "/blobs") == [])
  }

  @discardableResult
  private func add(
    _ path: String, to office: Office, isCancelled: () -> Bool = { false }
  ) throws -> ExhibitID {
    try office.store.addExhibit(
      path: path, title: nil, mediaType: "text/plain", from: "sender", marking: nil, caseID: nil,
      as: office.author, isCancelled: isCancelled
    ).id
  }

  @Test func anOpenFolderIsRefused() throws {
    let office = try Office()
    try office.store.close()
    chmod(office.path, 0o755)
    #expect(throws: StoreError.self) { try CaseStore.open(at: office.path) }
  }

  @Test(arguments: ["op", "feed", "seal", "segment"])
  func theJournalIsAppendOnly(table: String) throws {
    let office = try Office()
    try office.sampleCase()
    try office.store.seal()
    #expect(throws: DatabaseError.self) {
      try office.store.pool.write { try $0.execute(sql: "DELETE FROM \(table)") }
    }
    let column = ["op": "hlc", "feed": "audience", "seal": "number", "segment": "first"][table]!
    #expect(throws: DatabaseError.self) {
      try office.store.pool.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(column) + 1") }
    }
  }

  @Test(arguments: [
    "CREATE TRIGGER x AFTER INSERT ON live BEGIN DELETE FROM conflict; END",
    "CREATE VIEW x AS SELECT * FROM op",
    "ALTER TABLE live ADD COLUMN x TEXT", "CREATE TABLE x (y)", "DROP TRIGGER opNeverChanges",
    "PRAGMA application_id = 1", "PRAGMA user_version = 99",
  ])
  func aForeignSchemaIsRefused(statement: String) throws {
    let office = try Office()
    try office.store.close()
    let queue = try DatabaseQueue(path: office.path + "/case.db")
    try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
    try queue.close()
    #expect(throws: StoreError.self) { try CaseStore.open(at: office.path) }
  }

  @Test(arguments: [
    (3_040_001, "lock"), (3_044_005, "lock"), (3_044_006, "fixed"), (3_050_006, "lock"), (3_050_007, "fixed"),
    (3_051_002, "lock"), (3_051_003, "fixed"), (3_052_000, "fixed"),
  ])
  func theGateKnowsTheBug(version: Int32, word: String) {
    #expect(StoreDatabase.walGate(version: version).contains(word == "fixed" ? "fixed library" : "one lock"))
  }

  /// A second writer waits for the lock, and gives up with the holder's number.
  @Test func theLockExcludesOthers() throws {
    let office = try Office()
    let other = try StoreLock(office.store.folder)
    _ = try other.withLock {
      #expect(throws: StoreError.busy(office.store.folder.path, holder: "process \(getpid())")) {
        try office.store.lock.withLock(waiting: 0.05) {}
      }
    }
    try office.store.lock.withLock(waiting: 0.05) {}
  }

  @Test func theRecordedSchemaIsTheMigrations() {
    let found = Migrations.expected?.hex ?? ""
    #expect(
      found == Migrations.recorded || StoreDatabase.libraryVersion != "3.40.1",
      "StoreDatabase.swift must record \(found)")
  }

  @Test func migrationsAreWhatTheFolderHolds() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("migrations")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".sql")
    }.sorted()
    #expect(Migrations.all.map { $0.name + ".sql" } == files)
    for migration in Migrations.all {
      let text = try String(
        contentsOf: folder.appendingPathComponent(migration.name + ".sql"), encoding: .utf8)
      #expect(text == migration.sql)
    }
  }
}
