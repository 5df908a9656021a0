import ArgumentParser
import CaseDomain
import CaseStore

struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Figures that somebody claims: exchanges, accounts, attempts (§4(b)(4)).",
    discussion: "Each is its claimant's. None replaces another, and nothing is added up.",
    subcommands: [Add.self, List.self, Withdraw.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record a figure beside those that are there.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The figure: digits, with or without commas.") var count: String
    @Flag(help: "The claimant says \"more than\", \"at least\" or the like.") var moreThan = false
    @Option(help: "exchanges, accounts or attempts.") var of: String
    @Option(help: "The first day it speaks of.") var from: String
    @Option(help: "The last day it speaks of.") var to: String
    @Option(help: "Whose figure it is.") var claimant: String
    @Option(help: "The day for which they gave it.") var asOf: String
    @Option(help: "The exhibit that states it.") var exhibit: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let digits = count.filter { $0 != "," }
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
      else { throw Usage(message: "\(count) is not a figure", remedy: "write digits, such as 28,800,000") }
      guard let window = ConductWindow(first: try .parse(from), last: try .parse(to)) else {
        throw Usage(message: "\(to) comes before \(from)", remedy: "give the first day, then the last")
      }
      let claimed = AttemptCount(
        id: EntityID(high: 0, low: 0), count: number, isLowerBound: moreThan,
        unit: try .parse(of, "unit"), window: window, claimant: claimant, asOf: try .parse(asOf),
        exhibit: try store.exhibitIDs([exhibit])[0])
      let added = try store.claim(claimed, in: target, as: global.author)
      var answer = try Answer("count", on: target, in: store)
      answer.judge(added.obstacles)
      guard let reference = added.reference else { return answer }
      answer["id"] = .string(reference)
      answer.lines.append("\(reference)  \(claimed.attributed)")
      answer.note(added.change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The figures of a case, and how they lie to the look-back.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The day the assessment began: it sets the look-back, by both readings.") var begun: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let lookBacks = try begun.map { day in
        let day = try Day.parse(day)
        return try store.profile(on: store.today).lookBacks(assessmentBegunOn: day)
      }
      let names = try store.read { reader in try file.counts.map { try reader.reference(of: $0.id) } }
      var answer = try Answer("count-list", on: target, in: store)
      answer["look_backs"] = .array(
        (lookBacks ?? []).enumerated().map { index, one in
          .object([
            ("reading", .string(one.reading.rawValue)), ("from", .string(one.first.iso)),
            ("to", .string(one.last.iso)), ("in_use", .bool(index == 0)),
            ("section", .string(one.citation.description)),
          ])
        })
      answer["items"] = .array(
        zip(file.counts, names).map { count, name in
          .object([
            ("id", .string(name)), ("count", .int(count.count)), ("lower_bound", .bool(count.isLowerBound)),
            ("of", .string(count.unit.rawValue)), ("from", .string(count.window.first.iso)),
            ("to", .string(count.window.last.iso)), ("claimant", .string(count.claimant)),
            ("as_of", .string(count.asOf.iso)), ("exhibit", .string(file.name(count.exhibit))),
            ("withdrawn_on", .optional(count.withdrawal?.on.iso)),
            ("withdrawal_reason", .optional(count.withdrawal?.reason)),
            (
              "coverage",
              .object(
                (lookBacks ?? []).map {
                  ($0.reading.rawValue, JSON.string(count.coverage(of: $0).rawValue))
                })
            ),
          ])
        })
      for one in lookBacks ?? [] {
        answer.lines.append("look-back by \(one.reading.rawValue): \(one.first) to \(one.last)")
      }
      for (count, name) in zip(file.counts, names) {
        let places = (lookBacks ?? []).map { "\($0.reading.rawValue): \(count.coverage(of: $0).rawValue)" }
        answer.lines.append(
          "\(name)  \(count.attributed)  [\(file.name(count.exhibit))]"
            + (count.withdrawal.map { "  withdrawn on \($0.on): \($0.reason)" } ?? "")
            + (places.isEmpty ? "" : "  \(places.joined(separator: ", "))"))
      }
      return answer
    }
  }

  struct Withdraw: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Take back a figure that was recorded by mistake; it stays on record.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The figure.") var count: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let entity: EntityID = try store.read { try $0.find(count, .attemptCount, as: Entity.self) }
      guard file.counts.contains(where: { $0.id == entity }) else {
        throw StoreError.notFound(
          "count \(count) in case \(file.reference)", list: "casetui count list \(file.reference)")
      }
      var answer = try Answer("count-withdraw", on: target, in: store)
      answer.note(try store.withdraw(entity, of: target, reason: reason, as: global.author))
      return answer
    }
  }
}
