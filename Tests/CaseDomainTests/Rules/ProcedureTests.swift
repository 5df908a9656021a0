import CaseTesting
import Testing

@testable import CaseDomain

/// What holds in every procedure, whatever people do: docs/policy.md §8.8.
@Suite struct ProcedureTests {
  /// 2,000 procedures of 16 steps, in eight parts. Invariants 1, 2, 4, 5, 6, 7, 9 and 10 are looked at after each
  /// step; 3 is `OwnershipLawTests`, 8 is below.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func proceduresKeepTheInvariants(part: UInt64) {
    var events: [ProcedureDriver.Event: Int] = [:]
    for number in 0..<250 as Range<UInt64> {
      var driver = ProcedureDriver(seed: part * 1_000 + number)
      driver.run(steps: 16)
      events.merge(driver.events, uniquingKeysWith: +)
    }
    // Each thing happened, or the run showed nothing.
    for (event, least) in [
      (ProcedureDriver.Event.listed, 1), (.entryPublished, 1), (.blockingPublished, 1), (.removedFromList, 1),
      (.removedFromBlocking, 1), (.refused, 500), (.evidenceChanged, 200), (.voteCounted, 1_000),
      (.voteNotCounted, 500), (.outOfForce, 1), (.merged, 100),
    ] {
      #expect(events[event, default: 0] >= least, "\(event): \(events[event, default: 0])")
    }
  }

  /// Invariant 8: what goes out bears at least the mark of each thing in it.
  @Test func whatGoesOutBearsTheStrictestMark() {
    var random = SeededGenerator(seed: 88)
    let names = ["PROPIN", "SP-LEI", "PRVCY"].compactMap { CUIMark.Category($0) }
    func mark() -> HandlingMark {
      let cui =
        random.chance(30)
        ? nil
        : CUIMark(
          categories: Set(names.filter { _ in random.chance(40) }),
          dissemination: Set(CUIMark.Dissemination.allCases.filter { _ in random.chance(20) }))
      return HandlingMark(cui: cui, tlp: TLP.allCases.randomElement(using: &random) ?? .red)
    }
    var seen: Set<Bool> = []
    for _ in 0..<2_000 {
      var file = Sample.caseFile(at: .interagency)
      for index in file.exhibits.indices {
        file.exhibits[index].mark = mark()
        file.exhibits[index].ownersConfidential = []
      }
      let sent = file.exhibits.filter { _ in random.chance(60) }
      let floor = HandlingMark.mostRestrictive(of: sent.map(\.mark))
      let marking = random.chance(50) ? mark() : floor.map { $0.joined(with: mark()) } ?? mark()
      let disclosure = Disclosure(
        id: EntityID(high: 1, low: 1), recipient: "R", marking: marking, authority: "a", equities: "e",
        exhibits: sent.map(\.id), by: Sample.privacy, on: Sample.today)
      let isEnough =
        sent.allSatisfy { part in
          part.mark.tlp <= marking.tlp && (part.mark.cui == nil || marking.cui != nil)
            && (part.mark.cui?.categories ?? []).isSubset(of: marking.cui?.categories ?? [])
            && (part.mark.cui?.dissemination ?? []).isSubset(of: marking.cui?.dissemination ?? [])
        }
      #expect(disclosure.obstacles(in: file).isEmpty == isEnough)
      seen.insert(isEnough)
    }
    #expect(seen == [true, false])
  }
}
