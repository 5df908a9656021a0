import CaseDomain

/// Reads the EU's sanctions as tables: the annexes of regulations, separated by commas (`EUTable`), and the
/// Commission's consolidated list, separated by `;` (`EUConsolidatedTable`).
public enum EUCSVReader: FormatReader {
  public static let format = EvidenceFormat.euCSV

  public static func recognises(_ head: FileHead) -> Bool {
    ColumnNames.header(of: head).contains { EUTable.isHeader($0) } || EUConsolidatedTable.recognises(head)
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let source = try PeekedSource(source)
    if source.look(EUConsolidatedTable.recognises) {
      var pass = ListTablePass(EUConsolidatedTable(), source, path: path)
      return try pass.run(isCancelled, object)
    }
    var pass = ListTablePass(EUTable(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

/// The annexes of EU sanctions regulations: consolidated, 45 columns, or of one amendment, 46.
///
/// The columns are those in which the Official Journal is transcribed; a cell holds several values between `;`.
/// A number may stand in several annexes and under several measures of one act, so the key has all four.
struct EUTable: ListTable {
  private static let names = [
    "recordId", "programKey", "annex", "measure", "startDate", "schema", "name", "alias", "weakAlias",
    "previousName", "nationality", "birthDate", "passportNumber", "idNumber", "registrationNumber",
  ]

  private var header = ColumnNames([])

  static func isHeader(_ columns: ColumnNames) -> Bool {
    columns.hasAll(names) && (columns["celex"] != nil || columns["amendedCelex"] != nil)
  }

  var separator: UInt8 { UInt8(ascii: ",") }
  var rowsAreLines: Bool { false }
  var columns: Int { header.count }
  var hasHeader: Bool { true }
  var title: String { "an EU annex" }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool { false }

  mutating func begin(header: [String]) -> Bool {
    self.header = ColumnNames(header)
    return Self.isHeader(self.header)
  }

  func object(_ row: ListRow) -> RowOutcome {
    if header.isRepeated(in: row) { return .refused("it repeats the header") }
    func field(_ name: String) -> String? { row.text(header[name]) }
    guard let act = field("celex") ?? field("amendedCelex"), act.utf8.count <= 20 else {
      return .refused("it does not say which act it belongs to")
    }
    guard let name = field("name") else { return .refused("it names nobody") }
    let schema = field("schema")
    var warnings: [RecordWarning] = []
    var facts = facts(row, name, &warnings)
    facts.schema = Self.schema(schema)
    let record = field("recordId").flatMap { $0.utf8.count <= 20 ? $0 : nil }
    let digest = RowKey.digest(
      [field("measure") ?? ""] + (record == nil ? [name, field("startDate") ?? ""] : []))
    let annex = (field("annex") ?? "").utf8.count <= 40 ? field("annex") ?? "" : ""
    var found = SourceObject(
      list: "eu", id: "eu:\(act):\(annex):\(record ?? ""):\(digest)", type: "eu-annex-entry", facts: facts,
      identityClass: schema)
    found.created = field("startDate")
    return .object(found, warnings: warnings)
  }

  /// - Parameter warnings: takes what to say of dates and numbers that cannot be read.
  private func facts(_ row: ListRow, _ name: String, _ warnings: inout [RecordWarning]) -> StatedFacts {
    func list(_ name: String) -> [String] {
      row.text(header[name]).map { StatedText.parts($0, at: UInt8(ascii: ";")) } ?? []
    }
    var facts = StatedFacts()
    facts.addName(name)
    for alias in list("alias") { facts.addName(alias, kind: .alsoKnownAs) }
    for alias in list("weakAlias") { facts.addName(alias, kind: .alsoKnownAs, strength: .weak) }
    for former in list("previousName") { facts.addName(former, kind: .formerlyKnownAs) }
    // A vessel's first country is its flag.
    for column in ["flag", "nationality", "country", "jurisdiction"] {
      // Several countries stand between commas here.
      for country in list(column).flatMap({ StatedText.parts($0, at: UInt8(ascii: ",")) }) {
        facts.addCountry(country)
      }
    }
    var unreadDates: [String] = []
    for column in ["birthDate", "incorporationDate"] {
      for text in list(column) {
        let dates = ListDate.alternatives(text)
        if dates.isEmpty { unreadDates.append(text) }
        for date in dates { facts.addDate(date) }
      }
    }
    for program in list("programKey") { facts.addProgram(program) }
    var doubts = AnnexNumbers.Doubts()
    for (column, kind) in Self.identifiers {
      guard let cell = row.text(header[column]) else { continue }
      AnnexNumbers.take(cell, as: kind, into: &facts, &doubts)
    }
    warnings = [ListDate.warning(unread: unreadDates)].compactMap { $0 } + doubts.warnings
    for address in list("email") { facts.addTrace(.email, address) }
    for address in list("website") where address.utf8.count <= 1_024 { facts.addTrace(.url, address) }
    return facts
  }

  private static let identifiers = [
    ("passportNumber", "passport"), ("idNumber", "national-id"), ("registrationNumber", "registration"),
    ("taxNumber", "tax-id"), ("innCode", "inn"), ("ogrnCode", "ogrn"), ("kppCode", "kpp"),
    ("okpoCode", "okpo"),
    ("leiCode", "lei"), ("swiftBic", "bic"), ("imoNumber", "imo"), ("mmsi", "mmsi"),
  ]

  private static func schema(_ text: String?) -> NameSchema {
    switch text {
    case "Person": .person
    case "Company", "Organization", "PublicBody": .organisation
    case "Vessel": .vessel
    default: .unknown
    }
  }
}
