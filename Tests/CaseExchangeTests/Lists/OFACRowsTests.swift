import CaseDomain
import Testing

@testable import CaseExchange

/// Entries of other lists in OFAC's words: whoever reads OFAC's files reads the same, and what has no word is named.
@Suite struct OFACRowsTests {
  private func facts(_ schema: NameSchema, _ fill: (inout StatedFacts) -> Void) -> StatedFacts {
    var facts = StatedFacts()
    facts.schema = schema
    facts.addName("Quillfeather")
    fill(&facts)
    return facts
  }

  private func remarks(_ rows: OFACRows) -> String {
    String(decoding: rows.entry, as: UTF8.self).split(separator: ",\"").last.map {
      String($0.prefix { $0 != "\"" })
    } ?? ""
  }

  @Test func eachKindHasOFACsWord() throws {
    let person = try #require(
      OFACRows(
        facts(.person) {
          $0.dates = [
            PartialDate(iso: "1950-06-05")!, PartialDate(iso: "1951-07")!, PartialDate(iso: "1952")!,
          ]
          $0.countries = ["CN", "Ruritania"]
          $0.identifiers = [
            .init(kind: "passport", value: "A123"), .init(kind: "ogrn", value: "1027700132195"),
          ]
        }, number: 7))
    #expect(
      remarks(person)
        == "DOB 05 Jun 1950; DOB Jul 1951; DOB 1952; nationality China; nationality Ruritania; Passport A123."
    )
    #expect(person.left == ["ogrn 1027700132195"] && person.addresses.isEmpty)
    let firm = try #require(
      OFACRows(
        facts(.organisation) {
          $0.dates = [PartialDate(iso: "2011-05-05")!]
          $0.countries = ["IR"]
          $0.identifiers = [
            .init(kind: "uscc", value: "91350211M000100Y43"), .init(kind: "isin", value: "US0378331005"),
          ]
        }, number: 8))
    #expect(
      remarks(firm)
        == "Organization Established Date 05 May 2011; Unified Social Credit Code (USCC) 91350211M000100Y43; "
        + "ISIN US0378331005.")
    #expect(
      firm.addresses.map { String(decoding: $0, as: UTF8.self) }
        == ["8,1,-0- ,-0- ,\"Islamic Republic of Iran\",-0- \r\n"])
    #expect(firm.left.isEmpty)
    let ship = try #require(
      OFACRows(
        facts(.vessel) {
          $0.countries = ["PA"]
          $0.identifiers = [.init(kind: "imo", value: "9074729"), .init(kind: "call-sign", value: "X9XX")]
        }, number: 9))
    #expect(
      String(decoding: ship.entry, as: UTF8.self)
        == "9,\"Quillfeather\",\"vessel\",-0- ,-0- ,\"X9XX\",-0- ,-0- ,-0- ,\"Panama\",-0- ,"
        + "\"Vessel Registration Identification IMO 9074729.\"\r\n")
  }

  /// With an accent upon it a quote or a bracket is another Character, and ends what it stands in as before.
  @Test func anAccentForgesNoColumn() throws {
    let name = "GOOD MAN\"\u{301},\"individual\",\"SDGT\",-0- ,\"=1+1"
    let rows = try #require(
      OFACRows(
        facts(.person) {
          $0.names = [ActorName(name)]
          $0.programs = ["SDGT]\u{301} [IFSR"]
        }, number: 7))
    #expect(rows.left.map { Array($0.utf8) } == [Array("programme SDGT]\u{301} [IFSR".utf8)])
    let found = try ListReaders.read(.sdnCSV, rows.entry, path: "SDN.CSV")
    #expect(found.refusal == nil && found.objects.count == 1)
    let facts = try #require(found.objects.first?.facts)
    #expect(facts.names.map { Array($0.text.utf8) } == [Array(name.utf8)] && facts.programs.isEmpty)
    let two = #"7,"Quill",-0- ,"NPWMD]\#u{301} [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "# + "\r\n"
    let programs = try ListReaders.read(.sdnCSV, Array(two.utf8), path: "SDN.CSV").objects.first?.facts?
      .programs
    #expect(programs?.first == "NPWMD" && programs?.last == "IFSR")
  }

  /// What would be read otherwise, or cut, is not written.
  @Test(arguments: [
    ("a part of a clause", "passport", "A1; DOB 1950"), ("a note", "passport", "A1 (issued 1990)"),
    ("no digit", "registration", "none"), ("of the register of the Netherlands", "lei", "123456789"),
    ("no ship's number", "imo", "12"),
  ])
  func whatWouldNotComeBackIsLeft(_ why: String, _ kind: String, _ value: String) throws {
    let rows = try #require(
      OFACRows(facts(.organisation) { $0.identifiers = [.init(kind: kind, value: value)] }, number: 7))
    #expect(rows.left == ["\(kind) \(value)"], "\(why)")
    #expect(String(decoding: rows.entry, as: UTF8.self).hasSuffix(",-0- \r\n"), "\(why)")
  }

  /// What stands for nothing there is no name, programme or country.
  @Test func whatWouldBeReadAsNothingIsLeft() throws {
    let rows = try #require(
      OFACRows(
        facts(.vessel) {
          $0.addName("-0-", kind: .alsoKnownAs)
          $0.addName("Heron", kind: .alsoKnownAs)
          $0.programs = ["-0-", "A] [B", "TEST"]
          $0.countries = ["-0-", "PA", "-0- "]
          $0.identifiers = [.init(kind: "call-sign", value: "-0-")]
        }, number: 9))
    #expect(
      rows.left == [
        "country -0-", "country -0- ", "call-sign -0-", "name -0-", "programme -0-", "programme A] [B",
      ])
    #expect(rows.alternates.map { String(decoding: $0, as: UTF8.self) } == ["9,1,\"aka\",\"Heron\",-0- \r\n"])
    #expect(
      String(decoding: rows.entry, as: UTF8.self)
        == "9,\"Quillfeather\",\"vessel\",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,\"Panama\",-0- ,-0- \r\n")
    var nameless = StatedFacts()
    nameless.schema = .organisation
    nameless.addName("-0-")
    nameless.addName("Heron", kind: .alsoKnownAs)
    #expect(OFACRows(nameless, number: 9) == nil, "an alias is not made a name")
  }

  @Test func telephonesHaveOFACsWord() throws {
    let phone = try #require(Trace(.phone, "+99 (10) 555-01"))
    let rows = try #require(OFACRows(facts(.person) { $0.traces = [phone] }, number: 7))
    #expect(rows.left.isEmpty && remarks(rows) == "Phone Number +991055501.")
  }

  /// No type is an organisation there: what the source leaves open is named, and an aircraft is one.
  @Test func whatItIsIsNotInvented() throws {
    let open = try #require(OFACRows(facts(.unknown) { _ in }, number: 9))
    #expect(open.left == ["schema unknown"])
    let plane = try #require(OFACRows(facts(.unknown) { _ in }, number: 9, identityClass: "Aircraft"))
    #expect(plane.left.isEmpty && String(decoding: plane.entry, as: UTF8.self).contains(",\"aircraft\","))
  }

  /// The flag of a vessel goes before the countries of its addresses.
  @Test func aFlagIsNotAnAddress() throws {
    let list =
      "<sdnList><sdnEntry><uid>101</uid><lastName>HERON</lastName><sdnType>Vessel</sdnType><addressList><address>"
      + "<country>Testland</country></address></addressList><vesselInfo><vesselFlag>Panama</vesselFlag></vesselInfo>"
      + "</sdnEntry></sdnList>"
    let found = try ListReaders.read(.sdnXML, Array(list.utf8), path: "SDN.XML")
    let stated = try #require(found.objects.first?.facts)
    #expect(stated.countries == ["Panama", "Testland"])
    let rows = try #require(OFACRows(stated, number: 101))
    #expect(String(decoding: rows.entry, as: UTF8.self).contains(",\"Panama\",-0- ,"))
    #expect(
      rows.addresses.count == 1 && String(decoding: rows.addresses[0], as: UTF8.self).contains("Testland"))
  }

  /// Remarks are a thousand characters wide; the rest is a comment, and no clause is lost between the two.
  @Test(arguments: [42, 43, 44, 90])
  func longRemarksGoOnInComments(_ count: Int) throws {
    let numbers = (0..<count).map {
      ScreeningFacts.Identifier(kind: "passport", value: "Ä\(10_000_000 + $0)XYZ")
    }
    let rows = try #require(OFACRows(facts(.person) { $0.identifiers = numbers }, number: 7))
    let remarks = remarks(rows)
    #expect(rows.left.isEmpty && remarks.unicodeScalars.count <= 1_000)
    #expect((rows.comment == nil) == (count <= 43), "\(count)")
    #expect(remarks.unicodeScalars.count > 950 || rows.comment == nil)
    var again: [ScreeningFacts.Identifier] = []
    for (name, bytes) in [("SDN.CSV", rows.entry), ("SDN_COMMENTS.CSV", rows.comment ?? [])]
    where !bytes.isEmpty {
      let found = try ListReaders.read(.sdnCSV, bytes, path: name)
      #expect(found.refusal == nil && found.objects.count == 1)
      again += found.objects.compactMap(\.facts).flatMap(\.identifiers).filter { $0.kind == "passport" }
    }
    #expect(again == numbers)
  }

  private static let samples = [
    MadeLists.screening, MadeLists.un, MadeLists.euXML, MadeLists.euConsolidated, MadeLists.sdnXML,
    MadeLists.ukList, MadeLists.euAnnex,
  ]

  /// Every list of ours written and read again: it states the same, or the rest is named.
  @Test(arguments: samples.indices)
  func whatAListStatesComesBack(_ index: Int) throws {
    let sample = Self.samples[index]
    let entries = try ListReaders.read(sample.format, sample.bytes, path: sample.name).objects.compactMap(
      \.facts
    )
    .filter { $0.about == nil && !$0.names.isEmpty }
    #expect(!entries.isEmpty)
    for (number, facts) in zip(1_001..., entries) {
      let rows = try #require(OFACRows(facts, number: number))
      var again = StatedFacts()
      for part in [[rows.entry], rows.alternates, rows.addresses] where !part.isEmpty {
        let found = try ListReaders.read(.sdnCSV, part.flatMap { $0 }, path: "SDN.CSV")
        #expect(found.refusal == nil && found.objects.count == part.count)
        for object in found.objects.compactMap(\.facts) {
          again.names += object.names
          again.dates += object.dates
          again.countries += object.countries
          again.identifiers += object.identifiers
          again.programs += object.programs
          again.traces += object.traces
        }
      }
      var left = rows.left.filter { facts.schema != .unknown || $0 != "schema unknown" }
      func isLeft(_ text: String) -> Bool { left.firstIndex(of: text).map { left.remove(at: $0) } != nil }
      // A row is a line, so a break in a name is a space there.
      func name(_ name: ActorName) -> String {
        "\(name.strength) \(name.text.split(whereSeparator: \.isNewline).joined(separator: " "))"
      }
      #expect(again.names.first.map(name) == facts.names.first.map(name))
      #expect(again.names.map(name).sorted() == facts.names.map(name).sorted())
      #expect(again.dates == facts.dates.filter { !isLeft("date \($0.text)") })
      func country(_ text: String) -> String { Country(text)?.code ?? text }
      #expect(
        again.countries.map(country) == facts.countries.filter { !isLeft("country \($0)") }.map(country))
      let own = ScreeningFacts.Identifier(kind: OFACList.numberKind, value: String(number))
      let stated = facts.identifiers.filter { !isLeft("\($0.kind) \($0.value)") }
      #expect(Set(again.identifiers) == Set(stated + [own]))
      #expect(again.programs == facts.programs)
      #expect(Set(again.traces) == Set(facts.traces.filter { !isLeft("\($0.kind.rawValue) \($0.value)") }))
      #expect(left.isEmpty, "named as left, and stated nowhere: \(left)")
    }
  }
}
