import CaseDomain
import Testing

@testable import CaseExchange

/// A bundle says how it is to be handled, and what reads it takes it so.
@Suite struct STIXMarkingTests {
  private static let ids = [
    "identity--22222222-2222-4222-8222-222222222222", "domain-name--33333333-3333-5333-8333-333333333333",
  ]

  private func marks(_ tlp: TLP, isSTIX20: Bool, over ids: [String] = STIXMarkingTests.ids) -> [(
    id: String, bytes: [UInt8]
  )] {
    STIXMarking(
      HandlingMark(cui: .basic, tlp: tlp), over: ids, isSTIX20: isSTIX20, on: Day("2026-03-01")!
    ).objects
  }

  @Test(arguments: TLP.allCases, [false, true])
  func isValidAndReadAsItsLabel(_ tlp: TLP, isSTIX20: Bool) throws {
    let made = marks(tlp, isSTIX20: isSTIX20)
    #expect(made.map(\.id).map { $0.prefix { $0 != "-" } } == ["marking", "marking", "report"])
    var validator = STIXValidator()
    for object in made {
      let found = validator.check(object.bytes, specVersion: isSTIX20 ? "2.0" : nil)
      #expect(found == [], "\(String(decoding: object.bytes, as: UTF8.self)): \(found)")
    }
    let read = try readSTIX(exportedBytes(made.map(\.bytes), isSTIX20 ? "2.0" : nil)).objects
    // No label of 2.0 says AMBER+STRICT.
    #expect(read.compactMap(\.light).max() == (isSTIX20 && tlp == .amberStrict ? .red : tlp))
    let report = String(decoding: made[2].bytes, as: UTF8.self)
    for id in Self.ids + made.prefix(2).map(\.id) { #expect(report.contains("\"\(id)\""), "\(id)") }
    #expect(String(decoding: made[1].bytes, as: UTF8.self).contains("\"CUI \(tlp)\""))
  }

  @Test func whatIsNoReferenceIsNotNamed() throws {
    #expect(marks(.red, isSTIX20: false, over: []).isEmpty, "nothing is marked")
    let odd = marks(.red, isSTIX20: false, over: ["0", "no id", "identity--", Self.ids[0]])
    let report = try JSON.parse(try #require(odd.last).bytes)
    #expect(report["object_refs"]?.elements.compactMap(\.text) == [Self.ids[0]])
    #expect(marks(.red, isSTIX20: false, over: ["0"]).count == 2, "a report has to name something")
  }

  /// A report is known by its id, whichever office made it; a definition under a mark's id need not be the mark's.
  @Test func whatAnOfficeMadeIsKnownByItsID() throws {
    let made = marks(.red, isSTIX20: false)
    let report = try #require(made.last).bytes
    #expect(STIXMarking.isReport(report) && !STIXMarking.isReport(made[0].bytes))
    let text = String(decoding: report, as: UTF8.self)
    #expect(text.contains("In the bundle of 2026-03-01 that this came with"))
    let forged = text.replacing(Self.ids[0], with: Self.ids[0].replacing("2222", with: "4444"))
    #expect(!STIXMarking.isReport(Array(forged.utf8)))
    #expect(STIXMarking.isSame(made[0].bytes, as: made[0].bytes))
    #expect(!STIXMarking.isSame(marks(.green, isSTIX20: false)[0].bytes, as: made[0].bytes))
  }

  /// Each report is an object of a size that readers take.
  @Test func manyObjectsAreNamedByMoreReports() throws {
    let ids = (0..<50_001).map { "tool--00000000-0000-4000-8000-\(format12($0))" }
    let reports = marks(.red, isSTIX20: false, over: ids).dropFirst(2)
    let named = try reports.map { try JSON.parse($0.bytes)["object_refs"]?.elements.count }
    #expect(named == [50_000, 1])
    #expect(Set(reports.map(\.id)).count == 2)
  }

  private func format12(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
