/// What stands on each element. Two unequal findings that both stand are a conflict, never a choice.
///
/// CS1 to CS3 can be found for one model version. Such a finding stands for that model before one for every
/// model, but not against it: "not met" for all and "met" for one are a conflict.
public struct Matrix: Hashable, Sendable {
  public enum Entry: Hashable, Sendable {
    case none
    case one(Finding)
    case conflicted([Finding])

    public var isMet: Bool { if case .one(let finding) = self { finding.result == .met } else { false } }

    /// What a refusal says of it: `not met`, `not decided`, …
    public var word: String {
      switch self {
      case .none: "not decided"
      case .one(let finding): finding.result.rawValue
      case .conflicted(let findings): "conflicted (\(findings.count) findings stand)"
      }
    }
  }

  /// What stands on an element for one model version.
  public struct ModelEntry: Hashable, Sendable {
    public let model: String
    public let entry: Entry
  }

  private let general: [Element: Entry]
  private let apart: [Element: [ModelEntry]]

  /// - Parameters:
  ///   - findings: all that stand; none that was superseded.
  ///   - models: the model versions of the case. Findings about others are left aside.
  public init(_ findings: [ElementFinding], models: [String] = []) {
    let grouped = Dictionary(grouping: findings, by: \.element)
    general = grouped.mapValues { group in Matrix.entry(group.filter { $0.model == nil }.map(\.finding)) }
    apart = grouped.compactMapValues { group in
      guard models.contains(where: { model in group.contains { $0.isAbout(model) } }) else { return nil }
      return models.map { ModelEntry(model: $0, entry: Matrix.entry(for: $0, group)) }
    }
  }

  private static func entry(_ findings: [Finding]) -> Entry {
    let distinct = findings.reduce(into: [Finding]()) { kept, finding in
      if !kept.contains(where: finding.saysTheSame) { kept.append(finding) }
    }
    return distinct.isEmpty ? .none : distinct.count == 1 ? .one(distinct[0]) : .conflicted(distinct)
  }

  private static func entry(for model: String, _ group: [ElementFinding]) -> Entry {
    let own = group.filter { $0.isAbout(model) }.map(\.finding)
    let all = group.filter { $0.model == nil }.map(\.finding)
    if own.isEmpty { return entry(all) }
    let contradicts = own.contains { $0.result == .met } && all.contains { $0.result == .notMet }
    return contradicts ? .conflicted(all + own) : entry(own)
  }

  /// Of the case as a whole. Found for models apart, it is met when it is met for each of them.
  public subscript(_ element: Element) -> Entry {
    guard let models = apart[element] else { return general[element] ?? .none }
    let findings = models.flatMap { one -> [Finding] in
      switch one.entry {
      case .none: []
      case .one(let finding): [finding]
      case .conflicted(let findings): findings
      }
    }
    let isConflicted = models.contains { if case .conflicted = $0.entry { true } else { false } }
    if isConflicted { return .conflicted(findings) }
    func joined(_ texts: [String], _ separator: String) -> String {
      texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: separator)
    }
    let result: Finding.Result =
      models.allSatisfy(\.entry.isMet)
      ? .met : findings.contains { $0.result == .notMet } ? .notMet : .undetermined
    let rationale = models.map { one -> String in
      guard case .one(let finding) = one.entry else { return "\(one.model): not decided" }
      return "\(one.model): \(finding.result.rawValue), \(finding.rationale)"
    }
    return .one(
      Finding(
        result,
        exhibits: findings.flatMap(\.exhibits).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
        rationale: joined(rationale, "; "), author: joined(findings.map(\.author), ", ")))
  }

  /// For one model version of the case.
  public subscript(_ element: Element, model model: String) -> Entry {
    apart[element]?.first { $0.model.utf8.elementsEqual(model.utf8) }?.entry ?? general[element] ?? .none
  }

  /// For each model version of the case, where something was found for one of them apart; else empty.
  public func apart(_ element: Element) -> [ModelEntry] { apart[element] ?? [] }

  /// Each finding that carries the element by itself: one, or one for each model version.
  public func carrying(_ element: Element) -> [Finding] {
    let entries = apart[element].map { $0.map(\.entry) } ?? [self[element]]
    return entries.reduce(into: [Finding]()) { kept, entry in
      if case .one(let finding) = entry, !kept.contains(finding) { kept.append(finding) }
    }
  }

  /// The finding that stands alone; `nil` when there is none, or a conflict.
  public func finding(_ element: Element) -> Finding? {
    if case .one(let finding) = self[element] { finding } else { nil }
  }

  public func isMet(_ element: Element) -> Bool { self[element].isMet }

  public func isConflicted(_ element: Element) -> Bool {
    if case .conflicted = self[element] { true } else { false }
  }

  /// What a refusal says of the element: `not met`, `not decided`, …
  public func word(_ element: Element) -> String { self[element].word }
}
