/// Lists a zip archive. Its directory and the headers before the data must tell the same story.
///
/// Whole archive refused: whenever two programs could see two contents (end records, gaps before the first entry,
/// overlaps, contradicting headers, damaged structure). One member refused: what concerns it alone (its name, a
/// link, encryption, a method that is not read here, a bad ratio).
struct ZipReader {
  private let bytes: any RandomBytes
  private let path: String
  private var listing = ArchiveListing()

  private init(_ bytes: any RandomBytes, _ path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// - Throws: `ArchiveFault`, `SourceError` or `CancellationError`.
  static func list(
    _ bytes: any RandomBytes, path: String, budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws -> ArchiveListing {
    var reader = ZipReader(bytes, path)
    try reader.run(&budget, isCancelled)
    return reader.listing
  }

  /// The most that one header can take: fixed part, name, extra fields, comment.
  private static let maximumHeaderBytes = ZipEntry.headerBytes + 3 * 0xFFFF

  private mutating func run(_ budget: inout ReadingBudget, _ isCancelled: () -> Bool) throws {
    let end = try ZipEnd(bytes)
    var offset = end.directoryOffset
    let directoryEnd = offset + end.directoryBytes
    var places: [Range<Int>] = []
    var unpacked = 0
    var piece = DirectoryPiece(bytes)
    for _ in 0..<end.entries {
      if isCancelled() { throw CancellationError() }
      let header = try piece.read(offset, min(Self.maximumHeaderBytes, directoryEnd - offset))
      let entry = try ZipEntry(header, at: offset)
      do throws(ReadingBudget.Excess) { try budget.takeEntry() } catch { throw ArchiveFault(offset, error) }
      listing.entries += 1
      let place = try check(entry, before: end.directoryOffset)
      places.append(place.lowerBound..<place.end)
      unpacked += try take(entry, place, &budget)
      offset += entry.totalBytes
    }
    guard offset == directoryEnd else {
      throw ArchiveFault(offset, "its directory holds more than the \(end.entries) entries it states")
    }
    try checkPlaces(places, before: end.directoryOffset)
    do throws(ReadingBudget.Excess) {
      try budget.checkRatio(unpacked: unpacked, packed: bytes.lengthBytes)
    } catch { throw ArchiveFault(0, error) }
  }

  /// Adds the entry to the listing; how many bytes it unfolds to.
  private mutating func take(
    _ entry: ZipEntry, _ place: Place, _ budget: inout ReadingBudget
  ) throws -> Int {
    let name = MemberName(entry.unicodeName ?? entry.name)
    func refuse(_ reason: String, _ remedy: String) -> Int {
      listing.refuse(path, entry.headerOffset, name, reason, remedy)
      return 0
    }
    if let refusal = name.refusal { return refuse(refusal, "ask what it was meant to be") }
    if entry.isFolder {
      guard try holdsNothing(entry, place) else {
        return refuse("it is a folder that holds data", "ask the sender")
      }
      listing.folders += 1
      return 0
    }
    switch entry.mode & 0o170000 {
    case 0, 0o100000: break
    case 0o120000: return refuse("it is a symbolic link", "ask for the file it points to")
    default: return refuse("it is neither a file nor a folder", "ask the sender to leave it out")
    }
    if entry.isEncrypted { return refuse("it is encrypted", "ask the sender for it without a password") }
    guard entry.method == 0 || entry.method == 8 else {
      return refuse(
        "its compression method \(entry.method) is not read here", "ask for it stored or deflated")
    }
    if entry.method == 0, entry.packedBytes != entry.unpackedBytes {
      throw ArchiveFault(entry.headerOffset, "a stored member has two different sizes")
    }
    do throws(ReadingBudget.Excess) {
      try budget.checkRatio(unpacked: entry.unpackedBytes, packed: entry.packedBytes)
    } catch { return refuse(error.reason, ReadingBudget.remedy) }
    do throws(ReadingBudget.Excess) {
      try budget.take(entry.unpackedBytes)
    } catch { throw ArchiveFault(entry.headerOffset, error) }
    if let warning = name.warning {
      listing.warn(path, entry.headerOffset, name.text, warning, "check what it is called in the original")
    }
    listing.add(name.text, in: path, at: entry.headerOffset) { unique in
      ArchiveMember(
        path: unique, lengthBytes: entry.unpackedBytes, modified: entry.modified, offset: place.data,
        packedBytes: entry.packedBytes, packing: entry.method == 8 ? .deflate : .none,
        checksum: entry.checksum)
    }
    return entry.unpackedBytes
  }

  /// Stored or deflated. Deflated it is two bytes, or these five where a writer does not pack (Java at level 0); other
  /// data of five bytes may hold something.
  private func holdsNothing(_ entry: ZipEntry, _ place: Place) throws(SourceError) -> Bool {
    guard entry.unpackedBytes == 0 else { return false }
    guard entry.method == 8 else { return entry.packedBytes == 0 }
    guard entry.packedBytes == 5 else { return entry.packedBytes <= 2 }
    return try bytes.bytes(at: place.data, count: 5) == [1, 0, 0, 0xFF, 0xFF]
  }

  // MARK: The other half of each entry

  private struct Place {
    let lowerBound: Int
    let data: Int
    let end: Int
  }

  /// Compares the header before the data with the directory's, and finds the data.
  private func check(_ entry: ZipEntry, before limit: Int) throws -> Place {
    let start = entry.localOffset
    func fault(_ reason: String) -> ArchiveFault { ArchiveFault(start, reason) }
    guard start < limit else {
      throw ArchiveFault(entry.headerOffset, "no member stands where the directory says")
    }
    let fixed = LittleEndian(try bytes.bytes(at: start, count: ZipEntry.localHeaderBytes))
    guard fixed.count == ZipEntry.localHeaderBytes, fixed.bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw fault("no member stands where the directory says")
    }
    let nameEnd = ZipEntry.localHeaderBytes + fixed.u16(26)
    let headerEnd = nameEnd + fixed.u16(28)
    let local = LittleEndian(try bytes.bytes(at: start, count: headerEnd))
    guard local.count == headerEnd else { throw fault("it is cut off in a header") }
    guard local.bytes[ZipEntry.localHeaderBytes..<nameEnd].elementsEqual(entry.name) else {
      throw fault("a member has another name than the directory says")
    }
    // Of the flags those that change what the bytes mean.
    let meaning = 0x2849
    guard local.u16(6) & meaning == entry.flags & meaning, local.u16(8) == entry.method else {
      throw fault("a member is packed in another way than the directory says")
    }
    let extra = try ZipExtra(local.bytes[nameEnd..<headerEnd], at: start, provedBy: entry.name)
    if let other = try extra.unicodePath(of: entry.name, at: start), other != entry.unicodeName {
      throw fault("a member has another name than the directory says")
    }
    let sizes = try extra.wide(unpacked: local.u32(22), packed: local.u32(18), at: start)
    let isSame =
      sizes.unpacked == entry.unpackedBytes && sizes.packed == entry.packedBytes
      && UInt32(local.u32(14)) == entry.checksum
    let isOpen =
      entry.hasDescriptor && [0, entry.unpackedBytes].contains(sizes.unpacked)
      && [0, entry.packedBytes].contains(sizes.packed) && [0, entry.checksum].contains(UInt32(local.u32(14)))
    guard isSame || isOpen else {
      throw fault("a member has another size or checksum than the directory says")
    }
    let data = start + headerEnd
    guard data <= limit, entry.packedBytes <= limit - data else {
      throw fault("a member reaches into the directory")
    }
    var end = data + entry.packedBytes
    if entry.hasDescriptor { end += try descriptorBytes(entry, at: end, before: limit) }
    return Place(lowerBound: start, data: data, end: end)
  }

  /// The record behind data whose size was not known before: with or without a signature, with narrow or wide sizes.
  private func descriptorBytes(_ entry: ZipEntry, at offset: Int, before limit: Int) throws -> Int {
    let found = LittleEndian(try bytes.bytes(at: offset, count: min(24, limit - offset)))
    for skip in [4, 0] where skip == 0 || found.bytes.starts(with: [0x50, 0x4B, 7, 8]) {
      guard found.count >= skip + 12, UInt32(found.u32(skip)) == entry.checksum else { continue }
      if found.count >= skip + 20, found.u64(skip + 4) == entry.packedBytes,
        found.u64(skip + 12) == entry.unpackedBytes
      {
        return skip + 20
      }
      if found.u32(skip + 4) == entry.packedBytes, found.u32(skip + 8) == entry.unpackedBytes {
        return skip + 12
      }
    }
    // Some writers set the flag, fill the header and write no descriptor.
    let fixed = LittleEndian(try bytes.bytes(at: entry.localOffset, count: ZipEntry.localHeaderBytes))
    if fixed.u32(14) == Int(entry.checksum), entry.checksum != 0 || entry.unpackedBytes == 0 { return 0 }
    throw ArchiveFault(offset, "the sizes behind a member contradict the directory")
  }

  /// Every byte before the directory belongs to one member.
  private mutating func checkPlaces(_ places: [Range<Int>], before limit: Int) throws {
    var end = 0
    for place in places.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard place.lowerBound >= end else {
        throw ArchiveFault(place.lowerBound, "two members share the same bytes")
      }
      if end == 0, place.lowerBound > 0 {
        throw ArchiveFault(0, "\(place.lowerBound) bytes stand before the first member")
      }
      if place.lowerBound > end { noteGap(end, place.lowerBound) }
      end = place.upperBound
    }
    if end < limit {
      if places.isEmpty { throw ArchiveFault(0, "\(limit) bytes stand before an empty directory") }
      noteGap(end, limit)
    }
  }

  private mutating func noteGap(_ start: Int, _ end: Int) {
    listing.warn(
      path, start, nil, "\(end - start) bytes belong to no member",
      "if they matter, look at the archive itself, which is kept")
  }
}

/// The stretch of the directory that is in memory.
private struct DirectoryPiece {
  private static let usualBytes = 256 * 1024
  private let bytes: any RandomBytes
  private var held: [UInt8] = []
  private var start = 0

  init(_ bytes: any RandomBytes) { self.bytes = bytes }

  /// `count` bytes from `offset` on, or what is there of them. Enough for one header.
  mutating func read(_ offset: Int, _ count: Int) throws(SourceError) -> LittleEndian {
    if offset < start || offset + count > start + held.count {
      held = try bytes.bytes(at: offset, count: max(count, Self.usualBytes))
      start = offset
    }
    let first = offset - start
    // The header says how long it is; copying all that it might take would make long directories slow.
    guard held.count - first >= ZipEntry.headerBytes, count >= ZipEntry.headerBytes else {
      return LittleEndian(held[first..<min(held.count, first + max(0, count))])
    }
    let head = LittleEndian(held[first..<first + ZipEntry.headerBytes])
    let whole = ZipEntry.headerBytes + head.u16(28) + head.u16(30) + head.u16(32)
    return LittleEndian(held[first..<min(held.count, first + min(whole, count))])
  }
}
