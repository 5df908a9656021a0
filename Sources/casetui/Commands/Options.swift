import ArgumentParser
import CaseDomain
import CaseStore
import Foundation

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The office's folder.", discussion: "Default: CASETUI_STORE, else \(GlobalOptions.defaultStore).",
      valueName: "folder"))
  var store: String?

  @Flag(help: "One JSON object on stdout.")
  var json = false

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The user who acts. Default: CASETUI_USER, else the login name.", valueName: "user"))
  var user: String?

  @Option(help: "The role in which the user acts, such as analyst or counsel; what counts is the register's.")
  var role = "analyst"

  static var defaultStore: String {
    let environment = ProcessInfo.processInfo.environment
    let data = environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? "")/.local/share"
    return "\(data)/casetui/office"
  }

  func validate() throws {
    // What nobody did cannot be answered for.
    if let user, user.saysNothing { throw ValidationError("--as takes the name of the user who acts") }
  }

  var path: String {
    store ?? ProcessInfo.processInfo.environment["CASETUI_STORE"] ?? GlobalOptions.defaultStore
  }

  var author: Author {
    if let user { return Author(user: user, role: role, assurance: 0) }
    if let named = ProcessInfo.processInfo.environment["CASETUI_USER"], !named.saysNothing {
      return Author(user: named, role: role, assurance: 0)
    }
    return Author(user: NSUserName(), role: role, assurance: 1)
  }
}

extension ArgumentHelp {
  /// Of the case that a command is about. The forms of the terminal fill in the case that is open by these words.
  static var theCase: ArgumentHelp { ArgumentHelp("The case: its number or identifier.", valueName: "case") }
}

/// A command that ends in an answer. Errors become one line on stderr and, with `--json`, an object.
protocol Answering: ParsableCommand {
  var global: GlobalOptions { get }
  func answer() throws -> Answer
}

extension Answering {
  func run() throws {
    Interruption.watch()
    do {
      let answer = try answer()
      answer.print(asJSON: global.json)
      try Standard.requireAllWritten()
      throw ExitCode(Interruption.code(of: answer.exit))
    } catch let code as ExitCode {
      throw code
    } catch {
      Standard.endProgress()
      let failure = Failure(error)
      failure.print(asJSON: global.json)
      throw ExitCode(Interruption.code(of: failure.exit))
    }
  }
}

/// A command that works on the office's store.
protocol StoreCommand: Answering {
  func answer(_ store: CaseStore) throws -> Answer
}

extension StoreCommand {
  func answer() throws -> Answer {
    let store = try CaseStore.open(at: global.path)
    for warning in store.warnings { Standard.error("warning: \(warning)") }
    let answer = try store.markingErrors { try self.answer(store) }
    try store.close()
    return answer
  }
}

/// Ctrl-C, or another signal to end: once asks the work to stop cleanly, twice ends the program. Work stops, too, when
/// nothing more can be written.
enum Interruption {
  /// The signal; 0 for none.
  private nonisolated(unsafe) static var asked: sig_atomic_t = 0

  static func watch() {
    // Whom nohup keeps from hearing of a hang-up does not hear of it.
    let isDeaf = address(signal(SIGHUP, SIG_IGN)) == address(SIG_IGN)
    let watched = isDeaf ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
    for number in watched {
      signal(number) { number in
        if Interruption.asked != 0 { _exit(128 + number) }
        Interruption.asked = number
      }
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // A parent's thread that blocks them, such as one of a pool, hands that on.
    var set = sigset_t()
    sigemptyset(&set)
    for number in watched { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func address(_ handler: (@convention(c) (Int32) -> Void)?) -> Int {
    unsafeBitCast(handler, to: Int.self)
  }

  static var isAsked: Bool {
    asked != 0 || Standard.outputFault != 0 || Watcher.current?.isCancelled() == true
  }

  /// What the program ends with.
  static func code(of exit: Exit) -> Int32 { code(of: exit, stoppedBy: asked) }

  /// - Parameter signal: its number; 0 for none.
  static func code(of exit: Exit, stoppedBy signal: Int32) -> Int32 {
    exit == .interrupted && signal != 0 ? 128 + signal : exit.rawValue
  }
}

extension Int {
  /// A `--limit` that a person typed. Zero rows would look like nothing found; below zero SQLite has no limit.
  ///
  /// - Throws: `Usage` below 1.
  func asLimit() throws -> Int {
    guard self > 0 else { throw Usage(message: "--limit \(self) shows nothing", remedy: "pass 1 or more") }
    return self
  }
}

extension Day {
  /// A day that a person typed.
  static func parse(_ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw Usage(message: "\(text) is not a day", remedy: "write it as YYYY-MM-DD")
    }
    return day
  }
}

extension RawRepresentable where RawValue == String, Self: CaseIterable {
  /// One of a list of words that a person typed.
  static func parse(_ text: String, _ name: String) throws -> Self {
    let plain = text.lowercased().replacingOccurrences(of: "_", with: "-")
    if let exact = Self(rawValue: text) { return exact }
    if let fit = allCases.first(where: {
      $0.rawValue.lowercased() == plain
        || $0.rawValue.lowercased().replacingOccurrences(of: " ", with: "-") == plain
    }) {
      return fit
    }
    throw Usage(
      message: "\(text) is not a \(name)",
      remedy: "one of: \(allCases.map(\.rawValue).joined(separator: ", "))")
  }
}

enum YesNo: String, CaseIterable, ExpressibleByArgument {
  case yes, no
  var isYes: Bool { self == .yes }
}
