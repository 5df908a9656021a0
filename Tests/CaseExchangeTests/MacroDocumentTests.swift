import CaseExchange
import Foundation
import Testing

/// Documents with macros are told by the name of the part that holds them, wherever it stands.
@Suite struct MacroDocumentTests {
  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4]
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  private static let part = Array("xl/vbaProject.bin".utf8)
  private static let stream = Array("_VBA_PROJECT".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })

  private func isSuspected(_ bytes: [UInt8], piece: Int = .max) -> Bool {
    let source = MemorySource(bytes, pieceBytes: piece)
    return MacroDocument.isSuspected { source.read(into: $0) }
  }

  @Test(arguments: [1, 7, Int.max]) func namesAreFoundInAnyPieces(piece: Int) {
    #expect(isSuspected(Self.zip + [0, 0] + Self.part + [0], piece: piece))
    #expect(isSuspected(Self.compound + Self.stream, piece: piece))
    #expect(!isSuspected(Self.zip + Self.part.dropLast(), piece: piece))
    #expect(!isSuspected(Array("PK".utf8) + Self.part, piece: piece))
    #expect(!isSuspected([], piece: piece))
  }

  /// Also where a piece ends within the name. It is not found where its first letter is missing.
  @Test(arguments: [0, 1, 4, 10, 16, 17, 40]) func namesAcrossTheEndOfAPiece(before: Int) {
    let front = Self.zip + [UInt8](repeating: 0, count: 256 * 1024 - Self.zip.count - before)
    #expect(isSuspected(front + Self.part))
    #expect(isSuspected(front + Self.part + [UInt8](repeating: 0, count: 300_000)))
    #expect(!isSuspected(front + Self.part.dropFirst(4)))
  }

  /// Media of any size may stand before it.
  @Test func paddingHidesNothing() {
    var padding = 300 * 1024 * 1024
    var isFirst = true
    var end = Self.part
    let found = MacroDocument.isSuspected { buffer in
      if isFirst {
        isFirst = false
        buffer.copyBytes(from: Self.zip)
        return Self.zip.count
      }
      if padding > 0 {
        let count = min(padding, buffer.count)
        padding -= count
        memset(buffer.baseAddress!, 0, count)
        return count
      }
      let count = min(end.count, buffer.count)
      buffer.copyBytes(from: end.prefix(count))
      end.removeFirst(count)
      return count
    }
    #expect(found)
  }
}
