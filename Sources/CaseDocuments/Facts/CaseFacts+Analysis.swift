extension CaseFacts {
  /// The answer on one element.
  public enum Answer: String, CaseIterable, Sendable {
    case met
    case notMet = "not met"
    case undetermined
  }

  /// What was found on one thing the text requires to be shown.
  public struct Element: Hashable, Sendable {
    /// Such as `M1`.
    public var code: String
    /// Such as `H.R. 8283 (IH) §3(11)(A)`.
    public var citation: String
    public var title: String
    public var answer: Answer
    /// May be empty only while undetermined.
    public var exhibits: [Int]
    public var rationale: String?

    public init(
      code: String, citation: String, title: String, answer: Answer, exhibits: [Int] = [],
      rationale: String? = nil
    ) {
      self.code = code
      self.citation = citation
      self.title = title
      self.answer = answer
      self.exhibits = exhibits
      self.rationale = rationale
    }
  }

  /// What a claim is about. Each layer stands by itself: conduct may be certain and its author not.
  public enum Layer: String, CaseIterable, Sendable {
    case conduct, attribution, purpose, effect
  }

  /// Somebody's claim, with likelihood and confidence kept apart.
  ///
  /// Source: ICD 203, by which the two never share a sentence.
  public struct Claim: Hashable, Sendable {
    public var layer: Layer
    public var text: String
    /// A term of ICD 203, such as `very likely`.
    public var likelihood: String?
    /// `low`, `moderate` or `high`.
    public var confidence: String?
    public var exhibits: [Int]

    public init(
      layer: Layer, text: String, likelihood: String? = nil, confidence: String? = nil,
      exhibits: [Int] = []
    ) {
      self.layer = layer
      self.text = text
      self.likelihood = likelihood
      self.confidence = confidence
      self.exhibits = exhibits
    }
  }

  /// A denial or another explanation, and what became of it.
  ///
  /// It needs no exhibit: for want of one, nothing that speaks for the subject may be left out.
  public struct Contest: Hashable, Sendable {
    public var text: String
    public var source: String?
    public var exhibits: [Int]
    /// What was concluded; `nil` while open.
    public var disposition: String?

    public init(text: String, source: String? = nil, exhibits: [Int] = [], disposition: String? = nil) {
      self.text = text
      self.source = source
      self.exhibits = exhibits
      self.disposition = disposition
    }
  }

  /// An explanation that was compared with the evidence.
  public struct Hypothesis: Hashable, Sendable {
    public var text: String
    public var isBenign: Bool
    /// Weighted inconsistency in thousandths, not below 0; less is better. `nil`: not scored.
    public var inconsistency: Int?

    public init(text: String, isBenign: Bool = false, inconsistency: Int? = nil) {
      self.text = text
      self.isBenign = isBenign
      self.inconsistency = inconsistency
    }
  }
}
