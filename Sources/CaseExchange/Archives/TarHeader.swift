/// One header block of a tar archive: V7, ustar, GNU.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; the GNU tar manual, "Basic Tar Format".
struct TarHeader {
  static let blockBytes = 512

  let name: [UInt8]
  let sizeBytes: Int
  /// Seconds since 1970; `nil` when unreadable.
  let modified: Int?
  let kind: UInt8
  let isUstar: Bool
  /// GNU sparse files: more maps follow in blocks of their own.
  let hasMoreMaps: Bool

  /// - Parameter block: 512 bytes, not all of them zero.
  init(_ block: [UInt8], at offset: Int) throws(ArchiveFault) {
    guard Self.sumFits(block) else {
      throw ArchiveFault(
        offset, "the checksum of a header is wrong, so nobody can say where the next one stands")
    }
    isUstar = block[257..<263].elementsEqual("ustar\0".utf8)
    kind = block[156]
    guard let size = Self.number(block[124..<136]) else {
      throw ArchiveFault(offset, "a header states a size that is no number")
    }
    guard size >= 0 else { throw ArchiveFault(offset, "a header states a negative size") }
    sizeBytes = size
    modified = Self.number(block[136..<148])
    hasMoreMaps = block[482] != 0
    let prefix = isUstar ? Self.text(block[345..<500]) : []
    let own = Self.text(block[0..<100])
    name = prefix.isEmpty ? own : prefix + [UInt8(ascii: "/")] + own
  }

  /// Whether 512 bytes are a header, by their checksum alone.
  static func sumFits(_ block: some Collection<UInt8>) -> Bool {
    let block = Array(block.prefix(blockBytes))
    guard block.count == blockBytes, let stated = number(block[148..<156]) else { return false }
    var unsigned = 8 * 0x20
    var signed = 8 * 0x20
    for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    // Old programs added the bytes as signed numbers.
    return stated == unsigned || stated == signed
  }

  /// Up to the first NUL.
  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

  /// Octal digits between spaces and NULs, or base-256 as GNU writes what does not fit. `nil`: neither, or too
  /// large.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 { return wide(field) }
    let digits = field.drop { $0 == 0x20 || $0 == 0 }.prefix { $0 != 0x20 && $0 != 0 }
    let rest = field.suffix(from: digits.endIndex)
    guard rest.allSatisfy({ $0 == 0x20 || $0 == 0 }), digits.allSatisfy({ (0x30...0x37).contains($0) }) else {
      return nil
    }
    return digits.reduce(Int?.some(0)) { sum, digit in
      sum.flatMap { $0 <= Int.max >> 3 ? $0 << 3 | Int(digit - 0x30) : nil }
    }
  }

  private static func wide(_ field: ArraySlice<UInt8>) -> Int? {
    let isNegative = field.first == 0xFF
    // The first bit only says that the number is wide.
    var bytes = Array(field)
    if !isNegative { bytes[0] &= 0x7F }
    let filler: UInt8 = isNegative ? 0xFF : 0
    guard bytes.dropLast(8).allSatisfy({ $0 == filler }) else { return nil }
    let low = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let value = Int(Int64(bitPattern: low))
    return (value < 0) == isNegative ? value : nil
  }
}
