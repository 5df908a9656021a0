import CSQLiteShim
import GRDB

/// What a connection of SQLite does for something: the same in every run, as no time is.
final class SQLiteWork {
  /// Instructions of its virtual machine, in hundreds.
  private(set) var hundreds = 0
  /// How often each statement was begun.
  private var begun: [String: Int] = [:]

  private init() {}

  static func of(_ db: Database, _ body: () throws -> Void) throws -> SQLiteWork {
    let work = SQLiteWork()
    sqlite3_progress_handler(
      db.sqliteConnection!, 100,
      { work in
        Unmanaged<SQLiteWork>.fromOpaque(work!).takeUnretainedValue().hundreds += 1
        return 0
      }, Unmanaged.passUnretained(work).toOpaque())
    db.trace { work.begun["\($0)", default: 0] += 1 }
    defer {
      sqlite3_progress_handler(db.sqliteConnection!, 0, nil, nil)
      db.trace(options: [])
    }
    try body()
    return work
  }

  /// How often statements were begun that have this text in them.
  func runs(of text: String) -> Int {
    begun.reduce(0) { $0 + ($1.key.contains(text) ? $1.value : 0) }
  }
}
