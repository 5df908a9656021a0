/// Why a session could not be carried to its end, other than by the protocol's own rules.
public enum SyncError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The stream ended or broke before the session did; what was committed stays.
  case cut
  case cancelled
  /// Nothing came for so many seconds.
  case silent(seconds: Int)
  /// The operating system refused; names the call and gives its reason.
  case system(String)
  /// The program that carries the stream failed; holds what it said.
  case carrier(String)
  /// A host or path that no program may be given.
  case badDestination(String)

  public var description: String {
    switch self {
    case .cut: "the connection ended before the work was done; what arrived is kept"
    case .cancelled: "cancelled; what arrived is kept"
    case .silent(let seconds): "the peer has said nothing for \(seconds) s; what arrived is kept"
    case .system(let reason): reason
    case .carrier(let reason): reason
    case .badDestination(let text): "\(text): not a host and path"
    }
  }
}
