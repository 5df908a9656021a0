import Foundation

/// Text as it is indexed and as it is looked for: folded words, and Chinese, Japanese and Korean runs
/// as overlapping pairs (`docs/architecture.md` §5).
public enum SearchText {
  /// Lower case without diacritics, Latin look-alikes of ASCII letters as ASCII; every run of CJK
  /// characters as pairs, and its first character alone so that one character can be found.
  public static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    let folded = text.folding(
      options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in folded.unicodeScalars {
      if isUnspaced(scalar) {
        if let previous {
          result.unicodeScalars.append(scalar)
          result += " "
          _ = previous
        } else {
          result += " "
        }
        result.unicodeScalars.append(scalar)
        previous = scalar
      } else {
        if previous != nil { result += " " }
        previous = nil
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

  /// An FTS5 expression that finds rows with every word of `text`, the last as a prefix; `nil` when there
  /// is nothing to look for. Nothing of the input is read as syntax.
  public static func query(_ text: String) -> String? {
    let words = fold(text).split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
      .map { "\"" + $0.replacingOccurrences(of: "\"", with: "") + "\"" }
    guard let last = words.last else { return nil }
    let full = words.dropLast().joined(separator: " ")
    // The last pair of a CJK run ends in a single character: it is there in every longer run too.
    return full.isEmpty ? last + "*" : full + " " + last + "*"
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

  private static let skipped: Set<[UInt8]> = Set(
    [
      "id", "type", "spec_version", "created", "modified", "created_by_ref", "source_ref", "target_ref",
      "object_marking_refs", "external_id", "relationship_type", "kill_chain_name", "object_refs", "url",
      "valid_from", "first_seen", "last_seen", "x_mitre_attack_spec_version", "x_mitre_modified_by_ref",
      "x_mitre_version", "lang", "extension_type",
    ].map { Array($0.utf8) })

  /// How much of one object is indexed.
  private static let limit = 8192

  /// The string values of an object that was validated when it was imported, one a line; identifiers,
  /// times and the like are left out. Text that is not JSON is returned as it is.
  public static func prose(ofJSON bytes: [UInt8]) -> String {
    guard bytes.first == UInt8(ascii: "{") else {
      return String(decoding: bytes.prefix(limit), as: UTF8.self)
    }
    var output: [UInt8] = []
    bytes.withUnsafeBufferPointer { source in
      var key: Range<Int>?
      var index = 0
      while index < source.count, output.count < limit {
        guard source[index] == UInt8(ascii: "\"") else {
          index += 1
          continue
        }
        let start = index + 1
        index = start
        var escaped = false
        while index < source.count, source[index] != UInt8(ascii: "\"") {
          if source[index] == UInt8(ascii: "\\") {
            escaped = true
            index += 1
          }
          index += 1
        }
        let end = min(index, source.count)
        index += 1
        var next = index
        while next < source.count,
          source[next] == 0x20 || source[next] == 0x0A || source[next] == 0x0D
            || source[next] == 0x09
        { next += 1 }
        if next < source.count, source[next] == UInt8(ascii: ":") {
          key = start..<end
        } else if let name = key, !skipped.contains(Array(source[name])) {
          append(source[start..<end], escaped: escaped, to: &output)
        }
      }
    }
    return String(decoding: output.prefix(limit), as: UTF8.self)
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
          if value[index + 1] == UInt8(ascii: "u"), index + 5 < value.endIndex,
            let code = UInt32(String(decoding: value[index + 2..<index + 6], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
          {
            output.append(contentsOf: String(Character(scalar)).utf8)
            index += 6
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
}
