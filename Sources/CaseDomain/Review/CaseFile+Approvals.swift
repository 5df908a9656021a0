extension CaseFile {
  /// Why an act does not count; empty when it does.
  public func faults(of approval: Approval) -> [Obstacle] {
    let citation = Citation.policy("8.1")
    let name = "\(approval.kind.title) by \(approval.by)"
    var found: [Obstacle] = []
    let roles = approval.kind.roles
    if people.roles(of: approval.by).isDisjoint(with: roles) {
      found.append(
        Obstacle(
          .roleNotHeld, citation, "\(name): takes \(RoleHeld.list(roles)), which is not on the register",
          remedy: "have somebody with that role give it, or register the role: casetui user set"))
    }
    if Separation.bars(approval.kind), authors.contains(approval.by) {
      found.append(
        Obstacle(
          .separation, citation,
          "\(name): the same person wrote findings or claims of this case",
          remedy: "have another person give it"))
    }
    if approval.package != package {
      found.append(
        Obstacle(
          .approvalVoid, citation, "\(name) on \(approval.on) is void: the record has changed since",
          remedy: "look at what changed (casetui record diff) and have it given again"))
    }
    if approval.kind.isSigned, !approval.isSigned {
      found.append(
        Obstacle(
          .approvalUnsigned, citation, "\(name) carries no personal signature that holds",
          remedy: "register that person's key (casetui user key) and have it given again"))
    }
    return found
  }

  /// An act of that kind that counts now; `nil` when none does.
  public func approval(_ kind: Approval.Kind, detail: String? = nil) -> Approval? {
    approvals.first { $0.kind == kind && (detail == nil || $0.detail == detail) && faults(of: $0).isEmpty }
  }

  /// The record that is closed over the package as it is; `nil` when none is.
  public var frozenRecord: FrozenRecord? {
    records.filter { $0.package == package }.max { $0.number < $1.number }
  }

  public var openHolds: [Hold] { holds.filter(\.isOpen) }

  /// The reply of each awaited agency that holds: of several, the strictest; of equally strict ones the same at
  /// every replica, in whatever order they came.
  public func reply(of agency: Agency) -> EquityReply? {
    replies.filter { $0.agency == agency }.max { left, right in
      left.answer.strictness == right.answer.strictness
        ? left.cbor.encoded.lexicographicallyPrecedes(right.cbor.encoded)
        : left.answer.strictness < right.answer.strictness
    }
  }
}
