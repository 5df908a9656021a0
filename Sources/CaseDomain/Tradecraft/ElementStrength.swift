/// How well one element is carried. It says nothing of guilt: a person decides the finding.
///
/// Source: agency policy §8.2 S4.
public enum ElementStrength: String, CaseIterable, Sendable {
  /// Nothing usable supports it.
  case gap
  /// Supported, but below what the policy asks for, or outweighed by what contradicts it.
  case thin
  case met
  /// Thin, and somebody with that power gave up the policy's demand, with a reason.
  case waived
}

/// What one exhibit does for one element, as its author sees it.
public struct WeighedSupport: Hashable, Sendable {
  public enum Strength: String, CaseIterable, Comparable, Sendable {
    case weak, moderate, strong

    public static func < (left: Strength, right: Strength) -> Bool { left.order < right.order }

    private var order: Int {
      switch self {
      case .weak: 0
      case .moderate: 1
      case .strong: 2
      }
    }
  }

  public var exhibit: ExhibitID
  /// `nil` while nobody has graded it; the same as unknown.
  public var grade: AdmiraltyGrade?
  /// Where the statement first came from; `nil` counts as no origin.
  public var origin: String?
  public var strength: Strength
  /// Speaks against the element.
  public var contradicts: Bool
  /// In the case, and its bytes are what was taken in. What is not supports and contradicts nothing.
  public var isUsable: Bool
  public var rationale: String
  public var author: String

  public init(
    exhibit: ExhibitID, grade: AdmiraltyGrade?, origin: String?, strength: Strength,
    contradicts: Bool = false, isUsable: Bool = true, rationale: String, author: String
  ) {
    self.exhibit = exhibit
    self.grade = grade
    self.origin = origin
    self.strength = strength
    self.contradicts = contradicts
    self.isUsable = isUsable
    self.rationale = rationale
    self.author = author
  }

  /// Echoes of one origin count once, whatever their spelling.
  var originKey: String? { Exhibit.originKey(origin) }

  /// Judged, and found below `floor`. F and 6 are unknown, which is not the worst.
  func isKnownBelow(_ floor: AdmiraltyGrade) -> Bool {
    guard let grade else { return false }
    return grade.isJudged && !grade.meets(floor)
  }
}

/// What an element's support must come to. Parameters of the office, not law.
public struct StrengthPolicy: Hashable, Sendable {
  /// At least one supporting exhibit is graded this well, and at least `minimumStrength`.
  public var minimumGrade: AdmiraltyGrade
  public var minimumStrength: WeighedSupport.Strength
  /// Distinct origins among the supporting exhibits.
  public var originsNeeded: Int

  public init(
    minimumGrade: AdmiraltyGrade, minimumStrength: WeighedSupport.Strength = .moderate, originsNeeded: Int
  ) {
    self.minimumGrade = minimumGrade
    self.minimumStrength = minimumStrength
    self.originsNeeded = originsNeeded
  }
}

/// Counsel's decision to do without the grade, the strength or the number of origins. It cannot replace
/// evidence that is not there, nor settle a contradiction.
public struct StrengthWaiver: Hashable, Sendable {
  public var reason: String
  public var author: String

  public init(reason: String, author: String) {
    self.reason = reason
    self.author = author
  }

  /// Gives a reason and names who decided.
  public var isComplete: Bool { !reason.saysNothing && !author.saysNothing }
}

/// The strength of one element, and why.
public struct ElementAssessment: Hashable, Sendable {
  public enum Shortfall: Hashable, Sendable {
    case noSupport
    /// No supporting exhibit is both good enough and strong enough.
    case belowGrade(AdmiraltyGrade, WeighedSupport.Strength)
    case origins(found: Int, needed: Int)
    /// These speak against it and are as strong as the best that carries it.
    case contradicted([ExhibitID])

    /// A waiver can do without it.
    public var canBeWaived: Bool {
      switch self {
      case .belowGrade, .origins: true
      case .noSupport, .contradicted: false
      }
    }

    /// In words, so no full stop.
    public var message: String {
      switch self {
      case .noSupport: "nothing usable supports it"
      case .belowGrade(let grade, let strength):
        "no supporting exhibit is graded \(grade) or better and at least \(strength.rawValue)"
      case .origins(let found, let needed): "\(found) of \(needed) independent origins"
      case .contradicted(let exhibits):
        "contradicted by \(exhibits.count) exhibit\(exhibits.count == 1 ? "" : "s") as strong as its best support"
      }
    }
  }

  public let strength: ElementStrength
  public let shortfalls: [Shortfall]
  /// Distinct, among supporting exhibits.
  public let origins: Int
  /// Every usable exhibit that speaks against it, whether or not it outweighs, by id.
  public let contradictions: [ExhibitID]
  /// A waiver was given that lacks a reason or an author, and so counts for nothing.
  public let hasIncompleteWaiver: Bool

  /// The contradictions that are as strong as the best exhibit that carries it; they make it thin.
  public var outweighing: [ExhibitID] {
    for case .contradicted(let exhibits) in shortfalls { return exhibits }
    return []
  }
}

extension ElementStrength {
  /// Judges one element.
  ///
  /// A contradiction counts unless it was judged and found below the grade: one that could not be judged is not
  /// set aside, which would favour the case. It makes the element thin when it is as strong as the best exhibit
  /// that carries it.
  public static func assess(
    _ supports: [WeighedSupport], policy: StrengthPolicy, waiver: StrengthWaiver? = nil
  ) -> ElementAssessment {
    let usable = supports.filter(\.isUsable)
    let supporting = usable.filter { !$0.contradicts }
    let against = usable.filter(\.contradicts)
    let carrying = supporting.filter {
      $0.strength >= policy.minimumStrength && $0.grade?.meets(policy.minimumGrade) ?? false
    }
    let origins = Set(supporting.compactMap(\.originKey)).count

    var shortfalls: [ElementAssessment.Shortfall] = []
    if supporting.isEmpty {
      shortfalls.append(.noSupport)
    } else {
      if carrying.isEmpty { shortfalls.append(.belowGrade(policy.minimumGrade, policy.minimumStrength)) }
      if origins < policy.originsNeeded {
        shortfalls.append(.origins(found: origins, needed: policy.originsNeeded))
      }
      let best = (carrying.isEmpty ? supporting : carrying).map(\.strength).max() ?? .weak
      let outweighing = against.filter { $0.strength >= best && !$0.isKnownBelow(policy.minimumGrade) }
      if !outweighing.isEmpty { shortfalls.append(.contradicted(distinct(outweighing))) }
    }
    return ElementAssessment(
      strength: strength(shortfalls, waiver), shortfalls: shortfalls, origins: origins,
      contradictions: distinct(against), hasIncompleteWaiver: waiver.map { !$0.isComplete } ?? false)
  }

  private static func strength(
    _ shortfalls: [ElementAssessment.Shortfall], _ waiver: StrengthWaiver?
  ) -> ElementStrength {
    if shortfalls.isEmpty { return .met }
    if shortfalls.contains(.noSupport) { return .gap }
    return waiver?.isComplete == true && shortfalls.allSatisfy(\.canBeWaived) ? .waived : .thin
  }

  private static func distinct(_ supports: [WeighedSupport]) -> [ExhibitID] {
    Set(supports.map(\.exhibit)).sorted()
  }
}
