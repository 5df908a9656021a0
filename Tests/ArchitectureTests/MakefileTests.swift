import Foundation
import Testing

/// `make` builds anew when anything is newer than the program: also what only `#embed` names.
@Suite struct MakefileTests {
  @Test func everyEmbeddedFolderIsAnInput() throws {
    let makefile = try #require(try Project.files("Makefile").first).text
    let found = try #require(makefile.firstMatch(of: /\nINPUTS := .*\$\(shell find ([a-zA-Z ]+)\)/))
    let inputs = Set(found.1.split(separator: " ").map(String.init))
    let embedded = Set(
      try Project.files("Sources").filter { $0.path.hasSuffix(".c") }
        .flatMap { $0.text.matches(of: /#embed "..\/..\/([a-z]+)\//).map { String($0.1) } })
    #expect(embedded.count >= 4)
    #expect(embedded.isSubset(of: inputs), "not built anew for \(embedded.subtracting(inputs).sorted())")
  }
}
