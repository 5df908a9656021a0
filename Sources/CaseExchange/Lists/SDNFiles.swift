import CaseDomain

/// OFAC's four delimited files: no header, CRLF, text in quotes, numbers and the null `-0-` bare. A row is a line: where
/// a text has the end of one, there is a space.
///
/// Values stay literal: a formula prefix would change a name that others match by its bytes. Whoever opens
/// these files in a spreadsheet must import them as text.
///
/// Source: OFAC SDN data specification of 25 September 2023 [not verified against OFAC's own copy].
public struct SDNFiles: Hashable, Sendable {
  /// 12 columns.
  public let sdn: [UInt8]
  /// `ALT.CSV`, 5 columns: strong aliases. Weak ones stand in the remarks.
  public let alternates: [UInt8]
  /// `ADD.CSV`, 6 columns.
  public let addresses: [UInt8]
  /// `SDN_COMMENTS.CSV`, 2 columns: what of the remarks is beyond their width.
  public let comments: [UInt8]
  /// The remarks before they were cut, for the leak check: a passage may lie across the cut.
  public let uncutRemarks: [UInt8]

  public init(_ entries: [PublishedEntry]) throws(ListFault) {
    let entries = try SDNRows.rules.ordered(entries)
    try SDNRows.rules.checkNumbers(\.aliases, "alt_num", in: entries)
    try SDNRows.rules.checkNumbers(\.addresses, "add_num", in: entries)
    var rows = SDNRows()
    for entry in entries { try rows.add(entry) }
    (sdn, alternates, addresses) = (rows.sdn, rows.alternates, rows.addresses)
    (comments, uncutRemarks) = (rows.comments, rows.uncutRemarks)
  }
}

private struct SDNRows {
  static let rules = ListRules(format: "SDN.CSV", lists: [.sdn])
  static let null = "-0-"

  private(set) var sdn: [UInt8] = []
  private(set) var alternates: [UInt8] = []
  private(set) var addresses: [UInt8] = []
  private(set) var comments: [UInt8] = []
  private(set) var uncutRemarks: [UInt8] = []

  mutating func add(_ entry: PublishedEntry) throws(ListFault) {
    let remarks = SDNText.remarks(of: entry)
    let (kept, rest) = Self.cut(remarks)
    sdn += try Row(entry, "SDN.CSV")
      .number(entry.uid)
      .text(SDNText.name(entry.name, entry.kind), "SDN_Name", 350)
      .text(entry.kind == .individual ? "individual" : "", "SDN_Type", 12)
      .text(entry.programs.joined(separator: "] ["), "Program", 200)
      .text(entry.title, "Title", 200)
      .nulls(6)
      .text(kept, "Remarks", SDNText.remarksWidth)
      .bytes
    if !rest.isEmpty {
      comments += try Row(entry, "SDN_COMMENTS.CSV").number(entry.uid).text(rest, "Remarks", .max).bytes
    }
    uncutRemarks += Array(remarks.utf8) + [0x0A]
    for alias in entry.aliases where alias.value.strength == .strong {
      alternates += try Row(entry, "ALT.CSV")
        .number(entry.uid).number(alias.uid)
        .text(alias.value.kind.rawValue, "alt_type", 8)
        .text(SDNText.name(alias.value.name, entry.kind), "alt_name", 350)
        .nulls(1).bytes
    }
    for address in entry.addresses {
      addresses += try Row(entry, "ADD.CSV")
        .number(entry.uid).number(address.uid)
        .text(address.value.lines.joined(separator: ", "), "address", 750)
        .text(SDNText.cityLine(address.value), "city_state_zip", 116)
        .text(address.value.country.printed, "country", 250)
        .nulls(1).bytes
    }
  }

  /// Cuts between characters where it can; a single character above the width is cut inside.
  private static func cut(_ text: String) -> (String, String) {
    let scalars = text.unicodeScalars
    guard
      let hard = scalars.index(
        scalars.startIndex, offsetBy: SDNText.remarksWidth, limitedBy: scalars.endIndex),
      hard != scalars.endIndex
    else { return (text, "") }
    var soft = text.startIndex
    for index in text.indices {
      if index > hard { break }
      soft = index
    }
    let end = soft > text.startIndex ? soft : hard
    return (String(scalars[..<end]), String(scalars[end...]))
  }

  /// One record under construction.
  private struct Row {
    private let entry: PublishedEntry
    private let rules: ListRules
    private var fields: [String] = []

    init(_ entry: PublishedEntry, _ file: String) {
      self.entry = entry
      rules = ListRules(format: file, lists: [.sdn])
    }

    func number(_ number: UInt32) -> Row { adding("\(number)") }
    func nulls(_ count: Int) -> Row { adding(Array(repeating: SDNRows.null, count: count)) }

    /// - Parameter width: in Unicode scalars; the specification says only "size".
    func text(_ text: String, _ column: String, _ width: Int) throws(ListFault) -> Row {
      if text.isEmpty { return nulls(1) }
      try rules.checkCharacters(text, column, of: entry)
      let text = SDNText.oneLine(text)
      guard text.unicodeScalars.count <= width else {
        throw ListFault(
          rules.format, entry, "column \(column)",
          "it is \(text.unicodeScalars.count) characters long, and the column is \(width) wide",
          remedy: "shorten it")
      }
      guard !text.utf8.elementsEqual(SDNRows.null.utf8) else {
        throw ListFault(
          rules.format, entry, "column \(column)", "the text is -0-, which the format reads as empty",
          remedy: "write it another way")
      }
      return adding(CSVField.quoted(text))
    }

    var bytes: [UInt8] { Array(fields.joined(separator: ",").utf8) + [0x0D, 0x0A] }

    private func adding(_ field: String) -> Row { adding([field]) }
    private func adding(_ more: [String]) -> Row {
      var row = self
      row.fields += more
      return row
    }
  }
}
