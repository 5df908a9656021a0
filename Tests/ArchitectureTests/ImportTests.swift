import Foundation
import Testing

/// The arrows of docs/architecture.md §2, and those between folders, which the compiler cannot hold.
@Suite struct ImportTests {
  /// A place in the sources and all that it may import. The longest path that fits a file decides.
  static let allowed: [(place: String, modules: Set<String>)] = [
    ("Sources/CaseDomain/", ["Foundation", "Crypto"]),
    ("Sources/CaseDomain/Basics/InParallel.swift", ["Dispatch"]),
    ("Sources/CaseDomain/Names/NameTables.swift", ["CNameTables"]),
    (
      "Sources/CaseStore/",
      ["Foundation", "Crypto", "CaseDomain", "GRDB", "CAuthorities", "CMigrations", "CSQLiteShim"]
    ),
    ("Sources/CaseExchange/", ["Foundation", "CaseDomain"]),
    ("Sources/CaseExchange/Archives/", ["Foundation", "CaseDomain", "CZlib"]),
    ("Sources/CaseDocuments/", ["CaseDomain", "CTemplates", "Mustache"]),
    ("Sources/CaseDocuments/Templates/TemplateFolder.swift", ["Foundation", "CaseDomain"]),
    ("Sources/CaseSync/", sync),
    ("Sources/CaseSync/Transports/SSHTransport.swift", sync.union(["Subprocess"])),
    ("Sources/casetui/", program),
    ("Sources/casetui/Reading/", program.union(["CSandbox"])),
    ("Sources/casetui/Terminal/", ["Foundation", "Glibc", "CNcurses"]),
    ("Sources/casetui/Widgets/", ["Foundation", "Glibc", "CNcurses"]),
    ("Sources/casetui/App/", pure),
    // What carries the effects out.
    ("Sources/casetui/App/Effects", program),
    ("Sources/casetui/App/TUI.swift", program),
    ("Sources/casetui/Screens/", pure),
  ]
  private static let sync: Set = ["Glibc", "Dispatch", "Synchronization", "CaseDomain", "CZstd"]
  private static let program: Set = [
    "Foundation", "Glibc", "Dispatch", "Synchronization", "ArgumentParser", "CaseDomain", "CaseStore",
    "CaseExchange", "CaseSync", "CaseDocuments",
  ]
  /// What the screens are made of: values in, cells out.
  private static let pure: Set = ["Foundation", "CaseDomain"]

  @Test func sourcesImportWhatTheirPlaceMay() throws {
    for file in try Project.files("Sources") where file.path.hasSuffix(".swift") {
      #expect(Self.faults(in: file) == [])
    }
  }

  @Test(arguments: [
    ("Sources/CaseDomain/A.swift", "import GRDB", "GRDB"),
    ("Sources/CaseDomain/A.swift", "import Foundation; import Glibc", "Glibc"),
    ("Sources/CaseStore/A.swift", "@preconcurrency import CaseSync", "CaseSync"),
    ("Sources/CaseExchange/A.swift", "  internal import CaseStore", "CaseStore"),
    ("Sources/CaseExchange/A.swift", "import struct FoundationNetworking.URLRequest", "FoundationNetworking"),
    ("Sources/CaseSync/Peer.swift", "import Subprocess", "Subprocess"),
    ("Sources/casetui/Terminal/A.swift", "import CaseDomain", "CaseDomain"),
    ("Sources/casetui/App/Update+Keys.swift", "import CaseStore", "CaseStore"),
    ("Sources/casetui/Screens/A.swift", "@_spi(Test) import CaseExchange", "CaseExchange"),
    ("Sources/casetui/Commands/A.swift", "import CNcurses", "CNcurses"),
    ("Sources/casetui/Office/A.swift", "import CSandbox", "CSandbox"),
    ("Sources/New/A.swift", "import Foundation", "Foundation"),
  ])
  func aForbiddenImportIsFound(_ path: String, _ line: String, _ module: String) {
    let file = ProjectFile(path: path, text: "// head\n\(line)\n")
    #expect(Self.faults(in: file) == ["\(path) imports \(module)"])
  }

  /// What the pure core must be given instead of taking.
  private static let impure = [
    "Date()", "Date.now", "UUID()", "FileManager", "ProcessInfo", "RandomNumberGenerator", ".random(",
    "getenv", "ContinuousClock", "SuspendingClock", "URLSession", "FileHandle", "Process()",
  ]

  @Test func theDomainReadsNoClockFileOrChance() throws {
    for file in try Project.files("Sources/CaseDomain") {
      #expect(Self.impure.filter(file.text.contains) == [], "\(file.path) takes what it must be given")
    }
  }

  static func faults(in file: ProjectFile) -> [String] {
    let place = allowed.filter { file.path.hasPrefix($0.place) }.max { $0.place.count < $1.place.count }
    return imports(in: file.text).filter { place?.modules.contains($0) != true }
      .map { "\(file.path) imports \($0)" }
  }

  private static func imports(in text: String) -> [String] {
    text.split { $0 == "\n" || $0 == ";" }.compactMap { line in
      var words = line.split { $0 == " " || $0 == "\t" }[...]
      while let word = words.first, word.hasPrefix("@") || access.contains(word) { words = words.dropFirst() }
      guard words.first == "import", words.count > 1 else { return nil }
      words = words.dropFirst()
      if words.count > 1, kinds.contains(words.first!) { words = words.dropFirst() }
      return String(words.first!.prefix { $0 != "." })
    }
  }
  private static let access: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
  ]
}
