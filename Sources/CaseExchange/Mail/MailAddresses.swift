/// The addresses in a field such as `From` or `To`.
///
/// Only what stands between `<` and `>`, or a bare word with an `@`: display names and comments hold what anybody
/// likes. Source: RFC 5322 §3.4, §3.4.1 (a quoted local part).
enum MailAddresses {
  static let maximum = 1000

  static func read(_ field: [UInt8]) -> [String] {
    var found: [String] = []
    var scan = Scan()
    var rest = field[...]
    // A quote or a comment that never ends would hide all behind it: it is read again as if it did not begin. Of each
    // there is one at most, as no other is looked for then.
    while let open = scan.run(rest, &found) { rest = rest[(open + 1)...] }
    return found
  }

  private struct Scan {
    private var hasQuotes = true
    private var hasComments = true

    /// - Returns: where the quote or the comment begins that does not end.
    mutating func run(_ field: ArraySlice<UInt8>, _ found: inout [String]) -> Int? {
      var word: [UInt8] = []
      /// A quoted text that may be the local part of what follows.
      var quoted: [UInt8] = []
      var comments = 0
      var (isQuoted, isEscaped, isAngle) = (false, false, false)
      var quoteStart = 0
      var commentStart = 0
      func end() {
        if let address = address(word), found.count < maximum { found.append(address) }
        word = []
      }
      for (index, byte) in zip(field.indices, field) {
        if isEscaped {
          isEscaped = false
          if isQuoted { quoted.append(byte) }
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if isQuoted {
          if byte == UInt8(ascii: "\"") { isQuoted = false } else { quoted.append(byte) }
        } else if comments == 0, byte == UInt8(ascii: "\""), hasQuotes {
          (isQuoted, quoteStart, quoted) = (true, index, [])
        } else if byte == UInt8(ascii: "("), !isAngle, hasComments {
          if comments == 0 { commentStart = index }
          comments += 1
        } else if byte == UInt8(ascii: ")"), comments > 0 {
          comments -= 1
        } else if comments > 0 {
          continue
        } else if byte == UInt8(ascii: "@"), word.isEmpty, !quoted.isEmpty {
          word = localPart(quoted) + [byte]
        } else if byte == UInt8(ascii: "<") {
          (word, isAngle) = ([], true)
        } else if byte == UInt8(ascii: ">") {
          end()
          isAngle = false
        } else if separators.contains(byte) {
          end()
        } else {
          word.append(byte)
        }
        if !isQuoted, byte != UInt8(ascii: "\"") { quoted = [] }
      }
      end()
      if isQuoted {
        hasQuotes = false
        return quoteStart
      }
      if comments > 0 {
        hasComments = false
        return commentStart
      }
      return nil
    }
  }

  private static let separators: Set<UInt8> = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""), 0x20, 0x09,
  ]

  /// Quotes that need not be there are no part of an address.
  private static func localPart(_ quoted: [UInt8]) -> [UInt8] {
    let isPlain = quoted.allSatisfy { byte in
      byte > 0x20 && byte != 0x7F && !"()<>[]:;@\\,\"".utf8.contains(byte)
    }
    if isPlain { return quoted }
    let (quote, escape) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    return [quote] + quoted.flatMap { $0 == quote || $0 == escape ? [escape, $0] : [$0] } + [quote]
  }

  private static func address(_ word: [UInt8]) -> String? {
    guard let at = word.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < word.count, word.count <= 320,
      word.withUnsafeBufferPointer({ UTF8Check.firstFault($0) == nil })
    else { return nil }
    let isQuoted = word[0] == UInt8(ascii: "\"")
    // In quotes there may be spaces, and a further `@`.
    let isWhole = word.enumerated().allSatisfy { index, byte in
      byte > 0x20 && byte != 0x7F && (byte != UInt8(ascii: "@") || index == at)
        || isQuoted && index < at && byte >= 0x20 && byte != 0x7F
    }
    return isWhole ? String(decoding: word, as: UTF8.self) : nil
  }
}
