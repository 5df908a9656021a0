import CZlib
import Foundation

@testable import CaseExchange

/// Packs bytes as archives do.
enum Packed {
  /// - Parameter windowBits: -15 bare, 31 gzip.
  static func deflated(_ bytes: [UInt8], windowBits: Int32 = -15) -> [UInt8] {
    var stream = z_stream()
    precondition(czlib_deflate_init(&stream, 9, windowBits) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1024)
    let count = output.count
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      }
    }
    return Array(output.prefix(count - Int(stream.avail_out)))
  }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    UInt32(bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: 31) }
}

/// A zip archive that may lie.
struct ZipSample {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8] = []
    /// What stands for the content, instead of what zlib makes of it.
    var packed: [UInt8]?
    var method = 8
    var flags = 0
    var mode = 0o100644
    var extra: [UInt8] = []
    var localExtra: [UInt8]?
    var localName: [UInt8]?
    var localMethod: Int?
    var localFlags: Int?
    var localCRC: UInt32?
    var localUnpacked: Int?
    var centralUnpacked: Int?
    var crc: UInt32?
    /// What stands behind the data.
    var descriptor: [UInt8]?
    var localOffset: Int?
    var gapBefore = 0

    init(_ name: String, _ text: String = "some text") {
      self.name = Array(name.utf8)
      content = Array(text.utf8)
    }

    init(bytes name: [UInt8]) {
      self.name = name
      content = Array("x".utf8)
    }

    func with(_ change: (inout Entry) -> Void) -> Entry {
      var copy = self
      change(&copy)
      return copy
    }
  }

  var entries: [Entry]
  var prefix: [UInt8] = []
  var comment: [UInt8] = []
  var trailing: [UInt8] = []
  var statedEntries: Int?
  var disk = 0
  var directorySlack = 0
  /// Inserted between the directory and the end record.
  var beforeEnd: [UInt8] = []

  init(_ entries: [Entry]) { self.entries = entries }

  /// A Unicode Path field that has the checksum of a plain name.
  static func unicodePath(_ name: String, of plain: String) -> [UInt8] {
    let text = Array(name.utf8)
    return [0x75, 0x70] + le(5 + text.count, 2) + [1] + le(Int(Packed.crc(Array(plain.utf8))), 4) + text
  }

  static func le(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  func bytes() -> [UInt8] {
    var out = prefix
    var directory: [UInt8] = []
    for entry in entries {
      out += [UInt8](repeating: 0xAA, count: entry.gapBefore)
      let data = entry.packed ?? (entry.method == 8 ? Packed.deflated(entry.content) : entry.content)
      let crc = Int(entry.crc ?? Packed.crc(entry.content))
      let offset = entry.localOffset ?? out.count
      let isOpen = entry.descriptor != nil
      let flags = entry.flags | (isOpen ? 8 : 0)
      let name = entry.localName ?? entry.name
      out += [0x50, 0x4B, 3, 4] + Self.le(20, 2) + Self.le(entry.localFlags ?? flags, 2)
      out += Self.le(entry.localMethod ?? entry.method, 2) + Self.le(0x5000, 2) + Self.le(0x5C61, 2)
      out += Self.le(isOpen ? 0 : Int(entry.localCRC ?? UInt32(crc)), 4) + Self.le(isOpen ? 0 : data.count, 4)
      out += Self.le(isOpen ? 0 : entry.localUnpacked ?? entry.content.count, 4)
      let extra = entry.localExtra ?? entry.extra
      out += Self.le(name.count, 2) + Self.le(extra.count, 2) + name + extra + data
      out += entry.descriptor ?? []
      directory += [0x50, 0x4B, 1, 2, 20, 3] + Self.le(20, 2) + Self.le(flags, 2) + Self.le(entry.method, 2)
      directory += Self.le(0x5000, 2) + Self.le(0x5C61, 2) + Self.le(crc, 4) + Self.le(data.count, 4)
      directory += Self.le(entry.centralUnpacked ?? entry.content.count, 4) + Self.le(entry.name.count, 2)
      directory += Self.le(entry.extra.count, 2) + Self.le(0, 2) + Self.le(0, 2) + Self.le(0, 2)
      directory += Self.le(entry.mode << 16, 4) + Self.le(offset, 4) + entry.name + entry.extra
    }
    let start = out.count
    out += directory + beforeEnd
    let stated = statedEntries ?? entries.count
    out += [0x50, 0x4B, 5, 6] + Self.le(disk, 2) + Self.le(disk, 2) + Self.le(stated, 2) + Self.le(stated, 2)
    out +=
      Self.le(directory.count + directorySlack, 4) + Self.le(start, 4) + Self.le(comment.count, 2) + comment
    return out + trailing
  }
}

/// A tar archive that may lie.
struct TarSample {
  var blocks: [UInt8] = []

  static func header(
    _ name: [UInt8], size: Int, kind: Character = "0", magic: String = "ustar\u{0}00", prefix: String = "",
    sizeField: [UInt8]? = nil, breaksSum: Bool = false, isSigned: Bool = false
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Collection<UInt8>, at offset: Int) {
      block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    func octal(_ value: Int, _ width: Int) -> [UInt8] {
      let digits = String(value, radix: 8)
      return Array((String(repeating: "0", count: width - digits.count) + digits).utf8)
    }
    put(name.prefix(100), at: 0)
    put(octal(0o644, 7), at: 100)
    put(sizeField ?? octal(size, 11), at: 124)
    put(octal(1_777_777_777, 11), at: 136)
    put("        ".utf8, at: 148)
    block[156] = kind.asciiValue ?? 0
    put(magic.utf8, at: 257)
    put(prefix.utf8, at: 345)
    let sum = block.reduce(0) { $0 + (isSigned ? Int(Int8(bitPattern: $1)) : Int($1)) }
    put(octal(sum + (breaksSum ? 1 : 0), 6) + [0, 0x20], at: 148)
    return block
  }

  static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  mutating func add(_ name: String, _ text: String = "", kind: Character = "0", size: Int? = nil) {
    let bytes = Array(text.utf8)
    blocks += Self.header(Array(name.utf8), size: size ?? bytes.count, kind: kind) + Self.padded(bytes)
  }

  mutating func addPax(_ records: [(String, String)], kind: Character = "x") {
    let text = records.map { key, value in Self.record(key, value) }.joined()
    add("PaxHeader", text, kind: kind)
  }

  static func record(_ key: String, _ value: String) -> String {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
    return "\(length)\(rest)"
  }

  func bytes() -> [UInt8] { blocks + [UInt8](repeating: 0, count: 1024) }

  static func of(_ files: [(String, String)]) -> [UInt8] {
    var sample = TarSample()
    for (name, text) in files { sample.add(name, text) }
    return sample.bytes()
  }
}

/// What a container holds, and the bytes of each member or why they cannot be had.
struct Unpacked {
  let listing: ArchiveListing
  let contents: [(path: String, result: Result<[UInt8], SourceError>)]

  init(_ bytes: [UInt8], _ format: EvidenceFormat, budget: ReadingBudget = ReadingBudget()) throws {
    var budget = budget
    let archive = try Archive.open(
      MemoryBytes(bytes, path: "box"), path: "box", format: format, budget: &budget)
    let listing = try archive.members(budget: &budget)
    self.listing = listing
    contents = listing.members.map { member in
      (member.path, Result { () throws(SourceError) in try Self.all(try archive.open(member)) })
    }
  }

  static func all(_ source: any ByteSource) throws(SourceError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  var texts: [String] {
    contents.map { path, result in
      switch result {
      case .success(let bytes): "\(path)=\(String(decoding: bytes, as: UTF8.self))"
      case .failure(let error): "\(path)!\(error.reason)"
      }
    }
  }

  /// Every entry ended somewhere.
  var isAccounted: Bool { listing.entries == listing.members.count + listing.folders + listing.refused }
}
