/// One entry of a zip directory, as its central header states it.
///
/// Source: APPNOTE.TXT 6.3.10 §4.3.7, §4.3.12, §4.5.
struct ZipEntry {
  static let headerBytes = 46
  static let localHeaderBytes = 30

  let headerOffset: Int
  let flags: Int
  let method: Int
  let checksum: UInt32
  let packedBytes: Int
  let unpackedBytes: Int
  let localOffset: Int
  let name: [UInt8]
  /// From the Unicode Path field, when that belongs to `name`.
  let unicodeName: [UInt8]?
  /// The upper half of the external attributes: the Unix mode, when a Unix wrote it; else 0.
  let mode: Int
  let modified: String?
  /// The header and what belongs to it.
  let totalBytes: Int

  var isFolder: Bool { name.last == UInt8(ascii: "/") || mode & 0o170000 == 0o040000 }
  var isEncrypted: Bool { flags & 1 != 0 || flags & 0x40 != 0 || method == 99 }
  var hasDescriptor: Bool { flags & 8 != 0 }

  /// - Parameter header: the directory from this header on.
  init(_ header: LittleEndian, at offset: Int) throws(ArchiveFault) {
    guard header.count >= Self.headerBytes, header.bytes.starts(with: [0x50, 0x4B, 1, 2]) else {
      throw ArchiveFault(offset, "its directory is damaged: no header where one must stand")
    }
    let nameEnd = Self.headerBytes + header.u16(28)
    let extraEnd = nameEnd + header.u16(30)
    totalBytes = extraEnd + header.u16(32)
    guard totalBytes <= header.count else { throw ArchiveFault(offset, "its directory is cut off") }
    headerOffset = offset
    flags = header.u16(8)
    method = header.u16(10)
    checksum = UInt32(header.u32(16))
    name = Array(header.bytes[Self.headerBytes..<nameEnd])
    mode = header.bytes[5] == 3 ? header.u32(38) >> 16 : 0
    modified = Self.time(date: header.u16(14), time: header.u16(12))
    let extra = try ZipExtra(header.bytes[nameEnd..<extraEnd], at: offset)
    let wide = try extra.wide(
      unpacked: header.u32(24), packed: header.u32(20), offset: header.u32(42), disk: header.u16(34),
      at: offset)
    (unpackedBytes, packedBytes, localOffset) = (wide.unpacked, wide.packed, wide.offset)
    unicodeName = try extra.unicodePath(of: name, at: offset)
    guard wide.disk == 0 else {
      throw ArchiveFault(offset, "it is one part of an archive on several disks")
    }
    guard flags & 0x2000 == 0 else { throw ArchiveFault(offset, "its directory is encrypted") }
  }

  /// Local time, as the format has it; `nil` when no clock shows it.
  private static func time(date: Int, time: Int) -> String? {
    let (year, month, day) = (1980 + date >> 9, date >> 5 & 15, date & 31)
    let (hour, minute, second) = (time >> 11, time >> 5 & 63, (time & 31) * 2)
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else {
      return nil
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))"
  }
}
