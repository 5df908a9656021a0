import CZlib

/// The extra fields of a zip header: wide numbers, and a name in Unicode.
///
/// Source: APPNOTE.TXT 6.3.10 §4.5.3, §4.6.9.
struct ZipExtra {
  private var fields: [(id: Int, value: LittleEndian)] = []

  /// - Parameter name: of the member, for the header before its data. Where a Unicode Path field has the checksum of
  ///   this name, the fields are known to be read right, and up to three bytes of anything may stand behind them: too
  ///   few for a field, so that no program finds one there. `nil` allows none.
  init(
    _ bytes: ArraySlice<UInt8>, at offset: Int, provedBy name: [UInt8]? = nil
  ) throws(ArchiveFault) {
    var rest = bytes
    // Up to three bytes of padding are written by tools that align the data.
    while rest.count >= 4 {
      let head = LittleEndian(rest.prefix(4))
      let end = 4 + head.u16(2)
      guard end <= rest.count else {
        throw ArchiveFault(offset, "an extra field reaches beyond its header")
      }
      fields.append((head.u16(0), LittleEndian(rest.dropFirst(4).prefix(end - 4))))
      rest = rest.dropFirst(end)
    }
    let isProved = name.map { !unicodePaths(of: $0).isEmpty } ?? false
    guard isProved || rest.allSatisfy({ $0 == 0 }) else {
      throw ArchiveFault(offset, "an extra field reaches beyond its header")
    }
    guard fields.count(where: { $0.id == 1 }) <= 1 else {
      throw ArchiveFault(offset, "it states its wide sizes twice")
    }
  }

  struct Wide {
    var unpacked: Int
    var packed: Int
    var offset = 0
    var disk = 0
  }

  /// The numbers of the header; those too wide for it come from the zip64 field, in its order.
  func wide(
    unpacked: Int, packed: Int, offset: Int = 0, disk: Int = 0, at header: Int
  ) throws(ArchiveFault) -> Wide {
    var result = Wide(unpacked: unpacked, packed: packed, offset: offset, disk: disk)
    guard let field = fields.first(where: { $0.id == 1 })?.value else {
      guard ![unpacked, packed, offset].contains(0xFFFF_FFFF) else {
        throw ArchiveFault(header, "it states a wide size and does not say which")
      }
      return result
    }
    var position = 0
    func next() throws(ArchiveFault) -> Int {
      guard position + 8 <= field.count, let value = field.u64(position) else {
        throw ArchiveFault(header, "its wide sizes are cut off or beyond any file")
      }
      position += 8
      return value
    }
    if unpacked == 0xFFFF_FFFF { result.unpacked = try next() }
    if packed == 0xFFFF_FFFF { result.packed = try next() }
    if offset == 0xFFFF_FFFF { result.offset = try next() }
    if disk == 0xFFFF {
      guard position + 4 <= field.count else {
        throw ArchiveFault(header, "its wide sizes are cut off or beyond any file")
      }
      result.disk = field.u32(position)
    }
    return result
  }

  /// The UTF-8 name, when it was made for `name` and not for one that was since changed.
  func unicodePath(of name: [UInt8], at offset: Int) throws(ArchiveFault) -> [UInt8]? {
    let names = unicodePaths(of: name)
    guard let first = names.first else { return nil }
    guard names.allSatisfy({ $0 == first }) else {
      throw ArchiveFault(offset, "it has two names in Unicode, and readers differ in which they take")
    }
    return first
  }

  private func unicodePaths(of name: [UInt8]) -> [[UInt8]] {
    let sum = name.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    let found = fields.filter { id, value in
      id == 0x7075 && value.count > 5 && value.bytes[0] == 1 && UInt(value.u32(1)) == sum
    }
    return found.map { Array($0.value.bytes.dropFirst(5)) }
  }
}
