import CaseDomain

/// Reads the UK's lists as CSV: the UK Sanctions List of the Foreign Office, and the Treasury's ConList.
///
/// Both print a title above the header, and one row for each name, address or number of a party. Of the rows with a
/// party's primary name the last in the order of their fields has the party's id, `uk:AFG0001`, in whatever order they
/// stand; each other row has one of its own and refers to it.
///
/// Source: the column names of both files as republished in public test data; no official copy was at hand.
public enum UKCSVReader: FormatReader {
  public static let format = EvidenceFormat.ukCSV

  public static func recognises(_ head: FileHead) -> Bool {
    ColumnNames.header(of: head, isTitled: true).contains { UKTable.Columns($0) != nil }
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = ListTablePass(UKTable(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct UKTable: ListTable {
  /// The same meaning under the names that the two files give it.
  struct Columns {
    let header: ColumnNames
    let party, nameType, strength, script, type, regime, birth, nationality, passport, nationalID: Int
    let listed, updated: Int
    let names: [Int]
    let country, unReference, imo, registration, email, website: Int?

    init?(_ header: ColumnNames) {
      let isForeignOffice = header["Unique ID"] != nil
      func column(_ foreignOffice: String, _ treasury: String) -> Int? {
        header[isForeignOffice ? foreignOffice : treasury]
      }
      let names = (1...6).compactMap { header["Name \($0)"] }
      guard let party = column("Unique ID", "Group ID"), let nameType = column("Name type", "Alias Type"),
        let strength = column("Alias strength", "Alias Quality"),
        let script = column("Name non-latin script", "Name Non-Latin Script"),
        let type = column("Designation Type", "Group Type") ?? header["Individual, Entity, Ship"],
        let regime = column("Regime Name", "Regime"),
        let birth = column("D.O.B", "DOB"), let nationality = column("Nationality(/ies)", "Nationality"),
        let passport = column("Passport number", "Passport Number"),
        let nationalID = column("National Identifier number", "National Identification Number"),
        let listed = column("Date Designated", "Listed On"), let updated = header["Last Updated"],
        names.count == 6
      else { return nil }
      self.header = header
      self.names = names
      (self.party, self.nameType, self.strength, self.script, self.type) = (
        party, nameType, strength, script, type
      )
      (self.regime, self.birth, self.nationality, self.passport) = (regime, birth, nationality, passport)
      (self.nationalID, self.listed, self.updated) = (nationalID, listed, updated)
      country = column("Address Country", "Country")
      unReference = header["UN Reference Number"]
      imo = header["IMO number"]
      registration = header["Business registration number (s)"]
      email = header["Email address"]
      website = header["Website"]
    }
  }

  /// Parties remembered by their ids, so that each is given once. What comes beyond gets ids of its own.
  static let maximumParties = 200_000

  private var columnsFound: Columns?
  private var parties: Set<String> = []
  /// Of the rows that are held: how many, and the fields of those with a primary name by their place among them.
  private var heldRows = 0
  private var primaries: [(place: Int, fields: [UInt8])] = []

  var separator: UInt8 { UInt8(ascii: ",") }
  var rowsAreLines: Bool { false }
  var columns: Int { columnsFound?.header.count ?? 0 }
  var hasHeader: Bool { true }
  var title: String { "the UK's lists" }

  mutating func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool { false }

  mutating func begin(header: [String]) -> Bool {
    columnsFound = Columns(ColumnNames(header))
    return columnsFound != nil
  }

  func entryKey(_ row: ListRow) -> String? { row.text(columnsFound?.party) }

  mutating func object(_ row: ListRow) -> RowOutcome {
    guard let columns = columnsFound else { return .refused("the columns are not known") }
    if columns.header.isRepeated(in: row) { return .refused("it repeats the header") }
    guard let party = row.text(columns.party), party.utf8.count <= 40 else {
      return .refused("it does not say which party it belongs to")
    }
    let type = row.text(columns.type)
    let kind = Self.kind(row.text(columns.nameType))
    var doubts = AnnexNumbers.Doubts()
    let facts = Self.facts(row, columns, kind, type, &doubts)
    let fields = Self.fields(row, columns)
    var found = SourceObject(
      list: "uk", id: "uk:\(party):\(RowKey.digest(fields))", type: "uk-row", facts: facts,
      identityClass: type, references: ["uk:\(party)"])
    found.created = row.text(columns.listed)
    found.modified = row.text(columns.updated)
    if kind == .primary {
      primaries.append((heldRows, Array(fields.map { Array($0.utf8) }.joined(separator: [0x1F]))))
    }
    heldRows += 1
    return .held(found, warnings: Self.warnings(row, columns) + doubts.warnings)
  }

  /// Issues print the rows of a party in another order now and then: which of them is the entry follows from what they
  /// say. A field with a text comes after an empty one, so it is rather a full row.
  mutating func settle(_ rows: inout [SourceObject]) {
    let last = primaries.max { $0.fields.lexicographicallyPrecedes($1.fields) }
    (heldRows, primaries) = (0, [])
    guard let place = last?.place, let id = rows[place].references.first,
      parties.count < Self.maximumParties, parties.insert(id).inserted
    else { return }
    rows[place].externalID = id
    rows[place].type = "uk-entry"
    rows[place].references = []
    rows[place].facts?.about = nil
  }

  /// A date that is left out makes a person like others of the name.
  private static func warnings(_ row: ListRow, _ columns: Columns) -> [RecordWarning] {
    guard let birth = row.text(columns.birth), Self.birth(birth) == nil else { return [] }
    return [
      RecordWarning(
        reason: "its date of birth is \(RowDefect.quote(birth)), which is no day, month or year",
        remedy: "it is screened without a date; look at the row when it is a hit")
    ]
  }

  private static func birth(_ text: String) -> PartialDate? { ListDate.dayFirst(text, separator: "/") }

  /// All but the dates of the row itself.
  private static func fields(_ row: ListRow, _ columns: Columns) -> [String] {
    (0..<row.count).filter { $0 != columns.updated }.map { row.text($0) ?? "" }
  }

  private static func kind(_ text: String?) -> ActorName.Kind {
    switch text.map(StatedText.lowered) {
    case "primary name", nil: .primary
    case "fka", "f.k.a", "f.k.a.": .formerlyKnownAs
    // "Primary name variation" is a spelling of the primary name.
    default: .alsoKnownAs
    }
  }

  private static func facts(
    _ row: ListRow, _ columns: Columns, _ kind: ActorName.Kind, _ type: String?,
    _ doubts: inout AnnexNumbers.Doubts
  ) -> StatedFacts {
    var facts = StatedFacts()
    facts.schema = schema(type)
    let isWeak =
      row.text(columns.strength).map { StatedText.lowered($0).utf8.starts(with: "low".utf8) } ?? false
    // Column 6 is the last name and stands first in the file; names are read from 1 to 6.
    facts.addName(
      StatedText.joined(columns.names.map { row.text($0) }), kind: kind, strength: isWeak ? .weak : .strong)
    facts.addName(row.text(columns.script), kind: facts.names.isEmpty ? kind : .alsoKnownAs)
    facts.addDate(row.text(columns.birth).flatMap(birth))
    func parts(_ column: Int?) -> [String] {
      StatedText.numbered(row.text(column) ?? "").flatMap { StatedText.parts($0, at: UInt8(ascii: ";")) }
    }
    for country in parts(columns.nationality) + parts(columns.country) { facts.addCountry(country) }
    facts.addProgram(row.text(columns.regime))
    let numbers: [(String, Int?)] = [
      ("passport", columns.passport), ("national-id", columns.nationalID),
      ("un-reference", columns.unReference),
      ("imo", columns.imo), ("registration", columns.registration),
    ]
    for (kind, column) in numbers {
      guard let cell = row.text(column) else { continue }
      AnnexNumbers.take(cell, as: kind, into: &facts, &doubts)
    }
    // No address of a mailbox holds a comma.
    let emails = parts(columns.email).flatMap { StatedText.parts($0, at: UInt8(ascii: ",")) }
    for email in emails where email.utf8.count <= 1_024 { facts.addTrace(.email, email) }
    for website in parts(columns.website) where website.utf8.count <= 1_024 { facts.addTrace(.url, website) }
    return facts
  }

  private static func schema(_ type: String?) -> NameSchema {
    switch type.map(StatedText.lowered) {
    case "individual": .person
    case "entity": .organisation
    case "ship": .vessel
    default: .unknown
    }
  }
}
