import CZlib

/// The unpacked bytes of one member, in pieces; its length and checksum are checked before it ends.
final class MemberSource: ByteSource {
  private let member: ArchiveMember
  private let path: String
  private let unpacked: any ByteSource
  private var count = 0
  private var checksum: UInt = 0
  private var isChecked = false

  /// - Parameter path: for the messages.
  init(_ member: ArchiveMember, in container: any RandomBytes, path: String) throws(SourceError) {
    self.member = member
    self.path = path
    guard member.offset >= 0, member.packedBytes >= 0, member.packedBytes <= container.lengthBytes,
      member.offset <= container.lengthBytes - member.packedBytes
    else {
      throw SourceError(
        path: path, reason: "the archive has changed since it was listed", remedy: "list it again")
    }
    let packed = PartOfBytes(container, at: member.offset, lengthBytes: member.packedBytes, path: path)
    switch member.packing {
    case .none: unpacked = SequentialBytes(packed)
    case .deflate: unpacked = Inflater(packed, wrapper: .none, path: path)
    case .base64: unpacked = TransferDecoder(SequentialBytes(packed), .base64)
    case .quotedPrintable: unpacked = TransferDecoder(SequentialBytes(packed), .quotedPrintable)
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    let added = try unpacked.read(into: buffer)
    if added == 0 {
      try checkEnd()
      return 0
    }
    count += added
    // Before it is handed out: the list granted so many bytes and no more.
    guard count <= member.lengthBytes else {
      throw mismatch("it holds more than the \(member.lengthBytes) bytes it is listed with")
    }
    if member.checksum != nil {
      let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      checksum = CZlib.crc32_z(checksum, start, added)
    }
    return added
  }

  private func checkEnd() throws(SourceError) {
    guard !isChecked else { return }
    isChecked = true
    guard count == member.lengthBytes else {
      throw mismatch("it holds \(count) bytes, and is listed with \(member.lengthBytes)")
    }
    if let stated = member.checksum, UInt(stated) != checksum {
      throw mismatch("its content does not match its CRC-32")
    }
  }

  private func mismatch(_ reason: String) -> SourceError {
    SourceError(path: path, reason: reason, remedy: "ask the sender for the archive again")
  }
}
