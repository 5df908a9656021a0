extension CaseFile {
  /// Everything that stands in the way of weighing an exhibit so. Empty: it may be recorded.
  public func decide(_ weight: SupportWeight) -> [Obstacle] {
    var obstacles: [Obstacle] = []
    func add(_ code: ObstacleCode, _ message: String, _ remedy: String) {
      obstacles.append(Obstacle(code, .policy("8.2 S4"), message, remedy: remedy))
    }
    let element = weight.element.rawValue
    let name = exhibit(weight.exhibit)?.reference
    if name == nil {
      let absent = absence(of: weight.exhibit)
      add(.weightExhibit, "weighed for \(element) is \(absent.words)", absent.remedy)
    }
    if weight.strength == nil, weight.contradicts {
      add(
        .weightOfNothing, "\(name ?? "an exhibit") cannot do nothing for \(element) and contradict it",
        "say how strongly it contradicts, or leave the contradiction out")
    }
    if weight.rationale.saysNothing {
      add(
        .weightRationale, "the weight of \(name ?? "an exhibit") for \(element) has no rationale",
        "say why it is that strong")
    }
    if weight.author.saysNothing {
      add(
        .weightAuthor, "the weight of \(name ?? "an exhibit") for \(element) has no author",
        "name who weighed it")
    }
    return obstacles
  }

  /// What carries a finding that an element is met, or not met, and all that speaks against that finding.
  ///
  /// Only what the finding cites carries it; what speaks against it counts whoever cites it. Cited and not
  /// weighed counts as moderate, on the side of the finding.
  public func supports(of element: Element, carriedBy finding: Finding) -> [WeighedSupport] {
    let isAgainst = finding.result == .notMet
    let cited = finding.exhibits.reduce(into: [ExhibitID]()) { if !$0.contains($1) { $0.append($1) } }
    let carrying = cited.compactMap { id -> WeighedSupport? in
      guard let weight = support(element, id).counted else {
        return weighed(id, .moderate, contradicts: isAgainst, finding.rationale, finding.author)
      }
      return weighed(weight)
    }
    return carrying
      + weighedExhibits(for: element).filter { !cited.contains($0) }
      .compactMap { support(element, $0).counted }.filter { $0.contradicts != isAgainst }
      .compactMap(weighed)
  }

  /// What of that carries it: in the case, undamaged, and not weighed as nothing or against it.
  func carrying(_ element: Element, _ finding: Finding) -> [WeighedSupport] {
    supports(of: element, carriedBy: finding).filter { $0.isUsable && !$0.contradicts }
  }

  /// What speaks for an element that is found not met, as strongly as the best exhibit that finding cites.
  ///
  /// Asked where the case needs "not met", such as of the exclusions. What is known to be below the grade is
  /// set aside.
  func outweighing(_ finding: Finding, of element: Element, profile: AuthorityProfile) -> [ExhibitID] {
    guard finding.result == .notMet, element.answerNeeded == .notMet,
      let policy = StrengthPolicy(profile, for: element)
    else { return [] }
    let usable = supports(of: element, carriedBy: finding).filter(\.isUsable)
    let best = usable.filter(\.contradicts).map(\.strength).max()
    return usable.filter { one in
      !one.contradicts && !one.isKnownBelow(policy.minimumGrade) && best.map { one.strength >= $0 } ?? true
    }.map(\.exhibit)
  }

  /// Everything that was weighed for an element, whether or not a finding cites it.
  public func supports(of element: Element) -> [WeighedSupport] {
    weighedExhibits(for: element).compactMap { support(element, $0).counted }.compactMap(weighed)
  }

  /// The strength of the element a finding says is met.
  ///
  /// `nil` when the profile has no lowest grade: then nothing can be judged.
  public func assessment(
    of element: Element, carriedBy finding: Finding, profile: AuthorityProfile
  ) -> ElementAssessment? {
    StrengthPolicy(profile, for: element).map {
      ElementStrength.assess(
        supports(of: element, carriedBy: finding), policy: $0, waiver: waiver(of: element))
    }
  }

  /// The strength of an element: as its findings carry it where it is found met, of several for models apart
  /// the weakest; else as everything weighed would carry it.
  public func assessment(of element: Element, profile: AuthorityProfile) -> ElementAssessment? {
    let met = matrix.carrying(element).filter { $0.result == .met }
    guard met.isEmpty else {
      return met.compactMap { assessment(of: element, carriedBy: $0, profile: profile) }
        .min { $0.strength.rank < $1.strength.rank }
    }
    return StrengthPolicy(profile, for: element).map {
      ElementStrength.assess(supports(of: element), policy: $0, waiver: waiver(of: element))
    }
  }

  /// Counsel's override for an element, while it counts.
  public func waiver(of element: Element) -> StrengthWaiver? {
    approval(.supportOverride, detail: element.rawValue).map {
      StrengthWaiver(reason: $0.text, author: $0.by.name)
    }
  }

  private func weighedExhibits(for element: Element) -> [ExhibitID] {
    Set(weights.filter { $0.element == element }.map(\.exhibit)).sorted()
  }

  private func weighed(_ weight: SupportWeight) -> WeighedSupport? {
    weight.strength.flatMap {
      weighed(
        weight.exhibit, $0, contradicts: weight.contradicts, weight.rationale, weight.author)
    }
  }

  private func weighed(
    _ id: ExhibitID, _ strength: WeighedSupport.Strength, contradicts: Bool, _ rationale: String,
    _ author: String
  ) -> WeighedSupport {
    let exhibit = exhibit(id)
    return WeighedSupport(
      exhibit: id, grade: exhibit?.grade, origin: exhibit?.origin, strength: strength,
      contradicts: contradicts, isUsable: exhibit.map { !$0.isDamaged } ?? false, rationale: rationale,
      author: author)
  }
}

extension StrengthPolicy {
  /// The numbers of the profile for one element; `nil` when it has no lowest grade.
  public init?(_ profile: AuthorityProfile, for element: Element) {
    guard let grade = profile[.exhibitGrade]?.grade else { return nil }
    self.init(
      minimumGrade: grade, minimumStrength: profile[.exhibitStrength]?.strength ?? .moderate,
      originsNeeded: profile.elementsNeedingOrigins.contains(element)
        ? profile[.independentOrigins]?.number ?? 0 : 0)
  }
}

extension ElementStrength {
  /// From what carries least to what carries.
  fileprivate var rank: Int {
    switch self {
    case .gap: 0
    case .thin: 1
    case .waived: 2
    case .met: 3
    }
  }
}
