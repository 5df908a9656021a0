extension RecordManifest {
  /// What was asked, allowed and told outside.
  mutating func takeRelief(of file: CaseFile, _ names: RecordNames) {
    petitions =
      file.petitions.map { one in
        RecordItem(
          id: one.id.description, name: names.name(one.id),
          [
            "track": .text(one.track.rawValue), "petitioner": .text(one.petitioner),
            "standing": .text(one.standing.rawValue), "ground": .text(one.ground.rawValue),
            "reasons": .text(one.reasons), "received_on": .text(one.receivedOn.iso),
            "acknowledged_on": .optional(one.acknowledgedOn?.iso), "result": .optional(one.result?.rawValue),
            "decided_on": .optional(one.decidedOn?.iso), "decided_by": .optional(one.decidedBy?.name),
            "decided_by_office": one.decidedBy.flatMap(names.office), "decision": .optional(one.decision),
          ])
      }.inOrder
    licences =
      file.reliefs.map { one in
        RecordItem(
          id: one.id.description, name: names.name(one.id),
          [
            "kind": .text(one.kind.rawValue), "authority": .text(one.authority.rawValue),
            "scope": .text(one.scope), "from": .text(one.from.iso), "to": .optional(one.to?.iso),
            "by": .text(one.by.name), "office": names.office(one.by),
          ])
      }.inOrder
    disclosures =
      file.disclosures.map { one in
        RecordItem(
          id: one.id.description, name: names.name(one.id),
          [
            "recipient": .text(one.recipient), "marking": .text(one.marking.description),
            "authority": .text(one.authority), "equities": .text(one.equities),
            "exhibits": names.exhibits(one.exhibits),
            "withheld": .texts(one.withheld.map { "\(names.exhibit($0.exhibit)): \($0.reason)" }.sorted()),
            "by": .text(one.by.name), "office": names.office(one.by), "on": .text(one.on.iso),
          ])
      }.inOrder
  }

  /// What the committee's way and the search for owned entities came to.
  mutating func takeCommittee(of file: CaseFile, _ profile: AuthorityProfile, _ names: RecordNames) {
    escalations =
      (file.entityList?.escalation ?? []).map { one in
        RecordItem(
          id: one.level.rawValue, name: "\(one.level.rawValue), by \(one.by)",
          [
            "level": .text(one.level.rawValue), "agency": .text(one.by.rawValue), "on": .text(one.on.iso),
            "result": .optional(one.result?.rawValue), "decided_on": .optional(one.decidedOn?.iso),
          ])
      }.inOrder
    extensionConsents =
      (file.entityList?.extensions ?? []).map { one in
        RecordItem(
          id: "\(one.agency) \(one.until) \(one.by) \(one.matter?.hex ?? "")",
          name: "\(one.agency) to \(one.until)",
          [
            "agency": .text(one.agency.rawValue), "until": .text(one.until.iso), "by": .text(one.by.name),
            "office": names.office(one.by), "matter": .optional(one.matter?.hex),
            "counts": .flag(file.fault(of: one, profile: profile) == nil),
          ])
      }.inOrder
    let found: [(Track, OwnershipSweep?)] = [
      (.entityList, file.entityList?.sweep), (.blocking, file.blocking?.sweep),
    ]
    sweeps =
      found.compactMap { track, sweep in
        sweep.map { one in
          RecordItem(
            id: track.rawValue, name: "for the track \(track.rawValue)",
            [
              "track": .text(track.rawValue), "as_of": .text(one.asOf.iso),
              "holdings": .text(one.holdings.hex),
              "blocked": .texts(one.blocked.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
              "undetermined": .texts(one.undetermined.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
              "rule": .optional(one.rule?.description),
              "seeds": one.seeds.map { .texts($0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }) },
            ])
        }
      }.inOrder
  }
}
