/// What is on record of one exhibit for one element.
public enum SupportEntry: Hashable, Sendable {
  /// Nobody weighed it, and no finding cites it.
  case blank
  /// A finding that stands cites it, and nobody weighed it. It counts as a finding alone made it count: as
  /// moderate support where the element is found met, as moderate contradiction where it is found not met.
  case notWeighed(Finding.Result)
  case weighed(SupportWeight)
  /// Two offices weighed it apart; open until somebody settles it.
  case disputed([SupportWeight])

  /// What stands, the least favourable first.
  public var weights: [SupportWeight] {
    switch self {
    case .blank, .notWeighed: []
    case .weighed(let weight): [weight]
    case .disputed(let weights): weights
    }
  }

  /// What counts: of a dispute the side that favours the case least, so that no merge loses a contradiction.
  public var counted: SupportWeight? { weights.first }

  /// As `SupportWeight.favour`, with what a finding alone makes of it; `nil` where nothing is said.
  public var favour: Int? {
    switch self {
    case .blank, .notWeighed(.undetermined): nil
    case .notWeighed(.met): SupportWeight.moderate
    case .notWeighed(.notMet): -SupportWeight.moderate
    case .weighed, .disputed: counted?.favour
    }
  }

  /// Somebody said something of it: cited it or weighed it.
  public var isLinked: Bool { self != .blank }
}

extension CaseFile {
  /// What is on record of an exhibit for an element.
  public func support(_ element: Element, _ exhibit: ExhibitID) -> SupportEntry {
    // Where the case needs "not met", such as of an exclusion, support is what favours it least.
    let side = element.answerNeeded == .notMet ? -1 : 1
    let standing = weights.filter { $0.element == element && $0.exhibit == exhibit }
    let distinct = standing.reduce(into: [SupportWeight]()) { kept, weight in
      if !kept.contains(where: weight.saysTheSame) { kept.append(weight) }
    }.sorted { left, right in
      left.favour == right.favour
        ? left.rationale.utf8.lexicographicallyPrecedes(right.rationale.utf8)
        : side * left.favour < side * right.favour
    }
    switch distinct.count {
    case 0:
      // Of findings that differ the one that favours the case least.
      let results = findings.filter { $0.element == element && $0.finding.exhibits.contains(exhibit) }
        .map(\.finding.result)
      let order: [Finding.Result] =
        side < 0 ? [.met, .undetermined, .notMet] : [.notMet, .undetermined, .met]
      return order.first(where: results.contains)
        .map(SupportEntry.notWeighed) ?? .blank
    case 1: return .weighed(distinct[0])
    default: return .disputed(distinct)
    }
  }
}
