import CaseDomain

/// The name of a member as somebody else wrote it. It is recorded and shown, and never becomes a path.
struct MemberName: Equatable {
  static let maximumBytes = 4096

  /// To list and to show; printable, with `/` between the parts.
  let text: String
  /// What deserves a look.
  let warning: String?
  /// The entry is not taken in: its name was made to do harm.
  let refusal: String?
  /// Where it would stand, had its name no fault: as `text`, with `..` followed, and with `..` left out where that is
  /// another place, for programs that unpack differ. Not to be shown, for they may hold control characters.
  let places: [String]

  init(_ bytes: [UInt8]) {
    places = Self.places(bytes)
    let text = Self.readable(bytes)
    // On bytes: a backslash with an accent upon it is another Character.
    let path = Self.readable(bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 })
    if let fault = Self.fault(bytes, path) {
      (self.text, warning, refusal) = (Self.escaped(bytes), nil, fault)
    } else if !Self.isUTF8(bytes) {
      (self.text, refusal) = (Self.escaped(bytes), nil)
      warning = "its name is not UTF-8 and is shown with its bytes escaped"
    } else {
      self.text = Self.withoutDots(path)
      refusal = nil
      warning = Self.oddity(text)
    }
  }

  /// The last part of a listed path without the number, `#2`, of a second member of that name: what its sender called it.
  static func unnumbered(_ name: String) -> String {
    var bytes = Array(name.utf8)
    while let mark = bytes.lastIndex(of: UInt8(ascii: "#")), mark > 0,
      Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)).map({ $0 > 1 }) ?? false
    {
      bytes.removeSubrange(mark...)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
  }

  private static func readable(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func fault(_ bytes: [UInt8], _ path: String) -> String? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let first = Array(parts.first ?? "".utf8[...])
    if bytes.isEmpty || parts.allSatisfy({ $0.isEmpty || $0.elementsEqual(".".utf8) }) {
      return "it has no name"
    }
    if bytes.count > maximumBytes { return "its name has \(bytes.count) bytes" }
    if bytes.contains(0) { return "its name holds a NUL byte" }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "its name holds control characters" }
    if first.isEmpty { return "its name is an absolute path" }
    if first.count >= 2, first[1] == UInt8(ascii: ":"), UnicodeScalar(first[0]).properties.isAlphabetic {
      return "its name is an absolute path of Windows"
    }
    if first.elementsEqual("~".utf8) { return "its name leads to a home folder" }
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) { return "its name leads out of the archive" }
    return nil
  }

  private static func oddity(_ text: String) -> String? {
    if text.utf8.contains(UInt8(ascii: "\\")) { return "its name has backslashes, taken for slashes" }
    if text.unicodeScalars.contains(where: isDeceptive) {
      return "its name has characters that cannot be seen or that turn the direction of the text"
    }
    return nil
  }

  /// C1 controls, and what Unicode calls format characters.
  private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    (0x80...0x9F).contains(scalar.value) || scalar.properties.generalCategory == .format
      || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// `./a//b` is `a/b`.
  static func withoutDots(_ path: String) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
    return parts.filter { !$0.elementsEqual(".".utf8) }
      .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }

  private static func places(_ bytes: [UInt8]) -> [String] {
    let slashed = bytes.prefix(maximumBytes).map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
    let path = isUTF8(bytes) ? readable(slashed) : escaped(slashed, mostBytes: maximumBytes)
    var followed: [String] = []
    var without: [String] = []
    for part in withoutDots(path).utf8.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual("..".utf8) {
        _ = followed.popLast()
      } else {
        followed.append(String(decoding: part, as: UTF8.self))
        without.append(String(decoding: part, as: UTF8.self))
      }
    }
    let ways = followed.count == without.count ? [followed] : [followed, without]
    return ways.map { $0.joined(separator: "/") }
  }

  /// Printable ASCII, every other byte as `\xNN`; cut at so many bytes.
  static func escaped(_ bytes: some Collection<UInt8>, mostBytes: Int = 256) -> String {
    let text = bytes.prefix(mostBytes).map { byte in
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
      return isPlain ? String(UnicodeScalar(byte)) : "\\x" + Hex.encode([byte])
    }.joined()
    return bytes.count > mostBytes ? text + "…" : text
  }
}
