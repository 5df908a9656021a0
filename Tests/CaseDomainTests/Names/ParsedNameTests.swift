import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct ParsedNameTests {
  @Test(arguments: [
    ("initials with full stops", "Q.V. Tornlund", NameSchema.person, "q v tornlund"),
    ("initials behind the name", "TORNLUND Q.V.W.", .person, "tornlund q v w"),
    ("initials and no space", "Q.V.Tornlund", .person, "q v tornlund"),
    ("Cyrillic initials, in Latin of two letters", "Тарн Ю.Ж.", .person, "tarn yu zh"),
    ("nobody said of what", "Q.V. Tornlund", .unknown, "q v tornlund"),
    ("nobody said of what, and it may be a form", "Tornlund A.O.", .unknown, "tornlund ao"),
    ("said to be a person, it is none", "Tornlund A.O.", .person, "tornlund a o"),
    ("a given name as a form", "Tornlund A.S.A.", .person, "tornlund a s a"),
    ("a form behind a person", "Velmar Tornlund L.L.C.", .person, "velmar tornlund"),
    ("an acronym alone", "Q.V.W.", .person, "qvw"),
    ("an acronym of a company", "Q.V.W. Trading", .unknown, "qvw trading"),
    ("an acronym in a company's name", "Q.V.W. Tornlund", .organisation, "qvw tornlund"),
    ("numbers with full stops", "Tornlund 1.2", .person, "tornlund 12"),
    ("initials with spaces", "Q. V. Tornlund", .person, "q v tornlund"),
    ("apostrophes vanish", "Ka'vari O’Tarn", .person, "kavari otarn"),
    ("hyphens part words", "Vel-Marin Tarn", .person, "vel marin tarn"),
    ("family name first", "TARN, Velmarin", .person, "tarn velmarin"),
    ("soft hyphen and direction marks are nothing", "Tar\u{AD}n\u{200F}lund", .person, "tarnlund"),
    ("ordinal and word are one number", "First Tarn Brigade 2nd", .organisation, "1 tarn brigade 2"),
    ("tens and units", "Forty-four Lanterns", .organisation, "44 lanterns"),
    ("capitals after small letters are a form", "TornlundAG", .organisation, "tornlund"),
  ])
  func words(_ what: String, _ name: String, _ schema: NameSchema, _ latin: String) {
    #expect(ParsedName(name, schema: schema).romanised == latin)
  }

  @Test(arguments: [
    ("Tornlund Ltd", [LegalForm.limited], "tornlund"),
    ("Tornlund L.L.C.", [.limited], "tornlund"),
    ("ООО «Орлания»", [.limited], "orlaniya"),
    ("Общество с ограниченной ответственностью Орлания", [.limited], "orlaniya"),
    ("АО Орлания", [.stock], "orlaniya"),
    ("Tornlund Gesellschaft mit beschränkter Haftung", [.limited], "tornlund"),
    ("Tornlund S.A.", [.stock], "tornlund"),
    ("Tornlund Open Joint Stock Company", [.stock], "tornlund"),
    ("Tornlund Sp. z o.o.", [.limited], "tornlund"),
    ("北垣星图科技有限公司", [.limited], "bei yuan xing tu technology"),
    ("株式会社トルン", [.stock], "torun"),
    ("토르룬 주식회사", [.stock], "torurun"),
    ("Автономная некоммерческая организация Орлания", [.nonProfit], "orlaniya"),
    ("SA Tarn AS Velm", [.stock], "tarn as velm"),
    ("Limited", [], "limited"),
    ("Orlania Limited", [.limited], "orlania"), ("EE Limited", [.limited], "ee"),
  ])
  func legalForms(_ name: String, _ forms: [LegalForm], _ rest: String) {
    let parsed = ParsedName(name, schema: .organisation)
    #expect(parsed.core.forms == forms)
    #expect(parsed.romanised == rest)
  }

  /// In front, behind, abbreviated with and without full stops, in full: the name alone is left, and no person's.
  @Test(arguments: [
    "Tarn Spółka Akcyjna", "Tarn a.s.", "Tarn akciová společnost", "Tarn společnost s ručením omezeným",
    "Tarn s. r. o.", "Tarn Nyrt.", "Tarn Nyilvánosan Működő Részvénytársaság",
    "Tarn Zártkörűen Működő Részvénytársaság", "Tarn Korlátolt Felelősségű Társaság", "Tarn Abp",
    "Aktiebolaget Tarn",
    "Tarn AB", "Tarn Allmennaksjeselskap", "Tarn Aktieselskab", "Tarn A/S", "Tarn Anpartsselskab", "Tarn S/A",
    "Tarn S A", "Tarn Ltda", "Tarn Godo Kaisha", "Tarn Kabushiki Gaisha", "Kabushiki Kaisha Tarn",
    "Tarn Yugen Kaisha",
    "Tarn Sendirian Berhad", "Tarn Sdn. Bhd.", "Tarn (P) Ltd.", "Tarn Private Limited",
    "Tarn Proprietary Limited",
    "Tarn Free Zone Establishment", "Tarn Free Zone Company", "Tarn FZE", "Tarn FZCO", "Tarn FZ-LLC",
    "Tarn Osakeyhtiö",
    "d.o.o. Tarn", "Tarn društvo s ograničenom odgovornošću", "Tarn d.d.", "Tarn dioničko društvo",
    "SC Tarn SRL",
    "Tarn Youxian Gongsi", "Tarn Youxian Zeren Gongsi", "Tarn Gufen Youxian Gongsi", "(주) Tarn", "주식회사 Tarn",
    "Tarn 유한회사", "(株) Tarn", "㈱Tarn", "有限会社Tarn", "合同会社 Tarn", "Tarn ش.م.م", "شركة Tarn ذ.م.م",
    "شرکت سهامی خاص Tarn", "Sherkat Tarn", "Tarn Α.Ε.", "Tarn ΑΕ", "Tarn Ε.Π.Ε.", "Tarn A.Ş.",
    "Tarn Ltd. Şti.",
    "Tarn Anonim Şirketi", "Tarn San. ve Tic. A.Ş.", "ТОВ Tarn", "ПрАТ Tarn", "ПАТ «Tarn»", "ОАО \"Tarn\"",
    "Товариство з обмеженою відповідальністю Tarn", "Публичное акционерное общество Tarn", "UAB Tarn",
    "Tarn, UAB",
    "SIA Tarn", "OÜ Tarn", "AS Tarn", "PT Tarn Tbk", "PT. Tarn", "Công ty TNHH Tarn", "Công ty Cổ phần Tarn",
    "CJSC TARN", "PJSC TARN", "OOO TARN", "LLC Tarn", "Tarn L.L.C.", "Tarn Pty Ltd", "Tarn GmbH & Co. KG",
    "Tarn S.à r.l.", "Tarn S. à r. l.", "Tarn SE & Co. KGaA",
  ])
  func formsOfManyCountries(_ name: String) {
    let parsed = ParsedName(name, schema: .organisation)
    #expect(parsed.romanised == "tarn")
    #expect(!parsed.core.forms.isEmpty)
    // Whoever asks for it without saying what it is finds it under that name.
    let listed = ParsedName("Tarn", schema: .organisation)
    #expect(NameComparison.score(ParsedName(name, schema: .unknown), listed) == 1)
  }

  /// Two letters and given names that are a form as well stay what they are in a person's name.
  @Test(arguments: [
    "Sia Tarn", "Pat Tarn", "Velmar As", "Velmar Sa Tarn", "Ka Co", "A. G. Tarn", "Tarn A.O.", "Tarn Vos",
  ])
  func personsKeepWordsThatAreForms(_ name: String) {
    let parsed = ParsedName(name, schema: .unknown)
    #expect(parsed.schema == .person)
    #expect(parsed.core.forms.isEmpty)
    #expect(parsed.parts.count == name.split(separator: " ").count)
  }

  /// No short form is written with an acute or grave accent, however the accent is encoded.
  @Test func anAccentMakesAName() {
    for name in ["Velmar Sá", "Velmar Sa\u{301}", "Sà Velmar", "VELMAR SÁ"] {
      let parsed = ParsedName(name, schema: .organisation)
      #expect(parsed.core.forms.isEmpty, "\(name)")
      #expect(parsed.parts.count == 2, "\(name)")
    }
    for name in ["Velmar SA", "Velmar Sa", "Velmár SA", "Velmar A.Ş.", "Velmar S.à r.l."] {
      #expect(ParsedName(name, schema: .organisation).parts.count == 1, "\(name)")
    }
    let asked = ParsedName("Velmar Sá", schema: .unknown)
    #expect(NameComparison.score(asked, ParsedName("VELMAR COMPANY", schema: .organisation)) < 0.7)
  }

  @Test(arguments: [
    ("MV Velmar 1", "Velmar 1"), ("M/V Velmar", "Velmar"), ("M.V. VELMAR", "Velmar"), ("MT Velmar", "Velmar"),
    ("M/T Velmar", "Velmar"), ("S.S. Velmar", "Velmar"), ("RV Velmar", "Velmar"), ("FV Velmar", "Velmar"),
    ("LNG/C Velmar", "Velmar"), ("TUG VELMAR", "Velmar"), ("т/х Велмар", "Velmar"), ("VEL MAR 9", "Velmar 9"),
  ])
  func prefixesOfShipsAreTitles(_ first: String, _ second: String) {
    #expect(NameComparison.score(first, second, schema: .vessel) >= 0.95)
    #expect(
      NameComparison.score(ParsedName(first, schema: .unknown), ParsedName(second, schema: .vessel)) >= 0.95)
  }

  /// A prefix alone, or before a number, is all the name there is.
  @Test func aPrefixWithoutANameIsTheName() {
    #expect(ParsedName("MV 7", schema: .vessel).parts.map(\.role) == [.word, .number])
    #expect(NameComparison.score("MV 7", "MT 7", schema: .vessel) < 0.7)
  }

  @Test(arguments: [
    ("Tornlund Ltd", false), ("AG", false), ("Pat", false), ("Bank", false), ("Foundation", false),
    ("7", false),
    ("Ltd", true), ("L.L.C.", true), ("Co. Ltd.", true), ("ООО", true), ("", true), ("!!!", true),
    ("\u{1F600}", true),
  ])
  func aFormAloneIsNobody(_ name: String, _ isNobody: Bool) {
    #expect(ParsedName(name, schema: .unknown).isNobody == isNobody)
    #expect(ParsedName(name, schema: .organisation).isNobody == isNobody)
  }

  @Test func initialsWithFullStopsAreInitials() {
    let parsed = ParsedName("Тарн Ю.Ж.", schema: .person)
    #expect(parsed.parts.map(\.role) == [.word, .initial, .initial])
  }

  @Test func rolesOfPersons() {
    let parsed = ParsedName("Dr. Velmar Q. Ignatovich al-Tarn", schema: .person)
    #expect(parsed.parts.map(\.role) == [.title, .word, .initial, .patronymic, .particle, .word])
  }

  @Test func rolesOfOrganisations() {
    let parsed = ParsedName("Tornlund International Trading 7", schema: .organisation)
    #expect(parsed.parts.map(\.role) == [.word, .generic, .generic, .number])
  }

  @Test(arguments: [
    ("Velmar Tarn", NameSchema.person), ("Tornlund GmbH", .organisation), ("Tarn Shipping", .organisation),
    ("北垣星图有限公司", .organisation), ("CJSC TARN", .organisation), ("ОАО \"Тарн\"", .organisation),
    ("Tarn AG", .organisation), ("SIA Tarn", .organisation), ("TARN AG", .person), ("MV Tarn", .vessel),
  ])
  func unknownIsGuessed(_ name: String, _ schema: NameSchema) {
    #expect(ParsedName(name, schema: .unknown).schema == schema)
  }

  /// Whatever is given, parsing and comparing end, and scores stay in 0…1 and are the same both ways.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func anyTextIsAName(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA0...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x600...0x6FF, 0x900...0xDFF, 0xE00...0xE7F,
      0x1000...0x13FF, 0x1780...0x17FF, 0x2000...0x206F, 0x3040...0x30FF, 0x4E00...0x4FFF, 0xAC00...0xAFFF,
      0xF900...0xFFFD, 0x1F100...0x1F200, 0x1D400...0x1D7FF, 0...0x1F,
    ]
    func text() -> String {
      let length = Int.random(in: 0...60, using: &random)
      let main = ranges.randomElement(using: &random) ?? 0x20...0x7E
      var scalars = String.UnicodeScalarView()
      for _ in 0..<length {
        let range = Bool.random(using: &random) ? main : ranges.randomElement(using: &random) ?? main
        let value =
          Int.random(in: 0..<5, using: &random) == 0 ? 0x20 : UInt32.random(in: range, using: &random)
        if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
      }
      return String(scalars)
    }
    for schema in NameSchema.allCases {
      let a = ParsedName(text(), schema: schema)
      let b = ParsedName(text(), schema: schema)
      let score = NameComparison.score(a, b)
      #expect((0...1).contains(score))
      #expect(score == NameComparison.score(b, a), "\(a.text) | \(b.text)")
      #expect(NameKeys.keys(of: a) == NameKeys.keys(of: ParsedName(a.text, schema: schema)))
    }
  }

  @Test func longTextIsCut() {
    let long = ParsedName(String(repeating: "velmar tarn ", count: 10_000), schema: .person)
    #expect(long.parts.count == NameComparison.longest)
    #expect(NameComparison.score(long, long) > 0.9)
  }
}
