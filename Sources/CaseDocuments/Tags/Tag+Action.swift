extension Tag {
  static let action: [Tag] = [
    .rows(
      "options", "options considered", for: .government, of: { $0.options },
      [
        .text("name") { $0.name }, .text("authority") { $0.authority }, .text("effect") { $0.effect },
        .text("collateralHarm", "collateral harm") { $0.collateralHarm },
        .text("equities") { $0.equities }, .text("agencyViews", "agency views") { $0.agencyViews },
        .text("decision") { $0.decision }, .text("reason") { $0.reason },
      ]),
    .rows(
      "votes", "votes", for: .government, of: { $0.votes },
      [
        .text("agency") { $0.agency }, .text("ballot") { $0.ballot.rawValue },
        .optional("castOn") { $0.castOn?.iso }, .optional("remark") { $0.remark },
      ]),
    // Counts only: whether that is enough is for the rules of the committee.
    .text("voteCount", "votes", for: .government) { facts in
      guard !facts.votes.isEmpty else { return nil }
      let inFavour = facts.votes.count { $0.ballot == .inFavour }
      let against = facts.votes.count { $0.ballot == .against }
      let open = facts.votes.count - inFavour - against
      return "\(inFavour) for, \(against) against, \(open) not cast; \(facts.votes.count) members"
    },
    .rows(
      "concurrences", "replies of agencies", for: .government, of: { $0.concurrences },
      [
        .text("agency") { $0.agency }, .text("reply") { $0.reply.rawValue },
        .optional("repliedOn") { $0.repliedOn?.iso }, .optional("comment") { $0.comment },
      ]),
    .rows(
      "entries", "entries", of: { $0.entries },
      [
        .text("name") { $0.name }, .optional("aliases") { $0.aliases.listed },
        .text("addresses") { $0.addresses.listed }, .text("country") { $0.country },
        .cited("basis", "entry", { $0.basis }, { $0.exhibits }),
        .text("licenceRequirement", "licence requirement") { $0.licenceRequirement },
        .text("licencePolicy", "licence review policy") { $0.licencePolicy },
      ]),
    .rows("to", "addressee", of: { $0.letter?.to ?? [] }, [.text("line") { $0 }]),
    .text("salutation", "salutation", .optional) { $0.letter?.salutation },
    .text("agency", "agency asked", for: .government) { $0.letter?.agency },
    .text("question", "question", for: .government) { $0.letter?.question },
    .text("circulatedOn", "day of circulation", for: .government) { $0.letter?.circulatedOn?.longDate },
    .text("replyBy", "day to reply by", for: .government) { $0.letter?.replyBy?.longDate },
    .text("leadReceivedOn", "day of receipt", for: .government) { $0.lead?.receivedOn?.iso },
    .text("receivedFrom", "source of the lead", for: .government) { $0.lead?.receivedFrom },
    .text("leadGrade", "grade of the source", for: .government) { $0.lead?.grade },
    .text("theory", "theory", for: .government) { $0.lead?.theory },
    .text("duplicateSearch", "search for duplicates", for: .government) { $0.lead?.duplicateSearch },
    .text("nextStep", "next step", for: .government) { $0.lead?.nextStep },
  ]
}

extension Column {
  /// A text that may be missing; where it stands, it needs an exhibit.
  static func cited(
    _ name: String, _ item: String, _ text: @escaping @Sendable (Item) -> String?,
    _ exhibits: @escaping @Sendable (Item) -> [Int]
  ) -> Column {
    Column(name: name, label: name) { place, row throws(DocumentError) in
      let label = "\(name) of \(item) \(place.index + 1)"
      guard let said = text(row), Column<Void>.said(said) != nil else {
        return .gap(Tag.noInformation)
      }
      return .said(
        try place.facts.cited(said, exhibits(row), place: label, missing: .itemWithoutExhibit(label)))
    }
  }
}
