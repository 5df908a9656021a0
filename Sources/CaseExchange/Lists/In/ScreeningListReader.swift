import CaseDomain

/// Reads the US government's Consolidated Screening List as CSV, of 28 columns or of 29 (with `_id`).
///
/// Source: International Trade Administration, "Consolidated Screening List", `consolidated.csv`.
public enum ScreeningListReader: FormatReader {
  public static let format = EvidenceFormat.screeningList

  public static func recognises(_ head: FileHead) -> Bool {
    ColumnNames.header(of: head).contains { $0.hasAll(ScreeningListTable.names) }
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = ListTablePass(ScreeningListTable(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct ScreeningListTable: ListTable {
  static let names = [
    "source", "entity_number", "type", "programs", "name", "addresses", "federal_register_notice",
    "start_date", "alt_names", "citizenships", "dates_of_birth", "nationalities", "ids",
  ]

  private var header = ColumnNames([])

  var separator: UInt8 { UInt8(ascii: ",") }
  var rowsAreLines: Bool { false }
  var columns: Int { header.count }
  var hasHeader: Bool { true }
  var title: String { "the Consolidated Screening List" }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool { false }

  mutating func begin(header: [String]) -> Bool {
    self.header = ColumnNames(header)
    return self.header.hasAll(Self.names)
  }

  func object(_ row: ListRow) -> RowOutcome {
    if header.isRepeated(in: row) { return .refused("it repeats the header") }
    func field(_ name: String) -> String? { row.text(header[name]) }
    func list(_ name: String) -> [String] {
      field(name).map { StatedText.parts($0, at: UInt8(ascii: ";")) } ?? []
    }
    guard let name = field("name") else { return .refused("it names nobody") }
    let type = field("type")
    var facts = StatedFacts()
    facts.schema = Self.schema(type)
    facts.addName(name)
    for alias in list("alt_names") { facts.addName(alias, kind: .alsoKnownAs) }
    for country in list("nationalities") + list("citizenships") { facts.addCountry(country) }
    facts.addCountry(field("vessel_flag"))
    for address in list("addresses") { facts.addCountry(Self.country(address)) }
    var unread: [String] = []
    for text in list("dates_of_birth") {
      let date = ListDate.iso(text) ?? ListDate.english(text)
      if date == nil { unread.append(text) }
      facts.addDate(date)
    }
    for program in list("programs") { facts.addProgram(program) }
    if let number = field("entity_number"), Self.isOfTreasury(field("source")), Self.isNumber(number) {
      facts.addIdentifier(OFACList.numberKind, number)
    }
    if let sign = field("call_sign") { facts.addIdentifier("call-sign", sign) }
    for identifier in list("ids") { Self.take(identifier, &facts) }
    var found = SourceObject(
      list: "csl", id: "csl:\(key(row, name))", type: "screening-entry", facts: facts, identityClass: type)
    found.created = field("start_date")
    return .object(found, warnings: [ListDate.warning(unread: unread)].compactMap { $0 })
  }

  /// Of the lists in it only those of the Treasury have numbers, and these are OFAC's.
  private static func isOfTreasury(_ source: String?) -> Bool {
    let source = source.map(StatedText.lowered) ?? ""
    return source.contains("treasury") || isSDN(source)
  }

  private static func isSDN(_ source: String) -> Bool {
    let source = StatedText.lowered(source)
    return source.contains("(sdn)") || source == "sdn"
  }

  private static func isNumber(_ text: String) -> Bool {
    (1...10).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func schema(_ type: String?) -> NameSchema {
    switch type.map(StatedText.lowered) {
    case "individual": .person
    case "entity": .organisation
    case "vessel": .vessel
    default: .unknown
    }
  }

  /// The row's own key, the number of the Treasury, or a digest. A party may stand on two lists of the Treasury under
  /// one number, which is the row's own key there, too: but for the SDN list, the list is part of the key, so that it
  /// follows from the row alone.
  private func key(_ row: ListRow, _ name: String) -> String {
    func short(_ column: String) -> String? {
      row.text(header[column]).flatMap { $0.utf8.count <= 64 ? $0 : nil }
    }
    let (own, number) = (short("_id"), short("entity_number"))
    let list = row.text(header["source"]) ?? ""
    if let own {
      let isNumber = number.map { StatedText.isSame(own, $0) } ?? false
      if !isNumber || !Self.isOfTreasury(list) { return own }
    }
    if let number { return Self.isSDN(list) ? number : "\(number):\(RowKey.digest([list]))" }
    let parts = ["source", "addresses", "federal_register_notice", "start_date"].map {
      row.text(header[$0]) ?? ""
    }
    return RowKey.digest([name] + parts)
  }

  /// The ISO code at the end of an address; `nil` when it ends otherwise.
  private static func country(_ address: String) -> String? {
    guard let code = address.split(separator: ",").last.flatMap({ StatedText.trimmed(String($0)) }),
      code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    return code
  }

  /// `Passport, A123456, RU`; older editions put the number first.
  private static func take(_ text: String, _ facts: inout StatedFacts) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      StatedText.trimmed(String($0)) ?? ""
    }
    guard parts.count >= 2 else { return }
    if ListIdentifier.take(parts[0], parts[1], into: &facts) { return }
    ListIdentifier.take(parts[1], parts[0], into: &facts)
  }
}
