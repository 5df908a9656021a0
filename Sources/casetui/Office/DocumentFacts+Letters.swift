import CaseDocuments
import CaseDomain
import CaseStore

extension DocumentFacts {
  // MARK: committee and agencies

  /// Every member with its vote; one that does not count is shown as not cast, with why.
  func votes(of file: CaseFile) -> [CaseFacts.Vote] {
    guard let tally = file.tally(on: given.dated, profile: profile) else { return [] }
    return tally.members.map { member in
      var vote = CaseFacts.Vote(agency: member.rawValue, ballot: .notCast)
      if let ballot = tally.counted.first(where: { $0.agency == member }) {
        vote.castOn = ballot.on
        vote.remark = ballot.reason
        switch ballot.choice {
        case .inFavour: vote.ballot = .inFavour
        case .against: vote.ballot = .against
        case .abstain: vote.remark = ["abstained", ballot.reason].compactMap { $0 }.joined(separator: ": ")
        }
      } else if let (ballot, fault) = tally.uncounted.first(where: { $0.ballot.agency == member }) {
        vote.castOn = ballot.on
        vote.remark = "does not count: \(fault.words)"
      }
      return vote
    }
  }

  func concurrence(_ agency: Agency, of file: CaseFile) -> CaseFacts.Concurrence {
    guard let reply = file.reply(of: agency) else {
      return CaseFacts.Concurrence(agency: agency.rawValue, reply: .awaited)
    }
    guard reply.package == file.package else {
      return CaseFacts.Concurrence(
        agency: agency.rawValue, reply: .awaited,
        comment: "\(reply.answer.rawValue) of \(reply.on) is void: the record has changed since")
    }
    let answer: CaseFacts.Reply =
      switch reply.answer {
      case .concur: .concur
      case .concurWithComment: .concurWithComment
      case .noEquity: .noEquity
      case .nonConcur: .nonConcur
      case .hold: .hold
      }
    return CaseFacts.Concurrence(
      agency: agency.rawValue, reply: answer, repliedOn: reply.on,
      comment: reply.comment.isEmpty ? nil : reply.comment)
  }

  func ballotLetter(of file: CaseFile) throws -> CaseFacts.Letter {
    guard let proposal = file.entityList?.proposal else {
      throw StoreError.invalid(
        "no proposal of case \(file.reference) is before the committee",
        remedy: "make one: casetui track propose \(file.reference)")
    }
    return CaseFacts.Letter(
      to: given.agency.map { [$0] } ?? file.members(of: proposal, profile: profile).map(\.rawValue),
      agency: given.agency, circulatedOn: proposal.circulatedOn,
      replyBy: given.replyBy ?? file.voteDeadline(profile: profile))
  }

  func concurrenceLetter(of file: CaseFile) -> CaseFacts.Letter {
    let agencies = given.agency.map { [$0] } ?? EquityReply.awaited.map(\.rawValue)
    let tracks = [
      file.listing.map { _ in Track.attackersList }, file.entityList.map { _ in .entityList },
      file.blocking.map { _ in .blocking },
    ].compactMap { $0?.title }
    return CaseFacts.Letter(
      to: agencies, agency: agencies.joined(separator: ", "),
      question: "does it concur in going on with "
        + (tracks.isEmpty ? "the case" : tracks.joined(separator: ", ")) + "?",
      replyBy: given.replyBy)
  }

  // MARK: outside

  /// The notice for the track that has one: the Entity List, then blocking, then the attackers list.
  func notice(of file: CaseFile) throws -> CaseFacts.Notice {
    let agency = reader.store.identity.officeName
    if let track = file.entityList, let proposal = track.proposal {
      let act = [Proposal.Action.add: "Addition to", .modify: "Revision of", .remove: "Removal from"]
      var notice = CaseFacts.Notice(
        agency: agency, cfrPart: "15 CFR Part 744",
        subject: "\(act[proposal.action] ?? "Revision of") the Entity List")
      notice.savingsClause = proposal.savingsClause.isEmpty ? nil : proposal.savingsClause
      if let tally = file.tally(on: given.dated, profile: profile), tally.outcome == .adopted {
        notice.decision =
          "The committee adopted the proposal to \(proposal.action.rawValue) by \(tally.inFavour) of "
          + "\(tally.members.count) votes."
      }
      notice.dates = track.publishedOn.map { "Published \($0.iso)." }
      return notice
    }
    if let track = file.blocking {
      var notice = CaseFacts.Notice(agency: agency, subject: "Notice of a blocking of property")
      notice.dates = track.effectiveOn.map { "The blocking takes effect on \($0.iso)." }
      notice.decision = file.approval(.blockingDecision)?.text
      return notice
    }
    guard let listing = file.listing else {
      throw StoreError.invalid(
        "case \(file.reference) is on no track of which a notice could be given",
        remedy: "open one: casetui case advance \(file.reference) --track ALIST|EL|SAN")
    }
    var notice = CaseFacts.Notice(
      agency: agency, subject: "Entry on the AI Model Extraction Attackers List")
    if let published = listing.publishedOn {
      notice.dates =
        "Published \(published.iso)" + (listing.expiresOn.map { "; the term ends on \($0.iso)." } ?? ".")
    }
    notice.decision = file.approval(.listDetermination)?.text
    return notice
  }

  /// Reasons cite the exhibits that the decision names by reference.
  func petition(of file: CaseFile, _ numbers: ExhibitNumbers) throws -> CaseFacts.Petition {
    let petition =
      given.petition.map { id in file.petitions.first { $0.id == id } }
      ?? file.petitions.max { ($0.receivedOn, $0.id) < ($1.receivedOn, $1.id) }
    guard let petition else {
      throw StoreError.invalid(
        "case \(file.reference) has no such petition",
        remedy: "list them: casetui petition list \(file.reference)")
    }
    let outcome: CaseFacts.Outcome? =
      switch petition.result {
      case .granted: .granted
      case .modified: .grantedInPart
      case .denied: .denied
      case nil: nil
      }
    return CaseFacts.Petition(
      petitioner: petition.petitioner, list: petition.track.listName, receivedOn: petition.receivedOn,
      authority: petition.track.petitionRoute,
      grounds: petition.reasons.isEmpty ? [] : [.init(text: petition.reasons)], outcome: outcome,
      decidedOn: petition.decidedOn,
      reasons: petition.decision.map { text in
        Sentence.split(text).map { .init(text: $0.text, exhibits: numbers.mentioned(in: $0.text)) }
      } ?? [])
  }
}

extension Track {
  var listName: String {
    switch self {
    case .attackersList: "AI Model Extraction Attackers List"
    case .entityList: "Entity List"
    case .blocking: "Specially Designated Nationals and Blocked Persons List"
    }
  }

  fileprivate var petitionRoute: String {
    switch self {
    case .attackersList: "agency policy"
    case .entityList: "15 CFR 744.16(e) (not verified)"
    case .blocking: "31 CFR 501.807 (not verified)"
    }
  }
}

extension Tally.Fault {
  fileprivate var words: String {
    switch self {
    case .notAMember: "the agency is no member"
    case .stale: "the record has changed since"
    case .late(let deadline): "it came after \(deadline)"
    case .disputed: "several votes of the agency stand"
    case .noStanding: "whoever cast it is not registered to vote for the agency"
    }
  }
}
