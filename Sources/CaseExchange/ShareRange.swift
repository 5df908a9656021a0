/// A share as sources write it, in parts per million. Equal ends: an exact share.
struct ShareRange: Equatable {
  let least: Int
  let most: Int

  /// `nil` unless 0 ≤ least ≤ most ≤ 1,000,000.
  init?(least: Int, most: Int) {
    guard 0 <= least, least <= most, most <= 1_000_000 else { return nil }
    self.least = least
    self.most = most
  }

  /// Reads `50`, `25.5%`, `25,5 %`, `25-50`, `25 – 50 %` and `>50`; `nil` for anything else.
  ///
  /// `>` and `<` are inclusive here. A finer share lies between two parts per million: three of 16.66666… are no half.
  init?(text: String) {
    var bytes = text.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "%") }
    // An en dash, U+2013, is what printed tables use for a range.
    if let dash = bytes.indices.first(where: { bytes[$0...].starts(with: [0xE2, 0x80, 0x93]) }) {
      bytes.replaceSubrange(dash..<dash + 3, with: [UInt8(ascii: "-")])
    }
    guard let first = bytes.first else { return nil }
    if first == UInt8(ascii: ">") || first == UInt8(ascii: "<") {
      guard let bound = Self.ppm(bytes.dropFirst()) else { return nil }
      let isLeast = first == UInt8(ascii: ">")
      self.init(least: isLeast ? bound.down : 0, most: isLeast ? 1_000_000 : bound.up)
      return
    }
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count <= 2, let least = parts.first.flatMap({ Self.ppm($0) }),
      let most = parts.last.flatMap({ Self.ppm($0) })
    else { return nil }
    self.init(least: least.down, most: most.up)
  }

  /// Percent in decimal digits, with a point or comma, to parts per million: rounded down, and up.
  private static func ppm(_ digits: some Collection<UInt8>) -> (down: Int, up: Int)? {
    var value = 0
    var decimals: Int?
    var hasDigit = false
    var isFiner = false
    for byte in digits {
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        guard decimals == nil, hasDigit else { return nil }
        decimals = 0
      } else if byte &- 0x30 < 10 {
        hasDigit = true
        if let places = decimals {
          if places == 4 {
            isFiner = isFiner || byte != 0x30
            continue
          }
          decimals = places + 1
        }
        value = value * 10 + Int(byte - 0x30)
        // 100 % is 1,000,000 in the end; more digits than that are no share.
        guard value <= 100_000_000 else { return nil }
      } else {
        return nil
      }
    }
    guard hasDigit else { return nil }
    for _ in (decimals ?? 0)..<4 { value *= 10 }
    return value + (isFiner ? 1 : 0) <= 1_000_000 ? (value, isFiner ? value + 1 : value) : nil
  }
}
