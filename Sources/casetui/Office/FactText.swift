import CaseDomain
import CaseStore

/// What a person or a table gives beside a name. What cannot be read is said, and never left out in silence.
enum FactText {
  struct Unreadable: Error {
    let reason: String
    let remedy: String
  }

  /// Why nobody can be looked for by a name; `nil` when somebody can.
  static func fault(ofName name: String, schema: NameSchema) -> Unreadable? {
    if name.saysNothing { return Unreadable(reason: "the name is empty", remedy: "write the name") }
    guard ParsedName(name, schema: schema).isNobody else { return nil }
    return Unreadable(
      reason: "nothing in \(name) can be compared",
      remedy: "write the name in letters, in any script, and more of it than a legal form")
  }

  /// Why nobody can be found who is like a record; `nil` when somebody can.
  static func fault(of query: ScreeningQuery) -> Unreadable? {
    guard query.isNobody else { return nil }
    return Unreadable(
      reason: query.names.isEmpty ? "it has no name that counts now" : "nothing in its names can be compared",
      remedy: "screen its name in letters, in any script, and more of it than a legal form")
  }

  static func born(_ text: String) throws(Unreadable) -> PartialDate {
    guard let day = StatedDay(text), day != .unreadable, let date = PartialDate(iso: day.text) else {
      throw Unreadable(reason: "\(text) is not a date", remedy: "write it as YYYY, YYYY-MM or YYYY-MM-DD")
    }
    return date
  }

  /// As it was written, when it is known as a country.
  static func country(_ text: String) throws(Unreadable) -> String {
    guard Country(text) != nil else {
      throw Unreadable(
        reason: "\(text) is not known as a country",
        remedy: "write its ISO 3166 code, such as PK, or its English name; regions are no countries")
    }
    return text
  }

  /// `imo:9000001`.
  static func identifier(_ text: String) throws(Unreadable) -> ScreeningFacts.Identifier {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, !parts[0].allSatisfy(\.isWhitespace), !parts[1].allSatisfy(\.isWhitespace) else {
      throw Unreadable(
        reason: "\(text) is no identifier", remedy: "write it as KIND:VALUE, such as imo:9000001")
    }
    return ScreeningFacts.Identifier(
      kind: String(parts[0]).trimmed.lowercased(), value: String(parts[1]).trimmed)
  }

  static func schema(_ text: String) throws(Unreadable) -> NameSchema {
    guard let schema = NameSchema(knownWord: text) else {
      throw Unreadable(
        reason: "\(text) is no kind of name",
        remedy: "write Person, Company, Organization or Vessel, or leave it empty")
    }
    return schema
  }
}

extension Usage {
  init(_ fault: FactText.Unreadable) { self.init(message: fault.reason, remedy: fault.remedy) }
}
