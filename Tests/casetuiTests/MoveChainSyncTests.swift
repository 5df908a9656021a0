import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// An irregular move is not laundered by what follows it, at either of two offices: docs/decisions/0021.
@Suite struct MoveChainSyncTests {
  private let (a, b): (TestOffice, TestOffice)
  private let id: CaseID
  private let lead = Author(user: "ann")
  private let counsel = Author(user: "counsel")

  init() throws {
    (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    for (office, people) in [
      (a, [("ann", [CaseDomain.Role.lead, .analyst]), ("counsel", [.counsel]), ("decider", [.decider])]),
      (b, [("bob", [.lead, .analyst])]),
    ] {
      for (name, roles) in people {
        let found = try office.store.register(Registration(name: name, roles: Set(roles)), as: office.author)
        #expect(found.obstacles.isEmpty)
      }
    }
    id = try a.store.newCase(title: "Northwind Lattice", as: lead).id
    for (from, to) in [
      ("lead", "triage"), ("triage", "investigation"), ("investigation", "attribution"),
      ("attribution", "package"), ("package", "legal-review"),
    ] {
      try move(in: a, from, to, by: lead)
    }
    try sync(enrol: true)
    try sync()
  }

  private func sync(enrol: Bool = false) throws {
    let result = try Syncer.run(b.path, in: a.store, as: lead, enrol: enrol)
    #expect(result.refused.isEmpty && result.stateDigest == result.peerStateDigest)
  }

  /// Past the program's own refusal.
  private func move(
    in office: TestOffice, _ from: String, _ to: String, by author: Author, on track: Track? = nil
  )
    throws
  {
    let entity: EntityID = track.map { CaseStore.trackRecord($0, of: id) } ?? id.cast()
    try office.store.write(as: author) { writer in
      try writer.move(
        entity, StageEvent(from: from, to: to), caseID: id.cast(), basis: nil, subject: nil, restsOn: [])
    }
  }

  /// What both offices show; the same at both, or it fails.
  private func irregular() throws -> [String] {
    try sync()
    let files = try [a, b].map { office in try office.store.read { try $0.caseFile(id, rehash: false) } }
    #expect(files[0].irregularities == files[1].irregularities)
    let bars = files.map { file in
      // Where the one step is asked, whatever the case has come to.
      var file = file
      file.stage = .interagency
      file.blocking = BlockingTrack(stage: .decisionReady)
      return file.decide(
        advanceTo: .blocking(.signed), on: a.store.today, by: a.store.person(Author(user: "decider")),
        profile: .introduced
      ).obstacles.contains { $0.code == .irregularMove }
    }
    #expect(bars == Array(repeating: !files[0].irregularities.isEmpty, count: 2))
    return files[0].irregularities.map { "\($0.by) \($0.from?.name ?? "-")>\($0.to.name)" }
  }

  private func advance(_ target: StageTarget, by author: Author) throws -> [ObstacleCode] {
    try a.store.advance(id, to: target, dryRun: false, as: author).decision.obstacles.map(\.code)
  }

  @Test func suspendingAndResumingHidesNothing() throws {
    for stage in ["draft", "authority-check", "decision-ready"] {
      let from = ["authority-check": "draft", "decision-ready": "authority-check"][stage] ?? "none"
      try move(in: a, from, stage, by: stage == "decision-ready" ? counsel : lead, on: .blocking)
    }
    #expect(try irregular() == [])
    // Mallory of the other office has no role that goes to S6.
    try move(in: b, "legal-review", "interagency", by: Author(user: "mallory"))
    let stolen = ["mallory legal-review>interagency"]
    #expect(try irregular() == stolen)
    let review = try #require(a.store.today.adding(days: 20))
    #expect(try advance(.suspend(.awaitingAgency, reviewOn: review), by: lead) == [])
    #expect(try irregular() == stolen)
    // The day it is looked at again is part of the move, at the other office, too.
    for office in [a, b] {
      #expect(try office.store.read { try $0.caseFile(id, rehash: false).suspensionReviewOn } == review)
    }
    #expect(try advance(.spine(.interagency), by: lead) == [])
    #expect(try irregular() == stolen, "suspended and resumed by one who may")
    _ = try a.store.rebuild()
    #expect(try irregular() == stolen, "the tables made anew say the same")

    // Back, and on again by those whose steps they are.
    #expect(try advance(.spine(.package), by: counsel) == [])
    #expect(try irregular() == [])
    try move(in: a, "package", "legal-review", by: lead)
    try move(in: a, "legal-review", "interagency", by: counsel)
    #expect(try irregular() == [])
    // Who has left since undoes nothing that was made while they had the role.
    let gone = Registration(name: "counsel", roles: [.counsel], isActive: false)
    #expect(try a.store.register(gone, as: lead).obstacles.isEmpty)
    #expect(try irregular() == [])
    #expect(try a.store.verify().isSound && b.store.verify().isSound)
  }

  /// On a track, where no step leads back: who has the role takes it back, and the program offers it.
  @Test func aTrackIsTakenBack() throws {
    try move(in: a, "none", "draft", by: lead, on: .blocking)
    try move(in: a, "draft", "authority-check", by: lead, on: .blocking)
    try move(in: a, "authority-check", "decision-ready", by: counsel, on: .blocking)
    try sync()
    try move(in: b, "decision-ready", "signed", by: Author(user: "bob"), on: .blocking)
    #expect(try irregular() == ["bob decision-ready>signed"])
    try move(in: a, "signed", "effective", by: Author(user: "decider"), on: .blocking)
    #expect(try irregular() == ["bob decision-ready>signed"], "going on mends nothing")
    #expect(try advance(.blocking(.decisionReady), by: lead) == [.roleNotHeld])
    #expect(try advance(.blocking(.decisionReady), by: Author(user: "decider")) == [])
    #expect(try irregular() == [])
    let file = try a.store.read { try $0.caseFile(id, rehash: false) }
    #expect(file.blocking?.stage == .decisionReady)
  }

  /// A stage that it was not at, and a resumption to another one, are seen for what they are.
  @Test func aStatedStageIsNotBelieved() throws {
    try move(in: b, "suspended", "interagency", by: Author(user: "mallory"))
    #expect(try irregular() == ["mallory legal-review>interagency"])
  }

  /// Apart: one office takes it back while the other builds on it.
  @Test func takenBackAtOneOfficeOnly() throws {
    try move(in: b, "legal-review", "interagency", by: Author(user: "mallory"))
    try sync()
    try move(in: a, "interagency", "package", by: counsel)
    try move(in: b, "interagency", "suspended", by: Author(user: "bob"))
    #expect(try irregular() == ["mallory legal-review>interagency"])
    try move(in: a, "interagency", "package", by: counsel)
    #expect(try irregular() == [], "settled by going back")
  }
}
