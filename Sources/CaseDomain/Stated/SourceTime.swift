/// The time that a source gives a version of a record, in one form that sorts as text: of two versions the later counts.
///
/// A year, month or day stays as it is (`2026`, `2026-02`, `2026-02-05`) and sorts before every moment in it; a moment is
/// RFC 3339 in UTC with nine digits after the second (`2026-02-05T09:00:00.500000000Z`). A moment without an offset is
/// taken for UTC, as one source gives its times in one way. What counts instead of dating, the version of a MISP
/// galaxy, becomes ten digits. Source: `docs/exchange.md`, "Versions".
public enum SourceTime {
  /// - Parameter source: the name space of the record (`uk`, `stix`, …), as lists write days in ways of their own.
  /// - Returns: `nil` for what cannot be read with certainty, such as `01/02/2026` in a table. The result, given again,
  ///   stays as it is.
  public static func sortable(_ text: String, of source: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = trimmed(bytes)
      switch source {
      case "misp-galaxy", "misp-objects":
        if let number = number(bytes, digits: 1...10) {
          let text = String(number)
          return String(repeating: "0", count: 10 - text.utf8.count) + text
        }
      // Seconds since 1970.
      case "misp": if let seconds = number(bytes, digits: 1...11) { return moment(seconds) }
      case "uk": if let day = slashed(bytes, dayAt: 0, monthAt: 3) { return day.iso }
      case "bis": if let day = slashed(bytes, dayAt: 3, monthAt: 0) { return day.iso }
      default: break
      }
      return iso(bytes)
    }
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// `DD/MM/YYYY` or `MM/DD/YYYY`, whatever follows a space.
  private static func slashed(_ bytes: UnsafeBufferPointer<UInt8>, dayAt: Int, monthAt: Int) -> Day? {
    guard bytes.count == 10 || bytes.count > 10 && bytes[10] == 0x20, bytes[2] == 0x2F, bytes[5] == 0x2F,
      let day = number(bytes, at: dayAt, 2), let month = number(bytes, at: monthAt, 2),
      let year = number(bytes, at: 6, 4)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private static func iso(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count >= 4, let year = number(bytes, at: 0, 4), year > 0 else { return nil }
    if bytes.count == 4 { return text(bytes[..<4]) }
    guard bytes.count >= 7, bytes[4] == 0x2D, let month = number(bytes, at: 5, 2), (1...12).contains(month)
    else { return nil }
    if bytes.count == 7 { return text(bytes[..<7]) }
    guard bytes.count >= 10, bytes[7] == 0x2D, let number = number(bytes, at: 8, 2),
      let day = Day(year: year, month: month, day: number)
    else { return nil }
    if bytes.count == 10 { return text(bytes[..<10]) }
    // A day of XML Schema may have an offset, and is that day.
    if offset(bytes[10...]) != nil { return text(bytes[..<10]) }
    guard [0x54, 0x74, 0x20].contains(bytes[10]) else { return nil }
    return utc(bytes) ?? moment(on: day, bytes[11...])
  }

  /// `YYYY-MM-DDTHH:MM:SS.F…Z`, as nearly all are written: the digits stay where they are. `nil` for all else.
  ///
  /// - Parameter bytes: their first ten are a day.
  private static func utc(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let last = bytes.count - 1
    guard (19...29).contains(last), bytes[last] == 0x5A || bytes[last] == 0x7A, bytes[13] == 0x3A,
      bytes[16] == 0x3A,
      let hour = number(bytes, at: 11, 2), hour < 24, let minute = number(bytes, at: 14, 2), minute < 60,
      let second = number(bytes, at: 17, 2), second <= 60
    else { return nil }
    let digits = last - 20
    if last > 19 {
      guard bytes[19] == 0x2E || bytes[19] == 0x2C, digits > 0, number(bytes, at: 20, digits) != nil else {
        return nil
      }
    }
    return String(unsafeUninitializedCapacity: 30) { text in
      for place in 0..<19 { text[place] = bytes[place] }
      text[10] = 0x54
      text[19] = 0x2E
      for place in 0..<9 { text[20 + place] = place < digits ? bytes[20 + place] : 0x30 }
      text[29] = 0x5A
      return 30
    }
  }

  /// - Parameter bytes: `HH:MM`, `HH:MM:SS` or `HH:MM:SS.F…`, and an offset or none.
  private static func moment(on day: Day, _ bytes: Bytes) -> String? {
    let base = UnsafeBufferPointer(rebasing: bytes)
    guard base.count >= 5, base[2] == 0x3A, let hour = number(base, at: 0, 2), hour < 24,
      let minute = number(base, at: 3, 2), minute < 60
    else { return nil }
    var position = 5
    var second = 0
    var fraction: [UInt8] = []
    if position < base.count, base[position] == 0x3A {
      // 60 is a leap second.
      guard let seconds = number(base, at: 6, 2), seconds <= 60 else { return nil }
      second = seconds
      position = 8
      if position < base.count, base[position] == 0x2E || base[position] == 0x2C {
        fraction = Array(base[(position + 1)...].prefix { (0x30...0x39).contains($0) })
        guard !fraction.isEmpty else { return nil }
        position += 1 + fraction.count
      }
    }
    guard let offset = position == base.count ? 0 : offset(base[position...]) else { return nil }
    let minutes = day.number * 1_440 + hour * 60 + minute - offset
    let (number, rest) = minutes.quotientAndRemainder(dividingBy: 1_440)
    guard let moved = Day(number: rest < 0 ? number - 1 : number) else { return nil }
    let inDay = rest < 0 ? rest + 1_440 : rest
    let digits = fraction.prefix(9) + Array(repeating: 0x30, count: max(0, 9 - fraction.count))
    return "\(moved.iso)T\(two(inDay / 60)):\(two(inDay % 60)):\(two(second)).\(text(digits))Z"
  }

  private static func moment(_ seconds: Int) -> String? {
    guard let day = Day(number: seconds / 86_400) else { return nil }
    let rest = seconds % 86_400
    return "\(day.iso)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)).000000000Z"
  }

  /// `Z`, `+HH:MM`, `+HHMM` or `+HH`, in minutes.
  private static func offset(_ bytes: Bytes) -> Int? {
    let base = UnsafeBufferPointer(rebasing: bytes)
    guard let sign = base.first else { return nil }
    if sign == 0x5A || sign == 0x7A { return base.count == 1 ? 0 : nil }
    guard sign == 0x2B || sign == 0x2D, let hours = number(base, at: 1, 2), hours < 24 else { return nil }
    let rest = base.count > 3 && base[3] == 0x3A ? 4 : 3
    guard base.count == 3 || base.count == rest + 2 else { return nil }
    guard let minutes = base.count == 3 ? 0 : number(base, at: rest, 2), minutes < 60 else { return nil }
    return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var sum = 0
    for byte in bytes[start..<start + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      sum = sum * 10 + Int(byte - 0x30)
    }
    return sum
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, digits: ClosedRange<Int>) -> Int? {
    digits.contains(bytes.count) ? number(bytes, at: 0, bytes.count) : nil
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
