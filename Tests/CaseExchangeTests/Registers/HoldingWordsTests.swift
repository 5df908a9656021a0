import CaseDomain
import Testing

@testable import CaseExchange

/// What registers write of days and shares: as far as it can be read, and said where it cannot.
@Suite struct HoldingWordsTests {
  private func ownership(_ properties: String) throws -> (StatedHolding, [ImportProblem]) {
    let text =
      #"{"id":"o1","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"#
      + properties + "}}\n"
    let (objects, summary) = try readWith(FollowTheMoneyReader.self, Array(text.utf8))
    return (try #require(objects.first?.facts?.holding), summary.problems)
  }

  @Test func partsOfDatesAreRead() throws {
    let (holding, problems) = try ownership(
      #""startDate":["2010"],"endDate":["2015-06"],"percentage":["60"]"#)
    #expect(holding.from == StatedDay("2010") && holding.to == StatedDay("2015-06"))
    #expect(problems == [])
  }

  @Test func aDayThatCannotBeReadIsSaid() throws {
    let (holding, problems) = try ownership(#""startDate":["spring 2010"],"percentage":["60"]"#)
    #expect(holding.from == .unreadable && holding.to == nil)
    let problem = try #require(problems.first)
    #expect(problems.count == 1 && problem.object == "o1" && problem.severity == .warning)
    #expect(problem.reason == "its `startDate` is \"spring 2010\", which is no day, month or year")
    #expect(problem.remedy.contains("ask the source for the day"))
  }

  @Test(arguments: ["150", "about half"])
  func aShareThatCannotBeReadIsSaid(_ text: String) throws {
    let (holding, problems) = try ownership("\"percentage\":[\"\(text)\"]")
    #expect(holding.isShareUnreadable && holding.leastPPM == nil && holding.mostPPM == nil)
    #expect(problems.map(\.reason) == ["its share is \"\(text)\", which is no percentage from 0 to 100"])
    #expect(problems.map(\.object) == ["o1"])
    let stake = StatedStake(source: "ftm", statement: "o1", holding: holding, bundle: .zero)
    #expect(stake.share == "share not readable")
  }

  @Test func silenceIsNoWarning() throws {
    let (holding, problems) = try ownership(#""startDate":[""],"percentage":[" "]"#)
    #expect(holding.from == nil && !holding.isShareUnreadable && problems == [])
  }

  @Test func whatEndsBeforeItBeginsIsSaid() throws {
    let (_, problems) = try ownership(#""startDate":["2015"],"endDate":["2014"]"#)
    #expect(problems.map(\.reason) == ["it ends on 2014, not after it begins on 2015"])
    #expect(try ownership(#""startDate":["2014-12-31"],"endDate":["2014"]"#).1 == [])
  }

  @Test func statementsOfBODS() throws {
    let found = try RegisterFormat.bods.read(
      BODSTests.relationship(
        BODSTests.shareholding("\"exact\":150", ",\"startDate\":\"2019\",\"endDate\":\"soon\"")))
    let holding = try #require(found.objects.first?.facts?.holding)
    #expect(holding.from == StatedDay("2019") && holding.to == .unreadable && holding.isShareUnreadable)
    let reasons = found.summary.problems.map(\.reason)
    #expect(reasons.contains { $0.hasPrefix("its `endDate` is \"soon\"") })
    #expect(reasons.contains { $0.hasPrefix("its share is \"exact 150\"") }, "\(reasons)")
  }

  /// Nobody is left holding for ever who is said to hold no more; a day that is stated counts.
  @Test(
    arguments: [
      (#""ceased":true,"#, StatedDay.unreadable, 1), (#""ceased":true,"ceased_on":"","#, .unreadable, 1),
      (#""ceased":false,"#, nil, 0), ("", nil, 0),
      (#""ceased":true,"ceased_on":"2019-05-01","#, StatedDay("2019-05-01"), 0),
      (#""ceased":true,"ceased_on":"spring","#, .unreadable, 1),
    ] as [(String, StatedDay?, Int)])
  func whatHasCeasedEnds(_ words: String, _ end: StatedDay?, _ warnings: Int) throws {
    let text = """
      {"company_number":"1234","data":{"kind":"individual-person-with-significant-control","etag":"e",
      "name":"Ines Dunmarrow","natures_of_control":["ownership-of-shares-75-to-100-percent"],\(words)
      "notified_on":"2016-04-06"}}
      """.replacing("\n", with: "")
    let found = try readWith(PSCReader.self, Array(text.utf8))
    let holding = try #require(found.objects.first?.facts?.holding)
    #expect(holding.from == StatedDay("2016-04-06") && holding.to == end)
    #expect(found.summary.problems.count == warnings, "\(found.summary.problems)")
  }

  @Test func personsOfTheUKRegister() throws {
    let text = """
      {"company_number":"1234","data":{"kind":"corporate-entity-person-with-significant-control","etag":"e",
      "name":"Lantern Harbour GmbH","natures_of_control":["ownership-of-shares-some-of-them"],
      "links":{"self":"/company/1234/persons-with-significant-control/corporate-entity/q1"},
      "notified_on":"2016","ceased_on":"1 May"}}

      """.replacing("\n\"", with: "\"")
    let found = try readWith(PSCReader.self, Array(text.utf8))
    let holding = try #require(found.objects.first?.facts?.holding)
    #expect(holding.from == StatedDay("2016") && holding.to == .unreadable && holding.isShareUnreadable)
    #expect(found.summary.problems.count == 2)
  }
}
