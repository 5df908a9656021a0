import Foundation

/// Whether a document may run something when it is opened: told by the names of the parts in which office programs
/// keep macros. A sign, not a proof: it may be missing in what is dangerous, and stand in what is harmless.
public enum MacroDocument {
  /// A part of an Office Open XML package, and of a compound file (UTF-16).
  private static let names = [
    Array("vbaProject.bin".utf8), Array("_VBA_PROJECT".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
  ]
  private static let pieceBytes = 256 * 1024

  /// Looks at every byte: what stands before the part with the macros may be of any length.
  ///
  /// - Parameter next: fills the front of the buffer, from the front of the file on, and says how many bytes it put
  ///   there; 0 is the end.
  public static func isSuspected(
    _ next: (UnsafeMutableRawBufferPointer) throws -> Int
  ) rethrows -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    let longest = names.map(\.count).max() ?? 0
    var kept = 0
    var isBeginning = true
    while true {
      var count = kept
      var isEnd = false
      while count < buffer.count, !isEnd {
        let added = try next(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        isEnd = added == 0
        count += added
      }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      if isBeginning, !startsLikeDocument(bytes) { return false }
      isBeginning = false
      if names.contains(where: { holds(bytes, $0) }) { return true }
      if isEnd { return false }
      // A name may stand across the end of a piece.
      kept = longest
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[(count - kept)...]))
    }
  }

  private static func startsLikeDocument(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  private static func holds(_ bytes: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var start = 0
    // The first byte is searched for by the system; few places are looked at closer.
    while start + name.count <= bytes.count,
      let found = memchr(base + start, Int32(name[0]), bytes.count - name.count + 1 - start)
    {
      let place = base.distance(to: UnsafeRawPointer(found))
      if bytes[place..<(place + name.count)].elementsEqual(name) { return true }
      start = place + 1
    }
    return false
  }
}
