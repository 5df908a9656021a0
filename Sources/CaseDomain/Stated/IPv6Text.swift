/// The one way of writing an IPv6 address, so that equal addresses are equal texts.
///
/// Source: RFC 5952 §4.
enum IPv6Text {
  private static let colon = UInt8(ascii: ":")

  /// - Returns: `nil` for what is no plain IPv6 address: with a zone, in brackets, with IPv4 inside, or mapped IPv4.
  static func canonical(_ text: some StringProtocol) -> String? {
    guard let groups = groups(Array(text.utf8)) else { return nil }
    let isMapped = groups[..<5].allSatisfy { $0 == 0 } && groups[5] == 0xFFFF
    guard !isMapped else { return nil }
    func written(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let zeros = longestZeros(groups) else { return written(groups[...]) }
    return written(groups[..<zeros.lowerBound]) + "::" + written(groups[zeros.upperBound...])
  }

  /// Whether it is one in any of its ways, mapped IPv4 among them.
  static func isWritten(_ text: some StringProtocol) -> Bool { groups(Array(text.utf8)) != nil }

  /// Of an address, or of a network: an address, a slash and a length, which stays as it is.
  static func canonicalNetwork(_ text: String) -> String? {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return canonical(text) }
    return canonical(text[..<slash]).map { $0 + text[slash...] }
  }

  /// The eight groups.
  private static func groups(_ bytes: [UInt8]) -> [UInt16]? {
    guard let gap = bytes.indices.dropLast().first(where: { bytes[$0] == colon && bytes[$0 + 1] == colon })
    else {
      return listed(bytes[...]).flatMap { $0.count == 8 ? $0 : nil }
    }
    guard let front = listed(bytes[..<gap]), let back = listed(bytes[(gap + 2)...]),
      front.count + back.count < 8
    else { return nil }
    return front + Array(repeating: 0, count: 8 - front.count - back.count) + back
  }

  /// Groups of one to four hexadecimal digits with colons between them.
  private static func listed(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
    if bytes.isEmpty { return [] }
    var groups: [UInt16] = []
    for part in bytes.split(separator: colon, maxSplits: 8, omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), part.allSatisfy(isHexDigit),
        let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// Two groups or more; the first of equally long runs.
  private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > max(1, longest?.count ?? 0) { longest = start..<index }
      start = index + 1
    }
    return longest
  }
}
