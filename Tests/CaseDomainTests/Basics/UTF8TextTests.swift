import CaseDomain
import CaseTesting
import Testing

@Suite struct UTF8TextTests {
  private func read(_ bytes: [UInt8]) -> String? { bytes.withUnsafeBytes { String(utf8: $0) } }

  @Test(arguments: [
    [], [0x41], [0x00], Array("Орлин 例 é e\u{301} 👩‍🔬".utf8), Array(String(repeating: "long ", count: 9).utf8),
    [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x41, 0xFF], [0x80], [0xE2, 0x82],
    [0xEF, 0xBF, 0xBD],
  ])
  func itIsWhatTheLibrarySays(_ bytes: [UInt8]) {
    let expected = String(validating: bytes, as: UTF8.self)
    #expect(read(bytes).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    #expect((expected == nil) == (read(bytes) == nil))
  }

  @Test func anyBytesReadAlike() {
    var random = SeededGenerator(seed: 3)
    var valid = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<6, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let expected = String(validating: bytes, as: UTF8.self)
      #expect(read(bytes).map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(bytes)")
      if expected != nil { valid += 1 }
    }
    #expect(valid > 100)
  }
}
