typealias Bytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  var isLowerLetter: Bool { self &- 0x61 < 26 }
  var isLetter: Bool { (self | 0x20).isLowerLetter }
  var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  var isAlphanumeric: Bool { isDigit || isLetter }
}

extension UnsafeBufferPointer<UInt8> {
  /// A part of the same memory. `range` must lie in `0...count`.
  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[range])
  }

  /// The number that these digits write; `nil` when one is no digit or there are none or over 9.
  var digits: Int? {
    guard !isEmpty, count <= 9 else { return nil }
    var value = 0
    for byte in self {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
