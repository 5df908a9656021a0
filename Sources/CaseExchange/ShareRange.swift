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

  /// Percent in decimal digits, with a point or comma.
  private static func ppm(_ digits: some Collection<UInt8>) -> PercentNumber? {
    let point = UInt8(ascii: ".")
    let plain = digits.map { $0 == UInt8(ascii: ",") ? point : $0 }
    // No sign, no exponent, and a digit before the point.
    guard let first = plain.first, first != point, plain.allSatisfy({ $0 &- 0x30 < 10 || $0 == point }) else {
      return nil
    }
    return PercentNumber(String(decoding: plain, as: UTF8.self))
  }
}
