import Testing

@testable import CaseDomain

@Suite struct PublishedFieldTests {
  private static let china = PublishedCountry(code: "CN", name: "China")

  /// One change for each field: it shows in the texts of that field, and in no other.
  private static let changes: [(PublishedField, @Sendable (inout PublishedEntry) -> Void)] = [
    (.primaryName, { $0.name.last = "" }), (.scripts, { $0.originalNames = [OriginalName("北垣星图")] }),
    (.aliases, { $0.aliases = [Numbered(1, PublishedAlias(PublishedName("BX"), strength: .weak))] }),
    (.addresses, { $0.addresses = [Numbered(1, PublishedAddress(city: "Lin", country: china))] }),
    (.country, { $0.country = china }),
    (
      .identifiers,
      { $0.identifiers = [Numbered(1, PublishedIdentifier(type: "a", number: "1", country: china))] }
    ),
    (.datesOfBirth, { $0.birthDates = [Numbered(1, BirthDetail("1970-01-01"))] }),
    (.placesOfBirth, { $0.birthPlaces = [Numbered(1, BirthDetail("Lin"))] }),
    (.nationalities, { $0.nationalities = [Numbered(1, china)] }),
    (.citizenships, { $0.citizenships = [Numbered(1, china)] }), (.title, { $0.title = "t" }),
    (.programs, { $0.programs = ["P"] }), (.basis, { $0.basis = [.directed] }),
    (.identifiedBy, { $0.identifiedBy = .routine }),
    (.conductWindow, { $0.conductWindow = ConductWindow(first: $0.publishedOn, last: $0.publishedOn) }),
    (.pastYearReference, { $0.pastYearReference = $0.publishedOn }),
    (.publishedOn, { $0.publishedOn = PublicationSamples.day("2027-01-06") }),
    (.expiresOn, { $0.expiresOn = nil }),
    (.changedOn, { $0.changedOn = $0.publishedOn }), (.status, { $0.status = .reidentified }),
    (.statementOfReasons, { $0.statementOfReasons = "s" }), (.ownerConsents, { $0.consents = ["C-1"] }),
    (
      .related,
      { $0.related = [RelatedEntry(subject: PublicationSamples.subject(9), reference: "r", relation: "x")] }
    ),
    (.textVersion, { $0.textVersion = "IH" }),
    (.federalRegisterCitation, { $0.federalRegisterCitation = "92 FR 1" }),
    (.licenceRequirement, { $0.licenceRequirement = "all" }),
    (.licenceReviewPolicy, { $0.licenceReviewPolicy = "denial" }),
    (.licenceExceptions, { $0.licenceExceptions = "none" }), (.remarks, { $0.remarks = "r" }),
    (.isCompany, { $0.isCompany = true }),
    (.marking, { $0.marking = HandlingMark(cui: nil, tlp: .green) }),
  ]

  @Test(arguments: changes.indices)
  func aChangeShowsInItsField(index: Int) {
    let (field, change) = Self.changes[index]
    let old = PublicationSamples.entry()
    var new = old
    change(&new)
    #expect(EntryChange(from: old, to: new)?.fields.map(\.field) == [field])
  }

  @Test func everyFieldThatCanChangeIsTried() {
    let fixed: Set<PublishedField> = [.reference, .uid, .kind]
    #expect(Set(Self.changes.map(\.0)).union(fixed) == Set(PublishedField.allCases))
  }

  @Test(arguments: [
    (["1 Main St", "Floor 2"], ["1 Main St; line=Floor 2"]), (["a\\"], ["a"]), (["a", ""], ["a"]),
    (["a; b"], ["a", "b"]), (["x;\u{301}"], ["x\\;\u{301}"]),
  ])
  func differentLinesHaveDifferentTexts(_ one: [String], _ other: [String]) {
    func text(_ lines: [String]) -> [[UInt8]] {
      var entry = PublicationSamples.entry()
      entry.addresses = [Numbered(1, PublishedAddress(lines: lines, country: Self.china))]
      return entry.texts(of: .addresses).map { Array($0.utf8) }
    }
    #expect(text(one) != text(other))
  }
}
