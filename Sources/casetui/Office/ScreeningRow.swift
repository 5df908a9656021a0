import CaseDomain
import CaseExchange

/// What a row of a table to be screened gives beside the name, and what of it cannot be read.
struct ScreeningRow {
  /// `nil` when the row does not say.
  private(set) var schema: NameSchema?
  private(set) var facts = ScreeningFacts()
  private(set) var faults: [FactText.Unreadable] = []

  init(_ row: CSVRow) {
    func text(_ column: String) -> String? { row[column].flatMap { $0.saysNothing ? nil : $0 } }
    if let word = text("schema") { schema = read("schema", word, FactText.schema) }
    if let born = text("born") {
      facts.birthDates = [read("born", born, FactText.born)].compactMap(\.self)
    }
    func parts(_ column: String) -> [String] {
      // By scalars: a semicolon with an accent upon it is another Character.
      text(column)?.unicodeScalars.split(separator: ";").map { String($0) } ?? []
    }
    for part in parts("country").map(\.trimmed) where !part.isEmpty {
      if let country = read("country", part, FactText.country) { facts.countries.append(country) }
    }
    for part in parts("identifier") where !part.allSatisfy(\.isWhitespace) {
      let words = String(part.drop(while: \.isWhitespace))
      guard let identifier = read("identifier", words, FactText.identifier) else { continue }
      facts.identifiers.append(identifier)
      if let defect = identifier.defect {
        faults.append(.init(reason: defect, remedy: ScreeningFacts.Identifier.defectRemedy))
      }
    }
  }

  private mutating func read<Value>(
    _ column: String, _ text: String, _ parse: (String) throws(FactText.Unreadable) -> Value
  ) -> Value? {
    do { return try parse(text) } catch {
      faults.append(.init(reason: "\(column): \(error.reason)", remedy: error.remedy))
      return nil
    }
  }
}

/// What is wrong with rows of a table, the first of it listed and the rest counted.
struct RowProblems {
  struct Listed {
    let object: String
    let reason: String
    let remedy: String
  }

  private(set) var listed: [Listed] = []
  private(set) var unlisted = 0
  private(set) var refused = 0
  /// Rows that were read and name nobody.
  private(set) var unnamed = 0

  mutating func refuse(_ row: Int, _ reason: String, remedy: String) {
    refused += 1
    unnamed += 1
    list("row \(row)", reason, remedy)
  }

  mutating func warn(_ row: Int, _ fault: FactText.Unreadable) {
    list("row \(row)", fault.reason, fault.remedy)
  }

  /// Adds what the table's reader found.
  mutating func add(_ summary: ImportSummary) {
    refused += summary.refused
    unlisted += summary.unlistedProblems
    for problem in summary.problems { list(problem.object ?? "the table", problem.reason, problem.remedy) }
  }

  private mutating func list(_ object: String, _ reason: String, _ remedy: String) {
    if listed.count < ImportSummary.maximumListedProblems {
      listed.append(Listed(object: object, reason: reason, remedy: remedy))
    } else {
      unlisted += 1
    }
  }
}
