import ArgumentParser
import CaseDomain
import CaseStore

struct MappingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping", abstract: "What the columns of a sender's tables mean, kept under a name.",
    subcommands: [Save.self, List.self])

  struct Save: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "save", abstract: "Keep a mapping for the next table of this sender.",
      discussion: "Then: casetui import apply FILE --mapping NAME")
    @Argument(help: "The name to keep the mapping under.") var name: String
    @OptionGroup var columns: MappedColumns
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let mapping = try columns.mapping()
      var answer = Answer("mapping")
      let (change, replaced) = try store.save(mapping, named: name, as: global.author)
      answer.note(change)
      answer["replaced"] = .bool(replaced.map { $0 != mapping } ?? false)
      if let replaced, replaced != mapping {
        answer.lines.append("it replaces the mapping of that name, which was:")
        answer.lines += replaced.columns.map { "    \($0.header) = \($0.meaning.word)" }
      }
      answer.show(
        try store.read { try $0.mappings() }.filter { $0.isOwn && $0.name.utf8.elementsEqual(name.utf8) })
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The mappings on record.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("mapping-list")
      answer.show(try store.read { try $0.mappings() })
      return answer
    }
  }
}

/// What rows are, and what their columns mean.
struct MappedColumns: ParsableArguments {
  @OptionGroup var meanings: ColumnMeanings
  @Option(
    help: ArgumentHelp(
      "What a row is.", discussion: EvidenceKind.allCases.map(\.rawValue).joined(separator: ", ")))
  var kind: String?

  func mapping() throws -> ColumnMapping {
    ColumnMapping(
      evidence: try kind.map { try .parse($0, "kind of evidence") }, columns: try meanings.columns())
  }
}

/// Columns and their meanings, as a person types them.
struct ColumnMeanings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "HEADER=MEANING. Repeat for several.",
      discussion: "Meanings: \(ColumnMapping.Meaning.words.joined(separator: ", "))."))
  var column: [String] = []

  func columns() throws -> [ColumnMapping.Column] {
    let columns = try column.map { text -> ColumnMapping.Column in
      // The last `=`: a header may hold one, a meaning none.
      guard let split = text.lastIndex(of: "="), split > text.startIndex,
        let meaning = ColumnMapping.Meaning(word: String(text[text.index(after: split)...]))
      else {
        throw Usage(
          message: "\(text) does not say which column means what",
          remedy: "write HEADER=MEANING; meanings: \(ColumnMapping.Meaning.words.joined(separator: ", "))")
      }
      return ColumnMapping.Column(String(text[..<split]).trimmingSpace, meaning)
    }
    for (place, one) in columns.enumerated() {
      let before = columns[..<place]
      if before.contains(where: { ColumnMapping.Column.names($0.header, one.header) }) {
        throw Usage(message: "\(one.header) is given two meanings", remedy: "give each column once")
      }
      if one.meaning.isSingle, let other = before.first(where: { $0.meaning == one.meaning }) {
        throw Usage(
          message: "\(other.header) and \(one.header) both mean \(one.meaning.word)",
          remedy: "a row has one \(one.meaning.word): leave one of them out")
      }
    }
    return columns
  }
}

extension Answer {
  fileprivate mutating func show(_ mappings: [SavedMapping]) {
    self["items"] = .array(
      mappings.map { one in
        .object([
          ("name", .string(one.name)), ("office", .string(one.office)),
          ("kind", .optional(one.mapping.evidence?.rawValue)),
          (
            "columns",
            .object(one.mapping.columns.map { ($0.header, JSON.string($0.meaning.word)) })
          ),
        ])
      })
    for one in mappings {
      lines.append(
        "\(one.name)  \(one.mapping.evidence?.rawValue ?? "plain rows")"
          + (one.isOwn ? "" : "  of \(one.office)"))
      lines += one.mapping.columns.map { "    \($0.header) = \($0.meaning.word)" }
    }
  }
}

extension ColumnMapping.Meaning {
  /// A row has one; of traces it may have several.
  fileprivate var isSingle: Bool { if case .trace = self { false } else { true } }
}
