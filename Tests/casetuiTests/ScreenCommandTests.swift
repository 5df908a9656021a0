import CaseDomain
import CaseExchange
import Foundation
import Testing

@testable import casetui

/// Pairs of names scored by the command line.
@Suite struct ScreenCommandTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Scores stand in the order of the rows; a row that cannot be read keeps its place and is named.
  @Test func everyRowHasItsPlace() throws {
    let table = try scratch.write(
      """
      name1,name2,schema
      Пётр Примеров,Pyotr Primerov,Person
      too,few
      Lantern Analytics GmbH,Harbour Foods,Company
      示例科技有限公司,示例科技,Company

      """, "pairs.csv")
    let program = try Program(["screen", "compare", table, "--json"])
    #expect(program.status == 2, "one row was refused: \(program.errors)")
    let scores = try #require(program.json["scores"] as? [Any])
    let threshold = try #require(program.json["threshold"] as? Double)
    try #require(scores.count == 4)
    #expect(try #require(scores[0] as? Double) >= threshold)
    #expect(scores[1] is NSNull)
    #expect(try #require(scores[2] as? Double) < threshold)
    #expect(try #require(scores[3] as? Double) >= threshold)
    #expect(program.json["seconds"] is Double)
    #expect(program.errors.contains("pairs.csv"))
  }

  /// Also where the table ends with rows that cannot be read.
  @Test func rowsAtTheEndHaveTheirPlace() throws {
    let table = try scratch.write(
      "name1,name2\nPyotr Primerov,Petr Primerov\ntoo,many,fields\nfew\n", "pairs.csv")
    let program = try Program(["screen", "compare", table, "--json"])
    #expect(program.status == 2, "\(program.errors)")
    let scores = try #require(program.json["scores"] as? [Any])
    #expect(scores.map { $0 is NSNull } == [false, true, true])
  }

  /// White space around a word of a kind does not count, as around the names of the columns.
  @Test func aKindHasNoWhiteSpaceAroundIt() throws {
    let table = try scratch.write(
      "name1,name2, schema\nLantern Analytics GmbH,Lantern Analytics, Company \n", "pairs.csv")
    let answer = try ScreenCommand.Compare.parse([table]).answer()
    #expect(answer["problems"].text == "[]" && answer.exit == .ok, "\(answer.notes)")
    #expect(NameSchema(knownWord: "\tvessel\u{A0}") == .vessel && NameSchema(knownWord: " ") == nil)
  }

  /// FollowTheMoney says of a person or a body whose kind it does not know that it is a legal entity.
  @Test func aLegalEntityMayBeAPerson() throws {
    let table = try scratch.write(
      """
      name1,name2,schema
      Velmar Tornquist,"Tornquist, Velmar Ansgarovich",LegalEntity
      J. Tornquist,John Tornquist,LegalEntity
      J. Tornquist,John Tornquist,Organization
      ООО Орлания,Orlania LLC,LegalEntity

      """, "pairs.csv")
    let scores = try #require(
      try Program(["screen", "compare", table, "--json"]).json["scores"] as? [Double])
    #expect(scores.map { $0 >= 0.7 } == [true, true, false, true], "\(scores)")
  }

  @Test func aTableWithoutTheColumnsIsRefused() throws {
    let table = try scratch.write("left,right\na,b\n", "pairs.csv")
    let program = try Program(["screen", "compare", table, "--json"])
    #expect(program.status == 64)
    #expect(program.errors.contains("name1"))
    #expect(try Program(["screen", "compare", scratch.path + "/none.csv"]).status == 3)
    let head = try scratch.write("left,right\n", "head.csv")
    #expect(try Program(["screen", "compare", head, "--json"]).status == 64)
    let named = try scratch.write("name1,name2\n", "named.csv")
    let none = try Program(["screen", "compare", named, "--json"])
    #expect(none.status == 0 && (none.json["scores"] as? [Any])?.isEmpty == true, "\(none.output)")
  }

  /// A row that names nobody has no score; nothing is like nothing.
  @Test func aRowWithoutANameIsRefused() throws {
    let table = try scratch.write(
      "name1,name2\n,Pyotr Primerov\nPyotr Primerov,Petr Primerov\nPyotr Primerov,\u{202E}\n", "pairs.csv")
    let program = try Program(["screen", "compare", table, "--json"])
    #expect(program.status == 2)
    let scores = try #require(program.json["scores"] as? [Any])
    #expect(scores.map { $0 is NSNull } == [true, false, true])
    #expect(
      program.errors.contains("row 2: name1 is empty") && program.errors.contains("row 4: name2 is empty"))
  }

  /// A misspelt kind is told, and the pair compared without it.
  @Test func aKindThatIsNotKnownIsTold() throws {
    let table = try scratch.write(
      "name1,name2,schema\nPyotr Primerov,Petr Primerov,Persn\nPyotr Primerov,Petr Primerov,Person\n",
      "pairs.csv")
    let program = try Program(["screen", "compare", table, "--json"])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.errors.contains("row 2: schema: Persn is no kind of name"))
    #expect((program.json["problems"] as? [Any])?.count == 1)
    let scores = try #require(program.json["scores"] as? [Double])
    #expect(scores.count == 2 && scores[0] == scores[1])
  }

  /// Problems beyond the listed ones are counted.
  @Test func problemsThatAreNotListedAreCounted() throws {
    let rows = ImportSummary.maximumListedProblems + 3
    let table = try scratch.write(
      "name1,name2\n" + String(repeating: ",Pyotr Primerov\n", count: rows), "pairs.csv")
    let answer = try ScreenCommand.Compare.parse([table]).answer()
    #expect(answer["refused"].text == "\(rows)")
    #expect(answer["unlisted_problems"].text == "3")
    #expect(answer.notes.last?.contains("3 problems more") == true)
  }
}
