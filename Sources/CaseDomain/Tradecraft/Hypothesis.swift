public typealias HypothesisID = ID<Hypothesis>

/// The ordinary causes that look like an extraction attack.
///
/// Source: agency policy §8.2 S3; H.R. 8283 (IH) §3(11)(C) for authorised use.
public enum BenignKind: String, CaseIterable, Sendable {
  case authorisedUse = "authorised use"
  /// A reseller's accounts carry the traffic of unrelated customers.
  case resellerMixing = "reseller mixing"
  /// Scheduled evaluations, gateways, build runners, key migration.
  case benignAutomation = "benign automation"
  /// The traffic is another laboratory's, through the same proxy.
  case otherLabSharingProxy = "other lab sharing the proxy"
  case research = "academic or security research"
  case other = "other benign cause"
}

/// One explanation that the evidence is tested against.
///
/// Source: Heuer, analysis of competing hypotheses (not compared with the original).
public struct Hypothesis: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case benign(BenignKind)
    case hostile
    case other
  }

  public let id: HypothesisID
  public var name: String
  public var kind: Kind

  public init(id: HypothesisID, name: String, kind: Kind) {
    self.id = id
    self.name = name
    self.kind = kind
  }

  public var isBenign: Bool { if case .benign = kind { true } else { false } }
}

/// How many hypotheses an analysis needs, and which. The office's choice; the bill asks for none.
public struct HypothesisPolicy: Hashable, Sendable {
  public var minimum: Int
  public var minimumBenign: Int
  /// Missing ones are warned of.
  public var benignKinds: [BenignKind]

  public init(minimum: Int, minimumBenign: Int, benignKinds: [BenignKind]) {
    self.minimum = minimum
    self.minimumBenign = minimumBenign
    self.benignKinds = benignKinds
  }

  /// Four, three of them benign. Source: agency policy §8.2 S3.
  public static let office = HypothesisPolicy(
    minimum: 4, minimumBenign: 3,
    benignKinds: [.authorisedUse, .resellerMixing, .benignAutomation, .otherLabSharingProxy])

  /// What is missing from a set of hypotheses. Those that share an id or, folded, a name count once.
  public func problems(with hypotheses: [Hypothesis]) -> [TradecraftProblem] {
    var distinct: [Hypothesis] = []
    for one in hypotheses where !distinct.contains(where: { $0.id == one.id || $0.nameKey == one.nameKey }) {
      distinct.append(one)
    }
    let benign = distinct.count(where: \.isBenign)
    var problems: [TradecraftProblem] = []
    if distinct.count < minimum {
      problems.append(
        TradecraftProblem(
          .tooFewHypotheses, .policy("8.2 S3"), "\(distinct.count) of \(minimum) distinct hypotheses",
          remedy: "add other explanations, in words of their own"))
    }
    if benign < minimumBenign {
      problems.append(
        TradecraftProblem(
          .tooFewBenign, .policy("8.2 S3"), "\(benign) of \(minimumBenign) benign hypotheses",
          remedy: "add ordinary causes that would leave the same traces"))
    }
    let missing = benignKinds.filter { kind in !distinct.contains { $0.kind == .benign(kind) } }
    if !missing.isEmpty {
      problems.append(
        TradecraftProblem(
          .benignKindMissing, .policy("8.2 S3"),
          "no hypothesis of \(missing.map(\.rawValue).joined(separator: ", "))",
          remedy: "add it, or note why it cannot apply", severity: .warning))
    }
    if !distinct.contains(where: { $0.kind == .hostile }) {
      problems.append(
        TradecraftProblem(
          .noHostileHypothesis, .policy("8.2 S3"), "no hostile hypothesis is tested",
          remedy: "add the conduct that the case alleges", severity: .warning))
    }
    return problems
  }
}

extension Hypothesis {
  fileprivate var nameKey: String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
