import Foundation
import Testing

/// What a refusal or a usage text tells people to type exists: verb, subverb and options.
@Suite struct RemedyTests {
  /// A command in a text: `record diff --number`.
  struct Advice: Hashable, Comparable, CustomStringConvertible {
    /// Its words before the first option or argument.
    let verbs: [String]
    let options: [String]

    var description: String { (["casetui"] + verbs + options).joined(separator: " ") }
    static func < (left: Advice, right: Advice) -> Bool { left.description < right.description }

    /// - Parameter text: what follows `casetui `, with a word in capitals for each interpolated value.
    init?(_ text: Substring) {
      let words = text.prefix { !"\"\n;,.:)`'?".contains($0) }.split(separator: " ").map(String.init)
      verbs = Array(words.prefix { $0.allSatisfy { $0.isLowercase || $0 == "-" } && !$0.hasPrefix("-") })
      options = words.filter { $0.hasPrefix("--") && $0.count > 2 }
      if verbs.isEmpty { return nil }
    }
  }

  /// Every command advised in a source text: after a colon, in parentheses, or as the beginning of a text behind a
  /// label, which is how remedies and usage lines of this project write one. Comments and prose about the program are not advice.
  static func advice(in source: String) -> [Advice] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let code = lines.filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(separator: "\n")
    let parts = plain(code[...]).components(separatedBy: "casetui ")
    return zip(parts, parts.dropFirst()).compactMap { before, after in
      before.hasSuffix(": ") || before.hasSuffix(": \"") || before.hasSuffix("(")
        || beginsRemedy(before) ? Advice(after[...]) : nil
    }
  }

  /// Whether a text behind `remedy:` or `discussion:` begins here.
  private static func beginsRemedy(_ before: String) -> Bool {
    guard before.hasSuffix("\"") else { return false }
    let code = before.dropLast().reversed().drop { $0.isWhitespace || $0 == "\"" || $0 == "\\" }
    return ["remedy:", "discussion:"].contains { code.starts(with: $0.reversed()) }
  }

  /// The text with `VALUE` for each interpolation.
  private static func plain(_ text: Substring) -> String {
    var parts = text.components(separatedBy: "\\(").map { $0[...] }
    for index in parts.indices.dropFirst() {
      var depth = 1
      let rest = parts[index].drop { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth > 0
      }
      parts[index] = "VALUE" + rest.dropFirst()
    }
    return parts.joined()
  }

  static let advised: [Advice] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? []
    var found: Set<Advice> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      found.formUnion(advice(in: (try? String(contentsOf: file, encoding: .utf8)) ?? ""))
    }
    return found.sorted()
  }()

  /// What is wrong with an advice; the program prints the help of the nearest verb it knows, whatever is asked.
  private static func faults(of advice: Advice) throws -> [String] {
    var verbs = [advice.verbs[0]]
    var help = try Program(verbs + ["--help"]).output
    if help.contains("\nSUBCOMMANDS:") {
      guard advice.verbs.count > 1 else { return ["\(advice) names a group of commands, not one"] }
      verbs.append(advice.verbs[1])
      help = try Program(verbs + ["--help"]).output
    }
    let usage = "USAGE: casetui \(verbs.joined(separator: " "))"
    guard help.split(separator: "\n").contains(where: { $0 == usage || $0.hasPrefix(usage + " ") }) else {
      return ["\(advice): there is no casetui \(verbs.joined(separator: " "))"]
    }
    let known = Set(help.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
    return advice.options.filter { !known.contains($0) }.map { "\(advice): there is no option \($0)" }
  }

  @Test func whatIsAdvisedCanBeTyped() throws {
    #expect(RemedyTests.advised.count > 30, "the texts were not found")
    for advice in RemedyTests.advised {
      let faults = try RemedyTests.faults(of: advice)
      #expect(faults == [])
    }
  }

  /// A verb, a subverb or an option that does not exist is seen; what is right is not.
  @Test(
    arguments: [
      ("remedy: \"close it: casetui record close \\(file.name(of: one))\")", 1),
      ("remedy: \"casetui recrod freeze\")", 1), ("remedy:\n  \"look (casetui record diff); then go\")", 0),
      ("remedy: \"casetui record\")", 1), ("remedy: \"casetui record freeze \\(a) --with TEXT\")", 1),
      ("remedy: \"casetui record freeze \\(a) --why TEXT --withhold EX\")", 0),
      ("remedy: \"casetui approve \\(a(b)) --act \\(c)\")", 0),
      ("Usage(message: \"no\", remedy: \"casetui approve --deed \\(c)\")", 1),
      ("discussion: \"Moved with: casetui case advance ID --track SAN|EL --to STAGE.\")", 0),
      ("// remedy: \"casetui record close\"", 0), ("message: \"a casetui record close\")", 0),
    ] as [(String, Int)])
  func aWrongWordIsSeen(_ source: String, _ faults: Int) throws {
    let found = try RemedyTests.advice(in: source).flatMap(RemedyTests.faults)
    #expect(found.count == faults, "\(source): \(found)")
  }
}
