/// Something in a file that a person should know of. Nothing is left out in silence.
public struct ImportProblem: Equatable, Codable, Sendable {
  public enum Severity: String, Codable, Sendable {
    /// The object was not taken in; the others were.
    case refused
    /// It was taken in, or kept with the file.
    case warning
  }

  /// Of a file of a bundle, as it is called there.
  public let path: String
  /// In bytes from the start of the file; `nil` when the problem has no place.
  public let offset: Int?
  /// The object's id, the row, or the property; `nil` when it has none.
  public let object: String?
  /// Printed after "refused: " or "warning: ", so no full stop.
  public let reason: String
  public let remedy: String
  public let severity: Severity

  public init(
    path: String, offset: Int? = nil, object: String? = nil, reason: String, remedy: String,
    severity: Severity
  ) {
    self.path = path
    self.offset = offset
    self.object = object
    self.reason = reason
    self.remedy = remedy
    self.severity = severity
  }
}

extension ImportProblem {
  /// Of what it names, which others wrote, at most the first KiB.
  var bounded: ImportProblem {
    guard let object, object.utf8.count > 1_024 else { return self }
    return ImportProblem(
      path: path, offset: offset, object: object.cut(1_024) + "…", reason: reason, remedy: remedy,
      severity: severity)
  }
}
