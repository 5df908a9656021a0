import ArgumentParser
import CaseDomain
import CaseStore

struct IndicatorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicator",
    abstract: "Signs of extraction that somebody reports, with what else may cause them.",
    subcommands: [Add.self, List.self, Withdraw.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record a sign that is reported. It stays its reporter's claim.")
    @Argument(help: .theCase) var id: String
    @Option(
      help: ArgumentHelp(
        "What it is.", discussion: EvidenceKind.allCases.map(\.rawValue).joined(separator: ", ")))
    var kind: String
    @Option(help: "What was seen, in one sentence.") var statement: String
    @Option(help: "Whose claim it is.") var reporter: String
    @Option(help: "An exhibit that states it. Repeat for several.") var exhibit: [String] = []
    @Option(help: "A source record it rests on, by external id. Repeat for several.") var source: [String] =
      []
    @Option(help: "An ordinary cause that would look the same. Repeat for several.") var benign: [String] = []
    @Option(help: "Whether the laboratory altered its answers: no, yes or unknown.") var responseAltered:
      String
    @Option(help: "The days it was seen: FIRST..LAST.") var seen: String?
    @Option(help: "NAME=VALUE. Repeat for several.") var detail: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let details = try detail.map(Self.detail)
      for (place, one) in details.enumerated()
      where details[..<place].contains(where: { $0.name.inNFC.utf8.elementsEqual(one.name.inNFC.utf8) }) {
        throw Usage(message: "\(one.name) is given two values", remedy: "give each detail once")
      }
      var seenExhibits: Set<ExhibitID> = []
      let exhibits = try store.exhibitIDs(exhibit).filter { seenExhibits.insert($0).inserted }
      let indicator = Indicator(
        id: EntityID(high: 0, low: 0), kind: try .parse(kind, "kind of evidence"), statement: statement,
        reporter: reporter, exhibits: exhibits, sources: source,
        window: try seen.map { try ConductWindow.parse($0) }, details: details,
        benignCauses: benign.filter { !$0.saysNothing },
        responseAltered: try .parse(responseAltered, "answer"),
        by: store.person(global.author))
      let added = try store.report(indicator, in: target, as: global.author)
      var answer = try Answer("indicator", on: target, in: store)
      answer.judge(added.obstacles)
      guard let reference = added.reference else { return answer }
      answer["id"] = .string(reference)
      answer["cautions"] = .array(indicator.cautions.map { .string($0) })
      answer.lines.append("\(reference)  \(indicator.kind.rawValue), reported by \(reporter): \(statement)")
      answer.lines += indicator.cautions.map { "    keep in mind: \($0)" }
      answer.note(added.change)
      return answer
    }

    private static func detail(_ text: String) throws -> Indicator.Detail {
      guard let split = text.firstIndex(of: "="), split > text.startIndex else {
        throw Usage(message: "\(text) is no detail", remedy: "write NAME=VALUE")
      }
      return Indicator.Detail(name: String(text[..<split]), value: String(text[text.index(after: split)...]))
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The signs reported in a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let names = try store.read { reader in try file.indicators.map { try reader.reference(of: $0.id) } }
      var answer = try Answer("indicator-list", on: target, in: store)
      answer["items"] = .array(zip(file.indicators, names).map { $0.json($1, file) })
      for (one, name) in zip(file.indicators, names) {
        let exhibits = one.exhibits.map { file.name($0) }.joined(separator: ", ")
        let days = one.window.map { ", seen \($0.first) to \($0.last)" } ?? ""
        answer.lines.append(
          "\(name)  \(one.kind.rawValue), reported by \(one.reporter)\(days)  [\(exhibits)]")
        answer.lines.append("    \(one.statement)")
        answer.lines += one.details.map { "    \($0.name): \($0.value)" }
        answer.lines += one.benignCauses.map { "    could also be: \($0)" }
        answer.lines.append("    answers altered: \(one.responseAltered.rawValue)")
        if let back = one.withdrawal { answer.lines.append("    withdrawn on \(back.on): \(back.reason)") }
      }
      return answer
    }
  }

  struct Withdraw: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw", abstract: "Take back a sign that was recorded by mistake; it stays on record.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The indicator.") var indicator: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let entity: EntityID = try store.read { try $0.find(indicator, .indicator, as: Entity.self) }
      guard file.indicators.contains(where: { $0.id == entity }) else {
        throw StoreError.notFound(
          "indicator \(indicator) in case \(file.reference)", list: "casetui indicator list \(file.reference)"
        )
      }
      var answer = try Answer("indicator-withdraw", on: target, in: store)
      answer.note(try store.withdraw(entity, of: target, reason: reason, as: global.author))
      return answer
    }
  }
}

extension Indicator {
  fileprivate func json(_ name: String, _ file: CaseFile) -> JSON {
    .object([
      ("id", .string(name)), ("kind", .string(kind.rawValue)), ("statement", .string(statement)),
      ("reporter", .string(reporter)), ("exhibits", .array(exhibits.map { .string(file.name($0)) })),
      ("sources", .array(sources.map { .string($0) })), ("first", .optional(window?.first.iso)),
      ("last", .optional(window?.last.iso)),
      ("details", .object(details.map { ($0.name, JSON.string($0.value)) })),
      ("benign_causes", .array(benignCauses.map { .string($0) })),
      ("response_altered", .string(responseAltered.rawValue)),
      ("cautions", .array(cautions.map { .string($0) })), ("recorded_by", .string(by.name)),
      ("withdrawn_on", .optional(withdrawal?.on.iso)), ("withdrawal_reason", .optional(withdrawal?.reason)),
    ])
  }
}
