import CSQLiteShim
import CaseDomain
import GRDB

/// `search_text(payload)`: what the full-text index holds of an operation, made again from it, so that the
/// text need not be kept twice (`docs/architecture.md` §5). NULL for what is withheld or cannot be read.
enum SearchFunction {
  static func add(to db: Database) throws {
    // Innocuous: it reads nothing but its argument, and a view may call it although no schema is trusted.
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    let result = sqlite3_create_function_v2(
      db.sqliteConnection!, "search_text", 1, flags, nil,
      { context, _, arguments in SearchFunction.answer(context, arguments?[0]) }, nil, nil, nil)
    guard result == SQLITE_OK else {
      throw StoreError.unsafeSetting("search_text", wanted: "added", found: "\(result)")
    }
  }

  private static func answer(_ context: OpaquePointer?, _ argument: OpaquePointer?) {
    let payload = UnsafeRawBufferPointer(
      start: sqlite3_value_blob(argument), count: Int(sqlite3_value_bytes(argument)))
    guard let text = SearchText.indexed(payload: payload) else { return sqlite3_result_null(context) }
    text.withUnsafeBytes {
      sqlite3_result_text(
        context, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count),
        SQLStatement.transient)
    }
  }
}
