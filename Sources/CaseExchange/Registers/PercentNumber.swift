/// A percentage as JSON writes it, in parts per million: exact when both ends are equal.
struct PercentNumber: Equatable {
  /// Rounded down, so that nothing is overstated.
  let down: Int
  /// Rounded up: the next whole number when the source is finer.
  let up: Int

  /// `nil` unless the text is a JSON number from 0 to 100.
  init?(_ number: String) {
    var digits: [UInt8] = []
    var decimals = 0
    var exponent = 0
    var isNegative = false
    var part = Part.whole
    for byte in number.utf8 {
      switch (byte, part) {
      case (UInt8(ascii: "-"), .whole) where digits.isEmpty: isNegative = true
      case (UInt8(ascii: "."), .whole): part = .decimals
      case (UInt8(ascii: "e"), .whole), (UInt8(ascii: "E"), .whole), (UInt8(ascii: "e"), .decimals),
        (UInt8(ascii: "E"), .decimals):
        part = .exponent(isNegative: false)
      case (UInt8(ascii: "+"), .exponent): break
      case (UInt8(ascii: "-"), .exponent): part = .exponent(isNegative: true)
      case (0x30...0x39, .whole): digits.append(byte - 0x30)
      case (0x30...0x39, .decimals):
        digits.append(byte - 0x30)
        decimals += 1
      // Beyond a million places nothing of a percentage is left.
      case (0x30...0x39, .exponent): exponent = min(1_000_000_000, exponent * 10 + Int(byte - 0x30))
      default: return nil
      }
    }
    guard !digits.isEmpty else { return nil }
    if case .exponent(isNegative: true) = part { exponent = -exponent }
    // One percent is 10,000 parts per million.
    self.init(digits: digits.drop { $0 == 0 }, shift: exponent - decimals + 4, isNegative)
  }

  private enum Part {
    case whole, decimals
    case exponent(isNegative: Bool)
  }

  private init?(digits: ArraySlice<UInt8>, shift: Int, _ isNegative: Bool) {
    if digits.isEmpty {
      (down, up) = (0, 0)
      return
    }
    guard !isNegative, digits.count + shift <= 7 else { return nil }
    let kept = digits.prefix(max(0, digits.count + min(0, shift)))
    var value = kept.reduce(0) { $0 * 10 + Int($1) }
    for _ in 0..<max(0, shift) { value *= 10 }
    let isFiner = digits.dropFirst(kept.count).contains { $0 != 0 }
    guard value + (isFiner ? 1 : 0) <= 1_000_000 else { return nil }
    down = value
    up = isFiner ? value + 1 : value
  }
}
