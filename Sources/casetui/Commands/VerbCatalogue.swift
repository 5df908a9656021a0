import ArgumentParser
import CaseDomain
import CaseStore
import Foundation

extension Verb {
  /// Every verb that works on the store that is open, from the help of the command line.
  ///
  /// What has a screen of its own (import, sync), makes a store or only serves is left out.
  /// - Throws: `Usage` when the help has a form that this version does not know.
  static func catalogue() throws -> [Verb] { try known.get() }

  /// The command line does not change while the program runs.
  private static let known = Result { try read() }

  private static func read() throws -> [Verb] {
    let help = try JSONDecoder().decode(DumpedHelp.self, from: Data(Casetui._dumpHelp().utf8))
    guard help.serializationVersion == 0 else {
      throw Usage(
        message: "the help of the command line has form \(help.serializationVersion)",
        remedy: "use the verbs in a shell until casetui knows it")
    }
    return (help.command.subcommands ?? []).flatMap { verbs($0, after: []) }
      .filter { !elsewhere.contains($0.title) }
  }

  private static let elsewhere: Set<String> = [
    "help", "init", "demo", "version", "bench-fill", "import scan", "import apply", "sync run", "sync serve",
    "screen file", "read-evidence",
  ]

  private static func verbs(_ command: DumpedHelp.Command, after words: [String]) -> [Verb] {
    let words = words + [command.commandName]
    let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
    guard below.isEmpty else { return below.flatMap { verbs($0, after: words) } }
    let parts = (command.arguments ?? []).filter { $0.shouldDisplay }.compactMap(Part.init)
    // What has to be said comes first.
    return [
      Verb(
        words: words, explanation: command.abstract ?? "",
        parts: parts.filter(\.isNeeded) + parts.filter { !$0.isNeeded })
    ]
  }
}

extension Verb.Part {
  /// `nil` for what every command takes and the screen knows.
  fileprivate init?(_ argument: DumpedHelp.Argument) {
    let name = argument.preferredName?.name ?? argument.valueName ?? ""
    let ofAll: Set<String> = ["store", "json", "as", "role", "help"]
    // Of the program it is a flag; a command may take that of something else.
    let isVersion = name == "version" && argument.kind == "flag"
    guard argument.kind == "positional" || !ofAll.contains(name) && !isVersion else { return nil }
    let standard = argument.defaultValue.map { $0.isEmpty ? "" : " Default: \($0)." } ?? ""
    let abstract = argument.abstract ?? ""
    self.init(
      kind: argument.kind == "positional" ? .positional : argument.kind == "flag" ? .flag : .option,
      name: name, help: abstract.contains("Default:") ? abstract : abstract + standard,
      isNeeded: !argument.isOptional, isRepeated: argument.isRepeating)
  }
}

/// The help of the command line as data: what `--experimental-dump-help` prints.
private struct DumpedHelp: Decodable {
  let serializationVersion: Int
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable { let name: String }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let preferredName: Name?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
  }
}

extension Answered {
  /// Runs the words of a command line on an open store, as a shell would on its own.
  static func run(
    _ words: [String], of verb: Verb, as author: Author, on store: CaseStore,
    isCancelled: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (String) -> Void
  ) throws -> Answered {
    // Options go before the `--` that ends them.
    var all = verb.words
    all += ["--store=\(store.folder.path)", "--role=\(author.role)"]
    if author.assurance == 0 { all.append("--as=\(author.user)") }
    all += words.dropFirst(verb.words.count)
    let command: any ParsableCommand
    do {
      command = try Casetui.parseAsRoot(all)
    } catch {
      throw Usage(message: Casetui.message(for: error), remedy: "say it another way")
    }
    let answer = try Watcher.$current.withValue(Watcher(isCancelled: isCancelled, progress: progress)) {
      switch command {
      case let command as any StoreCommand: try command.answer(store)
      case let command as any Answering: try command.answer()
      default: throw Usage(message: "\(verb.title) gives no answer", remedy: "use it in a shell")
      }
    }
    return Answered(
      title: verb.title, mark: answer.marking, lines: (answer.lines + answer.notes).map { Printable($0) },
      isRefused: answer.exit != .ok, isUnchanged: answer.isUnchanged, isToRead: answer.isToRead,
      auditNumber: answer.auditNumber)
  }
}

extension Answer {
  fileprivate var auditNumber: Int64 {
    guard case .int(let number) = self["audit_number"], case .int(let operations) = self["operations"],
      operations > 0
    else { return 0 }
    return number
  }

  fileprivate var isUnchanged: Bool {
    if case .int(0) = self["operations"] { true } else { false }
  }
}

/// Who sees the progress of a command and may cancel it, when that is not the terminal itself.
struct Watcher: Sendable {
  @TaskLocal static var current: Watcher?

  let isCancelled: @Sendable () -> Bool
  let progress: @Sendable (String) -> Void
}
