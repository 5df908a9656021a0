/// What stands on each element. Two unequal findings that both stand are a conflict, never a choice.
public struct Matrix: Hashable, Sendable {
  public enum Entry: Hashable, Sendable {
    case none
    case one(Finding)
    case conflicted([Finding])
  }

  private let entries: [Element: Entry]

  /// - Parameter findings: all that stand; none that was superseded.
  public init(_ findings: [ElementFinding]) {
    entries = Dictionary(grouping: findings, by: \.element).mapValues { group in
      let distinct = group.map(\.finding).reduce(into: [Finding]()) { kept, finding in
        if !kept.contains(where: finding.saysTheSame) { kept.append(finding) }
      }
      return distinct.count == 1 ? .one(distinct[0]) : .conflicted(distinct)
    }
  }

  public subscript(_ element: Element) -> Entry { entries[element] ?? .none }

  /// The finding that stands alone; `nil` when there is none, or a conflict.
  public func finding(_ element: Element) -> Finding? {
    if case .one(let finding) = self[element] { finding } else { nil }
  }

  public func isMet(_ element: Element) -> Bool { finding(element)?.result == .met }

  public func isConflicted(_ element: Element) -> Bool {
    if case .conflicted = self[element] { true } else { false }
  }

  /// What a refusal says of the element: `not met`, `not decided`, …
  public func word(_ element: Element) -> String {
    switch self[element] {
    case .none: "not decided"
    case .one(let finding): finding.result.rawValue
    case .conflicted(let findings): "conflicted (\(findings.count) findings stand)"
    }
  }
}
