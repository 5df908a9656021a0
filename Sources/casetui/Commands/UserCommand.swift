import ArgumentParser
import CaseDomain
import CaseStore

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Who in this office may do what, and the keys they sign with (§8.1).",
    subcommands: [Set.self, List.self, Key.self])

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Register somebody, or change what is registered.",
      discussion: "Roles: \(OfficeRole.allCases.map(\.rawValue).joined(separator: ", ")).")
    @Argument(help: "The name, as given with --as.") var name: String
    @Option(
      name: .customLong("with"), help: "A role. Repeat for several; the roles given replace those before.")
    var roles: [String] = []
    @Option(help: "The agency they vote and reply for, such as Commerce.") var agency: String?
    @Flag(help: "They no longer act.") var inactive = false
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let known = try store.read { try $0.people() }[Person(name, office: store.identity.office)]
      let given = try Swift.Set(roles.map { try OfficeRole.parse($0, "role") })
      let registration = Registration(
        name: name, roles: given.isEmpty ? known?.roles ?? OfficeRole.unregistered : given,
        agency: agency.map { Agency($0) } ?? known?.agency, publicKey: known?.publicKey, isActive: !inactive)
      let (obstacles, change) = try store.register(registration, as: global.author)
      var answer = Answer("user-set")
      answer.judge(obstacles)
      if obstacles.isEmpty {
        answer.fields += registration.json
        answer.lines.append(registration.line)
        answer.note(change)
      }
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Everybody registered, here and in the offices synchronised with.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let people = try store.read { try $0.people() }
      var answer = Answer("user-list")
      answer["items"] = .array(people.all.map { .object($0.registration.json) })
      answer.lines = people.all.map(\.registration.line)
      return answer
    }
  }

  struct Key: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "Make the key with which somebody of this office signs, and register it.")
    @Argument(help: "The name.") var name: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let people = try store.read { try $0.people() }
      guard var registration = people[Person(name, office: store.identity.office)] else {
        throw StoreError.invalid(
          "\(name) is not registered",
          remedy: "register first: casetui user set --with ROLE \(name.lastForShell)")
      }
      guard people.mayRegister(store.person(global.author)) else {
        var answer = Answer("user-key")
        answer.judge([.mayNotRegister(store.person(global.author), people)])
        return answer
      }
      let key = try store.makeKey(for: name)
      registration.publicKey = key.encoded
      let (obstacles, change) = try store.register(registration, as: global.author)
      var answer = Answer("user-key")
      answer.judge(obstacles)
      answer.fields += registration.json
      answer["key_words"] = .string(key.words)
      answer.lines.append("\(name) signs with \(key.words)")
      answer.note(change)
      return answer
    }
  }
}

/// What a person may be; the screen has a `Role` of its own.
typealias OfficeRole = CaseDomain.Role

extension Registration {
  fileprivate var ordered: [OfficeRole] { OfficeRole.allCases.filter(roles.contains) }

  fileprivate var json: [(String, JSON)] {
    [
      ("name", .string(name)), ("roles", .array(ordered.map { .string($0.rawValue) })),
      ("agency", .optional(agency?.rawValue)), ("signs", .bool(publicKey != nil)),
      ("active", .bool(isActive)),
    ]
  }

  fileprivate var line: String {
    "\(name)  \(ordered.map(\.title).joined(separator: ", "))\(agency.map { "  for \($0)" } ?? "")"
      + (publicKey == nil ? "" : "  signs") + (isActive ? "" : "  inactive")
  }
}
