import CaseDomain
import CaseExchange
import CaseStore
import CaseSync
import Foundation

/// How a command ends (docs/casetui.1).
enum Exit: Int32 {
  case ok = 0
  case failed = 1
  case partly = 2
  case notFound = 3
  case refused = 4
  case notPermitted = 5
  case busy = 6
  case conflict = 7
  case damaged = 8
  case usage = 64
  case interrupted = 130
}

/// What a command says: one JSON object, or lines for people.
struct Answer {
  var schema: String
  var marking = HandlingMark.officeFloor
  var fields: [(String, JSON)] = []
  var lines: [String] = []
  var exit = Exit.ok
  /// What a person should know besides; on stderr.
  var notes: [String] = []
  /// It wrote something, and says more of it than one line in the terminal can.
  var isToRead = false
  /// Its head was written already, by a `ResultStream`.
  var continues = false

  init(_ schema: String) { self.schema = "casetui.\(schema)/1" }

  subscript(_ name: String) -> JSON {
    get { fields.first { $0.0 == name }?.1 ?? .null }
    set { fields.append((name, newValue)) }
  }

  mutating func mark(_ marks: some Sequence<HandlingMark>) {
    marking = HandlingMark.mostRestrictive(of: marks) ?? .officeFloor
  }

  /// As strictly as before at least, and as all of these.
  mutating func markAtLeast(_ texts: some Sequence<String>) {
    marking = marking.joined(withStored: texts)
  }

  mutating func mark(_ texts: [String]) { mark(texts.map { HandlingMark(stored: $0) }) }

  /// Every change says what changed and under which number.
  mutating func note(_ change: Change) {
    self["audit_number"] = .int(change.auditNumber)
    self["operations"] = .int(change.operations)
    lines.append(
      change.operations == 0
        ? "nothing to change" : "audit number \(change.auditNumber), \(change.operations) operations")
  }

  func print(asJSON: Bool) {
    for note in notes { Standard.error(note) }
    if continues {
      if asJSON { return Standard.output(String(JSON.object(fields).text.dropFirst())) }
      for line in lines { Standard.output(Printable(line).text) }
    } else if asJSON {
      let head: [(String, JSON)] = [("schema", .string(schema)), ("marking", .string(marking.description))]
      Standard.output(JSON.object(head + fields).text)
    } else {
      Standard.output("Marking: \(marking)")
      for line in lines { Standard.output(Printable(line).text) }
    }
  }
}

/// The two streams. Everything for people passes `Printable` before it gets here.
enum Standard {
  static func output(_ line: String) {
    // What comes behind a gap is no answer.
    guard outputFault == 0 else { return }
    outputFault = write(line, to: stdoutFile)
  }
  /// Of what stderr does not take there is nobody to tell.
  static func error(_ line: String) { _ = write("casetui: \(Printable(line).text)", to: stderrFile) }
  /// What the parser of the command line has to say, which quotes what was typed; nothing when it is empty.
  static func show(_ text: String, asError: Bool) {
    guard !text.isEmpty else { return }
    for line in Printable.lines(text) {
      if asError { _ = write(line.text, to: stderrFile) } else { output(line.text) }
    }
  }
  /// Why stdout took no more (`errno`), 0 while it does. With `EPIPE` nobody reads any more.
  private(set) nonisolated(unsafe) static var outputFault: Int32 = 0
  /// - Throws: `OutputLost` when somebody may take what was written for all of the answer.
  static func requireAllWritten() throws {
    guard outputFault == 0 || outputFault == EPIPE else { throw OutputLost(code: outputFault) }
  }
  /// Progress: one line that the next replaces; nothing when nobody watches.
  static func progress(_ line: String) {
    if let watcher = Watcher.current { return watcher.progress(line) }
    guard isatty(2) == 1 else { return }
    _ = Array("\r\u{1B}[K\(Printable(line).text)".utf8).withUnsafeBytes {
      Foundation.write(2, $0.baseAddress, $0.count)
    }
  }
  static func endProgress() {
    guard Watcher.current == nil, isatty(2) == 1 else { return }
    _ = Array("\r\u{1B}[K".utf8).withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }

  private static let stdoutFile: Int32 = 1
  private static let stderrFile: Int32 = 2

  /// - Returns: `errno` when not all of it could be written, else 0.
  private static func write(_ line: String, to file: Int32) -> Int32 {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}

/// An error in the words of the program: what stands in the way, what to do, and the code to end with.
struct Failure {
  let code: String
  let message: String
  let remedy: String
  let exit: Exit

  init(_ error: any Error) {
    switch error {
    case let error as StoreError:
      let (code, exit) = Failure.place(error)
      self.init(code, error.message, error.remedy, exit)
    case let error as ImportRefusal:
      let place = [
        error.path, error.offset.map { "byte \($0)" }, error.line.map { "line \($0)" },
      ].compactMap(\.self).joined(separator: ", ")
      self.init(
        "E-IMPORT-\(error.kind.rawValue)", "\(place): \(error.reason)", error.remedy,
        Failure.exit(error.kind))
    case let error as ProfileRefusal: self.init("E-AUTHORITY", error.message, error.remedy, .refused)
    case let error as DataFileFault: self.init("E-AUTHORITY-FILE", error.message, error.remedy, .refused)
    case let error as OwnershipGraphTooLarge:
      self.init("E-OWNERSHIP", "\(error)", "split the register by the day that counts", .refused)
    case let error as SourceError:
      self.init(
        "E-FILE", "\(error.path): \(error.reason)", error.remedy, error.isMissing ? .notFound : .failed)
    case let error as MarkRefusal: self.init("E-MARK", error.message, error.remedy, .refused)
    case let error as SyncError:
      self.init(
        "E-SYNC", error.description, "try again; work already received is not sent twice",
        error == .cancelled ? .interrupted : .failed)
    case let error as ProtocolViolation:
      self.init("E-SYNC-PROTOCOL", "\(error)", "check which program and version answers there", .damaged)
    case let error as ImportStopped:
      let back =
        error.reference.map { "; casetui import undo \($0) --reason TEXT takes back what is here" } ?? ""
      self.init(
        "E-CANCELLED", "stopped: \(error.done) of \(error.of) objects are in the store",
        "the same import goes on from there\(back)", .interrupted)
    case let error as ScreeningStopped:
      self.init(
        "E-CANCELLED", "stopped: no name of \(error.file) after row \(error.row) was looked for",
        "start the command again", .interrupted)
    case let error as OutputLost:
      self.init(
        "E-OUTPUT", "the answer could not be written: \(String(cString: strerror(error.code)))",
        "make room, or send it elsewhere; what the command changed is not undone", .failed)
    case let error as TerminalRefusal:
      self.init("E-TERMINAL", error.message.text, error.remedy.text, .failed)
    case is CancellationError:
      self.init("E-CANCELLED", "cancelled", "start the command again; what was committed stays", .interrupted)
    case let error as NotNamed: self.init("E-NOT-FOUND", error.message, error.remedy, .notFound)
    case let error as Usage: self.init("E-USAGE", error.message, error.remedy, .usage)
    case let error as JournalError: self.init("E-JOURNAL", error.description, "run casetui verify", .damaged)
    case let error as CBORError: self.init("E-JOURNAL", error.description, "run casetui verify", .damaged)
    default:
      self.init(
        "E-FAILED", Failure.words(error), "run casetui verify if it happens again", Failure.exit(error))
    }
  }

  private init(_ code: String, _ message: String, _ remedy: String, _ exit: Exit) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.exit = exit
  }

  private static func place(_ error: StoreError) -> (String, Exit) {
    switch error {
    case .notAStore: ("E-STORE-NONE", .notFound)
    case .alreadyAStore: ("E-STORE-EXISTS", .refused)
    case .busy: ("E-STORE-BUSY", .busy)
    case .unsafeSetting: ("E-STORE-SETTING", .failed)
    case .foreignSchema: ("E-STORE-SCHEMA", .damaged)
    case .unsafeFile: ("E-STORE-MODE", .notPermitted)
    case .noFolder: ("E-SYSTEM", .failed)
    case .system(_, ENOENT): ("E-SYSTEM", .notFound)
    case .system: ("E-SYSTEM", .failed)
    case .notFound: ("E-NOT-FOUND", .notFound)
    case .ambiguous: ("E-AMBIGUOUS", .refused)
    case .damaged: ("E-DAMAGED", .damaged)
    case .invalid: ("E-INVALID", .refused)
    case .usage: ("E-USAGE", .usage)
    }
  }

  private static func exit(_ kind: ImportRefusal.Kind) -> Exit {
    switch kind {
    case .cancelled: .interrupted
    case .missing: .notFound
    case .unreadable, .notJSON, .notSTIX, .notCSV, .malformed, .overBudget: .refused
    }
  }

  func print(asJSON: Bool) {
    Standard.error("error \(code): \(message); \(remedy)")
    if asJSON { printJSON() }
  }

  /// `casetui.error/1`, alone.
  func printJSON() {
    let error = JSON.object([
      ("code", .string(code)), ("message", .string(message)), ("remedy", .string(remedy)),
    ])
    Standard.output(
      JSON.object([
        ("schema", .string("casetui.error/1")), ("marking", .string(HandlingMark.officeFloor.description)),
        ("error", error),
      ]).text)
  }
}

/// What was asked about stands nowhere in what was given.
struct NotNamed: Error {
  let message: String
  let remedy: String
}

/// Not all of an answer got out (`errno`).
struct OutputLost: Error {
  let code: Int32
}

/// The screening of a table was asked to stop.
struct ScreeningStopped: Error {
  let file: String
  /// The last row that was looked at; the header is 1.
  let row: Int
}

/// A command line that cannot be meant.
struct Usage: Error {
  let message: String
  let remedy: String
}
