import Foundation
import Testing

/// Every section of the bill that the specification lists (its §1.2 to §1.4) has a rule in the sources that cites
/// it and a test that does; or a reason why nothing here could. Read from the project's own files.
@Suite struct CoverageTests {
  struct Section: Sendable {
    let name: String
    /// A file under `Sources`, and the type in it that is the rule.
    var rule: (file: String, type: String)?
    /// As the rule's file cites it, where it cites a range or a part.
    var cited: String?
    /// A file under `Tests`, and the test in it.
    var test: (file: String, function: String)?
    /// Why no rule of this program answers it.
    var outside: String?

    init(
      _ name: String, _ rule: (String, String), _ test: (String, String), cited: String? = nil
    ) {
      (self.name, self.rule, self.test, self.cited) = (name, rule, test, cited)
    }

    init(_ name: String, outside reason: String) { (self.name, outside) = (name, reason) }
  }

  private static let guards = "CaseDomain/Designation/Guards/"
  private static let rules = "CaseDomainTests/Rules/"
  private static let report = ("CaseDocuments/ReportItem.swift", "ReportItem")
  private static let reportTest = (
    "CaseDocumentsTests/DocumentGoldenTests.swift", "theReportGoesToTwoCommitteesAndAnswersEightItems"
  )
  private static let clocks = ("CaseDomain/Authority/ProfileIH.swift", "AuthorityProfile")
  private static let clockTest = (
    "CaseDomainTests/Authority/ClockTests.swift", "theTableNamesSectionsAndBothReadings"
  )
  private static let unused = "defined, and not used in the operative text"

  private static func spine(_ guardName: String) -> (String, String) {
    ("\(guards)\(guardName).swift", guardName)
  }
  private static let package = ("\(rules)SpineTests.swift", "packageToLegalReview")
  private static let investigation = ("\(rules)SpineTests.swift", "investigationToAttribution")
  private static let eligible = ("\(rules)ListingTests.swift", "eligible")
  private static let ready = ("\(rules)BlockingTests.swift", "decisionReady")

  static let table: [Section] = [
    Section("3(1)", report, reportTest),
    Section("3(2)", spine("ClosedModel"), investigation),
    Section("3(3)", spine("EntityOfConcern"), package),
    Section("3(4)", spine("EntityOfConcern"), package),
    Section("3(5)", outside: unused),
    Section("3(6)", spine("EntityOfConcern"), package),
    Section("3(7)", spine("ProviderElements"), package),
    Section("3(7) exception", spine("FreeExpressionException"), package, cited: "3(7)"),
    Section("3(8)", outside: unused),
    Section("3(9)", outside: unused),
    Section("3(10)", outside: unused),
    Section("3(11)(A)", spine("AttackElements"), package),
    Section("3(11)(A)(iii)", spine("TermsInForce"), investigation),
    Section("3(11)(B)", spine("PurposeInference"), package),
    Section("3(11)(C)", spine("AttackExclusion"), package),
    Section(
      "3(12)", ("CaseDomain/Authority/Committee.swift", "Committee"),
      ("\(rules)VoteTests.swift", "twoCommittees")),
    Section("3(13)", spine("OwnerUSPerson"), investigation),
    Section("3(14)", outside: unused),
    Section("4(a)", clocks, clockTest),
    Section(
      "4(b)(1)", spine("BlockingIdentified"), ("\(rules)BlockingTests.swift", "identifiedUnderTheBill")),
    Section("4(b)(2)", report, reportTest, cited: "4(b)(1)–(8)"),
    Section("4(b)(3)", report, reportTest, cited: "4(b)(1)–(8)"),
    Section(
      "4(b)(4)", ("CaseDomain/Authority/LookBack.swift", "LookBack"),
      ("CaseDomainTests/Authority/ClockTests.swift", "lookBack"), cited: "4(b)(4)(B)"),
    Section("4(b)(5)", report, reportTest, cited: "4(b)(1)–(8)"),
    Section(
      "4(b)(6)", ("CaseDomain/Authority/LookBack.swift", "LookBack"),
      ("CaseDomainTests/Authority/ClockTests.swift", "lookBack")),
    Section("4(b)(7)", report, reportTest, cited: "4(b)(1)–(8)"),
    Section("4(b)(8)", report, reportTest, cited: "4(b)(1)–(8)"),
    Section(
      "4(c)", ("CaseDomain/Measures/Practice.swift", "Practice"),
      ("\(rules)MeasureTests.swift", "practicesHeldBack")),
    Section("4(d)", clocks, clockTest),
    Section("4(e)", spine("IdentifiedByAssessment"), eligible),
    Section(
      "4(f)", ("CaseDomain/Evidence/Submission.swift", "Submission"),
      ("\(rules)MeasureTests.swift", "submissions")),
    Section("4(g)", spine("ListingTerm"), ("\(rules)ListingTests.swift", "term")),
    Section("4(g)(1)", spine("ConductedOrDirected"), eligible),
    Section("4(g)(1)(A)", spine("RecentConduct"), ("\(rules)ListingTests.swift", "pastYear")),
    Section("4(g)(2)", spine("OwnerConsentGiven"), ("\(rules)ListingTests.swift", "consentCleared")),
    Section("4(h)", clocks, clockTest),
    Section(
      "4(h)(2)", ("CaseDomain/Measures/Practice.swift", "Practice"),
      ("\(rules)MeasureTests.swift", "practicesHeldBack")),
    Section("5(a)", spine("AfterAssessment"), ("\(rules)EntityListTests.swift", "circulated")),
    Section(
      "5(a) affiliates", spine("SweepDone"), ("\(rules)EntityListTests.swift", "published"), cited: "5(a)"),
    Section("5(b)(1)", spine("AuthorityForBlocking"), ("\(rules)BlockingTests.swift", "authority")),
    Section("5(b)(2)(A)", spine("ExceptionsAnswered"), ready),
    Section("5(b)(2)(B)", spine("ExceptionsAnswered"), ready, cited: "5(b)(2)("),
    Section("5(b)(2)(C)", spine("ExceptionsAnswered"), ready, cited: "5(b)(2)("),
    Section("5(b)(3)", outside: "penalties are for courts and OFAC"),
  ]

  /// The sections themselves, so that none falls out of the table.
  private static let listed: Set<String> = Set(
    (1...14).filter { $0 != 11 }.map { "3(\($0))" } + ["3(11)(A)", "3(11)(B)", "3(11)(C)"]
      + ["a", "c", "d", "e", "f", "g", "h"].map { "4(\($0))" } + (1...8).map { "4(b)(\($0))" }
      + ["5(a)", "5(b)(1)", "5(b)(2)(A)", "5(b)(2)(B)", "5(b)(2)(C)", "5(b)(3)"])

  @Test func everySectionIsInTheTable() {
    #expect(CoverageTests.listed.subtracting(CoverageTests.table.map(\.name)) == [])
    // What is left outside is a choice that somebody made, one by one.
    let outside = CoverageTests.table.filter { $0.outside != nil }.map(\.name)
    #expect(outside == ["3(5)", "3(8)", "3(9)", "3(10)", "3(14)", "5(b)(3)"])
    #expect(CoverageTests.table.allSatisfy { $0.outside != nil || ($0.rule != nil && $0.test != nil) })
  }

  @Test(arguments: CoverageTests.table.indices)
  func theRuleAndTheTestCiteIt(_ index: Int) throws {
    #expect(try CoverageTests.faults(of: CoverageTests.table[index]) { try Self.text($0) } == [])
  }

  /// A section whose rule or test is gone, or no longer says what it is of, is told.
  @Test func aSectionWithoutRuleOrTestIsFound() throws {
    let files = [
      "Sources/A.swift": "/// Source: H.R. 8283 (IH) §9(a).\nstruct A {}\n",
      "Sources/B.swift": "struct A {} // 750.9(a)",
      "Tests/T.swift": "/// §9(a)\n@Test func holds() {}",
    ]
    func faults(_ rule: (String, String), _ test: (String, String)) throws -> [String] {
      try CoverageTests.faults(of: Section("9(a)", rule, test)) { try #require(files[$0]) }
    }
    #expect(try faults(("A.swift", "A"), ("T.swift", "holds")) == [])
    #expect(try faults(("A.swift", "C"), ("T.swift", "holds")).count == 1)
    #expect(try faults(("B.swift", "A"), ("T.swift", "holds")).count == 1)
    #expect(try faults(("A.swift", "A"), ("T.swift", "breaks")).count == 1)
  }

  /// What is wrong with one row; `read` gives the text of a file by its path in the project.
  private static func faults(of section: Section, read: (String) throws -> String) throws -> [String] {
    guard let rule = section.rule, let test = section.test else { return [] }
    let cited = section.cited ?? section.name
    let (source, tests) = (try read("Sources/\(rule.file)"), try read("Tests/\(test.file)"))
    var faults: [String] = []
    if !cites(source, cited) { faults.append("\(rule.file) does not cite \(cited)") }
    if !["struct", "enum", "extension"].contains(where: {
      source.contains("\($0) \(rule.type) ") || source.contains("\($0) \(rule.type):")
    }) {
      faults.append("\(rule.file) has no \(rule.type)")
    }
    if !tests.contains("func \(test.function)(") { faults.append("\(test.file) has no \(test.function)") }
    return faults
  }

  /// Whether a text cites a section: after `§` or a quotation mark, or in a list of sections.
  private static func cites(_ text: String, _ section: String) -> Bool {
    text.ranges(of: section).contains { range in
      guard range.lowerBound > text.startIndex else { return false }
      return ["§", "\""].contains(text[text.index(before: range.lowerBound)])
    }
  }

  private static func text(_ path: String) throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }
}
