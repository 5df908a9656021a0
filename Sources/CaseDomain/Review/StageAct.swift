/// A stage move that decides something or shows it outside: it carries the package it was made on and, where its
/// author has registered a key, their personal signature over both.
///
/// Source: agency policy §8.1; docs/journal.md §7.3.
public enum StageAct {
  /// Places in the value of the move.
  public static let packagePlace: UInt64 = 8
  public static let signaturePlace: UInt64 = 9

  /// Whose moves are acts.
  private static let roles: Set<Role> = [.decider, .publisher, .ercChair]

  public static func isAct(from: Stage?, to: Stage) -> Bool {
    !(Transition.step(from: from, to: to)?.roles ?? []).isDisjoint(with: roles)
  }

  /// Whether a move is signed as it has to be.
  ///
  /// - Parameters:
  ///   - subject: the package that the operation names.
  ///   - keys: what its author had registered then and has now; `nil` for no key, which needs no signature.
  public static func isSigned(
    _ value: CBOR, of entity: EntityID, subject: Digest256?, by name: String, keys: [[UInt8]?]
  ) -> Bool {
    if keys.contains(where: { $0 == nil }) { return true }
    guard let subject, value[packagePlace]?.bytesValue == subject.bytes else { return false }
    return keys.contains {
      PersonalSignature.holds(value, of: entity, by: name, key: $0, at: signaturePlace)
    }
  }

  /// What stands in the way of an act whose author cannot sign here.
  public static func unsigned(_ stage: Stage, by person: Person) -> Obstacle {
    Obstacle(
      .approvalUnsigned, .policy("8.1"),
      "the move to \(stage) takes the personal signature of \(person), and this store does not hold the registered key",
      remedy: "make the move where the key is, or register another one: casetui user key \(person.name)")
  }
}

extension Decision {
  /// The same, with one thing more in the way.
  public func adding(_ obstacle: Obstacle) -> Decision {
    Decision(
      from: from, to: to, by: by, on: on, obstacles: obstacles + [obstacle], notChecked: notChecked,
      notes: notes)
  }
}
