import CaseDomain

/// The EU's consolidated list as the Commission's CSV, separated by `;`: 118 columns, and for each entry one row
/// after another for its names, addresses, dates of birth, documents and citizenships.
///
/// The rows of an entry are one record, the one that the XML makes; but for weak aliases, which this table does not
/// tell from others. Should an entry come again further down, those rows are a record that refers to the first.
///
/// Source: European Commission, Financial Sanctions Files, CSV of version 1.1; the names of the columns as others
/// publish them, as no official copy was at hand.
struct EUConsolidatedTable: ListTable {
  static let separator = UInt8(ascii: ";")
  /// Entries remembered, so that their id is given once. What comes beyond gets ids of its own.
  static let maximumEntries = 200_000

  private static let names = [
    "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_UnitedNationId", "Entity_DesignationDate",
    "Entity_SubjectType_ClassificationCode", "Entity_Regulation_Programme", "NameAlias_LastName",
    "NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_WholeName", "Address_CountryIso2Code",
    "Address_CountryDescription", "BirthDate_BirthDate", "BirthDate_Year", "BirthDate_Circa",
    "Identification_Number", "Identification_KnownFalse", "Identification_TypeCode",
    "Citizenship_CountryIso2Code", "Citizenship_CountryDescription",
  ]

  /// Not asked of a file: a date without it is Gregorian.
  private static let calendar = "BirthDate_CalendarType"

  static func recognises(_ head: FileHead) -> Bool {
    ColumnNames.header(of: head, separator: separator).contains { $0.hasAll(names) }
  }

  private var header = ColumnNames([])
  private var places: [String: Int] = [:]
  private var seen: Set<String> = []
  private var entry: Entry?

  /// What the rows of one entry have said so far.
  private struct Entry {
    let id: String
    var type: String?
    var designated: String?
    var facts = StatedFacts()
    var citizenships: [String] = []
    var addresses: [String] = []
    var references: [(kind: String, value: String)] = []
    /// Of every field of every row, for rows that need an id of their own.
    var texts: [String] = []
    /// Rows repeat them. As bytes.
    var names: Set<[UInt8]> = []
    var warnings: [RecordWarning] = []
  }

  var separator: UInt8 { Self.separator }
  var rowsAreLines: Bool { false }
  var columns: Int { header.count }
  var hasHeader: Bool { true }
  var title: String { "the EU's consolidated list" }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool { false }

  mutating func begin(header: [String]) -> Bool {
    self.header = ColumnNames(header)
    for name in Self.names + [Self.calendar] { places[name] = self.header[name] }
    return self.header.hasAll(Self.names)
  }

  func entryKey(_ row: ListRow) -> String? { field("Entity_LogicalId", row) }

  private func field(_ name: String, _ row: ListRow) -> String? { row.text(places[name]) }

  mutating func object(_ row: ListRow) -> RowOutcome {
    if header.isRepeated(in: row) { return .refused("it repeats the header") }
    guard let id = field("Entity_LogicalId", row) else { return .refused("it has no Entity_LogicalId") }
    guard id.utf8.count <= EUEntry.maximumIDBytes else {
      return .refused("its Entity_LogicalId is longer than \(EUEntry.maximumIDBytes) bytes")
    }
    var entry = entry ?? Entry(id: id)
    self.entry = nil  // Held once, so that adding to it copies nothing.
    take(row, into: &entry)
    self.entry = entry
    return .part
  }

  private func take(_ row: ListRow, into entry: inout Entry) {
    if entry.type == nil {
      entry.type = field("Entity_SubjectType_ClassificationCode", row)
      entry.designated = field("Entity_DesignationDate", row)
      for (kind, column) in [
        ("eu-reference", "Entity_EU_ReferenceNumber"), ("un-reference", "Entity_UnitedNationId"),
      ] {
        if let value = field(column, row) { entry.references.append((kind, value)) }
      }
    }
    if !isFirst(entry.id) { entry.texts += (0..<row.count).map { row.text($0) ?? "" } }
    entry.facts.addProgram(field("Entity_Regulation_Programme", row))
    takeName(row, &entry)
    if !isTrue("BirthDate_Circa", row) {
      let date = field("BirthDate_BirthDate", row) ?? field("BirthDate_Year", row)
      let warning = EUEntry.takeBirth(date, calendar: field(Self.calendar, row), into: &entry.facts)
      if let warning { entry.warnings.append(warning) }
    }
    if let number = field("Identification_Number", row), !isTrue("Identification_KnownFalse", row) {
      EUEntry.take(number, type: field("Identification_TypeCode", row), into: &entry.facts)
    }
    if let country = country("Citizenship", row) { entry.citizenships.append(country) }
    if let country = country("Address", row) { entry.addresses.append(country) }
  }

  private func isFirst(_ id: String) -> Bool { seen.count < Self.maximumEntries && !seen.contains(id) }

  private func isTrue(_ column: String, _ row: ListRow) -> Bool {
    StatedText.truth(field(column, row)) == true
  }

  private func takeName(_ row: ListRow, _ entry: inout Entry) {
    let parts = ["FirstName", "MiddleName", "LastName"].map { field("NameAlias_\($0)", row) }
    guard let name = field("NameAlias_WholeName", row) ?? StatedText.joined(parts),
      entry.names.insert(Array(name.utf8)).inserted
    else { return }
    entry.facts.addName(name, kind: entry.facts.names.isEmpty ? .primary : .alsoKnownAs)
  }

  /// `00` stands for a country that is not known.
  private func country(_ part: String, _ row: ListRow) -> String? {
    let code = field("\(part)_CountryIso2Code", row)
    return code == "00" ? nil : code ?? field("\(part)_CountryDescription", row)
  }

  mutating func finishEntry() -> (SourceObject, [RecordWarning])? {
    guard var entry else { return nil }
    self.entry = nil
    entry.facts.schema = EUEntry.schema(entry.type)
    for country in entry.citizenships + entry.addresses { entry.facts.addCountry(country) }
    for (kind, value) in entry.references { entry.facts.addIdentifier(kind, value) }
    let isFirst = isFirst(entry.id)
    if isFirst { seen.insert(entry.id) }
    let id = EUEntry.id(entry.id)
    var found = SourceObject(
      list: "eu", id: isFirst ? id : "\(id):\(RowKey.digest(entry.texts))",
      type: isFirst ? EUEntry.type : "eu-row", facts: entry.facts, identityClass: entry.type,
      references: isFirst ? [] : [id])
    found.created = entry.designated
    return (found, entry.warnings)
  }
}
