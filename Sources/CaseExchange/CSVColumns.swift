import CaseDomain

/// Which columns of a table mean something to us; all the others are kept, and found by search, in the bytes.
struct CSVColumns {
  /// `file name#`, which begins every key.
  private let keyPrefix: String
  private let type: String
  private let id: Int?
  private let name: Int?
  private let created: Int?
  private let modified: Int?
  private let country: Int?
  private let aliases: Int?
  private let traces: [(kind: Trace.Kind, exercise: String?, column: Int)]
  private let header: [String]
  let places: ColumnPlaces
  /// A person said what the columns mean.
  private let isMapped: Bool
  /// Cells that were passed over, by column: how many, and the row of the first.
  private var passedOver: [Int: (count: Int, row: Int)] = [:]

  /// - Parameters:
  ///   - header: without white space around the names.
  ///   - mapping: `nil` to go by the words of the header.
  init(header: [String], path: String, mapping: ColumnMapping? = nil) {
    isMapped = mapping != nil
    let mapping = mapping ?? .guess(header: header)
    let places = ColumnPlaces(header)
    func column(_ meaning: ColumnMapping.Meaning) -> Int? {
      mapping.columns.first { $0.meaning == meaning }.flatMap { places[$0.header] }
    }
    self.header = header
    self.places = places
    keyPrefix = path.lastPathPart + "#"
    type = mapping.evidence?.rawValue ?? "csv-row"
    id = column(.id)
    name = column(.name)
    created = column(.created)
    modified = column(.modified)
    country = column(.country)
    aliases = column(.aliases)
    traces = mapping.columns.compactMap { one in
      guard case .trace(let kind, let exercise) = one.meaning, let place = places[one.header] else {
        return nil
      }
      return (kind, exercise, place)
    }
  }

  /// The id that a row states; `nil` where it states none.
  func statedID(_ row: CSVRow) -> String? {
    guard let id, !row.fields[id].isEmpty else { return nil }
    return row.fields[id]
  }

  /// The key of a row is its own id, which survives sorting and new rows, else its number. Beside ids a bare number could
  /// be one: there it is `row 4`.
  mutating func object(_ row: CSVRow) -> SourceObject {
    func field(_ index: Int?) -> String? {
      guard let index, !row.fields[index].isEmpty else { return nil }
      return row.fields[index]
    }
    var object = SourceObject(source: "csv")
    let number = id == nil ? String(row.number) : "row \(row.number)"
    object.externalID = keyPrefix + (field(id).flatMap { $0.saysNothing ? nil : $0 } ?? number)
    object.type = type
    object.name = field(name) ?? field(id)
    object.created = field(created)
    object.modified = time(row)
    object.country = field(country)
    object.aliases = field(aliases)?.unicodeScalars.split(separator: ";").map { String($0) } ?? []
    var facts = StatedFacts()
    facts.traces = traces.flatMap { traces(row, $0.kind, $0.exercise, $0.column) }
    // What is longer is no name.
    if namesSomebody, let stated = field(name), stated.utf8.count <= 1_024 {
      facts.schema = type == EvidenceKind.corporateRecord.rawValue ? .organisation : .unknown
      facts.addName(stated)
      for alias in object.aliases where alias.utf8.count <= 1_024 { facts.addName(alias, kind: .alsoKnownAs) }
      if let country = object.country { facts.addCountry(country) }
      if facts.names.isEmpty { facts.schema = .unknown }
    }
    object.facts = facts.saysNothing ? nil : facts
    return object
  }

  /// A plain row and a corporate record are about whom they name, and are screened. What clusters, payments and the like
  /// call by a name means something only to who gave it.
  private var namesSomebody: Bool { type == "csv-row" || type == EvidenceKind.corporateRecord.rawValue }

  /// When the row was changed; what could be two days is none.
  private mutating func time(_ row: CSVRow) -> String? {
    guard let modified, !row.fields[modified].saysNothing else { return nil }
    if SourceTime.sortable(row.fields[modified], of: "csv") == nil {
      passedOver[modified, default: (0, row.number)].count += 1
      return nil
    }
    return row.fields[modified]
  }

  /// The values in a cell; none of what cannot be one, which is counted.
  private mutating func traces(
    _ row: CSVRow, _ kind: Trace.Kind, _ exercise: String?, _ column: Int
  ) -> [Trace] {
    var found: [Trace] = []
    var isPassedOver = false
    for value in TraceForm.values(inCell: row.fields[column], kind, isKeyed: exercise != nil) {
      // Under a keyed name no plain value may stand: it would be passed on as if nobody could read it.
      let fits =
        exercise == nil ? TraceForm.fits(value, kind, header: header[column]) : TraceForm.isKeyedHash(value)
      if fits, let trace = trace(value, kind, exercise) {
        found.append(trace)
      } else {
        isPassedOver = true
      }
    }
    if isPassedOver { passedOver[column, default: (0, row.number)].count += 1 }
    return found
  }

  private func trace(_ value: String, _ kind: Trace.Kind, _ exercise: String?) -> Trace? {
    if let exercise { return Trace(kind, value.filter { !$0.isWhitespace }, exercise: exercise) }
    return Trace(written: value, kind)
  }

  /// What a person should know of the columns before a row is read: a mapping without an id, and keyed columns that
  /// cannot be compared.
  func headerProblems(path: String) -> [ImportProblem] {
    let unnamed =
      !isMapped || id != nil
      ? []
      : [
        ImportProblem(
          path: path, offset: nil, object: "row 1",
          reason: "the mapping names no column as the row's id: rows are known by their number",
          remedy:
            "nothing to do, unless a later table has them in another order, which would make new records; "
            + "a column that numbers them can be mapped as id",
          severity: .warning)
      ]
    return unnamed
      + header.indices.filter { index in
        header[index].lowercased().hasPrefix("hmac:") && !traces.contains { $0.column == index }
      }.map { index in
        ImportProblem(
          path: path, offset: nil, object: "column \(header[index])",
          reason:
            "its name is not hmac:KIND:EXERCISE with a known kind and an exercise: nothing in it is compared",
          remedy: "kinds: \(Trace.Kind.allCases.map(\.rawValue).joined(separator: ", "))", severity: .warning)
      }
  }

  /// What a person should know of the columns when all rows have been read: once a column.
  func problems(path: String) -> [ImportProblem] {
    passedOver.sorted { $0.key < $1.key }.map { column, found in
      let (cells, effect, remedy) = doubt(column)
      return ImportProblem(
        path: path, offset: nil, object: "column \(header[column])",
        reason: "cells that \(cells): \(found.count), the first in row \(found.row); \(effect)",
        remedy: remedy,
        severity: .warning)
    }
  }

  /// What the cells passed over are, what follows from it, and what to do.
  private func doubt(_ column: Int) -> (cells: String, effect: String, remedy: String) {
    guard let trace = traces.first(where: { $0.column == column }) else {
      return (
        "give a time that cannot be read with certainty",
        "these rows have no time, and of such the one that came last counts",
        "write times as 2026-02-05 or 2026-02-05T09:00:00Z"
      )
    }
    guard trace.exercise == nil else {
      return (
        "hold no keyed hash of 64 hexadecimal digits", "they link nobody",
        "make the table with casetui correlate hash; plain values do not belong under this name"
      )
    }
    return (
      "cannot be a value of kind \(trace.kind.rawValue)", "they link nobody",
      "look at these cells; a column of something else needs a mapping: casetui mapping save"
    )
  }
}
