import Foundation
import FuzzTargets
import Testing

/// Every kept input through its target, without libFuzzer: see docs/testing.md §3.
@Suite struct FuzzTests {
  struct Input: CustomTestStringConvertible, Sendable {
    let target: FuzzTarget
    let file: URL
    var testDescription: String { "\(target.name)/\(file.lastPathComponent)" }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fuzz")

  static func files(_ kind: String, _ target: String) -> [URL] {
    let place = folder.appending(path: "\(kind)/\(target)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.sorted().map { place.appending(path: $0) }
  }

  static let inputs = FuzzTarget.all.flatMap { target in
    (files("seeds", target.name) + files("regressions", target.name)).map { Input(target: target, file: $0) }
  }

  @Test(arguments: inputs)
  func whatMustHoldHolds(_ input: Input) throws {
    let bytes = try [UInt8](Data(contentsOf: input.file))
    #expect(bytes.withUnsafeBytes(input.target.fault) == nil)
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func everyTargetHasSeeds(_ name: String) {
    #expect(!Self.files("seeds", name).isEmpty)
  }

  @Test(arguments: ["seeds", "regressions"])
  func everyFolderHasATarget(_ kind: String) throws {
    let place = Self.folder.appending(path: kind).path
    let names =
      FileManager.default.fileExists(atPath: place)
      ? try FileManager.default.contentsOfDirectory(atPath: place) : []
    #expect(Set(names).subtracting(FuzzTarget.all.map(\.name)) == [])
  }

  @Test func namesOfTargetsDiffer() {
    #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
  }
}
