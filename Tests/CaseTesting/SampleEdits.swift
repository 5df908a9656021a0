import CaseDomain

/// Edits as users make them: each supersedes what its author sees.
extension InMemoryOperationLog {
  private func body(
    _ kind: OperationKind, _ target: Target, _ value: CBOR?, supersedes: [Dot] = []
  ) -> OperationBody {
    OperationBody(
      kind: kind, caseID: target.entity, target: target, value: value, supersedes: supersedes,
      author: Author(user: "test"), saidAtMilliseconds: wallMilliseconds)
  }

  /// What is live on a target here.
  public func seen(_ target: Target) -> [LiveValue] { state.values.values(of: target) }

  @discardableResult
  public func set(_ field: Field, of entity: EntityID, to text: String) throws -> Operation {
    let target = Target(entity, field)
    return try append(body(.set, target, .text(text), supersedes: seen(target).map(\.dot)))
  }

  @discardableResult
  public func add(_ text: String, to field: Field, of entity: EntityID) throws -> Operation {
    try append(body(.add, Target(entity, field), .text(text)))
  }

  public func remove(_ text: String, from field: Field, of entity: EntityID) throws {
    let target = Target(entity, field)
    let dots = seen(target).filter { $0.value == .text(text) }.map(\.dot)
    if !dots.isEmpty { try append(body(.remove, target, nil, supersedes: dots)) }
  }

  public func note(_ text: String, on entity: EntityID) throws {
    try append(body(.note, Target(entity, .notes), .text(text)))
  }

  public func move(_ entity: EntityID, to stage: String) throws {
    let target = Target(entity, .stage)
    let now = StageState(seen(target), initial: "open")
    try append(
      body(
        .stage, target, StageEvent(from: now.stage, to: stage).details, supersedes: now.live.map(\.dot)))
  }
}
