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
  /// - Returns: the object without offset and bytes, or why the row cannot be taken in.
  mutating func object(_ row: ListRow) -> ListOutcome
}

enum ListOutcome {
  case object(SourceObject)
  /// A clause without full stop.
  case refused(String)
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
  /// What is wrong with the row that was found, when its line is certain and its fields are not.
  private var fault: CSVFault.Kind?

  init(_ table: Table, _ source: any ByteSource, path: String, capacity: Int = Window.usualBytes) {
    self.table = table
    self.path = path
    window = Window(source, capacity: capacity, limitBytes: CSVReader.maximumRowBytes + capacity)
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
    let remedy = "name the format with --format, or import the file as a plain table"
    guard table.hasHeader else {
      guard table.begin(UnsafeBufferPointer(rebasing: bytes[position...])) else {
        throw refusal("no row is one of \(table.title)", at: offset, remedy)
      }
      return
    }
    let start = offset
    for _ in 0..<5 {
      guard try findRecord() else { break }
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
      let dropped = position
      position = 0
      if try !window.refill(dropping: dropped) {
        throw refusal(CSVFault.Kind.rowTooLong.reason, at: offset, CSVFault.Kind.rowTooLong.remedy)
      }
    }
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
    let record = UnsafeBufferPointer(rebasing: bytes[position..<recordEnd])
    if record.isEmpty { return }
    // DOS wrote this byte behind the end of a text.
    if record.count == 1, record[0] == 0x1A, window.isFinal, next == bytes.count { return }
    if let index = UTF8Check.firstFault(record) {
      let reason = record[index] == 0 ? "it holds a NUL byte" : "it is not valid UTF-8"
      return refuse(reason, at: offset + index, remedy: "get the list again from its publisher")
    }
    if let fault { return refuse(fault.reason, at: offset) }
    guard scanner.fields.count == table.columns else {
      return refuse("it has \(scanner.fields.count) columns, and \(table.columns) belong to it", at: offset)
    }
    switch table.object(ListRow(number: rowNumber, bytes: bytes, scanner: scanner)) {
    case .refused(let reason): refuse(reason, at: offset)
    case .object(var found):
      found.offset = offset
      found.bytes = Array(record)
      summary.count(found)
      try object(found)
    }
  }

  private mutating func refuse(
    _ reason: String, at offset: Int, remedy: String = "compare the row with the publisher's list"
  ) {
    summary.refusedBytes += recordEnd - position
    summary.report(
      ImportProblem(
        path: path, offset: offset, object: "row \(rowNumber)", reason: reason, remedy: remedy,
        severity: .refused))
  }
}
