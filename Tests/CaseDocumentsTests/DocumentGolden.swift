import Foundation
import Testing

/// Compares with `Golden/NAME`, byte for byte; `RECORD=1 swift test` rewrites the file, to be read like code.
func expectGolden(
  _ actual: String, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(throws: Never.self, sourceLocation: sourceLocation) { try Data(actual.utf8).write(to: file) }
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record("\(name) is missing: record it with RECORD=1", sourceLocation: sourceLocation)
    return
  }
  guard data != Data(actual.utf8) else { return }
  let expected = String(decoding: data, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let lines = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let first = zip(expected, lines).enumerated().first { !$0.element.0.utf8.elementsEqual($0.element.1.utf8) }
  let line = first?.offset ?? min(expected.count, lines.count)
  Issue.record(
    """
    \(name) differs from line \(line + 1):
    expected |\(line < expected.count ? expected[line] : "(end)")|
    actual   |\(line < lines.count ? lines[line] : "(end)")|
    """, sourceLocation: sourceLocation)
}

/// The folder with Sources, Tests and templates.
let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
