/// The end of a zip archive: where its directory stands. Anything that lets two readers find two directories is
/// refused.
///
/// Source: APPNOTE.TXT 6.3.10 §4.3.14–§4.3.16.
struct ZipEnd {
  let directoryOffset: Int
  let directoryBytes: Int
  let entries: Int

  static let recordBytes = 22
  private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]

  init(_ bytes: any RandomBytes) throws {
    let (offset, record) = try Self.find(bytes)
    guard record.u16(4) == 0, record.u16(6) == 0, record.u16(8) == record.u16(10) else {
      throw ArchiveFault(offset, "it is one part of an archive on several disks")
    }
    let stated = (entries: record.u16(10), size: record.u32(12), offset: record.u32(16))
    let wide = try Self.wideRecord(bytes, before: offset)
    if let wide {
      let agree =
        (stated.entries == 0xFFFF || stated.entries == wide.entries)
        && (stated.size == 0xFFFF_FFFF || stated.size == wide.size)
        && (stated.offset == 0xFFFF_FFFF || stated.offset == wide.offset)
      guard agree else { throw ArchiveFault(offset, "its two end records contradict each other") }
    } else if stated.size == 0xFFFF_FFFF || stated.offset == 0xFFFF_FFFF {
      throw ArchiveFault(offset, "it points to a zip64 end record that is not there")
    }
    entries = wide?.entries ?? stated.entries
    directoryBytes = wide?.size ?? stated.size
    directoryOffset = wide?.offset ?? stated.offset
    let end = wide?.recordOffset ?? offset
    let (reached, isTooFar) = directoryOffset.addingReportingOverflow(directoryBytes)
    guard !isTooFar, reached == end else {
      throw ArchiveFault(
        offset, "its directory does not end where the end record begins: bytes were put before or between")
    }
  }

  /// The record whose comment ends with the file. A second one anywhere behind it, or one before it that fits as
  /// well, would be another reader's choice.
  private static func find(_ bytes: any RandomBytes) throws -> (Int, LittleEndian) {
    let start = max(0, bytes.lengthBytes - recordBytes - 0xFFFF)
    let tail = try bytes.bytes(at: start, count: recordBytes + 0xFFFF)
    var found: [Int] = []
    var fitting: [Int] = []
    for index in stride(from: 0, through: tail.count - 4, by: 1)
    where tail[index] == 0x50 && tail[index..<index + 4].elementsEqual(signature) {
      found.append(index)
      guard index + recordBytes <= tail.count else { continue }
      let comment = Int(tail[index + 20]) | Int(tail[index + 21]) << 8
      if index + recordBytes + comment == tail.count { fitting.append(index) }
    }
    guard let last = found.last else {
      throw ArchiveFault(bytes.lengthBytes, "it has no end record: it is no zip archive, or cut off")
    }
    guard fitting.count == 1, let only = fitting.first, only == last else {
      let reason =
        fitting.isEmpty
        ? "its end record does not end with the file: bytes were added or are missing"
        : "it has two end records, and readers differ in which they take"
      throw ArchiveFault(start + last, reason)
    }
    return (start + only, LittleEndian(tail[only..<only + recordBytes]))
  }

  private struct Wide {
    let recordOffset: Int
    let entries: Int
    let size: Int
    let offset: Int
  }

  private static func wideRecord(_ bytes: any RandomBytes, before end: Int) throws -> Wide? {
    guard end >= 20 else { return nil }
    let locator = LittleEndian(try bytes.bytes(at: end - 20, count: 20))
    guard locator.count == 20, locator.bytes.starts(with: [0x50, 0x4B, 6, 7]) else { return nil }
    guard locator.u32(4) == 0, locator.u32(16) <= 1 else {
      throw ArchiveFault(end - 20, "it is one part of an archive on several disks")
    }
    guard let at = locator.u64(8), at <= end - 20 - 56 else {
      throw ArchiveFault(end - 20, "its zip64 locator points nowhere")
    }
    let record = LittleEndian(try bytes.bytes(at: at, count: 56))
    guard record.count == 56, record.bytes.starts(with: [0x50, 0x4B, 6, 6]), let size = record.u64(4),
      size >= 44, size == end - 20 - at - 12
    else { throw ArchiveFault(at, "its zip64 end record is damaged") }
    guard record.u32(16) == 0, record.u32(20) == 0 else {
      throw ArchiveFault(at, "it is one part of an archive on several disks")
    }
    guard let here = record.u64(24), let all = record.u64(32), here == all, let length = record.u64(40),
      let offset = record.u64(48)
    else { throw ArchiveFault(at, "its zip64 end record is damaged") }
    return Wide(recordOffset: at, entries: all, size: length, offset: offset)
  }
}
