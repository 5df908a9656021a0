import CaseDomain

extension Printable.Interpolation {
  /// `legal-review`, `list:published`.
  mutating func appendInterpolation(_ stage: Stage) { appendInterpolation(stage.description) }
}
