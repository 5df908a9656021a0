import CaseDomain

/// Moments and numbers as the screens write them; UTC, for two offices read the same screen.
enum Stamp {
  /// `2026-11-21 09:41`.
  static func text(_ milliseconds: UInt64) -> Printable {
    let minutes = milliseconds / 60_000 % 1440
    return "\(Day(milliseconds: milliseconds).iso) \(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// `2m`, `5h`, `12d`; `now` below a minute or when the clock of the other was ahead.
  static func age(of then: UInt64, at now: UInt64) -> Printable {
    let minutes = now > then ? (now - then) / 60_000 : 0
    return switch minutes {
    case 0: "now"
    case ..<60: "\(minutes)m"
    case ..<1440: "\(minutes / 60)h"
    default: "\(minutes / 1440)d"
    }
  }

  /// `2m ago`, `just now`.
  static func ago(_ then: UInt64, at now: UInt64) -> Printable {
    let age = age(of: then, at: now)
    return age == "now" ? "just now" : age + " ago"
  }

  private static func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// `100,000`.
func grouped(_ number: some BinaryInteger) -> Printable {
  let digits = Array(String(number))
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return Printable(text)
}

/// `1 case`, `2 cases`, `2 matches`.
func counted(_ number: some BinaryInteger, _ noun: String, _ plural: String = "s") -> Printable {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : plural)"
}
