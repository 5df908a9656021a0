/// A share of ownership in parts per million: 500_000 is 50 %.
///
/// Whole numbers, so that sums are exact.
public struct Stake: Hashable, Comparable, Sendable {
  public static let zero = Stake(unchecked: 0)
  public static let half = Stake(unchecked: 500_000)
  public static let whole = Stake(unchecked: 1_000_000)

  /// 0...1_000_000.
  public var ppm: Int { Int(storage) }
  private let storage: Int32

  /// `nil` unless `ppm` lies in 0...1_000_000.
  public init?(ppm: Int) {
    guard (0...1_000_000).contains(ppm) else { return nil }
    storage = Int32(ppm)
  }

  private init(unchecked ppm: Int32) { storage = ppm }

  public static func < (left: Stake, right: Stake) -> Bool { left.storage < right.storage }

  /// `25.0000 %`; sums may lie above 100 %. A negative number is shown as 0.
  static func text(ppm: Int) -> String {
    let ppm = max(0, ppm)
    let decimals = String(ppm % 10_000)
    return "\(ppm / 10_000).\(String(repeating: "0", count: 4 - decimals.count))\(decimals) %"
  }

  /// Without closing zeros: `50 %`, `33.3333 %`.
  var shortText: String { Stake.shortText(ppm: ppm) }

  /// The same of a sum, which may lie above 100 %.
  public static func shortText(ppm: Int) -> String {
    var digits = Stake.text(ppm: ppm).dropLast(2)
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    if digits.hasSuffix(".") { digits = digits.dropLast() }
    return "\(digits) %"
  }
}

extension Stake: CustomStringConvertible {
  /// `25.0000 %`.
  public var description: String { Stake.text(ppm: ppm) }
}
