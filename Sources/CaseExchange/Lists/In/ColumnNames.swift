/// Finds columns by their names, compared as bytes.
struct ColumnNames {
  private let names: [String]

  init(_ header: [String]) { names = header.map { StatedText.trimmed($0) ?? "" } }

  var count: Int { names.count }

  subscript(_ name: String) -> Int? { names.firstIndex { StatedText.isSame($0, name) } }

  func hasAll(_ wanted: [String]) -> Bool { wanted.allSatisfy { self[$0] != nil } }

  /// Whether a row says the same as the header once more.
  func isRepeated(in row: ListRow) -> Bool {
    row.count == names.count && names.indices.allSatisfy { row.content($0).elementsEqual(names[$0].utf8) }
  }

  /// The header of a table in the first bytes of a file: of the first row, or of one of the next two where
  /// `isTitled`.
  static func header(
    of head: FileHead, separator: UInt8 = UInt8(ascii: ","), isTitled: Bool = false
  ) -> [ColumnNames] {
    var bytes = head.bytes.bindMemory(to: UInt8.self)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeBufferPointer(rebasing: bytes[3...]) }
    var scanner = CSVScanner(separator: separator)
    var found: [ColumnNames] = []
    var position = 0
    while found.count < (isTitled ? 3 : 1), position < bytes.count {
      // What does not scan is no header of ours: the reader that then reads the file says what is wrong with it.
      guard (try? scanner.scan(bytes, from: position, isFinal: head.isWhole)) == true else { break }
      let row = UnsafeBufferPointer(rebasing: bytes[position..<scanner.recordEnd])
      guard UTF8Check.firstFault(row) == nil else { break }
      found.append(ColumnNames(scanner.fields.map { scanner.text($0, bytes) }))
      position = scanner.next
    }
    return found
  }
}
