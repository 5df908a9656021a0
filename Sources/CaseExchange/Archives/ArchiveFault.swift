/// Why a whole archive is not unfolded: two programs might see two different contents, or it costs too much.
struct ArchiveFault: Error, Equatable {
  var kind = ImportRefusal.Kind.malformed
  let offset: Int
  let reason: String
  var remedy = "ask the sender to pack the files anew; the archive itself is kept as it is"

  init(_ offset: Int, _ reason: String) {
    self.offset = offset
    self.reason = reason
  }

  init(_ offset: Int, _ excess: ReadingBudget.Excess) {
    self.offset = offset
    kind = .overBudget
    reason = excess.reason
    remedy = ReadingBudget.remedy
  }

  func refusal(_ path: String) -> ImportRefusal {
    ImportRefusal(kind, path: path, offset: offset, line: nil, reason: reason, remedy: remedy)
  }
}

/// Numbers in headers, least significant byte first. Precondition: they lie within the bytes.
struct LittleEndian {
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  var count: Int { bytes.count }

  func u16(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
  func u32(_ offset: Int) -> Int { u16(offset) | u16(offset + 2) << 16 }

  /// `nil` when it is too large for any file.
  func u64(_ offset: Int) -> Int? {
    let high = u32(offset + 4)
    return high < 0x8000_0000 ? u32(offset) | high << 32 : nil
  }
}
