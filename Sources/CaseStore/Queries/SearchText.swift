import CaseDomain
import Foundation

/// Text as it is indexed and as it is looked for: folded words, and Chinese, Japanese and Korean runs
/// as overlapping pairs (`docs/architecture.md` §5).
public enum SearchText {
  /// Lower case without diacritics, Latin look-alikes of ASCII letters as ASCII; every run of CJK
  /// characters as pairs, and its last character, which begins no pair, alone: so each can be found by itself.
  public static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    let folded = text.folding(
      options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
    var result = ""
    var isInRun = false
    for scalar in folded.unicodeScalars {
      if isUnspaced(scalar) {
        if isInRun { result.unicodeScalars.append(scalar) }
        result += " "
        result.unicodeScalars.append(scalar)
        isInRun = true
      } else {
        if isInRun { result += " " }
        isInRun = false
        switch scalar {
        case "ł", "Ł": result += "l"
        case "đ", "Đ", "ð": result += "d"
        case "ø", "Ø": result += "o"
        case "æ": result += "ae"
        case "œ": result += "oe"
        case "ß": result += "ss"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// An FTS5 expression that finds rows with every word of `text`, the last as a prefix, as is each character of an
  /// unspaced script that stands alone; `nil` when there is nothing to look for. Nothing of the input is read as syntax.
  public static func query(_ text: String) -> String? {
    let words = fold(text).split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
    guard !words.isEmpty else { return nil }
    return words.enumerated().map { place, word in
      // A quote can be in a word: some letters take what follows into their Character.
      let bare = word.utf8.filter { $0 != UInt8(ascii: "\"") }
      // What ends a run here stands within a longer one as the beginning of a pair.
      let isBeginning = place == words.count - 1 || isLone(word)
      return "\"" + String(decoding: bare, as: UTF8.self) + (isBeginning ? "\"*" : "\"")
    }.joined(separator: " ")
  }

  private static func isLone(_ word: Substring) -> Bool {
    let scalars = word.unicodeScalars
    return scalars.count == 1 && scalars.allSatisfy(isUnspaced)
  }

  /// Scripts written without spaces between words.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xAC00...0xD7AF,
      0x20000...0x3FFFF, 0x0E00...0x0E7F:
      true
    default: false
    }
  }
}

// What of an operation is indexed.
extension SearchText {
  /// How much of one object is indexed, in bytes.
  private static let limit = 8192

  /// Identifier, name and prose of a source record, folded, as UTF-8.
  static func indexed(_ record: SourceRecord) -> [UInt8] {
    var text: [UInt8] = []
    if case .inline(let bytes) = record.content {
      text.reserveCapacity(min(bytes.count, limit) + 1200)
    }
    text += record.externalID.utf8
    if let name = record.name {
      text.append(0x0A)
      text += name.utf8
    }
    if case .inline(let bytes) = record.content {
      text.append(0x0A)
      appendProse(ofJSON: bytes, to: &text)
    }
    return folded(text)
  }

  /// A note, folded, as UTF-8.
  static func indexed(note: String) -> [UInt8] { folded(Array(note.utf8)) }

  /// What is indexed of the operation that a payload holds; `nil` when that is nothing.
  static func indexed(payload: UnsafeRawBufferPointer) -> [UInt8]? {
    // An operation that cannot be read has no text to find; it is listed as unread, and `verify` names damage.
    guard let body = try? OperationBody(payload: payload), let value = body.value else { return nil }
    switch body.target?.field {
    case Field.sourceRecord.rawValue: return SourceRecord(value).map { indexed($0) }
    case Field.notes.rawValue: return value.textValue.map { indexed(note: $0) }
    default: return nil
    }
  }

  /// As `fold`. Most text is ASCII, and is made lower case where it stands.
  private static func folded(_ text: consuming [UInt8]) -> [UInt8] {
    var text = text
    let isASCII = text.withUnsafeMutableBufferPointer { bytes in
      var all: UInt8 = 0
      for index in bytes.indices {
        let byte = bytes[index]
        all |= byte
        bytes[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      }
      return all < 0x80
    }
    return isASCII ? text : foldedByRegions(text)
  }

  /// Folds what is not ASCII, each stretch with the ASCII character before it, which marks may follow, and
  /// the one after it, from which unspaced scripts are parted. The rest is in lower case already.
  private static func foldedByRegions(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 64)
    text.withUnsafeBufferPointer { text in
      var done = 0
      var cursor = 0
      while cursor < text.count {
        guard text[cursor] >= 0x80 else {
          cursor += 1
          continue
        }
        let start = max(done, cursor - 1)
        while cursor < text.count,
          text[cursor] >= 0x80 || (cursor + 1 < text.count && text[cursor + 1] >= 0x80)
        { cursor += 1 }
        let end = min(cursor + 1, text.count)
        result.append(contentsOf: text[done..<start])
        result.append(contentsOf: fold(String(decoding: text[start..<end], as: UTF8.self)).utf8)
        (done, cursor) = (end, end)
      }
      result.append(contentsOf: text[done...])
    }
    return result
  }

  /// The string values of an object that was validated when it was imported, one a line; identifiers,
  /// times and the like are left out. Text that is not JSON is taken as it is.
  private static func appendProse(ofJSON bytes: [UInt8], to output: inout [UInt8]) {
    guard bytes.first == UInt8(ascii: "{") else {
      return output.append(contentsOf: bytes.prefix(limit))
    }
    let end = output.count + limit
    bytes.withUnsafeBufferPointer { source in
      var key: Range<Int>?
      var index = 0
      while index < source.count, output.count < end {
        guard source[index] == UInt8(ascii: "\"") else {
          index += 1
          continue
        }
        let start = index + 1
        let (stop, escaped) = endOfString(source, from: start)
        index = stop + 1
        var next = index
        while next < source.count,
          source[next] == 0x20 || source[next] == 0x0A || source[next] == 0x0D
            || source[next] == 0x09
        { next += 1 }
        if next < source.count, source[next] == UInt8(ascii: ":") {
          key = start..<stop
        } else if let name = key, !isSkipped(UnsafeBufferPointer(rebasing: source[name])) {
          append(source[start..<stop], escaped: escaped, to: &output)
        }
      }
    }
    if output.count > end { output.removeSubrange(end...) }
  }

  /// Where the string that begins at `start` ends, and whether a backslash stands in it.
  private static func endOfString(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, escaped: Bool) {
    var index = start
    var escaped = false
    while index < source.count, source[index] != UInt8(ascii: "\"") {
      if source[index] == UInt8(ascii: "\\") {
        escaped = true
        index += 1
      }
      index += 1
    }
    return (min(index, source.count), escaped)
  }

  private static let skipped: [[StaticString]] = {
    let keys: [StaticString] = [
      "id", "type", "spec_version", "created", "modified", "created_by_ref", "source_ref", "target_ref",
      "object_marking_refs", "external_id", "relationship_type", "kill_chain_name", "object_refs", "url",
      "valid_from", "first_seen", "last_seen", "x_mitre_attack_spec_version", "x_mitre_modified_by_ref",
      "x_mitre_version", "lang", "extension_type",
    ]
    var byLength: [[StaticString]] = Array(repeating: [], count: 32)
    for key in keys { byLength[key.utf8CodeUnitCount].append(key) }
    return byLength
  }()

  private static func isSkipped(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = key.baseAddress, key.count < skipped.count else { return false }
    for word in skipped[key.count] where memcmp(base, word.utf8Start, key.count) == 0 { return true }
    return false
  }

  private static func append(
    _ value: Slice<UnsafeBufferPointer<UInt8>>, escaped: Bool, to output: inout [UInt8]
  ) {
    if !escaped {
      output.append(contentsOf: value)
    } else {
      var index = value.startIndex
      while index < value.endIndex {
        if value[index] == UInt8(ascii: "\\"), index + 1 < value.endIndex {
          if let (scalar, length) = unescaped(value, at: index) {
            output.append(contentsOf: String(Character(scalar)).utf8)
            index += length
          } else {
            output.append(value[index + 1] == UInt8(ascii: "\"") ? UInt8(ascii: "\"") : 0x20)
            index += 2
          }
        } else {
          output.append(value[index])
          index += 1
        }
      }
    }
    output.append(0x0A)
  }

  /// The character of `\uXXXX` at `index`, and how many bytes it takes: two such escapes are one character beyond U+FFFF,
  /// and half of such a pair alone is U+FFFD. `nil` where none stands.
  private static func unescaped(
    _ value: Slice<UnsafeBufferPointer<UInt8>>, at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = unit(value, at: index) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard first < 0xDC00, let second = unit(value, at: index + 6), (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
    else { return ("\u{FFFD}", 6) }
    return (scalar, 12)
  }

  private static func unit(_ value: Slice<UnsafeBufferPointer<UInt8>>, at index: Int) -> UInt32? {
    guard index + 5 < value.endIndex, value[index] == UInt8(ascii: "\\"),
      value[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: value[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }
}
