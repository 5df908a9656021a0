extension CaseFile {
  /// Who may close the record.
  public static let recordRoles: Set<Role> = [.records, .counsel, .analyst, .lead]

  /// What stands in the way of closing the record over the case as it is; its exhibits must have been hashed
  /// again before.
  public func obstacles(toFreezeBy person: Person, withholding withheld: [FrozenRecord.Withheld])
    -> [Obstacle]
  {
    let citation = Citation.policy("8.3")
    var found: [Obstacle] = []
    if people.roles(of: person).isDisjoint(with: CaseFile.recordRoles) {
      found.append(
        Obstacle(
          .roleNotHeld, citation, "\(person) holds none of \(RoleHeld.list(CaseFile.recordRoles))",
          remedy: "have somebody with that role close the record, or register the role: casetui user set"))
    }
    for item in withheld {
      guard let exhibit = exhibit(item.exhibit) else {
        found.append(
          Obstacle(
            .entryExhibitMissing, citation,
            "exhibit \(item.exhibit) is not in the case and cannot be withheld",
            remedy: "name an exhibit of the case: casetui evidence list --case \(reference)"))
        continue
      }
      if item.reason.saysNothing {
        found.append(
          Obstacle(
            .reasonMissing, citation, "\(exhibit.reference) is withheld without a reason",
            remedy: "say why: --withhold \(exhibit.reference) --why TEXT"))
      }
      if withheld.count(where: { $0.exhibit == item.exhibit }) > 1, withheld.first == item {
        found.append(
          Obstacle(
            .reasonMissing, citation, "\(exhibit.reference) is withheld more than once",
            remedy: "name it once, with the one reason"))
      }
    }
    for exhibit in exhibits {
      switch exhibit.integrity {
      case .intact: break
      case .unknown:
        found.append(
          Obstacle(
            .exhibitNotRehashed, citation, "\(exhibit.reference) was not hashed again",
            remedy: "start again: casetui record freeze \(reference)"))
      case .damaged(let reason):
        found.append(
          Obstacle(
            .exhibitDamaged, citation, "\(exhibit.reference) is damaged or missing: \(reason)",
            remedy: "bring its content back from a peer (casetui sync run), then close the record"))
      }
    }
    return found
  }

  /// What people did on a package that has changed since; in words.
  public var voidedActs: [RecordItem] {
    let lost = "the record has changed since"
    let approvals = approvals.filter { $0.package != package }.map { one in
      RecordItem(
        id: "approval", name: "\(one.kind.title) by \(one.by)",
        ["act": .text("approval"), "by": .text(one.by.name), "on": .text(one.on.iso), "why": .text(lost)])
    }
    let replies = replies.filter { $0.package != package }.map { one in
      RecordItem(
        id: "reply", name: "\(one.answer.rawValue) of \(one.agency)",
        ["act": .text("reply"), "by": .text(one.by.name), "on": .text(one.on.iso), "why": .text(lost)])
    }
    let votes = (entityList?.ballots ?? []).filter { $0.package != matter }.map { one in
      RecordItem(
        id: "vote", name: "\(one.choice.rawValue), of \(one.agency)",
        [
          "act": .text("vote"), "by": .text(one.by.name), "on": .text(one.on.iso),
          "why": .text("the matter before the committee has changed since"),
        ])
    }
    return approvals + replies + votes
  }
}
