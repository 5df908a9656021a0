/// The person who moves holds a role that may make this move. Asked here, and again wherever the move arrives.
///
/// Source: agency policy §8.1.
struct RoleHeld: Guard {
  let roles: Set<Role>

  init(anyOf roles: Set<Role>) { self.roles = roles }

  func obstacles(to move: Move) -> [Obstacle] {
    let held = move.caseFile.people.roles(of: move.by)
    guard held.isDisjoint(with: roles) else { return [] }
    return [
      Obstacle(
        .roleNotHeld, .policy("8.1"),
        "\(move.by) is \(held.isEmpty ? "not on the register" : RoleHeld.list(held)); this move takes \(RoleHeld.list(roles))",
        remedy:
          "have a person with that role make it, or register the role: casetui user set NAME --with ROLE")
    ]
  }

  /// `counsel or decider`, in the order of the procedure.
  static func list(_ roles: Set<Role>) -> String {
    Role.allCases.filter(roles.contains).map(\.title).joined(separator: " or ")
  }
}
