import CaseTesting
import Foundation
import Testing

@testable import casetui

/// Compares a frame with `Golden/NAME.txt` (`GoldenFile`).
func expectGolden(
  _ frame: Frame, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let cursor = frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
  let actual = """
    size \(frame.size.width)x\(frame.size.height)  cursor \(cursor)
    --- text
    \(frame.text)
    --- roles
    \(frame.roles)
    """ + "\n"
  #expect(throws: Never.self, sourceLocation: sourceLocation) {
    guard let difference = try GoldenFile.difference(of: actual, from: name + ".txt", beside: filePath) else {
      return
    }
    Issue.record("\(difference)\nwhole frame:\n\(actual)", sourceLocation: sourceLocation)
  }
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
