import CaseTesting
import Testing

@testable import CaseDomain

/// One random procedure over the pure rules: moves, votes, replies, acts, evidence, holds and consents, by people
/// who may and people who may not. After each step the invariants of docs/policy.md §8.8 are looked at.
struct ProcedureDriver {
  /// What happened, so that a run in which nothing does is seen as empty.
  enum Event: Hashable {
    case listed, entryPublished, blockingPublished, removedFromList, removedFromBlocking, refused,
      evidenceChanged
    case takenDown, voteCounted, voteNotCounted, outOfForce, merged
  }

  var file: CaseFile
  var random: SeededGenerator
  var day = Sample.today
  var events: [Event: Int] = [:]

  /// Two texts in force one after the other: the later allows shorter terms.
  static let profiles: [AuthorityProfile] = {
    var (first, second) = (Sample.profile, Sample.profile)
    first.inForceTo = Sample.day("2027-03-20")
    second.inForceFrom = Sample.day("2027-03-21")
    second.inForceTo = Sample.day("2027-05-01")
    second.textVersion = "RH"
    for index in second.parameters.indices where second.parameters[index].key == .listTerm {
      second.parameters[index].value = .number(3)
    }
    return [first, second]
  }()

  /// The profile that the event's day asks for; the last one when none was in force.
  var profile: AuthorityProfile {
    ProcedureDriver.profiles.inForce(on: day) ?? ProcedureDriver.profiles[1]
  }

  /// On all three tracks, with all that they ask for. Made once: hashing takes its time.
  private static let start: CaseFile = {
    var file = Sample.caseFile(at: .interagency, listing: .consentCleared)
    file.entityList = Sample.entityFile(at: .circulated).entityList
    file.blocking = Sample.blockingFile(at: .decisionReady).blocking
    return file
  }()

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    file = ProcedureDriver.start
    if random.chance(20) { day = day.adding(days: Int.random(in: 20...70, using: &random)) ?? day }
    file.subject.roles = random.chance(80) ? [.conducted] : [.accountBroker]
    switch random.next() % 7 {
    case 0, 1: file.listing?.stage = .determination
    case 2: file.entityList?.stage = .approvedUnpublished
    case 3, 4:
      file.entityList?.stage = .request
      file.entityList?.proposal?.action = random.chance(70) ? .remove : .add
    case 5: file.blocking?.stage = .effective
    default: file.blocking?.stage = .petition
    }
    file.entityList?.ballots = []
    renew()
    file.approveAgain()
  }

  /// What the store does after each change: the digest over all that the decision rests on.
  mutating func renew() {
    // Of the findings those that a step may change.
    var items: [(target: Target, value: [UInt8])] = file.findings.filter { [.m2, .m4i].contains($0.element) }
      .map {
        (Target(.derived("finding", from: file.id.cast(), $0.element.rawValue), .finding), $0.cbor.encoded)
      }
    items += file.weights.map {
      (Target(.derived("weight", from: file.id.cast(), $0.detail), .supportWeight), $0.cbor.encoded)
    }
    items += file.exhibits.map {
      (Target($0.id.cast(), .grade), Array("\($0.grade?.description ?? "-") \($0.origin ?? "-")".utf8))
    }
    items += (file.listing?.consents ?? []).enumerated().map { index, consent in
      let given = consent.revokedOn == nil ? "given" : "revoked"
      return (
        Target(EntityID(high: 50, low: UInt64(index)), .consent), consent.cbor.encoded + Array(given.utf8)
      )
    }
    items.append(
      (Target(file.id.cast(), .subject), Array("\(file.subject.roles.map(\.rawValue).sorted())".utf8)))
    file.package = PackageDigest.over(items)
  }

  // MARK: steps

  mutating func run(steps: Int) {
    for _ in 0..<steps {
      let before = file
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<38: move()
      case 38..<52: vote()
      case 52..<58: changeEvidence(before)
      case 58..<63: hold()
      case 63..<68: consent()
      case 68..<78: makeReady()
      case 78..<82: reply()
      case 82..<86: approve()
      case 86..<90: petition()
      case 90..<93: upALevel()
      case 93..<96: merge()
      default: day = day.adding(days: Int.random(in: 1...20, using: &random)) ?? day
      }
      checkAlways()
    }
  }

  private mutating func somebody(_ roles: Set<Role>) -> Person {
    if random.chance(15) { return Person("nobody knows") }
    let role = roles.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random) ?? .analyst
    return Sample.only[random.chance(90) ? role : Role.allCases.randomElement(using: &random) ?? role]
      ?? Sample.analyst
  }

  private mutating func move() {
    guard let step = Transition.open(to: file).filter({ $0.to.track != nil }).randomElement(using: &random)
    else { return }
    let person = somebody(step.roles)
    if step.to == .listing(.published) {
      file.listing?.publishedOn = day
      file.listing?.expiresOn = day.adding(years: random.chance(70) ? 3 : 5)
    }
    let reason = ReasonCode.fitting(step.to).randomElement(using: &random)
    let decision = file.decide(
      advanceTo: StageTarget(step.to, reason: reason), on: day, by: person, profile: profile)
    if !profile.isInForce(on: day) {
      holds(!decision.allowed && decision.obstacles.contains { $0.code == .profileNotInForce })
      events[.outOfForce, default: 0] += 1
    }
    guard decision.allowed else {
      events[.refused, default: 0] += 1
      return
    }
    holds(!file.people.roles(of: person).isDisjoint(with: step.roles))
    checkMove(step, by: person)
    switch step.to {
    case .listing(let stage): file.listing?.stage = stage
    case .entityList(let stage): file.entityList?.stage = stage
    case .blocking(let stage): file.blocking?.stage = stage
    case .spine(let stage): file.stage = stage
    }
  }

  private mutating func vote() {
    let (agency, member) = Sample.members.randomElement(using: &random) ?? (.state, Sample.chair)
    let person =
      random.chance(85) ? member : Sample.members.randomElement(using: &random)?.1 ?? Person("nobody knows")
    let ballot = Ballot(
      agency: agency,
      choice: random.chance(75)
        ? .inFavour : Ballot.Choice.allCases.randomElement(using: &random) ?? .against,
      by: person, on: random.chance(90) ? day : day.adding(days: 40) ?? day,
      package: random.chance(92) ? file.matter : .zero)
    // A member votes again in its own place; a merge may leave two side by side.
    if random.chance(92) { file.entityList?.ballots.removeAll { $0.agency == agency } }
    file.entityList?.ballots.append(ballot)
  }

  /// Invariants 1 and 2: whatever was given on the package before is void, and says so.
  private mutating func changeEvidence(_ before: CaseFile) {
    let exhibit = file.exhibits.randomElement(using: &random)?.id ?? Sample.lab
    switch random.next() % 5 {
    case 4:
      // Weighed again, and never as it was; too weak a contradiction to stop anything.
      let standing = file.weights.first { $0.element == .m2 && $0.exhibit == exhibit }
      file.weights.removeAll { $0.element == .m2 && $0.exhibit == exhibit }
      let isAgainst = exhibit != Sample.lab && random.chance(20)
      file.weights.append(
        SupportWeight(
          .m2, exhibit, isAgainst ? .weak : [.moderate, .strong].randomElement(using: &random) ?? .strong,
          contradicts: isAgainst, rationale: (standing?.rationale ?? "") + " again", author: "T. Reyes"))
    case 0:
      let now = file.exhibit(exhibit)?.grade
      let other = AdmiraltyGrade(.a, now?.reliability == .a ? .two : .one)
      file.change(exhibit) { $0.grade = now == other ? AdmiraltyGrade(.b, .two) : other }
    case 1:
      for index in file.findings.indices where file.findings[index].element == .m2 {
        file.findings[index].finding.rationale += " again"
      }
    case 2:
      let number = UInt64(file.exhibits.count + 1)
      let new = Sample.exhibit(
        ExhibitID(high: 2, low: 100 + number), "EX-\(number)", "B2", origin: "origin \(number)")
      file.exhibits.append(new)
      file.analysis.explanations.append(Sample.explanation(new.id))
    default:
      for index in file.findings.indices where file.findings[index].element == .m4i {
        file.findings[index].finding.exhibits.reverse()
        file.findings[index].finding.exhibits.append(Sample.registry)
      }
    }
    renew()
    events[.evidenceChanged, default: 0] += 1
    holds(file.package != before.package)
    for approval in before.approvals where approval.package == before.package {
      holds(file.faults(of: approval).contains { $0.code == .approvalVoid })
      holds(file.approval(approval.kind, detail: approval.detail)?.package != before.package)
    }
    holds(file.frozenRecord?.package != before.package)
    let matter = before.matter
    holds(file.tally(on: day, profile: profile)?.counted.contains { $0.package == matter } != true)
  }

  private mutating func hold() {
    if let index = file.holds.indices.randomElement(using: &random), random.chance(60) {
      file.holds[index].releasedOn = day
    } else {
      file.hold()
    }
  }

  private mutating func consent() {
    if random.chance(40), file.listing?.consents.isEmpty == false {
      file.listing?.consents[0].revokedOn = day
    } else {
      file.listing?.consents.append(
        OwnerConsent(
          owner: Sample.aurora.id, covers: [.init(Sample.lab, .conductWindow)], signer: "M. Osei",
          givenOn: day))
    }
    renew()
  }

  private mutating func reply() {
    guard let index = file.replies.indices.randomElement(using: &random) else { return }
    file.replies[index].answer = EquityReply.Answer.allCases.randomElement(using: &random) ?? .hold
    file.replies[index].package = random.chance(80) ? file.package : .zero
    file.replies[index].by = random.chance(85) ? Sample.desk : Person("nobody knows")
  }

  private mutating func approve() {
    let kind = Approval.Kind.allCases.randomElement(using: &random) ?? .achReview
    file.approvals.append(
      Approval(
        kind, by: somebody(kind.roles), on: day, text: "given",
        package: random.chance(85) ? file.package : .zero,
        isSigned: random.chance(85)))
  }

  private mutating func petition() {
    let track = random.chance(50) ? Track.entityList : .blocking
    var one = Sample.petition(
      track, random.chance(70) ? Petition.Result.allCases.randomElement(using: &random) : nil)
    one.receivedOn = day
    one.decidedBy = one.result == nil ? nil : random.chance(80) ? Sample.decider : Sample.analyst
    file.petitions.append(one)
  }

  private mutating func upALevel() {
    let level = EscalationStep.Level.allCases.randomElement(using: &random) ?? .acep
    file.entityList?.escalation.append(
      EscalationStep(
        level: level, by: .state, on: day,
        result: EscalationStep.Result.allCases.randomElement(using: &random), decidedOn: day))
  }

  /// Everybody does what is asked of them, so that some procedures come to their end.
  private mutating func makeReady() {
    if random.chance(70) { for index in file.holds.indices { file.holds[index].releasedOn = day } }
    if random.chance(70), let consents = file.listing?.consents, consents.allSatisfy({ $0.revokedOn != nil })
    {
      consent()
    }
    for index in file.replies.indices {
      (file.replies[index].answer, file.replies[index].by) = (.concur, Sample.desk)
    }
    file.approveAgain()
    file.entityList?.sweep?.asOf = day
    file.blocking?.sweep?.asOf = day
    if random.chance(60) {
      file.entityList?.proposal?.circulatedOn = day
      let isUnanimous = random.chance(60)
      file.vote([.inFavour, .inFavour, .inFavour, isUnanimous ? .inFavour : .against], on: day)
    }
    if random.chance(60) {
      for track in [Track.entityList, .blocking] {
        var granted = Sample.petition(track, .granted)
        granted.receivedOn = day
        file.petitions.append(granted)
      }
    }
  }

  /// Invariant 7, as far as the rules go: of what two replicas hold, all of it, and the stricter.
  private mutating func merge() {
    var (left, right) = (file, file)
    if random.chance(70) { left.hold("Commerce") }
    if random.chance(70) { right.reply(.energy) { $0.answer = .nonConcur } }
    if random.chance(70), right.listing?.consents.isEmpty == false {
      right.listing?.consents[0].revokedOn = day
    }
    func merged(_ one: CaseFile, _ other: CaseFile) -> CaseFile {
      var both = one
      both.holds += other.holds.filter { hold in !one.holds.contains { $0.id == hold.id } }
      both.replies += other.replies.filter { !one.replies.contains($0) }
      if let consents = other.listing?.consents {
        for index in consents.indices where consents[index].revokedOn != nil {
          both.listing?.consents[index].revokedOn = consents[index].revokedOn
        }
      }
      return both
    }
    let (forth, back) = (merged(left, right), merged(right, left))
    func stops(_ file: CaseFile) -> Set<String> {
      let move = Move(file, to: .listing(.published), on: day, by: Sample.publisher, profile: profile)
      let guards: [any Guard] = [NoOpenHold(), RepliesIn(), OwnerConsentGiven()]
      return Set(guards.flatMap { $0.obstacles(to: move) }.map { "\($0.code.rawValue) \($0.message)" })
    }
    func strict(_ codes: Set<String>) -> Set<String> {
      codes.filter {
        $0.hasPrefix(ObstacleCode.openHold.rawValue) || $0.hasPrefix(ObstacleCode.consentMissing.rawValue)
      }
    }
    holds(stops(forth) == stops(back))
    holds(strict(stops(left)).union(strict(stops(right))).isSubset(of: stops(forth)))
    if right.reply(of: .energy)?.answer == .nonConcur {
      holds([.nonConcur, .hold].contains(forth.reply(of: .energy)?.answer))
    }
    holds(forth.openHolds.count == left.openHolds.count)
    events[.merged, default: 0] += 1
  }

  // MARK: what holds

  /// As `#expect`, which is too slow for half a million conditions.
  private func holds(_ condition: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
    guard !condition else { return }
    Issue.record("an invariant is broken on \(day): \(file.reference)", sourceLocation: sourceLocation)
  }

  private mutating func checkMove(_ step: Transition, by person: Person) {
    switch step.to {
    case .listing(.published):
      events[.listed, default: 0] += 1
      // 5.
      holds(file.subject.roles != [.accountBroker])
      // 4.
      for (field, value) in file.listing?.shownFields ?? [] {
        for exhibit in value.exhibits.compactMap(file.exhibit) where !exhibit.ownersConfidential.isEmpty {
          let isPermitted = file.listing?.consents.contains {
            $0.revokedOn == nil && $0.givenOn <= day && $0.covers.contains(.init(exhibit.id, field))
          }
          holds(isPermitted == true)
        }
      }
      // 10.
      let years = day <= Sample.day("2027-03-20") ? 5 : 3
      holds(file.listing!.expiresOn! <= file.listing!.publishedOn!.adding(years: years)!)
      checkSigned(.listDetermination, apartFrom: person)
      checkNobodyWaits()
    case .entityList(.published):
      events[.entryPublished, default: 0] += 1
      checkSigned(.entryRuleApproved, apartFrom: person)
      checkNobodyWaits()
    case .blocking(.published):
      events[.blockingPublished, default: 0] += 1
      checkSigned(.blockingDecision, apartFrom: person)
      checkNobodyWaits()
    case .entityList(.removed):
      events[.removedFromList, default: 0] += 1
      // 9: counted here from the ballots themselves.
      holds(file.entityList?.proposal?.action == .remove)
      for agency in [Agency.commerce, .state, .defense, .energy] {
        let votes =
          file.entityList?.ballots.filter { $0.agency == agency && $0.by == Sample.member(agency) } ?? []
        holds(votes.count == 1 && votes[0].choice == .inFavour && votes[0].package == file.matter)
      }
    case .blocking(.removed):
      events[.removedFromBlocking, default: 0] += 1
      holds(
        file.petitions.contains {
          $0.track == .blocking && $0.result == .granted && $0.decidedBy == Sample.decider
        })
    case .listing(.withdrawn): events[.takenDown, default: 0] += 1
    default: break
    }
  }

  /// 1: signed on these very bytes, by one who may, and not by who publishes.
  private func checkSigned(_ kind: Approval.Kind, apartFrom publisher: Person) {
    let counts = file.approvals.filter {
      $0.kind == kind && $0.package == file.package && ($0.isSigned || !kind.isSigned)
        && !file.people.roles(of: $0.by).isDisjoint(with: kind.roles) && !file.authors.contains($0.by)
    }
    holds(!counts.isEmpty && !counts.contains { $0.by == publisher })
  }

  private func checkNobodyWaits() { holds(!file.holds.contains { $0.releasedOn == nil }) }

  private mutating func checkAlways() {
    // 6.
    if let tally = file.tally(on: day, profile: profile) {
      holds(Set(tally.counted.map(\.agency)).count == tally.counted.count)
      holds(tally.counted.count + tally.uncounted.count == file.entityList?.ballots.count)
      let matter = file.matter
      for ballot in tally.counted {
        holds(tally.members.contains(ballot.agency) && ballot.by == Sample.member(ballot.agency))
        holds(ballot.package == matter && tally.deadline.map { ballot.on <= $0 } ?? true)
      }
      if tally.outcome == .adopted {
        let isAdd = file.entityList?.proposal?.action == .add
        holds(isAdd ? tally.inFavour * 2 > tally.members.count : tally.inFavour == tally.members.count)
      }
      events[.voteCounted, default: 0] += tally.counted.count
      events[.voteNotCounted, default: 0] += tally.uncounted.count
    }
    // 4, after publication: a revocation calls for taking down.
    if file.listing?.stage == .published, file.listing?.consents.allSatisfy({ $0.revokedOn != nil }) == true {
      let reasons = file.reasonsToTakeDown(on: day, profile: profile)
      holds(reasons.contains { $0.code == .consentMissing })
    }
  }
}
