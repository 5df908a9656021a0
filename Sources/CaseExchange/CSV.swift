import CaseDomain

/// One row of a table, as many fields as its header has.
public struct CSVRow: Equatable, Sendable {
  /// The header is row 1, as in a spreadsheet; quoted line ends do not count.
  public let number: Int
  /// The names of the columns, without white space around them.
  public let header: [String]
  /// Of the names in `header`.
  let places: ColumnPlaces
  public let fields: [String]

  /// The field under `column` (compared as `ColumnMapping.Column.names` does); `nil` when there is no such column.
  public subscript(_ column: String) -> String? { places[column].map { fields[$0] } }
}

/// Reads a table in constant memory: RFC 4180, UTF-8, with a header row that shows whether commas, semicolons or tabs
/// part the columns, unless a line before it says so.
///
/// A row that is ragged, too long or not UTF-8 is refused singly. Where the quotes do not fit, nobody can say
/// where the next row starts, and the whole file is refused.
public enum CSVReader {
  public static let maximumColumns = 1_000
  public static let maximumFieldBytes = 1_000_000
  public static let maximumRowBytes = 16 * 1024 * 1024

  /// - Parameters:
  ///   - path: for the messages; its last part begins every row's external id.
  ///   - mapping: what the columns mean; `nil` to go by the words of the header.
  ///   - keepsRows: whether somebody keeps rows as they are written, with what is not read of them.
  ///   - object: takes each row with the source record it proposes.
  /// - Throws: `ImportRefusal` for the whole file, or what `object` threw.
  public static func read(
    _ source: any ByteSource, path: String, mapping: ColumnMapping? = nil, keepsRows: Bool = true,
    isCancelled: () -> Bool = { false }, object: (SourceObject, CSVRow) throws -> Void
  ) throws -> ImportSummary {
    try read(
      source, path: path, capacity: Window.usualBytes, mapping: mapping, keepsRows: keepsRows,
      isCancelled: isCancelled, object: object)
  }

  /// The names of the columns, without white space around them; also of a table without rows.
  ///
  /// - Throws: `ImportRefusal`, as `read` does.
  public static func header(of source: any ByteSource, path: String) throws -> [String] {
    let window = Window(source, capacity: Window.usualBytes, limitBytes: maximumRowBytes + Window.usualBytes)
    var pass = CSVPass(window: window, path: path, mapping: nil, keepsRows: false)
    do {
      return try pass.begin()
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
  }

  /// With the size of the window open to tests.
  package static func read(
    _ source: any ByteSource, path: String, capacity: Int, mapping: ColumnMapping? = nil,
    keepsRows: Bool = true, isCancelled: () -> Bool = { false }, object: (SourceObject, CSVRow) throws -> Void
  ) throws -> ImportSummary {
    let window = Window(source, capacity: capacity, limitBytes: maximumRowBytes + capacity)
    var pass = CSVPass(window: window, path: path, mapping: mapping, keepsRows: keepsRows)
    do {
      return try pass.run(isCancelled, object)
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
  }

  /// Whether the first bytes of a file could be a table: UTF-8 text without NUL and with one of these separators. A row
  /// that is not text is refused singly, so a header that is one is enough.
  public static func sniff(_ bytes: UnsafeRawBufferPointer) -> Bool {
    sniff(bytes, separators: CSVSeparator.allCases)
  }

  /// Whether the header begins with a keyed column, `hmac:`: a table of one column has no separator.
  static func startsKeyed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let front = bytes.prefix(16).filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 && $0 < 0x80 }.prefix(5)
    return front.map { $0 | 0x20 }.elementsEqual("hmac:".utf8.map { $0 | 0x20 })
  }

  /// Whether the first row names columns that say by themselves what they are, and the second has as many: the id of a
  /// cluster, a keyed column, or two others.
  static func namesColumns(_ head: FileHead) -> Bool {
    guard sniff(head.bytes) || startsKeyed(head.bytes) else { return false }
    let bytes = head.bytes.bindMemory(to: UInt8.self)
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let stated = CSVSeparator.stated(bytes[mark...])
    let start = mark + (stated?.lengthBytes ?? 0)
    let shown = CSVSeparator(header: bytes[start...], isWhole: head.isWhole)
    guard let separator = stated?.separator ?? shown else { return false }
    var scanner = CSVScanner(separator: separator.rawValue)
    do throws(CSVFault) {
      guard try scanner.scan(bytes, from: start, isFinal: head.isWhole) else { return false }
      let columns = scanner.fields.count
      let names = scanner.fields.map { scanner.text($0, bytes).trimmingSpace }.withoutNamelessEnd
      guard !names.contains(""), Set(names).count == names.count, speakForThemselves(names) else {
        return false
      }
      let second = scanner.next
      guard second < bytes.count,
        try scanner.scan(bytes, from: second, isFinal: head.isWhole)
      else { return true }
      return (names.count...columns).contains(scanner.fields.count)
    } catch {
      return false  // where quotes do not fit nothing shows that it is a table
    }
  }

  private static func speakForThemselves(_ names: [String]) -> Bool {
    let meant = ColumnMapping.guess(header: names)
    return meant.evidence != nil || meant.columns.count > 1
      || names.contains { name in
        name.lowercased().hasPrefix("hmac:") && name.utf8.count { $0 == UInt8(ascii: ":") } > 1
      }
  }

  static func sniff(_ bytes: UnsafeRawBufferPointer, separators: [CSVSeparator]) -> Bool {
    let text = bytes.bindMemory(to: UInt8.self)
    guard let fault = UTF8Check.firstFault(text), fault + 4 <= text.count || text[fault] == 0 else {
      return separators.contains { text.contains($0.rawValue) }
    }
    let header = text.prefix { $0 != UInt8(ascii: "\n") }
    return header.count < fault && separators.contains { header.contains($0.rawValue) }
  }
}

extension [String] {
  /// Without the empty names at its end, but for the first: spreadsheets write columns there that nobody filled.
  fileprivate var withoutNamelessEnd: [String] {
    guard let last = lastIndex(where: { !$0.isEmpty }) else { return Array(prefix(1)) }
    return Array(self[...last])
  }
}

/// One reading of one table.
private struct CSVPass: ~Copyable {
  private var window: Window
  private let path: String
  private let mapping: ColumnMapping?
  private var separator = CSVSeparator.comma
  private var scanner = CSVScanner()
  private var summary: ImportSummary
  /// An index into the window.
  private var position = 0
  private var rowNumber = 0
  private var header: [String] = []
  /// Of a row: those of the header, and the nameless ones behind them.
  private var columns = 0
  /// Cells of nameless columns that say something: how many, and the row of the first.
  private var nameless: (count: Int, row: Int)?
  /// Whether rows are kept as they are written; else what is not read is gone.
  private let keepsRows: Bool
  private var roles = CSVColumns(header: [], path: "")

  init(window: consuming Window, path: String, mapping: ColumnMapping?, keepsRows: Bool) {
    self.window = window
    self.keepsRows = keepsRows
    self.path = path
    self.mapping = mapping
    summary = ImportSummary(path: path, container: .table)
  }

  private var bytes: UnsafeBufferPointer<UInt8> { .init(start: window.base, count: window.count) }
  private var offset: Int { window.origin + position }

  mutating func run(
    _ isCancelled: () -> Bool, _ object: (SourceObject, CSVRow) throws -> Void
  ) throws -> ImportSummary {
    _ = try begin()
    while try nextRecord() {
      if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: offset) }
      if let found = row() { try deliver(found, object) }
      position = scanner.next
    }
    for problem in roles.problems(path: path) { summary.report(problem) }
    if let nameless {
      summary.report(
        ImportProblem(
          path: path, offset: nil, object: "row 1",
          reason: "cells in columns without a name: \(nameless.count), the first in row \(nameless.row); "
            + (keepsRows ? "they are kept with their rows, and not compared" : "they are not read"),
          remedy: Self.headerRemedy, severity: .warning))
    }
    summary.fileBytes = offset
    summary.lastRow = rowNumber
    return summary
  }

  /// - Returns: the header.
  mutating func begin() throws -> [String] {
    _ = try window.refill(dropping: 0)
    try skipMark()
    try findSeparator()
    guard try nextRecord() else { throw refusal("the file is empty", at: 0, Self.headerRemedy) }
    try readHeader()
    return header
  }

  private static let headerRemedy = "put the names of the columns into the first row"

  private func refusal(_ reason: String, at offset: Int, _ remedy: String) -> ImportRefusal {
    ImportRefusal(
      .notCSV, path: path, offset: offset, line: window.line(at: offset), reason: reason, remedy: remedy)
  }

  /// Spreadsheets write this mark; RFC 4180 does not know it, and it says nothing but "UTF-8".
  private mutating func skipMark() throws {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw refusal("the text is UTF-16", at: 0, "save the table as \"CSV UTF-8\"")
    }
    while bytes.count < 3, !window.isFinal { _ = try window.refill(dropping: 0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private static let maximumHeaderBytes = 1 << 20

  private mutating func findSeparator() throws {
    while bytes.count < position + CSVSeparator.statedBytes, !window.isFinal {
      _ = try window.refill(dropping: 0)
    }
    if let stated = CSVSeparator.stated(bytes[position...]) {
      separator = stated.separator
      scanner = CSVScanner(separator: separator.rawValue)
      position += stated.lengthBytes
      return
    }
    var found = CSVSeparator(header: bytes[position...], isWhole: window.isFinal)
    while found == nil, bytes.count < Self.maximumHeaderBytes, try window.refill(dropping: 0) {
      found = CSVSeparator(header: bytes[position...], isWhole: window.isFinal)
    }
    guard let found, found != .comma else { return }
    separator = found
    scanner = CSVScanner(separator: found.rawValue)
    // A name that says so is no guess.
    guard found != .tab || !path.lowercased().hasSuffix(".tsv") else { return }
    summary.report(
      ImportProblem(
        path: path, offset: offset, object: "row 1",
        reason: "its columns are taken to be parted by \(found.plural), as its header shows",
        remedy: "nothing to do, unless the columns are others", severity: .warning))
  }

  /// Finds the record at `position`; `false` at the end of the file. Rows that are too long are refused on the way.
  private mutating func nextRecord() throws -> Bool {
    while true {
      do throws(CSVFault) {
        if position < bytes.count, try scanner.scan(bytes, from: position, isFinal: window.isFinal) {
          rowNumber += 1
          return true
        }
      } catch {
        try passOver(error)
        continue
      }
      if window.isFinal { return false }
      let dropped = position
      position = 0
      if try !window.refill(dropping: dropped) { try passOver(CSVFault(kind: .rowTooLong, index: 0)) }
    }
  }

  /// Refuses the row at `position`, and goes to the next.
  private mutating func passOver(_ fault: CSVFault) throws {
    // Without its header nothing in a table means anything.
    guard fault.kind.isTooLong, rowNumber > 0 else { throw refusal(fault, at: fault.index) }
    rowNumber += 1
    let (start, place) = (offset, window.origin + fault.index)
    var row = CSVLongRow(separator: separator.rawValue)
    while true {
      do throws(CSVFault) {
        let rest = UnsafeBufferPointer(rebasing: bytes[position...])
        if let next = try row.take(rest, isFinal: window.isFinal) {
          position += next
          break
        }
      } catch {
        throw refusal(
          error.reason(separator) + fault.kind.clause(rowAt: start), at: offset + error.index,
          error.kind.remedy)
      }
      position = 0
      _ = try window.refill(dropping: bytes.count)
    }
    report(fault.kind.reason, at: place, fault.kind.remedy, .refused, lengthBytes: row.lengthBytes)
  }

  private func refusal(_ fault: CSVFault, at index: Int) -> ImportRefusal {
    refusal(fault.reason(separator), at: window.origin + index, fault.kind.remedy)
  }

  private mutating func readHeader() throws {
    let record = UnsafeBufferPointer(rebasing: bytes[position..<scanner.recordEnd])
    if let fault = UTF8Check.firstFault(record) {
      throw refusal("the header is not UTF-8 text", at: offset + fault, "save the table as \"CSV UTF-8\"")
    }
    let written = scanner.fields.map { scanner.text($0, bytes) }
    // People write a blank behind the comma, and mean the name.
    header = written.map(\.trimmingSpace).withoutNamelessEnd
    columns = written.count
    if header.contains("") { throw refusal("a column has no name", at: offset, Self.headerRemedy) }
    if Set(header).count < header.count {
      let isWrittenAlike = Set(written.prefix(header.count)).count < header.count
      let but = isWrittenAlike ? "" : ", but for white space around it"
      throw refusal("two columns have the same name\(but)", at: offset, "rename one of them")
    }
    roles = CSVColumns(header: header, path: path, mapping: mapping)
    let places = roles.places
    if let missing = mapping?.columns.first(where: { places[$0.header] == nil }) {
      throw refusal(
        "the mapping names a column \(missing.header), and the table has none", at: offset,
        "import this file alone, with a mapping of its own or without one, or ask the sender what became of the "
          + "column")
    }
    for problem in roles.headerProblems(path: path) { summary.report(problem) }
    position = scanner.next
  }

  /// The row that was found; `nil`, with a problem reported, when it cannot be taken in.
  private mutating func row() -> CSVRow? {
    let record = UnsafeBufferPointer(rebasing: bytes[position..<scanner.recordEnd])
    if record.isEmpty, columns > 1 {
      report("it is blank", at: offset, "nothing to do", .warning)
      return nil
    }
    if let fault = UTF8Check.firstFault(record) {
      let reason = record[fault] == 0 ? "it holds a NUL byte" : "it is not valid UTF-8"
      report(reason, at: offset + fault, "save the table as \"CSV UTF-8\"", .refused)
      return nil
    }
    // Some leave out the cells at the end that nobody named.
    guard (header.count...columns).contains(scanner.fields.count) else {
      let reason = "it has \(scanner.fields.count) columns, the header has \(columns)"
      report(reason, at: offset, "correct the row, or ask the sender to", .refused)
      return nil
    }
    for field in scanner.fields[header.count...] where !scanner.text(field, bytes).saysNothing {
      nameless = ((nameless?.count ?? 0) + 1, nameless?.row ?? rowNumber)
    }
    return CSVRow(
      number: rowNumber, header: header, places: roles.places,
      fields: scanner.fields.prefix(header.count).map { scanner.text($0, bytes) })
  }

  private mutating func report(
    _ reason: String, at offset: Int, _ remedy: String, _ severity: ImportProblem.Severity,
    lengthBytes: Int? = nil
  ) {
    if severity == .refused { summary.refusedBytes += lengthBytes ?? scanner.recordEnd - position }
    summary.report(
      ImportProblem(
        path: path, offset: offset, object: "row \(rowNumber)", reason: reason, remedy: remedy,
        severity: severity))
  }

  private mutating func deliver(
    _ row: CSVRow, _ object: (SourceObject, CSVRow) throws -> Void
  ) throws {
    var found = roles.object(row)
    if let id = roles.statedID(row), let warning = RecordWarning(idsNotInNFC: [id]) {
      report(warning.reason, at: offset, warning.remedy, .warning)
    }
    found.offset = offset
    found.bytes = Array(UnsafeBufferPointer(rebasing: bytes[position..<scanner.recordEnd]))
    summary.count(found)
    try object(found, row)
  }
}
