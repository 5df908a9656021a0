import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct BODSTests {
  static let entity = """
    {"statementId":"statement-0000000000000000000000001","statementDate":"2024-05-01",
     "declarationSubject":"rec-mill","recordId":"rec-mill","recordType":"entity","recordStatus":"new",
     "publicationDetails":{"publicationDate":"2024-05-02","bodsVersion":"0.4","publisher":{"name":"Register"}},
     "recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Brackwater Mill Ltd",
      "alternateNames":["Brackwater"],"jurisdiction":{"name":"Delaware","code":"US-DE"},
      "foundingDate":"2001-02-03",
      "identifiers":[{"id":"0099","scheme":"GB-COH"},{"id":"529900T8BM49AURSDO55","scheme":"XI-LEI"}]}}
    """
  static let person = """
    {"statementId":"statement-0000000000000000000000002","statementDate":"2024-05-01",
     "declarationSubject":"rec-mill","recordId":"rec-ines","recordType":"person",
     "recordDetails":{"isComponent":false,"personType":"knownPerson","birthDate":"1970-04",
      "names":[{"type":"former","fullName":"Ines Quarrel"},{"type":"legal","fullName":"Ines Dunmarrow"}],
      "nationalities":[{"name":"Malta","code":"MT"}],
      "identifiers":[{"id":"X1","scheme":"MLT-PASSPORT"}]}}
    """

  static func relationship(
    _ interests: String, status: String = "new", date: String = "2024-05-01", statement: Int = 3
  ) -> String {
    """
    {"statementId":"statement-000000000000000000000000\(statement)","statementDate":"\(date)",
     "declarationSubject":"rec-mill","recordId":"rec-link","recordType":"relationship","recordStatus":"\(status)",
     "recordDetails":{"isComponent":false,"subject":"rec-mill","interestedParty":"rec-ines",
      "interests":[\(interests)]}}
    """
  }

  static func shareholding(_ share: String, _ more: String = "") -> String {
    "{\"type\":\"shareholding\",\"share\":{\(share)}\(more)}"
  }

  private func one(_ text: String) throws -> SourceObject {
    try #require(try RegisterFormat.bods.read(text).objects.first)
  }

  private func holding(_ interests: String) throws -> StatedHolding {
    try #require(try one(Self.relationship(interests)).facts?.holding)
  }

  @Test func entity() throws {
    let (objects, summary) = try RegisterFormat.bods.read(Self.entity)
    let found = try #require(objects.first)
    #expect(summary.problems == [] && summary.container == .object)
    #expect(found.source == "bods" && found.externalID == "rec-mill" && found.type == "entity")
    #expect(found.modified == "2024-05-01" && found.specVersion == "0.4" && !found.isRevoked)
    #expect(found.name == "Brackwater Mill Ltd" && found.aliases == ["Brackwater"] && found.country == "US")
    let facts = try #require(found.facts)
    #expect(facts.schema == .organisation && facts.names.map(\.kind) == [.primary, .alsoKnownAs])
    #expect(facts.dates == [PartialDate(year: 2001, month: 2, day: 3)].compactMap { $0 })
    #expect(facts.identifiers.map(\.kind) == ["gb-coh", "lei"])
    #expect(found.references.isEmpty)
  }

  /// What a register states twice is one name and one number.
  @Test func eachNameOnce() throws {
    let text = Self.entity.replacing("[\"Brackwater\"]", with: "[\"Brackwater Mill Ltd\",\"Brackwater\"]")
      .replacing(
        "{\"id\":\"0099\",\"scheme\":\"GB-COH\"}",
        with: "{\"id\":\"0099\",\"scheme\":\"GB-COH\"},{\"id\":\"0099\",\"scheme\":\"GB-COH\"}")
    let facts = try #require(try one(text).facts)
    #expect(facts.names.map(\.text) == ["Brackwater Mill Ltd", "Brackwater"])
    #expect(facts.identifiers.map(\.kind) == ["gb-coh", "lei"])
  }

  @Test func person() throws {
    let facts = try #require(try one(Self.person).facts)
    #expect(facts.schema == .person && facts.names.map(\.text) == ["Ines Dunmarrow", "Ines Quarrel"])
    #expect(facts.names.map(\.kind) == [.primary, .formerlyKnownAs] && facts.countries == ["MT"])
    #expect(facts.dates == [PartialDate(iso: "1970-04")].compactMap { $0 })
    #expect(facts.identifiers == [.init(kind: "passport", value: "X1")])
  }

  @Test(
    arguments: [
      ("\"exact\":30", 300_000, 300_000), ("\"exact\":33.333333", 333_333, 333_334),
      ("\"exact\":1e2", 1_000_000, 1_000_000), ("\"exact\":0", 0, 0),
      ("\"minimum\":25,\"maximum\":50", 250_000, 500_000),
      ("\"exclusiveMinimum\":25,\"exclusiveMaximum\":50", 250_000, 500_000),
      ("\"exclusiveMinimum\":75", 750_000, 1_000_000), ("\"maximum\":12.34567", 0, 123_457),
      ("\"exact\":101", nil, nil), ("\"exact\":-1", nil, nil), ("\"minimum\":60,\"maximum\":40", nil, nil),
      ("\"exact\":\"30\"", nil, nil), ("", nil, nil),
    ] as [(String, Int?, Int?)])
  func shares(_ share: String, _ least: Int?, _ most: Int?) throws {
    let holding = try holding(Self.shareholding(share))
    #expect(holding.leastPPM == least && holding.mostPPM == most && holding.interest == "shareholding")
    #expect(holding.owner == "rec-ines" && holding.owned == "rec-mill")
  }

  @Test(arguments: [
    (",\"directOrIndirect\":\"direct\"", true), (",\"directOrIndirect\":\"indirect\"", false),
    (",\"directOrIndirect\":\"unknown\"", nil), ("", nil),
  ])
  func directness(_ more: String, _ isDirect: Bool?) throws {
    #expect(try holding(Self.shareholding("\"exact\":1", more)).isDirect == isDirect)
  }

  @Test func ownershipIsChosenBeforeControl() throws {
    let voting = "{\"type\":\"votingRights\",\"share\":{\"exact\":80},\"startDate\":\"2020-01-01\"}"
    let both = try holding(voting + "," + Self.shareholding("\"exact\":10", ",\"startDate\":\"2019-01-01\""))
    #expect(
      both.interest == "shareholding" && both.leastPPM == 100_000 && both.from == StatedDay("2019-01-01"))
    let control = try holding(voting)
    #expect(control.interest == "votingRights" && control.leastPPM == nil && control.mostPPM == nil)
  }

  /// Shareholdings of one relationship: share, begin, end and way, `-` for none. They count as one that lasts as long
  /// as any, with the least and the most on a day of that time.
  @Test(
    arguments: [
      (["90 2010-01-01 2012-01-01 -", "20 2012-01-01 - -"], 20, 90, "2010-01-01", nil, nil),
      (["80 2020-01-01 2099-12-31 -", "1 2010-01-01 - -"], 1, 81, "2010-01-01", nil, nil),
      (["80 2010-01-01 - -", "1 2020-01-01 - -"], 80, 81, "2010-01-01", nil, nil),
      (["60 - 2027-01-01 direct", "10 2027-01-01 - direct"], 10, 60, nil, nil, true),
      (["60 - - direct", "10 2030-01-01 - direct"], 60, 70, nil, nil, true),
      (["10 - - indirect", "60 - - direct"], 60, 70, nil, nil, nil),
      (["60 - - direct", "10 - - indirect"], 60, 70, nil, nil, nil),
      (["30 - - direct", "40 - - indirect"], 30, 70, nil, nil, nil),
      (["30 - - indirect", "40 - - indirect"], 40, 70, nil, nil, false),
      (["30 2010-01-01 2011-01-01 -", "40 2012-01-01 2013-01-01 -"], 0, 40, "2010-01-01", "2013-01-01", nil),
      (["30 2010 - -", "40 2015 - -"], 30, 70, "2010", nil, nil),
      (["30 - - -", "? - - -"], 30, 100, nil, nil, nil), (["80 - - -", "90 - - -"], 90, 100, nil, nil, nil),
      (["70 2012-01-01 2010-01-01 -", "20 2012-01-01 - -"], 20, 20, "2012-01-01", nil, nil),
    ] as [([String], Int, Int, String?, String?, Bool?)])
  func severalShareholdingsCountAsOne(
    _ parts: [String], _ least: Int, _ most: Int, _ from: String?, _ to: String?, _ isDirect: Bool?
  ) throws {
    for parts in [parts, parts.reversed()] {
      let interests = parts.map { part in
        let words = part.split(separator: " ").map(String.init)
        let names = ["startDate", "endDate", "directOrIndirect"]
        let more = zip(names, words.dropFirst()).filter { $1 != "-" }.map { ",\"\($0)\":\"\($1)\"" }
        return Self.shareholding(words[0] == "?" ? "" : "\"exact\":\(words[0])", more.joined())
      }
      let reading = try RegisterFormat.bods.read(Self.relationship(interests.joined(separator: ",")))
      let holding = try #require(reading.objects.first?.facts?.holding)
      #expect(holding.leastPPM == least * 10_000 && holding.mostPPM == most * 10_000, "\(holding)")
      #expect(holding.from == from.flatMap { StatedDay($0) } && holding.to == to.flatMap { StatedDay($0) })
      #expect(holding.isDirect == isDirect && holding.interest == "shareholding")
      let warning = try #require(reading.summary.problems.first { $0.reason.contains("2 shareholdings") })
      #expect(!warning.remedy.contains("nothing to do"))
    }
  }

  /// However many there are, each day on which one of them begins or ends is reckoned once; where these days are too many
  /// nothing is sure, all is possible, and the numbers are said.
  @Test(
    arguments: [
      (500, 500, 60, 100), (501, 501, 0, 100), (2_000, 500, 60, 100), (2_000, 2_000, 0, 100),
    ])
  func shareholdingsOfManyDays(_ count: Int, _ days: Int, _ least: Int, _ most: Int) throws {
    let interests = try (0..<count).map { place in
      let begin = try #require(Day(number: 10_000 + place % days)).iso
      let end = try #require(Day(number: 20_000 + place % days)).iso
      return Self.shareholding("\"exact\":60", ",\"startDate\":\"\(begin)\",\"endDate\":\"\(end)\"")
    }
    let reading = try RegisterFormat.bods.read(Self.relationship(interests.joined(separator: ",")))
    let holding = try #require(reading.objects.first?.facts?.holding)
    #expect(holding.leastPPM == least * 10_000 && holding.mostPPM == most * 10_000)
    #expect(holding.from == StatedDay("1997-05-19"))
    #expect(
      reading.summary.problems.contains {
        $0.reason.hasPrefix("it states \(count) shareholdings") && $0.reason.hasSuffix(" to 100 %")
      })
  }

  /// What is held is not told: it is no control, and its share is not sure.
  @Test(arguments: ["unknownInterest", "unpublishedInterest", ""])
  func untoldInterestsMayBeOwnership(_ word: String) throws {
    func untold(_ share: String) -> String {
      "{\"type\":\"\(word)\"\(share),\"directOrIndirect\":\"direct\"}"
    }
    let reading = try RegisterFormat.bods.read(Self.relationship(untold(",\"share\":{\"exact\":80}")))
    let stated = try #require(reading.objects.first?.facts?.holding)
    #expect(StatedStake.isOwnership(stated.interest) && stated.interest == word && stated.isDirect == true)
    #expect(stated.leastPPM == 0 && stated.mostPPM == 800_000)
    #expect(reading.summary.problems.contains { $0.reason.contains("does not say what is held") })
    let none = try holding(untold(""))
    #expect(StatedStake.isOwnership(none.interest) && none.leastPPM == nil && none.mostPPM == nil)
    // Before control, and on top of a shareholding.
    let votes = "{\"type\":\"votingRights\",\"share\":{\"exact\":80},\"startDate\":\"2020-01-01\"}"
    #expect(try holding(votes + "," + untold("")).interest == word)
    let share = untold(",\"share\":{\"exact\":30}")
    let both = try holding(share + "," + Self.shareholding("\"exact\":40"))
    #expect(both.interest == "shareholding" && both.leastPPM == 400_000 && both.mostPPM == 700_000)
  }

  /// Beside a majority, which begins and ends as given, an interest that is not told takes nothing from its days and its
  /// least; where it goes on behind its end, nothing is sure from its own begin on.
  @Test(
    arguments: [
      ("2016-01-01", nil, "", 60, 100, "2016-01-01", nil),
      (
        "2016-01-01", nil, ",\"startDate\":\"2001-01-01\",\"endDate\":\"2003-01-01\"", 60, 60, "2016-01-01",
        nil
      ),
      ("2016-01-01", nil, ",\"share\":{\"exact\":5}", 60, 65, "2016-01-01", nil),
      (nil, nil, ",\"share\":{\"exact\":5},\"startDate\":\"2020\"", 60, 65, nil, nil),
      (
        "2016-01-01", "2018-01-01", ",\"share\":{\"exact\":5},\"endDate\":\"2017\"", 60, 65, "2016-01-01",
        "2018-01-01"
      ),
      ("2016-01-01", "2018-01-01", ",\"share\":{\"exact\":5}", 0, 65, nil, nil),
      (
        "2016-01-01", "2018-01-01", ",\"share\":{\"exact\":5},\"startDate\":\"2017-01-01\"", 0, 65,
        "2016-01-01", nil
      ),
    ] as [(String?, String?, String, Int, Int, String?, String?)])
  func untoldInterestsTakeNothingFromAShareholding(
    _ begin: String?, _ end: String?, _ untold: String, _ least: Int, _ most: Int, _ from: String?,
    _ to: String?
  ) throws {
    let days = [("startDate", begin), ("endDate", end)].compactMap { name, day in
      day.map { ",\"\(name)\":\"\($0)\"" }
    }
    let interests = [
      Self.shareholding("\"exact\":60", days.joined()), "{\"type\":\"unknownInterest\"\(untold)}",
    ]
    for interests in [interests, interests.reversed()] {
      let holding = try holding(interests.joined(separator: ","))
      #expect(holding.leastPPM == least * 10_000 && holding.mostPPM == most * 10_000, "\(holding)")
      #expect(holding.from == from.flatMap { StatedDay($0) } && holding.to == to.flatMap { StatedDay($0) })
      #expect(holding.interest == "shareholding")
    }
  }

  /// What may have been held before the first shareholding is not nothing. Only for a sure majority it does not count,
  /// and that is said.
  @Test(
    arguments: [
      (
        "10", "2020-01-01", ",\"share\":{\"exact\":60},\"startDate\":\"2010-01-01\"", 0, 70, "2010-01-01",
        false
      ),
      ("10", "2020-01-01", ",\"share\":{\"exact\":60}", 0, 70, nil, false),
      ("10", "2020-01-01", "", 0, 100, nil, false),
      (
        "10", "2020-01-01",
        ",\"share\":{\"exact\":60},\"startDate\":\"2010-01-01\",\"endDate\":\"2011-01-01\"", 0, 60,
        "2010-01-01",
        false
      ),
      ("10", "2020-01-01", ",\"share\":{\"exact\":0}", 10, 10, "2020-01-01", false),
      ("10", "2020-05-01", ",\"share\":{\"exact\":60},\"startDate\":\"2020\"", 10, 70, "2020", false),
      ("60", "2020-05-01", ",\"share\":{\"exact\":5},\"startDate\":\"2020\"", 60, 65, "2020", false),
      (
        "60", "2020-05-01", ",\"share\":{\"exact\":5},\"startDate\":\"2020-06-01\"", 60, 65, "2020-05-01",
        false
      ),
      (
        "50", "2020-01-01", ",\"share\":{\"exact\":60},\"startDate\":\"2010-01-01\"", 50, 100, "2020-01-01",
        true
      ),
      (
        "49", "2020-01-01", ",\"share\":{\"exact\":60},\"startDate\":\"2010-01-01\"", 0, 100, "2010-01-01",
        false
      ),
      ("60", "2020-01-01", "", 60, 100, "2020-01-01", true),
    ] as [(String, String, String, Int, Int, String?, Bool)])
  func untoldInterestsMayHoldBeforeTheFirstShareholding(
    _ told: String, _ begin: String, _ untold: String, _ least: Int, _ most: Int, _ from: String?,
    _ isSaid: Bool
  ) throws {
    let interests = [
      Self.shareholding("\"exact\":\(told)", ",\"startDate\":\"\(begin)\""),
      "{\"type\":\"unknownInterest\"\(untold)}",
    ]
    for interests in [interests, interests.reversed()] {
      let reading = try RegisterFormat.bods.read(Self.relationship(interests.joined(separator: ",")))
      let holding = try #require(reading.objects.first?.facts?.holding)
      #expect(holding.leastPPM == least * 10_000 && holding.mostPPM == most * 10_000, "\(holding)")
      #expect(holding.from == from.flatMap { StatedDay($0) } && holding.to == nil)
      #expect(holding.interest == "shareholding")
      #expect(reading.summary.problems.contains { $0.reason.contains("on the days before") } == isSaid)
    }
  }

  @Test func whatAnOlderStatementReplacesIsSaid() throws {
    let text = """
      {"statementID":"link-2","statementType":"ownershipOrControlStatement","replacesStatements":["link-1"],
       "subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByPersonStatement":"p"}}
      """
    let problems = try RegisterFormat.bods.read(text).summary.problems
    let warning = try #require(problems.first { $0.reason.contains("replaces") })
    #expect(warning.reason.contains("link-1") && warning.remedy.contains("--without"))
  }

  @Test func versionsOfOneRecord() throws {
    let steps = [
      ("\"exact\":100", "new", "2019-01-20"), ("\"exact\":40", "updated", "2021-09-25"),
      ("\"exact\":30", "updated", "2022-09-25"), ("\"exact\":30", "closed", "2023-03-03"),
    ]
    let lines = steps.enumerated().map { index, step in
      Self.relationship(Self.shareholding(step.0), status: step.1, date: step.2, statement: index)
        .split(separator: "\n").joined()
    }
    let (objects, summary) = try RegisterFormat.bods.read(lines.joined(separator: "\n") + "\n")
    #expect(summary.container == .lines && Set(objects.map(\.externalID)) == ["rec-link"])
    #expect(objects.map(\.facts?.holding?.leastPPM) == [1_000_000, 400_000, 300_000, 300_000])
    #expect(
      objects.map(\.modified) == steps.map(\.2) && objects.map(\.isRevoked) == [false, false, false, true])
    #expect(objects.map(\.facts?.holding?.to) == [nil, nil, nil, StatedDay("2023-03-03")])
    #expect(objects.allSatisfy { $0.references == ["rec-mill", "rec-ines"] })
  }

  @Test func unknownPartiesHoldNothing() throws {
    let text = Self.relationship("").replacing("\"rec-ines\"", with: "{\"reason\":\"unknown\"}")
    let (objects, summary) = try RegisterFormat.bods.read(text)
    #expect(objects.count == 1 && objects.first?.facts == nil && summary.problems == [])
  }

  @Test func olderForm() throws {
    let text = """
      [{"statementID":"old-entity","statementType":"entityStatement","name":"Saltmarsh Oy",
        "incorporatedInJurisdiction":{"code":"FI"},"entityType":"registeredEntity"},
       {"statementID":"old-link","statementType":"ownershipOrControlStatement",
        "subject":{"describedByEntityStatement":"old-entity"},
        "interestedParty":{"describedByPersonStatement":"old-person"},
        "interests":[{"type":"shareholding","interestLevel":"direct",
          "share":{"minimum":25,"maximum":50,"exclusiveMinimum":true}}]}]
      """
    let (objects, summary) = try RegisterFormat.bods.read(text)
    #expect(objects.map(\.type) == ["entity", "relationship"] && objects.first?.country == "FI")
    let holding = try #require(objects.last?.facts?.holding)
    #expect(holding.owner == "old-person" && holding.owned == "old-entity" && holding.isDirect == true)
    #expect(holding.leastPPM == 250_000 && holding.mostPPM == 500_000)
    #expect(summary.problems.count == 1 && summary.problems[0].reason.contains("0.1 to 0.3"))
  }

  @Test(arguments: [
    ("no id at all", "{\"recordType\":\"entity\",\"recordDetails\":{}}", "neither a `statementId`"),
    ("ids that are no text", "{\"statementId\":{},\"recordId\":7,\"recordType\":\"entity\"}", "neither"),
    ("no type", "{\"statementId\":\"s\",\"recordId\":\"r\"}", "no `recordType`"),
    ("a type that is no name", "{\"recordId\":\"r\",\"recordType\":\"a b\"}", "no `recordType`"),
    ("an old type nobody knows", "{\"statementID\":\"s\",\"statementType\":\"x\"}", "no `recordType`"),
    ("no object", "17", "other than an object"),
  ])
  func refusedSingly(_ why: String, _ statement: String, _ reason: String) throws {
    let (objects, summary) = try RegisterFormat.bods.read("[\(Self.entity),\(statement),\(Self.person)]")
    #expect(objects.map(\.externalID) == ["rec-mill", "rec-ines"] && summary.refused == 1, "\(why)")
    #expect(summary.refusedBytes == statement.utf8.count, "\(why)")
    let problem = try #require(summary.problems.first { $0.severity == .refused })
    #expect(problem.reason.contains(reason), "\(why): \(problem.reason)")
  }

  @Test(arguments: [
    ("\"isComponent\":false,", "", "`recordDetails` has no `isComponent` (BODS rule: required)"),
    ("registeredEntity", "guild", "`recordDetails.entityType.type` is \"guild\""),
    ("2001-02-03", "2001-02-30", "`recordDetails.foundingDate` is"),
    ("\"US-DE\"", "\"U\"", "shorter than 2 characters (BODS rule: minLength)"),
    ("\"0.4\"", "\"four\"", "`publicationDetails.bodsVersion` is"),
    ("[\"Brackwater\"]", "\"Brackwater\"", "`recordDetails.alternateNames` is not a list"),
    ("{\"name\":\"Register\"}", "{}", "`publicationDetails.publisher` has none of"),
    ("529900T8BM49AURSDO55", "529900T8BM49AURSDO54", "fails its check digits (ISO 17442)"),
  ])
  func wrongStatementsAreTakenInWithAWarning(_ old: String, _ new: String, _ reason: String) throws {
    let (objects, summary) = try RegisterFormat.bods.read(Self.entity.replacing(old, with: new))
    #expect(objects.count == 1 && summary.refused == 0)
    #expect(summary.problems.map(\.severity) == [.warning])
    #expect(summary.problems.first?.reason.contains(reason) == true, "\(summary.problems)")
  }

  @Test(arguments: [
    ("2024-05-01T10:00:00Z", true), ("2024-05-01T10:00:00.5+01:00", true), ("2024-05-01T10:00:60Z", true),
    ("2024-05-01T10:00Z", false), ("2024-05-01T24:00:00Z", false), ("2024-05-01T10:00:00", false),
    ("2024-05-01T10:00:00.Z", false), ("2024-13-01T10:00:00Z", false), ("2024-05-01T10:00:00+1:00", false),
  ])
  func times(_ text: String, _ isTime: Bool) { #expect(BODSText.isTime(text) == isTime) }

  @Test(arguments: [
    ("https://register.example/a", true), ("urn:x", true), ("register.example/a", false), ("x:", false),
    ("https://register.example/a b", false), ("1x:y", false), ("", false),
  ])
  func uris(_ text: String, _ isURI: Bool) { #expect(BODSText.isURI(text) == isURI) }

  @Test(
    arguments: [
      ("0", 0, 0), ("100", 1_000_000, 1_000_000), ("0.0001", 1, 1), ("0.00001", 0, 1),
      ("99.99999", 999_999, 1_000_000),
      ("2.5E1", 250_000, 250_000), ("5000e-2", 500_000, 500_000), ("-0", 0, 0), ("1e-999999999999", 0, 1),
      ("100.00001", nil, nil), ("1e99999999999999", nil, nil), ("-5", nil, nil), ("x", nil, nil),
      ("", nil, nil),
    ] as [(String, Int?, Int?)])
  func percentages(_ text: String, _ down: Int?, _ up: Int?) {
    #expect(PercentNumber(text)?.down == down && PercentNumber(text)?.up == up)
  }

  @Test func manyDefectsAreCounted() throws {
    let names = Array(repeating: "7", count: 150).joined(separator: ",")
    let (objects, summary) = try RegisterFormat.bods.read(
      Self.entity.replacing("\"Brackwater\"", with: names))
    #expect(objects.count == 1 && summary.problems.count == 101)
    #expect(summary.problems.last?.reason == "50 more such defects are not listed")
  }
}
