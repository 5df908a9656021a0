import Foundation
import Glibc
import Testing

@testable import casetui

/// The program whose manners are tested, and the text that says it is ready for keys.
struct RestoreSubject: Sendable {
  var executable: String
  var arguments: [String] = []
  var environment: [String: String] = [:]
  var waitFor: String
  var quit = "q"
}

/// Where the build puts a program: beside the test bundle.
func builtProduct(_ name: String) -> String {
  let bundle =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent(name).path
}

/// Whatever ends the program, the terminal is as it was. SIGKILL is not here: nothing can be done.
@Suite(.serialized) struct TerminalRestoreTests {
  /// An office of its own, which goes away with the test.
  private let office: TestOffice
  private let subject: RestoreSubject

  init() throws {
    office = try TestOffice("Head Office")
    try office.store.close()
    subject = RestoreSubject(
      executable: builtProduct("casetui"), arguments: ["--store", office.path], waitFor: "My desk", quit: "Q")
  }

  private func start() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(subject.executable, subject.arguments, environment: subject.environment)
    try terminal.wait(for: subject.waitFor)
    #expect(terminal.leftovers != [], "the program changed nothing, so that nothing can be seen restored")
    return terminal
  }

  @Test(arguments: [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGXCPU,
  ])
  func aFatalSignal(_ signal: Int32) throws {
    let terminal = try start()
    terminal.send("\u{1B}[B\u{1B}[B")
    kill(terminal.process, signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    #expect(terminal.leftovers == [])
    #expect(terminal.output.contains("ended by signal"), "one line says why the screen is gone")
  }

  /// Without a terminal that can be drawn on, the program says so and what works instead.
  @Test(arguments: [
    ("dumb", "TERM=dumb cannot place text on the screen"),
    ("no-such\u{1B}[31m", "no description of the terminal no-such<ESC>[31m was found"),
    ("", "TERM is not set"),
  ])
  func aTerminalThatCannotBeDrawnOn(_ name: String, _ message: String) throws {
    let terminal = try PseudoTerminal(subject.executable, subject.arguments, environment: ["TERM": name])
    #expect(terminal.waitForEnd() == .status(1))
    #expect(
      terminal.output.contains("error E-TERMINAL: \(message); use the commands (casetui --help), or set TERM")
    )
    #expect(terminal.leftovers == [])
  }

  @Test func quitting() throws {
    let terminal = try start()
    terminal.send(subject.quit)
    #expect(terminal.waitForEnd() == .status(0))
    #expect(terminal.leftovers == [])
  }

  /// The terminal goes away without a signal, as when ssh drops under nohup.
  @Test func endOfInput() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "trap '' HUP; exec \"$0\" \"$@\"", subject.executable] + subject.arguments,
      environment: subject.environment)
    try terminal.wait(for: subject.waitFor)
    terminal.hangUp()
    if case .stillRunning = terminal.waitForEnd() { Issue.record("the program outlives its terminal") }
  }

  /// Ctrl-Z gives the terminal to the shell; `fg` brings everything back.
  @Test func suspendAndContinue() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-m", "-c", "\"$0\" \"$@\"; echo at the shell; read line; fg; exit", subject.executable]
        + subject.arguments,
      environment: subject.environment)
    try terminal.wait(for: subject.waitFor)
    terminal.send("\u{1A}")
    try terminal.wait(for: "at the shell")
    #expect(terminal.leftovers == [])
    terminal.forget()
    terminal.send("\n")
    try terminal.wait(for: subject.waitFor)
    #expect(terminal.leftovers.contains("1049"), "the alternate screen is entered again")
    terminal.send(subject.quit)
    #expect(terminal.waitForEnd() == .status(0))
    #expect(terminal.leftovers == [])
  }
}
