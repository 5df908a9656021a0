/// Whether a document may run something when it is opened: told by the names of the parts in which office programs
/// keep macros. A sign, not a proof: it may be missing in what is dangerous, and stand in what is harmless.
public enum MacroDocument {
  /// A part of an Office Open XML package, and of a compound file (UTF-16).
  private static let names = [
    Array("vbaProject.bin".utf8), Array("_VBA_PROJECT".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
  ]
  private static let pieceBytes = 256 * 1024
  private static let limitBytes = 256 * 1024 * 1024

  /// Reads at most 256 MiB, in pieces.
  public static func isSuspected(_ source: any ByteSource) throws(SourceError) -> Bool {
    var window: [UInt8] = []
    let keep = names.map(\.count).max() ?? 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    var read = 0
    while read < limitBytes {
      let count = try source.read(into: buffer)
      if count == 0 { return false }
      if read == 0, !startsLikeDocument(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { return false }
      read += count
      window += buffer[..<count]
      if names.contains(where: { holds(window, $0) }) { return true }
      window = Array(window.suffix(keep))
    }
    return false
  }

  private static func startsLikeDocument(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  private static func holds(_ bytes: [UInt8], _ name: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      // The first byte is searched for by the system; few places are looked at closer.
      while let place = bytes[start...].firstIndex(of: name[0]), place + name.count <= bytes.count {
        if bytes[place..<(place + name.count)].elementsEqual(name) { return true }
        start = place + 1
      }
      return false
    }
  }
}
