import CaseDomain

@testable import casetui

/// Actors and list entries of the invented office, and how alike they are by the rules themselves.
enum AppScreening {
  static let first = NameBearer.actor(ActorID(high: 9, low: 1))
  static let second = NameBearer.actor(ActorID(high: 9, low: 2))
  static let listed = NameBearer.entry(source: "example-list", id: "E-4711")
  static let other = NameBearer.entry(source: "example-list", id: "E-0815")
  static let before = NameBearer.entry(source: "example-list", id: "E-0001")

  static let judged = JudgementLine(
    id: "0123456789ab", verdict: .different, by: "b.chen", office: "Headquarters",
    at: AppWorld.now - 172_800_000, reason: "another year of birth, by the register")
  static let withdrawn = JudgementLine(
    id: "0123456789ab", verdict: .withdrawn, by: "ada.novak", office: "Field East",
    at: AppWorld.now - 200_000_000, reason: "the passport was misread")
  static let earlier = JudgementLine(
    id: "0123456789ab", verdict: .same, by: "ada.novak", office: "Field East", at: AppWorld.now - 300_000_000,
    reason: "one passport")

  static func match(
    _ asked: String, _ held: String, _ bearer: NameBearer, _ reference: String, source: String, shown: String,
    facts: (ScreeningFacts, ScreeningFacts) = (.init(), .init()), judgement: JudgementLine? = nil
  ) -> PossibleMatch {
    let comparison = NameComparison.explain(
      ParsedName(asked, schema: .person), ParsedName(held, schema: .person)
    ).adding(facts.0, facts.1)
    return PossibleMatch(
      bearer: bearer, reference: reference, source: source, name: shown, asked: asked, compared: held,
      score: comparison.score, features: comparison.features, judgement: judgement)
  }

  /// - Parameter bearer: the record asked for; it is no match of its own.
  static func matches(_ asked: String, of bearer: NameBearer? = nil) -> [PossibleMatch] {
    let born = (
      ScreeningFacts(birthDates: [PartialDate(iso: "1970")!], countries: ["XA"]),
      ScreeningFacts(birthDates: [PartialDate(iso: "1985-03-12")!], countries: ["XA"])
    )
    let all = [
      match(
        asked, "Пётр Примеров", second, "AC-0002-FE", source: "actor", shown: "Petr Primerov (Пётр Примеров)"),
      match(
        asked, "Petr Primerow", listed, "E-4711", source: "example-list", shown: "Petr Primerow",
        judgement: bearer == nil ? nil : judged),
      match(
        asked, "Pyotr Primerov", other, "E-0815", source: "example-list",
        shown: "leak\u{202E}vorem Primerov", facts: born),
    ]
    return all.filter { bearer?.isSame(as: $0.bearer) != true }
  }

  static func screening(_ question: ScreeningQuestion) -> Screening {
    let parties: [ScreenedParty]
    switch question {
    case .name(let typed) where typed.name == "Nobody": parties = [party(nil, "", typed.name, [])]
    case .name(let typed): parties = [party(nil, "", typed.name, matches(typed.name))]
    case .record(let bearer, _):
      parties = [party(bearer, "AC-0001-FE", "Pyotr Primerov", matches("Pyotr Primerov", of: bearer))]
    case .actors:
      var one = party(first, "AC-0001-FE", "Pyotr Primerov", matches("Pyotr Primerov", of: first))
      one.judged = [
        JudgedOther(
          bearer: before, reference: "E-0001", name: "P. Primerov", judgement: earlier)
      ]
      var two = party(.actor(ActorID(high: 9, low: 3)), "AC-0003-FE", "Wang Shili (王示例)", [])
      two.isPartial = true
      parties = [one, two]
    }
    return Screening(question: question, parties: parties, namesHeld: 17_061, at: AppWorld.now)
  }

  private static func party(
    _ bearer: NameBearer?, _ reference: String, _ name: String, _ hits: [PossibleMatch]
  )
    -> ScreenedParty
  {
    ScreenedParty(bearer: bearer, reference: reference, name: name, hits: hits, total: hits.count)
  }

  /// As the rows of `screening` have it.
  static func standing(_ pair: PairQuestion) -> JudgementLine? {
    guard pair.askedBearer != nil else { return nil }
    return pair.held.isSame(as: listed) ? judged : pair.held.isSame(as: before) ? earlier : nil
  }

  static func pair(_ question: PairQuestion) -> PairDetail {
    let isRecord = question.askedBearer != nil
    let held = matches("Pyotr Primerov", of: question.askedBearer).first {
      $0.bearer.isSame(as: question.held)
    }
    let isJudged = isRecord && question.held.isSame(as: listed)
    return PairDetail(
      question: question,
      asked: isRecord
        ? RecordSheet(
          reference: "AC-0001-FE", source: "actor", kind: "person",
          names: ["Pyotr Primerov  [primary]", "Petr Primerov (Пётр Примеров)  [aka]"], dates: ["1970"],
          countries: ["XA"], same: ["E-0001"])
        : RecordSheet(kind: "unknown", names: ["Pyotr Primerov"]),
      held: RecordSheet(
        reference: held?.reference ?? "E-0001", source: held?.source ?? "example-list", kind: "individual",
        names: ["\(held?.name ?? "P. Primerov")  [primary]", "Petya the Example  [weak aka]"],
        dates: ["1985-03-12"], countries: ["XA"], identifiers: ["passport X 000 001"],
        origin: "EX-0003-FE  example-list.csv"),
      match: held, judgement: isJudged ? judged : nil, history: isJudged ? [judged, withdrawn, earlier] : [])
  }
}
