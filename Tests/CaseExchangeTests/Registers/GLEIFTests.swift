import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct GLEIFTests {
  @Test(arguments: [
    (GLEIFSamples.leiXML, GLEIFSamples.leiJSON),
    (GLEIFSamples.relationshipXML, GLEIFSamples.relationshipJSON),
    (GLEIFSamples.exceptionXML, GLEIFSamples.exceptionJSON),
  ])
  func xmlAndJSONMakeTheSameRecords(_ xml: String, _ json: String) throws {
    let found = try RegisterFormat.gleif.read(xml)
    let wanted = try RegisterFormat.gleif.read(json)
    #expect(found.objects.map(\.withoutPlace) == wanted.objects.map(\.withoutPlace) && !found.objects.isEmpty)
    #expect(found.summary.byType == wanted.summary.byType && found.summary.refused == wanted.summary.refused)
    // What is said of the records, check digits above all, and of those that are none.
    #expect(found.summary.problems.map(\.reason) == wanted.summary.problems.map(\.reason))
    #expect(found.summary.container == .document && isAccounted(found, Array(xml.utf8)))
  }

  /// As delta files say it; full files have the same words with `null`.
  @Test func whatTheGLEIFDeletesIsRevoked() throws {
    let deleted = #","Extension":{"gleif:Deletion":{"gleif:DeletedAt":{"$":"2026-06-01T00:00:00Z"}}}"#
    let entity = #"{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"Saltmarsh"}DELETED}"#
    let link =
      #"{"Relationship":{"StartNode":{"NodeID":"C"},"EndNode":{"NodeID":"P"},"RelationshipType":"X","RelationshipStatus":"ACTIVE"},"#
      + #""Registration":{"LastUpdateDate":"2026-05-01T00:00:00Z"}DELETED}"#
    let exception = #"{"LEI":"529900T8BM49AURSDO55","ExceptionCategory":"X"DELETED}"#
    for record in [entity, link, exception] {
      func read(_ part: String) throws -> SourceObject? {
        try RegisterFormat.gleif.read(record.replacing("DELETED", with: part)).objects.first
      }
      let gone = try #require(try read(deleted))
      #expect(gone.isRevoked && gone.modified == "2026-06-01T00:00:00Z")
      for part in ["", #","Extension":{"gleif:Deletion":null}"#, #","Extension":null"#] {
        #expect(try read(part)?.isRevoked == false, "\(part)")
      }
    }
    let tag =
      "<gleif:Extension><gleif:Deletion><gleif:DeletedAt>2026-06-01T00:00:00Z</gleif:DeletedAt></gleif:Deletion></gleif:Extension>"
    for (sample, end) in [
      (GLEIFSamples.leiXML, "</lei:LEIRecord>"), (GLEIFSamples.relationshipXML, "</RelationshipRecord>"),
      (GLEIFSamples.exceptionXML, "</r:Exception>"),
    ] {
      let found = try RegisterFormat.gleif.read(sample.replacing(end, with: tag + end)).objects
      #expect(!found.isEmpty && found.allSatisfy { $0.isRevoked && $0.modified == "2026-06-01T00:00:00Z" })
    }
  }

  @Test(arguments: [("ISSUED", false), ("LAPSED", false), ("ANNULLED", true), ("DUPLICATE", true)])
  func anLEIThatNamesNobodyIsRevoked(_ status: String, _ isRevoked: Bool) throws {
    let text =
      #"{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"S"},"Registration":{"RegistrationStatus":"\#(status)"}}"#
    #expect(try RegisterFormat.gleif.read(text).objects.first?.isRevoked == isRevoked)
    let xml = GLEIFSamples.leiXML.replacing(
      "<lei:LastUpdateDate>",
      with: "<lei:RegistrationStatus>\(status)</lei:RegistrationStatus><lei:LastUpdateDate>")
    #expect(try RegisterFormat.gleif.read(xml).objects.first?.isRevoked == isRevoked)
  }

  /// A relationship that was registered by mistake, or twice, held on no day: not until it was struck out, either.
  @Test(arguments: [
    ("PUBLISHED", false), ("LAPSED", false), ("RETIRED", false), ("ANNULLED", true), ("DUPLICATE", true),
  ])
  func aRelationshipThatWasNoneHoldsOnNoDay(_ status: String, _ isVoid: Bool) throws {
    let registration =
      "<Registration><LastUpdateDate>2026-05-01T00:00:00Z</LastUpdateDate><RegistrationStatus>\(status)"
      + "</RegistrationStatus></Registration>"
    let xml = GLEIFSamples.relationshipXML.replacing("INACTIVE", with: "ACTIVE").replacing(
      "</Relationship></RelationshipRecord>", with: "</Relationship>\(registration)</RelationshipRecord>")
    let json = GLEIFSamples.relationshipJSON.replacing(
      #""RelationshipStatus":"INACTIVE"}"#,
      with: #""RelationshipStatus":"ACTIVE"},"Registration":{"LastUpdateDate":"2026-05-01T00:00:00Z","#
        + "\"RegistrationStatus\":\"\(status)\"}")
    for text in [xml, json] {
      let found = try #require(try RegisterFormat.gleif.read(text).objects.first)
      #expect(found.modified == "2026-05-01T00:00:00Z" && found.isRevoked == isVoid)
      #expect((found.facts?.holding == nil) == isVoid && found.references.contains("PARENT"))
      let isDuplicate = found.externalID.hasSuffix("CONSOLIDATED_BY PARENT DUPLICATE")
      #expect(isDuplicate == (status == "DUPLICATE"), "the one that stays has that id")
    }
  }

  @Test func transliteratedNamesAreNames() throws {
    let json =
      #"{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"Ж","TransliteratedOtherEntityNames":{"TransliteratedOtherEntityName":"#
      + #"[{"@type":"PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME","$":"Zhuk"}]}}}"#
    #expect(try RegisterFormat.gleif.read(json).objects.first?.facts?.names.map(\.text) == ["Ж", "Zhuk"])
    let xml = GLEIFSamples.leiXML.replacing(
      "</lei:OtherEntityNames>",
      with: "</lei:OtherEntityNames><lei:TransliteratedOtherEntityNames><lei:TransliteratedOtherEntityName "
        + "type=\"PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME\">Zhuk</lei:TransliteratedOtherEntityName>"
        + "</lei:TransliteratedOtherEntityNames>")
    #expect(try RegisterFormat.gleif.read(xml).objects.first?.facts?.names.last?.text == "Zhuk")
  }

  @Test(arguments: [("RA000188", 2), ("RA999999", 1), ("RA888888", 1)])
  func whatIsNoRegisterGivesNoNumber(_ authority: String, _ count: Int) throws {
    let text = GLEIFSamples.leiXML.replacing("RA000188", with: authority)
    #expect(try RegisterFormat.gleif.read(text).objects.first?.facts?.identifiers.count == count)
  }

  @Test func whatARecordInXMLStates() throws {
    let (objects, summary) = try RegisterFormat.gleif.read(GLEIFSamples.leiXML)
    let facts = try #require(objects.first?.facts)
    #expect(facts.names.map(\.text) == ["Saltmarsh & Oy", "Saltmarsh Ky", "Marsh"])
    #expect(facts.names.map(\.kind) == [.primary, .formerlyKnownAs, .alsoKnownAs])
    #expect(
      facts.identifiers.map(\.kind) == ["lei", "ra000188"] && facts.dates.map(\.text) == ["2012-11-29"])
    #expect(objects[1].externalID == "529900T8BM49AURSDO56")
    let warnings = summary.problems.filter { $0.severity == .warning }
    #expect(warnings.map(\.object) == ["529900T8BM49AURSDO56"] && warnings[0].reason.contains("check digits"))
    #expect(summary.refused == 1)
    let holding = try #require(
      try RegisterFormat.gleif.read(GLEIFSamples.relationshipXML).objects.first?.facts?.holding)
    #expect(
      holding.from == StatedDay("2020-01-02") && holding.to == StatedDay("2025-01-02")
        && holding.owner == "PARENT")
  }

  /// As the GLEIF publishes its JSON: texts as objects of their own, relationships one level deeper.
  @Test(arguments: [
    #"{"records":[{"LEI":{"$":"529900T8BM49AURSDO55"},"Entity":{"LegalName":{"@xml:lang":"fi","$":"Saltmarsh"}}}]}"#,
    #"{"records":[{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"Saltmarsh"}}]}"#,
  ])
  func itsOwnJSON(_ text: String) throws {
    #expect(RegisterFormat.gleif.knows(text))
    let (objects, summary) = try RegisterFormat.gleif.read(text)
    #expect(objects.map(\.externalID) == ["529900T8BM49AURSDO55"] && objects[0].name == "Saltmarsh")
    #expect(summary.problems.isEmpty)
  }

  @Test(arguments: ["relations", "records"])
  func itsOwnRelationships(_ list: String) throws {
    let record =
      #"{"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":"C"}},"EndNode":{"NodeID":{"$":"P"}},"#
      + #""RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"}}}}"#
    for text in ["{\"\(list)\":[\(record)]}", record, "[\(record)]"] {
      #expect(RegisterFormat.gleif.knows(text))
      let objects = try RegisterFormat.gleif.read(text).objects
      let owners = objects.map { $0.facts?.holding?.owner }
      #expect(owners == ["P"] && objects[0].bytes == Array(record.utf8))
    }
    #expect(!RegisterFormat.gleif.knows("{\"\(list)\":[{\"LEI\":\"x\"}]}"))
  }

  /// Of a file cut short only the count shows it, when the cut is clean.
  @Test func anotherNumberOfRecordsIsSaid() throws {
    let text = GLEIFSamples.leiXML.replacing(">3<", with: ">4<")
    let problems = try RegisterFormat.gleif.read(text).summary.problems
    #expect(problems.contains { $0.reason == "the file declares 4 records and holds 3" })
  }

  @Test(arguments: [
    "<LEIData/>", "<x:LEIData xmlns:x=\"http://list.example/\"/>",
    "<a xmlns=\"http://www.gleif.org/data/schema/leidata/2016\"/>",
  ])
  func otherXMLIsNotTheirs(_ text: String) throws {
    #expect(!RegisterFormat.gleif.knows(text))
  }

  @Test func otherXMLIsRefusedAsSuch() throws {
    let refusal = try #require(throws: ImportRefusal.self) { try RegisterFormat.gleif.read(" <a/>") }
    #expect(refusal.kind == .malformed && refusal.reason.contains("not a file of the GLEIF"))
  }

  /// Programs that turn XML into JSON write a list of one as that one.
  @Test(arguments: [
    #""RelationshipPeriods":{PERIOD}"#, #""RelationshipPeriods":[{PERIOD}]"#,
    #""RelationshipPeriods":{"RelationshipPeriod":{PERIOD}}"#,
    #""RelationshipPeriods":{"RelationshipPeriod":[{"PeriodType":"ACCOUNTING_PERIOD","StartDate":"2001-01-01"},{PERIOD}]}"#,
    #""RelationshipPeriods":[{"RelationshipPeriod":{PERIOD}}]"#,
  ])
  func onePeriodWithoutAList(_ written: String) throws {
    let period =
      #""StartDate":"2020-01-02T00:00:00Z","EndDate":{"$":"2021-01-02"},"PeriodType":"RELATIONSHIP_PERIOD""#
    let record = """
      {"Relationship":{"StartNode":{"NodeID":"A"},"EndNode":{"NodeID":"B"},"RelationshipType":"IS_SUBFUND_OF",
      \(written.replacing("PERIOD}", with: period + "}"))}}
      """
    let holding = try #require(try RegisterFormat.gleif.read(record).objects.first?.facts?.holding)
    #expect(holding.from == StatedDay("2020-01-02") && holding.to == StatedDay("2021-01-02"))
  }

  /// Of several periods none is left out: from the first begin to the last end, whatever their order.
  @Test(
    arguments: [
      ([("2010-01-01", "2015-01-01"), ("2018-01-01", nil)], "2010-01-01", nil, 1),
      ([("2018-01-01", nil), ("2010-01-01", "2015-01-01")], "2010-01-01", nil, 1),
      ([("2018-01-01", "2019-06-01"), ("2010-01-01", "2015-01-01")], "2010-01-01", "2019-06-01", 1),
      ([(nil, "2015-01-01"), ("2018-01-01", "2019-01-01")], nil, "2019-01-01", 1),
      ([("2010-01-01", "2015-01-01"), ("2018-01-01", "soon")], "2010-01-01", "?", 2),
      ([("2010-01-01", "2015-01-01")], "2010-01-01", "2015-01-01", 0), ([], nil, nil, 0),
    ] as [([(String?, String?)], String?, String?, Int)])
  func severalPeriodsAreOneHolding(
    _ periods: [(String?, String?)], _ from: String?, _ to: String?, _ warnings: Int
  ) throws {
    func tag(_ name: String, _ text: String?) -> String { text.map { "<\(name)>\($0)</\(name)>" } ?? "" }
    func member(_ name: String, _ text: String?) -> String { text.map { "\"\(name)\":\"\($0)\"," } ?? "" }
    let inXML = periods.map { from, to in
      "<RelationshipPeriod>\(tag("StartDate", from))\(tag("EndDate", to))"
        + "<PeriodType>RELATIONSHIP_PERIOD</PeriodType></RelationshipPeriod>"
    }.joined()
    let inJSON = periods.map { from, to in
      "{\(member("StartDate", from))\(member("EndDate", to))\"PeriodType\":\"RELATIONSHIP_PERIOD\"}"
    }.joined(separator: ",")
    let xml = """
      <RelationshipData xmlns="http://www.gleif.org/data/schema/rr/2016"><RelationshipRecords><RelationshipRecord>
      <Relationship><StartNode><NodeID>A</NodeID></StartNode><EndNode><NodeID>B</NodeID></EndNode>
      <RelationshipType>IS_SUBFUND_OF</RelationshipType><RelationshipPeriods>\(inXML)</RelationshipPeriods>
      </Relationship></RelationshipRecord></RelationshipRecords></RelationshipData>
      """
    let json = """
      {"Relationship":{"StartNode":{"NodeID":"A"},"EndNode":{"NodeID":"B"},"RelationshipType":"IS_SUBFUND_OF",
      "RelationshipPeriods":[\(inJSON)]}}
      """
    for text in [xml, json] {
      let (objects, summary) = try RegisterFormat.gleif.read(text)
      let holding = try #require(objects.first?.facts?.holding)
      #expect(holding.from?.text == from && holding.to?.text == to)
      let reasons = summary.problems.map(\.reason).filter { !$0.contains("check digits") }
      #expect(reasons.count == warnings, "\(reasons)")
      #expect(periods.count < 2 || reasons.last?.hasPrefix("it states 2 periods of the relationship") == true)
    }
  }

  @Test func otherNamesWithoutAList() throws {
    let record = """
      {"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":{"@xml:lang":"fi","$":"Saltmarsh Oy"},"OtherEntityNames":{
      "OtherEntityName":{"@type":"PREVIOUS_LEGAL_NAME","$":"Saltmarsh Ky"}}}}
      """
    let names = try RegisterFormat.gleif.read(record).objects.first?.facts?.names
    #expect(names?.map(\.text) == ["Saltmarsh Oy", "Saltmarsh Ky"] && names?.last?.kind == .formerlyKnownAs)
  }
}
