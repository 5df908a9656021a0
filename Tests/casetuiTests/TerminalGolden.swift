import Foundation
import Testing

@testable import casetui

/// Compares a frame with `Golden/NAME.txt`; `RECORD=1 swift test` rewrites the file, to be read like code.
func expectGolden(
  _ frame: Frame, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  let file = folder.appendingPathComponent(name + ".txt")
  let cursor = frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
  let actual = """
    size \(frame.size.width)x\(frame.size.height)  cursor \(cursor)
    --- text
    \(frame.text)
    --- roles
    \(frame.roles)
    """ + "\n"
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(throws: Never.self, sourceLocation: sourceLocation) {
      try Data(actual.utf8).write(to: file)
    }
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record("\(name).txt is missing: record it with RECORD=1", sourceLocation: sourceLocation)
    return
  }
  // Bytes, not strings: canonically equivalent text is another picture.
  guard data != Data(actual.utf8) else { return }
  let expected = String(decoding: data, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let lines = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let first = zip(expected, lines).enumerated().first { !$0.element.0.utf8.elementsEqual($0.element.1.utf8) }
  let line = first?.offset ?? min(expected.count, lines.count)
  Issue.record(
    """
    \(name).txt differs from line \(line + 1):
    expected |\(line < expected.count ? expected[line] : "(end)")|
    actual   |\(line < lines.count ? lines[line] : "(end)")|
    whole frame:
    \(actual)
    """, sourceLocation: sourceLocation)
}

/// The same numbers for the same seed, on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
