import Testing

@testable import CaseDomain

/// Licences, exceptions and waivers; what is told to others; measures considered: docs/policy.md §8.6, §8.8.
@Suite struct ReliefTests {
  private func relief(
    _ kind: Relief.Kind, _ authority: BlockingAuthority.Route, to: String? = "2027-12-31"
  ) -> Relief {
    Relief(
      id: EntityID(high: 30, low: 1), kind: kind, authority: authority, scope: "medicine",
      from: Sample.day("2027-03-01"), to: to.map(Sample.day), by: Sample.liaison)
  }

  /// §5(b): the text has no waiver; it has exceptions, and IEEPA has licences.
  @Test func noWaiverUnderTheBill() {
    for kind in Relief.Kind.allCases {
      for route in BlockingAuthority.Route.allCases {
        let codes = relief(kind, route).obstacles(profile: Sample.profile).readAsSentences()
        #expect(codes == (kind == .waiver && route == .bill ? [.noWaiver] : []), "\(kind) under \(route)")
      }
    }
    let refused = relief(.waiver, .bill).obstacles(profile: Sample.profile).first
    #expect(refused?.section == "H.R. 8283 (IH) §5(b)" && refused?.message == "the text gives no waiver")
  }

  @Test(arguments: [("2027-03-01", true), ("2027-02-28", false), (nil, true)] as [(String?, Bool)])
  func terms(_ to: String?, _ fits: Bool) {
    let one = relief(.specificLicence, .executiveOrder, to: to)
    #expect(one.obstacles(profile: Sample.profile).readAsSentences() == (fits ? [] : [.reliefTerm]))
    #expect(!one.isInForce(on: Sample.day("2027-02-28")))
    #expect(one.isInForce(on: Sample.day("2027-03-01")) == fits)
    #expect(one.isInForce(on: Sample.day("2030-01-01")) == (to == nil))
  }

  // MARK: disclosures

  private func disclosure(_ marking: HandlingMark, _ exhibits: [ExhibitID] = [Sample.host]) -> Disclosure {
    Disclosure(
      id: EntityID(high: 31, low: 1), recipient: "Aurora Foundry", marking: marking, authority: "NSTM-4",
      equities: "no objection", exhibits: exhibits, by: Sample.privacy, on: Sample.today)
  }

  /// NSTM-4, first measure; §8.8: at least the mark of each part, and nothing given in confidence.
  @Test(arguments: [
    ("as marked", HandlingMark(cui: .basic, tlp: .amber), [Sample.host], []),
    ("stricter", HandlingMark(cui: .basic, tlp: .red), [Sample.host], []),
    (
      "milder by TLP", HandlingMark(cui: .basic, tlp: .green), [Sample.host], [ObstacleCode.disclosureMarking]
    ),
    ("milder by CUI", HandlingMark(cui: nil, tlp: .amber), [Sample.host], [.disclosureMarking]),
    (
      "of two, each", HandlingMark(cui: nil, tlp: .clear), [Sample.host, Sample.registry],
      [.disclosureMarking, .disclosureMarking]
    ),
    ("in confidence", HandlingMark(cui: .basic, tlp: .amber), [Sample.lab], [.disclosureConfidential]),
    (
      "in confidence, and milder", HandlingMark(cui: nil, tlp: .amber), [Sample.lab],
      [.disclosureMarking, .disclosureConfidential]
    ),
    (
      "not in the case", HandlingMark(cui: .basic, tlp: .amber), [ExhibitID(high: 9, low: 9)],
      [.entryExhibitMissing]
    ),
    ("nothing attached", HandlingMark(cui: nil, tlp: .clear), [], []),
  ])
  func disclosures(_ why: String, _ marking: HandlingMark, _ exhibits: [ExhibitID], _ codes: [ObstacleCode]) {
    let file = Sample.caseFile(at: .interagency)
    #expect(disclosure(marking, exhibits).obstacles(in: file).readAsSentences() == codes, "\(why)")
  }

  /// Whoever the owner is: two who disagree keep it in confidence, and one under two identifiers is named once.
  @Test func anOwnerMoreIsNoOwnerLess() {
    var file = Sample.caseFile(at: .interagency)
    let (other, same) = (OwnerID(high: 8, low: 8), OwnerID(high: 8, low: 9))
    file.exhibits[0].ownersConfidential = [Sample.aurora.id, other, same]
    file.otherOwners = OwnerNames([other: "Larkspur Cognition", same: "AURORA foundry"])
    let found = disclosure(HandlingMark(cui: .basic, tlp: .amber), [Sample.lab]).obstacles(in: file)
    #expect(
      found.map(\.message) == ["EX-0001 was given in confidence by Aurora Foundry and Larkspur Cognition"])
  }

  @Test func aDisclosureSaysToWhomAndByWhatRight() {
    let file = Sample.caseFile(at: .interagency)
    for change in [\Disclosure.recipient, \.authority, \.equities] {
      var one = disclosure(.officeFloor)
      one[keyPath: change] = " "
      #expect(one.obstacles(in: file).readAsSentences() == [.disclosureIncomplete])
    }
    var withheld = disclosure(.officeFloor)
    withheld.withheld = [.init(Sample.lab, reason: "given in confidence")]
    #expect(withheld.obstacles(in: file).isEmpty)
  }

  // MARK: measures

  /// NSTM-4, fourth measure: the register holds what was considered, with each agency's view.
  @Test func measuresKeepEveryView() {
    for kind in Measure.Kind.allCases {
      for decision in Measure.Decision.allCases {
        let measure = Measure(
          kind: kind, authority: "15 CFR 744.11", effect: "licences", collateralHarm: "resellers",
          equities: "none", views: [.state: "for", .energy: "no view", Agency("Interior"): ""],
          decision: decision,
          reason: "as reasoned")
        #expect(Measure(measure.cbor) == measure)
      }
    }
    #expect(Measure(.record([1: .text("war"), 7: .text("open")])) == nil)
    #expect(Measure(.record([1: .text("blocking"), 7: .text("perhaps")])) == nil)
    #expect(Measure(.record([1: .text("blocking"), 6: .array([.text("State")]), 7: .text("open")])) == nil)
  }
}
