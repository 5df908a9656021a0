/// A date as far as it is known, as lists give births: a year, a month, or a day.
public struct PartialDate: Hashable, Sendable {
  public let year: Int
  public let month: Int?
  public let day: Int?

  /// `nil` unless the year is 1...9999, the month 1...12 and the day 1...31 of a known month.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year), month.map((1...12).contains) ?? true, day.map((1...31).contains) ?? true,
      month != nil || day == nil
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `1975`, `1975-03` and `1975-03-12`; `nil` for anything else, such as `05-06-07`, where nobody can say which
  /// part is the year.
  public init?(iso text: String) {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false).map { part -> Int? in
      guard !part.isEmpty, part.count <= 4, part.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard (1...3).contains(parts.count), !parts.contains(nil), let year = parts.first ?? nil,
      text.utf8.prefix(while: { $0 != 0x2D }).count == 4
    else { return nil }
    self.init(year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
  }
}
