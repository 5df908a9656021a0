import CaseDomain

/// Reads one message: a source record with the whole message as its bytes.
///
/// Attachments and messages inside it are listed by `Archive`, and read each by its own format.
public enum MailReader: FormatReader {
  public static let format = EvidenceFormat.mail
  /// A message is held in memory while it is read; one above this is refused.
  public static let maximumMessageBytes = 64 * 1024 * 1024

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: 0) }
    let bytes = try all(source, path: path)
    var summary = ImportSummary(path: path, container: .document)
    summary.fileBytes = bytes.count
    let message = MailMessage(bytes)
    guard !message.header.fields.isEmpty else {
      throw ImportRefusal(
        .malformed, path: path, offset: 0, line: 1, reason: "it has no header, so it is no message",
        remedy: "import it as an attachment")
    }
    let found = MailObject.make(message, offset: 0)
    MailObject.report(message, found.externalID, offset: 0, &summary)
    summary.count(found)
    try object(found)
    return summary
  }

  /// The whole message.
  static func all(_ source: any ByteSource, path: String) throws -> [UInt8] {
    do throws(SourceError) {
      var window = Window(source, limitBytes: maximumMessageBytes + 1)
      while try window.refill(dropping: 0), !window.isFinal {}
      guard window.isFinal else { throw SourceError(path: path, reason: "", remedy: "") }
      return Array(UnsafeBufferPointer(start: window.base, count: window.count))
    } catch {
      guard error.reason.isEmpty else { throw ImportRefusal(error) }
      throw ImportRefusal(
        .overBudget, path: path, offset: maximumMessageBytes, line: nil,
        reason: "the message has more than \(maximumMessageBytes) bytes",
        remedy: "ask for the attachments as files of their own")
    }
  }

  /// Header fields from the first byte on, two of them such as only mail has; one, when the name says `.eml`.
  public static func recognises(_ head: FileHead) -> Bool {
    var bytes = Array(head.bytes.prefix(16 * 1024))
    if !head.isWhole || head.bytes.count > bytes.count {
      // A line that is cut off says nothing.
      bytes = Array(bytes[..<((bytes.lastIndex(of: 0x0A) ?? -1) + 1)])
    }
    guard !bytes.contains(0) else { return false }
    let header = MailHeader(bytes, bytes.indices)
    let known = ["from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version"]
    let names = Set(header.fields.map(\.name))
    // Pages from the web say what they hold, too: only beside the version does it show mail, as of a page saved as one.
    let isMIME = names.contains("mime-version") && names.contains("content-type")
    let count = known.count { names.contains($0) } + (isMIME ? 1 : 0)
    let isNamed = head.name.lowercased().hasSuffix(".eml")
    // Text that begins like mail breaks off in what is no field.
    let isOdd =
      header.defects.contains { $0.offset != header.bodyStart } || (count < 3 && !header.defects.isEmpty)
    return isNamed ? count >= 1 : count >= 2 && !isOdd && !bytes.starts(with: "From ".utf8)
  }
}

/// Reads a mailbox: one source record for each message.
///
/// Source: RFC 4155, Appendix A.
public enum MailboxReader: FormatReader {
  public static let format = EvidenceFormat.mailbox

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var summary = ImportSummary(path: path, container: .lines)
    var scanner = MailboxScanner(source)
    do {
      var number = 0
      while let found = try scanner.next() {
        if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: found.offset) }
        number += 1
        try deliver(found, number, path, &summary, object)
      }
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
    summary.fileBytes = scanner.fileBytes
    guard summary.read + summary.refused > 0 else {
      throw ImportRefusal(
        .malformed, path: path, offset: 0, line: 1, reason: "no message begins in it",
        remedy: "import it as an attachment")
    }
    return summary
  }

  private static func deliver(
    _ found: MailboxScanner.Message, _ number: Int, _ path: String, _ summary: inout ImportSummary,
    _ object: (SourceObject) throws -> Void
  ) throws {
    func refuse(_ reason: String, _ remedy: String) {
      summary.refusedBytes += found.lengthBytes
      summary.report(
        ImportProblem(
          path: path, offset: found.offset, object: "message \(number)", reason: reason, remedy: remedy,
          severity: .refused))
    }
    guard let bytes = found.bytes else {
      return refuse(
        "it has more than \(MailReader.maximumMessageBytes) bytes",
        "ask for the attachments as files of their own")
    }
    let message = MailMessage(bytes)
    guard !message.header.fields.isEmpty else { return refuse("it has no header", "look at it in the file") }
    let record = MailObject.make(message, offset: found.offset)
    MailObject.report(message, record.externalID, offset: found.offset, &summary)
    summary.count(record)
    try object(record)
  }

  public static func recognises(_ head: FileHead) -> Bool {
    let bytes = Array(head.bytes.prefix(16 * 1024))
    guard bytes.starts(with: "From ".utf8), !bytes.contains(0), let end = bytes.firstIndex(of: 0x0A) else {
      return false
    }
    let first = MailLine(bytes, at: end + 1, before: bytes.count)
    return MailboxScanner.isStart(bytes[..<end]) && bytes[first.content].contains(UInt8(ascii: ":"))
      && !MailHeader(bytes, (end + 1)..<bytes.count).fields.isEmpty
  }
}

/// What a message proposes to keep.
enum MailObject {
  static func make(_ message: MailMessage, offset: Int) -> SourceObject {
    var object = SourceObject(source: "mail")
    let ids = message.header["message-id"].map { identifiers($0) } ?? []
    object.externalID =
      ids.first ?? "sha256:" + Digest256.sha256(message.bytes).hex
    object.type = "message"
    object.name = message.subject.map { shortened($0.text, 1024) }
    object.label = light(message)
    object.created = message.header["date"].map { EncodedWords.decode($0).text }
    object.references = unique(
      (message.header.all("in-reply-to") + message.header.all("references")).flatMap { identifiers($0) })
    object.facts = facts(message)
    object.offset = offset
    object.bytes = message.bytes
    return object
  }

  /// The strictest label in any subject of it, as written and as read. It may stand behind where the name is cut, and
  /// behind what is decoded at once, so the subject is decoded in stretches that overlap.
  private static func light(_ message: MailMessage) -> TLP? {
    var found: [TLP?] = []
    for subject in message.header.all("subject") {
      found.append(SourceObject.light(inSubject: subject))
      for start in stride(from: 0, to: subject.count, by: EncodedWords.maximumBytes / 2) {
        let stretch = subject[start..<min(start + EncodedWords.maximumBytes, subject.count)]
        found.append(SourceObject.light(inSubject: EncodedWords.decode(Array(stretch)).text.utf8))
      }
    }
    return found.compactMap(\.self).max()
  }

  /// Each address once, in the order of the text.
  private static func facts(_ message: MailMessage) -> StatedFacts? {
    let fields = [
      "from", "sender", "reply-to", "to", "cc", "bcc", "return-path", "x-original-from", "resent-from",
      "resent-sender", "resent-to", "resent-cc", "resent-bcc",
    ]
    let addresses = fields.flatMap { message.header.all($0) }.flatMap { MailAddresses.read($0) }
    var facts = StatedFacts()
    var seen: Set<Trace> = []
    facts.traces = addresses.compactMap { Trace(.email, $0) }.filter { seen.insert($0).inserted }
    return facts.saysNothing ? nil : facts
  }

  static func report(_ message: MailMessage, _ id: String, offset: Int, _ summary: inout ImportSummary) {
    func warn(_ at: Int, _ reason: String) {
      summary.report(
        ImportProblem(
          path: summary.path, offset: offset + at, object: id, reason: reason,
          remedy: "look at the message itself, which is kept whole", severity: .warning))
    }
    for defect in message.defects { warn(defect.offset, defect.reason) }
    switch message.subject?.doubt {
    case .otherBytes?: warn(0, "its subject is not of the character set it states")
    case .unknownSet(let name)?:
      warn(0, "its subject is in \(name), a character set that is not known here, and is read as UTF-8")
    case nil: break
    }
  }

  /// What stands between `<` and `>`; the whole when nothing does.
  private static func identifiers(_ field: [UInt8]) -> [String] {
    var found: [String] = []
    var rest = field[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")), found.count < 1000,
      let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      let id = rest[(open + 1)..<close]
      if !id.isEmpty, id.count <= 998 { found.append(MailCharset.decode(Array(id), nil).text) }
      rest = rest[(close + 1)...]
    }
    // `<>` names nothing.
    let says = field.contains { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    if found.isEmpty, says, field.count <= 998 { return [MailCharset.decode(field, nil).text] }
    return found
  }

  private static func unique(_ ids: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return ids.filter { seen.insert(Array($0.utf8)).inserted }
  }

  /// Whole characters, at most `limit` bytes.
  private static func shortened(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var count = 0
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix { scalar in
          count += UTF8.width(scalar)
          return count <= limit
        }))
  }
}
