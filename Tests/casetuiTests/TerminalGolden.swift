import CaseTesting
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
