import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import CaseStore

/// Reviews, votes and holds as a store keeps them: docs/policy.md §8.1, §8.2, §8.8.
@Suite struct ProcedureStoreTests {
  private let office: Office
  private let id: CaseID
  private let counsel = Author(user: "counsel")
  private let desk = Author(user: "desk")

  init() throws {
    office = try Office("Head Office")
    id = try office.sampleCase()
    for (name, roles, agency) in [
      ("ann", [Role.analyst, .lead], nil as Agency?), ("counsel", [.counsel], nil),
      ("desk", [.stateDesk], .state),
      ("chair", [.ercChair], .commerce), ("member", [.ercMember], .energy),
    ] {
      let key = try office.store.makeKey(for: name).encoded
      let found = try office.store.register(
        Registration(name: name, roles: Set(roles), agency: agency, publicKey: key), as: office.author)
      #expect(found.obstacles.isEmpty)
    }
  }

  private func file() throws -> CaseFile { try office.store.read { try $0.caseFile(id, rehash: true) } }
  private func digest() throws -> Digest256 { try office.store.read { try $0.stateDigest() } }

  /// What is read again, after a restart and after the tables were made anew, is what was written.
  @Test func readBackAsWritten() throws {
    _ = try office.store.approve(id, .legalMemo, text: "sound", as: counsel)
    _ = try office.store.reply(id, agency: .energy, .nonConcur, comment: "more time", as: desk)
    _ = try office.store.hold(
      id, reason: "talks", requester: "State", reviewOn: office.store.today.adding(days: 20)!, as: desk)
    let before = try file()
    #expect(before.approval(.legalMemo)?.isSigned == true)
    #expect(before.reply(of: .energy)?.answer == .nonConcur && before.openHolds.map(\.reason) == ["talks"])
    _ = try office.store.rebuild()
    #expect(try file() == before)
    try office.reopen()
    #expect(try file() == before)
    #expect(try office.store.verify().isSound)
  }

  /// §8.8, invariant 8: each change to the package makes it void; what is not of the package does not.
  @Test func anyChangeToTheRecordVoidsTheAct() throws {
    let (store, ann) = (office.store, office.author)
    let exhibit = try #require(try file().exhibits.first?.id)
    func approved() throws -> Bool { try file().approval(.legalMemo) != nil }
    let changes: [(String, Bool, () throws -> Void)] = [
      ("a note", false, { _ = try store.note("seen", on: id, as: ann) }),
      ("the title", false, { _ = try store.set(.title, of: id, to: .text("Other"), as: ann) }),
      ("a reply", false, { _ = try store.reply(id, agency: .state, .concur, comment: "", as: desk) }),
      ("the theory", true, { _ = try store.set(.theory, of: id, to: .text("mea"), as: ann) }),
      ("a grade", true, { _ = try store.set(.grade, of: exhibit, to: .record([1: .text("B2")]), as: ann) }),
      (
        "another grade", true,
        { _ = try store.set(.grade, of: exhibit, to: .record([1: .text("B3")]), as: ann) }
      ),
      ("the origin", true, { _ = try store.set(.origin, of: exhibit, to: .text("a lab"), as: ann) }),
      (
        "a finding", true,
        { _ = try store.setFinding(.m1, of: id, .met, exhibits: [exhibit], rationale: "as shown", as: ann) }
      ),
      (
        "an exhibit", true,
        {
          let taken = try store.vault.take(Array("more".utf8), name: "b.txt", mediaType: "text/plain")
          try store.write(as: ann) { writer in
            _ = try writer.addExhibit(taken, title: "More", from: "sender", marking: nil, caseID: id)
          }
        }
      ),
    ]
    for (what, isOfThePackage, change) in changes {
      let found = try store.approve(id, .legalMemo, text: "before \(what)", as: counsel)
      #expect(try found.obstacles.isEmpty && approved())
      let package = try file().package
      try change()
      #expect(try approved() != isOfThePackage, "\(what)")
      #expect(try (file().package != package) == isOfThePackage, "\(what)")
    }
    let void = try file().approvals.filter { try file().approval($0.kind) == nil }
    for act in void { #expect(try file().faults(of: act).map(\.code) == [.approvalVoid]) }
  }

  /// §8.1: refused where it is made, and nothing is written.
  @Test func whoMayNotWritesNothing() throws {
    let (store, before) = (office.store, try digest())
    let stranger = Author(user: "mallory")
    let act = try store.approve(id, .legalMemo, text: "sound", as: stranger)
    #expect(act.obstacles.map(\.code).contains(.roleNotHeld) && act.change.operations == 0)
    let reply = try store.reply(id, agency: .energy, .concur, comment: "", as: Author(user: "chair"))
    #expect(reply.obstacles.map(\.code) == [.replyStanding])
    let vote = try store.vote(id, agency: .energy, .inFavour, reason: nil, as: Author(user: "member"))
    #expect(vote.obstacles.map(\.code) == [.notCirculated])
    let register = try store.register(Registration(name: "mallory", roles: [.decider]), as: stranger)
    #expect(register.obstacles.map(\.code) == [.roleNotHeld])
    #expect(try digest() == before)
  }

  /// §8.4: a vote is of a member, on the matter as it is, and stale once that changes.
  @Test func votesBindTheMatter() throws {
    let (store, ann) = (office.store, office.author)
    let opened = try store.advance(id, to: .entityList(.proposed), dryRun: false, as: ann)
    #expect(opened.decision.obstacles.isEmpty)
    let track = EntityID.derived("track", from: id.cast(), Track.entityList.recordKey)
    let proposal = Proposal(
      action: .add, proposer: .commerce, circulatedOn: store.today, basisSections: ["744.11"])
    _ = try store.setRecord(track, .proposal, proposal.cbor, of: id, as: ann)
    let member = Author(user: "member")
    #expect(try store.vote(id, agency: .energy, .inFavour, reason: nil, as: member).obstacles.isEmpty)
    #expect(
      try store.vote(id, agency: .commerce, .against, reason: nil, as: member).obstacles.map(\.code) == [
        .roleNotHeld
      ])
    let profile = try store.profile(on: store.today)
    func tally() throws -> Tally { try #require(try file().tally(on: store.today, profile: profile)) }
    #expect(try tally().counted.map(\.agency) == [.energy] && tally().uncounted.isEmpty)
    // Voting again takes the place of the vote before.
    #expect(try store.vote(id, agency: .energy, .against, reason: nil, as: member).obstacles.isEmpty)
    #expect(try tally().against == 1 && tally().inFavour == 0)
    _ = try store.set(.theory, of: id, to: .text("mea"), as: ann)
    #expect(try tally().counted.isEmpty && tally().uncounted.map(\.fault) == [.stale])
    #expect(
      try file().tally(on: store.today, profile: profile)?.faults.first?.contains("changed since") == true)
  }

  /// §8.8, invariant 7: only a release that names the hold ends it.
  @Test func aHoldEndsByItsOwnRelease() throws {
    let store = office.store
    for reason in ["talks", "appeal"] {
      _ = try store.hold(
        id, reason: reason, requester: "State", reviewOn: store.today.adding(days: 20)!, as: desk)
    }
    func close() throws -> [ObstacleCode] {
      try store.advance(id, to: .close(.referred), dryRun: true, as: office.author).decision.obstacles.map(
        \.code)
    }
    #expect(try close() == [.openHold, .openHold])
    for left in [1, 0] {
      let hold = try #require(try file().openHolds.first)
      _ = try store.release(hold.id, in: id, reason: "over", as: desk)
      #expect(try close() == Array(repeating: .openHold, count: left))
    }
  }
}
