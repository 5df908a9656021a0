import CNcurses
import Glibc

/// Why there is no full screen here; the commands still work.
enum TerminalRefusal: Error, Equatable, Sendable {
  case notATerminal
  case dumb
  case unknownTerminal(Printable)

  var message: Printable {
    switch self {
    case .notATerminal: "input or output is not a terminal"
    case .dumb: "TERM=dumb cannot place text on the screen"
    case .unknownTerminal(let name) where name.isEmpty: "TERM is not set"
    case .unknownTerminal(let name): "no description of the terminal \(name) was found"
    }
  }

  var remedy: Printable {
    switch self {
    case .notATerminal: "use the commands (casetui --help)"
    case .dumb, .unknownTerminal:
      "use the commands (casetui --help), or set TERM to what your terminal is, often xterm-256color"
    }
  }
}

/// The terminal in our hands: taken by `enter`, given back on every way out.
///
/// The handlers of fatal signals, `exit` and a stop give it back too; they are in C (CNcurses.c), where it is
/// plain that they call nothing but `write` and `tcsetattr`. SIGKILL cannot be caught: the shell's `reset`.
@MainActor
enum TerminalState {
  /// `label` names program and version in the line that a fatal signal leaves on stderr.
  static func enter(label: String) throws(TerminalRefusal) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    guard name != "dumb" else { throw .dumb }
    cn_use_utf8()
    guard cn_start(label) else { throw .unknownTerminal(Printable(name)) }
  }

  /// Harmless when called twice.
  static func leave() { cn_stop() }

  /// Returns when the shell continues the job, with the terminal taken again.
  static func suspend() { cn_suspend() }
}
