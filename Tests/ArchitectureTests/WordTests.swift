import Foundation
import Testing

/// Words that have no place in the project.
@Suite struct WordTests {
  /// A bug stops the program through `precondition` with a reason; all else is an error that a person reads.
  ///
  /// Quoting by Characters quotes nothing with an accent upon it.
  private static let inSources: [(word: String, instead: String)] = [
    ("try" + "!", "throw, or say in `preconditionFailure` why it cannot fail"),
    ("as" + "!", "check the type"),
    ("fatal" + "Error(", "throw, or use `preconditionFailure`"),
    (#"replacing("\"""#, byScalars), (#"replacingOccurrences(of: "\"""#, byScalars),
    (#"split(separator: "'""#, byScalars), (#"components(separatedBy: "'""#, byScalars),
  ]
  private static let byScalars = "quote by scalars, as `CSVField.quoted` and `inApostrophes` do"
  private static let anywhere = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]

  @Test func sourcesAvoidThem() throws {
    for file in try Project.files("Sources") { #expect(Self.faults(in: file) == []) }
  }

  @Test func nothingIsLeftForLater() throws {
    for file in try Project.files() where !file.path.contains("/Golden/") && file.path != "LICENSE" {
      #expect(Self.leftovers(in: file) == [])
    }
  }

  @Test func nothingNamesAFolderOfOneMachine() throws {
    for file in try Project.files() { #expect(Self.machinePaths(in: file) == []) }
  }

  @Test(arguments: [
    "let a = try" + "! b()", "fatal" + "Error(\"no\")", "let c = d as" + "! Int",
    #"text.replacing("\"", with: "\"\"")"#, #"split(separator: "'", omittingEmptySubsequences: false)"#,
  ])
  func aForbiddenWordIsFound(_ line: String) {
    #expect(Self.faults(in: ProjectFile(path: "Sources/A.swift", text: line)).count == 1)
  }

  @Test(arguments: [("// TO" + "DO: later", 1), ("-- FIX" + "ME", 1), ("autoTO" + "DOs, \\uXXXX", 0)])
  func aLeftoverIsFound(_ line: String, _ count: Int) {
    #expect(Self.leftovers(in: ProjectFile(path: "a.md", text: line)).count == count)
  }

  @Test(arguments: [
    ("see /ho" + "me/ann/notes", 1), ("\"/wo" + "rk/main\"", 1), ("path + \"/ro" + "ot/\"", 0),
    ("~/ho" + "me/x", 0), ("https://a.example/ho" + "me/x", 0),
  ])
  func aMachinePathIsFound(_ line: String, _ count: Int) {
    #expect(Self.machinePaths(in: ProjectFile(path: "a.md", text: line)).count == count)
  }

  static func faults(in file: ProjectFile) -> [String] {
    inSources.filter { file.text.contains($0.word) }.map { "\(file.path) says \($0.word): \($0.instead)" }
  }

  static func leftovers(in file: ProjectFile) -> [String] {
    anywhere.filter { word in
      file.text.contains(word)
        && file.text.split(whereSeparator: { !$0.isLetter }).contains { $0 == word }
    }
    .map { "\(file.path) says \($0)" }
  }

  private static let folders = ["home", "root", "work", "Users"].map { "/\($0)/" }

  static func machinePaths(in file: ProjectFile) -> [String] {
    guard folders.contains(where: file.text.contains) else { return [] }
    return file.text.matches(of: /(?:^|[^A-Za-z0-9~.\/-])(\/(?:home|root|work|Users)\/[A-Za-z0-9._])/).map {
      "\(file.path) says \($0.1)…"
    }
  }
}
