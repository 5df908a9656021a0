import Foundation

/// The shared corpus of public files: `../shared/corpus` beside the project or a folder around it, or where CASETUI_CORPUS
/// says. It is no part of the project; tests that need it are disabled where it is missing (docs/testing.md §1).
public enum Corpus {
  /// `nil` where there is none, which is printed once.
  public static let folder: URL? = {
    if let stated = ProcessInfo.processInfo.environment["CASETUI_CORPUS"] {
      let place = URL(fileURLWithPath: stated)
      if Corpus.isCorpus(place) { return place }
      print(
        "SKIPPED: the corpus tests, because CASETUI_CORPUS names no corpus: \(stated) has no EXPECTED.json")
      return nil
    }
    var here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    while here.path != "/" {
      here.deleteLastPathComponent()
      let beside = here.deletingLastPathComponent().appendingPathComponent("shared/corpus")
      if Corpus.isCorpus(beside) { return beside }
    }
    print("SKIPPED: the corpus tests, because there is no ../shared/corpus beside the project")
    return nil
  }()

  public static var isPresent: Bool { folder != nil }

  /// The regular files anywhere under a folder of it, sorted by path; none where there is no such folder.
  public static func files(under name: String) -> [URL] {
    guard let folder,
      let found = FileManager.default.enumerator(
        at: folder.appendingPathComponent(name), includingPropertiesForKeys: [.isRegularFileKey])
    else { return [] }
    return found.compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }

  private static func isCorpus(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("EXPECTED.json").path)
  }
}
