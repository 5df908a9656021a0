import CaseDomain
import Foundation

/// What keeps a store from doing what was asked: each says what stands in the way and what to do.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  case notAStore(String)
  case alreadyAStore(String)
  /// Another process holds the lock; its process number, when it left one.
  case busy(String, holder: String?)
  /// A setting did not take: name, wanted, found.
  case unsafeSetting(String, wanted: String, found: String)
  /// The database was written by a newer program, or its schema is not the one this program makes.
  case foreignSchema(String)
  case unsafeFile(String)
  case system(String, code: Int32)
  /// The folder is not there, into which a file or folder of this path was to go.
  case noFolder(String)
  /// - Parameter list: the command that shows what there is of this kind.
  case notFound(String, list: String = "casetui case list, evidence list or actor list")
  /// Several records fit what was typed.
  case ambiguous(String, [String])
  /// Bytes are not what they claim to be.
  case damaged(String)
  case invalid(String, remedy: String)
  /// What somebody gave cannot be meant: a name that says nothing, a path that leads elsewhere.
  case usage(String, remedy: String)

  /// What kept a new file or folder from being made.
  public static func notMade(_ path: String, code: Int32) -> StoreError {
    code == ENOENT ? .noFolder(path) : .system("cannot write \(path)", code: code)
  }

  public var description: String { "\(message); \(remedy)" }

  public var message: String {
    switch self {
    case .notAStore(let path): "\(path) is not a casetui store"
    case .alreadyAStore(let path): "\(path) already holds a store"
    case .busy(let path, let holder): "\(path) is being written by \(holder ?? "another process")"
    case .unsafeSetting(let name, let wanted, let found):
      "SQLite setting \(name) is \(found), not \(wanted)"
    case .foreignSchema(let what): what
    case .unsafeFile(let what): what
    case .noFolder(let path): "cannot write \(path): its folder is not there"
    case .system(let what, let code): "\(what): \(errorText(code))"
    case .notFound(let what, _): "there is no \(what)"
    case .ambiguous(let what, let fits): "\(what) fits \(fits.count) records: \(fits.joined(separator: ", "))"
    case .damaged(let what): what
    case .invalid(let what, _), .usage(let what, _): what
    }
  }

  public var remedy: String {
    switch self {
    case .notAStore: "make one with: casetui init DIR --office NAME --user NAME"
    case .alreadyAStore: "choose another folder, or use the store that is there"
    case .busy: "wait until it has finished, then try again"
    case .unsafeSetting: "the library on this machine does not keep its promises; use Debian's libsqlite3"
    case .foreignSchema: "use the version of casetui that wrote it, or a newer one; casetui verify tells more"
    case .unsafeFile: "correct its owner or mode (chmod 600 FILE, chmod 700 FOLDER), then try again"
    case .noFolder: "make the folder, or give another path"
    case .system(_, EEXIST): "give another name: what is there is never written over"
    case .system(_, ENOENT): "check the path: there is nothing of that name"
    case .system: "check the disk and the folder's permissions"
    case .notFound(_, let list): "see what there is with: \(list)"
    case .ambiguous: "type more of it, or an identifier"
    case .damaged: "run casetui verify; restore the item from a peer with casetui sync run"
    case .invalid(_, let remedy), .usage(_, let remedy): remedy
    }
  }
}

extension RecordType {
  /// The command that shows those there are.
  var list: String {
    switch self {
    case .caseFile: "casetui case list"
    case .exhibit: "casetui evidence list"
    case .actor: "casetui actor list"
    case .consent: "casetui consent list CASE"
    case .replica: "casetui status"
    case .claim: "casetui claim list CASE"
    case .hypothesis, .achEvidence: "casetui ach show CASE"
    case .contest: "casetui contest list CASE"
    case .hold: "casetui hold list CASE"
    case .petition: "casetui petition list CASE"
    case .relief: "casetui licence list CASE"
    case .disclosure, .submission: "casetui case show CASE"
    case .practice: "casetui practice list"
    case .attemptCount: "casetui count list CASE"
    case .indicator: "casetui indicator list CASE"
    case .importRun: "casetui import list"
    }
  }
}

func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }

import Foundation
