import GRDB

/// An error of SQLite in words, without the values it was working on.
public struct DatabaseFailure: Sendable {
  public enum Kind: Sendable { case damaged, busy, full, other }
  public let kind: Kind
  public let message: String

  /// `nil` when the error is not SQLite's.
  public init?(_ error: any Error) {
    guard let error = error as? DatabaseError else { return nil }
    message = "SQLite: \(error.message ?? "error") (\(error.extendedResultCode))"
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: kind = .damaged
    case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .busy
    case .SQLITE_FULL: kind = .full
    default: kind = .other
    }
  }
}
