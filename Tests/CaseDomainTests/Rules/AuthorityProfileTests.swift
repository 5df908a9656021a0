import Foundation
import Testing

@testable import CaseDomain

@Suite struct AuthorityProfileTests {
  @Test func survivesJSON() throws {
    let bytes = try JSONEncoder().encode(AuthorityProfile.introduced)
    #expect(try JSONDecoder().decode(AuthorityProfile.self, from: bytes) == .introduced)
  }

  @Test(arguments: [#""2027-02-29""#, #""2027-3-1""#, #""2027-03-01T00:00:00Z""#, "7"])
  func refusesWhatIsNoDay(_ json: String) {
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Day.self, from: Data(json.utf8)) }
  }

  @Test func everyKeyHasOneParameter() {
    let keys = AuthorityProfile.introduced.parameters.map(\.key)
    #expect(Set(keys) == Set(Parameter.Key.allCases) && keys.count == Parameter.Key.allCases.count)
  }

  @Test(arguments: [
    (Parameter.Key.listTerm, "H.R. 8283 (IH) §4(g)"), (.pastYearWindow, "H.R. 8283 (IH) §4(g)(1)(A)"),
    (.exhibitGrade, "agency policy §8.2 S4"),
  ])
  func citesItsSource(_ key: Parameter.Key, _ section: String) throws {
    let profile = AuthorityProfile.introduced
    #expect(profile.citation(of: try #require(profile[key])).description == section)
  }

  @Test func noClockRunsBeforeEnactment() {
    #expect(AuthorityProfile.introduced.clocks.count == 7)
    #expect(AuthorityProfile.introduced.clocks.allSatisfy { $0.dueOn == nil })
  }

  @Test func clocksCountCalendarDaysFromEnactment() {
    var profile = AuthorityProfile.introduced
    profile.enactedOn = Sample.day("2027-01-01")
    #expect(
      profile.clocks.map { $0.dueOn?.iso } == [
        "2027-06-30", "2027-07-30", "2027-07-30", "2027-07-30", "2028-07-30", "2029-07-30", "2030-07-30",
      ])
    profile.updatesRunFrom = .enactment
    #expect(profile.clocks.last?.dueOn == Sample.day("2030-01-01"))
  }

  @Test func theTextOfTheDayJudges() {
    var (first, second) = (AuthorityProfile.introduced, AuthorityProfile.introduced)
    first.inForceTo = Sample.day("2027-01-31")
    second.textVersion = "RH"
    second.inForceFrom = Sample.day("2027-02-01")
    let profiles = [second, first]
    #expect(profiles.inForce(on: Sample.day("2026-04-14")) == nil)
    #expect(profiles.inForce(on: Sample.day("2026-04-15"))?.textVersion == "IH")
    #expect(profiles.inForce(on: Sample.day("2027-01-31"))?.textVersion == "IH")
    #expect(profiles.inForce(on: Sample.day("2027-02-01"))?.textVersion == "RH")
  }
}
