/// The SHA-256 of some bytes.
public struct ContentHash: Hashable, Sendable {
  public let bytes: [UInt8]

  /// `nil` unless there are exactly 32 bytes.
  public init?(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// `nil` unless the text is 64 hexadecimal digits.
  public init?(hex: String) {
    guard let bytes = Hex.decode(hex), let hash = ContentHash(bytes) else { return nil }
    self = hash
  }
}

extension ContentHash: CustomStringConvertible {
  public var description: String { Hex.encode(bytes) }
}
