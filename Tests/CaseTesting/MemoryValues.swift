import CaseDomain

/// The merge rules' state in dictionaries.
public struct MemoryValues: LiveValues, Sendable {
  private struct Mark: Hashable {
    let dot: Dot
    let target: Target
  }

  public private(set) var live: [Target: [Dot: LiveValue]] = [:]
  /// The sum over all live values (docs/journal.md §7.4).
  public private(set) var digest = Digest256.zero
  public private(set) var unread = 0
  private var dead: Set<Mark> = []
  private var dots: Set<Dot> = []

  public init() {}

  /// Takes an operation in; says whether it was new.
  @discardableResult
  public mutating func take(_ operation: Operation) throws -> Bool {
    guard dots.insert(operation.dot).inserted else { return false }
    let body = operation.payload.flatMap { try? OperationBody(payload: $0) }
    _ = try Merge.apply(operation, body: body, to: &self)
    return true
  }

  /// The live values of a target, in a fixed order.
  public func values(of target: Target) -> [LiveValue] {
    (live[target] ?? [:]).values.sorted { $0.dot < $1.dot }
  }

  public mutating func insert(_ value: LiveValue) {
    live[value.target, default: [:]][value.dot] = value
    digest = digest &+ value.digest
  }

  public mutating func remove(_ dot: Dot, from target: Target) -> Bool {
    guard let value = live[target]?.removeValue(forKey: dot) else { return false }
    if live[target]!.isEmpty { live[target] = nil }
    digest = digest &- value.digest
    return true
  }

  public func holds(_ dot: Dot) -> Bool { dots.contains(dot) }

  public mutating func markDead(_ dot: Dot, on target: Target) { dead.insert(Mark(dot: dot, target: target)) }

  public func isDead(_ dot: Dot, on target: Target) -> Bool { dead.contains(Mark(dot: dot, target: target)) }

  public mutating func keepUnread(_ operation: Operation, body: OperationBody?) { unread += 1 }
}
