import CaseDomain
import CaseExchange
import CaseStore
import CaseSync
import Foundation

/// An error whose words name records of a store, with how these are to be handled.
struct MarkedError: Error {
  let error: StoreError
  let marking: HandlingMark

  /// - Returns: `nil` for an error that tells of what was typed alone.
  init?(_ error: StoreError, in store: CaseStore) {
    switch error {
    case .ambiguous, .damaged, .invalid: break
    case .notAStore, .alreadyAStore, .busy, .unsafeSetting, .foreignSchema, .unsafeFile, .system, .noFolder,
      .notFound, .usage:
      return nil
    }
    self.error = error
    // It does not say of which files it tells: any may be among them, also when that cannot be read any more.
    let held = try? store.read { try $0.markingsHeld() }
    marking = held.map { HandlingMark.officeFloor.joined(withStored: $0) } ?? .strictest
  }
}

extension CaseStore {
  /// - Throws: what the body throws; `MarkedError` for a `StoreError` that names what is held.
  func markingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as StoreError {
      let marked: (any Error)? = MarkedError(error, in: self)
      throw marked ?? error
    }
  }
}

/// An error in the words of the program: what stands in the way, what to do, and the code to end with.
struct Failure {
  let code: String
  let message: String
  let remedy: String
  let exit: Exit
  /// Of the records that the message names.
  private(set) var marking = HandlingMark.officeFloor

  init(_ error: any Error) {
    switch error {
    case let error as MarkedError:
      self = Failure(error.error)
      marking = error.marking
    case let error as StoreError:
      let (code, exit) = Failure.place(error)
      self.init(code, error.message, error.remedy, exit)
    case let error as ImportRefusal:
      let place = [
        Failure.named(error.path), error.offset.map { "byte \($0)" }, error.line.map { "line \($0)" },
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
        "E-FILE", "\(Failure.named(error.path)): \(error.reason)", error.remedy,
        error.isMissing ? .notFound : .failed)
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

  /// An empty path can be seen, too.
  private static func named(_ path: String) -> String { path.isEmpty ? "\"\"" : path }

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
    // Mostly it tells of what was typed, and needs no line.
    if marking != .officeFloor { Standard.error("Marking: \(marking)") }
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
        ("schema", .string("casetui.error/1")), ("marking", .string(marking.description)),
        ("error", error),
      ]).text)
  }
}
