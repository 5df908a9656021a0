import Testing

@testable import CaseDomain

/// Reconsideration and removal: docs/policy.md §8.6; 31 CFR 501.807, 15 CFR 744.16(e) (not verified).
@Suite struct PetitionTests {
  /// Track, where the petition is taken up, and what each decision leads to.
  private static let ways: [(Track, Stage, Stage)] = [
    (.blocking, .blocking(.active), .blocking(.petition)),
    (.entityList, .entityList(.active), .entityList(.request)),
  ]

  private func file(at stage: Stage, _ petitions: [Petition]) -> CaseFile {
    var file = Sample.caseFile(at: .interagency)
    file.place(at: stage)
    file.petitions = petitions
    return file
  }

  /// A petition is taken up before it is decided; the standing and the ground come with it.
  @Test func takingItUp() {
    for (track, from, to) in PetitionTests.ways {
      let target = StageTarget(to)
      #expect(file(at: from, []).codes(target) == [.petitionMissing])
      #expect(file(at: from, [Sample.petition(track, nil)]).codes(target) == [])
      #expect(file(at: from, [Sample.petition(.attackersList, nil)]).codes(target) == [.petitionMissing])
      var silent = Sample.petition(track, nil)
      silent.reasons = " "
      #expect(file(at: from, [silent]).codes(target) == [.petitionMissing])
      // §8.6: also while the case itself rests.
      for stage in [SpineStage.closed, .suspended] {
        var resting = file(at: from, [Sample.petition(track, nil)])
        resting.stage = stage
        #expect(resting.codes(target) == [])
      }
    }
  }

  @Test(
    arguments: [
      ("none", [], [.petitionMissing]),
      ("undecided", [Sample.petition(.blocking, nil)], [.petitionUndecided]),
      ("granted", [Sample.petition(.blocking, .granted)], []),
      ("denied", [Sample.petition(.blocking, .denied)], [.petitionResult]),
      ("modified", [Sample.petition(.blocking, .modified)], [.petitionResult]),
      ("granted on another track", [Sample.petition(.entityList, .granted)], [.petitionMissing]),
      (
        "decided by an author", [Sample.petition(.blocking, .granted, by: Sample.analyst)],
        [.petitionDecider, .roleNotHeld]
      ),
      ("decided by counsel", [Sample.petition(.blocking, .granted, by: Sample.counsel)], [.roleNotHeld]),
      (
        "decided by a stranger", [Sample.petition(.blocking, .granted, by: Person("nobody knows"))],
        [.roleNotHeld]
      ),
      (
        "granted, then asked again",
        [Sample.petition(.blocking, .granted), Sample.petition(.blocking, nil, received: "2027-02-20")],
        [.petitionUndecided]
      ),
      (
        "denied, then granted",
        [Sample.petition(.blocking, .granted, received: "2027-02-20"), Sample.petition(.blocking, .denied)],
        []
      ),
    ] as [(String, [Petition], [ObstacleCode])])
  func removalFromBlocking(_ why: String, _ petitions: [Petition], _ codes: [ObstacleCode]) {
    #expect(file(at: .blocking(.petition), petitions).codes(.blocking(.removed)) == codes, "\(why)")
  }

  /// §8.6: SAN takes insufficient basis, changed circumstances and remedial steps; ALIST new facts or error; EL
  /// whatever is given in writing.
  @Test(
    arguments: [
      (.insufficientBasis, [.blocking, .entityList]), (.changedCircumstances, [.blocking, .entityList]),
      (.remedialSteps, [.blocking, .entityList]), (.newFacts, [.attackersList, .entityList]),
      (.error, [.attackersList, .entityList]),
    ] as [(Petition.Ground, [Track])])
  func grounds(_ ground: Petition.Ground, _ tracks: [Track]) throws {
    for track in Track.allCases {
      var petition = Sample.petition(track, nil)
      petition.ground = ground
      let codes: [ObstacleCode] = tracks.contains(track) ? [] : [.petitionGround]
      #expect(petition.obstacles.readAsSentences() == codes, "\(ground) on \(track)")
      #expect(petition.obstacles.allSatisfy { $0.section == "agency policy §8.6" })
      // What was recorded all the same leads nowhere: not taken up, not decided by.
      if let way = PetitionTests.ways.first(where: { $0.0 == track }) {
        #expect(file(at: way.1, [petition]).codes(StageTarget(way.2)) == codes)
      }
      var granted = Sample.petition(track, .granted)
      granted.ground = ground
      if track == .blocking {
        #expect(file(at: .blocking(.petition), [granted]).codes(.blocking(.removed)) == codes)
      } else if track == .attackersList {
        let withdrawal = StageTarget(.listing(.withdrawn), reason: .changedCircumstances)
        #expect(file(at: .listing(.published), [granted]).codes(withdrawal) == codes)
      }
    }
    var silent = Sample.petition(.entityList, nil)
    silent.reasons = "\u{200B}"
    #expect(silent.obstacles.readAsSentences() == [.petitionMissing])
  }

  /// Each result leads to its own step and to no other (§8.6).
  @Test func theResultLeads() {
    for result in Petition.Result.allCases {
      for (to, wanted) in [
        (BlockingStage.active, Petition.Result.denied), (.modified, .modified), (.removed, .granted),
      ] {
        let codes = file(at: .blocking(.petition), [Sample.petition(.blocking, result)]).codes(.blocking(to))
        #expect(codes == (result == wanted ? [] : [.petitionResult]))
      }
      let codes = file(at: .entityList(.request), [Sample.petition(.entityList, result)]).codes(
        .entityList(.active))
      #expect(codes == (result == .denied ? [] : [.petitionResult]))
    }
  }

  /// §8.6: the decider of the petition is not who worked up the case, though a decider.
  @Test func anAuthorDoesNotDecide() {
    var file = file(at: .blocking(.petition), [Sample.petition(.blocking, .granted)])
    file.authors.insert(Sample.decider)
    #expect(file.codes(.blocking(.removed)) == [.petitionDecider])
  }

  @Test func nothingIrregularIsRemoved() {
    let moved = Irregularity(
      from: .blocking(.active), to: .blocking(.petition), by: Person("x"), needs: [.records])
    var san = file(at: .blocking(.petition), [Sample.petition(.blocking, .granted)])
    san.irregularities = [moved]
    #expect(san.codes(.blocking(.removed)) == [.irregularMove])
    san.petitions = [Sample.petition(.blocking, .modified)]
    #expect(san.codes(.blocking(.modified)) == [.irregularMove])
    san.irregularities = []
    #expect(san.codes(.blocking(.modified)) == [])
  }

  /// §8.5, §8.6: the office may take an entry down with a reason, whatever came of a petition.
  @Test func anEntryComesDownOnTheOfficesOwnMotion() {
    let target = StageTarget(.listing(.withdrawn), reason: .changedCircumstances)
    for stage in [ListingStage.published, .reidentified] {
      for petitions in [
        [], [Sample.petition(.attackersList, nil)], [Sample.petition(.attackersList, .denied)],
        [Sample.petition(.attackersList, .granted)],
      ] {
        #expect(file(at: .listing(stage), petitions).codes(target) == [])
      }
      // Granted, but by one who may not: not by that petition; but never against a revocation.
      let bad = file(at: .listing(stage), [Sample.petition(.attackersList, .granted, by: Sample.analyst)])
      #expect(bad.codes(target) == [.petitionDecider, .roleNotHeld])
      #expect(bad.codes(StageTarget(.listing(.withdrawn), reason: .consentRevoked)) == [])
    }
  }

  /// §8.6: a measure can be taken back while the case is closed or suspended.
  @Test func aClosedCaseDoesNotKeepAMeasure() {
    for stage in [SpineStage.closed, .suspended] {
      var san = file(at: .blocking(.petition), [Sample.petition(.blocking, .granted)])
      san.stage = stage
      #expect(san.codes(.blocking(.removed)) == [])
      #expect(san.codes(.blocking(.modified)) == [.petitionResult])
      var el = file(at: .entityList(.request), [Sample.petition(.entityList, .granted)])
      el.entityList?.proposal?.action = .remove
      el.vote([.inFavour, .inFavour, .inFavour, .inFavour])
      el.stage = stage
      #expect(el.codes(.entityList(.removed)) == [])
      el.place(at: .entityList(.proposed))
      #expect(el.codes(.entityList(.circulated)).first == .outOfOrder)
    }
  }
}
