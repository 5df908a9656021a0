import Foundation
import Testing

/// Code cites documents by file and section; a citation that leads nowhere is worse than none.
@Suite struct CitationTests {
  @Test func citedSectionsExist() throws {
    let documents = try Documents(Project.files("docs"))
    for file in try Project.files("Sources", "Tests", "migrations", "docs", "Package.swift", "README.md") {
      guard !file.path.hasPrefix("Tests/ArchitectureTests/CitationTests") else { continue }
      #expect(documents.faults(in: file) == [])
    }
  }

  @Test func linkedFilesExist() throws {
    for file in try Project.files("docs", "README.md", "CHANGELOG.md") where file.path.hasSuffix(".md") {
      #expect(Self.deadLinks(in: file, exists: Project.exists) == [])
    }
  }

  @Test(arguments: [
    ("/// As in docs/wire.md §2.1.", []),
    ("/// As in `docs/wire.md` §1, and docs/wire.md §2.1)", []),
    ("/// As in docs/wire.md §2.2.", ["A.swift:1: docs/wire.md has no §2.2"]),
    ("/// As in docs/wire.md §21", ["A.swift:1: docs/wire.md has no §21"]),
    ("\n/// As in docs/lost.md.", ["A.swift:2: there is no docs/lost.md"]),
    ("/// As in `wire.md` §2.1.", ["A.swift:1: wire.md is cited without its folder"]),
    ("/// H.R. 8283 (IH) §9(z) is not ours to check.", []),
  ])
  func aDeadCitationIsFound(_ text: String, _ faults: [String]) {
    let documents = Documents([
      ProjectFile(path: "docs/wire.md", text: "# Wire\n\n## 1. Frames\n\n## 2. Order\n### 2.1 Seals\n")
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

  /// The documents and the numbers of their sections.
  struct Documents {
    private let sections: [String: Set<String>]

    init(_ files: [ProjectFile]) {
      sections = Dictionary(
        uniqueKeysWithValues: files.map { file in
          let numbers = file.lines.compactMap { $0.firstMatch(of: #/^[#]+ ([0-9]+(?:\.[0-9]+)*)\.?\s/#) }
          return (file.path, Set(numbers.map { String($0.1) }))
        })
    }

    func faults(in file: ProjectFile) -> [String] {
      guard file.text.contains(".md") else { return [] }
      return file.lines.enumerated().flatMap { number, line in
        line.contains(".md") ? cited(in: line).map { "\(file.path):\(number + 1): \($0)" } : []
      }
    }

    private func cited(in line: Substring) -> [String] {
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
  }
}
