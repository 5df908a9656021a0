/// Text of a header field, with its encoded words (`=?charset?B?…?=`) read.
///
/// Source: RFC 2047 §2, §6.2; RFC 2231 §5 (a language behind the character set is passed over).
enum EncodedWords {
  static let maximumBytes = 64 * 1024
  /// Between the mark of the encoding and `?=`. RFC 2047 has 75 for the whole word; writers put whole names into one.
  /// Without an end near by it is no word: else each of many beginnings would be read to the end of the field.
  static let maximumContentBytes = 2_048

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
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "="), let word = Word(bytes, at: position) else {
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
      if let last = run, last.charset != word.charset { endRun() }
      run = (word.charset, (run?.bytes ?? []) + word.bytes)
      position = word.end
    }
    endRun()
    note(MailCharset.decode(plain, "utf-8"))
    return (text, doubt)
  }

  private struct Word {
    let charset: String
    let bytes: [UInt8]
    let end: Int

    init?(_ all: [UInt8], at start: Int) {
      let mark = UInt8(ascii: "?")
      guard start + 1 < all.count, all[start + 1] == mark,
        let first = all[(start + 2)...].firstIndex(of: mark), first - start < 80, first + 2 < all.count,
        all[first + 2] == mark
      else { return nil }
      var position = first + 3
      let limit = min(all.count, position + EncodedWords.maximumContentBytes + 2)
      while position + 1 < limit, !(all[position] == mark && all[position + 1] == UInt8(ascii: "=")) {
        position += 1
      }
      guard position + 1 < limit else { return nil }
      let content = all[(first + 3)..<position]
      let name = all[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
      charset = String(decoding: name, as: UTF8.self).lowercased()
      switch all[first + 1] {
      case UInt8(ascii: "B"), UInt8(ascii: "b"): bytes = TransferDecoder.decode(content, .base64)
      case UInt8(ascii: "Q"), UInt8(ascii: "q"):
        bytes = TransferDecoder.decode(content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, .quotedPrintable)
      default: return nil
      }
      end = position + 2
    }
  }
}
