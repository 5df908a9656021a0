/// How sure the analyst is of a judgement: not how likely the event is.
///
/// Source: ICD 203, confidence levels.
public enum AnalyticConfidence: String, CaseIterable, Sendable { case low, moderate, high }

/// A level of confidence and what it rests on. Without a written basis it is not complete.
public struct ConfidenceStatement: Hashable, Sendable {
  /// The three things a basis speaks of.
  public struct Basis: Hashable, Sendable {
    public enum Part: String, CaseIterable, Sendable {
      case sourceQuality = "source quality"
      case volume
      case assumptions
    }

    /// How good the sources are, and where they may be interested.
    public var sourceQuality: String
    /// How much there is, from how many origins.
    public var volume: String
    /// What is taken for granted, and what would follow if it were wrong.
    public var assumptions: String

    public init(sourceQuality: String, volume: String, assumptions: String) {
      self.sourceQuality = sourceQuality
      self.volume = volume
      self.assumptions = assumptions
    }

    public subscript(_ part: Part) -> String {
      switch part {
      case .sourceQuality: sourceQuality
      case .volume: volume
      case .assumptions: assumptions
      }
    }

    /// The parts that say nothing, in the order of `Part`.
    public var missing: [Part] { Part.allCases.filter { self[$0].saysNothing } }
  }

  public var level: AnalyticConfidence
  public var basis: Basis

  public init(_ level: AnalyticConfidence, basis: Basis) {
    self.level = level
    self.basis = basis
  }
}
