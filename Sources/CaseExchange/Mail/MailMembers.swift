/// Lists what a message or a mailbox carries: attachments, and messages inside it.
///
/// Texts that are the message stay in it. A name that leads elsewhere is not used: the part is listed by its number.
enum MailMembers {
  /// - Throws: `ImportRefusal`, `ArchiveFault` or `CancellationError`.
  static func list(
    _ bytes: any RandomBytes, path: String, isMailbox: Bool, budget: inout ReadingBudget,
    isCancelled: () -> Bool
  ) throws -> ArchiveListing {
    var listing = ArchiveListing()
    let source = SequentialBytes(bytes)
    if !isMailbox {
      let message = MailMessage(try MailReader.all(source, path: path))
      try add(message, at: 0, prefix: "", path, &listing, &budget)
      return listing
    }
    var scanner = MailboxScanner(source)
    var number = 0
    while let found = try scanner.next() {
      if isCancelled() { throw CancellationError() }
      number += 1
      // One that is too large is reported where the mailbox is read.
      guard let content = found.bytes else { continue }
      try add(MailMessage(content), at: found.offset, prefix: "\(number)/", path, &listing, &budget)
    }
    return listing
  }

  private static func add(
    _ message: MailMessage, at start: Int, prefix: String, _ path: String, _ listing: inout ArchiveListing,
    _ budget: inout ReadingBudget
  ) throws {
    for (number, part) in message.parts.enumerated() where isMember(part, isWhole: number == 0) {
      let offset = start + part.body.lowerBound
      do throws(ReadingBudget.Excess) { try budget.takeEntry() } catch { throw ArchiveFault(offset, error) }
      listing.entries += 1
      let length = unpackedBytes(part, message.bytes)
      do throws(ReadingBudget.Excess) { try budget.take(length) } catch { throw ArchiveFault(offset, error) }
      let name = name(part, number, offset, path, &listing)
      listing.add(prefix + name, in: path, at: offset) { unique in
        ArchiveMember(
          path: unique, lengthBytes: length, offset: offset, packedBytes: part.body.count,
          packing: part.packing)
      }
    }
  }

  private static func isMember(_ part: MailMessage.Part, isWhole: Bool) -> Bool {
    if part.isOpened { return false }
    let isText = part.type.value.hasPrefix("text/") || part.type.value.hasPrefix("multipart/")
    return part.isMessage || part.isAttachment || part.fileName != nil
      || (!isText && (!isWhole || part.packing != .none))
  }

  private static func unpackedBytes(_ part: MailMessage.Part, _ bytes: [UInt8]) -> Int {
    switch part.packing {
    case .base64: TransferDecoder.decode(bytes[part.body], .base64).count
    case .quotedPrintable: TransferDecoder.decode(bytes[part.body], .quotedPrintable).count
    case .none, .deflate: part.body.count
    }
  }

  /// Whether a name is the one that a part has here to which its sender gave none.
  static func isNumber(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    let (start, end) = (Array("part-".utf8), Array(".eml".utf8))
    guard bytes.starts(with: start) else { return false }
    let rest = bytes.dropFirst(start.count)
    let number = rest.suffix(end.count).elementsEqual(end) ? rest.dropLast(end.count) : rest
    return !number.isEmpty && number.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func name(
    _ part: MailMessage.Part, _ number: Int, _ offset: Int, _ path: String, _ listing: inout ArchiveListing
  ) -> String {
    let plain = "part-\(number)" + (part.isMessage ? ".eml" : "")
    guard let stated = part.fileName else { return plain }
    let name = MemberName(stated.bytes)
    if let refusal = name.refusal {
      listing.warn(path, offset, name.text, "\(refusal), so it is listed as \(plain)", "nothing to do")
      return plain
    }
    for warning in [doubt(stated), name.warning].compactMap(\.self) {
      listing.warn(path, offset, name.text, warning, "check what it is called in the original")
    }
    return name.text
  }

  private static func doubt(_ name: MailName) -> String? {
    switch name.doubt {
    case .unknownSet(let set)?:
      "its name is in \(RowDefect.quote(set)), a character set that is not known here"
    // Of what is no UTF-8, either, that is said, and that its bytes are shown.
    case .otherBytes? where MemberName.isUTF8(name.bytes):
      "its name is not of the character set it states, and is read as UTF-8"
    case .otherBytes?, nil: nil
    }
  }
}
