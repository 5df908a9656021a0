/// Text of a header field, with its encoded words (`=?charset?B?…?=`) read.
///
/// Source: RFC 2047 §2, §6.2; RFC 2231 §5 (a language behind the character set is passed over).
enum EncodedWords {
  static let maximumBytes = 64 * 1024

  /// - Returns: the text, and the first doubt about a part of it; `nil` when all of it was what it says.
  static func decode(_ bytes: [UInt8]) -> (text: String, doubt: MailCharset.Doubt?) {
    let bytes = Array(bytes.prefix(maximumBytes))
    var text = ""
    var doubt: MailCharset.Doubt?
    var plain: [UInt8] = []
    // Words of one character set are joined before decoding: writers split inside a character.
    var run: (charset: String, bytes: [UInt8])?
    func note(_ part: (text: String, doubt: MailCharset.Doubt?)) {
      text += part.text
      doubt = doubt ?? part.doubt
    }
    func endRun() {
      if let run { note(MailCharset.decode(run.bytes, run.charset)) }
      run = nil
    }
    var position = 0
    var marks = Marks()
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "="), let word = Word(bytes, at: position, &marks) else {
        plain.append(bytes[position])
        position += 1
        continue
      }
      // White space between two encoded words is not shown.
      if run == nil || plain.contains(where: { ![0x20, 0x09, 0x0D, 0x0A].contains($0) }) {
        endRun()
        note(MailCharset.decode(plain, "utf-8"))
      }
      plain = []
      if run?.charset == word.charset {
        run?.bytes += word.bytes
      } else {
        endRun()
        run = (word.charset, word.bytes)
      }
      position = word.end
    }
    endRun()
    note(MailCharset.decode(plain, "utf-8"))
    return (text, doubt)
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
