import CaseDomain

/// What a peer sent that no peer may send (docs/sync-protocol.md §7): a bug or an attack, never a person's
/// mistake. Ends the session.
public enum ProtocolViolation: Error, Equatable, Sendable, CustomStringConvertible {
  /// No preamble among the first 64 KiB; holds the first line of what came instead.
  case noPreamble(String)
  case frameTooLong(Int)
  case unknownType(UInt8)
  case unknownFlags(UInt8)
  case badCompression
  /// A body that does not follow its grammar.
  case malformed(SyncMessage.Kind, String)
  /// A message that has no place in this state of the session.
  case outOfTurn(SyncMessage.Kind)
  case badSignature
  case overLimit(String)

  public var description: String {
    switch self {
    case .noPreamble(let line):
      line.isEmpty
        ? "no casetui answers at the other end" : "no casetui answers at the other end; it says: \(line)"
    case .frameTooLong(let length): "a frame of \(length) bytes is over the limit"
    case .unknownType(let type): "frame type \(type) is not in version \(SyncLimits.version)"
    case .unknownFlags(let flags): "frame flags \(flags) are not in version \(SyncLimits.version)"
    case .badCompression: "a compressed frame is damaged or over the limit"
    case .malformed(let kind, let reason): "\(kind.name): \(reason)"
    case .outOfTurn(let kind): "\(kind.name) out of turn"
    case .badSignature: "the peer could not prove that it holds its key"
    case .overLimit(let what): "\(what): over the limit"
    }
  }
}
