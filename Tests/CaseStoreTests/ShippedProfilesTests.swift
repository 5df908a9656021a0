import CaseDomain
import Testing

@testable import CaseStore

@Suite struct ShippedProfilesTests {
  @Test func whatIsEmbeddedIsTheDefault() {
    #expect(ShippedProfiles.files.map(\.name) == ["hr8283-ih", "policy", "us-federal-holidays"])
    #expect(ShippedProfiles.profiles == [.billAsIntroduced, .defaultPolicy])
    #expect(ShippedProfiles.history.inForce(on: Day("2026-11-22")!) == .introduced)
  }

  @Test func theHolidaysAreEmbedded() {
    #expect(ShippedProfiles.holidays.rules.count == 12)
    #expect(ShippedProfiles.holidays.note(for: Day("2026-07-03")!)?.holidays.first?.isObserved == true)
    #expect(ShippedProfiles.holidays.citation.description == "5 USC §6103(a)")
  }
}
