import CaseDomain

extension Printable.Interpolation {
  /// `legal-review`, `list:published`.
  mutating func appendInterpolation(_ stage: Stage) { appendInterpolation(stage.description) }
  /// `2027-01-31`.
  mutating func appendInterpolation(_ day: Day) { appendInterpolation(day.iso) }
  mutating func appendInterpolation(_ person: Person) { appendInterpolation(person.name) }
  mutating func appendInterpolation(_ agency: Agency) { appendInterpolation(agency.rawValue) }
}
