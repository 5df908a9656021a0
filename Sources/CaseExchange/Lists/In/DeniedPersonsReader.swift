import CaseDomain

/// Reads the Denied Persons List of the Bureau of Industry and Security: `dpl.txt`, separated by tabs.
///
/// The list has no numbers: a row's key is a digest of who is denied, where, and since when, so that a later
/// edition of the row is a version of the same record.
///
/// Source: BIS, "Denied Persons List", the file as published.
public enum DeniedPersonsReader: FormatReader {
  public static let format = EvidenceFormat.deniedPersons

  public static func recognises(_ head: FileHead) -> Bool {
    ColumnNames.header(of: head, separator: 0x09).contains { $0.hasAll(DeniedPersonsTable.names) }
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = ListTablePass(DeniedPersonsTable(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct DeniedPersonsTable: ListTable {
  static let names = [
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date",
    "Standard_Order", "Last_Update", "Action", "FR_Citation",
  ]

  private var header = ColumnNames([])

  var separator: UInt8 { 0x09 }
  var rowsAreLines: Bool { true }
  var columns: Int { header.count }
  var hasHeader: Bool { true }
  var title: String { "the Denied Persons List" }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool { false }

  mutating func begin(header: [String]) -> Bool {
    self.header = ColumnNames(header)
    return self.header.hasAll(Self.names)
  }

  func object(_ row: ListRow) -> RowOutcome {
    if header.isRepeated(in: row) { return .refused("it repeats the header") }
    func field(_ name: String) -> String? { row.text(header[name]) }
    guard let name = field("Name") else { return .refused("it names nobody") }
    var facts = StatedFacts()
    facts.addName(name)
    facts.addCountry(field("Country"))
    let key = [
      name, field("Street_Address") ?? "", field("City") ?? "", field("State") ?? "", field("Country") ?? "",
      field("Effective_Date") ?? "",
    ]
    var found = SourceObject(
      list: "bis", id: "dpl:\(RowKey.digest(key))", type: "denied-person", facts: facts)
    found.created = field("Effective_Date")
    found.modified = field("Last_Update")
    return .object(found)
  }
}
