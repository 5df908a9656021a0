import CaseDomain

extension Day {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private var monthName: String { Self.months[(month - 1) % 12] }
  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// `5 January 2027`.
  var inWords: String { "\(day) \(monthName) \(year)" }

  /// `05 Jan 2027`, as OFAC prints days in entries.
  var ofacText: String { "\(Self.two(day)) \(monthName.prefix(3)) \(iso.prefix(4))" }

  /// `01/05/2027`, as OFAC prints the day of a list.
  var usText: String { "\(Self.two(month))/\(Self.two(day))/\(iso.prefix(4))" }
}
