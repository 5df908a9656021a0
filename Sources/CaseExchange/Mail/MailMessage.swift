/// A message taken apart: its parts in the order of the text, the message itself first.
///
/// Source: RFC 2046 §5.1 (multipart), §5.2 (message).
struct MailMessage {
  static let maximumDepth = 16
  static let maximumParts = 10_000

  struct Part {
    let header: MailHeader
    let body: Range<Int>
    /// Of multiparts and messages around it.
    let depth: Int
    /// The usual one where none is stated, or one that is no type.
    let type: MailField
    let statedType: MailField?
    let disposition: MailField?
    /// Lower case; "" when none is stated.
    let encoding: String
    /// Has parts of its own in the list.
    var isOpened = false

    /// What the sender calls it.
    var fileName: MailName? {
      [disposition?.name("filename"), statedType?.name("name")].compactMap { $0 }.first { !$0.bytes.isEmpty }
    }
    var isAttachment: Bool { disposition?.value == "attachment" }
    var isMessage: Bool { type.value == "message/rfc822" }
    var packing: ArchiveMember.Packing {
      switch encoding {
      case "base64": .base64
      case "quoted-printable": .quotedPrintable
      default: .none
      }
    }
  }

  let bytes: [UInt8]
  private(set) var parts: [Part] = []
  private(set) var defects: [(offset: Int, reason: String)] = []

  /// - Parameter opensMessages: whether the parts of messages inside are listed too.
  init(_ bytes: [UInt8], opensMessages: Bool = false) {
    self.bytes = bytes
    var open = [(range: bytes.indices, depth: 0, isDigest: false)]
    var isTooDeep = false
    while let next = open.popLast() {
      guard parts.count < Self.maximumParts else {
        note(
          next.range.lowerBound, "it has more than \(Self.maximumParts) parts; the rest is not listed",
          isAlways: true)
        break
      }
      var part = part(next.range, next.depth, next.isDigest)
      let inner = inner(part, opensMessages)
      part.isOpened = !inner.isEmpty
      if part.isOpened, next.depth >= Self.maximumDepth {
        part.isOpened = false
        if !isTooDeep {
          note(
            next.range.lowerBound,
            "parts are nested more than \(Self.maximumDepth) deep; they are not opened",
            isAlways: true)
        }
        isTooDeep = true
      }
      parts.append(part)
      guard part.isOpened else { continue }
      let isDigest = part.type.value == "multipart/digest"
      open += inner.reversed().map { ($0, next.depth + 1, isDigest) }
    }
  }

  /// Of a hundred defects the next says nothing new; that parts are left out is always said.
  private mutating func note(_ offset: Int, _ reason: String, isAlways: Bool = false) {
    guard isAlways || defects.count < 100 else { return }
    defects.append((offset, reason))
  }

  private mutating func part(_ range: Range<Int>, _ depth: Int, _ isDigest: Bool) -> Part {
    let header = MailHeader(bytes, range)
    for defect in header.defects { note(defect.offset, defect.reason) }
    // No line ends so (RFC 5322 §2.3), and programs differ in what they make of it.
    if header.fields.contains(where: { Self.hasLineEndAlone($0.value) }) {
      note(
        range.lowerBound, "lines of a header end with a carriage return alone, and are read as one line",
        isAlways: parts.count < 100)
    }
    for name in ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    where header.all(name.lowercased()).count > 1 {
      note(
        range.lowerBound,
        "a part states \(name) twice: the first counts here, and other programs may show something else",
        isAlways: parts.count < 100)
    }
    let type = header["content-type"].map { MailField($0) }
    let isUsable = type?.value.utf8.contains(UInt8(ascii: "/")) ?? false
    let usual = MailField(Array((isDigest ? "message/rfc822" : "text/plain").utf8))
    let encoding = header["content-transfer-encoding"].map { MailField($0).value } ?? ""
    if !["", "7bit", "8bit", "binary", "base64", "quoted-printable"].contains(encoding) {
      note(
        range.lowerBound,
        "a part has the unknown transfer encoding \(MemberName.escaped(Array(encoding.utf8)))")
    }
    let disposition = header["content-disposition"].map { MailField($0) }
    if let (shown, plain) = disposition?.contradiction("filename") ?? type?.contradiction("name") {
      note(
        range.lowerBound,
        "a part is \(RowDefect.quote(shown)) to some programs and \(RowDefect.quote(plain)) to others",
        isAlways: parts.count < 100)
    }
    return Part(
      header: header, body: header.bodyStart..<range.upperBound, depth: depth,
      type: isUsable ? type ?? usual : usual, statedType: type, disposition: disposition, encoding: encoding)
  }

  /// Whether a carriage return parts a value of a header. Several before a line feed are one line end, as is one where a
  /// line is continued.
  private static func hasLineEndAlone(_ value: [UInt8]) -> Bool {
    zip(value, value.dropFirst()).contains { $0 == 0x0D && $1 != 0x0D && $1 != 0x20 }
  }

  /// The parts inside a part; none when it is a leaf.
  private mutating func inner(_ part: Part, _ opensMessages: Bool) -> [Range<Int>] {
    if part.isMessage { return opensMessages && part.packing == .none ? [part.body] : [] }
    guard part.type.value.hasPrefix("multipart/") else { return [] }
    guard let boundary = part.type.bytes("boundary"), !boundary.isEmpty else {
      note(part.body.lowerBound, "a multipart states no boundary, so its parts cannot be told apart")
      return []
    }
    let (ranges, isClosed) = split(part.body, boundary)
    if ranges.isEmpty {
      note(part.body.lowerBound, "the boundary of a multipart does not occur in it")
    } else if !isClosed {
      note(part.body.upperBound, "a multipart ends without its closing boundary")
    }
    return ranges
  }

  /// The line end before a boundary belongs to it.
  private func split(_ body: Range<Int>, _ boundary: [UInt8]) -> (ranges: [Range<Int>], isClosed: Bool) {
    var ranges: [Range<Int>] = []
    var start: Int?
    var position = body.lowerBound
    var previousEnd = body.lowerBound
    while position < body.upperBound {
      let line = MailLine(bytes, at: position, before: body.upperBound)
      if let isLast = Self.isBoundary(bytes[line.content], boundary) {
        if let start { ranges.append(start..<max(start, previousEnd)) }
        start = line.next
        if isLast { return (ranges, true) }
        if ranges.count > Self.maximumParts { break }
      }
      previousEnd = line.content.upperBound
      position = line.next
    }
    if let start { ranges.append(start..<body.upperBound) }
    return (ranges, false)
  }

  /// `nil`: no boundary; else whether it is the closing one.
  private static func isBoundary(_ line: ArraySlice<UInt8>, _ boundary: [UInt8]) -> Bool? {
    guard line.starts(with: "--".utf8), line.dropFirst(2).starts(with: boundary) else { return nil }
    var rest = line.dropFirst(2 + boundary.count)
    let isLast = rest.starts(with: "--".utf8)
    if isLast { rest = rest.dropFirst(2) }
    return rest.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? isLast : nil
  }

  // MARK: What is in it

  var header: MailHeader { parts[0].header }

  var subject: (text: String, doubt: MailCharset.Doubt?)? {
    header["subject"].map { EncodedWords.decode($0) }
  }
}
