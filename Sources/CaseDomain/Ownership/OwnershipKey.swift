/// Names a person or company in statements of ownership. Opaque: nothing is trimmed, folded or read from it.
///
/// Two keys are the same when their UTF-8 bytes are; text that only looks the same (`é` in two forms) is not.
public struct OwnershipKey: Hashable, Comparable, Sendable {
  /// Held as contiguous UTF-8. Compare keys, not their texts: `==` of `String` is canonical equivalence.
  public let text: String

  /// `nil` when `text` is empty.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    var text = text
    text.makeContiguousUTF8()
    self.text = text
  }

  public static func == (left: OwnershipKey, right: OwnershipKey) -> Bool {
    left.withBytes { left in right.withBytes { left.elementsEqual($0) } }
  }

  /// The order of the bytes.
  public static func < (left: OwnershipKey, right: OwnershipKey) -> Bool {
    left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
  }

  public func hash(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: $0) }
    hasher.combine(0xFF as UInt8)  // a byte UTF-8 never has, so that keys in a row stay apart
  }

  private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

extension OwnershipKey: CustomStringConvertible {
  public var description: String { text }
}
