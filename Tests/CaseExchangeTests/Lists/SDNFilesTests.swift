import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct SDNFilesTests {
  private static let null = "-0-"
  private func orNull(_ text: String) -> String { text.isEmpty ? Self.null : SDNText.oneLine(text) }

  @Test func plainFiles() throws {
    var firm = ListSamples.entry(7, list: .sdn)
    firm.programs = ["AI-A", "AI-B"]
    firm.aliases = [
      Numbered(70, PublishedAlias(PublishedName("BX Tech"))),
      Numbered(71, PublishedAlias(PublishedName("Bexi"), kind: .formerlyKnownAs, strength: .weak)),
    ]
    firm.addresses = [
      Numbered(
        72,
        PublishedAddress(
          lines: ["1 Main St", "Floor 2"], city: "Linhai", state: "Zhejiang", postalCode: "317000",
          country: firm.country))
    ]
    var person = ListSamples.entry(3, list: .sdn, kind: .individual)
    person.name = PublishedName("Wei Demo", last: "Demo", first: "Wei")
    person.title = "Director"
    person.birthDates = [
      Numbered(1, BirthDetail("circa 1970", isMain: false)), Numbered(2, BirthDetail("1971-04-02")),
    ]
    person.identifiers = [
      Numbered(
        1,
        PublishedIdentifier(
          type: "Passport", number: "E1", country: firm.country, expiresOn: ListSamples.day("2030-02-28")))
    ]
    person.remarks = "Linked To: BX Tech."
    let files = try SDNFiles([firm, person])
    #expect(
      String(decoding: files.sdn, as: UTF8.self) == """
        3,"DEMO, Wei","individual",-0-,"Director",-0-,-0-,-0-,-0-,-0-,-0-,"DOB 02 Apr 1971; alt. DOB circa 1970; Passport E1 (China) expires 28 Feb 2030; Linked To: BX Tech."\r
        7,"Beiyuan Xingtu Technology",-0-,"AI-A] [AI-B",-0-,-0-,-0-,-0-,-0-,-0-,-0-,"f.k.a. 'Bexi'."\r\n
        """)
    #expect(String(decoding: files.alternates, as: UTF8.self) == "7,70,\"aka\",\"BX Tech\",-0-\r\n")
    #expect(
      String(decoding: files.addresses, as: UTF8.self)
        == "7,72,\"1 Main St, Floor 2\",\"Linhai, Zhejiang 317000\",\"China\",-0-\r\n")
    #expect(files.comments.isEmpty)
    #expect(try SDNFiles([]).sdn.isEmpty)
  }

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<6 as Range<UInt64>)
  func readBackByPython(seed: UInt64) throws {
    let entries = ListSamples.ordered(ListSamples.all(.sdn, seed: seed))
    let files = try SDNFiles(entries)
    let nulls = Array(repeating: Self.null, count: 6)
    let sdn = entries.map { entry -> [String] in
      let remarks = SDNText.remarks(of: entry)
      #expect(remarks.unicodeScalars.count <= 1_000)
      return [
        "\(entry.uid)", orNull(SDNText.name(entry.name, entry.kind)),
        entry.kind == .individual ? "individual" : Self.null,
        orNull(entry.programs.joined(separator: "] [")), orNull(entry.title),
      ] + nulls + [orNull(remarks)]
    }
    #expect(sameBytes(try OtherReader.csv(files.sdn), sdn))
    let alternates = entries.flatMap { entry in
      entry.aliases.filter { $0.value.strength == .strong }.map { alias in
        [
          "\(entry.uid)", "\(alias.uid)", alias.value.kind.rawValue,
          orNull(SDNText.name(alias.value.name, entry.kind)), Self.null,
        ]
      }
    }
    #expect(sameBytes(try OtherReader.csv(files.alternates), alternates))
    let addresses = entries.flatMap { entry in
      entry.addresses.map { address in
        let value = address.value
        return [
          "\(entry.uid)", "\(address.uid)", orNull(value.lines.joined(separator: ", ")),
          orNull(SDNText.cityLine(value)),
          orNull(value.country.printed), Self.null,
        ]
      }
    }
    #expect(sameBytes(try OtherReader.csv(files.addresses), addresses))
    #expect(
      [
        sdn.allSatisfy { $0.count == 12 }, alternates.allSatisfy { $0.count == 5 },
        addresses.allSatisfy { $0.count == 6 },
      ] == [true, true, true])
  }

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing),
    arguments: [999, 1_000, 1_001, 5_000])
  func longRemarksGoOn(length: Int) throws {
    // Ends in a full stop of its own. The accent must not be parted from its letter at the cut.
    let remarks = String(repeating: "x", count: 998) + "e\u{301}" + String(repeating: "北", count: 5_000)
    var entry = ListSamples.entry(list: .sdn)
    entry.remarks = String(String.UnicodeScalarView(Array(remarks.unicodeScalars)[..<(length - 1)])) + "."
    let files = try SDNFiles([entry])
    let kept = try #require(try OtherReader.csv(files.sdn).first?.last)
    let rest = try OtherReader.csv(files.comments)
    #expect(kept.unicodeScalars.count <= 1_000)
    #expect(rest.isEmpty == (length <= 1_000))
    #expect(rest.allSatisfy { $0.count == 2 && $0[0] == "1" })
    #expect(sameBytes([[kept + (rest.first?.last ?? "")]], [[entry.remarks]]))
    #expect(files.uncutRemarks == Array(entry.remarks.utf8) + [0x0A])
    #expect(rest.first.map { $0[1].unicodeScalars.first != "\u{301}" } ?? true)
  }

  /// A row is a line: readers, ours among them, take no row that goes on in a second one.
  @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
  func aRowIsALine(end: String) throws {
    var entry = ListSamples.entry(7, list: .sdn, name: "Beiyuan\(end)Xingtu")
    entry.aliases = [Numbered(70, PublishedAlias(PublishedName("BX\(end)Tech")))]
    entry.addresses = [
      Numbered(
        72, PublishedAddress(lines: ["1 Main St\(end)Floor 2"], city: "Linhai", country: entry.country))
    ]
    entry.remarks = String(repeating: "x", count: 999) + end + "y"
    let files = try SDNFiles([entry])
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    #expect(text(files.sdn).hasPrefix("7,\"Beiyuan Xingtu\",") && !text(files.sdn).contains(end + "\""))
    #expect(text(files.alternates) == "7,70,\"aka\",\"BX Tech\",-0-\r\n")
    #expect(text(files.addresses) == "7,72,\"1 Main St Floor 2\",\"Linhai\",\"China\",-0-\r\n")
    for bytes in [files.sdn, files.alternates, files.addresses, files.comments] {
      #expect(text(bytes).split(whereSeparator: \.isNewline).count == 1)
    }
    let (objects, summary) = try readWith(SDNCSVReader.self, files.sdn)
    #expect(objects.map(\.name) == ["Beiyuan Xingtu"] && summary.refused == 0)
  }

  @Test func aLoneHugeCharacterIsCutInside() throws {
    var entry = ListSamples.entry(list: .sdn)
    entry.remarks = "e" + String(repeating: "\u{301}", count: 3_000)
    let files = try SDNFiles([entry])
    #expect(!files.comments.isEmpty)
  }

  @Test(arguments: [
    ("name", "SDN.CSV", "SDN_Name", 350), ("program", "SDN.CSV", "Program", 200),
    ("title", "SDN.CSV", "Title", 200),
    ("alias", "ALT.CSV", "alt_name", 350), ("street", "ADD.CSV", "address", 750),
    ("city", "ADD.CSV", "city_state_zip", 116), ("country", "ADD.CSV", "country", 250),
  ])
  func widthsAreKept(_ part: String, _ file: String, _ column: String, _ width: Int) throws {
    func entry(_ length: Int) -> PublishedEntry {
      let text = String(repeating: "北", count: length)
      var entry = ListSamples.entry(list: .sdn, name: part == "name" ? text : "A")
      if part == "program" { entry.programs = [text] }
      if part == "title" { entry.title = text }
      if part == "alias" { entry.aliases = [Numbered(1, PublishedAlias(PublishedName(text)))] }
      let country = PublishedCountry(code: "CN", name: part == "country" ? text : "China")
      entry.addresses = [
        Numbered(
          1,
          PublishedAddress(
            lines: [part == "street" ? text : "1"], city: part == "city" ? text : "C", country: country))
      ]
      return entry
    }
    _ = try SDNFiles([entry(width)])
    let fault = try #require(throws: ListFault.self) { try SDNFiles([entry(width + 1)]) }
    #expect(
      fault.message
        == "\(file), entry AL-2027-1, column \(column): it is \(width + 1) characters long, and the column is \(width) wide"
    )
  }

  private static let refusals: [(String, String, @Sendable (inout PublishedEntry) -> Void)] = [
    ("marked", "TLP:GREEN", { $0.marking = HandlingMark(cui: nil, tlp: .green) }),
    ("controlled", "CUI", { $0.marking = HandlingMark(cui: .basic, tlp: .clear) }),
    ("ended", "removed", { $0.status = .removed }), ("null", "-0-", { $0.title = "-0-" }),
    ("NUL", "U+0", { $0.title = "a\u{0}" }), ("escape", "U+1B", { $0.name.text = "\u{1B}[31m" }),
    ("noncharacter", "U+FFFF", { $0.remarks = "\u{FFFF}" }),
    (
      "alias number", "used twice",
      {
        $0.aliases = [
          Numbered(1, PublishedAlias(PublishedName("a"))), Numbered(1, PublishedAlias(PublishedName("b"))),
        ]
      }
    ),
  ]

  @Test(arguments: refusals.indices)
  func refused(index: Int) throws {
    let (why, reason, change) = Self.refusals[index]
    var entry = ListSamples.entry(list: .sdn)
    change(&entry)
    let fault = try #require(throws: ListFault.self, "\(why)") { try SDNFiles([entry]) }
    #expect(fault.message.contains(reason) && fault.message.contains("AL-2027-1") && !fault.remedy.isEmpty)
  }

  @Test func anotherListAndASharedNumberAreRefused() throws {
    #expect(throws: ListFault.self) { try SDNFiles([ListSamples.entry(list: .attackers)]) }
    let fault = try #require(throws: ListFault.self) {
      try SDNFiles([ListSamples.entry(list: .sdn), ListSamples.entry(list: .sdn)])
    }
    #expect(fault.message.contains("the number 1 is taken by AL-2027-1"))
  }
}
