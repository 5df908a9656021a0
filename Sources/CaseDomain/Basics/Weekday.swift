/// A day of the week, counted from Monday.
public enum Weekday: String, CaseIterable, Codable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  public var isWeekend: Bool { self == .saturday || self == .sunday }

  /// As it is printed: `Monday`.
  public var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Day {
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday, three days after a Monday.
    let index = (number + 3) % 7
    return Weekday.allCases[index < 0 ? index + 7 : index]
  }
}
