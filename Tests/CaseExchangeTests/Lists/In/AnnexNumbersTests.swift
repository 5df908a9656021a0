import CaseDomain
import Testing

@testable import CaseExchange

/// Numbers in the cells of the EU's annexes, which are prose now and then. All numbers are invented.
@Suite struct AnnexNumbersTests {
  private func read(_ cell: String, _ column: String) -> (numbers: [String], unread: [String]) {
    var facts = StatedFacts()
    var doubts = AnnexNumbers.Doubts()
    AnnexNumbers.take(cell, as: column, into: &facts, &doubts)
    return (
      facts.identifiers.map { "\($0.kind) \($0.value)" },
      doubts.unread + doubts.doubtful.map { "doubtful: \($0)" }
    )
  }

  /// Each by itself: as one they would find nobody, and count against who states one of them.
  @Test(
    arguments: [
      ("100000000001; 100000000002", ["100000000001", "100000000002"]),
      ("100000000001, 100000000002 (Russia)", ["100000000001", "100000000002"]),
      ("MP 1000001 and MP 1000002", ["MP 1000001", "MP 1000002"]),
      ("100000001 or 1001 or 1002.", ["100000001", "1001", "1002"]),
      ("100000001 / 100000002", ["100000001", "100000002"]),
      ("1000000001/100000002 (Russia)", ["1000000001", "100000002"]),
      ("100000000001/ 100000000002", ["100000000001", "100000000002"]),
      ("(1) 100001 (2) 100002", ["100001", "100002"]), ("1) A100001 2) B100002", ["A100001", "B100002"]),
      ("(1) A111; (2) B222", ["A111", "B222"]), ("1) A111;2) B222", ["A111", "B222"]),
      ("1) A111", ["A111"]), ("\"100001; 100002\"", ["100001", "100002"]),
      ("10001/129", ["10001/129"]), ("B/100001", ["B/100001"]), ("1000 100001", ["1000 100001"]),
      ("100000001,", ["100000001"]), ("1,000", ["1,000"]),
    ] as [(String, [String])])
  func severalInACell(_ cell: String, _ expected: [String]) {
    let (numbers, unread) = read(cell, "tax-id")
    #expect(numbers == expected.map { "tax-id \($0)" } && unread.isEmpty)
  }

  /// Whose country it is of, when it was issued, how long it is valid.
  @Test(
    arguments: [
      ("EC 100001, issued on 27.11.1998 (Ukraine)", "EC 100001"), ("R100001, South Sudan", "R100001"),
      ("100001 expires 25.3.2016.", "100001"), ("K100001 (Iran), expires 23.9.2024", "K100001"),
      ("Libya number LQ100001, issued on 19 May 2021, issued in Tripoli (expires 18 May 2029)", "LQ100001"),
      ("Series 1000 No 100001, issued 22.8.2002 by the Department of a District of Noplace", "1000 100001"),
      ("\"Iraqi passport No. 100001 (expires 21.8.2005; name: A B; date of birth: 1970)\"", "100001"),
      ("alt. Passport A100001 (Iran) expired 14 July 2021", "A100001"),
      ("Passport of the Russian Federation no. 1000000001, issued 20.4.2015", "1000000001"),
      ("N 100001, issue no. 002-17 (place of issue: Syrian Arab Republic)", "N 100001"),
      ("(July 1997): No 10001/129", "10001/129"), ("A100001(7)", "A100001(7)"),
      ("A100001 (diplomatic)", "A100001"), ("PS- 100001", "PS- 100001"),
      ("HRB 10001", "HRB 10001"), ("HRB 10001 (Hamburg)", "HRB 10001"), ("KvK 10000001", "KvK 10000001"),
      ("UIC 100000001", "UIC 100000001"), ("FN 100001 a", "FN 100001 a"), ("Germany HRB 10001", "HRB 10001"),
      ("No. 10001 of 2015", "10001 of 2015"), ("100001 of South Sudan", "100001"),
      ("USA 100000001", "100000001"),
    ])
  func notesAreNoPartOfANumber(_ cell: String, _ number: String) {
    let (numbers, unread) = read(cell, "passport")
    #expect(numbers == ["passport \(number)"] && unread.isEmpty)
  }

  @Test(
    arguments: [
      (
        "1000000000001 (OGRN), 1000000001 (TIN)",
        ["registration 1000000000001", "ogrn 1000000000001", "tax-id 1000000001"]
      ),
      ("1000000001 (Tax ID/INN)", ["tax-id 1000000001", "inn 1000000001"]),
      ("1000000001(Tax ID/INN)", ["tax-id 1000000001", "inn 1000000001"]),
      ("TIN (INN): 1000000001", ["inn 1000000001", "tax-id 1000000001"]),
      ("TIN – 1000000001", ["tax-id 1000000001"]), ("ИНН 1000000001", ["inn 1000000001"]),
      (
        "1000000001 (or State registration number : 1000000000001)",
        ["registration 1000000001", "registration 1000000000001"]
      ),
      (
        "1000000001 OKPO: 10000001 KPP: 100001001",
        ["registration 1000000001", "okpo 10000001", "kpp 100001001"]
      ),
      (
        "Passport 100000001, National ID No. 100000000002",
        ["passport 100000001", "national-id 100000000002"]
      ),
      ("SRN/OGRN 1000000000001", ["registration 1000000000001", "ogrn 1000000000001"]),
      (
        "1000000000001 (Russia, Registration Number (OGRN))",
        ["registration 1000000000001", "ogrn 1000000000001"]
      ),
      ("Cr. No. 1000001", ["registration 1000001"]), ("1000001 (BRN)", ["registration 1000001"]),
      ("IMO 9074729", ["imo 9074729"]), ("SWIFT/BIC ZTBKIRTH (Iran)", ["bic ZTBKIRTH"]),
      ("EIN 10-0000001", ["tax-id 10-0000001"]), ("VAT No. 10000001", ["tax-id 10000001"]),
      ("Reg. No. 10000001", ["registration 10000001"]),
      ("Trade Registry Number 10001", ["registration 10001"]),
      ("Registration number HRB 10001", ["registration HRB 10001"]),
      ("Business Registration No. 10001", ["registration 10001"]),
      ("LEI: 213800ABCDEFGHIJKL12", ["lei 213800ABCDEFGHIJKL12"]), ("MMSI 100000001", ["mmsi 100000001"]),
      ("ID card 100001", ["national-id 100001"]),
      ("Identity card number A100001", ["national-id A100001"]),
      ("INN\u{A0}1000000001", ["inn 1000000001"]),
      ("Travel document: U0000001, valid until 18.3.2031", ["travel-document U0000001"]),
    ] as [(String, [String])])
  func labelsNameKinds(_ cell: String, _ expected: [String]) {
    let (numbers, unread) = read(cell, "registration")
    #expect(numbers == expected && unread.isEmpty)
  }

  /// A number with words that nobody knows is taken and said; what is none is said; neither takes another along.
  @Test(
    arguments: [
      ("100001; see 100002 of 2001", ["100001", "100002 of 2001"], ["doubtful: see 100002 of 2001"]),
      ("Quill mark 1-78-09", ["1-78-09"], ["doubtful: Quill mark 1-78-09"]),
      ("see the file; 100001", ["100001"], ["see the file"]),
      ("100001 (not closed", [], ["100001 (not closed"]), ("South Sudan", [], ["South Sudan"]),
      ("issued on 1.2.2003", [], ["issued on 1.2.2003"]),
      (String(repeating: "1", count: 101), [], [String(repeating: "1", count: 101)]),
    ] as [(String, [String], [String])])
  func wordsThatAreNotKnown(_ cell: String, _ expected: [String], _ said: [String]) {
    let (numbers, unread) = read(cell, "national-id")
    #expect(numbers == expected.map { "national-id \($0)" } && unread == said)
  }

  /// Nothing is left out, so nothing is said.
  @Test(arguments: [
    "-", "N/A", "unknown", "not available", "Does not exist", "n.a.", "100001; unknown", "-; 100001",
  ])
  func whatMeansNoNumber(_ cell: String) {
    let (numbers, unread) = read(cell, "passport")
    #expect(numbers == (cell.contains("1") ? ["passport 100001"] : []) && unread.isEmpty)
  }

  @Test func whatIsNotReadIsAWarning() throws {
    let text = MadeLists.euAnnex.text.replacing(
      "A1234567 (expired)", with: "see the file; A1234567; by mark 7")
    let found = try ListReading(EUCSVReader.self, Array(text.utf8))
    let object = try #require(found.objects.first)
    #expect(
      object.facts?.identifiers
        == ["A1234567", "7"].map { ScreeningFacts.Identifier(kind: "passport", value: $0) })
    let said = found.problems.filter { $0.severity == .warning }
    #expect(said.map(\.object) == [object.externalID, object.externalID])
    #expect(
      said.map(\.reason) == [
        "it states as a number \"see the file\", which cannot be read as one",
        "it states as a number \"by mark 7\", with words that are not known",
      ])
  }

  /// Neither long nor deep cells are too much, and none passes in silence.
  @Test(arguments: ["(", "()", "and ", "1 and ", "1 x ", "A ", "(1", "1/", ";", "\"", "), ("])
  func longCells(_ piece: String) {
    let long = String(repeating: piece, count: 100_000)
    for cell in [long, "1 (\(long)", "1 (\(long))"] {
      let (numbers, unread) = read(cell, "passport")
      #expect(!numbers.isEmpty || !unread.isEmpty)
    }
  }
}
