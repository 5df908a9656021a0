import CaseTesting
import Foundation
import Testing

/// Compares with `Golden/NAME` (`GoldenFile`).
func expectGolden(
  _ actual: String, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(throws: Never.self, sourceLocation: sourceLocation) {
    guard let difference = try GoldenFile.difference(of: actual, from: name, beside: filePath) else { return }
    Issue.record("\(difference)", sourceLocation: sourceLocation)
  }
}

/// The folder with Sources, Tests and templates.
let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
