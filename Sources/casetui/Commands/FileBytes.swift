import CaseExchange
import CaseStore

/// A file that is read whole.
enum FileBytes {
  /// - Parameter limit: bytes; a longer file is refused.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let source = try FileSource(path: path)
    guard source.lengthBytes <= limit else {
      throw StoreError.invalid(
        "\(path) has \(source.lengthBytes) bytes; at most \(limit) are read",
        remedy: "check that it is the right file")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.lengthBytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= limit else {
        throw StoreError.invalid("\(path) grew while it was read", remedy: "try again when it is written")
      }
    }
  }
}
