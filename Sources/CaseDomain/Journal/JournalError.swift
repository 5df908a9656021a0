/// Bytes of the journal that are not what they claim to be: damage or forgery, never a person's
/// mistake.
public enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A structure does not follow its grammar; names the structure.
  case malformed(String)
  /// A hash, parent or signature does not fit; names what, and where.
  case broken(String)

  public var description: String {
    switch self {
    case .malformed(let what): "\(what): not in the form docs/journal.md gives"
    case .broken(let what): what
    }
  }
}
