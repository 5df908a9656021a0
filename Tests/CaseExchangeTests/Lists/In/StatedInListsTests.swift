import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

/// What the readers take from entries, field by field.
@Suite struct StatedInListsTests {
  private func read(_ sample: MadeLists.Sample) throws -> ListReading {
    try ListReaders.read(sample.format, sample.bytes, path: sample.name)
  }

  private func facts(_ sample: MadeLists.Sample, _ id: String) throws -> StatedFacts {
    try #require(try read(sample).object(id)?.facts)
  }

  private func printed(_ facts: StatedFacts) -> [String] {
    facts.names.map { "\($0.kind.rawValue) \($0.strength.rawValue) \($0.text)" }
  }

  private func numbers(_ facts: StatedFacts) -> [String] {
    facts.identifiers.map { "\($0.kind) \($0.value)" }
  }

  // MARK: OFAC, delimited

  @Test func entry() throws {
    let found = try #require(try read(MadeLists.entries).object("sdn:101"))
    let facts = try #require(found.facts)
    #expect(found.source == "ofac" && found.type == "sdn-entry" && found.identityClass == "individual")
    #expect(found.name == "QUILLFEATHER, Ansel" && found.aliases == ["THE QUILL", "ANSEL Q."])
    #expect(found.references.isEmpty && found.country == "Russia")
    #expect(facts.schema == .person && facts.programs == ["CYBER9", "TEST"])
    #expect(
      printed(facts) == ["primary strong QUILLFEATHER, Ansel", "aka weak THE QUILL", "fka weak ANSEL Q."])
    #expect(facts.dates.map(\.text) == ["1965-03-12", "1966"] && facts.countries == ["Russia", "Iran"])
    #expect(numbers(facts) == ["ofac 101", "passport A1234567", "national-id 55-66"])
    #expect(facts.traces == [Trace(.wallet, "1MadeUpWa11et"), Trace(.email, "a.q@list.example")])
  }

  /// Remarks without a full stop at their end were cut off: the last clause may be half of one.
  @Test func remarksThatGoOn() throws {
    let entry = try facts(MadeLists.entries, "sdn:102")
    #expect(entry.schema == .organisation && printed(entry) == ["primary strong VANTAGE TEST WORKS"])
    #expect(entry.dates.map(\.text) == ["2011-05-05"])
    #expect(numbers(entry) == ["ofac 102", "tax-id 7700000000", "registration 42"])
    let comment = try #require(try read(MadeLists.comments).object("comment:102"))
    #expect(comment.references == ["sdn:102"] && comment.type == "sdn-comment")
    let rest = try #require(comment.facts)
    #expect(printed(rest) == ["aka weak V.T.W."] && rest.identifiers.isEmpty)
    #expect(rest.traces == [Trace(.url, "www.vtw.example")])
  }

  /// Most codes of banks have no digit.
  @Test func codesOfLetters() throws {
    let xml = MadeLists.sdnXML.text.replacing(
      "<idType>Passport</idType><idNumber>A1234567</idNumber>",
      with: "<idType>SWIFT/BIC</idType><idNumber>ZTBKIRTH</idNumber>")
    let listed = try ListReading(SDNXMLReader.self, Array(xml.utf8)).object("sdn:101")?.facts
    #expect(listed.map(numbers) == ["ofac 101", "bic ZTBKIRTH"])
    let csl = MadeLists.screening.text.replacing("Passport, A1234567, RU", with: "SWIFT/BIC, ZTBKIRTH")
    let screened = try ListReading(ScreeningListReader.self, Array(csl.utf8)).object("csl:101")?.facts
    #expect(screened.map(numbers) == ["bic ZTBKIRTH", "tax-id 7700000000"])
    // What stands where there is none is no code that two could share.
    for none in ["SWIFT/BIC, NONE", "Aircraft Tail Number, UNKNOWN", "Aircraft Tail Number, -"] {
      let text = MadeLists.screening.text.replacing("Passport, A1234567, RU", with: none)
      let facts = try ListReading(ScreeningListReader.self, Array(text.utf8)).object("csl:101")?.facts
      #expect(facts.map(numbers) == ["tax-id 7700000000"], "\(none)")
    }
  }

  @Test func ship() throws {
    let facts = try facts(MadeLists.entries, "sdn:103")
    #expect(facts.schema == .vessel && facts.countries == ["Panama"])
    #expect(numbers(facts) == ["ofac 103", "call-sign X9XX", "imo 9074729", "mmsi 123456789"])
    #expect(try self.facts(MadeLists.entries, "sdn:105").schema == .unknown)
  }

  @Test func damagedRows() throws {
    let found = try read(MadeLists.entries)
    #expect(found.problems.map(\.object) == ["row 4", "row 5"] && found.summary?.refused == 2)
    #expect(
      found.problems.map(\.reason) == [
        "it has 3 columns, and 12 belong to it", "a quote inside a field that does not start with one",
      ]
        || found.problems[1].reason.contains("quote"))
    let offset = try #require(found.problems[0].offset)
    #expect(MadeLists.entries.bytes[offset...].starts(with: "oops,".utf8))
  }

  @Test func aliasRows() throws {
    let found = try read(MadeLists.aliases)
    #expect(found.objects.map(\.references) == [["sdn:101"], ["sdn:101"], ["sdn:102"]])
    #expect(
      found.objects.compactMap(\.facts).flatMap(printed) == [
        "aka strong QUILLFEATHER, Anselm", "fka weak ANSELMO QUILL", "nka strong VANTAGE WORKS",
      ])
    #expect(found.problems.map(\.reason) == ["its kind of alias is not aka, fka or nka"])
  }

  @Test func addressRows() throws {
    let found = try read(MadeLists.addresses)
    #expect(found.objects.map(\.references) == [["cons:201"], ["cons:201"]])
    #expect(found.objects.map(\.name) == ["1 Test Way, Noplace 1000, Russia", nil])
    #expect(found.objects.map(\.country) == ["Russia", nil] && found.objects[1].facts == nil)
    #expect(found.problems.map(\.reason) == ["its second field is not the number of an address"])
  }

  @Test(
    arguments: [
      ("DOB 12 Mar 1965.", ["1965-03-12"]), ("DOB Mar 1965.", ["1965-03"]), ("DOB 1965.", ["1965"]),
      ("DOB circa 1965.", []), ("DOB 1965 to 1970.", []), ("DOB 32 Mar 1965.", []), ("DOB 12 Mrz 1965.", []),
      ("DOB 12 Mar 65.", []), ("POB 1965.", []), ("DOB 1965", []),
      ("DOB 1965; alt. DOB 1966; x.", ["1965", "1966"]),
    ] as [(String, [String])])
  func birthInRemarks(_ remarks: String, _ dates: [String]) {
    var facts = StatedFacts()
    OFACRemarks.read(remarks, isContinuation: false, into: &facts)
    #expect(facts.dates.map(\.text) == dates)
  }

  @Test(
    arguments: [
      ("Passport A1 (Iran).", ["passport A1"]), ("Passport A1 issued 2001.", ["passport A1"]),
      ("RFC QZZ010203AB1 (Mexico); alt. R.F.C. # QZZ5.", ["tax-id QZZ010203AB1", "tax-id QZZ5"]),
      ("LE Number 00100100 (Peru).", ["national-id 00100100"]),
      ("Passport none.", []), ("Passport \(String(repeating: "1", count: 101)).", []),
      ("Diplomatic Passport D9.", ["passport D9"]),
      // A bracket that the number does not end with is part of it: two who differ behind it are two.
      ("National ID No. 13/Aa Bb Cc (Dding) 019077 (Burma).", ["national-id 13/Aa Bb Cc (Dding) 019077"]),
      ("National ID No. 13/Aa Bb Cc (Dding) 555555 (Burma).", ["national-id 13/Aa Bb Cc (Dding) 555555"]),
      ("Registration ID Q.5 (29) ZZ-11/2002 (Pakistan).", ["registration Q.5 (29) ZZ-11/2002"]),
      ("Folio Mercantil No. 10001 (Jalisco) (Mexico).", ["registration 10001"]),
      ("Passport A1 (Burma (Myanmar)) expires 01 Jan 2020.", ["passport A1"]),
      ("Passport A1 issued 01 Jan 2010 expires 01 Jan 2020 (Iran).", ["passport A1"]),
      ("National ID No. D100001(9) (Hong Kong).", ["national-id D100001(9)"]),
      ("National ID No. (QQQ)100001 (Burma).", ["national-id (QQQ)100001"]),
      ("Registration ID 5; Tax ID No. 6.", ["registration 5", "tax-id 6"]),
      ("Identification Number IMO 1234567.", ["imo 1234567"]),
      ("Identification Number imo1234567.", ["imo 1234567"]),
      ("Company Number IMO 12.", ["registration IMO 12"]),
      ("Legal Entity Number 253400MADEUP00000X99.", ["lei 253400MADEUP00000X99"]),
      ("Legal Entity Number 851683897 (Netherlands).", ["registration 851683897"]),
      ("Unified Social Credit Code (USCC) 9111MADEUP00000X19.", ["uscc 9111MADEUP00000X19"]),
      ("SWIFT/BIC ZTBKIRTH; alt. SWIFT/BIC ZTBKIR2X (Iran).", ["bic ZTBKIRTH", "bic ZTBKIR2X"]),
      ("Aircraft Tail Number EP-QQA.", ["aircraft-tail EP-QQA"]), ("SWIFT/BIC not known.", []),
      ("SWIFT/BIC NONE; SWIFT/BIC UNKNOWN; SWIFT/BIC N-A; SWIFT/BIC ZTBKIRTHXXX.", ["bic ZTBKIRTHXXX"]),
      ("Aircraft Tail Number UNKNOWN; Aircraft Tail Number NONE; Aircraft Tail Number -.", []),
      ("SWIFT/BIC none.", []), ("Passport QQA.", []), ("Passportless 5.", []),
      ("All offices worldwide 7.", []),
    ] as [(String, [String])])
  func numbersInRemarks(_ remarks: String, _ expected: [String]) {
    var facts = StatedFacts()
    OFACRemarks.read(remarks, isContinuation: false, into: &facts)
    #expect(numbers(facts) == expected)
  }

  /// OFAC's words for the country of a company, and for telephones.
  @Test func countriesAndTelephonesInRemarks() throws {
    let row = MadeLists.entries.text.replacing(
      "Registration Number 42",
      with: "Nationality of Registration Korea, North; Phone Number 990105550100; alt. Phone Number none")
    let xml = MadeLists.sdnXML.text.replacing(
      "<idType>Passport</idType><idNumber>A1234567</idNumber></id>",
      with: "<idType>Nationality of Registration</idType><idNumber>Korea, North</idNumber></id>"
        + "<id><uid>9</uid><idType>Phone Number</idType><idNumber>990105550100</idNumber></id>")
    for (format, text, id, countries) in [
      (EvidenceFormat.sdnCSV, row, "sdn:102", ["Korea, North"]),
      (.sdnXML, xml, "sdn:101", ["Russia", "Korea, North"]),
    ] {
      let facts = try #require(try ListReaders.read(format, Array(text.utf8), path: "SDN").object(id)?.facts)
      #expect(facts.countries == countries && facts.traces == [Trace(.phone, "990105550100")], "\(id)")
    }
  }

  /// However many values an entry states, its reader drops none unsaid: how many a record leaves out is counted there.
  @Test func whatAnEntryStatesIsReadWhole() {
    var facts = StatedFacts()
    let remarks = (0..<5_000).map { "a.k.a. 'N\($0)'; DOB \(1_000 + $0)" }.joined(separator: "; ") + "."
    OFACRemarks.read(remarks, isContinuation: false, into: &facts)
    #expect(facts.names.count == 5_000 && facts.dates.count == 5_000)
    #expect(facts.bounded(toBytes: 256 * 1024).count == 2_000)
  }

  // MARK: XML

  @Test func sdnXML() throws {
    let found = try read(MadeLists.sdnXML)
    let facts = try #require(found.object("sdn:101")?.facts)
    #expect(facts.schema == .person && facts.programs == ["TEST", "CYBER9"] && facts.countries == ["Russia"])
    #expect(printed(facts) == ["primary strong QUILLFEATHER, Ansel", "fka weak Q & Q"])
    #expect(facts.dates.map(\.text) == ["1965-03-12"])
    #expect(numbers(facts) == ["ofac 101", "passport A1234567"])
    let ship = try #require(found.object("sdn:103")?.facts)
    #expect(ship.schema == .vessel && ship.countries == ["Panama"])
    #expect(numbers(ship) == ["ofac 103", "call-sign X9XX"])
    #expect(
      found.problems.map { "\($0.severity.rawValue): \($0.reason)" } == [
        "refused: it has no uid", "warning: an element that is no entry",
      ])
    let bytes = try #require(found.object("sdn:101")).bytes
    #expect(
      bytes.starts(with: "<sdnEntry>".utf8) && bytes.reversed().starts(with: "</sdnEntry>".utf8.reversed()))
  }

  /// A declared number that is not the number held is pointed out; an equal one is not.
  @Test(arguments: [("3", 0), ("2", 1), ("8197", 1), ("", 0)])
  func declaredCount(_ declared: String, _ warnings: Int) throws {
    let text = MadeLists.sdnXML.text.replacing("<Record_Count>3", with: "<Record_Count>\(declared)")
    let found = try ListReading(SDNXMLReader.self, Array(text.utf8))
    #expect(found.problems.count { $0.reason.contains("declares") } == warnings)
  }

  @Test func unXML() throws {
    let found = try read(MadeLists.un)
    let person = try #require(found.object("un:501"))
    let facts = try #require(person.facts)
    #expect(
      person.type == "un-individual" && person.created == "2027-01-02" && person.modified == "2027-02-03")
    #expect(
      printed(facts) == [
        "primary strong ANSEL QUILLFEATHER", "aka strong Ансель Квиллфезер", "aka weak The Quill",
      ])
    #expect(facts.names[1].script == .cyrillic && facts.schema == .person && facts.programs == ["Test"])
    #expect(facts.dates.map(\.text) == ["1965-03-12"] && facts.countries == ["Russia"])
    #expect(numbers(facts) == ["passport A1234567", "un-reference TEi.001"])
    let entity = try #require(found.object("un:502")?.facts)
    #expect(
      entity.schema == .organisation
        && printed(entity) == ["primary strong VANTAGE TEST WORKS", "fka strong OLD WORKS"])
    #expect(entity.countries == ["Iran"] && found.problems.map(\.reason) == ["it has no DATAID"])
  }

  @Test func euXML() throws {
    let found = try read(MadeLists.euXML)
    let facts = try #require(found.object("eu:601")?.facts)
    #expect(printed(facts) == ["primary strong Ansel Quillfeather", "aka weak The Quill"])
    #expect(facts.schema == .person && facts.countries == ["RU"] && facts.programs == ["TEST"])
    #expect(facts.dates.map(\.text) == ["1965-03-12", "1966"])
    #expect(numbers(facts) == ["passport A1234567", "eu-reference EU.1.1", "un-reference TEi.001"])
    let firm = try #require(found.object("eu:602")?.facts)
    #expect(
      firm.schema == .organisation && firm.countries == ["IR"] && firm.names[0].text == "Vantage <Test>")
    #expect(found.problems.map(\.reason) == ["it has no logicalId"])
  }

  @Test func malformedXMLIsRefusedWhole() throws {
    for (text, reason) in [
      ("<sdnList><sdnEntry></sdnList>", "another name"), ("<sdnList>", "ends before"),
      ("<!DOCTYPE sdnList [<!ENTITY a 'b'>]><sdnList/>", "DOCTYPE"), ("<sdn/>", "outermost element is sdn"),
    ] {
      let refusal = try #require(try ListReading(SDNXMLReader.self, Array(text.utf8)).refusal)
      #expect(refusal.kind == .malformed && refusal.reason.contains(reason) && refusal.line == 1)
    }
  }

  @Test func entriesThatAreTooLarge() throws {
    let many = String(repeating: "<x/>", count: XMLElement.maximumNodes)
    let long = String(repeating: "<x>" + String(repeating: "y", count: 1_000_000) + "</x>", count: 5)
    for inside in [many, long] {
      let text =
        "<sdnList><sdnEntry><uid>1</uid>\(inside)</sdnEntry><sdnEntry><uid>2</uid></sdnEntry></sdnList>"
      let bytes = Array(text.utf8)
      let found = try ListReading(SDNXMLReader.self, bytes)
      #expect(found.objects.map(\.externalID) == ["sdn:2"] && found.summary?.refused == 1)
      #expect(found.accountsFor(bytes) && (found.summary?.refusedBytes ?? 0) > inside.utf8.count)
    }
  }

  // MARK: Tables with a header

  @Test func deniedPersons() throws {
    let found = try read(MadeLists.denied)
    let person = found.objects[0]
    #expect(person.type == "denied-person" && person.name == "ANSEL QUILLFEATHER" && person.country == "US")
    #expect(
      person.created == "01/02/2027" && person.modified == "2027-01-03" && person.facts?.schema == .unknown)
    #expect(found.problems.map(\.reason) == ["it names nobody"])
    // A later edition of a row is the same record.
    let edited = MadeLists.denied.text.replacing("2027-01-03", with: "2027-05-05")
    let again = try ListReading(DeniedPersonsReader.self, Array(edited.utf8))
    #expect(again.objects[0].externalID == person.externalID && again.objects[0].modified == "2027-05-05")
  }

  @Test func screeningList() throws {
    let found = try read(MadeLists.screening)
    let facts = try #require(found.object("csl:101")?.facts)
    #expect(
      printed(facts) == [
        "primary strong QUILLFEATHER, Ansel", "aka strong THE QUILL", "aka strong ANSELM, Q.",
      ])
    #expect(
      facts.schema == .person && facts.countries == ["RU", "IR"] && facts.programs == ["TEST", "CYBER9"])
    #expect(facts.dates.map(\.text) == ["1965-03-12", "1966"])
    #expect(numbers(facts) == ["passport A1234567", "tax-id 7700000000"])
    #expect(found.object("csl:102")?.name == "VANTAGE\nTEST \"WORKS\"")
    #expect(found.problems.map(\.object) == ["row 3", "row 5"])
  }

  /// A quote that is never closed is the end of one row where nothing but that row can be meant, and the end
  /// of the file's credit elsewhere.
  @Test func openQuotes() throws {
    let cut = Array((MadeLists.screening.text + " and\nmore").utf8)
    let refusal = try #require(try ListReading(ScreeningListReader.self, cut).refusal)
    #expect(refusal.kind == .malformed && refusal.reason.contains("no closing quote"))
    #expect(cut[(refusal.offset ?? 0)...].starts(with: "\"in the mid".utf8))
  }

  @Test func headersRepeated() throws {
    for sample in [MadeLists.denied, MadeLists.screening, MadeLists.euAnnex] {
      let header = sample.text.prefix { $0 != "\n" && $0 != "\r\n" }
      let found = try ListReaders.read(
        sample.format, Array("\(header)\n\(sample.text)".utf8), path: sample.name)
      #expect(found.objects.count == sample.ids.count, "\(sample.name)")
      #expect(
        found.problems.first?.reason == "it repeats the header" && found.problems.first?.object == "row 2")
    }
  }

  /// Half of the rows of one kind, half of another: the same reading each time.
  @Test func twoKindsOfRowsAsFrequent() throws {
    let text = "101,9001,\"aka\",\"QUILL, A.\",-0- \r\n101,7001,\"1 Test Way\",-0- ,-0- ,-0- \r\n"
    // The order in a table depends on where it lies: these keep the next one from lying in the same place.
    var held: [[SDNTable.Part: Int]] = []
    for _ in 0..<40 {
      held.append([.alias: 1, .address: 1])
      let found = try read(.init(format: .sdnCSV, name: "x.csv", text: text, ids: []))
      #expect(found.objects.map(\.externalID) == ["add:101:7001"] && found.summary?.refused == 1)
    }
    #expect(held.count == 40)
  }

  /// But for weak aliases, which the table does not tell from others.
  @Test func euTableAndXMLMakeTheSameRecords() throws {
    var xml = MadeLists.euXML
    xml = .init(
      format: xml.format, name: xml.name, text: xml.text.replacing("strong=\"false\"", with: ""), ids: xml.ids
    )
    let wanted = try read(xml).objects
    let found = try read(MadeLists.euConsolidated).objects
    #expect(wanted.count == 2 && found.prefix(2).map(\.withoutPlace) == wanted.map(\.withoutPlace))
    #expect(found[0].facts?.names.count == 2 && found[0].created == "2027-01-02")
  }

  @Test func rowsOfAnEntryAreOneRecord() throws {
    let found = try read(MadeLists.euConsolidated).objects
    let rows = MadeLists.euConsolidated.text.components(separatedBy: "\r\n")
    #expect(found[0].bytes == Array(rows[1...8].joined(separator: "\r\n").utf8))
    // Those that come again further down refer to the first.
    #expect(
      found[2].references == ["eu:601"] && found[2].type == "eu-row" && found[2].facts?.about == "eu:601")
    #expect(found[2].facts?.names.map(\.text) == ["Ansel Q.", "A. Quill"])
  }

  /// An entry is no longer than 4 MiB; what goes beyond is a record of its own.
  @Test func rowsOfALongEntry() throws {
    let remark = String(repeating: "x", count: 900_000)
    let rows = (1...6).map {
      MadeLists.euRow("601", ["NameAlias_WholeName": "N\($0)", "Entity_Remark": remark])
    }
    let text = ([MadeLists.euColumns.joined(separator: ";")] + rows).joined(separator: "\n")
    let sample = MadeLists.Sample(format: .euCSV, name: "x", text: text, ids: [])
    let found = try read(sample)
    #expect(found.objects.map { $0.facts?.names.count } == [4, 2] && found.accountsFor(sample.bytes))
    #expect(found.objects[1].externalID.hasPrefix("eu:601:"))
  }

  /// One number on two lists, without `_id`: two entries; twice on one list, one.
  @Test func aNumberOnTwoListsOfTheScreeningListIsTwoEntries() throws {
    let header = MadeLists.screening.text.split(separator: "\n")[0].dropFirst("_id,".count)
    func row(_ list: String, _ name: String) -> String {
      "\(list),17017,Entity,,\(name)" + String(repeating: ",", count: 23)
    }
    let (sdn, ssi) = (
      row("Test List (SDN)", "GRANDVOX BANK"), row("Test List (SSI)", "GRANDVOX BANK OF ZORLAND")
    )
    let found = try read(
      .init(
        format: .screeningList, name: "x.csv", text: [String(header), sdn, ssi, sdn].joined(separator: "\n"),
        ids: [])
    ).objects
    #expect(found.map(\.externalID).prefix(1) == ["csl:17017"] && found.count == 3)
    #expect(found[1].externalID.hasPrefix("csl:17017:") && found[2].externalID == "csl:17017")
  }

  /// Which entry a row is follows from the row: with the number of the Treasury as `_id` or without `_id`, and in
  /// whatever order the rows stand.
  @Test(arguments: [true, false])
  func aNumberOnTwoListsDoesNotDependOnTheOrder(_ hasOwn: Bool) throws {
    let header = MadeLists.screening.text.split(separator: "\n")[0]
    func row(_ list: String, _ name: String) -> String {
      (hasOwn ? "17017," : "") + "\(list) - Treasury Department,17017,Entity,,\(name)"
        + String(repeating: ",", count: 23)
    }
    let rows = [
      row("Specially Designated Nationals (SDN)", "GRANDVOX BANK"),
      row("Sectoral Sanctions Identifications List (SSI)", "GRANDVOX BANK OF ZORLAND"),
      row("Non-SDN Menu-Based Sanctions List (NS-MBS List)", "Grandvox Bank"),
    ]
    func ids(_ rows: [String]) throws -> [String: String] {
      let text = [hasOwn ? String(header) : String(header.dropFirst("_id,".count))] + rows
      let found = try read(
        .init(format: .screeningList, name: "x.csv", text: text.joined(separator: "\n"), ids: []))
      return Dictionary(
        found.objects.map { ($0.externalID, $0.name ?? "") }, uniquingKeysWith: { "\($0), \($1)" })
    }
    let all = try ids(rows)
    #expect(all.count == 3 && all["csl:17017"] == "GRANDVOX BANK", "\(all)")
    #expect(all.keys.allSatisfy { $0 == "csl:17017" || $0.hasPrefix("csl:17017:") })
    #expect(try ids(rows.reversed()) == all)
    for row in rows { #expect(try ids([row]).allSatisfy { all[$0.key] == $0.value }) }
  }

  /// Which of a party's rows is the entry follows from what they say.
  @Test func rowsOfAPartyInAnotherOrderAreTheSameRecords() throws {
    let sample = MadeLists.ukList
    var lines = sample.text.components(separatedBy: "\n")
    func records(_ lines: [String]) throws -> [String: [UInt8]] {
      let found = try read(
        .init(format: sample.format, name: sample.name, text: lines.joined(separator: "\n"), ids: []))
      for object in found.objects {
        let isEntry = object.externalID == "uk:TST0001"
        #expect(object.type == (isEntry ? "uk-entry" : "uk-row"))
        #expect(object.references == (isEntry ? [] : ["uk:TST0001"]))
        #expect(object.facts?.about == (isEntry ? nil : "uk:TST0001"))
      }
      return Dictionary(
        found.objects.map { ($0.externalID, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }
    let wanted = try records(lines)
    lines.swapAt(2, 4)
    #expect(lines[2].contains("12/03/1965") && wanted.count == 3)
    #expect(try records(lines) == wanted)
  }

  /// More rows of one party than wait for each other: one is the entry, and all are there.
  @Test func manyRowsOfAParty() throws {
    let sample = MadeLists.ukList
    let lines = sample.text.components(separatedBy: "\n")
    let rows = (0..<2_500).map { lines[4].replacing("12/03/1965", with: "12/03/\(1_000 + $0)") }
    let text = (lines.prefix(2) + rows).joined(separator: "\n")
    let made = MadeLists.Sample(format: sample.format, name: sample.name, text: text, ids: [])
    let found = try read(made)
    #expect(found.objects.count == 2_500 && found.accountsFor(made.bytes))
    #expect(found.objects.count { $0.type == "uk-entry" } == 1)
    #expect(Set(found.objects.map(\.externalID)).count == 2_500)
  }

  /// The editions of 2022 name the column of the type by its values.
  @Test func olderEditionsOfTheUKList() throws {
    let sample = MadeLists.ukList
    let text = sample.text.replacing("Designation Type", with: "\"Individual, Entity, Ship\"")
    let older = MadeLists.Sample(format: sample.format, name: sample.name, text: text, ids: [])
    #expect(ListReaders.recognising(older.bytes, name: older.name) == [.ukCSV])
    let found = try read(older).objects
    #expect(found.map(\.identityClass) == ["Individual", "Individual", "Individual"])
    #expect(found.first?.facts?.schema == .person)
  }

  /// 1383 of the Islamic calendar is 1963: taken for a Gregorian year it would part a person from the same person.
  @Test(
    arguments: [
      ("ISLAMIC", [], true), ("GREGORIAN", ["1383"], false), ("gregorian", ["1383"], false),
      ("", ["1383"], false),
    ] as [(String, [String], Bool)])
  func datesOfOtherCalendarsAreLeftOut(_ calendar: String, _ dates: [String], _ isSaid: Bool) throws {
    let xml = """
      <export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity logicalId="601">
      <nameAlias wholeName="Ansel Quillfeather"/><birthdate circa="false" calendarType="\(calendar)" year="1383"/>
      </sanctionEntity></export>
      """
    let row = MadeLists.euRow(
      "601",
      [
        "NameAlias_WholeName": "Ansel Quillfeather", "BirthDate_Year": "1383",
        "BirthDate_CalendarType": calendar,
      ])
    let csv = MadeLists.euColumns.joined(separator: ";") + "\n" + row
    for (format, text) in [(EvidenceFormat.euXML, xml), (EvidenceFormat.euCSV, csv)] {
      let found = try ListReaders.read(format, Array(text.utf8), path: "full")
      #expect(found.objects.map { $0.facts?.dates.map(\.text) ?? [] } == [dates], "\(format)")
      #expect(found.problems.map(\.object) == (isSaid ? ["eu:601"] : []), "\(format)")
      #expect(found.problems.allSatisfy { $0.reason.contains("ISLAMIC") && $0.severity == .warning })
    }
  }

  /// Of two dates and two numbers the first of each is said to be rough or false; of two aliases the first to be weak.
  @Test(arguments: [
    ("true", "false"), ("1", "0"), ("TRUE", "False"), (" 1 ", " 0 "),
  ])
  func booleansOfTheEU(_ yes: String, _ no: String) throws {
    let xml = """
      <export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity logicalId="601">
      <nameAlias wholeName="Ansel Quillfeather" strong="\(yes)"/><nameAlias wholeName="The Quill" strong="\(no)"/>
      <birthdate circa="\(yes)" year="1970"/><birthdate circa="\(no)" year="1966"/>
      <identification number="Z9" identificationTypeCode="passport" knownFalse="\(yes)"/>
      <identification number="A1" identificationTypeCode="passport" knownFalse="\(no)"/>
      </sanctionEntity></export>
      """
    func row(_ year: String, _ number: String, _ value: String) -> String {
      MadeLists.euRow(
        "601",
        [
          "NameAlias_WholeName": "Ansel Quillfeather", "BirthDate_Year": year, "BirthDate_Circa": value,
          "Identification_Number": number, "Identification_TypeCode": "passport",
          "Identification_KnownFalse": value,
        ])
    }
    let csv = [MadeLists.euColumns.joined(separator: ";"), row("1970", "Z9", yes), row("1966", "A1", no)]
    for (format, text) in [(EvidenceFormat.euXML, xml), (.euCSV, csv.joined(separator: "\n"))] {
      let found = try ListReaders.read(format, Array(text.utf8), path: "full")
      let facts = try #require(found.objects.first?.facts)
      #expect(facts.dates.map(\.text) == ["1966"] && numbers(facts) == ["passport A1"], "\(format)")
      if format == .euXML {
        #expect(printed(facts) == ["primary strong Ansel Quillfeather", "aka weak The Quill"])
      }
    }
  }

  /// The first value of an identifier, and the kind of a party, in a row of an annex.
  @Test(arguments: [
    ("A1234567 (expired)", "A1234567"), ("A123456(7)", "A123456(7)"), ("AB(12)", "AB(12)"),
    ("A(1) (old) (lost)", "A(1)"), ("A12", "A12"),
  ])
  func notesBehindNumbers(_ text: String, _ number: String) throws {
    let sample = MadeLists.euAnnex
    let changed = MadeLists.Sample(
      format: sample.format, name: sample.name,
      text: sample.text.replacing("A1234567 (expired)", with: text)
        .replacing(",Person,QUILL", with: ",PublicBody,QUILL"), ids: sample.ids)
    let facts = try #require(try read(changed).objects.first?.facts)
    #expect(numbers(facts) == ["passport \(number)"] && facts.schema == .organisation)
  }

  @Test(
    arguments: [
      ("dd/mm/1957", "1957", false), ("DD/08/1957", "1957-08", false), ("15/08/19yy", nil, true),
      ("circa 1957", nil, true), ("", nil, false), ("30/02/1957", nil, true),
    ] as [(String, String?, Bool)])
  func datesOfTheUKAreReadOrSaid(_ text: String, _ date: String?, _ isSaid: Bool) throws {
    let sample = MadeLists.ukList
    let found = try read(
      .init(
        format: sample.format, name: sample.name, text: sample.text.replacing("00/00/1965", with: text),
        ids: sample.ids))
    #expect(found.objects.first?.facts?.dates.map(\.text) == (date.map { [$0] } ?? []))
    #expect(found.problems.contains { $0.reason.contains("date of birth is") } == isSaid)
  }

  @Test func euAnnex() throws {
    let found = try read(MadeLists.euAnnex)
    let facts = try #require(found.objects[0].facts)
    #expect(
      printed(facts) == [
        "primary strong QUILLFEATHER Ansel", "aka strong Ансель", "aka strong Anselm Q.",
        "aka weak The Quill",
      ])
    #expect(facts.dates.map(\.text) == ["1965-03-12"] && facts.countries == ["Russian", "Iran"])
    #expect(numbers(facts) == ["passport A1234567"] && facts.programs == ["EU-TEST"])
    #expect(facts.traces == [Trace(.email, "q@list.example"), Trace(.url, "www.quill.example")])
    let ship = try #require(found.objects[1].facts)
    #expect(ship.schema == .vessel && numbers(ship) == ["imo 9074729"] && ship.countries == ["Panama"])
    #expect(printed(ship) == ["primary strong NEVERSAILED", "fka strong Sailed", "fka strong Never"])
    #expect(
      found.problems.map(\.reason) == [
        "it does not say which act it belongs to", "it has 3 columns, and 45 belong to it",
      ])
  }

  @Test func ukList() throws {
    let found = try read(MadeLists.ukList)
    #expect(found.objects.map(\.type) == ["uk-entry", "uk-row", "uk-row"])
    #expect(found.objects.map(\.references) == [[], ["uk:TST0001"], ["uk:TST0001"]])
    let facts = try #require(found.objects[0].facts)
    #expect(printed(facts) == ["primary strong Ansel QUILLFEATHER", "aka strong Ансель"])
    #expect(facts.schema == .person && facts.dates.map(\.text) == ["1965"] && facts.programs == ["Test"])
    #expect(numbers(facts) == ["passport A1234567", "un-reference TEi.001"])
    #expect(found.objects[1].facts.map(printed) == ["aka weak The QUILL"])
    #expect(found.objects[2].facts?.dates.map(\.text) == ["1965-03-12"])
    #expect(found.problems.map(\.reason) == ["it does not say which party it belongs to"])
  }

  /// A cell of several numbers is several numbers: as one it would find nobody, and count against who states one of them.
  @Test(
    arguments: [
      ("Passport number", "P111; P222", ["passport P111", "passport P222"]),
      ("Passport number", "(1) P111 (2) P222", ["passport P111", "passport P222"]),
      ("Passport number", "(1)P111(2) (2)P222", ["passport P111(2)", "passport P222"]),
      ("Passport number", "P111 (2) P222", ["passport P111 P222"]),
      ("National Identifier number", "N1;N2; ", ["national-id N1", "national-id N2"]),
      (
        "Business registration number (s)", "1000000000001; 7000000001",
        ["registration 1000000000001", "registration 7000000001"]
      ),
      ("IMO number", "9074729; 9074731", ["imo 9074729", "imo 9074731"]),
      (
        "Email address", "a@list.example; b@list.example, c@list.example",
        ["email a@list.example", "email b@list.example", "email c@list.example"]
      ),
      ("Website", "a.list.example; b.list.example", ["url a.list.example", "url b.list.example"]),
      ("Passport number", "(1) A111; (2) B222", ["passport A111", "passport B222"]),
      (
        "Business registration number (s)", "1000000000001 (OGRN); 1000000001 (INN)",
        ["registration 1000000000001", "ogrn 1000000000001", "inn 1000000001"]
      ),
      (
        "Email address", "(1) a@list.example (2) b@list.example",
        ["email a@list.example", "email b@list.example"]
      ),
      (
        "Website", "(1) a.list.example; (2) b.list.example",
        ["url a.list.example", "url b.list.example"]
      ),
    ] as [(String, String, [String])])
  func severalValuesInACellOfTheUK(_ column: String, _ cell: String, _ expected: [String]) throws {
    let fields = ["Unique ID": "TST0001", "Name 6": "QUILLFEATHER", column: CSVField.quoted(cell)]
    let row = MadeLists.ukHeader.components(separatedBy: ",").map { fields[$0] ?? "" }
    let text = [MadeLists.ukHeader, row.joined(separator: ",")].joined(separator: "\n")
    let facts = try #require(try ListReading(UKCSVReader.self, Array(text.utf8)).objects.first?.facts)
    #expect(numbers(facts) + facts.traces.map { "\($0.kind.rawValue) \($0.value)" } == expected)
  }

  @Test func whatTheUKStatesAsANumberAndIsNoneIsAWarning() throws {
    let fields = ["Unique ID": "TST0001", "Name 6": "QUILLFEATHER", "Passport number": "see the file"]
    let row = MadeLists.ukHeader.components(separatedBy: ",").map { fields[$0] ?? "" }
    let text = [MadeLists.ukHeader, row.joined(separator: ",")].joined(separator: "\n")
    let found = try ListReading(UKCSVReader.self, Array(text.utf8))
    #expect(found.objects.first?.facts?.identifiers.isEmpty == true)
    #expect(
      found.problems.filter { $0.severity == .warning }.map(\.reason)
        == ["it states as a number \"see the file\", which cannot be read as one"])
  }

  @Test func conList() throws {
    let found = try read(MadeLists.conList)
    let facts = try #require(found.objects[0].facts)
    #expect(printed(facts) == ["primary strong Ansel QUILLFEATHER"] && facts.countries == ["Russia", "Iran"])
    #expect(facts.dates.map(\.text) == ["1965-03-12"] && found.objects[0].created == "02/01/2027")
    #expect(found.objects[1].facts.map(printed) == ["aka weak QUILL"])
  }

  // MARK: Dates

  /// In whatever form a list writes them; what nobody can tell is no date.
  @Test(
    arguments: [
      ("Feb 1943", "1943-02"), ("12 Mar 1965", "1965-03-12"), ("1965-03-12", "1965-03-12"),
      ("1965-03-12T00:00:00", "1965-03-12"), ("circa 1943", nil), ("05-06-07", nil),
      ("29 Feb 1972", "1972-02-29"), ("30 Feb 1970", nil), ("1970-02-30", nil), ("1971-02-29", nil),
    ] as [(String, String?)])
  func datesOfTheScreeningList(_ text: String, _ date: String?) throws {
    let csl = MadeLists.screening.text.replacing("1965-03-12; 1966", with: text)
    let found = try ListReading(ScreeningListReader.self, Array(csl.utf8))
    #expect(found.object("csl:101")?.facts?.dates.map(\.text) == (date.map { [$0] } ?? []))
    #expect(found.problems.contains { $0.reason.contains("no day, month or year") } == (date == nil))
  }

  /// What is said to be rough stays in the bytes; of the rest, what cannot be read is said. Nobody can tell the day of
  /// `01/12/1977` from its month.
  @Test(
    arguments: [
      ("12 Sep 1975", "1975-09-12", false), ("12 Sept 1975", nil, true), ("10-Oct-1976", nil, true),
      ("01/12/1977", nil, true), ("circa 1960", nil, false), ("circa-1960", nil, false),
      ("1960 to 1962", nil, false), ("Between 1960 and 1962", nil, false),
    ] as [(String, String?, Bool)])
  func datesOfOFACAreReadOrSaid(_ text: String, _ date: String?, _ isSaid: Bool) throws {
    let csv = MadeLists.entries.text.replacing("DOB 12 Mar 1965; alt. DOB 1966", with: "DOB \(text)")
    let xml = MadeLists.sdnXML.text.replacing("<dateOfBirth>12 Mar 1965", with: "<dateOfBirth>\(text)")
    for (format, name, list) in [
      (EvidenceFormat.sdnCSV, "SDN.CSV", csv), (.sdnXML, "SDN.XML", xml),
      (.sdnCSV, "SDN_COMMENTS.CSV", "101,\"; DOB \(text).\"\r\n"),
    ] {
      let found = try ListReaders.read(format, Array(list.utf8), path: name)
      let dates = found.objects.first?.facts?.dates.map(\.text) ?? []
      #expect(dates == (date.map { [$0] } ?? []), "\(name)")
      let said = found.problems.filter { $0.reason.contains("no day, month or year") }
      #expect(said.map(\.object) == (isSaid ? [found.objects[0].externalID] : []), "\(name)")
      #expect(said.allSatisfy { $0.severity == .warning && $0.reason.contains("\"\(text)\"") }, "\(name)")
    }
  }

  @Test(
    arguments: [
      ("EXACT", "1969-05-20-04:00", "1969-05-20", false), ("Exact", "1976-02-01", "1976-02-01", false),
      ("EXACT", "1976-02-01Z", "1976-02-01", false), ("EXACT", "12/03/1977", nil, true),
      ("EXACT", "1969-05-20-04", nil, true), ("APPROXIMATELY", "12/03/1977", nil, false),
    ] as [(String, String, String?, Bool)])
  func datesOfTheUNAreReadOrSaid(_ type: String, _ text: String, _ date: String?, _ isSaid: Bool) throws {
    let xml = MadeLists.un.text.replacing(
      "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1965-03-12",
      with: "<TYPE_OF_DATE>\(type)</TYPE_OF_DATE><DATE>\(text)")
    let found = try ListReading(UNXMLReader.self, Array(xml.utf8))
    #expect(found.object("un:501")?.facts?.dates.map(\.text) == (date.map { [$0] } ?? []))
    let said = found.problems.filter { $0.reason.contains("no day, month or year") }
    #expect(said.map(\.object) == (isSaid ? ["un:501"] : []))
  }

  /// One that cannot be read is said, and takes no other along.
  @Test func severalDatesOfTheScreeningList() throws {
    let csl = MadeLists.screening.text.replacing(
      "1965-03-12; 1966", with: "1965-03-12T00:00:00; circa 1944; Feb 1943; 1950 to 1960")
    let found = try ListReading(ScreeningListReader.self, Array(csl.utf8))
    #expect(found.object("csl:101")?.facts?.dates.map(\.text) == ["1965-03-12", "1943-02"])
    let said = found.problems.filter { $0.object == "csl:101" && $0.severity == .warning }
    #expect(
      said.map(\.reason) == [
        "it states as a date \"circa 1944\", \"1950 to 1960\", which is no day, month or year"
      ])
  }

  @Test(
    arguments: [
      ("1966-03-12T00:00:00", "1966-03-12", false), ("1966-03", "1966-03", false), ("19xx", nil, true),
      ("1966-03-12+02:00", "1966-03-12", false), ("1966-03-12Z", "1966-03-12", false),
      ("1966-03-12+2", nil, true), ("1966-03-12+ab:cd", nil, true),
      ("circa 1957", nil, true), ("", nil, false), ("30/02/1957", nil, true),
    ] as [(String, String?, Bool)])
  func datesOfTheEUAreReadOrSaid(_ text: String, _ date: String?, _ isSaid: Bool) throws {
    let xml = """
      <export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity logicalId="601">
      <nameAlias wholeName="Ansel Quillfeather"/><birthdate circa="false" birthdate="\(text)"/>
      </sanctionEntity></export>
      """
    let row = MadeLists.euRow(
      "601", ["NameAlias_WholeName": "Ansel Quillfeather", "BirthDate_BirthDate": text])
    let csv = MadeLists.euColumns.joined(separator: ";") + "\n" + row
    let annex = MadeLists.euAnnex.text.replacing("12.3.1965", with: text)
    for (format, text) in [(EvidenceFormat.euXML, xml), (.euCSV, csv), (.euCSV, annex)] {
      let found = try ListReaders.read(format, Array(text.utf8), path: "full")
      #expect(found.objects.first?.facts?.dates.map(\.text) == (date.map { [$0] } ?? []), "\(format)")
      #expect(found.problems.contains { $0.reason.contains("no day, month or year") } == isSaid, "\(format)")
    }
  }

  @Test(
    arguments: [
      ("12.3.1965", ["1965-03-12"]), ("24 July 1963", ["1963-07-24"]), ("9 Jan. 1963", ["1963-01-09"]),
      ("March 1963", ["1963-03"]), ("1963 or 1965", ["1963", "1965"]),
      ("1.2.1963 (or 2.1.1963)", ["1963-02-01", "1963-01-02"]), ("1963 or circa 1965", []),
      ("Approximately 1966", []), ("24 Julyish 1963", []), (" or ", []),
    ] as [(String, [String])])
  func datesOfAnnexes(_ text: String, _ dates: [String]) {
    #expect(ListDate.alternatives(text).map(\.text) == dates)
  }

  @Test func aTimeBehindADateOfTheUN() throws {
    let xml = MadeLists.un.text.replacing("<DATE>1965-03-12", with: "<DATE>1965-03-12T00:00:00")
    let facts = try ListReading(UNXMLReader.self, Array(xml.utf8)).object("un:501")?.facts
    #expect(facts?.dates.map(\.text) == ["1965-03-12"])
  }

  @Test(
    arguments: [
      ("12/03/1965", "/", "1965-03-12"), ("00/03/1965", "/", "1965-03"), ("00/00/1965", "/", "1965"),
      ("1965", "/", "1965"), ("1.3.1965", ".", "1965-03-01"), ("05/00/1965", "/", nil),
      ("12/13/1965", "/", nil),
      ("12/03/65", "/", nil), ("12/03", "/", nil), ("x", "/", nil), ("", "/", nil),
      ("1.3.1965 or 1966", ".", nil),
    ] as [(String, Character, String?)])
  func dayFirst(_ text: String, _ separator: Character, _ date: String?) {
    #expect(ListDate.dayFirst(text, separator: separator)?.text == date)
  }
}
