/// How far a rule binds.
public enum RuleStatus: String, Codable, Sendable, CaseIterable {
  /// In the text of the statute or bill.
  case statute
  /// An agency's own choice, which it may change.
  case agencyPolicy = "agency policy"
  /// Taken from elsewhere; not compared with the official text.
  case notVerified = "not verified"
}

/// One legal number: its value, unit, source and how far it binds.
public struct Parameter: Hashable, Codable, Sendable, Sourced {
  public enum Value: Hashable, Sendable {
    case number(Int)
    case grade(AdmiraltyGrade)
    case strength(WeighedSupport.Strength)
  }

  public var key: Key
  public var value: Value
  public var unit: Unit
  public var source: String?
  public var section: String
  public var status: RuleStatus

  public init(
    _ key: Key, _ value: Value, _ unit: Unit, source: String? = nil, section: String,
    status: RuleStatus = .statute
  ) {
    self.key = key
    self.value = value
    self.unit = unit
    self.source = source
    self.section = section
    self.status = status
  }

  /// `nil` when the value is no number.
  public var number: Int? { if case .number(let number) = value { number } else { nil } }
  /// `nil` when the value is no grade.
  public var grade: AdmiraltyGrade? { if case .grade(let grade) = value { grade } else { nil } }
  /// `nil` when the value is no strength.
  public var strength: WeighedSupport.Strength? {
    if case .strength(let strength) = value { strength } else { nil }
  }
}

extension Parameter.Value: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      let text = try container.decode(String.self)
      if let grade = AdmiraltyGrade(text) {
        self = .grade(grade)
      } else if let strength = WeighedSupport.Strength(rawValue: text) {
        self = .strength(strength)
      } else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "neither a number, a grade nor a strength")
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .grade(let grade): try container.encode(grade.description)
    case .strength(let strength): try container.encode(strength.rawValue)
    }
  }
}
