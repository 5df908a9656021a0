import Foundation
import Testing

/// What is in names/ is what the program embeds.
@Suite struct NameTableTests {
  @Test func theFolderIsWhatIsEmbedded() throws {
    let source = try #require(try Project.files("Sources/CNameTables/CNameTables.c").first).text
    let embedded = source.matches(
      of: /static const unsigned char ([a-z]+)\[\] = \{\n#embed "..\/..\/names\/([^"]+)\.txt"\n\};/)
    let given = source.matches(
      of: /name_table name_table_([a-z]+)\(void\) \{ return \(name_table\)\{([a-z]+), sizeof ([a-z]+)\}; \}/
    ).map { match in
      #expect(match.1 == match.2 && match.1 == match.3, "name_table_\(match.1) gives several tables")
      return String(match.1)
    }
    #expect(embedded.map { "\($0.2).txt" } == (try Project.names(in: "names")))
    #expect(given == embedded.map { String($0.1) })
    for match in embedded {
      // han-pinyin.txt is pinyin.
      #expect(match.2.split(separator: "-").last == match.1, "\(match.1) holds \(match.2).txt")
    }
  }
}
