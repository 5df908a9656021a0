import Foundation
import Testing

/// Code cites documents by file and section; a citation that leads nowhere is worse than none.
@Suite struct CitationTests {
  @Test func citedSectionsExist() throws {
    let documents = try Documents(Project.files("docs"))
    let places = try Project.files(
      "Sources", "Tests", "migrations", "docs", "fuzz", "bench", "scripts", "templates", "authorities",
      "Package.swift", "Makefile", "README.md", "CHANGELOG.md")
    for file in places {
      guard !file.path.hasPrefix("Tests/ArchitectureTests/CitationTests") else { continue }
      #expect(documents.faults(in: file) == [])
    }
  }

  @Test func linkedFilesExist() throws {
    for file in try Project.files("docs", "README.md", "CHANGELOG.md") where file.path.hasSuffix(".md") {
      #expect(Self.deadLinks(in: file, exists: Project.exists) == [])
    }
  }

  @Test(
    arguments: [
      ("/// As in docs/wire.md §2.1.", []),
      ("/// As in `docs/wire.md` §1, and docs/wire.md §2.1)", []),
      ("/// As in docs/wire.md §2.2.", ["A.swift:1: docs/wire.md has no §2.2"]),
      ("/// As in docs/wire.md §21", ["A.swift:1: docs/wire.md has no §21"]),
      ("\n/// As in docs/lost.md.", ["A.swift:2: there is no docs/lost.md"]),
      ("/// As in `wire.md` §2.1.", ["A.swift:1: wire.md is cited without its folder"]),
      ("/// H.R. 8283 (IH) §9(z) is not ours to check.", []),
      ("/// As in `docs/wire.md`, \"Frames\" and \"Order\".", []),
      ("/// As in docs/wire.md, \"Frames\" and \"Winds\".", ["A.swift:1: docs/wire.md has no \"Winds\""]),
      ("/// As in docs/lost.md, \"Winds\".", ["A.swift:1: there is no docs/lost.md"]),
      ("/// Source: agency policy §8.1 S3, §8.2; H.R. 8283 (IH) §9.", []),
      ("/// Source: agency policy §8.1, §8.3; H.R. 8283 (IH) §9.", ["A.swift:1: docs/policy.md has no §8.3"]),
      ("Given(.policy(\"8.1 S4\")), Given(.policy(\"8.4 S1\"))", ["A.swift:1: docs/policy.md has no §8.4"]),
      ("/// See decision 0001 and docs/decisions/0002.", ["A.swift:1: there is no decision 0002"]),
      ("Status: accepted; replaced by 0003. Date: 2026-11-21.", ["A.swift:1: there is no decision 0003"]),
    ] as [(String, [String])])
  func aDeadCitationIsFound(_ text: String, _ faults: [String]) {
    let documents = Documents([
      ProjectFile(path: "docs/wire.md", text: "# Wire\n\n## 1. Frames\n\n## 2. Order\n### 2.1 Seals\n"),
      ProjectFile(path: "docs/policy.md", text: "# Policy\n\n## 8.1 Roles\n\n## 8.2 The spine\n"),
      ProjectFile(path: "docs/decisions/0001-one.md", text: "# 0001 · One\n"),
    ])
    #expect(documents.faults(in: ProjectFile(path: "A.swift", text: text)) == faults)
  }

  @Test func aDeadLinkIsFound() {
    let text = "[b](b.md) [c](../c.md#top) [d](https://d.example) [e](#e)"
    let file = ProjectFile(path: "docs/a.md", text: text)
    #expect(Self.deadLinks(in: file) { $0 == "c.md" } == ["docs/a.md: there is no docs/b.md"])
  }

  static func deadLinks(in file: ProjectFile, exists: (String) -> Bool) -> [String] {
    file.text.matches(of: /\]\(([^)\s#]+)(#[^)\s]*)?\)/).map { String($0.1) }
      .filter { !$0.contains("://") }
      .map { target in
        var parts = file.path.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
          if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
      }
      .filter { !exists($0) }.map { "\(file.path): there is no \($0)" }
  }

  /// The documents: the numbers of their sections, the words of their headings, and which decisions there are.
  struct Documents {
    private let sections: [String: Set<String>]
    private let headings: [String: [String]]
    /// `0034`
    private let decisions: Set<String>

    init(_ files: [ProjectFile]) {
      sections = Dictionary(
        uniqueKeysWithValues: files.map { file in
          let numbers = file.lines.compactMap { $0.firstMatch(of: #/^[#]+ ([0-9]+(?:\.[0-9]+)*)\.?\s/#) }
          return (file.path, Set(numbers.map { String($0.1) }))
        })
      headings = Dictionary(
        uniqueKeysWithValues: files.map { file in
          let lines = file.lines.compactMap { $0.firstMatch(of: #/^[#]+ (.+)$/#) }
          return (file.path, lines.map { String($0.1) })
        })
      let numbers = files.compactMap { $0.path.firstMatch(of: /^docs\/decisions\/([0-9]{4})-/) }
      decisions = Set(numbers.map { String($0.1) })
    }

    func faults(in file: ProjectFile) -> [String] {
      guard Self.mayCite(file.text) else { return [] }
      return file.lines.enumerated().flatMap { number, line in
        Self.mayCite(line) ? cited(in: line).map { "\(file.path):\(number + 1): \($0)" } : []
      }
    }

    /// Most lines cite nothing, and to look for words costs less than to match.
    private static func mayCite(_ text: some StringProtocol) -> Bool {
      text.contains(".md") || text.contains("policy") || text.contains("ecision") || text.contains("Status:")
    }

    private func cited(in line: Substring) -> [String] {
      numbered(in: line) + named(in: line) + ofPolicy(in: line) + decided(in: line)
    }

    /// `docs/wire.md` §2.1
    private func numbered(in line: Substring) -> [String] {
      let citation = /docs\/[A-Za-z0-9\/-]+\.md(`? §([0-9]+(?:\.[0-9]+)*))?/
      let full = line.matches(of: citation).compactMap { match in
        let path = String(match.0.prefix { $0 != "`" && $0 != " " })
        guard let known = sections[path] else { return "there is no \(path)" }
        guard let section = match.2, !known.contains(String(section)) else { return String?.none }
        return "\(path) has no §\(section)"
      }
      let bare = line.matches(of: /(?:^|[^A-Za-z0-9\/.-])([a-z-]+\.md)`? §/).map { match in
        "\(match.1) is cited without its folder"
      }
      return full + bare
    }

    /// `docs/wire.md`, "Frames" and "Order": words of headings.
    private func named(in line: Substring) -> [String] {
      let citation = /(docs\/[A-Za-z0-9\/-]+\.md)`?, "([^"]+)"(?: and "([^"]+)")?/
      return line.matches(of: citation).flatMap { match -> [String] in
        let path = String(match.1)
        guard let known = headings[path] else { return [] }
        var names = [String(match.2)]
        if let second = match.3 { names.append(String(second)) }
        return names.filter { name in !known.contains { $0.contains(name) } }
          .map { "\(path) has no \"\($0)\"" }
      }
    }

    /// Agency policy §8.2 S3, §8.8; and as an obstacle has it: `.policy("8.2 S3")`.
    private func ofPolicy(in line: Substring) -> [String] {
      let path = "docs/policy.md"
      guard let known = sections[path] else { return [] }
      var cited: [String] = []
      for match in line.matches(of: /policy (§[0-9][^;"]*)/) {
        cited += match.1.matches(of: /§([0-9]+(?:\.[0-9]+)*)/).map { String($0.1) }
      }
      cited += line.matches(of: /\.policy\("([0-9]+(?:\.[0-9]+)*)/).map { String($0.1) }
      return cited.filter { !known.contains($0) }.map { "\(path) has no §\($0)" }
    }

    /// Decision 0034, docs/decisions/0034; and in the head of a decision: replaced by 0034.
    private func decided(in line: Substring) -> [String] {
      var cited: [String] = []
      for match in line.matches(of: /[Dd]ecisions?[ \/]([0-9]{4}(?:(?:, | and )[0-9]{4})*)/) {
        cited += match.1.matches(of: /[0-9]{4}/).map { String($0.output) }
      }
      if line.hasPrefix("Status:") {
        cited += line.matches(of: /[ (](0[0-9]{3})/).map { String($0.1) }
      }
      return cited.filter { !decisions.contains($0) }.map { "there is no decision \($0)" }
    }
  }
}
