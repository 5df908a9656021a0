/// Text of a header field, with its encoded words (`=?charset?B?…?=`) read.
///
/// Source: RFC 2047 §2, §6.2; RFC 2231 §5 (a language behind the character set is passed over).
enum EncodedWords {
  static let maximumBytes = 64 * 1024

  /// - Returns: the text, and the first doubt about a part of it; `nil` when all of it was what it says.
  static func decode(_ bytes: [UInt8]) -> (text: String, doubt: MailCharset.Doubt?) {
    let parts = runs(bytes).map { MailCharset.decode($0.bytes, $0.charset) }
    return (parts.map(\.text).joined(), parts.lazy.compactMap(\.doubt).first)
  }

  /// The same for a name, by which something is told from something else.
  static func name(_ bytes: [UInt8]) -> MailName {
    MailName(runs(bytes).map { MailName($0.bytes, $0.charset) })
  }

  private typealias Run = (charset: String, bytes: [UInt8])

  /// The bytes of encoded words, and those between them. Words of one character set that follow each other are joined:
  /// writers split inside a character.
  private static func runs(_ bytes: [UInt8]) -> [Run] {
    let bytes = Array(bytes.prefix(maximumBytes))
    var runs: [Run] = []
    var plain: [UInt8] = []
    /// The last run is one of encoded words.
    var isInWords = false
    var position = 0
    var marks = Marks()
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "="), let word = Word(bytes, at: position, &marks) else {
        plain.append(bytes[position])
        position += 1
        continue
      }
      // White space between two encoded words is not shown.
      if !isInWords || plain.contains(where: { ![0x20, 0x09, 0x0D, 0x0A].contains($0) }) {
        runs.append(("utf-8", plain))
        isInWords = false
      }
      plain = []
      if isInWords, runs[runs.count - 1].charset == word.charset {
        runs[runs.count - 1].bytes += word.bytes
      } else {
        runs.append((word.charset, word.bytes))
      }
      isInWords = true
      position = word.end
    }
    runs.append(("utf-8", plain))
    return runs
  }

  /// Where two bytes stand next to each other. Asked from places that only go on, it looks at each byte once, however
  /// often it is asked.
  private struct NextPair {
    let first: UInt8
    let second: UInt8
    /// What was found last, the first of its kind from the place it was asked from.
    private var found = -1

    init(_ first: UInt8, _ second: UInt8) {
      self.first = first
      self.second = second
    }

    /// The number of bytes when there is none.
    mutating func from(_ position: Int, in all: [UInt8]) -> Int {
      if found >= position { return found }
      found = position
      while found + 1 < all.count, all[found] != first || all[found + 1] != second { found += 1 }
      if found + 1 >= all.count { found = all.count }
      return found
    }
  }

  private struct Marks {
    var beginning = NextPair(UInt8(ascii: "="), UInt8(ascii: "?"))
    var end = NextPair(UInt8(ascii: "?"), UInt8(ascii: "="))
  }

  private struct Word {
    let charset: String
    let bytes: [UInt8]
    let end: Int

    /// RFC 2047 has 75 bytes for a word; writers put whole names into one, and longer texts. One in which another begins
    /// is none: it would hide that one.
    init?(_ all: [UInt8], at start: Int, _ marks: inout Marks) {
      let mark = UInt8(ascii: "?")
      guard start + 1 < all.count, all[start + 1] == mark,
        let first = all[(start + 2)...].firstIndex(of: mark), first - start < 80, first + 2 < all.count,
        all[first + 2] == mark
      else { return nil }
      let last = marks.end.from(first + 3, in: all)
      guard last < all.count, marks.beginning.from(first + 3, in: all) + 1 >= last else { return nil }
      let content = all[(first + 3)..<last]
      let name = all[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
      charset = String(decoding: name, as: UTF8.self).lowercased()
      switch all[first + 1] {
      case UInt8(ascii: "B"), UInt8(ascii: "b"): bytes = TransferDecoder.decode(content, .base64)
      case UInt8(ascii: "Q"), UInt8(ascii: "q"):
        bytes = TransferDecoder.decode(content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, .quotedPrintable)
      default: return nil
      }
      end = last + 2
    }
  }
}
