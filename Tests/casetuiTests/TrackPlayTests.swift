import CaseDomain
@testable import CaseStore
import Foundation
import Testing

@testable import casetui

/// The Entity List and blocking tracks played from the first step to removal on the demo's case, which is at
/// interagency and on the attackers list already: three tracks of one case at once. Every step is taken by the
/// person whose it is, through the actions that commands and screens use.
@Suite struct TrackPlayTests {
  private let office: TestOffice
  private let id: CaseID
  private let analyst = Author(user: "analyst")
  private let counsel = Author(user: "counsel")
  private let decider = Author(user: "decider")
  private let publisher = Author(user: "publisher")
  private let desk = Author(user: "desk")
  private let chair = Author(user: "chair")

  init() throws {
    office = try TestOffice("Demonstration Bureau", user: "analyst")
    var demo = Demo(store: office.store)
    try demo.run(shippedBundle)
    id = try office.store.read { try $0.find("26-0001", .caseFile) }
    let members: [(String, CaseDomain.Role, Agency)] = [
      ("chair", .ercChair, .commerce), ("mstate", .ercMember, .state), ("mdefense", .ercMember, .defense),
      ("menergy", .ercMember, .energy),
    ]
    for (name, role, agency) in members {
      let key = try office.store.makeKey(for: name)
      let outcome = try office.store.register(
        Registration(name: name, roles: [role], agency: agency, publicKey: key.encoded), as: analyst)
      #expect(outcome.obstacles.isEmpty)
    }
  }

  private func file() throws -> CaseFile { try office.store.read { try $0.caseFile(id, rehash: false) } }

  /// The codes of what stands in the way; empty when the move was made.
  @discardableResult
  private func advance(
    _ stage: Stage, _ author: Author, _ days: StageDays = StageDays(), reason: ReasonCode? = nil
  )
    throws -> [ObstacleCode]
  {
    try office.store.advance(
      id, to: StageTarget(stage, reason: reason), days: days, dryRun: false, as: author
    ).decision.obstacles.map(\.code)
  }

  private func approve(_ kind: Approval.Kind, _ author: Author) throws {
    #expect(
      try office.store.approve(id, kind, text: "as reviewed", as: author).obstacles.map(\.message) == [])
  }

  private func vote(_ choices: [(String, Ballot.Choice)]) throws {
    for (name, choice) in choices {
      let author = Author(user: name)
      let agency = try #require(try file().people.agency(of: office.store.person(author)))
      #expect(
        try office.store.vote(id, agency: agency, choice, reason: nil, as: author).obstacles.map(\.message)
          == [])
    }
  }

  private func set(_ track: Track, _ field: Field, _ value: CBOR) throws {
    _ = try office.store.setRecord(CaseStore.trackRecord(track, of: id), field, value, of: id, as: analyst)
  }

  private func sweep(_ track: Track) throws {
    let sweep = OwnershipSweep(
      asOf: office.store.today, holdings: .zero, blocked: [], undetermined: [], rule: .atLeast(.half),
      seeds: ["x:1"])
    try set(track, .sweep, sweep.cbor)
  }

  private func petition(_ track: Track, _ result: Petition.Result, by author: Author) throws {
    let petition = Petition(
      id: EntityID(high: 0, low: 0), track: track, petitioner: "Beiyuan Xingtu", standing: .listedPerson,
      ground: .changedCircumstances, reasons: "the accounts are closed", receivedOn: office.store.today)
    let added = try office.store.addRecord(.petition, .petition, petition.cbor, to: id, as: desk).id
    _ = try office.store.setRecord(
      added, .petitionDecision, Petition.decision(result, on: office.store.today, "as the record shows"),
      of: id,
      as: author)
  }

  @Test func theEntityListFromProposalToRemoval() throws {
    #expect(try advance(.entityList(.proposed), analyst) == [])
    #expect(try advance(.entityList(.circulated), analyst).contains(.roleNotHeld))
    #expect(try advance(.entityList(.circulated), chair).contains(.proposalMissing))
    let log = try file().exhibits[0].id
    var proposal = Proposal(
      action: .add, proposer: .commerce, basisSections: ["744.11"],
      licenceRequirement: "all items subject to the EAR",
      reviewPolicy: "presumption of denial", exceptions: "none",
      savingsClause: "shipments under way until the day")
    try set(.entityList, .proposal, proposal.cbor)
    #expect(try advance(.entityList(.circulated), chair) == [.factMissing])
    proposal.articulableFacts = [.init("one template from many accounts", exhibits: [log])]
    try set(.entityList, .proposal, proposal.cbor)
    #expect(try advance(.entityList(.circulated), chair) == [])
    #expect(try advance(.entityList(.voted), chair) == [.voteOpen], "nobody has voted")

    // A tie is not adoption.
    try vote([("chair", .inFavour), ("mstate", .inFavour), ("mdefense", .against), ("menergy", .against)])
    #expect(try advance(.entityList(.voted), chair) == [])
    #expect(try advance(.entityList(.adopted), chair) == [.notAdopted])
    try vote([("menergy", .inFavour)])
    #expect(try advance(.entityList(.adopted), chair) == [])
    #expect(try advance(.entityList(.drafted), counsel) == [])
    #expect(try advance(.entityList(.approvedUnpublished), chair) == [.approvalMissing])
    try approve(.entryRuleApproved, chair)
    #expect(try advance(.entityList(.approvedUnpublished), chair) == [])

    // Decided and not public: a hold stands here.
    let hold = try office.store.hold(
      id, reason: "talks", requester: "State", reviewOn: office.store.today, as: desk)
    let refused = try advance(.entityList(.published), publisher)
    #expect(Set(refused).isSuperset(of: [.openHold, .sweepMissing, .noticeMissing]))
    let holdID: EntityID = try office.store.read { try $0.find(hold.reference, .hold) }
    _ = try office.store.release(holdID, in: id, reason: "talks ended", as: desk)
    try sweep(.entityList)
    #expect(try advance(.entityList(.published), publisher, StageDays(notice: "91 FR 10001")) == [])
    #expect(try advance(.entityList(.active), publisher) == [])

    // Removal takes a granted request and every member.
    #expect(try advance(.entityList(.request), chair) == [.petitionMissing])
    try petition(.entityList, .granted, by: decider)
    #expect(try advance(.entityList(.request), chair) == [])
    proposal.action = .remove
    try set(.entityList, .proposal, proposal.cbor)
    #expect(try office.store.circulate(id, as: analyst).obstacles.map(\.code) == [.roleNotHeld])
    #expect(try office.store.circulate(id, as: chair).obstacles.isEmpty)
    try vote([("chair", .inFavour), ("mstate", .inFavour), ("mdefense", .inFavour), ("menergy", .against)])
    #expect(try advance(.entityList(.removed), chair) == [.removalNotUnanimous])
    try vote([("menergy", .inFavour)])
    #expect(try advance(.entityList(.removed), chair) == [])
    #expect(try file().entityList?.stage == .removed)
    #expect(try file().irregularities.isEmpty)
    #expect(try office.store.verify().isSound)
  }

  @Test func aBlockingFromDraftToRemoval() throws {
    #expect(try advance(.blocking(.draft), analyst) == [])
    #expect(try advance(.blocking(.authorityCheck), analyst) == [.authorityMissing])
    try set(.blocking, .blockingAuthority, BlockingAuthority(route: .bill).cbor)
    #expect(try advance(.blocking(.authorityCheck), analyst) == [.notEnacted, .emergencyMissing])
    try set(
      .blocking, .blockingAuthority,
      BlockingAuthority(route: .executiveOrder, citation: "an order in force", criterion: "its criterion")
        .cbor)
    #expect(try advance(.blocking(.authorityCheck), analyst) == [])
    let first = try Set(advance(.blocking(.decisionReady), counsel))
    #expect(
      first == [
        .replyStale, .recordNotFrozen, .exceptionsOpen, .sweepMissing, .approvalMissing, .approvalVoid,
      ],
      "the package has changed since the agencies replied, and since it was reviewed")
    for letter in ["A", "B", "C"] {
      _ = try office.store.setRecord(
        .derived("exception", from: CaseStore.trackRecord(.blocking, of: id), letter), .exceptionAnswer,
        .record([1: .text(letter), 2: .text("does not apply")]), of: id, as: analyst)
    }
    try sweep(.blocking)
    for agency in EquityReply.awaited {
      #expect(try office.store.reply(id, agency: agency, .concur, comment: "", as: desk).obstacles.isEmpty)
    }
    try approve(.licencePlan, desk)
    _ = try office.store.freeze(id, as: analyst)
    let void = try office.store.advance(id, to: .blocking(.decisionReady), dryRun: true, as: counsel).decision
    #expect(
      void.obstacles.map { $0.message.prefix { $0 != "(" }.split(separator: " by ")[0] } == [
        "ach review", "evidentiary memo", "legal memo", "authority cited", "masking done",
      ])
    for (kind, author) in [
      (Approval.Kind.achReview, Author(user: "advocate")), (.evidentiaryMemo, analyst), (.legalMemo, counsel),
      (.authorityCited, counsel), (.maskingDone, Author(user: "privacy")),
    ] {
      try approve(kind, author)
    }
    #expect(try advance(.blocking(.decisionReady), counsel) == [])
    #expect(try advance(.blocking(.signed), decider) == [.approvalMissing])
    try approve(.blockingDecision, decider)
    #expect(try advance(.blocking(.signed), counsel).contains(.roleNotHeld))
    #expect(try advance(.blocking(.signed), decider) == [])
    #expect(try advance(.blocking(.effective), decider) == [])
    #expect(try advance(.blocking(.published), publisher) == [])
    #expect(try advance(.blocking(.active), publisher) == [])
    try petition(.blocking, .granted, by: analyst)
    #expect(try advance(.blocking(.petition), desk) == [])
    #expect(
      try Set(advance(.blocking(.removed), decider)) == [.petitionDecider, .roleNotHeld],
      "the analyst worked up the case, and is no decider")
    let asked = try #require(try file().petitions.first { $0.track == .blocking })
    _ = try office.store.setRecord(
      asked.id, .petitionDecision,
      Petition.decision(.granted, on: office.store.today, "the accounts are closed"),
      of: id, as: decider)
    #expect(try advance(.blocking(.removed), decider) == [])
    #expect(try file().blocking?.stage == .removed)
    #expect(try file().listing?.stage == .published, "the other track is as it was")
  }

  /// The closed record reaches the other office, manifest and all, and says the same there.
  @Test func theClosedRecordTravels() throws {
    let other = try TestOffice("Field East")
    let result = try Syncer.run(other.path, in: office.store, as: analyst, enrol: true)
    #expect(result.stateDigest == result.peerStateDigest)
    let (here, there) = (try file(), try other.store.read { try $0.caseFile(id, rehash: true) })
    #expect(there.package == here.package)
    #expect(there.frozenRecord?.manifest == here.frozenRecord?.manifest)
    let record = try #require(there.frozenRecord)
    #expect(try other.store.read { try $0.manifest(of: record).bytes.count } == Int(record.manifestBytes))
    #expect(there.approval(.listDetermination)?.isSigned == true, "a signature holds wherever it arrives")
    #expect(try other.store.verify().isSound)
  }

  /// Any change of the record voids what was signed on it, visibly.
  @Test func aChangeVoidsTheSignature() throws {
    let before = try file()
    #expect(before.approval(.listDetermination)?.isSigned == true)
    _ = try office.store.set(
      .grade, of: before.exhibits[0].id, to: .record([1: .text("D4")]), as: analyst)
    let after = try file()
    #expect(after.approval(.listDetermination) == nil)
    #expect(after.approvals.flatMap(after.faults).contains { $0.code == .approvalVoid })
    #expect(after.frozenRecord == nil)
    #expect(after.listing?.stage == .published, "what was published stays so until somebody acts")
  }

  /// A move that decides or publishes carries its author's signature over itself and the package; one without it
  /// is irregular here and has no effect outside, though its author holds the role.
  @Test func anActWithoutItsSignatureIsIrregular() throws {
    let track = CaseStore.trackRecord(.attackersList, of: id)
    let published = try #require(try office.store.read { try $0.live(track, .stage) }.first)
    let key = try file().people[office.store.person(publisher)]?.publicKey
    #expect(PersonalSignature.holds(published.value, of: track, by: "publisher", key: key, at: 9))
    #expect(!PersonalSignature.holds(published.value, of: track, by: "decider", key: key, at: 9))
    #expect(try file().irregularities.isEmpty)
    try office.store.write(as: decider) { writer in
      try writer.move(
        track, StageEvent(from: "published", to: "withdrawn"), caseID: id.cast(), basis: nil,
        subject: try file().package, restsOn: [])
    }
    let found = try file().irregularities
    #expect(found.map(\.isUnsigned) == [true])
    #expect(found.first?.fault.contains("without a personal signature") == true)
    let list = try Program(["list", "show", "--store", office.path, "--json"])
    #expect(list.output.contains("Beiyuan Xingtu"), "the entry stands: \(list.output) \(list.errors)")
  }

  /// Where the registered key is not, nobody can act in its owner's name.
  @Test func whoCannotSignHereIsToldSo() throws {
    let other = try KeyFile.create(at: office.path + "/another.p384")
    let outcome = try office.store.register(
      Registration(name: "decider", roles: [.decider], publicKey: other.key.encoded), as: analyst)
    #expect(outcome.obstacles.isEmpty)
    #expect(try advance(.listing(.withdrawn), decider, reason: .entryInError).contains(.approvalUnsigned))
    #expect(try file().listing?.stage == .published)
    #expect(try file().irregularities.isEmpty, "what was signed with the key of then stands")
  }

  /// A move by somebody without the role is kept, shown, and bars what goes outside.
  @Test func anIrregularMoveHasNoEffectOutside() throws {
    try office.store.write(as: Author(user: "stranger")) { writer in
      try writer.move(
        CaseStore.trackRecord(.attackersList, of: id), StageEvent(from: "published", to: "withdrawn"),
        caseID: id.cast(), basis: nil, subject: .zero, restsOn: [])
    }
    let file = try file()
    #expect(file.irregularities.map(\.by.name) == ["stranger"])
    let decision = file.decide(
      advanceTo: .blocking(.signed), on: office.store.today, by: office.store.person(decider),
      profile: .introduced)
    #expect(!decision.allowed)
  }
}
