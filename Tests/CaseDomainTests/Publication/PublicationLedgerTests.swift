import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct PublicationLedgerTests {
  private typealias Samples = PublicationSamples
  private func day(_ text: String) -> Day { Samples.day(text) }
  private func names(_ entries: [PublishedEntry]) -> String {
    entries.map { "\($0.uid)\($0.status.isInForce ? "" : " \($0.status.rawValue)")" }.joined(separator: ",")
  }

  // MARK: As of a day

  @Test(arguments: [
    ("the day before publication", "2027-01-04", "", ""),
    ("the day of publication", "2027-01-05", "1", "1"),
    ("a correction keeps it", "2027-02-01", "1", "1"),
    ("two entries", "2027-03-01", "1,2", "1,2"),
    ("the day of withdrawal", "2027-04-01", "1", "1,2 withdrawn"),
    ("a correction after it does not put it back", "2027-04-10", "1", "1,2 withdrawn"),
    ("the last day of the term", "2030-01-04", "1", "1,2 withdrawn"),
    ("the day of expiry", "2030-01-05", "", "1 expired,2 withdrawn"),
    ("the day after", "2030-01-06", "", "1 expired,2 withdrawn"),
    ("published again", "2031-06-01", "2", "1 expired,2"),
    ("and expired by its new term", "2032-06-01", "", "1 expired,2 expired"),
  ])
  func asOf(_ why: String, _ on: String, _ list: String, _ history: String) {
    let ledger = Self.ledger()
    #expect(names(ledger.entries(asOf: day(on))) == list, "\(why)")
    #expect(names(ledger.history(asOf: day(on))) == history, "\(why)")
  }

  private static func ledger() -> PublicationLedger {
    var corrected = Samples.entry(1)
    corrected.remarks = "corrected"
    let second = Samples.entry(2, published: "2027-03-01", expires: "2031-03-01")
    let again = Samples.entry(
      2, published: "2031-06-01", expires: "2032-06-01", status: .reidentified)
    return PublicationLedger([
      PublicationEvent(.published, on: Samples.day("2031-06-01"), again),
      PublicationEvent(.changed, on: Samples.day("2027-02-01"), corrected),
      PublicationEvent(.published, on: Samples.day("2027-01-05"), Samples.entry(1)),
      PublicationEvent(.published, on: Samples.day("2027-03-01"), second),
      PublicationEvent(.withdrawn, on: Samples.day("2027-04-01"), second),
      PublicationEvent(.changed, on: Samples.day("2027-04-10"), second),
    ])
  }

  @Test(arguments: [
    // A term of five calendar years from 29 February ends on 28 February.
    ("2028-02-29", 5, "2033-02-27", "2033-02-28"), ("2028-02-29", 4, "2032-02-28", "2032-02-29"),
    ("2027-01-05", 5, "2032-01-04", "2032-01-05"), ("2027-12-31", 1, "2028-12-30", "2028-12-31"),
    ("2027-03-01", 1, "2028-02-29", "2028-03-01"),
  ])
  func aTermEndsOnItsDay(_ published: String, _ years: Int, _ last: String, _ first: String) throws {
    let end = try #require(day(published).adding(years: years))
    let ledger = PublicationLedger([
      PublicationEvent(.published, on: day(published), Samples.entry(published: published, expires: end.iso))
    ])
    #expect(ledger.entries(asOf: day(last)).count == 1)
    #expect(ledger.entries(asOf: day(first)).isEmpty)
    #expect(ledger.history(asOf: day(first)).map(\.status) == [.expired])
    #expect(ledger.history(asOf: day(first)).map(\.endedOn) == [end])
  }

  @Test func nothingIsListedBeforeItsDayOfPublication() {
    let ledger = PublicationLedger([PublicationEvent(.published, on: day("2026-12-01"), Samples.entry())])
    #expect(ledger.entries(asOf: day("2027-01-04")).isEmpty)
    #expect(ledger.entries(asOf: day("2027-01-05")).count == 1)
  }

  @Test func whatIsRecordedAheadLeavesTheOldEntryInForce() {
    let ahead = Samples.entry(published: "2029-06-01", expires: "2033-06-01", status: .reidentified)
    let ledger = PublicationLedger([
      PublicationEvent(.published, on: day("2027-01-05"), Samples.entry()),
      PublicationEvent(.published, on: day("2029-05-01"), ahead),
    ])
    #expect(ledger.entries(asOf: day("2029-05-31")).map(\.status) == [.published])
    #expect(ledger.entries(asOf: day("2029-06-01")).map(\.status) == [.reidentified])
    let stopped = PublicationLedger(
      ledger.events + [PublicationEvent(.withdrawn, on: day("2029-05-15"), ahead)])
    #expect(stopped.entries(asOf: day("2029-05-15")).isEmpty)
    #expect(stopped.entries(asOf: day("2029-06-01")).isEmpty)
  }

  @Test func aCorrectionAfterTheTermDoesNotLengthenIt() {
    var longer = Samples.entry()
    longer.expiresOn = day("2032-01-05")
    func ledger(_ on: String) -> PublicationLedger {
      PublicationLedger([
        PublicationEvent(.published, on: day("2027-01-05"), Samples.entry()),
        PublicationEvent(.changed, on: day(on), longer),
      ])
    }
    #expect(ledger("2029-12-31").entries(asOf: day("2031-01-01")).count == 1)
    #expect(ledger("2030-01-05").entries(asOf: day("2031-01-01")).isEmpty)
  }

  @Test func eventsOfOneDayCountInTheOrderRecorded() {
    let entry = Samples.entry()
    let on = day("2027-01-05")
    let published = PublicationEvent(.published, on: on, entry)
    let withdrawn = PublicationEvent(.withdrawn, on: on, entry)
    #expect(PublicationLedger([published, withdrawn]).entries(asOf: on).isEmpty)
    #expect(PublicationLedger([withdrawn, published]).entries(asOf: on).count == 1)
  }

  @Test func oneSubjectOnTwoListsHasTwoLives() {
    let on = day("2027-01-05")
    let sdn = Samples.entry(list: .sdn, expires: nil, status: .active)
    let ledger = PublicationLedger([
      PublicationEvent(.published, on: on, Samples.entry()), PublicationEvent(.published, on: on, sdn),
      PublicationEvent(.removed, on: day("2027-02-01"), sdn),
    ])
    #expect(ledger.entries(asOf: on).map(\.list) == [.attackers, .sdn])
    #expect(ledger.entries(asOf: day("2027-02-01")).map(\.list) == [.attackers])
    #expect(ledger.entries(asOf: on, on: .sdn).map(\.list) == [.sdn])
    #expect(ledger.history(asOf: day("2099-01-01"), on: .sdn).map(\.status) == [.removed])
  }

  @Test func expiryIsSaidOtherwiseThanWithdrawal() throws {
    let banners = PublishedEntry.Status.allCases.map(\.banner)
    #expect(Set(banners.compactMap { $0 }).count == 3)
    #expect(PublishedEntry.Status.expired.banner?.contains("not exoneration") == true)
    #expect(PublishedEntry.Status.withdrawn.banner?.contains("exoneration") == false)
    #expect(PublishedEntry.Status.allCases.allSatisfy { $0.isInForce == ($0.banner == nil) })
  }

  // MARK: Differences

  @Test(arguments: [
    ("nothing happened", "2027-01-10", "2027-01-20", "", "", ""),
    ("from before", "2027-01-01", "2027-01-20", "1", "", ""),
    ("corrected, and another added", "2027-01-10", "2027-03-01", "2", "", "1 remarks:[]→[corrected]"),
    ("withdrawn", "2027-03-01", "2027-04-01", "", "2 withdrawn", ""),
    ("expired", "2027-05-01", "2030-01-05", "", "1 expired", ""),
    ("published again", "2031-05-01", "2031-06-01", "2", "", ""),
    ("in and out between the days", "2027-02-20", "2027-05-01", "", "", ""),
    ("backwards", "2027-03-01", "2027-01-10", "", "2", "1 remarks:[corrected]→[]"),
  ])
  func diff(
    _ why: String, _ from: String, _ to: String, _ added: String, _ removed: String, _ changed: String
  ) {
    let delta = Self.ledger().diff(from: day(from), to: day(to))
    #expect(names(delta.added) == added, "\(why)")
    #expect(names(delta.removed) == removed, "\(why)")
    let changes = delta.changed.map { change in
      let fields = change.fields.map {
        "\($0.field.rawValue):[\($0.from.joined())]→[\($0.to.joined())]"
      }
      return "\(change.to.uid) \(fields.joined(separator: " "))"
    }
    #expect(changes.joined(separator: ", ") == changed, "\(why)")
    #expect(delta.isEmpty == (added + removed + changed).isEmpty)
  }

  @Test func aDifferenceCountsBytes() {
    // U+00E9, and e with U+0301: one and the same to `==`.
    var old = Samples.entry()
    var new = old
    old.remarks = "caf\u{E9}"
    new.remarks = "cafe\u{301}"
    #expect(old == new)
    #expect(EntryChange(from: old, to: new)?.fields.map(\.field) == [.remarks])
    #expect(EntryChange(from: old, to: old) == nil)
  }

  /// Whoever has the list of one day and the difference has the list of the other.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func listPlusDifferenceIsList(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let start = day("2027-01-01")
    let events = (0..<30).map { _ -> PublicationEvent in
      let on = start.adding(days: Int.random(in: 0..<900, using: &random)) ?? start
      let end = on.adding(days: Int.random(in: 1..<500, using: &random)) ?? on
      let lists = PublishedEntry.List.allCases
      var entry = Samples.entry(
        UInt64.random(in: 1...5, using: &random), list: lists.randomElement(using: &random) ?? .sdn,
        published: on.iso, expires: random.chance(70) ? end.iso : nil)
      entry.remarks = "\(Int.random(in: 0..<3, using: &random))"
      return PublicationEvent(
        PublicationEvent.Kind.allCases.randomElement(using: &random) ?? .published, on: on, entry)
    }
    let ledger = PublicationLedger(events)
    for _ in 0..<10 {
      let from = start.adding(days: Int.random(in: 0..<1_200, using: &random)) ?? start
      let to = start.adding(days: Int.random(in: 0..<1_200, using: &random)) ?? start
      let delta = ledger.diff(from: from, to: to)
      func key(_ entry: PublishedEntry) -> String { "\(entry.list) \(entry.subject)" }
      var list = Dictionary(ledger.entries(asOf: from).map { (key($0), $0) }) { $1 }
      for entry in delta.removed { #expect(list.removeValue(forKey: key(entry)) != nil) }
      for entry in delta.added { #expect(list.updateValue(entry, forKey: key(entry)) == nil) }
      for change in delta.changed {
        #expect(list.updateValue(change.to, forKey: key(change.to)) == change.from)
      }
      #expect(Set(list.values) == Set(ledger.entries(asOf: to)))
      #expect(ledger.entries(asOf: to).allSatisfy { $0.expiresOn.map { $0 > to } ?? true })
    }
  }
}
