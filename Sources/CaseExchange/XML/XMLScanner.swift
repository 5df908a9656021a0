/// Strict XML 1.0, token by token, over bytes that come in pieces. Nothing is ever expanded.
///
/// UTF-8 only; no DOCTYPE; the five predefined entities and references to characters; well-formed in every
/// respect but names, whose prefixes are not looked at. The verdict does not depend on how the bytes are cut:
/// a token that is not complete is scanned again from its start when there are more of them.
///
/// Source: XML 1.0 (Fifth Edition).
struct XMLScanner {
  static let maximumDepth = 64
  static let maximumAttributes = 200
  static let maximumNameBytes = 1_024
  static let maximumValueBytes = 256 * 1_024
  /// One tag with its attributes, one run of text, one comment.
  static let maximumTokenBytes = 1_024 * 1_024

  private(set) var base: UnsafePointer<UInt8>
  private(set) var count: Int
  private var isFinal: Bool
  /// The offset in the file of the first byte of the window.
  private(set) var origin = 0
  /// Behind the last token, in the window.
  private(set) var position = 0
  /// Of the last opening tag, in the order of the text.
  private(set) var attributes: [XMLAttribute] = []

  private var openNames: [UInt8] = []
  private var openEnds: [Int] = []
  private var hasStarted = false
  private var hasRoot = false
  /// `<a/>` was read, and its `close` is still to be given.
  private var owesClose = false

  init(_ base: UnsafePointer<UInt8>, count: Int, isFinal: Bool) {
    self.base = base
    self.count = count
    self.isFinal = isFinal
  }

  /// How many elements are open.
  var depth: Int { openEnds.count }

  /// The window has moved: `dropped` bytes left its front.
  mutating func rebase(_ base: UnsafePointer<UInt8>, count: Int, dropped: Int, isFinal: Bool) {
    self.base = base
    self.count = count
    self.isFinal = isFinal
    origin += dropped
    position -= dropped
  }

  /// The next token; `starved` when the window ends before it does.
  mutating func next() throws(XMLFault) -> XMLToken {
    do {
      return try scan()
    } catch {
      switch error {
      case .starved: return XMLToken(kind: .starved, start: position, end: position)
      case .fault(let kind, let index): throw XMLFault(kind: kind, offset: origin + index)
      }
    }
  }

  /// Why a token could not be scanned.
  fileprivate enum Stop: Error {
    case starved
    /// With an index into the window.
    case fault(XMLFault.Kind, Int)
  }

  // MARK: Between the tokens

  private mutating func scan() throws(Stop) -> XMLToken {
    if !hasStarted { try start() }
    if owesClose {
      owesClose = false
      popName()
      return XMLToken(kind: .close, start: position, end: position)
    }
    if depth == 0 {
      while position < count, XMLCharacter.isSpace(base[position]) { position += 1 }
      guard position < count else { return try end() }
      guard base[position] == UInt8(ascii: "<") else { throw textOutsideRoot() }
    }
    if position < count, base[position] != UInt8(ascii: "<") { return try scanText() }
    let token = try scanMarkup()
    position = token.end
    return token
  }

  private func textOutsideRoot() -> Stop {
    base[position] == 0 ? .fault(.badCharacter, position) : .fault(.textOutsideRoot, position)
  }

  private func end() throws(Stop) -> XMLToken {
    guard isFinal else { throw .starved }
    guard hasRoot else { throw .fault(.empty, position) }
    return XMLToken(kind: .end, start: position, end: position)
  }

  /// Passes over a UTF-8 mark; tells UTF-16 and UTF-32 by their first bytes.
  private mutating func start() throws(Stop) {
    guard count >= 4 || isFinal else { throw .starved }
    let first = (0..<4).map { $0 < count ? base[$0] : 0x20 }
    switch (first[0], first[1], first[2]) {
    case (0xEF, 0xBB, 0xBF): position = 3
    case (0xFE, 0xFF, _), (0xFF, 0xFE, _), (0x00, 0x00, _), (0x00, 0x3C, _), (0x3C, 0x00, _):
      throw .fault(.notUTF8Text, 0)
    default: break
    }
    hasStarted = true
  }

  // MARK: Bytes

  /// The byte at `index`, which is part of the token at `position`.
  private func byte(_ index: Int) throws(Stop) -> UInt8 {
    guard index < count, index - position < Self.maximumTokenBytes else { throw outOfBytes(index) }
    return base[index]
  }

  private func outOfBytes(_ index: Int) -> Stop {
    if index - position >= Self.maximumTokenBytes { return .fault(.tokenTooLong, position) }
    return isFinal ? .fault(.truncated, count) : .starved
  }

  /// Passes over one character.
  private func scanCharacter(_ cursor: inout Int) throws(Stop) {
    let first = try byte(cursor)
    if first < 0x80 {
      guard first >= 0x20 || XMLCharacter.isSpace(first) else { throw .fault(.badCharacter, cursor) }
      cursor += 1
      return
    }
    let (value, length) = try scalar(cursor)
    guard XMLCharacter.isAllowed(value) else { throw .fault(.badCharacter, cursor) }
    cursor += length
  }

  private func scalar(_ index: Int) throws(Stop) -> (value: UInt32, length: Int) {
    let first = try byte(index)
    if first < 0x80 { return (UInt32(first), 1) }
    let room = min(count - index, position + Self.maximumTokenBytes - index)
    let length: Int
    do { length = try UTF8Check.sequenceLength(base + index, available: room) } catch {
      throw .fault(.badUTF8, index)
    }
    guard length > 0 else { throw outOfBytes(index + room) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { value = value << 6 | UInt32(base[index + offset] & 0x3F) }
    return (value, length)
  }

  private func isNext(_ word: StaticString, at index: Int) throws(Stop) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard try byte(index + offset) == word.utf8Start[offset] else { return false }
    }
    return true
  }

  private func skipSpace(_ cursor: inout Int) throws(Stop) -> Bool {
    let start = cursor
    while XMLCharacter.isSpace(try byte(cursor)) { cursor += 1 }
    return cursor > start
  }

  private func scanName(_ cursor: inout Int) throws(Stop) {
    let start = cursor
    while true {
      let (value, length) = try scalar(cursor)
      let fits = cursor == start ? XMLCharacter.startsName(value) : XMLCharacter.continuesName(value)
      guard fits else { break }
      cursor += length
      if cursor - start > Self.maximumNameBytes { throw .fault(.nameTooLong, start) }
    }
    if cursor == start { throw .fault(.badName, cursor) }
  }

  /// From an `&` to behind its `;`.
  private func scanReference(_ cursor: inout Int) throws(Stop) {
    let start = cursor
    cursor += 1
    while true {
      let next = try byte(cursor)
      if next == UInt8(ascii: ";") { break }
      let isPart =
        next >= 0x80 || XMLCharacter.continuesName(UInt32(next))
        || (cursor == start + 1 && next == UInt8(ascii: "#"))
      guard isPart else { throw .fault(.badReference, start) }
      cursor += 1
    }
    let name = UnsafeBufferPointer(start: base, count: count)[start + 1..<cursor]
    if name.first == UInt8(ascii: "#") {
      guard let value = XMLDecoding.number(name), XMLCharacter.isAllowed(value) else {
        throw .fault(.badReference, start)
      }
    } else if XMLDecoding.predefined(name) == nil {
      throw .fault(name.isEmpty ? .badReference : .unknownEntity, start)
    }
    cursor += 1
  }

  // MARK: Text

  private mutating func scanText() throws(Stop) -> XMLToken {
    var cursor = position
    var needsDecoding = false
    while true {
      cursor = endOfPlain(from: cursor)
      switch try byte(cursor) {
      case UInt8(ascii: "<"):
        let token = XMLToken(
          kind: .text, start: position, end: cursor, contentStart: position, contentEnd: cursor,
          needsDecoding: needsDecoding)
        position = cursor
        return token
      case UInt8(ascii: "&"):
        try scanReference(&cursor)
        needsDecoding = true
      case UInt8(ascii: "]"):
        if try isNext("]]>", at: cursor) { throw .fault(.endOfSectionInText, cursor) }
        cursor += 1
      case 0x0D:
        cursor += 1
        needsDecoding = true
      default:
        try scanCharacter(&cursor)
      }
    }
  }

  /// Passes over ASCII that means nothing to XML.
  private func endOfPlain(from start: Int) -> Int {
    var cursor = start
    let end = min(count, position + Self.maximumTokenBytes)
    while cursor < end {
      switch base[cursor] {
      case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "]"): return cursor
      case 0x20...0x7F, 0x0A, 0x09: cursor += 1
      default: return cursor
      }
    }
    return cursor
  }

  // MARK: Markup

  private mutating func scanMarkup() throws(Stop) -> XMLToken {
    switch try byte(position + 1) {
    case UInt8(ascii: "/"): return try scanClose()
    case UInt8(ascii: "?"): return try scanInstruction()
    case UInt8(ascii: "!"): return try scanDeclared()
    default: return try scanOpen()
    }
  }

  private mutating func scanOpen() throws(Stop) -> XMLToken {
    var cursor = position + 1
    try scanName(&cursor)
    let nameEnd = cursor
    if depth == 0 && hasRoot { throw .fault(.secondRoot, position) }
    attributes.removeAll(keepingCapacity: true)
    var isEmpty = false
    while true {
      let hasSpace = try skipSpace(&cursor)
      let next = try byte(cursor)
      if next == UInt8(ascii: ">") { break }
      if next == UInt8(ascii: "/") {
        guard try byte(cursor + 1) == UInt8(ascii: ">") else { throw .fault(.badMarkup, cursor) }
        isEmpty = true
        cursor += 1
        break
      }
      guard hasSpace else { throw .fault(try isNameStart(cursor) ? .missingSpace : .badName, cursor) }
      try scanAttribute(&cursor)
    }
    guard depth < Self.maximumDepth else { throw .fault(.tooDeep, position) }
    openNames.append(
      contentsOf: UnsafeBufferPointer(start: base + position + 1, count: nameEnd - position - 1))
    openEnds.append(openNames.count)
    hasRoot = true
    owesClose = isEmpty
    return XMLToken(
      kind: .open, start: position, end: cursor + 1, contentStart: position + 1, contentEnd: nameEnd)
  }

  private func isNameStart(_ index: Int) throws(Stop) -> Bool {
    XMLCharacter.startsName(try scalar(index).value)
  }

  private mutating func scanAttribute(_ cursor: inout Int) throws(Stop) {
    let nameStart = cursor
    try scanName(&cursor)
    let nameEnd = cursor
    let name = UnsafeBufferPointer(start: base + nameStart, count: nameEnd - nameStart)
    for other in attributes where other.nameEnd - other.nameStart == name.count {
      let isSame = UnsafeBufferPointer(start: base + other.nameStart, count: name.count).elementsEqual(name)
      if isSame { throw .fault(.duplicateAttribute, nameStart) }
    }
    guard attributes.count < Self.maximumAttributes else { throw .fault(.tooManyAttributes, nameStart) }
    _ = try skipSpace(&cursor)
    guard try byte(cursor) == UInt8(ascii: "=") else { throw .fault(.badAttribute, cursor) }
    cursor += 1
    _ = try skipSpace(&cursor)
    let (start, end, needsDecoding) = try scanValue(&cursor)
    attributes.append(
      XMLAttribute(
        nameStart: nameStart, nameEnd: nameEnd, valueStart: start, valueEnd: end, needsDecoding: needsDecoding
      ))
  }

  private func scanValue(_ cursor: inout Int) throws(Stop) -> (start: Int, end: Int, needsDecoding: Bool) {
    let quote = try byte(cursor)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw .fault(.badAttribute, cursor)
    }
    cursor += 1
    let start = cursor
    var needsDecoding = false
    while true {
      let next = try byte(cursor)
      if next == quote { break }
      switch next {
      case UInt8(ascii: "<"): throw .fault(.lessThanInAttribute, cursor)
      case UInt8(ascii: "&"):
        try scanReference(&cursor)
        needsDecoding = true
      case 0x09, 0x0A, 0x0D:
        cursor += 1
        needsDecoding = true
      default: try scanCharacter(&cursor)
      }
      if cursor - start > Self.maximumValueBytes { throw .fault(.valueTooLong, start) }
    }
    cursor += 1
    return (start, cursor - 1, needsDecoding)
  }

  private mutating func scanClose() throws(Stop) -> XMLToken {
    var cursor = position + 2
    try scanName(&cursor)
    let nameEnd = cursor
    guard let end = openEnds.last else { throw .fault(.closeWithoutOpen, position) }
    let start = openEnds.count > 1 ? openEnds[openEnds.count - 2] : 0
    let name = UnsafeBufferPointer(start: base + position + 2, count: nameEnd - position - 2)
    guard openNames[start..<end].elementsEqual(name) else { throw .fault(.mismatchedTag, position) }
    _ = try skipSpace(&cursor)
    guard try byte(cursor) == UInt8(ascii: ">") else { throw .fault(.badMarkup, cursor) }
    popName()
    return XMLToken(
      kind: .close, start: position, end: cursor + 1, contentStart: position + 2, contentEnd: nameEnd)
  }

  private mutating func popName() {
    openEnds.removeLast()
    openNames.removeSubrange((openEnds.last ?? 0)...)
  }

  /// What starts with `<!`.
  private func scanDeclared() throws(Stop) -> XMLToken {
    switch try byte(position + 2) {
    case UInt8(ascii: "-"):
      guard try isNext("<!--", at: position) else { throw .fault(.badMarkup, position) }
      return try scanComment()
    case UInt8(ascii: "["):
      guard try isNext("<![CDATA[", at: position), depth > 0 else { throw .fault(.badMarkup, position) }
      return try scanSection()
    case UInt8(ascii: "D"):
      throw .fault(try isNext("<!DOCTYPE", at: position) ? .documentType : .badMarkup, position)
    default:
      throw .fault(.badMarkup, position)
    }
  }

  private func scanComment() throws(Stop) -> XMLToken {
    var cursor = position + 4
    while true {
      guard try byte(cursor) == UInt8(ascii: "-"), try byte(cursor + 1) == UInt8(ascii: "-") else {
        try scanCharacter(&cursor)
        continue
      }
      guard try byte(cursor + 2) == UInt8(ascii: ">") else { throw .fault(.hyphensInComment, cursor) }
      return XMLToken(
        kind: .comment, start: position, end: cursor + 3, contentStart: position + 4, contentEnd: cursor)
    }
  }

  private func scanSection() throws(Stop) -> XMLToken {
    let start = position + 9
    var cursor = start
    var needsDecoding = false
    while true {
      let next = try byte(cursor)
      if next == UInt8(ascii: "]"), try isNext("]]>", at: cursor) {
        return XMLToken(
          kind: .section, start: position, end: cursor + 3, contentStart: start, contentEnd: cursor,
          needsDecoding: needsDecoding)
      }
      if next == 0x0D { needsDecoding = true }
      try scanCharacter(&cursor)
    }
  }

  private func scanInstruction() throws(Stop) -> XMLToken {
    var cursor = position + 2
    try scanName(&cursor)
    let target = UnsafeBufferPointer(start: base + position + 2, count: cursor - position - 2)
    if target.count == 3, zip(target, "xml".utf8).allSatisfy({ $0 | 0x20 == $1 }) {
      guard target.elementsEqual("xml".utf8) else { throw .fault(.badDeclaration, position) }
      return try scanXMLDeclaration(&cursor)
    }
    if !(try skipSpace(&cursor)) {
      guard try isNext("?>", at: cursor) else { throw .fault(.badName, cursor) }
    }
    while try !isNext("?>", at: cursor) { try scanCharacter(&cursor) }
    return XMLToken(kind: .instruction, start: position, end: cursor + 2)
  }
}

// MARK: - The declaration at the front

extension XMLScanner {
  /// `version`, then `encoding` and `standalone` if they are there, in this order.
  fileprivate func scanXMLDeclaration(_ cursor: inout Int) throws(Stop) -> XMLToken {
    let isFirst = !hasRoot && (origin + position == 0 || origin + position == 3)
    guard isFirst else { throw .fault(.lateDeclaration, position) }
    var seen = 0
    while true {
      let hasSpace = try skipSpace(&cursor)
      if try byte(cursor) == UInt8(ascii: "?") { break }
      guard hasSpace else { throw .fault(.badDeclaration, cursor) }
      let rank = try scanPart(&cursor)
      guard rank > seen, seen > 0 || rank == 1 else { throw .fault(.badDeclaration, position) }
      seen = rank
    }
    guard seen > 0, try isNext("?>", at: cursor) else { throw .fault(.badDeclaration, position) }
    return XMLToken(kind: .declaration, start: position, end: cursor + 2)
  }

  /// Reads one part and says which it is: 1, 2 or 3.
  private func scanPart(_ cursor: inout Int) throws(Stop) -> Int {
    let nameStart = cursor
    try scanName(&cursor)
    let name = UnsafeBufferPointer(start: base + nameStart, count: cursor - nameStart)
    _ = try skipSpace(&cursor)
    guard try byte(cursor) == UInt8(ascii: "=") else { throw .fault(.badDeclaration, cursor) }
    cursor += 1
    _ = try skipSpace(&cursor)
    let (start, end, _) = try scanValue(&cursor)
    let value = UnsafeBufferPointer(start: base + start, count: end - start)
    if name.elementsEqual("version".utf8) {
      guard value.elementsEqual("1.0".utf8) else { throw .fault(.otherVersion, start) }
      return 1
    }
    if name.elementsEqual("encoding".utf8) {
      guard value.count == 5, zip(value, "utf-8".utf8).allSatisfy({ $0 | 0x20 == $1 }) else {
        throw .fault(.otherEncoding, start)
      }
      return 2
    }
    guard name.elementsEqual("standalone".utf8),
      value.elementsEqual("yes".utf8) || value.elementsEqual("no".utf8)
    else { throw .fault(.badDeclaration, nameStart) }
    return 3
  }
}
