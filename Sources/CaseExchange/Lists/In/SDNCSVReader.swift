import CaseDomain

/// Reads OFAC's delimited files: SDN.CSV, ALT.CSV, ADD.CSV, SDN_COMMENTS.CSV and their `CONS_…` twins.
///
/// They have no header; which of the four a file is shows in its rows. A row of the other three refers to
/// the entry it belongs to by its id, `sdn:306`.
///
/// Source: OFAC, "SDN Data Specification" (09/25/2023).
public enum SDNCSVReader: FormatReader {
  public static let format = EvidenceFormat.sdnCSV

  public static func recognises(_ head: FileHead) -> Bool {
    let bytes = head.bytes.bindMemory(to: UInt8.self)
    // A file of another kind may hold such rows between bytes that are no text.
    guard !bytes.contains(0) else { return false }
    switch SDNTable.Part.of(bytes, isWhole: head.isWhole) {
    case nil: return false
    // Two columns, a number and a text, say too little.
    case .comment:
      return StatedText.lowered(head.name).utf8.starts(with: "cons_comments".utf8)
        || StatedText.lowered(head.name).utf8.starts(with: "sdn_comments".utf8)
    default: return true
    }
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = ListTablePass(SDNTable(list: OFACList.name(ofFile: path)), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct SDNTable: ListTable {
  /// Which of the four files it is.
  enum Part: Int {
    case entry = 12
    case alias = 5
    case address = 6
    case comment = 2

    /// Looks at the first 50 lines: half of them at least must be rows of one kind.
    static func of(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Part? {
      var counts: [Part: Int] = [:]
      var lines = 0
      var hasNull = false
      // Spreadsheets write this mark.
      var position = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var scanner = CSVScanner()
      while lines < 50, position < head.count {
        guard let end = head[position...].firstIndex(of: 0x0A) ?? (isWhole ? head.count : nil) else { break }
        let lineEnd = end > position && head[end - 1] == 0x0D ? end - 1 : end
        let line = UnsafeBufferPointer(rebasing: head[..<lineEnd])
        if lineEnd - position > 1 {
          lines += 1
          // Recognition only: a damaged row counts for nothing here, and reading refuses it by name.
          let isRow = (try? scanner.scan(line, from: position, isFinal: true)) ?? false
          if isRow, let part = Part(scanner.fields, line) { counts[part, default: 0] += 1 }
        }
        hasNull = hasNull || isNullAnywhere(scanner.fields, line)
        position = end + 1
      }
      // Of two that are as frequent the one with more columns: a table's own order is another each time.
      guard let most = counts.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }),
        most.value * 2 >= lines
      else { return nil }
      return hasNull || most.key == .comment ? most.key : nil
    }

    private static func isNullAnywhere(
      _ fields: [CSVScanner.Field], _ line: UnsafeBufferPointer<UInt8>
    ) -> Bool {
      fields.contains {
        $0.end <= line.count && SDNTable.isNull(UnsafeBufferPointer(rebasing: line[$0.start..<$0.end]))
      }
    }

    private init?(_ fields: [CSVScanner.Field], _ line: UnsafeBufferPointer<UInt8>) {
      guard let part = Part(rawValue: fields.count) else { return nil }
      func content(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: line[fields[column].start..<fields[column].end])
      }
      guard SDNTable.isNumber(content(0)) else { return nil }
      switch part {
      case .entry: break
      case .alias:
        guard SDNTable.isNumber(content(1)),
          OFACList.kind(String(decoding: content(2), as: UTF8.self)) != nil
        else { return nil }
      case .address: guard SDNTable.isNumber(content(1)) else { return nil }
      case .comment:
        let start = fields[1].start
        guard start > 0, line[start - 1] == UInt8(ascii: "\"") else { return nil }
      }
      self = part
    }
  }

  private let list: String
  private var part = Part.entry

  init(list: String) { self.list = list }

  var separator: UInt8 { UInt8(ascii: ",") }
  var rowsAreLines: Bool { true }
  var columns: Int { part.rawValue }
  var hasHeader: Bool { false }
  var title: String { "OFAC's delimited files" }

  mutating func begin(header: [String]) -> Bool { false }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let part = Part.of(head, isWhole: true) else { return false }
    self.part = part
    return true
  }

  /// `-0- `, of which an old file has cut off the end.
  static func isNull(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    let mark = StaticString("-0- ")
    return (2...4).contains(content.count) && content.indices.allSatisfy { content[$0] == mark.utf8Start[$0] }
  }

  static func isNumber(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    (1...10).contains(content.count) && content.allSatisfy { (0x30...0x39).contains($0) }
  }

  func object(_ row: ListRow) -> RowOutcome {
    guard Self.isNumber(row.content(0)) else {
      return .refused("its first field is not the number of an entry")
    }
    let number = String(decoding: row.content(0), as: UTF8.self)
    switch part {
    case .entry: return entry(row, number)
    case .alias: return alias(row, number)
    case .address: return address(row, number)
    case .comment: return comment(row, number)
    }
  }

  private func field(_ row: ListRow, _ column: Int) -> String? {
    Self.isNull(row.content(column)) ? nil : row.text(column)
  }

  private func entry(_ row: ListRow, _ number: String) -> RowOutcome {
    let type = field(row, 2)
    var facts = StatedFacts()
    facts.schema = OFACList.schema(type)
    facts.addName(field(row, 1))
    facts.addIdentifier(OFACList.numberKind, number)
    for program in Self.programs(field(row, 3)) { facts.addProgram(program) }
    if let callSign = field(row, 5), facts.schema == .vessel { facts.addIdentifier("call-sign", callSign) }
    facts.addCountry(field(row, 9))
    var unread: [String] = []
    if let remarks = field(row, 11) {
      unread = OFACRemarks.read(remarks, isContinuation: false, into: &facts)
    }
    return .object(
      SourceObject(
        list: "ofac", id: "\(list):\(number)", type: "sdn-entry", facts: facts, identityClass: type),
      warnings: [ListDate.warning(unread: unread)].compactMap { $0 })
  }

  /// `NPWMD] [IFSR`: brackets between the programmes, none around them.
  private static func programs(_ text: String?) -> [String] {
    guard let text else { return [] }
    return text.unicodeScalars.split(whereSeparator: { $0 == "[" || $0 == "]" }).compactMap {
      StatedText.trimmed(String($0))
    }
  }

  private func alias(_ row: ListRow, _ number: String) -> RowOutcome {
    guard Self.isNumber(row.content(1)) else {
      return .refused("its second field is not the number of an alias")
    }
    guard let kind = OFACList.kind(field(row, 2)) else {
      return .refused("its kind of alias is not aka, fka or nka")
    }
    let isWeak = field(row, 4).map { StatedText.lowered($0).utf8.starts(with: "weak".utf8) } ?? false
    var facts = StatedFacts()
    facts.addName(field(row, 3), kind: kind, strength: isWeak ? .weak : .strong)
    let id = "alt:\(number):\(String(decoding: row.content(1), as: UTF8.self))"
    return .object(part(id, "sdn-alias", number, facts))
  }

  private func address(_ row: ListRow, _ number: String) -> RowOutcome {
    guard Self.isNumber(row.content(1)) else {
      return .refused("its second field is not the number of an address")
    }
    var facts = StatedFacts()
    facts.addCountry(field(row, 4))
    let id = "add:\(number):\(String(decoding: row.content(1), as: UTF8.self))"
    var found = part(id, "sdn-address", number, facts)
    let lines = [field(row, 2), field(row, 3), field(row, 4)].compactMap { $0 }.joined(separator: ", ")
    found.name = StatedText.trimmed(lines).map { SourceObject.bounded($0) }
    return .object(found)
  }

  private func comment(_ row: ListRow, _ number: String) -> RowOutcome {
    var facts = StatedFacts()
    var unread: [String] = []
    if let remarks = field(row, 1) {
      unread = OFACRemarks.read(remarks, isContinuation: true, into: &facts)
    }
    var found = part("comment:\(number)", "sdn-comment", number, facts)
    found.name = nil
    return .object(found, warnings: [ListDate.warning(unread: unread)].compactMap { $0 })
  }

  private func part(_ id: String, _ type: String, _ number: String, _ facts: StatedFacts) -> SourceObject {
    SourceObject(
      list: "ofac", id: list == "sdn" ? id : "\(list)-\(id)", type: type, facts: facts,
      references: ["\(list):\(number)"])
  }
}
