/// Folds a written name and cuts it into words. Total: any text gives some list of words.
///
/// Source: docs/names.md §1, rules 1–6.
enum NameText {
  /// So many scalars of a name are read; the rest adds nothing to a comparison.
  static let longest = 400

  static func words(of text: String) -> [NameWord] {
    var cutter = Cutter()
    for scalar in text.unicodeScalars.prefix(longest) { cutter.take(scalar) }
    cutter.endWord()
    return joinedInitials(withoutCounters(cutter.words.flatMap(withNumberApart)))
  }

  /// `제14` is the fourteenth, `5호` number 5, as with 第 and 号 (`HanNumber`).
  private static func withoutCounters(_ words: [NameWord]) -> [NameWord] {
    guard words.contains(where: { $0.scalars == [ordinal] || $0.scalars == [number] }) else { return words }
    return words.indices.filter { place in
      let word = words[place]
      if word.scalars == [ordinal], place + 1 < words.count {
        return !(words[place + 1].isDecimal && words[place + 1].separator == nil)
      }
      return !(word.scalars == [number] && place > 0 && words[place - 1].isDecimal && word.separator == nil)
    }.map { words[$0] }
  }
  private static let ordinal: UInt32 = 0xC81C  // 제
  private static let number: UInt32 = 0xD638  // 호

  /// `7Eleven` is two numbers.
  private static func withNumberApart(_ word: NameWord) -> [NameWord] {
    let digits = word.scalars.prefix { (0x30...0x39).contains($0) }.count
    guard digits > 0, word.scalars.count >= digits + 3, let letters = word.ascii,
      NameNumber.isWord(Array(letters[digits...]))
    else { return [word] }
    var (first, second) = (word, word)
    first.scalars = Array(word.scalars[..<digits])
    second.scalars = Array(word.scalars[digits...])
    second.separator = 0x2D
    return [first, second]
  }

  /// `a.b.c.` is one word; `a. b. c.` stays three.
  private static func joinedInitials(_ words: [NameWord]) -> [NameWord] {
    var result: [NameWord] = []
    var wasInitials = false
    for word in words {
      let isInitial = word.scalars.count == 1 && !word.script.isUnspaced
      if wasInitials, isInitial, word.separator == 0x2E, let last = result.popLast() {
        var joined = last
        joined.cedillas += word.cedillas.map { $0 + joined.scalars.count }
        joined.strokes += word.strokes.map { $0 + joined.scalars.count }
        joined.scalars += word.scalars
        joined.isInitials = true
        joined.isStopped = word.isStopped
        result.append(joined)
      } else {
        result.append(word)
        wasInitials = isInitial
      }
    }
    return result
  }

  private struct Cutter {
    private(set) var words: [NameWord] = []
    private var current = NameWord()
    /// How many letters at the end of the word are capitals.
    private var capitals = 0
    private var separator: UInt32?
    private var isBracketOpen = false

    mutating func take(_ scalar: Unicode.Scalar) {
      let value = scalar.value
      switch value {
      case 0x61...0x7A: append(value, from: value)
      case 0x30...0x39: append(value, from: value)
      case 0x41...0x5A: append(value + 0x20, from: value, isCapital: true)
      case 0x25: insert("percent")
      case 0x26: insert("and")
      case 0x2116: insert("no")
      case 0x27, 0x60, 0xB4, 0x2B9...0x2BF, 0x2018, 0x2019, 0x201B, 0x2032, 0x5F3, 0xFF07:
        if !current.scalars.isEmpty { current.hasApostrophe = true }
      case 0x300...0x36F, 0x483...0x487, 0x591...0x5C7, 0x610...0x61A, 0x64B...0x65F, 0x670, 0x6D6...0x6ED,
        0x3099, 0x309A:
        compose(with: value)
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0x640:
        break  // invisible: neither ends a word nor tells words apart
      default: takeOther(scalar)
      }
    }

    private mutating func takeOther(_ scalar: Unicode.Scalar) {
      if let character = Self.enclosed[scalar.value] {
        insert(character)
      } else if let folded = NameTables.folded(scalar.value) {
        for part in folded {
          append(part, from: scalar.value, isCapital: scalar.properties.isUppercase)
        }
        // Raised, as the end of an abbreviation: `Mª`.
        if scalar.value == 0xAA || scalar.value == 0xBA { current.isStopped = true }
        if Self.accented.contains(scalar.value) { current.isAccented = true }
        if Self.cedillas.contains(scalar.value) { current.cedillas.append(current.scalars.count - 1) }
        if scalar.value == 0x110 || scalar.value == 0x111 {
          current.strokes.append(current.scalars.count - 1)
        }
      } else if isPart(scalar) {
        append(scalar.value, from: scalar.value)
      } else {
        if scalar.value == 0x2E, !current.scalars.isEmpty { current.isStopped = true }
        endWord()
        if scalar.properties.generalCategory == .openPunctuation { isBracketOpen = true }
        let isSpace = scalar.properties.isWhitespace
        if separator != 0x20 { separator = isSpace ? 0x20 : scalar.value }
      }
    }

    /// Legal forms that are one character in brackets: `㈱` is `(株)`.
    private static let enclosed: [UInt32: String] = [0x3231: "株", 0x3232: "有", 0x323E: "资", 0x321C: "주"]

    /// On c and s, and the comma of Romanian on s.
    private static let cedillas: Set<UInt32> = [0xC7, 0xE7, 0x15E, 0x15F, 0x218, 0x219]

    /// Vowels with an acute or grave accent, small and capital.
    private static let accented = Set("áàéèíìóòúùýÁÀÉÈÍÌÓÒÚÙÝ".unicodeScalars.map(\.value))

    /// Letters, digits, and the vowel signs that some scripts write as marks.
    private func isPart(_ scalar: Unicode.Scalar) -> Bool {
      guard scalar.value >= 0x80, scalar.value != 0x30FB else { return false }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber,
        .nonspacingMark, .spacingMark, .letterNumber:
        return true
      default: return false
      }
    }

    private mutating func append(_ value: UInt32, from original: UInt32, isCapital: Bool = false) {
      let script = NameScript.of(original)
      if script == .none ? endsBeforeDigit(value) : startsBehindDigits(script) { endWord() }
      if script != .none {
        let changes = script != current.script && (script.isUnspaced || current.script.isUnspaced)
        if changes, current.script != .none { endWord() }
        if current.script == .none { current.script = script }
      }
      if let last = current.scalars.last, let syllable = Hangul.joined(last, value) {
        current.scalars[current.scalars.count - 1] = syllable
        return
      }
      if current.scalars.isEmpty {
        current.separator = separator
        current.isBracketed = isBracketOpen
      }
      (separator, isBracketOpen) = (nil, false)
      current.scalars.append(value)
      capitals = isCapital ? capitals + 1 : 0
    }

    /// `금성5호`: in scripts without spaces a number is a word of its own. Of Han `HanNumber` tells.
    private func endsBeforeDigit(_ value: UInt32) -> Bool {
      (0x30...0x39).contains(value) && (current.script == .hangul || current.script == .kana)
        && current.scalars.last.map { !(0x30...0x39).contains($0) } ?? false
    }

    private func startsBehindDigits(_ script: NameScript) -> Bool {
      (script == .hangul || script == .kana) && current.script == .none && !current.scalars.isEmpty
    }

    /// Marks that make another letter are composed; the rest are dropped.
    private mutating func compose(with mark: UInt32) {
      guard let last = current.scalars.last else { return }
      if mark == 0x300 || mark == 0x301, current.script == .latin { current.isAccented = true }
      if mark == 0x327 || mark == 0x326, last == 0x63 || last == 0x73 {
        current.cedillas.append(current.scalars.count - 1)
      }
      let composed: UInt32? =
        switch (last, mark) {
        case (0x438, 0x306): 0x439
        case (0x435, 0x308): 0x451
        case (0x456, 0x308): 0x457
        case (0x443, 0x306): 0x45E
        case (0x627, 0x655): 0x625
        case (0x304B...0x307B, 0x3099), (0x30AB...0x30DB, 0x3099): last + 1
        case (0x306F...0x307B, 0x309A), (0x30CF...0x30DB, 0x309A): last + 2
        default: nil
        }
      if let composed { current.scalars[current.scalars.count - 1] = composed }
    }

    private mutating func insert(_ word: String) {
      endWord()
      separator = 0x20
      for scalar in word.unicodeScalars { append(scalar.value, from: scalar.value) }
      endWord()
      separator = 0x20
    }

    mutating func endWord() {
      guard !current.scalars.isEmpty else { return }
      let length = current.scalars.count
      current.isCapitals = capitals == length
      current.undisguise()
      if capitals >= 2, capitals < length,
        LegalForm.isGluedSuffix(Array(current.scalars[(length - capitals)...]))
      {
        // "TarnwickAG": capitals that are a legal form after small letters start a word.
        var form = current
        form.scalars = Array(current.scalars[(length - capitals)...])
        form.separator = 0x20
        form.isCapitals = true
        form.strokes = []
        form.cedillas = []
        current.scalars.removeLast(capitals)
        current.strokes.removeAll { $0 >= current.scalars.count }
        current.cedillas.removeAll { $0 >= current.scalars.count }
        words.append(current)
        words.append(form)
      } else {
        words.append(current)
      }
      current = NameWord()
      capitals = 0
    }
  }
}

extension NameWord {
  fileprivate var isDecimal: Bool { !scalars.isEmpty && scalars.allSatisfy { (0x30...0x39).contains($0) } }
}
