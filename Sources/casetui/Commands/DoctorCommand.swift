import ArgumentParser
import CaseStore
import Foundation

struct DoctorCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine and, when there is one, the store's settings.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    var answer = Answer("doctor")
    var checks: [(String, Bool, String)] = [
      ("sqlite", true, "\(CaseStore.sqliteVersion): \(CaseStore.walGate)"),
      terminal(ProcessInfo.processInfo.environment["TERM"] ?? ""),
      ("cryptography", true, "FIPS-approved algorithms (SHA-256, ECDSA P-384); the module is not validated"),
      ("user", geteuid() != 0, geteuid() == 0 ? "running as root: use an account of your own" : NSUserName()),
    ]
    checks.append(readers())
    if StoreFolder(global.path).isStore {
      do {
        let store = try CaseStore.open(at: global.path)
        checks.append(("store", true, "\(global.path): settings read back as wanted"))
        for warning in store.warnings { checks.append(("store", false, warning)) }
        let clocks = try store.read { try $0.fastClocks() }
        checks += clocks.map { ("clock", false, $0.sentence) }
        try store.close()
      } catch {
        checks.append(("store", false, Failure(error).message))
      }
    } else {
      checks.append(("store", true, "none at \(global.path)"))
    }
    answer["checks"] = .array(
      checks.map { .object([("name", .string($0.0)), ("ok", .bool($0.1)), ("what", .string($0.2))]) })
    answer.lines = checks.map { "\($0.1 ? "ok  " : "LOOK")  \($0.0)  \($0.2)" }
    return answer
  }

  /// Whether the terminal UI can be drawn, as far as the name of the terminal says it.
  private func terminal(_ name: String) -> (String, Bool, String) {
    switch name {
    case "": ("terminal", false, "TERM is not set: set it to what your terminal is, or use the commands")
    case "dumb":
      ("terminal", false, "\(TerminalRefusal.dumb.message.text); \(TerminalRefusal.dumb.remedy.text)")
    default: ("terminal", true, name)
    }
  }

  /// Whether files are read where they can do no harm; each limit is tried.
  private func readers() -> (String, Bool, String) {
    guard let program = EvidenceReader.ownProgram else {
      return ("readers", false, "files are read in this process: it is not the program casetui")
    }
    let open = ReaderAttempt.allCases.filter { !$0.isDenied(to: program) }.map(\.rawValue)
    return open.isEmpty
      ? ("readers", true, "files are read in a process that can open, reach and start nothing, within limits")
      : ("readers", false, "a process that reads files is not denied: \(open.joined(separator: ", "))")
  }
}
