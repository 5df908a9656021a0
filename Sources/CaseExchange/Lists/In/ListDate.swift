import CaseDomain

/// Dates of birth and of founding, in the forms that official lists print them.
enum ListDate {
  /// `12 Mar 1965`, `12 March 1965`, `Mar. 1965` or `1965`; `nil` for anything else, such as `circa 1965` or a range.
  static func english(_ text: String) -> PartialDate? {
    let words = text.split(separator: " ")
    guard (1...3).contains(words.count), let year = number(words[words.count - 1], digits: 4...4) else {
      return nil
    }
    if words.count == 1 { return PartialDate(year: year) }
    guard let month = month(words[words.count - 2]) else { return nil }
    if words.count == 2 { return PartialDate(year: year, month: month) }
    return number(words[0], digits: 1...2).flatMap { real(PartialDate(year: year, month: month, day: $0)) }
  }

  /// `12.3.1965` or `12/03/1965`, day first; `00`, or `dd` and `mm`, for a day or month that is not known; `1965` alone.
  static func dayFirst(_ text: String, separator: Character) -> PartialDate? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    if parts.count == 1 { return number(parts[0], digits: 4...4).flatMap { PartialDate(year: $0) } }
    guard parts.count == 3, let year = number(parts[2], digits: 4...4),
      let month = known(parts[1], "mm"), let day = known(parts[0], "dd")
    else { return nil }
    if month == 0 { return day == 0 ? PartialDate(year: year) : nil }
    return real(PartialDate(year: year, month: month, day: day == 0 ? nil : day))
  }

  /// `1965-03-12`, with or without a time of day or a zone behind it, `1965-03` or `1965`; `nil` for anything else. The
  /// day is the one that is written, whatever the zone.
  static func iso(_ text: String) -> PartialDate? {
    let day = text.utf8.prefix(10)
    return real(RegisterText.dates(isZone(text.utf8.dropFirst(10)) ? String(Substring(day)) : text).first)
  }

  /// `nil` for a day that its month does not have, such as 30 February: which day is meant nobody can tell.
  private static func real(_ date: PartialDate?) -> PartialDate? {
    guard let date, let month = date.month, let day = date.day else { return date }
    return Day(year: date.year, month: month, day: day) == nil ? nil : date
  }

  /// `Z`, `+02:00` or `-04:00`, as XML Schema writes it behind a day.
  private static func isZone(_ text: Substring.UTF8View) -> Bool {
    guard text.count == 6 else { return text.elementsEqual("Z".utf8) }
    let bytes = Array(text)
    return (bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")) && bytes[3] == UInt8(ascii: ":")
      && [1, 2, 4, 5].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
  }

  /// `circa 1965`, `1965 to 1970`, `between 1965 and 1970`: as it is said to be rough, it stays in the bytes, and nobody
  /// is told.
  static func isRough(_ text: String) -> Bool {
    let lower = StatedText.lowered(text)
    return lower.hasPrefix("circa") || lower.hasPrefix("between ") || lower.contains(" to ")
  }

  /// Of the annexes of the EU: `20.5.1966`, `20 May 1966`, `1966-05-20`, and several of these with *or* between, the second
  /// maybe in brackets; empty when one of them cannot be read.
  static func alternatives(_ text: String) -> [PartialDate] {
    let parts = text.replacing("(or ", with: "or ").replacing(")", with: "").split(separator: " or ")
    let dates = parts.map { part -> PartialDate? in
      let one = String(part).trimmingSpace
      return dayFirst(one, separator: ".") ?? iso(one) ?? english(one)
    }
    return dates.contains(nil) ? [] : dates.compactMap(\.self)
  }

  /// What a person should know of dates that could not be read; `nil` when there are none. One that is left out makes a
  /// person like others of the name.
  static func warning(unread dates: [String]) -> RecordWarning? {
    guard !dates.isEmpty else { return nil }
    return RecordWarning(
      reason: "it states as a date \(RowDefect.quote(dates)), which is no day, month or year",
      remedy: "it is screened without that date; look at the entry when it is a hit")
  }

  /// 0 for what is not known.
  private static func known(_ text: Substring, _ unknown: String) -> Int? {
    StatedText.isSame(StatedText.lowered(String(text)), unknown) ? 0 : number(text, digits: 1...2)
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return text.utf8.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `Mar` for 3.
  static func englishMonth(_ number: Int) -> String {
    months[number - 1].prefix(1).uppercased() + months[number - 1].dropFirst()
  }

  private static func month(_ text: Substring) -> Int? {
    let lower = StatedText.lowered(String(text))
    return names.firstIndex { name in
      [name, String(name.prefix(3)), "\(name.prefix(3))."].contains { StatedText.isSame($0, lower) }
    }.map { $0 + 1 }
  }
  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
}
