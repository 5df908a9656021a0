extension CaseFile {
  /// What the case says of itself, one item a field.
  func recordFacts(_ names: RecordNames) -> [RecordItem] {
    let items: [[RecordItem]] = [
      [subjectItem], ownerItems, termsItems, listingItems(names), committeeItems(names), blockingItems,
      submissionItems(names), countItems(names), indicatorItems(names), conflictItems,
    ]
    return items.flatMap(\.self).inOrder
  }

  private var subjectItem: RecordItem {
    RecordItem(
      id: "subject", name: "subject",
      [
        "actor": .optional(subject.actor?.description), "kind": .optional(subject.kind?.rawValue),
        "roles": .texts(subject.roles.map(\.rawValue).sorted()),
        "concern_bases": .texts(subject.concernBases.map(\.rawValue).sorted()),
        "theory": .optional(theory?.rawValue),
        "identified": .optional(identification.map { "\($0.source.rawValue) on \($0.on)" }),
        "conduct": .texts(conduct.map { "\($0.first) to \($0.last)" }), "models": .texts(modelVersions),
        "duplicate_search": .optional(duplicateSearch), "lead_grade": .optional(leadGrade?.description),
      ])
  }

  private var ownerItems: [RecordItem] {
    owners.map { owner in
      RecordItem(
        id: "owner \(owner.id)", name: "owner \(owner.name)",
        ["owner": .text(owner.name), "us_person": owner.isUSPerson.map { .flag($0) }])
    }
  }

  private var termsItems: [RecordItem] {
    terms.map { version in
      RecordItem(
        id: "terms \(version.owner) \(version.name)", name: "terms \(version.name)",
        [
          "owner": .text(owner(version.owner)?.name ?? version.owner.description),
          "from": .text(version.from.iso),
          "to": .optional(version.to?.iso), "bars_training": version.barsTraining.map { .flag($0) },
          "restricts_location": version.restrictsLocation.map { .flag($0) },
        ])
    }
  }

  /// The public basis, the entry as it would be shown, and the owners' consents to it.
  private func listingItems(_ names: RecordNames) -> [RecordItem] {
    var items: [RecordItem] = []
    if let publicBasis {
      items.append(
        RecordItem(
          id: "public basis", name: "public basis statement",
          [
            "statement": .text(publicBasis.statement), "exhibits": names.exhibits(publicBasis.exhibits),
            "absent_exhibits": names.absent(publicBasis.exhibits),
          ]))
    }
    items += (listing?.shownFields ?? []).map { field, value in
      RecordItem(
        id: "entry \(field.rawValue)", name: "list entry, \(field.rawValue)",
        [
          "text": .text(value.text), "exhibits": names.exhibits(value.exhibits),
          "absent_exhibits": names.absent(value.exhibits),
        ])
    }
    items += (listing?.consents ?? []).map { consent in
      let covers = consent.covers.map { "\(names.exhibit($0.exhibit)) in \($0.field.rawValue)" }.sorted()
      return RecordItem(
        id: "consent \(consent.owner) \(consent.signer) \(consent.givenOn)",
        name: "consent of \(consent.signer)",
        [
          "owner": .text(owner(consent.owner)?.name ?? consent.owner.description), "covers": .texts(covers),
          "given_on": .text(consent.givenOn.iso), "revoked_on": .optional(consent.revokedOn?.iso),
        ])
    }
    return items
  }

  /// The proposal to the committee; empty without one.
  private func committeeItems(_ names: RecordNames) -> [RecordItem] {
    guard let proposal = entityList?.proposal else { return [] }
    return [
      RecordItem(
        id: "proposal", name: "proposal to the committee",
        [
          "action": .text(proposal.action.rawValue), "proposer": .text(proposal.proposer.rawValue),
          "circulated_on": .optional(proposal.circulatedOn?.iso), "sections": .texts(proposal.basisSections),
          "licence_requirement": .text(proposal.licenceRequirement),
          "review_policy": .text(proposal.reviewPolicy),
          "exceptions": .text(proposal.exceptions), "savings_clause": .text(proposal.savingsClause),
          "facts": .texts(
            proposal.articulableFacts.map { fact in
              "\(fact.text) (\(fact.exhibits.map(names.exhibit).joined(separator: ", ")))"
            }),
          "absent_exhibits": names.absent(proposal.articulableFacts.flatMap(\.exhibits)),
        ])
    ]
  }

  /// The authority to block, and what is answered on each exception.
  private var blockingItems: [RecordItem] {
    var items: [RecordItem] = []
    if let authority = blocking?.authority {
      items.append(
        RecordItem(
          id: "authority for blocking", name: "authority for blocking",
          [
            "route": .text(authority.route.rawValue), "citation": .text(authority.citation),
            "criterion": .text(authority.criterion), "menu": .texts(authority.menu),
            "declared_on": .optional(authority.declaredOn?.iso),
          ]))
    }
    items += (blocking?.exceptions ?? [:]).sorted { $0.key < $1.key }.map { letter, answer in
      RecordItem(id: "exception \(letter)", name: "exception (\(letter))", ["answer": .text(answer)])
    }
    return items
  }

  private func submissionItems(_ names: RecordNames) -> [RecordItem] {
    submissions.map { submission in
      RecordItem(
        id: "submission \(submission.id)", name: names.name(submission.id),
        [
          "owner": .text(owner(submission.owner)?.name ?? submission.owner.description),
          "received_on": .text(submission.receivedOn.iso), "given_by": .text(submission.givenBy),
          "channel": .text(submission.channel), "voluntary": .flag(submission.isVoluntary),
          "use": .text(submission.terms.use), "sharing": .text(submission.terms.sharing),
          "confidential": .flag(submission.terms.isConfidential),
          "exhibits": names.exhibits(submission.exhibits), "by": .text(submission.by.name),
        ])
    }
  }

  private func countItems(_ names: RecordNames) -> [RecordItem] {
    counts.map { count in
      RecordItem(
        id: "count \(count.id)", name: names.name(count.id),
        [
          "figure": .text(count.figure), "claimant": .text(count.claimant), "as_of": .text(count.asOf.iso),
          "exhibits": names.exhibits([count.exhibit]),
          "withdrawn": .optional(count.withdrawal.map { "\($0.on): \($0.reason)" }),
        ])
    }
  }

  private func indicatorItems(_ names: RecordNames) -> [RecordItem] {
    indicators.map { indicator in
      RecordItem(
        id: "indicator \(indicator.id)", name: names.name(indicator.id),
        [
          "kind": .text(indicator.kind.rawValue), "statement": .text(indicator.statement),
          "reporter": .text(indicator.reporter), "exhibits": names.exhibits(indicator.exhibits),
          "sources": .text(indicator.sources.joined(separator: ", ")),
          "seen": .optional(indicator.window.map { "\($0.first) to \($0.last)" }),
          "details": .text(indicator.details.map { "\($0.name): \($0.value)" }.joined(separator: "; ")),
          "benign_causes": .text(indicator.benignCauses.joined(separator: "; ")),
          "response_altered": .text(indicator.responseAltered.rawValue), "by": .text(indicator.by.name),
          "withdrawn": .optional(indicator.withdrawal.map { "\($0.on): \($0.reason)" }),
        ])
    }
  }

  private var conflictItems: [RecordItem] {
    openConflicts.map { conflict in
      RecordItem(
        id: "conflict \(conflict.field)", name: "open conflict", ["field": .text(conflict.field)])
    }
  }
}
