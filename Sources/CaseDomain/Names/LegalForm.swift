/// The legal form a company name ends or begins with, by class: `Ltd`, `GmbH` and `ООО` are one.
///
/// A class, not a finding of law: forms of different countries never coincide exactly. The words are in
/// `LegalForm+Table.swift`. Source: docs/names.md §1, rule 9.
public enum LegalForm: UInt8, CaseIterable, Hashable, Sendable {
  case limited, stock, partnership, nonProfit, state, company

  /// Two forms a list may give one company: any commercial ones. A foundation is not a company.
  static func areAlike(_ a: LegalForm, _ b: LegalForm) -> Bool {
    a == b || (a.isCommercial && b.isCommercial)
  }
  private var isCommercial: Bool { self != .nonProfit && self != .state }

  struct Phrase: Sendable {
    /// As `Romaniser` spells them, an Arabic article apart.
    let words: [[UInt8]]
    let form: LegalForm
    let letterCount: Int

    /// Short, so that it may be a word or a part of a name: a form only at either end of a name.
    var isAmbiguous: Bool { letterCount <= 3 }
    /// Stands before a name that has a form at its end, too: `SC … SRL`, `M/s … Ltd`.
    var needsAnother: Bool { words.count == 1 && LegalForm.companions.contains(words[0]) }
  }

  /// Forms by their first word, the longest first.
  static let byFirstWord: [[UInt8]: [Phrase]] = {
    var table: [[UInt8]: [Phrase]] = [:]
    for (form, texts) in rows {
      for text in texts.split(whereSeparator: { $0 == "," || $0.isNewline }) {
        let words = text.split(separator: " ").flatMap { Romaniser.words(ofFolded: String($0)) }
        guard let first = words.first else { continue }
        table[first, default: []].append(
          Phrase(words: words, form: form, letterCount: words.reduce(0) { $0 + $1.count }))
      }
    }
    return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  /// The form that a word is but for one slip of the hand: `Limitd`. Both of six letters or more; `nil` for a form itself.
  static func misspelled(_ letters: [UInt8]) -> LegalForm? {
    guard letters.count >= 6, byFirstWord[letters] == nil else { return nil }
    return long.first { word, _ in
      abs(word.count - letters.count) <= 1
        && word.withUnsafeBufferPointer { word in
          letters.withUnsafeBufferPointer { OneSlip.isAll(between: word, and: $0) }
        }
    }?.form
  }
  /// Forms of one Latin word of six letters or more.
  private static let long: [(word: [UInt8], form: LegalForm)] = byFirstWord.values.flatMap { phrases in
    phrases.compactMap { phrase in
      guard phrase.words.count == 1, phrase.letterCount >= 6, phrase.form.isCommercial else { return nil }
      return (phrase.words[0], phrase.form)
    }
  }.sorted { $0.word.lexicographicallyPrecedes($1.word) }

  /// Latin words that are a form, and a given name, family name, title or everyday word as well.
  static func mayBeName(_ letters: [UInt8]) -> Bool {
    names.contains(letters) || NameLore.titles.contains(letters)
  }
  private static let names = Set(
    """
    pat sia sal zao too tov ano est asa sas spa sti coy lda pao comp doo sca scs ead waqf ike vat mup rup
    sau sad vos nao ans asc dac prat gie tmi
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  /// Short forms that stand behind a name only: before one they are a word of it.
  static func isLast(_ letters: [UInt8]) -> Bool { lasts.contains(letters) }
  /// Those of them that a person may write behind their name.
  static func isWord(_ letters: [UInt8]) -> Bool { isLast(letters) && !letters.elementsEqual("ad".utf8) }
  private static let lasts = Set(
    "ad ry hf ky og cc me pc eg is ps".split(separator: " ").map { Array($0.utf8) })
  private static let companions = Set(["sc", "ms"].map { Array($0.utf8) })

  /// Han phrases, simplified, the longest first.
  static let han: [(characters: [UInt32], form: LegalForm)] = unspaced(hanForms)
  /// Hangul phrases, the longest first.
  static let hangul: [(characters: [UInt32], form: LegalForm)] = unspaced(hangulForms)
  /// `(株)` and `(주)`: one character that stands as a word of its own.
  static let single: [UInt32: LegalForm] = [
    0x682A: .stock, 0x6709: .limited, 0x8D44: .partnership, 0xC8FC: .stock, 0xC720: .limited,
  ]

  private static func unspaced(_ table: [(LegalForm, String)]) -> [(characters: [UInt32], form: LegalForm)] {
    table.flatMap { form, texts in
      texts.split(separator: " ").map { (Array($0.unicodeScalars.map(\.value)), form) }
    }.sorted { $0.0.count > $1.0.count }
  }

  static func isGluedSuffix(_ scalars: [UInt32]) -> Bool {
    ["ag", "gmbh", "llc", "ltd", "sa", "bv", "nv", "ab", "plc", "inc", "spa", "se"].contains {
      $0.unicodeScalars.map(\.value) == scalars
    }
  }
}
