import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct HoldingCSVTests {
  private func read(_ text: String, pieceBytes: Int = .max) throws -> HoldingCSV.Reading {
    try HoldingCSV.read(MemorySource(Array(text.utf8), pieceBytes: pieceBytes), path: "in/register.csv")
  }

  private func row(_ row: String) throws -> HoldingCSV.Reading {
    try read("owner,owned,percent,from,to\n\(row)\n")
  }

  @Test(arguments: [
    ("a whole number", "A,B,25,,", 250_000), ("decimals", "A,B,50.00,,", 500_000),
    ("four decimals", "A,B,33.3333,,", 333_333), ("one decimal", "A,B,0.5,,", 5_000),
    ("the least", "A,B,0.0001,,", 1), ("just under half", "A,B,49.9999,,", 499_999),
    ("nothing", "A,B,0,,", 0), ("all", "A,B,100,,", 1_000_000),
    ("all, with decimals", "A,B,100.0000,,", 1_000_000),
    ("leading zeros", "A,B,0025,,", 250_000), ("quoted", "A,B,\"25\",,", 250_000),
    ("unknown", "A,B,,,", nil), ("unknown, quoted", "A,B,\"\",,", nil),
  ])
  func percent(_ why: String, _ text: String, _ ppm: Int?) throws {
    let found = try row(text)
    let holding = try #require(found.holdings.first)
    #expect(holding.share?.ppm == ppm && found.problems == [] && found.refusedRows == 0, "\(why)")
  }

  @Test(arguments: [
    ("five decimals", "A,B,33.33333,,", "more than 4 decimals"),
    ("five decimals, the last a zero", "A,B,50.00000,,", "more than 4 decimals"),
    ("over 100", "A,B,100.0001,,", "more than 100"), ("far over 100", "A,B,1000,,", "more than 100"),
    ("too long for any number", "A,B,99999999999999999999999999,,", "more than 100"),
    ("negative", "A,B,-5,,", "not a number"), ("a plus", "A,B,+5,,", "not a number"),
    ("a percent sign", "A,B,25%,,", "not a number"), ("a comma", "A,B,\"33,3\",,", "not a number"),
    ("an exponent", "A,B,1e1,,", "not a number"), ("no digit before the point", "A,B,.5,,", "not a number"),
    ("no digit after it", "A,B,5.,,", "not a number"), ("two points", "A,B,1.2.3,,", "not a number"),
    ("a point alone", "A,B,.,,", "not a number"), ("a space", "A,B, 25,,", "not a number"),
    ("only a space", "A,B, ,,", "not a number"), ("a word", "A,B,unknown,,", "not a number"),
    ("full-width digits", "A,B,２５,,", "not a number"),
    ("no owner", ",B,25,,", "owner is empty"), ("no company", "A,,25,,", "owned is empty"),
    ("no such day", "A,B,25,2027-02-29,", "from is \"2027-02-29\", which is not a day"),
    ("a timestamp", "A,B,25,2027-02-01T00:00:00Z,", "from is"),
    ("another order", "A,B,25,,01/02/2027", "to is"),
    ("a year alone", "A,B,25,2027,", "from is"), ("a space before a day", "A,B,25, 2027-02-01,", "from is"),
    ("ends before it begins", "A,B,25,2027-02-02,2027-02-01", "holds on no day"),
    ("ends as it begins", "A,B,25,2027-02-02,2027-02-02", "holds on no day"),
    ("too few fields", "A,B,25,", "4 columns"), ("too many fields", "A,B,25,,,", "6 columns"),
  ])
  func badRows(_ why: String, _ text: String, _ reason: String) throws {
    let found = try read("owner,owned,percent,from,to\nY,Z,1,,\n\(text)\nY,Z,2,,\n")
    #expect(found.holdings.map(\.share?.ppm) == [10_000, 20_000] && found.refusedRows == 1, "\(why)")
    let problem = try #require(found.problems.first)
    #expect(found.problems.count == 1 && problem.object == "line 3" && problem.severity == .refused, "\(why)")
    #expect(problem.reason.contains(reason) && !problem.remedy.isEmpty && problem.path == "in/register.csv")
  }

  @Test func daysAreKept() throws {
    let holding = try #require(try row("A,B,25,2026-02-28,2028-02-29").holdings.first)
    #expect(holding.from == Day("2026-02-28") && holding.to == Day("2028-02-29"))
    let open = try #require(try row("A,B,25,,").holdings.first)
    #expect(open.from == nil && open.to == nil)
  }

  @Test func idsAreKept() throws {
    let found = try row("\" Orchid,\nHolding\",e\u{301},25,,")
    #expect(found.holdings.first?.owner == OwnershipKey(" Orchid,\nHolding"))
    #expect(found.holdings.first?.owned == OwnershipKey("e\u{301}"))
    #expect(found.holdings.first?.owned != OwnershipKey("\u{E9}"))
    #expect(found.problems.map(\.severity) == [.warning] && found.refusedRows == 0)
    #expect(found.problems.first?.reason.contains("begins or ends with a space") == true)
  }

  @Test func columnsInAnyOrder() throws {
    let found = try read(
      "to,note,percent,owned,from,owner,source\n2028-01-01,n,25,B,2027-01-01,A,s\n,,1,D,,C,\n")
    #expect(
      found.holdings == [
        Holding(
          owner: OwnershipKey("A")!, owned: OwnershipKey("B")!, share: Stake(ppm: 250_000),
          from: Day("2027-01-01"), to: Day("2028-01-01")),
        Holding(owner: OwnershipKey("C")!, owned: OwnershipKey("D")!, share: Stake(ppm: 10_000)),
      ])
    #expect(found.problems.map(\.severity) == [.warning] && found.problems[0].object == "line 1")
    #expect(found.problems[0].reason == "the columns \"note\", \"source\" are not used")
  }

  @Test(arguments: [
    ("owner,owned,from,to\nA,B,,\n", "no column \"percent\""),
    ("Owner,owned,percent,from, to\nA,B,,,\n", "no column \"owner\""),
    ("a,b\n1,2\n", "no column \"owner\", \"owned\", \"percent\", \"from\", \"to\""),
    ("owner,owned,percent,from,to\n", "no row"), ("something,else\n", "no row"),
    ("", "empty"), ("owner,owner,owned,percent,from,to\n", "same name"), ("owner,\"owned\n", "no closing"),
  ])
  func refusedWhole(_ text: String, _ reason: String) throws {
    let refusal = try #require(throws: ImportRefusal.self) { try read(text) }
    #expect(refusal.kind == .notCSV && refusal.reason.contains(reason) && !refusal.remedy.isEmpty)
    #expect(refusal.line != nil)
  }

  /// The line, not the row: a quoted id may hold line ends. What the table's reader found stands among the rest.
  @Test func linesAreThoseOfTheFile() throws {
    let text =
      "owner,owned,percent,from,to\r\n\"A\r\nB\",C,25,,\r\n\r\n,,x,y,z\r\nA,B\r\nA,B,1,,\r\nA,B,101,,"
    for pieceBytes in [1, 7, Int.max] {
      let found = try read(text, pieceBytes: pieceBytes)
      #expect(found.holdings.count == 2 && found.refusedRows == 3)
      #expect(
        found.problems.map(\.object) == [
          "line 4", "line 5", "line 5", "line 5", "line 5", "line 5", "line 6", "line 8",
        ])
      #expect(found.problems.map(\.severity.rawValue).filter { $0 == "warning" }.count == 1)
    }
  }

  @Test func aTableOfWhichNoRowCanBeReadIsPointedOut() throws {
    let found = try read("something,else\nA\n")
    #expect(found.holdings == [] && found.refusedRows == 1)
    #expect(found.problems.contains { $0.reason.contains("columns were not checked") }, "\(found.problems)")
  }

  @Test func hostileTablesStaySmallInMessages() throws {
    let long = String(repeating: "x", count: 100_000)
    let found = try row("\(long) ,B,\(long),\(long),")
    #expect(found.problems.count == 3 && found.problems.allSatisfy { $0.reason.utf8.count < 200 })
    let rows = String(repeating: ",,,,\n", count: 6_000)
    let many = try read("owner,owned,percent,from,to\n\(rows)A,B\n")
    #expect(many.refusedRows == 6_001 && many.problems.count == ImportSummary.maximumListedProblems)
    #expect(many.unlistedProblems == 2_001)
  }

  /// Each kind has its own room.
  @Test func noNumberOfWarningsHidesARefusal() throws {
    let rows = String(repeating: "A ,B,1,,\n", count: 10_005)
    let found = try read("owner,owned,percent,from,to\n\(rows)A,B,fifty,,\n")
    #expect(found.refusedRows == 1 && found.unlistedProblems == 5)
    let refusals = found.problems.filter { $0.severity == .refused }
    #expect(refusals.map(\.object) == ["line 10007"] && refusals[0].reason.contains("fifty"))
  }

  @Test func tooManyLinesAreRefused() throws {
    let bytes = Array("owner,owned,percent,from,to\nA,B,1,,\nA,B,2,,\n".utf8)
    let refusal = try #require(throws: ImportRefusal.self) {
      try HoldingCSV.read(MemorySource(bytes), path: "in/register.csv", maximumLines: 2)
    }
    #expect(refusal.kind == .unreadable && refusal.reason == "it has more than 2 lines")
    #expect(try HoldingCSV.read(MemorySource(bytes), path: "r.csv", maximumLines: 3).holdings.count == 2)
  }

  @Test func cancelled() throws {
    let source = MemorySource(Array("owner,owned,percent,from,to\nA,B,1,,\n".utf8))
    let refusal = try #require(throws: ImportRefusal.self) {
      try HoldingCSV.read(source, path: "in/register.csv") { true }
    }
    #expect(refusal.kind == .cancelled)
  }

  /// From the file to the answer.
  @Test func closureOfATable() throws {
    let table = """
      owned,owner,percent,from,to
      Alder Ltd,Birch SA,50.00,,
      Cedar GmbH,Alder Ltd,25,,
      Cedar GmbH,Dogwood BV,,,2027-01-01
      """
    let graph = try OwnershipGraph(try read(table).holdings)
    let birch = OwnershipKey("Birch SA")!
    let dogwood = OwnershipKey("Dogwood BV")!
    let cedar = OwnershipKey("Cedar GmbH")!
    func answer(_ day: String) -> OwnershipClosure.Answer? {
      OwnershipClosure.compute(
        graph, seeds: [birch, dogwood], asOf: Day(day)!, threshold: .atLeast(Stake(ppm: 500_000)!)
      ).answer(for: cedar)
    }
    #expect(answer("2026-12-31") == .undetermined && answer("2027-01-01") == .notBlocked)
  }
}
