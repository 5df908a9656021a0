import ArgumentParser
import CaseDomain
import CaseStore

struct AuthorityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authority", abstract: "The texts and policies whose numbers the rules use.",
    discussion: "A decision keeps the text that was in force on its day.",
    subcommands: [List.self, Show.self, Set.self, Add.self])

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every text and policy this office holds.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let profiles = try store.read { try $0.profileHistory() }.profiles(knownOn: store.today)
      var answer = Answer("authority-list")
      answer["items"] = .array(profiles.map { .object($0.head) })
      answer.lines = profiles.map(\.line)
      return answer
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "The numbers in force on a day, with their sources and clocks.")
    @Option(help: "The day. Default: today.") var on: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let day = try on.map(Day.parse) ?? store.today
      let profile = try store.profile(on: day)
      var answer = Answer("authority")
      answer.fields += profile.head
      answer["parameters"] = .array(
        profile.parameters.map { parameter in
          .object([
            ("key", .string(parameter.key.rawValue)), ("value", .string(parameter.shown)),
            ("unit", .string(parameter.unit.rawValue)),
            ("section", .string(profile.citation(of: parameter).description)),
            ("status", .string(parameter.status.rawValue)),
          ])
        })
      answer["committees"] = .array(
        profile.committees.map { committee in
          .object([
            ("code", .string(committee.code.rawValue)),
            ("members", .array(committee.members.map { .string($0.rawValue) })),
            ("conditional", .array(committee.conditionalMembers.map { .string($0.rawValue) })),
          ])
        })
      let holidays = ShippedProfiles.holidays
      answer["clocks"] = .array(
        profile.clocks.map { clock in
          .object([
            ("title", .string(clock.title)), ("section", .string(clock.citation.description)),
            ("due_on", .optional(clock.dueOn?.iso)),
            ("note", .optional(clock.note(in: holidays).map { "\($0)" })),
          ])
        })
      answer["readings"] = .array(profile.readings.map { .string($0) })
      answer.lines.append(profile.line)
      answer.lines += profile.parameters.map {
        "  \($0.key.rawValue)  \($0.shown) \($0.unit.rawValue)  \(profile.citation(of: $0))  (\($0.status.rawValue))"
      }
      answer.lines += profile.committees.map {
        "  \($0.code.rawValue)  \($0.members.map(\.rawValue).joined(separator: ", "))"
          + ($0.conditionalMembers.isEmpty
            ? "" : "; where appropriate \($0.conditionalMembers.map(\.rawValue).joined(separator: ", "))")
      }
      answer.lines += profile.clocks.map { clock in
        "  \(clock.title)  \(clock.dueOn?.iso ?? "no day: not enacted")  \(clock.citation)"
          + (clock.note(in: holidays).map { "  \($0)" } ?? "")
      }
      answer.lines += profile.readings.map { "  read here: \($0)" }
      return answer
    }
  }

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Record the day on which a text became law; the clocks run from it.")
    @Option(help: "The day.") var enacted: String
    @Option(help: "The text. Default: H.R. 8283.") var instrument = "H.R. 8283"
    @Option(help: "Its version. Default: the one in force.") var version: String?
    @Option(help: "What that rests on, such as the public law number.") var basis: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let version = try version ?? store.profile(on: store.today).textVersion
      let change = try store.setEnactment(
        of: ProfileName(instrument, version), try Day.parse(enacted), basis: basis, as: global.author)
      var answer = Answer("authority-set")
      answer.fields += try store.profile(on: store.today).head
      answer.note(change)
      return answer
    }
  }

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Take in a new version of a text or a policy from a file (docs/authority.md).")
    @Argument(help: "The file.") var file: String
    @Option(help: "What it rests on, such as where it was published.") var basis: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let bytes = try FileBytes.read(file, limit: 1 << 18)
      let (profile, change) = try store.addProfile(bytes, named: file, basis: basis, as: global.author)
      var answer = Answer("authority-add")
      answer.fields += profile.head
      answer.lines.append(profile.line)
      answer.note(change)
      return answer
    }
  }
}

extension AuthorityProfile {
  fileprivate var head: [(String, JSON)] {
    [
      ("instrument", .string(instrument)), ("version", .string(textVersion)), ("title", .string(title)),
      ("kind", .string(kind.rawValue)), ("from", .string(inForceFrom.iso)), ("to", .optional(inForceTo?.iso)),
      ("enacted_on", .optional(enactedOn?.iso)),
    ]
  }

  fileprivate var line: String {
    "\(instrument) (\(textVersion))  \(title)  from \(inForceFrom)\(inForceTo.map { " to \($0)" } ?? "")"
      + (kind == .text ? enactedOn.map { "  enacted \($0)" } ?? "  a bill, not law" : "  policy")
  }
}

extension Parameter {
  fileprivate var shown: String { number.map { "\($0)" } ?? grade?.description ?? strength?.rawValue ?? "" }
}
