/// One place where an object breaks the STIX standard.
public struct STIXFinding: Equatable, Sendable {
  /// Where: property names with `.` between them and list indexes in brackets, as in
  /// `external_references[0].url`; empty for the object as a whole.
  public let path: String
  public let rule: STIXRule
  /// A clause without full stop that names the value where that helps.
  public let message: String
  /// The section of the standard that holds the rule, as in `STIX 2.1 §4.7`; empty for `unchecked`.
  public let section: String
}

/// What kind of rule was broken. The raw values are stable: scripts may read them.
public enum STIXRule: String, CaseIterable, Sendable {
  case json = "json"
  case required = "required-property"
  case type = "property-type"
  case form = "value-form"
  case range = "value-range"
  case vocabulary = "closed-vocabulary"
  case reference = "reference-target"
  case name = "property-name"
  case reserved = "reserved-name"
  case empty = "empty-value"
  case dependency = "property-dependency"
  case order = "timestamp-order"
  case marking = "marking-definition"
  case selector = "marking-selector"
  case identifier = "identifier"
  case pattern = "pattern"
  /// It was not checked in full, and the message says why: no verdict.
  case unchecked = "not-checked"
}
