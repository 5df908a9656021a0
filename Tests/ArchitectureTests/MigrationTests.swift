import Foundation
import Testing

/// What is in migrations/ is what the program embeds, and a released file never changes.
@Suite struct MigrationTests {
  private static let table = "Tests/ArchitectureTests/migrations.sha256"

  @Test func theFolderIsWhatIsEmbedded() throws {
    let source = try #require(try Project.files("Sources/CMigrations/CMigrations.c").first).text
    let embedded = source.matches(of: /#embed "..\/..\/migrations\/([^"]+)\.sql"/).map { String($0.1) }
    let listed = source.matches(of: /\{"([^"]+)", ([a-z0-9_]+), sizeof ([a-z0-9_]+)\}/).map { match in
      #expect(match.1 == match.2 && match.1 == match.3, "the line of \(match.1) names several files")
      return String(match.1)
    }
    let folder = try Project.names(in: "migrations")
    #expect(embedded.map { $0 + ".sql" } == folder)
    #expect(listed == embedded)
  }

  @Test func namesCountUpFromOne() throws {
    for (index, name) in try Project.names(in: "migrations").enumerated() {
      let match = try #require(
        name.wholeMatch(of: /store_([0-9]{4})_[a-z]+\.sql/), "\(name) is not a migration")
      #expect(Int(match.1) == index + 1, "\(name) is out of order")
    }
  }

  /// SQLite prepares a statement anew on each binding when a partial index may serve it for some of the values bound:
  /// `WHERE source = 'csv'` did so for each record of an import. A bound on the column does not.
  @Test func noPartialIndexComparesWithEqual() throws {
    var seen = 0
    for file in try Project.files("migrations") {
      let text = file.text.replacing(/--[^\n]*/, with: "")
      for match in text.matches(of: /CREATE (UNIQUE )?INDEX ([^;]*) WHERE ([^;]*);/) {
        seen += 1
        let equal = String(match.3).firstMatch(of: /[^<>!]=|IS \?/)
        #expect(equal == nil, "\(file.path): the index \(match.2) holds for one value")
      }
    }
    #expect(seen >= 5)
  }

  /// `RECORD=1 swift test --filter MigrationTests` writes the table anew: only before a release. Without
  /// this program: `cd migrations && sha256sum -c ../Tests/ArchitectureTests/migrations.sha256`.
  @Test func contentsAreAsRecorded() throws {
    let found = try Self.sums()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try found.write(to: Project.root.appending(path: Self.table), atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: Project.root.appending(path: Self.table), encoding: .utf8)
    #expect(found == recorded, "a migration is not the one recorded: write a further one, do not edit it")
  }

  private static func sums() throws -> String {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    program.arguments = ["sha256sum", "--"] + (try Project.names(in: "migrations"))
    program.currentDirectoryURL = Project.root.appending(path: "migrations")
    let output = Pipe()
    program.standardOutput = output
    try program.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    #expect(program.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
