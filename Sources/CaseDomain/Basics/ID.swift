import Foundation

/// An identifier of one kind of record: 128 bits, made by the author, time-ordered (UUIDv7 layout,
/// RFC 9562 §5.7). IDs of different kinds do not mix; comparison is of bytes.
public struct ID<Record>: Hashable, Sendable, Comparable {
  /// The 16 bytes as two big-endian words.
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// `nil` unless exactly 16 bytes are given.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in bytes.enumerated() {
      if index < 8 {
        words.0 = words.0 << 8 | UInt64(byte)
      } else {
        words.1 = words.1 << 8 | UInt64(byte)
      }
    }
    self.init(high: words.0, low: words.1)
  }

  /// `nil` unless exactly 16 bytes are given.
  public init?(raw: UnsafeRawBufferPointer) {
    guard raw.count == 16 else { return nil }
    high = UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self))
    low = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// A new identifier from a moment and randomness that the caller supplies.
  ///
  /// - Parameters:
  ///   - milliseconds: Unix time, 48 bits are used.
  ///   - random: 74 of its 128 bits are used.
  public init(milliseconds: UInt64, random: (UInt64, UInt64)) {
    high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
    low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
  }

  /// 32 lower-case hexadecimal digits; `nil` when the text is anything else.
  public init?(_ text: String) {
    guard let bytes = Hex.decode(text), let id = ID(bytes: bytes) else { return nil }
    self = id
  }

  public var bytes: [UInt8] {
    withUnsafeBytes(of: high.bigEndian, Array.init) + withUnsafeBytes(of: low.bigEndian, Array.init)
  }

  public static func < (left: ID, right: ID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension ID: CustomStringConvertible {
  public var description: String { Hex.encode(bytes) }
}

extension ID {
  /// The same bytes as an identifier of another kind; for edges that read untyped bytes.
  public func cast<Other>(to _: Other.Type = Other.self) -> ID<Other> {
    ID<Other>(high: high, low: low)
  }
}
