import CSQLiteShim
import CaseDomain
import GRDB

/// A prepared statement of the hot paths. Bound bytes must outlive the step: SQLite does not copy them.
///
/// GRDB boxes every argument; at a hundred thousand operations a second that is most of the cost.
final class SQLStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    connection = db.sqliteConnection!
    var handle: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil) == SQLITE_OK, let handle else {
      throw SQLStatement.error(connection, sql)
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
  func bind(_ index: Int32, _ value: UInt64) { sqlite3_bind_int64(handle, index, Int64(bitPattern: value)) }
  func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }
  func bind(_ index: Int32, _ value: Int?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }
  func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  /// Copies; for short values whose storage does not last.
  func bind(_ index: Int32, _ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes {
      sqlite3_bind_blob(
        handle, index, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32($0.count),
        SQLStatement.transient)
    }
  }

  func bind(_ index: Int32, _ digest: Digest256) {
    _ = digest.withUnsafeBytes {
      sqlite3_bind_blob(handle, index, $0.baseAddress, 32, SQLStatement.transient)
    }
  }

  func bind<Record>(_ index: Int32, _ id: ID<Record>) {
    var words = (id.high.bigEndian, id.low.bigEndian)
    _ = withUnsafeBytes(of: &words) {
      sqlite3_bind_blob(handle, index, $0.baseAddress, 16, SQLStatement.transient)
    }
  }

  func bind<Record>(_ index: Int32, _ id: ID<Record>?) {
    if let id { bind(index, id) } else { bindNull(index) }
  }

  func bind(_ index: Int32, _ text: String) {
    var text = text
    _ = text.withUTF8 {
      sqlite3_bind_text(
        handle, index, UnsafeRawPointer($0.baseAddress)?.assumingMemoryBound(to: CChar.self) ?? emptyText,
        Int32($0.count), SQLStatement.transient)
    }
  }

  func bind(_ index: Int32, _ text: String?) {
    if let text { bind(index, text) } else { bindNull(index) }
  }

  /// Runs `body` with long bytes bound where they stand, not copied; they are unbound after it.
  func withBlob<Result>(_ index: Int32, _ bytes: [UInt8], _ body: () throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes {
      sqlite3_bind_blob(
        handle, index, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32($0.count), nil)
      defer { sqlite3_bind_null(handle, index) }
      return try body()
    }
  }

  /// As `withBlob`, for text in UTF-8.
  func withText<Result>(_ index: Int32, _ utf8: [UInt8], _ body: () throws -> Result) rethrows -> Result {
    try utf8.withUnsafeBytes {
      sqlite3_bind_text(
        handle, index, $0.baseAddress?.assumingMemoryBound(to: CChar.self) ?? emptyText, Int32($0.count),
        nil)
      defer { sqlite3_bind_null(handle, index) }
      return try body()
    }
  }

  /// Runs a statement that returns no row.
  func run() throws {
    let result = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard result == SQLITE_DONE || result == SQLITE_ROW else {
      throw SQLStatement.error(connection, String(cString: sqlite3_sql(handle)))
    }
  }

  /// Runs an insert and gives the number of the new row. (RETURNING makes a temporary table each time.)
  func insertRow() throws -> Int64 {
    try run()
    return sqlite3_last_insert_rowid(connection)
  }

  /// How many rows the statement that ran last changed.
  var changes: Int32 { sqlite3_changes(connection) }

  /// Whether there is a (further) row. Call `reset` when done before the last one.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    default:
      let error = SQLStatement.error(connection, String(cString: sqlite3_sql(handle)))
      sqlite3_reset(handle)
      throw error
    }
  }

  func reset() { sqlite3_reset(handle) }

  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func uint(_ column: Int32) -> UInt64 { UInt64(bitPattern: sqlite3_column_int64(handle, column)) }
  func isInteger(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_INTEGER }
  func isBlob(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_BLOB }
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// Valid until the next step or reset.
  func raw(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
  }

  func bytes(_ column: Int32) -> [UInt8] { Array(raw(column)) }

  func text(_ column: Int32) -> String {
    _ = sqlite3_column_text(handle, column)
    return String(decoding: raw(column), as: UTF8.self)
  }

  func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : Int(int(column)) }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func digest(_ column: Int32) throws -> Digest256 {
    let raw = raw(column)
    guard raw.count == 32 else { throw StoreError.damaged("a hash in the database has \(raw.count) bytes") }
    return Digest256(loading: raw)
  }

  func id<Record>(_ column: Int32, of _: Record.Type = Record.self) throws -> ID<Record> {
    guard let id = ID<Record>(raw: raw(column)) else {
      throw StoreError.damaged("an identifier in the database has \(raw(column).count) bytes")
    }
    return id
  }

  /// A hash over every column of the row with its type, so that no two different rows look alike.
  func digestOfRow(prefix: [UInt8]) -> Digest256 {
    var bytes = prefix
    for column in 0..<sqlite3_column_count(handle) {
      let type = sqlite3_column_type(handle, column)
      bytes.append(UInt8(truncatingIfNeeded: type))
      switch type {
      case SQLITE_NULL: break
      case SQLITE_INTEGER: withUnsafeBytes(of: sqlite3_column_int64(handle, column).bigEndian) { bytes += $0 }
      case SQLITE_FLOAT: withUnsafeBytes(of: sqlite3_column_double(handle, column)) { bytes += $0 }
      default:
        if type == SQLITE_TEXT { _ = sqlite3_column_text(handle, column) }
        let raw = raw(column)
        withUnsafeBytes(of: UInt32(raw.count).bigEndian) { bytes += $0 }
        bytes += raw
      }
    }
    return bytes.withUnsafeBytes { Digest256.sha256($0) }
  }

  /// The first three columns in words, to name a row.
  func nameOfRow() -> String {
    (0..<min(3, sqlite3_column_count(handle))).map { column in
      switch sqlite3_column_type(handle, column) {
      case SQLITE_NULL: "none"
      case SQLITE_INTEGER: String(int(column))
      case SQLITE_BLOB: Hex.encode(raw(column))
      default: text(column)
      }
    }.joined(separator: ", ")
  }

  /// SQLITE_TRANSIENT: SQLite makes its own copy.
  static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  private static func error(_ connection: OpaquePointer, _ sql: String) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql)
  }
}

private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
  let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  pointer.initialize(to: 0)
  return UnsafePointer(pointer)
}()

/// The statements of one connection, prepared once each.
final class SQLCache {
  private let db: Database
  /// By the address of the literal: hashing the text each time would cost more than many statements do.
  private var literals: [UnsafeRawPointer: SQLStatement] = [:]
  private var composed: [String: SQLStatement] = [:]

  init(_ db: Database) { self.db = db }

  func callAsFunction(_ sql: StaticString) throws -> SQLStatement {
    let key = UnsafeRawPointer(sql.utf8Start)
    if let statement = literals[key] { return statement }
    let statement = try SQLStatement(db, sql.description)
    literals[key] = statement
    return statement
  }

  /// A statement put together from parts of this program; never from what somebody typed.
  func composed(_ sql: String) throws -> SQLStatement {
    if let statement = composed[sql] { return statement }
    let statement = try SQLStatement(db, sql)
    composed[sql] = statement
    return statement
  }
}
