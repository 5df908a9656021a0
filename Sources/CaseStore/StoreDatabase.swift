import CMigrations
import CSQLiteShim
import CaseDomain
import Foundation
import GRDB

/// The SQLite file of a store: opened hardened, every setting read back (`docs/architecture.md` §5).
enum StoreDatabase {
  static let applicationID: Int32 = 0x4354_5549  // "CTUI"

  /// The settings of every connection, as SQLite reports them.
  static let settings: [(name: String, value: String, readBack: String)] = [
    ("trusted_schema", "OFF", "0"), ("cell_size_check", "ON", "1"), ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"), ("mmap_size", "0", "0"), ("temp_store", "MEMORY", "2"),
    ("secure_delete", "ON", "1"), ("wal_autocheckpoint", "0", "0"), ("cache_size", "-32768", "-32768"),
    ("journal_size_limit", "16777216", "16777216"), ("busy_timeout", "5000", "5000"),
  ]

  /// What `integrity` of the file rests on; printed by `status` and `doctor`.
  struct Facts: Sendable {
    let version: String
    let journalMode: String
    let synchronous: String
  }

  static func open(_ folder: StoreFolder, creating: Bool = false, readOnly: Bool = false) throws
    -> DatabasePool
  {
    umask(0o077)
    _ = threading
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.maximumReaderCount = 3
    configuration.label = "case"
    configuration.prepareDatabase { db in
      guard case_sqlite_harden(db.sqliteConnection!) == SQLITE_OK else {
        throw StoreError.unsafeSetting("db_config", wanted: "hardened", found: "refused")
      }
      limit(db)
      try SearchFunction.add(to: db)
      for setting in settings { try db.execute(sql: "PRAGMA \(setting.name) = \(setting.value)") }
    }
    let pool = try DatabasePool(path: folder.database, configuration: configuration)
    if !readOnly {
      // GRDB lowers this to NORMAL after prepareDatabase (docs/architecture.md §5).
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try pool.writeWithoutTransaction { try check($0, isWriter: true) }
    }
    try pool.read { try check($0, isWriter: false) }
    return pool
  }

  /// Set once, before the first connection. Too late is no harm: SQLite then keeps its mutexes.
  static let threading: Int32 = case_sqlite_one_thread_each()

  /// Reads every setting back; a promise that SQLite did not keep stops the program here.
  private static func check(_ db: Database, isWriter: Bool) throws {
    func expect(_ name: String, _ wanted: String) throws {
      let found = try String.fetchOne(db, sql: "PRAGMA \(name)") ?? "nothing"
      guard found == wanted else { throw StoreError.unsafeSetting(name, wanted: wanted, found: found) }
    }
    for setting in settings { try expect(setting.name, setting.readBack) }
    try expect("journal_mode", "wal")
    if isWriter { try expect("synchronous", "2") }
    let switches = case_sqlite_hardened(db.sqliteConnection!)
    guard switches == 0b11_1111 else {
      throw StoreError.unsafeSetting("db_config", wanted: "111111", found: String(switches, radix: 2))
    }
  }

  private static func limit(_ db: Database) {
    // The deepest expression of ours picks the version that counts (`StoreReader.sourceRecords`): more than 50, less than 64.
    let limits: [(Int32, Int32)] = [
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_EXPR_DEPTH, 64), (SQLITE_LIMIT_COMPOUND_SELECT, 10),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256), (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
      (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_LENGTH, 64 << 20),
    ]
    for (limit, value) in limits { sqlite3_limit(db.sqliteConnection!, limit, value) }
  }

  /// WAL needs SQLite without the WAL-reset bug, or the lock that `StoreLock` holds over every commit
  /// and checkpoint. This program always holds it; the gate says which of the two applies.
  static func walGate(version: Int32 = sqlite3_libversion_number()) -> String {
    let fixed = version >= 3_051_003 || version == 3_050_007 || version == 3_044_006
    return fixed ? "WAL, fixed library" : "WAL under one lock (the library has the WAL-reset bug)"
  }

  static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  static func facts(_ db: Database) throws -> Facts {
    let names = ["0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"]
    let synchronous = try String.fetchOne(db, sql: "PRAGMA synchronous") ?? "?"
    return Facts(
      version: libraryVersion, journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "?",
      synchronous: names[synchronous] ?? synchronous)
  }
}

/// migrations/*.sql as embedded in the program, in order.
public enum Migrations {
  public static let all: [(name: String, sql: String)] = (0..<case_migration_count()).map { index in
    let migration = case_migration_at(index)
    let bytes = UnsafeBufferPointer(start: migration.sql, count: migration.length)
    return (String(cString: migration.name), String(decoding: bytes, as: UTF8.self))
  }

  /// The files that make tables which follow from the journal, and so may be dropped and made anew.
  static var projections: [(name: String, sql: String)] { Array(all.dropFirst()) }

  /// Brings an empty or older database to this program's schema; refuses a newer or foreign one.
  static func run(on db: Database) throws {
    let done = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard done <= all.count else {
      throw StoreError.foreignSchema("the database has \(done) migrations, this program knows \(all.count)")
    }
    if done == 0 { try db.execute(sql: "PRAGMA application_id = \(StoreDatabase.applicationID)") }
    for migration in all[done...] { try db.execute(sql: migration.sql) }
    try db.execute(sql: "PRAGMA user_version = \(all.count)")
  }

  /// Whether the store was made by an older version of the program.
  static func isBehind(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < all.count
  }

  /// Brings an older store to this program's schema. The journal stays; what follows from it is made anew, for
  /// a later version may read more from the same operations.
  static func upgrade(_ db: Database) throws {
    _ = try StateTables.remake(db)
    try db.execute(sql: "PRAGMA user_version = \(all.count)")
  }

  /// Compares the schema with what the migrations make. A trigger, view or column that somebody
  /// added is refused.
  static func check(_ db: Database) throws {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
    guard application == StoreDatabase.applicationID else {
      throw StoreError.foreignSchema("case.db is not a database of casetui")
    }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version <= all.count else {
      throw StoreError.foreignSchema(
        "the database has \(version) migrations, this program knows \(all.count)")
    }
    let found = try fingerprint(db)
    guard version < all.count || found.hex == recorded || found == expected else {
      throw StoreError.foreignSchema("the tables of case.db are not those this program makes")
    }
  }

  private static func fingerprint(_ db: Database) throws -> Digest256 {
    let rows = try String.fetchAll(
      db,
      sql: """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name
        """)
    return Digest256.sha256(Array(rows.joined(separator: "\n").utf8))
  }

  /// `expected` as Debian 12's SQLite gives it, so that a start need not make the tables to know it.
  static let recorded = "e58caacb6a73b0ed8e3e25cf6466c9c1fb4c5baa4a37f69bf9d18a167df68213"

  static let expected: Digest256? = {
    guard let memory = try? DatabaseQueue() else { return nil }
    return try? memory.write { db in
      try run(on: db)
      return try fingerprint(db)
    }
  }()
}
