import ArgumentParser
import CaseDomain
import CaseExchange

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Compare names across spellings and scripts. A score says that a person should look, no more.",
    subcommands: [Compare.self, Name.self, File.self, Case.self, Duplicates.self])

  struct Compare: Answering {
    static let configuration = CommandConfiguration(
      commandName: "compare", abstract: "Score each pair of names in a table.",
      discussion: """
        Columns: name1, name2, and schema where it is known (Person, Company, Organization, Vessel); LegalEntity is a person or a body. \
        Scores are in the order of the rows, from 0 to 1; a row that cannot be read has none and is named. \
        A word in schema that is not known is named, and the row compared as if it were empty.
        """)
    @Argument(help: "The table (CSV).") var file: String
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      var pass = Pass()
      var problems = RowProblems()
      // A table without rows, too, has columns that can be missing.
      let header = try TableFile.header(of: file)
      let places = ColumnPlaces(header)
      guard places["name1"] != nil, places["name2"] != nil else { throw unnamed }
      let summary = try TableFile.read(file) { row in
        guard let first = row["name1"], let second = row["name2"] else { throw unnamed }
        guard !first.saysNothing, !second.saysNothing else {
          pass.skip(row: row.number)
          return problems.refuse(
            row.number, "\(first.saysNothing ? "name1" : "name2") is empty",
            remedy: "write both names, or take the row out")
        }
        pass.take(first, second, schema(of: row, &problems), row: row.number)
      }
      pass.compare()
      // Rows that were refused stand at the end, too.
      if let last = summary.lastRow { pass.skip(row: last) }
      problems.add(summary)
      var answer = Answer("screen-compare")
      answer["scores"] = .array(pass.scores.map { $0.map { .number($0) } ?? .null })
      answer["threshold"] = .number(NameWeights.reviewThreshold)
      answer["seconds"] = .number(pass.comparing.seconds, places: 6)
      answer["seconds_with_parsing"] = .number((pass.comparing + pass.parsing).seconds, places: 6)
      answer.tell(problems, read: summary.read - problems.unnamed, of: file)
      answer.lines = pass.lines + ["to be looked at by a person: from \(NameWeights.reviewThreshold)"]
      return answer
    }

    private var unnamed: Usage {
      Usage(
        message: "\(file) has no columns name1 and name2", remedy: "name the columns with the two names so")
    }

    /// `unknown` where the row does not say, and with a warning where its word is not known.
    private func schema(of row: CSVRow, _ problems: inout RowProblems) -> NameSchema {
      guard let word = row["schema"], !word.saysNothing else { return .unknown }
      do { return try FactText.schema(word) } catch {
        problems.warn(row.number, .init(reason: "schema: \(error.reason)", remedy: error.remedy))
        return .unknown
      }
    }

    /// Parses and compares in batches, so that memory does not grow with parsed names.
    private struct Pass {
      /// By row; `nil` for one that was refused.
      private(set) var scores: [Double?] = []
      private(set) var lines: [String] = []
      private(set) var parsing = Duration.zero
      private(set) var comparing = Duration.zero
      private var waiting: [(place: Int, first: String, second: String, schema: NameSchema)] = []
      private static let batch = 10_000

      /// - Parameter row: counted from 2, after the header.
      mutating func take(_ first: String, _ second: String, _ schema: NameSchema, row: Int) {
        // Rows that were refused keep their place.
        skip(row: row)
        waiting.append((row - 2, first, second, schema))
        if waiting.count == Self.batch { compare() }
      }

      /// A row without a score keeps its place all the same.
      mutating func skip(row: Int) { while scores.count <= row - 2 { scores.append(nil) } }

      mutating func compare() {
        let started = ContinuousClock.now
        let names = ParsedName.all(waiting.flatMap { [($0.first, $0.schema), ($0.second, $0.schema)] })
        let pairs = stride(from: 0, to: names.count, by: 2).map { (names[$0], names[$0 + 1]) }
        let parsed = ContinuousClock.now
        let found = NameComparison.scores(pairs)
        comparing += ContinuousClock.now - parsed
        parsing += parsed - started
        for (row, score) in zip(waiting, found) {
          scores[row.place] = score
          lines.append("\(JSON.number(score).text)  \(row.first)  |  \(row.second)")
        }
        waiting.removeAll(keepingCapacity: true)
      }
    }
  }
}

extension NameSchema {
  /// By the words that public lists use.
  init(word: String) { self = NameSchema(knownWord: word) ?? .unknown }

  /// `nil` for another word. White space around it does not count.
  init?(knownWord word: String) {
    switch word.trimmingSpace.lowercased() {
    case "person", "individual": self = .person
    case "company", "organization", "organisation", "publicbody": self = .organisation
    case "vessel", "ship": self = .vessel
    // A legal entity is a person or a body: FollowTheMoney says no more.
    case "unknown", "legalentity", "entity": self = .unknown
    default: return nil
    }
  }
}
