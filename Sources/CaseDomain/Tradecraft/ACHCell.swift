/// How a piece of evidence sits with a hypothesis: very consistent, consistent, neutral, inconsistent, very
/// inconsistent.
public enum ACHMark: String, CaseIterable, Sendable {
  case veryConsistent = "CC"
  case consistent = "C"
  case neutral = "N"
  case inconsistent = "I"
  case veryInconsistent = "II"

  /// What it adds to the inconsistency score, before weights. Marks of consistency add nothing: evidence that
  /// fits many hypotheses proves none.
  public var inconsistency: Int {
    switch self {
    case .veryConsistent, .consistent, .neutral: 0
    case .inconsistent: 1
    case .veryInconsistent: 2
    }
  }

  /// From -2 (CC) to 2 (II); for the spread of a row only, never for a score.
  public var position: Int {
    switch self {
    case .veryConsistent: -2
    case .consistent: -1
    case .neutral: 0
    case .inconsistent: 1
    case .veryInconsistent: 2
    }
  }

  /// CC for II, C for I, and back; N stays.
  public var reversed: ACHMark {
    switch self {
    case .veryConsistent: .veryInconsistent
    case .consistent: .inconsistent
    case .neutral: .neutral
    case .inconsistent: .consistent
    case .veryInconsistent: .veryConsistent
    }
  }
}

/// How credible or how relevant a piece of evidence is.
///
/// Source: weights of the PARC ACH tool (0.707, 1, 1.414), not compared with the tool.
public enum ACHWeight: String, CaseIterable, Sendable {
  case low, medium, high

  /// 1000 is a weight of one.
  public var thousandths: Int {
    switch self {
    case .low: 707
    case .medium: 1000
    case .high: 1414
    }
  }
}

/// One person's mark for one piece of evidence under one hypothesis.
public struct ACHCell: Hashable, Sendable {
  public var evidence: ACHEvidenceID
  public var hypothesis: HypothesisID
  public var mark: ACHMark
  public var rater: String
  /// Why; may be empty.
  public var note: String

  public init(
    _ evidence: ACHEvidenceID, _ hypothesis: HypothesisID, _ mark: ACHMark, rater: String, note: String = ""
  ) {
    self.evidence = evidence
    self.hypothesis = hypothesis
    self.mark = mark
    self.rater = rater
    self.note = note
  }
}

public typealias ACHEvidenceID = ID<ACHEvidence>

/// One row of the matrix: a piece of evidence, an argument or an absence, with its weights.
public struct ACHEvidence: Hashable, Sendable {
  public let id: ACHEvidenceID
  public var statement: String
  /// May be empty: that something was looked for and not found is evidence, too.
  public var exhibits: [ExhibitID]
  public var credibility: ACHWeight
  public var relevance: ACHWeight
  /// Who gave the weights.
  public var rater: String

  public init(
    id: ACHEvidenceID, statement: String, exhibits: [ExhibitID] = [], credibility: ACHWeight = .medium,
    relevance: ACHWeight = .medium, rater: String
  ) {
    self.id = id
    self.statement = statement
    self.exhibits = exhibits
    self.credibility = credibility
    self.relevance = relevance
    self.rater = rater
  }

  /// Credibility × relevance, in millionths: 499_849 (low, low) to 1_999_396 (high, high).
  public var weight: Int { credibility.thousandths * relevance.thousandths }
}
