import Crypto

/// A SHA-256 hash: suite 1 of the journal (docs/journal.md §1). Four words, so that it lives in
/// registers and compares fast; the words hold the bytes in memory order.
public struct Digest256: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  public static let zero = Digest256(words: (0, 0, 0, 0))
  public static let length = 32

  private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// `nil` unless exactly 32 bytes are given.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    words = (0, 0, 0, 0)
    Swift.withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Precondition: the buffer holds 32 bytes.
  public init(loading buffer: UnsafeRawBufferPointer) {
    precondition(buffer.count == 32)
    words = buffer.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  public init?(hex: String) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// The hash of `prefix` followed by the parts, in order.
  public static func sha256(
    prefix: UInt8? = nil, _ parts: UnsafeRawBufferPointer...
  ) -> Digest256 {
    var hasher = SHA256()
    if let prefix { Swift.withUnsafeBytes(of: prefix) { hasher.update(bufferPointer: $0) } }
    for part in parts { hasher.update(bufferPointer: part) }
    return hasher.finalize().withUnsafeBytes(Digest256.init(loading:))
  }

  public static func sha256(_ bytes: some Sequence<UInt8>) -> Digest256 {
    ContiguousArray(bytes).withUnsafeBytes { sha256($0) }
  }

  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Swift.withUnsafeBytes(of: words, body)
  }

  public var bytes: [UInt8] { withUnsafeBytes(Array.init) }
  public var hex: String { Hex.encode(bytes) }

  /// The first 8 bytes, as a dot carries them.
  public var prefix8: UInt64 { UInt64(bigEndian: words.0) }

  public static func == (left: Digest256, right: Digest256) -> Bool {
    left.words.0 == right.words.0 && left.words.1 == right.words.1 && left.words.2 == right.words.2
      && left.words.3 == right.words.3
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension Digest256: Comparable {
  /// By bytes, first byte most significant.
  public static func < (left: Digest256, right: Digest256) -> Bool {
    let (l, r) = (left.words, right.words)
    if l.0 != r.0 { return UInt64(bigEndian: l.0) < UInt64(bigEndian: r.0) }
    if l.1 != r.1 { return UInt64(bigEndian: l.1) < UInt64(bigEndian: r.1) }
    if l.2 != r.2 { return UInt64(bigEndian: l.2) < UInt64(bigEndian: r.2) }
    return UInt64(bigEndian: l.3) < UInt64(bigEndian: r.3)
  }
}

extension Digest256 {
  /// The 256-bit sum of two digests; the carry out is dropped. Sums of row hashes make digests of
  /// sets that change by one row at a time (`docs/journal.md` §7.4).
  public static func &+ (left: Digest256, right: Digest256) -> Digest256 {
    var sum = Digest256.zero
    var carry: UInt64 = 0
    func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let (partial, first) = a.littleEndian.addingReportingOverflow(b.littleEndian)
      let (total, second) = partial.addingReportingOverflow(carry)
      carry = first || second ? 1 : 0
      return total.littleEndian
    }
    sum.words.0 = add(left.words.0, right.words.0)
    sum.words.1 = add(left.words.1, right.words.1)
    sum.words.2 = add(left.words.2, right.words.2)
    sum.words.3 = add(left.words.3, right.words.3)
    return sum
  }

  /// The number that added to this one gives zero.
  public var negated: Digest256 {
    let inverted = Digest256(words: (~words.0, ~words.1, ~words.2, ~words.3))
    return inverted &+ Digest256(words: (UInt64(1).littleEndian, 0, 0, 0))
  }

  public static func &- (left: Digest256, right: Digest256) -> Digest256 { left &+ right.negated }
}

extension Digest256: CustomStringConvertible {
  public var description: String { hex }
}
