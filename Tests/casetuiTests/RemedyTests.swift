import Foundation
import Testing

/// What a refusal tells people to type exists: verb, subverb and options.
@Suite struct RemedyTests {
  /// Every `casetui …` in a text of the sources, as words; interpolations end it.
  static let advised: [[String]] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? []
    var found: Set<[String]> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for line in text.split(separator: "\n") where line.contains("\"") {
        for tail in String(line).components(separatedBy: "casetui ").dropFirst() {
          let command = tail.prefix { !"\";,.:)`'?".contains($0) }
          let words = command.split(separator: " ").map(String.init)
          guard let verb = words.first, verb.allSatisfy({ $0.isLowercase }) else { continue }
          let options = words.filter { $0.hasPrefix("--") }
          let second = words.dropFirst().first.flatMap {
            $0.allSatisfy { $0.isLowercase || $0 == "-" } ? $0 : nil
          }
          found.insert([verb] + (second.map { [$0] } ?? []) + options)
        }
      }
    }
    return found.sorted { $0.joined(separator: " ") < $1.joined(separator: " ") }
  }()

  @Test func whatIsAdvisedCanBeTyped() throws {
    #expect(RemedyTests.advised.count > 20, "the texts were not found")
    for words in RemedyTests.advised {
      let verbs = words.filter { !$0.hasPrefix("--") }
      var help = try Program(verbs + ["--help"])
      if help.status != 0, verbs.count == 2 { help = try Program([verbs[0], "--help"]) }
      #expect(help.status == 0, "casetui \(verbs.joined(separator: " ")) is no command")
      for option in words where option.hasPrefix("--") && option != "--" {
        #expect(help.output.contains(option), "casetui \(verbs.joined(separator: " ")) has no \(option)")
      }
    }
  }
}
