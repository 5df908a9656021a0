import ArgumentParser
import CaseDomain
import CaseStore

struct ElementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "element", abstract: "Findings on the elements that the text requires.",
    subcommands: [Set.self, Support.self, Matrix.self])

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Record a finding on an element.")
    @Argument(help: .theCase) var id: String
    @Option(help: "Its code, such as M1; casetui element matrix lists them.") var element: String
    @Option(help: "met, not-met or undetermined.") var finding: String
    @Option(help: "An exhibit it rests on. Repeat for several, or separate by commas.") var exhibit:
      [String] = []
    @Option(help: "Why.") var rationale = ""
    @Option(help: "Of CS1 to CS3: the model version it is about. Repeat for several. Default: all.")
    var model: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let code = try Element.parse(element, "element")
      let result = try Finding.Result.parse(finding, "finding")
      let (target, exhibits) = try store.read { reader in
        let names = exhibit.flatMap { $0.split(separator: ",").map(String.init) }
        return (
          try reader.find(id, .caseFile, as: CaseFile.self),
          try names.map { try reader.find($0, .exhibit, as: Exhibit.self) }
        )
      }
      let (obstacles, change) = try store.setFinding(
        code, of: target, result, exhibits: exhibits, rationale: rationale, models: model,
        as: global.author)
      var answer = try store.read { try Answer("element-set").matrix(target, in: $0, only: code) }
      answer["obstacles"] = .array(obstacles.map { .object($0.json) })
      if obstacles.isEmpty {
        answer.note(change)
      } else {
        answer.exit = .refused
        answer.lines.append("refused: nothing has been written")
        for obstacle in obstacles {
          answer.lines.append("  \(obstacle.code.rawValue)  \(obstacle.section)  \(obstacle.message)")
          answer.lines.append("      do: \(obstacle.remedy)")
        }
      }
      return answer
    }
  }

  struct Support: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "support", abstract: "Say what an exhibit does for or against an element, and why.")

    /// What can be said; `none`: looked at, and it does nothing for the element.
    enum Strength: String, CaseIterable {
      case none, weak, moderate, strong

      var weighed: WeighedSupport.Strength? { WeighedSupport.Strength(rawValue: rawValue) }
    }

    @Argument(help: .theCase) var id: String
    @Option(help: "Its code, such as M1; casetui element matrix lists them.") var element: String
    @Option(help: "The exhibit.") var exhibit: String
    @Option(help: "none, weak, moderate or strong.") var strength: String
    @Flag(help: "It speaks against the element.") var contradicts = false
    @Option(help: "Why.") var rationale = ""
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let code = try Element.parse(element, "element")
      let how = try Strength.parse(strength, "strength")
      let (target, item) = try store.read { reader in
        (
          try reader.find(id, .caseFile, as: CaseFile.self),
          try reader.find(exhibit, .exhibit, as: Exhibit.self)
        )
      }
      let weight = SupportWeight(
        code, item, how.weighed, contradicts: contradicts, rationale: rationale, author: global.author.user)
      let (obstacles, change) = try store.weigh(weight, in: target, as: global.author)
      var answer = try store.read { try Answer("element-support").matrix(target, in: $0, only: code) }
      answer.judge(obstacles)
      if obstacles.isEmpty { answer.note(change) }
      return answer
    }
  }

  struct Matrix: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "matrix", abstract: "Show which exhibits carry which element.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        try Answer("element-matrix").matrix(try reader.find(id, .caseFile), in: reader, only: nil)
      }
    }
  }
}

extension Answer {
  fileprivate func matrix(_ id: CaseID, in reader: StoreReader, only: Element?) throws -> Answer {
    var answer = self
    let file = try reader.caseFile(id, rehash: false)
    answer.mark(try [reader.caseRow(id).marking] + file.exhibits.map(\.mark.description))
    answer["id"] = .string(id.description)
    answer["reference"] = .string(file.reference)
    let profile = try reader.profile(on: reader.store.today)
    let rows = file.matrixRows(profile: profile).filter { only == nil || $0.element == only }
    answer["elements"] = .array(
      rows.map { row in
        let authors = file.findings.filter { $0.element == row.element }.map(\.finding.author)
        let rationale =
          file.matrix.finding(row.element)?.rationale
          ?? file.findings.first { $0.element == row.element }?.finding.rationale
        return .object([
          ("code", .string(row.element.rawValue)), ("section", .string(row.element.citation.description)),
          ("title", .string(row.element.title)), ("finding", .string(row.state.rawValue)),
          ("needed", .string(row.element.answerNeeded.rawValue)),
          ("exhibits", .array(row.exhibits.map { .string(file.name($0)) })), ("note", .string(row.note)),
          ("state", .optional(file.assessment(of: row.element, profile: profile)?.strength.rawValue)),
          ("support", .array(file.supportJSON(row.element))),
          ("rationale", .optional(rationale)), ("authors", .array(authors.map { .string($0) })),
          (
            "models",
            .array(
              row.models.map { one in
                .object([
                  ("model", .string(one.model)), ("finding", .string(one.state.rawValue)),
                  ("note", .string(one.note)),
                ])
              })
          ),
        ])
      })
    answer.lines = rows.flatMap { row -> [String] in
      let exhibits = row.exhibits.map { file.name($0) }.joined(separator: ", ")
      let code = row.element.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0)
      let state = row.state.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
      let line =
        "\(code) \(state) \(row.element.citation)  \(row.element.title)"
        + (exhibits.isEmpty ? "" : "  [\(exhibits)]") + (row.note.isEmpty ? "" : "  \(row.note)")
      return [line] + file.supportLines(row.element)
    }
    return answer
  }
}

extension CaseFile {
  /// What is on record of each exhibit that is cited for an element or weighed; a dispute is two.
  fileprivate func supportJSON(_ element: Element) -> [JSON] {
    inOrder.flatMap { exhibit -> [JSON] in
      let entry = support(element, exhibit.id)
      let isCited = findings.contains {
        $0.element == element && $0.finding.exhibits.contains(exhibit.id)
      }
      func one(_ weight: SupportWeight?) -> JSON {
        .object([
          ("exhibit", .string(exhibit.reference)),
          (
            "strength",
            .optional(
              weight.map { $0.strength?.rawValue ?? "none" }
                ?? entry.favour.map { _ in WeighedSupport.Strength.moderate.rawValue })
          ),
          ("contradicts", .bool((entry.favour ?? 0) < 0 && weight?.contradicts != false)),
          ("weighed", .bool(weight != nil)),
          ("cited", .bool(isCited)),
          ("disputed", .bool(entry.weights.count > 1)), ("rationale", .optional(weight?.rationale)),
          ("author", .optional(weight?.author)), ("on", .optional(weight?.on?.iso)),
        ])
      }
      if case .notWeighed = entry { return [one(nil)] }
      return entry.weights.map(one)
    }
  }

  /// By number; identifiers of one moment are in no order.
  private var inOrder: [Exhibit] {
    exhibits.sorted { ($0.reference.utf8.count, $0.reference) < ($1.reference.utf8.count, $1.reference) }
  }

  fileprivate func supportLines(_ element: Element) -> [String] {
    inOrder.flatMap { exhibit -> [String] in
      let entry = support(element, exhibit.id)
      if case .notWeighed = entry { return ["         \(exhibit.reference)  cited, not weighed"] }
      let sign = entry.weights.count > 1 ? "  disputed" : ""
      return entry.weights.map {
        "         \(exhibit.reference)\(sign)  \($0.words), by \($0.author): \($0.rationale)"
      }
    }
  }
}

import Foundation
