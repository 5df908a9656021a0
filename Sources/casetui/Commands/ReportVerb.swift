import ArgumentParser
import CaseDocuments
import CaseDomain
import CaseStore

/// What the office writes of all its cases.
struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the report to Congress, or the public guidance.",
    subcommands: [ReportCommand.self, GuidanceCommand.self], defaultSubcommand: ReportCommand.self)
}

struct GuidanceCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "guidance", abstract: "Write the public guidance on best practices (§4(h)).",
    discussion: """
      From the practice library, of every office in view. What came from an owner, or rests on what an owner \
      gave in confidence, is held back without that owner's permission; the answer counts and names it, the \
      document does not.
      """)

  @OptionGroup var document: DocumentOptions
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    var library = PracticeLibrary([])
    var heldBack: [JSON] = []
    var answer = try document.write(
      .guidance, "guidance", in: store,
      { reader, given in
        library = PracticeLibrary(try reader.practices())
        heldBack = try library.heldBack.map { row in
          .object([
            ("id", .string(row.reference)),
            ("reasons", .array(try row.reasons(reader).map { .string($0) })),
          ])
        }
        return (try DocumentFacts(reader, given).guidance(library.published), [])
      }, practices: { PracticeLibrary(try $0.practices()) })
    answer["practices"] = .int(library.published.count)
    answer["held_back"] = .array(heldBack)
    if !library.heldBack.isEmpty {
      answer.notes.append(
        "held back \(library.heldBack.count) of \(library.rows.count) practices, which the document does not say: "
          + library.heldBack.map(\.reference).joined(separator: ", "))
    }
    return answer
  }
}

/// Practices by whether they may be published.
struct PracticeLibrary {
  let rows: [PracticeRow]

  init(_ rows: [PracticeRow]) { self.rows = rows }

  var published: [Practice] { rows.filter(\.mayBePublished).compactMap(\.practice) }
  var heldBack: [PracticeRow] { rows.filter { !$0.mayBePublished } }

  /// Texts that may stand in the output, with the exhibits and the owner whose leave they have.
  var permitted: [ConfidentialMatter.Permitted] {
    published.compactMap { practice in
      practice.permission.flatMap { _ in practice.giver }.map {
        .init(text: practice.words, exhibits: Set(practice.exhibits), owner: $0.id)
      }
    }
  }

  /// What is held back for an owner's sake may stand in no output, whichever way it got there.
  var protected: [ProtectedPassage] {
    heldBack.flatMap { row -> [ProtectedPassage] in
      guard let practice = row.practice, row.reserves.contains(where: \.isConfidence) else { return [] }
      return [practice.text, practice.strengths, practice.weaknesses]
        .filter { $0.count { $0.isLetter || $0.isNumber } >= ConfidentialMatter.shortestPassage }
        .map { ProtectedPassage($0, owner: practice.giver?.name ?? "an owner", exhibit: row.reference) }
    }
  }
}

extension Practice {
  /// As the guidance and the report print it.
  var words: String {
    let parts = [
      text, strengths.isEmpty ? "" : "Strengths: \(strengths)",
      weaknesses.isEmpty ? "" : "Weaknesses: \(weaknesses)",
    ].filter { !$0.isEmpty }
    return parts.map { part in
      part.last.map { ".!?".contains($0) } ?? true ? part : part + "."
    }.joined(separator: " ")
  }
}

extension PracticeRow {
  /// Why it is held back, in words.
  func reasons(_ reader: StoreReader) throws -> [String] {
    guard practice != nil else {
      return ["offices say unequal things of it, or this version cannot read it"]
    }
    return try reserves.map { reserve in
      switch reserve {
      case .withdrawn(let withdrawal): "withdrawn on \(withdrawal.on): \(withdrawal.reason)"
      case .noPermission(let owner): "no permission of \(owner) to publish it (§4(h)(2))"
      case .inConfidence(let exhibit):
        "rests on \(try reader.reference(of: exhibit.cast())), given in confidence, without that owner's permission"
      case .unknownExhibit(let exhibit):
        "rests on exhibit \(try reader.reference(of: exhibit.cast())), which is not in this store or was taken back"
      }
    }
  }
}
