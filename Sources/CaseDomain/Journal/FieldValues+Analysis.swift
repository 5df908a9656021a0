// Values of the analysis (docs/journal.md §7.5). Who wrote them is the operation's author, never part of the
// value, so that two offices who say the same do not contradict each other.

private func exhibitList(_ cbor: CBOR?) -> [ExhibitID]? {
  cbor?.arrayValue.map { $0.compactMap { ExhibitID($0) } }
}

extension Claim {
  public var cbor: CBOR {
    .record([
      1: .text(layer.rawValue), 2: .text(text), 3: likelihood.map { .text($0.term) },
      4: confidence.map { .text($0.level.rawValue) }, 5: confidence.map { .text($0.basis.sourceQuality) },
      6: confidence.map { .text($0.basis.volume) }, 7: confidence.map { .text($0.basis.assumptions) },
      8: .array(exhibits.map(\.cbor)), 9: claimant.map { .text($0) }, 10: asOf?.cbor,
      11: topic.map { .text($0.rawValue) },
    ])
  }

  public init?(_ cbor: CBOR, id: ClaimID, author: String) {
    guard let layer = cbor[1]?.textValue.flatMap(ClaimLayer.init), let text = cbor[2]?.textValue,
      let exhibits = exhibitList(cbor[8])
    else { return nil }
    let confidence = cbor[4]?.textValue.flatMap(AnalyticConfidence.init).map {
      ConfidenceStatement(
        $0,
        basis: .init(
          sourceQuality: cbor[5]?.textValue ?? "", volume: cbor[6]?.textValue ?? "",
          assumptions: cbor[7]?.textValue ?? ""))
    }
    self.init(
      id: id, layer: layer, text: text, likelihood: cbor[3]?.textValue.flatMap { Likelihood(term: $0) },
      confidence: confidence, exhibits: exhibits, claimant: cbor[9]?.textValue, asOf: Day(cbor[10]),
      topic: cbor[11]?.textValue.flatMap(Topic.init), author: author)
  }
}

extension Hypothesis.Kind {
  /// `hostile`, `other`, or the benign kind's own words.
  public var name: String {
    switch self {
    case .hostile: "hostile"
    case .other: "other"
    case .benign(let kind): kind.rawValue
    }
  }

  public init?(name: String) {
    switch name {
    case "hostile": self = .hostile
    case "other": self = .other
    default:
      guard let kind = BenignKind(rawValue: name) else { return nil }
      self = .benign(kind)
    }
  }
}

extension Hypothesis {
  public var cbor: CBOR { .record([1: .text(name), 2: .text(kind.name)]) }

  public init?(_ cbor: CBOR, id: HypothesisID) {
    guard let name = cbor[1]?.textValue, let kind = cbor[2]?.textValue.flatMap(Kind.init(name:)) else {
      return nil
    }
    self.init(id: id, name: name, kind: kind)
  }
}

extension ACHEvidence {
  public var cbor: CBOR {
    .record([
      1: .text(statement), 2: .array(exhibits.map(\.cbor)), 3: .text(credibility.rawValue),
      4: .text(relevance.rawValue),
    ])
  }

  public init?(_ cbor: CBOR, id: ACHEvidenceID, rater: String) {
    guard let statement = cbor[1]?.textValue, let exhibits = exhibitList(cbor[2]),
      let credibility = cbor[3]?.textValue.flatMap(ACHWeight.init),
      let relevance = cbor[4]?.textValue.flatMap(ACHWeight.init)
    else { return nil }
    self.init(
      id: id, statement: statement, exhibits: exhibits, credibility: credibility, relevance: relevance,
      rater: rater)
  }
}

extension ACHCell {
  public var cbor: CBOR {
    .record([1: evidence.cbor, 2: hypothesis.cbor, 3: .text(mark.rawValue), 4: .text(note)])
  }

  public init?(_ cbor: CBOR, rater: String) {
    guard let evidence = ACHEvidenceID(cbor[1]), let hypothesis = HypothesisID(cbor[2]),
      let mark = cbor[3]?.textValue.flatMap(ACHMark.init)
    else { return nil }
    self.init(evidence, hypothesis, mark, rater: rater, note: cbor[4]?.textValue ?? "")
  }
}

extension SupportWeight {
  private static let nothing = "none"

  public var cbor: CBOR {
    .record([
      1: .text(element.rawValue), 2: exhibit.cbor, 3: .text(strength?.rawValue ?? SupportWeight.nothing),
      4: .bool(contradicts), 5: .text(rationale),
    ])
  }

  public init?(_ cbor: CBOR, author: String, on: Day? = nil) {
    guard let element = cbor[1]?.textValue.flatMap(Element.init), let exhibit = ExhibitID(cbor[2]),
      let word = cbor[3]?.textValue, let contradicts = cbor[4]?.boolValue, let rationale = cbor[5]?.textValue
    else { return nil }
    let strength = WeighedSupport.Strength(rawValue: word)
    // What does nothing contradicts nothing.
    guard strength != nil || word == SupportWeight.nothing && !contradicts else { return nil }
    self.init(
      element, exhibit, strength, contradicts: contradicts, rationale: rationale, author: author, on: on)
  }
}

extension Contest {
  public var cbor: CBOR {
    .record([
      1: .text(kind.rawValue), 2: statedBy.map { .text($0) }, 3: .text(text), 4: .array(exhibits.map(\.cbor)),
      5: searchedOn?.cbor, 6: .text(searchedWhere), 7: .text(weight.rawValue),
      8: disposition.map { .text($0.outcome.rawValue) }, 9: disposition.map { .text($0.reason) },
    ])
  }

  public init?(_ cbor: CBOR, id: ContestID, author: String) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init), let text = cbor[3]?.textValue,
      let exhibits = exhibitList(cbor[4]), let weight = cbor[7]?.textValue.flatMap(Weight.init)
    else { return nil }
    let disposition = cbor[8]?.textValue.flatMap(Disposition.Outcome.init).map {
      Disposition($0, reason: cbor[9]?.textValue ?? "", author: author)
    }
    self.init(
      id: id, kind: kind, statedBy: cbor[2]?.textValue, text: text, exhibits: exhibits,
      searchedOn: Day(cbor[5]),
      searchedWhere: cbor[6]?.textValue ?? "", weight: weight, disposition: disposition)
  }
}

extension BenignExplanation {
  public var cbor: CBOR {
    .record([1: exhibit.cbor, 2: .text(text), 3: .text(result.rawValue), 4: .text(reason)])
  }

  public init?(_ cbor: CBOR, by name: String) {
    guard let exhibit = ExhibitID(cbor[1]), let text = cbor[2]?.textValue,
      let result = cbor[3]?.textValue.flatMap(Result.init), let reason = cbor[4]?.textValue
    else { return nil }
    self.init(exhibit: exhibit, text: text, consideredBy: name, result: result, reason: reason)
  }
}
