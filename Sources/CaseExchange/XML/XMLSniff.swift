/// What the first bytes of a file show of it as XML.
///
/// A list behind a DOCTYPE or in UTF-16 is recognised all the same: its reader refuses it, with the place. What the
/// DOCTYPE declares is passed over, never read.
enum XMLSniff {
  /// The name of the outermost element, as written; `nil` when the bytes are no XML or end before it.
  static func root(_ head: FileHead) -> String? {
    guard looksLikeXML(head) else { return nil }
    return withUTF8(head) { bytes in
      var start = 0
      // The declaration and the DOCTYPE, each of which may be one that we do not read.
      for _ in 0..<3 {
        var scanner = XMLScanner(
          bytes.baseAddress! + start, count: bytes.count - start, isFinal: head.isWhole)
        do throws(XMLFault) {
          return try root(&scanner)
        } catch {
          guard let next = end(of: error, in: bytes, from: start + error.offset) else { return nil }
          start = next
        }
      }
      return nil
    }
  }

  private static func root(_ scanner: inout XMLScanner) throws(XMLFault) -> String? {
    while true {
      let token = try scanner.next()
      switch token.kind {
      case .starved, .end: return nil
      case .open:
        let name = UnsafeBufferPointer(
          start: scanner.base + token.contentStart, count: token.contentEnd - token.contentStart)
        return String(decoding: name, as: UTF8.self)
      default: continue
      }
    }
  }

  /// Whether the outermost element has this name.
  static func startsWith(root: String, _ head: FileHead) -> Bool {
    Self.root(head).map { StatedText.isSame($0, root) } ?? false
  }

  /// Whether a name space is named near the front.
  static func names(_ namespace: String, _ head: FileHead) -> Bool {
    let wanted = Array(namespace.utf8)
    return withUTF8(head) { bytes in
      let front = bytes.prefix(4_096)
      return front.indices.contains { front[$0...].starts(with: wanted) }
    }
  }

  /// Whether the first character that says something is a `<`, behind a mark or not.
  static func looksLikeXML(_ head: FileHead) -> Bool {
    withUTF8(head) { bytes in
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      return bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0).first { !XMLCharacter.isSpace($0) }
        == UInt8(ascii: "<")
    }
  }

  /// What keeps a file that begins as XML, or is called so, from being read as XML, as far as the head shows it.
  ///
  /// Pages in HTML are no XML that anybody meant, unless their name says so.
  static func fault(_ head: FileHead) -> XMLFault? {
    guard looksLikeXML(head), let base = head.bytes.baseAddress else { return nil }
    let isNamed = head.name.lowercased().hasSuffix(".xml")
    let isMeant = withUTF8(head) { bytes in
      let text = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased()
      return isNamed
        || (text.contains("<?xml") || text.contains("<!doctype")) && !text.contains("<!doctype html")
    }
    guard isMeant else { return nil }
    var scanner = XMLScanner(
      base.assumingMemoryBound(to: UInt8.self), count: head.bytes.count, isFinal: head.isWhole)
    do throws(XMLFault) {
      while true {
        let kind = try scanner.next().kind
        if kind == .starved || kind == .end { return nil }
      }
    } catch { return error }
  }

  // MARK: Passing over what is not read

  /// Behind the declaration or DOCTYPE that a fault is about; `nil` for another fault, and when it does not end here.
  private static func end(of fault: XMLFault, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    switch fault.kind {
    case .otherEncoding, .otherVersion, .badDeclaration:
      return behind("?>", in: bytes, from: start)
    case .documentType: return endOfDocumentType(bytes, from: start)
    default: return nil
    }
  }

  private static func behind(
    _ mark: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    return (start..<max(start, bytes.count - wanted.count + 1)).first {
      bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }.map { $0 + wanted.count }
  }

  /// - Parameter start: of `<!DOCTYPE`.
  private static func endOfDocumentType(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    // The DOCTYPE itself, and the declarations in its brackets.
    var open = 0
    var index = start
    while index < bytes.count {
      let rest = bytes[index...]
      if rest.starts(with: "<!--".utf8) {
        guard let next = behind("-->", in: bytes, from: index) else { return nil }
        index = next
      } else if rest.starts(with: "<?".utf8) {
        guard let next = behind("?>", in: bytes, from: index) else { return nil }
        index = next
      } else {
        switch bytes[index] {
        case UInt8(ascii: "<"): open += 1
        case UInt8(ascii: ">"):
          open -= 1
          if open == 0 { return index + 1 }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          guard let close = bytes[(index + 1)...].firstIndex(of: bytes[index]) else { return nil }
          index = close
        default: break
        }
        index += 1
      }
    }
    return nil
  }

  /// The head as UTF-8, where it is that or UTF-16.
  private static func withUTF8<Answer>(
    _ head: FileHead, _ body: (UnsafeBufferPointer<UInt8>) -> Answer
  ) -> Answer {
    let isLowFirst: Bool? =
      switch (head.bytes.first, head.bytes.dropFirst().first) {
      case (0xFE, 0xFF), (0x00, UInt8(ascii: "<")): false
      case (0xFF, 0xFE), (UInt8(ascii: "<"), 0x00): true
      default: nil
      }
    guard let isLowFirst else { return body(head.bytes.bindMemory(to: UInt8.self)) }
    let bytes = head.bytes
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLowFirst ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8).withUnsafeBufferPointer(body)
  }
}
