extension Tag {
  static let analysis: [Tag] = [
    .rows(
      "elements", "elements", for: .government, of: { $0.elements },
      [
        .text("code") { $0.code }, .text("citation") { $0.citation }, .text("title") { $0.title },
        .text("answer") { $0.answer.rawValue },
        Column(name: "rationale", label: "rationale") { place, element throws(DocumentError) in
          let missing: DocumentError? =
            element.answer == .undetermined ? nil : .itemWithoutExhibit("element \(element.code)")
          let isSaid = Column<Void>.said(element.rationale) != nil
          let text = try place.facts.cited(
            isSaid ? element.rationale ?? "" : "No information recorded", element.exhibits,
            place: "element \(element.code)", missing: missing)
          return isSaid ? .said(text) : .gap(text)
        },
      ]),
    .rows(
      "claims", "claims", for: .government, of: { $0.claims },
      [
        .text("layer") { $0.layer.rawValue },
        Column(name: "statement", label: "statement") { place, claim throws(DocumentError) in
          .said(
            try place.facts.cited(
              claim.text, claim.exhibits, place: "claim \(place.index + 1)",
              missing: .itemWithoutExhibit("claim \(place.index + 1)")))
        },
        .text("likelihood") { $0.likelihood }, .text("confidence") { $0.confidence },
      ]),
    .rows(
      "contests", "denials and other explanations", for: .government, of: { $0.contests },
      [
        Column(name: "statement", label: "statement") { place, contest throws(DocumentError) in
          .said(
            try place.facts.cited(
              contest.text, contest.exhibits, place: "contest \(place.index + 1)", missing: nil))
        },
        .text("source") { $0.source }, .text("disposition") { $0.disposition },
      ]),
    .rows(
      "hypotheses", "hypotheses", for: .government, of: { Ranked.hypotheses(of: $0) },
      [
        .text("rank") { $0.rank.map(String.init) }, .text("text") { $0.hypothesis.text },
        .text("kind") { $0.hypothesis.isBenign ? "benign" : "adverse" },
        .text("inconsistency") { $0.hypothesis.inconsistency.map(Ranked.decimal) },
      ]),
  ]
}

/// A hypothesis and its place by least inconsistency; equals share a place, those without a score come last.
///
/// Source: analysis of competing hypotheses (Heuer): marks of consistency are not counted.
private struct Ranked: Sendable {
  let hypothesis: CaseFacts.Hypothesis
  let rank: Int?

  static func hypotheses(of facts: CaseFacts) -> [Ranked] {
    let sorted = facts.hypotheses.sorted { left, right in
      let (first, second) = (left.inconsistency ?? .max, right.inconsistency ?? .max)
      return first != second ? first < second : left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    return sorted.map { hypothesis in
      let rank = hypothesis.inconsistency.map { score in
        1 + sorted.count { $0.inconsistency.map { $0 < score } ?? false }
      }
      return Ranked(hypothesis: hypothesis, rank: rank)
    }
  }

  /// Thousandths with two decimals, half rounded up: 1414 as `1.41`.
  static func decimal(_ thousandths: Int) -> String {
    let hundredths = (thousandths.magnitude + 5) / 10
    let rest = hundredths % 100
    let sign = thousandths < 0 && hundredths > 0 ? "-" : ""
    return "\(sign)\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
