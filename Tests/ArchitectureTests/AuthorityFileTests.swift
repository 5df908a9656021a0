import Foundation
import Testing

/// What is in authorities/ is what the program embeds.
@Suite struct AuthorityFileTests {
  @Test func theFolderIsWhatIsEmbedded() throws {
    let source = try #require(try Project.files("Sources/CAuthorities/CAuthorities.c").first).text
    let embedded = source.matches(of: /#embed "..\/..\/authorities\/([^"]+)\.json"/).map { String($0.1) }
    let listed = source.matches(of: /\{"([^"]+)", ([a-z0-9_]+), sizeof ([a-z0-9_]+)\}/).map { match in
      let variable = match.1.replacing("-", with: "_")
      #expect(match.2 == variable && match.3 == variable, "the line of \(match.1) names several files")
      return String(match.1)
    }
    #expect(embedded.map { $0 + ".json" } == (try Project.names(in: "authorities")))
    #expect(listed == embedded)
  }
}
