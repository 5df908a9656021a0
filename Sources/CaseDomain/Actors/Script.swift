/// A writing system by its ISO 15924 code.
public enum Script: String, CaseIterable, Sendable {
  case latin = "Latn", cyrillic = "Cyrl", greek = "Grek", arabic = "Arab", hebrew = "Hebr"
  case han = "Hani", japanese = "Jpan", korean = "Kore", hangul = "Hang", hiragana = "Hira", katakana = "Kana"
  case devanagari = "Deva", thai = "Thai", armenian = "Armn", georgian = "Geor"
  /// No letter of a known script.
  case undetermined = "Zyyy"

  /// The script of most letters, the earlier in this list when two are even. Han with kana is Japanese,
  /// with Hangul Korean. A guess: an analyst may set another.
  public static func guess(_ text: String) -> Script {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.contains { ($0 | 0x20) &- 0x61 < 26 } ? .latin : .undetermined
    }
    let counts = counts(in: text)
    func letters(_ script: Script) -> Int { counts.first { $0.script == script }?.letters ?? 0 }
    if letters(.hiragana) > 0 || letters(.katakana) > 0 { return .japanese }
    if letters(.hangul) > 0 { return letters(.han) > 0 ? .korean : .hangul }
    if counts.count < 2 { return counts.first?.script ?? .undetermined }
    return Script.allCases.reduce(.undetermined) { best, script in
      letters(script) > letters(best) ? script : best
    }
  }

  /// Every script with a letter in the text. Latin and Cyrillic in one word may be a disguise.
  public static func all(in text: String) -> Set<Script> { Set(counts(in: text).map(\.script)) }

  /// In the order in which they occur. Names have one or two, so that a list is faster than a table.
  private static func counts(in text: String) -> [(script: Script, letters: Int)] {
    var counts: [(script: Script, letters: Int)] = []
    for scalar in text.unicodeScalars {
      guard let script = of(scalar.value), isLetter(scalar) else { continue }
      if let place = counts.firstIndex(where: { $0.script == script }) {
        counts[place].letters += 1
      } else {
        counts.append((script, 1))
      }
    }
    return counts
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (scalar.value | 0x20) &- 0x61 < 26 : scalar.properties.isAlphabetic
  }

  private static func of(_ scalar: UInt32) -> Script? {
    switch scalar {
    case 0x41...0x24F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xFF21...0xFF5A: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    case 0x531...0x58F: .armenian
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
    case 0x900...0x97F: .devanagari
    case 0xE00...0xE7F: .thai
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F: .georgian
    case 0x3040...0x309F: .hiragana
    case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .katakana
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      .han
    default: nil
    }
  }
}
