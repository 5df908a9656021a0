/// Why a whole file was turned down. Nothing of it may be kept: undo what was taken in so far.
public struct ImportRefusal: Error, Equatable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// There is nothing of that path.
    case missing
    case unreadable, notJSON, notSTIX, notCSV, cancelled
    /// It is of a known format and breaks its rules.
    case malformed
    /// It would take more memory, time or depth than a reader may spend.
    case overBudget = "over-budget"
  }

  public let kind: Kind
  public let path: String
  /// In bytes from the start of the file; `nil` when the refusal has no place.
  public let offset: Int?
  /// Counted from 1.
  public let line: Int?
  /// Printed after "refused: ", so no full stop.
  public let reason: String
  public let remedy: String

  init(_ kind: Kind, path: String, offset: Int?, line: Int?, reason: String, remedy: String) {
    self.kind = kind
    self.path = path
    self.offset = offset
    self.line = line
    self.reason = reason
    self.remedy = remedy
  }

  init(_ error: SourceError) {
    self.init(
      error.isMissing ? .missing : .unreadable, path: error.path, offset: nil, line: nil,
      reason: error.reason, remedy: error.remedy)
  }

  /// A file that could not be opened or read.
  public init(unreadable path: String, _ error: SourceError) {
    self.init(
      error.isMissing ? .missing : .unreadable, path: path, offset: nil, line: nil, reason: error.reason,
      remedy: error.remedy)
  }

  /// The process that read it ended before it had answered.
  public static func brokenOff(path: String, reason: String, kind: Kind = .unreadable) -> ImportRefusal {
    ImportRefusal(
      kind, path: path, offset: nil, line: nil, reason: reason,
      remedy: "keep it as it is with --format attachment, and tell whoever maintains casetui")
  }

  public static func cancelled(path: String, offset: Int) -> ImportRefusal {
    ImportRefusal(
      .cancelled, path: path, offset: offset, line: nil, reason: "cancelled",
      remedy: "import the file again when you are ready; nothing of it was kept")
  }
}
