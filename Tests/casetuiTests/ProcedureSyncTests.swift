import CaseDomain
import CaseStore
import CaseTesting
import Foundation
import Testing

@testable import casetui

/// Two offices act apart on one case and meet: docs/policy.md §8.8, invariants 4, 7 and 8.
@Suite struct ProcedureSyncTests {
  /// What the offices did that no merge may lose.
  private struct Done {
    var holds: Set<String> = []
    var revoked: Set<EntityID> = []
    var exports = 0
    /// The last answer of each agency, and what each office made of it since they last met.
    var answers: [Agency: EquityReply.Answer] = [.energy: .concur]
    var apart: [[Agency: EquityReply.Answer]] = [[:], [:]]

    /// Of two answers given apart, the stricter; of one, that one.
    mutating func meet() {
      let order: [EquityReply.Answer] = [.concur, .concurWithComment, .noEquity, .nonConcur, .hold]
      for agency in EquityReply.awaited {
        let new = apart.compactMap { $0[agency] }
        if let strictest = order.last(where: new.contains) { answers[agency] = strictest }
      }
      apart = [[:], [:]]
    }
  }

  /// A case that both offices hold, at both of which people are registered.
  private struct Shared {
    let offices: [TestOffice]
    let id: CaseID
    let exhibit: ExhibitID
    let owner: Owner
    var consents: [EntityID] = []

    init(seed: UInt64) throws {
      let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
      offices = [a, b]
      id = try a.store.newCase(title: "Northwind Lattice \(seed)", as: a.author).id
      owner = Owner(id: OwnerID(high: 1, low: seed + 1), name: "Aurora Foundry", isUSPerson: true)
      let file = try a.store.vault.take(Array("log \(seed)".utf8), name: "a.txt", mediaType: "text/plain")
      let caseID = id
      exhibit = try a.store.write(as: a.author) { writer in
        try writer.addExhibit(file, title: "Letter", from: "Aurora Foundry", marking: nil, caseID: caseID).id
      }
      _ = try a.store.add(owner.cbor, to: .owners, of: id, as: a.author)
      _ = try a.store.set(.theory, of: id, to: .text("mea"), as: a.author)
      _ = try a.store.setEntry(
        .basis, of: id, to: ListingValue("conducted", exhibits: [exhibit]), as: a.author)
      for _ in 0..<2 {
        _ = try a.store.giveConsent(
          OwnerConsent(
            owner: owner.id, covers: [.init(exhibit, .basis)], signer: "M. Osei", givenOn: a.store.today),
          in: id, as: a.author)
      }
      for office in offices {
        for (name, roles, agency) in [
          (office.author.user, [CaseDomain.Role.lead, .analyst], nil as Agency?),
          ("desk", [.stateDesk], .state),
          ("chair", [.ercChair], .commerce), ("counsel", [.counsel], nil),
        ] {
          let key = try office.store.makeKey(for: name).encoded
          let registered = try office.store.register(
            Registration(name: name, roles: Set(roles), agency: agency, publicKey: key), as: office.author)
          #expect(registered.obstacles.isEmpty)
        }
      }
      _ = try a.store.reply(id, agency: .energy, .concur, comment: "", as: Author(user: "desk"))
      try sync(enrol: true)
      try sync()
      consents = try a.store.read { try $0.consents(of: caseID) }.map(\.id)
    }

    func sync(enrol: Bool = false) throws {
      let result = try Syncer.run(offices[1].path, in: offices[0].store, as: offices[0].author, enrol: enrol)
      #expect(result.refused.isEmpty && result.stateDigest == result.peerStateDigest)
    }

    func file(_ office: TestOffice) throws -> CaseFile {
      try office.store.read { try $0.caseFile(id, rehash: true) }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func whatIsStricterIsNeverLost(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let shared = try Shared(seed: seed)
    var done = Done()
    for round in 0..<2 {
      for (index, office) in shared.offices.enumerated() {
        for step in 0..<6 { try act(in: office, index, shared, &done, &random, "\(round).\(step)") }
      }
      try shared.sync()
      done.meet()
      try check(shared, done)
    }
  }

  private func act(
    in office: TestOffice, _ index: Int, _ shared: Shared, _ done: inout Done,
    _ random: inout SeededGenerator,
    _ name: String
  ) throws {
    let (store, id) = (office.store, shared.id)
    switch random.next() % 7 {
    case 0:
      let reason = "\(office.author.user) \(name)"
      _ = try store.hold(
        id, reason: reason, requester: "Commerce", reviewOn: store.today.adding(days: 30)!, as: office.author)
      done.holds.insert(reason)
    case 1:
      guard let hold = try shared.file(office).openHolds.randomElement(using: &random) else { return }
      _ = try store.release(hold.id, in: id, reason: "talks ended", as: office.author)
      done.holds.remove(hold.reason)
    case 2, 3:
      let agency = [Agency.energy, .defense].randomElement(using: &random) ?? .energy
      let answer = EquityReply.Answer.allCases.randomElement(using: &random) ?? .hold
      let found = try store.reply(id, agency: agency, answer, comment: name, as: Author(user: "desk"))
      #expect(found.obstacles.isEmpty)
      done.apart[index][agency] = answer
    case 4:
      guard let consent = shared.consents.randomElement(using: &random) else { return }
      _ = try store.revokeConsent(consent, in: id, on: store.today, as: office.author)
      done.revoked.insert(consent)
    case 5:
      let copy = NSTemporaryDirectory() + "casetui-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: copy) }
      _ = try store.export(shared.exhibit, to: copy, as: office.author)
      done.exports += 1
    default:
      let found = try store.approve(id, .legalMemo, text: "sound \(name)", as: Author(user: "counsel"))
      #expect(found.obstacles.isEmpty)
      _ = try store.setFinding(
        .m1, of: id, .met, exhibits: [shared.exhibit], rationale: name, as: office.author)
    }
  }

  private func check(_ shared: Shared, _ done: Done) throws {
    let files = try shared.offices.map(shared.file)
    #expect(try shared.offices[0].digest() == shared.offices[1].digest())
    #expect(files[0].package == files[1].package)
    for (office, file) in zip(shared.offices, files) {
      #expect(Set(file.openHolds.map(\.reason)) == done.holds)
      for (agency, answer) in done.answers {
        #expect(file.reply(of: agency)?.answer == answer, "\(agency) at \(office.author.user)")
      }
      let revoked = try office.store.read { try $0.consents(of: shared.id) }.filter {
        $0.consent.revokedOn != nil
      }
      #expect(Set(revoked.map(\.id)) == done.revoked)
      let custody = try office.store.read { try $0.custody(of: shared.exhibit) }.flatMap(\.entries)
      #expect(custody.count { $0.action == .exported } == done.exports)
      #expect(try office.store.verify().isSound)
    }
    #expect(files[0].holds == files[1].holds && Set(files[0].replies) == Set(files[1].replies))
    #expect(files[0].approvals == files[1].approvals && files[0].irregularities == files[1].irregularities)
    #expect(
      files[0].approvals.map { files[0].faults(of: $0) } == files[1].approvals.map { files[1].faults(of: $0) }
    )
    try sameDecisions(shared)
  }

  /// The same move by the same person meets the same obstacles at both.
  private func sameDecisions(_ shared: Shared) throws {
    let store = shared.offices[0].store
    let (day, profile) = (store.today, try store.profile(on: store.today))
    let person = store.person(shared.offices[0].author)
    let files = try shared.offices.map(shared.file)
    let moves = Track.allCases.flatMap { Stage.all(on: $0) } + Stage.all(on: nil)
    for stage in moves {
      let decisions = files.map { file in
        file.decide(advanceTo: StageTarget(stage), on: day, by: person, profile: profile)
      }
      #expect(decisions[0] == decisions[1], "\(stage)")
    }
  }

  /// §8.1: what somebody writes without the role, past the program's own refusal, has no effect at the other.
  @Test func anActWithoutTheRoleHasNoEffect() throws {
    let shared = try Shared(seed: 1_000)
    let (a, b, id) = (shared.offices[0], shared.offices[1], shared.id)
    let (mallory, day) = (Author(user: "mallory"), a.store.today)
    let package = try shared.file(a).package
    let person = Person("mallory")
    let track = EntityID.derived("track", from: id.cast(), Track.entityList.recordKey)
    let proposal = Proposal(action: .add, proposer: .commerce, circulatedOn: day, basisSections: ["744.11"])
    _ = try a.store.setRecord(track, .proposal, proposal.cbor, of: id, as: a.author)
    try a.store.write(as: mallory) { writer in
      let caseID: EntityID = id.cast()
      try writer.move(
        caseID, StageEvent(from: "lead", to: "interagency", details: []), caseID: caseID, basis: nil,
        subject: nil,
        restsOn: [])
      try writer.move(
        track, StageEvent(from: "none", to: "published", details: []), caseID: caseID, basis: nil,
        subject: nil,
        restsOn: [])
      for kind in Approval.Kind.allCases where kind.roles.isDisjoint(with: CaseDomain.Role.unregistered) {
        let act = Approval(kind, by: person, on: day, text: "so be it", package: package)
        try writer.add(Target(caseID, .approval), act.cbor, caseID: caseID)
      }
      let reply = EquityReply(agency: .energy, answer: .concur, by: person, on: day, package: package)
      try writer.set(Target(.derived("reply", from: caseID, "Energy"), .reply), reply.cbor, caseID: caseID)
      for agency in ["Commerce", "State", "Defense", "Energy"] {
        let ballot = Ballot(agency: Agency(agency), choice: .inFavour, by: person, on: day, package: package)
        try writer.set(
          Target(.derived("ballot", from: track, agency), .ballot), ballot.signing([1]), caseID: caseID)
      }
    }
    try shared.sync()
    for office in [a, b] {
      let file = try shared.file(office)
      let profile = try office.store.profile(on: day)
      #expect(file.irregularities.count == 2 && file.irregularities.allSatisfy { $0.by.name == "mallory" })
      for act in file.approvals { #expect(file.faults(of: act).contains { $0.code == .roleNotHeld }) }
      #expect(Approval.Kind.allCases.allSatisfy { file.approval($0) == nil } && !file.approvals.isEmpty)
      let tally = try #require(file.tally(on: day, profile: profile))
      #expect(
        tally.counted.isEmpty && tally.uncounted.map(\.fault) == Array(repeating: .noStanding, count: 4))
      let codes = file.decide(
        advanceTo: .entityList(.active), on: day, by: office.store.person(office.author), profile: profile
      ).obstacles.map(\.code)
      #expect(codes.contains(.irregularMove))
    }
    try sameDecisions(shared)
  }
}
