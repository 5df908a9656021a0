import Testing

@testable import CaseDomain

/// The clocks of one case: docs/policy.md §8.6, §8.7; 50 USC 1622(d) (not verified).
@Suite struct CaseDeadlineTests {
  private func file(at stage: BlockingStage, declared: String? = "2026-03-01") -> CaseFile {
    var file = Sample.blockingFile(at: stage)
    file.blocking?.authority?.declaredOn = declared.map(Sample.day)
    return file
  }

  private func deadlines(_ file: CaseFile, _ code: String) -> [Deadline] {
    file.deadlines(profile: Sample.profile, enteredStageOn: nil).filter { $0.code.hasPrefix(code) }
  }

  /// Yearly, for whatever is signed and not ended.
  @Test(arguments: BlockingStage.allCases) func theEmergencyOfABlocking(_ stage: BlockingStage) {
    let runs: Set<BlockingStage> = [.signed, .effective, .published, .active, .petition, .modified]
    let found = deadlines(file(at: stage), "emergencyTerm")
    #expect(found.map { $0.dueOn?.iso } == (runs.contains(stage) ? ["2027-03-01"] : []))
    #expect(found.allSatisfy { $0.citation.description == "50 USC §1622(d)" && $0.track == .blocking })
    #expect(found.allSatisfy { $0.title.contains("EO 13694 as amended") && $0.caseReference == "26-0001" })
  }

  @Test func itIsContinuedYearByYear() {
    var file = file(at: .active)
    for (day, due) in [("2027-02-20", "2028-03-01"), ("2028-01-15", "2029-03-01")] {
      file.reviews.append(
        PeriodicReview(kind: .emergency, on: Sample.day(day), by: Sample.records, result: "continued"))
      #expect(deadlines(file, "emergencyTerm").map { $0.dueOn?.iso } == [due])
    }
  }

  /// Without the day it was declared there is no day, and the list says that nothing has started.
  @Test func withoutADayNothingRuns() {
    let found = deadlines(file(at: .active, declared: nil), "emergencyTerm")
    #expect(found.map(\.dueOn) == [nil])
    var paipa = file(at: .active)
    paipa.blocking?.authority?.route = .paipa
    #expect(deadlines(paipa, "emergencyTerm") == [])
    // Counsel did without a citation: the day alone is enough.
    var bare = file(at: .active)
    bare.blocking?.authority?.citation = ""
    #expect(deadlines(bare, "emergencyTerm").map { $0.dueOn?.iso } == ["2027-03-01"])
  }

  /// §8.2: the day that the move names, at most as late as the profile allows; without one that day.
  @Test(
    arguments: [
      ("2026-12-15", "2026-12-15"), (nil, "2027-02-28"), ("2027-06-01", "2027-02-28"),
    ] as [(String?, String)])
  func aSuspensionIsReviewedOnItsDay(_ review: String?, _ due: String) {
    var file = CaseFile(id: CaseID(high: 1, low: 1), reference: "26-0001", title: "T")
    file.stage = .suspended
    file.suspensionReviewOn = review.map(Sample.day)
    let found = file.deadlines(profile: Sample.profile, enteredStageOn: Sample.day("2026-11-30"))
    #expect(found.map(\.title) == ["review of the suspension"])
    #expect(found.map { $0.dueOn?.iso } == [due])
  }

  /// A hold that was released is due no more, and is said to be met.
  @Test func aReleasedHoldIsFinished() {
    var file = CaseFile(id: CaseID(high: 1, low: 1), reference: "26-0001", title: "T")
    func hold(_ number: UInt64, released: String?) -> Hold {
      Hold(
        id: EntityID(high: 40, low: number), reason: "a trial", requester: "DOJ", by: Sample.records,
        on: Sample.day("2027-01-01"), reviewOn: Sample.day("2027-02-01"),
        releasedOn: released.map(Sample.day))
    }
    file.holds = [hold(1, released: nil), hold(2, released: "2027-01-20")]
    let open = file.deadlines(profile: Sample.profile, enteredStageOn: nil).filter {
      $0.code.hasPrefix("holdReview")
    }
    let finished = file.finishedDeadlines(profile: Sample.profile)
    #expect(open.map(\.code) == ["holdReview-\(EntityID(high: 40, low: 1))"])
    #expect(finished.map(\.code) == ["holdReview-\(EntityID(high: 40, low: 2))"])
    #expect(finished.map { $0.doneOn?.iso } == ["2027-01-20"])
  }

  /// §8.6: a licence with a last day is due on it, until another goes on with it.
  @Test func licencesEnd() {
    func licence(
      _ number: UInt64, _ from: String, _ to: String?, kind: Relief.Kind = .specificLicence,
      scope: String = "wind-down"
    ) -> Relief {
      Relief(
        id: EntityID(high: 30, low: number), kind: kind, authority: .executiveOrder, scope: scope,
        from: Sample.day(from), to: to.map(Sample.day), by: Sample.liaison)
    }
    func dues(_ reliefs: [Relief], at stage: BlockingStage = .active) -> [String?] {
      var blocked = file(at: stage)
      blocked.reliefs = reliefs
      return deadlines(blocked, "reliefEnds").map { $0.dueOn?.iso }
    }
    let first = licence(1, "2027-01-01", "2027-06-30")
    #expect(dues([first]) == ["2027-06-30"])
    #expect(dues([first], at: .removed) == [] && dues([first], at: .draft) == [])
    #expect(dues([licence(1, "2027-01-01", nil)]) == [])
    #expect(dues([first, licence(2, "2027-06-01", "2027-12-31")]) == ["2027-12-31"])
    #expect(dues([first, licence(2, "2027-06-01", nil)]) == [])
    // Another scope or kind goes on with nothing; nor does one that ends earlier.
    #expect(dues([first, licence(2, "2027-06-01", "2027-12-31", scope: "medicine")]).count == 2)
    #expect(dues([first, licence(2, "2027-06-01", "2027-12-31", kind: .exception)]).count == 2)
    #expect(dues([first, licence(2, "2027-02-01", "2027-03-01")]) == ["2027-03-01", "2027-06-30"])
    var blocked = file(at: .active)
    blocked.reliefs = [first]
    let one = deadlines(blocked, "reliefEnds")[0]
    #expect(one.title == "the specific licence ends: wind-down" && one.status == .agencyPolicy)
    #expect(one.citation.description == "agency policy §8.6" && one.startsOn?.iso == "2027-01-01")
  }
}
