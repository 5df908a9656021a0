/// What was done with an exhibit.
public enum CustodyAction: String, CaseIterable, Sendable {
  case received, stored, transferred, viewed, exported, verified
}

/// One line of the chain of custody. Never changed: a correction is a further line.
public struct CustodyEntry: Hashable, Sendable {
  /// From 0, without gaps.
  public let position: Int
  public let action: CustodyAction
  /// Who held the exhibit before, and who after. The same when the action hands nothing over.
  public let from: String
  public let to: String
  /// Unix time as the author's clock had it. Clocks of two offices differ, so nothing is ordered by it.
  public let atMilliseconds: UInt64
  public let by: String
  /// What the bytes hashed to when this was written.
  public let sha256: ContentHash
  /// The hash of the entry before; `nil` at position 0.
  public let previousHash: ContentHash?

  public init(
    position: Int, action: CustodyAction, from: String, to: String, atMilliseconds: UInt64, by: String,
    sha256: ContentHash, previousHash: ContentHash?
  ) {
    self.position = position
    self.action = action
    self.from = from
    self.to = to
    self.atMilliseconds = atMilliseconds
    self.by = by
    self.sha256 = sha256
    self.previousHash = previousHash
  }

  public var handsOver: Bool { action == .received || action == .transferred }

  /// The receiver's own line for a transfer that the giver wrote down.
  func acknowledges(_ transfer: CustodyEntry) -> Bool {
    action == .received && transfer.action == .transferred && from == transfer.from && to == transfer.to
  }

  /// What is hashed: a label, then every field with its length (8 bytes, big-endian) before it.
  public var canonicalBytes: [UInt8] {
    let fields: [[UInt8]] = [
      bigEndian(UInt64(position)), Array(action.rawValue.utf8), Array(from.utf8), Array(to.utf8),
      bigEndian(atMilliseconds), Array(by.utf8), sha256.bytes, previousHash?.bytes ?? [],
    ]
    return fields.reduce(into: Array("casetui custody 1\n".utf8)) { bytes, field in
      bytes += bigEndian(UInt64(field.count)) + field
    }
  }

  private func bigEndian(_ number: UInt64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
}
