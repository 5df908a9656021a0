/// How one kind of list says what a row of its table means.
protocol ListTable {
  var separator: UInt8 { get }
  /// No field holds an end of line, so that a damaged row ends where its line ends.
  var rowsAreLines: Bool { get }
  /// Fields a row must have.
  var columns: Int { get }
  /// The first rows name the columns.
  var hasHeader: Bool { get }
  /// What the list is called in messages, with its article.
  var title: String { get }

  /// Looks at the first bytes, at most 256 KiB, of a table without header. `false`: it is no such list.
  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool
  /// Takes the names of the columns. `false`: this is not the row that names them.
  mutating func begin(header: [String]) -> Bool
  /// What the entry is known by that a row tells of, where lists give an entry several rows, one after another;
  /// `nil` where each row is an entry.
  func entryKey(_ row: ListRow) -> String?
  /// - Returns: the object without offset and bytes, why the row cannot be taken in, or that it is a part of the
  ///   entry of its key.
  mutating func object(_ row: ListRow) -> RowOutcome
  /// The entry whose parts were taken, without offset and bytes, with what a person should know of it. The next part
  /// begins another.
  mutating func finishEntry() -> (SourceObject, [RecordWarning])?
  /// Says which records the rows are that were held: rows of one key, in the order of the file.
  mutating func settle(_ rows: inout [SourceObject])
}

extension ListTable {
  func entryKey(_ row: ListRow) -> String? { nil }
  mutating func finishEntry() -> (SourceObject, [RecordWarning])? { nil }
  mutating func settle(_ rows: inout [SourceObject]) {}
}

enum RowOutcome {
  /// With what a person should know of it.
  case object(SourceObject, warnings: [RecordWarning] = [])
  /// A clause without full stop.
  case refused(String)
  /// The row was added to its entry, which ends with the last of its rows.
  case part
  /// A record, but which one shows only with the other rows of its key (`settle`).
  case held(SourceObject, warnings: [RecordWarning] = [])
}

/// One row, as it stands in the window. Valid while the call lasts.
struct ListRow {
  /// Counted from 1, titles and header with it.
  let number: Int
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let scanner: CSVScanner

  var count: Int { scanner.fields.count }

  func content(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let field = scanner.fields[column]
    return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  /// As written, without white space around it; `nil` when nothing is left.
  func text(_ column: Int) -> String? { StatedText.trimmed(scanner.text(scanner.fields[column], bytes)) }

  func text(_ column: Int?) -> String? { column.flatMap { text($0) } }

}

/// One reading of one table of a list.
struct ListTablePass<Table: ListTable>: ~Copyable {
  /// Rows of one entry above this make a second record.
  static var maximumEntryBytes: Int { 4 * 1024 * 1024 }
  /// Rows that wait for each other; those beyond wait anew.
  static var maximumHeldRows: Int { 1_000 }

  private var table: Table
  private var window: Window
  private let path: String
  private var scanner = CSVScanner()
  private var summary: ImportSummary
  /// An index into the window.
  private var position = 0
  private var rowNumber = 0
  private var recordEnd = 0
  private var next = 0
  /// The entry whose rows are being read: its key, and where in the window it begins and ends so far.
  private var entry: (key: String, start: Int, end: Int)?
  /// Rows of one key that wait for the others.
  private var held: [(found: SourceObject, warnings: [RecordWarning])] = []
  private var heldKey = ""
  private var heldBytes = 0
  /// What is wrong with the row that was found, when its line is certain and its fields are not, or when it is too long.
  private var fault: CSVFault.Kind?

  init(_ table: Table, _ source: any ByteSource, path: String, capacity: Int = Window.usualBytes) {
    self.table = table
    self.path = path
    let limit = CSVReader.maximumRowBytes + Self.maximumEntryBytes + capacity
    window = Window(source, capacity: capacity, limitBytes: limit)
    summary = ImportSummary(path: path, container: .table)
  }

  private var bytes: UnsafeBufferPointer<UInt8> { .init(start: window.base, count: window.count) }
  private var offset: Int { window.origin + position }

  mutating func run(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    do {
      scanner = CSVScanner(separator: table.separator)
      _ = try window.refill(dropping: 0)
      try skipMark()
      try begin()
      while try findRecord() {
        if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: offset) }
        try takeRow(object)
        position = next
      }
      try endEntry(object)
      try giveHeld(object)
      summary.fileBytes = window.origin + window.count
      return summary
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
  }

  private func refusal(_ reason: String, at offset: Int, _ remedy: String) -> ImportRefusal {
    ImportRefusal(
      .malformed, path: path, offset: offset, line: window.line(at: offset), reason: reason, remedy: remedy)
  }

  private mutating func skipMark() throws {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw refusal("the text is UTF-16", at: 0, "ask the sender for UTF-8, or convert a copy")
    }
    while bytes.count < 3, !window.isFinal { _ = try window.refill(dropping: 0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  // MARK: The start

  private mutating func begin() throws {
    let remedy = "name what it is with --format: csv reads a plain table, attachment keeps it as it is"
    guard table.hasHeader else {
      guard table.begin(UnsafeBufferPointer(rebasing: bytes[position...])) else {
        throw refusal("no row is one of \(table.title)", at: offset, remedy)
      }
      return
    }
    let start = offset
    for _ in 0..<5 {
      guard try findRecord() else { break }
      if let fault, fault.isTooLong, recordEnd <= position {
        throw refusal(fault.reason, at: offset, fault.remedy)
      }
      let names = header()
      position = next
      if names.map({ table.begin(header: $0) }) == true { return }
    }
    throw refusal(
      "its first rows do not name the columns of \(table.title)", at: max(start, window.origin), remedy)
  }

  private func header() -> [String]? {
    guard fault == nil,
      UTF8Check.firstFault(UnsafeBufferPointer(rebasing: bytes[position..<recordEnd])) == nil
    else { return nil }
    return scanner.fields.map { scanner.text($0, bytes) }
  }

  // MARK: Rows

  /// Finds the row at `position`; `false` at the end of the file.
  private mutating func findRecord() throws -> Bool {
    fault = nil
    while true {
      if position < bytes.count {
        let isFound = table.rowsAreLines ? findLine() : try findQuotedRecord()
        if isFound {
          rowNumber += 1
          return true
        }
      } else if window.isFinal {
        return false
      }
      // The rows of an entry that goes on stay.
      let dropped = entry?.start ?? position
      position -= dropped
      entry = entry.map { ($0.key, 0, $0.end - dropped) }
      if try !window.refill(dropping: dropped) {
        rowNumber += 1
        setTooLong(.rowTooLong)
        return true
      }
    }
  }

  /// Where the row ends is found when it is taken (`passOver`).
  private mutating func setTooLong(_ kind: CSVFault.Kind) {
    fault = kind
    recordEnd = position
    next = position
  }

  private mutating func findLine() -> Bool {
    var end = position
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    guard end < bytes.count || window.isFinal else { return false }
    next = min(end + 1, bytes.count)
    recordEnd = end > position && end < bytes.count && bytes[end - 1] == 0x0D ? end - 1 : end
    let line = UnsafeBufferPointer(start: window.base, count: recordEnd)
    do { _ = try scanner.scan(line, from: position, isFinal: true) } catch { fault = error.kind }
    return true
  }

  private mutating func findQuotedRecord() throws(ImportRefusal) -> Bool {
    do {
      guard try scanner.scan(bytes, from: position, isFinal: window.isFinal) else { return false }
      recordEnd = scanner.recordEnd
      next = scanner.next
    } catch {
      if error.kind.isTooLong {
        setTooLong(error.kind)
        return true
      }
      // The file was cut off in the middle of its last line: no other row can be touched by that.
      let isCut = error.kind == .openQuote && !bytes[position...].contains(0x0A)
      guard isCut else {
        throw refusal(error.kind.reason, at: window.origin + error.index, error.kind.remedy)
      }
      fault = error.kind
      recordEnd = bytes.count
      next = bytes.count
    }
    return true
  }

  private mutating func takeRow(_ object: (SourceObject) throws -> Void) throws {
    if let fault, fault.isTooLong, recordEnd <= position { return try passOver(fault, object) }
    let record = UnsafeBufferPointer(rebasing: bytes[position..<recordEnd])
    if record.isEmpty { return }
    // DOS wrote this byte behind the end of a text.
    if record.count == 1, record[0] == 0x1A, window.isFinal, next == bytes.count { return }
    if let index = UTF8Check.firstFault(record) {
      let reason = record[index] == 0 ? "it holds a NUL byte" : "it is not valid UTF-8"
      return try refuse(reason, at: offset + index, remedy: "get the list again from its publisher", object)
    }
    if let fault { return try refuse(fault.reason, at: offset, object) }
    guard scanner.fields.count == table.columns else {
      return try refuse(
        "it has \(scanner.fields.count) columns, and \(table.columns) belong to it", at: offset, object)
    }
    let row = ListRow(number: rowNumber, bytes: bytes, scanner: scanner)
    let key = table.entryKey(row)
    if let entry, !isSame(key, entry.key) || recordEnd - entry.start > Self.maximumEntryBytes {
      try endEntry(object)
    }
    if !isSame(key, heldKey) || held.count >= Self.maximumHeldRows
      || heldBytes + record.count > Self.maximumEntryBytes
    {
      try giveHeld(object)
    }
    switch table.object(row) {
    case .refused(let reason): try refuse(reason, at: offset, object)
    case .part: entry = (key ?? "", entry?.start ?? position, recordEnd)
    case .held(let found, let warnings):
      held.append((placed(found, position..<recordEnd), warnings))
      heldKey = key ?? ""
      heldBytes += record.count
    case .object(let found, let warnings):
      try give(placed(found, position..<recordEnd), warnings, object)
    }
  }

  private mutating func giveHeld(_ object: (SourceObject) throws -> Void) throws {
    guard !held.isEmpty else { return }
    var rows = held.map(\.found)
    let warnings = held.map(\.warnings)
    (held, heldBytes) = ([], 0)
    table.settle(&rows)
    for (row, warnings) in zip(rows, warnings) { try give(row, warnings, object) }
  }

  private func placed(_ found: SourceObject, _ place: Range<Int>) -> SourceObject {
    var found = found
    found.offset = window.origin + place.lowerBound
    found.bytes = Array(bytes[place])
    return found
  }

  private func isSame(_ key: String?, _ other: String) -> Bool {
    key.map { StatedText.isSame($0, other) } ?? false
  }

  private mutating func endEntry(_ object: (SourceObject) throws -> Void) throws {
    guard let (_, start, end) = entry else { return }
    entry = nil
    if let (found, warnings) = table.finishEntry() {
      try give(placed(found, start..<end), warnings, object)
    }
  }

  private mutating func give(
    _ found: SourceObject, _ warnings: [RecordWarning], _ object: (SourceObject) throws -> Void
  ) throws {
    for warning in warnings + found.identifierWarnings {
      summary.report(
        ImportProblem(
          path: path, offset: found.offset, object: found.externalID, reason: warning.reason,
          remedy: warning.remedy, severity: .warning))
    }
    summary.count(found)
    try object(found)
  }

  /// A row that is refused ends the entry before it, whose bytes are one stretch of the file.
  private mutating func refuse(
    _ reason: String, at offset: Int, remedy: String = "compare the row with the publisher's list",
    _ object: (SourceObject) throws -> Void
  ) throws {
    try endEntry(object)
    summary.refusedBytes += recordEnd - position
    report(reason, at: offset, remedy)
  }

  private mutating func report(_ reason: String, at offset: Int, _ remedy: String) {
    summary.report(
      ImportProblem(
        path: path, offset: offset, object: "row \(rowNumber)", reason: reason, remedy: remedy,
        severity: .refused))
  }

  /// Refuses a row that cannot be held, and goes to the next.
  private mutating func passOver(_ fault: CSVFault.Kind, _ object: (SourceObject) throws -> Void) throws {
    try endEntry(object)
    let start = offset
    var row = CSVLongRow(separator: table.rowsAreLines ? nil : table.separator)
    while true {
      do throws(CSVFault) {
        let rest = UnsafeBufferPointer(rebasing: bytes[position...])
        if let end = try row.take(rest, isFinal: window.isFinal) {
          next = position + end
          break
        }
      } catch {
        throw refusal(
          error.kind.reason + fault.clause(rowAt: start), at: offset + error.index, error.kind.remedy)
      }
      position = 0
      _ = try window.refill(dropping: bytes.count)
    }
    summary.refusedBytes += row.lengthBytes
    report(fault.reason, at: start, fault.remedy)
  }
}
