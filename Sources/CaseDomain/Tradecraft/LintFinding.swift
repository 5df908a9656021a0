/// The rules that analytic prose is read by. Once released, a code keeps its meaning; none is reused.
public enum LintRule: String, CaseIterable, Sendable {
  /// A degree of likelihood and a level of confidence in one sentence.
  case likelihoodWithConfidence = "E-LINT-501"
  /// Terms of rows A and B in one product, and nothing that says they mean the same.
  case mixedRows = "E-LINT-502"
  /// Words of likelihood that are on neither row: `possibly`, `highly likely`.
  case offScale = "W-LINT-511"
  /// Certainty or impossibility: `certainly`, `100 percent`, `0 percent`.
  case certainty = "W-LINT-512"
  /// Words that say somebody is guilty.
  case guilt = "W-LINT-513"

  public var severity: TradecraftSeverity {
    switch self {
    case .likelihoodWithConfidence, .mixedRows: .refusal
    case .offScale, .certainty, .guilt: .warning
    }
  }

  public var citation: Citation {
    switch self {
    case .likelihoodWithConfidence: Citation("ICD 203", section: "D.6.e(2)(b)")
    case .mixedRows, .offScale, .certainty: Citation("ICD 203", section: "D.6.e(2)(a)")
    case .guilt: .policy("8.2 S3")
    }
  }

  /// The wording of ICD 203 was read in a copy; its section numbers were not compared with the official text.
  public var status: RuleStatus { self == .guilt ? .agencyPolicy : .notVerified }

  /// What the analyst can do now.
  public var remedy: String {
    switch self {
    case .likelihoodWithConfidence:
      "give the likelihood in one sentence and the confidence, with its basis, in another"
    case .mixedRows:
      "use the terms of one row, or state that the terms indicate the same assessment of probability"
    case .offScale: "use a term of the ICD 203 scale, or state the fact without a degree"
    case .certainty: "use almost certain or almost no chance, or state a fact with its exhibit"
    case .guilt: "state what is claimed, by whom and on which exhibit; leave guilt to a court"
    }
  }
}

/// One place in a text where a rule is not kept.
public struct LintFinding: Hashable, Sendable {
  public let rule: LintRule
  /// Of the words that break it, in UTF-8 bytes of the whole text.
  public let utf8Range: Range<Int>
  /// The words, as they stand in the text.
  public let words: String
  public let sentence: Sentence
  /// What is wrong, so no full stop.
  public let message: String

  /// In UTF-8 bytes of the whole text.
  public var utf8Offset: Int { utf8Range.lowerBound }
}
