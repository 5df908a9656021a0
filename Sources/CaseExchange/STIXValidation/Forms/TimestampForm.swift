/// A timestamp: RFC 3339 in UTC with `Z`, capitals only.
///
/// Source: STIX 2.1 §2 (timestamp), RFC 3339 §5.6.
struct TimestampForm {
  /// Grows with time; seconds of the calendar, not of any clock.
  let seconds: Int
  /// Digits after the point; 0 when there is none.
  let fractionCount: Int
  /// Where the digits after the point start in the text.
  private static let fractionStart = 20

  /// `nil` when `text` is no timestamp, or names a day that the calendar does not have.
  init?(_ text: Bytes) {
    guard text.count >= 20, text[text.count - 1] == UInt8(ascii: "Z") else { return nil }
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let year = text.part(0..<4).digits, let month = text.part(5..<7).digits,
      let day = text.part(8..<10).digits, let hour = text.part(11..<13).digits,
      let minute = text.part(14..<16).digits, let second = text.part(17..<19).digits
    else { return nil }
    // Second 60 is a leap second, which RFC 3339 allows.
    guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    if text.count == 20 {
      fractionCount = 0
    } else {
      let digits = text.count - 21
      guard text[19] == UInt8(ascii: "."), digits > 0 else { return nil }
      for index in Self.fractionStart..<Self.fractionStart + digits where !text[index].isDigit { return nil }
      fractionCount = digits
    }
    seconds = (((year * 12 + month) * 31 + day) * 24 + hour) * 3600 + minute * 60 + second
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether `first` is before `second` (-1), the same moment (0) or after it (1); `nil` when one of
  /// them is no timestamp.
  static func order(_ first: Bytes, _ second: Bytes) -> Int? {
    guard let one = TimestampForm(first), let two = TimestampForm(second) else { return nil }
    if one.seconds != two.seconds { return one.seconds < two.seconds ? -1 : 1 }
    for place in 0..<max(one.fractionCount, two.fractionCount) {
      let left = place < one.fractionCount ? first[fractionStart + place] : UInt8(ascii: "0")
      let right = place < two.fractionCount ? second[fractionStart + place] : UInt8(ascii: "0")
      if left != right { return left < right ? -1 : 1 }
    }
    return 0
  }
}
