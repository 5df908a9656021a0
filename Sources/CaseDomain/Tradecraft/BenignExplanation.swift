/// An ordinary cause that was considered for one exhibit, and what came of it. Each sign of an attack has one.
///
/// Source: agency policy §8.2 S3.
public struct BenignExplanation: Hashable, Sendable {
  public enum Result: String, CaseIterable, Sendable {
    case excluded
    case notExcluded = "not excluded"
    case partly
  }

  public var exhibit: ExhibitID
  public var text: String
  public var consideredBy: String
  public var result: Result
  /// Why it is, or is not, excluded.
  public var reason: String

  public init(
    exhibit: ExhibitID, text: String, consideredBy: String, result: Result, reason: String
  ) {
    self.exhibit = exhibit
    self.text = text
    self.consideredBy = consideredBy
    self.result = result
    self.reason = reason
  }

  /// Says what was considered, by whom and why it came out so. What does not counts for nothing.
  public var isComplete: Bool { !text.saysNothing && !consideredBy.saysNothing && !reason.saysNothing }

  /// The elements whose exhibits are signs of an attack: M1 to M4 and P1 to P4.
  public static let indicatorElements: Set<Element> = Set(
    [Element.Group.attack, .manner, .purpose].flatMap(\.elements))

  /// The exhibits on which a finding "met" or "undetermined" rests for one of those elements, by id. What is
  /// cited for "not met" speaks for the subject and needs no benign cause.
  public static func indicators(in findings: [ElementFinding]) -> [(exhibit: ExhibitID, elements: [Element])]
  {
    var elements: [ExhibitID: Set<Element>] = [:]
    for one in findings where indicatorElements.contains(one.element) && one.finding.result != .notMet {
      for exhibit in one.finding.exhibits { elements[exhibit, default: []].insert(one.element) }
    }
    return elements.sorted { $0.key < $1.key }.map { exhibit, used in
      (exhibit, Element.allCases.filter(used.contains))
    }
  }

  /// One problem for each indicator without a considered explanation, and one for each explanation that is not
  /// complete.
  public static func problems(
    with findings: [ElementFinding], explanations: [BenignExplanation]
  ) -> [TradecraftProblem] {
    let citation = Citation.policy("8.2 S3")
    let considered = Set(explanations.filter(\.isComplete).map(\.exhibit))
    let missing = indicators(in: findings).filter { !considered.contains($0.exhibit) }.map { one in
      TradecraftProblem(
        .benignExplanationMissing, citation,
        "exhibit \(one.exhibit) is used on \(one.elements.map(\.rawValue).joined(separator: ", ")) "
          + "and 0 benign explanations are considered",
        remedy: "record an ordinary cause that would look the same, and whether it is excluded")
    }
    let incomplete = explanations.filter { !$0.isComplete }.sorted { $0.exhibit < $1.exhibit }.map { one in
      TradecraftProblem(
        .benignExplanationIncomplete, citation,
        "an explanation for exhibit \(one.exhibit) lacks its text, its author or its reason",
        remedy: "complete it, or withdraw it")
    }
    return missing + incomplete
  }
}
