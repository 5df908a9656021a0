import CaseDomain

extension Day {
  /// As letters and the Federal Register write it: `November 21, 2026`.
  var longDate: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return "\(months[month - 1]) \(day), \(year)"
  }
}
