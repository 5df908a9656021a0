import CaseDomain

/// Seconds since 1970 as text.
enum UTCTime {
  /// `2026-05-01T10:20:30Z`; `nil` outside the years 1 to 9999.
  static func text(_ seconds: Int) -> String? {
    var (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if rest < 0 { (days, rest) = (days - 1, rest + 86_400) }
    guard let day = Day(number: days) else { return nil }
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.iso)T\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))Z"
  }
}
